"""Grounds that look at what was done, and the words of detention: a second sample of answers read against the sections.

Each case stood otherwise before its class was mended: a death at the wheel that was no dangerous driving, a child taken by
what may be its parent, extortion that may be of a child's image, money lies that were lies for papers.
"""

from __future__ import annotations

import pytest

from steelyard.catalog.find import catalogue

from .made_up import TODAY, said_of


@pytest.mark.parametrize(
    ("state", "charge", "ground", "answer"),
    [
        # a death or an injury at the wheel, and flight in a vehicle: Delgado v. Holder, 648 F.3d 1095 (9th Cir. 2011)
        ("CA", "Cal. Penal Code § 192(c)(2)", "DANGEROUS_DRIVING", "yes"),
        ("CA", "Cal. Penal Code § 192(c)(3)", "DANGEROUS_DRIVING", "yes"),
        ("CA", "Cal. Penal Code § 191.5(a)", "DANGEROUS_DRIVING", "yes"),
        ("CA", "Cal. Veh. Code § 2800.1(a)", "DANGEROUS_DRIVING", "unsettled"),
        ("CA", "Cal. Veh. Code § 2800.3(a)", "DANGEROUS_DRIVING", "yes"),
        ("US", "18 U.S.C. § 758", "DANGEROUS_DRIVING", "yes"),
        ("US", "18 U.S.C. § 1115", "DANGEROUS_DRIVING", "no"),  # neglect on a vessel, by whoever is to care for it
        ("CA", "Cal. Veh. Code § 20001(b)(1)", "DANGEROUS_DRIVING", "no"),
        # another's identification card shown or held: a card that pays is another thing
        ("IL", "15 ILCS 335/14(a)(2)", "MISREPRESENTATION_CONDUCT", "yes"),
        ("IL", "720 ILCS 5/17-32(a)", "MISREPRESENTATION_CONDUCT", "yes"),
        ("CA", "Cal. Penal Code § 484e(c)", "MISREPRESENTATION_CONDUCT", "no"),
        ("IL", "625 ILCS 5/6-301.2(b)(1)", "MISREPRESENTATION_CONDUCT", "yes"),
        ("CA", "Cal. Veh. Code § 4464", "MISREPRESENTATION_CONDUCT", "no"),  # a plate says nothing of who drives
        # 34 U.S.C. § 20911(7)(A), (B): not by a parent or guardian, who can commit it
        ("CA", "Cal. Penal Code § 278.5(a)", "MINOR_SPECIFIED", "circumstance"),
        ("US", "18 U.S.C. § 1204", "MINOR_SPECIFIED", "circumstance"),
        ("PA", "18 Pa. Cons. Stat. § 2903(b)", "MINOR_SPECIFIED", "yes"),  # by one who is not a parent
        ("PA", "18 Pa. Cons. Stat. § 2902(b)(1)", "MINOR_SPECIFIED", "yes"),
        # "consideration" takes in sexual conduct and images: Cal. Penal Code § 518(b)
        ("CA", "Cal. Penal Code § 518(a)", "MINOR_SPECIFIED", "circumstance"),
        ("CA", "Cal. Penal Code § 524", "MINOR_SPECIFIED", "circumstance"),
        ("US", "18 U.S.C. § 1030(b)", "MINOR_SPECIFIED", "circumstance"),
        ("US", "18 U.S.C. § 1951(b)(1)", "MINOR_SPECIFIED", "no"),  # robbery
        # a falsehood about money, goods or services is for no benefit of the Act, 8 U.S.C. § 1182(a)(6)(C)(i)
        ("US", "18 U.S.C. § 472", "MISREPRESENTATION_CONDUCT", "no"),
        ("US", "18 U.S.C. § 514", "MISREPRESENTATION_CONDUCT", "no"),
        ("US", "18 U.S.C. § 1029(a)(9)", "MISREPRESENTATION_CONDUCT", "no"),
        ("US", "18 U.S.C. § 1035(a)(2)", "MISREPRESENTATION_CONDUCT", "no"),
        ("US", "42 U.S.C. § 1383a(a)(3)", "MISREPRESENTATION_CONDUCT", "no"),
        ("US", "18 U.S.C. § 1031(a)(1)", "FALSE_TESTIMONY_CONDUCT", "no"),
        ("US", "18 U.S.C. § 1029(b)(1)", "FALSE_TESTIMONY_CONDUCT", "no"),
        ("US", "18 U.S.C. § 1343", "MARRIAGE_CONDUCT", "no"),
        ("US", "18 U.S.C. § 1001(a)(2)", "MISREPRESENTATION_CONDUCT", "yes"),
        ("US", "18 U.S.C. § 1001(a)(2)", "FALSE_TESTIMONY_CONDUCT", "yes"),
        ("US", "42 U.S.C. § 408(a)(7)(B)", "MISREPRESENTATION_CONDUCT", "yes"),
        ("US", "18 U.S.C. § 1028(a)(4)", "MISREPRESENTATION_CONDUCT", "yes"),
        ("US", "18 U.S.C. § 499", "MISREPRESENTATION_CONDUCT", "yes"),  # official passes
        ("US", "18 U.S.C. § 1621", "FALSE_TESTIMONY_CONDUCT", "yes"),
        # what the state calls by another name: Cal. Penal Code § 465(d) sets it apart from § 459
        ("CA", "Cal. Penal Code § 465", "THEFT_FAMILY", "unsettled"),
        ("CA", "Cal. Penal Code § 459", "THEFT_FAMILY", "yes"),
        ("CA", "Cal. Penal Code § 498(b)(2)", "THEFT_FAMILY", "unsettled"),
        ("CA", "Cal. Penal Code § 593d(a)", "THEFT_FAMILY", "unsettled"),
        ("US", "18 U.S.C. § 664", "THEFT_FAMILY", "unsettled"),  # embezzlement beside theft
        # a drug is no drink
        ("CA", "Cal. Health & Safety Code § 11550(a)", "DRINKING", "no"),
    ],
)
def test_what_was_done_is_asked_where_the_section_may_cover_it(
    state: str, charge: str, ground: str, answer: str
) -> None:
    assert said_of(state, charge, ground).answer == answer


@pytest.mark.parametrize(
    ("state", "charge", "ground", "answer"),
    [
        # a court knowingly hindered; Pugin v. Garland, 599 U.S. 600 (2023), left the state of mind open
        ("US", "18 U.S.C. § 401(1)", "AF:S", "unsettled"),
        ("CA", "Cal. Penal Code § 166(a)(3)", "AF:S", "no"),
        # "any unlawful activity that constitutes a violation of Federal law" may be forgery
        ("US", "18 U.S.C. § 1028(a)(7)", "AF:R", "unsettled"),
        # the attempt at false papers and counterfeit devices is as open as the deed
        ("US", "18 U.S.C. § 1028(f)", "AF:R", "unsettled"),
        ("US", "18 U.S.C. § 1029(b)(1)", "AF:R", "divisible"),
        # a hoax of a grave danger: deceit, and its cost a loss (Kawashima, 565 U.S. 478)
        ("US", "18 U.S.C. § 32(a)(8)", "AF:U(fraud)", "unsettled"),
        ("US", "18 U.S.C. § 1038(a)(1)", "AF:M(i)", "unsettled"),
        ("CA", "Cal. Penal Code § 148.5(a)", "AF:M(i)", "no"),
        # a material misstatement beside structuring
        ("US", "31 U.S.C. § 5324(b)", "AF:M", "unsettled"),
        ("US", "31 U.S.C. § 5324(c)", "AF:U", "unsettled"),
        # plates engraved or sold beside plates held
        ("US", "18 U.S.C. § 1426(d)", "AF:M", "unsettled"),
        # attempts that the sections themselves punish
        ("US", "8 U.S.C. § 1328", "AF:U", "unsettled"),
        ("US", "18 U.S.C. § 1957", "AF:U", "divisible"),
        ("US", "18 U.S.C. § 2241(c)", "AF:U", "divisible"),
        ("US", "18 U.S.C. § 2252(a)(2)", "AF:U", "divisible"),
        ("US", "18 U.S.C. § 2252(a)(2)", "AF", "yes"),
        # any public offense for a gang: an attempt or a conspiracy too, but no federal section
        ("CA", "Cal. Penal Code § 186.22(d)", "AF:U(fraud)", "divisible"),
        ("CA", "Cal. Penal Code § 186.22(d)", "AF:L", "no"),
        ("CA", "Cal. Penal Code § 182(a)(1)", "AF:O", "no"),
        # a message falsified to another's injury; a device meant to avoid charges
        ("CA", "Cal. Penal Code § 620", "AF", "unsettled"),
        ("CA", "Cal. Penal Code § 620", "CIMT", "unsettled"),
        ("CA", "Cal. Penal Code § 502.7(b)", "AF", "unsettled"),
        # a false badge worn to pose as an officer, and cards as well as badges made or worn: § 538d(b)(2), (c)(1)
        ("CA", "Cal. Penal Code § 538d(b)(2)", "CIMT", "unsettled"),
        ("CA", "Cal. Penal Code § 538d(b)(2)", "AF:M(i)", "circumstance"),
        ("CA", "Cal. Penal Code § 538d(c)(1)", "AF:M(i)", "unsettled"),
        # a minor let in to harmful matter by a lie
        ("CA", "Cal. Penal Code § 313.1(b)", "CHILD", "unsettled"),
    ],
)
def test_no_way_of_the_section_is_left_out(state: str, charge: str, ground: str, answer: str) -> None:
    assert said_of(state, charge, ground).answer == answer


@pytest.mark.parametrize(
    ("state", "charge", "ground", "answer"),
    [
        # 20 years "to facilitate a drug trafficking crime", 25 "to facilitate an act of international terrorism"
        ("US", "18 U.S.C. § 1542", "DRUG_CONDUCT", "yes"),
        ("US", "18 U.S.C. § 1542", "SECURITY_CONDUCT", "yes"),
        ("US", "18 U.S.C. § 1546(a)", "DRUG_CONDUCT", "yes"),
        ("US", "18 U.S.C. § 1425(a)", "SECURITY_CONDUCT", "yes"),
        ("US", "18 U.S.C. § 1028(a)(2)", "DRUG_CONDUCT", "yes"),  # § 1028(b)(3)(A), (4)
        ("US", "18 U.S.C. § 1028(a)(2)", "SECURITY_CONDUCT", "yes"),
        ("US", "18 U.S.C. § 1001(a)(2)", "SECURITY_CONDUCT", "yes"),  # eight years where it involves terrorism
        ("US", "18 U.S.C. § 1505", "SECURITY_CONDUCT", "yes"),
        # a grade for what is not there, or after an earlier conviction, speaks of nothing that was done
        ("US", "18 U.S.C. § 1001(a)(2)", "DRUG_CONDUCT", "no"),
        ("CA", "Cal. Penal Code § 25400(a)(1)", "DRUG_CONDUCT", "no"),
        ("US", "18 U.S.C. § 1546(b)(1)", "DRUG_CONDUCT", "no"),  # five years, whatever it served
        ("US", "8 U.S.C. § 1326(a)", "DRUG_CONDUCT", "no"),
    ],
)
def test_a_grade_of_punishment_says_what_may_have_been_done(state: str, charge: str, ground: str, answer: str) -> None:
    """A fact that raises the longest term is part of what may be charged: it must be found (Alleyne, 570 U.S. 99 (2013))."""
    assert said_of(state, charge, ground).answer == answer


@pytest.mark.parametrize(
    ("state", "charge", "answer"),
    [
        ("CA", "Cal. Penal Code § 76(a)", "yes"),  # the life of an elected official or a judge threatened
        ("CA", "Cal. Penal Code § 217.1(b)", "yes"),
        ("CA", "Cal. Penal Code § 182(a)(6)", "yes"),
        ("US", "18 U.S.C. § 115(a)(1)(B)", "yes"),
        ("US", "18 U.S.C. § 876(c)", "yes"),  # ten years where it is to a judge or an officer of the United States
        ("IL", "720 ILCS 5/12-9(a)", "yes"),
        ("NY", "N.Y. Penal Law § 120.09", "yes"),
        ("US", "18 U.S.C. § 351(a)", "yes"),
        # no person in office is the victim
        ("CA", "Cal. Penal Code § 243.8(a)", "no"),  # a referee of a game
        ("CA", "Cal. Penal Code § 518(a)", "no"),
        ("CA", "Cal. Penal Code § 146a(b)", "no"),
        ("IL", "720 ILCS 5/12-6(a)(6)", "no"),
    ],
)
def test_an_attack_on_one_in_office_may_be_an_assassination(state: str, charge: str, answer: str) -> None:
    """8 U.S.C. § 1182(a)(3)(B)(iii)(IV), (VI): an assassination, and the threat of one."""
    assert said_of(state, charge, "SECURITY_CONDUCT").answer == answer


@pytest.mark.parametrize("modifier", ["attempt", "conspiracy", "solicitation", "aiding"])
@pytest.mark.parametrize(
    ("state", "charge"), [("CA", "Cal. Penal Code § 32"), ("US", "18 U.S.C. § 3"), ("US", "18 U.S.C. § 4")]
)
def test_help_after_an_unnamed_crime_is_asked_about_however_it_is_charged(
    state: str, charge: str, modifier: str
) -> None:
    """What was done decides, and the crime that was helped may have been one of drugs or of terror."""
    found = catalogue().find(state, charge)
    for ground in ("DRUG_CONDUCT", "SECURITY_CONDUCT", "SEX_TRADE_CONDUCT"):
        asked = catalogue().full_match(found, ground, forum="9th Cir.", as_of=TODAY, modifier=modifier)
        assert asked.answer == "divisible", ground
