"""Why a cell says what it says, and the smallest changes after which it would say something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from steelyard.logic.errors import CaseError
from steelyard.logic.evaluate import Trace
from steelyard.logic.facts import Entity, Fact
from steelyard.logic.flips import Flip, flips
from steelyard.weigh.advise import Advice
from steelyard.weigh.cells import Cell, State
from steelyard.weigh.output import cell_to_json, trace_to_json
from steelyard.weigh.reading import SET_BY_FIELD

MOST_CHANGES = 8
"""How many ways to another answer are shown."""

NOT_A_CHANGE = frozenset({"count.present", "person.status"})
"""What no decision changes: which count is being weighed, and which posture class is looked at."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One cell with its trace and what would change it."""

    option: str
    posture: str
    label: str
    cell: Cell
    trace: Trace
    changes: tuple[Flip, ...]

    def as_dict(self) -> dict[str, Any]:
        """The explanation as JSON data."""
        return {
            "option": self.option,
            "posture": self.posture,
            **cell_to_json(self.cell, self.label),
            "what_would_change_this": [[str(change) for change in flip.changes] for flip in self.changes],
            "trace": trace_to_json(self.trace),
        }


def explain(advice: Advice, option: str, posture: str, rule: str) -> Explanation:
    """The explanation of one cell. Raises CaseError for an option, posture or rule the result does not have."""
    row = advice.row(option)
    cells = row.cells.get(posture)
    if cells is None:
        names = ", ".join(row.cells)
        raise CaseError("SY-C010", f"posture {posture!r} was not computed", right=f"one of {names}")
    cell = cells.get(rule)
    if cell is None:
        raise CaseError("SY-C013", f"no column is called {rule!r}", right=f"one of {', '.join(cells)}")
    law = advice.pack.rules[rule]
    world = advice.worlds[option, posture]
    wanted = not law.adverse if cell.truth.value is not (not law.adverse) else law.adverse
    return Explanation(
        option, posture, law.label, cell, advice.trace(option, posture, rule), _ways(flips(world, rule, wanted))
    )


def _ways(found: list[Flip]) -> tuple[Flip, ...]:
    """The flips worth showing: what a disposition sets comes first, then other facts and offenses, then the person's."""

    def rank(flip: Flip) -> int:
        return max(_rank(change.fact) for change in flip.changes)

    possible = [flip for flip in found if not any(c.fact and c.fact.name in NOT_A_CHANGE for c in flip.changes)]
    return tuple(sorted(possible, key=rank)[:MOST_CHANGES])


def _rank(fact: Fact | None) -> int:
    if fact is None:
        return 1
    if fact.entity is Entity.COUNT:
        return 0 if fact.short in SET_BY_FIELD[Entity.COUNT] else 2
    return 3


def explanations(advice: Advice, option: str, posture: str | None, rule: str | None) -> list[Explanation]:
    """The explanations asked for; with no rule named, every cell of the option that is not known to be safe."""
    row = advice.row(option)
    where = posture or next(iter(row.cells))
    if rule is not None:
        return [explain(advice, option, where, rule)]
    if where not in row.cells:
        return [explain(advice, option, where, next(iter(next(iter(row.cells.values())))))]
    return [
        explain(advice, option, where, name)
        for name, cell in row.cells[where].items()
        if cell.state is not State.NOT_TRIGGERED
    ]
