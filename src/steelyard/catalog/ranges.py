"""Ranges of whole sections in a citation: "205.55-205.65", "§§ 13A to 13C", "18 U.S.C. §§ 2251 through 2252A".

Numbers leave gaps and have decimals and letters between them, so that what a range names is told by the sections there are,
which `Catalogue` looks up; here its two ends are found, the order of numbers, and the whole steps between them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from steelyard.catalog.lists import MOST, ONE

_NUMBER = r"\d{1,5}[A-Z]?(?:\.\d{1,4})?[A-Z]{0,2}"
_ARTICLE_AND_NUMBER = r"\d{1,3}(?:\.\d)?[A-Z]?-\d{1,3}(?:\.\d{1,3})?[A-Z]?"
_MEASURE = (
    r"(?:days?|months?|mos|years?|yrs?|mph|grams?|gms?|g|kgs?|lbs?|pounds?|oz|ounces?|feet|ft|yards?|percent|mg)\b"
)


def _spans(number: str, codes: str) -> re.Pattern[str]:
    """The pattern of a range of such numbers: groups 1 and 3 are its ends, 2 is what joins them."""
    joined = rf"(?:\s*{ONE}){{0,4}}(\s*[–—]\s*|\s+(?:to|thru|through)\s+)|(\s?-\s?)"
    return re.compile(
        rf"(?i)(?<![\w.\-–$])({number})(?:{joined})(?:{codes}\s*)?(?:§+\s*)?({number})(?![\w\-–])(?!\.\d)(?!\s*-?\s*{_MEASURE}|\s*%)"
    )


_SPANS = _spans(_NUMBER, r"[A-Z][A-Z.&]{0,5}")
_SPANS_OF_ILLINOIS = _spans(rf"{_ARTICLE_AND_NUMBER}|{_NUMBER}", r"(?:\d{3}\s*ILCS\s*)?\d{1,3}/")
_MAY_JOIN = re.compile(r"(?i)[\dA-Z)]\s?[-–—]|\s(?:to|thru|through)\s")
_PART = re.compile(r"(\d+)([a-z]*)(?:\.(\d+))?([a-z]*)")
_THREE_FIGURES = re.compile(r"\d{3}")
_LAST_PART = re.compile(r"(.*?)(\d+)([a-z]?)")

Key = tuple[tuple[int, str, str, str], ...]


class Range(NamedTuple):
    """The first and the last section of a range as the catalogue writes them, and the whole steps between them.

    `steps` is None where the two are not numbered alike, so that nobody can say what lies between them.
    """

    first: str
    last: str
    steps: tuple[str, ...] | None


def section_key(section: str) -> Key:
    """Where a section stands among those of its code: 12-3.05 is before 12-3.2, and 13A after 13 and before 14."""
    return tuple((int(number), letters, decimal, after) for number, letters, decimal, after in _PART.findall(section))


def ranges_in(jurisdiction: str, text: str, sections: Collection[str]) -> list[Range]:
    """The ranges of a text that begin at one of the sections that were read in it.

    Two numbers with a hyphen are one only where they are numbered alike and few steps apart: "664-211" and "182-487" are two
    crimes, "484(a)-490.5" too; in Illinois a hyphen is part of the number. A range that does not rise is none.
    """
    if _MAY_JOIN.search(text) is None:
        return []
    found = []
    for first, _, hyphen, last in (_SPANS_OF_ILLINOIS if jurisdiction == "IL" else _SPANS).findall(text):
        one = Range(first.lower(), last.lower(), _steps(first.lower(), last.lower()))
        if one.first not in sections or section_key(one.first) >= section_key(one.last):
            continue
        if not hyphen or (jurisdiction != "IL" and one.steps is not None and _is_written_alike(jurisdiction, one)):
            found.append(one)
    return found


def unread_ends(jurisdiction: str, text: str, sections: Sequence[str]) -> list[str]:
    """Numbers of three figures or more that are joined to a section that was read, and were not read: "18 U.S.C. §§ 2-1951".

    A section that is joined to itself, "924(c) to 924(j)", was not read where it was read once.
    """
    if jurisdiction == "IL" or _MAY_JOIN.search(text) is None:
        return []
    found = [(first.lower(), last.lower()) for first, _, _, last in _SPANS.findall(text)]
    return [
        last
        for first, last in found
        if first in sections and sections.count(last) <= (first == last) and _THREE_FIGURES.match(last)
    ]


def _is_written_alike(jurisdiction: str, one: Range) -> bool:
    """Whether a hyphen joins the ends of a range: numbers of one length (of any in Massachusetts), or with letters."""
    return jurisdiction == "MA" or len(one.first) == len(one.last) > 1 or not one.last.isdigit()


def _steps(first: str, last: str) -> tuple[str, ...] | None:
    """The whole steps between two numbers: 187 and 189 have 188, 205.55 and 205.58 two, 13a and 13c has 13b."""
    low, high = _LAST_PART.fullmatch(first), _LAST_PART.fullmatch(last)
    if low is None or high is None or low[1] != high[1]:
        return None
    start, end = int(low[2]), int(high[2])
    if start == end:
        letters = range(ord(low[3] or "`") + 1, ord(high[3] or "`"))
        return tuple(f"{low[1]}{low[2]}{chr(letter)}" for letter in letters)
    if end - start > MOST:
        return None
    return tuple(f"{low[1]}{number:0{len(low[2])}}" for number in range(start + 1, end + bool(high[3])))
