"""Charges and citations as New York writes them."""

from __future__ import annotations

import re

from steelyard.catalog.cite.statute import GLUE, Statute, each, with_said
from steelyard.catalog.cite.writing import NEW_YORK_CITY
from steelyard.catalog.lists import SUBDIVISIONS, written_out

_LETTERS = {"PL": "pl", "VTL": "vtl", "ABC": "abc", "COR": "cor", "GB": "gb", "GBL": "gb", "PHL": "phl",
               "TAX": "tax", "AM": "agm", "AGM": "agm", "ED": "edn", "EDN": "edn", "LAB": "lab", "CPL": "cpl"}  # fmt: skip
_LEVEL = r"\s?[A-EIUV][FIMV](?![\w.])"
"""A class and a level after a section, as the state's table of charges writes them: AM, UF."""
_PENAL = re.compile(
    r"\s*PL\s*(\d{3})(?:(\d{2})(?:([0-9A-Z]{0,3})|(\d[0-9A-Z])[A-EUV][FMV])(?=[\s,;/&+]|$)"
    rf"|\.(\d{{2}})\s?(\d[0-9A-Z])(?:{_LEVEL}|\s*$))"
)
"""A section of the Penal Law in columns, PL 1200001 or PL 120.00 01 AM: after a subdivision of two places a class and a level."""
_VEHICLE = re.compile(rf"\s*VTL\s*0?(\d{{3,4}})\s+(\d[0-9A-Z])(?:{_LEVEL}|\s*$)")
_ADMIN = re.compile(
    r"(?i)\s*(?:(?:N\.?Y\.?C\.?\s*)?ADM(?:IN(?:ISTRATIVE)?)?\.?\s*CODE|AC)\s*(?:§\s*)?"
    r"(?:([1-9]|[12]\d|3[01])-(\d{3,4}(?:\.\d{1,2})?)(?![\w.])"
    rf"{SUBDIVISIONS}|0{{0,2}}(1\d|2\d|3[01])(\d{{3}})([0-9A-Z]{{0,2}})(?=\s|$))"
)
"""The city's code, "AC 10-125", and in the ten places of its police, AC 010125B: a title of two digits and a section of three."""
_OTHER = re.compile(r"\s*([A-Z]{2,3})\s*(\d{4})([0-9A-Z]{0,4})(?=[\s,;/&+]|$)")
_MORE = re.compile(r"\s*[,;/&+]?\s*(?=(?:PL|VTL|AC)\s?(?:§\s?)?\d)")
"""What stands between a section in columns and a further one."""
_MARK = re.compile(r"\d[hstxz]$|[a-z][hx]$")
"""Marks of the police after a subdivision, or after 0 for none: H is a hate crime, the others are not explained."""
_HATE_CRIME = Statute("NY", "pl", "485.05")
SAID = ((re.compile(r"(?i)\bHATE\s*CRIMES?\b|(?<![\w.])\d{3}\.\d{2}(?:[-\s]?\d{1,2})?H\b"), _HATE_CRIME),)
"""A hate crime by its words, or by the mark after a section: "PL 120.05H"."""
_ATTEMPT = re.compile(r"(?<![\w.])110(?=\s*[/,-]\s*\d)\s*[/,-]")
"""The attempt before the crime, as New York's courts write it: 110/120.05."""
_NAMED = re.compile(
    r"(?i)(?P<vtl>VEH\w*\.?(?:\s*(?:&|AND)\s*TRAF\w*)?|VTL|V\.T\.L\.|TRAF\w*)|(?P<cor>CORR\w*)|(?P<abc>ALCO\w*|ABC)"
    r"|(?P<gb>GEN\.?\s*BUS|GBL)|(?P<phl>PUB\w*\.?\s*HEALTH)|(?P<tax>\bTAX\b)|(?P<pl>\bP\.?L\b\.?|\bPENAL\b)"
)
"""The laws of New York by the names that charges give them."""
_SECTION = re.compile(r"(?<![\w.])(\d{2,4}(?:\.\d{2,3}(?!\d))?(?:-[A-Za-z](?![A-Za-z\d]))?)" + SUBDIVISIONS)
INITIALS = "NPVACGTELnpvacgtel"
"""The letters that a citation of its own may begin with, beside figures."""
LEADS = r"(?:PL|VTL|ABC|COR|GBL?|PHL|TAX|AGM|EDN?|LAB|CPL|AC)\s?(?:§\s?)?\d"
"""How a citation of its own begins: with its code, or its title or chapter."""


def _police_subdivision(text: str) -> tuple[tuple[str, ...], bool]:
    """The police write a subdivision in two places: "02" is (2), "0B" is (b), "1B" is (1)(b); and whether letters stand there.

    After it may stand a mark of theirs, "1H" for a hate crime, which is cut off.
    """
    text = text.lower()
    marked = not (text.isdigit() or not text)
    if _MARK.search(text):
        text = text[:-1]
    return tuple(GLUE.findall(text.strip("0") if marked else text.lstrip("0"))), marked


def read(text: str) -> list[Statute]:
    """The sections that a text names, and the enhancement that its words stand for."""
    return with_said(_new_york_crimes(text), SAID, text)


def _new_york_crimes(text: str) -> list[Statute]:
    in_columns = _new_york_columns(text)
    if in_columns is None:
        return [one for code, part in _parts(text) for one in _new_york_sections(code, part)]
    found, end = in_columns
    if end < len(text) and (more := _MORE.match(text, end)) is not None:
        return found + _new_york_crimes(text[more.end() :])
    return found


def _new_york_columns(text: str) -> tuple[list[Statute], int] | None:
    """The section that a text begins with in the columns of the police or the courts, and where it ends; None for none."""
    if (penal := _PENAL.match(text)) is not None:
        chapter, section, below, classed, dotted, apart = penal.groups()
        below = below or classed or apart or ""
        crime = Statute("NY", "pl", f"{int(chapter)}.{section or dotted}", *_police_subdivision(below))
        is_hate = below[-1:] == "H" and _MARK.search(below.lower()) is not None
        return [crime, _HATE_CRIME] if is_hate else [crime], penal.end()
    first = text.lstrip()[:1]
    if first == "V" and (vehicle := _VEHICLE.match(text)) is not None:
        return [Statute("NY", "vtl", vehicle[1], *_police_subdivision(vehicle[2]))], vehicle.end()
    if first in "ANan" and (city := _ADMIN.match(text)) is not None:
        if city[2]:
            return each("NY", NEW_YORK_CITY, f"{city[1]}-{city[2]}", city[3]), city.end()
        return [Statute("NY", NEW_YORK_CITY, f"{city[4]}-{city[5]}", *_police_subdivision(city[6]))], city.end()
    other = _OTHER.match(text)
    if other is None or other[1] not in _LETTERS:
        return None
    digits, rest = other[2].lstrip("0"), other[3]
    if not digits or other[1] == "PL" or (rest[:1].isalpha() and rest[0] not in "UM"):
        return (
            [],
            other.end(),
        )  # a law without a section, or a letter that may belong to the section (64-b) or be a class
    subsections, marked = _police_subdivision(re.sub("[UM]", "", rest))
    return [Statute("NY", _LETTERS[other[1]], digits, subsections, marked)], other.end()


def _parts(text: str) -> list[tuple[str, str]]:
    """A text by the laws it names, each with its part: "VTL 1192(3), PL 120.05"; the Penal Law where none is named."""
    named = [(one.lastgroup or "pl", one.start(), one.end()) for one in _NAMED.finditer(text)]
    codes = {code for code, _, _ in named}
    if len(codes) < 2:
        return [(next(iter(codes), "pl"), text)]
    if re.match(r"[\s(]*\d", text):  # the law stands after its sections
        starts = [0, *(end for _, _, end in named)]
        return [(code, text[start:end]) for (code, _, end), start in zip(named, starts, strict=False)]
    ends = [*(start for _, start, _ in named[1:]), len(text)]
    return [(code, text[start:end]) for (code, start, _), end in zip(named, ends, strict=True)]


def _new_york_sections(code: str, text: str) -> list[Statute]:
    text = _ATTEMPT.sub("110.00,", written_out(text)) if code == "pl" else text
    return [
        statute
        for number, subs in _SECTION.findall(text)
        if code != "pl" or "." in number
        for statute in each("NY", code, number.lower(), subs)
    ]
