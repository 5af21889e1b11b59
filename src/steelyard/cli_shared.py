"""What every command does alike: options that mean the same everywhere, a day from the command line, JSON on the output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from steelyard.logic.dates import read_day
from steelyard.logic.errors import SteelyardError

AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="replace a file that is there, whatever it holds")]


def print_json(data: object) -> None:
    """Print a result as indented JSON with a newline at its end."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")


def print_json_line(data: object) -> None:
    """Print an answer of a JSON Lines protocol as one line."""
    try:
        line = msgspec.json.encode(data).decode()
    except OverflowError:  # the asker's id is a number of more than 64 bits
        line = json.dumps(data, ensure_ascii=False)
    sys.stdout.write(line + "\n")


def day_given(text: str | None, option: str = "--as-of") -> date | None:
    """The day that an option gives; None when it was left out. Raises SteelyardError (SY-A001), which names the option."""
    if text is None:
        return None
    try:
        return read_day(text)
    except ValueError:
        raise SteelyardError("SY-A001", f"{text!r} is not a day", where=option, right="write 2026-11-24") from None


def check_free(path: Path, is_own: Callable[[Path], bool], overwrite: bool) -> None:
    """Raises SteelyardError (SY-A004) where a file is there that is no earlier output of the same kind, as `is_own` tells.

    An empty file, and what is no file (a pipe, /dev/null), is free.
    """
    if overwrite or not path.is_file() or not path.stat().st_size or is_own(path):
        return
    raise SteelyardError("SY-A004", "the file is there already, and no earlier output of this command", where=str(path),
                         right="another name, or --overwrite to replace it")  # fmt: skip


def not_over(out: Path, case_file: Path) -> None:
    """Refuse to write a result over the case that it is of. Raises SteelyardError (SY-A004)."""
    if out.exists() and case_file.exists() and out.samefile(case_file):
        raise SteelyardError("SY-A004", "that is the case file, and would be written over", where=str(out),
                             right="another file")  # fmt: skip


def write_file(path: Path, text: str, *, folders: bool = False) -> None:
    """Write a text file, with the folders it lies in if asked. Raises SteelyardError (SY-A006) where that cannot be done."""
    try:
        if folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SteelyardError("SY-A006", f"the file cannot be written: {error.strerror}", where=str(path),
                             right="a file in a folder that is there and that you may write to") from None  # fmt: skip
