"""Posture classes, read from postures.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from steelyard.law.federal.facts import FACTS
from steelyard.logic.dates import add
from steelyard.logic.errors import RuleError
from steelyard.logic.facts import Between, Known


@dataclass(frozen=True, slots=True)
class Posture:
    """One class of person: a label, the facts it fixes, and how long since the admission (whole years)."""

    name: str
    label: str
    short: str
    facts: Mapping[str, Known]
    years_since_admission: tuple[int, int] | None = None

    def at(self, first_offense: date | None, last_offense: date | None) -> dict[str, Known]:
        """The class's facts for offenses between these days: the admission is bounded by the years the class names.

        A day that is among the facts stays as it is, and where it lies outside the bounds nothing follows from the class.
        The first admission was that one, or one before it.
        """
        facts = dict(self.facts)
        if self.years_since_admission is not None and first_offense is not None and last_offense is not None:
            least, below = self.years_since_admission
            latest = first_offense if least == 0 else add(first_offense, years=-least, days=-1)
            earliest = add(last_offense, years=-below)
            given = facts.get("admission_date")
            if earliest <= latest and not (isinstance(given, date) and not earliest <= given <= latest):
                facts = {**dict.fromkeys(("admission_date", "residence_began"), Between(earliest, latest)), **facts}
        admitted = facts.get("admission_date")
        latest_known = admitted.high if isinstance(admitted, Between) else admitted
        if isinstance(latest_known, date):
            facts.setdefault("first_admitted", Between(None, latest_known))
        return facts


@cache
def postures() -> dict[str, Posture]:
    """Every posture class by name, in the order of the file. Raises RuleError (SY-L006) for a fact nobody declares."""
    text = resources.files("steelyard.law").joinpath("postures.toml").read_text(encoding="utf-8")
    found: dict[str, Posture] = {}
    for name, entry in tomllib.loads(text).items():
        for fact in entry["facts"]:
            if f"person.{fact}" not in FACTS:
                raise RuleError("SY-L006", f"person.{fact} is not declared", where=f"postures.toml: {name}")
        years = entry.get("years_since_admission")
        found[name] = Posture(
            name, entry["label"], entry["short"], entry["facts"], (years[0], years[1]) if years else None
        )
    return found
