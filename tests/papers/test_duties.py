"""What papers say of duties of law: whose they are and to whom, what they are about, and which cases they reach."""

from __future__ import annotations

import pytest

from steelyard.catalog.find import catalogue
from steelyard.catalog.policies import floors
from steelyard.law.advisals import advisal
from steelyard.law.families import families
from steelyard.logic.errors import CaseError
from steelyard.papers.letters import Letter
from steelyard.papers.make import make
from steelyard.papers.parts import duties
from steelyard.weigh.advise import advise
from steelyard.weigh.case import Case, parse_case
from steelyard.weigh.effects import Charge, charges_of
from steelyard.weigh.policy import reaches
from tests.papers.support import text_of

CHARGES = {
    "CA": "273.5(A) PC-INFLICT CRPL INJ SPOUSE/COHAB",
    "NY": "PL 160.15(4) ROBBERY-1ST",
    "PA": "18 § 2702 §§ A4 Aggravated Assault",
    "OR": "163185 Assault in the First Degree",
    "IL": "720 ILCS 5.0/24-1.6(a)(1)",
    "MA": "265/15A/A ASSAULT W/DANGEROUS WEAPON c265 §15B(b)",
}


def as_text(state: str, charge: str = "", level: str = "felony") -> str:
    return f"""
id = "X"
state = "{state}"
law_as_of = 2026-11-24
counts = [{{ id = "1", charge = "{charge or CHARGES[state]}", filed = true, offense_date = 2026-06-01, level = "{level}" }}]
[[options]]
id = "1"
label = "as charged"
[[options.dispositions]]
count = "1"
outcome = "convicted"
level = "{level}"
term = "180 days"
"""


def case_of(state: str, charge: str = "", level: str = "felony") -> Case:
    return parse_case(as_text(state, charge, level))


def letter(case: Case, reader: str) -> Letter:
    made = make("letter", advise(case), reader=reader, options=("1",)).content
    assert isinstance(made, Letter)
    return made


def section(text: str, heading: str) -> str:
    return text.split(f"## {heading}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("state", ["NY", "PA", "OR", "IL", "MA"])
def test_a_duty_to_victims_is_never_one_to_weigh_consequences(state: str) -> None:
    asked = section(text_of(letter(case_of(state), "prosecutor").document()), "The duty by law")
    assert "that asks a prosecutor to weigh immigration consequences is entered here" in asked
    assert "“" not in asked and "The law asks the prosecution to weigh" not in asked
    offered = section(text_of(letter(case_of(state), "defense").document()), "What was considered")
    assert offered.strip() == "What the office considered, in its own words: ________________"


def test_the_duty_to_weigh_of_california_has_its_holder_for_a_subject() -> None:
    found = letter(case_of("CA"), "prosecutor")
    assert [one.words for one in found.duty_words] == [
        "The prosecution “shall consider the avoidance of adverse immigration consequences in the plea negotiation process as "
        "one factor in an effort to reach a just resolution”."
    ]
    assert any(
        one.words.startswith("A victim of the crime has the right “upon request, to be notified")
        for one in found.victim
    )


@pytest.mark.parametrize("state", ["NY", "PA", "OR"])
def test_the_words_of_a_victims_statute_stand_under_the_victim(state: str) -> None:
    (duty,) = [one for one in floors()[state].duty if one.about == "victim"]
    for reader in ("prosecutor", "defense"):
        assert any(duty.sentence in one.words for one in letter(case_of(state), reader).victim)


def test_every_duty_says_to_whom_it_is_owed_and_what_it_is_about() -> None:
    every = [duty for floor in floors().values() for duty in floor.duty]
    assert every
    for duty in every:
        assert (duty.about == "victim") == (duty.owed_to == "victim") == (duty.id == "victims")
        assert duty.lead[0].isupper() and duty.sentence.startswith(duty.lead)
    weigh = [duty.cite for duty in every if duty.holder == "prosecution" and duty.about == "consequences"]
    assert weigh == ["Cal. Penal Code § 1016.3(b)"]


def test_a_state_is_called_by_its_name() -> None:
    asked = text_of(letter(case_of("OR"), "prosecutor").document())
    assert "No statute of Oregon that asks" in asked
    sheet = text_of(make("court-sheet", advise(case_of("PA")), options=("1",)).content.document())
    assert "No statute or rule of Pennsylvania" in sheet


# ---------------------------------------------------------------------------------------------------------------------
# Which cases a duty reaches
# ---------------------------------------------------------------------------------------------------------------------

REACH = [
    ("NY", "PL 160.15(4)", "felony", True),
    ("NY", "PL 2201601 CRIM POSS CONTRL SUBST-3RD", "felony", False),
    ("NY", "PL 155.25", "misdemeanor", False),
    ("NY", "PL 145.10", "felony", None),
    ("OR", "163185 Assault in the First Degree", "felony", True),
    ("OR", "165800 Identity Theft", "felony", False),
    ("OR", "164045 Theft in the Second Degree", "misdemeanor", False),
    ("OR", "163165 Assault in the Third Degree", "felony", None),
    ("PA", "18 § 3502 §§ A1 Burglary", "felony", True),
    ("PA", "18 § 3929 §§ A1 Retail Theft-Take Mdse", "misdemeanor", False),
    ("PA", "18 § 2705 Recklessly Endangering Another Person", "misdemeanor", None),
]


@pytest.mark.parametrize(("state", "charge", "level", "reached"), REACH)
def test_a_victims_duty_is_printed_where_its_statute_reaches_the_charge(
    state: str, charge: str, level: str, reached: bool | None
) -> None:
    (duty,) = [one for one in floors()[state].duty if one.about == "victim"]
    case = case_of(state, charge, level)
    advice = advise(case)
    assert reaches(duty, charges_of(case)) is reached
    said = [one.words for one in duties(advice, to_victims=True)]
    assert said == ([] if reached is False else [duty.sentence + ("" if reached else f" {duty.limit}")])
    record = text_of(make("approval-record", advice, options=("1",)).content.document())
    assert ("whether this case is one is for the office to say" in record) is (reached is None)
    if reached is False:
        assert duty.words not in record


def test_one_charge_that_is_reached_is_enough_and_one_that_is_not_read_may_be() -> None:
    (duty,) = [one for one in floors()["NY"].duty if one.about == "victim"]
    drugs, robbery = (
        charges_of(case_of("NY", charge)) for charge in ("PL 2201601 CRIM POSS CONTRL SUBST-3RD", "PL 160.15(4)")
    )
    assert reaches(duty, (*drugs, *robbery)) is True
    assert reaches(duty, (*drugs, Charge("2", frozenset(), None))) is None
    assert reaches(duty, (*drugs, Charge("2", frozenset({"misdemeanor"}), None))) is False


def test_what_a_reach_names_is_there() -> None:
    ids = {offense.id for offense in catalogue().offenses}
    for floor in floors().values():
        for duty in floor.duty:
            reach = duty.reach
            if reach is not None:
                assert set(reach.without) <= set(families())
                assert all(any(one == w or one.startswith(f"{w}.") for one in ids) for w in reach.within), duty.cite


# ---------------------------------------------------------------------------------------------------------------------
# Minimum terms
# ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "charge", "level", "term", "says"),
    [
        ("PA", "18 § 2702 §§ A4 Aggravated Assault", "felony", 'term = "5 years"',
         "maximum term of 5 years (1825 days); minimum ________ (at most half of the maximum, 42 Pa. Cons. Stat. § 9756(b)(1))"),
        ("PA", "18 § 2702 §§ A4 Aggravated Assault", "felony", 'term = "5 years"\nminimum = "900 days"',
         "maximum term of 5 years (1825 days); minimum 900 days (42 Pa. Cons. Stat. § 9756(b)(1))"),
        ("NY", "PL 155.30", "felony", 'term = "3 years"',
         "term of 3 years (1095 days) (where the sentence is an indeterminate one: that is the maximum; minimum ________, "
         "at least one year"),
        ("NY", "PL 155.30", "felony", 'term = "1 year"', "term of 1 year (365 days)."),
        ("NY", "PL 2201601 CRIM POSS CONTRL SUBST-3RD", "felony", 'term = "3 years"', "term of 3 years (1095 days)."),
        ("MA", "c265 §17", "felony", 'term = "5 years"',
         "maximum term of 5 years (1825 days); minimum ________ (set by the court, Mass. Gen. Laws ch. 279, § 24)"),
        ("MA", "c265 §17", "felony", 'term = "2 years"', "term of 2 years (730 days)."),
        ("OR", "163185 Assault in the First Degree", "felony", 'term = "5 years"', "term of 5 years (1825 days)."),
    ],
)  # fmt: skip
def test_a_term_has_its_minimum_or_a_line_for_it_where_the_law_asks_for_one(
    state: str, charge: str, level: str, term: str, says: str
) -> None:
    case = parse_case(as_text(state, charge, level).replace('term = "180 days"', term))
    advice = advise(case)
    sheet = text_of(make("court-sheet", advice, options=("1",)).content.document())
    assert sheet.count(says.removesuffix(".")) == 2 and f"A {says.removesuffix('.')}" in sheet
    assert says in text_of(make("approval-record", advice, options=("1",)).content.document())
    assert ("minimum" in sheet) is ("minimum" in says)


def test_a_minimum_changes_no_answer_and_is_not_above_the_term() -> None:
    with_one, without = (
        advise(parse_case(as_text("PA").replace('term = "180 days"', f'term = "5 years"\n{more}')))
        for more in ('minimum = "900 days"', "")
    )
    assert with_one.receipt.answers == without.receipt.answers
    for fields in ('term = "90 days"\nminimum = "91 days"', 'minimum = "1 day"'):
        with pytest.raises(CaseError) as caught:
            parse_case(as_text("PA").replace('term = "180 days"', fields))
        assert caught.value.code == "SY-C009" and "minimum" in str(caught.value)


# ---------------------------------------------------------------------------------------------------------------------
# The advisal of the court
# ---------------------------------------------------------------------------------------------------------------------


def advised(state: str, charge: str = "", level: str = "felony", disposition: str = "") -> str:
    text = as_text(state, charge, level)
    if disposition:
        text = text[: text.index('outcome = "convicted"')] + disposition
    sheet = text_of(make("court-sheet", advise(parse_case(text)), options=("1",)).content.document())
    return section(sheet, "Advisal")


def test_the_advisal_of_new_york_is_whole_and_of_felonies() -> None:
    said = advised("NY")
    assert "or denial of naturalization pursuant to the laws of the United States.”" in said
    assert "the court must also advise the defendant that\n> “if the defendant is not a citizen" in said
    assert "may be paroled to the custody of the Immigration and Naturalization Service" in said
    assert said.count("Prescribed for") == 1
    small = advised("NY", "PL 155.25", "misdemeanor")
    assert "Not prescribed for the plea to count 1 (N.Y. Penal Law § 155.25" in small and "felony charges" in small
    assert "“" not in small


@pytest.mark.parametrize(
    ("state", "head"),
    [
        ("CA", "To be read in open court before the plea is accepted:\n> “If you are not a citizen"),
        ("IL", "To be read in open court before the plea is accepted:\n> “If you are not a citizen"),
        ("MA", "To be read in open court before the plea is accepted:\n> “If you are not a citizen"),
        ("OR", "The court shall inform the defendant:\n> “That if the defendant is not a citizen"),
        ("NY", "the court must advise the defendant on the record that\n> “if the defendant is not a citizen"),
    ],
)
def test_an_advisal_is_read_aloud_where_the_law_gives_a_form_and_else_is_told_of(state: str, head: str) -> None:
    assert head in advised(state)


@pytest.mark.parametrize(
    ("disposition", "says"),
    [
        ('outcome = "dismissed"', "No plea is taken: the advisal of a plea is not prescribed for this disposition."),
        ('outcome = "deferred"\nplea_or_admission = false', "No plea is taken"),
        ('outcome = "deferred"\nplea_or_admission = true', "To be read in open court"),
        (
            'outcome = "deferred"',
            "Where this disposition is on a plea to a felony or misdemeanor charge. To be read",
        ),
    ],
)
def test_an_advisal_is_read_where_a_plea_is_taken_and_said_of_where_that_is_not_known(
    disposition: str, says: str
) -> None:
    said = advised("CA", disposition=disposition)
    assert says in said
    assert ("“" in said) is ("No plea" not in says)


def test_every_advisal_is_a_whole_sentence_or_the_end_of_one() -> None:
    for state in ("CA", "IL", "MA", "NY", "OR", "US"):
        found = advisal(state)
        assert found is not None and all(words.endswith(".") for words in found.texts)
        assert bool(found.lead) is (not found.words.startswith("If you"))
