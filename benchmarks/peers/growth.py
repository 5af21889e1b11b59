"""How the cost grows: `python -m benchmarks.peers.growth` measures and draws it, docs/pictures/growth-*.svg with the data.

Rows, rules and the catalogue grow one at a time. Each point is a process of its own and is told in processor seconds for a
million convictions, of all its threads: making a batch ready and evaluating it, never the drawing of it. Ours get batch after
batch of persons, so that their memory does not grow with the rows; the other engines hold all rows at once. A point of one
batch is the least of several runs, since other work may share the cores; a point of several is run once. When a point takes
more than the budget, or does not fit, the larger ones of its engine are left out, and the page says so.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import pictures
from benchmarks.peers.data import AT_ONCE, setting_of
from benchmarks.peers.run import INPUTS, peak_mb, peers
from steelyard.law.pack import federal_pack
from steelyard.logic import columns as co
from steelyard.logic.expr import Holds, Node
from steelyard.logic.rule import Pack

PICTURES = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures"
OURS = "Steelyard"
"""How the names of our own engines begin."""

SLOW = "Steelyard, DuckDB"
"""The one columnar engine that is measured only when it is asked for: it takes seconds before the first row."""

SMALL = 300
"""Persons that an engine of one person at a time is given."""

NO_MEMORY = ("memoryerror", "memory allocation", "out of memory", "unable to allocate", "cannot allocate memory")
"""What a process says whose memory is at an end."""

JOIN = "the join of the catalogue's answers"


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


# ---------------------------------------------------------------------------------------------------------------------
# One point, in a process of its own
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Limits:
    """What a point may take: processor seconds of evaluation, memory in whole GB, runs, persons of a batch, and the input."""

    budget: float
    memory: int
    times: int
    at_once: int
    input: str


@dataclass(frozen=True)
class Point:
    """An engine with so many rules, or one of its own (`JOIN`), over so many convictions and offenses (0: no join)."""

    engine: str
    convictions: int
    rules: int
    offenses: int = 0


def least(run: Callable[[], object], times: int) -> float:
    """The least processor time of several runs, in seconds; a run of more than 20 s is not repeated."""
    found: list[float] = []
    while len(found) < times and (not found or found[0] <= 20):
        began = time.process_time()
        run()
        found.append(time.process_time() - began)
    return min(found)


def _batches(point: Point, limits: Limits) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """The point's convictions and persons: batch after batch for ours, all at once for the others."""
    pack = federal_pack()
    left = point.convictions * 2 // 3
    at_once = limits.at_once if point.engine.startswith(OURS) or point.engine == JOIN else left
    number = 0
    while left > 0:
        persons = min(left, at_once)
        yield INPUTS[limits.input](pack, persons, number)
        left -= persons
        number += 1


def measured(point: Point, limits: Limits) -> dict[str, Any]:
    """The processor seconds of a point, its convictions and this process's peak memory; `stopped` says that it did not end."""
    run = _joining(point) if point.offenses else _weighing(point)
    spent, rows = 0.0, 0
    several = point.convictions * 2 // 3 > limits.at_once
    for convictions, persons in _batches(point, limits):
        if spent > limits.budget:
            return {"stopped": f"more than {limits.budget:,.0f} processor seconds after {rows:,} convictions"}
        spent += run(convictions, persons, 1 if several else limits.times)
        rows += convictions.height
    return {"seconds": spent, "convictions": rows, "peak_mb": peak_mb()}


def _weighing(point: Point) -> Callable[[pl.DataFrame, pl.DataFrame, int], float]:
    pack, rules = pack_of(point.rules)
    peer = peers()[point.engine](pack, rules)
    return lambda convictions, persons, times: least(lambda: peer.evaluate(peer.prepare(convictions, persons)), times)


def _joining(point: Point) -> Callable[[pl.DataFrame, pl.DataFrame, int], float]:
    """A join of the catalogue's answers from a table of so many offenses, and, for an engine, all rules after it."""
    weighing = _weighing(point) if point.engine != JOIN else None
    names = [co.match_name(*ground) for ground in co.grounds_read(federal_pack(), federal_pack().rules)]

    def run(convictions: pl.DataFrame, persons: pl.DataFrame, times: int) -> float:
        table = (
            convictions.select(names).sample(point.offenses, with_replacement=True, seed=1).with_row_index("offense")
        )
        offense = (pl.int_range(pl.len()).hash(3) % point.offenses).cast(pl.UInt32).alias("offense")
        charged = convictions.drop(names).with_columns(offense)
        join = least(lambda: charged.join(table, on="offense", how="left"), times)
        joined = charged.join(table, on="offense", how="left")
        return join + (weighing(joined, persons, times) if weighing else 0.0)

    return run


def ask(point: Point, limits: Limits) -> dict[str, Any]:
    """What a process of its own measures; `stopped` when it did not fit or took far beyond the budget.

    Raises RuntimeError for a process that ends for any other reason.
    """

    def limited() -> None:
        most = int(4 * limits.budget * limits.times) + 600
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory << 30, limits.memory << 30))

    given = json.dumps([asdict(point), asdict(limits)])
    command = [sys.executable, "-m", "benchmarks.peers.growth", "--point", given]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limited)
    if done.returncode == 0:
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    elif done.returncode == -signal.SIGXCPU:
        found = {"stopped": f"far more than {limits.budget:,.0f} processor seconds"}
    elif done.returncode == -signal.SIGKILL or any(words in done.stderr.lower() for words in NO_MEMORY):
        found = {"stopped": f"more than {limits.memory} GB"}
    else:
        raise RuntimeError(f"{point} ended with status {done.returncode}: {done.stderr[-2000:]}")
    sys.stderr.write(f"{point}: {found}\n")
    return found


# ---------------------------------------------------------------------------------------------------------------------
# The three series
# ---------------------------------------------------------------------------------------------------------------------


def grow(
    points: Sequence[tuple[str, int, Point]], limits: Limits, series: str, x: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The points, given with series and size, from small to large; and those left out, with the reason."""
    found: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    over: dict[str, str] = {}
    for name, size, point in sorted(points, key=lambda one: one[1]):
        if name not in over:
            said = ask(point, limits)
            if "stopped" in said:
                over[name] = said["stopped"]
            else:
                row = {
                    "seconds": said["seconds"] / said["convictions"] * 1_000_000,
                    "processor_seconds": said["seconds"],
                }
                found.append({series: name, x: size, **row, "weighed": said["convictions"], "peak_mb": said["peak_mb"]})
                if said["seconds"] > limits.budget:
                    over[name] = f"{said['seconds']:,.0f} processor seconds at {size:,}"
                continue
        left.append({series: name, x: size, "why": over[name]})
    return found, left


DRAWN = {
    "growth-rows": ("engine", "convictions", "convictions"),
    "growth-rules": ("engine", "rules", "rules"),
    "growth-catalogue": ("part", "offenses", "offenses in the catalogue"),
}


def told(name: str, folder: Path) -> str:
    """A picture's text alternative, from its data."""
    series, x, words = DRAWN[name]
    table = pl.read_csv(folder / f"{name}.csv")
    parts = []
    for key in table[series].unique(maintain_order=True):
        own = table.filter(pl.col(series) == key)
        steps = ", ".join(f"{row['seconds']:,.3g} s at {row[x]:,}" for row in own.iter_rows(named=True))
        parts.append(f"{key}: {steps}")
    return f"Processor seconds for a million convictions by {words}. " + "; ".join(parts) + "."


def left_out(name: str, folder: Path) -> str:
    """Which points were left out of a picture, and why; "" when none were."""
    series, x, words = DRAWN[name]
    path = folder / f"{name}-left-out.csv"
    rows = pl.read_csv(path).rows(named=True) if path.exists() else []
    told_of = [f"{row[series]} at {row[x]:,} {words} ({row['why']})" for row in rows]
    return f"Left out: {'; '.join(told_of)}." if told_of else ""


def draw(name: str, folder: Path) -> str:
    """A picture from its data, and what was left out, as Markdown for the page beside its folder."""
    series, x, words = DRAWN[name]
    data, target = folder / f"{name}.csv", folder / f"{name}.svg"
    left = left_out(name, folder)
    if not data.exists():
        return left
    units = (words, "processor seconds for a million convictions")
    pictures.lines(data, target, told(name, folder), x=x, y="seconds", series=series, units=units)
    return "\n\n".join(
        filter(None, [pictures.shown(folder.parent / "benchmarks.md", target, data, told(name, folder)), left])
    )


def main() -> None:
    """Measure and draw."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.growth")
    parser.add_argument("--rows", type=int, nargs="*", default=[10**5, 3 * 10**5, 10**6, 3 * 10**6, 10**7, 10**8])
    parser.add_argument(
        "--most", type=int, default=10**8, help="convictions of a point at most; larger ones are not asked for"
    )
    parser.add_argument("--rules", type=int, nargs="*", default=[10, 30, 129, 300, 1000])
    parser.add_argument("--offenses", type=int, nargs="*", default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--rules-rows", type=int, default=100_000, help="convictions while the rules grow")
    parser.add_argument("--offenses-rows", type=int, default=300_000, help="convictions while the catalogue grows")
    parser.add_argument("--engines", nargs="+", help="columnar engines; all but DuckDB's when left out")
    parser.add_argument(
        "--small", nargs="*", default=["datalogic-py"], help="engines of one person at a time, for the rules"
    )
    parser.add_argument("--input", choices=INPUTS, default="unlike", help="what the convictions are")
    parser.add_argument("--at-once", type=int, default=AT_ONCE, help="persons of a batch")
    parser.add_argument(
        "--budget", type=float, default=300, help="processor seconds of a point, after which larger are left out"
    )
    parser.add_argument("--memory", type=int, default=8, help="GB that a point may take")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=PICTURES, help="where data and pictures go")
    parser.add_argument("--pictures", action="store_true", help="draw again from the data, measuring nothing")
    parser.add_argument("--point", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.point:
        point, limits = json.loads(given.point)
        sys.stdout.write(json.dumps(measured(Point(**point), Limits(**limits))) + "\n")
        return
    limits = Limits(given.budget, given.memory, given.times, given.at_once, given.input)
    every = len(federal_pack().rules)
    engines = given.engines or [name for name, kind in peers().items() if kind.columnar and name != SLOW]
    mine = [name for name in engines if name.startswith(OURS)]
    sizes = [size for size in given.rows if size <= given.most] or [given.most][: len(given.rows)]
    rules_rows, offenses_rows = min(given.rules_rows, given.most), min(given.offenses_rows, given.most)
    asked = {
        "growth-catalogue": [
            (part, size, Point(engine, offenses_rows, every, size))
            for size in given.offenses
            for part, engine in ((JOIN, JOIN), *((f"join and all rules, {name}", name) for name in mine))
        ],
        "growth-rules": [
            (name, size, Point(name, rows, size))
            for size in given.rules
            for name, rows in (
                *((one, rules_rows) for one in engines),
                *((one, SMALL * 3 // 2) for one in given.small),
            )
        ],
        "growth-rows": [(name, size, Point(name, size, every)) for size in sizes for name in engines],
    }
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, points in asked.items():
        if points and not given.pictures:
            found, left = grow(points, limits, *DRAWN[name][:2])
            for path, rows in ((f"{name}.csv", found), (f"{name}-left-out.csv", left)):
                (given.folder / path).unlink(missing_ok=True)
                if rows:
                    pl.DataFrame(rows).write_csv(given.folder / path)
    for name, points in asked.items():
        if points:
            sys.stdout.write(draw(name, given.folder) + "\n\n")


if __name__ == "__main__":
    main()
