"""Ways of settling what is open: every question that a forum leaves open is answered both ways, one way a world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TypeVar

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
    so takes either side of every other split. `used` collects the splits that were asked for.
    """

    forum: str
    day: date
    conviction: date
    is_free: bool = False
    choices: Mapping[str, object] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def choose(self, name: str, options: tuple[object, ...]) -> object:
        """The option this world takes on a question; asking opens a world for each option."""
        if name in self.choices:
            return self.choices[name]
        raise _Branch(name, options)

    def split(self, name: str) -> bool:
        """True where the affirmative side of a named split is followed."""
        asked = question(name)
        self.used.add(name)
        settled = asked.nationwide(self.day) if self.is_free else asked.answer(self.forum, self.day)
        return bool(self.choose(f"split:{name}", (True, False))) if settled is None else settled


def every(evaluate: Callable[[World], T], world: World) -> list[T]:
    """The outcome of `evaluate` in every world. Raises TooManyWorlds beyond `MAX_WORLDS`."""
    outcomes: list[T] = []
    waiting = [dict(world.choices)]
    while waiting:
        choices = waiting.pop()
        try:
            outcomes.append(evaluate(replace(world, choices=MappingProxyType(choices))))
        except _Branch as branch:
            waiting += [{**choices, branch.name: option} for option in branch.options]
        if len(outcomes) + len(waiting) > MAX_WORLDS:
            raise TooManyWorlds
    return outcomes
