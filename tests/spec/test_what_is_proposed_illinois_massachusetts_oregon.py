"""What the search for alternatives proposes in Illinois, Massachusetts and Oregon, where a "no" or a term was wrong."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue
from tests.spec.made_up import said_of

CONVICTED = date(2026, 2, 3)
BY_THE_OLD_DEFINITION = date(2024, 10, 1)

ANSWERS = (
    (
        "IL",
        "720 ILCS 5/21-1(a)(4)",
        "AF:F",
        "unsettled",
        "another's animal knowingly injured, as other damage in (a)(1)",
    ),
    ("IL", "720 ILCS 5/21-1(a)(8)", "AF:F", "no", "tampering is enough"),
    ("IL", "720 ILCS 5/21-1(a)(4)", "DV", "no", "force against an animal, not a person"),
    ("CA", "Pen. Code 602(a)", "AF:F", "unsettled", "another's timber injured"),
    ("IL", "720 ILCS 5/17-3(a)(4)", "AF:R", "unsettled", "forgery by the state's name, with another's signature"),
    ("CA", "Pen. Code 529(a)(2)", "AF:R", "unsettled", "a paper verified as another, to be used as true"),
    ("MA", "266/120", "CIMT", "no", "a trespass, or an order of the court disregarded"),
    ("MA", "266/123", "DVPO", "no", "no court's order among the ways"),
    ("IL", "720 ILCS 5/11-30(a)(1)", "CHILD", "unsettled", "a felony near a school while children are there"),
    ("IL", "720 ILCS 5/11-30(a)(2)", "CHILD", "unsettled", "a felony near a school while children are there"),
    ("IL", "720 ILCS 5/11-30(a)(1)", "AF:A", "no", "no child need be touched"),
    ("OR", "167.320", "CHILD", "unsettled", "the felony may be done before a minor child"),
    ("OR", "167.320", "CIMT", "no", "an animal recklessly hurt"),
    ("OR", "167.315", "CHILD", "no", "no child among the elements"),
    ("MA", "90/24L(2)", "DEATH_OR_SERIOUS_INJURY", "yes", "serious bodily injury is an element"),
    ("MA", "90/24(1)(a)(1)", "DEATH_OR_SERIOUS_INJURY", "circumstance", "nobody need be hurt"),
    ("MA", "269/12E", "FIREARM", "unsettled", "a firearm, antiques left out, fired"),
    ("MA", "269/11C", "FIREARM", "unsettled", "a firearm, antiques left out"),
    ("MA", "269/10(j)", "FIREARM", "unsettled", "a firearm at a school"),
    ("MA", "266/30(1)", "FIREARM", "unsettled", "a firearm stolen, or other goods"),
)


@pytest.mark.parametrize(("state", "charge", "ground", "answer", "why"), ANSWERS)
def test_it_is_answered_as_the_text_bears(state: str, charge: str, ground: str, answer: str, why: str) -> None:
    assert said_of(state, charge, ground, convicted=CONVICTED).answer == answer, why


def test_a_trespass_may_break_a_court_order() -> None:
    """Mass. Gen. Laws ch. 266, § 120: whoever enters or stays in violation of an order of ch. 209A, §§ 3 and 4."""
    assert said_of("MA", "266/120", "DVPO").answer == "unsettled"
    (offense,) = catalogue().find("MA", "266/120").offenses
    assert "in violation of a court order" in {form.name for form in offense.forms}


@pytest.mark.parametrize("section", ["269/12E", "269/11C", "269/10(j)", "266/30(1)", "265/17"])
def test_a_definition_with_antiques_clears_older_convictions(section: str) -> None:
    """Portillo v. DHS, 69 F.4th 25 (1st Cir. 2023), is of the definition before St. 2024, c. 135."""
    assert said_of("MA", section, "FIREARM", convicted=BY_THE_OLD_DEFINITION).answer == "no"


@pytest.mark.parametrize(
    ("state", "charge", "level", "maximum"),
    [
        ("IL", "720 ILCS 5/21-1(a)(1)", "felony", "15 years"),
        ("IL", "720 ILCS 5/21-1(a)(4)", "felony", "15 years"),
        ("IL", "720 ILCS 5/12-3.2(a)(1)", "felony", "7 years"),
        ("IL", "720 ILCS 5/12-3.2(a)(2)", "felony", "7 years"),
        ("MA", "90/24(1)(a)(1)", "felony", "10 years"),
        ("OR", "813.010", "felony", "5 years"),
    ],
)
def test_the_gravest_grade_is_read(state: str, charge: str, level: str, maximum: str) -> None:
    (offense,) = catalogue().find(state, charge).offenses
    assert (level, maximum) in {(each.level, each.maximum) for each in offense.penalties}


def test_a_subsection_that_ended_governs_no_later_offense() -> None:
    """Mass. Gen. Laws ch. 6, § 178H(c) stands in the courts' list to 19 December 2006."""
    (offense,) = catalogue().find("MA", "Mass. Gen. Laws ch. 6, § 178H(c)").offenses
    assert offense.in_force_to == date(2006, 12, 19)
