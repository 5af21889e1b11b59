"""Hostile requests to every page: whatever stands in an address or a form, no page fails and nothing foreign is told."""

from __future__ import annotations

import random
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute

from steelyard.desk.settings import Kind
from tests.desk.support import add_person, browser, case, client, make_desk, token_for
from tests.desk.test_hostile import MARK, STRINGS

NAMES = (
    "state", "find", "statute", "area", "office", "kind", "entry", "offset", "before", "after", "about", "check", "first",
    "last", "show", "option", "route", "reason", "what", "name", "bar", "remark", "read", "content", "version", "password",
    "role.line", "layout", "state_of_all", "charge", "as.0", "other.0", "group", "mapping",
)  # fmt: skip


@pytest.mark.parametrize("kind", list(Kind))
def test_six_hundred_hostile_requests_to_pages(tmp_path: Path, kind: Kind) -> None:
    desk = make_desk(tmp_path, kind=kind, mode="office")
    boss = client(desk, token_for(desk.store, add_person(desk.store, "supervisor")))
    hidden = boss.post("/api/v1/cases", json=case(id=MARK)).json()["id"]
    web, csrf = browser(desk, add_person(desk.store, "line", "admin"))
    own = web.post("/api/v1/cases", json=case(), headers={"x-csrf-token": csrf}).json()["id"]
    pages = [one for one in web.app.routes if isinstance(one, APIRoute) and not one.path.startswith("/api/")]  # type: ignore[attr-defined]
    pages = [one for one in pages if one.path not in ("/sign-out", "/people/{user_id}/{what}")]
    strings = [one for one in STRINGS if one.isprintable() and len(one) < 2_000] + [
        "\x00",
        "\r\nx: y",
        own,
        hidden,
        "decision",
    ]
    draw = random.Random(f"pages {kind}")
    seen = set()
    for number in range(600):
        one = pages[number % len(pages)]
        path = re.sub(
            r"\{\w+\}", lambda _: quote(draw.choice([own, hidden, "roles", *strings]), safe="") or "x", one.path
        )
        drawn = {name: draw.choice(strings) for name in draw.sample(NAMES, draw.randint(0, 6))}
        if "GET" in one.methods:
            answer = web.get(path, params=drawn)
        elif draw.random() < 0.3:
            mark = draw.choice([csrf, csrf, csrf, "x"])
            file = (
                draw.choice(["x.csv", "x.json", "x.xlsx", "../x.toml", ""]),
                draw.choice([b"", b"a,b\n1,2\n", b"{}", b"\xff" * 50]),
            )
            answer = web.post(path, data={**drawn, "csrf": mark}, files={"file": file})
        else:
            answer = web.post(path, data={**drawn, "csrf": draw.choice([csrf, csrf, csrf, "x"])})
        assert answer.status_code < 500 and "SY-K053" not in answer.text, (one.path, path, drawn, answer.text[-400:])
        assert MARK not in answer.text and "<script>alert" not in answer.text, (path, drawn)
        assert str(tmp_path) not in answer.text and "Traceback" not in answer.text
        seen.add((one.path, answer.status_code))
    assert len({path for path, _ in seen}) == len({one.path for one in pages}), "every page was asked"
    assert {status for _, status in seen} >= {200, 403, 404, 422}
