"""Charges as they stand in real files: which section each names, by its number or by its words, and what is no crime."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from steelyard.catalog.cite import JURISDICTIONS, LONGEST, read
from steelyard.catalog.find import catalogue
from steelyard.catalog.model import Offense

NEAR = 88.0
"""Of 100: how alike a charge's words and an offense's title must be before the words name it."""

AHEAD = 4.0
"""How much better the best title must fit than the next section's."""

MOST_CANDIDATES = 8


class Cited(NamedTuple):
    """What a charge names. `citation` is None with a `reason`; `offense` is "" where the catalogue has no entry.

    `confidence` is exact, section (the subsection is lost or was never there), text (from the words alone) or none.
    `kind` is crime, or what else stands in the field: warrant, supervision, hold, ordinance, traffic, civil,
    placeholder.
    """

    citation: str | None
    offense: str = ""
    confidence: str = "none"
    candidates: tuple[str, ...] = ()
    reason: str = ""
    kind: str = "crime"

    def as_dict(self) -> dict[str, Any]:
        """The answer in the shape of the `cite` protocol."""
        return {
            "citation": self.citation, "offense": self.offense or None, "confidence": self.confidence,
            "candidates": list(self.candidates), "reason": self.reason, "kind": self.kind,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Ids:
    """The catalogue's ids: the offenses at or below each id, and what each is cited as."""

    below: Mapping[str, tuple[str, ...]]
    cites: Mapping[str, str]
    sections: frozenset[str]


@cache
def _ids() -> _Ids:
    below: dict[str, list[str]] = {}
    cites: dict[str, str] = {}
    sections = set()
    for offense in catalogue().offenses:
        if offense.id in cites:
            continue
        cites[offense.id] = offense.citation
        section = offense.section.id
        sections.add(section)
        rest = offense.id[len(section) :].split(".")
        for length in range(1, len(rest) + 1):
            below.setdefault(section + ".".join(rest[:length]), []).append(offense.id)
    return _Ids({name: tuple(many) for name, many in below.items()}, cites, frozenset(sections))


@cache
def _no_crimes() -> Mapping[str, Mapping[str, Any]]:
    """The list of what stands in a charge field and is no crime, by kind."""
    path = Path(__file__).resolve().parent.parent / "law" / "not_crimes.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _kinds() -> Mapping[str, tuple[re.Pattern[str] | None, tuple[str, ...], frozenset[str], frozenset[str]]]:
    """For each kind that is no crime: its words, prefixes of ids, whole sections, and the sections taken out again."""
    found = {}
    for kind, raw in _no_crimes().items():
        words = re.compile("|".join(raw["words"])) if raw["words"] else None
        prefixes = tuple(one for one in raw["sections"] if one.endswith((".", "-")))
        whole = frozenset(raw["sections"]) - frozenset(prefixes)
        found[kind] = (words, prefixes, whole, frozenset(raw.get("except", ())))
    return MappingProxyType(found)


@cache
def _some_words() -> re.Pattern[str]:
    """What the words of some kind begin as; most charges have nothing like them, and need no closer look.

    Without the boundary before each word the search skips every place where no word could begin.
    """
    return re.compile("|".join(words.removeprefix(r"\b") for raw in _no_crimes().values() for words in raw["words"]))


@lru_cache(maxsize=16_384)
def _kind_by_number(section: str) -> str:
    """The first kind that lists the section, else "crime"."""
    for kind, (_, prefixes, whole, out) in _kinds().items():
        if section and section not in out and (section in whole or section.startswith(prefixes or ("\0",))):
            return kind
    return "crime"


def kind_of(section: str, charge: str) -> str:
    """What stands in the field, by the section's id and the charge's words: "crime" unless the list says otherwise.

    A section that the catalogue has is a crime whatever the words are.
    """
    if section in _ids().sections:
        return "crime"
    text = charge.upper()
    numbered = _kind_by_number(section)
    if _some_words().search(text) is None:
        return numbered
    for kind, (words, _, _, out) in _kinds().items():
        if kind == numbered or (words is not None and words.search(text) and section not in out):
            return kind
    return "crime"


@lru_cache(maxsize=65_536)
def cite(state: str, charge: str, statute: str = "") -> Cited:
    """What a charge names: `charge` is its text, `statute` its number where that stands apart; either may be empty."""
    charge, statute = charge[:LONGEST], statute[:LONGEST]
    statutes = read(state, statute) if statute else ()
    statutes = statutes or (read(state, charge) if charge else ())
    if not statutes:
        return _by_words(state, charge or statute)
    ids = _ids()
    former = catalogue().offenses.former
    sections = [each.section_id for each in statutes]
    place = 0
    for number, each in enumerate(sections):
        if each in ids.sections or each in former:
            place = number
            break
    one, section = statutes[place], sections[place]
    if one.marked:
        one = catalogue().without_marks(one)
    citation = one.citation
    kind = kind_of(section, charge)
    name = one.id if one.subsections else section
    if section in ids.sections:
        if name not in ids.below:  # a paragraph that had another number once
            name = former.get(name, name)
            if one.marked and name in ids.cites:  # the letters were the police's
                citation = ids.cites[name]
    else:
        now = former.get(name) or former.get(section)
        if now is None:
            reason = catalogue().missing(one)
            sure = "exact" if one.subsections and not one.marked else "section"
            return Cited(citation, confidence=sure, kind=kind, reason=reason)
        name = now
    asked = name
    while name not in ids.below and name != section and "." in name:
        name = name.rpartition(".")[0]
        if name in ids.cites:
            break
    if name != asked and name not in ids.cites:
        # (a) says nothing of (b), even where it is the only one that is recorded
        reason = f"the catalogue has the section and not {citation}"
        return Cited(citation, confidence="exact", reason=reason, kind=kind)
    many = ids.below.get(name, ())
    listed = tuple(ids.cites[each] for each in many[:MOST_CANDIDATES]) if len(many) > 1 else ()
    whole = one.marked or (not one.subsections and len(ids.below.get(section, ())) > 1)
    return Cited(citation, many[0] if len(many) == 1 else name, "section" if whole else "exact", listed, kind=kind)


def cite_line(line: str) -> dict[str, Any]:
    """The answer to one line of the `cite` protocol; a line that cannot be read is answered with an error."""
    try:
        asked = msgspec.json.decode(line)
    except ValueError as error:
        return {"id": None, "error": {"code": "SY-J001", "message": f"not JSON: {error}", "where": "line"}}
    if not isinstance(asked, dict):
        return {"id": None, "error": {"code": "SY-J001", "message": "not a JSON object", "where": "line"}}
    state, charge, statute = asked.get("state"), asked.get("charge") or "", asked.get("statute") or ""
    if state not in JURISDICTIONS:
        message = f"there is no law of {state!r} here; we have {', '.join(JURISDICTIONS)}"
        return {"id": asked.get("id"), "error": {"code": "SY-O101", "message": message, "where": "state"}}
    if not isinstance(charge, str) or not isinstance(statute, str):
        message = "charge and statute are text"
        return {"id": asked.get("id"), "error": {"code": "SY-J002", "message": message, "where": "charge"}}
    return {"id": asked.get("id"), **cite(state, charge, statute).as_dict()}


# ---------------------------------------------------------------------------------------------------------------------
# Words
# ---------------------------------------------------------------------------------------------------------------------

_SHORT = {
    "agg": "aggravated", "asslt": "assault", "aslt": "assault", "att": "", "attempt": "", "attempted": "",
    "attem": "", "attemp": "", "auto": "vehicle", "mv": "vehicle", "veh": "vehicle", "batt": "battery",
    "btry": "battery", "burg": "burglary", "con": "controlled", "cont": "controlled", "contr": "controlled",
    "cs": "controlled substance", "sub": "substance", "subst": "substance", "subs": "substance", "crim": "criminal",
    "cruelty": "cruelty", "dam": "damage", "del": "delivery", "deliv": "delivery", "dest": "destructive",
    "dis": "disorderly", "discharg": "discharge", "dom": "domestic", "dv": "", "endang": "endangering", "fel": "felon",
    "firarm": "firearm", "gov": "governmental", "govt": "governmental", "id": "identity", "ident": "identity",
    "imprison": "imprisonment", "indec": "indecent", "int": "intent", "invol": "involuntary", "kidnap": "kidnapping",
    "lic": "licence", "license": "licence", "manuf": "manufacture", "manufac": "manufacture", "marij": "marijuana",
    "menace": "menacing", "meth": "methamphetamine", "misch": "mischief", "mot": "motor", "obst": "obstructing",
    "obstr": "obstructing", "obstruct": "obstructing", "off": "offender", "ofcr": "officer", "pen": "penetration",
    "penet": "penetration", "poss": "possession", "prop": "property", "prost": "prostitution", "prot": "protective",
    "pub": "public", "reck": "reckless", "rec": "receiving", "rest": "resisting", "ret": "retail", "sch": "schedule",
    "serv": "services", "sex": "sexual", "simp": "simple", "susp": "suspended", "tamp": "tampering", "terr": "terroristic",
    "thrt": "threats", "threat": "threats", "tresp": "trespass", "unauth": "unauthorized", "unlaw": "unlawful",
    "unlawf": "unlawful", "viol": "violation", "w": "with", "wit": "witness", "witn": "witness", "wpn": "weapon",
    "weap": "weapon", "weapons": "weapon", "firearms": "firearm", "child": "child", "children": "child",
    "discon": "disorderly conduct", "duii": "driving under the influence of intoxicants", "dui": "driving under the influence",
    "pcs": "possession controlled substance", "dcs": "delivery controlled substance", "kidnapp": "kidnapping",
}  # fmt: skip
_IDLE = frozenset(
    "a an and by for from in of on or other the to with etc degree offense felony misdemeanor unclassified un class".split()  # noqa: SIM905
)
_DEGREES = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4",
    "5th": "5", "6th": "6", "7th": "7", "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
    "sixth": "6", "seventh": "7", "eighth": "8", "1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "6": "6", "7": "7",
}  # fmt: skip
_CLASS = re.compile(r"\([A-Z] (?:FELONY|MISDEMEANOR|VIOLATION|UNSPECIFIED|UNKNOWN)\)", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")


def _plain(text: str) -> tuple[str, frozenset[str]]:
    """A charge or title in full words without what tells nothing, in order of the alphabet; and the degrees it names."""
    words: list[str] = []
    degrees = set()
    for word in _WORD.findall(_CLASS.sub(" ", text).lower().replace("'", "")):
        if word in _DEGREES:
            degrees.add(_DEGREES[word])
        else:
            words += [part for part in _SHORT.get(word, word).split() if part not in _IDLE]
    return " ".join(sorted(set(words))), frozenset(degrees)


@cache
def _known_words() -> Mapping[str, Mapping[str, str]]:
    """By state, words that courts and jails write for a section, in the form `_plain` gives them, with the section's id."""
    path = Path(__file__).resolve().parent.parent / "law" / "charge_words.toml"
    raw = tomllib.loads(path.read_text("utf-8"))
    return {state: {_key(words): section for words, section in table.items()} for state, table in raw.items()}


def _key(text: str) -> str:
    words, degrees = _plain(text)
    return " ".join([words, *sorted(degrees)])


@cache
def _titles(state: str) -> Mapping[frozenset[str], tuple[list[str], list[Offense]]]:
    """The titles of a state's offenses, by the degrees that they name, and whose they are."""
    found: dict[frozenset[str], tuple[list[str], list[Offense]]] = {}
    for offense in catalogue().offenses:
        if offense.state == state:
            for title in dict.fromkeys((offense.section.title, offense.title)):
                words, degrees = _plain(title)
                titles, offenses = found.setdefault(degrees, ([], []))
                titles.append(words)
                offenses.append(offense)
    return found


@cache
def _every_title(state: str) -> tuple[list[str], list[Offense]]:
    """All titles of a state's offenses, or of every state's, and whose they are."""
    titles: list[str] = []
    offenses: list[Offense] = []
    for name in (state,) if state else JURISDICTIONS:
        for some, whose in _titles(name).values():
            titles += some
            offenses += whose
    return titles, offenses


def _ranked(state: str, words: str, degrees: frozenset[str]) -> list[tuple[float, Offense]]:
    """Offenses by how alike their titles are, of those that name the same degrees."""
    from rapidfuzz import fuzz, process

    titles, offenses = _titles(state).get(degrees, ([], []))
    best: dict[str, tuple[float, Offense]] = {}
    for _, score, index in process.extract(words, titles, scorer=fuzz.ratio, limit=20, score_cutoff=40):
        offense = offenses[index]
        if offense.section.id not in best or best[offense.section.id][0] < score:
            best[offense.section.id] = (score, offense)
    return sorted(best.values(), key=lambda pair: -pair[0])


def _by_words(state: str, charge: str) -> Cited:
    kind = kind_of("", charge)
    if kind != "crime":
        return Cited(None, reason=f"no crime of its own: {kind}", kind=kind)
    words, degrees = _plain(charge)
    if not words:
        return Cited(None, reason="no number and no words that can be read")
    known = _known_words().get(state, {}).get(_key(charge), "")
    if known in _ids().below:
        many = _ids().below[known]
        first = catalogue().offenses.find(known)[0].section
        return Cited(first.citation, many[0] if len(many) == 1 else known, "text")
    ranked = _ranked(state, words, degrees)
    listed = tuple(offense.section.citation for _, offense in ranked[:MOST_CANDIDATES])
    if not ranked or ranked[0][0] < NEAR:
        return Cited(None, candidates=listed, reason="no number, and the words name no section of the catalogue surely")
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < AHEAD:
        return Cited(None, candidates=listed, reason="no number, and the words name more than one section")
    section = ranked[0][1].section
    many = _ids().below[section.id]
    return Cited(section.citation, many[0] if len(many) == 1 else section.id, "text", listed[1:])


def find_words(state: str, words: str, limit: int = 12) -> list[tuple[float, Offense]]:
    """Offenses whose titles are like the words, best first, each with its likeness of 100."""
    from rapidfuzz import fuzz, process

    asked, _ = _plain(words)
    titles, offenses = _every_title(state)
    hits = process.extract(asked, titles, scorer=fuzz.token_set_ratio, limit=limit * 4)
    best: dict[str, tuple[float, Offense]] = {}
    for _, score, index in hits:
        offense = offenses[index]
        if offense.id not in best:
            best[offense.id] = (score, offense)
    return sorted(best.values(), key=lambda pair: -pair[0])[:limit]
