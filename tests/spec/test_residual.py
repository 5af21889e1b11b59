"""What is left of a formula: fixing variables one by one says what evaluating under all of them says."""

from __future__ import annotations

from hypothesis import given as drawn
from hypothesis import strategies as st

from steelyard.logic.formula import Atom, Different, Formula, Gate, given, holds_in

NAMES = ("a", "b", "c", "d")
WORDS = ("one", "two")
atoms: st.SearchStrategy[Formula] = st.builds(
    lambda name, wanted: Atom(name, lambda value: value is wanted), st.sampled_from(NAMES), st.booleans()
)
names = st.one_of(
    st.tuples(st.sampled_from(WORDS), st.just(False)), st.tuples(st.sampled_from(("x", "y")), st.just(True))
)


def _wider(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    gates = st.builds(Gate, st.integers(1, 4), st.lists(inner, min_size=1, max_size=4), st.booleans())
    items = st.lists(st.builds(lambda part, name: (part, *name), inner, names), min_size=1, max_size=4)
    return st.one_of(gates, st.builds(Different, st.integers(1, 3), items))


formulas = st.recursive(atoms, _wider, max_leaves=10)
choices = st.fixed_dictionaries(
    {},
    optional={**dict.fromkeys(NAMES, st.booleans()), "x": st.sampled_from(WORDS), "y": st.sampled_from(WORDS)},
)


@drawn(formulas, choices)
def test_variables_fixed_one_by_one_leave_what_they_decide_together(
    formula: Formula, choice: dict[str, bool | str]
) -> None:
    left = formula
    for name, value in choice.items():
        left = given(left, name, value)
    assert holds_in(left, {}) is holds_in(formula, choice)
