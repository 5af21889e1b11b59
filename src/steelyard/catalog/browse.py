"""Everything about one offense, how much of real charges the catalogue reaches, and the first lines of a new entry."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from steelyard.catalog.ask import said
from steelyard.catalog.charges import cite
from steelyard.catalog.check_entry import STATE_FOLDERS
from steelyard.catalog.cite import JURISDICTIONS, read
from steelyard.catalog.derive import Match
from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_named, forum_of_state
from steelyard.catalog.found import Found
from steelyard.catalog.holdings import STATUSES
from steelyard.catalog.known import beyond_what_is_known
from steelyard.catalog.model import Modifier
from steelyard.law.elements import ATTRIBUTES
from steelyard.law.federal.grounds import names_of_grounds
from steelyard.logic.errors import SteelyardError


def offense_page(
    state: str, statute: str, *, forum: str | None, as_of: date, conviction_date: date | None = None
) -> dict[str, Any]:
    """Everything about what a citation names: offenses, forms, punishments, sources, holdings, and every ground's answer.

    Without a `conviction_date` a "no" must hold of a conviction of any day up to `as_of`.
    Decisions that are law stand first, those that were overruled last. An enhancement alone is shown with what it adds, and no
    ground is answered before its crime is named. Raises SteelyardError with the catalogue's own code when nothing is found, and
    SY-J004 for a forum that is none.
    """
    law = catalogue()
    where = forum_of_state(state) if forum is None else forum_named(forum)
    found = law.find(state, statute)
    if not found.id and not found.enhancements:
        raise SteelyardError(found.code or "SY-O103", found.problem, where=statute[:80])
    names = [*filter(None, found.named.split("+")), *(name for one in found.enhancements for name in one.sections)]

    def match(name: str) -> Match:
        if conviction_date is None:
            return law.match_on_any_day(found, name, forum=where, as_of=as_of)
        return law.full_match(found, name, forum=where, as_of=as_of, conviction_date=conviction_date)

    matches = {name: match(name) for name in (names_of_grounds() if found.id else ())}
    return {
        "citation": found.citation,
        "charged_as": found.modifier,
        "problem": found.problem,
        "enhancements": [_enhancement_data(one) for one in found.enhancements],
        "offenses": [_offense_data(found, number) for number in range(len(found.offenses))],
        "holdings": [
            {"id": h.id, "case": h.case, "cite": h.cite, "ground": h.ground, "answer": h.answer, "form": h.form,
             "status": h.status, "in_force_to": h.in_force_to, "displaced_by": h.displaced_by, "verified": h.verified,
             "says": h.says, "controls": [name for name, one in matches.items() if h.id in one.controls]}
            for h in sorted(law.holdings, key=lambda h: STATUSES.index(h.status))
            if any(h.offense == one or h.offense.startswith(one + ".") for one in names)
        ],
        "forum": where,
        "as_of": as_of.isoformat(),
        "conviction_date": conviction_date.isoformat() if conviction_date else None,
        "remarks": list(beyond_what_is_known(as_of)),
        "grounds": {name: said(one, name, as_of) for name, one in matches.items()},
        "draft": any(offense.review.is_draft for offense in found.offenses),
    }  # fmt: skip


def _enhancement_data(one: Modifier) -> dict[str, Any]:
    return {
        "id": one.id, "citation": one.citation, "title": one.title, "maximum": one.maximum, "note": one.note,
        "elements": {name: list(values) for name, values in one.elements.items()}, "no_elements": one.no_elements,
        "unsettled": list(one.unsettled), "unsettled_reason": one.unsettled_reason,
        "read_in": one.read_in, "read_on": one.read_on, "quality": one.quality,
    }  # fmt: skip


def _offense_data(found: Found, number: int) -> dict[str, Any]:
    offense = found.offenses[number]
    return {
        "id": offense.id, "citation": offense.citation, "title": offense.title, "families": list(offense.families),
        "in_force_from": offense.in_force_from, "in_force_to": offense.in_force_to, "note": offense.note,
        "alternatives": offense.alternatives, "alternatives_source": offense.alternatives_source,
        "forms": [
            {"name": form.name, "elements": {k: list(form.elements[k]) for k in ATTRIBUTES if k in form.elements},
             "court_source": form.court_source, "note": form.note}
            for form in offense.forms
        ],
        "penalties": [
            {"level": p.level, "class": p.class_, "maximum": p.maximum, "longest": p.longest,
             "maximum_days": p.maximum_days,
             "maximum_unread": p.maximum_unread, "from": p.from_, "to": p.to, "when": p.when, "cite": p.cite}
            for p in offense.penalties
        ],
        "related": [asdict(one) for one in offense.related],
        "sources": [asdict(one) for one in offense.sources],
        "reviewed_by": offense.review.reviewed_by,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class StateCoverage:
    """One state: its entries, and how the occurrences of a table of real charges fare.

    `crimes` leaves out what is no crime of its own; `reached` are the crimes that come to an entry; `analysed` those whose
    entry is worked out for every ground. `missing` lists the most frequent sections without an entry. `note` says why a table
    that was given counts for nothing.
    """

    state: str
    sections: int
    offenses: int
    signed: int
    from_memory: int
    not_analysed: int
    occurrences: int = 0
    not_crimes: int = 0
    crimes: int = 0
    parsed: int = 0
    reached: int = 0
    analysed: int = 0
    missing: tuple[tuple[str, int], ...] = ()
    note: str = ""


def coverage(tables: Iterable[Path] = (), sources: frozenset[str] = frozenset()) -> list[StateCoverage]:
    """Coverage by state. `tables` are CSV files named by state (PA.csv) with charge, statute, source and count; `sources`
    keeps only rows of those sources.

    Raises SteelyardError: SY-B001 for a table that is not there or is empty, SY-A007 for one that is not named by a state or
    is the second of its state, SY-A002 for sources without a table, SY-J001 for what is no table of charges.
    """
    files: dict[str, Path] = {}
    for path in tables:
        state = path.stem.upper()
        if not path.is_file():
            raise SteelyardError("SY-B001", "there is no such file", where=str(path))
        if state not in JURISDICTIONS:
            raise SteelyardError("SY-A007", f"{path.name} does not say whose charges these are", where=str(path),
                                 right=f"a file named {', '.join(f'{one}.csv' for one in JURISDICTIONS)}")  # fmt: skip
        if state in files:
            raise SteelyardError(
                "SY-A007", f"{files[state]} is a table of {state} too", where=str(path), right="one of them"
            )
        if not path.stat().st_size:
            raise SteelyardError("SY-B001", "the file is empty", where=str(path))
        files[state] = path
    if sources and not files:
        raise SteelyardError("SY-A002", "no table is given whose rows of a source could be counted", where="--source",
                             right="steelyard catalog coverage PA.csv --source NAME")  # fmt: skip
    found = []
    for state in JURISDICTIONS:
        own = [offense for offense in catalogue().offenses if offense.state == state]
        base = StateCoverage(
            state, len({o.section.id for o in own}), len(own), sum(not o.review.is_draft for o in own),
            sum(o.from_memory for o in own), sum(bool(o.not_analysed) for o in own),
        )  # fmt: skip
        found.append(_counted(base, files[state], sources) if state in files else base)
    return found


def _counted(base: StateCoverage, path: Path, sources: frozenset[str]) -> StateCoverage:
    partly = {o.id for o in catalogue().offenses if o.not_analysed}
    total = no_crime = parsed = reached = analysed = 0
    missing: Counter[str] = Counter()
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if sources and row["source"] not in sources:
                    continue
                count = int(float(row["count"] or 1))
                named = cite(base.state, row["charge"] or "", row["statute"] or "")
                total += count
                if named.kind != "crime":
                    no_crime += count
                elif named.citation is None:
                    missing[row["charge"]] += count
                else:
                    parsed += count
                    if named.offense:
                        reached += count
                        analysed += count * (named.offense not in partly)
                    else:
                        missing[named.citation] += count
    except (OSError, KeyError, ValueError) as error:
        raise SteelyardError("SY-J001", f"not a table of charges: {error}", where=str(path),
                             right="columns charge, statute, source and count") from None  # fmt: skip
    of_them = f" has source {' or '.join(sorted(sources))}" if sources else ""
    data = asdict(base) | {
        "note": "" if total else f"no row of {path.name}{of_them or ' is there'}: nothing is counted",
        "occurrences": total, "not_crimes": no_crime, "crimes": total - no_crime, "parsed": parsed, "reached": reached,
        "analysed": analysed, "missing": tuple(missing.most_common(12)),
    }  # fmt: skip
    return StateCoverage(**data)


EXAMPLE_OF_A_NEW_ONE = "720 ILCS 5/12-5.2"
"""A section that has no entry yet, so that the command with it works."""


def new_offense(statute: str, state: str) -> tuple[str, str]:
    """The path (below law/offenses) and text of a new entry for a citation, with what is to be filled in.

    Raises SteelyardError (SY-O102) when no section can be read, SY-O108 when the catalogue has the section.
    """
    statutes = read(state, statute)
    if not statutes:
        raise SteelyardError(
            "SY-O102", f"no section can be read in {statute!r}", right=f'such as "{EXAMPLE_OF_A_NEW_ONE}"'
        )
    one = statutes[0]
    existing = catalogue().offenses.section(one.section_id)
    if existing:
        raise SteelyardError("SY-O108", f"{existing[0].section.citation} is in the catalogue already",
                             where=one.section_id, right=f'see `steelyard offense "{one.citation}"`')  # fmt: skip
    folder = next(name for name, letters in STATE_FOLDERS.items() if letters == state.lower())
    section = type(one)(one.jurisdiction, one.code, one.section).citation
    parts = one.section_id.split(".")[1 : -len(one.section.split("."))]
    places = {"pen": "penal", "veh": "vehicle", "hs": "health_and_safety", "bp": "business_and_professions",
              "wi": "welfare_and_institutions", "pl": "penal", "vtl": "vehicle_and_traffic"}  # fmt: skip
    below = [places.get(part, part) for part in parts]
    if state == "IL" and len(below) == 1:
        below = ["720", *below]
    path = "/".join([folder, *below, f"{one.section}.toml"])
    text = f'''[section]
id = "{one.section_id}"
citation = "{section}"
title = ""                        # the section's subject in your own words

[[offense]]
id = "{one.id}"
citation = "{one.citation}"
title = ""                        # the crime in your own words
families = []                     # every one it belongs to, of the list in docs/authoring/offense.md

[[offense.penalty]]
level = ""                        # felony, misdemeanor, infraction, violation
maximum = ""                      # "364 days", "4 years", "life", "none"
cite = "{one.citation}"

[[offense.form]]
name = ""                         # short; a plea can name it
act = []                          # the words are in law/elements.toml; leave out what need not be proved
object = []
mind = []                         # the least that must be proved

[[offense.source]]
cite = "{one.citation}"
read_in = ""                      # the text you read, in words a lawyer can follow
read_on = {date.today().isoformat()}
quality = ""                      # official, reconstructed, report, memory

[offense.review]
written_on = {date.today().isoformat()}
reviewed_by = ""                  # empty until an attorney signs
'''
    return path, text
