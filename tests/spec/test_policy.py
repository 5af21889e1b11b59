"""What an office's policy says of a case: what a prosecutor, and whoever checks one, must be able to rely on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from steelyard.catalog.policies import floors, load_policy, policies
from steelyard.law.policies import Approval, Clause, Gate, Source, Version
from steelyard.logic.errors import CaseError
from steelyard.weigh.advise import advise
from steelyard.weigh.case import Case, Count, Disposition, Enhancement, Option, Person, TakenBack, load_case
from steelyard.weigh.effects import CHARGED, Charge, Effect, Sanction, Weighing, _own, weighing
from steelyard.weigh.policy import _strictest, policy_answer, policy_answers, reaches
from steelyard.weigh.policy_aims import OptionAtStage
from steelyard.weigh.policy_clauses import clause_answers
from steelyard.weigh.policy_output import answer_to_json
from steelyard.weigh.policy_terms import ASKS, STAGES, Answer, PolicyAnswer
from tests.spec.made_up import OWN_POLICY

EXAMPLES = Path(__file__).parents[2] / "examples"
DECEMBER = date(2022, 12, 7)
BEFORE, AFTER, TODAY = date(2022, 12, 5), date(2024, 12, 4), date(2026, 11, 24)


def example(name: str, **changes: object) -> Case:
    return load_case(EXAMPLES / f"{name}.toml").model_copy(update=changes)


def by_option(answers: tuple[PolicyAnswer, ...]) -> dict[str, Answer]:
    return {one.option: one.answer for one in answers}


# ---------------------------------------------------------------------------------------------------------------------
# Succession
# ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["filing", "plea", None])
def test_los_angeles_has_four_different_answers_on_four_days_and_the_floor_under_all(stage: str | None) -> None:
    case = example("los_angeles")
    ready = weighing(case)
    days = [BEFORE, DECEMBER, AFTER, TODAY]
    found = {day: policy_answers(None, day, case, stage=stage, weighed=ready) for day in days}
    told = {day: [(one.option, one.answer, one.says, one.hangs_on) for one in found[day]] for day in days}
    for number, day in enumerate(days):
        assert all(told[day] != told[other] for other in days[number + 1 :])
    for day in (AFTER, TODAY):
        assert set(by_option(found[day]).values()) == {Answer.UNDETERMINED}
        assert all("no source says" in " ".join(one.hangs_on) for one in found[day])
        assert all(len(one.readings) >= 2 for one in found[day] if stage is not None)
    for answers in found.values():
        for one in answers:
            cites = [duty.duty.cite for duty in one.floor]
            assert "Cal. Penal Code § 1016.3(b)" in cites
            owed = next(duty.now for duty in one.floor if duty.duty.cite == "Cal. Penal Code § 1016.3(b)")
            assert owed is (stage != "filing")


def test_the_text_of_2022_taken_as_in_force_answers_and_lists_that_it_was_taken_so() -> None:
    case = example("los_angeles")
    one = policy_answer(None, TODAY, case, "5", stage="filing", in_force="2022-12-06", given={"known": True})
    assert one.answer is Answer.REQUIRED
    assert "“Special Directive on immigration” (2022-12-06) is in force on 2026-11-24" in one.assumed
    with pytest.raises(CaseError, match="SY-P008"):
        policy_answer(None, TODAY, case, "5", in_force="2021-01-01")
    early = policy_answer(None, date(2001, 1, 1), case, "5", in_force="latest")
    assert early.answer is Answer.UNDETERMINED and not early.assumed


def test_a_duty_of_the_law_begins_on_its_own_day() -> None:
    case = example("los_angeles")
    before = policy_answer(None, date(2015, 12, 31), case, "1", stage="plea")
    assert "Cal. Penal Code § 1016.3(b)" not in [duty.duty.cite for duty in before.floor]
    first = policy_answer(None, date(2016, 1, 1), case, "1", stage="plea")
    assert "Cal. Penal Code § 1016.3(b)" in [duty.duty.cite for duty in first.floor]


def test_a_courts_duty_never_becomes_the_prosecutions() -> None:
    holders = {duty.id: duty.holder for floor in floors().values() for duty in floor.duty}
    assert {holders["1016.5"], holders["220.50(7)"], holders["113-8"], holders["135.385"]} == {"court"}
    assert holders["padilla"] == "defense"
    assert holders["1016.3(b)"] == "prosecution"


def test_a_policy_that_forbids_what_the_statute_requires_is_said_to_conflict() -> None:
    found = policy_answers("colorado_18", DECEMBER, example("los_angeles"), stage="plea", in_force="latest")
    assert all(any("Cal. Penal Code § 1016.3(b)" in conflict for conflict in one.conflicts) for one in found)
    elsewhere = policy_answers("colorado_18", DECEMBER, example("philadelphia"), stage="plea", in_force="latest")
    assert not any(one.conflicts for one in elsewhere)


def test_advice_at_a_new_york_plea_is_owed_for_felonies_alone() -> None:
    one = policy_answer(None, DECEMBER, example("manhattan"), "1", stage="plea")
    assert next(duty.now for duty in one.floor if duty.duty.id == "220.50(7)") is False


@pytest.mark.parametrize(
    ("office", "version", "day", "state"),
    [
        ("alameda", "2012-10-08", date(2020, 3, 26), "in_force"),
        ("alameda", "2012-10-08", date(2020, 3, 27), "suspended"),
        ("los_angeles", "2022-12-06", date(2023, 6, 1), "in_force"),
        ("los_angeles", "2022-12-06", date(2023, 6, 2), "unverified"),
        ("los_angeles", "2022-12-06", date(2024, 12, 2), "unverified"),
        ("los_angeles", "2022-12-06", date(2024, 12, 3), "unknown_after_succession"),
        ("cook", "2019", date(2024, 12, 2), "unknown_after_succession"),
        ("multnomah", "2022-10-13", date(2025, 1, 1), "unknown_after_succession"),
        ("denver", "2019-04-23", date(2025, 1, 13), "unverified"),
        ("denver", "2019-04-23", date(2025, 1, 14), "unknown_after_succession"),
        ("colorado_18", "web-page", date(2025, 1, 13), "unverified"),
        ("colorado_18", "web-page", date(2025, 1, 14), "unknown_after_succession"),
        ("alameda", "2020-03-26", date(2025, 2, 18), "unknown_after_succession"),
        ("boulder", "2019", date(2021, 6, 25), "in_force"),
        ("boulder", "2019", date(2021, 6, 26), "unverified"),
    ],
)
def test_a_state_begins_on_its_day(office: str, version: str, day: date, state: str) -> None:
    (found,) = [one for one in policies()[office].version if one.id == version]
    now = found.state_on(day)
    assert now is not None and now[0] == state


# ---------------------------------------------------------------------------------------------------------------------
# Every answer can be read back
# ---------------------------------------------------------------------------------------------------------------------


def test_every_answer_quotes_its_clause_with_its_place() -> None:
    for name in ("los_angeles", "philadelphia", "contra_costa", "manhattan", "multnomah", "cook"):
        for one in policy_answers(None, DECEMBER, example(name), stage="plea"):
            assert one.clauses
            for clause in one.clauses:
                assert clause.clause.words.strip() and clause.clause.place.strip() and clause.because
            if one.answer is Answer.UNDETERMINED:
                assert one.hangs_on or one.questions
            if one.answer is Answer.NEEDS_APPROVAL:
                assert one.approvals


def test_a_machine_extracted_clause_never_decides() -> None:
    for policy in policies().values():
        for version in policy.version:
            for clause in version.clause:
                assert clause.decides == (clause.tier in {"P", "S"})
    case = example("los_angeles")
    for option in policy_answers("marin", date(2020, 5, 15), case, stage="plea", given={"asserted": True}):
        assert option.answer is Answer.UNDETERMINED
        assert "nobody has opened" in " ".join(option.hangs_on)


# ---------------------------------------------------------------------------------------------------------------------
# What is not known never turns into permission
# ---------------------------------------------------------------------------------------------------------------------

REVIEWS = {"philadelphia", "cook"}
"""Their clauses speak of consequences that may result: when it is known that none does, the review falls away."""


@pytest.mark.parametrize("name", ["los_angeles", "contra_costa", "manhattan", "multnomah", "philadelphia", "cook"])
@pytest.mark.parametrize("complete", [True, False])
def test_filling_in_the_record_never_turns_a_definite_answer(name: str, complete: bool) -> None:
    open_case, filled = example(name), example(name, record_complete=complete)
    before, after = weighing(open_case), weighing(filled)
    for office in policies():
        if office in REVIEWS:
            continue
        for day in (date(2015, 1, 1), date(2019, 2, 10), date(2022, 1, 10), DECEMBER):
            for stage in ("filing", "plea"):
                was = by_option(policy_answers(office, day, open_case, stage=stage, weighed=before))
                now = by_option(policy_answers(office, day, filled, stage=stage, weighed=after))
                turned = {o: (was[o], now[o]) for o in was if was[o] not in {Answer.UNDETERMINED, now[o]}}
                assert not turned, (office, day, stage)


SETTLED = {
    "lawful_for_seven_years": True,
    "acts_excused": True,
    "departs_at_the_end": False,
    "five_years_in_all": False,
}


def test_facts_that_settle_the_matrix_settle_the_policy() -> None:
    known = example("manhattan", record_complete=True, assume={"particularly_serious": False},
                    person=Person(posture="resident_over_seven", facts=SETTLED))  # fmt: skip
    assert by_option(policy_answers(None, date(2022, 1, 10), known, stage="plea")) == {
        "1": Answer.REQUIRED, "2": Answer.REQUIRED, "3": Answer.REQUIRED, "4": Answer.REQUIRED, "5": Answer.PERMITTED,
    }  # fmt: skip
    one = policy_answer(None, date(2022, 1, 10), known, "4", stage="plea")
    assert one.among == ("1", "2", "3", "4") and "so does the charge" in one.says


def test_a_disposition_that_carries_needs_the_procedure_in_january_and_hangs_on_the_letter_in_february() -> None:
    case = example("contra_costa")
    january = policy_answer("manhattan", date(2022, 2, 3), case, "1", stage="plea")
    february = policy_answer("manhattan", date(2022, 2, 4), case, "1", stage="plea")
    assert january.effect is not None and january.effect.adverse
    assert january.answer is Answer.NEEDS_APPROVAL and "carceral disposition" in january.approvals[0]
    assert february.answer is Answer.UNDETERMINED and february.would_be is Answer.NEEDS_APPROVAL
    assert any("supervisor" in point for point in february.hangs_on)


def uncatalogued(office: str, state: str) -> Case:
    plea = Disposition(count="1", outcome="convicted", term=10)
    lesser = Disposition(count="1", outcome="convicted", charge="nothing that anybody wrote", term=5)
    return Case(id="T", state=state, office=office, law_as_of=TODAY, counts=[Count(id="1", charge="no such section")],
                options=[Option(id="a", label="as charged", dispositions=[plea]),
                         Option(id="b", label="something else", dispositions=[lesser])])  # fmt: skip


@pytest.mark.parametrize("office", ["manhattan", "brooklyn", "philadelphia"])
def test_an_unknown_offense_leaves_a_gated_clause_open(office: str) -> None:
    case = uncatalogued(office, "NY" if office != "philadelphia" else "PA")
    day = date(2018, 6, 1) if office != "manhattan" else date(2022, 1, 10)
    for one in policy_answers(None, day, case, stage="plea"):
        assert one.answer is Answer.UNDETERMINED
        assert one.questions or one.hangs_on


def test_a_homicide_is_outside_the_manhattan_clause_and_a_felony_on_no_list_within_it() -> None:
    def felony(charge: str) -> Case:
        convicted = Disposition(count="1", outcome="convicted", level="felony", term=400)
        options = [Option(id="a", label="as charged", dispositions=[convicted])]
        counts = [Count(id="1", charge=charge, level="felony", filed=True)]
        return Case(id="T", state="NY", office="manhattan", law_as_of=TODAY, counts=counts, options=options)

    murder = policy_answer(None, date(2022, 1, 10), felony("N.Y. Penal Law § 125.25"), "a", stage="plea")
    assert murder.answer is Answer.SILENT
    sale = policy_answer(None, date(2022, 1, 10), felony("N.Y. Penal Law § 220.39"), "a", stage="plea")
    assert sale.answer is Answer.NEEDS_APPROVAL
    robbery = policy_answer(None, date(2022, 1, 10), felony("N.Y. Penal Law § 160.15"), "a", stage="plea")
    assert robbery.answer is Answer.UNDETERMINED
    assert "presumes non-carceral" in " ".join(robbery.hangs_on)
    after = policy_answer(None, date(2022, 2, 10), felony("N.Y. Penal Law § 220.39"), "a", stage="plea")
    assert after.answer is Answer.UNDETERMINED
    filing = policy_answer(None, date(2022, 1, 10), felony("N.Y. Penal Law § 220.39"), "a", stage="filing")
    assert filing.answer is Answer.SILENT


def test_stage_unknown_gives_both_and_asks_where_they_differ() -> None:
    case = example("los_angeles")
    one = policy_answer(None, DECEMBER, case, "5", given={"known": True})
    assert one.answer is Answer.UNDETERMINED
    assert {stage: answer.answer for stage, answer in one.by_stage.items()} == {
        "filing": Answer.REQUIRED,
        "plea": Answer.UNDETERMINED,
    }
    assert "Is the decision about filing, or about a plea?" in one.questions
    unfiled = case.model_copy(update={"counts": [case.counts[0].model_copy(update={"filed": False})]})
    assert policy_answer(None, DECEMBER, unfiled, "5").stage == "filing"


# ---------------------------------------------------------------------------------------------------------------------
# Conditions that the prosecutor judges
# ---------------------------------------------------------------------------------------------------------------------


def test_where_it_is_not_consistent_with_public_safety_the_directive_does_not_ask_for_it() -> None:
    case = example("los_angeles")
    usual = policy_answer(None, DECEMBER, case, "5", stage="filing")
    assert {c.name for c in usual.conditions} == {"known", "possible", "public_safety"}
    assert by_option(
        policy_answers(None, DECEMBER, case, stage="filing", given={"public_safety": False})
    ) == dict.fromkeys(["1", "2", "3", "4", "5"], Answer.SILENT)
    safe = policy_answer(None, DECEMBER, case, "5", stage="filing", given={"public_safety": True, "known": True})
    assert safe.answer is Answer.REQUIRED
    assert {c.name for c in safe.conditions} == {"possible"}
    assert "Is it consistent with public safety? yes" in safe.assumed


def test_what_binds_where_a_consequence_is_known_binds_nobody_while_that_is_not_said() -> None:
    """Los Angeles, 2022: the charging goal holds for consequences "when known"; a fact nobody gave is not a fact."""
    case = example("los_angeles")
    asks = ASKS["known"][0]
    for one in policy_answers(None, DECEMBER, case, stage="filing"):
        assert one.answer is Answer.UNDETERMINED and asks in one.questions
        assert one.would_be is (Answer.REQUIRED if one.option == "5" else Answer.NOT_PERMITTED)
    known = by_option(policy_answers(None, DECEMBER, case, stage="filing", given={"known": True}))
    assert known == {"1": Answer.NOT_PERMITTED, "2": Answer.NOT_PERMITTED, "3": Answer.NOT_PERMITTED,
                     "4": Answer.NOT_PERMITTED, "5": Answer.REQUIRED}  # fmt: skip
    unknown = policy_answers(None, DECEMBER, case, stage="filing", given={"known": False})
    assert set(by_option(unknown).values()) == {Answer.SILENT}


def test_a_duty_to_consider_says_on_what_it_hangs_and_what_else_its_words_ask() -> None:
    case = example("los_angeles")
    for office, day, words in (
        ("denver", date(2019, 4, 24), ("where the consequence is known", "steps to mitigate")),
        ("santa_clara", date(2015, 1, 1), ("steps to mitigate",)),
    ):
        for one in policy_answers(office, day, case, stage="plea"):
            assert one.answer is Answer.PERMITTED
            assert all(word in one.says for word in words)


def test_a_consequence_judged_not_disproportionate_leaves_the_memo_nothing_to_say() -> None:
    case = example("los_angeles")
    for value, answer in ((True, Answer.PERMITTED), (False, Answer.SILENT)):
        given = {"disproportionate": value}
        found = policy_answers("santa_clara", date(2015, 1, 1), case, stage="plea", given=given)
        assert set(by_option(found).values()) == {answer}


@pytest.mark.parametrize("name", list(ASKS))
def test_each_condition_is_asked_by_some_policy(name: str) -> None:
    asked = {q for p in policies().values() for v in p.version for c in v.clause for q in [*c.qualifiers, c.trigger]}
    words = {"known": "known", "asserted": "asserted_by_defense"}
    comparators = {c.comparator for p in policies().values() for v in p.version for c in v.clause}
    safeties = {c.safety for p in policies().values() for v in p.version for c in v.clause}
    assert (
        words.get(name, name) in asked
        or (name == "same_for_citizen" and {"severity_not_reduced", "evenhanded"} <= comparators)
        or (name.endswith("safety") and "veto" in safeties)
    )


def test_what_no_policy_asks_and_a_stage_that_is_none_are_errors() -> None:
    case = example("cook")
    with pytest.raises(CaseError, match="SY-P010"):
        policy_answers(None, DECEMBER, case, given={"moon": True})
    with pytest.raises(CaseError, match="SY-P011"):
        policy_answers(None, DECEMBER, case, stage="breakfast")
    with pytest.raises(CaseError, match="SY-P009"):
        policy_answers("atlantis", DECEMBER, case)
    with pytest.raises(CaseError, match="SY-C007"):
        policy_answer(None, DECEMBER, case, "9")


# ---------------------------------------------------------------------------------------------------------------------
# Offices without a policy here, and offices with their own
# ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("office", "says"), [("fresno", "No policy of “fresno” is here"), ("", "The case names no office")]
)
def test_a_case_whose_office_has_no_policy_gets_the_floor_alone_and_plain_words(office: str, says: str) -> None:
    for one in policy_answers(None, DECEMBER, example("los_angeles", office=office), stage="plea"):
        assert one.answer is Answer.SILENT
        assert one.says.startswith(says) and "the law's floor stands alone" in one.says
        assert any(duty.now and duty.duty.holder == "prosecution" for duty in one.floor)


def test_an_office_that_says_nothing_of_seen_until_is_taken_at_its_word(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN_POLICY, encoding="utf-8")
    case = example("los_angeles")
    answers = by_option(policy_answers(load_policy(file), TODAY, case, stage="plea"))
    assert answers["1"] is Answer.NOT_PERMITTED
    assert answers["2"] is Answer.PERMITTED
    assert answers["5"] is Answer.REQUIRED


def test_without_an_option_that_avoids_the_one_that_mitigates_is_asked_for_unless_another_may_avoid(
    tmp_path: Path,
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN_POLICY, encoding="utf-8")
    case = example("los_angeles")
    own = load_policy(file)
    two = case.model_copy(update={"options": case.options[:2]})
    assert by_option(policy_answers(own, TODAY, two, stage="plea")) == {"1": Answer.UNDETERMINED, "2": Answer.REQUIRED}
    three = case.model_copy(update={"options": case.options[:3]})
    assert by_option(policy_answers(own, TODAY, three, stage="plea"))["2"] is Answer.UNDETERMINED


def test_a_level_that_is_not_known_leaves_a_clause_for_misdemeanors_open(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN_POLICY + 'gate = { levels = ["misdemeanor"] }\n', encoding="utf-8")
    case = example("los_angeles")
    kept = case.options[0].dispositions[0].model_copy(update={"level": None, "term": 180})
    unsaid = case.model_copy(update={"options": [case.options[0].model_copy(update={"dispositions": [kept]})]})
    (one,) = policy_answers(load_policy(file), TODAY, unsaid, stage="plea")
    assert one.answer is Answer.UNDETERMINED
    assert "What offense is charged, and at what level?" in one.questions
    felony = policy_answer(load_policy(file), TODAY, case, "1", stage="plea")
    assert felony.answer is Answer.SILENT


def test_to_drop_the_case_is_asked_for_only_by_name(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN_POLICY, encoding="utf-8")
    case = example("multnomah")
    answers = by_option(policy_answers(load_policy(file), TODAY, case, stage="plea"))
    assert (answers["4"], answers["5"]) == (Answer.REQUIRED, Answer.PERMITTED)
    file.write_text(OWN_POLICY + 'means = ["diversion", "dismissal"]\n', encoding="utf-8")
    answers = by_option(policy_answers(load_policy(file), TODAY, case, stage="plea"))
    assert (answers["4"], answers["5"]) == (Answer.REQUIRED, Answer.REQUIRED)


def test_what_may_bring_a_new_consequence_is_not_known_to_mitigate() -> None:
    case = example("los_angeles")
    drugs = Disposition(count="1", outcome="convicted", charge="Cal. Health & Safety Code § 11377(a)", term=10)
    traded = case.model_copy(update={"options": [case.options[0], Option(id="d", label="d", dispositions=[drugs])]})
    effect = weighing(traded).effects["d"]
    assert effect.mitigates is None
    assert weighing(case).effects["2"].mitigates is True


def test_an_offense_nobody_has_analysed_never_looks_avoided() -> None:
    case = uncatalogued("own", "CA")
    dropped = Option(id="c", label="dropped", dispositions=[Disposition(count="1", outcome="dismissed")])
    case = case.model_copy(update={"options": [*case.options, dropped]})
    assert all(effect.adverse is None for effect in weighing(case).effects.values())


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("departure", {"1": Answer.NOT_PERMITTED, "2": Answer.NEEDS_APPROVAL, "5": Answer.NEEDS_APPROVAL}),
        ("consequence", {"1": Answer.NEEDS_APPROVAL, "2": Answer.NEEDS_APPROVAL, "5": Answer.REQUIRED}),
        ("always", {"1": Answer.NEEDS_APPROVAL, "2": Answer.NEEDS_APPROVAL, "5": Answer.NEEDS_APPROVAL}),
    ],
)
def test_a_clauses_own_route_is_heard_when_it_says(tmp_path: Path, when: str, expected: dict[str, Answer]) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        OWN_POLICY + f'approval = {{ route = "committee", when = "{when}", says = "the committee" }}\n', "utf-8"
    )
    answers = policy_answers(load_policy(file), TODAY, example("los_angeles"), stage="plea")
    assert {option: by_option(answers)[option] for option in expected} == expected
    assert all("committee" in one.approvals[0] for one in answers if one.answer is Answer.NEEDS_APPROVAL)


KINDS = {
    "charged": Disposition(count="1", outcome="convicted"),
    "other": Disposition(count="1", outcome="convicted", charge="x"),
    "diverted": Disposition(count="1", outcome="diverted", plea_or_admission=False),
    "dismissed": Disposition(count="1", outcome="dismissed"),
    "term": Disposition(count="1", outcome="convicted", term=10),
}


YES_NO = (True, False, None)
MODALITIES = ("shall_seek", "shall_seek", "should", "may", "must_not", "shall_consider")


def some_clause(rng: Random, name: str) -> Clause:
    """A clause of any kind, not always one whose words were read."""
    gate, route = Gate(), None
    if rng.random() < 0.4:
        gate = Gate(levels=rng.choice([[], ["misdemeanor"]]), presumptively_non_carceral=rng.random() < 0.3,
                    carceral_families=["theft"], excluded_levels=rng.choice([[], ["felony"]]),
                    excluded_families=rng.choice([[], ["homicide"]]))  # fmt: skip
    if rng.random() < 0.3:
        route = Approval(route="supervisor", when=rng.choice(["departure", "consequence", "always"]), says="s")
    is_status = rng.random() < 0.15
    return Clause(
        id=name, words="w", place="p", tier=rng.choice("PPPC"), stages=["plea"], gate=gate, approval=route,  # type: ignore[arg-type]
        subject="status" if is_status else "outcome",
        modality="must_not" if is_status else rng.choice(MODALITIES),  # type: ignore[arg-type]
        aim=rng.choice([["avoid"], ["avoid", "mitigate"]]),
        means=rng.choice([[], [], ["diversion"], ["other_plea"], ["decline", "diversion"], ["other_sentence"]]),
        comparator=rng.choice([None, None, "severity_not_reduced", "evenhanded", "crimes_own_punishment"]),
    )  # fmt: skip


@pytest.mark.parametrize("point", ["mitigates", "level", "family", "same_for_citizen"])
def test_filling_in_an_open_point_turns_no_definite_answer_of_any_clauses(point: str) -> None:
    """What may mitigate, a level, a kind of offense, a citizen's offer: what is definite holds however they turn out."""
    rng, definite = Random(point), 0
    for _ in range(4000):
        clauses = [some_clause(rng, f"c{n}") for n in range(rng.choice([1, 1, 2, 3]))]
        version = Version(**{"id": "v", "title": "t", "author": "a", "from": DECEMBER, "tier": "P",
                             "source": [Source(cite="c")], "clause": clauses})  # fmt: skip
        kinds = ["charged", *rng.sample([name for name in KINDS if name != "charged"], rng.choice([1, 2, 3]))]
        options = [Option(id=name, label=name, dispositions=[KINDS[name]]) for name in kinds]
        case = Case(id="T", state="CA", counts=[Count(id="1", charge="c")], options=options)
        effects = {
            name: Effect(rng.choice(YES_NO), False if name == "charged" else rng.choice(YES_NO), (), (), ("q",))
            for name in kinds
        }
        sanctions = {
            name: Sanction(rng.choice([0, 1, 4]), rng.choice([0, 2, 3, None]), rng.choice([0, 100, None]), 0, 0, True)
            for name in kinds
        }
        levels = rng.choice([frozenset(), frozenset({"felony"}), frozenset({"felony", "misdemeanor"})])
        family = rng.choice([None, frozenset({"theft"}), frozenset({"homicide"})])
        given = rng.choice([{}, {"same_for_citizen": True}, {"same_for_citizen": False}])

        def said(
            effects: dict[str, Effect], charge: Charge, given: dict[str, bool],
            *, case: Case = case, version: Version = version, sanctions: dict[str, Sanction] = sanctions,
        ) -> dict[str, Answer]:  # fmt: skip
            ready = Weighing(
                case, None, "charged", effects, sanctions, {one.id: one for one in case.options}, (charge,)
            )  # type: ignore[arg-type]
            stage = STAGES["plea"]
            return {
                one.id: _strictest(clause_answers(version, OptionAtStage(ready, one, stage, given)))[0]
                for one in case.options
            }

        charge = Charge("1", levels, family)
        before = said(effects, charge, given)
        if point == "mitigates":
            filled = {
                name: one if one.mitigates is not None else replace(one, mitigates=rng.choice([True, False]))
                for name, one in effects.items()
            }
            after = said(filled, charge, given)
        elif point == "level" and len(levels) != 1:
            after = said(effects, Charge("1", frozenset({rng.choice(["felony", "misdemeanor"])}), family), given)
        elif point == "family" and family is None:
            after = said(effects, Charge("1", levels, frozenset({rng.choice(["theft", "homicide"])})), given)
        elif point == "same_for_citizen" and not given:
            after = said(effects, charge, {"same_for_citizen": rng.choice([True, False])})
        else:
            continue
        turned = {one: (was, after[one]) for one, was in before.items() if was not in {Answer.UNDETERMINED, after[one]}}
        definite += sum(was is not Answer.UNDETERMINED for was in before.values())
        assert not turned, clauses
    assert definite > 300


# ---------------------------------------------------------------------------------------------------------------------
# What is charged is not what is offered in its place
# ---------------------------------------------------------------------------------------------------------------------


def reduced(count_level: str | None, *levels: str | None) -> Case:
    """Grand theft, with a plea to it at each level: for a year, or as a misdemeanor for half of one."""
    pleas = [
        Option(id=str(n), label="theft", dispositions=[
            Disposition(count="1", outcome="convicted", level=level, term=365 if level != "misdemeanor" else 180, probation=365)])  # type: ignore[arg-type]
        for n, level in enumerate(levels, 1)
    ]  # fmt: skip
    count = Count(
        id="1", charge="Cal. Penal Code § 487(a)", level=count_level, filed=True, offense_date=date(2026, 9, 14)
    )  # type: ignore[arg-type]
    return Case(id="T", state="CA", office="colorado_18", law_as_of=TODAY, counts=[count], options=pleas)


@pytest.mark.parametrize("count_level", [None, "felony"])
@pytest.mark.parametrize("level", [None, "felony"])
def test_a_reduction_is_never_taken_for_the_charge_because_the_charge_states_no_level(
    count_level: str | None, level: str | None
) -> None:
    """Where status may be no reason, what is charged is permitted and what is lighter waits for what a citizen would get."""
    case = reduced(count_level, level, "misdemeanor")
    weighed = weighing(case)
    assert weighed.baseline == "1"
    assert "felony" in weighed.charges[0].levels
    answers = by_option(policy_answers(None, DECEMBER, case, stage="plea", in_force="latest", weighed=weighed))
    assert answers == {"1": Answer.PERMITTED, "2": Answer.UNDETERMINED}


def test_a_lone_reduction_is_not_the_charge_either() -> None:
    case = reduced("felony", "misdemeanor")
    assert weighing(case).baseline == CHARGED
    (one,) = policy_answers(None, DECEMBER, case, stage="plea", in_force="latest")
    assert one.answer is Answer.UNDETERMINED


def test_an_enhancement_left_out_and_a_first_plea_taken_back_are_not_the_charge() -> None:
    case = reduced("felony", "felony")
    enhanced = case.counts[0].model_copy(update={"enhancements": [Enhancement(charge="Cal. Penal Code § 12022(b)(1)")]})
    plea = case.options[0].dispositions[0]
    for changed in (
        plea.model_copy(update={"enhancements": False}),
        plea.model_copy(update={"taken_back": TakenBack(after=365, restraint=True)}),
    ):
        option = case.options[0].model_copy(update={"dispositions": [changed]})
        assert weighing(case.model_copy(update={"counts": [enhanced], "options": [option]})).baseline == CHARGED
    assert weighing(case.model_copy(update={"counts": [enhanced]})).baseline == "1"


def test_a_clause_about_enhancements_reaches_an_option_that_leaves_one_out(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    clause = OWN_POLICY.replace('modality = "shall_seek"\naim = ["avoid", "mitigate"]', 'modality = "must_not"')
    file.write_text(clause + 'means = ["omit_enhancement"]\n', encoding="utf-8")
    case = reduced("felony", "felony", "felony")
    enhanced = case.counts[0].model_copy(update={"enhancements": [Enhancement(charge="Cal. Penal Code § 12022(b)(1)")]})
    bare = case.options[1].dispositions[0].model_copy(update={"enhancements": False})
    options = [case.options[0], case.options[1].model_copy(update={"dispositions": [bare]})]
    answers = policy_answers(load_policy(file), TODAY, case.model_copy(update={"counts": [enhanced], "options": options}),
                             stage="plea")  # fmt: skip
    assert by_option(answers) == {"1": Answer.SILENT, "2": Answer.NOT_PERMITTED}


def test_what_is_open_for_a_reason_of_its_own_is_not_what_stands_anyway() -> None:
    """A bar that waits for one fact when the charge is dropped, and for another one besides after a plea, is not avoided."""
    case = reduced("misdemeanor", "misdemeanor").model_copy(
        update={"counts": [Count(id="1", charge="Cal. Penal Code § 484(a)", level="misdemeanor", filed=True,
                                 facts={"elements_admitted": False}, offense_date=date(2026, 9, 14))],
                "record_complete": True}
    )  # fmt: skip
    plea = case.options[0].dispositions[0].model_copy(update={"term": 30})
    dropped = Option(id="d", label="d", dispositions=[Disposition(count="1", outcome="dismissed")])
    case = case.model_copy(update={"options": [case.options[0].model_copy(update={"dispositions": [plea]}), dropped]})
    advice = advise(case)
    key = ("overstayed", "relief.daca_barred")
    cells = [advice.row(name).cells[key[0]][key[1]] for name in ("1", "d")]
    assert cells[0].state == cells[1].state and not cells[0].truth.known
    assert cells[0].truth.reasons - cells[1].truth.reasons
    assert key in _own(advice.row("1"), advice.row("d"))
    assert key not in _own(advice.row("d"), advice.row("d"))


# ---------------------------------------------------------------------------------------------------------------------
# Several stages, several clauses, several texts
# ---------------------------------------------------------------------------------------------------------------------


def test_two_stages_that_would_come_out_differently_would_be_neither() -> None:
    """Los Angeles in 2024: open at filing and at a plea, and not the same if the open points turn out so."""
    case, ready = example("los_angeles"), weighing(example("los_angeles"))
    seen = 0
    for office in policies():
        for day in (date(2020, 4, 1), DECEMBER, AFTER, TODAY):
            each = [policy_answers(office, day, case, stage=stage, weighed=ready) for stage in ("filing", "plea")]
            both = policy_answers(office, day, case, weighed=ready)
            for filing, plea, one in zip(*each, both, strict=True):
                if filing.answer is plea.answer and filing.would_be is not plea.would_be:
                    seen += 1
                    assert (one.answer, one.would_be) == (Answer.UNDETERMINED, Answer.UNDETERMINED)
                    assert {stage: answer.would_be for stage, answer in one.by_stage.items()} == {
                        "filing": filing.would_be, "plea": plea.would_be,
                    }  # fmt: skip
    assert seen


def test_approval_settles_nothing_while_another_clause_may_forbid() -> None:
    """Los Angeles in 2010: a departure needs a supervisor, and an older sentence may forbid that status be a factor at all."""
    case = example("los_angeles")
    for one in policy_answers(None, date(2010, 1, 1), case, stage="plea"):
        if one.option != "1":
            assert one.answer is Answer.UNDETERMINED
            assert one.would_be is Answer.NEEDS_APPROVAL


def test_before_the_first_text_between_two_and_after_the_last(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    again = (
        OWN_POLICY[OWN_POLICY.index("[[version]]") :]
        .replace('id = "1"', 'id = "2"')
        .replace("2025-01-01", "2026-01-01")
    )
    text = OWN_POLICY.replace("from = 2025-01-01", "from = 2025-01-01\nto = 2025-06-30")
    file.write_text(text + again.replace("from = 2026-01-01", "from = 2026-01-01\nto = 2026-06-30"), encoding="utf-8")
    own, case = load_policy(file), example("los_angeles")
    ready = weighing(case)

    def on(day: date) -> PolicyAnswer:
        return policy_answer(own, day, case, "5", stage="plea", weighed=ready)

    assert on(date(2024, 12, 31)).answer is Answer.UNDETERMINED
    assert on(date(2025, 6, 30)).answer is Answer.REQUIRED
    assert on(date(2025, 7, 1)).answer is Answer.UNDETERMINED
    assert "begins on 2026-01-01" in on(date(2025, 12, 31)).says
    assert on(date(2026, 1, 1)).answer is Answer.REQUIRED
    assert on(date(2026, 7, 1)).answer is Answer.SILENT and "has ended" in on(date(2026, 7, 1)).says


# ---------------------------------------------------------------------------------------------------------------------
# Invariance, and work done once
# ---------------------------------------------------------------------------------------------------------------------


def test_names_and_the_order_of_options_change_nothing() -> None:
    case = example("multnomah")
    turned = case.model_copy(update={"id": "X", "note": "y", "options": list(reversed(case.options))})
    for stage in ("filing", "plea"):
        one = by_option(policy_answers(None, DECEMBER, case, stage=stage))
        assert one == by_option(policy_answers(None, DECEMBER, turned, stage=stage))


def test_advice_that_is_there_already_is_used() -> None:
    case = example("los_angeles")
    ready = advise(case)
    assert by_option(policy_answers(None, DECEMBER, case, ready)) == by_option(policy_answers(None, DECEMBER, case))


def test_the_answer_as_data_is_complete_and_has_no_status() -> None:
    data = answer_to_json(
        policy_answer(None, DECEMBER, example("los_angeles"), "5", stage="filing", given={"known": True})
    )
    assert data["answer"] == "required"
    assert data["clauses"][0]["words"] and data["clauses"][0]["place"] and data["clauses"][0]["source"][0]["cite"]
    assert data["floor"][0]["cite"] == "Cal. Penal Code § 1016.3(b)"
    assert "posture" not in str(data) and "resident" not in str(data)


# ---------------------------------------------------------------------------------------------------------------------
# The files say what their texts say
# ---------------------------------------------------------------------------------------------------------------------

SAYS_SO: dict[str, tuple[str, ...]] = {
    "must_document": ("document",),
    "must_not_record_status": ("documents", "record"),
    "collect_data": ("data",),
    "banned_wording": ("language", "wording"),
    "no_threat_of_deportation": ("deportation",),
    "status_not_in_open_court": ("open court",),
    "no_information_to_federal_officials": ("shar", "disclose", "report", "comparta", "provide information"),
    "no_help_to_federal_officials": ("cooperat", "collaborat", "assist"),
    "tell_defense_counsel": ("defense counsel",),
    "no_question_of_status": ("solicit", "ask", "question"),
    "excuse_court_dates": ("court date",),
    "notify_victim": ("victim",),
    "hear_the_defense": ("present information",),
}
"""What the words of a clause have to speak of for it to be quoted for a rule of record or conduct."""


def every_clause() -> list[tuple[str, Version, Clause]]:
    return [(p.office, v, c) for p in policies().values() for v in p.version for c in v.clause]


def test_each_rule_is_quoted_in_words_that_speak_of_it() -> None:
    seen = set()
    for office, version, clause in every_clause():
        for rule in (*clause.record, *clause.conduct):
            seen.add(rule)
            assert any(word in clause.words for word in SAYS_SO[rule]), (office, version.id, clause.id, rule)
    assert seen == set(SAYS_SO)


def test_what_stands_in_quotation_marks_is_nobodys_summary() -> None:
    """The words of an approval are printed as a quotation: only a text that was read, or that is quoted, has any."""
    for office, version, clause in every_clause():
        if clause.approval is not None and clause.approval.says:
            assert clause.decides, (office, version.id, clause.id)
            assert not any(word in clause.approval.says for word in ("reports say", "summar"))


def test_no_state_of_a_policy_rests_on_general_knowledge() -> None:
    assert not [policy.office for policy in policies().values() if "general knowledge" in policy.model_dump_json()]


def test_the_words_of_2003_are_not_those_of_2016() -> None:
    """The directive of 2016 words its test otherwise, and its pages were extracted by a machine."""
    case = example("los_angeles")
    (text,) = [one for one in policies()["los_angeles"].version if one.id == "2016-03-25"]
    assert not [c.id for c in text.clause if c.decides]
    assert not [c.id for c in text.clause if "may not fit the crime" in c.words]
    for one in policy_answers(None, BEFORE, case, stage="plea"):
        assert one.answer is Answer.UNDETERMINED
        assert one.would_be is (Answer.PERMITTED if one.option == "1" else Answer.NEEDS_APPROVAL)
    older = policy_answers(None, date(2010, 1, 1), case, stage="post_conviction")
    assert by_option(older)["5"] is Answer.NEEDS_APPROVAL


def test_a_notice_on_discretion_is_no_leave_to_depart_for_a_consequence() -> None:
    one = policy_answer(None, AFTER, example("los_angeles"), "5", stage="filing")
    assert one.readings["2024-12-03"] is Answer.SILENT
    assert any("unique circumstances" in line for line in one.conduct)


def charged(state: str, charge: str, level: str, **count: object) -> Case:
    plea = Disposition(count="1", outcome="convicted", level=level, term=30)
    away = Disposition(count="1", outcome="diverted", plea_or_admission=False, restraint=True)
    return Case(id="T", state=state, law_as_of=TODAY, counts=[Count(id="1", charge=charge, level=level, filed=True)],
                options=[Option(id="a", label="as charged", dispositions=[plea]),
                         Option(id="b", label="diversion", dispositions=[away])])  # fmt: skip


def test_what_is_said_of_violent_felonies_is_open_for_felonies_of_every_violent_kind_and_for_no_misdemeanor() -> None:
    day = date(2018, 1, 5)
    for charge in ("N.Y. Penal Law § 140.25", "N.Y. Penal Law § 265.03", "N.Y. Penal Law § 160.15"):
        for one in policy_answers("brooklyn", day, charged("NY", charge, "felony"), stage="plea"):
            assert one.answer is Answer.UNDETERMINED
            assert "violent felonies" in " ".join(one.hangs_on)
    lesser = policy_answers("brooklyn", day, charged("NY", "N.Y. Penal Law § 120.00", "misdemeanor"), stage="plea")
    assert not any("violent felonies" in point for one in lesser for point in one.hangs_on)


def test_alameda_leaves_a_violent_felony_open_and_a_lesser_charge_permitted() -> None:
    day, given = date(2015, 1, 1), {"asserted": True}
    robbery = policy_answer(
        "alameda", day, charged("CA", "Cal. Penal Code § 211", "felony"), "b", stage="plea", given=given
    )
    assert robbery.answer is Answer.UNDETERMINED and "not typically appropriate" in " ".join(robbery.hangs_on)
    theft = policy_answer(
        "alameda", day, charged("CA", "Cal. Penal Code § 484", "misdemeanor"), "b", stage="plea", given=given
    )
    assert theft.answer is Answer.PERMITTED
    assert any("less serious crimes" in line for line in theft.conduct)


def test_a_release_on_an_advisor_asks_for_nobodys_approval_and_sets_no_condition_of_its_own() -> None:
    for one in policy_answers(None, date(2020, 1, 1), example("cook"), stage="plea"):
        assert one.answer is Answer.UNDETERMINED and one.would_be is not Answer.NEEDS_APPROVAL
        assert not one.approvals and not one.conditions


def test_what_a_text_says_of_records_and_conduct_is_said_with_the_answer() -> None:
    case = example("los_angeles")
    for office, day, words in (
        ("boulder", date(2019, 12, 15), ("will not contact the federal government", "move up court dates")),
        ("washtenaw", date(2021, 2, 25), ("Nor will the Prosecutor's Office report",)),
        ("brooklyn", date(2018, 1, 5), ("similar in level of offense and length of sentence", "must flag that fact")),
        ("multnomah", date(2022, 11, 1), ("reschedule or skip", "in open court, unless", "not cooperate")),
        ("ramsey", date(2019, 2, 10), ("move up the chain of command",)),
        ("philadelphia", date(2019, 5, 5), ("the same consequences as citizens",)),
    ):
        one = policy_answer(office, day, case, "1", stage="plea")
        assert all(any(word in line for line in one.conduct) for word in words), office


def test_every_state_with_an_office_here_has_a_floor_and_says_how_far_it_was_looked_up() -> None:
    states = {policy.state for policy in policies().values()}
    assert states <= set(floors())
    for state in states - {"US", "CA", "OR"}:
        assert floors()[state].note
    assert {"CA", "OR", "NY", "PA", "MI", "MN", "CO"} <= {
        state
        for state, floor in floors().items()
        if any(d.id == "victims" and d.holder == "prosecution" for d in floor.duty)
    }
    for floor in floors().values():
        assert len({duty.id for duty in floor.duty}) == len(floor.duty)
        assert "not read" not in floor.note or not any(cite in floor.note for cite in ("§ 642", "11.213"))


@pytest.mark.parametrize(
    ("name", "cite", "stage", "now"),
    [
        ("manhattan", "N.Y. Exec. Law § 642(1)", "plea", False),
        ("philadelphia", "18 P.S. § 11.213(b)", "plea", False),  # retail theft
        ("philadelphia", "18 P.S. § 11.213(b)", "sentence", False),
        ("multnomah", "ORS 181A.826(3)(a)", "filing", True),
    ],
)
def test_a_duty_to_the_victim_or_of_the_office_is_owed_at_its_stage_and_level(
    name: str, cite: str, stage: str, now: bool
) -> None:
    one = policy_answer(None, DECEMBER, example(name), "1", stage=stage)
    assert next(duty.now for duty in one.floor if duty.duty.cite == cite) is now


def test_similar_opportunities_for_a_plea_are_a_duty_in_colorado() -> None:
    (duty,) = [duty for duty in floors()["CO"].duty if duty.id == "16-7-301(3)"]
    assert duty.holder == "prosecution" and duty.modality == "should" and duty.stages == ["plea"]


def test_every_stage_of_a_clause_can_be_asked_for_and_stands_on_the_page_of_its_error() -> None:
    stages = {stage for _, _, clause in every_clause() for stage in clause.stages}
    assert stages <= {stage for asked in STAGES.values() for stage in asked}
    page = (Path(__file__).parents[2] / "docs" / "errors" / "SY-P011.md").read_text(encoding="utf-8")
    assert all(stage in page for stage in STAGES)
    one = policy_answer(None, date(2019, 1, 1), example("los_angeles"), "1", stage="probation_violation")
    assert any("not a sufficient alternative" in line for line in one.conduct)


@pytest.mark.parametrize(
    ("families", "owed"),
    [(frozenset({"theft"}), False), (frozenset({"theft", "assault"}), None), (frozenset(), None), (None, None)],
)
def test_a_charge_of_which_no_family_is_known_does_not_end_a_duty(
    families: frozenset[str] | None, owed: bool | None
) -> None:
    """18 P.S. § 11.213(b) reaches crimes against a person and burglary: a theft is none, and of no family nothing is known."""
    duty = next(one for one in floors()["PA"].duty if one.reach is not None)
    assert reaches(duty, [Charge("1", frozenset({"felony"}), families)]) is owed
