"""Screening: a file of charges or convictions in, every federal consequence of each row and of each person out.

Each row is weighed by itself, with a record that may hold more; each person by all of the person's rows together. Nothing
is read but the columns that the mapping names, and no column about identity, citizenship or birthplace goes out: a person
is called by the number of the first row.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from steelyard.catalog.charges import Cited, cite
from steelyard.catalog.cite import JURISDICTIONS, read
from steelyard.catalog.find import Catalogue, Found, catalogue
from steelyard.catalog.forums import forum_of_state
from steelyard.law.columns import columns as consequences
from steelyard.law.federal.facts import FACTS
from steelyard.law.pack import federal_pack
from steelyard.law.postures import Posture, postures
from steelyard.logic.dates import FIRST_DAY, LAST_DAY, read_day, within
from steelyard.logic.errors import SteelyardError
from steelyard.logic.expr import content_hash
from steelyard.logic.facts import Fact, Known, Type
from steelyard.weigh import tables
from steelyard.weigh.advise import NOTHING_BESIDE
from steelyard.weigh.engines import ROW, Engine, engine_named
from steelyard.weigh.mapping import JOINED, Layout, detect, load_layout, unread
from steelyard.weigh.profiles import CONVICTION, DATED, Answers, Charge, Days, Weigher

ROWS_AT_ONCE = 12_000_000
"""Rows of one partition: whole persons, kept in memory while they are weighed."""

_DAYS = {"o": "offense_date", "c": "conviction_date"}
STEPS = 4
MOST_UNMAPPED = 30

Advance = Callable[[str, int], None]
"""Told what is being done, and how many rows (times steps) of it are done."""

_TEXT = nw.String
_STAGE = re.compile(r"(?i)^\W*(?:criminal\s+)?(att(?:empt(?:ed)?)?|consp(?:iracy)?|solicit(?:ation|ing)?)\b")
_STAGES = {"a": "attempt", "c": "conspiracy", "s": "solicitation"}


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
# Where it goes, and what is kept on the way
# ---------------------------------------------------------------------------------------------------------------------


def companion(out: Path, part: str) -> Path:
    """The file of persons or of profiles that goes with OUT."""
    return out.with_name(f"{out.stem}.{part}{out.suffix}")


def _check_out(source: Path, out: Path) -> None:
    if out.suffix.lower() not in {".csv", ".parquet"}:
        raise SteelyardError("SY-B007", f"an output that ends in {out.suffix or 'nothing'}", where=str(out),
                             right=".csv or .parquet")  # fmt: skip
    if out.exists() and (out.is_dir() or os.path.samefile(source, out)):
        raise SteelyardError("SY-B007", "the output is the input, or a folder", where=str(out), right="another path")
    if not out.parent.is_dir():
        raise SteelyardError("SY-B007", f"there is no folder {out.parent}", where=str(out))


@contextmanager
def _work(out: Path, manifest: Mapping[str, Any]) -> Iterator[Path]:
    """The folder of a run: kept when it is cut off, taken up again by the same run, thrown away by another.

    Raises SteelyardError (SY-B007) while another run writes to the same path, or where nothing can be written.
    """
    work = out.with_name(out.name + ".partial")
    try:
        work.mkdir(exist_ok=True)
        lock = work / "lock"
        _take(lock, out)
        try:
            noted = work / "manifest.json"
            if not noted.is_file() or noted.read_text(encoding="utf-8") != json.dumps(manifest, sort_keys=True):
                _empty(work, lock)
                _whole(noted, lambda path: path.write_text(json.dumps(manifest, sort_keys=True), encoding="utf-8"))
            yield work
        finally:
            lock.unlink(missing_ok=True)
            if not any(work.glob("part-*.json")):
                shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise _unwritable(out, error) from None


def _empty(folder: Path, but: Path) -> None:
    for old in folder.iterdir():
        if old != but:
            old.unlink()


def _take(lock: Path, out: Path) -> None:
    try:
        with lock.open("x", encoding="utf-8") as file:
            file.write(str(os.getpid()))
        return
    except FileExistsError:
        text = lock.read_text(encoding="utf-8").strip()
    if text.isdigit() and int(text) != os.getpid() and _alive(int(text)):
        raise SteelyardError("SY-B007", f"process {text} is writing to the same path", where=str(out),
                             right="wait for it, or write to another path")  # fmt: skip
    if text.isdigit() and int(text) == os.getpid():
        raise SteelyardError("SY-B007", "this process is writing to the same path already", where=str(out))
    lock.write_text(str(os.getpid()), encoding="utf-8")


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _unwritable(out: Path, error: Exception) -> SteelyardError:
    full = (isinstance(error, OSError) and error.errno == errno.ENOSPC) or "No space left" in str(error)
    what = "the disk is full" if full else f"it cannot be written: {str(error)[:160]}"
    return SteelyardError(
        "SY-B007", what, where=str(out), right="what was finished is kept: the same command goes on from it"
    )


def _whole(path: Path, write: Callable[[Path], Any]) -> None:
    """Write a file under another name, and give it its own when it is whole."""
    temporary = path.with_name(path.name + ".tmp")
    try:
        write(temporary)
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _unwritable(path, error) from None
    except (pl.exceptions.PolarsError, RuntimeError) as error:
        temporary.unlink(missing_ok=True)
        if "space" in str(error).lower() or "os error" in str(error).lower():
            raise _unwritable(path, error) from None
        raise


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """A charge of the file: what it was read as, with its modifier."""

    cited: Cited
    charge: Charge


def _read_charge(layout: Layout, law: Catalogue, texts: Mapping[str, str]) -> _Reading:
    state = layout.state or texts.get("state", "").strip().upper()
    if state not in JURISDICTIONS:
        nothing = Cited(None, reason=f"no state we have: {state!r}")
        return _Reading(nothing, Charge(Found("", texts.get("charge", ""), problem=nothing.reason)))
    charge, statute = texts.get("charge", ""), texts.get("statute", "")
    cited = cite(state, charge, statute)
    modifier: str | None = texts.get("modifier", "").strip().lower() or None
    if modifier is None and (stage := _STAGE.match(charge)):
        modifier = _STAGES[stage[1][0].lower()]
    if not cited.offense:
        return _Reading(cited, Charge(Found("", cited.citation or charge, problem=cited.reason), modifier))
    found = law.find(state, next((text for text in (statute, charge) if read(state, text)), cited.citation or ""))
    if not found.id:
        return _Reading(Cited(None, reason=found.problem), Charge(found, modifier))
    if found.modifier or found.beside or "+" in found.id:
        cited = cited._replace(citation=found.citation, offense=found.id)
    elif modifier and any(modifier in offense.title.lower() for offense in found.offenses):
        modifier = None
    return _Reading(cited, Charge(found, modifier or found.modifier))


def _read_value(fact: Fact, text: str) -> Known:
    """A fact from its field; None for an empty one. Raises ValueError for one that cannot be read."""
    text = text.strip()
    if not text:
        return None
    if fact.type is Type.BOOL:
        found = {"true": True, "yes": True, "y": True, "1": True, "t": True, "false": False, "no": False, "n": False,
                 "0": False, "f": False}.get(text.lower())  # fmt: skip
        if found is None:
            raise ValueError(text)
        return found
    if fact.type is Type.WORD:
        if fact.words and text not in fact.words:
            raise ValueError(text)
        return text
    if fact.type is Type.DATE:
        return read_day(text[:10])
    amount = re.fullmatch(r"\$?\s*(\d[\d,]*)(?:\.(\d{1,2}))?", text)
    if amount is None:
        raise ValueError(text)
    whole = int(amount[1].replace(",", ""))
    if fact.type is Type.CENTS:
        return whole * 100 + int((amount[2] or "0").ljust(2, "0"))
    return whole


# ---------------------------------------------------------------------------------------------------------------------
# The run
# ---------------------------------------------------------------------------------------------------------------------


class _Run:
    """One screening: the words of the file read once, then partition after partition."""

    def __init__(
        self, engine: Engine, layout: Layout, source: tables.Source, weigher: Weigher, summary: Summary
    ) -> None:
        self.engine, self.layout, self.source, self.weigher, self.summary = engine, layout, source, weigher, summary
        self.scanned = engine.scan(source.path, layout.read)
        self.schema = dict(self.scanned.collect_schema())
        self.words: dict[str, _Words] = {}
        columns = layout.columns
        charge = [c for key in ("charge", "statute", "modifier", "state") for c in columns.get(key, ())]
        self._group("charge", charge)
        self._group("outcome", columns.get("disposition", ()))
        self._group("level", columns.get("level", ()))
        self._group("o", columns.get("offense_date", ()))
        self._group("c", columns.get("conviction_date", ()))
        self._group("term", [*columns.get("term", ()), *columns.get("term_unit", ())])
        for short, column in layout.facts.items():
            self._group(f"fact:{short}", [column])
        self.days = Days(weigher.pack, weigher.rules, weigher.as_of, self._edges())

    def _is_day(self, words: _Words) -> bool:
        """Whether a group is a day that the file itself holds as one: it is not read as a word."""
        kind = self.schema[words.columns[0]] if words.name in _DAYS and len(words.columns) == 1 else None
        return kind == nw.Date or isinstance(kind, nw.Datetime)

    def _days_within(self, words: _Words) -> Any:
        """A column of days, null where there is none or it is no day that can be."""
        day = nw.col(words.columns[0]).cast(nw.Date)
        return nw.when((day >= FIRST_DAY) & (day <= LAST_DAY)).then(day).otherwise(nw.lit(None, nw.Date))

    def _group(self, name: str, columns: Sequence[str]) -> None:
        words = _Words(name, tuple(columns))
        self.words[name] = words
        if self._is_day(words):
            given, kept = nw.col(columns[0]).count().alias("given"), self._days_within(words).count().alias("kept")
            bad = self.engine.get(self.scanned.select(given, kept)).select(pl.col("given") - pl.col("kept")).item()
            if bad:
                self.summary.bad_values[_DAYS[name]] = bad
            return
        if not columns:
            words.texts, words.times = [()], [self.source.rows]
        else:
            _distinct(self.engine, self.scanned, words, self.schema)
        reader = getattr(self, f"_read_{name.partition(':')[0]}")
        words.read = [reader(name, texts, times) for texts, times in zip(words.texts, words.times, strict=True)]

    # --- one distinct text -----------------------------------------------------------------------------------------------

    def _read_charge(self, name: str, texts: tuple[str, ...], times: int) -> _Reading:
        rest = list(texts)
        by_key: dict[str, str] = {}
        for key in ("charge", "statute", "modifier", "state"):
            taken = [rest.pop(0) for _ in self.layout.columns.get(key, ())]
            by_key[key] = " ".join(part for part in taken if part)
        return _read_charge(self.layout, self.weigher.law, by_key)

    def _read_outcome(self, name: str, texts: tuple[str, ...], times: int) -> tuple[str, Mapping[str, Known]]:
        joined = JOINED.join(texts)
        found = self.layout.outcome(joined)
        if (found is None or not found.outcome) and joined.strip(" |"):
            self.summary.unmapped_dispositions.append({"disposition": joined, "rows": times})
        outcome = found.outcome if found is not None else ""
        self.summary.outcomes[outcome or "unknown"] = self.summary.outcomes.get(outcome or "unknown", 0) + times
        return outcome, found.facts if found is not None else {}

    def _read_level(self, name: str, texts: tuple[str, ...], times: int) -> str | None:
        return self.layout.level(JOINED.join(texts)) if texts else None

    def _read_o(self, name: str, texts: tuple[str, ...], times: int) -> date | None:
        return self._day(texts, times, _DAYS[name])

    _read_c = _read_o

    def _day(self, texts: tuple[str, ...], times: int, key: str) -> date | None:
        if not texts or not texts[0].strip():
            return None
        day = self._parsed(texts[0])
        if day is None or not within(day, FIRST_DAY, LAST_DAY):
            self.summary.bad_values[key] = self.summary.bad_values.get(key, 0) + times
            return None
        return day

    def _parsed(self, text: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return self.layout.day(text)

    def _read_term(self, name: str, texts: tuple[str, ...], times: int) -> int | None:
        if not texts or not texts[0].strip():
            return None
        days = self.layout.days(texts[0], texts[1] if len(texts) > 1 else "day")
        if days is None:
            self.summary.bad_values["term"] = self.summary.bad_values.get("term", 0) + times
        return days

    def _read_fact(self, name: str, texts: tuple[str, ...], times: int) -> Known:
        short = name.partition(":")[2]
        try:
            return _read_value(FACTS[f"count.{short}"], texts[0])
        except ValueError:
            self.summary.bad_values[short] = self.summary.bad_values.get(short, 0) + times
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
                frame = frame.join(self.engine.put(self._table(words)), on=words.keys, how="left")
            else:
                empty = nw.lit(0).cast(nw.Int32) if words.name not in _DAYS else nw.lit(None, nw.Date)
                frame = frame.with_columns(empty.alias(self._column(words)))
        dated = [i for i, (outcome, _) in enumerate(self.words["outcome"].read) if outcome in DATED]
        is_dated = nw.col("outcome").is_in(dated)
        frame = frame.with_columns(nw.when(is_dated).then(nw.col("c")).otherwise(nw.lit(None, nw.Date)).alias("c"))
        own = [
            ROW,
            *(["who"] if person else []),
            *map(self._column, self.words.values()),
            *(f"keep:{c}" for c in carried),
        ]
        frame = self.engine.settle(frame.select(*own))
        if not person:
            return frame.with_columns(nw.col(ROW).alias("person"), nw.col("o").alias("first"), nw.col("o").alias("last"),
                                      nw.lit(1).cast(nw.Int32).alias("many"))  # fmt: skip
        nobody = frame.filter(nw.col("who") == "")
        nobody = nobody.with_columns(nw.col(ROW).alias("person"), nw.col("o").alias("first"), nw.col("o").alias("last"),
                                     nw.lit(1).cast(nw.Int32).alias("many"))  # fmt: skip
        people = frame.filter(nw.col("who") != "")
        each = people.group_by("who").agg(
            nw.col(ROW).min().alias("person"), nw.col("o").min().alias("first"), nw.col("o").max().alias("last"),
            nw.len().cast(nw.Int32).alias("many"),
        )  # fmt: skip
        people = people.join(each, on="who", how="left")
        names = [*own, "person", "first", "last", "many"]
        return self.engine.settle(nw.concat([nobody.select(*names), people.select(*names)]).drop("who"))

    @staticmethod
    def _column(words: _Words) -> str:
        return words.name

    def _table(self, words: _Words) -> pl.DataFrame:
        made: dict[str, Any] = {key: [texts[i] for texts in words.texts] for i, key in enumerate(words.keys)}
        if words.name in _DAYS:
            made[words.name] = pl.Series(words.read, dtype=pl.Date)
        else:
            made[words.name] = pl.Series(range(len(words.texts)), dtype=pl.Int32)
        return pl.DataFrame(made, schema_overrides=dict.fromkeys(words.keys, pl.String))

    def _distinct_days(self, rows: Any) -> list[date]:
        found: set[date] = set()
        for name in ("o", "c"):
            got = self.engine.get(rows.select(nw.col(name).alias("d")).group_by("d").agg(nw.len().alias("n")))
            found |= {day for day in got["d"].to_list() if day is not None}
        return sorted(found)

    def _lawful(self, rows: Any, days: Any) -> Any:
        """Rows with the regions of their days, and the numbers of what the catalogue and the outcome say of them."""
        engine, weigher = self.engine, self.weigher
        regions = [nw.col("day"), nw.col("region"), nw.col("rule_region")]
        of_o = days.select(*regions).rename({"day": "o", "rule_region": "at_o", "region": "law_o"})
        of_c = days.select(*regions).rename({"day": "c", "region": "at_c", "rule_region": "rule_c"})
        rows = rows.join(of_o, on="o", how="left").join(of_c, on="c", how="left")
        rows = rows.with_columns(nw.col(name).fill_null(-1).alias(name) for name in ("at_o", "law_o", "at_c", "rule_c"))
        told_apart = nw.when(nw.col("charge").is_in(self._versioned)).then(nw.col("law_o")).otherwise(nw.lit(-1))
        rows = rows.with_columns(told_apart.cast(nw.Int32).alias("law_o"))
        rows = engine.settle(rows)
        for name, columns, number in (
            ("law", ["charge", "level", "at_c", "law_o"], self._law), ("facts", self._fact_columns, self._fact_row)
        ):  # fmt: skip
            asked = (
                engine.get(rows.select(*columns).group_by(*columns).agg(nw.len().alias("n"))).drop("n").sort(columns)
            )
            numbers = [number(*row) for row in asked.iter_rows()]
            table = asked.with_columns(pl.Series(name, numbers, dtype=pl.Int32))
            rows = rows.join(engine.put(table), on=columns, how="left")
        weigher.answers.keep()
        return rows

    @property
    def _fact_columns(self) -> list[str]:
        return ["outcome", "term", *(f"fact:{short}" for short in self.layout.facts)]

    @cached_property
    def _versioned(self) -> list[int]:
        """The charges whose offense has had several versions, or was repealed: the day it was committed on tells which."""
        founds = [one.charge.found for one in self.words["charge"].read]
        return [number for number, found in enumerate(founds) if found.governing(FIRST_DAY) is not found]

    def _law(self, charge: int, level: int, region: int, committed: int) -> int:
        reading: _Reading = self.words["charge"].read[charge]
        days = self.days.some_day(region), self.days.some_day(committed)
        return self.weigher.answers.row(reading.charge, self.words["level"].read[level], *days)

    def _fact_row(self, outcome: int, term: int, *more: int) -> int:
        word, extra = self.words["outcome"].read[outcome]
        read = {short: self.words[f"fact:{short}"].read[n] for short, n in zip(self.layout.facts, more, strict=True)}
        given = {short: known for short, known in read.items() if known is not None}
        return self.weigher.fact_row(word, extra, self.words["term"].read[term], given)

    def _keyed(self, rows: Any, days: Any, first: str, last: str, key: str) -> tuple[Any, pl.DataFrame]:
        """Rows with the number of their key, when the person's first and last offense are those in these columns.

        Beside them the keys, each with the days of one row that has it.
        """
        schema = days.collect_schema().names()
        lows = [name for name in schema if name.startswith("low:")]
        highs = [name for name in schema if name.startswith("high:")]
        rows = rows.join(days.select(nw.col("day").alias(first), *highs), on=first, how="left")
        rows = rows.join(days.select(nw.col("day").alias(last), *lows), on=last, how="left")
        codes = [expr.cast(nw.Int32).alias(f"code{i}") for i, expr in enumerate(self.days.codes("", ""))]
        rows = self.engine.settle(rows.with_columns(*codes).drop(*lows, *highs))
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
        numbered = some.select(*by, pl.int_range(pl.len(), dtype=pl.Int32).alias(key))
        rows = rows.join(self.engine.put(numbered), on=by, how="left").drop(*coded)  # whole numbers, none of them null
        return rows, dated.drop(ROW).rename({"~first": "first", "~last": "last"})

    def partition(self, number: int, work: Path, advance: Advance) -> dict[str, Any]:
        """Weigh a partition and write its rows, persons and profiles; returns what the summary counts."""
        engine, weigher = self.engine, self.weigher
        rows = self._rows(number)
        size = int(engine.get(rows.select(nw.len().alias("n")))["n"][0])
        advance("charges", size)
        days = engine.put(self.days.table(self._distinct_days(rows)))
        rows, keys = self._keyed(self._lawful(rows, days), days, "o", "o", "alone")
        several, more = self._keyed(rows.filter(nw.col("many") > 1), days, "first", "last", "beside")
        states = weigher.begin(pl.concat([keys, more]), raw=self.days.raw)
        advance("keys", size)
        of_alone = states.of_key[: keys.height].alias("state")
        of_beside = pl.DataFrame([pl.Series("beside", range(more.height), dtype=pl.Int32),
                                  states.of_key[keys.height :].alias("state")])  # fmt: skip
        several = several.select("person", "beside").join(engine.put(of_beside), on="beside", how="left").drop("beside")
        persons = engine.settle(engine.together(several, states))
        used = engine.get(persons.select("state").group_by("state").agg(nw.len().alias("n")))["state"]
        answers = states.answer(pl.concat([of_alone, used]))
        advance("profiles", size)
        told = states.convictions[: keys.height].with_columns(
            pl.Series("alone", range(keys.height), dtype=pl.Int32), of_alone
        )
        told = told.join(answers.of_states, on="state", how="left", maintain_order="left").drop("state")
        together = persons.join(engine.put(answers.of_states.rename({"place": "together"})), on="state", how="left")
        return self._write(number, work, rows, told, together.drop("state"), answers, size, advance)

    def _write(
        self, number: int, work: Path, rows: Any, alone: pl.DataFrame, persons: Any, answers: Answers, size: int,
        advance: Advance,
    ) -> dict[str, Any]:  # fmt: skip
        engine = self.engine
        carried = [f"keep:{c}" for c in self.layout.keep if c not in self.words["charge"].columns]
        narrow = rows.select(ROW, "person", "many", "charge", "outcome", "alone", *carried)
        narrow = engine.attach(narrow, alone, "alone").join(persons, on="person", how="left")
        place = nw.when(nw.col("many") > 1).then(nw.col("together")).otherwise(nw.col("place"))
        narrow = narrow.with_columns(place.alias("person_place")).drop("together", "alone")
        narrow = engine.settle(narrow.sort(ROW))
        counted = engine.get(narrow.group_by("charge", "outcome", "place", "conviction").agg(nw.len().alias("rows")))
        persons = narrow.filter(nw.col(ROW) == nw.col("person")).select(
            "person", nw.col("many").alias("rows"), nw.col("person_place").alias("place")
        )
        person_counts = engine.get(persons.group_by("place").agg(nw.len().alias("persons")))
        if counted["place"].null_count() or person_counts["place"].null_count():
            raise AssertionError("a row or a person was left without an answer")
        wide = answers.letters()
        profiles = wide["profile"].to_list()
        of_person = wide.select("place", pl.col("profile").alias("person_profile"))
        named = engine.attach(narrow, self._charge_table(), "charge")
        named = engine.attach(named, self._outcome_table(), "outcome:id", left="outcome")
        named = engine.attach(named, wide, "place")
        named = engine.attach(named, of_person, "place", left="person_place")
        kept = [nw.col(f"keep:{c}").alias(c) for c in self.layout.keep]
        shown = [ROW, "person", *kept, "citation", "offense", "confidence", "kind", "outcome:word", "conviction",
                 "conviction:why", "profile", "person_profile"]  # fmt: skip
        rest = [engine.safe(name) for name in wide.columns if name not in ("place", "profile")]
        out = named.select(*shown, *rest).rename({"outcome:word": "outcome"})
        prefix = work / f"part-{number:05}"
        _whole(prefix.with_suffix(".rows.parquet"), lambda path: engine.write(out, path))
        if "person" in self.layout.columns:
            each = engine.attach(persons.sort("person"), wide, "place").drop("place")
            _whole(prefix.with_suffix(".persons.parquet"), lambda path: engine.write(each, path))
        mine = answers.by_class()
        _whole(prefix.with_suffix(".profiles.parquet"), lambda path: mine.write_parquet(path))
        counts = {
            "rows": size,
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
        _whole(prefix.with_suffix(".json"), lambda path: path.write_text(json.dumps(counts), encoding="utf-8"))
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
    _check_out(source, out)
    layout = _layout(source, mapping)
    chosen = _classes(classes)
    running = engine_named(engine)
    law, pack = catalogue(), federal_pack()
    as_of = layout.law_as_of or today or date.today()
    forum = layout.forum or (forum_of_state(layout.state) if layout.state else "BIA")
    stat = source.stat()
    manifest = {
        "source": [str(source.resolve()), stat.st_size, stat.st_mtime_ns], "mapping": content_hash(_plain(layout.raw)),
        "engine": engine, "classes": [one.name for one in chosen], "law_as_of": as_of.isoformat(), "forum": forum,
        "pack": pack.hash, "catalogue": law.hash, "out": out.name, "rows_at_once": ROWS_AT_ONCE,
    }  # fmt: skip
    summary = Summary(str(source), str(out), layout.name, engine, as_of.isoformat(), forum, pack.hash, law.hash,
                      [one.name for one in chosen])  # fmt: skip
    if not layout.state and not layout.forum:
        summary.notes.append("rows of several states without a forum in the mapping are weighed before the Board (BIA)")
    with _work(out, manifest) as work:
        ready = _prepared(source, layout, work, lambda n: advance("reading", n, stat.st_size))
        summary.bad_lines = [asdict(one) for one in ready.bad]
        summary.bad_line_count, summary.rows = ready.bad_count, ready.rows
        summary.refused_columns = [name for name in unread(ready.names) if name not in layout.read]
        weigher = Weigher(running, law, forum, as_of, chosen, layout.record_complete, layout.assume)
        supposed = {**NOTHING_BESIDE, **layout.assume}
        summary.assumed = sorted({f"count.{k} = {v}" for k, v in supposed.items()} |
                                 {name for name, known in weigher.setting.constants.items()
                                  if known is not None and name.startswith("count.")})  # fmt: skip
        run = _Run(running, layout, ready, weigher, summary)
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
        summary.files = _assemble(out, work, run.partitions, "person" in layout.columns, _by_class(profiles, chosen))
        _count(summary, run, counts, profiles, chosen)
        _empty(work, work / "lock")
    return summary


def _plain(raw: Any) -> Any:
    return json.loads(json.dumps(raw, default=str))


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
    layout = layout or detect(names)
    layout.check(names)
    _check_kept(layout)
    return layout


OWN_COLUMNS = (ROW, "person", "citation", "offense", "confidence", "kind", "outcome", "conviction", "conviction:why",
               "profile", "person_profile")  # fmt: skip
"""What OUT says of a row before the consequences, each of which has a column of its name."""


def _check_kept(layout: Layout) -> None:
    """Raises SteelyardError (SY-B003) for a column carried along under a name that OUT gives to its own, or twice."""
    own = {*OWN_COLUMNS, *(column.rule for column in consequences())}
    taken = [name for name in layout.keep if name in own or layout.keep.count(name) > 1]
    taken += [name for name in layout.read if name == ROW]
    if taken:
        raise SteelyardError("SY-B003", f"the output has a column {taken[0]!r} already", where=f"mapping {layout.name}: keep",
                             right="rename it in the file, or leave it out")  # fmt: skip


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
        return tables.Source(Path(raw["path"]), tuple(raw["names"]), raw["rows"], bad, raw["bad_count"])
    ready = tables.prepare(source, layout.read, work, encoding=layout.encoding, delimiter=layout.delimiter,
                           header=layout.header, sheet=layout.sheet, progress=progress)  # fmt: skip
    data = {**asdict(ready), "path": str(ready.path)}
    _whole(noted, lambda path: path.write_text(json.dumps(data), encoding="utf-8"))
    return ready


def _assemble(out: Path, work: Path, partitions: int, has_persons: bool, profiles: pl.DataFrame) -> dict[str, str]:
    """The parts as OUT and the files beside it; OUT comes last, so that it is there only when all is."""
    is_csv = out.suffix.lower() == ".csv"
    of_profiles = companion(out, "profiles")
    _whole(
        of_profiles, lambda path: profiles.write_csv(path) if is_csv else profiles.write_parquet(path, statistics=False)
    )
    files = {"profiles": of_profiles}
    for part, target in (("persons", companion(out, "persons")), ("rows", out)):
        if part == "persons" and not has_persons:
            continue
        parts = [work / f"part-{number:05}.{part}.parquet" for number in range(partitions)]
        write = _as_csv if is_csv else _same_file if partitions == 1 else _as_parquet
        _whole(target, lambda path, write=write, parts=parts: write(parts, path))  # type: ignore[misc]
        files[part] = target
    return {part: str(target) for part, target in files.items()}


def _tables(parts: Sequence[Path]) -> Iterator[pa.Table]:
    """The parts one after the other, some rows at a time; words that were numbered by part are numbered alike."""
    plain = pa.dictionary(pa.int32(), pa.string())

    def numbered(chunk: pa.DictionaryArray) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(chunk.indices.cast(pa.int32()), chunk.dictionary.cast(pa.string()))

    for part in parts:
        file = pq.ParquetFile(part)
        if not file.num_row_groups:
            yield file.schema_arrow.empty_table()
        for number in range(file.num_row_groups):
            table = file.read_row_group(number)
            for place, column in enumerate(table.schema):
                if pa.types.is_dictionary(column.type):
                    words = pa.chunked_array([numbered(one) for one in table[place].chunks], plain)
                    table = table.set_column(place, pa.field(column.name, plain), words)
            yield table


def _as_parquet(parts: Sequence[Path], path: Path) -> None:
    tables = _tables(parts)
    first = next(tables)
    with pq.ParquetWriter(path, first.schema, compression="zstd", write_statistics=False) as writer:
        writer.write_table(first)
        for table in tables:
            writer.write_table(table)


def _as_csv(parts: Sequence[Path], path: Path) -> None:
    with path.open("wb") as file:
        for number, table in enumerate(_tables(parts)):
            frame = pl.from_arrow(table)
            assert isinstance(frame, pl.DataFrame)
            frame.write_csv(file, include_header=number == 0)


def _same_file(parts: Sequence[Path], path: Path) -> None:
    """A single part under another name as well; a copy of it where a file can have but one."""
    path.unlink(missing_ok=True)
    try:
        os.link(parts[0], path)
    except OSError:
        shutil.copyfile(parts[0], path)


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


__all__ = ["CONVICTION", "Summary", "screen"]
