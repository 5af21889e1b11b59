"""Does an offense fall within a federal ground? Derived from the elements; a holding in force replaces the answer.

The derivation opens every form into its means, tests each, and combines them: all means of a form must match, and the
forms are alternatives that are elements, means, or nobody knows. What is open (a split the forum has not decided,
alternatives of unknown kind, a courts' reading that nobody checked) is answered both ways; where the ways differ the
answer is *unsettled*. What cannot be tested is *not_analysed*. Neither is ever "no".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from steelyard.catalog.holdings import Holding, Holdings, controlling
from steelyard.catalog.model import Form, Offense, Values
from steelyard.law.federal.grounds import (
    CIMT_KINDS,
    Finding,
    Ground,
    Reading,
    Verdict,
    belongs_to,
    ground_named,
)
from steelyard.law.splits import BOARD, HOME_CIRCUITS, Authority, ground_authorities, question
from steelyard.logic.errors import SteelyardError

YES, NO, DIVISIBLE, CIRCUMSTANCE = "yes", "no", "divisible", "circumstance"
UNSETTLED, NOT_ANALYSED, PARTLY = "unsettled", "not_analysed", "partly"

MAX_MEANS = 4_096
"""The most combinations of means one form may open into; a form with more is not analysed."""
MAX_WORLDS = 512
"""The most ways of settling what is open that are tried; beyond them the answer is unsettled."""

MODIFIERS = ("attempt", "conspiracy", "solicitation", "facilitation", "aiding", "accessory")
"""How an offense may be charged other than completed; "facilitation" is tested as solicitation."""

PAPERS_THAT_DECIDE = "the charge, the plea agreement, the plea colloquy and the judgment decide which form it was"


class MatchError(SteelyardError):
    """A question about an offense and a ground that cannot mean anything."""


@dataclass(frozen=True, slots=True)
class FormResult:
    """What the ground says of one form: the answer (*partly* when only some of its means match), and why."""

    offense: str
    form: str
    answer: str
    reasons: tuple[str, ...]
    kinds: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The form as the command line's JSON gives it."""
        return {
            "offense": self.offense,
            "form": self.form,
            "answer": self.answer,
            "reasons": list(self.reasons),
            "kinds": list(self.kinds),
        }


@dataclass(frozen=True, slots=True)
class Stance:
    """The answer under the most adverse and under the most favourable reading that an authority supports."""

    cautious: str
    arguable: str


@dataclass(frozen=True, slots=True)
class Match:
    """Whether offenses fall within a ground: answer, basis, forms with reasons, and what else is needed.

    `requires` is what the ground asks beyond the match (a term, a loss); `derived` is the answer without holdings.
    """

    offenses: tuple[str, ...]
    ground: str
    forum: str
    as_of: date
    answer: str
    basis: str
    forms: tuple[FormResult, ...]
    requires: tuple[str, ...]
    authorities: tuple[Authority, ...]
    holdings: tuple[Holding, ...]
    stance: Stance
    derived: str
    splits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    by_forum: Mapping[str, str] = field(default_factory=dict)

    @property
    def matching(self) -> tuple[str, ...]:
        """The names of the forms that match (yes, or on a fact or crime outside them)."""
        return tuple(f"{f.offense}: {f.form}" if f.form else f.offense for f in self.forms
                     if f.answer in {YES, CIRCUMSTANCE, "depends"})  # fmt: skip

    @property
    def not_matching(self) -> tuple[str, ...]:
        """The names of the forms that do not match, partly matching ones among them."""
        return tuple(f"{f.offense}: {f.form}" if f.form else f.offense for f in self.forms if f.answer in {NO, PARTLY})

    def as_dict(self) -> dict[str, object]:
        """The match as the command line's JSON gives it."""
        return {
            "answer": self.answer,
            "basis": self.basis,
            "requires": list(self.requires),
            "forms": [form.as_dict() for form in self.forms],
            "matching": list(self.matching),
            "not_matching": list(self.not_matching),
            "authorities": [h.as_dict() for h in self.holdings] + [a.as_dict() for a in self.authorities],
            "stance": {"cautious": self.stance.cautious, "arguable": self.stance.arguable},
            "derived": self.derived,
            "splits": list(self.splits),
            "notes": list(self.notes),
            "forum": self.forum,
            "by_forum": dict(self.by_forum),
        }


# --- worlds: ways of settling what is open ------------------------------------------------------------------------------


class _Branch(Exception):
    """A choice that the present world has not made."""

    def __init__(self, name: str, options: tuple[object, ...]) -> None:
        self.name = name
        self.options = options


class _TooManyWorlds(Exception):
    """More ways of settling what is open than are tried."""


@dataclass(frozen=True, slots=True)
class _World:
    """One way of settling what is open. A free world follows no forum: it may take either side of every split."""

    forum: str
    day: date
    conviction: date
    is_free: bool
    choices: Mapping[str, object]
    used: set[str]

    def choose(self, name: str, options: tuple[object, ...]) -> object:
        if name in self.choices:
            return self.choices[name]
        raise _Branch(name, options)

    def split(self, name: str) -> bool:
        asked = question(name)
        self.used.add(name)
        settled = asked.answer(self.forum, self.day)
        nationwide = asked.answer("", self.day) if any(a.forum == "nationwide" for a in asked.authorities(self.day)) else None
        if self.is_free:
            return bool(self.choose(f"split:{name}", (True, False))) if nationwide is None else nationwide
        return bool(self.choose(f"split:{name}", (True, False))) if settled is None else settled


def _worlds[T](evaluate: Callable[[_World], T], world: _World) -> list[T]:
    """Every outcome of `evaluate`, one for each way of settling what it asks."""
    outcomes: list[T] = []
    waiting = [dict(world.choices)]
    while waiting:
        choices = waiting.pop()
        try:
            outcomes.append(evaluate(replace(world, choices=MappingProxyType(choices))))
        except _Branch as branch:
            waiting += [{**choices, branch.name: option} for option in branch.options]
        if len(outcomes) + len(waiting) > MAX_WORLDS:
            raise _TooManyWorlds
    return outcomes
