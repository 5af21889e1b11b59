"""A saved matrix as a page shows it: rows are options, columns are consequences, then accountability, then policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from steelyard.desk.weighing import Cells, states_of
from steelyard.law.columns import Column, columns, groups
from steelyard.law.pack import federal_pack
from steelyard.law.postures import postures
from steelyard.papers.parts import WORST_FIRST
from steelyard.weigh.cells import RECORD_ROW, State
from steelyard.weigh.page import MARKS, gravity

ALL, EACH = "all", "each"
"""The two ways to look at every posture class: all of them in one cell, or a column each."""

ACCOUNTABILITY: Mapping[str, str] = {
    "level": "Level",
    "maximum": "Maximum",
    "custody": "Custody",
    "supervision": "Supervision",
    "restitution": "Restitution",
    "registration": "Registration",
    "strike": "Effect as a prior",
}
"""The axes of accountability that have a column, with its heading; the drawer of a row shows every axis."""

STANDS = {"=": "same", "less": "less", "more": "more", "other": "other", "not known": "not compared"}


@dataclass(frozen=True, slots=True)
class View:
    """How the matrix is looked at. Rows, columns and classes go by number, so that no word of a case stands in an address.

    `show` is "all", "each" or the number of a class from 1; `first`, `second` and `pin` are numbers of rows from 1, 0 for
    none; `cell` is "row", "row.column" or "row.column.class" from 1, as the drawer shows it, "" for nothing.
    """

    show: str = ALL
    first: int = 0
    second: int = 0
    pin: int = 0
    only: bool = False
    every: bool = False
    cell: str = ""

    def address(self, case_id: str, **changes: Any) -> str:
        """The address of this view, or of one that differs in some fields."""
        one = replace(self, **changes)
        given = {
            "show": one.show if one.show != ALL else "", "first": one.first, "second": one.second, "pin": one.pin,
            "only": int(one.only), "every": int(one.every), "cell": one.cell,
        }  # fmt: skip
        query = urlencode({name: value for name, value in given.items() if value})
        return f"/cases/{case_id}" + (f"?{query}" if query else "")

    def fitting(self, cells: Cells) -> View:
        """The same view without numbers that the matrix does not have."""
        rows, classes, rules = len(cells.options), len(cells.postures), len(cells.rules)
        show = self.show
        if show not in (ALL, EACH) and not 1 <= int(show) <= classes:
            show = ALL
        if classes == 1:
            show = "1"
        parts = [int(part) for part in self.cell.split(".")] if self.cell else []
        most = (rows, rules, classes)
        fits = all(1 <= part <= limit for part, limit in zip(parts, most, strict=False))
        first, second, pin = (one if one <= rows else 0 for one in (self.first, self.second, self.pin))
        if first == second:
            second = 0
        return replace(self, show=show, cell=self.cell if fits else "", first=first, second=second, pin=pin)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The drawer's row, column and class from 0, as far as they are named."""
        return tuple(int(part) - 1 for part in self.cell.split(".")) if self.cell else ()


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: its state as word, mark and pattern, what it says more, and the address part of its drawer."""

    state: State
    word: str
    mark: str
    kind: str
    more: str
    cell: str
    differs: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One column: heading, what it is in full, its group, its place from 1, and its sources as numbers of footnotes."""

    short: str
    label: str
    group: str
    place: int
    notes: tuple[int, ...] = ()

    @property
    def tagged(self) -> str:
        """The heading with its footnotes, as it stands above a cell on paper."""
        return f"{self.short} [{', '.join(map(str, self.notes))}]" if self.notes else self.short


@dataclass(frozen=True, slots=True)
class Kept:
    """One axis of accountability of a row: the value, and how it stands beside the baseline in a word."""

    says: str
    stands: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the option, its cells, what it keeps, and the policy's answer (None where an analysis has none saved)."""

    place: int
    option: str
    label: str
    keeps: tuple[str, ...]
    star: bool
    pinned: bool
    baseline: bool
    is_record: bool
    cells: tuple[Shown, ...]
    kept: tuple[Kept, ...]
    policy: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Source:
    """A footnote: the citation with its pinpoint, its date, and whether anybody has read it for this project."""

    number: int
    cite: str
    dated: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the matrix shows in one view."""

    view: View
    heads: tuple[Head, ...]
    spans: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    sources: tuple[Source, ...]
    same_rows: bool


def label_of_class(name: str) -> str:
    """A posture class by its label; "this person" for a file that says who it is about."""
    known = postures()
    return known[name].label if name in known else "this person"


@lru_cache(maxsize=8)
def _known(rules: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns by the rules that an analysis was saved with; one that is no longer a column shows its name."""
    known = {column.rule: column for column in columns()}
    return tuple(known.get(rule) or Column(rule, "", rule, 0) for rule in rules)


def label_of_rule(rule: str) -> str:
    """What a consequence is, in a line."""
    known = federal_pack().rules.get(rule)
    return known.label if known is not None else rule


def class_of(state: State) -> str:
    """The name of a state in the style sheet: triggered, likely, arguable, not-triggered, depends or not-analysed."""
    return state.name.lower().replace("_", "-")


def gravest(states: Iterable[State]) -> State:
    """The state that asks most; what is not analysed never ranks as safe."""
    return min(states, key=WORST_FIRST.index)


@lru_cache(maxsize=20_000)
def over_classes(letters: str) -> tuple[State, str]:
    """One consequence over every class: the gravest state, and in how many classes it stands."""
    states = states_of(letters)
    worst = gravest(states)
    return worst, f"{states.count(worst)} of {len(states)} classes" if worst is not State.NOT_TRIGGERED else ""


@lru_cache(maxsize=20_000)
def in_class(letters: str, rules: tuple[str, ...]) -> tuple[State, int, str]:
    """Every consequence of one class: the gravest state, its place, and how many are open with the gravest one's name."""
    still = [
        (gravity(state, column), place, state, column)
        for place, (state, column) in enumerate(zip(states_of(letters), _known(rules), strict=True))
        if state is not State.NOT_TRIGGERED
    ]
    if not still:
        return State.NOT_TRIGGERED, 0, ""
    _, place, state, column = min(still, key=lambda one: one[:2])
    more = f" and {len(still) - 1} more" if len(still) > 1 else ""
    return state, place, f"{column.short}{more}"


def _shown(state: State, more: str, cell: str, pinned: State | None) -> Shown:
    differs = ""
    if pinned is not None and pinned is not state:
        better = WORST_FIRST.index(state) > WORST_FIRST.index(pinned)
        differs = f"{'better' if better else 'worse'} than pinned: {pinned}"
    return Shown(
        state, str(state).capitalize(), MARKS[state], class_of(state), more, cell, differs
    )  # fmt: skip


def _places(cells: Cells, view: View) -> list[int]:
    """The rows of a view by their places: two that are compared, or all; a pinned one first."""
    rows = list(range(len(cells.options)))
    if view.first or view.second:
        rows = [one - 1 for one in (view.first, view.second) if one]
    if view.pin:
        rows = [view.pin - 1, *(one for one in rows if one != view.pin - 1)]
    return rows


def _letters(cells: Cells, row: int, place: int, view: View) -> str:
    """The letters behind one cell: one consequence over the classes, or in the class that is looked at."""
    many = len(cells.rules)
    block = cells.letters[row * len(cells.postures) * many :][: len(cells.postures) * many]
    column = block[place::many]
    return column if view.show == ALL else column[int(view.show) - 1]


def picture(cells: Cells, asked: View) -> Picture:
    """The matrix in a view."""
    view = asked.fitting(cells)
    rows = _places(cells, view)
    beside = cells.beside
    table = _by_class(cells, rows, view) if view.show == EACH else _by_consequence(cells, rows, view)
    heads, grid, left_out = table
    lines = []
    for row, shown in zip(rows, grid, strict=True):
        name = cells.options[row]
        kept = beside.get("kept", {}).get(name)
        start = row * len(cells.postures) * len(cells.rules)
        every = cells.letters[start : start + len(cells.postures) * len(cells.rules)]
        lines.append(
            Line(
                row + 1, name, cells.labels[row], cells.keeps[row], set(every) <= {"N"}, row + 1 == view.pin,
                name == beside.get("baseline"), name == RECORD_ROW and kept is None, tuple(shown),
                tuple(Kept(kept[axis][0], STANDS[kept[axis][1]]) for axis in ACCOUNTABILITY) if kept else (),
                beside.get("policy", {}).get(name),
            )
        )  # fmt: skip
    numbered, sources = _footnotes(cells, heads) if view.show != EACH else (heads, ())
    spans: list[tuple[str, int]] = []
    for head in numbered:
        if spans and spans[-1][0] == head.group:
            spans[-1] = (head.group, spans[-1][1] + 1)
        else:
            spans.append((head.group, 1))
    return Picture(
        view, tuple(numbered), tuple(spans), tuple(lines), tuple(left_out), sources, view.only and not numbered
    )


def _by_consequence(cells: Cells, rows: Sequence[int], view: View) -> tuple[list[Head], list[list[Shown]], list[str]]:
    named = groups()
    order = [*named, ""]
    known = sorted(enumerate(_known(cells.rules)), key=lambda one: (order.index(one[1].group), one[0]))
    heads: list[Head] = []
    columns_shown: list[list[Shown]] = []
    left_out: list[str] = []
    for place, column in known:
        said = [_letters(cells, row, place, view) for row in rows]
        if view.only and len(set(said)) == 1:
            continue
        if not view.every and not view.only and all(set(one) <= {"N"} for one in said):
            left_out.append(label_of_rule(column.rule))
            continue
        states = [over_classes(one) if view.show == ALL else (states_of(one)[0], "") for one in said]
        pinned = states[0][0] if view.pin else None
        heads.append(Head(column.short, label_of_rule(column.rule), named.get(column.group, ""), place + 1))
        columns_shown.append(
            [
                _shown(state, more, f"{row + 1}.{place + 1}", pinned)
                for row, (state, more) in zip(rows, states, strict=True)
            ]
        )
    return heads, [[column[n] for column in columns_shown] for n in range(len(rows))], left_out


def _by_class(cells: Cells, rows: Sequence[int], view: View) -> tuple[list[Head], list[list[Shown]], list[str]]:
    heads: list[Head] = []
    columns_shown: list[list[Shown]] = []
    for number, name in enumerate(cells.postures):
        said = [cells.letters_of(row, number) for row in rows]
        if view.only and len(set(said)) == 1:
            continue
        states = [in_class(one, cells.rules) for one in said]
        pinned = states[0][0] if view.pin else None
        heads.append(Head(label_of_class(name), label_of_class(name), "Posture classes", number + 1))
        columns_shown.append(
            [
                _shown(state, more, f"{row + 1}.{place + 1}.{number + 1}", pinned)
                for row, (state, place, more) in zip(rows, states, strict=True)
            ]
        )
    return heads, [[column[n] for column in columns_shown] for n in range(len(rows))], []


def _footnotes(cells: Cells, heads: Sequence[Head]) -> tuple[list[Head], tuple[Source, ...]]:
    """The columns with the numbers of their sources, and the sources in the order in which they are first named."""
    found: dict[tuple[str, str], Source] = {}
    numbered = []
    for head in heads:
        rule = federal_pack().rules.get(cells.rules[head.place - 1])
        notes = []
        for cite in rule.versions[-1].cites if rule is not None else ():
            key = (cite.text, cite.decided)
            if key not in found:
                found[key] = Source(len(found) + 1, cite.text, cite.decided, cite.verified)
            notes.append(found[key].number)
        numbered.append(replace(head, notes=tuple(notes)))
    return numbered, tuple(found.values())
