"""The smallest changes of fact that flip an answer."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from steelyard.logic.dates import add
from steelyard.logic.evaluate import CountFacts, MatchAnswer, Trace, World, evaluate, key_of
from steelyard.logic.expr import Compare, FactRef, Matches, Node, OneOf, Shift
from steelyard.logic.facts import Among, Between, Fact, Known, Type
from steelyard.logic.formula import Atom, Different, Formula, Value
from steelyard.logic.residual import open_part, side_of
from steelyard.logic.truth import FALSE, Reason, Truth, Why, unknown


@dataclass(frozen=True, slots=True)
class Change:
    """One fact set to another value, or to none that is known. `fact` is its declaration, None where an offense is moved out
    of a ground."""

    key: str
    value: Value | None
    instead_of: Known
    fact: Fact | None = None

    def __str__(self) -> str:
        """In words: "count 1: term imposed 364 days instead of 365 days"."""
        name = self.key
        whose = ""
        if name.startswith("count["):
            whose, _, name = name[6:].partition("]")
            whose, name = f"count {whose}: ", name[1:]
        if self.fact is None:
            return f"{whose}an offense outside {name}"
        before = self.instead_of
        rest = "not known" if before is None or isinstance(before, Between | Among) else self._in_words(before)
        after = "not known" if self.value is None else self._in_words(self.value)
        return f"{whose}{self.fact.short.replace('_', ' ')} {after} instead of {rest}"

    def _in_words(self, value: Value) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if self.fact is not None and self.fact.type is Type.DAYS:
            return f"{value} days"
        if self.fact is not None and self.fact.type is Type.CENTS and isinstance(value, int):
            return f"${value // 100:,}.{value % 100:02d}"
        return str(value).replace("_", " ")


@dataclass(frozen=True, slots=True)
class Flip:
    """A set of changes, as small as possible, after which the rule's verdict is known and is `gives`."""

    changes: tuple[Change, ...]
    gives: bool


def flips(world: World, rule: str, wanted: bool) -> list[Flip]:
    """The smallest changes of facts after which the rule's verdict is `wanted`: single ones, else pairs.

    Each is checked by evaluating the rule again. The nearest values come first.
    """
    trace = evaluate(world, rule)
    candidates = _candidates(world, trace)
    found: list[Flip] = []
    if not _could(world, rule, wanted, candidates):
        return found
    used: set[str] = set()
    for change in candidates:
        if change.key in used:
            continue
        if evaluate(_changed(world, (change,)), rule).truth.value is wanted:
            found.append(Flip((change,), wanted))
            used.add(change.key)
    if not found:
        hopeful: dict[str, set[str]] = {}
        for number, first in enumerate(candidates):
            if first.key not in hopeful:
                others = list({one.key: one for one in candidates if one.key != first.key}.values())
                hopeful[first.key] = _hopeful(world, rule, wanted, first, others)
            for second in candidates[number + 1 :]:
                if second.key not in hopeful[first.key] or {first.key, second.key} & used:
                    continue
                if evaluate(_changed(world, (first, second)), rule).truth.value is wanted:
                    found.append(Flip((first, second), wanted))
                    used |= {first.key, second.key}
    return found


def _hopeful(world: World, rule: str, wanted: bool, first: Change, others: Sequence[Change]) -> set[str]:
    """The keys of those others whose change, together with some change of the first's fact, may make the verdict `wanted`.

    A verdict that stands while facts are not known stands for all their values, so that many pairs are ruled out at once.
    """
    if not others or not _could(world, rule, wanted, [first, *others]):
        return set()
    if len(others) == 1:
        return {others[0].key}
    half = len(others) // 2
    return _hopeful(world, rule, wanted, first, others[:half]) | _hopeful(world, rule, wanted, first, others[half:])


def _could(world: World, rule: str, wanted: bool, changes: Sequence[Change]) -> bool:
    """Whether changing some of these facts could make the verdict known and `wanted`; False only where that is ruled out.

    With the facts not known, each condition on them is taken to come out as it suits, and what they do not bear on to stay
    open; an answer that two sides of a question of law leave must be possible on both.
    """
    loose = _changed(world, [_any_value(one) for one in changes])
    trace = evaluate(loose, rule)
    if trace.truth.known:
        return trace.truth.value is wanted
    rest = open_part(loose, trace)
    keys = {one.key for one in changes}
    of_others = {name for about, names in rest.stands_for.items() if about not in keys for name in names}
    of_others -= {name for about in keys for name in rest.stands_for.get(about, ())}

    splits = [name for name in rest.values if name.startswith("?split:")]

    def may_be(formula: Formula, value: bool, sides: Mapping[str, bool]) -> bool:
        if isinstance(formula, bool):
            return formula is value
        if isinstance(formula, Atom):
            name = formula.variable
            if name in sides:
                return formula.test(sides[name]) is value
            bears = name not in of_others if name.startswith("?") else name in keys
            return bears and any(formula.test(one) is value for one in rest.values[name])
        if isinstance(formula, Different):
            return True
        inner = value is not formula.flipped
        asked = formula.need if inner else len(formula.parts) - formula.need + 1
        return sum(may_be(part, inner, sides) for part in formula.parts) >= asked

    if len(splits) > MOST_SIDES:
        return may_be(rest.formula, wanted, {})
    every = itertools.product((True, False), repeat=len(splits))
    return all(may_be(rest.formula, wanted, dict(zip(splits, sides, strict=True))) for sides in every)


MOST_SIDES = 5
"""Open questions of law whose sides are all gone through; beyond that each is taken to come out as it suits."""


def _any_value(change: Change) -> Change:
    """The same fact not known; an offense that is moved out of a ground may be within it or not."""
    return replace(change, value=None)


def _candidates(world: World, trace: Trace) -> list[Change]:
    """For each fact the trace read, the values just across each threshold, nearest to the present value first."""
    found: dict[tuple[str, Value], tuple[float, Change]] = {}

    def put(fact: Fact, count: CountFacts | None, value: Value, before: Known, distance: float) -> None:
        key = key_of(fact, count)
        if before != value and ((key, value) not in found or found[key, value][0] > distance):
            found[key, value] = (distance, Change(key, value, before, fact))

    for step in _leaves(trace):
        node, count = step.node, step.count
        if isinstance(node, FactRef) and not node.fact.judgement:
            before = world.known_of(node.fact, count)
            for value in (True, False):
                put(node.fact, count, value, before, 1)
        elif isinstance(node, OneOf):
            fact = node.term.fact
            before = world.known_of(fact, count)
            for word in sorted(fact.words):
                put(fact, count, word, before, 1)
        elif isinstance(node, Compare):
            for mine, other in ((node.left, node.right), (node.right, node.left)):
                _across(world, count, mine, other, put)
        elif isinstance(node, Matches) and count is not None:
            key = f"count[{count.id}]:{node.ground}"
            found[key, False] = (2, Change(key, False, None))
    return [change for _, change in sorted(found.values(), key=lambda pair: (pair[0], pair[1].key, str(pair[1].value)))]


def _across(
    world: World,
    count: CountFacts | None,
    mine: Node,
    other: Node,
    put: Callable[[Fact, CountFacts | None, Value, Known, float], None],
) -> None:
    constant_side = side_of(world, other, count)
    fact = _fact_below(mine)
    if fact is None or constant_side.key is not None or fact.type is Type.WORD:
        return
    before = world.known_of(fact, count)
    centre: Any = constant_side.value
    if isinstance(centre, date):
        years, days = _shifts(mine)
        middle = add(centre, years=-years, days=-days)
        for step in (-1, 0, 1):
            value: Any = add(middle, days=step)
            put(fact, count, value, before, abs((value - before).days) if isinstance(before, date) else 3)
    else:
        for step in (-1, 0, 1):
            value = centre + step
            if value >= 0:
                put(fact, count, value, before, abs(value - before) if isinstance(before, int) else 3)


def _shifts(node: Node) -> tuple[int, int]:
    if isinstance(node, Shift):
        years, days = _shifts(node.term)
        return years + node.years, days + node.days
    return 0, 0


def _fact_below(node: Node) -> Fact | None:
    if isinstance(node, FactRef):
        return node.fact
    return _fact_below(node.term) if isinstance(node, Shift) else None


def _leaves(trace: Trace) -> Iterable[Trace]:
    if not trace.parts:
        yield trace
    for part in trace.parts:
        yield from _leaves(part)


def _changed(world: World, changes: Sequence[Change]) -> World:
    """The same world with some facts set otherwise, and nothing remembered."""
    person, case = dict(world.person), dict(world.case)
    by_count: dict[str, dict[str, Known]] = {}
    forced: dict[tuple[str, str], Truth] = {}
    for change in changes:
        entity, _, short = change.key.partition(".")
        if change.key.startswith("count["):
            name, _, rest = change.key[6:].partition("]")
            if rest.startswith(":"):
                within = unknown(Reason(Why.MISSING_FACT, change.key)) if change.value is None else FALSE
                forced[name, rest[1:]] = within
            else:
                by_count.setdefault(name, {})[rest[1:]] = change.value
        elif entity == "person":
            person[short] = change.value
        else:
            case[short] = change.value
    counts = tuple(
        CountFacts(count.id, {**count.facts, **by_count[count.id]}) if count.id in by_count else count
        for count in world.counts
    )
    inner = world.match

    def match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
        if (count.id, ground) in forced:
            return MatchAnswer(forced[count.id, ground], "an offense outside this ground")
        return inner(count, ground, burden)

    return replace(world, person=person, case=case, counts=counts, match=match, memory={})


def change_facts(world: World, values: Mapping[str, Value]) -> World:
    """The same world with these facts set (keys as in reasons: person.x, case.x, count[id].x)."""
    return _changed(world, [Change(key, value, None) for key, value in values.items()])
