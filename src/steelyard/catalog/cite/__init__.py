"""Reading a statute's citation in any of the usual ways of writing it, and writing it as its courts do.

Each jurisdiction's ways stand in a module of its own; here is what they have in common.
"""

from __future__ import annotations

import re
from functools import lru_cache

from steelyard.catalog.cite import california, illinois, massachusetts, new_york, oregon, pennsylvania, united_states
from steelyard.catalog.cite.california import CALIFORNIA_LETTERED
from steelyard.catalog.cite.statute import JURISDICTIONS, Statute
from steelyard.catalog.cite.united_states import names_federal
from steelyard.catalog.elsewhere import elsewhere, leads_with

LONGEST = 2_000
"""Characters of a string that are read; what follows cannot change which section is meant."""

_STATES = {
    "CA": california,
    "NY": new_york,
    "IL": illinois,
    "PA": pennsylvania,
    "OR": oregon,
    "MA": massachusetts,
    "US": united_states,
}
_SAID = {"NY": new_york.SAID, "OR": oregon.SAID}
_OTHER_SIGNS = (("ยง", "§"), ("‐", "-"), ("‑", "-"), ("−", "-"))
"""The sign of a section in the two letters that a Thai character set makes of it, and hyphens that are written like others."""


def said_beside(jurisdiction: str, text: str) -> tuple[Statute, ...]:
    """The enhancements that the words of a charge name without their sections."""
    return tuple(statute for words, statute in _SAID.get(jurisdiction, ()) if words.search(text))


_DASH_OF_A_NUMBER = re.compile(
    r"\d[–—][A-Za-z](?![A-Za-z0-9])|\(\w{1,2}(?:[–—]\w{1,2}){1,2}\)|\b780[–—]\d|\b(?:5|150)/\s?\d{1,2}[A-Za-z]?[–—]\d"
)
"""A dash that is the hyphen of a number, and joins no two of them: "§ 130.65–a", "(b–10)", "35 § 780–113", "5/12–3"."""
_DASHES = str.maketrans("–—", "--")
_SUBDIVISION = re.compile(
    r"(?i)(?:,\s*|\s+)sub(?:d(?:iv(?:ision)?)?|s(?:ec(?:tion)?)?|par(?:agraph)?)?s?\.?\s*(?=\([0-9a-z])"
)
"""The word that may stand before a subdivision: "§ 273.5, subd. (a)"."""
_ENDS_A_SENTENCE = re.compile(r"(?<=[\d)])\.\s*$")


def _plainly_written(text: str) -> str:
    """A text with the signs that stand for others, and without what a sentence puts between and after the parts of a citation."""
    if not text.isascii():
        for written, meant in _OTHER_SIGNS:
            if written in text:
                text = text.replace(written, meant)
        if "–" in text or "—" in text:
            text = _DASH_OF_A_NUMBER.sub(lambda number: number[0].translate(_DASHES), text)
    if "(" in text and ("ub" in text or "UB" in text):
        text = _SUBDIVISION.sub("", text)
    return _ENDS_A_SENTENCE.sub("", text) if "." in text[-3:] else text


IN_PARENTHESES = re.compile(r"(?i)\(\s*(?!(?:former|[ivxl]+)\s*\)|([a-z])\1+\s*\))([^()]{7,}|[a-z]{3,6})\s*\)")
"""Words in parentheses, as in "187 PC (murder)": longer than a paragraph's number, roman or doubled letters."""
_SECTION_IN_PARENTHESES = re.compile(r"(?i)\d{3}\.\d{2}|\d{4,5}\.\d|\bENH.*\d{3}|§|\bILCS\b|\bC\.\s?S\.")
"""A section in parentheses after a crime, as in "211 PC (12022.53)"."""


def _what_stays(parentheses: re.Match[str]) -> str:
    """What is read of words in parentheses: a section that is charged beside the crime, and else nothing."""
    return f" {parentheses[2]} " if _SECTION_IN_PARENTHESES.search(parentheses[2]) else " "


_SIGN = r"[;,&+\n|/]\s*"
_WORD = re.compile(r" (?:and|or|AND|OR) ")
_SHORTEST_OF_TWO = 11
_NAMED_CODE = r"(?:N\.?Y\.?(?:C\.?)?\s|Cal\.|Or\.\s|Mass\.|M?\.?G\.?L\.?\s|ORS\s?\d|\d{1,2}\s*U\.?\s?S\.?\s?C)"
_STARTS = {
    name: rf"(?:(?<!/)(?=\d)|(?=[{state.INITIALS}]))(?=(?i:{_NAMED_CODE}|{state.LEADS}))"
    for name, state in _STATES.items()
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
    text, state = _plainly_written(text[:LONGEST]), jurisdiction
    if names_federal(text):
        jurisdiction = "US"
    elif whose := elsewhere(jurisdiction, text):
        if not leads_with(whose, text):
            return ()
        state = jurisdiction = whose
    if (opens := text.find("(")) >= 0 and text.rfind(")") - opens > 3:
        text = IN_PARENTHESES.sub(_what_stays, text)
    found = _STATES[jurisdiction].read(text)
    return tuple(found if len(text) < _SHORTEST_OF_TWO else _each_by_itself(state, text, found))


__all__ = ["CALIFORNIA_LETTERED", "JURISDICTIONS", "LONGEST", "Statute", "names_federal", "read", "said_beside"]
