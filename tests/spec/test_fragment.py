"""What may be emitted to a data frame, and what is refused because an unknown would be lost in it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from steelyard.logic import bit_run, columns, fragment, frame_run, lowering, steps
from steelyard.logic.errors import RuleError
from steelyard.logic.fragment import Definite, Open

MAYBE = Open(nw.col("maybe"))
SURE = Definite(nw.col("sure"))
FRAME = nw.from_native(
    pl.DataFrame({"maybe": [True, False, None], "sure": [True, False, True], "word": ["a", "b", None]})
)


@pytest.mark.parametrize(
    ("emit", "says"),
    [
        (lambda: fragment.over_group("any", SURE), "any over a group"),
        (lambda: fragment.over_group("all", SURE), "all over a group"),
        (lambda: fragment.over_group("sum", MAYBE), "the sum of a column that may hold nulls"),
        (lambda: fragment.over_group("max", MAYBE), "the max of a column that may hold nulls"),
        (lambda: fragment.choose(MAYBE, 1, 0), "CASE WHEN"),
        (lambda: fragment.kept(FRAME, MAYBE), "filter"),
        (lambda: fragment.within(MAYBE, ["a", None]), "IN with a null"),
        (lambda: fragment.horizontal("greatest", MAYBE, SURE), "greatest of several columns"),
        (lambda: fragment.horizontal("least", MAYBE, SURE), "least of several columns"),
        (lambda: fragment.horizontal("max_horizontal", MAYBE, SURE), "max_horizontal of several columns"),
        (lambda: fragment.reaches(MAYBE, 365), "a threshold on a sum that skipped nulls"),
    ],
    ids=["any", "all", "sum of nulls", "max of nulls", "case", "filter", "in", "greatest", "least", "max_horizontal",
         "threshold"],
)  # fmt: skip
def test_what_loses_an_unknown_is_refused(emit: Callable[[], Any], says: str) -> None:
    with pytest.raises(RuleError) as refused:
        emit()
    assert refused.value.code == "SY-L012"
    assert says in refused.value.what


def test_the_definite_forms_of_the_same_are_emitted() -> None:
    got = FRAME.with_columns(
        surely=fragment.surely(MAYBE).expr,
        known=fragment.is_known(MAYBE).expr,
        word=fragment.within(Open(nw.col("word")), ["a"]).expr,
        chosen=fragment.choose(fragment.surely(MAYBE), nw.lit(1), nw.lit(0)),
    ).to_native()
    assert got["surely"].to_list() == [True, False, False]
    assert got["known"].to_list() == [True, True, False]
    assert got["word"].to_list() == [True, False, False]
    assert got["chosen"].to_list() == [1, 0, 0]
    kept = fragment.kept(FRAME, fragment.surely(MAYBE))
    assert kept.to_native().height == 1


FORBIDDEN = {"any", "all", "any_horizontal", "all_horizontal", "max_horizontal", "min_horizontal", "sum_horizontal",
             "when", "filter", "is_in", "coalesce", "sum", "max", "min", "mean", "count", "n_unique"}  # fmt: skip


@pytest.mark.parametrize("module", [columns, lowering, steps, frame_run], ids=lambda one: one.__name__)
def test_the_lowering_reaches_the_engine_only_through_the_fragment(module: ModuleType) -> None:
    """No call in these modules goes around the guard: these methods of a frame are called in fragment.py alone."""
    tree = ast.parse(inspect.getsource(module))
    called = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & FORBIDDEN


def test_the_two_evaluators_do_not_know_each_other() -> None:
    from steelyard.logic import evaluate

    for module in (columns, lowering, steps, frame_run, bit_run):
        assert "steelyard.logic.evaluate" not in inspect.getsource(module).replace("`steelyard.logic.evaluate`", "")
    assert "steelyard.logic.columns" not in inspect.getsource(evaluate)
    assert "steelyard.logic.evaluate" not in inspect.getsource(fragment)
