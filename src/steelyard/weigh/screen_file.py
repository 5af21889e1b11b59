"""The words of a file that is screened: its distinct charges, outcomes, days, terms and facts, each read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from steelyard.catalog.find import Catalogue
from steelyard.law.federal.facts import FACTS
from steelyard.logic.dates import FIRST_DAY, within
from steelyard.logic.facts import Between, Known
from steelyard.weigh import tables
from steelyard.weigh.engines import ROW, Engine
from steelyard.weigh.mapping import JOINED, Layout
from steelyard.weigh.screen_summary import Summary
from steelyard.weigh.screen_words import Reading, read_charge, read_value

DAYS = {"o": "offense_date", "c": "conviction_date"}
MOST_EXAMPLES = 5
_CHARGE_KEYS = ("charge", "statute", "modifier", "state", "more_charges")
_TEXT = nw.String


@dataclass
class Words:
    """A group of columns that are read together: their distinct texts, and what each was read as."""

    name: str
    columns: tuple[str, ...]
    texts: list[tuple[str, ...]] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    read: list[Any] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The columns' names in the frames of a run."""
        return [f"{self.name}:{place}" for place in range(len(self.columns))]


def text_of(column: str, kind: Any) -> nw.Expr:
    expr = nw.col(column)
    if kind in (nw.Datetime, nw.Date) or isinstance(kind, nw.Datetime):
        expr = expr.cast(nw.Date)
    return expr.cast(_TEXT).fill_null("")


def _distinct(engine: Engine, scanned: Any, words: Words, schema: Mapping[str, Any]) -> None:
    named = [text_of(c, schema[c]).alias(k) for c, k in zip(words.columns, words.keys, strict=True)]
    got = engine.get(scanned.select(*named).group_by(*words.keys).agg(nw.len().alias("times"))).sort(words.keys)
    for *texts, times in got.iter_rows():
        words.texts.append(tuple(texts))
        words.times.append(times)


class FileWords:
    """The words of a file, each distinct text read once; what could not be read is counted in the summary, with examples."""

    def __init__(
        self, engine: Engine, layout: Layout, source: tables.Source, as_of: date, law: Catalogue, summary: Summary
    ) -> None:
        self.engine, self.layout, self.source, self.summary = engine, layout, source, summary
        self.as_of, self.law = as_of, law
        self.scanned = engine.scan(source.path, layout.read)
        self.schema = dict(self.scanned.collect_schema())
        self.words: dict[str, Words] = {}
        self.bad: list[tuple[int, tuple[str, ...]]] = []
        self.without_unit = 0
        columns = layout.columns
        charge = [c for key in _CHARGE_KEYS for c in columns.get(key, ())]
        self._group("charge", charge)
        self._group("outcome", columns.get("disposition", ()))
        self._group("level", columns.get("level", ()))
        self._group("o", columns.get("offense_date", ()))
        self._group("c", columns.get("conviction_date", ()))
        self._group("term", [c for key in ("term", "term_unit", "term_kind") for c in columns.get(key, ())])
        for short, column in layout.facts.items():
            self._group(f"fact:{short}", [column])

    def is_day(self, words: Words) -> bool:
        """Whether a group is a day that the file itself holds as one: it is not read as a word."""
        kind = self.schema[words.columns[0]] if words.name in DAYS and len(words.columns) == 1 else None
        return kind == nw.Date or isinstance(kind, nw.Datetime)

    def days_within(self, words: Words) -> Any:
        """A column of days, null where there is none or it is no day that can be."""
        day = nw.col(words.columns[0]).cast(nw.Date)
        return nw.when((day >= FIRST_DAY) & (day <= self.as_of)).then(day).otherwise(nw.lit(None, nw.Date))

    def _group(self, name: str, columns: Sequence[str]) -> None:
        words = Words(name, tuple(columns))
        self.words[name] = words
        if self.is_day(words):
            given, kept = nw.col(columns[0]).count().alias("given"), self.days_within(words).count().alias("kept")
            bad = self.engine.get(self.scanned.select(given, kept)).select(pl.col("given") - pl.col("kept")).item()
            if bad:
                self.summary.bad_values[DAYS[name]] = bad
                self._day_examples(words)
            return
        if not columns:
            words.texts, words.times = [()], [self.source.rows]
        else:
            _distinct(self.engine, self.scanned, words, self.schema)
        reader = getattr(self, f"_read_{name.partition(':')[0]}")
        self.bad = []
        words.read = [reader(name, texts, times) for texts, times in zip(words.texts, words.times, strict=True)]
        if self.bad:
            self._examples(words)

    def _is_bad(self, key: str, texts: tuple[str, ...], times: int) -> None:
        """Counts a text that could not be read."""
        self.summary.bad_values[key] = self.summary.bad_values.get(key, 0) + times
        self.bad.append((times, texts))

    def _examples(self, words: Words) -> None:
        """The texts of a group that could not be read and stand there most often, each with the number of a row."""
        key = DAYS.get(words.name, words.name.removeprefix("fact:"))
        most = sorted(self.bad, key=lambda one: (-one[0], one[1]))[:MOST_EXAMPLES]
        named = [text_of(c, self.schema[c]).alias(k) for c, k in zip(words.columns, words.keys, strict=True)]
        asked = self.scanned.select(nw.col(ROW), *named).filter(nw.col(words.keys[0]).is_in([t[0] for _, t in most]))
        rows = self.engine.get(asked.group_by(*words.keys).agg(nw.col(ROW).min().alias(ROW))).select(*words.keys, ROW)
        first = {tuple(texts): row for *texts, row in rows.iter_rows()}
        self.summary.bad_examples[key] = [
            {"value": JOINED.join(filter(None, texts)), "rows": times, "row": first[texts]} for times, texts in most
        ]

    def _day_examples(self, words: Words) -> None:
        """The same of days that the file holds as days."""
        day = nw.col(words.columns[0]).cast(nw.Date).alias("day")
        out = self.scanned.select(nw.col(ROW), day).filter((nw.col("day") < FIRST_DAY) | (nw.col("day") > self.as_of))
        each = out.group_by("day").agg(nw.len().alias("rows"), nw.col(ROW).min().alias(ROW))
        got = self.engine.get(each).sort(["rows", "day"], descending=[True, False]).head(MOST_EXAMPLES)
        self.summary.bad_examples[DAYS[words.name]] = [
            {"value": str(value), "rows": rows, "row": row}
            for value, rows, row in got.select("day", "rows", ROW).iter_rows()
        ]

    def _read_charge(self, name: str, texts: tuple[str, ...], times: int) -> Reading:
        rest = list(texts)
        by_key: dict[str, str] = {}
        for key in _CHARGE_KEYS:
            taken = [rest.pop(0) for _ in self.layout.columns.get(key, ())]
            by_key[key] = " ".join(part for part in taken if part)
        return read_charge(self.layout, self.law, by_key)

    def _read_outcome(self, name: str, texts: tuple[str, ...], times: int) -> tuple[str, Mapping[str, Known]]:
        joined = JOINED.join(texts)
        found = self.layout.outcome(joined)
        if (found is None or not found.outcome) and joined.strip(" |"):
            self.summary.unmapped_dispositions.append({"disposition": joined, "rows": times})
        outcome = found.outcome if found is not None else ""
        self.summary.outcomes[outcome or "unknown"] = self.summary.outcomes.get(outcome or "unknown", 0) + times
        return outcome, found.facts if found is not None else {}

    def _read_level(self, name: str, texts: tuple[str, ...], times: int) -> str | None:
        text = JOINED.join(texts)
        if texts and not self.layout.is_level(text):
            self._is_bad("level", texts, times)
        return self.layout.level(text) if texts else None

    def _read_o(self, name: str, texts: tuple[str, ...], times: int) -> date | None:
        return self._day(texts, times, DAYS[name])

    _read_c = _read_o

    def _day(self, texts: tuple[str, ...], times: int, key: str) -> date | None:
        if not texts or not texts[0].strip():
            return None
        day = self._parsed(texts[0])
        if day is None or not within(day, FIRST_DAY, self.as_of):
            self._is_bad(key, texts, times)
            return None
        return day

    def _parsed(self, text: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return self.layout.day(text, self.as_of)

    def _read_term(self, name: str, texts: tuple[str, ...], times: int) -> int | Between | None:
        given = dict(
            zip((key for key in ("term", "term_unit", "term_kind") if key in self.layout.columns), texts, strict=False)
        )
        term, unit = given.get("term", ""), given.get("term_unit", "")
        kind = self.layout.confinement
        if not term.strip() or (kind is not None and not kind.search(given.get("term_kind", ""))):
            return None
        days = self.layout.days(term, unit)
        if days is None:
            self._is_bad("term", texts, times)
            if self.layout.lacks_unit(term, unit):
                self.without_unit += times
        return days

    def _read_fact(self, name: str, texts: tuple[str, ...], times: int) -> Known:
        short = name.partition(":")[2]
        try:
            return read_value(FACTS[f"count.{short}"], texts[0])
        except ValueError:
            self._is_bad(short, texts, times)
            return None
