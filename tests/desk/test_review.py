"""The review registry: an attorney's signature, bound to what the entry said, and where it shows."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from steelyard.catalog.find import catalogue
from steelyard.catalog.policies import policies
from steelyard.desk import models as t
from steelyard.desk import review, weighing
from steelyard.desk.audit import entries
from steelyard.law.pack import AREAS, federal_pack
from steelyard.logic.errors import SteelyardError
from tests.desk.support import add_person, browser, make_desk

OFFENSE = "ny.pl.155.25"
RULE = "relief.daca_barred"
HOLDING = next(iter(catalogue().holdings)).id
OFFICE = sorted(policies())[0]
EVERY: list[tuple[review.Kind, str]] = [
    ("offense", OFFENSE), ("rule", RULE), ("holding", HOLDING), ("policy", OFFICE),
]  # fmt: skip


class Place:
    """An instance with two attorneys who may sign."""

    def __init__(self, data: Path) -> None:
        self.desk = make_desk(data, mode="office")
        self.ids = {name: add_person(self.desk.store, role, name=name)
                    for name, role in (("Counsel", "immigration_counsel"), ("Boss", "supervisor"), ("Line", "line"))}  # fmt: skip
        self.web: dict[str, TestClient] = {}
        self.csrf: dict[str, str] = {}
        for name, user in self.ids.items():
            self.web[name], self.csrf[name] = browser(self.desk, user)

    def sign(self, kind: str, entry: str, who: str = "Counsel", **changed: str) -> Any:
        fields = {"csrf": self.csrf[who], "kind": kind, "entry": entry, "name": "Alex Attorney", "bar": "123456",
                  "remark": "checked", "read": "on", **changed}  # fmt: skip
        if "content" not in fields:
            fields["content"] = review.hash_of(kind, entry)  # type: ignore[arg-type]
        return self.web[who].post("/reviews/sign", data=fields)

    def page(self, path: str, **query: str) -> str:
        answer = self.web["Line"].get(path, params=query or None)
        assert answer.status_code == 200, answer.text
        return answer.text


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.desk.store.engine.dispose()


@pytest.mark.parametrize(("kind", "entry"), EVERY)
def test_a_signature_is_dated_shown_and_on_the_trail(place: Place, kind: review.Kind, entry: str) -> None:
    before = place.page("/reviews/sign", kind=kind, entry=entry)
    assert "no attorney has signed this entry" in before and "Sign the entry" not in before
    answer = place.sign(kind, entry)
    assert answer.status_code == 303
    after = place.page("/reviews/sign", kind=kind, entry=entry)
    assert "Signed by Alex Attorney (bar no. 123456) on 20" in after and review.hash_of(kind, entry) in after
    assert "Alex Attorney" in place.page("/reviews") and "Alex Attorney" in place.page("/reviews", kind=kind)
    with place.desk.store.reading() as connection:
        told = [one for one in entries(connection, 0, 1000) if one.action == "review.sign"]
    assert [(one.by, set(one.fields)) for one in told] == [(place.ids["Counsel"], {"name", "bar", "remark", kind})]


def test_the_draft_mark_of_every_page_is_read_from_the_registry(place: Place) -> None:
    pages: dict[str, dict[str, str]] = {
        "/offense": {"state": "NY", "statute": "PL 155.25"}, f"/law/{RULE}": {}, "/policies": {"office": OFFICE},
    }  # fmt: skip
    for path, query in pages.items():
        assert "Draft: no attorney has signed" in place.page(path, **query), path
    assert "(draft)" in place.page("/offenses", find="155.25", state="NY")
    for kind, entry in EVERY:
        place.sign(kind, entry)
    for path, query in pages.items():
        text = place.page(path, **query)
        assert "Signed by Alex Attorney" in text and "Draft: no attorney" not in text, path
    assert "(draft)" not in place.page("/offenses", find="155.25", state="NY")
    found = place.web["Line"].get("/offenses/found", params={"find": "155.25", "state": "NY"}).json()
    assert [one["draft"] for one in found if one["citation"].endswith("155.25")] == [False]
    row = re.search(rf"<code>{RULE}</code></td><td>[^<]*</td><td>(\w+)</td>", place.page("/law", find=RULE))
    assert row is not None and row[1] == "signed"
    coverage = place.page("/coverage")
    assert re.search(r'<th scope="row">NY</th><td>\d+</td><td>\d+</td><td>1</td>', coverage)
    assert f"1 of {len(AREAS['relief'][0].RULES)} signed" in coverage
    assert re.search(r'<th scope="row">Policies</th><td>\d+</td><td>1</td>', coverage)


def test_a_changed_entry_needs_signing_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.sign("rule", RULE)
    content = review.content_of
    monkeypatch.setattr(
        review, "content_of", lambda kind, entry: {**content(kind, entry), "label": "another"} if entry == RULE
        else content(kind, entry),
    )  # fmt: skip
    review.hash_of.cache_clear()
    try:
        for path in (f"/law/{RULE}", f"/reviews/sign?kind=rule&entry={RULE}"):
            text = place.page(path)
            assert "it has changed since. It needs signing again" in text, path
        assert "needs signing again" in place.page("/reviews")
        assert "draft: nobody has reviewed it" in place.page("/coverage") and "of 129 signed" not in place.page(
            "/coverage"
        )
        exported = tomllib.loads(place.page("/reviews/export"))["signature"]
        assert [one["counts"] for one in exported] == [False]
        assert place.sign("rule", RULE).status_code == 303
        assert "Signed by Alex Attorney" in place.page(f"/law/{RULE}")
    finally:
        review.hash_of.cache_clear()


def _pack_with(name: str, **changed: Any) -> Any:
    """The pack with one rule that says something else."""
    pack = federal_pack()
    return replace(pack, rules={**pack.rules, name: replace(pack.rules[name], **changed)})


@pytest.mark.parametrize("below", ["daca.misdemeanor", "conviction.punishment"])
def test_a_signature_covers_the_rules_it_names_and_those_that_they_name(
    place: Place, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    """`relief.daca_barred` names the first itself, and comes to the second by way of `conviction.exists`."""
    assert "daca.misdemeanor" in review.rules_named(RULE) and "conviction.punishment" not in review.rules_named(RULE)
    unrelated = next(one for one in federal_pack().rules if not review.rules_named(one) and one != below)
    place.sign("rule", RULE), place.sign("rule", unrelated)
    shown = place.page("/reviews/sign", kind="rule", entry=RULE)
    assert "when one of them changes" in shown and 'href="/law/daca.misdemeanor"' in shown
    assert "Signed by Alex Attorney" in place.page(f"/law/{RULE}")
    monkeypatch.setattr(review, "federal_pack", lambda: _pack_with(below, label="another"))
    review.hash_of.cache_clear()
    try:
        assert "it has changed since. It needs signing again" in place.page(f"/law/{RULE}")
        assert "Signed by Alex Attorney" in place.page(f"/law/{unrelated}")
        assert place.sign("rule", RULE).status_code == 303
        assert "Signed by Alex Attorney" in place.page(f"/law/{RULE}")
    finally:
        review.hash_of.cache_clear()


def test_a_signature_covers_the_sides_of_an_open_question(monkeypatch: pytest.MonkeyPatch) -> None:
    before = review.hash_of("rule", "conviction.punishment"), review.hash_of("rule", "conviction.exists")
    pack = federal_pack()
    name = "suspended_fine_is_punishment"
    turned = replace(pack.splits[name], affirmative=pack.splits[name].negative, negative=pack.splits[name].affirmative)
    monkeypatch.setattr(review, "federal_pack", lambda: replace(pack, splits={**pack.splits, name: turned}))
    review.hash_of.cache_clear()
    try:
        after = review.hash_of("rule", "conviction.punishment"), review.hash_of("rule", "conviction.exists")
        assert before[0] != after[0] and before[1] != after[1]
    finally:
        review.hash_of.cache_clear()


def test_the_strip_of_a_case_counts_what_the_registry_signed(place: Place) -> None:
    web, csrf = place.web["Line"], place.csrf["Line"]
    address = web.post("/cases", data={"csrf": csrf, "example": "possession_new_york"}).headers["location"]

    def unsigned() -> tuple[int, int]:
        found = re.search(r"<b>(\d+) of (\d+)</b> entries of law used not yet reviewed", web.get(address).text)
        assert found is not None
        return int(found[1]), int(found[2])

    first, total = unsigned()
    assert first == total
    with place.desk.store.reading() as connection:
        saved = weighing.newest(place.desk.store, connection, address.removeprefix("/cases/"))
    assert saved is not None
    used = saved.cells.beside["offenses"]
    place.sign("rule", RULE)
    assert RULE in saved.cells.rules and unsigned() == (total - 1, total)
    stranger = next(one.id for one in catalogue().offenses if [one.id] not in used)
    place.sign("offense", stranger)
    assert unsigned() == (total - 1, total), "that offense is none of this case's"
    for entry in used[0]:
        place.sign("offense", entry)
    assert unsigned() == (total - 2, total)
    # An analysis under another law: who signed that is not known here.
    with place.desk.store.writing() as connection:
        connection.execute(sa.update(t.analyses).values(pack="0" * 64))
        row = connection.execute(sa.select(t.analyses)).one()
        receipt = json.loads(place.desk.store.kept(row.receipt))
        connection.execute(sa.update(t.analyses).values(receipt=json.dumps({**receipt, "pack": "0" * 64})))
    assert unsigned() == (total, total)


def test_the_strip_counts_what_is_signed(place: Place) -> None:
    def unsigned() -> int:
        found = re.search(r"<b>([\d,]+) of [\d,]+</b> entries of law not yet reviewed", place.page("/law-changes"))
        assert found is not None
        return int(found[1].replace(",", ""))

    before = unsigned()
    place.sign("rule", RULE), place.sign("offense", OFFENSE), place.sign("policy", OFFICE)
    assert unsigned() == before - 2, "rules and offenses are counted"
    with place.desk.store.reading() as connection:
        one = next(each.id for each in review.signatures(connection) if each.kind == "rule")
    place.web["Counsel"].post(f"/reviews/{one}/withdraw", data={"csrf": place.csrf["Counsel"]})
    assert unsigned() == before - 1


def test_another_process_sees_at_once_what_was_signed(tmp_path: Path) -> None:
    """Two servers of one instance: what an attorney signs in one counts in the strip of the other's next page."""
    first = Place(tmp_path)
    second = make_desk(tmp_path, mode="office")
    web, _ = browser(second, first.ids["Line"])

    def unsigned() -> list[str]:
        found = []
        for one in (first.web["Line"], web):
            told = re.search(r"<b>([\d,]+) of [\d,]+</b> entries of law not yet reviewed", one.get("/law-changes").text)
            assert told is not None
            found.append(told[1])
        return found

    before = unsigned()
    first.sign("rule", RULE)
    after = unsigned()
    assert before[0] == before[1] and after[0] == after[1] != before[0]
    with second.store.reading() as connection:
        one = review.signatures(connection)[0].id
    first.web["Counsel"].post(f"/reviews/{one}/withdraw", data={"csrf": first.csrf["Counsel"]})
    assert unsigned() == before
    first.desk.store.engine.dispose(), second.store.engine.dispose()


def test_a_page_that_tells_of_a_lost_database_still_has_its_strip(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.sign("rule", RULE)
    before = place.desk.drafts()

    def gone(*_given: object, **_more: object) -> None:
        raise SteelyardError("SY-K010", "the database cannot be used now", where="test")

    monkeypatch.setattr(place.desk.store, "_transaction", gone)
    answer = place.web["Line"].get("/law")
    assert answer.status_code == 503 and f"{before[1]:,} of {before[0]:,}" in answer.text


def test_what_was_shown_is_what_is_signed(place: Place) -> None:
    answer = place.sign("rule", RULE, content="0" * 64)
    assert answer.status_code == 409 and "SY-K071" in answer.text
    assert place.sign("rule", RULE).status_code == 303
    again = place.sign("rule", RULE)
    assert again.status_code == 409 and "SY-K072" in again.text
    assert place.sign("rule", RULE, who="Boss", name="Bo Boss").status_code == 303


def test_what_is_missing_is_said(place: Place) -> None:
    answer = place.sign("rule", RULE, name=" ", read="")
    assert answer.status_code == 422 and "<title>Error: " in answer.text
    assert re.findall(r'href="(#[a-z]+)"', answer.text)[1:] == ["#name", "#read"]
    assert "checked against" not in place.page("/reviews")
    for kind, entry in (("rule", "no.such"), ("offense", "ny.pl.1"), ("holding", "x"), ("policy", "../x")):
        assert place.sign(kind, entry, content="").status_code == 404, kind
    assert "SY-K070" in place.sign("nothing", "x", content="").text


def test_only_who_may_signs_and_takes_back_their_own(place: Place) -> None:
    refused = place.sign("rule", RULE, who="Line")
    assert refused.status_code == 403 and "SY-K021" in refused.text
    place.sign("rule", RULE)
    with place.desk.store.reading() as connection:
        one = review.signatures(connection)[0].id
    other = place.web["Boss"].post(f"/reviews/{one}/withdraw", data={"csrf": place.csrf["Boss"]})
    assert other.status_code == 404 and "SY-K073" in other.text
    mine = place.web["Counsel"].post(f"/reviews/{one}/withdraw", data={"csrf": place.csrf["Counsel"]})
    assert mine.status_code == 303
    assert "Draft: no attorney has signed" in place.page(f"/law/{RULE}")
    assert "taken back on 20" in place.page("/reviews")
    assert place.sign("rule", RULE).status_code == 303


def test_signatures_are_written_out_for_the_entries(place: Place) -> None:
    remark = 'said "so" \\ and\nmore\x7f <b>\u00e9'
    place.sign("offense", OFFENSE, remark=remark)
    answer = place.web["Line"].get("/reviews/export")
    assert answer.headers["content-disposition"] == 'attachment; filename="reviews.toml"'
    (one,) = tomllib.loads(answer.text)["signature"]
    assert one["kind"] == "offense" and one["entry"] == OFFENSE and one["counts"] is True
    assert one["reviewed_by"] == "Alex Attorney (bar no. 123456)" and str(one["reviewed_on"]).startswith("20")
    assert one["content"] == review.hash_of("offense", OFFENSE) and one["remark"] == remark


def test_an_entry_signed_in_its_own_file_is_no_draft(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "_in_entry", lambda kind, entry: ("A. Maintainer", "2026-01-01"))
    assert "Signed by A. Maintainer on 2026-01-01, as the entry says" in place.page(f"/law/{RULE}")


def test_the_hash_is_of_what_the_entry_says_and_not_of_who_reviewed_it() -> None:
    from steelyard.catalog.model import Review

    one = catalogue().offenses.find(OFFENSE)[0]
    signed = replace(one, review=Review(reviewed_by="X"))
    assert review._plain(one) == review._plain(signed)
    assert review._plain(one) != review._plain(replace(one, title="other"))
    with pytest.raises(SteelyardError, match="SY-K070"):
        review.content_of("offense", "ny.pl")
    hashes = {review.hash_of(kind, entry) for kind, entry in EVERY}
    assert len(hashes) == 4 and all(re.fullmatch("[0-9a-f]{64}", one) for one in hashes)


def test_a_signature_of_an_entry_that_is_gone_stays_on_record(place: Place) -> None:
    place.sign("rule", RULE)
    with place.desk.store.writing() as connection:
        connection.execute(sa.update(t.signatures).values(entry="rule.that.went"))
    text = place.page("/reviews")
    assert "rule.that.went" in text and "needs signing again" in text


def test_hostile_remarks_are_text(place: Place) -> None:
    evil = "<script>alert(1)</script>"
    place.sign("rule", RULE, name=evil, remark=evil)
    for path in ("/reviews", f"/law/{RULE}", f"/reviews/sign?kind=rule&entry={RULE}"):
        assert "<script>alert" not in place.page(path)


def test_a_paper_counts_what_is_signed_in_the_registry(place: Place) -> None:
    made = place.web["Line"].post(
        "/cases", data={"csrf": place.csrf["Line"], "example": "theft_california"}, follow_redirects=False
    )
    address = made.headers["location"]

    def signed() -> tuple[int, int]:
        text = place.page(f"{address}/papers/court-sheet", reader="court", row="1")
        found = re.search(r"(\d+) of the (\d+) entries of law that it rests on have been signed", text)
        assert found is not None
        return int(found[1]), int(found[2])

    none, every = signed()
    place.sign("rule", RULE)
    assert signed() == (none + 1, every)
