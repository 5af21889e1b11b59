"""Rules in dated versions with labelled exceptions, the splits and gaps they name, and the pack that holds them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from steelyard.logic.dates import Axis, Span
from steelyard.logic.errors import RuleError
from steelyard.logic.expr import (
    AtLeast,
    Expr,
    FactRef,
    Holds,
    Matches,
    Node,
    NotEncoded,
    OneOf,
    Split,
    Total,
    as_expr,
    content_hash,
    from_json,
    to_json,
    walk,
)
from steelyard.logic.facts import Entity, Fact, Sensitivity, Type


@dataclass(frozen=True, slots=True)
class Citation:
    """An authority with a pinpoint.

    `text` is the citation as a court writes it; `uslm` the paragraph's identifier in the official U.S. Code XML, if it is
    one; `decided` the day or year of a decision; `read_in` says where it was read. An unverified citation is shown as such.
    `role` says what an authority on an offense does for the answer (`catalog.derive.ROLES`); "" for the law of a rule.
    """

    text: str
    uslm: str = ""
    decided: str = ""
    read_in: str = ""
    verified: bool = True
    role: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise RuleError("SY-L003", "an empty citation", right="a pinpoint such as 8 U.S.C. § 1227(a)(2)(A)(i)")

    def __str__(self) -> str:
        shown = f"{self.text} ({self.decided})" if self.decided else self.text
        return shown if self.verified else f"{shown} [unverified]"


@dataclass(frozen=True, slots=True)
class Exception_:
    """A labelled exception: where `when` holds, the verdict is `then`, whatever the base case says."""

    label: str
    when: Expr
    then: bool
    cites: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.cites:
            raise RuleError("SY-L003", f"exception {self.label!r} has no citation")


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a rule: in force on the days of `span`, selected by the day of the event that `axis` names.

    `reaches` is the authority for applying this wording to convictions entered before the span began; `reaches_since` is
    the first conviction it reaches, None for every one. Without it, an older conviction is not answered.
    """

    when: Expr
    cites: tuple[Citation, ...]
    span: Span = Span()
    axis: Axis = Axis.PROCEEDING
    reaches: Citation | None = None
    reaches_since: date | None = None
    unless: tuple[Exception_, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if not self.cites:
            raise RuleError("SY-L003", "a version without a citation", right="cite=… with a pinpoint")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it says in words, whose it is, and its versions in order of time.

    `consequence` marks the rules that users see as a column; `adverse` says which verdict is worse for the person.
    """

    name: str
    label: str
    entity: Entity
    area: str
    versions: tuple[Version, ...]
    consequence: bool = False
    adverse: bool = True

    def __post_init__(self) -> None:
        if not self.versions:
            raise RuleError("SY-L004", f"rule {self.name} has no version")
        axes = {version.axis for version in self.versions}
        if len(axes) != 1:
            raise RuleError(
                "SY-L004", f"rule {self.name} selects its versions by {len(axes)} axes", right="one axis a rule"
            )
        if self.entity is Entity.PERSON and self.axis is not Axis.PROCEEDING:
            raise RuleError("SY-L004", f"rule {self.name} is a person's and is dated by a count's {self.axis}")
        spans = [version.span for version in self.versions]
        for earlier, later in zip(spans, spans[1:], strict=False):
            if earlier.meets(later):
                raise RuleError("SY-L005", f"rule {self.name}: versions {earlier} and {later} overlap")
            if earlier.last is None or later.first is None or later.first < earlier.last:
                raise RuleError("SY-L005", f"rule {self.name}: versions {earlier} and {later} are out of order")

    @property
    def axis(self) -> Axis:
        """The event whose day selects the version."""
        return self.versions[0].axis

    def expressions(self) -> Iterable[Expr]:
        """Every expression of every version, exceptions included."""
        for version in self.versions:
            yield version.when
            for exception in version.unless:
                yield exception.when

    def nodes(self) -> Iterable[Node]:
        """Every node of the rule."""
        for expression in self.expressions():
            yield from walk(expression)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a split: the authorities for it, and since when each forum is bound to it."""

    cites: tuple[Citation, ...]
    forums: tuple[tuple[str, date], ...] = ()

    def binds(self, forum: str, day: date) -> bool:
        """True when the forum was bound to this side on that day."""
        return any(name == forum and since <= day for name, since in self.forums)


@dataclass(frozen=True, slots=True)
class SplitLaw:
    """A question on which authorities differ, with both sides; where neither binds the forum it is unsettled.

    Where nothing but a text that can be read either way speaks of it, neither side has an authority: none is for both.
    """

    name: str
    question: str
    affirmative: Side
    negative: Side

    def controlling(self, forum: str, day: date) -> bool | None:
        """True or False where a side binds the forum that day, None where neither (or both) does."""
        yes, no = self.affirmative.binds(forum, day), self.negative.binds(forum, day)
        return None if yes == no else yes

    def leaning(self, day: date) -> bool | None:
        """The side the Board of Immigration Appeals takes, if it takes one."""
        return self.controlling("BIA", day)


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of the law that is known to exist and is not encoded; every answer that needs it is UNKNOWN."""

    name: str
    area: str
    says: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Pack:
    """Facts, rules, splits and gaps that belong together; checked when built, hashed by content."""

    facts: Mapping[str, Fact]
    rules: Mapping[str, Rule]
    splits: Mapping[str, SplitLaw] = field(default_factory=dict)
    gaps: Mapping[str, Gap] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for rule in self.rules.values():
            self._check(rule)
        self._check_cycles()
        for split in self.splits.values():
            for cite in split.affirmative.cites:
                if cite in split.negative.cites:
                    raise RuleError("SY-E004", f"{cite} is on both sides", where=f"split {split.name}",
                                    right="no authority for either side, where the text alone speaks of it")  # fmt: skip

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the pack's canonical JSON."""
        return content_hash(pack_to_json(self))

    def rule(self, name: str) -> Rule:
        """The rule of that name. Raises RuleError (SY-L006) when there is none."""
        if name not in self.rules:
            raise RuleError("SY-L006", f"no rule is called {name!r}", right="`steelyard law list` names them all")
        return self.rules[name]

    @cached_property
    def person_questions(self) -> Mapping[str, tuple[tuple[str, frozenset[str] | None], ...]]:
        """For each rule, what its verdict can depend on in the person, directly or through other rules.

        Each item is a fact, and the words that the rule asks whether it is one of (None where the value itself counts).
        Two worlds that answer these alike give the rule the same verdict for the same counts.
        """
        found: dict[str, frozenset[tuple[str, frozenset[str] | None]]] = {}

        def asks(name: str) -> frozenset[tuple[str, frozenset[str] | None]]:
            if name not in found:
                own: set[tuple[str, frozenset[str] | None]] = set()
                for node in self.rules[name].nodes():
                    if isinstance(node, OneOf) and node.term.fact.entity is Entity.PERSON:
                        own.add((node.term.fact.short, node.words))
                    elif isinstance(node, Holds):
                        own |= asks(node.rule)
                    elif (
                        isinstance(node, FactRef)
                        and node.fact.entity is Entity.PERSON
                        and node.fact.type is not Type.WORD
                    ):
                        own.add((node.fact.short, None))
                found[name] = frozenset(own)
            return found[name]

        for name in self.rules:
            asks(name)
        return {name: tuple(sorted(own, key=str)) for name, own in found.items()}

    def _check(self, rule: Rule) -> None:
        for expression in rule.expressions():
            self._check_scope(rule, expression, rule.entity)

    def _check_scope(self, rule: Rule, node: Node, scope: Entity) -> None:
        where = f"rule {rule.name}"
        if isinstance(node, FactRef):
            if self.facts.get(node.fact.name) != node.fact:
                raise RuleError("SY-L006", f"fact {node.fact.name} is not declared in the pack", where=where)
            if node.fact.entity is Entity.COUNT and scope is not Entity.COUNT:
                raise RuleError(
                    "SY-L006",
                    f"{node.fact.name} is read where no count is in view",
                    where=where,
                    right="inside at_least(…) or a count's rule",
                )
        if isinstance(node, Matches) and scope is not Entity.COUNT:
            raise RuleError("SY-L006", f"a match with {node.ground} where no count is in view", where=where)
        if isinstance(node, Holds):
            target = self.rules.get(node.rule)
            if target is None:
                raise RuleError("SY-L006", f"rule {node.rule!r} does not exist", where=where)
            if target.entity is Entity.COUNT and scope is not Entity.COUNT:
                raise RuleError("SY-L006", f"{node.rule} is a count's and no count is in view", where=where)
        if isinstance(node, Split) and node.name not in self.splits:
            raise RuleError("SY-L006", f"split {node.name!r} is not declared", where=where)
        if isinstance(node, NotEncoded) and node.gap not in self.gaps:
            raise RuleError("SY-L006", f"gap {node.gap!r} is not declared", where=where)
        inner = Entity.COUNT if isinstance(node, AtLeast | Total) else scope
        for child in node.children():
            self._check_scope(rule, child, inner)

    def _check_cycles(self) -> None:
        done: set[str] = set()

        def visit(name: str, path: tuple[str, ...]) -> None:
            if name in path:
                raise RuleError("SY-L007", "rules that need each other: " + " → ".join((*path, name)))
            if name in done:
                return
            for node in self.rules[name].nodes():
                if isinstance(node, Holds):
                    visit(node.rule, (*path, name))
            done.add(name)

        for name in self.rules:
            visit(name, ())


def exception(label: str, when: object, *, cite: Citation | tuple[Citation, ...], then: bool = False) -> Exception_:
    """A labelled exception; `then` is the verdict where it holds, by default that the rule does not apply."""
    return Exception_(label, as_expr(when), then, cite if isinstance(cite, tuple) else (cite,))


def version(
    when: object,
    *,
    cite: Citation | tuple[Citation, ...],
    since: date | None = None,
    until: date | None = None,
    by: Axis = Axis.PROCEEDING,
    reaches: Citation | None = None,
    reaches_since: date | None = None,
    unless: Iterable[Exception_] = (),
    note: str = "",
) -> Version:
    """One wording of a rule; `since` and `until` are the first and last day, on the axis `by`."""
    for name, day in (("since", since), ("until", until), ("reaches_since", reaches_since)):
        if day is not None and type(day) is not date:
            raise RuleError("SY-L002", f"{name} is {day!r}", right=f"{name}=date(2026, 1, 31)")
    cites = cite if isinstance(cite, tuple) else (cite,)
    return Version(as_expr(when), cites, Span(since, until), by, reaches, reaches_since, tuple(unless), note)


# ---------------------------------------------------------------------------------------------------------------------
# Canonical JSON of a whole pack
# ---------------------------------------------------------------------------------------------------------------------


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "text": citation.text,
        "uslm": citation.uslm,
        "decided": citation.decided,
        "read_in": citation.read_in,
        "verified": citation.verified,
    }


def _fact_json(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "type": str(fact.type),
        "question": fact.question,
        "why": fact.why,
        "sensitivity": str(fact.sensitivity),
        "words": sorted(fact.words),
        "judgement": fact.judgement,
    }


def rule_to_json(rule: Rule) -> dict[str, Any]:
    """A rule as plain JSON data."""
    return {
        "name": rule.name,
        "label": rule.label,
        "entity": str(rule.entity),
        "area": rule.area,
        "consequence": rule.consequence,
        "adverse": rule.adverse,
        "versions": [
            {
                "when": to_json(version.when),
                "cites": [_citation_json(c) for c in version.cites],
                "first": _day(version.span.first),
                "last": _day(version.span.last),
                "axis": str(version.axis),
                "reaches": _citation_json(version.reaches) if version.reaches else None,
                "reaches_since": _day(version.reaches_since),
                "unless": [
                    {
                        "label": exception.label,
                        "when": to_json(exception.when),
                        "then": exception.then,
                        "cites": [_citation_json(c) for c in exception.cites],
                    }
                    for exception in version.unless
                ],
                "note": version.note,
            }
            for version in rule.versions
        ],
    }


def pack_to_json(pack: Pack) -> dict[str, Any]:
    """The whole pack as plain JSON data; the same pack always gives the same data."""

    def side(one: Side) -> dict[str, Any]:
        return {
            "cites": [_citation_json(c) for c in one.cites],
            "forums": [[name, since.isoformat()] for name, since in one.forums],
        }

    return {
        "facts": [_fact_json(pack.facts[name]) for name in sorted(pack.facts)],
        "rules": [rule_to_json(pack.rules[name]) for name in sorted(pack.rules)],
        "splits": [
            {
                "name": split.name,
                "question": split.question,
                "affirmative": side(split.affirmative),
                "negative": side(split.negative),
            }
            for split in (pack.splits[name] for name in sorted(pack.splits))
        ],
        "gaps": [
            {"name": gap.name, "area": gap.area, "says": gap.says, "cites": [_citation_json(c) for c in gap.cites]}
            for gap in (pack.gaps[name] for name in sorted(pack.gaps))
        ],
    }


def pack_from_json(data: Mapping[str, Any]) -> Pack:
    """The pack that `pack_to_json` wrote; no code is run. Raises RuleError for data that is not a pack."""

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    def cites(many: list[dict[str, Any]]) -> tuple[Citation, ...]:
        return tuple(Citation(**one) for one in many)

    def expression(tree: dict[str, Any]) -> Expr:
        return as_expr(from_json(tree, facts))

    def side(one: dict[str, Any]) -> Side:
        return Side(cites(one["cites"]), tuple((name, date.fromisoformat(since)) for name, since in one["forums"]))

    try:
        facts = {
            one["name"]: Fact(
                name=one["name"],
                type=Type(one["type"]),
                question=one["question"],
                why=one["why"],
                sensitivity=Sensitivity(one["sensitivity"]),
                words=frozenset(one["words"]),
                judgement=one["judgement"],
            )
            for one in data["facts"]
        }
        rules = {
            one["name"]: Rule(
                one["name"],
                one["label"],
                Entity(one["entity"]),
                one["area"],
                tuple(
                    Version(
                        expression(each["when"]),
                        cites(each["cites"]),
                        Span(day(each["first"]), day(each["last"])),
                        Axis(each["axis"]),
                        Citation(**each["reaches"]) if each["reaches"] else None,
                        day(each["reaches_since"]),
                        tuple(
                            Exception_(e["label"], expression(e["when"]), e["then"], cites(e["cites"]))
                            for e in each["unless"]
                        ),
                        each["note"],
                    )
                    for each in one["versions"]
                ),
                one["consequence"],
                one["adverse"],
            )
            for one in data["rules"]
        }
        splits = {
            one["name"]: SplitLaw(one["name"], one["question"], side(one["affirmative"]), side(one["negative"]))
            for one in data["splits"]
        }
        gaps = {one["name"]: Gap(one["name"], one["area"], one["says"], cites(one["cites"])) for one in data["gaps"]}
    except (KeyError, TypeError, ValueError) as error:
        raise RuleError(
            "SY-L008", f"this is not a pack: {error!r}", right="a file that `steelyard law export` wrote"
        ) from error
    return Pack(facts, rules, splits, gaps)
