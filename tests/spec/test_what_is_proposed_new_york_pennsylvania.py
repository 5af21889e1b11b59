"""Answers of what is proposed in place of charges in New York and Pennsylvania, and their likes elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue
from steelyard.logic.facts import Among, Between


@pytest.mark.parametrize(
    ("state", "charge", "levels", "low", "high"),
    [
        # 18 Pa. Cons. Stat. § 3903(a)(1) names both sections
        ("PA", "18 Pa. Cons. Stat. § 3928(a)", {"misdemeanor", "felony"}, 730, 3650),
        ("PA", "18 Pa. Cons. Stat. § 3929(a)(1)", {"violation", "misdemeanor", "felony"}, 90, 3650),
        # a second and a third conviction within eighteen months
        ("NY", "N.Y. Veh. & Traf. Law § 1212", {"misdemeanor"}, 30, 180),
    ],
)
def test_the_longest_term_is_that_of_the_gravest_grade(
    state: str, charge: str, levels: set[str], low: int, high: int
) -> None:
    found = catalogue().find(state, charge, date(2025, 11, 3))
    level, term = catalogue().penalty(found, None, date(2026, 2, 3), None)
    assert (set(level.words) if isinstance(level, Among) else {level}) == levels
    assert term == Between(low, high)
