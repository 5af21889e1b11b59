"""The pages and what stands before them: headers, hosts, the page's mark, sizes, shares, and a saved matrix as a table."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from steelyard.desk import models as t
from steelyard.desk.app import Desk
from steelyard.weigh.output import DRAFT
from tests.desk.support import ADDRESS, add_person, case, client, local, make_desk, token_for


def _browser(desk: Desk) -> tuple[TestClient, str]:
    """A browser that has come in, and its page's mark."""
    web = client(desk)
    web.get("/enter", params={"token": desk.door.secret})
    with desk.store.reading() as connection:
        csrf = connection.execute(sa.select(t.sessions.c.csrf).order_by(t.sessions.c.made_at.desc())).scalars().first()
    assert csrf
    return web, csrf


class Table(HTMLParser):
    """The tables of a page: their captions, and the tags of their cells by row; and every tag that is open or outside."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str]]] = []
        self.sources: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.sources += [held[name] or "" for name in ("src", "href", "action") if name in held]
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td") and self.rows:
            self.rows[-1].append((tag, held.get("scope") or ""))


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/nope", "/static/desk.css", "/api/v1/me", "/api/v1/openapi.json", "/static/../app.py"]
)
@pytest.mark.parametrize("mode", ["local", "office"])
def test_every_answer_carries_the_headers(tmp_path: Path, path: str, mode: str) -> None:
    head = client(make_desk(tmp_path, mode=mode)).get(path).headers
    policy = head["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy
    for part in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert part in policy
    assert head["x-content-type-options"] == "nosniff"
    assert (
        head["referrer-policy"] == "same-origin"
    )  # with no-referrer a browser sends "Origin: null" from our own forms
    assert head["cross-origin-resource-policy"] == "same-origin"
    assert head["cache-control"] == "no-store"
    assert ("strict-transport-security" in head) is (mode == "office")
    assert "server" not in head


def test_what_was_not_foreseen_tells_nothing_and_carries_the_headers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from steelyard.desk import answers

    def broken(*_: Any) -> None:
        raise RuntimeError("quodlibet")

    monkeypatch.setattr(answers, "advise", broken)
    with local(tmp_path) as web:
        answer = web.post("/api/v1/advise", json=case())
    assert answer.status_code == 500 and answer.json()["code"] == "SY-K053"
    assert "content-security-policy" in answer.headers
    assert "quodlibet" not in answer.text + caplog.text
    assert "RuntimeError at" in caplog.text and "test_web.py" in caplog.text


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "", "desk.example.org:99999999", "[::1", "127.0.0.1@evil.example"],
)
@pytest.mark.parametrize("mode", ["local", "office"])
def test_another_host_is_not_answered(tmp_path: Path, host: str, mode: str) -> None:
    """A page elsewhere whose name was made to point at loopback gets nothing."""
    if mode == "office" and host.startswith("desk."):
        pytest.skip("its own name")
    web = client(make_desk(tmp_path, mode=mode))
    answer = web.get("/sign-in", headers={"host": host})
    assert answer.status_code == 421 and answer.json()["code"] == "SY-K016"


def test_a_browser_changes_things_only_from_our_own_page(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web, csrf = _browser(desk)
    head = {"x-csrf-token": csrf}
    case_id = web.post("/api/v1/cases", json=case(), headers=head).json()["id"]
    own = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
    assert web.post("/api/v1/cases", json=case(), headers=head | own).status_code == 201
    for forged in (
        {},
        {"x-csrf-token": ""},
        {"x-csrf-token": csrf[:-1]},
        head | {"origin": "https://evil.example"},
        head | {"origin": "null"},
        head | {"origin": "http://127.0.0.1:9999"},
        head | {"sec-fetch-site": "cross-site"},
        head | {"sec-fetch-site": "same-site"},
    ):
        for call in (
            lambda h: web.post("/api/v1/cases", json=case(), headers=h),
            lambda h: web.put(f"/api/v1/cases/{case_id}", json=case(), headers=h | {"if-match": "1"}),
            lambda h: web.delete(f"/api/v1/cases/{case_id}", headers=h),
            lambda h: web.post("/api/v1/advise", json=case(), headers=h),
        ):
            assert call(forged).json()["code"] == "SY-K017", forged
    assert web.post(f"/cases/{case_id}/weigh", content=b"").status_code == 415
    for fields in ({"other": "x"}, {"csrf": "x"}, {"csrf": ""}):
        assert web.post(f"/cases/{case_id}/weigh", data=fields).status_code == 403
    assert (
        web.post(f"/cases/{case_id}/weigh", data={"csrf": csrf}, headers={"origin": "https://evil.example"}).status_code
        == 403
    )
    assert web.post(f"/cases/{case_id}/weigh", data={"csrf": csrf}).status_code == 303


def test_a_sign_in_is_not_sent_from_another_site(tmp_path: Path) -> None:
    web = client(make_desk(tmp_path, mode="office"))
    fields = {"name": "x", "password": "y", "code": "z"}
    assert "SY-K017" in web.post("/sign-in", data=fields, headers={"origin": "https://evil.example"}).text
    assert "SY-K017" in web.post("/sign-in", data=fields, headers={"sec-fetch-site": "cross-site"}).text
    assert "SY-K040" in web.post("/sign-in", data=fields, headers={"origin": ADDRESS}).text


def test_one_persons_mark_is_not_anothers(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    _, csrf = _browser(desk)
    other, own = _browser(desk)
    assert own != csrf
    assert other.post("/api/v1/cases", json=case(), headers={"x-csrf-token": csrf}).json()["code"] == "SY-K017"


def test_a_cookie_and_a_token_are_not_mixed(tmp_path: Path) -> None:
    """A forged bearer beside a good cookie is nobody: the header cannot be used to slip past the page's mark."""
    web, _ = _browser(make_desk(tmp_path))
    assert web.post("/api/v1/cases", json=case(), headers={"authorization": "Bearer x"}).status_code == 401
    assert web.get("/api/v1/me", headers={"authorization": "Basic eDp5"}).status_code == 401


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with local(tmp_path, limits={"body": 10_000}) as web:
        large = json.dumps(case(note="x" * 9_990)).encode()
        kind = {"content-type": "application/json"}
        assert web.post("/api/v1/cases", content=large, headers=kind).status_code == 413

        def pieces() -> Any:
            for _ in range(100):
                yield b" " * 1000

        assert web.post("/api/v1/cases", content=pieces(), headers=kind).status_code == 413
        for length in ("99999999999999999999", "-1", "x", "１"):
            answer = web.post("/api/v1/cases", content=b"{}", headers=kind | {"content-length": length.encode("utf-8")})  # type: ignore[dict-item]
            assert answer.status_code == 413
        assert web.post("/api/v1/cases", json=case()).status_code == 201


def test_each_caller_has_a_share(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, mode="office", limits={"requests": 5, "weighings": 2})
    one, two = (client(desk, token_for(desk.store, add_person(desk.store, "line"))) for _ in "12")
    codes = [one.get("/api/v1/me").status_code for _ in range(7)]
    assert codes == [200] * 5 + [429] * 2
    refused = one.get("/api/v1/me")
    assert refused.json()["code"] == "SY-K015" and 1 <= int(refused.headers["retry-after"]) <= 12
    assert two.get("/api/v1/me").status_code == 200
    assert [two.post("/api/v1/questions", json=case()).status_code for _ in range(3)] == [200, 200, 429]
    stranger = client(desk)
    assert [stranger.get("/api/v1/me").status_code for _ in range(6)] == [401] * 5 + [429]


def test_nothing_outside_the_static_folder_is_served(tmp_path: Path) -> None:
    web = client(make_desk(tmp_path))
    for path in (
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/....//app.py", "/static//etc/passwd",
        "/static/..\\app.py", "/static/%2e%2e%2f%2e%2e%2fcli.py", "/static/", "/static", "/static/desk.css%00.py",
    ):  # fmt: skip
        answer = web.get(path)
        assert answer.status_code in (400, 404, 307), path
        assert "steelyard.desk" not in answer.text, path


def test_a_saved_matrix_is_a_real_table(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web, csrf = _browser(desk)
    case_id = web.post("/api/v1/cases", json=case(), headers={"x-csrf-token": csrf}).json()["id"]
    assert "has not been weighed" in web.get(f"/cases/{case_id}").text
    assert web.post(f"/cases/{case_id}/weigh", data={"csrf": csrf}).headers["location"] == f"/cases/{case_id}"
    analysis = web.get(f"/api/v1/cases/{case_id}/analyses").json()[0]["id"]
    cells = web.get(f"/api/v1/analyses/{analysis}").json()["cells"]
    states = cells["states"]
    page = web.get(f"/cases/{case_id}?show=each").text
    groups, head, *body = Table(page).rows
    assert [cell for cell in groups if cell[0] == "th"] == [("th", "colgroup")] * 3  # classes, accountability, policy
    assert head == [("th", "col")] * (17 + 7 + 1)
    assert len(body) == len(case()["options"])
    assert all(row[0] == ("th", "row") and len(row) == 1 + 17 + 7 + 1 for row in body)
    assert "<caption>" in page and DRAFT in page and "pack" in page and "needs attorney review" in page
    worst = _kinds(page)
    assert len(worst) == 17 * len(body)
    safe = sum(all(one == "not triggered" for one in posture) for option in states for posture in option)
    assert worst.count("not-triggered") == safe > 0


def _kinds(page: str) -> list[str]:
    return re.findall(r'<td class="([a-z-]+)" data-head', page.replace('class="kept"', ""))


WORST = ("triggered", "likely", "not analysed", "arguable", "depends on a fact", "not triggered")


def test_the_columns_are_consequences_and_none_that_is_open_is_left_out(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web, csrf = _browser(desk)
    case_id = web.post("/api/v1/cases", json=case(), headers={"x-csrf-token": csrf}).json()["id"]
    web.post(f"/cases/{case_id}/weigh", data={"csrf": csrf})
    analysis = web.get(f"/api/v1/cases/{case_id}/analyses").json()[0]["id"]
    cells = web.get(f"/api/v1/analyses/{analysis}").json()["cells"]
    many = len(cells["rules"])
    every = [[{posture[n] for posture in option} for n in range(many)] for option in cells["states"]]
    still = [n for n in range(many) if any(row[n] != {"not triggered"} for row in every)]
    page = web.get(f"/cases/{case_id}").text
    _, head, *body = Table(page).rows
    assert len(head) == len(still) + 7 + 1
    shown = _kinds(page)
    assert len(shown) == len(still) * len(body)
    gravest = [min(row[n], key=WORST.index) for row in every for n in range(many) if n in still]
    assert sorted(shown) == sorted(one.replace(" ", "-").removesuffix("-on-a-fact") for one in gravest)
    assert f"{many - len(still)} consequences are not triggered" in page
    _, head, *_ = Table(web.get(f"/cases/{case_id}?every=1").text).rows
    assert len(head) == many + 7 + 1
    for place, posture in enumerate(cells["postures"]):
        shown = _kinds(web.get(f"/cases/{case_id}?every=1&show={place + 1}").text)
        told = [one for option in cells["states"] for one in option[place]]
        assert sorted(shown) == sorted(one.replace(" ", "-").removesuffix("-on-a-fact") for one in told), posture


def test_pages_have_no_script_of_their_own_and_no_address_elsewhere(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web, csrf = _browser(desk)
    case_id = web.post("/api/v1/cases", json=case(), headers={"x-csrf-token": csrf}).json()["id"]
    web.post(f"/cases/{case_id}/weigh", data={"csrf": csrf})
    for path in ("/", "/sign-in", f"/cases/{case_id}", "/nope"):
        page = web.get(path).text
        found = Table(page)
        assert all(one.startswith(("/", "#", "data:,")) and not one.startswith("//") for one in found.sources), path
        assert found.tags.count("script") == found.sources.count("/static/desk.js") == ("cases" in path)
        assert "></script>" in page or "script" not in found.tags  # from our own file, and with nothing inside
        assert not [one for one in found.attributes if one.startswith("on") or one == "style"]


def test_what_people_write_is_shown_and_never_run(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web, csrf = _browser(desk)
    evil = "<script>alert(1)</script>{{ 7 * 7 }}{% raw %}\"'><img src=x onerror=alert(1)>"
    body = case(id=evil)
    body["options"][0]["label"] = evil
    case_id = web.post("/api/v1/cases", json=body, headers={"x-csrf-token": csrf}).json()["id"]
    web.post(f"/cases/{case_id}/weigh", data={"csrf": csrf})
    for path in ("/", f"/cases/{case_id}", "/?find=%3Cscript%3Ealert(1)%3C/script%3E{{7*7}}"):
        page = web.get(path).text.replace('<script src="/static/desk.js" defer></script>', "")
        assert "<script" not in page and "<img" not in page
        assert "&lt;/script&gt;49" not in page  # what looks like a template is not carried out
        assert "{{ 7 * 7 }}" in page or "{{7*7}}" in page


def test_the_newest_analysis_says_when_the_law_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from steelyard.desk import weighing

    desk = make_desk(tmp_path)
    web, csrf = _browser(desk)
    case_id = web.post("/api/v1/cases", json=case(), headers={"x-csrf-token": csrf}).json()["id"]
    web.post(f"/cases/{case_id}/weigh", data={"csrf": csrf})
    assert "law here has changed" not in web.get(f"/cases/{case_id}").text
    monkeypatch.setattr(weighing, "present_law", lambda: {"engine": "0.1.0", "pack": "f" * 64, "catalogue": "e" * 64})
    assert "law here has changed" in web.get(f"/cases/{case_id}").text
