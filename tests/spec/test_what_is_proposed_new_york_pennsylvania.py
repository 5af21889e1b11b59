"""Answers of what is proposed in place of charges in New York and Pennsylvania, and their likes elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue
from steelyard.logic.facts import Among, Between
from tests.spec.made_up import said_of


@pytest.mark.parametrize(
    ("state", "charge", "ground", "answer", "why"),
    [
        # gas or a stun device used is a "weapon or dangerous device": 8 U.S.C. § 1182(a)(3)(B)(iii)(V)(b)
        ("PA", "18 § 2702(a)(7)", "SECURITY_CONDUCT", "yes", "gas or a device used against an officer"),
        ("PA", "18 § 2708(a)", "SECURITY_CONDUCT", "yes", "gas used against a person"),
        ("PA", "18 § 908.1(c)", "SECURITY_CONDUCT", "no", "a device held by a barred person"),
        ("CA", "Pen. Code 244.5(b)", "SECURITY_CONDUCT", "yes", "an assault with a stun gun"),
        ("CA", "Pen. Code 22810(g)(1)", "SECURITY_CONDUCT", "yes", "tear gas used"),
        ("CA", "Pen. Code 22610(a)", "SECURITY_CONDUCT", "no", "a stun gun held"),
        ("CA", "Pen. Code 22910(a)", "SECURITY_CONDUCT", "no", "the marks of a tear gas weapon altered"),
        # reckless danger, whose section names no means, is charged of driving too (Mahn)
        ("PA", "18 § 2705", "DANGEROUS_DRIVING", "unsettled", "Mahn was charged for the way he drove"),
        ("NY", "Penal Law § 120.20", "DANGEROUS_DRIVING", "unsettled", "the same crime"),
        ("OR", "163.195", "DANGEROUS_DRIVING", "unsettled", "the same crime"),
        ("IL", "720 ILCS 5/12-5(a)", "DANGEROUS_DRIVING", "unsettled", "the same crime"),
        ("PA", "18 § 2713(a)(3)", "DANGEROUS_DRIVING", "no", "a caretaker who gives no care"),
        # disorder of any kind, indecent acts and gestures among it (Introcaso: what was done decides)
        ("PA", "18 § 5503(a)", "MINOR_SPECIFIED", "circumstance", "an obscene gesture, an offensive condition"),
        ("NY", "Penal Law § 240.20", "MINOR_SPECIFIED", "circumstance", "the same"),
        ("OR", "166.025", "MINOR_SPECIFIED", "circumstance", "the same"),
        ("IL", "720 ILCS 5/26-1(a)(1)", "MINOR_SPECIFIED", "circumstance", "any act that disturbs"),
        ("PA", "18 § 5506", "MINOR_SPECIFIED", "circumstance", "prowling at a dwelling, as to look in"),
        ("PA", "18 § 5506", "CIMT", "unsettled", "an evil intent, and a wicked intention to injure another (Duncan)"),
        ("CA", "Pen. Code 647(i)", "MINOR_SPECIFIED", "circumstance", "peeking into a dwelling"),
        ("CA", "Pen. Code 415(2)", "MINOR_SPECIFIED", "no", "noise"),
        # a paper of any kind falsified, as one forged
        ("PA", "18 § 4104(a)", "MISREPRESENTATION_CONDUCT", "yes", "any writing or record falsified"),
        ("PA", "18 § 4104(b)", "MISREPRESENTATION_CONDUCT", "no", "goods whose number is gone"),
        # force in the way of an officer, in one list with other means
        ("PA", "18 § 5101", "OFFICER_ASSAULT", "unsettled", "by force or violence, as N.Y. Penal Law § 195.05"),
        ("PA", "18 § 5101", "CIMT", "no", "Ildefonso-Candelario"),
        ("OR", "162.235", "OFFICER_ASSAULT", "unsettled", "by intimidation or force, as N.Y. Penal Law § 195.05"),
        # a drug like a listed one, made or passed on
        ("PA", "35 § 780-113(a)(36)", "CIMT", "unsettled", "trade in forbidden drugs (Khourn), or possession"),
    ],
)
def test_an_alternative_is_not_cleared_of_what_its_text_reaches(
    state: str, charge: str, ground: str, answer: str, why: str
) -> None:
    assert said_of(state, charge, ground).answer == answer, why


@pytest.mark.parametrize(
    ("state", "charge", "levels", "low", "high"),
    [
        # 18 Pa. Cons. Stat. § 3903(a)(1) names both sections
        ("PA", "18 Pa. Cons. Stat. § 3928(a)", {"misdemeanor", "felony"}, 730, 3650),
        ("PA", "18 Pa. Cons. Stat. § 3929(a)(1)", {"violation", "misdemeanor", "felony"}, 90, 3650),
        # a second and a third conviction within eighteen months
        ("NY", "N.Y. Veh. & Traf. Law § 1212", {"misdemeanor"}, 30, 180),
    ],
)
def test_the_longest_term_is_that_of_the_gravest_grade(
    state: str, charge: str, levels: set[str], low: int, high: int
) -> None:
    found = catalogue().find(state, charge, date(2025, 11, 3))
    level, term = catalogue().penalty(found, None, date(2026, 2, 3), None)
    assert (set(level.words) if isinstance(level, Among) else {level}) == levels
    assert term == Between(low, high)
