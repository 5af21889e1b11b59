"""A yes or no for each row of a column, one bit a row in whole numbers of 64: AND, OR and NOT of 64 rows are one step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Same = TypeVar("Same")


@lru_cache(maxsize=16)
def first_bits(rows: int) -> Words:
    """Whole numbers with a bit set for each of so many rows, not to be written to."""
    found = np.full(-(-rows // 64), ~np.uint64(0))
    if rows % 64:
        found[-1] = np.uint64((1 << (rows % 64)) - 1)
    found.flags.writeable = False
    return found


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A bit for each row. `every` has the bits of all rows; no other bit is ever set."""

    words: Words
    every: Words

    @classmethod
    def where(cls, values: pl.Series) -> Bitmap:
        """Where a yes-or-no column is true; a null is not."""
        every = first_bits(len(values))
        column = values.to_arrow()
        valid, bits = column.buffers()
        if column.offset % 8 or bits is None:
            return cls.of(values.fill_null(False).to_numpy())
        found = _words(bits, column.offset, every)
        if valid is not None and column.null_count:
            found &= _words(valid, column.offset, every)
        return cls(found, every)

    @classmethod
    def known(cls, values: pl.Series) -> Bitmap:
        """Where a column of any type holds a value."""
        every = first_bits(len(values))
        if not values.null_count():
            return cls(every, every)
        column = values.to_arrow(compat_level=pl.CompatLevel.newest())
        if column.offset % 8:
            return cls.where(values.is_not_null())
        return cls(_words(column.buffers()[0], column.offset, every), every)

    @classmethod
    def of(cls, values: NDArray[np.bool_]) -> Bitmap:
        """Where an array is true."""
        every = first_bits(len(values))
        found = np.zeros(len(every) * 8, dtype=np.uint8)
        packed = np.packbits(values, bitorder="little")
        found[: len(packed)] = packed
        return cls(found.view(np.uint64), every)

    def __and__(self, other: Bitmap) -> Bitmap:
        return Bitmap(self.words & other.words, self.every)

    def __or__(self, other: Bitmap) -> Bitmap:
        return Bitmap(self.words | other.words, self.every)

    def __invert__(self) -> Bitmap:
        return Bitmap(self.words ^ self.every, self.every)

    def folded(self, flag: Same) -> Same | bool:
        """False where no bit is set, True where all are, else `flag`."""
        if not self.words.any():
            return False
        return True if np.array_equal(self.words, self.every) else flag

    def bools(self, rows: int) -> NDArray[np.bool_]:
        """The first rows as an array of yes and no."""
        return np.unpackbits(self.words.view(np.uint8), count=rows, bitorder="little").view(np.bool_)

    def series(self, rows: int, known: Bitmap | None = None) -> pl.Series:
        """The first rows as a column of yes and no, null where `known` is not set."""
        buffers = [pa.py_buffer(one.words) if one is not None else None for one in (known, self)]
        found = pl.from_arrow(pa.Array.from_buffers(pa.bool_(), rows, buffers))
        assert isinstance(found, pl.Series)
        return found


def _words(buffer: pa.Buffer, offset: int, every: Words) -> Words:
    """A buffer's bits, from the row at `offset` (a multiple of eight)."""
    found = np.zeros(len(every) * 8, dtype=np.uint8)
    given = np.frombuffer(buffer, dtype=np.uint8)[offset // 8 : offset // 8 + len(found)]
    found[: len(given)] = given
    whole: Words = found.view(np.uint64)
    whole &= every
    return whole
