"""A run over Polars frames held in memory: facts are read as columns, every truth after that is bits.

A world's counts lie in ranks: first the first count of every world, then the second of those that have two, and so on, the
worlds with the most counts first. So each rank lines up with the worlds from the first one on, and adding up a yes or no over
a world's counts is an AND and an OR of whole numbers, rank after rank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from steelyard.logic import fragment as fr
from steelyard.logic.bitmaps import Bitmap, Words, first_bits
from steelyard.logic.errors import RuleError
from steelyard.logic.expr import Shift
from steelyard.logic.fragment import Definite, Flag, Open
from steelyard.logic.lowering import (
    WORLD,
    Key,
    Lowered,
    Plan,
    Reader,
    Setting,
    mask_name,
    moved,
    total_name,
    verdict_name,
)
from steelyard.logic.steps import Parts, Schedule, Steps

WORLDS_AT_ONCE = 1 << 19
"""Worlds of one run: some tens of kilobytes for each truth."""

Numbers = NDArray[np.int64]


class _Columns(Reader):
    """Reads facts from the columns of a Polars frame, and totals from what was added up."""

    def __init__(self, frame: pl.DataFrame, setting: Setting) -> None:
        super().__init__(frame.columns, setting)
        self.frame = frame
        self.counted: dict[str, list[Flag]] = {}
        self.amounts: dict[str, Numbers] = {}
        self.words: dict[str, tuple[NDArray[np.uint32], list[str]]] = {}

    def col(self, name: str) -> Any:
        return nw.from_native(self.frame[self.actual[name]], series_only=True)

    def moved_by(self, side: fr.Side, by: Shift) -> fr.Side:
        """A date moved by whole years, then days: worked out for each day between the first and the last, and looked up."""
        if not isinstance(side, Open):
            return moved(side, by)
        days = side.expr.to_native()
        numbers = days.cast(pl.Int32)
        first, last = numbers.min(), numbers.max()
        if first is None or last - first > len(days):
            return moved(side, by)
        each = pl.Series(np.arange(first, last + 1, dtype=np.int32)).cast(pl.Date)
        told = moved(Open(nw.from_native(each, series_only=True)), by)
        assert isinstance(told, Open)
        found = told.expr.to_native().gather(numbers - first)
        return Open(nw.from_native(found, series_only=True))

    def among(self, name: str, words: frozenset[str]) -> Flag:
        """Where a word is one of several: asked once for each different word."""
        codes, different = self.coded(name)
        return Definite(Bitmap.of(np.array([False, *(word in words for word in different)])[codes]))

    def coded(self, name: str) -> tuple[NDArray[np.uint32], list[str]]:
        """A whole number for each word of a column, 0 where there is none, and the words of 1, 2, …"""
        if name not in self.words:
            words = self.frame[self.actual[name]]
            if words.dtype != pl.Enum:
                words = words.cast(pl.Enum(words.drop_nulls().unique().cast(pl.String)))
            assert isinstance(words.dtype, pl.Enum)
            different = words.dtype.categories
            codes = words.to_physical().cast(pl.UInt32) + 1
            self.words[name] = (codes.fill_null(0).to_numpy(), different.to_list())
        return self.words[name]

    def reached(self, part: str, number: int) -> Flag:
        if part in self.counted:
            return self.counted[part][number - 1]
        if part in self.amounts:
            return Definite(Bitmap.of(self.amounts[part] >= number))
        return super().reached(part, number)


@dataclass(frozen=True)
class _Layout:
    """Where the counts of some worlds lie. A place that no count has holds a copy of another count, and is never added up."""

    worlds: Numbers
    """For each place of a world, the row of the worlds' frame."""
    counts: Numbers
    """For each place of a count, the row of the counts' frame."""
    number: int
    """How many worlds there are; the places after that are copies."""
    ranks: tuple[tuple[int, int, int], ...]
    """For each rank its first word, how many words it has, and how many counts."""
    present: Words

    @classmethod
    def of(cls, first: int, worlds: int, rows: Numbers, world_of_row: Numbers) -> _Layout:
        """The layout of `worlds` worlds from the row `first` of their frame; `rows` are their counts, world after world."""
        local = world_of_row - first
        sizes = np.bincount(local, minlength=worlds)
        by_size = np.argsort(-sizes, kind="stable")
        place = np.empty(worlds, dtype=np.int64)
        place[by_size] = np.arange(worlds)
        starts = np.cumsum(sizes) - sizes
        rank = np.arange(len(rows)) - starts[local]
        many = np.bincount(rank)
        words = -(-many // 64)
        firsts = np.cumsum(words) - words
        of_row = firsts[rank] * 64 + place[local] if len(rows) else local
        total = int(words.sum()) * 64
        counts = np.full(total, rows[0] if len(rows) else 0, dtype=np.int64)
        counts[of_row] = rows
        here = np.zeros(total, dtype=np.bool_)
        here[of_row] = True
        padded = np.full(-(-worlds // 64) * 64, first, dtype=np.int64)
        padded[:worlds] = by_size + first
        ranks = tuple(zip(firsts.tolist(), words.tolist(), many.tolist(), strict=True))
        return cls(padded, counts, worlds, ranks, Bitmap.of(here).words)

    def of_counts(self, column: pl.DataFrame) -> pl.DataFrame:
        """The rows of a frame of the counts' places that stand for counts."""
        return pl.concat([column.slice(first * 64, many) for first, _, many in self.ranks] or [column])


class BitRun(Steps):
    """A run over one frame of counts, one of worlds, or both in a layout."""

    def __init__(
        self, schedule: Schedule, setting: Setting, counts: pl.DataFrame, worlds: pl.DataFrame,
        layout: _Layout | None = None,
    ) -> None:  # fmt: skip
        self.counts, self.worlds, self.layout = counts, worlds, layout
        self.of_counts, self.of_worlds = _Columns(counts, setting), _Columns(worlds, setting)
        super().__init__(schedule, self.of_counts, self.of_worlds)

    def kept(self, truths: Mapping[Key, Lowered], *, of_world: bool) -> Mapping[Key, Lowered]:
        return truths

    def summed(self, plans: Sequence[Plan]) -> None:
        for plan in plans:
            for name, flag in plan.flags.items():
                self.of_worlds.counted[name] = self._counted(flag, plan.cap(name))
            for name, (condition, value) in plan.amounts.items():
                self.of_worlds.amounts[name] = self._added(_amount(condition, value, self.counts.height))
            if plan.label is not None:
                self._distinct(plan)

    def _placed(self) -> _Layout:
        assert self.layout is not None
        return self.layout

    def _every(self) -> Words:
        return first_bits(self.worlds.height)

    def _counted(self, flag: Flag, most: int) -> list[Flag]:
        """Where at least 1, 2, … `most` counts of a world have the bit."""
        if flag is False:
            return [False] * most
        layout = self._placed()
        words = layout.present if flag is True else flag.expr.words & layout.present
        reached = np.zeros((most, len(self._every())), dtype=np.uint64)
        for first, many, _ in layout.ranks:
            here = words[first : first + many]
            for step in range(most - 1, 0, -1):
                reached[step, :many] |= reached[step - 1, :many] & here
            reached[0, :many] |= here
        return [fr.folded(Definite(Bitmap(one, self._every()))) for one in reached]

    def _added(self, values: Numbers) -> Numbers:
        """The sum of a number over the counts of each world."""
        layout = self._placed()
        sums = np.zeros(self.worlds.height, dtype=np.int64)
        present = Bitmap(layout.present, layout.present).bools(len(values))
        for first, many, _ in layout.ranks:
            here = slice(first * 64, (first + many) * 64)
            sums[: many * 64] += np.where(present[here], values[here], 0)
        return sums

    def _distinct(self, plan: Plan) -> None:
        """Where the counts of a world have at least 1, 2, … different labels: those that surely count, and all that may."""
        rows = self.counts.height
        label = (
            self.of_counts.coded(plan.label.expr.name)[0]
            if isinstance(plan.label, Open)
            else np.ones(rows, dtype=np.uint32)
        )
        sure, may = (plan.flags[plan.column(part)] for part in ("sure", "may"))
        for name, counted in (("sure_labels", sure), ("labels", fr.folded(fr.either(sure, may)))):
            most = plan.cap_of_labels
            self.of_worlds.counted[plan.column(name)] = self._different(label * _bools(counted, rows), most)

    def _different(self, label: NDArray[np.uint32], most: int) -> list[Flag]:
        """Where there are at least 1, 2, … `most` different labels; 0 is none."""
        layout = self._placed()
        label = label * Bitmap(layout.present, layout.present).bools(len(label))
        seen = np.zeros((most, self.worlds.height), dtype=label.dtype)
        for first, many, _ in layout.ranks:
            new = label[first * 64 : (first + many) * 64].copy()
            for one in seen[:, : many * 64]:
                new *= new != one
                empty = one == 0
                one += new * empty
                new *= ~empty
        return [fr.folded(Definite(Bitmap.of(one > 0))) for one in seen]

    def lifted(self, truths: Mapping[Key, Lowered]) -> Mapping[Key, Lowered]:
        ranks, every = self._placed().ranks, first_bits(self.counts.height)

        def lift(flag: Flag) -> Flag:
            if isinstance(flag, bool):
                return flag
            return Definite(Bitmap(np.concatenate([flag.expr.words[:many] for _, many, _ in ranks]), every))

        if not ranks:
            return truths
        return {
            key: Lowered(lift(one.true), lift(one.false), {bit: lift(flag) for bit, flag in one.why.items()})
            for key, one in truths.items()
        }

    def with_parts(self, plans: Sequence[Plan]) -> pl.DataFrame:
        rows = self.counts.height
        made: list[pl.Series] = []
        for plan in plans:
            for name, flag in plan.flags.items():
                made.append(_series(flag, rows).alias(name))
            for name, (condition, value) in plan.amounts.items():
                made.append(pl.Series(name, _amount(condition, value, rows)))
        return pl.concat([self.counts, pl.DataFrame(made)], how="horizontal") if made else self.counts

    def decided(self, parts: Parts) -> pl.DataFrame:
        """The worlds with the verdict and mask of every rule that was asked for, without the totals of parts."""
        totals = {total_name(name, number) for name, cap in parts.caps.items() for number in range(1, cap + 1)}
        own = [name for name in self.worlds.columns if name not in parts.caps and name not in totals]
        return pl.concat([self.worlds.select(own), self.answers(of_world=True)], how="horizontal")

    def answers(self, *, of_world: bool) -> pl.DataFrame:
        """The verdict and mask of every rule that was asked for, a row for each row of the frame."""
        done = self.on_worlds if of_world else self.on_counts
        height = self.worlds.height if of_world else self.counts.height
        made: list[pl.Series] = []
        for rule in self.schedule.asked:
            if self.schedule.of_world(rule) is of_world:
                made += _written(rule, done[rule], height)
        return pl.DataFrame(made)


def run_in_bits(
    schedule: Schedule, setting: Setting, counts: pl.DataFrame, worlds: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both frames with verdicts and masks, some worlds at a time; the counts come world after world.

    Raises RuleError (SY-L013) for a count of a world that is not listed, and for a world that is listed twice.
    """
    of_row = counts.select(WORLD).join(
        worlds.select(WORLD, pl.int_range(pl.len(), dtype=pl.Int64).alias("~place")), on=WORLD, how="left",
        maintain_order="left",
    )["~place"]  # fmt: skip
    if of_row.null_count():
        raise RuleError("SY-L013", "a count of a world that is not listed", right=f"a row for each {WORLD}")
    if len(of_row) != counts.height or worlds[WORLD].n_unique() != worlds.height:
        raise RuleError("SY-L013", "a world that is listed twice", right=f"one row for each {WORLD}")
    place = of_row.to_numpy()
    order = np.arange(len(place)) if of_row.is_sorted() else np.argsort(place, kind="stable")
    pieces = [
        _piece(schedule, setting, counts, worlds, layout) for layout in _layouts(worlds.height, order, place[order])
    ]
    return pl.concat([one for one, _ in pieces]), pl.concat([other for _, other in pieces])


def _layouts(worlds: int, order: Numbers, place: Numbers) -> Iterator[_Layout]:
    for first in range(0, max(worlds, 1), WORLDS_AT_ONCE):
        after = min(first + WORLDS_AT_ONCE, worlds)
        low, high = np.searchsorted(place, [first, after])
        yield _Layout.of(first, after - first, order[low:high], place[low:high])


def _piece(
    schedule: Schedule, setting: Setting, counts: pl.DataFrame, worlds: pl.DataFrame, layout: _Layout
) -> tuple[pl.DataFrame, pl.DataFrame]:
    shared = [name for name in worlds.columns if name != WORLD and name not in counts.columns]
    held, told = worlds[layout.worlds], counts[layout.counts]
    if shared:
        lifted = [held.select(shared).head(many * 64) for _, many, _ in layout.ranks]
        told = pl.concat([told, pl.concat(lifted or [held.select(shared).clear()])], how="horizontal")
    run = BitRun(schedule, setting, told, held, layout)
    run.finish()
    of_counts = pl.concat([told.select(counts.columns), run.answers(of_world=False)], how="horizontal")
    of_worlds = pl.concat([held, run.answers(of_world=True)], how="horizontal")
    return layout.of_counts(of_counts), of_worlds.head(layout.number)


def _bools(flag: Flag, rows: int) -> NDArray[np.bool_]:
    if isinstance(flag, bool):
        return np.full(rows, flag)
    found: NDArray[np.bool_] = flag.expr.bools(rows)
    return found


def _series(flag: Flag, rows: int) -> pl.Series:
    if isinstance(flag, bool):
        return pl.repeat(flag, rows, dtype=pl.Boolean, eager=True)
    found: pl.Series = flag.expr.series(rows)
    return found


def _amount(condition: Flag, value: fr.Side, rows: int) -> Numbers:
    """`value` where the condition holds and there is a value, else 0."""
    if value is None or condition is False:
        return np.zeros(rows, dtype=np.int64)
    if isinstance(value, Open | Definite):
        given: Numbers = value.expr.to_native().cast(pl.Int64).fill_null(0).to_numpy()
    else:
        assert isinstance(value, int)
        given = np.full(rows, value, dtype=np.int64)
    return given if condition is True else np.where(_bools(condition, rows), given, 0)


def _written(rule: str, truth: Lowered, rows: int) -> list[pl.Series]:
    """A truth as the two columns that leave: its nullable verdict and its mask."""
    told = fr.either(truth.true, truth.false)
    if isinstance(told, bool):
        verdict = _series(truth.true, rows) if told else pl.repeat(None, rows, dtype=pl.Boolean, eager=True)
    else:
        known = told.expr
        true = truth.true.expr if isinstance(truth.true, Definite) else known if truth.true else known & ~known
        verdict = true.series(rows, known)
    mask = np.zeros(rows, dtype=np.uint8)
    for bit, flag in truth.why.items():
        mask |= _bools(flag, rows).view(np.uint8) << (int(bit).bit_length() - 1)
    return [verdict.alias(verdict_name(rule)), pl.Series(mask_name(rule), mask)]
