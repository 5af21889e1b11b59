"""Charge strings that were read as another section than their court means, or as one that does not exist."""

from __future__ import annotations

import time

import pytest

from steelyard.catalog.charges import cite
from steelyard.catalog.cite import read
from steelyard.catalog.find import catalogue


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


@pytest.mark.parametrize(
    ("statute", "citation", "offense"),
    [
        ("PL 135050H", "N.Y. Penal Law § 135.05", "ny.pl.135.05"),
        ("PL 121120H", "N.Y. Penal Law § 121.12", "ny.pl.121.12"),
        ("PL 125252H", "N.Y. Penal Law § 125.25(2)", "ny.pl.125.25.2"),
        ("PL 26503AS", "N.Y. Penal Law § 265.03", "ny.pl.265.03"),
        ("PL 12005WX", "N.Y. Penal Law § 120.05", "ny.pl.120.05"),
        ("PL 265025B", "N.Y. Penal Law § 265.02(5)", "ny.pl.265.02.5"),
        ("VTL06000AA", "N.Y. Veh. & Traf. Law § 600(2)(a)", "ny.vtl.600.2.a"),
        ("TAX18140B3", "N.Y. Tax Law § 1814", ""),
    ],
)
def test_the_marks_of_new_yorks_police_are_no_subdivisions(statute: str, citation: str, offense: str) -> None:
    found = cite("NY", "", statute)
    assert (found.citation, found.offense, found.confidence) == (citation, offense, "section")


def test_letters_that_are_a_subdivision_are_exact() -> None:
    assert cite("NY", "", "PL 265031B")[:3] == ("N.Y. Penal Law § 265.03(1)(b)", "ny.pl.265.03.1.b", "exact")


@pytest.mark.parametrize("statute", ["PL 2700MA2", "PHL00000V0", "COR0168E04", "ABC0064B00"])
def test_a_code_of_new_yorks_police_that_names_no_section_is_none(statute: str) -> None:
    assert cite("NY", "", statute).citation is None


def test_a_hate_crime_of_new_yorks_police_is_punished_as_one() -> None:
    """§ 485.10 raises its level, so that what hangs on the maximum is not answered for the crime alone."""
    found = catalogue().find("NY", "PL 120002H")
    assert [one.id for one in found.enhancements] == ["ny.hate"]
    assert [one.id for one in found.offenses] == ["ny.pl.120.00.2"]


@pytest.mark.parametrize(
    ("state", "text", "sections"),
    [
        ("MA", "RECKLESS ENDANGERMENT OF CHILD 265§13L", ["Mass. Gen. Laws ch. 265, § 13L"]),
        ("MA", "c265 s15A(b)", ["Mass. Gen. Laws ch. 265, § 15A(b)"]),
        ("MA", "M.G.L.A. 265:15A", ["Mass. Gen. Laws ch. 265, § 15A"]),
        ("MA", "G.L. 265, § 13A(a)", ["Mass. Gen. Laws ch. 265, § 13A(a)"]),
        ("MA", "Ignition Interlock, Bypass 90/24U(a)(1)", ["Mass. Gen. Laws ch. 90, § 24U(a)(1)"]),
        ("MA", "MGL 265 13A(a)", ["Mass. Gen. Laws ch. 265, § 13A(a)"]),
        ("IL", "05/12/2020", []),
        ("IL", "10-12-2020", []),
        ("IL", "15 ILCS 335/14", ["15 ILCS 335/14"]),
        ("MA", "265/13A/A", ["Mass. Gen. Laws ch. 265, § 13A"]),
        ("MA", "6/12 MONTHS AT 10:30 ON 12/31/2020, 100/200 MG", []),
        ("MA", "OPERATION OF HORSE DRAWN CARRIAGE 520 CMR 13 §12", []),
        ("CA", "11359HS-INTENT SELL CANNABIS", ["Cal. Health & Safety Code § 11359"]),
        ("CA", "SPEEDING 20 OVER", []),
        ("CA", "DRIVING 100 MPH", []),
        ("CA", "287(D)(1)(B) PC", ["Cal. Penal Code § 287(d)(1)(B)"]),
        ("CA", "36 2.35(A)(3)(III) US", ["36 C.F.R. § 2.35(a)(3)(iii)"]),
        ("IL", "720 ILCS 570/401(a)(7.5)(B)(ii)", ["720 ILCS 570/401(a)(7.5)(B)(ii)"]),
        ("IL", "720 ILCS 570/401(c)(7.5)(i)", ["720 ILCS 570/401(c)(7.5)(i)"]),
        ("OR", "475.752(4)(a)(B)", ["Or. Rev. Stat. § 475.752(4)(a)(B)"]),
    ],
)
def test_each_court_s_way_of_writing_is_read(state: str, text: str, sections: list[str]) -> None:
    assert citations(state, text) == sections


def test_blanks_before_a_charge_are_left_out() -> None:
    assert cite("CA", " " * 10_240 + "487(A) PC").citation == "Cal. Penal Code § 487(a)"


@pytest.mark.parametrize(
    "text",
    [
        "Colo. Rev. Stat. 18-4-401",  # was Cal. Penal Code § 401
        "Utah Code 76-5-102",  # was Cal. Penal Code § 102, and cleared
        "Texas Penal Code 22.01",
        "N.J.S.A. 2C:12-1(b)",
        "D.C. Code § 22-404",
        "Puerto Rico Penal Code art. 182",
        "robo calificado, art. 381 Código Penal Federal",
        "Revised Penal Code art. 315, Philippines (estafa)",
        "PRC Criminal Law Article 264",
        "Penal Code 211, Sinaloa, Mexico",
        "Article 134, UCMJ",
        "Penal Code 211, general court-martial",
        "Navajo Nation Code 17-211",
        "AZ 13-1802",
        "TX PC 31.03",
        "Nevada 205.240",
        "robbery 211 PC, Nevada",
        "Mexico: robo 381",
    ],
)
def test_other_law_is_not_read_as_the_states_own_section(text: str) -> None:
    """A record names the law of the place it comes from; its number is no section of the state where the case is."""
    assert citations("CA", text) == []
    found = catalogue().find("CA", text)
    assert (found.id, found.code) == ("", "SY-O111")


@pytest.mark.parametrize(
    ("state", "text", "section"),
    [
        ("OR", "Cal. Penal Code § 211", "ca.pen.211"),
        ("CA", "ORS 164.395", "or.164.395"),
        ("CA", "N.Y. Penal Law § 155.25", "ny.pl.155.25"),
        ("NY", "720 ILCS 5/18-1", "il.5.18-1"),
        ("CA", "18 Pa. C.S. § 3921(a)", "pa.18.3921.a"),
        ("CA", "21 USC 844(a)", "us.21.844.a"),
    ],
)
def test_the_law_of_another_state_of_ours_is_read_as_such_where_it_leads(state: str, text: str, section: str) -> None:
    assert catalogue().find(state, text).id == section


@pytest.mark.parametrize(
    "text", ["Colo. Rev. Stat. 18-4-401", "Robbery, Texas", "Mexico: robbery", "burglary (Nevada)"]
)
def test_words_of_other_law_name_no_section_of_the_state(text: str) -> None:
    named = cite("CA", text)
    assert not named.offense
    assert "law" in named.reason


def test_one_charge_of_two_states_is_not_read_as_one_of_them() -> None:
    assert catalogue().find("CA", "PC 211; ORS 164.395").code == "SY-O111"


@pytest.mark.parametrize(
    "text", ["211 PC/ROBBERY", "23114(B) VC-ILL TRANSP AGGREGATE:HWY", "245(a)(1) PC", "HS 11377 24 HRS"]
)
def test_words_of_a_charge_are_no_other_law(text: str) -> None:
    assert citations("CA", text)
