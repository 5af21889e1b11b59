"""How the cost grows: `python -m benchmarks.peers.growth` measures and draws it, docs/pictures/growth-*.svg with the data.

Rows, rules and the catalogue grow one at a time. Each point is the processor time of one evaluation in this process, the
least of several, since other work may share the cores; each is drawn as processor seconds for a million convictions.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import pictures
from benchmarks.peers.data import batch, setting_of
from benchmarks.peers.openfisca import OpenFisca
from benchmarks.peers.ours import Polars
from benchmarks.peers.peer import Peer
from benchmarks.peers.rows import DataLogic
from steelyard.law.pack import federal_pack
from steelyard.logic import columns as co
from steelyard.logic.expr import Holds, Node
from steelyard.logic.rule import Pack

PICTURES = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures"
SMALL = 300
"""Persons that an engine of one person at a time is given."""


def least(run: Callable[[], object], times: int) -> float:
    """The least processor time of several runs, in seconds."""
    found = []
    for _ in range(times):
        began = time.process_time()
        run()
        found.append(time.process_time() - began)
        if found[0] > 20:
            break
    return min(found)


def _renamed(node: Any, prefix: str) -> Any:
    if isinstance(node, Holds):
        return Holds(prefix + node.rule)
    changed: dict[str, Any] = {}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, Node):
            changed[item.name] = _renamed(value, prefix)
        elif isinstance(value, tuple):
            changed[item.name] = tuple(_renamed(one, prefix) if isinstance(one, Node) else one for one in value)
    return replace(node, **changed) if changed else node


def pack_of(number: int) -> tuple[Pack, list[str]]:
    """A pack of that many rules: the federal ones, those that others rest on first, again and again under new names."""
    pack = federal_pack()
    order = [key for key in co.Program(pack, pack.rules, setting_of(pack)).order if isinstance(key, str)]
    rules = {}
    for copy in range(-(-number // len(order))):
        prefix = f"copy{copy}." if copy else ""
        for name in order[: number - len(rules)]:
            versions = tuple(
                replace(
                    one,
                    when=_renamed(one.when, prefix),
                    unless=tuple(replace(each, when=_renamed(each.when, prefix)) for each in one.unless),
                )
                for one in pack.rules[name].versions
            )
            rules[prefix + name] = replace(pack.rules[name], name=prefix + name, versions=versions)
    return Pack(pack.facts, rules, pack.splits, pack.gaps), list(rules)


def point(kind: type[Peer], pack: Pack, rules: Sequence[str], persons: int, times: int) -> float:
    """Processor seconds of one evaluation for a million convictions."""
    peer = kind(pack, rules)
    convictions, held = batch(federal_pack(), persons, 0)
    seconds = least(lambda: peer.evaluate(peer.prepare(convictions, held)), times)
    sys.stderr.write(f"{kind.name}: {len(rules)} rules, {convictions.height:,} convictions: {seconds:.2f} s\n")
    return seconds / convictions.height * 1_000_000


def by_rows(sizes: Sequence[int], times: int) -> list[dict[str, Any]]:
    """All rules over more and more convictions."""
    pack = federal_pack()
    found = []
    for rows in sizes:
        for kind in (Polars, OpenFisca):
            cost = point(kind, pack, list(pack.rules), rows * 2 // 3, times)
            found.append({"engine": kind.name, "convictions": rows, "seconds": cost})
    return found


def by_rules(numbers: Sequence[int], rows: int, times: int) -> list[dict[str, Any]]:
    """More and more rules over the same convictions."""
    found = []
    for number in numbers:
        pack, rules = pack_of(number)
        for kind, persons in ((Polars, rows * 2 // 3), (OpenFisca, rows * 2 // 3), (DataLogic, SMALL)):
            found.append({"engine": kind.name, "rules": number, "seconds": point(kind, pack, rules, persons, times)})
    return found


def by_catalogue(sizes: Sequence[int], rows: int, times: int) -> list[dict[str, Any]]:
    """The catalogue's answers joined to the convictions from tables of more and more offenses, then all rules."""
    pack = federal_pack()
    convictions, persons = batch(pack, rows * 2 // 3, 0)
    names = [co.match_name(*ground) for ground in co.grounds_read(pack, pack.rules)]
    peer = Polars(pack, list(pack.rules))
    found = []
    for size in sizes:
        table = convictions.select(names).sample(size, with_replacement=True, seed=1).with_row_index("offense")
        charged = convictions.drop(names).with_columns(
            (pl.int_range(pl.len()).hash(3) % size).cast(pl.UInt32).alias("offense")
        )
        join = least(lambda c=charged, t=table: c.join(t, on="offense", how="left"), times)  # type: ignore[misc]
        joined = charged.join(table, on="offense", how="left")
        rest = least(lambda j=joined: peer.evaluate((j, persons)), times)  # type: ignore[misc]
        for what, seconds in (("the join of the catalogue's answers", join), ("join and all rules", join + rest)):
            found.append({"part": what, "offenses": size, "seconds": seconds / convictions.height * 1_000_000})
        sys.stderr.write(f"{size:,} offenses: {join:.2f} s and {rest:.2f} s\n")
    return found


DRAWN = {
    "growth-rows": ("engine", "convictions", "convictions"),
    "growth-rules": ("engine", "rules", "rules"),
    "growth-catalogue": ("part", "offenses", "offenses in the catalogue"),
}


def told(name: str) -> str:
    """A picture's text alternative, from its data."""
    series, x, words = DRAWN[name]
    table = pl.read_csv(PICTURES / f"{name}.csv")
    parts = []
    for key in table[series].unique(maintain_order=True):
        own = table.filter(pl.col(series) == key)
        steps = ", ".join(f"{row['seconds']:,.3g} s at {row[x]:,}" for row in own.iter_rows(named=True))
        parts.append(f"{key}: {steps}")
    return f"Processor seconds for a million convictions by {words}. " + "; ".join(parts) + "."


def draw(name: str) -> str:
    """A picture from its data, as Markdown for docs/benchmarks.md."""
    series, x, words = DRAWN[name]
    data, target = PICTURES / f"{name}.csv", PICTURES / f"{name}.svg"
    units = (words, "processor seconds for a million convictions")
    pictures.lines(data, target, told(name), x=x, y="seconds", series=series, units=units)
    return pictures.shown(PICTURES.parent / "benchmarks.md", target, data, told(name))


def main() -> None:
    """Measure and draw."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.growth")
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 300_000, 1_000_000, 3_000_000])
    parser.add_argument("--rules", type=int, nargs="+", default=[10, 30, 129, 300, 1000])
    parser.add_argument("--offenses", type=int, nargs="+", default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--pictures", action="store_true", help="draw again from the data, measuring nothing")
    given = parser.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    if not given.pictures:
        for name, rows in (
            ("growth-catalogue", by_catalogue(given.offenses, 300_000, given.times)),
            ("growth-rules", by_rules(given.rules, 100_000, given.times)),
            ("growth-rows", by_rows(given.rows, given.times)),
        ):
            pl.DataFrame(rows).write_csv(PICTURES / f"{name}.csv")
    for name in DRAWN:
        sys.stdout.write(draw(name) + "\n\n")


if __name__ == "__main__":
    main()
