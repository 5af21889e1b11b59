"""Outcomes that are not known: in how many cases of each group, and how far they could move a difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.weigh.strata import NONE, estimate, match
from steelyard.weigh.suppress import share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from steelyard.weigh.strata import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Blank:
    """The cases of a pair of groups whose outcome is not known, in whole or in some row.

    `blank` and `cases` have a number for the reference group and one for the compared. `low` and `high` are the least and the
    greatest difference over all that the outcomes could be, `low_limit` and `high_limit` the far ends of their intervals; None
    where there is none to compare. `may_be_none` says that a
    blank can as well mean that the measure does not concern the case, which the table does not tell apart: then there are no
    bounds either.
    """

    blank: tuple[int, int]
    cases: tuple[int, int]
    smallest: int
    low: float | None = None
    high: float | None = None
    low_limit: float = -np.inf
    high_limit: float = np.inf
    may_be_none: bool = False

    @property
    def some(self) -> bool:
        """Is an outcome not known that the measure asks for?"""
        return any(self.blank) and not self.may_be_none

    @property
    def shares(self) -> tuple[float | None, float | None]:
        """The share of each group's cases; None where fewer than the smallest count are blank, or are there."""
        first, second = (
            None if 0 < many < self.smallest or of < self.smallest else share(many, of, self.smallest)
            for many, of in zip(self.blank, self.cases, strict=True)
        )
        return first, second

    @property
    def shown(self) -> bool:
        """May the bounds be shown? Where few cases are blank, how far they reach tells how many."""
        return self.low is not None and not any(0 < many < self.smallest for many in self.blank)

    def told(self, reference: str, compared: str) -> str:
        """In how many cases of each group, in words."""
        return " and ".join(
            f"{self._told(number, 1)} of the cases of {name}" for number, name in enumerate((reference, compared))
        )

    def in_column(self) -> str:
        """The shares of both groups, as short as a column needs it."""
        if not any(self.blank):
            return "none"
        return ("blank: " if self.may_be_none else "") + " and ".join(self._told(number, 0) for number in (0, 1))

    def _told(self, number: int, digits: int) -> str:
        found = self.shares[number]
        if not self.blank[number]:
            return "none"
        return f"fewer than {self.smallest}" if found is None else f"{found:.{digits}%}"

    def keeps_direction(self, found: float) -> bool:
        """Does the interval stay on the side of zero that `found` is on, whatever the outcomes are?"""
        if not self.some or self.low is None or self.high is None:
            return not self.some
        return self.low_limit > 0 if found > 0 else self.high_limit < 0

    def stays_below(self, gap: float) -> bool:
        """Is the difference no larger than this gap in either direction, whatever the outcomes are?"""
        if not self.some or self.low is None or self.high is None:
            return not self.some
        return max(-self.low, self.high) <= gap


def blank_of(
    outcome: Floats, unknown: Floats, code: Ints, keys: NDArray[np.int64], *, is_share: bool, may_be_none: bool, smallest: int
) -> Blank:  # fmt: skip
    """Which outcomes are not known of the cases of a known group, with the bounds for them.

    `outcome` is NaN where no row of a case has one; `unknown` the share of its rows that should have one and have none; `code`
    1 for the compared group, 0 for the reference. A yes-or-no outcome that is not known is anything from all no to all yes; an
    amount lies between the least and the greatest that as many cases as `smallest` reach, so that no one case is told.
    """
    is_blank = unknown > 0
    counts = [(int((is_blank & (code == group)).sum()), _asked(outcome, is_blank, code, group)) for group in (0, 1)]
    (first, of_first), (second, of_second) = counts
    found = Blank((first, second), (of_first, of_second), smallest, may_be_none=may_be_none)
    if not found.some:
        return found
    known = np.sort(outcome[np.isfinite(outcome) & (code >= 0)])
    if is_share:
        ends = (0.0, 1.0)
    elif len(known) < 2 * smallest:
        return found
    else:
        ends = (float(known[smallest - 1]), float(known[-smallest]))
    limits = outcome_bounds(outcome, unknown, code, keys, ends)
    return found if limits is None else Blank(found.blank, found.cases, smallest, *limits)


def _asked(outcome: Floats, is_blank: Bools, code: Ints, group: int) -> int:
    """How many cases of the group the measure concerns."""
    return int(((np.isfinite(outcome) | is_blank) & (code == group)).sum())


def outcome_bounds(
    outcome: Floats, unknown: Floats, code: Ints, keys: NDArray[np.int64], ends: tuple[float, float]
) -> tuple[float, float, float, float] | None:
    """The least and the greatest difference over every outcome, between `ends`, of the rows whose outcome is not known.

    Then the lower end of the interval of the least, and the upper end of that of the greatest. The cases are matched as they
    would be if all outcomes were known. None when no case is like one of the other group.
    """
    used = (code >= 0) & (np.isfinite(outcome) | (unknown > 0))
    outcome, unknown, code = outcome[used], unknown[used], code[used]
    stratum = match(keys[used], code).stratum
    inside = stratum != NONE
    if not inside.any():
        return None
    known = np.where(np.isfinite(outcome), outcome, 0.0) * (1 - unknown)
    least, most = known + ends[0] * unknown, known + ends[1] * unknown
    is_one = code == 1
    low, high = (
        estimate(values[inside], is_one[inside], stratum[inside], np.random.default_rng(0), draws=0, is_share=False)
        for values in (np.where(is_one, least, most), np.where(is_one, most, least))
    )
    return low.difference, high.difference, low.low, high.high
