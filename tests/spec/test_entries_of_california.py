"""Answers on sections of California's codes that were once given the other way, each with what decided it."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue


def answer(statute: str, ground: str, day: date = date(2026, 11, 28)) -> str:
    law = catalogue()
    return law.full_match(law.find("CA", statute), ground, forum="9th Cir.", as_of=day).answer


@pytest.mark.parametrize("statute", ["Cal. Veh. Code § 10851(a)", "Cal. Veh. Code § 10851(b)", "Cal. Penal Code § 499d"])
def test_a_vehicle_taken_or_its_taker_helped_is_theft_or_obstruction(statute: str) -> None:
    """Each way is in one letter or another (Matter of Reyes, 28 I&N Dec. 52 (A.G. 2020)) since Pugin v. Garland, 599 U.S.
    600 (2023), let help to an offender obstruct justice with no proceeding pending; neither letter has both ways."""
    assert answer(statute, "AF") == "yes"
    assert answer(statute, "AF:G(theft)") == answer(statute, "AF:S") == "no"
    assert answer(statute, "AF", date(2023, 6, 21)) == "no"


@pytest.mark.parametrize("section", ["109", "110", "4533", "4534", "4535", "4550(a)", "4550(b)"])
def test_help_to_an_escape_is_not_cleared_of_obstruction(section: str) -> None:
    """Salazar-Luviano v. Mukasey, 551 F.3d 857 (9th Cir. 2008), rested on a proceeding that Pugin no longer asks for."""
    assert answer(f"Cal. Penal Code § {section}", "AF:S") == "unsettled"
