"""Pages that stand alone in a file: the papers, the parity report and the documentation, opened in the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from steelyard.desk.settings import Kind
from tests.conftest import Ran
from tests.desk.browser.support import (
    WIDTHS,
    Doorman,
    Running,
    axe_finds_nothing,
    does_not_scroll_sideways,
    nothing_moves,
)
from tests.docs.test_site import MAKE

EXAMPLE = Path(__file__).parents[3] / "examples" / "contra_costa.toml"

PAPERS = [
    ("memo", "--for", "defense"),
    ("memo", "--for", "immigration"),
    ("letter", "--for", "prosecutor", "--option", "2"),
    ("letter", "--for", "defense", "--option", "2"),
    ("approval-record", "--option", "2"),
    ("court-sheet", "--option", "2"),
    ("client-sheet", "--language", "en"),
    ("client-sheet", "--language", "es"),
]


def look(doorman: Doorman, file: Path, *, printed: str) -> None:
    """Hold a file to what a page is held to; it may ask for nothing at all."""
    with doorman.alone() as watched:
        watched.page.goto(file.as_uri())
        for width in WIDTHS:
            watched.page.set_viewport_size({"width": width, "height": 900})
            does_not_scroll_sideways(watched.page)
            axe_finds_nothing(watched.page)
        nothing_moves(watched.page)
        watched.page.emulate_media(media="print")
        assert watched.page.get_by_text(printed).first.is_visible()
        watched.nothing_wrong()


@pytest.mark.parametrize("words", PAPERS, ids=" ".join)
def test_a_paper_is_fit_for_everybody(
    doorman: Doorman, steelyard: Callable[..., Ran], tmp_path: Path, words: tuple[str, ...]
) -> None:
    kind, *rest = words
    out = tmp_path / "paper.html"
    ran = steelyard("paper", kind, str(EXAMPLE), *rest, "--out", str(out))
    assert ran.status == 0, ran.err
    look(doorman, out, printed="borrador" if "es" in words else "raft")


def test_a_paper_opens_in_the_browser_with_its_styles(doorman: Doorman, desks: Callable[[str], Running]) -> None:
    """The desk's policy lets in the paper's own styles and nothing else, and the browser has nothing to report."""
    desk = desks(str(Kind.DEFENSE))
    with doorman.page(desk) as watched:
        for paper in ("memo?reader=defense", "client-sheet?reader=client&language=es"):
            watched.open(f"/cases/{desk.ids['weighed']}/papers/{paper}&form=html")
            assert watched.page.evaluate("getComputedStyle(document.body).maxWidth") == "832px"
            widths = watched.page.locator("col").evaluate_all("all => all.map(one => one.style.width)")
            assert all(one.endswith("%") for one in widths)
            axe_finds_nothing(watched.page)
        watched.nothing_wrong()


def test_a_parity_report_is_fit_for_everybody(doorman: Doorman, steelyard: Callable[..., Ran], tmp_path: Path) -> None:
    table, out = tmp_path / "office.csv", tmp_path / "audit.html"
    steelyard("synth", str(table), "--rows", "600", "--seed", "7", "--gap", "diversion=0.25:noncitizen")
    ran = steelyard("parity", str(table), "--report", str(out))
    assert ran.status == 0 and out.is_file(), ran.err
    look(doorman, out, printed="A difference is not a cause")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built documentation."""
    out: Path = tmp_path_factory.mktemp("site") / "docs"
    MAKE.build(out)
    return out


@pytest.mark.parametrize(
    "page",
    ["index", "start/prosecutor", "accuracy", "studies/suffolk", "authoring/policy", "reference/vocabulary",
     "reference/commands", "errors/index", "errors/SY-K005", "search"],
)  # fmt: skip
def test_the_documentation_is_fit_for_everybody(doorman: Doorman, site: Path, page: str) -> None:
    look(doorman, site / f"{page}.html", printed="needs an attorney's review")
