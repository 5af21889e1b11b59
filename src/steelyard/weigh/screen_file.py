"""The words of a file that is screened: its distinct charges, outcomes, days, terms and facts, each read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from steelyard.catalog.find import Catalogue
from steelyard.law.federal.facts import FACTS
from steelyard.logic.dates import FIRST_DAY, add
from steelyard.logic.facts import Between, Known, Type
from steelyard.weigh import tables
from steelyard.weigh.engines import ROW, Engine
from steelyard.weigh.mapping import FILLERS, JOINED, Layout
from steelyard.weigh.screen_summary import Summary
from steelyard.weigh.screen_words import Reading, read_charge, read_value

DAYS = {"o": "offense_date", "c": "conviction_date"}
MOST_EXAMPLES = 5
OLDEST = 90
"""Years before the day whose law is asked for, before which no day of a file is read: of a person who lives there is none."""
_SENTENCE = re.compile(
    r"(?i)^(?!\s*-\d+$).*(?:[1-9]|\b(?:life|served|jail|prison|probation|custody)\b|imprison|correction|supervis|"
    r"conditional (?!release)|communit|suspended|fined?\b)"
)
"""What stands in a column of terms or of kinds of sentence only where there was a sentence."""
_ORDER = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})(?=\2\d)")
"""How a day begins that is written in numbers, day and month in one order or the other."""
_MOST_SLIPS = 20
"""Of so many days that only one order of day and month makes days, one in the other order is a slip; more are another hand's."""
_FOR_NOBODY = (
    "null",
    "none",
    "nan",
    "na",
    "n/a",
    "#n/a",
    "<na>",
    "nil",
    "unknown",
    "unk",
    "missing",
    "not available",
    "tbd",
)
NOBODY = [
    *(said for word in _FOR_NOBODY for said in (word, word.upper(), word.capitalize(), word.title())), "NaN", "NaT", "\\N",
    *(sign * times for sign in "-?.*0" for times in range(1, 13)), "0.0",
]  # fmt: skip
"""What stands in a column of persons for nobody: rows that have it are not one person's."""
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
    bad: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    """The texts that could not be read, each with how often it stands there."""

    @property
    def keys(self) -> list[str]:
        """The columns' names in the frames of a run."""
        return [f"{self.name}:{place}" for place in range(len(self.columns))]


def text_of(column: str, kind: Any) -> nw.Expr:
    expr = nw.col(column)
    if kind in (nw.Datetime, nw.Date) or isinstance(kind, nw.Datetime):
        expr = expr.cast(nw.Date)
    return expr.cast(_TEXT).fill_null("")


class FileWords:
    """The words of a file, each distinct text read once; what could not be read is counted in the summary, with examples."""

    def __init__(
        self, engine: Engine, layout: Layout, source: tables.Source, as_of: date, law: Catalogue, summary: Summary
    ) -> None:
        self.engine, self.layout, self.source, self.summary = engine, layout, source, summary
        self.as_of, self.law = as_of, law
        self.scanned = engine.scan(source.path, layout.read)
        self.schema = dict(self.scanned.collect_schema())
        self.first_day = max(FIRST_DAY, add(as_of, years=-OLDEST))
        self.without_unit = 0
        self.sentenced: set[int] = set()
        """The terms, by number, that speak of some sentence, be it one of no confinement or of a length nobody can read."""
        self.of_another: dict[int, int] = {}
        """The outcomes, by number, of a conviction of another offense than the row names; and how many rows have each."""
        columns = layout.columns
        charge = [c for key in _CHARGE_KEYS for c in columns.get(key, ())]
        groups = {
            "charge": charge,
            "outcome": columns.get("disposition", ()),
            "level": columns.get("level", ()),
            "o": columns.get("offense_date", ()),
            "c": columns.get("conviction_date", ()),
            "term": [c for key in ("term", "term_unit", "term_kind") for c in columns.get(key, ())],
            **{f"fact:{short}": [column] for short, column in layout.facts.items()},
        }
        self.words = {name: Words(name, tuple(columns)) for name, columns in groups.items()}
        counted = {name: engine.begin(self._counted(words)) for name, words in self.words.items() if words.columns}
        for name, words in self.words.items():
            self._read_words(words, counted.get(name))
        self._doubt_the_order_of_days()
        for words in self.words.values():
            if words.bad:
                self._examples(words)

    def person(self) -> Any:
        """The text that tells persons apart, "" where the file has none for a row."""
        (column,) = self.layout.columns["person"]
        text = text_of(column, self.schema[column])
        if not self.source.is_stripped:
            text = text.str.strip_chars()
        return nw.when(text.is_in(NOBODY)).then(nw.lit("")).otherwise(text)

    def why_not_whole(self) -> str:
        """Why the file cannot hold each person's whole record, whatever its mapping says; "" where nothing speaks against it."""
        if self.summary.bad_line_count:
            return "some lines could not be read"
        if "person" not in self.layout.columns:
            return "no column tells persons apart" if self.source.rows > 1 else ""
        alike = nw.col("who").str.to_lowercase().str.replace_all(r"\.0$", "").str.replace_all(r"[^0-9a-z]+", "")
        each = self.scanned.select(self.person().alias("who")).group_by("who").agg(nw.len().alias("n"))
        found = self.engine.get(each.with_columns(alike.str.replace_all(r"^0+", "").alias("alike")))
        if (found["who"] == "").any():
            return "some rows do not say whose they are"
        if found["alike"].n_unique() < found.height:
            return "some persons may be one, whose numbers differ in signs, letters or zeros only"
        return ""

    def is_day(self, words: Words) -> bool:
        """Whether a group is a day that the file itself holds as one: it is not read as a word."""
        kind = self.schema[words.columns[0]] if words.name in DAYS and len(words.columns) == 1 else None
        return kind == nw.Date or isinstance(kind, nw.Datetime)

    def days_within(self, words: Words) -> Any:
        """A column of days, null where there is none or it is no day that can be."""
        day = nw.col(words.columns[0]).cast(nw.Date)
        return nw.when(self._can_be(day)).then(day).otherwise(nw.lit(None, nw.Date))

    def _can_be(self, day: Any) -> Any:
        """Whether a day, or each of a column of days, is one on which something happened that is in a file."""
        fits = (day >= self.first_day) & (day <= self.as_of)
        for filler in FILLERS:
            fits = fits & (day != filler)
        return fits

    def _counted(self, words: Words) -> Any:
        """How often each text of a group stands in the file; of days that it holds as days, how many there are, and can be."""
        if self.is_day(words):
            given = nw.col(words.columns[0]).count().alias("given")
            return self.scanned.select(given, self.days_within(words).count().alias("kept"))
        named = [text_of(c, self.schema[c]).alias(k) for c, k in zip(words.columns, words.keys, strict=True)]
        return self.scanned.select(*named).group_by(*words.keys).agg(nw.len().alias("times"))

    def _read_words(self, words: Words, counted: Callable[[], pl.DataFrame] | None) -> None:
        """Read each text of a group once, by what `_counted` came to; None where no column has the group."""
        if counted is None:
            words.texts, words.times = [()], [self.source.rows]
        elif self.is_day(words):
            given, kept = counted().select("given", "kept").row(0)
            if given > kept:
                self.summary.bad_values[DAYS[words.name]] = given - kept
                self._day_examples(words)
            return
        else:
            each = counted().sort(words.keys)
            words.texts, words.times = each.select(words.keys).rows(), each["times"].to_list()
        reader = getattr(self, f"_read_{words.name.partition(':')[0]}")
        for texts, times in zip(words.texts, words.times, strict=True):
            could_not = len(words.bad)
            words.read.append(reader(words.name, tuple(map(str.strip, texts)), times))
            words.bad[could_not:] = [(times, texts)] * (len(words.bad) - could_not)

    def _is_bad(self, name: str, texts: tuple[str, ...], times: int) -> None:
        """Counts a text of a group that could not be read."""
        key = DAYS.get(name, name.removeprefix("fact:"))
        self.summary.bad_values[key] = self.summary.bad_values.get(key, 0) + times
        self.words[name].bad.append((times, texts))

    def _doubt_the_order_of_days(self) -> None:
        """Days such as 05/06/2015 are not read where other days of the file are written in the other order."""
        named = [(words, place, day) for name in DAYS for words in (self.words[name],)
                 if words.columns for place, day in enumerate(words.read)]  # fmt: skip
        certain = {True: 0, False: 0}
        doubtful: list[tuple[Words, int, bool]] = []
        for words, place, day in named:
            if (begins := _ORDER.match(words.texts[place][0])) is None:
                continue
            first, second = int(begins[1]), int(begins[3])
            if first <= 12 and second <= 12:
                if day is not None and first != second:
                    doubtful.append((words, place, day.day == first))
            elif first <= 31 and second <= 31 and min(first, second) <= 12:
                certain[first > 12] += words.times[place]
        for words, place, is_day_first in doubtful:
            if certain[not is_day_first] * _MOST_SLIPS > certain[is_day_first]:
                words.read[place] = None
                self._is_bad(words.name, words.texts[place], words.times[place])

    def _examples(self, words: Words) -> None:
        """The texts of a group that could not be read and stand there most often, each with the number of a row."""
        key = DAYS.get(words.name, words.name.removeprefix("fact:"))
        most = sorted(words.bad, key=lambda one: (-one[0], one[1]))[:MOST_EXAMPLES]
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
        out = self.scanned.select(nw.col(ROW), day).filter(~self._can_be(nw.col("day")))
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
            by_key[key] = " ".join(
                part for part in taken if part and (key != "more_charges" or part != by_key["charge"])
            )
        return read_charge(self.layout, self.law, by_key)

    def _read_outcome(self, name: str, texts: tuple[str, ...], times: int) -> tuple[str, Mapping[str, Known]]:
        joined = JOINED.join(texts)
        found = self.layout.outcome(joined)
        if (found is None or not found.outcome) and joined.strip(" |"):
            self.summary.unmapped_dispositions.append({"disposition": joined, "rows": times})
        if found is not None and found.is_of_another:
            self.of_another[len(self.words[name].read)] = times
        outcome = found.outcome if found is not None else ""
        self.summary.outcomes[outcome or "unknown"] = self.summary.outcomes.get(outcome or "unknown", 0) + times
        return outcome, found.facts if found is not None else {}

    def _read_level(self, name: str, texts: tuple[str, ...], times: int) -> str | None:
        text = JOINED.join(texts)
        if texts and not self.layout.is_level(text):
            self._is_bad(name, texts, times)
        return self.layout.level(text) if texts else None

    def _read_o(self, name: str, texts: tuple[str, ...], times: int) -> date | None:
        return self._day(name, texts, times)

    _read_c = _read_o

    def _day(self, name: str, texts: tuple[str, ...], times: int) -> date | None:
        if not texts or not texts[0]:
            return None
        day = self._parsed(texts[0])
        if day is None or not self._can_be(day):
            self._is_bad(name, texts, times)
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
        if any(_SENTENCE.search(said) for said in (term, given.get("term_kind", ""))):
            self.sentenced.add(len(self.words[name].read))
        kind = self.layout.confinement
        if not term.strip() or (kind is not None and not kind.search(given.get("term_kind", ""))):
            return None
        days = self.layout.days(term, unit)
        if days is None:
            self._is_bad(name, texts, times)
            if self.layout.lacks_unit(term, unit):
                self.without_unit += times
        return days

    def _read_fact(self, name: str, texts: tuple[str, ...], times: int) -> Known:
        fact = FACTS[f"count.{name.partition(':')[2]}"]
        if fact.type is Type.DATE:
            return self._day(name, texts, times)
        try:
            return read_value(fact, texts[0])
        except ValueError:
            self._is_bad(name, texts, times)
            return None
