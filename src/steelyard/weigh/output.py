"""What leaves the program as JSON: the shapes, and the answers written in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict

from steelyard.logic.evaluate import Trace
from steelyard.logic.residual import Question
from steelyard.logic.rule import Citation
from steelyard.logic.truth import Truth
from steelyard.logic.words import says
from steelyard.weigh.advise import Advice, Cell

DRAFT = "Draft law: no attorney has signed the entries this rests on unless it says so. Needs attorney review."


class _Out(BaseModel):
    model_config = ConfigDict(extra="allow", defer_build=True)


class Authority(_Out):
    """A citation with its date and whether anybody has read it for this project."""

    cite: str
    decided: str
    verified: bool


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


class GroundOut(_Out):
    """Whether an offense falls within a federal ground."""

    answer: str
    requires: list[str]
    basis: str
    offense: str | None
    forms: list[dict[str, Any]]
    authorities: list[dict[str, Any]]
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
    return [{"cite": c.text, "decided": c.decided, "verified": c.verified} for c in cites]


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
            }
            for row in advice.rows
        ],
        "problems": [{"code": p.code, "message": p.says, "where": p.where} for p in advice.problems],
        "questions": [question_to_json(one) for one in asks],
        "receipt": advice.receipt.as_dict(),
    }


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
