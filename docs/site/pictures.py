"""Takes the pictures of the first steps in the README: a fresh desk, an example, and a printed memo, in a real browser."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

OUT = Path(__file__).parents[1] / "pictures"
FONTS = "* { font-family: 'DejaVu Sans', sans-serif !important }"
COLOURS = 48
"""Few colours keep a picture small; the pages have no more."""


def take(page: Page, name: str, height: int) -> None:
    """Keep what the window shows as a small picture."""
    page.add_style_tag(content=FONTS)
    page.wait_for_timeout(200)
    shot = Image.open(io.BytesIO(page.screenshot(clip={"x": 0, "y": 0, "width": 1280, "height": height})))
    small = shot.convert("RGB").resize((960, height * 3 // 4), Image.Resampling.LANCZOS)
    small.quantize(COLOURS).save(OUT / f"{name}.png", optimize=True)
    print(f"{name}.png: {(OUT / f'{name}.png').stat().st_size // 1000} kB")


def walk(page: Page, address: str, secret: str) -> None:
    """The five steps, with a picture of each."""
    page.goto(f"{address}/enter?token={secret}")
    take(page, "1-open", 420)
    page.get_by_role("link", name="New case").click()
    page.get_by_role("button", name=re.compile("theft california")).scroll_into_view_if_needed()
    take(page, "2-example", 760)
    page.get_by_role("button", name=re.compile("theft california")).click()
    page.wait_for_selector("table.matrix")
    take(page, "3-matrix", 900)
    page.locator("table.matrix td > a").first.click()
    page.wait_for_function("document.activeElement.id === 'drawer-heading'")
    page.wait_for_selector("#look", state="detached")
    page.evaluate("document.getElementById('drawer').scrollIntoView()")
    take(page, "4-why", 900)
    page.get_by_role("link", name="Memo for the defense (privileged) as HTML").click()
    page.wait_for_url("**/papers/memo?*")
    take(page, "5-memo", 900)


def main() -> None:
    """Start a desk that saves nothing, walk through it, and end it."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = subprocess.Popen(
            [sys.executable, "-m", "steelyard.cli", "desk", "--no-browser", "--no-save", "--kind", "defense", "--data", folder],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert server.stdout is not None
            found = re.search(r"(http://\S+)/enter\?token=(\S+)", server.stdout.readline())
            assert found is not None, "the desk did not print its address"
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("STEELYARD_CHROMIUM") or shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu"],
            )
            context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True, locale="en-US")
            context.set_default_timeout(60_000)
            walk(context.new_page(), found[1], found[2])
            browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
