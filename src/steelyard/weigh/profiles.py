"""Rows that the law cannot tell apart are weighed once: from rows to keys, to states, to profiles, and no answer lost.

Four steps, each exact:

1. A *key* is everything that is read of a row, with each day replaced by the region it falls in: no rule compares it with a
   day inside that region, and its relation to the admission of every posture class is worked out on the day itself. Rows of
   one key have the same answer to every condition.
2. A *state* is what a key adds to a world, in every posture class: the totals that `Program.parts` gives, each as far as any
   rule counts. Two states come together by adding and capping.
3. A person's state is that of all the person's rows together; `Program.decide` reads every answer from it.
4. A *profile* is the answers, in every class, with their reasons; its number is a hash of them.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

import narwhals as nw
import numpy as np
import polars as pl
from msgspec import DecodeError, msgpack

from steelyard.catalog.compiled import compiled_folder, keep
from steelyard.catalog.find import Catalogue
from steelyard.catalog.found import Found
from steelyard.law.columns import columns
from steelyard.law.federal.facts import FACTS
from steelyard.law.federal.grounds import DIAZ_LIZARRAGA
from steelyard.law.pack import federal_pack
from steelyard.law.postures import Posture, postures
from steelyard.logic import columns as co
from steelyard.logic import fragment as fr
from steelyard.logic.dates import add
from steelyard.logic.evaluate import CountFacts
from steelyard.logic.expr import Compare, FactRef, Literal, Node, Shift, walk
from steelyard.logic.facts import Between, Entity, Fact, Known, Type
from steelyard.logic.fragment import Open
from steelyard.logic.rule import Pack
from steelyard.logic.truth import Why
from steelyard.weigh.count_facts import (
    IN_STATE_COURT,
    NO_SENTENCE,
    NOT_SINCE_UNDONE,
    TOO_OLD_FOR_A_JUVENILE_COURT,
    second_crime,
    with_conduct,
)
from steelyard.weigh.counts import Weighed
from steelyard.weigh.engines import Engine
from steelyard.weigh.reading import NO_CONVICTION
from steelyard.weigh.worlds import match_answer

T = TypeVar("T")

CONVICTION = "conviction.exists"
DATED = frozenset({"convicted", "deferred", "delinquent"})
"""Outcomes whose day is the day of conviction."""

WORLDS_AT_ONCE = 150_000
KEYS_AT_ONCE = 100_000
LETTERS = {True: "T", False: "F", None: "?"}

_TYPES: dict[Type, Any] = {
    Type.BOOL: pl.Boolean, Type.DATE: pl.Date, Type.DAYS: pl.Int64, Type.CENTS: pl.Int64, Type.NUMBER: pl.Int64,
    Type.WORD: pl.String,
}  # fmt: skip
_OFFENSE, _CONVICTED, _PLEA = "count.offense_date", "count.conviction_date", "count.plea_date"
_ADMISSION = ("person.admission_date", "person.residence_began")
_FIRST = "person.first_admitted"
"""The first admission: no later than the class's latest, and nobody knows how early."""


def outcome_facts(outcome: str) -> dict[str, Known]:
    """What an outcome's word says of a count, as for a prior of a case; nothing for an outcome nobody can tell."""
    facts: dict[str, Known] = {"juvenile_adjudication": outcome == "delinquent" if outcome else None}
    if outcome == "convicted":
        facts |= {"judgment_of_guilt": True, "guilt_found_or_admitted": True, "arrested_or_charged": True}
    elif outcome in NO_CONVICTION:
        facts |= {"judgment_of_guilt": False, "guilt_found_or_admitted": False, "restraint_ordered": False}
        facts["arrested_or_charged"] = True if outcome != "declined" else None
    elif outcome in {"diverted", "deferred"}:
        facts |= {"judgment_of_guilt": False}
        facts["arrested_or_charged"] = True if outcome == "deferred" else None
    elif outcome == "delinquent":
        facts |= {"judgment_of_guilt": False, "arrested_or_charged": True}
    elif outcome in {"charged", "arrested"}:
        facts |= {"judgment_of_guilt": False, "guilt_found_or_admitted": False, "restraint_ordered": False,
                  "arrested_or_charged": True}  # fmt: skip
    if outcome in NO_CONVICTION | {"charged", "arrested"}:
        facts |= {**NO_SENTENCE, "unlawful_act_found": False}
    return facts


def term_facts(days: int | Between | None) -> dict[str, Known]:
    """What a term ordered, in whole days or by its bounds, says of a count."""
    if days is None:
        return {}
    longest = days.high if isinstance(days, Between) else days
    return {"term_imposed": days, "days_confined": Between(0, longest), "custody_to_serve": Between(0, longest)}


def table_of(rows: Sequence[Mapping[str, Known]], facts: Iterable[Fact]) -> pl.DataFrame:
    """Facts by short name as a frame in the layout of `steelyard.logic.columns`."""
    made = [
        pl.Series(name, values, dtype=_TYPES[kind]) for name, (values, kind) in co.frame_columns(rows, facts).items()
    ]
    return pl.DataFrame(made) if made else pl.DataFrame({"~none": [None] * len(rows)})


# ---------------------------------------------------------------------------------------------------------------------
# Which days the law tells apart
# ---------------------------------------------------------------------------------------------------------------------


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
                if one.fact.name not in (*_ADMISSION, _FIRST):
                    continue  # known of no posture class
                if not is_count or plain != (0, 0) or days:
                    self.raw = True
                    continue
                assert isinstance(other, FactRef)
                before = node.op if one is right else _FLIPPED[node.op]  # as if the day of the count stood on the left
                of_first = one.fact.name == _FIRST
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
            earliest, latest = _admitted(posture, "day", "day")
            for years in self.shifts:
                made.append(_moved(earliest, years).alias(f"low:{posture.name}:{years}"))
                made.append(_moved(latest, years).alias(f"high:{posture.name}:{years}"))
        bounds = nw.from_native(frame.with_columns(*made, pl.col("day").alias("o")))
        alone = [self._of_offense(posture).alias(f"alone:{posture.name}") for posture in self.classes]
        return bounds.with_columns(*alone).drop("o").to_native()

    def codes(self, *, alone: bool) -> list[nw.Expr]:
        """How a row's days stand to the admission of every class, as whole numbers.

        The day of the offense stands in `o`, that of the conviction in `c`, and the bounds of `table` beside them; `alone`
        where the offense is the person's first and last, and the table has told what hangs on its day alone. Each relation is
        a digit to the base of three: neither, surely so, surely not so.
        """
        found = [fr.number(fr.less(Open(nw.col("c")), Open(nw.col("o")))).expr]
        for posture in self.classes:
            whole = nw.col(f"alone:{posture.name}").fill_null(0) if alone else self._of_offense(posture)
            found.append(self._digits(posture, whole, [one for one in self.relations if one.fact != _OFFENSE]))
        return found

    def _of_offense(self, posture: Posture) -> nw.Expr:
        """The digits that hang on no day of conviction, before them whether the class's earliest day is after its latest."""
        latest, earliest = Open(nw.col(f"high:{posture.name}:0")), Open(nw.col(f"low:{posture.name}:0"))
        backwards = fr.choose(fr.less(latest, earliest), self._digit(1), self._digit(0))
        return self._digits(posture, backwards, [one for one in self.relations if one.fact == _OFFENSE])

    def _digits(self, posture: Posture, whole: nw.Expr, relations: Iterable[_Relation]) -> nw.Expr:
        """A code with the digits of some relations added to it, each at its own place."""
        for relation in relations:
            place = 2 * 3 ** self.relations.index(relation)
            day = Open(nw.col("o" if relation.fact == _OFFENSE else "c"))
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


def _admitted(posture: Posture, first: str, last: str) -> tuple[pl.Expr, pl.Expr]:
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


# ---------------------------------------------------------------------------------------------------------------------
# What the catalogue says, once
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge as it was read: the offense it names (or none), and how it was charged."""

    found: Found
    modifier: str | None = None


class LawTable:
    """The answers of the catalogue for every offense, level and day of conviction of a file, as rows without repeats.

    With several forums an answer stands where they agree; where they do not, it is unsettled.
    """

    def __init__(self, law: Catalogue, pack: Pack, rules: Sequence[str], forums: Sequence[str], as_of: date) -> None:
        self.law, self.forums, self.as_of = law, tuple(forums), as_of
        self.grounds = co.grounds_read(pack, rules)
        self.rows: list[tuple[Any, ...]] = []
        self.several: set[int] = set()
        """The rows of charges that name several crimes."""
        self.known: list[dict[str, Known]] = []
        self._ids: dict[tuple[Any, ...], int] = {}
        self._asked: dict[tuple[Any, ...], int] = {}
        self._edges: dict[str, list[date]] = {}
        self._changed = False
        self._table: pl.DataFrame | None = None
        named = "|".join((law.hash, pack.hash, *self.forums, as_of.isoformat(), *map(":".join, self.grounds)))
        self._store = compiled_folder() / f"answers-{sha256(named.encode()).hexdigest()[:32]}.msgpack"
        self._codes = self._stored()

    def edges(self, found: Found) -> list[date]:
        """The days of conviction on which an answer about this offense can change."""
        if found.id not in self._edges:
            days: set[date] = {DIAZ_LIZARRAGA}
            for offense in found.offenses:
                spans = [(offense.in_force_from, offense.in_force_to)]
                spans += [(form.from_, form.to) for form in offense.forms]
                spans += [(penalty.from_, penalty.to) for penalty in offense.penalties]
                days |= {first for first, _ in spans if first} | {add(last, days=1) for _, last in spans if last}
            sections = {offense.section.id for offense in found.offenses}
            for holding in self._holdings:
                if any(holding.offense.startswith(section) for section in sections):
                    days |= {d for d in (holding.conviction_from,) if d}
                    days |= {add(d, days=1) for d in (holding.conviction_to,) if d}
            self._edges[found.id] = sorted(days)
        return self._edges[found.id]

    @cached_property
    def _holdings(self) -> list[Any]:
        return [h for h in self.law.holdings if h.conviction_from or h.conviction_to]

    def row(self, charge: Charge, level: str | None, convicted: date | None, committed: date | None = None) -> int:
        """The number of the row that answers for a charge at a level, by the days of conviction and offense, None if unknown."""
        charge = replace(charge, found=charge.found.governing(committed).at_level(level, charge.modifier))
        found = charge.found
        if found.id and convicted:
            edges = self.edges(found)
            version = bisect_right(edges, convicted)
            convicted = edges[version - 1] if version else add(edges[0], days=-1)  # one day for all the same answers
        else:
            convicted = None
        asked = (found.id, found.problem if not found.id else "", charge.modifier, level, convicted)
        if asked not in self._asked:
            self._asked[asked] = self._new(charge, level, convicted)
        return self._asked[asked]

    def _new(self, charge: Charge, level: str | None, convicted: date | None) -> int:
        found = charge.found
        facts: dict[str, Known] = {"conviction_date": convicted}
        known_level: Known = level
        maximum: Known = None
        if found.id:
            known_level, maximum = self.law.penalty(found, level, convicted, charge.modifier)
            known_level = level if level is not None else known_level
        place = (found.id, charge.modifier, convicted)
        if place not in self._codes:
            self._changed = True
            count = CountFacts("1", facts)
            weighed = Weighed(count, found, "", charge.modifier)
            codes: list[int] = []
            for ground, burden in self.grounds:
                each = set()
                for forum in self.forums:
                    truth = match_answer(self.law, weighed, count, ground, burden, forum, self.as_of).truth
                    each.add(-1 if truth.is_true else 0 if truth.is_false else truth.mask)
                codes.append(each.pop() if len(each) == 1 else _differing(each))
            self._codes[place] = tuple(codes)
        content = (known_level, maximum, *self._codes[place], found.names_several)
        if content not in self._ids:
            self._ids[content] = len(self.rows)
            self.several |= {len(self.rows)} if found.names_several else set()
            self.rows.append(content)
            self.known.append({"level": known_level, "maximum_term": maximum})
        return self._ids[content]

    def _stored(self) -> dict[tuple[str, str | None, date | None], tuple[int, ...]]:
        """What an earlier run with the same law, forum and day was told; it holds offenses and answers, never a case."""
        try:
            raw = msgpack.decode(
                self._store.read_bytes(), type=list[tuple[str, str | None, date | None, tuple[int, ...]]]
            )
        except (OSError, DecodeError):
            return {}
        return {(offense, modifier, day): codes for offense, modifier, day, codes in raw}

    def keep(self) -> None:
        """Keep the catalogue's answers for the next run; a folder that cannot be written is no error."""
        if not self._changed:
            return
        keep(self._store, [(*place, codes) for place, codes in self._codes.items() if place[0]])
        self._changed = False

    def table(self) -> pl.DataFrame:
        """Every row, with `law` as its number."""
        if self._table is None or self._table.height != len(self.rows):
            self._table = self._made()
        return self._table

    def _made(self) -> pl.DataFrame:
        frame = table_of(self.known, [FACTS["count.level"], FACTS["count.maximum_term"]])
        added = [pl.Series("law", range(len(self.rows)), dtype=pl.Int64)]
        for place, (ground, burden) in enumerate(self.grounds, 2):
            codes = [row[place] for row in self.rows]
            name = co.match_name(ground, burden)
            said = [True if code == -1 else False if code == 0 else None for code in codes]
            added.append(pl.Series(name, said, dtype=pl.Boolean))
            for bit in Why:
                stands = [code > 0 and bool(code & bit) for code in codes]
                if any(stands):
                    added.append(pl.Series(co.reason_name(name, bit), stands, dtype=pl.Boolean))
        return frame.with_columns(added)


def _differing(codes: Iterable[int]) -> int:
    """The code of an answer on which forums differ: the reasons of those that leave it open, and that it is not settled."""
    mask = int(Why.UNSETTLED)
    for code in codes:
        mask |= max(code, 0)
    return mask


# ---------------------------------------------------------------------------------------------------------------------
# Keys, states, profiles
# ---------------------------------------------------------------------------------------------------------------------

_BITS_OF_A_WORD = 62
_DAYS = ("o", "c", "first", "last")
_KEYED = ("law", "facts", "at_o", "rule_c", "code0")
"""What every class reads of a key; `code1` and the following say how its days stand to the admission of one class."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Posture classes that no condition about a single count tells apart."""

    classes: tuple[int, ...]
    codes: tuple[str, ...]
    """The column of the key that says how the days stand to the class's admission, where it has one."""


@dataclass(frozen=True)
class _Words:
    """How the totals of parts stand in whole numbers: bit n of word w at level k says that a total reaches k.

    Parts that are alike in every key have the same total in every state, and share a bit; a part that is in no key has none.
    """

    parts: co.Parts
    flags: tuple[tuple[str, int], ...]
    amounts: tuple[str, ...]
    alike: Mapping[str, str]
    """Every part that is in some key, with the one of `flags` or `amounts` that stands for it."""

    @classmethod
    def of(cls, parts: co.Parts) -> _Words:
        """The words for the parts of some keys."""
        first: dict[tuple[int, bytes], str] = {}
        alike: dict[str, str] = {}
        for name, cap in parts.caps.items():
            values = parts.frame[name].to_numpy()
            if values.any():
                held = np.packbits(values) if values.dtype == np.bool_ else values
                alike[name] = first.setdefault((cap, held.tobytes()), name)
        caps = {name: parts.caps[name] for name in dict.fromkeys(alike.values())}
        amounts = tuple(name for name, cap in caps.items() if cap > _MOST_COUNTED)
        flags = sorted(((n, cap) for n, cap in caps.items() if n not in amounts), key=lambda one: one[1])
        return cls(parts, tuple(flags), amounts, alike)

    @cached_property
    def place(self) -> dict[str, tuple[int, int]]:
        """The word and the bit of each part that is counted."""
        return {name: divmod(number, _BITS_OF_A_WORD) for number, (name, _) in enumerate(self.flags)}

    @cached_property
    def levels(self) -> list[int]:
        """For each word, how far its parts are counted."""
        many = [cap for _, cap in self.flags]
        return [max(many[at : at + _BITS_OF_A_WORD]) for at in range(0, len(many), _BITS_OF_A_WORD)]

    def counted(self, number: int, level: int) -> int:
        """The bits of a word whose parts are counted that far."""
        own = self.flags[number * _BITS_OF_A_WORD : (number + 1) * _BITS_OF_A_WORD]
        return sum(1 << bit for bit, (_, cap) in enumerate(own) if cap >= level)

    def word(self, number: int, level: int) -> str:
        """The column of a word."""
        return f"w{number}:{level}"

    @cached_property
    def columns(self) -> list[str]:
        """Every column of the totals."""
        words = [self.word(n, level) for n, most in enumerate(self.levels) for level in range(1, most + 1)]
        return [*words, *self.amounts]

    def packed(self) -> list[pl.Expr]:
        """The parts of one count as totals."""
        made = []
        for number in range(len(self.levels)):
            whole = pl.lit(0, pl.Int64)
            for name, _ in self.flags[number * _BITS_OF_A_WORD : (number + 1) * _BITS_OF_A_WORD]:
                whole = whole + pl.col(name).cast(pl.Int64) * (1 << self.place[name][1])
            made.append(whole.alias(self.word(number, 1)))
            made += [pl.lit(0, pl.Int64).alias(self.word(number, n)) for n in range(2, self.levels[number] + 1)]
        for name in self.amounts:
            made.append(pl.col(name).clip(0, self.parts.caps[name]).cast(pl.Int64))
        return made

    def added(self, prefix: str, other: str) -> list[pl.Expr]:
        """The totals of two states together; `prefix` begins the columns' names, `other` ends those of the second."""
        made = []
        for number, most in enumerate(self.levels):
            one = {n: pl.col(prefix + self.word(number, n)) for n in range(1, most + 1)}
            two = {n: pl.col(prefix + self.word(number, n) + other) for n in range(1, most + 1)}
            for level in range(1, most + 1):
                whole = one[level] | two[level]
                for n in range(1, level):
                    whole = whole | (one[n] & two[level - n] & self.counted(number, level))
                made.append(whole.alias(prefix + self.word(number, level)))
        for name in self.amounts:
            column = prefix + name
            made.append((pl.col(column) + pl.col(column + other)).clip(0, self.parts.caps[name]).alias(column))
        return made

    def with_more(self, totals: pl.DataFrame, places: pl.Series, more: pl.DataFrame) -> pl.DataFrame:
        """Totals, those at some places with more added to them."""
        if not more.height:
            return totals
        both = pl.concat([totals[places], more.rename(lambda name: name + "+")], how="horizontal")
        added = both.select(self.added("", "+")).select(self.columns).with_columns(places.alias("~at"))
        left = totals.with_row_index("~at").join(added.select("~at"), on="~at", how="anti")
        return pl.concat([left, added.select(left.columns)]).sort("~at").drop("~at")

    def totals(self) -> list[pl.Expr]:
        """The totals as `Program.decide` reads them."""
        made: list[pl.Expr] = []
        for name, cap in self.parts.caps.items():
            same = self.alike.get(name)
            if cap > _MOST_COUNTED:
                made.append((pl.col(same) if same is not None else pl.lit(0, pl.Int64)).alias(name))
                continue
            for level in range(1, cap + 1):
                reached = pl.lit(False)
                if same is not None:
                    number, bit = self.place[same]
                    reached = (pl.col(self.word(number, level)) & (1 << bit)) != 0
                made.append(reached.alias(co.total_name(name, level)))
        return made


@dataclass
class Weigher:
    """Weighs the keys of a file, and the states that they come to.

    `forums` are those whose law it is asked of: with several, what stands is what all of them say.
    """

    engine: Engine
    law: Catalogue
    forums: Sequence[str]
    as_of: date
    classes: Sequence[Posture]
    record_complete: bool | None = None
    assume: Mapping[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pack = federal_pack()
        self.rules = [column.rule for column in columns()]
        self.answers = LawTable(self.law, self.pack, self.rules, self.forums, self.as_of)
        self.setting = self._setting()
        self.program = co.Program(self.pack, self.rules, self.setting)
        self.conviction = co.Program(self.pack, [CONVICTION], self.setting)
        self.facts: list[Mapping[str, Known]] = []
        self._fact_ids: dict[tuple[Any, ...], int] = {}

    def _setting(self) -> co.Setting:
        constants: dict[str, Known] = {
            "case.proceeding_date": self.as_of, "case.record_complete": self.record_complete, "count.present": True,
        }  # fmt: skip
        for short, known in (*IN_STATE_COURT.items(), *NOT_SINCE_UNDONE.items()):
            constants[f"count.{short}"] = known
        sides: dict[str, bool | None] = {}
        for name, split in self.pack.splits.items():
            each = {split.controlling(forum, self.as_of) for forum in self.forums}
            sides[name] = each.pop() if len(each) == 1 else None
        return co.Setting(constants, sides)

    def fact_row(
        self, outcome: str, extra: Mapping[str, Known], term: int | Between | None, more: Mapping[str, Known]
    ) -> int:
        """The number of a row of facts: an outcome, what goes with it, the term and other columns; the file's own win.

        A charge that is called dismissed, or pending, in a row with a term of confinement did not end so, or not only so, and
        nobody of 35 is adjudicated delinquent for what was done then: the outcome is open.
        """
        longest = term.high if isinstance(term, Between) else term
        if outcome in NO_CONVICTION | {"charged", "arrested"} and isinstance(longest, int) and longest > 0:
            outcome = ""
        age = more.get("age_at_offense")
        if outcome == "delinquent" and isinstance(age, int) and age >= TOO_OLD_FOR_A_JUVENILE_COURT:
            outcome = ""
        facts = with_conduct(term_facts(term) | outcome_facts(outcome) | dict(extra) | dict(self.assume) | dict(more))
        if outcome == "diverted" and facts.get("guilt_found_or_admitted") is False:
            facts = {**NO_SENTENCE, "unlawful_act_found": False, **facts}
        return self._numbered_facts(facts)

    def _numbered_facts(self, facts: Mapping[str, Known]) -> int:
        name = tuple(sorted((short, repr(known)) for short, known in facts.items()))
        if name not in self._fact_ids:
            self._fact_ids[name] = len(self.facts)
            self.facts.append(facts)
        return self._fact_ids[name]

    @cached_property
    def groups(self) -> list[_Group]:
        """The classes, put together where they agree in every fact of the person that a condition about a count reads."""
        read: set[str] = set()
        for key in self.program.order:
            if isinstance(key, str) and self.pack.rule(key).entity is not Entity.COUNT:
                continue
            for root in self.pack.rule(key).expressions() if isinstance(key, str) else (key,):
                read |= {node.fact.name for node in walk(root) if isinstance(node, FactRef)}
        admitted = [one.name for one in postures().values() if one.years_since_admission is not None]
        found: dict[tuple[Any, ...], list[int]] = {}
        for number, one in enumerate(self.classes):
            codes = (f"code{1 + admitted.index(one.name)}",) if one.years_since_admission else ()
            facts = sorted((short, repr(value)) for short, value in one.facts.items() if f"person.{short}" in read)
            found.setdefault((codes, *facts), []).append(number)
        return [_Group(tuple(many), name[0]) for name, many in found.items()]

    # --- from keys to states -------------------------------------------------------------------------------------------

    def begin(self, keys: pl.DataFrame, *, raw: bool = False) -> States:
        """The states of keys, each key's first; `raw` where the days themselves are part of a key (`Days.raw`).

        `keys` has a row for each key: `law` and `facts` (rows of the tables of law and facts), `at_o` and `rule_c` (regions),
        `code0` and the following (`Days.codes`), and days of one row that has it: `o`, `c`, `first`, `last`.
        """
        self.answers.keep()
        common = (*_KEYED, *_DAYS) if raw else _KEYED
        told_apart = [[*common, *group.codes] for group in self.groups]
        each = [keys.unique(by, maintain_order=True) for by in told_apart]
        of_group = [self.classes[group.classes[0]] for group in self.groups]
        second = [self._second_crimes(one) for one in each]
        counts = _side_by_side(self._counts, (*each, *second), (*of_group, *of_group))
        words = _Words.of(self.program.parts(pl.concat(counts)))
        packed = words.parts.frame.select(words.packed())
        seconds = packed[sum(one.height for one in each) :]
        of_keys = []
        for by, one, more in zip(told_apart, each, second, strict=True):
            own = words.with_more(packed[: one.height], more["~at"], seconds[: more.height])
            told = pl.concat([one.select(by), own], how="horizontal")
            packed, seconds = packed[one.height :], seconds[more.height :]
            mine = keys.select(by).join(told, on=by, how="left", nulls_equal=True, maintain_order="left")
            of_keys.append(mine.select(words.columns))
        return States(self, words, of_keys, self._convictions(keys, list(common)))

    def _second_crimes(self, keys: pl.DataFrame) -> pl.DataFrame:
        """For keys whose charge names several crimes, a second one of which nobody knows whether it stands; `~at` is their place.

        As in a case (`counts.perhaps_several`): what asks for two convictions is open.
        """
        named = keys.with_row_index("~at").filter(pl.col("law").is_in(sorted(self.answers.several)))
        facts = [self._second_facts(number) for number in named["facts"]]
        return named.with_columns(pl.Series("facts", facts, dtype=keys.schema["facts"])).filter(pl.col("facts") >= 0)

    def _second_facts(self, number: int) -> int:
        """The row of facts of a second crime beside one with these facts; -1 where no guilt was found."""
        second = second_crime(self.facts[number])
        return -1 if second is None else self._numbered_facts(second)

    def _convictions(self, keys: pl.DataFrame, by: list[str]) -> pl.DataFrame:
        """For each key whether it is a conviction, and the mask of the reasons where nobody can tell."""
        each = keys.unique(by, maintain_order=True)
        counts = self._counts(each, self.classes[0]).with_columns(
            pl.int_range(pl.len(), dtype=pl.Int64).alias(co.WORLD)
        )
        said, _ = self.conviction.run(counts, counts.select(co.WORLD))
        own = said.sort(co.WORLD).select(
            pl.col(co.verdict_name(CONVICTION)).alias("conviction"),
            pl.col(co.mask_name(CONVICTION)).cast(pl.UInt8).alias("conviction:why"),
        )
        told = pl.concat([each.select(by), own], how="horizontal")
        return (
            keys.select(by).join(told, on=by, how="left", nulls_equal=True, maintain_order="left").select(own.columns)
        )

    def _counts(self, keys: pl.DataFrame, posture: Posture) -> pl.DataFrame:
        """A row for each key with every fact of the count, and those of a person of this class."""
        backwards = (pl.col("o") > pl.col("c")).fill_null(False)
        base = keys.select(
            "law", "facts", pl.col("o").alias(_OFFENSE), pl.col("c").alias(_CONVICTED), "first", "last",
            pl.when(~backwards).then("o").alias(co.low_name(_PLEA)), pl.when(~backwards).then("c").alias(co.high_name(_PLEA)),
        )  # fmt: skip
        used = {short for one in self.facts for short in one}
        own = table_of(self.facts, [f for f in FACTS.values() if f.entity is Entity.COUNT and f.short in used])
        answers = self.answers.table().drop("law")
        base = pl.concat([base, answers[base["law"]], own[base["facts"]]], how="horizontal")
        low = high = pl.lit(None, pl.Date)
        if posture.years_since_admission is not None:
            earliest, latest = _admitted(posture, "first", "last")
            low, high = pl.when(earliest <= latest).then(earliest), pl.when(earliest <= latest).then(latest)
        bounds = [
            end.alias(name(fact)) for fact in _ADMISSION for end, name in ((low, co.low_name), (high, co.high_name))
        ]
        first = [pl.lit(None, pl.Date).alias(co.low_name(_FIRST)), high.alias(co.high_name(_FIRST))]
        return base.with_columns(*bounds, *first, *self._person(posture))

    def _person(self, posture: Posture) -> list[pl.Expr]:
        """Every fact that some class fixes, as this one has it, but for the days of admission."""
        shorts = sorted({short for one in self.classes for short in one.facts})
        row = table_of([posture.facts], [FACTS[f"person.{short}"] for short in shorts])
        return [pl.lit(one[0], one.dtype).alias(one.name) for one in row]

    # --- from states to answers ----------------------------------------------------------------------------------------

    def decided(self, words: _Words, totals: Sequence[pl.DataFrame], classes: Sequence[Posture]) -> list[pl.DataFrame]:
        """Verdict and mask of every consequence for persons with these totals, those of each class in a frame."""
        counted = {id(each): each.select(words.totals()) for each in totals}
        worlds = [
            counted[id(each)].with_columns(self._person(posture)) for each, posture in zip(totals, classes, strict=True)
        ]
        names = [name for rule in self.rules for name in (co.verdict_name(rule), co.mask_name(rule))]
        said: pl.DataFrame = self.program.decide(words.parts, pl.concat(worlds)).select(names)
        said = said.with_columns(pl.col(co.mask_name(rule)).cast(pl.UInt8) for rule in self.rules)
        found = []
        for each in totals:
            found.append(said[: each.height])
            said = said[each.height :]
        return found


_MOST_COUNTED = 8
"""Totals that matter up to this number stand as bits; the others, sums of days, as numbers."""


class _Numbered:
    """Rows without repeats, each with a number. Rows are looked up by a hash, and compared whole before a number is given."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.table = pl.DataFrame(schema=schema)
        self.seed = 0
        self.hashes = pl.Series("hash", [], dtype=pl.UInt64)

    def numbers(self, rows: pl.DataFrame) -> pl.Series:
        """The number of each of these rows; new ones are added to the table."""
        while True:
            hashes = self._hashed(rows)
            distinct = rows.with_columns(hashes).unique("hash", maintain_order=True)
            new = distinct.join(pl.DataFrame([self.hashes]), on="hash", how="anti", maintain_order="left")
            table = pl.concat([self.table, new.drop("hash")])
            known = pl.DataFrame([pl.concat([self.hashes, new["hash"]])]).with_row_index("number")
            found = pl.DataFrame([hashes]).join(known, on="hash", how="left", maintain_order="left")["number"]
            if table[found].equals(rows):
                self.table, self.hashes = table, known["hash"]
                return found.cast(pl.Int32)
            self.seed += 1  # two different rows have one hash
            self.hashes = self._hashed(self.table)

    def _hashed(self, rows: pl.DataFrame) -> pl.Series:
        return rows.hash_rows(seed=self.seed).alias("hash")


def _distinct(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Rows without repeats, and the number among them of each row."""
    found = _Numbered(rows.schema)
    numbers = found.numbers(rows)
    return found.table, numbers


def _side_by_side(work: Callable[..., T], *items: Sequence[Any]) -> list[T]:
    """What a piece of work makes of each item, on every core: Polars lets other threads go on while it works."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, *items))


class States:
    """The states of a partition: those of the keys, and those that persons come to. Equal totals are one state.

    A state is what each group of posture classes comes to, each numbered by itself.
    """

    def __init__(
        self, weigher: Weigher, words: _Words, of_keys: Sequence[pl.DataFrame], convictions: pl.DataFrame
    ) -> None:
        self.weigher = weigher
        self.words = words
        self.convictions = convictions
        self.totals = [_Numbered(dict.fromkeys(words.columns, pl.Int64)) for _ in weigher.groups]
        self.states = _Numbered({str(number): pl.Int32 for number in range(len(weigher.groups))})
        self.of_key = self._numbered([one.numbers(each) for one, each in zip(self.totals, of_keys, strict=True)])

    def _numbered(self, totals: Sequence[pl.Series]) -> pl.Series:
        """The number of the state that these totals of the groups are."""
        return self.states.numbers(pl.DataFrame([one.alias(str(number)) for number, one in enumerate(totals)]))

    def merged(self, one: pl.Series, other: pl.Series) -> pl.Series:
        """The states that pairs of states come to together."""
        ones, others = self.states.table[one], self.states.table[other]
        names = self.states.table.columns
        return self._numbered(
            _side_by_side(self._merged, self.totals, [ones[name] for name in names], [others[name] for name in names])
        )

    def _merged(self, totals: _Numbered, ones: pl.Series, others: pl.Series) -> pl.Series:
        """The totals that pairs of one group's totals come to."""
        pairs = _pairs(ones, others)
        distinct = pairs.unique(maintain_order=True)
        one, other = _of_pairs(distinct)
        both = [totals.table[one], totals.table[other].rename(lambda name: name + "+")]
        added = pl.concat(both, how="horizontal").select(self.words.added("", "+")).select(self.words.columns)
        return _looked_up(pairs, distinct, totals.numbers(added))

    def together(self, rows: pl.DataFrame) -> pl.DataFrame:
        """For each `person` the state that the `state`s of the person's rows come to.

        Persons whose rows have the same states, whatever their order, are told apart by two sums of hashes of 64 bits and the
        number of rows, and one of them is worked out for all.
        """
        sums = {f"~{seed}": pl.col("state").hash(seed).sum() for seed in (1, 2)}
        marks = rows.lazy().group_by("person").agg(pl.len().alias("~rows"), **sums).collect(engine="streaming")
        alike = [name for name in marks.columns if name != "person"]
        some = marks.unique(alike, keep="any")
        told = self._by_pairs(rows.join(some.select("person"), on="person", how="semi"))
        known = some.join(told, on="person", how="left").drop("person")
        return marks.join(known, on=alike, how="left").select("person", "state")

    def _by_pairs(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The same, person by person: neighbours by pairs, till one is left."""
        rows = rows.sort("person")
        person, states = rows["person"].to_numpy(), rows["state"]
        starts = np.flatnonzero(np.diff(person, prepend=person[:1] - 1))
        persons = rows["person"].gather(starts)
        many = np.diff(np.append(starts, len(person)))
        while many.max(initial=1) > 1:
            halves = (many + 1) // 2
            firsts = np.cumsum(halves) - halves
            place = np.repeat(starts - 2 * firsts, halves) + 2 * np.arange(int(halves.sum()))
            has_next = np.flatnonzero(place + 1 < np.repeat(starts + many, halves))
            pairs = _pairs(states.gather(place[has_next]), states.gather(place[has_next] + 1))
            distinct = pairs.unique(maintain_order=True)
            sums = _looked_up(pairs, distinct, self.merged(*_of_pairs(distinct)))
            states = states.gather(place).scatter(has_next, sums)
            starts, many = firsts, halves
        return pl.DataFrame([persons, states])

    def answer(self, states: pl.Series) -> Answers:
        """The profiles of states, in every posture class."""
        used = states.unique().sort()
        table = self.states.table[used]
        weigher = self.weigher
        totals: list[pl.DataFrame] = []
        at_total: list[pl.Series] = []
        asked: list[tuple[int, int]] = []
        for number, group in enumerate(weigher.groups):
            mine = _Numbered({"total": pl.Int32})
            at_total.append(mine.numbers(table.select(pl.col(str(number)).alias("total"))))
            totals.append(self.totals[number].table[mine.table["total"]])
            asked += [(number, one) for one in group.classes]
        said = weigher.decided(
            self.words, [totals[group] for group, _ in asked], [weigher.classes[one] for _, one in asked]
        )
        told = _side_by_side(_distinct, said)
        rows = {one: distinct for (_, one), (distinct, _) in zip(asked, told, strict=True)}
        of_class = {one: number[at_total[at]] for (at, one), (_, number) in zip(asked, told, strict=True)}
        digests = {one: _digests(distinct) for one, distinct in rows.items()}
        tuples = pl.DataFrame([of_class[number].alias(str(number)) for number in range(len(weigher.classes))])
        distinct = tuples.unique(maintain_order=True)
        ids = [
            int.from_bytes(sha256(b"".join(digests[c][n] for c, n in enumerate(row))).digest()[:8], "big") >> 2
            for row in distinct.iter_rows()
        ]
        distinct = distinct.with_columns(
            pl.Series("profile", ids, dtype=pl.Int64), pl.int_range(pl.len(), dtype=pl.Int32).alias("place")
        )
        places = tuples.join(distinct, on=tuples.columns, how="left", maintain_order="left")["place"]
        return Answers(pl.DataFrame([used.alias("state"), places]), distinct.drop("place"), rows, weigher.rules)


def _pairs(ones: pl.Series, others: pl.Series) -> pl.Series:
    """Pairs of numbers without an order, each as one whole number."""
    both = pl.DataFrame([ones.cast(pl.Int64).alias("a"), others.cast(pl.Int64).alias("b")])
    return both.select((pl.min_horizontal("a", "b") * (1 << 32) + pl.max_horizontal("a", "b")).alias("pair"))["pair"]


def _of_pairs(pairs: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The numbers of pairs."""
    return (pairs // (1 << 32)).cast(pl.Int32), (pairs % (1 << 32)).cast(pl.Int32)


def _looked_up(pairs: pl.Series, distinct: pl.Series, told: pl.Series) -> pl.Series:
    """For each pair what is told of the distinct ones."""
    table = pl.DataFrame([distinct, told.alias("told")])
    return pl.DataFrame([pairs]).join(table, on="pair", how="left", maintain_order="left")["told"]


def _digests(answers: pl.DataFrame) -> list[bytes]:
    """A digest of each row of verdicts and masks, the same in every run."""
    cells = answers.select(pl.all().cast(pl.UInt8).fill_null(2)).to_numpy()
    return [sha256(row).digest() for row in np.ascontiguousarray(cells)]


@dataclass(frozen=True)
class Answers:
    """The profiles of some states: which is whose, and what each says."""

    of_states: pl.DataFrame
    """`state`, and the `place` of its profile among these."""
    places: pl.DataFrame
    """`profile`, and for each class the row of its answers; its rows are in the order of the places, from 0."""
    rows: Mapping[int, pl.DataFrame]
    rules: Sequence[str]

    def by_class(self) -> pl.DataFrame:
        """A row for each profile and class: verdict and mask of every consequence."""
        many = []
        for number, answers in self.rows.items():
            own = self.places.select("profile", pl.lit(number, pl.Int64).alias("class"))
            many.append(pl.concat([own, answers[self.places[str(number)]]], how="horizontal"))
        return pl.concat(many)

    def letters(self) -> pl.DataFrame:
        """One row a profile, with its `place`: for every consequence a letter for each class, T, F or ?."""
        place = pl.Series("place", range(self.places.height), dtype=pl.Int32)
        return pl.DataFrame([place, self.places["profile"], *_side_by_side(self._letters, self.rules)])

    def _letters(self, rule: str) -> pl.Series:
        """The letters of one consequence, profile by profile."""
        letter = pl.when(pl.col(rule)).then(pl.lit("T")).when(~pl.col(rule)).then(pl.lit("F")).otherwise(pl.lit("?"))
        each = pl.DataFrame([
            self.rows[number].select(letter.alias("l"))["l"][self.places[str(number)]].alias(str(number))
            for number in sorted(self.rows)
        ])  # fmt: skip
        return each.select(pl.concat_str(pl.all()).alias(rule))[rule]
