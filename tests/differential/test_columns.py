"""The columns agree with the reference evaluator, cell by cell and reasons included, on every engine."""

from __future__ import annotations

import os
import random
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
from steelyard.logic.facts import Known
from steelyard.logic.rule import Pack, version
from tests.differential import engines
from tests.differential.side_by_side import (
    FEDERAL_EDGES,
    FORUMS,
    federal,
    from_totals,
    proceedings,
    random_rules,
    seeds,
    three,
)
from tests.differential.worlds import CITE, EDGES, FACTS, Drawn, Reached, Run, packs, world_of

CI = int(os.environ.get("STEELYARD_EXAMPLES", "200"))
CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@settings(max_examples=CI, deadline=None, suppress_health_check=CHECKS)
@given(packs(), seeds, proceedings, st.lists(three, min_size=2, max_size=2))
def test_random_rules_in_random_worlds(pack: Pack, seed: int, day: Known, sides: list[bool | None]) -> None:
    random_rules(pack, seed, day, sides, [engines.polars], Reached())


@settings(max_examples=max(CI // 10, 1), deadline=None, suppress_health_check=CHECKS)
@given(packs(), seeds, proceedings, st.lists(three, min_size=2, max_size=2))
@pytest.mark.parametrize("run", [engines.polars_streaming, engines.duckdb], ids=["streaming", "duckdb"])
def test_random_rules_on_other_engines(run: Run, pack: Pack, seed: int, day: Known, sides: list[bool | None]) -> None:
    random_rules(pack, seed, day, sides, [run], Reached())


@pytest.mark.parametrize("number", range(max(CI // 50, 1)))
def test_every_federal_rule_in_random_worlds(number: int) -> None:
    """Fifty worlds each; every rule of the pack, of counts and of persons."""
    chance = random.Random(number)
    federal(number, chance.choice(FEDERAL_EDGES[2:]), chance.choice(FORUMS), 50, [engines.polars], Reached())


def test_the_rules_of_inadmissibility_on_duckdb() -> None:
    """All rules at once take DuckDB a minute to plan, since its frames have a column for each truth."""
    rules = [name for name in federal_pack().rules if name.startswith("inadmissible.")]
    federal(7, date(2026, 6, 1), "9th Cir.", 40, [engines.duckdb], Reached(), rules=rules)


@pytest.mark.nightly
def test_every_federal_rule_on_duckdb() -> None:
    federal(7, date(2026, 6, 1), "9th Cir.", 40, [engines.duckdb], Reached())


@settings(max_examples=CI, deadline=None, suppress_health_check=CHECKS)
@given(packs(), seeds, proceedings, st.lists(three, min_size=2, max_size=2))
def test_random_rules_from_totals_alone(pack: Pack, seed: int, day: Known, sides: list[bool | None]) -> None:
    assume(from_totals(pack))
    random_rules(pack, seed, day, sides, [engines.from_totals], Reached(), labels=False)


@pytest.mark.parametrize("number", range(max(CI // 50, 1)))
def test_every_federal_rule_from_totals_alone(number: int) -> None:
    chance = random.Random(f"totals {number}")
    day, forum = chance.choice(FEDERAL_EDGES[2:]), chance.choice(FORUMS)
    federal(number, day, forum, 50, [engines.from_totals], Reached(), labels=False)


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


# --- on Spark, which takes long to start -----------------------------------------------------------------------------------


@pytest.mark.nightly
def test_every_federal_rule_on_spark() -> None:
    engines.spark_or_skip()
    federal(11, date(2026, 6, 1), "9th Cir.", 60, [engines.spark], Reached())


@pytest.mark.nightly
@settings(max_examples=10, deadline=None, suppress_health_check=CHECKS)
@given(packs(), seeds, proceedings, st.lists(three, min_size=2, max_size=2))
def test_random_rules_on_spark(pack: Pack, seed: int, day: Known, sides: list[bool | None]) -> None:
    engines.spark_or_skip()
    random_rules(pack, seed, day, sides, [engines.spark], Reached())
