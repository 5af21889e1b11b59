"""Another sample of California's answers read against the text: each was more certain than the law before its mend."""

from __future__ import annotations

import pytest

from steelyard.law.federal.grounds import Verdict

from .made_up import find, said_of, stub

CASES = [
    # a drug given to another, so that a felony can be done, is passed on: 21 U.S.C. § 841(a)(1), (b)(7)
    ("CA", "PC 222", "AF:B", "unsettled"),
    ("CA", "PC 222", "AF", "unsettled"),
    # access cards and their numbers: "is guilty of grand theft"; Alibutod v. Ashcroft, 70 F. App'x 424 (9th Cir. 2003), on (b)
    ("CA", "PC 484e(a)", "AF:G(theft)", "unsettled"),
    ("CA", "PC 484e(b)", "AF:G(theft)", "unsettled"),
    ("CA", "PC 484e(d)", "AF:G(theft)", "unsettled"),
    # Castillo-Perez leaves out what needs no proof of impairment, and 0.04 percent is half of what is taken for it
    ("CA", "VC 23152(d)", "IMPAIRED_DRIVING", "unsettled"),
    ("CA", "VC 23152(e)", "IMPAIRED_DRIVING", "unsettled"),
    ("CA", "VC 23153(d)", "IMPAIRED_DRIVING", "unsettled"),
    ("CA", "VC 23153(e)", "IMPAIRED_DRIVING", "unsettled"),
    ("CA", "VC 23140", "IMPAIRED_DRIVING", "unsettled"),
    ("PA", "75 § 3802(e)", "IMPAIRED_DRIVING", "unsettled"),
    # Rodriguez-Valencia v. Holder, 652 F.3d 1157 (9th Cir. 2011): only assumed that to counterfeit asks for an aim to defraud
    ("CA", "Cal. Welf. & Inst. Code § 10980(e)", "AF:R", "unsettled"),
    # "gassing upon the person of any peace officer ... or employee": Authority is here the name of an office
    ("CA", "Cal. Welf. & Inst. Code § 1768.85(a)", "OFFICER_ASSAULT", "unsettled"),
    ("CA", "PC 149", "OFFICER_ASSAULT", "no"),
    # a child given, provided or offered to another for a lewd act, for pay or not
    ("CA", "PC 266j", "TRAFFICKING_CONDUCT", "yes"),
    ("PA", "18 § 6320", "TRAFFICKING_CONDUCT", "yes"),
    # where the entry leaves a theft offense open, the word theft of 8 U.S.C. § 1226(c)(1)(E)(ii) is no surer
    ("CA", "PC 523(b)(1)", "THEFT_FAMILY", "unsettled"),
    ("CA", "PC 581", "THEFT_FAMILY", "unsettled"),
    # "to offer false testimony or unlawfully withhold any testimony": the first is near to subornation, as in PC 137(c)
    ("OR", "162.285(1)(a)", "CIMT", "unsettled"),
    ("CA", "PC 137(c)", "CIMT", "unsettled"),
    ("OR", "162.285(1)(b)", "CIMT", "no"),
    # (H) lists 18 U.S.C. §§ 875-877, which describe a threat sent in order to extort; of § 523 a letter is an element
    ("CA", "PC 518(a)", "AF:H", "unsettled"),
    ("CA", "PC 524", "AF:H", "unsettled"),
    ("CA", "PC 523(a)", "AF:H", "yes"),
    ("CA", "PC 521", "AF:H", "no"),
    ("CA", "PC 211", "AF:H", "no"),
    ("OR", "164.075", "AF:H", "unsettled"),
    ("NY", "PL 155.40(2)", "AF:H", "unsettled"),
    ("MA", "265 § 25", "AF:H", "unsettled"),
    ("PA", "18 § 3923", "AF:H", "unsettled"),
    # what it was before for the amount that every state takes for driving under the influence
    ("CA", "VC 23152(b)", "IMPAIRED_DRIVING", "yes"),
    ("PA", "75 § 3802(a)(2)", "IMPAIRED_DRIVING", "yes"),
    ("NY", "VTL 1192(2)", "IMPAIRED_DRIVING", "yes"),
]


@pytest.mark.parametrize(("state", "charge", "ground", "answer"), CASES)
def test_no_more_is_said_than_the_text_allows(state: str, charge: str, ground: str, answer: str) -> None:
    assert said_of(state, charge, ground).answer == answer


GIVEN = {"act": "other", "object": "person", "consent": "without", "mind": "intent", "substance": "federal"}


@pytest.mark.parametrize(
    ("way", "verdict"),
    [
        (GIVEN, Verdict.OPEN),
        ({**GIVEN, "substance": "nonfederal"}, Verdict.NO),
        ({**GIVEN, "object": "substance"}, Verdict.NO),
        ({"act": "other", "object": "person", "consent": "without", "mind": "intent"}, Verdict.NO),
    ],
)
def test_a_drug_given_to_a_person_against_the_will_may_be_a_distribution(way: dict[str, str], verdict: Verdict) -> None:
    assert find("AF:B", way, stub()).verdict is verdict
