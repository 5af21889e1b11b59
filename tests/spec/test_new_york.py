"""Answers on sections of New York that are charged often, each with the decision or the words of the statute behind it."""

from __future__ import annotations

import pytest

from steelyard.catalog.ask import answered


@pytest.mark.parametrize(
    ("charge", "ground", "answer"),
    [
        # a refusal to pay, or stealth, is enough; a slug in a coin box was no turpitude: Matter of G-, 2 I&N Dec. 235 (BIA 1945)
        ("Penal Law § 165.15(2)", "CIMT", "unsettled"),
        ("Penal Law § 165.15(3)", "CIMT", "unsettled"),
        ("Penal Law § 165.15(1)", "CIMT", "yes"),
        # 18 U.S.C. § 844(i), "maliciously": Togonon v. Garland, 23 F.4th 876 (9th Cir. 2022)
        ("Penal Law § 150.05", "AF:E(i)", "unsettled"),
        # more than sixteen ounces is no small amount, 21 U.S.C. § 841(b)(4); since 20 December 2018 it may be hemp
        ("Penal Law § 221.55", "AF:B", "unsettled"),
        ("Penal Law § 221.45", "AF:B", "no"),
        # 21 U.S.C. § 859(a)
        ("Penal Law § 222.50(2)", "AF:B", "unsettled"),
        ("Penal Law § 250.45", "CIMT", "unsettled"),
        ("Penal Law § 245.15", "CIMT", "unsettled"),
        ("Penal Law § 260.10(2)", "CHILD", "unsettled"),
        # the drug felony beside which the weapon is held decides
        ("Penal Law § 265.02(9)", "CS", "divisible"),
        ("Penal Law § 120.04", "DRUG_CONDUCT", "no"),
        # Harbin v. Sessions, 860 F.3d 58, was of the whole list and Minter, 80 F.4th 406, of cocaine
        ("Penal Law § 220.16(6)", "CS", "unsettled"),
        ("Penal Law § 220.39(3)", "AF:B", "unsettled"),
        ("Penal Law § 220.06(2)", "CS", "unsettled"),
        ("Penal Law § 220.03", "CS", "no"),
        # a child passenger who is hurt; Florez v. Holder, 779 F.3d 207 (2d Cir. 2015), is of endangering one
        ("Penal Law § 120.04", "CHILD", "unsettled"),
        ("Penal Law § 125.13", "CHILD", "unsettled"),
        ("Penal Law § 125.12", "CHILD", "no"),
        # a child in the home is one of three facts, § 265.45(1)(i)
        ("Penal Law § 265.45", "CHILD", "unsettled"),
        ("Penal Law § 265.45", "CIMT", "no"),
        # a false entry knowingly made in a public record is one of the acts, and may be its own
        ("Penal Law § 175.20", "CIMT", "unsettled"),
        # Matter of Vucetic, 28 I&N Dec. 276 (BIA 2021), is of item (i) alone, which adds driving under the influence
        ("Veh. & Traf. Law § 511(3)(a)(i)", "CIMT", "yes"),
        ("Veh. & Traf. Law § 511(3)(a)(ii)", "CIMT", "no"),
        ("Veh. & Traf. Law § 511(3)(a)", "CIMT", "divisible"),
        # Minter, 80 F.4th 406 (2d Cir. 2023), is of cocaine; whether the narcotic is an element is open
        ("Penal Law § 220.16(1)", "CS", "unsettled"),
    ],
)
def test_new_york(charge: str, ground: str, answer: str) -> None:
    found = answered({"statute": f"N.Y. {charge}", "ground": ground, "as_of": "2026-06-01"})
    assert found["answer"] == answer, found["says"]


@pytest.mark.parametrize(
    ("charge", "ground", "until_hemp", "since"),
    [
        ("Penal Law § 221.55", "AF:B", "yes", "unsettled"),
        ("Penal Law § 221.55", "CIMT", "yes", "yes"),
        ("Penal Law § 221.10(1)", "CS", "yes", "unsettled"),
        ("Penal Law § 221.40", "CS", "yes", "unsettled"),
        ("Penal Law § 221.40", "AF:B", "no", "no"),  # Martinez v. Mukasey, 551 F.3d 113 (2d Cir. 2008)
        ("Penal Law § 220.06(4)", "CS", "yes", "unsettled"),
        ("Penal Law § 220.34(3)", "CS", "yes", "unsettled"),
    ],
)
def test_marijuana_of_new_york_may_be_hemp_from_december_2018(
    charge: str, ground: str, until_hemp: str, since: str
) -> None:
    """The lists are compared as of the conviction: Doe v. Sessions, 886 F.3d 203 (2d Cir. 2018)."""
    asked = {"statute": f"N.Y. {charge}", "ground": ground, "as_of": "2026-06-01"}
    days = {"2018-12-19": until_hemp, "2018-12-20": since}
    assert {day: answered({**asked, "conviction_date": day})["answer"] for day in days} == days


def test_cannabis_of_article_222_leaves_hemp_out() -> None:
    """N.Y. Penal Law § 222.00(1)."""
    assert answered({"statute": "N.Y. Penal Law § 222.30(1)", "ground": "CS", "as_of": "2026-06-01"})["answer"] == "yes"
