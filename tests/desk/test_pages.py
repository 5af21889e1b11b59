"""The pages through the real application: what each says, its headings and tables, and hostile text as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from steelyard.desk.settings import Kind
from steelyard.weigh.output import DRAFT
from tests.desk.support import client, local, make_desk

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
    assert "http://" not in answer.text and "<script" not in answer.text


def test_a_rule_is_shown_with_its_citations(web: TestClient) -> None:
    rule = web.get("/api/v1/law").json()["rules"][0]
    answer = web.get(f"/law/{rule['name']}")
    assert answer.status_code == 200 and "U.S.C." in answer.text
    assert web.get("/law/no_such_rule").status_code in (404, 422)


def test_policies_stand_side_by_side(web: TestClient) -> None:
    from steelyard.catalog.policies import policies

    two = sorted(policies())[:2]
    answer = web.get("/policies", params={"office": two})
    assert answer.status_code == 200
    assert answer.text.count('<th scope="col">') == 3 and '<th scope="row">what it asks</th>' in answer.text
    assert web.get("/policies", params={"office": "nowhere"}).status_code == 422


@pytest.mark.parametrize("path", ["/offenses?state=NY&find=", "/law?area="])
def test_hostile_text_is_shown_as_text(web: TestClient, path: str) -> None:
    answer = web.get(path + HOSTILE)
    assert answer.status_code == 200 and HOSTILE not in answer.text and "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("path", ["/offenses", "/law", "/policies", "/coverage"])
def test_a_stranger_is_sent_to_sign_in(tmp_path: Path, path: str) -> None:
    answer = client(make_desk(tmp_path)).get(path)
    assert answer.status_code == 303 and answer.headers["location"] == "/sign-in"
