"""Questions of law on which authorities differ, as law/splits.toml and law/federal/ground_authorities.toml list them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from steelyard.logic.dates import within
from steelyard.logic.errors import RuleError

BOARD = "BIA"
NATIONWIDE = "nationwide"
OPEN = "open"
"""The forum of an authority that shows a side without binding anybody to it."""

HOME_CIRCUITS: Mapping[str, str] = MappingProxyType(
    {"CA": "9th Cir.", "OR": "9th Cir.", "NY": "2d Cir.", "PA": "3d Cir.", "IL": "7th Cir.", "MA": "1st Cir."}
)
"""The circuit that reviews removal orders of a state's immigration courts; an offense of the U.S. Code has none."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A decision or statute with what it says; an unverified one was not looked up and binds nowhere.

    `of` names the kinds of offense within a ground, or the stages of a crime, that it speaks of; an empty one speaks of all.
    """

    cite: str
    says: str
    court: str = ""
    decided: date | None = None
    forum: str = OPEN
    until: date | None = None
    verified: bool = False
    read_in: str = ""
    of: frozenset[str] = frozenset()

    def binds(self, forum: str, day: date) -> bool:
        """True when it is checked, in force on `day`, and made for `forum` itself or for the whole nation."""
        return self.verified and self.in_force(day) and self.forum in {forum, NATIONWIDE}

    def in_force(self, day: date) -> bool:
        """True when it had been decided by `day` and had not been displaced."""
        return within(day, self.decided, self.until)

    def as_dict(self) -> dict[str, object]:
        """The authority as the command line's JSON gives it."""
        year = self.decided.year if self.decided else None
        return {"cite": self.cite, "court": self.court, "year": year, "says": self.says, "verified": self.verified}


@dataclass(frozen=True, slots=True)
class Question:
    """A named split. The affirmative side widens the ground; `contested` circuits are in doubt from `contested_from`.

    `narrows` marks a question about proof (must a prosecution be shown?) and not about an element.
    """

    name: str
    asks: str
    grounds: tuple[str, ...]
    affirmative: tuple[Authority, ...]
    negative: tuple[Authority, ...]
    contested: tuple[str, ...] = ()
    contested_from: date | None = None
    narrows: bool = False

    def answer(self, forum: str, day: date) -> bool | None:
        """The side that governs in a forum on a day, None where neither does.

        A nationwide authority governs first, then the circuit's own, then the Board's where the circuit is silent;
        of several on one level the latest. Two sides of the same day are no answer.
        """
        if forum in self.contested and (self.contested_from is None or self.contested_from <= day):
            return None
        for level in (NATIONWIDE, forum, BOARD):
            sides = [(a.decided or date.min, True) for a in self.affirmative if self._on(a, level, day)]
            sides += [(a.decided or date.min, False) for a in self.negative if self._on(a, level, day)]
            if sides:
                last = max(when for when, _ in sides)
                final = {side for when, side in sides if when == last}
                return final.pop() if len(final) == 1 else None
        return None

    def nationwide(self, day: date) -> bool | None:
        """The side that a nationwide authority takes, None where there is none."""
        bound = any(self._on(a, NATIONWIDE, day) for a in (*self.affirmative, *self.negative))
        return self.answer(NATIONWIDE, day) if bound else None

    @staticmethod
    def _on(authority: Authority, level: str, day: date) -> bool:
        return authority.verified and authority.forum == level and authority.in_force(day)

    def authorities(self, day: date) -> tuple[Authority, ...]:
        """Both sides as they stood on a day, the affirmative first."""
        return tuple(a for a in (*self.affirmative, *self.negative) if a.in_force(day))


def _authority(raw: Mapping[str, Any]) -> Authority:
    forum = raw.get("forum", OPEN)
    return Authority(
        cite=raw["cite"],
        says=raw["says"],
        court=raw.get("court", forum if forum not in {OPEN, NATIONWIDE} else ""),
        decided=raw.get("decided"),
        forum=forum,
        until=raw.get("until"),
        verified=raw["verified"],
        read_in=raw.get("read_in", ""),
        of=frozenset(raw.get("of", ())),
    )


@cache
def questions() -> Mapping[str, Question]:
    """Every named split. Raises RuleError (SY-E004) when a split lacks a side, or has one authority on both."""
    raw = tomllib.loads(resources.files("steelyard.law").joinpath("splits.toml").read_text("utf-8"))
    found: dict[str, Question] = {}
    for name, entry in raw.items():
        sides = {side: tuple(_authority(a) for a in entry.get(side, ())) for side in ("affirmative", "negative")}
        if not all(sides.values()):
            raise RuleError("SY-E004", f"split {name} has a side without an authority", where="law/splits.toml")
        if both := {a.cite for a in sides["affirmative"]} & {a.cite for a in sides["negative"]}:
            raise RuleError("SY-E004", f"split {name} has {min(both)} on both sides", where="law/splits.toml")
        found[name] = Question(
            name,
            entry["question"],
            tuple(entry["grounds"]),
            sides["affirmative"],
            sides["negative"],
            tuple(entry.get("contested", ())),
            entry.get("contested_from"),
            entry.get("narrows", False),
        )
    return MappingProxyType(found)


def question(name: str) -> Question:
    """The split of that name. Raises RuleError (SY-E004) when there is none."""
    try:
        return questions()[name]
    except KeyError:
        raise RuleError("SY-E004", f"split {name!r} is not in splits.toml") from None


@cache
def ground_authorities() -> Mapping[str, Authority]:
    """The leading authorities of the grounds by the key that grounds/table.py uses."""
    files = resources.files("steelyard.law.federal")
    raw = tomllib.loads(files.joinpath("ground_authorities.toml").read_text("utf-8"))
    return MappingProxyType({name: _authority(entry) for name, entry in raw.items()})
