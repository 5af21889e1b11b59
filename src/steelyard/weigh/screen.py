"""Screening: a file of charges or convictions in, every federal consequence of each row and of each person out.

Each row is weighed by itself, with a record that may hold more; each person by all of the person's rows together. Nothing
is read but the columns that the mapping names, and no column about identity, citizenship or birthplace goes out: a person
is called by the number of the first row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from steelyard.catalog.find import Catalogue, catalogue
from steelyard.catalog.forums import forum_of_state
from steelyard.catalog.known import beyond_what_is_known
from steelyard.law.federal.facts import FACTS
from steelyard.law.pack import federal_pack
from steelyard.law.postures import Posture, postures
from steelyard.logic.dates import FIRST_DAY, within
from steelyard.logic.errors import SteelyardError
from steelyard.logic.expr import content_hash
from steelyard.logic.facts import Between, Known
from steelyard.weigh import tables
from steelyard.weigh.contradictions import CODE, KINDS, MAXIMUM, above, any_above
from steelyard.weigh.count_facts import ACT_NOT_FOUND_IN_WORDS, NOTHING_BESIDE
from steelyard.weigh.days import Days
from steelyard.weigh.engines import ROW, Engine, engine_named
from steelyard.weigh.mapping import JOINED, Layout, detect, load_layout, unread
from steelyard.weigh.profiles import CONVICTION, DATED, Weigher
from steelyard.weigh.screen_files import assemble, check_out, companion, empty, whole_file, work_folder
from steelyard.weigh.screen_words import Reading, read_charge, read_value

ROWS_AT_ONCE = 12_000_000
"""Rows of one partition: whole persons, kept in memory while they are weighed."""

_DAYS = {"o": "offense_date", "c": "conviction_date"}
STEPS = 4
_REGIONS = 10_000
"""More than the days on which an answer changes: two regions of days stand in one whole number."""
MOST_UNMAPPED = 30
MOST_EXAMPLES = 5
BY_STATE = "each row in its own state's circuit"
_WITHIN_A_DAY = ((nw.col("o") == nw.col("first")) & (nw.col("o") == nw.col("last"))).fill_null(False) | nw.col(
    "first"
).is_null()
"""Rows that say of their person what they say alone: every offense of which the day is known was on this row's."""
_CHARGE_KEYS = ("charge", "statute", "modifier", "state", "more_charges")

Advance = Callable[[str, int], None]
"""Told what is being done, and how many rows (times steps) of it are done."""

_TEXT = nw.String


@dataclass
class Summary:
    """What was read, what was mapped, and each consequence counted by answer."""

    source: str
    out: str
    layout: str
    engine: str
    law_as_of: str
    forum: str
    pack: str
    catalogue: str
    classes: list[str]
    rows: int = 0
    mapped: int = 0
    unmapped: int = 0
    not_crimes: dict[str, int] = field(default_factory=dict)
    persons: int = 0
    profiles: int = 0
    convictions: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    charges_distinct: int = 0
    charges_mapped: int = 0
    top_unmapped: list[dict[str, Any]] = field(default_factory=list)
    unmapped_dispositions: list[dict[str, Any]] = field(default_factory=list)
    bad_lines: list[dict[str, Any]] = field(default_factory=list)
    bad_line_count: int = 0
    bad_values: dict[str, int] = field(default_factory=dict)
    bad_examples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    encoding: str = ""
    contradictions: dict[str, tuple[int, int]] = field(default_factory=dict)
    """For each kind of `contradictions.KINDS` how many rows, and the number of the first."""
    forums: dict[str, int] = field(default_factory=dict)
    unread_columns: list[str] = field(default_factory=list)
    refused_columns: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    consequences: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """True when every line of the input was read."""
        return self.bad_line_count == 0

    def as_dict(self) -> dict[str, Any]:
        """The summary as JSON data."""
        return asdict(self)


# ---------------------------------------------------------------------------------------------------------------------
# Words of the file, each looked up once
# ---------------------------------------------------------------------------------------------------------------------


@dataclass
class _Words:
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


def _text(column: str, kind: Any) -> nw.Expr:
    expr = nw.col(column)
    if kind in (nw.Datetime, nw.Date) or isinstance(kind, nw.Datetime):
        expr = expr.cast(nw.Date)
    return expr.cast(_TEXT).fill_null("")


def _distinct(engine: Engine, scanned: Any, words: _Words, schema: Mapping[str, Any]) -> None:
    named = [_text(c, schema[c]).alias(k) for c, k in zip(words.columns, words.keys, strict=True)]
    got = engine.get(scanned.select(*named).group_by(*words.keys).agg(nw.len().alias("times"))).sort(words.keys)
    for *texts, times in got.iter_rows():
        words.texts.append(tuple(texts))
        words.times.append(times)


# ---------------------------------------------------------------------------------------------------------------------
# The run
# ---------------------------------------------------------------------------------------------------------------------


@dataclass
class _Weighed:
    """Rows weighed by the law of one set of forums: each with its key, and what is told of keys, persons and profiles."""

    rows: Any
    told: pl.DataFrame
    persons: Any
    letters: pl.DataFrame
    profiles: pl.DataFrame


class _Run:
    """One screening: the words of the file read once, then partition after partition."""

    def __init__(
        self, engine: Engine, layout: Layout, source: tables.Source, as_of: date,
        weigher_of: Callable[[tuple[str, ...]], Weigher], law: Catalogue, summary: Summary,
    ) -> None:  # fmt: skip
        self.engine, self.layout, self.source, self.summary = engine, layout, source, summary
        self.as_of, self.law = as_of, law
        self.scanned = engine.scan(source.path, layout.read)
        self.schema = dict(self.scanned.collect_schema())
        self.words: dict[str, _Words] = {}
        self.bad: list[tuple[int, tuple[str, ...]]] = []
        self.without_unit = 0
        self._contradicted: dict[str, list[int]] = {}
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
        self.forums = sorted({one.forum for one in self.words["charge"].read})
        self._weigher_of = weigher_of
        self._weighers: dict[int, Weigher] = {}
        self.weigher = self._weigher_for(1)  # that of the forums whose rows are being weighed
        self.days = Days(self.weigher.pack, self.weigher.rules, as_of, self._edges())

    def _weigher_for(self, which: int) -> Weigher:
        """The weigher of a set of the file's forums: bit n stands for the n-th of them."""
        if which not in self._weighers:
            chosen = tuple(one for place, one in enumerate(self.forums) if which >> place & 1)
            self._weighers[which] = self._weigher_of(chosen)
        return self._weighers[which]

    def _is_day(self, words: _Words) -> bool:
        """Whether a group is a day that the file itself holds as one: it is not read as a word."""
        kind = self.schema[words.columns[0]] if words.name in _DAYS and len(words.columns) == 1 else None
        return kind == nw.Date or isinstance(kind, nw.Datetime)

    def _days_within(self, words: _Words) -> Any:
        """A column of days, null where there is none or it is no day that can be."""
        day = nw.col(words.columns[0]).cast(nw.Date)
        return nw.when((day >= FIRST_DAY) & (day <= self.as_of)).then(day).otherwise(nw.lit(None, nw.Date))

    def _group(self, name: str, columns: Sequence[str]) -> None:
        words = _Words(name, tuple(columns))
        self.words[name] = words
        if self._is_day(words):
            given, kept = nw.col(columns[0]).count().alias("given"), self._days_within(words).count().alias("kept")
            bad = self.engine.get(self.scanned.select(given, kept)).select(pl.col("given") - pl.col("kept")).item()
            if bad:
                self.summary.bad_values[_DAYS[name]] = bad
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

    def _examples(self, words: _Words) -> None:
        """The texts of a group that could not be read and stand there most often, each with the number of a row."""
        key = _DAYS.get(words.name, words.name.removeprefix("fact:"))
        most = sorted(self.bad, key=lambda one: (-one[0], one[1]))[:MOST_EXAMPLES]
        named = [_text(c, self.schema[c]).alias(k) for c, k in zip(words.columns, words.keys, strict=True)]
        asked = self.scanned.select(nw.col(ROW), *named).filter(nw.col(words.keys[0]).is_in([t[0] for _, t in most]))
        rows = self.engine.get(asked.group_by(*words.keys).agg(nw.col(ROW).min().alias(ROW))).select(*words.keys, ROW)
        first = {tuple(texts): row for *texts, row in rows.iter_rows()}
        self.summary.bad_examples[key] = [
            {"value": JOINED.join(filter(None, texts)), "rows": times, "row": first[texts]} for times, texts in most
        ]

    def _day_examples(self, words: _Words) -> None:
        """The same of days that the file holds as days."""
        day = nw.col(words.columns[0]).cast(nw.Date).alias("day")
        out = self.scanned.select(nw.col(ROW), day).filter((nw.col("day") < FIRST_DAY) | (nw.col("day") > self.as_of))
        each = out.group_by("day").agg(nw.len().alias("rows"), nw.col(ROW).min().alias(ROW))
        got = self.engine.get(each).sort(["rows", "day"], descending=[True, False]).head(MOST_EXAMPLES)
        self.summary.bad_examples[_DAYS[words.name]] = [
            {"value": str(value), "rows": rows, "row": row}
            for value, rows, row in got.select("day", "rows", ROW).iter_rows()
        ]

    # --- one distinct text -----------------------------------------------------------------------------------------------

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
        return self._day(texts, times, _DAYS[name])

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

    def _edges(self) -> set[date]:
        founds = {one.charge.found.id: one.charge.found for one in self.words["charge"].read}
        return {day for found in founds.values() if found.id for day in self.weigher.answers.edges(found)}

    # --- one partition -----------------------------------------------------------------------------------------------------

    @property
    def partitions(self) -> int:
        """How many partitions there are."""
        return max(-(-self.source.rows // ROWS_AT_ONCE), 1)

    def _rows(self, number: int) -> Any:
        """A partition's rows: the numbers of their words, their days, and the person's first row, days and count."""
        person = self.layout.columns.get("person", ())
        named = [nw.col(ROW)]
        if person:
            named.append(_text(person[0], self.schema[person[0]]).alias("who"))
        for words in self.words.values():
            if self._is_day(words):
                named.append(self._days_within(words).alias(words.name))
            else:
                named += [_text(c, self.schema[c]).alias(k) for c, k in zip(words.columns, words.keys, strict=True)]
        carried = [c for c in self.layout.keep if c not in self.words["charge"].columns]
        named += [nw.col(c).alias(f"keep:{c}") for c in carried]
        frame = self.scanned.select(*named)
        if self.partitions > 1:
            if person:
                frame = self.engine.bucket(frame, "who", number, self.partitions)
            else:
                low = number * ROWS_AT_ONCE
                frame = frame.filter((nw.col(ROW) > low) & (nw.col(ROW) <= low + ROWS_AT_ONCE))
        for words in self.words.values():
            if self._is_day(words):
                continue
            if words.columns:
                frame = self.engine.look_up(frame, self._table(words), words.keys)
            else:
                empty = nw.lit(0).cast(nw.Int32) if words.name not in _DAYS else nw.lit(None, nw.Date)
                frame = frame.with_columns(empty.alias(self._column(words)))
        dated = [i for i, (outcome, _) in enumerate(self.words["outcome"].read) if outcome in DATED]
        is_dated = nw.col("outcome").is_in(dated)
        frame = frame.with_columns(nw.when(is_dated).then(nw.col("c")).otherwise(nw.lit(None, nw.Date)).alias("c"))
        several = len(self.forums) > 1
        own = [
            ROW,
            *(["who"] if person else []),
            *map(self._column, self.words.values()),
            *(f"keep:{c}" for c in carried),
            *(["forum"] if several else []),
        ]
        frame = self.engine.settle(frame.select(*own))
        if person:
            return self.engine.persons(frame, len(self.forums) if several else 0)
        alone = [nw.col(ROW).alias("person"), nw.col("o").alias("first"), nw.col("o").alias("last"),
                 nw.lit(1).cast(nw.Int32).alias("many"), *([nw.col("forum").alias("forums")] if several else [])]  # fmt: skip
        return frame.with_columns(*alone)

    @staticmethod
    def _column(words: _Words) -> str:
        return words.name

    def _table(self, words: _Words) -> pl.DataFrame:
        made: dict[str, Any] = {key: [texts[i] for texts in words.texts] for i, key in enumerate(words.keys)}
        if words.name in _DAYS:
            made[words.name] = pl.Series(words.read, dtype=pl.Date)
        else:
            made[words.name] = pl.Series(range(len(words.texts)), dtype=pl.Int32)
        if words.name == "charge" and len(self.forums) > 1:
            made["forum"] = pl.Series([1 << self.forums.index(one.forum) for one in words.read], dtype=pl.Int32)
        return pl.DataFrame(made, schema_overrides=dict.fromkeys(words.keys, pl.String))

    def _every_day(self, rows: Any) -> list[date]:
        """Every day from the first to the last that stands in the rows."""
        ends = [
            end(name).alias(f"{at}:{name}") for name in ("o", "c") for at, end in (("low", nw.min), ("high", nw.max))
        ]
        found = [day for day in self.engine.get(rows.select(*ends)).row(0) if day is not None]
        return pl.date_range(min(found), max(found), eager=True).to_list() if found else []

    def _lawful(self, rows: Any, days: pl.DataFrame, which: int) -> Any:
        """Rows with the regions of their days, and the numbers of what the catalogue and the outcome say of them.

        `which` are the forums whose law is asked.
        """
        engine, weigher = self.engine, self.weigher
        regions = days.select("day", "region", "rule_region")
        rows = engine.of_day(rows, regions.rename({"rule_region": "at_o", "region": "law_o"}), "o")
        rows = engine.of_day(rows, regions.rename({"region": "at_c", "rule_region": "rule_c"}), "c")
        known = {name: nw.col(name).fill_null(-1) for name in ("at_o", "law_o", "at_c", "rule_c")}
        versioned = nw.when(nw.col("charge").is_in(self._versioned)).then(known["law_o"]).otherwise(nw.lit(-1))
        both = ((versioned + 1) * _REGIONS + known["at_c"] + 1).cast(nw.Int32)
        rows = rows.with_columns(known["at_o"].alias("at_o"), known["rule_c"].alias("rule_c"), both.alias("at_both"))
        rows = engine.settle(rows.drop("law_o", "at_c"))
        of_law = ["charge", "level", "at_both"]
        asked = self._alike(rows, of_law)
        numbers = [self._law(*row) for row in asked.select(of_law).iter_rows()]
        rows = self._numbered(rows, asked.select(of_law), "law", numbers)
        asked = self._alike(rows, self._fact_columns, which)
        read = [self._fact_row(*row) for row in asked.select(self._fact_columns).iter_rows()]
        for (_, kinds), (many, first) in zip(read, asked.select("mine", ROW).iter_rows(), strict=True):
            self._contradict(kinds, many, first)
        rows = self._numbered(rows, asked.select(self._fact_columns), "facts", [number for number, _ in read])
        rows = self._within_the_maximum(rows, of_law, which)
        weigher.answers.keep()
        return rows.drop("at_both")

    def _alike(self, rows: Any, columns: list[str], which: int = 0) -> pl.DataFrame:
        """The rows that are alike in some columns, once each, in order, with the number of the first of them.

        `mine` is how many go by the law of the forums that are weighed: a row that a person has elsewhere is counted there.
        """
        own = (nw.col("forum") == which).cast(nw.Int64).sum() if len(self.forums) > 1 and which else nw.len()
        each = rows.group_by(*columns).agg(own.alias("mine"), nw.col(ROW).min().alias(ROW))
        return self.engine.get(each).sort(columns)

    def _numbered(self, rows: Any, asked: pl.DataFrame, name: str, numbers: Sequence[int]) -> Any:
        """Rows with a number for what they have in the columns of `asked`."""
        table = asked.with_columns(pl.Series(name, numbers, dtype=pl.Int32))
        return rows.join(self.engine.put(table), on=asked.columns, how="left")

    def _contradict(self, kinds: Iterable[str], many: int, first: int) -> None:
        """Counts rows whose columns contradict each other, by the kind, with the number of the first."""
        for kind in kinds if many else ():
            counted, least = self._contradicted.get(kind, [0, first])
            self._contradicted[kind] = [counted + many, min(least, first)]

    def _within_the_maximum(self, rows: Any, of_law: list[str], which: int) -> Any:
        """Rows in which the level and the longest term are unknown where the sentence is above the longest of offense and level.

        The sentence stays: an enhancement may have made it, and no consequence is cleared by a longer one.
        """
        weigher = self.weigher
        longest = [known["maximum_term"] for known in weigher.answers.known]
        imposed = [facts.get("term_imposed") for facts in weigher.facts]
        if not any_above(imposed, longest):
            return rows
        asked = self._alike(rows, [*of_law, "law", "facts"], which)
        over = [above(imposed[facts], longest[law]) for law, facts in asked.select("law", "facts").iter_rows()]
        wrong = asked.filter(pl.Series(over, dtype=pl.Boolean))
        if wrong.is_empty():
            return rows
        for many, first in wrong.select("mine", ROW).iter_rows():
            self._contradict((MAXIMUM,), many, first)
        doubted = [self._law(*row, is_doubted=True) for row in wrong.select(of_law).iter_rows()]
        rows = self._numbered(rows, wrong.select(*of_law, "facts"), "doubted", doubted)
        law = nw.coalesce(nw.col("doubted"), nw.col("law")).alias("law")
        return self.engine.settle(rows.with_columns(law).drop("doubted"))

    @property
    def _fact_columns(self) -> list[str]:
        return ["outcome", "term", *(f"fact:{short}" for short in self.layout.facts)]

    @cached_property
    def _versioned(self) -> list[int]:
        """The charges whose offense has had several versions, or was repealed: the day it was committed on tells which."""
        founds = [one.charge.found for one in self.words["charge"].read]
        return [number for number, found in enumerate(founds) if found.governing(FIRST_DAY) is not found]

    def _law(self, charge: int, level: int, regions: int, *, is_doubted: bool = False) -> int:
        reading: Reading = self.words["charge"].read[charge]
        committed, convicted = divmod(regions, _REGIONS)
        days = self.days.some_day(convicted - 1), self.days.some_day(committed - 1)
        named = None if is_doubted else self.words["level"].read[level]
        return self.weigher.answers.row(reading.charge, named, *days, any_maximum=is_doubted)

    def _fact_row(self, outcome: int, term: int, *more: int) -> tuple[int, tuple[str, ...]]:
        word, extra = self.words["outcome"].read[outcome]
        read = {short: self.words[f"fact:{short}"].read[n] for short, n in zip(self.layout.facts, more, strict=True)}
        given = {short: known for short, known in read.items() if known is not None}
        return self.weigher.fact_row(word, extra, self.words["term"].read[term], given)

    def _keyed(self, rows: Any, days: pl.DataFrame, first: str, last: str, least: int) -> tuple[Any, pl.DataFrame]:
        """Rows with the number of their `key`, from `least`, when the person's first and last offense are those in these columns.

        Beside them the keys, each with the days of one row that has it.
        """
        told = [name for name in days.columns if ":" in name]
        of_first = [name for name in told if not name.startswith("low:")]
        of_last = [name for name in told if first != last and name.startswith("low:")]
        rows = self.engine.of_day(rows, days.select("day", *of_first), first)
        if of_last:
            rows = self.engine.of_day(rows, days.select("day", *of_last), last)
        standing = self.days.codes(alone=first == last)
        codes = [expr.cast(nw.Int32).alias(f"code{i}") for i, expr in enumerate(standing)]
        rows = self.engine.settle(rows.with_columns(*codes).drop(*of_first, *of_last))
        coded = [f"code{i}" for i in range(len(codes))]
        by = ["law", "facts", "at_o", "rule_c", *coded]
        if self.days.raw:  # a join takes two unknown days for different: they stand as a day that is none
            raw = {f"raw{i}": nw.col(name).fill_null(date.min) for i, name in enumerate(("o", "c", first, last))}
            rows = self.engine.settle(rows.with_columns(expr.alias(name) for name, expr in raw.items()))
            coded += list(raw)
            by += list(raw)
        some = self.engine.get(rows.group_by(*by).agg(nw.col(ROW).min().alias(ROW))).sort(ROW)
        own = rows.select(ROW, *by, "o", "c", nw.col(first).alias("~first"), nw.col(last).alias("~last"))
        dated = self.engine.get(own.join(self.engine.put(some.select(ROW)), on=ROW, how="inner")).sort(ROW)
        numbered = some.select(*by, pl.int_range(least, least + pl.len(), dtype=pl.Int32).alias("key"))
        rows = rows.join(self.engine.put(numbered), on=by, how="left").drop(*coded)  # whole numbers, none of them null
        return rows, dated.drop(ROW).rename({"~first": "first", "~last": "last"})

    def partition(self, number: int, work: Path, advance: Advance) -> dict[str, Any]:
        """Weigh a partition and write its rows, persons and profiles; returns what the summary counts."""
        engine = self.engine
        rows = self._rows(number)
        backwards = nw.when(nw.col("c") < nw.col("o")).then(nw.lit(1)).otherwise(nw.lit(0)).sum().alias("backwards")
        size, wrong_way = engine.get(rows.select(nw.len().alias("n"), backwards)).select("n", "backwards").row(0)
        advance("charges", size)
        days = self.days.table(self._every_day(rows))
        counts: dict[str, Any] = {"rows": size, "backwards": int(wrong_way or 0)}
        self._contradicted = counts["contradicted"] = {}
        if len(self.forums) == 1:
            weighed = self._weighed(1, rows, days, lambda what: advance(what, size))
        else:
            weighed = self._by_forum(rows, days, counts)
            advance("keys", size)
            advance("profiles", size)
        return self._write(number, work, weighed, counts, size, advance)

    def _weighed(
        self, which: int, rows: Any, days: pl.DataFrame, step: Callable[[str], None] = lambda what: None
    ) -> _Weighed:
        """Rows, and their persons, weighed by the law of a set of forums: of the rows that are given those that go by it."""
        engine, weigher = self.engine, self._weigher_for(which)
        self.weigher = weigher
        rows = self._lawful(rows, days, which)
        is_several, within = nw.col("many") > 1, _WITHIN_A_DAY
        own = rows
        if len(self.forums) > 1:
            is_several, own = is_several & (nw.col("forums") == which), rows.filter(nw.col("forum") == which)
            within = within & (nw.col("forum") == which)
        own, keys = self._keyed(own, days, "o", "o", 0)
        beside, more = self._keyed(rows.filter(is_several & ~within), days, "first", "last", keys.height)
        states = weigher.begin(pl.concat([keys, more]), raw=self.days.raw)
        step("keys")
        of_keys = pl.DataFrame([pl.Series("key", range(keys.height + more.height), dtype=pl.Int32),
                                states.of_key.alias("state")])  # fmt: skip
        several = nw.concat([part.select("person", "key") for part in (own.filter(is_several & within), beside)])
        several = engine.attach(several, of_keys, "key").drop("key")
        persons = engine.settle(engine.together(several, states))
        used = engine.get(persons.select("state").group_by("state").agg(nw.len().alias("n")))["state"]
        alone = of_keys[: keys.height]
        answers = states.answer(pl.concat([alone["state"], used]))
        step("profiles")
        told = pl.concat([alone, states.convictions[: keys.height]], how="horizontal")
        told = told.join(answers.of_states, on="state", how="left", maintain_order="left").drop("state")
        together = persons.join(engine.put(answers.of_states.rename({"place": "together"})), on="state", how="left")
        narrow = own.select(ROW, "person", "many", "charge", "outcome", "key", *self._carried)
        return _Weighed(narrow, told, together.drop("state"), answers.letters(), answers.by_class())

    def _by_forum(self, rows: Any, days: pl.DataFrame, counts: dict[str, Any]) -> _Weighed:
        """Each row weighed by the law of its own state's circuit, each person by what all circuits of the person's rows say."""
        engine = self.engine
        there = rows.group_by("forum", "forums").agg(nw.len().alias("n"))
        of_rows = engine.get(there).select("forum", "forums", "n").rows()
        first = rows.filter(nw.col(ROW) == nw.col("person")).group_by("forums").agg(nw.len().alias("n"))
        counts["forums"] = [[forum, n] for forum, _, n in of_rows]
        counts["between"] = sum(
            n for forums, n in engine.get(first).select("forums", "n").iter_rows() if forums.bit_count() > 1
        )
        parts: list[_Weighed] = []
        keys = places = 0
        for which in sorted({one for forum, forums, _ in of_rows for one in (forum, forums)}):
            mine = engine.settle(rows.filter((nw.col("forum") == which) | (nw.col("forums") == which)))
            part = self._weighed(which, mine, days)
            moved = [
                (nw.col(name) + add).cast(nw.Int32).alias(name) for name, add in (("key", keys), ("together", places))
            ]
            part.rows, part.persons = part.rows.with_columns(moved[0]), part.persons.with_columns(moved[1])
            part.told = part.told.with_columns(
                (pl.col("key") + keys).cast(pl.Int32), (pl.col("place") + places).cast(pl.Int32)
            )
            part.letters = part.letters.with_columns((pl.col("place") + places).cast(pl.Int32))
            keys, places = keys + part.told.height, places + part.letters.height
            parts.append(part)
        return _Weighed(
            engine.settle(nw.concat([part.rows for part in parts])), pl.concat([part.told for part in parts]),
            engine.settle(nw.concat([part.persons for part in parts])), pl.concat([part.letters for part in parts]),
            pl.concat([part.profiles for part in parts]).unique(["profile", "class"], keep="first", maintain_order=True),
        )  # fmt: skip

    @property
    def _carried(self) -> list[str]:
        """The columns that are kept and stand in no charge, as they are named in the frames of a run."""
        return [f"keep:{c}" for c in self.layout.keep if c not in self.words["charge"].columns]

    def _write(
        self, number: int, work: Path, weighed: _Weighed, counts: dict[str, Any], size: int, advance: Advance
    ) -> dict[str, Any]:
        engine, persons = self.engine, weighed.persons
        narrow = engine.attach(weighed.rows, weighed.told, "key").join(persons, on="person", how="left")
        place = nw.when(nw.col("many") > 1).then(nw.col("together")).otherwise(nw.col("place"))
        narrow = narrow.with_columns(place.alias("person_place")).drop("together", "key")
        narrow = engine.settle(narrow.sort(ROW))
        counted = engine.get(narrow.group_by("charge", "outcome", "place", "conviction").agg(nw.len().alias("rows")))
        persons = narrow.filter(nw.col(ROW) == nw.col("person")).select(
            "person", nw.col("many").alias("rows"), nw.col("person_place").alias("place")
        )
        person_counts = engine.get(persons.group_by("place").agg(nw.len().alias("persons")))
        if counted["place"].null_count() or person_counts["place"].null_count():
            raise AssertionError("a row or a person was left without an answer")
        wide = weighed.letters
        profiles = wide["profile"].to_list()
        of_person = wide.select("place", pl.col("profile").alias("person_profile"))
        named = engine.attach(narrow, self._charge_table(), "charge")
        named = engine.attach(named, self._outcome_table(), "outcome:id", left="outcome")
        named = engine.attach(named, wide, "place")
        named = engine.attach(named, of_person, "place", left="person_place")
        mine = ["citation", "offense", "confidence", "kind", "outcome:word", "conviction", "conviction:why", "profile",
                "person_profile"]  # fmt: skip
        taken = {name.lower() for name in ("row", "person", "outcome", *mine, *wide.columns)}
        kept = [nw.col(f"keep:{c}").alias(f"{c} (input)" if c.lower() in taken else c) for c in self.layout.keep]
        shown = [ROW, "person", *kept, *mine]
        rest = [engine.safe(name) for name in wide.columns if name not in ("place", "profile")]
        out = named.select(*shown, *rest).rename({ROW: "row", "outcome:word": "outcome"})
        prefix = work / f"part-{number:05}"
        whole_file(prefix.with_suffix(".rows.parquet"), lambda path: engine.write(out, path, "row"))
        if "person" in self.layout.columns:
            each = engine.attach(persons.sort("person"), wide, "place").drop("place")
            whole_file(prefix.with_suffix(".persons.parquet"), lambda path: engine.write(each, path, "person"))
        whole_file(prefix.with_suffix(".profiles.parquet"), lambda path: weighed.profiles.write_parquet(path))
        counts |= {
            "counted": [
                [charge, outcome, profiles[place], conviction, number]
                for charge, outcome, place, conviction, number in counted.select(
                    "charge", "outcome", "place", "conviction", "rows"
                ).iter_rows()
            ],
            "persons": [
                [profiles[place], number] for place, number in person_counts.select("place", "persons").iter_rows()
            ],
        }
        whole_file(prefix.with_suffix(".json"), lambda path: path.write_text(json.dumps(counts), encoding="utf-8"))
        advance("written", size)
        return counts

    def _charge_table(self) -> pl.DataFrame:
        words = self.words["charge"]
        made: dict[str, Any] = {
            "charge": range(len(words.texts)),
            "citation": [one.cited.citation for one in words.read],
            "offense": [one.cited.offense or None for one in words.read],
            "confidence": [one.cited.confidence for one in words.read],
            "kind": [one.cited.kind for one in words.read],
        }
        for column in self.layout.keep:
            if column in words.columns:
                made[f"keep:{column}"] = [texts[words.columns.index(column)] for texts in words.texts]
        schema: dict[str, Any] = {name: pl.Int32 if name == "charge" else pl.String for name in made}
        return pl.DataFrame(made, schema=schema)

    def _outcome_table(self) -> pl.DataFrame:
        read = self.words["outcome"].read
        return pl.DataFrame({"outcome:id": range(len(read)), "outcome:word": [outcome or None for outcome, _ in read]},
                            schema={"outcome:id": pl.Int32, "outcome:word": pl.String})  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# From file to file
# ---------------------------------------------------------------------------------------------------------------------


def screen(
    source: Path | str,
    out: Path | str,
    *,
    engine: str = "polars",
    mapping: Path | str | Layout | None = None,
    classes: Sequence[str] = (),
    today: date | None = None,
    advance: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> Summary:
    """Screen a file: rows to OUT, persons and profiles to the files beside it, and a summary.

    `mapping` is a mapping file, or found by the columns when left out; `classes` are posture classes, all when left out;
    `today` stands in for the day whose law is asked for. `advance` is told what is being done, how much, and of how much.
    Raises SteelyardError: SY-B001 to SY-B010, each with a page in docs/errors.
    """
    source, out = Path(source), Path(out)
    tables.check_readable(source)
    check_out(
        source, out, mapping if isinstance(mapping, Path) else Path(mapping) if isinstance(mapping, str) else None
    )
    layout = _layout(source, mapping)
    chosen = _classes(classes)
    running = engine_named(engine)
    law, pack = catalogue(), federal_pack()
    as_of = layout.law_as_of or today or date.today()
    forum = layout.forum or (forum_of_state(layout.state) if layout.state else BY_STATE)
    stat = source.stat()
    manifest = {
        "source": [str(source.resolve()), stat.st_size, stat.st_mtime_ns], "mapping": content_hash(_plain(layout.raw)),
        "engine": engine, "classes": [one.name for one in chosen], "law_as_of": as_of.isoformat(), "forum": forum,
        "pack": pack.hash, "catalogue": law.hash, "out": out.name, "rows_at_once": ROWS_AT_ONCE,
    }  # fmt: skip
    summary = Summary(str(source), str(out), layout.name, engine, as_of.isoformat(), forum, pack.hash, law.hash,
                      [one.name for one in chosen])  # fmt: skip
    with work_folder(out, manifest) as work:
        ready = _prepared(source, layout, work, lambda n: advance("reading", n, stat.st_size))
        summary.bad_lines = [asdict(one) for one in ready.bad]
        summary.bad_line_count, summary.rows = ready.bad_count, ready.rows
        summary.encoding = ready.encoding
        others = [name for name in ready.names if name not in layout.read]
        summary.refused_columns = unread(others)
        summary.unread_columns = [name for name in others if name not in summary.refused_columns]

        def weigher_of(forums: tuple[str, ...]) -> Weigher:
            return Weigher(running, law, forums, as_of, chosen, layout.record_complete, layout.assume)

        run = _Run(running, layout, ready, as_of, weigher_of, law, summary)
        constants = run.weigher.setting.constants.items()
        supposed = {name.removeprefix("count."): known for name, known in constants if name.startswith("count.")}
        supposed |= {**NOTHING_BESIDE, **layout.assume}
        summary.assumed = sorted(f"count.{name} = {known}" for name, known in supposed.items() if known is not None)
        if "unlawful_act_found" not in supposed:
            summary.assumed.append(ACT_NOT_FOUND_IN_WORDS)
        summary.assumed += beyond_what_is_known(as_of)
        counts: list[dict[str, Any]] = []
        total = ready.rows * STEPS
        for number in range(run.partitions):
            noted = work / f"part-{number:05}.json"
            if noted.is_file():
                counts.append(json.loads(noted.read_text(encoding="utf-8")))
                advance("done before", counts[-1]["rows"] * STEPS, total)
            else:
                counts.append(run.partition(number, work, lambda what, n: advance(what, n, total)))
        profiles = _profiles(work, run.partitions)
        summary.files = assemble(out, work, run.partitions, "person" in layout.columns, _by_class(profiles, chosen))
        _count(summary, run, counts, profiles, chosen)
        _note(summary, run, counts)
        empty(work, work / "lock")
    return summary


def _plain(raw: Any) -> Any:
    return json.loads(json.dumps(raw, default=str))


def _detected(source: Path, names: Sequence[str]) -> Layout:
    try:
        return detect(names)
    except SteelyardError as error:
        sheets = tables.sheets_of(source)
        if error.code != "SY-B002" or not sheets:
            raise
        right = (
            f"of the sheets {sheets} the first was read: name another under `sheet` in a mapping; else {error.right}"
        )
        raise SteelyardError(error.code, error.what, where=error.where, right=right) from None


def _layout(source: Path, mapping: Path | str | Layout | None) -> Layout:
    if isinstance(mapping, Layout):
        layout: Layout | None = mapping
    else:
        layout = load_layout(Path(mapping)) if mapping is not None else None
    if layout is not None and layout.header:
        names: tuple[str, ...] = layout.header
    else:
        options = (layout.encoding, layout.delimiter, layout.sheet) if layout is not None else ("", "", "")
        names = tables.names_of(source, encoding=options[0], delimiter=options[1], sheet=options[2])
    layout = layout.with_optional(names) if layout is not None else _detected(source, names)
    if layout.header and tables.kind_of(source) != "csv":
        raise SteelyardError(
            "SY-B003", "header is for a CSV: other files hold the names of their columns", where=layout.name
        )
    layout.check(names)
    return layout


def _classes(names: Sequence[str]) -> list[Posture]:
    for name in names:
        if name not in postures():
            raise SteelyardError("SY-B010", f"no posture class is called {name!r}", where="--class",
                                 right=f"one of {', '.join(postures())}")  # fmt: skip
    return [one for one in postures().values() if not names or one.name in names]


def _prepared(source: Path, layout: Layout, work: Path, progress: tables.Progress) -> tables.Source:
    """The input ready to scan; one that was made ready before the run was cut off is taken as it is."""
    noted = work / "source.json"
    if noted.is_file():
        raw = json.loads(noted.read_text(encoding="utf-8"))
        bad = tuple(tables.BadLine(**one) for one in raw["bad"])
        return tables.Source(
            Path(raw["path"]), tuple(raw["names"]), raw["rows"], bad, raw["bad_count"], raw["encoding"]
        )
    ready = tables.prepare(source, layout.read, work, encoding=layout.encoding, delimiter=layout.delimiter,
                           header=layout.header, sheet=layout.sheet, progress=progress)  # fmt: skip
    data = {**asdict(ready), "path": str(ready.path)}
    whole_file(noted, lambda path: path.write_text(json.dumps(data), encoding="utf-8"))
    return ready


def _profiles(work: Path, partitions: int) -> pl.DataFrame:
    """The profiles of every part, each once: every consequence's verdict and mask, a row for each class (by its number)."""
    found: list[pl.DataFrame] = []
    for number in range(partitions):
        part = pl.scan_parquet(work / f"part-{number:05}.profiles.parquet")
        for one in found:
            part = part.join(one.lazy().select("profile").unique(), on="profile", how="anti")
        found.append(part.collect())
    return pl.concat(found)


def _by_class(profiles: pl.DataFrame, classes: Sequence[Posture]) -> pl.DataFrame:
    """The same with the name of each class."""
    words = pl.DataFrame({"class": range(len(classes)), "posture": [one.name for one in classes]},
                         schema={"class": pl.Int64, "posture": pl.String})  # fmt: skip
    named = profiles.join(words, on="class", how="left").sort("profile", "class")
    return named.select("profile", "posture", pl.exclude("profile", "posture", "class"))


def _count(
    summary: Summary, run: _Run, counts: Sequence[Mapping[str, Any]], answered: pl.DataFrame, classes: Sequence[Posture]
) -> None:
    charges: dict[int, int] = {}
    rows: dict[int, int] = {}
    persons: dict[int, int] = {}
    words = {True: "true", False: "false", None: "unknown"}
    for part in counts:
        for charge, _, profile, conviction, number in part["counted"]:
            charges[charge] = charges.get(charge, 0) + number
            rows[profile] = rows.get(profile, 0) + number
            word = words[conviction]
            summary.convictions[word] = summary.convictions.get(word, 0) + number
        for profile, number in part["persons"]:
            persons[profile] = persons.get(profile, 0) + number
    readings = run.words["charge"]
    unmapped: list[tuple[int, str, str]] = []
    for charge, number in charges.items():
        cited = readings.read[charge].cited
        summary.charges_distinct += 1
        if cited.offense:
            summary.mapped += number
            summary.charges_mapped += 1
        elif cited.kind != "crime":
            summary.not_crimes[cited.kind] = summary.not_crimes.get(cited.kind, 0) + number
        else:
            summary.unmapped += number
            unmapped.append((number, JOINED.join(filter(None, readings.texts[charge])), cited.reason))
    unmapped.sort(key=lambda one: (-one[0], one[1]))
    summary.top_unmapped = [{"charge": text, "rows": n, "reason": why} for n, text, why in unmapped[:MOST_UNMAPPED]]
    summary.unmapped_dispositions.sort(key=lambda one: -one["rows"])
    summary.persons, summary.profiles = sum(persons.values()), len({*rows, *persons})
    weights = {"rows": rows, "persons": persons}
    for what, weight in weights.items():
        table = pl.DataFrame({"profile": list(weight), what: list(weight.values())},
                             schema={"profile": pl.Int64, what: pl.Int64})  # fmt: skip
        answered = answered.join(table, on="profile", how="left").with_columns(pl.col(what).fill_null(0))
    pack, rules = run.weigher.pack, run.weigher.rules
    for rule in rules:
        summary.consequences.append({"consequence": rule, "label": pack.rules[rule].label})
    for what in weights:
        number = pl.col(what)
        got = answered.group_by("class").agg(
            number.filter(said).sum().alias(f"{rule}:{word}")
            for rule in rules
            for word, said in (("true", pl.col(rule)), ("false", ~pl.col(rule)), ("unknown", pl.col(rule).is_null()))
        ).sort("class")  # fmt: skip
        for entry in summary.consequences:
            rule = entry["consequence"]
            three = got.select("class", *(f"{rule}:{word}" for word in ("true", "false", "unknown")))
            entry[what] = {classes[n].name: {"true": t, "false": f, "unknown": u} for n, t, f, u in three.iter_rows()}


def _note(summary: Summary, run: _Run, counts: Sequence[Mapping[str, Any]]) -> None:
    """What a reader of the summary must know beside the numbers."""
    notes, layout = summary.notes, run.layout
    if len(run.forums) == 1:
        summary.forum, summary.forums = run.forums[0], {run.forums[0]: summary.rows}
    else:
        for part in counts:
            for which, number in part["forums"]:
                name = run.forums[which.bit_length() - 1]
                summary.forums[name] = summary.forums.get(name, 0) + number
        told = ", ".join(f"{name} {number:,}" for name, number in sorted(summary.forums.items()))
        notes.append(f"rows by forum: {told}")
        if between := sum(part["between"] for part in counts):
            notes.append(
                f"persons with rows in several circuits: {between:,}; of them an answer stands only where all agree"
            )
    for part in counts:
        for kind, (many, first) in part["contradicted"].items():
            counted, least = summary.contradictions.get(kind, (0, first))
            summary.contradictions[kind] = (counted + many, min(least, first))
    for kind, (many, first) in sorted(summary.contradictions.items()):
        notes.append(
            f"{CODE}: {many:,} rows contradict themselves, and are unknown in it: {KINDS[kind]} (as in row {first:,})"
        )
    if backwards := sum(part["backwards"] for part in counts):
        notes.append(f"convictions dated before their offense: {backwards:,}")
    if run.without_unit:
        notes.append(f"terms that are bare numbers without a unit, not read: {run.without_unit:,}; name the column under "
                     'term_unit, or give the unit of all, as [term] "" = "month"')  # fmt: skip
    twice = [
        name for name in layout.read if any(re.fullmatch(re.escape(name) + r" \(\d+\)", n) for n in run.source.names)
    ]
    notes += [f"the file has several columns called {name!r}: the first is read" for name in twice]
    if layout.note:
        notes.append(" ".join(layout.note.split()))


__all__ = ["CONVICTION", "Summary", "companion", "screen"]
