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
    ("Cal. Penal Code § 192.5(c)", "DRINKING", "2005-06-01", "yes"),
    ("Cal. Penal Code § 192.5(c)", "DRINKING", "2008-06-01", "no"),
    # what clears the section, three violations of a point each, is of 1997
    ("Cal. Veh. Code § 2800.2(a)", "CIMT", "1996-06-01", "unsettled"),
    ("Cal. Veh. Code § 2800.2(a)", "CIMT", "1998-06-01", "no"),
    # until 1993 the threat was of death or great bodily injury; what clears the section is the fear for safety of 1994
    ("Cal. Penal Code § 646.9(a)", "AF:F", "1993-06-01", "unsettled"),
    ("Cal. Penal Code § 646.9(b)", "DV", "1993-06-01", "unsettled"),
    ("Cal. Penal Code § 646.9(b)", "AF:F", "1995-06-01", "no"),
    # the letters of § 12403.7 are those of § 22810, and (g) is the use of tear gas
    ("Cal. Penal Code § 12403.7(g)", "AF:F", "2005-06-01", "divisible"),
    ("Cal. Penal Code § 12403.7(g)", "CIMT", "2005-06-01", "divisible"),
    ("Cal. Penal Code § 12403.7(a)", "AF:F", "2005-06-01", "no"),
]


@pytest.mark.parametrize(("statute", "ground", "day", "expected"), CALIFORNIA)
def test_california(statute: str, ground: str, day: str, expected: str) -> None:
    assert asked("CA", statute, ground, day) == expected


OTHERS = [
    # from June 1993 to February 2003 subsection (b) was stalking, and § 2709 alone may name it
    ("PA", "18 Pa. Cons. Stat. § 2709", "CIMT", "1998-06-01", "divisible"),
    ("PA", "18 Pa. Cons. Stat. § 2709", "STALK", "1998-06-01", "divisible"),
    ("PA", "18 Pa. Cons. Stat. § 2709(b)(1)", "STALK", "1998-06-01", "yes"),
    ("PA", "18 Pa. Cons. Stat. § 2709", "STALK", "2010-06-01", "no"),
    # until October 2007, as far as known, the third degree was of a person under seventeen
    ("NY", "N.Y. Penal Law § 230.04", "CHILD", "2005-06-01", "unsettled"),
    ("NY", "N.Y. Penal Law § 230.04", "CHILD", "2008-06-01", "no"),
    # every way of the second degree asked for intent to use the weapon against another
    ("NY", "N.Y. Penal Law § 265.03(2)", "CIMT", "1999-06-01", "unsettled"),
    ("NY", "N.Y. Penal Law § 265.03(3)", "CIMT", "1999-06-01", "unsettled"),
    ("NY", "N.Y. Penal Law § 265.03(3)", "CIMT", "2010-06-01", "no"),
    # the law of 1992 set the section out anew, and what (2) said before was not read
    ("NY", "N.Y. Penal Law § 260.20(2)", "CHILD", "1991-06-01", "not_analysed"),
    ("NY", "N.Y. Penal Law § 260.20(2)", "CHILD", "2000-06-01", "no"),
    # until 1991 the number was the first degree, § 163.427 of today: State v. Sharp (Or. Ct. App. 1997)
    ("OR", "Or. Rev. Stat. § 163.425", "AF:A(sexual_abuse)", "1990-06-01", "unsettled"),
    ("OR", "Or. Rev. Stat. § 163.425", "AF:A(sexual_abuse)", "2001-06-01", "no"),
    # until 1998 (a)(5) was any amount of an unlawful drug, (a)(6) of today: People v. Gassman, 251 Ill. App. 3d 681 (1993)
    ("IL", "625 ILCS 5/11-501(a)(5)", "CS", "1996-06-01", "unsettled"),
    ("IL", "625 ILCS 5/11-501(a)(5)", "CS", "2010-06-01", "no"),
    ("IL", "625 ILCS 5/11-501(a)(4)", "DRINKING", "1996-06-01", "yes"),
    # § 16A-3 alone may be any of the eight ways of retail theft
    ("IL", "720 ILCS 5/16A-3", "AF:M(i)", "1999-06-01", "divisible"),
    ("IL", "720 ILCS 5/16A-3(a)", "AF:M(i)", "1999-06-01", "no"),
    # the aim to retain goods without paying, and whether that may be for a time, matters for days before Diaz-Lizarraga
    ("IL", "720 ILCS 5/16-25(a)(1)", "CIMT", "2000-02-24", "unsettled"),
    ("IL", "720 ILCS 5/16-25(a)(1)", "CIMT", "2018-02-24", "yes"),
    # driving while revoked, in violation of any paragraph of (a), that on any amount of a drug among them
    ("IL", "625 ILCS 5/11-501(c-1)", "CS", "2005-06-01", "unsettled"),
]


@pytest.mark.parametrize(("state", "statute", "ground", "day", "expected"), OTHERS)
def test_other_states(state: str, statute: str, ground: str, day: str, expected: str) -> None:
    assert asked(state, statute, ground, day) == expected


def test_nothing_is_cleared_before_it_was_a_crime() -> None:
    """A conviction of a day before every version was of other words, whatever the day of the offense."""
    question = {"state": "CA", "statute": "Cal. Penal Code § 459.5", "ground": "CIMT", "as_of": AS_OF}
    before = answer({**question, "conviction_date": "2010-01-31"})
    assert (before["answer"], before["stance"]["cautious"]) == ("not_analysed", "yes")
    assert answer({**question, "conviction_date": "2015-01-31"})["answer"] != "not_analysed"
    # of a subdivision that was repealed the day of conviction says nothing: the offense may be older
    repealed = {**question, "state": "NY", "statute": "N.Y. Penal Law § 265.02(4)", "ground": "FIREARM"}
    assert answer({**repealed, "conviction_date": "2007-01-31"})["answer"] == "no"


def test_in_a_case_nothing_is_cleared_before_it_was_a_crime() -> None:
    """The rules ask the same way as `ground`, with the day of conviction alone."""
    law = catalogue()
    new, repealed = law.find("CA", "Cal. Penal Code § 459.5"), law.find("NY", "N.Y. Penal Law § 265.02(4)")
    asking = {"forum": "9th Cir.", "as_of": _day(AS_OF)}
    assert law.match(new, "CIMT", convicted=_day("2010-01-31"), **asking).answer == "not_analysed"
    assert law.match(new, "CIMT", convicted=_day("2016-01-31"), **asking).answer == "no"
    assert (
        law.match(repealed, "FIREARM", forum="2d Cir.", as_of=_day(AS_OF), convicted=_day("2007-01-31")).answer == "no"
    )


def test_the_old_crime_has_the_punishment_of_its_day() -> None:
    """Gross vehicular manslaughter on the water was a felony; § 191.5(b) of today may be a misdemeanor of a year."""
    law = catalogue()
    level, _ = law.penalty(law.find("CA", "Cal. Penal Code § 191.5(b)", _day("2005-06-01")), None, _day("2005-06-01"))
    assert level == "felony"
    level, _ = law.penalty(law.find("CA", "Cal. Veh. Code § 23222(b)", _day("2005-06-01")), None, _day("2005-06-01"))
    assert level == "misdemeanor"


def _day(text: str) -> date:
    return date.fromisoformat(text)
