"""Tests of elements."""

from __future__ import annotations


def is_ground(name: str) -> bool:
    """placeholder"""
    return name.startswith(("AF:", "CIMT", "CS", "FIREARM", "DV", "CHILD", "STALK", "PROST"))


def names_of_grounds() -> tuple[str, ...]:
    """placeholder"""
    return ("AF:A", "CIMT")
