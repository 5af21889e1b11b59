"""Charged sections that had no entry: what their text answers, so that no way or graver grade is cleared with the rest."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue

from .made_up import said_of

OFFICIALS_AND_LINES = (
    ("18 U.S.C. § 2511(1)(a)", "CIMT", "unsettled", "no decision on wiretapping was found"),
    ("18 U.S.C. § 2511(1)(a)", "AF:M(i)", "no", "no deceit and no gain is named"),
    ("18 U.S.C. § 2511(1)", "AF:S", "divisible", "(e): with intent to obstruct an investigation"),
    ("18 U.S.C. § 2701(a)", "AF:M(i)", "unsettled", "as for 18 U.S.C. § 1030(a)(2)"),
    (
        "18 U.S.C. § 351(a)",
        "AF:A(murder)",
        "unsettled",
        "murder and both kinds of manslaughter stand in the subsection",
    ),
    ("18 U.S.C. § 351(a)", "AF:F", "divisible", "involuntary manslaughter may be negligent"),
    ("18 U.S.C. § 351(b)", "AF:A(murder)", "unsettled", "death results"),
    ("18 U.S.C. § 351(c)", "AF:A(murder)", "divisible", "an attempt to kill stands beside one to kidnap"),
    ("18 U.S.C. § 351(e)", "AF:F", "divisible", "a dangerous weapon is a graver grade"),
    ("18 U.S.C. § 1751(c)", "AF:U(violence)", "divisible", "an attempt to kill stands beside one to kidnap"),
    ("18 U.S.C. § 1751(e)", "AF:F", "divisible", "a dangerous weapon is a graver grade of the second sentence"),
    ("18 U.S.C. § 1116(a)", "AF:A(murder)", "divisible", "murder, manslaughter and their attempts"),
    (
        "18 U.S.C. § 1116(a)",
        "SECURITY_CONDUCT",
        "yes",
        "8 U.S.C. § 1182(a)(3)(B)(iii)(III): an internationally protected person",
    ),
    ("18 U.S.C. § 115(a)(1)(B)", "AF:A(murder)", "no", "of officials themselves only a threat"),
    ("18 U.S.C. § 115(a)(1)(B)", "AF:F", "divisible", "a threat to murder and a threat to kidnap"),
    ("18 U.S.C. § 115(a)(1)(A)", "AF:A(murder)", "divisible", "murder of a family member"),
    ("18 U.S.C. § 115(a)(2)", "AF:S", "unsettled", "violence that avenges a judge's or an officer's duties"),
    ("18 U.S.C. § 1362", "CIMT", "unsettled", "means of defense harmed or hindered on purpose"),
    ("18 U.S.C. § 1366(a)", "AF:A(murder)", "unsettled", "(d): death results"),
    ("18 U.S.C. § 1366(b)", "AF:U(violence)", "unsettled", "an attempt stands beside the damage"),
)


def ids(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [f"{row[0]} {row[1]}" for row in rows]


@pytest.mark.parametrize(("charge", "ground", "expected", "why"), OFFICIALS_AND_LINES, ids=ids(OFFICIALS_AND_LINES))
def test_of_officials_and_of_lines(charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of("US", charge, ground).answer == expected, why


FORMS = (
    ("18 U.S.C. § 351(e)", "with a dangerous weapon", "AF:F", "yes"),
    ("18 U.S.C. § 351(e)", "assault", "AF:F", "no"),
    ("18 U.S.C. § 351(c)", "attempt to kill", "AF:A(murder)", "yes"),
    ("18 U.S.C. § 1366(a)", "damage", "AF:A(murder)", "no"),
    ("18 U.S.C. § 115(a)(1)(B)", "threat to murder", "AF:F", "yes"),
)


@pytest.mark.parametrize(("charge", "form", "ground", "expected"), FORMS)
def test_a_form_that_is_named_answers_for_itself(charge: str, form: str, ground: str, expected: str) -> None:
    assert said_of("US", charge, ground, form=form).answer == expected


TERMS = (
    ("18 U.S.C. § 115(a)(1)(B)", date(2001, 1, 1), {"5 years", "3 years"}),
    ("18 U.S.C. § 115(a)(1)(B)", date(2020, 1, 1), {"10 years", "6 years"}),
    ("18 U.S.C. § 1366(a)", date(2001, 10, 25), {"10 years", "life"}),
    ("18 U.S.C. § 1366(a)", date(2001, 10, 26), {"20 years", "life"}),
    ("18 U.S.C. § 1623(a)", date(2024, 4, 19), {"5 years"}),
)


@pytest.mark.parametrize(("charge", "day", "expected"), TERMS, ids=[f"{c} {d}" for c, d, _ in TERMS])
def test_a_term_holds_from_its_day(charge: str, day: date, expected: set[str]) -> None:
    found = catalogue().find("US", charge).offenses
    assert {p.maximum for offense in found for p in offense.penalties if p.holds_on(day)} == expected
