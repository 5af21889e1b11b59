"""The columns agree with the reference evaluator, cell by cell and reasons included, on every engine."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from steelyard.law.pack import federal_pack
from steelyard.logic import columns as co
from steelyard.logic.errors import RuleError
from steelyard.logic.evaluate import evaluate
from steelyard.logic.expr import AtLeast, FactRef
from steelyard.logic.facts import Between, Known
from steelyard.logic.rule import Pack, version
from tests.differential import engines
from tests.differential.worlds import (
    AMOUNTS,
    CITE,
    EDGES,
    FACTS,
    GROUNDS,
    SPLIT_NAMES,
    Drawn,
    Reached,
    Run,
    compare,
    packs,
    world_of,
    worlds_of,
)

CI = int(os.environ.get("STEELYARD_EXAMPLES", "200"))
NIGHTLY = int(os.environ.get("STEELYARD_NIGHTLY_EXAMPLES", "100000"))
CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
FEDERAL_EDGES = (
    date(1990, 11, 29), date(1996, 9, 30), date(1997, 4, 1), date(2011, 7, 14), date(2018, 4, 17), date(2019, 10, 25),
    date(2020, 2, 29), date(2024, 3, 1), date(2025, 1, 29), date(2025, 9, 5), date(2031, 3, 1),
)  # fmt: skip
FEDERAL_AMOUNTS = (0, 1, 5, 30, 31, 90, 180, 181, 185, 364, 365, 366, 730, 1825, 1_000_000, 1_000_001)
FORUMS = ("BIA", "1st Cir.", "2d Cir.", "3d Cir.", "7th Cir.", "9th Cir.")


def _random_rules(pack: Pack, seed: int, proceeding: Known, sides: list[bool | None], run: Run, into: Reached) -> None:
    drawn = worlds_of(random.Random(seed), FACTS, GROUNDS, EDGES, AMOUNTS, 6)
    compare(pack, drawn, {"proceeding_date": proceeding}, "", dict(zip(SPLIT_NAMES, sides, strict=True)), run, into)


def _federal(seed: int, proceeding: date, forum: str, number: int, run: Run, into: Reached) -> None:
    pack = federal_pack()
    drawn = worlds_of(
        random.Random(seed), pack.facts, co.grounds_read(pack, pack.rules), FEDERAL_EDGES, FEDERAL_AMOUNTS, number
    )
    sides = {name: split.controlling(forum, proceeding) for name, split in pack.splits.items()}
    compare(pack, drawn, {"proceeding_date": proceeding}, forum, sides, run, into)


proceedings = st.sampled_from([*EDGES, None, Between(date(2019, 6, 1), date(2025, 1, 15)), Between(None, EDGES[3])])
three = st.sampled_from([True, False, None])
seeds = st.integers(0, 2**32)


@settings(max_examples=CI, deadline=None, suppress_health_check=CHECKS)
@given(packs(), seeds, proceedings, st.lists(three, min_size=2, max_size=2))
def test_random_rules_in_random_worlds(pack: Pack, seed: int, day: Known, sides: list[bool | None]) -> None:
    _random_rules(pack, seed, day, sides, engines.polars, Reached())


@settings(max_examples=max(CI // 10, 1), deadline=None, suppress_health_check=CHECKS)
@given(packs(), seeds, proceedings, st.lists(three, min_size=2, max_size=2))
@pytest.mark.parametrize("run", [engines.polars_streaming, engines.duckdb], ids=["streaming", "duckdb"])
def test_random_rules_on_other_engines(run: Run, pack: Pack, seed: int, day: Known, sides: list[bool | None]) -> None:
    _random_rules(pack, seed, day, sides, run, Reached())


@pytest.mark.parametrize("number", range(max(CI // 50, 1)))
def test_every_federal_rule_in_random_worlds(number: int) -> None:
    """Fifty worlds each; every rule of the pack, of counts and of persons."""
    chance = random.Random(number)
    _federal(number, chance.choice(FEDERAL_EDGES[2:]), chance.choice(FORUMS), 50, engines.polars, Reached())


def test_every_federal_rule_on_duckdb() -> None:
    _federal(7, date(2026, 6, 1), "9th Cir.", 40, engines.duckdb, Reached())


def _without_labels(drawn: list[Drawn], pack: Pack) -> list[Drawn]:
    """The same worlds where nobody knows which counts belong together."""
    nodes = [node for rule in pack.rules.values() for node in rule.nodes()]
    labels = {n.distinct.short for n in nodes if isinstance(n, AtLeast) and n.distinct is not None}
    return [replace(one, counts=tuple({**count, **dict.fromkeys(labels)} for count in one.counts)) for one in drawn]


@settings(max_examples=CI, deadline=None, suppress_health_check=CHECKS)
@given(packs(), seeds, proceedings, st.lists(three, min_size=2, max_size=2))
def test_random_rules_from_totals_alone(pack: Pack, seed: int, day: Known, sides: list[bool | None]) -> None:
    _from_totals(pack, seed, day, sides, Reached())


def _from_totals(pack: Pack, seed: int, day: Known, sides: list[bool | None], into: Reached) -> None:
    program = co.Program(pack, pack.rules, co.Setting())
    assume(all(len(program.awaited(key)) <= co.MOST_AWAITED for key in program.order if not isinstance(key, str)))
    drawn = _without_labels(worlds_of(random.Random(seed), FACTS, GROUNDS, EDGES, AMOUNTS, 6), pack)
    settled = dict(zip(SPLIT_NAMES, sides, strict=True))
    compare(pack, drawn, {"proceeding_date": day}, "", settled, engines.from_totals, into)


@pytest.mark.parametrize("number", range(max(CI // 50, 1)))
def test_every_federal_rule_from_totals_alone(number: int) -> None:
    pack, chance = federal_pack(), random.Random(f"totals {number}")
    day, forum = chance.choice(FEDERAL_EDGES[2:]), chance.choice(FORUMS)
    grounds = co.grounds_read(pack, pack.rules)
    drawn = worlds_of(chance, pack.facts, grounds, FEDERAL_EDGES, FEDERAL_AMOUNTS, 50)
    sides = {name: split.controlling(forum, day) for name, split in pack.splits.items()}
    compare(pack, _without_labels(drawn, pack), {"proceeding_date": day}, forum, sides, engines.from_totals, Reached())


def test_parts_are_refused_where_they_would_not_be_the_whole_truth() -> None:
    pack = _some_guilty()
    counts = pl.DataFrame({co.WORLD: [0], "count.scheme": ["one"], "count.guilty": [True]})
    when = AtLeast(2, FactRef(FACTS["count.guilty"]), FACTS["count.scheme"])
    told_apart = replace(pack.rules["test.guilty"], versions=(version(when, cite=CITE),))
    program = co.Program(Pack(FACTS, {"test.guilty": told_apart}), ["test.guilty"], co.Setting())
    with pytest.raises(RuleError, match="labels tell the counts of a world apart"):
        program.parts(counts)


# --- what went wrong once --------------------------------------------------------------------------------------------


def test_an_unreadable_prior_is_never_no_prior() -> None:
    """The first defect found: `any` over a group skips a null, so a count nobody could read became "no such count"."""
    counts = pl.DataFrame({co.WORLD: [0, 0], "row": [0, 1], "count.guilty": [False, None]})
    raw = counts.group_by(co.WORLD).agg(pl.col("count.guilty").any())["count.guilty"][0]
    assert raw is False  # the false clearance
    pack = _some_guilty()
    drawn = Drawn({}, ({"guilty": False}, {"guilty": None}), ({}, {}), True)
    world, _ = world_of(pack, drawn, {"proceeding_date": EDGES[-1]}, "", {})
    assert evaluate(world, "test.guilty").truth.value is None
    program = co.Program(pack, ["test.guilty"], co.Setting({"case.proceeding_date": EDGES[-1]}))
    worlds = pl.DataFrame({co.WORLD: [0], "case.record_complete": [True]})
    _, answered = engines.polars(program, counts, worlds)
    assert answered["test.guilty"][0] is None
    assert answered["test.guilty:why"][0] == 1


def _some_guilty() -> Pack:
    from steelyard.logic.facts import Entity
    from steelyard.logic.rule import Rule

    when = AtLeast(1, FactRef(FACTS["count.guilty"]))
    return Pack(FACTS, {"test.guilty": Rule("test.guilty", "x", Entity.PERSON, "test", (version(when, cite=CITE),))})


# --- at length -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reached() -> Iterator[Reached]:
    found = Reached()
    yield found
    print(f"\nnodes and cells that the comparison went through\n{found.table()}")


@pytest.mark.nightly
@settings(max_examples=NIGHTLY, deadline=None, suppress_health_check=[*CHECKS, HealthCheck.function_scoped_fixture],
          database=None)  # fmt: skip
@given(pack=packs(), seed=seeds, day=proceedings, sides=st.lists(three, min_size=2, max_size=2))
def test_random_rules_at_length(reached: Reached, pack: Pack, seed: int, day: Known, sides: list[bool | None]) -> None:
    _random_rules(pack, seed, day, sides, engines.polars, reached)


@pytest.mark.nightly
@settings(max_examples=NIGHTLY // 4, deadline=None, suppress_health_check=CHECKS, database=None)
@given(pack=packs(), seed=seeds, day=proceedings, sides=st.lists(three, min_size=2, max_size=2))
def test_random_rules_from_totals_at_length(pack: Pack, seed: int, day: Known, sides: list[bool | None]) -> None:
    _from_totals(pack, seed, day, sides, Reached())


@pytest.mark.nightly
def test_every_federal_rule_at_length(reached: Reached) -> None:
    for number in range(max(NIGHTLY // 500, 1)):
        chance = random.Random(f"federal {number}")
        _federal(number, chance.choice(FEDERAL_EDGES[2:]), chance.choice(FORUMS), 500, engines.polars, reached)


@pytest.mark.nightly
def test_every_federal_rule_on_spark() -> None:
    engines.spark_or_skip()
    _federal(11, date(2026, 6, 1), "9th Cir.", 60, engines.spark, Reached())


@pytest.mark.nightly
@settings(max_examples=10, deadline=None, suppress_health_check=CHECKS)
@given(packs(), seeds, proceedings, st.lists(three, min_size=2, max_size=2))
def test_random_rules_on_spark(pack: Pack, seed: int, day: Known, sides: list[bool | None]) -> None:
    engines.spark_or_skip()
    _random_rules(pack, seed, day, sides, engines.spark, Reached())
