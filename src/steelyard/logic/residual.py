"""What would decide an answer: the exact reading of unknowns, the smallest changes that flip it, and what to ask next.

A trace whose verdict is UNKNOWN is cut down to the part that is still open: a formula over variables, one for each fact
(with one value for every region that the rules tell apart) and one for each question no fact can answer. The exact reading
asks whether the formula comes out the same for every choice. Where two unknown facts are compared with each other, or
summed up, the comparison is taken as a question of its own; that can leave more unknown, never less.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from steelyard.logic.dates import add
from steelyard.logic.evaluate import (
    RECORD_COMPLETE,
    CountFacts,
    MatchAnswer,
    Trace,
    World,
    compare_bounds,
    evaluate,
    key_of,
    record_open,
)
from steelyard.logic.expr import All, AnyOf, AtLeast, Compare, FactRef, Literal, Matches, Node, Not, OneOf, Shift, Split
from steelyard.logic.facts import Among, Between, Fact, Known, Type
from steelyard.logic.truth import FALSE, Reason, Truth, Why, known, unknown

Value = bool | int | date | str
Choice = Mapping[str, Value]
FAR = 40_000
"""Days beyond every named threshold at which an open-ended date or amount is probed (over a hundred years)."""


# ---------------------------------------------------------------------------------------------------------------------
# Formulas
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Atom:
    """A condition on one variable; `test` says for which of the variable's values it holds."""

    variable: str
    test: Callable[[Value], bool]


@dataclass(slots=True)
class Gate:
    """At least `need` of the parts hold; `flipped` turns the result around. AND and OR are gates too."""

    need: int
    parts: list[Formula]
    flipped: bool = False


@dataclass(slots=True)
class Different:
    """At least `need` different names among the items that hold; an item's name is a word or the variable that holds it."""

    need: int
    items: list[tuple[Formula, str, bool]]


Formula = bool | Atom | Gate | Different


def _gate(need: int, parts: Iterable[Formula], *, flipped: bool = False) -> Formula:
    """A gate without its decided parts; inner gates of the same kind are taken up into it, and repeats of one part."""
    open_parts: list[Formula] = []
    for part in parts:
        if part is True:
            need -= 1
        elif part is not False:
            open_parts.append(part)
    if need <= 0:
        return not flipped
    if need > len(open_parts):
        return flipped
    if len(open_parts) == 1:
        only = open_parts[0]
        if not flipped:
            return only
        return Gate(only.need, only.parts, not only.flipped) if isinstance(only, Gate) else Gate(1, [only], True)
    for every in (True, False):
        if need == (len(open_parts) if every else 1):
            merged: list[Formula] = []
            for part in open_parts:
                same = isinstance(part, Gate) and not part.flipped and part.need == (len(part.parts) if every else 1)
                merged += part.parts if same and isinstance(part, Gate) else [part]
            merged = list({id(part): part for part in merged}.values())
            return Gate(len(merged) if every else 1, merged, flipped) if len(merged) > 1 or flipped else merged[0]
    return Gate(need, open_parts, flipped)


@dataclass(slots=True)
class Open:
    """What is still open: the formula, and for each variable the values that the rules tell apart."""

    formula: Formula
    values: dict[str, list[Value]]
    stands_for: dict[str, set[str]]


def holds_in(formula: Formula, choice: Choice) -> bool | None:
    """The formula's value when only the variables in `choice` are fixed; None while that does not decide it."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Atom):
        return formula.test(choice[formula.variable]) if formula.variable in choice else None
    if isinstance(formula, Different):
        return _different(formula, choice)
    sure = maybe = 0
    for part in formula.parts:
        value = holds_in(part, choice)
        if value is None:
            maybe += 1
        elif value:
            sure += 1
    if sure >= formula.need:
        return not formula.flipped
    if sure + maybe < formula.need:
        return formula.flipped
    return None


def _different(formula: Different, choice: Choice) -> bool | None:
    sure: set[Any] = set()
    possible: set[Any] = set()
    unnamed = 0
    any_sure = False
    for part, name, is_variable in formula.items:
        value = holds_in(part, choice)
        if value is False:
            continue
        word = choice.get(name) if is_variable else name
        any_sure = any_sure or value is True
        if word is None:
            unnamed += 1
            continue
        possible.add(word)
        if value:
            sure.add(word)
    low = max(len(sure), 1 if any_sure else 0)
    if low >= formula.need:
        return True
    return False if len(possible) + unnamed < formula.need else None


def given(formula: Formula, name: str, value: Value) -> Formula:
    """What is left of a formula when one variable is fixed: a smaller formula, or the value that this decides."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Atom):
        return formula.test(value) if formula.variable == name else formula
    if isinstance(formula, Gate):
        parts = [given(part, name, value) for part in formula.parts]
        same = all(new is old for new, old in zip(parts, formula.parts, strict=True))
        return formula if same else _gate(formula.need, parts, flipped=formula.flipped)
    items = [
        (given(part, name, value), str(value), False) if is_variable and word == name
        else (given(part, name, value), word, is_variable)
        for part, word, is_variable in formula.items
    ]  # fmt: skip
    left = Different(formula.need, items)
    decided = _different(left, {})
    return left if decided is None else decided


def variables(formula: Formula) -> list[str]:
    """The variables in order of appearance, repeated as often as they appear."""
    if isinstance(formula, bool):
        return []
    if isinstance(formula, Atom):
        return [formula.variable]
    if isinstance(formula, Different):
        found = []
        for part, name, is_variable in formula.items:
            found += variables(part) + ([name] if is_variable else [])
        return found
    return [name for part in formula.parts for name in variables(part)]


# ---------------------------------------------------------------------------------------------------------------------
# From a trace to what is open
# ---------------------------------------------------------------------------------------------------------------------


class _Opener:
    """Builds the open part of one trace in one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.values: dict[str, list[Value]] = {}
        self.probes: dict[str, set[Any]] = {}
        self.seen: dict[int, Formula] = {}
        self.stands_for: dict[str, set[str]] = {}
        self.atoms: dict[str, Atom] = {}

    def formula(self, trace: Trace) -> Formula:
        if trace.truth.known:
            return trace.truth.is_true
        place = id(trace)
        if place not in self.seen:
            self.seen[place] = self._open(trace)
        return self.seen[place]

    def _open(self, trace: Trace) -> Formula:
        node, parts = trace.node, trace.parts
        if isinstance(node, All):
            return _gate(len(parts), [self.formula(part) for part in parts])
        if isinstance(node, AnyOf):
            return _gate(1, [self.formula(part) for part in parts])
        if isinstance(node, Not):
            return _gate(1, [self.formula(parts[0])], flipped=True)
        if isinstance(node, AtLeast):
            return self._at_least(node, trace)
        if isinstance(node, FactRef):
            return self._boolean(trace.about)
        if isinstance(node, OneOf):
            return self._word(node, trace)
        if isinstance(node, Compare):
            return self._compare(node, trace)
        if isinstance(node, Split):
            return self._split(node, parts)
        if isinstance(node, Matches):
            return self._free(f"{trace.about} within {node.ground} (burden on the {node.burden})", trace)
        if trace.version is not None and parts:
            return self._version(trace)
        if node is None and trace.rule is None and len(parts) == 1:
            return self.formula(parts[0])
        name = trace.rule.name if trace.rule is not None else str(id(node))
        return self._free(f"{trace.kind}:{trace.about}:{name}:{trace.count.id if trace.count else ''}", trace)

    def _split(self, node: Split, parts: tuple[Trace, ...]) -> Formula:
        if len(parts) == 1:
            return self.formula(parts[0])
        side = self._free(f"split:{node.name}")
        yes, no = self.formula(parts[0]), self.formula(parts[1])
        return _gate(1, [_gate(2, [side, yes]), _gate(2, [_gate(1, [side], flipped=True), no])])

    def _version(self, trace: Trace) -> Formula:
        """The base case under its exceptions; with exceptions both ways a conflict is possible, and it stays open."""
        assert trace.version is not None
        outcomes = {exception.then for exception in trace.version.unless}
        base, *exceptions = [self.formula(part) for part in trace.parts]
        if not outcomes:
            return base
        if outcomes == {False}:
            return _gate(1 + len(exceptions), [base, *(_gate(1, [one], flipped=True) for one in exceptions)])
        if outcomes == {True}:
            return _gate(1, [base, *exceptions])
        return self._free(f"conflict:{trace.rule.name if trace.rule else ''}:{id(trace)}", trace)

    def _boolean(self, key: str) -> Formula:
        self.values[key] = [True, False]
        return self.atoms.setdefault(key, Atom(key, bool))

    def _free(self, about: str, trace: Trace | None = None) -> Formula:
        """A question no single fact decides; `trace` says which reasons it stands for."""
        name = f"?{about}"
        if trace is not None:
            for reason in trace.truth.reasons:
                self.stands_for.setdefault(reason.about, set()).add(name)
        return self._boolean(name)

    def _at_least(self, node: AtLeast, trace: Trace) -> Formula:
        parts = [self.formula(part) for part in trace.parts]
        more: list[Formula] = []
        if not node.closed and record_open(self.world) is not None:
            name = f"record:{id(node)}"
            self.stands_for.setdefault(RECORD_COMPLETE, set()).add(f"?{name}")
            more.append(self._free(name))
        if node.distinct is None:
            if not more:
                return _gate(node.number, parts)
            return _gate(1, [_gate(node.number, parts), *more])
        items: list[tuple[Formula, str, bool]] = []
        fact = node.distinct
        names = [c.facts.get(fact.short) for c in self.world.counts]
        fresh: list[Value] = [name for name in dict.fromkeys(names) if isinstance(name, str)]
        fresh += [f"*{number}" for number, name in enumerate(names) if not isinstance(name, str)]
        for count, part, given in zip(self.world.counts, parts, names, strict=True):
            if isinstance(given, str):
                items.append((part, given, False))
            else:
                key = key_of(fact, count)
                self._may_be(key, fresh)
                items.append((part, key, True))
        return _gate(1, [Different(node.number, items), *more])

    def _word(self, node: OneOf, trace: Trace) -> Formula:
        fact = node.term.fact
        value = self.world.known_of(fact, trace.count)
        words = value.words if isinstance(value, Among) else fact.words
        if words:
            self._may_be(trace.about, sorted(words))
        else:
            self._may_be(trace.about, ["*other", *sorted(node.words)])
        wanted = node.words
        return Atom(trace.about, lambda chosen: chosen in wanted)

    def _may_be(self, key: str, words: Iterable[Value]) -> None:
        """Add values that a word can have; every rule that reads the word adds those it tells apart."""
        known_words = self.values.setdefault(key, [])
        known_words += [word for word in words if word not in known_words]

    def _compare(self, node: Compare, trace: Trace) -> Formula:
        left, right = self._side(node.left, trace.count), self._side(node.right, trace.count)
        if left.key is not None and right.key is not None:
            return self._free(
                f"compare:{node.op}:{left.key}:{left.years}:{left.days}:{right.key}:{right.years}:{right.days}"
            )
        side, other = (left, right) if left.key is not None else (right, left)
        assert side.key is not None
        self._probe(side, other.value)
        constant, op, mirrored = other.value, node.op, side is right

        def test(value: Value) -> bool:
            moved = side.moved(value)
            pair = ((constant, constant), (moved, moved)) if mirrored else ((moved, moved), (constant, constant))
            return compare_bounds(op, *pair) is True

        return Atom(side.key, test)

    def _probe(self, side: _Side, constant: Any) -> None:
        """Values of the side's variable in every region that the comparison with `constant` tells apart."""
        assert side.key is not None
        if isinstance(constant, date):
            middle: Any = add(constant, years=-side.years, days=-side.days)
            points = {add(middle, days=step) for step in (-FAR, -2, -1, 0, 1, 2, FAR)}
        else:
            points = {constant + step for step in (-FAR, -1, 0, 1, FAR)}
        bounds = side.bounds
        low: Any = bounds.low if isinstance(bounds, Between) else None
        high: Any = bounds.high if isinstance(bounds, Between) else None
        if low is None and not isinstance(constant, date):
            low = 0
        kept = self.probes.setdefault(side.key, set())
        kept |= {p for p in points if (low is None or p >= low) and (high is None or p <= high)}
        kept |= {edge for edge in (low, high) if edge is not None}
        self.values[side.key] = sorted(kept)

    def _side(self, node: Node, count: CountFacts | None, years: int = 0, days: int = 0) -> _Side:
        if isinstance(node, Shift):
            return self._side(node.term, count, years + node.years, days + node.days)
        if isinstance(node, Literal):
            return _Side(None, node.value, None, years, days).fixed()
        assert isinstance(node, FactRef)
        value = self.world.known_of(node.fact, count)
        if isinstance(value, Between) and value.low is not None and value.low == value.high:
            value = value.low
        if value is None or isinstance(value, Between):
            return _Side(key_of(node.fact, count), None, value, years, days)
        return _Side(None, value, None, years, days).fixed()


@dataclass(slots=True)
class _Side:
    """One side of a comparison: a variable (by key) or a value, moved by years and days."""

    key: str | None
    value: Any
    bounds: Known
    years: int
    days: int

    def moved(self, value: Any) -> Any:
        return add(value, years=self.years, days=self.days) if isinstance(value, date) else value

    def fixed(self) -> _Side:
        return _Side(None, self.moved(self.value), None, 0, 0)


def open_part(world: World, trace: Trace) -> Open:
    """What is still open in a trace."""
    opener = _Opener(world)
    formula = opener.formula(trace)
    return Open(formula, opener.values, opener.stands_for)


# ---------------------------------------------------------------------------------------------------------------------
# The exact reading
# ---------------------------------------------------------------------------------------------------------------------

MOST_STEPS = 20_000
"""Choices tried before the exact reading gives up and leaves the answer unknown."""


def exact(world: World, trace: Trace) -> Truth:
    """The verdict under every completion of the unknowns: TRUE or FALSE if they all agree, else the trace's own UNKNOWN."""
    if trace.truth.known:
        return trace.truth
    rest = open_part(world, trace)
    answer = constant(rest)
    return trace.truth if answer is None else known(answer)


def constant(rest: Open) -> bool | None:
    """The value the formula has for every choice of its variables, or None when it can be both (or too much was tried)."""
    now = holds_in(rest.formula, {})
    if now is not None:
        return now
    names = variables(rest.formula)
    often = {name: names.count(name) for name in dict.fromkeys(names)}
    if all(count == 1 for count in often.values()) and all(len(rest.values[name]) > 1 for name in often):
        varied = all(_both_ways(atom, rest) for atom in _atoms(rest.formula))
        if varied and not _has_different(rest.formula):
            return None
    alike = _shape(rest)
    if alike not in _EXPLORED:
        if len(_EXPLORED) >= MOST_EXPLORED:
            _EXPLORED.clear()
        _EXPLORED[alike] = _explored(rest, often)
    return _EXPLORED[alike]


MOST_EXPLORED = 50_000
_EXPLORED: dict[bytes, bool | None] = {}
"""What formulas came out as, by shape: many cases leave the same questions open."""


def _shape(rest: Open) -> bytes:
    """What the value of a formula depends on: its gates, and for each condition its variable and for which values it holds.

    Formulas of one shape have the same value, and are explored in the same order. The shape is a hash, as it is kept.
    """
    places: dict[int, int] = {}
    parts: dict[Hashable, int] = {}

    def place(formula: Formula) -> int:
        if id(formula) not in places:
            places[id(formula)] = parts.setdefault(shape(formula), len(parts))
        return places[id(formula)]

    def shape(formula: Formula) -> Hashable:
        if isinstance(formula, bool):
            return formula
        if isinstance(formula, Atom):
            return formula.variable, tuple([formula.test(value) for value in rest.values[formula.variable]])
        if isinstance(formula, Different):
            named = [(place(part), name, is_variable) for part, name, is_variable in formula.items]
            words = [tuple(rest.values[name]) for _, name, is_variable in named if is_variable]
            return "different", formula.need, tuple(named), tuple(words)
        return formula.need, formula.flipped, tuple([place(part) for part in formula.parts])

    place(rest.formula)
    return sha256(repr(list(parts)).encode()).digest()


def _explored(rest: Open, often: Mapping[str, int]) -> bool | None:
    """The value for every choice, tried one variable after the other; None when both come out, or too much was tried."""
    values = _told_apart(rest, often)
    seen: set[bool] = set()
    steps = 0

    def explore(choice: dict[str, Value]) -> bool:
        """Try choices until both outcomes were seen; False when giving up."""
        nonlocal steps
        steps += 1
        if steps > MOST_STEPS:
            return False
        value = holds_in(rest.formula, choice)
        if value is not None:
            seen.add(value)
            return True
        name = max(_undecided(rest.formula, choice), key=lambda one: often[one])
        for option in values[name]:
            choice[name] = option
            done = explore(choice)
            del choice[name]
            if not done:
                return False
            if len(seen) == 2:
                return True
        return True

    finished = explore({})
    return seen.pop() if finished and len(seen) == 1 else None


def _told_apart(rest: Open, names: Iterable[str]) -> dict[str, list[Value]]:
    """One value of each variable for every way in which the conditions on it come out; each name among things counted by name."""
    conditions: dict[str, list[Atom]] = {name: [] for name in names}
    for atom in {id(atom): atom for atom in _atoms(rest.formula) if atom.variable in conditions}.values():
        conditions[atom.variable].append(atom)
    named = set(_names_counted(rest.formula))
    found: dict[str, list[Value]] = {}
    for name, atoms in conditions.items():
        every = rest.values[name]
        alike = {tuple(atom.test(value) for atom in atoms): value for value in reversed(every)}
        found[name] = every if name in named else list(reversed(alike.values()))
    return found


def _names_counted(formula: Formula) -> Iterable[str]:
    """The variables that hold a name which things are counted by."""
    if isinstance(formula, Different):
        yield from (name for _, name, is_variable in formula.items if is_variable)
        for part, _, _ in formula.items:
            yield from _names_counted(part)
    elif isinstance(formula, Gate):
        for part in formula.parts:
            yield from _names_counted(part)


def _undecided(formula: Formula, choice: Choice) -> list[str]:
    """The variables without a choice in the parts that are not decided yet."""
    if holds_in(formula, choice) is not None:
        return []
    if isinstance(formula, Gate):
        return [name for part in formula.parts for name in _undecided(part, choice)]
    return [name for name in variables(formula) if name not in choice]


def _atoms(formula: Formula) -> Iterable[Atom]:
    if isinstance(formula, Atom):
        yield formula
    elif isinstance(formula, Gate):
        for part in formula.parts:
            yield from _atoms(part)
    elif isinstance(formula, Different):
        for part, _, _ in formula.items:
            yield from _atoms(part)


def _has_different(formula: Formula) -> bool:
    return isinstance(formula, Different) or (
        isinstance(formula, Gate) and any(_has_different(part) for part in formula.parts)
    )


def _both_ways(atom: Atom, rest: Open) -> bool:
    return len({atom.test(value) for value in rest.values[atom.variable]}) == 2


# ---------------------------------------------------------------------------------------------------------------------
# What to ask next
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """A fact worth asking for: how many answers it can decide by itself, and how many it bears on."""

    key: str
    asks: str
    decides: int
    bears_on: int


def questions(world_and_traces: Iterable[tuple[World, Trace]]) -> list[Question]:
    """The facts that unknown answers wait for, those that can decide most answers first."""
    asks: dict[str, str] = {}
    decides: dict[str, int] = {}
    bears: dict[str, int] = {}
    cells: dict[int, tuple[World, Trace]] = {}
    times: Counter[int] = Counter()
    for world, trace in world_and_traces:
        cells.setdefault(id(trace), (world, trace))
        times[id(trace)] += 1
    for place, (world, trace) in cells.items():
        if trace.truth.known:
            continue
        rest = open_part(world, trace)
        waits = [one for one in trace.truth.reasons
                 if one.why in (Why.MISSING_FACT, Why.DATE_UNKNOWN, Why.NEEDS_JUDGEMENT)]  # fmt: skip
        names = {one.about: {one.about} & rest.values.keys() | rest.stands_for.get(one.about, set()) for one in waits}
        values = _told_apart(rest, set().union(*names.values()))
        for reason in waits:
            asks.setdefault(reason.about, reason.says)
            bears[reason.about] = bears.get(reason.about, 0) + times[place]
            tries = ({name: value} for name in names[reason.about] for value in values[name])
            if any(holds_in(rest.formula, one) is not None for one in tries):
                decides[reason.about] = decides.get(reason.about, 0) + times[place]
    found = [Question(key, asks[key], decides.get(key, 0), bears[key]) for key in asks]
    return sorted(found, key=lambda q: (-q.decides, -q.bears_on, q.key))


# ---------------------------------------------------------------------------------------------------------------------
# The smallest changes that flip an answer
# ---------------------------------------------------------------------------------------------------------------------


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
    constant_side = _Opener(world)._side(other, count)
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
