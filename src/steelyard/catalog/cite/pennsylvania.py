"""Charges and citations as Pennsylvania writes them."""

from __future__ import annotations

import re

from steelyard.catalog.cite.statute import FURTHER, GLUE, ROMAN, Statute, each, further
from steelyard.catalog.cite.writing import PENNSYLVANIA_ORDINANCES
from steelyard.catalog.lists import SUBDIVISIONS, Path, paths, written_out

_SUBSECTION = r"(?:\s*§§\s*([0-9A-Za-z.]*)[^\s,;&/+]*)?"
_DOCKET = re.compile(rf"\s*(\d{{1,2}}|LO|CO|AC)\s*§\s*([0-9A-Za-z][0-9A-Za-z.\-]*){_SUBSECTION}")
_FURTHER = re.compile(rf"(?<![\d.§])(\d{{1,2}})\s*§\s*(\d[0-9A-Za-z.\-]*){_SUBSECTION}")
"""A further charge in one docket's field: "18 § 903 §§ A1; 18 § 3929 §§ A1"."""
_PART = r"[A-Z](?:\.\d)?\d{1,2}(?:\.\d{1,2})?(?:[IVX]{1,4}|[A-Z]{1,2})?(?![0-9A-Z.])"
_ALSO = re.compile(
    rf"(?i)\s*(?:(?:[,;&/+]|and\b|or\b)\s*(?:§§?\s*)?({_PART}|[A-Z](?=\s*(?:$|[,;&/])))|\s(?-i:({_PART})))[^\s,;&/+]*"
)
"""A further subsection of a docket's section: "§§ A16, A30"; with a blank alone only in capitals and with a number."""
_COMMA = re.compile(r",\d{1,2}(?!\d)")
"""A comma against a number of one or two figures, "6310,2": a point or a list."""
_BARE = re.compile(rf"\s+(?![FMH][123]\b)({_PART})")
"""A docket's subsection without its sign: "18 § 2701 A1"."""
_GRADE = re.compile(r"\(\s*[FMH][123]\s*\)")
"""A grade in parentheses, "(M2)", which is no subdivision."""
_LEVEL = re.compile(r"(?i)[FMH][123]")
_LISTED = re.compile(r"\s?" + SUBDIVISIONS)
_SECTION = re.compile(
    r"(?i)\b(18|35|75|42|30|34|62|23|47|\d{1,2}(?=\s*(?:PA\.?\s*(?:CONS\.?\s*)?STAT\b|PA\.?\s*C\.?S\b|P\.\s?S\.)))(?!\d)\s*"
    r"(?:PA\.?\s*)?(?:CONS\.?\s*STAT\.?(?:\s*ANN\.?)?|C\.?S\.?A?\.?|STAT\.?(?:\s*ANN\.?)?|P\.?S\.?)?\s*"
    r"(?:§+|SEC(?:TION)?\.?)?\s*(\d{1,5}(?:\.\d{1,3})?(?:-\d{1,4}(?:\.\d{1,3})?)?)" + SUBDIVISIONS
)
_CONSOLIDATED = re.compile(r"\s*(?:18|23|30|34|42|75)\b")
"""Titles whose sections have no hyphen, so that one joins the ends of a range."""
INITIALS = "LCAlca"
"""The letters that a citation of its own may begin with, beside figures."""
LEADS = r"(?:\d{1,2}|LO|CO|AC)\s*(?:§(?!§)|Pa\.?\s*(?:C|Stat)|P\.?\s?S\b)"
"""How a citation of its own begins: with its code, or its title or chapter."""


def _glued_pennsylvania(text: str) -> tuple[str, ...]:
    """ "A1II" is (a)(1)(ii); "B1.1I" is (b)(1.1)(i); "A.11III" is (a.1)(1)(iii)."""
    found: list[str] = []
    text = text.lower()
    dotted = re.match(r"([a-z])(\.\d)", text)
    if dotted is not None:
        found.append(dotted[0])
        text = text[dotted.end() :]
    for part in GLUE.findall(text):
        if part.isalpha() and len(part) > 1 and not ROMAN.match(part):
            cut = next((n for n in range(1, len(part)) if ROMAN.match(part[n:]) or ROMAN.match(part[:n])), len(part))
            found += [one for one in (part[:cut], part[cut:]) if one]
        else:
            found.append(part)
    return tuple(found)


def _of_docket(found: re.Match[str], text: str) -> tuple[list[Statute], int]:
    """A docket's section with each subsection that stands after it, glued (A1) or in parentheses; and where they end."""
    title, section, glued = found.groups()
    end = found.end()
    if glued and end == len(text):
        parts = _glued_pennsylvania(glued)
        one = Statute("PA", title.lower(), section.lower().rstrip("."), parts)
        return [one] if len(parts) < 4 else list(_graded(one)), end
    whole = Statute("PA", title.lower(), section.lower().rstrip("."))
    if end == len(text):
        return [whole], end
    each: list[Path] = []
    if not glued and (bare := _BARE.match(text, end)) is not None:
        glued, end = bare[1], bare.end()
    if glued:
        each.append(_glued_pennsylvania(glued))
    elif (listed := _LISTED.match(text, end)) is not None and listed[1]:
        each, end = paths(listed[1]), listed.end()
    while each and (more := _ALSO.match(text, end)) is not None:
        part, end = more[1] or more[2], more.end()
        if _LEVEL.fullmatch(part) is None:
            each.append(_glued_pennsylvania(part))
    statutes = [part for path in each or [()] for part in _graded(whole._replace(subsections=path))]
    return list(dict.fromkeys(statutes)), end


def read(text: str) -> list[Statute]:
    if ")" in text:
        text = _GRADE.sub(" ", text)
    if "-" in text and _CONSOLIDATED.match(text) is not None:
        text = written_out(text)
    docket = _DOCKET.match(text)
    if docket is not None and (docket[2][0].isdigit() or docket[1].lower() in PENNSYLVANIA_ORDINANCES):
        found, end = _of_docket(docket, text)
        if end == len(text):
            return found
        if _COMMA.match(text, end) is not None:
            return []
        further = _FURTHER.finditer(text, end) if "§" in text[end:] else ()
        found += [statute for one in further for statute in _of_docket(one, text)[0]]
        while end < len(text) and (more := FURTHER.match(text, end)) is not None and len(more[2]) > 2 and not more[1]:
            found += each("PA", docket[1].lower(), more[2].lower(), more[3])
            end = more.end()
        return found + _of_statutes(text, end, is_named=True)
    return _of_statutes(text)


def _of_statutes(text: str, start: int = 0, *, is_named: bool = False) -> list[Statute]:
    """The sections cited by title, "18 Pa.C.S. § 2701(a)(1)"; only those that name the statutes, where `is_named`."""
    return [
        part
        for first in _SECTION.finditer(text, start)
        if not is_named or "P" in first[0].upper()
        for section, subs in further(first, text)
        for statute in each("PA", first[1], section.lower(), subs)
        for part in _graded(statute)
    ]


def _graded(statute: Statute) -> tuple[Statute, ...]:
    """ "§ 2701(a)(1)(b)(2)" is (a)(1) as (b)(2) grades it: below a number stand romans, never another lettered subsection."""
    match statute.subsections:
        case (crime, number, grade, below) if (
            len(crime) == len(grade) == 1
            and "a" <= crime.lower() < grade.lower() <= "z"
            and number.isdigit()
            and below.isdigit()
        ):
            return statute._replace(subsections=(crime, number)), statute._replace(subsections=(grade, below))
        case _:
            return (statute,)
