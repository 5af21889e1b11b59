"""The day up to which the law is known, and what an answer for a later day says of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from steelyard.catalog.ask import answered
from steelyard.catalog.browse import offense_page
from steelyard.catalog.find import catalogue
from steelyard.catalog.known import beyond_what_is_known, known_law, known_up_to
from steelyard.catalog.policies import policies
from steelyard.papers.make import make
from steelyard.weigh.advise import advise
from steelyard.weigh.case import Case, load_case
from steelyard.weigh.policy import policy_answers
from steelyard.weigh.replay import replay
from steelyard.weigh.screen import screen

ROOT = Path(__file__).parents[2]
CASE = ROOT / "examples" / "los_angeles.toml"
LAST = known_up_to()
AFTER = LAST + timedelta(days=1)
(REMARK,) = beyond_what_is_known(AFTER)


def on(day: date, **more: Any) -> Case:
    return load_case(CASE).model_copy(update={"law_as_of": day, **more})


def test_no_decision_here_is_newer_than_the_day_up_to_which_decisions_were_looked_for() -> None:
    """Whoever enters a newer one moves the day in law/known.toml, or leaves it and says why here."""
    decided = [one.decided for one in catalogue().holdings if one.decided]
    assert max(decided) <= known_law()["decisions"] == LAST
    assert max(known_law().values()) <= max(one.read_on for one in catalogue().holdings if one.read_on)


def test_the_remark_is_for_days_after_it_alone() -> None:
    assert beyond_what_is_known(LAST) == beyond_what_is_known(LAST, date(1990, 1, 1)) == ()
    assert beyond_what_is_known(AFTER) == beyond_what_is_known(date(1990, 1, 1), AFTER) == (REMARK,)
    assert all(f"{kind} up to {until}" in REMARK for kind, until in known_law().items())


@pytest.mark.parametrize(("day", "times"), [(LAST, 0), (AFTER, 1), (LAST + timedelta(days=366), 1)])
def test_every_answer_for_a_later_day_says_so_once(day: date, times: int, tmp_path: Path) -> None:
    case = on(day)
    advice = advise(case)
    assert advice.receipt.facts_assumed.count(REMARK) == times
    memo = make("memo", advice, reader="defense").content.document()
    assert (REMARK in repr(memo)) is bool(times)
    for language in ("en", "es"):
        sheet = make("client-sheet", advice, language=language).content.document()
        assert (str(LAST) in sheet.notices[1]) is bool(times)
    for answer in policy_answers(policies()["los_angeles"], day, case, advice):
        assert answer.assumed.count(REMARK) == times
    asked = {"state": "CA", "statute": "PC 211", "ground": "CIMT", "as_of": day.isoformat()}
    assert answered(asked)["notes"].count(REMARK) == times
    assert offense_page("CA", "PC 211", forum=None, as_of=day)["remarks"].count(REMARK) == times
    rows = tmp_path / "in.csv"
    rows.write_text(
        "state,charge,disposition,offense_date,conviction_date\nCA,PC 211,convicted,2015-01-01,2015-06-01\n"
    )
    assert screen(rows, tmp_path / "out.csv", classes=["resident_under_five"], today=day).assumed.count(REMARK) == times


def test_a_decision_on_a_later_day_says_so_too() -> None:
    case = on(LAST)
    planned = [one.model_copy(update={"conviction_date": AFTER}) for one in case.options[0].dispositions]
    later = case.model_copy(update={"options": [case.options[0].model_copy(update={"dispositions": planned})]})
    assert REMARK not in advise(case).receipt.facts_assumed
    assert REMARK in advise(later).receipt.facts_assumed
    asked = {"state": "CA", "statute": "PC 211", "ground": "CIMT", "as_of": LAST.isoformat()}
    assert REMARK in answered({**asked, "conviction_date": AFTER.isoformat()})["notes"]


def test_the_pages_say_so(steelyard) -> None:  # type: ignore[no-untyped-def]
    case, after = str(CASE), AFTER.isoformat()
    for command in (
        ("advise", case), ("options", case), ("questions", case), ("policy", "run", case),
        ("explain", case, load_case(CASE).options[0].id, "--rule", "deportable.two_cimts"),
        ("ground", "PC 211", "CIMT"), ("offense", "PC 211"),
    ):  # fmt: skip
        said = [" ".join(steelyard(*command, "--as-of", day).out.split()) for day in (after, LAST.isoformat())]
        known = ["law is known so far" in one for one in said]
        assert known == [True, False], command
    assert json.loads(steelyard("options", case, "--as-of", after, "--json").out)["remarks"] == [REMARK]


def test_a_receipt_stays_valid_when_its_day_lies_after_what_is_known(tmp_path: Path) -> None:
    """The remark is no answer: a receipt of a law that was read later, or earlier, gives the same answers."""
    kept = advise(on(AFTER)).receipt.as_dict()
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(kept | {"facts_assumed": []}))
    found = replay(file)
    assert found.same and not found.changed
