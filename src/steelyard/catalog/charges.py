"""Charges as they stand in real files: which section each names, by its number or by its words, and what is no crime."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from steelyard.catalog import words
from steelyard.catalog.cite import JURISDICTIONS, LONGEST, Statute, names_federal, read
from steelyard.catalog.elsewhere import elsewhere
from steelyard.catalog.find import catalogue
from steelyard.catalog.sections import id_and_above
from steelyard.catalog.words import find_words

MOST_CANDIDATES = 8

__all__ = ["MOST_CANDIDATES", "Cited", "cite", "cite_line", "find_words", "kind_of"]


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
    """The catalogue's ids: the offenses at or below each id, and what each is cited as.

    `whole` are the sections whose number others continue with a decimal, as § 12-3.2 does § 12-3; `former` has the old numbers,
    `led` what an old number is or lies in. `resting` are those with a crime that rests on another, which its entry does not name.
    """

    below: Mapping[str, tuple[str, ...]]
    cites: Mapping[str, str]
    sections: frozenset[str]
    whole: frozenset[str]
    former: Mapping[str, str]
    led: frozenset[str]
    resting: frozenset[str]


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
    whole = {name.rpartition(".")[0] for name in sections} & sections
    listed = {name: tuple(many) for name, many in below.items()}
    resting = frozenset(offense.section.id for offense in catalogue().offenses if "derivative" in offense.families)
    former = catalogue().offenses.former
    led = frozenset(name for old in former for name in id_and_above(old))
    return _Ids(listed, cites, frozenset(sections), frozenset(whole), former, led, resting)


def _first_known(statutes: Sequence[Statute]) -> Statute:
    """The first of several sections that the catalogue has, under this number or an old one; else the first."""
    ids = _ids()
    known = (one for one in statutes if one.section_id in ids.sections or one.section_id in ids.former)
    return next(known, statutes[0])


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
        pattern = re.compile("|".join(raw["words"])) if raw["words"] else None
        prefixes = tuple(one for one in raw["sections"] if one.endswith((".", "-")))
        whole = frozenset(raw["sections"]) - frozenset(prefixes)
        found[kind] = (pattern, prefixes, whole, frozenset(raw.get("except", ())))
    return MappingProxyType(found)


@cache
def _some_words() -> re.Pattern[str]:
    """What the words of some kind begin as; most charges have nothing like them, and need no closer look.

    Without the boundary before each word, and each first letter once, the search skips every place where no word could begin.
    """
    words = sorted(one.removeprefix(r"\b") for raw in _no_crimes().values() for one in raw["words"])
    by_letter = groupby(words, key=lambda word: word[: 2 if word[0] == "\\" else 1])
    return re.compile(
        "|".join(f"{first}(?:{'|'.join(one[len(first) :] for one in many)})" for first, many in by_letter)
    )


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
    for kind, (pattern, _, _, out) in _kinds().items():
        if kind == numbered or (pattern is not None and pattern.search(text) and section not in out):
            return kind
    return "crime"


@lru_cache(maxsize=65_536)
def cite(state: str, charge: str, statute: str = "") -> Cited:
    """What a charge names: `charge` is its text, `statute` its number where that stands apart; either may be empty."""
    charge, statute = charge.strip()[:LONGEST], statute.strip()[:LONGEST]
    statutes = read(state, statute) if statute else ()
    statutes = statutes or (read(state, charge) if charge else ())
    if not statutes:
        for text in (statute, charge):
            if not names_federal(text) and (whose := elsewhere(state, text)):
                law = "the law of more than one state" if whose in JURISDICTIONS else f"{whose} law"
                return Cited(None, reason=f"it names {law}, which is not analysed")
        return _by_words(state, charge or statute)
    placed = _placed(statutes)
    if placed.rests:
        text = statute if statute and read(state, statute) else charge
        if (beside := _with_its_crime(state, text)) is not None:
            return beside
    answer = placed.answer
    if placed.unknown and (kind := kind_of(placed.unknown, charge)) != "crime":
        answer = answer._replace(kind=kind)
    if placed.parts:
        answer = answer._replace(candidates=tuple(words.parts_for(charge, placed.parts, MOST_CANDIDATES)))
    return answer


class _Placed(NamedTuple):
    """Where sections that were read stand in the catalogue, whatever the words of the charge are.

    `rests` says that one of them may rest on another beside it; `unknown` is the id of a section that is not in the catalogue, of
    which the words may say that it is no crime; `parts` the id of the offenses that the words put in order.
    """

    answer: Cited
    rests: bool = False
    unknown: str = ""
    parts: str = ""


@lru_cache(maxsize=65_536)
def _placed(statutes: tuple[Statute, ...]) -> _Placed:
    ids = _ids()
    if len(statutes) == 1:
        return _placed_by(statutes[0])
    if (together := catalogue().sections.cited_together.get(frozenset(one.id for one in statutes))) is not None:
        return _Placed(Cited(together.citation, together.id, "exact"))
    return _placed_by(_first_known(statutes))._replace(rests=any(one.section_id in ids.resting for one in statutes))


def _placed_by(one: Statute) -> _Placed:
    ids = _ids()
    former = ids.former
    section = one.section_id
    if one.marked or (section[-1] >= "a" and one.jurisdiction == "CA" and section not in ids.sections):
        if either := catalogue().sections.either(one):
            citations = tuple(each.citation for each in either)
            return _Placed(Cited(None, candidates=citations, reason=f"may be {' or '.join(citations)}"))
        if (bare := catalogue().sections.without_marks(one)) is not one:
            one, section = bare, bare.section_id
    citation = one.citation
    name = one.id_in(section)
    unknown = "" if section in ids.sections else section
    if not unknown:
        if (
            section in ids.whole and one.subsections and f"{section}.{one.subsections[0]}" in ids.sections
        ):  # 12-3(2) has the id of 12-3.2
            return _Placed(
                Cited(citation, confidence="exact", reason=f"the catalogue has the section and not {citation}")
            )
        if name not in ids.below:  # a paragraph that had another number once
            name = former.get(name, name)
            if one.marked and name in ids.cites:  # the letters were the police's
                citation = ids.cites[name]
    else:
        now = "" if section not in ids.led else catalogue().offenses.now_at(name, section) or former.get(section, "")
        if not now:
            reason = catalogue().sections.missing(one, citation)
            sure = "exact" if one.subsections and not one.marked else "section"
            return _Placed(Cited(citation, confidence=sure, reason=reason), unknown=unknown)
        name = now
    asked = name
    while name not in ids.below and name != section and "." in name:
        name = name.rpartition(".")[0]
        if name in ids.cites:
            break
        now = former.get(name, "") if name != section else ""
        if now and not now.startswith(f"{name}."):  # what lies below another way of writing a crime is that crime
            asked = name = now
    if name != asked and name not in ids.cites:
        # (a) says nothing of (b), even where it is the only one that is recorded
        reason = f"the catalogue has the section and not {citation}"
        return _Placed(Cited(citation, confidence="exact", reason=reason), unknown=unknown)
    many = ids.below.get(name, ())
    whole = one.marked or (not one.subsections and len(ids.below.get(section, ())) > 1)
    answer = Cited(citation, many[0] if len(many) == 1 else name, "section" if whole else "exact")
    return _Placed(answer, unknown=unknown, parts=name if len(many) > 1 else "")


def _with_its_crime(state: str, text: str) -> Cited | None:
    """A crime that rests on another beside that other, which decides and is the offense: "653.75/211 PC" is a robbery too.

    None where another thing than one such crime and one that stands by itself is named.
    """
    found = catalogue().find(state, text)
    own = {offense.section.id for offense in found.offenses if "derivative" not in offense.families}
    if found.problem or len(own) != 1 or len({offense.section.id for offense in found.offenses}) < 2:
        return None
    (section,) = own
    names = [name for name in found.named.split("+") if name == section or name.startswith(f"{section}.")]
    many = _ids().below.get(names[0], ()) if len(names) == 1 else ()
    if not many:
        return None
    return Cited(found.citation, many[0] if len(many) == 1 else names[0], "exact" if len(many) == 1 else "section")


def cite_line(line: str) -> dict[str, Any]:
    """The answer to one line of the `cite` protocol; a line that cannot be read is answered with an error."""
    try:
        asked = msgspec.json.decode(line)
    except ValueError as error:
        return {"id": None, "error": {"code": "SY-J001", "message": f"not JSON: {error}", "where": "line"}}
    if not isinstance(asked, dict):
        return {"id": None, "error": {"code": "SY-J001", "message": "not a JSON object", "where": "line"}}
    state, charge, statute = asked.get("state"), asked.get("charge") or "", asked.get("statute") or ""
    state = state.strip().upper() if isinstance(state, str) else state
    if state not in JURISDICTIONS:
        message = f"there is no law of {state!r} here; we have {', '.join(JURISDICTIONS)}"
        return {"id": asked.get("id"), "error": {"code": "SY-O101", "message": message, "where": "state"}}
    if not isinstance(charge, str) or not isinstance(statute, str):
        message = "charge and statute are text"
        return {"id": asked.get("id"), "error": {"code": "SY-J002", "message": message, "where": "charge"}}
    return {"id": asked.get("id"), **cite(state, charge, statute).as_dict()}


def _by_words(state: str, charge: str) -> Cited:
    kind = kind_of("", charge)
    if kind != "crime":
        return Cited(None, reason=f"no crime of its own: {kind}", kind=kind)
    name, reason, _ = words.named(state, charge)
    near = [one.section.citation for one in words.near(state, charge, MOST_CANDIDATES)]
    if not name:
        return Cited(None, candidates=tuple(near), reason=reason)
    ids = _ids().below.get(name)
    if ids is None:  # a section that is not in the catalogue, as it is cited
        (one,) = read(state, name)
        return Cited(
            one.citation, "", "text", tuple(near), catalogue().sections.missing(one), kind_of(one.section_id, charge)
        )
    found = catalogue().offenses.find(name)
    citation = found[0].citation if name in _ids().cites else found[0].section.citation
    return Cited(citation, ids[0] if len(ids) == 1 else name, "text", tuple(one for one in near if one != citation))
