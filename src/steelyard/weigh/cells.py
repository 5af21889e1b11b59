"""A cell: one consequence of one option in one posture, its state, and the two stances where law is unsettled."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from steelyard.law.columns import Column
from steelyard.logic.evaluate import Trace, World, evaluate
from steelyard.logic.residual import exact
from steelyard.logic.rule import Citation
from steelyard.logic.truth import Reason, Truth, Why, unknown

RECORD_ROW = "record"
"""The id of the row that weighs the record alone."""
MOST_SPLITS = 6
"""Readings of more than this many unsettled questions at once (2 to the sixth) are not worked through; the cell says so."""


class State(enum.StrEnum):
    """What a cell says. The last never looks safe."""

    TRIGGERED = "triggered"
    LIKELY = "likely"
    ARGUABLE = "arguable"
    NOT_TRIGGERED = "not triggered"
    DEPENDS = "depends on a fact"
    NOT_ANALYSED = "not analysed"


class Stances:
    """The answer that counsel must assume, and the one that removal counsel can argue, which is worked out when asked for."""

    __slots__ = ("_arguable", "_argue", "cautious")

    def __init__(self, cautious: Truth, argue: Callable[[], Truth]) -> None:
        self.cautious = cautious
        self._argue = argue
        self._arguable: Truth | None = None

    @property
    def arguable(self) -> Truth:
        """The answer that removal counsel can argue."""
        if self._arguable is None:
            self._arguable = self._argue()
        return self._arguable

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stances) and (self.cautious, self.arguable) == (other.cautious, other.arguable)

    def __hash__(self) -> int:
        return hash(self.cautious)


@dataclass(frozen=True, slots=True)
class Cell:
    """One consequence of one option in one posture."""

    column: Column
    truth: Truth
    state: State
    stances: Stances
    decided_either_way: bool
    cites: tuple[Citation, ...]

    @property
    def because(self) -> str:
        """Why it is not known, in one line; empty when it is."""
        order = {Why.NOT_ENCODED: 0, Why.CONFLICT: 1, Why.UNSETTLED: 2, Why.MISSING_FACT: 3, Why.DATE_UNKNOWN: 4}
        reasons = sorted(self.truth.reasons, key=lambda r: (order.get(r.why, 5), r.about))
        return "; ".join(dict.fromkeys(r.says or r.about for r in reasons))


@dataclass(frozen=True, slots=True)
class Row:
    """One option by id and label: its cells by posture and rule, and what it keeps of the criminal sanction."""

    id: str
    label: str
    cells: Mapping[str, Mapping[str, Cell]]
    keeps: tuple[str, ...]

    def safe_in(self, posture: str) -> bool:
        """True when every consequence is known not to be triggered in that posture."""
        return all(cell.state is State.NOT_TRIGGERED for cell in self.cells[posture].values())

    @property
    def universal(self) -> bool:
        """True when it is safe in every posture that was computed."""
        return all(self.safe_in(name) for name in self.cells)


@dataclass(frozen=True, slots=True)
class Worked:
    """What was worked out for one option: finished cells by trace, and other readings: memories by side, answers by trace."""

    cells: dict[int, Cell] = field(default_factory=dict)
    memories: dict[tuple[tuple[str, bool], ...], dict[tuple[Any, ...], Trace]] = field(default_factory=dict)
    answers: dict[int, Truth] = field(default_factory=dict)


def cell_of(world: World, column: Column, worked: Worked) -> Cell:
    """One cell; postures whose facts the rule cannot tell apart share its trace, and so the cell."""
    trace = evaluate(world, column.rule)
    if id(trace) not in worked.cells:
        worked.cells[id(trace)] = _worked_cell(world, column, trace, worked)
    return worked.cells[id(trace)]


def cell_to_share(world: World, column: Column, worked: Worked) -> Cell:
    """One cell that holds on to nothing of its world, and so has no arguable reading: asking for it is an error."""
    cell = cell_of(world, column, worked)

    def not_kept() -> Truth:
        raise AssertionError("the arguable reading of a cell that cases share is not worked out")

    return replace(cell, stances=Stances(cell.stances.cautious, not_kept))


def _worked_cell(world: World, column: Column, trace: Trace, worked: Worked) -> Cell:
    rule = world.pack.rules[column.rule]
    truth = exact(world, trace)
    either_way = truth.known and not trace.truth.known
    stances = Stances(truth, lambda: truth)
    lean = truth
    unsettled = sorted({r.about for r in truth.reasons if r.why is Why.UNSETTLED})
    if unsettled and len(unsettled) <= MOST_SPLITS:
        stances = _stances(world, column.rule, unsettled, rule.adverse, worked)
        lean = _leaning(world, column.rule, unsettled, worked)
    return Cell(column, truth, _state(truth, stances, lean, rule.adverse), stances, either_way, rule.versions[-1].cites)


def _read_with(world: World, rule: str, settled: Mapping[str, bool], worked: Worked) -> Truth:
    memory = worked.memories.setdefault(tuple(sorted(settled.items())), {})
    chosen = replace(world, settled=dict(settled), memory=memory)
    trace = evaluate(chosen, rule)
    if id(trace) not in worked.answers:
        worked.answers[id(trace)] = exact(chosen, trace)
    return worked.answers[id(trace)]


def _stances(world: World, rule: str, unsettled: Sequence[str], adverse: bool, worked: Worked) -> Stances:
    """The worst and the best reading for the person, over every combination of the sides.

    A reading that gives the value looked for ends the search for it; most often that is the first one tried.
    """
    combinations = list(itertools.product((True, False), repeat=len(unsettled)))

    def readings(order: Iterable[tuple[bool, ...]]) -> Iterable[Truth]:
        return (_read_with(world, rule, dict(zip(unsettled, sides, strict=True)), worked) for sides in order)

    def reading(value: bool, first: Iterable[tuple[bool, ...]]) -> Truth:
        """`value` if some reading gives it, else an open answer if some reading leaves one, else the other value."""
        for answer in readings(first):
            if answer.value is value:
                return answer
        answers = list(readings(combinations))
        return next((answer for answer in answers if not answer.known), answers[0])

    return Stances(reading(adverse, combinations), lambda: reading(not adverse, reversed(combinations)))


def _leaning(world: World, rule: str, unsettled: Sequence[str], worked: Worked) -> Truth:
    """The answer on the side that the Board takes, where it takes one on every open question."""
    day = world.proceeding_date
    sides: dict[str, bool] = {}
    for name in unsettled:
        split = world.pack.splits.get(name)
        side = split.leaning(day) if split is not None and day is not None else None
        if side is None:
            return unknown(Reason(Why.UNSETTLED, name))
        sides[name] = side
    return _read_with(world, rule, sides, worked)


def _state(truth: Truth, stances: Stances, lean: Truth, adverse: bool) -> State:
    if truth.known:
        return State.TRIGGERED if truth.value is adverse else State.NOT_TRIGGERED
    kinds = truth.mask
    if kinds & (Why.NOT_ENCODED | Why.CONFLICT):
        return State.NOT_ANALYSED
    if stances.cautious.value is adverse and kinds & Why.UNSETTLED:
        return State.LIKELY if lean.value is adverse else State.ARGUABLE
    return State.DEPENDS
