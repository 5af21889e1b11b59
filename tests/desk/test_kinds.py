"""What each kind of instance may hold: no place for status in one of a prosecutor, no fact of anybody's in an auditor's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from steelyard.desk.kinds import refuse, status_facts
from steelyard.desk.models import metadata
from steelyard.desk.settings import Kind
from steelyard.law.postures import postures
from steelyard.logic.errors import SteelyardError
from tests.desk.support import PERSON, case, client, local, make_desk, token_for

CODED = {"posture": "asylee"}


def test_no_table_of_any_kind_has_a_field_for_status() -> None:
    names = {column.name for table in metadata.tables.values() for column in table.columns} | set(metadata.tables)
    assert not names & {"person", "posture", "status", "citizenship", *status_facts()}


def test_a_prosecution_instance_has_no_field_for_it_in_the_api_either(tmp_path: Path) -> None:
    with local(tmp_path) as web:
        schema = web.get("/api/v1/openapi.json").json()
        shapes = schema["components"]["schemas"]
        for name in ("CaseIn", "ProsecutionCase"):
            assert "person" not in shapes[name]["properties"]
        assert "Person" not in shapes and "CodedPerson" not in shapes
    with local(tmp_path / "defense", kind="defense") as web:
        assert "person" in web.get("/api/v1/openapi.json").json()["components"]["schemas"]["CaseIn"]["properties"]


@pytest.mark.parametrize(
    "changed",
    [
        {"person": PERSON},
        {"person": None},
        {"person": {}},
        {"assume": {"misrepresentation": False}},
        {"assume": {"person.misrepresentation": False}},
        {"note": "He is a lawful permanent resident."},
        {"note": "client's GREEN CARD expired"},
        {"office": "noncitizen unit"},
        {"id": "LPR-17"},
    ],
    ids=str,
)
def test_a_prosecution_instance_refuses_status_and_says_why(tmp_path: Path, changed: dict[str, Any]) -> None:
    with local(tmp_path) as web:
        for path, body in (
            ("/api/v1/cases", case(**changed)),
            ("/api/v1/advise", case(**changed)),
            ("/api/v1/questions", case(**changed)),
            ("/api/v1/explain", {"case": case(**changed), "option": "1"}),
        ):
            answer = web.post(path, json=body)
            assert answer.status_code == 422
            assert answer.json()["code"] == "SY-K005"
            assert "prosecution instance holds nothing" in answer.json()["title"]
            for word in ("asylee", "permanent", "GREEN", "noncitizen", "LPR"):
                assert word not in answer.text
        assert web.get("/api/v1/cases").json()["cases"] == []


def test_words_of_status_are_refused_in_labels_and_reasons_and_not_in_the_names_of_offenses(tmp_path: Path) -> None:
    with local(tmp_path) as web:
        body = case()
        body["options"][0]["label"] = "what we would offer a noncitizen"
        assert web.post("/api/v1/cases", json=body).json()["code"] == "SY-K005"
        body = case(state="US", forum="BIA")
        body["counts"][0]["charge"] = (
            "18 U.S.C. § 1015(a) false statement as to citizenship or naturalization of aliens"
        )
        assert web.post("/api/v1/cases", json=body).status_code == 201
        case_id = web.post("/api/v1/cases", json=case()).json()["id"]
        asked = {"version": 1, "option": "1", "route": "line", "reason": "since he is undocumented"}
        assert web.post(f"/api/v1/cases/{case_id}/approvals", json=asked).json()["code"] == "SY-K005"
        hold = {"hold": True, "reason": "the defendant's immigration status is in dispute"}
        assert web.put(f"/api/v1/cases/{case_id}/hold", json=hold).json()["code"] == "SY-K005"


def test_no_word_of_status_reaches_a_prosecution_database_or_its_trail(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web = client(desk, token_for(desk.store))
    case_id = web.post("/api/v1/cases", json=case()).json()["id"]
    web.post("/api/v1/cases", json=case(person=PERSON))
    web.post(f"/api/v1/cases/{case_id}/analyses").raise_for_status()
    with desk.store.reading() as connection:
        there = {
            table.name: [dict(row._mapping) for row in connection.execute(sa.select(table))]
            for table in metadata.sorted_tables
        }
    for analysis in there["analyses"]:
        assert not [one for one in json.loads(analysis["receipt"])["facts_unknown"] if one.startswith("person.")]
        cells = json.loads(analysis.pop("cells"))
        assert cells[3] == list(postures())  # every class, so that it tells of nobody
    text = json.dumps(there)
    for word in (*postures(), "person", *status_facts()):
        assert f'"{word}' not in text, word


def test_a_prosecution_instance_asks_nothing_about_the_person(tmp_path: Path) -> None:
    with local(tmp_path) as web:
        asked = web.post("/api/v1/questions", json=case()).json()["questions"]
        assert asked and not [one for one in asked if one["fact"].startswith("person.")]
        asked = web.post("/api/v1/advise", json=case()).json()["questions"]
        assert asked and not [one for one in asked if one["fact"].startswith("person.")]
    with local(tmp_path / "defense", kind="defense") as web:
        asked = web.post("/api/v1/questions", json=case()).json()["questions"]
        assert [one for one in asked if one["fact"].startswith("person.")]


def test_a_defense_instance_takes_and_gives_back_the_person(tmp_path: Path) -> None:
    with local(tmp_path, kind="defense") as web:
        case_id = web.post("/api/v1/cases", json=case(person=PERSON)).json()["id"]
        assert web.get(f"/api/v1/cases/{case_id}").json()["case"]["person"] == PERSON
        analysis = web.post(f"/api/v1/cases/{case_id}/analyses").json()["id"]
        found = web.get(f"/api/v1/analyses/{analysis}").json()
        assert found["cells"]["postures"] == ["asylee"]
        assert found["receipt"]["case"]["person"] == PERSON
        assert web.post(f"/api/v1/analyses/{analysis}/replay").json()["same"] is True


def test_an_oversight_instance_takes_classes_and_no_fact(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, kind="oversight")
    web = client(desk, token_for(desk.store))
    assert web.post("/api/v1/cases", json=case(person=PERSON)).json()["code"] == "SY-K006"
    case_id = web.post("/api/v1/cases", json=case(person=CODED)).json()["id"]
    assert web.get(f"/api/v1/cases/{case_id}").json()["case"]["person"] == CODED
    web.post(f"/api/v1/cases/{case_id}/analyses").raise_for_status()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    assert b"CK-3391" in stored and b"asylee" not in stored
    for person in ({"posture": 7}, {"posture": ""}, [], "asylee", {"posture": "no such class"}):
        assert web.post("/api/v1/cases", json=case(person=person)).status_code == 422


def test_refusal_does_not_depend_on_where_the_fact_hides() -> None:
    deep = case()
    deep["counts"][0]["facts"]["admitted"] = True
    with pytest.raises(SteelyardError, match="SY-K005"):
        refuse(Kind.PROSECUTION, deep)
    refuse(Kind.DEFENSE, deep)
    refuse(Kind.PROSECUTION, case(note="immigration-neutral plea, § 1016.3(b)"))
