"""The documentation site: it builds without a complaint, nothing in it leads nowhere, and nothing comes from elsewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_site_make", ROOT / "docs" / "site" / "make.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


MAKE = _make()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    out: Path = tmp_path_factory.mktemp("site") / "docs"
    MAKE.build(out)
    return out


def test_nothing_leads_nowhere(site: Path) -> None:
    assert list(MAKE.faults(site)) == []


def test_every_page_of_the_documentation_is_in_the_site(site: Path) -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        assert (site / page.relative_to(ROOT / "docs").with_suffix(".html")).is_file(), page


def test_every_code_has_a_page_and_every_page_a_code(site: Path) -> None:
    code = re.compile(r"SY-[A-Z]\d{3}")
    raised = {one for file in (ROOT / "src").rglob("*.py") for one in code.findall(file.read_text(encoding="utf-8"))}
    pages = {page.stem for page in (site / "errors").glob("SY-*.html")}
    assert raised == pages
    listed = (site / "errors" / "index.html").read_text(encoding="utf-8")
    assert all(one in listed for one in pages)


def test_pages_from_code_say_what_the_code_says(site: Path) -> None:
    commands = (site / "reference" / "commands.html").read_text(encoding="utf-8")
    assert "steelyard law diff" in commands and "--as-of" in commands and "[required]" in commands
    api = (site / "reference" / "api.html").read_text(encoding="utf-8")
    assert "POST /cases" in api and "GET /audit/verify" in api and "AdviceOut" in api
    words = (site / "reference" / "vocabulary.html").read_text(encoding="utf-8")
    assert "a shove in a queue" in words and 'id="mind-harm"' in words


PLANTED = {
    "names no place": '<a href="#nowhere">x</a>',
    "is not there": '<a href="no-such-page.html">x</a>',
    "loads https": '<img alt="" src="https://elsewhere.example/x.png">',
    "a heading of level 4 after": "<h4>too deep</h4>",
    "2 first headings": "<h1>another</h1>",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_noticed(tmp_path: Path, fault: str) -> None:
    page = tmp_path / "index.html"
    page.write_text("<h1 id=a>One</h1><h2>Two</h2><a href='#a'>x</a>", encoding="utf-8")
    assert list(MAKE.faults(tmp_path)) == []
    page.write_text(page.read_text(encoding="utf-8") + PLANTED[fault], encoding="utf-8")
    assert any(fault in one for one in MAKE.faults(tmp_path))


def test_a_style_from_elsewhere_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@import url(https://fonts.example/x.css);", encoding="utf-8")
    assert any("fonts.example" in one for one in MAKE.faults(tmp_path))


@pytest.mark.parametrize("link", ["nowhere.md", "../src/steelyard/no_such_file.py", "../../../etc/passwd"])
def test_a_link_to_nothing_stops_the_build(tmp_path: Path, link: str) -> None:
    with pytest.raises(SystemExit, match="is not there"):
        MAKE.for_the_site(f"[x]({link})", Path("page.md"), tmp_path)
