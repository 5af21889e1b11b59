"""The evaluators side by side at length: `python -m tests.differential.at_length --examples 100000`.

An example is one set of rules in one random world: three random rules (60 in 100 examples) or the whole federal law (40 in
100). Each is read by the reference evaluator, in bits over Polars frames in memory, as expressions by Polars and by DuckDB,
and once more, with no labels that tell counts apart, decided from what each count adds alone; every rule's verdict and
reasons must be the same for every count and person. Ends with status 1 at the first cell that differs, with the rules and
the seed that show it.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from steelyard.law.pack import federal_pack
from steelyard.logic.facts import Known
from steelyard.logic.rule import Pack, pack_to_json
from tests.differential import engines
from tests.differential.side_by_side import (
    FEDERAL_EDGES,
    FORUMS,
    federal,
    from_totals,
    proceedings,
    random_rules,
    seeds,
    three,
)
from tests.differential.worlds import Reached, packs

RUNS = (engines.polars, engines.polars_streaming, engines.duckdb)
TOTALS = (engines.from_totals,)
WORLDS_OF_A_PACK = 40
WORLDS_OF_THE_LAW = 4_000
SHARE_OF_RANDOM_RULES = 60


@dataclass
class Progress:
    """What was compared so far."""

    began: float = field(default_factory=time.perf_counter)
    packs: int = 0
    examples: int = 0
    rules: Reached = field(default_factory=Reached)
    law: Reached = field(default_factory=Reached)
    totals: Reached = field(default_factory=Reached)
    out: Path | None = None

    def tell(self, of: int, number: int) -> None:
        """One line of progress, and the result so far where it is to be written."""
        seconds = time.perf_counter() - self.began
        sys.stderr.write(f"{self.examples:,} of {of:,} examples in {seconds:,.0f} s\n")
        sys.stderr.flush()
        if self.out is not None:
            self.out.write_text(report(self, number), encoding="utf-8")


def over_random_rules(examples: int, number: int, so_far: Progress, of: int) -> None:
    """That many examples of random rules, by the seed `number`."""

    @seed(number)
    @settings(max_examples=-(-examples // WORLDS_OF_A_PACK), deadline=None, suppress_health_check=list(HealthCheck),
              database=None, phases=[Phase.generate])  # fmt: skip
    @given(seeds, proceedings, st.lists(three, min_size=2, max_size=2), st.data())
    def one(chance: int, day: Known, sides: list[bool | None], data: st.DataObject) -> None:
        pack: Pack = data.draw(packs())
        try:
            random_rules(pack, chance, day, sides, RUNS, so_far.rules, WORLDS_OF_A_PACK)
            if from_totals(pack):
                random_rules(pack, chance, day, sides, TOTALS, so_far.totals, WORLDS_OF_A_PACK, labels=False)
        except AssertionError as error:
            shown = json.dumps(pack_to_json(pack)["rules"])
            raise SystemExit(
                f"random rules differ: {error}\nseed {chance}, day {day}, sides {sides}\n{shown}"
            ) from error
        so_far.packs += 1
        so_far.examples += WORLDS_OF_A_PACK
        if so_far.packs % 50 == 0:
            so_far.tell(of, number)

    one()


def over_the_law(examples: int, number: int, so_far: Progress, of: int) -> None:
    """That many examples of the federal law, in batches of one day and forum each."""
    for batch in range(-(-examples // WORLDS_OF_THE_LAW)):
        chance = random.Random(f"{number} {batch}")
        own, day, forum = chance.randrange(2**32), chance.choice(FEDERAL_EDGES[2:]), chance.choice(FORUMS)
        try:
            federal(own, day, forum, min(WORLDS_OF_THE_LAW, examples), RUNS, so_far.law)
            federal(own, day, forum, min(WORLDS_OF_THE_LAW, examples), TOTALS, so_far.totals, labels=False)
        except AssertionError as error:
            raise SystemExit(f"the federal law differs: {error}\nseed {own}, day {day}, forum {forum}") from error
        so_far.examples += min(WORLDS_OF_THE_LAW, examples)
        so_far.tell(of, number)


def report(so_far: Progress, number: int) -> str:
    """The result as a page in Markdown."""
    import duckdb
    import polars

    law = federal_pack()
    both = sum({(name, True), (name, False)} <= so_far.law.ways for name in law.rules)
    open_ = sum((name, None) in so_far.law.ways for name in law.rules)
    cells = so_far.rules.cells + so_far.law.cells
    lines = [
        f"{so_far.examples:,} examples, no difference: {so_far.packs:,} sets of three random rules in {WORLDS_OF_A_PACK} "
        f"random worlds each, and the {len(law.rules)} rules of the federal law in "
        f"{so_far.examples - so_far.packs * WORLDS_OF_A_PACK:,} random worlds. {sum(cells.values()):,} cells were compared on "
        f"each engine, verdict and reasons: {cells['true']:,} true, {cells['false']:,} false, {cells['unknown']:,} unknown; "
        f"from totals alone {sum(so_far.totals.cells.values()):,}. "
        f"Of the federal rules {both} came out both true and false, {open_} unknown. Seed {number}; "
        f"{time.perf_counter() - so_far.began:,.0f} s; Python {platform.python_version()}, Polars {polars.__version__}, "
        f"DuckDB {duckdb.__version__}.",
        "",
        "| what the rules were made of | in random rules | in the federal law, each time it was read |",
        "|---|---:|---:|",
    ]
    kinds = so_far.rules.nodes + so_far.law.nodes
    for name, _ in kinds.most_common():
        lines.append(f"| {name} | {so_far.rules.nodes[name]:,} | {so_far.law.nodes[name]:,} |")
    never = sorted(name for name in law.rules if not {(name, True), (name, False)} <= so_far.law.ways)
    if never and so_far.law.ways:
        lines += ["", "Federal rules that did not come out both true and false: " + ", ".join(f"`{n}`" for n in never)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Compare, and print the result."""
    parser = argparse.ArgumentParser(prog="python -m tests.differential.at_length")
    parser.add_argument("--examples", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--out", type=Path, help="also write the result to this file, as it grows")
    parser.add_argument(
        "--part", choices=["rules", "law"], help="only the random rules' share, or only the federal law's"
    )
    given_ = parser.parse_args()
    so_far = Progress(out=given_.out)
    random_ones = given_.examples * SHARE_OF_RANDOM_RULES // 100
    if given_.part != "rules":
        over_the_law(given_.examples - random_ones, given_.seed, so_far, given_.examples)
    if given_.part != "law":
        over_random_rules(random_ones, given_.seed, so_far, given_.examples)
    page = report(so_far, given_.seed)
    if given_.out:
        given_.out.write_text(page, encoding="utf-8")
    sys.stdout.write(page)


if __name__ == "__main__":
    main()
