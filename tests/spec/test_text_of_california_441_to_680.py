"""Sections 441 to 680 of California's Penal Code against their whole text: answers that an entry once gave the other way."""

from __future__ import annotations

import pytest

from steelyard.catalog.find import catalogue
from steelyard.catalog.load import Catalog
from steelyard.catalog.model import ITSELF

from .made_up import TODAY, said_of


@pytest.mark.parametrize(
    ("section", "ground", "expected", "why"),
    [
        ("466.3(a)", "FIREARM", "unsettled", "an explosive is named among the tools"),
        ("474", "AF:R", "unsettled", "the message may be forged, as from another person"),
        ("481.1(a)", "AF:R", "unsettled", "fare media are counterfeited or forged, with no aim named"),
        ("482", "AF:R", "unsettled", "offering a restored ticket asks for an intent to defraud"),
        ("487m(a)", "AF:G", "unsettled", "tips and pay are kept, and not services alone"),
        ("490.4(a)(4)", "AF:G", "unsettled", "directing others who steal is theft, recruiting them is not"),
        ("490.4(a)(4)", "CIMT", "unsettled", "the crime organized may be receiving, which is none (Castillo-Cruz)"),
        ("498(b)(2)", "AF:M(i)", "unsettled", "a meter that does not measure misstates what is owed"),
        ("499c(b)(3)", "AF:G", "unsettled", "the copy of a trade secret is theft by the section"),
        ("499c(b)(4)", "AF:G", "unsettled", "the same, in breach of trust"),
        (
            "502(c)(2)",
            "CIMT",
            "unsettled",
            "taking data is theft with no word on the aim; nothing says that using them is a means of it",
        ),
        ("502(c)(9)", "AF:M(i)", "unsettled", "another's name or profile is used in messages, as in § 529"),
        ("502.6(b)", "AF:R", "unsettled", "another card's data are put on a card"),
        ("502.7(d)", "AF:M(i)", "unsettled", "the use that is sold is a fraud"),
        ("518(a)", "AF:G", "unsettled", "§ 520 punishes the extortion of property or other consideration alone"),
        ("520", "AF:G", "unsettled", "the same"),
        ("523(b)(1)", "AF:H", "unsettled", "ransomware is one with a demand for payment, § 523(c)"),
        ("528", "AF:M(i)", "unsettled", "false personation, as in § 529"),
        ("597(b)", "CIMT", "unsettled", "torturing and cruel beating, as in the sister sections"),
        ("597(b)", "AF:F", "unsettled", "the same"),
        ("597a", "CIMT", "unsettled", "an animal knowingly made to suffer"),
        ("597b(a)", "AF:F", "unsettled", "injuring an animal for sport is named, as in § 597b(b)"),
        ("451(a)/451.1(a)(2)", "OFFICER_ASSAULT", "unsettled", "the rescuer hurt may be a peace officer"),
        ("550(a)(3)/550(g)", "AF:F", "no", "the enhancements of § 550 had no line"),
        ("600(a)/600(d)", "AF:F", "yes", "great bodily injury to a person, on purpose"),
        ("631(a)", "CIMT", "unsettled", "as listening in on a person in custody, § 636"),
        ("632(a)", "CIMT", "unsettled", "the same"),
        ("632.5(a)", "CIMT", "unsettled", "the same, with malice"),
        ("632.6(a)", "CIMT", "unsettled", "the same, with malice"),
        ("600(a)", "AF:F", "unsettled", "a serious injury has a punishment of its own"),
        ("653", "CHILD", "unsettled", "as the piercing of § 652"),
        ("653t(a)", "CIMT", "unsettled", "malice toward a call for help, as in § 591.5"),
        ("653t(d)", "AF:F", "unsettled", "subdivision (d) had no entry"),
        ("601(a)(1)", "AF:G(burglary)", "unsettled", "the residence unlawfully entered to carry out the threat"),
        ("601(a)(1)", "THEFT_FAMILY", "unsettled", "the same, which may be burglary of § 459"),
        ("601(a)(2)", "AF:G(burglary)", "unsettled", "a workplace may be a building"),
        ("647.6(b)", "AF:G(burglary)", "unsettled", "after entry into a dwelling without consent, as § 314(1)"),
        ("647.6(a)(1)", "AF:G(burglary)", "no", "no entry"),
        # the other way: what the text does not ask for, or says more narrowly
        ("454(a)", "CIMT", "unsettled", "the fires are those of §§ 451 and 452 (Togonon v. Garland, 23 F.4th 876)"),
        ("496.5(a)", "AF:G", "unsettled", "no knowledge of the theft is named"),
        ("496.6(a)", "AF:G", "unsettled", "no knowledge of the theft is named"),
        ("506", "CIMT", "unsettled", "a contractor's use of the price names no fraud"),
        ("531a", "AF:R", "unsettled", "the deed may be signed in the signer's own name"),
        ("532f(a)(4)", "AF:R", "unsettled", "a genuine document that says what is false is enough"),
        ("550(a)(5)", "AF:R", "unsettled", "any writing in support of the claim is enough"),
        ("597(a)", "TORTURE", "no", "it is an animal that is tortured"),
        ("648a(a)", "CIMT", "unsettled", "making or selling a slug names no aim"),
    ],
)
def test_the_answer_follows_the_whole_text(section: str, ground: str, expected: str, why: str) -> None:
    assert said_of("CA", f"Cal. Penal Code § {section}", ground).answer == expected, why


@pytest.mark.parametrize(
    ("section", "days", "why"),
    [
        ("499b(b)", 3 * 365, "§ 499 punishes a later taking of a vessel as a felony"),
        ("597b(a)", 3 * 365, "§ 597b(c), for a later offense"),
        ("653b(a)", 364, "§ 653b(c), for persons registered under § 186.30"),
    ],
)
def test_a_graver_grade_of_a_neighbouring_paragraph_is_entered(section: str, days: int, why: str) -> None:
    (offense,) = catalogue().find("CA", f"Cal. Penal Code § {section}").offenses
    assert max(penalty.maximum_days or 0 for penalty in offense.penalties_on(TODAY)) == days, why


@pytest.mark.parametrize(
    "section", ["529.6(b)", "534", "536", "628", "632.01(a)(1)", "638.51(a)", "640.7", "640.8", "641.4(a)", "642"]
)
def test_a_crime_that_had_no_entry_has_one(section: str) -> None:
    assert len(catalogue().find("CA", f"Cal. Penal Code § {section}").offenses) == 1


@pytest.mark.parametrize(
    ("section", "answer"),
    [
        ("HS 11352(a)", "unsettled"),
        ("HS 11379(a)", "unsettled"),
        ("HS 11379.6(a)", "unsettled"),
        ("HS 11391(a)", "unsettled"),
        # an offer, or an inducement, that the section itself punishes: Mielewczyk, 575 F.3d 992 (9th Cir. 2009)
        ("HS 11360(a)", "unsettled"),
        ("HS 11353", "unsettled"),
        ("HS 11380(a)", "unsettled"),
        ("PC 653f(d)(1)", "unsettled"),  # the word and the section say the same
        ("HS 11358", "no"),  # not in the list of § 653f(d)(1), and without an offer
        ("PC 211", "no"),
    ],
)
def test_a_solicitation_is_cleared_only_with_the_section_that_punishes_it(section: str, answer: str) -> None:
    """§ 653f(d)(1) names the drug offenses, as no general law of solicitation does: Coronado-Durazo, 123 F.3d 1322 (9th Cir.)."""
    found = catalogue().find("CA", section)
    asked = catalogue().full_match(found, "CS", forum="9th Cir.", as_of=TODAY, modifier="solicitation")
    assert asked.answer == answer
    assert said_of("CA", "PC 653f(d)(1)", "CS").answer == "unsettled"


def test_a_line_on_how_a_crime_is_charged_names_an_entry_that_is_there() -> None:
    lines = [one for one in Catalog().all_modifiers if one.of]
    assert lines
    catalog = Catalog()
    assert all(one.entered_as == ITSELF or catalog.find(one.entered_as) for one in lines)
    assert all(catalog.find(name) or catalog.section(name) for one in lines for name in one.of)
