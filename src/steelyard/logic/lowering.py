"""How a rule's tree becomes operations on columns, whichever way the columns are held: as expressions or as bits.

A truth is two definite columns, "surely true" and "surely false", and one for each kind of reason that can occur; where
neither is set the answer is unknown. All of Kleene's tables are then plain AND and OR of columns without nulls. A
quantifier counts, over the counts of a world, how many surely satisfy it and how many may, and decides on the two
numbers. `steelyard.logic.fragment` holds every operation that may be used and refuses the rest.

This module and `steelyard.logic.evaluate` never import each other: that their answers agree is worth something.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

import narwhals as nw

from steelyard.logic import fragment as fr
from steelyard.logic.dates import Axis, add
from steelyard.logic.errors import RuleError
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
from steelyard.logic.facts import Among, Between, Fact, Known
from steelyard.logic.fragment import Definite, Flag, Open
from steelyard.logic.rule import Pack, Rule, Version
from steelyard.logic.truth import Why

WORLD = "world"
"""The column that says which world a row belongs to: a person with a record, whose rows are weighed together."""

DOT = "\u2024"
"""What stands for the dot in the names of columns where an engine takes a dot for a path (Spark); frames may use either."""

RECORD_COMPLETE = "case.record_complete"
AXES = {
    Axis.CONDUCT: "count.offense_date",
    Axis.PLEA: "count.plea_date",
    Axis.CONVICTION: "count.conviction_date",
    Axis.SENTENCE: "count.sentence_date",
    Axis.PROCEEDING: "case.proceeding_date",
}
_BITS = tuple(Why)
LABELS = ("sure_labels", "labels")


@dataclass(frozen=True)
class Setting:
    """What is the same for every world of a frame.

    `constants` are facts by full name (`case.proceeding_date`, `count.foreign_conviction`) that no column holds; a fact
    with neither column nor constant is unknown. `sides` gives the side that binds on each split, None for an open one; a
    split without an entry is read from the column `split:NAME` (true, false, or null for open).
    """

    constants: Mapping[str, Known] = field(default_factory=dict)
    sides: Mapping[str, bool | None] = field(default_factory=dict)


def verdict_name(rule: str) -> str:
    """The column of a rule's verdict: true, false, or null for unknown."""
    return rule


def mask_name(rule: str) -> str:
    """The column of a rule's reason mask: the sum of the `Why` bits; 0 for a known verdict."""
    return f"{rule}:why"


def match_name(ground: str, burden: str) -> str:
    """The column of a match: true, false or null; its mask stands in the column of that name with `:why`."""
    return f"match:{ground}:{burden}"


def reason_name(match: str, bit: Why) -> str:
    """The yes-or-no column of one reason of a match: these may stand in the place of its mask, for the bits that occur."""
    return f"{match}:why:{int(bit)}"


def split_name(name: str) -> str:
    """The column of a split's binding side."""
    return f"split:{name}"


def low_name(fact: str) -> str:
    """The column of a fact's lowest possible value."""
    return f"{fact}.low"


def high_name(fact: str) -> str:
    """The column of a fact's highest possible value."""
    return f"{fact}.high"


def word_name(fact: str, word: str) -> str:
    """The yes-or-no column that says whether a word known only to be one of several may be this one."""
    return f"{fact}|{word}"


def total_name(part: str, number: int) -> str:
    """The yes-or-no column that says whether a part's total reaches a number."""
    return f"{part}>={number}"


Key = str | AtLeast | Total
"""What is worked out by itself: a rule by its name, or a quantifier."""


# ---------------------------------------------------------------------------------------------------------------------
# Truths as columns
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lowered:
    """A truth: where it is surely true, where surely false, and where each kind of reason stands (only if unknown)."""

    true: Flag
    false: Flag
    why: Mapping[Why, Flag]

    @property
    def unknown(self) -> Flag:
        """Where it is neither."""
        return fr.opposite(fr.either(self.true, self.false))


def known(value: bool) -> Lowered:
    """A truth that is the same in every row."""
    return Lowered(value, not value, {})


def because(why: Why) -> Lowered:
    """Unknown in every row, for one reason."""
    return Lowered(False, False, {why: True})


def open_only(true: Flag, false: Flag, why: Mapping[Why, Flag]) -> Lowered:
    """A truth whose reasons stand only where it is unknown."""
    true, false = fr.folded(true), fr.folded(false)
    unknown = fr.folded(fr.opposite(fr.either(true, false)))
    kept = {bit: fr.folded(fr.both(unknown, flag)) for bit, flag in why.items()}
    return Lowered(true, false, {bit: flag for bit, flag in kept.items() if flag is not False})


def union(*whys: Mapping[Why, Flag]) -> dict[Why, Flag]:
    """Where some reason of a kind stands."""
    bits = {bit for why in whys for bit in why}
    return {bit: fr.either(*(why[bit] for why in whys if bit in why)) for bit in sorted(bits)}


def where_holds(condition: Flag, why: Mapping[Why, Flag]) -> dict[Why, Flag]:
    """The reasons, where a condition holds."""
    return {bit: fr.both(condition, flag) for bit, flag in why.items()}


def _conjunction(many: Sequence[Lowered]) -> Lowered:
    true = fr.both(*(one.true for one in many))
    false = fr.either(*(one.false for one in many))
    return open_only(true, false, union(*(one.why for one in many)))


def _disjunction(many: Sequence[Lowered]) -> Lowered:
    true = fr.either(*(one.true for one in many))
    false = fr.both(*(one.false for one in many))
    return open_only(true, false, union(*(one.why for one in many)))


def _negation(one: Lowered) -> Lowered:
    return Lowered(one.false, one.true, one.why)


# ---------------------------------------------------------------------------------------------------------------------
# Facts
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bounds:
    """A term's bounds, where it is not known exactly, and the reason that gives."""

    low: fr.Side
    high: fr.Side
    open: Flag
    why: Why


def _missing(fact: Fact) -> Why:
    return Why.NEEDS_JUDGEMENT if fact.judgement else Why.MISSING_FACT


Leaf = tuple[str, frozenset[str]] | tuple[str, int, int]
"""What is dear to work out and asked for again and again: a word that is one of several, or a day moved by years and days."""


class Reader:
    """Reads facts from the columns of one frame, else from the setting; what it was asked before it does not work out anew."""

    def __init__(self, columns: Iterable[str], setting: Setting) -> None:
        self.actual = {name.replace(DOT, "."): name for name in columns}
        self.columns = frozenset(self.actual)
        self.setting = setting
        self.ready: dict[Leaf, str] = {}
        self.truths: dict[Node, Lowered] = {}
        self.shifted: dict[Shift, _Bounds] = {}

    def col(self, name: str) -> Any:
        """A column by its name, as it is called in this frame."""
        return nw.col(self.actual[name])

    def reached(self, part: str, number: int) -> Flag:
        """Where a part's total reaches a number, at least 1."""
        told = total_name(part, number)
        if told in self.columns:
            return fr.surely(Open(self.col(told)))
        return fr.reaches(Definite(self.col(part) if part in self.columns else nw.col(part)), number)

    def truth(self, fact: Fact) -> Lowered:
        """A BOOL fact."""
        if fact.name in self.columns:
            column = Open(self.col(fact.name))
            true = fr.surely(column)
            false = fr.both(fr.is_known(column), fr.opposite(true))
            return open_only(true, false, {_missing(fact): True})
        value = self.setting.constants.get(fact.name)
        return known(value) if isinstance(value, bool) else because(_missing(fact))

    def one_of(self, fact: Fact, words: frozenset[str]) -> Lowered:
        """A WORD fact that is one of `words`."""
        named: Flag = False
        exact: Flag = False
        if fact.name in self.columns:
            column = Open(self.col(fact.name))
            named = fr.is_known(column)
            exact = self.among(fact.name, words)
        possible = [word for word in sorted(fact.words) if word_name(fact.name, word) in self.columns]
        if possible:
            if len(possible) < len(fact.words):
                raise RuleError("SY-L013", f"{fact.name} has a column for some of its words only", right="one for each")
            may = {word: fr.surely(Open(self.col(word_name(fact.name, word)))) for word in possible}
            inside = fr.either(*(may[word] for word in possible if word in words))
            outside = fr.either(*(may[word] for word in possible if word not in words))
            unnamed = fr.opposite(named)
            true = fr.either(exact, fr.both(unnamed, inside, fr.opposite(outside)))
            false = fr.either(fr.both(named, fr.opposite(exact)), fr.both(unnamed, outside, fr.opposite(inside)))
            return open_only(true, false, {_missing(fact): True})
        if fact.name in self.columns:
            return open_only(exact, fr.both(named, fr.opposite(exact)), {_missing(fact): True})
        value = self.setting.constants.get(fact.name)
        if isinstance(value, str):
            return known(value in words)
        if isinstance(value, Among) and value.words <= words:
            return known(True)
        if isinstance(value, Among) and not value.words & words:
            return known(False)
        return because(_missing(fact))

    def among(self, name: str, words: frozenset[str]) -> Flag:
        """Where a word is known and one of these."""
        return self._leaf((name, words)) or fr.within(Open(self.col(name)), sorted(words))

    def label(self, fact: Fact) -> Open | str | None:
        """The word by which counts are told apart, null where it is not known exactly; None where it never is."""
        if fact.name in self.columns:
            return Open(self.col(fact.name))
        value = self.setting.constants.get(fact.name)
        return value if isinstance(value, str) else None

    def bounds(self, node: Node) -> _Bounds:
        """A term: its bounds as values or columns."""
        if isinstance(node, Literal):
            return _Bounds(node.value, node.value, False, Why.MISSING_FACT)
        if isinstance(node, FactRef):
            return self._fact_bounds(node.fact)
        assert isinstance(node, Shift)
        if node not in self.shifted:
            self.shifted[node] = self._shifted(node)
        return self.shifted[node]

    def _shifted(self, node: Shift) -> _Bounds:
        inner = self.bounds(node.term)
        low, high = self.moved_by(inner.low, node), self.moved_by(inner.high, node)
        if isinstance(node.term, FactRef):
            low = self._day_leaf(low_name(node.term.fact.name), node) or low
            high = self._day_leaf(high_name(node.term.fact.name), node) or high
        return _Bounds(low, high, inner.open, inner.why)

    def moved_by(self, side: fr.Side, by: Shift) -> fr.Side:
        """A date moved by whole years, then days."""
        return moved(side, by)

    def leaves(self, nodes: Iterable[Node]) -> list[nw.Expr]:
        """Columns for what these nodes ask of this frame and would otherwise work out each time; see `Leaf`."""
        found: list[nw.Expr] = []
        for node in nodes:
            made: list[tuple[Leaf, nw.Expr]] = []
            if isinstance(node, OneOf) and node.term.fact.name in self.columns:
                column = Open(self.col(node.term.fact.name))
                made.append(((node.term.fact.name, node.words), fr.within(column, sorted(node.words)).expr))
            elif isinstance(node, Shift) and isinstance(node.term, FactRef):
                inner = self.bounds(node.term)
                for side, name in (
                    (inner.low, low_name(node.term.fact.name)),
                    (inner.high, high_name(node.term.fact.name)),
                ):
                    if isinstance(side, Open):
                        shifted = moved(side, node)
                        assert isinstance(shifted, Open)
                        made.append(((name, node.years, node.days), shifted.expr))
            for leaf, expr in made:
                if leaf not in self.ready:
                    self.ready[leaf] = f"~leaf{len(self.ready)}"
                    found.append(expr.alias(self.ready[leaf]))
        return found

    def _leaf(self, leaf: Leaf) -> Definite | None:
        return Definite(nw.col(self.ready[leaf])) if leaf in self.ready else None

    def _day_leaf(self, bound: str, by: Shift) -> Open | None:
        leaf = (bound, by.years, by.days)
        return Open(nw.col(self.ready[leaf])) if leaf in self.ready else None

    def day(self, name: str) -> tuple[fr.Side, fr.Side]:
        """The bounds of a date by its full name."""
        low, high, _ = self._ends(name)
        return low, high

    def _fact_bounds(self, fact: Fact) -> _Bounds:
        low, high, open_ = self._ends(fact.name)
        return _Bounds(low, high, open_, _missing(fact))

    def _ends(self, name: str) -> tuple[fr.Side, fr.Side, Flag]:
        low, high = low_name(name), high_name(name)
        if low in self.columns or high in self.columns:
            if low not in self.columns or high not in self.columns:
                raise RuleError("SY-L013", f"{name} has one bound only", right=f"columns {low} and {high}")
            one, other = Open(self.col(low)), Open(self.col(high))
            return one, other, fr.opposite(fr.same(one, other))
        if name in self.columns:
            column = Open(self.col(name))
            return column, column, fr.opposite(fr.is_known(column))
        value = self.setting.constants.get(name)
        if isinstance(value, Between):
            return value.low, value.high, not (value.low is not None and value.low == value.high)
        if isinstance(value, int | date) and not isinstance(value, bool):
            return value, value, False
        return None, None, True


def moved(side: fr.Side, by: Shift) -> fr.Side:
    """A date moved by whole years, then days; 29 February in a common year becomes 1 March, as in `dates.add`."""
    if side is None:
        return None
    if not isinstance(side, Open | Definite):
        assert isinstance(side, date)
        return add(side, years=by.years, days=by.days)
    expr = side.expr
    if by.years:
        whole = expr.dt.offset_by(f"{by.years}y").cast(nw.Date)
        was_leap_day = fr.surely(Open((expr.dt.month() == 2) & (expr.dt.day() == 29) & (whole.dt.day() == 28)))
        expr = fr.choose(was_leap_day, whole.dt.offset_by("1d").cast(nw.Date), whole)
    if by.days:
        expr = expr.dt.offset_by(f"{by.days}d").cast(nw.Date)
    return Open(expr)


def compared(op: str, left: _Bounds, right: _Bounds) -> Lowered:
    if op in (">", ">="):
        return compared("<" if op == ">" else "<=", right, left)
    why = union({left.why: left.open}, {right.why: right.open})
    if op in ("==", "!="):
        apart = fr.either(fr.less(left.high, right.low), fr.less(right.high, left.low))
        equal = fr.both(fr.same(left.low, left.high), fr.same(right.low, right.high), fr.same(left.low, right.low))
        true, false = (equal, apart) if op == "==" else (apart, equal)
        return open_only(true, false, why)
    if op == "<":
        return open_only(fr.less(left.high, right.low), fr.at_most(right.high, left.low), why)
    return open_only(fr.at_most(left.high, right.low), fr.less(right.high, left.low), why)


# ---------------------------------------------------------------------------------------------------------------------
# Quantifiers
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """A quantifier: what is summed over a world's counts, and how the sums decide."""

    key: AtLeast | Total
    prefix: str
    flags: Mapping[str, Flag]
    """Parts of which a sum counts the rows where they are true."""
    amounts: Mapping[str, tuple[Flag, fr.Side]]
    """Parts of which a sum adds up a value, where a condition holds and there is a value."""
    why: tuple[Why, ...]
    label: Open | str | None = None

    def column(self, part: str) -> str:
        """The column of one sum."""
        return f"{self.prefix}:{part}"

    @property
    def parts(self) -> list[str]:
        """The names of all parts."""
        return [*self.flags, *self.amounts]

    def cap(self, name: str) -> int:
        """The number above which the total of a part no longer matters."""
        if isinstance(self.key, Total):
            return self.key.threshold if name in self.amounts else 1
        if name in map(self.column, ("sure", "may", "unnamed")):
            return max(self.key.number, 2 if self.key.distinct is not None else 1)
        return 1

    @property
    def cap_of_labels(self) -> int:
        """The number above which it no longer matters how many different labels there are."""
        assert isinstance(self.key, AtLeast)
        return max(self.key.number, 1)

    def _reaches(self, reader: Reader, number: int, *parts: str) -> Flag:
        """Where some sums together reach a number."""
        known_parts = set(self.parts)
        here = [self.column(part) for part in parts if self.column(part) in known_parts or part in LABELS]
        if not here:
            return number <= 0

        def one(name: str, least: int) -> Flag:
            return True if least <= 0 else reader.reached(name, least)

        if len(here) == 1:
            return one(here[0], number)
        first, second = here
        return fr.either(*(fr.both(one(first, n), one(second, number - n)) for n in range(number + 1)))

    def decide(self, reader: Reader) -> Lowered:
        """TRUE, FALSE or UNKNOWN from the sums alone."""
        still_open: Flag = record_open(reader)
        reasons: dict[Why, Flag] = {bit: self._reaches(reader, 1, f"why{int(bit)}") for bit in self.why}
        if isinstance(self.key, Total):
            true = self._reaches(reader, self.key.threshold, "low")
            high = fr.either(self._reaches(reader, self.key.threshold, "high"), self._reaches(reader, 1, "endless"))
        else:
            still_open = False if self.key.closed else still_open
            number = self.key.number
            if self.key.distinct is None:
                true, high = self._reaches(reader, number, "sure"), self._reaches(reader, number, "sure", "may")
            else:
                true, high, unnamed = self._labels(reader, self.key)
                reasons = union(reasons, {_missing(self.key.distinct): unnamed})
        false = fr.both(fr.opposite(high), fr.opposite(still_open))
        return open_only(true, false, union(reasons, {Why.MISSING_FACT: still_open}))

    def _labels(self, reader: Reader, key: AtLeast) -> tuple[Flag, Flag, Flag]:
        """Where surely enough and where perhaps enough are different; and where counts without a label leave it open."""
        some = fr.both(self._reaches(reader, 1, "sure"), key.number <= 1)
        true, high = some, self._reaches(reader, key.number, "unnamed")
        if self.label is not None:
            named = self._reaches(reader, 1, "sure_labels")
            true = fr.either(self._reaches(reader, key.number, "sure_labels"), fr.both(fr.opposite(named), some))
            high = self._reaches(reader, key.number, "labels", "unnamed")
        unnamed = fr.both(self._reaches(reader, 2, "sure", "may"), self._reaches(reader, 1, "unnamed"))
        return true, high, unnamed


def record_open(reader: Reader) -> Flag:
    """Where the record is not known to be complete: there may be a count that nobody listed."""
    if RECORD_COMPLETE in reader.columns:
        return fr.opposite(fr.surely(Open(reader.col(RECORD_COMPLETE))))
    return reader.setting.constants.get(RECORD_COMPLETE) is not True


def plan_of(key: AtLeast | Total, lower: Lowering, reader: Reader, prefix: str) -> Plan:
    """What a quantifier sums over the counts of a world; its columns' names begin with `prefix`."""
    holds = lower.expr(key.where)
    unknown = holds.unknown
    flags: dict[str, Flag] = {}
    amounts: dict[str, tuple[Flag, fr.Side]] = {}

    def part(name: str, flag: Flag) -> None:
        if flag is not False:
            flags[f"{prefix}:{name}"] = flag

    why: dict[Why, Flag] = dict(holds.why)
    label = None
    if isinstance(key, Total):
        value = reader.bounds(key.term)
        counted = fr.opposite(holds.false)
        why = union(why, {value.why: fr.both(counted, value.open)})
        positive = fr.both(holds.true, fr.less(0, value.low))
        amounts[f"{prefix}:low"] = (positive, value.low)
        has_end: Flag = value.high is not None
        if isinstance(value.high, Open):
            has_end = fr.is_known(value.high)
        amounts[f"{prefix}:high"] = (fr.both(counted, has_end), value.high)
        part("endless", fr.both(counted, fr.opposite(has_end)))
    else:
        part("sure", holds.true)
        part("may", unknown)
        if key.distinct is not None:
            label = reader.label(key.distinct)
            flags.setdefault(f"{prefix}:sure", False)
            flags.setdefault(f"{prefix}:may", False)
            unnamed = fr.opposite(fr.is_known(label)) if isinstance(label, Open) else label is None
            part("unnamed", fr.both(fr.either(holds.true, unknown), unnamed))
    for bit, flag in why.items():
        part(f"why{int(bit)}", flag)
    return Plan(key, prefix, flags, amounts, tuple(why), label)


# ---------------------------------------------------------------------------------------------------------------------
# Expressions and versions
# ---------------------------------------------------------------------------------------------------------------------


class Lowering:
    """Lowers expressions for one frame, over the truths that are worked out already."""

    def __init__(self, pack: Pack, reader: Reader, done: Mapping[Key, Lowered], of_world: bool) -> None:
        self.pack = pack
        self.setting = reader.setting
        self.reader = reader
        self.done = done
        self.of_world = of_world

    def rule(self, rule: Rule) -> Lowered:
        """A rule's verdict: the version in force, or what the versions that may be in force agree on."""
        low, high = self.reader.day(AXES[rule.axis])
        meets: list[Flag] = []
        starts: list[Flag] = []
        ends: list[Flag] = []
        truths: list[Lowered] = []
        for version in rule.versions:
            first, last = version.span.first, version.span.last
            after = fr.opposite(fr.less(last, low)) if last is not None else True
            before = fr.opposite(fr.less(high, first)) if first is not None else True
            meet = fr.both(after, before)
            meets.append(meet)
            starts.append(fr.both(meet, first is None or fr.at_most(first, low)))
            ends.append(fr.both(meet, last is None or fr.at_most(high, last)))
            truths.append(self.version(rule, version) if meet is not False else known(False))
        some = fr.either(*meets)
        neighbors = list(pairwise(range(len(meets))))
        several = fr.either(*(fr.both(meets[i], meets[j]) for i, j in neighbors))
        holes = fr.either(
            *(fr.both(meets[i], meets[j]) for i, j in neighbors if _hole(rule.versions[i], rule.versions[j]))
        )
        covered = fr.both(fr.either(*starts), fr.either(*ends), fr.opposite(holes))
        agreed_true = [fr.either(fr.opposite(m), t.true) for m, t in zip(meets, truths, strict=True)]
        agreed_false = [fr.either(fr.opposite(m), t.false) for m, t in zip(meets, truths, strict=True)]
        true = fr.both(some, covered, *agreed_true)
        false = fr.both(some, covered, *agreed_false)
        uncovered = fr.opposite(covered)
        undated = fr.both(some, fr.either(several, uncovered))
        own = [where_holds(m, t.why) for m, t in zip(meets, truths, strict=True)]
        why = union({Why.NOT_ENCODED: uncovered, Why.DATE_UNKNOWN: undated}, *own)
        return open_only(true, false, why)

    def version(self, rule: Rule, version: Version) -> Lowered:
        """One wording under its exceptions, where it reaches the conviction."""
        base = self.expr(version.when)
        if version.unless:
            off = _disjunction([self.expr(e.when) for e in version.unless if not e.then])
            on = _disjunction([self.expr(e.when) for e in version.unless if e.then])
            base = _excepted(base, off, on)
        too_old, undated = self._not_reached(rule, version)
        if too_old is False and undated is False:
            return base
        reached = fr.opposite(fr.either(too_old, undated))
        why = union({Why.NOT_ENCODED: too_old, Why.DATE_UNKNOWN: undated}, where_holds(reached, base.why))
        return open_only(fr.both(reached, base.true), fr.both(reached, base.false), why)

    def _not_reached(self, rule: Rule, version: Version) -> tuple[Flag, Flag]:
        """Where the conviction is older than the wording, and where nobody knows whether it is."""
        if self.of_world or rule.axis is not Axis.PROCEEDING or version.span.first is None:
            return False, False
        first = version.reaches_since if version.reaches is not None else version.span.first
        if first is None:
            return False, False
        low, high = self.reader.day(AXES[Axis.CONVICTION])
        conduct, _ = self.reader.day(AXES[Axis.CONDUCT])
        too_old = fr.less(high, first)
        reached = fr.either(fr.at_most(first, low), fr.at_most(first, conduct))
        return too_old, fr.both(fr.opposite(too_old), fr.opposite(reached))

    def expr(self, node: Expr) -> Lowered:
        """An expression's truth. Raises RuleError (SY-L013) for a node this module does not know."""
        if isinstance(node, Constant):
            return known(node.value)
        if isinstance(node, FactRef | OneOf | Compare | Matches):
            if node not in self.reader.truths:
                self.reader.truths[node] = self._leaf(node)
            return self.reader.truths[node]
        if isinstance(node, All):
            return _conjunction([self.expr(operand) for operand in node.operands])
        if isinstance(node, AnyOf):
            return _disjunction([self.expr(operand) for operand in node.operands])
        if isinstance(node, Not):
            return _negation(self.expr(node.operand))
        if isinstance(node, AtLeast | Total):
            return self.done[node]
        if isinstance(node, Holds):
            return self.done[node.rule]
        if isinstance(node, Split):
            return self._split(node)
        if isinstance(node, NotEncoded):
            return because(Why.NOT_ENCODED)
        raise RuleError("SY-L013", f"a {type(node).__name__} node is not lowered to columns")

    def _leaf(self, node: FactRef | OneOf | Compare | Matches) -> Lowered:
        if isinstance(node, FactRef):
            return self.reader.truth(node.fact)
        if isinstance(node, OneOf):
            return self.reader.one_of(node.term.fact, node.words)
        if isinstance(node, Compare):
            return compared(node.op, self.reader.bounds(node.left), self.reader.bounds(node.right))
        return self._matches(node)

    def _matches(self, node: Matches) -> Lowered:
        name = match_name(node.ground, node.burden)
        if name not in self.reader.columns:
            raise RuleError("SY-L013", f"there is no column {name}", right="join the catalogue's answers first")
        column = Open(self.reader.col(name))
        true = fr.surely(column)
        false = fr.both(fr.is_known(column), fr.opposite(true))
        if mask_name(name) in self.reader.columns:
            mask = self.reader.col(mask_name(name))
            why: dict[Why, Flag] = {bit: fr.surely(Open((mask // int(bit)) % 2 == 1)) for bit in _BITS}
        else:
            bits = [bit for bit in _BITS if reason_name(name, bit) in self.reader.columns]
            why = {bit: fr.surely(Open(self.reader.col(reason_name(name, bit)))) for bit in bits}
        return open_only(true, false, why)

    def _split(self, node: Split) -> Lowered:
        yes, no = self.expr(node.affirmative), self.expr(node.negative)
        if node.name in self.setting.sides:
            side = self.setting.sides[node.name]
            if side is not None:
                return yes if side else no
            takes_yes: Flag = False
            takes_no: Flag = False
        else:
            name = split_name(node.name)
            if name not in self.reader.columns:
                raise RuleError("SY-L013", f"there is no column {name}", right="or a side in the setting")
            column = Open(self.reader.col(name))
            takes_yes = fr.surely(column)
            takes_no = fr.both(fr.is_known(column), fr.opposite(takes_yes))
        is_open = fr.opposite(fr.either(takes_yes, takes_no))
        true = fr.either(fr.both(takes_yes, yes.true), fr.both(takes_no, no.true), fr.both(is_open, yes.true, no.true))
        false = fr.either(
            fr.both(takes_yes, yes.false), fr.both(takes_no, no.false), fr.both(is_open, yes.false, no.false)
        )
        why = union(
            {Why.UNSETTLED: is_open},
            where_holds(fr.either(takes_yes, is_open), yes.why),
            where_holds(fr.either(takes_no, is_open), no.why),
        )
        return open_only(true, false, why)


def read_together(node: Node) -> Iterable[Node]:
    """The nodes that are read with the same thing in view: all but what stands in a quantifier."""
    yield node
    for child in () if isinstance(node, AtLeast | Total) else node.children():
        yield from read_together(child)


def _hole(earlier: Version, later: Version) -> bool:
    last, first = earlier.span.last, later.span.first
    return last is None or first is None or add(last, days=1) < first


def _excepted(base: Lowered, off: Lowered, on: Lowered) -> Lowered:
    """The base case under exceptions that switch it off or on; two live ones with different outcomes are a conflict."""
    true = fr.both(off.false, fr.either(on.true, base.true))
    false = fr.both(on.false, fr.either(off.true, base.false))
    in_question = fr.both(fr.opposite(off.true), fr.opposite(on.true))
    why = union({Why.CONFLICT: fr.both(off.true, on.true)}, off.why, on.why, where_holds(in_question, base.why))
    return open_only(true, false, why)
