"""Rule mutants: change one thing in the law at a time and see whether the law's own cases notice.

`make mutants` prints the share killed and the survivors. A mutant is a comparison flipped, a conjunct or alternative
dropped, a date moved by a day, an exception removed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from steelyard.logic.dates import Span, add
from steelyard.logic.errors import RuleError
from steelyard.logic.expr import All, AnyOf, Compare, Literal, Node
from steelyard.logic.rule import Pack, Rule, Version
from steelyard.logic.words import node_in_words
from tests.support import LawCase, law_cases, pack, rules_behind

FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}

CITIZEN = "the grounds it goes on to name ask for a noncitizen themselves; kept so that the rule can be read alone"
MEMORANDUM = "that version is a gap, and a day outside every version is unknown as well"

EXPLAINED: dict[str, str] = {
    "character.barred: version 1, inadmissible.drug_trafficker dropped from all": (
        "a count of trafficking within the period, which it goes on to name, meets that ground"
    ),
    **{
        f"character.{name}: version 1, inadmissible.drug_trafficker dropped from all": (
            "a count of trafficking within the period, which it goes on to name, meets that ground"
        )
        for name in ("barred_in_ten_years", "barred_in_three_years", "barred_for_registry", "barred_since_t_status")
    },
    "detention.inadmissible_for_crime: version 1, not [status is citizen] dropped from all": CITIZEN,
    "detention.no_bond_for_entrants: version 1, not [status is citizen] dropped from all": (
        "a parolee is no citizen, since a status is one word; kept so that the rule can be read alone"
    ),
    "relief.adjustment_barred: version 1, not [status is citizen] dropped from all": CITIZEN,
    "relief.victim_status_needs_waiver: version 1, not [status is citizen] dropped from all": CITIZEN,
    "relief.trafficking_victim_status_needs_waiver: version 1, not [status is citizen] dropped from all": CITIZEN,
    "relief.juvenile_immigrant_adjustment_barred: version 1, not [status is citizen] dropped from all": CITIZEN,
    "relief.nonresident_cancellation_barred: version 1, moral_turpitude.deportable_alone dropped from anyof": (
        "a conviction that makes deportable alone bars by its possible year, whenever it was"
    ),
    "relief.vawa_cancellation_barred: version 1, at least 1 count dropped from anyof": (
        "an aggravated felony is one of the offenses described in the deportability grounds, which it goes on to name"
    ),
    "relief.trafficking_victim_adjustment_barred: version 1, inadmissible.security dropped from anyof": (
        "what makes inadmissible for security bars of itself, before the rule asks what the trafficking caused"
    ),
    "daca.counts: version 1, not [juvenile adjudication] dropped from all": (
        "an adjudication of delinquency is no conviction to begin with; the regulation says it again"
    ),
    "relief.daca_barred: version 1, first day 2012-06-15 moved by -1": MEMORANDUM,
    "relief.daca_barred: version 1, first day 2012-06-15 moved by 1": MEMORANDUM,
    "relief.daca_barred: version 1, last day 2022-10-30 moved by -1": MEMORANDUM,
}
"""Survivors that cannot be killed, each with the reason: mutants that mean the same as the law."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed rule, and what was changed."""

    rule: str
    what: str
    changed: Rule

    @property
    def name(self) -> str:
        """Rule and change."""
        return f"{self.rule}: {self.what}"


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every mutant of a rule."""
    for index, version in enumerate(rule.versions):
        for what, changed in _of_version(version):
            versions = (*rule.versions[:index], changed, *rule.versions[index + 1 :])
            try:
                yield Mutant(rule.name, f"version {index + 1}, {what}", replace(rule, versions=versions))
            except RuleError:
                continue


def _of_version(version: Version) -> Iterator[tuple[str, Version]]:
    for what, node in _of_node(version.when):
        yield what, replace(version, when=node)
    for index, exception in enumerate(version.unless):
        rest = (*version.unless[:index], *version.unless[index + 1 :])
        yield f"without the exception {exception.label!r}", replace(version, unless=rest)
        for what, node in _of_node(exception.when):
            changed = replace(exception, when=node)
            unless = (*version.unless[:index], changed, *version.unless[index + 1 :])
            yield f"in the exception {exception.label!r}, {what}", replace(version, unless=unless)
    for edge in ("first", "last"):
        day = getattr(version.span, edge)
        if day is not None and day != date(1997, 4, 1):
            for step in (-1, 1):
                spans = {"first": version.span.first, "last": version.span.last, edge: add(day, days=step)}
                yield f"{edge} day {day} moved by {step}", replace(version, span=Span(**spans))
    if version.reaches_since is not None:
        for step in (-1, 1):
            yield (
                f"reach {version.reaches_since} moved by {step}",
                replace(version, reaches_since=add(version.reaches_since, days=step)),
            )


def _of_node(node: Node) -> Iterator[tuple[str, Any]]:
    """Every change of one place in an expression."""
    if isinstance(node, Compare):
        yield f"{node.op} at {_short(node)} flipped", replace(node, op=FLIPPED[node.op])
    if isinstance(node, Literal) and isinstance(node.value, date):
        for step in (-1, 1):
            yield f"date {node.value} moved by {step}", replace(node, value=add(node.value, days=step))
    if isinstance(node, All | AnyOf) and len(node.operands) > 1:
        for index, operand in enumerate(node.operands):
            rest = (*node.operands[:index], *node.operands[index + 1 :])
            yield f"{_short(operand)} dropped from {type(node).__name__.lower()}", replace(node, operands=rest)
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, Node):
            for what, changed in _of_node(value):
                yield from _built(what, node, item.name, changed)
        elif isinstance(value, tuple) and value and isinstance(value[0], Node):
            for index, part in enumerate(value):
                for what, changed in _of_node(part):
                    yield from _built(what, node, item.name, (*value[:index], changed, *value[index + 1 :]))


def _built(what: str, node: Node, name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The changed node, unless the language itself refuses it: what cannot be written needs no case to notice it."""
    try:
        changed = replace(node, **{name: value})
    except RuleError:
        return
    yield what, changed


def _short(node: Node) -> str:
    words = node_in_words(node)
    children = node.children()
    if words in {"all of", "any of", "not", "authorities differ"} and children:
        words += f" [{', '.join(_short(child) for child in children)}]"
    return words


def run(law: Pack, cases: list[LawCase]) -> tuple[int, list[Mutant]]:
    """How many mutants there are, and those that no case notices."""
    by_rule: dict[str, list[LawCase]] = {}
    for case in cases:
        for name in rules_behind(law, case.rule):
            by_rule.setdefault(name, []).append(case)
    total, survivors = 0, []
    for rule in law.rules.values():
        own = sorted(by_rule.get(rule.name, []), key=lambda case: case.rule != rule.name)
        for mutant in mutants(rule):
            total += 1
            changed = _with(law, mutant.changed)
            if not any(case.verdict(changed) != case.expect for case in own):
                survivors.append(mutant)
    return total, survivors


def _with(law: Pack, rule: Rule) -> Pack:
    """The pack with one rule changed; its checks are not run again, since only one expression differs."""
    changed = object.__new__(Pack)
    for name, value in (("facts", law.facts), ("rules", {**law.rules, rule.name: rule}), ("splits", law.splits),
                        ("gaps", law.gaps)):  # fmt: skip
        object.__setattr__(changed, name, value)
    return changed


def main() -> int:
    """Print the figure; status 1 when less than 90 % are killed, a survivor has no reason, or a reason has no survivor."""
    total, survivors = run(pack(), list(law_cases()))
    killed = total - len(survivors)
    unexplained = [mutant for mutant in survivors if mutant.name not in EXPLAINED]
    idle = sorted(EXPLAINED.keys() - {mutant.name for mutant in survivors})
    for mutant in survivors:
        sys.stdout.write(f"survives: {mutant.name} — {EXPLAINED.get(mutant.name, 'no reason given')}\n")
    sys.stdout.write(
        f"{killed} of {total} mutants killed = {killed / total:.1%}; {len(unexplained)} survivors unexplained\n"
    )
    for name in idle:
        sys.stdout.write(f"no longer survives, so needs no reason: {name}\n")
    return 0 if killed >= 0.9 * total and not unexplained and not idle else 1


if __name__ == "__main__":
    raise SystemExit(main())
