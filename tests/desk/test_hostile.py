"""Requests that mean harm: types, sizes, encodings, injection, traversal, forged tokens, other people's ids.

None may end in a fault, tell what its sender may not know, or change what is not theirs.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from steelyard.desk.app import make_app
from steelyard.desk.audit import verify
from tests.desk.support import PERSON, add_person, case, client, make_desk, token_for

MARK = "quodlibet-7731"
"""Stands only in a case that nobody here may read."""

STRINGS = [
    "", " ", "\x00", "\ud800", "\u202e", "﷽" * 50, "x" * 20_000, "'", '"', "' OR '1'='1", "'; DROP TABLE cases; --",
    "1 UNION SELECT password FROM users", "%s%s%n", "{{7*7}}", "${7*7}", "{% include '/etc/passwd' %}",
    "<script>alert(1)</script>",
    "javascript:alert(1)", "../../../../etc/passwd", "..\\..\\windows", "file:///etc/passwd", "/dev/null", "|id", "`id`", "$(id)",
    "\r\nset-cookie: a=b", "=cmd|' /C calc'!A0", "@SUM(1)", "NaN", "null", "true", "-1", "0", "1e309", "9" * 400, "٣", "½",
    "2026-02-30", "9999-12-31", "0001-01-01", "10000 years", "-5 days", "$99999999999999.99", "364 days", "é" * 300, "🜲",
    "A" * 65, "0" * 32, "f" * 32, "\ufeff", "\u0000person", "__proto__", "constructor", "*", "%", "_", "\\",
]  # fmt: skip
VALUES: list[Any] = [
    *STRINGS, None, True, False, 0, -1, 1, 2**31, 2**63, 10**30, -(10**30), 1.5, -0.0, [], {}, [[]], [None], {"": ""},
    {"a": {"b": {"c": []}}}, [0] * 3000, {"id": "1"}, {"person": PERSON}, {"$ne": None},
]  # fmt: skip
BODIES = [
    b"", b"{", b"null", b"[]", b"0", b'"x"', b"\xff\xfe{}", b"\xef\xbb\xbf{}", b"{}" * 9, b"[" * 100_000, b'{"a":' * 5_000,
    b'{"a":1,"a":2}', b'{"id": NaN}', b'{"id": "\\ud800"}', b'{"id": "\\u0000"}', b'{"id": ' + b"9" * 5000 + b"}",
    b'{"id": 1e999}', "{}".encode("utf-16"), b"id=1&id=2", b"--x\r\n", b"\x00" * 100, b"x" * 300_000, b'{"id": "' + b"\\" * 999,
]  # fmt: skip
HEADERS = {
    b"authorization": [b"", b"Bearer", b"Bearer ", b"Bearer \xff", b"Basic x", b"bearer sy_", b"Bearer " + b"a" * 9000,
                       b"Bearer null",
                       b"Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIwIn0.", b"Bearer sy_%s" % (b"A" * 43)],
    b"cookie": [b"steelyard-8000=x", b"steelyard-8000=" + b"0" * 64, b"=;=;", b"steelyard-8000=\xff", b"a=" + b"b" * 8000],
    b"content-type": [b"application/json", b"application/json; charset=utf-16", b"text/plain", b"",
                      b"multipart/form-data; boundary=x",
                      b"application/x-www-form-urlencoded", b"application/problem+json", b"\xff"],
    b"if-match": [b"", b'"1"', b"*", b"-1", b"9" * 50, b"W/\"1\"", b"\xff", b"1,2", b"1.0"],
    b"idempotency-key": [b"", b"k", b"k" * 300, b"\xff\xfe", b"a b", b"'; --"],
    b"origin": [b"null", b"https://evil.example", b"http://[", b"\xff"],
    b"sec-fetch-site": [b"cross-site", b"\xff"],
    b"content-length": [b"0", b"5", b"-1", b"99999999", b"x"],
    b"host": [b"127.0.0.1:8000", b"localhost", b"evil.example", b"[::1]", b"127.0.0.1:8000@evil.example", b"\xff", b""],
    b"x-forwarded-for": [b"127.0.0.1", b"::1"],
    b"accept": [b"*/*", b"text/html", b"\xff"],
    b"range": [b"bytes=0-1", b"bytes=-99999999999", b"bytes=9-1,0-0"],
}  # fmt: skip
RIGHT: dict[str, dict[str, Any]] = {
    "ground": {"statute": "720 ILCS 5/16-25", "state": "IL", "ground": "CIMT", "forum": "BIA", "as_of": "2026-01-01"},
    "cite": {"charge": "RETAIL THEFT", "state": "IL", "statute": "720 ILCS 5/16-25"},
    "hold": {"hold": True, "reason": "because"},
    "approvals": {"version": 1, "option": "1", "route": "line", "reason": "because"},
    "decision": {"what": "approve", "reason": "because"},
    "tokens": {"label": "t", "scopes": ["read"], "days": 3},
}
"""What other addresses take when nothing is wrong."""

METHODS = [
    "GET",
    "GET",
    "POST",
    "POST",
    "POST",
    "PUT",
    "PUT",
    "DELETE",
    "PATCH",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "XYZZY",
]
PATHS = [
    "/", "/enter", "/sign-in", "/sign-in/openid", "/sign-in/openid/back", "/sign-out", "/static/desk.css", "/static/../../cli.py",
    "/static/%2e%2e/app.py", "/cases/{case_id}", "/cases/{case_id}/weigh", "/api", "/api/v1", "/api/v1/openapi.json", "/docs",
    "//", "/%00", "/..", "/api/v1/../../etc/passwd", "/.git/config", "/api/v1/cases/", "/cases/../enter", "/a" * 2000,
]  # fmt: skip


class Caller:
    """Sends requests to the application as bytes, past any client that would not."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.loop = asyncio.new_event_loop()

    def send(
        self, method: str, raw_path: bytes, query: bytes, headers: list[tuple[bytes, bytes]], body: bytes
    ) -> tuple[int, bytes]:
        """The status and everything that came back, head and body."""

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": unquote(raw_path.decode("latin-1"), errors="replace"), "raw_path": raw_path, "query_string": query,
            "root_path": "", "headers": headers, "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 8000),
            "state": {}, "extensions": {},
        }  # fmt: skip
        status, got = 0, b""
        parts = [body[at : at + 50_000] for at in range(0, len(body), 50_000)] or [b""]

        async def receive() -> dict[str, Any]:
            if parts:
                part = parts.pop(0)
                return {"type": "http.request", "body": part, "more_body": bool(parts)}
            return {"type": "http.disconnect"}

        async def reply(message: dict[str, Any]) -> None:
            nonlocal status, got
            if message["type"] == "http.response.start":
                status = message["status"]
                got += b"".join(name + b": " + value + b"\n" for name, value in message["headers"])
            else:
                got += message.get("body", b"")

        self.loop.run_until_complete(self.app(scope, receive, reply))
        return status, got


class Attack:
    """Draws requests: a real operation with something wrong in it, or no operation at all."""

    def __init__(
        self, draw: random.Random, schema: dict[str, Any], own: str, others: list[str], tokens: list[bytes]
    ) -> None:
        self.draw = draw
        self.operations = [(method.upper(), path) for path, item in schema["paths"].items() for method in item]
        self.own, self.others, self.tokens = own, others, tokens

    def identifier(self) -> str:
        return self.draw.choice([*[self.own] * 4, *self.others, *self.draw.sample(STRINGS, 2)])

    def body(self, path: str) -> bytes:
        if self.draw.random() < 0.25:
            return self.draw.choice(BODIES)
        base: Any
        if path.endswith(("/cases", "/advise", "/options", "/questions", "{case_id}")):
            base = case()
        elif path.endswith("/explain"):
            base = {"case": case(), "option": "1"}
        else:
            base = deepcopy(RIGHT.get(path.rpartition("/")[2], {"reason": "because"}))
        for _ in range(self.draw.choice([0, 0, 1, 1, 1, 2, 3])):
            self.spoil(base)
        text = json.dumps(base)
        return text.encode(self.draw.choice(["utf-8"] * 8 + ["utf-16", "latin-1"]))

    def spoil(self, value: Any) -> None:
        """Change one place somewhere below."""
        while True:
            keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
            if not keys:
                return
            key = self.draw.choice(keys)
            inner = value[key]
            if isinstance(inner, dict | list) and inner and self.draw.random() < 0.75:
                value = inner
                continue
            how = self.draw.random()
            if how < 0.7:
                value[key] = deepcopy(self.draw.choice(VALUES))
            elif how < 0.8 and isinstance(value, dict):
                del value[key]
            elif isinstance(value, dict):
                value[self.draw.choice(STRINGS)] = deepcopy(self.draw.choice(VALUES))
            return

    def request(self) -> tuple[str, bytes, bytes, list[tuple[bytes, bytes]], bytes]:
        method, path = self.draw.choice(self.operations)
        if self.draw.random() < 0.2:
            method, path = self.draw.choice(METHODS), self.draw.choice(PATHS)
        elif self.draw.random() < 0.1:
            method = self.draw.choice(METHODS)
        template = path
        while "{" in path and "}" in path:
            at, to = path.index("{"), path.index("}")
            named = (
                self.identifier() if path[at + 1 : to] != "name" else self.draw.choice([*STRINGS, "deportable.cimt"])
            )
            path = (
                path[:at]
                + quote(named.encode("utf-8", "surrogatepass"), safe=self.draw.choice(["", "/."]))[:4000]
                + path[to + 1 :]
            )
        raw = path.encode("latin-1", "replace").replace(b"\n", b"")
        query = b""
        if self.draw.random() < 0.5:
            names = [
                "limit",
                "offset",
                "after",
                "find",
                "form",
                "state",
                "case",
                "version",
                "statute",
                "about",
                "area",
                "token",
                "code",
            ]
            query = "&".join(
                f"{self.draw.choice(names)}={quote(str(self.draw.choice(VALUES)).encode('utf-8', 'surrogatepass'))[:3000]}"
                for _ in range(self.draw.randint(1, 4))
            ).encode()
        if self.draw.random() < 0.03:
            query = self.draw.choice([b"\xff=\xff", b"&&&===", b"%", b"%zz=%", b"a" * 5000])
        headers = {b"host": b"127.0.0.1:8000", b"content-type": b"application/json"}
        if self.draw.random() < 0.95:
            headers[b"authorization"] = b"Bearer " + self.draw.choice(self.tokens)
        if self.draw.random() < 0.3:
            headers[b"if-match"] = b"1"
        for name in self.draw.sample(sorted(HEADERS), self.draw.choice([0, 0, 1, 2])):
            headers[name] = self.draw.choice(HEADERS[name])
        body = self.body(template) if method not in ("GET", "HEAD") or self.draw.random() < 0.1 else b""
        return method, raw, query, list(headers.items()), body


def _attack(data: Path, count: int, seed: int, kind: str) -> Counter[int]:
    desk = make_desk(
        data, kind=kind, limits={"requests": 10**9, "weighings": 10**9, "sign_ins": 10**9, "body": 200_000}
    )
    store = desk.store
    boss = client(desk, token_for(store))
    marked = case(id=MARK, note=MARK)
    theirs = boss.post("/api/v1/cases", json=marked).json()["id"]
    analysis = boss.post(f"/api/v1/cases/{theirs}/analyses").json()["id"]
    asked = {"version": 1, "option": "1", "route": "line", "reason": MARK}
    approval = boss.post(f"/api/v1/cases/{theirs}/approvals", json=asked).json()["id"]
    before = boss.get(f"/api/v1/cases/{theirs}").json()
    line = add_person(store, "line")
    token = token_for(store, line)
    own = client(desk, token).post("/api/v1/cases", json=case()).json()["id"]
    forged = [b"sy_" + b"A" * 43, token[:-1].encode(), b"0" * 32, b"' OR 1=1"]
    app = make_app(desk)
    schema = app.openapi()
    attack = Attack(
        random.Random(seed), schema, own, [theirs, analysis, approval, "0" * 32], [token.encode()] * 16 + forged
    )
    caller = Caller(app)
    statuses: Counter[int] = Counter()
    for number in range(count):
        method, path, query, headers, body = attack.request()
        status, got = caller.send(method, path, query, headers, body)
        sent = f"{method} {path[:200]!r}?{query[:200]!r} {headers} {body[:500]!r}"
        about = f"seed {seed}, request {number}: {sent} → {status} {got[-600:]!r}"
        statuses[status] += 1
        assert 200 <= status < 500, about
        lower = got.lower()
        for leak in (MARK.encode(), b"traceback", b"site-packages", b"sqlalchemy", b"sqlite", b"$argon2", b"root:x:"):
            assert leak not in lower, about
        if status >= 400 and path.startswith(b"/api/") and method != "HEAD":
            assert b"application/problem+json" in lower, about
        if (
            dict(headers).get(b"authorization", b"") != b"Bearer " + token.encode()
            and path.startswith(b"/api/v1/")
            and status < 300
        ):
            assert path.startswith(b"/api/v1/openapi.json") or method == "OPTIONS", about
    caller.loop.close()
    after = boss.get(f"/api/v1/cases/{theirs}").json()
    assert after == before
    assert boss.get(f"/api/v1/approvals/{approval}").json()["state"] == "open"
    assert len(boss.get(f"/api/v1/cases/{theirs}/analyses").json()) == 1
    assert verify(store).sound
    assert statuses[200] + statuses[201] > count / 100  # some of it was in order: the attack reaches the inside
    return statuses


@pytest.mark.parametrize("kind", ["prosecution", "defense"])
def test_two_thousand_hostile_requests(tmp_path: Path, kind: str) -> None:
    assert sum(_attack(tmp_path, 1_000, 20261124, kind).values()) == 1_000


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("path", ["advise", "options", "questions"])
def test_a_day_beyond_the_calendar_of_the_law_is_refused(tmp_path: Path, path: str, day: str) -> None:
    desk = make_desk(tmp_path)
    web = client(desk, token_for(desk.store))
    sent = case()
    sent["counts"][0]["offense_date"] = day
    for body in (sent, case(law_as_of=day)):
        answer = web.post(f"/api/v1/{path}", json=body)
        assert answer.status_code == 422, answer.text
        assert "between 1900-01-01 and 2100-12-31" in answer.text
    asked = web.post("/api/v1/ground", json={"statute": "Cal. Penal Code § 484(a)", "conviction_date": day})
    assert asked.status_code == 422, asked.text


@pytest.mark.nightly
@pytest.mark.parametrize("kind", ["prosecution", "defense", "oversight"])
def test_ten_thousand_hostile_requests(tmp_path: Path, kind: str) -> None:
    statuses = _attack(tmp_path, 10_000, random.SystemRandom().randrange(10**9), kind)
    print(kind, sorted(statuses.items()))
