"""A question that says less is never answered "no" where one that says more is not: what is left out may be any of it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from steelyard.catalog.ask import all_grounds, answer
from steelyard.catalog.browse import offense_page
from steelyard.catalog.charges import cite
from steelyard.catalog.cite import read
from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_of_state, forums
from steelyard.catalog.found import days_of_change
from steelyard.catalog.model import Offense
from steelyard.logic.facts import Between

DAY = date(2026, 6, 1)
MATCHES = ("yes", "circumstance", "divisible")


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


# --- old numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "cited", "ground", "besides"),
    [
        ("CA", "Cal. Penal Code § 236", "AF:F", "ca.pen.237.a"),  # by violence or menace a felony, charged as § 236 too
        ("CA", "Cal. Veh. Code § 23103", "IMPAIRED_DRIVING", "ca.veh.23103.5"),
        ("CA", "Cal. Health & Safety Code § 11383(c)(2)", "AF:E(i)", "ca.hs.11383.5.b.2"),  # until 2006
        ("US", "22 U.S.C. § 2778(c)", "FIREARM", "us.22.2778.b.2"),
    ],
)
def test_a_number_that_stands_for_two_crimes_clears_neither_for_the_other(
    state: str, cited: str, ground: str, besides: str
) -> None:
    assert said(state, besides, ground) in {"yes", "unsettled", "divisible", "circumstance"}
    found = answer({"state": state, "statute": cited, "ground": ground, "as_of": "2026-06-01"})
    assert (found["answer"], found["stance"]["cautious"]) == ("unsettled", "yes")
    assert any("may also stand for" in note for note in found["notes"])


def test_an_old_number_clears_no_more_than_each_entry_that_has_it() -> None:
    numbers: dict[tuple[str, str], set[str]] = {}
    for offense in catalogue().offenses:
        for cited in (*offense.former, *offense.also, *offense.section.former, *offense.section.also):
            numbers.setdefault((offense.state, cited), set()).add(offense.id)
    for (state, cited), ids in list(numbers.items())[::6]:
        for ground in all_grounds()[::8]:
            if said(state, cited, ground) == "no":
                assert {said(state, one, ground) for one in ids} <= {"no"}, (cited, ground)


# --- ways of writing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "written", "name"),
    [
        ("NY", "N.Y. Penal Law § 130.65–a(1)(a)", "ny.pl.130.65-a.1.a"),  # was § 130.65
        ("NY", "N.Y. Penal Law § 265.01–b", "ny.pl.265.01-b"),
        ("NY", "N.Y. Veh. & Traf. Law § 1192(2–a)(b)", "ny.vtl.1192.2-a.b"),
        ("PA", "35 Pa. Stat. § 780–113(a)(30)", "pa.35.780-113.a.30"),
        ("IL", "720 ILCS 5/11–9.3(b–10)", "il.5.11-9.3.b-10"),  # was (b)(10)
        ("IL", "720 ILCS 5/24-1.6(a)(3)(b-5)-F", "il.5.24-1.6.a.3.b-5"),  # was (b)(5)(f), and cleared
        ("IL", "720 ILCS 5/24-1.6-A-3-B-5", "il.5.24-1.6.a.3.b-5"),
        ("IL", "730 ILCS 150/3-A-5", "il.730.150.3.a-5"),
        ("IL", "720 ILCS 5/12-3.05-A-1", "il.5.12-3.05.a.1"),
        ("CA", "Pen. Code, § 273.5, subd. (a)", "ca.pen.273.5.a"),
        ("CA", "Cal. Penal Code § 245 subdivision (a)(1)", "ca.pen.245.a.1"),
        ("CA", "Cal. Penal Code § 459.", "ca.pen.459"),
        ("NY", "PL 120.05 subsection (2)", "ny.pl.120.05.2"),
        ("MA", "G.L. c. 265, § 13A, subsection (b)", "ma.265.13a.b"),
        ("US", "42 U.S.C. § 1320a–7b(a)", "us.42.1320a-7b.a"),
    ],
)
def test_another_way_of_writing_a_section_names_no_other(state: str, written: str, name: str) -> None:
    assert catalogue().find(state, written).named == name


def test_what_may_be_two_subsections_of_illinois_is_asked_about() -> None:
    """In columns (a)(3) and (a-3) are written alike; where one of them is the old number of the other nothing is open."""
    found = catalogue().find("IL", "720 ILCS 5/12-7.3-A-3")
    assert (found.id, found.code) == ("", "SY-O110")
    assert cite("IL", "", "720 ILCS 5/12-7.3-A-3").offense == ""
    assert [one.id for one in catalogue().find("IL", "720 ILCS 570.0/401.5-A-5").offenses] == ["il.570.401.5.a-5"]


WAYS = (
    "{0}, a felony", "violation of {0}", "{0} F", "{0} /M", "{0} in the second degree", "{0};", "{0}.", "{0} M",
)  # fmt: skip
"""Words and signs around a citation, in any state."""


def test_a_citation_written_another_way_is_that_section_or_refused() -> None:
    for number, (name, own) in enumerate(sections().items()):
        if number % 9:
            continue
        offense = own[number % len(own)]
        state, cited = offense.state, offense.citation
        if len(read(state, cited)) != 1:
            continue
        meant = catalogue().find(state, cited)
        ways = [way.format(cited) for way in WAYS]
        ways += [cited.replace(" ", "  "), cited.upper(), cited.replace("§ ", "§"), cited.replace("-", "–")]
        if "(" in cited and state != "PA":
            ways.append(cited.replace("(", ", subd. (", 1))
        for written in ways:
            found = catalogue().find(state, written)
            assert not found.id or found.problem or found.named == meant.named, (name, written)


# --- an attempt ----------------------------------------------------------------------------------------------------------


def test_an_attempt_of_a_burglary_is_none_of_a_reckless_crime() -> None:
    """Gill v. INS, 420 F.3d 82 (2d Cir. 2005), is on an assault that needs recklessness and has no purpose."""
    assert said("NY", "110/140.30(2)", "CIMT") == said("NY", "140.30(2)", "CIMT") == "yes"
    assert said("NY", "110/120.05(4)", "CIMT") == "no"


def test_an_attempt_or_a_conspiracy_of_what_is_an_aggravated_felony_is_not_cleared_of_u() -> None:
    """8 U.S.C. § 1101(a)(43)(U) takes in both, of each letter."""
    law = catalogue()
    letters = [one for one in all_grounds() if one.startswith("AF:") and not one.startswith("AF:U")]
    for number, (_, own) in enumerate(sections().items()):
        if number % 60:
            continue
        found, forum = law.find(own[0].state, own[0].id), forum_of_state(own[0].state)
        for modifier in ("attempt", "conspiracy"):
            through = law.full_match(found, "AF:U", forum=forum, as_of=DAY, modifier=modifier).answer
            if through == "no":
                matching = [
                    one for one in letters if law.full_match(found, one, forum=forum, as_of=DAY).answer in MATCHES
                ]
                assert not matching, (own[0].id, modifier)


# --- the level, the form, the forum, and who asks ------------------------------------------------------------------------


def test_no_level_and_no_form_clear_no_more_than_each_of_them() -> None:
    for number, (_, own) in enumerate(sections().items()):
        offense = own[number % len(own)]
        if number % 40 or len(offense.forms) < 2:
            continue
        state, name = offense.state, offense.id
        forms = {form.name for each in own if each.id == name for form in each.forms}
        for ground in all_grounds()[number % 7 :: 7]:
            if said(state, name, ground) == "no":
                levels = ("felony", "misdemeanor", "infraction", "violation")
                assert {said(state, name, ground, level=one) for one in levels} <= {"no"}, (name, ground)
                assert {said(state, name, ground, form=one) for one in forms} <= {"no"}, (name, ground)


def test_a_federal_crime_of_an_unnamed_forum_clears_no_more_than_in_each_circuit() -> None:
    """No circuit follows from the United States: the Board answers, whose "no" must be that of each."""
    law = catalogue()
    federal = [own[0] for own in sections().values() if own[0].state == "US"]
    for number, offense in enumerate(federal[::16]):
        found = law.find("US", offense.id)
        for ground in all_grounds()[number % 9 :: 9]:
            if law.full_match(found, ground, forum="BIA", as_of=DAY).answer == "no":
                told = {law.full_match(found, ground, forum=one, as_of=DAY).answer for one in forums()}
                assert told == {"no"}, (offense.id, ground)


def test_the_page_the_question_and_the_weighing_say_no_to_the_same() -> None:
    law = catalogue()
    for number, (_, own) in enumerate(sections().items()):
        if number % 160:
            continue
        state, cited = own[0].state, own[0].citation
        page = offense_page(state, cited, forum=None, as_of=DAY)
        found, forum = law.find(state, cited), forum_of_state(state)
        for ground in all_grounds()[number % 5 :: 5]:
            told = said(state, cited, ground)
            weighed = law.match(found, ground, forum=forum, as_of=DAY, convicted=Between(None, DAY)).answer
            assert told == page["grounds"][ground]["answer"], (cited, ground)
            assert (told == "no") is (weighed == "no"), (cited, ground)
