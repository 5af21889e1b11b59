"""Answers of a sample of New York and Massachusetts that were clearances or certainties too many, and their likes elsewhere."""

from __future__ import annotations

import pytest

from tests.spec.made_up import said_of


@pytest.mark.parametrize(
    ("state", "charge", "ground", "answer", "why"),
    [
        ("MA", "c. 266 § 37B(f)", "AF:U(fraud)", "circumstance", "complete by the use of the card (Onyido)"),
        ("MA", "c. 266 § 37C(e)", "AF:U", "circumstance", "more may have been tried than was got (Onyido)"),
        ("MA", "c. 266 § 37C(d)", "AF:U(fraud)", "circumstance", "the same act"),
        ("OR", "165.055", "AF:U(fraud)", "circumstance", "obtains or attempts to obtain, § 165.055(4)"),
        ("OR", "165.055", "THEFT_FAMILY", "unsettled", "a fraud by card; what the state calls it decides"),
        ("MA", "c. 266 § 37C(e)", "THEFT_FAMILY", "unsettled", "the same"),
        ("MA", "c. 90 § 25", "DANGEROUS_DRIVING", "unsettled", "not to stop for an officer (Commonwealth v. Ross)"),
        ("PA", "75 § 6308(a)", "DANGEROUS_DRIVING", "unsettled", "shall stop upon request or signal"),
        ("MA", "c. 265 § 26C", "AF:A(rape)", "unsettled", "with intent to violate c. 265, §§ 22, 22A, 23 or 24"),
        ("NY", "Penal Law § 120.70", "AF:A(rape)", "unsettled", "to commit a felony of article 130"),
        ("CA", "288.3(a)", "AF:A(rape)", "unsettled", "with intent to commit an offense listed, § 261 among them"),
        ("MA", "c. 272 § 53A(b)", "SEX_TRADE_CONDUCT", "unsettled", "the text was not seen"),
        ("MA", "c. 272 § 29A(a)", "AF:I", "unsettled", "posed for visual material, as in 18 U.S.C. § 2251(a)"),
        ("MA", "c. 272 § 29A(a)", "AF", "unsettled", "a breast of one of 17 is no sexually explicit conduct"),
        ("MA", "c. 266 § 87", "AF", "unsettled", "the text was not seen"),
        ("NY", "Penal Law § 100.05(2)", "AF:M(i)", "unsettled", "a fraud may be what is solicited; (M) says involves"),
        ("NY", "Penal Law § 100.05(2)", "AF:M", "unsettled", "the same"),
        ("NY", "Penal Law § 100.05(2)", "AF:U(fraud)", "no", "(U) names attempt and conspiracy alone"),
        ("NY", "Penal Law § 190.60", "AF:U(fraud)", "unsettled", "a scheme against several, got from one"),
        ("NY", "Penal Law § 190.60", "AF:U", "unsettled", "what the entry says of a part holds for the whole"),
        ("IL", "720 ILCS 5/17-10.6(c)(2)", "AF:U", "circumstance", "to execute a scheme to obtain is enough"),
        ("US", "18 U.S.C. § 1030(a)(4)", "AF:U(fraud)", "unsettled", "furthers the intended fraud and obtains anything"),
        ("CA", "484e(c)", "AF:U", "unsettled", "the card is not the loss that is meant"),
        ("MA", "c. 266 § 30B(b)", "AF:G(theft)", "unsettled", "a tool made to steal, held in order to steal"),
        ("PA", "18 § 3929.2", "AF:G", "unsettled", "the same"),
        ("IL", "720 ILCS 5/16-25(a)(7)", "AF:G", "unsettled", "the same"),
        ("MA", "c. 266 § 30B(c)", "AF:G(theft)", "no", "no theft need be meant"),
    ],
)  # fmt: skip
def test_what_the_sample_found_is_said(state: str, charge: str, ground: str, answer: str, why: str) -> None:
    assert said_of(state, charge, ground).answer == answer, why


def test_the_two_ways_of_not_obeying_an_officer_stay_apart() -> None:
    """A false name is none of driving, and a paper that is not shown is no flight."""
    said = said_of("MA", "c. 90 § 25", "DANGEROUS_DRIVING")
    assert {form.answer for form in said.forms if "stopping" not in form.name} == {"no"}
    assert {form.answer for form in said.forms if "stopping" in form.name} == {"unsettled"}
