"""The three truth values, the reasons for not knowing, and their tables, once."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NoReturn


class Why(enum.IntFlag):
    """Why an answer is unknown; the bits are the reason mask that the batch engines write."""

    MISSING_FACT = 1
    NEEDS_JUDGEMENT = 2
    UNSETTLED = 4
    NOT_ENCODED = 8
    DATE_UNKNOWN = 16
    CONFLICT = 32


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One reason for not knowing: its kind, what it is about (a fact, a split, a gap), and a sentence."""

    why: Why
    about: str
    says: str = ""


class Truth:
    """TRUE, FALSE or UNKNOWN with its reasons.

    An UNKNOWN carries at least one reason. A truth value is never used as a Python condition: `if` on it is a TypeError,
    because an unknown answer read as a false one is a false clearance.
    """

    __slots__ = ("_value", "reasons")

    _value: bool | None
    reasons: frozenset[Reason]

    def __init__(self, value: bool | None, reasons: frozenset[Reason] = frozenset()) -> None:
        if (value is None) != bool(reasons):
            raise ValueError("an unknown truth value has reasons, and a known one has none")
        self._value = value
        self.reasons = reasons

    @property
    def known(self) -> bool:
        """True when the value is TRUE or FALSE."""
        return self._value is not None

    @property
    def is_true(self) -> bool:
        """True only for TRUE."""
        return self._value is True

    @property
    def is_false(self) -> bool:
        """True only for FALSE."""
        return self._value is False

    @property
    def value(self) -> bool | None:
        """True, False, or None for UNKNOWN."""
        return self._value

    @property
    def mask(self) -> int:
        """The union of the reasons' kinds as an integer; 0 for a known value."""
        mask = 0
        for reason in self.reasons:
            mask |= reason.why
        return mask

    def __and__(self, other: Truth) -> Truth:
        return conjunction((self, other))

    def __or__(self, other: Truth) -> Truth:
        return disjunction((self, other))

    def __invert__(self) -> Truth:
        if self._value is None:
            return self
        return FALSE if self._value else TRUE

    def __bool__(self) -> NoReturn:
        raise TypeError("a truth value is not a condition: ask .is_true, .is_false or .known")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Truth) and self._value is other._value and self.reasons == other.reasons

    def __hash__(self) -> int:
        return hash((self._value, self.reasons))

    def __repr__(self) -> str:
        if self._value is not None:
            return "TRUE" if self._value else "FALSE"
        return "UNKNOWN(" + "; ".join(f"{r.why.name}: {r.about}" for r in sorted(self.reasons)) + ")"


TRUE: Final = Truth(True)
FALSE: Final = Truth(False)


def known(value: bool) -> Truth:
    """TRUE or FALSE for a Python bool."""
    return TRUE if value else FALSE


def unknown(*reasons: Reason) -> Truth:
    """UNKNOWN for these reasons (at least one)."""
    return Truth(None, frozenset(reasons))


def conjunction(values: Iterable[Truth]) -> Truth:
    """Kleene AND: FALSE if any is FALSE; else UNKNOWN with the reasons of the unknown ones; else TRUE.

    Reasons flow only from operands that can still change the result: next to a FALSE, nothing can.
    """
    reasons: frozenset[Reason] = frozenset()
    for value in values:
        if value._value is False:
            return FALSE
        if value._value is None:
            reasons = reasons | value.reasons if reasons else value.reasons
    return Truth(None, reasons) if reasons else TRUE


def disjunction(values: Iterable[Truth]) -> Truth:
    """Kleene OR: TRUE if any is TRUE; else UNKNOWN with the reasons of the unknown ones; else FALSE."""
    reasons: frozenset[Reason] = frozenset()
    for value in values:
        if value._value is True:
            return TRUE
        if value._value is None:
            reasons = reasons | value.reasons if reasons else value.reasons
    return Truth(None, reasons) if reasons else FALSE


def agreement(values: Iterable[Truth], otherwise: Reason) -> Truth:
    """The value that all of `values` share, if it is known; else UNKNOWN with `otherwise` and all their reasons."""
    seen = list(values)
    first = seen[0]
    if first.known and all(value == first for value in seen):
        return first
    return Truth(None, frozenset({otherwise}).union(*(value.reasons for value in seen)))
