"""What was charged stays charged, whatever less a plea is to: 8 U.S.C. § 1226(c)(1)(E)(ii), "is charged with"."""

from __future__ import annotations

import pytest

from steelyard.weigh.advise import advise
from steelyard.weigh.case import parse_case

CHARGE_ALONE = "detention.charge_alone"

CASE = """
id = "X"
state = "{state}"
law_as_of = 2026-11-24
person.posture = "entered_without_inspection"
counts = [{{ id = "1", charge = "{charge}", {count} filed = true, offense_date = 2026-03-05 }}]
[[options]]
id = "1"
label = "dismissed"
dispositions = [{{ count = "1", outcome = "dismissed" }}]
[[options]]
id = "2"
label = "a plea to less"
dispositions = [{{ count = "1", outcome = "convicted", {less} }}]
"""


@pytest.mark.parametrize(
    ("state", "charge", "count", "less"),
    [
        ("OR", "164055 Theft in the First Degree", "", 'charge = "163190 Menacing"'),
        ("OR", "164055 Theft in the First Degree", "", 'modifier = "attempt"'),
        ("NY", "PL 155.25", "", 'modifier = "attempt"'),
        ("CA", "459 PC", 'enhancements = [{ charge = "12022.7(a)" }],', "enhancements = false"),
    ],
)
def test_a_plea_to_less_leaves_the_charge_where_a_dismissal_does(
    state: str, charge: str, count: str, less: str
) -> None:
    advice = advise(parse_case(CASE.format(state=state, charge=charge, count=count, less=less)))
    dismissed, pleaded = (advice.row(one).cells["entered_without_inspection"][CHARGE_ALONE].state for one in ("1", "2"))
    assert str(dismissed) == str(pleaded) == "triggered"


def test_a_plea_to_what_was_charged_is_one_count() -> None:
    for state, charge, less in (
        ("OR", "164055 Theft in the First Degree", 'level = "felony"'),
        ("NY", "PL 110/155.25", 'modifier = "attempt"'),
    ):
        advice = advise(parse_case(CASE.format(state=state, charge=charge, count="", less=less)))
        world = advice.worlds[("2", "entered_without_inspection")]
        assert [one.id for one in world.counts] == ["1"]


def test_a_first_plea_to_less_leaves_the_charge_too_and_once() -> None:
    text = CASE.format(
        state="OR", charge="164055 Theft in the First Degree", count="",
        less='modifier = "attempt", taken_back = { after = 30, charge = "163190 Menacing" }',
    )  # fmt: skip
    advice = advise(parse_case(text))
    for option in ("2", "2 (first plea)"):
        world = advice.worlds[(option, "entered_without_inspection")]
        assert [one.id for one in world.counts].count("1") == 1
        assert str(advice.row(option).cells["entered_without_inspection"][CHARGE_ALONE].state) == "triggered"
