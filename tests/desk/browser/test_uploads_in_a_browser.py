"""A file on its way through a real browser: sent, read, put right, screened in the background, and a parity report seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from steelyard.desk.settings import Kind
from steelyard.weigh.synth import read_gap, write_synth
from tests.desk.browser.support import CHARGES, Doorman, Running
from tests.desk.browser.test_every_page import look

Desks = Callable[[str], Running]


def _csv(folder: Path) -> Path:
    out = folder / "charges.csv"
    lines = ["docket,offense,grade,disposition,DOB", *(",".join((*row, "1990-01-01")) for row in CHARGES)]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return out


def test_a_file_is_sent_put_right_and_screened(doorman: Doorman, desks: Desks, tmp_path: Path) -> None:
    with doorman.page(desks(str(Kind.PROSECUTION))) as watched:
        page = watched.page
        watched.open("/jobs")
        page.get_by_label("File").set_input_files(_csv(tmp_path))
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Left out, and not stored:").wait_for()  # a click does not wait for the page it leads to
        assert page.get_by_label("Disposition").input_value() == "disposition", "a column is guessed by its name"
        page.get_by_label("Whose law the charges are under").select_option("NY")
        page.get_by_role("button", name="Use these columns").click()
        page.get_by_label("another citation for ZZQX thing").fill("140.20")
        page.get_by_role("button", name="Keep what is put right here").click()
        page.get_by_text("N.Y. Penal Law § 140.20, as you say").wait_for()
        page.get_by_role("button", name="Screen the file in the background").click()
        page.get_by_role("button", name="Cancel").wait_for()
        page.get_by_role("heading", name="Results").wait_for(timeout=180_000)  # the page's script looks by itself
        with page.expect_download() as download:
            page.get_by_role("link", name="rows.csv").click()
        assert "N.Y. Penal Law § 140.20" in Path(download.value.path()).read_text("utf-8")
        look(watched, page.url.removeprefix(watched.address))


def test_a_parity_report_is_seen_and_read(doorman: Doorman, desks: Desks, tmp_path: Path) -> None:
    out = tmp_path / "outcomes.csv"
    write_synth(out, 3000, 1, [read_gap("diversion=0.2:noncitizen")], 0.05)
    with doorman.page(desks(str(Kind.OVERSIGHT))) as watched:
        page = watched.page
        watched.open("/parity")
        page.get_by_label("File").set_input_files(out)
        page.get_by_role("button", name="Send").click()
        page.get_by_role("heading", name="Pictures").wait_for(timeout=180_000)
        for picture in page.locator("main img").all():
            assert picture.evaluate("one => one.complete && one.naturalWidth > 100") and picture.get_attribute("alt")
        look(watched, page.url.removeprefix(watched.address))


@pytest.mark.parametrize("typed", ["burgl dw", "155.25"])
def test_an_offense_is_found_by_keyboard_alone(doorman: Doorman, desks: Desks, typed: str) -> None:
    with doorman.page(desks(str(Kind.DEFENSE))) as watched:
        page = watched.page
        watched.open("/offenses")
        box = page.get_by_role("combobox", name="Charge, citation or words of a title")
        box.focus()
        page.keyboard.type(typed)
        page.locator("#find-list li").first.wait_for()
        assert box.get_attribute("aria-expanded") == "true" and page.locator("#find-status").inner_text()
        page.keyboard.press("Escape")
        assert box.get_attribute("aria-expanded") == "false" and box.input_value() == typed
        page.keyboard.press("ArrowDown")
        page.locator("#find-list li").first.wait_for()
        page.keyboard.press("ArrowDown")
        assert box.get_attribute("aria-activedescendant") == "find-0"
        assert page.locator('[role="option"][aria-selected="true"]').count() == 1
        page.keyboard.press("Enter")
        page.wait_for_url("**/offense?*")
        watched.nothing_wrong()


def test_an_offense_is_found_without_scripts(doorman: Doorman, desks: Desks) -> None:
    with doorman.page(desks(str(Kind.DEFENSE)), java_script_enabled=False) as watched:
        watched.open("/offenses")
        watched.page.get_by_label("Charge, citation or words of a title").fill("burgl dw")
        watched.page.get_by_role("button", name="Find").click()
        watched.page.get_by_role("link", name="N.Y. Penal Law § 140.25(2)").wait_for()
