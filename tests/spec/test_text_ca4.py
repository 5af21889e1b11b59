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
]


@pytest.mark.parametrize(("charge", "ground", "answer"), CASES)
def test_no_way_of_the_text_is_left_out(charge: str, ground: str, answer: str) -> None:
    assert said_of("CA", charge, ground).answer == answer
