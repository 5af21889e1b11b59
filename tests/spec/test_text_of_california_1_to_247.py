"""California Penal Code §§ 1 to 247.5, each entry read against the whole text of its section: answers that were given wrongly.

What an entry left out was cleared silently: a further way of the crime, a further object, a graver grade; or an element that the
text does not have was taken for granted.
"""

from __future__ import annotations

import pytest

from steelyard.catalog.find import catalogue

from .made_up import said_of


@pytest.mark.parametrize(
    ("section", "ground", "answer", "why"),
    [
        ("71", "AF:S", "unsettled", "any public officer may be the one who is swayed, as under § 69"),
        (
            "114",
            "AF:R",
            "unsettled",
            "no aim to defraud is written, nor read into it (Jauregui-Cardenas, 946 F.3d 1116)",
        ),
        ("129", "AF:S", "unsettled", "false in any particular: the falsehood need not be material"),
        ("137(b)", "AF:F", "unsettled", "force or a threat of it is a way of its own; fraud is another"),
        ("137(c)", "CIMT", "unsettled", "another brought to testify falsely, which is near to subornation"),
        ("146(a)", "CIMT", "unsettled", "the pretense of an office is an element"),
        ("146a(a)", "THEFT_FAMILY", "unsettled", "obtaining money or property in the false character is a way"),
        ("146a(b)", "MINOR_SPECIFIED", "circumstance", "arresting or detaining a person is a way"),
        ("148.1(d)", "AF:E(i)", "unsettled", "a false bomb sent or placed is a way beside having one"),
        ("148.1(d)", "AF:F", "unsettled", "it must be meant to put a person in fear"),
        ("151(a)(2)", "AF:F", "unsettled", "the killing or injuring must follow, and be meant"),
        ("155.5(b)", "CIMT", "unsettled", "an open sale is enough: no deceit is written"),
        ("171b(a)(2)", "FIREARM", "unsettled", "the list of § 16590 has guns in it"),
        ("171b(a)(2)", "AF:E(ii)", "unsettled", "the list of § 16590 has undetectable guns in it"),
        ("171c(a)(2)", "AF:E(ii)", "unsettled", "the list of § 16590 has undetectable guns in it"),
        ("181", "AF:U", "unsettled", "an attempt to hold or to sell a person is in the section itself"),
        ("209(b)(1)", "CHILD", "unsettled", "§ 288 is among the intended offenses"),
        ("209(b)(1)", "AF:A(rape)", "unsettled", "rape is among the intended offenses"),
        ("209(b)(1)", "AF:G(theft)", "unsettled", "robbery is among the intended offenses"),
        ("210", "AF:H", "unsettled", "the aim is to obtain a ransom"),
        ("220(a)(1)", "CHILD", "unsettled", "§ 288 is among the intended offenses"),
        ("220(b)", "AF:A(sexual_abuse)", "unsettled", "§ 288 is among the intended offenses"),
        ("222", "CS", "unsettled", "a controlled substance is one of the agents"),
        ("236.1(b)", "AF:K(i)", "unsettled", "§§ 266h and 266i are among the intended crimes"),
        ("236.1(b)", "AF:I", "unsettled", "§§ 311.1 to 311.6 are among the intended crimes"),
        ("236.1(b)", "AF:H", "unsettled", "§ 518 is among the intended crimes"),
        ("243.4(k)", "MINOR_SPECIFIED", "yes", "the grade for a minor asks for the age"),
        ("243.4(k)", "CHILD", "unsettled", "the grade for a minor asks for the age"),
        ("67.5(b)", "THEFT_FAMILY", "no", "theft only measures the bribe"),
        ("76.5(c)", "AF:F", "unsettled", "bodily injury must follow, as in its sibling § 146e(b)"),
        ("182.5", "AF:A(murder)", "divisible", "the felony of the gang's members decides; the section had no entry"),
    ],
)
def test_the_answer_follows_the_whole_text_of_the_section(section: str, ground: str, answer: str, why: str) -> None:
    assert said_of("CA", f"Cal. Penal Code § {section}", ground).answer == answer, why


@pytest.mark.parametrize(
    ("offense", "level", "maximum"),
    [
        (
            "ca.pen.112.a",
            "misdemeanor",
            "1 year",
        ),  # "for one year": § 18.5(a) speaks of "up to or not exceeding one year"
        ("ca.pen.191.5.a", "felony", "life"),  # subdivision (d): 15 years to life after listed convictions
        (
            "ca.pen.243.9.a",
            "misdemeanor",
            "1 year",
        ),  # no term in a county jail is named, and § 19.2 has none above a year
    ],
)
def test_the_longest_term_is_that_of_the_text(offense: str, level: str, maximum: str) -> None:
    (found,) = catalogue().offenses.find(offense)
    assert maximum in {str(one.maximum) for one in found.penalties if one.level == level and one.to is None}
