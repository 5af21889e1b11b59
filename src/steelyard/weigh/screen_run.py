"""A screening partition by partition: rows to keys, persons to states, and their answers to files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from steelyard.logic.dates import FIRST_DAY
from steelyard.weigh.contradictions import MAXIMUM, NOT_TRIED, above, any_above
from steelyard.weigh.count_facts import left_open
from steelyard.weigh.days import Days
from steelyard.weigh.engines import ROW, Engine
from steelyard.weigh.profiles import DATED, Weigher
from steelyard.weigh.screen_file import DAYS, FileWords, Words, text_of
from steelyard.weigh.screen_files import whole_file
from steelyard.weigh.screen_words import OF_ANOTHER, Reading

ROWS_AT_ONCE = 12_000_000
"""Rows of one partition: whole persons, kept in memory while they are weighed."""
_REGIONS = 10_000
"""More than the days on which an answer changes: two regions of days stand in one whole number."""
_OF_ANOTHER = -1
"""What stands for the charge of a row whose conviction is of another offense than it names."""
_WITHIN_A_DAY = ((nw.col("o") == nw.col("first")) & (nw.col("o") == nw.col("last"))).fill_null(False) | nw.col(
    "first"
).is_null()
"""Rows that say of their person what they say alone: every offense of which the day is known was on this row's."""

Advance = Callable[[str, int], None]
"""Told what is being done, and how many rows (times steps) of it are done."""


@dataclass
class Weighed:
    """Rows weighed by the law of one set of forums: each with its key, and what is told of keys, persons and profiles."""

    rows: Any
    told: pl.DataFrame
    persons: Any
    letters: pl.DataFrame
    profiles: pl.DataFrame


class Run:
    """One screening: the words of the file read once, then partition after partition."""

    def __init__(
        self, engine: Engine, file: FileWords, as_of: date, weigher_of: Callable[[tuple[str, ...]], Weigher]
    ) -> None:
        self.engine, self.layout, self.file = engine, file.layout, file
        self._contradicted: dict[str, list[int]] = {}
        self.forums = sorted({one.forum for one in file.words["charge"].read})
        self._weigher_of = weigher_of
        self._weighers: dict[int, Weigher] = {}
        self.weigher = self._weigher_for(1)  # that of the forums whose rows are being weighed
        self.days = Days(self.weigher.pack, self.weigher.rules, as_of, self._edges())

    def _weigher_for(self, which: int) -> Weigher:
        """The weigher of a set of the file's forums: bit n stands for the n-th of them."""
        if which not in self._weighers:
            chosen = tuple(one for place, one in enumerate(self.forums) if which >> place & 1)
            self._weighers[which] = self._weigher_of(chosen)
        return self._weighers[which]

    def _edges(self) -> set[date]:
        founds = {one.charge.found.id: one.charge.found for one in self.file.words["charge"].read}
        return {day for found in founds.values() if found.id for day in self.weigher.answers.edges(found)}

    @property
    def partitions(self) -> int:
        """How many partitions there are."""
        return max(-(-self.file.source.rows // ROWS_AT_ONCE), 1)

    def _rows(self, number: int) -> Any:
        """A partition's rows: the numbers of their words, their days, and the person's first row, days and count."""
        person = self.layout.columns.get("person", ())
        named = [nw.col(ROW)]
        if person:
            named.append(self.file.person().alias("who"))
        for words in self.file.words.values():
            if self.file.is_day(words):
                named.append(self.file.days_within(words).alias(words.name))
            else:
                named += [
                    text_of(c, self.file.schema[c]).alias(k) for c, k in zip(words.columns, words.keys, strict=True)
                ]
        carried = [c for c in self.layout.keep if c not in self.file.words["charge"].columns]
        named += [nw.col(c).alias(f"keep:{c}") for c in carried]
        frame = self.file.scanned.select(*named)
        if self.partitions > 1:
            if person:
                frame = self.engine.bucket(frame, "who", number, self.partitions)
            else:
                low = number * ROWS_AT_ONCE
                frame = frame.filter((nw.col(ROW) > low) & (nw.col(ROW) <= low + ROWS_AT_ONCE))
        for words in self.file.words.values():
            if self.file.is_day(words):
                continue
            if words.columns:
                frame = self.engine.look_up(frame, self._table(words), words.keys)
            else:
                empty = nw.lit(0).cast(nw.Int32) if words.name not in DAYS else nw.lit(None, nw.Date)
                frame = frame.with_columns(empty.alias(words.name))
        dated = [i for i, (outcome, _) in enumerate(self.file.words["outcome"].read) if outcome in DATED]
        is_dated = nw.col("outcome").is_in(dated)
        no_day = nw.lit(None, nw.Date)
        frame = frame.with_columns(nw.when(is_dated).then(nw.col("c")).otherwise(no_day).alias("c"))
        backwards = (
            nw.when(nw.col("c") < nw.col("o")).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int8).alias("backwards")
        )
        frame = frame.with_columns(backwards)
        in_order = nw.col("backwards") == 0  # one of the two days is wrong, and nobody knows which
        frame = frame.with_columns(nw.when(in_order).then(nw.col(day)).otherwise(no_day).alias(day) for day in DAYS)
        several = len(self.forums) > 1
        own = [
            ROW,
            *(["who"] if person else []),
            *self.file.words,
            "backwards",
            *(f"keep:{c}" for c in carried),
            *(["forum"] if several else []),
        ]
        frame = self.engine.settle(frame.select(*own))
        if person:
            return self.engine.persons(frame, len(self.forums) if several else 0)
        alone = [nw.col(ROW).alias("person"), nw.col("o").alias("first"), nw.col("o").alias("last"),
                 nw.lit(1).cast(nw.Int32).alias("many"), *([nw.col("forum").alias("forums")] if several else [])]  # fmt: skip
        return frame.with_columns(*alone)

    def _table(self, words: Words) -> pl.DataFrame:
        made: dict[str, Any] = {key: [texts[i] for texts in words.texts] for i, key in enumerate(words.keys)}
        if words.name in DAYS:
            made[words.name] = pl.Series(words.read, dtype=pl.Date)
        else:
            made[words.name] = pl.Series(range(len(words.texts)), dtype=pl.Int32)
        if words.name == "charge" and len(self.forums) > 1:
            made["forum"] = pl.Series([1 << self.forums.index(one.forum) for one in words.read], dtype=pl.Int32)
        return pl.DataFrame(made, schema_overrides=dict.fromkeys(words.keys, pl.String))

    def _every_day(self, rows: Any) -> list[date]:
        """Every day from the first to the last that stands in the rows."""
        ends = [
            end(name).alias(f"{at}:{name}") for name in ("o", "c") for at, end in (("low", nw.min), ("high", nw.max))
        ]
        found = [day for day in self.engine.get(rows.select(*ends)).row(0) if day is not None]
        return pl.date_range(min(found), max(found), eager=True).to_list() if found else []

    def _lawful(self, rows: Any, days: pl.DataFrame, which: int) -> Any:
        """Rows with the regions of their days, and the numbers of what the catalogue and the outcome say of them.

        `which` are the forums whose law is asked.
        """
        engine, weigher = self.engine, self.weigher
        regions = days.select("day", "region", "rule_region")
        rows = engine.of_day(rows, regions.rename({"rule_region": "at_o", "region": "law_o"}), "o")
        rows = engine.of_day(rows, regions.rename({"region": "at_c", "rule_region": "rule_c"}), "c")
        known = {name: nw.col(name).fill_null(-1) for name in ("at_o", "law_o", "at_c", "rule_c")}
        versioned = nw.when(nw.col("charge").is_in(self._versioned)).then(known["law_o"]).otherwise(nw.lit(-1))
        both = ((versioned + 1) * _REGIONS + known["at_c"] + 1).cast(nw.Int32)
        rows = rows.with_columns(known["at_o"].alias("at_o"), known["rule_c"].alias("rule_c"), both.alias("at_both"))
        of_law = ["charge", "level", "at_both"]
        if self.file.of_another:
            is_of_another = nw.col("outcome").is_in(list(self.file.of_another))
            named = nw.when(is_of_another).then(nw.lit(_OF_ANOTHER)).otherwise(nw.col("charge"))
            rows, of_law[0] = rows.with_columns(named.cast(nw.Int32).alias("named")), "named"
        rows = engine.settle(rows.drop("law_o", "at_c"))
        asked = self._alike(rows, of_law)
        numbers = [self._law(*row) for row in asked.select(of_law).iter_rows()]
        rows = self._numbered(rows, asked.select(of_law), "law", numbers)
        asked = self._alike(rows, self._fact_columns, which)
        read = [self._fact_row(*row) for row in asked.select(self._fact_columns).iter_rows()]
        for (_, kinds), (many, first) in zip(read, asked.select("mine", ROW).iter_rows(), strict=True):
            self._contradict(kinds, many, first)
        rows = self._numbered(rows, asked.select(self._fact_columns), "facts", [number for number, _ in read])
        rows = self._within_the_maximum(rows, of_law, which)
        weigher.answers.keep()
        return rows.drop("at_both", *(["named"] if self.file.of_another else []))

    def _alike(self, rows: Any, columns: list[str], which: int = 0) -> pl.DataFrame:
        """The rows that are alike in some columns, once each, in order, with the number of the first of them.

        `mine` is how many go by the law of the forums that are weighed: a row that a person has elsewhere is counted there.
        """
        own = (nw.col("forum") == which).cast(nw.Int64).sum() if len(self.forums) > 1 and which else nw.len()
        each = rows.group_by(*columns).agg(own.alias("mine"), nw.col(ROW).min().alias(ROW))
        return self.engine.get(each).sort(columns)

    def _numbered(self, rows: Any, asked: pl.DataFrame, name: str, numbers: Sequence[int]) -> Any:
        """Rows with a number for what they have in the columns of `asked`."""
        return self.engine.numbered(rows, asked.with_columns(pl.Series(name, numbers, dtype=pl.Int32)), name)

    def _contradict(self, kinds: Iterable[str], many: int, first: int) -> None:
        """Counts rows whose columns contradict each other, by the kind, with the number of the first."""
        for kind in kinds if many else ():
            counted, least = self._contradicted.get(kind, [0, first])
            self._contradicted[kind] = [counted + many, min(least, first)]

    def _within_the_maximum(self, rows: Any, of_law: list[str], which: int) -> Any:
        """Rows in which the level and the longest term are unknown where the sentence is above the longest of offense and level.

        The sentence stays: an enhancement may have made it, and no consequence is cleared by a longer one.
        """
        weigher = self.weigher
        longest = [known["maximum_term"] for known in weigher.answers.known]
        imposed = [facts.get("term_imposed") for facts in weigher.facts]
        if not any_above(imposed, longest):
            return rows
        asked = self._alike(rows, [*of_law, "law", "facts"], which)
        over = [above(imposed[facts], longest[law]) for law, facts in asked.select("law", "facts").iter_rows()]
        wrong = asked.filter(pl.Series(over, dtype=pl.Boolean))
        if wrong.is_empty():
            return rows
        for many, first in wrong.select("mine", ROW).iter_rows():
            self._contradict((MAXIMUM,), many, first)
        numbers = [
            self._law(*told, is_doubted=True) if is_over else law
            for (*told, law), is_over in zip(asked.select(*of_law, "law").iter_rows(), over, strict=True)
        ]
        return self.engine.settle(self._numbered(rows.drop("law"), asked.select(*of_law, "facts"), "law", numbers))

    @property
    def _fact_columns(self) -> list[str]:
        return ["outcome", "term", *(f"fact:{short}" for short in self.layout.facts)]

    @cached_property
    def _versioned(self) -> list[int]:
        """The charges whose offense has had several versions, or was repealed: the day it was committed on tells which."""
        founds = [one.charge.found for one in self.file.words["charge"].read]
        return [number for number, found in enumerate(founds) if found.governing(FIRST_DAY) is not found]

    def _law(self, charge: int, level: int, regions: int, *, is_doubted: bool = False) -> int:
        reading: Reading = self.file.words["charge"].read[charge] if charge != _OF_ANOTHER else OF_ANOTHER
        committed, convicted = divmod(regions, _REGIONS)
        days = self.days.some_day(convicted - 1), self.days.some_day(committed - 1)
        named = None if is_doubted or charge == _OF_ANOTHER else self.file.words["level"].read[level]
        return self.weigher.answers.row(reading.charge, named, *days, any_maximum=is_doubted)

    def _fact_row(self, outcome: int, term: int, *more: int) -> tuple[int, tuple[str, ...]]:
        word, extra = self.file.words["outcome"].read[outcome]
        read = {
            short: self.file.words[f"fact:{short}"].read[n] for short, n in zip(self.layout.facts, more, strict=True)
        }
        given = {short: known for short, known in left_open(read).items() if short not in self.layout.assume}
        given |= {short: known for short, known in read.items() if known is not None}
        if word in NOT_TRIED and term in self.file.sentenced:
            given["on_probation"] = True  # there was some sentence, as there is none after this outcome
        return self.weigher.fact_row(word, extra, self.file.words["term"].read[term], given)

    def _keyed(self, rows: Any, days: pl.DataFrame, first: str, last: str, least: int) -> tuple[Any, pl.DataFrame]:
        """Rows with the number of their `key`, from `least`, when the person's first and last offense are those in these columns.

        Beside them the keys, each with the days of one row that has it.
        """
        of_first, of_last = self.days.told(alone=first == last)
        rows = self.engine.of_day(rows, days.select("day", *of_first), first)
        if of_last:
            rows = self.engine.of_day(rows, days.select("day", *of_last), last)
        standing = self.days.codes(alone=first == last)
        codes = [expr.cast(nw.Int32).alias(f"code{i}") for i, expr in enumerate(standing)]
        rows = self.engine.settle(rows.with_columns(*codes).drop(*of_first, *of_last))
        coded = [f"code{i}" for i in range(len(codes))]
        by = ["law", "facts", "at_o", "rule_c", *coded]
        if self.days.raw:  # a join takes two unknown days for different: they stand as a day that is none
            raw = {f"raw{i}": nw.col(name).fill_null(date.min) for i, name in enumerate(("o", "c", first, last))}
            rows = self.engine.settle(rows.with_columns(expr.alias(name) for name, expr in raw.items()))
            coded += list(raw)
            by += list(raw)
        some = self.engine.get(rows.group_by(*by).agg(nw.col(ROW).min().alias(ROW))).sort(ROW)
        own = rows.select(ROW, *by, "o", "c", nw.col(first).alias("~first"), nw.col(last).alias("~last"))
        dated = self.engine.get(own.join(self.engine.put(some.select(ROW)), on=ROW, how="inner")).sort(ROW)
        numbered = some.select(*by, pl.int_range(least, least + pl.len(), dtype=pl.Int32).alias("key"))
        rows = self.engine.numbered(rows, numbered, "key").drop(*coded)
        return rows, dated.drop(ROW).rename({"~first": "first", "~last": "last"})

    def partition(self, number: int, work: Path, advance: Advance) -> dict[str, Any]:
        """Weigh a partition and write its rows, persons and profiles; returns what the summary counts."""
        engine = self.engine
        rows = self._rows(number)
        size, wrong_way = (
            engine.get(rows.select(nw.len().alias("n"), nw.col("backwards").sum())).select("n", "backwards").row(0)
        )
        rows = rows.drop("backwards")
        advance("charges", size)
        days = self.days.table(self._every_day(rows))
        counts: dict[str, Any] = {"rows": size, "backwards": int(wrong_way or 0)}
        self._contradicted = counts["contradicted"] = {}
        if len(self.forums) == 1:
            weighed = self._weighed(1, rows, days, lambda what: advance(what, size))
        else:
            weighed = self._by_forum(rows, days, counts)
            advance("keys", size)
            advance("profiles", size)
        return self._write(number, work, weighed, counts, size, advance)

    def _weighed(
        self, which: int, rows: Any, days: pl.DataFrame, step: Callable[[str], None] = lambda what: None
    ) -> Weighed:
        """Rows, and their persons, weighed by the law of a set of forums: of the rows that are given those that go by it."""
        engine, weigher = self.engine, self._weigher_for(which)
        self.weigher = weigher
        rows = self._lawful(rows, days, which)
        is_several, within = nw.col("many") > 1, _WITHIN_A_DAY
        own = rows
        if len(self.forums) > 1:
            is_several, own = is_several & (nw.col("forums") == which), rows.filter(nw.col("forum") == which)
            within = within & (nw.col("forum") == which)
        own, keys = self._keyed(own, days, "o", "o", 0)
        beside, more = self._keyed(rows.filter(is_several & ~within), days, "first", "last", keys.height)
        states = weigher.begin(pl.concat([keys, more]), raw=self.days.raw)
        step("keys")
        of_keys = pl.DataFrame([pl.Series("key", range(keys.height + more.height), dtype=pl.Int32),
                                states.of_key.alias("state")])  # fmt: skip
        several = nw.concat([part.select("person", "key") for part in (own.filter(is_several & within), beside)])
        several = engine.attach(several, of_keys, "key").drop("key")
        persons = engine.settle(engine.together(several, states))
        used = engine.get(persons.select("state").group_by("state").agg(nw.len().alias("n")))["state"]
        alone = of_keys[: keys.height]
        answers = states.answer(pl.concat([alone["state"], used]))
        step("profiles")
        told = pl.concat([alone, states.convictions[: keys.height]], how="horizontal")
        told = told.join(answers.of_states, on="state", how="left", maintain_order="left").drop("state")
        together = persons.join(engine.put(answers.of_states.rename({"place": "together"})), on="state", how="left")
        narrow = own.select(ROW, "person", "many", "charge", "outcome", "key", *self._carried)
        return Weighed(narrow, told, together.drop("state"), answers.letters(), answers.by_class())

    def _by_forum(self, rows: Any, days: pl.DataFrame, counts: dict[str, Any]) -> Weighed:
        """Each row weighed by the law of its own state's circuit, each person by what all circuits of the person's rows say."""
        engine = self.engine
        there = rows.group_by("forum", "forums").agg(nw.len().alias("n"))
        of_rows = engine.get(there).select("forum", "forums", "n").rows()
        first = rows.filter(nw.col(ROW) == nw.col("person")).group_by("forums").agg(nw.len().alias("n"))
        counts["forums"] = [[forum, n] for forum, _, n in of_rows]
        counts["between"] = sum(
            n for forums, n in engine.get(first).select("forums", "n").iter_rows() if forums.bit_count() > 1
        )
        parts: list[Weighed] = []
        keys = places = 0
        for which in sorted({one for forum, forums, _ in of_rows for one in (forum, forums)}):
            mine = engine.settle(rows.filter((nw.col("forum") == which) | (nw.col("forums") == which)))
            part = self._weighed(which, mine, days)
            moved = [
                (nw.col(name) + add).cast(nw.Int32).alias(name) for name, add in (("key", keys), ("together", places))
            ]
            part.rows, part.persons = part.rows.with_columns(moved[0]), part.persons.with_columns(moved[1])
            part.told = part.told.with_columns(
                (pl.col("key") + keys).cast(pl.Int32), (pl.col("place") + places).cast(pl.Int32)
            )
            part.letters = part.letters.with_columns((pl.col("place") + places).cast(pl.Int32))
            keys, places = keys + part.told.height, places + part.letters.height
            parts.append(part)
        return Weighed(
            engine.settle(nw.concat([part.rows for part in parts])), pl.concat([part.told for part in parts]),
            engine.settle(nw.concat([part.persons for part in parts])), pl.concat([part.letters for part in parts]),
            pl.concat([part.profiles for part in parts]).unique(["profile", "class"], keep="first", maintain_order=True),
        )  # fmt: skip

    @property
    def _carried(self) -> list[str]:
        """The columns that are kept and stand in no charge, as they are named in the frames of a run."""
        return [f"keep:{c}" for c in self.layout.keep if c not in self.file.words["charge"].columns]

    def _write(
        self, number: int, work: Path, weighed: Weighed, counts: dict[str, Any], size: int, advance: Advance
    ) -> dict[str, Any]:
        engine, persons = self.engine, weighed.persons
        narrow = engine.of_person(engine.attach(weighed.rows, weighed.told, "key"), persons)
        place = nw.when(nw.col("many") > 1).then(nw.col("together")).otherwise(nw.col("place"))
        narrow = narrow.with_columns(place.alias("person_place")).drop("together", "key")
        narrow = engine.settle(narrow.sort(ROW))
        counted = engine.get(narrow.group_by("charge", "outcome", "place", "conviction").agg(nw.len().alias("rows")))
        persons = narrow.filter(nw.col(ROW) == nw.col("person")).select(
            "person", nw.col("many").alias("rows"), nw.col("person_place").alias("place")
        )
        person_counts = engine.get(persons.group_by("place").agg(nw.len().alias("persons")))
        if counted["place"].null_count() or person_counts["place"].null_count():
            raise AssertionError("a row or a person was left without an answer")
        wide = weighed.letters
        profiles = wide["profile"].to_list()
        of_person = wide.select("place", pl.col("profile").alias("person_profile"))
        named = engine.attach(narrow, self._charge_table(), "charge")
        named = engine.attach(named, self._outcome_table(), "outcome:id", left="outcome")
        named = engine.attach(named, wide, "place")
        named = engine.attach(named, of_person, "place", left="person_place")
        mine = ["citation", "offense", "confidence", "kind", "outcome:word", "conviction", "conviction:why", "profile",
                "person_profile"]  # fmt: skip
        taken = {name.lower() for name in ("row", "person", "outcome", *mine, *wide.columns)}
        kept = [nw.col(f"keep:{c}").alias(f"{c} (input)" if c.lower() in taken else c) for c in self.layout.keep]
        shown = [ROW, "person", *kept, *mine]
        rest = [engine.safe(name) for name in wide.columns if name not in ("place", "profile")]
        out = named.select(*shown, *rest).rename({ROW: "row", "outcome:word": "outcome"})
        prefix = work / f"part-{number:05}"
        whole_file(prefix.with_suffix(".rows.parquet"), lambda path: engine.write(out, path, "row"))
        if "person" in self.layout.columns:
            each = engine.attach(persons.sort("person"), wide, "place").drop("place")
            whole_file(prefix.with_suffix(".persons.parquet"), lambda path: engine.write(each, path, "person"))
        whole_file(prefix.with_suffix(".profiles.parquet"), lambda path: weighed.profiles.write_parquet(path))
        counts |= {
            "counted": [
                [charge, outcome, profiles[place], conviction, number]
                for charge, outcome, place, conviction, number in counted.select(
                    "charge", "outcome", "place", "conviction", "rows"
                ).iter_rows()
            ],
            "persons": [
                [profiles[place], number] for place, number in person_counts.select("place", "persons").iter_rows()
            ],
        }
        whole_file(prefix.with_suffix(".json"), lambda path: path.write_text(json.dumps(counts), encoding="utf-8"))
        advance("written", size)
        return counts

    def _charge_table(self) -> pl.DataFrame:
        words = self.file.words["charge"]
        made: dict[str, Any] = {
            "charge": range(len(words.texts)),
            "citation": [one.cited.citation for one in words.read],
            "offense": [one.cited.offense or None for one in words.read],
            "confidence": [one.cited.confidence for one in words.read],
            "kind": [one.cited.kind for one in words.read],
        }
        for column in self.layout.keep:
            if column in words.columns:
                made[f"keep:{column}"] = [texts[words.columns.index(column)] for texts in words.texts]
        schema: dict[str, Any] = {name: pl.Int32 if name == "charge" else pl.String for name in made}
        return pl.DataFrame(made, schema=schema)

    def _outcome_table(self) -> pl.DataFrame:
        read = self.file.words["outcome"].read
        return pl.DataFrame({"outcome:id": range(len(read)), "outcome:word": [outcome or None for outcome, _ in read]},
                            schema={"outcome:id": pl.Int32, "outcome:word": pl.String})  # fmt: skip
