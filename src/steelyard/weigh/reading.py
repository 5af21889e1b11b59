"""Reading single values as their authors write them: terms, amounts, days, and declared facts in their own units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from steelyard.catalog.model import term_in_days
from steelyard.law.federal.facts import FACTS
from steelyard.logic.dates import checked_day
from steelyard.logic.errors import CaseError
from steelyard.logic.facts import Entity, Fact, Type

NO_CONVICTION = frozenset({"declined", "dismissed", "acquitted"})
"""Outcomes in which no guilt was found or admitted."""

_TERM = re.compile(
    r"(?i)\s*\d{1,5}\s*(?:day|week|month|year)s?(?:[\s,]+(?:and\s+)?\d{1,5}\s*(?:day|week|month|year)s?)*\s*|\s*life\s*"
)
_NOT_KNOWN = frozenset({"", "?", "unknown", "not known", "none", "null", "n/a", "na"})
"""Texts that stand where nothing is known: a fact that is not known is left out."""
_LEAVE_OUT = "; leave it out where it is not known"
_MONEY = re.compile(r"\s*\$\s*(\d{1,3}(?:,\d{3})*|\d{1,12})(?:\.(\d\d))?\s*")


def days_of(value: object) -> object:
    """A term in whole days from "364 days", "1 year" or "2 years 6 months"; a year is 365 days, months as in `in_months`."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError('write a term as "364 days", "6 months" or "1 year", or as whole days')
    if isinstance(value, str):
        if _TERM.fullmatch(value) is None:
            raise ValueError(
                f'{value!r} is not a term; write "364 days", "6 months", "1 year" or "2 years 6 months"{_LEAVE_OUT}'
            )
        return term_in_days(value)
    if value < 0:
        raise ValueError(f"a term of {value} days is negative; write 0 or more")
    return value


def cents_of(value: object) -> object:
    """An amount in whole cents from "$1,400" or "$1,400.00"."""
    if not isinstance(value, str):
        raise ValueError('write an amount with its sign, as "$1,400.00"')
    found = _MONEY.fullmatch(value)
    if found is None:
        raise ValueError(f'{value!r} is not an amount; write "$1,400.00"')
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)


def in_dollars(cents: int) -> str:
    """Whole cents as `cents_of` reads them: "$1,400.00"."""
    return f"${cents // 100:,}.{cents % 100:02d}"


def day_of(value: object) -> object:
    """A day of the calendar, within `FIRST_DAY` and `LAST_DAY`, from a date or from text such as 2026-09-14."""
    if type(value) is date:
        return checked_day(value)
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value!r} is not a day of the calendar; write 2026-09-14") from None
        return checked_day(day)
    raise ValueError("write a day as 2026-09-14, without a time")


SET_BY_FIELD = {
    Entity.COUNT: frozenset({
        "present", "offense", "level", "disposition", "offense_date", "plea_date", "conviction_date", "sentence_date",
        "term_imposed", "maximum_term", "arrested_or_charged", "on_probation", "custody_to_serve",
    })
}  # fmt: skip
"""Facts of a count that have a field of their own; giving them again under `facts` would be a second answer."""


def read_facts(entity: Entity, given: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The facts of a table, each checked against its declaration and read in its unit.

    Raises CaseError: SY-C004 (no such fact), SY-C005 (a value of the wrong kind), SY-C006 (a second answer).
    """
    found: dict[str, Any] = {}
    for short, value in given.items():
        fact = FACTS.get(f"{entity}.{short}")
        if fact is None:
            names = sorted(f.short for f in FACTS.values() if f.entity is entity)
            raise CaseError("SY-C004", f"there is no fact {short!r}", where=where, right=f"one of {', '.join(names)}")
        if short in SET_BY_FIELD.get(entity, ()):
            raise CaseError("SY-C006", f"{short} has a field of its own; this is a second answer", where=where)
        found[short] = read_fact(fact, value, f"{where}.{short}")
    return found


def read_fact(fact: Fact, value: Any, where: str) -> Any:
    """One value in the fact's own type and unit. Raises CaseError (SY-C005)."""
    if value is None or (isinstance(value, str) and value.strip().lower() in _NOT_KNOWN - fact.words):
        raise CaseError(
            "SY-C005", f"{value!r} is no answer", where=where, right="leave the fact out where it is not known"
        )
    try:
        if fact.type is Type.BOOL:
            if not isinstance(value, bool):
                raise ValueError("write true or false")
            return value
        if fact.type is Type.DATE:
            return day_of(value)
        if fact.type is Type.DAYS:
            return days_of(value)
        if fact.type is Type.CENTS:
            return cents_of(value)
        if fact.type is Type.NUMBER:
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise ValueError("write a whole number, 0 or more")
            return value
        if not isinstance(value, str) or not value:
            raise ValueError("write a word in quotation marks")
        if fact.words and value not in fact.words:
            raise ValueError(f"{value!r} is none of {', '.join(sorted(fact.words))}")
    except ValueError as error:
        raise CaseError("SY-C005", str(error), where=where) from None
    return value
