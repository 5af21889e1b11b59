"""What the drawer says of one cell or one row: why, on which sources, and which other decision would change it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from steelyard.desk.asking import ENDED
from steelyard.desk.forms import ORDERED
from steelyard.desk.kinds import tells_status
from steelyard.desk.matrix import class_of, label_of_class, label_of_rule
from steelyard.desk.remembered import Remembered
from steelyard.desk.settings import Kind
from steelyard.desk.weighing import Analysis, advice_again, content_of, saved_case, states_of, weigh_again
from steelyard.desk.workers import SEARCHING, WEIGHING
from steelyard.logic.errors import CaseError
from steelyard.logic.evaluate import Trace
from steelyard.logic.flips import Change, Flip
from steelyard.logic.truth import Reason
from steelyard.logic.words import says
from steelyard.papers.parts import WORST_FIRST, accountability_of, baseline_of
from steelyard.weigh.accountability import AXES, beside
from steelyard.weigh.advise import Advice, Weigher, advice_of
from steelyard.weigh.case import Option, Outcome, check_case
from steelyard.weigh.cells import RECORD_ROW
from steelyard.weigh.explain import explain
from steelyard.weigh.output import authorities, word
from steelyard.weigh.page import MARKS
from steelyard.weigh.policy import policy_answers
from steelyard.weigh.policy_output import answer_to_json

DEEPEST = 8
"""Steps within steps that the drawer shows."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an answer, with the steps it rests on."""

    answer: str
    says: str
    note: str
    cites: tuple[str, ...]
    parts: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A smallest change after which the cell says something else.

    `row` is the option it makes as JSON text, "" where no decision can make it; then `why_not` says why.
    """

    says: str
    row: str
    gives: str
    mark: str
    better: int
    worse: int
    why_not: str


@dataclass(frozen=True, slots=True)
class CellDrawer:
    """Everything about one cell; `ways` is None while what would change it has not been looked for."""

    row: int
    column: int
    option: str
    label: str
    rule: str
    says: str
    posture: str
    state: str
    mark: str
    kind: str
    answer: str
    cautious: str
    arguable: str
    either_way: bool
    reasons: tuple[str, ...]
    steps: Step
    sources: tuple[Mapping[str, Any], ...]
    ways: tuple[Way, ...] | None
    hidden_ways: bool
    classes: tuple[tuple[int, str, str, str], ...]
    as_saved: bool
    posture_name: str


@dataclass(frozen=True, slots=True)
class RowDrawer:
    """Everything about one row: what it keeps beside the baseline, and what the policy says of it."""

    row: int
    option: str
    label: str
    keeps: tuple[str, ...]
    baseline: str
    axes: tuple[tuple[str, str, str, str], ...]
    policy: Mapping[str, Any] | None
    is_record: bool


_rows: Remembered[Advice] = Remembered(12)
_drawers: Remembered[CellDrawer] = Remembered(500)
_row_drawers: Remembered[RowDrawer] = Remembered(100)


def _with_row(saved: Analysis, row: int) -> Advice:
    """The case weighed, one row of it at least. Raises CaseError as `advise` does."""
    whole = advice_again(saved)
    return whole if whole is not None else _rows.of(content_of(saved, row), lambda: _weighed_row(saved, row))


def _weighed_row(saved: Analysis, row: int) -> Advice:
    case = saved_case(saved)
    weigher = Weigher(case)
    name = saved.cells.options[row]
    if name == RECORD_ROW and not any(one.id == name for one in case.options):
        return advice_of(weigher, case, [weigher.record()])
    option = next((one for one in case.options if one.id == name), None)
    if option is None:
        raise CaseError("SY-C007", "the case has no such option", where="option")
    return advice_of(weigher, case, [weigher.option(option, f"option {name}")])


def cell_drawer(
    saved: Analysis, kind: Kind, row: int, column: int, posture: int | None, *, look: bool = True
) -> CellDrawer:
    """Why one cell says what it says, worked out by the law that is here now.

    With no class named, the class in which the cell is gravest. A prosecution instance is told nothing that asks for a fact
    of the person. Without `look`, what would change the cell is told only if it has been looked for before: that can take
    seconds. Raises CaseError as `explain` does.
    """
    key = content_of(saved, saved.cells.letters, kind, row, column, posture)
    found = _drawers.get(key)
    if found is None:
        found = _drawers.put(key, WEIGHING.of(_cell_drawer, saved, kind, row, column, posture))
    if found.ways is None and look:
        ways, hidden = SEARCHING.of(_ways, saved, kind, row, found)
        found = _drawers.put(key, replace(found, ways=ways, hidden_ways=hidden))
    return found


def _cell_drawer(saved: Analysis, kind: Kind, row: int, column: int, posture: int | None) -> CellDrawer:
    cells = saved.cells
    states = tuple(states_of(cells.letters_of(row, place))[column] for place in range(len(cells.postures)))
    if posture is None:
        posture = min(range(len(states)), key=lambda place: WORST_FIRST.index(states[place]))
    rule, name, option = cells.rules[column], cells.postures[posture], cells.options[row]
    advice = _with_row(saved, row)
    trace, there = advice.trace(option, name, rule), advice.row(option)
    cell = there.cells[name].get(rule)
    if cell is None:
        raise CaseError("SY-C013", f"no column is called {rule!r} now", where="column", right="weigh the case again")
    return CellDrawer(
        row + 1, column + 1, option, there.label, rule, label_of_rule(rule), label_of_class(name), str(cell.state),
        MARKS[cell.state], class_of(cell.state), word(cell.truth),
        word(cell.stances.cautious), word(cell.stances.arguable), cell.decided_either_way,
        _reasons(sorted(cell.truth.reasons), kind), _step(trace, kind, 0), tuple(authorities(cell.cites)), None, False,
        tuple((n + 1, label_of_class(one), str(states[n]), MARKS[states[n]]) for n, one in enumerate(cells.postures)),
        cell.state is states[posture], name,
    )  # fmt: skip


def _ways(saved: Analysis, kind: Kind, row: int, drawer: CellDrawer) -> tuple[tuple[Way, ...], bool]:
    """The smallest changes, and whether some of them are not for this kind of instance."""
    advice = _with_row(saved, row)
    found = explain(advice, drawer.option, drawer.posture_name, drawer.rule).changes
    shown = [one for one in found if kind is Kind.DEFENSE or not any(map(_of_person, one.changes))]
    weigher = Weigher(advice.case, today=advice.law_as_of)
    ways = tuple(_way(weigher, advice, drawer.option, one, drawer.posture_name, drawer.rule) for one in shown)
    return ways, len(shown) < len(found)


def _of_person(change: Change) -> bool:
    return change.key.startswith("person.")


_NOT_HELD = "It turns on a fact about the person, which this instance does not hold."


def _reasons(reasons: Sequence[Reason], kind: Kind) -> tuple[str, ...]:
    said = [
        _NOT_HELD if kind is not Kind.DEFENSE and tells_status(one.about) else one.says or one.about for one in reasons
    ]
    return tuple(dict.fromkeys(said))


def _step(trace: Trace, kind: Kind, depth: int) -> Step:
    """A step without the parts that did not decide it where many did not."""
    parts = [
        part
        for part in trace.parts
        if depth < DEEPEST
        and not (trace.truth.known and part.truth.known and part.truth != trace.truth and len(trace.parts) > 3)
    ]
    note = trace.says if trace.says != says(trace) else ""
    answer = {"true": "yes", "false": "no", "unknown": "not known"}[word(trace.truth)]
    cites = tuple(map(str, trace.cites))
    return Step(answer, says(trace), note, cites, tuple(_step(part, kind, depth + 1) for part in parts))


# ---------------------------------------------------------------------------------------------------------------------
# What would change it
# ---------------------------------------------------------------------------------------------------------------------


def _way(weigher: Weigher, advice: Advice, name: str, flip: Flip, posture: str, rule: str) -> Way:
    """A flip in words, with the option it makes where a decision can make it, weighed to see what else changes."""
    words = "; ".join(map(str, flip.changes))
    row = advice.row(name)
    option = next((one for one in advice.case.options if one.id == name), None)
    if option is None:
        return Way(words, "", "", "", 0, 0, "the record is as it is")
    changed = decided(option, flip)
    if isinstance(changed, str):
        return Way(words, "", "", "", 0, 0, changed)
    label = f"{option.label}, with {words}"
    made = option.model_copy(update={"dispositions": changed.dispositions, "label": label[:10_000]})
    try:
        check_case(advice.case.model_copy(update={"options": [made]}))
        weighed = weigher.option(made, "the changed option")
    except CaseError as error:
        return Way(words, "", "", "", 0, 0, error.what)
    state = weighed.cells[posture][rule].state
    pairs = [
        (WORST_FIRST.index(cell.state), WORST_FIRST.index(row.cells[one][other].state))
        for one, cells in weighed.cells.items()
        for other, cell in cells.items()
    ]
    better, worse = sum(now > was for now, was in pairs), sum(now < was for now, was in pairs)
    row_text = json.dumps(made.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
    return Way(words, row_text, str(state), MARKS[state], better, worse, "")


def decided(option: Option, flip: Flip) -> Option | str:
    """The option with a flip's changes decided, or why no decision can make them."""
    dispositions = {one.count: one.model_dump(exclude_defaults=True) for one in option.dispositions}
    for change in flip.changes:
        count, _, short = change.key.removeprefix("count[").partition("]")
        if not change.key.startswith("count[") or count.removesuffix("→") not in dispositions:
            return "a fact, not a decision: enter it with the facts if it is so"
        if short.startswith(":") or change.fact is None:
            return "another offense: see the options"
        one = dispositions[count.removesuffix("→")]
        refused = _decide(one, change.fact.short, change.value)
        if refused:
            return refused
    checked = [type(option.dispositions[0]).model_validate(one) for one in dispositions.values()]
    return option.model_copy(update={"dispositions": checked})


def _decide(one: dict[str, Any], short: str, value: object) -> str:
    """Set one disposition's own field to what a fact should be; says why where there is no such field."""
    if short == "term_imposed" and isinstance(value, int):
        one["term"] = value
        one.pop("added", None)
        if one.get("minimum", 0) > value:
            one.pop("minimum")
        if one.get("suspended", 0) > value:
            one["suspended"] = value
    elif short == "custody_to_serve" and isinstance(value, int) and one.get("term", -1) >= value:
        one["suspended"] = one["term"] - value
    elif short == "level":
        one["level"] = value
    elif short == "on_probation" and value is False:
        one["probation"] = 0
        if one.get("term"):
            one["suspended"] = 0
    elif short == "disposition" and value in get_args(Outcome):
        one["outcome"] = value
        if value in ENDED:
            for name in (*ORDERED, "plea_or_admission", "restraint"):
                one.pop(name, None)
    elif short == "guilt_found_or_admitted" and one["outcome"] in ("diverted", "deferred"):
        one["plea_or_admission"] = value
    elif short == "restraint_ordered" and one["outcome"] in ("diverted", "deferred"):
        one["restraint"] = value
        for name in ORDERED if value is False else ():
            one.pop(name, None)
    elif short == "maximum_term":
        return "the law sets it: another level or another offense has another maximum"
    else:
        return "a fact, not a decision: enter it with the facts if it is so"
    return ""


# ---------------------------------------------------------------------------------------------------------------------
# A row
# ---------------------------------------------------------------------------------------------------------------------


def row_drawer(saved: Analysis, row: int) -> RowDrawer:
    """What one option keeps on every axis beside the baseline, and the whole answer of the policy. Raises CaseError."""
    name, label, keeps = saved.cells.options[row], saved.cells.labels[row], saved.cells.keeps[row]
    case = saved_case(saved)
    if not any(one.id == name for one in case.options):
        return RowDrawer(row + 1, name, label, keeps, "", (), None, is_record=True)
    key = content_of(saved, saved.cells.options, row)
    if (found := _row_drawers.get(key)) is not None:
        return found
    baseline, axes, policy = WEIGHING.of(_row_beside, saved, name)
    return _row_drawers.put(key, RowDrawer(row + 1, name, label, keeps, baseline, axes, policy, is_record=False))


def _row_beside(saved: Analysis, name: str) -> tuple[str, tuple[tuple[str, str, str, str], ...], dict[str, Any]]:
    """The baseline's name, what the option keeps on every axis beside it, and the policy's answer to the option."""
    advice = weigh_again(saved)
    base, option = baseline_of(advice), next(one for one in advice.case.options if one.id == name)
    table = beside(accountability_of(advice, option), accountability_of(advice, base))
    (answer,) = policy_answers(None, advice.law_as_of, advice.case, advice, only=name)
    axes = tuple((AXES[axis], mine, other, stands) for axis, (mine, other, stands) in table.items())
    return base.id, axes, answer_to_json(answer)
