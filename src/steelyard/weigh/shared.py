"""Cells that many cases share: what a rule cannot tell apart is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from steelyard.logic.evaluate import CountFacts, World, asked_of_person
from steelyard.logic.facts import Entity

if TYPE_CHECKING:
    from steelyard.logic.rule import Pack
    from steelyard.weigh.cells import Cell


@dataclass(frozen=True, slots=True)
class _Reads:
    """What a rule can read of a count, directly or through other rules: facts by short name, and (ground, burden) pairs."""

    facts: tuple[str, ...]
    grounds: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class SharedCells:
    """Cells by rule and by everything that the rule can read: the person's answers, the facts of each count and what the
    catalogue says of it, the case, the forum.

    Worlds that agree in all of these get the same cell. Of one pack and one catalogue: the caller keeps to them. The arguable
    readings of such cells are not worked out.
    """

    pack: Pack
    _reads: dict[str, _Reads] = field(default_factory=dict)
    _cells: dict[tuple[Hashable, ...], Cell] = field(default_factory=dict)
    _numbers: dict[tuple[Hashable, ...], int] = field(default_factory=dict)

    def at(self, world: World) -> Callable[[World, str, Callable[[], Cell]], Cell]:
        """The cells for one list of counts: of a world with these counts, a rule, and how to work the cell out if it is new."""
        read: dict[tuple[Any, ...], int] = {}
        case = (world.forum, *sorted(world.case.items()))

        def number(count: CountFacts, names: tuple[Any, ...], value: Callable[[Any], Hashable]) -> int:
            """The same number for the same values of the same names; each is looked up once."""
            place = (count.id, names)
            if place not in read:
                known = (names, *(value(name) for name in names))
                read[place] = self._numbers.setdefault(known, len(self._numbers))
            return read[place]

        def cell(one: World, rule: str, work: Callable[[], Cell]) -> Cell:
            reads = self._of(rule)
            counts = [
                (
                    count.id,
                    number(count, reads.facts, count.facts.get),
                    number(count, reads.grounds, lambda pair, count=count: one.match(count, *pair).truth),  # type: ignore[misc]
                )
                for count in one.counts
            ]
            key = (rule, asked_of_person(one, rule), case, *counts)
            if key not in self._cells:
                self._cells[key] = work()
            return self._cells[key]

        return cell

    def _of(self, rule: str) -> _Reads:
        if rule not in self._reads:
            from steelyard.logic.columns import facts_read, grounds_read  # the core does without what this needs

            facts = facts_read(self.pack, [rule]).values()
            of_counts = tuple(sorted(fact.short for fact in facts if fact.entity is Entity.COUNT))
            self._reads[rule] = _Reads(of_counts, grounds_read(self.pack, [rule]))
        return self._reads[rule]
