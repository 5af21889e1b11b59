"""Answers of a fifth sample, of Illinois and Massachusetts, that cleared or matched more than the section's text bears."""

from __future__ import annotations

import pytest

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
    ("PA", "18 § 2903(c)", "CIMT", "no", "a parent's false imprisonment takes nobody from anybody's care"),
    ("IL", "720 ILCS 5/10-5(b)(4)", "MARRIAGE_CONDUCT", "no", "the marriage is that of which a case is pending"),
    ("PA", "18 § 4301(a)", "MARRIAGE_CONDUCT", "yes", "bigamy is a marriage"),
    ("IL", "720 ILCS 5/10-2(a)(7)", "AF:F", "unsettled", "a shot fired while a person is held; at what is not said"),
    ("IL", "720 ILCS 5/11-1.40(a)(2)(B)", "AF:F", "unsettled", "a shot fired in a sexual assault"),
    ("IL", "720 ILCS 5/10-2(a)(6)", "AF:F", "no", "armed, and nothing done with the arm"),
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
)


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected", "why"), ANSWERS, ids=[f"{c} {g}" for _, c, g, _, _ in ANSWERS]
)
def test_answer_bears_what_the_text_says(state: str, charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of(state, charge, ground).answer == expected, why
