"""The pages beside a case: two versions that meet, options, what changed since, and papers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import FastAPI, Path, Query, Request
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from steelyard.desk import answers, audit, weighing
from steelyard.desk import models as t
from steelyard.desk.access import Actor, reach, require, require_case
from steelyard.desk.app import Desk
from steelyard.desk.case_keeping import CaseKeeper, parent_of
from steelyard.desk.changes import since
from steelyard.desk.merging import Side, conflict, merged
from steelyard.desk.pages import Id, add_page, page, posted
from steelyard.desk.printing import paper_of
from steelyard.desk.storage import Version, version_of
from steelyard.desk.workers import SEARCHING
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.cells import State
from steelyard.weigh.page import MARKS
from steelyard.weigh.policy_terms import STAGES

RowNumber = Annotated[int, Query(ge=0, le=201)]

AT_ONCE = 5
"""Options found that one page shows: the best ones first, the others on the pages after it."""


class BesideCase(CaseKeeper):
    """The pages that show a case from another side."""

    def conflict_page(self, request: Request, case_id: Id, number: Annotated[int, Path(ge=1, le=10**9)]) -> Response:
        """A version that was kept aside beside the present one, field by field."""
        actor = self.desk.require_actor(request)
        with audit.recording(self.store) as connection:
            require_case(connection, actor, "case.edit", case_id)
            mine, base, present = self._sides(connection, case_id, number)
            audit.append(self.store, connection, actor.id, "case.read", case_id, {**mine.body, **present.body})
            names = _names(connection, (mine.by, present.by))
        return page("conflict.html", self.desk, actor, case_id=case_id, mine=mine, present=present, names=names,
                    fields=conflict(base.body, mine.body, present.body), sides=Side)  # fmt: skip

    def _sides(self, connection: Connection, case_id: str, number: int) -> tuple[Version, Version, Version]:
        mine = version_of(self.store, connection, case_id, number)
        if not mine.aside:
            raise SteelyardError("SY-K022", f"version {number} was not kept aside", where="version")
        return (
            mine,
            version_of(self.store, connection, case_id, mine.parent),
            version_of(self.store, connection, case_id),
        )

    async def bring_together(
        self, request: Request, case_id: Id, number: Annotated[int, Path(ge=1, le=10**9)]
    ) -> Response:
        """Save what was chosen of two versions as the present one."""
        return await posted(self.desk, request, self._bring_together, case_id, number)

    def _bring_together(
        self, _request: Request, actor: Actor, fields: dict[str, str], case_id: str, number: int
    ) -> Response:
        parent = parent_of(fields)
        with self.store.reading() as connection:
            require_case(connection, actor, "case.edit", case_id)
            mine, base, _ = self._sides(connection, case_id, number)
            present = version_of(self.store, connection, case_id, parent)
        return self.save(actor, case_id, parent, merged(base.body, mine.body, present.body, fields), fields)

    def options_page(
        self, request: Request, case_id: Id, stage: Annotated[str, Query(max_length=40)] = "",
        out: Annotated[int, Query(ge=0, le=1)] = 0, first: Annotated[int, Query(ge=0, le=100_000)] = 0,
    ) -> Response:  # fmt: skip
        """Comparable options that avoid or soften the consequences, and what was ruled out and why."""
        actor = self.desk.require_actor(request)
        with audit.recording(self.store) as connection:
            require_case(connection, actor, "case.read", case_id)
            version = version_of(self.store, connection, case_id)
            audit.append(self.store, connection, actor.id, "case.options", case_id, version.body)
        require(actor, "answer")
        self.desk.limit_weighing(actor)
        case = answers.read_case(dict(version.body))
        many, first, found = SEARCHING.of(answers.options_from, case, stage or None, first, AT_ONCE)
        drawn = [_drawn(one) for one in (found["baseline"], *found["options"])]
        return page("options.html", self.desk, actor, case_id=case_id, version=version, found=found, drawn=drawn, first=first,
                    many=many, at_once=AT_ONCE, stage=stage, stages=tuple(STAGES), out=bool(out),
                    may_edit=reach(actor, "case.edit") != "no")  # fmt: skip

    def changes_page(self, request: Request, case_id: Id) -> Response:
        """What changed since last time: law, facts and policy, each by itself."""
        actor = self.desk.require_actor(request)
        with audit.recording(self.store) as connection:
            require_case(connection, actor, "case.read", case_id)
            found = self.opened(connection, case_id)
            earlier = weighing.before_it(self.store, connection, found.analysis) if found.analysis is not None else None
            audit.append(
                self.store, connection, actor.id, "case.changes", case_id, ["receipt", "cells", *found.version.body]
            )
        told = None
        if found.analysis is not None and not found.doubt:
            self.desk.limit_weighing(actor)
            current = found.analysis.version == found.version.number and not found.stale
            told = since(
                earlier if current else found.analysis, found.version, found.analysis if current else None, self.kind
            )
        return page("changes.html", self.desk, actor, case_id=case_id, version=found.version, told=told)

    def paper(
        self,
        request: Request,
        case_id: Id,
        name: Annotated[str, Path(pattern=r"^[a-z-]{1,30}$")],
        reader: Annotated[str, Query(pattern=r"^[a-z]{0,20}$")] = "",
        language: Annotated[Literal["en", "es"], Query()] = "en",
        row: RowNumber = 0,
        form: Annotated[Literal["html", "pdf", "docx", "json"], Query()] = "html",
    ) -> Response:
        """One paper for one reader, made from the newest analysis."""
        actor = self.desk.require_actor(request)
        with audit.recording(self.store) as connection:
            require_case(connection, actor, "case.read", case_id)
            found = self.opened(connection, case_id)
            signed = tuple(self.desk.registry.signed(connection))
            audit.append(self.store, connection, actor.id, "paper.print", case_id, [name, form])
        if found.analysis is None:
            raise SteelyardError("SY-K024", "the case has not been weighed yet", where="analysis")
        if found.doubt:
            weighing.saved_case(found.analysis)  # the case was weighable once; what stands now stops it
            raise SteelyardError("SY-C017", "the person may be a citizen, and nothing is printed before that is settled",
                                 where="person", right="say what came out when a lawyer has seen the papers")  # fmt: skip
        self.desk.limit_weighing(actor)
        return paper_of(self.kind, found.analysis, name, reader, language, row, form, signed)


def _names(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    rows = connection.execute(sa.select(t.users.c.id, t.users.c.name).where(t.users.c.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _drawn(option: Mapping[str, Any]) -> dict[str, Any]:
    """An option found, with its cells counted by state, and the consequences that are left, gravest first."""
    states: dict[str, int] = {}
    left: dict[str, set[str]] = {}
    for posture, cells in option["cells"].items():
        for cell in cells:
            states[cell["state"]] = states.get(cell["state"], 0) + 1
            if cell["state"] != State.NOT_TRIGGERED:
                left.setdefault(f"{cell['state'].capitalize()}: {cell['label']}", set()).add(posture)
    every = len(option["cells"])
    return {
        **option,
        "states": [(MARKS[state], str(state), states.get(state, 0)) for state in State],
        "left": [
            (says, f"{len(where)} of {every} classes" if every > 1 else "") for says, where in left.items()
        ],
        "row": json.dumps({**option["disposition"], "label": option["label"]}, ensure_ascii=False),
    }  # fmt: skip


def add_beside_case(app: FastAPI, desk: Desk) -> None:
    """Every page beside a case."""
    pages = BesideCase(desk)
    add_page(app, "GET", "/cases/{case_id}/conflicts/{number}", pages.conflict_page)
    add_page(app, "POST", "/cases/{case_id}/conflicts/{number}", pages.bring_together)
    add_page(app, "GET", "/cases/{case_id}/options", pages.options_page)
    add_page(app, "GET", "/cases/{case_id}/changes", pages.changes_page)
    add_page(app, "GET", "/cases/{case_id}/papers/{name}", pages.paper)
