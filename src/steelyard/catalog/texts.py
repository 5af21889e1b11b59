"""Statute texts in a folder, by section: does the subdivision that an entry cites stand in them?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from steelyard.catalog.check_entry import STATE_FOLDERS
from steelyard.catalog.cite import Statute, read
from steelyard.catalog.issues import Issue
from steelyard.catalog.model import Offense
from steelyard.law.uslm import UsCode
from steelyard.logic.errors import SteelyardError

SHORT = {
    "ca": {"PEN": "Cal. Penal Code §", "VEH": "Cal. Veh. Code §", "HSC": "Cal. Health & Safety Code §"},
    "ny": {"PEN": "N.Y. Penal Law §", "CPL": "N.Y. Crim. Proc. Law §", "VAT": "N.Y. Veh. & Traf. Law §"},
}
"""How collections of texts name a code before a section's number."""

_HEADING = re.compile(r"(?m)^===\s*([^|\n]*\d[^|\n]*?)\s*(?:\|.*)?$")
_ALONE = re.compile(r"#\s*([^\n]*\d[^\n]*)\n")
_CUT = re.compile(r"\[\s*(?:\.\.\.|…)|not verbatim|secondary", re.IGNORECASE)


class TextError(SteelyardError):
    """A folder of texts that cannot be read."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a file has of a section; a part of one, or one that is cut short, shows nothing by what it lacks."""

    file: str
    words: str
    is_whole: bool


class Texts:
    """The sections whose text lies in a folder, below a folder named for its state ("california", "federal").

    Read are `.jsonl` files whose lines have "cite" and "text", and `.txt` files in which a heading "=== CITE | …" stands
    over each section, or whose first line is "# CITE" where they have one section; and `.xml` files of the official U.S. Code.
    """

    def __init__(self, folder: Path) -> None:
        """Read the folder. Raises TextError (SY-O023) where it is not there or has no text of a section, RuleError (SY-L009)
        for an XML file that is none of the U.S. Code."""
        self._sections: dict[str, list[Text]] = {}
        code = UsCode(sorted(folder.rglob("*.xml")))
        self._paragraphs = frozenset(identifier.lower() for identifier in code.identifiers())
        self._titles = frozenset(title.lower() for title in code.titles)
        for file in sorted(folder.rglob("*")):
            state = next((STATE_FOLDERS[part] for part in file.parts[::-1] if part in STATE_FOLDERS), "")
            if state and file.suffix in {".jsonl", ".txt"}:
                for cite, words in _entries(file):
                    self._add(file.name, state, cite, words)
        if not self._sections and not self._paragraphs:
            right = "a folder with california, new_york, illinois, pennsylvania, oregon, massachusetts or federal in it"
            raise TextError("SY-O023", "no text of a section is there", where=str(folder), right=right)

    def _add(self, file: str, state: str, cite: str, words: str) -> None:
        name, _, rest = cite.partition(" ")
        named = read(state.upper(), f"{SHORT[state][name]} {rest}" if name in SHORT.get(state, {}) else cite)
        if not named or not words.strip():
            return
        is_whole = not named[0].subsections and len(named) == 1 and not _CUT.search(f"{cite} {words}")
        self._sections.setdefault(named[0].section_id, []).append(Text(file, words, is_whole))

    def know(self, statute: Statute) -> bool:
        """True when the folder has a text of the section, or the title of the U.S. Code."""
        return statute.section_id in self._sections or self._is_of_the_code(statute)

    def _is_of_the_code(self, statute: Statute) -> bool:
        return statute.jurisdiction == "US" and f"t{statute.code}" in self._titles

    def lacks(self, statute: Statute) -> str:
        """The file whose whole text of the section has no such subdivision; "" where one has it, or none can tell."""
        if self._is_of_the_code(statute):
            paragraph = "/".join(("/us/usc", f"t{statute.code}", f"s{statute.section}", *statute.subsections)).lower()
            return "" if paragraph in self._paragraphs else "the official U.S. Code"
        texts = self._sections.get(statute.section_id, [])
        if any(has_subdivision(text.words, statute.subsections) for text in texts):
            return ""
        return next((text.file for text in texts if text.is_whole), "")


def _entries(file: Path) -> Iterator[tuple[str, str]]:
    text = file.read_text("utf-8")
    if file.suffix == ".jsonl":
        for line in text.splitlines():
            entry = json.loads(line) if line.strip() else {}
            if isinstance(entry, dict) and entry.get("cite") and entry.get("text"):
                yield str(entry["cite"]), str(entry["text"])
        return
    found = list(_HEADING.finditer(text))
    if not found:
        if alone := _ALONE.match(text):
            yield alone[1], text[alone.end() :]
        return
    for here, after in zip(found, [*found[1:], None], strict=True):
        yield here[1], text[here.end() : after.start() if after else len(text)]


def has_subdivision(words: str, path: tuple[str, ...]) -> bool:
    """Whether labels such as (a)(1) stand in a text in this order, each within what stands under the one before."""
    if not path:
        return True
    label = path[0]
    for start in re.finditer(_label(label), words):
        rest = words[start.end() :]
        following = _next(label)
        end = re.search(_label(following, begins_a_line=True), rest) if following else None
        if has_subdivision(rest[: end.start()] if end else rest, path[1:]):
            return True
    return False


def _label(label: str, *, begins_a_line: bool = False) -> str:
    """The label in parentheses, or a number with a point where a paragraph begins, as New York writes it."""
    inner = re.escape(label)
    before = r"(?m:^[\s*]*)" if begins_a_line else ""
    point = rf"|(?m:^[\s*]*|[:;]\s+|\bor\s+){inner}\. " if label[:1].isdigit() else ""
    return rf"(?i:{before}\({inner}\){point})"


def _next(label: str) -> str:
    """The label after a number or a single letter; "" for others."""
    if label.isdigit():
        return str(int(label) + 1)
    return chr(ord(label) + 1) if len(label) == 1 and label.isalpha() and label not in "zZ" else ""


def check_texts(offenses: Iterable[Offense], texts: Texts) -> tuple[list[Issue], int]:
    """Citations whose subdivision does not stand in the section's text (SY-O022), and how many could be looked up.

    Offenses that no longer exist are left out. One that begins on a day may be newer than the text: that is a warning.
    """
    issues: list[Issue] = []
    looked_up = 0
    for offense in offenses:
        named = read(offense.state, offense.citation)
        if not named or not texts.know(named[0]) or offense.in_force_to is not None:
            continue
        looked_up += 1
        if file := texts.lacks(named[0]):
            begins = offense.in_force_from
            what = f"{offense.citation} does not stand in {file}"
            right = "the subdivision's number in the text"
            if begins is not None:
                what, right = f"{what}, and is law since {begins}", "a text that is not older"
            issues.append(Issue("SY-O022", offense.id, 0, "citation", what, right, begins is not None))
    return issues, looked_up
