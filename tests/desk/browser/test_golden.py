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
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from steelyard.desk.settings import Kind
from tests.desk.browser.support import Doorman, Running

PICTURES = Path(__file__).parents[2] / "golden" / "pages"
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
STILL = """
* { font-family: 'DejaVu Sans', sans-serif !important; caret-color: transparent !important; }
time, .strip, footer, code { visibility: hidden !important; }
"""
DOT, SHARE, SIZE = 43, 0.03, 0.02
# No page here shows what the law answers: that changes whenever somebody writes law.
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
