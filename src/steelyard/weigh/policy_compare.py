"""Policies side by side: each dimension of the schema, and what held when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from steelyard.catalog.policies import floors
from steelyard.law.policies import Clause, Policy, Version
from steelyard.weigh.policy_output import policy_to_json
from steelyard.weigh.policy_terms import ROUTES, safety_says

DIMENSIONS: Mapping[str, str] = {
    "text": "text and author",
    "dates": "in force",
    "tiers": "how it is known",
    "stages": "stages",
    "modality": "what it asks",
    "trigger": "when",
    "offenses": "offenses",
    "safety": "public safety",
    "comparator": "measured by",
    "means": "means it names",
    "approval": "who decides or advises",
    "record": "record",
    "conduct": "conduct",
    "qualifiers": "qualifiers",
    "unverified": "not verified",
    "not_found": "not found",
}
"""The dimensions, with their headings."""

MODALITY_SAYS: Mapping[str, str] = {
    "shall_consider": "shall consider",
    "shall_seek": "shall seek",
    "should": "should",
    "may": "may",
    "must_not": "must not",
    "shall": "shall",
}
TRIGGER_SAYS: Mapping[str, str] = {
    "not_required": "",
    "known": "a consequence is known",
    "asserted_by_defense": "the defense asserts one",
}
COMPARATOR_SAYS: Mapping[str, str] = {
    "what_others_receive": "the punishment others receive for the crime",
    "crimes_own_punishment": "the crime's own punishment",
    "equivalence_by_concession": "a citizen's offer, made equal by a concession",
    "severity_not_reduced": "no lighter sentence",
    "citizen_comparison_excluded": "not by what a citizen would be offered",
    "evenhanded": "the same for all",
}
WHEN_SAYS: Mapping[str, str] = {
    "departure": "for a departure",
    "consequence": "for a disposition that carries a consequence",
    "always": "always",
}
OWED_BY: Mapping[str, str] = {
    "prosecution": "prosecution",
    "court": "court",
    "defense": "defense counsel",
    "public_body": "every office",
}
STATE_SAYS: Mapping[str, str] = {
    "in_force": "in force",
    "suspended": "suspended",
    "ended": "ended",
    "unknown_after_succession": "not known after a change of office-holder",
    "unverified": "not known to be in force",
}
TIER_SAYS: Mapping[str, str] = {
    "P": "text read",
    "S": "quoted by another",
    "A": "machine-extracted, not opened",
    "C": "summary only",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One policy as of a day, on every dimension."""

    policy: Policy
    versions: tuple[tuple[Version, str, str], ...]
    cells: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Span:
    """What is known of one version over a span of days; `to` is the last day, None while it is open."""

    version: Version
    state: str
    from_: date
    to: date | None
    says: str


def compare(chosen: Iterable[Policy], as_of: date) -> tuple[Column, ...]:
    """The policies on every dimension, as the texts say that hold, or may hold, on that day."""
    return tuple(_column(policy, as_of) for policy in chosen)


def _column(policy: Policy, as_of: date) -> Column:
    standing = policy.standing(as_of)
    clauses = [clause for version, _, _ in standing for clause in version.clause]
    asks = [clause for clause in clauses if clause.subject in {"outcome", "status", "review"}]
    cells: dict[str, tuple[str, ...]] = {
        "text": tuple(
            f"{v.title} ({v.author})" + (f", {v.identifier}" if v.identifier else "") for v, _, _ in standing
        ),
        "dates": tuple(_dates(v) + f": {STATE_SAYS[state]}" for v, state, _ in standing),
        "tiers": _once(f"{clause.tier}: {TIER_SAYS[clause.tier]}" for clause in clauses),
        "stages": _once(stage.replace("_", " ") for clause in asks for stage in clause.stages),
        "modality": _once(asks_in_words(clause) for clause in asks),
        "trigger": _once(TRIGGER_SAYS[clause.trigger] for clause in asks),
        "offenses": _once(offenses_in_words(clause) for clause in asks),
        "safety": _once(safety_says(clause) for clause in clauses),
        "comparator": _once(COMPARATOR_SAYS[clause.comparator] for clause in clauses if clause.comparator),
        "means": _once(means.replace("_", " ") for clause in asks for means in clause.means),
        "approval": _once(_who(clause) + _mark(clause) for clause in clauses if clause.approval),
        "record": _once(rule.replace("_", " ") + _mark(clause) for clause in clauses for rule in clause.record),
        "conduct": _once(rule.replace("_", " ") + _mark(clause) for clause in clauses for rule in clause.conduct),
        "qualifiers": _once(word.replace("_", " ") for clause in asks for word in clause.qualifiers),
        "unverified": _once(part.says for clause in clauses for part in clause.unverified),
        "not_found": _once(point for version, _, _ in standing for point in version.not_found),
    }
    return Column(policy, standing, cells)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word)


def _mark(clause: Clause) -> str:
    return "" if clause.decides else " [not verified]"


def asks_in_words(clause: Clause) -> str:
    """What a clause asks, at which stages, and whether its words were read."""
    stages = ", ".join(stage.replace("_", " ") for stage in clause.stages)
    says = MODALITY_SAYS[clause.modality]
    if clause.subject in {"record", "conduct"}:
        says = f"{clause.subject}: {says}"
    elif clause.subject == "status":
        says += " consider status"
    elif clause.subject == "review":
        says += " be reviewed"
    elif clause.modality in {"shall_seek", "should"}:
        says += (" to " if clause.modality == "shall_seek" else " seek to ") + " or ".join(clause.aim)
    elif clause.modality == "may":
        says += " depart" if clause.approval is not None and clause.approval.when == "departure" else " weigh it"
    return f"{says} ({stages})" + _mark(clause)


def _who(clause: Clause) -> str:
    """Who decides, reviews or advises, and when."""
    if clause.approval is None:
        return ""
    review = "review by " if clause.subject == "review" else ""
    return f"{review}{ROUTES[clause.approval.route]}, {WHEN_SAYS[clause.approval.when]}"


def offenses_in_words(clause: Clause) -> str:
    """Which offenses a clause reaches, and which not."""
    gate = clause.gate
    parts: list[str] = [*gate.levels]
    if gate.presumptively_non_carceral:
        but = ", ".join(gate.carceral_families).replace("_", " ")
        parts.append("felonies presumed non-carceral" + (f" (not: {but})" if but else ""))
    if gate.excluded_families or gate.excluded_levels:
        parts.append("not: " + ", ".join([*gate.excluded_levels, *gate.excluded_families]))
    if gate.excluded_list:
        parts.append(f"not: {gate.excluded_list}")
    if gate.emphasis:
        parts.append(f"“{gate.emphasis}”")
    return "; ".join(parts) or "all"


def _dates(version: Version) -> str:
    about = "about " if version.from_is_about else ""
    if version.to is None and version.seen_until is not None:
        return f"{about}{version.from_}, seen until {version.seen_until}"
    return f"{about}{version.from_} to {version.to or '…'}"


def timeline(policy: Policy, until: date) -> tuple[Span, ...]:
    """What is known of each version, span by span, from its first day to `until`; what has ended is left out."""
    spans: list[Span] = []
    for version in sorted(policy.version, key=lambda one: one.from_):
        turns = {version.from_, *(status.from_ for status in version.status)}
        for end in (version.to, version.seen_until):
            if end is not None:
                turns.add(date.fromordinal(end.toordinal() + 1))
        days = sorted(day for day in turns if version.from_ <= day <= until)
        for number, day in enumerate(days):
            state, says = version.state_on(day) or ("", "")
            following = days[number + 1] if number + 1 < len(days) else None
            last = date.fromordinal(following.toordinal() - 1) if following is not None else None
            if spans and spans[-1].version is version and spans[-1].state == state and spans[-1].says == says:
                spans[-1] = Span(version, state, spans[-1].from_, last, says)
            else:
                spans.append(Span(version, state, day, last, says))
    return tuple(span for span in spans if span.state != "ended")


def compare_to_json(columns: Sequence[Column], as_of: date) -> list[dict[str, Any]]:
    """The comparison as JSON data: one object a policy, with its dimensions, versions and clauses, and the floor's citations."""
    found = []
    for column in columns:
        whole = policy_to_json(column.policy, as_of)
        standing = [version for version, _, _ in column.versions]
        latest = standing[-1] if standing else None
        states = [state for _, state, _ in column.versions]
        duties = [d.cite for s in (column.policy.state, "US") if s in floors() for d in floors()[s].duty]
        found.append(
            {
                "office": whole["office"],
                "name": whole["name"],
                "state": whole["state"],
                "as_of": whole["as_of"],
                "title": latest.title if latest is not None else "",
                "in_force_from": latest.from_.isoformat() if latest is not None else None,
                "in_force_to": latest.to.isoformat() if latest is not None and latest.to is not None else None,
                "status": states[-1] if states else "none",
                "tiers": sorted({clause.tier for version in standing for clause in version.clause}),
                "dimensions": {name: list(words) for name, words in column.cells.items()},
                "clauses": [c for v in whole["versions"] if v["id"] in whole["standing"] for c in v["clauses"]],
                "standing": whole["standing"],
                "versions": whole["versions"],
                "timeline": [
                    {
                        "version": span.version.id,
                        "state": span.state,
                        "from": span.from_.isoformat(),
                        "to": span.to.isoformat() if span.to is not None else None,
                        "says": span.says,
                    }
                    for span in timeline(column.policy, as_of)
                ],
                "floor": duties,
                "note": whole["note"],
            }
        )
    return found
