"""A policy's answers and clauses as JSON data."""

from __future__ import annotations

from datetime import date
from typing import Any

from steelyard.law.policies import Clause, Policy, Source, Version
from steelyard.weigh.policy_terms import ClauseAnswer, FloorDuty, PolicyAnswer


def source_to_json(source: Source) -> dict[str, Any]:
    """Where something was read."""
    return {"cite": source.cite, "read_in": source.read_in, "read_on": _iso(source.read_on)}


def clause_to_json(clause: Clause) -> dict[str, Any]:
    """One clause on every dimension of the schema."""
    return clause.model_dump(mode="json", by_alias=True, exclude_none=True)


def version_to_json(version: Version, as_of: date) -> dict[str, Any]:
    """One version with its dates, its state on a day, its tiers and clauses."""
    state = version.state_on(as_of)
    return {
        "id": version.id,
        "title": version.title,
        "identifier": version.identifier,
        "author": version.author,
        "in_force_from": version.from_.isoformat(),
        "in_force_from_is_about": version.from_is_about,
        "in_force_to": _iso(version.to),
        "seen_until": _iso(version.seen_until),
        "state": state[0] if state is not None else "not_begun",
        "state_says": state[1] if state is not None else "",
        "statuses": [one.model_dump(mode="json", by_alias=True, exclude_none=True) for one in version.status],
        "tier": version.tier,
        "tiers": sorted({clause.tier for clause in version.clause}),
        "sources": [source_to_json(one) for one in version.source],
        "not_found": version.not_found,
        "clauses": [clause_to_json(clause) for clause in version.clause],
        "note": version.note,
    }


def policy_to_json(policy: Policy, as_of: date) -> dict[str, Any]:
    """One office's policy with all its versions, and which of them hold or may hold on a day."""
    return {
        "office": policy.office,
        "name": policy.name,
        "state": policy.state,
        "as_of": as_of.isoformat(),
        "standing": [version.id for version, _, _ in policy.standing(as_of)],
        "versions": [version_to_json(version, as_of) for version in policy.version],
        "note": policy.note,
    }


def _clause_answer(one: ClauseAnswer) -> dict[str, Any]:
    return {
        "version": one.version.id,
        "clause": one.clause.id,
        "answer": str(one.answer),
        "would_be": str(one.would_be),
        "if_so": one.if_so,
        "because": one.because,
        "words": one.clause.words,
        "place": one.clause.place,
        "tier": one.clause.tier,
        "source": [source_to_json(s) for s in ([one.clause.source] if one.clause.source else one.version.source)],
        "strength": one.strength,
        "among": list(one.among),
        "conditions": [{"name": c.name, "asks": c.asks, "fact": c.is_fact, "value": c.value} for c in one.conditions],
        "hangs_on": list(one.hangs_on),
        "questions": list(one.questions),
    }


def _floor(one: FloorDuty) -> dict[str, Any]:
    duty = one.duty
    return {
        "cite": duty.cite,
        "holder": duty.holder,
        "owed_to": duty.owed_to,
        "about": duty.about,
        "modality": duty.modality,
        "lead": duty.lead,
        "words": duty.words,
        "place": duty.place,
        "tier": duty.tier,
        "stages": duty.stages,
        "reaches": duty.reach.says if duty.reach is not None else "",
        "owed_now": one.now,
        "on_request": duty.on_request,
        "remedy": duty.remedy,
        "note": duty.note,
        "source": source_to_json(duty.source),
    }


def answer_to_json(one: PolicyAnswer) -> dict[str, Any]:
    """What a policy says of one option."""
    effect = one.effect
    return {
        "office": one.office,
        "name": one.name,
        "as_of": one.as_of.isoformat(),
        "stage": one.stage,
        "option": one.option,
        "label": one.label,
        "answer": str(one.answer),
        "would_be": str(one.would_be),
        "if_so": one.if_so,
        "says": one.says,
        "strength": one.strength,
        "among": list(one.among),
        "conditions": [{"name": c.name, "asks": c.asks, "fact": c.is_fact} for c in one.conditions],
        "hangs_on": list(one.hangs_on),
        "questions": list(one.questions),
        "approvals": list(one.approvals),
        "records": list(one.records),
        "conduct": list(one.conduct),
        "clauses": [_clause_answer(clause) for clause in one.clauses],
        "versions": [
            {"id": s.version.id, "title": s.version.title, "state": s.state, "says": s.says} for s in one.standing
        ],
        "readings": {name: str(answer) for name, answer in one.readings.items()},
        "by_stage": {stage: str(answer.answer) for stage, answer in one.by_stage.items()},
        "assumed": list(one.assumed),
        "not_found": list(one.not_found),
        "conflicts": list(one.conflicts),
        "effect": None
        if effect is None
        else {
            "word": effect.word,
            "carries": effect.adverse,
            "mitigates": effect.mitigates,
            "carried": list(effect.carried),
            "open": list(effect.open),
            "comparable_accountability": one.comparable,
        },
        "floor": [_floor(duty) for duty in one.floor],
        "floor_note": one.floor_note,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
