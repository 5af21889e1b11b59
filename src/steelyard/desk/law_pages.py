"""The pages that read no case: offenses, federal law, policies side by side, and what is covered and reviewed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from steelyard.catalog.browse import coverage as catalog_coverage
from steelyard.catalog.charges import find_words
from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.policies import policies
from steelyard.desk import answers
from steelyard.desk.access import require
from steelyard.desk.app import Desk
from steelyard.desk.pages import page
from steelyard.law.coverage import coverage
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.policy_compare import DIMENSIONS, compare

MOST_SIDE_BY_SIDE = 6
"""How many policies one page compares."""


def add_law_pages(app: FastAPI, desk: Desk) -> None:
    """Every page that reads no case. Each takes the right to answers."""

    def offenses(
        request: Request,
        state: Annotated[str, Query(max_length=2)] = "",
        find: Annotated[str, Query(max_length=200)] = "",
    ) -> Response:
        """What a charge string or words of a title name."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        cited = answers.cited(find, state) if find.strip() and state else None
        near = find_words(state, find) if cited is not None else []
        return page("offenses.html", desk, actor, states=list(JURISDICTIONS), state=state, find=find, cited=cited,
                    near=[one for _, one in near])  # fmt: skip

    def offense(
        request: Request,
        state: Annotated[str, Query(max_length=2)],
        statute: Annotated[str, Query(min_length=1, max_length=2_000)],
    ) -> Response:
        """Everything about one offense."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        return page("offense.html", desk, actor, found=answers.offense(statute, state))

    def laws(request: Request, area: Annotated[str, Query(max_length=200)] = "") -> Response:
        """The rules of federal law."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        return page("laws.html", desk, actor, area=area, rules=answers.rules(area)["rules"])

    def law(request: Request, name: Annotated[str, Path(max_length=200)]) -> Response:
        """One rule with its versions and their citations."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        return page("rule.html", desk, actor, rule=answers.rule(name), shown=_lines)

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
                    columns=compare([known[one] for one in asked], today), dimensions=DIMENSIONS)  # fmt: skip

    def covered(request: Request) -> Response:
        """What is encoded, what is a gap, and who has reviewed it."""
        actor = desk.require_actor(request)
        require(actor, "answer")
        return page("coverage.html", desk, actor, areas=coverage(), states=catalog_coverage())

    for path, function in (
        ("/offenses", offenses), ("/offense", offense), ("/law", laws), ("/law/{name}", law),
        ("/policies", policies_page), ("/coverage", covered),
    ):  # fmt: skip
        app.add_api_route(path, function, methods=["GET"], include_in_schema=False, response_class=HTMLResponse)


def _lines(value: Any, depth: int = 0) -> list[str]:
    """Data as indented lines, a field each."""
    if isinstance(value, dict):
        pairs = [(str(name).replace("_", " "), inner) for name, inner in value.items()]
    elif isinstance(value, list):
        pairs = [(str(number), inner) for number, inner in enumerate(value, 1)]
    else:
        return [f"{'  ' * depth}{value}"]
    found = []
    for name, inner in pairs:
        if isinstance(inner, dict | list):
            found += [f"{'  ' * depth}{name}:", *_lines(inner, depth + 1)] if inner else []
        elif inner not in (None, ""):
            found.append(f"{'  ' * depth}{name}: {inner}")
    return found
