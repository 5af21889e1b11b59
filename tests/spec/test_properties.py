"""Properties of every rule that can be written: no unknown is ever read as a favorable answer."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from steelyard.logic import flips
from steelyard.logic.evaluate import Trace, World, evaluate, record_open
from steelyard.logic.expr import All, AnyOf, AtLeast, Compare, FactRef, Not, OneOf, walk
from steelyard.logic.facts import Entity, Known
from steelyard.logic.residual import exact
from steelyard.logic.rule import Pack, pack_from_json, pack_to_json
from steelyard.logic.truth import Truth, conjunction, disjunction
from steelyard.testing import FACTS, packs, tables, world

RULE = "test.rule"
MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

people = tables(Entity.PERSON)
counts = st.lists(tables(Entity.COUNT), max_size=2)
completeness = st.sampled_from([True, False, None])


def _verdict(w: World) -> Truth:
    return evaluate(w, RULE).truth


def _unknowns(w: World) -> list[tuple[int, str]]:
    """Places of unknown facts: -1 is the person, else the number of the count."""
    found = [(-1, short) for short, value in w.person.items() if value is None]
    for number, count in enumerate(w.counts):
        found += [(number, short) for short, value in count.facts.items() if value is None]
    return found


def _filled(w: World, place: tuple[int, str], value: Known) -> World:
    number, short = place
    person = {**w.person, short: value} if number < 0 else w.person
    changed = [dict(c.facts) for c in w.counts]
    if number >= 0:
        changed[number][short] = value
    return world(w.pack, person, changed, w.case["record_complete"])  # type: ignore[arg-type]


def _choices(place: tuple[int, str]) -> list[Any]:
    fact = FACTS[f"{'person' if place[0] < 0 else 'count'}.{place[1]}"]
    if fact.type == "bool":
        return [True, False]
    if fact.type == "word":
        return sorted(fact.words) or ["x", "y", "z", "new 1", "new 2"]
    from datetime import date, timedelta

    if fact.type == "date":
        edges = [
            date(2015, 1, 1),
            date(2019, 12, 31),
            date(2020, 1, 1),
            date(2024, 12, 31),
            date(2025, 1, 1),
            date(2025, 1, 2),
        ]
        return sorted({e + timedelta(days=d) for e in edges for d in (-1, 0, 1)} | {date(2000, 1, 1), date(2035, 1, 1)} |
                      {date(e.year - 5, e.month, e.day) + timedelta(days=d) for e in edges for d in (-1, 0, 1)})  # fmt: skip
    return [0, 1, 363, 364, 365, 366, 367, 5000]


@MANY
@given(packs(), people, counts, completeness, st.data())
def test_filling_an_unknown_never_flips_a_definite_answer(
    pack: Pack, person: dict[str, Known], many: list[dict[str, Known]], complete: bool | None, data: st.DataObject
) -> None:
    before = world(pack, person, many, complete)
    verdict = _verdict(before)
    assume(verdict.known)
    places = _unknowns(before)
    assume(places)
    place = data.draw(st.sampled_from(places))
    after = _filled(before, place, data.draw(st.sampled_from(_choices(place))))
    assert _verdict(after) == verdict


@MANY
@given(packs(), people, counts, completeness, st.booleans())
def test_the_smallest_changes_are_those_that_trying_every_pair_finds(
    pack: Pack, person: dict[str, Known], many: list[dict[str, Known]], complete: bool | None, wanted: bool
) -> None:
    here = world(pack, person, many, complete)
    found = flips.flips(here, RULE, wanted)
    with patch.object(flips, "_could", lambda *_: True):
        assert flips.flips(here, RULE, wanted) == found


@MANY
@given(packs(), people, counts, tables(Entity.COUNT))
def test_a_definite_answer_with_an_open_record_survives_another_count(
    pack: Pack, person: dict[str, Known], many: list[dict[str, Known]], another: dict[str, Known]
) -> None:
    verdict = _verdict(world(pack, person, many, None))
    assume(verdict.known)
    assert _verdict(world(pack, person, [*many, another], None)) == verdict
    assert _verdict(world(pack, person, [*many, another], True)) == verdict


@MANY
@given(packs(), people, counts)
def test_marking_the_record_complete_never_flips_a_definite_answer(
    pack: Pack, person: dict[str, Known], many: list[dict[str, Known]]
) -> None:
    open_record = _verdict(world(pack, person, many, None))
    assume(open_record.known)
    assert _verdict(world(pack, person, many, True)) == open_record


def _completions(w: World, places: list[tuple[int, str]]) -> Iterator[World]:
    for values in itertools.product(*(_choices(place) for place in places)):
        filled = w
        for place, value in zip(places, values, strict=True):
            filled = _filled(filled, place, value)
        yield filled


def _read_by(pack: Pack) -> set[str]:
    facts = set()
    for node in pack.rules[RULE].nodes():
        if isinstance(node, FactRef):
            facts.add(node.fact.name)
        if isinstance(node, AtLeast) and node.distinct is not None:
            facts.add(node.distinct.name)
    return facts


def _two_facts_compared(pack: Pack) -> bool:
    return any(
        isinstance(n, Compare) and len([c for c in walk(n) if isinstance(c, FactRef)]) > 1
        for n in pack.rules[RULE].nodes()
    )


@settings(MANY, max_examples=80)
@given(packs(), people, st.lists(tables(Entity.COUNT), max_size=1), st.sampled_from([True]))
def test_the_exact_reading_is_what_all_completions_say(
    pack: Pack, person: dict[str, Known], many: list[dict[str, Known]], complete: bool
) -> None:
    """Up to eight unknowns; the two readings of an open split are completions as well."""
    now = world(pack, person, many, complete)
    read = _read_by(pack)
    places = [p for p in _unknowns(now) if f"{'person' if p[0] < 0 else 'count'}.{p[1]}" in read]
    size = 1
    for place in places:
        size *= len(_choices(place))
    assume(len(places) <= 8)
    assume(size <= 3_000)
    assume(not _two_facts_compared(pack))
    trace = evaluate(now, RULE)
    answers = set()
    for filled in _completions(now, places):
        for side in (True, False):
            settled = evaluate(replace(filled, settled={"question": side}, memory={}), RULE).truth
            if not settled.known:  # two live exceptions with different outcomes: a conflict is no completion's answer
                return
            answers.add(settled.value)
    expected = answers.pop() if len(answers) == 1 else None
    assert exact(now, trace).value is expected


@MANY
@given(packs(), people, counts, completeness)
def test_a_pack_read_back_from_json_has_the_same_hash_and_verdict(
    pack: Pack, person: dict[str, Known], many: list[dict[str, Known]], complete: bool | None
) -> None:
    again = pack_from_json(json.loads(json.dumps(pack_to_json(pack))))
    assert again.hash == pack.hash
    assert _verdict(world(again, person, many, complete)) == _verdict(world(pack, person, many, complete))


def _replayed(w: World, trace: Trace) -> Truth:
    """The verdict of a trace worked out again from its steps alone."""
    node = trace.node
    if not trace.parts or isinstance(node, OneOf | Compare | FactRef):
        return trace.truth
    parts = [_replayed(w, part) for part in trace.parts]
    if isinstance(node, All):
        return conjunction(parts)
    if isinstance(node, AnyOf):
        return disjunction(parts)
    if isinstance(node, Not):
        return ~parts[0]
    if isinstance(node, AtLeast) and node.distinct is None:
        sure = sum(part.is_true for part in parts)
        maybe = sum(not part.known for part in parts)
        if sure >= node.number:
            return Truth(True)
        if sure + maybe < node.number and record_open(w) is None:
            return Truth(False)
        return trace.truth
    return trace.truth


@MANY
@given(packs(), people, counts, completeness)
def test_a_trace_replays_to_its_verdict(
    pack: Pack, person: dict[str, Known], many: list[dict[str, Known]], complete: bool | None
) -> None:
    w = world(pack, person, many, complete)
    trace = evaluate(w, RULE)

    def check(step: Trace) -> None:
        assert _replayed(w, step) == step.truth
        for part in step.parts:
            check(part)

    check(trace)


@MANY
@given(packs(), packs(), people, counts)
def test_law_outside_a_changed_span_changes_nothing(
    pack: Pack, other: Pack, person: dict[str, Known], many: list[dict[str, Known]]
) -> None:
    """A version added for later days leaves the answer of an earlier day as it was."""
    from datetime import date

    from steelyard.logic.dates import Span

    old = pack.rules[RULE].versions[0]
    new = other.rules[RULE].versions[0]
    longer = replace(
        pack.rules[RULE],
        versions=(replace(old, span=Span(None, date(2026, 1, 1))), replace(new, span=Span(date(2026, 1, 2), None))),
    )
    after = Pack(pack.facts, {RULE: longer}, pack.splits)
    assert _verdict(world(after, person, many, True)) == _verdict(world(pack, person, many, True))
