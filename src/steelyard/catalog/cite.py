"""Reading a statute's citation in any of the usual ways of writing it, and writing it as its courts do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from string import ascii_letters
from typing import NamedTuple

from steelyard.catalog.elsewhere import elsewhere, leads_with
from steelyard.catalog.lists import SUBDIVISIONS, Path, paths, written_out

JURISDICTIONS = ("CA", "NY", "IL", "PA", "OR", "MA", "US")
"""The states we have, and the United States."""

LONGEST = 2_000
"""Characters of a string that are read; what follows cannot change which section is meant."""


class Statute(NamedTuple):
    """A section of a code: the jurisdiction, the catalogue's id of the code and section, and the subsections in order.

    `marked` says that what stood after the section may be a mark of the police, or part of its number, and no subsection.
    """

    jurisdiction: str
    code: str
    section: str
    subsections: tuple[str, ...] = ()
    marked: bool = False

    @property
    def section_id(self) -> str:
        """The catalogue's id of the whole section, such as ca.pen.273.5."""
        if self.code and self.section:
            return f"{self.jurisdiction}.{self.code}.{self.section}".lower()
        return ".".join(part for part in (self.jurisdiction, self.code, self.section) if part).lower()

    @property
    def id(self) -> str:
        """The catalogue's id with the subsections, such as ca.pen.273.5.a; (b.1) is b-1, since b.1 is (b)(1)."""
        return self.id_in(self.section_id)

    def id_in(self, section: str) -> str:
        """The catalogue's id, from that of the section."""
        if not self.subsections:
            return section
        return f"{section}.{'.'.join([one.replace('.', '-') for one in self.subsections]).lower()}"

    @property
    def citation(self) -> str:
        """The citation as the jurisdiction's courts write it."""
        section, parts = _WRITERS[self.jurisdiction](self), self.subsections
        if len(parts) > 2:
            parts = _as_written(self.jurisdiction, parts)
        return f"{section}({')('.join(parts)})" if parts else section

    def is_above_or_below(self, other: Statute) -> bool:
        """True when one of the two is the other, or what the other is part of."""
        both = zip(self.subsections, other.subsections, strict=False)
        return self.section_id == other.section_id and all(one.lower() == two.lower() for one, two in both)


def _as_written(jurisdiction: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Subsections in the letters of the code: the third level is a capital in most, (a)(1)(A), in Oregon (1)(a)(A)."""
    kinds = _THIRD_LEVEL.get(jurisdiction)
    if kinds is None or len(parts) < 3 or _ROMAN.match(parts[2]) or len(set(parts[2])) != 1 or not parts[2].isalpha():
        return parts
    below, above = kinds
    is_third = parts[1].replace(".", "").isdigit() == below and parts[0][:1].isdigit() == above
    return (*parts[:2], parts[2].upper(), *parts[3:]) if is_third else parts


_THIRD_LEVEL = {"CA": (True, False), "IL": (True, False), "US": (True, False), "OR": (False, True)}
"""Whether the second and the first level are numbers where the third is capitals."""

_GLUE = re.compile(r"\d+(?:\.\d+)?|[a-z]+")
_GLUE_EACH = re.compile(r"\d+|[a-z]")


def _each(jurisdiction: str, code: str, section: str, subdivisions: str | None) -> list[Statute]:
    """The section with each subdivision that stands after it."""
    return [Statute(jurisdiction, code, section, path) for path in paths(subdivisions)]


def _first(subdivisions: str | None) -> Path:
    return paths(subdivisions)[0]


_FURTHER = re.compile(
    r"(?i)\s*(?:,\s*(?:and|or)\b|,|;|&|/|and\b|or\b)\s*(§+\s*)?(\d{1,5}(?:\.\d{1,3})?[A-Za-z]{0,2}(?:-\d{1,4})?)(?![\w.])"
    r"(?!\s*(?:U\.?\s*S\.?\s*C|PA\b|P\.?\s*S\b|C\.?\s*S\b|C\.?F\.?R|COUNTS?\b|CTS?\b|§))" + SUBDIVISIONS
)
"""A further section of the same title after one that was read: "18 U.S.C. §§ 371, 1343"."""


def _further(first: re.Match[str], text: str, *, signed: bool = False) -> list[tuple[str, str | None]]:
    """A section that was read and those listed after it, each with its subdivisions; `signed` asks for a sign before each.

    Of `first`, group 1 is the title or chapter, group 2 the section, group 3 its subdivisions.
    """
    found: list[tuple[str, str | None]] = [(first[2], first[3])]
    end = first.end()
    while end < len(text) and (more := _FURTHER.match(text, end)) is not None and (more[1] or not signed):
        found.append((more[2], more[3]))
        end = more.end()
    return found


# --- California -------------------------------------------------------------------------------------------------------

_CA_CODES = {
    "pen": ("Penal", ("PC",), r"PEN(?:AL)?|P\.?\s?C\.?"),
    "veh": ("Veh.", ("VC",), r"VEH(?:ICLE)?|C?V\.?\s?C\.?"),
    "hs": ("Health & Safety", ("HS",), r"HEALTH\s*(?:&|AND)\s*SAF(?:ETY)?|H\s*&\s*S|H\.?S\.?(?:C\.?)?"),
    "bp": ("Bus. & Prof.", ("BP",), r"BUS(?:INESS)?\.?\s*(?:&|AND)\s*PROF(?:ESSIONS)?|B\s*&\s*P|B\.?P\.?"),
    "wi": ("Welf. & Inst.", ("WI",), r"WELF(?:ARE)?\.?\s*(?:&|AND)\s*INST(?:ITUTIONS)?|W\s*&\s*I|W\.?I\.?"),
    "gov": ("Gov.", ("GC",), r"GOV(?:ERNMENT)?"),
    "rt": ("Rev. & Tax.", ("RT",), r"REV(?:ENUE)?\.?\s*(?:&|AND)\s*TAX(?:ATION)?"),
    "lab": ("Lab.", ("LC",), r"LAB(?:OR)?"),
    "ui": ("Unemp. Ins.", ("UI",), r"UNEMP(?:LOYMENT)?\.?\s*INS(?:URANCE)?"),
    "ins": ("Ins.", ("IC",), r"INS(?:URANCE)?"),
    "fg": ("Fish & Game", ("FG",), r"FISH\s*(?:&|AND)\s*GAME"),
    "hn": ("Harb. & Nav.", ("HN",), r"HARB(?:ORS)?\.?\s*(?:&|AND)\s*NAV(?:IGATION)?"),
    "ed": ("Educ.", ("EC",), r"EDUC?(?:ATION)?"),
    "el": ("Elec.", ("EL",), r"ELEC(?:TIONS)?"),
    "pr": ("Pub. Res.", ("PR",), r"PUB(?:LIC)?\.?\s*RES(?:OURCES)?"),
    "fa": ("Food & Agric.", ("FA",), r"FOOD\s*(?:&|AND)\s*AGRIC"),
    "pu": ("Pub. Util.", ("PU",), r"PUB(?:LIC)?\.?\s*UTIL"),
    "cp": ("Civ. Proc.", ("CP",), r"CIV(?:IL)?\.?\s*PROC"),
    "ci": ("Civ.", ("CI",), r"CIV(?:IL)?"),
    "fi": ("Fin.", ("FC", "FI"), r"FIN(?:ANCIAL)?"),
    "co": ("Corp.", ("CC", "CO"), r"CORP(?:ORATIONS)?"),
    "wa": ("Water", ("WC", "WA"), r"WATER"),
    "sh": ("Sts. & High.", ("SH",), r"STS\.?\s*(?:&|AND)\s*HIGH"),
    "mv": ("Mil. & Vet.", ("MV",), r"MIL\.?\s*(?:&|AND)\s*VET"),
    "fam": ("Fam.", ("FM",), r"FAM(?:ILY)?"),
}
_CA_LETTERS = {letters: code for code, (_, many, _) in _CA_CODES.items() for letters in many}


@cache
def _ca_words() -> re.Pattern[str]:
    """The codes of California by the names that charges give them; it takes long to compile, and other states need it not."""
    return re.compile(
        "|".join(
            f"(?P<{code}>(?<![A-Z])(?:{words})(?![A-Z]))"
            for code, (_, _, words) in sorted(_CA_CODES.items(), key=lambda item: -len(item[1][2]))
        ),
        re.IGNORECASE,
    )


_CA_SECTION = re.compile(
    r"(?<![\w.$])(\d{1,6}(?:\.\d{1,3}){0,2}[A-Za-z]{0,2}(?:\.\d{1,3})?)(?![\w.])"
    r"(?!\s*-?\s*(?i:days?|months?|mos|years?|yrs?|counts?|cts?|mph|over|grams?|gms?|lbs?|pounds?|oz|ounces?|feet|ft|yards?|percent)\b)"
    r"(?!\s*%)" + SUBDIVISIONS
)
_CA_TABLE = re.compile(
    r"\s*(?:(\d{1,2})\s+)?(\d{1,6}(?:\.\d{1,3}){0,2}[A-Z]{0,2}(?:\.\d{1,3})?)((?:\([0-9A-Z.]{1,5}\))*)([\d/().A-Z]*?)"
    r"\s+([A-Z]{2})\b(?:\s*,(?=\s*\d))?"
)
_CA_CODE_GLUED = re.compile(r"^(\s*[\d./]+[A-Z]?(?:\([0-9A-Z.]{1,5}\))*)(?:\s(?=..[FMI]\b))?(PC|VC|HS|BP|WI)[FMI]?\b")
"""A code's letters against its section, as in "11359HS-INTENT SELL", and a level against both, "23152(A)VCM"."""
_CA_POLICE = re.compile(
    r"(?i)\s*(?:C?(PC|VC|HS|H&S|BP|B&P|WI)\s?(?=\d)|(?=\d{3}))(\d{2,6}(?:\.\d{1,3})?)((?:[A-Z]\d{0,2}){1,4})?(?![\w.(])(\s*[,;/&+\-]\s*)?"
)
"""A code, a section and what lies below it in one word, VC23152A or PC245A1F; the code may be left out after another."""
_CA_CODE_LEADS = re.compile(r"(?i)\s*C?(?:PC|VC|HS|H&S|BP|B&P|WI)\s?\d")
CA_LETTERED = {
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
_CA_BESIDE = re.compile(r"/(\d{1,6}(?:\.\d{1,3})?[A-Z]{0,2})((?:\([0-9A-Z.]{1,5}\))*)")
_CA_ATTEMPT = re.compile(r"\b664(?:\.(?=\d{3,5}\b)|(?=\d{3}(?:\D|$)|\d{5}(?:\D|$)))")
"""The attempt glued to its crime, as rap sheets write it: 664487(A), 664.11357(c)."""
_CA_RUN = re.compile(r"(?i)(?<![\w.])((?:[A-Z]{2})?\d{2,6}(?:\.\d{1,3})?)([A-Z])(\d{1,2})([A-Z])?(?![\w.(])")
"""A section with a letter and a number glued to it: 245A1."""
_CA_COUNT = re.compile(r"(?i)\b(?:COUNTS?|CTS?|CNTS?)\.?\s*#?\s*\d{1,2}\b(?!\s*(?:PC|VC|HS|BP|WI)\b)\s*[:;,.\-–]*\s*")
"""The number of a count before its charge, as in "CT 1: 211 PC"."""
_CA_GLUED = re.compile(r"(?i)(?<=[A-Z])(?=\d)")
_CA_ORDINAL = re.compile(r"(?i)\b\d+(?:st|nd|rd|th)\b")
_CA_HS = re.compile(r"(?i)\bH\s*&\s*S\b")
_CA_CODE_AFTER = re.compile(r"\s*([A-Z]{2})\b")
_CA_TITLE = re.compile(r"(?<![\w.])(\d{1,2})\s+$")
"""A title before a section of another law's."""
_CA_TAIL = re.compile(r"\b([A-Z]{2})\W*$")
_CA_TITLED = re.compile(r"(?<![\w.])\d{1,2}\s+\d{2,}[\d.]*\W.*\b(?:US|CA)\W*$")
_CA_JOINED = re.compile(r"(?i)\s*(?:[,;/&+]|\band\b|\bwith\b|\bw/)\s*")
_CA_THREE_DIGITS = re.compile(r"\d{3}")
_CA_POINT = re.compile(r"\d+\.(?!0+$)\d")
"""A number with a point is a section, and "950.00" is an amount."""
_CA_ENHANCEMENT = re.compile(r"(1202[12](?:\.\d{1,2})?|667(?:\.\d{1,2})?)([a-z])?")
_CA_SUBDIVISIONS_GLUED = re.compile(r"(?<![\w.$])((?:1202[12]|667)(?:\.\d{1,2})?)([A-Za-z])(\d)(?![\w.(])")
"""Subdivisions against a section of enhancements, of which none has a letter of its own, as in "W/12022A1"."""
_CA_ADDED = re.compile(
    r"(?i)\b(?:ENH(?:ANCE(?:D|MENTS?)?)?|ALLEG(?:ATIONS?|ED)?|SPEC(?:IAL)?\s+CIRC(?:UMSTANCES?)?|PRIORS?|STRIKES?)\W*$"
)
"""Words that announce what is charged beside a crime."""
_CA_ALONE = re.compile(r"\d{3}")
"""A number among words is a section only from three digits on: "SPEEDING 20 OVER" names none."""
_CA_WORD = re.compile(r"[A-Za-z]{3}")
_CA_LEAD = re.compile(r"\s*([A-Z]{2})\.?\s*(?:§\s*)?(?=\d)")
"""A code's two letters before the section, as in "UI 2101"."""


def _ca_each(code: str, number: str, subdivisions: str | None) -> list[Statute]:
    """The section of a California code with each subdivision that stands after it.

    No section of enhancements has a letter of its own ("12022.7A" is § 12022.7(a)), nor two levels of letters at its head
    ("12022.53(B)(C)(D)" is three subdivisions).
    """
    enhancement = _CA_ENHANCEMENT.fullmatch(number) if code == "pen" else None
    if enhancement is None:
        return _each("CA", code, number, subdivisions)
    number, letter = enhancement.groups()
    found: list[Statute] = []
    for path in paths(f"({letter}){subdivisions or ''}" if letter else subdivisions):
        while len(path) > 1 and all(len(part) == 1 and part.isalpha() for part in path[:2]):
            found.append(Statute("CA", code, number, path[:1]))
            path = path[1:]
        found.append(Statute("CA", code, number, path))
    return found


def _california(text: str) -> list[Statute]:
    if text.islower():
        text = text.upper()
    if "664" in text:
        text = _CA_ATTEMPT.sub("664/", text)
    if "C" in text[:4].upper() and (count := _CA_COUNT.match(text)) is not None:
        text = text[count.end() :]
    if text[:1].isdigit() or text[:1].isspace():
        while ")" in text[1:3] and text[:1].isdigit():  # the number of a count
            text = text[text.index(")") + 1 :].lstrip()
        if (apart := _CA_CODE_GLUED.match(text)) is not None:
            text = f"{apart[1]} {apart[2]}{text[apart.end() :]}"
    if text[:1].isalpha() and _CA_CODE_LEADS.match(text) is not None and (glued := _california_police(text)):
        return glued
    if _CA_SUBDIVISIONS_GLUED.search(text) is not None:  # the search alone: a template costs more than all else here
        text = _CA_SUBDIVISIONS_GLUED.sub(r"\1(\2)(\3)", text)
    found: list[Statute] = []
    end = 0
    table = _CA_TABLE.match(text)
    while table is not None:
        title, section, subs, beside, letters = table.groups()
        if title is not None and letters in {"US", "CA"}:
            return _of_another_law(title, section, subs, letters)
        if letters not in _CA_LETTERS:
            break
        if beside[:1].isdigit() and (run := _CA_RUN.fullmatch(f"{section}{beside}")) is not None:  # 243E1 PC
            section, _, subs = _in_parentheses(run).partition("(")
            subs, beside = f"({subs}", ""
        for number, further in ((section, subs), *_CA_BESIDE.findall(beside)):
            found += _ca_each(_CA_LETTERS[letters], number.lower(), further)
        end = table.end()
        table = _CA_TABLE.match(text, table.end()) if table[0].endswith(",") else None
    if found:
        return found + _california_further(text, end, found[-1].code)
    return _california_words(text)


def _of_another_law(title: str, section: str, subs: str | None, letters: str) -> list[Statute]:
    """A section of a title of federal law or of the state's regulations: "18 472 US", "36 2.35(A) US", "14 551 CA"."""
    if letters == "CA":
        return _each("CA", f"ccr{title}", section.lower(), subs)
    return _each("US", f"cfr{title}" if "." in section else title, section.lower(), subs)


def _california_words(text: str) -> list[Statute]:
    """The sections among the words of a charge, each of the code that is named by it."""
    found: list[Statute] = []
    text = _CA_RUN.sub(_in_parentheses, _CA_ORDINAL.sub(",", written_out(text)))
    text = _CA_GLUED.sub(" ", text)
    named = [(one.start(), str(one.lastgroup)) for one in _ca_words().finditer(text)]
    if not named and (lead := _CA_LEAD.match(text)) is not None and lead[1] in _CA_LETTERS:
        named = [(0, _CA_LETTERS[lead[1]])]
    tail = _CA_TAIL.search(text) if not named else None
    if tail is not None and tail[1] in _CA_LETTERS:
        named = [(tail.start(), _CA_LETTERS[tail[1]])]
    sections = list(_CA_SECTION.finditer(_CA_HS.sub("   ", text)))
    for section in sections:
        number = section[1].lower()
        code = _california_code(named, section.start(), sections[0].start())
        if (letters := _CA_CODE_AFTER.match(text, section.end())) is not None:
            title = _CA_TITLE.search(text, 0, section.start()) if letters[1] in ("US", "CA") else None
            if title is not None:
                found = [one for one in found if one.section != title[1]]
                found += _of_another_law(title[1], number, section[2], letters[1])
                continue
            code = _CA_LETTERS.get(letters[1], code)
        if (
            code
            or "." in number
            or section[2]
            or _CA_ALONE.match(text, section.start())
            or not _CA_WORD.search(text[: section.start()])
        ):
            found += _ca_each(code or "pen", number, section[2])
    if tail is not None and tail[1] in ("US", "CA") and _CA_TITLED.search(text) is not None:
        return [
            one for one in found if one.code not in _CA_CODES
        ]  # of another law, with something between: "36 261.5-E US"
    return found


def _in_parentheses(found: re.Match[str]) -> str:
    """Of "245A1": "245(A)(1)", but "640A(1)" of a number that sections have with that letter; a level after it is left out."""
    number, *parts = found.groups(default="")
    if parts[0].lower() in CA_LETTERED.get(number.lstrip(ascii_letters), ""):
        number += parts.pop(0)
    return number + "".join(f"({part})" for part in parts if part and part not in "FMIfmi")


def _california_police(text: str) -> list[Statute]:
    """The sections of a text that begins with a code glued to a section, where letters are glued to one of them; else none."""
    found: list[Statute] = []
    code, end, is_joined = "", 0, False
    while (one := _CA_POLICE.match(text, end)) is not None and (one[1] or is_joined):
        if one[3] and one[0] not in (one[0].upper(), one[0].lower()):
            return []  # "PC 288a": a small letter of its own is part of the number
        code = _CA_LETTERS[one[1].upper().replace("&", "")] if one[1] else code
        parts = tuple(_GLUE_EACH.findall(one[3].lower())) if one[3] else ()
        found.append(Statute("CA", code, one[2], parts, marked=bool(parts)))
        end, is_joined = one.end(), bool(one[4])
    if not any(one.marked for one in found):
        return []
    rest = text[end:]
    return found + (_california_words(rest) if _CA_CODE_LEADS.match(rest) else _california_further(text, end, code))


def _california_further(text: str, end: int, code: str) -> list[Statute]:
    """The sections that stand after those read in a court's columns: "211 PC, 12022.53(b) PC", "211 PC w/ 12022.7".

    Numbers in the words of a charge are none: a section has three digits, and its code after it, the sections before it joined
    to it, a word before it that announces what is added, a subdivision, or a point. What is not read is not weighed: of "211 PC
    ENH 12022.53" the robbery alone was.
    """
    found: list[Statute] = []
    for section in _CA_SECTION.finditer(text, end):
        letters = _CA_CODE_AFTER.match(text, section.end())
        named = _CA_LETTERS.get(letters[1]) if letters else None
        is_joined = _CA_JOINED.fullmatch(text, end, section.start()) is not None
        is_added = _CA_ADDED.search(text, end, section.start()) is not None
        is_written_so = bool(section[2]) or _CA_POINT.match(section[1]) is not None
        if _CA_THREE_DIGITS.match(section[1]) is None or not (named or is_joined or is_added or is_written_so):
            continue
        code = named or code
        found += _ca_each(code, section[1].lower(), section[2])
        end = letters.end() if letters and named else section.end()
    return found


def _california_code(named: Sequence[tuple[int, str]], place: int, first: int) -> str:
    """The code of a section, by the places of codes' names: they stand before their sections, or all of them after."""
    before = [code for start, code in named if start < place]
    after = [code for start, code in named if start > place]
    if named and named[0][0] > first:
        return after[0] if after else before[-1]
    return before[-1] if before else ""


def _write_california(statute: Statute) -> str:
    if statute.code.startswith("ccr"):
        return f"Cal. Code Regs. tit. {statute.code[3:]}, § {statute.section}"
    return f"Cal. {_CA_CODES[statute.code][0]} Code § {statute.section}"


# --- New York ----------------------------------------------------------------------------------------------------------

_NY_LAWS = {
    "pl": "Penal Law",
    "vtl": "Veh. & Traf. Law",
    "abc": "Alco. Bev. Cont. Law",
    "cor": "Correct. Law",
    "gb": "Gen. Bus. Law",
    "phl": "Pub. Health Law",
    "tax": "Tax Law",
    "agm": "Agric. & Mkts. Law",
    "edn": "Educ. Law",
    "lab": "Lab. Law",
    "cpl": "Crim. Proc. Law",
}
_NY_CITY = "nyc"
"""The Administrative Code of the City of New York among the laws."""
_NY_LETTERS = {"PL": "pl", "VTL": "vtl", "ABC": "abc", "COR": "cor", "GB": "gb", "GBL": "gb", "PHL": "phl",
               "TAX": "tax", "AM": "agm", "AGM": "agm", "ED": "edn", "EDN": "edn", "LAB": "lab", "CPL": "cpl"}  # fmt: skip
_NY_LEVEL = r"\s?[A-EIUV][FIMV](?![\w.])"
"""A class and a level after a section, as the state's table of charges writes them: AM, UF."""
_NY_PENAL = re.compile(
    r"\s*PL\s*(\d{3})(?:(\d{2})(?:([0-9A-Z]{0,3})|(\d[0-9A-Z])[A-EUV][FMV])(?=[\s,;/&+]|$)"
    rf"|\.(\d{{2}})\s?(\d[0-9A-Z])(?:{_NY_LEVEL}|\s*$))"
)
"""A section of the Penal Law in columns, PL 1200001 or PL 120.00 01 AM: after a subdivision of two places a class and a level."""
_NY_VEHICLE = re.compile(rf"\s*VTL\s*0?(\d{{3,4}})\s+(\d[0-9A-Z])(?:{_NY_LEVEL}|\s*$)")
_NY_ADMIN = re.compile(
    r"(?i)\s*(?:(?:N\.?Y\.?C\.?\s*)?ADM(?:IN(?:ISTRATIVE)?)?\.?\s*CODE|AC)\s*(?:§\s*)?"
    r"(?:([1-9]|[12]\d|3[01])-(\d{3,4}(?:\.\d{1,2})?)(?![\w.])"
    rf"{SUBDIVISIONS}|0{{0,2}}(1\d|2\d|3[01])(\d{{3}})([0-9A-Z]{{0,2}})(?=\s|$))"
)
"""The city's code, "AC 10-125", and in the ten places of its police, AC 010125B: a title of two digits and a section of three."""
_NY_OTHER = re.compile(r"\s*([A-Z]{2,3})\s*(\d{4})([0-9A-Z]{0,4})(?=[\s,;/&+]|$)")
_NY_MORE = re.compile(r"\s*[,;/&+]?\s*(?=(?:PL|VTL|AC)\s?(?:§\s?)?\d)")
"""What stands between a section in columns and a further one."""
_NY_MARK = re.compile(r"\d[hstxz]$|[a-z][hx]$")
"""Marks of the police after a subdivision, or after 0 for none: H is a hate crime, the others are not explained."""
_NY_HATE = Statute("NY", "pl", "485.05")
_NY_HATE_SAID = re.compile(r"(?i)\bHATE\s*CRIMES?\b|(?<![\w.])\d{3}\.\d{2}(?:[-\s]?\d{1,2})?H\b")
"""A hate crime by its words, or by the mark after a section: "PL 120.05H"."""
_NY_ATTEMPT = re.compile(r"(?<![\w.])110(?=\s*[/,-]\s*\d)\s*[/,-]")
"""The attempt before the crime, as New York's courts write it: 110/120.05."""
_NY_NAMED = re.compile(
    r"(?i)(?P<vtl>VEH\w*\.?(?:\s*(?:&|AND)\s*TRAF\w*)?|VTL|V\.T\.L\.|TRAF\w*)|(?P<cor>CORR\w*)|(?P<abc>ALCO\w*|ABC)"
    r"|(?P<gb>GEN\.?\s*BUS|GBL)|(?P<phl>PUB\w*\.?\s*HEALTH)|(?P<tax>\bTAX\b)|(?P<pl>\bP\.?L\b\.?|\bPENAL\b)"
)
"""The laws of New York by the names that charges give them."""
_NY_SECTION = re.compile(r"(?<![\w.])(\d{2,4}(?:\.\d{2,3}(?!\d))?(?:-[A-Za-z](?![A-Za-z\d]))?)" + SUBDIVISIONS)


def _police_subdivision(text: str) -> tuple[tuple[str, ...], bool]:
    """The police write a subdivision in two places: "02" is (2), "0B" is (b), "1B" is (1)(b); and whether letters stand there.

    After it may stand a mark of theirs, "1H" for a hate crime, which is cut off.
    """
    text = text.lower()
    marked = not (text.isdigit() or not text)
    if _NY_MARK.search(text):
        text = text[:-1]
    return tuple(_GLUE.findall(text.strip("0") if marked else text.lstrip("0"))), marked


def _new_york(text: str) -> list[Statute]:
    found = _new_york_crimes(text)
    return [*found, *(one for one in said_beside("NY", text) if one not in found)] if found else found


def _new_york_crimes(text: str) -> list[Statute]:
    in_columns = _new_york_columns(text)
    if in_columns is None:
        return [one for code, part in _ny_parts(text) for one in _new_york_sections(code, part)]
    found, end = in_columns
    if end < len(text) and (more := _NY_MORE.match(text, end)) is not None:
        return found + _new_york_crimes(text[more.end() :])
    return found


def _new_york_columns(text: str) -> tuple[list[Statute], int] | None:
    """The section that a text begins with in the columns of the police or the courts, and where it ends; None for none."""
    if (penal := _NY_PENAL.match(text)) is not None:
        chapter, section, below, classed, dotted, apart = penal.groups()
        below = below or classed or apart or ""
        crime = Statute("NY", "pl", f"{int(chapter)}.{section or dotted}", *_police_subdivision(below))
        is_hate = below[-1:] == "H" and _NY_MARK.search(below.lower()) is not None
        return [crime, _NY_HATE] if is_hate else [crime], penal.end()
    first = text.lstrip()[:1]
    if first == "V" and (vehicle := _NY_VEHICLE.match(text)) is not None:
        return [Statute("NY", "vtl", vehicle[1], *_police_subdivision(vehicle[2]))], vehicle.end()
    if first in "ANan" and (city := _NY_ADMIN.match(text)) is not None:
        if city[2]:
            return _each("NY", _NY_CITY, f"{city[1]}-{city[2]}", city[3]), city.end()
        return [Statute("NY", _NY_CITY, f"{city[4]}-{city[5]}", *_police_subdivision(city[6]))], city.end()
    other = _NY_OTHER.match(text)
    if other is None or other[1] not in _NY_LETTERS:
        return None
    digits, rest = other[2].lstrip("0"), other[3]
    if not digits or other[1] == "PL" or (rest[:1].isalpha() and rest[0] not in "UM"):
        return (
            [],
            other.end(),
        )  # a law without a section, or a letter that may belong to the section (64-b) or be a class
    subsections, marked = _police_subdivision(re.sub("[UM]", "", rest))
    return [Statute("NY", _NY_LETTERS[other[1]], digits, subsections, marked)], other.end()


def _ny_parts(text: str) -> list[tuple[str, str]]:
    """A text by the laws it names, each with its part: "VTL 1192(3), PL 120.05"; the Penal Law where none is named."""
    named = [(one.lastgroup or "pl", one.start(), one.end()) for one in _NY_NAMED.finditer(text)]
    codes = {code for code, _, _ in named}
    if len(codes) < 2:
        return [(next(iter(codes), "pl"), text)]
    if re.match(r"[\s(]*\d", text):  # the law stands after its sections
        starts = [0, *(end for _, _, end in named)]
        return [(code, text[start:end]) for (code, _, end), start in zip(named, starts, strict=False)]
    ends = [*(start for _, start, _ in named[1:]), len(text)]
    return [(code, text[start:end]) for (code, start, _), end in zip(named, ends, strict=True)]


def _new_york_sections(code: str, text: str) -> list[Statute]:
    text = _NY_ATTEMPT.sub("110.00,", written_out(text)) if code == "pl" else text
    return [
        statute
        for number, subs in _NY_SECTION.findall(text)
        if code != "pl" or "." in number
        for statute in _each("NY", code, number.lower(), subs)
    ]


def _write_new_york(statute: Statute) -> str:
    if statute.code == _NY_CITY:
        return f"N.Y.C. Admin. Code § {statute.section}"
    return f"N.Y. {_NY_LAWS[statute.code]} § {statute.section}"


# --- Illinois ----------------------------------------------------------------------------------------------------------

_IL_PLACE = r"(\d{1,4}[A-Z]?(?:\.\d{1,3})?(?:-\d{1,4}(?:\.\d{1,4})?[A-Z]?(?!\w|\.\d))?)"
_IL_TABLE = re.compile(
    r"\s*(\d{2,3})(?:\s*ILCS\s*|\s*-\s*|\s*/\s*|\s+)(\d{1,4})(?:\.0)?\s*[/ ]\s*"
    + _IL_PLACE
    + r"((?:-[0-9A-Z.]{1,6})*)"
    + SUBDIVISIONS,
    re.IGNORECASE,
)
_IL_HYPHENATED = frozenset(
    {
        ("10", "5"), ("40", "5"), ("55", "5"), ("65", "5"), ("105", "5"), ("235", "5"), ("305", "5"), ("405", "5"),
        ("625", "5"), ("625", "40"), ("625", "45"), ("705", "405"), ("720", "5"), ("725", "5"), ("730", "5"), ("735", "5"),
    }
)  # fmt: skip
"""Acts whose sections are an article and a number, 12-3; those of the other acts of chapter 720 are one number, 5.2."""
_IL_CRIMINAL_ACTS = frozenset({("720", "5"), ("625", "5"), ("720", "550"), ("720", "570"), ("720", "600"), ("720", "646"),
                               ("730", "150")})  # fmt: skip
_IL_LETTERED = frozenset(
    {
        "6-206a", "11-9.1a", "11-9.1b", "11-20.1a", "11-20.1b", "12-4.4a", "24-3a", "24-3b", "31-1a", "32-4a", "32-4b", "32-4c",
        "32-4d", "32-4e",
    }
)  # fmt: skip
"""Sections of those acts that end in a letter; after any other section of theirs a letter is a subsection: 12-3a is 12-3(a)."""
_IL_LEAD = re.compile(r"(?i)\s*(\d{2,3})(?:\s*ILCS\s*|\s*[-/]\s*|\s+)(\d{1,4})(?:\.0)?(?:\s*[-/]\s*|\s+)(?=\d)")
"""A chapter and an act in columns, before a section whose numbers may stand apart: "720 5 /12 3 a 1"."""
_IL_TRIPLE = re.compile(r"(?<![\d.\-])\d{2,3}\s*[-/|]\s*\d{1,4}(?:\.0)?\s*[/|]\s*\d")
_IL_STAGE = re.compile(r"(?i)(?:\b(?:att|con|sol)|(?<=[\d\s])m)\b")
"""What columns put after a section: an attempt, a conspiracy, a solicitation, a misdemeanor."""
_IL_TOKEN = re.compile(r"(\d+(?:\.\d+)*|[a-z]+)(?:[\s\-/.()|]*)")
_IL_LEFT = {
    False: re.compile(r"(?i)-?[a-z\d]|,\d{1,2}(?!\d)"),
    True: re.compile(r"(?i)-?[a-z\d]|,\d{1,2}(?!\d)|\s(?!\d{3}(?:\s*ILCS\s*|\s*[-/]\s*|\s+)\d)(?:\d|[a-z](?![a-z]))"),
}
"""What is left over after a section, by whether the chapter and the act stand in columns; a further citation is not."""
_IL_BROKEN = re.compile(r"/|\(\)|\d,\d")
"""What columns never have within a section: "24-1,2" may be § 24-1.2, or two subsections."""
_IL_NEXT = re.compile(r"\s\d{3}\s*[ /-]\s*\d{1,3}(?:\.0)?\s+/?\s*\d")
_IL_ARTICLE_LETTERS = frozenset("abcdefg")
_IL_JOINED_NUMBERS = re.compile(r"\s*\d+(?:\.\d+)?\s*-\s*\d")
_IL_DECIMAL = {True: re.compile(r"[1-9]|0\d|\d0"), False: re.compile(r"[1-9]")}
"""A number apart that is a section's decimal: 12 3 05 is 12-3.05; an act without articles has decimals of one digit."""
_IL_DATE = re.compile(r"\s*[01]?\d\s*[-/]\s*[0-3]?\d\s*[-/]\s*(?:19|20)\d\d(?!\d)")
_IL_CITY_COLUMNS = re.compile(r"\s*(\d{1,2})\s+(\d{1,3})\s*/\s*(\d{3})(?!\d)")
"""The city's code in the same columns: "8 16 /060" is § 8-16-060."""
_IL_CHAPTER = re.compile(r"(?i)\d{3}\s*(?:ILCS|[-/])")
"""A chapter that begins a further citation; "720 5 21 2" after one only repeats it in columns."""
_IL_SAME_ACT = re.compile(
    r"(?i)\s*(?:,|;|&|and\b|or\b)\s*(?:§+\s*)?(\d{1,2}[A-Z]?-\d{1,3}(?:\.\d{1,3})?)(?![\w/.-])" + SUBDIVISIONS
)
"""A further section of the same act: "720 ILCS 5/19-1(a) and 12-3(a)(1)"."""
_IL_DASHED = re.compile(r"(?<=\d)-([A-Za-z])(?:-(\d{1,2}))?(?=\b|\()")
"""A subsection after a hyphen: "12-3.2-A-1"."""
_IL_OLD = re.compile(
    r"\s*(?:ILL\.?\s*REV\.?\s*STAT\.?,?\s*)?(?:CH(?:APTER)?\.?\s*)?38(?!\d)[-\s,]*(?:PAR\.?|§)?\s*"
    r"(\d{1,3}[A-Z]?-\d{1,3}(?:\.\d)?)((?:-[A-Z0-9]{1,3})*)((?:\([0-9A-Za-z]{1,4}\))*)",
    re.IGNORECASE,
)
_IL_MUNICIPAL = re.compile(r"\s*(\d{1,2}-\d{1,3}-\d{2,4})((?:-[A-Z0-9]{1,3})*)((?:\([0-9A-Za-z.]{1,4}\))*)")
_IL_PARK = re.compile(r"\s*(?:CH\.?\s*)?(VII|VI|IV|V|I{1,3})\s+([A-H])\.\s?(\d{1,2})((?:\.[A-Z0-9]{1,2})*)\s*$")
_IL_SECTION = re.compile(
    r"(?i)(?:(\d{3})\s*(?:ILCS|I\.L\.C\.S\.)\s*)?(?<![\d.\-])(?<!\d )(\d{1,4})(?:\.0)?\s*/\s*"
    r"([0-9]{1,4}(?:[A-Z]{1,2})?(?:[.\-][0-9]{1,4}[A-Z]?){0,4})" + SUBDIVISIONS
)


def _dashed(text: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in text.split("-") if part)


def _illinois(text: str) -> list[Statute]:
    if "|" in text and (triple := _IL_TRIPLE.search(text)) is not None:
        text = text[triple.start() :].replace("|", "/")
    table = _IL_TABLE.match(text)
    if table is not None:
        chapter, act, section, dashed, subs = table.groups()
        if chapter == "730" and act == "5" and dashed[1:2].isdigit():  # the Unified Code of Corrections: 5-6-4
            third, _, rest = dashed[1:].partition("-")
            section, dashed = f"{section}-{third}", rest
        end = table.end()
        if (
            int(chapter) % 5
            or chapter[0] == "0"
            or act[0] == "0"
            or (chapter == "720" and len(act) > 3)
            or section == chapter
            or _IL_DATE.match(text) is not None
        ):
            return []  # no chapter or act is numbered so
        in_columns = text[table.end(1) : table.start(2)].isspace()
        if not _il_is_whole(chapter, act, section, _IL_LEFT[in_columns].match(text, end)):
            return _il_columns(text)
        code = _il_code(chapter, act)
        may_be_decimal = (chapter, act) in _IL_HYPHENATED and dashed[1:2].isdigit() and "." not in section
        found = [
            one
            for path in paths(subs)
            for one in _il_below(Statute("IL", code, section.lower(), _dashed(dashed) + path, may_be_decimal))
        ]
        if end == len(text):
            return found
        while more := _IL_SAME_ACT.match(text, end):
            found += _each("IL", code, more[1].lower(), more[2])
            end = more.end()
        rest = text[end:].lstrip(" ;,&/")
        again = _IL_TABLE.match(rest) is not None and _IL_CHAPTER.match(rest) is not None
        return found + (_illinois(rest) if again else _illinois_sections(text[end:], chapter))
    old = _IL_OLD.match(text)
    if old is not None:
        return [Statute("IL", "5", old[1].lower(), _dashed(old[2]) + _first(old[3]))]
    municipal = _IL_MUNICIPAL.match(text)
    if municipal is not None and _IL_DATE.match(text) is None:
        return [Statute("IL", "chicago", municipal[1], _dashed(municipal[2]) + _first(municipal[3]))]
    park = _IL_PARK.match(text)
    if park is not None:
        return [Statute("IL", "park", f"{park[1]}-{park[2]}.{park[3]}".lower(), _dashed(park[4].replace(".", "-")))]
    city = _IL_CITY_COLUMNS.match(text)
    if city is not None:
        return [Statute("IL", "chicago", f"{city[1]}-{city[2]}-{city[3]}")]
    if _IL_LEAD.match(text) is not None:
        return _il_columns(text)
    return _illinois_sections(text, "720")


def _il_is_whole(chapter: str, act: str, section: str, left: re.Match[str] | None) -> bool:
    """Whether a section stands there whole: with its article where the act has articles, and no part left over after it."""
    if (chapter, act) in _IL_HYPHENATED:
        is_own = "-" in section
    elif (chapter, act) in _IL_CRIMINAL_ACTS:
        is_own = "-" not in section or chapter != "720"
    else:
        return left is None or left[0][-1].isalpha()
    if section[-1].isalpha() and section.lower() not in _IL_LETTERED and (chapter, act) in _IL_CRIMINAL_ACTS:
        return False
    return is_own and left is None


def _il_below(statute: Statute) -> list[Statute]:
    """A section without what stands in parentheses after it and is no subsection: "8-4(19-1)" is two sections."""
    subsections = statute.subsections
    if subsections and subsections[-1] in ("att", "con", "sol"):
        return [statute._replace(subsections=subsections[:-1])]
    if len(subsections) == 1 and _IL_JOINED_NUMBERS.match(subsections[0]) is not None:
        return [statute._replace(subsections=()), Statute("IL", statute.code, subsections[0])]
    return [statute]


def _il_columns(text: str) -> list[Statute]:
    """Citations whose numbers stand apart or run together: "720 5 /12 3 a 1", "625-5/11-501a6", "720-5/8-4 720 5 8 4".

    Nothing where one of them cannot be a section of its act, or two numbers after it may be a decimal or a subsection.
    """
    found: list[Statute] = []
    while (lead := _IL_LEAD.match(text)) is not None:
        rest = text[lead.end() :]
        again = _IL_NEXT.search(rest)
        one = _il_apart(lead[1], lead[2], rest[: again.start()] if again else rest)
        if one is None:
            return []
        if not found or not found[0].is_above_or_below(one):
            found.append(one)
        if again is None:
            break
        text = rest[again.start() :]
    return found


def _il_apart(chapter: str, act: str, text: str) -> Statute | None:
    """The section of one act from its numbers and letters, however they are parted; None where it cannot be told."""
    stage = _IL_STAGE.search(text)
    text = (text[: stage.start()] if stage else text).lower()
    parts = _IL_TOKEN.findall(text)
    if _IL_BROKEN.search(text) is not None or not parts or not parts[0][0].isdigit():
        return None
    section = parts.pop(0)
    if (chapter, act) in _IL_HYPHENATED:
        if section.count(".") == 2:  # 24.1.5: a point where the hyphen belongs
            article, _, second = section.partition(".")
        else:
            if parts and parts[0] in _IL_ARTICLE_LETTERS and text.lstrip().startswith(section + parts[0]):
                section += parts.pop(0)
            if not parts or not parts[0][0].isdigit() or parts[0][0] == "0":
                return None
            article, second = section, parts.pop(0)
        section = f"{article}-{second}"
        if (
            section == "21-1" and parts and parts[0].isdigit()
        ):  # its subsections were numbers once; there is a 21-1.3 too
            return None
    elif (chapter, act) not in _IL_CRIMINAL_ACTS or _IL_JOINED_NUMBERS.match(text):
        return None
    if parts and parts[0].isdigit():
        decimal = parts.pop(0)
        if "." in section.rpartition("-")[2] or not _IL_DECIMAL[(chapter, act) in _IL_HYPHENATED].fullmatch(decimal):
            return None
        section = f"{section}.{decimal}"
    if parts and f"{section}{parts[0]}" in _IL_LETTERED and f"{section[-1]}{parts[0]}" in text:
        section += parts.pop(0)
    subs: list[str] = []
    for part in parts:
        if subs and subs[-1].isdigit() and part.isdigit():
            if part != "5":  # (a) 7 5 is (a)(7.5); nothing else of two numbers can be told
                subs.pop()
                break
            subs[-1] += ".5"
        elif part[0].isdigit() or len(part) == 1 or _ROMAN.match(part):
            subs.append(part)
        elif f"{section[-1]}{part}" in text:
            return None  # "31-1aa": what letters against a number are cannot be told
        else:
            break
    return Statute("IL", _il_code(chapter, act), section, tuple(subs))


def _in_brackets(found: re.Match[str]) -> str:
    return f"({found[1]})({found[2]})" if found[2] else f"({found[1]})"


def _illinois_sections(text: str, chapter: str) -> list[Statute]:
    found: list[Statute] = []
    for act_chapter, act, section, subs in _IL_SECTION.findall(_IL_DASHED.sub(_in_brackets, text)):
        chapter = act_chapter or chapter
        found += _each("IL", _il_code(chapter, act), section.lower(), subs)
    return found


def _il_code(chapter: str, act: str) -> str:
    return act if chapter == "720" else f"{chapter}.{act}"


def _write_illinois(statute: Statute) -> str:
    if statute.code == "chicago":
        return f"Chicago Mun. Code § {statute.section}"
    if statute.code == "park":
        chapter, _, section = statute.section.upper().partition("-")
        return f"Chicago Park Dist. Code ch. {chapter}, § {section}"
    chapter, _, act = statute.code.rpartition(".")
    return f"{chapter or '720'} ILCS {act}/{statute.section.upper()}"


# --- Pennsylvania ------------------------------------------------------------------------------------------------------

_PA_SUBSECTION = r"(?:\s*§§\s*([0-9A-Za-z.]*)[^\s,;&/+]*)?"
_PA_DOCKET = re.compile(rf"\s*(\d{{1,2}}|LO|CO|AC)\s*§\s*([0-9A-Za-z][0-9A-Za-z.\-]*){_PA_SUBSECTION}")
_PA_FURTHER = re.compile(rf"(?<![\d.§])(\d{{1,2}})\s*§\s*(\d[0-9A-Za-z.\-]*){_PA_SUBSECTION}")
"""A further charge in one docket's field: "18 § 903 §§ A1; 18 § 3929 §§ A1"."""
_PA_PART = r"[A-Z](?:\.\d)?\d{1,2}(?:\.\d{1,2})?(?:[IVX]{1,4}|[A-Z]{1,2})?(?![0-9A-Z.])"
_PA_ALSO = re.compile(
    rf"(?i)\s*(?:(?:[,;&/+]|and\b|or\b)\s*(?:§§?\s*)?({_PA_PART}|[A-Z](?=\s*(?:$|[,;&/])))|\s(?-i:({_PA_PART})))[^\s,;&/+]*"
)
"""A further subsection of a docket's section: "§§ A16, A30"; with a blank alone only in capitals and with a number."""
_PA_COMMA = re.compile(r",\d{1,2}(?!\d)")
"""A comma against a number of one or two figures, "6310,2": a point or a list."""
_PA_BARE = re.compile(rf"\s+(?![FMH][123]\b)({_PA_PART})")
"""A docket's subsection without its sign: "18 § 2701 A1"."""
_PA_ORDINANCES = {"lo": "Local ordinance", "co": "Local ordinance CO", "ac": "Local ordinance AC"}
"""The letters that stand for a title where a county or city made the rule; the tables do not say what CO and AC abbreviate."""
_PA_GRADE = re.compile(r"\(\s*[FMH][123]\s*\)")
"""A grade in parentheses, "(M2)", which is no subdivision."""
_PA_LEVEL = re.compile(r"(?i)[FMH][123]")
_PA_LISTED = re.compile(r"\s?" + SUBDIVISIONS)
_PA_SECTION = re.compile(
    r"(?i)\b(18|35|75|42|30|34|62|23|47|\d{1,2}(?=\s*(?:PA\.?\s*(?:CONS\.?\s*)?STAT\b|PA\.?\s*C\.?S\b|P\.\s?S\.)))(?!\d)\s*"
    r"(?:PA\.?\s*)?(?:CONS\.?\s*STAT\.?(?:\s*ANN\.?)?|C\.?S\.?A?\.?|STAT\.?(?:\s*ANN\.?)?|P\.?S\.?)?\s*"
    r"(?:§+|SEC(?:TION)?\.?)?\s*(\d{1,5}(?:\.\d{1,3})?(?:-\d{1,4}(?:\.\d{1,3})?)?)" + SUBDIVISIONS
)
_PA_UNCONSOLIDATED = frozenset(
    {"10", "24", "25", "26", "35", "36", "43", "47", "50", "52", "55", "60", "63", "73", "76", "77"}
)
_PA_CONSOLIDATED = re.compile(r"\s*(?:18|23|30|34|42|75)\b")
"""Titles whose sections have no hyphen, so that one joins the ends of a range."""
_ROMAN = re.compile(r"x{0,1}(?:ix|iv|v?i{0,3})$")


def _glued_pennsylvania(text: str) -> tuple[str, ...]:
    """ "A1II" is (a)(1)(ii); "B1.1I" is (b)(1.1)(i); "A.11III" is (a.1)(1)(iii)."""
    found: list[str] = []
    text = text.lower()
    dotted = re.match(r"([a-z])(\.\d)", text)
    if dotted is not None:
        found.append(dotted[0])
        text = text[dotted.end() :]
    for part in _GLUE.findall(text):
        if part.isalpha() and len(part) > 1 and not _ROMAN.match(part):
            cut = next((n for n in range(1, len(part)) if _ROMAN.match(part[n:]) or _ROMAN.match(part[:n])), len(part))
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
    if not glued and (bare := _PA_BARE.match(text, end)) is not None:
        glued, end = bare[1], bare.end()
    if glued:
        each.append(_glued_pennsylvania(glued))
    elif (listed := _PA_LISTED.match(text, end)) is not None and listed[1]:
        each, end = paths(listed[1]), listed.end()
    while each and (more := _PA_ALSO.match(text, end)) is not None:
        part, end = more[1] or more[2], more.end()
        if _PA_LEVEL.fullmatch(part) is None:
            each.append(_glued_pennsylvania(part))
    statutes = [part for path in each or [()] for part in _graded(whole._replace(subsections=path))]
    return list(dict.fromkeys(statutes)), end


def _pennsylvania(text: str) -> list[Statute]:
    if ")" in text:
        text = _PA_GRADE.sub(" ", text)
    if "-" in text and _PA_CONSOLIDATED.match(text) is not None:
        text = written_out(text)
    docket = _PA_DOCKET.match(text)
    if docket is not None and (docket[2][0].isdigit() or docket[1].lower() in _PA_ORDINANCES):
        found, end = _of_docket(docket, text)
        if end == len(text):
            return found
        if _PA_COMMA.match(text, end) is not None:
            return []
        further = _PA_FURTHER.finditer(text, end) if "§" in text[end:] else ()
        found += [statute for one in further for statute in _of_docket(one, text)[0]]
        while end < len(text) and (more := _FURTHER.match(text, end)) is not None and len(more[2]) > 2 and not more[1]:
            found += _each("PA", docket[1].lower(), more[2].lower(), more[3])
            end = more.end()
        return found + _of_statutes(text, end, is_named=True)
    return _of_statutes(text)


def _of_statutes(text: str, start: int = 0, *, is_named: bool = False) -> list[Statute]:
    """The sections cited by title, "18 Pa.C.S. § 2701(a)(1)"; only those that name the statutes, where `is_named`."""
    return [
        part
        for first in _PA_SECTION.finditer(text, start)
        if not is_named or "P" in first[0].upper()
        for section, subs in _further(first, text)
        for statute in _each("PA", first[1], section.lower(), subs)
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


def _write_pennsylvania(statute: Statute) -> str:
    if statute.code in _PA_ORDINANCES:
        return f"{_PA_ORDINANCES[statute.code]} § {statute.section.upper()}"
    unconsolidated = statute.code in _PA_UNCONSOLIDATED or "-" in statute.section
    return f"{statute.code} {'Pa. Stat.' if unconsolidated else 'Pa. Cons. Stat.'} § {statute.section}"


# --- Oregon, Massachusetts, the United States ----------------------------------------------------------------------------

_OR_SECTION = re.compile(r"(?<![\w.])(\d{1,3}[A-Za-z]?\.\d{3})(?!\d)" + SUBDIVISIONS)
_OR_GLUED = re.compile(
    r"(?<![\w.\-])([1-9]\d{1,2}[A-Za-z]?)(\d{3})(\d{1,2})?([A-Za-z])?(\d)?(?:(?<=[ABCU])[FM])?(?![\w.\-])"
)
_OR_CODE = re.compile(r"\bORS(?=\d)")
_OR_PORTLAND = re.compile(
    r"\s*(\d{1,2}[A-Z])\.?(\d{2})\.?(\d{3})\s*$|.*\bP(?:ORTLAND CITY CODE|CC)\s*§*\s*(\d{1,2}[A-Z]?)\.(\d{2})\.(\d{3})",
    re.I,
)
_OR_TRIMET = re.compile(r"\s*(2[89]|30)\.?(\d{2})\s*$")
_OR_LAST_CHAPTER = 838


def _oregon(text: str) -> list[Statute]:
    found = _oregon_crimes(text)
    return [*found, *(one for one in said_beside("OR", text) if one not in found)] if found else found


def _oregon_crimes(text: str) -> list[Statute]:
    """Courts glue the chapter, the section of three digits and the subsection: 4758604A is 475.860(4)(a), 33015 is 33.015.

    A last 0 stands for no subsection, and a letter without a number before it may be a class: subsections are numbered first.
    Portland's code is numbered in three places, the rules of its transport in two.
    """
    if (code := text.find("ORS")) >= 0 and text[code + 3 : code + 4].isdigit():
        text = _OR_CODE.sub("ORS ", text)
    portland = _OR_PORTLAND.match(text)
    if portland is not None:
        return [Statute("OR", "portland", ".".join(part for part in portland.groups() if part).lower())]
    trimet = _OR_TRIMET.match(text)
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
        for chapter, section, first, letter, last in _OR_GLUED.findall(text)
        if int(chapter.rstrip(ascii_letters)) <= _OR_LAST_CHAPTER
    ]
    if glued:
        return glued
    return [
        statute
        for number, subs in _OR_SECTION.findall(written_out(text))
        for statute in _each("OR", "", number.lower(), subs)
    ]


def _write_oregon(statute: Statute) -> str:
    if statute.code == "portland":
        return f"Portland City Code § {statute.section.upper()}"
    if statute.code == "trimet":
        return f"TriMet Code § {statute.section}"
    return f"Or. Rev. Stat. § {statute.section.upper()}"


_MA_SECTION = re.compile(
    r"(?i)(?:\bCH(?:APTER|\.)?|\bC\.?)\s*(\d{1,3}[A-Z]?)\s*[,;]?\s*(?:§+|SECS?\.?|SECTIONS?|S\.?(?=\s?\d))\s*"
    r"(\d{1,3}(?:\.\d{2})?[A-Z]{0,4}(?![A-Z02-9]|1(?!/2))(?:\s?[½¾]|\s?1/2)?)" + SUBDIVISIONS
)
_MA_REGULATION = re.compile(r"(?i)(\d{3})\s*CMR\s*§?\s*(\d{1,2}\.\d{2})")
_MA_CHAPTERS = frozenset(
    {
        "22E", "51", "56", "62C", "64C", "89", "90", "90B", "90F", "94", "94C", "101", "111", "119", "123", "127", "131",
        "138", "140", "147", "148", "149", "151A", "159A", "166", "175", "207", "208", "209A", "209C", "211", "215", "218",
        "231", "234A", "258B", "258E", "262", "263", "263A", "264", "265", "266", "267", "267A", "268", "268A", "269",
        "270", "271", "271A", "272", "273", "274", "275", "276", "279",
    }
)  # fmt: skip
"""Chapters that a slash or a colon alone may join to a section: "265/13A"; other numbers so joined are none."""
_MA_JOINED = re.compile(
    r"(?i)(?<![\w/.:$])(?<!CMR )(\d{1,3}[A-Z]?)\s?(,?\s?§|/|:)\s?(\d{1,3}(?:[A-Z]{1,2}(?![A-Z]))?(?:\s?[½¾]|\s?1/2)?)(?![\w/:])"
    + SUBDIVISIONS
)
_MA_NAMED = re.compile(
    r"(?i)\bM?\.?G\.?L\.?(?:\s?A\.?)?\s*(\d{1,3}[A-Z]?)\s?[,\s]\s?(\d{1,3}(?:[A-Z]{1,2}(?![A-Z]))?)(?![\w/])"
    + SUBDIVISIONS
)
"""The General Laws by their letters, a chapter and a section: "MGL 265 13A"."""
_MA_SLASH = re.compile(r"(?i)(?<![\w./])c\.?(\d{1,3}[A-Z]?)/(\d{1,3}[A-Z]{0,2})(?![\w/])" + SUBDIVISIONS)
"""A chapter by its letter and a section after a slash, "c94C/34"."""
_MA_HYPHEN = re.compile(r"\s*(26[4-9]|27[0-5]|94C)-(\d{1,3}[A-Z]{0,2})\s*$")
"""A chapter of crimes and a section, and nothing else: "265-13A"."""
_MA_CODE = re.compile(r"\W*(?<![\w/])(\d{1,3}[A-Z]?)/(\d{1,3}[A-Z]{0,2})(?:/[A-Z]{1,2}(?![\w/])|\W*$)")
"""The complaint's own code, "90/7/A": a chapter, a section and a letter, or the two alone."""


_MA_LAST_CHAPTER = 282


def _ma_name(section: str) -> str:
    if section.isascii() and section.isalnum():
        return section.lower()
    return section.lower().replace(" ", "").replace("½", "-1-2").replace("1/2", "-1-2").replace("¾", "-3-4")


def _ma_each(chapter: str, section: str, subs: str | None) -> list[Statute]:
    """A section with each subdivision after it; a small letter glued to its number may be a subdivision: § 43A is not § 43(a)."""
    if section[-1:].islower() and not subs:
        return [Statute("MA", chapter, _ma_name(section), marked=True)]
    return _each("MA", chapter, _ma_name(section), subs)


def _massachusetts(text: str) -> list[Statute]:
    found = []
    for first in _MA_SECTION.finditer(text) if "c" in text.lower() else ():  # the chapter
        chapter = first[1].lower()
        code = f"cmr{chapter}" if chapter.isdigit() and int(chapter) > _MA_LAST_CHAPTER else chapter
        for section, subs in _further(first, text, signed="§§" not in first[0]):
            found += _ma_each(code, section, subs)
    if found:
        if text.count("§") > len(found):  # one without its letter: "265§13L"
            for chapter, sign, section, subs in _MA_JOINED.findall(text):
                if "§" in sign and chapter.upper() in _MA_CHAPTERS:
                    found += _ma_each(chapter.lower(), section, subs)
        return found
    rule = _MA_REGULATION.search(text)
    if rule is not None:
        return [Statute("MA", f"cmr{rule[1]}", rule[2])]
    for chapter, sign, section, subs in _MA_JOINED.findall(text):
        if chapter.upper() in _MA_CHAPTERS or (
            sign not in "/:" and int(chapter.rstrip(ascii_letters)) <= _MA_LAST_CHAPTER
        ):
            found += _ma_each(chapter.lower(), section, subs)
    if found:
        return found
    for chapter, section, subs in _MA_SLASH.findall(text):
        found += _ma_each(chapter.lower(), section, subs)
    if found:
        return found
    named = _MA_NAMED.search(text)
    if named is not None:
        return _ma_each(named[1].lower(), named[2], named[3])
    if (alone := _MA_HYPHEN.match(text)) is not None:
        return _ma_each(alone[1].lower(), alone[2], None)
    if _MA_CODE.match(text) is None:
        return []
    return [Statute("MA", code[1].lower(), code[2].lower()) for code in _MA_CODE.finditer(text)]


def _write_massachusetts(statute: Statute) -> str:
    if statute.code.startswith("cmr"):
        return f"{statute.code[3:]} Mass. Code Regs. § {statute.section}"
    section = statute.section.upper()
    if "-" in section:
        section = section.replace("-1-2", "½").replace("-3-4", "¾")
    return f"Mass. Gen. Laws ch. {statute.code.upper()}, § {section}"


_US_SECTION = re.compile(
    r"(?i)\b(\d{1,2})\s*U\.?\s*S\.?\s*C\.?(?:\s*A\.?)?\s*(?:§+|SEC(?:TION)?\.?)?\s*(\d{1,5}[A-Za-z]{0,2}(?:[-–]\d{1,2}[A-Za-z]{0,2}(?!\d))?)(?![A-Za-z0-9])"
    + SUBDIVISIONS
)


def _united_states(text: str) -> list[Statute]:
    text = written_out(text)
    return [
        statute
        for first in _US_SECTION.finditer(text)
        for section, subs in _further(first, text)
        for statute in _us_each(first[1], section, subs)
    ]


def _us_each(title: str, section: str, subs: str | None) -> list[Statute]:
    """A section with each subdivision after it; a small letter glued to its number may be one: § 2251A is not § 2251(a)."""
    if section[-1:].islower() and section[:-1].isdigit() and not subs:
        return [Statute("US", title, section, marked=True)]
    return _each("US", title, section.lower().replace("–", "-"), subs)


def _write_united_states(statute: Statute) -> str:
    if statute.code.startswith("cfr"):
        return f"{statute.code[3:]} C.F.R. § {statute.section}"
    has_own_letter = statute.section[-1:].isalpha() and "-" not in statute.section  # § 1028A, but § 1320a-7b
    return f"{statute.code} U.S.C. § {statute.section.upper() if has_own_letter else statute.section}"


_READERS: dict[str, Callable[[str], list[Statute]]] = {
    "CA": _california,
    "NY": _new_york,
    "IL": _illinois,
    "PA": _pennsylvania,
    "OR": _oregon,
    "MA": _massachusetts,
    "US": _united_states,
}
_WRITERS: dict[str, Callable[[Statute], str]] = {
    "CA": _write_california,
    "NY": _write_new_york,
    "IL": _write_illinois,
    "PA": _write_pennsylvania,
    "OR": _write_oregon,
    "MA": _write_massachusetts,
    "US": _write_united_states,
}
_OTHER_SIGNS = (("ยง", "§"), ("‐", "-"), ("‑", "-"), ("−", "-"))
"""The sign of a section in the two letters that a Thai character set makes of it, and hyphens that are written like others."""
_SAID: Mapping[str, tuple[tuple[re.Pattern[str], Statute], ...]] = {
    "NY": ((_NY_HATE_SAID, _NY_HATE),),
    "OR": ((re.compile(r"(?i)(?:\bWITH|\bW/)\s*(?:AN?\s+)?F(?:IRE)?/?ARM\b"), Statute("OR", "", "161.610")),),
}
"""Words that stand for an enhancement: of a felony so pleaded "with a firearm" is said, Or. Rev. Stat. § 161.610(2)."""


def said_beside(jurisdiction: str, text: str) -> tuple[Statute, ...]:
    """The enhancements that the words of a charge name without their sections."""
    return tuple(statute for words, statute in _SAID.get(jurisdiction, ()) if words.search(text))


def names_federal(text: str) -> bool:
    """True when a text cites the United States Code, whatever state it is charged in: "21 USC 841", "18 U.S.C. § 2"."""
    letters = text.upper()
    return "U.S.C" in letters or ("USC" in letters and _US_SECTION.search(text) is not None)


_LONG_PARENTHESES = re.compile(r"\(\s*([^()]{7,})\)")
_SECTION_IN_PARENTHESES = re.compile(r"(?i)\d{3}\.\d{2}|\d{4,5}\.\d|\bENH.*\d{3}|§|\bILCS\b|\bC\.\s?S\.")
"""A section in parentheses after a crime, as in "211 PC (12022.53)"."""


def _what_stays(parentheses: re.Match[str]) -> str:
    """What is read of words in parentheses: a section that is charged beside the crime, and else nothing."""
    return f" {parentheses[1]} " if _SECTION_IN_PARENTHESES.search(parentheses[1]) else " "


_SIGN = r"[;,&+\n|/]\s*"
_WORD = re.compile(r" (?:and|or|AND|OR) ")
_INITIALS = {
    "CA": "CPVHBWcpvhbw",
    "NY": "NPVACGTELnpvacgtel",
    "IL": "IVX",
    "PA": "LCAlca",
    "OR": "OPTopt",
    "MA": "CMGcmg",
    "US": "NC",
}
"""The letters that a citation of its own may begin with, beside figures."""
_SHORTEST_OF_TWO = 11
_NAMED_CODE = r"(?:N\.?Y\.?(?:C\.?)?\s|Cal\.|Or\.\s|Mass\.|M?\.?G\.?L\.?\s|ORS\s?\d|\d{1,2}\s*U\.?\s?S\.?\s?C)"
_LEADS = {
    "CA": rf"C?(?:PC|VC|HS|H&S|BP|B&P|WI)\s?(?:§\s?)?\d|(?:\d{{1,2}}\s)?\d[\w.()/]*\s?(?:{'|'.join(_CA_LETTERS)}|US|CA)\b",
    "NY": r"(?:PL|VTL|ABC|COR|GBL?|PHL|TAX|AGM|EDN?|LAB|CPL|AC)\s?(?:§\s?)?\d",
    "IL": r"\d{2,3}\s*(?:ILCS|[-/| ]\s*\d{1,4}(?:\.0)?\s*[-/| ]\s*\d)|38-\d|\d{1,2}-\d{1,3}-\d{2,4}(?!\d)|\d{1,2} \d{1,3} /\d"
    r"|[IV]{1,3}\s[A-H]\.",
    "PA": r"(?:\d{1,2}|LO|CO|AC)\s*(?:§(?!§)|Pa\.?\s*(?:C|Stat)|P\.?\s?S\b)",
    "OR": r"\d{1,3}[A-Z]?\.\d{3}(?!\d)|[1-9]\d{1,2}[A-Z]?\d{3,5}[A-Z]?\d?(?![\w.])|\d{2}\.\d{2}(?!\d)"
    r"|\d{1,2}[A-Z]\.?\d{2}\.?\d{3}(?!\d)|Portland|TriMet",
    "MA": r"c(?:h(?:apter)?)?\.?\s?\d{1,3}[A-Z]?\s?[,§s]|(?:\d{3}[A-Z]?|9[04][A-F]?)/\d{1,3}[A-Z]{0,2}(?!\d|/\d)|\d{3}\s*CMR",
    "US": r"\d{1,2}\s*U\.?\s?S\.?\s?C",
}
"""How a citation of its own begins, by jurisdiction: with its code, or its title or chapter."""
_STARTS = {
    name: rf"(?:(?<!/)(?=\d)|(?=[{initials}]))(?=(?i:{_NAMED_CODE}|{_LEADS[name]}))"
    for name, initials in _INITIALS.items()
}
_JOINTS = {name: re.compile(rf"(?:{_SIGN}|{_WORD.pattern}){start}") for name, start in _STARTS.items()}
"""What stands between two citations of their own; a stroke before a figure joins the parts of one."""
_SIGNS = {name: re.compile(f"{_SIGN}{start}") for name, start in _STARTS.items()}
"""The same without words, which are slow to look for."""


def _each_by_itself(jurisdiction: str, text: str, found: list[Statute]) -> list[Statute]:
    """What was read in a text, with what its parts name where each begins a citation of its own, and was not read.

    Each way of writing is read by itself, so that a second citation in another would be lost: "211 PC; Cal. Veh. Code § 23152".
    """
    if _SIGNS[jurisdiction].search(text) is None and _WORD.search(text) is None:
        return found
    parts = _JOINTS[jurisdiction].split(text)
    if len(parts) < 2:
        return found
    more = list(found)
    for part in filter(None, map(str.strip, parts)):
        for one in read(jurisdiction, part):
            if jurisdiction == "CA" and any(each.section == one.section and each.code != one.code for each in more):
                if one.code == "pen":  # the code that is taken where a part names none
                    continue
                more = [each for each in more if each.section != one.section or each.code != "pen"]
            if not any(each.is_above_or_below(one) for each in more):
                more.append(one)
    return more


@lru_cache(maxsize=65_536)
def read(jurisdiction: str, text: str) -> tuple[Statute, ...]:
    """The sections named in a citation or charge, in order; empty when it names none.

    `jurisdiction` is one of JURISDICTIONS. Words in parentheses that are not subsections ("(corporal injury)") are left
    out. A federal citation is read as one in any state, and so is a text that begins with the law of another state of ours
    ("Cal. Penal Code § 459"); what names other law than these, a country's or the military's, names no section here. Raises
    KeyError for a jurisdiction we do not have.
    """
    text, state = text[:LONGEST], jurisdiction
    if not text.isascii():
        for written, meant in _OTHER_SIGNS:
            if written in text:
                text = text.replace(written, meant)
    if names_federal(text):
        jurisdiction = "US"
    elif whose := elsewhere(jurisdiction, text):
        if not leads_with(whose, text):
            return ()
        state = jurisdiction = whose
    if (opens := text.find("(")) >= 0 and text.rfind(")") - opens > 7:
        text = _LONG_PARENTHESES.sub(_what_stays, text)
    found = _READERS[jurisdiction](text)
    return tuple(found if len(text) < _SHORTEST_OF_TWO else _each_by_itself(state, text, found))
