"""What stands before every page: whose host is asked for, how much is sent, how often, and what every answer's head says."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from steelyard.desk.settings import Settings
from steelyard.logic.errors import SteelyardError

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_STYLED = re.compile(r'<[a-z]+ style="([^"<>]*)">')


def policy_of(page: str) -> str:
    """The content security policy for a page that brings its own styles: these very ones, and nothing else at all.

    Every word of such a page is escaped, so that none of them can look like a style; if one did, the browser would apply
    what is written there and nothing more: no script, no picture, no address is allowed.
    """
    styles = dict.fromkeys((*_STYLES.findall(page), *_STYLED.findall(page)))
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in styles]
    return "; ".join((
        "default-src 'none'", f"style-src 'unsafe-hashes' {' '.join(hashes)}", "form-action 'none'", "base-uri 'none'",
        "frame-ancestors 'none'",
    ))  # fmt: skip


TAKE_FILES = frozenset({"/import", "/jobs", "/parity"})
"""The pages that take a file."""

STATUS = {
    "SY-K003": 503, "SY-K004": 503, "SY-K005": 422, "SY-K006": 422, "SY-K009": 409, "SY-K010": 503, "SY-K011": 422,
    "SY-K012": 422, "SY-K013": 413, "SY-K014": 400, "SY-K015": 429, "SY-K016": 421, "SY-K017": 403, "SY-K018": 404,
    "SY-K019": 401, "SY-K020": 404, "SY-K021": 403, "SY-K022": 404, "SY-K023": 404, "SY-K024": 404, "SY-K025": 409,
    "SY-K026": 428, "SY-K027": 409, "SY-K028": 415, "SY-K029": 405, "SY-K030": 403, "SY-K031": 403, "SY-K032": 409,
    "SY-K033": 409,
    "SY-K034": 409, "SY-K035": 409, "SY-K036": 404, "SY-K040": 403, "SY-K041": 422, "SY-K042": 422, "SY-K043": 404,
    "SY-K044": 503, "SY-K053": 500, "SY-K070": 404, "SY-K071": 409, "SY-K072": 409, "SY-K073": 404, "SY-K074": 403,
    "SY-K075": 409, "SY-K076": 404, "SY-K077": 409, "SY-K078": 409, "SY-K079": 422, "SY-L006": 404, "SY-O103": 404,
}  # fmt: skip
"""The HTTP status of each of the desk's errors; any other code speaks of what was asked: 422."""


def status_of(error: SteelyardError) -> int:
    """The HTTP status that an error is answered with."""
    return STATUS.get(error.code, 422)


def problem(error: SteelyardError, **more: Any) -> dict[str, Any]:
    """An error as problem+json (RFC 9457)."""
    return {
        "type": f"urn:steelyard:error:{error.code}",
        "title": error.what,
        "status": status_of(error),
        "code": error.code,
        "where": error.where,
        "right": error.right,
        **more,
    }


class Limiter:
    """Who has asked how often: a bucket each, refilled evenly over a minute. Kept in memory, by a clock that never jumps."""

    def __init__(self, most: int = 20_000) -> None:
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}
        self._most = most
        self._lock = threading.Lock()

    def take(self, what: str, who: str, a_minute: int) -> None:
        """Count one. Raises SteelyardError (SY-K015) when the minute's share is used up, with the seconds to wait."""
        at = time.monotonic()
        with self._lock:
            left, since = self._buckets.get((what, who), (float(a_minute), at))
            left = min(float(a_minute), left + (at - since) * a_minute / 60)
            if left < 1:
                wait = math.ceil((1 - left) * 60 / a_minute)
                raise SteelyardError("SY-K015", f"too many requests: {a_minute} a minute", where=what,
                                     right=f"wait {wait} seconds")  # fmt: skip
            if len(self._buckets) >= self._most:
                self._buckets = {k: v for k, v in self._buckets.items() if at - v[1] < 60}
            if len(self._buckets) < self._most:
                self._buckets[what, who] = (left - 1, at)


def hosts(settings: Settings) -> frozenset[str]:
    """The host names under which an instance answers: itself on loopback, or the office's address."""
    if settings.mode == "office":
        return frozenset({urlsplit(settings.address).hostname or ""})
    return frozenset({"127.0.0.1", "localhost", "::1"})


def _host(value: str) -> str:
    try:
        return urlsplit(f"//{value}").hostname or ""
    except ValueError:
        return ""


class Guard:
    """Checks the host, reads the body up to the limit and looks at its JSON once, and writes the headers of every answer."""

    def __init__(self, app: ASGIApp, settings: Settings, may_send: Callable[[Scope], bool]) -> None:
        self.app = app
        self.settings = settings
        self.may_send = may_send
        self._hosts = hosts(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Guard one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    if name != "content-security-policy" or name not in headers:
                        headers[name] = value
                headers.setdefault("cache-control", "no-store")
                if self.settings.mode == "office":
                    headers["strict-transport-security"] = "max-age=31536000"
            await send(message)

        headers = Headers(scope=scope)
        try:
            if _host(headers.get("host", "")) not in self._hosts:
                raise SteelyardError("SY-K016", "this is not an address of this desk", where="Host")
            if not scope.get("query_string", b"").isascii():
                raise SteelyardError("SY-K014", "the address holds bytes that no address holds", where="address")
            body = await self._body(headers, receive, await self._most(scope, headers))
            if body and "json" in headers.get("content-type", ""):
                check_json(body, self.settings.limits.depth)
        except SteelyardError as error:
            await _answer(error, send_with_headers)
            return
        sent = False

        async def replay() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, replay, send_with_headers)

    async def _most(self, scope: Scope, headers: Headers) -> int:
        """How large a body may be: a file is larger, and only somebody signed in sends one, to a page that takes files."""
        limits = self.settings.limits
        a_file = scope["method"] == "POST" and scope["path"] in TAKE_FILES and limits.upload > limits.body
        if a_file and headers.get("content-type", "").startswith("multipart/form-data"):
            return limits.upload if await run_in_threadpool(self.may_send, scope) else limits.body
        return limits.body

    async def _body(self, headers: Headers, receive: Receive, most: int) -> bytes:
        too_large = SteelyardError("SY-K013", f"the body is larger than {most:,} bytes", where="body")
        announced = headers.get("content-length", "0")
        if not (announced.isascii() and announced.isdigit()) or len(announced) > 15 or int(announced) > most:
            raise too_large
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return b"".join(parts)
            size += len(message.get("body", b""))
            if size > most:
                raise too_large
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                return b"".join(parts)


async def _answer(error: SteelyardError, send: Send) -> None:
    body = json.dumps(problem(error)).encode()
    await send(
        {
            "type": "http.response.start",
            "status": status_of(error),
            "headers": [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())],
        }
    )
    await send({"type": "http.response.body", "body": body})


def check_json(body: bytes, depth: int) -> None:
    """That a body is JSON which can be stored as it stands: UTF-8, no field twice, no NaN, nothing too deep, no NUL.

    Raises SteelyardError (SY-K014), which never repeats what stood there.
    """
    try:
        text = body.decode("utf-8")
        if _depth(text) > depth:
            raise ValueError(f"nested deeper than {depth}")
        check_text(json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant))
    except UnicodeDecodeError:
        raise SteelyardError("SY-K014", "the body is not UTF-8", where="body") from None
    except json.JSONDecodeError as error:
        where = f"body, line {error.lineno}, column {error.colno}"
        raise SteelyardError("SY-K014", f"the body is not JSON: {error.msg}", where=where) from None
    except (ValueError, RecursionError) as error:
        raise SteelyardError("SY-K014", f"the body cannot be taken: {str(error)[:80]}", where="body") from None


def _depth(text: str) -> int:
    deep = most = 0
    for mark in _BRACKET.findall(_QUOTED.sub("", text)):
        deep += 1 if mark in "[{" else -1
        most = max(most, deep)
    return most


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field is given twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def check_text(value: object) -> None:
    """That JSON data can be stored as it stands. Raises ValueError for a NUL, half a surrogate pair, or a huge number."""
    stack: list[object] = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            if "\x00" in one:
                raise ValueError("a text holds the character NUL")
            if not one.isascii():
                _encoded(one)
        elif isinstance(one, dict):
            stack += _flat(one.items())
        elif isinstance(one, list):
            stack += one
        elif isinstance(one, int) and abs(one) > 10**15:
            raise ValueError("a number is too large")


def _encoded(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("a text holds half of a surrogate pair") from None


def _flat(pairs: Iterable[tuple[object, object]]) -> list[object]:
    return [part for pair in pairs for part in pair]
