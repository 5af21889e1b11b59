"""The fifteen kinds of node that a rule is made of, their checks when built, and their canonical JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NoReturn

from steelyard.logic.errors import RuleError
from steelyard.logic.facts import ORDERED, Entity, Fact, Type

COMPARISONS = ("<", "<=", "==", "!=", ">=", ">")
"""The comparisons, each with a plain reading of whole days, cents, numbers and dates."""


def _bad(what: str, right: str = "") -> RuleError:
    return RuleError("SY-L002", what, right=right)


@dataclass(frozen=True, slots=True)
class Node:
    """Any node: a truth (`Expr`) or a term (a date, an amount, a word)."""

    def __bool__(self) -> NoReturn:
        raise TypeError("an expression is not a condition: combine with &, |, ~ or all_of, any_of, not_")

    def children(self) -> tuple[Node, ...]:
        """The nodes directly below this one, in order."""
        found: list[Node] = []
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, Node):
                found.append(value)
            elif isinstance(value, tuple):
                found.extend(part for part in value if isinstance(part, Node))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Expr(Node):
    """A node whose value is TRUE, FALSE or UNKNOWN."""

    def __and__(self, other: object) -> All:
        return all_of(self, as_expr(other))

    def __or__(self, other: object) -> AnyOf:
        return any_of(self, as_expr(other))

    def __invert__(self) -> Not:
        return Not(self)


@dataclass(frozen=True, slots=True)
class Constant(Expr):
    """A truth that never changes: written in repealed or not-yet-enacted versions, with their citation."""

    value: bool


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A date, a number of days, an amount in cents, or a word."""

    value: int | date | str
    type: Type


@dataclass(frozen=True, slots=True)
class FactRef(Expr):
    """The value of a fact: a truth when the fact is a BOOL, else a term."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Shift(Node):
    """A date moved by whole years and days."""

    term: Node
    years: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if type_of(self.term) is not Type.DATE:
            raise _bad("only a date can be moved by years or days")


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """Two terms of one type compared."""

    op: str
    left: Node
    right: Node

    def __post_init__(self) -> None:
        if self.op not in COMPARISONS:
            raise _bad(f"comparison {self.op!r}", f"one of {' '.join(COMPARISONS)}")
        left, right = type_of(self.left), type_of(self.right)
        if left is not right or left not in ORDERED:
            raise _bad(f"cannot compare {left} with {right}", "compare two dates, two terms of days, or two amounts")


@dataclass(frozen=True, slots=True)
class OneOf(Expr):
    """A word is one of these words."""

    term: FactRef
    words: frozenset[str]

    def __post_init__(self) -> None:
        fact = self.term.fact
        if fact.type is not Type.WORD:
            raise _bad(f"{fact.name} is not a word")
        if not self.words:
            raise _bad(f"{fact.name} is compared with no word at all")
        strange = self.words - fact.words if fact.words else frozenset()
        if strange:
            raise _bad(f"{fact.name} is never {', '.join(sorted(strange))}", f"one of {', '.join(sorted(fact.words))}")


def _operands(expr: All | AnyOf) -> None:
    if not expr.operands:
        raise _bad("a combination of no operands")
    for operand in expr.operands:
        _truth(operand)


@dataclass(frozen=True, slots=True)
class All(Expr):
    """Every operand is true."""

    operands: tuple[Expr, ...]

    def __post_init__(self) -> None:
        _operands(self)


@dataclass(frozen=True, slots=True)
class AnyOf(Expr):
    """At least one operand is true."""

    operands: tuple[Expr, ...]

    def __post_init__(self) -> None:
        _operands(self)


@dataclass(frozen=True, slots=True)
class Not(Expr):
    """The operand is false."""

    operand: Expr

    def __post_init__(self) -> None:
        _truth(self.operand)


@dataclass(frozen=True, slots=True)
class AtLeast(Expr):
    """At least `number` counts, of the present case and of the record, satisfy `where`.

    With `distinct`, counts that share the value of that fact (one scheme, one occasion) are one. An incomplete record
    never makes this FALSE, unless it is `closed`: then `where` asks for a fact that only listed counts can have (that
    they belong to the decision being weighed), and nothing outside the list could satisfy it.
    """

    number: int
    where: Expr
    distinct: Fact | None = None
    closed: bool = False

    def __post_init__(self) -> None:
        if self.number < 1:
            raise _bad("at least none is always true", "number = 1 or more")
        _truth(self.where)
        if self.distinct is not None and (self.distinct.entity is not Entity.COUNT or self.distinct.type != Type.WORD):
            raise _bad(f"{self.distinct.name} cannot tell counts apart", "a word of the count, such as its scheme")
        if self.closed and not (isinstance(self.where, All) and isinstance(self.where.operands[0], FactRef)):
            raise _bad("a closed quantifier must begin with the fact that closes it", "all_of(present, …)")


@dataclass(frozen=True, slots=True)
class Total(Expr):
    """The sum of `term` over the counts that satisfy `where` reaches `threshold` (whole days or cents)."""

    term: FactRef
    where: Expr
    threshold: int

    def __post_init__(self) -> None:
        _truth(self.where)
        if self.term.fact.entity is not Entity.COUNT or self.term.fact.type not in {Type.DAYS, Type.CENTS, Type.NUMBER}:
            raise _bad(f"{self.term.fact.name} cannot be added up", "a count's days, cents or number")


@dataclass(frozen=True, slots=True)
class Matches(Expr):
    """The count's offense falls within a federal ground, by holding or by its elements.

    `burden` says who loses when the record does not show which form of a divisible offense it was: the government in
    removability, the applicant in relief (Pereida v. Wilkinson, 592 U.S. 224 (2021)).
    """

    ground: str
    burden: str = "government"

    def __post_init__(self) -> None:
        if self.burden not in {"government", "applicant"}:
            raise _bad(f"burden {self.burden!r}", "government or applicant")


@dataclass(frozen=True, slots=True)
class Holds(Expr):
    """Another rule's verdict, for the same count or person."""

    rule: str


@dataclass(frozen=True, slots=True)
class Split(Expr):
    """A question on which authorities differ: read `affirmative` where one side controls, `negative` where the other."""

    name: str
    affirmative: Expr
    negative: Expr

    def __post_init__(self) -> None:
        _truth(self.affirmative)
        _truth(self.negative)


@dataclass(frozen=True, slots=True)
class NotEncoded(Expr):
    """A gap: this part of the law is known to exist and is not encoded, so nothing it touches is an answer."""

    gap: str


def type_of(node: Node) -> Type:
    """The type of a term, or BOOL for an expression. Raises RuleError for a node that is neither."""
    if isinstance(node, Literal):
        return node.type
    if isinstance(node, FactRef):
        return node.fact.type
    if isinstance(node, Shift):
        return Type.DATE
    if isinstance(node, Expr):
        return Type.BOOL
    raise _bad(f"{node!r} is neither a truth nor a term")


def _truth(node: object) -> None:
    if not isinstance(node, Expr) or type_of(node) is not Type.BOOL:
        raise _bad(f"{node!r} has no truth value", "a yes-or-no fact, a comparison, or a combination of them")


def as_expr(thing: object) -> Expr:
    """A BOOL fact as an expression; an expression as it is. Raises RuleError for anything else."""
    if isinstance(thing, Fact):
        thing = thing.ref
    if isinstance(thing, bool):
        thing = Constant(thing)
    _truth(thing)
    assert isinstance(thing, Expr)
    return thing


def as_term(thing: object) -> Node:
    """A fact or a literal as a term. Plain integers are refused: write days(365), cents(1_000_000) or number(2)."""
    if isinstance(thing, Fact):
        return thing.ref
    if isinstance(thing, date):
        return Literal(thing, Type.DATE)
    if isinstance(thing, Node):
        return thing
    raise _bad(f"{thing!r} has no unit", "days(365), cents(1_000_000), number(2) or a date")


def days(count: int) -> Literal:
    """A term of custody or a period, in whole days."""
    return Literal(count, Type.DAYS)


def cents(amount: int) -> Literal:
    """An amount of money, in whole cents."""
    return Literal(amount, Type.CENTS)


def number(value: int) -> Literal:
    """A plain whole number (grams, years of age, a count)."""
    return Literal(value, Type.NUMBER)


def years_after(term: Fact | Node, years: int) -> Shift:
    """The day that many years after (or, negative, before) a date."""
    return Shift(as_term(term), years=years)


def days_after(term: Fact | Node, count: int) -> Shift:
    """The day that many whole days after (or, negative, before) a date."""
    return Shift(as_term(term), days=count)


def all_of(*operands: object) -> All:
    """Every operand is true."""
    return All(tuple(as_expr(o) for o in operands))


def any_of(*operands: object) -> AnyOf:
    """At least one operand is true."""
    return AnyOf(tuple(as_expr(o) for o in operands))


def not_(operand: object) -> Not:
    """The operand is false."""
    return Not(as_expr(operand))


def at_least(count: int, where: object, *, distinct: Fact | None = None) -> AtLeast:
    """At least `count` counts satisfy `where`."""
    return AtLeast(count, as_expr(where), distinct)


def some(where: object) -> AtLeast:
    """At least one count satisfies `where`."""
    return at_least(1, where)


def some_listed(closing: object, *where: object) -> AtLeast:
    """At least one count that has the fact `closing`, which only listed counts can have, satisfies the rest."""
    return AtLeast(1, all_of(closing, *where), closed=True)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, top first."""
    yield node
    for child in node.children():
        yield from walk(child)


KINDS: dict[str, type[Node]] = {
    "constant": Constant,
    "literal": Literal,
    "fact": FactRef,
    "shift": Shift,
    "compare": Compare,
    "one_of": OneOf,
    "all": All,
    "any": AnyOf,
    "not": Not,
    "at_least": AtLeast,
    "total": Total,
    "matches": Matches,
    "holds": Holds,
    "split": Split,
    "not_encoded": NotEncoded,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def to_json(node: Node) -> dict[str, Any]:
    """The node as plain JSON data; facts are named, not spelled out."""
    out: dict[str, Any] = {"kind": _NAMES[type(node)]}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, Node):
            out[item.name] = to_json(value)
        elif isinstance(value, tuple):
            out[item.name] = [to_json(part) for part in value]
        elif isinstance(value, Fact):
            out[item.name] = value.name
        elif isinstance(value, frozenset):
            out[item.name] = sorted(value)
        elif isinstance(value, date):
            out[item.name] = value.isoformat()
        elif value is not None:
            out[item.name] = value
    return out


def from_json(data: Mapping[str, Any], facts: Mapping[str, Fact]) -> Node:
    """The node that `to_json` wrote, its facts looked up by name. Raises RuleError for an unknown kind or fact."""

    def fact(name: str) -> Fact:
        if name not in facts:
            raise _bad(f"fact {name!r} is not declared")
        return facts[name]

    def node(value: Mapping[str, Any]) -> Any:
        return from_json(value, facts)

    kind = data.get("kind")
    parts = {key: value for key, value in data.items() if key != "kind"}
    readers: dict[str, Callable[[Any], Any]] = {
        "fact": fact,
        "distinct": fact,
        "left": node,
        "right": node,
        "operand": node,
        "where": node,
        "term": node,
        "affirmative": node,
        "negative": node,
        "operands": lambda many: tuple(node(one) for one in many),
        "words": frozenset,
        "type": Type,
    }
    if not isinstance(kind, str) or kind not in KINDS:
        raise _bad(f"node kind {kind!r}", f"one of {', '.join(KINDS)}")
    arguments = {key: readers[key](value) if key in readers else value for key, value in parts.items()}
    if kind == "literal" and arguments.get("type") is Type.DATE:
        arguments["value"] = date.fromisoformat(arguments["value"])
    try:
        return KINDS[kind](**arguments)
    except TypeError as error:
        raise _bad(f"a {kind} node with the wrong fields: {error}") from error


def canonical(data: object) -> str:
    """JSON text that is the same for the same data: keys sorted, no spaces."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_hash(data: object) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()
