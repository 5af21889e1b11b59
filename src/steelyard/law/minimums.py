"""Where a sentence to confinement must have a minimum beside its maximum, read from minimums.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from steelyard.law.dispositions import below


@dataclass(frozen=True, slots=True)
class Minimum:
    """A statute that asks for a minimum; `over` in words, as of terms in the catalogue."""

    cite: str
    rule: str
    read_in: str
    levels: tuple[str, ...]
    over: str = ""
    not_of: tuple[str, ...] = ()
    only_if: str = ""

    def is_asked_for(self, level: str | None, offenses: Iterable[str]) -> bool:
        """Is a minimum asked for, or may it be, where an offense of one of these ids is convicted at that level?"""
        ids = tuple(offenses)
        of_none = bool(ids) and all(below(one, self.not_of) for one in ids)
        return (level is None or level in self.levels) and not of_none


@cache
def minimum_of(state: str) -> Minimum | None:
    """What a state's law says of minimum terms; None where nothing is entered."""
    text = resources.files("steelyard.law").joinpath("minimums.toml").read_text(encoding="utf-8")
    entry = tomllib.loads(text).get(state)
    if entry is None:
        return None
    return Minimum(**{**entry, "levels": tuple(entry["levels"]), "not_of": tuple(entry.get("not_of", ()))})
