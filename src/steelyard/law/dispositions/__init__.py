"""What a state offers below or beside an ordinary conviction, and what limits its pleas; one TOML file a state."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from steelyard.law.families import families, right_family
from steelyard.logic.dates import within
from steelyard.logic.errors import SteelyardError

KINDS = {
    "declination": "the prosecutor files no charge",
    "dismissal": "a filed charge is dropped",
    "prefiling_diversion": "a program before any charge is filed",
    "preplea_diversion": "a program after filing and before any plea or admission",
    "postplea_deferral": "a plea or admission is taken, and judgment is put off",
    "adjournment": "an adjournment that ends in dismissal",
    "supervision": "a court's supervision without a judgment",
    "continuance": "a continuance without a finding",
    "conditional_discharge": "a conviction whose sentence is conditions alone",
    "noncriminal": "a violation or infraction in place of a crime",
    "youthful": "treatment as a youthful offender",
    "reduction": "the same offense at a lower level",
    "later_vacatur": "a conviction undone after judgment",
    "later_set_aside": "a record set aside, sealed or expunged after judgment",
}
"""Each kind of disposition and what it is."""

STAGES = ("before_filing", "before_plea", "plea", "sentence", "after_judgment")
OUTCOMES = ("declined", "dismissed", "diverted", "deferred", "convicted", "delinquent")
RECORDS = ("any", "no_prior_conviction", "no_prior_felony", "no_prior_same_kind", "not_used_before", "court_decides")
"""What earlier record a way asks for. Anything but "any" is unknown until the record is complete."""

CONDITIONS = ("restitution", "treatment", "stay_away", "supervision", "community_service", "fine", "classes")
LEVELS = ("felony", "misdemeanor", "infraction", "violation")
WHOSE_CONSENT = ("court", "prosecutor", "defense")
QUALITIES = ("official", "reconstructed", "report", "memory")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to dispose of a charge: what the defendant must do, who may have it, and what it may carry.

    `plea_or_admission` and `restraint` are the two questions of 8 U.S.C. § 1101(a)(48)(A)(i)-(ii); None is not known.
    `level` is the level it ends at, where it changes one; `either_level` asks for an offense that the law punishes at more levels
    than one. `maximum_supervision` is in whole days.
    """

    id: str
    title: str
    kind: str
    stage: str
    outcome: str
    cite: str
    plea_or_admission: bool | None = None
    restraint: bool | None = None
    judgment: bool = False
    level: str = ""
    levels: tuple[str, ...] = ()
    either_level: bool = False
    families: tuple[str, ...] = ()
    not_families: tuple[str, ...] = ()
    offenses: tuple[str, ...] = ()
    not_offenses: tuple[str, ...] = ()
    record: str = "any"
    record_cite: str = ""
    consent_of: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    maximum_supervision: int | None = None
    asks: tuple[str, ...] = ()
    ends_in: str = ""
    authority: str = ""
    from_: date | None = None
    to: date | None = None
    read_in: str = ""
    read_on: date | None = None
    quality: str = "memory"
    note: str = ""
    reviewed_by: str = ""

    @property
    def verified(self) -> bool:
        """False when nobody has checked the entry against a text."""
        return self.quality != "memory"

    def on(self, day: date) -> bool:
        """True when it may be used on that day."""
        return within(day, self.from_, self.to)


def below(offense: str, ids: Iterable[str]) -> bool:
    """True for the id of an offense that is one of these, or a part of one."""
    return any(offense == one or offense.startswith(one + ".") for one in ids)


@dataclass(frozen=True, slots=True)
class PleaLimit:
    """A statute that limits what a charge may be pleaded down to.

    It meets charges of `offenses` (ids, with all below them), `families`, `levels` or `classes`, but for `not_offenses`; an
    empty list asks nothing. Effect "refuse" rules an option out that ends below `lowest_level`; "reasons" lets it stand if the
    reasons are stated on the record, and says so. `pending` is what must be pending for it to hold, `may_include` whether a
    plea to another count beside it is enough, `set_aside` what goes before it where a first plea is taken back.
    """

    id: str
    title: str
    cite: str
    effect: str
    says: str
    offenses: tuple[str, ...] = ()
    not_offenses: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    lowest_level: str = ""
    pending: str = ""
    may_include: bool = False
    set_aside: str = ""
    set_aside_cite: str = ""
    from_: date | None = None
    to: date | None = None
    read_in: str = ""
    read_on: date | None = None
    quality: str = "memory"
    reviewed_by: str = ""

    def on(self, day: date) -> bool:
        """True when the limit stands on that day."""
        return within(day, self.from_, self.to)


@dataclass(frozen=True, slots=True)
class CriminalTrial:
    """Offenses below a misdemeanor that a state tries as it tries crimes, with every right that Matter of Wong asks for.

    `offenses` are ids, with all below them. It says that guilt is found as of a crime, and nothing of other offenses.
    """

    id: str
    offenses: tuple[str, ...]
    says: str
    cite: str
    read_in: str = ""
    read_on: date | None = None
    quality: str = "memory"
    note: str = ""
    reviewed_by: str = ""

    def holds_of(self, offenses: Iterable[str]) -> bool:
        """True when each of these offenses, by id, is tried so."""
        ids = list(offenses)
        return bool(ids) and all(below(one, self.offenses) for one in ids)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Offenses that practice offers in place of a charge, by the charge's families or ids; a lead, and no authority."""

    id: str
    offers: tuple[str, ...]
    says: str
    families: tuple[str, ...] = ()
    offenses: tuple[str, ...] = ()
    read_in: str = ""
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class StateDispositions:
    """Everything one state's file says."""

    state: str
    ways: tuple[Way, ...]
    plea_limits: tuple[PleaLimit, ...]
    alternatives: tuple[Alternative, ...]
    criminal_trials: tuple[CriminalTrial, ...] = ()


_FILES = {
    "CA": "california", "NY": "new_york", "IL": "illinois", "PA": "pennsylvania", "OR": "oregon", "MA": "massachusetts",
    "US": "federal",
}  # fmt: skip
_OF_A_LEVEL = ("", *LEVELS)
_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "way": {"kind": tuple(KINDS), "stage": STAGES, "outcome": OUTCOMES, "record": RECORDS, "quality": QUALITIES,
            "level": _OF_A_LEVEL, "levels": LEVELS, "consent_of": WHOSE_CONSENT, "carries": CONDITIONS},
    "alternative": {},
    "plea_limit": {"effect": ("refuse", "reasons"), "quality": QUALITIES, "levels": LEVELS, "lowest_level": _OF_A_LEVEL},
    "criminal_trial": {"quality": QUALITIES},
}  # fmt: skip
"""What is written in a field that has a closed list, as a word or as a list of them."""
_WRITTEN: Mapping[str, tuple[type, str]] = {
    "str": (str, 'words in quotes: "court"'),
    "bool": (bool, "true or false, without quotes"),
    "int": (int, "a whole number of days, without quotes: 365"),
    "date": (date, "a day without quotes: 2021-01-01"),
    "tuple[str, ...]": (list, 'a list of words in quotes: ["court"]'),
}
"""How the values of each type of field are written."""


def read_dispositions(path: Path, state: str) -> StateDispositions:
    """The ways and plea limits in one file.

    Raises SteelyardError: SY-D001 (the file cannot be read), SY-D002 (a table or field that is unknown, missing or of the wrong
    kind, or an end before its beginning), SY-D003 (a word outside its closed list), SY-D004 (an id that stands twice).
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SteelyardError("SY-D001", f"cannot be read: {error}", where=path.name) from None
    for name, tables in raw.items():
        if name not in _WORDS or not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            raise SteelyardError("SY-D002", f"{name!r} is no table of dispositions", where=path.name,
                                 right=f"one of {', '.join(f'[[{table}]]' for table in _WORDS)}")  # fmt: skip
    ways = tuple(_made(Way, "way", one, path.name) for one in raw.get("way", ()))
    limits = tuple(_made(PleaLimit, "plea_limit", one, path.name) for one in raw.get("plea_limit", ()))
    others = tuple(_made(Alternative, "alternative", one, path.name) for one in raw.get("alternative", ()))
    trials = tuple(_made(CriminalTrial, "criminal_trial", one, path.name) for one in raw.get("criminal_trial", ()))
    ids = [way.id for way in ways] + [limit.id for limit in limits] + [other.id for other in others]
    ids += [trial.id for trial in trials]
    for one in ids:
        if ids.count(one) > 1:
            raise SteelyardError("SY-D004", f"{one} stands twice", where=path.name, right="an id of its own for each")
    return StateDispositions(state, ways, limits, others, trials)


_Made = TypeVar("_Made", Way, PleaLimit, Alternative, CriminalTrial)


def _made(kind: type[_Made], table: str, raw: Mapping[str, Any], file: str) -> _Made:
    where = f"{file}: {table} {raw.get('id', '?')}"
    data = {"from_" if name == "from" else name: value for name, value in raw.items()}
    declared = {field.name: field for field in fields(kind)}
    for name, value in data.items():
        if name not in declared:
            raise SteelyardError("SY-D002", f"there is no field {name.rstrip('_')!r}", where=where,
                                 right=f"one of {', '.join(n.rstrip('_') for n in declared)}")  # fmt: skip
        expected, right = _WRITTEN[str(declared[name].type).removesuffix(" | None")]
        listed = value if isinstance(value, list) else []
        if type(value) is not expected or not all(isinstance(one, str) for one in listed):
            raise SteelyardError("SY-D002", f"{name.rstrip('_')} is {_as_written(value)}", where=where, right=right)
        if isinstance(value, list):
            data[name] = tuple(listed)
    for name, field in declared.items():
        if name not in data and field.default is MISSING:
            raise SteelyardError("SY-D002", f"the field {name!r} is missing", where=where)
    for name, words in _WORDS[table].items():
        said = data.get(name, ())
        for one in said if isinstance(said, tuple) else (said,):
            if one not in words:
                verb = "has" if isinstance(said, tuple) else "is"
                raise SteelyardError("SY-D003", f"{name} {verb} {one!r}", where=where,
                                     right=f"one of {', '.join(filter(None, words))}")  # fmt: skip
    for name in ("families", "not_families"):
        for one in data.get(name, ()):
            if one not in families():
                raise SteelyardError("SY-D003", f"{name} has {one!r}", where=where, right=right_family(one))
    if (first := data.get("from_")) and (last := data.get("to")) and last < first:
        raise SteelyardError(
            "SY-D002", f"to is {last}, before from", where=where, right="the last day it may be used on"
        )
    return kind(**data)


def _as_written(value: object) -> str:
    """A value as its file has it, for a message."""
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, date) else repr(value)


@cache
def dispositions(state: str) -> StateDispositions:
    """What is written of a state (two letters, or US); empty for one without a file."""
    path = Path(__file__).parent / f"{_FILES.get(state, state.lower())}.toml"
    return read_dispositions(path, state) if path.exists() else StateDispositions(state, (), (), ())


def may_be_given(state: str, offense: str, of: Iterable[str], levels: Iterable[str], level: str) -> bool:
    """Whether a court, a prosecutor or a later law of a state may give an offense, by id, families and levels, another level."""
    own, families_ = set(levels), set(of)
    return any(
        way.level == level
        and not (way.either_level and len(own) < 2)
        and (not way.levels or own & set(way.levels))
        and (not way.offenses or below(offense, way.offenses))
        and not below(offense, way.not_offenses)
        and not families_ & set(way.not_families)
        for way in dispositions(state).ways
    )
