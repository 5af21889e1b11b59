"""Charge strings that were read as another section than their court means, or as one that does not exist."""

from __future__ import annotations

import time

import pytest

from steelyard.catalog.charges import cite
from steelyard.catalog.cite import read


def citations(state: str, text: str) -> list[str]:
    """The citations read in a text."""
    return [one.citation for one in read(state, text)]


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("720 5 /12 3 a 1", ["720 ILCS 5/12-3(a)(1)"]),
        ("720 5 /8 4 a att", ["720 ILCS 5/8-4(a)"]),
        ("720 5 /12 3.2a2 att", ["720 ILCS 5/12-3.2(a)(2)"]),
        ("720 5 /12 3 05 a 1", ["720 ILCS 5/12-3.05(a)(1)"]),
        ("720 5 /16a 3 c", ["720 ILCS 5/16A-3(c)"]),
        ("720 5 /31 1 a", ["720 ILCS 5/31-1(a)"]),
        ("720-5/31-1a", ["720 ILCS 5/31-1A"]),
        ("720 ILCS 5.0/12-4.4A-B-1", ["720 ILCS 5/12-4.4A(b)(1)"]),
        ("720 5 /24.5 10", ["720 ILCS 5/24.5-10"]),
        ("720 550 /5 2 c", ["720 ILCS 550/5.2(c)"]),
        ("720 570 /402a10.5 att", ["720 ILCS 570/402(a)(10.5)"]),
        ("720 5 /8 4 720 570 /402", ["720 ILCS 5/8-4", "720 ILCS 570/402"]),
        ("720-5/8-4(19-1)", ["720 ILCS 5/8-4", "720 ILCS 5/19-1"]),
        ("720-5/21-1-1-a-a 720 5 21 1 1 a a", ["720 ILCS 5/21-1(1)(a)(a)"]),
        ("625-5/11-501a-2", ["625 ILCS 5/11-501(a)(2)"]),
        ("625-5/11-501a6", ["625 ILCS 5/11-501(a)(6)"]),
        ("AGGRAVATED BATTERY | 720|5|12-3.05(d)(4)", ["720 ILCS 5/12-3.05(d)(4)"]),
        ("720|550|5(b)", ["720 ILCS 550/5(b)"]),
        ("730 ILCS 150/6-5", ["730 ILCS 150/6-5"]),
        ("8 16 /060", ["Chicago Mun. Code § 8-16-060"]),
    ],
)
def test_illinois_joins_the_numbers_that_stand_apart(text: str, sections: list[str]) -> None:
    assert citations("IL", text) == sections


@pytest.mark.parametrize(
    "text",
    [
        "720 ILCS 5/12",  # an article
        "720 5 /21 1 3 a",  # § 21-1(3)(a) or § 21-1.3(a)
        "720 5 /12 3 21",
        "720 570 407 02",
        "720-570/8-4(720-570",
        "702 5 /21 1 a",  # no chapter
        "720 5705 402 att",
        "720 6 /21 3 a",
        "730-154 730 154",
        "20 5 /8 4 a 720 5 /18 1",
        "6 6 /2 7b",
    ],
)
def test_what_cannot_be_a_section_of_illinois_is_none(text: str) -> None:
    assert citations("IL", text) == []


def test_a_dui_without_parentheses_is_a_crime_of_the_catalogue() -> None:
    found = cite("IL", "", "625-5/11-501a-2")
    assert (found.kind, found.offense) == ("crime", "il.625.5.11-501.a.2")


@pytest.mark.parametrize(
    "text", ["720 5 /" + "12 3 " * 2_000, "720 5 " * 1_500, "1 " * 5_000, "720|5|" * 1_500, "8 4 a " * 1_500]
)
@pytest.mark.parametrize("state", ["CA", "NY", "IL", "PA", "OR", "MA", "US"])
def test_columns_without_end_are_read_at_once(state: str, text: str) -> None:
    start = time.process_time()
    read(state, text)
    assert time.process_time() - start < 1.0
