"""Frames in memory are read as bits: the ways that worlds and their counts can lie there, each held to the lazy frames."""

from __future__ import annotations

import random

import polars as pl
import pytest

from steelyard.law.pack import federal_pack
from steelyard.logic import bit_run
from steelyard.logic import columns as co
from steelyard.logic.errors import RuleError
from tests.differential.engines import polars, polars_streaming
from tests.differential.side_by_side import FEDERAL_AMOUNTS, FEDERAL_EDGES, FORUMS
from tests.differential.worlds import frames, worlds_of

PACK = federal_pack()
PROGRAM = co.Program(
    PACK, PACK.rules,
    co.Setting({"case.proceeding_date": FEDERAL_EDGES[-2]},
               {name: split.controlling(FORUMS[-1], FEDERAL_EDGES[-2]) for name, split in PACK.splits.items()}),
)  # fmt: skip


def drawn(many: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Counts and worlds of the federal law."""
    grounds = co.grounds_read(PACK, PACK.rules)
    return frames(PACK, worlds_of(random.Random(seed), PACK.facts, grounds, FEDERAL_EDGES, FEDERAL_AMOUNTS, many))


Frames = tuple[pl.DataFrame, pl.DataFrame]


def same(mine: Frames, other: Frames) -> None:
    """Both readings give every cell alike, whatever the order of the rows."""
    for one, two, key in zip(mine, other, ("row", co.WORLD), strict=True):
        by = list(dict.fromkeys((co.WORLD, key)))
        names = [name for name in two.columns if name in PACK.rules or name.endswith(":why")]
        assert names
        one, two = one.sort(by).select(*by, *names), two.sort(by).select(*by, *names)
        for name in names:
            assert one[name].cast(two[name].dtype).equals(two[name], null_equal=True), name


def test_a_world_of_many_counts_and_worlds_of_none() -> None:
    counts, worlds = drawn(70, 1)
    crowded = counts.with_columns(
        pl.when(pl.int_range(pl.len()) % 2 == 0).then(worlds[co.WORLD][5]).otherwise(co.WORLD).alias(co.WORLD)
    )
    sizes = crowded[co.WORLD].value_counts()["count"]
    assert sizes.max() > 30 and len(sizes) < worlds.height
    same(polars(PROGRAM, crowded, worlds), polars_streaming(PROGRAM, crowded, worlds))


def test_rows_in_any_order_and_some_worlds_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, worlds = drawn(150, 2)
    counts = counts.sample(fraction=1, shuffle=True, seed=3)
    worlds = worlds.sample(fraction=1, shuffle=True, seed=4)
    lazy = polars_streaming(PROGRAM, counts, worlds)
    same(polars(PROGRAM, counts, worlds), lazy)
    monkeypatch.setattr(bit_run, "WORLDS_AT_ONCE", 64)
    same(polars(PROGRAM, counts, worlds), lazy)
    monkeypatch.setattr(bit_run, "WORLDS_AT_ONCE", 50)
    same(polars(PROGRAM, counts, worlds), lazy)


def test_words_held_as_an_enumeration() -> None:
    counts, worlds = drawn(40, 5)
    words = [name for name, kind in counts.schema.items() if kind == pl.String]
    assert words
    held = counts.with_columns(pl.col(name).cast(pl.Enum(counts[name].drop_nulls().unique())) for name in words)
    for one, other in zip(polars(PROGRAM, counts, worlds), polars(PROGRAM, held, worlds), strict=True):
        rules = [name for name in one.columns if name in PACK.rules]
        assert one.select(rules).equals(other.select(rules), null_equal=True)


def test_nothing_at_all() -> None:
    counts, worlds = drawn(3, 6)
    same(polars(PROGRAM, counts.head(0), worlds), polars_streaming(PROGRAM, counts.head(0), worlds))
    for whole, empty in zip(
        polars(PROGRAM, counts, worlds), polars(PROGRAM, counts.head(0), worlds.head(0)), strict=True
    ):
        assert empty.is_empty() and empty.schema == whole.schema


def test_a_count_without_its_world_and_a_world_listed_twice_are_refused() -> None:
    counts, worlds = drawn(10, 7)
    with pytest.raises(RuleError, match="not listed") as refused:
        PROGRAM.run(counts, worlds.filter(pl.col(co.WORLD) != counts[co.WORLD][0]))
    assert refused.value.code == "SY-L013"
    with pytest.raises(RuleError, match="listed twice"):
        PROGRAM.run(counts, pl.concat([worlds, worlds.head(1)]))
