"""Paragraphs that kept their number and changed their meaning: an old day is answered by the words of that day.

Each case was a false clearance, or a wrong match, while the words of today were applied to it.
"""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.ask import answer
from steelyard.catalog.find import catalogue

AS_OF = "2026-11-29"


def asked(state: str, statute: str, ground: str, day: str) -> str:
    """The answer for an offense and a conviction of the same day, in the circuit of the state."""
    facts = {"offense_date": day}
    question = {"state": state, "statute": statute, "ground": ground, "as_of": AS_OF, "conviction_date": day}
    return str(answer({**question, "facts": facts})["answer"])


CALIFORNIA = [
    # until September 1998 subdivision (c) was theft by a caretaker, which is (e) today
    ("Cal. Penal Code § 368(c)", "CIMT", "1997-06-01", "yes"),
    ("Cal. Penal Code § 368(c)", "CIMT", "2005-06-01", "no"),
    # and (b) was what is (c) today, a misdemeanor whose words were not read
    ("Cal. Penal Code § 368(b)", "AF:F", "1997-06-01", "not_analysed"),
    # before Proposition 35 one subdivision was of forced labor and of pimping, pandering, extortion and the rest
    ("Cal. Penal Code § 236.1(a)", "AF:K(i)", "2011-06-01", "unsettled"),
    ("Cal. Penal Code § 236.1(a)", "AF:I", "2011-06-01", "unsettled"),
    ("Cal. Penal Code § 236.1(a)", "AF:K(i)", "2014-06-01", "no"),
    # until 2006 (c)(3) was driving under the influence that kills; since then it is a collision for gain
    ("Cal. Penal Code § 192(c)(3)", "CIMT", "2005-06-01", "no"),
    ("Cal. Penal Code § 192(c)(3)", "DRINKING", "2005-06-01", "yes"),
    ("Cal. Penal Code § 192(c)(3)", "CIMT", "2008-06-01", "yes"),
    ("Cal. Penal Code § 191.5(b)", "CIMT", "2005-06-01", "unsettled"),
    ("Cal. Penal Code § 191.5(b)", "CIMT", "2008-06-01", "no"),
    # what clears the section, three violations of a point each, is of 1997
    ("Cal. Veh. Code § 2800.2(a)", "CIMT", "1996-06-01", "unsettled"),
    ("Cal. Veh. Code § 2800.2(a)", "CIMT", "1998-06-01", "no"),
    # the letters of § 12403.7 are those of § 22810, and (g) is the use of tear gas
    ("Cal. Penal Code § 12403.7(g)", "AF:F", "2005-06-01", "divisible"),
    ("Cal. Penal Code § 12403.7(g)", "CIMT", "2005-06-01", "divisible"),
    ("Cal. Penal Code § 12403.7(a)", "AF:F", "2005-06-01", "no"),
]


@pytest.mark.parametrize(("statute", "ground", "day", "expected"), CALIFORNIA)
def test_california(statute: str, ground: str, day: str, expected: str) -> None:
    assert asked("CA", statute, ground, day) == expected


def test_the_old_crime_has_the_punishment_of_its_day() -> None:
    """Gross vehicular manslaughter on the water was a felony; § 191.5(b) of today may be a misdemeanor of a year."""
    law = catalogue()
    level, _ = law.penalty(law.find("CA", "Cal. Penal Code § 191.5(b)", _day("2005-06-01")), None, _day("2005-06-01"))
    assert level == "felony"
    level, _ = law.penalty(law.find("CA", "Cal. Veh. Code § 23222(b)", _day("2005-06-01")), None, _day("2005-06-01"))
    assert level == "misdemeanor"


def _day(text: str) -> date:
    return date.fromisoformat(text)
