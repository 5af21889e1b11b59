"""Illinois, Massachusetts and Oregon: the grades that hold on a day, and the day from which a section was law."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue

GRADES = (
    ("MA", "272/53", date(2009, 6, 30), {"misdemeanor 6 months"}, "one punishment for every way"),
    ("MA", "272/53", date(2009, 7, 1), {"misdemeanor 6 months", "misdemeanor none"}, "(b): a fine for a first offense"),
    (
        "MA",
        "94C/40",
        date(2020, 7, 25),
        {"felony 20 years", "misdemeanor 2 years 6 months", "misdemeanor 6 months"},
        "as the crime agreed on",
    ),
    ("MA", "140/131L", date(2014, 12, 31), {"misdemeanor 1 year", "felony 10 years"}, "before the act of 2014"),
    ("MA", "140/131L", date(2015, 1, 1), {"misdemeanor 1 year 6 months", "felony 12 years"}, "since that act"),
    (
        "MA",
        "Mass. Gen. Laws ch. 6, § 178H(a)",
        date(1999, 9, 9),
        {"misdemeanor 100 days"},
        "a misdemeanor of the courts' list",
    ),
    (
        "MA",
        "Mass. Gen. Laws ch. 6, § 178H(a)",
        date(1999, 9, 10),
        {"misdemeanor 2 years 6 months", "felony 5 years"},
        "a felony since",
    ),
    ("MA", "265/13H", date(2005, 4, 10), {"felony 5 years"}, "no grade for an elder yet"),
    ("MA", "272/53A(a)", date(2011, 11, 20), {"misdemeanor 1 year"}, "who pays stood under (a)"),
    ("MA", "272/53A(b)", date(2010, 1, 1), {"felony 10 years"}, "(b) was of a child under fourteen"),
    ("MA", "272/53A(b)", date(2012, 1, 1), {"misdemeanor 2 years 6 months"}, "who pays, since"),
    ("IL", "720 ILCS 550/4", date(2005, 1, 16), {"misdemeanor 30 days"}, "no civil violation before July 29, 2016"),
    ("IL", "720 ILCS 550/4", date(2017, 1, 16), {"violation none"}, "ten grams or less"),
    ("IL", "625 ILCS 5/6-303(a)", date(2004, 6, 1), {"felony 3 years"}, "(d-3) was for a fourth or later violation"),
    ("IL", "625 ILCS 5/6-303(d-5)", date(2016, 6, 22), {"felony 7 years", "felony 15 years"}, "(d-5), (d-2.5)"),
    ("IL", "720 ILCS 5/11-1.30(b)(ii)", date(2025, 7, 31), {"felony 30 years", "felony life"}, "(d)(2)"),
    ("IL", "720 ILCS 5/11-1.40(a)(1)", date(2025, 7, 31), {"felony 60 years", "felony life"}, "as (d)(2) of 11-1.30"),
    ("IL", "720 ILCS 5/16-1(a)(2)", date(1996, 11, 12), {"felony 15 years"}, "no Class X theft yet"),
    ("IL", "720 ILCS 5/16G-15(a)(1)", date(2000, 9, 16), {"misdemeanor 364 days"}, "a misdemeanor of $300 or less"),
    ("IL", "730 ILCS 150/3(a)", date(2016, 10, 29), {"felony 5 years", "felony 7 years"}, "no Class 4 since 2006"),
    ("OR", "Or. Rev. Stat. § 166.116(1)(a)", date(2014, 1, 13), {"misdemeanor 1 year"}, "Class A until an amendment"),
    ("OR", "Or. Rev. Stat. § 163.145", date(2002, 1, 13), {"felony 5 years"}, "Class C before 2003 c.815"),
    (
        "OR",
        "Or. Rev. Stat. § 475B.367",
        date(2019, 4, 5),
        {"felony 10 years", "felony 20 years"},
        "a crime of violence",
    ),
    ("MA", "269/14B", date(2019, 4, 5), {"misdemeanor 2 years 6 months", "felony 10 years"}, "F in the courts' list"),
    ("MA", "274/7", date(2019, 4, 5), {"felony 20 years", "misdemeanor 2 years 6 months"}, "as the crime agreed on"),
    ("IL", "720 ILCS 5/11-14(a)", date(2012, 4, 5), {"misdemeanor 364 days", "felony 3 years"}, "a second offense"),
    ("IL", "720 ILCS 5/24-1(a)(1)", date(2019, 4, 5), {"misdemeanor 364 days", "felony 3 years"}, "(c)(2): a school"),
    ("IL", "720 ILCS 5/24-1(a)(6)", date(2019, 4, 5), {"felony 5 years", "felony 7 years"}, "(c)(1): a school"),
    ("IL", "15 ILCS 335/14(a)(1)", date(2019, 4, 5), {"misdemeanor 364 days", "felony 3 years"}, "a second offense"),
    ("IL", "720 ILCS 5/17-10.6(a)", date(2019, 4, 5), {"felony 3 years", "felony 30 years"}, "Public Act 97-147"),
)
NO_MORE = (
    ("IL", "720 ILCS 550/4", date(2005, 1, 16), "violation none"),
    ("IL", "720 ILCS 550/4", date(2017, 1, 16), "misdemeanor 30 days"),
    ("IL", "625 ILCS 5/6-303(a)", date(2004, 6, 1), "felony 15 years"),
    ("IL", "720 ILCS 5/16-1(a)(2)", date(1996, 11, 12), "felony 30 years"),
    ("IL", "720 ILCS 5/16-30(a)(1)", date(2013, 10, 16), "misdemeanor 364 days"),
    ("IL", "730 ILCS 150/3(a)", date(2016, 10, 29), "felony 3 years"),
    ("IL", "720 ILCS 5/11-14(a)", date(2025, 4, 5), "felony 3 years"),
    ("MA", "272/53", date(2009, 6, 30), "misdemeanor none"),
    ("MA", "265/13H", date(2005, 4, 10), "felony 10 years"),
    ("OR", "Or. Rev. Stat. § 166.116(1)(a)", date(2014, 1, 13), "misdemeanor 30 days"),
)
LAW_FROM = (
    ("IL", "720 ILCS 5/24-1.8(a)(1)", date(2009, 12, 3)),
    ("IL", "510 ILCS 68/105-45", date(2015, 1, 1)),
    ("MA", "140/131L", date(1998, 10, 21)),
    ("MA", "265/13M(b)", date(2014, 8, 8)),
    ("MA", "265/15D(c)", date(2014, 8, 8)),
    ("MA", "265/43A(a)", date(2000, 10, 30)),
    ("MA", "266/37E(b)", date(1999, 3, 3)),
    ("MA", "268/34A", date(1999, 3, 3)),
    ("MA", "272/29C", date(1997, 11, 26)),
    ("OR", "Or. Rev. Stat. § 163.107", date(2019, 9, 29)),
    ("OR", "Or. Rev. Stat. § 163.187(4)(c)", date(2019, 1, 1)),
)


def grades(state: str, charge: str, day: date) -> set[str]:
    found = catalogue().find(state, charge, day).offenses
    assert found, charge
    return {f"{p.level} {p.maximum}" for offense in found for p in offense.penalties if p.holds_on(day)}


@pytest.mark.parametrize(("state", "charge", "day", "expected", "why"), GRADES, ids=[f"{r[1]} {r[2]}" for r in GRADES])
def test_a_grade_holds_on_its_day(state: str, charge: str, day: date, expected: set[str], why: str) -> None:
    assert expected <= grades(state, charge, day), why


@pytest.mark.parametrize(("state", "charge", "day", "grade"), NO_MORE, ids=[f"{r[1]} {r[2]} {r[3]}" for r in NO_MORE])
def test_a_grade_does_not_hold_before_or_after(state: str, charge: str, day: date, grade: str) -> None:
    assert grade not in grades(state, charge, day)


@pytest.mark.parametrize(("state", "charge", "first"), LAW_FROM, ids=[f"{r[1]}" for r in LAW_FROM])
def test_a_section_is_law_from_its_day(state: str, charge: str, first: date) -> None:
    found = catalogue().find(state, charge)
    assert found.offenses and all(offense.in_force_from == first for offense in found.offenses)
