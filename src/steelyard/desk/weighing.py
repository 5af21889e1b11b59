"""Analyses of saved cases: weighed, kept as receipts with their cells, read back, and weighed again when the law changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from steelyard import __version__
from steelyard.catalog.find import catalogue
from steelyard.desk import models as t
from steelyard.desk.answers import read_case
from steelyard.desk.kinds import tells_status
from steelyard.desk.remembered import Remembered, key_of
from steelyard.desk.settings import Kind
from steelyard.desk.storage import Store, Version, fresh_id, now, version_of
from steelyard.law.pack import federal_pack
from steelyard.logic.errors import SteelyardError
from steelyard.papers.parts import accountability_of, baseline_of
from steelyard.weigh.accountability import beside
from steelyard.weigh.advise import Advice, as_given
from steelyard.weigh.advise import advise as weigh
from steelyard.weigh.case import Case
from steelyard.weigh.cells import State
from steelyard.weigh.output import question_to_json
from steelyard.weigh.policy import policy_answers
from steelyard.weigh.policy_terms import PolicyAnswer

_LETTERS = {
    State.TRIGGERED: "T",
    State.LIKELY: "L",
    State.ARGUABLE: "A",
    State.NOT_TRIGGERED: "N",
    State.DEPENDS: "D",
    State.NOT_ANALYSED: "X",
}
_STATES = {letter: state for state, letter in _LETTERS.items()}


def states_of(letters: str) -> tuple[State, ...]:
    """The states that letters stand for."""
    return tuple(_STATES[letter] for letter in letters)


@dataclass(frozen=True, slots=True)
class Cells:
    """A saved matrix: one letter a cell, by option, posture and rule.

    `beside` is what a page shows beside the cells (see `with_beside`); empty in an analysis that an older program saved.
    """

    options: tuple[str, ...]
    labels: tuple[str, ...]
    keeps: tuple[tuple[str, ...], ...]
    postures: tuple[str, ...]
    rules: tuple[str, ...]
    letters: str
    beside: Mapping[str, Any] = field(default_factory=dict)

    def state(self, option: str, posture: str, rule: str) -> State:
        """What one cell said. Raises SteelyardError (SY-K024) for a cell that the analysis did not have."""
        try:
            o, p, r = self.options.index(option), self.postures.index(posture), self.rules.index(rule)
        except ValueError:
            raise SteelyardError("SY-K024", "the analysis has no such cell", where="option, posture, rule") from None
        return _STATES[self.letters[(o * len(self.postures) + p) * len(self.rules) + r]]

    def row(self, option: int, posture: int) -> tuple[State, ...]:
        """What the cells of one option in one posture said, by their places, in the order of the rules."""
        return states_of(self.letters_of(option, posture))

    def letters_of(self, option: int, posture: int) -> str:
        """The same as letters."""
        start = (option * len(self.postures) + posture) * len(self.rules)
        return self.letters[start : start + len(self.rules)]

    def as_text(self) -> str:
        """The cells as JSON text."""
        parts = [self.options, self.labels, self.keeps, self.postures, self.rules, self.letters, self.beside]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Cells:
        """What `as_text` wrote."""
        options, labels, keeps, postures, rules, letters, *rest = json.loads(text)
        return cls(tuple(options), tuple(labels), tuple(map(tuple, keeps)), tuple(postures), tuple(rules), letters,
                   rest[0] if rest else {})  # fmt: skip


def cells_of(advice: Advice) -> Cells:
    """The cells of a weighed case."""
    rows = advice.rows
    postures = tuple(posture.name for posture in advice.postures)
    rules = tuple(next(iter(rows[0].cells.values()))) if rows else ()
    letters = "".join(
        _LETTERS[row.cells[posture][rule].state] for row in rows for posture in postures for rule in rules
    )
    return Cells(tuple(row.id for row in rows), tuple(row.label for row in rows), tuple(row.keeps for row in rows),
                 postures, rules, letters)  # fmt: skip


def with_beside(cells: Cells, advice: Advice, kind: Kind) -> Cells:
    """The cells with what a page shows beside them, worked out once so that the page need not weigh.

    By option what it keeps of the criminal sanction beside the baseline, and the policy's answer; what to find out next
    (nothing about the person in a prosecution instance), and in which options it is open; what could not be answered; how
    many entries of law the result rests on, how many an attorney has signed in their own files, and the offenses among them.
    """
    case = advice.case
    base = accountability_of(advice, baseline_of(advice))
    kept = {
        option.id: {
            axis: [mine, stands] for axis, (mine, _, stands) in beside(accountability_of(advice, option), base).items()
        }
        for option in case.options
    }
    answers = policy_answers(None, advice.law_as_of, case, advice)
    waits = _open_in(advice)
    asked = [{**question_to_json(one), "open": waits.get(one.key, [])} for one in advice.questions()]
    return replace(
        cells,
        beside={
            "baseline": baseline_of(advice).id,
            "kept": kept,
            "policy": {one.option: policy_brief(one) for one in answers},
            "questions": [one for one in asked if kind is Kind.DEFENSE or not tells_status(one["fact"])],
            "problems": [{"code": one.code, "says": one.says, "where": one.where} for one in advice.problems],
            "drafts": list(advice.drafts),
            "offenses": [[one.id for one in found.offenses] for found in advice.offenses],
        },
    )


def _open_in(advice: Advice) -> dict[str, list[str]]:
    """The options in which a cell waits for a fact, by the fact."""
    found: dict[str, dict[str, None]] = {}
    for row in advice.rows:
        for cell in {id(cell): cell for cells in row.cells.values() for cell in cells.values()}.values():
            for reason in () if cell.truth.known else cell.truth.reasons:
                found.setdefault(reason.about, {})[row.id] = None
    return {about: list(rows) for about, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is kept of a weighed case: its receipt without the case itself, and its cells with what a page shows beside them."""

    receipt: Mapping[str, Any]
    cells: Cells


def weigh_for_page(case: Case, kind: Kind) -> Weighed:
    """A case weighed, to be kept. Raises CaseError as `advise` does.

    What was weighed of late is not weighed again, as when a change is taken back or a form is sent that changes nothing.
    """
    day = case.law_as_of or date.today()
    content = _content(as_given(case), day.isoformat())
    return _weighed.of(
        f"{content} {kind}", lambda: _weighed_now(_advices.of(content, lambda: weigh(case, today=day)), kind)
    )


def _weighed_now(advice: Advice, kind: Kind) -> Weighed:
    kept = {name: value for name, value in advice.receipt.as_dict().items() if name != "case"}
    return Weighed(kept, with_beside(cells_of(advice), advice, kind))


_advices: Remembered[Advice] = Remembered(3)
"""Whole cases, by what was weighed: some four megabytes for each option of three counts."""
_weighed: Remembered[Weighed] = Remembered(64)
"""What is kept of cases, by what was weighed: about ten kilobytes for each option."""


def content_of(saved: Analysis, *more: object) -> str:
    """What a result about a saved analysis hangs on: the case, the day, the law that is here now, and what more it says."""
    return _content(saved.receipt["case"], saved.receipt["law_as_of"], *more)


def _content(case: Mapping[str, Any], law_as_of: str, *more: object) -> str:
    return key_of(case, law_as_of, present_law(), *more)


def saved_case(saved: Analysis) -> Case:
    """The case of a saved analysis, under the law of its day. Raises CaseError as `read_case` does."""
    return read_case({**saved.receipt["case"], "law_as_of": date.fromisoformat(saved.receipt["law_as_of"])})


def advice_again(saved: Analysis) -> Advice | None:
    """The case of a saved analysis as it was weighed by the law that is here now, while that is remembered."""
    return _advices.get(content_of(saved))


def weigh_again(saved: Analysis) -> Advice:
    """The case of a saved analysis, weighed by the law that is here now. Raises CaseError as `advise` does."""
    return _advices.of(content_of(saved), lambda: weigh(saved_case(saved)))


def policy_brief(one: PolicyAnswer) -> dict[str, Any]:
    """A policy's answer to one option in as much as a row of the matrix shows."""
    signs = list(dict.fromkeys(line.partition(":")[0] for line in one.approvals))
    return {
        "name": one.name,
        "answer": str(one.answer),
        "would_be": str(one.would_be),
        "says": one.says,
        "signs": signs,
    }


@dataclass(frozen=True, slots=True)
class Analysis:
    """A saved analysis."""

    id: str
    case_id: str
    version: int
    by: str
    at: str
    receipt: Mapping[str, Any]
    cells: Cells


def add_analysis(store: Store, connection: Connection, version: Version, weighed: Weighed, by: str) -> Analysis:
    """Keep a weighed version of a case as its receipt and cells. The case itself stands in the version, once."""
    receipt, cells = dict(weighed.receipt), weighed.cells
    if store.kind is Kind.PROSECUTION:
        receipt["facts_unknown"] = [one for one in receipt["facts_unknown"] if not tells_status(one)]
    connection.execute(sa.select(t.cases.c.id).where(t.cases.c.id == version.case_id).with_for_update())
    a = t.analyses.c
    last = connection.execute(sa.select(sa.func.max(a.number)).where(a.case_id == version.case_id)).scalar()
    made = Analysis(fresh_id(), version.case_id, version.number, by, now(), receipt, cells)
    connection.execute(
        sa.insert(t.analyses).values(
            id=made.id, case_id=made.case_id, number=(last or 0) + 1, version=made.version, by=by, at=made.at,
            engine=receipt["engine"], pack=receipt["pack"], catalogue=receipt["catalogue"],
            receipt=store.keep(json.dumps(receipt, ensure_ascii=False)), cells=store.keep(made.cells.as_text()),
        )
    )  # fmt: skip
    return made


def analysis(store: Store, connection: Connection, analysis_id: str) -> Analysis:
    """A saved analysis, its receipt whole. Raises SteelyardError (SY-K024) when there is none."""
    row = connection.execute(sa.select(t.analyses).where(t.analyses.c.id == analysis_id)).first()
    if row is None:
        raise no_analysis()
    return _read(store, connection, row)


def newest(store: Store, connection: Connection, case_id: str) -> Analysis | None:
    """The last analysis saved of a case; None when there is none."""
    a = t.analyses.c
    row = connection.execute(
        sa.select(t.analyses).where(a.case_id == case_id).order_by(a.number.desc()).limit(1)
    ).first()
    return None if row is None else _read(store, connection, row)


def before_it(store: Store, connection: Connection, later: Analysis) -> Analysis | None:
    """The analysis of the same case that was saved before this one; None when there is none."""
    a = t.analyses.c
    number = sa.select(a.number).where(a.id == later.id).scalar_subquery()
    row = connection.execute(
        sa.select(t.analyses).where(a.case_id == later.case_id, a.number < number).order_by(a.number.desc()).limit(1)
    ).first()
    return None if row is None else _read(store, connection, row)


def no_analysis() -> SteelyardError:
    """What is said of an analysis that is not there, and of one that the asker may not see: the same."""
    return SteelyardError("SY-K024", "there is no such analysis, or it is not yours to see", where="analysis")


def _read(store: Store, connection: Connection, row: Any) -> Analysis:
    version = version_of(store, connection, row.case_id, row.version)
    receipt = {**json.loads(store.kept(row.receipt)), "case": dict(version.body)}
    return Analysis(row.id, row.case_id, row.version, row.by, row.at, receipt, Cells.from_text(store.kept(row.cells)))


@lru_cache(maxsize=1)
def present_law() -> dict[str, str]:
    """The engine, the pack and the catalogue that answer today."""
    return {"engine": __version__, "pack": federal_pack().hash, "catalogue": catalogue().hash}


def outdated(connection: Connection, after: str = "", limit: int = 100) -> list[str]:
    """Saved analyses, the last of each case, that another engine, pack or catalogue made; by id, those after `after`."""
    a = t.analyses.c
    later = t.analyses.alias()
    newer = sa.exists().where(later.c.case_id == a.case_id, later.c.number > a.number)
    same = sa.and_(*(a[name] == value for name, value in present_law().items()))
    found = sa.select(a.id).where(sa.not_(same), sa.not_(newer), a.id > after).order_by(a.id).limit(limit)
    return list(connection.execute(found).scalars())


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that says something else than it did when the analysis was saved."""

    option: str
    posture: str
    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """A saved analysis weighed again under the law of its day as we know it now."""

    analysis: str
    case_id: str
    same: bool
    law: tuple[str, ...]
    changes: tuple[Change, ...]
    error: str = ""


def replay(saved: Analysis) -> Replayed:
    """Weigh a saved analysis again: which of engine, pack and catalogue have changed, and every cell that has with them.

    A cell that only one of the two results has is told as "not there" in the other: it is never passed over. A case that
    cannot be weighed now is not the same, and `error` says why.
    """
    law = tuple(name for name, value in present_law().items() if saved.receipt[name] != value)
    try:
        again = weigh(saved_case(saved))
    except SteelyardError as error:
        return Replayed(saved.id, saved.case_id, False, law, (), str(error))
    before, after = _by_cell(saved.cells), _by_cell(cells_of(again))
    changes = tuple(
        Change(*where, str(before.get(where, "not there")), str(after.get(where, "not there")))
        for where in dict.fromkeys((*before, *after))
        if before.get(where) != after.get(where)
    )
    return Replayed(saved.id, saved.case_id, not changes, law, changes)


def _by_cell(cells: Cells) -> dict[tuple[str, str, str], State]:
    letters = iter(cells.letters)
    return {
        (option, posture, rule): _STATES[next(letters)]
        for option in cells.options
        for posture in cells.postures
        for rule in cells.rules
    }
