"""The engines a screening runs on, and the few things each does in its own way; the rest is written once for all."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
import polars as pl

from steelyard.logic.columns import DOT
from steelyard.logic.errors import SteelyardError

if TYPE_CHECKING:
    from steelyard.weigh.profiles import States

ROW = "~row"
"""The number of a row in the frames of a run; no column of a file is called so."""

ENGINES = ("polars", "duckdb", "spark")


class Engine(ABC):
    """One engine: frames are narwhals frames over its own, small tables are Polars frames."""

    name: str

    @abstractmethod
    def scan(self, path: Path, columns: Sequence[str]) -> Any:
        """A Parquet file's columns, with the number of each row in `ROW`, from 1."""

    @abstractmethod
    def bucket(self, frame: Any, column: str, number: int, of: int) -> Any:
        """The rows whose text in `column` falls in bucket `number` of `of`."""

    @abstractmethod
    def put(self, table: pl.DataFrame) -> Any:
        """A small table as a frame of the engine."""

    @abstractmethod
    def settle(self, frame: Any) -> Any:
        """The frame worked out and kept, for several steps to read."""

    @abstractmethod
    def get(self, frame: Any) -> pl.DataFrame:
        """A frame's rows as a Polars frame."""

    @abstractmethod
    def together(self, frame: Any, states: States) -> Any:
        """For each `person` the state that the `state`s of the person's rows come to."""

    def safe(self, name: str) -> str:
        """A column's name as the engine can take it."""
        return name

    def attach(self, frame: Any, table: pl.DataFrame, key: str, *, left: str = "") -> Any:
        """The frame with a small table's columns, by `key`, which numbers the table's rows from 0 (`left` in the frame)."""
        return frame.join(self.put(table), left_on=left or key, right_on=key, how="left")

    @abstractmethod
    def write(self, frame: Any, path: Path, by: str) -> None:
        """A frame to a Parquet file, in the order of a column: the frame was in it before anything was attached."""


class Polars(Engine):
    """Polars: lazy plans, run by the streaming engine."""

    name = "polars"

    def scan(self, path: Path, columns: Sequence[str]) -> Any:
        return nw.from_native(pl.scan_parquet(path, row_index_name=ROW, row_index_offset=1).select(ROW, *columns)
                              .with_columns(pl.col(ROW).cast(pl.Int64)))  # fmt: skip

    def bucket(self, frame: Any, column: str, number: int, of: int) -> Any:
        return nw.from_native(frame.to_native().filter(pl.col(column).hash(7) % of == number))

    def put(self, table: pl.DataFrame) -> Any:
        return nw.from_native(table.lazy())

    def settle(self, frame: Any) -> Any:
        return nw.from_native(frame.to_native().collect(engine="streaming").lazy())

    def get(self, frame: Any) -> pl.DataFrame:
        got: pl.DataFrame = frame.to_native().collect(engine="streaming")
        return got

    def together(self, frame: Any, states: States) -> Any:
        return nw.from_native(states.together(self.get(frame)).lazy())

    def attach(self, frame: Any, table: pl.DataFrame, key: str, *, left: str = "") -> Any:
        words = {
            name: pl.Enum(table[name].drop_nulls().unique().sort())
            for name, kind in table.schema.items()
            if kind == pl.String
        }
        told = table.drop(key).with_columns(pl.col(name).cast(kind) for name, kind in words.items())
        if table[key].to_list() != list(range(table.height)):
            raise ValueError(f"the rows of the table are not numbered from 0 by {key!r}")
        native = frame.to_native()

        def looked_up(batch: pl.DataFrame) -> pl.DataFrame:
            """The table's columns, taken by the number of each row: a join would take each of them through its hash table."""
            return batch.hstack(told.select(pl.all().gather(batch[left or key])))

        schema = {**native.collect_schema(), **told.schema}
        return nw.from_native(native.map_batches(looked_up, streamable=True, schema=schema))

    def write(self, frame: Any, path: Path, by: str) -> None:  # what is attached keeps the order
        frame.to_native().sink_parquet(path, compression="zstd", compression_level=1, statistics=False)


class OfTables(Engine):
    """An engine that keeps its rows to itself: persons are told apart by their states in one text, each text met once."""

    @abstractmethod
    def multisets(self, frame: Any, by: str, token: str) -> Any:
        """For each value of `by`, its tokens in order as one text under `tokens`."""

    def together(self, frame: Any, states: States) -> Any:
        """For each `person` the state that the `state`s of the person's rows come to."""
        texts = self.settle(self.multisets(frame, "person", "state"))
        distinct = self.get(texts.select("tokens").group_by("tokens").agg(nw.len().alias("n"))).drop("n")
        rows = distinct.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("person"), pl.col("tokens").str.split(","))
        merged = states.together(
            rows.explode("tokens").select("person", pl.col("tokens").cast(pl.Int32).alias("state"))
        )
        told = distinct.with_columns(merged.sort("person")["state"])
        return texts.join(self.put(told), on="tokens", how="left").drop("tokens")


class DuckDB(OfTables):
    """DuckDB, in memory, spilling to disk where it must."""

    name = "duckdb"

    def __init__(self) -> None:
        import duckdb

        self.connection = duckdb.connect()
        self.made = 0

    def _table(self, relation: Any) -> Any:
        self.made += 1
        name = f"kept_{self.made}"
        relation.create(name)
        return nw.from_native(self.connection.table(name))

    def scan(self, path: Path, columns: Sequence[str]) -> Any:
        names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
        text = str(path).replace("'", "''")
        return nw.from_native(self.connection.sql(
            f"select file_row_number + 1 as \"{ROW}\"{', ' + names if names else ''} "
            f"from read_parquet('{text}', file_row_number = true)"
        ))  # fmt: skip

    def bucket(self, frame: Any, column: str, number: int, of: int) -> Any:
        return nw.from_native(frame.to_native().filter(f'hash("{column}") % {of} = {number}'))

    def put(self, table: pl.DataFrame) -> Any:
        return self._table(self.connection.from_arrow(table.to_arrow()))

    def settle(self, frame: Any) -> Any:
        return self._table(frame.to_native())

    def get(self, frame: Any) -> pl.DataFrame:
        got = pl.from_arrow(frame.to_native().to_arrow_table())
        assert isinstance(got, pl.DataFrame)
        return got

    def multisets(self, frame: Any, by: str, token: str) -> Any:
        return nw.from_native(frame.to_native().aggregate(
            f'"{by}", string_agg("{token}"::varchar, \',\' order by "{token}") as tokens', f'"{by}"'
        ))  # fmt: skip

    def write(self, frame: Any, path: Path, by: str) -> None:
        frame.sort(by).to_native().write_parquet(str(path), compression="zstd")


class Spark(OfTables):
    """PySpark: a cluster where SPARK_MASTER names one, else this machine."""

    name = "spark"

    def __init__(self) -> None:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master(os.environ.get("SPARK_MASTER", f"local[{os.cpu_count() or 1}]"))
        for key, value in {
            "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 1)),
            "spark.sql.ansi.enabled": "false", "spark.log.level": "ERROR", "spark.sql.codegen.wholeStage": "false",
            "spark.ui.showConsoleProgress": "false", "spark.sql.execution.arrow.pyspark.enabled": "true",
        }.items():  # fmt: skip
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()

    def scan(self, path: Path, columns: Sequence[str]) -> Any:
        from pyspark.sql import functions as sf

        read = self.session.read.parquet(str(path))
        quoted = [sf.col("`" + name.replace("`", "``") + "`").alias(name) for name in columns]
        return nw.from_native(read.select((sf.col("_metadata.row_index") + 1).cast("long").alias(ROW), *quoted))

    def bucket(self, frame: Any, column: str, number: int, of: int) -> Any:
        from pyspark.sql import functions as sf

        return nw.from_native(frame.to_native().filter(sf.pmod(sf.xxhash64(sf.col(column)), sf.lit(of)) == number))

    def put(self, table: pl.DataFrame) -> Any:
        signed = table.with_columns(pl.selectors.unsigned_integer().cast(pl.Int64))
        return nw.from_native(self.session.createDataFrame(signed.rename(self.safe).to_arrow()))

    def settle(self, frame: Any) -> Any:
        return nw.from_native(frame.to_native().localCheckpoint())

    def get(self, frame: Any) -> pl.DataFrame:
        got = pl.from_arrow(frame.to_native().toArrow())
        assert isinstance(got, pl.DataFrame)
        return got.rename(lambda name: name.replace(DOT, "."))

    def safe(self, name: str) -> str:
        return name.replace(".", DOT)

    def multisets(self, frame: Any, by: str, token: str) -> Any:
        from pyspark.sql import functions as sf

        tokens = sf.array_join(sf.sort_array(sf.collect_list(sf.col(token))), ",").alias("tokens")
        return nw.from_native(frame.to_native().groupBy(by).agg(tokens))

    def write(self, frame: Any, path: Path, by: str) -> None:
        self.get(frame.sort(by)).write_parquet(path, compression="zstd", statistics=False)


def engine_named(name: str) -> Engine:
    """The engine of that name. Raises SteelyardError (SY-B008) when there is none, or it is not installed."""
    if name not in ENGINES:
        raise SteelyardError("SY-B008", f"there is no engine {name!r}", where="--engine", right=", ".join(ENGINES))
    try:
        makers: dict[str, Callable[[], Engine]] = {"polars": Polars, "duckdb": DuckDB, "spark": Spark}
        return makers[name]()
    except ImportError as error:
        extra = "spark" if name == "spark" else "batch"
        raise SteelyardError("SY-B008", f"{name} is not installed ({error})", where="--engine",
                             right=f"pip install 'steelyard[{extra}]'") from None  # fmt: skip
    except Exception as error:
        if name != "spark":
            raise
        raise SteelyardError("SY-B008", f"Spark does not start: {str(error)[:200]}", where="--engine",
                             right="it needs Java 17 or later") from None  # fmt: skip
