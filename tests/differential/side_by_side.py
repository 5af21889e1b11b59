"""One comparison of the evaluators: random rules, or the whole federal law, in random worlds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from steelyard.law.pack import federal_pack
from steelyard.logic import columns as co
from steelyard.logic.facts import Between, Known
from steelyard.logic.rule import Pack
from tests.differential.worlds import (
    AMOUNTS,
    EDGES,
    FACTS,
    GROUNDS,
    SPLIT_NAMES,
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
) -> None:
    """A random pack in that many random worlds, by the reference and on every engine given."""
    drawn = worlds_of(random.Random(seed), FACTS, GROUNDS, EDGES, AMOUNTS, worlds)
    compare(pack, drawn, {"proceeding_date": proceeding}, "", dict(zip(SPLIT_NAMES, sides, strict=True)), runs, into)


def federal(seed: int, proceeding: date, forum: str, worlds: int, runs: Sequence[Run], into: Reached) -> None:
    """Every rule of the federal pack in that many random worlds, by the reference and on every engine given."""
    pack = federal_pack()
    drawn = worlds_of(
        random.Random(seed), pack.facts, co.grounds_read(pack, pack.rules), FEDERAL_EDGES, FEDERAL_AMOUNTS, worlds
    )
    sides = {name: split.controlling(forum, proceeding) for name, split in pack.splits.items()}
    compare(pack, drawn, {"proceeding_date": proceeding}, forum, sides, runs, into)
