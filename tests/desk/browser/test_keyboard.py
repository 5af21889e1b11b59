"""The main tasks by keyboard alone: nothing is clicked, focus is always seen, and each task comes to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page

from steelyard.desk.settings import Kind
from steelyard.weigh.synth import read_gap, write_synth
from tests.desk.browser.conftest import OFFICE
from tests.desk.browser.support import (
    LINE,
    SUPERVISOR,
    Doorman,
    Running,
    Watched,
    axe_finds_nothing,
    fit_for_everybody,
)
from tests.desk.test_uploads import CHOSEN as ROLES
from tests.desk.test_uploads import _csv

MOST_TABS = 400

FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return ["", false];
    const style = getComputedStyle(one);
    const labels = [...(one.labels || [])].map(label => label.innerText).join(" ");
    const legend = one.closest("fieldset")?.querySelector("legend")?.innerText || "";
    const box = one.getBoundingClientRect();
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        && box.bottom > 0 && box.top < innerHeight;
    const own = one.matches("a, button, summary") ? one.innerText : "";
    const name = [legend, labels, one.ariaLabel || "", own].join(" ");
    return [name.replace(/\\s+/g, " ").replaceAll(" :", ":").trim(), seen];
}"""


class Keyboard:
    """Somebody who has only a keyboard, at a page."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.page: Page = watched.page

    def to(self, words: str, *, back: bool = False) -> None:
        """Press Tab until what has the focus is called so. Whatever takes the focus on the way must be seen to have it."""
        self.page.wait_for_load_state()  # what is there before the style sheet has come has no outline yet
        passed = []
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            name, seen = self.page.evaluate(FOCUSED)
            passed.append(name[:60])
            assert seen or not name, f"the focus is not to be seen on {name!r}"
            if words.lower() in name.lower():
                return
        raise AssertionError(f"Tab never comes to {words!r}; it passes {list(dict.fromkeys(passed))}")

    def to_address(self, end: str) -> None:
        """Press Tab until a link with this address has the focus."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("end => (document.activeElement.href || '').endsWith(end)", end):
                return
        raise AssertionError(f"Tab never comes to a link to {end}")

    def send(self, label: str, name: str, content: bytes) -> None:
        """Go to a field for a file; the system's own dialog, which no test can work, would give it the file."""
        self.to(label)
        kinds = {"csv": "text/csv", "toml": "application/toml"}
        file = {"name": name, "mimeType": kinds[name.rpartition(".")[2]], "buffer": content}
        self.page.locator("input[type=file]:focus").set_input_files(files=[file])  # type: ignore[list-item]

    def press(self, words: str, key: str = "Enter") -> None:
        """Go to something by its name and press a key there."""
        self.to(words)
        self.page.keyboard.press(key)

    def follow(self, words: str) -> None:
        """Go to a link or a button by its name and press Enter, which leads to another page."""
        self.to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, label: str, text: str) -> None:
        """Go to a field by its label and type."""
        self.to(label)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, label: str, starts: str) -> None:
        """Go to a list by its label and type the beginning of what is wanted."""
        self.to(label)
        self.page.keyboard.type(starts)

    def wait(self, selector: str) -> None:
        """Wait for something to be there."""
        self.page.wait_for_selector(selector)

    def settled(self) -> None:
        """Wait until the page has taken what was asked for into its place."""
        self.page.wait_for_function("!document.querySelector('main[aria-busy]')")

    def rows(self) -> list[str]:
        """The options of the matrix."""
        return self.page.locator("table.matrix tbody th[scope=row] > a").all_inner_texts()

    def focus_is_on(self, identity: str) -> None:
        """That the focus has been put where the answer is."""
        self.page.wait_for_function("id => document.activeElement?.id === id", arg=identity)


@pytest.fixture
def at(doorman: Doorman, desks: Callable[[str], Running]) -> Callable[..., object]:
    """A person at a desk."""

    @contextmanager
    def sit(desk: str, name: str = "") -> Iterator[Keyboard]:
        running = desks(desk)
        with doorman.page(running, **({"name": name} if name else {})) as watched:
            yield Keyboard(watched)
            watched.nothing_wrong()

    return sit


DEFENSE = str(Kind.DEFENSE)


def example(keys: Keyboard, name: str = "theft california") -> None:
    """A new case from an example, from the list of cases on."""
    keys.watched.open("/")
    keys.follow("New case")
    keys.follow(f"Start from this example: {name}")
    keys.wait("table.matrix")


def test_the_skip_link_comes_first_and_leads_to_the_content(at: Callable[..., object]) -> None:
    with at(DEFENSE) as keys:
        keys.watched.open("/law")
        keys.page.keyboard.press("Tab")
        assert keys.page.evaluate(FOCUSED) == ["Skip to the content", True]
        keys.page.keyboard.press("Enter")
        keys.page.keyboard.press("Tab")
        assert keys.page.evaluate("document.activeElement.closest('main') !== null")


def test_a_case_is_made_and_weighed(at: Callable[..., object]) -> None:
    with at(DEFENSE) as keys:
        keys.watched.open("/")
        keys.follow("New case")
        keys.type("Matter", "KB-1")
        keys.choose("State", "CA")
        keys.choose("Office whose policy", "Los Ang")
        keys.type("Charge of count 1", "PC 487(a)")
        keys.choose("Level", "fel")
        keys.type("Day of the offense", "2026-05-11")
        keys.press("Has it been filed", "ArrowDown")
        keys.follow("Make the case and weigh it")
        keys.wait("table.matrix")
        assert keys.page.locator("h1").inner_text() == "KB-1"
        assert keys.rows() == ["1. as charged"]


def test_a_field_that_does_not_fit_is_said_where_it_is(at: Callable[..., object]) -> None:
    with at(DEFENSE) as keys:
        keys.watched.open("/")
        keys.follow("New case")
        keys.type("Matter", "KB-2")
        keys.choose("State", "CA")
        keys.type("Charge of count 1", "PC 487(a)")
        keys.type("Day of the offense", "never")
        keys.follow("Make the case and weigh it")
        keys.wait("[role=alert]")
        assert "problem" in keys.page.locator("[role=alert]").inner_text()
        assert keys.page.get_by_label("Charge of count 1").input_value() == "PC 487(a)"
        axe_finds_nothing(keys.page)
        keys.watched.wrong.clear()  # the browser reports the status of the answer


def test_a_fact_is_filled_in_and_the_matrix_changes(at: Callable[..., object]) -> None:
    with at(DEFENSE) as keys:
        example(keys)
        before = keys.page.locator("#matrix").inner_text()
        keys.press("Change The matter")
        keys.focus_is_on("facts-heading")
        keys.type("Law as of", "2024-06-01")
        keys.press("Save and weigh")
        keys.page.wait_for_function("before => document.getElementById('matrix').innerText !== before", arg=before)
        keys.settled()
        assert "2024-06-01" in keys.page.locator("#strip, #facts").all_inner_texts()[-1]
        assert "version 2" in keys.page.content()
        axe_finds_nothing(keys.page)


@pytest.mark.parametrize("script", [True, False], ids=["with its script", "without JavaScript"])
def test_a_question_is_answered_in_place(doorman: Doorman, desks: Callable[[str], Running], script: bool) -> None:
    """Yes or no by an arrow key, a value by typing; the matrix is worked out anew, and the question is gone."""
    with doorman.page(desks(DEFENSE), java_script_enabled=script) as watched:
        keys = Keyboard(watched)
        page = watched.page
        watched.open("/cases/new")
        page.get_by_role("button", name="two counts illinois").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/cases/*")
        keys.wait("#questions form")
        page.wait_for_load_state()

        for version, (words, key, typed) in enumerate(
            (("Does the record list every earlier", "ArrowUp", ""), ("When does the period of good moral", "", "2021-11-02")), 1
        ):  # fmt: skip
            before, matrix = page.locator("#questions .asks").all_inner_texts(), page.locator("#matrix").inner_text()
            keys.to(words)
            if key:
                page.keyboard.press(key)
            else:
                page.keyboard.type(typed)
            keys.press("Save and weigh")
            page.wait_for_selector(f"#case-head :text('version {version + 1}')")
            if script:
                keys.focus_is_on("questions-heading")
                keys.settled()
            now = page.locator("#questions .asks").all_inner_texts()
            assert any(words in one for one in before) and not any(words in one for one in now)
            assert page.locator("#matrix").inner_text() != matrix
        if script:
            axe_finds_nothing(page)
        watched.nothing_wrong()


def test_a_drawer_opens_a_flip_becomes_a_row_and_is_undone(at: Callable[..., object]) -> None:
    with at(DEFENSE) as keys:
        example(keys)
        keys.to_address(_cell_with_a_flip(keys.page))
        keys.page.keyboard.press("Enter")
        keys.focus_is_on("drawer-heading")
        keys.settled()
        assert "What would change this" in keys.page.locator("#drawer").inner_text()
        assert "U.S.C." in keys.page.locator("#drawer").inner_text()
        axe_finds_nothing(keys.page)
        before = keys.rows()
        keys.wait("#ways button")  # they come after the drawer, by themselves
        keys.press("Add as a row")
        keys.page.wait_for_function(
            "many => document.querySelectorAll('table.matrix tbody tr').length > many", arg=len(before)
        )
        keys.settled()
        assert [one for one in keys.rows() if one not in before] and set(before) <= set(keys.rows())
        axe_finds_nothing(keys.page)
        keys.press("Undo the last change")
        keys.page.wait_for_function(
            "many => document.querySelectorAll('table.matrix tbody tr').length === many", arg=len(before)
        )
        keys.settled()
        assert keys.rows() == before


def _cell_with_a_flip(page: Page) -> str:
    """The address's end of the first cell that a small change of the plea would better."""
    found: str | None = page.evaluate(
        """async () => {
            for (const link of document.querySelectorAll('table.matrix td > a')) {
                const text = await (await fetch(`${link.href}&ways=1`)).text();
                if (text.includes('Add as a row')) return new URL(link.href).search;
            }
            return null;
        }"""
    )
    assert found is not None, "no cell of the example has a change to add as a row"
    return found


def test_two_options_are_compared_with_only_their_differences(at: Callable[..., object]) -> None:
    with at(DEFENSE) as keys:
        example(keys)
        keys.choose("Compare", "1")
        keys.choose("with", "3")
        keys.choose("Pin as baseline", "1")
        keys.press("Only differences", "Space")
        keys.page.wait_for_url("**only=1**")
        keys.settled()
        assert len(keys.rows()) == 2 and "pinned" in keys.page.locator("table.matrix").inner_text()
        axe_finds_nothing(keys.page)


def test_options_are_found_and_one_is_added(at: Callable[..., object]) -> None:
    with at(DEFENSE) as keys:
        example(keys)
        before = keys.rows()
        keys.follow("Find options")
        keys.wait("text=Comparable options")
        keys.press("Consequences that are left")
        keys.follow("Add to the case as a row")
        keys.wait("table.matrix")
        assert len(keys.rows()) == len(before) + 1


def _printed(keys: Keyboard, words: str) -> Download:
    keys.to(words)
    with keys.page.expect_download() as got:
        keys.page.keyboard.press("Enter")
    return got.value


def test_a_paper_is_printed(at: Callable[..., object]) -> None:
    with at(DEFENSE) as keys:
        example(keys)
        found = _printed(keys, "Memo for the defense (privileged) as PDF")
        assert Path(found.path()).read_bytes().startswith(b"%PDF-")
        assert "EXAMPLE" not in found.suggested_filename
    with at(str(Kind.PROSECUTION)) as keys:
        example(keys)
        keys.press("2. misdemeanor")
        keys.focus_is_on("drawer-heading")
        found = _printed(keys, "Approval record as PDF")
        assert Path(found.path()).read_bytes().startswith(b"%PDF-")


def test_a_request_is_asked_for_and_decided_by_somebody_else(
    at: Callable[..., object], desks: Callable[[str], Running]
) -> None:
    case = desks(OFFICE).ids["new"]
    with at(OFFICE, LINE) as keys:
        keys.watched.open(f"/cases/{case}/approval")
        keys.choose("Option", "4")
        keys.choose("Who should sign", "superv")
        keys.type("Reason", "The same is offered to everybody with this record.")
        keys.follow("Ask")
        keys.page.wait_for_url("**/approvals/*")
        address = keys.page.url.removeprefix(keys.watched.address)
        assert "to be signed by: supervising attorney" in keys.page.locator("main").inner_text()
        assert keys.page.get_by_text("Your decision").count() == 0, "nobody decides their own"
    with at(OFFICE, SUPERVISOR) as keys:
        keys.watched.open("/approvals")
        keys.follow("EX-new: Nolle Prosecution")
        keys.page.wait_for_url(f"**{address}")
        keys.follow("Record the decision")
        keys.wait("[role=alert]")
        axe_finds_nothing(keys.page)
        keys.watched.wrong.clear()  # the browser reports the status of the answer
        keys.press("Your decision Approve", "Space")
        keys.type("Reason", "Comparable to what others get.")
        keys.follow("Record the decision")
        keys.wait("text=approved")
        assert "Cleo Super" in keys.page.locator("table").inner_text()


def test_an_entry_is_reviewed_and_signed(at: Callable[..., object]) -> None:
    with at(OFFICE, SUPERVISOR) as keys:
        keys.watched.open("/reviews/sign?kind=offense&entry=ny.pl.155.25")
        keys.type("Attorney's name", "Cleo Super")
        keys.type("Remark", "Read beside the statute.")
        keys.press("I have read this entry", "Space")
        keys.follow("Sign the entry as it stands")
        keys.wait("text=Take back the signature")
        assert "Read beside the statute." in keys.page.locator("main").inner_text()
        keys.watched.open("/reviews")
        keys.to("155.25")
        axe_finds_nothing(keys.page)


def test_a_file_is_imported(at: Callable[..., object]) -> None:
    """Charges with columns of their own: the columns are chosen, a charge is put right, and cases are made."""
    with at(DEFENSE) as keys:
        keys.watched.open("/import")
        keys.send("File", "charges.csv", _csv())
        keys.follow("Send")
        fit_for_everybody(keys.watched)
        for role in keys.page.locator("select").evaluate_all("all => all.map(one => one.id)"):
            if role in ROLES:
                keys.choose(keys.page.locator(f"label[for={role}]").inner_text(), ROLES[role])
        keys.follow("Use these columns")
        fit_for_everybody(keys.watched)
        keys.type("another citation for ZZQX", "PL 155.25")
        keys.follow("Keep what is put right here")
        assert "as you say" in keys.page.locator("main").inner_text()
        keys.follow("See the cases before they are made")
        fit_for_everybody(keys.watched)
        keys.follow("Make 4 cases")
        fit_for_everybody(keys.watched)
        assert "4 cases were made" in keys.page.locator("main").inner_text()


def test_a_file_is_screened(at: Callable[..., object]) -> None:
    with at(str(Kind.OVERSIGHT)) as keys:
        keys.watched.open("/jobs")
        keys.send("File", "charges.csv", _csv())
        keys.follow("Send")
        keys.choose("Whose law the charges", "NY")
        keys.choose(keys.page.locator("label[for=charge]").inner_text(), "offense")
        keys.follow("Use these columns")
        keys.follow("Screen the file in the background")
        fit_for_everybody(keys.watched)
        keys.page.get_by_role("heading", name="Results").wait_for(timeout=300_000)
        fit_for_everybody(keys.watched)
        keys.to(".csv")


def test_like_cases_are_compared(at: Callable[..., object], tmp_path: Path) -> None:
    table = tmp_path / "outcomes.csv"
    write_synth(table, 600, 1, [read_gap("diversion=0.25:noncitizen")], 0.0)
    with at(str(Kind.OVERSIGHT)) as keys:
        keys.watched.open("/parity")
        keys.send("File", "outcomes.csv", table.read_bytes())
        keys.follow("Send")
        keys.page.get_by_role("heading", name="Findings").wait_for(timeout=300_000)  # the page looks again by itself
        assert "noncitizen" in keys.page.locator("main").inner_text()
        fit_for_everybody(keys.watched)


def test_an_offense_is_found_as_one_types(at: Callable[..., object]) -> None:
    with at(DEFENSE) as keys:
        keys.watched.open("/offenses")
        keys.choose("State", "NY")
        keys.type("Charge, citation or words", "petit larceny")
        keys.wait("[role=option]")
        axe_finds_nothing(keys.page)
        keys.page.keyboard.press("ArrowDown")
        assert keys.page.locator("[role=option][aria-selected=true]").count() == 1
        keys.page.keyboard.press("Enter")
        keys.page.wait_for_url("**/offense?**")


def test_one_signs_in_and_out(doorman: Doorman, desks: Callable[[str], Running]) -> None:
    """Signing in by keyboard is how every page of the office begins (`sign_in`); out is one button."""
    with doorman.page(desks(OFFICE), "Ben Other") as watched:
        keys = Keyboard(watched)
        watched.open("/")
        keys.follow("Sign out")
        keys.page.wait_for_url("**/sign-in")
        watched.nothing_wrong()
