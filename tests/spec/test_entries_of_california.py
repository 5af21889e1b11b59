"""Answers on sections of California's codes that were once given the other way, each with what decided it."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue


def answer(statute: str, ground: str, day: date = date(2026, 11, 28)) -> str:
    law = catalogue()
    return law.full_match(law.find("CA", statute), ground, forum="9th Cir.", as_of=day).answer


@pytest.mark.parametrize(
    "statute", ["Cal. Veh. Code § 10851(a)", "Cal. Veh. Code § 10851(b)", "Cal. Penal Code § 499d"]
)
def test_a_vehicle_taken_or_its_taker_helped_is_theft_or_obstruction(statute: str) -> None:
    """Each way is in one letter or another (Matter of Reyes, 28 I&N Dec. 52 (A.G. 2020)) since Pugin v. Garland, 599 U.S.
    600 (2023), let help to an offender obstruct justice with no proceeding pending; neither letter has both ways."""
    assert answer(statute, "AF") == "yes"
    assert answer(statute, "AF:G(theft)") == answer(statute, "AF:S") == "no"
    assert answer(statute, "AF", date(2023, 6, 21)) == "no"


@pytest.mark.parametrize("section", ["109", "110", "4533", "4534", "4535", "4550(a)", "4550(b)"])
def test_help_to_an_escape_is_not_cleared_of_obstruction(section: str) -> None:
    """Salazar-Luviano v. Mukasey, 551 F.3d 857 (9th Cir. 2008), rested on a proceeding that Pugin no longer asks for."""
    assert answer(f"Cal. Penal Code § {section}", "AF:S") == "unsettled"


BEFORE_FELIX_FIGUEROA = date(2025, 6, 1)
"""A day before the Board asked for a realistic probability of drugs too; since then a list of means is open by itself."""


@pytest.mark.parametrize(
    "statute",
    [
        "Cal. Health & Safety Code § 11364.7(a)",
        "Cal. Health & Safety Code § 11366.5(a)",
        "Cal. Health & Safety Code § 11532(a)",
        "Cal. Penal Code § 4573",
        "Cal. Penal Code § 4573.9",
        "Cal. Penal Code § 653f(d)(1)",
    ],
)
def test_any_controlled_substance_is_no_clearance_where_nothing_says_that_the_drug_is_a_means(statute: str) -> None:
    """In re Adams, 14 Cal.3d 629 (1975), keeps two drugs apart; United States v. Graves, 925 F.3d 1036 (9th Cir. 2019), rests on
    the plural of Penal Code § 4573.6, "any controlled substances"."""
    assert answer(statute, "CS", BEFORE_FELIX_FIGUEROA) == "unsettled"
    assert answer("Cal. Penal Code § 4573.6(a)", "CS", BEFORE_FELIX_FIGUEROA) == "no"


def test_loitering_for_sex_that_is_paid_for_is_open_in_turpitude_and_no_prostitution() -> None:
    """Rohit v. Holder, 670 F.3d 1085 (9th Cir. 2012), of asking for it; Kepilino v. Gonzales, 454 F.3d 1057 (9th Cir. 2006)."""
    for statute in ("Cal. Penal Code § 653.22(a)", "Cal. Penal Code § 653.25(a)"):
        assert answer(statute, "CIMT") == "unsettled"
        assert answer(statute, "PROST") == "no"
    assert answer("Cal. Penal Code § 653.22(a)", "SEX_TRADE_CONDUCT") == "yes"


@pytest.mark.parametrize(
    "statute",
    [
        "Cal. Penal Code § 396.5",
        "Cal. Penal Code § 502.7(d)",
        "Cal. Penal Code § 593e(b)",
        "Cal. Penal Code § 596",
        "Cal. Penal Code § 610",
        "Cal. Penal Code § 26100(d)",
        "Cal. Health & Safety Code § 11366.8(a)",
        "Cal. Health & Safety Code § 11366.8(b)",
        "Cal. Welf. & Inst. Code § 10980(e)",
        "Cal. Welf. & Inst. Code § 10980(g)",
    ],
)
def test_what_no_authority_clears_of_turpitude_is_open(statute: str) -> None:
    """Fraud helped for gain, an animal poisoned, a shot fired in malice, a place made to hide drugs; public aid used against its
    rules, as in Abdelqadar v. Gonzales, 413 F.3d 668 (7th Cir. 2005)."""
    assert answer(statute, "CIMT") == "unsettled"


@pytest.mark.parametrize("section", ["24410", "24510", "24610", "24710", "31500", "33215", "33600"])
def test_a_hidden_or_homemade_gun_is_not_cleared_by_antiques_that_are_left_out(section: str) -> None:
    """Penal Code § 17700 leaves antiques out, by a narrower measure than 18 U.S.C. § 921(a)(16); plain firearms are cleared."""
    assert answer(f"Cal. Penal Code § {section}", "FIREARM") == "unsettled"
    assert answer(f"Cal. Penal Code § {section}", "AF:C") == "unsettled"
    assert answer("Cal. Penal Code § 25400(a)(2)", "FIREARM") == "no"


@pytest.mark.parametrize("section", ["2800.1(a)", "2800.2", "2800.3(a)", "2800.4"])
def test_flight_meant_to_evade_officers_is_not_cleared_of_obstruction(section: str) -> None:
    """Nothing decides it after Pugin v. Garland, 599 U.S. 600 (2023); a mere failure to stop at an accident has no such aim."""
    assert answer(f"Cal. Veh. Code § {section}", "AF:S") == "unsettled"
    assert answer("Cal. Veh. Code § 20001(a)", "AF:S") == "no"


@pytest.mark.parametrize(
    "section",
    ["23920(b)", "25135(a)", "26500(a)", "27510(a)", "27545", "27585(a)", "29180(d)", "29185(a)", "31615(a)(1)"],
)
def test_a_section_that_leaves_unloaded_antiques_out_is_not_cleared_by_antiques(section: str) -> None:
    """Penal Code § 16520(d) takes the federal definition of an antique; §§ 27500 and 29800 are not in its list."""
    assert answer(f"Cal. Penal Code § {section}", "FIREARM") == "unsettled"
    assert answer("Cal. Penal Code § 27500(a)", "FIREARM") == "no"
    assert answer("Cal. Penal Code § 29800(a)(1)", "FIREARM") == "no"


@pytest.mark.parametrize(
    "section", ["653m(a)", "597.5(a)(3)", "597.5(b)", "597c", "626.9(d)", "653w(a)(1)", "653aa(a)", "653aa(b)", "318"]
)
def test_forms_that_no_authority_reads_leave_turpitude_open(section: str) -> None:
    """A threat in place of obscene words, a dogfight permitted, a shot or a recording with less than the decided cases had."""
    assert answer(f"Cal. Penal Code § {section}", "CIMT") == "unsettled"


def test_aid_to_a_prostitute_is_turpitudinous_but_need_not_be_part_of_a_business() -> None:
    """Penal Code § 653.23(a)(1) takes any aid; 8 U.S.C. 1101(a)(43)(K)(i) asks for owning, managing or supervising."""
    assert answer("Cal. Penal Code § 653.23(a)(1)", "CIMT") == "yes"
    assert answer("Cal. Penal Code § 653.23(a)(1)", "AF:K") == "unsettled"


def test_a_rented_vehicle_kept_is_charged_as_embezzlement() -> None:
    """Vehicle Code § 10855 only presumes embezzlement: Penal Code § 507 is the crime."""
    assert answer("Cal. Veh. Code § 10855", "CIMT") == answer("Cal. Penal Code § 507", "CIMT") == "yes"


def test_drug_money_is_related_to_drugs_that_no_decision_calls_a_means() -> None:
    """CALCRIM 2430 and 2431 name the substance; whether jurors must agree on it is not decided."""
    for section in ("11370.6(a)", "11370.9(a)"):
        assert answer(f"Cal. Health & Safety Code § {section}", "CS") == "unsettled"
    assert answer("Cal. Health & Safety Code § 11370.6(a)", "AF:B") == "unsettled"
    assert answer("Cal. Health & Safety Code § 11370.9(a)", "AF:D") == "circumstance"


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [("1", "unsettled"), ("3", "unsettled"), ("4", "no"), ("7", "unsettled"), ("8", "unsettled")],
)
def test_unlawful_use_of_a_license_is_read_paragraph_by_paragraph(paragraph: str, expected: str) -> None:
    """Vehicle Code § 14610(a) writes no aim to deceive; to alter one, or give another's as one's own, may be fraud all the same.

    Paragraph (1) joins a fictitious or altered license to a genuine, cancelled one; whether they are elements is not decided.
    Paragraph (3), "display or represent", has the words of 625 ILCS 5/6-301(a)(3), which is read so too.
    """
    assert answer(f"Cal. Veh. Code § 14610(a)({paragraph})", "CIMT") == expected


def test_solicitation_is_not_cleared_where_the_ground_speaks_of_what_relates_to_it() -> None:
    """Penal Code § 653f(a) names bribery, perjury and forgery; (c) names § 288, a lewd act on a child."""
    assert answer("Cal. Penal Code § 653f(a)", "AF:S") == "unsettled"
    assert answer("Cal. Penal Code § 653f(a)", "AF:R") == "unsettled"
    assert answer("Cal. Penal Code § 653f(b)", "AF:S") == "no"
    assert answer("Cal. Penal Code § 653f(c)", "CHILD") in {"divisible", "unsettled"}


@pytest.mark.parametrize(
    ("subdivision", "expected"),
    [("a", "unsettled"), ("c", "unsettled"), ("e", "unsettled"), ("f", "unsettled"), ("g", "unsettled")],
)
def test_unlawful_use_of_an_identification_card_is_read_as_that_of_a_license(subdivision: str, expected: str) -> None:
    """Vehicle Code § 13004: to copy, alter or show a card knowingly may be fraud; (e) takes in a false declaration, § 13007.5."""
    assert answer(f"Cal. Veh. Code § 13004({subdivision})", "CIMT") == expected


@pytest.mark.parametrize("statute", ["23220(a)", "23220(b)", "23221(a)", "23221(b)"])
def test_drinking_or_cannabis_in_a_vehicle_is_not_cleared_as_if_it_were_drinking(statute: str) -> None:
    """One sentence, two acts on two things: nothing says that the jurors need not agree which."""
    assert answer(f"Cal. Veh. Code § {statute}", "CS") == "unsettled"
    assert answer("Cal. Veh. Code § 23223(a)", "CS") == "no"


def test_binder_chains_and_missiles_are_read_as_their_twins() -> None:
    """Vehicle Code § 10851.5 has the words of § 10851(a), and § 38318(b) those of § 23110(b) and a firearm."""
    assert answer("Cal. Veh. Code § 10851.5", "AF") == answer("Cal. Veh. Code § 10851(a)", "AF") == "yes"
    assert answer("Cal. Veh. Code § 38318(b)", "CIMT") == answer("Cal. Veh. Code § 23110(b)", "CIMT") == "yes"
    assert answer("Cal. Veh. Code § 38318(b)", "FIREARM") == "unsettled"


def test_payment_for_referring_a_patient_may_be_commercial_bribery() -> None:
    """Business & Professions § 650 asks for no corrupt aim: People v. Hering, No. S070514 (Cal. May 27, 1999)."""
    for ground in ("AF", "AF:R", "CIMT"):
        assert answer("Cal. Bus. & Prof. Code § 650(a)", ground) == "unsettled"


@pytest.mark.parametrize(
    ("statute", "grounds"),
    [
        ("Cal. Bus. & Prof. Code § 4323", ("CIMT", "CS", "AF:B")),
        ("Cal. Bus. & Prof. Code § 4325(a)", ("CIMT", "CS", "AF:R")),
        ("Cal. Bus. & Prof. Code § 4327", ("CS",)),
        ("Cal. Health & Safety Code § 11152", ("CIMT", "CS", "AF:B")),
        ("Cal. Health & Safety Code § 11374.5(a)", ("CS", "AF:B")),
        ("Cal. Welf. & Inst. Code § 1001.5(a)", ("CS", "FIREARM", "AF:B")),
    ],
)
def test_crimes_about_drugs_and_their_papers_are_not_cleared(statute: str, grounds: tuple[str, ...]) -> None:
    """Each names drugs, or those who may prescribe them, and nothing says whether the drug is an element."""
    for ground in grounds:
        assert answer(statute, ground) == "unsettled"


def test_cannabis_in_the_wrong_place_relates_to_drugs_and_needles_do_not() -> None:
    """Health & Safety § 11362.3(a) names cannabis; Business & Professions § 4141 names no drug and no unlawful use."""
    # whose mature stalks § 11018 takes in and 21 U.S.C. 802(16)(B)(ii) leaves out
    assert answer("Cal. Health & Safety Code § 11362.3(a)(4)", "CS") == "unsettled"
    assert answer("Cal. Bus. & Prof. Code § 4141", "CS") == "no"


def test_a_weapon_supplied_to_a_barred_patient_is_not_cleared_of_firearms() -> None:
    """Welfare & Institutions § 8101: what counts as a firearm there was not read, and (a) takes in some firearms (§ 8100(e))."""
    for subdivision in ("a", "b"):
        for ground in ("FIREARM", "AF:C"):
            assert answer(f"Cal. Welf. & Inst. Code § 8101({subdivision})", ground) == "unsettled"


@pytest.mark.parametrize(
    "section",
    ["382", "383", "395", "490.7(b)", "587a", "597g(b)", "598a(a)", "625", "634", "635(a)", "636(b)", "26180(b)"],
)
def test_what_stands_between_a_rule_of_trade_and_a_wrong_leaves_turpitude_open(section: str) -> None:
    """Deceit, danger, taking or cruelty is near in each text and need not be proved in all of it; no decision was found."""
    assert answer(f"Cal. Penal Code § {section}", "CIMT") == "unsettled"


@pytest.mark.parametrize("ground", ["CIMT", "CS", "FIREARM", "CHILD", "AF:F", "AF:G", "AF:S", "AF:U"])
def test_a_crime_that_rests_on_another_is_cleared_of_nothing(ground: str) -> None:
    """Penal Code § 653.75 is any offense in custody; §§ 636.5 and 636.6(b) go with one that they do not name."""
    assert answer("Cal. Penal Code § 636.6(b)", ground) not in {"no", "yes"}
    assert answer("Cal. Penal Code § 653.75", ground) not in {"no", "yes"}
    assert answer("Cal. Penal Code § 636.5", ground) not in {"no", "yes"}


def test_a_dealers_delivery_and_an_unnumbered_firearm_are_open_as_to_antiques() -> None:
    """Penal Code § 16520(b), (d): unloaded antiques are out, frames and precursor parts are in."""
    for section in ("27530", "27540(a)", "27540(d)"):
        assert answer(f"Cal. Penal Code § {section}", "FIREARM") == "unsettled"


def test_the_duty_to_register_is_read_as_the_crime_of_not_registering() -> None:
    """Penal Code § 186.30 makes the duty of gang registration, § 186.33(a) punishes its knowing violation."""
    assert answer("Cal. Penal Code § 186.30(a)", "CIMT") == answer("Cal. Penal Code § 186.33(a)", "CIMT") == "unsettled"
    assert answer("Cal. Penal Code § 270.1(a)", "CHILD", date(2024, 6, 1)) == "unsettled"


@pytest.mark.parametrize("section", ["577", "578", "580", "581", "570", "538b", "27550(a)", "31620(c)", "648"])
def test_papers_and_goods_of_trade_that_name_no_fraud_leave_it_open(section: str) -> None:
    """False receipts, subleased cars, insignia and certificates deceive somebody, and no intent to defraud is written."""
    assert answer(f"Cal. Penal Code § {section}", "CIMT") == "unsettled"
    assert answer(f"Cal. Penal Code § {section}", "AF:M(i)") != "no"


@pytest.mark.parametrize(
    ("section", "before", "first"),
    [
        ("131", date(2003, 6, 1), date(2004, 1, 1)),
        ("135.5", date(1998, 6, 1), date(1999, 1, 1)),
        ("241.8(a)", date(2003, 6, 1), date(2004, 1, 1)),
        ("243.25", date(2002, 6, 1), date(2003, 1, 1)),
        ("243.9(a)", date(2000, 6, 1), date(2001, 1, 1)),
        ("243.10(a)", date(2003, 6, 1), date(2004, 1, 1)),
        ("243.35(a)", date(1996, 6, 1), date(1997, 1, 1)),
        ("273i(a)", date(2008, 6, 1), date(2009, 1, 1)),
        ("288.2(a)(1)", date(2013, 12, 31), date(2014, 1, 1)),
        ("288.2(a)(2)", date(2013, 12, 31), date(2014, 1, 1)),
        ("288.3(a)", date(2006, 11, 7), date(2006, 11, 8)),
        ("288.4(b)", date(2006, 9, 19), date(2006, 9, 20)),
        ("288.7(a)", date(2006, 9, 19), date(2006, 9, 20)),
        ("337k(a)", date(2006, 6, 1), date(2007, 1, 1)),
        ("381c(b)", date(2009, 6, 1), date(2010, 1, 1)),
        ("381d(a)", date(2014, 6, 1), date(2015, 1, 1)),
        ("417.26(a)", date(1999, 6, 1), date(2000, 1, 1)),
        ("417.27(c)", date(1999, 6, 1), date(2000, 1, 1)),
        ("420.1", date(1998, 6, 1), date(1999, 1, 1)),
        ("466.65(a)", date(2010, 6, 1), date(2011, 1, 1)),
        ("496d(a)", date(1996, 3, 12), date(1999, 1, 1)),
        ("499b(b)", date(1996, 4, 28), date(1997, 1, 1)),
        ("532b(g)", date(2000, 7, 27), date(2018, 1, 1)),
    ],
)
def test_a_text_governs_no_day_before_it_was_law(section: str, before: date, first: date) -> None:
    """The number was free then, or meant another crime whose words were not read."""
    assert catalogue().find("CA", f"Cal. Penal Code § {section}", before).code == "SY-O104"
    assert not catalogue().find("CA", f"Cal. Penal Code § {section}", first).problem
