"""A form of an offense that only convictions of certain days can be of: schedules are compared on the day of conviction."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.ask import answer
from steelyard.catalog.browse import offense_page
from steelyard.catalog.find import Catalogue
from steelyard.catalog.found import Found
from steelyard.catalog.holdings import Holdings
from steelyard.logic.facts import Between, Known
from tests.spec.made_up import offense

CHANGE = date(2015, 9, 11)
BEFORE = date(2015, 9, 10)
DRUGS = offense(
    {"name": "listed by both", "act": "possess", "object": "substance", "mind": "knowledge", "substance": "federal"},
    {"name": "off the federal list", "act": "possess", "object": "substance", "mind": "knowledge",
     "substance": "nonfederal", "from": CHANGE, "dates_cite": "made up"},
    alternatives="means",
)  # fmt: skip


@pytest.mark.parametrize(
    ("convicted", "answer"),
    [
        (BEFORE, "yes"),
        (CHANGE, "no"),
        (None, "dated"),
        (Between(date(2015, 1, 1), BEFORE), "yes"),
        (Between(date(2015, 1, 1), CHANGE), "dated"),
        (Between(CHANGE, None), "no"),
        (Between(None, BEFORE), "yes"),
    ],
)
def test_the_day_of_conviction_decides_which_forms_there_are(convicted: Known, answer: str) -> None:
    law = Catalogue(holdings=Holdings(()))
    found = Found(DRUGS.id, DRUGS.citation, (DRUGS,))
    day = date(2026, 6, 1)
    assert law.match(found, "CS", forum="1st Cir.", as_of=day, convicted=convicted).answer == answer


def test_before_the_residual_clause_fell_a_derived_no_is_not_given() -> None:
    """18 U.S.C. § 16(b) was void from 17 April 2018 (Sessions v. Dimaya); earlier it could reach what § 16(a) does not."""
    asked = {"state": "CA", "statute": "Cal. Penal Code § 148(a)", "ground": "AF:F", "forum": "9th Cir."}
    assert answer({**asked, "as_of": "2018-04-17"})["answer"] == "no"
    before = answer({**asked, "as_of": "2018-04-16"})
    assert (before["answer"], before["basis"]) == ("not_analysed", "none")
    assert "§ 16(b)" in before["says"]
    page = offense_page("CA", "Cal. Penal Code § 148(a)", forum="9th Cir.", as_of=date(2018, 4, 16))
    assert page["grounds"]["AF:F"]["answer"] == "not_analysed"
    solicited = answer({**asked, "statute": "Cal. Penal Code § 653f(a)", "as_of": "2018-04-16"})
    assert (solicited["answer"], solicited["basis"]) == ("yes", "holding"), "Prakash v. Holder (9th Cir. 2009)"


def test_a_no_of_today_clears_no_conviction_of_a_day_that_nobody_knows() -> None:
    """Deliveries until September 2011 were murder of the third degree: Commonwealth v. Ludwig, 583 Pa. 6 (2005)."""
    asked = {"state": "PA", "statute": "18 Pa. Cons. Stat. § 2506", "ground": "AF:A(murder)", "as_of": "2026-06-01"}
    unknown = answer(asked)
    assert (unknown["answer"], unknown["stance"]["cautious"]) == ("unsettled", "yes")
    assert any("the day of conviction is unknown, and decides" in note for note in unknown["notes"])
    page = offense_page("PA", "18 Pa. Cons. Stat. § 2506", forum=None, as_of=date(2026, 6, 1))
    assert page["grounds"]["AF:A(murder)"]["answer"] == "unsettled"
    assert answer({**asked, "conviction_date": "2010-01-31"})["answer"] == "unsettled"
    assert answer({**asked, "conviction_date": "2024-01-31"})["answer"] == "no"
    before = answer({**asked, "as_of": "2010-01-31"})
    assert not any("decides" in note for note in before["notes"]), "no later day is possible"
