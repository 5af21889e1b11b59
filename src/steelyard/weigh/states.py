"""What the rows of a file add up to: totals in whole numbers, the states of persons, and their answers as profiles."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import polars as pl

from steelyard.logic import columns as co

if TYPE_CHECKING:
    from steelyard.weigh.profiles import Weigher

T = TypeVar("T")

_BITS_OF_A_WORD = 62
_MOST_COUNTED = 8
"""Totals that matter up to this number stand as bits; the others, sums of days, as numbers."""


@dataclass(frozen=True)
class Packing:
    """How the totals of parts stand in whole numbers: bit n of word w at level k says that a total reaches k.

    Parts that are alike in every key have the same total in every state, and share a bit; a part that is in no key has none.
    """

    parts: co.Parts
    flags: tuple[tuple[str, int], ...]
    amounts: tuple[str, ...]
    alike: Mapping[str, str]
    """Every part that is in some key, with the one of `flags` or `amounts` that stands for it."""

    @classmethod
    def of(cls, parts: co.Parts) -> Packing:
        """The packing for the parts of some keys."""
        first: dict[tuple[int, bytes], str] = {}
        alike: dict[str, str] = {}
        for name, cap in parts.caps.items():
            values = parts.frame[name].to_numpy()
            if values.any():
                held = np.packbits(values) if values.dtype == np.bool_ else values
                alike[name] = first.setdefault((cap, held.tobytes()), name)
        caps = {name: parts.caps[name] for name in dict.fromkeys(alike.values())}
        amounts = tuple(name for name, cap in caps.items() if cap > _MOST_COUNTED)
        flags = sorted(((n, cap) for n, cap in caps.items() if n not in amounts), key=lambda one: one[1])
        return cls(parts, tuple(flags), amounts, alike)

    @cached_property
    def place(self) -> dict[str, tuple[int, int]]:
        """The word and the bit of each part that is counted."""
        return {name: divmod(number, _BITS_OF_A_WORD) for number, (name, _) in enumerate(self.flags)}

    @cached_property
    def levels(self) -> list[int]:
        """For each word, how far its parts are counted."""
        many = [cap for _, cap in self.flags]
        return [max(many[at : at + _BITS_OF_A_WORD]) for at in range(0, len(many), _BITS_OF_A_WORD)]

    def counted(self, number: int, level: int) -> int:
        """The bits of a word whose parts are counted that far."""
        own = self.flags[number * _BITS_OF_A_WORD : (number + 1) * _BITS_OF_A_WORD]
        return sum(1 << bit for bit, (_, cap) in enumerate(own) if cap >= level)

    def word(self, number: int, level: int) -> str:
        """The column of a word."""
        return f"w{number}:{level}"

    @cached_property
    def columns(self) -> list[str]:
        """Every column of the totals."""
        words = [self.word(n, level) for n, most in enumerate(self.levels) for level in range(1, most + 1)]
        return [*words, *self.amounts]

    def packed(self) -> list[pl.Expr]:
        """The parts of one count as totals."""
        made = []
        for number in range(len(self.levels)):
            whole = pl.lit(0, pl.Int64)
            for name, _ in self.flags[number * _BITS_OF_A_WORD : (number + 1) * _BITS_OF_A_WORD]:
                whole = whole + pl.col(name).cast(pl.Int64) * (1 << self.place[name][1])
            made.append(whole.alias(self.word(number, 1)))
            made += [pl.lit(0, pl.Int64).alias(self.word(number, n)) for n in range(2, self.levels[number] + 1)]
        for name in self.amounts:
            made.append(pl.col(name).clip(0, self.parts.caps[name]).cast(pl.Int64))
        return made

    def added(self, prefix: str, other: str) -> list[pl.Expr]:
        """The totals of two states together; `prefix` begins the columns' names, `other` ends those of the second."""
        made = []
        for number, most in enumerate(self.levels):
            one = {n: pl.col(prefix + self.word(number, n)) for n in range(1, most + 1)}
            two = {n: pl.col(prefix + self.word(number, n) + other) for n in range(1, most + 1)}
            for level in range(1, most + 1):
                whole = one[level] | two[level]
                for n in range(1, level):
                    whole = whole | (one[n] & two[level - n] & self.counted(number, level))
                made.append(whole.alias(prefix + self.word(number, level)))
        for name in self.amounts:
            column = prefix + name
            made.append((pl.col(column) + pl.col(column + other)).clip(0, self.parts.caps[name]).alias(column))
        return made

    def with_more(self, totals: pl.DataFrame, places: pl.Series, more: pl.DataFrame) -> pl.DataFrame:
        """Totals, those at some places with more added to them."""
        if not more.height:
            return totals
        both = pl.concat([totals[places], more.rename(lambda name: name + "+")], how="horizontal")
        added = both.select(self.added("", "+")).select(self.columns).with_columns(places.alias("~at"))
        left = totals.with_row_index("~at").join(added.select("~at"), on="~at", how="anti")
        return pl.concat([left, added.select(left.columns)]).sort("~at").drop("~at")

    def totals(self) -> list[pl.Expr]:
        """The totals as `Program.decide` reads them."""
        made: list[pl.Expr] = []
        for name, cap in self.parts.caps.items():
            same = self.alike.get(name)
            if cap > _MOST_COUNTED:
                made.append((pl.col(same) if same is not None else pl.lit(0, pl.Int64)).alias(name))
                continue
            for level in range(1, cap + 1):
                reached = pl.lit(False)
                if same is not None:
                    number, bit = self.place[same]
                    reached = (pl.col(self.word(number, level)) & (1 << bit)) != 0
                made.append(reached.alias(co.total_name(name, level)))
        return made


class _Numbered:
    """Rows without repeats, each with a number. Rows are looked up by a hash, and compared whole before a number is given."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.table = pl.DataFrame(schema=schema)
        self.seed = 0
        self.hashes = pl.Series("hash", [], dtype=pl.UInt64)

    def numbers(self, rows: pl.DataFrame) -> pl.Series:
        """The number of each of these rows; new ones are added to the table."""
        while True:
            hashes = self._hashed(rows)
            distinct = rows.with_columns(hashes).unique("hash", maintain_order=True)
            new = distinct.join(pl.DataFrame([self.hashes]), on="hash", how="anti", maintain_order="left")
            table = pl.concat([self.table, new.drop("hash")])
            known = pl.DataFrame([pl.concat([self.hashes, new["hash"]])]).with_row_index("number")
            found = pl.DataFrame([hashes]).join(known, on="hash", how="left", maintain_order="left")["number"]
            if table[found].equals(rows):
                self.table, self.hashes = table, known["hash"]
                return found.cast(pl.Int32)
            self.seed += 1  # two different rows have one hash
            self.hashes = self._hashed(self.table)

    def _hashed(self, rows: pl.DataFrame) -> pl.Series:
        return rows.hash_rows(seed=self.seed).alias("hash")


def _distinct(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Rows without repeats, and the number among them of each row."""
    found = _Numbered(rows.schema)
    numbers = found.numbers(rows)
    return found.table, numbers


def side_by_side(work: Callable[..., T], *items: Sequence[Any]) -> list[T]:
    """What a piece of work makes of each item, on every core: Polars lets other threads go on while it works."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, *items))


class States:
    """The states of a partition: those of the keys, and those that persons come to. Equal totals are one state.

    A state is what each group of posture classes comes to, each numbered by itself.
    """

    def __init__(
        self, weigher: Weigher, packing: Packing, of_keys: Sequence[pl.DataFrame], convictions: pl.DataFrame
    ) -> None:
        self.weigher = weigher
        self.packing = packing
        self.convictions = convictions
        self.totals = [_Numbered(dict.fromkeys(packing.columns, pl.Int64)) for _ in weigher.groups]
        self.states = _Numbered({str(number): pl.Int32 for number in range(len(weigher.groups))})
        self.of_key = self._numbered([one.numbers(each) for one, each in zip(self.totals, of_keys, strict=True)])

    def _numbered(self, totals: Sequence[pl.Series]) -> pl.Series:
        """The number of the state that these totals of the groups are."""
        return self.states.numbers(pl.DataFrame([one.alias(str(number)) for number, one in enumerate(totals)]))

    def merged(self, one: pl.Series, other: pl.Series) -> pl.Series:
        """The states that pairs of states come to together."""
        ones, others = self.states.table[one], self.states.table[other]
        names = self.states.table.columns
        return self._numbered(
            side_by_side(self._merged, self.totals, [ones[name] for name in names], [others[name] for name in names])
        )

    def _merged(self, totals: _Numbered, ones: pl.Series, others: pl.Series) -> pl.Series:
        """The totals that pairs of one group's totals come to."""
        pairs = _pairs(ones, others)
        distinct = pairs.unique(maintain_order=True)
        one, other = _of_pairs(distinct)
        both = [totals.table[one], totals.table[other].rename(lambda name: name + "+")]
        added = pl.concat(both, how="horizontal").select(self.packing.added("", "+")).select(self.packing.columns)
        return _looked_up(pairs, distinct, totals.numbers(added))

    def together(self, rows: pl.DataFrame) -> pl.DataFrame:
        """For each `person` the state that the `state`s of the person's rows come to.

        Persons whose rows have the same states, whatever their order, are told apart by two sums of hashes of 64 bits and the
        number of rows, and one of them is worked out for all.
        """
        sums = {f"~{seed}": pl.col("state").hash(seed).sum() for seed in (1, 2)}
        marks = rows.lazy().group_by("person").agg(pl.len().alias("~rows"), **sums).collect(engine="streaming")
        alike = [name for name in marks.columns if name != "person"]
        some = marks.unique(alike, keep="any")
        told = self._by_pairs(rows.join(some.select("person"), on="person", how="semi"))
        known = some.join(told, on="person", how="left").drop("person")
        return marks.join(known, on=alike, how="left").select("person", "state")

    def _by_pairs(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The same, person by person: neighbours by pairs, till one is left."""
        rows = rows.sort("person")
        person, states = rows["person"].to_numpy(), rows["state"]
        starts = np.flatnonzero(np.diff(person, prepend=person[:1] - 1))
        persons = rows["person"].gather(starts)
        many = np.diff(np.append(starts, len(person)))
        while many.max(initial=1) > 1:
            halves = (many + 1) // 2
            firsts = np.cumsum(halves) - halves
            place = np.repeat(starts - 2 * firsts, halves) + 2 * np.arange(int(halves.sum()))
            has_next = np.flatnonzero(place + 1 < np.repeat(starts + many, halves))
            pairs = _pairs(states.gather(place[has_next]), states.gather(place[has_next] + 1))
            distinct = pairs.unique(maintain_order=True)
            sums = _looked_up(pairs, distinct, self.merged(*_of_pairs(distinct)))
            states = states.gather(place).scatter(has_next, sums)
            starts, many = firsts, halves
        return pl.DataFrame([persons, states])

    def answer(self, states: pl.Series) -> Answers:
        """The profiles of states, in every posture class."""
        used = states.unique().sort()
        table = self.states.table[used]
        weigher = self.weigher
        totals: list[pl.DataFrame] = []
        at_total: list[pl.Series] = []
        asked: list[tuple[int, int]] = []
        for number, group in enumerate(weigher.groups):
            mine = _Numbered({"total": pl.Int32})
            at_total.append(mine.numbers(table.select(pl.col(str(number)).alias("total"))))
            totals.append(self.totals[number].table[mine.table["total"]])
            asked += [(number, one) for one in group.classes]
        said = weigher.decided(
            self.packing, [totals[group] for group, _ in asked], [weigher.classes[one] for _, one in asked]
        )
        told = side_by_side(_distinct, said)
        rows = {one: distinct for (_, one), (distinct, _) in zip(asked, told, strict=True)}
        of_class = {one: number[at_total[at]] for (at, one), (_, number) in zip(asked, told, strict=True)}
        digests = {one: _digests(distinct) for one, distinct in rows.items()}
        tuples = pl.DataFrame([of_class[number].alias(str(number)) for number in range(len(weigher.classes))])
        distinct = tuples.unique(maintain_order=True)
        ids = [
            int.from_bytes(sha256(b"".join(digests[c][n] for c, n in enumerate(row))).digest()[:8], "big") >> 2
            for row in distinct.iter_rows()
        ]
        distinct = distinct.with_columns(
            pl.Series("profile", ids, dtype=pl.Int64), pl.int_range(pl.len(), dtype=pl.Int32).alias("place")
        )
        places = tuples.join(distinct, on=tuples.columns, how="left", maintain_order="left")["place"]
        return Answers(pl.DataFrame([used.alias("state"), places]), distinct.drop("place"), rows, weigher.rules)


def _pairs(ones: pl.Series, others: pl.Series) -> pl.Series:
    """Pairs of numbers without an order, each as one whole number."""
    both = pl.DataFrame([ones.cast(pl.Int64).alias("a"), others.cast(pl.Int64).alias("b")])
    return both.select((pl.min_horizontal("a", "b") * (1 << 32) + pl.max_horizontal("a", "b")).alias("pair"))["pair"]


def _of_pairs(pairs: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The numbers of pairs."""
    return (pairs // (1 << 32)).cast(pl.Int32), (pairs % (1 << 32)).cast(pl.Int32)


def _looked_up(pairs: pl.Series, distinct: pl.Series, told: pl.Series) -> pl.Series:
    """For each pair what is told of the distinct ones."""
    table = pl.DataFrame([distinct, told.alias("told")])
    return pl.DataFrame([pairs]).join(table, on="pair", how="left", maintain_order="left")["told"]


def _digests(answers: pl.DataFrame) -> list[bytes]:
    """A digest of each row of verdicts and masks, the same in every run."""
    cells = answers.select(pl.all().cast(pl.UInt8).fill_null(2)).to_numpy()
    return [sha256(row).digest() for row in np.ascontiguousarray(cells)]


@dataclass(frozen=True)
class Answers:
    """The profiles of some states: which is whose, and what each says."""

    of_states: pl.DataFrame
    """`state`, and the `place` of its profile among these."""
    places: pl.DataFrame
    """`profile`, and for each class the row of its answers; its rows are in the order of the places, from 0."""
    rows: Mapping[int, pl.DataFrame]
    rules: Sequence[str]

    def by_class(self) -> pl.DataFrame:
        """A row for each profile and class: verdict and mask of every consequence."""
        many = []
        for number, answers in self.rows.items():
            own = self.places.select("profile", pl.lit(number, pl.Int64).alias("class"))
            many.append(pl.concat([own, answers[self.places[str(number)]]], how="horizontal"))
        return pl.concat(many)

    def letters(self) -> pl.DataFrame:
        """One row a profile, with its `place`: for every consequence a letter for each class, T, F or ?."""
        place = pl.Series("place", range(self.places.height), dtype=pl.Int32)
        return pl.DataFrame([place, self.places["profile"], *side_by_side(self._letters, self.rules)])

    def _letters(self, rule: str) -> pl.Series:
        """The letters of one consequence, profile by profile."""
        letter = pl.when(pl.col(rule)).then(pl.lit("T")).when(~pl.col(rule)).then(pl.lit("F")).otherwise(pl.lit("?"))
        each = pl.DataFrame([
            self.rows[number].select(letter.alias("l"))["l"][self.places[str(number)]].alias(str(number))
            for number in sorted(self.rows)
        ])  # fmt: skip
        return each.select(pl.concat_str(pl.all()).alias(rule))[rule]
