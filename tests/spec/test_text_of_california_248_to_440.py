"""Answers of Cal. Penal Code §§ 248 to 440 that a way the text gives, and the entry left out, had made too sure."""

from __future__ import annotations

import pytest

from steelyard.catalog.find import catalogue

from .made_up import said_of

OPENED = [
    # "or who in any manner, unlawfully uses a deadly weapon … in any fight or quarrel": alternative 2B of CALCRIM No. 983
    ("PC 417(a)(1)", "DV", "unsettled"),
    ("PC 417(a)(2)", "AF:F", "unsettled"),
    ("PC 417(b)", "AF:F", "unsettled"),
    ("PC 417(d)", "DV", "unsettled"),
    ("PC 417(c)", "DV", "no"),  # has no such way
    # the words of § 417.3 (Bolanos v. Holder, 734 F.3d 875 (9th Cir. 2013)), of an imitation
    ("PC 417.4", "DV", "unsettled"),
    # force and the threat of violence have an instruction each: CALCRIM Nos. 1350, 1351
    ("PC 422.6(a)", "AF:F", "unsettled"),
    # the words of § 237(a), which leaves them open
    ("PC 368(f)", "AF:F", "unsettled"),
    ("PC 368(f)", "DV", "unsettled"),
    # any hate crime, which the section does not name
    ("PC 422.7(a)", "DV", "divisible"),
    ("PC 422.7(b)", "AF:E(i)", "divisible"),
    # "willfully abandons and leaves his or her spouse in a destitute condition": Matter of R-, 4 I&N Dec. 192
    ("PC 270a", "CIMT", "unsettled"),
    ("PC 270", "CIMT", "no"),  # Matter of Y-, 1 I&N Dec. 137
    # a missing child at risk whom a parent does not report
    ("PC 273j(b)", "CHILD", "unsettled"),
    # without the consent of the agency or the court, Cal. Fam. Code §§ 8803, 8910
    ("PC 280(a)", "CHILD", "unsettled"),
    # "sells any person": sisters §§ 266e, 266g
    ("PC 266f", "TRAFFICKING", "not_analysed"),
    # "to come into this state or leave this state for the purpose of prostitution"
    ("PC 266i(a)(6)", "AF:K(ii)", "not_analysed"),
    ("PC 266i(a)(1)", "AF:K(ii)", "no"),
    ("PC 313.1(c)(1)", "CIMT", "not_analysed"),
    ("PC 273.7(a)", "CIMT", "unsettled"),
    # from the lawful custody of an officer
    ("PC 405a", "AF:S", "unsettled"),
    ("PC 424(a)(5)", "AF:G", "unsettled"),
    # "or that causes the infliction of great bodily injury": three years are added
    ("PC 347(a)(1)/347(a)(2)", "AF:F", "unsettled"),
    ("PC 347(a)(1)", "AF:F", "no"),
    # exposure "after having entered, without consent, an inhabited dwelling house": Quarles, 587 U.S. 645 (2019)
    ("PC 314(1)", "AF:G", "unsettled"),
    ("PC 314(2)", "AF:G", "no"),
]


@pytest.mark.parametrize(("charge", "ground", "expected"), OPENED)
def test_a_way_of_the_text_is_not_cleared_by_silence(charge: str, ground: str, expected: str) -> None:
    assert said_of("CA", charge, ground).answer == expected


def test_disturbing_the_peace_may_be_an_infraction() -> None:
    """Cal. Penal Code § 19.8(a)(1)(A)."""
    (offense,) = catalogue().find("CA", "PC 415(2)").offenses
    assert {grade.level for grade in offense.penalties} == {"misdemeanor", "infraction"}
    assert {grade.longest for grade in offense.penalties} == {"at most 90 days", "no confinement"}
