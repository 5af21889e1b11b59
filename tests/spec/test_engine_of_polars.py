"""What the Polars engine does by place or by one number gives the same rows as the joins that the other engines do."""

from __future__ import annotations

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steelyard.weigh.engines import Engine, Polars


def _frame(table: pl.DataFrame) -> nw.LazyFrame[pl.LazyFrame]:
    return nw.from_native(table.lazy())


def _same(one: pl.DataFrame, other: pl.DataFrame) -> None:
    assert one.sort("~row").equals(other.select(one.columns).sort("~row"))


@given(st.data(), st.sampled_from([3, 40, 2**31 - 2]))
def test_a_number_for_several_columns_is_that_of_a_join(data: st.DataObject, most: int) -> None:
    values = st.tuples(st.integers(-2, most), st.integers(0, most), st.dates())
    asked = data.draw(st.lists(values, min_size=1, max_size=6, unique=True))
    rows = data.draw(st.lists(st.one_of(st.sampled_from(asked), values), max_size=12))
    schema = {"a": pl.Int32, "b": pl.Int32, "day": pl.Date}
    table = pl.DataFrame(asked, schema=schema, orient="row").with_columns(
        pl.int_range(pl.len(), dtype=pl.Int32).alias("key")
    )
    frame = _frame(pl.DataFrame(rows, schema=schema, orient="row").with_row_index("~row"))
    engine = Polars()
    mine, joined = (engine.get(how(engine, frame, table, "key")) for how in (Polars.numbered, Engine.numbered))
    _same(mine, joined)
    assert [key is not None for key in mine.sort("~row")["key"]] == [row in asked for row in rows]


@pytest.mark.parametrize("apart", [1, 3, 1_000])
@given(st.data())
def test_what_persons_have_is_that_of_a_join(apart: int, data: st.DataObject) -> None:
    persons = data.draw(st.lists(st.integers(1, 30), max_size=12, unique=True))
    rows = data.draw(st.lists(st.integers(1, 30), max_size=20))
    told = pl.DataFrame({"person": [one * apart for one in persons], "together": range(len(persons))},
                        schema={"person": pl.Int64, "together": pl.Int32})  # fmt: skip
    frame = _frame(
        pl.DataFrame({"person": [one * apart for one in rows]}, schema={"person": pl.Int64}).with_row_index("~row")
    )
    engine = Polars()
    mine, joined = (engine.get(how(engine, frame, _frame(told))) for how in (Polars.of_person, Engine.of_person))
    _same(mine, joined)
