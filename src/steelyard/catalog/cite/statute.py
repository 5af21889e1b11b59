"""A section of a code, and what the readers of all jurisdictions share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from steelyard.catalog.cite.writing import WRITERS
from steelyard.catalog.lists import SUBDIVISIONS, Path, paths

JURISDICTIONS = ("CA", "NY", "IL", "PA", "OR", "MA", "US")
"""The states we have, and the United States."""


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
        section, parts = WRITERS[self.jurisdiction](self.code, self.section), self.subsections
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
    if kinds is None or len(parts) < 3 or ROMAN.match(parts[2]) or len(set(parts[2])) != 1 or not parts[2].isalpha():
        return parts
    below, above = kinds
    is_third = parts[1].replace(".", "").isdigit() == below and parts[0][:1].isdigit() == above
    return (*parts[:2], parts[2].upper(), *parts[3:]) if is_third else parts


_THIRD_LEVEL = {"CA": (True, False), "IL": (True, False), "US": (True, False), "OR": (False, True)}
"""Whether the second and the first level are numbers where the third is capitals."""

ROMAN = re.compile(r"x{0,1}(?:ix|iv|v?i{0,3})$")
GLUE = re.compile(r"\d+(?:\.\d+)?|[a-z]+")
GLUE_EACH = re.compile(r"\d+|[a-z]")


def each(jurisdiction: str, code: str, section: str, subdivisions: str | None) -> list[Statute]:
    """The section with each subdivision that stands after it."""
    return [Statute(jurisdiction, code, section, path) for path in paths(subdivisions)]


def first_path(subdivisions: str | None) -> Path:
    """The first subdivision that stands after a section, level by level; empty where there is none."""
    return paths(subdivisions)[0]


FURTHER = re.compile(
    r"(?i)\s*(?:,\s*(?:and|or)\b|,|;|&|/|and\b|or\b)\s*(§+\s*)?(\d{1,5}(?:\.\d{1,3})?[A-Za-z]{0,2}(?:-\d{1,4})?)(?![\w.])"
    r"(?!\s*(?:U\.?\s*S\.?\s*C|PA\b|P\.?\s*S\b|C\.?\s*S\b|C\.?F\.?R|COUNTS?\b|CTS?\b|§))" + SUBDIVISIONS
)
"""A further section of the same title after one that was read: "18 U.S.C. §§ 371, 1343"."""


def further(first: re.Match[str], text: str, *, signed: bool = False) -> list[tuple[str, str | None]]:
    """A section that was read and those listed after it, each with its subdivisions; `signed` asks for a sign before each.

    Of `first`, group 1 is the title or chapter, group 2 the section, group 3 its subdivisions.
    """
    found: list[tuple[str, str | None]] = [(first[2], first[3])]
    end = first.end()
    while end < len(text) and (more := FURTHER.match(text, end)) is not None and (more[1] or not signed):
        found.append((more[2], more[3]))
        end = more.end()
    return found


Said = tuple[re.Pattern[str], Statute]
"""Words that stand for a section, such as an enhancement's."""


def with_said(found: list[Statute], said: Iterable[Said], text: str) -> list[Statute]:
    """What was read in a charge, with the enhancements that its words name without their sections; nothing where nothing was."""
    return [*found, *(one for words, one in said if words.search(text) and one not in found)] if found else found
