"""The convictions that every engine is asked about: made at random, written as Parquet, and read as bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.peers.core import BIG, LEAST, column_of, later_column, match_column, texts_of
from steelyard.law.pack import federal_pack
from steelyard.logic import columns as co
from steelyard.logic.dates import add
from steelyard.logic.expr import FactRef, Literal, Shift, Total
from steelyard.logic.facts import Entity, Fact, Type
from steelyard.logic.rule import Pack

PROCEEDING = date(2026, 6, 1)
FORUM = "9th Cir."
CONSTANT = "case.proceeding_date"
AT_ONCE = 500_000
"""Persons of one batch: a row group in each file."""

SIZES = {1: 0.6, 2: 0.3, 3: 0.1}
"""How many convictions a person has, and how often."""

TYPES: dict[Type, Any] = {Type.BOOL: pl.Boolean, Type.DATE: pl.Date, Type.WORD: pl.String, Type.DAYS: pl.Int64,
                          Type.CENTS: pl.Int64, Type.NUMBER: pl.Int64}  # fmt: skip

Batch = Callable[[Pack, int, int], tuple[pl.DataFrame, pl.DataFrame]]
"""(pack, how many persons, number of the batch) → convictions and persons."""

_AMOUNTS = {
    "term_imposed": (0, 30, 180, 364, 365, 366, 730, 1825), "term_before_change": (0, 30, 364, 365, 730),
    "maximum_term": (90, 180, 364, 365, 1095, 3650), "days_confined": (0, 30, 90, 179, 180, 400),
    "custody_to_serve": (0, 30, 90, 91, 365), "loss": (0, 999_999, 1_000_000, 1_000_001, 5_000_000),
    "intended_loss": (0, 1_000_000, 1_000_001), "funds": (0, 1_000_000, 1_000_001),
    "revenue_loss": (0, 1_000_000, 1_000_001), "grams": (1, 5, 30, 31, 100), "age_at_offense": (15, 17, 18, 30),
    "underlying_maximum": (365, 730, 1825, 5475),
}  # fmt: skip
_TRUE = {
    "judgment_of_guilt": 0.85, "guilt_found_or_admitted": 0.95, "restraint_ordered": 0.9, "criminal_proceeding": 0.97,
    "juvenile_adjudication": 0.04, "only_unconditionally_suspended_fine": 0.03, "first_possession_set_aside": 0.05,
    "foreign_conviction": 0.05, "pardoned": 0.03, "admitted": 0.7, "record_complete": 0.7, "arrested_or_charged": 0.95,
    "purely_political": 0.02, "present": 0.5,
}  # fmt: skip
_WORD = {"vacated": {"no": 0.85}, "appeal": {"over": 0.85}, "sentence_changed": {"no": 0.8}}
_LABELS = ("first", "second", "third")


def facts_of(pack: Pack) -> list[Fact]:
    """The facts that the pack reads, the day of the proceeding left out."""
    return [fact for name, fact in sorted(co.facts_read(pack, pack.rules).items()) if name != CONSTANT]


def setting_of(pack: Pack) -> co.Setting:
    """The day and forum that every engine answers for."""
    sides = {name: split.controlling(FORUM, PROCEEDING) for name, split in pack.splits.items()}
    return co.Setting({CONSTANT: PROCEEDING}, sides)


def _series(chance: np.random.Generator, fact: Fact, many: int) -> pl.Series:
    known = chance.random(many) < 0.92
    if fact.type is Type.BOOL:
        values: Any = pl.Series(fact.name, chance.random(many) < _TRUE.get(fact.short, 0.25))
    elif fact.type is Type.WORD:
        words = sorted(fact.words) or list(_LABELS)
        weights = _WORD.get(fact.short, {})
        rest = (1 - sum(weights.values())) / (len(words) - len(weights))
        drawn = chance.choice(len(words), many, p=[weights.get(word, rest) for word in words])
        values = pl.Series(fact.name, words)[drawn]
    elif fact.type is Type.DATE:
        first = {"offense_date": 0, "plea_date": 200, "conviction_date": 300, "admission_date": -1500}.get(
            fact.short, 0
        )
        days = first + (chance.random(many) ** 0.5 * 10_500).astype(np.int64)
        values = pl.Series(fact.name, np.datetime64("1997-01-01") + days).cast(pl.Date)
    else:
        values = pl.Series(fact.name, np.array(_AMOUNTS[fact.short], dtype=np.int64)[chance.integers(
            0, len(_AMOUNTS[fact.short]), many)])  # fmt: skip
    return pl.select(pl.when(pl.Series(known)).then(values).alias(fact.name)).to_series()


def batch(pack: Pack, persons: int, number: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Convictions and persons of one batch: one to three convictions a person (1.5 on the average)."""
    chance = np.random.default_rng(number)
    facts = facts_of(pack)
    sizes = chance.choice(list(SIZES), persons, p=list(SIZES.values()))
    worlds = pl.Series(co.WORLD, np.arange(persons, dtype=np.int64) + number * AT_ONCE)
    many = int(sizes.sum())
    own = [_series(chance, fact, many) for fact in facts if fact.entity is Entity.COUNT]
    grounds = []
    for ground in co.grounds_read(pack, pack.rules):
        drawn = chance.random(many)
        said = pl.Series(drawn < 0.12)
        name = co.match_name(*ground)
        grounds.append(pl.select(pl.when(pl.Series(drawn < 0.92)).then(said).alias(name)).to_series())
    held = [_series(chance, fact, persons) for fact in facts if fact.entity is not Entity.COUNT]
    place = pl.Series(co.WORLD, np.repeat(worlds.to_numpy(), sizes))
    row = pl.Series("row", np.arange(many, dtype=np.int64) + number * AT_ONCE * 3)
    return pl.DataFrame([place, row, *own, *grounds]), pl.DataFrame([worlds, *held])


def edges(pack: Pack, persons: int, number: int, of_leap_years: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A batch whose amounts stand at, before and after the law's own, and each person's days about one day of the law's.

    A day is that day moved by years that the law counts, and perhaps by one day more or less. Of leap years, every day of the
    person is 29 February and those of the convictions are moved from it.
    """
    chance = np.random.default_rng(number)
    days, amounts, years = _of_the_law(pack)
    if of_leap_years:
        days = [date(2012, 2, 29), date(2016, 2, 29)]
    moved = np.array([[np.datetime64(add(day, years=by)) for by in years] for day in days])
    convictions, held = batch(pack, persons, number)
    anchors = chance.integers(0, len(days), persons)
    place = convictions.select(pl.col(co.WORLD).rank("dense") - 1).to_series().to_numpy()
    found = []
    for frame, of in ((convictions, anchors[place]), (held, anchors)):
        drawn = []
        for fact in facts_of(pack):
            if fact.name in frame.columns and fact.type not in (Type.BOOL, Type.WORD):
                if fact.type is Type.DATE:
                    by = chance.choice(len(years), frame.height)
                    day = moved[of, by] + chance.integers(-1, 2, frame.height)
                    if of_leap_years and frame is held:
                        day = moved[of, years.index(0)]
                    value = pl.Series(day).cast(pl.Date)
                else:
                    value = pl.Series(amounts[chance.integers(0, len(amounts), frame.height)])
                drawn.append(pl.when(pl.col(fact.name).is_not_null()).then(value).alias(fact.name))
        found.append(frame.with_columns(drawn))
    return found[0], found[1]


def _of_the_law(pack: Pack) -> tuple[list[date], Any, list[int]]:
    """The days that the rules name, the amounts about those they name, and the years by which they move days."""
    days: set[date] = set()
    amounts, years = {0}, {0}
    for rule in pack.rules.values():
        for version in rule.versions:
            days |= {day for day in (version.span.first, version.span.last, version.reaches_since) if day}
        for node in rule.nodes():
            if isinstance(node, Shift):
                years |= {node.years, -node.years}
            elif isinstance(node, Literal) and isinstance(node.value, date):
                days.add(node.value)
            elif isinstance(node, Literal) and isinstance(node.value, int):
                amounts |= {max(node.value + by, 0) for by in (-1, 0, 1)}
            elif isinstance(node, Total):
                amounts |= {max(node.threshold + by, 0) for by in (-1, 0, 1)}
    return sorted(days), np.array(sorted(amounts), dtype=np.int64), sorted(years)


def paths(folder: Path, what: str) -> tuple[Path, Path]:
    """The file of convictions and the file of persons."""
    return folder / f"{what}.convictions.parquet", folder / f"{what}.persons.parquet"


def write(folder: Path, convictions: int, what: str, draw: Batch) -> None:
    """Files of about that many convictions."""
    import pyarrow.parquet as pq

    pack = federal_pack()
    left = convictions
    number = 0
    writers: list[Any] = []
    while left > 0:
        persons = min(AT_ONCE, max(left * 2 // 3, 1))
        frames = [frame.to_arrow() for frame in draw(pack, persons, number)]
        if not writers:
            writers = [
                pq.ParquetWriter(p, f.schema, compression="zstd")
                for p, f in zip(paths(folder, what), frames, strict=True)
            ]
        for writer, frame in zip(writers, frames, strict=True):
            writer.write_table(frame, row_group_size=frame.num_rows)
        left -= frames[0].num_rows
        number += 1
    for writer in writers:
        writer.close()


def encoded(frame: pl.DataFrame, pack: Pack, wanted: Iterable[str]) -> pl.DataFrame:
    """The bounds of a frame's facts and matches, by the names of `core`, as far as they are wanted."""
    names = set(wanted)
    made: list[pl.Expr] = [pl.col(name) for name in (co.WORLD, "row") if name in frame.columns]
    for ground in co.grounds_read(pack, pack.rules):
        if (name := co.match_name(*ground)) in frame.columns:
            stem = match_column(*ground)
            made += [
                pl.col(name).fill_null(False).alias(f"{stem}_lo"),
                pl.col(name).fill_null(True).alias(f"{stem}_hi"),
            ]
    for fact in facts_of(pack):
        if fact.name not in frame.columns:
            continue
        column, stem = pl.col(fact.name), column_of(fact)
        if fact.type is Type.BOOL:
            made += [column.fill_null(False).alias(f"{stem}_lo"), column.fill_null(True).alias(f"{stem}_hi")]
        elif fact.type is Type.WORD:
            codes = texts_of(fact) or {word: place for place, word in enumerate(_LABELS, start=1)}
            made.append(column.replace_strict(codes, default=0, return_dtype=pl.Int32).alias(stem))
        else:
            numbers = {stem: column}
            if fact.type is Type.DATE:
                later = {later_column(fact, by): column.dt.offset_by(f"{by}d") for by in _moves(pack, fact)}
                numbers = {name: _numbered(day) for name, day in {stem: column, **later}.items()}
            for name, number in numbers.items():
                made += [number.fill_null(LEAST).alias(f"{name}_lo"), number.fill_null(BIG).alias(f"{name}_hi")]
    kept = [one for one in made if one.meta.output_name() in names or one.meta.output_name() in (co.WORLD, "row")]
    return frame.select(kept)


def _moves(pack: Pack, fact: Fact) -> set[int]:
    """By how many days the rules move a day, where they move it by days."""
    nodes = (node for rule in pack.rules.values() for node in rule.nodes())
    return {
        n.days for n in nodes if isinstance(n, Shift) and n.days and isinstance(n.term, FactRef) and n.term.fact is fact
    }


def _numbered(day: pl.Expr) -> pl.Expr:
    """Days as numbers YYYYMMDD."""
    return (day.dt.year() * 10_000 + day.dt.month().cast(pl.Int32) * 100 + day.dt.day()).cast(pl.Int64)
