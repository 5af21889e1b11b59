"""What the addresses of the API have in common: who asks, what a body may be, and what an answer is sent as."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Security
from fastapi.responses import Response
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from steelyard.desk.access import Actor
from steelyard.desk.app import Desk
from steelyard.desk.kinds import case_model, refuse
from steelyard.desk.settings import Kind


class Routes:
    """The router of an instance's API, with what its addresses are answered from.

    `case_in` and `explain_in` are the bodies that carry a case, and depend on the kind of instance.
    """

    def __init__(self, desk: Desk) -> None:
        bearer = HTTPBearer(auto_error=False, description="a token; a browser's session with X-CSRF-Token does as well")
        self.router = APIRouter(dependencies=[Security(bearer)])
        self.desk = desk
        self.store = desk.store
        self.kind = desk.store.kind
        self.case_in, self.explain_in = bodies(self.kind)

        def asks(request: Request) -> Actor:
            return desk.require_actor(request)

        self._who = Annotated[Actor, Depends(asks)]

    def add(
        self,
        method: str,
        path: str,
        model: Any,
        function: Callable[..., Any],
        *statuses: int,
        also: str = "",
        **more: Any,
    ) -> None:
        """Answer an address with a function whose `actor` is whoever asks; `model` is the shape of its answer.

        `statuses` are the problems it may have beside those of every address, `also` another type it may answer in.
        """
        said = (function.__doc__ or "").strip()
        function.__annotations__["actor"] = self._who
        answers_with = _problems(*statuses)
        if also:
            answers_with[200] = {"content": {also: {"schema": {"type": "string", "format": "binary"}}}}
        self.router.add_api_route(
            path, function, methods=[method], response_model=model, responses=answers_with,
            summary=said.splitlines()[0].rstrip("."), operation_id=function.__name__, **more,
        )  # fmt: skip


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


def json_answer(data: Any, status: int = 200, **headers: str) -> Response:
    """Data as JSON: a whole response, which the model of its address describes and does not check."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    return Response(text.encode(), status, headers, "application/json")


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    base = (400, 401, 403, 405, 413, 421, 422, 429, 503)
    return {status: {"description": "a problem"} for status in (*base, *statuses)}
