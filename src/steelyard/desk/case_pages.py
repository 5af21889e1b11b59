"""The pages of cases: the list, the case with its facts, matrix and drawer, its options, changes, interview and papers."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import FastAPI, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.engine import Connection

from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.policies import policies
from steelyard.desk import answers, asking, audit, forms, review, weighing
from steelyard.desk import models as t
from steelyard.desk.access import Actor, reach, require, require_case
from steelyard.desk.answers import case_from
from steelyard.desk.api import analyse, case_lines, keep_version, stored
from steelyard.desk.app import Desk
from steelyard.desk.changes import since
from steelyard.desk.drawer import CellDrawer, RowDrawer, cell_drawer, row_drawer
from steelyard.desk.guard import check_json, status_of
from steelyard.desk.matrix import ACCOUNTABILITY, View, class_of, label_of_class, picture
from steelyard.desk.merging import Side, conflict, merged
from steelyard.desk.pages import Id, page, posted
from steelyard.desk.printing import paper_of, papers_for
from steelyard.desk.settings import Kind
from steelyard.desk.storage import Version, add_case, version_of
from steelyard.desk.workers import SEARCHING, WEIGHING
from steelyard.law.interview import NOT_SURE, Asked, doubts, interview
from steelyard.law.postures import postures
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.cells import State
from steelyard.weigh.page import MARKS
from steelyard.weigh.policy_terms import STAGES

Number = Annotated[int, Query(ge=0, le=201)]
Place = Annotated[str, Path(pattern=r"^(new|[1-9][0-9]{0,2})$")]
Part = Annotated[str, Path(pattern=r"^[a-z]{1,10}$")]

_VIEW = re.compile(r"[a-z]{1,10}=[a-z0-9.]{1,12}(?:&[a-z]{1,10}=[a-z0-9.]{1,12}){0,9}")
"""The view that a form came from, as its address says it."""

PARTS_HEADER = "x-steelyard-parts"
"""A script names here the parts of a page that it wants; the same address gives the whole page without it."""

AT_ONCE = 5
"""Options found that one page shows: the best ones first, the others on the pages after it."""

FRAGMENTS = ("state", "facts", "matrix", "drawer", "questions")
MARKED = tuple((MARKS[state], str(state).capitalize(), class_of(state)) for state in State)


@cache
def examples() -> Mapping[str, dict[str, Any]]:
    """The made-up cases to start from, by name."""
    folder = resources.files("steelyard.desk").joinpath("examples")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return {
        one.name.removesuffix(".toml"): json.loads(
            json.dumps(tomllib.loads(one.read_text(encoding="utf-8")), default=str)
        )
        for one in files
    }


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
class RefusedAnswer:
    """An answer that was given in place and cannot be kept: to which question, what was filled in, of which version, and why."""

    key: str
    given: Mapping[str, str]
    version: int
    error: SteelyardError


def add_case_pages(app: FastAPI, desk: Desk) -> None:
    """Every page about cases."""
    store = desk.store
    kind = store.kind

    def add(method: str, path: str, function: Any) -> None:
        app.add_api_route(path, function, methods=[method], include_in_schema=False, response_class=HTMLResponse)

    # -- the list, and a new case -------------------------------------------------------------------------------------

    def case_list(
        request: Request,
        offset: Annotated[int, Query(ge=0, le=10**6)] = 0,
        find: Annotated[str, Query(max_length=200)] = "",
    ) -> Response:
        """The cases that may be read, the last changed first."""
        actor = desk.require_actor(request)
        with audit.recording(store) as connection:
            lines = case_lines(connection, actor, offset, 50, find)
            audit.append(store, connection, actor.id, "case.list", "", ["reference"])
        return page("cases.html", desk, actor, cases=lines[:50], offset=offset, more=len(lines) > 50, find=find,
                    may_create=reach(actor, "case.create") != "no")  # fmt: skip

    def new_case(request: Request) -> Response:
        """Where a case begins: empty, or from an example."""
        actor = desk.require_actor(request)
        require(actor, "case.create")
        return _new(actor, {}, None)

    def _new(actor: Actor, given: Mapping[str, str], error: SteelyardError | None) -> Response:
        return page(
            "new_case.html", desk, actor, 422 if error else 200, given=given, error=error, states=list(JURISDICTIONS),
            offices=sorted((name, one.name) for name, one in policies().items()),
            examples=[(name, one["options"], one["counts"], one["state"]) for name, one in examples().items()],
        )  # fmt: skip

    async def create_case(request: Request) -> Response:
        """Save a new case and weigh it."""
        return await posted(desk, request, _create)

    def _create(_request: Request, actor: Actor, fields: dict[str, str]) -> Response:
        require(actor, "case.create")
        if "example" in fields:
            body = examples().get(fields["example"])
            if body is None:
                raise SteelyardError("SY-K011", "there is no such example", where="example")
        else:
            count = {name: forms.read(how, fields.get(name, "")) for name, how in
                     (("charge", "text"), ("level", "choice"), ("offense_date", "day"), ("filed", "yesno"))}  # fmt: skip
            top = {name: fields.get(name, "").strip() for name in ("id", "state", "office")}
            body = {
                **{name: value for name, value in top.items() if value},
                "counts": [{"id": "1", **{name: value for name, value in count.items() if value is not None}}],
                "options": [{"id": "1", "label": "as charged",
                             "dispositions": [{"count": "1", "outcome": "convicted"}]}],
            }  # fmt: skip
        try:
            checked = _checked(actor, body)
        except SteelyardError as error:
            if "example" in fields or status_of(error) != 422:
                raise
            return _new(actor, fields, error)
        with audit.recording(store) as connection:
            made = add_case(store, connection, checked.body, actor.id)
            audit.append(store, connection, actor.id, "case.create", made.case_id, checked.body)
            _keep(connection, actor, made, checked)
        return RedirectResponse(f"/cases/{made.case_id}", 303)

    # -- checking and keeping ---------------------------------------------------------------------------------------

    @dataclass(frozen=True, slots=True)
    class Checked:
        """A case file that may be kept, with what was weighed of it; None while citizenship is in doubt."""

        body: dict[str, Any]
        weighed: weighing.Weighed | None

    def _checked(actor: Actor, body: Mapping[str, Any]) -> Checked:
        case = case_from(dict(body), kind)
        desk.limit_weighing(actor)
        try:
            return Checked(stored(case), WEIGHING.of(weighing.weigh_for_page, case, kind))
        except SteelyardError as error:
            if error.code != "SY-C017":
                raise
            return Checked(stored(case), None)

    def _keep(connection: Connection, actor: Actor, version: Version, checked: Checked) -> None:
        if checked.weighed is not None and reach(actor, "analysis.create") != "no":
            made = weighing.add_analysis(store, connection, version, checked.weighed, actor.id)
            audit.append(store, connection, actor.id, "analysis.create", made.id, ["receipt", "cells"])

    def _save(actor: Actor, case_id: str, parent: int, body: Mapping[str, Any], fields: Mapping[str, str]) -> Response:
        """Weigh and save a change made from version `parent`, then show the case, or where two changes meet."""
        view = fields.get("view", "")
        back = f"/cases/{case_id}" + (f"?{view}" if _VIEW.fullmatch(view) else "")
        checked = _checked(actor, body)
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.edit", case_id)
            before = version_of(store, connection, case_id, parent)
            if dict(before.body) == checked.body and not before.aside:
                return RedirectResponse(back, 303)
            made = keep_version(store, connection, actor, case_id, parent, checked.body)
            if not made.aside:
                _keep(connection, actor, made, checked)
        return RedirectResponse(f"/cases/{case_id}/conflicts/{made.number}" if made.aside else back, 303)

    def _editing(actor: Actor, case_id: str, number: int | None = None) -> Version:
        """The version that is to be changed, if the actor may change it."""
        with store.reading() as connection:
            require_case(connection, actor, "case.edit", case_id)
            return version_of(store, connection, case_id, number)

    def _parent(fields: Mapping[str, str]) -> int:
        text = fields.get("version", "")
        if not (text.isascii() and text.isdigit()) or len(text) > 9:
            raise SteelyardError("SY-K026", "say which version you changed", where="version")
        return int(text)

    # -- the case -----------------------------------------------------------------------------------------------------

    def _open(connection: Connection, case_id: str) -> Opened:
        version = version_of(store, connection, case_id)
        v = t.versions.c
        later = sa.select(sa.func.max(v.number)).where(v.case_id == case_id, v.aside, v.number > version.number)
        aside = connection.execute(later).scalar()
        analysis = weighing.newest(store, connection, case_id)
        opened = Opened(case_id, version, analysis, aside or 0)
        return replace(opened, unsigned=_unsigned(connection, opened))

    def _unsigned(connection: Connection, opened: Opened) -> tuple[int, int] | None:
        """By the registry, where the law that the analysis was made of is the one that is signed now."""
        if opened.analysis is None or "drafts" not in opened.analysis.cells.beside:
            return None
        beside = opened.analysis.cells.beside
        total, signed = beside["drafts"]
        if opened.stale or "offenses" not in beside:
            return total - signed, total
        return review.unsigned_of(
            desk.registry.signed(connection), opened.analysis.cells.rules, beside["offenses"]
        ), total

    def case_page(
        request: Request,
        case_id: Id,
        show: Annotated[str, Query(pattern=r"^(all|each|[1-9][0-9]?)$")] = "all",
        first: Number = 0,
        second: Number = 0,
        pin: Number = 0,
        only: Annotated[int, Query(ge=0, le=1)] = 0,
        every: Annotated[int, Query(ge=0, le=1)] = 0,
        cell: Annotated[str, Query(pattern=r"^([1-9][0-9]{0,2}(\.[1-9][0-9]?){0,2})?$")] = "",
        ways: Annotated[int, Query(ge=0, le=1)] = 0,
    ) -> Response:
        """The facts, the matrix that was saved of them, and the drawer."""
        actor = desk.require_actor(request)
        view = View(show, first, second, pin, bool(only), bool(every), cell)
        wanted = _wanted(request)
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.read", case_id)
            found = _open(connection, case_id)
            seen = ["cells", *found.version.body] + (["trace"] if cell else [])
            audit.append(store, connection, actor.id, "case.read", case_id, seen)
        return _show(actor, found, view, wanted, look=bool(ways))

    def _wanted(request: Request) -> tuple[str, ...]:
        named = request.headers.get(PARTS_HEADER, "")[:100].split(",")
        return tuple(one for one in FRAGMENTS if one in named)

    def _show(
        actor: Actor, found: Opened, view: View, wanted: Sequence[str], refused_answer: RefusedAnswer | None = None,
        *, look: bool = False,
    ) -> Response:  # fmt: skip
        saved = found.analysis if not found.doubt else None
        drawn = picture(saved.cells, view) if saved is not None else None
        view = drawn.view if drawn is not None else view
        drawer: CellDrawer | RowDrawer | None = None
        refused: SteelyardError | None = None
        if saved is not None and view.cell and (not wanted or "drawer" in wanted):
            desk.limit_weighing(actor)
            try:
                drawer = _drawer(saved, view, look)
            except SteelyardError as error:
                refused = error
        row = view.chosen[0] if view.chosen else None
        base = view.address(found.case_id, cell="")
        beside = saved.cells.beside if saved is not None else {}
        shown: dict[str, Any] = {
            "case_id": found.case_id, "version": found.version, "analysis": saved, "stale": found.stale,
            "unsigned": found.unsigned, "doubt": found.doubt, "unasked": kind is Kind.DEFENSE and found.unasked,
            "aside": found.aside, "drawn": drawn, "view": view,
            "to_cell": f"{base}{'&' if '?' in base else '?'}cell=", "drawer": drawer,
            "refused": refused, "summaries": forms.summaries(kind, found.version.body), "marks": MARKED,
            "axes": tuple(ACCOUNTABILITY.values()), "beside": beside, "form": None,
            "classes": [label_of_class(one) for one in saved.cells.postures] if saved is not None else [],
            "questions": asking.questions(saved, kind, found.version.body) if saved is not None else [],
            "refused_answer": refused_answer,
            "may_weigh": reach(actor, "analysis.create") != "no", "may_edit": reach(actor, "case.edit") != "no",
            "papers": papers_for(kind),
            "chosen_row": row + 1 if row is not None and not isinstance(drawer, CellDrawer) else 0,
            "office": found.version.body.get("office", ""),
        }  # fmt: skip
        status = 422 if refused_answer is not None else 200
        return page("case_parts.html" if wanted else "case.html", desk, actor, status, wanted=wanted, **shown)

    def _drawer(saved: weighing.Analysis, view: View, look: bool) -> CellDrawer | RowDrawer:
        chosen = view.chosen
        if len(chosen) == 1:
            return row_drawer(saved, chosen[0])
        posture = chosen[2] if len(chosen) == 3 else int(view.show) - 1 if view.show.isdigit() else None
        return cell_drawer(saved, kind, chosen[0], chosen[1], posture, look=look)

    async def weigh_case(request: Request, case_id: Id) -> Response:
        """Weigh the present version and show it."""
        return await posted(desk, request, _weigh, case_id)

    def _weigh(_request: Request, actor: Actor, _fields: dict[str, str], case_id: str) -> Response:
        with store.reading() as connection:
            require_case(connection, actor, "analysis.create", case_id)
        desk.limit_weighing(actor)
        analyse(store, actor, case_id)
        return RedirectResponse(f"/cases/{case_id}", 303)

    # -- facts --------------------------------------------------------------------------------------------------------

    def facts_page(request: Request, case_id: Id, part: Part) -> Response:
        """One part of the facts as a form."""
        return _facts(request, case_id, part, "")

    def item_page(request: Request, case_id: Id, part: Part, place: Place) -> Response:
        """One count, earlier matter or option as a form, or a new one."""
        return _facts(request, case_id, part, place)

    def _facts(request: Request, case_id: str, part: str, place: str) -> Response:
        actor = desk.require_actor(request)
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.edit", case_id)
            found = _open(connection, case_id)
            shown = forms.form_of(kind, found.version.body, part, place, _asked(found))
            audit.append(store, connection, actor.id, "case.read", case_id, [part])
        return _form(actor, found, shown, _wanted(request), None)

    def _asked(found: Opened) -> list[str]:
        beside = found.analysis.cells.beside if found.analysis is not None else {}
        return [one["fact"] for one in beside.get("questions", ())]

    def _form(
        actor: Actor, found: Opened, shown: forms.Form, wanted: Sequence[str], error: SteelyardError | None,
        given: Mapping[str, str] | None = None, version: int = 0,
    ) -> Response:  # fmt: skip
        return page(
            "facts_part.html" if wanted else "facts.html", desk, actor, 422 if error else 200, case_id=found.case_id,
            version=found.version, form=shown, error=error, given=given, made_from=version or found.version.number,
        )  # fmt: skip

    async def save_facts(request: Request, case_id: Id, part: Part) -> Response:
        """Save one part of the facts, weigh the case, and show it."""
        return await posted(desk, request, _save_facts, case_id, part, "")

    async def save_item(request: Request, case_id: Id, part: Part, place: Place) -> Response:
        """Save, copy or remove one count, earlier matter or option, weigh the case, and show it."""
        return await posted(desk, request, _save_facts, case_id, part, place)

    def _save_facts(
        request: Request, actor: Actor, fields: dict[str, str], case_id: str, part: str, place: str
    ) -> Response:
        parent = _parent(fields)
        before = _editing(actor, case_id, parent)
        do = fields.get("do", "save")
        try:
            if do == "remove":
                body = forms.without(before.body, part, place)
            else:
                body = forms.filled(kind, before.body, part, place, fields)
                if do == "copy" and part == "options":
                    place_of = forms.place_of(before.body, part, place)
                    option = body["options"][place_of if place_of is not None else -1]
                    body = forms.with_option(before.body, option, f"{option.get('label', '')} (copy)")
            return _save(actor, case_id, parent, body, fields)
        except SteelyardError as error:
            if status_of(error) != 422:
                raise
            with store.reading() as connection:
                found = _open(connection, case_id)
            shown = forms.form_of(kind, before.body, part, place, _asked(found))
            return _form(actor, found, shown, _wanted(request), error, fields, parent)

    # -- answers in place ---------------------------------------------------------------------------------------------

    async def answer_here(request: Request, case_id: Id) -> Response:
        """Keep the answer to a question that the page asked, weigh the case, and show it."""
        return await posted(desk, request, _answer_here, case_id)

    def _answer_here(request: Request, actor: Actor, fields: dict[str, str], case_id: str) -> Response:
        parent = _parent(fields)
        before = _editing(actor, case_id, parent)
        key = fields.get("fact", "")
        try:
            return _save(actor, case_id, parent, asking.answered(kind, before.body, key, fields), fields)
        except SteelyardError as error:
            if status_of(error) != 422:
                raise
            refused = RefusedAnswer(key, fields, parent, error)
        with audit.recording(store) as connection:
            found = _open(connection, case_id)
            audit.append(store, connection, actor.id, "case.read", case_id, ["cells", *found.version.body])
        return _show(actor, found, View(), _wanted(request), refused)

    # -- one row more, and back ---------------------------------------------------------------------------------------

    async def apply(request: Request, case_id: Id) -> Response:
        """Add the row that a smallest change makes."""
        return await posted(desk, request, _apply, case_id)

    def _apply(_request: Request, actor: Actor, fields: dict[str, str], case_id: str) -> Response:
        parent = _parent(fields)
        before = _editing(actor, case_id, parent)
        return _save(actor, case_id, parent, _with_row(before, fields), fields)

    def _with_row(before: Version, fields: Mapping[str, str]) -> dict[str, Any]:
        """The case with the option that the form carries, checked like any that is typed in."""
        text = fields.get("option", "")
        check_json(text.encode(), desk.settings.limits.depth)
        option = json.loads(text)
        if not isinstance(option, dict) or not isinstance(option.get("label"), str):
            raise SteelyardError("SY-K011", "the form carries no option", where="option")
        return forms.with_option(before.body, option, option["label"])

    async def undo(request: Request, case_id: Id) -> Response:
        """Take the last change back: the case stands again as the version before it did."""
        return await posted(desk, request, _undo, case_id)

    def _undo(_request: Request, actor: Actor, fields: dict[str, str], case_id: str) -> Response:
        parent = _parent(fields)
        last = _editing(actor, case_id, parent)
        if not last.parent:
            raise SteelyardError("SY-K022", "there is no version before this one", where="version")
        return _save(actor, case_id, parent, _editing(actor, case_id, last.parent).body, fields)

    # -- two people, one case -----------------------------------------------------------------------------------------

    def conflict_page(request: Request, case_id: Id, number: Annotated[int, Path(ge=1, le=10**9)]) -> Response:
        """A version that was kept aside beside the present one, field by field."""
        actor = desk.require_actor(request)
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.edit", case_id)
            mine, base, present = _sides(connection, case_id, number)
            audit.append(store, connection, actor.id, "case.read", case_id, {**mine.body, **present.body})
            names = _names(connection, (mine.by, present.by))
        return page("conflict.html", desk, actor, case_id=case_id, mine=mine, present=present, names=names,
                    fields=conflict(base.body, mine.body, present.body), sides=Side)  # fmt: skip

    def _sides(connection: Connection, case_id: str, number: int) -> tuple[Version, Version, Version]:
        mine = version_of(store, connection, case_id, number)
        if not mine.aside:
            raise SteelyardError("SY-K022", f"version {number} was not kept aside", where="version")
        return mine, version_of(store, connection, case_id, mine.parent), version_of(store, connection, case_id)

    def _names(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
        rows = connection.execute(sa.select(t.users.c.id, t.users.c.name).where(t.users.c.id.in_(ids)))
        return {row.id: row.name for row in rows}

    async def bring_together(request: Request, case_id: Id, number: Annotated[int, Path(ge=1, le=10**9)]) -> Response:
        """Save what was chosen of two versions as the present one."""
        return await posted(desk, request, _bring_together, case_id, number)

    def _bring_together(_request: Request, actor: Actor, fields: dict[str, str], case_id: str, number: int) -> Response:
        parent = _parent(fields)
        with store.reading() as connection:
            require_case(connection, actor, "case.edit", case_id)
            mine, base, _ = _sides(connection, case_id, number)
            present = version_of(store, connection, case_id, parent)
        return _save(actor, case_id, parent, merged(base.body, mine.body, present.body, fields), fields)

    # -- options ------------------------------------------------------------------------------------------------------

    def options_page(
        request: Request, case_id: Id, stage: Annotated[str, Query(max_length=40)] = "",
        out: Annotated[int, Query(ge=0, le=1)] = 0, first: Annotated[int, Query(ge=0, le=100_000)] = 0,
    ) -> Response:  # fmt: skip
        """Comparable options that avoid or soften the consequences, and what was ruled out and why."""
        actor = desk.require_actor(request)
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.read", case_id)
            version = version_of(store, connection, case_id)
            audit.append(store, connection, actor.id, "case.options", case_id, version.body)
        require(actor, "answer")
        desk.limit_weighing(actor)
        case = answers.read_case(dict(version.body))
        many, first, found = SEARCHING.of(answers.options_from, case, stage or None, first, AT_ONCE)
        drawn = [_drawn(one) for one in (found["baseline"], *found["options"])]
        return page("options.html", desk, actor, case_id=case_id, version=version, found=found, drawn=drawn, first=first,
                    many=many, at_once=AT_ONCE, stage=stage, stages=tuple(STAGES), out=bool(out),
                    may_edit=reach(actor, "case.edit") != "no")  # fmt: skip

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

    # -- what changed, the interview, papers --------------------------------------------------------------------------

    def changes_page(request: Request, case_id: Id) -> Response:
        """What changed since last time: law, facts and policy, each by itself."""
        actor = desk.require_actor(request)
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.read", case_id)
            found = _open(connection, case_id)
            earlier = weighing.before_it(store, connection, found.analysis) if found.analysis is not None else None
            audit.append(
                store, connection, actor.id, "case.changes", case_id, ["receipt", "cells", *found.version.body]
            )
        told = None
        if found.analysis is not None and not found.doubt:
            desk.limit_weighing(actor)
            current = found.analysis.version == found.version.number and not found.stale
            told = since(
                earlier if current else found.analysis, found.version, found.analysis if current else None, kind
            )
        return page("changes.html", desk, actor, case_id=case_id, version=found.version, told=told)

    def _asks(person: Mapping[str, Any], open_facts: Sequence[str] | None) -> list[Asked]:
        """The questions that are asked of this file: those whose fact a class or the law settles are left out."""
        fixed = postures()[person["posture"]].facts if person.get("posture") in postures() else {}
        found = []
        said = person.get("interview", {})
        claims = any(one.citizenship and said.get(one.name, "no") != "no" for one in interview().values())
        for one in interview().values():
            if one.name == "citizenship_checked" and not claims:
                continue
            if one.fact is not None:
                given = one.fact.short in person.get("facts", {}) or one.name in said
                can_flip = open_facts is None or one.fact.name in open_facts
                if one.fact.short in fixed or not (given or can_flip):
                    continue
            found.append(one)
        return found

    def interview_page(
        request: Request, case_id: Id, ask: Annotated[str, Query(pattern=r"^[0-9]{0,2}$")] = ""
    ) -> Response:
        """The next question for the client, one at a time; citizenship first."""
        actor = desk.require_actor(request)
        if kind is not Kind.DEFENSE:
            raise SteelyardError("SY-K018", "there is no such page", where="address")
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.edit", case_id)
            found = _open(connection, case_id)
            audit.append(store, connection, actor.id, "case.read", case_id, ["person"])
        return _ask(actor, found, ask, None)

    def _ask(actor: Actor, found: Opened, ask: str, error: SteelyardError | None) -> Response:
        person = found.version.body.get("person") or {}
        said, facts = person.get("interview", {}), person.get("facts", {})
        asks = _asks(person, _asked(found) if found.analysis is not None else None)
        answered = [one for one in asks if one.name in said or (one.fact is not None and one.fact.short in facts)]
        number = int(ask) if ask and 1 <= int(ask) <= len(asks) else 0
        if found.doubt and not (
            number and (asks[number - 1].citizenship or asks[number - 1].name == "citizenship_checked")
        ):
            number = next(n for n, one in enumerate(asks, 1) if one.name == "citizenship_checked")
        number = number or next((n for n, one in enumerate(asks, 1) if one not in answered), 0)
        one = asks[number - 1] if number else None
        value, how = "", "area"
        words: tuple[str, ...] = ()
        if one is not None:
            value = said.get(one.name, "")
            words, how = one.answers, "choice" if one.answers else "area"
            if one.fact is not None:
                how = forms.kind_of(one.fact)
                value = value or forms.shown(how, facts.get(one.fact.short))
                words = tuple(sorted(one.fact.words)) if one.fact.words else ("yes", "no") if how == "yesno" else ()
        return page("interview.html", desk, actor, 422 if error else 200, case_id=found.case_id, version=found.version,
                    one=one, number=number, many=len(asks), done=len(answered), value=value, words=words, how=how,
                    doubt=found.doubt, not_sure=NOT_SURE, asks=asks, answered=answered, error=error)  # fmt: skip

    async def answer_interview(request: Request, case_id: Id) -> Response:
        """Keep an answer, and go on to the next question, or stop."""
        return await posted(desk, request, _answer, case_id)

    def _answer(_request: Request, actor: Actor, fields: dict[str, str], case_id: str) -> Response:
        if kind is not Kind.DEFENSE:
            raise SteelyardError("SY-K018", "there is no such page", where="address")
        parent = _parent(fields)
        before = _editing(actor, case_id, parent)
        one = interview().get(fields.get("question", ""))
        if one is None:
            raise SteelyardError("SY-K011", "there is no such question", where="question")
        person = json.loads(json.dumps(before.body.get("person") or {}))
        said, facts = person.setdefault("interview", {}), person.setdefault("facts", {})
        text = fields.get("answer", "").strip()
        text = NOT_SURE if fields.get("not_sure") else text
        said.pop(one.name, None)
        if one.fact is not None:
            facts.pop(one.fact.short, None)
        if text == NOT_SURE or (text and one.fact is None):
            said[one.name] = text
        elif text and one.fact is not None:
            facts[one.fact.short] = forms.read(forms.kind_of(one.fact), text)
        if one.name == "citizenship_checked" and text == "a citizen":
            person.pop("posture", None)
            facts["status"] = "citizen"
        body = {**before.body, "person": {name: value for name, value in person.items() if value}}
        try:
            saved = _save(actor, case_id, parent, body, fields)
        except SteelyardError as error:
            if status_of(error) != 422:
                raise
            with store.reading() as connection:
                found = _open(connection, case_id)
            return _ask(actor, found, fields.get("ask", ""), error)
        if saved.headers["location"] != f"/cases/{case_id}":
            return saved
        if doubts(said):
            return RedirectResponse(f"/cases/{case_id}", 303)
        return RedirectResponse(f"/cases/{case_id}/interview", 303)

    def paper(
        request: Request,
        case_id: Id,
        name: Annotated[str, Path(pattern=r"^[a-z-]{1,30}$")],
        reader: Annotated[str, Query(pattern=r"^[a-z]{0,20}$")] = "",
        language: Annotated[Literal["en", "es"], Query()] = "en",
        row: Number = 0,
        form: Annotated[Literal["html", "pdf", "docx", "json"], Query()] = "html",
    ) -> Response:
        """One paper for one reader, made from the newest analysis."""
        actor = desk.require_actor(request)
        with audit.recording(store) as connection:
            require_case(connection, actor, "case.read", case_id)
            found = _open(connection, case_id)
            signed = tuple(desk.registry.signed(connection))
            audit.append(store, connection, actor.id, "paper.print", case_id, [name, form])
        if found.analysis is None:
            raise SteelyardError("SY-K024", "the case has not been weighed yet", where="analysis")
        if found.doubt:
            weighing.saved_case(found.analysis)  # the case was weighable once; what stands now stops it
            raise SteelyardError("SY-C017", "the person may be a citizen, and nothing is printed before that is settled",
                                 where="person", right="say what came out when a lawyer has seen the papers")  # fmt: skip
        desk.limit_weighing(actor)
        return paper_of(kind, found.analysis, name, reader, language, row, form, signed)

    add("GET", "/", case_list)
    add("GET", "/cases/new", new_case)
    add("POST", "/cases", create_case)
    add("GET", "/cases/{case_id}", case_page)
    add("POST", "/cases/{case_id}/weigh", weigh_case)
    add("POST", "/cases/{case_id}/answers", answer_here)
    add("POST", "/cases/{case_id}/rows", apply)
    add("POST", "/cases/{case_id}/undo", undo)
    add("GET", "/cases/{case_id}/facts/{part}", facts_page)
    add("POST", "/cases/{case_id}/facts/{part}", save_facts)
    add("GET", "/cases/{case_id}/facts/{part}/{place}", item_page)
    add("POST", "/cases/{case_id}/facts/{part}/{place}", save_item)
    add("GET", "/cases/{case_id}/conflicts/{number}", conflict_page)
    add("POST", "/cases/{case_id}/conflicts/{number}", bring_together)
    add("GET", "/cases/{case_id}/options", options_page)
    add("GET", "/cases/{case_id}/changes", changes_page)
    add("GET", "/cases/{case_id}/interview", interview_page)
    add("POST", "/cases/{case_id}/interview", answer_interview)
    add("GET", "/cases/{case_id}/papers/{name}", paper)
