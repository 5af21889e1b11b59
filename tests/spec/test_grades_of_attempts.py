"""The level and the longest term of an attempt and the like, as the law of its state makes them of those of the crime."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue
from steelyard.logic.facts import Among, Between, Known
from steelyard.weigh.advise import advise
from steelyard.weigh.case import parse_case

DAY = date(2026, 11, 24)
EARLIER = date(2017, 6, 1)
OPEN = Between(0, None)


@pytest.mark.parametrize(
    ("state", "charge", "modifier", "day", "level", "longest"),
    [
        ("OR", "164.055", "attempt", DAY, "misdemeanor", 364),
        ("OR", "164.055", "attempt", EARLIER, "misdemeanor", 365),
        ("OR", "164.055", "conspiracy", DAY, "felony", 1825),
        ("OR", "164.055", "solicitation", DAY, "felony", OPEN),
        ("OR", "163.190", "attempt", DAY, "misdemeanor", 180),
        ("OR", "163.175(1)(a)", "attempt", DAY, "felony", 1825),
        ("OR", "163.185", "attempt", DAY, "felony", 3650),
        ("OR", "163.115", "attempt", DAY, "felony", 7300),
        ("NY", "PL 155.30", "attempt", DAY, "misdemeanor", 364),
        ("NY", "PL 155.30", "attempt", EARLIER, "misdemeanor", 365),
        ("NY", "PL 155.25", "attempt", DAY, "misdemeanor", 92),
        ("NY", "PL 160.15", "attempt", DAY, "felony", 5475),
        ("NY", "PL 220.09(1)", "attempt", DAY, "felony", Between(0, 5475)),
        ("PA", "18 § 2702 §§ A4", "attempt", DAY, "felony", 3650),
        ("PA", "18 § 2502 §§ A", "conspiracy", DAY, "felony", Between(7300, 14600)),
        ("MA", "c265 §17", "attempt", DAY, "felony", 1825),
        ("MA", "c266 §30(1)", "attempt", DAY, "misdemeanor", 913),
        ("MA", "c265 §13A(a)", "attempt", DAY, Among(frozenset({"felony", "misdemeanor"})), OPEN),
    ],
)
def test_an_attempt_has_the_level_and_the_term_that_its_states_law_makes_of_the_crimes(
    state: str, charge: str, modifier: str, day: date, level: Known, longest: Known
) -> None:
    law = catalogue()
    found = law.find(state, charge)
    assert law.penalty(found, None, day, modifier) == (level, longest)
    stated = law.penalty(found, "misdemeanor", day, modifier)[1]
    if level == "misdemeanor":
        assert stated == longest


def test_an_illinois_attempt_of_a_lesser_felony_is_a_misdemeanor_of_less_than_a_year() -> None:
    law = catalogue()
    found = law.find("IL", "720 ILCS 5/24-1.6(a)(1)")
    levels, longest = law.penalty(found, None, DAY, "attempt")
    assert levels == Among(frozenset({"felony", "misdemeanor"})) and longest == Between(0, 2555)
    assert law.penalty(found, "misdemeanor", DAY, "attempt")[1] == Between(0, 364)


def test_the_longest_term_of_an_oregon_attempt_decides_the_five_year_ground() -> None:
    """A Class A misdemeanor may not be punished by a year, 8 U.S.C. § 1227(a)(2)(A)(i)(II), ORS 161.405(2)(d), 161.615(1)."""
    case = parse_case(
        """
id = "OR"
state = "OR"
law_as_of = 2026-11-24
person.posture = "resident_under_five"
counts = [{ id = "1", charge = "164055 Theft in the First Degree", filed = true, offense_date = 2026-03-05 }]
[[options]]
id = "1"
label = "attempt"
dispositions = [{ count = "1", outcome = "convicted", modifier = "attempt", level = "misdemeanor", term = "10 days" }]
"""
    )
    cells = advise(case).row("1").cells["resident_under_five"]
    assert str(cells["deportable.cimt_within_five_years"].state) == "not triggered"


def test_grades_name_what_is_there() -> None:
    ids = {offense.id for offense in catalogue().offenses}
    for modifier in catalogue().offenses.all_modifiers:
        named = {one for grade in modifier.grades for one in (*grade.of, *grade.not_of)} | set(modifier.ungraded)
        for one in named:
            assert any(other == one or other.startswith(f"{one}.") for other in ids), (modifier.id, one)
