"""The pages of a case through the real application: facts, matrix, drawer, rows, conflicts, interview, options, papers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from steelyard.catalog.known import known_up_to
from steelyard.desk import audit, forms, weighing
from steelyard.desk import models as t
from steelyard.desk.app import Desk
from steelyard.desk.case_pages import examples
from steelyard.desk.forms import LISTS, PARTS, filled, form_of
from steelyard.desk.settings import Kind
from steelyard.desk.signin import start_session
from steelyard.law.columns import groups
from steelyard.law.interview import interview
from steelyard.law.postures import postures
from steelyard.papers.leaks import folded, status_words
from steelyard.weigh.reading import days_of
from tests.desk.support import LOCAL_USER, add_person, case, client, make_desk

RICH: dict[str, Any] = case(
    record_complete=False,
    baseline="2",
    order=["relief", "removal"],
    note="first line\nsecond line",
    assume={"committed_in_united_states": True},
    keep={"conviction": True, "custody_at_most": 60, "restitution_at_least": "$10.00", "stay_away": False},
    priors=[
        {"id": "20-1", "charge": "720 ILCS 5/16-25", "outcome": "convicted", "level": "misdemeanor", "term": 20,
         "suspended": 10, "fine": "$100.00", "offense_date": "2020-01-02", "conviction_date": "2020-05-06",
         "facts": {"vacated": "no", "loss": "$12.50", "release_date": "2020-06-01", "grams": 3, "own_use": False}},
    ],
)  # fmt: skip
RICH["counts"][0] |= {
    "conduct": {"weapon.deadly": False},
    "enhancements": [{"charge": "730 ILCS 5/5-5-3.2", "adds": 30}],
    "facts": {**RICH["counts"][0]["facts"], "days_confined": 5, "scheme": "first"},
}
RICH["options"][0]["dispositions"][0]["facts"] = {"particularly_serious": False}
"""A case that has something in every part."""


class Form(HTMLParser):
    """The forms of a page as a browser would send them: name and value of each field, by the form's address."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self.labelled: set[str] = set()
        self.named: list[tuple[str, str]] = []
        self._at: dict[str, str] | None = None
        self._select = self._area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value if value is not None else "" for name, value in attrs}
        if tag == "form":
            self._at = self.forms.setdefault(held["action"], {})
        if tag == "label" and "for" in held:
            self.labelled.add(held["for"])
        if self._at is None:
            return
        if tag in ("input", "select", "textarea") and held.get("type") not in ("hidden", "radio", "checkbox"):
            self.named.append((tag, held.get("id", "")))
        if tag == "input" and (held.get("type") not in ("radio", "checkbox") or "checked" in held):
            self._at[held["name"]] = held.get("value", "")
        elif tag == "select":
            self._select = held["name"]
        elif tag == "option" and self._select and ("selected" in held or self._select not in self._at):
            self._at[self._select] = held.get("value", "")
        elif tag == "textarea":
            self._area = held["name"]
            self._at[self._area] = ""

    def handle_data(self, data: str) -> None:
        if self._area and self._at is not None:
            self._at[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._at = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


@dataclass
class Browser:
    """A person at a browser: what they open and send, and the mark of their page."""

    desk: Desk
    web: TestClient
    csrf: str

    def open(self, path: str, status: int = 200, **head: str) -> str:
        answer = self.web.get(path, headers={name.replace("_", "-"): value for name, value in head.items()})
        assert answer.status_code == status, (path, answer.status_code, answer.text[-600:])
        return answer.text

    def send(self, path: str, status: int = 303, **fields: str) -> str:
        """What was answered: the address it leads to, or the page."""
        answer = self.web.post(path, data={"csrf": self.csrf, **fields})
        assert answer.status_code == status, (path, answer.status_code, answer.text[-900:])
        location: str = answer.headers.get("location", answer.text)
        return location

    def new(self, body: dict[str, Any]) -> str:
        """A saved and weighed case: its address."""
        answer = self.web.post("/api/v1/cases", json=body, headers={"x-csrf-token": self.csrf})
        assert answer.status_code == 201, answer.text
        address = f"/cases/{answer.json()['id']}"
        self.send(f"{address}/weigh")
        return address

    def body(self, address: str) -> dict[str, Any]:
        answer = self.web.get(f"/api/v1{address}").json()
        return {**answer["case"], "version": answer["version"]}

    def version(self, address: str) -> str:
        return str(self.web.get(f"/api/v1{address}").json()["version"])

    def entries(self, address: str) -> list[audit.Entry]:
        with self.desk.store.reading() as connection:
            return audit.entries(connection, 0, 1000, address.removeprefix("/cases/"))


def browser(desk: Desk, user_id: str = LOCAL_USER) -> Browser:
    """A person who has signed in."""
    with desk.store.writing() as connection:
        secret = start_session(desk.store, connection, user_id)
        csrf = connection.execute(
            sa.select(t.sessions.c.csrf).where(t.sessions.c.user_id == user_id).order_by(t.sessions.c.made_at.desc())
        ).scalar()
    web = client(desk)
    web.cookies.set("__Host-steelyard" if desk.settings.mode == "office" else "steelyard-8000", secret)
    assert csrf
    return Browser(desk, web, csrf)


@pytest.fixture(scope="module")
def prosecution(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    desk = make_desk(tmp_path_factory.mktemp("prosecution"), kind="prosecution")
    yield browser(desk)
    desk.store.engine.dispose()


@pytest.fixture(scope="module")
def defense(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    desk = make_desk(tmp_path_factory.mktemp("defense"), kind="defense")
    yield browser(desk)
    desk.store.engine.dispose()


@pytest.fixture(scope="module")
def oversight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    desk = make_desk(tmp_path_factory.mktemp("oversight"), kind="oversight")
    yield browser(desk)
    desk.store.engine.dispose()


def words(page: str) -> str:
    """A page's text without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


# --- facts ----------------------------------------------------------------------------------------------------------------


def places(body: dict[str, Any], kind: Kind) -> list[str]:
    """The addresses of every form that a case has."""
    found = [part for part in PARTS if part not in LISTS and not (part == "person" and kind is Kind.PROSECUTION)]
    return found + [f"{part}/{n}" for part in LISTS for n in range(1, len(body.get(part, ())) + 1)]


def test_every_form_sent_back_as_it_stands_changes_nothing(
    prosecution: Browser, defense: Browser, oversight: Browser
) -> None:
    """What a form shows is what the case says: no field is lost, and none is made up."""
    person = {"facts": {"status": "asylee", "admitted": True, "admission_date": "2019-03-04"},
              "interview": {"born_here": "no", "departures": "one,\nin 2021"}}  # fmt: skip
    files = ((prosecution, RICH), (defense, {**RICH, "person": person}), (defense, case()),
             (oversight, case(person={"posture": "asylee"})))  # fmt: skip
    for web, body in files:
        address = web.new(body)
        before = web.body(address)
        for place in places(before, web.desk.store.kind):
            page = web.open(f"{address}/facts/{place}")
            form = Form(page).forms[f"{address}/facts/{place}"]
            assert web.send(f"{address}/facts/{place}", **form) == address, place
            assert web.body(address) == before, place


def test_a_first_plea_that_is_taken_back_is_not_lost_in_a_form() -> None:
    """Without it the option would be weighed as if nobody had pleaded before."""
    first = {"after": "1 year", "charge": "PL 155.25", "restraint": True, "facts": {"elements_admitted": True}}
    disposition = {"count": "1", "outcome": "convicted", "charge": "PL 240.20", "taken_back": first}
    option = {"id": "a", "label": "a plea", "dispositions": [disposition]}
    body = {"id": "c", "state": "NY", "counts": [{"id": "1", "charge": "PL 155.30(1)"}], "options": [option]}
    form = form_of(Kind.PROSECUTION, body, "options", "1")
    given = {field.name: field.value for group in form.groups for field in group.fields}
    unasked = {name: value for name, value in given.items() if "taken_back" not in name}
    for answers in (given, unasked):
        made = filled(Kind.PROSECUTION, body, "options", "1", answers)["options"][0]["dispositions"][0]
        assert made["taken_back"] == first
    gone = {name: "" if "taken_back" in name else value for name, value in given.items()}
    assert "taken_back" not in filled(Kind.PROSECUTION, body, "options", "1", gone)["options"][0]["dispositions"][0]


def test_every_field_of_a_form_has_a_label(prosecution: Browser) -> None:
    address = prosecution.new(RICH)
    for place in [*places(RICH, Kind.PROSECUTION), "counts/new", "priors/new", "options/new"]:
        found = Form(prosecution.open(f"{address}/facts/{place}"))
        assert found.named
        for tag, name in found.named:
            assert name in found.labelled, (place, tag, name)


def test_the_strip_says_that_the_law_is_known_up_to_a_day(prosecution: Browser) -> None:
    known = known_up_to()
    for day, says in ((known, False), (known + timedelta(days=1), True)):
        address = prosecution.new(case(law_as_of=day.isoformat()))
        for page in (address, f"{address}/options"):
            assert ("law is known so far" in prosecution.open(page)) is says


def test_a_change_is_saved_weighed_and_noted_by_field_and_never_by_value(prosecution: Browser) -> None:
    address = prosecution.new(case())
    form = Form(prosecution.open(f"{address}/facts/options/1")).forms[f"{address}/facts/options/1"]
    assert form["d0.term"] == "30 days"
    view = "show=1&cell=1.2"
    sent = {**form, "label": "quodlibet-77", "d0.term": "6 months", "d0.fine": "250", "view": view}
    assert prosecution.send(f"{address}/facts/options/1", **sent) == f"{address}?{view}"
    now = prosecution.body(address)
    assert now["version"] == 2 and now["options"][0]["label"] == "quodlibet-77"
    one = now["options"][0]["dispositions"][0]
    assert one["term"] == 180 and one["fine"] == "$250.00"
    page = prosecution.open(address)
    assert "not the present state" not in page and "convicted, misdemeanor, 180 days" in page
    entry = next(e for e in prosecution.entries(address) if e.action == "case.edit")
    assert entry.fields == ("options",)
    assert "quodlibet-77" not in json.dumps([e.as_dict() for e in prosecution.entries(address)])
    assert audit.verify(prosecution.desk.store).sound


@pytest.mark.parametrize(
    ("place", "changed", "says"),
    [
        ("options/1", {"d0.term": "900 days"}, "above the maximum"),
        ("options/1", {"d0.term": "a while"}, "is not a term"),
        ("counts/1", {"offense_date": "2026-02-30"}, "not a day of the calendar"),
        ("counts/1", {"facts.loss": "much"}, "is not an amount"),
        ("counts/1", {"charge": ""}, "missing"),
        ("case", {"forum": "the moon"}, "is not a forum"),
        ("case", {"note": "the client is undocumented"}, "holds nothing about a person"),
    ],
)
def test_what_does_not_fit_is_told_in_the_form_and_nothing_is_saved_or_lost(
    prosecution: Browser, place: str, changed: dict[str, str], says: str
) -> None:
    address = prosecution.new(case())
    form = Form(prosecution.open(f"{address}/facts/{place}")).forms[f"{address}/facts/{place}"]
    page = prosecution.send(f"{address}/facts/{place}", 422, **{**form, **changed})
    assert says in page and 'role="alert"' in page
    again = Form(page).forms[f"{address}/facts/{place}"]
    assert again == {**form, **changed}
    assert prosecution.version(address) == "1"


def test_counts_priors_and_options_are_added_renamed_copied_and_removed(prosecution: Browser) -> None:
    address = prosecution.new(case())

    def do(place: str, **fields: str) -> dict[str, Any]:
        form = Form(prosecution.open(f"{address}/facts/{place}")).forms[f"{address}/facts/{place}"]
        prosecution.send(f"{address}/facts/{place}", **{**form, **fields})
        return prosecution.body(address)

    now = do("counts/new", charge="720 ILCS 5/12-3")
    assert [one["id"] for one in now["counts"]] == ["1", "2"]
    added = [option["dispositions"][1] for option in now["options"]]
    assert all(one == {"count": "2", "outcome": "convicted"} for one in added)  # as charged: nothing reads as dropped
    now = do("counts/2", id="two")
    assert {option["dispositions"][1]["count"] for option in now["options"]} == {"two"}
    now = do("priors/new", id="19-7", charge="720 ILCS 5/16-25", outcome="convicted")
    assert now["priors"][0]["id"] == "19-7"
    assert "the record, not an option" in prosecution.open(address)
    now = do("options/2", do="copy", label="again")
    assert [one["label"] for one in now["options"]][-1] == "again (copy)" and now["options"][-1]["id"] == "5"
    now = do("options/5", do="remove")
    assert len(now["options"]) == 4
    now = do("counts/2", do="remove")
    assert all(len(option["dispositions"]) == 1 for option in now["options"])
    assert "priors" not in do("priors/1", do="remove")
    prosecution.send(f"{address}/facts/counts/1", 404, do="remove", version=prosecution.version(address))


def test_a_part_that_is_not_there_is_not_there(prosecution: Browser) -> None:
    address = prosecution.new(case())
    for place in ("counts", "counts/9", "options/200", "case/1", "nothing", "person", "keep/new"):
        prosecution.open(f"{address}/facts/{place}", 404)
    prosecution.open(f"{address}/facts/counts/0", 422)


# --- new cases ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(examples()))
def test_a_case_starts_from_an_example_and_every_charge_of_it_is_read(prosecution: Browser, name: str) -> None:
    assert f'value="{name}"' in prosecution.open("/cases/new")
    address = prosecution.send("/cases", example=name)
    page = prosecution.open(address)
    assert "could not be answered" not in page and '<table class="matrix"' in page


def test_a_case_starts_empty(prosecution: Browser) -> None:
    address = prosecution.send("/cases", id="N-1", state="CA", office="los_angeles", charge="PC 487(a)", filed="yes",
                               offense_date="", level="")  # fmt: skip
    body = prosecution.body(address)
    assert body["counts"] == [{"id": "1", "charge": "PC 487(a)", "filed": True}]
    assert '<table class="matrix"' in prosecution.open(address)
    page = prosecution.send("/cases", 422, id="N-2", state="CA", charge="PC 487(a)", offense_date="yesterday")
    assert "yesterday" in page and "There is a problem" in page
    prosecution.send("/cases", 422, example="none")
    prosecution.send("/cases", 422, id="green card case", state="CA", charge="PC 487(a)")


# --- rows -----------------------------------------------------------------------------------------------------------------


def test_a_smallest_change_is_a_new_row_with_one_click_and_gone_with_one(prosecution: Browser) -> None:
    address = prosecution.send("/cases", example="theft_california")
    rules = _cells(prosecution, address).rules
    place = rules.index("deportable.aggravated_felony") + 1
    before = prosecution.body(address)
    offered = []
    for column in range(1, len(rules) + 1):
        page = prosecution.open(f"{address}?show=1&cell=1.{column}&ways=1")
        offered += [unescape(one) for one in re.findall(r'name="option" value="([^"]*)"', page)]
    assert place and offered
    less = next(one for one in offered if "term imposed 364 days instead of 365 days" in one)
    prosecution.send(f"{address}/rows", option=less, version="1")
    now = prosecution.body(address)
    assert len(now["options"]) == 4 and now["options"][3]["dispositions"][0]["term"] == 364
    assert now["options"][3]["id"] == "4" and now["options"][:3] == before["options"]
    assert "364 days instead of 365 days" in prosecution.open(address)
    prosecution.send(f"{address}/undo", version="2")
    assert {**prosecution.body(address), "version": 1} == before
    assert _cells(prosecution, address).options == ("1", "2", "3")


def test_what_a_change_promises_is_what_its_row_then_says(prosecution: Browser) -> None:
    address = prosecution.send("/cases", example="theft_california")
    many = len(_cells(prosecution, address).rules)
    tried = set()
    for column in range(1, many + 1):
        page = prosecution.open(f"{address}?show=1&cell=1.{column}&ways=1", x_steelyard_parts="drawer")
        options = [unescape(one) for one in re.findall(r'name="option" value="([^"]*)"', page)]
        promised = re.findall(r'then: <span aria-hidden="true">.</span> ([^;]+);', page)
        for option, gives in zip(options, promised, strict=True):
            if (option, gives) in tried or len(tried) > 5:
                continue
            version = prosecution.version(address)
            prosecution.send(f"{address}/rows", option=option, version=version)
            cells = _cells(prosecution, address)
            assert str(cells.row(len(cells.options) - 1, 0)[column - 1]) == gives
            prosecution.send(f"{address}/undo", version=str(int(version) + 1))
            tried.add((option, gives))
    assert tried


def _cells(web: Browser, address: str) -> weighing.Cells:
    with web.desk.store.reading() as connection:
        found = weighing.newest(web.desk.store, connection, address.removeprefix("/cases/"))
    assert found is not None
    return found.cells


@pytest.mark.parametrize(
    "option", ["", "{", "[]", "7", '{"label": 3}', "[" * 5000, '{"label":"x","id":"1"}', '{"label":"x"}']
)
def test_a_row_that_is_none_is_refused(prosecution: Browser, option: str) -> None:
    address = prosecution.new(case())
    answer = prosecution.web.post(f"{address}/rows", data={"csrf": prosecution.csrf, "version": "1", "option": option})
    assert answer.status_code in (400, 422), answer.text
    assert prosecution.version(address) == "1"


# --- the matrix and the drawer --------------------------------------------------------------------------------------------


def test_what_is_not_analysed_never_looks_safe() -> None:
    from steelyard.desk.matrix import in_class, over_classes
    from steelyard.weigh.cells import State

    for others in ("N", "A", "D", "AND"):
        state, _ = over_classes(f"{others}XN")
        assert state is State.NOT_ANALYSED
    assert over_classes("XT")[0] is State.TRIGGERED and over_classes("NNN")[0] is State.NOT_TRIGGERED
    rules = tuple(weighing.federal_pack().rules)[:3]
    assert in_class("NXN", rules)[0] is State.NOT_ANALYSED
    unread = "a charge that nobody has ever heard of"
    from steelyard.desk.answers import read_case

    body = case()
    body["counts"][0]["charge"] = unread
    cells = weighing.weigh_for_page(read_case(body), Kind.PROSECUTION).cells
    assert "X" in cells.letters and cells.beside["problems"]


def test_a_drawer_says_why_on_what_and_what_would_change_it(prosecution: Browser) -> None:
    address = prosecution.send("/cases", example="theft_california")
    cells = _cells(prosecution, address)
    column = cells.rules.index("deportable.cimt_within_five_years") + 1
    posture = cells.postures.index("resident_under_five") + 1
    page = words(prosecution.open(f"{address}?cell=1.{column}.{posture}&ways=1"))
    assert "1227(a)(2)(A)(i)" in page and "What would change this" in page and "law as of" in page
    assert "moral turpitude" in page and "Triggered" in page and "an offense outside CIMT" in page
    entry = prosecution.entries(address)[-1]
    assert entry.action == "case.read" and "trace" in entry.fields
    row = words(prosecution.open(f"{address}?cell=2"))
    for part in ("longest term that could be imposed", "custody to serve", "Policy", "Duties that no policy ends"):
        assert part in row


def test_a_drawer_is_there_at_once_and_what_would_change_it_is_looked_for_when_asked(
    prosecution: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search for smallest changes can take seconds: the drawer does not wait for it, and it is done once."""
    from steelyard.desk import drawer

    drawer._drawers._held.clear()
    address = prosecution.send("/cases", example="theft_california")
    searched: list[str] = []
    plain = drawer.explain
    monkeypatch.setattr(drawer, "explain", lambda *given: searched.append(given[3]) or plain(*given))
    weighed: list[object] = []
    monkeypatch.setattr(weighing, "weigh", lambda case: weighed.append(case))
    monkeypatch.setattr(drawer, "_weighed_row", lambda saved, row: weighed.append(row))
    rule = _cells(prosecution, address).rules.index("deportable.cimt_within_five_years") + 1
    first = prosecution.open(f"{address}?show=1&cell=1.{rule}")
    assert searched == [] and "Look for the smallest changes" in first and 'class="ways"' not in first
    (link,) = re.findall(r'id="look" href="([^"]+)"', first)
    found = prosecution.open(unescape(link))
    told = re.search(r'<div id="ways".*?</div>', found, re.S)
    assert told and len(searched) == 1 and "Look for the smallest" not in found and "<li>" in told[0]
    again = prosecution.open(f"{address}?show=1&cell=1.{rule}")
    assert len(searched) == 1 and told[0] in again
    assert "longest term that could be imposed" in prosecution.open(f"{address}?cell=2")
    assert weighed == [], "what was weighed when the case was saved is not weighed again"


def test_a_drawer_says_the_same_whether_or_not_its_case_was_weighed_here(prosecution: Browser) -> None:
    """After a restart nothing is remembered: the row alone is weighed, and every word is the same."""
    from steelyard.desk import drawer

    address = prosecution.send("/cases", example="possession_new_york")
    paths = [f"{address}?show={n}&cell={row}.{n + 3}&ways=1" for row in (1, 2, 4) for n in (1, 5)] + [
        f"{address}?cell=2"
    ]
    before = [prosecution.open(path) for path in paths]
    for memory in (weighing._advices, drawer._rows, drawer._drawers):
        memory._held.clear()
    assert [prosecution.open(path) for path in paths] == before


def test_what_is_remembered_is_of_one_case_one_day_and_one_law(monkeypatch: pytest.MonkeyPatch) -> None:
    def saved(body: dict[str, Any], day: str = "2026-11-24") -> Any:
        receipt = {"case": body, "law_as_of": day}
        return weighing.Analysis("a", "c", 1, "u", "t", receipt, weighing.Cells((), (), (), (), (), ""))

    one = weighing.content_of(saved(case()))
    assert one == weighing.content_of(saved(json.loads(json.dumps(case()))))
    others = {
        weighing.content_of(saved(case(note="x"))),
        weighing.content_of(saved(case(), "2026-11-25")),
        weighing.content_of(saved(case()), 1),
    }
    monkeypatch.setattr(weighing, "present_law", lambda: {"pack": "another"})
    assert len({one, *others, weighing.content_of(saved(case()))}) == 5


def test_two_options_are_compared_a_baseline_is_pinned_and_only_differences_are_shown(prosecution: Browser) -> None:
    address = prosecution.send("/cases", example="theft_california")
    cells = _cells(prosecution, address)
    page = prosecution.open(f"{address}?first=1&second=3&pin=1&only=1&show=1")
    rows = re.findall(r'<tr[^>]*><th scope="row">', page)
    assert len(rows) == 2 and '<tr class="pinned">' in page
    differ = [n for n, (a, b) in enumerate(zip(cells.row(0, 0), cells.row(2, 0), strict=True)) if a is not b]
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert head.count('<th scope="col">') == len(differ) + 7 + 1
    assert page.count("than pinned:") == len(differ)
    assert "do not differ" in prosecution.open(f"{address}?first=1&only=1&show=1")


@pytest.mark.parametrize(
    "view", ["show=99", "cell=99", "cell=1.99", "pin=200&first=201", "cell=1.1.99", "show=each&cell=1"]
)
def test_a_view_that_the_matrix_does_not_have_is_another_view_and_no_fault(prosecution: Browser, view: str) -> None:
    address = prosecution.new(case())
    assert '<table class="matrix"' in prosecution.open(f"{address}?{view}")


@pytest.mark.parametrize("view", ["show=x", "cell=x", "pin=-1", "only=2", "cell=1.1.1.1", "show=asylee"])
def test_a_view_that_is_none_is_refused(prosecution: Browser, view: str) -> None:
    prosecution.open(f"{prosecution.new(case())}?{view}", 422)


def test_a_script_gets_the_same_parts_from_the_same_address(prosecution: Browser) -> None:
    address = prosecution.new(case())
    whole = prosecution.open(f"{address}?cell=1.1")
    parts = prosecution.open(f"{address}?cell=1.1", x_steelyard_parts="matrix,drawer")
    assert "<main" not in parts and 'id="facts"' not in parts
    for name in ("matrix", "drawer"):
        section = re.search(rf'<section id="{name}".*?</section>', parts, re.S)
        assert section and section[0] in whole
    form = prosecution.open(f"{address}/facts/counts/1", x_steelyard_parts="state,facts")
    assert form.lstrip().startswith('<section id="facts"') and "<main" not in form
    assert "<main" in prosecution.open(address, x_steelyard_parts="nothing,else")


# --- questions answered in place -------------------------------------------------------------------------------------------


def asked_here(web: Browser, address: str) -> dict[str, dict[str, str]]:
    """The forms of the questions as a browser would send them, by question."""
    section = re.search(r'<section id="questions".*?</section>', web.open(address), re.S)
    assert section
    found = {}
    for text in re.findall(r"<form.*?</form>", section[0], re.S):
        one = Form(text).forms[f"{address}/answers"]
        radios = re.findall(r'type="radio" name="([^"]+)"', text)
        found[one["fact"]] = {**one, **{name: one.get(name, "") for name in radios}}
    return found


def _fields(form: dict[str, str]) -> list[str]:
    return [name for name in form if name.startswith("answer")]


VALUES = {"yesno": "no", "day": "2026-11-02", "days": "10 days", "money": "$10.00", "number": "20", "text": "one"}


def test_every_question_is_answered_in_place_and_the_answer_stands_where_it_belongs(
    prosecution: Browser, defense: Browser
) -> None:
    """Each answer is one change of the file, the case is weighed again, and the question is not asked any more."""
    from steelyard.desk.asking import slots

    answered = 0
    for web, name in (
        (defense, "theft_california"),
        (defense, "possession_new_york"),
        (prosecution, "two_counts_illinois"),
    ):
        address = web.send("/cases", example=name)
        before = web.body(address)
        forms = asked_here(web, address)
        with web.desk.store.reading() as connection:
            saved = weighing.newest(web.desk.store, connection, address[7:])
        assert saved is not None
        everything = [one["fact"] for one in saved.cells.beside["questions"]]
        assert set(forms) == set(everything) and everything, "a question without a field"
        for key in everything[:6]:
            places = {one.field.name: one for one in slots(web.desk.store.kind, before, key)}
            sent = {}
            for field in _fields(forms[key]):
                one = places[field].field
                sent[field] = VALUES.get(one.kind) or next(word for word, _ in one.words if word)
            if key == "case.record_complete":
                sent = {"answer": "yes"}
            assert web.send(f"{address}/answers", **{**forms[key], **sent}) == address
            now = web.body(address)
            assert now["version"] == before["version"] + 1, key
            assert key not in asked_here(web, address), key
            assert "not the present state" not in web.open(address)
            web.send(f"{address}/undo", version=str(now["version"]))
            again = web.body(address)
            assert {**again, "version": 0} == {**before, "version": 0}
            before = again
            forms = asked_here(web, address)
            answered += 1
    assert answered == 18


def test_an_answer_decides_the_cells_it_was_said_to_decide(defense: Browser) -> None:
    address = defense.send("/cases", example="two_counts_illinois")
    before = _cells(defense, address)
    asked = before.beside["questions"][0]
    assert asked["fact"] == "case.record_complete" and asked["decides"] > 100
    page = words(defense.open(address))
    assert f"decides {asked['decides']} cells, bears on {asked['bears_on']}" in page
    defense.send(f"{address}/answers", version="1", fact="case.record_complete", answer="yes")
    after = _cells(defense, address)
    now_known = [a for a, b in zip(before.letters, after.letters, strict=True) if a in "DX" and b in "NT"]
    assert len(now_known) >= asked["decides"]
    entry = next(one for one in defense.entries(address) if one.action == "case.edit")
    assert entry.fields == ("record_complete",)


def test_what_an_option_does_is_answered_for_that_option_alone(prosecution: Browser) -> None:
    """An answer for one option is carried to no other: nothing that was not said reads as safe."""
    address = prosecution.send("/cases", example="theft_california")
    form = asked_here(prosecution, address)["count[1].particularly_serious"]
    assert _fields(form) == ["answer.1", "answer.2"]
    prosecution.send(f"{address}/answers", **{**form, "answer.1": "yes"})
    body = prosecution.body(address)
    assert body["options"][0]["dispositions"][0]["facts"] == {"particularly_serious": True}
    assert "facts" not in body["options"][1]["dispositions"][0]
    assert not body["counts"][0].get("facts", {}).get("particularly_serious")
    left = asked_here(prosecution, address)["count[1].particularly_serious"]
    assert _fields(left) == ["answer.2"]


def test_not_known_stays_open_and_the_interview_says_that_it_was_asked(defense: Browser) -> None:
    address = defense.new(case(person={"facts": {"status": "permanent_resident"}}))
    forms = asked_here(defense, address)
    for key, field in (("person.seeks", "answer"), ("case.record_complete", "answer")):
        defense.send(f"{address}/answers", **{**forms[key], "version": defense.version(address), field: ""})
        assert key in asked_here(defense, address), key
    body = defense.body(address)
    assert body["person"]["interview"] == {"seeks": "not sure"} and "record_complete" not in body
    defense.send(f"{address}/answers", version=defense.version(address), fact="person.seeks", answer="none")
    person = defense.body(address)["person"]
    assert person["facts"]["seeks"] == "none" and "interview" not in person


def test_an_answer_that_does_not_fit_is_told_at_its_question_and_nothing_is_saved(defense: Browser) -> None:
    address = defense.new(case())
    for key, value, says in (
        ("person.admission_date", "yesterday", "not a day of the calendar"),
        ("count[1].days_confined", "a while", "is not a term"),
        ("case.record_complete", None, "nothing was answered"),
        ("count[9].loss", "$3.00", "nothing was answered"),
        ("nonsense", "yes", "nothing was answered"),
        ("count[1].present", "yes", "nothing was answered"),
    ):
        form = asked_here(defense, address).get(key, {"version": "1", "fact": key, "answer": ""})
        fields = {name: value for name in _fields(form) or ["answer"] if value is not None}
        kept = {name: text for name, text in form.items() if not name.startswith("answer")}
        page = defense.send(f"{address}/answers", 422, **{**kept, **fields})
        assert says in page.lower() and 'role="alert"' in page, key
        assert value is None or key not in asked_here(defense, address) or f'value="{value}"' in page
        assert defense.version(address) == "1"


def test_two_answers_at_once_follow_the_rules_of_every_form(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, mode="office")
    first = browser(desk, add_person(desk.store, "supervisor", name="Ada"))
    second = browser(desk, add_person(desk.store, "supervisor", name="Ben"))
    address = first.new(case())
    form = asked_here(first, address)["case.record_complete"]
    assert second.send(f"{address}/answers", **{**form, "csrf": second.csrf, "answer": "no"}) == address
    aside = first.send(f"{address}/answers", **{**form, "csrf": first.csrf, "answer": "yes"})
    assert aside == f"{address}/conflicts/3" and first.body(address)["record_complete"] is False
    assert "record_complete" in first.open(aside)
    first.send(f"{address}/answers", 404, **{**form, "version": "77", "csrf": first.csrf, "answer": "yes"})
    first.send(f"{address}/answers", 428, fact="case.record_complete", answer="yes")


def test_no_answer_puts_a_fact_of_a_person_where_none_may_stand(prosecution: Browser, oversight: Browser) -> None:
    for web in (prosecution, oversight):
        address = web.new(case())
        web.send(f"{address}/answers", 422, version="1", fact="person.seeks", answer="vawa")
        web.send(f"{address}/answers", 422, version="1", fact="person.status", answer="asylee")
        assert web.version(address) == "1" and not [
            key for key in asked_here(web, address) if key.startswith("person.")
        ]


# --- two people, one case -------------------------------------------------------------------------------------------------


def test_two_changes_at_once_are_shown_and_nothing_is_lost(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, mode="office")
    first = browser(desk, add_person(desk.store, "supervisor", name="Ada"))
    second = browser(desk, add_person(desk.store, "supervisor", name="Ben"))
    address = first.new(case())
    place = f"{address}/facts/options/1"
    mine, theirs = (Form(one.open(place)).forms[place] for one in (first, second))
    second.send(place, **{**theirs, "label": "what Ben wrote", "d0.fine": "$50.00"})
    aside = first.send(place, **{**mine, "label": "what Ada wrote", "d0.probation": "10 days"})
    assert aside == f"{address}/conflicts/3"
    assert first.body(address)["options"][0]["label"] == "what Ben wrote"
    assert "kept aside" in first.open(address) and aside in first.open(address)
    page = first.open(aside)
    assert "what Ben wrote" in page and "what Ada wrote" in page and "Ben" in page
    form = Form(page).forms[aside]
    assert len([name for name in form if name.startswith("side.")]) == 2  # only one of them changed these two
    sides = re.findall(r"<legend>([^<]+?)(?: <span| *</legend>)", page)
    label = next(n for n, where in enumerate(sides) if where.endswith("label"))
    assert "both changed it" in page
    first.send(aside, 422, **form)
    assert first.send(aside, **{**form, f"side.{label}": "mine"}) == address
    one = first.body(address)["options"][0]
    assert one["label"] == "what Ada wrote"
    assert one["dispositions"][0]["fine"] == "$50.00" and one["dispositions"][0]["probation"] == 10
    assert "kept aside" not in first.open(address)
    versions = first.web.get(f"/api/v1{address}/versions").json()
    assert [one["aside"] for one in versions] == [False, False, True, False]


# --- changes --------------------------------------------------------------------------------------------------------------


def _section(page: str, name: str) -> str:
    return words(page.split(f"<h2>{name}</h2>")[1].split("<h2>")[0])


def test_law_facts_and_policy_stand_each_by_itself(prosecution: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    store = prosecution.desk.store
    address = prosecution.send("/cases", example="theft_california")
    assert "nothing earlier" in prosecution.open(f"{address}/changes")
    form = Form(prosecution.open(f"{address}/facts/options/1")).forms[f"{address}/facts/options/1"]
    prosecution.send(f"{address}/facts/options/1", **{**form, "d0.term": "364 days"})
    page = prosecution.open(f"{address}/changes")
    assert "The law is the same" in _section(page, "Law") and "says the same" in _section(page, "Policy")
    assert "options[0].dispositions[0].term" in _section(page, "Facts") and "Not triggered" in _section(page, "Facts")

    def rewritten(**changed: Any) -> None:
        found = _cells(prosecution, address)
        with store.writing() as connection:
            newest = sa.select(sa.func.max(t.analyses.c.number)).where(t.analyses.c.case_id == address[7:])
            text = store.keep(weighing.replace(found, **changed).as_text())
            connection.execute(
                sa.update(t.analyses)
                .where(t.analyses.c.case_id == address[7:], t.analyses.c.number == newest.scalar_subquery())
                .values(cells=text)
            )

    cells = _cells(prosecution, address)
    rewritten(letters="X" + cells.letters[1:])
    monkeypatch.setattr(weighing, "present_law", lambda: {"engine": "0", "pack": "f" * 64, "catalogue": "e" * 64})
    from steelyard.desk import changes

    monkeypatch.setattr(changes, "present_law", weighing.present_law)
    page = prosecution.open(f"{address}/changes")
    assert "Not analysed" in _section(page, "Law") and "pack" in _section(page, "Law")
    assert "The facts are the same" in _section(page, "Facts") and "says the same" in _section(page, "Policy")
    policy = {name: {**one, "answer": "permitted", "says": "once so"} for name, one in cells.beside["policy"].items()}
    rewritten(letters=cells.letters, beside={**cells.beside, "policy": policy})
    page = prosecution.open(f"{address}/changes")
    assert "No cell changed" in _section(page, "Law") and "once so" in _section(page, "Policy")
    assert "The facts are the same" in _section(page, "Facts")


# --- options --------------------------------------------------------------------------------------------------------------


def test_options_come_with_their_data_and_one_is_added_as_a_row(prosecution: Browser) -> None:
    address = prosecution.send("/cases", example="possession_new_york")
    page = prosecution.open(f"{address}/options")
    text = words(page)
    for part in ("Baseline:", "The six data", "Minimum elements", "Policy:", "Ruled out (", "Accountability beside"):
        assert part in text
    option = unescape(re.findall(r'name="option" value="([^"]*)"', page)[0])
    prosecution.send(f"{address}/rows", option=option, version="1")
    assert prosecution.body(address)["options"][-1]["label"] == json.loads(option)["label"]
    assert prosecution.entries(address)[0].action == "case.create"
    assert any(one.action == "case.options" for one in prosecution.entries(address))
    prosecution.open(f"{address}/options?stage=none", 422)


def test_options_come_five_at_a_time_and_the_search_is_made_once(
    prosecution: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks.desk import three_counts_eight_options

    from steelyard.desk import answers

    searched: list[object] = []
    plain = answers.find_options
    monkeypatch.setattr(answers, "find_options", lambda *a, **k: searched.append(a) or plain(*a, **k))
    address = prosecution.new(three_counts_eight_options(7))
    seen: list[str] = []
    path = f"{address}/options"
    while path:
        page = prosecution.open(path)
        heads = re.findall(r'<h2 id="o-\d+">\s*(?:Baseline: )?(.*?)\s*</h2>', page, re.S)
        seen += heads if not seen else heads[1:]
        assert len(heads) <= 6
        onward = re.search(r'href="([^"]+)">The next ones', page)
        path = unescape(onward[1]) if onward else ""
    every = answers.options(answers.read_case(three_counts_eight_options(7)))["options"]
    assert len(seen) == len(every) + 1 > 6 and len(searched) == 1
    assert [head.partition(" <")[0] for head in seen[1:]] == [
        f"{n}. {unescape(one['label'])}" for n, one in enumerate(every, 1)
    ]
    prosecution.open(f"{address}/options?first=99999")


# --- the interview --------------------------------------------------------------------------------------------------------


def _answer(web: Browser, address: str, question: str, answer: str = "", status: int = 303, **more: str) -> str:
    return web.send(
        f"{address}/interview", status, question=question, answer=answer, version=web.version(address), **more
    )


def test_citizenship_comes_first_and_a_doubt_stops_everything(defense: Browser) -> None:
    address = defense.new(case())
    page = defense.open(f"{address}/interview")
    assert "Were you born in the United States" in page and "Why we ask" in page and "Not sure" in page
    assert page.count("<h1>") == 1  # one thing at a time
    _answer(defense, address, "born_here", "no")
    assert "<h1>Is or was a parent or a grandparent" in defense.open(f"{address}/interview")
    assert _answer(defense, address, "citizen_parent", "not sure") == address
    page = defense.open(address)
    assert "Stop: this person may be a U.S. citizen" in page and '<table class="matrix"' not in page
    assert "Triggered" not in page and "/papers/" not in page
    for path in ("/options", "/papers/memo?reader=defense"):
        assert "SY-C017" in defense.open(address + path, 422)
    assert '<table class="matrix"' not in defense.open(f"{address}?cell=1.1", x_steelyard_parts="matrix,drawer")
    body = {name: value for name, value in defense.body(address).items() if name != "version"}
    head = {"x-csrf-token": defense.csrf}
    for asked in ("advise", "questions", "options"):
        assert defense.web.post(f"/api/v1/{asked}", json=body, headers=head).json()["code"] == "SY-C017"
    assert defense.web.post(f"/api/v1{address}/analyses", headers=head).json()["code"] == "SY-C017"
    for number in range(1, 9):  # no way past it
        page = defense.open(f"{address}/interview?ask={number}")
        asks = re.findall(r"<h1>(?:<label[^>]*>)?([^<]*)", page)[0]
        assert asks in {
            unescape(one.asks) for n, one in interview().items() if one.citizenship or n == "citizenship_checked"
        }
    _answer(defense, address, "citizenship_checked", "not a citizen")
    assert '<table class="matrix"' in defense.open(address)


def test_who_is_a_citizen_is_weighed_as_one(defense: Browser) -> None:
    address = defense.new(case(person={"posture": "asylee"}))
    assert "Citizenship has not been asked" in defense.open(address)
    _answer(defense, address, "born_here", "yes")
    _answer(defense, address, "citizenship_checked", "a citizen")
    assert defense.body(address)["person"]["facts"] == {"status": "citizen"}
    assert set(_cells(defense, address).letters) <= {"N"}
    assert "Citizenship has not been asked" not in defense.open(address)


def test_answers_fill_in_facts_and_not_sure_is_never_an_answer(defense: Browser) -> None:
    address = defense.new(case())
    for name in ("born_here", "citizen_parent", "parent_naturalised"):
        _answer(defense, address, name, "no")
    assert "citizenship_checked" not in defense.open(f"{address}/interview")
    _answer(defense, address, "status", "permanent_resident")
    page = _answer(defense, address, "admission_date", "2019-02-30", 422)
    assert "not a day of the calendar" in page
    _answer(defense, address, "admission_date", "2019-03-04")
    _answer(defense, address, "misrepresentation", "not sure")
    _answer(defense, address, "departures", "one trip in 2021")
    person = defense.body(address)["person"]
    assert person["facts"] == {"status": "permanent_resident", "admission_date": "2019-03-04"}
    assert person["interview"]["misrepresentation"] == "not sure"
    assert person["interview"]["departures"] == "one trip in 2021"
    _answer(defense, address, "admission_date", "", not_sure="1")
    person = defense.body(address)["person"]
    assert "admission_date" not in person["facts"] and person["interview"]["admission_date"] == "not sure"
    fields = {name for entry in defense.entries(address) for name in entry.fields}
    assert "person" in fields and not [one for one in fields if "resident" in one]


# --- papers ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["html", "pdf", "docx", "json"])
def test_each_instance_prints_its_own_papers_and_no_other(prosecution: Browser, defense: Browser, form: str) -> None:
    begins = {"pdf": b"%PDF", "docx": b"PK", "html": b"<!DOCTYPE", "json": b"{"}[form]
    theirs = (
        "letter?reader=defense&row=3",
        "approval-record?reader=prosecutor&row=2",
        "court-sheet?reader=court&row=2",
    )
    ours = ("memo?reader=defense", "client-sheet?reader=client&language=es", "letter?reader=prosecutor&row=3")
    for web, papers, others in ((prosecution, theirs, ours), (defense, (*ours, theirs[2]), theirs[:2])):
        address = web.send("/cases", example="theft_california")
        for paper in papers:
            answer = web.web.get(f"{address}/papers/{paper}&form={form}")
            assert answer.status_code == 200, (paper, answer.text)
            assert answer.content.lstrip().startswith(begins)
            name = answer.headers["content-disposition"]
            how = "inline" if form == "html" else "attachment"
            assert name == f'{how}; filename="{paper.partition("?")[0]}.{form}"'
            strict = "default-src 'none'" in answer.headers["content-security-policy"]
            assert strict and "unsafe-inline" not in answer.headers["content-security-policy"]
        for paper in others:
            web.open(f"{address}/papers/{paper}", 404)
        entry = web.entries(address)[-1]
        assert entry.action == "paper.print"


def test_a_paper_opens_as_a_page_under_a_policy_of_its_own_styles(prosecution: Browser) -> None:
    """Nothing but the very styles that the page brings is allowed; a word of a case brings none."""
    import base64
    import hashlib

    evil = '<style>p{color:red}</style> <p style="color:red"> <script>alert(1)</script>'
    body = case()
    body["options"][1]["label"] = evil
    address = prosecution.new(body)
    answer = prosecution.web.get(f"{address}/papers/letter?reader=defense&row=2&form=html")
    assert answer.headers["content-type"].startswith("text/html") and "<script>alert" not in answer.text
    policy = answer.headers["content-security-policy"]
    assert "script-src" not in policy and "img-src" not in policy and policy.startswith("default-src 'none'")
    brought = [*re.findall(r"<style>(.*?)</style>", answer.text, re.S), *re.findall(r' style="([^"]*)"', answer.text)]
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in brought}
    allowed = re.search(r"style-src ([^;]*)", policy)
    assert brought and allowed and set(allowed[1].split()) == {"'unsafe-hashes'", *hashes}
    assert answer.headers["x-frame-options"] == "DENY" and answer.headers["cache-control"] == "no-store"
    other = prosecution.web.get(address).headers["content-security-policy"]
    assert "script-src 'self'" in other and "sha256" not in other


def test_a_paper_is_of_the_analysis_that_is_shown(prosecution: Browser) -> None:
    address = prosecution.send("/cases", example="theft_california")
    with prosecution.desk.store.reading() as connection:
        saved = weighing.newest(prosecution.desk.store, connection, address[7:])
    assert saved is not None
    sheet = prosecution.open(f"{address}/papers/court-sheet?reader=court&row=1")
    assert saved.receipt["answers"] in sheet
    prosecution.open(f"{address}/papers/court-sheet?reader=court&row=99", 404)
    prosecution.open(f"{address}/papers/court-sheet?reader=court", 422)


# --- whose instance, and who may ------------------------------------------------------------------------------------------


def test_a_prosecution_instance_says_no_word_about_a_persons_status(prosecution: Browser) -> None:
    """Posture classes are everybody's; beside them and the law's own words the pages know of nobody."""
    address = prosecution.send("/cases", example="theft_california")
    quiet = [
        f"{address}/facts/{place}" for place in [*places(prosecution.body(address), Kind.PROSECUTION), "counts/new"]
    ]
    for path in ("/", "/cases/new", *quiet):
        page = re.sub(r'<select id="f-conduct.*?</select>', "", prosecution.open(path))  # the law's own vocabulary
        text = folded(words(re.sub(r"Why we ask:[^<]*", "", page)))
        text = text.replace(", ".join(groups()), "")  # the groups of columns, by which a search is ordered
        found = [one for one in status_words() if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)]
        assert found == [], (path, found)
    page = prosecution.open(address)
    facts = re.search(r'<section id="facts".*?</section>', page, re.S)
    asked = re.search(r'<section id="questions".*?</section>', page, re.S)
    assert facts and asked
    for part in (facts[0], re.sub(r"Why we ask:[^<]*", "", asked[0])):
        text = folded(words(part))
        assert not [one for one in status_words() if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)]
    assert "person." not in page
    for path in ("/interview", "/facts/person"):
        prosecution.open(address + path, 404)
        prosecution.send(address + path, 404, version="1", question="born_here", answer="yes")
    many = len(_cells(prosecution, address).rules)
    for column in range(1, many + 1, 7):
        drawer = prosecution.open(f"{address}?cell=1.{column}&ways=1", x_steelyard_parts="drawer")
        ways = re.search(r'<ul class="ways">.*?</ul>', drawer, re.S)
        assert not ways or not re.search(r"admitted (yes|no) instead|status .* instead", words(ways[0]))


def test_no_address_of_a_page_tells_a_posture_or_a_word_of_the_case(defense: Browser) -> None:
    address = defense.new(case(person={"posture": "asylee"}, id="Jane Quodlibet"))
    for path in ("", "?show=each", "?cell=1.1", "?cell=1"):
        page = defense.open(address + path)
        for one in re.findall(r'(?:href|action)="([^"]*)"', page):
            assert "quodlibet" not in one.lower()
            assert not [name for name in postures() if name in one]


GETS = {
    "": "case.read", "/options": "case.read", "/changes": "case.read", "/papers/court-sheet?reader=court&row=1": "case.read",
    "/facts/case": "case.edit", "/facts/counts/1": "case.edit",
}  # fmt: skip
POSTS: dict[str, tuple[str, dict[str, str]]] = {
    "/weigh": ("analysis.create", {}),
    "/rows": ("case.edit", {"version": "1", "option": json.dumps({**case()["options"][0], "label": "x"})}),
    "/undo": ("case.edit", {"version": "1"}),
    "/answers": ("case.edit", {"version": "1", "fact": "case.record_complete", "answer": "no"}),
    "/facts/keep": ("case.edit", {"version": "1", "conviction": "yes"}),
    "/facts/options/1": ("case.edit", {"version": "1", "do": "remove"}),
}
ROLES = ("line", "supervisor", "immigration_counsel", "committee", "auditor", "admin")


def test_every_page_keeps_to_the_matrix_of_access(tmp_path: Path) -> None:
    from steelyard.desk.access import matrix, share

    desk = make_desk(tmp_path, mode="office")
    boss = browser(desk, add_person(desk.store, "supervisor"))
    for role in ROLES:
        user_id = add_person(desk.store, role)
        who = browser(desk, user_id)
        for own in (True, False):
            address = boss.new(case())
            if own:
                with desk.store.writing() as connection:
                    share(connection, address[7:], user_id, on=True)
            sees = _may(matrix()["case.read"][role], own)
            for path, action in GETS.items():
                expected = 200 if _may(matrix()[action][role], own) else 403 if sees else 404
                assert who.web.get(address + path).status_code == expected, (role, own, path)
            for path, (action, fields) in POSTS.items():
                answer = who.web.post(address + path, data={"csrf": who.csrf, **fields})
                if _may(matrix()[action][role], own):
                    assert answer.status_code in (303, 404), (role, own, path, answer.text)
                else:
                    assert answer.status_code == (403 if sees else 404), (role, own, path)
                assert (
                    who.web.post(address + path, data={**fields, "csrf": "x"}).status_code == 403
                )  # without the page's mark
        expected = 200 if matrix()["case.create"][role] != "no" else 403
        assert who.web.get("/cases/new").status_code == expected, role
        answer = who.web.post("/cases", data={"csrf": who.csrf, "example": "theft_california"})
        assert answer.status_code == (303 if expected == 200 else 403)
    assert audit.verify(desk.store).sound


def _may(cell: str, own: bool) -> bool:
    return cell == "all" or (cell == "own" and own)


def test_strangers_and_tokens_change_nothing(tmp_path: Path) -> None:
    from tests.desk.support import token_for

    desk = make_desk(tmp_path)
    address = browser(desk).new(case())
    stranger, program = client(desk), client(desk, token_for(desk.store))
    for path in ("", "/options", "/changes", "/facts/case", "/papers/court-sheet"):
        assert stranger.get(address + path).headers["location"] == "/sign-in"
    for path, (_, fields) in POSTS.items():
        assert stranger.post(address + path, data={**fields, "csrf": ""}).status_code == 401
        assert program.post(address + path, data={**fields, "csrf": ""}).status_code == 401
    assert program.get(f"/api/v1{address}").json()["version"] == 1


def test_weighing_on_a_page_counts_against_the_share(tmp_path: Path) -> None:
    limits = {"requests": 10_000, "weighings": 3, "sign_ins": 100}
    web = browser(make_desk(tmp_path, limits=limits))
    address = web.new(case())
    assert [web.web.get(f"{address}?cell=1.1").status_code for _ in range(4)] == [200, 200, 429, 429]
    assert web.web.get(address).status_code == 200  # a page without a drawer weighs nothing


def test_an_analysis_that_an_older_program_saved_is_shown_without_what_it_lacks(prosecution: Browser) -> None:
    address = prosecution.new(case())
    store = prosecution.desk.store
    cells = _cells(prosecution, address)
    parts = json.loads(cells.as_text())[:6]
    with store.writing() as connection:
        connection.execute(
            sa.update(t.analyses).where(t.analyses.c.case_id == address[7:]).values(cells=store.keep(json.dumps(parts)))
        )
    page = prosecution.open(address)
    assert '<table class="matrix"' in page and "Accountability" not in page and "Weigh the present version" in page


# --- requests that mean harm ----------------------------------------------------------------------------------------------

STRINGS = [
    "", " ", "\u202e", "﷽" * 50, "x" * 12_000, "'", '"', "' OR '1'='1", "'; DROP TABLE cases; --", "%s%n", "{{7*7}}", "${7*7}",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "../../../../etc/passwd", "\r\nset-cookie: a=b", "=cmd|'!A0",
    "NaN", "null", "true", "-1", "0", "1e309", "9" * 400, "٣", "½", "²", "2026-02-30", "9999-12-31", "0001-01-01", "10000 years",
    "-5 days", "$99999999999999.99", "364 days", "999999999", "\ufeff", "__proto__", "[" * 3000, "{}", "[]", "0" * 32, "not sure",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["prosecution", "defense"])
def test_no_field_of_any_form_ends_in_a_fault_or_is_shown_as_anything_but_text(
    request: pytest.FixtureRequest, kind: str
) -> None:
    web: Browser = request.getfixturevalue(kind)
    address = web.new(case(priors=RICH["priors"], options=case()["options"][:2]))
    at = {
        place: Form(web.open(f"{address}/facts/{place}")).forms[f"{address}/facts/{place}"]
        for place in ("case", "counts/1", "options/1", "priors/1", "keep", *(["person"] if kind == "defense" else []))
    }
    sent = 0
    for number, text in enumerate(STRINGS):
        places = list(at)
        for place in (places[number % len(places)], places[(number + 1) % len(places)]):
            form = at[place]
            names = [name for name in form if name not in ("csrf", "version", "do")]
            one = names[number * 7 % len(names)]
            for fields in ({**form, one: text}, {**form, **dict.fromkeys(names, text)}, {**form, "version": text}):
                answer = web.web.post(f"{address}/facts/{place}", data={**fields, "csrf": web.csrf})
                sent += 1
                assert answer.status_code in (200, 303, 400, 404, 413, 422, 428), (place, one, text[:50])
                assert "<script>alert" not in answer.text and "<img src=x" not in answer.text
        if kind == "defense":
            for name in ("born_here", ("status", "departures", "admission_date")[number % 3], text[:50]):
                answer = web.web.post(f"{address}/interview", data={
                    "csrf": web.csrf, "version": web.version(address), "question": name, "answer": text})  # fmt: skip
                assert answer.status_code in (303, 422), (name, text[:50], answer.text[-400:])
    assert sent > 200 and audit.verify(web.desk.store).sound


@pytest.mark.parametrize("text", STRINGS)
def test_no_address_of_a_case_ends_in_a_fault(prosecution: Browser, text: str) -> None:
    address = _any_case(prosecution)
    for name in ("show", "first", "pin", "only", "cell", "every"):
        assert prosecution.web.get(address, params={name: text}).status_code in (200, 422)
    for path in ("/options", "/papers/letter", "/papers/court-sheet", "/interview", "/conflicts/1"):
        answer = prosecution.web.get(address + path, params={"stage": text, "reader": text, "form": text, "ask": text})
        assert answer.status_code in (404, 422) or (path == "/options" and answer.status_code == 200), (
            path,
            answer.text,
        )
    for path in (f"/facts/{text}", f"/facts/counts/{text}", f"/conflicts/{text}", f"/papers/{text}"):
        answer = prosecution.web.get(address + "".join(c if c in KEPT else f"%{ord(c) % 256:02x}" for c in path))
        assert answer.status_code in (200, 303, 307, 400, 404, 405, 422), path
    head = {"x-steelyard-parts": text.encode("ascii", "ignore").decode().replace("\r", "").replace("\n", "")}
    assert prosecution.web.get(address, headers=head).status_code == 200


KEPT = "abcdefghijklmnopqrstuvwxyz0123456789/"
_made: dict[int, str] = {}


def _any_case(web: Browser) -> str:
    if id(web) not in _made:
        _made[id(web)] = web.new(case())
    return _made[id(web)]


@pytest.mark.parametrize(
    ("text", "means"), [("180 days", 180), ("1 day", 1), ("0", 0), ("6", "6"), ("6 months", "6 months")]
)
def test_a_term_without_a_unit_is_not_taken_for_days(text: str, means: object) -> None:
    assert forms.read("days", text) == means
    if text == "6":
        with pytest.raises(ValueError, match="'6' is not a term"):
            days_of(text)
