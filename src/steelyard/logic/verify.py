"""Checks over whole packs: what is dead, what nothing can reach, and what a change of law changes, with a witness."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from steelyard.logic.dates import Axis, add
from steelyard.logic.evaluate import AXIS_FACTS, PROCEEDING_DATE, CountFacts, MatchAnswer, World, evaluate
from steelyard.logic.expr import Constant, Holds, Matches, NotEncoded, Split
from steelyard.logic.facts import Entity, Known
from steelyard.logic.formula import Choice, Formula, Value, given, holds_in, variables
from steelyard.logic.residual import Open, constant, open_part, shape_of
from steelyard.logic.rule import Pack, Rule, Version, rule_to_json
from steelyard.logic.truth import Reason, Why, unknown


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a pack that a maintainer should look at."""

    rule: str
    says: str


def _open_match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
    return MatchAnswer(unknown(Reason(Why.MISSING_FACT, f"count[{count.id}].{ground}", f"within {ground}?")))


def blank_world(pack: Pack, day: date, count_facts: Mapping[str, Known] | None = None, *, counts: int = 1) -> World:
    """A world on that day of proceeding in which nothing else is known: so many counts, and no other record."""
    made = tuple(CountFacts(str(number + 1), dict(count_facts or {})) for number in range(counts))
    return World(pack, {}, made, {PROCEEDING_DATE: day, "record_complete": True}, "", _open_match)


def findings(
    pack: Pack, day: date, seen: Collection[str] = (), is_ground: Callable[[str], bool] = lambda name: True
) -> list[Finding]:
    """Dead rules and splits, grounds that are none, and conclusions that no facts can reach on that day of proceeding.

    `seen` names the rules that readers see beside the consequences; `is_ground` tells the grounds that there are.
    Overlapping and disordered versions never get this far: a rule that has them cannot be built.
    """
    found: list[Finding] = []
    named = {node.rule for rule in pack.rules.values() for node in rule.nodes() if isinstance(node, Holds)}
    splits = {node.name for rule in pack.rules.values() for node in rule.nodes() if isinstance(node, Split)}
    for rule in pack.rules.values():
        if not rule.consequence and rule.name not in named and rule.name not in seen:
            found.append(Finding(rule.name, "no rule names it and no reader sees it"))
        grounds = dict.fromkeys(node.ground for node in rule.nodes() if isinstance(node, Matches))
        found += [Finding(rule.name, f"{name!r} is no ground") for name in grounds if not is_ground(name)]
        found += [Finding(rule.name, f"version {v.span} can never be selected") for v in _dead_versions(rule)]
        if rule.consequence and not any(isinstance(node, Constant) for node in rule.nodes()):
            rest = _rest(pack, rule, blank_world(pack, day, counts=2))
            if constant(rest) is False:
                found.append(Finding(rule.name, f"no facts can make it true on {day}"))
    found += [Finding(name, "no rule reads this split") for name in pack.splits if name not in splits]
    return found


def _dead_versions(rule: Rule) -> Iterator[Version]:
    """Versions that say the same as the one before them under the same authority: their date selects nothing."""
    for earlier, later in zip(rule.versions, rule.versions[1:], strict=False):
        if (earlier.when, earlier.cites, earlier.unless) == (later.when, later.cites, later.unless):
            yield later


def unread_gaps(pack: Pack) -> list[str]:
    """Gaps that no rule reads: parts of the law that are named as missing and touch no answer."""
    read = {node.gap for rule in pack.rules.values() for node in rule.nodes() if isinstance(node, NotEncoded)}
    return [name for name in pack.gaps if name not in read]


def _rest(pack: Pack, rule: Rule, world: World) -> Open:
    count = world.counts[0] if rule.entity is Entity.COUNT else None
    return open_part(world, evaluate(world, rule.name, count))


# ---------------------------------------------------------------------------------------------------------------------
# Law diff
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule whose answer a change of law changes, with the smallest case found that shows it."""

    rule: str
    label: str
    day: date
    axis: Axis
    facts: tuple[tuple[str, Value], ...]
    before: str
    after: str
    cites_before: tuple[str, ...]
    cites_after: tuple[str, ...]

    def __str__(self) -> str:
        shown = "; ".join(f"{_in_words(name)}: {_value_in_words(value)}" for name, value in self.facts) or "any case"
        return (
            f"{self.label}. A case that shows it ({self.axis} on {self.day}): {shown}. "
            f"Before: {self.before} ({', '.join(self.cites_before) or 'no rule'}). "
            f"After: {self.after} ({', '.join(self.cites_after) or 'no rule'})."
        )


def _in_words(name: str) -> str:
    return name.removeprefix("?").replace("_", " ")


def _value_in_words(value: Value) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def differences(before: Pack, after: Pack) -> list[Difference]:
    """The rules whose answers differ between two packs, each with the smallest witness found.

    A rule is compared on the days on which a version of either pack begins or ends, and on the days beside them. Rules
    that changed only because a rule they name changed are reported for the rule that changed. Words that no answer turns on,
    such as labels, notes and citations, are not compared.
    """
    found: list[Difference] = []
    for name in sorted(before.rules.keys() | after.rules.keys()):
        old, new = before.rules.get(name), after.rules.get(name)
        if old is not None and new is not None and _what_answers(old) == _what_answers(new):
            continue
        found += _first_difference(before, after, old, new)
    return found


def _what_answers(rule: Rule) -> dict[str, Any]:
    """What a rule's answers turn on, of everything that it says."""
    said = rule_to_json(rule)
    versions = [
        {
            **{name: version[name] for name in ("when", "first", "last", "axis", "reaches_since")},
            "reaches": version["reaches"] is not None,
            "unless": [(exception["when"], exception["then"]) for exception in version["unless"]],
        }
        for version in said["versions"]
    ]
    return {"entity": said["entity"], "versions": versions}


def _first_difference(before: Pack, after: Pack, old: Rule | None, new: Rule | None) -> list[Difference]:
    present = new or old
    assert present is not None
    best: Difference | None = None
    for day in _days(old, new):
        sides = [_at(pack, rule, day) for pack, rule in ((before, old), (after, new))]
        choice = _witness(sides[0][0], sides[1][0])
        if choice is None:
            continue
        facts = tuple(sorted(choice.items()))
        words = [_answer(rest, rule, choice) for (rest, _), rule in zip(sides, (old, new), strict=True)]
        one = Difference(
            present.name, present.label, day, present.axis, facts, words[0], words[1], sides[0][1], sides[1][1]
        )
        if best is None or len(facts) < len(best.facts):
            best = one
    return [best] if best is not None else []


def _answer(rest: Open, rule: Rule | None, choice: Choice) -> str:
    if rule is None:
        return "not in the pack"
    undated = any(name.startswith("?rule:") for name in rest.values)
    value = None if undated else holds_in(rest.formula, choice)
    return "not answered" if value is None else "holds" if value else "does not hold"


def _days(*rules: Rule | None) -> list[date]:
    days: set[date] = set()
    for rule in rules:
        for one in rule.versions if rule is not None else ():
            for edge in (one.span.first, one.span.last):
                if edge is not None:
                    days |= {add(edge, days=-1), edge, add(edge, days=1)}
    return sorted(days) or [date(2026, 1, 1)]


def _at(pack: Pack, rule: Rule | None, day: date) -> tuple[Open, tuple[str, ...]]:
    """The open part of a rule for an event on that day, and the citations in force then."""
    if rule is None:
        return Open(False, {}, {}), ()
    proceeding = day if rule.axis is Axis.PROCEEDING else max(day, date(2026, 1, 1))
    facts: dict[str, Known] = {} if rule.axis is Axis.PROCEEDING else {AXIS_FACTS[rule.axis]: day}
    if rule.axis is Axis.PROCEEDING:
        facts = {AXIS_FACTS[Axis.CONVICTION]: day}
    world = blank_world(pack, proceeding, facts, counts=2)
    cites = tuple(str(cite) for version in rule.versions if day in version.span for cite in version.cites)
    return _rest(pack, rule, world), cites


MOST_TRIES = 20_000


def _witness(old: Open, new: Open) -> dict[str, Value] | None:
    """The smallest choice found under which both formulas are decided, and differently."""
    values = {**old.values, **new.values}
    for name in old.values.keys() & new.values.keys():
        values[name] = list(dict.fromkeys([*old.values[name], *new.values[name]]))
    if shape_of(Open(old.formula, values, {})) == shape_of(Open(new.formula, values, {})):
        return None
    order = list(dict.fromkeys(variables(old.formula) + variables(new.formula)))
    best: dict[str, Value] | None = None
    tries = 0

    def explore(left: Formula, right: Formula, choice: dict[str, Value], depth: int) -> None:
        """Try the values of the variables from `depth` on, and leaving each open; what the choice leaves of both is given."""
        nonlocal best, tries
        tries += 1
        if tries > MOST_TRIES or (best is not None and len(choice) >= len(best)):
            return
        if isinstance(left, bool) and isinstance(right, bool):
            if left is not right:
                best = choice
            return
        asked = {*variables(left), *variables(right)}
        for place in range(depth, len(order)):
            name = order[place]
            for value in values[name] if name in asked else ():
                explore(given(left, name, value), given(right, name, value), {**choice, name: value}, place + 1)

    explore(old.formula, new.formula, {}, 0)
    return _without_idle(old, new, best) if best is not None else None


def _without_idle(old: Open, new: Open, choice: dict[str, Value]) -> dict[str, Value]:
    """The choice without the facts that the difference does not need."""
    for name in list(choice):
        less = {key: value for key, value in choice.items() if key != name}
        left, right = holds_in(old.formula, less), holds_in(new.formula, less)
        if left is not None and right is not None and left is not right:
            choice = less
    return choice
