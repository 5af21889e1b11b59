"""Charges and citations as Massachusetts writes them."""

from __future__ import annotations

import re
from string import ascii_letters

from steelyard.catalog.cite.statute import Statute, each, further
from steelyard.catalog.lists import SUBDIVISIONS

_SECTION = re.compile(
    r"[Cc](?<!\w.)(?i:(?:H(?:APTER|\.)?|\.)?\s*(\d{1,3}[A-Z]?)\s*[,;]?\s*(?:§+|SECS?\.?|SECTIONS?|S\.?(?=\s?\d))\s*"
    r"(\d{1,3}(?:\.\d{2})?[A-Z]{0,4}(?![A-Z02-9]|1(?!/2))(?:\s*(?:[½¾]|1/2))?))" + SUBDIVISIONS
)
"""A chapter by its letter and a section by its sign. A set of letters at its head is looked for faster than a boundary."""
_REGULATION = re.compile(r"(?i)(\d{3})\s*CMR\s*§?\s*(\d{1,2}\.\d{2})")
_CHAPTERS = frozenset(
    {
        "22E", "51", "56", "62C", "64C", "89", "90", "90B", "90F", "94", "94C", "101", "111", "119", "123", "127", "131",
        "138", "140", "147", "148", "149", "151A", "159A", "166", "175", "207", "208", "209A", "209C", "211", "215", "218",
        "231", "234A", "258B", "258E", "262", "263", "263A", "264", "265", "266", "267", "267A", "268", "268A", "269",
        "270", "271", "271A", "272", "273", "274", "275", "276", "279",
    }
)  # fmt: skip
"""Chapters that a slash or a colon alone may join to a section: "265/13A"; other numbers so joined are none."""
_JOINED = re.compile(
    r"(?i)(?<![\w/.:$])(?<!CMR )(\d{1,3}[A-Z]?)\s?(,?\s?§|/|:)\s?(\d{1,3}(?:[A-Z]{1,2}(?![A-Z]))?(?:\s*(?:[½¾]|1/2))?)(?![\w/:])"
    + SUBDIVISIONS
)
_NAMED = re.compile(
    r"(?i)\bM?\.?G\.?L\.?(?:\s?A\.?)?\s*(\d{1,3}[A-Z]?)\s?[,\s]\s?(\d{1,3}(?:[A-Z]{1,2}(?![A-Z]))?)(?![\w/])"
    + SUBDIVISIONS
)
"""The General Laws by their letters, a chapter and a section: "MGL 265 13A"."""
_SLASH = re.compile(r"(?i)(?<![\w./])c\.?(\d{1,3}[A-Z]?)/(\d{1,3}[A-Z]{0,2})(?![\w/])" + SUBDIVISIONS)
"""A chapter by its letter and a section after a slash, "c94C/34"."""
_HYPHEN = re.compile(r"\s*(26[4-9]|27[0-5]|94C)-(\d{1,3}[A-Z]{0,2})\s*$")
"""A chapter of crimes and a section, and nothing else: "265-13A"."""
_CODE = re.compile(r"\W*(?<![\w/])(\d{1,3}[A-Z]?)/(\d{1,3}[A-Z]{0,2})(?:/[A-Z]{1,2}(?![\w/])|\W*$)")
"""The complaint's own code, "90/7/A": a chapter, a section and a letter, or the two alone."""


_LAST_CHAPTER = 282
INITIALS = "CMGcmg"
"""The letters that a citation of its own may begin with, beside figures."""
LEADS = (
    r"c(?:h(?:apter)?)?\.?\s?\d{1,3}[A-Z]?\s?[,§s]|(?:\d{3}[A-Z]?|9[04][A-F]?)/\d{1,3}[A-Z]{0,2}(?!\d|/\d)|\d{3}\s*CMR"
)
"""How a citation of its own begins: with its code, or its title or chapter."""


def _name(section: str) -> str:
    if section.isascii() and section.isalnum():
        return section.lower()
    return "".join(section.lower().split()).replace("½", "-1-2").replace("1/2", "-1-2").replace("¾", "-3-4")


def _each(chapter: str, section: str, subs: str | None) -> list[Statute]:
    """A section with each subdivision after it; a small letter glued to its number may be a subdivision: § 43A is not § 43(a)."""
    if section[-1:].islower() and not subs:
        return [Statute("MA", chapter, _name(section), marked=True)]
    return each("MA", chapter, _name(section), subs)


def read(text: str) -> list[Statute]:
    found = []
    for first in _SECTION.finditer(text):
        chapter = first[1].lower()
        code = f"cmr{chapter}" if chapter.isdigit() and int(chapter) > _LAST_CHAPTER else chapter
        for section, subs in further(first, text, signed="§§" not in first[0]):
            found += _each(code, section, subs)
    if found:
        if text.count("§") > len(found):  # one without its letter: "265§13L"
            for chapter, sign, section, subs in _JOINED.findall(text):
                if "§" in sign and chapter.upper() in _CHAPTERS:
                    found += _each(chapter.lower(), section, subs)
        return found
    rule = _REGULATION.search(text)
    if rule is not None:
        return [Statute("MA", f"cmr{rule[1]}", rule[2])]
    for chapter, sign, section, subs in _JOINED.findall(text):
        if chapter.upper() in _CHAPTERS or (sign not in "/:" and int(chapter.rstrip(ascii_letters)) <= _LAST_CHAPTER):
            found += _each(chapter.lower(), section, subs)
    if found:
        return found
    for chapter, section, subs in _SLASH.findall(text):
        found += _each(chapter.lower(), section, subs)
    if found:
        return found
    named = _NAMED.search(text)
    if named is not None:
        return _each(named[1].lower(), named[2], named[3])
    if (alone := _HYPHEN.match(text)) is not None:
        return _each(alone[1].lower(), alone[2], None)
    if _CODE.match(text) is None:
        return []
    return [Statute("MA", code[1].lower(), code[2].lower()) for code in _CODE.finditer(text)]
