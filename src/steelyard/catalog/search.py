"""Search as one types: the offenses whose citation and title have every word that was begun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from steelyard.catalog.charges import cite, find_words
from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.find import catalogue
from steelyard.catalog.model import Offense

MOST = 12
_WORD = re.compile(r"[a-z0-9][a-z0-9.\-()/]*")

_ALSO = {"pen": "pc", "veh": "vc", "hs": "hsc", "bp": "bpc", "wi": "wic"}
"""How courts shorten a code, beside the way its ids do."""


@dataclass(frozen=True, slots=True)
class _Line:
    """An offense with every word it can be found by, one space before each; `number` is its section as it is cited."""

    words: str
    title: str
    number: str
    offense: Offense


@cache
def _lines() -> tuple[_Line, ...]:
    found = {}
    for offense in catalogue().offenses:
        if offense.id in found:
            continue
        number = offense.citation.lower().rpartition("§")[2].replace(" ", "") or offense.citation.lower()
        words = [*_words(offense.citation), *_words(number), *_words(offense.title), *_words(offense.section.title)]
        parts = offense.id.split(".")
        words += [*parts, *(_ALSO[part] for part in parts if part in _ALSO), *offense.families]
        found[offense.id] = _Line(
            " " + " ".join(dict.fromkeys(words)), " " + " ".join(_words(offense.title)), number, offense
        )
    return tuple(found.values())


def _words(text: str) -> list[str]:
    return [word.strip(".-/") or word for word in _WORD.findall(text.lower().replace("§", " "))]


def warm() -> None:
    """Read the catalogue now, so that nobody waits for it at the first letter."""
    _lines()
    find_words("", "warm", 1)


@lru_cache(maxsize=4_096)
def search(text: str, state: str = "") -> tuple[Offense, ...]:
    """At most MOST offenses for what was typed so far, the likeliest first; `state` keeps those of one state.

    Each word must begin a word of the citation, number, title or family. First comes what a charge string names, then numbers
    and titles that begin as typed; where nothing has every word, offenses that have most of them.
    """
    typed = _words(text)
    if not typed or (state and state not in JURISDICTIONS):
        return ()
    begun = [f" {word}" for word in typed]
    own = [line for line in _lines() if not state or line.offense.state == state]
    hits = [line for line in own if all(word in line.words for word in begun)]
    number = next((word for word in typed if any(c.isdigit() for c in word)), "")
    hits.sort(
        key=lambda line: (
            not number or line.number != number,
            not number or not line.number.startswith(f"{number}("),
            not number or not line.number.startswith(number),
            not line.title.startswith(begun[0]),
            line.offense.id if number else "",
            len(line.title),
            line.offense.id,
        )
    )
    named: list[Offense] = []
    if state in JURISDICTIONS and number:
        cited = cite(state, text)
        named = list(catalogue().offenses.find(cited.offense)) if cited.offense else []
    found = {one.id: one for one in (*named, *(line.offense for line in hits))}
    if not found:
        found = {one.id: one for _, one in find_words(state, text, MOST)}
    return tuple(found.values())[:MOST]
