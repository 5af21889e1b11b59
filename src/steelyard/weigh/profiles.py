"""Rows that the law cannot tell apart are weighed once: from rows to keys, to effects, to profiles, and no answer lost.

Three steps, each exact:

1. A *key* is everything that is read of a row, with each day replaced by the region it falls in: no rule compares it with a
   day inside that region, and its relation to the admission of every posture class is worked out on the day itself. Rows of
   one key have the same answer to every condition.
2. An *effect* is what a key adds to a world, in every posture class: the columns that `Program.effects` gives.
3. A person's effects, each with how often it stands as far as any rule counts, decide every answer: of the persons who
   share them one is weighed. A *profile* is the answers, in every class, with their reasons; its number is a hash of them.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

import narwhals as nw
import polars as pl

from steelyard import __version__
from steelyard.catalog.find import Catalogue, Found
from steelyard.catalog.load import compiled_folder
from steelyard.law.columns import columns
from steelyard.law.federal.facts import FACTS
from steelyard.law.federal.grounds import DIAZ_LIZARRAGA
from steelyard.law.pack import federal_pack
from steelyard.law.postures import Posture, postures
from steelyard.logic import columns as co
from steelyard.logic import fragment as fr
from steelyard.logic.dates import add
from steelyard.logic.evaluate import CountFacts
from steelyard.logic.expr import AtLeast, Compare, FactRef, Literal, Node, Shift
from steelyard.logic.facts import Between, Entity, Fact, Known, Type
from steelyard.logic.fragment import Open
from steelyard.logic.rule import Pack
from steelyard.logic.truth import Why
from steelyard.weigh.advise import (
    IN_STATE_COURT,
    NO_CONVICTION,
    NOT_SINCE_UNDONE,
    Weighed,
    match_answer,
)
from steelyard.weigh.engines import Engine

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
    if outcome in NO_CONVICTION | {"diverted", "charged", "arrested"}:
        facts |= {"term_imposed": 0, "days_confined": 0, "custody_to_serve": 0, "on_probation": False}
    return facts


def term_facts(days: int | None) -> dict[str, Known]:
    """What a term ordered, in whole days, says of a count."""
    if days is None:
        return {}
    return {"term_imposed": days, "days_confined": Between(0, days), "custody_to_serve": Between(0, days)}


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
    """A comparison of a day of the count with a day of the person, moved by whole years."""

    node: Compare
    fact: str
    person: str
    years: int
    count_is_left: bool


def _term(node: Node) -> tuple[Node, int, int]:
    years = days = 0
    while isinstance(node, Shift):
        years, days, node = years + node.years, days + node.days, node.term
    return node, years, days


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
                if one.fact.name not in _ADMISSION:
                    continue  # known of no posture class
                if not is_count or plain != (0, 0) or days:
                    self.raw = True
                    continue
                assert isinstance(other, FactRef)
                if (other.fact.name, one.fact.name, years) not in {(r.fact, r.person, r.years) for r in self.relations}:
                    self.relations.append(_Relation(node, other.fact.name, one.fact.name, years, one is right))
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

        `low:CLASS:YEARS` follows from the last offense, `high:CLASS:YEARS` from the first.
        """
        many = sorted(set(days))
        made: dict[str, list[Any]] = {
            "region": [self.region(day) for day in many], "rule_region": [self.region(d, of_rules=True) for d in many],
        }  # fmt: skip
        for posture in self.classes:
            assert posture.years_since_admission is not None
            least, below = posture.years_since_admission
            for years in self.shifts:
                low, high = [], []
                for day in many:
                    earliest = _moved(day, -below)
                    latest = day if least == 0 else _moved(day, -least, -1)
                    low.append(_moved(earliest, years))
                    high.append(_moved(latest, years))
                made[f"low:{posture.name}:{years}"], made[f"high:{posture.name}:{years}"] = low, high
        schema: dict[str, Any] = {name: pl.Int32 if "region" in name else pl.Date for name in made}
        return pl.DataFrame({"day": many} | made, schema={"day": pl.Date, **schema})

    def codes(self, low: str, high: str) -> list[nw.Expr]:
        """How a row's days stand to the admission of every class, as whole numbers; `low` and `high` prefix the bounds.

        The day of the offense stands in `o`, that of the conviction in `c`. For each comparison of the rules there are two
        digits to the base of three: surely before, surely not; surely not after, surely after.
        """
        found = [fr.number(fr.less(Open(nw.col("c")), Open(nw.col("o")))).expr]
        for posture in self.classes:
            place = 1
            whole = nw.lit(0).cast(nw.Int64)
            for relation in self.relations:
                day = Open(nw.col("o" if relation.fact == _OFFENSE else "c"))
                earliest = Open(nw.col(f"{low}low:{posture.name}:{relation.years}"))
                latest = Open(nw.col(f"{high}high:{posture.name}:{relation.years}"))
                for true, false in (
                    (fr.less(day, earliest), fr.at_most(latest, day)), (fr.at_most(day, earliest), fr.less(latest, day))
                ):  # fmt: skip
                    whole = whole + fr.number(true).expr * place + fr.number(false).expr * (2 * place)
                    place *= 3
            backwards = fr.less(
                Open(nw.col(f"{high}high:{posture.name}:0")), Open(nw.col(f"{low}low:{posture.name}:0"))
            )
            found.append(whole * 2 + fr.number(backwards).expr)
        return found


def _moved(day: date, years: int, days: int = 0) -> date:
    try:
        return add(day, years=years, days=days)
    except ValueError:
        return date.min if years < 0 else date.max


# ---------------------------------------------------------------------------------------------------------------------
# What the catalogue says, once
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge as it was read: the offense it names (or none), and how it was charged."""

    found: Found
    modifier: str | None = None


class LawTable:
    """The answers of the catalogue for every offense, level and day of conviction of a file, as rows without repeats."""

    def __init__(self, law: Catalogue, pack: Pack, rules: Sequence[str], forum: str, as_of: date) -> None:
        self.law, self.forum, self.as_of = law, forum, as_of
        self.grounds = co.grounds_read(pack, rules)
        self.rows: list[tuple[Any, ...]] = []
        self.known: list[dict[str, Known]] = []
        self._ids: dict[tuple[Any, ...], int] = {}
        self._asked: dict[tuple[Any, ...], int] = {}
        self._edges: dict[str, list[date]] = {}
        self._changed = False
        named = "|".join((law.hash, pack.hash, forum, as_of.isoformat(), __version__, *map(":".join, self.grounds)))
        self._store = compiled_folder() / f"answers-{sha256(named.encode()).hexdigest()[:32]}.json"
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

    def row(self, charge: Charge, level: str | None, convicted: date | None) -> int:
        """The number of the row that answers for a charge at a level, convicted that day (or nobody knows when)."""
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
                truth = match_answer(self.law, weighed, count, ground, burden, self.forum, self.as_of).truth
                codes.append(-1 if truth.is_true else 0 if truth.is_false else truth.mask)
            self._codes[place] = tuple(codes)
        content = (known_level, maximum, *self._codes[place])
        if content not in self._ids:
            self._ids[content] = len(self.rows)
            self.rows.append(content)
            self.known.append({"level": known_level, "maximum_term": maximum})
        return self._ids[content]

    def _stored(self) -> dict[tuple[str, str | None, date | None], tuple[int, ...]]:
        """What an earlier run with the same law, forum and day was told; it holds offenses and answers, never a case."""
        try:
            raw = json.loads(self._store.read_text(encoding="utf-8"))
            return {(o, m, date.fromisoformat(d) if d else None): tuple(codes) for o, m, d, codes in raw}
        except (OSError, ValueError, TypeError):
            return {}

    def keep(self) -> None:
        """Keep the catalogue's answers for the next run; a folder that cannot be written is no error."""
        if not self._changed:
            return
        data = [[o, m, d.isoformat() if d else None, codes] for (o, m, d), codes in self._codes.items() if o]
        temporary = self._store.with_suffix(f".{os.getpid()}.tmp")
        try:
            self._store.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(data), encoding="utf-8")
            os.replace(temporary, self._store)
            self._changed = False
        except OSError:
            temporary.unlink(missing_ok=True)

    def table(self) -> pl.DataFrame:
        """Every row, with `law` as its number."""
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


# ---------------------------------------------------------------------------------------------------------------------
# Keys, effects, profiles
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Key:
    """One distinct row: its place in the tables of law and facts, and days of it for one row that has them."""

    law: int
    facts: int
    offense: date | None
    convicted: date | None
    first: date | None
    last: date | None

    @property
    def backwards(self) -> bool:
        """True when the conviction comes before the offense, which bounds no plea between them."""
        return self.offense is not None and self.convicted is not None and self.convicted < self.offense


@dataclass(frozen=True, slots=True)
class _Part:
    """What a count adds to a world in one class: see `steelyard.logic.columns.Effects`."""

    layout: str
    once: int
    counted: tuple[int, ...]
    amounts: tuple[int, ...]
    later: int
    caps: tuple[int, ...]
    most: int


@dataclass
class Weigher:
    """Weighs keys and profiles, each once; what it has weighed it keeps."""

    engine: Engine
    law: Catalogue
    forum: str
    as_of: date
    classes: Sequence[Posture]
    record_complete: bool | None = None
    assume: Mapping[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pack = federal_pack()
        self.rules = [column.rule for column in columns()]
        self.answers = LawTable(self.law, self.pack, self.rules, self.forum, self.as_of)
        self.setting = self._setting()
        self.program = co.Program(self.pack, self.rules, self.setting)
        self.conviction = co.Program(self.pack, [CONVICTION], self.setting)
        self.cap = max((k.number for k in self.program.order if isinstance(k, AtLeast)), default=1)
        self.keys: list[Key] = []
        self._key_ids: dict[tuple[Any, ...], int] = {}
        self.facts: list[Mapping[str, Known]] = []
        self._fact_ids: dict[tuple[Any, ...], int] = {}
        self.effect_of: list[int] = []
        self.convicted_of: list[tuple[bool | None, int]] = []
        self.parts: list[_Part] = []
        self._part_ids: dict[tuple[Any, ...], int] = {}
        self._later_ids: dict[tuple[Any, ...], int] = {}
        self.effects: list[tuple[tuple[int, ...], bool, int]] = []
        self._effect_ids: dict[tuple[int, ...], int] = {}
        self._stand_for: dict[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]] = {}
        self._first: dict[tuple[Any, ...], tuple[tuple[int, int], ...]] = {}
        self.profile_ids: dict[tuple[tuple[int, int], ...], int] = {}
        self.profile_rows: list[pl.DataFrame] = []

    def _setting(self) -> co.Setting:
        constants: dict[str, Known] = {
            "case.proceeding_date": self.as_of, "case.record_complete": self.record_complete, "count.present": True,
        }  # fmt: skip
        for short, known in (*IN_STATE_COURT.items(), *NOT_SINCE_UNDONE.items()):
            constants[f"count.{short}"] = known
        sides = {name: split.controlling(self.forum, self.as_of) for name, split in self.pack.splits.items()}
        return co.Setting(constants, sides)

    # --- keys ----------------------------------------------------------------------------------------------------------

    def fact_row(self, outcome: str, extra: Mapping[str, Known], term: int | None, more: Mapping[str, Known]) -> int:
        """The number of a row of facts: an outcome, what goes with it, the term and other columns; the file's own win."""
        facts = term_facts(term) | outcome_facts(outcome) | dict(extra) | dict(self.assume) | dict(more)
        name = tuple(sorted((short, repr(known)) for short, known in facts.items()))
        if name not in self._fact_ids:
            self._fact_ids[name] = len(self.facts)
            self.facts.append(facts)
        return self._fact_ids[name]

    def key(self, key: Key, regions: tuple[int, ...]) -> int:
        """The number of a row's key; `regions` are those of its days, and how they stand to every class's admission."""
        name = (key.law, key.facts, *regions)
        if name not in self._key_ids:
            self._key_ids[name] = len(self.keys)
            self.keys.append(key)
        return self._key_ids[name]

    def _counts(self, keys: Sequence[int], worlds: Sequence[int] | None = None) -> pl.DataFrame:
        """A row for each key in every class, with every fact; `worlds` numbers the rows' worlds."""
        many = [self.keys[number] for number in keys]
        base = pl.DataFrame(
            {
                "key": keys,
                "profile": worlds if worlds is not None else list(range(len(keys))),
                "law": [one.law for one in many],
                "facts": [one.facts for one in many],
                _OFFENSE: [one.offense for one in many],
                _CONVICTED: [one.convicted for one in many],
                co.low_name(_PLEA): [None if one.backwards else one.offense for one in many],
                co.high_name(_PLEA): [None if one.backwards else one.convicted for one in many],
                "first": [one.first for one in many],
                "last": [one.last for one in many],
            },
            schema={
                "key": pl.Int64, "profile": pl.Int64, "law": pl.Int64, "facts": pl.Int64, _OFFENSE: pl.Date,
                _CONVICTED: pl.Date, co.low_name(_PLEA): pl.Date, co.high_name(_PLEA): pl.Date, "first": pl.Date,
                "last": pl.Date,
            },
        )  # fmt: skip
        base = base.join(self.answers.table(), on="law", how="left", maintain_order="left")
        used = {short for one in self.facts for short in one}
        own = table_of(self.facts, [f for f in FACTS.values() if f.entity is Entity.COUNT and f.short in used])
        base = base.join(own.with_columns(facts=pl.int_range(pl.len(), dtype=pl.Int64)), on="facts", how="left",
                         maintain_order="left")  # fmt: skip
        frames = []
        for number, posture in enumerate(self.classes):
            low, high = self._bounds(posture, many)
            added = [pl.lit(number, pl.Int64).alias("class")]
            for name in _ADMISSION:
                added += [low.alias(co.low_name(name)), high.alias(co.high_name(name))]  # type: ignore[list-item]
            frames.append(base.with_columns(added))
        whole = pl.concat(frames)
        return whole.with_columns((pl.col("profile") * len(self.classes) + pl.col("class")).alias(co.WORLD))

    def _bounds(self, posture: Posture, many: Sequence[Key]) -> tuple[pl.Series, pl.Series]:
        lows: list[date | None] = []
        highs: list[date | None] = []
        memo: dict[tuple[date | None, date | None], tuple[date | None, date | None]] = {}
        for one in many:
            place = (one.first, one.last)
            if place not in memo:
                known = posture.at(*place).get("admission_date")
                memo[place] = (known.low, known.high) if isinstance(known, Between) else (None, None)  # type: ignore[assignment]
            low, high = memo[place]
            lows.append(low)
            highs.append(high)
        return pl.Series(lows, dtype=pl.Date), pl.Series(highs, dtype=pl.Date)

    def _people(self) -> pl.DataFrame:
        """The posture classes, with the facts each fixes."""
        shorts = sorted({short for one in self.classes for short in one.facts})
        rows = [dict(one.facts) for one in self.classes]
        frame = table_of(rows, [FACTS[f"person.{short}"] for short in shorts])
        return frame.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("class"))

    def weigh_keys(self) -> None:
        """Work out the effect of every key that has none yet, and whether it is a conviction."""
        while len(self.effect_of) < len(self.keys):
            start = len(self.effect_of)
            todo = range(start, min(start + KEYS_AT_ONCE, len(self.keys)))
            counts = self._counts(list(todo))
            counts = counts.join(self._people(), on="class", how="left", maintain_order="left")
            self._note_effects(
                self.engine.effects(self.program, counts), sha256(repr(counts.columns).encode()), list(todo)
            )
            alone = counts.filter(pl.col("class") == 0)
            worlds = alone.select(co.WORLD)
            own, _ = self.engine.evaluate(self.conviction, alone, worlds)
            said = own.select("key", co.verdict_name(CONVICTION), co.mask_name(CONVICTION)).sort("key")
            self.convicted_of += [(verdict, mask) for _, verdict, mask in said.iter_rows()]

    def _note_effects(self, found: co.Effects, layout: Any, todo: list[int]) -> None:
        names = [*found.once, *found.counted, *found.amounts, *found.later]
        got = found.frame.select("key", "class", *names)
        distinct = got.select(names).unique(maintain_order=True)
        read = [self._part(found, layout.hexdigest(), row) for row in distinct.iter_rows()]
        numbered = distinct.with_columns(pl.Series("~id", read, dtype=pl.Int64))
        joined = got.join(numbered, on=names, how="left", nulls_equal=True).sort("key", "class")
        whole = joined.group_by("key", maintain_order=True).agg(pl.col("~id"))
        of_key: dict[int, list[int]] = dict(whole.iter_rows())
        for number in todo:
            ids = tuple(of_key[number])
            if ids not in self._effect_ids:
                self._effect_ids[ids] = len(self.effects)
                self.effects.append((ids, any(any(self.parts[one].amounts) for one in ids), number))
            self.effect_of.append(self._effect_ids[ids])

    def _part(self, found: co.Effects, layout: str, row: tuple[int, ...]) -> int:
        """The number of what a count adds in one class; the same numbers in another layout of columns are another part."""
        name = (layout, *row)
        if name not in self._part_ids:
            rest = list(row)

            def take(many: Sequence[str]) -> list[int]:
                taken, rest[:] = rest[: len(many)], rest[len(many) :]
                return taken

            once = sum(word << (co.WORD * place) for place, word in enumerate(take(found.once)))
            counted_bits = sum(word << (co.WORD * place) for place, word in enumerate(take(found.counted)))
            counted = tuple(place for place in range(len(found.caps)) if counted_bits >> place & 1)
            amounts = tuple(take(found.amounts))
            later = self._later_ids.setdefault((layout, *rest), len(self._later_ids))
            self._part_ids[name] = len(self.parts)
            self.parts.append(_Part(layout, once, counted, amounts, later, found.caps, found.most))
        return self._part_ids[name]

    # --- profiles ------------------------------------------------------------------------------------------------------

    def profile_of(self, effects: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """The effects of the first person who was met with the same sums, in every class, as a person with these effects."""
        counted: dict[int, int] = {}
        for effect in effects:
            counted[effect] = counted.get(effect, 0) + 1
        own = tuple(sorted((e, n if self.effects[e][1] else min(n, self.cap)) for e, n in counted.items()))
        if own not in self._stand_for:
            columns = zip(*(self.effects[e][0] for e, _ in own), strict=True)
            sums: dict[tuple[int, ...], tuple[Any, ...]] = {}
            whole = []
            for ids in columns:
                if ids not in sums:
                    sums[ids] = self._sums(ids, [times for _, times in own])
                whole.append(sums[ids])
            self._stand_for[own] = self._first.setdefault(tuple(whole), own)
        return self._stand_for[own]

    def _sums(self, ids: Sequence[int], times: Sequence[int]) -> tuple[Any, ...]:
        """What a person's counts come to in one class, as far as any rule counts."""
        parts = [self.parts[one] for one in ids]
        first = parts[0]
        if any(part.layout != first.layout for part in parts):
            return tuple(sorted(zip(ids, times, strict=True)))
        once = 0
        counted: dict[int, int] = {}
        later: dict[int, int] = {}
        amounts = [0] * len(first.amounts)
        for part, number in zip(parts, times, strict=True):
            once |= part.once
            for place in part.counted:
                counted[place] = min(counted.get(place, 0) + number, first.caps[place])
            for place, amount in enumerate(part.amounts):
                amounts[place] += amount * number
            later[part.later] = min(later.get(part.later, 0) + number, first.most)
        if any(amounts):  # what is added up of later parts cannot be told apart from the sums alone
            return (once, frozenset(counted.items()), tuple(sorted(zip(ids, times, strict=True))))
        return (once, frozenset(counted.items()), frozenset(later.items()))

    def weigh_profiles(self, wanted: Iterable[tuple[tuple[int, int], ...]]) -> None:
        """Weigh every profile that has not been weighed yet, in every posture class."""
        new = [one for one in dict.fromkeys(wanted) if one not in self.profile_ids]
        at_once = max(WORLDS_AT_ONCE // len(self.classes), 1)
        for start in range(0, len(new), at_once):
            some = new[start : start + at_once]
            answers = self._weighed(some)
            ids = self._identities(answers)
            self.profile_ids |= dict(zip(some, ids, strict=True))
            numbers = pl.Series("profile", ids, dtype=pl.Int64)
            numbered = answers.with_columns(numbers.gather(answers["profile"]).alias("profile"))
            self.profile_rows.append(numbered.unique(["profile", "class"], maintain_order=True))

    def _identities(self, answers: pl.DataFrame) -> list[int]:
        """For each profile a number that is the same in every run that gives the same answers: 62 bits of their hash."""
        cells = [
            pl.concat_str(pl.col(rule).cast(pl.String).fill_null("?"), pl.col(co.mask_name(rule)).cast(pl.String))
            for rule in self.rules
        ]
        texts = answers.select("profile", pl.concat_str(cells, separator=",").alias("text"))
        whole = texts.group_by("profile", maintain_order=True).agg(pl.col("text").str.join(";"))
        return [int.from_bytes(sha256(text.encode()).digest()[:8], "big") >> 2 for text in whole["text"]]

    def _weighed(self, profiles: Sequence[tuple[tuple[int, int], ...]]) -> pl.DataFrame:
        effects: list[int] = []
        worlds: list[int] = []
        for number, profile in enumerate(profiles):
            for effect, times in profile:
                effects += [effect] * times
                worlds += [number] * times
        many = len(self.classes)
        most = max((sum(times for _, times in profile) for profile in profiles), default=1)
        used = sorted(set(effects))
        once = self._counts([self.effects[effect][2] for effect in used], used)
        once = once.join(self._people(), on="class", how="left", maintain_order="left").rename({co.WORLD: "each"})
        places = pl.DataFrame({"effect": effects, "profile": worlds}, schema={"effect": pl.Int64, "profile": pl.Int64})
        classes = pl.DataFrame({"class": range(many)}, schema={"class": pl.Int64})
        counts = places.join(classes, how="cross").select(
            (pl.col("profile") * many + pl.col("class")).alias(co.WORLD),
            (pl.col("effect") * many + pl.col("class")).alias("each"),
        )
        each = pl.DataFrame({"profile": range(len(profiles))}, schema={"profile": pl.Int64})
        people = each.join(self._people(), how="cross")
        people = people.with_columns((pl.col("profile") * many + pl.col("class")).alias(co.WORLD))
        _, said = self.engine.evaluate(self.program, counts, people, (once.drop("class", "profile"), "each"), most)
        names = [name for rule in self.rules for name in (co.verdict_name(rule), co.mask_name(rule))]
        wide = said.select("profile", "class", *names).sort("profile", "class")
        return wide.with_columns(pl.col(co.mask_name(rule)).cast(pl.UInt8) for rule in self.rules)

    def answered(self) -> pl.DataFrame:
        """Every profile that was weighed, by class: verdict and mask of every consequence."""
        if len(self.profile_rows) > 1:
            self.profile_rows = [pl.concat(self.profile_rows).unique(["profile", "class"], maintain_order=True)]
        return self.profile_rows[0]

    def summary_table(self, answered: pl.DataFrame) -> pl.DataFrame:
        """One row a profile: for every consequence a letter for each class, and all reasons together."""
        codes = []
        for rule in self.rules:
            letter = (
                pl.when(pl.col(rule)).then(pl.lit("T")).when(~pl.col(rule)).then(pl.lit("F")).otherwise(pl.lit("?"))
            )
            codes.append(letter.str.join("").alias(rule))
            codes.append(pl.col(co.mask_name(rule)).bitwise_or().cast(pl.UInt8).alias(co.mask_name(rule)))
        return answered.sort("profile", "class").group_by("profile", maintain_order=True).agg(codes)
