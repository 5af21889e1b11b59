"""Weighing a case: what a user must be able to rely on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from steelyard.catalog.ask import answer
from steelyard.catalog.find import catalogue
from steelyard.law.columns import columns
from steelyard.law.postures import postures
from steelyard.logic.errors import CaseError
from steelyard.logic.evaluate import evaluate
from steelyard.logic.truth import Why
from steelyard.weigh.advise import Advice, advise, answers_of
from steelyard.weigh.case import Case, load_case, parse_case
from steelyard.weigh.cells import State
from steelyard.weigh.explain import explain
from steelyard.weigh.replay import replay

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))

BASE = """
id = "T-1"
state = "CA"
law_as_of = 2026-11-24
record_complete = true
[[counts]]
id = "1"
charge = "Cal. Penal Code § 484(a)"
form = "larceny"
filed = true
offense_date = 2026-01-10
facts = {{ loss = "$200.00", elements_admitted = false, death_or_serious_injury = false }}
[[options]]
id = "plea"
label = "as charged"
[[options.dispositions]]
count = "1"
outcome = "convicted"
level = "misdemeanor"
term = "{term}"
probation = "0 days"
[[options]]
id = "dismissal"
label = "dismissed"
[[options.dispositions]]
count = "1"
outcome = "dismissed"
"""


def one_count(
    charge: str, plea: str = "", *, count: str = "", outcome: str = "convicted", state: str = "CA",
    as_of: str = "2026-11-24", offense_date: str = "2026-01-10",
) -> str:  # fmt: skip
    """A case of one count and one option; `count` and `plea` are further lines of either."""
    return f"""
id = "T-2"
state = "{state}"
law_as_of = {as_of}
record_complete = true
[[counts]]
id = "1"
charge = "{charge}"
offense_date = {offense_date}
{count}
[[options]]
id = "plea"
label = "a plea"
[[options.dispositions]]
count = "1"
outcome = "{outcome}"
{plea}
"""


def with_prior(prior: str, term: str = "30 days") -> str:
    """The case of theft, with an earlier matter before its options."""
    return BASE.format(term=term).replace("[[options]]", prior + "\n[[options]]", 1)


def weigh(text: str) -> Advice:
    return advise(parse_case(text))


def state(advice: Advice, option: str, posture: str, rule: str) -> State:
    return advice.row(option).cells[posture][rule].state


def test_every_option_is_answered_for_every_posture_and_every_column() -> None:
    result = weigh(BASE.format(term="30 days"))
    assert [row.id for row in result.rows] == ["plea", "dismissal"]
    for row in result.rows:
        assert row.cells.keys() == postures().keys()
        for cells in row.cells.values():
            assert list(cells) == [column.rule for column in columns()]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_of_each_office_is_weighed_without_a_problem(path: Path) -> None:
    result = advise(load_case(path))
    assert not result.problems
    assert len(result.rows) >= 4
    states = {cell.state for row in result.rows for cells in row.cells.values() for cell in cells.values()}
    assert State.TRIGGERED in states
    assert State.NOT_TRIGGERED in states


def test_there_is_an_example_for_each_of_the_first_six_offices() -> None:
    assert {path.stem for path in EXAMPLES} == {
        "contra_costa", "cook", "los_angeles", "manhattan", "multnomah", "philadelphia",
    }  # fmt: skip


def test_one_day_of_sentence_decides_the_petty_offense_exception_and_an_incomplete_record_does_not_clear() -> None:
    assert state(weigh(BASE.format(term="30 days")), "plea", "entered_without_inspection", "inadmissible.cimt") is (
        State.NOT_TRIGGERED
    )
    open_record = BASE.format(term="30 days").replace("record_complete = true", "")
    assert state(weigh(open_record), "plea", "entered_without_inspection", "inadmissible.cimt") is State.DEPENDS


def test_a_charge_of_theft_alone_brings_detention_for_one_who_entered_without_inspection() -> None:
    result = weigh(BASE.format(term="30 days"))
    assert state(result, "dismissal", "entered_without_inspection", "detention.charge_alone") is State.TRIGGERED
    earlier = weigh(BASE.format(term="30 days").replace("2026-11-24", "2025-01-28").replace("2026-01-10", "2024-01-10"))
    assert state(earlier, "dismissal", "entered_without_inspection", "detention.charge_alone") is State.NOT_TRIGGERED


def test_a_citizen_faces_none_of_it() -> None:
    result = weigh(BASE.format(term="30 days"))
    assert all(row.safe_in("citizen") for row in result.rows)


def test_a_status_blind_run_gives_the_same_cells_as_each_posture_by_itself() -> None:
    text = BASE.format(term="30 days")
    blind = answers_of(weigh(text).rows)
    for name in postures():
        alone = answers_of(weigh(text + f'\n[person]\nposture = "{name}"\n').rows)
        for option, cells in alone.items():
            assert cells[name] == blind[option][name]


def test_names_and_order_of_options_change_nothing() -> None:
    text = BASE.format(term="30 days")
    turned = text[: text.index("[[options]]")] + "".join(
        f"[[options]]{part}" for part in reversed(text[text.index("[[options]]") :].split("[[options]]")[1:])
    )
    assert answers_of(weigh(turned).rows) == answers_of(weigh(text).rows)


def test_an_unknown_offense_leaves_the_other_counts_answered_and_never_looks_safe() -> None:
    text = BASE.format(term="30 days").replace(
        '[[options]]\nid = "plea"',
        '[[counts]]\nid = "2"\ncharge = "Cal. Penal Code § 99999"\n[[options]]\nid = "plea"',
    )
    more = '[[options.dispositions]]\ncount = "2"\noutcome = "convicted"\nterm = "10 days"\nlevel = "misdemeanor"\n'
    text = text.replace('[[options]]\nid = "dismissal"', more + '[[options]]\nid = "dismissal"')
    text += '[[options.dispositions]]\ncount = "2"\noutcome = "dismissed"\n'
    result = weigh(text)
    assert [problem.code for problem in result.problems][:1] == ["SY-O103"]
    cell = result.row("plea").cells["resident_over_seven"]["deportable.controlled_substance"]
    assert cell.state is State.NOT_ANALYSED
    assert not result.row("plea").universal


def test_an_open_record_defeats_removal_and_does_not_win_relief() -> None:
    """Pereida v. Wilkinson: the government must show the form for removal, the applicant for relief."""
    text = one_count(
        "Cal. Health & Safety Code § 11377(a)", 'level = "misdemeanor"\nterm = "30 days"',
        count="facts = { marijuana_only = false, record_inconclusive = true, elements_admitted = false }",
    )  # fmt: skip
    result = weigh(text)
    assert state(result, "plea", "resident_over_seven", "deportable.controlled_substance") is State.NOT_TRIGGERED
    assert state(result, "plea", "overstayed", "relief.nonresident_cancellation_barred") is State.TRIGGERED
    open_form = weigh(text.replace("record_inconclusive = true, ", ""))
    assert state(open_form, "plea", "resident_over_seven", "deportable.controlled_substance") is State.DEPENDS


def test_grand_theft_in_california_is_turpitudinous_and_no_theft_offense() -> None:
    text = BASE.format(term="365 days").replace("§ 484(a)", "§ 487(a)").replace('"misdemeanor"', '"felony"')
    result = weigh(text)
    assert state(result, "plea", "resident_over_seven", "deportable.aggravated_felony") is not State.TRIGGERED
    assert state(result, "plea", "resident_under_five", "deportable.cimt_within_five_years") is State.TRIGGERED


def test_what_would_change_a_felony_with_a_year_is_one_day() -> None:
    text = BASE.format(term="365 days").replace("§ 484(a)", "§ 273.5(a)").replace('"misdemeanor"', '"felony"')
    result = weigh(text)
    assert state(result, "plea", "resident_over_seven", "deportable.aggravated_felony") is State.TRIGGERED
    changes = [str(c) for flip in explain(result, "plea", "resident_over_seven", "deportable.aggravated_felony").changes
               for c in flip.changes]  # fmt: skip
    assert changes[0] == "count 1: term imposed 364 days instead of 365 days"


def test_a_plea_to_something_else_leaves_the_charge_standing_as_a_charge() -> None:
    text = BASE.format(term="30 days").replace(
        'outcome = "convicted"', 'outcome = "convicted"\ncharge = "Cal. Penal Code § 415(2)"'
    )
    result = weigh(text)
    assert state(result, "plea", "resident_over_seven", "deportable.two_cimts") is State.NOT_TRIGGERED
    assert state(result, "plea", "entered_without_inspection", "detention.charge_alone") is State.TRIGGERED


def test_priors_get_a_row_of_their_own_and_count_with_the_present() -> None:
    prior = """
    [[priors]]
    id = "p"
    charge = "Cal. Penal Code § 484(a)"
    form = "larceny"
    level = "misdemeanor"
    outcome = "convicted"
    term = "10 days"
    offense_date = 2024-05-01
    conviction_date = 2024-07-01
    facts = { scheme = "b" }
    """
    result = weigh(with_prior(prior).replace('loss = "$200.00"', 'scheme = "a"'))
    assert [row.id for row in result.rows] == ["record", "plea", "dismissal"]
    assert state(result, "plea", "resident_over_seven", "deportable.two_cimts") is State.TRIGGERED
    assert state(result, "dismissal", "resident_over_seven", "deportable.two_cimts") is State.NOT_TRIGGERED


@pytest.mark.parametrize("year", range(2010, 2027))
def test_proceedings_from_2010_on_are_answered_under_the_law_of_their_day(year: int) -> None:
    text = BASE.format(term="30 days").replace("2026-11-24", f"{year}-03-01").replace("2026-01-10", f"{year - 1}-06-01")
    result = weigh(text)
    assert state(result, "plea", "resident_over_seven", "deportable.firearm") is State.NOT_TRIGGERED
    expected = State.TRIGGERED if year <= 2014 else State.NOT_TRIGGERED
    assert state(result, "plea", "conditional_resident", "deportable.cimt_within_five_years") in (
        {State.NOT_TRIGGERED} if year > 2015 else {expected, State.NOT_TRIGGERED}
    )


def test_an_old_conviction_is_answered_where_the_law_reaches_and_unknown_where_it_does_not() -> None:
    prior = """
    [[priors]]
    id = "old"
    charge = "Cal. Penal Code § 459"
    level = "felony"
    outcome = "convicted"
    term = "2 years"
    offense_date = 1986-05-01
    conviction_date = 1987-07-01
    """
    result = weigh(with_prior(prior))
    cell = result.row("record").cells["resident_over_seven"]["citizenship.permanently_barred"]
    assert cell.state is not State.TRIGGERED
    cells = result.row("record").cells["resident_over_seven"]
    assert cells["deportable.aggravated_felony"].state is State.NOT_TRIGGERED, (
        "Ledezma-Galicia v. Holder: before 18 November 1988"
    )
    assert cells["relief.former_212c"].state is State.NOT_ANALYSED, "the waiver for pleas before April 1997"
    assert cells["deportable.high_speed_flight"].state is State.NOT_TRIGGERED, "18 U.S.C. § 758 is of 1996"


def test_a_person_given_is_answered_alone_and_unknown_facts_stay_unknown() -> None:
    result = weigh(BASE.format(term="30 days") + "\n[person]\nfacts = { admitted = true }\n")
    assert [posture.name for posture in result.postures] == ["person"]
    assert not result.status_blind
    cell = result.row("plea").cells["person"]["inadmissible.cimt"]
    assert cell.state in {State.DEPENDS, State.NOT_TRIGGERED}
    dates = result.row("plea").cells["person"]["citizenship.character_barred"]
    assert any(reason.why is Why.MISSING_FACT for reason in dates.truth.reasons) or dates.truth.known


def test_a_receipt_replays_to_the_same_answers_and_says_what_changed(tmp_path: Path) -> None:
    result = weigh(BASE.format(term="30 days"))
    path = tmp_path / "t.receipt.json"
    data = result.receipt.as_dict()
    path.write_text(json.dumps(data), encoding="utf-8")
    again = replay(path)
    assert again.same
    assert again.changed == ()
    path.write_text(json.dumps({**data, "pack": "0" * 64, "answers": "1" * 64}), encoding="utf-8")
    changed = replay(path)
    assert not changed.same
    assert [line.split(":")[0] for line in changed.changed] == ["pack", "answers"]


def test_what_a_receipt_holds() -> None:
    receipt = weigh(BASE.format(term="30 days")).receipt
    assert receipt.law_as_of == date(2026, 11, 24)
    assert "count[1].term_imposed" in receipt.facts_used
    assert receipt.forum == "9th Cir."
    assert len(receipt.pack) == len(receipt.catalogue) == 64


def test_a_level_the_offense_never_has_is_refused() -> None:
    with pytest.raises(CaseError, match="SY-C012"):
        weigh(BASE.format(term="30 days").replace('level = "misdemeanor"', 'level = "felony"'))


def pleaded(state: str, charge: str, level: str, **more: object) -> Case:
    return Case.model_validate(
        {"id": "level", "state": state, "law_as_of": "2026-11-24", "counts": [{"id": "1", "charge": charge}],
         "options": [{"id": "1", "label": "a plea", "dispositions": [
             {"count": "1", "outcome": "convicted", "level": level, "term": 0}]}], **more}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "charge", "level"),
    [
        ("NY", "N.Y. Penal Law § 155.30(1)", "violation"),
        ("NY", "N.Y. Penal Law § 155.30(1)", "misdemeanor"),
        ("CA", "Cal. Penal Code § 211", "infraction"),
    ],
)
def test_a_level_below_the_only_one_the_law_has_is_refused_too(state: str, charge: str, level: str) -> None:
    """A robbery that is called an infraction lost every term that it can bring, and with it what follows from a term."""
    with pytest.raises(CaseError, match="SY-C012"):
        advise(pleaded(state, charge, level))


def test_a_level_that_a_court_may_give_or_a_later_law_has_given_is_taken() -> None:
    """Or. Rev. Stat. § 161.705 (a felony as a misdemeanor), an attempt one grade below, and an earlier conviction."""
    assert advise(pleaded("OR", "Or. Rev. Stat. § 164.055", "misdemeanor")).rows
    attempt = pleaded("NY", "N.Y. Penal Law § 155.30(1)", "misdemeanor")
    counts = [attempt.counts[0].model_copy(update={"modifier": "attempt"})]
    assert advise(attempt.model_copy(update={"counts": counts})).rows
    prior = [{"id": "p", "charge": "N.Y. Penal Law § 155.30(1)", "level": "misdemeanor", "outcome": "convicted"}]
    assert advise(pleaded("NY", "N.Y. Penal Law § 155.25", "misdemeanor", priors=prior)).rows


def test_a_term_above_the_maximum_is_refused_with_the_limit() -> None:
    with pytest.raises(CaseError, match=r"SY-C011.*at most 180 days"):
        weigh(BASE.format(term="181 days"))


def test_what_the_catalogue_says_of_a_count_follows_the_facts_it_was_asked_with() -> None:
    """A search for changes asks of the same count with other facts: no answer may stand in for that of the case itself."""
    case = Case.model_validate(
        {
            "id": "facts", "state": "CA", "law_as_of": "2026-11-24",
            "counts": [{"id": "1", "charge": "Cal. Penal Code § 242"}],
            "options": [{"id": "1", "label": "as charged", "dispositions": [{"count": "1", "outcome": "convicted"}]}],
        }
    )  # fmt: skip
    world = next(iter(advise(case).worlds.values()))
    (count,) = world.counts

    def within(value: bool | None) -> bool | None:
        asked = replace(count, facts={**count.facts, "death_or_serious_injury": value})
        return world.match(asked, "DEATH_OR_SERIOUS_INJURY", "government").truth.value

    assert [within(value) for value in (True, False, None)] == [True, False, None]


def test_an_agreement_whose_crime_is_not_named_asks_for_that_crime() -> None:
    text = (
        BASE.format(term="364 days")
        .replace("Cal. Penal Code § 484(a)", "PC 182(a)(1)")
        .replace('form = "larceny"\n', "")
    )
    cell = weigh(text).row("plea").cells["resident_over_seven"]["deportable.aggravated_felony"]
    asked = {reason.says for reason in cell.truth.reasons if reason.about == "count[1].form"}
    assert asked == {
        "On which crime does Cal. Penal Code § 182(a)(1) rest? Named beside it in the charge, that crime decides."
    }
    named = weigh(text.replace("PC 182(a)(1)", "PC 182(a)(1)/484(a)"))
    assert "count[1].form" not in {
        reason.about
        for one in named.row("plea").cells.values()
        for cell in one.values()
        for reason in cell.truth.reasons
    }


@pytest.mark.parametrize(
    ("charge", "expected"),
    [
        ("PC 484(a)", {State.NOT_TRIGGERED}),
        ("PC 664/484(a)", {State.NOT_TRIGGERED}),
        ("PC 182(a)(1)/484(a)", {State.DEPENDS}),
    ],
)
def test_an_agreement_on_a_misdemeanor_may_be_punished_as_a_felony(charge: str, expected: set[State]) -> None:
    """Cal. Penal Code § 182(a): up to three years for an agreement on a crime of six months; the ground asks for one year."""
    text = (
        BASE.format(term="30 days").replace("Cal. Penal Code § 484(a)", charge).replace('level = "misdemeanor"\n', "")
    )
    advice = weigh(text)
    assert {state(advice, "plea", "resident_under_five", "deportable.cimt_within_five_years")} == expected


# --- what was done, whatever the plea is to ------------------------------------------------------------------------------

TRAFFICKER = "inadmissible.drug_trafficker"
TO_TRESPASS = 'charge = "Cal. Penal Code § 602(m)"\nlevel = "misdemeanor"\nterm = "0 days"\nprobation = "0 days"'


def known_of_count(more: str = "") -> str:
    """The facts that most questions about a count ask for, with more of them."""
    return f"filed = true\nfacts = {{ elements_admitted = false, death_or_serious_injury = false{more} }}"


@pytest.mark.parametrize(
    ("charge", "facts", "expected"),
    [
        ("Cal. Health & Safety Code § 11379(a)", "", State.DEPENDS),
        ("Cal. Health & Safety Code § 11379(a)", ", reason_to_believe_trafficking = true", State.TRIGGERED),
        ("Cal. Penal Code § 602(m)", ", reason_to_believe_trafficking = true", State.TRIGGERED),
        ("Cal. Penal Code § 602(m)", ", file_speaks_of_drug_trade = true", State.DEPENDS),
        ("Cal. Penal Code § 602(m)", "", State.NOT_TRIGGERED),
    ],
)
def test_a_plea_to_something_else_does_not_undo_what_was_done(charge: str, facts: str, expected: State) -> None:
    advice = weigh(one_count(charge, TO_TRESPASS, count=known_of_count(facts)))
    assert state(advice, "plea", "entered_without_inspection", TRAFFICKER) is expected
    assert any("nothing beside its offense" in one for one in advice.receipt.facts_assumed), "what is supposed is said"


def test_an_accessory_to_a_felony_that_is_not_named_is_asked_about() -> None:
    text = one_count("Cal. Penal Code § 32", TO_TRESPASS.replace("602(m)", "32"), count=known_of_count())
    assert state(weigh(text), "plea", "entered_without_inspection", TRAFFICKER) is State.DEPENDS


# --- what a record or a sentence is made of --------------------------------------------------------------------------------

AGGRAVATED = "deportable.aggravated_felony"


def battery(
    outcome: str, more: str, charge: str = "Cal. Penal Code § 273.5(a)", enhancements: str = "", state: str = "CA"
) -> Advice:
    count = f"{enhancements}\n{known_of_count(', protected_relationship = true')}"
    return weigh(one_count(charge, more, count=count, outcome=outcome, state=state))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ('level = "felony"\nterm = "6 months"', State.NOT_TRIGGERED),
        ('level = "felony"\nterm = "6 months"\nadded = "6 months"', State.DEPENDS),
        ('level = "felony"\nterm = "9 months"\nadded = "3 months"', State.TRIGGERED),
        ('level = "felony"\nterm = "12 months"', State.TRIGGERED),
    ],
)
def test_months_that_make_a_year_are_one(more: str, expected: State) -> None:
    assert state(battery("convicted", more), "plea", "resident_over_seven", AGGRAVATED) is expected


@pytest.mark.parametrize("outcome", ["diverted", "deferred"])
def test_a_sentence_given_with_a_plea_counts_whatever_the_state_calls_it(outcome: str) -> None:
    more = 'level = "felony"\nplea_or_admission = true\nrestraint = true\nterm = "1 year"\nsuspended = "1 year"'
    weighed = battery(outcome, more)
    assert state(weighed, "plea", "resident_over_seven", AGGRAVATED) is not State.NOT_TRIGGERED
    assert state(weighed, "plea", "resident_over_seven", "citizenship.application_waits") is State.TRIGGERED


def test_a_diversion_without_a_plea_has_no_sentence_but_its_supervision() -> None:
    weighed = battery("diverted", "plea_or_admission = false\nrestraint = true\nprobation = '1 year'")
    assert state(weighed, "plea", "resident_over_seven", AGGRAVATED) is State.NOT_TRIGGERED
    assert state(weighed, "plea", "resident_over_seven", "citizenship.application_waits") is State.TRIGGERED


def test_a_suspended_sentence_delays_naturalization_without_probation() -> None:
    weighed = battery("convicted", 'level = "felony"\nterm = "30 days"\nsuspended = "30 days"\nprobation = "0 days"')
    assert state(weighed, "plea", "resident_over_seven", "citizenship.application_waits") is State.TRIGGERED


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ('sentence_date = 2024-06-01\nterm = "0 days"\nprobation = "3 years"', State.TRIGGERED),
        ('sentence_date = 2024-06-01\nterm = "0 days"\nprobation = "1 year"', State.NOT_TRIGGERED),
        ('sentence_date = 2025-11-24\nterm = "0 days"\nprobation = "365 days"', State.TRIGGERED),  # its last day
        ('sentence_date = 2025-11-23\nterm = "0 days"\nprobation = "365 days"', State.NOT_TRIGGERED),
        # it may begin when what is to be served is over
        ('sentence_date = 2025-11-20\nterm = "10 days"\nprobation = "365 days"', State.DEPENDS),
        ('sentence_date = 2025-11-20\nterm = "10 days"\nsuspended = "10 days"\nprobation = "365 days"', State.NOT_TRIGGERED),
        # the sentence may be of a later day than the conviction
        ('conviction_date = 2025-10-01\nterm = "0 days"\nprobation = "1 year"', State.DEPENDS),
        ('conviction_date = 2024-06-01\nterm = "0 days"\nprobation = "1 year"', State.NOT_TRIGGERED),
        # no day, no term, a violation, a suspension of a length nobody says
        ('term = "0 days"\nprobation = "1 year"', State.DEPENDS),
        ('sentence_date = 2024-06-01\nprobation = "1 year"', State.DEPENDS),
        ('sentence_date = 2024-06-01\nterm = "0 days"\nadded = "20 days"\nprobation = "1 year"', State.DEPENDS),
        ('sentence_date = 2024-06-01\nterm = "10 days"\nsuspended = "10 days"', State.DEPENDS),
        ('sentence_date = 2024-06-01\nterm = "10 days"\nsuspended = "10 days"\nprobation = "0 days"', State.DEPENDS),
    ],
)  # fmt: skip
def test_probation_that_is_over_delays_no_naturalization(sentence: str, expected: State) -> None:
    """8 C.F.R. § 316.10(c)(1): "until after the probation, parole, or suspended sentence has been completed"."""
    prior = f"""
    [[priors]]
    id = "p"
    charge = "Cal. Penal Code § 484(a)"
    level = "misdemeanor"
    outcome = "convicted"
    offense_date = 2023-05-01
    {sentence}
    """
    result = weigh(with_prior(prior))
    assert state(result, "record", "resident_over_seven", "citizenship.application_waits") is expected
    told = any("its probation was not prolonged" in one for one in result.receipt.facts_assumed)
    assert told is (expected is State.NOT_TRIGGERED)


def test_probation_of_this_case_runs_from_its_day() -> None:
    for day, expected in (("", State.TRIGGERED), ("2026-11-24", State.TRIGGERED), ("2024-01-10", State.NOT_TRIGGERED)):
        more = f"conviction_date = {day}\n" if day else ""
        plea = f'level = "misdemeanor"\nterm = "0 days"\nprobation = "1 year"\n{more}'
        weighed = weigh(one_count("Cal. Penal Code § 242", plea, offense_date="2024-01-05"))
        assert state(weighed, "plea", "resident_over_seven", "citizenship.application_waits") is expected


@pytest.mark.parametrize(
    ("state_", "charge", "enhancement", "cleared"),
    [
        ("PA", "18 Pa.C.S. § 3701(a)(1)(ii)", "18 Pa.C.S. § 6103", False),
        ("PA", "18 Pa.C.S. § 3701(a)(1)(ii)", "", True),
        ("CA", "Cal. Penal Code § 484(a)", "Cal. Penal Code § 12022.99", False),
        ("CA", "Cal. Penal Code § 484(a)", "Cal. Penal Code § 12022(a)(2)", False),
        ("CA", "Cal. Penal Code § 484(a)", "Cal. Penal Code § 12022(a)(1)", True),  # antiques: § 12001, § 16520(a)
        ("CA", "Cal. Penal Code § 484(a)", "Cal. Penal Code § 667(a)", True),
        ("CA", "Cal. Penal Code § 484(a)", "", True),
    ],
)
def test_an_enhancement_is_part_of_the_offense(state_: str, charge: str, enhancement: str, cleared: bool) -> None:
    """Matter of Martinez-Zapata, 24 I&N Dec. 424 (BIA 2007); one that has no entry clears nothing."""
    listed = f'enhancements = [{{ charge = "{enhancement}" }}]' if enhancement else ""
    weighed = battery("convicted", "term = '30 days'", charge, listed, state_)
    found = state(weighed, "plea", "resident_over_seven", "deportable.firearm")
    assert (found is State.NOT_TRIGGERED) is cleared
    omitted = battery("convicted", "term = '30 days'\nenhancements = false", charge, listed, state_)
    assert state(omitted, "plea", "resident_over_seven", "deportable.firearm") is State.NOT_TRIGGERED


def test_an_enhancement_in_the_charge_itself_can_be_left_out_too() -> None:
    charge = "Cal. Penal Code §§ 484(a), 12022(a)(2)"
    stands = battery("convicted", "term = '30 days'", charge)
    omitted = battery("convicted", "term = '30 days'\nenhancements = false", charge)
    found = [state(one, "plea", "resident_over_seven", "deportable.firearm") for one in (stands, omitted)]
    assert found[0] is not State.NOT_TRIGGERED and found[1] is State.NOT_TRIGGERED


DROPPED = """
[[priors]]
id = "old"
charge = "Cal. Health & Safety Code § 11377(a)"
outcome = "dismissed"
level = "misdemeanor"
{more}
facts = {{ elements_admitted = false, death_or_serious_injury = false }}
"""


@pytest.mark.parametrize(
    "more", ['plea_date = "2015-02-01"', 'probation = "3 years"', 'term = "30 days"', 'fine = "$200.00"']
)
def test_a_dismissal_after_a_plea_undoes_no_conviction(more: str) -> None:
    """Matter of Roldan, 22 I&N Dec. 512 (BIA 1999)."""
    rule = "deportable.controlled_substance"
    plain, pleaded = (weigh(with_prior(DROPPED.format(more=one))) for one in ("", more))
    record = plain.rows[0].id
    assert state(plain, record, "resident_over_seven", rule) is State.NOT_TRIGGERED
    assert any("dismissed without a plea" in one for one in plain.receipt.facts_assumed)
    assert state(pleaded, record, "resident_over_seven", rule) is not State.NOT_TRIGGERED


def test_a_day_of_admission_that_the_file_gives_goes_before_the_class() -> None:
    text = (
        BASE.format(term="30 days")
        + '[person]\nposture = "resident_over_seven"\nfacts = { admission_date = 2024-01-01 }\n'
    )
    rule = "deportable.cimt_within_five_years"
    given, plain = (
        weigh(text.replace("484(a)", "487(a)").replace('"misdemeanor"', '"felony"')),
        weigh(BASE.format(term="30 days")),
    )
    assert state(given, "plea", "resident_over_seven", rule) is State.TRIGGERED
    assert state(plain, "plea", "resident_over_seven", rule) is State.NOT_TRIGGERED


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", State.DEPENDS),
        (", possession_was_a_federal_felony = true", State.TRIGGERED),
        (", possession_was_a_federal_felony = false", State.NOT_TRIGGERED),
    ],
)
def test_a_federal_possession_is_a_felony_only_with_a_prior_that_was_found_or_for_one_drug(
    more: str, expected: State
) -> None:
    """21 U.S.C. § 844(a); Carachuri-Rosendo v. Holder, 560 U.S. 563, 566-67 (2010)."""
    weighed = weigh(
        one_count("21 U.S.C. § 844(a)", 'term = "0 days"\nprobation = "0 days"', count=known_of_count(more), state="US")
    )
    assert state(weighed, "plea", "resident_over_seven", "deportable.aggravated_felony") is expected


def replaced(
    charge: str, plea: str, *, count: str = "", state_: str = "CA", offense_date: str = "2025-02-01"
) -> Advice:
    return weigh(one_count(charge, plea, count=count, state=state_, as_of="2026-11-28", offense_date=offense_date))


def test_a_count_is_disposed_of_once() -> None:
    """A second plea of one count once took the first one's place, and a robbery vanished behind a disturbance."""
    second = '[[options.dispositions]]\ncount = "1"\noutcome = "convicted"\ncharge = "Cal. Penal Code § 415(2)"'
    with pytest.raises(CaseError, match="disposed of twice") as refused:
        replaced("Cal. Penal Code § 211", f'charge = "Cal. Penal Code § 261(a)(2)"\n{second}')
    assert refused.value.code == "SY-C007"


@pytest.mark.parametrize("outcome", ["dismissed", "acquitted", "declined"])
def test_what_ends_without_guilt_asks_for_no_plea(outcome: str) -> None:
    """8 U.S.C. § 1101(a)(48)(A): what is dismissed after a plea stays a conviction; it is written as deferred."""
    with pytest.raises(CaseError, match="a plea or an admission") as refused:
        parse_case(
            BASE.format(term="1 day").replace(
                'outcome = "dismissed"', f'outcome = "{outcome}"\nplea_or_admission = true'
            )
        )
    assert refused.value.code == "SY-C006"


def test_a_line_that_names_two_crimes_may_be_two_convictions() -> None:
    """8 U.S.C. §§ 1182(a)(2)(A)(ii) ("only one crime"), 1227(a)(2)(A)(ii)."""
    level = 'level = "misdemeanor"\nterm = "30 days"'
    both = replaced("484(a), 314.1 PC", level)
    one = replaced("484(a) PC", level)
    for rule in ("inadmissible.cimt", "deportable.two_cimts"):
        assert state(both, "plea", "resident_over_seven", rule) is State.DEPENDS
        assert state(one, "plea", "resident_over_seven", rule) is State.NOT_TRIGGERED
    for line in ("484(a), 314.1, 12022(b)(1) PC", "664/484(a)/314.1 PC", "484(a), 99999 PC"):
        more = replaced(
            line, 'term = "30 days"'
        )  # enhanced, attempted, or beside what nobody can read: still two, perhaps
        assert state(more, "plea", "resident_over_seven", "deportable.two_cimts") is not State.NOT_TRIGGERED, line
    named = replaced("459/460(b) PC", level)  # § 460 only divides burglary, so that it is one crime
    assert state(named, "plea", "resident_over_seven", "deportable.two_cimts") is State.NOT_TRIGGERED


def test_enhancements_that_stand_go_with_the_plea_and_others_fall_and_are_told() -> None:
    more = '[[counts.enhancements]]\ncharge = "Cal. Penal Code § 12022(a)(2)"\nadds = "3 years"'
    plea = 'charge = "Cal. Penal Code § 237(a)"\nlevel = "felony"\nterm = "16 months"'
    stands = replaced("Cal. Penal Code § 211", plea + "\nenhancements = true", count=more)
    falls = replaced("Cal. Penal Code § 211", plea, count=more)
    told = "count[1]: its enhancements fall with the charge that is replaced"
    assert told in falls.receipt.facts_assumed and told not in stands.receipt.facts_assumed
    states = [state(one, "plea", "resident_under_five", "deportable.firearm") for one in (stands, falls)]
    assert states == [State.TRIGGERED, State.NOT_TRIGGERED]


def test_a_maximum_below_the_laws_own_is_refused() -> None:
    with pytest.raises(CaseError, match="below the law's") as refused:
        replaced("Cal. Penal Code § 487(a)", 'level = "felony"\nmaximum = "180 days"')
    assert refused.value.code == "SY-C011"


def test_a_felony_that_was_redesignated_keeps_no_term_of_a_later_law() -> None:
    """Prado v. Barr, 949 F.3d 438 (9th Cir. 2020): Proposition 64 does not change what a conviction of 2012 was."""
    prior = '[[priors]]\nid = "p"\ncharge = "Cal. Health & Safety Code § 11359"\nlevel = "misdemeanor"\noutcome = "convicted"\n'
    result = weigh(with_prior(prior + "offense_date = 2012-01-05\nconviction_date = 2012-03-05", "1 day"))
    for rule in ("inadmissible.cimt", "reentry.ten_years"):
        assert state(result, "record", "resident_over_seven", rule) is not State.NOT_TRIGGERED


def test_the_forum_that_is_taken_is_told() -> None:
    taken = "forum = 9th Cir., that of the state; a case begun elsewhere follows the law there"
    assert taken in weigh(BASE.format(term="1 day")).receipt.facts_assumed
    named = weigh(BASE.format(term="1 day").replace('state = "CA"', 'state = "CA"\nforum = "5th Cir."'))
    assert not any(one.startswith("forum") for one in named.receipt.facts_assumed)


@pytest.mark.parametrize(("paragraph", "answer"), [("d", "divisible"), ("e", "yes"), ("g", "yes")])
def test_a_large_amount_of_cannabis_is_no_small_one(paragraph: str, answer: str) -> None:
    """21 U.S.C. § 841(b)(4) is of a small amount: Chen v. Sessions, 864 F.3d 536 (7th Cir. 2017), reads 30 grams; Catwell v.
    Attorney General, 623 F.3d 199 (3d Cir. 2010): 120.5 grams is none."""
    law = catalogue()
    found = law.find("IL", f"720 ILCS 550/5({paragraph})")
    assert law.full_match(found, "AF:B", forum="7th Cir.", as_of=date(2026, 11, 28)).answer == answer


def test_words_that_give_away_do_not_offer() -> None:
    law = catalogue()
    found = law.find("CA", "Cal. Health & Safety Code § 11352(a)")
    given = law.full_match(found, "AF:B", forum="9th Cir.", as_of=date(2026, 11, 28), form="give away heroin")
    assert given.answer != "no"


def test_a_crime_is_that_of_the_day_it_was_committed_on() -> None:
    """Article 130 of the Penal Law was rewritten from 1 September 2024 under the same numbers."""
    before, after = (
        state(
            replaced("PL 130.25(3)", "", state_="NY", offense_date=day),
            "plea",
            "resident_under_five",
            "inadmissible.cimt",
        )
        for day in ("2025-02-01", "2024-05-01")
    )
    assert before is State.TRIGGERED is not after
    assert after is not State.NOT_TRIGGERED


def test_a_section_that_was_repealed_on_that_day_says_so_with_its_span_and_clears_nothing() -> None:
    result = replaced("PL 221.05", "", state_="NY")
    (problem,) = result.problems
    assert problem.code == "SY-O104" and "2025-02-01" in problem.says and "to 2021-03-30" in problem.says
    assert state(result, "plea", "resident_under_five", "deportable.firearm") is State.NOT_ANALYSED
    told = answer({"state": "NY", "statute": "PL 221.05", "ground": "FIREARM", "facts": {"offense_date": "2022-01-01"}})
    assert told["answer"] == "not_analysed" and any("to 2021-03-30" in note for note in told["notes"])
    stood = answer(
        {"state": "NY", "statute": "PL 221.05", "ground": "FIREARM", "facts": {"offense_date": "2019-01-01"}}
    )
    assert (stood["answer"], stood["offense"]) == ("no", "ny.pl.221.05")


FIRST_PLEA = '[options.dispositions.taken_back]\nafter = "1 year"\nrestraint = true\n'
TO_A_VIOLATION = 'charge = "PL 240.20"\nlevel = "violation"\nterm = 0\n'


def taken_back(first: str, plea: str = TO_A_VIOLATION, outcome: str = "convicted") -> str:
    """A case of theft that ends in a plea; `first` is the one before it, which is taken back."""
    return one_count("PL 155.30(1)", plea + first, count='level = "felony"', outcome=outcome, state="NY",
                     as_of="2026-11-28", offense_date="2026-10-01")  # fmt: skip


def test_a_plea_that_is_taken_back_as_agreed_stays_a_conviction() -> None:
    """8 U.S.C. § 1101(a)(48)(A); Roldan, 22 I&N Dec. 512 (BIA 1999); Pickering, 23 I&N Dec. 621 (BIA 2003)."""
    rule = "deportable.cimt_within_five_years"
    at_once = weigh(taken_back(""))
    assert [row.id for row in at_once.rows] == ["plea"]
    assert state(at_once, "plea", "resident_under_five", rule) is State.NOT_TRIGGERED
    later = weigh(taken_back(FIRST_PLEA))
    assert [row.id for row in later.rows] == ["plea", "plea (first plea)"]
    for row in later.rows:
        assert state(later, row.id, "resident_under_five", rule) is State.TRIGGERED, row.id
    assert later.rows[1].label.endswith("while the first plea stands (for 365 days)")
    assert any("taken back as agreed" in one for one in later.receipt.facts_assumed)
    assert weigh_again(later) == later.receipt.answers, "the companion is not made twice"


def weigh_again(advice: Advice) -> str:
    return advise(Case.model_validate(advice.receipt.case)).receipt.answers


def test_a_first_plea_without_restraint_or_with_a_defect_is_no_conviction() -> None:
    rule = "deportable.cimt_within_five_years"
    free = weigh(taken_back(FIRST_PLEA.replace("true", "false")))
    assert {state(free, row.id, "resident_under_five", rule) for row in free.rows} == {State.NOT_TRIGGERED}
    unsaid = weigh(taken_back(FIRST_PLEA.replace("restraint = true\n", "")))
    assert {state(unsaid, row.id, "resident_under_five", rule) for row in unsaid.rows} == {State.DEPENDS}
    defect = weigh(taken_back(FIRST_PLEA + "defect = true\n"))
    assert state(defect, "plea", "resident_under_five", rule) is State.NOT_TRIGGERED
    assert state(defect, "plea (first plea)", "resident_under_five", rule) is State.TRIGGERED, "until it is vacated"


def test_a_first_plea_has_its_own_day_and_level() -> None:
    dated = FIRST_PLEA.replace("[options", "conviction_date = 2027-12-01\n[options") + 'charge = "PL 155.25"\n'
    result = weigh(taken_back(dated))
    assert result.rows[1].label.endswith("(until 2027-12-01)")
    rule = "deportable.cimt_within_five_years"
    assert {state(result, row.id, "resident_under_five", rule) for row in result.rows} == {State.NOT_TRIGGERED}, (
        "364 days"
    )
    same = taken_back(FIRST_PLEA, plea='level = "felony"\nterm = 0\n')
    assert state(weigh(same), "plea", "resident_under_five", rule) is State.TRIGGERED, "what replaces it counts too"
    with pytest.raises(CaseError, match="comes before the offense") as refused:
        weigh(taken_back(dated.replace("2027-12-01", "2027-09-01")))
    assert refused.value.code == "SY-C008"
    with pytest.raises(CaseError, match="the count ends dismissed") as refused:
        weigh(taken_back(FIRST_PLEA, outcome="dismissed"))
    assert refused.value.code == "SY-C006"


EARLIER = """[[priors]]
id = "p"
charge = "{charge}"
level = "misdemeanor"
outcome = "convicted"
term = "90 days"
offense_date = 2010-01-05
conviction_date = {convicted}
{more}
"""


@pytest.mark.parametrize(
    ("charge", "convicted", "lowered", "expect"),
    [
        ("Cal. Penal Code § 496(a)", "2010-03-05", "", State.DEPENDS),
        ("Cal. Penal Code § 496(a)", "2010-03-05", "no", State.NOT_TRIGGERED),
        ("Cal. Penal Code § 496(a)", "2010-03-05", "by_the_court", State.NOT_TRIGGERED),
        ("Cal. Penal Code § 496(a)", "2010-03-05", "by_a_later_law", State.TRIGGERED),
        ("Cal. Penal Code § 496(a)", "2014-11-05", "", State.NOT_TRIGGERED),
        ("Cal. Penal Code § 273.5(a)", "2010-03-05", "", State.NOT_TRIGGERED),
        ("Cal. Health & Safety Code § 11350(a)", "2010-03-05", "", State.DEPENDS),
        ("Cal. Health & Safety Code § 11350(a)", "2010-03-05", "by_a_later_law", State.TRIGGERED),
        ("Cal. Health & Safety Code § 11359", "2012-03-05", "by_a_later_law", State.TRIGGERED),
    ],
)
def test_what_a_later_law_calls_a_misdemeanor_stays_a_felony(
    charge: str, convicted: str, lowered: str, expect: State
) -> None:
    """Cal. Penal Code § 1170.18(a), (j); Prado v. Barr, 949 F.3d 438 (9th Cir. 2020); a wobbler that the court itself made a
    misdemeanor: Garcia-Lopez v. Ashcroft, 334 F.3d 840 (9th Cir. 2003)."""
    more = f'facts = {{ level_lowered = "{lowered}" }}' if lowered else ""
    prior = EARLIER.format(charge=charge, convicted=convicted, more=more)
    result = weigh(with_prior(prior, "1 day"))
    assert state(result, "record", "entered_without_inspection", "reentry.ten_years") is expect
    if expect is not State.NOT_TRIGGERED:
        assert state(result, "record", "entered_without_inspection", "relief.tps_barred") is expect


def test_a_reduction_by_the_court_is_open_outside_the_ninth_circuit() -> None:
    more = 'facts = { level_lowered = "by_the_court" }'
    prior = EARLIER.format(charge="Cal. Penal Code § 496(a)", convicted="2010-03-05", more=more)
    elsewhere = weigh(with_prior(prior, "1 day").replace('state = "CA"', 'state = "CA"\nforum = "5th Cir."'))
    assert state(elsewhere, "record", "entered_without_inspection", "reentry.ten_years") is State.DEPENDS


@pytest.mark.parametrize(
    ("state_", "charge", "facts", "expected"),
    [
        ("PA", "75 Pa.C.S. § 3802(a)(1)", "", State.TRIGGERED),
        ("CA", "Cal. Veh. Code § 23152(a)", "", State.TRIGGERED),
        ("CA", "Cal. Penal Code § 273.5(a)", "protected_relationship = true", State.TRIGGERED),
        ("CA", "Cal. Penal Code § 30605(a)", "", State.TRIGGERED),
        ("NY", "N.Y. Penal Law § 130.60(2)", "", State.TRIGGERED),
        # whether it is of a kind that the regulation lists, and defines nowhere, nobody has said
        ("CA", "Cal. Penal Code § 273.5(a)", "", State.DEPENDS),
        ("CA", "Cal. Penal Code § 243(e)(1)", "", State.DEPENDS),
        ("CA", "Cal. Penal Code § 459", "", State.DEPENDS),
        ("CA", "Cal. Penal Code § 484(a)", "", State.DEPENDS),
        # said by who knows the facts; an offense that is of such a kind stays one
        ("CA", "Cal. Penal Code § 484(a)", "daca_listed_kind = false", State.NOT_TRIGGERED),
        ("CA", "Cal. Penal Code § 484(a)", "daca_listed_kind = true", State.TRIGGERED),
        ("CA", "Cal. Veh. Code § 23152(a)", "daca_listed_kind = false", State.TRIGGERED),
    ],
)
def test_a_listed_misdemeanor_ends_deferred_action_by_its_own_elements(
    state_: str, charge: str, facts: str, expected: State
) -> None:
    """8 C.F.R. § 236.22(b)(6)(i) lists driving under the influence, domestic violence, an unlawful firearm and others."""
    plea = 'level = "misdemeanor"\nterm = "0 days"\nmaximum = "364 days"\nfacts = { public_safety_threat = false }'
    count = f"facts = {{ {facts} }}" if facts else ""
    weighed = weigh(one_count(charge, plea, count=count, state=state_))
    assert state(weighed, "plea", "deferred_action", "relief.daca_barred") is expected


@pytest.mark.parametrize(
    ("state_", "charge", "level", "left"),
    [
        ("MA", "A&B c265 §13A", "misdemeanor", {"ma.265.13a.a", "ma.265.13a.a.assault"}),
        ("MA", "A&B c265 §13A", "felony", {"ma.265.13a.b.i", "ma.265.13a.b.ii", "ma.265.13a.b.iii"}),
        ("MA", "A&B c265 §13A", "", None),
        # a court may make a misdemeanor of either (Cal. Penal Code § 17(b); Or. Rev. Stat. § 161.705)
        ("CA", "Cal. Penal Code § 245(a)(1), (2)", "misdemeanor", None),
        ("OR", "Or. Rev. Stat. § 163.160", "misdemeanor", None),
        # what lengthens the term, or could not be read, may give the level
        ("MA", "c265 §13A(a), (z)", "felony", None),
        # the two words for what is below a misdemeanor are one
        ("PA", "18 Pa.C.S. § 2709", "infraction", {"pa.18.2709.a.1", "pa.18.2709.a.2", "pa.18.2709.a.3"}),
    ],
)  # fmt: skip
def test_a_level_tells_which_offenses_of_a_section_can_be_meant(
    state_: str, charge: str, level: str, left: set[str] | None
) -> None:
    found = catalogue().find(state_, charge)
    narrowed = found.that_can_be(level or None)
    assert {one.id for one in narrowed.offenses} == (left or {one.id for one in found.offenses})
    assert narrowed.named == found.named


def test_a_plea_at_the_level_of_one_offense_of_a_section_asks_nothing_of_the_others() -> None:
    """Mass. Gen. Laws ch. 265, § 13A(b) is a felony: ch. 274, § 1."""
    for level, asked in (("misdemeanor", False), ("felony", True)):
        plea = f'level = "{level}"\nterm = "18 months"\nsuspended = "18 months"\nprobation = "2 years"'
        weighed = weigh(one_count("A&B c265 §13A", plea, state="MA"))
        (charged,) = {
            count.facts["maximum_term"]
            for world in weighed.worlds.values()
            for count in world.counts
            if count.id == "1"
        }
        assert charged == (1825 if level == "felony" else 913)
        reasons = [
            reason.says
            for cell in weighed.row("plea").cells["temporary_protected_status"].values()
            for reason in cell.truth.reasons
        ]
        assert any("13a.b." in says or "protection order" in says for says in reasons) is asked


@pytest.mark.parametrize(
    ("state_", "charge", "level", "more", "expected"),
    [
        ("NY", "PL 240.20", "violation", "", True),
        ("PA", "18 Pa.C.S. § 3929(a)(1)", "violation", "", True),
        # of a summary case of the Vehicle Code, a traffic infraction and another state's infraction that is asked
        ("PA", "75 Pa.C.S. § 1543(a)", "violation", "", None),
        ("NY", "VTL 1192.1", "infraction", "", None),
        ("CA", "Cal. Penal Code § 415(2)", "infraction", "", None),
        # whoever knows that it was not tried so says it
        ("NY", "PL 240.20", "violation", "facts = { criminal_proceeding = false }", False),
    ],
)
def test_what_a_state_tries_as_it_tries_crimes_is_law_and_not_asked(
    state_: str, charge: str, level: str, more: str, expected: bool | None
) -> None:
    """N.Y. Crim. Proc. Law § 70.20; Pa. R. Crim. P. 454(B); Matter of Wong, 28 I&N Dec. 518 (BIA 2022)."""
    weighed = weigh(one_count(charge, f'level = "{level}"\nterm = "0 days"\n{more}', state=state_))
    world = weighed.worlds["plea", "resident_over_seven"]
    assert [evaluate(world, "conviction.criminal_proceeding", count).truth.value for count in world.counts] == [
        expected
    ]
    assert any("70.20" in one or "454(B)" in one for one in weighed.receipt.facts_assumed) is (expected is True)
