"""Screening against the limit: `python benchmarks/screen.py SUFFOLK [ROWS …]` times the full law and a bare scan side by side.

`python benchmarks/screen.py --parted SUFFOLK ENGINE ROWS` screens one file in one to eight partitions.

Files of many rows are drawn from a real one, person by person: all rows of a person together, with the days moved by the same
random number, so that a person's charges belong together as they do in life. Each run is a process of its own, from Parquet to
Parquet, and the full law is the command that a user gives; the bare run reads the same columns, joins the same dictionaries,
groups by person, and writes what it joined. The bare run with answers does so too, and joins and writes as many columns as the
full law gives, ready made: what a screening would cost whose law cost nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import polars as pl

READ = ["Person ID", "Charge", "Offense Date", "Dispo Date", "Disposition", "Description Disposition Reason",
        "Code Ucc Ctgry"]  # fmt: skip
WORDS = ["Charge", "Disposition", "Description Disposition Reason", "Code Ucc Ctgry"]
STEP = 1_000_000
LAW_AS_OF = date(2026, 11, 24)


def made(source: Path, target: Path, rows: int) -> None:
    """A file of that many rows: persons drawn whole from the source, each with all days moved by the same random number."""
    import pyarrow.parquet as pq

    real = pl.read_parquet(source, columns=READ).sort("Person ID")
    days = [pl.col(name).str.slice(0, 10).str.to_date(strict=False) for name in ("Offense Date", "Dispo Date")]
    real = real.with_columns(days)
    persons = real["Person ID"].unique(maintain_order=True)
    many = real.group_by("Person ID", maintain_order=True).len()["len"]
    starts = many.cum_sum() - many
    writer = None
    number = done = 0
    while done < rows:
        drawn = pl.DataFrame({"start": starts, "many": many}).sample(
            min(STEP // 3, len(persons)), with_replacement=True, seed=number + 1
        )
        drawn = drawn.with_columns(
            pl.int_range(number, number + pl.len()).alias("who"),
            pl.Series(range(-4_000, 2_500)).sample(drawn.height, with_replacement=True, seed=number + 2).alias("by"),
        )
        number += drawn.height
        places = drawn.with_columns(pl.int_ranges("start", pl.col("start") + pl.col("many")).alias("place"))
        each = places.select("who", "by", "place").explode("place").head(rows - done)
        done += each.height
        moved = pl.duration(days=pl.col("by"))
        table = pl.concat([each.select("who", "by"), real[each["place"]]], how="horizontal").select(
            (pl.lit("P") + pl.col("who").cast(pl.String)).alias("Person ID"), *WORDS,
            *((pl.col(name) + moved).cast(pl.Date) for name in ("Offense Date", "Dispo Date")),
        ).to_arrow()  # fmt: skip
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


def answers_of(source: Path, written: Path, target: Path) -> None:
    """A table of ready answers, one row for each charge with its disposition, taken from what the full law wrote."""
    keys = WORDS[:2]
    asked = pl.scan_parquet(source).select(keys).with_row_index("row")
    given = pl.scan_parquet(written).drop("row", "person", *keys, strict=False).with_row_index("row")
    both = asked.join(given, on="row", how="inner").drop("row").unique(subset=keys, keep="any")
    both.collect(engine="streaming").write_parquet(target)


def ready(source: Path, target: Path, answers: Path) -> dict[str, Any]:
    """The bare run with its columns of answers: the persons' are those of one of their rows."""
    scan = pl.scan_parquet(source).select(READ)
    given = pl.read_parquet(answers)
    rows = scan.join(given.lazy(), on=WORDS[:2], how="left", nulls_equal=True)
    named = [name for name in given.columns if name not in WORDS[:2]]
    persons = (
        scan.group_by("Person ID")
        .agg(pl.len(), pl.col("Offense Date").min().alias("first"), pl.col(WORDS[:2]).first())
        .join(given.lazy(), on=WORDS[:2], how="left", nulls_equal=True)
    )
    options: dict[str, Any] = {"compression": "zstd", "compression_level": 1, "statistics": False}
    rows.select("Person ID", *WORDS[:1], *named).sink_parquet(target, **options)
    persons.drop(WORDS[:2]).sink_parquet(target.with_suffix(".persons.parquet"), **options)
    return {"columns": len(named)}


def mapped(folder: Path, *, persons: bool) -> Path:
    """The file's mapping on the day of the figures, with the column that tells persons apart or without it."""
    own = resources.files("steelyard.weigh").joinpath("layouts", "suffolk_da.toml").read_text(encoding="utf-8")
    lines = [line for line in own.splitlines() if persons or not line.startswith("person = ")]
    target = folder / f"{'persons' if persons else 'rows'}.toml"
    target.write_text(f"law_as_of = {LAW_AS_OF.isoformat()}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return target


def _run(what: str, table: Path, folder: Path, *more: str) -> dict[str, Any]:
    """A bare run, or the command on a mapping: what it prints, its `whole` time in seconds and `peak_mb`."""
    out = str(folder / "out.parquet")
    if what in ("bare", "ready"):
        command = [sys.executable, __file__, "--one", what, str(table), out, *more]
    else:
        mapping = str(mapped(folder, persons=what == "persons"))
        command = [sys.executable, "-m", "steelyard", "screen", str(table), out, "--map", mapping, "--json"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        began = time.perf_counter()
        running = subprocess.Popen(command, stdout=printed)
        _, status, used = os.wait4(running.pid, 0)
        whole = time.perf_counter() - began
        if status:
            raise SystemExit(f"{what}: status {os.waitstatus_to_exitcode(status)}")
        printed.seek(0)
        found: dict[str, Any] = json.load(printed)
    sys.stderr.write(f"{table.stem} {what}: {whole:.2f} s\n")
    return {**found, "whole": whole, "peak_mb": used.ru_maxrss // 1024}


def main(source: Path, sizes: list[int]) -> None:
    """Every size, bare and full; prints a table."""
    lines = ["| rows | weighed | bare scan s | bare with answers s | full law s | ratios | rows/s | peak MB (bare, full) | "
             "persons | profiles |", "|---|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        for rows in sizes:
            table = folder / f"{rows}.parquet"
            made(source, table, rows)
            plain = _run("bare", table, folder)
            for what in ("rows", "persons"):
                law = _run(what, table, folder)
                answers_of(table, folder / "out.parquet", folder / "answers.parquet")
                given = _run("ready", table, folder, str(folder / "answers.parquet"))
                lines.append(
                    f"| {rows:,} | {what} | {plain['whole']:.1f} | {given['whole']:.1f} | "
                    f"{law['whole']:.1f} | {law['whole'] / plain['whole']:.1f}, {law['whole'] / given['whole']:.1f} | "
                    f"{rows / law['whole']:,.0f} | "
                    f"{plain['peak_mb']:,}, {law['peak_mb']:,} | {law['persons']:,} | {law['profiles']:,} |"
                )
            table.unlink()
    sys.stdout.write("\n".join(lines) + "\n")


def parted(source: Path, engine: str, rows: int) -> None:
    """One file in one, two, four and eight partitions on an engine; prints a table."""
    from steelyard.weigh import screen_run
    from steelyard.weigh.screen import screen

    lines = [f"| partitions of {rows:,} rows on {engine} | s | a partition more, s |", "|---:|---:|---:|"]
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        made(source, folder / "in.parquet", rows)
        mapping = mapped(folder, persons=True)
        screen(folder / "in.parquet", folder / "warm.parquet", engine=engine, mapping=mapping)
        first = 0.0
        for parts in (1, 2, 4, 8):
            screen_run.ROWS_AT_ONCE = -(-rows // parts)
            began = time.perf_counter()
            screen(folder / "in.parquet", folder / f"{parts}.parquet", engine=engine, mapping=mapping)
            took = time.perf_counter() - began
            first = first or took
            more = f"{(took - first) / (parts - 1):.1f}" if parts > 1 else ""
            lines.append(f"| {parts} | {took:.1f} | {more} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    if not sys.argv[1:]:
        raise SystemExit(
            "the file that rows are drawn from is missing: make bench-screen SUFFOLK=FILE [SIZES='100000 …']"
        )
    if sys.argv[1] == "--one":
        made_by = {"bare": bare, "ready": ready}[sys.argv[2]]
        sys.stdout.write(json.dumps(made_by(*map(Path, sys.argv[3:]))))
    elif sys.argv[1] == "--parted":
        parted(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    else:
        main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [100_000, 1_000_000, 10_000_000])
