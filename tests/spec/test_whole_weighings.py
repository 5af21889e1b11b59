"""Charges as courts write them, with what was tried, agreed on or left incomplete: most of New York and Pennsylvania."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.ask import answered, catalogue
from steelyard.catalog.derive import match
from tests.spec.made_up import TODAY, said_of


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


@pytest.mark.parametrize("ground", ["DRUG_CONDUCT", "LAUNDERING_CONDUCT", "TRAFFICKING_CONDUCT", "SECURITY_CONDUCT"])
@pytest.mark.parametrize(
    ("state", "charge"),
    [
        ("NY", "Penal Law § 205.55"),
        ("NY", "Penal Law § 205.65"),
        ("NY", "Penal Law §§ 110, 205.60"),
        ("PA", "18 Pa. Cons. Stat. § 5105(a)(1)"),
        ("PA", "18 Pa. Cons. Stat. §§ 901, 5105(a)(1)"),
        ("PA", "18 Pa. Cons. Stat. §§ 901, 5107"),
        ("OR", "ORS 162.325"),
        ("IL", "720 ILCS 5/31-5(b)"),
        ("US", "18 U.S.C. § 1071"),
    ],
)
def test_help_after_a_crime_clears_of_nothing_that_the_helper_may_have_had_a_part_in(
    state: str, charge: str, ground: str
) -> None:
    """8 U.S.C. § 1182(a)(2)(C)(i), "a knowing aider, abettor, assister"; the crime is named in no entry and decides."""
    assert said_of(state, charge, ground).answer == "divisible"


def test_a_death_is_asked_of_whatever_was_tried() -> None:
    """8 U.S.C. § 1226(c)(1)(E)(ii): "any crime that results in death or serious bodily injury"."""
    for charge in ("18 Pa. Cons. Stat. § 7512(a)", "18 Pa. Cons. Stat. §§ 901, 7512(a)"):
        assert said_of("PA", charge, "DEATH_OR_SERIOUS_INJURY").answer == "circumstance", charge


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected", "why"),
    [
        ("PA", "18 Pa. Cons. Stat. § 3123(a)(7)", "AF:A", "no", "Cabeda, of recklessness toward the act"),
        ("PA", "18 Pa. Cons. Stat. §§ 901, 3123(a)(7)", "AF:A", "unsettled", "an attempt means the act"),
        ("PA", "18 Pa. Cons. Stat. §§ 901, 3123(a)(7)", "AF:U", "unsettled", "the same, by the letter for attempts"),
        ("PA", "18 Pa. Cons. Stat. §§ 903, 3123(a)(7)", "AF:A", "unsettled", "an agreement means the act"),
        (
            "PA",
            "18 Pa. Cons. Stat. §§ 902, 3123(a)(7)",
            "AF:A",
            "unsettled",
            "a child may be the one who is asked: Restrepo",
        ),
        (
            "PA",
            "18 Pa. Cons. Stat. §§ 902, 3121(c)",
            "AF:A",
            "unsettled",
            "Commonwealth v. Hacker, 15 A.3d 333 (Pa. 2011)",
        ),
        (
            "PA",
            "18 Pa. Cons. Stat. §§ 902, 3121(a)(1)",
            "AF:A",
            "no",
            "no child need be asked; (U) has no solicitation",
        ),
        ("PA", "18 Pa. Cons. Stat. §§ 902, 2701(a)(1)", "AF:A", "no", "nothing sexual"),
    ],
)
def test_what_is_tried_agreed_on_or_asked_for_is_meant(
    state: str, charge: str, ground: str, expected: str, why: str
) -> None:
    assert said_of(state, charge, ground).answer == expected, why


def test_asking_another_to_break_an_order_is_not_cleared() -> None:
    """8 U.S.C. § 1227(a)(2)(E)(ii); Matter of Obshatko, 27 I&N Dec. 173 (BIA 2017): no conviction is needed."""
    # whose order it was, no record need say
    assert said_of("PA", "18 Pa. Cons. Stat. §§ 902, 4955(a)(1)", "DVPO").answer == "unsettled"


@pytest.mark.parametrize(("crime", "expected"), [("130.65(3)", "unsettled"), ("130.35(1)(a)", "no")])
def test_a_child_that_is_asked_is_abused_in_new_york_too(crime: str, expected: str) -> None:
    """Mugalli v. Ashcroft, 258 F.3d 52 (2d Cir. 2001); a crime without a child stays outside § 1101(a)(43)(U)."""
    offenses = catalogue().find("NY", f"Penal Law § {crime}").offenses
    assert match(offenses, "AF:A", forum="2d Cir.", as_of=TODAY, modifiers=["solicitation"]).answer == expected


@pytest.mark.parametrize(
    ("state", "charge", "ground"),
    [
        ("OR", "ORS 161.405, 163.160(1)(a)", "DV"),  # "intentionally, knowingly or recklessly"
        ("OR", "ORS 161.405, 163.165(1)(g)", "AF:F"),
        ("PA", "18 Pa. Cons. Stat. §§ 901, 2713(a)(1)", "CIMT"),
        ("PA", "18 Pa. Cons. Stat. §§ 901, 2803", "CIMT"),
    ],
)
def test_an_attempt_is_of_the_intent_that_a_section_names_beside_recklessness(
    state: str, charge: str, ground: str
) -> None:
    assert said_of(state, charge, ground).answer == "unsettled"


@pytest.mark.parametrize(
    ("state", "charge", "ground", "too_early", "in_force"),
    [
        ("NY", "Penal Law § 220.48", "FIREARM", date(1999, 12, 21), date(2010, 1, 4)),
        ("PA", "18 Pa. Cons. Stat. § 2716", "AF:S", date(1994, 7, 21), date(2003, 1, 6)),
        ("PA", "18 Pa. Cons. Stat. § 7512(a)", "CIMT", date(1998, 7, 1), date(2001, 7, 2)),
        ("PA", "75 Pa. Cons. Stat. § 3802(c)", "CIMT", date(1999, 7, 24), date(2005, 7, 25)),
    ],
)
def test_a_section_clears_nothing_of_a_day_before_it_was_added(
    state: str, charge: str, ground: str, too_early: date, in_force: date
) -> None:
    for day, answer in ((too_early, "not_analysed"), (in_force, "no")):
        asked = {"state": state, "statute": charge, "ground": ground, "conviction_date": day.isoformat()}
        assert answered(asked)["answer"] == answer, day


@pytest.mark.parametrize(
    ("state", "charge", "expected"),
    [
        ("NY", "Penal Law § 215.50(1)", "no"),
        ("NY", "Penal Law § 215.50(3)", "circumstance"),  # any mandate of a court, an order of protection too
        ("NY", "Penal Law § 215.50(6)", "no"),  # articles sixteen to eighteen-b of the Judiciary Law, on jurors
        ("NY", "Penal Law § 215.51(a)", "no"),  # before a grand jury
        ("PA", "42 Pa. Cons. Stat. § 4132(2)", "circumstance"),  # the process of the court
    ],
)
def test_contempt_that_breaks_no_order_breaks_none_that_protects(state: str, charge: str, expected: str) -> None:
    assert said_of(state, charge, "DVPO").answer == expected


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected"),
    [
        (
            "NY",
            "Penal Law § 190.79(4)",
            "AF:B",
            "divisible",
        ),  # the crime of § 190.78, one way of which is another crime
        ("NY", "Penal Law § 190.80(4)", "CS", "divisible"),  # the crime of § 190.79, committed again
        ("NY", "Penal Law § 240.30(5)", "STALK", "unsettled"),  # the crime of § 240.25, committed again
        ("PA", "18 Pa. Cons. Stat. § 4304(a)(2)", "CHILD", "unsettled"),  # abuse kept from being reported
        ("PA", "18 Pa. Cons. Stat. § 2903(b)", "TRAFFICKING_CONDUCT", "unsettled"),  # by one who is not a parent
        ("PA", "18 Pa. Cons. Stat. § 2903(c)", "TRAFFICKING_CONDUCT", "no"),  # by a parent
    ],
)
def test_what_one_section_leaves_open_its_neighbour_does_too(
    state: str, charge: str, ground: str, expected: str
) -> None:
    assert said_of(state, charge, ground).answer == expected


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected"),
    [
        ("NY", "110/160.05", "DV", "unsettled"),
        ("NY", "110/160.10(1)", "AF:F", "unsettled"),
        ("CA", "664/422(a) PC", "AF:F", "unsettled"),
        ("CA", "664/211 PC", "AF:F", "no"),  # the completed crime is none either
    ],
)
def test_an_attempt_that_older_decisions_hold_violent_is_not_cleared_by_taylor(
    state: str, charge: str, ground: str, expected: str
) -> None:
    """United States v. Pereira-Gomez, 903 F.3d 155 (2d Cir. 2018); Arellano Hernandez v. Lynch, 831 F.3d 1127 (9th Cir. 2016)."""
    assert said_of(state, charge, ground).answer == expected
