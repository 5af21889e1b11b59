"""Federal answers that were wrong because an entry left out a way, an object or a graver grade that its section states."""

from __future__ import annotations

import pytest

from .made_up import said_of

LEFT_OUT = (
    (
        "18 U.S.C. § 113(a)(1)",
        "AF:A(sexual_abuse)",
        "unsettled",
        "the abuse that is meant may be that of a child, § 2241(c)",
    ),
    ("18 U.S.C. § 113(a)(1)", "CHILD", "unsettled", "the abuse that is meant may be that of a child, § 2241(c)"),
    ("18 U.S.C. § 113(a)(2)", "AF:G(theft)", "unsettled", "the felony that is meant may be a theft"),
    ("18 U.S.C. § 113(a)(2)", "CHILD", "unsettled", "the felony that is meant may be abuse of a minor"),
    ("18 U.S.C. § 115(a)(1)", "AF:A(rape)", "divisible", "(b)(1)(B)(iv): an assault by sexual abuse"),
    ("18 U.S.C. § 241", "AF:A(murder)", "divisible", "an attempt to kill is a graver grade"),
    ("18 U.S.C. § 241", "AF:F", "divisible", "an attempt to kill is a graver grade"),
    ("18 U.S.C. § 242", "AF:A(rape)", "divisible", "aggravated sexual abuse is a graver grade"),
    ("18 U.S.C. § 247(a)(1)", "AF:A(rape)", "divisible", "aggravated sexual abuse is a graver grade"),
    ("18 U.S.C. § 545", "AF:B", "unsettled", "the goods may be drugs, as for CS"),
    ("18 U.S.C. § 554(a)", "DRUG_CONDUCT", "unsettled", "the goods may be drugs, as for CS"),
    ("18 U.S.C. § 666(a)(2)", "AF:R", "unsettled", "the agent may be one of a private organization"),
    ("18 U.S.C. § 842(n)", "AF:C", "unsettled", "a transfer stands beside the possession"),
    ("18 U.S.C. § 844(i)", "AF:A(murder)", "unsettled", "death results"),
    ("18 U.S.C. § 844(o)", "CS", "unsettled", "drug trafficking is one of the uses"),
    ("18 U.S.C. § 922(a)(6)", "FIREARM", "unsettled", "ammunition stands beside the firearm"),
    ("18 U.S.C. § 924(h)", "CS", "unsettled", "drug trafficking is one of the uses"),
    ("18 U.S.C. § 924(n)", "AF:C", "unsettled", "a firearm got in order to deal in firearms"),
    ("18 U.S.C. § 932(b)", "AF:C", "unsettled", "a firearm bought to be passed on"),
    ("18 U.S.C. § 1028(a)(6)", "AF:R", "unsettled", "made without authority stands beside stolen"),
    ("18 U.S.C. § 1201", "AF:A(murder)", "unsettled", "death results: a felony murder by § 1111(a)"),
    ("18 U.S.C. § 1203", "AF:A(murder)", "unsettled", "death results"),
    ("18 U.S.C. § 1365(a)", "AF:A(murder)", "unsettled", "death results from extreme indifference"),
    ("18 U.S.C. § 1503(a)", "AF:A(murder)", "divisible", "(b)(1): a killing"),
    ("18 U.S.C. § 1503(a)", "AF:F", "divisible", "an injury to the person stands beside one to property"),
    ("18 U.S.C. § 1581(a)", "AF:A(murder)", "divisible", "an attempt to kill is a graver grade"),
    ("18 U.S.C. § 1589(a)", "AF:A(rape)", "divisible", "aggravated sexual abuse is a graver grade"),
    ("18 U.S.C. § 2119", "AF:A(rape)", "divisible", "(2): an injury that is sexual abuse"),
    ("18 U.S.C. § 2119", "AF:A(murder)", "unsettled", "(3): death results"),
    ("18 U.S.C. § 2155(a)", "AF:A(murder)", "unsettled", "death results"),
    ("18 U.S.C. § 2199", "AF:A(murder)", "divisible", "(3): a death that was intended"),
    ("18 U.S.C. § 2244(a)(1)", "CHILD", "divisible", "(c): a child under 12"),
    ("18 U.S.C. § 2244(b)", "AF:A(sexual_abuse)", "divisible", "(c): a child under 12"),
    ("18 U.S.C. § 2261(a)(1)", "AF:A(rape)", "divisible", "(b)(4): conduct that chapter 109A punishes"),
    ("18 U.S.C. § 2261A(2)", "AF:F", "unsettled", "§ 2261(b)(3): a dangerous weapon used"),
    ("18 U.S.C. § 2262(a)(1)", "AF:F", "unsettled", "(b)(3): a dangerous weapon used"),
    ("15 U.S.C. § 1644(a)", "AF:U(fraud)", "divisible", "an attempt or a conspiracy stands beside the use"),
    ("49 U.S.C. § 46504", "AF:U(violence)", "unsettled", "an attempt stands beside the assault"),
    ("7 U.S.C. § 13(a)(1)", "AF:M(i)", "unsettled", "embezzlement stands beside theft, as in 18 U.S.C. § 641"),
)


@pytest.mark.parametrize(("charge", "ground", "expected", "why"), LEFT_OUT, ids=[f"{c} {g}" for c, g, _, _ in LEFT_OUT])
def test_what_the_section_states_is_in_the_entry(charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of("US", charge, ground).answer == expected, why


TOO_SURE = (
    ("21 U.S.C. § 959(c)", "CS", "unsettled", "listed chemicals stand beside the drugs"),
    ("21 U.S.C. § 963", "CIMT", "divisible", "the object may be a possession on board, § 955"),
    ("21 U.S.C. § 331(a)", "AF:M(i)", "unsettled", "§ 333(a)(2): defraud or mislead"),
    ("18 U.S.C. § 1959(a)(1)", "AF:F", "unsettled", "a murder may be one of extreme recklessness"),
    (
        "18 U.S.C. § 922(o)",
        "FIREARM",
        "unsettled",
        "a conversion part is a machinegun, 26 U.S.C. § 5845(b), and no firearm",
    ),
    ("26 U.S.C. § 5861(d)", "FIREARM", "divisible", "a conversion part is a machinegun, § 5845(b), and no firearm"),
    ("26 U.S.C. § 7206(3)", "AF:R", "unsettled", "no aim to deceive is stated"),
    ("18 U.S.C. § 2319", "CIMT", "unsettled", "§ 2319(c), (d): infringement without gain"),
    ("18 U.S.C. § 1546(a)", "AF:R", "unsettled", "no aim to deceive is stated for the false paper"),
)


@pytest.mark.parametrize(("charge", "ground", "expected", "why"), TOO_SURE, ids=[f"{c} {g}" for c, g, _, _ in TOO_SURE])
def test_what_the_section_does_not_state_makes_no_answer_sure(
    charge: str, ground: str, expected: str, why: str
) -> None:
    assert said_of("US", charge, ground).answer == expected, why


FORMS = (
    ("18 U.S.C. § 115(a)(1)", "assault of a family member with a dangerous weapon", "AF:F", "yes"),
    ("18 U.S.C. § 115(a)(1)", "threat to murder", "AF:F", "yes"),
    ("18 U.S.C. § 115(a)(2)", "assault, serious bodily injury results", "AF:F", "unsettled"),
)


@pytest.mark.parametrize(("charge", "form", "ground", "expected"), FORMS)
def test_a_graver_grade_is_a_form_of_its_own(charge: str, form: str, ground: str, expected: str) -> None:
    assert said_of("US", charge, ground, form=form).answer == expected
