"""The REST API: the same answers as the command line, and the cases, analyses, approvals and the trail of an instance."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel

from steelyard.desk import answers, audit, export, signin
from steelyard.desk import models as t
from steelyard.desk.access import Actor, require
from steelyard.desk.api_cases import add_analyses, add_approvals, add_cases
from steelyard.desk.api_routes import Routes, json_answer, typed
from steelyard.desk.app import Desk
from steelyard.desk.case_work import read_back
from steelyard.desk.shapes import (
    After,
    CitedOut,
    CiteIn,
    Day,
    Entries,
    Explanations,
    GroundIn,
    Grounds,
    Id,
    Limit,
    Me,
    OffensePage,
    OptionsPage,
    Questions,
    RulePage,
    Rules,
    TokenIn,
    TokenOut,
    UserOut,
    VerifiedOut,
)
from steelyard.desk.workers import SEARCHING, WEIGHING
from steelyard.weigh.output import DRAFT, AdviceOut


def make_api(desk: Desk) -> APIRouter:
    """Every address under /api/v1, for this instance's kind."""
    routes = Routes(desk)
    add_answers(routes)
    add_cases(routes)
    add_analyses(routes)
    add_approvals(routes)
    add_record(routes)
    return routes.router


def add_answers(routes: Routes) -> None:
    """What the command line answers too: nothing of it is kept."""
    desk = routes.desk
    store = routes.store
    kind = routes.kind

    def advise(actor: Actor, case: BaseModel) -> Response:
        """Weigh a case: every option, every consequence, every reason."""
        require(actor, "answer")
        desk.limit_weighing(actor)
        return json_answer(WEIGHING.of(answers.advise, read_back(case), kind))

    def options(actor: Actor, case: BaseModel, stage: Annotated[str | None, Query(max_length=40)] = None) -> Response:
        """Find comparable options that avoid or soften the consequences, with what the office's policy says of each."""
        require(actor, "answer")
        desk.limit_weighing(actor)
        return json_answer(SEARCHING.of(answers.options, read_back(case), stage))

    def explain(actor: Actor, asked: Any) -> Response:
        """Say why, and what would change it."""
        require(actor, "answer")
        desk.limit_weighing(actor)
        return json_answer(
            SEARCHING.of(answers.explain, read_back(asked.case), asked.option, asked.posture, asked.rule)
        )

    def questions(actor: Actor, case: BaseModel) -> Response:
        """Ask what to find out next."""
        require(actor, "answer")
        desk.limit_weighing(actor)
        return json_answer(WEIGHING.of(answers.questions, read_back(case), kind))

    def ground(actor: Actor, asked: GroundIn) -> Response:
        """Ask whether an offense falls within a federal ground; with none named, within each."""
        require(actor, "answer")
        return json_answer(answers.ground(asked.statute, asked.state, asked.ground, asked.forum, asked.as_of,
                                    asked.conviction_date, asked.holdings))  # fmt: skip

    def cite(actor: Actor, asked: CiteIn) -> Response:
        """Ask what statute a charge string names."""
        require(actor, "answer")
        return json_answer(answers.cited(asked.charge, asked.state, asked.statute))

    def offense(
        actor: Actor,
        statute: Annotated[str, Query(min_length=1, max_length=2_000)],
        state: Annotated[str, Query(max_length=2)] = "",
        forum: Annotated[str | None, Query(max_length=40)] = None,
        as_of: Day = None,
    ) -> Response:
        """Show everything about one offense."""
        require(actor, "answer")
        return json_answer(answers.offense(statute, state, forum, as_of))

    def rules(actor: Actor, area: Annotated[str, Query(max_length=200)] = "") -> Response:
        """List the rules of federal law."""
        require(actor, "answer")
        return json_answer(answers.rules(area))

    def rule(actor: Actor, name: Annotated[str, Path(max_length=200)]) -> Response:
        """Show one rule as data."""
        require(actor, "answer")
        return json_answer(answers.rule(name))

    def me(actor: Actor) -> Response:
        """Say who asks, and what kind of instance this is."""
        return json_answer({"id": actor.id, "name": actor.name, "roles": sorted(actor.roles), "kind": kind,
                      "mode": store.settings.mode, "saves": store.settings.save})  # fmt: skip

    routes.add("POST", "/advise", AdviceOut, typed(advise, case=routes.case_in))
    routes.add("POST", "/options", OptionsPage, typed(options, case=routes.case_in))
    routes.add("POST", "/explain", Explanations, typed(explain, asked=routes.explain_in))
    routes.add("POST", "/questions", Questions, typed(questions, case=routes.case_in))
    routes.add("POST", "/ground", Grounds, ground, 404)
    routes.add("POST", "/cite", CitedOut, cite)
    routes.add("GET", "/offense", OffensePage, offense, 404)
    routes.add("GET", "/law", Rules, rules)
    routes.add("GET", "/law/{name}", RulePage, rule, 404)
    routes.add("GET", "/me", Me, me)


def add_record(routes: Routes) -> None:
    """The trail, the export, the people, and tokens for programs."""
    store = routes.store
    kind = routes.kind

    def read_audit(
        actor: Actor,
        after: After = 0,
        limit: Limit = 100,
        about: Annotated[str, Query(pattern=r"^([0-9a-f]{32})?$")] = "",
    ) -> Response:
        """Read the trail in order."""
        require(actor, "audit.read")
        with store.reading() as connection:
            found = audit.entries(connection, after, limit, about)
        return json_answer({"entries": [one.as_dict() for one in found],
                      "next": found[-1].number if len(found) == limit else None})  # fmt: skip

    def verify_audit(actor: Actor) -> Response:
        """Check the trail: every entry as it was written, none missing."""
        require(actor, "audit.read")
        found = audit.verify(store)
        return json_answer(
            {"sound": found.sound, "entries": found.entries, "hash": found.hash, "wrong": list(found.wrong)}
        )

    def export_all(actor: Actor, form: Literal["json", "csv"] = "json") -> Response:
        """Write everything out: one JSON document, or a ZIP of CSV files that no spreadsheet takes for formulas."""
        require(actor, "export")
        with audit.recording(store) as connection:
            tables = export.everything(store, connection)
            audit.append(store, connection, actor.id, "export", "", tables)
        if form == "json":
            return json_answer({"kind": kind, "draft": DRAFT, **tables})
        disposition = 'attachment; filename="steelyard.zip"'
        return Response(
            export.as_zip(tables), media_type="application/zip", headers={"content-disposition": disposition}
        )

    def list_users(actor: Actor) -> Response:
        """List the people of this instance."""
        require(actor, "user.read")
        with store.reading() as connection:
            rows = connection.execute(sa.select(t.users).where(t.users.c.active).order_by(t.users.c.name)).all()
        return json_answer([{"id": r.id, "name": r.name, "roles": json.loads(r.roles)} for r in rows])

    def create_token(actor: Actor, asked: TokenIn) -> Response:
        """Make a token for a program. Its secret is shown once."""
        require(actor, "token.create")
        with audit.recording(store) as connection:
            made = signin.add_token(connection, actor.id, asked.label, asked.scopes, asked.days)
            audit.append(store, connection, actor.id, "token.create", made.id, made.scopes)
        return json_answer({**asdict(made), "scopes": list(made.scopes)}, 201)

    def revoke_token(actor: Actor, token_id: Id) -> Response:
        """End one of your tokens."""
        require(actor, "token.create")
        with audit.recording(store) as connection:
            signin.revoke_token(connection, actor.id, token_id)
            audit.append(store, connection, actor.id, "token.revoke", token_id)
        return Response(status_code=204)

    routes.add("GET", "/audit", Entries, read_audit)
    routes.add("GET", "/audit/verify", VerifiedOut, verify_audit)
    routes.add("GET", "/export", dict[str, Any], export_all, also="application/zip")
    routes.add("GET", "/users", list[UserOut], list_users)
    routes.add("POST", "/tokens", TokenOut, create_token, status_code=201)
    routes.add("DELETE", "/tokens/{token_id}", None, revoke_token, 404, status_code=204)
