"""Days, spans of days, the axes of time that select a rule's version, and calendar arithmetic in whole days."""

from __future__ import annotations

import calendar
import enum
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
"""A day of a case lies between these: room for every rule's years before and after it, and a mistyped year is found."""


class Axis(enum.StrEnum):
    """The event whose day selects the version of a rule."""

    CONDUCT = "conduct"
    PLEA = "plea"
    CONVICTION = "conviction"
    SENTENCE = "sentence"
    PROCEEDING = "proceeding"


@dataclass(frozen=True, slots=True)
class Span:
    """An unbroken run of days, both ends included; None is an open end."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(f"a span ends ({self.last}) before it begins ({self.first})")

    def __contains__(self, day: date) -> bool:
        return within(day, self.first, self.last)

    def meets(self, other: Span) -> bool:
        """True when some day lies in both spans."""
        starts_in_time = self.first is None or other.last is None or self.first <= other.last
        return starts_in_time and (other.first is None or self.last is None or other.first <= self.last)

    def covers(self, other: Span) -> bool:
        """True when every day of `other` lies in this span."""
        from_start = self.first is None or (other.first is not None and self.first <= other.first)
        return from_start and (self.last is None or (other.last is not None and other.last <= self.last))

    def __str__(self) -> str:
        if self.first is None and self.last is None:
            return "always"
        if self.last is None:
            return f"since {self.first}"
        if self.first is None:
            return f"until {self.last}"
        return f"{self.first} to {self.last}"


def within(day: date, first: date | None, last: date | None) -> bool:
    """True when `day` is neither before `first` nor after `last`; None is an open end."""
    return (first is None or first <= day) and (last is None or day <= last)


def checked_day(day: date) -> date:
    """The same day. Raises ValueError when it is before FIRST_DAY or after LAST_DAY."""
    if not within(day, FIRST_DAY, LAST_DAY):
        raise ValueError(f"{day} is not between {FIRST_DAY} and {LAST_DAY}")
    return day


def read_day(text: str) -> date:
    """The day that a text such as 2026-09-14 names. Raises ValueError for no day of the calendar, or one out of reach."""
    return checked_day(date.fromisoformat(text))


def in_months(count: int) -> int:
    """A term of whole months in days: a year is 365, a month the twelfth of it, rounded up.

    Six months alone are 180, so that they are never more than six months; 12, 24 and so on are whole years.
    """
    years, months = divmod(count, 12)
    return years * 365 + (180 if (years, months) == (0, 6) else -(-months * 365 // 12))


def add(day: date, *, years: int = 0, days: int = 0) -> date:
    """`day` moved by whole years, then by whole days; 29 February in a common year becomes 1 March.

    The anniversary of 29 February is taken as 1 March so that a period of years is never cut short by a day.
    Raises ValueError when the result is outside the calendar (years 1 to 9999).
    """
    year = day.year + years
    if day.month == 2 and day.day == 29 and not calendar.isleap(year):
        moved = date(year, 3, 1)
    else:
        moved = day.replace(year=year)
    return moved + timedelta(days=days)
