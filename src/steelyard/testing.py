"""Hypothesis strategies for authors of packs: random rules over given facts, and random worlds to read them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hypothesis import strategies as st

from steelyard.logic.evaluate import CountFacts, MatchAnswer, World
from steelyard.logic.expr import (
    AtLeast,
    Compare,
    Expr,
    FactRef,
    Literal,
    OneOf,
    Shift,
    Split,
    all_of,
    any_of,
    not_,
)
from steelyard.logic.facts import Entity, Fact, Known, Type
from steelyard.logic.rule import Citation, Pack, Rule, Side, SplitLaw, exception, version
from steelyard.logic.truth import Reason, Why, unknown

CITE = Citation("1 Test Code § 1")
OTHER = Citation("1 Test Code § 2")

FACTS = {
    fact.name: fact
    for fact in (
        Fact("person.admitted", Type.BOOL, "Admitted?"),
        Fact("person.since", Type.DATE, "Since when?"),
        Fact("person.kind", Type.WORD, "Which kind?", words=frozenset({"a", "b", "c"})),
        Fact("count.guilty", Type.BOOL, "Guilty?"),
        Fact("count.day", Type.DATE, "When?"),
        Fact("count.term", Type.DAYS, "How long?"),
        Fact("count.scheme", Type.WORD, "Which scheme?"),
    )
}
"""A small vocabulary with every type that rules compare."""

DAYS = (date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 2))
TERMS = (0, 364, 365, 366)


def leaves(entity: Entity) -> st.SearchStrategy[Expr]:
    """Conditions on one fact that may be read with this entity in view."""
    facts = [fact for fact in FACTS.values() if fact.entity is Entity.PERSON or entity is Entity.COUNT]
    return st.sampled_from(facts).flatmap(_leaf)


def _leaf(fact: Fact) -> st.SearchStrategy[Expr]:
    if fact.type is Type.BOOL:
        return st.just(FactRef(fact))
    operators = st.sampled_from(["<", "<=", ">", ">="])
    if fact.type is Type.DATE:
        terms = st.one_of(st.just(FactRef(fact)), st.just(Shift(FactRef(fact), years=5)))
        return st.builds(Compare, operators, terms, st.sampled_from(DAYS).map(lambda d: Literal(d, Type.DATE)))
    if fact.type is Type.DAYS:
        return st.builds(
            Compare, operators, st.just(FactRef(fact)), st.sampled_from(TERMS).map(lambda n: Literal(n, Type.DAYS))
        )
    words = sorted(fact.words) or ["x", "y"]
    return st.builds(OneOf, st.just(FactRef(fact)), st.frozensets(st.sampled_from(words), min_size=1, max_size=2))


def expressions(entity: Entity = Entity.PERSON, depth: int = 3) -> st.SearchStrategy[Expr]:
    """Expressions of every kind but matches, gaps and named rules."""
    if depth == 0:
        return leaves(entity)
    inner = expressions(entity, depth - 1)
    several = st.lists(inner, min_size=1, max_size=3)
    choices = [
        leaves(entity),
        several.map(lambda parts: all_of(*parts)),
        several.map(lambda parts: any_of(*parts)),
        inner.map(not_),
        st.builds(Split, st.just("question"), inner, inner),
    ]
    if entity is Entity.PERSON:
        where = expressions(Entity.COUNT, depth - 1)
        distinct = st.sampled_from([None, FACTS["count.scheme"]])
        choices.append(st.builds(AtLeast, st.integers(1, 2), where, distinct))
    return st.one_of(choices)


def packs(entity: Entity = Entity.PERSON) -> st.SearchStrategy[Pack]:
    """Packs of one rule, sometimes with an exception, and one open split."""

    def build(when: Expr, unless: Expr | None, then: bool) -> Pack:
        exceptions = [exception("test", unless, cite=CITE, then=then)] if unless is not None else []
        rule = Rule("test.rule", "a rule", entity, "test", (version(when, cite=CITE, unless=exceptions),))
        split = SplitLaw("question", "Which side?", Side((CITE,)), Side((OTHER,)))
        return Pack(FACTS, {rule.name: rule}, {split.name: split})

    return st.builds(build, expressions(entity), st.none() | expressions(entity, 1), st.booleans())


def known_values(fact: Fact) -> st.SearchStrategy[Known]:
    """A definite value of a fact."""
    if fact.type is Type.BOOL:
        return st.booleans()
    if fact.type is Type.DATE:
        return st.sampled_from([date(2015, 6, 1), date(2019, 12, 31), *DAYS, date(2030, 1, 1)])
    if fact.type is Type.DAYS:
        return st.sampled_from([*TERMS, 1000])
    return st.sampled_from(sorted(fact.words) or ["x", "y", "z"])


def tables(entity: Entity, *, unknown_too: bool = True) -> st.SearchStrategy[dict[str, Known]]:
    """The facts of one entity, each known or (with `unknown_too`) perhaps not."""
    facts = [fact for fact in FACTS.values() if fact.entity is entity]

    def one(fact: Fact) -> st.SearchStrategy[Known]:
        return known_values(fact) | st.none() if unknown_too else known_values(fact)

    return st.fixed_dictionaries({fact.short: one(fact) for fact in facts})


def no_match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
    """A matcher that knows nothing."""
    return MatchAnswer(unknown(Reason(Why.NOT_ENCODED, ground)))


def world(
    pack: Pack, person: Mapping[str, Known], counts: Sequence[Mapping[str, Known]], complete: bool | None
) -> World:
    """A world of these facts."""
    made = tuple(CountFacts(str(number), facts) for number, facts in enumerate(counts, 1))
    return World(pack, person, made, {"proceeding_date": date(2026, 1, 1), "record_complete": complete}, "", no_match)
