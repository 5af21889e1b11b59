"""A sample of California's answers read against the text: each was wrong, or more certain than the law, before its mend."""

from __future__ import annotations

import pytest

from .made_up import said_of

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


ELSEWHERE = [("NY", "215.40(1)"), ("OR", "162.295"), ("PA", "18 § 4910(2)")]
"""False evidence for any proceeding, in the lists of other states."""


@pytest.mark.parametrize(("state", "charge"), ELSEWHERE)
def test_false_evidence_may_have_been_for_a_benefit_in_every_state(state: str, charge: str) -> None:
    assert said_of(state, charge, "MISREPRESENTATION_CONDUCT").answer == "yes"


@pytest.mark.parametrize(("charge", "ground", "answer"), CASES)
def test_no_more_is_said_than_the_text_allows(charge: str, ground: str, answer: str) -> None:
    assert said_of("CA", charge, ground).answer == answer
