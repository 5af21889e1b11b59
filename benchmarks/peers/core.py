"""The rules in the plain language that every engine has: definite yes and no over whole numbers, each rule by two bounds.

None of the peers has unknowns. So every rule becomes two formulas, `RULE_lo` ("surely true") and `RULE_hi` ("not surely
false"), over columns that are never null: a fact is given by its lowest and highest possible value, negation swaps the two,
and where the two formulas differ the answer is unknown. Days are whole numbers YYYYMMDD, words are their place in the list of
the fact's words from 1, and 0 is a word that is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from steelyard.logic.columns import Key, Program, Setting
from steelyard.logic.dates import Axis, add
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
from steelyard.logic.facts import Entity, Fact
from steelyard.logic.rule import Pack, Rule, Version

BIG = 2_000_000_000
"""Above any day or amount: the bound of a number nobody knows; OpenFisca's whole numbers have 32 bits."""

LEAST = -BIG
"""Below any day or amount."""

IN_PART = frozenset({"count.level"})
"""Facts that may be known to be one of several words: an offense is a felony or a misdemeanor, but no violation."""


@dataclass(frozen=True, slots=True)
class Const:
    """Always yes, or always no."""

    value: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes-or-no column."""

    column: str


@dataclass(frozen=True, slots=True)
class Var:
    """A formula that stands by itself, by its name; `of_world` says whether it is the person's or the conviction's."""

    name: str
    of_world: bool


@dataclass(frozen=True, slots=True)
class Lit:
    """A whole number."""

    value: int


@dataclass(frozen=True, slots=True)
class Col:
    """A column of whole numbers."""

    column: str


@dataclass(frozen=True, slots=True)
class Years:
    """A day moved by whole years; 29 February in a common year becomes 1 March."""

    column: str
    years: int


Term = Lit | Col | Years


@dataclass(frozen=True, slots=True)
class Cmp:
    """Two whole numbers compared by `<`, `<=` or `==`."""

    op: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class In:
    """A column of words holds one of these."""

    column: str
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class And:
    """Every part."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some part."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Neg:
    """Not the part."""

    part: Formula


@dataclass(frozen=True, slots=True)
class Many:
    """At least `number` convictions of the person satisfy `where`."""

    number: int
    where: Formula


@dataclass(frozen=True, slots=True)
class Different:
    """The convictions that satisfy `where` have at least `number` different labels; `each_unnamed` counts those without."""

    number: int
    where: Formula
    label: str
    each_unnamed: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """A column, added up over the convictions that satisfy `where`, reaches the threshold."""

    threshold: int
    column: str
    where: Formula


Formula = Const | Flag | Var | Cmp | In | And | Or | Neg | Many | Different | Sum

NO, YES = Const(False), Const(True)


def both(*parts: Formula) -> Formula:
    """AND, with what is constant worked out."""
    kept = [part for part in dict.fromkeys(parts) if part != YES]
    if NO in kept:
        return NO
    return kept[0] if len(kept) == 1 else And(tuple(kept)) if kept else YES


def either(*parts: Formula) -> Formula:
    """OR, with what is constant worked out."""
    kept = [part for part in dict.fromkeys(parts) if part != NO]
    if YES in kept:
        return YES
    return kept[0] if len(kept) == 1 else Or(tuple(kept)) if kept else NO


def opposite(part: Formula) -> Formula:
    """NOT, with what is constant worked out."""
    if isinstance(part, Const):
        return Const(not part.value)
    return part.part if isinstance(part, Neg) else Neg(part)


def compared(op: str, left: Term, right: Term) -> Formula:
    """A comparison, worked out where both sides are numbers."""
    if isinstance(left, Lit) and isinstance(right, Lit):
        a, b = left.value, right.value
        return Const(a < b if op == "<" else a <= b if op == "<=" else a == b)
    return Cmp(op, left, right)


def below(formula: Formula) -> Iterable[Formula]:
    """The formula and every formula in it."""
    yield formula
    if isinstance(formula, And | Or):
        for part in formula.parts:
            yield from below(part)
    elif isinstance(formula, Neg):
        yield from below(formula.part)
    elif isinstance(formula, Many | Different | Sum):
        yield from below(formula.where)


def number_of(day: date) -> int:
    """A day as YYYYMMDD."""
    return day.year * 10_000 + day.month * 100 + day.day


def plain(name: str) -> str:
    """A name that every engine can read."""
    return "".join(c if c.isalnum() else "_" for c in name)


def column_of(fact: Fact) -> str:
    """The stem of a fact's columns: `c_` for a conviction's, `p_` for the person's and the case's."""
    return f"{'c' if fact.entity is Entity.COUNT else 'p'}_{plain(fact.short)}"


def later_column(fact: Fact, days: int) -> str:
    """The stem of the columns of a day moved by days."""
    return f"{column_of(fact)}_{'before' if days < 0 else 'after'}_{abs(days)}"


def match_column(ground: str, burden: str) -> str:
    """The stem of a match's columns."""
    return f"c_match_{plain(ground)}_{burden}"


def codes_of(fact: Fact) -> dict[str, int]:
    """The number of each of a fact's words; empty for a fact that takes any word."""
    return {word: place for place, word in enumerate(sorted(fact.words), start=1)}


def sets_of(fact: Fact) -> dict[frozenset[str], int]:
    """The sets of words by which a fact may be known in part (more than one, and not all), each with its number."""
    sizes = range(2, len(fact.words)) if fact.name in IN_PART else ()
    some = [one for size in sizes for one in combinations(sorted(fact.words), size)]
    return {frozenset(one): place for place, one in enumerate(some, start=len(fact.words) + 1)}


def texts_of(fact: Fact) -> dict[str, int]:
    """The number of each of a fact's words, and of each set of them as one text, the words in order with a bar between."""
    return codes_of(fact) | {"|".join(sorted(one)): code for one, code in sets_of(fact).items()}


# ---------------------------------------------------------------------------------------------------------------------
# From the rules' trees
# ---------------------------------------------------------------------------------------------------------------------

_AXES = {
    Axis.CONDUCT: "c_offense_date",
    Axis.PLEA: "c_plea_date",
    Axis.CONVICTION: "c_conviction_date",
    Axis.SENTENCE: "c_sentence_date",
}


@dataclass(frozen=True, slots=True)
class Definition:
    """A formula with its name."""

    name: str
    of_world: bool
    formula: Formula


@dataclass(frozen=True, slots=True)
class Stage:
    """Formulas of convictions, or of persons, that read only columns and earlier stages."""

    of_world: bool
    definitions: tuple[Definition, ...]


class Core:
    """A pack's rules for one day and forum as stages of formulas.

    `refuses` says why an engine cannot say a formula, or nothing; the rules that rest on such a one are in `refused`, with
    the reason, and `rules` are the others.
    """

    def __init__(self, pack: Pack, rules: Iterable[str], setting: Setting, refuses: Callable[[Formula], str]) -> None:
        self.pack, self.setting = pack, setting
        program = Program(pack, rules, setting)
        self.names: dict[Key, str] = {}
        self.made: dict[Key, tuple[Formula, Formula]] = {}
        self.refused: dict[str, str] = {}
        why_not: dict[Key, str] = {}
        for key in program.order:
            self.names[key] = plain(key) if isinstance(key, str) else f"quantifier_{len(self.names)}"
            bounds = self._rule(pack.rule(key)) if isinstance(key, str) else self._quantifier(key)
            found = [why_not[need] for need in program.needs[key] if need in why_not]
            found += [reason for bound in bounds for one in below(bound) if (reason := refuses(one))]
            if found:
                why_not[key] = found[0]
                if isinstance(key, str):
                    self.refused[key] = found[0]
            else:
                self.made[key] = bounds
        self.rules = [key for key in program.order if isinstance(key, str) and key in self.made]
        self.stages = self._stages(program)
        self.columns = {column for one in self.formulas() for column in columns_of(one)}

    def formulas(self) -> Iterable[Formula]:
        """Every formula, and those in it."""
        for bounds in self.made.values():
            for bound in bounds:
                yield from below(bound)

    def of_world(self, key: Key) -> bool:
        """Whether a rule or quantifier is the person's."""
        return not isinstance(key, str) or self.pack.rule(key).entity is not Entity.COUNT

    def answers(self, of_world: bool) -> list[str]:
        """The rules that are the person's, or the conviction's."""
        return [rule for rule in self.rules if self.of_world(rule) is of_world]

    def _stages(self, program: Program) -> list[Stage]:
        needed = {need for key in self.made for need in program.needs[key]}
        wanted = [key for key in program.order if key in self.made and (isinstance(key, str) or key in needed)]
        done: set[Key] = set()
        stages: list[Stage] = []
        while len(done) < len(wanted):
            for of_world in (False, True):
                ready = [
                    key for key in wanted if key not in done and self.of_world(key) is of_world
                    and all(need in done for need in program.needs[key])
                ]  # fmt: skip
                if ready:
                    done |= set(ready)
                    made = [
                        Definition(f"{self.names[key]}_{end}", of_world, bound)
                        for key in ready
                        for end, bound in zip(("lo", "hi"), self.made[key], strict=True)
                    ]
                    stages.append(Stage(of_world, tuple(made)))
        return stages

    # --- truths as two bounds ------------------------------------------------------------------------------------------

    def _var(self, key: Key) -> tuple[Formula, Formula]:
        name, of_world = self.names[key], self.of_world(key)
        return Var(f"{name}_lo", of_world), Var(f"{name}_hi", of_world)

    def expr(self, node: Expr) -> tuple[Formula, Formula]:
        """The two bounds of an expression."""
        if isinstance(node, Constant):
            return Const(node.value), Const(node.value)
        if isinstance(node, NotEncoded):
            return NO, YES
        if isinstance(node, FactRef):
            stem = column_of(node.fact)
            return Flag(f"{stem}_lo"), Flag(f"{stem}_hi")
        if isinstance(node, Matches):
            stem = match_column(node.ground, node.burden)
            return Flag(f"{stem}_lo"), Flag(f"{stem}_hi")
        if isinstance(node, OneOf):
            fact = node.term.fact
            codes = sorted(codes_of(fact)[word] for word in node.words)
            sets = sets_of(fact).items()
            sure = [*codes, *(code for one, code in sets if one <= node.words)]
            open_ = [0, *codes, *(code for one, code in sets if one & node.words)]
            return In(column_of(fact), tuple(sure)), In(column_of(fact), tuple(open_))
        if isinstance(node, Compare):
            return self._compare(node.op, self._ends(node.left), self._ends(node.right))
        if isinstance(node, All | AnyOf):
            lows, highs = zip(*(self.expr(operand) for operand in node.operands), strict=True)
            join = both if isinstance(node, All) else either
            return join(*lows), join(*highs)
        if isinstance(node, Not):
            low, high = self.expr(node.operand)
            return opposite(high), opposite(low)
        if isinstance(node, AtLeast | Total):
            return self._var(node)
        if isinstance(node, Holds):
            return self._var(node.rule)
        assert isinstance(node, Split)
        yes, no = self.expr(node.affirmative), self.expr(node.negative)
        side = self.setting.sides[node.name]
        if side is None:
            return both(yes[0], no[0]), either(yes[1], no[1])
        return yes if side else no

    def _ends(self, node: Node) -> tuple[Term, Term]:
        if isinstance(node, Literal):
            value = number_of(node.value) if isinstance(node.value, date) else node.value
            assert isinstance(value, int)
            return Lit(value), Lit(value)
        shift = 0
        days: date | None = None
        if isinstance(node, Shift):
            assert isinstance(node.term, FactRef)
            if node.days:  # no engine counts days of the form YYYYMMDD: the day that is meant is a column of its own
                assert not node.years and node.term.fact.name not in self.setting.constants
                stem = later_column(node.term.fact, node.days)
                return Col(f"{stem}_lo"), Col(f"{stem}_hi")
            shift, node = node.years, node.term
        assert isinstance(node, FactRef)
        constant = self.setting.constants.get(node.fact.name)
        if isinstance(constant, date):
            days = add(constant, years=shift)
            return Lit(number_of(days)), Lit(number_of(days))
        stem = column_of(node.fact)
        if shift:
            return Years(f"{stem}_lo", shift), Years(f"{stem}_hi", shift)
        return Col(f"{stem}_lo"), Col(f"{stem}_hi")

    def _compare(self, op: str, left: tuple[Term, Term], right: tuple[Term, Term]) -> tuple[Formula, Formula]:
        if op in (">", ">="):
            return self._compare("<" if op == ">" else "<=", right, left)
        assert op in ("<", "<=")
        return compared(op, left[1], right[0]), compared(op, left[0], right[1])

    def _quantifier(self, node: AtLeast | Total) -> tuple[Formula, Formula]:
        low, high = self.expr(node.where)
        open_ = Neg(Flag("p_record_complete_lo"))
        if isinstance(node, Total):
            stem = column_of(node.term.fact)
            is_known = Cmp("<=", Lit(0), Col(f"{stem}_lo"))
            sure = Sum(node.threshold, f"{stem}_lo", both(low, is_known))
            return sure, either(Sum(node.threshold, f"{stem}_hi", high), open_)
        if node.distinct is not None:
            label = column_of(node.distinct)
            lo: Formula = Different(node.number, low, label, False)
            hi: Formula = Different(node.number, high, label, True)
        else:
            lo, hi = Many(node.number, low), Many(node.number, high)
        return (NO if low == NO else lo), (hi if node.closed else either(hi, open_))

    # --- versions ------------------------------------------------------------------------------------------------------

    def _rule(self, rule: Rule) -> tuple[Formula, Formula]:
        if rule.axis is Axis.PROCEEDING:
            day = self.setting.constants["case.proceeding_date"]
            assert isinstance(day, date)
            ends: tuple[Term, Term] = (Lit(number_of(day)), Lit(number_of(day)))
        else:
            ends = (Col(f"{_AXES[rule.axis]}_lo"), Col(f"{_AXES[rule.axis]}_hi"))
        low, high = ends
        meets, starts, stops, agreed_low, agreed_high = [], [], [], [], []
        for version in rule.versions:
            first, last = version.span.first, version.span.last
            after = compared("<=", low, Lit(number_of(last))) if last else YES
            before = compared("<=", Lit(number_of(first)), high) if first else YES
            meet = both(after, before)
            meets.append(meet)
            starts.append(both(meet, compared("<=", Lit(number_of(first)), low) if first else YES))
            stops.append(both(meet, compared("<=", high, Lit(number_of(last))) if last else YES))
            sure, maybe = self._version(rule, version) if meet != NO else (NO, NO)
            agreed_low.append(either(opposite(meet), sure))
            agreed_high.append(either(opposite(meet), opposite(maybe)))
        holes = [
            both(meets[i], meets[j])
            for i, j in pairwise(range(len(meets)))
            if _hole(rule.versions[i], rule.versions[j])
        ]
        covered = both(either(*starts), either(*stops), opposite(either(*holes)))
        return both(covered, *agreed_low), opposite(both(covered, *agreed_high))

    def _version(self, rule: Rule, version: Version) -> tuple[Formula, Formula]:
        low, high = self.expr(version.when)
        if version.unless:
            off = [self.expr(one.when) for one in version.unless if not one.then]
            on = [self.expr(one.when) for one in version.unless if one.then]
            off_low, off_high = either(*(one[0] for one in off)), either(*(one[1] for one in off))
            on_low, on_high = either(*(one[0] for one in on)), either(*(one[1] for one in on))
            low = both(opposite(off_high), either(on_low, low))
            high = either(on_high, both(opposite(off_low), high))
        first = version.reaches_since if version.reaches is not None else version.span.first
        if rule.entity is Entity.COUNT and rule.axis is Axis.PROCEEDING and version.span.first and first:
            since = Lit(number_of(first))
            too_old = Cmp("<", Col("c_conviction_date_hi"), since)
            reached = either(Cmp("<=", since, Col("c_conviction_date_lo")), Cmp("<=", since, Col("c_offense_date_lo")))
            answered = both(opposite(too_old), reached)
            return both(answered, low), either(opposite(answered), high)
        return low, high


def _hole(earlier: Version, later: Version) -> bool:
    last, first = earlier.span.last, later.span.first
    return last is None or first is None or add(last, days=1) < first


def columns_of(formula: Formula) -> Sequence[str]:
    """The columns that a formula reads itself, not those in its parts."""
    if isinstance(formula, Flag | In):
        return (formula.column,)
    if isinstance(formula, Cmp):
        return [side.column for side in (formula.left, formula.right) if not isinstance(side, Lit)]
    if isinstance(formula, Different):
        return (formula.label,)
    return (formula.column,) if isinstance(formula, Sum) else ()
