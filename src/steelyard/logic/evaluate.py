"""The reference evaluator: plain, slow, and with a complete trace of how each verdict came about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from steelyard.logic.dates import Axis, Span, add
from steelyard.logic.expr import (
    All,
    AnyOf,
    AtLeast,
    Compare,
    Constant,
    Expr,
    FactRef,
    Holds,
    Literal,
    Matches,
    Node,
    Not,
    NotEncoded,
    OneOf,
    Shift,
    Split,
    Total,
)
from steelyard.logic.facts import Among, Between, Entity, Fact, Known
from steelyard.logic.rule import Citation, Pack, Rule, Version
from steelyard.logic.truth import FALSE, TRUE, Reason, Truth, Why, agreement, conjunction, disjunction, known, unknown

RECORD_COMPLETE = "case.record_complete"
"""The fact that says whether the record lists every earlier count; only `true` closes the record."""

AXIS_FACTS = {
    Axis.CONDUCT: "offense_date",
    Axis.PLEA: "plea_date",
    Axis.CONVICTION: "conviction_date",
    Axis.SENTENCE: "sentence_date",
}
PROCEEDING_DATE = "proceeding_date"


@dataclass(frozen=True, slots=True)
class CountFacts:
    """What is known of one count: an id, unique in its world, and its facts by short name."""

    id: str
    facts: Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class MatchAnswer:
    """What the catalogue says of one count and one ground: the truth, the sentence behind it, and its authorities."""

    truth: Truth
    says: str = ""
    cites: tuple[Citation, ...] = ()


Matcher = Callable[[CountFacts, str, str], MatchAnswer]
"""(count, ground, burden) → answer; given to the evaluator, which knows no offense."""


@dataclass(slots=True)
class Trace:
    """One step: the node or rule, its truth, the steps it rests on, and what was read or cited there."""

    truth: Truth
    node: Node | None = None
    parts: tuple[Trace, ...] = ()
    rule: Rule | None = None
    about: str = ""
    says: str = ""
    cites: tuple[Citation, ...] = ()
    count: CountFacts | None = None
    version: Version | None = None

    @property
    def kind(self) -> str:
        """The rule, or the kind of node."""
        if self.rule is not None:
            return "rule"
        return type(self.node).__name__.lower() if self.node is not None else "exception"


@dataclass(slots=True)
class World:
    """Everything an evaluation reads: the pack, the facts, the forum, the catalogue's matcher.

    `settled` fixes the reading of named splits (a stance). `memory` keeps verdicts that were already worked out, by rule,
    count and what the rule can ask of the person: worlds that differ only in the person may share it.
    """

    pack: Pack
    person: Mapping[str, Known]
    counts: Sequence[CountFacts]
    case: Mapping[str, Known]
    forum: str
    match: Matcher
    settled: Mapping[str, bool] = field(default_factory=dict)
    memory: dict[tuple[Any, ...], Trace] = field(default_factory=dict)

    def known_of(self, fact: Fact, count: CountFacts | None) -> Known:
        """What is known of a fact, read from its entity."""
        if fact.entity is Entity.PERSON:
            return self.person.get(fact.short)
        if fact.entity is Entity.CASE:
            return self.case.get(fact.short)
        assert count is not None
        return count.facts.get(fact.short)

    @property
    def proceeding_date(self) -> date | None:
        """The day of the immigration proceeding, if it is known."""
        day = self.case.get(PROCEEDING_DATE)
        return day if isinstance(day, date) else None


def key_of(fact: Fact, count: CountFacts | None) -> str:
    """The name by which reasons and questions speak of a fact: `person.status`, `count[2].offense_date`."""
    if fact.entity is Entity.COUNT and count is not None:
        return f"count[{count.id}].{fact.short}"
    return fact.name


def asked_of_person(world: World, rule: str) -> tuple[object, ...]:
    """What the person answers to everything a rule can ask of them; worlds that answer alike get the same verdict."""
    person = world.person
    return tuple(
        [
            value in words if words is not None and isinstance(value := person.get(name), str) else person.get(name)
            for name, words in world.pack.person_questions.get(rule, ())
        ]
    )


def evaluate(world: World, rule: str, count: CountFacts | None = None) -> Trace:
    """The verdict of a rule in this world, with its complete trace.

    `count` is the count in view, for a count's rule. Raises RuleError (SY-L006) when no rule has that name.
    """
    place = (rule, count.id if count is not None else "", asked_of_person(world, rule))
    found = world.memory.get(place)
    if found is None:
        subject = world.pack.rule(rule)
        if subject.entity is not Entity.COUNT and count is not None:
            found = evaluate(world, rule)
        else:
            found = _rule(world, subject, count)
        world.memory[place] = found
    return found


def missing(fact: Fact, count: CountFacts | None) -> Truth:
    """UNKNOWN because the fact is not known, or because an official must judge it."""
    why = Why.NEEDS_JUDGEMENT if fact.judgement else Why.MISSING_FACT
    return unknown(Reason(why, key_of(fact, count), fact.question))


# ---------------------------------------------------------------------------------------------------------------------
# Rules, versions, exceptions
# ---------------------------------------------------------------------------------------------------------------------


def _rule(world: World, rule: Rule, count: CountFacts | None) -> Trace:
    day = _axis_day(world, rule.axis, count)
    if isinstance(day, date):
        day = Between(day, day)
    if not isinstance(day, Between):
        day = Between()
    assert not isinstance(day.low, int) and not isinstance(day.high, int)
    possible = Span(day.low, day.high)
    candidates = [v for v in rule.versions if v.span.meets(possible)]
    traces = [_version(world, rule, v, count) for v in candidates]
    if len(candidates) == 1 and candidates[0].span.covers(possible):
        return traces[0]
    covered = bool(candidates) and covers_all(possible, [v.span for v in candidates])
    if not covered:
        gap = Reason(Why.NOT_ENCODED, rule.name, f"{rule.label}: no version is encoded for {possible}")
        if not candidates:
            return Trace(unknown(gap), rule=rule, says=gap.says)
        traces.append(Trace(unknown(gap), says=gap.says))
    name = AXIS_FACTS.get(rule.axis, PROCEEDING_DATE)
    key = f"count[{count.id}].{name}" if count is not None and rule.axis is not Axis.PROCEEDING else f"case.{name}"
    undated = Reason(Why.DATE_UNKNOWN, key, f"which version of {rule.name} applies depends on the {rule.axis} date")
    verdict = agreement([trace.truth for trace in traces], undated)
    cites = tuple(dict.fromkeys(c for v in candidates for c in v.cites))
    return Trace(verdict, rule=rule, parts=tuple(traces), about=key, says=undated.says, cites=cites)


def _axis_day(world: World, axis: Axis, count: CountFacts | None) -> Known:
    if axis is Axis.PROCEEDING:
        return world.case.get(PROCEEDING_DATE)
    assert count is not None
    return count.facts.get(AXIS_FACTS[axis])


def covers_all(wanted: Span, spans: list[Span]) -> bool:
    """True when the spans, in order and without overlap, leave no day of `wanted` out."""
    if not (spans[0].first is None or (wanted.first is not None and spans[0].first <= wanted.first)):
        return False
    for earlier, later in zip(spans, spans[1:], strict=False):
        if earlier.last is None or later.first is None or add(earlier.last, days=1) < later.first:
            return False
    return spans[-1].last is None or (wanted.last is not None and wanted.last <= spans[-1].last)


def _version(world: World, rule: Rule, version: Version, count: CountFacts | None) -> Trace:
    too_old = not_reached(rule, version, count)
    if too_old is not None:
        return Trace(unknown(too_old), rule=rule, says=too_old.says, cites=version.cites)
    base = evaluate_node(world, version.when, count)
    if not version.unless:
        return Trace(base.truth, rule=rule, parts=(base,), says=version.note, cites=version.cites, version=version)
    parts = [base]
    off: list[Truth] = []
    on: list[Truth] = []
    for exception in version.unless:
        step = evaluate_node(world, exception.when, count)
        (on if exception.then else off).append(step.truth)
        parts.append(
            Trace(
                step.truth,
                parts=(step,),
                says=f"exception: {exception.label}",
                cites=exception.cites,
            )
        )
    verdict = _with_exceptions(rule, version, base.truth, disjunction(off), disjunction(on))
    return Trace(verdict, rule=rule, parts=tuple(parts), says=version.note, cites=version.cites, version=version)


def _with_exceptions(rule: Rule, version: Version, base: Truth, off: Truth, on: Truth) -> Truth:
    """The base case under its exceptions; two live exceptions with different outcomes are a conflict."""
    if off.is_true and on.is_true:
        both = "; ".join(f"{e.label} ({', '.join(map(str, e.cites))})" for e in version.unless)
        return unknown(Reason(Why.CONFLICT, rule.name, f"exceptions with different outcomes both apply: {both}"))
    if off.is_false and on.is_false:
        return base
    if off.is_true:
        return FALSE if on.is_false else unknown(*on.reasons)
    if on.is_true:
        return TRUE if off.is_false else unknown(*off.reasons)
    if off.is_false:
        return disjunction((base, on))
    if on.is_false:
        return conjunction((base, ~off))
    return unknown(*off.reasons, *on.reasons, *base.reasons)


def not_reached(rule: Rule, version: Version, count: CountFacts | None) -> Reason | None:
    """Why this version does not answer for a conviction older than it, if it does not."""
    if count is None or rule.axis is not Axis.PROCEEDING or version.span.first is None:
        return None
    first = version.reaches_since if version.reaches is not None else version.span.first
    if first is None:
        return None
    convicted = count.facts.get(AXIS_FACTS[Axis.CONVICTION])
    latest = convicted.high if isinstance(convicted, Between) else convicted
    earliest = convicted.low if isinstance(convicted, Between) else convicted
    if isinstance(latest, date) and latest < first:
        return Reason(
            Why.NOT_ENCODED, rule.name, f"{rule.label}: the law for a conviction before {first} is not encoded"
        )
    if isinstance(earliest, date) and earliest >= first:
        return None
    if convicted is None or isinstance(convicted, Between):
        happened = count.facts.get(AXIS_FACTS[Axis.CONDUCT])
        conduct = happened.low if isinstance(happened, Between) else happened
        if isinstance(conduct, date) and conduct >= first:
            return None
        return Reason(
            Why.DATE_UNKNOWN,
            f"count[{count.id}].conviction_date",
            f"{rule.label}: a conviction before {first} would be under older law",
        )
    return None


# ---------------------------------------------------------------------------------------------------------------------
# Expressions
# ---------------------------------------------------------------------------------------------------------------------


def evaluate_node(world: World, node: Expr, count: CountFacts | None) -> Trace:
    """One expression in this world, with its trace; `count` is the count in view, None outside any."""
    return _EVALUATORS[type(node)](world, node, count)


def _constant(world: World, node: Constant, count: CountFacts | None) -> Trace:
    return Trace(known(node.value), node)


def _fact(world: World, node: FactRef, count: CountFacts | None) -> Trace:
    value = world.known_of(node.fact, count)
    truth = known(value) if isinstance(value, bool) else missing(node.fact, count)
    return Trace(truth, node, about=key_of(node.fact, count), count=count)


def _one_of(world: World, node: OneOf, count: CountFacts | None) -> Trace:
    fact = node.term.fact
    value = world.known_of(fact, count)
    if isinstance(value, str):
        truth = known(value in node.words)
    elif isinstance(value, Among) and value.words <= node.words:
        truth = TRUE
    elif isinstance(value, Among) and not value.words & node.words:
        truth = FALSE
    else:
        truth = missing(fact, count)
    return Trace(truth, node, about=key_of(fact, count), count=count)


@dataclass(slots=True)
class Bounds:
    """A term's lowest and highest possible value, and the facts that leave it open."""

    low: Any
    high: Any
    open: list[tuple[Fact, CountFacts | None]]


def term_bounds(world: World, node: Node, count: CountFacts | None) -> Bounds:
    if isinstance(node, Literal):
        return Bounds(node.value, node.value, [])
    if isinstance(node, FactRef):
        value = world.known_of(node.fact, count)
        if value is None:
            return Bounds(None, None, [(node.fact, count)])
        if isinstance(value, Between):
            exact = value.low is not None and value.low == value.high
            return Bounds(value.low, value.high, [] if exact else [(node.fact, count)])
        return Bounds(value, value, [])
    assert isinstance(node, Shift)
    inner = term_bounds(world, node.term, count)

    def moved(day: date | None) -> date | None:
        return add(day, years=node.years, days=node.days) if day is not None else None

    return Bounds(moved(inner.low), moved(inner.high), inner.open)


def compare_bounds(op: str, left: tuple[Any, Any], right: tuple[Any, Any]) -> bool | None:
    """A comparison of two values known by bounds (None is open): True, False, or None when the bounds do not decide."""
    (a, b), (c, d) = left, right
    if op in (">", ">="):
        return compare_bounds("<" if op == ">" else "<=", right, left)
    if op == "<":
        if b is not None and c is not None and b < c:
            return True
        return False if a is not None and d is not None and a >= d else None
    if op == "<=":
        if b is not None and c is not None and b <= c:
            return True
        return False if a is not None and d is not None and a > d else None
    apart = (b is not None and c is not None and b < c) or (a is not None and d is not None and a > d)
    same = None not in (a, b, c, d) and a == b == c == d
    equal = True if same else False if apart else None
    return equal if op == "==" or equal is None else not equal


def _compare(world: World, node: Compare, count: CountFacts | None) -> Trace:
    left, right = term_bounds(world, node.left, count), term_bounds(world, node.right, count)
    answer = compare_bounds(node.op, (left.low, left.high), (right.low, right.high))
    open_facts = left.open + right.open
    if answer is not None:
        truth = known(answer)
    else:
        truth = unknown(*(reason for fact, of in open_facts for reason in missing(fact, of).reasons))
    about = ", ".join(key_of(n.fact, count) for side in (node.left, node.right) for n in _facts_below(side))
    return Trace(truth, node, about=about, count=count)


def _facts_below(node: Node) -> list[FactRef]:
    if isinstance(node, FactRef):
        return [node]
    return _facts_below(node.term) if isinstance(node, Shift) else []


def _all(world: World, node: All, count: CountFacts | None) -> Trace:
    parts = tuple([evaluate_node(world, operand, count) for operand in node.operands])
    return Trace(conjunction([part.truth for part in parts]), node, parts)


def _any(world: World, node: AnyOf, count: CountFacts | None) -> Trace:
    parts = tuple([evaluate_node(world, operand, count) for operand in node.operands])
    return Trace(disjunction([part.truth for part in parts]), node, parts)


def _not(world: World, node: Not, count: CountFacts | None) -> Trace:
    part = evaluate_node(world, node.operand, count)
    return Trace(~part.truth, node, (part,))


def record_open(world: World) -> Reason | None:
    """The reason an incomplete record gives, or None when it is known to be complete."""
    if world.case.get("record_complete") is True:
        return None
    return Reason(
        Why.MISSING_FACT, RECORD_COMPLETE, "Does the record list every earlier arrest, charge and conviction?"
    )


def _at_least(world: World, node: AtLeast, outer: CountFacts | None) -> Trace:
    parts = tuple([evaluate_node(world, node.where, count) for count in world.counts])
    sure = [c for c, part in zip(world.counts, parts, strict=True) if part.truth.is_true]
    perhaps = [c for c, part in zip(world.counts, parts, strict=True) if not part.truth.known]
    reasons: set[Reason] = set()
    for part in parts:
        reasons |= part.truth.reasons
    low, high = len(sure), len(sure) + len(perhaps)
    if node.distinct is not None:
        low, high = _distinct(node.distinct, sure, perhaps, reasons)
    still_open = None if node.closed else record_open(world)
    if low >= node.number:
        truth = TRUE
    elif high < node.number and still_open is None:
        truth = FALSE
    else:
        if still_open is not None:
            reasons.add(still_open)
        truth = Truth(None, frozenset(reasons))
    return Trace(truth, node, parts, about=", ".join(count.id for count in world.counts))


def _distinct(fact: Fact, sure: list[CountFacts], perhaps: list[CountFacts], reasons: set[Reason]) -> tuple[int, int]:
    """Fewest and most different values of `fact` among counts; those whose value is unknown may share one or not."""

    def word(count: CountFacts) -> str | None:
        value = count.facts.get(fact.short)
        return value if isinstance(value, str) else None

    named = {word(count) for count in sure} - {None}
    everyone = sure + perhaps
    unnamed = [count for count in everyone if word(count) is None]
    low = max(len(named), 1 if sure else 0)
    high = len({word(count) for count in everyone} - {None}) + len(unnamed)
    if len(everyone) > 1:
        for count in unnamed:
            reasons |= missing(fact, count).reasons
    return low, high


def _total(world: World, node: Total, outer: CountFacts | None) -> Trace:
    parts = tuple([evaluate_node(world, node.where, count) for count in world.counts])
    reasons: set[Reason] = set()
    low = high = 0
    endless = False
    fact = node.term.fact
    for count, part in zip(world.counts, parts, strict=True):
        if part.truth.is_false:
            continue
        value = term_bounds(world, node.term, count)
        reasons |= part.truth.reasons
        if value.open:
            reasons |= missing(fact, count).reasons
        if part.truth.is_true:
            low += max(value.low or 0, 0)
        if value.high is None:
            endless = True
        else:
            high += value.high
    still_open = record_open(world)
    if low >= node.threshold:
        truth = TRUE
    elif high < node.threshold and not endless and still_open is None:
        truth = FALSE
    else:
        if still_open is not None:
            reasons.add(still_open)
        truth = Truth(None, frozenset(reasons))
    return Trace(truth, node, parts, about=fact.name)


def _matches(world: World, node: Matches, count: CountFacts | None) -> Trace:
    assert count is not None
    answer = world.match(count, node.ground, node.burden)
    truth = answer.truth
    if not truth.known and world.settled:
        truth = _take_stance(world, count, node, truth)
    return Trace(truth, node, about=f"count[{count.id}]", says=answer.says, cites=answer.cites, count=count)


def match_split(count: CountFacts, ground: str) -> str:
    """The name under which the reading of one unsettled match can be fixed in `World.settled`."""
    return f"match:{count.id}:{ground}"


def _take_stance(world: World, count: CountFacts, node: Matches, truth: Truth) -> Truth:
    name = match_split(count, node.ground)
    only_unsettled = truth.mask == Why.UNSETTLED
    return known(world.settled[name]) if only_unsettled and name in world.settled else truth


def _holds(world: World, node: Holds, count: CountFacts | None) -> Trace:
    return evaluate(world, node.rule, count)


def _split(world: World, node: Split, count: CountFacts | None) -> Trace:
    law = world.pack.splits[node.name]
    yes, no = evaluate_node(world, node.affirmative, count), evaluate_node(world, node.negative, count)
    day = world.proceeding_date
    side = law.controlling(world.forum, day) if day is not None else None
    if side is None:
        side = world.settled.get(node.name)
    cites = law.affirmative.cites + law.negative.cites
    if side is not None:
        chosen = yes if side else no
        cites = (law.affirmative if side else law.negative).cites
        return Trace(chosen.truth, node, (chosen,), about=node.name, says=law.question, cites=cites)
    if yes.truth.known and yes.truth == no.truth:
        return Trace(yes.truth, node, (yes, no), about=node.name, says=law.question, cites=cites)
    split = Reason(Why.UNSETTLED, node.name, law.question)
    truth = Truth(None, frozenset({split}) | yes.truth.reasons | no.truth.reasons)
    return Trace(truth, node, (yes, no), about=node.name, says=law.question, cites=cites)


def _not_encoded(world: World, node: NotEncoded, count: CountFacts | None) -> Trace:
    gap = world.pack.gaps[node.gap]
    return Trace(
        unknown(Reason(Why.NOT_ENCODED, gap.name, gap.says)), node, about=gap.name, says=gap.says, cites=gap.cites
    )


_EVALUATORS: dict[type[Node], Callable[[World, Any, CountFacts | None], Trace]] = {
    Constant: _constant,
    FactRef: _fact,
    OneOf: _one_of,
    Compare: _compare,
    All: _all,
    AnyOf: _any,
    Not: _not,
    AtLeast: _at_least,
    Total: _total,
    Matches: _matches,
    Holds: _holds,
    Split: _split,
    NotEncoded: _not_encoded,
}
