"""The same rules read for many choices at once, one bit a choice: verdicts alone, for a search that compares them.

A case has slots (its counts); each slot has choices, and each choice brings counts with it. A combination takes one choice
in every slot. What a rule says of a single count is worked out once for each count that some choice brings; what it says of
the person is worked out for all combinations together, as two long integers: one bit a combination where the verdict is
TRUE, one where it is FALSE, neither where it is unknown. No reasons are kept: the reference evaluator tells them for the few
combinations that are shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from steelyard.logic.dates import Axis, Span
from steelyard.logic.evaluate import (
    AXIS_FACTS,
    PROCEEDING_DATE,
    CountFacts,
    World,
    asked_of_person,
    covers_all,
    evaluate_node,
    not_reached,
    record_open,
    term_bounds,
)
from steelyard.logic.expr import (
    All,
    AnyOf,
    AtLeast,
    Constant,
    Expr,
    FactRef,
    Holds,
    Matches,
    Not,
    NotEncoded,
    Split,
    Total,
    walk,
)
from steelyard.logic.facts import Between, Entity, Fact, Known
from steelyard.logic.rule import Rule, Version

Choice = tuple[CountFacts, ...]
"""The counts that one choice brings: the charge as disposed of, and the offense pleaded to in its place."""


@dataclass(frozen=True, slots=True)
class Bits:
    """One bit a row: where the verdict is TRUE, and where it is FALSE."""

    true: int
    false: int


class Combinations:
    """Every combination of one choice a slot, numbered in the order of `itertools.product`.

    `world` gives the pack, the facts of the case, the forum and the matcher; its counts stand in every combination beside
    those that are chosen. Every count has an id of its own.
    """

    def __init__(
        self, world: World, slots: Sequence[Sequence[Choice]], alike: Callable[[CountFacts], object] = lambda c: c.id
    ) -> None:
        self.number = math.prod(len(choices) for choices in slots)
        self.every = (1 << self.number) - 1
        self._world = world
        self._rows: list[CountFacts] = []
        self._present: list[int] = []
        self._places: list[list[int]] = []
        for count in world.counts:
            self._places.append([self._add(count, self.every)])
        for place, choices in enumerate(slots):
            masks = self.picking(slots, place)
            for depth in range(max((len(choice) for choice in choices), default=0)):
                self._places.append([self._add(choice[depth], mask)
                                     for choice, mask in zip(choices, masks, strict=True) if depth < len(choice)])  # fmt: skip
        self._whole = (1 << len(self._rows)) - 1
        self._in_place = [sum(1 << row for row in place) for place in self._places]
        self._alike = alike
        self._groups: dict[tuple[str, ...], list[tuple[CountFacts, int]]] = {}
        self._facts: dict[int, tuple[Fact, ...]] = {}
        self._known: dict[str, list[object]] = {}
        self._leaves: dict[tuple[object, ...], Bits] = {}
        self._verdicts: dict[tuple[object, ...], Bits | list[Bits]] = {}

    def _add(self, count: CountFacts, mask: int) -> int:
        self._rows.append(count)
        self._present.append(mask)
        return len(self._rows) - 1

    @staticmethod
    def picking(slots: Sequence[Sequence[object]], place: int) -> list[int]:
        """For each choice of the slot at `place`, the combinations that take it, one bit each."""
        inner = math.prod(len(one) for one in slots[place + 1 :])
        outer = math.prod(len(one) for one in slots[:place])
        period = inner * len(slots[place])
        first = ((1 << inner) - 1) * (((1 << (period * outer)) - 1) // ((1 << period) - 1))
        return [first << (number * inner) for number in range(len(slots[place]))]

    def groups(self, shorts: tuple[str, ...]) -> list[tuple[CountFacts, int]]:
        """The counts parted by what is known of some of their facts: one of each group, and the group as bits.

        The empty tuple parts them by what the matcher can tell apart.
        """
        if shorts not in self._groups:
            keys = zip(*map(self._values, shorts), strict=True) if shorts else map(self._alike, self._rows)
            found: dict[object, int] = {}
            firsts: list[CountFacts] = []
            for number, key in enumerate(keys):
                if key not in found:
                    firsts.append(self._rows[number])
                found[key] = found.get(key, 0) | 1 << number
            self._groups[shorts] = list(zip(firsts, found.values(), strict=True))
        return self._groups[shorts]

    def _values(self, short: str) -> list[object]:
        """What is known of one fact, a count each."""
        if short not in self._known:
            self._known[short] = [row.facts.get(short) for row in self._rows]
        return self._known[short]

    def facts_of(self, node: Expr) -> tuple[Fact, ...]:
        """The facts that a condition reads."""
        found = self._facts.get(id(node))
        if found is None:
            found = self._facts[id(node)] = tuple(part.fact for part in walk(node) if isinstance(part, FactRef))
        return found

    def verdicts(self, rules: Iterable[str], person: Mapping[str, Known]) -> list[Bits]:
        """The verdict of each of a person's rules for this person in every combination."""
        reader = _Reader(self, replace(self._world, person=person))
        found: list[Bits] = []
        for rule in rules:
            verdict = reader.rule(rule, None)
            assert isinstance(verdict, Bits)
            found.append(verdict)
        return found


@dataclass(slots=True)
class _Reader:
    """Reads rules for one person. In view of a count the rows are counts, and elsewhere combinations.

    What depends on the other counts too has a verdict for each count in each combination: a list of Bits, one a count.
    """

    at: Combinations
    world: World

    # --- rules ---

    def rule(self, name: str, scope: Entity | None) -> Bits | list[Bits]:
        rule = self.world.pack.rules[name]
        if rule.entity is not Entity.COUNT and scope is Entity.COUNT:
            alike = self.rule(name, None)
            assert isinstance(alike, Bits)
            return self._for_each_count(alike, scope)
        key = (name, scope, asked_of_person(self.world, name))
        found = self.at._verdicts.get(key)
        if found is None:
            found = self._count_rule(rule) if rule.entity is Entity.COUNT else self._person_rule(rule)
            self.at._verdicts[key] = found
        return found

    def _person_rule(self, rule: Rule) -> Bits:
        versions, is_sure = _selected(rule, self.world.case.get(PROCEEDING_DATE))
        if not versions:
            return Bits(0, 0)
        read = [self._version(version, None) for version in versions]
        found = [one for one in read if isinstance(one, Bits)]
        return (
            found[0]
            if is_sure
            else _agreed(found, covered=_covered(rule, versions, self.world.case.get(PROCEEDING_DATE)))
        )

    def _count_rule(self, rule: Rule) -> Bits | list[Bits]:
        """Every count's verdict; counts whose dates select other versions are read apart and put together."""
        if rule.axis is Axis.PROCEEDING:
            by_day = [(self.world.case.get(PROCEEDING_DATE), self.at._whole)]
        else:
            short = AXIS_FACTS[rule.axis]
            by_day = [(row.facts.get(short), mask) for row, mask in self.at.groups((short,))]
        groups: dict[tuple[tuple[int, ...], bool, bool], int] = {}
        for day, mask in by_day:
            versions, is_sure = _selected(rule, day)
            places = tuple(rule.versions.index(version) for version in versions)
            key = (places, is_sure, is_sure or _covered(rule, versions, day))
            groups[key] = groups.get(key, 0) | mask
        read = {place: self._reached(rule, rule.versions[place]) for places, _, _ in groups for place in places}
        parts: list[tuple[int, Bits | list[Bits]]] = []
        for (places, is_sure, covered), mask in groups.items():
            if not places:
                continue
            versions_read = [read[place] for place in places]
            if is_sure:
                parts.append((mask, versions_read[0]))
            else:
                parts.append((mask, self._agreed(versions_read, covered)))
        return self._joined(parts)

    def _reached(self, rule: Rule, version: Version) -> Bits | list[Bits]:
        """The version's verdicts, unknown for counts that are older than it reaches."""
        read = self._version(version, Entity.COUNT)
        old = 0
        for row, mask in self.at.groups((AXIS_FACTS[Axis.CONVICTION], AXIS_FACTS[Axis.CONDUCT])):
            if not_reached(rule, version, row) is not None:
                old |= mask
        if not old:
            return read
        if isinstance(read, Bits):
            return Bits(read.true & ~old, read.false & ~old)
        return [Bits(0, 0) if old >> n & 1 else one for n, one in enumerate(read)]

    def _agreed(self, read: Sequence[Bits | list[Bits]], covered: bool) -> Bits | list[Bits]:
        if all(isinstance(one, Bits) for one in read):
            return _agreed([one for one in read if isinstance(one, Bits)], covered)
        wide = [self._wide(one) for one in read]
        return [_agreed(list(each), covered) for each in zip(*wide, strict=True)]

    def _joined(self, parts: Sequence[tuple[int, Bits | list[Bits]]]) -> Bits | list[Bits]:
        if all(isinstance(one, Bits) for _, one in parts):
            true = false = 0
            for mask, one in parts:
                assert isinstance(one, Bits)
                true |= one.true & mask
                false |= one.false & mask
            return Bits(true, false)
        found = [Bits(0, 0)] * len(self.at._rows)
        for mask, one in parts:
            for number, each in enumerate(self._wide(one)):
                if mask >> number & 1:
                    found[number] = each
        return found

    def _version(self, version: Version, scope: Entity | None) -> Bits | list[Bits]:
        base = self.node(version.when, scope)
        if not version.unless:
            return base
        off: Bits | list[Bits] = self._constant(False, scope)
        on: Bits | list[Bits] = self._constant(False, scope)
        for exception in version.unless:
            step = self.node(exception.when, scope)
            if exception.then:
                on = self._each(_either, on, step)
            else:
                off = self._each(_either, off, step)
        return self._each(
            lambda b, f, n: Bits(f.false & (n.true | b.true), n.false & (f.true | b.false)), base, off, on
        )

    # --- nodes ---

    def node(self, node: Expr, scope: Entity | None) -> Bits | list[Bits]:
        if isinstance(node, All | AnyOf):
            return self._operands(node, scope)
        if isinstance(node, Not):
            return self._each(lambda one: Bits(one.false, one.true), self.node(node.operand, scope))
        if isinstance(node, Holds):
            return self.rule(node.rule, scope)
        if isinstance(node, AtLeast):
            return self._for_each_count(self._at_least(node), scope)
        if isinstance(node, Total):
            return self._for_each_count(self._total(node), scope)
        if isinstance(node, Split):
            return self._split(node, scope)
        if isinstance(node, NotEncoded):
            return Bits(0, 0)
        if isinstance(node, Constant):
            return self._constant(node.value, scope)
        return self._leaf(node, scope)

    def _operands(self, node: All | AnyOf, scope: Entity | None) -> Bits | list[Bits]:
        """What the operands come to; no further one is read where one decides every row."""
        whole = self.at._whole if scope is Entity.COUNT else self.at.every
        read: list[Bits | list[Bits]] = []
        for operand in node.operands:
            one = self.node(operand, scope)
            if isinstance(one, Bits) and (one.false if isinstance(node, All) else one.true) == whole:
                return one
            read.append(one)
        return self._each(_both if isinstance(node, All) else _either, *read)

    def _constant(self, value: bool | None, scope: Entity | None) -> Bits:
        whole = self.at._whole if scope is Entity.COUNT else self.at.every
        return Bits(whole if value is True else 0, whole if value is False else 0)

    def _leaf(self, node: Expr, scope: Entity | None) -> Bits:
        facts = self.at.facts_of(node)
        of_person = tuple(self.world.person.get(fact.short) for fact in facts if fact.entity is Entity.PERSON)
        key = (id(node), scope, of_person)
        found = self.at._leaves.get(key)
        if found is None:
            if not isinstance(node, Matches) and all(fact.entity is not Entity.COUNT for fact in facts):
                found = self._constant(evaluate_node(self.world, node, None).truth.value, scope)
            else:
                shorts = () if isinstance(node, Matches) else tuple(f.short for f in facts if f.entity is Entity.COUNT)
                true = false = 0
                for row, mask in self.at.groups(shorts):
                    value = evaluate_node(self.world, node, row).truth.value
                    true |= mask if value is True else 0
                    false |= mask if value is False else 0
                found = Bits(true, false)
            self.at._leaves[key] = found
        return found

    def _split(self, node: Split, scope: Entity | None) -> Bits | list[Bits]:
        law, day = self.world.pack.splits[node.name], self.world.proceeding_date
        side = law.controlling(self.world.forum, day) if day is not None else None
        if side is not None:
            return self.node(node.affirmative if side else node.negative, scope)
        yes, no = self.node(node.affirmative, scope), self.node(node.negative, scope)
        return self._each(_same, yes, no)

    # --- many counts ---

    def _for_each_count(self, found: Bits, scope: Entity | None) -> Bits | list[Bits]:
        """A verdict about all counts, in view of each; one bit a count where it is the same wherever that count stands."""
        if scope is not Entity.COUNT:
            return found
        true = false = 0
        for number, present in enumerate(self.at._present):
            is_true, is_false = found.true & present, found.false & present
            if is_true not in (0, present) or is_false not in (0, present):
                return [found] * len(self.at._rows)
            true |= (is_true != 0) << number
            false |= (is_false != 0) << number
        return Bits(true, false)

    def _standing(self, where: Expr) -> Iterator[list[tuple[int, int, int]]]:
        """For each place: its rows, with the combinations where the row stands and surely or perhaps satisfies `where`."""
        read = self.node(where, Entity.COUNT)
        for place, inside in zip(self.at._places, self.at._in_place, strict=True):
            found = []
            if isinstance(read, list):
                for row in place:
                    present = self.at._present[row]
                    sure = present & read[row].true
                    found.append((row, sure, present & ~sure & ~read[row].false))
            else:
                for row in _bits_in(inside & ~read.false):
                    present = self.at._present[row]
                    found.append((row, present, 0) if read.true >> row & 1 else (row, 0, present))
            yield found

    def _at_least(self, node: AtLeast) -> Bits:
        sure: list[int] = []
        perhaps: list[int] = []
        anybody = 0
        named_sure: dict[str, int] = {}
        named: dict[str, int] = {}
        for place in self._standing(node.where):
            surely = maybe = 0
            for row, certain, open_ in place:
                anybody |= certain
                word = self.at._rows[row].facts.get(node.distinct.short) if node.distinct is not None else None
                if isinstance(word, str):
                    named_sure[word] = named_sure.get(word, 0) | certain
                    named[word] = named.get(word, 0) | certain | open_
                else:
                    surely |= certain
                    maybe |= certain | open_
            sure.append(surely)
            perhaps.append(maybe)
        if node.distinct is None:
            low = self._count_to(node.number, sure)
        else:
            low = self._count_to(node.number, named_sure.values()) | (anybody if node.number == 1 else 0)
        high = self._count_to(node.number, [*perhaps, *named.values()])
        is_open = not node.closed and record_open(self.world) is not None
        return Bits(low, 0 if is_open else self.at.every & ~high)

    def _count_to(self, number: int, many: Iterable[int]) -> int:
        """The combinations in which at least `number` of the bits are set."""
        reached = [self.at.every] + [0] * number
        for bits in many:
            for step in range(number, 0, -1):
                reached[step] |= reached[step - 1] & bits
        return reached[number]

    def _total(self, node: Total) -> Bits:
        """Sums, each kept no higher than the threshold, with the combinations in which they are the least and the most."""
        sums: dict[tuple[int, int], int] = {(0, 0): self.at.every}
        for place in self._standing(node.where):
            moved: dict[tuple[int, int], int] = {}
            for (low, high), mask in sums.items():
                rest = mask
                for row, sure, perhaps in place:
                    value = term_bounds(self.world, node.term, self.at._rows[row])
                    most = node.threshold if value.high is None else min(node.threshold, high + value.high)
                    least = min(node.threshold, low + max(value.low or 0, 0))
                    for to, bits in (((least, most), sure), ((low, most), perhaps)):
                        if mask & bits:
                            moved[to] = moved.get(to, 0) | (mask & bits)
                            rest &= ~bits
                if rest:
                    moved[low, high] = moved.get((low, high), 0) | rest
            sums = moved
        true = sum_ = 0
        for (low, high), mask in sums.items():
            true |= mask if low >= node.threshold else 0
            sum_ |= mask if high < node.threshold else 0
        return Bits(true, 0 if record_open(self.world) is not None else sum_)

    # --- both kinds of rows together ---

    def _wide(self, one: Bits | list[Bits]) -> list[Bits]:
        if isinstance(one, list):
            return one
        every = self.at.every
        return [Bits(every if one.true >> n & 1 else 0, every if one.false >> n & 1 else 0)
                for n in range(len(self.at._rows))]  # fmt: skip

    def _each(self, combine: _Combine, *many: Bits | list[Bits]) -> Bits | list[Bits]:
        if list not in map(type, many):
            return combine(*many)
        return [combine(*each) for each in zip(*(self._wide(one) for one in many), strict=True)]


_Combine = Callable[..., Bits]


def _bits_in(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


def _both(*many: Bits) -> Bits:
    true, false = many[0].true, many[0].false
    for one in many[1:]:
        true &= one.true
        false |= one.false
    return Bits(true, false)


def _either(*many: Bits) -> Bits:
    true, false = many[0].true, many[0].false
    for one in many[1:]:
        true |= one.true
        false &= one.false
    return Bits(true, false)


def _same(*many: Bits) -> Bits:
    """The verdict that all give; unknown where they differ."""
    true, false = many[0].true, many[0].false
    for one in many[1:]:
        true &= one.true
        false &= one.false
    return Bits(true, false)


def _agreed(many: Sequence[Bits], covered: bool) -> Bits:
    """What every version that may apply says; unknown where they differ, or where some day is in no version."""
    return _same(*many) if covered and many else Bits(0, 0)


def _possible(day: Known) -> Span:
    if isinstance(day, date):
        return Span(day, day)
    if isinstance(day, Between):
        low = day.low if isinstance(day.low, date) else None
        return Span(low, day.high if isinstance(day.high, date) else None)
    return Span()


def _selected(rule: Rule, day: Known) -> tuple[list[Version], bool]:
    """The versions that an event on that day may fall under, and whether it surely falls under the one there is."""
    possible = _possible(day)
    found = [version for version in rule.versions if version.span.meets(possible)]
    return found, len(found) == 1 and found[0].span.covers(possible)


def _covered(rule: Rule, versions: Sequence[Version], day: Known) -> bool:
    return bool(versions) and covers_all(_possible(day), [version.span for version in versions])
