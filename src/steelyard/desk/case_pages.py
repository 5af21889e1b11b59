"""The pages of cases: the list, and the case with its facts, matrix and drawer, answered, changed and taken back in place."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.policies import policies
from steelyard.desk import asking, audit, forms, weighing
from steelyard.desk.access import Actor, reach, require, require_case
from steelyard.desk.app import Desk
from steelyard.desk.case_keeping import CaseKeeper, Opened, asked_of, parent_of, wanted_parts
from steelyard.desk.case_work import analyse, case_lines
from steelyard.desk.drawer import CellDrawer, RowDrawer, cell_drawer, row_drawer
from steelyard.desk.guard import check_json, status_of
from steelyard.desk.matrix import ACCOUNTABILITY, View, class_of, label_of_class, picture
from steelyard.desk.pages import Id, add_page, page, posted
from steelyard.desk.printing import papers_for
from steelyard.desk.settings import Kind
from steelyard.desk.storage import Version, add_case
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.cells import State
from steelyard.weigh.page import MARKS

RowNumber = Annotated[int, Query(ge=0, le=201)]
Place = Annotated[str, Path(pattern=r"^(new|[1-9][0-9]{0,2})$")]
Part = Annotated[str, Path(pattern=r"^[a-z]{1,10}$")]

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
class RefusedAnswer:
    """An answer that was given in place and cannot be kept: to which question, what was filled in, of which version, and why."""

    key: str
    given: Mapping[str, str]
    version: int
    error: SteelyardError


class CasePages(CaseKeeper):
    """The pages of cases, of one instance."""

    # -- the list, and a new case -------------------------------------------------------------------------------------

    def case_list(
        self,
        request: Request,
        offset: Annotated[int, Query(ge=0, le=10**6)] = 0,
        find: Annotated[str, Query(max_length=200)] = "",
    ) -> Response:
        """The cases that may be read, the last changed first."""
        actor = self.desk.require_actor(request)
        with audit.recording(self.store) as connection:
            lines = case_lines(connection, actor, offset, 50, find)
            audit.append(self.store, connection, actor.id, "case.list", "", ["reference"])
        return page("cases.html", self.desk, actor, cases=lines[:50], offset=offset, more=len(lines) > 50, find=find,
                    may_create=reach(actor, "case.create") != "no")  # fmt: skip

    def new_case(self, request: Request) -> Response:
        """Where a case begins: empty, or from an example."""
        actor = self.desk.require_actor(request)
        require(actor, "case.create")
        return self._new(actor, {}, None)

    def _new(self, actor: Actor, given: Mapping[str, str], error: SteelyardError | None) -> Response:
        return page(
            "new_case.html", self.desk, actor, 422 if error else 200, given=given, error=error, states=list(JURISDICTIONS),
            offices=sorted((name, one.name) for name, one in policies().items()),
            examples=[(name, one["options"], one["counts"], one["state"]) for name, one in examples().items()],
        )  # fmt: skip

    async def create_case(self, request: Request) -> Response:
        """Save a new case and weigh it."""
        return await posted(self.desk, request, self._create)

    def _create(self, _request: Request, actor: Actor, fields: dict[str, str]) -> Response:
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
            checked = self.weighed_for_keeping(actor, body)
        except SteelyardError as error:
            if "example" in fields or status_of(error) != 422:
                raise
            return self._new(actor, fields, error)
        with audit.recording(self.store) as connection:
            made = add_case(self.store, connection, checked.body, actor.id)
            audit.append(self.store, connection, actor.id, "case.create", made.case_id, checked.body)
            self.keep_analysis(connection, actor, made, checked)
        return RedirectResponse(f"/cases/{made.case_id}", 303)

    # -- the case -----------------------------------------------------------------------------------------------------

    def case_page(
        self,
        request: Request,
        case_id: Id,
        show: Annotated[str, Query(pattern=r"^(all|each|[1-9][0-9]?)$")] = "all",
        first: RowNumber = 0,
        second: RowNumber = 0,
        pin: RowNumber = 0,
        only: Annotated[int, Query(ge=0, le=1)] = 0,
        every: Annotated[int, Query(ge=0, le=1)] = 0,
        cell: Annotated[str, Query(pattern=r"^([1-9][0-9]{0,2}(\.[1-9][0-9]?){0,2})?$")] = "",
        ways: Annotated[int, Query(ge=0, le=1)] = 0,
    ) -> Response:
        """The facts, the matrix that was saved of them, and the drawer."""
        actor = self.desk.require_actor(request)
        view = View(show, first, second, pin, bool(only), bool(every), cell)
        wanted = wanted_parts(request)
        with audit.recording(self.store) as connection:
            require_case(connection, actor, "case.read", case_id)
            found = self.opened(connection, case_id)
            seen = ["cells", *found.version.body] + (["trace"] if cell else [])
            audit.append(self.store, connection, actor.id, "case.read", case_id, seen)
        return self._show(actor, found, view, wanted, look=bool(ways))

    def _show(
        self, actor: Actor, found: Opened, view: View, wanted: Sequence[str], refused_answer: RefusedAnswer | None = None,
        *, look: bool = False,
    ) -> Response:  # fmt: skip
        saved = found.analysis if not found.doubt else None
        drawn = picture(saved.cells, view) if saved is not None else None
        view = drawn.view if drawn is not None else view
        drawer: CellDrawer | RowDrawer | None = None
        refused: SteelyardError | None = None
        if saved is not None and view.cell and (not wanted or "drawer" in wanted):
            self.desk.limit_weighing(actor)
            try:
                drawer = self._drawer(saved, view, look)
            except SteelyardError as error:
                refused = error
        row = view.chosen[0] if view.chosen else None
        base = view.address(found.case_id, cell="")
        beside = saved.cells.beside if saved is not None else {}
        shown: dict[str, Any] = {
            "case_id": found.case_id, "version": found.version, "analysis": saved, "stale": found.stale,
            "unsigned": found.unsigned, "doubt": found.doubt, "unasked": self.kind is Kind.DEFENSE and found.unasked,
            "aside": found.aside, "drawn": drawn, "view": view,
            "to_cell": f"{base}{'&' if '?' in base else '?'}cell=", "drawer": drawer,
            "refused": refused, "summaries": forms.summaries(self.kind, found.version.body), "marks": MARKED,
            "axes": tuple(ACCOUNTABILITY.values()), "beside": beside, "form": None,
            "classes": [label_of_class(one) for one in saved.cells.postures] if saved is not None else [],
            "questions": asking.questions(saved, self.kind, found.version.body) if saved is not None else [],
            "refused_answer": refused_answer,
            "may_weigh": reach(actor, "analysis.create") != "no", "may_edit": reach(actor, "case.edit") != "no",
            "papers": papers_for(self.kind),
            "chosen_row": row + 1 if row is not None and not isinstance(drawer, CellDrawer) else 0,
            "office": found.version.body.get("office", ""),
        }  # fmt: skip
        status = 422 if refused_answer is not None else 200
        return page("case_parts.html" if wanted else "case.html", self.desk, actor, status, wanted=wanted, **shown)

    def _drawer(self, saved: weighing.Analysis, view: View, look: bool) -> CellDrawer | RowDrawer:
        chosen = view.chosen
        if len(chosen) == 1:
            return row_drawer(saved, chosen[0])
        posture = chosen[2] if len(chosen) == 3 else int(view.show) - 1 if view.show.isdigit() else None
        return cell_drawer(saved, self.kind, chosen[0], chosen[1], posture, look=look)

    async def weigh_case(self, request: Request, case_id: Id) -> Response:
        """Weigh the present version and show it."""
        return await posted(self.desk, request, self._weigh, case_id)

    def _weigh(self, _request: Request, actor: Actor, _fields: dict[str, str], case_id: str) -> Response:
        with self.store.reading() as connection:
            require_case(connection, actor, "analysis.create", case_id)
        self.desk.limit_weighing(actor)
        analyse(self.store, actor, case_id)
        return RedirectResponse(f"/cases/{case_id}", 303)

    # -- facts --------------------------------------------------------------------------------------------------------

    def facts_page(self, request: Request, case_id: Id, part: Part) -> Response:
        """One part of the facts as a form."""
        return self._facts(request, case_id, part, "")

    def item_page(self, request: Request, case_id: Id, part: Part, place: Place) -> Response:
        """One count, earlier matter or option as a form, or a new one."""
        return self._facts(request, case_id, part, place)

    def _facts(self, request: Request, case_id: str, part: str, place: str) -> Response:
        actor = self.desk.require_actor(request)
        with audit.recording(self.store) as connection:
            require_case(connection, actor, "case.edit", case_id)
            found = self.opened(connection, case_id)
            shown = forms.form_of(self.kind, found.version.body, part, place, asked_of(found))
            audit.append(self.store, connection, actor.id, "case.read", case_id, [part])
        return self._form(actor, found, shown, wanted_parts(request), None)

    def _form(
        self, actor: Actor, found: Opened, shown: forms.Form, wanted: Sequence[str], error: SteelyardError | None,
        given: Mapping[str, str] | None = None, version: int = 0,
    ) -> Response:  # fmt: skip
        return page(
            "facts_part.html" if wanted else "facts.html", self.desk, actor, 422 if error else 200, case_id=found.case_id,
            version=found.version, form=shown, error=error, given=given, made_from=version or found.version.number,
        )  # fmt: skip

    async def save_facts(self, request: Request, case_id: Id, part: Part) -> Response:
        """Save one part of the facts, weigh the case, and show it."""
        return await posted(self.desk, request, self._save_facts, case_id, part, "")

    async def save_item(self, request: Request, case_id: Id, part: Part, place: Place) -> Response:
        """Save, copy or remove one count, earlier matter or option, weigh the case, and show it."""
        return await posted(self.desk, request, self._save_facts, case_id, part, place)

    def _save_facts(
        self, request: Request, actor: Actor, fields: dict[str, str], case_id: str, part: str, place: str
    ) -> Response:
        parent = parent_of(fields)
        before = self.to_edit(actor, case_id, parent)
        do = fields.get("do", "save")
        try:
            if do == "remove":
                body = forms.without(before.body, part, place)
            else:
                body = forms.filled(self.kind, before.body, part, place, fields)
                if do == "copy" and part == "options":
                    place_of = forms.place_of(before.body, part, place)
                    option = body["options"][place_of if place_of is not None else -1]
                    body = forms.with_option(before.body, option, f"{option.get('label', '')} (copy)")
            return self.save(actor, case_id, parent, body, fields)
        except SteelyardError as error:
            if status_of(error) != 422:
                raise
            with self.store.reading() as connection:
                found = self.opened(connection, case_id)
            shown = forms.form_of(self.kind, before.body, part, place, asked_of(found))
            return self._form(actor, found, shown, wanted_parts(request), error, fields, parent)

    # -- answers in place ---------------------------------------------------------------------------------------------

    async def answer_here(self, request: Request, case_id: Id) -> Response:
        """Keep the answer to a question that the page asked, weigh the case, and show it."""
        return await posted(self.desk, request, self._answer_here, case_id)

    def _answer_here(self, request: Request, actor: Actor, fields: dict[str, str], case_id: str) -> Response:
        parent = parent_of(fields)
        before = self.to_edit(actor, case_id, parent)
        key = fields.get("fact", "")
        try:
            return self.save(actor, case_id, parent, asking.answered(self.kind, before.body, key, fields), fields)
        except SteelyardError as error:
            if status_of(error) != 422:
                raise
            refused = RefusedAnswer(key, fields, parent, error)
        with audit.recording(self.store) as connection:
            found = self.opened(connection, case_id)
            audit.append(self.store, connection, actor.id, "case.read", case_id, ["cells", *found.version.body])
        return self._show(actor, found, View(), wanted_parts(request), refused)

    # -- one row more, and back ---------------------------------------------------------------------------------------

    async def apply(self, request: Request, case_id: Id) -> Response:
        """Add the row that a smallest change makes."""
        return await posted(self.desk, request, self._apply, case_id)

    def _apply(self, _request: Request, actor: Actor, fields: dict[str, str], case_id: str) -> Response:
        parent = parent_of(fields)
        before = self.to_edit(actor, case_id, parent)
        return self.save(actor, case_id, parent, self._with_row(before, fields), fields)

    def _with_row(self, before: Version, fields: Mapping[str, str]) -> dict[str, Any]:
        """The case with the option that the form carries, checked like any that is typed in."""
        text = fields.get("option", "")
        check_json(text.encode(), self.desk.settings.limits.depth)
        option = json.loads(text)
        if not isinstance(option, dict) or not isinstance(option.get("label"), str):
            raise SteelyardError("SY-K011", "the form carries no option", where="option")
        return forms.with_option(before.body, option, option["label"])

    async def undo(self, request: Request, case_id: Id) -> Response:
        """Take the last change back: the case stands again as the version before it did."""
        return await posted(self.desk, request, self._undo, case_id)

    def _undo(self, _request: Request, actor: Actor, fields: dict[str, str], case_id: str) -> Response:
        parent = parent_of(fields)
        last = self.to_edit(actor, case_id, parent)
        if not last.parent:
            raise SteelyardError("SY-K022", "there is no version before this one", where="version")
        return self.save(actor, case_id, parent, self.to_edit(actor, case_id, last.parent).body, fields)


def add_case_pages(app: FastAPI, desk: Desk) -> None:
    """The pages of cases."""
    pages = CasePages(desk)
    add_page(app, "GET", "/", pages.case_list)
    add_page(app, "GET", "/cases/new", pages.new_case)
    add_page(app, "POST", "/cases", pages.create_case)
    add_page(app, "GET", "/cases/{case_id}", pages.case_page)
    add_page(app, "POST", "/cases/{case_id}/weigh", pages.weigh_case)
    add_page(app, "POST", "/cases/{case_id}/answers", pages.answer_here)
    add_page(app, "POST", "/cases/{case_id}/rows", pages.apply)
    add_page(app, "POST", "/cases/{case_id}/undo", pages.undo)
    add_page(app, "GET", "/cases/{case_id}/facts/{part}", pages.facts_page)
    add_page(app, "POST", "/cases/{case_id}/facts/{part}", pages.save_facts)
    add_page(app, "GET", "/cases/{case_id}/facts/{part}/{place}", pages.item_page)
    add_page(app, "POST", "/cases/{case_id}/facts/{part}/{place}", pages.save_item)
