"""Rows that the law cannot tell apart are weighed once: from rows to keys, to states, to profiles, and no answer lost.

Four steps, each exact:

1. A *key* is everything that is read of a row, with each day replaced by the region it falls in (`days`): no rule compares it
   with a day inside that region, and its relation to the admission of every posture class is worked out on the day itself. What
   the catalogue says of the charge is one number (`law_table`). Rows of one key have the same answer to every condition.
2. A *state* is what a key adds to a world, in every posture class: the totals that `Program.parts` gives, each as far as any
   rule counts (`states`). Two states come together by adding and capping.
3. A person's state is that of all the person's rows together; `Program.decide` reads every answer from it.
4. A *profile* is the answers, in every class, with their reasons; its number is a hash of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from steelyard.catalog.find import Catalogue
from steelyard.law.columns import columns
from steelyard.law.federal.facts import FACTS
from steelyard.law.pack import federal_pack
from steelyard.law.postures import Posture, postures
from steelyard.logic import columns as co
from steelyard.logic.expr import FactRef, walk
from steelyard.logic.facts import Between, Entity, Known
from steelyard.weigh.contradictions import NOT_TRIED, agreed
from steelyard.weigh.count_facts import (
    IN_STATE_COURT,
    NO_SENTENCE,
    NOT_SINCE_UNDONE,
    second_crime,
    with_conduct,
)
from steelyard.weigh.days import ADMISSION_DATES, CONVICTION_DATE, FIRST_ADMITTED, OFFENSE_DATE, PLEA_DATE, admitted
from steelyard.weigh.engines import Engine
from steelyard.weigh.law_table import LawTable, table_of
from steelyard.weigh.reading import NO_CONVICTION
from steelyard.weigh.states import Packing, States, side_by_side

CONVICTION = "conviction.exists"
DATED = frozenset({"convicted", "deferred", "delinquent"})
"""Outcomes whose day is the day of conviction."""


def outcome_facts(outcome: str) -> dict[str, Known]:
    """What an outcome's word says of a count, as for a prior of a case; nothing for an outcome nobody can tell."""
    facts: dict[str, Known] = {"juvenile_adjudication": outcome == "delinquent" if outcome else None}
    if outcome == "convicted":
        facts |= {"judgment_of_guilt": True, "guilt_found_or_admitted": True, "arrested_or_charged": True}
    elif outcome in NO_CONVICTION:
        facts |= {"judgment_of_guilt": False, "guilt_found_or_admitted": False, "restraint_ordered": False}
        facts["arrested_or_charged"] = True if outcome != "declined" else None
    elif outcome in {"diverted", "deferred"}:
        facts |= {"judgment_of_guilt": False}
        facts["arrested_or_charged"] = True if outcome == "deferred" else None
    elif outcome == "delinquent":
        facts |= {"judgment_of_guilt": False, "arrested_or_charged": True}
    elif outcome in {"charged", "arrested"}:
        facts |= {"judgment_of_guilt": False, "guilt_found_or_admitted": False, "restraint_ordered": False,
                  "arrested_or_charged": True}  # fmt: skip
    if outcome in NOT_TRIED:
        facts |= {**NO_SENTENCE, "unlawful_act_found": False}
    return facts


def term_facts(days: int | Between | None) -> dict[str, Known]:
    """What a term ordered, in whole days or by its bounds, says of a count."""
    if days is None:
        return {}
    longest = days.high if isinstance(days, Between) else days
    return {"term_imposed": days, "days_confined": Between(0, longest), "custody_to_serve": Between(0, longest)}


_DAYS = ("o", "c", "first", "last")
_KEYED = ("law", "facts", "at_o", "rule_c", "code0")
"""What every class reads of a key; `code1` and the following say how its days stand to the admission of one class."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Posture classes that no condition about a single count tells apart."""

    classes: tuple[int, ...]
    codes: tuple[str, ...]
    """The column of the key that says how the days stand to the class's admission, where it has one."""


@dataclass
class Weigher:
    """Weighs the keys of a file, and the states that they come to.

    `forums` are those whose law it is asked of: with several, what stands is what all of them say.
    """

    engine: Engine
    law: Catalogue
    forums: Sequence[str]
    as_of: date
    classes: Sequence[Posture]
    record_complete: bool | None = None
    assume: Mapping[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pack = federal_pack()
        self.rules = [column.rule for column in columns()]
        self.answers = LawTable(self.law, self.pack, self.rules, self.forums, self.as_of)
        self.setting = self._setting()
        self.program = co.Program(self.pack, self.rules, self.setting)
        self.conviction = co.Program(self.pack, [CONVICTION], self.setting)
        self.facts: list[Mapping[str, Known]] = []
        self._fact_ids: dict[tuple[Any, ...], int] = {}

    def _setting(self) -> co.Setting:
        constants: dict[str, Known] = {
            "case.proceeding_date": self.as_of, "case.record_complete": self.record_complete, "count.present": True,
        }  # fmt: skip
        for short, known in (*IN_STATE_COURT.items(), *NOT_SINCE_UNDONE.items()):
            constants[f"count.{short}"] = known
        sides: dict[str, bool | None] = {}
        for name, split in self.pack.splits.items():
            each = {split.controlling(forum, self.as_of) for forum in self.forums}
            sides[name] = each.pop() if len(each) == 1 else None
        return co.Setting(constants, sides)

    def fact_row(
        self, outcome: str, extra: Mapping[str, Known], term: int | Between | None, more: Mapping[str, Known]
    ) -> tuple[int, tuple[str, ...]]:
        """The number of a row of facts, from an outcome, what goes with it, the term and other columns; the file's own win.

        Beside it the kinds of contradiction that were found.

        What columns contradict is unknown: a charge that is called dismissed in a row with a term of confinement did not end
        so, or not only so (`contradictions.agreed`).
        """
        outcome, extra, term, more, kinds = agreed(outcome, outcome_facts(outcome), extra, term, more)
        facts = with_conduct(term_facts(term) | outcome_facts(outcome) | dict(extra) | dict(self.assume) | dict(more))
        if outcome == "diverted" and facts.get("guilt_found_or_admitted") is False:
            facts = {**NO_SENTENCE, "unlawful_act_found": False, **facts}
        return self._numbered_facts(facts), kinds

    def _numbered_facts(self, facts: Mapping[str, Known]) -> int:
        name = tuple(sorted((short, repr(known)) for short, known in facts.items()))
        if name not in self._fact_ids:
            self._fact_ids[name] = len(self.facts)
            self.facts.append(facts)
        return self._fact_ids[name]

    @cached_property
    def groups(self) -> list[_Group]:
        """The classes, put together where they agree in every fact of the person that a condition about a count reads."""
        read: set[str] = set()
        for key in self.program.order:
            if isinstance(key, str) and self.pack.rule(key).entity is not Entity.COUNT:
                continue
            for root in self.pack.rule(key).expressions() if isinstance(key, str) else (key,):
                read |= {node.fact.name for node in walk(root) if isinstance(node, FactRef)}
        admitted = [one.name for one in postures().values() if one.years_since_admission is not None]
        found: dict[tuple[Any, ...], list[int]] = {}
        for number, one in enumerate(self.classes):
            codes = (f"code{1 + admitted.index(one.name)}",) if one.years_since_admission else ()
            facts = sorted((short, repr(value)) for short, value in one.facts.items() if f"person.{short}" in read)
            found.setdefault((codes, *facts), []).append(number)
        return [_Group(tuple(many), name[0]) for name, many in found.items()]

    # --- from keys to states -------------------------------------------------------------------------------------------

    def begin(self, keys: pl.DataFrame, *, raw: bool = False) -> States:
        """The states of keys, each key's first; `raw` where the days themselves are part of a key (`Days.raw`).

        `keys` has a row for each key: `law` and `facts` (rows of the tables of law and facts), `at_o` and `rule_c` (regions),
        `code0` and the following (`Days.codes`), and days of one row that has it: `o`, `c`, `first`, `last`.
        """
        self.answers.keep()
        common = (*_KEYED, *_DAYS) if raw else _KEYED
        told_apart = [[*common, *group.codes] for group in self.groups]
        each = [keys.unique(by, maintain_order=True) for by in told_apart]
        of_group = [self.classes[group.classes[0]] for group in self.groups]
        second = [self._second_crimes(one) for one in each]
        counts = side_by_side(self._counts, (*each, *second), (*of_group, *of_group))
        packing = Packing.of(self.program.parts(pl.concat(counts)))
        packed = packing.parts.frame.select(packing.packed())
        seconds = packed[sum(one.height for one in each) :]
        of_keys = []
        for by, one, more in zip(told_apart, each, second, strict=True):
            own = packing.with_more(packed[: one.height], more["~at"], seconds[: more.height])
            told = pl.concat([one.select(by), own], how="horizontal")
            packed, seconds = packed[one.height :], seconds[more.height :]
            mine = keys.select(by).join(told, on=by, how="left", nulls_equal=True, maintain_order="left")
            of_keys.append(mine.select(packing.columns))
        return States(self, packing, of_keys, self._convictions(keys, list(common)))

    def _second_crimes(self, keys: pl.DataFrame) -> pl.DataFrame:
        """For keys whose charge names several crimes, a second one of which nobody knows whether it stands; `~at` is their place.

        As in a case (`counts.perhaps_several`): what asks for two convictions is open.
        """
        named = keys.with_row_index("~at").filter(pl.col("law").is_in(sorted(self.answers.several)))
        facts = [self._second_facts(number) for number in named["facts"]]
        return named.with_columns(pl.Series("facts", facts, dtype=keys.schema["facts"])).filter(pl.col("facts") >= 0)

    def _second_facts(self, number: int) -> int:
        """The row of facts of a second crime beside one with these facts; -1 where no guilt was found."""
        second = second_crime(self.facts[number])
        return -1 if second is None else self._numbered_facts(second)

    def _convictions(self, keys: pl.DataFrame, by: list[str]) -> pl.DataFrame:
        """For each key whether it is a conviction, and the mask of the reasons where nobody can tell."""
        each = keys.unique(by, maintain_order=True)
        counts = self._counts(each, self.classes[0]).with_columns(
            pl.int_range(pl.len(), dtype=pl.Int64).alias(co.WORLD)
        )
        said, _ = self.conviction.run(counts, counts.select(co.WORLD))
        own = said.sort(co.WORLD).select(
            pl.col(co.verdict_name(CONVICTION)).alias("conviction"),
            pl.col(co.mask_name(CONVICTION)).cast(pl.UInt8).alias("conviction:why"),
        )
        told = pl.concat([each.select(by), own], how="horizontal")
        return (
            keys.select(by).join(told, on=by, how="left", nulls_equal=True, maintain_order="left").select(own.columns)
        )

    def _counts(self, keys: pl.DataFrame, posture: Posture) -> pl.DataFrame:
        """A row for each key with every fact of the count, and those of a person of this class."""
        backwards = (pl.col("o") > pl.col("c")).fill_null(False)
        base = keys.select(
            "law", "facts", pl.col("o").alias(OFFENSE_DATE), pl.col("c").alias(CONVICTION_DATE), "first", "last",
            pl.when(~backwards).then("o").alias(co.low_name(PLEA_DATE)),
            pl.when(~backwards).then("c").alias(co.high_name(PLEA_DATE)),
        )  # fmt: skip
        used = {short for one in self.facts for short in one}
        own = table_of(self.facts, [f for f in FACTS.values() if f.entity is Entity.COUNT and f.short in used])
        answers = self.answers.table().drop("law")
        base = pl.concat([base, answers[base["law"]], own[base["facts"]]], how="horizontal")
        low = high = pl.lit(None, pl.Date)
        if posture.years_since_admission is not None:
            earliest, latest = admitted(posture, "first", "last")
            low, high = pl.when(earliest <= latest).then(earliest), pl.when(earliest <= latest).then(latest)
        bounds = [
            end.alias(name(fact))
            for fact in ADMISSION_DATES
            for end, name in ((low, co.low_name), (high, co.high_name))
        ]
        first = [pl.lit(None, pl.Date).alias(co.low_name(FIRST_ADMITTED)), high.alias(co.high_name(FIRST_ADMITTED))]
        return base.with_columns(*bounds, *first, *self._person(posture))

    def _person(self, posture: Posture) -> list[pl.Expr]:
        """Every fact that some class fixes, as this one has it, but for the days of admission."""
        shorts = sorted({short for one in self.classes for short in one.facts})
        row = table_of([posture.facts], [FACTS[f"person.{short}"] for short in shorts])
        return [pl.lit(one[0], one.dtype).alias(one.name) for one in row]

    # --- from states to answers ----------------------------------------------------------------------------------------

    def decided(
        self, packing: Packing, totals: Sequence[pl.DataFrame], classes: Sequence[Posture]
    ) -> list[pl.DataFrame]:
        """Verdict and mask of every consequence for persons with these totals, those of each class in a frame."""
        read = packing.totals()
        counted = {number: each.select(read) for number, each in {id(each): each for each in totals}.items()}
        worlds = [
            counted[id(each)].with_columns(self._person(posture)) for each, posture in zip(totals, classes, strict=True)
        ]
        names = [name for rule in self.rules for name in (co.verdict_name(rule), co.mask_name(rule))]
        said: pl.DataFrame = self.program.decide(packing.parts, pl.concat(worlds)).select(names)
        said = said.with_columns(pl.col(co.mask_name(rule)).cast(pl.UInt8) for rule in self.rules)
        found = []
        for each in totals:
            found.append(said[: each.height])
            said = said[each.height :]
        return found
