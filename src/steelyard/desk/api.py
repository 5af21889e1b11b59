"""The REST API: the same answers as the command line, and the cases, analyses, approvals and the trail of an instance."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Path, Query, Request, Security
from fastapi.responses import Response
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator
from sqlalchemy.engine import Connection

from steelyard.desk import answers, approvals, audit, export, signin, weighing
from steelyard.desk import models as t
from steelyard.desk.access import Actor, reach, require, require_case, scopes, share, visible
from steelyard.desk.app import Desk
from steelyard.desk.kinds import case_model, refuse, refuse_words
from steelyard.desk.settings import Kind
from steelyard.desk.shapes import (
    After,
    AnalysisLine,
    AnalysisOut,
    ApprovalOut,
    AskIn,
    CaseLines,
    Changes,
    CitedOut,
    CiteIn,
    Day,
    DecideIn,
    Entries,
    Explanations,
    GroundIn,
    Grounds,
    HoldIn,
    Id,
    IfMatch,
    Key,
    Limit,
    Me,
    OffensePage,
    OptionsPage,
    Questions,
    ReasonIn,
    ReplayOut,
    RulePage,
    Rules,
    Saved,
    TokenIn,
    TokenOut,
    UserOut,
    VerifiedOut,
    VersionLine,
)
from steelyard.desk.storage import (
    EditConflict,
    Store,
    Version,
    add_case,
    change_case,
    delete_case,
    in_future,
    now,
    version_of,
)
from steelyard.desk.workers import SEARCHING, WEIGHING
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.case import Case
from steelyard.weigh.output import (
    DRAFT,
    AdviceOut,
)


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    base = (400, 401, 403, 405, 413, 421, 422, 429, 503)
    return {status: {"description": "a problem"} for status in (*base, *statuses)}


def typed(function: Callable[..., Any], **types: Any) -> Callable[..., Any]:
    """The function with these parameters' types, which depend on the kind of instance."""
    function.__annotations__.update(types)
    return function


def bodies(kind: Kind) -> tuple[type[BaseModel], type[BaseModel]]:
    """The bodies that carry a case: the case itself, and a question about one of its cells."""

    def look(cls: type[BaseModel], data: Any) -> Any:
        refuse(kind, data)
        return data

    base = case_model(kind)
    checked: dict[str, Any] = {"look": model_validator(mode="before")(look)}
    case = create_model("CaseIn", __base__=base, __validators__=checked, __doc__=base.__doc__ or "A case to weigh.")
    explain = create_model(
        "ExplainIn",
        __config__=ConfigDict(extra="forbid"),
        case=(case, ...),
        option=(Annotated[str, Field(min_length=1, max_length=10_000)], ...),
        posture=(Annotated[str, Field(max_length=100)] | None, None),
        rule=(Annotated[str, Field(max_length=200)] | None, None),
    )
    return case, explain


def stored(case: BaseModel) -> dict[str, Any]:
    """A case as it is stored: what its author said, and nothing that was left out."""
    return case.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def read_back(body: BaseModel) -> Case:
    """The case in a request's body. Raises CaseError as `load_case` does."""
    return answers.read_case(stored(body))


def once(
    store: Store,
    connection: Connection,
    actor: Actor,
    key: str | None,
    request: tuple[str, ...],
    work: Callable[[], tuple[int, dict[str, Any]]],
) -> tuple[int, dict[str, Any]]:
    """Do the work and remember its answer under the caller's key, or give the answer that was remembered.

    Raises SteelyardError (SY-K027) when the key came with another request before.
    """
    if key is None:
        return work()
    i = t.idempotency.c
    mark = store.keys.mark("request", *request)
    row = connection.execute(sa.select(t.idempotency).where(i.user_id == actor.id, i.key == key)).first()
    if row is not None:
        if row.request != mark:
            raise SteelyardError("SY-K027", "this key came with another request before", where="Idempotency-Key",
                                 right="a fresh key for every request")  # fmt: skip
        return row.code, json.loads(store.kept(row.answer))
    status, answer = work()
    connection.execute(sa.delete(t.idempotency).where(i.at < in_future(days=-2)))
    connection.execute(
        sa.insert(t.idempotency).values(
            user_id=actor.id, key=key, request=mark, code=status, answer=store.keep(json.dumps(answer)), at=now()
        )
    )
    return status, answer


def matched(value: str | None) -> int:
    """The version in an If-Match header. Raises SteelyardError (SY-K026) when there is none or it is no version."""
    text = (value or "").removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise SteelyardError("SY-K026", "say which version you changed", where="If-Match", right='If-Match: "3"')
    return int(text)


def _json(data: Any, status: int = 200, **headers: str) -> Response:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    return Response(text.encode(), status, headers, "application/json")


def make_api(desk: Desk) -> APIRouter:
    """Every address under /api/v1, for this instance's kind."""
    bearer = HTTPBearer(auto_error=False, description="a token; a browser's session with X-CSRF-Token does as well")
    api = APIRouter(dependencies=[Security(bearer)])
    store = desk.store
    kind = store.kind
    case_in, explain_in = bodies(kind)

    def asks(request: Request) -> Actor:
        return desk.require_actor(request)

    Who = Annotated[Actor, Depends(asks)]

    def route(
        method: str, path: str, model: Any, function: Callable[..., Any], *statuses: int, also: str = "", **more: Any
    ) -> None:
        said = (function.__doc__ or "").strip()
        function.__annotations__["actor"] = Who
        answers_with = _problems(*statuses)
        if also:
            answers_with[200] = {"content": {also: {"schema": {"type": "string", "format": "binary"}}}}
        api.add_api_route(path, function, methods=[method], response_model=model, responses=answers_with,
                          summary=said.splitlines()[0].rstrip("."), operation_id=function.__name__, **more)  # fmt: skip

    # -- answers ------------------------------------------------------------------------------------------------------

    def advise(actor: Actor, case: BaseModel) -> Response:
        """Weigh a case: every option, every consequence, every reason."""
        require(actor, "answer")
        desk.limit_weighing(actor)
        return _json(WEIGHING.of(answers.advise, read_back(case), kind))

    def options(actor: Actor, case: BaseModel, stage: Annotated[str | None, Query(max_length=40)] = None) -> Response:
        """Find comparable options that avoid or soften the consequences, with what the office's policy says of each."""
        require(actor, "answer")
        desk.limit_weighing(actor)
        return _json(SEARCHING.of(answers.options, read_back(case), stage))

    def explain(actor: Actor, asked: Any) -> Response:
        """Say why, and what would change it."""
        require(actor, "answer")
        desk.limit_weighing(actor)
        return _json(SEARCHING.of(answers.explain, read_back(asked.case), asked.option, asked.posture, asked.rule))

    def questions(actor: Actor, case: BaseModel) -> Response:
        """Ask what to find out next."""
        require(actor, "answer")
        desk.limit_weighing(actor)
        return _json(WEIGHING.of(answers.questions, read_back(case), kind))

    def ground(actor: Actor, asked: GroundIn) -> Response:
        """Ask whether an offense falls within a federal ground; with none named, within each."""
        require(actor, "answer")
        return _json(answers.ground(asked.statute, asked.state, asked.ground, asked.forum, asked.as_of,
                                    asked.conviction_date, asked.holdings))  # fmt: skip

    def cite(actor: Actor, asked: CiteIn) -> Response:
        """Ask what statute a charge string names."""
        require(actor, "answer")
        return _json(answers.cited(asked.charge, asked.state, asked.statute))

    def offense(
        actor: Actor,
        statute: Annotated[str, Query(min_length=1, max_length=2_000)],
        state: Annotated[str, Query(max_length=2)] = "",
        forum: Annotated[str | None, Query(max_length=40)] = None,
        as_of: Day = None,
    ) -> Response:
        """Show everything about one offense."""
        require(actor, "answer")
        return _json(answers.offense(statute, state, forum, as_of))

    def rules(actor: Actor, area: Annotated[str, Query(max_length=200)] = "") -> Response:
        """List the rules of federal law."""
        require(actor, "answer")
        return _json(answers.rules(area))

    def rule(actor: Actor, name: Annotated[str, Path(max_length=200)]) -> Response:
        """Show one rule as data."""
        require(actor, "answer")
        return _json(answers.rule(name))

    def me(actor: Actor) -> Response:
        """Say who asks, and what kind of instance this is."""
        return _json({"id": actor.id, "name": actor.name, "roles": sorted(actor.roles), "kind": kind,
                      "mode": store.settings.mode, "saves": store.settings.save})  # fmt: skip

    route("POST", "/advise", AdviceOut, typed(advise, case=case_in))
    route("POST", "/options", OptionsPage, typed(options, case=case_in))
    route("POST", "/explain", Explanations, typed(explain, asked=explain_in))
    route("POST", "/questions", Questions, typed(questions, case=case_in))
    route("POST", "/ground", Grounds, ground, 404)
    route("POST", "/cite", CitedOut, cite)
    route("GET", "/offense", OffensePage, offense, 404)
    route("GET", "/law", Rules, rules)
    route("GET", "/law/{name}", RulePage, rule, 404)
    route("GET", "/me", Me, me)

    # -- cases --------------------------------------------------------------------------------------------------------

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
        return _json({"cases": lines[:limit], "next": offset + limit if len(lines) > limit else None})

    def create_case(actor: Actor, case: BaseModel, key: Key = None) -> Response:
        """Save a new case."""
        require(actor, "case.create")
        read_back(case)
        body = stored(case)
        with audit.recording(store) as connection:

            def work() -> tuple[int, dict[str, Any]]:
                made = add_case(store, connection, body, actor.id)
                audit.append(store, connection, actor.id, "case.create", made.case_id, body)
                return 201, {"id": made.case_id, "version": made.number, "at": made.at}

            status, told = once(store, connection, actor, key, ("case.create", json.dumps(body)), work)
        return _json(told, status, etag=f'"{told["version"]}"', location=f"/api/v1/cases/{told['id']}")

    def read_case(actor: Actor, case_id: Id, version: Annotated[int | None, Query(ge=1, le=10**9)] = None) -> Response:
        """Read a case: its present version, or the one named."""
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.read", case_id)
            found = version_of(store, connection, case_id, version)
            audit.append(store, connection, actor.id, "case.read", case_id, found.body)
        return _json({**_version_line(found), "id": case_id, "case": found.body}, etag=f'"{found.number}"')

    def save_case(actor: Actor, case_id: Id, case: BaseModel, if_match: IfMatch = None, key: Key = None) -> Response:
        """Save a changed case. If somebody was faster your version is kept aside, and 409 says where the two differ."""
        parent = matched(if_match)
        read_back(case)
        body = stored(case)
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
        return _json(told, status, etag=f'"{told["version"]}"')

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
        return _json(
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
    route("GET", "/cases", CaseLines, list_cases)
    route("POST", "/cases", Saved, typed(create_case, case=case_in), 409, status_code=201)
    route("GET", "/cases/{case_id}", case_out, read_case, 404)
    route("PUT", "/cases/{case_id}", Saved, typed(save_case, case=case_in), 404, 409, 428)
    route("DELETE", "/cases/{case_id}", None, remove_case, 404, 409, status_code=204)
    route("GET", "/cases/{case_id}/versions", list[VersionLine], list_versions, 404)
    route("PUT", "/cases/{case_id}/access/{user_id}", None, share_case, 404, 409, status_code=204)
    route("DELETE", "/cases/{case_id}/access/{user_id}", None, unshare_case, 404, status_code=204)
    route("PUT", "/cases/{case_id}/hold", None, hold_case, 404, status_code=204)

    # -- analyses -----------------------------------------------------------------------------------------------------

    def analyse_case(actor: Actor, case_id: Id, key: Key = None) -> Response:
        """Weigh the present version of a case and keep the result with its receipt."""
        with store.reading() as connection:
            require_case(connection, actor, "analysis.create", case_id)
        desk.limit_weighing(actor)
        status, told = analyse(store, actor, case_id, key)
        return _json(told, status, location=f"/api/v1/analyses/{told['id']}")

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
        return _json(
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
        return _json(analysis_data(found))

    def replay_analysis(actor: Actor, analysis_id: Id) -> Response:
        """Weigh a saved analysis again: the same answers, or every cell that has changed."""
        with audit.recording(store) as connection:
            found = _analysis(actor, connection, analysis_id)
            audit.append(store, connection, actor.id, "analysis.replay", found.id, ["receipt", "cells"])
        desk.limit_weighing(actor)
        return _json(_replayed(SEARCHING.of(weighing.replay, found)))

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
        return _json({"draft": DRAFT, "checked": len(found), "changed": changed,
                      "next": ids[-1] if len(ids) == limit else None})  # fmt: skip

    def _reads(connection: Connection, actor: Actor, analysis_id: str) -> bool:
        require(actor, "case.read")
        joined = sa.select(t.cases.c.id).join(t.analyses, t.analyses.c.case_id == t.cases.c.id)
        return connection.execute(joined.where(t.analyses.c.id == analysis_id, visible(actor))).first() is not None

    route("POST", "/cases/{case_id}/analyses", AnalysisLine, analyse_case, 404, 409, status_code=201)
    route("GET", "/cases/{case_id}/analyses", list[AnalysisLine], list_analyses, 404)
    route("GET", "/analyses/changes", Changes, changed_analyses)
    route("GET", "/analyses/{analysis_id}", AnalysisOut, read_analysis, 404)
    route("POST", "/analyses/{analysis_id}/replay", ReplayOut, replay_analysis, 404)

    # -- approvals ----------------------------------------------------------------------------------------------------

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
        return _json(told, status, location=f"/api/v1/approvals/{told['id']}")

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
        return _json(read)

    def read_approval(actor: Actor, approval_id: Id) -> Response:
        """Read a request for approval with what happened to it."""
        with audit.recording(store) as connection:
            approvals.require_approval(connection, actor, "case.read", approval_id)
            found = approvals.read(store, connection, approval_id)
            audit.append(store, connection, actor.id, "approval.read", approval_id, ["option", "reason"])
        return _json(_approval(found))

    def _handled(actor: Actor, approval_id: str, action: str, reason: str, act: Callable[..., Any]) -> Response:
        refuse_words(kind, reason, "reason")
        with audit.recording(store) as connection:
            approvals.require_approval(connection, actor, action, approval_id)
            done = act(connection)
            audit.append(store, connection, actor.id, action, approval_id, ["reason"])
        return _json(_approval(done))

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

    route("POST", "/cases/{case_id}/approvals", ApprovalOut, ask_approval, 404, 409, status_code=201)
    route("GET", "/approvals", list[ApprovalOut], list_approvals)
    route("GET", "/approvals/{approval_id}", ApprovalOut, read_approval, 404)
    route("POST", "/approvals/{approval_id}/decision", ApprovalOut, decide_approval, 404, 409)
    route("POST", "/approvals/{approval_id}/withdrawal", ApprovalOut, withdraw_approval, 404, 409)
    route("POST", "/approvals/{approval_id}/escalation", ApprovalOut, escalate_approval, 404, 409)

    # -- the record, people, tokens -----------------------------------------------------------------------------------

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
        return _json({"entries": [one.as_dict() for one in found],
                      "next": found[-1].number if len(found) == limit else None})  # fmt: skip

    def verify_audit(actor: Actor) -> Response:
        """Check the trail: every entry as it was written, none missing."""
        require(actor, "audit.read")
        found = audit.verify(store)
        return _json({"sound": found.sound, "entries": found.entries, "hash": found.hash, "wrong": list(found.wrong)})

    def export_all(actor: Actor, form: Literal["json", "csv"] = "json") -> Response:
        """Write everything out: one JSON document, or a ZIP of CSV files that no spreadsheet takes for formulas."""
        require(actor, "export")
        with audit.recording(store) as connection:
            tables = export.everything(store, connection)
            audit.append(store, connection, actor.id, "export", "", tables)
        if form == "json":
            return _json({"kind": kind, "draft": DRAFT, **tables})
        disposition = 'attachment; filename="steelyard.zip"'
        return Response(
            export.as_zip(tables), media_type="application/zip", headers={"content-disposition": disposition}
        )

    def list_users(actor: Actor) -> Response:
        """List the people of this instance."""
        require(actor, "user.read")
        with store.reading() as connection:
            rows = connection.execute(sa.select(t.users).where(t.users.c.active).order_by(t.users.c.name)).all()
        return _json([{"id": r.id, "name": r.name, "roles": json.loads(r.roles)} for r in rows])

    def create_token(actor: Actor, asked: TokenIn) -> Response:
        """Make a token for a program. Its secret is shown once."""
        require(actor, "token.create")
        with audit.recording(store) as connection:
            made = signin.add_token(connection, actor.id, asked.label, asked.scopes, asked.days)
            audit.append(store, connection, actor.id, "token.create", made.id, made.scopes)
        return _json({**asdict(made), "scopes": list(made.scopes)}, 201)

    def revoke_token(actor: Actor, token_id: Id) -> Response:
        """End one of your tokens."""
        require(actor, "token.create")
        with audit.recording(store) as connection:
            signin.revoke_token(connection, actor.id, token_id)
            audit.append(store, connection, actor.id, "token.revoke", token_id)
        return Response(status_code=204)

    route("GET", "/audit", Entries, read_audit)
    route("GET", "/audit/verify", VerifiedOut, verify_audit)
    route("GET", "/export", dict[str, Any], export_all, also="application/zip")
    route("GET", "/users", list[UserOut], list_users)
    route("POST", "/tokens", TokenOut, create_token, status_code=201)
    route("DELETE", "/tokens/{token_id}", None, revoke_token, 404, status_code=204)
    return api


def case_lines(connection: Connection, actor: Actor, offset: int, limit: int, find: str) -> list[dict[str, Any]]:
    """The cases an actor may read, the last changed first: one more than `limit` when there are more."""
    c = t.cases.c
    found = sa.select(t.cases).where(visible(actor))
    if find:
        found = found.where(c.reference.icontains(find, autoescape=True))
    rows = connection.execute(found.order_by(c.changed_at.desc(), c.id).offset(offset).limit(limit + 1))
    return [
        {"id": r.id, "reference": r.reference, "state": r.state, "version": r.current, "changed_at": r.changed_at,
         "hold": r.hold, "mine": r.owner == actor.id}
        for r in rows
    ]  # fmt: skip


def keep_version(
    store: Store, connection: Connection, actor: Actor, case_id: str, parent: int, body: dict[str, Any]
) -> Version:
    """Save a changed case, and note in the trail which of its fields changed. Raises SteelyardError as `change_case`."""
    made = change_case(store, connection, case_id, parent, body, actor.id)
    before = version_of(store, connection, case_id, parent)
    action = "case.aside" if made.aside else "case.edit"
    audit.append(store, connection, actor.id, action, case_id, differences_at_top(before.body, body))
    return made


def analyse(store: Store, actor: Actor, case_id: str, key: str | None = None) -> tuple[int, dict[str, Any]]:
    """Weigh the present version of a case and keep the result. The weighing itself holds no transaction open."""
    with store.reading() as connection:
        version = version_of(store, connection, case_id)
    weighed = WEIGHING.of(weighing.weigh_for_page, answers.read_case(dict(version.body)), store.kind)
    with audit.recording(store) as connection:

        def work() -> tuple[int, dict[str, Any]]:
            version_of(store, connection, case_id, version.number)
            made = weighing.add_analysis(store, connection, version, weighed, actor.id)
            audit.append(store, connection, actor.id, "analysis.create", made.id, ["receipt", "cells"])
            return 201, {"id": made.id, "case": case_id, "version": made.version, "by": made.by, "at": made.at,
                         **{name: made.receipt[name] for name in ("engine", "pack", "catalogue")}}  # fmt: skip

        return once(store, connection, actor, key, ("analysis.create", case_id), work)


def analysis_data(found: weighing.Analysis) -> dict[str, Any]:
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


def differences_at_top(before: Any, after: Any) -> list[str]:
    """The top-level fields in which two case files differ: what the trail names."""
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def _version_line(version: Version) -> dict[str, Any]:
    return {"version": version.number, "parent": version.parent, "by": version.by, "at": version.at,
            "aside": version.aside}  # fmt: skip


def _replayed(found: weighing.Replayed) -> dict[str, Any]:
    return {"draft": DRAFT, **asdict(found)}


def _approval(found: approvals.Approval) -> dict[str, Any]:
    return asdict(found)


__all__ = ["analyse", "analysis_data", "case_lines", "make_api", "reach", "scopes"]
