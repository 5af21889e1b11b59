"""Every page of every kind of desk: what axe finds, two widths, print, motion, and what a page asks of the network."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from steelyard.desk.settings import Kind
from steelyard.weigh.output import DRAFT
from tests.desk.browser.conftest import DESKS, OFFICE
from tests.desk.browser.support import (
    WIDTHS,
    Doorman,
    Running,
    Watched,
    axe_finds_nothing,
    does_not_scroll_sideways,
    fit_for_everybody,
    patterns,
)

NO_PAGES = {
    "/enter": "exchanges the secret of the first address and goes on",
    "/sign-in/openid": "goes to the office's identity provider",
    "/sign-in/openid/back": "comes back from it",
    "/offenses/found": "JSON for the script of /offenses",
    "/reviews/export": "a file of TOML",
    "/jobs/{job_id}/progress": "JSON for the script of a job's page",
    "/jobs/{job_id}/files/{name}": "a file; test_standalone looks at the report",
    "/cases/{case_id}/papers/{name}": "a paper; test_standalone looks at them",
}
"""Addresses that are answered, but not with a page."""

PAGES: dict[str, tuple[str, ...]] = {
    "/": ("/", "/?find=EX", "/?find=nothing-is-called-so"),
    "/cases/new": ("/cases/new",),
    "/cases/{case_id}": (
        "/cases/{weighed}",
        "/cases/{weighed}?cell=1.1",
        "/cases/{weighed}?cell=1.1&ways=1",
        "/cases/{weighed}?cell=1",
        "/cases/{weighed}?show=each",
        "/cases/{weighed}?show=1&first=1&second=2&pin=1&only=1",
        "/cases/{new}",
    ),
    "/cases/{case_id}/facts/{part}": ("/cases/{weighed}/facts/case", "/cases/{weighed}/facts/keep"),
    "/cases/{case_id}/facts/{part}/{place}": (
        "/cases/{weighed}/facts/counts/1",
        "/cases/{weighed}/facts/priors/new",
        "/cases/{weighed}/facts/options/2",
    ),
    "/cases/{case_id}/conflicts/{number}": ("/cases/{new}/conflicts/{aside}",),
    "/cases/{case_id}/options": ("/cases/{weighed}/options", "/cases/{weighed}/options?out=1"),
    "/cases/{case_id}/changes": ("/cases/{weighed}/changes",),
    "/cases/{case_id}/approval": ("/cases/{weighed}/approval",),
    "/offenses": ("/offenses", "/offenses?state=CA&find=grand+theft", "/offenses?state=NY&find=qqqq"),
    "/offense": ("/offense?state=CA&statute=Cal.+Penal+Code+%C2%A7+487(a)", "/offense?state=NY&statute=PL+155.25"),
    "/law": ("/law", "/law?area=deportable"),
    "/law/{name}": (
        "/law/deportable.cimt_within_five_years",
        "/law/detention.charge_alone?before=1&after=2",
    ),
    "/law-changes": ("/law-changes", "/law-changes?first=2024-01-01&last=2026-06-01"),
    "/policies": ("/policies", "/policies?office=los_angeles&office=manhattan"),
    "/coverage": ("/coverage",),
    "/reviews": ("/reviews",),
    "/reviews/sign": (
        "/reviews/sign?kind=rule&entry=deportable.cimt_within_five_years",
        "/reviews/sign?kind=offense&entry=ny.pl.155.25",
        "/reviews/sign?kind=policy&entry=cook",
    ),
    "/approvals": ("/approvals", "/approvals?state=declined"),
    "/approvals/{approval_id}": ("/approvals/{approval}",),
    "/trail": ("/trail", "/trail?check=true"),
    "/people": ("/people",),
    "/import": ("/import",),
    "/jobs": ("/jobs",),
    "/parity": ("/parity",),
    "/jobs/{job_id}": ("/jobs/{sent}", "/jobs/{chosen}"),
    "/jobs/{job_id}/columns": ("/jobs/{sent}/columns",),
    "/jobs/{job_id}/charges": ("/jobs/{chosen}/charges", "/jobs/{chosen}/charges?show=unmapped"),
    "/jobs/{job_id}/cases": ("/jobs/{chosen}/cases",),
}
"""Address patterns with the addresses that are looked at; what stands in braces is filled in from `Running.ids`."""

ONLY: dict[str, dict[str, tuple[str, ...]]] = {
    "/people/{user_id}": {OFFICE: ("/people/{person}",)},
    "/cases/{case_id}/interview": {str(Kind.DEFENSE): ("/cases/{weighed}/interview",)},
}
"""Pages that only some desks have; elsewhere there is no such page."""

FOR_STRANGERS = {"/sign-in": ("/sign-in",)}


DEFENSE = ("/cases/new", "/cases/{weighed}", "/cases/{weighed}?cell=1.1", "/cases/{weighed}/options")
"""What defense counsel's desk shows otherwise than the prosecutor's; its other pages are looked at by night."""


def _always(name: str, place: str) -> bool:
    return name == str(Kind.PROSECUTION) or (name == str(Kind.DEFENSE) and place in DEFENSE)


LOOKS = [
    *(
        pytest.param(name, place, marks=[] if _always(name, place) else pytest.mark.nightly)
        for name in DESKS
        for places in PAGES.values()
        for place in places
    ),
    *((name, place) for desks in ONLY.values() for name, places in desks.items() for place in places),
]


@pytest.mark.parametrize("office", [False, True])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_page_is_looked_at(tmp_path: Path, kind: Kind, office: bool) -> None:
    """A page that stands in none of the tables above fails here, and so does a table's line without a page."""
    assert patterns(tmp_path, kind, office=office) == sorted({**NO_PAGES, **PAGES, **ONLY, **FOR_STRANGERS})


def test_the_colors_are_those_of_every_width() -> None:
    """So that their contrast is looked at in one width: in no other one does the style sheet set a color."""
    style = files("steelyard.desk").joinpath("static", "desk.css").read_text(encoding="utf-8")
    blocks = re.findall(r"@media ([^{]*width[^{]*)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", style)
    assert len(blocks) == len(re.findall(r"\((?:min|max)-width:", style)) > 3
    assert [one for where, one in blocks if re.search(r"color|background|opacity|filter|--", one)] == []


def look(watched: Watched, path: str, status: int = 200) -> None:
    """Open a page and hold it to everything that every page is held to."""
    watched.open(path, status)
    fit_for_everybody(watched)


@pytest.mark.parametrize(("name", "place"), LOOKS)
def test_a_page_is_fit_for_everybody(doorman: Doorman, desks: Callable[[str], Running], name: str, place: str) -> None:
    desk = desks(name)
    look(doorman.looking(desk), place.format(**desk.ids))


@pytest.mark.parametrize("name", [str(Kind.PROSECUTION), OFFICE])
def test_a_strangers_page_is_fit_for_everybody(doorman: Doorman, desks: Callable[[str], Running], name: str) -> None:
    desk = desks(name)
    for place in FOR_STRANGERS["/sign-in"]:
        with doorman.stranger(desk) as watched:
            look(watched, place)


@pytest.mark.parametrize(
    ("place", "status"), [("/nowhere", 404), ("/law/no.such_rule", 404), ("/offenses?state=123", 422)]
)
def test_a_page_that_says_what_is_wrong_is_fit_for_everybody(
    doorman: Doorman, desks: Callable[[str], Running], place: str, status: int
) -> None:
    desk = desks(str(Kind.DEFENSE))
    with doorman.page(desk) as watched:
        watched.open(place, status)
        watched.wrong.clear()  # the browser itself reports the status on its console
        for width in WIDTHS:
            watched.page.set_viewport_size({"width": width, "height": 900})
            does_not_scroll_sideways(watched.page)
            axe_finds_nothing(watched.page)
        watched.nothing_wrong()


@pytest.mark.parametrize("place", ["/", "/cases/{weighed}"])
def test_a_page_reads_without_scripts(doorman: Doorman, desks: Callable[[str], Running], place: str) -> None:
    """Scripts only make a page quicker: with them off it says the same heading and the same warning."""
    desk = desks(str(Kind.DEFENSE))
    said = []
    for scripts in (True, False):
        with doorman.page(desk, java_script_enabled=scripts) as watched:
            watched.open(place.format(**desk.ids))
            said.append((watched.page.locator("h1").all_inner_texts(), watched.page.locator("main table").count()))
            assert watched.page.get_by_text(DRAFT).first.is_visible()
    assert said[0] == said[1]


PLANTED = {
    "a picture without words": "<img src='data:,'>",
    "a field without a name": "<input>",
    "pale letters": "<p style='color:#bbb;background:#fff'>hardly to be read</p>",
    "too wide": "<p style='width:2000px'>too wide</p>",
    "a region the keyboard does not reach": "<div style='overflow-x:auto'><p style='width:5000px'>far</p></div>",
    "it moves": "<style>@keyframes a{to{left:9px}} p.a{animation:a 9s infinite}</style><p class='a'>moves</p>",
    "a button on paper": "<button>Press</button>",
    "another host": "<img alt='' src='https://tracker.example/pixel'>",
    "a script that fails": "<script>undefinedFunction()</script>",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_noticed(doorman: Doorman, desks: Callable[[str], Running], fault: str) -> None:
    """What holds the pages to the rules can fail."""
    desk = desks(str(Kind.DEFENSE))
    page = f"<!doctype html><html lang=en><title>t</title><main><h1>t</h1><p>{DRAFT}</p>"
    with doorman.stranger(desk) as watched:

        def answer(body: str) -> None:
            watched.page.unroute_all()
            watched.page.route("**/made-up", lambda route: route.fulfill(content_type="text/html", body=body))

        answer(page)
        look(watched, "/made-up")
        answer(page + PLANTED[fault])
        with pytest.raises(AssertionError):
            look(watched, "/made-up")
