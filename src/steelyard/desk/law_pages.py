"""The pages that read no case: offenses, federal law, policies side by side, and what is covered and reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from steelyard.catalog.browse import coverage as catalog_coverage
from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.find import catalogue
from steelyard.catalog.model import Offense
from steelyard.catalog.policies import policies
from steelyard.catalog.search import search, warm
from steelyard.desk import answers, review, rule_words
from steelyard.desk.access import require
from steelyard.desk.app import Desk
from steelyard.desk.pages import add_page, page
from steelyard.desk.shapes import CaseDay
from steelyard.law.coverage import coverage
from steelyard.law.federal.grounds import ground_named, is_ground
from steelyard.law.pack import AREAS, federal_pack
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.policy_compare import DIMENSIONS, compare

MOST_SIDE_BY_SIDE = 6
"""How many policies one page compares."""

State = Annotated[str, Query(max_length=2)]
Typed = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Area:
    """An area of federal law or a state's offenses: how many entries there are, and how many an attorney has signed."""

    entries: int
    signed: int

    def says(self) -> str:
        """The review in words."""
        if not self.signed:
            return "draft: nobody has reviewed it"
        return "signed" if self.signed == self.entries else f"{self.signed} of {self.entries} signed"


def add_law_pages(app: FastAPI, desk: Desk) -> None:
    """Every page that reads no case. Each takes the right to answers."""
    store = desk.store

    def signed() -> Mapping[tuple[str, str], review.Signature]:
        with store.reading() as connection:
            return review.signed_here(connection)

    def standing(kind: review.Kind, entry: str) -> review.Standing:
        with store.reading() as connection:
            return review.standing(connection, kind, entry)

    def offenses(request: Request, state: State = "", find: Typed = "") -> Response:
        """What a charge string, a citation or words of a title name."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        _known(state)
        warm()
        cited = answers.cited(find, state) if find.strip() and state else None
        near = search(find, state) if find.strip() else ()
        here = signed()
        return page("offenses.html", desk, actor, states=list(JURISDICTIONS), state=state, find=find, cited=cited,
                    near=[_line(one, here) for one in near])  # fmt: skip

    def found_offenses(request: Request, state: State = "", find: Typed = "") -> Response:
        """The same while one types, for the page's script."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        _known(state)
        near = search(find, state)
        here = signed() if near else {}
        return JSONResponse([_line(one, here) for one in near])

    def offense(
        request: Request, state: State, statute: Annotated[str, Query(min_length=1, max_length=2_000)]
    ) -> Response:
        """Everything about one offense."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        found = answers.offense(statute, state)
        with store.reading() as connection:
            stands = {one["id"]: review.standing(connection, "offense", one["id"]) for one in found["offenses"]}
            decided = [
                {**one, "in_words": _ground(one["ground"]), "standing": review.standing(connection, "holding", one["id"])}
                for one in found["holdings"]
            ]  # fmt: skip
        grounds = [(name, _ground(name), one) for name, one in found["grounds"].items()]
        return page("offense.html", desk, actor, found=found, stands=stands, holdings=decided, grounds=grounds)

    def laws(request: Request, area: Typed = "", find: Typed = "") -> Response:
        """The rules of federal law."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        words = find.lower().split()
        rules = [
            one for one in answers.rules(area)["rules"]
            if all(word in f"{one['name']} {one['label']} {one['cite']}".lower() for word in words)
        ]  # fmt: skip
        here = signed()
        return page("laws.html", desk, actor, area=area, find=find, areas=_areas(), rules=rules,
                    signed={one["name"] for one in rules if ("rule", one["name"]) in here})  # fmt: skip

    def law(
        request: Request,
        name: Annotated[str, Path(max_length=200)],
        before: Annotated[int, Query(ge=0, le=100)] = 0,
        after: Annotated[int, Query(ge=0, le=100)] = 0,
    ) -> Response:
        """One rule in words: its versions with their days and authorities, and what differs between two of them."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        rule = federal_pack().rule(name)
        versions = rule_words.wordings(rule)
        if max(before, after) > len(versions):
            raise SteelyardError("SY-K011", f"the rule has {len(versions)} versions", where="before")
        lines = rule_words.changes(versions[before - 1], versions[after - 1]) if before and after else []
        uses = sorted(review.rules_named(name))
        pack = federal_pack()
        used_by = sorted(one for one in pack.rules if name in review.rules_named(one))
        return page(
            "rule.html", desk, actor, rule=rule, versions=versions, before=before, after=after, lines=lines,
            standing=standing("rule", name), uses=[pack.rules[one] for one in uses],
            used_by=[pack.rules[one] for one in used_by],
        )  # fmt: skip

    def two_days(
        request: Request,
        first: Annotated[CaseDay | None, Query()] = None,
        last: Annotated[CaseDay | None, Query()] = None,
    ) -> Response:
        """What federal law says otherwise on the later of two days."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        found = rule_words.between(first, last) if first is not None and last is not None else []
        return page("law_changes.html", desk, actor, first=first, last=last, found=found,
                    days=_turning_days(), rules=len(federal_pack().rules))  # fmt: skip

    def policies_page(request: Request, office: Annotated[list[str] | None, Query(max_length=20)] = None) -> Response:
        """Policies side by side, as of today. Raises SteelyardError (SY-K011) for an office we do not have, or too many."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        known = policies()
        asked = list(dict.fromkeys(office or ()))
        if len(asked) > MOST_SIDE_BY_SIDE or any(one not in known for one in asked):
            raise SteelyardError("SY-K011", f"choose up to {MOST_SIDE_BY_SIDE} offices of the list", where="office")
        today = date.today()
        return page("policies.html", desk, actor, known=sorted(known.items()), asked=asked, today=today.isoformat(),
                    columns=compare([known[one] for one in asked], today), dimensions=DIMENSIONS,
                    stands={one: standing("policy", one) for one in asked})  # fmt: skip

    def covered(request: Request) -> Response:
        """What is encoded, what is a gap, and who has reviewed it."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        here = signed()
        areas = [
            (one, Area(one.rules, one.rules if one.reviewed_by else sum(("rule", r) in here for r in _rules(one.area))))
            for one in coverage()
        ]
        by_state: dict[str, set[str]] = {state: set() for state in JURISDICTIONS}
        for one in catalogue().offenses:
            if not one.review.is_draft or ("offense", one.id) in here:
                by_state[one.state].add(one.id)
        decided = list(catalogue().holdings)
        others = {
            "Decided cases": Area(len(decided), sum(bool(h.reviewed_by) or ("holding", h.id) in here for h in decided)),
            "Policies": Area(len(policies()), sum(("policy", one) in here for one in policies())),
        }
        return page("coverage.html", desk, actor, areas=areas, others=others,
                    states=[(one, len(by_state[one.state])) for one in catalog_coverage()])  # fmt: skip

    for path, function in (
        ("/offenses", offenses), ("/offenses/found", found_offenses), ("/offense", offense), ("/law", laws),
        ("/law/{name}", law), ("/law-changes", two_days), ("/policies", policies_page), ("/coverage", covered),
    ):  # fmt: skip
        add_page(app, "GET", path, function)


def _known(state: str) -> None:
    if state and state not in JURISDICTIONS:
        raise SteelyardError("SY-O101", f"there are no offenses of {state!r} here; we have {', '.join(JURISDICTIONS)}",
                             where="state")  # fmt: skip


def _line(one: Offense, here: Mapping[tuple[str, str], review.Signature]) -> dict[str, Any]:
    """An offense in a list."""
    return {
        "citation": one.citation, "title": one.title, "state": one.state,
        "draft": one.review.is_draft and ("offense", one.id) not in here,
        "href": "/offense?" + urlencode({"state": one.state, "statute": one.citation}),
    }  # fmt: skip


def _ground(name: str) -> str:
    return ground_named(name).label if is_ground(name) else name.replace("_", " ")


def _areas() -> list[str]:
    """What the rules' names begin with, in order."""
    return sorted({name.partition(".")[0] for name in federal_pack().rules})


def _rules(area: str) -> list[str]:
    module, _ = AREAS[area]
    return list(module.RULES)


def _turning_days() -> list[date]:
    """The first days of versions, the latest first: where comparing two days finds something."""
    rules = federal_pack().rules.values()
    days = {one.span.first for rule in rules if len(rule.versions) > 1 for one in rule.versions[1:] if one.span.first}
    return sorted(days, reverse=True)
