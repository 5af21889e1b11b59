"""The part of data-frame expressions that is safe under unknowns; everything else is refused here.

A data frame's null is our unknown. Most operations on columns drop nulls on the way or take them for false, and a prior
that nobody could read then becomes "no prior". So a column is either `Open` (it may hold nulls) or `Definite` (it holds
none), and each operation of the fragment says which it takes.

A column is held in one of two ways: as an expression, for an engine to work out, or at once, as a series of values or, where
it is a definite yes or no, as bits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from steelyard.logic.bitmaps import Bitmap
from steelyard.logic.errors import RuleError

PLAIN_AGGREGATES = ("sum", "max", "min")
"""The aggregates over a group that are plain on definite columns."""


def _refused(what: str, right: str) -> RuleError:
    return RuleError("SY-L012", f"outside the columnar fragment: {what}", right=right)


@dataclass(frozen=True, slots=True)
class Open:
    """A column that may hold nulls: an expression, or a series."""

    expr: Any


@dataclass(frozen=True, slots=True)
class Definite:
    """A column without nulls: a yes-or-no as an expression or as bits, or a whole number as an expression or a series."""

    expr: Any


Flag = bool | Definite
"""A definite yes or no: the same for every row, or a column."""

Scalar = int | str | date
Side = Scalar | Open | Definite | None
"""One side of a comparison: a value, a column, or None where there is no bound."""


# ---------------------------------------------------------------------------------------------------------------------
# From open to definite
# ---------------------------------------------------------------------------------------------------------------------


def surely(condition: Open) -> Definite:
    """True where the condition is true; false where it is false or unknown."""
    if isinstance(condition.expr, nw.Series):
        return Definite(Bitmap.where(condition.expr.to_native()))
    return Definite(condition.expr.fill_null(False))


def is_known(value: Open) -> Definite:
    """True where the column holds a value."""
    if isinstance(value.expr, nw.Series):
        return Definite(Bitmap.known(value.expr.to_native()))
    return Definite(~value.expr.is_null())


def less(left: Side, right: Side) -> Flag:
    """True where `left` is surely less than `right`; a bound that is not there decides nothing."""
    return _compared("<", left, right)


def at_most(left: Side, right: Side) -> Flag:
    """True where `left` is surely at most `right`."""
    return _compared("<=", left, right)


def same(left: Side, right: Side) -> Flag:
    """True where both sides are known and equal."""
    return _compared("==", left, right)


def _compared(op: str, left: Side, right: Side) -> Flag:
    if left is None or right is None:
        return False
    if not isinstance(left, Open | Definite) and not isinstance(right, Open | Definite):
        a: Any = left
        b: Any = right
        return bool(a < b if op == "<" else a <= b if op == "<=" else a == b)
    if not isinstance(left, Open | Definite):  # the column first: Polars 2.1 takes a value's length for a column's
        flipped = _raw(right)
        one: Any = left if isinstance(flipped, nw.Series) else nw.lit(left)
        return surely(Open(flipped > one if op == "<" else flipped >= one if op == "<=" else flipped == one))
    first = _raw(left)
    second = right if isinstance(first, nw.Series) and not isinstance(right, Open | Definite) else _raw(right)
    return surely(Open(first < second if op == "<" else first <= second if op == "<=" else first == second))


def _raw(side: Side) -> Any:
    return side.expr if isinstance(side, Open | Definite) else nw.lit(side)


def within(value: Open, words: Iterable[str | None]) -> Definite:
    """True where the word is known and one of `words`. Raises RuleError (SY-L012) for a list with a null in it."""
    many = list(words)
    if any(word is None for word in many):
        raise _refused("IN with a null in its list", "a list of words; ask for the unknown by itself")
    if isinstance(value.expr, nw.Series):
        return Definite(Bitmap.where(value.expr.is_in(many).to_native()) & Bitmap.known(value.expr.to_native()))
    return Definite(value.expr.is_in(many).fill_null(False) & ~value.expr.is_null())


# ---------------------------------------------------------------------------------------------------------------------
# Yes and no
# ---------------------------------------------------------------------------------------------------------------------


def both(*flags: Flag) -> Flag:
    """True where every flag is."""
    if any(flag is False for flag in flags):
        return False
    return _joined([flag for flag in flags if isinstance(flag, Definite)], all_of=True)


def either(*flags: Flag) -> Flag:
    """True where some flag is."""
    if any(flag is True for flag in flags):
        return True
    return _joined([flag for flag in flags if isinstance(flag, Definite)], all_of=False)


def _joined(columns: list[Definite], *, all_of: bool) -> Flag:
    if not columns:
        return all_of
    whole = columns[0].expr
    for one in columns[1:]:
        whole = whole & one.expr if all_of else whole | one.expr
    return Definite(whole)


def opposite(flag: Flag) -> Flag:
    """True where the flag is false."""
    return Definite(~flag.expr) if isinstance(flag, Definite) else not flag


def folded(flag: Flag) -> Flag:
    """The flag, as a plain yes or no where bits show that it is the same in every row."""
    return flag.expr.folded(flag) if isinstance(flag, Definite) and isinstance(flag.expr, Bitmap) else flag


def choose(condition: Flag | Open, then: Any, otherwise: Any) -> Any:
    """CASE WHEN on a definite condition. Raises RuleError (SY-L012) when the condition may be unknown."""
    if isinstance(condition, Open):
        raise _refused(
            "CASE WHEN on a condition that may be unknown", "decide the unknown first: surely(…), is_known(…)"
        )
    if isinstance(condition, Definite) and isinstance(condition.expr, Bitmap):
        return then.zip_with(nw.from_native(condition.expr.series(len(then)), series_only=True), otherwise)
    expr = condition.expr if isinstance(condition, Definite) else nw.lit(condition)
    return nw.when(expr).then(then).otherwise(otherwise)


def kept(frame: Any, condition: Flag | Open) -> Any:
    """The rows of a frame where a definite condition holds. Raises RuleError (SY-L012) when it may be unknown."""
    if isinstance(condition, Open):
        raise _refused("filter on a condition that may be unknown", "filter on surely(…) or its opposite")
    return frame.filter(condition.expr if isinstance(condition, Definite) else nw.lit(condition))


# ---------------------------------------------------------------------------------------------------------------------
# Numbers and groups
# ---------------------------------------------------------------------------------------------------------------------


def number(flag: Flag) -> Definite:
    """1 where the flag is true, else 0."""
    expr = flag.expr if isinstance(flag, Definite) else nw.lit(flag)
    return Definite(expr.cast(nw.Int32))


def amount(condition: Flag, value: Side) -> Definite:
    """`value` where the condition holds and there is a value, else 0."""
    if value is None or condition is False:
        return Definite(nw.lit(0).cast(nw.Int64))
    expr = _raw(value).cast(nw.Int64)
    expr = expr.fill_null(0) if isinstance(value, Open) else expr
    return Definite(
        nw.when(condition.expr).then(expr).otherwise(nw.lit(0)) if isinstance(condition, Definite) else expr
    )


def over_group(kind: str, column: Open | Definite) -> nw.Expr:
    """A plain aggregate of a definite number over a group.

    Raises RuleError (SY-L012) for `any` and `all`, which skip nulls and turn an unknown prior into none, and for an
    aggregate of a column that may hold nulls.
    """
    if kind not in PLAIN_AGGREGATES:
        raise _refused(f"{kind} over a group", "three sums (surely true, surely false, unknown) and a decision on them")
    if isinstance(column, Open):
        raise _refused(f"the {kind} of a column that may hold nulls", "count its unknowns in a sum of their own")
    expr: nw.Expr = getattr(column.expr, kind)()
    return expr


def reaches(total: Open | Definite, threshold: int) -> Flag:
    """True where a definite total reaches a threshold. Raises RuleError (SY-L012) for a total that skipped nulls."""
    if isinstance(total, Open):
        raise _refused("a threshold on a sum that skipped nulls", "a lowest and a highest sum, each definite")
    return at_most(threshold, total)


def horizontal(kind: str, *columns: Open | Definite) -> nw.Expr:
    """Always refused (SY-L012): greatest, least and horizontal maxima skip nulls, each engine in its own way."""
    raise _refused(f"{kind} of several columns", "compare them two by two")
