"""Old, odd and foreign records: what a file leaves out, mistypes or contradicts clears nobody."""

from __future__ import annotations

import json
from typing import Any

import pytest

from steelyard.logic.errors import CaseError
from steelyard.weigh.advise import Advice, advise
from steelyard.weigh.case import Case, check_case, parse_case
from steelyard.weigh.reading import days_of

RESIDENT: dict[str, Any] = {
    "status": "permanent_resident",
    "admitted": True,
    "first_admitted": "2022-01-01",
    "admission_date": "2022-01-01",
    "inadmissible_for_entry": False,
    "adjusted_under_1255j": False,
}
ROBBERY: dict[str, Any] = {
    "id": "p",
    "charge": "PC 211",
    "outcome": "convicted",
    "level": "felony",
    "term": "3 years",
    "offense_date": "2024-01-10",
    "conviction_date": "2024-03-01",
}


def weigh(
    prior: dict[str, Any], person: dict[str, Any] | None = None, *, state: str = "CA", forum: str | None = None
) -> Advice:
    """The record with this one earlier matter, for this person."""
    case = Case.model_validate(
        {
            "id": "old",
            "state": state,
            "forum": forum,
            "law_as_of": "2026-11-28",
            "record_complete": True,
            "counts": [{"id": "1", "charge": "PC 415", "offense_date": "2026-09-01"}],
            "priors": [prior],
            "options": [{"id": "d", "label": "dropped", "dispositions": [{"count": "1", "outcome": "dismissed"}]}],
            "person": {"facts": RESIDENT if person is None else person},
        }
    )
    check_case(case)
    return advise(case)


def state_of(advice: Advice, rule: str, row: str = "record") -> str:
    """What the one cell of that rule says."""
    return str(advice.row(row).cells["person"][rule].state)


def test_the_record_that_the_cases_below_spoil() -> None:
    assert state_of(weigh(ROBBERY), "deportable.aggravated_felony") == "triggered"


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (
            {"first_admitted": "2030-01-01", "admission_date": "2030-01-01"},
            "SY-C008",
        ),  # a conviction before any admission
        ({"first_admitted": "2026-01-01"}, "SY-C008"),  # the first one after another
        ({"residence_began": "1901-01-01"}, "SY-C008"),  # seven years of residence before the first admission
        ({"residence_began": "2040-01-01"}, "SY-C008"),
    ],
)
def test_entries_in_an_impossible_order_are_refused(person: dict[str, Any], code: str) -> None:
    """Each of them gave "not triggered" for a resident convicted of an aggravated felony, or for the clock of residence."""
    with pytest.raises(CaseError) as refused:
        weigh(ROBBERY, {**RESIDENT, **person})
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (
            {"offense_date": "2062-01-10", "conviction_date": "2062-03-01"},
            "SY-C008",
        ),  # more than five years after admission
        (  # a foreign conviction whose term ended over fifteen years ago is no aggravated felony
            {"charge": "robo", "facts": {"foreign_conviction": True, "release_date": "1999-01-01"}},
            "SY-C008",
        ),
        (
            {"facts": {"foreign_conviction": True}},
            "SY-C006",
        ),  # a section of the state is not what a foreign court applied
        ({"facts": {"sentence_changed": "legal_defect", "sentence_changed_date": "2020-01-01"}}, "SY-C008"),
        ({"facts": {"juvenile_adjudication": True}}, "SY-C006"),
        ({"outcome": "delinquent", "facts": {"age_at_offense": 35}}, "SY-C006"),
        ({"facts": {"vacated": "section_3771a"}}, "SY-C006"),
        ({"facts": {"first_possession_set_aside": True}}, "SY-C006"),
        ({"charge": "HS 11352(a)", "facts": {"first_possession_set_aside": True}}, "SY-C006"),
        ({"facts": {"sentence_changed": "no", "term_before_change": "5 years"}}, "SY-C006"),
        ({"facts": {"pardoned": None}}, "SY-C005"),
        ({"facts": {"vacated": "unknown"}}, "SY-C005"),
    ],
)
def test_facts_that_cannot_be_true_together_are_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(CaseError) as refused:
        weigh({**ROBBERY, **changes})
    assert refused.value.code == code


def test_a_fact_that_is_not_known_is_to_be_left_out() -> None:
    with pytest.raises(CaseError, match="leave the fact out"):
        weigh(ROBBERY, {**RESIDENT, "status": "unknown"})


@pytest.mark.parametrize("outcome", ["acquitted", "declined", "dismissed"])
def test_an_earlier_matter_with_a_sentence_did_not_end_without_one(outcome: str) -> None:
    assert state_of(weigh({**ROBBERY, "outcome": outcome}), "deportable.aggravated_felony") == "depends on a fact"


@pytest.mark.parametrize("outcome", ["acquitted", "declined", "dismissed"])
def test_an_option_without_a_conviction_orders_no_sentence(outcome: str) -> None:
    disposition = {"count": "1", "outcome": outcome, "term": "3 years"}
    case = Case.model_validate(
        {
            "id": "two",
            "state": "CA",
            "counts": [{"id": "1", "charge": "PC 211"}],
            "options": [{"id": "o", "label": "o", "dispositions": [disposition]}],
        }
    )
    with pytest.raises(CaseError, match="though confinement or supervision"):
        check_case(case)


@pytest.mark.parametrize(
    "facts",
    [
        {"judgment_of_guilt": False, "guilt_found_or_admitted": False},
        {"only_unconditionally_suspended_fine": True},  # with a term of three years
    ],
)
def test_facts_that_take_back_the_outcome_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(CaseError) as refused:
        weigh({**ROBBERY, "facts": facts})
    assert refused.value.code == "SY-C006"


def test_a_foreign_conviction_is_not_weighed_by_a_section_of_the_state() -> None:
    abroad = {**ROBBERY, "charge": "Código Penal Federal, art. 211", "facts": {"foreign_conviction": True}}
    assert state_of(weigh(abroad), "inadmissible.cimt") == "not analysed"


def test_a_day_outside_the_bounds_of_a_class_leaves_the_rest_of_the_class_open() -> None:
    """A resident "over seven years since admission", admitted in 2024: the clock of seven years was called complete."""
    case = Case.model_validate(
        {
            "id": "bounds",
            "state": "CA",
            "law_as_of": "2026-11-28",
            "counts": [{"id": "1", "charge": "PC 211", "offense_date": "2026-01-10", "level": "felony"}],
            "options": [
                {
                    "id": "o",
                    "label": "plea",
                    "dispositions": [{"count": "1", "outcome": "convicted", "term": "3 years"}],
                }
            ],
            "person": {"posture": "resident_over_seven", "facts": {"admission_date": "2024-06-01"}},
        }
    )
    cells = advise(case).row("o").cells["resident_over_seven"]
    assert str(cells["relief.continuous_residence_stopped"].state) == "depends on a fact"
    assert str(cells["deportable.cimt_within_five_years"].state) == "triggered"


def test_grounds_of_later_statutes_do_not_ask_about_older_convictions() -> None:
    """18 U.S.C. §§ 758 and 2250 did not exist then; the cells said that the law of that day is not encoded."""
    old = {**ROBBERY, "offense_date": "1990-01-10", "conviction_date": "1990-03-01"}
    advice = weigh(old, {**RESIDENT, "first_admitted": "1980-01-01", "admission_date": "1980-01-01"})
    assert state_of(advice, "deportable.high_speed_flight") == "not triggered"
    assert state_of(advice, "deportable.failure_to_register") == "not triggered"


def test_a_first_possession_may_be_set_aside() -> None:
    possession = {**ROBBERY, "charge": "HS 11377(a)", "facts": {"first_possession_set_aside": True}}
    assert weigh(possession)


def test_a_term_before_its_change_leaves_open_why_it_was_changed() -> None:
    """Only a change for a defect counts (Matter of Thomas & Thompson); a file that names no ground does not show one."""
    cut = {**ROBBERY, "term": "364 days", "facts": {"term_before_change": "2 years"}}
    assert state_of(weigh(cut), "deportable.aggravated_felony") == "depends on a fact"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("11 months 29 days", 364),
        ("2 years 6 months", 913),
        ("1 year and 1 day", 366),
        ("52 weeks", 364),
        ("6 months", 180),
    ],
)
def test_a_sentence_is_written_as_courts_write_it(text: str, days: int) -> None:
    assert days_of(text) == days


@pytest.mark.parametrize("text", ["time served", "1 to 3 years", "1 year less a day", "none", "2.5 years", ""])
def test_a_text_that_is_no_term_is_no_term_of_nothing(text: str) -> None:
    with pytest.raises(ValueError, match="leave it out"):
        days_of(text)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("record_complete", "yes", "true or false"),
        ("record_complete", 1, "true or false"),
        ("state", "ca", "two capital"),
    ],
)
def test_a_text_or_a_number_is_not_taken_for_true(field: str, value: object, says: str) -> None:
    text = json.dumps(
        {
            "id": "x",
            "state": "CA",
            "counts": [{"id": "1", "charge": "PC 211"}],
            "options": [{"id": "o", "label": "o", "dispositions": [{"count": "1", "outcome": "convicted"}]}],
            field: value,
        }
    )
    with pytest.raises(CaseError, match=says):
        parse_case(text, json_text=True)


def test_shoplifting_is_no_crime_of_before_it_was_one() -> None:
    """A burglary of 2010, redesignated as shoplifting, was read as a misdemeanor of six months and cleared."""
    redesignated = {
        **ROBBERY,
        "charge": "PC 459.5",
        "level": "misdemeanor",
        "term": "30 days",
        "offense_date": "2010-01-10",
        "conviction_date": "2010-06-01",
    }
    advice = weigh(redesignated, {**RESIDENT, "first_admitted": "2008-01-01", "admission_date": "2008-01-01"})
    assert state_of(advice, "deportable.cimt_within_five_years") == "not analysed"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("dismissed", "triggered"), ("acquitted", "triggered"), ("deferred", "triggered"), ("declined", "not triggered")],
)
def test_a_charge_that_is_dismissed_was_a_charge(outcome: str, state: str) -> None:
    """8 U.S.C. § 1226(c)(1)(E) needs no more than a charge, although none is filed today."""
    case = Case.model_validate(
        {
            "id": "filed",
            "state": "CA",
            "law_as_of": "2026-11-28",
            "assume": {"elements_admitted": False},
            "counts": [{"id": "1", "charge": "PC 484(a)", "filed": False, "offense_date": "2026-01-10"}],
            "options": [{"id": "o", "label": "o", "dispositions": [{"count": "1", "outcome": outcome}]}],
            "person": {"posture": "entered_without_inspection"},
        }
    )
    cell = advise(case).row("o").cells["entered_without_inspection"]["detention.charge_alone"]
    assert str(cell.state) == state


@pytest.mark.parametrize(("year", "state"), [("1999", "depends on a fact"), ("2026", "not triggered")])
def test_the_time_for_an_appeal_does_not_run_for_years(year: str, state: str) -> None:
    """In the Second Circuit an appeal that may still be taken defeats the conviction; a word of 1999 does not say so today."""
    robbery = {
        "id": "p",
        "charge": "PL 160.10(1)",
        "outcome": "convicted",
        "level": "felony",
        "term": "3 years",
        "offense_date": "1998-01-10",
        "conviction_date": f"{year}-11-01",
        "facts": {"appeal": "time_running"},
    }
    person = {**RESIDENT, "first_admitted": "1980-01-01", "admission_date": "1980-01-01"}
    assert state_of(weigh(robbery, person, state="NY"), "deportable.aggravated_felony") == state


def test_the_law_of_a_day_to_come_is_told_to_be_that_of_today() -> None:
    case = Case.model_validate(
        {
            "id": "ahead",
            "state": "CA",
            "law_as_of": "2099-01-01",
            "counts": [{"id": "1", "charge": "PC 211"}],
            "options": [{"id": "o", "label": "o", "dispositions": [{"count": "1", "outcome": "convicted"}]}],
        }
    )
    assert any("the law is known so far" in line for line in advise(case).receipt.facts_assumed)
