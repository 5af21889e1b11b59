"""The interview: the questions for the client that a case still asks, one at a time, citizenship first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.responses import RedirectResponse, Response

from steelyard.desk import audit, forms
from steelyard.desk.access import Actor, require_case
from steelyard.desk.app import Desk
from steelyard.desk.case_keeping import CaseKeeper, Opened, asked_of, parent_of
from steelyard.desk.guard import status_of
from steelyard.desk.pages import Id, add_page, page, posted
from steelyard.desk.settings import Kind
from steelyard.law.interview import NOT_SURE, Asked, doubts, interview
from steelyard.law.postures import postures
from steelyard.logic.errors import SteelyardError


class InterviewPages(CaseKeeper):
    """The pages of the interview; only an instance of the defense has them."""

    def interview_page(
        self, request: Request, case_id: Id, ask: Annotated[str, Query(pattern=r"^[0-9]{0,2}$")] = ""
    ) -> Response:
        """The next question for the client, one at a time; citizenship first."""
        actor = self.desk.require_actor(request)
        if self.kind is not Kind.DEFENSE:
            raise SteelyardError("SY-K018", "there is no such page", where="address")
        with audit.recording(self.store) as connection:
            require_case(connection, actor, "case.edit", case_id)
            found = self.opened(connection, case_id)
            audit.append(self.store, connection, actor.id, "case.read", case_id, ["person"])
        return self._ask(actor, found, ask, None)

    def _ask(self, actor: Actor, found: Opened, ask: str, error: SteelyardError | None) -> Response:
        person = found.version.body.get("person") or {}
        said, facts = person.get("interview", {}), person.get("facts", {})
        asks = _asks(person, asked_of(found) if found.analysis is not None else None)
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
        return page("interview.html", self.desk, actor, 422 if error else 200, case_id=found.case_id, version=found.version,
                    one=one, number=number, many=len(asks), done=len(answered), value=value, words=words, how=how,
                    doubt=found.doubt, not_sure=NOT_SURE, asks=asks, answered=answered, error=error)  # fmt: skip

    async def answer_interview(self, request: Request, case_id: Id) -> Response:
        """Keep an answer, and go on to the next question, or stop."""
        return await posted(self.desk, request, self._answer, case_id)

    def _answer(self, _request: Request, actor: Actor, fields: dict[str, str], case_id: str) -> Response:
        if self.kind is not Kind.DEFENSE:
            raise SteelyardError("SY-K018", "there is no such page", where="address")
        parent = parent_of(fields)
        before = self.to_edit(actor, case_id, parent)
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
            saved = self.save(actor, case_id, parent, body, fields)
        except SteelyardError as error:
            if status_of(error) != 422:
                raise
            with self.store.reading() as connection:
                found = self.opened(connection, case_id)
            return self._ask(actor, found, fields.get("ask", ""), error)
        if saved.headers["location"] != f"/cases/{case_id}":
            return saved
        if doubts(said):
            return RedirectResponse(f"/cases/{case_id}", 303)
        return RedirectResponse(f"/cases/{case_id}/interview", 303)


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


def add_interview_pages(app: FastAPI, desk: Desk) -> None:
    """Every page of the interview."""
    pages = InterviewPages(desk)
    add_page(app, "GET", "/cases/{case_id}/interview", pages.interview_page)
    add_page(app, "POST", "/cases/{case_id}/interview", pages.answer_interview)
