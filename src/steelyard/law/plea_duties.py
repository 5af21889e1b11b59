"""What a court must say and a prosecutor must weigh when a plea is taken, read from plea_duties.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Holder = Literal["court", "prosecution", "victim"]


@dataclass(frozen=True, slots=True)
class PleaDuty:
    """One duty at a plea in its own words; `levels` are those of the charges it is prescribed for, all when empty.

    A duty under "victim" is the prosecution's toward a victim.
    """

    cite: str
    words: str
    read_in: str
    levels: tuple[str, ...] = ()
    also: str = ""
    since: str = ""


@cache
def plea_duty(state: str, holder: Holder) -> PleaDuty | None:
    """The duty of that holder in a jurisdiction (two letters, or US); None where none was found, which proves nothing."""
    text = resources.files("steelyard.law").joinpath("plea_duties.toml").read_text(encoding="utf-8")
    entry = tomllib.loads(text).get(state, {}).get(holder)
    if entry is None:
        return None
    return PleaDuty(**{**entry, "levels": tuple(entry.get("levels", ()))})
