"""Charges as courts of New York and Pennsylvania write them, with what was tried, agreed on or left incomplete."""

from __future__ import annotations

import pytest

from tests.spec.made_up import said_of


@pytest.mark.parametrize(
    "crime",
    ["3121(a)(1)", "3121(c)", "3122.1(b)", "3123(a)(7)", "3124.1", "3125(a)(1)", "3125(b)", "3011(a)(1)", "3013(a)(2)"],
)
def test_an_attempted_sexual_act_is_as_turpitudinous_as_the_act(crime: str) -> None:
    """18 Pa. Cons. Stat. § 901(a), "with intent to commit a specific crime"; of the act, Mehboob v. Attorney General."""
    for charge in (f"18 Pa. Cons. Stat. § {crime}", f"18 Pa. Cons. Stat. §§ 901, {crime}"):
        assert said_of("PA", charge, "CIMT").answer == "yes", charge


@pytest.mark.parametrize(
    ("state", "charge", "expected", "why"),
    [
        (
            "PA",
            "18 Pa. Cons. Stat. §§ 901, 2706(a)(2)",
            "unsettled",
            "a threat is an act; the completed crime is undecided",
        ),
        ("PA", "18 Pa. Cons. Stat. §§ 901, 3301(a)(1)(i)", "unsettled", "a fire set on purpose, which endangers"),
        ("PA", "18 Pa. Cons. Stat. §§ 901, 2506", "unsettled", "a drug passed on purpose, and a death"),
        ("PA", "18 Pa. Cons. Stat. §§ 901, 2705", "no", "Knapik and Mahn"),
        ("PA", "18 Pa. Cons. Stat. §§ 901, 2504", "no", "a death caused recklessly: Knapik"),
        ("NY", "Penal Law §§ 110, 120.05(4)", "no", "Gill"),
        (
            "NY",
            "Penal Law §§ 110, 130.70(1)(a)",
            "unsettled",
            "forcible compulsion, and an injury that need not be meant",
        ),
        ("NY", "Penal Law §§ 110, 150.15", "unsettled", "a fire set on purpose with a person inside"),
    ],
)
def test_gill_and_knapik_clear_attempts_of_careless_results_alone(
    state: str, charge: str, expected: str, why: str
) -> None:
    assert said_of(state, charge, "CIMT").answer == expected, why
