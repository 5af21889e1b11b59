"""Answers on what is charged often that were too sure, each with a neighbour that stays."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_of_state

CASES = [
    # a scheme to defraud is an element of larceny by false promise, which must be charged as such: N.Y. Penal Law § 155.05(2)(d)
    ("NY", "PL 155.25", "AF:M(i)", "unsettled"),
    ("NY", "PL 155.25", "AF:M", "unsettled"),
    ("NY", "PL 155.35(2)", "AF:M(i)", "unsettled"),
    ("NY", "PL 155.40(1)", "AF:M(i)", "unsettled"),
    ("NY", "PL 155.30(5)", "AF:M(i)", "no"),  # from the person
    ("NY", "PL 155.40(2)", "AF:M(i)", "no"),  # by extortion
    ("NY", "PL 165.40", "AF:M(i)", "no"),
    # "relating to" counterfeiting: Richards v. Ashcroft, 400 F.3d 125 (2d Cir. 2005), of a forged instrument held
    ("NY", "PL 275.35", "AF:R", "unsettled"),
    ("NY", "PL 275.35", "CIMT", "no"),  # People v. Colon, 8 Misc. 3d 569
    # works copied without consent are not surely counterfeit, and no surer where recklessness is enough
    ("IL", "720 ILCS 5/16-7(a)(2)", "AF:R", "unsettled"),
    ("PA", "18 § 4116(e)", "AF:R", "unsettled"),
    ("PA", "18 § 4116(d)", "AF:R", "unsettled"),
    # "any weapon prohibited under Section 24-1" takes in its bombs and grenades: 18 U.S.C. § 921(a)(4)
    ("IL", "720 ILCS 5/24-1.1(a)", "FIREARM", "unsettled"),
    ("IL", "720 ILCS 5/24-1.1(a)", "CIMT", "no"),
    # a person and property in one clause
    ("IL", "720 ILCS 5/26.5-3(a)(5)", "DV", "unsettled"),
    ("IL", "720 ILCS 5/26.5-3(a)(5)", "AF:F", "unsettled"),
    ("IL", "720 ILCS 5/12-6(a)(1)", "DV", "unsettled"),
    ("IL", "720 ILCS 5/12-6(a)(2)", "DV", "no"),
    # who is let in with a criminal aim enters without authority: People v. Bush, 157 Ill. 2d 248 (1993)
    ("IL", "720 ILCS 5/19-6(a)(6)", "AF:G(burglary)", "unsettled"),
    (
        "IL",
        "720 ILCS 5/19-6(a)(5)",
        "AF:G(burglary)",
        "no",
    ),  # Van Cannon v. United States, 890 F.3d 656 (7th Cir. 2018)
    ("CA", "PC 18200", "AF", "no"),
]


@pytest.mark.parametrize(("state", "charge", "ground", "expected"), CASES)
def test_what_is_charged_often_is_neither_cleared_nor_caught_too_soon(
    state: str, charge: str, ground: str, expected: str
) -> None:
    found = catalogue().find(state, charge)
    assert found.offenses, found.problem
    asked = catalogue().full_match(
        found, ground, forum=forum_of_state(state), as_of=date(2026, 6, 1), conviction_date=None
    )
    assert asked.answer == expected
