"""The longest term that a count could bring: by the day of its offense and its level, and what it is where more is shown."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from steelyard.catalog.find import Catalogue
from steelyard.catalog.found import Found
from steelyard.catalog.model import LIFE
from steelyard.logic.facts import Between, Known
from steelyard.weigh.case import Count, Disposition

OTHERWISE = frozenset({"otherwise", "all other cases"})
"""Conditions of a grade that ask for nothing: it holds where no other does."""
MOST_GRADES = 3
"""Graver grades that are told one by one."""


class Grade(NamedTuple):
    """A longest term in days, and what it asks for ("" for nothing)."""

    days: int
    when: str

    def __str__(self) -> str:
        term = "life" if self.days >= LIFE else f"{self.days} days"
        return f"{term} if: {self.when}" if self.when else term


class Longest(NamedTuple):
    """The longest term of the grade that holds where nothing more is shown, and the graver ones with what they ask for.

    `days` is None where it is not known.
    """

    days: int | None
    when: str = ""
    graver: tuple[Grade, ...] = ()

    def __str__(self) -> str:
        if self.days is None:
            return "not known"
        told = [str(Grade(self.days, self.when)), *map(str, self.graver[:MOST_GRADES])]
        if len(self.graver) > MOST_GRADES:
            told.append(f"up to {Grade(self.graver[-1].days, '')} by other grades")
        return "; ".join(told)


def longest_term(
    law: Catalogue, found: Found, level: str | None, convicted: Known, modifier: str | None = None, term: int | None = None
) -> Longest:  # fmt: skip
    """The longest term of an offense, read as of its day (`Catalogue.find`), at a level.

    What a grade asks for beyond the elements, an earlier conviction, a minor, an amount, is not alleged by the charge: of an
    offense with a grade that asks for nothing that one holds, and of another the lightest. A `term` that is above it shows
    that a graver one is meant.
    """
    _, maximum = law.penalty(found, level, convicted, modifier)
    highest = maximum.high if isinstance(maximum, Between) else maximum
    if not isinstance(highest, int):
        return Longest(None)
    held: list[Grade] = []
    every: set[Grade] = set()
    for penalties in law.grades(found, level, convicted, modifier or found.modifier):
        grades = [Grade(p.maximum_days, "" if p.when in OTHERWISE else p.when) for p in penalties]
        every |= set(grades)
        held.append(max((one for one in grades if not one.when), default=min(grades)))
    holds = max(held, key=lambda one: (one.days, not one.when))
    if term is not None and term > holds.days:
        holds = min((one for one in every if one.days >= term), default=Grade(highest, ""))
    # a grade that an offense has without more is a second way to the same term, and asks for nothing
    graver: dict[int, list[str]] = {}
    for one in sorted(every):
        if one.days > holds.days and one.when:
            graver.setdefault(one.days, []).append(one.when)
    return Longest(holds.days, holds.when, tuple(Grade(days, ", or ".join(whens)) for days, whens in graver.items()))


def longest_of(law: Catalogue, found: Found, count: Count, one: Disposition, day: date) -> Longest:
    """The longest term of a count as it is disposed of, whatever becomes of it; `found` is the offense, `day` that of the law."""
    own = one.charge in ("", count.charge)
    level, modifier = (one.level or count.level, one.modifier or count.modifier) if own else (one.level, one.modifier)
    if one.maximum is not None:
        return Longest(one.maximum)
    return longest_term(law, found, level, one.conviction_date or Between(day, None), modifier, one.term)


def offense_of(law: Catalogue, state: str, count: Count, one: Disposition) -> Found:
    """The offense that a disposition is of, in the version that governed the day it was committed on."""
    found = law.find(state, one.charge or count.charge, count.offense_date)
    return found.bare if one.enhancements is False and not one.charge else found
