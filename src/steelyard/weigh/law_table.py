"""What the catalogue says of the charges of a file: for every offense, level and day of conviction once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

import polars as pl
from msgspec import DecodeError, msgpack

from steelyard.catalog.compiled import compiled_folder, keep
from steelyard.catalog.find import Catalogue
from steelyard.catalog.found import Found, days_of_change
from steelyard.law.federal.facts import FACTS
from steelyard.law.federal.grounds import DIAZ_LIZARRAGA
from steelyard.logic import columns as co
from steelyard.logic.dates import add
from steelyard.logic.evaluate import CountFacts
from steelyard.logic.facts import Fact, Known, Type
from steelyard.logic.rule import Pack
from steelyard.logic.truth import Why
from steelyard.weigh.counts import Weighed
from steelyard.weigh.worlds import match_answer

_TYPES: dict[Type, Any] = {
    Type.BOOL: pl.Boolean, Type.DATE: pl.Date, Type.DAYS: pl.Int64, Type.CENTS: pl.Int64, Type.NUMBER: pl.Int64,
    Type.WORD: pl.String,
}  # fmt: skip


def table_of(rows: Sequence[Mapping[str, Known]], facts: Iterable[Fact]) -> pl.DataFrame:
    """Facts by short name as a frame in the layout of `steelyard.logic.columns`."""
    made = [
        pl.Series(name, values, dtype=_TYPES[kind]) for name, (values, kind) in co.frame_columns(rows, facts).items()
    ]
    return pl.DataFrame(made) if made else pl.DataFrame({"~none": [None] * len(rows)})


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge as it was read: the offense it names (or none), and how it was charged."""

    found: Found
    modifier: str | None = None


class LawTable:
    """The answers of the catalogue for every offense, level and day of conviction of a file, as rows without repeats.

    With several forums an answer stands where they agree; where they do not, it is unsettled.
    """

    def __init__(self, law: Catalogue, pack: Pack, rules: Sequence[str], forums: Sequence[str], as_of: date) -> None:
        self.law, self.forums, self.as_of = law, tuple(forums), as_of
        self.grounds = co.grounds_read(pack, rules)
        self.rows: list[tuple[Any, ...]] = []
        self.several: set[int] = set()
        """The rows of charges that name several crimes."""
        self.known: list[dict[str, Known]] = []
        self._ids: dict[tuple[Any, ...], int] = {}
        self._asked: dict[tuple[Any, ...], int] = {}
        self._edges: dict[str, list[date]] = {}
        self._changed = False
        self._table: pl.DataFrame | None = None
        named = "|".join((law.hash, pack.hash, *self.forums, as_of.isoformat(), *map(":".join, self.grounds)))
        self._store = compiled_folder() / f"answers-{sha256(named.encode()).hexdigest()[:32]}.msgpack"
        self._codes = self._stored()

    def edges(self, found: Found) -> list[date]:
        """The days of conviction on which an answer about this offense can change."""
        if found.id not in self._edges:
            days = {DIAZ_LIZARRAGA, *days_of_change(found.offenses, of_grades=True)}
            spans = [(penalty.from_, penalty.to) for offense in found.offenses for penalty in offense.penalties]
            days |= {first for first, _ in spans if first} | {add(last, days=1) for _, last in spans if last}
            sections = {offense.section.id for offense in found.offenses}
            for holding in self._holdings:
                if any(holding.offense.startswith(section) for section in sections):
                    days |= {d for d in (holding.conviction_from,) if d}
                    days |= {add(d, days=1) for d in (holding.conviction_to,) if d}
            self._edges[found.id] = sorted(days)
        return self._edges[found.id]

    @cached_property
    def _holdings(self) -> list[Any]:
        return [h for h in self.law.holdings if h.conviction_from or h.conviction_to]

    def row(
        self, charge: Charge, level: str | None, convicted: date | None, committed: date | None = None, *,
        any_maximum: bool = False,
    ) -> int:  # fmt: skip
        """The number of the row that answers for a charge at a level, by the days of conviction and offense, None if unknown.

        With `any_maximum` the longest term is not known, whatever the law says.
        """
        charge = replace(charge, found=charge.found.governing(committed).at_level(level, charge.modifier))
        found = charge.found
        if found.id and convicted:
            edges = self.edges(found)
            version = bisect_right(edges, convicted)
            convicted = edges[version - 1] if version else add(edges[0], days=-1)  # one day for all the same answers
        else:
            convicted = None
        asked = (found.id, found.problem if not found.id else "", charge.modifier, level, convicted, any_maximum)
        if asked not in self._asked:
            self._asked[asked] = self._new(charge, level, convicted, any_maximum=any_maximum)
        return self._asked[asked]

    def _new(self, charge: Charge, level: str | None, convicted: date | None, *, any_maximum: bool) -> int:
        found = charge.found
        facts: dict[str, Known] = {"conviction_date": convicted}
        known_level: Known = level
        maximum: Known = None
        if found.id:
            known_level, maximum = self.law.penalty(found, level, convicted, charge.modifier)
            known_level = level if level is not None else known_level
            maximum = None if any_maximum else maximum
        place = (found.id, charge.modifier, convicted)
        if place not in self._codes:
            self._changed = True
            count = CountFacts("1", facts)
            weighed = Weighed(count, found, "", charge.modifier)
            codes: list[int] = []
            for ground, burden in self.grounds:
                each = set()
                for forum in self.forums:
                    truth = match_answer(self.law, weighed, count, ground, burden, forum, self.as_of).truth
                    each.add(-1 if truth.is_true else 0 if truth.is_false else truth.mask)
                codes.append(each.pop() if len(each) == 1 else _differing(each))
            self._codes[place] = tuple(codes)
        content = (known_level, maximum, *self._codes[place], found.names_several)
        if content not in self._ids:
            self._ids[content] = len(self.rows)
            self.several |= {len(self.rows)} if found.names_several else set()
            self.rows.append(content)
            self.known.append({"level": known_level, "maximum_term": maximum})
        return self._ids[content]

    def _stored(self) -> dict[tuple[str, str | None, date | None], tuple[int, ...]]:
        """What an earlier run with the same law, forum and day was told; it holds offenses and answers, never a case."""
        try:
            raw = msgpack.decode(
                self._store.read_bytes(), type=list[tuple[str, str | None, date | None, tuple[int, ...]]]
            )
        except (OSError, DecodeError):
            return {}
        return {(offense, modifier, day): codes for offense, modifier, day, codes in raw}

    def keep(self) -> None:
        """Keep the catalogue's answers for the next run; a folder that cannot be written is no error."""
        if not self._changed:
            return
        keep(self._store, [(*place, codes) for place, codes in self._codes.items() if place[0]])
        self._changed = False

    def table(self) -> pl.DataFrame:
        """Every row, with `law` as its number."""
        if self._table is None or self._table.height != len(self.rows):
            self._table = self._made()
        return self._table

    def _made(self) -> pl.DataFrame:
        frame = table_of(self.known, [FACTS["count.level"], FACTS["count.maximum_term"]])
        added = [pl.Series("law", range(len(self.rows)), dtype=pl.Int64)]
        for place, (ground, burden) in enumerate(self.grounds, 2):
            codes = [row[place] for row in self.rows]
            name = co.match_name(ground, burden)
            said = [True if code == -1 else False if code == 0 else None for code in codes]
            added.append(pl.Series(name, said, dtype=pl.Boolean))
            for bit in Why:
                stands = [code > 0 and bool(code & bit) for code in codes]
                if any(stands):
                    added.append(pl.Series(co.reason_name(name, bit), stands, dtype=pl.Boolean))
        return frame.with_columns(added)


def _differing(codes: Iterable[int]) -> int:
    """The code of an answer on which forums differ: the reasons of those that leave it open, and that it is not settled."""
    mask = int(Why.UNSETTLED)
    for code in codes:
        mask |= max(code, 0)
    return mask
