"""The three values: their tables, and the reasons that flow only from operands able to change the result."""

from __future__ import annotations

import itertools

import pytest

from steelyard.logic.truth import FALSE, TRUE, Reason, Truth, Why, agreement, conjunction, disjunction, unknown

MISSING = unknown(Reason(Why.MISSING_FACT, "person.status"))
SPLIT = unknown(Reason(Why.UNSETTLED, "finality"))


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (TRUE, TRUE, TRUE, TRUE),
        (TRUE, FALSE, FALSE, TRUE),
        (FALSE, FALSE, FALSE, FALSE),
        (TRUE, MISSING, MISSING, TRUE),
        (FALSE, MISSING, FALSE, MISSING),
    ],
)
def test_the_tables_are_kleenes(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    assert left & right == both == right & left
    assert left | right == either == right | left


def test_not_turns_true_and_false_and_keeps_the_reasons_of_unknown() -> None:
    assert ~TRUE == FALSE
    assert ~FALSE == TRUE
    assert ~MISSING == MISSING


def test_two_unknowns_give_both_reasons() -> None:
    assert (MISSING & SPLIT).reasons == MISSING.reasons | SPLIT.reasons
    assert (MISSING | SPLIT).mask == Why.MISSING_FACT | Why.UNSETTLED


def test_a_settled_result_has_no_reasons_left() -> None:
    assert conjunction([MISSING, FALSE, SPLIT]) == FALSE
    assert disjunction([MISSING, TRUE, SPLIT]) == TRUE
    assert FALSE.reasons == frozenset()


def test_no_operands() -> None:
    assert conjunction([]) == TRUE
    assert disjunction([]) == FALSE


def test_a_truth_value_is_not_a_condition() -> None:
    for value in (TRUE, FALSE, MISSING):
        with pytest.raises(TypeError, match="not a condition"):
            bool(value)


def test_an_unknown_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="reasons"):
        Truth(None)
    with pytest.raises(ValueError, match="reasons"):
        Truth(True, MISSING.reasons)


def test_de_morgan_holds_with_reasons() -> None:
    for a, b in itertools.product([TRUE, FALSE, MISSING, SPLIT], repeat=2):
        assert ~(a & b) == (~a | ~b)


def test_agreement_keeps_a_value_all_share_and_names_what_decides_otherwise() -> None:
    undated = Reason(Why.DATE_UNKNOWN, "case.proceeding_date")
    assert agreement([TRUE, TRUE], undated) == TRUE
    assert agreement([TRUE, FALSE], undated) == unknown(undated)
    assert undated in agreement([MISSING, MISSING], undated).reasons
