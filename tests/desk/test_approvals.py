"""Approvals: routes, reasons, and that nobody approves their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.desk.support import add_person, case, client, make_desk, token_for

REASON = "an alternative of the same weight, as a citizen would get"


class Office:
    """People of an office, each a caller."""

    def __init__(self, data: Path, **given: Any) -> None:
        desk = make_desk(data, mode="office", **given)
        self.ids: dict[str, str] = {}
        for name, roles in {
            "line": ("line",), "colleague": ("line",), "boss": ("supervisor",), "counsel": ("immigration_counsel",),
            "one": ("committee",), "two": ("committee",), "three": ("committee",), "both": ("line", "supervisor"),
        }.items():  # fmt: skip
            self.ids[name] = add_person(desk.store, *roles, name=name)
        self.web: dict[str, TestClient] = {name: client(desk, token_for(desk.store, i)) for name, i in self.ids.items()}
        self.case = self.web["line"].post("/api/v1/cases", json=case()).json()["id"]
        for name in ("colleague", "both"):
            self.web["line"].put(f"/api/v1/cases/{self.case}/access/{self.ids[name]}").raise_for_status()

    def ask(self, route: str, who: str = "line", option: str = "1") -> str:
        body = {"version": 1, "option": option, "route": route, "reason": REASON}
        answer = self.web[who].post(f"/api/v1/cases/{self.case}/approvals", json=body)
        assert answer.status_code == 201, answer.text
        found: str = answer.json()["id"]
        return found

    def do(self, who: str, approval: str, to: str, what: str = "") -> Any:
        body = {"reason": REASON, **({"what": what} if what else {})}
        return self.web[who].post(f"/api/v1/approvals/{approval}/{to}", json=body).json()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.mark.parametrize(
    ("route", "signer", "not_signers"),
    [
        ("line", "colleague", ["boss", "counsel", "one"]),
        ("supervisor", "boss", ["colleague", "counsel", "one"]),
        ("immigration_counsel", "counsel", ["colleague", "boss", "one"]),
        ("carceral", "boss", ["colleague", "counsel", "one"]),
    ],
)
def test_each_route_is_signed_by_its_role(office: Office, route: str, signer: str, not_signers: list[str]) -> None:
    approval = office.ask(route)
    for who in not_signers:
        assert office.do(who, approval, "decision", "approve")["code"] == "SY-K031"
    done = office.do(signer, approval, "decision", "approve")
    assert done["state"] == "approved" and done["current"]
    assert [(one["what"], one["by"], one["reason"]) for one in done["events"]] == [
        ("ask", office.ids["line"], REASON), ("approve", office.ids[signer], REASON),
    ]  # fmt: skip


def test_nobody_approves_their_own(office: Office) -> None:
    own = office.ask("supervisor", who="both")
    assert office.do("both", own, "decision", "approve")["code"] == "SY-K030"
    assert office.do("boss", own, "decision", "approve")["state"] == "approved"


def test_nobody_approves_what_they_wrote_and_had_another_ask_for(office: Office) -> None:
    body = case(note="rewritten by the supervisor")
    office.web["both"].put(f"/api/v1/cases/{office.case}", json=body, headers={"if-match": "1"}).raise_for_status()
    asked = {"version": 2, "option": "1", "route": "supervisor", "reason": REASON}
    approval = office.web["line"].post(f"/api/v1/cases/{office.case}/approvals", json=asked).json()["id"]
    assert office.do("both", approval, "decision", "approve")["code"] == "SY-K030"


def test_a_committee_needs_its_quorum_of_different_members(office: Office) -> None:
    approval = office.ask("committee")
    assert office.do("one", approval, "decision", "approve")["state"] == "open"
    assert office.do("one", approval, "decision", "approve")["code"] == "SY-K030"
    assert office.do("two", approval, "decision", "decline")["state"] == "open"
    assert office.do("three", approval, "decision", "approve")["state"] == "approved"


def test_requests_climb_the_ladder_and_stop_at_its_top(office: Office) -> None:
    approval = office.ask("line")
    for who, step in (("line", "supervisor"), ("boss", "immigration_counsel"), ("counsel", "committee")):
        assert office.do(who, approval, "escalation")["step"] == step
    assert office.do("line", approval, "escalation")["code"] == "SY-K035"
    assert office.do("boss", approval, "decision", "approve")["code"] == "SY-K031"
    assert office.do("colleague", approval, "escalation")["code"] == "SY-K031"


def test_only_who_asked_withdraws_and_what_is_closed_stays_closed(office: Office) -> None:
    approval = office.ask("supervisor")
    assert office.do("boss", approval, "withdrawal")["code"] == "SY-K031"
    assert office.do("line", approval, "withdrawal")["state"] == "withdrawn"
    for to, what in (("decision", "approve"), ("withdrawal", ""), ("escalation", "")):
        who = "boss" if to == "decision" else "line"
        assert office.do(who, approval, to, what)["code"] == "SY-K033"


def test_a_changed_case_needs_a_new_approval(office: Office) -> None:
    approval, open_one = office.ask("supervisor"), office.ask("supervisor", option="2")
    assert office.do("boss", approval, "decision", "approve")["current"] is True
    office.web["line"].put(
        f"/api/v1/cases/{office.case}", json=case(note="n"), headers={"if-match": "1"}
    ).raise_for_status()
    assert office.web["line"].get(f"/api/v1/approvals/{approval}").json()["current"] is False
    assert office.do("boss", open_one, "decision", "approve")["code"] == "SY-K034"


def test_one_request_at_a_time_with_a_reason_about_an_option_that_is_there(office: Office) -> None:
    office.ask("supervisor")
    at = f"/api/v1/cases/{office.case}/approvals"
    body = {"version": 1, "option": "1", "route": "line", "reason": REASON}
    assert office.web["line"].post(at, json=body).json()["code"] == "SY-K032"
    assert office.web["line"].post(at, json={**body, "option": "none such"}).json()["code"] == "SY-K011"
    assert office.web["line"].post(at, json={**body, "reason": ""}).status_code == 422
    assert office.web["line"].post(at, json={**body, "version": 9}).json()["code"] == "SY-K022"


def test_the_office_says_who_signs_a_carceral_disposition(tmp_path: Path) -> None:
    office = Office(tmp_path, approvals={"carceral": "committee", "quorum": 1})
    assert office.do("one", office.ask("carceral"), "decision", "decline")["state"] == "declined"


def test_a_local_instance_approves_nothing(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web = client(desk, token_for(desk.store))
    case_id = web.post("/api/v1/cases", json=case()).json()["id"]
    body = {"version": 1, "option": "1", "route": "supervisor", "reason": REASON}
    approval = web.post(f"/api/v1/cases/{case_id}/approvals", json=body).json()["id"]
    answer = web.post(f"/api/v1/approvals/{approval}/decision", json={"what": "approve", "reason": REASON})
    assert answer.json()["code"] == "SY-K030"
