"""Saved analyses: receipts that replay, and the list of those that change when the law does."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from steelyard.desk import models as t
from steelyard.desk import weighing
from steelyard.desk.settings import Kind
from steelyard.desk.weighing import Cells, cells_of, newest
from steelyard.weigh.advise import Weigher, advise
from steelyard.weigh.case import Case
from steelyard.weigh.options import find_options
from steelyard.weigh.output import AdviceOut, OptionsOut, ReceiptOut, advice_to_json, options_to_json
from tests.desk.support import CASE, case, client, make_desk, token_for


def test_saved_cells_are_those_of_the_answer() -> None:
    advice = advise(Case.model_validate(CASE))
    cells = Cells.from_text(cells_of(advice).as_text())
    for row in advice.rows:
        for posture, found in row.cells.items():
            for rule, cell in found.items():
                assert cells.state(row.id, posture, rule) is cell.state


def test_what_was_weighed_of_late_is_not_weighed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless the case, the day, the kind of desk or the law is another."""
    made: list[str] = []

    def counted(given: Case, **more: Any) -> Any:
        made.append(given.id)
        return advise(given, **more)

    monkeypatch.setattr(weighing, "weigh", counted)
    read = Case.model_validate
    first = weighing.weigh_for_page(read(case(id="EX-late")), Kind.DEFENSE)
    changed = weighing.weigh_for_page(read(case(id="EX-late", note="changed")), Kind.DEFENSE)
    assert weighing.weigh_for_page(read(case(id="EX-late")), Kind.DEFENSE) == first
    assert len(made) == 2 and changed.receipt["answers"] == first.receipt["answers"]
    office = weighing.weigh_for_page(read(case(id="EX-late")), Kind.PROSECUTION)
    assert len(made) == 2 and office.cells.beside["questions"] != first.cells.beside["questions"]
    earlier = weighing.weigh_for_page(read(case(id="EX-late", law_as_of="2025-01-01")), Kind.DEFENSE)
    assert len(made) == 3 and earlier.receipt["law_as_of"] == "2025-01-01"
    monkeypatch.setattr(weighing, "present_law", lambda: {"engine": "0", "pack": "f" * 64, "catalogue": "e" * 64})
    weighing.weigh_for_page(read(case(id="EX-late")), Kind.DEFENSE)
    assert len(made) == 4


def test_what_was_weighed_for_a_page_is_at_hand_for_its_drawer() -> None:
    made = weighing.weigh_for_page(Case.model_validate(case(id="EX-hand")), Kind.PROSECUTION)
    receipt = {**made.receipt, "case": case(id="EX-hand")}
    saved = weighing.Analysis("a", "c", 1, "u", "2026-11-29", receipt, made.cells)
    assert weighing.advice_again(saved) is not None
    assert weighing.advice_again(replace(saved, receipt={**receipt, "law_as_of": "2025-01-01"})) is None


def test_the_api_answers_as_the_command_line_does(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web = client(desk, token_for(desk.store))
    answer = web.post("/api/v1/advise", json=CASE).json()
    AdviceOut.model_validate(answer)
    advice = advise(Case.model_validate(CASE))
    own = json.loads(json.dumps(advice_to_json(advice, advice.questions()), default=str))
    assert answer["options"] == own["options"]
    assert answer["receipt"] == own["receipt"]


def test_options_are_found_as_on_the_command_line(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web = client(desk, token_for(desk.store))
    answer = web.post("/api/v1/options", json=CASE).json()
    OptionsOut.model_validate(answer)
    made = Case.model_validate(CASE)
    own = json.loads(json.dumps(options_to_json(find_options(made, Weigher(made))), default=str))
    assert {name: value for name, value in answer.items() if name != "problems"} == own


def test_a_receipt_is_whole_and_replays(tmp_path: Path, database: dict[str, Any]) -> None:
    desk = make_desk(tmp_path, **database)
    web = client(desk, token_for(desk.store))
    case_id = web.post("/api/v1/cases", json=case()).json()["id"]
    analysis = web.post(f"/api/v1/cases/{case_id}/analyses").json()["id"]
    found = web.get(f"/api/v1/analyses/{analysis}").json()
    ReceiptOut.model_validate(found["receipt"])
    assert found["receipt"]["case"] == CASE
    again = web.post(f"/api/v1/analyses/{analysis}/replay").json()
    assert again["same"] is True and again["changes"] == [] and again["law"] == []
    web.put(f"/api/v1/cases/{case_id}", json=case(note="later"), headers={"if-match": "1"}).raise_for_status()
    assert web.get(f"/api/v1/analyses/{analysis}").json()["receipt"]["case"] == CASE


def test_these_saved_analyses_change(tmp_path: Path, database: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The law is changed under the saved analyses: one of three answers otherwise, and is told with its cells."""
    from steelyard.desk import weighing

    desk = make_desk(tmp_path, **database)
    web = client(desk, token_for(desk.store))
    cases = [web.post("/api/v1/cases", json=case(note=str(n))).json()["id"] for n in range(3)]
    ids = [web.post(f"/api/v1/cases/{one}/analyses").json()["id"] for one in cases]
    assert web.get("/api/v1/analyses/changes").json()["checked"] == 0
    with desk.store.writing() as connection:  # as if an older pack had saved them, one with another answer
        connection.execute(sa.update(t.analyses).values(pack="0" * 64))
        row = connection.execute(sa.select(t.analyses).where(t.analyses.c.id == ids[1])).one()
        saved = json.loads(row.cells)
        letters = saved[5]
        at = next(place for place, letter in enumerate(letters) if letter == "N")
        saved[5] = letters[:at] + "T" + letters[at + 1 :]
        receipt = {**json.loads(row.receipt), "pack": "0" * 64}
        connection.execute(
            sa.update(t.analyses)
            .where(t.analyses.c.id == ids[1])
            .values(cells=json.dumps(saved), receipt=json.dumps(receipt))
        )
    told = web.get("/api/v1/analyses/changes").json()
    assert told["checked"] == 3 and told["next"] is None
    (changed,) = told["changed"]
    assert changed["analysis"] == ids[1] and changed["case_id"] == cases[1] and changed["law"] == ["pack"]
    (cell,) = changed["changes"]
    assert (cell["before"], cell["after"]) == ("triggered", "not triggered")
    pages = []
    after = ""
    while after is not None:
        page = web.get("/api/v1/analyses/changes", params={"limit": 1, "after": after}).json()
        pages += page["changed"]
        after = page["next"]
    assert pages == told["changed"]
    web.post(f"/api/v1/cases/{cases[1]}/analyses").raise_for_status()  # weighed anew: no longer the last of its case
    assert web.get("/api/v1/analyses/changes").json()["checked"] == 2
    assert weighing.present_law()["pack"] != "0" * 64


def test_a_case_that_no_longer_reads_is_told_and_does_not_hide_the_others(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web = client(desk, token_for(desk.store))
    cases = [web.post("/api/v1/cases", json=case(note=str(n))).json()["id"] for n in range(2)]
    for one in cases:
        web.post(f"/api/v1/cases/{one}/analyses").raise_for_status()
    with desk.store.writing() as connection:
        connection.execute(sa.update(t.analyses).values(pack="0" * 64))
        odd = json.dumps(case(id="odd") | {"counts": []})
        connection.execute(sa.update(t.versions).where(t.versions.c.case_id == cases[0]).values(body=odd))
    told = web.get("/api/v1/analyses/changes").json()
    assert told["checked"] == 2
    (failed,) = [one for one in told["changed"] if one["case_id"] == cases[0]]
    assert failed["same"] is False and "SY-C003" in failed["error"]


def test_a_clock_that_was_set_back_does_not_change_which_analysis_is_the_last(
    tmp_path: Path, database: dict[str, Any]
) -> None:
    desk = make_desk(tmp_path, **database)
    web = client(desk, token_for(desk.store))
    case_id = web.post("/api/v1/cases", json=case()).json()["id"]
    first = web.post(f"/api/v1/cases/{case_id}/analyses").json()["id"]
    with desk.store.writing() as connection:
        connection.execute(sa.update(t.analyses).values(at="2099-01-01T00:00:00.000000Z", pack="0" * 64))
    second = web.post(f"/api/v1/cases/{case_id}/analyses").json()["id"]
    assert [one["id"] for one in web.get(f"/api/v1/cases/{case_id}/analyses").json()] == [second, first]
    assert web.get("/api/v1/analyses/changes").json()["checked"] == 0
    with desk.store.reading() as connection:
        found = newest(desk.store, connection, case_id)
    assert found is not None and found.id == second
