"""Charges and citations as California writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from string import ascii_letters

from steelyard.catalog.cite.statute import GLUE_EACH, Statute, each
from steelyard.catalog.cite.writing import CALIFORNIA_CODES
from steelyard.catalog.lists import SUBDIVISIONS, paths, written_out

LETTERS = {letters: code for code, (_, many, _) in CALIFORNIA_CODES.items() for letters in many}


@cache
def _words() -> re.Pattern[str]:
    """The codes of California by the names that charges give them; it takes long to compile, and other states need it not."""
    return re.compile(
        "|".join(
            f"(?P<{code}>(?<![A-Z])(?:{words})(?![A-Z]))"
            for code, (_, _, words) in sorted(CALIFORNIA_CODES.items(), key=lambda item: -len(item[1][2]))
        ),
        re.IGNORECASE,
    )


_SECTION = re.compile(
    r"(?<![\w.$])(\d{1,6}(?:\.\d{1,3}){0,2}[A-Za-z]{0,2}(?:\.\d{1,3})?)(?![\w.])"
    r"(?!\s*-?\s*(?i:days?|months?|mos|years?|yrs?|counts?|cts?|mph|over|grams?|gms?|lbs?|pounds?|oz|ounces?|feet|ft|yards?|percent)\b)"
    r"(?!\s*%)" + SUBDIVISIONS
)
_TABLE = re.compile(
    r"\s*(?:(\d{1,2})\s+)?(\d{1,6}(?:\.\d{1,3}){0,2}[A-Z]{0,2}(?:\.\d{1,3})?)((?:\([0-9A-Z.]{1,5}\))*)([\d/().A-Z]*?)"
    r"\s+([A-Z]{2})\b(?:\s*,(?=\s*\d))?"
)
_CODE_GLUED = re.compile(r"^(\s*[\d./]+[A-Z]?(?:\([0-9A-Z.]{1,5}\))*)(?:\s(?=..[FMI]\b))?(PC|VC|HS|BP|WI)[FMI]?\b")
"""A code's letters against its section, as in "11359HS-INTENT SELL", and a level against both, "23152(A)VCM"."""
_POLICE = re.compile(
    r"(?i)\s*(?:C?(PC|VC|HS|H&S|BP|B&P|WI)\s?(?=\d)|(?=\d{3}))(\d{2,6}(?:\.\d{1,3})?)((?:[A-Z]\d{0,2}){1,4})?(?![\w.(])(\s*[,;/&+\-]\s*)?"
)
"""A code, a section and what lies below it in one word, VC23152A or PC245A1F; the code may be left out after another."""
_CODE_LEADS = re.compile(r"(?i)\s*C?(?:PC|VC|HS|H&S|BP|B&P|WI)\s?\d")
CALIFORNIA_LETTERED = {
    "118": "a", "146": "abcdeg", "171": "bcdf", "172": "abdgl", "266": "abcdefghij", "270": "ac", "271": "a", "273": "abdefgi",
    "288": "a", "303": "a", "308": "b", "330": "abc", "337": "abcdefghijksuvwxy", "347": "b", "351": "a", "369": "dghi",
    "373": "a", "374": "cd", "381": "abcde", "383": "abc", "384": "acdeh", "402": "abc", "405": "ab", "470": "ab", "476": "a",
    "484": "bcefghij", "487": "abcdefghijk", "496": "abcde", "499": "bcd", "504": "ab", "506": "b", "529": "a", "531": "a",
    "532": "abcdef", "536": "a", "537": "bcefg", "538": "abcdefgh", "587": "abc", "588": "ab", "593": "abcdefg",
    "597": "abcefghijklmnopqrstuvxz", "598": "abcd", "599": "ef", "625": "bc", "639": "a", "640": "ab", "647": "bce",
    "648": "a", "649": "a", "653": "abcdfghijkmnopqrstuwxyz",
}  # fmt: skip
"""Numbers of the Penal Code that sections have with a letter too, by the letters: § 487a is another crime than § 487(a).

As the California Department of Justice's table of offense codes of 2021 has them, with old ones; it has none in other codes.
"""
_BESIDE = re.compile(r"/(\d{1,6}(?:\.\d{1,3})?[A-Z]{0,2})((?:\([0-9A-Z.]{1,5}\))*)")
_ATTEMPT = re.compile(r"\b664(?:\.(?=\d{3,5}\b)|(?=\d{3}(?:\D|$)|\d{5}(?:\D|$)))")
"""The attempt glued to its crime, as rap sheets write it: 664487(A), 664.11357(c)."""
_RUN = re.compile(r"(?i)(?<![\w.])((?:[A-Z]{2})?\d{2,6}(?:\.\d{1,3})?)([A-Z])(\d{1,2})([A-Z])?(?![\w.(])")
"""A section with a letter and a number glued to it: 245A1."""
_COUNT = re.compile(r"(?i)\b(?:COUNTS?|CTS?|CNTS?)\.?\s*#?\s*\d{1,2}\b(?!\s*(?:PC|VC|HS|BP|WI)\b)\s*[:;,.\-–]*\s*")
"""The number of a count before its charge, as in "CT 1: 211 PC"."""
_GLUED = re.compile(r"(?i)(?<=[A-Z])(?=\d)")
_ORDINAL = re.compile(r"(?i)\b\d+(?:st|nd|rd|th)\b")
_HS = re.compile(r"(?i)\bH\s*&\s*S\b")
_CODE_AFTER = re.compile(r"\s*([A-Z]{2})\b")
_TITLE = re.compile(r"(?<![\w.])(\d{1,2})\s+$")
"""A title before a section of another law's."""
_TAIL = re.compile(r"\b([A-Z]{2})\W*$")
_TITLED = re.compile(r"(?<![\w.])\d{1,2}\s+\d{2,}[\d.]*\W.*\b(?:US|CA)\W*$")
_JOINED = re.compile(r"(?i)\s*(?:[,;/&+]|\band\b|\bwith\b|\bw/)\s*")
_THREE_DIGITS = re.compile(r"\d{3}")
_POINT = re.compile(r"\d+\.(?!0+$)\d")
"""A number with a point is a section, and "950.00" is an amount."""
_ENHANCEMENT = re.compile(r"(1202[12](?:\.\d{1,2})?|667(?:\.\d{1,2})?)([a-z])?")
_SUBDIVISIONS_GLUED = re.compile(r"(?<![\w.$])((?:1202[12]|667)(?:\.\d{1,2})?)([A-Za-z])(\d)(?![\w.(])")
"""Subdivisions against a section of enhancements, of which none has a letter of its own, as in "W/12022A1"."""
_ADDED = re.compile(
    r"(?i)\b(?:ENH(?:ANCE(?:D|MENTS?)?)?|ALLEG(?:ATIONS?|ED)?|SPEC(?:IAL)?\s+CIRC(?:UMSTANCES?)?|PRIORS?|STRIKES?)\W*$"
)
"""Words that announce what is charged beside a crime."""
_ALONE = re.compile(r"\d{3}")
"""A number among words is a section only from three digits on: "SPEEDING 20 OVER" names none."""
_WORD = re.compile(r"[A-Za-z]{3}")
_LEAD = re.compile(r"\s*([A-Z]{2})\.?\s*(?:§\s*)?(?=\d)")
"""A code's two letters before the section, as in "UI 2101"."""
INITIALS = "CPVHBWcpvhbw"
"""The letters that a citation of its own may begin with, beside figures."""
LEADS = rf"C?(?:PC|VC|HS|H&S|BP|B&P|WI)\s?(?:§\s?)?\d|(?:\d{{1,2}}\s)?\d[\w.()/]*\s?(?:{'|'.join(LETTERS)}|US|CA)\b"
"""How a citation of its own begins: with its code, or its title or chapter."""


def _each(code: str, number: str, subdivisions: str | None) -> list[Statute]:
    """The section of a California code with each subdivision that stands after it.

    No section of enhancements has a letter of its own ("12022.7A" is § 12022.7(a)), nor two levels of letters at its head
    ("12022.53(B)(C)(D)" is three subdivisions).
    """
    enhancement = _ENHANCEMENT.fullmatch(number) if code == "pen" else None
    if enhancement is None:
        return each("CA", code, number, subdivisions)
    number, letter = enhancement.groups()
    found: list[Statute] = []
    for path in paths(f"({letter}){subdivisions or ''}" if letter else subdivisions):
        while len(path) > 1 and all(len(part) == 1 and part.isalpha() for part in path[:2]):
            found.append(Statute("CA", code, number, path[:1]))
            path = path[1:]
        found.append(Statute("CA", code, number, path))
    return found


def read(text: str) -> list[Statute]:
    if text.islower():
        text = text.upper()
    if "664" in text:
        text = _ATTEMPT.sub("664/", text)
    if "C" in text[:4].upper() and (count := _COUNT.match(text)) is not None:
        text = text[count.end() :]
    if text[:1].isdigit() or text[:1].isspace():
        while ")" in text[1:3] and text[:1].isdigit():  # the number of a count
            text = text[text.index(")") + 1 :].lstrip()
        if (apart := _CODE_GLUED.match(text)) is not None:
            text = f"{apart[1]} {apart[2]}{text[apart.end() :]}"
    if text[:1].isalpha() and _CODE_LEADS.match(text) is not None and (glued := _california_police(text)):
        return glued
    if ("667" in text or "1202" in text) and _SUBDIVISIONS_GLUED.search(text) is not None:
        text = _SUBDIVISIONS_GLUED.sub(r"\1(\2)(\3)", text)
    found: list[Statute] = []
    end = 0
    table = _TABLE.match(text)
    while table is not None:
        title, section, subs, beside, letters = table.groups()
        if title is not None and letters in {"US", "CA"}:
            return _of_another_law(title, section, subs, letters)
        if letters not in LETTERS:
            break
        if beside[:1].isdigit() and (run := _RUN.fullmatch(f"{section}{beside}")) is not None:  # 243E1 PC
            section, _, subs = _in_parentheses(run).partition("(")
            subs, beside = f"({subs}", ""
        for number, further in ((section, subs), *_BESIDE.findall(beside)):
            found += _each(LETTERS[letters], number.lower(), further)
        end = table.end()
        table = _TABLE.match(text, table.end()) if table[0].endswith(",") else None
    if found:
        return found + _california_further(text, end, found[-1].code) if end < len(text) else found
    return _california_words(text)


def _of_another_law(title: str, section: str, subs: str | None, letters: str) -> list[Statute]:
    """A section of a title of federal law or of the state's regulations: "18 472 US", "36 2.35(A) US", "14 551 CA"."""
    if letters == "CA":
        return each("CA", f"ccr{title}", section.lower(), subs)
    return each("US", f"cfr{title}" if "." in section else title, section.lower(), subs)


def _california_words(text: str) -> list[Statute]:
    """The sections among the words of a charge, each of the code that is named by it."""
    found: list[Statute] = []
    text = _RUN.sub(_in_parentheses, _ORDINAL.sub(",", written_out(text)))
    text = _GLUED.sub(" ", text)
    named = [(one.start(), str(one.lastgroup)) for one in _words().finditer(text)]
    if not named and (lead := _LEAD.match(text)) is not None and lead[1] in LETTERS:
        named = [(0, LETTERS[lead[1]])]
    tail = _TAIL.search(text) if not named else None
    if tail is not None and tail[1] in LETTERS:
        named = [(tail.start(), LETTERS[tail[1]])]
    sections = list(_SECTION.finditer(_HS.sub("   ", text)))
    for section in sections:
        number = section[1].lower()
        code = _california_code(named, section.start(), sections[0].start())
        if (letters := _CODE_AFTER.match(text, section.end())) is not None:
            title = _TITLE.search(text, 0, section.start()) if letters[1] in ("US", "CA") else None
            if title is not None:
                found = [one for one in found if one.section != title[1]]
                found += _of_another_law(title[1], number, section[2], letters[1])
                continue
            code = LETTERS.get(letters[1], code)
        if (
            code
            or "." in number
            or section[2]
            or _ALONE.match(text, section.start())
            or not _WORD.search(text[: section.start()])
        ):
            found += _each(code or "pen", number, section[2])
    if tail is not None and tail[1] in ("US", "CA") and _TITLED.search(text) is not None:
        return [
            one for one in found if one.code not in CALIFORNIA_CODES
        ]  # of another law, with something between: "36 261.5-E US"
    return found


def _in_parentheses(found: re.Match[str]) -> str:
    """Of "245A1": "245(A)(1)", but "640A(1)" of a number that sections have with that letter; a level after it is left out."""
    number, *parts = found.groups(default="")
    if parts[0].lower() in CALIFORNIA_LETTERED.get(number.lstrip(ascii_letters), ""):
        number += parts.pop(0)
    return number + "".join(f"({part})" for part in parts if part and part not in "FMIfmi")


def _california_police(text: str) -> list[Statute]:
    """The sections of a text that begins with a code glued to a section, where letters are glued to one of them; else none."""
    found: list[Statute] = []
    code, end, is_joined = "", 0, False
    while (one := _POLICE.match(text, end)) is not None and (one[1] or is_joined):
        if one[3] and one[0] not in (one[0].upper(), one[0].lower()):
            return []  # "PC 288a": a small letter of its own is part of the number
        code = LETTERS[one[1].upper().replace("&", "")] if one[1] else code
        parts = tuple(GLUE_EACH.findall(one[3].lower())) if one[3] else ()
        found.append(Statute("CA", code, one[2], parts, marked=bool(parts)))
        end, is_joined = one.end(), bool(one[4])
    if not any(one.marked for one in found):
        return []
    rest = text[end:]
    return found + (_california_words(rest) if _CODE_LEADS.match(rest) else _california_further(text, end, code))


def _california_further(text: str, end: int, code: str) -> list[Statute]:
    """The sections that stand after those read in a court's columns: "211 PC, 12022.53(b) PC", "211 PC w/ 12022.7".

    Numbers in the words of a charge are none: a section has three digits, and its code after it, the sections before it joined
    to it, a word before it that announces what is added, a subdivision, or a point. What is not read is not weighed: of "211 PC
    ENH 12022.53" the robbery alone was.
    """
    found: list[Statute] = []
    for section in _SECTION.finditer(text, end):
        letters = _CODE_AFTER.match(text, section.end())
        named = LETTERS.get(letters[1]) if letters else None
        is_joined = _JOINED.fullmatch(text, end, section.start()) is not None
        is_added = _ADDED.search(text, end, section.start()) is not None
        is_written_so = bool(section[2]) or _POINT.match(section[1]) is not None
        if _THREE_DIGITS.match(section[1]) is None or not (named or is_joined or is_added or is_written_so):
            continue
        code = named or code
        found += _each(code, section[1].lower(), section[2])
        end = letters.end() if letters and named else section.end()
    return found


def _california_code(named: Sequence[tuple[int, str]], place: int, first: int) -> str:
    """The code of a section, by the places of codes' names: they stand before their sections, or all of them after."""
    before = [code for start, code in named if start < place]
    after = [code for start, code in named if start > place]
    if named and named[0][0] > first:
        return after[0] if after else before[-1]
    return before[-1] if before else ""
