"""Ways of settling what is open: every question that a forum leaves open is answered both ways, one way a world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from steelyard.law.splits import question

T = TypeVar("T")

MAX_WORLDS = 512
"""The most worlds that are tried; a question with more is unsettled."""


class TooManyWorlds(Exception):
    """There are more ways of settling what is open than are tried."""


class _Branch(Exception):
    def __init__(self, name: str, options: tuple[object, ...]) -> None:
        self.name = name
        self.options = options


@dataclass(frozen=True, slots=True)
class World:
    """One way of settling what is open.

    A world follows its forum's law of `day` where there is any; a free world is bound by nationwide authority alone and
    so takes either side of every other split, and the splits that are `freed` are open whatever the forum says.
    `used` collects the splits that were asked for, `read` the questions, and `known` what was worked out and hangs on
    no other.
    """

    forum: str
    day: date
    conviction: date
    is_free: bool = False
    choices: Mapping[str, object] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    known: dict[object, list[tuple[dict[str, object], Any]]] = field(default_factory=dict)
    freed: frozenset[str] = frozenset()

    def freeing(self, splits: Iterable[str]) -> World:
        """A world of the same forum and days in which these splits are open."""
        return World(self.forum, self.day, self.conviction, freed=frozenset(splits))

    def choose(self, name: str, options: tuple[object, ...]) -> object:
        """The option this world takes on a question; asking opens a world for each option."""
        if name in self.choices:
            self.read.add(name)
            return self.choices[name]
        raise _Branch(name, options)

    def once(self, key: object, evaluate: Callable[[World], T]) -> T:
        """What `evaluate` says in this world, worked out once for all worlds that agree in what it asks."""
        told = self.known.setdefault((key, self.is_free), [])
        for needed, found in told:
            if needed.items() <= self.choices.items():
                self.read.update(needed)
                return found  # type: ignore[no-any-return]
        apart = self._of(self.choices, set())
        result = evaluate(apart)
        told.append(({name: self.choices[name] for name in apart.read}, result))
        self.read.update(apart.read)
        return result

    def _of(self, choices: Mapping[str, object], read: set[str]) -> World:
        """This world with these choices; much faster than `dataclasses.replace`."""
        return World(
            self.forum, self.day, self.conviction, self.is_free, choices, self.used, read, self.known, self.freed
        )

    def split(self, name: str) -> bool:
        """True where the affirmative side of a named split is followed."""
        asked = question(name)
        self.used.add(name)
        if name in self.freed:
            settled = None
        else:
            settled = asked.nationwide(self.day) if self.is_free else asked.answer(self.forum, self.day)
        return bool(self.choose(f"split:{name}", (True, False))) if settled is None else settled


def every(evaluate: Callable[[World], T], world: World) -> list[T]:
    """The outcome of `evaluate` in every world. Raises TooManyWorlds beyond `MAX_WORLDS`."""
    outcomes: list[T] = []
    waiting = [dict(world.choices)]
    while waiting:
        choices = waiting.pop()
        try:
            outcomes.append(evaluate(world._of(MappingProxyType(choices), world.read)))
        except _Branch as branch:
            waiting += [{**choices, branch.name: option} for option in branch.options]
        if len(outcomes) + len(waiting) > MAX_WORLDS:
            raise TooManyWorlds
    return outcomes
