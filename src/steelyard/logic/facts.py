"""Facts: how each is declared (type, entity, question, sensitivity), and how much of it may be known."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from steelyard.logic.errors import RuleError

if TYPE_CHECKING:
    from steelyard.logic.expr import Compare, FactRef, OneOf


class Type(enum.StrEnum):
    """What a fact's value is. Terms of custody are whole days, money is whole cents; there are no fractions."""

    BOOL = "bool"
    DATE = "date"
    DAYS = "days"
    CENTS = "cents"
    NUMBER = "number"
    WORD = "word"


class Entity(enum.StrEnum):
    """Whose fact it is: the person's, a count's (with its disposition), or the whole case's."""

    PERSON = "person"
    COUNT = "count"
    CASE = "case"


class Sensitivity(enum.StrEnum):
    """Who may hold the fact: anybody with the file, or only those who may know a person's immigration status."""

    FILE = "file"
    STATUS = "status"


ORDERED = frozenset({Type.DATE, Type.DAYS, Type.CENTS, Type.NUMBER})


@dataclass(frozen=True, slots=True)
class Between:
    """A value known only by its bounds, both included; None is an open end. Days and cents are whole."""

    low: int | date | None = None
    high: int | date | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """A word known only to be one of several."""

    words: frozenset[str]


Value = bool | int | date | str
Known = Value | Between | Among | None
"""What is known of a fact: its value, bounds, a choice of words, or None for nothing."""


@dataclass(frozen=True, slots=True)
class Fact:
    """The declaration of one fact.

    `name` is the entity it belongs to and its own short name, as `entity.short`. `question` is asked of the user, `why`
    says what hangs on it. `words` closes the list
    of values of a WORD fact. A `judgement` is decided by an official on all the circumstances and is never derived.
    """

    name: str
    type: Type
    question: str
    why: str = ""
    sensitivity: Sensitivity = Sensitivity.FILE
    words: frozenset[str] = frozenset()
    judgement: bool = False
    entity: Entity = field(init=False, repr=False, compare=False)
    short: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        entity, _, short = self.name.partition(".")
        if entity not in set(Entity) or not short.isidentifier():
            raise RuleError("SY-L001", f"fact name {self.name!r}", right="write person.x, count.x or case.x")
        if not self.question:
            raise RuleError("SY-L001", f"fact {self.name} has no question to ask")
        if self.words and self.type is not Type.WORD:
            raise RuleError("SY-L001", f"fact {self.name} lists words and is not a word")
        object.__setattr__(self, "entity", Entity(entity))
        object.__setattr__(self, "short", short)

    @property
    def ref(self) -> FactRef:
        """The expression that reads this fact."""
        from steelyard.logic.expr import FactRef

        return FactRef(self)

    def is_(self, word: str) -> OneOf:
        """The expression "this word is `word`"."""
        return self.one_of(word)

    def one_of(self, *words: str) -> OneOf:
        """The expression "this word is one of `words`"."""
        from steelyard.logic.expr import OneOf

        return OneOf(self.ref, frozenset(words))

    def __lt__(self, other: object) -> Compare:
        return _compare("<", self, other)

    def __le__(self, other: object) -> Compare:
        return _compare("<=", self, other)

    def __gt__(self, other: object) -> Compare:
        return _compare(">", self, other)

    def __ge__(self, other: object) -> Compare:
        return _compare(">=", self, other)


def _compare(op: str, left: Fact, right: object) -> Compare:
    from steelyard.logic.expr import Compare, as_term

    return Compare(op, left.ref, as_term(right))
