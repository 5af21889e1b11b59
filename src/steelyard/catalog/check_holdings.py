"""Checks holdings beside the catalogue: what they speak of is there, and no two that govern contradict each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from steelyard.catalog.forms import ATTEMPT
from steelyard.catalog.holdings import Holding
from steelyard.catalog.issues import Issue
from steelyard.catalog.model import Offense
from steelyard.catalog.naming import named_forms
from steelyard.law.splits import OPEN

OTHER = "other"
"""The offense of a holding on the law of a state that we do not have."""

Place = tuple[str, int]
"""A file as it is shown, and a line of it."""
Find = Callable[[str], Sequence[Offense]]
"""Gives the offenses of an id, of a section or of what lies between; none where nothing has that id."""


def places(files: Iterable[Path]) -> Mapping[str, Place]:
    """Where each holding's id stands."""
    found: dict[str, Place] = {}
    for file in files:
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if said := re.match(r'id\s*=\s*"([^"]+)"', line):
                found[said[1]] = (file.name, number)
    return found


def check_holdings(
    holdings: Iterable[Holding], find: Find, at: Mapping[str, Place], enhancements: Container[str] = ()
) -> list[Issue]:
    """What is wrong with holdings: an offense or a form that is not there (SY-H003), and contradictions (SY-H004).

    `enhancements` are the ids of sections on which a holding may speak though they are no offenses.
    """
    many = list(holdings)
    issues = [issue for one in many if one.offense not in enhancements for issue in _speaks_of_nothing(one, find, at)]
    for one, other in contradictions(many):
        file, line = at.get(one.id, ("", 0))
        what = f'{one.cite} says "{one.answer}" and {other.cite} says "{other.answer}" of the same, in one forum'
        right = 'in_force_to and displaced_by for the one that no longer governs, or status = "limited"'
        issues.append(Issue("SY-H004", file, line, one.id, what, right))
    return issues


def _speaks_of_nothing(one: Holding, find: Find, at: Mapping[str, Place]) -> Iterator[Issue]:
    if one.offense == OTHER:
        return
    file, line = at.get(one.id, ("", 0))
    found = find(one.offense)
    if not found:
        what = f'"{one.offense}" is not in the catalogue'
        yield Issue("SY-H003", file, line, one.id, what, f'an id of the catalogue, or "{OTHER}"')
        return
    forms = [form for offense in found for form in offense.forms]
    if one.form and one.form != ATTEMPT and not named_forms(forms, one.form):
        names = ", ".join(f'"{form.name}"' for form in forms if form.name)
        yield Issue("SY-H003", file, line, one.id, f'"{one.form}" names no form of {one.offense}', names)


def contradictions(holdings: Iterable[Holding]) -> Iterator[tuple[Holding, Holding]]:
    """Pairs that both govern one forum for one conviction, and answer one question differently; each pair once.

    A holding that is limited, that no longer stands, that nobody checked, or that leaves the question open, governs nothing.
    A circumstance is a yes with something still to be shown.
    """
    asked: dict[tuple[str, str, str], list[Holding]] = {}
    for one in holdings:
        governs = one.verified and one.status == "good" and one.in_force_to is None and one.answer != "unsettled"
        if governs and one.offense != OTHER:
            asked.setdefault((one.offense, one.form, one.ground), []).append(one)
    for many in asked.values():
        for one, other in combinations(many, 2):
            shared = (set(one.forums) & set(other.forums)) - {OPEN}
            if shared and _side(one) != _side(other) and _meet(one, other):
                yield one, other


def _side(holding: Holding) -> str:
    return "yes" if holding.answer == "circumstance" else holding.answer


def _meet(one: Holding, other: Holding) -> bool:
    """Whether there is a day of conviction of which both speak."""
    begins = max(one.conviction_from or date.min, other.conviction_from or date.min)
    return begins <= min(one.conviction_to or date.max, other.conviction_to or date.max)
