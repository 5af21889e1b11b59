"""Charges in words: which section they name, which class of crimes, and which sections are near."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from steelyard.catalog.cite import JURISDICTIONS, LONGEST
from steelyard.catalog.compiled import compiled
from steelyard.catalog.find import catalogue
from steelyard.catalog.model import Offense
from steelyard.logic.errors import SteelyardError

NEAR = 0.5
"""How alike words and a title must be, of 1, before the section is offered as one that may be meant."""

MISSPELT = 85.0
"""Of 100: how like a word of a title a word must be that no title has, before it is read as that word."""

SAME_STEM = 0.65
"""What share of the longer of two words must begin alike before they are two forms of one."""

_SUFFIXES = frozenset({"s", "es", "ed", "ing", "ment", "er", "or", "ion", "ly"})
_LAW = Path(__file__).resolve().parent.parent / "law"


class Words(NamedTuple):
    """A charge or title: its telling words in full, the degrees it names, and the grade in parentheses, ("B", "felony")."""

    tokens: frozenset[str]
    degrees: frozenset[str]
    grade: tuple[str, str] | None = None
    is_stage: bool = False

    @property
    def key(self) -> str:
        """The words and degrees in order of the alphabet."""
        return " ".join([*sorted(self.tokens), *sorted(self.degrees)])


class Named(NamedTuple):
    """What words name: an id of the catalogue, or "" with the reason; `is_class` for a class of crimes."""

    id: str
    reason: str = ""
    is_class: bool = False


# ---------------------------------------------------------------------------------------------------------------------
# From text to words
# ---------------------------------------------------------------------------------------------------------------------

_SHORT = {
    "agg": "aggravated", "aggr": "aggravated", "aggrv": "aggravated", "asslt": "assault", "aslt": "assault", "att": "",
    "attempt": "", "attempted": "", "attem": "", "attemp": "", "auto": "vehicle", "mv": "vehicle", "veh": "vehicle",
    "batt": "battery", "btry": "battery", "burg": "burglary", "con": "controlled", "cont": "controlled",
    "contr": "controlled", "cs": "controlled substance", "sub": "substance", "subst": "substance", "subs": "substance",
    "crim": "criminal", "cond": "conduct", "dam": "damage", "del": "delivery", "deliv": "delivery", "dest": "destructive",
    "dis": "disorderly", "discharg": "discharge", "dom": "domestic", "dv": "domestic", "endang": "endangering",
    "fel": "felon", "firarm": "firearm", "gov": "governmental", "govt": "governmental", "id": "identity",
    "ident": "identity", "imprison": "imprisonment", "indec": "indecent", "int": "intent", "invol": "involuntary",
    "kidnap": "kidnapping", "lic": "license", "manuf": "manufacture", "manufac": "manufacture",
    "marij": "marijuana", "marihuana": "marijuana", "menace": "menacing", "meth": "methamphetamine", "misch": "mischief",
    "mot": "motor", "obst": "obstructing", "obstr": "obstructing", "obstruct": "obstructing", "off": "offender",
    "ofcr": "officer", "pen": "penetration", "penet": "penetration", "poss": "possession", "prop": "property",
    "prost": "prostitution", "prot": "protective", "pub": "public", "reck": "reckless", "rec": "receiving",
    "rest": "resisting", "ret": "retail", "sch": "schedule", "serv": "services", "sex": "sexual", "simp": "simple",
    "susp": "suspended", "tamp": "tampering", "terr": "terroristic", "thrt": "threats", "threat": "threats",
    "tresp": "trespass", "unauth": "unauthorized", "unl": "unlawful", "unlaw": "unlawful", "unlawf": "unlawful",
    "viol": "violation", "w": "with", "wit": "witness", "witn": "witness", "wpn": "weapon", "weap": "weapon",
    "weapons": "weapon", "firearms": "firearm", "children": "child", "discon": "disorderly conduct",
    "duii": "driving under the influence of intoxicants", "dui": "driving under the influence",
    "dwi": "driving intoxicated", "oui": "operating under the influence", "pcs": "possession controlled substance",
    "dcs": "delivery controlled substance", "kidnapp": "kidnapping",
}  # fmt: skip
_IDLE = frozenset(
    {
        "a", "an", "and", "any", "as", "by", "for", "from", "in", "into", "is", "its", "of", "on", "or", "other", "the",
        "to", "with", "while", "when", "etc", "degree", "offense", "offence", "misd", "amis",
        "bmis", "unclassified", "un", "class", "uncl", "unclassifie", "unclassifi", "unclassif",
    }
)  # fmt: skip
_OPTIONAL = frozenset({"unlawful", "unlawfully", "illegal", "illegally", "wrongful"})
"""Words that a title may have and its charge leave out, or the other way round."""
_DEGREES = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4",
    "5th": "5", "6th": "6", "7th": "7", "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
    "sixth": "6", "seventh": "7", "eighth": "8", "1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "6": "6", "7": "7",
}  # fmt: skip
_GRADE = re.compile(r"\(([A-Z]) (FELONY|MISDEMEANOR|VIOLATION|UNSPECIFIED|UNKNOWN)\)", re.IGNORECASE)
_STAGE = re.compile(
    r"(?i)^\W*(?:criminal\s+)?(?:att(?:empt(?:ed)?)?|consp(?:iracy)?|solicit(?:ation|ing)?)\b[\s:/,\-]*(?:to\s+commit\s+)?"
    r"|[\s:/,\-]+attempt\W*$"
)
"""What says that the crime was tried, agreed on or asked for; the crime is what is left."""
_DOMESTIC = re.compile(r"(?i)\b(?:domestic|dom)\.?\s+(?:violence|viol)\b\.?|\bd\.v\.")
_SUBSEQUENT = re.compile(r"(?i)\b(?:subsq|subsequent|2nd|second|3rd|third|4th|5th)\W{0,2}\s*(?:off(?:ense)?\b\.?)")
"""A second offense is no second degree."""
_AND = re.compile(r"(?i)\b(?:A\s?&\s?B|B\s?&\s?E)\b")


def _and_in_full(found: re.Match[str]) -> str:
    return " assault battery " if found[0][0] in "Aa" else " breaking entering "


_AMOUNT = re.compile(
    r"(?i)[,\s]*(?:\b(?:(?:but\s+)?less\s+than|more\s+than|over|under)\s+)?\b\d[\d,.]*\s*(?:grams?|gms?|pounds?|lbs?|kgs?|ounces?|oz)\b"
    r"(?:\s+or\s+(?:more|less))?|\+?\$\s?\d[\d,.]*"
)
"""How much it was: the section's subdivisions turn on it, and its title does not say it."""
_WORD = re.compile(r"[a-z0-9]+")
_MARKS_DOMESTIC = frozenset({"OR"})
"""Where any crime may be marked as one of domestic violence, which is no element of it: Or. Rev. Stat. § 132.586."""
_OF_COURTS_MARTIAL = "us.10."
"""The Uniform Code of Military Justice is charged by its article, before courts-martial; a charge's words never mean it."""


@lru_cache(maxsize=16_384)
def plain(text: str, state: str = "") -> Words:
    """A charge or title in full words, without what tells nothing."""
    grade = _GRADE.search(text)
    text = _GRADE.sub(" ", text)
    text = _AND.sub(_and_in_full, text) if "&" in text else text
    left = _AMOUNT.sub(" ", _SUBSEQUENT.sub(" ", _DOMESTIC.sub(" dv ", text)))
    bare = _STAGE.sub("", left)
    is_stage = bare != left
    words: list[str] = []
    degrees = set()
    for word in _WORD.findall((bare if _WORD.search(bare.lower()) else left).lower().replace("'", "")):
        if word in _DEGREES:
            degrees.add(_DEGREES[word])
        else:
            words += [part for part in _SHORT.get(word, word).split() if part not in _IDLE]
    if state in _MARKS_DOMESTIC:
        words = [word for word in words if word != "domestic"]
    found = (grade[1].upper(), grade[2].lower()) if grade else None
    return Words(frozenset(words), frozenset(degrees), found, is_stage)


# ---------------------------------------------------------------------------------------------------------------------
# Titles
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Title:
    """A title of an offense, or of the whole section that it lies in; `place` is the offense's in the catalogue's order."""

    words: Words
    place: int
    is_section: bool

    @property
    def offense(self) -> Offense:
        """The offense, or the first of the section."""
        return _offenses()[self.place]

    @property
    def is_of_section(self) -> bool:
        """Whether the title has a telling word of its section's: "Discharging a firearm" is no name of a hijacking."""
        section = plain(self.offense.section.title, self.offense.state).tokens - _OPTIONAL
        return any(alike(word, other) for word in self.words.tokens - _OPTIONAL for other in section)


@cache
def _offenses() -> tuple[Offense, ...]:
    return tuple(catalogue().offenses)


def _titles(state: str) -> tuple[_Title, ...]:
    found: dict[tuple[str, frozenset[str], frozenset[str]], _Title] = {}
    for place, offense in enumerate(_offenses()):
        if offense.state != state or offense.id.startswith(_OF_COURTS_MARTIAL):
            continue
        for title, is_section in ((offense.section.title, True), (offense.title, False)):
            words = plain(title, state)
            name = offense.section.id if is_section else offense.id
            if words.tokens:
                found.setdefault((name, words.tokens, words.degrees), _Title(words, place, is_section))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Index:
    """A state's titles, and by word the numbers of those that have it; `families` has the words of their families too."""

    titles: tuple[_Title, ...]
    at: Mapping[str, frozenset[int]]
    families: Mapping[str, frozenset[int]]
    words: Mapping[str, tuple[str, ...]]
    """The words by their first letter."""


def _index_of(state: str) -> _Index:
    titles = _titles(state)
    at: dict[str, set[int]] = {}
    families: dict[str, set[int]] = {}
    for number, title in enumerate(titles):
        for word in title.words.tokens:
            at.setdefault(word, set()).add(number)
        for word in (part for family in title.offense.families for part in family.split("_")):
            families.setdefault(word, set()).add(number)
    words: dict[str, list[str]] = {}
    for word in {**at, **families}:
        words.setdefault(word[0], []).append(word)
    return _Index(
        titles,
        {word: frozenset(numbers) for word, numbers in at.items()},
        {word: frozenset(numbers) for word, numbers in families.items()},
        {letter: tuple(many) for letter, many in words.items()},
    )


@cache
def _indexes() -> Mapping[str, _Index]:
    """The titles of every state, from their compiled copy: a title names the same words as long as no file changes."""
    content = catalogue().offenses.hash
    return compiled("titles", content, dict[str, _Index], lambda: {state: _index_of(state) for state in JURISDICTIONS})


@lru_cache(maxsize=65_536)
def _meant(state: str, asked: str) -> tuple[str, ...]:
    """The words of a state's titles that a charge's word may stand for."""
    return tuple(word for word in _indexes()[state].words.get(asked[:1], ()) if alike(asked, word))


@cache
def _vocabulary() -> frozenset[str]:
    """Every word of a title, in full: none of them is a misspelling of another, nor short for it."""
    return frozenset(word for index in _indexes().values() for word in index.at)


@cache
def _weights() -> Mapping[str, float]:
    """How telling each word is: the fewer titles have it, the more."""
    counts: dict[str, int] = {}
    titles = [title for index in _indexes().values() for title in index.titles]
    for title in titles:
        for word in title.words.tokens:
            counts[word] = counts.get(word, 0) + 1
    return MappingProxyType({word: log(1 + len(titles) / number) for word, number in counts.items()})


@lru_cache(maxsize=65_536)
def alike(asked: str, word: str) -> bool:
    """Whether a charge's word is a title's: the same, another form of it, short for it, or a misspelling of it.

    Of two words that titles have, neither is short for the other nor a misspelling: loitering is not littering.
    """
    if asked == word:
        return True
    if asked[:1] != word[:1] or len(asked) < 3 or asked.isdigit() or word.isdigit():
        return False
    short, long = sorted((asked, word), key=len)
    if len(short) >= 4 and long.startswith(short) and long[len(short) :] in _SUFFIXES:
        return True
    shared = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if shared >= 5 and shared >= SAME_STEM * len(long):
        return True
    if asked in _vocabulary():
        return False
    if word.startswith(asked) or (len(asked) >= 4 and _is_drawn_from(asked, word)):
        return True
    if len(asked) < 5:
        return False
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(asked, word) >= MISSPELT)


def _is_drawn_from(short: str, word: str) -> bool:
    """Whether the letters of a short form stand in the word in their order: asslt for assault."""
    letters = iter(word)
    return len(word) <= 3 * len(short) and all(letter in letters for letter in short)


_LEVELS = frozenset({"felony", "misdemeanor"})
"""Of a title only: a charge that says its level may mean an offense of its own."""


def _named_titles(state: str, asked: frozenset[str], beside: frozenset[str] = frozenset()) -> list[_Title]:
    """The titles that words are, each word of the one standing for one of the other; those `beside` a title may have more."""
    index = _indexes()[state]
    telling = asked - _OPTIONAL
    meant = {word: _meant(state, word) for word in asked}
    shared: set[int] | None = None
    for word in telling:
        having = set().union(*(index.at.get(one, ()) for one in meant[word]))
        shared = having if shared is None else shared & having
    every = {one for many in meant.values() for one in many} | beside | _OPTIONAL | _LEVELS
    return [title for number in sorted(shared or ()) if (title := index.titles[number]).words.tokens <= every]


class _Likeness(NamedTuple):
    """How alike words and a title are: the share of what was asked for that it has, and both ways together, from 0 to 1."""

    share: float
    both: float
    title: _Title


def _alike_titles(state: str, asked: frozenset[str], *, with_families: bool = False) -> list[_Likeness]:
    """The titles that share a word with the words, with their likeness by how telling the words are that they share."""
    index, weights = _indexes()[state], _weights()
    hit: dict[int, float] = {}
    got: dict[int, float] = {}
    counted: set[str] = set()
    for word in asked:
        meant = _meant(state, word)
        having = set().union(*(index.at.get(one, ()) for one in meant))
        if with_families:
            having = having.union(*(index.families.get(one, ()) for one in meant))
        for number in having:
            hit[number] = hit.get(number, 0.0) + weights.get(word, _UNKNOWN)
        for one in meant:
            if one not in counted:
                counted.add(one)
                for number in index.at.get(one, ()):
                    got[number] = got.get(number, 0.0) + weights.get(one, _UNKNOWN)
    whole = sum(weights.get(word, _UNKNOWN) for word in asked)
    found = []
    for number, sum_of_hits in sorted(hit.items()):
        title = index.titles[number]
        recall = sum_of_hits / whole
        precision = got.get(number, 0.0) / sum(weights.get(word, _UNKNOWN) for word in title.words.tokens)
        both = 2 * recall * precision / (recall + precision)
        found.append(_Likeness(round(recall, 9), round(both, 9), title))  # sums differ by the order of their terms
    return found


_UNKNOWN = 8.0
"""How telling a word is that no title has."""


# ---------------------------------------------------------------------------------------------------------------------
# What words name
# ---------------------------------------------------------------------------------------------------------------------

SEVERAL_DEGREES = "no number, and the words name a crime of several degrees without its degree"
A_CLASS = "no number, and the words name a class of crimes, which are in many sections"
MANY = "no number, and the words name more than one section"
NONE_SURELY = "no number, and the words name no section of the catalogue surely"
NO_WORDS = "no number and no words that can be read"
OTHER_GRADE = "no number, and no section that the words name has the grade that stands there"


@cache
def known_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By state, words that courts and jails write for a section, by their key, with the ids of the sections they may mean."""
    raw = tomllib.loads((_LAW / "charge_words.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            state: MappingProxyType(
                {
                    plain(words, state).key: (named,) if isinstance(named, str) else tuple(named)
                    for words, named in table.items()
                }
            )
            for state, table in raw.items()
        }
    )


@cache
def _class_words() -> re.Pattern[str]:
    raw = tomllib.loads((_LAW / "crime_classes.toml").read_text("utf-8"))
    return re.compile("|".join(raw["words"]))


def names_a_class(charge: str) -> bool:
    """Whether a charge's words are a heading that police and courts count many crimes under."""
    return _class_words().search(charge.upper()) is not None


def named(state: str, charge: str) -> Named:
    """The section or offense that a charge's words name, by the words that courts are known to write, else by its title."""
    words = plain(charge, state)
    if not words.tokens:
        return Named("", NO_WORDS)
    if known := known_words().get(state, {}).get(words.key):
        fitting = [one for one in known if _has_grade(one, words)]
        return Named(fitting[0]) if len(fitting) == 1 else Named("", MANY if fitting else OTHER_GRADE)
    is_heading = names_a_class(charge)
    if is_heading and words.degrees:  # "MISCHIEF,CRIMINAL, UNCL 2ND" is kept for other degrees too
        return Named("", A_CLASS, is_class=True)
    titles = _named_titles(state, words.tokens)
    exact = [
        title for title in titles if title.words.degrees == words.degrees and (title.is_section or title.is_of_section)
    ]
    by_section = {title.offense.section.id for title in exact if title.is_section}
    sections = by_section or {title.offense.section.id for title in exact}
    in_full = {
        title.offense.section.id
        for title in exact
        if title.is_section and _OPTIONAL & title.words.tokens <= words.tokens
    }
    if not words.degrees and _has_degrees(state, words.tokens, titles if len(in_full) != 1 else ()):
        return Named("", SEVERAL_DEGREES, is_class=True)
    if len(sections) == 1:
        (section,) = sections
        return Named(section) if _has_grade(section, words) else Named("", OTHER_GRADE)
    if sections:
        return Named("", MANY)
    return Named("", A_CLASS, is_class=True) if is_heading else Named("", NONE_SURELY)


def _has_degrees(state: str, tokens: frozenset[str], titles: Iterable[_Title]) -> bool:
    """Whether one of the titles is of a degree, or the words are the title of a crime of degrees but for "criminal"."""
    if any(title.words.degrees for title in titles):
        return True
    criminal = frozenset({"criminal"})
    beside = () if criminal <= tokens else _named_titles(state, tokens, criminal)
    return any(title.words.degrees and criminal <= title.words.tokens for title in beside)


def _has_grade(name: str, words: Words) -> bool:
    """Whether a part of the section can be of the grade that stands in the charge; what is not known refuses none."""
    if (
        words.grade is None
        or words.is_stage
        or words.grade[0] == "U"
        or words.grade[1] not in ("felony", "misdemeanor")
    ):
        return True
    first = catalogue().offenses.find(name)
    penalties = (
        [one for offense in catalogue().offenses.section(first[0].section.id) for one in offense.penalties]
        if first
        else []
    )
    return not penalties or any(
        (one.class_.upper(), one.level) == words.grade or (len(one.class_) != 1 and one.level == words.grade[1])
        for one in penalties
    )


def near(state: str, charge: str, limit: int) -> list[Offense]:
    """Offenses of different sections that a charge's words may mean, the likeliest first; none that share too little."""
    words = plain(charge, state)
    best: dict[str, tuple[float, Offense]] = {}
    for _, score, title in _alike_titles(state, words.tokens):
        if score < NEAR or (words.degrees and title.words.degrees and words.degrees.isdisjoint(title.words.degrees)):
            continue
        name = title.offense.section.id
        if name not in best or best[name][0] < score:
            best[name] = (score, title.offense)
    likeliest = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].section.id))
    return [offense for _, offense in likeliest[:limit]]


_CODES = frozenset({"pc", "vc", "hs", "bp", "wi", "pl", "ilcs", "cs", "ps", "ors", "ch", "us", "usc"})
"""What a number stands with, in words of a charge that has one."""


def other_crimes(state: str, charge: str, sections: Iterable[str]) -> list[Offense]:
    """The offenses of other sections whose titles have every word of a charge, where no title of its own sections has.

    It is no reading of a charge: of some 5,200 real ones with a number 27 have such words, and of nearly all the number is right.
    """
    index, own = _indexes()[state], frozenset(sections)
    asked = {word for word in plain(charge, state).tokens - _OPTIONAL - _CODES if not any(map(str.isdigit, word))}
    if len(asked) < 2:
        return []
    having = [set().union(*(index.at.get(one, ()) for one in _meant(state, word))) for word in asked]
    titles = [index.titles[number] for number in sorted(set.intersection(*having))]
    if any(title.offense.section.id in own for title in titles):
        return []
    return list({title.offense.id: title.offense for title in titles}.values())


_SHORT_STEMS = {word: tuple(part[:5] for part in full.split()) for word, full in _SHORT.items()}


def stems(text: str) -> set[str]:
    """The beginnings of a text's words in full, by which their forms are one; for many texts, where `plain` takes too long."""
    found: set[str] = set()
    for word in _WORD.findall(text.lower()):
        found.update(_SHORT_STEMS.get(word) or (word[:5],))
    return found - _IDLE


@cache
def _parts(name: str) -> tuple[tuple[Offense, set[str]], ...]:
    """The offenses at or below an id, each once, with the stems of its title."""
    found = {offense.id: offense for offense in reversed(catalogue().offenses.find(name))}
    return tuple((offense, stems(offense.title)) for offense in reversed(found.values()))


def parts_for(charge: str, name: str, limit: int) -> list[str]:
    """The citations of a section's parts, those first whose titles share most words with the charge; with its title where two
    parts are cited alike."""
    parts = _parts(name)
    if charge and len(parts) > 1:
        asked = stems(charge)
        parts = tuple(sorted(parts, key=lambda part: -len(asked & part[1])))
    cites = [offense.citation for offense, _ in parts[:limit]]
    if len(set(cites)) < len(cites):
        shown = zip(cites, parts, strict=False)
        cites = [cite if cites.count(cite) == 1 else f"{cite} ({offense.title})" for cite, (offense, _) in shown]
    return list(dict.fromkeys(cites))


# ---------------------------------------------------------------------------------------------------------------------
# Finding
# ---------------------------------------------------------------------------------------------------------------------

ENOUGH = 0.6
"""How much of what was asked for, by how telling its words are, a title must have to be found."""


def find_words(state: str, text: str, limit: int = 12) -> list[tuple[float, Offense]]:
    """Offenses that have the words, best first, each with its likeness of 100; none where too few of the words are there.

    Words that courts are known to write for a section find it whatever its title is, and a family finds its members. `state` is
    one of JURISDICTIONS, or "" for all. Raises SteelyardError: SY-O101 for another, SY-A002 where there are no words.
    """
    if state and state not in JURISDICTIONS:
        have = ", ".join(JURISDICTIONS)
        raise SteelyardError("SY-O101", f"there are no offenses of {state!r} here; we have {have}", where="state")
    text = text[:LONGEST]
    if not _WORD.search(text.lower()):
        raise SteelyardError("SY-A002", "no words are given", where="words", right='steelyard find "retail theft"')
    best: dict[str, tuple[float, Offense]] = {}
    for one in (state,) if state else JURISDICTIONS:
        asked = plain(text, one)
        if not asked.tokens:
            continue
        for name in known_words().get(one, {}).get(asked.key, ()):
            for offense in catalogue().offenses.find(name):
                best.setdefault(offense.id, (100.0, offense))
        for share, both, title in _alike_titles(one, asked.tokens, with_families=True):
            if share < ENOUGH or (
                asked.degrees and title.words.degrees and asked.degrees.isdisjoint(title.words.degrees)
            ):
                continue
            score = 70.0 * share + 30.0 * both
            if title.offense.id not in best or best[title.offense.id][0] < score:
                best[title.offense.id] = (score, title.offense)
    return sorted(best.values(), key=lambda pair: -pair[0])[:limit]
