"""What a client is asked, read from interview.toml: the questions in order, and when citizenship is in doubt."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from steelyard.law.federal.facts import FACTS
from steelyard.logic.errors import RuleError
from steelyard.logic.facts import Fact

NOT_SURE = "not sure"
"""The answer that every question can have."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: what it asks and why, the fact of the person that it fills in (if any), and the words to choose from."""

    name: str
    asks: str
    why: str
    fact: Fact | None
    answers: tuple[str, ...]
    citizenship: bool


@cache
def interview() -> Mapping[str, Asked]:
    """The questions by name, in the order in which they are asked. Raises RuleError (SY-L006) for a fact nobody declares."""
    text = resources.files("steelyard.law").joinpath("interview.toml").read_text(encoding="utf-8")
    found: dict[str, Asked] = {}
    for name, entry in tomllib.loads(text).items():
        fact = FACTS.get(f"person.{entry['fact']}") if "fact" in entry else None
        if "fact" in entry and fact is None:
            raise RuleError("SY-L006", f"person.{entry['fact']} is not declared", where=f"interview.toml: {name}")
        found[name] = Asked(
            name, entry["asks"], entry["why"], fact, tuple(entry.get("answers", ())), entry.get("citizenship", False)
        )
    return found


def doubts(answers: Mapping[str, str]) -> tuple[Asked, ...]:
    """The questions whose answers leave open that the person is a citizen; none once a lawyer has settled it."""
    if answers.get("citizenship_checked", "") in ("not a citizen", "a citizen"):
        return ()
    return tuple(one for one in interview().values() if one.citizenship and answers.get(one.name, "no") != "no")
