"""What leaves the program as JSON: the shapes, and the answers written in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from steelyard.catalog.known import beyond_what_is_known
from steelyard.logic.evaluate import Trace
from steelyard.logic.expr import Matches
from steelyard.logic.questions import Question
from steelyard.logic.rule import Citation
from steelyard.logic.truth import Truth
from steelyard.logic.words import says
from steelyard.weigh.accountability import AXES
from steelyard.weigh.advise import Advice
from steelyard.weigh.cells import Cell, Row
from steelyard.weigh.options import OptionFound, OptionsFound
from steelyard.weigh.policy_output import answer_to_json
from steelyard.weigh.policy_terms import PolicyAnswer

DRAFT = "Draft law: no attorney has signed the entries this rests on unless it says so. Needs attorney review."


class _Out(BaseModel):
    model_config = ConfigDict(extra="allow", defer_build=True)


Role = Literal["controls", "opens", "compared", "ground", "rule"]
"""What an authority does: it made the answer on an offense, left it open or is shown for comparison; it is on the ground, or the
law of the rule itself (`catalog.derive.ROLES`)."""


class Authority(_Out):
    """A citation with its date, whether anybody has read it for this project, and what it does for the answer."""

    cite: str
    decided: str
    verified: bool
    role: Role


class DecisionOut(_Out):
    """What the catalogue says of a count's offense under a ground that was asked, with the authorities by their role."""

    count: str
    ground: str
    answer: str
    says: str
    authorities: list[Authority]


class CellOut(_Out):
    """One consequence of one option in one posture."""

    rule: str
    label: str
    group: str
    state: str
    answer: str
    cautious: str
    arguable: str
    decided_either_way: bool
    because: str
    waits_for: list[str]
    authorities: list[Authority]


class RowOut(_Out):
    """One option."""

    option: str
    label: str
    universal: bool
    keeps: list[str]
    cells: dict[str, list[CellOut]]
    decisions: list[DecisionOut]


class ReceiptOut(_Out):
    """What a result was made from."""

    kind: str
    engine: str
    pack: str
    catalogue: str
    law_as_of: str
    forum: str
    facts_used: list[str]
    facts_assumed: list[str]
    facts_unknown: list[str]
    answers: str
    case: dict[str, Any]


class AdviceOut(_Out):
    """A weighed case."""

    case: str
    forum: str
    law_as_of: str
    status_blind: bool
    draft: str
    postures: dict[str, str]
    options: list[RowOut]
    problems: list[dict[str, str]]
    cautions: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    receipt: ReceiptOut


class QuestionOut(_Out):
    """What to find out next."""

    fact: str
    asks: str
    decides: int
    bears_on: Any


class TraceOut(_Out):
    """One step of an answer, with the steps it rests on."""

    step: str
    name: str
    says: str
    note: str
    answer: str
    about: str
    reasons: list[dict[str, str]]
    authorities: list[Authority]
    parts: list[TraceOut]


class ExplanationOut(CellOut):
    """Why one cell says what it says, and the smallest changes after which it would say something else."""

    option: str
    posture: str
    what_would_change_this: list[list[str]]
    trace: TraceOut


class StanceOut(_Out):
    """The answer that counsel must assume, and the one that removal counsel can argue."""

    cautious: str
    arguable: str


class AuthorityOnOffense(_Out):
    """A decision on the offense, or an authority on the ground; a decision has its `holding`, `answer` and `status` too."""

    cite: str
    court: str
    year: int | None
    says: str
    verified: bool
    role: Role


class GroundOut(_Out):
    """Whether an offense falls within a federal ground."""

    answer: str
    requires: list[str]
    basis: str
    offense: str | None
    forms: list[dict[str, Any]]
    authorities: list[AuthorityOnOffense]
    stance: StanceOut
    says: str


class CiteOut(_Out):
    """What statute a charge string names."""

    citation: str | None
    offense: str | None
    confidence: str
    candidates: list[str]
    reason: str
    kind: str


class OffenseOut(_Out):
    """Everything about what a citation names, and every ground's answer."""

    citation: str
    offenses: list[dict[str, Any]]
    holdings: list[dict[str, Any]]
    forum: str
    as_of: str
    grounds: dict[str, dict[str, Any]]
    draft: bool


class RuleOut(_Out):
    """A rule of federal law as data, with its versions and their citations."""

    name: str
    label: str
    entity: str
    area: str
    consequence: bool
    adverse: bool
    versions: list[dict[str, Any]]


def word(truth: Truth) -> str:
    """ "true", "false" or "unknown"."""
    return {True: "true", False: "false", None: "unknown"}[truth.value]


def authorities(cites: Iterable[Citation]) -> list[dict[str, Any]]:
    """Citations as JSON data."""
    return [{"cite": c.text, "decided": c.decided, "verified": c.verified, "role": c.role or "rule"} for c in cites]


def cell_to_json(cell: Cell, label: str) -> dict[str, Any]:
    """One cell as JSON data."""
    return {
        "rule": cell.column.rule,
        "label": label,
        "group": cell.column.group,
        "state": str(cell.state),
        "answer": word(cell.truth),
        "cautious": word(cell.stances.cautious),
        "arguable": word(cell.stances.arguable),
        "decided_either_way": cell.decided_either_way,
        "because": cell.because,
        "waits_for": sorted({reason.about for reason in cell.truth.reasons}),
        "authorities": authorities(cell.cites),
    }


def advice_to_json(advice: Advice, asks: Iterable[Question]) -> dict[str, Any]:
    """A weighed case as JSON data, in the shape of `AdviceOut`."""
    rules = advice.pack.rules
    return {
        "case": advice.case.id,
        "forum": advice.forum,
        "law_as_of": advice.law_as_of.isoformat(),
        "status_blind": advice.status_blind,
        "draft": DRAFT,
        "postures": {posture.name: posture.label for posture in advice.postures},
        "options": [
            {
                "option": row.id,
                "label": row.label,
                "universal": row.universal,
                "keeps": list(row.keeps),
                "cells": {
                    posture: [cell_to_json(cell, rules[rule].label) for rule, cell in cells.items()]
                    for posture, cells in row.cells.items()
                },
                "decisions": decisions(advice, row),
            }
            for row in advice.rows
        ],
        "problems": [{"code": p.code, "message": p.says, "where": p.where} for p in advice.problems],
        "cautions": [
            {"option": c.option, "count": c.count, "message": c.says, "cite": c.cite, "rules_out": c.rules_out}
            for c in advice.cautions
        ],
        "questions": [question_to_json(one) for one in asks],
        "receipt": advice.receipt.as_dict(),
    }


def decisions(advice: Advice, row: Row) -> list[dict[str, Any]]:
    """What the catalogue says of each count of a row under each ground that its cells asked about, as `DecisionOut` has it."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    seen: set[int] = set()

    def walk(trace: Trace) -> None:
        if id(trace) in seen:
            return
        seen.add(id(trace))
        if isinstance(trace.node, Matches) and trace.count is not None:
            found.setdefault(
                (trace.count.id, trace.node.ground),
                {"count": trace.count.id, "ground": trace.node.ground, "answer": word(trace.truth), "says": trace.says,
                 "authorities": authorities(trace.cites)},
            )  # fmt: skip
        for part in trace.parts:
            walk(part)

    for posture, cells in row.cells.items():
        for rule in cells:
            walk(advice.trace(row.id, posture, rule))
    return [found[key] for key in sorted(found)]


def question_to_json(question: Question) -> dict[str, Any]:
    """One question as JSON data."""
    return {
        "fact": question.key,
        "asks": question.asks,
        "decides": question.decides,
        "bears_on": question.bears_on,
    }


def trace_to_json(trace: Trace) -> dict[str, Any]:
    """A trace as JSON data: every step with its verdict, its citations and what it read."""
    return {
        "step": trace.kind,
        "name": trace.rule.name if trace.rule is not None else "",
        "says": says(trace),
        "note": trace.says,
        "answer": word(trace.truth),
        "about": trace.about,
        "reasons": [{"why": r.why.name, "about": r.about, "says": r.says} for r in sorted(trace.truth.reasons)],
        "authorities": authorities(trace.cites),
        "parts": [trace_to_json(part) for part in trace.parts],
    }


# ---------------------------------------------------------------------------------------------------------------------
# Options
# ---------------------------------------------------------------------------------------------------------------------


class SixOut(_Out):
    """The six things practitioners ask of a plea, for one count."""

    statute: str
    form: str
    minimum_elements: list[str]
    maximum: str
    term_and_level: str
    other_terms: list[str]


class AxisOut(_Out):
    """One axis of accountability beside the baseline's: "=", "less", "more", "other" or "not known"."""

    axis: str
    option: str
    baseline: str
    stands: str


class OptionOut(_Out):
    """One option that nothing beats."""

    option: str
    label: str
    universal: bool
    six: list[SixOut]
    cells: dict[str, list[CellOut]]
    still_triggered: dict[str, list[str]]
    accountability: list[AxisOut]
    policy: dict[str, Any]
    comparator: str
    needs: list[dict[str, str]]
    authorities: list[str]
    sources: list[str]
    alike: list[str]
    distance: int
    why_it_ranks_here: str
    disposition: dict[str, Any]


class RuledOutOut(_Out):
    """Something that is not open, and why."""

    option: str
    constraint: str
    says: str
    authority: str


class OptionsOut(_Out):
    """What the search found."""

    case: str
    forum: str
    law_as_of: str
    status_blind: bool
    draft: str
    order: list[str]
    baseline: OptionOut
    options: list[OptionOut]
    ruled_out: list[RuledOutOut]
    none_found: dict[str, str] | None
    searched: int
    possible: int
    bounded: str
    remarks: list[str]


def option_to_json(found: OptionFound, policy: PolicyAnswer) -> dict[str, Any]:
    """One option found, with what the policy says of it, as JSON data in the shape of `OptionOut`."""
    rules = found.weigher.pack.rules
    return {
        "option": found.option.id,
        "label": found.option.label,
        "universal": found.universal,
        "six": [
            {"statute": six.statute, "form": six.form, "minimum_elements": list(six.minimum_elements),
             "maximum": six.maximum, "term_and_level": six.term_and_level, "other_terms": list(six.other_terms)}
            for six in found.six
        ],
        "cells": {
            posture: [cell_to_json(cell, rules[rule].label) for rule, cell in cells.items()]
            for posture, cells in found.row.cells.items()
        },
        "still_triggered": found.still_triggered(),
        "accountability": [
            {"axis": AXES[name], "option": mine, "baseline": base, "stands": stands}
            for name, (mine, base, stands) in found.beside_baseline.items()
        ],
        "policy": answer_to_json(policy),
        "comparator": found.comparator,
        "needs": [{"kind": flag.kind, "says": flag.says} for flag in found.flags],
        "authorities": list(found.cites),
        "sources": list(found.sources),
        "alike": list(found.alike),
        "distance": found.distance,
        "why_it_ranks_here": found.why_here,
        "disposition": found.option.model_dump(mode="json", exclude_defaults=True),
    }  # fmt: skip


def options_to_json(found: OptionsFound) -> dict[str, Any]:
    """What a search found, as JSON data in the shape of `OptionsOut`."""
    return {
        "case": found.case.id,
        "forum": found.weigher.forum,
        "law_as_of": found.weigher.as_of.isoformat(),
        "status_blind": found.status_blind,
        "draft": DRAFT,
        "order": list(found.order),
        "baseline": option_to_json(found.baseline, found.policy[found.baseline.option.id]),
        "options": [option_to_json(one, found.policy[one.option.id]) for one in found.options],
        "ruled_out": [
            {"option": one.label, "constraint": one.constraint, "says": one.says, "authority": one.cite}
            for one in found.ruled_out
        ],
        "none_found": None if found.none_found is None else {
            "binding": found.none_found.binding, "least_that_gives": found.none_found.least_that_gives,
        },
        "searched": found.searched,
        "possible": found.possible,
        "bounded": found.bounded,
        "remarks": list(beyond_what_is_known(found.weigher.as_of)),
    }  # fmt: skip
