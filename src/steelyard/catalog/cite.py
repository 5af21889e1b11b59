"""Reading a statute's citation in any of the usual ways of writing it, and writing it as its courts do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

JURISDICTIONS = ("CA", "NY", "IL", "PA", "OR", "MA", "US")
"""The states we have, and the United States."""

LONGEST = 2_000
"""Characters of a string that are read; what follows cannot change which section is meant."""


@dataclass(frozen=True, slots=True)
class Statute:
    """A section of a code: the jurisdiction, the catalogue's id of the code and section, and the subsections in order."""

    jurisdiction: str
    code: str
    section: str
    subsections: tuple[str, ...] = ()

    @property
    def section_id(self) -> str:
        """The catalogue's id of the whole section, such as ca.pen.273.5."""
        return ".".join(part for part in (self.jurisdiction, self.code, self.section) if part).lower()

    @property
    def id(self) -> str:
        """The catalogue's id with the subsections, such as ca.pen.273.5.a."""
        return ".".join((self.section_id, *self.subsections)).lower()

    @property
    def citation(self) -> str:
        """The citation as the jurisdiction's courts write it."""
        return _WRITERS[self.jurisdiction](self) + "".join(f"({one})" for one in self.subsections)


_SUBS = r"((?:\s*\(\s*[0-9A-Za-z.\-]{1,6}\s*\)){0,6})"


def _subsections(text: str) -> tuple[str, ...]:
    return tuple(one.strip().lower() for one in re.findall(r"\(\s*([0-9A-Za-z.\-]{1,6})\s*\)", text))


# --- California -------------------------------------------------------------------------------------------------------

_CA_CODES = (
    ("hs", r"HEALTH\s*(?:&|AND)\s*SAF(?:ETY)?|H\s*&\s*S|H\.?S\.?"),
    ("bp", r"BUS(?:INESS)?\.?\s*(?:&|AND)\s*PROF(?:ESSIONS)?|B\s*&\s*P|B\.?P\.?"),
    ("wi", r"WELF(?:ARE)?\.?\s*(?:&|AND)\s*INST(?:ITUTIONS)?|W\s*&\s*I|W\.?I\.?"),
    ("veh", r"VEH(?:ICLE)?|V\.?C\.?"),
    ("pen", r"PEN(?:AL)?|P\.?C\.?"),
)
_CA_NAMES = {
    "pen": "Cal. Penal Code",
    "hs": "Cal. Health & Safety Code",
    "veh": "Cal. Veh. Code",
    "bp": "Cal. Bus. & Prof. Code",
    "wi": "Cal. Welf. & Inst. Code",
}
_CA_SECTION = re.compile(r"(?<![\w.])(\d{1,5}(?:\.\d{1,3})?[A-Za-z]?)" + _SUBS)


def _california(text: str) -> list[Statute]:
    code = next((name for name, words in _CA_CODES if re.search(rf"(?i)(?<![A-Z]){words}(?![A-Z])", text)), "pen")
    cleaned = re.sub(r"(?i)\bH\s*&\s*S\b", "HS", text)
    found = []
    for number, subs in _CA_SECTION.findall(cleaned):
        found.append(Statute("CA", code, number.lower(), _subsections(subs)))
    return found


# --- New York ----------------------------------------------------------------------------------------------------------

_NY_GLUED = re.compile(r"(?i)\b(PL|VTL)\s*0*(\d{3})(\d{2})(?:([0-9A-Z])([0-9A-Z])?)?\b")
_NY_SECTION = re.compile(r"(?<![\w.])(\d{2,4}(?:\.\d{2,3})?(?:-[a-z])?)" + _SUBS)


def _new_york(text: str) -> list[Statute]:
    traffic = re.search(r"(?i)VEH|VTL|TRAF", text) is not None
    code = "vtl" if traffic else "pl"
    if not traffic and not re.search(r"\d\.\d\d", text):
        glued = _NY_GLUED.search(text)
        if glued is not None:
            subs = () if glued[4] in (None, "0") else (glued[4].lower(),)
            return [Statute("NY", "pl", f"{int(glued[2])}.{glued[3]}", subs)]
    return [
        Statute("NY", code, number.lower(), _subsections(subs))
        for number, subs in _NY_SECTION.findall(text)
        if traffic or "." in number
    ]


# --- Illinois ----------------------------------------------------------------------------------------------------------

_IL_SECTION = re.compile(
    r"(?i)(?:(\d{3})\s*(?:ILCS|I\.L\.C\.S\.)\s*)?(?<![\d.\-])(\d{1,4})(?:\.0)?\s*/\s*([0-9]{1,4}(?:[A-Z]{1,2})?(?:[.\-][0-9]{1,4}[A-Z]?){0,4})"
    + _SUBS
)


def _illinois(text: str) -> list[Statute]:
    found = []
    chapter = "720"
    text = re.sub(r"(?<=\d)-([A-Za-z])(?=\b|\()", r"(\1)", text)
    for act_chapter, act, section, subs in _IL_SECTION.findall(text):
        chapter = act_chapter or chapter
        code = act if chapter == "720" else f"{chapter}.{act}"
        found.append(Statute("IL", code, section.lower(), _subsections(subs)))
    return found


# --- Pennsylvania ------------------------------------------------------------------------------------------------------

_PA_SECTION = re.compile(
    r"(?i)\b(18|35|75|42|30|34|62|23|47)\s*(?:PA\.?\s*)?(?:CONS\.?\s*STAT\.?(?:\s*ANN\.?)?|C\.?S\.?A?\.?|STAT\.?(?:\s*ANN\.?)?|P\.?S\.?)?\s*"
    r"(?:§+|SEC(?:TION)?\.?)?\s*(\d{1,5}(?:\.\d{1,3})?(?:-\d{1,4})?)" + _SUBS
)
_PA_GLUED = re.compile(r"(?i)§§\s*([A-Z])\.?(\d{1,2})?(?:\.?([A-Z]{1,4}))?")


def _pennsylvania(text: str) -> list[Statute]:
    found = []
    for title, section, subs in _PA_SECTION.findall(text):
        parts = _subsections(subs)
        if not parts:
            glued = _PA_GLUED.search(text)
            parts = tuple(part.lower() for part in glued.groups() if part) if glued else ()
        found.append(Statute("PA", title, section.lower(), parts))
    return found


# --- Oregon, Massachusetts, the United States ----------------------------------------------------------------------------

_OR_SECTION = re.compile(r"(?<![\w.])(\d{1,3}[A-Za-z]?\.\d{3})" + _SUBS)


_OR_GLUED = re.compile(r"(?<![\w.])(\d{3})(\d{3})(\d{1,2})?([A-Za-z])?(?![\w.])")


def _oregon(text: str) -> list[Statute]:
    glued = [
        Statute("OR", "", f"{chapter}.{section}", tuple(part.lower() for part in subs if part))
        for chapter, section, *subs in _OR_GLUED.findall(text)
    ]
    if glued:
        return glued
    return [Statute("OR", "", number.lower(), _subsections(subs)) for number, subs in _OR_SECTION.findall(text)]


_MA_SECTION = re.compile(
    r"(?i)(?:\bCH(?:APTER|\.)?|\bC\.?)\s*(\d{1,3}[A-Z]?)\s*[,;]?\s*(?:§+|SECS?\.?|SECTIONS?|S\.)\s*(\d{1,3}(?:[A-Z]{1,2})?(?:\s?[½¾]|\s?1/2)?)"
    + _SUBS
)


def _massachusetts(text: str) -> list[Statute]:
    return [
        Statute("MA", chapter.lower(), section.lower().replace(" ", "").replace("½", "-1-2"), _subsections(subs))
        for chapter, section, subs in _MA_SECTION.findall(text)
    ]


_US_SECTION = re.compile(
    r"(?i)\b(\d{1,2})\s*U\.?\s*S\.?\s*C\.?(?:\s*A\.?)?\s*(?:§+|SEC(?:TION)?\.?)?\s*(\d{1,5}[A-Za-z]{0,2}(?:-\d)?)"
    + _SUBS
)


def _united_states(text: str) -> list[Statute]:
    return [
        Statute("US", title, section.lower(), _subsections(subs)) for title, section, subs in _US_SECTION.findall(text)
    ]


_READERS: dict[str, Callable[[str], list[Statute]]] = {
    "CA": _california,
    "NY": _new_york,
    "IL": _illinois,
    "PA": _pennsylvania,
    "OR": _oregon,
    "MA": _massachusetts,
    "US": _united_states,
}


def _write_illinois(statute: Statute) -> str:
    chapter, _, act = statute.code.rpartition(".")
    return f"{chapter or '720'} ILCS {act}/{statute.section.upper()}"


def _write_pennsylvania(statute: Statute) -> str:
    act = "Pa. Stat." if statute.code == "35" else "Pa. Cons. Stat."
    return f"{statute.code} {act} § {statute.section}"


_WRITERS: dict[str, Callable[[Statute], str]] = {
    "CA": lambda s: f"{_CA_NAMES[s.code]} § {s.section}",
    "NY": lambda s: f"N.Y. {'Veh. & Traf. Law' if s.code == 'vtl' else 'Penal Law'} § {s.section}",
    "IL": _write_illinois,
    "PA": _write_pennsylvania,
    "OR": lambda s: f"Or. Rev. Stat. § {s.section.upper()}",
    "MA": lambda s: f"Mass. Gen. Laws ch. {s.code.upper()}, § {s.section.upper()}",
    "US": lambda s: f"{s.code} U.S.C. § {s.section.upper() if s.section[-1:].isalpha() else s.section}",
}


def read(jurisdiction: str, text: str) -> list[Statute]:
    """The sections named in a citation or charge, in order; empty when it names none.

    `jurisdiction` is one of JURISDICTIONS. Words in parentheses that are not subsections ("(corporal injury)") are left
    out. A federal citation is read as one in any state. Raises KeyError for a jurisdiction we do not have.
    """
    text = text[:LONGEST]
    if jurisdiction != "US" and "U.S.C" in text.upper():
        jurisdiction = "US"
    cleaned = re.sub(r"\(\s*[^()]{7,}\)", " ", text)
    return _READERS[jurisdiction](cleaned)
