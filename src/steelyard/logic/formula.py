"""Formulas over what is open: thresholds of tests on variables, read under a choice of values, one variable at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Value = bool | int | date | str
Choice = Mapping[str, Value]


@dataclass(slots=True)
class Atom:
    """A condition on one variable; `test` says for which of the variable's values it holds."""

    variable: str
    test: Callable[[Value], bool]


@dataclass(slots=True)
class Gate:
    """At least `need` of the parts hold; `flipped` turns the result around. AND and OR are gates too."""

    need: int
    parts: list[Formula]
    flipped: bool = False


@dataclass(slots=True)
class Different:
    """At least `need` different names among the items that hold; an item's name is a word or the variable that holds it."""

    need: int
    items: list[tuple[Formula, str, bool]]


Formula = bool | Atom | Gate | Different


def gate(need: int, parts: Iterable[Formula], *, flipped: bool = False) -> Formula:
    """A gate without its decided parts; inner gates of the same kind are taken up into it, and repeats of one part."""
    open_parts: list[Formula] = []
    for part in parts:
        if part is True:
            need -= 1
        elif part is not False:
            open_parts.append(part)
    if need <= 0:
        return not flipped
    if need > len(open_parts):
        return flipped
    if len(open_parts) == 1:
        only = open_parts[0]
        if not flipped:
            return only
        return Gate(only.need, only.parts, not only.flipped) if isinstance(only, Gate) else Gate(1, [only], True)
    for every in (True, False):
        if need == (len(open_parts) if every else 1):
            merged: list[Formula] = []
            for part in open_parts:
                same = isinstance(part, Gate) and not part.flipped and part.need == (len(part.parts) if every else 1)
                merged += part.parts if same and isinstance(part, Gate) else [part]
            merged = list({id(part): part for part in merged}.values())
            return Gate(len(merged) if every else 1, merged, flipped) if len(merged) > 1 or flipped else merged[0]
    return Gate(need, open_parts, flipped)


def holds_in(formula: Formula, choice: Choice) -> bool | None:
    """The formula's value when only the variables in `choice` are fixed; None while that does not decide it."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Atom):
        return formula.test(choice[formula.variable]) if formula.variable in choice else None
    if isinstance(formula, Different):
        return _different(formula, choice)
    sure = maybe = 0
    for part in formula.parts:
        value = holds_in(part, choice)
        if value is None:
            maybe += 1
        elif value:
            sure += 1
    if sure >= formula.need:
        return not formula.flipped
    if sure + maybe < formula.need:
        return formula.flipped
    return None


def _different(formula: Different, choice: Choice) -> bool | None:
    sure: set[Any] = set()
    possible: set[Any] = set()
    unnamed = 0
    any_sure = False
    for part, name, is_variable in formula.items:
        value = holds_in(part, choice)
        if value is False:
            continue
        word = choice.get(name) if is_variable else name
        any_sure = any_sure or value is True
        if word is None:
            unnamed += 1
            continue
        possible.add(word)
        if value:
            sure.add(word)
    low = max(len(sure), 1 if any_sure else 0)
    if low >= formula.need:
        return True
    return False if len(possible) + unnamed < formula.need else None


def given(formula: Formula, name: str, value: Value) -> Formula:
    """What is left of a formula when one variable is fixed: a smaller formula, or the value that this decides."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Atom):
        return formula.test(value) if formula.variable == name else formula
    if isinstance(formula, Gate):
        parts = [given(part, name, value) for part in formula.parts]
        same = all(new is old for new, old in zip(parts, formula.parts, strict=True))
        return formula if same else gate(formula.need, parts, flipped=formula.flipped)
    items = [
        (given(part, name, value), str(value), False) if is_variable and word == name
        else (given(part, name, value), word, is_variable)
        for part, word, is_variable in formula.items
    ]  # fmt: skip
    left = Different(formula.need, items)
    decided = _different(left, {})
    return left if decided is None else decided


def variables(formula: Formula) -> list[str]:
    """The variables in order of appearance, repeated as often as they appear."""
    if isinstance(formula, bool):
        return []
    if isinstance(formula, Atom):
        return [formula.variable]
    if isinstance(formula, Different):
        found = []
        for part, name, is_variable in formula.items:
            found += variables(part) + ([name] if is_variable else [])
        return found
    return [name for part in formula.parts for name in variables(part)]


def names_counted(formula: Formula) -> Iterable[str]:
    """The variables that hold a name which things are counted by."""
    if isinstance(formula, Different):
        yield from (name for _, name, is_variable in formula.items if is_variable)
        for part, _, _ in formula.items:
            yield from names_counted(part)
    elif isinstance(formula, Gate):
        for part in formula.parts:
            yield from names_counted(part)


def undecided(formula: Formula, choice: Choice) -> list[str]:
    """The variables without a choice in the parts that are not decided yet."""
    if holds_in(formula, choice) is not None:
        return []
    if isinstance(formula, Gate):
        return [name for part in formula.parts for name in undecided(part, choice)]
    return [name for name in variables(formula) if name not in choice]


def atoms_in(formula: Formula) -> Iterable[Atom]:
    if isinstance(formula, Atom):
        yield formula
    elif isinstance(formula, Gate):
        for part in formula.parts:
            yield from atoms_in(part)
    elif isinstance(formula, Different):
        for part, _, _ in formula.items:
            yield from atoms_in(part)


def has_different(formula: Formula) -> bool:
    return isinstance(formula, Different) or (
        isinstance(formula, Gate) and any(has_different(part) for part in formula.parts)
    )
