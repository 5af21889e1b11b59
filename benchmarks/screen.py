"""Screening against the limit: `python benchmarks/screen.py SUFFOLK [ROWS …]` times the full law and a bare scan side by side.

Files of many rows are drawn from the charges, levels and dispositions of a real one, with persons of its sizes and random
days, which makes more different persons than there are in life. Each run is a process of its own, from Parquet to Parquet;
the bare run reads the same columns, joins the same dictionaries, groups by person, and writes what it joined.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

READ = ["Person ID", "Charge", "Offense Date", "Dispo Date", "Disposition", "Description Disposition Reason",
        "Code Ucc Ctgry"]  # fmt: skip
WORDS = ["Charge", "Disposition", "Description Disposition Reason", "Code Ucc Ctgry"]
STEP = 1_000_000


def made(source: Path, target: Path, rows: int) -> None:
    """A file of that many rows, drawn from the source."""
    import pyarrow.parquet as pq

    real = pl.read_parquet(source)
    kinds = real.select(WORDS)
    sizes = real.group_by("Person ID").len()["len"]
    writer = None
    person = 0
    for start in range(0, rows, STEP):
        many = min(STEP, rows - start)
        drawn = kinds.sample(many, with_replacement=True, seed=start + 1)
        counts = sizes.sample(many, with_replacement=True, seed=start + 2)
        taken = counts.filter(counts.cum_sum() <= many)
        ids = pl.int_range(person, person + taken.len(), eager=True).repeat_by(taken).explode()
        person += taken.len()
        rest = many - ids.len()
        ids = pl.concat([ids, pl.int_range(person, person + rest, eager=True)]).cast(pl.Int64)
        person += rest
        offense = pl.Series(range(9_000)).sample(many, with_replacement=True, seed=start + 3)
        waited = pl.Series([0, 1, 30, 60, 90, 150, 220, 300, 400, 600, 900]).sample(
            many, with_replacement=True, seed=start + 4
        )
        begins = pl.lit(date(2000, 1, 1))
        table = drawn.with_columns(
            (pl.lit("P") + ids.cast(pl.String)).alias("Person ID"),
            (begins + pl.duration(days=offense)).cast(pl.Date).alias("Offense Date"),
            (begins + pl.duration(days=offense + waited)).cast(pl.Date).alias("Dispo Date"),
        ).to_arrow()
        writer = writer or pq.ParquetWriter(target, table.schema, compression="lz4")
        writer.write_table(table)
    assert writer is not None
    writer.close()


def bare(source: Path, target: Path) -> dict[str, Any]:
    """The least that a screening must do with the same columns: scan, join, group, write."""
    scan = pl.scan_parquet(source).select(READ)
    tables = {
        name: scan.select(name).unique().collect(engine="streaming").with_row_index(f"{name} id") for name in WORDS
    }
    rows = scan
    for name, table in tables.items():
        rows = rows.join(table.lazy(), on=name, how="left", nulls_equal=True)
    narrow = rows.select("Person ID", "Offense Date", "Dispo Date", *(f"{name} id" for name in WORDS))
    persons = (
        narrow.group_by("Person ID")
        .agg(pl.len(), pl.col("Offense Date").min().alias("first"), pl.col("Offense Date").max().alias("last"))
        .collect(engine="streaming")
    )
    narrow.drop("Person ID").sink_parquet(target, statistics=False)
    return {"persons": persons.height}


PERSONS_TO = 1_000_000
"""The most rows for which persons are weighed together as well; above, each row by itself."""


def full(source: Path, target: Path, engine: str, *, persons: bool) -> dict[str, Any]:
    """The whole law: every consequence of every row in every class, and of every person."""
    from steelyard.weigh.mapping import layouts, read_layout
    from steelyard.weigh.screen import screen

    raw = {**next(one for one in layouts() if one.name == "suffolk_da").raw, "law_as_of": date(2026, 11, 24)}
    if not persons:
        raw["columns"] = {key: value for key, value in raw["columns"].items() if key != "person"}
    marks: list[tuple[str, float]] = []
    began = time.perf_counter()
    summary = screen(source, target, engine=engine, mapping=read_layout(raw, "suffolk_da"),
                     advance=lambda what, done, of: marks.append((what, time.perf_counter() - began)))  # fmt: skip
    return {"persons": summary.persons, "profiles": summary.profiles, "steps": marks}


def one(what: str, source: str, target: str) -> None:
    """One run in this process; prints its figures."""
    began = time.perf_counter()
    name, _, engine = what.partition(":")
    if name == "bare":
        found = bare(Path(source), Path(target))
    else:
        found = full(Path(source), Path(target), engine, persons=name == "persons")
    found["seconds"] = time.perf_counter() - began
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps(found) + "\n")


def _run(what: str, table: Path, folder: Path) -> dict[str, Any]:
    began = time.perf_counter()
    command = [sys.executable, __file__, "--one", what, str(table), str(folder / "out.parquet")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    found["whole"] = time.perf_counter() - began
    sys.stderr.write(f"{table.stem} {what}: {found}\n")
    return found


def main(source: Path, sizes: list[int]) -> None:
    """Every size, bare and full; prints a table."""
    lines = ["| rows | weighed | bare scan s | full law s | ratio | rows/s | peak MB (bare, full) | persons | profiles |",
             "|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        for rows in sizes:
            table = folder / f"{rows}.parquet"
            made(source, table, rows)
            plain = _run("bare", table, folder)
            for what in ("rows:polars", "persons:polars")[: 2 if rows <= PERSONS_TO else 1]:
                law = _run(what, table, folder)
                lines.append(
                    f"| {rows:,} | {what.partition(':')[0]} | {plain['whole']:.1f} | {law['whole']:.1f} | "
                    f"{law['whole'] / plain['whole']:.1f} | {rows / law['whole']:,.0f} | "
                    f"{plain['peak_mb']:,}, {law['peak_mb']:,} | {law['persons']:,} | {law['profiles']:,} |"
                )
            table.unlink()
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        one(*sys.argv[2:5])
    else:
        main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [100_000, 1_000_000, 10_000_000])
