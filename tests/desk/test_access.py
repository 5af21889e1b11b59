"""Who may do what: every cell of the matrix, tried over the wire about one's own case, a shared one and somebody else's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from steelyard.desk.access import matrix, roles, scopes
from steelyard.desk.app import Desk
from steelyard.desk.review import hash_of
from tests.desk.support import add_person, browser, case, client, make_desk, token_for

ROLES = ("line", "supervisor", "immigration_counsel", "committee", "auditor", "admin")

# Written by hand from what an office expects, not read from access.toml: one letter a role, in the order above;
# a = all, o = own, - = no.
EXPECTED = {
    "answer": "aaaaaa",
    "case.create": "aaa---",
    "case.read": "oaaaa-",
    "case.edit": "oao---",
    "case.delete": "-a----",
    "case.share": "oa---a",
    "case.hold": "-a---a",
    "analysis.create": "oaa---",
    "approval.request": "oao---",
    "approval.decide": "oaaa--",
    "approval.withdraw": "oao---",
    "approval.escalate": "oaa---",
    "audit.read": "----aa",
    "export": "----a-",
    "user.read": "aaaaaa",
    "token.create": "aaaaaa",
    "user.manage": "-----a",
    "review.read": "aaaaaa",
    "review.sign": "-aa---",
    "screen.run": "aaa-a-",
    "parity.run": "-a--a-",
}


class Place:
    """An office with a supervisor who makes the cases that others are tried on."""

    def __init__(self, data: Path) -> None:
        self.desk: Desk = make_desk(data, mode="office")
        self.boss_id = add_person(self.desk.store, "supervisor")
        self.boss = client(self.desk, token_for(self.desk.store, self.boss_id))
        self.people = {role: add_person(self.desk.store, role) for role in ROLES}
        self.as_ = {role: client(self.desk, token_for(self.desk.store, who)) for role, who in self.people.items()}

    def new_case(self, role: str, relation: str) -> str:
        made = self.boss.post("/api/v1/cases", json=case())
        case_id: str = made.json()["id"]
        if relation == "own":
            self.boss.put(f"/api/v1/cases/{case_id}/access/{self.people[role]}").raise_for_status()
        return case_id

    def asked(self, case_id: str, route: str = "committee") -> str:
        body = {"version": 1, "option": "1", "route": route, "reason": "comparable"}
        found: str = self.boss.post(f"/api/v1/cases/{case_id}/approvals", json=body).json()["id"]
        return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(tmp_path_factory.mktemp("office"))
    yield made
    made.desk.store.engine.dispose()


IN_A_BROWSER: dict[str, Callable[[TestClient, str], Any]] = {
    "token.create": lambda web, csrf: web.post(
        "/api/v1/tokens", json={"label": "mine", "scopes": ["read"]}, headers={"x-csrf-token": csrf}
    ),
    "user.manage": lambda web, csrf: web.post(
        "/people",
        data={"csrf": csrf, "name": f"new {csrf[:8]}", "role.line": "on", "password": "correct horse battery"},
    ),
    "review.read": lambda web, csrf: web.get("/reviews"),
    "review.sign": lambda web, csrf: web.post(
        "/reviews/sign",
        data={"csrf": csrf, "kind": "rule", "entry": RULE, "content": hash_of("rule", RULE), "name": "A", "read": "on"},
    ),
    "screen.run": lambda web, csrf: web.get("/jobs"),
    "parity.run": lambda web, csrf: web.get("/parity"),
}
"""What a person does in a browser, and no token."""

RULE = "relief.daca_barred"

GENERAL: dict[str, Callable[[TestClient], Any]] = {
    "answer": lambda web: web.post("/api/v1/cite", json={"charge": "487(A) PC", "state": "CA"}),
    "case.create": lambda web: web.post("/api/v1/cases", json=case()),
    "audit.read": lambda web: web.get("/api/v1/audit"),
    "export": lambda web: web.get("/api/v1/export"),
    "user.read": lambda web: web.get("/api/v1/users"),
}
REASON = {"reason": "because of this"}


def _on_case(place: Place, web: TestClient, role: str, action: str, case_id: str) -> Any:
    at = f"/api/v1/cases/{case_id}"
    if action.startswith("approval.") and action != "approval.request":
        # The step is one that the role can sign, so that only access decides. Withdrawing is for who asked alone.
        approval = place.asked(
            case_id, role if role in ("line", "supervisor", "immigration_counsel", "committee") else "line"
        )
        to = {"decide": "decision", "withdraw": "withdrawal", "escalate": "escalation"}[
            action.removeprefix("approval.")
        ]
        body = {"what": "approve", **REASON} if action == "approval.decide" else REASON
        return web.post(f"/api/v1/approvals/{approval}/{to}", json=body)
    return {
        "case.read": lambda: web.get(at),
        "case.edit": lambda: web.put(at, json=case(note="n"), headers={"if-match": "1"}),
        "case.delete": lambda: web.delete(at),
        "case.share": lambda: web.put(f"{at}/access/{place.boss_id}"),
        "case.hold": lambda: web.put(f"{at}/hold", json={"hold": True, **REASON}),
        "analysis.create": lambda: web.post(f"{at}/analyses"),
        "approval.request": lambda: web.post(
            f"{at}/approvals", json={"version": 1, "option": "1", "route": "committee", **REASON}
        ),
    }[action]()


def test_the_matrix_names_every_action_and_role() -> None:
    assert set(matrix()) == set(EXPECTED)
    assert tuple(roles()) == ROLES
    for action, cells in matrix().items():
        assert tuple(cells) == ROLES, action
        assert "".join({"all": "a", "own": "o", "no": "-"}[cells[role]] for role in ROLES) == EXPECTED[action], action
    assert {action for actions in scopes().values() for action in actions} | set(IN_A_BROWSER) == set(EXPECTED)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", sorted(GENERAL))
def test_what_is_about_no_case(place: Place, role: str, action: str) -> None:
    may = EXPECTED[action][ROLES.index(role)] != "-"
    answer = GENERAL[action](place.as_[role])
    assert (answer.status_code < 300) is may, answer.text
    if not may:
        assert answer.json()["code"] == "SY-K021"


@pytest.mark.parametrize("relation", ["own", "other"])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", sorted(set(EXPECTED) - set(GENERAL) - set(IN_A_BROWSER)))
def test_what_is_about_a_case(place: Place, role: str, action: str, relation: str) -> None:
    cell = EXPECTED[action][ROLES.index(role)]
    may = cell == "a" or (cell == "o" and relation == "own")
    sees = EXPECTED["case.read"][ROLES.index(role)]
    seen = sees == "a" or (sees == "o" and relation == "own")
    answer = _on_case(place, place.as_[role], role, action, place.new_case(role, relation))
    if may and action == "approval.withdraw":
        assert answer.json()["code"] == "SY-K031"  # past the matrix, and then: only who asked can withdraw
    elif may and action == "approval.escalate" and role == "committee":
        assert answer.json()["code"] == "SY-K035"
    elif may:
        assert answer.status_code < 300, answer.text
    elif seen:
        assert answer.json()["code"] == "SY-K021", answer.text
    else:
        assert answer.status_code == 404, answer.text  # as if it were not there


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", sorted(IN_A_BROWSER))
def test_what_takes_a_person_in_a_browser(place: Place, role: str, action: str) -> None:
    may = EXPECTED[action][ROLES.index(role)] != "-"
    web, csrf = browser(place.desk, place.people[role])
    answer = IN_A_BROWSER[action](web, csrf)
    assert (answer.status_code < 400) is may, answer.text
    if not may:
        assert "SY-K021" in answer.text and answer.status_code == 403
    refused = IN_A_BROWSER[action](place.as_[role], csrf)
    assert refused.status_code in (401, 403), refused.text


@pytest.mark.parametrize("scope", sorted(["answer", "read", "write", "approve", "audit", "manage"]))
def test_a_token_does_no_more_than_its_scope(place: Place, scope: str) -> None:
    """A supervisor and auditor may do everything tried here; the token only what its scope names."""
    both = add_person(place.desk.store, "supervisor", "auditor")
    web = client(place.desk, token_for(place.desk.store, both, scope))
    for action, call in GENERAL.items():
        may = action in scopes()[scope]
        assert (call(web).status_code < 300) is may, action
    for action in (
        "case.read",
        "case.edit",
        "case.delete",
        "case.hold",
        "case.share",
        "analysis.create",
        "approval.request",
    ):
        answer = _on_case(place, web, "supervisor", action, place.new_case("supervisor", "other"))
        assert (answer.status_code < 300) is (action in scopes()[scope]), (action, answer.text)


def test_lists_show_only_what_may_be_read(place: Place) -> None:
    shared, other = place.new_case("line", "own"), place.new_case("line", "other")
    place.asked(shared), place.asked(other)
    web = place.as_["line"]
    seen = {one["id"] for one in web.get("/api/v1/cases", params={"limit": 500}).json()["cases"]}
    assert shared in seen and other not in seen
    about = {one["case_id"] for one in web.get("/api/v1/approvals", params={"limit": 500}).json()}
    assert shared in about and other not in about
    for path in ("/api/v1/cases", "/api/v1/approvals"):
        assert place.as_["admin"].get(path).json()["code"] == "SY-K021"
    analysis = place.boss.post(f"/api/v1/cases/{other}/analyses").json()["id"]
    for path in (f"/api/v1/analyses/{analysis}", f"/api/v1/cases/{other}/analyses", f"/api/v1/cases/{other}/versions"):
        assert web.get(path).status_code == 404
    assert web.post(f"/api/v1/analyses/{analysis}/replay").status_code == 404


def test_access_that_is_taken_back_is_gone(place: Place) -> None:
    case_id = place.new_case("line", "own")
    assert place.as_["line"].get(f"/api/v1/cases/{case_id}").status_code == 200
    place.boss.delete(f"/api/v1/cases/{case_id}/access/{place.people['line']}").raise_for_status()
    assert place.as_["line"].get(f"/api/v1/cases/{case_id}").status_code == 404
