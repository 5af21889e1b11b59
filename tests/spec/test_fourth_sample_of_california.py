"""A sample of California's answers read against the text: each was wrong, or more certain than the law, before its mend."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue

from .made_up import TODAY, said_of

CASES = [
    # "solicit, direct, induce, aid, or encourage": to aid a practitioner who furnishes unlawfully is more than to ask
    ("HS 11154(b)", "AF:B", "unsettled"),
    ("HS 11154(b)", "AF", "unsettled"),
    # a patient who asks for a drug of his own is within the text, and so is who runs a trade through the practitioner
    ("HS 11154(b)", "CIMT", "unsettled"),
    # a false paper made for "any trial, proceeding, or inquiry whatever" may be one for an immigration officer
    ("PC 134", "MISREPRESENTATION_CONDUCT", "yes"),
    ("PC 132", "MISREPRESENTATION_CONDUCT", "yes"),
    # the murder, rape or lewd act seen and not reported must be one against a child under 14
    ("PC 152.3(d)", "CHILD", "unsettled"),
    # "compels him or her to live with such person in an illicit relation, against his or her consent"
    ("PC 266b", "AF:A(rape)", "unsettled"),
    ("PC 266b", "AF:A", "unsettled"),
    # who uses a trade secret leaves its owner what he had, as who copies it does
    ("PC 499c(b)(1)", "AF:G(theft)", "unsettled"),
    # a trigger that fires more than one round at one pull makes a machinegun; a bump stock does not
    ("PC 32900", "AF:E(ii)", "unsettled"),
    ("PC 32900", "AF:E(iii)", "unsettled"),
    # an addict at the wheel need not be impaired
    ("VC 23152(c)", "IMPAIRED_DRIVING", "unsettled"),
]


CANNABIS = [
    "HS 11357(c)",
    "HS 11358(c)",
    "HS 11359(b)",
    "HS 11360(a)",
    "HS 11361(b)",
    "HS 11362.3(a)(4)",
    "VC 23221(a)",
    "VC 23222(b)",
]


@pytest.mark.parametrize("charge", CANNABIS)
def test_cannabis_of_california_is_open_since_its_stalks_are_within_the_word(charge: str) -> None:
    """Health & Safety Code § 11018 since November 9, 2016; 21 U.S.C. § 802(16)(B)(ii) leaves the mature stalks out."""
    asked_of = said_of("CA", charge, "CS")
    assert (asked_of.answer, asked_of.stance.cautious) == ("unsettled", "yes")


@pytest.mark.parametrize("charge", ["HS 11358", "HS 11359", "HS 11360(a)", "HS 11361(a)", "HS 11361(b)"])
def test_a_conviction_of_the_earlier_word_is_answered_as_before(charge: str) -> None:
    """Medina-Rodriguez v. Barr, 979 F.3d 738 (9th Cir. 2020): the definitions are compared as of the conviction."""
    found = catalogue().find("CA", charge, on=date(2011, 6, 1))
    asked_of = catalogue().full_match(
        found, "CS", forum="9th Cir.", as_of=TODAY, conviction_date=date(2011, 6, 1), form=None
    )
    assert asked_of.answer == "yes"


ELSEWHERE = [("NY", "215.40(1)"), ("OR", "162.295"), ("PA", "18 § 4910(2)")]
"""False evidence for any proceeding, in the lists of other states."""


@pytest.mark.parametrize(("state", "charge"), ELSEWHERE)
def test_false_evidence_may_have_been_for_a_benefit_in_every_state(state: str, charge: str) -> None:
    assert said_of(state, charge, "MISREPRESENTATION_CONDUCT").answer == "yes"


@pytest.mark.parametrize(("charge", "ground", "answer"), CASES)
def test_no_more_is_said_than_the_text_allows(charge: str, ground: str, answer: str) -> None:
    assert said_of("CA", charge, ground).answer == answer
