"""Our own evaluators: the reference, and the columns on Polars and DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import polars as pl

from benchmarks.peers.data import CONSTANT, FORUM, PROCEEDING, facts_of, setting_of
from benchmarks.peers.peer import Answers, Peer
from steelyard import __version__
from steelyard.logic import columns as co
from steelyard.logic.evaluate import CountFacts, MatchAnswer, World, evaluate
from steelyard.logic.facts import Entity
from steelyard.logic.rule import Pack
from steelyard.logic.truth import FALSE, TRUE, Reason, Why, unknown


class _Ours(Peer):
    def __init__(self, pack: Pack, rules: Sequence[str]) -> None:
        self.pack = pack
        self.asked = list(rules)
        self.program = co.Program(pack, self.asked, setting_of(pack))

    @staticmethod
    def version() -> str:
        return __version__

    def rules(self) -> list[str]:
        return self.asked

    def _of_world(self, rule: str) -> bool:
        return self.pack.rule(rule).entity is not Entity.COUNT

    def named(self, of_world: bool) -> list[str]:
        """The rules that are the person's, or the conviction's."""
        return [rule for rule in self.asked if self._of_world(rule) is of_world]


class Reference(_Ours):
    """The reference evaluator, with its trace."""

    name = "Steelyard, reference"

    def prepare(self, convictions: pl.DataFrame, persons: pl.DataFrame) -> object:
        own = {fact.name: fact.short for fact in facts_of(self.pack)}
        grounds = {co.match_name(*ground): ground for ground in co.grounds_read(self.pack, self.pack.rules)}
        counts: dict[int, list[CountFacts]] = {}
        said: dict[str, dict[tuple[str, str], MatchAnswer]] = {}
        answers = {True: MatchAnswer(TRUE), False: MatchAnswer(FALSE)}
        for row in convictions.iter_rows(named=True):
            name = str(row["row"])
            facts = {own[key]: value for key, value in row.items() if key in own}
            counts.setdefault(row[co.WORLD], []).append(CountFacts(name, facts))
            said[name] = {
                ground: answers.get(row[column]) or MatchAnswer(unknown(Reason(Why.UNSETTLED, f"{name} {ground}")))
                for column, ground in grounds.items()
            }

        def match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
            return said[count.id][ground, burden]

        worlds = []
        for row in persons.iter_rows(named=True):
            person = {own[key]: value for key, value in row.items() if key.startswith("person.")}
            case = {"proceeding_date": PROCEEDING, "record_complete": row["case.record_complete"]}
            number = row[co.WORLD]
            worlds.append((number, World(self.pack, person, tuple(counts.get(number, ())), case, FORUM, match)))
        return worlds

    def evaluate(self, ready: Any) -> object:
        of_count, of_world = self.named(False), self.named(True)
        counts: list[list[Any]] = []
        worlds: list[list[Any]] = []
        for number, world in ready:
            worlds.append([number, *(evaluate(world, rule).truth.value for rule in of_world)])
            for count in world.counts:
                counts.append([int(count.id), *(evaluate(world, rule, count).truth.value for rule in of_count)])
        return counts, worlds

    def finish(self, found: Any) -> Answers:
        return tuple(
            pl.DataFrame(rows, schema={key: pl.Int64} | dict.fromkeys(self.named(of_world), pl.Boolean), orient="row")
            for rows, key, of_world in ((found[0], "row", False), (found[1], co.WORLD, True))
        )  # type: ignore[return-value]


class Polars(_Ours):
    """The columns on Polars, in memory."""

    name = "Steelyard, Polars"
    columnar = True

    def prepare(self, convictions: pl.DataFrame, persons: pl.DataFrame) -> object:
        return convictions, persons

    def evaluate(self, ready: Any) -> object:
        return self.program.run(*ready)

    def finish(self, found: Any) -> Answers:
        counts, worlds = found
        return (
            counts.select("row", *(co.verdict_name(rule) for rule in self.named(False))),
            worlds.select(co.WORLD, *(co.verdict_name(rule) for rule in self.named(True))),
        )


class DuckDB(_Ours):
    """The columns on DuckDB, in memory."""

    name = "Steelyard, DuckDB"
    columnar = True

    @staticmethod
    def version() -> str:
        import duckdb

        return f"{__version__} on {duckdb.__version__}"

    def prepare(self, convictions: pl.DataFrame, persons: pl.DataFrame) -> object:
        import duckdb

        connection = duckdb.connect()
        for name, frame in (("convictions", convictions), ("persons", persons)):
            connection.from_arrow(frame.to_arrow()).create(name)
        return connection

    def evaluate(self, ready: Any) -> object:
        made = 0

        def stored(frame: Any) -> Any:
            nonlocal made
            made += 1
            frame.to_native().create(f"kept_{made}")
            return nw.from_native(ready.table(f"kept_{made}"))

        found = self.program.run(ready.table("convictions"), ready.table("persons"), settle=stored)
        names = [("row", self.named(False)), (co.WORLD, self.named(True))]
        return [
            frame.project(", ".join(f'"{name}"' for name in (key, *map(co.verdict_name, rules)))).to_arrow_table()
            for frame, (key, rules) in zip(found, names, strict=True)
        ]

    def finish(self, found: Any) -> Answers:
        return tuple(pl.from_arrow(table) for table in found)  # type: ignore[return-value]


__all__ = ["CONSTANT", "DuckDB", "Polars", "Reference"]
