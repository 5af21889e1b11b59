"""Answers on federal crimes that their text, a decision or the want of one settles; each row names why."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue

AS_OF = date(2026, 6, 1)


def answer(charge: str, ground: str, forum: str = "BIA", form: str = "") -> str:
    found = catalogue().find("US", charge)
    assert found.offenses, found.problem
    return catalogue().full_match(found, ground, forum=forum, as_of=AS_OF, form=form or None).answer


OPEN = (
    # computers: the Board has charged both grounds (Tian, 576 F.3d 890; Makwana, 3d Cir. No. 12-3511), and nobody clears them
    ("18 U.S.C. § 1030(a)(2)", "CIMT"),
    ("18 U.S.C. § 1030(a)(2)(C)", "AF:M(i)"),
    ("18 U.S.C. § 1030(a)(5)(A)", "CIMT"),
    # "steals" may ask for a lasting taking
    ("18 U.S.C. § 924(l)", "CIMT"),
    ("18 U.S.C. § 924(m)", "CIMT"),
    ("18 U.S.C. § 922(u)", "CIMT"),
    # with intent to further the theft of a vehicle
    ("18 U.S.C. § 511(a)(2)", "AF:G"),
    ("18 U.S.C. § 511(a)(2)", "CIMT"),
    # the crime of violence or of drug trafficking must be proved beside the killing
    ("18 U.S.C. § 924(j)", "AF:B"),
    ("18 U.S.C. § 924(j)", "AF:F"),
    # Elonis v. United States, 575 U.S. 723 (2015), asks for a mind toward the threat, which 2 I&N Dec. 196 did not see
    ("18 U.S.C. § 876(c)", "CIMT"),
    # a child as the victim raises the lowest term, 18 U.S.C. § 1201(g), or is what the crime is about
    ("18 U.S.C. § 1201", "CHILD"),
    ("18 U.S.C. § 1204", "CHILD"),
    ("18 U.S.C. § 113(a)(5)", "CHILD"),
    # no decision, both sides named in the entry
    ("8 U.S.C. § 1325(c)", "CIMT"),
    ("8 U.S.C. § 1325(c)", "AF:M(i)"),
    ("18 U.S.C. § 1470", "CHILD"),
    ("18 U.S.C. § 1465", "CIMT"),
    ("18 U.S.C. § 1466A(a)", "CIMT"),
    ("18 U.S.C. § 2381", "CIMT"),
    ("50 U.S.C. § 1705(c)", "AF:C"),
    # flight and resistance at sea, with graver grades
    ("18 U.S.C. § 2237(a)(1)", "CIMT"),
    # the unlawful activity is proved, and may be of drugs or of a lesser kind: Johnson v. INS, 971 F.2d 340 (9th Cir. 1992)
    ("18 U.S.C. § 1956(a)(1)(A)", "CS"),
    ("18 U.S.C. § 1956(a)(1)(A)", "CIMT"),
    ("18 U.S.C. § 1957", "CS"),
    # goods brought in or sent out contrary to law, which may be drugs or firearms: compare Franco-Casasola, 773 F.3d 33
    ("18 U.S.C. § 545", "CS"),
    ("18 U.S.C. § 554", "FIREARM"),
    # what was entrusted is converted: Mena v. Lynch, 820 F.3d 114 (4th Cir. 2016), keeps embezzlement out of theft
    ("42 U.S.C. § 408(a)(5)", "AF:G"),
    ("42 U.S.C. § 1383a(a)(4)", "AF:M(i)"),
    # records and seals of the Controlled Substances Act
    ("21 U.S.C. § 842(a)(5)", "CS"),
)


@pytest.mark.parametrize(("charge", "ground"), OPEN)
def test_what_no_authority_decides_is_unsettled(charge: str, ground: str) -> None:
    assert answer(charge, ground) == "unsettled"


SETTLED = (
    # Matter of Deang, 27 I&N Dec. 57 (BIA 2017): reasonable cause to believe is no receipt of stolen property
    ("18 U.S.C. § 922(i)", "AF:G", "no"),
    ("18 U.S.C. § 922(i)", "CIMT", "no"),
    # Matter of E-, 2 I&N Dec. 134 (BIA, A.G. 1944); Matter of R-, 4 I&N Dec. 192 (BIA 1950): no child in want need be proved
    ("18 U.S.C. § 228(a)", "CIMT", "no"),
    # 18 U.S.C. § 1466A(c): the minor need not exist; (I) lists three sections, and not this one
    ("18 U.S.C. § 1466A(a)", "CHILD", "no"),
    ("18 U.S.C. § 1466A(a)", "AF:I", "no"),
    # strict liability as a misdemeanor, an aim to defraud or mislead as a felony, 21 U.S.C. § 333(a)
    ("21 U.S.C. § 331(i)(3)", "CIMT", "divisible"),
    # 18 U.S.C. § 16 gives title 18 its meaning of a crime of violence, of which (a) is left
    ("18 U.S.C. § 2250(d)", "AF:F", "yes"),
    # the crime aided, or of the State or the list, decides
    ("18 U.S.C. § 2", "CIMT", "divisible"),
    ("18 U.S.C. § 13", "AF:F", "divisible"),
    ("18 U.S.C. § 1153", "CHILD", "divisible"),
    # a misdemeanor, and a felony of the Act only with an earlier conviction, 21 U.S.C. § 842(c)(2)(B)
    ("21 U.S.C. § 842(a)(1)", "AF:B", "circumstance"),
    ("21 U.S.C. § 842(a)(5)", "AF:B", "circumstance"),
    # a threat to injure, or one to kidnap: United States v. Mjoness, 4 F.4th 967 (10th Cir. 2021)
    ("18 U.S.C. § 875(c)", "AF:F", "divisible"),
    ("18 U.S.C. § 113(a)(5)", "CIMT", "no"),
    # entry of a military reservation asks for no state of mind
    ("18 U.S.C. § 1382", "CIMT", "no"),
    ("18 U.S.C. § 2237(a)(1)", "AF:A(murder)", "divisible"),
    # Matter of Flores-Aguirre, 26 I&N Dec. 155 (BIA 2013)
    ("18 U.S.C. § 1952(a)(1)", "AF:B", "no"),
    ("18 U.S.C. §§ 1153, 113(a)(6)", "CIMT", "yes"),
    # felonies of the Act, 18 U.S.C. § 924(c)(2)
    ("21 U.S.C. § 848(e)(1)(A)", "AF:B", "yes"),
    # an attempt (or a conspiracy) that the section punishes with the whole: 8 U.S.C. § 1101(a)(43)(U)
    ("18 U.S.C. § 1512(b)", "AF:U", "divisible"),
    ("18 U.S.C. § 1512(b)", "AF:S", "yes"),
    ("18 U.S.C. § 1591(d)", "AF:U", "divisible"),  # "obstructs, attempts to obstruct"
    ("18 U.S.C. § 1591(d)", "AF:K", "yes"),
    ("18 U.S.C. § 2113(a)", "AF:U", "divisible"),  # "takes, or attempts to take"
    ("18 U.S.C. § 2261(a)(1)", "AF:U(violence)", "divisible"),
    ("18 U.S.C. § 2261(a)(1)", "AF:F", "yes"),
    ("18 U.S.C. § 2332b(a)", "AF:U", "divisible"),  # (c)(1)(F) punishes the attempt apart
    ("18 U.S.C. § 1791(a)", "AF:U", "divisible"),
    ("18 U.S.C. § 1708", "AF:U(fraud)", "divisible"),  # "attempts so to obtain"
    ("18 U.S.C. § 751(a)", "AF:U", "unsettled"),
    ("18 U.S.C. § 2252A(a)(6)", "AF:U", "unsettled"),
    ("18 U.S.C. § 2252A(a)(6)", "CHILD", "yes"),
    ("18 U.S.C. § 892(a)", "AF:U", "unsettled"),  # "or conspires to do so"
    # whoever attempts a murder must mean to kill: Braxton v. United States, 500 U.S. 344 (1991)
    ("18 U.S.C. § 115(a)(1)", "AF:F", "divisible"),
)


@pytest.mark.parametrize(("charge", "ground", "expected"), SETTLED)
def test_what_the_text_or_a_decision_settles(charge: str, ground: str, expected: str) -> None:
    assert answer(charge, ground) == expected


def test_a_mailed_threat_before_elonis_is_what_the_board_held_it_to_be_but_where_a_circuit_asked_for_intent() -> None:
    """Matter of M-, 2 I&N Dec. 196 (BIA 1944); United States v. King, 122 F.3d 808 (9th Cir. 1997)."""
    found = catalogue().find("US", "18 U.S.C. § 876(c)")
    for forum, expected in (("BIA", "no"), ("9th Cir.", "unsettled")):
        before = catalogue().full_match(found, "CIMT", forum=forum, as_of=AS_OF, conviction_date=date(2010, 1, 1))
        assert before.answer == expected


def test_a_crime_named_beside_the_rule_on_principals_is_what_was_aided() -> None:
    for charge in ("18 U.S.C. §§ 1343 and 2", "18 U.S.C. §§ 2, 1343"):
        assert answer(charge, "CIMT") == "yes"


def test_no_federal_entry_is_left_unanalysed() -> None:
    assert [one.id for one in catalogue().offenses if one.state == "US" and one.not_analysed] == []
