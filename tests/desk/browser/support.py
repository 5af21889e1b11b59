"""A browser that watches what a page does, the rules every page is held to, and running desks with something in them."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
import polars as pl
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from steelyard.desk.access import local_actor, roles
from steelyard.desk.app import make_app
from steelyard.desk.audit import recording
from steelyard.desk.jobs import Jobs
from steelyard.desk.reading_in import mapping_of
from steelyard.desk.serve import listen
from steelyard.desk.settings import Kind
from steelyard.desk.signin import add_account, code_at
from steelyard.desk.storage import LOCAL_USER, Store, open_store
from steelyard.weigh.output import DRAFT
from tests.desk.support import PERSON, case, make_desk, settings, token_for
from tests.desk.test_faults import Server, serving

PASSWORD = "correct horse battery staple"
WIDTHS = (1280, 320)
"""Widths in CSS pixels: a desk, and what 400 % zoom leaves of it (WCAG 1.4.10)."""

AXE: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
"""Everything that axe-core knows of WCAG 2.2 A and AA, and its best practices."""
WITHOUT_COLORS = {**AXE, "rules": {**AXE["rules"], "color-contrast": {"enabled": False}}}


def chromium() -> str | None:
    """The system's Chromium, or the one that STEELYARD_CHROMIUM names; None where there is none."""
    named = os.environ.get("STEELYARD_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@dataclass
class Watched:
    """A page, and whatever it did that no page may do."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script error: {error}"))
        self.page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):  # a breach of the content security policy is said here too
            self.wrong.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        own, asked = urlsplit(self.address).netloc, urlsplit(request.url)
        if asked.scheme not in ("data", "blob", "about") and asked.netloc != own:
            self.wrong.append(f"foreign host: {request.url}")

    def open(self, path: str, status: int = 200) -> None:
        """Go to a path of the desk. A page that is not answered as it should be is a fault."""
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None and answer.status == status, (path, answer and answer.status)

    def nothing_wrong(self) -> None:
        """That nothing was done that no page may do."""
        assert self.wrong == []


def axe_finds_nothing(page: Page, *, colors: bool = True) -> None:
    """That axe-core has nothing to say of a page; without `colors` it does not look at their contrast, which takes it longest."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = AxeResults(page.evaluate("options => axe.run(options)", AXE if colors else WITHOUT_COLORS))
    assert found.violations_count == 0, found.generate_report()


def does_not_scroll_sideways(page: Page) -> None:
    """That the page fits the window's width: a table may scroll in its own region, the page may not (WCAG 1.4.10)."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= window, f"{wide} px of content in a window of {window} px: " + ", ".join(_too_wide(page))


def _too_wide(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(one => {
               if (one.getBoundingClientRect().right <= document.documentElement.clientWidth + 1) return false;
               for (let up = one.parentElement; up; up = up.parentElement)
                   if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX)) return false;
               return true;
           }).slice(0, 5).map(one => one.tagName.toLowerCase() + (one.className ? '.' + one.className : ''))"""
    )
    return found


def every_region_that_scrolls_takes_the_keyboard(page: Page) -> None:
    """That what scrolls sideways can be scrolled by keyboard and has a name."""
    dead: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(one => one.scrollWidth > one.clientWidth + 1
               && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)
               && !(one.tabIndex >= 0 && (one.ariaLabel || one.getAttribute('aria-labelledby'))))
           .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert dead == []


def nothing_moves(page: Page) -> None:
    """That nothing is animated for somebody who asked for less motion."""
    moving: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(one => {
               const style = getComputedStyle(one);
               const long = style.transitionDuration.split(',').some(part => parseFloat(part) > 0.01);
               return long || style.animationName !== 'none';
           }).map(one => one.tagName).slice(0, 5)"""
    )
    assert moving == [] and page.evaluate("document.getAnimations().length") == 0


def prints_what_it_says(page: Page) -> None:
    """That on paper the headings stay, and what only a screen can use goes."""
    page.emulate_media(media="print")
    assert page.locator("h1").first.is_visible()
    left: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('button, nav, .skip')].filter(one => one.checkVisibility())
               .map(one => one.outerHTML.slice(0, 100))"""
    )
    assert left == [], f"on paper, but of no use there: {left}"
    assert page.get_by_text(DRAFT).first.is_visible(), "the draft warning is not printed"
    page.emulate_media(media="screen")


def fit_for_everybody(watched: Watched) -> None:
    """Hold the page that is open to everything that every page is held to.

    Colors are looked at in one width: `test_the_colors_are_those_of_every_width`.
    """
    page = watched.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        does_not_scroll_sideways(page)
        every_region_that_scrolls_takes_the_keyboard(page)
        axe_finds_nothing(page, colors=width == WIDTHS[0])
    nothing_moves(page)
    prints_what_it_says(page)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    watched.nothing_wrong()


@dataclass(frozen=True)
class Running:
    """A desk that is served on loopback, with a case in it, and who may come in."""

    name: str
    server: Server
    data: Path
    kind: Kind
    office: bool
    token: str
    """Of the local user; in an office, of the line attorney whose cases they are."""
    ids: dict[str, str]
    """What stands in an address: the cases "weighed" and "new", a version of "new" that was kept "aside", a request for
    "approval", uploads "sent" and with their columns "chosen", and a "person" of an office."""
    keys: dict[str, str]
    """In an office, the key for one-time codes of each account."""

    @property
    def address(self) -> str:
        """What a browser opens."""
        return self.server.address.replace("127.0.0.1", "localhost") if self.office else self.server.address

    def api(self) -> httpx.Client:
        """A program with a token that may do everything."""
        return httpx.Client(
            base_url=f"{self.address}/api/v1", headers={"authorization": f"Bearer {self.token}"}, timeout=60
        )


EVERYBODY, LINE, SUPERVISOR = "Dora Everything", "Ada Line", "Cleo Super"
ACCOUNTS = {"Ada Line": ("line",), "Ben Other": ("line",), "Cleo Super": ("supervisor",),
            EVERYBODY: tuple(roles())}  # fmt: skip
"""The made-up people of an office with their roles."""


def _body(kind: Kind, reference: str) -> dict[str, Any]:
    held = case(id=reference)
    return {**held, "person": PERSON} if kind is Kind.DEFENSE else held


@contextmanager
def running(folder: Path, name: str, kind: Kind, *, office: bool = False) -> Iterator[Running]:
    """A desk of this kind in a process of its own: one case weighed, one new; in an office, its people."""
    given: dict[str, Any] = {"kind": kind}
    words: list[str] = []
    if office:
        taken = listen(0)
        port = taken.getsockname()[1]
        taken.close()
        given |= {"mode": "office", "address": f"https://localhost:{port}"}
        words = ["--port", str(port)]
    lines = [f'{key} = "{value}"' for key, value in given.items()]
    lines += ["[limits]", "requests = 1000000", "weighings = 1000000", "sign_ins = 1000000"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "desk.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    store = open_store(settings(folder, **given))
    keys, people = _people(store) if office else ({}, {})
    token = token_for(store, people[LINE]) if office else token_for(store)
    uploads = _uploads(store, people[EVERYBODY] if office else LOCAL_USER)
    store.engine.dispose()
    with serving(folder, *words) as server:
        made = Running(name, server, folder, kind, office, token, uploads, keys)
        with made.api() as web:
            for which in ("new", "weighed"):
                made.ids[which] = _said(web.post("/cases", json=_body(kind, f"EX-{which}")))
            _said(web.post(f"/cases/{made.ids['weighed']}/analyses"))
            _meet(web, made)
            asked = {
                "version": 1,
                "option": "3",
                "route": "supervisor",
                "reason": "Comparable, and the policy asks for it.",
            }
            made.ids["approval"] = _said(web.post(f"/cases/{made.ids['weighed']}/approvals", json=asked))
        made.ids["person"] = people.get(LINE, "")
        yield made


def _uploads(store: Store, user_id: str) -> dict[str, str]:
    """A table of charges that was sent, and one whose columns were chosen."""
    frame = pl.DataFrame(CHARGES, schema=["docket", "offense", "grade", "disposition"], orient="row")
    roles = {"charge": "offense", "person": "docket", "level": "grade", "disposition": "disposition"}
    plan = {"columns": frame.columns, "rows": frame.height, "refused": ["DOB"], "bad": [[9, "2 fields instead of 4"]],
            "bad_count": 1}  # fmt: skip
    owner = replace(local_actor(), id=user_id)
    with store.writing() as connection:
        jobs = Jobs(store)
        sent = jobs.add(connection, owner, "import", "charges.csv", frame, plan)
        chosen = jobs.add(connection, owner, "import", "charges.csv", frame,
                          {**plan, "mapping": mapping_of(frame.columns, "", roles, "NY"), "corrections": {}})  # fmt: skip
    return {"sent": sent.id, "chosen": chosen.id}


CHARGES = [
    ("D-1", "PL 155.25 PETIT LARCENY", "misdemeanor", "convicted"), ("D-1", "PL 120.05(1) ASSAULT 2", "felony", "dismissed"),
    ("D-2", "BENCH WARRANT", "", ""), ("D-2", "ZZQX thing", "felony", "odd words"),
]  # fmt: skip


def _meet(web: httpx.Client, made: Running) -> None:
    """Two people change one version of the new case: the later one is kept aside."""
    body = _body(made.kind, "EX-new")
    for note, status in (("one change", 200), ("another", 409)):
        answer = web.put(f"/cases/{made.ids['new']}", json={**body, "note": note}, headers={"if-match": "1"})
        assert answer.status_code == status, answer.text
    versions = web.get(f"/cases/{made.ids['new']}/versions").json()
    made.ids["aside"] = next(str(one["version"]) for one in versions if one["aside"])


def _said(answer: httpx.Response) -> str:
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _people(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    keys, ids = {}, {}
    with recording(store) as connection:
        for name, held in ACCOUNTS.items():
            made = add_account(store, connection, name, held, PASSWORD)
            keys[name], ids[name] = made.code_key, made.id
    return keys, ids


def sign_in(watched: Watched, desk: Running, name: str) -> None:
    """Sign in to an office as a person does, by keyboard alone."""
    watched.open("/sign-in")
    page = watched.page
    page.get_by_label("Name").focus()
    for typed in (name, PASSWORD):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.type(code_at(desk.keys[name], time.time()))
    page.keyboard.press("Enter")
    page.wait_for_url(desk.address + "/")


class Doorman:
    """Lets pages in: each person signs in once on each desk, and later pages bring that person's session."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._sessions: dict[tuple[str, str], Any] = {}
        self._kept: dict[str, Watched] = {}

    @contextmanager
    def page(self, desk: Running, name: str = EVERYBODY, **given: Any) -> Iterator[Watched]:
        """A watched page of somebody who is signed in."""
        who = (desk.address, name if desk.office else "")
        if who not in self._sessions:
            with self.stranger(desk) as first:
                if desk.office:
                    sign_in(first, desk, name)
                else:
                    first.open(f"/enter?token={desk.server.secret}")
                self._sessions[who] = first.page.context.storage_state()
        with self.stranger(desk, storage_state=self._sessions[who], **given) as found:
            yield found

    def looking(self, desk: Running) -> Watched:
        """The page in which one looks at one address of a desk after the other and changes nothing; it stays open."""
        if desk.address not in self._kept:
            with self.page(desk):
                pass
            who = (desk.address, EVERYBODY if desk.office else "")
            self._kept[desk.address] = self._watched(desk, storage_state=self._sessions[who])
        self._kept[desk.address].wrong.clear()
        return self._kept[desk.address]

    @contextmanager
    def stranger(self, desk: Running, **given: Any) -> Iterator[Watched]:
        """A watched page of nobody yet, with reduced motion asked for."""
        watched = self._watched(desk, **given)
        try:
            yield watched
        finally:
            watched.page.context.close()

    def _watched(self, desk: Running, **given: Any) -> Watched:
        given = {"viewport": {"width": WIDTHS[0], "height": 900}, "reduced_motion": "reduce", **given}
        context = self.browser.new_context(locale="en-US", timezone_id="UTC", **given)
        context.set_default_timeout(90_000)  # a wait, not a bound: cores may be shared
        return Watched(context.new_page(), desk.address)

    @contextmanager
    def alone(self) -> Iterator[Watched]:
        """A watched page for a file that stands alone: whatever it asks of any host is wrong."""
        context = self.browser.new_context(locale="en-US", reduced_motion="reduce", offline=True)
        try:
            yield Watched(context.new_page(), "file:///")
        finally:
            context.close()


def patterns(folder: Path, kind: Kind, *, office: bool) -> list[str]:
    """Every address pattern that the application answers with a page."""
    desk = make_desk(folder, kind=kind, mode="office" if office else "local")
    found = [one.path for one in make_app(desk).routes if isinstance(one, APIRoute) and "GET" in one.methods]
    desk.store.engine.dispose()
    return sorted(found)
