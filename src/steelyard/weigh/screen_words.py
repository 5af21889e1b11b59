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
from steelyard.logic.facts import Between, Fact, Known, Type
from steelyard.weigh.law_table import Charge
from steelyard.weigh.mapping import MODIFIERS, Layout

_STAGE = re.compile(r"(?i)^\W*(?:criminal\s+)?(att(?:empt(?:ed)?)?|consp(?:iracy)?|solicit(?:ation|ing)?)\b")
_STAGES = {"a": "attempt", "c": "conspiracy", "s": "solicitation"}
_MODIFIER_WORDS = {
    "attempted": "attempt", "att": "attempt", "a": "attempt", "conspiring": "conspiracy", "consp": "conspiracy",
    "con": "conspiracy", "solicit": "solicitation", "sol": "solicitation",
    "aid": "aiding", "aided": "aiding", "aiding and abetting": "aiding", "completed": "", "none": "",
    **{one: one for one in MODIFIERS},
}  # fmt: skip


_NEVER_NOTHING = frozenset({"loss", "intended_loss", "funds", "revenue_loss", "grams", "underlying_maximum"})
"""Amounts of which a file has 0 where nothing was entered: it clears nothing."""

AGES = range(7, 111)
"""The ages, in whole years, that a person who is charged may have; others stand where none was known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A charge of the file: what it was read as, with its modifier."""

    cited: Cited
    charge: Charge
    forum: str = ""


OF_ANOTHER = Reading(
    Cited(None, reason=(problem := "the row says that the conviction is of another offense than it names")),
    Charge(Found("", "another offense", problem=problem)),
)
"""A conviction of an offense that its row does not name: reduced, amended, or a lesser one."""


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
    elif modifier and all(modifier in offense.title.lower() for offense in found.offenses):
        modifier = None
    return Reading(cited, Charge(found, modifier or found.modifier), forum)


def read_value(fact: Fact, text: str) -> Known:
    """A fact that is no day from its field, by its bounds for a part of a whole number; None for an empty one.

    Raises ValueError for one that cannot be read.
    """
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
    amount = re.fullmatch(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?", text)
    if amount is None:
        raise ValueError(text)
    whole, part = int(amount[1].replace(",", "")), amount[2] or ""
    if fact.short in _NEVER_NOTHING and not whole and not part.strip("0"):
        raise ValueError(text)
    if fact.short == "age_at_offense" and whole not in AGES:
        raise ValueError(text)
    if fact.type is Type.CENTS:
        if len(part) > 2:
            raise ValueError(text)
        return whole * 100 + int(part.ljust(2, "0") or 0)
    return Between(whole, whole + 1) if part.strip("0") else whole
