"""The addresses of the API for what an instance keeps: cases, their analyses, and requests for approval."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import Query
from fastapi.responses import Response
from pydantic import BaseModel, create_model
from sqlalchemy.engine import Connection

from steelyard.desk import approvals, audit, weighing
from steelyard.desk import models as t
from steelyard.desk.access import Actor, require, require_case, share, visible
from steelyard.desk.api_routes import Routes, json_answer, typed
from steelyard.desk.case_work import (
    analyse,
    case_lines,
    keep_version,
    once,
    read_back,
    version_in,
)
from steelyard.desk.kinds import case_model, refuse_words
from steelyard.desk.shapes import (
    AnalysisLine,
    AnalysisOut,
    ApprovalOut,
    AskIn,
    CaseLines,
    Changes,
    DecideIn,
    HoldIn,
    Id,
    IfMatch,
    Key,
    Limit,
    ReasonIn,
    ReplayOut,
    Saved,
    VersionLine,
)
from steelyard.desk.storage import EditConflict, Version, add_case, delete_case, version_of
from steelyard.desk.workers import SEARCHING
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.advise import as_given
from steelyard.weigh.output import DRAFT


def add_cases(routes: Routes) -> None:
    """Cases and their versions, who may read them, and legal hold."""
    store = routes.store
    kind = routes.kind

    def list_cases(
        actor: Actor,
        offset: Annotated[int, Query(ge=0, le=10**6)] = 0,
        limit: Limit = 50,
        find: Annotated[str, Query(max_length=200, description="part of a reference")] = "",
    ) -> Response:
        """List the cases you may read, the last changed first."""
        with audit.recording(store) as connection:
            lines = case_lines(connection, actor, offset, limit, find)
            audit.append(store, connection, actor.id, "case.list", "", ["reference"])
        return json_answer({"cases": lines[:limit], "next": offset + limit if len(lines) > limit else None})

    def create_case(actor: Actor, case: BaseModel, key: Key = None) -> Response:
        """Save a new case."""
        require(actor, "case.create")
        read_back(case)
        body = as_given(case)
        with audit.recording(store) as connection:

            def work() -> tuple[int, dict[str, Any]]:
                made = add_case(store, connection, body, actor.id)
                audit.append(store, connection, actor.id, "case.create", made.case_id, body)
                return 201, {"id": made.case_id, "version": made.number, "at": made.at}

            status, told = once(store, connection, actor, key, ("case.create", json.dumps(body)), work)
        return json_answer(told, status, etag=f'"{told["version"]}"', location=f"/api/v1/cases/{told['id']}")

    def read_case(actor: Actor, case_id: Id, version: Annotated[int | None, Query(ge=1, le=10**9)] = None) -> Response:
        """Read a case: its present version, or the one named."""
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.read", case_id)
            found = version_of(store, connection, case_id, version)
            audit.append(store, connection, actor.id, "case.read", case_id, found.body)
        return json_answer({**_version_line(found), "id": case_id, "case": found.body}, etag=f'"{found.number}"')

    def save_case(actor: Actor, case_id: Id, case: BaseModel, if_match: IfMatch = None, key: Key = None) -> Response:
        """Save a changed case. If somebody was faster your version is kept aside, and 409 says where the two differ."""
        parent = matched(if_match)
        read_back(case)
        body = as_given(case)
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.edit", case_id)

            def work() -> tuple[int, dict[str, Any]]:
                made = keep_version(store, connection, actor, case_id, parent, body)
                return 409 if made.aside else 200, {"id": case_id, "version": made.number, "at": made.at}

            asked = ("case.edit", case_id, str(parent), json.dumps(body))
            status, told = once(store, connection, actor, key, asked, work)
            mine = version_of(store, connection, case_id, told["version"])
            present = version_of(store, connection, case_id)
        if status == 409:
            raise EditConflict(mine, present)
        return json_answer(told, status, etag=f'"{told["version"]}"')

    def remove_case(actor: Actor, case_id: Id) -> Response:
        """Delete a case with everything drawn from it. The trail keeps that it was there."""
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.delete", case_id)
            delete_case(connection, case_id)
            audit.append(store, connection, actor.id, "case.delete", case_id)
        return Response(status_code=204)

    def list_versions(actor: Actor, case_id: Id) -> Response:
        """List a case's versions, those that were kept aside too."""
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.read", case_id)
            rows = connection.execute(
                sa.select(t.versions).where(t.versions.c.case_id == case_id).order_by(t.versions.c.number)
            ).all()
            audit.append(store, connection, actor.id, "case.versions", case_id)
        return json_answer(
            [{"version": r.number, "parent": r.parent, "by": r.by, "at": r.at, "aside": r.aside} for r in rows]
        )

    def share_case(actor: Actor, case_id: Id, user_id: Id) -> Response:
        """Give a person access to a case."""
        return _share(actor, case_id, user_id, on=True)

    def unshare_case(actor: Actor, case_id: Id, user_id: Id) -> Response:
        """Take a person's access to a case back."""
        return _share(actor, case_id, user_id, on=False)

    def _share(actor: Actor, case_id: str, user_id: str, *, on: bool) -> Response:
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.share", case_id)
            share(connection, case_id, user_id, on=on)
            audit.append(store, connection, actor.id, "case.share" if on else "case.unshare", case_id, [user_id])
        return Response(status_code=204)

    def hold_case(actor: Actor, case_id: Id, asked: HoldIn) -> Response:
        """Put a case under legal hold, or release it: nothing deletes a held case."""
        refuse_words(kind, asked.reason, "reason")
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.hold", case_id)
            connection.execute(
                sa.update(t.cases)
                .where(t.cases.c.id == case_id)
                .values(hold=asked.hold, hold_reason=store.keep(asked.reason))
            )
            audit.append(store, connection, actor.id, "case.hold" if asked.hold else "case.release", case_id, ["hold"])
        return Response(status_code=204)

    case_out = create_model("CaseOut", __base__=VersionLine, id=(str, ...), case=(case_model(kind), ...))
    routes.add("GET", "/cases", CaseLines, list_cases)
    routes.add("POST", "/cases", Saved, typed(create_case, case=routes.case_in), 409, status_code=201)
    routes.add("GET", "/cases/{case_id}", case_out, read_case, 404)
    routes.add("PUT", "/cases/{case_id}", Saved, typed(save_case, case=routes.case_in), 404, 409, 428)
    routes.add("DELETE", "/cases/{case_id}", None, remove_case, 404, 409, status_code=204)
    routes.add("GET", "/cases/{case_id}/versions", list[VersionLine], list_versions, 404)
    routes.add("PUT", "/cases/{case_id}/access/{user_id}", None, share_case, 404, 409, status_code=204)
    routes.add("DELETE", "/cases/{case_id}/access/{user_id}", None, unshare_case, 404, status_code=204)
    routes.add("PUT", "/cases/{case_id}/hold", None, hold_case, 404, status_code=204)


def add_analyses(routes: Routes) -> None:
    """Analyses that were saved of a case."""
    desk = routes.desk
    store = routes.store

    def analyse_case(actor: Actor, case_id: Id, key: Key = None) -> Response:
        """Weigh the present version of a case and keep the result with its receipt."""
        with store.reading() as connection:
            require_case(connection, actor, "analysis.create", case_id)
        desk.limit_weighing(actor)
        status, told = analyse(store, actor, case_id, key)
        return json_answer(told, status, location=f"/api/v1/analyses/{told['id']}")

    def list_analyses(actor: Actor, case_id: Id) -> Response:
        """List the analyses that were saved of a case, the last first."""
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.read", case_id)
            a = t.analyses.c
            rows = connection.execute(
                sa.select(a.id, a.case_id, a.version, a.by, a.at, a.engine, a.pack, a.catalogue)
                .where(a.case_id == case_id)
                .order_by(a.number.desc())
            ).all()
            audit.append(store, connection, actor.id, "analysis.list", case_id)
        return json_answer(
            [{"case": r.case_id, **{n: getattr(r, n) for n in AnalysisLine.model_fields if n != "case"}} for r in rows]
        )

    def _analysis(actor: Actor, connection: Connection, analysis_id: str) -> weighing.Analysis:
        found = weighing.analysis(store, connection, analysis_id)
        try:
            require_case(connection, actor, "case.read", found.case_id)
        except SteelyardError as error:
            raise weighing.no_analysis() if error.code == "SY-K020" else error from None
        return found

    def read_analysis(actor: Actor, analysis_id: Id) -> Response:
        """Read a saved analysis: its receipt and every cell."""
        with audit.recording(store) as connection:
            found = _analysis(actor, connection, analysis_id)
            audit.append(store, connection, actor.id, "analysis.read", found.id, ["receipt", "cells"])
        return json_answer(_analysis_data(found))

    def replay_analysis(actor: Actor, analysis_id: Id) -> Response:
        """Weigh a saved analysis again: the same answers, or every cell that has changed."""
        with audit.recording(store) as connection:
            found = _analysis(actor, connection, analysis_id)
            audit.append(store, connection, actor.id, "analysis.replay", found.id, ["receipt", "cells"])
        desk.limit_weighing(actor)
        return json_answer(_replayed(SEARCHING.of(weighing.replay, found)))

    def changed_analyses(
        actor: Actor,
        after: Annotated[str, Query(pattern=r"^([0-9a-f]{32})?$")] = "",
        limit: Annotated[int, Query(ge=1, le=50)] = 20,
    ) -> Response:
        """Tell which saved analyses change, now that the law here has: the last of each case, a page at a time."""
        with audit.recording(store) as connection:
            ids = weighing.outdated(connection, after, limit)
            mine = [one for one in ids if _reads(connection, actor, one)]
            found = [weighing.analysis(store, connection, one) for one in mine]
            audit.append(store, connection, actor.id, "analysis.changes", "", ["receipt", "cells"])
        replayed = []
        for one in found:
            desk.limit_weighing(actor)
            replayed.append(SEARCHING.of(weighing.replay, one))
        changed = [_replayed(one) for one in replayed if not one.same]
        return json_answer({"draft": DRAFT, "checked": len(found), "changed": changed,
                      "next": ids[-1] if len(ids) == limit else None})  # fmt: skip

    def _reads(connection: Connection, actor: Actor, analysis_id: str) -> bool:
        require(actor, "case.read")
        joined = sa.select(t.cases.c.id).join(t.analyses, t.analyses.c.case_id == t.cases.c.id)
        return connection.execute(joined.where(t.analyses.c.id == analysis_id, visible(actor))).first() is not None

    routes.add("POST", "/cases/{case_id}/analyses", AnalysisLine, analyse_case, 404, 409, status_code=201)
    routes.add("GET", "/cases/{case_id}/analyses", list[AnalysisLine], list_analyses, 404)
    routes.add("GET", "/analyses/changes", Changes, changed_analyses)
    routes.add("GET", "/analyses/{analysis_id}", AnalysisOut, read_analysis, 404)
    routes.add("POST", "/analyses/{analysis_id}/replay", ReplayOut, replay_analysis, 404)


def add_approvals(routes: Routes) -> None:
    """Requests for approval of an option."""
    store = routes.store
    kind = routes.kind

    def ask_approval(actor: Actor, case_id: Id, asked: AskIn, key: Key = None) -> Response:
        """Ask for approval of an option of a version."""
        refuse_words(kind, asked.reason, "reason")
        with audit.recording(store) as connection:
            require_case(connection, actor, "approval.request", case_id)

            def work() -> tuple[int, dict[str, Any]]:
                version = version_of(store, connection, case_id, asked.version)
                known = [one["id"] for one in version.body["options"]]
                if asked.option not in known:
                    raise SteelyardError("SY-K011", "the version has no such option", where="option")
                made = approvals.ask(store, connection, case_id, asked.version, asked.option, asked.route, asked.reason,
                                     actor.id)  # fmt: skip
                audit.append(store, connection, actor.id, "approval.request", made.id, ["option", "route", "reason"])
                return 201, _approval(made)

            request = ("approval.request", case_id, asked.model_dump_json())
            status, told = once(store, connection, actor, key, request, work)
        return json_answer(told, status, location=f"/api/v1/approvals/{told['id']}")

    def list_approvals(
        actor: Actor,
        state: Literal["open", "approved", "declined", "withdrawn"] | None = None,
        case: Annotated[str | None, Query(pattern=r"^[0-9a-f]{32}$")] = None,
        offset: Annotated[int, Query(ge=0, le=10**6)] = 0,
        limit: Limit = 50,
    ) -> Response:
        """List the requests for approval in the cases you may read, the last first."""
        with audit.recording(store) as connection:
            read = [_approval(one) for one in approvals.listed(store, connection, actor, state, case, offset, limit)]
            audit.append(store, connection, actor.id, "approval.list", "", ["option", "reason"])
        return json_answer(read)

    def read_approval(actor: Actor, approval_id: Id) -> Response:
        """Read a request for approval with what happened to it."""
        with audit.recording(store) as connection:
            approvals.require_approval(connection, actor, "case.read", approval_id)
            found = approvals.read(store, connection, approval_id)
            audit.append(store, connection, actor.id, "approval.read", approval_id, ["option", "reason"])
        return json_answer(_approval(found))

    def _handled(actor: Actor, approval_id: str, action: str, reason: str, act: Callable[..., Any]) -> Response:
        refuse_words(kind, reason, "reason")
        with audit.recording(store) as connection:
            approvals.require_approval(connection, actor, action, approval_id)
            done = act(connection)
            audit.append(store, connection, actor.id, action, approval_id, ["reason"])
        return json_answer(_approval(done))

    def decide_approval(actor: Actor, approval_id: Id, asked: DecideIn) -> Response:
        """Approve or decline, with a reason. Nobody approves their own."""
        return _handled(actor, approval_id, "approval.decide", asked.reason, lambda connection: approvals.decide(
            store, connection, approval_id, actor, asked.what, asked.reason))  # fmt: skip

    def withdraw_approval(actor: Actor, approval_id: Id, asked: ReasonIn) -> Response:
        """Take your own request back, with a reason."""
        return _handled(actor, approval_id, "approval.withdraw", asked.reason, lambda connection: approvals.withdraw(
            store, connection, approval_id, actor, asked.reason))  # fmt: skip

    def escalate_approval(actor: Actor, approval_id: Id, asked: ReasonIn) -> Response:
        """Hand a request to the step above, with a reason."""
        return _handled(actor, approval_id, "approval.escalate", asked.reason, lambda connection: approvals.escalate(
            store, connection, approval_id, actor, asked.reason))  # fmt: skip

    routes.add("POST", "/cases/{case_id}/approvals", ApprovalOut, ask_approval, 404, 409, status_code=201)
    routes.add("GET", "/approvals", list[ApprovalOut], list_approvals)
    routes.add("GET", "/approvals/{approval_id}", ApprovalOut, read_approval, 404)
    routes.add("POST", "/approvals/{approval_id}/decision", ApprovalOut, decide_approval, 404, 409)
    routes.add("POST", "/approvals/{approval_id}/withdrawal", ApprovalOut, withdraw_approval, 404, 409)
    routes.add("POST", "/approvals/{approval_id}/escalation", ApprovalOut, escalate_approval, 404, 409)


def matched(value: str | None) -> int:
    """The version in an If-Match header. Raises SteelyardError (SY-K026) when there is none or it is no version."""
    return version_in((value or "").removeprefix("W/").strip('"'), "If-Match", 'If-Match: "3"')


def _analysis_data(found: weighing.Analysis) -> dict[str, Any]:
    """A saved analysis as JSON data."""
    cells = found.cells
    return {
        "draft": DRAFT, "id": found.id, "case": found.case_id, "version": found.version, "by": found.by,
        "at": found.at, "receipt": dict(found.receipt),
        "cells": {
            "options": cells.options, "labels": cells.labels, "keeps": cells.keeps, "postures": cells.postures,
            "rules": cells.rules,
            "states": [
                [cells.row(option, posture) for posture in range(len(cells.postures))] for option in range(len(cells.options))
            ],
        },
    }  # fmt: skip


def _version_line(version: Version) -> dict[str, Any]:
    return {"version": version.number, "parent": version.parent, "by": version.by, "at": version.at,
            "aside": version.aside}  # fmt: skip


def _replayed(found: weighing.Replayed) -> dict[str, Any]:
    return {"draft": DRAFT, **asdict(found)}


def _approval(found: approvals.Approval) -> dict[str, Any]:
    return asdict(found)
