"""A table of charges on its way in: which column holds what, what each distinct charge was read as, and cases made of it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

import polars as pl

from steelyard.catalog.charges import MOST_CANDIDATES, Cited, cite
from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.find import catalogue
from steelyard.desk import answers
from steelyard.desk.kinds import refuse, refuse_words
from steelyard.desk.settings import Kind
from steelyard.logic.dates import FIRST_DAY, LAST_DAY, within
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.case import Outcome
from steelyard.weigh.mapping import FILLERS, JOINED, Layout, detect, is_refused, layouts, read_layout

ROLES: Mapping[str, str] = {
    "charge": "Charge, in words or with its section",
    "statute": "Statute, when it stands apart",
    "state": "State, when rows are of several",
    "person": "Number of the case: rows with the same number belong together",
    "disposition": "Disposition",
    "level": "Level or class",
    "offense_date": "Date of the offense",
    "conviction_date": "Date of the conviction",
}
"""What a column can hold, in words."""

_USUAL: Mapping[str, tuple[str, ...]] = {
    "charge": ("charge", "offense", "charge_description", "offense_description", "charge_text", "crime"),
    "statute": ("statute", "charge_code", "offense_code", "citation", "section"),
    "state": ("state",),
    "person": ("case", "case_id", "case_number", "case_no", "docket", "docket_number", "person", "id"),
    "disposition": ("disposition", "dispo", "charge_disposition", "outcome", "result"),
    "level": ("level", "grade", "class", "severity", "charge_level"),
    "offense_date": ("offense_date", "date_of_offense", "incident_date", "date"),
    "conviction_date": ("conviction_date", "disposition_date", "sentence_date"),
}
"""What columns are often called."""

NO_CRIME = "-"
"""A correction that says: no crime of its own."""

MOST_CASES = 500
MOST_COUNTS = 50

_OUTCOMES = frozenset(get_args(Outcome))


# ---------------------------------------------------------------------------------------------------------------------
# Columns
# ---------------------------------------------------------------------------------------------------------------------


def detected(names: list[str]) -> Layout | None:
    """The layout that comes with the program and fits these columns, if one does."""
    try:
        found = detect(names)
    except SteelyardError:
        return None
    return None if found.header else found


def guessed(names: list[str]) -> dict[str, str]:
    """The column that each role is likely to be in, by its name; a person looks at it before it is used."""
    plain = {re.sub(r"[^a-z]+", "_", name.lower()).strip("_"): name for name in reversed(names)}
    return {role: next((plain[one] for one in usual if one in plain), "") for role, usual in _USUAL.items()}


def mapping_of(names: list[str], layout: str, roles: Mapping[str, str], state: str) -> dict[str, Any]:
    """The mapping of a table: a layout by its name, or columns chosen by role.

    Raises SteelyardError: SY-B002 for a layout that does not fit, SY-B003 and SY-B004 for columns that make no mapping.
    """
    if layout:
        found = next((one for one in layouts() if one.name == layout and one.fits(names)), None)
        if found is None:
            raise SteelyardError("SY-B002", "this layout does not fit the file's columns", where="layout")
        raw = dict(found.with_optional(names).raw)
        raw.pop("header", None)
        raw["keep"] = [one for one in raw.get("keep", ()) if one in names and not is_refused(one)]
        return raw
    for role, name in roles.items():
        if name not in names:
            raise SteelyardError("SY-B004", f"the file has no column {name!r}", where=role)
    plain = next(one for one in layouts() if one.name == "charges")
    raw = {"name": "chosen", "columns": dict(roles), "disposition": plain.raw["disposition"],
           "keep": [roles[role] for role in ("charge", "statute") if role in roles]}  # fmt: skip
    if "state" not in roles:
        raw["state"] = state
    read_layout(raw, "the columns").check(names)
    return raw


# ---------------------------------------------------------------------------------------------------------------------
# Charges
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """One distinct charge of a file: where, its texts, its rows, what it was read as, and what a person said instead."""

    key: str
    state: str
    charge: str
    statute: str
    rows: int
    cited: Cited
    correction: str = ""

    @property
    def shown(self) -> str:
        """The charge as it stands in the file."""
        return JOINED.join(part for part in (self.charge, self.statute) if part) or "(empty)"

    @property
    def citation(self) -> str:
        """What it counts as now: the correction, else what was read; "" for nothing."""
        if self.correction:
            return "" if self.correction == NO_CRIME else self.correction
        return self.cited.citation or ""

    @property
    def is_crime(self) -> bool:
        """False for what names no crime of its own, as it was read or as a person said."""
        return self.correction != NO_CRIME and (bool(self.correction) or self.cited.kind == "crime")

    @property
    def mapped(self) -> bool:
        """True when the catalogue has an entry for it."""
        return bool(self.correction and self.correction != NO_CRIME) or bool(self.cited.offense)

    def candidates(self) -> list[str]:
        """Citations it may be: those of the entry it was read as, and those the reader was unsure between."""
        own = [one.citation for one in catalogue().offenses.find(self.cited.offense)] if self.cited.offense else []
        return list(dict.fromkeys([*own[:MOST_CANDIDATES], *self.cited.candidates]))


def keyed(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """The table with a column each for the state, charge, statute, disposition, level, days and case of a row, as text."""

    def joined(role: str, mark: str) -> pl.Expr:
        columns = layout.columns.get(role, ())
        parts = [pl.col(name).fill_null("").str.strip_chars() for name in columns]
        return (pl.concat_str(parts, separator=mark) if parts else pl.lit("")).alias(role)

    states = (
        joined("state", " ").str.to_uppercase() if "state" in layout.columns else pl.lit(layout.state).alias("state")
    )
    rest = [joined(role, JOINED if role in ("disposition", "level") else " ") for role in ROLES if role != "state"]
    return frame.select(states, *rest)


def readings(rows: pl.DataFrame, corrections: Mapping[str, str]) -> list[Reading]:
    """Every distinct charge with what it was read as, the most frequent first. None is left out."""
    found = []
    grouped = rows.group_by("state", "charge", "statute").len().sort(["len", "state", "charge", "statute"],
                                                                     descending=[True, False, False, False])  # fmt: skip
    for state, charge, statute, many in grouped.iter_rows():
        key = hashlib.sha256(JOINED.join((state, charge, statute)).encode()).hexdigest()[:24]
        if state in JURISDICTIONS:
            cited = cite(state, charge, statute)
        else:
            cited = Cited(None, reason=f"there is no law of {state!r} here")
        found.append(Reading(key, state, charge, statute, many, cited, corrections.get(key, "")))
    return found


def correction_of(reading: Reading, text: str) -> str:
    """What a person says a charge is, as the catalogue cites it. Raises SteelyardError (SY-O102, SY-O103) for no entry."""
    if text == NO_CRIME:
        return NO_CRIME
    found = catalogue().find(reading.state, text)
    if not found.id:
        raise SteelyardError(found.code or "SY-O103", found.problem, where="charge")
    return found.citation


def for_screening(frame: pl.DataFrame, layout: Layout, found: list[Reading]) -> tuple[pl.DataFrame, dict[str, Any]]:
    """The table and its mapping with the corrections put in: a screening reads what a person said.

    The charge as it was written goes along in a column of its own, which no column of the results is called by.
    """
    said = [one for one in found if one.correction and one.correction != NO_CRIME]
    rows = keyed(frame, layout).select("state", "charge", "statute")
    words = pl.DataFrame([(one.state, one.charge, one.statute, one.correction) for one in said],
                         schema=dict.fromkeys(("state", "charge", "statute", "said"), pl.String), orient="row")  # fmt: skip
    joined = rows.join(words, on=["state", "charge", "statute"], how="left", maintain_order="left")
    is_said = pl.col("said").is_not_null()
    new = joined.select(
        pl.coalesce("said", "charge").alias("charge read"),
        pl.when(is_said).then(pl.lit("")).otherwise("statute").alias("statute read"),
        pl.concat_str("charge", "statute", separator=JOINED).str.strip_suffix(JOINED).alias("charge as written"),
    )
    out = frame.drop(new.columns, strict=False).hstack(new)
    raw = dict(layout.raw)
    raw["columns"] = {**raw["columns"], "charge": "charge read", "statute": "statute read"}
    raw["keep"] = ["charge as written"]
    return out, raw


# ---------------------------------------------------------------------------------------------------------------------
# Cases
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """What comes of a table: the cases, the rows that name no crime of their own, and the cases that could not be made."""

    cases: tuple[dict[str, Any], ...]
    set_aside: tuple[tuple[str, int], ...]
    wrong: tuple[tuple[str, str], ...]


def make_cases(
    kind: Kind, frame: pl.DataFrame, layout: Layout, corrections: Mapping[str, str], office: str, name: str
) -> Made:
    """Cases from a table, one for each number of a case, or one a row without such a column. No row is dropped: each is a
    count of a case, or listed as no crime of its own, or in a case listed as wrong with why.

    Raises SteelyardError (SY-K079) when there would be more than MOST_CASES.
    """
    rows = keyed(frame, layout)
    read = {(one.state, one.charge, one.statute): one for one in readings(rows, corrections)}
    has_number = "person" in layout.columns
    groups: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
    aside: Counter[str] = Counter()
    for number, row in enumerate(rows.iter_rows(named=True), 1):
        one = read[row["state"], row["charge"], row["statute"]]
        if not one.is_crime:
            aside[one.shown] += 1
            continue
        reference = row["person"] if has_number and row["person"] else f"{name} row {number}"
        groups.setdefault((reference, row["state"]), []).append((number, row))
        if len(groups) > MOST_CASES:
            raise SteelyardError("SY-K079", f"more than {MOST_CASES} cases would be made", where="cases",
                                 right="screen the file instead, or send it in parts")  # fmt: skip
    cases, wrong = [], []
    for (reference, state), many in groups.items():
        try:
            cases.append(_case(kind, reference, state, office, many, read, layout))
        except SteelyardError as error:
            wrong.append((reference, f"{error.what} ({error.code})"))
    return Made(tuple(cases), tuple(aside.most_common()), tuple(wrong))


def _case(
    kind: Kind, reference: str, state: str, office: str, many: list[tuple[int, dict[str, str]]],
    read: Mapping[tuple[str, str, str], Reading], layout: Layout,
) -> dict[str, Any]:  # fmt: skip
    if state not in JURISDICTIONS:
        raise SteelyardError("SY-O101", f"there is no law of {state!r} here", where="state")
    if len(many) > MOST_COUNTS:
        raise SteelyardError(
            "SY-K012", f"{len(many)} charges in one case, and a case has at most {MOST_COUNTS}", where="counts"
        )
    counts, charged, recorded, notes = [], [], [], []
    for place, (_, row) in enumerate(many, 1):
        one = read[row["state"], row["charge"], row["statute"]]
        count: dict[str, Any] = {"id": str(place), "charge": (one.citation or one.shown)[:10_000]}
        if day := _day(layout, row["offense_date"]):
            count["offense_date"] = day.isoformat()
        level = layout.level(row["level"]) if row["level"] else None
        offenses = catalogue().find(state, one.citation).offenses if one.citation else ()
        if level is not None and (not offenses or level in {p.level for o in offenses for p in o.penalties}):
            count["level"] = level
        elif level is not None:
            notes.append(f"The file says that count {place} is a {level}, which the entry does not have.")
        counts.append(count)
        charged.append({"count": str(place), "outcome": "convicted"})
        entry = layout.outcome(row["disposition"]) if row["disposition"] else None
        outcome = "" if entry is None or entry.is_of_another else entry.outcome
        recorded.append({"count": str(place), "outcome": outcome})
        if one.citation and one.shown != one.citation:
            notes.append(f"Count {place} as written: {one.shown}")
    options = [{"id": "1", "label": "as charged: convicted on every count", "dispositions": charged}]
    if all(one["outcome"] in _OUTCOMES for one in recorded) and recorded != charged:
        options.append({"id": "2", "label": "as the file records it", "dispositions": recorded})
    data = {"id": reference, "state": state, "counts": counts, "options": options}
    if office:
        data["office"] = office
    kept = [note for note in notes if _may_stand(kind, note)]
    if kept:
        data["note"] = "\n".join(kept)
    refuse(kind, data)
    answers.read_case(data)
    return data


def _may_stand(kind: Kind, note: str) -> bool:
    try:
        refuse_words(kind, note, "note")
    except SteelyardError:
        return False
    return True


def _day(layout: Layout, text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        found = layout.day(text)
        if found is None:
            return None
        day = found
    return day if within(day, FIRST_DAY, LAST_DAY) and day not in FILLERS else None
