"""What the columns of a file of charges mean: mapping files, those that come with the program, and their detection."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.forms import MODIFIERS
from steelyard.catalog.forums import is_forum
from steelyard.law.federal.facts import DISPOSITION_WORDS, FACTS, LEVEL
from steelyard.logic.dates import in_months
from steelyard.logic.errors import SteelyardError
from steelyard.logic.facts import Entity, Fact, Type
from steelyard.weigh.reading import read_fact

MISSING = ""
"""How an empty field is looked up in the tables of words."""

JOINED = " | "
"""What stands between several columns that are read as one text."""

REFUSED = re.compile(
    r"(?i)citizen|birth.?place|place.?of.?birth|\bpob|^pob_|country|nationalit|immigra|alien|\bvisa\b|\bice\b|"
    r"^(?:last|first|middle|full|pri|req)?_?-?\s?name$|(?:last|first|middle|full|defendant|pri|req)[_ -]?name|surname|"
    r"ssn|social.?sec|\bdob\b|_dob|birth.?date|date.?of.?birth|birthday|cdl|driver.?s?.?lic|passport|"
    r"address|phone|e-?mail|fbi|cii_number|\bidn\b|_idn$|_inn$|photo|fingerprint|alias"
)
"""Names of columns about identity, citizenship or birthplace: not read, and never written."""

TEXT_COLUMNS = ("charge", "statute", "disposition", "level", "modifier", "state")
DATE_COLUMNS = ("offense_date", "conviction_date")
OTHER_COLUMNS = ("person", "term", "term_unit")
COLUMN_KEYS = (*TEXT_COLUMNS, *DATE_COLUMNS, *OTHER_COLUMNS)
UNITS = {"day": 1, "week": 7, "year": 365}

_KEYS = frozenset({
    "name", "label", "state", "forum", "detect", "columns", "dates", "level", "disposition", "facts", "assume", "keep",
    "header", "delimiter", "encoding", "record_complete", "law_as_of", "sealed", "note", "sheet", "term", "one_per_charge",
})  # fmt: skip
_ENTRY = frozenset({"match", "outcome", "facts", "note"})


def _wrong(what: str, where: str, right: str = "") -> SteelyardError:
    return SteelyardError("SY-B003", what, where=where, right=right)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a disposition's words mean: an outcome ("" for one nobody can tell) and facts that go with it."""

    name: str
    match: re.Pattern[str]
    outcome: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Layout:
    """A mapping: which columns hold what, and what the words in them mean."""

    name: str
    label: str
    state: str
    columns: Mapping[str, tuple[str, ...]]
    forum: str = ""
    detect: tuple[str, ...] = ()
    date_formats: tuple[str, ...] = ("%Y-%m-%d", "%m/%d/%Y", "%Y%m%d", "%m/%d/%y", "%d-%b-%Y", "%Y/%m/%d")
    levels: Mapping[str, str] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    assume: Mapping[str, Any] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    record_complete: bool | None = None
    law_as_of: date | None = None
    sealed: tuple[str, ...] = ()
    term_words: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def read(self) -> tuple[str, ...]:
        """Every column of the input that is read, in the order of the mapping."""
        named = [one for many in self.columns.values() for one in many]
        return tuple(dict.fromkeys((*named, *self.facts.values(), *self.keep)))

    def fits(self, names: Iterable[str]) -> bool:
        """True when every column that this layout is known by is there."""
        have = set(names)
        return bool(self.detect) and all(one in have for one in self.detect)

    def check(self, names: Iterable[str]) -> None:
        """Raises SteelyardError: SY-B004 (a column that is not there), SY-B005 (a column that is refused)."""
        have = list(names)
        for name in self.read:
            if name not in have:
                raise SteelyardError("SY-B004", f"the file has no column {name!r}", where=f"mapping {self.name}",
                                     right=f"it has {', '.join(map(repr, have[:40]))}")  # fmt: skip
        grouping = self.columns.get("person", ())
        for name in self.read:
            is_refused = REFUSED.search(name) is not None and name not in self.sealed
            if is_refused and (name not in grouping or name in self.keep):
                raise SteelyardError(
                    "SY-B005", f"column {name!r} is about identity, citizenship or birthplace", where=f"mapping {self.name}",
                    right="take it out; in a sealed analysis name it under `sealed`",
                )  # fmt: skip
        out = [name for name in self.keep if REFUSED.search(name) or name in grouping]
        if out:
            raise SteelyardError("SY-B005", f"column {out[0]!r} never goes out", where=f"mapping {self.name}: keep")

    # --- words ---------------------------------------------------------------------------------------------------------

    def day(self, text: str) -> date | None:
        """The day in a field, by the formats of the layout; None where there is none. A time of day is left out."""
        text = text.strip()
        for form in self.date_formats:
            for part in (text, re.split(r"[ T]", text)[0]):
                try:
                    return datetime.strptime(part, form).date()
                except ValueError:
                    continue
        return None

    def level(self, text: str) -> str | None:
        """The level a class or grade stands for: felony, misdemeanor, infraction, violation, or None."""
        if text in self.levels:
            return self.levels[text] or None
        word = text.strip().lower()
        return word if word in LEVEL.words else self.levels.get("*") or None

    def outcome(self, text: str) -> Outcome | None:
        """The first entry whose pattern is found in a disposition's words."""
        return next((one for one in self.outcomes if one.match.search(text)), None)

    def days(self, term: str, unit: str) -> int | None:
        """A term in whole days from its number and unit; None where it is not a length of time."""
        word = self.term_words.get(unit, unit).strip().lower().rstrip("(s)").rstrip("s")
        number = re.fullmatch(r"\s*(\d{1,5})(?:\.0+)?\s*([A-Za-z]*)\s*", term)
        if number is None:
            return None
        word = self.term_words.get(number[2], number[2]).lower().rstrip("s") if number[2] else word
        count = int(number[1])
        if word == "month":
            return in_months(count)
        return count * UNITS[word] if word in UNITS else None


def _columns(raw: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, value in raw.items():
        if key not in COLUMN_KEYS:
            raise _wrong(f"there is no field {key!r}", f"{where}: columns", f"one of {', '.join(COLUMN_KEYS)}")
        many = [value] if isinstance(value, str) else value
        if not isinstance(many, list) or not all(isinstance(one, str) and one for one in many):
            raise _wrong(f"{key} takes a column's name, or a list of them", f"{where}: columns")
        if len(many) > 1 and key not in TEXT_COLUMNS:
            raise _wrong(f"{key} takes one column", f"{where}: columns")
        found[key] = tuple(many)
    if "charge" not in found and "statute" not in found:
        raise _wrong("no column holds the charge", f"{where}: columns", "charge or statute")
    return found


NOT_BY_COLUMN = frozenset({
    "present", "offense", "level", "disposition", "offense_date", "plea_date", "conviction_date", "sentence_date",
    "maximum_term", "scheme", "incident", "occasion", "record_inconclusive", "death_or_serious_injury",
})  # fmt: skip
"""Facts that a mapping cannot give: they have a field of their own, or tell counts apart."""


def _fact(short: str, where: str) -> Fact:
    fact = FACTS.get(f"{Entity.COUNT}.{short}")
    if fact is None or short in NOT_BY_COLUMN:
        names = sorted(f.short for f in FACTS.values() if f.entity is Entity.COUNT and f.short not in NOT_BY_COLUMN)
        raise _wrong(f"there is no fact {short!r} to give here", where, f"one of {', '.join(names)}")
    return fact


def _given(raw: Mapping[str, Any], where: str) -> dict[str, Any]:
    return {short: read_fact(_fact(short, where), value, f"{where}.{short}") for short, value in raw.items()}


def _outcome(number: int, raw: Mapping[str, Any], where: str) -> Outcome:
    strange = set(raw) - _ENTRY
    if strange or "match" not in raw:
        raise _wrong(f"{', '.join(sorted(strange)) or 'match'}: an entry has match, outcome, facts and note", where)
    outcome = raw.get("outcome", "")
    if outcome and outcome not in DISPOSITION_WORDS:
        raise _wrong(f"outcome {outcome!r}", where, f"one of {', '.join(DISPOSITION_WORDS)}")
    try:
        pattern = re.compile(raw["match"])
    except re.error as error:
        raise _wrong(f"{raw['match']!r} is not a pattern: {error}", where) from None
    return Outcome(f"{number}", pattern, outcome, _given(raw.get("facts", {}), where), raw.get("note", ""))


def read_layout(raw: Mapping[str, Any], where: str) -> Layout:
    """A mapping from its table. Raises SteelyardError (SY-B003) for what does not fit."""
    strange = set(raw) - _KEYS
    if strange:
        raise _wrong(f"there is no key {sorted(strange)[0]!r}", where, f"one of {', '.join(sorted(_KEYS))}")
    columns = _columns(raw.get("columns", {}), where)
    state = raw.get("state", "")
    if "state" not in columns and state not in JURISDICTIONS:
        raise _wrong(f"state {state!r}", where, f"one of {', '.join(JURISDICTIONS)}, or a column that holds it")
    forum = raw.get("forum", "")
    if forum and not is_forum(forum):
        raise _wrong(f"{forum!r} is not a forum", where, '"BIA" or a circuit such as "9th Cir."')
    outcomes = [_outcome(i, one, f"{where}: disposition[{i}]") for i, one in enumerate(raw.get("disposition", []))]
    facts = {short: column for short, column in raw.get("facts", {}).items() if _fact(short, f"{where}: facts")}
    levels = raw.get("level", {})
    for word, level in levels.items():
        if level and level not in LEVEL.words:
            raise _wrong(f"level {word!r} = {level!r}", where, f"one of {', '.join(sorted(LEVEL.words))}, or empty")
    formats = raw.get("dates", {}).get("formats")
    complete, as_of = raw.get("record_complete"), raw.get("law_as_of")
    if complete is not None and not isinstance(complete, bool):
        raise _wrong("record_complete takes true or false", where)
    if as_of is not None and type(as_of) is not date:
        raise _wrong("law_as_of takes a day, as 2026-11-24", where)
    return Layout(
        raw.get("name", where), raw.get("label", ""), state, columns, forum, tuple(raw.get("detect", ())),
        tuple(formats) if formats else Layout.date_formats, levels, tuple(outcomes), facts,
        _given(raw.get("assume", {}), f"{where}: assume"), tuple(raw.get("keep", ())), tuple(raw.get("header", ())),
        raw.get("delimiter", ""), raw.get("encoding", ""), raw.get("sheet", ""), complete, as_of,
        tuple(raw.get("sealed", ())), raw.get("term", {}), raw,
    )  # fmt: skip


def load_layout(path: Path) -> Layout:
    """The mapping in a TOML file. Raises SteelyardError (SY-B003)."""
    try:
        return read_layout(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (AttributeError, TypeError) as error:
        raise _wrong(f"a value of the wrong kind: {error}", path.name, "see docs/screening.md") from None
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(f"the mapping cannot be read: {error}", str(path)) from None
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"not TOML: {error}", str(path)) from None


def layouts() -> list[Layout]:
    """The mappings that come with the program."""
    folder = resources.files("steelyard.weigh").joinpath("layouts")
    found = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".toml"):
            found.append(read_layout(tomllib.loads(entry.read_text(encoding="utf-8")), entry.name))
    return found


def detect(names: Iterable[str]) -> Layout:
    """The mapping whose columns are all there. Raises SteelyardError (SY-B002) where none fits, or several do."""
    have = list(names)
    fitting = sorted((one for one in layouts() if one.fits(have)), key=lambda one: -len(one.detect))
    if not fitting or (len(fitting) > 1 and len(fitting[0].detect) == len(fitting[1].detect)):
        known = "; ".join(f"{one.name}: {', '.join(one.detect)}" for one in layouts())
        raise SteelyardError(
            "SY-B002", f"no mapping fits a file with the columns {', '.join(map(repr, have[:40]))}",
            right=f"write one and give it with --map (docs/screening.md). The known ones: {known}",
        )  # fmt: skip
    return fitting[0]


def unread(names: Iterable[str]) -> list[str]:
    """The columns of a file that are about identity, citizenship or birthplace, and so were not read."""
    return [name for name in names if REFUSED.search(name)]


__all__ = ["JOINED", "MISSING", "MODIFIERS", "Layout", "Outcome", "Type", "detect", "layouts", "load_layout", "unread"]
