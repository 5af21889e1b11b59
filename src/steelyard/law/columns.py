"""The columns that users see, read from consequences.toml: which rules, in which order, under which short names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """One consequence: its rule, its group, its short name, and how soon a cell names it (1 first)."""

    rule: str
    group: str
    short: str
    severity: int


@cache
def columns() -> tuple[Column, ...]:
    """Every column, in the order of the matrix."""
    return tuple(Column(**entry) for entry in _table()["column"])


@cache
def groups() -> dict[str, str]:
    """The groups of columns with their headings, in order."""
    return dict(_table()["groups"])


@cache
def standing() -> tuple[str, ...]:
    """Rules about the person alone, which no option changes."""
    return tuple(_table()["standing"])


@cache
def _table() -> dict[str, Any]:
    text = resources.files("steelyard.law").joinpath("consequences.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
