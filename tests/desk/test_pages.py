"""The pages through the real application: what each says, its headings and tables, and hostile text as text."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from steelyard.desk.settings import Kind
from steelyard.weigh.output import DRAFT
from tests.desk.support import client, local, make_desk

READ = (
    "/offenses", "/offenses/found", "/law", "/law-changes", "/policies", "/coverage", "/reviews", "/reviews/export",
    "/approvals", "/trail", "/people",
)  # fmt: skip
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with local(tmp_path_factory.mktemp("pages"), kind=Kind.PROSECUTION) as found:
        yield found


@pytest.mark.parametrize(
    ("path", "heading", "says"),
    [
        ("/offenses", "Offenses", "Charge, citation or words of a title"),
        ("/offenses?state=NY&find=PL+155.25", "Offenses", "By title"),
        ("/offense?state=NY&statute=PL+155.25", "N.Y. Penal Law § 155.25", '<th scope="col">Ground</th>'),
        (
            "/offense?state=CA&statute=PC+459",
            "Cal. Penal Code § 459",
            "<strong>Overruled</strong>: displaced by Rendon v. Holder",
        ),
        ("/law", "Federal law", '<th scope="col">Authority</th>'),
        ("/policies", "Policies side by side", 'type="checkbox"'),
        ("/coverage", "Coverage and review", "draft: nobody has reviewed it"),
    ],
)
def test_a_page_has_its_heading_and_says_that_it_is_a_draft(
    web: TestClient, path: str, heading: str, says: str
) -> None:
    answer = web.get(path)
    assert answer.status_code == 200
    assert f"<h1>{heading}</h1>" in answer.text and says in answer.text and DRAFT in answer.text
    assert "http://" not in answer.text
    assert answer.text.count("<script") == len(
        re.findall(r'<script src="/static/[a-z]+\.js" defer></script>', answer.text)
    )


def test_a_rule_is_shown_with_its_citations(web: TestClient) -> None:
    rule = web.get("/api/v1/law").json()["rules"][0]
    answer = web.get(f"/law/{rule['name']}")
    assert answer.status_code == 200 and "U.S.C." in answer.text
    assert web.get("/law/no_such_rule").status_code in (404, 422)


def test_a_rule_is_told_in_words_with_the_rules_it_names(web: TestClient) -> None:
    text = web.get("/law/deportable_count.domestic_violence").text
    assert '<a href="/law/conviction.exists">a conviction for immigration law</a>' in text
    assert "the offense is within: stalking <code>STALK</code>" in text
    assert "All of these hold:" in text and "At least one of these holds:" in text
    assert "until 1996-09-30" in text and "since 1996-10-01" in text and "Pub. L. 104-208" in text


def test_every_rule_has_a_page_in_words(web: TestClient) -> None:
    for rule in web.get("/api/v1/law").json()["rules"]:
        answer = web.get(f"/law/{rule['name']}")
        assert answer.status_code == 200, rule
        assert "<code>AF" in answer.text or "Matches(" not in answer.text
        prose = answer.text.partition('<section class="prose"')[2].partition("</section>")[0]
        assert " cents" not in prose and "_" not in re.sub(r"<[^>]+>", "", re.sub(r"<code>.*?</code>", "", prose)), rule


def test_two_versions_of_a_rule_are_compared(web: TestClient) -> None:
    text = web.get("/law/relief.daca_barred?before=1&after=2").text
    gone, new = re.findall(r"<del>(.*?)</del>", text), re.findall(r"<ins>(.*?)</ins>", text)
    assert gone and new and set(gone).isdisjoint(new)
    assert "The two say the same" in web.get("/law/relief.daca_barred?before=2&after=2").text
    assert web.get("/law/relief.daca_barred?before=1&after=9").status_code == 422


def test_two_days_of_the_law_are_compared(web: TestClient) -> None:
    text = web.get("/law-changes?first=2025-01-28&last=2025-01-29").text
    assert "detention.charge_alone" in text and text.count("<section>") == 2 and "<ins>" in text
    assert "No rule says anything else" in web.get("/law-changes?first=2026-01-01&last=2026-01-02").text
    assert "2025-01-29" in web.get("/law-changes").text
    assert web.get("/law-changes?first=never&last=2026-01-02").status_code == 422


@pytest.mark.parametrize(
    ("typed", "state", "first"),
    [
        ("PL 155.25", "NY", "N.Y. Penal Law § 155.25"), ("155.25", "", "N.Y. Penal Law § 155.25"),
        ("487(a)", "CA", "Cal. Penal Code § 487(a)"), ("pc 459", "", "Cal. Penal Code § 459"),
        ("theft of mail", "", "18 U.S.C. § 1708"), ("thef mai", "US", "18 U.S.C. § 1708"),
    ],
)  # fmt: skip
def test_a_search_finds_what_was_begun(web: TestClient, typed: str, state: str, first: str) -> None:
    found = web.get("/offenses/found", params={"find": typed, "state": state}).json()
    assert found[0]["citation"] == first
    assert web.get(found[0]["href"]).status_code == 200
    assert all(not state or one["state"] == state for one in found) and len(found) <= 12
    assert f">{first}</a>" in web.get("/offenses", params={"find": typed, "state": state}).text


def test_a_search_is_fast_at_every_letter(web: TestClient) -> None:
    """By the processor's clock, which other work on the machine does not move."""
    web.get("/offenses")
    times = []
    for words in ("possession of methamphetamine for sale", "720 ILCS 5/16-25", "assault second degree", "zzqx vvv"):
        for end in range(1, len(words) + 1):
            before = time.process_time()
            assert web.get("/offenses/found", params={"find": words[:end]}).status_code == 200
            times.append(time.process_time() - before)
    times.sort()
    assert times[int(len(times) * 0.95)] < 0.1, times[-5:]


def test_a_search_takes_no_state_that_is_none_and_nothing_for_nothing(web: TestClient) -> None:
    assert web.get("/offenses/found?find=&state=").json() == []
    assert web.get("/offenses/found?find=...&state=").json() == []
    assert web.get("/offenses/found?find=x&state=ZZ").status_code == 422
    assert web.get("/offenses?find=x&state=ZZ").status_code == 422


def test_grounds_are_named_in_words_with_the_code_beside(web: TestClient) -> None:
    text = web.get("/offense?state=NY&statute=PL+155.25").text
    assert '<th scope="row">crime involving moral turpitude</th><td><code>CIMT</code></td>' in text


def test_policies_stand_side_by_side(web: TestClient) -> None:
    from steelyard.catalog.policies import policies

    two = sorted(policies())[:2]
    answer = web.get("/policies", params={"office": two})
    assert answer.status_code == 200
    assert answer.text.count('<th scope="col">') == 3 and '<th scope="row">what it asks</th>' in answer.text
    assert web.get("/policies", params={"office": "nowhere"}).status_code == 422


@pytest.mark.parametrize("path", ["/offenses?state=NY&find=", "/law?find="])
def test_hostile_text_is_shown_as_text(web: TestClient, path: str) -> None:
    answer = web.get(path + HOSTILE)
    assert answer.status_code == 200 and HOSTILE not in answer.text and "&lt;script&gt;" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/offenses",
        "/offenses/found",
        "/law",
        "/law-changes",
        "/policies",
        "/coverage",
        "/reviews",
        "/approvals",
        "/trail",
        "/people",
    ],
)
def test_a_stranger_is_sent_to_sign_in(tmp_path: Path, path: str) -> None:
    answer = client(make_desk(tmp_path)).get(path)
    assert answer.status_code == 303 and answer.headers["location"] == "/sign-in"
