"""What every page is made of, and the pages for signing in and out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import FastAPI, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from sqlalchemy.engine import Connection
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from steelyard.catalog.known import beyond_what_is_known
from steelyard.desk import audit, secrets, signin, weighing
from steelyard.desk.access import Actor, reach
from steelyard.desk.app import Desk
from steelyard.desk.guard import status_of
from steelyard.desk.storage import LOCAL_USER
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.output import DRAFT

_pages = Environment(
    loader=PackageLoader("steelyard.desk", "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_pages.globals["beyond"] = lambda day: "".join(beyond_what_is_known(date.fromisoformat(day)))
_pages.globals["may"] = lambda actor, action: reach(actor, action) != "no"

Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


def page(
    name: str, desk: Desk, actor: Actor | None, status: int = 200, *, connection: Connection | None = None, **shown: Any
) -> HTMLResponse:
    """A page from its template. Everything in it is escaped; nothing marks a text as safe.

    Whoever makes it within a transaction says which: the strip is read in it, as a second one could wait for the first.
    """
    text = _pages.get_template(name).render(
        actor=actor,
        draft=DRAFT,
        kind=desk.store.kind.value,
        saves=desk.settings.save,
        law=weighing.present_law(),
        drafts=desk.drafts(connection),
        this_day=date.today().isoformat(),
        **shown,
    )
    return HTMLResponse(text, status)


def error_page(request: Request, desk: Desk, error: SteelyardError) -> Response:
    """What is shown when something is wrong: what, where, and what would be right."""
    if error.code == "SY-K019":
        return (
            RedirectResponse("/sign-in", 303)
            if request.method == "GET"
            else page("error.html", desk, None, 401, error=error)
        )
    answer = page("error.html", desk, None, status_of(error), error=error)
    if error.code == "SY-K015":
        answer.headers["retry-after"] = error.right.removeprefix("wait ").removesuffix(" seconds")
    return answer


async def form(request: Request) -> dict[str, str]:
    """The fields of a form that a page sent, each once. Raises SteelyardError: SY-K028 for another type, SY-K014 for junk."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise SteelyardError("SY-K028", "a form is sent as application/x-www-form-urlencoded", where="Content-Type")
    try:
        found = parse_qs((await request.body()).decode("utf-8"), keep_blank_values=True, strict_parsing=False,
                         max_num_fields=20_000, errors="strict")  # fmt: skip
    except (ValueError, UnicodeDecodeError):
        raise SteelyardError("SY-K014", "the form cannot be read", where="body") from None
    if any("\x00" in value for values in found.values() for value in values):
        raise SteelyardError("SY-K014", "a field holds the character NUL", where="body")
    return {name: values[-1] for name, values in found.items()}


async def posted(desk: Desk, request: Request, act: Callable[..., Response], *given: Any) -> Response:
    """Carry out what a page sent: `act(request, actor, fields, *given)`, in a thread, for a session whose mark it carries.

    Raises SteelyardError: SY-K019 without a session, SY-K017 without the page's mark, and as `form` does.
    """
    fields = await form(request)
    return await run_in_threadpool(lambda: act(request, sender(desk, request, fields), fields, *given))


def sender(desk: Desk, request: Request, fields: Mapping[str, str]) -> Actor:
    """Who sent a page's form. Raises SteelyardError: SY-K019 without a session, SY-K017 without the page's mark."""
    actor = desk.actor(request)
    if actor is None or actor.by_token:
        raise SteelyardError("SY-K019", "sign in first", where="access", right="a session")
    desk.check_csrf(request, actor, fields.get("csrf", ""))
    return actor


def add_page(app: FastAPI, method: str, path: str, function: Callable[..., Any]) -> None:
    """Show a page at an address, which the description of the API leaves out."""
    app.add_api_route(path, function, methods=[method], include_in_schema=False, response_class=HTMLResponse)


def add_pages(app: FastAPI, desk: Desk) -> None:
    """The files that pages are shown with, and the pages for signing in and out."""
    store = desk.store
    office = desk.settings.mode == "office"
    app.mount("/static", StaticFiles(packages=[("steelyard.desk", "static")]), name="static")

    def enter(request: Request, token: Annotated[str, Query(max_length=200)] = "") -> Response:
        """Exchange the secret in the first address for a cookie; the secret is good once."""
        if office:
            raise SteelyardError("SY-K018", "there is no such page", where="address")
        desk.limiter.take("sign-in", request.client.host if request.client else "", desk.settings.limits.sign_ins)
        if not desk.door.enter(token):
            raise signin.refused()
        return _signed_in(request, LOCAL_USER)

    def _signed_in(request: Request, user_id: str) -> Response:
        with audit.recording(store) as connection:
            secret = signin.start_session(store, connection, user_id)
            audit.append(store, connection, user_id, "session", user_id)
        answer = RedirectResponse("/", 303)
        desk.set_cookie(request, answer, secret)
        return answer

    def sign_in_page(request: Request) -> Response:
        """Where to sign in, or how to get in locally."""
        return page("sign_in.html", desk, None, office=office, provider=desk.provider is not None)

    async def sign_in(request: Request) -> Response:
        """Sign in with name, password and one-time code."""
        desk.check_origin(request)
        fields = await form(request)
        return await run_in_threadpool(_sign_in, request, fields)

    def _sign_in(request: Request, fields: dict[str, str]) -> Response:
        if not office:
            raise SteelyardError("SY-K018", "there is no such page", where="address")
        address = request.client.host if request.client else ""
        desk.limiter.take("sign-in", address, desk.settings.limits.sign_ins)
        user_id = signin.sign_in(
            store, fields.get("name", "")[:200], fields.get("password", "")[:1000], fields.get("code", "")[:12]
        )
        if user_id is None:
            raise signin.refused()
        return _signed_in(request, user_id)

    def openid(request: Request) -> Response:
        """Go to the office's identity provider."""
        if desk.provider is None:
            raise SteelyardError("SY-K018", "there is no such page", where="address")
        desk.limiter.take("sign-in", request.client.host if request.client else "", desk.settings.limits.sign_ins)
        url, state = desk.provider.begin(store)
        answer = RedirectResponse(url, 303)
        answer.set_cookie(
            "__Host-steelyard-errand", state, max_age=600, httponly=True, secure=True, samesite="lax", path="/"
        )
        return answer

    def openid_back(
        request: Request,
        state: Annotated[str, Query(max_length=200)] = "",
        code: Annotated[str, Query(max_length=4000)] = "",
    ) -> Response:
        """Come back from the office's identity provider."""
        if desk.provider is None:
            raise SteelyardError("SY-K018", "there is no such page", where="address")
        desk.limiter.take("sign-in", request.client.host if request.client else "", desk.settings.limits.sign_ins)
        if not state or not secrets.same(state, request.cookies.get("__Host-steelyard-errand", "")):
            raise signin.refused()
        subject, name, given = desk.provider.finish(store, state, code)
        with store.writing() as connection:
            user_id = signin.welcome(connection, subject, name, given)
        answer = _signed_in(request, user_id)
        answer.delete_cookie("__Host-steelyard-errand", path="/", secure=True, httponly=True)
        return answer

    async def sign_out(request: Request) -> Response:
        """End the session."""
        return await posted(desk, request, _sign_out)

    def _sign_out(request: Request, actor: Actor, _fields: dict[str, str]) -> Response:
        with audit.recording(store) as connection:
            signin.end_session(connection, request.cookies.get(desk.cookie(request), ""))
            audit.append(store, connection, actor.id, "sign-out", actor.id)
        answer = RedirectResponse("/sign-in", 303)
        answer.delete_cookie(desk.cookie(request), path="/")
        return answer

    add_page(app, "GET", "/enter", enter)
    add_page(app, "GET", "/sign-in", sign_in_page)
    add_page(app, "POST", "/sign-in", sign_in)
    add_page(app, "GET", "/sign-in/openid", openid)
    add_page(app, "GET", "/sign-in/openid/back", openid_back)
    add_page(app, "POST", "/sign-out", sign_out)
