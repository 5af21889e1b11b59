"""Massachusetts, Illinois and Oregon: what an entry left out of the text of its section, and what it had too narrow."""

from __future__ import annotations

import pytest

from steelyard.catalog.ask import answer

from .made_up import said_of

MENDED = [
    # state, citation, ground, answer, why
    ("OR", "Or. Rev. Stat. § 163.205(1)(b)", "CIMT", "divisible", "(E): taking charge for the purpose of fraud"),
    ("OR", "Or. Rev. Stat. § 163.205(1)(b)", "AF:M", "divisible", "(E) again"),
    ("OR", "Or. Rev. Stat. § 163.684", "AF:I", "unsettled", "any intimate part, § 163.665(3)(f)"),
    ("OR", "Or. Rev. Stat. § 163.686", "AF:I", "unsettled", "any intimate part, § 163.665(3)(f)"),
    ("OR", "Or. Rev. Stat. § 166.370", "CIMT", "divisible", "(5): a shot at a school in disregard of safety"),
    ("OR", "Or. Rev. Stat. § 166.165(1)(b)", "AF:F", "no", "since 2019 (b) is the negligent injury"),
    ("OR", "Or. Rev. Stat. § 166.165(1)(c)", "AF:F", "yes", "since 2019 (c) is the fear of serious injury"),
    ("OR", "Or. Rev. Stat. § 164.135", "AF:G", "unsettled", "(c): use in breach of trust"),
    (
        "OR",
        "Or. Rev. Stat. § 164.135(1)(d)",
        "AF:G",
        "unsettled",
        "a paragraph that had no entry; kept in gross breach",
    ),
    ("MA", "c265 §23A(c)", "AF:A", "yes", "the mandated reporter had no entry"),
    ("MA", "c272 §29C", "AF:I", "unsettled", "buttocks and breasts, clause (vii)"),
    ("MA", "c90 §24(2)(a)", "CIMT", "unsettled", "a false statement in an application"),
    ("MA", "c90 §24B", "AF:M", "divisible", "a license got by a false application"),
    ("IL", "720 ILCS 5/12-6(a)(7)", "AF:F", "no", "a threat of a strike had no entry"),
    ("IL", "720 ILCS 5/12-2(a)(1)", "CIMT", "unsettled", "until 2011 the assault with a deadly weapon; read as (a)"),
    (
        "IL",
        "720 ILCS 5/12-2(a)(6)",
        "OFFICER_ASSAULT",
        "unsettled",
        "until 2011 the assault of an officer; read as (a)",
    ),
    ("IL", "720 ILCS 5/12-2(a)(13)", "FIREARM", "unsettled", "until 2011 the discharge, from memory; read as (a)"),
]


@pytest.mark.parametrize(("state", "cite", "ground", "expected", "why"), MENDED)
def test_each_way_that_the_text_gives_is_in_the_entry(
    state: str, cite: str, ground: str, expected: str, why: str
) -> None:
    assert said_of(state, cite, ground).answer == expected, why


@pytest.mark.parametrize("section", ["12-7.3(a)(1)", "12-7.5(a)(1)", "12-7.4(a)(2)"])
def test_illinois_stalking_of_before_2010_asked_for_a_threat_or_fear(section: str) -> None:
    """P.A. 91-640, 95-33, 95-849: (a)(1) was following or harassing twice with a threat; now (a-3)."""
    asked = {"state": "IL", "statute": f"720 ILCS 5/{section}", "ground": "STALK", "as_of": "2026-11-27"}
    assert answer({**asked, "facts": {"offense_date": "2005-05-01"}})["answer"] == "unsettled"
    assert answer({**asked, "facts": {"offense_date": "2015-05-01"}})["answer"] == "no"


def test_the_words_of_a_charge_still_name_the_form() -> None:
    asked = {"state": "MA", "statute": "c90 §24(2)(a)", "ground": "CIMT", "as_of": "2026-11-27"}
    assert answer({**asked, "facts": {"form": "NEGLIGENT OPERATION OF MOTOR VEHICLE"}})["answer"] == "no"


def test_a_lawful_order_of_an_officer_is_no_crime_of_oregon_since_2022() -> None:
    """Or. Laws 2021, ch. 254: § 162.247(1) has no paragraph (b) any more."""
    asked = {"state": "OR", "statute": "Or. Rev. Stat. § 162.247(1)(b)", "ground": "CIMT", "as_of": "2026-11-27"}
    assert "no version of the offense" in " ".join(answer({**asked, "facts": {"offense_date": "2024-05-01"}})["notes"])


def test_a_bias_crime_of_the_earlier_text_is_read_by_the_earlier_text() -> None:
    asked = {"state": "OR", "ground": "AF:F", "as_of": "2026-11-27"}
    assert answer({**asked, "statute": "Or. Rev. Stat. § 166.165"})["answer"] == "divisible"
