"""One comparison of the evaluators: random rules, or the whole federal law, in random worlds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from steelyard.law.pack import federal_pack
from steelyard.logic import columns as co
from steelyard.logic.expr import AtLeast
from steelyard.logic.facts import Between, Known
from steelyard.logic.rule import Pack
from tests.differential.worlds import (
    AMOUNTS,
    EDGES,
    FACTS,
    GROUNDS,
    SPLIT_NAMES,
    Drawn,
    Reached,
    Run,
    compare,
    worlds_of,
)

FEDERAL_EDGES = (
    date(1990, 11, 29), date(1996, 9, 30), date(1997, 4, 1), date(2011, 7, 14), date(2018, 4, 17), date(2019, 10, 25),
    date(2020, 2, 29), date(2024, 3, 1), date(2025, 1, 29), date(2025, 9, 5), date(2031, 3, 1),
)  # fmt: skip
FEDERAL_AMOUNTS = (0, 1, 5, 30, 31, 90, 180, 181, 185, 364, 365, 366, 730, 1825, 1_000_000, 1_000_001)
FORUMS = ("BIA", "1st Cir.", "2d Cir.", "3d Cir.", "7th Cir.", "9th Cir.")

proceedings = st.sampled_from([*EDGES, None, Between(date(2019, 6, 1), date(2025, 1, 15)), Between(None, EDGES[3])])
three = st.sampled_from([True, False, None])
seeds = st.integers(0, 2**32)


def random_rules(
    pack: Pack,
    seed: int,
    proceeding: Known,
    sides: Sequence[bool | None],
    runs: Sequence[Run],
    into: Reached,
    worlds: int = 6,
    *,
    labels: bool = True,
) -> None:
    """A random pack in that many random worlds, by the reference and on every engine given."""
    drawn = worlds_of(random.Random(seed), FACTS, GROUNDS, EDGES, AMOUNTS, worlds)
    drawn = drawn if labels else _without_labels(drawn, pack)
    compare(pack, drawn, {"proceeding_date": proceeding}, "", dict(zip(SPLIT_NAMES, sides, strict=True)), runs, into)


def from_totals(pack: Pack) -> bool:
    """Whether every quantifier of a pack's rules can be decided from totals."""
    program = co.Program(pack, pack.rules, co.Setting())
    return all(len(program.awaited(key)) <= co.MOST_AWAITED for key in program.order if not isinstance(key, str))


def _without_labels(drawn: list[Drawn], pack: Pack) -> list[Drawn]:
    """The same worlds where nobody knows which counts belong together."""
    nodes = [node for rule in pack.rules.values() for node in rule.nodes()]
    labels = {n.distinct.short for n in nodes if isinstance(n, AtLeast) and n.distinct is not None}
    return [replace(one, counts=tuple({**count, **dict.fromkeys(labels)} for count in one.counts)) for one in drawn]


def federal(
    seed: int,
    proceeding: date,
    forum: str,
    worlds: int,
    runs: Sequence[Run],
    into: Reached,
    *,
    labels: bool = True,
    rules: Sequence[str] = (),
) -> None:
    """Rules of the federal pack (all where none is named) in that many random worlds, by the reference and on every engine
    given."""
    pack = federal_pack()
    drawn = worlds_of(
        random.Random(seed), pack.facts, co.grounds_read(pack, pack.rules), FEDERAL_EDGES, FEDERAL_AMOUNTS, worlds
    )
    drawn = drawn if labels else _without_labels(drawn, pack)
    sides = {name: split.controlling(forum, proceeding) for name, split in pack.splits.items()}
    compare(pack, drawn, {"proceeding_date": proceeding}, forum, sides, runs, into, rules)
