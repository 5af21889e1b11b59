"""Charges and citations as Oregon and Portland write them."""

from __future__ import annotations

import re
from string import ascii_letters

from steelyard.catalog.cite.statute import Statute, each, with_said
from steelyard.catalog.lists import SUBDIVISIONS, written_out

_SECTION = re.compile(r"(?<![\w.])(\d{1,3}[A-Za-z]?\.\d{3})(?!\d)" + SUBDIVISIONS)
_GLUED = re.compile(
    r"(?<![\w.\-])([1-9]\d{1,2}[A-Za-z]?)(\d{3})(\d{1,2})?([A-Za-z])?(\d)?(?:(?<=[ABCU])[FM])?(?![\w.\-])"
)
_CODE = re.compile(r"\bORS(?=\d)")
_PORTLAND = re.compile(
    r"\s*(\d{1,2}[A-Z])\.?(\d{2})\.?(\d{3})\s*$|.*\bP(?:ORTLAND CITY CODE|CC)\s*§*\s*(\d{1,2}[A-Z]?)\.(\d{2})\.(\d{3})",
    re.I,
)
_TRIMET = re.compile(r"\s*(2[89]|30)\.?(\d{2})\s*$")
_LAST_CHAPTER = 838
SAID = ((re.compile(r"(?i)(?:\bWITH|\bW/)\s*(?:AN?\s+)?F(?:IRE)?/?ARM\b"), Statute("OR", "", "161.610")),)
"""Words that stand for an enhancement: of a felony so pleaded "with a firearm" is said, Or. Rev. Stat. § 161.610(2)."""
INITIALS = "OPTopt"
"""The letters that a citation of its own may begin with, beside figures."""
LEADS = (
    r"\d{1,3}[A-Z]?\.\d{3}(?!\d)|[1-9]\d{1,2}[A-Z]?\d{3,5}[A-Z]?\d?(?![\w.])|\d{2}\.\d{2}(?!\d)"
    r"|\d{1,2}[A-Z]\.?\d{2}\.?\d{3}(?!\d)|Portland|TriMet"
)
"""How a citation of its own begins: with its code, or its title or chapter."""


def read(text: str) -> list[Statute]:
    """The sections that a text names, and the enhancement that its words stand for."""
    return with_said(_oregon_crimes(text), SAID, text)


def _oregon_crimes(text: str) -> list[Statute]:
    """Courts glue the chapter, the section of three digits and the subsection: 4758604A is 475.860(4)(a), 33015 is 33.015.

    A last 0 stands for no subsection, and a letter without a number before it may be a class: subsections are numbered first.
    Portland's code is numbered in three places, the rules of its transport in two.
    """
    if (code := text.find("ORS")) >= 0 and text[code + 3 : code + 4].isdigit():
        text = _CODE.sub("ORS ", text)
    portland = _PORTLAND.match(text)
    if portland is not None:
        return [Statute("OR", "portland", ".".join(part for part in portland.groups() if part).lower())]
    trimet = _TRIMET.match(text)
    if trimet is not None:
        return [Statute("OR", "trimet", f"{trimet[1]}.{trimet[2]}")]
    glued = [
        Statute(
            "OR",
            "",
            f"{chapter.lower()}.{section}",
            tuple([part.lower() for part in (first, letter, last) if part and part != "0"]),
            letter != first == "",
        )
        for chapter, section, first, letter, last in _GLUED.findall(text)
        if int(chapter.rstrip(ascii_letters)) <= _LAST_CHAPTER
    ]
    if glued:
        return glued
    return [
        statute
        for number, subs in _SECTION.findall(written_out(text))
        for statute in each("OR", "", number.lower(), subs)
    ]
