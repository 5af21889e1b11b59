"""Many combinations read at once agree with the reference evaluator, combination by combination."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steelyard.law.columns import columns
from steelyard.law.federal.facts import FACTS as FEDERAL
from steelyard.law.pack import federal_pack
from steelyard.logic.bits import Choice, Combinations
from steelyard.logic.evaluate import CountFacts, MatchAnswer, World, evaluate
from steelyard.logic.facts import Among, Between, Entity, Fact, Known, Type
from steelyard.logic.rule import Pack
from steelyard.logic.truth import FALSE, TRUE, Reason, Why, unknown
from steelyard.testing import packs, tables, world

RULE = "test.rule"
EXAMPLES = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def agree(base: World, slots: list[list[Choice]], rule: str) -> None:
    """The verdict in every combination is the reference evaluator's in the world of that combination."""
    every = Combinations(base, slots)
    (found,) = every.verdicts([rule], base.person)
    assert found.true & found.false == 0
    assert found.true | found.false <= every.every
    for number, picked in enumerate(itertools.product(*slots)):
        counts = (*base.counts, *(count for choice in picked for count in choice))
        said = evaluate(replace(base, counts=counts, memory={}), rule).truth.value
        read = True if found.true >> number & 1 else False if found.false >> number & 1 else None
        assert read is said, (number, picked)


def made_slots(drawn: list[list[list[dict[str, Known]]]]) -> list[list[Choice]]:
    """Slots of choices of counts, each with an id of its own."""
    return [
        [tuple(CountFacts(f"{s}.{c}.{n}", facts) for n, facts in enumerate(choice)) for c, choice in enumerate(choices)]
        for s, choices in enumerate(drawn)
    ]


slots_of = st.lists(
    st.lists(st.lists(tables(Entity.COUNT), min_size=1, max_size=2), min_size=1, max_size=3), min_size=1, max_size=2
)


@EXAMPLES
@given(
    packs(), tables(Entity.PERSON), st.lists(tables(Entity.COUNT), max_size=1), slots_of, st.sampled_from([True, None])
)
def test_any_rule_that_can_be_written(
    pack: Pack, person: dict[str, Known], fixed: list[dict[str, Known]], drawn: Any, complete: bool | None
) -> None:
    agree(world(pack, person, fixed, complete), made_slots(drawn), RULE)


DAYS = [date(1996, 4, 1), date(2007, 5, 1), date(2016, 11, 16), date(2019, 10, 25), date(2024, 1, 15), date(2026, 9, 1)]
TERMS = [0, 1, 29, 30, 179, 180, 181, 184, 364, 365, 366, 729, 730, 1825, 1826]
MONEY = [0, 999_999, 1_000_000, 1_000_001]


def values_of(fact: Fact) -> st.SearchStrategy[Known]:
    """What may be known of a federal fact: nothing, a value, or bounds."""
    if fact.type is Type.BOOL:
        return st.sampled_from([None, True, False])
    if fact.type is Type.WORD:
        words = sorted(fact.words) or ["x", "y"]
        some = [Among(frozenset(words[:2]))] if len(words) > 2 else []
        return st.sampled_from([None, *words, *some])
    whole: list[Any] = DAYS if fact.type is Type.DATE else MONEY if fact.type is Type.CENTS else TERMS
    bounds = [Between(low, None) for low in whole[1:3]] + [Between(whole[0], whole[3]), Between(None, whole[2])]
    return st.sampled_from([None, *whole, *bounds])


def federal(entity: Entity) -> st.SearchStrategy[dict[str, Known]]:
    """Random facts of one entity in the federal pack; most are known, so that rules are decided."""
    return st.fixed_dictionaries({f.short: values_of(f) for f in FEDERAL.values() if f.entity is entity})


def matcher(answers: dict[tuple[str, str], bool | None]) -> Any:
    """Matches as drawn for each count and ground; what was not drawn matches nothing."""

    def match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
        said = answers.get((count.id, ground), False)
        if said is None:
            return MatchAnswer(unknown(Reason(Why.UNSETTLED, f"match:{count.id}:{ground}")))
        return MatchAnswer(TRUE if said else FALSE)

    return match


RULES = [column.rule for column in columns()]
GROUNDS = sorted({g for r in federal_pack().rules.values() for n in r.nodes() if (g := getattr(n, "ground", ""))})


def real_rules(rule: str, data: st.DataObject) -> None:
    """One federal rule in a random case agrees with the reference."""
    person = data.draw(federal(Entity.PERSON))
    drawn = data.draw(
        st.lists(st.lists(st.lists(federal(Entity.COUNT), min_size=1, max_size=2), min_size=1, max_size=2),
                 min_size=1, max_size=2)
    )  # fmt: skip
    slots = made_slots(drawn)
    prior = CountFacts("prior", data.draw(federal(Entity.COUNT)))
    ids = ["prior", *(count.id for choices in slots for choice in choices for count in choice)]
    answers = data.draw(
        st.dictionaries(st.tuples(st.sampled_from(ids), st.sampled_from(GROUNDS)), st.sampled_from([True, True, None]),
                        max_size=8)
    )  # fmt: skip
    case = {"proceeding_date": data.draw(st.sampled_from([date(2012, 1, 1), date(2026, 11, 1)])),
            "record_complete": data.draw(st.sampled_from([True, None]))}  # fmt: skip
    forum = data.draw(st.sampled_from(["9th Cir.", "2d Cir.", "BIA"]))
    agree(World(federal_pack(), person, (prior,), case, forum, matcher(answers)), slots, rule)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@pytest.mark.parametrize("rule", RULES)
@given(st.data())
def test_every_federal_rule_in_random_cases(rule: str, data: st.DataObject) -> None:
    real_rules(rule, data)


@pytest.mark.nightly
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@pytest.mark.parametrize("rule", RULES)
@given(st.data())
def test_every_federal_rule_in_many_random_cases(rule: str, data: st.DataObject) -> None:
    real_rules(rule, data)
