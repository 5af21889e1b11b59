"""The official U.S. Code XML: does a paragraph exist, and what are its words?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from steelyard.logic.errors import RuleError
from steelyard.logic.rule import Citation, Pack

_SPACE = re.compile(r"\s+")


class UsCode:
    """The paragraphs of the USLM files of the Office of the Law Revision Counsel, by identifier."""

    def __init__(self, files: Iterable[str | Path]) -> None:
        """Read the files. Raises RuleError (SY-L009) for a file that is missing or is not XML."""
        self._elements: dict[str, ElementTree.Element] = {}
        self.titles: set[str] = set()
        for file in files:
            try:
                root = ElementTree.parse(file).getroot()
            except (OSError, ElementTree.ParseError) as error:
                raise RuleError("SY-L009", f"not a U.S. Code XML file: {error}", where=str(file)) from None
            for element in root.iter():
                identifier = element.get("identifier")
                if identifier is not None:
                    self._elements.setdefault(identifier, element)
                    self.titles.add(identifier.split("/")[3] if identifier.count("/") >= 3 else "")

    def covers(self, citation: Citation) -> bool:
        """True when the citation is to a title that was read."""
        return citation.uslm.count("/") >= 3 and citation.uslm.split("/")[3] in self.titles

    def identifiers(self) -> frozenset[str]:
        """Every paragraph that was read, as "/us/usc/t18/s1001/a/2"."""
        return frozenset(self._elements)

    def has(self, citation: Citation) -> bool:
        """True when the paragraph exists."""
        return citation.uslm in self._elements

    def words(self, citation: Citation) -> str:
        """The words of the paragraph, without notes; empty when it does not exist."""
        element = self._elements.get(citation.uslm)
        return _SPACE.sub(" ", _text(element)).strip() if element is not None else ""


def _text(element: ElementTree.Element) -> str:
    name = element.tag.rpartition("}")[2]
    if name in {"note", "notes", "sourceCredit", "ref"} and element.get("class") == "footnoteRef":
        return ""
    if name in {"note", "notes", "sourceCredit"}:
        return ""
    inner = (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)
    return inner + " "


def citations(pack: Pack) -> dict[str, list[Citation]]:
    """Every citation of the pack, by the rule, split or gap that makes it."""
    found: dict[str, list[Citation]] = {}
    for rule in pack.rules.values():
        cites = [c for v in rule.versions for c in (*v.cites, *((v.reaches,) if v.reaches else ()))]
        cites += [c for v in rule.versions for e in v.unless for c in e.cites]
        found[rule.name] = list(dict.fromkeys(cites))
    for split in pack.splits.values():
        found[f"split {split.name}"] = [*split.affirmative.cites, *split.negative.cites]
    for gap in pack.gaps.values():
        found[f"gap {gap.name}"] = list(gap.cites)
    return found


_CITED_WHOLE = frozenset(
    {"/us/usc/t18/s16", "/us/usc/t18/s758", "/us/usc/t18/s2250", "/us/usc/t8/s1259"}
)  # fmt: skip
"""Sections that are cited whole because all of what they say is meant."""


def without_pinpoint(pack: Pack) -> list[tuple[str, Citation]]:
    """The citations to a whole section of the U.S. Code, but for those of which the whole is meant."""
    return [
        (where, cite)
        for where, cites in citations(pack).items()
        for cite in cites
        if cite.uslm.count("/") == 4 and cite.uslm not in _CITED_WHOLE
    ]


def missing(pack: Pack, code: UsCode) -> list[tuple[str, Citation]]:
    """The citations to titles that were read whose paragraph does not exist."""
    return [
        (where, cite)
        for where, cites in citations(pack).items()
        for cite in cites
        if cite.uslm and code.covers(cite) and not code.has(cite)
    ]
