"""How far the law reaches that stands here, and what an answer for a later day says of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType


@cache
def known_law() -> Mapping[str, date]:
    """For each kind of law (decisions, statutes, regulations) the day up to which it was looked for (`law/known.toml`)."""
    path = Path(__file__).resolve().parents[1] / "law" / "known.toml"
    kinds = tomllib.loads(path.read_text("utf-8"))
    return MappingProxyType({kind: entry["until"] for kind, entry in kinds.items()})


def known_up_to() -> date:
    """The last of these days: after it nothing is known of what changed."""
    return max(known_law().values())


def beyond_what_is_known(*days: date) -> tuple[str, ...]:
    """The remark that an answer for these days goes with: none where the law is known up to the last of them.

    The days are those whose law is asked for, and those of decisions that are told or planned.
    """
    if max(days) <= known_up_to():
        return ()
    reach = ", ".join(f"{kind} up to {until}" for kind, until in known_law().items())
    return (f"the law is known so far: {reach}; what came later is in it only where an entry says so",)
