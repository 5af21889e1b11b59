"""Answers of a fifth sample, of Illinois and Massachusetts, that cleared or matched more than the section's text bears."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue
from tests.spec.made_up import said_of

ANSWERS = (
    ("IL", "720 ILCS 5/10-5(b)(1)", "CIMT", "unsettled", "a child kept from its custodian; nothing decides it"),
    ("IL", "720 ILCS 5/10-5(b)(2)", "CIMT", "unsettled", "a child kept from its custodian; nothing decides it"),
    ("IL", "720 ILCS 5/10-5(b)(4)", "CIMT", "unsettled", "a child kept from its parent; nothing decides it"),
    ("NY", "Penal Law 135.45", "CIMT", "unsettled", "a child kept from its custodian; nothing decides it"),
    ("PA", "18 § 2909", "CIMT", "unsettled", "a child kept from its parent; nothing decides it"),
    ("IL", "720 ILCS 5/10-5(b)(1)", "CHILD", "unsettled", "a child kept from its custodian, as in (b)(3)"),
    ("IL", "720 ILCS 5/10-5(b)(6)", "CHILD", "unsettled", "a child hidden from its parent, as in (b)(3)"),
    ("OR", "163.257", "CIMT", "no", "even kidnapping needs an aim to injure (Castrijon-Garcia)"),
    ("PA", "18 § 2903(c)", "CIMT", "unsettled", "a child knowingly confined, by a parent too; no decision was found"),
    ("IL", "720 ILCS 5/10-5(b)(4)", "MARRIAGE_CONDUCT", "no", "the marriage is that of which a case is pending"),
    ("PA", "18 § 4301(a)", "MARRIAGE_CONDUCT", "yes", "bigamy is a marriage"),
    ("CA", "Pen. Code 265", "MARRIAGE_CONDUCT", "yes", "one compelled to marry"),
    ("IL", "720 ILCS 5/10-2(a)(7)", "AF:F", "unsettled", "a shot fired while a person is held; at what is not said"),
    ("IL", "720 ILCS 5/11-1.40(a)(2)(B)", "AF:F", "unsettled", "a shot fired in a sexual assault"),
    ("IL", "720 ILCS 5/10-1(a)(2)", "AF:F", "unsettled", "carried off by force or a threat of imminent force"),
    ("IL", "720 ILCS 5/10-2(a)(6)", "AF:F", "unsettled", "the kidnapping may be that of 10-1(a)(2)"),
    ("IL", "720 ILCS 5/10-1(a)(1)", "AF:F", "no", "confined in secret, without force"),
    ("IL", "720 ILCS 5/10-5(b)(7)", "AF:F", "unsettled", "physical force or its threat"),
    ("IL", "720 ILCS 5/18-1(b)(2)", "AF:F", "unsettled", "a drug given to one who does not agree"),
    ("IL", "720 ILCS 5/11-1.40(a)(2)(D)", "AF:F", "unsettled", "a drug given to one who does not agree"),
    ("MA", "265/25", "AF:H", "unsettled", "a threat to extort money, as in 18 U.S.C. 876(d), or to compel another act"),
    ("MA", "265/25", "AF:G", "unsettled", "an attempt to take by fear"),
    ("MA", "265/19(a)", "AF:F", "unsettled", "the robbery is that of (b)"),
    ("MA", "272/53A(a)", "MINOR_SPECIFIED", "circumstance", "the age of who pays is in no element"),
    ("IL", "720 ILCS 5/11-14(a)", "MINOR_SPECIFIED", "circumstance", "the age of who pays is in no element"),
    ("CA", "Pen. Code 647(b)(1)", "MINOR_SPECIFIED", "circumstance", "the age of who pays is in no element"),
    ("NY", "Penal Law 230.00", "MINOR_SPECIFIED", "circumstance", "the age of who pays is in no element"),
    ("MA", "269/10E(2)", "CIMT", "unsettled", "called trafficking in firearms; compare Khourn, of drugs"),
    ("US", "18 U.S.C. § 933(a)(1)", "CIMT", "no", "that the other is barred need only be likely"),
    ("MA", "140/131J", "CIMT", "no", "a stun gun held or sold"),
    ("MA", "266/60", "THEFT_FAMILY", "unsettled", "receiving stands apart from larceny, §§ 30, 60"),
    ("MA", "266/37B(j)", "THEFT_FAMILY", "unsettled", "goods got by fraud received"),
    ("NY", "Penal Law 165.40", "THEFT_FAMILY", "unsettled", "possession of stolen property stands apart from larceny"),
    ("CA", "Pen. Code 496(a)", "THEFT_FAMILY", "unsettled", "receiving stands apart from theft, §§ 484, 496"),
    ("PA", "18 § 3925(a)", "THEFT_FAMILY", "yes", "who receives is guilty of theft by the section's words"),
    ("IL", "720 ILCS 5/16-1(a)(4)", "THEFT_FAMILY", "yes", "theft by the section's own name"),
    ("MA", "90/24G(b)", "CS", "unsettled", "one of the ways is under the influence of a drug of ch. 94C"),
    ("MA", "90/24G(b)", "CIMT", "unsettled", "one of the ways is reckless, and a death follows"),
    ("MA", "90/24G(a)", "CIMT", "unsettled", "impaired and reckless, and a death follows"),
    ("MA", "90/24L(1)", "CIMT", "unsettled", "impaired and reckless, and serious injury follows"),
    ("MA", "90/24L(2)", "CIMT", "no", "impaired, and no more"),
    ("MA", "90/24G(b)", "AF:F", "no", "no way asks for more than recklessness"),
    ("IL", "720 ILCS 5/24-1(a)(15)", "FIREARM", "unsettled", "semiautomatic rifles and pistols, antiques left out"),
    ("IL", "720 ILCS 5/24-1(a)(16)", "AF:C", "unsettled", "such an arm sold"),
    ("IL", "720 ILCS 5/24-1(a)(4)", "FIREARM", "no", "air guns and stun guns too (Rodriguez-Contreras)"),
    ("IL", "430 ILCS 66/70(d)", "CS", "unsettled", "any amount of a drug from its unlawful use may be enough"),
)


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected", "why"), ANSWERS, ids=[f"{c} {g}" for _, c, g, _, _ in ANSWERS]
)
def test_answer_bears_what_the_text_says(state: str, charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of(state, charge, ground).answer == expected, why


def test_grades_of_a_later_possession_are_read() -> None:
    """Mass. Gen. Laws ch. 94C, § 34: two years after an earlier conviction; heroin again, five years in the state prison."""
    (offense,) = catalogue().find("MA", "94C/34").offenses
    assert {("misdemeanor", "2 years"), ("felony", "5 years")} <= {(p.level, p.maximum) for p in offense.penalties}


@pytest.mark.parametrize("form", ["keeping unsecured", "where a minor may get at it"])
def test_a_gun_kept_unsecured_may_be_a_firearm_offense(form: str) -> None:
    """Mass. Gen. Laws ch. 140, § 131L, leaves out most antiques, as ch. 269, § 11C, of which Portillo v. DHS was, did not
    before the definition of 2 October 2024."""
    assert said_of("MA", "140/131L", "FIREARM", form=form).answer == "unsettled"
    assert said_of("MA", "269/11C", "FIREARM", convicted=date(2024, 10, 1)).answer == "no"
    assert said_of("MA", "269/11C", "FIREARM", convicted=date(2026, 2, 3)).answer == "unsettled"


def test_an_order_broken_again_is_a_felony_under_each_number() -> None:
    """720 ILCS 5/12-3.4(d); 725 ILCS 5/112A-23(e) is how the same crime is often charged."""
    (offense,) = catalogue().find("IL", "725 ILCS 5/112A-23(e)").offenses
    assert {p.level for p in offense.penalties} == {"misdemeanor", "felony"}
