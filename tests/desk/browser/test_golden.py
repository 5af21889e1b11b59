"""Golden pictures of pages that stand still: the look of the desk does not change unseen.

The pictures lie in tests/golden/pages, at half size, in DejaVu Sans, with what changes from day to day covered. Two pictures
agree when they are of one size to within 2 % and no more than 3 % of their dots differ by more than a sixth of full scale: a
Chromium of another version draws letters a little otherwise and stays well under that; a lost border, a moved column or
another colour does not. `make golden` takes them anew.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image, ImageChops, ImageFilter

from steelyard.desk import models as t
from steelyard.desk import weighing
from steelyard.desk.matrix import ACCOUNTABILITY
from steelyard.desk.settings import Kind
from steelyard.desk.storage import open_store
from tests.desk.browser.support import Doorman, Running
from tests.desk.support import case, settings

PICTURES = Path(__file__).parents[2] / "golden" / "pages"
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
STILL = """
* { font-family: 'DejaVu Sans', sans-serif !important; caret-color: transparent !important; }
time, .strip, footer, code { visibility: hidden !important; }
"""
DOT, SHARE, SIZE = 43, 0.03, 0.02
# These pages show nothing of what the law answers: that changes whenever somebody writes law. The matrix is drawn of a saved
# analysis whose answers stand in this file (`_with_answers`).
PAGES = {
    "sign-in": "/sign-in",
    "new-case": "/cases/new",
    "earlier-matter": "/cases/{weighed}/facts/priors/new",
    "option": "/cases/{weighed}/facts/options/1",
    "approval": "/cases/{weighed}/approval",
    "import": "/import",
}


def differs(one: Image.Image, other: Image.Image) -> str | None:
    """In what two pictures do not agree; None when they do."""
    if any(abs(a - b) > SIZE * b for a, b in zip(one.size, other.size, strict=True)):
        return f"the size is {one.size} instead of {other.size}"
    wide, high = (min(pair) for pair in zip(one.size, other.size, strict=True))
    apart = ImageChops.difference(one.crop((0, 0, wide, high)), other.crop((0, 0, wide, high))).convert("L")
    many = sum(apart.histogram()[DOT:])
    return f"{many / (wide * high):.1%} of the dots differ" if many > SHARE * wide * high else None


def small(shot: bytes) -> Image.Image:
    """A picture at half its size."""
    found = Image.open(io.BytesIO(shot)).convert("RGB")
    return found.resize((found.width // 2, found.height // 2), Image.Resampling.BOX)


pytestmark = pytest.mark.skipif(not FONT.is_file(), reason="drawn in DejaVu Sans: install fonts-dejavu-core")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(doorman: Doorman, desks: Callable[[str], Running], name: str) -> None:
    desk = desks(str(Kind.PROSECUTION))
    enter = doorman.stranger if name == "sign-in" else doorman.page
    with enter(desk, bypass_csp=True) as watched:
        watched.open(PAGES[name].format(**desk.ids))
        watched.page.add_style_tag(content=STILL)
        now = small(watched.page.screenshot())
    told = compared(name, now)
    assert told is None, told


def test_the_marks_of_the_six_states_look_as_they_did(doorman: Doorman, desks: Callable[[str], Running]) -> None:
    """Each state is a word, a mark and a pattern."""
    desk = desks(str(Kind.PROSECUTION))
    with doorman.page(desk, bypass_csp=True) as watched:
        watched.open("/cases/{weighed}".format(**desk.ids))
        watched.page.add_style_tag(content=STILL)
        told = compared("marks", small(watched.page.locator("#matrix p.marks").screenshot()))
    assert told is None, told


MATRIX: dict[str, tuple[str, dict[str, int]]] = {
    "matrix-all": ("", {}),
    "matrix-each": ("?show=each", {}),
    "matrix-compared": ("?show=1&first=1&second=3&pin=1&only=1", {}),
    "matrix-narrow": ("?show=1", {"width": 320, "height": 900}),
}
LETTERS = "TLANDX"
"""Every state of a cell: triggered, likely, arguable, not triggered, depends, not analysed."""
COLUMNS = (
    "deportable.aggravated_felony", "deportable.cimt_within_five_years", "deportable.controlled_substance",
    "inadmissible.cimt", "detention.deportable_for_crime", "relief.asylum_barred",
)  # fmt: skip
CLASSES = ("resident_under_five", "asylee", "deferred_action")


def _with_answers(desk: Running) -> str:
    """A case whose newest analysis says what this file says: six columns, three classes, every state; returns its address.

    What is beside the cells is what was worked out, but for the baseline's measures, which stand still too.
    """
    with desk.api() as web:
        made = web.post("/cases", json=case(id="EX-golden"))
        assert made.status_code == 201, made.text
        case_id = str(made.json()["id"])
        web.post(f"/cases/{case_id}/analyses").raise_for_status()
    store = open_store(settings(desk.data, kind=desk.kind))
    with store.writing() as connection:
        saved = weighing.newest(store, connection, case_id)
        assert saved is not None
        rules = tuple(one for one in saved.cells.rules if one in COLUMNS)
        assert len(rules) == len(COLUMNS)
        options = saved.cells.options
        letters = "".join(
            LETTERS[(o * 5 + c * 3 + r * 2 + o * r) % 6]
            for o in range(len(options)) for c in range(len(CLASSES)) for r in range(len(rules))
        )  # fmt: skip
        kept = {
            name: {axis: [f"{axis} {n}", "less" if n else "="] for axis in ACCOUNTABILITY}
            for n, name in enumerate(options)
        }
        policy = {
            name: {"name": "", "answer": "undetermined", "would_be": "undetermined", "says": "", "signs": []}
            for name in options
        }
        beside = {
            "baseline": options[0],
            "kept": kept,
            "policy": policy,
            "questions": [],
            "problems": [],
            "drafts": [9, 0],
        }
        cells = replace(saved.cells, postures=CLASSES, rules=rules, letters=letters, beside=beside)
        connection.execute(
            sa.update(t.analyses).where(t.analyses.c.id == saved.id).values(cells=store.keep(cells.as_text()))
        )
    store.engine.dispose()
    return f"/cases/{case_id}"


@pytest.fixture(scope="module")
def answered(desks: Callable[[str], Running]) -> str:
    """The address of a case with answers that stand still."""
    return _with_answers(desks(str(Kind.PROSECUTION)))


@pytest.mark.parametrize("name", MATRIX)
def test_the_matrix_looks_as_it_did(
    doorman: Doorman, desks: Callable[[str], Running], answered: str, name: str
) -> None:
    """Rows, headings, states, accountability, policy, what is pinned and what differs; wide and at 320 px."""
    view, size = MATRIX[name]
    with doorman.page(desks(str(Kind.PROSECUTION)), bypass_csp=True, **({"viewport": size} if size else {})) as watched:
        watched.open(answered + view)
        watched.page.add_style_tag(content=STILL)
        shot = watched.page.locator("#matrix").screenshot()
        told = compared(name, small(shot))
    assert told is None, told


def compared(name: str, now: Image.Image) -> str | None:
    """What differs between a picture taken now and the golden one; None when nothing does."""
    file = PICTURES / f"{name}.png"
    if os.environ.get("STEELYARD_GOLDEN") == "write":
        PICTURES.mkdir(exist_ok=True)
        now.quantize(64).save(file, optimize=True)
    told = differs(now, Image.open(file).convert("RGB"))
    return told and f"{name}: {told}; `make golden` takes the pictures anew, if the change is meant"


def test_a_change_is_noticed_and_a_blur_is_not() -> None:
    file = PICTURES / "new-case.png"
    golden = Image.open(file).convert("RGB")
    assert differs(golden, golden) is None
    assert differs(golden.filter(ImageFilter.GaussianBlur(0.6)), golden) is None
    moved = ImageChops.offset(golden, 24, 0)
    assert differs(moved, golden) is not None
    assert differs(golden.crop((0, 0, golden.width, golden.height * 9 // 10)), golden) is not None
