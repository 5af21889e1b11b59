"""Single texts of a file that is screened: a charge with how it is charged, and the value of a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from steelyard.catalog.charges import Cited, cite
from steelyard.catalog.cite import JURISDICTIONS, read
from steelyard.catalog.find import Catalogue
from steelyard.catalog.forums import forum_of_state
from steelyard.catalog.found import Found
from steelyard.logic.dates import read_day
from steelyard.logic.facts import Fact, Known, Type
from steelyard.weigh.law_table import Charge
from steelyard.weigh.mapping import MODIFIERS, Layout

_STAGE = re.compile(r"(?i)^\W*(?:criminal\s+)?(att(?:empt(?:ed)?)?|consp(?:iracy)?|solicit(?:ation|ing)?)\b")
_STAGES = {"a": "attempt", "c": "conspiracy", "s": "solicitation"}
_MODIFIER_WORDS = {
    "attempted": "attempt", "att": "attempt", "a": "attempt", "conspiring": "conspiracy", "consp": "conspiracy",
    "con": "conspiracy", "c": "conspiracy", "solicit": "solicitation", "sol": "solicitation", "s": "solicitation",
    "aid": "aiding", "aided": "aiding", "aiding and abetting": "aiding", "completed": "", "none": "",
    **{one: one for one in MODIFIERS},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A charge of the file: what it was read as, with its modifier."""

    cited: Cited
    charge: Charge
    forum: str = ""


def _unreadable_charge(layout: Layout, state: str, texts: Mapping[str, str]) -> str:
    """Why a row's charge is not read at all; "" for one that is."""
    if state not in JURISDICTIONS:
        return f"no state we have: {state!r}; write one of {', '.join(JURISDICTIONS)}"
    if texts.get("more_charges", "").strip():
        return "the row holds several charges: give each a row of its own"
    modifier = texts.get("modifier", "").strip()
    if modifier.lower() not in {*_MODIFIER_WORDS, ""}:
        return f"no modifier we have: {modifier!r}"
    return ""


def read_charge(layout: Layout, law: Catalogue, texts: Mapping[str, str]) -> Reading:
    """What a row's charge is, by its texts: `charge`, `statute`, `modifier`, `state`, `more_charges`."""
    state = layout.state or texts.get("state", "").strip().upper()
    forum = layout.forum or forum_of_state(state)
    if why_not := _unreadable_charge(layout, state, texts):
        nothing = Cited(None, reason=why_not)
        return Reading(nothing, Charge(Found("", texts.get("charge", ""), problem=nothing.reason)), forum)
    charge, statute = texts.get("charge", ""), texts.get("statute", "")
    cited = cite(state, charge, statute)
    said = texts.get("modifier", "").strip().lower()
    modifier = _MODIFIER_WORDS[said] or None if said else None
    if not said and (stage := _STAGE.match(charge)):
        modifier = _STAGES[stage[1][0].lower()]
    if not cited.offense:
        return Reading(cited, Charge(Found("", cited.citation or charge, problem=cited.reason), modifier), forum)
    text = next((text for text in (statute, charge) if read(state, text)), cited.citation or "")
    found = law.find(state, text)
    if not found.id:
        return Reading(Cited(None, reason=found.problem), Charge(found, modifier), forum)
    if text != charge:
        found = law.with_words(found, charge)
    if found.modifier or found.beside or "+" in found.id:
        cited = cited._replace(citation=found.citation, offense=found.id.partition("~")[0])
    elif modifier and any(modifier in offense.title.lower() for offense in found.offenses):
        modifier = None
    return Reading(cited, Charge(found, modifier or found.modifier), forum)


def read_value(fact: Fact, text: str) -> Known:
    """A fact from its field; None for an empty one. Raises ValueError for one that cannot be read."""
    text = text.strip()
    if not text:
        return None
    if fact.type is Type.BOOL:
        found = {"true": True, "yes": True, "y": True, "1": True, "t": True, "false": False, "no": False, "n": False,
                 "0": False, "f": False}.get(text.lower())  # fmt: skip
        if found is None:
            raise ValueError(text)
        return found
    if fact.type is Type.WORD:
        if fact.words and text not in fact.words:
            raise ValueError(text)
        return text
    if fact.type is Type.DATE:
        return read_day(text[:10])
    amount = re.fullmatch(r"\$?\s*(\d[\d,]*)(?:\.(\d{1,2}))?", text)
    if amount is None:
        raise ValueError(text)
    whole = int(amount[1].replace(",", ""))
    if fact.type is Type.CENTS:
        return whole * 100 + int((amount[2] or "0").ljust(2, "0"))
    return whole
