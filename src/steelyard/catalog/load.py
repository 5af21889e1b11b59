"""Reads the offense files, each when it is first asked for."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Any

from steelyard.catalog.check import check_file, offense_files
from steelyard.catalog.cite import read
from steelyard.catalog.compiled import compiled
from steelyard.catalog.issues import Issue
from steelyard.catalog.model import (
    NEVER_LONGER,
    Form,
    Grade,
    Modifier,
    Offense,
    Penalty,
    Related,
    Review,
    Section,
    Source,
    Values,
    term_in_days,
)
from steelyard.law.elements import ATTRIBUTES
from steelyard.logic.errors import SteelyardError

_SECTION_ID = re.compile(rb'^\s*\[section\].*?^\s*id\s*=\s*"([^"]+)"', re.MULTILINE | re.DOTALL)


class CatalogError(SteelyardError):
    """Offense files that cannot be used; `issues` has everything that is wrong with them."""

    def __init__(self, issues: list[Issue]) -> None:
        self.issues = tuple(issues)
        first = issues[0]
        more = f" (and {len(issues) - 1} more)" if len(issues) > 1 else ""
        where = f"{first.file}:{first.line}"
        super().__init__(first.code, f"{first.field}: {first.what}{more}", where=where, right=first.right)


_PLACE = {name: place for place, name in enumerate(ATTRIBUTES)}


def _values(raw: Mapping[str, Any]) -> Values:
    named = sorted([name for name in raw if name in _PLACE], key=_PLACE.__getitem__)
    return {name: tuple(raw[name]) for name in named}


def _day(raw: Mapping[str, Any], name: str) -> date | None:
    value = raw.get(name)
    return value if isinstance(value, date) else None


def _marks(raw: Mapping[str, Any]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in raw.items():
        if isinstance(value, dict):
            found.update({f"{name}.{inner}": mark for inner, mark in value.items()})
        else:
            found[name] = value
    return found


def _form(raw: Mapping[str, Any]) -> Form:
    court = raw.get("court", {})
    return Form(
        name=raw.get("name", ""),
        text=_values(raw),
        court=_values(court),
        court_source=court.get("source", ""),
        marks=_marks(raw.get("marks", {})),
        note=raw.get("note", ""),
        from_=_day(raw, "from"),
        to=_day(raw, "to"),
        dates_cite=raw.get("dates_cite", ""),
        levels=tuple(raw.get("levels", ())),
        one_act=raw.get("one_act", ""),
        unknown=tuple(raw.get("unknown", ())),
    )


def _penalty(raw: Mapping[str, Any]) -> Penalty:
    return Penalty(
        level=raw["level"],
        maximum=raw["maximum"],
        maximum_days=term_in_days(raw["maximum"]),
        cite=raw["cite"],
        class_=raw.get("class", ""),
        fine_cents=raw.get("fine_cents"),
        from_=_day(raw, "from"),
        to=_day(raw, "to"),
        when=raw.get("when", ""),
        note=raw.get("note", ""),
        maximum_unread=raw.get("maximum_unread", False),
        committed_from=_day(raw, "committed_from"),
        committed_to=_day(raw, "committed_to"),
    )


def _grade(raw: Mapping[str, Any]) -> Grade:
    return Grade(
        of_level=raw["of_level"],
        of_class=tuple(raw.get("of_class", ())),
        of=tuple(raw.get("of", ())),
        not_of=tuple(raw.get("not_of", ())),
        of_at_least=term_in_days(raw["of_at_least"]) if "of_at_least" in raw else 0,
        same=raw.get("same", False),
        level=raw.get("level", ""),
        class_=raw.get("class", ""),
        maximum=raw.get("maximum", ""),
        maximum_days=term_in_days(raw["maximum"]) if "maximum" in raw else 0,
        cite=raw["cite"],
        from_=_day(raw, "from"),
        to=_day(raw, "to"),
    )


def _section(raw: Mapping[str, Any]) -> Section:
    return Section(
        id=raw["id"],
        citation=raw["citation"],
        title=raw["title"],
        alternatives=raw.get("alternatives", ""),
        alternatives_source=raw.get("alternatives_source", ""),
        former=tuple(raw.get("former", ())),
        also=tuple(raw.get("also", ())),
        note=raw.get("note", ""),
        no_crime=tuple(raw.get("no_crime", ())),
    )


def _offense(raw: Mapping[str, Any], section: Section) -> Offense:
    review = raw["review"]
    return Offense(
        id=raw["id"],
        citation=raw["citation"],
        title=raw["title"],
        section=section,
        forms=tuple(_form(form) for form in raw["form"]),
        sources=tuple(
            Source(entry["cite"], entry["read_in"], entry["quality"], _day(entry, "read_on")) for entry in raw["source"]
        ),
        families=tuple(raw.get("families", ())),
        alternatives=raw.get("alternatives", ""),
        alternatives_source=raw.get("alternatives_source", ""),
        penalties=tuple(_penalty(penalty) for penalty in raw.get("penalty", ())),
        related=tuple(Related(entry["offense"], entry["relation"]) for entry in raw.get("related", ())),
        in_force_from=_day(raw, "in_force_from"),
        in_force_to=_day(raw, "in_force_to"),
        in_force_cite=raw.get("in_force_cite", ""),
        former=tuple(raw.get("former", ())),
        also=tuple(raw.get("also", ())),
        beside=tuple(raw.get("beside", ())),
        not_analysed=tuple(raw.get("not_analysed", ())),
        not_analysed_reason=raw.get("not_analysed_reason", ""),
        unsettled=tuple(raw.get("unsettled", ())),
        unsettled_reason=raw.get("unsettled_reason", ""),
        note=raw.get("note", ""),
        register_as_sex_offender=raw.get("register_as_sex_offender"),
        strike=raw.get("strike"),
        firearm_bar=raw.get("firearm_bar"),
        collateral_cite=raw.get("collateral_cite", ""),
        review=Review(_day(review, "written_on"), review.get("reviewed_by", ""), _day(review, "reviewed_on")),
    )


def build_offenses(raw: Mapping[str, Any]) -> tuple[Offense, ...]:
    """The offenses of a table in the shape of an offense file, which must already have passed the check."""
    section = _section(raw["section"])
    return tuple(_offense(entry, section) for entry in raw["offense"])


def _checked(path: Path) -> Mapping[str, Any]:
    raw, issues = check_file(path)
    errors = [issue for issue in issues if not issue.is_warning]
    if errors:
        raise CatalogError(errors)
    return raw


def read_offenses(path: Path) -> tuple[Offense, ...]:
    """The offenses of one file, checked. Raises CatalogError with every error of the file."""
    return build_offenses(_checked(path))


def read_modifiers(path: Path) -> tuple[Modifier, ...]:
    """The modifiers of a file named _modifiers.toml, checked. Raises CatalogError with every error of the file."""
    raw = _checked(path)
    return tuple(
        Modifier(
            id=entry["id"],
            kind=entry["kind"],
            citation=entry["citation"],
            maximum=entry.get("maximum", ""),
            note=entry.get("note", ""),
            read_in=entry.get("read_in", ""),
            read_on=_day(entry, "read_on"),
            quality=entry.get("quality", "memory"),
            title=entry.get("title", ""),
            sections=tuple(entry.get("sections", ())),
            may_exceed=entry.get("may_exceed", entry["kind"] not in NEVER_LONGER),
            elements=_values(entry.get("elements", {})),
            no_elements=entry.get("no_elements", ""),
            unsettled=tuple(entry.get("unsettled", ())),
            unsettled_reason=entry.get("unsettled_reason", ""),
            of=tuple(entry.get("of", ())),
            entered_as=entry.get("entered_as", ""),
            grades=tuple(map(_grade, entry.get("grade", ()))),
            ungraded=tuple(entry.get("ungraded", ())),
        )
        for entry in raw.get("modifier", ())
    )


def around(ids: Iterable[str]) -> str:
    """The id of what all these offenses or sections lie in; of none, ""."""
    levels = zip(*(one.split(".") for one in ids), strict=False)
    return ".".join(parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, levels))


class Catalog:
    """The offenses of a folder. A file is read when one of its offenses is first asked for."""

    def __init__(self, root: Path | None = None) -> None:
        self._files = offense_files(root)
        self._read: dict[str, tuple[Offense, ...]] = {}

    @property
    def files(self) -> tuple[Path, ...]:
        """Every offense file, in order of path."""
        return tuple(self._files)

    @property
    def sections(self) -> Mapping[str, Path]:
        """The file of every section by the section's id, in order of path."""
        return self._scanned[0]

    @cached_property
    def _scanned(self) -> tuple[Mapping[str, Path], str]:
        """The file of every section, and the SHA-256 of every file by name and content: each file is read once for both."""
        found: dict[str, Path] = {}
        whole = sha256()
        for path in self._files:
            content = path.read_bytes()
            whole.update(path.name.encode())
            whole.update(content)
            match = None if path.name.startswith("_") else _SECTION_ID.search(content)
            if match:
                found.setdefault(match[1].decode("utf-8", "replace"), path)
        return MappingProxyType(found), whole.hexdigest()

    def section(self, section_id: str) -> tuple[Offense, ...]:
        """The offenses of a section, none if it is not there. Raises CatalogError when its file has errors."""
        found = self._read.get(section_id)
        if found is None and section_id in self.sections:
            found = self._read[section_id] = read_offenses(self.sections[section_id])
        return found or ()

    def section_of(self, offense_id: str) -> str:
        """The id of the section that an id of an offense or section lies in, "" when it is not there."""
        parts = offense_id.split(".")
        for length in range(len(parts), 1, -1):
            if (candidate := ".".join(parts[:length])) in self.sections:
                return candidate
        return ""

    def find(self, offense_id: str) -> tuple[Offense, ...]:
        """The offenses at or below an id: the offense itself in each of its versions, or those of a (sub)section.

        None when nothing has that id. Raises CatalogError when the file has errors.
        """
        inside = self.section(self.section_of(offense_id))
        return tuple(o for o in inside if o.id == offense_id or o.id.startswith(offense_id + "."))

    def __iter__(self) -> Iterator[Offense]:
        self._read_all()
        for section_id in self.sections:
            yield from self._read[section_id]

    @property
    def hash(self) -> str:
        """The SHA-256 of every file, by name and content."""
        return self._scanned[1]

    @cached_property
    def former(self) -> Mapping[str, str]:
        """The offense or section that now has what an old number named, by the old number's id.

        Of a number that several have, it is what they all lie in: § 1112(a) is both kinds of manslaughter. Where that is no
        section, the number leads nowhere.
        """
        every = ((number, now) for numbers in self._former.values() for number, now in numbers.items())
        return MappingProxyType({number: now for number, now in every if self.section_of(now)})

    def formerly_in(self, section: str) -> Mapping[str, str]:
        """The old numbers that lay in a section, by its id, with what each is now."""
        return self._former.get(section, {})

    @cached_property
    def _former(self) -> Mapping[str, Mapping[str, str]]:
        """The old numbers by their section, kept by themselves: a process that asks for one section need read no other."""
        return compiled("former", self.hash, dict[str, dict[str, str]], self._former_from_offenses)

    def _former_from_offenses(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for offense in self:
            for identity, citations in (
                (offense.id, (*offense.former, *offense.also)),
                (offense.section.id, (*offense.section.former, *offense.section.also)),
            ):
                for citation in citations:
                    for statute in read(offense.state, citation)[:1]:
                        there = found.setdefault(statute.section_id, {})
                        there[statute.id] = around((there.get(statute.id, identity), identity))
        return found

    def now_at(self, identity: str, section: str) -> str:
        """The offense or section that now has what a number named, by the number's id or that of a subdivision above it.

        `section` is the id of the number's section, which speaks for none of its subdivisions; "" where there is none. What
        is one paragraph, whatever else it is cited as, speaks for no other: § 166(c) may stand for (c)(1), and not for (c)(2).
        """
        now = self.former.get(identity, "")
        if now or self.section_of(identity) not in ("", section):  # 273(5)(a) has the id of 273.5(a)
            return now
        above = identity.rpartition(".")[0]
        now = self.now_at(above, section) if len(above) > len(section) else ""
        return "" if now.startswith(f"{above}.") else now

    def _read_all(self) -> None:
        """Read every section."""
        if len(self._read) == len(self.sections):
            return
        was_on = gc.isenabled()
        gc.disable()  # all that is made here stays, so that looking for what could go is a third of the time
        try:
            made = compiled("offenses", self.hash, dict[str, tuple[Offense, ...]], self._from_files)
            self._read = {**made, **self._read}
        finally:
            if was_on:
                gc.enable()

    def _from_files(self) -> dict[str, tuple[Offense, ...]]:
        return {name: read_offenses(path) for name, path in self.sections.items()}

    def modifiers(self, state: str) -> tuple[Modifier, ...]:
        """The modifiers of a state, by its two letters. Raises CatalogError when the file has errors."""
        return tuple(one for one in self._modifiers if one.id.partition(".")[0].upper() == state.upper())

    @property
    def all_modifiers(self) -> tuple[Modifier, ...]:
        """The modifiers of every state. Raises CatalogError when a file has errors."""
        return self._modifiers

    @property
    def enhancements(self) -> tuple[Modifier, ...]:
        """The enhancements of every state."""
        return tuple(one for one in self._modifiers if one.kind == "enhancement")

    @cached_property
    def _modifiers(self) -> tuple[Modifier, ...]:
        files = [path for path in self._files if path.name.startswith("_modifiers")]
        return tuple(one for path in files for one in read_modifiers(path))
