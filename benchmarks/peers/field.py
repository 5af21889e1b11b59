"""The field's own input: convictions of offenses of the catalogue, with what a court's file says of them and no more.

A few hundred offenses are picked at random, and charged the more often the earlier they were picked (the n-th 1/n as often as
the first). What the catalogue says of each on the day of conviction is joined to it, as screening does. A person is of one
posture class and has its facts; whatever neither the court nor the class says is unknown.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import polars as pl

from benchmarks.peers.data import AT_ONCE, FORUM, PROCEEDING, SIZES, TYPES, facts_of
from steelyard.catalog.find import catalogue
from steelyard.catalog.found import Found
from steelyard.law.pack import federal_pack
from steelyard.law.postures import postures
from steelyard.logic import columns as co
from steelyard.logic.dates import add
from steelyard.logic.facts import Among, Entity, Fact, Type
from steelyard.logic.rule import Pack
from steelyard.weigh.count_facts import IN_STATE_COURT, NOT_SINCE_UNDONE
from steelyard.weigh.law_table import Charge, LawTable
from steelyard.weigh.profiles import outcome_facts

OFFENSES = 300
"""How many offenses of the catalogue occur."""

TERMS = (0, 10, 30, 60, 90, 180, 364, 365, 366, 730, 1095, 1825)
"""Terms in whole days, as courts have them."""

_TERM_WEIGHTS = (0.45, 0.08, 0.10, 0.06, 0.06, 0.06, 0.05, 0.05, 0.01, 0.04, 0.02, 0.02)
_FIRST_DAY = np.datetime64("1998-01-01")
_LAST_DAY = np.datetime64(PROCEEDING) - 1
_OUTCOMES = ("convicted", "deferred")


def picked(number: int) -> list[Found]:
    """That many offenses of the catalogue, the most charged first."""
    offenses = catalogue().offenses
    every = sorted({offense.id for offense in offenses})
    names = [every[place] for place in np.random.default_rng(1).permutation(len(every))[:number]]
    return [Found(name, found[0].citation, tuple(found)) for name in names if (found := offenses.find(name))]


@cache
def law_of(offenses: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The catalogue's answers, a row each; the versions of each offense by first day; and the version for no known day.

    A version says at which row its levels begin and how many they are.
    """
    law, pack = catalogue(), federal_pack()
    table = LawTable(law, pack, list(pack.rules), [FORUM], PROCEEDING)
    numbers: list[int] = []
    versions: list[dict[str, Any]] = []
    for place, found in enumerate(picked(offenses)):
        edges = table.edges(found)
        for day in (None, add(edges[0], days=-1), *edges):
            known, _ = law.penalty(found, None, day)
            levels = sorted(known.words) if isinstance(known, Among) else [known if isinstance(known, str) else None]
            versions.append({"offense": place, "from": day, "start": len(numbers), "levels": len(levels)})
            numbers += [table.row(Charge(found), level, day) for level in levels]
    table.keep()
    schema = {"offense": pl.Int64, "from": pl.Date, "start": pl.Int64, "levels": pl.Int64}
    frame = pl.DataFrame(versions, schema=schema)
    undated = frame.filter(pl.col("from").is_null()).drop("from")
    first = (pl.int_range(pl.len()).over("offense") == 0).alias("first")
    dated = frame.drop_nulls("from").with_columns(first).with_columns(
        pl.when("first").then(pl.date(1, 1, 1)).otherwise("from").alias("from")
    )  # fmt: skip
    known = [table.known[number] for number in numbers]
    levels_and_terms = [
        pl.Series(
            f"count.{short}", [one[short] if isinstance(one[short], kind) else None for one in known], dtype=TYPES[of]
        )
        for short, kind, of in (("level", str, Type.WORD), ("maximum_term", int, Type.DAYS))
    ]
    answers = table.table().select(co.match_name(*ground) for ground in table.grounds)
    return answers[numbers].with_columns(levels_and_terms), dated.drop("first").sort("from"), undated


def _facts(facts: list[Fact], known: dict[str, Any], many: int) -> list[pl.Series]:
    """A column for each fact: what is known of it by short name, one value or a series of them, and else nothing."""
    found = []
    for fact in facts:
        value = known.get(fact.short)
        if not isinstance(value, pl.Series):
            value = pl.Series([value], dtype=TYPES[fact.type]).new_from_index(0, many)
        found.append(value.cast(TYPES[fact.type]).alias(fact.name))
    return found


def _where(known: Any, values: pl.Series) -> pl.Series:
    """The values where they are known."""
    return pl.select(pl.when(pl.Series(known)).then(values)).to_series()


def said_of(convicted: pl.Series, drawn: Any, chance: np.random.Generator, offenses: int = OFFENSES) -> pl.DataFrame:
    """What the catalogue says of each offense on its day: matches, level and maximum term."""
    answers, dated, undated = law_of(offenses)
    rows = pl.DataFrame({"offense": drawn, "day": convicted}).with_row_index("at")
    known = (
        rows.drop_nulls("day")
        .sort("day")
        .join_asof(dated, left_on="day", right_on="from", by="offense", check_sortedness=False)
    )
    unknown = rows.filter(pl.col("day").is_null()).join(undated, on="offense")
    columns = ["at", "start", "levels"]
    placed = pl.concat([known.select(columns), unknown.select(columns)]).sort("at")
    at = placed["start"].to_numpy() + (chance.random(rows.height) * placed["levels"].to_numpy()).astype(np.int64)
    return answers[at]


def batch(pack: Pack, persons: int, number: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Convictions and persons of one batch, in the layout of `data.batch`."""
    chance = np.random.default_rng(number)
    facts = facts_of(pack)
    sizes = chance.choice(list(SIZES), persons, p=list(SIZES.values()))
    worlds = np.arange(persons, dtype=np.int64) + number * AT_ONCE
    many = int(sizes.sum())
    of = np.repeat(np.arange(persons), sizes)
    weights = 1 / np.arange(1, OFFENSES + 1)
    drawn = chance.choice(OFFENSES, many, p=weights / weights.sum())

    span = int((_LAST_DAY - _FIRST_DAY).astype(np.int64))
    offense = _FIRST_DAY + (chance.random(many) * span).astype(np.int64)
    convicted = np.minimum(offense + (30 + chance.gamma(2, 90, many)).astype(np.int64), _LAST_DAY)
    is_dated = chance.random(many) < 0.97
    days = _where(is_dated, pl.Series(convicted).cast(pl.Date))
    said = said_of(days, drawn, chance)
    outcome = (chance.random(many) < 0.1).astype(np.int64)
    by_outcome = [outcome_facts(word) for word in _OUTCOMES]
    own: dict[str, Any] = dict(IN_STATE_COURT) | dict(NOT_SINCE_UNDONE)
    for short in sorted({short for one in by_outcome for short in one}):
        own[short] = pl.Series([one.get(short) for one in by_outcome], dtype=pl.Boolean)[outcome]
    pleaded = pl.Series(chance.random(many) < 0.7)
    own["guilt_found_or_admitted"] = own["guilt_found_or_admitted"].zip_with(
        pl.Series(outcome == 0), _where(pleaded, pleaded)
    )
    terms = np.array(TERMS)[chance.choice(len(TERMS), many, p=_TERM_WEIGHTS)]
    at_most = said["count.maximum_term"].fill_null(max(TERMS)).to_numpy()
    terms = np.where(outcome == 1, 0, np.minimum(terms, at_most))
    term = _where(chance.random(many) < 0.9, pl.Series(terms))
    nothing = _where((term == 0).fill_null(False), pl.Series(terms))
    last = np.append(of[1:] != of[:-1], True)
    own |= {
        "offense_date": _where(chance.random(many) < 0.95, pl.Series(offense).cast(pl.Date)),
        "conviction_date": days,
        "plea_date": _where(chance.random(many) < 0.95, days),
        "term_imposed": term, "days_confined": nothing, "custody_to_serve": nothing,
        "level": said["count.level"], "maximum_term": said["count.maximum_term"],
        "age_at_offense": _where(chance.random(many) < 0.6, pl.Series(chance.integers(18, 60, many))),
        "present": pl.Series(last),
    }  # fmt: skip

    classes = list(postures().values())
    whose = chance.integers(0, len(classes), persons)
    held: dict[str, Any] = {}
    for fact in facts:
        if fact.entity is Entity.PERSON:
            values = pl.Series([one.facts.get(fact.short) for one in classes], dtype=TYPES[fact.type])
            held[fact.short] = values[whose]
    years = [one.years_since_admission for one in classes]
    ends = np.array([(365 * least, 365 * min(below, 30)) for least, below in (one or (0, 1) for one in years)])
    earliest = np.minimum.reduceat(offense, np.cumsum(sizes) - sizes)
    ago = (ends[whose, 0] + chance.random(persons) * (ends[whose, 1] - ends[whose, 0])).astype(np.int64)
    is_bounded = np.array([one is not None for one in years])[whose]
    admission = _where(is_bounded, pl.Series(earliest - ago).cast(pl.Date))
    held |= {"admission_date": admission, "residence_began": admission}
    complete = pl.Series(chance.random(persons) < 0.5)
    held["record_complete"] = _where(complete, complete)

    row = pl.Series("row", np.arange(many, dtype=np.int64) + number * AT_ONCE * 3)
    own_facts = [fact for fact in facts if fact.entity is Entity.COUNT]
    grounds = [said[co.match_name(*ground)] for ground in co.grounds_read(pack, pack.rules)]
    place = pl.Series(co.WORLD, worlds[of])
    convictions = pl.DataFrame([place, row, *_facts(own_facts, own, many), *grounds])
    others = [fact for fact in facts if fact.entity is not Entity.COUNT]
    return convictions, pl.DataFrame([pl.Series(co.WORLD, worlds), *_facts(others, held, persons)])
