"""Random rules of every kind of node, random worlds, and the two evaluators side by side."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

import polars as pl
from hypothesis import strategies as st

from steelyard.logic import columns as co
from steelyard.logic.dates import Axis, Span
from steelyard.logic.evaluate import CountFacts, MatchAnswer, World, evaluate
from steelyard.logic.expr import (
    COMPARISONS,
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
    Not,
    NotEncoded,
    OneOf,
    Shift,
    Split,
    Total,
)
from steelyard.logic.facts import Among, Between, Entity, Fact, Known, Type
from steelyard.logic.rule import Citation, Exception_, Gap, Pack, Rule, Side, SplitLaw, Version
from steelyard.logic.truth import FALSE, TRUE, Reason, Why, unknown

CITE = Citation("1 Test Code § 1")
OTHER = Citation("1 Test Code § 2")
KINDS = frozenset({"a", "b", "c"})

FACTS = {
    fact.name: fact
    for fact in (
        Fact("case.proceeding_date", Type.DATE, "When?"),
        Fact("case.record_complete", Type.BOOL, "Complete?"),
        Fact("person.admitted", Type.BOOL, "Admitted?"),
        Fact("person.since", Type.DATE, "Since when?"),
        Fact("person.kind", Type.WORD, "Which kind?", words=KINDS),
        Fact("count.guilty", Type.BOOL, "Guilty?"),
        Fact("count.serious", Type.BOOL, "Serious?", judgement=True),
        Fact("count.present", Type.BOOL, "Present?"),
        Fact("count.offense_date", Type.DATE, "When?"),
        Fact("count.plea_date", Type.DATE, "When?"),
        Fact("count.conviction_date", Type.DATE, "When?"),
        Fact("count.sentence_date", Type.DATE, "When?"),
        Fact("count.term", Type.DAYS, "How long?"),
        Fact("count.maximum", Type.DAYS, "How long at most?"),
        Fact("count.loss", Type.CENTS, "How much?"),
        Fact("count.level", Type.WORD, "Which level?", words=KINDS),
        Fact("count.scheme", Type.WORD, "Which scheme?"),
    )
}
"""A vocabulary with every type, a judgement, and the days that select a version."""

EDGES = (date(2015, 3, 1), date(2016, 2, 29), date(2019, 12, 31), date(2020, 1, 1), date(2020, 2, 29), date(2020, 3, 1),
         date(2025, 1, 1), date(2025, 2, 28), date(2025, 3, 1))  # fmt: skip
AMOUNTS = (0, 1, 364, 365, 366)
SPLIT_NAMES = ("question", "other question")
GROUNDS = (("G", "government"), ("G", "applicant"), ("H", "government"))


# ---------------------------------------------------------------------------------------------------------------------
# Random rules
# ---------------------------------------------------------------------------------------------------------------------


@st.composite
def expressions(draw: st.DrawFn, entity: Entity, names: Sequence[tuple[str, Entity]], depth: int) -> Expr:
    """An expression of any kind that may stand where this entity is in view; `names` are the rules it may hold."""
    here = [name for name, whose in names if whose is Entity.PERSON or entity is Entity.COUNT]
    kinds = (
        ["leaf", "leaf", "leaf"] if depth == 0 else ["leaf", "all", "any", "not", "split", "quantifier", "quantifier"]
    )
    kind = draw(st.sampled_from(kinds))
    if kind == "leaf":
        return draw(_leaf(entity, here))
    inner = expressions(entity, names, depth - 1)
    if kind == "all":
        return All(tuple(draw(st.lists(inner, min_size=1, max_size=3))))
    if kind == "any":
        return AnyOf(tuple(draw(st.lists(inner, min_size=1, max_size=3))))
    if kind == "not":
        return Not(draw(inner))
    if kind == "split":
        return Split(draw(st.sampled_from(SPLIT_NAMES)), draw(inner), draw(inner))
    where = draw(expressions(Entity.COUNT, names, depth - 1))
    if draw(st.integers(0, 3)) == 0:
        term = FACTS[draw(st.sampled_from(["count.term", "count.maximum", "count.loss"]))]
        return Total(FactRef(term), where, draw(st.sampled_from([1, 365, 700])))
    if draw(st.booleans()):
        return AtLeast(draw(st.integers(1, 2)), All((FactRef(FACTS["count.present"]), where)), None, True)
    return AtLeast(draw(st.integers(1, 3)), where, draw(st.sampled_from([None, FACTS["count.scheme"]])))


@st.composite
def _leaf(draw: st.DrawFn, entity: Entity, here: Sequence[str]) -> Expr:
    facts = [fact for fact in FACTS.values() if fact.entity is not Entity.COUNT or entity is Entity.COUNT]
    special = ["constant", "gap", *["holds"] * (2 if here else 0), *["match"] * (2 if entity is Entity.COUNT else 0)]
    kind = draw(st.sampled_from([*special, *["fact"] * 6]))
    if kind == "constant":
        return Constant(draw(st.booleans()))
    if kind == "gap":
        return NotEncoded("gap")
    if kind == "holds":
        return Holds(draw(st.sampled_from(here)))
    if kind == "match":
        return Matches(*draw(st.sampled_from(GROUNDS)))
    fact = draw(st.sampled_from(facts))
    if fact.type is Type.BOOL:
        return FactRef(fact)
    if fact.type is Type.WORD:
        words = draw(st.frozensets(st.sampled_from(sorted(fact.words) or ["x", "y"]), min_size=1, max_size=2))
        return OneOf(FactRef(fact), words)
    operator = draw(st.sampled_from(COMPARISONS))
    left: Any = draw(_term(fact))
    others = [f for f in facts if f.type is fact.type]
    right: Any = draw(
        st.one_of(
            st.sampled_from(EDGES if fact.type is Type.DATE else AMOUNTS).map(lambda value: Literal(value, fact.type)),
            st.sampled_from(others).flatmap(_term),
        )
    )
    return Compare(operator, left, right) if draw(st.booleans()) else Compare(operator, right, left)


def _term(fact: Fact) -> st.SearchStrategy[Any]:
    if fact.type is not Type.DATE:
        return st.just(FactRef(fact))
    moved = st.builds(Shift, st.just(FactRef(fact)), st.sampled_from([-5, 0, 1, 5]), st.sampled_from([0, -1, 1]))
    return st.one_of(st.just(FactRef(fact)), moved)


@st.composite
def rules(draw: st.DrawFn, name: str, entity: Entity, names: Sequence[tuple[str, Entity]], depth: int) -> Rule:
    """A rule in one to three versions, perhaps with holes between them, exceptions, and reach into the past."""
    axes = list(Axis) if entity is Entity.COUNT else [Axis.PROCEEDING]
    axis = draw(st.sampled_from([Axis.PROCEEDING, *axes]))
    cuts = sorted(draw(st.frozensets(st.sampled_from(EDGES), max_size=2)))
    starts: list[date | None] = [draw(st.sampled_from([None, date(2010, 1, 1)])), *cuts]
    versions = []
    for i, first in enumerate(starts):
        last = cuts[i] - timedelta(days=draw(st.sampled_from([1, 1, 1, 20]))) if i < len(cuts) else None
        if first is not None and last is not None and last < first:
            last = first
        reaches = draw(st.sampled_from([None, CITE]))
        since = draw(st.sampled_from([None, *EDGES[:4]])) if reaches else None
        unless = tuple(
            Exception_(f"exception {n}", draw(expressions(entity, names, 1)), draw(st.booleans()), (CITE,))
            for n in range(draw(st.sampled_from([0, 0, 1, 2])))
        )
        when = draw(expressions(entity, names, depth))
        versions.append(Version(when, (CITE,), Span(first, last), axis, reaches, since, unless))
    return Rule(name, name, entity, "test", tuple(versions))


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Three rules, of counts and persons, each of which may rest on those before it."""
    names: list[tuple[str, Entity]] = []
    made = {}
    for number in range(3):
        entity = draw(st.sampled_from([Entity.COUNT, Entity.PERSON])) if number < 2 else Entity.PERSON
        name = f"test.{number}"
        made[name] = draw(rules(name, entity, tuple(names), 2))
        names.append((name, entity))
    splits = {name: SplitLaw(name, "Which side?", Side((CITE,)), Side((OTHER,))) for name in SPLIT_NAMES}
    return Pack(FACTS, made, splits, {"gap": Gap("gap", "test", "not encoded", (CITE,))})


# ---------------------------------------------------------------------------------------------------------------------
# Random worlds
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Drawn:
    """A world as it was drawn: facts, and what the catalogue is made to say of each count."""

    person: Mapping[str, Known]
    counts: tuple[Mapping[str, Known], ...]
    matches: tuple[Mapping[tuple[str, str], bool | int], ...]
    complete: bool | None


MIXED = ("exact", "exact", "exact", "nothing", "part")


def value(
    chance: random.Random, fact: Fact, edges: Sequence[date], amounts: Sequence[int], kinds: Sequence[str] = MIXED
) -> Known:
    """A fact known, not known, or (where it may be) known in part, as often as `kinds` say."""
    kind = chance.choice(kinds)
    if kind == "nothing":
        return None
    if fact.type is Type.BOOL:
        return chance.random() < 0.5
    if fact.type is Type.WORD:
        words = sorted(fact.words) or ["x", "y"]
        if kind == "part" and fact.words:
            return Among(frozenset(chance.sample(words, chance.randint(1, len(words)))))
        return chance.choice(words)
    pick: Callable[[], Any] = lambda: chance.choice(amounts)  # noqa: E731
    if fact.type is Type.DATE:
        pick = lambda: chance.choice(edges) + timedelta(days=chance.choice((-1, 0, 0, 1, 400)))  # noqa: E731
    if kind == "exact":
        return pick()  # type: ignore[no-any-return]
    low, high = sorted((pick(), pick()))
    return Between(low if chance.random() < 0.8 else None, high if chance.random() < 0.8 else None)


def worlds_of(
    chance: random.Random,
    facts: Mapping[str, Fact],
    grounds: Sequence[tuple[str, str]],
    edges: Sequence[date],
    amounts: Sequence[int],
    number: int,
) -> list[Drawn]:
    """Random worlds over these facts, of none to four counts; in one of three nearly everything is known."""
    people = [f for f in facts.values() if f.entity is Entity.PERSON]
    own = [f for f in facts.values() if f.entity is Entity.COUNT]
    found = []
    for _ in range(number):
        kinds = chance.choice((MIXED, MIXED, ("exact",) * 40 + ("nothing", "part")))
        counts = tuple(
            {f.short: value(chance, f, edges, amounts, kinds) for f in own}
            for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 4)))
        )
        matches = tuple(
            {ground: chance.choice((True, True, False, False, 1, 4, 8, 16, 5)) for ground in grounds} for _ in counts
        )
        person = {f.short: value(chance, f, edges, amounts, kinds) for f in people}
        found.append(Drawn(person, counts, matches, chance.choice((True, True, False, None))))
    return found


# ---------------------------------------------------------------------------------------------------------------------
# Side by side
# ---------------------------------------------------------------------------------------------------------------------

TYPES = {Type.BOOL: pl.Boolean, Type.DATE: pl.Date, Type.DAYS: pl.Int64, Type.CENTS: pl.Int64, Type.NUMBER: pl.Int64,
         Type.WORD: pl.String}  # fmt: skip


def _frame(rows: Sequence[Mapping[str, Known]], facts: Sequence[Fact], keys: Mapping[str, list[int]]) -> pl.DataFrame:
    made = [pl.Series(name, values, dtype=pl.Int64) for name, values in keys.items()]
    for name, (values, kind) in co.frame_columns(rows, facts).items():
        made.append(pl.Series(name, values, dtype=TYPES[kind]))
    return pl.DataFrame(made)


def frames(pack: Pack, drawn: Sequence[Drawn]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The worlds as two frames in the layout that the columns read."""
    people = [f for f in pack.facts.values() if f.entity is Entity.PERSON]
    own = [f for f in pack.facts.values() if f.entity is Entity.COUNT]
    place = [number for number, world in enumerate(drawn) for _ in world.counts]
    counts = _frame([c for w in drawn for c in w.counts], own, {co.WORLD: place, "row": list(range(len(place)))})
    answers = [m for w in drawn for m in w.matches]
    grounds = sorted({ground for answer in answers for ground in answer})
    added = []
    for ground in grounds:
        name = co.match_name(*ground)
        said = [answer[ground] for answer in answers]
        added.append(pl.Series(name, [x if isinstance(x, bool) else None for x in said], dtype=pl.Boolean))
        masks = [0 if isinstance(x, bool) else x for x in said]
        added.append(pl.Series(co.mask_name(name), masks, dtype=pl.Int64))
    worlds = _frame([w.person for w in drawn], people, {co.WORLD: list(range(len(drawn)))})
    complete = pl.Series("case.record_complete", [w.complete for w in drawn], dtype=pl.Boolean)
    return counts.with_columns(added), worlds.with_columns(complete)


@dataclass
class Reached:
    """How many nodes of each kind and how many cells the comparison went through, and how each rule came out."""

    nodes: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    ways: set[tuple[str, bool | None]] = field(default_factory=set)

    def see(self, pack: Pack) -> None:
        """Count the nodes of a pack's rules."""
        for rule in pack.rules.values():
            self.nodes[f"version by {rule.axis}"] += len(rule.versions)
            self.nodes["exception"] += sum(len(version.unless) for version in rule.versions)
            for node in rule.nodes():
                name = type(node).__name__
                if isinstance(node, AtLeast):
                    name += " closed" if node.closed else " distinct" if node.distinct else ""
                self.nodes[name] += 1


def world_of(
    pack: Pack, one: Drawn, case: Mapping[str, Known], forum: str, settled: Mapping[str, bool]
) -> tuple[World, tuple[CountFacts, ...]]:
    """The same world for the reference evaluator."""
    counts = tuple(CountFacts(str(n), facts) for n, facts in enumerate(one.counts))

    def match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
        said = one.matches[int(count.id)][ground, burden]
        if isinstance(said, bool):
            return MatchAnswer(TRUE if said else FALSE)
        return MatchAnswer(unknown(*(Reason(bit, f"{count.id} {ground}") for bit in Why if said & bit)))

    facts = {**case, "record_complete": one.complete}
    return World(pack, one.person, counts, facts, forum, match, settled), counts


class Run(Protocol):
    """An engine: both frames with the program's columns."""

    __name__: str

    def __call__(
        self, program: co.Program, counts: pl.DataFrame, worlds: pl.DataFrame, /
    ) -> tuple[pl.DataFrame, pl.DataFrame]: ...


def compare(
    pack: Pack,
    drawn: Sequence[Drawn],
    case: Mapping[str, Known],
    forum: str,
    sides: Mapping[str, bool | None],
    runs: Sequence[Run],
    reached: Reached,
    rules: Sequence[str] = (),
) -> None:
    """Rules of the pack (all where none is named) in every world by the reference and by each run: the same verdict and mask
    in every cell."""
    setting = co.Setting({f"case.{short}": known for short, known in case.items()}, sides)
    names = list(rules or pack.rules)
    settled = {name: side for name, side in sides.items() if side is not None}
    expected: dict[str, list[tuple[bool | None, int]]] = {name: [] for name in names}
    for one in drawn:
        world, counts = world_of(pack, one, case, forum, settled)
        for name in names:
            for count in counts if pack.rules[name].entity is Entity.COUNT else (None,):
                truth = evaluate(world, name, count).truth
                expected[name].append((truth.value, truth.mask))
    for run in runs:
        by_count, by_world = run(co.Program(pack, names, setting), *frames(pack, drawn))
        by_count, by_world = by_count.sort("row"), by_world.sort(co.WORLD)
        for name in names:
            frame = by_count if pack.rules[name].entity is Entity.COUNT else by_world
            got = list(zip(frame[co.verdict_name(name)], frame[co.mask_name(name)], strict=True))
            differs = [place for place, pair in enumerate(zip(got, expected[name], strict=True)) if pair[0] != pair[1]]
            assert not differs, (run.__name__, name, differs[0], expected[name][differs[0]], got[differs[0]])
    for name, said in expected.items():
        reached.ways |= {(name, value) for value, _ in said}
        reached.cells.update({True: "true", False: "false", None: "unknown"}[value] for value, _ in said)
    reached.see(pack)
