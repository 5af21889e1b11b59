"""Charges and citations as the United States writes them."""

from __future__ import annotations

import re

from steelyard.catalog.cite.statute import Statute, each, further
from steelyard.catalog.lists import SUBDIVISIONS, written_out

_SECTION = re.compile(
    r"(?i)\b(\d{1,2})\s*U\.?\s*S\.?\s*C\.?(?:\s*A\.?)?\s*(?:§+|SEC(?:TION)?\.?)?\s*(\d{1,5}[A-Za-z]{0,2}(?:[-–]\d{1,2}[A-Za-z]{0,2}(?!\d))?)(?![A-Za-z0-9])"
    + SUBDIVISIONS
)
INITIALS = "NC"
"""The letters that a citation of its own may begin with, beside figures."""
LEADS = r"\d{1,2}\s*U\.?\s?S\.?\s?C"
"""How a citation of its own begins: with its code, or its title or chapter."""


def read(text: str) -> list[Statute]:
    text = written_out(text)
    return [
        statute
        for first in _SECTION.finditer(text)
        for section, subs in further(first, text)
        for statute in _each(first[1], section, subs)
    ]


def _each(title: str, section: str, subs: str | None) -> list[Statute]:
    """A section with each subdivision after it; a small letter glued to its number may be one: § 2251A is not § 2251(a)."""
    if section[-1:].islower() and section[:-1].isdigit() and not subs:
        return [Statute("US", title, section, marked=True)]
    return each("US", title, section.lower().replace("–", "-"), subs)


def names_federal(text: str) -> bool:
    """True when a text cites the United States Code, whatever state it is charged in: "21 USC 841", "18 U.S.C. § 2"."""
    letters = text.upper()
    return "U.S.C" in letters or ("USC" in letters and _SECTION.search(text) is not None)
