"""The few words in which rules of law are written down, and the authorities they name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources

from steelyard.logic.dates import Axis
from steelyard.logic.errors import RuleError
from steelyard.logic.expr import Expr, Holds
from steelyard.logic.facts import Entity
from steelyard.logic.rule import Citation, Exception_, Rule, Version, version

IIRIRA = date(1997, 4, 1)
"""Effective date of title III-A of the Illegal Immigration Reform and Immigrant Responsibility Act of 1996."""

CIRCUITS = (
    "1st Cir.",
    "2d Cir.",
    "3d Cir.",
    "4th Cir.",
    "5th Cir.",
    "6th Cir.",
    "7th Cir.",
    "8th Cir.",
    "9th Cir.",
    "10th Cir.",
    "11th Cir.",
)
"""The courts of appeals that review removal orders."""


def rules(*many: Rule) -> dict[str, Rule]:
    """Rules by name. Raises RuleError (SY-L004) when two share a name."""
    found: dict[str, Rule] = {}
    for one in many:
        if one.name in found:
            raise RuleError("SY-L004", f"two rules are called {one.name}")
        found[one.name] = one
    return found


def _rule(
    entity: Entity,
    name: str,
    label: str,
    when: object,
    cite: Citation | tuple[Citation, ...],
    since: date | None,
    by: Axis,
    reaches: Citation | None,
    reaches_since: date | None,
    unless: Iterable[Exception_],
    note: str,
    versions: tuple[Version, ...],
    consequence: bool,
    adverse: bool,
) -> Rule:
    if not versions:
        versions = (
            version(
                when,
                cite=cite,
                since=since,
                by=by,
                reaches=reaches,
                reaches_since=reaches_since,
                unless=unless,
                note=note,
            ),
        )
    return Rule(name, label, entity, name.partition(".")[0], versions, consequence, adverse)


def count_rule(
    name: str,
    label: str,
    *,
    when: object = None,
    cite: Citation | tuple[Citation, ...] = (),
    since: date | None = IIRIRA,
    by: Axis = Axis.PROCEEDING,
    reaches: Citation | None = None,
    reaches_since: date | None = None,
    unless: Iterable[Exception_] = (),
    note: str = "",
    versions: tuple[Version, ...] = (),
) -> Rule:
    """A rule about one count; its area is the first word of its name."""
    return _rule(
        Entity.COUNT, name, label, when, cite, since, by, reaches, reaches_since, unless, note, versions, False, True
    )


def person_rule(
    name: str,
    label: str,
    *,
    when: object = None,
    cite: Citation | tuple[Citation, ...] = (),
    since: date | None = IIRIRA,
    unless: Iterable[Exception_] = (),
    note: str = "",
    versions: tuple[Version, ...] = (),
    consequence: bool = False,
    adverse: bool = True,
) -> Rule:
    """A rule about a person in a posture; `consequence` makes it a column that users see."""
    return _rule(
        Entity.PERSON,
        name,
        label,
        when,
        cite,
        since,
        Axis.PROCEEDING,
        None,
        None,
        unless,
        note,
        versions,
        consequence,
        adverse,
    )


def holds(name: str) -> Expr:
    """The verdict of another rule."""
    return Holds(name)


@cache
def _authorities() -> dict[str, Citation]:
    text = resources.files("steelyard.law.federal").joinpath("authorities.toml").read_text(encoding="utf-8")
    found: dict[str, Citation] = {}
    for name, entry in tomllib.loads(text).items():
        decided = f"{entry['court']} {entry['year']}" if "court" in entry else ""
        found[name] = Citation(
            entry["citation"], decided=decided, read_in=entry.get("read_in", ""), verified=entry["verified"]
        )
    return found


def authority(name: str) -> Citation:
    """A decision, public law or notice of law/federal/authorities.toml. Raises RuleError (SY-L003) for an unknown name."""
    try:
        return _authorities()[name]
    except KeyError:
        raise RuleError("SY-L003", f"authority {name!r} is not in authorities.toml") from None
