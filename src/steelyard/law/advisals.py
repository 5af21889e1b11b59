"""The words a court must say when a plea is taken, read from advisals.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Advisal:
    """An advisal in its own words; `levels` are those of the charges it is prescribed for, all when empty."""

    cite: str
    words: str
    read_in: str
    levels: tuple[str, ...] = ()
    also: str = ""
    since: str = ""


@cache
def advisal(state: str) -> Advisal | None:
    """The advisal of a jurisdiction (two letters, or US); None where none was found, which proves nothing."""
    text = resources.files("steelyard.law").joinpath("advisals.toml").read_text(encoding="utf-8")
    entry = tomllib.loads(text).get(state)
    return None if entry is None else Advisal(**{**entry, "levels": tuple(entry.get("levels", ()))})
