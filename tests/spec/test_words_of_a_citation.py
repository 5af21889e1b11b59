"""What words beside a citation may do: name a form, and never clear one that they do not name."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from steelyard.catalog.ask import answer, answer_line
from steelyard.catalog.cite import read
from steelyard.catalog.find import catalogue
from steelyard.catalog.model import Form
from steelyard.catalog.naming import named_forms


def said(state: str, statute: str, ground: str, **facts: str) -> str:
    return str(answer({"state": state, "statute": statute, "ground": ground, "facts": facts})["answer"])


@pytest.mark.parametrize(
    ("state", "statute", "words", "ground"),
    [
        ("OR", "Or. Rev. Stat. § 164.225", "burglary 1st degree", "AF:G"),
        ("CA", "Cal. Health & Safety Code § 11379(a)", "sale, furnishing or transport of a listed stimulant", "AF:B"),
        ("CA", "Cal. Health & Safety Code § 11360(a)", "transport/sale/offer marijuana", "AF:B"),
        ("US", "18 U.S.C. § 1589(a)", "forced labor", "AF:F"),
        ("US", "18 U.S.C. § 1546(a)", "possession of altered immigration document", "CIMT"),
    ],
)
def test_a_heading_in_parentheses_clears_nothing(state: str, statute: str, words: str, ground: str) -> None:
    assert said(state, f"{statute} ({words})", ground) == said(state, statute, ground) != "no"


def test_the_title_of_a_section_says_what_its_number_says() -> None:
    several = [
        one for one in catalogue().offenses if len(one.forms) > 1 and "§" not in one.title and "(" not in one.title
    ]
    asked = 0
    for one in several[::11]:
        found = catalogue().find(one.state, one.citation)
        if len({other.title for other in found.offenses}) > 1:
            continue  # the title is the name of one of several crimes
        for ground in ("AF:B", "AF:F", "CIMT", "CHILD"):
            plain = said(one.state, one.citation, ground)
            assert said(one.state, f"{one.citation} ({one.title})", ground) == plain, (one.id, ground)
            assert said(one.state, one.citation, ground, form=one.title) == plain, (one.id, ground)
            asked += 1
    assert asked > 300


def test_words_that_name_a_form_within_the_ground_are_heeded() -> None:
    assert said("OR", "Or. Rev. Stat. § 164.225", "CIMT") == "divisible"
    assert said("OR", "Or. Rev. Stat. § 164.225 (burglary 1st degree of dwelling)", "CIMT") == "yes"
    assert said("CA", "11378 HS (possession of methamphetamine for sale)", "AF:B") == "yes"


def test_the_exact_name_of_a_form_or_of_one_of_several_offenses_is_a_name() -> None:
    tool = "armed with a burglary tool, a theft device or a deadly weapon"
    assert said("OR", f"Or. Rev. Stat. § 164.225 ({tool})", "AF:G") == "no"
    assert said("US", "18 U.S.C. § 1112", "AF:F") == "unsettled"
    assert said("US", "18 U.S.C. § 1112 (Involuntary manslaughter)", "AF:F") == "no"


def test_words_that_were_not_heeded_are_told() -> None:
    asked = {"state": "CA", "statute": "459 PC (second-degree commercial burglary)", "ground": "CIMT"}
    given = answer(asked)
    assert given["answer"] == said("CA", "459 PC", "CIMT")
    assert any("were not heeded" in note for note in given["notes"])
    assert said("CA", "459 PC", "CIMT", form="second-degree commercial burglary") == "no"


@pytest.mark.parametrize("word", ["murder", "Murder", "arson", "DUI", "theft", "rape "])
def test_a_short_word_in_parentheses_is_no_subdivision(word: str) -> None:
    for state, statute in (
        ("CA", "Cal. Penal Code § 187"),
        ("NY", "N.Y. Penal Law § 125.25"),
        ("US", "18 U.S.C. § 1111"),
    ):
        assert read(state, f"{statute} ({word})") == read(state, statute)
        assert read(state, f"{statute}({word})") == read(state, statute)


@pytest.mark.parametrize("number", ["iii", "XVIII", "aaa", "a", "1", "former"])
def test_a_roman_or_doubled_letter_is_one(number: str) -> None:
    assert read("CA", f"Cal. Penal Code § 187(a)({number})")[0].subsections == ("a", number.lower())


def _forms(*names: str) -> tuple[Form, ...]:
    return tuple(Form(name=name, text={}) for name in names)


def test_each_alternative_names_its_own_form() -> None:
    forms = _forms("sale", "transport", "gift")
    assert [form.name for form in named_forms(forms, "sale or transport")] == ["sale", "transport"]
    assert [form.name for form in named_forms(forms, "gift")] == ["gift"]


def test_an_alternative_that_names_no_form_leaves_none_out() -> None:
    assert named_forms(_forms("sale", "transport", "gift"), "sale, or any other dealing") == ()


def test_words_of_the_title_name_no_form() -> None:
    forms = _forms("dwelling", "with a burglary tool")
    assert named_forms(forms, "first-degree burglary", "Burglary in the first degree") == ()
    assert [form.name for form in named_forms(forms, "burglary of a dwelling", "Burglary in the first degree")] == [
        "dwelling"
    ]


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["459 PC", "CIMT", "2026-01-31", "dwelling"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["form", "level", "offense_date", "x"]), inner)
    ),
    max_leaves=4,
)


@given(
    st.fixed_dictionaries(
        {"statute": _VALUES | st.just("459 PC (commercial)"), "ground": _VALUES | st.just("CIMT")},
        optional=dict.fromkeys(
            ("id", "state", "as_of", "forum", "conviction_date", "facts", "facts.form", "other"), _VALUES
        ),
    )
)
@example({"statute": "459 PC", "ground": "CIMT", "facts": {"form": 5}})
@example({"statute": "459 PC", "ground": "CIMT", "facts": [1]})
def test_whatever_a_line_holds_it_is_answered(asked: dict[str, object]) -> None:
    given_back = answer_line(json.dumps(asked))
    assert given_back["id"] == asked.get("id")
    assert ("answer" in given_back) != ("error" in given_back)


def test_a_fact_that_no_question_takes_is_told() -> None:
    given_back = answer({"statute": "459 PC", "ground": "CIMT", "facts": {"substance": "methamphetamine"}})
    assert any(note.startswith("facts.substance was not used") for note in given_back["notes"])


@pytest.mark.parametrize(
    "words", ["a substance not listed only by the state", "other than a federally listed substance"]
)
def test_words_that_deny_name_no_form(words: str) -> None:
    assert said("CA", "11377(a) HS", "CS", form=words) == said("CA", "11377(a) HS", "CS") == "divisible"


def test_the_exact_name_of_a_form_may_deny() -> None:
    forms = _forms("with intent to deprive", "without intent to deprive")
    assert [form.name for form in named_forms(forms, "without intent to deprive")] == ["without intent to deprive"]
    assert named_forms(forms, "no intent to deprive") == ()
