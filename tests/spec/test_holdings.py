"""A holding in force replaces a derived answer, by forum and day; one that nobody checked only unsettles it.

The cases are made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steelyard.catalog import holdings as holdings_module
from steelyard.catalog.browse import offense_page
from steelyard.catalog.check_holdings import check_holdings, contradictions
from steelyard.catalog.derive import Match, home_circuit, match
from steelyard.catalog.find import catalogue
from steelyard.catalog.forms import ATTEMPT
from steelyard.catalog.forums import forum_of_state
from steelyard.catalog.found import Found
from steelyard.catalog.holdings import Holding, HoldingError, Holdings, controlling, load_holdings, read_holdings
from steelyard.catalog.model import Offense
from steelyard.catalog.naming import named_forms
from steelyard.law.federal.grounds import is_ground
from steelyard.logic.facts import Between

from .made_up import BATTERY, BEATING, JOYRIDE, SALE, THEFT, TODAY, offense


def holding(answer: str, forum: str = "9th Cir.", **fields: Any) -> Holding:
    court = "SCOTUS" if forum == "nationwide" else forum
    given_ = {
        "id": f"{answer}-{forum}-{fields.get('decided', 2015)}-{fields.get('offense', '')}-{fields.get('ground', '')}",
        "case": "Doe v. Roe",
        "citation": "1 F.9th 1",
        "court": court,
        "offense": "ca.pen.9999",
        "ground": "CIMT",
        "forums": (forum,),
        "says": "made up",
        "decided": date(2015, 1, 1),
        "verified": True,
    }
    return Holding(answer=answer, **{**given_, **fields})


def ask(of: Offense | list[Offense], *many: Holding, ground: str = "CIMT", **fields: Any) -> Match:
    return match(of, ground, **{"as_of": TODAY, "forum": "9th Cir.", "holdings": Holdings(many), **fields})


THIEF = offense({**THEFT})
"""Derived: a crime involving moral turpitude, yes."""
RIDER = offense({**JOYRIDE})
"""Derived: no."""


def test_a_holding_replaces_the_derivation_and_says_so() -> None:
    found = ask(THIEF, holding("no"))
    assert (found.answer, found.basis, found.derived) == ("no", "holding", "yes")
    assert found.holdings[0].case == "Doe v. Roe"
    off = match(THIEF, "CIMT", as_of=TODAY, forum="9th Cir.")
    assert (off.answer, off.basis) == ("yes", "derived")


def test_a_holding_on_the_completed_crime_is_none_on_an_attempt_that_is_not_there() -> None:
    """8 U.S.C. § 1101(a)(43)(U) asks for an attempt or conspiracy; the letter itself is answered by the holding."""
    held = holding("yes", ground="AF:G(theft)")
    assert ask(THIEF, held, ground="AF:G(theft)").answer == "yes"
    assert ask(THIEF, held, ground="AF:U").answer == "no"
    assert ask(THIEF, held, ground="AF:U", modifiers=["attempt"]).answer == "yes"
    assert ask(THIEF, held, ground="AF").answer == "yes"


def test_the_forum_selects() -> None:
    assert ask(THIEF, holding("no"), forum="BIA").answer == "yes"
    assert ask(THIEF, holding("no", "BIA"), forum="9th Cir.").answer == "no"
    assert ask(THIEF, holding("no", "nationwide"), forum="5th Cir.").answer == "no"
    both = (holding("no"), holding("yes", "BIA", decided=date(2020, 1, 1)))
    assert ask(THIEF, *both, forum="9th Cir.").answer == "no"
    assert ask(THIEF, *both, forum="BIA").answer == "yes"
    without = ask(THIEF, *both, forum=None)
    assert without.answer == "unsettled"
    assert dict(without.by_forum) == {"9th Cir.": "no", "BIA": "yes"}


def test_the_later_of_one_level_governs() -> None:
    early, late = holding("no"), holding("yes", decided=date(2020, 1, 1))
    assert ask(THIEF, early, late).answer == "yes"
    assert ask(THIEF, early, late, as_of=date(2019, 1, 1)).answer == "no"


def test_a_displaced_holding_governs_until_its_last_day_and_stays_to_be_seen() -> None:
    gone = holding("no", in_force_to=date(2018, 3, 8), status="limited", displaced_by="Roe v. Doe")
    assert ask(THIEF, gone, as_of=date(2018, 3, 8)).answer == "no"
    later = ask(THIEF, gone, as_of=date(2018, 3, 9))
    assert (later.answer, later.basis) == ("yes", "derived")
    assert gone in later.holdings
    assert ask(THIEF, holding("no", status="overruled")).answer == "yes"


def test_a_holding_for_convictions_of_some_dates() -> None:
    new = holding("yes", conviction_from=date(2016, 11, 16))
    assert ask(RIDER, new, conviction_date=date(2016, 11, 15)).answer == "no"
    assert ask(RIDER, new, conviction_date=date(2016, 11, 16)).answer == "yes"
    assert ask(RIDER, new).answer == "yes"


def test_an_unchecked_holding_unsettles_and_never_clears() -> None:
    rumour = holding("no", verified=False)
    found = ask(THIEF, rumour)
    assert (found.answer, found.basis) == ("unsettled", "derived")
    assert rumour in found.holdings
    assert ask(RIDER, holding("yes", verified=False)).answer == "unsettled"
    assert ask(THIEF, holding("yes", verified=False)).answer == "yes"
    settled = ask(THIEF, holding("yes", "BIA"), rumour)
    assert settled.answer == "unsettled"


def test_a_holding_on_one_form() -> None:
    both = offense({"name": "for good", **THEFT}, {"name": "for a time", **JOYRIDE}, alternatives="elements")
    assert ask(both, holding("yes", form="for a time")).answer == "yes"
    assert ask(both, holding("no", form="for good")).answer == "no"
    elsewhere = ask(both, holding("no", form="of a zeppelin"))
    assert elsewhere.answer == "divisible"
    assert elsewhere.holdings


def test_a_holding_on_another_form_is_no_authority_for_the_one_that_is_named() -> None:
    both = offense({"name": "for good", **THEFT}, {"name": "for a time", **JOYRIDE}, alternatives="elements")
    held = holding("yes", form="for good")
    named = ask(both, held, form="for a time")
    assert (named.answer, named.basis, named.controls, named.role(held)) == ("no", "derived", frozenset(), "compared")
    assert ask(both, held, form="for good").role(held) == "controls"


def test_a_divisible_holding_does_not_answer_for_a_named_form() -> None:
    both = offense({"name": "for good", **THEFT}, {"name": "for a time", **JOYRIDE}, alternatives="means")
    assert ask(both, holding("divisible")).answer == "divisible"
    assert ask(both, holding("divisible"), form="for good").answer == "yes"


@pytest.mark.parametrize("said", ["divisible", "unsettled"])
def test_words_that_name_no_form_keep_what_a_court_left_open(said: str) -> None:
    """ "(now 720 ILCS 5/19-1)" behind a number is no form; a holding on the section answers all the same."""
    both = offense({"name": "for good", **THEFT}, {"name": "for a time", **JOYRIDE}, alternatives="means")
    assert ask(both, form="zeppelin").answer == "no"
    assert ask(both, holding(said), form="zeppelin").answer == said


@pytest.mark.parametrize("said", ["divisible", "unsettled"])
@pytest.mark.parametrize("alternatives", ["means", "unknown", "elements"])
def test_what_a_later_decision_replaced_does_not_speak_of_a_named_form(said: str, alternatives: str) -> None:
    both = offense({"name": "for good", **THEFT}, {"name": "for a time", **JOYRIDE}, alternatives=alternatives)
    law = (holding("no", decided=date(2009, 6, 3)), holding(said, decided=date(2014, 11, 18)))
    assert ask(both, *law).answer == said
    divides = alternatives == "elements" or said == "divisible"
    assert ask(both, *law, form="for good").answer == ("yes" if divides else said)
    assert ask(both, *law, form="for a time").answer == ("no" if divides else said)
    assert ask(both, *law, form="for good").basis == ("derived" if divides else "holding")


@pytest.mark.parametrize("said", ["divisible", "unsettled"])
def test_the_only_form_tells_nothing_that_the_offense_does_not(said: str) -> None:
    one = offense({"name": "for a time", **JOYRIDE})
    law = (holding("no", decided=date(2009, 6, 3)), holding(said, decided=date(2014, 11, 18)))
    whole, named = ask(one, *law), ask(one, *law, form="for a time")
    assert (named.answer, named.basis, named.stance) == (whole.answer, whole.basis, whole.stance)
    assert named.answer == said


def test_an_unchecked_division_does_not_clear_a_form_of_what_a_court_held() -> None:
    both = offense({"name": "for good", **THEFT}, {"name": "for a time", **JOYRIDE}, alternatives="elements")
    rumour = holding("divisible", decided=date(2014, 11, 18), verified=False)
    assert ask(both, holding("no", decided=date(2009, 6, 3)), rumour, form="for good").answer == "unsettled"
    assert ask(both, rumour, form="for good").answer == "yes"


@pytest.mark.parametrize("said", ["divisible", "unsettled"])
def test_words_that_choose_among_offenses_are_answered_by_these_and_by_no_replaced_decision(said: str) -> None:
    parts = [part("a", {"name": "for good", **THEFT}), part("b", {"name": "for a time", **JOYRIDE})]
    parts.append(part("c", {"name": "taking for good", **THEFT}))
    law = (holding("no", decided=date(2009, 6, 3)), holding(said, decided=date(2014, 11, 18)))
    assert ask(parts, *law).answer == said
    assert ask(parts, *law, form="for good").answer == "yes"


def test_what_is_held_of_a_section_of_means_ends_below_it_with_a_later_decision() -> None:
    parts = [part("a", THEFT, "means"), part("b", JOYRIDE, "means")]
    old = holding("no", decided=date(2009, 6, 3))
    assert ask(parts[0], old).answer == "no"
    assert ask(parts[0], old, holding("divisible", decided=date(2014, 11, 18))).answer == "yes"


@pytest.mark.parametrize(
    ("statute", "state", "forms", "answer"),
    [
        ("Cal. Penal Code § 273.5(a)", "CA", ["corporal injury"], "divisible"),
        ("720 ILCS 5/19-1(a)", "IL", ["building", "vehicle"], "unsettled"),
    ],
)
def test_a_form_that_tells_nothing_is_answered_as_its_section(
    statute: str, state: str, forms: list[str], answer: str
) -> None:
    law = catalogue()
    found = law.find(state, statute)
    for forum in (None, home_circuit(state), "BIA"):
        whole = law.full_match(found, "CIMT", forum=forum, as_of=TODAY)
        for name in forms:
            named = law.full_match(found, "CIMT", forum=forum, as_of=TODAY, form=name)
            assert (named.answer, named.basis, named.stance) == (whole.answer, whole.basis, whole.stance), forum
    assert whole.answer != "no"
    assert law.full_match(found, "CIMT", forum=home_circuit(state), as_of=TODAY, form=forms[0]).answer == answer


def test_no_offense_that_a_court_left_open_is_cleared_in_each_of_its_forms() -> None:
    law = catalogue()
    left_open = {(h.offense, h.ground) for h in law.holdings if h.answer in {"divisible", "unsettled"} and not h.form}
    seen = 0
    for identity, ground in sorted(left_open):
        versions = [one for one in law.offenses.find(identity) if one.in_force_on(TODAY)]
        names = {form.name for one in versions for form in one.forms}
        if len(versions) != 1 or not is_ground(ground):
            continue
        for forum in (home_circuit(versions[0].state), "BIA"):
            asked = partial(match, versions, ground, forum=forum, as_of=TODAY, holdings=law.holdings)
            if asked().answer != "no":
                seen += 1
                assert any(asked(form=name).answer != "no" for name in names), (identity, ground, forum)
    assert seen > 100


def part(letter: str, form: dict[str, Any], alternatives: str = "elements") -> Offense:
    return offense(
        form, identity=f"ca.pen.9999.{letter}", section="ca.pen.9999", section_alternatives=alternatives
    )  # fmt: skip


def test_a_holding_on_a_section_and_its_parts() -> None:
    parts = [part("a", THEFT), part("b", JOYRIDE)]
    assert ask(parts).answer == "divisible"
    assert ask(parts, holding("no")).answer == "unsettled", (
        "(a) alone is a match, which a no on the section does not reach"
    )
    assert ask(parts, holding("yes", offense="ca.pen.9999.b")).answer == "yes"
    assert ask(parts, holding("no", offense="ca.pen.9999.a")).answer == "no"


def test_a_yes_on_a_section_reaches_its_parts_and_a_no_only_if_they_are_one_crime() -> None:
    assert ask(part("b", JOYRIDE), holding("yes")).answer == "yes"
    assert ask(part("a", THEFT), holding("no")).answer == "yes"
    assert ask(part("a", THEFT, "means"), holding("no")).answer == "no"
    alone = offense({**THEFT}, identity="ca.pen.9999.a", section="ca.pen.9999")
    assert ask(alone, holding("no")).answer == "no"


def test_a_holding_on_a_part_of_a_letter() -> None:
    found = ask(THIEF, holding("no", ground="AF:G(theft)"), ground="AF:G")
    assert (found.answer, found.basis) == ("no", "holding")
    found = ask(RIDER, holding("yes", ground="AF:G(burglary)"), ground="AF:G")
    assert found.answer == "yes"
    assert ask(THIEF, holding("no", ground="AF:G"), ground="AF:G(theft)").answer == "no"
    assert ask(RIDER, holding("no", ground="AF:M(i)"), ground="AF:G").basis == "derived"


def test_a_holding_reaches_an_attempt_where_the_ground_does() -> None:
    assert ask(THIEF, holding("no"), modifiers=["attempt"]).answer == "no"
    assert ask(THIEF, holding("no"), modifiers=["aiding"]).answer == "no"
    beaten = offense({**BEATING})
    contrary = holding("no", ground="AF:F")
    assert ask(beaten, contrary, ground="AF:F").answer == "no"
    assert ask(beaten, contrary, ground="AF:F", modifiers=["attempt"]).basis == "derived"


def test_a_holding_answers_what_the_entry_cannot() -> None:
    silent = offense({**BATTERY}, not_analysed=("CIMT",), not_analysed_reason="no word for it")
    assert ask(silent).answer == "not_analysed"
    assert ask(silent, holding("no")).answer == "no"


def test_a_holding_on_one_part_does_not_clear_an_entry_from_memory() -> None:
    parts = [
        offense(
            form, identity=f"ca.pen.9999.{letter}", section="ca.pen.9999", section_alternatives="elements",
            quality="memory",
        )
        for letter, form in (("a", THEFT), ("b", JOYRIDE))
    ]  # fmt: skip
    assert ask(parts, holding("no", offense="ca.pen.9999.a")).answer == "unsettled"
    assert ask(parts, holding("no")).answer == "unsettled", "(a) alone is a match"
    both = [holding("no", offense=f"ca.pen.9999.{letter}") for letter in "ab"]
    assert ask(parts, *both).answer == "no"


def test_a_holding_on_what_lies_below_is_shown_and_widens_the_stance() -> None:
    below = holding("yes", offense="ca.pen.9999.x")
    found = ask(RIDER, below)
    assert (found.answer, found.stance.cautious) == ("no", "yes")
    assert below in found.holdings


def test_the_stance_shows_the_other_forums() -> None:
    split = ask(THIEF, holding("no"), holding("yes", "BIA"))
    assert (split.stance.cautious, split.stance.arguable) == ("yes", "no")
    nationwide = ask(THIEF, holding("no", "nationwide"), holding("yes", "BIA"))
    assert (nationwide.stance.cautious, nationwide.stance.arguable) == ("no", "no")
    contrary = ask(THIEF, holding("yes"), holding("no", "3d Cir."))
    assert (contrary.answer, contrary.stance.cautious, contrary.stance.arguable) == ("yes", "yes", "no")


FORUMS = ["nationwide", "BIA", "9th Cir.", "2d Cir."]


@given(
    st.lists(
        st.tuples(st.sampled_from(FORUMS), st.sampled_from(["yes", "no"]), st.integers(1990, 2025)),
        max_size=5,
        unique_by=lambda t: (t[0], t[2]),
    ),
    st.sampled_from(["9th Cir.", "2d Cir.", "BIA"]),
)
def test_a_stronger_level_always_governs(raw: list[tuple[str, str, int]], forum: str) -> None:
    many = [holding(answer, where, decided=date(year, 1, 1)) for where, answer, year in raw]
    chosen = controlling(many, forum=forum, day=TODAY, conviction=TODAY)
    levels = [one.level(forum) for one in many if one.level(forum)]
    assert (chosen is None) == (not levels)
    if chosen is not None:
        assert chosen.level(forum) == max(levels)
        rivals = [one for one in many if one.level(forum) == chosen.level(forum)]
        assert chosen.decided == max(one.decided for one in rivals)


@given(st.sampled_from(["yes", "no", "divisible", "circumstance"]), st.sampled_from(FORUMS))
def test_unchecked_holdings_never_make_a_clear_no(answer: str, where: str) -> None:
    for made in (THIEF, RIDER, offense({**SALE})):
        before = match(made, "CIMT", as_of=TODAY, forum="9th Cir.").answer
        after = ask(made, holding(answer, where, verified=False)).answer
        assert after in {before, "unsettled"}


FILE = """
[[holding]]
id = "doe-9th-2015.cimt"
case = "Doe v. Roe"
citation = "1 F.9th 1"
pinpoint = "3"
court = "9th Cir."
decided_year = 2015
statute = "Cal. Penal Code § 9999"
offense = "ca.pen.9999"
form = ""
ground = "CIMT"
answer = "no"
forums = ["9th Cir."]
status = "good"
says = "made up"
context = "immigration"
verified = true
read_in = "nowhere"
read_on = 2026-11-24
reviewed_by = ""
"""


def test_holdings_are_read_from_files(tmp_path: Path) -> None:
    path = tmp_path / "ninth_circuit.toml"
    path.write_text(FILE, "utf-8")
    (one,) = read_holdings(path)
    assert one.cite == "Doe v. Roe, 1 F.9th 1, 3 (9th Cir. 2015)"
    assert (one.decided, one.is_day_known) == (date(2015, 12, 31), False)
    assert len(load_holdings(tmp_path)) == 1
    (tmp_path / "copy.toml").write_text(FILE, "utf-8")
    with pytest.raises(HoldingError, match="SY-H002"):
        load_holdings(tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('answer = "no"', 'answer = "maybe"'),
        ('status = "good"', 'status = "fine"'),
        ("decided_year = 2015", ""),
        ('court = "9th Cir."', ""),
        ("decided_year = 2015", 'decided = "2015"'),
        ('id = "doe', "id = doe"),
    ],
)
def test_a_broken_holding_is_refused_with_its_name(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(FILE.replace(old, new), "utf-8")
    with pytest.raises(HoldingError, match=r"SY-H001.*broken\.toml"):
        read_holdings(path)


def test_the_holdings_of_the_project_can_be_read() -> None:
    load_holdings()


def test_a_holding_on_a_form_names_one_that_the_offense_has() -> None:
    """A name that fits no form would leave the holding without effect, and nobody would see it."""
    law = catalogue()
    lost = []
    for holding in law.holdings:
        offenses = law.offenses.find(holding.offense)
        fits = any(named_forms(offense.forms, holding.form) for offense in offenses)
        if holding.form and offenses and holding.form != ATTEMPT and not fits:
            lost.append(f"{holding.id}: {holding.form}")
    assert lost == []


def test_the_compiled_copy_is_of_exactly_these_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "holdings"
    folder.mkdir()
    ours = Path(holdings_module.__file__).parent.parent / "law" / "holdings" / "first_circuit.toml"
    (folder / "one.toml").write_text(ours.read_text("utf-8"), encoding="utf-8")
    first = list(load_holdings(folder))
    (kept,) = (tmp_path / "cache" / "steelyard").glob("holdings-*.msgpack")
    assert list(load_holdings(folder)) == first == list(read_holdings(folder / "one.toml")), "days are days again"
    changed = ours.read_text("utf-8").replace('answer = "yes"', 'answer = "no"', 1)
    (folder / "one.toml").write_text(changed, encoding="utf-8")
    assert list(load_holdings(folder)) != first, "a stale copy is never used"
    kept.write_text("{", encoding="utf-8")
    (folder / "one.toml").write_text(ours.read_text("utf-8"), encoding="utf-8")
    assert list(load_holdings(folder)) == first, "a broken copy costs time and nothing else"


# --- what `catalog check` says of holdings --------------------------------------------------------------------------------


def _issues(*many: Holding) -> list[str]:
    there = {"ca.pen.9999": (offense(THEFT | {"name": "taking"}, JOYRIDE | {"name": "borrowing"}),)}
    found = check_holdings(many, lambda identity: there.get(identity, ()), {many[0].id: ("made_up.toml", 3)})
    return [issue.code for issue in found]


def test_a_holding_of_an_offense_or_form_that_is_not_there_is_an_error() -> None:
    assert (
        _issues(holding("yes")) == _issues(holding("yes", form="taking")) == _issues(holding("yes", form=ATTEMPT)) == []
    )
    assert _issues(holding("yes", offense="other")) == []
    assert _issues(holding("yes", offense="ca.pen.9998")) == ["SY-H003"]
    assert _issues(holding("yes", form="smuggling")) == ["SY-H003"]
    assert check_holdings([holding("yes", form="smuggling")], lambda _: (), {})[0].right.startswith("an id")


def test_two_holdings_that_govern_one_question_and_differ_are_an_error() -> None:
    early = holding("yes", decided=date(2010, 1, 1))
    later = holding("no", decided=date(2020, 1, 1))
    assert _issues(early, later) == ["SY-H004"]
    assert _issues(early, holding("circumstance")) == _issues(early, holding("unsettled")) == []
    for apart in (
        {"status": "limited"}, {"status": "overruled", "in_force_to": date(2019, 12, 31)}, {"verified": False},
        {"form": "taking"}, {"ground": "CS"}, {"forums": ("2d Cir.",)}, {"conviction_from": date(2021, 1, 1)},
    ):  # fmt: skip
        other = holding("yes", decided=date(2010, 1, 1), **{"id": "another", **apart})
        begun = replace(later, conviction_to=date(2020, 12, 31)) if "conviction_from" in apart else later
        assert _issues(other, begun) == [], apart
    assert [one.answer for pair in contradictions([early, later]) for one in pair] == ["yes", "no"]


def test_the_catalogues_own_holdings_speak_of_what_is_there_and_do_not_contradict_each_other() -> None:
    law = catalogue()
    enhancements = {name for one in law.offenses.enhancements for name in one.sections}
    assert check_holdings(law.holdings, law.offenses.find, {}, enhancements) == []


# --- the day of conviction ----------------------------------------------------------------------------------------------

DATED = ("ca.hs.11359", "pa.35.780-113.a.30", "ny.pl.155.25", "ca.pen.496.a", "ny.pl.470.10.1", "ma.94c.32c", "ca.pen.484.a",
         "or.164.395", "ca.pen.261.5.c", "ny.pl.130.35")  # fmt: skip


@pytest.mark.parametrize("identity", DATED)
@pytest.mark.parametrize("ground", ["CIMT", "CS", "AF:B", "AF:A"])
def test_a_day_of_conviction_is_answered_as_the_day_itself_is(identity: str, ground: str) -> None:
    """What is kept of one day answers others on which the same entries and decisions govern, and no others."""
    law = catalogue()
    offenses = law.offenses.find(identity)
    found = Found(identity, offenses[0].citation, offenses)
    forum = home_circuit(offenses[0].state) or "BIA"
    for year in (1985, 1997, 1998, 2000, 2001, 2009, 2014, 2016, 2017, 2018, 2019, 2024, 2025):
        for day in (date(year, 1, 1), date(year, 11, 9), date(year, 11, 16), date(year, 12, 20), date(year, 12, 31)):
            whole = law.full_match(found, ground, forum=forum, as_of=TODAY, conviction_date=day)
            assert law.match(found, ground, forum=forum, as_of=TODAY, convicted=day).answer == whole.answer, day


def test_an_undated_conviction_is_not_answered_by_the_law_of_today_alone() -> None:
    """Collymore v. Lynch reads § 780-113(a)(30) as it stood in 1997; German Santos as it stands."""
    law = catalogue()
    found = law.find("PA", "35 § 780-113 §§ A30")
    after, before = Between(date(2010, 1, 1), None), Between(None, date(1997, 1, 1))
    answers = [
        law.match(found, "CS", forum="2d Cir.", as_of=date(2026, 11, 27), convicted=convicted).answer
        for convicted in (None, date(1995, 1, 1), date(2010, 1, 1), after, before)
    ]
    assert answers == ["dated", "yes", "divisible", "divisible", "yes"]


# --- what governs elsewhere takes a derived "no" away -------------------------------------------------------------------

BLOW = {"name": "blow", **BATTERY}
RIDE = {"name": "ride", **JOYRIDE}


@pytest.mark.parametrize("said", ["yes", "circumstance", "divisible", "unsettled"])
def test_a_derived_no_is_unsettled_where_a_decision_that_governs_elsewhere_says_otherwise(said: str) -> None:
    """A circuit's decision binds that circuit alone: Matter of U. Singh, 25 I&N Dec. 670, 672 (BIA 2012)."""
    held = holding(said, "9th Cir.")
    for forum in ("5th Cir.", "BIA"):
        found = ask(RIDER, held, forum=forum)
        assert (found.answer, found.basis, found.derived) == ("unsettled", "derived", "no")
        assert found.stance.cautious == "yes"
        assert found.stance.arguable == "no"
        assert any(held.cite in reason for reason in found.forms[0].reasons)
        assert any(held.cite in note for note in found.notes)
        assert match(RIDER, "CIMT", as_of=TODAY, forum=forum).answer == "no"


def test_what_governs_elsewhere_opens_no_other_answer_than_a_derived_no() -> None:
    assert ask(THIEF, holding("unsettled"), forum="5th Cir.").answer == "yes"
    assert ask(RIDER, holding("no"), forum="5th Cir.").answer == "no"
    ruled = holding("no", "5th Cir.")
    assert ask(RIDER, holding("yes"), ruled, forum="5th Cir.").answer == "no"
    assert ask(RIDER, holding("yes"), holding("no", "BIA"), forum="5th Cir.").answer == "no"
    assert ask(RIDER, holding("yes"), holding("no", "nationwide"), forum="5th Cir.").answer == "no"


@pytest.mark.parametrize(
    "fields",
    [
        {"verified": False},
        {"status": "overruled"},
        {"status": "overruled", "in_force_to": date(2020, 1, 1)},
        {"status": "limited", "displaced_by": "Roe v. Doe, 2 F.9th 2"},
        {"conviction_to": date(2020, 1, 1)},
        {"conviction_from": date(2027, 1, 1)},
        {"decided": date(2027, 1, 1)},
        {"forums": ("open",)},
        {"offense": "ca.pen.9998"},
        {"ground": "AF:F"},
        {"form": ATTEMPT},
    ],
)
def test_a_decision_that_is_no_law_elsewhere_opens_nothing(fields: dict[str, Any]) -> None:
    found = ask(RIDER, holding("yes", **fields), forum="5th Cir.")
    assert (found.answer, found.stance.arguable) == ("no", "no")


def test_a_limited_decision_elsewhere_still_opens() -> None:
    assert ask(RIDER, holding("yes", status="limited"), forum="5th Cir.").answer == "unsettled"
    assert ask(RIDER, holding("yes", conviction_to=date(2020, 1, 1)), forum="5th Cir.",
               conviction_date=date(2019, 1, 1)).answer == "unsettled"  # fmt: skip


def test_only_the_last_word_of_a_circuit_counts_elsewhere() -> None:
    early, late = holding("yes", decided=date(2010, 1, 1)), holding("no", decided=date(2020, 1, 1))
    assert ask(RIDER, early, late, forum="5th Cir.").answer == "no"
    assert ask(RIDER, early, late, forum="5th Cir.", as_of=date(2015, 6, 1)).answer == "unsettled"
    assert ask(RIDER, early, holding("no", "2d Cir."), forum="5th Cir.").answer == "unsettled"


def test_what_was_held_elsewhere_of_one_form_opens_that_form_alone() -> None:
    held = holding("yes", form="ride")
    two = offense(BLOW, RIDE, alternatives="elements")
    assert ask(two, held, forum="5th Cir.").answer == "unsettled"
    assert ask(two, held, forum="5th Cir.", form="ride").answer == "unsettled"
    assert ask(two, held, forum="5th Cir.", form="blow").answer == "no"
    means = offense(BLOW, RIDE, alternatives="means")
    assert ask(means, held, forum="5th Cir.").answer == "no"
    assert ask(means, holding("yes"), forum="5th Cir.").answer == "unsettled"
    bound = holding("no", "5th Cir.", form="blow")
    assert ask(means, holding("yes"), bound, forum="5th Cir.").answer == "no"


def test_what_was_held_elsewhere_of_an_attempt_speaks_of_the_attempt() -> None:
    held = holding("yes", form=ATTEMPT)
    assert ask(RIDER, held, forum="5th Cir.", modifiers=["attempt"]).answer == "unsettled"
    assert ask(RIDER, held, forum="5th Cir.").answer == "no"
    whole = holding("yes")
    assert ask(RIDER, whole, forum="5th Cir.", modifiers=["attempt"]).answer == "unsettled"
    assert ask(RIDER, whole, forum="5th Cir.", modifiers=["accessory"]).answer == "no"


def test_what_governs_elsewhere_under_a_part_opens_the_whole_ground() -> None:
    noise = offense({"act": "other", "mind": "knowledge"})
    assert ask(noise, holding("yes", ground="AF:G(theft)"), ground="AF", forum="5th Cir.").answer == "unsettled"
    assert ask(noise, holding("yes", ground="AF:G(theft)"), ground="AF:F", forum="5th Cir.").answer == "no"
    assert ask(noise, holding("yes", ground="AF"), ground="AF", forum="5th Cir.").answer == "unsettled"
    both = (holding("yes", ground="AF"), holding("no", "5th Cir.", ground="AF:F"))
    assert ask(noise, *both, ground="AF", forum="5th Cir.").answer == "unsettled"
    assert ask(noise, holding("yes", ground="AF:F"), ground="DV", forum="5th Cir.").answer == "unsettled"


def test_a_relation_that_is_an_element_need_not_be_shown_where_violence_was_held() -> None:
    """LaGuerre v. Mukasey, 526 F.3d 1037 (7th Cir. 2008): 720 ILCS 5/12-3.2(a)(1), bodily harm to a family member."""
    at_home = offense({**BEATING, "name": "at home", "victim": "partner"}, {**BEATING, "name": "other"})
    held = {"ground": "DV", "forum": "9th Cir."}
    assert ask(offense({**BEATING, "victim": "partner"}), holding("yes", ground="AF:F"), **held).answer == "yes"
    assert ask(offense({**BEATING}), holding("yes", ground="AF:F"), **held).answer == "circumstance"
    assert ask(at_home, holding("yes", ground="AF:F"), **held).answer == "circumstance"
    assert ask(at_home, holding("yes", ground="AF:F", form="at home"), form="at home", **held).answer == "yes"


def test_knowing_flight_without_danger_is_cleared_in_the_third_circuit() -> None:
    """Ndungu v. Attorney General, 126 F.4th 150 (3d Cir. 2025), on a felony; the Board has not spoken."""
    flight = offense({"act": "flee", "object": "duty", "mind": "knowledge"})
    assert ask(flight, forum="3d Cir.").answer == "no"
    assert ask(flight, forum="3d Cir.", as_of=date(2024, 12, 1)).answer == "unsettled"
    assert ask(flight, forum="BIA").answer == "unsettled"


def test_a_no_of_the_forums_own_law_is_left() -> None:
    """Receipt without an aim to deprive: Castillo-Cruz, 581 F.3d 1154, in the Ninth Circuit; elsewhere Salvail binds."""
    received = offense({"act": "receive", "object": "property", "mind": "knowledge"})
    held = holding("yes", "2d Cir.")
    assert ask(received, held, forum="9th Cir.").answer == "no"
    assert ask(received, held, forum="5th Cir.").answer == "yes"


@pytest.mark.parametrize(
    ("state", "section", "ground", "forum", "case"),
    [
        ("IL", "720 ILCS 5/19-1(a)", "CIMT", "BIA", "Parzych"),
        ("CA", "Cal. Veh. Code § 2800.4", "CIMT", "5th Cir.", "Lepe Moran"),
        ("CA", "Cal. Veh. Code § 2800.4", "CIMT", "BIA", "Lepe Moran"),
        ("OR", "Or. Rev. Stat. § 163.355", "AF:A(rape)", "2d Cir.", "Rivas-Gomez"),
        ("CA", "Cal. Penal Code § 417.8", "AF:F", "BIA", "Reyes-Alcaraz"),
        ("CA", "Cal. Penal Code § 243(c)(2)", "AF:F", "5th Cir.", "Colon-Arreola"),
    ],
)
def test_sections_of_which_only_another_circuit_has_spoken_are_not_cleared(
    state: str, section: str, ground: str, forum: str, case: str
) -> None:
    law = catalogue()
    found = law.find(state, section)
    answered = match(found.offenses, ground, forum=forum, as_of=date(2026, 11, 1), holdings=law.holdings)
    assert answered.answer == "unsettled"
    assert any(case in held.case for held in answered.holdings)


# --- what each authority does ---------------------------------------------------------------------------------------------


def roles(found: Match) -> dict[str, str]:
    """The role of each holding in the JSON, by its id."""
    authorities: Any = found.as_dict()["authorities"]
    return {one["holding"]: one["role"] for one in authorities if "holding" in one}


def test_the_json_tells_the_decision_that_controls_from_those_shown_for_comparison() -> None:
    own, board, later = holding("no"), holding("yes", "BIA"), holding("yes", "3d Cir.")
    old = holding("yes", decided=date(2001, 1, 1), status="overruled")
    found = ask(THIEF, own, board, later, old)
    assert found.answer == "no"
    assert roles(found) == {own.id: "controls", board.id: "compared", later.id: "compared", old.id: "compared"}
    others: Any = found.as_dict()["authorities"]
    assert {one["role"] for one in others if "holding" not in one} <= {"ground"}


def test_a_decision_that_leaves_the_answer_open_controls_nothing() -> None:
    unchecked, elsewhere = holding("no", verified=False), holding("yes", "3d Cir.")
    assert roles(ask(THIEF, unchecked)) == {unchecked.id: "opens"}
    opened = ask(RIDER, elsewhere)
    assert (opened.answer, opened.basis) == ("unsettled", "derived")
    assert roles(opened) == {elsewhere.id: "opens"}
    assert roles(ask(THIEF, elsewhere)) == {elsewhere.id: "compared"}


def test_an_answer_is_a_holdings_where_one_controls_and_nowhere_else() -> None:
    law = catalogue()
    for one in list(law.holdings)[::12]:
        found = law.find(one.offense[:2].upper(), one.offense)
        if found.id and is_ground(one.ground):
            result = law.full_match(found, one.ground, forum=None, as_of=TODAY)
            assert (result.basis == "holding") == ("controls" in roles(result).values()), one.id


def test_the_page_of_an_offense_says_for_which_grounds_a_decision_controls() -> None:
    page = offense_page("CA", "Cal. Penal Code § 273.5(a)", forum="9th Cir.", as_of=TODAY)
    controls = {one["id"]: one["controls"] for one in page["holdings"]}
    for name, said in page["grounds"].items():
        mine = {one["holding"] for one in said["authorities"] if one["role"] == "controls"}
        assert mine & controls.keys() == {identity for identity, grounds in controls.items() if name in grounds}
    assert any(controls.values())


@pytest.mark.parametrize(
    ("state", "offense", "ground"),
    [
        ("CA", "ca.pen.273.5.a", "CIMT"),
        ("CA", "ca.pen.118.a", "CIMT"),
        ("CA", "ca.pen.182.a.1", "CS"),
        ("CA", "ca.hs.11353", "CIMT"),
        ("CA", "ca.pen.288.3.a", "CIMT"),
        ("US", "us.10.925.sodomy", "AF:F"),
        ("US", "us.18.912", "CIMT"),
        ("US", "us.18.3", "CIMT"),
        ("US", "us.18.371.offense", "CIMT"),
        ("US", "us.18.113.a.1", "AF:F"),
        ("IL", "il.130.2a", "CIMT"),
        ("MA", "ma.274.4", "CIMT"),
        ("NY", "ny.pl.140.20", "CIMT"),
        ("NY", "ny.pl.105.15", "AF:U"),
        ("PA", "pa.18.3301.a.2", "AF:E"),
    ],
)
def test_no_question_has_an_empty_list_of_forms(state: str, offense: str, ground: str) -> None:
    """Where there is nothing to choose from, what the record must show is asked in words."""
    law, day = catalogue(), date(2026, 11, 24)
    one = law.match(law.find(state, offense), ground, forum=forum_of_state(state), as_of=day, convicted=day)
    assert one.answer == "divisible"
    assert "none" not in one.forms_in_words
    assert one.decides or one.forms_in_words.count(": ") >= 2


@pytest.mark.parametrize(
    ("form", "forum", "answer"),
    [
        ("", "9th Cir.", "divisible"),
        ("spouse", "9th Cir.", "yes"),
        ("Former  Cohabitant", "9th Cir.", "no"),
        ("cohabitant", "9th Cir.", "divisible"),
        ("not a spouse", "9th Cir.", "divisible"),
        ("former spouse", "9th Cir.", "divisible"),
    ],
)
def test_what_a_decision_is_divided_by_is_settled_by_the_words_of_the_record(
    form: str, forum: str, answer: str
) -> None:
    """Cervantes v. Holder, 772 F.3d 583, 588 (9th Cir. 2014), on Cal. Penal Code § 273.5(a) and turpitude."""
    law, day = catalogue(), date(2026, 11, 24)
    found = law.find("CA", "Cal. Penal Code § 273.5(a)")
    assert law.full_match(found, "CIMT", forum=forum, as_of=day, conviction_date=day, form=form).answer == answer
    assert law.full_match(found, "DV", forum=forum, as_of=day, conviction_date=day, form=form).answer == "yes"
