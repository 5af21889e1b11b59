"""The pages of the record, each as the person who uses it: approvals, the trail, and the people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from steelyard.desk import models as t
from steelyard.desk.audit import entries
from steelyard.desk.settings import Kind
from tests.desk.support import add_person, browser, case, make_desk

REASON = "an alternative of the same weight"
EVIL = "<script>alert(1)</script>{{ 7 * 7 }}"


class Office:
    """People of an office, each in a browser with the page's mark."""

    def __init__(self, data: Path, **given: Any) -> None:
        self.desk = make_desk(data, mode="office", **given)
        self.ids: dict[str, str] = {}
        self.web: dict[str, TestClient] = {}
        self.csrf: dict[str, str] = {}
        for name, roles in {
            "Line": ("line",), "Other": ("line",), "Boss": ("supervisor",), "Counsel": ("immigration_counsel",),
            "One": ("committee",), "Auditor": ("auditor",), "Admin": ("admin",), "Both": ("line", "supervisor"),
        }.items():  # fmt: skip
            self.ids[name] = add_person(self.desk.store, *roles, name=name)
            self.web[name], self.csrf[name] = browser(self.desk, self.ids[name])
        self.case = self.new_case()

    def new_case(self, who: str = "Line", **changed: Any) -> str:
        head = {"x-csrf-token": self.csrf[who]}
        found: str = self.web[who].post("/api/v1/cases", json=case(**changed), headers=head).json()["id"]
        return found

    def post(self, who: str, path: str, **fields: str) -> Any:
        return self.web[who].post(path, data={"csrf": self.csrf[who], **fields})

    def ask(self, who: str = "Line", route: str = "supervisor", option: str = "1", case_id: str = "") -> str:
        answer = self.post(who, f"/cases/{case_id or self.case}/approval", option=option, route=route, reason=REASON,
                           version="1")  # fmt: skip
        assert answer.status_code == 303, answer.text
        found: str = answer.headers["location"]
        return found

    def waits(self, who: str) -> set[str]:
        text = self.web[who].get("/approvals").text
        return set(re.findall(r"/approvals/[0-9a-f]{32}", text.partition("<h2>All requests</h2>")[0]))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = Office(tmp_path_factory.mktemp("office"))
    yield made
    made.desk.store.engine.dispose()


def test_a_request_waits_for_those_who_can_sign_it_and_for_nobody_else(office: Office) -> None:
    at = office.ask()
    assert at in office.waits("Boss") and at in office.waits("Both")
    for who in ("Line", "Other", "Counsel", "One", "Auditor"):
        assert at not in office.waits(who), who
    assert office.web["Admin"].get("/approvals").status_code == 403
    assert office.web["Other"].get(at).status_code == 404
    page = office.web["Auditor"].get(at).text
    assert REASON in page and "Decide" not in page and "Withdraw the request" not in page
    office.post("Line", f"{at}/withdrawal", reason=REASON)


def test_a_request_is_decided_with_a_reason(office: Office) -> None:
    at = office.ask(option="2")
    page = office.web["Boss"].get(at).text
    assert "<h2>Decide</h2>" in page and 'name="csrf"' in page
    short = office.post("Boss", f"{at}/decision", what="approve", reason=" x ")
    assert short.status_code == 422 and 'href="#reason"' in short.text and 'id="reason"' in short.text
    assert "<title>Error: " in short.text and 'aria-invalid="true"' in short.text
    neither = office.post("Boss", f"{at}/decision", what="maybe", reason=REASON)
    assert neither.status_code == 422 and 'href="#approve"' in neither.text and REASON in neither.text
    assert at in office.waits("Boss")
    assert office.post("Boss", f"{at}/decision", what="approve", reason=REASON).headers["location"] == at
    done = office.web["Line"].get(at).text
    assert "<strong>approved</strong>" in done and "Boss" in done and "Decide" not in done
    assert at not in office.waits("Boss")
    assert office.post("Boss", f"{at}/decision", what="decline", reason=REASON).status_code == 409


def test_nobody_decides_their_own_request(office: Office) -> None:
    own = office.new_case("Both")
    at = office.ask("Both", case_id=own)
    assert at not in office.waits("Both")
    page = office.web["Both"].get(at).text
    assert "Decide" not in page and "Withdraw the request" in page
    answer = office.post("Both", f"{at}/decision", what="approve", reason=REASON)
    assert answer.status_code == 403 and "SY-K030" in answer.text
    assert at in office.waits("Boss")


def test_a_request_is_handed_on_and_taken_back(office: Office) -> None:
    at = office.ask(route="line", option="3")
    assert office.post("Line", f"{at}/escalation", reason=REASON).status_code == 303
    assert at in office.waits("Boss")
    assert office.post("Counsel", f"{at}/withdrawal", reason=REASON).status_code == 403
    assert office.post("Line", f"{at}/withdrawal", reason=REASON).status_code == 303
    assert "<strong>withdrawn</strong>" in office.web["Line"].get(at).text and at not in office.waits("Boss")


def test_asking_says_what_is_missing_and_about_which_version(office: Office) -> None:
    path = f"/cases/{office.case}/approval"
    page = office.web["Line"].get(path, params={"option": "2"}).text
    assert '<option value="2" selected>' in page and 'name="version" value="1"' in page
    wrong = office.post("Line", path, option="none", route="me", reason="", version="1")
    assert wrong.status_code == 422
    assert {"#option", "#route", "#reason"} <= set(re.findall(r'href="(#[a-z]+)"', wrong.text))
    stale = office.post("Line", path, option="1", route="line", reason=REASON, version="7")
    assert stale.status_code == 422 and "has changed since" in stale.text
    assert office.web["Auditor"].get(path).status_code == 403
    assert office.web["Other"].get(path).status_code == 404


def test_a_changed_case_waits_for_nobody(office: Office) -> None:
    own = office.new_case()
    at = office.ask(case_id=own)
    head = {"x-csrf-token": office.csrf["Line"], "if-match": "1"}
    office.web["Line"].put(f"/api/v1/cases/{own}", json=case(note="n"), headers=head).raise_for_status()
    assert at not in office.waits("Boss")
    assert "The case has changed since" in office.web["Boss"].get(at).text


def test_a_form_comes_from_its_own_page(office: Office) -> None:
    at = office.ask(route="committee", option="4")
    for fields in ({}, {"csrf": ""}, {"csrf": office.csrf["Line"]}):
        answer = office.web["One"].post(f"{at}/decision", data={"what": "approve", "reason": REASON, **fields})
        assert answer.status_code == 403 and "SY-K017" in answer.text
    foreign = office.web["One"].post(f"{at}/decision", data={"csrf": office.csrf["One"]},
                                     headers={"origin": "https://evil.example"})  # fmt: skip
    assert foreign.status_code == 403
    assert office.web["One"].post(f"{at}/nothing", data={"csrf": office.csrf["One"]}).status_code == 422


def test_what_people_write_is_shown_as_text(office: Office) -> None:
    own = office.new_case(id=EVIL)
    at = office.ask(case_id=own)
    office.post("Boss", f"{at}/decision", what="decline", reason=EVIL)
    for path in (at, "/approvals"):
        page = office.web["Line"].get(path).text
        assert "<script" not in page and "&lt;script&gt;" in page and "{{ 7 * 7 }}" in page


def test_a_prosecution_reason_tells_no_status(office: Office) -> None:
    at = office.ask(route="committee", case_id=office.new_case())
    answer = office.post("One", f"{at}/decision", what="approve", reason="the person is a green card holder")
    assert answer.status_code == 422 and "SY-K005" in answer.text and "green card" not in answer.text


def test_the_trail_is_shown_and_checked(office: Office) -> None:
    at = office.ask(route="committee", case_id=office.new_case())
    page = office.web["Auditor"].get("/trail").text
    assert '<th scope="col">Fields</th>' in page and "approval.request" in page and REASON not in page
    about = office.web["Auditor"].get("/trail", params={"about": at.rpartition("/")[2]}).text
    assert "approval.request" in about and "case.create" not in about
    checked = office.web["Auditor"].get("/trail", params={"check": "true"}).text
    assert "nothing is wrong" in checked and 'role="status"' in checked
    assert office.web["Line"].get("/trail").status_code == 403
    assert office.web["Auditor"].get("/trail", params={"about": "../x"}).status_code == 422


def test_a_trail_that_was_changed_says_so(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk.store.engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER audit_no_update"))
        connection.execute(sa.update(t.audit).where(t.audit.c.number == 1).values(action="case.nothing"))
    page = office.web["Auditor"].get("/trail", params={"check": "true"}).text
    assert "The trail is not sound" in page and "entry 1 is not what was written" in page


def test_old_entries_are_a_page_away(office: Office) -> None:
    for _ in range(60):
        office.web["Line"].get("/approvals")
    first = office.web["Auditor"].get("/trail").text
    numbers = [int(n) for n in re.findall(r'<th scope="row">(\d+)</th>', first)]
    assert len(numbers) == 50 and numbers == sorted(numbers, reverse=True)
    older = office.web["Auditor"].get("/trail", params={"before": numbers[-1]}).text
    assert int(re.findall(r'<th scope="row">(\d+)</th>', older)[0]) == numbers[-1] - 1


def test_an_administrator_adds_changes_and_closes_accounts(office: Office) -> None:
    made = office.post("Admin", "/people", name="New Person", password="correct horse battery", **{"role.line": "on"})
    assert made.status_code == 200 and "otpauth://" in made.text and "correct horse" not in made.text
    listed = office.web["Admin"].get("/people").text
    at = re.search(r'href="(/people/[0-9a-f]{32})">New Person<', listed)
    assert at is not None and "otpauth" not in listed
    assert "Choose at least one role" in office.post("Admin", f"{at[1]}/roles").text
    assert office.post("Admin", f"{at[1]}/roles", **{"role.auditor": "on"}).status_code == 303
    assert 'id="role.auditor" name="role.auditor" checked' in office.web["Admin"].get(at[1]).text
    assert office.post("Admin", f"{at[1]}/close").status_code == 303
    assert office.web["Admin"].get(at[1]).status_code == 404
    with office.desk.store.reading() as connection:
        told = [(one.action, one.fields) for one in entries(connection, 0, 10_000, at[1].rpartition("/")[2])]
    assert [action for action, _ in told if action != "user.read"] == ["user.add", "user.roles", "user.close"]
    assert ("user.roles", ("auditor",)) in told


def test_what_is_wrong_with_a_new_account_is_said(office: Office) -> None:
    answer = office.post("Admin", "/people", name="", password="short")
    assert answer.status_code == 422
    assert re.findall(r'href="(#[a-z.]+)"', answer.text)[1:] == ["#name", "#role.line", "#password"]
    taken = office.post("Admin", "/people", name="Boss", password="correct horse battery", **{"role.line": "on"})
    assert taken.status_code == 422 and "This name is taken" in taken.text and "checked" in taken.text


def test_nobody_but_an_administrator_manages_and_nobody_their_own_account(office: Office) -> None:
    at = f"/people/{office.ids['Line']}"
    for who in ("Line", "Boss", "Auditor"):
        assert office.web[who].get(at).status_code == 403
        assert office.post(who, f"{at}/close").status_code == 403
        assert "Add a person" not in office.web[who].get("/people").text
    own = f"/people/{office.ids['Admin']}"
    for what in ("roles", "close"):
        answer = office.post("Admin", f"{own}/{what}", **{"role.supervisor": "on"})
        assert answer.status_code == 403 and "SY-K074" in answer.text
    assert "another administrator" in office.web["Admin"].get(own).text


def test_roles_from_the_provider_are_changed_there(office: Office) -> None:
    user = add_person(office.desk.store, "line")
    with office.desk.store.writing() as connection:
        connection.execute(sa.update(t.users).where(t.users.c.id == user).values(subject="https://login.example.org|1"))
    answer = office.post("Admin", f"/people/{user}/roles", **{"role.line": "on"})
    assert answer.status_code == 409 and "SY-K075" in answer.text
    assert "identity provider says" in office.web["Admin"].get(f"/people/{user}").text


@pytest.mark.parametrize("kind", list(Kind))
def test_a_local_instance_says_that_it_has_one_user(tmp_path: Path, kind: Kind) -> None:
    desk = make_desk(tmp_path, kind=kind)
    web, csrf = browser(desk)
    assert "nothing can be approved in it" in web.get("/approvals").text
    assert "one user" in web.get("/people").text
    assert web.post("/people", data={"csrf": csrf, "name": "x"}).status_code == 404


def test_no_page_opens_a_transaction_within_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is saved there is one connection, and a second transaction in it undoes the first; elsewhere one page
    would hold two connections while others wait."""
    place = Office(tmp_path, save=False)
    store = place.desk.store
    plain, depth, deepest = store._transaction, 0, 0

    @contextmanager
    def counted(**given: Any) -> Iterator[Any]:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)
        try:
            with plain(**given) as connection:
                yield connection
        finally:
            depth -= 1

    monkeypatch.setattr(store, "_transaction", counted)
    request = place.ask()
    pages = [
        "/",
        f"/cases/{place.case}",
        f"/cases/{place.case}/approval",
        "/approvals",
        request,
        "/law",
        "/reviews",
        "/people",
    ]
    for path in pages:
        assert place.web["Boss"].get(path).status_code == 200, path
    assert place.post("Boss", f"/cases/{place.case}/approval", option="9", route="supervisor").status_code == 422
    assert place.post("Boss", f"{request}/decision", what="").status_code == 422
    assert deepest == 1
