"""The same rules in every engine: `python -m benchmarks.peers.run`, from a Python that has the `peers` group installed.

First every engine answers a sample that reaches every rule in every way it can come out, and each cell is compared with the
reference evaluator; a difference ends the run with status 1. Then each is timed in a process of its own, from Parquet to
Parquet: the columnar ones on the same file, the others on as many convictions as take them about ten seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl
import polars.selectors as cs

from benchmarks.peers import data, field
from benchmarks.peers.data import FORUM, PROCEEDING, Batch, paths, write
from benchmarks.peers.peer import Answers, Peer
from steelyard.law.pack import federal_pack
from steelyard.logic import columns as co

LONG = 60.0
"""Seconds after which a run is not repeated."""

DRAWN = 60_000
"""Persons from whom the sample is picked."""

AT_EDGES = 5_000
"""Persons with days and amounts about the law's own from whom those at an edge are picked."""

INPUTS: dict[str, Batch] = {"unlike": data.batch, "field": field.batch}
"""Every fact drawn by itself, so that no two rows are alike; or convictions as courts and the catalogue have them."""

EACH_WAY = 5
"""How many persons of the sample bring a rule out true, false, or unknown."""


def peers() -> dict[str, type[Peer]]:
    """Every engine, by its name."""
    from benchmarks.peers.ours import DuckDB, Polars, Reference

    found: dict[str, type[Peer]] = {one.name: one for one in (Polars, DuckDB, Reference)}
    for module, names in (
        ("openfisca", ("OpenFisca",)), ("rows", ("DataLogic", "Zen", "JsonLogicQubit", "Cel")), ("clingo_", ("Clingo",)),
        ("rego", ("Opa", "Regorus")),
    ):  # fmt: skip
        loaded = __import__(f"benchmarks.peers.{module}", fromlist=list(names))
        for name in names:
            one: type[Peer] = getattr(loaded, name)
            found[one.name] = one
    return found


# ---------------------------------------------------------------------------------------------------------------------
# First the answers
# ---------------------------------------------------------------------------------------------------------------------


def answers(peer: Peer, convictions: pl.DataFrame, persons: pl.DataFrame) -> Answers:
    """A peer's answers about a batch, in the order of rows and persons."""
    of_count, of_world = peer.finish(peer.evaluate(peer.prepare(convictions, persons)))
    return of_count.sort("row"), of_world.sort(co.WORLD)


def sample(draw: Batch) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Persons, with their convictions, that bring every rule out in every way that any of many does; and some at the edges."""
    from benchmarks.peers.ours import Polars

    pack = federal_pack()
    convictions, persons = draw(pack, DRAWN, 1_000)
    of_count, of_world = answers(Polars(pack, list(pack.rules)), convictions, persons)
    worlds = convictions.sort("row").select(co.WORLD, "row")
    taken: set[int] = set()
    for frame, key in ((of_count.join(worlds, on="row"), "row"), (of_world, co.WORLD)):
        for rule in frame.columns:
            if rule in (co.WORLD, "row", key):
                continue
            for way in (True, False, None):
                column = pl.col(rule).is_null() if way is None else pl.col(rule) == way
                taken |= set(frame.filter(column)[co.WORLD].head(EACH_WAY))
    found = [(convictions, persons, taken)]
    for number, of_leap_years in ((1_001, False), (1_002, True)):
        both = data.edges(pack, AT_EDGES, number, of_leap_years)
        found.append((*both, at_an_edge(*both)))
    return (
        pl.concat([of_count.filter(pl.col(co.WORLD).is_in(some)) for of_count, _, some in found]),
        pl.concat([of_world.filter(pl.col(co.WORLD).is_in(some)) for _, of_world, some in found]),
    )


def at_an_edge(convictions: pl.DataFrame, persons: pl.DataFrame) -> set[int]:
    """For every rule, persons whose answer is another one when days or amounts are one more or one less."""
    from benchmarks.peers.ours import Polars

    pack = federal_pack()
    peer = Polars(pack, list(pack.rules))
    worlds = convictions.sort("row").select(co.WORLD)
    as_it_is = answers(peer, convictions, persons)
    taken: set[int] = set()
    for by in (-1, 1):
        days, amounts = cs.date().dt.offset_by(f"{by}d"), cs.starts_with("count.") & cs.integer()
        for otherwise in (
            (convictions, persons.with_columns(days)),
            (convictions.with_columns(days), persons),
            (convictions.with_columns(amounts + by), persons),
        ):
            for of, before, after in zip((worlds, persons), as_it_is, answers(peer, *otherwise), strict=True):
                for rule in before.columns[1:]:
                    taken |= set(of.filter(before[rule].ne_missing(after[rule]))[co.WORLD].head(2))
    return taken


def differences(said: Answers, expected: Answers) -> list[str]:
    """Every rule that has a cell which differs, with how many."""
    found = []
    for mine, true in zip(said, expected, strict=True):
        for rule in mine.columns[1:]:
            number = int(mine[rule].ne_missing(true[rule]).sum())
            if number:
                found.append(f"{rule}: {number} of {mine.height}")
    return found


def agree(only: Sequence[str], draw: Batch) -> dict[str, Any]:
    """Every engine's answers about the sample, compared; what each can say, and how fast the slow ones are."""
    pack = federal_pack()
    convictions, persons = sample(draw)
    every = peers()
    expected = answers(every["Steelyard, reference"](pack, list(pack.rules)), convictions, persons)
    ways = {
        rule: {True: 0, False: 0, None: 0} | dict(frame[rule].value_counts().iter_rows())
        for frame in expected for rule in frame.columns[1:]
    }  # fmt: skip
    result: dict[str, Any] = {
        "convictions": convictions.height, "persons": persons.height,
        "cells": sum(frame.height * (frame.width - 1) for frame in expected),
        "both": sum(bool(way[True] and way[False]) for way in ways.values()),
        "not_both": sorted(rule for rule, way in ways.items() if not (way[True] and way[False])), "peers": {},
    }  # fmt: skip
    for name, kind in every.items():
        if only and name not in only:
            continue
        peer = kind(pack, list(pack.rules))
        ready = peer.prepare(convictions, persons)
        began = time.perf_counter()
        found = peer.evaluate(ready)
        seconds = time.perf_counter() - began
        of_count, of_world = peer.finish(found)
        wrong = differences((of_count.sort("row"), of_world.sort(co.WORLD)), expected)
        sys.stderr.write(f"{name}: {len(peer.rules())} rules, {len(wrong)} that differ\n")
        if wrong:
            raise SystemExit(f"{name} differs from the reference: {'; '.join(wrong)}")
        result["peers"][name] = {
            "version": peer.version(), "rules": peer.rules(), "refused": peer.refused(), "columnar": peer.columnar,
            "rate": convictions.height / seconds,
        }  # fmt: skip
    return result


# ---------------------------------------------------------------------------------------------------------------------
# Then the time
# ---------------------------------------------------------------------------------------------------------------------


def peak_mb() -> int:
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")  # ru_maxrss would count the parent before the exec
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024


def one(name: str, folder: Path, what: str, rules: Sequence[str]) -> dict[str, float]:
    """One engine from Parquet to Parquet in this process, by row groups: one is read and one written while one is weighed."""
    import pyarrow.parquet as pq

    peer = peers()[name](federal_pack(), rules)
    files = [(path, pq.ParquetFile(path).metadata) for path in paths(folder, what)]
    starts = [0] * len(files)
    writers: list[Any] = []
    spent = 0.0
    rows = 0

    def read(number: int) -> list[pl.DataFrame]:
        found = []
        for place, (path, told) in enumerate(files):
            many = told.row_group(number).num_rows
            found.append(pl.scan_parquet(path).slice(starts[place], many).collect())
            starts[place] += many
        return found

    def write_out(frames: Sequence[pl.DataFrame]) -> None:
        tables = [frame.to_arrow() for frame in frames]
        if not writers:
            for path, table in zip(paths(folder, "out"), tables, strict=True):
                writers.append(pq.ParquetWriter(path, table.schema, compression="zstd", write_statistics=False))
        for writer, table in zip(writers, tables, strict=True):
            writer.write_table(table)

    with ThreadPoolExecutor(1) as reading, ThreadPoolExecutor(1) as writing:
        batch, written = reading.submit(read, 0), writing.submit(list)
        for number in range(files[0][1].num_row_groups):
            convictions, persons = batch.result()
            if number + 1 < files[0][1].num_row_groups:
                batch = reading.submit(read, number + 1)
            ready = peer.prepare(convictions, persons)
            began = time.perf_counter()
            found = peer.evaluate(ready)
            spent += time.perf_counter() - began
            written.result()
            written = writing.submit(write_out, peer.finish(found))
            rows += convictions.height
        written.result()
    for writer in writers:
        writer.close()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {"rows": rows, "evaluate": spent, "peak_mb": peak_mb(), "cpu": usage.ru_utime + usage.ru_stime}


def timed(name: str, folder: Path, what: str, rules: Sequence[str], times: int, threads: int = 0) -> dict[str, float]:
    """The best of several runs (one, if it is long), each a process of its own; `whole` is from its start to its end."""
    chosen = folder / "rules.json"
    chosen.write_text(json.dumps(list(rules)), encoding="utf-8")
    best: dict[str, float] = {}
    for _ in range(times):
        began = time.perf_counter()
        command = [sys.executable, "-m", "benchmarks.peers.run", "--one", name, "--folder", str(folder), "--what", what]
        limits = {"POLARS_MAX_THREADS": str(threads)} if threads else {}
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | limits)
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        found["whole"] = time.perf_counter() - began
        sys.stderr.write(f"{name}, {what}: {found}\n")
        if not best or found["whole"] < best["whole"]:
            best = found
        if found["whole"] > LONG:
            break
    return best


def measured(
    agreed: dict[str, Any], folder: Path, rows: int, seconds: float, times: int, draw: Batch
) -> list[dict[str, Any]]:
    """The time of every engine, and of our columns on its own rules."""
    found: list[dict[str, Any]] = []
    write(folder, rows, "large", draw)
    every = list(federal_pack().rules)
    ours: dict[int, dict[str, float]] = {}

    def of_ours(rules: Sequence[str]) -> dict[str, float]:
        if len(rules) not in ours:
            ours[len(rules)] = timed("Steelyard, Polars", folder, "large", rules, times)
        return ours[len(rules)]

    of_ours(every)
    for name, said in agreed["peers"].items():
        if name == "Steelyard, Polars":
            took = of_ours(every)
        elif said["columnar"]:
            took = timed(name, folder, "large", said["rules"], times)
        else:
            write(folder, max(int(said["rate"] * seconds), 50), "small", draw)
            took = timed(name, folder, "small", said["rules"], times)
        mine = of_ours(said["rules"])
        found.append({"name": name, "version": said["version"], "rules": len(said["rules"]), **took, "ours": mine})
    return found


def _rate(took: dict[str, Any], what: str) -> float:
    return float(took["rows"] / took[what])


def page(agreed: dict[str, Any], found: Sequence[dict[str, Any]], chosen: str) -> str:
    """The result in Markdown."""
    unsaid = {name: said["refused"] for name, said in agreed["peers"].items() if said["refused"]}
    lines = [
        f"{platform.node()}: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Polars {pl.__version__}, {time.strftime('%Y-%m-%d')}; the law of {PROCEEDING} in the {FORUM}; "
        f"input: {chosen}",
        "",
        f"Compared first: {agreed['convictions']:,} convictions of {agreed['persons']:,} persons, {agreed['cells']:,} cells, no "
        f"difference. {agreed['both']} of {len(federal_pack().rules)} rules come out both true and false in them; these "
        f"in none of the {DRAWN + 2 * AT_EDGES:,} persons drawn: {', '.join(f'`{name}`' for name in agreed['not_both'])}.",
        "",
        "| engine | version | rules | convictions | whole process s | processor s | convictions/s | a processor second | "
        "evaluation alone, convictions/s | peak MB |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    ratios = ["", "| ours on Polars is faster than | from file to file | by processor seconds | in the evaluation alone |",
              "|---|---:|---:|---:|"]  # fmt: skip
    for it in found:
        lines.append(
            f"| {it['name']} | {it['version']} | {it['rules']} | {it['rows']:,} | {it['whole']:.1f} | {it['cpu']:.1f} | "
            f"{it['rows'] / it['whole']:,.0f} | {it['rows'] / it['cpu']:,.0f} | {it['rows'] / it['evaluate']:,.0f} | "
            f"{it['peak_mb']:,.0f} |"
        )
        if it["name"] != "Steelyard, Polars":
            by = [_rate(it["ours"], what) / _rate(it, what) for what in ("whole", "cpu", "evaluate")]
            ratios.append(f"| {it['name']} | " + " | ".join(f"{one:,.2f} ×" for one in by) + " |")
    lines += ratios
    for name, refused in unsaid.items():
        reasons = sorted(set(refused.values()))
        lines += ["", f"{name} cannot say {len(refused)} rules, or those they rest on ({'; '.join(reasons)}): "
                  + ", ".join(f"`{rule}`" for rule in refused) + "."]  # fmt: skip
    return "\n".join(lines) + "\n"


def main() -> None:
    """Compare, time, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.run")
    parser.add_argument("--one")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--what", default="large")
    parser.add_argument("--input", choices=INPUTS, default="unlike", help="what the convictions are")
    parser.add_argument("--rows", type=int, default=10_000_000, help="convictions for the columnar engines")
    parser.add_argument("--seconds", type=float, default=10, help="about how long each of the others runs")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--only", action="append", default=[], help="an engine by its name; all when left out")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if given.one:
        rules = json.loads((given.folder / "rules.json").read_text(encoding="utf-8"))
        sys.stdout.write(json.dumps(one(given.one, given.folder, given.what, rules)) + "\n")
        return
    draw = INPUTS[given.input]
    agreed = agree(given.only, draw)
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        found = measured(agreed, Path(name), given.rows, given.seconds, given.times, draw)
    text = page(agreed, found, given.input)
    if given.out:
        given.out.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
