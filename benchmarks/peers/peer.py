"""What every engine does here: take the rules it can say, and answer a batch of convictions and persons."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import polars as pl

from benchmarks.peers.core import Core, Formula
from benchmarks.peers.data import encoded, setting_of
from steelyard.logic import columns as co
from steelyard.logic.rule import Pack

Answers = tuple[pl.DataFrame, pl.DataFrame]
"""Convictions by `row` and persons by `world`, each with a nullable verdict for every rule."""


class Peer(ABC):
    """One engine with the rules it can say."""

    name: str
    columnar = False
    """Whether it takes a batch of columns at once."""

    @staticmethod
    @abstractmethod
    def version() -> str:
        """The engine's version."""

    @abstractmethod
    def __init__(self, pack: Pack, rules: Sequence[str]) -> None:
        """Lower the rules."""

    @abstractmethod
    def rules(self) -> list[str]:
        """The rules it can say, of those it was given."""

    def refused(self) -> dict[str, str]:
        """The rules that it cannot say, with the reason."""
        return {}

    @abstractmethod
    def prepare(self, convictions: pl.DataFrame, persons: pl.DataFrame) -> object:
        """A batch in the form that the engine takes."""

    @abstractmethod
    def evaluate(self, ready: object) -> object:
        """The engine's own answers about a batch made ready."""

    @abstractmethod
    def finish(self, found: object) -> Answers:
        """The answers as frames."""


class Lowered(Peer):
    """An engine without unknowns: every rule by its two bounds."""

    def __init__(self, pack: Pack, rules: Sequence[str]) -> None:
        self.pack = pack
        self.core = Core(pack, rules, setting_of(pack), self.refuses)
        self.build()

    def refuses(self, formula: Formula) -> str:
        """Why the engine cannot say this formula, or nothing."""
        return ""

    @abstractmethod
    def build(self) -> None:
        """The engine's own form of `self.core`."""

    def rules(self) -> list[str]:
        return self.core.rules

    def refused(self) -> dict[str, str]:
        return self.core.refused

    def bounds(self, convictions: pl.DataFrame, persons: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Both frames as bounds."""
        wanted = {*self.core.columns, "p_record_complete_lo"}
        return encoded(convictions, self.pack, wanted), encoded(persons, self.pack, wanted)

    def verdicts(self, frame: pl.DataFrame, of_world: bool, rules: Sequence[str] = ()) -> pl.DataFrame:
        """True where both bounds are, false where neither is, else null: of these rules, or of all."""
        key = co.WORLD if of_world else "row"
        names = [(rule, self.core.names[rule]) for rule in rules or self.core.answers(of_world)]
        return frame.select(
            key,
            *(
                pl.when(pl.col(f"{name}_lo") == pl.col(f"{name}_hi")).then(pl.col(f"{name}_lo")).alias(rule)
                for rule, name in names
            ),
        )
