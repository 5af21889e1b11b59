"""California sections read against their whole text, Penal Code § 681 on, Vehicle Code, Health & Safety Code.

Each answer was wrong or too certain because the entry left out a way in which its section is violated.
"""

from __future__ import annotations

import pytest

from .made_up import said_of

CASES = [
    # escape "or attempt to escape"; rescue "or attempts to rescue"; "attempts to explode or ignite"
    ("PC 836.6(a)", "AF:U", "unsettled"),
    ("PC 836.6(b)", "AF:U", "unsettled"),
    ("PC 4550(b)", "AF:U", "unsettled"),
    ("PC 11413(a)", "AF:U", "unsettled"),
    ("PC 18740", "AF:U", "unsettled"),
    # a place is set on fire or a device exploded: whether these are one crime is not known
    ("PC 11413(a)", "FIREARM", "unsettled"),
    # the handgun let into a vehicle is one of § 26350, which leaves unloaded antiques out
    ("PC 17512", "FIREARM", "yes"),
    # "nor sell a handgun to an individual under 21": an antique handgun is excepted by § 27505(b)(1)
    ("PC 27505(a)", "FIREARM", "unsettled"),
    ("PC 27505(a)", "AF:C", "unsettled"),
    # to evade rules that do not reach an unloaded antique
    ("PC 27515", "FIREARM", "unsettled"),
    ("PC 27515", "AF:C", "unsettled"),
    ("PC 27520", "FIREARM", "unsettled"),
    # aid to the making of things some of which are federal firearms
    ("PC 29186", "FIREARM", "unsettled"),
    ("PC 29186", "AF:E(iii)", "unsettled"),
    # the flight is by motor vehicle; it is the officer who rides a bicycle
    ("VC 2800.1(b)", "DANGEROUS_DRIVING", "unsettled"),
    # a driver's license is a paper of identity as much as the card of § 13004
    ("VC 14610(a)(1)", "MISREPRESENTATION_CONDUCT", "yes"),
    ("VC 14610(a)(7)", "MISREPRESENTATION_CONDUCT", "yes"),
    # another's license or card shown as one's own is the use of another's identity
    ("VC 14610(a)(3)", "MISREPRESENTATION_CONDUCT", "yes"),
    ("VC 14610(a)(3)", "CIMT", "unsettled"),
    ("VC 14610(a)(3)", "FALSE_CLAIM", "unsettled"),
    ("VC 13004(c)", "MISREPRESENTATION_CONDUCT", "yes"),
    ("VC 13004(c)", "FALSE_CLAIM", "unsettled"),
    # genuine papers, plates, numbers and placards are within the text too
    ("VC 4463(a)(1)", "AF:R", "unsettled"),
    ("VC 4463(b)", "AF:R", "unsettled"),
    ("VC 10752(b)", "AF:R", "unsettled"),
]


@pytest.mark.parametrize(("charge", "ground", "answer"), CASES)
def test_no_way_of_the_text_is_left_out(charge: str, ground: str, answer: str) -> None:
    assert said_of("CA", charge, ground).answer == answer
