"""Offenses made up for the tests: none is a statute of any state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from steelyard.catalog.derive import Match
from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_of_state
from steelyard.catalog.load import build_offenses
from steelyard.catalog.model import Offense
from steelyard.law.federal.grounds import GROUNDS, Finding, Reading

TODAY = date(2026, 6, 1)


def offense(
    *forms: Mapping[str, Any],
    identity: str = "ca.pen.9999",
    alternatives: str = "",
    section: str = "",
    section_alternatives: str = "",
    quality: str = "official",
    **fields: Any,
) -> Offense:
    """An offense of made-up forms; a word that is not in a list is one value. `court` and `marks` are as in an entry."""

    def listed(raw: Mapping[str, Any]) -> dict[str, Any]:
        keep = {"name", "court", "marks", "source", "note", "from", "to", "dates_cite", "one_act", "unknown"}
        entry = {k: v if k in keep or isinstance(v, list) else [v] for k, v in raw.items()}
        if "court" in entry:
            entry["court"] = listed(entry["court"])
        return entry

    raw = {
        "section": {
            "id": section or identity,
            "citation": "Cal. Penal Code § 9999",
            "title": "Made up",
            "alternatives": section_alternatives,
        },
        "offense": [
            {
                "id": identity,
                "citation": "Cal. Penal Code § 9999",
                "title": "Made up",
                "alternatives": alternatives,
                "form": [listed(form) for form in forms],
                "source": [{"cite": "Cal. Penal Code § 9999", "read_in": "nowhere", "quality": quality}],
                "review": {"written_on": date(2026, 11, 24), "reviewed_by": "", "reviewed_on": ""},
                **fields,
            }
        ],
    }
    return build_offenses(raw)[0]


@dataclass
class Stub:
    """What a test of elements may ask, with the answers given."""

    day: date = TODAY
    is_federal: bool = False
    families: frozenset[str] = frozenset()
    title_words: frozenset[str] = frozenset()
    grades: tuple[frozenset[str], ...] = ()
    section: str = ""
    sides: Mapping[str, bool] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    is_charged_attempt: bool = True

    def lies_in(self, *sections: str) -> bool:
        return any(self.section == s or self.section.startswith(s + ".") for s in sections)

    def reaches_beyond(self, *sections: str) -> bool:
        return any(s.startswith(self.section + ".") for s in sections) if self.section else False

    def split(self, name: str) -> bool:
        self.asked.append(name)
        return self.sides[name]

    def entry_says(self, ground: str) -> None:
        return None


def stub(**given: Any) -> Stub:
    """A context; `sides` are the splits that may be asked for."""
    return Stub(**given)


def find(ground: str, raw: Mapping[str, str], context: Stub | None = None, **more: str) -> Finding:
    """What a ground says of one combination of words, `more` among them."""
    return GROUNDS[ground].find(Reading(MappingProxyType({**raw, **more})), context or stub())


def said_of(
    state: str, charge: str, ground: str, *, form: str = "", forum: str = "", convicted: date | None = None
) -> Match:
    """What the catalogue says of a charge, today and in its state's circuit (before the Board for a federal one)."""
    found = catalogue().find(state, charge)
    assert found.offenses, found.problem
    forum = forum or ("BIA" if state == "US" else forum_of_state(state))
    return catalogue().full_match(found, ground, forum=forum, as_of=TODAY, conviction_date=convicted, form=form or None)


THEFT = {"act": "take", "object": "property", "consent": "without", "mind": "intent", "purpose": "deprive_permanently"}
JOYRIDE = {**THEFT, "purpose": "deprive_some"}
BORROW = {"act": "take", "object": "property", "consent": "without", "mind": "knowledge"}
BATTERY = {"act": "touch", "object": "person", "mind": "knowledge", "mind_harm": "strict", "force": "contact"}
BEATING = {"act": "injure", "object": "person", "mind": "knowledge", "mind_harm": "knowledge", "harm": "injury"}
SALE = {"act": "transfer", "object": "substance", "mind": "knowledge", "purpose": "profit", "substance": "federal"}
HOLDING = {"act": "possess", "object": "substance", "mind": "knowledge", "substance": "federal"}
NOISE = {"act": "other"}
GUN = {"act": "possess_barred", "object": "weapon", "mind": "knowledge", "weapon": "firearm_federal"}


def words(raw: Mapping[str, str | Sequence[str]], **more: str) -> dict[str, str]:
    """One combination of element values."""
    return {**{k: v for k, v in raw.items() if isinstance(v, str)}, **more}


OWN_POLICY = """
office = "own"
name = "An office of its own"
state = "CA"
[[version]]
id = "1"
title = "Directive 1"
author = "A"
from = 2025-01-01
tier = "P"
source = [{ cite = "Directive 1" }]
[[version.clause]]
id = "aim"
words = "deputies shall avoid or mitigate"
place = "page 1"
tier = "P"
stages = ["plea"]
modality = "shall_seek"
aim = ["avoid", "mitigate"]
"""
"""An office's own file with one clause that asks to avoid or mitigate."""
