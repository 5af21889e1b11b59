"""The rules as the other engines get them (`benchmarks.peers.core`): every formula, read plainly, against the reference."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from benchmarks.peers import field
from benchmarks.peers.core import (
    And,
    Cmp,
    Const,
    Core,
    Different,
    Flag,
    Formula,
    In,
    Lit,
    Many,
    Neg,
    Or,
    Sum,
    Term,
    Var,
    Years,
    texts_of,
)
from benchmarks.peers.data import FORUM, PROCEEDING, batch, edges
from benchmarks.peers.ours import Reference
from benchmarks.peers.peer import Answers, Lowered
from benchmarks.peers.run import differences

from steelyard.catalog.find import catalogue
from steelyard.law.pack import federal_pack
from steelyard.logic import columns as co
from steelyard.logic import dates
from steelyard.logic.evaluate import CountFacts
from steelyard.logic.expr import Compare, Expr, FactRef, Not, OneOf
from steelyard.logic.facts import Among, Between, Known
from steelyard.weigh.counts import Weighed
from steelyard.weigh.worlds import match_answer
from tests.differential.side_by_side import FEDERAL_AMOUNTS, FEDERAL_EDGES
from tests.differential.worlds import Drawn, frames, worlds_of

PACK = federal_pack()
RULES = list(PACK.rules)
Row = dict[str, Any]


class Plain(Lowered):
    """The formulas read one by one in plain Python; `counts` of a person are its convictions."""

    name = "plain"

    @staticmethod
    def version() -> str:
        return ""

    def build(self) -> None:
        self.stages = [
            (stage.of_world, [(one.name, truth(one.formula)) for one in stage.definitions])
            for stage in self.core.stages
        ]

    def prepare(self, convictions: pl.DataFrame, persons: pl.DataFrame) -> object:
        of_count, of_world = self.bounds(convictions, persons)
        people = {row[co.WORLD]: row | {"counts": []} for row in of_world.to_dicts()}
        for row in of_count.to_dicts():
            people[row[co.WORLD]]["counts"].append(row)
        return list(people.values())

    def evaluate(self, ready: Any) -> object:
        for person in ready:
            for of_world, definitions in self.stages:
                for name, holds in definitions:
                    for row in [person] if of_world else person["counts"]:
                        row[name] = holds(person, row)
        return ready

    def finish(self, found: Any) -> Answers:
        convictions = pl.DataFrame([row for person in found for row in person["counts"]], infer_schema_length=None)
        persons = pl.DataFrame([{k: v for k, v in p.items() if k != "counts"} for p in found], infer_schema_length=None)
        return self.verdicts(convictions, False), self.verdicts(persons, True)


def truth(formula: Formula) -> Callable[[Row, Row], bool]:
    """A formula as a function of the person and of the row in view: a conviction's, or the person's own."""
    if isinstance(formula, Const):
        return lambda person, row: formula.value
    if isinstance(formula, Flag | Var):
        name = formula.column if isinstance(formula, Flag) else formula.name
        if (isinstance(formula, Flag) and name.startswith("p_")) or (isinstance(formula, Var) and formula.of_world):
            return lambda person, row: person[name]
        return lambda person, row: row[name]
    if isinstance(formula, Cmp):
        left, right = number(formula.left), number(formula.right)
        if formula.op == "<":
            return lambda person, row: left(person, row) < right(person, row)
        if formula.op == "<=":
            return lambda person, row: left(person, row) <= right(person, row)
        return lambda person, row: left(person, row) == right(person, row)
    if isinstance(formula, In):
        column, codes = formula.column, frozenset(formula.codes)
        if column.startswith("p_"):
            return lambda person, row: person[column] in codes
        return lambda person, row: row[column] in codes
    if isinstance(formula, And | Or):
        parts = [truth(part) for part in formula.parts]
        if isinstance(formula, And):
            return lambda person, row: all(part(person, row) for part in parts)
        return lambda person, row: any(part(person, row) for part in parts)
    if isinstance(formula, Neg):
        inner = truth(formula.part)
        return lambda person, row: not inner(person, row)
    where = truth(formula.where)

    def satisfying(person: Row) -> list[Row]:
        return [count for count in person["counts"] if where(person, count)]

    if isinstance(formula, Many):
        return lambda person, row: len(satisfying(person)) >= formula.number
    if isinstance(formula, Sum):
        return lambda person, row: sum(one[formula.column] for one in satisfying(person)) >= formula.threshold
    assert isinstance(formula, Different)

    def different(person: Row, row: Row) -> bool:
        labels = [one[formula.label] for one in satisfying(person)]
        return len({*labels} - {0}) + (labels.count(0) if formula.each_unnamed else 0) >= formula.number

    return different


def number(term: Term) -> Callable[[Row, Row], int]:
    """A whole number; a day is moved by the calendar of the law, and a bound that is no day by the same number."""
    if isinstance(term, Lit):
        return lambda person, row: term.value
    column, years = term.column, term.years if isinstance(term, Years) else 0
    of_person = column.startswith("p_")

    def read(person: Row, row: Row) -> int:
        value: int = (person if of_person else row)[column]
        if not years:
            return value
        if not 0 < value < 100_000_000:
            return value + years * 10_000
        day = dates.add(date(value // 10_000, value // 100 % 100, value % 100), years=years)
        return day.year * 10_000 + day.month * 100 + day.day

    return read


# ---------------------------------------------------------------------------------------------------------------------
# Persons
# ---------------------------------------------------------------------------------------------------------------------


def at_the_edges(persons: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Persons with none to four convictions whose days and amounts stand on, before and after the law's own."""
    drawn = worlds_of(
        random.Random(5), PACK.facts, co.grounds_read(PACK, RULES), FEDERAL_EDGES, FEDERAL_AMOUNTS, persons
    )
    return frames(PACK, [_as_peers_have_them(one) for one in drawn])


def _as_peers_have_them(one: Drawn) -> Drawn:
    """The same world without what is known in part, and with the names that labels have there."""

    def plain(value: Known) -> Known:
        if isinstance(value, Between | Among):
            return None
        return {"x": "first", "y": "second"}.get(value, value) if isinstance(value, str) else value

    def of(facts: Any) -> dict[str, Known]:
        return {short: plain(value) for short, value in facts.items()}

    return replace(one, person=of(one.person), counts=tuple(of(count) for count in one.counts))


def of_schemes_unknown(persons: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Persons surely convicted of moral turpitude and of drugs, on complete records; of half of it nobody knows the scheme."""
    convictions, held = batch(PACK, persons, 78)
    surely = dict.fromkeys(
        ("judgment_of_guilt", "guilt_found_or_admitted", "restraint_ordered", "criminal_proceeding"), True
    )
    surely |= dict.fromkeys(("pardoned", "juvenile_adjudication", "only_unconditionally_suspended_fine"), False)
    facts: dict[str, Any] = {f"count.{short}": value for short, value in surely.items()}
    facts |= {"count.vacated": "no", "count.appeal": "over"}
    facts |= {co.match_name(ground, "government"): True for ground in ("CIMT", "CS")}
    labels = pl.col("count.scheme", "count.incident", "count.occasion")
    own = [pl.lit(value).alias(name) for name, value in facts.items()]
    named = pl.when(pl.col("row") % 2 == 0).then(labels)
    return convictions.with_columns(*own, named), held.with_columns(pl.lit(True).alias("case.record_complete"))


def answers(peer: Any, both: tuple[pl.DataFrame, pl.DataFrame]) -> Answers:
    of_count, of_world = peer.finish(peer.evaluate(peer.prepare(*both)))
    return of_count.sort("row"), of_world.sort(co.WORLD)


@pytest.fixture(scope="module")
def persons() -> list[tuple[tuple[pl.DataFrame, pl.DataFrame], Answers]]:
    """Persons as the benchmark draws them and persons at the edges, with the reference evaluator's answers."""
    drawn = [batch(PACK, 80, 77), at_the_edges(130), of_schemes_unknown(60)]
    return [(both, answers(Reference(PACK, RULES), both)) for both in drawn]


def found(peer: Plain, persons: Any) -> set[str]:
    """The rules with a cell that differs."""
    return {one.partition(":")[0] for both, expected in persons for one in differences(answers(peer, both), expected)}


def test_every_rule_is_said_and_every_cell_is_the_reference_evaluators(persons: Any) -> None:
    peer = Plain(PACK, RULES)
    assert peer.rules() and set(peer.rules()) == set(RULES) and not peer.refused()
    assert found(peer, persons) == set()
    both_ways = [
        rule for rule in RULES
        if {True, False} <= {value for _, said in persons for frame in said if rule in frame.columns for value in frame[rule]}
    ]  # fmt: skip
    assert len(both_ways) >= 115


# ---------------------------------------------------------------------------------------------------------------------
# That the comparison can fail
# ---------------------------------------------------------------------------------------------------------------------

Bounds = tuple[Formula, Formula]


def _unless(kind: type[Expr], changed: Callable[[Core, Any, Bounds], Bounds]) -> Callable[[pytest.MonkeyPatch], None]:
    """The lowering with the bounds of one kind of node changed."""
    original = Core.expr

    def expr(core: Core, node: Expr) -> Bounds:
        made = original(core, node)
        return changed(core, node, made) if isinstance(node, kind) else made

    return lambda patch: patch.setattr(Core, "expr", expr)


def _quantifier(changed: Callable[[Any], Any]) -> Callable[[pytest.MonkeyPatch], None]:
    """The lowering with every part of a quantifier's bounds changed."""
    original = Core._quantifier

    def quantifier(core: Core, node: Any) -> Bounds:
        low, high = original(core, node)
        return _within(low, changed), _within(high, changed)

    return lambda patch: patch.setattr(Core, "_quantifier", quantifier)


def _within(formula: Any, changed: Callable[[Any], Any]) -> Any:
    if isinstance(formula, Or):
        return Or(tuple(changed(part) for part in formula.parts))
    return changed(formula)


def _strict(core: Core, node: Compare, made: Bounds) -> Bounds:
    low, high = made
    swap = {"<": "<=", "<=": "<"}
    low = replace(low, op=swap[low.op]) if isinstance(low, Cmp) else low
    return low, replace(high, op=swap[high.op]) if isinstance(high, Cmp) else high


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a word nobody knows is none of the words": _unless(OneOf, lambda core, node, made: (made[0], made[0])),
    "the bounds are not swapped under negation": _unless(Not, lambda core, node, made: (made[1], made[0])),
    "a day counts as before itself": _unless(Compare, _strict),
    "an unknown number is above every other": _unless(Compare, lambda core, node, made: (made[1], made[1])),
    "convictions without a scheme are of one": _quantifier(
        lambda part: replace(part, each_unnamed=False) if isinstance(part, Different) else part
    ),
    "a record that may be incomplete is complete": _quantifier(
        lambda part: Const(False) if isinstance(part, Neg) else part
    ),
    "one more is needed": _quantifier(
        lambda part: replace(part, number=part.number + 1) if isinstance(part, Many) else part
    ),
    "one more day is needed": _quantifier(
        lambda part: replace(part, threshold=part.threshold + 1) if isinstance(part, Sum) else part
    ),
    "a version's last day is not its own": lambda patch: patch.setattr(
        "benchmarks.peers.core.number_of", lambda day: day.year * 10_000 + day.month * 100 + day.day - 1
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_lowering_is_found(fault: str, persons: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS[fault](monkeypatch)
    assert found(Plain(PACK, RULES), persons)


# ---------------------------------------------------------------------------------------------------------------------
# The field's own input
# ---------------------------------------------------------------------------------------------------------------------


def test_the_fields_convictions_have_the_catalogues_answers_of_their_day() -> None:
    law, offenses = catalogue(), field.picked(12)
    chance = random.Random(9)
    days = [
        date(1998, 1, 1) + timedelta(days=chance.randrange(10_000)) if chance.random() < 0.9 else None
        for _ in range(40)
    ]
    drawn = [chance.randrange(12) for _ in days]
    said = field.said_of(pl.Series(days, dtype=pl.Date), drawn, np.random.default_rng(2), 12)
    seen = set()
    for place, (day, number) in enumerate(zip(days, drawn, strict=True)):
        count = CountFacts("1", {"conviction_date": day})
        for ground, burden in (
            ("CIMT", "government"),
            ("AF", "government"),
            ("CS", "applicant"),
            ("AF:F", "government"),
        ):
            weighed = Weighed(count, offenses[number], "", None)
            value = match_answer(law, weighed, count, ground, burden, FORUM, PROCEEDING).truth.value
            assert said[co.match_name(ground, burden)][place] is value
            seen.add(value)
        level, longest = said["count.level"][place], said["count.maximum_term"][place]
        levels, _ = law.penalty(offenses[number], None, day)
        assert level in (levels.words if isinstance(levels, Among) else {levels})
        exact = law.penalty(offenses[number], level, day)[1]
        assert longest == (exact if isinstance(exact, int) else None)
    assert {True, False} <= seen


def test_persons_at_the_edges_stand_there() -> None:
    convictions, held = edges(PACK, 60, 3, True)
    others, other_held = batch(PACK, 60, 3)
    assert convictions.schema == others.schema and held.schema == other_held.schema
    admitted = held["person.admission_date"].drop_nulls()
    assert len(admitted) > 20 and all((day.month, day.day) == (2, 29) for day in admitted)
    assert (convictions["count.offense_date"].dt.year() % 4 == 0).mean() < 0.8
    assert 365 in convictions["count.term_imposed"] and 364 in convictions["count.term_imposed"]


def test_the_fields_input_has_the_layout_of_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field, "OFFENSES", 6)
    whole = field.law_of(6)
    monkeypatch.setattr(field, "law_of", lambda offenses: whole)
    convictions, held = field.batch(PACK, 50, 3)
    others, other_held = batch(PACK, 50, 3)
    assert convictions.schema == others.schema and held.schema == other_held.schema
    assert set(convictions[co.WORLD]) == set(held[co.WORLD]) and convictions["row"].n_unique() == convictions.height
    assert (convictions["count.offense_date"] <= convictions["count.conviction_date"]).all()
    at_most = convictions.drop_nulls(["count.term_imposed", "count.maximum_term"])
    assert (at_most["count.term_imposed"] <= at_most["count.maximum_term"]).all()


def test_a_level_that_is_known_in_part() -> None:
    """A felony or a misdemeanor is surely one of the two, and perhaps a felony or a violation."""
    level = PACK.facts["count.level"]
    core = Plain(PACK, RULES).core
    for wanted in ({"felony"}, {"felony", "misdemeanor"}, {"violation", "felony"}, set(level.words)):
        low, high = map(truth, core.expr(OneOf(FactRef(level), frozenset(wanted))))
        for text, code in texts_of(level).items():
            may = set(text.split("|"))
            assert low({}, {"c_level": code}) is (may <= wanted), (wanted, text)
            assert high({}, {"c_level": code}) is bool(may & wanted), (wanted, text)
    assert len(texts_of(level)) == 2 ** len(level.words) - 2
