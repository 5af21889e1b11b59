"""Which days the law tells apart, worked out once for each day of a file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import narwhals as nw
import polars as pl

from steelyard.law.postures import Posture, postures
from steelyard.logic import columns as co
from steelyard.logic import fragment as fr
from steelyard.logic.dates import add
from steelyard.logic.expr import Compare, FactRef, Literal, Node, Shift
from steelyard.logic.facts import Entity, Type
from steelyard.logic.fragment import Open
from steelyard.logic.rule import Pack

OFFENSE_DATE, CONVICTION_DATE, PLEA_DATE = "count.offense_date", "count.conviction_date", "count.plea_date"
ADMISSION_DATES = ("person.admission_date", "person.residence_began")
FIRST_ADMITTED = "person.first_admitted"
"""The first admission: no later than the class's latest, and nobody knows how early."""


@dataclass(frozen=True, slots=True)
class _Relation:
    """What rules ask of a day of the count and the person's admission, moved by whole years.

    Strictly (`<`, `>=`) it is whether the day is surely before or surely not; otherwise (`<=`, `>`) whether it is surely not
    after or surely after.
    """

    fact: str
    years: int
    strict: bool
    of_first: bool = False


def _term(node: Node) -> tuple[Node, int, int]:
    years = days = 0
    while isinstance(node, Shift):
        years, days, node = years + node.years, days + node.days, node.term
    return node, years, days


_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
_STRICT = {"<": (True,), ">=": (True,), "<=": (False,), ">": (False,), "==": (True, False), "!=": (True, False)}


class Days:
    """What the rules and the catalogue can tell of a day, worked out once for each day of a file."""

    def __init__(self, pack: Pack, rules: Sequence[str], as_of: date, law: Iterable[date]) -> None:
        self.program = co.Program(pack, rules, co.Setting())
        self.as_of = as_of
        self.relations: list[_Relation] = []
        self.raw = False
        literals: set[date] = set()
        for node in self._nodes():
            if isinstance(node, Compare):
                self._compare(node, literals)
        for key in self.program.order:
            if isinstance(key, str):
                for version in pack.rule(key).versions:
                    literals |= {d for d in (version.span.first, version.span.last, version.reaches_since) if d}
        self.rule_edges = sorted({day for one in literals for day in (one, add(one, days=1))})
        self.edges = sorted({*self.rule_edges, *law})
        self.classes = [p for p in postures().values() if p.years_since_admission is not None]
        self.shifts = sorted({relation.years for relation in self.relations} | {0})

    def _nodes(self) -> Iterable[Node]:
        seen: set[Node] = set()
        for key in self.program.order:
            roots: Iterable[Node] = self.program.pack.rule(key).expressions() if isinstance(key, str) else (key,)
            todo: list[Node] = list(roots)
            while todo:
                node = todo.pop()
                if node not in seen:
                    seen.add(node)
                    yield node
                    todo += node.children()

    def _compare(self, node: Compare, literals: set[date]) -> None:
        (left, left_years, left_days), (right, right_years, right_days) = _term(node.left), _term(node.right)
        for one, years, days, other in (
            (left, left_years, left_days, right), (right, right_years, right_days, left),
        ):  # fmt: skip
            is_day = isinstance(one, FactRef) and one.fact.type is Type.DATE
            if isinstance(one, Literal) and one.type is Type.DATE:
                assert isinstance(one.value, date)
                literals.add(add(one.value, years=years, days=days))
            elif is_day and isinstance(one, FactRef) and one.fact.name == "case.proceeding_date":
                literals.add(add(self.as_of, years=years, days=days))
            elif is_day and isinstance(one, FactRef) and one.fact.entity is Entity.PERSON:
                is_count = isinstance(other, FactRef) and other.fact.entity is Entity.COUNT
                plain = (right_years, right_days) if one is left else (left_years, left_days)
                if one.fact.name not in (*ADMISSION_DATES, FIRST_ADMITTED):
                    continue  # known of no posture class
                if not is_count or plain != (0, 0) or days:
                    self.raw = True
                    continue
                assert isinstance(other, FactRef)
                before = node.op if one is right else _FLIPPED[node.op]  # as if the day of the count stood on the left
                of_first = one.fact.name == FIRST_ADMITTED
                asked = [_Relation(other.fact.name, years, strict, of_first) for strict in _STRICT[before]]
                self.relations += [relation for relation in asked if relation not in self.relations]
            elif is_day and isinstance(one, FactRef):
                moved = (years, days) != (0, 0)
                both = isinstance(other, FactRef) and other.fact.entity is Entity.COUNT
                self.raw = self.raw or moved or both

    def region(self, day: date | None, *, of_rules: bool = False) -> int:
        """The number of the region a day falls in; -1 for a day nobody knows."""
        return -1 if day is None else bisect_right(self.rule_edges if of_rules else self.edges, day)

    def some_day(self, region: int) -> date | None:
        """A day of a region."""
        if region < 0:
            return None
        return self.edges[region - 1] if region else add(self.edges[0], days=-1)

    def table(self, days: Iterable[date]) -> pl.DataFrame:
        """A row for each day: its regions, and the bounds of each class's admission moved by each number of years.

        `low:CLASS:YEARS` follows from the last offense, `high:CLASS:YEARS` from the first; `alone:CLASS` is the code of an
        offense of that day which is both (`codes`).
        """
        many = sorted(set(days))
        frame = pl.DataFrame(
            {
                "day": many, "region": [self.region(day) for day in many],
                "rule_region": [self.region(day, of_rules=True) for day in many],
            },
            schema={"day": pl.Date, "region": pl.Int32, "rule_region": pl.Int32},
        )  # fmt: skip
        made: list[pl.Expr] = []
        for posture in self.classes:
            earliest, latest = admitted(posture, "day", "day")
            for years in self.shifts:
                made.append(_moved(earliest, years).alias(f"low:{posture.name}:{years}"))
                made.append(_moved(latest, years).alias(f"high:{posture.name}:{years}"))
        bounds = nw.from_native(frame.with_columns(*made, pl.col("day").alias("o")))
        alone = [self._of_offense(posture).alias(f"alone:{posture.name}") for posture in self.classes]
        return bounds.with_columns(*alone).drop("o").to_native()

    def told(self, *, alone: bool) -> tuple[list[str], list[str]]:
        """The columns of `table` that `codes` reads: those of the day of the first offense, and those of the last one's."""
        asked = [one for one in self.relations if not alone or one.fact != OFFENSE_DATE]
        names = [posture.name for posture in self.classes]
        high = {one.years for one in asked} | (set() if alone else {0})
        low = {one.years for one in asked if not one.of_first} | (set() if alone else {0})
        of_first = [f"high:{name}:{years}" for name in names for years in sorted(high)]
        of_last = [f"low:{name}:{years}" for name in names for years in sorted(low)]
        return [*of_first, *(f"alone:{name}" for name in names if alone)], of_last

    def codes(self, *, alone: bool) -> list[nw.Expr]:
        """How a row's days stand to the admission of every class, as whole numbers.

        The day of the offense stands in `o`, that of the conviction in `c`, and the bounds of `table` beside them; `alone`
        where the offense is the person's first and last, and the table has told what hangs on its day alone. Each relation is
        a digit to the base of three: neither, surely so, surely not so.
        """
        found = [fr.number(fr.less(Open(nw.col("c")), Open(nw.col("o")))).expr]
        for posture in self.classes:
            whole = nw.col(f"alone:{posture.name}").fill_null(0) if alone else self._of_offense(posture)
            found.append(self._digits(posture, whole, [one for one in self.relations if one.fact != OFFENSE_DATE]))
        return found

    def _of_offense(self, posture: Posture) -> nw.Expr:
        """The digits that hang on no day of conviction, before them whether the class's earliest day is after its latest."""
        latest, earliest = Open(nw.col(f"high:{posture.name}:0")), Open(nw.col(f"low:{posture.name}:0"))
        backwards = fr.choose(fr.less(latest, earliest), self._digit(1), self._digit(0))
        return self._digits(posture, backwards, [one for one in self.relations if one.fact == OFFENSE_DATE])

    def _digits(self, posture: Posture, whole: nw.Expr, relations: Iterable[_Relation]) -> nw.Expr:
        """A code with the digits of some relations added to it, each at its own place."""
        for relation in relations:
            place = 2 * 3 ** self.relations.index(relation)
            day = Open(nw.col("o" if relation.fact == OFFENSE_DATE else "c"))
            earliest = Open(nw.col(f"low:{posture.name}:{relation.years}"))
            latest = Open(nw.col(f"high:{posture.name}:{relation.years}"))
            if relation.strict:
                true, false = fr.less(day, earliest), fr.at_most(latest, day)
            else:
                true, false = fr.at_most(day, earliest), fr.less(latest, day)
            surely_not = fr.choose(false, self._digit(2 * place), self._digit(0))
            whole = whole + (surely_not if relation.of_first else fr.choose(true, self._digit(place), surely_not))
        return whole

    def _digit(self, number: int) -> nw.Expr:
        return nw.lit(number, nw.Int16 if 2 * 3 ** len(self.relations) < 1 << 15 else nw.Int64)


def admitted(posture: Posture, first: str, last: str) -> tuple[pl.Expr, pl.Expr]:
    """The earliest and the latest day of a class's admission, by the columns of the first and the last offense.

    Column by column what `Posture.at` says; where the earliest is after the latest it says nothing.
    """
    assert posture.years_since_admission is not None
    least, below = posture.years_since_admission
    return _moved(pl.col(last), -below), pl.col(first) if least == 0 else _moved(pl.col(first), -least, -1)


def _moved(day: pl.Expr, years: int, days: int = 0) -> pl.Expr:
    """Days moved by whole years, then days; 29 February in a common year becomes 1 March, as in `dates.add`."""
    moved = day.dt.offset_by(f"{years}y") if years else day
    leap = (day.dt.month() == 2) & (day.dt.day() == 29) & (moved.dt.day() == 28)
    return pl.when(leap).then(moved.dt.offset_by("1d")).otherwise(moved).dt.offset_by(f"{days}d")
