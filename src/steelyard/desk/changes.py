"""What changed since a saved analysis: law, facts and policy, each by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from steelyard.desk.answers import read_case
from steelyard.desk.matrix import label_of_rule
from steelyard.desk.settings import Kind
from steelyard.desk.storage import Version, differences
from steelyard.desk.weighing import Analysis, Cells, present_law, weigh_for_page
from steelyard.desk.workers import WEIGHING


@dataclass(frozen=True, slots=True)
class Moved:
    """One consequence of one option that answers otherwise, and in how many classes."""

    option: str
    label: str
    before: str
    after: str
    classes: int


@dataclass(frozen=True, slots=True)
class PolicyMoved:
    """What the policy says otherwise of one option with the same facts."""

    option: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Since:
    """What changed: the law's parts and the cells that changed with them; fields, and cells; the policy's answers."""

    at: str
    version: int
    to: int
    law: tuple[str, ...]
    by_law: tuple[Moved, ...]
    fields: tuple[str, ...]
    by_facts: tuple[Moved, ...]
    by_policy: tuple[PolicyMoved, ...]


def since(earlier: Analysis | None, version: Version, current: Analysis | None, kind: Kind) -> Since | None:
    """What changed from an earlier analysis to the present version; None when there is nothing earlier.

    `current` is the analysis of the present version, None where none was made under the law that is here now. The earlier
    case is weighed by the present law, so that what the law changed and what the facts changed stand apart. Raises
    CaseError as `advise` does.
    """
    if earlier is None:
        return None
    body = dict(version.body)
    today = current.receipt["law_as_of"] if current is not None else body.get("law_as_of") or date.today().isoformat()
    before = read_case({**earlier.receipt["case"], "law_as_of": date.fromisoformat(today)})
    under_new_law = WEIGHING.of(weigh_for_page, before, kind).cells
    now = current.cells if current is not None else WEIGHING.of(weigh_for_page, read_case(body), kind).cells
    parts = [name for name, value in present_law().items() if earlier.receipt[name] != value]
    if earlier.receipt["law_as_of"] != today:
        parts.append(f"the day whose law is asked for: {earlier.receipt['law_as_of']} then, {today} now")
    return Since(
        earlier.at, earlier.version, version.number, tuple(parts), moved(earlier.cells, under_new_law),
        tuple(differences(earlier.receipt["case"], body)), moved(under_new_law, now),
        _policies(earlier.cells.beside.get("policy", {}), under_new_law.beside["policy"]),
    )  # fmt: skip


def moved(before: Cells, after: Cells) -> tuple[Moved, ...]:
    """The consequences that answer otherwise in one result than in another; what only one of them has is told too."""
    one, other = _states(before), _states(after)
    counted: dict[tuple[str, str, str, str], int] = {}
    for key in dict.fromkeys((*one, *other)):
        was, now = one.get(key, "not there"), other.get(key, "not there")
        if was != now:
            option, _, rule = key
            counted[option, rule, was, now] = counted.get((option, rule, was, now), 0) + 1
    return tuple(
        Moved(option, label_of_rule(rule), was, now, many) for (option, rule, was, now), many in counted.items()
    )


def _states(cells: Cells) -> dict[tuple[str, str, str], str]:
    return {
        (option, posture, rule): str(state)
        for o, option in enumerate(cells.options)
        for p, posture in enumerate(cells.postures)
        for rule, state in zip(cells.rules, cells.row(o, p), strict=True)
    }


def _policies(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[PolicyMoved, ...]:
    return tuple(
        PolicyMoved(option, _said(before.get(option)), _said(after.get(option)))
        for option in dict.fromkeys((*before, *after))
        if before.get(option) != after.get(option) and before
    )


def _said(one: Mapping[str, Any] | None) -> str:
    if one is None:
        return "not there"
    signs = f"; signs: {', '.join(one['signs'])}" if one["signs"] else ""
    return f"{one['answer']}: {one['says']}{signs}"
