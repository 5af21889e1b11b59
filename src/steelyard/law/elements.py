"""The closed vocabulary of offense elements, as law/elements.toml defines it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from steelyard.logic.errors import RuleError


@dataclass(frozen=True, slots=True)
class Word:
    """One value of an attribute: what it means, with one example; `family` groups the acts."""

    name: str
    means: str
    example: str
    family: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One of the sixteen questions an offense entry answers.

    `words` keeps the order of the file; where `ordered` is true it runs from the lowest to the highest.
    """

    name: str
    asks: str
    ordered: bool
    words: Mapping[str, Word]
    note: str = ""

    def rank(self, word: str) -> int:
        """The place of `word` in an ordered attribute, lowest 0. Raises RuleError (SY-E001) where there is no order."""
        if not self.ordered:
            raise RuleError("SY-E001", f"the values of {self.name} have no order", right="ask for one of its values")
        return list(self.words).index(word)


@cache
def vocabulary() -> Mapping[str, Attribute]:
    """The sixteen attributes by name, in the order of the file. Raises RuleError (SY-E002) when the file is broken."""
    text = resources.files("steelyard.law").joinpath("elements.toml").read_text("utf-8")
    raw = tomllib.loads(text)
    found: dict[str, Attribute] = {}
    for name, entry in raw.items():
        values = raw[entry["values_of"]]["values"] if "values_of" in entry else entry.get("values", {})
        if not values:
            raise RuleError("SY-E002", f"attribute {name} has no values", where="law/elements.toml")
        words = {word: Word(word, v["means"], v["example"], v.get("family", "")) for word, v in values.items()}
        found[name] = Attribute(name, entry["asks"], entry["ordered"], MappingProxyType(words), entry.get("note", ""))
    return MappingProxyType(found)


ATTRIBUTES: tuple[str, ...] = (
    "act",
    "object",
    "consent",
    "mind",
    "mind_harm",
    "mind_age",
    "purpose",
    "force",
    "harm",
    "risk",
    "victim",
    "age",
    "gap",
    "weapon",
    "substance",
    "stage",
)
"""The attributes, in the order in which an entry is read."""
