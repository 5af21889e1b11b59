"""The pages of the record: what waits for approval, a request with what happened to it, the trail, and the people."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

import sqlalchemy as sa
from fastapi import FastAPI, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.engine import Connection

from steelyard.desk import approvals, audit, signin
from steelyard.desk import models as t
from steelyard.desk.access import Actor, matrix, reach, require, require_case, roles, roles_of
from steelyard.desk.app import Desk
from steelyard.desk.kinds import refuse_words
from steelyard.desk.pages import add_page, page
from steelyard.desk.posts import Problems, Sent, posted, reason_of
from steelyard.desk.shapes import Id
from steelyard.desk.storage import LOCAL_USER, version_of
from steelyard.logic.errors import SteelyardError

A_PAGE = 50
MOST_WAITING = 200

STEPS = {
    "line": "line attorney", "supervisor": "supervising attorney", "immigration_counsel": "immigration counsel",
    "committee": "approval committee",
}  # fmt: skip
"""Who signs at each step, in words."""

HAPPENED = {
    "ask": "asked",
    "approve": "approved",
    "decline": "declined",
    "withdraw": "withdrew",
    "escalate": "escalated",
}
"""What happened to a request, in words."""


def add_record_pages(app: FastAPI, desk: Desk) -> None:
    """Every page of the record."""
    _add_approvals(app, desk)
    _add_trail(app, desk)
    _add_people(app, desk)


def _add_approvals(app: FastAPI, desk: Desk) -> None:
    """The pages of what waits for approval, and of a request with what happened to it."""
    store = desk.store

    def _named(connection: Connection, many: list[approvals.Approval]) -> list[dict[str, Any]]:
        """Requests with the words that people know things by: the case's reference, the option's label, the names."""
        people = names(connection)
        found = []
        for one in many:
            version = version_of(store, connection, one.case_id, one.version)
            labels = {each["id"]: each.get("label") or each["id"] for each in version.body["options"]}
            found.append({"request": one, "reference": version.body["id"], "label": labels.get(one.option, one.option),
                          "asked_by": people.get(one.asked_by, ""), "step": STEPS[one.step]})  # fmt: skip
        return found

    def queue(
        request: Request,
        state: Literal["open", "approved", "declined", "withdrawn", ""] = "",
        offset: Annotated[int, Query(ge=0, le=10**6)] = 0,
    ) -> Response:
        """What waits for this person, and every request that they may see."""
        actor = desk.require_actor(request)
        with audit.recording(store) as connection:
            waiting = _named(connection, approvals.waiting(store, connection, actor, MOST_WAITING))
            read = approvals.listed(store, connection, actor, state or None, None, offset, A_PAGE + 1)
            shown = _named(connection, read[:A_PAGE])
            audit.append(store, connection, actor.id, "approval.list", "", ["option", "reason"])
        return page("approvals.html", desk, actor, waiting=waiting, shown=shown, state=state, offset=offset,
                    more=len(read) > A_PAGE, alone=desk.settings.mode == "local", size=A_PAGE)  # fmt: skip

    def _shown(
        connection: Connection, actor: Actor, approval_id: str, problems: Problems, fields: dict[str, str]
    ) -> Response:
        found = approvals.read(store, connection, approval_id)
        people = names(connection)
        events = [(one, HAPPENED[one.what], people.get(one.by, ""), STEPS[one.step]) for one in found.events]
        mine = {one.id for one in approvals.waiting(store, connection, actor, 10_000)}
        is_open = found.state == "open"
        return page(
            "approval.html", desk, actor, 422 if problems else 200, connection=connection,
            one=_named(connection, [found])[0], events=events,
            may_decide=approval_id in mine, may_withdraw=is_open and found.asked_by == actor.id,
            may_escalate=is_open and found.step != "committee" and reach(actor, "approval.escalate") != "no"
            and (found.asked_by == actor.id or found.step in actor.roles),
            quorum=desk.settings.approvals.quorum, problems=problems, given=fields,
        )  # fmt: skip

    def one_request(request: Request, approval_id: Id) -> Response:
        """A request with what happened to it, and what this person can do about it."""
        actor = desk.require_actor(request)
        with audit.recording(store) as connection:
            approvals.require_approval(connection, actor, "case.read", approval_id)
            answer = _shown(connection, actor, approval_id, [], {})
            audit.append(store, connection, actor.id, "approval.read", approval_id, ["option", "reason"])
        return answer

    async def act(request: Request, approval_id: Id, step: Literal["decision", "withdrawal", "escalation"]) -> Response:
        """Decide, withdraw or escalate, with a reason."""
        return await posted(desk, request, lambda sent: _act(sent, approval_id, step))

    def _act(sent: Sent, approval_id: str, step: str) -> Response:
        actor, problems = sent.actor, cast(Problems, [])
        action = {"decision": "decide", "withdrawal": "withdraw", "escalation": "escalate"}[step]
        what = sent.fields.get("what", "")
        if step == "decision" and what not in ("approve", "decline"):
            problems.append(("approve", "Choose whether you approve or decline"))
        reason = reason_of(sent, problems)
        refuse_words(store.kind, reason, "reason")
        with audit.recording(store) as connection:
            approvals.require_approval(connection, actor, f"approval.{action}", approval_id)
            if problems:
                return _shown(connection, actor, approval_id, problems, sent.fields)
            if step == "decision":
                decision: approvals.Decision = "approve" if what == "approve" else "decline"
                approvals.decide(store, connection, approval_id, actor, decision, reason)
            elif step == "withdrawal":
                approvals.withdraw(store, connection, approval_id, actor, reason)
            else:
                approvals.escalate(store, connection, approval_id, actor, reason)
            audit.append(store, connection, actor.id, f"approval.{action}", approval_id, ["reason"])
        return RedirectResponse(f"/approvals/{approval_id}", 303)

    def _form(
        connection: Connection, actor: Actor, case_id: str, problems: Problems, fields: dict[str, str]
    ) -> tuple[Response, list[str]]:
        version = version_of(store, connection, case_id)
        answer = page(
            "approval_ask.html", desk, actor, 422 if problems else 200, connection=connection, case_id=case_id, version=version,
            options=[(one["id"], one.get("label") or one["id"]) for one in version.body["options"]],
            routes={**STEPS, "carceral": "whoever signs a carceral disposition here"}, problems=problems, given=fields,
        )  # fmt: skip
        return answer, list(version.body)

    def ask_form(request: Request, case_id: Id, option: Annotated[str, Query(max_length=10_000)] = "") -> Response:
        """Ask for approval of an option of the present version."""
        actor = desk.require_actor(request)
        with audit.recording(store) as connection:
            require_case(connection, actor, "approval.request", case_id)
            require_case(connection, actor, "case.read", case_id)
            answer, seen = _form(connection, actor, case_id, [], {"option": option})
            audit.append(store, connection, actor.id, "case.read", case_id, seen)
        return answer

    async def ask(request: Request, case_id: Id) -> Response:
        """Ask."""
        return await posted(desk, request, lambda sent: _ask(sent, case_id))

    def _ask(sent: Sent, case_id: str) -> Response:
        actor, problems = sent.actor, cast(Problems, [])
        option, route, number = (sent.fields.get(name, "") for name in ("option", "route", "version"))
        if route not in approvals.ROUTES:
            problems.append(("route", "Choose who should sign"))
        reason = reason_of(sent, problems)
        refuse_words(store.kind, reason, "reason")
        with audit.recording(store) as connection:
            require_case(connection, actor, "approval.request", case_id)
            version = version_of(store, connection, case_id)
            if option not in [one["id"] for one in version.body["options"]]:
                problems.append(("option", "Choose an option of this case"))
            if number != str(version.number):
                problems.append(
                    ("option", "The case has changed since this page was opened: look at the options again")
                )
            if problems:
                answer, seen = _form(connection, actor, case_id, problems, sent.fields)
                audit.append(store, connection, actor.id, "case.read", case_id, seen)
                return answer
            made = approvals.ask(store, connection, case_id, version.number, option, cast(approvals.Route, route), reason,
                                 actor.id)  # fmt: skip
            audit.append(store, connection, actor.id, "approval.request", made.id, ["option", "route", "reason"])
        return RedirectResponse(f"/approvals/{made.id}", 303)

    add_page(app, "GET", "/approvals", queue)
    add_page(app, "GET", "/approvals/{approval_id}", one_request)
    add_page(app, "POST", "/approvals/{approval_id}/{step}", act)
    add_page(app, "GET", "/cases/{case_id}/approval", ask_form)
    add_page(app, "POST", "/cases/{case_id}/approval", ask)


def _add_trail(app: FastAPI, desk: Desk) -> None:
    """The page of the trail."""
    store = desk.store

    def trail(
        request: Request,
        before: Annotated[int, Query(ge=0, le=10**12)] = 0,
        about: Annotated[str, Query(pattern=r"^([0-9a-f]{32})?$")] = "",
        check: Annotated[bool, Query()] = False,
    ) -> Response:
        """The trail, the newest entries first, with what a check of all of it found when that is asked for."""
        actor = desk.require_actor(request)
        require(actor, "audit.read")
        verified = audit.verify(store) if check else None
        with audit.recording(store) as connection:
            found = audit.newest(connection, before, A_PAGE, about)
            people = names(connection)
            audit.append(store, connection, actor.id, "audit.read", about, ["entries"])
        return page("trail.html", desk, actor, entries=found, people=people, about=about, before=before,
                    verified=verified, last=found[-1].number if len(found) == A_PAGE else 0)  # fmt: skip

    add_page(app, "GET", "/trail", trail)


def _add_people(app: FastAPI, desk: Desk) -> None:
    """The pages of the people, for whoever may see and change them."""
    store = desk.store

    def people_page(request: Request) -> Response:
        """The people of this instance with their roles, and what each role may do."""
        actor = desk.require_actor(request)
        require(actor, "user.read")
        return _people(actor, [], {})

    def _people(actor: Actor, problems: Problems, fields: dict[str, str]) -> Response:
        with audit.recording(store) as connection:
            rows = connection.execute(
                sa.select(t.users).where(t.users.c.id != LOCAL_USER).order_by(t.users.c.name)
            ).all()
            audit.append(store, connection, actor.id, "user.list", "", ["name", "roles"])
        shown = [
            {"id": r.id, "name": r.name, "roles": sorted(roles_of(r.roles)), "active": r.active,
             "by_provider": r.subject is not None, "made_at": r.made_at}
            for r in rows
        ]  # fmt: skip
        return page(
            "people.html", desk, actor, 422 if problems else 200, people=shown, roles=roles(), matrix=matrix(),
            may_manage=reach(actor, "user.manage") != "no" and desk.settings.mode == "office", problems=problems,
            given=fields, alone=desk.settings.mode == "local", shortest=signin.SHORTEST_PASSWORD, steps=STEPS,
        )  # fmt: skip

    async def add_person(request: Request) -> Response:
        """Add a local account."""
        return await posted(desk, request, _add_person)

    def _office() -> None:
        if desk.settings.mode != "office":
            raise SteelyardError("SY-K018", "there is no such page", where="address")

    def _add_person(sent: Sent) -> Response:
        _office()
        actor, problems = sent.actor, cast(Problems, [])
        require(actor, "user.manage")
        name = sent.text("name", 200)
        given = _roles(sent, problems)
        password = sent.fields.get("password", "")
        if not name:
            problems.insert(0, ("name", "Give the name to sign in with"))
        if not signin.SHORTEST_PASSWORD <= len(password) <= 1000:
            problems.append(("password", f"A password has at least {signin.SHORTEST_PASSWORD} letters"))
        kept = {key: value for key, value in sent.fields.items() if key != "password"}
        if problems:
            return _people(actor, problems, kept)
        try:
            with audit.recording(store) as connection:
                made = signin.add_account(store, connection, name, given, password)
                audit.append(store, connection, actor.id, "user.add", made.id, given)
        except SteelyardError as error:
            if error.code != "SY-K041":
                raise
            return _people(actor, [(error.where, error.what[:1].upper() + error.what[1:])], kept)
        return page("person_added.html", desk, actor, added=name, made=made)

    def _roles(sent: Sent, problems: Problems) -> list[str]:
        given = [one for one in roles() if sent.fields.get(f"role.{one}")]
        if not given:
            problems.append((f"role.{next(iter(roles()))}", "Choose at least one role"))
        return given

    def person(request: Request, user_id: Id) -> Response:
        """One person: their roles, to change; and the account, to close."""
        _office()
        actor = desk.require_actor(request)
        require(actor, "user.manage")
        return _person(actor, user_id, [])

    def _person(actor: Actor, user_id: str, problems: Problems) -> Response:
        with audit.recording(store) as connection:
            row = signin.person(connection, user_id)
            audit.append(store, connection, actor.id, "user.read", user_id, ["name", "roles"])
        return page("person.html", desk, actor, 422 if problems else 200, person=row, has=roles_of(row.roles),
                    roles=roles(), problems=problems, own=user_id == actor.id)  # fmt: skip

    async def change_person(request: Request, user_id: Id, what: Literal["roles", "close"]) -> Response:
        """Change a person's roles, or close their account."""
        return await posted(desk, request, lambda sent: _change_person(sent, user_id, what))

    def _change_person(sent: Sent, user_id: str, what: str) -> Response:
        _office()
        actor, problems = sent.actor, cast(Problems, [])
        require(actor, "user.manage")
        if user_id == actor.id:
            raise SteelyardError("SY-K074", "nobody changes their own roles or closes their own account", where="person",
                                 right="another administrator")  # fmt: skip
        given = _roles(sent, problems) if what == "roles" else []
        if problems:
            return _person(actor, user_id, problems)
        with audit.recording(store) as connection:
            row = signin.person(connection, user_id)
            if what == "close":
                signin.close_account(connection, row.name)
            else:
                signin.set_roles(connection, user_id, given)
            audit.append(store, connection, actor.id, "user.close" if what == "close" else "user.roles", user_id, given)
        return RedirectResponse("/people", 303)

    add_page(app, "GET", "/people", people_page)
    add_page(app, "POST", "/people", add_person)
    add_page(app, "GET", "/people/{user_id}", person)
    add_page(app, "POST", "/people/{user_id}/{what}", change_person)


def names(connection: Connection) -> dict[str, str]:
    """Every person's name by id, those whose account is closed too; "" is the machine's own commands."""
    rows = connection.execute(sa.select(t.users.c.id, t.users.c.name))
    return {"": "a command on the server", **{row.id: row.name for row in rows}}
