"""Charges in words alone: the section they name, the class of crimes they are, or none; and finding offenses by words."""

from __future__ import annotations

import time

import pytest

from steelyard.catalog.charges import cite, find_words
from steelyard.catalog.search import search
from steelyard.catalog.words import A_CLASS, MANY, OTHER_GRADE, SEVERAL_DEGREES, alike, named, plain
from steelyard.logic.errors import SteelyardError


@pytest.mark.parametrize(
    ("state", "charge", "citation"),
    [
        ("CA", "DV BATTERY", "Cal. Penal Code § 243(e)(1)"),
        ("IL", "DV BATTERY", "720 ILCS 5/12-3.2"),
        ("IL", "Possession of Stolen Motor Vehicle", "625 ILCS 5/4-103(a)(1)"),
        ("MA", "DV ASSAULT & BATTERY", "Mass. Gen. Laws ch. 265, § 13M"),
        ("OR", "ASSAULT IV - DV (A Misdemeanor)", "Or. Rev. Stat. § 163.160"),
        ("OR", "POSS ILLEG WEAPON (B Felony)", "Or. Rev. Stat. § 166.272"),
        ("OR", "POSS BODY ARMOR (B Felony)", "Or. Rev. Stat. § 166.643"),
        ("OR", "POSS BODY ARMOR (C Felony)", "Or. Rev. Stat. § 166.642"),
        ("OR", "DUII (A Misdemeanor)", "Or. Rev. Stat. § 813.010"),
        ("OR", "DUII - FELONY (C Felony)", "Or. Rev. Stat. § 813.011"),
        ("NY", "INTOXICATED & IMPAIRED DRIVING", "N.Y. Veh. & Traf. Law § 1192"),
        ("MA", "LARCENY UNDER $250", "Mass. Gen. Laws ch. 266, § 30(1)"),
        ("MA", "TRAFFICKING IN COCAINE, 36 GRAMS OR MORE, LESS THAN 100 GRAMS", "Mass. Gen. Laws ch. 94C, § 32E(b)"),
        ("MA", "OPERATE WITHOUT IGNITION INTERLOCK", "Mass. Gen. Laws ch. 90, § 24S(a)"),
        ("MA", "OBSTRUCT JUSTICE (Common Law)", "Mass. Gen. Laws ch. 279, § 5"),
        ("MA", "SOLICIT TO COMMIT FELONY (Common Law)", "Mass. Gen. Laws ch. 279, § 5"),
        ("PA", "Criminal Attempt - Theft From A Motor Vehicle", "18 Pa. Cons. Stat. § 3934"),
        ("PA", "VIOL ORDER OF PROTECTION", "23 Pa. Cons. Stat. § 6114"),
        ("CA", "ROBBERY", "Cal. Penal Code § 211"),
        ("NY", "ASSAULT 3", "N.Y. Penal Law § 120.00"),
        ("IL", "Driving With Suspended Or Revoked License", "625 ILCS 5/6-303"),
    ],
)
def test_words_name_the_section_that_courts_mean(state: str, charge: str, citation: str) -> None:
    found = cite(state, charge)
    assert (found.citation, found.confidence) == (citation, "text")


@pytest.mark.parametrize(
    ("state", "charge"),
    [
        ("CA", "LOITERING"),  # is not littering
        ("NY", "LITTERING"),
        ("US", "ASSAULT"),  # is not charged before a court-martial
        ("US", "LARCENY"),
        ("US", "RECEIVING STOLEN PROPERTY"),  # from a bank, or moved between states
        ("CA", "DV ASSAULT"),
        ("IL", "DV ASSAULT"),
        ("NY", "DV ASSAULT 3"),
        ("IL", "FELONY BATTERY"),
        ("IL", "DISCHARGE FIREARM"),  # is no hijacking in which one is fired
        ("NY", "FAILURE TO APPEAR"),
        ("MA", "RESIST ARREST (Common Law)"),  # is not § 32B
    ],
)
def test_words_that_are_not_a_section_s_are_none(state: str, charge: str) -> None:
    assert cite(state, charge).citation is None


@pytest.mark.parametrize(
    ("state", "charge", "reason"),
    [
        ("NY", "FORGERY", SEVERAL_DEGREES),
        ("NY", "CRIMINAL TRESPASS", SEVERAL_DEGREES),
        ("NY", "CANNABIS SALE", SEVERAL_DEGREES),
        ("NY", "TRESPASSING", SEVERAL_DEGREES),  # a violation, or a crime of three degrees
        ("NY", "CRIMINAL MISCHIEF & RELATED OF", A_CLASS),
        ("NY", "MISCHIEF,CRIMINAL, UNCL 2ND", A_CLASS),
        ("NY", "BAIL JUMPING 1 & 2", A_CLASS),
        ("NY", "OFFENSES AGAINST THE PERSON", A_CLASS),
        ("IL", "Sex Crimes", A_CLASS),
        ("IL", "Attempt Homicide", A_CLASS),
        ("OR", "THEFT III (A Misdemeanor)", OTHER_GRADE),
        ("NY", "VIOL ORDER OF PROTECTION", MANY),
    ],
)
def test_why_words_name_no_section_is_said(state: str, charge: str, reason: str) -> None:
    found = cite(state, charge)
    assert (found.citation, found.reason, found.kind) == (None, reason, "crime")
    assert named(state, charge).is_class == (reason in (SEVERAL_DEGREES, A_CLASS))


@pytest.mark.parametrize(
    ("state", "charge", "kind"),
    [
        ("MA", "ELECTRONIC MESSAGING WHILE OPERATING MV", "civil"),
        ("MA", "Child Under 8 Years & Under 58 Inches Without a Carseat", "civil"),
        ("NY", "(null)", "placeholder"),
        ("PA", "Unknown Statute", "placeholder"),
    ],
)
def test_words_that_name_no_crime_are_told_apart(state: str, charge: str, kind: str) -> None:
    assert cite(state, charge).kind == kind


def test_the_candidates_of_a_section_are_in_the_order_of_the_words() -> None:
    found = cite("PA", "Poss Of Marijuana", "35 § 780-113")
    assert found.candidates[0] == "35 Pa. Stat. § 780-113(a)(31)"
    assert "35 Pa. Stat. § 780-113(a)(16)" in found.candidates


def test_candidates_that_are_cited_alike_have_their_titles() -> None:
    found = cite("MA", "A&B ON PUBLIC EMPLOYEE", "c265 §13D")
    assert len(found.candidates) == len(set(found.candidates)) == 2
    assert "(" in found.candidates[0]


def test_candidates_share_most_of_their_words_with_the_charge() -> None:
    assert "720 ILCS 5/21-1" not in cite("IL", "MONEY LAUNDERING").candidates
    assert cite("IL", "zzzzzz").candidates == ()


@pytest.mark.parametrize(
    ("asked", "word", "same"),
    [
        ("loitering", "littering", False),
        ("robbery", "forgery", False),
        ("asslt", "assault", True),
        ("posess", "possess", True),
        ("harass", "harassment", True),
        ("traffic", "trafficking", False),
        ("manufac", "manufacture", True),
    ],
)
def test_a_word_is_another_only_in_another_form_short_or_misspelt(asked: str, word: str, same: bool) -> None:
    assert alike(asked, word) is same


def test_an_amount_and_a_second_offense_are_no_degree() -> None:
    assert plain("LARCENY OVER $250, 2ND OFFENSE") == plain("LARCENY OVER $1200")


@pytest.mark.parametrize(
    ("state", "words", "citation"),
    [
        ("IL", "shoplifting", "720 ILCS 5/16-25(a)(1)"),
        ("NY", "shoplifting", "N.Y. Penal Law § 155.25"),
        ("PA", "joyriding", "18 Pa. Cons. Stat. § 3928(a)"),
        ("CA", "domestic violence", "Cal. Penal Code § 273.5(a)"),
        ("CA", "domestic violence", "Cal. Penal Code § 243(e)(1)"),
        ("IL", "domestic violence", "720 ILCS 5/12-3.2(a)(1)"),
        ("IL", "receiving stolen property", "720 ILCS 5/16-1(a)(4)"),
    ],
)
def test_words_find_what_courts_call_otherwise(state: str, words: str, citation: str) -> None:
    assert citation in [offense.citation for _, offense in find_words(state, words)]


def test_what_has_none_of_the_words_is_not_found() -> None:
    assert find_words("CA", "zzzzzz") == []
    assert not search("zzzzzz", "CA")
    assert not any("sexual assault" in offense.title.lower() for _, offense in find_words("IL", "criminal contempt"))


@pytest.mark.parametrize(
    ("state", "words", "code"), [("TX", "theft", "SY-O101"), ("", "", "SY-A002"), ("CA", " §§ ", "SY-A002")]
)
def test_a_search_that_cannot_be_made_is_an_error(state: str, words: str, code: str) -> None:
    with pytest.raises(SteelyardError) as caught:
        find_words(state, words)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "text", ["a&b " * 2_000, "1 gram " * 2_000, "2nd off " * 2_000, "$1," * 4_000, "x" * 10_000, "- attempt" * 2_000]
)
def test_hostile_words_are_answered_at_once(text: str) -> None:
    start = time.process_time()
    cite("NY", text)
    find_words("NY", text + " theft")
    assert time.process_time() - start < 2.0


def test_a_towns_by_law_is_an_ordinance() -> None:
    assert cite("MA", "WEG—DOG LEASH VIOLATION 3RD OFF. West Bridgewater By-Laws art.XXXIV §1").kind == "ordinance"
