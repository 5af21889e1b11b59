"""Answers of a fifth sample that the section's own text contradicts or leaves open, with the sections of the same words."""

from __future__ import annotations

import pytest

from steelyard.law.federal.grounds import Verdict
from tests.spec.made_up import find, said_of, stub

MENDED = (
    ("US", "18 U.S.C. § 2261(a)(1)", "SECURITY_CONDUCT", "yes", "(b)(3): a dangerous weapon used"),
    ("US", "18 U.S.C. § 2261(a)(2)", "SECURITY_CONDUCT", "yes", "(b)(3): a dangerous weapon used"),
    ("US", "18 U.S.C. § 2261(a)(2)", "AF:A(murder)", "unsettled", "(b)(1): a death that follows from violence"),
    ("US", "18 U.S.C. § 1017", "MISREPRESENTATION_CONDUCT", "yes", "a paper under a false seal used, of any agency"),
    ("US", "18 U.S.C. § 794", "AF:L", "unsettled", "defense information delivered, as § 793 describes it"),
    ("US", "18 U.S.C. § 1030(a)(1)", "AF:L", "unsettled", "defense information kept or passed on, as in § 793(e)"),
    ("US", "10 U.S.C. § 928(b)(1)", "FIREARM", "divisible", "a loaded firearm raises the maximum"),
    ("US", "10 U.S.C. § 928(b)(2)", "FIREARM", "divisible", "a loaded firearm raises the maximum"),
    ("PA", "18 Pa. Cons. Stat. § 2903(a)", "CIMT", "unsettled", "its felony is the confinement of a child"),
    ("PA", "18 Pa. Cons. Stat. § 2903(b)", "CIMT", "unsettled", "a child knowingly confined against the law"),
    ("PA", "18 Pa. Cons. Stat. § 2903(c)", "CIMT", "unsettled", "a child knowingly confined against the law"),
    ("US", "18 U.S.C. § 1546(b)(1)", "CIMT", "unsettled", "used to satisfy the law on who may work"),
    ("US", "18 U.S.C. § 1546(b)(2)", "CIMT", "unsettled", "used to satisfy the law on who may work"),
    ("PA", "18 Pa. Cons. Stat. § 2703(a)(2)", "CIMT", "unsettled", "a fluid that carries a disease"),
    ("PA", "18 Pa. Cons. Stat. § 2802", "CHILD", "unsettled", "a minor or student"),
    ("PA", "18 Pa. Cons. Stat. § 2803", "CHILD", "unsettled", "a minor or student"),
    ("PA", "34 Pa. Cons. Stat. § 2711(a)(11)", "AF:R", "unsettled", "it names forging and counterfeiting"),
    ("PA", "75 Pa. Cons. Stat. § 4730(a)(1)", "AF:R", "unsettled", "it names a counterfeit"),
    ("PA", "75 Pa. Cons. Stat. § 6110.1(b)", "AF:M(i)", "unsettled", "a device that hides a plate deceives"),
    ("PA", "35 P.S. § 780-113(a)(14)", "CIMT", "unsettled", "treatment outside accepted principles is enough"),
)


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected", "why"), MENDED, ids=[f"{m[1]} {m[2]}" for m in MENDED]
)
def test_what_the_section_states_decides(state: str, charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of(state, charge, ground).answer == expected, why


@pytest.mark.parametrize(
    ("state", "charge"),
    [
        *(
            ("US", f"18 U.S.C. § 32({n})")
            for n in ("a)(1", "a)(2", "a)(4", "a)(5", "a)(6", "a)(7", "b)(2", "b)(4", "c")
        ),
        ("US", "18 U.S.C. § 39A(a)"),
        ("CA", "Cal. Penal Code § 219.2"),
        ("CA", "Cal. Penal Code § 587(a)"),
        ("PA", "18 Pa. Cons. Stat. § 3504(a)"),
        ("CA", "Cal. Penal Code § 215(a)"),  # "highjacking … of any conveyance (including … vehicle)"
        ("PA", "18 Pa. Cons. Stat. § 3702(a)"),
        ("US", "18 U.S.C. § 2119"),
        ("US", "18 U.S.C. § 1201"),  # (II), "for ransom or reward or otherwise"
        ("PA", "18 Pa. Cons. Stat. § 2901(a)"),
        ("CA", "Cal. Penal Code § 209(a)"),
        ("US", "18 U.S.C. § 112(b)(1)"),  # (III), (VI)
        ("US", "18 U.S.C. § 871"),  # (IV), (VI)
        ("US", "18 U.S.C. § 1116(a) (voluntary manslaughter)"),
        ("PA", "18 Pa. Cons. Stat. § 2716(a)"),  # (V)(a)
        ("CA", "Cal. Penal Code § 11418(b)(1)"),
        ("CA", "Cal. Penal Code § 347(a)(1)"),
        ("US", "18 U.S.C. § 35(b)"),  # (VI)
        ("US", "18 U.S.C. § 1038(a)(1)"),
        ("US", "18 U.S.C. § 844(e)"),
        ("US", "18 U.S.C. § 2292(b)"),
        ("CA", "Cal. Penal Code § 148.1(c)"),
        ("MA", "G.L. c. 269, § 14(b)"),
        ("PA", "18 Pa. Cons. Stat. § 2706(a)(2)"),
        ("PA", "18 Pa. Cons. Stat. § 2707.1"),  # (V)(b)
        ("PA", "18 Pa. Cons. Stat. § 5501(3)"),
        ("CA", "Cal. Penal Code § 26100(d)"),
    ],
)
def test_each_act_of_the_list_may_be_a_terrorist_activity(state: str, charge: str) -> None:
    """8 U.S.C. § 1182(a)(3)(B)(iii)(I)-(VI): what was done and what for decides."""
    assert said_of(state, charge, "SECURITY_CONDUCT").answer == "yes"


@pytest.mark.parametrize(
    ("state", "charge"),
    [
        ("US", "18 U.S.C. § 922(a)(6)"),
        ("US", "18 U.S.C. § 842(g)"),  # a record about explosives
        ("US", "18 U.S.C. § 922(g)(6)"),  # a dishonorable discharge
        ("US", "18 U.S.C. § 1581(a)"),  # held for labor
        ("US", "18 U.S.C. § 2114(b)"),
        ("IL", "720 ILCS 5/10-5(b)(8)"),  # a child kept from one who has its care
        ("PA", "18 Pa. Cons. Stat. § 3701(a)(1)(v)"),
        ("PA", "34 Pa. Cons. Stat. § 2505(a)"),  # hunting near a house
    ],
)
def test_what_only_sounds_like_the_list_is_none(state: str, charge: str) -> None:
    assert said_of(state, charge, "SECURITY_CONDUCT").answer == "no"


def test_a_robbery_with_a_weapon_is_for_gain_unless_a_vehicle_is_seized() -> None:
    robbery = {"act": "take", "consent": "by_force", "mind": "intent", "weapon": "firearm_any"}
    of_robbery = stub(families=frozenset({"robbery"}), title_words=frozenset({"robbery", "firearm", "discharged"}))
    assert find("SECURITY_CONDUCT", {**robbery, "object": "property"}, of_robbery).verdict is Verdict.NO
    assert find("SECURITY_CONDUCT", {**robbery, "object": "vehicle"}, of_robbery).verdict is Verdict.YES


def test_forging_with_no_mind_named_is_not_cleared_outside_the_ninth_circuit() -> None:
    paper = {"act": "make", "object": "false_document", "mind": "strict"}
    forging = frozenset({"forging", "license"})
    wide = stub(title_words=forging, sides={"forgery_without_aim_to_defraud": True})
    narrow = stub(title_words=forging, sides={"forgery_without_aim_to_defraud": False})
    assert find("AF:R", paper, wide).verdict is Verdict.OPEN
    assert find("AF:R", paper, narrow).verdict is Verdict.NO
    assert find("AF:R", paper, stub(title_words=frozenset({"copying", "license"}))).verdict is Verdict.NO


@pytest.mark.parametrize("section", ["1425(b)", "1426(d)", "1542", "1544", "758"])
def test_papers_for_the_use_of_another_may_be_help_for_an_entry(section: str) -> None:
    """18 U.S.C. §§ 1542, 1544: "for his own use or the use of another", "for use by another"."""
    assert said_of("US", f"18 U.S.C. § {section}", "ENTRY_CONDUCT").answer == "yes"


def test_ones_own_papers_are_no_help_for_anothers_entry() -> None:
    assert said_of("US", "18 U.S.C. § 911", "ENTRY_CONDUCT").answer == "no"
    assert said_of("US", "18 U.S.C. § 922(g)(5)", "ENTRY_CONDUCT").answer == "no"


@pytest.mark.parametrize(
    ("state", "charge", "expected"),
    [
        ("US", "18 U.S.C. § 1593A", "yes"),
        ("US", "18 U.S.C. § 1594(a)", "yes"),
        ("US", "18 U.S.C. § 2423(e)", "yes"),
        ("US", "18 U.S.C. § 2425", "yes"),
        ("PA", "18 Pa. Cons. Stat. § 6320", "yes"),
        ("US", "18 U.S.C. § 1591(d)", "no"),  # obstructing the enforcement of the law
        ("US", "18 U.S.C. § 2423(b)", "no"),  # one who goes there himself
    ],
)
def test_who_gets_persons_for_the_conduct_of_others_may_procure(state: str, charge: str, expected: str) -> None:
    """8 U.S.C. § 1182(a)(2)(D)(ii): who procures, or attempts to, for the purpose of prostitution."""
    assert said_of(state, charge, "SEX_TRADE_CONDUCT").answer == expected
