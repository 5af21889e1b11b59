"""The engines that the columns run on, each from and to a Polars frame."""

from __future__ import annotations

import shutil
from functools import cache
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from steelyard.logic.columns import DOT, WORLD, Program, total_name
from steelyard.logic.expr import AtLeast


def polars(program: Program, counts: pl.DataFrame, worlds: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Polars frames in memory, read as bits."""
    one, other = program.run(counts, worlds)
    return one, other


def polars_streaming(program: Program, counts: pl.DataFrame, worlds: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Expressions of Polars, as one lazy plan that its streaming engine runs."""
    one, other = program.run(counts.lazy(), worlds.lazy(), settle=_collected)
    return one.collect(engine="streaming"), other.collect(engine="streaming")


def from_totals(program: Program, counts: pl.DataFrame, worlds: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Polars, with what each count adds worked out by itself, and the worlds decided from the capped totals alone.

    Half of the totals are given as numbers, half as the yes-or-no columns of each number up to the cap.
    """
    by_count, _ = program.run(counts, worlds)
    labels = {key.distinct.name for key in program.order if isinstance(key, AtLeast) and key.distinct is not None}
    assert all(counts[name].is_null().all() for name in labels & set(counts.columns))
    parts = program.parts(counts.drop(labels & set(counts.columns)).join(worlds, on=WORLD, how="left"))
    sums = parts.frame.group_by(WORLD).agg(pl.col(name).sum().clip(0, cap) for name, cap in parts.caps.items())
    told = worlds.join(sums, on=WORLD, how="left").with_columns(pl.col(list(parts.caps)).fill_null(0))
    for name, cap in list(parts.caps.items())[::2]:
        reached = [(pl.col(name) >= n).alias(total_name(name, n)) for n in range(1, cap + 1)]
        told = told.with_columns(reached).drop(name)
    return by_count, program.decide(parts, told)


def _collected(frame: Any) -> Any:
    return nw.from_native(frame.to_native().collect(engine="streaming").lazy())


def duckdb(program: Program, counts: pl.DataFrame, worlds: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """DuckDB, in memory."""
    import duckdb as engine

    connection = engine.connect()

    def stored(frame: Any) -> Any:
        return nw.from_native(connection.from_arrow(frame.to_native().to_arrow_table()))

    one, other = program.run(
        connection.from_arrow(counts.to_arrow()), connection.from_arrow(worlds.to_arrow()), settle=stored
    )
    return pl.from_arrow(one.to_arrow_table()), pl.from_arrow(other.to_arrow_table())  # type: ignore[return-value]


def spark_or_skip() -> None:
    """Skip the test, with the reason, where Spark cannot run."""
    pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'steelyard[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java (17 or later), and there is none on this machine")


@cache
def _session() -> Any:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.codegen.wholeStage", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session


def spark(program: Program, counts: pl.DataFrame, worlds: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Spark in local mode."""
    session = _session()
    stored = lambda frame: nw.from_native(frame.to_native().localCheckpoint())  # noqa: E731
    told, held = (session.createDataFrame(frame.rename(_safe).to_arrow()) for frame in (counts, worlds))
    one, other = program.run(told, held, settle=stored)
    return tuple(pl.from_arrow(frame.toArrow()).rename(_plain) for frame in (one, other))  # type: ignore[return-value]


def _safe(name: str) -> str:
    return name.replace(".", DOT)


def _plain(name: str) -> str:
    return name.replace(DOT, ".")
