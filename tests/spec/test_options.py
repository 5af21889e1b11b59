"""The search for options: nothing better is missed, nothing is reported safer than it is, and what is closed says why."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steelyard.catalog.find import catalogue
from steelyard.catalog.policies import load_policy
from steelyard.law.columns import groups
from steelyard.logic.errors import CaseError
from steelyard.papers.findings import traps
from steelyard.papers.letters import letter_from_prosecutor
from steelyard.papers.parts import Making, longest_of, side_by_side
from steelyard.papers.parts import days as in_days
from steelyard.weigh import policy
from steelyard.weigh.accountability import AXES, excess, kept
from steelyard.weigh.advise import Weigher, advise
from steelyard.weigh.basis import FALSE, SUPPORTED, factual_basis
from steelyard.weigh.candidates import _Count, _other_offenses, _text_of
from steelyard.weigh.case import Case, Person, load_case, parse_case
from steelyard.weigh.cells import Row, State
from steelyard.weigh.options import (
    OptionsFound,
    Weighed,
    _by_count,
    _Search,
    bounded,
    broken,
    combination,
    find_options,
    front,
    outcome_of,
)
from steelyard.weigh.options_page import print_options
from steelyard.weigh.output import OptionsOut, advice_to_json, options_to_json
from steelyard.weigh.policy import policy_answer, policy_answers
from steelyard.weigh.policy_terms import Answer
from tests.spec.made_up import OWN_POLICY

ROOT = Path(__file__).parents[2]

ORDER = tuple(groups())

COUNT = """
[[counts]]
id = "{id}"
charge = "{charge}"
filed = true
level = "{level}"
offense_date = 2026-09-14
"""
PLEA = """
[[options.dispositions]]
count = "{id}"
outcome = "convicted"
level = "{level}"
term = "{term}"
probation = "1 year"
restitution = "$500.00"
"""
CHARGES = [
    ("Cal. Penal Code § 487(a)", "felony", "365 days"),
    ("Cal. Penal Code § 273.5(a)", "felony", "365 days"),
    ("Cal. Health & Safety Code § 11350(a)", "misdemeanor", "180 days"),
    ("Cal. Penal Code § 422", "felony", "400 days"),
]


def made(charges: list[tuple[str, str, str]], *, top: str = "", ids: str = "123456789") -> Case:
    """A case of these charges, its one option as charged."""
    text = f'id = "T"\nstate = "CA"\nlaw_as_of = 2026-11-24\n{top}\n'
    text += "".join(COUNT.format(id=i, charge=c, level=level) for i, (c, level, _) in zip(ids, charges, strict=False))
    text += '[[options]]\nid = "base"\nlabel = "as charged"\n'
    text += "".join(PLEA.format(id=i, level=level, term=t) for i, (_, level, t) in zip(ids, charges, strict=False))
    return parse_case(text)


def axes(found: list[Weighed]) -> set[Any]:
    return {one.axes for one in found}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(CHARGES), min_size=1, max_size=2, unique=True), st.randoms(use_true_random=False))
def test_the_front_is_the_one_that_brute_force_finds(charges: list[tuple[str, str, str]], random: Any) -> None:
    case = made(charges, top='record_complete = true\nkeep = { restitution_at_least = "$100.00" }')
    weigher = Weigher(case)
    by_count, _ = _by_count(case, case.options[0], weigher)
    few = [[many[0], *random.sample(many[1:], min(3, len(many) - 1))] for many in by_count]
    base = combination([many[0] for many in few], _search(weigher, case, few).base)
    search = _search(weigher, case, few)
    weighed = []
    for picked in itertools.product(*few):
        one = combination(picked, search.base)
        mine = one.accountability
        if not broken(case.keep, mine):
            reading = weigher.reading(one.option, "brute force")
            weighed.append(Weighed(outcome_of(reading, ORDER), mine, kept(mine, search.base),
                                   excess(mine, search.base), one.needs, one.distance, 1))  # fmt: skip
    assert axes(front(search.weighed)) == axes(front(weighed))
    assert search.start.outcome == outcome_of(weigher.reading(base.option, "baseline"), ORDER)


def test_the_baseline_is_the_first_of_what_is_searched_whatever_limits_a_plea() -> None:
    """A plea limit of California keeps reductions of a serious felony out, and never the charge itself."""
    for charge in (
        "Cal. Penal Code § 211",
        "Cal. Penal Code § 459",
        "Cal. Penal Code § 187(a)",
        "Cal. Veh. Code § 23152(a)",
    ):
        level = "misdemeanor" if "23152" in charge else "felony"
        case = made([(charge, level, "180 days" if level == "misdemeanor" else "800 days"), CHARGES[0]])
        found = found_in(case)
        reading = found.weigher.reading(case.options[0], "baseline")
        assert found.baseline.outcome == outcome_of(reading, ORDER), charge


def _search(weigher: Weigher, case: Case, few: list[list[Any]]) -> _Search:
    base = case.options[0]
    from steelyard.weigh.options import Combination

    return _Search(weigher, case.keep, ORDER, few, Combination(tuple(many[0] for many in few), base))


def found_in(case: Case) -> OptionsFound:
    return find_options(case)


@pytest.mark.parametrize("charge", CHARGES, ids=[c for c, _, _ in CHARGES])
def test_no_option_is_worse_in_any_cell_than_reported(charge: tuple[str, str, str]) -> None:
    found = found_in(made([charge]))
    for one in found.options:
        assert outcome_of(found.weigher.reading(one.option, "again"), ORDER) == one.outcome
        for cells in one.row.cells.values():
            for cell in cells.values():
                assert not (cell.state is State.NOT_TRIGGERED and not cell.truth.known)
        if one.universal:
            assert {c.state for cells in one.row.cells.values() for c in cells.values()} == {State.NOT_TRIGGERED}


def test_the_order_of_counts_and_their_names_change_nothing() -> None:
    one = found_in(made(CHARGES[:2]))
    other = found_in(made(CHARGES[1::-1], ids="xy"))

    def seen(found: OptionsFound) -> list[tuple[Any, ...]]:
        return sorted(
            (o.outcome, o.distance, o.accountability.level, o.accountability.custody or 0) for o in found.options
        )

    assert seen(one) == seen(other)


def test_a_first_plea_that_is_taken_back_goes_with_its_option_and_with_no_other() -> None:
    """8 U.S.C. § 1101(a)(48)(A): the plea to a felony stays a conviction beside the violation that replaces it."""
    text = 'id = "T"\nstate = "NY"\nlaw_as_of = 2026-11-24\n' + COUNT.format(
        id="1", charge="PL 155.30(1)", level="felony"
    )
    text += '[[options]]\nid = "base"\nlabel = "a violation in the end"\n[[options.dispositions]]\ncount = "1"\n'
    text += 'outcome = "convicted"\ncharge = "PL 240.20"\nlevel = "violation"\nterm = 0\n'
    text += '[options.dispositions.taken_back]\nafter = "1 year"\nrestraint = true\n'
    found = find_options(parse_case(text))
    rule = "deportable.cimt_within_five_years"
    assert found.baseline.row.cells["resident_under_five"][rule].state is State.TRIGGERED
    at_once = next(one for one in found.options if one.option.label.startswith("N.Y. Penal Law § 240.20"))
    assert at_once.option.dispositions[0].taken_back is None
    assert at_once.row.cells["resident_under_five"][rule].state is State.NOT_TRIGGERED
    assert at_once.outcome < found.baseline.outcome


def with_conduct(case: Case, conduct: dict[str, bool]) -> Case:
    data = case.model_dump()
    data["counts"][0]["conduct"] = conduct
    return Case.model_validate(data)


def test_a_fact_that_is_known_false_rules_an_offense_out() -> None:
    case = made([("Cal. Penal Code § 273.5(a)", "felony", "365 days")], top="record_complete = true")
    statutes = {six.statute for one in found_in(case).options for six in one.six}
    shut = found_in(with_conduct(case, {"act.touch": False}))
    gone = [one for one in shut.ruled_out if one.constraint == "factual basis"]
    assert gone
    assert all("touch" in one.says for one in gone)
    assert not {one.label for one in gone} & {six.statute for one in shut.options for six in one.six}
    assert {one.label for one in gone} & statutes


def test_an_element_nobody_alleged_is_flagged_with_the_fact_it_needs() -> None:
    case = made([("Cal. Penal Code § 273.5(a)", "felony", "365 days")], top="record_complete = true")
    weigher = Weigher(case)
    (many,), _ = _by_count(case, case.options[0], weigher)
    flagged = {c.label.partition(",")[0]: c.flags for c in many if "basis" in c.open_kinds}
    assert flagged
    (proven,), _ = _by_count(with_conduct(case, {"act.touch": True}), case.options[0], weigher)
    still = {c.label.partition(",")[0] for c in proven if any(f.kind == "basis" and "touch" in f.says for f in c.flags)}
    assert any("touch" in flag.says for flags in flagged.values() for flag in flags)
    assert not still


def test_a_state_of_mind_that_nobody_alleged_is_needed_as_any_other_element() -> None:
    careless = catalogue().find("CA", "Cal. Penal Code § 192(b)")
    knowing = catalogue().find("CA", "Cal. Penal Code § 245(a)(1)")
    known = {"act.touch": True, "force.violent": True, "weapon.deadly": True}
    assert factual_basis(knowing, "", careless, "", known).needs == ("mind: knowledge", "stage: attempt")
    known |= {"mind.intent": True, "stage.attempt": True}
    assert factual_basis(knowing, "", careless, "", known).answer == SUPPORTED
    known["mind.knowledge"] = False
    assert factual_basis(knowing, "", careless, "", {**known, "mind.intent": False}).answer == FALSE


@pytest.mark.parametrize(
    ("keep", "names"),
    [
        ('{ custody_at_least = "2 years", custody_at_most = "1 year" }', ("custody_at_least", "custody_at_most")),
        ('{ level_at_least = "felony", level_at_most = "misdemeanor" }', ("level_at_least", "level_at_most")),
        ('{ conviction = false, custody_at_least = "1 year" }', ("conviction", "custody_at_least")),
    ],
)
def test_two_non_negotiables_that_contradict_each_other_are_named(keep: str, names: tuple[str, str]) -> None:
    with pytest.raises(CaseError, match="SY-C015") as caught:
        made(CHARGES[:1], top=f"keep = {keep}")
    assert all(name in str(caught.value) for name in names)


def test_conduct_in_a_strange_word_is_refused() -> None:
    text = made(CHARGES[:1]).model_dump_json(exclude_defaults=True)
    data = json.loads(text)
    data["counts"][0]["conduct"] = {"weapon.banana": True}
    with pytest.raises(CaseError, match="SY-C016"):
        parse_case(json.dumps(data), json_text=True)


def test_what_must_be_kept_is_kept_and_none_found_says_what_binds() -> None:
    keep = 'keep = { conviction = true, level_at_least = "felony", custody_at_least = "365 days" }'
    found = found_in(made([("Cal. Penal Code § 273.5(a)", "felony", "365 days")], top=keep))
    for one in found.options:
        assert one.accountability.level == "felony"
        assert one.accountability.custody == 365
    if found.none_found is not None:
        assert found.none_found.binding
        assert found.none_found.least_that_gives


def test_one_day_less_is_what_would_have_to_give() -> None:
    keep = ('keep = { conviction = true, level_at_least = "felony", custody_at_least = "365 days", '
            'supervision_at_least = "1 year" }')  # fmt: skip
    case = made([("Cal. Penal Code § 32", "felony", "365 days")], top=keep + "\nrecord_complete = true")
    found = found_in(case)
    assert found.none_found is not None
    assert found.none_found.binding == "custody_at_least"
    assert "364 days of 365 days" in found.none_found.least_that_gives


def test_beyond_the_bound_the_nearest_are_searched_and_the_page_says_so() -> None:
    case = made(CHARGES)
    found = find_options(case, most=200)
    assert found.searched <= 200 < found.possible
    assert f"{found.possible:,}" in found.bounded
    weigher = Weigher(case)
    by_count, _ = _by_count(case, case.options[0], weigher)
    few = bounded(by_count, 200)
    assert all(a == b[: len(a)] for a, b in zip(few, by_count, strict=True))


def test_the_json_keeps_to_its_schema_and_carries_the_draft_warning() -> None:
    data = options_to_json(found_in(made(CHARGES[:1])))
    OptionsOut.model_validate(json.loads(json.dumps(data, default=str)))
    assert "attorney" in data["draft"]
    for one in data["options"]:
        assert one["six"] and one["comparator"] and one["why_it_ranks_here"]
        assert {axis["stands"] for axis in one["accountability"]} <= {"=", "less", "more", "other", "not known"}


def test_the_user_may_ask_for_another_order() -> None:
    case = made(CHARGES[:1], top='order = ["relief"]')
    assert find_options(case).order[0] == "relief"


@pytest.mark.nightly
@pytest.mark.parametrize("path", sorted((Path(__file__).parents[2] / "examples").glob("*.toml")), ids=lambda p: p.stem)
def test_every_option_of_the_examples_is_read_as_the_reference_reads_it(path: Path) -> None:
    case = load_case(path)
    weigher = Weigher(case)
    by_count, _ = _by_count(case, case.options[0], weigher)
    search = _search(weigher, case, by_count)
    for number, picked in enumerate(itertools.product(*by_count)):
        said = outcome_of(weigher.reading(combination(picked, search.base).option, "again"), ORDER)
        assert search.outcomes[said] >> number & 1


def test_what_the_policy_does_not_permit_is_off_the_front_with_its_clause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN_POLICY, encoding="utf-8")
    own = load_policy(file)
    case = made([("Cal. Penal Code § 273.5(a)", "felony", "365 days")]).model_copy(update={"office": "own"})
    free = find_options(case.model_copy(update={"office": ""}), stage="plea")
    monkeypatch.setattr(policy, "policies", lambda: {"own": own})
    bound = find_options(case, stage="plea")
    says = {option.label: policy_answer(own, bound.weigher.as_of, free.case.model_copy(
        update={"options": [one.option for one in (free.baseline, *free.options)]}), option, stage="plea").answer
        for option in (one.option for one in free.options)}  # fmt: skip
    barred = {label for label, answer in says.items() if answer is Answer.NOT_PERMITTED}
    assert barred
    assert {one.option.label for one in bound.options} == set(says) - barred
    assert {one.label for one in bound.ruled_out if one.constraint == "policy"} == barred


@pytest.mark.parametrize("example", ["cook", "los_angeles"])
def test_nothing_is_offered_that_is_like_the_baseline_in_all_that_is_compared(example: str) -> None:
    found = find_options(load_case(ROOT / "examples" / f"{example}.toml"))
    base = found.baseline
    same = [
        one.option.label
        for one in found.options
        if one.outcome == base.outcome
        and one.accountability == base.accountability
        and not one.flags
        and not one.distance
    ]
    assert not same
    assert found.options


def test_of_two_alike_in_all_else_the_less_severe_beats() -> None:
    case = made([("Cal. Penal Code § 484(a)", "misdemeanor", "30 days")])
    kept_alike = find_options(case).baseline.accountability
    mild = Weighed((0,) * (2 * len(ORDER)), kept_alike, (1,), 0, frozenset(), 0, 1)
    for worse in (
        replace(mild, excess=1), replace(mild, distance=1), replace(mild, needs=frozenset({"basis"})),
        replace(mild, keeps=(0,)), replace(mild, outcome=(1, *mild.outcome[1:])),
    ):  # fmt: skip
        assert mild.beats(worse)
        assert not worse.beats(mild)
    assert not mild.beats(mild)


# --- what is offered is what it says it is ------------------------------------------------------------------------------


def cells_of(row: Row) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Every cell of a row with its state, both stances and the reasons it waits for."""
    return {
        (posture, rule): (cell.state, cell.stances.cautious, cell.stances.arguable)
        for posture, cells in row.cells.items()
        for rule, cell in cells.items()
    }


@pytest.mark.parametrize(
    ("state", "office", "charge", "level", "day"),
    [
        ("CA", "los_angeles", "Cal. Penal Code § 459", "felony", "2019-05-02"),
        ("NY", "manhattan", "N.Y. Penal Law § 155.30(1)", "felony", "2026-09-14"),
        ("MA", "colorado_18", "Mass. Gen. Laws ch. 265, § 13A(a)", "misdemeanor", "2026-09-14"),
    ],
)
def test_an_option_that_is_put_back_into_the_case_has_the_same_cells_term_level_and_policy(
    state: str, office: str, charge: str, level: str, day: str
) -> None:
    text = f'id = "T"\nstate = "{state}"\noffice = "{office}"\nlaw_as_of = 2026-11-24\n'
    text += COUNT.format(id="1", charge=charge, level=level).replace("2026-09-14", day)
    text += '[[options]]\nid = "base"\nlabel = "as charged"\n' + PLEA.format(id="1", level=level, term="90 days")
    case = parse_case(text)
    found = find_options(case)
    shown = [found.baseline, *found.options]
    again = case.model_copy(update={"options": [one.option for one in shown]})
    again = parse_case(again.model_dump_json(exclude_none=True), json_text=True)
    advice = advise(again)
    said = {one.option: (one.answer, one.would_be) for one in policy_answers(None, advice.law_as_of, again, advice)}
    assert len(found.options) > 2
    for one in shown:
        assert cells_of(advice.row(one.option.id)) == cells_of(one.row)
        answer = found.policy[one.option.id]
        assert said[one.option.id] == (answer.answer, answer.would_be)
        (mine,) = next(other for other in again.options if other.id == one.option.id).dispositions
        assert (mine.term, mine.level) == (one.option.dispositions[0].term, one.option.dispositions[0].level)


@pytest.mark.parametrize(
    ("state", "charge", "day"),
    [
        ("MA", "Mass. Gen. Laws ch. 265, § 13M(a)", date(2026, 9, 14)),
        ("CA", "Cal. Penal Code § 653.22(a)", date(2019, 9, 14)),
        ("CA", "Cal. Health & Safety Code § 11350(a)", date(2020, 9, 14)),
        ("CA", "Cal. Health & Safety Code § 11357(b)(2)", date(2026, 9, 14)),
        ("NY", "N.Y. Penal Law § 220.03", date(2026, 9, 14)),
        ("IL", "720 ILCS 5/16-25(a)(1)", date(2026, 9, 14)),
    ],
)
def test_every_alternative_is_written_as_what_it_is_and_was_an_offense_on_that_day(
    state: str, charge: str, day: date
) -> None:
    text = f'id = "T"\nstate = "{state}"\nlaw_as_of = 2026-11-24\n'
    text += f'[[counts]]\nid = "1"\ncharge = "{charge}"\noffense_date = {day}\n'
    text += '[[options]]\nid = "b"\nlabel = "b"\n[[options.dispositions]]\ncount = "1"\noutcome = "convicted"\n'
    case = parse_case(text)
    law = catalogue()
    one = _Count(case, case.counts[0], case.options[0].dispositions[0], law.find(state, charge, day), law,
                 date(2026, 11, 24))  # fmt: skip
    others = list(_other_offenses(one))
    assert others
    for found, written, *_ in others:
        back = law.find(state, written, day)
        assert back.offenses == found.offenses and not back.problem
        assert all(offense.in_force_on(day) for offense in back.offenses)


def test_a_part_of_a_section_is_not_offered_under_the_name_of_the_whole() -> None:
    """A part that has no citation of its own was written, and so weighed, as its section with all that it holds."""
    law = catalogue()
    for name in ("ma.265.13m.a.assault", "ca.pen.647.b", "ca.hs.11357.a"):
        state = name[:2].upper()
        case = Case.model_validate(
            {"id": "T", "state": state, "counts": [{"id": "1", "charge": "x"}],
             "options": [{"id": "b", "label": "b", "dispositions": [{"count": "1", "outcome": "convicted"}]}]}
        )  # fmt: skip
        one = _Count(
            case, case.counts[0], case.options[0].dispositions[0], law.find(state, "x"), law, date(2026, 9, 14)
        )
        wanted = law.find(state, name, date(2026, 9, 14))
        back = law.find(state, _text_of(one, wanted, name), date(2026, 9, 14))
        assert back.offenses == wanted.offenses
        assert {offense.id for offense in back.offenses} == {
            offense.id for offense in law.offenses.find(name) if offense.in_force_on(date(2026, 9, 14))
        }


def test_an_offense_that_has_not_always_been_one_needs_the_day_of_what_was_done() -> None:
    """Cal. Penal Code § 372.5 is an offense since 2023: of an earlier day nobody can plead to it."""
    case = made([CHARGES[2]])
    by_day = {}
    for day in (None, date(2022, 12, 31), date(2023, 1, 1)):
        moved = case.model_copy(update={"counts": [case.counts[0].model_copy(update={"offense_date": day})]})
        (many,), _ = _by_count(moved, moved.options[0], Weigher(moved))
        by_day[day] = [one for one in many if "372.5" in one.disposition.charge]
    assert not by_day[date(2022, 12, 31)] and by_day[date(2023, 1, 1)] and by_day[None]
    assert all(any("since 2023-01-01" in flag.says for flag in one.flags) for one in by_day[None])
    assert not any("since 2023" in flag.says for one in by_day[date(2023, 1, 1)] for flag in one.flags)


def with_offer(case: Case, charge: str, level: str = "misdemeanor") -> Case:
    """The case with an offer of 30 days for something else."""
    data = case.model_dump()
    data["options"].append(
        {"id": "offer", "label": "the offer", "dispositions": [
            {"count": "1", "outcome": "convicted", "charge": charge, "level": level, "term": 30}]}
    )  # fmt: skip
    return Case.model_validate(data)


def test_the_users_own_offer_needs_a_factual_basis_as_any_other_plea() -> None:
    case = made([("Cal. Penal Code § 273.5(a)", "felony", "365 days")])
    offered = with_offer(case, "Cal. Penal Code § 594(a)")
    (many,), _ = _by_count(offered, offered.options[0], Weigher(offered))
    (offer,) = (one for one in many if one.source == "offer")
    assert any(flag.kind == "basis" and "damage" in flag.says for flag in offer.flags)
    false = with_conduct(with_offer(case, "Cal. Penal Code § 242"), {"act.touch": False})
    (many,), gone = _by_count(false, false.options[0], Weigher(false))
    assert not [one for one in many if one.source == "offer"]
    assert any(one.constraint == "factual basis" and "242" in one.label for one in gone)


def test_an_offer_of_which_nothing_is_known_is_not_compared_as_if_it_were_safer() -> None:
    """Every cell of a plea to an offense that is not here is open and none triggered: that is no better outcome."""
    case = with_offer(made([("Cal. Penal Code § 273.5(a)", "felony", "365 days")]), "Cal. Penal Code § 99999")
    found = find_options(case)
    labels = {label for one in found.options for label in (one.option.label, *one.alike)}
    assert "the offer" not in labels
    assert any(one.constraint == "not analysed" and "99999" in one.label for one in found.ruled_out)


def test_the_level_of_a_plea_to_something_else_is_not_that_of_the_charge() -> None:
    """A baseline that ends in a violation opened to a felony what is open to violations, and closed what felonies have."""
    text = (
        'id = "T"\nstate = "NY"\nlaw_as_of = 2026-11-24\n[[counts]]\nid = "1"\ncharge = "PL 155.30(1)"\nfiled = true\n'
    )
    text += 'offense_date = 2026-09-14\n[[options]]\nid = "b"\nlabel = "b"\n[[options.dispositions]]\ncount = "1"\n'
    text += 'outcome = "convicted"\ncharge = "PL 240.20"\nlevel = "violation"\nterm = 0\n'
    for stated in ("", 'filed = true\nlevel = "felony"'):
        case = parse_case(text.replace("filed = true", stated or "filed = true"))
        (many,), gone = _by_count(case, case.options[0], Weigher(case))
        ways = {one.label: one for one in many if one.way is not None}
        assert "Adjournment in contemplation of dismissal" not in ways
        assert "Judicial diversion for drug and other listed felonies, on a plea" in ways
        assert {one.disposition.level for one in ways.values()} == {"felony"}
        assert any(one.label == "Adjournment in contemplation of dismissal" and "felony" in one.says for one in gone)


def test_what_is_found_takes_no_name_that_the_case_has_given() -> None:
    case = made([CHARGES[0]], top='office = "contra_costa"')
    named = case.model_copy(update={"options": [case.options[0].model_copy(update={"id": "o1"})]})
    one, other = find_options(case), find_options(named)
    assert len({other.baseline.option.id, *(found.option.id for found in other.options)}) == len(other.options) + 1
    assert [found.option.label for found in one.options] == [found.option.label for found in other.options]
    assert [one.policy[found.option.id].answer for found in (one.baseline, *one.options)] == [
        other.policy[found.option.id].answer for found in (other.baseline, *other.options)
    ]


def test_a_clause_whose_conditions_are_open_rules_no_option_out() -> None:
    """Los Angeles, 2022: alternatives to filing are pursued "when known" and "consistent with public safety"."""
    case = load_case(ROOT / "examples" / "los_angeles.toml")
    day = date(2022, 12, 7)
    data = case.model_dump()
    data["law_as_of"], data["counts"][0]["offense_date"] = day, date(2022, 9, 14)
    found = find_options(Case.model_validate(data), stage="filing")
    assert not [one for one in found.ruled_out if one.constraint == "policy"]
    answers = [found.policy[one.option.id] for one in found.options]
    assert {one.answer for one in answers} == {Answer.UNDETERMINED}
    assert Answer.NOT_PERMITTED in {one.would_be for one in answers}
    assert all(found.policy[one.option.id].conditions for one in found.options)


def test_what_was_only_attempted_is_no_factual_basis_for_what_was_done() -> None:
    case = made([("Cal. Penal Code § 459", "felony", "365 days")])
    tried = case.model_copy(update={"counts": [case.counts[0].model_copy(update={"modifier": "attempt"})]})

    def trespass(one: Case) -> list[str]:
        (many,), _ = _by_count(one, one.options[0], Weigher(one))
        return [
            flag.says
            for each in many
            if "602" in each.disposition.charge
            for flag in each.flags
            if flag.kind == "basis"
        ]

    assert any("enter" in says for says in trespass(tried))
    assert not any("enter" in says for says in trespass(case))


def test_the_longest_term_is_that_of_what_is_charged_and_not_of_the_crime_it_was_agreed_on() -> None:
    """An agreement on a misdemeanor may be a felony (Cal. Penal Code § 182(a)): its longest term is not the misdemeanor's."""
    case = made([("Cal. Penal Code § 242", "misdemeanor", "30 days")])
    agreed = case.model_copy(update={"counts": [case.counts[0].model_copy(update={"modifier": "conspiracy"})]})
    (alone,), _ = _by_count(case, case.options[0], Weigher(case))
    (together,), _ = _by_count(agreed, agreed.options[0], Weigher(agreed))
    assert alone[0].part.maximum == 180
    assert together[0].part.maximum is None


def test_what_brings_a_strike_or_a_firearms_bar_is_more_severe() -> None:
    base = find_options(made([CHARGES[0]])).baseline.accountability
    bare = replace(base, registration=False, firearms_bar=False, strike=False)
    assert excess(bare, bare) == 0
    for name in ("registration", "firearms_bar", "strike"):
        assert excess(replace(bare, **{name: True}), bare) == 1
        assert excess(replace(bare, **{name: None}), bare) == 0


def test_a_search_for_one_person_says_that_it_is_for_one(capsys: pytest.CaptureFixture[str]) -> None:
    case = made([CHARGES[0]])
    known = case.model_copy(update={"person": Person(posture="citizen")})
    for one, blind in ((case, True), (known, False)):
        found = find_options(one)
        assert options_to_json(found)["status_blind"] is blind
        print_options(found)
        page = " ".join(capsys.readouterr().out.split())
        assert ("because of anybody's status" in page) is blind
        assert ("not triggered in any posture" in page) is blind


@pytest.mark.parametrize(
    ("state", "charge", "level", "day", "term", "days", "told"),
    [
        # seven years only of an offense before 13 January 2005
        ("NY", "N.Y. Penal Law § 220.06(5)", "felony", "2026-05-02", 365, 913, ""),
        ("NY", "N.Y. Penal Law § 220.06(5)", "felony", "2004-05-02", 365, 2555, ""),
        # § 273.5(f) asks for an earlier conviction, which nobody alleges; a term that is above the rest does
        ("CA", "Cal. Penal Code § 273.5(a)", "felony", "2026-08-15", 365, 1460, "1825 days if: within seven years of a conv"),
        ("CA", "Cal. Penal Code § 273.5(a)", "felony", "2026-08-15", 1700, 1825, ""),
        # no grade that asks for nothing: the lightest, and the others with what they ask for
        ("PA", "75 Pa.C.S. § 3802(a)(1)", "misdemeanor", "2026-09-26", 0, 180, "a minor in the vehicle"),
        ("CA", "Cal. Penal Code § 242", "misdemeanor", "2026-09-26", 0, 180, ""),
    ],
)  # fmt: skip
def test_the_longest_term_is_that_of_the_day_the_level_and_what_is_alleged(
    state: str, charge: str, level: str, day: str, term: int, days: int, told: str
) -> None:
    """The search and the papers have it from one place, and a trap of the sentence goes no further."""
    text = f"""
    id = "L"
    state = "{state}"
    law_as_of = 2026-11-24
    [[counts]]
    id = "1"
    charge = "{charge}"
    offense_date = {day}
    [[options]]
    id = "1"
    label = "as charged"
    [[options.dispositions]]
    count = "1"
    outcome = "convicted"
    level = "{level}"
    term = {term}
    """
    case = parse_case(text)
    (many,), _ = _by_count(case, case.options[0], Weigher(case))
    part = many[0].part
    assert part.maximum == days
    assert told in str(part.longest)
    advice = advise(case)
    (axis,) = [one for one in side_by_side(advice, ("1",)) if one.name == AXES["maximum"]]
    assert axis.baseline.startswith(in_days(days))
    assert told.partition(" if: ")[2] in axis.baseline
    assert longest_of(advice, case.options[0].dispositions[0]) == part.longest
    terms = [int(there[1]) for one in traps(advice) if (there := re.search(r"(\d+) days?\)? instead of", one.words))]
    assert not [one for one in terms if one > max(days, term)]


def test_a_plea_that_the_law_of_pleas_rules_out_is_said_of_the_options_that_a_case_names() -> None:
    """N.Y. Crim. Proc. Law § 220.10(5)(a)(iii), and § 216.05(10) beside it; it decides no answer."""

    def option(name: str, first: str, second: str = 'outcome = "dismissed"', more: str = "") -> str:
        return f"""
        [[options]]
        id = "{name}"
        label = "{name}"
        [[options.dispositions]]
        count = "1"
        {first}
        {more}
        [[options.dispositions]]
        count = "2"
        {second}
        """

    misdemeanor = 'outcome = "convicted"\ncharge = "PL 220.03"\nlevel = "misdemeanor"\nterm = 0'
    violation = 'outcome = "convicted"\ncharge = "PL 240.20"\nlevel = "violation"\nterm = 0'
    text = """
    id = "P"
    state = "NY"
    law_as_of = 2026-11-24
    [[counts]]
    id = "1"
    charge = "PL 220.16(1)"
    offense_date = 2026-05-02
    [[counts]]
    id = "2"
    charge = "PL 155.30(1)"
    offense_date = 2026-05-02
    """
    text += option("felony", 'outcome = "convicted"\ncharge = "PL 220.06(5)"\nlevel = "felony"\nterm = 365')
    text += option("as charged", 'outcome = "convicted"\nterm = 365')
    text += option("misdemeanor", misdemeanor)
    text += option("with a felony beside", misdemeanor, 'outcome = "convicted"\nlevel = "felony"\nterm = 365')
    text += option("dismissal", 'outcome = "dismissed"')
    text += option(
        "diversion", violation, more="[options.dispositions.taken_back]\n        after = 547\n        restraint = true"
    )
    case = parse_case(text)
    advice = advise(case)
    told = {one.option: one for one in advice.cautions if one.rules_out}
    assert set(told) == {"misdemeanor", "diversion"}
    assert all(one.count == "1" and one.cite.endswith("220.10(5)(a)(iii)") for one in told.values())
    assert all("if an indictment for it is pending" in one.says for one in told.values())
    assert "§ 216.05(10)" in told["diversion"].says and "§ 216.05(10)" not in told["misdemeanor"].says
    data = advice_to_json(advice, [])
    assert {one["option"] for one in data["cautions"] if one["rules_out"]} == set(told)
    assert not advice.problems
    letter = letter_from_prosecutor(advice, Making(), ["misdemeanor"])
    assert any("220.10(5)(a)(iii)" in str(one.sources) for one in letter.closing)


def test_a_limit_that_asks_for_a_felony_is_met_by_one_and_reaches_what_it_speaks_of() -> None:
    """N.Y. Crim. Proc. Law § 220.10(5)(c) is for felonies of which the other paragraphs do not speak."""

    def limits(charge: str, plea: str, level: str) -> list[str]:
        text = f"""
        id = "P"
        state = "NY"
        law_as_of = 2026-11-24
        [[counts]]
        id = "1"
        charge = "{charge}"
        offense_date = 2026-05-02
        [[options]]
        id = "1"
        label = "1"
        [[options.dispositions]]
        count = "1"
        outcome = "convicted"
        charge = "{plea}"
        level = "{level}"
        term = 0
        """
        return [one.cite for one in advise(parse_case(text)).cautions]

    predicate = "N.Y. Crim. Proc. Law § 220.10(5)(c)"
    assert limits("PL 155.30(1)", "PL 155.25", "misdemeanor") == [predicate]
    assert predicate not in limits("PL 155.35(1)", "PL 155.30(1)", "felony")
    assert predicate not in limits("PL 220.16(1)", "PL 220.03", "misdemeanor")
