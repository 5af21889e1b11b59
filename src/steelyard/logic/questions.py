"""What to ask next: the facts that unknown answers wait for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from steelyard.logic.evaluate import Trace, World
from steelyard.logic.formula import holds_in
from steelyard.logic.residual import open_part, told_apart
from steelyard.logic.truth import Why


@dataclass(frozen=True, slots=True)
class Question:
    """A fact worth asking for: how many answers it can decide by itself, and how many it bears on."""

    key: str
    asks: str
    decides: int
    bears_on: int


def questions(world_and_traces: Iterable[tuple[World, Trace]]) -> list[Question]:
    """The facts that unknown answers wait for, those that can decide most answers first."""
    asks: dict[str, str] = {}
    decides: dict[str, int] = {}
    bears: dict[str, int] = {}
    cells: dict[int, tuple[World, Trace]] = {}
    times: Counter[int] = Counter()
    for world, trace in world_and_traces:
        cells.setdefault(id(trace), (world, trace))
        times[id(trace)] += 1
    for place, (world, trace) in cells.items():
        if trace.truth.known:
            continue
        rest = open_part(world, trace)
        waits = [one for one in trace.truth.reasons
                 if one.why in (Why.MISSING_FACT, Why.DATE_UNKNOWN, Why.NEEDS_JUDGEMENT)]  # fmt: skip
        names = {one.about: {one.about} & rest.values.keys() | rest.stands_for.get(one.about, set()) for one in waits}
        values = told_apart(rest, set().union(*names.values()))
        for reason in waits:
            asks.setdefault(reason.about, reason.says)
            bears[reason.about] = bears.get(reason.about, 0) + times[place]
            tries = ({name: value} for name in names[reason.about] for value in values[name])
            if any(holds_in(rest.formula, one) is not None for one in tries):
                decides[reason.about] = decides.get(reason.about, 0) + times[place]
    found = [Question(key, asks[key], decides.get(key, 0), bears[key]) for key in asks]
    return sorted(found, key=lambda q: (-q.decides, -q.bears_on, q.key))
