"""Citations that name several sections: lists and ranges, general sections beside a crime, and what could not be read."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steelyard.catalog.ask import answer
from steelyard.catalog.charges import cite
from steelyard.catalog.cite import JURISDICTIONS, read
from steelyard.catalog.find import Catalogue, catalogue
from steelyard.catalog.lists import MOST, between, paths, written_out
from steelyard.catalog.model import Section
from steelyard.catalog.ranges import ranges_in
from steelyard.catalog.sections import gaps
from steelyard.logic.facts import Among, Between

LAW = catalogue()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [()]),
        ("(a)", [("a",)]),
        ("(a)(1)", [("a", "1")]),
        ("(a),(b)", [("a",), ("b",)]),
        ("(b)-(d)", [("b",), ("c",), ("d",)]),
        ("(a)(1)-(4),(c)", [("a", "1"), ("a", "2"), ("a", "3"), ("a", "4"), ("c",)]),
        ("(a)(1)(A), (B) and (b)", [("a", "1", "a"), ("a", "1", "b"), ("b",)]),
        ("(a)(1) or (2)", [("a", "1"), ("a", "2")]),
        ("(i)-(iv)", [("i",), ("ii",), ("iii",), ("iv",)]),
        ("(a)(1), (a)(3)", [("a", "1"), ("a", "3")]),
        ("(1) through (3)", [("1",), ("2",), ("3",)]),
        ("(a)-(3)", [("a",), ("3",)]),
        ("(1)-(9999)", [("1",), ("9999",)]),
    ],
)
def test_subdivisions_are_written_out(text: str, expected: list[tuple[str, ...]]) -> None:
    assert paths(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11350-11352, 11377", "11350, 11351, 11352, 11377"),
        ("205.55-205.57", "205.55, 205.56, 205.57"),
        ("16A-3", "16A-3"),
        ("780-113(a)(30)", "780-113(a)(30)"),
        ("664-211", "664-211"),
        ("182-487", "182-487"),
        ("2013-11-22", "2013-11-22"),
    ],
)
def test_a_short_range_of_sections_is_a_list(text: str, expected: str) -> None:
    assert written_out(text) == expected


@pytest.mark.parametrize(
    ("state", "text", "expected"),
    [
        ("CA", "Cal. Penal Code 245(a)(1)-(4),(c)", ["245.a.1", "245.a.2", "245.a.3", "245.a.4", "245.c"]),
        ("CA", "664/211 PC", ["664", "211"]),
        ("CA", "664487(A) PC", ["664", "487.a"]),
        ("CA", "PC187 2nd(664)", ["187", "664"]),
        ("NY", "110/120.05(2)", ["110.00", "120.05.2"]),
        ("NY", "N.Y. Penal Law § 110, 150.10", ["110.00", "150.10"]),
        ("IL", "720 ILCS 5/8-4, 720 ILCS 5/18-1", ["8-4", "18-1"]),
        ("PA", "18 Pa.C.S. §§ 901, 3701(a)(1)(i), (iv)", ["901", "3701.a.1.i", "3701.a.1.iv"]),
        ("MA", "Mass. Gen. Laws ch. 265, §§ 13A, 15A(b)", ["13a", "15a.b"]),
        ("OR", "ORS 164.015, 164.043", ["164.015", "164.043"]),
        ("US", "18 U.S.C. §§ 371, 1343 and 1344", ["371", "1343", "1344"]),
        ("US", "18 U.S.C. § 111, 2 counts", ["111"]),
    ],
)
def test_every_section_of_a_list_is_read(state: str, text: str, expected: list[str]) -> None:
    assert [".".join((one.section, *one.subsections)) for one in read(state, text)] == expected


def test_two_codes_of_california_keep_their_own_sections() -> None:
    ids = ["ca.pen.211", "ca.veh.10851"]
    assert [one.id for one in read("CA", "Cal. Penal Code § 211; Cal. Veh. Code § 10851")] == ids
    assert [one.id for one in read("CA", "211 PC, 10851 VC")] == ids


def asked(state: str, statute: str, ground: str, **more: Any) -> dict[str, Any]:
    return answer(
        {"id": "1", "state": state, "statute": statute, "ground": ground, "as_of": "2026-06-01", **more}, holdings=False
    )


@pytest.mark.parametrize(
    ("state", "text", "modifier", "crime"),
    [
        ("CA", "664/211 PC", "attempt", "ca.pen.211"),
        ("CA", "Cal. Penal Code 192(a), 664", "attempt", "ca.pen.192.a"),
        ("CA", "PC 182(a)(1)/211", "conspiracy", "ca.pen.211"),
        ("NY", "110/120.05(4)", "attempt", "ny.pl.120.05.4"),
        ("IL", "720 ILCS 5/8-4(a), 720 ILCS 5/18-1(a)", "attempt", "il.5.18-1.a"),
        ("PA", "18 Pa.C.S. §§ 903, 3921", "conspiracy", "pa.18.3921"),
        ("OR", "ORS 161.405, 164.225", "attempt", "or.164.225"),
        ("MA", "c266 §30(5) & c274 §6", "attempt", "ma.266.30"),
        ("MA", "c274 §2 & c94C §32(a)", "aiding", "ma.94c.32"),  # an accessory before the fact
        ("US", "18 U.S.C. §§ 371, 1343", "conspiracy", "us.18.1343"),
        ("US", "18 U.S.C. §§ 2, 1951", "aiding", "us.18.1951"),
        ("US", "18 U.S.C. §§ 3, 1951", "accessory", "us.18.1951"),
    ],
)
def test_a_general_section_says_how_the_crime_was_charged(state: str, text: str, modifier: str, crime: str) -> None:
    found = LAW.find(state, text)
    assert (found.modifier, found.problem) == (modifier, "")
    assert found.id.startswith(crime)
    again = LAW.find(state, found.citation)
    assert (again.id, again.modifier) == (found.id, modifier), "what it is cited as is read as the same"


def test_a_general_section_by_itself_is_no_crime_unless_it_has_an_entry() -> None:
    alone = LAW.find("CA", "664 PC")
    assert (alone.id, alone.code) == ("", "SY-O103")
    assert "name the crime beside it" in alone.problem
    assert LAW.find("US", "18 U.S.C. § 371").id == "us.18.371"


def test_an_attempt_is_answered_as_one() -> None:
    """Taylor (2022): an attempted robbery uses and threatens no force; § 1101(a)(43)(U) still reaches an attempted theft."""
    assert asked("CA", "664/211 PC", "AF:F")["answer"] == "no"
    assert asked("NY", "110/155.35", "AF:G")["answer"] == asked("NY", "155.35", "AF:G")["answer"]
    assert asked("US", "18 U.S.C. §§ 371, 1343", "AF:M(i)")["answer"] == "circumstance"
    assert "conspiracy" in asked("US", "18 U.S.C. §§ 371, 1343", "CIMT")["says"]


def test_what_was_held_of_an_attempt_goes_before_what_was_held_of_the_crime() -> None:
    """Gill v. INS, 420 F.3d 82 (2d Cir. 2005), on § 120.05(4); the completed assault involves turpitude."""
    question = {"id": "1", "state": "NY", "ground": "CIMT", "as_of": "2026-06-01"}
    completed = answer({**question, "statute": "N.Y. Penal Law § 120.05(4)"})
    attempted = answer({**question, "statute": "N.Y. Penal Law §§ 110.00, 120.05(4)"})
    assert completed["answer"] == "yes"
    assert (attempted["answer"], attempted["basis"]) == ("no", "holding")


def test_subdivisions_that_differ_are_divisible() -> None:
    first, both = asked("CA", "Cal. Penal Code § 243(a)", "AF:F"), asked("CA", "Cal. Penal Code § 243(a), (d)", "AF:F")
    assert first["answer"] == "no"
    assert both["answer"] == "unsettled", (
        "the first subdivision does not clear the second, of which nobody knows what its forms are"
    )


def test_two_crimes_in_one_charge_are_both_weighed() -> None:
    burglary, both = LAW.find("CA", "PC 459"), LAW.find("CA", "PC 459/487(a)")
    assert {one.id for one in both.offenses} > {one.id for one in burglary.offenses}
    day = date(2026, 6, 1)
    assert LAW.penalty(both, None, day)[1] is not None
    assert LAW.full_match(both, "CIMT", forum="9th Cir.", as_of=day).answer not in {"no", "unknown_offense"}


def test_a_section_that_is_not_there_is_told_and_the_others_answered() -> None:
    found = LAW.find("CA", "PC 211/99999")
    assert (found.id, found.code) == ("ca.pen.211+?", "SY-O106")
    assert "99999" in found.problem
    read_alone = asked("CA", "PC 211", "CS")
    with_another = asked("CA", "PC 211/99999", "CS")
    assert read_alone["answer"] == "no"
    assert (with_another["answer"], with_another["stance"]["cautious"]) == ("not_analysed", "not_analysed")
    assert asked("CA", "PC 211/99999", "CIMT")["answer"] == "yes"


def test_every_section_of_a_list_must_have_an_entry() -> None:
    """One that is named between two others is no filler: "5, 6, 7" charges the sixth section too."""
    found = LAW.find("CA", "PC 240, 241, 242, 241.99")
    assert found.code == "SY-O106" and "241.99" in found.problem
    assert asked("CA", "PC 240, 241, 242, 241.99", "CS")["answer"] == "not_analysed"


def test_a_gap_is_seen_beside_another_section_too() -> None:
    """As if 18 U.S.C. § 1343 had a subdivision without an entry: aiding (§ 2) beside it changes nothing of that."""
    law = Catalogue()
    law.sections._gaps["us.18.1343"] = {"us.18.1343": ("us.18.1343.a",)}
    for text in ("18 U.S.C. § 1343", "18 U.S.C. §§ 2, 1343", "18 U.S.C. §§ 1343, 1344"):
        found = law.find("US", text)
        assert found.code == "SY-O107" and "(a)" in found.problem
        assert found.id.endswith("+?") and "?" not in found.named
        said = law.full_match(found, "PROST", forum="9th Cir.", as_of=date(2026, 6, 1))
        assert said.answer == "not_analysed"


def test_a_gap_is_seen_through_an_old_number_too() -> None:
    """Cal. Penal Code § 12031 is § 25850 now: as if that had a subdivision without an entry."""
    law = Catalogue()
    law.sections._gaps["ca.pen.25850"] = {"ca.pen.25850": ("ca.pen.25850.b",)}
    for text in ("Cal. Penal Code § 25850", "Cal. Penal Code § 12031"):
        assert law.find("CA", text).code == "SY-O107"


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        (["1", "3"], {"2"}),
        (["b", "d"], {"a", "c"}),
        (["i", "iv"], {"ii", "iii"}),
        (["i"], set()),
        (["h", "i"], {"a", "b", "c", "d", "e", "f", "g"}),
        (["a", "c", "i", "iii"], {"b", "ii"}),
        (["a", "b", "c", "d", "e", "f", "g", "i"], {"h"}),
        (["1-a", "2"], {"1"}),
    ],
)
def test_what_is_missing_of_the_subdivisions(parts: list[str], missing: set[str]) -> None:
    assert between(parts) == missing


def test_a_subdivision_of_which_a_part_has_no_entry_clears_nothing() -> None:
    """Gaps are looked for below every subdivision, and only below the one that is named."""
    section = Section("ca.pen.1", "Cal. Penal Code § 1", "made up", no_crime=("b.2",))
    first = LAW.find("CA", "PC 211").offenses[0]
    names = ["a.1", "a.3", "b.1", "b.3", "c.i", "c.ii", "d.1-5"]
    missing = gaps(section, [replace(first, id=f"ca.pen.1.{name}", also=(), former=()) for name in names])
    assert missing == {"ca.pen.1.a": ("ca.pen.1.a.2",)}


def test_a_subdivision_with_a_point_in_its_number_is_another_than_the_number_below_it() -> None:
    """18 Pa. Cons. Stat. § 5902: (b)(1) keeps a house of prostitution, (b.1) promotes the prostitution of a minor."""
    first, other = LAW.find("PA", "18 Pa.C.S. § 5902(b)(1)"), LAW.find("PA", "18 Pa.C.S. § 5902(b.1)")
    assert first.id == "pa.18.5902.b.1" and other.id == "pa.18.5902.b-1"
    assert not {one.id for one in first.offenses} & {one.id for one in other.offenses}
    assert [one.citation for one in first.offenses] == ["18 Pa. Cons. Stat. § 5902(b)(1)"]


def test_an_attempt_and_a_conspiracy_at_once_are_asked_about() -> None:
    found = LAW.find("PA", "18 Pa.C.S. §§ 901, 903, 3921")
    assert (found.id, found.code) == ("", "SY-O105")


def test_words_name_the_crime_and_not_its_attempt() -> None:
    robbery = asked("US", "18 U.S.C. § 1951(a) (robbery)", "AF:F")
    assert robbery["forms"], "the forms it rests on are shown"
    assert not [form for form in robbery["forms"] if "attempt" in form["form"] or "conspiracy" in form["form"]]
    attempted = asked("US", "18 U.S.C. § 1951(a) (attempted robbery)", "AF:F")
    assert [form["form"] for form in attempted["forms"]] == ["attempted robbery"]
    assert attempted["answer"] == "no"


def test_a_charge_that_says_nothing_of_an_attempt_is_the_completed_crime_where_that_clears_nothing() -> None:
    """18 U.S.C. § 2119 punishes taking and attempting to; Taylor (2022), of § 1951, may speak for the attempt alone."""
    plain, attempted = asked("US", "18 U.S.C. § 2119", "AF:F"), asked("US", "18 U.S.C. § 2119 (attempt)", "AF:F")
    assert (plain["answer"], attempted["answer"]) == ("yes", "unsettled")
    assert {form["answer"] for form in plain["forms"]} == {"yes", "unsettled"}
    assert any("another answer for: attempt" in note for note in plain["notes"])
    assert asked("US", "18 U.S.C. § 1363", "AF:F")["answer"] != "no"


@pytest.mark.parametrize(
    ("charge", "identity", "violence"),
    [
        ("18 U.S.C. § 1951(b)(1)", "us.18.1951.b.1", "yes"),
        ("18 U.S.C. § 1951(a), (b)(1)", "us.18.1951.b.1", "yes"),
        ("18 U.S.C. § 1951(b)(2)", "us.18.1951.b.2", "unsettled"),
        ("18 U.S.C. § 1951(a)", "us.18.1951.a", "divisible"),
    ],
)
def test_a_charge_that_cites_a_definition_is_of_the_crime_defined(charge: str, identity: str, violence: str) -> None:
    """18 U.S.C. § 1951(b)(1) defines robbery and (b)(2) extortion: United States v. Camp, 903 F.3d 594 (6th Cir. 2018)."""
    assert LAW.find("US", charge).id == identity
    assert asked("US", charge, "AF:F")["answer"] == violence


def test_words_name_one_of_several_offenses_of_a_section() -> None:
    whole, second = (
        asked("US", "18 U.S.C. § 1111", "AF:F"),
        asked("US", "18 U.S.C. § 1111 (second-degree murder)", "AF:F"),
    )
    assert (
        {form["offense"] for form in second["forms"]} == {"us.18.1111.second"} < {f["offense"] for f in whole["forms"]}
    )
    assert any("second-degree murder" in note for note in second["notes"])
    nothing = asked("US", "18 U.S.C. § 1111 (words that name nothing)", "AF:F")
    assert len(nothing["forms"]) == len(whole["forms"])


def test_the_circuit_of_the_capital_is_a_forum() -> None:
    assert "error" not in asked("US", "18 U.S.C. § 2113(a)", "AF:F", forum="D.C. Cir.")
    assert asked("US", "18 U.S.C. § 2113(a)", "AF:F", forum="14th Cir.")["error"]["code"] == "SY-J004"


@given(st.sampled_from(JURISDICTIONS), st.text(alphabet="0123456789abcABC()-,.;/§& UC", max_size=60))
def test_no_text_breaks_the_reading(state: str, text: str) -> None:
    assert len(read(state, text)) <= len(text) * (MOST + 1)


def test_a_known_level_leaves_out_what_cannot_be_of_it() -> None:
    """18 Pa. Cons. Stat. § 4304(b)(1): a substantial risk of death or serious injury makes it a felony."""
    found = LAW.find("PA", "18 Pa. Cons. Stat. § 4304(a)(1)")
    day = date(2026, 6, 1)

    def child_abuse(level: str | None) -> str:
        return LAW.full_match(found.at_level(level), "CHILD", forum="3d Cir.", as_of=day).answer

    assert child_abuse(None) == "divisible"
    assert child_abuse("misdemeanor") == "no", "Zhi Fei Liao v. Attorney General (3d Cir. 2018)"
    assert child_abuse("felony") != "no"
    assert found.at_level("misdemeanor").id != found.id, "answers are kept by id"
    assert found.at_level("infraction") is found, "a level that nothing has leaves all of it"
    said = answer(
        {
            "id": "1",
            "state": "PA",
            "statute": "18 Pa.C.S. § 4304(a)(1)",
            "ground": "CHILD",
            "facts": {"level": "misdemeanor"},
        }
    )
    assert (said["answer"], said["basis"]) == ("no", "holding")


def test_an_attempt_may_be_of_a_lower_level_than_its_crime() -> None:
    attempt = LAW.find("NY", "110/155.30")
    assert attempt.at_level("misdemeanor") is attempt


def test_a_level_leaves_out_no_offense_by_its_punishment() -> None:
    """A felony may be entered as a misdemeanor (Or. Rev. Stat. § 161.705), and priors may make a misdemeanor a felony."""
    strangling = LAW.find("OR", "163.187")
    assert {penalty.level for offense in strangling.offenses for penalty in offense.penalties} >= {"felony"}
    for level in ("misdemeanor", "felony"):
        assert strangling.at_level(level) is strangling


def test_the_longest_term_is_not_known_where_something_could_not_be_read() -> None:
    """The exception for one petty offense must not rest on the punishment of what happened to be read."""
    read_whole, in_part = LAW.find("CA", "484(a)"), LAW.find("CA", "484(a), 99999")
    assert LAW.penalty(read_whole, "misdemeanor", None)[1] == 180
    for level in (None, "misdemeanor"):
        known_level, maximum = LAW.penalty(in_part, level, None)
        assert isinstance(known_level, Among) and "felony" in known_level.words
        assert isinstance(maximum, Between) and maximum.high is None


@pytest.mark.parametrize(
    ("state", "charge"),
    [
        ("PA", "63 Pa. Stat. § 390-8(13)"),
        ("PA", "35 Pa. Stat. § 780-113(a)(39)"),
        ("PA", "18 Pa. Cons. Stat. § 4955"),
        ("PA", "77 Pa. Stat. § 501"),
        ("IL", "15 ILCS 335/14(a)(1)"),
        ("MA", "C. 268 § 34A"),
    ],
)
def test_a_punishment_that_nobody_read_bounds_no_term(state: str, charge: str) -> None:
    """It gives its level; the supposed maximum must not clear what asks for a possible year, nor meet it."""
    found = LAW.find(state, charge)
    assert found.offenses and not found.problem
    level, maximum = LAW.penalty(found, "misdemeanor", None)
    assert level == "misdemeanor" or (isinstance(level, Among) and "misdemeanor" in level.words)
    assert maximum == Between(0, None)


def test_a_grade_that_was_not_read_says_so() -> None:
    """No entry says in words that a punishment was not seen and still gives it as the longest."""
    silent = [
        (offense.id, penalty.when)
        for section in LAW.offenses.sections
        for offense in LAW.offenses.find(section)
        for penalty in offense.penalties
        if re.search(r"not (?:seen|found|read)\b", penalty.when) and not penalty.maximum_unread
    ]
    assert not silent


@pytest.mark.parametrize("charge", ["5902(a)(1)", "5902(a)(2)", "5902(e)"])
def test_later_offenses_and_a_known_infection_raise_the_grade_of_prostitution(charge: str) -> None:
    found = LAW.find("PA", f"18 Pa. Cons. Stat. § {charge}")
    assert LAW.penalty(found, "misdemeanor", None)[1] == Between(365, 5 * 365)
    assert LAW.penalty(found, None, None)[1] == Between(365, 7 * 365)


def test_what_was_held_of_a_section_is_found_whatever_its_id_is_marked_with() -> None:
    """As if § 265.02 had a subdivision without an entry."""
    law = Catalogue()
    law.sections._gaps["ny.pl.265.02"] = {"ny.pl.265.02": ("ny.pl.265.02.11",)}
    found = law.find("NY", "265.02")
    assert found.code == "SY-O107" and found.id != found.named == "ny.pl.265.02"
    result = law.full_match(found, "FIREARM", forum="2d Cir.", as_of=date(2026, 6, 1))
    assert result.holdings and result.answer == "divisible"


@pytest.mark.parametrize(
    ("state", "charge", "longest"),
    [
        ("CA", "PC 182(a)(1)/484(a)", None),
        ("CA", "PC 664/484(a)", 180),
        ("MA", "C. 274 § 6; C. 272 § 53", None),
        ("US", "18 U.S.C. §§ 371, 911", None),
        ("IL", "720 ILCS 5/8-2; 720 ILCS 5/19-1(a)", 5475),
    ],
)
def test_a_modifier_that_may_lengthen_the_term_leaves_it_open(state: str, charge: str, longest: int | None) -> None:
    """Only where a text says that the term is never above that of the crime is the crime's maximum kept."""
    found = LAW.find(state, charge)
    assert found.modifier is not None and found.offenses, found
    known_level, maximum = LAW.penalty(found, None, date(2026, 1, 1))
    assert maximum == Between(0, longest)
    if longest is None:
        assert "felony" in (known_level.words if isinstance(known_level, Among) else {known_level})


def test_a_modifier_that_a_case_names_is_looked_up_in_the_law_of_its_state() -> None:
    theft = LAW.find("PA", "18 § 3929(a)(1)")
    day = date(2026, 1, 1)
    whole = LAW.penalty(theft, None, day)[1]
    for modifier in ("attempt", "conspiracy", "solicitation", "aiding"):
        bounds = LAW.penalty(theft, None, day, modifier)[1]
        assert getattr(bounds, "high", bounds) == getattr(whole, "high", whole), modifier
    for modifier in ("enhancement", "accessory"):
        assert LAW.penalty(theft, None, day, modifier)[1] == Between(0, None), modifier
    assert LAW.penalty(LAW.find("NY", "155.25"), None, day, "conspiracy")[1] == Between(0, None)


@pytest.mark.parametrize(
    ("state", "text", "ids"),
    [
        ("PA", "18 § 903 §§ A1; 18 § 3929 §§ A1", ["pa.18.903.a.1", "pa.18.3929.a.1"]),
        ("PA", "18 § 3929 & 2702", ["pa.18.3929", "pa.18.2702"]),
        ("PA", "18 § 2701 §§ A, 2702", ["pa.18.2701.a", "pa.18.2702"]),
        ("PA", "18 § 2701(a)(1) (M2)", ["pa.18.2701.a.1"]),
        ("PA", "18 Pa.C.S. § 2701(a)(1)(b)(2)", ["pa.18.2701.a.1", "pa.18.2701.b.2"]),
        ("PA", "18 Pa.C.S. § 3301(a)(1)(i)", ["pa.18.3301.a.1.i"]),
        ("PA", "75 § 3802 §§ A1*", ["pa.75.3802.a.1"]),
        ("NY", "VTL 1192(3), PL 120.05", ["ny.vtl.1192.3", "ny.pl.120.05"]),
        ("NY", "120.05(1) PL, 1192(3) VTL", ["ny.pl.120.05.1", "ny.vtl.1192.3"]),
        ("NY", "PL 165.05 UNAUTH USE OF A VEHICLE", ["ny.pl.165.05"]),
        ("IL", "720-5/19-1-A 720-5/12-3", ["il.5.19-1.a", "il.5.12-3"]),
        ("IL", "720 ILCS 5/19-1(a) and 12-3(a)(1)", ["il.5.19-1.a", "il.5.12-3.a.1"]),
        ("IL", "720-5/21-2 720 5 21 2", ["il.5.21-2"]),
        ("MA", "265/13A/A 266/30/A", ["ma.265.13a", "ma.266.30"]),
        ("MA", "4/7/15", []),
    ],
)
def test_a_second_section_is_not_lost_in_a_courts_or_polices_own_way_of_writing(
    state: str, text: str, ids: list[str]
) -> None:
    """What is lost is not weighed: "18 § 3929; 18 § 2702" was read as the theft alone."""
    assert [one.id for one in read(state, text)] == ids


def test_an_enhancement_beside_a_crime_leaves_the_longest_term_open() -> None:
    alone, enhanced = LAW.find("CA", "PC 211"), LAW.find("CA", "PC 211/186.22(b)(1)")
    assert enhanced.offenses == alone.offenses and enhanced.modifier is None
    day = date(2026, 1, 1)
    assert LAW.penalty(alone, None, day)[1] == Between(5 * 365, 9 * 365)
    assert LAW.penalty(enhanced, None, day)[1] == Between(5 * 365, None)


def test_a_felony_that_an_offense_rests_on_decides_when_it_is_named_beside_it() -> None:
    """720 ILCS 5/33A-2: a felony while armed; by itself it may be a felony of drugs, of violence or of neither."""
    alone, robbery = "720 ILCS 5/33A-2(a)", "720 ILCS 5/33A-2(a), 720 ILCS 5/18-1(a)"
    drugs = "720 ILCS 5/33A-2(a), 720 ILCS 570/401(c)"
    assert {asked("IL", alone, ground)["answer"] for ground in ("CS", "AF:B", "AF:F")} == {"divisible"}
    assert (asked("IL", robbery, "AF:F")["answer"], asked("IL", robbery, "CS")["answer"]) == ("yes", "no")
    assert asked("IL", drugs, "CS")["answer"] == asked("IL", "720 ILCS 570/401(c)", "CS")["answer"] != "no"


@pytest.mark.parametrize("charge", ["653.75/211 PC", "211/653.75 PC", "PC 653.75, PC 211"])
def test_any_crime_in_custody_is_the_crime_that_is_named_beside_it(charge: str) -> None:
    robbery = "211 PC"
    for ground in ("AF:G", "AF:F", "AF:U", "CIMT", "MISCELLANEOUS", "FAILURE_TO_REGISTER"):
        assert asked("CA", charge, ground)["answer"] == asked("CA", robbery, ground)["answer"]
        is_listed = ground in (
            "MISCELLANEOUS",
            "FAILURE_TO_REGISTER",
        )  # federal sections, of which no state's crime is one
        assert asked("CA", "653.75 PC", ground)["answer"] == ("no" if is_listed else "divisible")
    cited = cite("CA", charge)
    assert cited.offense == "ca.pen.211"
    assert {"§ 653.75", "§ 211"} <= {one.removeprefix("Cal. Penal Code ") for one in (cited.citation or "").split(", ")}


def test_a_felony_that_is_a_means_of_the_offense_leaves_it_outside() -> None:
    """Hillocks v. Attorney General, 934 F.3d 332 (3d Cir. 2019); what was done is asked about all the same."""
    assert asked("PA", "18 § 7512(a)", "CS")["answer"] == "no"
    assert asked("PA", "18 § 7512(a)", "DRUG_CONDUCT")["answer"] == "divisible"


def test_an_enhancement_is_no_crime_that_an_offense_could_rest_on() -> None:
    armed, battery = LAW.find("IL", "720 ILCS 5/33A-2(a)"), LAW.find("IL", "720 ILCS 5/12-3(a)(1)")
    both = LAW.enhanced(armed, [battery])
    for ground in ("CS", "AF:B", "DRUG_CONDUCT"):
        assert LAW.match(both, ground, forum="7th Cir.", as_of=date(2026, 6, 1)).answer == "divisible"
    assert LAW.match(both, "AF:F", forum="7th Cir.", as_of=date(2026, 6, 1)).answer == "yes"


@pytest.mark.parametrize(
    ("charge", "expected"),
    [
        ("459/460(b) PC", "ca.pen.460.b"),
        ("PC 459, 460(b)", "ca.pen.460.b"),
        ("242-243(e)(1) PC", "ca.pen.243.e.1"),
        ("484/487(a) PC", "ca.pen.487.a"),
        ("484(a)-490.5 PC", "ca.pen.490.5"),
        ("211/212.5(c) PC", "ca.pen.212.5.c"),
        ("192(a)/193 PC", "ca.pen.192.a"),
        ("664/459/460(a) PC", "ca.pen.460.a"),
        ("242/422 PC", "ca.pen.242+ca.pen.422"),
        ("459/487(a) PC", "ca.pen.459+ca.pen.487.a"),
    ],
)
def test_a_section_that_only_defines_or_punishes_names_no_second_crime(charge: str, expected: str) -> None:
    assert LAW.find("CA", charge).id == expected


def test_what_stands_beside_a_crime_is_said_in_its_citation() -> None:
    found = LAW.find("CA", "459/460(b) PC")
    assert found.beside == ("Cal. Penal Code § 459",)
    assert found.citation == "Cal. Penal Code § 459, Cal. Penal Code § 460(b)"


def test_no_two_offenses_stand_beside_each_other() -> None:
    """Each would drop the other, and nothing would be left of the charge."""
    own = {offense.id: read(offense.state, offense.citation)[0] for offense in LAW.offenses}
    beside = {offense.id: [read(offense.state, text)[0] for text in offense.beside] for offense in LAW.offenses}
    pairs = [(one, other) for one, names in beside.items() for name in names for other in own
             if other != one and own[other].is_above_or_below(name)]  # fmt: skip
    assert pairs
    assert not [(one, other) for one, other in pairs if any(own[one].is_above_or_below(name) for name in beside[other])]


@pytest.mark.parametrize(
    ("state", "text", "expected"),
    [
        ("NY", "PL 205.55-205.65", ["205.55", "205.60", "205.65"]),
        ("CA", "187-189 PC", ["187", "189"]),
        ("CA", "PC 211 through 215", ["211", "212.5", "215"]),
        ("CA", "PC 211(a) to 215", ["211", "212.5", "215"]),
        ("OR", "ORS 164.043 to 164.057", ["164.043", "164.045", "164.055", "164.057"]),
        ("MA", "c265 §§ 13A-13C", ["13a", "13b", "13c"]),
        ("IL", "720 ILCS 5/12-3.2 to 12-3.4", ["12-3.2", "12-3.3", "12-3.4"]),
        ("PA", "18 Pa.C.S. §§ 2701-2703", ["2701", "2702", "2702.1", "2703"]),
        ("US", "18 U.S.C. §§ 2251 through 2252A", ["2251", "2251a", "2252", "2252a"]),
        ("US", "18 U.S.C. §§ 1028-1028A", ["1028", "1028a"]),
    ],
)
def test_a_range_is_read_as_the_sections_that_the_catalogue_has_between_its_ends(
    state: str, text: str, expected: list[str]
) -> None:
    """Read as its ends alone, or as its first, it was answered without those between: "§§ 2251 through 2252A" as § 2251."""
    statutes = list(read(state, text))
    (one,) = ranges_in(state, text, [each.section for each in statutes])
    assert [each.section for each in LAW._written_out(one, statutes)[0]] == expected


def test_a_range_with_gaps_says_what_it_was_read_as_and_clears_nothing() -> None:
    found = LAW.find("NY", "PL 205.55-205.65")
    assert (found.id, found.code) == ("ny.pl.205.55+ny.pl.205.60+ny.pl.205.65+?", "SY-O109")
    assert "was read as 205.55, 205.60, 205.65, the sections of it that the catalogue has" in found.problem
    assert asked("NY", "PL 205.55", "CS")["answer"] == "no"
    assert asked("NY", "PL 205.55-205.65", "CS")["answer"] == "not_analysed"


def test_a_range_without_gaps_is_its_sections() -> None:
    found = LAW.find("US", "18 U.S.C. §§ 1341-1344")
    assert (found.id, found.problem) == ("us.18.1341+us.18.1342+us.18.1343+us.18.1344", "")
    found = LAW.find("US", "18 U.S.C. §§ 2421-2423")
    assert found.id == "us.18.2421+us.18.2421a+us.18.2422+us.18.2423+?"
    assert "one without an entry may lie between" in found.problem


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("CA", "664-211 PC"),
        ("CA", "182-487 PC"),
        ("CA", "484(a)-490.5 PC"),
        ("PA", "35 § 780-113"),
        ("IL", "720 ILCS 5/12-3.2"),
        ("IL", "625-5/11-501a-2"),
        ("MA", "Trafficking Heroin (18-36g), c94C,s32E(c)(1)"),
        ("CA", "11357 HS 10 to 12 grams"),
        ("NY", "PL 120.10 to 120.05"),
    ],
)
def test_two_numbers_joined_that_are_no_range(state: str, text: str) -> None:
    assert ranges_in(state, text, [each.section for each in read(state, text)]) == []


def test_a_range_of_very_many_sections_asks_for_those_charged() -> None:
    found = LAW.find("CA", "PC 182 to 550")
    assert found.code == "SY-O109" and "name those charged" in found.problem


def test_two_ranges_that_overlap_are_both_read() -> None:
    assert {"ca.pen.189", "ca.pen.190"} >= set(LAW.find("CA", "187-189; 188-190 PC").named.split("+"))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("18 § 2701 §§ A1, B2", ["pa.18.2701.a.1", "pa.18.2701.b.2"]),
        ("18 § 2701 §§ A1 B2", ["pa.18.2701.a.1", "pa.18.2701.b.2"]),
        ("18 § 2701 §§ A1B2", ["pa.18.2701.a.1", "pa.18.2701.b.2"]),
        ("18 § 2701 A1, B2", ["pa.18.2701.a.1", "pa.18.2701.b.2"]),
        ("18 § 2701(a)(1), (b)(2)", ["pa.18.2701.a.1", "pa.18.2701.b.2"]),
        ("35 § 780-113 §§ A16, A30", ["pa.35.780-113.a.16", "pa.35.780-113.a.30"]),
        ("75 § 3802 §§ A1 & D1II*", ["pa.75.3802.a.1", "pa.75.3802.d.1.ii"]),
        ("18 § 903; 35 § 780-113 §§ A30/A16", ["pa.18.903", "pa.35.780-113.a.30", "pa.35.780-113.a.16"]),
        ("18 § 2701 §§ A1 M2", ["pa.18.2701.a.1"]),
        ("18 § 2701 M2", ["pa.18.2701"]),
        ("75 § 3362 §§ A3-20", ["pa.75.3362.a.3"]),
        ("18 § 2701 §§ A1 SIMPLE ASSAULT", ["pa.18.2701.a.1"]),
        ("2701 A1, B2", []),  # of which title is not said
    ],
)
def test_every_subsection_of_a_docket_is_read(text: str, ids: list[str]) -> None:
    """ "§§ A16, A30" was read as the possession alone, and cleared of the delivery."""
    assert [one.id for one in read("PA", text)] == ids


def test_a_second_subsection_of_a_docket_is_answered_too() -> None:
    assert asked("PA", "35 § 780-113 §§ A16", "AF:F")["answer"] == "no"
    alone, both = (LAW.find("PA", f"35 § 780-113 §§ {parts}") for parts in ("A16", "A16, A30"))
    assert {one.id for one in both.offenses} > {one.id for one in alone.offenses}


@pytest.mark.parametrize("text", ["18 § 2701(a)(1), (b)(2)", "18 § 2701 §§ A1, B2", "18 Pa.C.S. § 2701(a)(1)(b)(2)"])
def test_a_grading_paragraph_with_an_entry_is_the_crime_in_that_grade(text: str) -> None:
    found = LAW.find("PA", text)
    assert (found.id, found.citation) == ("pa.18.2701.b.2.injury", "18 Pa. Cons. Stat. § 2701(a)(1), (b)(2)")
    assert cite("PA", "", text)[:3] == (found.citation, found.id, "exact")
    assert LAW.penalty(found, None, None) == ("misdemeanor", 5 * 365)
    assert LAW.find("PA", f"18 § 901; {text}").modifier == "attempt"


def test_a_grading_paragraph_that_a_punishment_is_cited_to_tells_the_grade() -> None:
    alone, graded = LAW.find("PA", "18 § 3929 §§ A2"), LAW.find("PA", "18 § 3929 §§ A2, B1III")
    assert (graded.named, graded.problem, graded.names_several) == ("pa.18.3929.a.2", "", False)
    assert graded.id != alone.id, "answers are kept by id"
    assert LAW.penalty(alone, None, None)[1] == Between(90, 10 * 365)
    assert LAW.penalty(graded, None, None) == ("misdemeanor", 5 * 365)
    assert LAW.find("PA", graded.citation).id == graded.id, "what it is cited as is read as the same"


def test_a_paragraph_beside_a_crime_that_nothing_is_known_of_clears_nothing() -> None:
    """§ 3929(b)(2), of amounts that are added up: no punishment in the entry of (a)(1) is cited to it."""
    found = LAW.find("PA", "18 § 3929 §§ A1, B2")
    assert found.code == "SY-O106" and found.id.endswith("+?")
    assert LAW.penalty(LAW.find("PA", "18 § 3929 §§ A1, B1V"), None, None) == ("felony", 7 * 365)


def test_the_question_about_a_section_of_many_forms_can_be_read() -> None:
    """18 U.S.C. § 922 has some seventy forms: which of them is within a ground is told by the answer's `forms`."""
    found = LAW.find("US", "18 U.S.C. § 922")
    day = date(2026, 6, 1)
    one = LAW.match(found, "CIMT", forum="BIA", as_of=day, convicted=day)
    assert one.answer == "divisible"
    whole = LAW.full_match(found, "CIMT", forum="BIA", as_of=day)
    assert len(whole.matching) + len(whole.not_matching) > 20
    within, _, rest = one.forms_in_words.partition("; outside: ")
    outside, _, left_open = rest.partition("; open: ")
    assert within.count(",") <= 5 and outside.count(",") <= 5 and left_open.count(",") <= 5
    assert f" and {len(whole.not_matching) - 6} more" in outside


@pytest.mark.parametrize(
    ("state", "text", "ids"),
    [
        ("CA", "211 PC; Cal. Veh. Code § 23152(d)", ["ca.pen.211", "ca.veh.23152.d"]),
        ("CA", "Cal. Penal Code § 290.014(a) & 12024 BP", ["ca.pen.290.014.a", "ca.bp.12024"]),
        ("CA", "211 PC; 18 U.S.C. § 922(g)(1)", ["us.18.922.g.1", "ca.pen.211"]),
        ("CA", "10851, 20002 VC", ["ca.veh.10851", "ca.veh.20002"]),
        ("NY", "PL 1400500; N.Y. Penal Law § 240.31", ["ny.pl.140.05", "ny.pl.240.31"]),
        ("NY", "N.Y. Veh. & Traf. Law § 1192(3)\nPL 2200602", ["ny.vtl.1192.3", "ny.pl.220.06.2"]),
        ("NY", "PL 1204502 and PL 2405002", ["ny.pl.120.45.2", "ny.pl.240.50.2"]),
        ("IL", "720 ILCS 5/12-3.05(c)\n8-4-025(B)(2)", ["il.5.12-3.05.c", "il.chicago.8-4-025.b.2"]),
        ("IL", "720 ILCS 5.0/16-25-A-1 / 720 570 /402 a 7 5 a", ["il.5.16-25.a.1", "il.570.402.a.7-5.a"]),
        ("PA", "18 § 4702, LO § 238", ["pa.18.4702", "pa.lo.238"]),
        ("PA", "18 Pa. Cons. Stat. § 902 and 75 § 3802", ["pa.18.902", "pa.75.3802"]),
        ("OR", "Or. Rev. Stat. § 165.055; 33015", ["or.33.015", "or.165.055"]),
        ("OR", "Or. Rev. Stat. § 163.205(1)(a) / 475B3493C", ["or.475b.349.3.c", "or.163.205.1.a"]),
        ("MA", "Mass. Gen. Laws ch. 265, § 37, 167J/4/C", ["ma.265.37", "ma.167j.4"]),
        ("MA", "c266 §30(1) / RECKLESS ENDANGERMENT OF CHILD 265§13L", ["ma.266.30.1", "ma.265.13l"]),
    ],
)
def test_a_second_citation_in_another_way_of_writing_is_not_lost(state: str, text: str, ids: list[str]) -> None:
    """Each of these was read as one of the two, and the other cleared with it."""
    assert [one.id for one in read(state, text)] == ids


@pytest.mark.parametrize("joint", [", ", "; ", " & ", " and ", " / ", " + ", "\n"])
def test_two_citations_of_the_catalogue_on_a_line_are_both_read(joint: str) -> None:
    dice = random.Random(f"two{joint}")
    by_state: dict[str, list[str]] = {}
    for offense in LAW.offenses:
        if len(read(offense.state, offense.citation)) == 1:
            by_state.setdefault(offense.state, []).append(offense.citation)
    for state, citations in by_state.items():
        for _ in range(60):
            pair = dice.choices(citations, k=2)
            found = read(state, joint.join(pair))
            for one in pair:
                assert any(each.section_id == read(state, one)[0].section_id for each in found), joint.join(pair)


def test_a_section_joined_to_another_that_is_not_read_clears_nothing() -> None:
    """It was read as the first alone."""
    found = LAW.find("US", "18 U.S.C. §§ 1341-1951")
    assert (found.code, found.id) == ("SY-O106", "us.18.1341+?") and "1951, joined to it" in found.problem
    within = LAW.find("US", "18 U.S.C. § 924(c) to 924(j)")
    assert within.code and "924, joined to it" in within.problem
    assert not LAW.find("PA", "35 § 780-113 §§ A16").problem
    assert not LAW.find("CA", "664-211 PC").problem
