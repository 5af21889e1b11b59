"""Enhancements: what is found beside a crime is added to its elements, and never takes an answer away.

Matter of Martinez-Zapata, 24 I&N Dec. 424 (BIA 2007): a fact that raises the longest term, and that a jury must find, is an
element of the enhanced crime. The answers are of the law of 28 November 2026.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steelyard.catalog.browse import offense_page
from steelyard.catalog.charges import cite
from steelyard.catalog.cite import read
from steelyard.catalog.derive import match
from steelyard.catalog.find import catalogue
from steelyard.catalog.model import Modifier
from steelyard.logic.facts import Between
from steelyard.weigh.mapping import Layout
from steelyard.weigh.screen_words import read_charge

from .made_up import TODAY, offense

LAW = catalogue()
NOW = date(2026, 11, 28)
PLAIN = Layout("plain", "plain", "CA", {})
EVERY = tuple(one for one in LAW.offenses.enhancements if one.sections)


def asked(charge: str, ground: str, forum: str = "9th Cir.", **more: Any) -> str:
    found = LAW.find("CA", charge)
    assert found.id, found.problem
    return LAW.full_match(found, ground, forum=forum, as_of=NOW, **more).answer


# --- what a charge names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("211 PC, 12022.53(b) PC", ["211", "12022.53.b"]),
        ("211 PC; 12022.7 PC", ["211", "12022.7"]),
        ("211 PC w/ 12022.53(b)", ["211", "12022.53.b"]),
        ("211 PC 12022.5(A) PC", ["211", "12022.5.a"]),
        ("211 PC/12022.7(a) PC", ["211", "12022.7.a"]),
        ("211 PC ROBBERY, 12022.53(B) PC USE OF FIREARM", ["211", "12022.53.b"]),
        ("245(A)(1) PC ADW, 12022.7(a)", ["245.a.1", "12022.7.a"]),
        ("288(A) PC LEWD ACT CHILD UNDER 14", ["288.a"]),
        ("487(A) PC GRAND THEFT OVER $950", ["487.a"]),
        ("25850 PC LOADED FIREARM OVER 21 YRS", ["25850"]),
        ("01 211 PC ROBBERY 2 CTS", ["211"]),
        ("211 PC ENH 667(a)(1)", ["211", "667.a.1"]),
        ("211 PC ENHANCEMENT 12022.53", ["211", "12022.53"]),
        ("211 PC ROBBERY 12022.53", ["211", "12022.53"]),
        ("211 PC STRIKE PRIOR 667", ["211", "667"]),
        ("459 PC 667(B)-(I) 1170.12", ["459", *(f"667.{letter}" for letter in "bcdefghi"), "1170.12"]),
        ("211 PC (12022.53)", ["211", "12022.53"]),
        ("211 PC (ENH: 12022.53(b))", ["211", "12022.53.b"]),
        ("211 PC (STRONG ARM)", ["211"]),
        ("211 PC W/12022A1", ["211", "12022.a.1"]),
        ("245(A)(4) PC GBI 12022.7A", ["245.a.4", "12022.7.a"]),
        ("187(A) PC 12022.53(B)(C)(D)", ["187.a", "12022.53.b", "12022.53.c", "12022.53.d"]),
        ("211 PC 12022.53(b)/(c)/(d)", ["211", "12022.53.b", "12022.53.c", "12022.53.d"]),
        ("288(a) PC, 667.61(b)/(e)(4) PC", ["288.a", "667.61.b", "667.61.e.4"]),
        ("CT 1: PC 211, 12022.5(a)", ["211", "12022.5.a"]),
        ("COUNT 2 - 211 PC", ["211"]),
        ("487(A) PC GRAND THEFT OVER 950.00", ["487.a"]),
    ],
)
def test_a_section_after_the_letters_of_the_code_is_not_lost(text: str, ids: list[str]) -> None:
    """What is lost is not weighed: of "211 PC, 12022.53(b) PC" the robbery alone was read, and cleared of the firearm."""
    assert [one.id for one in read("CA", text)] == [f"ca.pen.{name}" for name in ids]


def test_the_code_named_after_a_section_is_its_own() -> None:
    assert [one.id for one in read("CA", "11351 HS with 12022(c) PC")] == ["ca.hs.11351", "ca.pen.12022.c"]
    assert [one.id for one in read("CA", "CVC 23578")] == ["ca.veh.23578"]
    assert [one.id for one in read("CA", "11378 HSC 11370.2(c) HSC")] == ["ca.hs.11378", "ca.hs.11370.2.c"]


def test_an_enhancement_alone_says_what_it_is_and_asks_for_its_crime() -> None:
    alone = LAW.find("CA", "12022.7(a) PC")
    assert (alone.id, alone.code, [one.id for one in alone.enhancements]) == ("", "SY-O103", ["ca.great_injury"])
    assert "name the crime beside it" in alone.problem
    assert "name the crime beside it" in cite("CA", "12022.7(a) PC").reason
    page = offense_page("CA", "12022.7(a) PC", forum=None, as_of=NOW)
    assert page["enhancements"][0]["elements"]["harm"] == ["serious"]
    assert page["offenses"] == [] and page["grounds"] == {}
    beside = offense_page("CA", "236 PC, 12022.7(a) PC", forum=None, as_of=NOW)
    assert beside["offenses"] and beside["grounds"] and beside["enhancements"] == page["enhancements"]


def test_a_section_with_several_enhancements_is_none_of_them() -> None:
    found = LAW.find("CA", "487(a) PC, 12022 PC")
    assert found.problem and not found.enhancements
    assert asked("487(a) PC, 12022 PC", "FIREARM") == "not_analysed"
    named = LAW.find("CA", "12022 PC").problem
    assert "§ 12022(a)(1)" in named and "§ 12022(b)" in named and "12022.7" not in named


def test_a_subdivision_is_under_the_line_of_what_it_is_part_of() -> None:
    for charge in ("487(a) PC, 667(a)(1) PC", "487(a) PC, 667(b)-(i) PC", "487(a) PC, 12022(b)(1) PC"):
        assert LAW.find("CA", charge).enhancements and not LAW.find("CA", charge).problem, charge
    armed = LAW.find("CA", "487(a) PC, 667(e)(2)(C)(iii) PC")
    assert [one.id for one in armed.enhancements] == ["ca.strike_armed"]


def test_no_line_is_shadowed_by_an_offense_and_none_is_read_as_another() -> None:
    for one in EVERY:
        statutes = read(one.id[:2].upper(), one.citation)
        assert any(statute.id in one.sections for statute in statutes), (one.citation, one.sections)
        assert not any(LAW.offenses.find(name) for name in one.sections), one.sections


def test_an_enhancement_that_is_announced_and_not_named_clears_nothing() -> None:
    """Of "211 PC W/GUN ENH" the robbery alone was weighed, and cleared of the firearm."""
    found = LAW.find("CA", "211 PC W/GUN ENH")
    assert found.problem and found.is_enhanced and not found.names_several
    assert (asked("211 PC", "FIREARM"), asked("211 PC W/GUN ENH", "FIREARM")) == ("no", "not_analysed")
    assert asked("211 PC W/GUN ENH", "AF:G(theft)") == asked("211 PC", "AF:G(theft)")
    assert not LAW.find("CA", "211 PC W/GUN ENH 12022.53(b)").problem


def test_the_words_of_a_charge_add_their_enhancements_to_its_statute() -> None:
    row = {"charge": "ROBBERY W/ 12022.53(B) PC", "statute": "211 PC", "state": "CA"}
    assert [one.id for one in read_charge(PLAIN, LAW, row).charge.found.enhancements] == ["ca.firearm_used_listed"]
    plain = read_charge(PLAIN, LAW, row | {"charge": "ROBBERY"}).charge.found
    assert (plain.id, plain.problem) == ("ca.pen.211", "")
    assert read_charge(PLAIN, LAW, row | {"charge": "ROBBERY, FIREARM ENHANCEMENT"}).charge.found.problem


def test_no_enhancement_is_read_as_a_crime_of_its_own() -> None:
    """But for § 23550, by which rap sheets name the driving that it punishes."""
    for one in EVERY:
        if one.id == "ca.dui_priors":
            continue
        state = one.id[:2].upper()
        for statute in read(state, one.citation):
            found = LAW.find(state, statute.citation)
            assert not found.id and found.problem, (one.citation, statute.citation)


# --- what it adds ----------------------------------------------------------------------------------------------------------


def test_injury_is_added_to_a_confinement_and_no_state_of_mind() -> None:
    """Cal. Penal Code § 12022.7 names no state of mind toward the injury: Leocal v. Ashcroft, 543 U.S. 1 (2004)."""
    charge = "236 PC, 12022.7(a) PC"
    assert asked("236 PC", "DEATH_OR_SERIOUS_INJURY") == "circumstance"
    assert asked(charge, "DEATH_OR_SERIOUS_INJURY") == "yes"
    assert (
        asked(charge, "AF:F") == asked("236 PC", "AF:F") == "unsettled"
    )  # § 237(a), by violence, is charged as § 236 too
    assert asked("236 PC, 12022.7(d) PC", "CHILD") == "yes"
    assert asked("236 PC, 12022.7 PC", "CHILD") == "unsettled"


def test_an_arming_adds_a_firearm_and_is_no_force() -> None:
    """§ 12001 takes its firearms from § 16520(a), which has antiques: the text is enough in the Ninth Circuit."""
    assert asked("484(a) PC", "FIREARM", "BIA") == "no"
    assert asked("484(a) PC, 12022(a)(1) PC", "FIREARM") == "no"
    assert asked("484(a) PC, 12022(a)(1) PC", "FIREARM", "BIA") == asked("29800(a)(1) PC", "FIREARM", "BIA") != "no"
    for forum in ("9th Cir.", "BIA"):
        assert asked("484(a) PC, 12022(a)(2) PC", "FIREARM", forum) == "yes"  # no antique is an assault weapon
        assert asked("484(a) PC, 12022(a) PC", "FIREARM", forum) != "no"
        assert asked("211 PC, 12022(a)(1) PC", "AF:F", forum) == asked("211 PC", "AF:F", forum)


def test_a_use_of_a_weapon_opens_violence() -> None:
    """CALCRIM Nos. 3145, 3146: to show in a menacing manner, to hit or to fire, on purpose."""
    for enhancement in ("12022(b)(1)", "12022.5(a)", "12022.53(b)", "12022.53(c)", "12022.53(d)", "12022.53"):
        assert asked(f"211 PC, {enhancement} PC", "AF:F") == "unsettled", enhancement
    assert asked("459 PC, 12022.55 PC", "AF:F") == "yes"
    assert asked("664/211 PC, 12022.53(d) PC", "AF:F") == "unsettled"


def test_a_circumstance_of_the_one_strike_law_is_added_and_the_section_alone_is_open() -> None:
    """Cal. Penal Code § 667.61(d)-(e), (o): each is pleaded and found; CALCRIM Nos. 3175 to 3183."""
    crime = "288(a) PC"
    assert asked(crime, "FIREARM") == asked(f"{crime}, 667.61(e)(4) PC", "FIREARM") == "no"
    assert asked(f"{crime}, 667.61(b)/(e)(4) PC", "FIREARM") == "unsettled"
    assert asked(f"{crime}, 667.61(e)(3) PC", "FIREARM") == "unsettled"
    assert asked("261(a)(2) PC, 667.61(d)(3) PC", "DEATH_OR_SERIOUS_INJURY") == "yes"
    assert asked("261(a)(2) PC, 667.61(j)(2) PC", "MINOR_SPECIFIED") == "yes"
    assert asked("261(a)(2) PC, 667.61(e)(1) PC", "AF:K(iii)") == "unsettled"


def test_injuries_and_ages_that_sections_add_to_their_own_crime() -> None:
    for charge in ("368(b)(1) PC, 368(b)(2) PC", "368(b)(1) PC, 368(b)(3)(B) PC"):
        crime = charge.partition(",")[0]
        assert asked(charge, "DEATH_OR_SERIOUS_INJURY") == "yes", charge
        assert asked(charge, "AF:F") == asked(crime, "AF:F"), charge
    for crime, beside in (("452(b)", "452.1(a)(3) PC"), ("23153(a)", "23566(b) VC")):
        (added,) = LAW.find("CA", f"{crime} {beside[-2:]}, {beside}").enhancements
        assert added.elements["harm"] == ("serious",)
    assert asked("186.26(a) PC, 186.26(d) PC", "CHILD") == "unsettled"


def test_a_child_in_the_car_is_an_enhancement_and_no_crime() -> None:
    """Cal. Veh. Code § 23572(b): pleaded and proved beside § 23152."""
    found = LAW.find("CA", "23152(a) VC, 23572 VC")
    assert [one.id for one in found.enhancements] == ["ca.dui_child"] and not found.names_several
    assert (asked("23152(a) VC", "CHILD"), asked("23152(a) VC, 23572 VC", "CHILD")) == ("no", "unsettled")
    assert "name the crime beside it" in LAW.find("CA", "23572 VC").problem


@pytest.mark.parametrize(
    "beside",
    ["1170.84 PC", "1170.85(b) PC", "1203.06(a)(1) PC", "1203.066(a)(8) PC", "667.5(c)(8) PC", "667.95 PC", "23554 VC"],
)
def test_what_chooses_a_term_or_bars_probation_lengthens_none(beside: str) -> None:
    crime = "23153(a) VC" if beside.endswith("VC") else "245(a)(4) PC"
    alone, both = LAW.find("CA", crime), LAW.find("CA", f"{crime}, {beside}")
    assert both.enhancements and not both.problem
    assert LAW.penalty(both, "felony", NOW) == LAW.penalty(alone, "felony", NOW)


def test_the_fact_that_opens_the_upper_term_is_open() -> None:
    """Cal. Penal Code § 1170.85(b): a victim who is vulnerable by age; the fact must be found for the upper term."""
    assert asked("484(a) PC, 1170.85 PC", "CHILD") == "unsettled"
    assert asked("484(a) PC, 1170.85 PC", "FIREARM") == asked("484(a) PC", "FIREARM") == "no"


def test_a_line_from_memory_clears_nothing() -> None:
    charge = "11379.6(a) HS, 11379.9 HS"
    assert asked("11379.6(a) HS", "FIREARM") == "no"
    found = LAW.full_match(LAW.find("CA", charge), "FIREARM", forum="9th Cir.", as_of=NOW)
    assert (found.answer, found.basis) == ("unsettled", "derived")
    assert any("written from memory" in note for note in found.notes)


def test_an_earlier_conviction_changes_no_ground_and_leaves_the_term_open() -> None:
    """Almendarez-Torres v. United States, 523 U.S. 224 (1998)."""
    from steelyard.law.federal.grounds import names_of_grounds

    for ground in names_of_grounds():
        for charge in ("459 PC, 667(b)-(i) PC", "459 PC, 667(a) PC", "459 PC, 1170.12 PC", "459 PC, 667.5(b) PC"):
            assert asked(charge, ground) == asked("459 PC", ground), (charge, ground)
    alone, third = LAW.find("CA", "459 PC"), LAW.find("CA", "459 PC, 667(b)-(i) PC")
    longest = LAW.penalty(third, "felony", NOW)[1]
    assert isinstance(longest, Between) and longest.high is None
    assert LAW.penalty(alone, "felony", NOW)[1] != longest


def test_a_factor_for_the_court_leaves_the_term() -> None:
    alone, high = LAW.find("CA", "23152(a) VC"), LAW.find("CA", "23152(a) VC, 23578 VC")
    assert high.enhancements and LAW.penalty(high, None, NOW) == LAW.penalty(alone, None, NOW)


def test_the_drug_that_an_enhancement_names_is_found_with_it() -> None:
    assert asked("11351 HS", "CS") == "divisible"
    assert asked("11351 HS, 11370.4(a)(1) HS", "CS") == "yes"


def test_a_gang_enhancement_makes_nothing_turpitudinous_in_the_ninth_circuit_and_may_elsewhere() -> None:
    """Hernandez-Gonzalez v. Holder, 778 F.3d 793 (9th Cir. 2015); Matter of E.E. Hernandez, 26 I&N Dec. 397 (BIA 2014)."""
    charge = "12020(a)(1) PC, 186.22(b)(1) PC"
    assert asked(charge, "CIMT") == asked("12020(a)(1) PC", "CIMT") == "no"
    assert asked("12020(a)(1) PC", "CIMT", "BIA") == "no"
    assert asked(charge, "CIMT", "BIA") == "unsettled"


def test_other_enhancements_and_turpitude_are_open_in_the_ninth_circuit() -> None:
    charge = "236 PC, 12022.5(a) PC"
    assert asked("236 PC", "CIMT") == asked("236 PC", "CIMT", "BIA") == "no"
    assert (asked(charge, "CIMT"), asked(charge, "CIMT", "BIA")) == ("unsettled", "yes")
    found = LAW.full_match(LAW.find("CA", charge), "CIMT", forum="BIA", as_of=NOW)
    assert found.basis == "derived" and "Martinez-Zapata" in found.authorities[0].cite
    assert any("§ 12022.5(a) adds to the elements" in note for note in found.notes)


@pytest.mark.parametrize(
    ("state", "crime", "enhancement", "opens"),
    [
        ("US", "18 U.S.C. § 922(g)(1)", "18 U.S.C. § 924(a)(2)", ()),
        ("US", "18 U.S.C. § 922(g)(1)", "18 U.S.C. § 924(e)", ()),
        ("US", "21 U.S.C. § 841(a)(1)", "21 U.S.C. § 851", ()),
        ("US", "21 U.S.C. § 841(a)(1)", "21 U.S.C. § 841(b)(1)(C)", ()),
        ("NY", "PL 155.25", "PL 485.05", ("CIMT",)),
        ("OR", "164.015", "161.610", ("FIREARM", "AF:F", "CIMT")),
        ("IL", "720 ILCS 5/19-1(a)", "730 ILCS 5/5-4.5-95(b)", ()),
        ("PA", "18 Pa.C.S. § 3921(a)", "42 Pa.C.S. § 9712", ("FIREARM",)),
        ("PA", "18 Pa.C.S. § 3921(a)", "42 Pa.C.S. § 9714", ()),
        ("PA", "18 Pa.C.S. § 3921(a)", "42 Pa.C.S. § 9712.1", ("FIREARM",)),
        ("PA", "18 Pa.C.S. § 3921(a)", "42 Pa.C.S. § 9717", ()),
        ("PA", "18 Pa.C.S. § 3921(a)", "18 Pa.C.S. § 7508", ("CS",)),
        ("PA", "18 Pa.C.S. § 3921(a)", "18 Pa.C.S. § 6314", ("CHILD",)),
        ("PA", "18 Pa.C.S. § 3921(a)", "42 Pa.C.S. § 9718", ("CHILD",)),
        ("NY", "PL 155.25", "PL 70.06", ()),
        ("NY", "PL 155.25", "PL 490.25", ("CIMT", "AF:F")),
        ("IL", "720 ILCS 5/19-1(a)", "730 ILCS 5/5-8-1(a)(1)(d)(iii)", ("FIREARM", "AF:F", "CIMT")),
        ("MA", "c266 s30A", "c279 s25", ()),
    ],
)
def test_enhancements_of_other_laws(state: str, crime: str, enhancement: str, opens: tuple[str, ...]) -> None:
    alone = LAW.find(state, crime)
    both = LAW.enhanced(alone, [LAW.find(state, enhancement)])
    assert both.enhancements and not both.problem
    for ground in ("CIMT", "FIREARM", "AF:F", "AF:G(theft)", "CS", "CHILD"):
        own, whole = (LAW.full_match(one, ground, forum="BIA", as_of=NOW).answer for one in (alone, both))
        assert whole == own or ground in opens, (ground, own, whole)
        if ground in opens and own == "no":
            assert whole != "no", ground


@pytest.mark.parametrize(
    ("state", "charge", "ids"),
    [
        ("PA", "18 § 2702, 42 Pa.C.S. § 9712.1", ["pa.firearm_drugs"]),
        ("PA", "18 § 2702 §§ A1 (42 Pa.C.S.A. § 9714)", ["pa.second_strike"]),
        ("PA", "18 § 2702 §§ A1, 42 § 9718 §§ A1", ["pa.victim_under_16"]),
        ("PA", "35 § 780-113 §§ A30, 18 § 7508", ["pa.drug_weight"]),
        ("NY", "PL 155.25 as a hate crime", ["ny.hate"]),
        ("NY", "PL 120.05-2H", ["ny.hate"]),
        ("NY", "PL 1552500H", ["ny.hate"]),
        ("NY", "PL 140.20 PL 70.04", ["ny.predicates"]),
        ("IL", "720 ILCS 5/9-1(a)(1), 730 ILCS 5/5-8-1(a)(1)(d)(iii)", ["il.firearm_murder_harm"]),
        ("IL", "720 ILCS 5/9-1(a)(1) 730 ILCS 5/5-8-1(d)(ii)", ["il.firearm_murder"]),
        ("OR", "164.405 ROBBERY II W/FIREARM", ["or.firearm_minimum"]),
        ("OR", "ORS 164.405 (161.610)", ["or.firearm_minimum"]),
        ("MA", "c265 s15A(b), c279 s25", ["ma.habitual"]),
    ],
)
def test_charges_of_other_states_name_their_enhancements(state: str, charge: str, ids: list[str]) -> None:
    """Or. Rev. Stat. § 161.610(2) has it that the words "with a firearm" are added to the title of the crime."""
    found = LAW.find(state, charge)
    assert found.id and not found.problem and [one.id for one in found.enhancements] == ids


def test_an_age_that_pennsylvania_makes_an_element() -> None:
    """42 Pa. Cons. Stat. § 9718(c): it "shall constitute an element enhancing the underlying offense"."""
    crime, under_16 = "18 Pa.C.S. § 2702(a)(1)", "42 Pa.C.S. § 9718(a)(1)"
    both = LAW.enhanced(LAW.find("PA", crime), [LAW.find("PA", under_16)])
    alone, whole = (
        LAW.full_match(one, "CHILD", forum="3d Cir.", as_of=NOW).answer for one in (LAW.find("PA", crime), both)
    )
    assert alone == "no" and whole != "no"
    assert LAW.penalty(both, None, NOW) == LAW.penalty(LAW.find("PA", crime), None, NOW)


def test_the_words_of_an_oregon_charge_add_the_firearm_to_its_statute() -> None:
    row = {"charge": "ROBBERY II WITH A FIREARM", "statute": "164.405"}
    found = read_charge(Layout("plain", "plain", "OR", {}), LAW, row).charge.found
    assert [one.id for one in found.enhancements] == ["or.firearm_minimum"]


def test_an_unknown_enhancement_clears_nothing() -> None:
    found = LAW.find("CA", "484(a) PC")
    unknown = LAW.enhanced(found, [LAW.find("CA", "12022.99 PC")])
    known = LAW.enhanced(found, [LAW.find("CA", "667(a) PC")])
    both = LAW.enhanced(found, [LAW.find("CA", "667(a) PC"), LAW.find("CA", "12022.99 PC")])
    answers = [LAW.full_match(one, "FIREARM", forum="9th Cir.", as_of=NOW).answer for one in (unknown, known, both)]
    assert answers == ["not_analysed", "no", "not_analysed"]
    assert asked("484(a) PC, 12022.99 PC", "FIREARM") == "not_analysed"


def test_a_list_of_enhancements_and_a_string_of_them_are_the_same() -> None:
    found = LAW.find("CA", "484(a) PC")
    listed = LAW.enhanced(found, [LAW.find("CA", "12022.7(a) PC"), LAW.find("CA", "12022(a)(2) PC")])
    together = LAW.enhanced(found, [LAW.find("CA", "12022.7(a) PC, 12022(a)(2) PC")])
    written = LAW.find("CA", "484(a) PC, 12022.7(a) PC, 12022(a)(2) PC")
    assert listed.enhancements == together.enhancements == written.enhancements
    assert listed.id == together.id == written.id


# --- how it is laid over ---------------------------------------------------------------------------------------------------


def line(**values: str) -> Modifier:
    return Modifier("ca.x", "enhancement", "§ X", elements={name: (value,) for name, value in values.items()})


def test_the_stronger_value_stands_and_another_value_is_read_beside_the_crimes() -> None:
    shove = offense({"act": ["touch"], "object": ["person"], "mind": ["knowledge"], "force": ["contact"]})
    hard = match(shove, "AF:F", as_of=TODAY, forum="BIA", enhancements=[line(force="violent")])
    soft = match(shove, "AF:F", as_of=TODAY, forum="BIA", enhancements=[line(force="contact")])
    assert (hard.answer, soft.answer) == ("yes", "no")
    strong = offense({"act": ["touch"], "object": ["person"], "mind": ["knowledge"], "force": ["deadly"]})
    assert match(strong, "AF:F", as_of=TODAY, forum="BIA", enhancements=[line(force="contact")]).answer == "yes"
    bat = offense({"act": ["possess"], "object": ["weapon"], "mind": ["knowledge"], "weapon": ["deadly"]})
    assert match(bat, "FIREARM", as_of=TODAY, enhancements=[line(weapon="firearm_federal")]).answer == "yes"


def test_what_was_done_beside_the_crime_lends_it_nothing() -> None:
    taking = offense(
        {"act": ["take"], "object": ["property"], "consent": ["by_force"], "mind": ["intent"], "mind_harm": ["strict"]}
    )
    held = line(act="possess", object="weapon", mind="knowledge", weapon="firearm_federal")
    alone = match(taking, "AF:F", as_of=TODAY, forum="9th Cir.").answer
    assert match(taking, "AF:F", as_of=TODAY, forum="9th Cir.", enhancements=[held]).answer == alone
    assert match(taking, "FIREARM", as_of=TODAY, forum="9th Cir.", enhancements=[held]).answer == "yes"


def test_each_means_of_an_enhancement_must_match() -> None:
    theft = offense({"act": ["take"], "object": ["property"], "consent": ["without"], "mind": ["intent"]})
    either = Modifier("ca.x", "enhancement", "§ X", elements={"weapon": ("deadly", "firearm_federal")})
    assert match(theft, "FIREARM", as_of=TODAY, enhancements=[either]).answer == "no"
    assert match(theft, "FIREARM", as_of=TODAY, enhancements=[either, line(weapon="firearm_federal")]).answer == "yes"


# --- the property ------------------------------------------------------------------------------------------------------------

CRIMES = (
    "PC 211", "PC 236", "PC 243(d)", "PC 245(a)(4)", "PC 273a(b)", "PC 288(a)", "PC 422", "PC 451(c)", "PC 459",
    "PC 460(b)", "PC 470(a)", "PC 484(a)", "PC 487(a)", "PC 496(a)", "PC 594(a)", "PC 602(m)", "PC 69", "PC 148(a)(1)",
    "PC 191.5(a)", "PC 261.5(c)", "PC 207(a)", "PC 647.6(a)", "PC 29800(a)(1)", "PC 12020(a)(1)", "HS 11351",
    "HS 11377(a)", "HS 11360(a)", "VC 23152(a)", "VC 23153(a)", "VC 10851", "VC 20001(b)(1)", "664/211 PC", "182(a)(1)/487 PC",
)  # fmt: skip
NAMED = [one for one in EVERY if one.id.startswith("ca.") and LAW.find("CA", one.citation).enhancements]
GROUNDS = (
    "CIMT", "FIREARM", "AF:F", "AF:B", "AF:A(sexual_abuse)", "AF:G(burglary)", "AF:G(theft)", "AF:M(i)", "AF:S", "CS",
    "CHILD", "DV", "DEATH_OR_SERIOUS_INJURY", "DANGEROUS_DRIVING", "MINOR_SPECIFIED", "DRUG_CONDUCT", "AF",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(CRIMES),
    st.lists(st.sampled_from(NAMED), min_size=1, max_size=3, unique=True),
    st.sampled_from(GROUNDS),
    st.sampled_from(["9th Cir.", "BIA", "2d Cir."]),
)
def test_an_enhancement_only_ever_adds(crime: str, added: list[Modifier], ground: str, forum: str) -> None:
    """A "no" of the enhanced crime is one of the crime, and a "yes" of the crime is one of it enhanced."""
    alone = LAW.find("CA", crime)
    enhanced = LAW.enhanced(alone, [LAW.find("CA", one.citation) for one in added])
    assert {one.id for one in enhanced.enhancements} == {one.id for one in added}
    own = LAW.full_match(alone, ground, forum=forum, as_of=NOW)
    whole = LAW.full_match(enhanced, ground, forum=forum, as_of=NOW)
    if whole.answer == "no":
        assert own.answer == "no"
    if own.answer == "yes":
        assert whole.answer == "yes"
    if whole.answer != own.answer:
        assert whole.basis != "holding", "what was held of the crime was not held of the crime so enhanced"
