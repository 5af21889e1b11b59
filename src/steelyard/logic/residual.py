"""The part of an answer that is still open, and the exact reading: what holds under every completion of the unknowns.

A trace whose verdict is UNKNOWN is cut down to the part that is still open: a formula over variables, one for each fact
(with one value for every region that the rules tell apart) and one for each question no fact can answer. The exact reading
asks whether the formula comes out the same for every choice. Where two unknown facts are compared with each other, or
summed up, the comparison is taken as a question of its own; that can leave more unknown, never less.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from steelyard.logic.dates import add
from steelyard.logic.evaluate import RECORD_COMPLETE, CountFacts, Trace, World, compare_bounds, key_of, record_open
from steelyard.logic.expr import (
    All,
    AnyOf,
    AtLeast,
    Compare,
    FactRef,
    Literal,
    Matches,
    Node,
    Not,
    NotEncoded,
    OneOf,
    Shift,
    Split,
    Total,
    content_hash,
    to_json,
)
from steelyard.logic.facts import Among, Between, Known
from steelyard.logic.formula import (
    Atom,
    Different,
    Formula,
    Value,
    atoms_in,
    gate,
    has_different,
    holds_in,
    names_counted,
    undecided,
    variables,
)
from steelyard.logic.truth import Truth, known

FAR = 40_000
"""Days beyond every named threshold at which an open-ended date or amount is probed (over a hundred years)."""


@dataclass(slots=True)
class Open:
    """What is still open: the formula, and for each variable the values that the rules tell apart."""

    formula: Formula
    values: dict[str, list[Value]]
    stands_for: dict[str, set[str]]


def _content(trace: Trace) -> str:
    """What tells an open step from others of its kind: what stands there, and never which object it is."""
    node = trace.node
    if trace.rule is not None:
        return trace.rule.name
    if node is None:
        return ", ".join(sorted(reason.about for reason in trace.truth.reasons))
    if isinstance(node, NotEncoded):
        return ""  # it is about the gap
    if isinstance(node, Total):
        return f"{node.threshold} or more, counted {content_hash(to_json(node.where))[:8]}"
    return content_hash(to_json(node))[:8]


class _Opener:
    """Builds the open part of one trace in one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.values: dict[str, list[Value]] = {}
        self.probes: dict[str, set[Any]] = {}
        self.seen: dict[int, Formula] = {}
        self.stands_for: dict[str, set[str]] = {}
        self.atoms: dict[str, Atom] = {}
        self.order: dict[str, dict[int, int]] = {}

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
            return gate(len(parts), [self.formula(part) for part in parts])
        if isinstance(node, AnyOf):
            return gate(1, [self.formula(part) for part in parts])
        if isinstance(node, Not):
            return gate(1, [self.formula(parts[0])], flipped=True)
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
        about = [trace.kind, trace.about, _content(trace), trace.count.id if trace.count else ""]
        name = ":".join(filter(None, about))
        return self._free(name if trace.rule is not None else self._numbered(name, node), trace)

    def _numbered(self, name: str, one: object) -> str:
        """A name that says which of the things of that name is meant, by their order: the same in every run and every pack."""
        order = self.order.setdefault(name, {})
        number = order.setdefault(id(one), len(order) + 1)
        return name if number == 1 else f"{name} ({number})"

    def _split(self, node: Split, parts: tuple[Trace, ...]) -> Formula:
        if len(parts) == 1:
            return self.formula(parts[0])
        side = self._free(f"split:{node.name}")
        yes, no = self.formula(parts[0]), self.formula(parts[1])
        return gate(1, [gate(2, [side, yes]), gate(2, [gate(1, [side], flipped=True), no])])

    def _version(self, trace: Trace) -> Formula:
        """The base case under its exceptions; with exceptions both ways a conflict is possible, and it stays open."""
        assert trace.version is not None
        outcomes = {exception.then for exception in trace.version.unless}
        base, *exceptions = [self.formula(part) for part in trace.parts]
        if not outcomes:
            return base
        if outcomes == {False}:
            return gate(1 + len(exceptions), [base, *(gate(1, [one], flipped=True) for one in exceptions)])
        if outcomes == {True}:
            return gate(1, [base, *exceptions])
        return self._free(self._numbered(f"conflict:{trace.rule.name if trace.rule else ''}", trace), trace)

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
            name = self._numbered("record", node)
            self.stands_for.setdefault(RECORD_COMPLETE, set()).add(f"?{name}")
            more.append(self._free(name))
        if node.distinct is None:
            if not more:
                return gate(node.number, parts)
            return gate(1, [gate(node.number, parts), *more])
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
        return gate(1, [Different(node.number, items), *more])

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
        left, right = side_of(self.world, node.left, trace.count), side_of(self.world, node.right, trace.count)
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

    def _probe(self, side: Side, constant: Any) -> None:
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


@dataclass(slots=True)
class Side:
    """One side of a comparison: a variable (by key) or a value, moved by years and days."""

    key: str | None
    value: Any
    bounds: Known
    years: int
    days: int

    def moved(self, value: Any) -> Any:
        return add(value, years=self.years, days=self.days) if isinstance(value, date) else value

    def fixed(self) -> Side:
        return Side(None, self.moved(self.value), None, 0, 0)


def side_of(world: World, node: Node, count: CountFacts | None, years: int = 0, days: int = 0) -> Side:
    """One side of a comparison, as far as it is known; `years` and `days` are what it is moved by already."""
    if isinstance(node, Shift):
        return side_of(world, node.term, count, years + node.years, days + node.days)
    if isinstance(node, Literal):
        return Side(None, node.value, None, years, days).fixed()
    assert isinstance(node, FactRef)
    value = world.known_of(node.fact, count)
    if isinstance(value, Between) and value.low is not None and value.low == value.high:
        value = value.low
    if value is None or isinstance(value, Between):
        return Side(key_of(node.fact, count), None, value, years, days)
    return Side(None, value, None, years, days).fixed()


def open_part(world: World, trace: Trace) -> Open:
    """What is still open in a trace."""
    opener = _Opener(world)
    formula = opener.formula(trace)
    return Open(formula, opener.values, opener.stands_for)


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
        varied = all(_both_ways(atom, rest) for atom in atoms_in(rest.formula))
        if varied and not has_different(rest.formula):
            return None
    alike = shape_of(rest)
    if alike not in _EXPLORED:
        if len(_EXPLORED) >= MOST_EXPLORED:
            _EXPLORED.clear()
        _EXPLORED[alike] = _explored(rest, often)
    return _EXPLORED[alike]


MOST_EXPLORED = 50_000
_EXPLORED: dict[bytes, bool | None] = {}
"""What formulas came out as, by shape: many cases leave the same questions open."""


def shape_of(rest: Open) -> bytes:
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
    values = told_apart(rest, often)
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
        name = max(undecided(rest.formula, choice), key=lambda one: often[one])
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


def told_apart(rest: Open, names: Iterable[str]) -> dict[str, list[Value]]:
    """One value of each variable for every way in which the conditions on it come out; each name among things counted by name."""
    conditions: dict[str, list[Atom]] = {name: [] for name in names}
    for atom in {id(atom): atom for atom in atoms_in(rest.formula) if atom.variable in conditions}.values():
        conditions[atom.variable].append(atom)
    named = set(names_counted(rest.formula))
    found: dict[str, list[Value]] = {}
    for name, atoms in conditions.items():
        every = rest.values[name]
        alike = {tuple(atom.test(value) for atom in atoms): value for value in reversed(every)}
        found[name] = every if name in named else list(reversed(alike.values()))
    return found


def _both_ways(atom: Atom, rest: Open) -> bool:
    return len({atom.test(value) for value in rest.values[atom.variable]}) == 2
