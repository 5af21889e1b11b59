"""Answers of a fourth sample that the section's own text contradicts, with the sections of the same words."""

from __future__ import annotations

import pytest

from steelyard.law.federal.grounds import Verdict
from tests.spec.made_up import find, said_of, stub

MENDED = (
    ("US", "18 U.S.C. § 2155(b)", "AF:A(murder)", "unsettled", "punished as in (a), for life if a death results"),
    ("US", "18 U.S.C. § 201(b)(1)", "AF:M(i)", "unsettled", "(B): a bribe for a fraud on the United States"),
    ("US", "18 U.S.C. § 201(b)(2)", "AF:M(i)", "unsettled", "(B): a bribe for a fraud on the United States"),
    ("US", "18 U.S.C. § 201(b)(2)", "AF:S", "unsettled", "(a)(1): a juror is a public official"),
    ("US", "18 U.S.C. § 201(c)(1)", "AF:S", "unsettled", "(a)(1): a juror is a public official"),
    ("US", "18 U.S.C. § 249(a)(6)", "AF:A(rape)", "unsettled", "aggravated sexual abuse is one of the graver facts"),
    ("US", "18 U.S.C. § 249(a)(6)", "AF:A(murder)", "unsettled", "an attempt to kill is one of the graver facts"),
    ("US", "18 U.S.C. § 1592(a)", "AF:K(iii)", "unsettled", "(1): in the course of an offense of a listed section"),
    ("US", "18 U.S.C. § 1592(a)", "MINOR_SPECIFIED", "circumstance", "§ 1591 is among the violations"),
    ("US", "18 U.S.C. § 1593A", "AF:K(iii)", "unsettled", "§§ 1589(b) and 1591(a)(2) are of the like benefit"),
    ("US", "18 U.S.C. § 1593A", "MINOR_SPECIFIED", "circumstance", "the venture may be one of § 1591 with a minor"),
    ("US", "18 U.S.C. § 2261(a)(1)", "CIMT", "unsettled", "18 U.S.C. § 16(a): a threat of force is enough"),
    ("US", "18 U.S.C. § 2261(a)(2)", "CIMT", "unsettled", "18 U.S.C. § 16(a): a threat of force is enough"),
    ("OR", "ORS 164.140", "AF:G(theft)", "unsettled", "kept after the owner asked for it: without consent"),
    ("OR", "ORS 164.140", "THEFT_FAMILY", "unsettled", "ORS 164.015 does not count it as theft"),
    ("OR", "ORS 165.102", "AF:U(fraud)", "circumstance", "a paper got by deceit, and the loss still to come"),
    ("OR", "ORS 165.042", "AF:U(fraud)", "circumstance", "a signature got by deceit, and the loss still to come"),
    ("OR", "ORS 165.042", "FALSE_CLAIM", "unsettled", "any fact misrepresented, for any instrument"),
    ("OR", "ORS 475C.349", "CIMT", "unsettled", "extracts and more than 100 plants; no decision on making marijuana"),
    ("OR", "ORS 475.856", "CIMT", "unsettled", "no decision on making marijuana"),
)


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected", "why"), MENDED, ids=[f"{m[1]} {m[2]}" for m in MENDED]
)
def test_what_the_section_states_decides(state: str, charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of(state, charge, ground).answer == expected, why


ABUSE = (
    *(f"18 U.S.C. § {n}" for n in ("241", "242", "247(a)(1)", "249(a)(1)", "1581(a)", "1583", "1584(a)", "1589(a)")),
    *(f"18 U.S.C. § {n}" for n in ("1589(b)", "1590(a)", "2237(a)(1)", "249(a)(6)")),
)


@pytest.mark.parametrize("charge", ABUSE)
@pytest.mark.parametrize("ground", ["CHILD", "AF:A(sexual_abuse)"])
def test_aggravated_sexual_abuse_is_also_that_of_a_child(charge: str, ground: str) -> None:
    """18 U.S.C. § 2241(c): a sexual act with a child under 12, whose age need not be known."""
    assert said_of("US", charge, ground).answer != "no"


def test_marijuana_that_is_only_grown_is_outside_turpitude() -> None:
    made = {"act": "make", "object": "substance", "mind": "knowledge", "substance": "marijuana"}
    assert find("CIMT", made, stub(title_words=frozenset({"cultivating", "marijuana"}))).verdict is Verdict.NO
    assert find("CIMT", made, stub(title_words=frozenset({"manufacture", "marijuana"}))).verdict is Verdict.OPEN
