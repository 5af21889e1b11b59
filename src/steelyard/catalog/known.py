"""The day up to which the law is known: the newest on which anything in it was read."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from steelyard.catalog.compiled import compiled
from steelyard.catalog.find import catalogue

_READ_ON = re.compile(rb"\bread_on\s*=\s*(\d{4}-\d\d-\d\d)")
OFFICES = "offices"
"""The policies of offices, which are no law: each says of itself when it was seen."""


def newest_reading(law: Path) -> date:
    """The newest day on which a text in a folder of law was read, policies left out. Raises ValueError where none has a day."""
    files = (path for path in law.rglob("*.toml") if OFFICES not in path.relative_to(law).parts)
    return date.fromisoformat(max(day for path in files for day in _READ_ON.findall(path.read_bytes())).decode())


@cache
def known_up_to() -> date:
    """The newest day on which anything in the law of this installation was read: statutes, decisions, diversion, duties."""
    law = Path(__file__).resolve().parents[1] / "law"
    return date.fromisoformat(compiled("known", catalogue().hash, str, lambda: newest_reading(law).isoformat()))


def beyond_what_is_known(*days: date) -> tuple[str, ...]:
    """The remark that an answer for these days goes with: none where the law is known up to the last of them.

    The days are those whose law is asked for, and those of decisions that are told or planned.
    """
    known = known_up_to()
    if max(days) <= known:
        return ()
    return (f"the law is known up to {known}; decisions and statutes after that day are not in it",)
