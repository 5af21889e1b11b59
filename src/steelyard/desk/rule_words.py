"""A rule's conditions as an outline in words, and what differs between two of its versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from steelyard.law.federal.grounds import ground_named, is_ground
from steelyard.law.pack import federal_pack
from steelyard.logic.expr import (
    All,
    AnyOf,
    AtLeast,
    Compare,
    Constant,
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
    type_of,
)
from steelyard.logic.facts import Type
from steelyard.logic.rule import Rule, Version
from steelyard.logic.words import node_in_words
from steelyard.weigh.reading import in_dollars

_IN_WORDS = {
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
    "==": "is",
    "!=": "is not",
}
_OF_DAYS = {**_IN_WORDS, "<": "is before", "<=": "is on or before", ">": "is after", ">=": "is on or after"}


@dataclass(frozen=True, slots=True)
class Line:
    """One condition in words, with the code beside it (a ground's), the rule it names, and what is below it."""

    text: str
    code: str = ""
    rule: str = ""
    below: tuple[Line, ...] = ()

    def flat(self, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Every line with its depth, top first."""
        yield depth, f"{self.text} [{self.code}]" if self.code else self.text
        for one in self.below:
            yield from one.flat(depth + 1)


def outline(node: Node) -> Line:
    """A condition in words with what is below it."""
    pack = federal_pack()
    if isinstance(node, All | AnyOf):
        lead = "All of these hold:" if isinstance(node, All) else "At least one of these holds:"
        return Line(lead, below=tuple(outline(one) for one in node.operands))
    if isinstance(node, Not):
        return Line("This does not hold:", below=(outline(node.operand),))
    if isinstance(node, AtLeast):
        many = "count" if node.number == 1 else "counts"
        apart = f", no two with the same {_fact(node.distinct.short)}" if node.distinct else ""
        return Line(
            f"At least {node.number} {many} of the case or the record{apart}, for which:", below=(outline(node.where),)
        )
    if isinstance(node, Total):
        most = _amount(node.threshold, node.term.fact.type)
        return Line(f"{_fact(node.term.fact.short)}, added up, is at least {most} over the counts for which:",
                    below=(outline(node.where),))  # fmt: skip
    if isinstance(node, Holds):
        return Line(pack.rules[node.rule].label, rule=node.rule)
    if isinstance(node, Matches):
        label = ground_named(node.ground).label if is_ground(node.ground) else node.ground.replace("_", " ")
        whose = (
            "; where the record leaves it open, the person must show that it is not"
            if node.burden == "applicant"
            else ""
        )
        return Line(f"the offense is within: {label}{whose}", code=node.ground)
    if isinstance(node, Split):
        return Line(
            f"Authorities differ: {pack.splits[node.name].question}",
            below=(Line("Where the one side controls:", below=(outline(node.affirmative),)),
                   Line("Where the other side controls:", below=(outline(node.negative),))),
        )  # fmt: skip
    if isinstance(node, NotEncoded):
        return Line(f"Not encoded, so no answer rests on it: {pack.gaps[node.gap].says}")
    if isinstance(node, Constant):
        return Line("always" if node.value else "never")
    if isinstance(node, Compare):
        words = _OF_DAYS if type_of(node.left) is Type.DATE else _IN_WORDS
        return Line(f"{_term(node.left)} {words.get(node.op, node.op)} {_term(node.right)}")
    if isinstance(node, OneOf):
        return Line(f"{_fact(node.term.fact.short)} is {' or '.join(sorted(_fact(word) for word in node.words))}")
    if isinstance(node, FactRef):
        return Line(f"{node.fact.question} Yes.")
    return Line(_term(node))


def _fact(short: str) -> str:
    return short.replace("_", " ")


def _amount(value: object, kind: Type) -> str:
    if kind is Type.CENTS and isinstance(value, int):
        return in_dollars(value)
    return f"{value} days" if kind is Type.DAYS else str(value)


def _term(node: Node) -> str:
    if isinstance(node, Literal):
        return _amount(node.value, node.type)
    if isinstance(node, Shift):
        moved = [f"{abs(n)} {unit} {'after' if n > 0 else 'before'}" for n, unit in
                 ((node.years, "years"), (node.days, "days")) if n]  # fmt: skip
        return f"{' and '.join(moved)} {_term(node.term)}"
    return _fact(node.fact.short) if isinstance(node, FactRef) else node_in_words(node)


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a rule in words: its days, its conditions and exceptions, its authorities."""

    number: int
    says_when: str
    version: Version
    when: Line
    exceptions: tuple[tuple[str, bool, Line, tuple[str, ...]], ...]

    def lines(self) -> list[str]:
        """Everything it says, a line each, for comparing."""
        found = ["  " * depth + text for depth, text in self.when.flat()]
        for label, then, below, cites in self.exceptions:
            found.append(f"Except, then it {'holds' if then else 'does not hold'}: {label} ({'; '.join(cites)})")
            found += ["  " * (depth + 1) + text for depth, text in below.flat()]
        if self.version.reaches is not None:
            since = f" since {self.version.reaches_since}" if self.version.reaches_since else " of any date"
            found.append(f"Reaches convictions{since}: {self.version.reaches}")
        if self.version.note:
            found.append(f"Note: {self.version.note}")
        return found + [f"Authority: {cite}" for cite in self.version.cites]


def wordings(rule: Rule) -> list[Wording]:
    """Every version of a rule in words, in order of time."""
    return [
        Wording(
            number, str(one.span), one, outline(one.when),
            tuple((e.label, e.then, outline(e.when), tuple(str(c) for c in e.cites)) for e in one.unless),
        )
        for number, one in enumerate(rule.versions, 1)
    ]  # fmt: skip


def on_day(rule: Rule, day: date) -> Wording | None:
    """The version that an event of that day selects; None where the rule has none."""
    return next((one for one in wordings(rule) if day in one.version.span), None)


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a comparison: `how` is same, gone or new."""

    how: str
    text: str


def changes(before: Wording | None, after: Wording | None) -> list[Change]:
    """What differs between two versions, line by line; a version that is not there has no lines."""
    old, new = (one.lines() if one is not None else [] for one in (before, after))
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Change("same", line) for line in old[a:b]]
        else:
            found += [Change("gone", line) for line in old[a:b]]
            found += [Change("new", line) for line in new[c:d]]
    return found


@dataclass(frozen=True, slots=True)
class Changed:
    """A rule that selects another version on the later of two days, with what differs."""

    rule: Rule
    before: Wording | None
    after: Wording | None
    lines: tuple[Change, ...] = field(default=())


def between(first: date, last: date) -> list[Changed]:
    """The rules that say something else on the later day, each with what differs, by name."""
    found = []
    for name in sorted(federal_pack().rules):
        rule = federal_pack().rules[name]
        before, after = on_day(rule, first), on_day(rule, last)
        if (before.number if before else 0) != (after.number if after else 0):
            found.append(Changed(rule, before, after, tuple(changes(before, after))))
    return found
