"""A question that says less is never answered "no" where one that says more is not: what is left out may be any of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Any

import pytest

from steelyard.catalog.ask import all_grounds, answer
from steelyard.catalog.find import catalogue
from steelyard.catalog.found import days_of_change
from steelyard.catalog.model import Offense
from steelyard.logic.facts import Between

DAY = date(2026, 6, 1)


@cache
def said(state: str, statute: str, ground: str, convicted: str | None = None, **facts: str) -> str:
    """The answer of `ground`, or the code of its error."""
    asked: dict[str, Any] = {"state": state, "statute": statute, "ground": ground, "as_of": DAY.isoformat()}
    found = answer({**asked, "conviction_date": convicted, "facts": facts})
    return str(found["error"]["code"] if "error" in found else found["answer"])


@cache
def sections() -> dict[str, list[Offense]]:
    """The entries of each section."""
    found: dict[str, list[Offense]] = {}
    for offense in catalogue().offenses:
        found.setdefault(offense.section.id, []).append(offense)
    return found


def some(step: int, *, first: int = 0, offenses: bool = True) -> Iterator[tuple[str, list[Offense]]]:
    """Every so many sections, with their entries."""
    return islice(sections().items(), first, None, step)


# --- the day of the offense -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "statute", "ground", "committed", "then"),
    [
        ("PA", "18 Pa. Cons. Stat. § 3126", "AF:A(murder)", "1995-01-31", "unsettled"),
        ("PA", "18 Pa. Cons. Stat. § 2715", "AF:E(iii)", "2001-06-30", "divisible"),
        ("IL", "720 ILCS 5/12-2(a)", "FIREARM", "2011-01-31", "unsettled"),
        ("OR", "Or. Rev. Stat. § 166.065", "AF:I", "2019-01-31", "unsettled"),
        ("CA", "Penal Code 191.5(b)", "CIMT", "2006-12-31", "unsettled"),
    ],
)
def test_a_no_by_the_law_of_today_clears_no_offense_of_a_day_that_nobody_knows(
    state: str, statute: str, ground: str, committed: str, then: str
) -> None:
    """A crime is punished by the law of the day it was committed on, and what governed then may match."""
    asked = {
        "state": state,
        "statute": statute,
        "ground": ground,
        "as_of": "2026-06-01",
        "conviction_date": "2026-05-01",
    }
    assert answer({**asked, "facts": {"offense_date": committed}})["answer"] == then
    assert answer({**asked, "facts": {"offense_date": "2026-04-01"}})["answer"] == "no"
    unknown = answer(asked)
    assert unknown["answer"] == "unsettled"
    assert unknown["stance"]["cautious"] != "no"
    assert any("the day of the offense is unknown, and decides" in note for note in unknown["notes"])
    found = catalogue().find(state, statute)
    forum = str(unknown["forum"])
    weighed = catalogue().match(found, ground, forum=forum, as_of=DAY, convicted=date(2026, 5, 1))
    assert (weighed.answer, weighed.day) == ("dated", "offense_date")
    weighed = catalogue().match(found, ground, forum=forum, as_of=DAY, convicted=Between(DAY, None))
    assert (weighed.answer, weighed.day) == ("dated", "offense_date")


def test_a_conviction_before_there_was_such_a_crime_is_not_cleared_by_it() -> None:
    """Shoplifting became a crime of its own on 5 November 2014 (Proposition 47)."""
    asked = {"state": "CA", "statute": "Cal. Penal Code § 459.5", "ground": "AF:F", "as_of": "2026-06-01"}
    assert answer(asked)["answer"] == "no"
    assert answer({**asked, "conviction_date": "2016-01-31"})["answer"] == "no"
    early = answer({**asked, "conviction_date": "2010-01-31"})
    assert (early["answer"], early["stance"]["cautious"]) == ("not_analysed", "not_analysed")
    assert any("no version governs an offense of 2010-01-31" in note for note in early["notes"])


def test_no_day_of_the_offense_clears_less_than_any_day_that_is_possible() -> None:
    dated = [(name, own) for name, own in sections().items() if days_of_change(own, of_forms=False)]
    for name, own in dated[::12]:
        state = own[0].state
        edges = sorted(days_of_change(own, of_forms=False))
        days = [
            day for day in (edges[0] - timedelta(days=1), *edges) if day <= DAY and any(o.in_force_on(day) for o in own)
        ]
        for ground in all_grounds()[::7]:
            for convicted in (None, DAY.isoformat()):
                if said(state, name, ground, convicted) == "no":
                    answers = {said(state, name, ground, convicted, offense_date=day.isoformat()) for day in days}
                    assert answers <= {"no"}, (name, ground, convicted)


# --- the section alone -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "whole", "part", "ground"),
    [
        ("CA", "Cal. Penal Code § 647.6(a)", "Cal. Penal Code § 647.6(a)(2)", "CIMT"),
        ("NY", "N.Y. Penal Law § 265.03", "N.Y. Penal Law § 265.03(1)(a)", "FIREARM"),
        ("OR", "Or. Rev. Stat. § 164.015", "Or. Rev. Stat. § 164.015(3)", "AF:G(theft)"),
    ],
)
def test_a_section_clears_none_of_its_crimes_that_is_not_cleared_alone(
    state: str, whole: str, part: str, ground: str
) -> None:
    """A decision on one of several crimes of a section (*Nicanor-Romero*, *Jack*) says nothing of the others."""
    assert said(state, part, ground) in {"unsettled", "yes"}
    assert said(state, whole, ground) in {"unsettled", "divisible"}


def test_a_section_alone_clears_no_more_than_each_of_its_entries() -> None:
    for number, (name, own) in enumerate(sections().items()):
        ids = {offense.id for offense in own}
        if number % 24 or len(ids) < 2:
            continue
        state = own[0].state
        above = {name} | {part for one in ids if (part := one.rpartition(".")[0]).startswith(name)}
        for ground in all_grounds()[number % 4 :: 4]:
            for whole in sorted(above):
                if said(state, whole, ground) == "no":
                    parts = [one for one in ids if one.startswith(f"{whole}.")]
                    assert {said(state, one, ground) for one in parts} <= {"no"}, (whole, ground)
