"""What the columns of a file of charges mean: mapping files, those that come with the program, and their detection."""

from __future__ import annotations

import codecs
import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.forms import MODIFIERS
from steelyard.catalog.forums import is_forum
from steelyard.law.federal.facts import DISPOSITION_WORDS, FACTS, LEVEL
from steelyard.logic.dates import add, in_months
from steelyard.logic.errors import SteelyardError
from steelyard.logic.facts import Between, Entity, Fact, Type
from steelyard.weigh.reading import read_fact

MISSING = ""
"""How an empty field is looked up in the tables of words."""

JOINED = " | "
"""What stands between several columns that are read as one text."""

FILLERS = (date(1900, 1, 1), date(1960, 1, 1), date(1970, 1, 1))
"""Days that programs write where there is none: the first by which databases, statistics packages and computers count."""

_REFUSED_PARTS = re.compile(
    r"citi?z|nationalit|immigra|birth|passport|surname|social ?sec|finger ?print|driver ?s? ?lic|address|phone|\be ?mail|"
    r"country|alien|photo"
)
"""What a refused name has somewhere in its words, as they stand with a space between them."""

_REFUSED_WORDS = frozenset({
    "pob", "dob", "ssn", "cdl", "dl", "oln", "fbi", "cii", "idn", "inn", "sid", "alias", "aka", "addr", "visa", "ice", "imm",
    "detainer", "detainers", "lpr", "uscis", "undocumented", "daca", "nativity", "native", "born", "ctznshp", "ctz",
    "anumber", "anum", "defname", "lname", "fname", "mname", "lastname", "firstname", "middlename", "fullname",
})  # fmt: skip
"""Words that are about identity, citizenship or birthplace wherever they stand."""

_REFUSED_PAIRS = (
    {"a", "number"}, {"a", "num"}, {"a", "no"}, {"legal", "status"}, {"state", "id"}, {"usc", "flag"}, {"usc", "status"},
    {"us", "status"}, {"national", "origin"}, {"license", "number"}, {"license", "no"}, {"social", "security"},
)  # fmt: skip
"""Pairs of words that are so when the name is these two."""

_OF_A_PERSON = frozenset({
    "last", "first", "middle", "full", "given", "family", "maiden", "nick", "defendant", "def", "deft", "person", "subject",
    "offender", "victim", "suspect", "arrestee", "inmate", "participant", "client", "pri", "req", "of", "the", "initial",
    "suffix",
})  # fmt: skip
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def is_refused(name: str) -> bool:
    """Is a column of this name about identity, citizenship or birthplace? Such a one is not read, and never written.

    The name is taken apart at underscores, spaces, dots and capital letters; single letters that follow one another are one word.
    """
    words = [one.lower() for one in _WORD.findall(name)]
    told = set(words) | set(re.findall(r"(?:\b[a-z]\b ?){2,}", " ".join(words)))
    told = {one.replace(" ", "") for one in told} | set(re.split(r"[^a-z]+", name.lower()))
    told.discard("")
    if told & _REFUSED_WORDS or _REFUSED_PARTS.search(" ".join(words)) or name.strip() in ("A#", "A #"):
        return True
    bare = {one for one in words if not one.isdigit()}
    if bare in _REFUSED_PAIRS:
        return True
    if bare & {"name", "names"}:
        return bare - {"name", "names"} <= _OF_A_PERSON
    return bare in ({"defendant"}, {"deft"}, {"defendants"})


TEXT_COLUMNS = ("charge", "statute", "disposition", "level", "modifier", "state", "more_charges")
DATE_COLUMNS = ("offense_date", "conviction_date")
OTHER_COLUMNS = ("person", "term", "term_unit", "term_kind")
COLUMN_KEYS = (*TEXT_COLUMNS, *DATE_COLUMNS, *OTHER_COLUMNS)

_KEYS = frozenset({
    "name", "label", "state", "forum", "detect", "columns", "optional", "dates", "level", "disposition", "facts", "assume",
    "keep", "header", "without_header", "delimiter", "encoding", "record_complete", "law_as_of", "sealed", "note", "sheet",
    "term", "confinement",
})  # fmt: skip
_LISTS = ("detect", "keep", "header", "sealed")
_TABLES = ("columns", "optional", "dates", "level", "facts", "assume", "term", "without_header")
_TEXTS = ("name", "label", "state", "forum", "delimiter", "encoding", "sheet", "confinement", "note")
_ENTRY = frozenset({"match", "outcome", "facts", "note", "another_offense"})


def _wrong(what: str, where: str, right: str = "") -> SteelyardError:
    return SteelyardError("SY-B003", what, where=where, right=right)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a disposition's words mean: an outcome ("" for one nobody can tell) and facts that go with it.

    `is_of_another` where the conviction that they speak of is one of another offense than the row names.
    """

    name: str
    match: re.Pattern[str]
    outcome: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    is_of_another: bool = False


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
    confinement: re.Pattern[str] | None = None
    first_row: Mapping[int, re.Pattern[str]] = field(default_factory=dict)
    note: str = ""
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

    def with_optional(self, names: Iterable[str]) -> Layout:
        """The same with those columns read, of the ones it can do without, that are there."""
        have = list(names)
        raw = {key: value for key, value in self.raw.items() if key != "optional"}
        more: dict[str, Any] = {}
        for key, value in self.raw.get("optional", {}).items():
            many = [value] if isinstance(value, str) else value
            if key not in self.columns and (there := [one for name in many if (one := _called(name, have))]):
                more[key] = there
        if self.confinement is not None and "term_kind" not in {**self.columns, **more}:
            more = {key: name for key, name in more.items() if key not in ("term", "term_unit")}
        return read_layout({**raw, "columns": {**raw["columns"], **more}}, self.name) if more else self

    def fits_values(self, first: Sequence[str]) -> bool:
        """True when the first line of a file without a header is one of this layout's."""
        return bool(self.first_row) and len(first) == len(self.raw["without_header"]["columns"]) and all(
            pattern.search(first[place]) for place, pattern in self.first_row.items()
        )  # fmt: skip

    def check(self, names: Iterable[str]) -> None:
        """Raises SteelyardError: SY-B004 (a column that is not there), SY-B005 (a column that is refused)."""
        have = list(self.header or names)
        for name in self.read:
            if name not in have:
                like = get_close_matches(name.lower(), [one.lower() for one in have], 1, 0.8)
                near = next((one for one in have if like and one.lower() == like[0]), "")
                raise SteelyardError(
                    "SY-B004", f"the file has no column {name!r}", where=f"mapping {self.name}",
                    right=(f"did you mean {near!r}? " if near and not seem_values(have) else "") + told_names(have),
                )  # fmt: skip
        for name in self.read:
            others = [one for one in have if re.fullmatch(re.escape(name) + r" \(\d+\)", one) and one not in self.read]
            if others and not self.header:
                raise SteelyardError(
                    "SY-B004", f"the file has several columns called {name!r}", where=f"mapping {self.name}",
                    right=f"another name for each, or all of them named in a mapping, {others[0]!r} too",
                )  # fmt: skip
        grouping = self.columns.get("person", ())
        for name in self.read:
            if is_refused(name) and name not in self.sealed and (name not in grouping or name in self.keep):
                raise SteelyardError(
                    "SY-B005", f"column {name!r} is about identity, citizenship or birthplace", where=f"mapping {self.name}",
                    right="take it out; in a sealed analysis name it under `sealed`",
                )  # fmt: skip
        if twice := [name for name in self.keep if self.keep.count(name) > 1]:
            raise _wrong(f"column {twice[0]!r} is kept twice", f"mapping {self.name}: keep", "each name once")
        out = [name for name in self.keep if is_refused(name) or name in grouping]
        if out:
            raise SteelyardError("SY-B005", f"column {out[0]!r} never goes out", where=f"mapping {self.name}: keep")

    # --- words ---------------------------------------------------------------------------------------------------------

    def day(self, text: str, latest: date | None = None) -> date | None:
        """The day in a field, by the formats of the layout; None where there is none. A time of day is left out.

        A year of two digits is the last such year that is not after `latest` (today, when left out). Of a time of Greenwich
        that is not midnight nobody can tell the day where it was; a number of fewer digits than its format is no day ("201511").
        """
        text = text.strip()
        if _OF_GREENWICH.search(text):
            return None
        for form in self.date_formats:
            for part in (text, re.split(r"[ T]", text)[0]):
                try:
                    day = datetime.strptime(part, form).date()
                except ValueError:
                    continue
                if part.isdecimal() and f"{day:{form}}" != part:
                    continue
                if "%y" in form and day > (latest or date.today()):
                    day = add(day, years=-100)
                return day
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

    def is_level(self, text: str) -> bool:
        """Is it a word that the layout or the program knows as a level, or as one that says none?"""
        return text in self.levels or "*" in self.levels or text.strip().lower() in {*LEVEL.words, ""}

    def days(self, term: str, unit: str) -> int | Between | None:
        """A term in whole days from its words and, where it stands apart, its unit.

        One that is given from least to most is known by these bounds. None where it is no length of time, for a bare number
        whose unit neither the file nor the mapping gives (a zero too: it may stand where nothing was entered), and where the
        unit beside the term is none of its own.
        """
        word = self._unit(unit)
        own = {self._unit(one) for _, one in _LENGTH.findall(term) if one} & set(_UNIT_WORDS.values())
        if unit.strip() and own and word not in own:
            return None
        if word == LIFE or self._unit(term) == LIFE:
            return Between(LIFE_DAYS, None)
        text = re.sub(r"(?i)(?<=\d),(?=\d{3}\b)|\(s\)|\.(?=\s|$)", "", term.strip()).replace(",", " ")
        least, to, most = (part.strip() for part in re.sub(r"(?i)\sto\s|[-–]", "\0", text, count=1).partition("\0"))
        if re.search(r"(?<![\d.])[1-9]\d{0,2}\.\d{3}(?!\d)", text):
            return None  # a thousand, or one with three decimals
        if not to:
            return self._length(least, word)
        longest = Between(LIFE_DAYS, None) if self._unit(most) == LIFE else self._length(most, word)
        behind = _LENGTH.findall(most)
        shortest = self._length(least, self._unit(behind[-1][1]) if behind and behind[-1][1] else word)
        if longest is None or shortest is None:
            return None
        low = shortest.low if isinstance(shortest, Between) else shortest
        high = longest.high if isinstance(longest, Between) else longest
        if low is not None and high is not None and low > high:  # type: ignore[operator]
            return None
        return Between(low, high)

    def lacks_unit(self, term: str, unit: str) -> bool:
        """Is it a bare number, without a word about its unit anywhere?"""
        return not self._unit(unit) and re.fullmatch(r"\s*[\d.,]+\s*", term) is not None

    def _unit(self, word: str) -> str:
        """day, week, month, year or life; "" for no word at all, "?" for another."""
        word = word.strip()
        word = self.term_words.get(word, word).strip().lower()
        if word.startswith("natural life") or word in {"life", "lwop", "life imprisonment", "life without parole"}:
            return LIFE
        word = word.removesuffix("(s)").rstrip(".").removesuffix("s")
        return _UNIT_WORDS.get(word, "?" if word else "")

    def _length(self, text: str, unit: str) -> int | Between | None:
        """A length of time, made of one number with its unit or of several."""
        text = re.sub(r"(?i)\band\b", " ", text)
        parts = _LENGTH.findall(text)
        if not parts or _LENGTH.sub("", text).strip():
            return None
        low = {"day": 0, "week": 0, "month": 0, "year": 0}
        high = dict(low)
        read: set[str] = set()
        for number, own in parts:
            if float(number) > _MOST or (not own and len(parts) > 1):
                return None
            word = self._unit(own) if own else unit
            if word not in low or (len(parts) > 1 and word in read):
                return None  # no unit of time; or two lengths, of which nobody knows whether they are served together
            read.add(word)
            low[word] += math.floor(float(number))
            high[word] += math.ceil(float(number))
        shortest, longest = (
            in_months(one["year"] * 12 + one["month"]) + one["week"] * 7 + one["day"] for one in (low, high)
        )
        return shortest if shortest == longest else Between(shortest, longest)


_OF_GREENWICH = re.compile(
    r"(?i)(?<![\d:])(?!00:00(?::00(?:\.0+)?)?\s?[ZUG+-])\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|UTC|GMT|[+-]00:?00)$"
)
"""A time with the zone of Greenwich, other than midnight."""

LIFE = "life"
LIFE_DAYS = 36_500
"""A term for life is this many days or more."""

_UNIT_WORDS = {
    "day": "day", "dy": "day", "week": "week", "wk": "week", "month": "month", "mo": "month", "mon": "month", "mth": "month",
    "mnth": "month", "year": "year", "yr": "year",
}  # fmt: skip
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*([A-Za-z]*)")
_MOST = 99_999


def _called(name: str, have: Sequence[str]) -> str:
    """The column of this name, in other letters where only one is called so; "" where there is none."""
    alike = [one for one in have if one.lower() == name.lower()]
    return name if name in have else alike[0] if len(alike) == 1 else ""


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


def _of_kinds(raw: Mapping[str, Any], where: str) -> None:
    """Raises SteelyardError (SY-B003) for a key whose value is not of its kind."""
    for key in _LISTS:
        if not isinstance(many := raw.get(key, []), list | tuple) or not all(isinstance(o, str) and o for o in many):
            raise _wrong(f"{key} takes a list of columns' names", where, f'{key} = ["…"]')
    for key in _TABLES:
        if not isinstance(raw.get(key, {}), Mapping):
            raise _wrong(f"{key} takes a table", where, f"[{key}]")
    for key in _TEXTS:
        if not isinstance(raw.get(key, ""), str):
            raise _wrong(f"{key} takes a text", where, f'{key} = "…"')
    for key in ("level", "term", "facts"):
        if not all(isinstance(one, str) for one in raw.get(key, {}).values()):
            raise _wrong(f"{key} takes texts", where, f'[{key}] word = "…"')
    if len(raw.get("delimiter", "")) > 1:
        raise _wrong(f"delimiter takes one character, not {raw['delimiter']!r}", where, r'delimiter = "^", or "\t"')
    try:
        codecs.lookup(raw.get("encoding") or "utf-8")
    except LookupError:
        raise _wrong(f"there is no encoding {raw['encoding']!r}", where, '"utf-8", "utf-16", "cp1252", …') from None
    formats = raw.get("dates", {}).get("formats", [])
    if not isinstance(formats, list | tuple):
        raise _wrong("formats takes a list", f"{where}: dates", 'formats = ["%m/%d/%Y"]')
    for form in formats:
        if not isinstance(form, str) or not {"%Y", "%y", "%x", "%G"} & set(re.findall("%[A-Za-z]", form)):
            raise _wrong(
                f"{form!r} is no format of a day", f"{where}: dates", '"%m/%d/%Y": month, day and year, each with its %'
            )


def _first_row(raw: Mapping[str, Any], where: str) -> dict[int, re.Pattern[str]]:
    """For some columns, by place, what the values of a file without a header look like."""
    about = raw.get("without_header", {})
    columns = about.get("columns", [])
    return {columns.index(name): re.compile(pattern) for name, pattern in about.get("values", {}).items()}


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
        raise _wrong(
            f"{', '.join(sorted(strange)) or 'match'}: an entry has match, outcome, facts, another_offense and note",
            where,
        )
    outcome = raw.get("outcome", "")
    if outcome and outcome not in DISPOSITION_WORDS:
        raise _wrong(f"outcome {outcome!r}", where, f"one of {', '.join(DISPOSITION_WORDS)}")
    if not isinstance(raw.get("another_offense", False), bool):
        raise _wrong("another_offense takes true or false", where)
    try:
        pattern = re.compile(raw["match"])
    except re.error as error:
        raise _wrong(f"{raw['match']!r} is not a pattern: {error}", where) from None
    facts = _given(raw.get("facts", {}), where)
    return Outcome(f"{number}", pattern, outcome, facts, raw.get("note", ""), raw.get("another_offense", False))


def read_layout(raw: Mapping[str, Any], where: str) -> Layout:
    """A mapping from its table. Raises SteelyardError (SY-B003) for what does not fit."""
    strange = set(raw) - _KEYS
    if strange:
        raise _wrong(f"there is no key {sorted(strange)[0]!r}", where, f"one of {', '.join(sorted(_KEYS))}")
    _of_kinds(raw, where)
    columns = _columns(raw.get("columns", {}), where)
    state = raw.get("state", "").strip().upper()
    if state not in JURISDICTIONS and (state or "state" not in columns):
        said = f"there is no law of {raw['state']!r} here" if state else "no state is given"
        have = ", ".join(JURISDICTIONS)
        raise _wrong(
            said, f"{where}: state", f"one of {have} in two letters, or a column that holds it ([columns] state)"
        )
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
    try:
        confinement = re.compile(raw["confinement"]) if raw.get("confinement") else None
    except re.error as error:
        raise _wrong(f"{raw['confinement']!r} is not a pattern: {error}", f"{where}: confinement") from None
    if ("term_kind" in {**columns, **raw.get("optional", {})}) != (confinement is not None):
        raise _wrong(
            "term_kind and confinement go together", where, "the column with the sentence's kind, and a pattern"
        )
    if wrong := sorted(set(raw.get("optional", {})) - set(COLUMN_KEYS)):
        raise _wrong(f"there is no field {wrong[0]!r}", f"{where}: optional", f"one of {', '.join(COLUMN_KEYS)}")
    if raw.get("optional"):
        _columns({**raw["columns"], **raw["optional"]}, where)
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
        tuple(raw.get("sealed", ())), raw.get("term", {}), confinement, _first_row(raw, where), raw.get("note", ""), raw,
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
    """The mapping whose columns are all there. Raises SteelyardError (SY-B002) where none fits, or several do.

    `names` is the first line of the file. Where that is a row of a layout that can be told without a header, the layout has one.
    """
    have = list(names)
    known = layouts()
    fitting = sorted((one for one in known if one.fits(have)), key=lambda one: -len(one.detect))
    if not fitting:
        bare = [one for one in known if one.fits_values(have)]
        if len(bare) == 1:
            return replace(bare[0], header=tuple(bare[0].raw["without_header"]["columns"]))
    if not fitting or (len(fitting) > 1 and len(fitting[0].detect) == len(fitting[1].detect)):
        raise SteelyardError(
            "SY-B002", f"no mapping fits a file {_with_columns(have)}",
            right=f"{_hint(have, known)}write one and give it with --map (docs/screening.md). The known ones: "
            + "; ".join(f"{one.name}: {', '.join(one.detect)}" for one in known),
        )  # fmt: skip
    return fitting[0].with_optional(have)


def seem_values(names: Sequence[str]) -> bool:
    """Does the first line of a file look like values, not like names of columns? Then nothing of it may be shown."""
    unnamed = sum(name == f"column {place}" for place, name in enumerate(names, 1))
    return unnamed * 3 >= len(names) > 1 or any(
        re.fullmatch(r"(?=.*\d)[\d\s./:$-]+(?: \(\d+\))?", one) for one in names
    )


def told_names(names: Sequence[str]) -> str:
    """The columns of a file in words; of one that seems to have no header only how many there are."""
    if seem_values(names):
        return (f"the file seems to have no header: its first line ({len(names)} fields) looks like values, which are not "
                "shown; name the columns in order under `header` in a mapping")  # fmt: skip
    return f"it has {', '.join(map(repr, names[:40]))}"


def _with_columns(names: Sequence[str]) -> str:
    if seem_values(names):
        return (
            f"that seems to have no header: its first line ({len(names)} fields) looks like values, which are not shown"
        )
    return f"with the columns {', '.join(map(repr, names[:40]))}"


def _hint(names: Sequence[str], known: Iterable[Layout]) -> str:
    """What may be the matter with a file that no layout fits."""
    if seem_values(names):
        return "name the columns in order under `header` in a mapping; else "
    if len(names) == 1:
        return "if the fields stand apart by another sign, name it under `delimiter` in a mapping; else "
    lower = {one.lower() for one in names}
    near = next((one for one in known if one.detect and {name.lower() for name in one.detect} <= lower), None)
    if near is not None:
        return (
            f"did you mean {near.name}? Its columns are there in other letters: write {', '.join(near.detect)}; else "
        )
    return ""


def unread(names: Iterable[str]) -> list[str]:
    """The columns of a file that are about identity, citizenship or birthplace, and so were not read."""
    return [name for name in names if is_refused(name)]


__all__ = [
    "JOINED",
    "MISSING",
    "MODIFIERS",
    "Layout",
    "Outcome",
    "Type",
    "detect",
    "is_refused",
    "layouts",
    "load_layout",
    "seem_values",
    "told_names",
    "unread",
]
