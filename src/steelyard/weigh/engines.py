"""The engines a screening runs on, and the few things each does in its own way; the rest is written once for all."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import polars as pl

from steelyard.logic.columns import DOT
from steelyard.logic.errors import SteelyardError

if TYPE_CHECKING:
    from steelyard.weigh.states import States

ROW = "~row"
"""The number of a row in the frames of a run; no column of a file is called so."""

_CLOSE_ENOUGH = 8
"""How many times their own number the numbers of persons may span, for each of them to have a place in a table."""

ENGINES = ("polars", "duckdb", "spark")

_MARKS = tuple(map(chr, range(0xE000, 0xF900)))
"""Characters that no alphabet has, to put texts together with one that is in none of them."""


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

    def begin(self, frame: Any) -> Callable[[], pl.DataFrame]:
        """What gives a frame's rows when they are asked for; an engine that can works them out until then."""
        return lambda: self.get(frame)

    def look_up(self, frame: Any, table: pl.DataFrame, texts: Sequence[str]) -> Any:
        """The frame with what a small table has for its texts in these columns; every text of the frame stands in the table."""
        return frame.join(self.put(table), on=list(texts), how="left")

    def persons(self, frame: Any, forums: int) -> Any:
        """Rows with their `person` (its first row), the `first` and `last` day in `o`, and how `many` rows the person has; kept.

        Persons are told apart by the text in `who`, which goes; a row without one is a person by itself. With several `forums`,
        of which `forum` has the bit of the row's, `forums` has those of all the person's rows.
        """
        bits = [(f"forum:{place}", 1 << place) for place in range(forums)]
        several = [nw.col("forum").alias("forums")] if bits else []
        nobody = frame.filter(nw.col("who") == "").with_columns(
            nw.col(ROW).alias("person"), nw.col("o").alias("first"), nw.col("o").alias("last"),
            nw.lit(1).cast(nw.Int32).alias("many"), *several,
        )  # fmt: skip
        people = frame.filter(nw.col("who") != "")
        flagged = people.with_columns((nw.col("forum") == bit).cast(nw.Int32).alias(name) for name, bit in bits)
        each = flagged.group_by("who").agg(
            nw.col(ROW).min().alias("person"), nw.col("o").min().alias("first"), nw.col("o").max().alias("last"),
            nw.len().cast(nw.Int32).alias("many"), *(nw.col(name).max().alias(name) for name, _ in bits),
        )  # fmt: skip
        if bits:
            whole = sum((nw.col(name) * bit for name, bit in bits), nw.lit(0)).cast(nw.Int32).alias("forums")
            each = each.with_columns(whole).drop(*(name for name, _ in bits))
        people = people.join(each, on="who", how="left")
        return self.settle(nw.concat([nobody, people.select(*nobody.collect_schema().names())]).drop("who"))

    @abstractmethod
    def together(self, frame: Any, states: States) -> Any:
        """For each `person` the state that the `state`s of the person's rows come to."""

    def safe(self, name: str) -> str:
        """A column's name as the engine can take it."""
        return name

    def attach(self, frame: Any, table: pl.DataFrame, key: str, *, left: str = "") -> Any:
        """The frame with a small table's columns, by `key`, which numbers the table's rows from 0 (`left` in the frame)."""
        return frame.join(self.put(table), left_on=left or key, right_on=key, how="left")

    def numbered(self, frame: Any, table: pl.DataFrame, name: str) -> Any:
        """The frame with the number under `name` that a small table has for the values of its other columns, or null.

        These are whole numbers or days, and none is null.
        """
        return frame.join(self.put(table), on=[one for one in table.columns if one != name], how="left")

    def of_day(self, frame: Any, table: pl.DataFrame, column: str) -> Any:
        """The frame with what a table has for its days in a column; the table has every day from its first `day` on, in order."""
        return frame.join(self.put(table.rename({"day": column})), on=column, how="left")

    def of_person(self, frame: Any, table: Any) -> Any:
        """The frame with the columns that a frame of the engine has for its `person`, null for the others."""
        return frame.join(table, on="person", how="left")

    @abstractmethod
    def write(self, frame: Any, path: Path, by: str) -> None:
        """A frame to a Parquet file, in the order of a column: the frame was in it before anything was attached."""


class Polars(Engine):
    """Polars: lazy plans, run by the streaming engine."""

    name = "polars"

    def __init__(self) -> None:
        self._beside = ThreadPoolExecutor(1)

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

    def begin(self, frame: Any) -> Callable[[], pl.DataFrame]:
        """The same beside what Python does meanwhile, one frame after another."""
        return self._beside.submit(self.get, frame).result

    def look_up(self, frame: Any, table: pl.DataFrame, texts: Sequence[str]) -> Any:
        """The same by numbers: a join would put the rows out of their order, in which a person's rows often follow each other."""
        between = next(
            mark for mark in _MARKS if not any(table[name].str.contains(mark, literal=True).any() for name in texts)
        )
        joined = pl.concat_str(texts, separator=between)
        words = pl.Enum(table.select(joined).to_series())
        numbered = frame.to_native().with_columns(joined.cast(words).to_physical().alias("~word"))
        told = table.drop(texts).with_row_index("~word")
        return nw.from_native(self.attach(nw.from_native(numbered), told, "~word").to_native().drop("~word"))

    def persons(self, frame: Any, forums: int) -> Any:
        """The same: rows of one person that follow each other are put together before any text is looked up."""
        rows = self.get(frame)
        is_other = (pl.col("who") != pl.col("who").shift()).fill_null(True)
        begins = self.get(nw.from_native(rows.lazy().select(is_other | (pl.col("who") == "")))).to_series()
        starts = begins.arg_true().to_numpy()
        day, never = rows["o"].to_physical(), 1 << 30
        runs = pl.DataFrame({
            "who": rows["who"].gather(starts),
            "person": np.minimum.reduceat(rows[ROW].to_numpy(), starts),
            "first": np.minimum.reduceat(day.fill_null(never).to_numpy(), starts),
            "last": np.maximum.reduceat(day.fill_null(-never).to_numpy(), starts),
            "many": np.diff(starts, append=rows.height).astype(np.int32),
            **({"forums": np.bitwise_or.reduceat(rows["forum"].to_numpy(), starts)} if forums else {}),
        })  # fmt: skip
        gathered = {"person": pl.col("person").min(), "first": pl.col("first").min(), "last": pl.col("last").max(),
                    "many": pl.col("many").sum(), **({"forums": pl.col("forums").bitwise_or()} if forums else {})}  # fmt: skip
        named = runs.filter(pl.col("who") != "")
        if named["who"].n_unique() < named.height:  # some person's rows do not all follow each other
            each = named.group_by("who").agg(**gathered)
            whole = runs.select("who").join(each, on="who", how="left", maintain_order="left")
            runs = whole.with_columns(pl.col(name).fill_null(runs[name]) for name in gathered)
        known = pl.col("first", "last").abs() < never
        told = runs.select(*gathered).with_columns(pl.when(known).then(pl.col("first", "last")).cast(pl.Date))
        run = begins.cast(pl.UInt32).cum_sum() - 1
        return nw.from_native(rows.drop("who").hstack(told.select(pl.all().gather(run))).lazy())

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
        return self._taken(frame, told, lambda batch: batch[left or key])

    def numbered(self, frame: Any, table: pl.DataFrame, name: str) -> Any:
        """The same by one whole number, of which each column is a digit: a join on many columns takes three times as long."""
        whole, size, within = pl.lit(0, pl.Int64), 1, pl.lit(True)
        for column in table.drop(name):
            values = column.to_physical().cast(pl.Int64)
            least, most = values.min() or 0, values.max() or 0
            assert isinstance(least, int) and isinstance(most, int)
            digit = pl.col(column.name).to_physical()
            whole = whole * (most - least + 1) + (digit.cast(pl.Int64) - least)
            within &= digit.is_between(least, most)
            size *= most - least + 1
        if size >= 1 << 63:
            return super().numbered(frame, table, name)
        told = table.lazy().select(whole.alias("~whole"), name)
        own = pl.when(within).then(whole)  # a digit out of range would make the number of another row
        joined = frame.to_native().with_columns(own.alias("~whole")).join(told, on="~whole", how="left")
        return nw.from_native(joined.drop("~whole"))

    def of_day(self, frame: Any, table: pl.DataFrame, column: str) -> Any:
        first = table["day"].to_physical()[0] if table.height else 0
        return self._taken(frame, table.drop("day"), lambda batch: batch[column].to_physical() - first)

    def of_person(self, frame: Any, table: Any) -> Any:
        """The same by place, where the numbers of the persons lie close enough for a table of every number."""
        told = self.get(table)
        most = told["person"].max() or 0
        assert isinstance(most, int)
        if most > _CLOSE_ENOUGH * told.height:
            return super().of_person(frame, table)
        every = [
            pl.repeat(None, most + 2, dtype=column.dtype, eager=True).scatter(told["person"], column).alias(column.name)
            for column in told.drop("person")
        ]
        return self._taken(frame, pl.DataFrame(every), lambda batch: batch["person"].clip(upper_bound=most + 1))

    @staticmethod
    def _taken(frame: Any, table: pl.DataFrame, place: Callable[[pl.DataFrame], pl.Series]) -> Any:
        """The table's columns, taken by the place of each row: a join would take each of them through its hash table."""
        native = frame.to_native()
        schema = {**native.collect_schema(), **table.schema}
        return nw.from_native(
            native.map_batches(
                lambda batch: batch.hstack(table.select(pl.all().gather(place(batch)))), streamable=True, schema=schema
            )
        )

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
        sums = [name for name, kind in got.schema.items() if isinstance(kind, pl.Decimal) and not kind.scale]
        return got.with_columns(pl.col(sums).cast(pl.Int64))  # it adds whole numbers up in 128 bits

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
