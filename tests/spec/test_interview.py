"""The interview: its questions, and a doubt about citizenship that stops every weighing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from steelyard.law.interview import NOT_SURE, doubts, interview
from steelyard.logic.errors import CaseError
from steelyard.logic.facts import Entity
from steelyard.weigh.advise import advise
from steelyard.weigh.case import Case, check_case
from steelyard.weigh.cells import State
from steelyard.weigh.options import find_options

CLAIMS = ("born_here", "citizen_parent", "parent_naturalised")


def made(**person: Any) -> Case:
    case = Case.model_validate(
        {
            "id": "I-1", "state": "CA", "law_as_of": date(2026, 11, 24), "person": person,
            "counts": [{"id": "1", "charge": "PC 487(a)", "offense_date": date(2026, 5, 1)}],
            "options": [{"id": "1", "label": "as charged",
                         "dispositions": [{"count": "1", "outcome": "convicted", "level": "felony", "term": 365}]}],
        }
    )  # fmt: skip
    check_case(case)
    return case


def test_citizenship_is_asked_first_and_every_question_says_why() -> None:
    names = list(interview())
    assert tuple(names[:3]) == CLAIMS and all(interview()[one].citizenship for one in CLAIMS)
    for one in interview().values():
        assert one.asks.endswith("?") or "?" in one.asks
        assert one.why
        assert one.fact is None or (one.fact.entity is Entity.PERSON and not one.answers)


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("answer", ["yes", NOT_SURE])
@pytest.mark.parametrize("checked", [None, "not yet", NOT_SURE])
def test_a_doubt_stops_every_weighing(claim: str, answer: str, checked: str | None) -> None:
    said = {claim: answer} | ({"citizenship_checked": checked} if checked else {})
    assert [one.name for one in doubts(said)] == [claim]
    case = made(interview=said, facts={"status": "permanent_resident", "admitted": True})
    for weigh in (advise, find_options):
        with pytest.raises(CaseError) as told:
            weigh(case)
        assert told.value.code == "SY-C017" and claim in told.value.where


def test_what_is_settled_is_weighed_as_before() -> None:
    facts = {"status": "permanent_resident", "admitted": True}
    before = advise(made(facts=facts)).receipt.answers
    asked = {"born_here": "no", "citizen_parent": "yes", "citizenship_checked": "not a citizen", "departures": "none"}
    assert advise(made(facts=facts, interview=asked)).receipt.answers == before
    assert advise(made(facts=facts, interview=dict.fromkeys(CLAIMS, "no"))).receipt.answers == before
    citizen = advise(
        made(facts={"status": "citizen"}, interview={"born_here": "yes", "citizenship_checked": "a citizen"})
    )
    assert {cell.state for cell in citizen.rows[0].cells["person"].values()} == {State.NOT_TRIGGERED}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"nothing": "x"}, "SY-C004"),
        ({"born_here": "maybe"}, "SY-C005"),
        ({"status": "asylee"}, "SY-C006"),  # a fact has one place
        ({"wish": "money"}, "SY-C005"),
    ],
)
def test_an_answer_that_is_none_is_refused(said: dict[str, str], code: str) -> None:
    with pytest.raises(CaseError) as told:
        made(interview=said)
    assert told.value.code == code
