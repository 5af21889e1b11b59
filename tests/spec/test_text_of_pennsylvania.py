"""Ways and grades that the text of Pennsylvania's sections gives, and that their entries once left out.

Each answer was "no", or the charge named no entry, before the entry was read against the whole text of its section. Where a
grade adds a fact and the courts charge it under the paragraph alone, that paragraph does not say that the fact is wanting.
"""

from __future__ import annotations

import pytest

from steelyard.catalog.charges import cite
from steelyard.catalog.find import catalogue

from .made_up import said_of


@pytest.mark.parametrize(
    ("charge", "ground", "expected"),
    [
        # a child raises the grade, and the courts charge that grade under the paragraph of the crime itself
        ("18 § 2701 §§ A1", "CHILD", "unsettled"),
        ("18 § 2701 §§ A2", "CHILD", "divisible"),
        ("18 § 2701 §§ A3", "CHILD", "unsettled"),
        ("18 § 2902 §§ A1", "CHILD", "divisible"),
        ("18 § 2902 §§ A2", "CHILD", "unsettled"),
        ("18 § 2903 §§ A", "CHILD", "unsettled"),
        ("18 § 3125 §§ A1", "CHILD", "divisible"),
        ("18 § 3125 §§ A6", "CHILD", "divisible"),
        ("18 § 3011 §§ B", "CHILD", "yes"),
        # force or its threat raises the grade
        ("18 § 4952 §§ A1", "AF:F", "unsettled"),
        ("18 § 4952 §§ A6", "DV", "unsettled"),
        ("18 § 4953 §§ A", "AF:F", "unsettled"),
        ("18 § 4953.1 §§ A", "AF:F", "unsettled"),
        ("18 § 4958 §§ A1", "AF:F", "unsettled"),
        ("18 § 4958 §§ B", "AF:F", "unsettled"),
        ("18 § 4958 §§ B.1", "AF:F", "unsettled"),
        ("18 § 5121 §§ B", "AF:F", "unsettled"),
        ("18 § 5902 §§ D", "AF:K(iii)", "unsettled"),
        # gas or a shock used against an officer, a shock used on another for an unlawful purpose
        ("18 § 2702 §§ A7", "AF:F", "unsettled"),
        ("18 § 908.1 §§ A1", "AF:F", "unsettled"),
        # verbs or objects of one sentence of which nothing says that jurors need not agree
        ("18 § 5123 §§ A", "AF:B", "unsettled"),  # sold or given to a prisoner, beside brought in
        ("18 § 2716 §§ B1", "AF:C", "unsettled"),  # sold or delivered, beside used
        ("18 § 3304 §§ A3", "AF:M", "unsettled"),  # deception, beside threat
        ("18 § 7615 §§ A4", "AF:R", "unsettled"),  # a financial instrument, beside a transfer of funds
        ("18 § 3932 §§ A", "CIMT", "unsettled"),  # sold or destroyed, beside converted to own use
        ("18 § 4107 §§ A2", "AF:M", "circumstance"),  # less sold than was represented, beside other paragraphs
        ("18 § 4107 §§ A3", "AF:M", "circumstance"),
        ("18 § 6319 §§ A", "AF:U", "unsettled"),  # a conspiracy to deliver, beside solicitation and delivery
        ("18 § 7702 §§ 1", "AF:R", "unsettled"),  # a chop shop that changes numbers or sells
        ("75 § 3809 §§ A", "CS", "unsettled"),  # a substance taken in a car, beside an open container
        ("75 § 1571 §§ A5", "AF:R", "unsettled"),
        ("75 § 3701.1 §§ A", "CHILD", "unsettled"),  # a child left in a car, which was set aside as a rule of the road
        ("18 § 1102 §§ C", "AF:A(murder)", "divisible"),
        ("18 § 5511 §§ A1I", "AF:F", "not_analysed"),  # an animal of another, hurt; the repealed text was not seen
        ("42 § 4583.1 §§ A1", "AF:F", "unsettled"),  # force against a juror, beside deception
        (
            "34 § 2711 §§ A11",
            "CIMT",
            "not_analysed",
        ),  # forging a license or tag, which stood among the duties of hunters
        # the administration of law, beside other functions of government
        ("18 § 5101", "AF:S", "unsettled"),
        # 18 U.S.C. § 922(g) bars no minor as such
        ("18 § 6110.1 §§ A", "AF:E(ii)", "unsettled"),
        # inaccurate information, beside a failure to register
        ("18 § 4915 §§ A3", "CIMT", "unsettled"),
    ],
)
def test_what_an_entry_left_out_is_not_cleared(charge: str, ground: str, expected: str) -> None:
    assert said_of("PA", charge, ground).answer == expected


@pytest.mark.parametrize(
    ("charge", "form", "ground"),
    [
        ("18 § 2701 §§ A1", "injury caused", "CHILD"),
        ("18 § 2701 §§ A3", "menace", "CHILD"),
        ("18 § 2902 §§ A1", "restraint", "CHILD"),
        ("18 § 4952 §§ A1", "intimidation", "AF:F"),
    ],
)
def test_a_record_that_names_the_form_without_the_fact_clears_it(charge: str, form: str, ground: str) -> None:
    assert said_of("PA", charge, ground, form=form).answer == "no"


@pytest.mark.parametrize(
    ("charge", "offense"),
    [
        ("18 § 3121 §§ A6", "pa.18.3121.c"),  # a person under 13, before the acts of 2002
        ("18 § 3123 §§ 1", "pa.18.3123.a.1"),  # before (a) was put before the paragraphs
        ("18 § 3123 §§ 2", "pa.18.3123.a.2"),
        ("18 § 2709 §§ 1", "pa.18.2709.a.1"),
        # sections and subdivisions that courts charge and that named no entry
        ("18 § 2910 §§ A", "pa.18.2910.a"),
        ("18 § 6111 §§ G5", "pa.18.6111.g.5"),
        ("18 § 2501 §§ A", "pa.18.2501.a"),
        ("18 § 4114", "pa.18.4114"),
        ("18 § 4110", "pa.18.4110"),
        ("18 § 3929.3 §§ A", "pa.18.3929.3.a"),
        ("18 § 3309 §§ A", "pa.18.3309.a"),
        ("18 § 7704", "pa.18.7704"),
        # crimes of the Vehicle Code that were taken for rules of the road
        ("75 § 3731 §§ A1*", "pa.75.3731.a.1"),
        ("75 § 3731 §§ A4I*", "pa.75.3731.a.4"),
        ("75 § 6503.1", "pa.75.6503.1"),
        ("75 § 1571 §§ A5", "pa.75.1571.a.5"),
        ("75 § 3712.2 §§ A1", "pa.75.3712.2.a"),
        ("75 § 3701.1 §§ A", "pa.75.3701.1"),
        ("75 § 7132 §§ B", "pa.75.7132.b"),
        ("75 § 7134 §§ A", "pa.75.7134.b.1"),
        ("75 § 7135 §§ B", "pa.75.7135.b"),
        ("75 § 6308 §§ D", "pa.75.6308.d"),
        ("75 § 4730 §§ A2", "pa.75.4730.a.2"),
        ("75 § 7726 §§ A3", "pa.75.7726.a.3"),
        ("75 § 6110.1 §§ B", "pa.75.6110.1.b"),
        # contempt of a protection order, charged as the arrest for it or before a magisterial district judge
        ("23 § 6113 §§ A", "pa.23.6114.a"),
        ("42 § 4137 §§ A5", "pa.42.4137.a.5"),
        ("34 § 2503 §§ A", "pa.34.2503.a"),
        ("34 § 2310 §§ A2", "pa.34.2310.a.2"),
        # other numbers of the courts: a paragraph before 1995, a repealed section, a trespass written in another way
        ("18 § 3123 §§ 5", "pa.18.3123.5"),
        ("18 § 5504 §§ A1", "pa.18.5504.a.1"),
        ("18 § 3503 §§ B1.11I", "pa.18.3503.b-1.1.i"),
        # short sections that courts charge seldom
        ("18 § 2714", "pa.18.2714"),
        ("18 § 2907", "pa.18.2907"),
        ("18 § 4906.1", "pa.18.4906.1"),
        ("18 § 3930 §§ B1", "pa.18.3930.b"),
        ("18 § 1102 §§ C", "pa.18.1102.c"),
        ("18 § 2603 §§ A", "pa.18.2603.a"),
        # former numbers: vehicles with altered numbers were read as the altering; computers and police animals not at all
        ("18 § 1.4 §§ B", "pa.18.7704"),
        ("18 § 3933 §§ A1", "pa.18.7611.a.1"),
        ("18 § 3933 §§ A2", "pa.18.7611.a.2"),
        ("18 § 5511.2 §§ A", "pa.18.5548.a"),
    ],
)
def test_what_named_no_entry_is_read(charge: str, offense: str) -> None:
    assert [one.id for one in catalogue().find("PA", charge).offenses] == [offense]


@pytest.mark.parametrize(
    "charge", ["75 § 7132 §§ B", "75 § 6308 §§ D", "75 § 4730 §§ A2", "75 § 7726 §§ A3", "75 § 3712 §§ A"]
)
def test_a_crime_of_the_vehicle_code_is_no_rule_of_the_road(charge: str) -> None:
    """Graded F3 or M3 by the courts' table, or of false papers, drugs or a child."""
    assert cite("PA", "", charge).kind == "crime"
    assert cite("PA", "", "75 § 3714 §§ A").kind == "traffic"


def test_an_arrest_for_another_state_is_no_crime_of_its_own() -> None:
    """42 Pa. Cons. Stat. §§ 9134-9136, 9161, 9163: some 3,500 filings of the courts' table."""
    assert cite("PA", "", "42 § 9134").kind == "warrant"


@pytest.mark.parametrize(
    ("charge", "grade"),
    [
        ("18 § 6105 §§ A.12", "M1"),  # each of 653 filings before the act of 2018
        ("18 § 5511 §§ A2.1IA", "M1"),
        ("18 § 4955", "M2"),
        ("18 § 3126 §§ A2", "M2"),
        ("62 § 481 §§ A", "M3"),
    ],
)
def test_an_older_grade_that_courts_charge_is_one_of_the_entry(charge: str, grade: str) -> None:
    (offense,) = catalogue().find("PA", charge).offenses
    assert grade in {one.class_ for one in offense.penalties}
