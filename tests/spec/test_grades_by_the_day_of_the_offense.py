"""A grade that a change of law gave to later offenses alone is of those, whenever the conviction was."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue
from steelyard.logic.facts import Among, Between

OLD, NEW = date(2004, 5, 7), date(2006, 2, 1)

TERMS = (
    # the drug law of 2004 reaches offenses from 13 January 2005: People v. Utsey, 7 N.Y.3d 398 (2006)
    ("N.Y. Penal Law § 220.09(6)", OLD, date(2005, 3, 18), {"15 years"}),
    ("N.Y. Penal Law § 220.09(6)", NEW, date(2006, 9, 1), {"5 years 6 months"}),
    ("N.Y. Penal Law § 220.09(6)", None, date(2006, 9, 1), {"15 years", "5 years 6 months"}),
    # of whatever day the conviction is, the offense may be an old one where nobody says its day
    ("N.Y. Penal Law § 220.09(6)", None, date(2020, 9, 1), {"15 years", "5 years 6 months"}),
    ("N.Y. Penal Law § 220.06(1)", OLD, date(2012, 3, 18), {"7 years"}),
    ("N.Y. Penal Law § 220.16(1)", OLD, date(2005, 3, 18), {"25 years"}),
    ("N.Y. Penal Law § 221.45", OLD, date(2005, 3, 18), {"4 years"}),
    # driving while intoxicated for the third time in ten years is a class D felony from 1 November 1996
    ("N.Y. Veh. & Traf. Law § 1192(3)", date(1996, 7, 23), date(1997, 4, 11), {"1 year", "4 years"}),
    ("N.Y. Veh. & Traf. Law § 1192(3)", date(1996, 11, 1), date(1997, 4, 11), {"1 year", "4 years", "7 years"}),
    # a bump stock: L. 2019, ch. 130
    ("N.Y. Penal Law § 265.10(1)", OLD, date(2004, 6, 27), {"7 years", "1 year"}),
    ("N.Y. Penal Law § 265.10(1)", date(2019, 8, 1), date(2020, 6, 27), {"7 years", "4 years", "364 days"}),
    # thefts of $100,000 and of $500,000: 18 Pa. Cons. Stat. § 3903 as amended by act 131 of 2013
    (
        "18 Pa. Cons. Stat. § 3922(a)(2)",
        date(1996, 2, 9),
        date(2015, 2, 2),
        {"10 years", "7 years", "5 years", "2 years", "1 year"},
    ),
    (
        "18 Pa. Cons. Stat. § 3926(a)(1)",
        date(2014, 2, 20),
        date(2015, 2, 2),
        {"7 years", "5 years", "2 years", "90 days"},
    ),
    (
        "18 Pa. Cons. Stat. § 3926(a)(1)",
        date(2014, 2, 21),
        date(2015, 2, 2),
        {"20 years", "10 years", "7 years", "5 years", "2 years", "90 days"},
    ),
    ("18 Pa. Cons. Stat. § 6105(a)(1)", date(2016, 12, 1), date(2017, 12, 1), {"10 years", "5 years"}),
    ("75 Pa. Cons. Stat. § 3732(a)", date(2001, 2, 17), date(2002, 2, 1), {"5 years"}),
    # a minor in the vehicle: act 39 of 2012
    ("75 Pa. Cons. Stat. § 3802(a)(2)", date(2012, 7, 6), date(2013, 1, 1), {"6 months", "2 years"}),
    ("75 Pa. Cons. Stat. § 3802(a)(2)", date(2012, 7, 7), date(2013, 1, 1), {"6 months", "2 years", "5 years"}),
)


@pytest.mark.parametrize(("charge", "on", "convicted", "expected"), TERMS, ids=[f"{c} {o} {d}" for c, o, d, _ in TERMS])
def test_a_grade_is_of_the_offenses_that_it_reaches(
    charge: str, on: date | None, convicted: date, expected: set[str]
) -> None:
    found = catalogue().find("NY" if charge.startswith("N.Y.") else "PA", charge, on)
    assert not found.problem
    assert {p.maximum for offense in found.offenses for p in offense.penalties_on(convicted)} == expected


def test_an_answer_of_two_days_of_offense_is_not_one_answer() -> None:
    """What is looked up by the name of an offense tells those of two laws apart."""
    before, after = (catalogue().find("NY", "N.Y. Penal Law § 220.09(6)", on) for on in (OLD, NEW))
    assert before.id != after.id
    assert before.named == after.named == "ny.pl.220.09.6"


GRADES = (
    ("N.Y. Veh. & Traf. Law § 1192(1)", date(2020, 1, 1), ("misdemeanor", "364 days")),
    ("N.Y. Veh. & Traf. Law § 1192(2-a)(a)", date(2020, 1, 1), ("felony", "7 years")),
    ("18 Pa. Cons. Stat. § 3121(a)(4)", date(2016, 1, 1), ("felony", "30 years")),
)


@pytest.mark.parametrize(("charge", "day", "grade"), GRADES, ids=[c for c, _, _ in GRADES])
def test_a_graver_grade_of_a_vehicle_or_of_a_substance_stands(charge: str, day: date, grade: tuple[str, str]) -> None:
    found = catalogue().find("NY" if charge.startswith("N.Y.") else "PA", charge)
    assert grade in {(p.level, p.maximum) for offense in found.offenses for p in offense.penalties_on(day)}


@pytest.mark.parametrize(
    ("charge", "first"),
    [
        ("N.Y. Penal Law § 121.12", date(2010, 11, 11)),
        ("N.Y. Penal Law § 120.45(1)", date(1999, 12, 1)),
        ("N.Y. Veh. & Traf. Law § 1192(2-a)(b)", date(2009, 12, 18)),
        ("N.Y. Penal Law § 265.01-c", date(2019, 11, 26)),
    ],
)
def test_a_crime_of_a_later_law_is_none_before_it(charge: str, first: date) -> None:
    assert not catalogue().find("NY", charge, first).problem
    assert catalogue().find("NY", charge, date.fromordinal(first.toordinal() - 1)).code == "SY-O104"


def test_telephone_service_has_a_graver_grade_whose_term_nobody_read() -> None:
    level, longest = catalogue().penalty(
        catalogue().find("NY", "N.Y. Penal Law § 165.15(5)"), None, date(2020, 1, 1), None
    )
    assert level == Among(frozenset({"misdemeanor", "felony"}))
    assert isinstance(longest, Between)
    assert longest.high is None
