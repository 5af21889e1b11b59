"""The words a court must say when a plea is taken, read from advisals.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Further:
    """What must be said too, of the pleas that its `lead` names."""

    lead: str
    words: str


@dataclass(frozen=True, slots=True)
class Advisal:
    """An advisal in its own words; `levels` are those of the charges it is prescribed for, all when empty.

    With a `lead` the law says of what a court must advise, and gives no form to be read aloud.
    """

    cite: str
    words: str
    read_in: str
    levels: tuple[str, ...] = ()
    also: str = ""
    since: str = ""
    lead: str = ""
    further: tuple[Further, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Every passage of the law that it quotes."""
        return self.words, *(one.words for one in self.further)

    def is_for(self, levels: Iterable[str]) -> bool | None:
        """Is it prescribed where a charge may have these levels? None where it is for some of them alone."""
        each = {not self.levels or level in self.levels for level in levels}
        return each.pop() if len(each) == 1 else None


@cache
def advisal(state: str) -> Advisal | None:
    """The advisal of a jurisdiction (two letters, or US); None where none was found, which proves nothing."""
    text = resources.files("steelyard.law").joinpath("advisals.toml").read_text(encoding="utf-8")
    entry = tomllib.loads(text).get(state)
    if entry is None:
        return None
    further = tuple(Further(**one) for one in entry.get("further", ()))
    return Advisal(**{**entry, "levels": tuple(entry.get("levels", ())), "further": further})
