"""Changing a fact of a case, and comparing two results cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from steelyard.logic.errors import CaseError
from steelyard.weigh.advise import Advice
from steelyard.weigh.case import Case, with_fields
from steelyard.weigh.cells import State


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs between two results."""

    option: str
    posture: str
    rule: str
    before: State
    after: State


def change(case: Case, option: str, count: str, **fields: Any) -> Case:
    """The same case with fields of one disposition set otherwise: change(case, "1", "1", term="364 days").

    Facts without a field of their own go under `facts`. Raises CaseError (SY-C007) for an option or count that is not there,
    and what `load_case` raises for values that do not fit.
    """
    data = case.model_dump()
    for one in data["options"]:
        if one["id"] == option:
            for disposition in one["dispositions"]:
                if disposition["count"] == count:
                    disposition |= {**fields, "facts": {**disposition["facts"], **fields.get("facts", {})}}
                    return with_fields(case, data)
    raise CaseError("SY-C007", f"there is no count {count!r} in an option {option!r}")


def compare(before: Advice, after: Advice) -> list[CellChange]:
    """The cells of options and postures that both results have and that differ."""
    found: list[CellChange] = []
    after_rows = {row.id: row for row in after.rows}
    for row in before.rows:
        other = after_rows.get(row.id)
        for posture, cells in row.cells.items():
            for rule, cell in cells.items():
                now = other.cells.get(posture, {}).get(rule) if other is not None else None
                if now is not None and now.state is not cell.state:
                    found.append(CellChange(row.id, posture, rule, cell.state, now.state))
    return found
