"""What a search for fewer consequences finds in California is not cleared by what an entry or a ground's test left out."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.derive import Match
from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_of_state
from steelyard.logic.facts import Among, Between

AS_OF = date(2026, 6, 1)
CONVICTED = date(2026, 2, 3)


def asked(state: str, charge: str, ground: str, form: str = "") -> Match:
    found = catalogue().find(state, charge)
    assert found.offenses, found.problem
    forum = "9th Cir." if state == "US" else forum_of_state(state)
    return catalogue().full_match(found, ground, forum=forum, as_of=AS_OF, conviction_date=CONVICTED, form=form or None)


@pytest.mark.parametrize(
    ("state", "charge", "form", "answer"),
    [
        # CALCRIM No. 2513 has the narcotic of the addiction named, and no drug is held or used
        ("CA", "Cal. Penal Code § 29800(a)(1)", "addicted to a narcotic", "unsettled"),
        ("CA", "Cal. Penal Code § 29800(a)(1)", "after a felony conviction or an offense of § 23515", "no"),
        ("CA", "Cal. Penal Code § 29800", "", "unsettled"),
        ("CA", "Cal. Penal Code § 29800(a)(2)", "", "no"),
        ("CA", "Cal. Penal Code § 22610(b)", "", "unsettled"),
        ("CA", "Cal. Penal Code § 22810(b)", "", "unsettled"),
        ("IL", "720 ILCS 5/24-3.1(a)(3)", "", "unsettled"),
        ("US", "18 U.S.C. § 842(i)", "", "unsettled"),
        ("US", "18 U.S.C. § 922(g)(3)", "", "unsettled"),
        ("US", "18 U.S.C. § 922(g)(1)", "", "no"),
    ],
)
def test_a_weapon_barred_for_a_drug_may_relate_to_it(state: str, charge: str, form: str, answer: str) -> None:
    assert asked(state, charge, "CS", form).answer == answer


@pytest.mark.parametrize(
    "charge", ["Cal. Penal Code § 29800(a)(1)", "720 ILCS 5/24-3.1(a)(3)", "18 U.S.C. § 922(g)(3)"]
)
def test_the_drug_of_an_addiction_is_not_traded(charge: str) -> None:
    state = {"C": "CA", "7": "IL", "1": "US"}[charge[0]]
    assert asked(state, charge, "AF:B").answer == "no"


@pytest.mark.parametrize(
    ("state", "charge", "answer"),
    [
        # 8 U.S.C. § 1182(a)(3)(B)(iii)(V)(b): "explosive, firearm, or other weapon or dangerous device"
        ("CA", "Cal. Penal Code § 246.3(b)", "yes"),
        ("CA", "Cal. Penal Code § 246.3(a)", "yes"),
        ("PA", "18 Pa. Cons. Stat. § 6304(b)", "yes"),
        # held, and not fired
        ("CA", "Cal. Penal Code § 171b(a)(6)", "no"),
    ],
)
def test_an_air_gun_that_is_fired_is_a_weapon_used(state: str, charge: str, answer: str) -> None:
    assert asked(state, charge, "SECURITY_CONDUCT").answer == answer


@pytest.mark.parametrize(
    ("state", "charge", "answer"),
    [
        # 34 U.S.C. § 20911(7)(I); Matter of Introcaso, 26 I&N Dec. 304 (BIA 2014): what was done decides
        ("CA", "Cal. Penal Code § 460(a)", "circumstance"),
        ("CA", "Cal. Penal Code § 460(b)", "circumstance"),
        ("CA", "Cal. Penal Code § 647(h)", "circumstance"),
        ("NY", "N.Y. Penal Law § 140.20", "circumstance"),
        ("PA", "18 Pa. Cons. Stat. § 3502(a)(1)", "circumstance"),
        ("OR", "Or. Rev. Stat. § 164.215", "circumstance"),
        ("IL", "720 ILCS 5/19-1(a)", "circumstance"),
        ("MA", "Mass. Gen. Laws ch. 266, § 16", "circumstance"),
        # in order to steal and for nothing else; without an aim
        ("CA", "Cal. Penal Code § 459.5", "no"),
        ("CA", "Cal. Penal Code § 602(m)", "no"),
    ],
)
def test_an_entry_for_any_crime_may_be_for_one_against_a_minor(state: str, charge: str, answer: str) -> None:
    assert asked(state, charge, "MINOR_SPECIFIED").answer == answer


@pytest.mark.parametrize(
    ("charge", "level", "days"),
    [
        # a third violation is punished under (a) or (b): Cal. Penal Code § 290.018(g)
        ("Cal. Penal Code § 290.018(g)", None, 3 * 365),
        ("Cal. Penal Code § 290.018(g)", "misdemeanor", 364),
        ("Cal. Penal Code § 290.011(a)", None, 3 * 365),
        ("Cal. Penal Code § 290.012(c)", None, 3 * 365),
        # petty theft of one with a listed prior, where the charge cites Cal. Penal Code § 490.2(a)
        ("Cal. Penal Code §§ 484(a), 490.2(a)", None, 3 * 365),
        ("Cal. Penal Code §§ 484(a), 488", None, 180),
        # a day for each unit beyond the first: Cal. Penal Code § 311.9(a)
        ("Cal. Penal Code § 311.2(a)", "misdemeanor", 360),
        ("Cal. Penal Code § 311.5", "misdemeanor", 360),
    ],
)
def test_the_longest_term_is_that_of_the_gravest_grade(charge: str, level: str | None, days: int) -> None:
    _, term = catalogue().penalty(catalogue().find("CA", charge), level, CONVICTED, None)
    assert (term.high if isinstance(term, Between) else term) == days


@pytest.mark.parametrize(
    "charge",
    [
        "Penal Code § 113",
        "Penal Code § 114",
        "Penal Code § 311.2(b)",
        "Penal Code § 337b",
        "Penal Code § 337c",
        "Penal Code § 337d",
        "Penal Code § 337e",
        "Penal Code § 530.5(d)(2)",
        "Penal Code § 107",
        "Penal Code § 148.3(b)",
        "Penal Code § 148.4(b)",
        "Penal Code § 597.5(a)(1)",
        "Penal Code § 597.5(a)(2)",
        "Penal Code § 597.5(a)(3)",
        "Rev. & Tax. Code § 7153.5",
        "Unemp. Ins. Code § 2118.5",
        "Veh. Code § 10851(b)",
    ],
)
def test_a_felony_that_a_fine_alone_may_punish_can_be_a_misdemeanor(charge: str) -> None:
    """Cal. Penal Code § 18(b): without an alternative of jail in the section, jail of at most one year may stand in its place."""
    found = catalogue().find("CA", f"Cal. {charge}")
    levels, _ = catalogue().penalty(found, None, CONVICTED, None)
    assert isinstance(levels, Among)
    assert levels.words == {"felony", "misdemeanor"}
    assert catalogue().penalty(found, "misdemeanor", CONVICTED, None)[1] == 364


def test_who_supplies_a_minor_is_not_offered_the_crime_of_the_minor() -> None:
    (supplying,) = catalogue().find("CA", "Cal. Penal Code § 27505(a)").offenses
    assert "ca.pen.29610" not in {one.offense for one in supplying.related}
