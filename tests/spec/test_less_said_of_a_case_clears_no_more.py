"""What a case does not say clears nothing: a fact left out of a file never makes a consequence untriggered.

Of a made-up case one fact is left out. What is "not triggered" in the rest must be so with the fact too, whatever its value;
where something is taken to hold on purpose, the receipt says so. The order and the names of things change nothing, and what
contradicts itself is refused with its place.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steelyard.law.columns import columns
from steelyard.logic.errors import CaseError
from steelyard.logic.evaluate import evaluate
from steelyard.weigh.advise import RECORD_ROW, Weigher, advise, answers_of
from steelyard.weigh.candidates import candidates
from steelyard.weigh.case import Case, check_case, parse_case, staged
from steelyard.weigh.count_facts import AS_PRONOUNCED_IN_WORDS, IN_STATE_COURT_IN_WORDS, NOTHING_BESIDE_IN_WORDS
from steelyard.weigh.output import advice_to_json

FEW = settings(
    max_examples=12, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
TODAY = date(2026, 11, 29)
Answers = dict[str, dict[str, dict[str, str]]]


def made(case: Mapping[str, Any]) -> Case:
    read = Case.model_validate(dict(case))
    check_case(read)
    return read


def weighed(case: Mapping[str, Any]) -> tuple[Answers, tuple[str, ...]]:
    """The cautious answer of every cell, and what was taken to hold. Raises CaseError."""
    whole = staged(made(case))
    weigher = Weigher(whole, today=TODAY)
    rows = [(RECORD_ROW, weigher.record)] if whole.priors else []
    for number, option in enumerate(whole.options):
        rows.append((option.id, lambda option=option, number=number: weigher.option(option, f"options[{number}]")))  # type: ignore[misc]
    found: Answers = {}
    for name, row in rows:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("steelyard.weigh.cells._stances", lambda world, rule, *_: _cautious(world, rule))
            found[name] = answers_of([row()])[name]
    return found, weigher.assumed


def _cautious(world: Any, rule: str) -> Any:
    from steelyard.weigh.cells import Stances

    truth = evaluate(world, rule).truth
    return Stances(truth, lambda: truth)


# ---------------------------------------------------------------------------------------------------------------------
# Made-up cases
# ---------------------------------------------------------------------------------------------------------------------

CHARGES: Mapping[str, tuple[str, ...]] = {
    "CA": ("PC 484(a)", "PC 211", "PC 273.5(a)", "HS 11377(a)", "PC 459", "VC 10851(a)", "PC 415(2)"),
    "NY": ("PL 155.30(1)", "PL 220.03", "PL 240.20", "PL 130.25(3)", "PL 120.00(1)"),
    "IL": ("720 ILCS 5/16-25(a)(1)", "720 ILCS 570/402(c)", "720 ILCS 5/12-3.2(a)(1)"),
}
LEVELS = ("felony", "misdemeanor")
TERMS = (0, 30, 180, 364, 365, "1 year", "5 years")
COUNT_FACTS: Mapping[str, tuple[Any, ...]] = {
    "elements_admitted": (True, False), "death_or_serious_injury": (True, False), "record_inconclusive": (False,),
    "loss": ("$10,000.00", "$10,000.01"), "age_at_offense": (17, 30), "scheme": ("a", "b"), "grams": (30, 31),
    "marijuana_only": (True, False), "own_use": (True, False), "protected_relationship": (True, False),
    "public_safety_threat": (True, False), "days_confined": (0, 180), "criminal_proceeding": (True,),
}  # fmt: skip


def _some(**choices: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=choices)


facts = _some(**{name: st.sampled_from(values) for name, values in COUNT_FACTS.items()})


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    state = draw(st.sampled_from(sorted(CHARGES)))
    charge = st.sampled_from(CHARGES[state])
    sentence = {
        "term": st.sampled_from(TERMS), "probation": st.sampled_from((0, 365)), "level": st.sampled_from(LEVELS),
        "restitution": st.just("$500.00"), "facts": facts,
    }  # fmt: skip
    filed = {"filed": st.booleans(), "offense_date": st.sampled_from(("2019-03-01", "2026-01-10")), "facts": facts}
    option = {
        **sentence, "suspended": st.sampled_from((0, 30)), "charge": charge, "plea_or_admission": st.booleans(),
        "restraint": st.booleans(), "conviction_date": st.just("2026-12-01"),
    }  # fmt: skip
    counts, dispositions, priors = [], [], []
    for number in range(draw(st.integers(1, 2))):
        counts.append({"id": str(number), "charge": draw(charge), **draw(_some(**filed))})
        outcome = draw(st.sampled_from(("convicted", "convicted", "deferred", "diverted", "dismissed")))
        dispositions.append({"count": str(number), "outcome": outcome, **draw(_some(**option))})
    for number in range(draw(st.integers(0, 1))):
        days = {"offense_date": st.just("2010-02-01"), "conviction_date": st.sampled_from(("2010-05-01", "2016-05-01"))}
        outcomes = st.sampled_from(("convicted", "deferred", "dismissed", "acquitted"))
        priors.append({"id": f"p{number}", "charge": draw(charge), **draw(_some(**sentence, **days, outcome=outcomes))})
    whole = {"record_complete": st.booleans()}
    person = {
        "posture": st.sampled_from(("resident_over_seven", "refugee", "overstayed", "entered_without_inspection"))
    }
    return {
        "id": "made", "state": state, "law_as_of": "2026-11-24", **draw(_some(**whole)), "counts": counts,
        "priors": priors, "options": [{"id": "o", "label": "o", "dispositions": dispositions}], "person": draw(
            st.fixed_dictionaries(person)
        ),
    }  # fmt: skip


Place = tuple[str | int, ...]
OVERRIDES = frozenset({"id", "charge", "count", "outcome", "label", "posture"})
"""Fields that say what is weighed; without one it is another case."""


def _places(case: Mapping[str, Any]) -> Iterator[Place]:
    """Where a case says something that can be left out."""
    if "record_complete" in case:
        yield ("record_complete",)
    tables: list[tuple[Place, Mapping[str, Any]]] = [(("counts", n), one) for n, one in enumerate(case["counts"])]
    tables += [(("priors", n), one) for n, one in enumerate(case["priors"])]
    tables += [(("options", 0, "dispositions", n), one) for n, one in enumerate(case["options"][0]["dispositions"])]
    for place, table in tables:
        yield from ((*place, name) for name in table if name not in OVERRIDES and name != "facts")
        yield from ((*place, "facts", name) for name in table.get("facts", ()))


def _without(case: Mapping[str, Any], place: Place) -> dict[str, Any]:
    less: Any = copy.deepcopy(dict(case))
    whole, inner = less, less
    for step in place[:-1]:
        inner = inner[step]
    del inner[place[-1]]
    return whole  # type: ignore[no-any-return]


def _is_told(place: Place, case: Mapping[str, Any], assumed: tuple[str, ...]) -> bool:
    """Whether the receipt of the shorter case says what it takes to hold in the place of the fact."""
    told = " | ".join(assumed)
    name = place[-1]
    if name == "conviction_date" and place[0] == "options":
        return "is decided on 2026-11-24 or later" in told
    if name == "probation" and place[0] == "options":
        return "no probation goes with a diversion before a plea" in told
    if place[0] == "priors":  # of the outcome "dismissed" without a mark of a plea
        return (
            "dismissed without a plea" in told or f"{case['priors'][place[1]].get('level')} at its conviction" in told
        )  # type: ignore[index]
    return False


@FEW
@given(cases(), st.data())
def test_what_is_not_triggered_without_a_fact_is_not_triggered_with_it(
    case: dict[str, Any], data: st.DataObject
) -> None:
    try:
        full, _ = weighed(case)
    except CaseError:
        return
    places = list(_places(case))
    for place in data.draw(st.permutations(places))[:4]:
        less = _without(case, place)
        try:
            reduced, assumed = weighed(less)
        except CaseError:
            continue  # a suspension without its term
        if _is_told(place, less, assumed):
            continue
        for name, postures in reduced.items():
            for posture, cells in postures.items():
                for rule, state in cells.items():
                    assert state != "not triggered" or full[name][posture][rule] == state, (
                        place,
                        rule,
                        full[name][posture][rule],
                    )


@FEW
@given(cases(), st.randoms(use_true_random=False))
def test_order_names_and_ways_of_writing_change_nothing(case: dict[str, Any], random: Any) -> None:
    try:
        full, _ = weighed(case)
    except CaseError:
        return
    other = copy.deepcopy(case)
    names = {one["id"]: f"renamed {9 - number}" for number, one in enumerate(other["counts"])}
    for one in other["counts"]:
        one["id"] = names[one["id"]]
    for one in other["options"][0]["dispositions"]:
        one["count"] = names[one["count"]]
        one |= {name: f"{one[name]} DAYS" for name in ("term", "probation") if isinstance(one.get(name), int)}
        if one.get("term") == "1 year":
            one["term"] = "12 months"
    for many in (other["counts"], other["options"][0]["dispositions"]):
        random.shuffle(many)
    turned = {name: other[name] for name in sorted(other, reverse=True)}
    assert weighed(turned)[0] == full


# ---------------------------------------------------------------------------------------------------------------------
# Classes of what once cleared
# ---------------------------------------------------------------------------------------------------------------------


def base(
    *, charge: str = "PC 484(a)", state: str = "CA", priors: tuple[dict[str, Any], ...] = (), **plea: Any
) -> dict[str, Any]:
    """A count with one option; `plea` are further fields of its disposition."""
    disposition = {"count": "1", "outcome": "convicted", **plea}
    return {
        "id": "T", "state": state, "law_as_of": "2026-11-24", "record_complete": True,
        "counts": [{"id": "1", "charge": charge, "filed": True, "offense_date": "2026-01-10"}],
        "person": {"posture": "resident_over_seven"}, "priors": list(priors),
        "options": [{"id": "o", "label": "o", "dispositions": [disposition]}],
    }  # fmt: skip


def cell(case: Mapping[str, Any], rule: str, row: str = "o") -> str:
    (cells,) = advise(made(case), today=TODAY).row(row).cells.values()
    return str(cells[rule].state)


def refused(case: Mapping[str, Any]) -> CaseError:
    with pytest.raises(CaseError) as caught:
        advise(made(case), today=TODAY)
    assert caught.value.where
    return caught.value


DRUGS = {
    "id": "p",
    "charge": "HS 11377(a)",
    "level": "misdemeanor",
    "offense_date": "2015-01-01",
    "outcome": "dismissed",
}


@pytest.mark.parametrize(
    "facts",
    [
        {
            "vacated": "rehabilitation_or_hardship"
        },  # Cal. Penal Code § 1203.4 is called a dismissal, and undoes no conviction
        {"guilt_found_or_admitted": True},
        {"judgment_of_guilt": True, "restraint_ordered": True},
        {"restraint_ordered": True},
        {"days_confined": 10},
        {"release_date": "2015-06-01"},
        {"sentence_changed": "other"},
        {"pardoned": True},
        {"appeal": "pending"},
    ],
)
def test_a_prior_that_is_called_dismissed_and_had_a_plea_is_open(facts: dict[str, Any]) -> None:
    """Matter of Roldan, 22 I&N Dec. 512 (BIA 1999): what is dismissed after a plea was a conviction and may still be one."""
    rule = "deportable.controlled_substance"
    assert cell(base(priors=(DRUGS,)), rule, RECORD_ROW) == "not triggered"
    assert cell(base(priors=({**DRUGS, "facts": facts},)), rule, RECORD_ROW) != "not triggered"
    assert cell(base(priors=({**DRUGS, "added": 30},)), rule, RECORD_ROW) != "not triggered"


@pytest.mark.parametrize(
    "plea",
    [
        {"outcome": "dismissed", "facts": {"guilt_found_or_admitted": True}},
        {"outcome": "dismissed", "facts": {"vacated": "rehabilitation_or_hardship"}},
        {"outcome": "acquitted", "fine": "$50.00"},
        {"outcome": "deferred", "plea_or_admission": True, "probation": 365, "facts": {"restraint_ordered": False}},
        {"outcome": "deferred", "plea_or_admission": True, "probation": 365, "restraint": False},
        {"outcome": "deferred", "plea_or_admission": True, "facts": {"guilt_found_or_admitted": False}},
        {"facts": {"judgment_of_guilt": False}},
        {"taken_back": {"after": 365, "restraint": False, "term": 30}},
    ],
)
def test_facts_that_contradict_the_outcome_or_the_sentence_are_refused(plea: dict[str, Any]) -> None:
    """Each of them once cleared the grounds that ask for a conviction."""
    assert refused(base(**plea)).code == "SY-C006"


def test_ids_that_the_program_gives_itself_are_no_ids_of_an_author() -> None:
    """A count called "1→" once lent its offense to the plea of count 1: a robbery with two years was no aggravated felony."""
    robbed = base(charge="PC 211", level="felony", term="2 years")
    robbed["options"][0]["dispositions"][0]["charge"] = "PC 211 (robbery)"
    assert cell(robbed, "deportable.aggravated_felony") == "triggered"
    for own in ("1→", "1→ (a second crime)"):
        beside = copy.deepcopy(robbed)
        if own != "1→":
            beside["options"][0]["dispositions"][0]["charge"] = "PC 211, 242"
        beside["counts"].append({"id": own, "charge": "PC 415(2)"})
        beside["options"][0]["dispositions"].append({"count": own, "outcome": "convicted", "level": "misdemeanor"})
        assert refused(beside).code == "SY-C007"
    first = base(
        level="misdemeanor", taken_back={"after": 365, "charge": "PC 211", "level": "felony", "judgment": True}
    )
    first["options"].append(
        {"id": "o (first plea)", "label": "x", "dispositions": [{"count": "1", "outcome": "dismissed"}]}
    )
    assert refused(first).code == "SY-C007"
    record = base(priors=(DRUGS,))
    record["options"].append({**record["options"][0], "id": RECORD_ROW})
    assert refused(record).code == "SY-C007"


def test_a_level_the_offense_never_has_is_refused_of_one_that_has_but_one_level() -> None:
    assert refused(base(charge="PC 211", level="misdemeanor")).code == "SY-C012"
    for charge in (
        "PC 211",
        "HS 11359",
    ):  # of a prior it may be one that a later law gave it: both stand (Prado v. Barr)
        prior = {**DRUGS, "charge": charge, "outcome": "convicted", "conviction_date": "2015-03-01"}
        assert cell(base(priors=(prior,)), "reentry.ten_years", RECORD_ROW) != "not triggered", charge


def test_a_prior_with_a_term_above_its_maximum_is_refused() -> None:
    prior = {**DRUGS, "charge": "PC 242", "outcome": "convicted", "term": "2 years"}
    assert refused(base(priors=(prior,))).code == "SY-C011"
    assert refused(base(priors=({**prior, "maximum": "1 year"},))).code == "SY-C011"
    assert refused(base(priors=({**prior, "maximum": "1 year", "charge": "PC 99999"},))).code == "SY-C011"


def test_a_conviction_before_its_section_began_is_of_no_later_version() -> None:
    """Cannabis is in Article 222 of the Penal Law since 31 March 2021; nobody was convicted under it in 2014."""
    prior = {"id": "p", "charge": "PL 222.50(2)", "outcome": "convicted", "term": 30, "conviction_date": "2022-04-30"}
    rule = "deportable.firearm"
    later, before = (base(charge="PL 240.20", state="NY", priors=({**prior, "conviction_date": day},))
                     for day in ("2022-04-30", "2014-04-30"))  # fmt: skip
    assert cell(later, rule, RECORD_ROW) == "not triggered"
    assert cell(before, rule, RECORD_ROW) == "not analysed"
    problems = advise(made(before), today=TODAY).problems
    assert [one.code for one in problems] == ["SY-O104"]


def test_a_resident_who_was_never_admitted_is_refused() -> None:
    """No ground of deportability reached such a person; whoever adjusted is admitted in the words of the question."""
    case = {**base(), "person": {"facts": {"status": "permanent_resident", "admitted": False}}}
    assert refused(case).code == "SY-C006"


def test_a_suspended_sentence_that_is_not_spoken_of_may_still_run() -> None:
    """8 C.F.R. § 316.10(c)(1) speaks of probation, parole and a suspended sentence."""
    rule = "citizenship.application_waits"
    plea = {"level": "misdemeanor", "term": 30, "probation": 0}
    assert cell(base(**plea), rule) == "depends on a fact"
    assert cell(base(**plea, suspended=0), rule) == "not triggered"
    assert cell(base(**plea, suspended=30), rule) == "triggered"
    assert cell(base(**{**plea, "term": 0}), rule) == "not triggered"


def test_a_way_short_of_conviction_is_one_for_the_charge_and_not_for_what_another_plea_is_to() -> None:
    """The baseline pleads to a violation: the diversion of the felony was weighed, and allowed, as that of a violation."""
    case = made({
        **base(charge="PL 155.30(1)", state="NY"),
        "counts": [{"id": "1", "charge": "PL 155.30(1)", "level": "felony", "filed": True, "offense_date": "2026-01-10"}],
        "options": [{"id": "o", "label": "o", "dispositions": [
            {"count": "1", "outcome": "convicted", "charge": "PL 240.20", "level": "violation"}]}],
    })  # fmt: skip
    weigher = Weigher(case, today=TODAY)
    found, _ = candidates(case, case.counts[0], case.options[0].dispositions[0], weigher.law, weigher.as_of, ())
    short = [one.disposition for one in found if one.disposition.outcome != "convicted" and not one.disposition.charge]
    assert short
    assert {one.level for one in short} <= {"felony", None}


TOLD = {
    "nothing beside the offense": (base(), NOTHING_BESIDE_IN_WORDS),
    "a court of this country": (base(), IN_STATE_COURT_IN_WORDS),
    "as pronounced": (base(), AS_PRONOUNCED_IN_WORDS.format("2026-11-24")),
    "the forum": (base(), "forum = 9th Cir., that of the state"),
    "a prior stands": (base(priors=({**DRUGS, "outcome": "convicted"},)), "stands as pronounced, with no term added later"),
    "the level of its own day": (base(priors=({**DRUGS, "outcome": "convicted", "conviction_date": "2020-01-01"},)),
                                 "count[p]: misdemeanor at its conviction"),
    "dismissed before a plea": (base(priors=(DRUGS,)), "count[p]: dismissed without a plea"),
    "no judgment on a first plea": (base(taken_back={"after": 365}), "no judgment is entered on the first plea"),
    "no term on a first plea": (base(taken_back={"after": 365}), "no term is pronounced on the first plea"),
    "no probation in diversion": (base(outcome="diverted", plea_or_admission=False), "no probation goes with a diversion"),
    "a version that is encoded": (
        base(state="NY", priors=({"id": "p", "charge": "PL 222.50(2)", "outcome": "convicted"},), charge="PL 240.20"),
        "whose day is not said: of one on which a version that is encoded was law",
    ),
    "words that name no form": (base(form="xyzzy", charge="PC 487(a)"), "'xyzzy' names no form of"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_is_taken_to_hold_is_told(name: str) -> None:
    case, says = TOLD[name]
    told = advise(made(case), today=TODAY).receipt.facts_assumed
    assert any(says in one for one in told), told


# ---------------------------------------------------------------------------------------------------------------------
# Files that cannot be
# ---------------------------------------------------------------------------------------------------------------------

WHOLE = json.dumps(base())


@pytest.mark.parametrize(
    ("text", "is_json", "code"),
    [
        ("[" * 100_000, True, "SY-C002"),
        ("a = " + "[" * 50_000, False, "SY-C002"),
        (WHOLE.replace('"filed"', '"form": "\\ud800", "filed"'), True, "SY-C002"),
        (WHOLE.replace("2026-01-10", "2026-13-10"), True, "SY-C003"),
        (WHOLE.replace("2026-01-10", "2027-01-10"), True, "SY-C008"),
        (WHOLE.replace('"filed"', '"filled"'), True, "SY-C003"),
        (WHOLE.replace("true", "NaN"), True, "SY-C003"),
        (WHOLE.replace('"filed"', f'"form": "{"theft, " * 150_000}", "filed"'), True, "SY-C003"),
        (WHOLE.replace('"outcome"', '"taken_back": {"after": 1000000000000}, "outcome"'), True, "SY-C003"),
        (WHOLE.replace('"outcome"', '"taken_back": {"after": "99999 years"}, "outcome"'), True, "SY-C003"),
        (WHOLE.replace('"outcome"', '"term": -1, "outcome"'), True, "SY-C003"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_is_refused_with_a_code(text: str, is_json: bool, code: str) -> None:
    with pytest.raises(CaseError) as caught:
        advise(parse_case(text, "file", json_text=is_json), today=TODAY)
    assert caught.value.code == code


def test_what_is_written_out_says_of_each_cell_what_was_weighed() -> None:
    found = advise(made(base(level="misdemeanor", term=30, priors=({**DRUGS, "outcome": "convicted"},))), today=TODAY)
    states = answers_of(found.rows)
    for one in advice_to_json(found, [])["options"]:
        every = [each for cells in one["cells"].values() for each in cells]
        assert len(every) == len(columns()) * len(found.postures)
        assert one["universal"] is all(each["state"] == "not triggered" for each in every)
        for posture, cells in one["cells"].items():
            assert {each["rule"]: each["state"] for each in cells} == states[one["option"]][posture]
