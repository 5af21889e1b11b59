"""Charge strings as courts and police write them: the section, the offense, how sure, and what is no crime of its own."""

from __future__ import annotations

import json
import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steelyard.catalog.browse import coverage, new_offense, offense_page
from steelyard.catalog.charges import _ids, _no_crimes, cite, cite_line, find_words, kind_of
from steelyard.catalog.check_entry import check_entry
from steelyard.catalog.cite import read
from steelyard.catalog.find import catalogue
from steelyard.catalog.words import known_words
from steelyard.logic.errors import SteelyardError

NUMBERED = [
    ("CA", "487(A) PC-GRDTHFT:MONEY/LABOR/PROP", "", "Cal. Penal Code § 487(a)"),
    ("CA", "", "11360(A) HS", "Cal. Health & Safety Code § 11360(a)"),
    ("CA", "", "337A(A)(1) PC", "Cal. Penal Code § 337a(a)(1)"),
    ("CA", "", "240/242 PC", "Cal. Penal Code § 240"),
    ("CA", "", "18 1203(A) US", "18 U.S.C. § 1203(a)"),
    ("CA", "", "36 2.35(A)(2) US", "36 C.F.R. § 2.35(a)(2)"),
    ("CA", "", "14 4357 CA", "Cal. Code Regs. tit. 14, § 4357"),
    ("CA", "", "P.C. 273.5", "Cal. Penal Code § 273.5"),
    ("CA", "", "UI 2101", "Cal. Unemp. Ins. Code § 2101"),
    ("CA", "", "RT 19706(a)", "Cal. Rev. & Tax. Code § 19706(a)"),
    ("NY", "PETIT LARCENY", "PL 1552500", "N.Y. Penal Law § 155.25"),
    ("NY", "", "PL 1200502", "N.Y. Penal Law § 120.05(2)"),
    ("NY", "", "PL 265031B", "N.Y. Penal Law § 265.03(1)(b)"),
    ("NY", "", "PL 120051H", "N.Y. Penal Law § 120.05(1)"),
    ("NY", "", "VTL0511001", "N.Y. Veh. & Traf. Law § 511(1)"),
    ("NY", "", "VTL119807A", "N.Y. Veh. & Traf. Law § 1198(7)(a)"),
    ("NY", "", "VTL119207A", "N.Y. Veh. & Traf. Law § 1192"),  # which has no subdivision (7)(a) that is a crime
    ("IL", "", "720 ILCS 570.0/402-C", "720 ILCS 570/402(c)"),
    ("IL", "", "720 ILCS 5.0/24-1.1-A", "720 ILCS 5/24-1.1(a)"),
    ("IL", "", "720-5/16A-3(a)", "720 ILCS 5/16A-3(a)"),
    ("IL", "", "730 ILCS 5.0/5-6-4", "730 ILCS 5/5-6-4"),
    ("IL", "", "38-18-2-A", "720 ILCS 5/18-2(a)"),
    ("IL", "", "Ill. Rev. Stat. ch. 38, § 19-1", "720 ILCS 5/19-1"),
    ("IL", "", "10-8-515", "Chicago Mun. Code § 10-8-515"),
    ("IL", "", "720 /570 /401", "720 ILCS 570/401"),
    ("IL", "", "720 ILCS 5.0/21-1-1-A", "720 ILCS 5/21-1(1)(a)"),
    ("IL", "PARK - ALCOHOLIC BEVERAGES/PARK PROPERTY", "VII B.7", "Chicago Park Dist. Code ch. VII, § B.7"),
    ("PA", "", "18 § 3929 §§ A1", "18 Pa. Cons. Stat. § 3929(a)(1)"),
    ("PA", "", "18 § 3503 §§ A1II", "18 Pa. Cons. Stat. § 3503(a)(1)(ii)"),
    ("PA", "", "35 § 780-113 §§ A16", "35 Pa. Stat. § 780-113(a)(16)"),
    ("PA", "", "75 § 3802 §§ D1ii*", "75 Pa. Cons. Stat. § 3802(d)(1)(ii)"),
    ("PA", "", "35 P.S. § 780-113.4(a)(1)", "35 Pa. Stat. § 780-113.4(a)(1)"),
    ("OR", "", "4758604A", "Or. Rev. Stat. § 475.860(4)(a)"),
    ("OR", "", "161.405(2)(c)", "Or. Rev. Stat. § 161.405(2)(c)"),
    ("OR", "", "4759924F", "Or. Rev. Stat. § 475.992(4)(f)"),
    ("OR", "", "1615662", "Or. Rev. Stat. § 161.566(2)"),
    ("OR", "", "1634020", "Or. Rev. Stat. § 163.402"),
    ("OR", "contempt of court", "33055", "Or. Rev. Stat. § 33.055"),
    ("OR", "Generic", "97981", "Or. Rev. Stat. § 97.981"),
    ("OR", "Drug Free Zone Variance", "14B20060", "Portland City Code § 14B.20.060"),
    ("OR", "", "Portland City Code § 14A.60.010", "Portland City Code § 14A.60.010"),
    ("OR", "Fare Violation", "29.15", "TriMet Code § 29.15"),
    ("MA", "COCAINE, DISTRIBUTE, SUBSQ.OFF. c94C §32A(d)", "", "Mass. Gen. Laws ch. 94C, § 32A(d)"),
    ("MA", "", "c720 §9.06", "720 Mass. Code Regs. § 9.06"),
]


@pytest.mark.parametrize(("state", "charge", "statute", "citation"), NUMBERED)
def test_a_number_is_read_as_its_court_means_it(state: str, charge: str, statute: str, citation: str) -> None:
    assert cite(state, charge, statute).citation == citation


@pytest.mark.parametrize(
    ("state", "charge", "section"),
    [
        ("OR", "ASSAULT IV - DV (A Misdemeanor)", "Or. Rev. Stat. § 163.160"),
        ("OR", "ROBBERY I (A Felony)", "Or. Rev. Stat. § 164.415"),
        ("OR", "ATT ROBBERY II (C Felony)", "Or. Rev. Stat. § 164.405"),
        ("OR", "RECK ENDANGER (A Misdemeanor)", "Or. Rev. Stat. § 163.195"),
        ("OR", "CONTEMPT VIOLATE NCO (U Unknown)", "Or. Rev. Stat. § 33.015"),
        ("OR", "POSS LOAD FA PUBLIC (U Misdemeanor)", "Portland City Code § 14A.60.010"),
        ("OR", "INDECENT EXPOSURE (U Misdemeanor)", "Portland City Code § 14A.40.030"),
        ("OR", "PCS 2 FEL (C Felony)", "Or. Rev. Stat. § 475.752"),
        ("NY", "PETIT LARCENY", "N.Y. Penal Law § 155.25"),
    ],
)
def test_words_alone_name_a_section_and_say_so(state: str, charge: str, section: str) -> None:
    found = cite(state, charge)
    assert (found.citation, found.confidence) == (section, "text")


@pytest.mark.parametrize("charge", ["FELONY ASSAULT", "DANGEROUS DRUGS", "SEX CRIMES", "", "§§§", "x" * 10_000])
def test_words_that_name_no_section_are_not_guessed(charge: str) -> None:
    found = cite("NY", charge)
    assert found.citation is None
    assert found.confidence == "none"
    assert found.reason


def test_a_degree_is_never_taken_for_another() -> None:
    assert cite("OR", "BURGLARY I (A Felony)").citation != cite("OR", "BURGLARY II (C Felony)").citation


@pytest.mark.parametrize(
    ("state", "statute", "charge", "kind"),
    [
        ("IL", "725 ILCS 5.0/110-3", "ISSUANCE OF WARRANT", "warrant"),
        ("IL", "10-8-515", "SOLICIT UNLAWFUL BUSINESS", "ordinance"),
        ("PA", "75 § 3362 §§ A3-20", "Exceed Max Speed Lim Estb By 20 MPH", "traffic"),
        ("PA", "75 § 3802 §§ A1", "DUI: Gen Imp/Inc of Driving Safely - 1st Off", "crime"),
        ("PA", "18 § 2701 §§ A1", "Simple Assault", "crime"),
        ("PA", "CO § 10612", "Gambling", "ordinance"),
        ("PA", "LO § T6 §§ 601.04", "Excessive Noise", "ordinance"),
        ("PA", "AC § 12", "Littering", "ordinance"),
        ("MA", "", "90/7/A,LIGHTS VIOLATION MV * c90 §7,,C,04,A", "civil"),
        ("MA", "c90 §7", "LIGHTS VIOLATION, MV * c90 §7", "civil"),
    ],
)
def test_what_is_no_crime_is_called_what_it_is(state: str, statute: str, charge: str, kind: str) -> None:
    assert cite(state, charge, statute).kind == kind


def test_the_words_that_courts_write_name_sections_of_the_catalogue_or_one_section_as_it_is_cited() -> None:
    for state, table in known_words().items():
        for names in table.values():
            for name in names:
                assert name in _ids().below or [one.citation for one in read(state, name)] == [name], name


WORDS = [words for raw in _no_crimes().values() for words in raw["words"]]


@pytest.mark.parametrize("words", WORDS)
@given(data=st.data())
def test_whatever_has_the_words_of_a_kind_is_of_a_kind(words: str, data: st.DataObject) -> None:
    """The first look, which leaves most charges alone, leaves none that the words are in."""
    charge = data.draw(st.from_regex(words))
    assert re.search(words, charge.upper()) is None or kind_of("", charge) != "crime"


def test_an_ordinance_is_cited_as_the_docket_has_it() -> None:
    assert cite("PA", "Gambling", "CO § 10612").citation == "Local ordinance CO § 10612"
    assert cite("PA", "Noise", "LO § T4").citation == "Local ordinance § T4"


def test_a_section_of_the_catalogue_is_a_crime_whatever_the_words() -> None:
    assert kind_of("pa.18.2701", "WARRANT") == "crime"


def test_one_answer_a_line_whatever_the_line() -> None:
    assert cite_line("{")["error"]["code"] == "SY-J001"
    assert cite_line("[]")["error"]["code"] == "SY-J001"
    assert cite_line('{"id": 1, "state": "TX", "charge": "x"}')["error"]["code"] == "SY-O101"
    assert cite_line('{"id": 1, "state": "CA", "charge": 5}')["error"]["code"] == "SY-J002"
    assert cite_line('{"id": NaN}')["error"]["code"] == cite_line('"\\ud800"')["error"]["code"] == "SY-J001"
    good = cite_line('{"id": "7", "state": "PA", "charge": "", "statute": "18 § 3929 §§ A1"}')
    assert (good["id"], good["offense"], good["confidence"]) == ("7", "pa.18.3929.a.1", "exact")
    section = cite_line('{"id": "8", "state": "PA", "charge": "Retail Theft", "statute": "18 § 3929"}')
    assert section["confidence"] in {"section", "exact"}
    assert section["offense"]


HOSTILE = [
    "(" * 5_000,
    "1" * 9_000,
    "1." * 5_000,
    "c90 §" * 2_000,
    "§§ A" * 3_000,
    "(a)" * 3_000,
    "720 ILCS " * 1_000,
    "\x00é漢" * 3_000,
]


def test_a_number_that_no_chapter_of_oregon_has_is_not_read() -> None:
    assert [cite("OR", "", number).citation for number in ("01234567", "00000336", "2377315-1")] == [None] * 3


def test_a_paragraph_by_its_old_number_is_answered_by_the_one_that_took_its_place() -> None:
    assert cite("IL", "CRIM DAMAGE PROP", "720 ILCS 5.0/21-1-1-A").offense == "il.5.21-1.a.1"


def test_a_conspiracy_whose_crime_is_named_is_found_under_that_crime() -> None:
    assert catalogue().find("CA", "PC 182(a)(1)/211").id == "ca.pen.211"
    alone = catalogue().find("CA", "PC 182(a)(1)")
    assert alone.id == "ca.pen.182.a.1"
    assert catalogue().full_match(alone, "CIMT", forum="9th Cir.", as_of=date(2026, 11, 27)).answer == "divisible"


@pytest.mark.parametrize(
    ("charge", "offenses"),
    [
        ("Cal. Penal Code 166(a)(1)-(4)", ["ca.pen.166.a.1", "ca.pen.166.a.2", "ca.pen.166.a.3", "ca.pen.166.a.4"]),
        ("Cal. Penal Code 148(b)-(d)", ["ca.pen.148.b", "ca.pen.148.c", "ca.pen.148.d"]),
        ("Cal. Penal Code 261.5(b), (c)", ["ca.pen.261.5.b", "ca.pen.261.5.c"]),
        ("Cal. Penal Code 243.4(a) and (e)(1)", ["ca.pen.243.4.a", "ca.pen.243.4.e.1"]),
        ("Cal. Penal Code 273.5(a)", ["ca.pen.273.5.a"]),
        ("Cal. Health & Safety Code § 11378, 11379(a)", ["ca.hs.11378", "ca.hs.11379.a"]),
        # § 11378.5 (to sell phencyclidine) lies between
        ("HS 11377-11379", ["ca.hs.11377.a", "ca.hs.11378", "ca.hs.11378.5", "ca.hs.11379.a", "ca.hs.11379.b"]),
        ("PC 211; PC 245(a)(1)", ["ca.pen.211", "ca.pen.245.a.1"]),
        ("PC 236, 288a(b)(1)", ["ca.pen.236", "ca.pen.287.b.1"]),
        ("PC 182(a)(1), 211", ["ca.pen.211"]),
        ("PC 459/460(b)", ["ca.pen.460.b"]),  # § 459 only says what burglary is
        ("PC 211, 245 days", ["ca.pen.211"]),
    ],
)
def test_a_list_or_a_range_of_subdivisions_is_answered_by_all_of_them(charge: str, offenses: list[str]) -> None:
    """The first alone would clear what the others are: § 166(a)(1) is no breach of an order, § 166(a)(4) may be."""
    assert [offense.id for offense in catalogue().find("CA", charge).offenses] == offenses


def test_what_an_entry_is_cited_as_is_read_as_that_entry() -> None:
    law = catalogue()
    for offense in law.offenses:
        found = law.find(offense.state, offense.citation)
        assert offense.id in {one.id for one in found.offenses}, offense.citation


def test_a_subdivision_without_an_entry_is_not_answered_by_the_one_that_has() -> None:
    """18 Pa. Cons. Stat. § 3503(a)(1)(ii), breaking in, was answered by (a)(1)(i), entering, while that stood alone."""
    law = catalogue()
    for section in law.offenses.sections:
        first = law.offenses.section(section)[0]
        for more in ("(y)", "(49)", "(a)(49)", "(b)(49)"):
            charge = first.section.citation + more
            named, found = cite(first.state, charge), law.find(first.state, charge)
            assert bool(named.offense) == bool(found.id), charge
            for one in found.offenses:
                assert one.id == named.offense or one.id.startswith(f"{named.offense}."), charge


def test_a_list_is_not_mistaken_for_its_section_and_no_section_of_it_clears_another() -> None:
    """Answers are kept by id, so a list has one of its own; an older version of an offense stays in it."""
    listed = catalogue().find("CA", "Cal. Penal Code 166(a)(1)-(2)")
    assert listed.id == "ca.pen.166.a.1+ca.pen.166.a.2"
    assert listed.citation == "Cal. Penal Code § 166(a)(1), Cal. Penal Code § 166(a)(2)"
    assert catalogue().find("CA", "Cal. Penal Code 166(a)").named == "ca.pen.166.a"
    two = catalogue().find("CA", "Health & Safety Code 11360(a), 11361(b)")
    assert [offense.id for offense in two.offenses].count("ca.hs.11360.a") == 2
    mixed = catalogue().find("CA", "Penal Code 211 and 242")
    found = catalogue().full_match(mixed, "AF:G(theft)", forum="9th Cir.", as_of=date(2026, 6, 1))
    assert found.answer == "divisible"


@pytest.mark.parametrize(
    ("state", "statute", "offense"),
    [
        ("CA", "12101(B)(1) PC", "ca.pen.29650"),  # § 12101(b), ammunition; § 12101(a) was of concealable firearms
        ("CA", "12280(A)(1) PC", "ca.pen.30600.a"),  # § 12280(a), making and the like; (b) was of possession
        ("CA", "289(A)(2)(C) PC", "ca.pen.289.a.2"),  # what has an entry goes before another way of writing (a)
        ("PA", "18 § 5121(d)(2)", "pa.18.5121"),  # (d) only grades the crimes of (a) and (b)
    ],
)
def test_below_an_old_number_or_another_way_of_writing_lies_the_same_crime(
    state: str, statute: str, offense: str
) -> None:
    assert cite(state, "", statute).offense == offense
    found = catalogue().find(state, statute).offenses
    assert all(one.id == offense or one.id.startswith(f"{offense}.") for one in found) and found


def test_former_is_no_subdivision_and_asks_for_what_stood_there() -> None:
    found = catalogue().find("CA", "Cal. Health & Safety Code § 11383(c) (former)")
    assert [offense.id for offense in found.offenses] == ["ca.hs.11383.c.1", "ca.hs.11383.c.2"]
    assert [offense.id for offense in catalogue().find("CA", "211 PC (former)").offenses] == ["ca.pen.211"]


def test_an_old_subdivision_is_answered_by_everything_that_its_parts_became() -> None:
    """Penal Code § 288a(c)(2) had three subparagraphs when it became § 287(c)(2); not the whole of § 287 is meant."""
    found = catalogue().find("CA", "PC 288a(c)(2)")
    assert [offense.id for offense in found.offenses] == [f"ca.pen.287.c.2.{letter}" for letter in "abc"]
    assert len(catalogue().find("CA", "PC 288a(c)").offenses) == 5
    assert len(catalogue().find("CA", "PC 288a").offenses) > 10


@pytest.mark.parametrize(
    ("state", "charge", "statute", "kind"),
    [
        ("OR", "INTERSTATE COMPACT (U Unknown)", "", "supervision"),
        ("OR", "Fare Violation", "29.15", "ordinance"),
        ("OR", "POSS LOAD FA PUBLIC (U Misdemeanor)", "", "crime"),
        ("IL", "CONDITIONS OF BAIL BOND", "725 ILCS 5.0/110-10-A-4", "supervision"),
        ("IL", "PARK - ENTERING AREAS PROHIBITED BY SIGNS", "VII B.3.A", "ordinance"),
        ("IL", "OPERATE WITHOUT INSURANCE", "430 ILCS 85.0/2-14", "civil"),
    ],
)
def test_a_rule_a_hold_and_a_condition_are_told_from_a_crime(state: str, charge: str, statute: str, kind: str) -> None:
    assert cite(state, charge, statute).kind == kind


@pytest.mark.parametrize("state", ["CA", "NY", "IL", "PA", "OR", "MA", "US"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_garbage_is_answered_and_does_not_blow_up(state: str, text: str) -> None:
    start = time.process_time()
    read(state, text)
    assert time.process_time() - start < 2.0


def test_words_find_offenses() -> None:
    assert any(offense.id.startswith("pa.18.3929") for _, offense in find_words("PA", "retail theft"))
    assert {offense.state for _, offense in find_words("OR", "assault")} == {"OR"}


def test_everything_about_one_offense() -> None:
    page = offense_page("CA", "Cal. Penal Code § 273.5(a)", forum=None, as_of=date(2026, 11, 24))
    assert page["forum"] == "9th Cir."
    assert {"AF:F", "CIMT", "DV"} <= page["grounds"].keys()
    assert page["draft"] is True
    with pytest.raises(SteelyardError) as caught:
        offense_page("CA", "Cal. Penal Code § 99999", forum=None, as_of=date(2026, 11, 24))
    assert caught.value.code == "SY-O103"


def test_a_new_entry_has_its_place_and_the_check_says_what_is_missing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import tomllib

    path, text = new_offense("720 ILCS 5/99-1(a)", "IL")
    assert path == "illinois/720/5/99-1.toml"
    file = tmp_path / "offenses" / path
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    codes = {issue.code for issue in check_entry(file, text, tomllib.loads(text))}
    assert "SY-O008" not in codes
    assert codes
    with pytest.raises(SteelyardError):
        new_offense("18 Pa. Cons. Stat. § 3929", "PA")


def test_coverage_counts_each_state_and_a_table(tmp_path) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "PA.csv"
    table.write_text(
        "charge,statute,source,count\nRetail Theft,18 § 3929 §§ A1,x,8\nNobody knows,18 § 9999,x,2\n"
        "Speeding,75 § 3362 §§ A3-20,x,5\nRetail Theft,18 § 3929 §§ A1,y,100\n",
        "utf-8",
    )
    (one,) = [found for found in coverage([table], frozenset({"x"})) if found.state == "PA"]
    assert (one.occurrences, one.not_crimes, one.crimes, one.parsed, one.reached) == (15, 5, 10, 10, 8)
    assert one.missing == (("18 Pa. Cons. Stat. § 9999", 2),)
    assert json.dumps([found.state for found in coverage()]) == '["CA", "NY", "IL", "PA", "OR", "MA", "US"]'


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("42 U.S.C. § 1320a-7b(b)(1)", "1320a-7b"),
        ("42 U.S.C. § 1320a–7b(b)(1)", "1320a-7b"),
        ("21 U.S.C. §§ 841-846", "841"),
        ("18 U.S.C. § 1028A(a)(1)", "1028a"),
    ],
)
def test_a_federal_section_with_a_number_after_a_hyphen_is_read_whole(text: str, section: str) -> None:
    assert read("US", text)[0].section == section


def test_a_number_that_was_anothers_leads_to_it() -> None:
    """The old number of a paragraph goes before the part above it; that of several crimes is all of them."""
    was_one = catalogue().find("IL", "720 ILCS 5/16G-15(a)(3)")
    assert [offense.id for offense in was_one.offenses] == ["il.5.16-30.a.3"]
    kinds = {offense.id for offense in catalogue().find("US", "18 U.S.C. § 1112(a)").offenses}
    assert kinds == {"us.18.1112.voluntary", "us.18.1112.involuntary"}
    endangered = {offense.id for offense in catalogue().find("IL", "720 ILCS 5/12-21.6(a)").offenses}
    assert endangered == {"il.5.12c-5.a.1", "il.5.12c-5.a.2"}


def test_no_old_number_is_lost_among_several() -> None:
    """What a number led to has every crime that names it as its own, unless the number is again one of a crime."""
    law = catalogue()
    for offense in law.offenses:
        for citation in (*offense.former, *offense.also):
            for statute in read(offense.state, citation)[:1]:
                named = law.offenses.former.get(statute.id, "nowhere")
                own = law.offenses.find(statute.id)
                assert own or f"{offense.id}.".startswith(f"{named}."), (citation, named, offense.id)


@pytest.mark.parametrize(
    ("state", "statute", "offenses"),
    [
        (
            "CA",
            "Cal. Penal Code § 166(c)(2)",
            ["ca.pen.166.c.2"],
        ),  # an injury of its own; § 166(c) may stand for (c)(1)
        ("CA", "Cal. Penal Code § 166(d)(2)", []),
        ("US", "18 U.S.C. § 844(f)(2)", []),
        ("CA", "Cal. Penal Code § 136", []),  # § 136.7 does not lie below § 136
        ("CA", "Cal. Penal Code § 264", []),
    ],
)
def test_a_paragraph_is_no_other_and_no_section_with_a_decimal(state: str, statute: str, offenses: list[str]) -> None:
    assert [one.id for one in catalogue().find(state, statute).offenses] == offenses
    assert cite(state, "", statute).offense == "".join(offenses)
