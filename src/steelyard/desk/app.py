"""The web application of an instance: who asks, what they are answered when something is wrong, and the parts put together."""

from __future__ import annotations

import logging
import os
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp, Scope

from steelyard import __version__
from steelyard.desk import review, secrets
from steelyard.desk.access import Actor
from steelyard.desk.guard import Guard, Limiter, problem, status_of
from steelyard.desk.jobs import Jobs
from steelyard.desk.settings import Settings
from steelyard.desk.shapes import Problem
from steelyard.desk.signin import Door, Provider, actor_of_session, actor_of_token
from steelyard.desk.storage import Store
from steelyard.logic.errors import SteelyardError

log = logging.getLogger("steelyard.desk")

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Desk:
    """What the pages and the API of one instance share."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.limiter = Limiter()
        self.door = Door()
        self.jobs = Jobs(store)
        self.registry = review.Registry()
        self.provider: Provider | None = None
        settings = store.settings
        if settings.mode == "office" and settings.openid is not None:
            secret = os.environ.get("STEELYARD_OPENID_SECRET", "")
            self.provider = Provider(settings.openid, settings.address.rstrip("/") + "/sign-in/openid/back", secret)

    @property
    def settings(self) -> Settings:
        """What the instance was told."""
        return self.store.settings

    def drafts(self, connection: Connection | None = None) -> tuple[int, int]:
        """How many entries of law there are, and how many nobody has signed, as the registry stands now.

        Whoever has a transaction open reads in it. Without a database, as it was last read: what tells of that fault is a
        page too.
        """
        if connection is not None:
            return self.registry.drafts(connection)
        try:
            with self.store.reading() as fresh:
                return self.registry.drafts(fresh)
        except SteelyardError:
            return self.registry.last()

    def cookie(self, request: Request) -> str:
        """The name of the session's cookie: bound to the host over TLS, and to the port on loopback, where hosts are one."""
        if self.settings.mode == "office":
            return "__Host-steelyard"
        return f"steelyard-{request.url.port or 80}"

    def set_cookie(self, request: Request, answer: Response, secret: str) -> None:
        """Give the browser a session's secret, out of reach of scripts and of other sites."""
        office = self.settings.mode == "office"
        answer.set_cookie(self.cookie(request), secret, httponly=True, secure=office,
                          samesite="lax" if office else "strict", path="/")  # fmt: skip

    def actor(self, request: Request) -> Actor | None:
        """Who asks, by token or by session; None for nobody. Raises SteelyardError (SY-K015) for asking too often."""
        address = request.client.host if request.client else ""
        scheme, _, offered = request.headers.get("authorization", "").partition(" ")
        found = None
        if scheme.lower() == "bearer" and offered:
            found = actor_of_token(self.store, offered.strip())
        elif not scheme and (secret := request.cookies.get(self.cookie(request))):
            found = actor_of_session(self.store, secret)
        who = ("requests", found.id) if found is not None else ("strangers", address)
        self.limiter.take(*who, self.settings.limits.requests)
        return found

    def may_send(self, scope: Scope) -> bool:
        """True when a session that is open asks: then a file may come."""
        request = Request(scope)
        try:
            return actor_of_session(self.store, request.cookies.get(self.cookie(request), "")) is not None
        except SteelyardError:
            return False

    def require_actor(self, request: Request) -> Actor:
        """Who asks; a browser that changes something must come from our own page.

        Raises SteelyardError: SY-K019 for nobody, SY-K017 for a request another site may have sent.
        """
        found = self.actor(request)
        if found is None:
            raise SteelyardError("SY-K019", "sign in first", where="access", right="a session, or a bearer token")
        if request.method not in SAFE and not found.by_token:
            self.check_csrf(request, found, request.headers.get("x-csrf-token", ""))
        return found

    def check_csrf(self, request: Request, actor: Actor, offered: str) -> None:
        """That a request comes from our own page. Raises SteelyardError (SY-K017)."""
        self.check_origin(request)
        if not actor.csrf or not secrets.same(offered, actor.csrf):
            raise SteelyardError("SY-K017", "the request does not carry its page's mark", where="X-CSRF-Token",
                                 right="send it from the page, or with a token")  # fmt: skip

    def check_origin(self, request: Request) -> None:
        """That no other site sent the request, as far as the browser says. Raises SteelyardError (SY-K017)."""
        site = request.headers.get("sec-fetch-site", "same-origin")
        origin = request.headers.get("origin")
        own = {urlsplit(self.settings.address).netloc} if self.settings.mode == "office" else set()
        own.add(request.headers.get("host", ""))
        if site not in ("same-origin", "none") or (origin is not None and _netloc(origin) not in own):
            raise SteelyardError("SY-K017", "the request comes from another site", where="Origin")

    def limit_weighing(self, actor: Actor) -> None:
        """Count a weighing. Raises SteelyardError (SY-K015) for too many."""
        self.limiter.take("weighings", actor.id, self.settings.limits.weighings)


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


class _Guarded(FastAPI):
    """An application whose guard stands before everything, the answer to what was not foreseen too."""

    desk: Desk

    def build_middleware_stack(self) -> ASGIApp:
        return Guard(super().build_middleware_stack(), self.desk.settings, self.desk.may_send)

    def openapi(self) -> dict[str, Any]:
        """The description of the API, in which every error is a problem (RFC 9457)."""
        if self.openapi_schema is None:
            found = super().openapi()
            shapes = found["components"]["schemas"]
            shapes["Problem"] = Problem.model_json_schema()
            for name in ("HTTPValidationError", "ValidationError"):
                shapes.pop(name, None)
            said = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
            for item in found["paths"].values():
                for operation in item.values():
                    for status, answer in operation["responses"].items():
                        if int(status) >= 400:
                            answer["content"] = said
        assert self.openapi_schema is not None
        return self.openapi_schema


def make_app(desk: Desk) -> FastAPI:
    """The application: the API, the pages, and the guard before both."""
    from steelyard.desk.api import make_api
    from steelyard.desk.case_beside import add_beside_case
    from steelyard.desk.case_pages import add_case_pages
    from steelyard.desk.interview_pages import add_interview_pages
    from steelyard.desk.job_pages import add_job_pages
    from steelyard.desk.law_pages import add_law_pages
    from steelyard.desk.pages import add_pages
    from steelyard.desk.record_pages import add_record_pages
    from steelyard.desk.review_pages import add_review_pages

    largest = max(desk.settings.limits.body, desk.settings.limits.upload)
    MultiPartParser.spool_max_size = largest + 1  # an upload never reaches the disk on its way
    app = _Guarded(
        title="Steelyard",
        version=__version__,
        summary="Weighs charging, plea and sentencing decisions under U.S. federal immigration law.",
        description="Every answer is draft law and needs an attorney's review.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    desk.drafts()  # the law is read before anybody waits for it
    app.desk = desk
    app.include_router(make_api(desk), prefix="/api/v1")
    add_pages(app, desk)
    add_case_pages(app, desk)
    add_beside_case(app, desk)
    add_interview_pages(app, desk)
    add_law_pages(app, desk)
    add_review_pages(app, desk)
    add_record_pages(app, desk)
    add_job_pages(app, desk)
    _tell_errors(app, desk)
    return app


def _tell_errors(app: FastAPI, desk: Desk) -> None:
    """What goes wrong is told as a page, or by the API as a problem; what was not foreseen says nothing of the case."""
    from steelyard.desk.pages import error_page

    def answer(request: Request, error: SteelyardError, **more: Any) -> Response:
        if not request.url.path.startswith("/api/"):
            return error_page(request, desk, error)
        headers = {}
        if error.code == "SY-K019":
            headers["www-authenticate"] = "Bearer"
        if error.code == "SY-K015":
            headers["retry-after"] = error.right.removeprefix("wait ").removesuffix(" seconds")
        return JSONResponse(problem(error, **more), status_of(error), headers, "application/problem+json")

    @app.exception_handler(SteelyardError)
    async def _told(request: Request, error: SteelyardError) -> Response:
        return answer(request, error, **getattr(error, "more", {}))

    @app.exception_handler(RequestValidationError)
    async def _unfit(request: Request, error: RequestValidationError) -> Response:
        return answer(request, unfit(error))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 405:
            found = SteelyardError("SY-K029", f"{request.method} is not for this address", where="method")
        elif error.status_code == 404:
            found = SteelyardError("SY-K018", "there is no such page", where="address")
        else:
            found = SteelyardError("SY-K014", str(error.detail)[:100], where="body")
        told = answer(request, found)
        if allow := (error.headers or {}).get("Allow"):
            told.headers["allow"] = allow
        return told

    @app.exception_handler(Exception)
    async def _unforeseen(request: Request, error: Exception) -> Response:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
        log.error("%s at %s", type(error).__name__, where)  # never its text, which may repeat what a case says
        return answer(request, SteelyardError("SY-K053", "something went wrong that was not foreseen", where="desk",
                                              right="nothing was saved; the log names the place"))  # fmt: skip


def unfit(error: RequestValidationError) -> SteelyardError:
    """What does not fit in a request, without repeating it."""
    found = error.errors()
    one = found[0]
    if one["type"] == "json_invalid":
        return SteelyardError("SY-K014", "the body is not JSON", where="body")
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in one["loc"]).lstrip(".")[:300]
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return SteelyardError("SY-K011", one["msg"].removeprefix("Value error, ")[:300] + more, where=where,
                          right="/api/v1/openapi.json describes every request")  # fmt: skip
