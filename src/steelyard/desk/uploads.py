"""A file that somebody sends: read in memory, stripped of what may not be kept, and only then stored."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from steelyard.desk.kinds import WHY_NOT, refuse_words
from steelyard.desk.settings import Kind
from steelyard.logic.errors import SteelyardError
from steelyard.weigh import tables
from steelyard.weigh.mapping import is_refused, seem_values

MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Table:
    """An upload as it is kept: every value as text, without the columns that were `refused`."""

    frame: pl.DataFrame
    refused: tuple[str, ...]
    bad: tuple[tuple[int, str], ...]
    bad_count: int


def why_refused(kind: Kind) -> str:
    """Why columns about identity, citizenship or birthplace are not taken, in words for this kind of instance."""
    if kind is Kind.PROSECUTION:
        return WHY_NOT
    return "no answer needs them, and what is not kept cannot get out"


def read_table(kind: Kind, name: str, content: bytes, group: str = "") -> Table:
    """The table in an upload. Columns about identity, citizenship or birthplace are left out before anything is stored.

    `group` names a column to keep all the same under the name "group": classes for an audit by group. A prosecution instance
    refuses that of a column of status (SY-K005), and a file whose name tells status. Raises SteelyardError: SY-B001, SY-B006,
    SY-B008, SY-B002 for a file that seems to have no header, SY-K011 for too many columns, SY-B004 for a group that is no column.
    """
    refuse_words(kind, name, "the file's name")
    held = tables.from_bytes(name, content)
    frame = held.frame.with_columns(pl.all().str.replace_all("\x00", "", literal=True))
    if frame.width > MOST_COLUMNS:
        raise SteelyardError(
            "SY-K011", f"a table of {frame.width} columns", where="file", right=f"at most {MOST_COLUMNS}"
        )
    if seem_values(frame.columns):
        raise SteelyardError("SY-B002", "the file seems to have no header: its first line looks like values", where="file",
                             right="a first line that names the columns, so that those of identity are left out")  # fmt: skip
    if group:
        if group not in frame.columns:
            raise SteelyardError("SY-B004", f"the file has no column {group!r}", where="group",
                                 right=f"it has {', '.join(map(repr, frame.columns[:40]))}")  # fmt: skip
        if kind is Kind.PROSECUTION and is_refused(group):
            raise SteelyardError("SY-K005", f"{WHY_NOT}; the column {group!r} would", where="group",
                                 right="compare by another group, or in an oversight instance")  # fmt: skip
        frame = frame.drop("group", strict=False) if group != "group" else frame
        frame = frame.rename({group: "group"})
    refused = [one for one in frame.columns if is_refused(one)]
    kept = frame.drop(refused)
    if kept.width == 0:
        raise SteelyardError("SY-B005", "every column is about identity, citizenship or birthplace", where="file")
    return Table(kept, tuple(refused), tuple((one.line, one.says) for one in held.bad[:50]), held.bad_count)


def check_words(kind: Kind, frame: pl.DataFrame, columns: list[str]) -> None:
    """That a prosecution instance takes in no word of status: names and values of these columns. Raises SY-K005.

    The charge is not looked at: an offense may be called what a statute calls it.
    """
    for column in telling(kind, frame, columns):
        raise SteelyardError("SY-K005", f"{WHY_NOT}; the column {column!r} has words that tell it", where="file",
                             right="leave the column out: the answer does not need it")  # fmt: skip


def telling(kind: Kind, frame: pl.DataFrame, columns: list[str]) -> list[str]:
    """The columns among these that tell status, in a prosecution instance; none in another."""
    if kind is not Kind.PROSECUTION:
        return []
    return [one for one in columns if any(_tells(text) for text in (one, *frame[one].unique().to_list()))]


def _tells(text: str | None) -> bool:
    try:
        refuse_words(Kind.PROSECUTION, text or "", "")
    except SteelyardError:
        return True
    return False
