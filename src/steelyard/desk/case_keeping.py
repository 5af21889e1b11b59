"""A case as its pages open, check and save it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.engine import Connection

from steelyard.desk import audit, review, weighing
from steelyard.desk import models as t
from steelyard.desk.access import Actor, reach, require_case
from steelyard.desk.answers import case_from
from steelyard.desk.app import Desk
from steelyard.desk.case_work import keep_version, version_in
from steelyard.desk.storage import Version, version_of
from steelyard.desk.workers import WEIGHING
from steelyard.law.interview import Asked, doubts, interview
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.advise import as_given

PARTS_HEADER = "x-steelyard-parts"
"""A script names here the parts of a page that it wants; the same address gives the whole page without it."""

FRAGMENTS = ("state", "facts", "matrix", "drawer", "questions")
_VIEW = re.compile(r"[a-z]{1,10}=[a-z0-9.]{1,12}(?:&[a-z]{1,10}=[a-z0-9.]{1,12}){0,9}")
"""The view that a form came from, as its address says it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as its page needs it: the present version, the newest analysis, and a version kept aside since, if any."""

    case_id: str
    version: Version
    analysis: weighing.Analysis | None
    aside: int
    unsigned: tuple[int, int] | None = None
    """How many of the entries of law that the analysis rests on nobody has signed, in a file or in the registry, of how
    many."""

    @property
    def doubt(self) -> tuple[Asked, ...]:
        """The answers that leave open that the person is a citizen."""
        return doubts((self.version.body.get("person") or {}).get("interview", {}))

    @property
    def unasked(self) -> bool:
        """True when the file says who it is about, and citizenship has not been asked."""
        person = self.version.body.get("person")
        if not person or "citizen" in (person.get("posture"), person.get("facts", {}).get("status")):
            return False
        said = person.get("interview", {})
        return "citizenship_checked" not in said and not all(
            one.name in said for one in interview().values() if one.citizenship
        )

    @property
    def stale(self) -> bool:
        """True when another engine, pack or catalogue made the analysis."""
        found = self.analysis
        return found is not None and any(found.receipt[k] != v for k, v in weighing.present_law().items())


@dataclass(frozen=True, slots=True)
class Checked:
    """A case file that may be kept, with what was weighed of it; None while citizenship is in doubt."""

    body: dict[str, Any]
    weighed: weighing.Weighed | None


class CaseKeeper:
    """What the pages of cases share: the instance, and how a case of it is opened, checked and saved."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.store = desk.store
        self.kind = desk.store.kind

    def weighed_for_keeping(self, actor: Actor, body: Mapping[str, Any]) -> Checked:
        """A case file that may be kept, weighed. Raises SteelyardError as `case_from` and `weigh_for_page`, but for SY-C017."""
        case = case_from(dict(body), self.kind)
        self.desk.limit_weighing(actor)
        try:
            return Checked(as_given(case), WEIGHING.of(weighing.weigh_for_page, case, self.kind))
        except SteelyardError as error:
            if error.code != "SY-C017":
                raise
            return Checked(as_given(case), None)

    def keep_analysis(self, connection: Connection, actor: Actor, version: Version, checked: Checked) -> None:
        """Keep what was weighed of a version, where it was weighed and the actor may."""
        if checked.weighed is not None and reach(actor, "analysis.create") != "no":
            made = weighing.add_analysis(self.store, connection, version, checked.weighed, actor.id)
            audit.append(self.store, connection, actor.id, "analysis.create", made.id, ["receipt", "cells"])

    def save(
        self, actor: Actor, case_id: str, parent: int, body: Mapping[str, Any], fields: Mapping[str, str]
    ) -> Response:
        """Weigh and save a change made from version `parent`, then show the case, or where two changes meet."""
        view = fields.get("view", "")
        back = f"/cases/{case_id}" + (f"?{view}" if _VIEW.fullmatch(view) else "")
        checked = self.weighed_for_keeping(actor, body)
        with audit.recording(self.store) as connection:
            require_case(connection, actor, "case.edit", case_id)
            before = version_of(self.store, connection, case_id, parent)
            if dict(before.body) == checked.body and not before.aside:
                return RedirectResponse(back, 303)
            made = keep_version(self.store, connection, actor, case_id, parent, checked.body)
            if not made.aside:
                self.keep_analysis(connection, actor, made, checked)
        return RedirectResponse(f"/cases/{case_id}/conflicts/{made.number}" if made.aside else back, 303)

    def to_edit(self, actor: Actor, case_id: str, number: int | None = None) -> Version:
        """The version that is to be changed, if the actor may change it."""
        with self.store.reading() as connection:
            require_case(connection, actor, "case.edit", case_id)
            return version_of(self.store, connection, case_id, number)

    def opened(self, connection: Connection, case_id: str) -> Opened:
        """The case with its newest analysis. Raises SteelyardError as `version_of`."""
        version = version_of(self.store, connection, case_id)
        v = t.versions.c
        later = sa.select(sa.func.max(v.number)).where(v.case_id == case_id, v.aside, v.number > version.number)
        aside = connection.execute(later).scalar()
        analysis = weighing.newest(self.store, connection, case_id)
        opened = Opened(case_id, version, analysis, aside or 0)
        return replace(opened, unsigned=self._unsigned(connection, opened))

    def _unsigned(self, connection: Connection, opened: Opened) -> tuple[int, int] | None:
        """By the registry, where the law that the analysis was made of is the one that is signed now."""
        if opened.analysis is None or "drafts" not in opened.analysis.cells.beside:
            return None
        beside = opened.analysis.cells.beside
        total, signed = beside["drafts"]
        if opened.stale or "offenses" not in beside:
            return total - signed, total
        return review.unsigned_of(
            self.desk.registry.signed(connection), opened.analysis.cells.rules, beside["offenses"]
        ), total


def asked_of(found: Opened) -> list[str]:
    """The facts that the newest analysis asks for, by name."""
    beside = found.analysis.cells.beside if found.analysis is not None else {}
    return [one["fact"] for one in beside.get("questions", ())]


def wanted_parts(request: Request) -> tuple[str, ...]:
    """The parts of the page that a script asks for; none for the whole page."""
    named = request.headers.get(PARTS_HEADER, "")[:100].split(",")
    return tuple(one for one in FRAGMENTS if one in named)


def parent_of(fields: Mapping[str, str]) -> int:
    """The version that a form was made from. Raises SteelyardError (SY-K026)."""
    return version_in(fields.get("version", ""), "version")
