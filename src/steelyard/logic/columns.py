"""The same rule trees lowered to data frames: for every rule a nullable verdict and a reason mask, cell for cell as the
reference evaluator gives them.

A truth is two definite columns, "surely true" and "surely false", and one for each kind of reason that can occur; where
neither is set the answer is unknown. All of Kleene's tables are then plain AND and OR of columns without nulls. A
quantifier counts, over the counts of a world, how many surely satisfy it and how many may, and decides on the two
numbers. `steelyard.logic.fragment` holds every operation that may be used and refuses the rest.

This module and `steelyard.logic.evaluate` never import each other: that their answers agree is worth something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, product
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
    walk,
)
from steelyard.logic.facts import Among, Between, Entity, Fact, Known, Type
from steelyard.logic.fragment import Definite, Flag, Open
from steelyard.logic.rule import Pack, Rule, Version
from steelyard.logic.truth import Why

WORLD = "world"
"""The column that says which world a row belongs to: a person with a record, whose rows are weighed together."""

DOT = "\u2024"
"""What stands for the dot in the names of columns where an engine takes a dot for a path (Spark); frames may use either."""

RECORD_COMPLETE = "case.record_complete"
_AXES = {
    Axis.CONDUCT: "count.offense_date",
    Axis.PLEA: "count.plea_date",
    Axis.CONVICTION: "count.conviction_date",
    Axis.SENTENCE: "count.sentence_date",
    Axis.PROCEEDING: "case.proceeding_date",
}
_BITS = tuple(Why)
_AMOUNTS = (":low", ":high")
_LABELS = ("sure_labels", "labels")
_MARKED = 10
"""The first bit that stands for the reasons of a truth of the world; the bits below are those of `Why`."""


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


def _known(value: bool) -> Lowered:
    return Lowered(value, not value, {})


def _because(why: Why) -> Lowered:
    return Lowered(False, False, {why: True})


def _open_only(true: Flag, false: Flag, why: Mapping[Why, Flag]) -> Lowered:
    """A truth whose reasons stand only where it is unknown."""
    unknown = fr.opposite(fr.either(true, false))
    kept = {bit: fr.both(unknown, flag) for bit, flag in why.items()}
    return Lowered(true, false, {bit: flag for bit, flag in kept.items() if flag is not False})


def _union(*whys: Mapping[Why, Flag]) -> dict[Why, Flag]:
    bits = {bit for why in whys for bit in why}
    return {bit: fr.either(*(why[bit] for why in whys if bit in why)) for bit in sorted(bits)}


def _where(condition: Flag, why: Mapping[Why, Flag]) -> dict[Why, Flag]:
    return {bit: fr.both(condition, flag) for bit, flag in why.items()}


def _conjunction(many: Sequence[Lowered]) -> Lowered:
    true = fr.both(*(one.true for one in many))
    false = fr.either(*(one.false for one in many))
    return _open_only(true, false, _union(*(one.why for one in many)))


def _disjunction(many: Sequence[Lowered]) -> Lowered:
    true = fr.either(*(one.true for one in many))
    false = fr.both(*(one.false for one in many))
    return _open_only(true, false, _union(*(one.why for one in many)))


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


class _Reader:
    """Reads facts from the columns of one frame, else from the setting."""

    def __init__(self, columns: Iterable[str], setting: Setting) -> None:
        self.actual = {name.replace(DOT, "."): name for name in columns}
        self.columns = frozenset(self.actual)
        self.setting = setting
        self.ready: dict[Leaf, str] = {}

    def col(self, name: str) -> nw.Expr:
        """A column by its name, as it is called in this frame."""
        return nw.col(self.actual[name])

    def truth(self, fact: Fact) -> Lowered:
        """A BOOL fact."""
        if fact.name in self.columns:
            column = Open(self.col(fact.name))
            true = fr.surely(column)
            false = fr.both(fr.is_known(column), fr.opposite(true))
            return _open_only(true, false, {_missing(fact): True})
        value = self.setting.constants.get(fact.name)
        return _known(value) if isinstance(value, bool) else _because(_missing(fact))

    def one_of(self, fact: Fact, words: frozenset[str]) -> Lowered:
        """A WORD fact that is one of `words`."""
        named: Flag = False
        exact: Flag = False
        if fact.name in self.columns:
            column = Open(self.col(fact.name))
            named = fr.is_known(column)
            exact = self._leaf((fact.name, words)) or fr.within(column, sorted(words))
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
            return _open_only(true, false, {_missing(fact): True})
        if fact.name in self.columns:
            return _open_only(exact, fr.both(named, fr.opposite(exact)), {_missing(fact): True})
        value = self.setting.constants.get(fact.name)
        if isinstance(value, str):
            return _known(value in words)
        if isinstance(value, Among) and value.words <= words:
            return _known(True)
        if isinstance(value, Among) and not value.words & words:
            return _known(False)
        return _because(_missing(fact))

    def label(self, fact: Fact) -> nw.Expr | None:
        """The word by which counts are told apart, null where it is not known exactly; None where it never is."""
        if fact.name in self.columns:
            return self.col(fact.name)
        value = self.setting.constants.get(fact.name)
        return nw.lit(value, nw.String) if isinstance(value, str) else None

    def bounds(self, node: Node) -> _Bounds:
        """A term: its bounds as values or columns."""
        if isinstance(node, Literal):
            return _Bounds(node.value, node.value, False, Why.MISSING_FACT)
        if isinstance(node, FactRef):
            return self._fact_bounds(node.fact)
        assert isinstance(node, Shift)
        inner = self.bounds(node.term)
        low, high = _moved(inner.low, node), _moved(inner.high, node)
        if isinstance(node.term, FactRef):
            low = self._day_leaf(low_name(node.term.fact.name), node) or low
            high = self._day_leaf(high_name(node.term.fact.name), node) or high
        return _Bounds(low, high, inner.open, inner.why)

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
                        moved = _moved(side, node)
                        assert isinstance(moved, Open)
                        made.append(((name, node.years, node.days), moved.expr))
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


def _moved(side: fr.Side, by: Shift) -> fr.Side:
    """A date moved by whole years, then days; 29 February in a common year becomes 1 March, as in `dates.add`."""
    if side is None:
        return None
    if not isinstance(side, Open | Definite):
        assert isinstance(side, date)
        return add(side, years=by.years, days=by.days)
    expr = side.expr
    if by.years:
        moved = expr.dt.offset_by(f"{by.years}y").cast(nw.Date)
        was_leap_day = fr.surely(Open((expr.dt.month() == 2) & (expr.dt.day() == 29) & (moved.dt.day() == 28)))
        expr = fr.choose(was_leap_day, moved.dt.offset_by("1d").cast(nw.Date), moved)
    if by.days:
        expr = expr.dt.offset_by(f"{by.days}d").cast(nw.Date)
    return Open(expr)


def _compare(op: str, left: _Bounds, right: _Bounds) -> Lowered:
    if op in (">", ">="):
        return _compare("<" if op == ">" else "<=", right, left)
    why = _union({left.why: left.open}, {right.why: right.open})
    if op in ("==", "!="):
        apart = fr.either(fr.less(left.high, right.low), fr.less(right.high, left.low))
        equal = fr.both(fr.same(left.low, left.high), fr.same(right.low, right.high), fr.same(left.low, right.low))
        true, false = (equal, apart) if op == "==" else (apart, equal)
        return _open_only(true, false, why)
    if op == "<":
        return _open_only(fr.less(left.high, right.low), fr.at_most(right.high, left.low), why)
    return _open_only(fr.at_most(left.high, right.low), fr.less(right.high, left.low), why)


# ---------------------------------------------------------------------------------------------------------------------
# The program: which columns, in which order
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stored:
    """Where a truth that was worked out stands: constants, and the names of columns."""

    true: bool | str
    false: bool | str
    why: tuple[tuple[Why, bool | str], ...]

    def read(self) -> Lowered:
        def flag(place: bool | str) -> Flag:
            return Definite(nw.col(place)) if isinstance(place, str) else place

        return Lowered(flag(self.true), flag(self.false), {bit: flag(place) for bit, place in self.why})

    @property
    def columns(self) -> list[str]:
        """The columns it stands in."""
        return [place for place in (self.true, self.false, *(place for _, place in self.why)) if isinstance(place, str)]


Key = str | AtLeast | Total
"""What the program works out: a rule by its name, or a quantifier."""

Settle = Callable[[Any], Any]
"""Lets an engine store a frame that several steps read."""


def _as_it_is(frame: Any) -> Any:
    return frame


def _answers(keys: Sequence[Key]) -> list[Answers]:
    """Every answer that these truths can have together; one that is empty where there are none."""
    return [tuple(zip(keys, one, strict=True)) for one in product((True, False, None), repeat=len(keys))]


class Program:
    """A pack's rules, ready to run over frames of worlds. Raises RuleError (SY-L006) for a rule nobody declares."""

    def __init__(self, pack: Pack, rules: Iterable[str], setting: Setting) -> None:
        self.pack = pack
        self.setting = setting
        self.asked = tuple(rules)
        self.order: list[Key] = []
        self.needs: dict[Key, tuple[Key, ...]] = {}
        self._awaited: dict[Key, tuple[Key, ...]] = {}
        for name in self.asked:
            self._visit(name)

    def _visit(self, key: Key) -> None:
        if key in self.needs:
            return
        below: list[Key] = []
        roots: Iterable[Node] = self.pack.rule(key).expressions() if isinstance(key, str) else (key.where,)
        for root in roots:
            below += self._direct(root)
        self.needs[key] = tuple(dict.fromkeys(below))
        for one in self.needs[key]:
            self._visit(one)
        self.order.append(key)

    def _direct(self, node: Node) -> list[Key]:
        """What a node reads that is worked out by itself; a quantifier's own needs are its own."""
        if isinstance(node, AtLeast | Total):
            return [node]
        if isinstance(node, Holds):
            return [node.rule]
        return [key for child in node.children() for key in self._direct(child)]

    def _of_world(self, key: Key) -> bool:
        return not isinstance(key, str) or self.pack.rule(key).entity is not Entity.COUNT

    def awaited(self, key: Key) -> tuple[Key, ...]:
        """The truths of the world that a rule about counts, or a quantifier's condition, waits for; most wait for none."""
        if key not in self._awaited:
            found: dict[Key, None] = {}
            for need in self.needs[key]:
                found |= {need: None} if self._of_world(need) else dict.fromkeys(self.awaited(need))
            self._awaited[key] = tuple(found)
        return self._awaited[key]

    def run(self, counts: Any, worlds: Any, *, settle: Settle = _as_it_is) -> tuple[Any, Any]:
        """Both frames with the asked rules' verdict and mask columns: counts' rules on `counts`, the others on `worlds`.

        `counts` has a row for each count with its `world`; `worlds` a row for each world, with the facts of the person and
        of the case as columns. Facts of the person are joined to the counts where a rule needs them there. `settle` is
        called on a frame that several steps read. Other columns are kept.
        """
        return _Run(self, nw.from_native(counts), nw.from_native(worlds), settle).finish()

    def parts(self, counts: Any) -> Parts:
        """What each count adds to its world, whatever else is in it.

        `counts` holds the facts of the person and of the case as columns. Labels that tell counts apart (schemes) are of a
        world, not of a count. Raises RuleError (SY-L013) for a frame with such labels, and for a quantifier that waits for
        more than `MOST_AWAITED` truths of the world.
        """
        return _Run(self, nw.from_native(counts), None, _as_it_is).parts()

    def decide(self, parts: Parts, worlds: Any) -> Any:
        """The worlds with the asked rules' verdict and mask columns, from the totals of the parts alone.

        `worlds` holds the facts of the person and of the case, and for each part its total: as a whole number under the
        part's name, or as yes-or-no columns under `total_name` for each number up to its cap.
        """
        return _Run(self, None, nw.from_native(worlds), _as_it_is).decide(parts)


MOST_AWAITED = 2
"""Each truth that a quantifier waits for has three answers, and the quantifier's parts are worked out under each."""

Answers = tuple[tuple[Key, bool | None], ...]
"""What some truths of the world are taken to be."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What each count adds to its world. Worlds with the same totals give every rule the same verdict.

    `caps` names the columns of `frame` that are added up, and the number above which a total no longer matters. `plans`
    says how totals decide each quantifier, under each answer of the truths it waits for.
    """

    frame: Any
    caps: Mapping[str, int]
    plans: Mapping[AtLeast | Total, Sequence[tuple[Answers, _Plan]]]
    marks: Mapping[Why, Key]


def total_name(part: str, number: int) -> str:
    """The yes-or-no column that says whether a part's total reaches a number."""
    return f"{part}>={number}"


class _Run:
    """One run: which truths stand in which frame so far."""

    def __init__(self, program: Program, counts: Any, worlds: Any, settle: Settle) -> None:
        self.program = program
        self.settle = settle
        self.own_counts = list(counts.collect_schema().names()) if counts is not None else []
        self.own_worlds = list(worlds.collect_schema().names()) if worlds is not None else []
        both = counts is not None and worlds is not None
        shared = [name for name in self.own_worlds if name != WORLD and name not in self.own_counts] if both else []
        self.counts = counts.join(worlds.select(WORLD, *shared), on=WORLD, how="left") if shared else counts
        self.worlds = worlds
        self.on_counts: dict[Key, _Stored] = {}
        self.on_worlds: dict[Key, _Stored] = {}
        self.under: dict[tuple[str, Answers], _Stored] = {}
        self.made = 0
        self.reader_counts = _Reader([*self.own_counts, *shared], program.setting)
        self.reader_worlds = _Reader(self.own_worlds, program.setting)
        self.counts = self._leaves(self.counts, self.reader_counts, of_world=False)
        self.worlds = self._leaves(self.worlds, self.reader_worlds, of_world=True)

    def _leaves(self, frame: Any, reader: _Reader, *, of_world: bool) -> Any:
        """The frame with a column for everything that its rules would otherwise work out again and again."""
        if frame is None:
            return None
        roots: list[Node] = []
        for key in self.program.order:
            if not isinstance(key, str):
                roots += [] if of_world else [key.where]
            elif self.program._of_world(key) is of_world:
                roots += self.program.pack.rule(key).expressions()
        columns = reader.leaves(node for root in roots for node in _within(root))
        return self.settle(frame.with_columns(*columns)) if columns else frame

    def finish(self) -> tuple[Any, Any]:
        while len({*self.on_counts, *self.on_worlds}) < len(self.program.order):
            before = len(self.on_counts) + len(self.on_worlds)
            while self._rules(of_world=False):
                pass
            self._aggregates()
            while self._rules(of_world=True):
                pass
            self._lift()
            if len(self.on_counts) + len(self.on_worlds) == before:
                raise AssertionError("the rules cannot be put in an order")
        return self._outputs(of_world=False), self._outputs(of_world=True)

    def parts(self) -> Parts:
        """What each count adds: see `Program.parts`."""
        while self._rules(of_world=False):
            pass
        program = self.program
        awaited = dict.fromkeys(one for key in program.order for one in program.awaited(key))
        marks = {key: Why(1 << (_MARKED + place)) for place, key in enumerate(awaited)}
        caps: dict[str, int] = {}
        columns: dict[str, nw.Expr] = {}
        plans: dict[AtLeast | Total, list[tuple[Answers, _Plan]]] = {}
        for place, key in enumerate(program.order):
            if isinstance(key, str):
                continue
            if len(program.awaited(key)) > MOST_AWAITED:
                raise RuleError("SY-L013", f"a quantifier waits for more than {MOST_AWAITED} truths of its world",
                                right="`run`, which takes as many steps as it needs")  # fmt: skip
            plans[key] = []
            for number, answers in enumerate(_answers(program.awaited(key))):
                lower = _Lowering(program, self.reader_counts, self._given(key, answers, marks), False)
                plan = _plan(key, lower, self.reader_counts, f"~{place}_{number}")
                if plan.label is not None:
                    raise RuleError("SY-L013", "labels tell the counts of a world apart", right="no column of labels")
                plans[key].append((answers, plan))
                caps |= {name: plan.cap(name) for name in plan.parts}
                columns |= {name: column.expr for name, column in plan.parts.items()}
        frame = self.counts.with_columns(*(expr.alias(name) for name, expr in columns.items()))
        return Parts(
            frame.select(*self.own_counts, *columns).to_native(), caps, plans, {bit: key for key, bit in marks.items()}
        )

    def _given(self, key: Key, answers: Answers, marks: Mapping[Key, Why]) -> Mapping[Key, _Stored]:
        """What stands on the counts for a key's needs, when the truths of the world are these."""
        known = dict(answers)
        given: dict[Key, _Stored] = {}
        for need in self.program.needs[key]:
            if need in self.on_counts:
                given[need] = self.on_counts[need]
            elif need in known:
                value = known[need]
                given[need] = _Stored(
                    value is True, value is False, () if value is not None else ((marks[need], True),)
                )
            else:
                assert isinstance(need, str)
                own = tuple((one, known[one]) for one in self.program.awaited(need))
                if (need, own) not in self.under:
                    lower = _Lowering(self.program, self.reader_counts, self._given(need, own, marks), False)
                    columns: list[nw.Expr] = []
                    self.under[need, own] = self._store(lower.rule(self.program.pack.rule(need)), columns)
                    self.counts = self.counts.with_columns(*columns)
                given[need] = self.under[need, own]
        return given

    def decide(self, parts: Parts) -> Any:
        """Every verdict of the worlds: see `Program.decide`."""
        program = self.program
        while True:
            ready = [key for key in parts.plans if key not in self.on_worlds
                     and all(one in self.on_worlds for one in program.awaited(key))]  # fmt: skip
            columns: list[nw.Expr] = []
            for key in ready:
                self.on_worlds[key] = self._store(self._decided(parts, key), columns)
            if columns:
                self.worlds = self.worlds.with_columns(*columns)
            if not self._rules(of_world=True) and not ready:
                break
        totals = {total_name(name, number) for name, cap in parts.caps.items() for number in range(1, cap + 1)}
        self.own_worlds = [name for name in self.own_worlds if name not in parts.caps and name not in totals]
        return self._outputs(of_world=True)

    def _decided(self, parts: Parts, key: AtLeast | Total) -> Lowered:
        """A quantifier's truth: what its totals say under the answers that the truths it waits for have."""
        true: list[Flag] = []
        false: list[Flag] = []
        why: list[Mapping[Why, Flag]] = []
        for answers, plan in parts.plans[key]:
            said = plan.decide(self.reader_worlds)
            truths = {one: self.on_worlds[one].read() for one, _ in answers}
            here = fr.both(*(
                truths[one].true if answer else truths[one].unknown if answer is None else truths[one].false
                for one, answer in answers
            ))  # fmt: skip
            true.append(fr.both(here, said.true))
            false.append(fr.both(here, said.false))
            for bit, flag in said.why.items():
                stands = fr.both(here, flag)
                why.append(_where(stands, truths[parts.marks[bit]].why) if bit in parts.marks else {bit: stands})
        return _open_only(fr.either(*true), fr.either(*false), _union(*why))

    # --- steps ---------------------------------------------------------------------------------------------------------

    def _rules(self, *, of_world: bool) -> bool:
        """Every rule whose needs are there, as columns of its frame; false when there is none."""
        done = self.on_worlds if of_world else self.on_counts
        ready = [
            key
            for key in self.program.order
            if isinstance(key, str)
            and key not in done
            and self.program._of_world(key) is of_world
            and all(need in done for need in self.program.needs[key])
        ]
        if not ready:
            return False
        lower = _Lowering(self.program, self.reader_worlds if of_world else self.reader_counts, done, of_world)
        columns: list[nw.Expr] = []
        for key in ready:
            assert isinstance(key, str)
            done[key] = self._store(lower.rule(self.program.pack.rule(key)), columns)
        if columns:
            if of_world:
                self.worlds = self.worlds.with_columns(*columns)
            else:
                self.counts = self.counts.with_columns(*columns)
        return True

    def _store(self, truth: Lowered, columns: list[nw.Expr]) -> _Stored:
        def place(flag: Flag) -> bool | str:
            if isinstance(flag, bool):
                return flag
            self.made += 1
            name = f"~{self.made}"
            columns.append(flag.expr.alias(name))
            return name

        return _Stored(place(truth.true), place(truth.false), tuple((b, place(f)) for b, f in truth.why.items()))

    def _aggregates(self) -> None:
        """Every quantifier whose condition can be read, by plain sums over each world's counts."""
        ready = [
            key
            for key in self.program.order
            if not isinstance(key, str)
            and key not in self.on_worlds
            and all(need in self.on_counts for need in self.program.needs[key])
        ]
        if not ready:
            return
        lower = _Lowering(self.program, self.reader_counts, self.on_counts, False)
        parts: dict[str, Definite] = {}
        plans = [_plan(key, lower, self.reader_counts, f"~q{self.made + i}") for i, key in enumerate(ready)]
        self.made += len(ready)
        for plan in plans:
            parts |= plan.parts
        if parts:
            self._summed(parts)
        for plan in plans:
            if plan.label is not None:
                self._distinct(plan)
        reader = self.reader_worlds
        columns: list[nw.Expr] = []
        for plan in plans:
            self.on_worlds[plan.key] = self._store(plan.decide(reader), columns)
        if columns:
            self.worlds = self.worlds.with_columns(*columns)
        self.worlds = self.settle(self.worlds)

    def _summed(self, parts: Mapping[str, Definite]) -> None:
        """The sum of every part over each world's counts, as columns of the worlds."""
        self.counts = self.settle(self.counts.with_columns(*(one.expr.alias(name) for name, one in parts.items())))
        sums = self.counts.group_by(WORLD).agg(
            *(fr.over_group("sum", Definite(nw.col(name))).alias(name) for name in parts)
        )
        self.worlds = self._joined(self.worlds, sums, list(parts))

    def _distinct(self, plan: _Plan) -> None:
        """How many different labels the sure and the possible counts have, by a sum of sums."""
        assert plan.label is not None
        sure, may = plan.column("sure"), plan.column("may")
        labelled = self.counts.with_columns(plan.label.alias("~label"))
        counted = fr.either(_positive(sure), _positive(may))  # the others have no label that counts
        labelled = fr.kept(labelled, fr.both(fr.is_known(Open(nw.col("~label"))), counted))
        each = labelled.group_by(WORLD, "~label").agg(
            fr.over_group("max", Definite(nw.col(sure))).alias("~sure"),
            fr.over_group("max", Definite(nw.col(may))).alias("~may"),
        )
        each = each.with_columns(fr.number(fr.either(_positive("~sure"), _positive("~may"))).expr.alias("~any"))
        names = [plan.column("sure_labels"), plan.column("labels")]
        sums = each.group_by(WORLD).agg(
            fr.over_group("sum", Definite(nw.col("~sure"))).alias(names[0]),
            fr.over_group("sum", Definite(nw.col("~any"))).alias(names[1]),
        )
        self.worlds = self._joined(self.worlds, sums, names)

    @staticmethod
    def _joined(worlds: Any, sums: Any, names: list[str]) -> Any:
        """Sums joined to the worlds; a world without counts has sums of nothing, which are 0."""
        joined = worlds.join(sums, on=WORLD, how="left")
        return joined.with_columns(*(nw.col(name).fill_null(0).cast(nw.Int64).alias(name) for name in names))

    def _lift(self) -> None:
        """Truths of the world joined to its counts, where a rule about counts still needs them."""
        wanted = {
            need
            for key in self.program.order
            if not isinstance(key, str) or not self.program._of_world(key)
            for need in self.program.needs[key]
            if need in self.on_worlds and need not in self.on_counts
        }
        names = [name for key in self.on_worlds if key in wanted for name in self.on_worlds[key].columns]
        if names:
            self.counts = self.settle(self.counts.join(self.worlds.select(WORLD, *names), on=WORLD, how="left"))
        for key in wanted:
            self.on_counts[key] = self.on_worlds[key]

    def _outputs(self, *, of_world: bool) -> Any:
        frame = self.worlds if of_world else self.counts
        done = self.on_worlds if of_world else self.on_counts
        own = self.own_worlds if of_world else self.own_counts
        columns: list[nw.Expr] = []
        for name in self.program.asked:
            if self.program._of_world(name) is of_world:
                columns += written(name, done[name].read(), safe=any(DOT in one for one in own))
        return frame.select(*own, *columns).to_native()


def written(rule: str, truth: Lowered, *, safe: bool = False) -> list[nw.Expr]:
    """A truth as the two columns that leave the engine: its nullable verdict and its mask."""
    names = [name.replace(".", DOT) if safe else name for name in (verdict_name(rule), mask_name(rule))]
    nothing = nw.lit(None, nw.Boolean)
    verdict = fr.choose(truth.true, nw.lit(True), fr.choose(truth.false, nw.lit(False), nothing))
    mask = nw.lit(0).cast(nw.Int64)
    for bit, flag in truth.why.items():
        mask = mask + fr.number(flag).expr * int(bit)
    return [verdict.cast(nw.Boolean).alias(names[0]), mask.alias(names[1])]


def _positive(name: str) -> Flag:
    return fr.reaches(Definite(nw.col(name)), 1)


# ---------------------------------------------------------------------------------------------------------------------
# Quantifiers
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """A quantifier: what is summed over a world's counts, and how the sums decide."""

    key: AtLeast | Total
    prefix: str
    parts: Mapping[str, Definite]
    why: tuple[Why, ...]
    label: nw.Expr | None = None

    def column(self, part: str) -> str:
        """The column of one sum."""
        return f"{self.prefix}:{part}"

    def cap(self, name: str) -> int:
        """The number above which the total of a part no longer matters."""
        if isinstance(self.key, Total):
            return self.key.threshold if name.endswith(_AMOUNTS) else 1
        if name in map(self.column, ("sure", "may", "unnamed")):
            return max(self.key.number, 2 if self.key.distinct is not None else 1)
        return 1

    def _reaches(self, reader: _Reader, number: int, *parts: str) -> Flag:
        """Where some sums together reach a number."""
        here = [self.column(part) for part in parts if self.column(part) in self.parts or part in _LABELS]
        if not here:
            return number <= 0

        def one(name: str, least: int) -> Flag:
            if least <= 0:
                return True
            told = total_name(name, least)
            return Definite(nw.col(told)) if told in reader.columns else fr.reaches(Definite(nw.col(name)), least)

        if len(here) == 1:
            return one(here[0], number)
        first, second = here
        return fr.either(*(fr.both(one(first, n), one(second, number - n)) for n in range(number + 1)))

    def decide(self, reader: _Reader) -> Lowered:
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
                reasons = _union(reasons, {_missing(self.key.distinct): unnamed})
        false = fr.both(fr.opposite(high), fr.opposite(still_open))
        return _open_only(true, false, _union(reasons, {Why.MISSING_FACT: still_open}))

    def _labels(self, reader: _Reader, key: AtLeast) -> tuple[Flag, Flag, Flag]:
        """Where surely enough and where perhaps enough are different; and where counts without a label leave it open."""
        some = fr.both(self._reaches(reader, 1, "sure"), key.number <= 1)
        true, high = some, self._reaches(reader, key.number, "unnamed")
        if self.label is not None:
            named = self._reaches(reader, 1, "sure_labels")
            true = fr.either(self._reaches(reader, key.number, "sure_labels"), fr.both(fr.opposite(named), some))
            high = self._reaches(reader, key.number, "labels", "unnamed")
        unnamed = fr.both(self._reaches(reader, 2, "sure", "may"), self._reaches(reader, 1, "unnamed"))
        return true, high, unnamed


def record_open(reader: _Reader) -> Flag:
    """Where the record is not known to be complete: there may be a count that nobody listed."""
    if RECORD_COMPLETE in reader.columns:
        return fr.opposite(fr.surely(Open(reader.col(RECORD_COMPLETE))))
    return reader.setting.constants.get(RECORD_COMPLETE) is not True


def _plan(key: AtLeast | Total, lower: _Lowering, reader: _Reader, prefix: str) -> _Plan:
    where = lower.expr(key.where)
    unknown = where.unknown
    parts: dict[str, Definite] = {}

    def part(name: str, flag: Flag) -> None:
        if flag is not False:
            parts[f"{prefix}:{name}"] = fr.number(flag)

    why: dict[Why, Flag] = dict(where.why)
    label = None
    if isinstance(key, Total):
        value = reader.bounds(key.term)
        counted = fr.opposite(where.false)
        why = _union(why, {value.why: fr.both(counted, value.open)})
        positive = fr.both(where.true, fr.less(0, value.low))
        parts[f"{prefix}:low"] = fr.amount(positive, value.low)
        has_end: Flag = value.high is not None
        if isinstance(value.high, Open):
            has_end = fr.is_known(value.high)
        parts[f"{prefix}:high"] = fr.amount(fr.both(counted, has_end), value.high)
        part("endless", fr.both(counted, fr.opposite(has_end)))
    else:
        part("sure", where.true)
        part("may", unknown)
        if key.distinct is not None:
            label = reader.label(key.distinct)
            parts.setdefault(f"{prefix}:sure", fr.number(False))
            parts.setdefault(f"{prefix}:may", fr.number(False))
            unnamed = fr.opposite(fr.is_known(Open(label))) if label is not None else True
            part("unnamed", fr.both(fr.either(where.true, unknown), unnamed))
    for bit, flag in why.items():
        part(f"why{int(bit)}", flag)
    return _Plan(key, prefix, parts, tuple(why), label)


# ---------------------------------------------------------------------------------------------------------------------
# Expressions and versions
# ---------------------------------------------------------------------------------------------------------------------


class _Lowering:
    """Lowers expressions for one frame, over what already stands in it."""

    def __init__(self, program: Program, reader: _Reader, done: Mapping[Key, _Stored], of_world: bool) -> None:
        self.pack = program.pack
        self.setting = program.setting
        self.reader = reader
        self.done = done
        self.of_world = of_world

    def rule(self, rule: Rule) -> Lowered:
        """A rule's verdict: the version in force, or what the versions that may be in force agree on."""
        low, high = self.reader.day(_AXES[rule.axis])
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
            truths.append(self.version(rule, version) if meet is not False else _known(False))
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
        own = [_where(m, t.why) for m, t in zip(meets, truths, strict=True)]
        why = _union({Why.NOT_ENCODED: uncovered, Why.DATE_UNKNOWN: undated}, *own)
        return _open_only(true, false, why)

    def selection(self, rule: Rule) -> list[Flag]:
        """What decides which version of a rule answers, and whether it reaches the conviction."""
        low, high = self.reader.day(_AXES[rule.axis])
        flags: list[Flag] = []
        for version in rule.versions:
            first, last = version.span.first, version.span.last
            if last is not None:
                flags += [fr.less(last, low), fr.at_most(high, last)]
            if first is not None:
                flags += [fr.less(high, first), fr.at_most(first, low)]
            flags += self._not_reached(rule, version)
        return flags

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
        why = _union({Why.NOT_ENCODED: too_old, Why.DATE_UNKNOWN: undated}, _where(reached, base.why))
        return _open_only(fr.both(reached, base.true), fr.both(reached, base.false), why)

    def _not_reached(self, rule: Rule, version: Version) -> tuple[Flag, Flag]:
        """Where the conviction is older than the wording, and where nobody knows whether it is."""
        if self.of_world or rule.axis is not Axis.PROCEEDING or version.span.first is None:
            return False, False
        first = version.reaches_since if version.reaches is not None else version.span.first
        if first is None:
            return False, False
        low, high = self.reader.day(_AXES[Axis.CONVICTION])
        conduct, _ = self.reader.day(_AXES[Axis.CONDUCT])
        too_old = fr.less(high, first)
        reached = fr.either(fr.at_most(first, low), fr.at_most(first, conduct))
        return too_old, fr.both(fr.opposite(too_old), fr.opposite(reached))

    def expr(self, node: Expr) -> Lowered:
        """An expression's truth. Raises RuleError (SY-L013) for a node this module does not know."""
        if isinstance(node, Constant):
            return _known(node.value)
        if isinstance(node, FactRef):
            return self.reader.truth(node.fact)
        if isinstance(node, OneOf):
            return self.reader.one_of(node.term.fact, node.words)
        if isinstance(node, Compare):
            return _compare(node.op, self.reader.bounds(node.left), self.reader.bounds(node.right))
        if isinstance(node, All):
            return _conjunction([self.expr(operand) for operand in node.operands])
        if isinstance(node, AnyOf):
            return _disjunction([self.expr(operand) for operand in node.operands])
        if isinstance(node, Not):
            return _negation(self.expr(node.operand))
        if isinstance(node, AtLeast | Total):
            return self.done[node].read()
        if isinstance(node, Holds):
            return self.done[node.rule].read()
        if isinstance(node, Matches):
            return self._matches(node)
        if isinstance(node, Split):
            return self._split(node)
        if isinstance(node, NotEncoded):
            return _because(Why.NOT_ENCODED)
        raise RuleError("SY-L013", f"a {type(node).__name__} node is not lowered to columns")

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
        return _open_only(true, false, why)

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
        why = _union(
            {Why.UNSETTLED: is_open},
            _where(fr.either(takes_yes, is_open), yes.why),
            _where(fr.either(takes_no, is_open), no.why),
        )
        return _open_only(true, false, why)


def _within(node: Node) -> Iterable[Node]:
    """The nodes that are read with the same thing in view: all but what stands in a quantifier."""
    yield node
    for child in () if isinstance(node, AtLeast | Total) else node.children():
        yield from _within(child)


def _hole(earlier: Version, later: Version) -> bool:
    last, first = earlier.span.last, later.span.first
    return last is None or first is None or add(last, days=1) < first


def _excepted(base: Lowered, off: Lowered, on: Lowered) -> Lowered:
    """The base case under exceptions that switch it off or on; two live ones with different outcomes are a conflict."""
    true = fr.both(off.false, fr.either(on.true, base.true))
    false = fr.both(on.false, fr.either(off.true, base.false))
    in_question = fr.both(fr.opposite(off.true), fr.opposite(on.true))
    why = _union({Why.CONFLICT: fr.both(off.true, on.true)}, off.why, on.why, _where(in_question, base.why))
    return _open_only(true, false, why)


# ---------------------------------------------------------------------------------------------------------------------
# What a frame must hold
# ---------------------------------------------------------------------------------------------------------------------


def facts_read(pack: Pack, rules: Iterable[str]) -> dict[str, Fact]:
    """Every fact that these rules can read, directly or through others, with the axes and labels they need."""
    program = Program(pack, rules, Setting())
    found: dict[str, Fact] = {}

    def take(name: str) -> None:
        if name in pack.facts:
            found[name] = pack.facts[name]

    for key in program.order:
        roots: Iterable[Node] = pack.rule(key).expressions() if isinstance(key, str) else (key,)
        if isinstance(key, str):
            take(_AXES[pack.rule(key).axis])
            if pack.rule(key).entity is Entity.COUNT:
                take(_AXES[Axis.CONVICTION])
                take(_AXES[Axis.CONDUCT])
        for root in roots:
            for node in walk(root):
                if isinstance(node, FactRef):
                    take(node.fact.name)
                if isinstance(node, AtLeast) and node.distinct is not None:
                    take(node.distinct.name)
    take(RECORD_COMPLETE)
    return found


def grounds_read(pack: Pack, rules: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Every (ground, burden) that these rules can ask of an offense."""
    program = Program(pack, rules, Setting())
    found: set[tuple[str, str]] = set()
    for key in program.order:
        for root in pack.rule(key).expressions() if isinstance(key, str) else (key.where,):
            found |= {(node.ground, node.burden) for node in walk(root) if isinstance(node, Matches)}
    return tuple(sorted(found))


def frame_columns(counts: Sequence[Mapping[str, Known]], facts: Iterable[Fact]) -> dict[str, tuple[list[Any], Type]]:
    """Facts of several counts (or persons) by full column name, in the layout this module reads, with their types.

    Facts are given by short name. A fact known by bounds somewhere takes two columns, a word known to be one of several
    takes one for each of its words.
    """
    out: dict[str, tuple[list[Any], Type]] = {}
    for fact in facts:
        values = [one.get(fact.short) for one in counts]
        if any(isinstance(value, Between) for value in values):
            lows = [value.low if isinstance(value, Between) else value for value in values]
            highs = [value.high if isinstance(value, Between) else value for value in values]
            out[low_name(fact.name)], out[high_name(fact.name)] = (lows, fact.type), (highs, fact.type)
            continue
        if any(isinstance(value, Among) for value in values):
            for word in sorted(fact.words):
                may = [isinstance(value, Among) and word in value.words for value in values]
                out[word_name(fact.name, word)] = (may, Type.BOOL)
        out[fact.name] = ([None if isinstance(value, Among) else value for value in values], fact.type)
    return out
