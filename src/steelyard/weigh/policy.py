"""What an office's written policy asks of each option of a case, in its own words, over the duties that no policy ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from steelyard.catalog.known import beyond_what_is_known
from steelyard.catalog.policies import floors, policies
from steelyard.law.dispositions import below
from steelyard.law.policies import Approval, Duty, Policy, Reach, Version
from steelyard.logic.errors import CaseError
from steelyard.weigh.advise import Advice
from steelyard.weigh.case import Case, Option
from steelyard.weigh.effects import Charge, Weighing, weighing
from steelyard.weigh.policy_aims import FAIRNESS, OptionAtStage
from steelyard.weigh.policy_clauses import clause_answers, is_among
from steelyard.weigh.policy_terms import (
    ASKS,
    ROUTES,
    STAGES,
    STRICTEST_FIRST,
    WHEN_NOT_SAID,
    Answer,
    ClauseAnswer,
    FloorDuty,
    PolicyAnswer,
    Standing,
    floor_note,
)

FEDERAL_FLAG = (
    "(8 U.S.C. § 1373(a) speaks against restricting the sending of citizenship or immigration status; its validity and reach "
    "are contested)"
)


def no_policy_here(office: str) -> str:
    """That no policy of an office is here, with the short name that is written nearly so."""
    near = get_close_matches(office.lower(), list(policies()), n=1, cutoff=0.8)
    return f"No policy of “{office}” is here" + (f" (did you mean {near[0]}?)" if near else "")


def policy_of(office: str | Policy | None, case: Case) -> Policy | None:
    """The policy meant: one handed over, the one of an office's short name, or the one of the case's office.

    None when the case's office is unknown here. Raises CaseError (SY-P009) for an office named by the user and not here.
    """
    if isinstance(office, Policy):
        return office
    if office is None:
        return policies().get(case.office)
    if office not in policies():
        raise CaseError(
            "SY-P009", f"no policy of {office!r} is here", right=f"one of {', '.join(policies())}, or a file"
        )
    return policies()[office]


def policy_answer(
    policy: str | Policy | None,
    as_of: date,
    case: Case,
    option: str | Option,
    advice: Advice | None = None,
    *,
    stage: str | None = None,
    given: Mapping[str, bool] | None = None,
    in_force: str | None = None,
    weighed: Weighing | None = None,
) -> PolicyAnswer:
    """What a policy says of one option of a case on a day.

    `policy` is a Policy, an office's short name, or None for the case's own office. `advice` or `weighed` saves work that
    is done already. `stage` is where the decision stands; when left out, filing and plea are both answered. `given` settles
    conditions by name (`ASKS`). `in_force` takes a version ("latest" or its id) as the one in force; the answer lists that.

    Raises CaseError: SY-P008 (no such version), SY-P009 (no such office), SY-P010 (an unknown condition), SY-P011 (an unknown
    stage), SY-C007 (no such option), and what `advise` raises.
    """
    name = option if isinstance(option, str) else option.id
    answers = policy_answers(
        policy, as_of, case, advice, stage=stage, given=given, in_force=in_force, weighed=weighed, only=name
    )
    if not answers:
        raise CaseError(
            "SY-C007", f"there is no option {name!r}", right=f"one of {', '.join(o.id for o in case.options)}"
        )
    return answers[0]


def policy_answers(
    policy: str | Policy | None,
    as_of: date,
    case: Case,
    advice: Advice | None = None,
    *,
    stage: str | None = None,
    given: Mapping[str, bool] | None = None,
    in_force: str | None = None,
    weighed: Weighing | None = None,
    only: str | None = None,
) -> tuple[PolicyAnswer, ...]:
    """What a policy says of every option of a case, or of one; parameters and errors as for `policy_answer`."""
    given = dict(given or {})
    for name in given:
        if name not in ASKS:
            raise CaseError("SY-P010", f"no policy asks {name!r}", right=f"one of {', '.join(ASKS)}")
    if stage is not None and stage not in STAGES:
        raise CaseError("SY-P011", f"{stage!r} is no stage", right=f"one of {', '.join(STAGES)}")
    meant = policy_of(policy, case)
    weighed = weighed or weighing(case, advice)
    stages = (stage,) if stage is not None else _stages(case)
    found = []
    for option in case.options:
        if only is not None and option.id != only:
            continue
        each = {one: _answer(meant, as_of, weighed, option, one, given, in_force) for one in stages}
        found.append(_over_stages(each))
    return tuple(found)


def _stages(case: Case) -> tuple[str, ...]:
    if all(count.filed is False for count in case.counts):
        return ("filing",)
    return WHEN_NOT_SAID


def _over_stages(each: Mapping[str, PolicyAnswer]) -> PolicyAnswer:
    answers = list(each.values())
    first = answers[0]
    if len(answers) == 1:
        return first
    same = {(one.answer, one.would_be) for one in answers} == {(first.answer, first.would_be)}
    one_reason = {one.says for one in answers} == {first.says}
    question = () if same else ("Is the decision about filing, or about a plea?",)
    return replace(
        first,
        stage=" or ".join(each),
        answer=first.answer if same else Answer.UNDETERMINED,
        would_be=first.would_be if same else Answer.UNDETERMINED,
        if_so=first.if_so if same else "",
        says=first.says if one_reason else "; ".join(f"{one.stage}: {one.says}" for one in answers),
        among=_unique(name for one in answers for name in one.among),
        clauses=tuple(clause for one in answers for clause in one.clauses),
        conditions=_unique(c for one in answers for c in one.conditions),
        hangs_on=_unique(h for one in answers for h in one.hangs_on),
        questions=_unique([*question, *(q for one in answers for q in one.questions)]),
        approvals=_unique(a for one in answers for a in one.approvals),
        records=_unique(r for one in answers for r in one.records),
        conduct=_unique(c for one in answers for c in one.conduct),
        conflicts=_unique(c for one in answers for c in one.conflicts),
        floor=_any_stage(answers),
        readings={},
        by_stage={} if same else dict(each),
    )


def _any_stage(answers: Sequence[PolicyAnswer]) -> tuple[FloorDuty, ...]:
    merged: dict[str, FloorDuty] = {}
    for one in answers:
        for duty in one.floor:
            key = duty.duty.cite
            held = merged.get(key)
            merged[key] = duty if held is None or duty.now or (duty.now is None and not held.now) else held
    return tuple(merged.values())


def _unique(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


# ---------------------------------------------------------------------------------------------------------------------
# One option, one stage
# ---------------------------------------------------------------------------------------------------------------------


def _answer(
    policy: Policy | None,
    as_of: date,
    weighed: Weighing,
    option: Option,
    stage: str,
    given: Mapping[str, bool],
    in_force: str | None,
) -> PolicyAnswer:
    case = weighed.case
    asked = OptionAtStage(weighed, option, STAGES[stage], given)
    blank = PolicyAnswer(
        office=policy.office if policy is not None else case.office,
        name=policy.name if policy is not None else case.office.replace("_", " ") or "no office named",
        as_of=as_of,
        stage=stage,
        option=option.id,
        label=option.label,
        answer=Answer.SILENT,
        would_be=Answer.SILENT,
        says="",
        strength="",
        among=(),
        clauses=(),
        conditions=(),
        hangs_on=(),
        questions=(),
        approvals=(),
        records=(),
        conduct=(),
        floor=_floor(case, as_of, asked),
        standing=(),
        assumed=beyond_what_is_known(as_of) + _of_another_state(policy, case),
        not_found=(),
        effect=asked.effect,
        comparable=weighed.comparable(option.id),
        floor_note=floor_note(case.state),
    )
    if policy is None:
        who = no_policy_here(case.office) if case.office else "The case names no office"
        return replace(blank, says=f"{who}: the law's floor stands alone. That the office has none does not follow.")
    if not policy.version:
        return replace(blank, says="No written policy: the law's floor stands alone.")
    standing, assumed = _standing(policy, as_of, in_force)
    if not standing:
        later = [version.from_ for version in policy.version if version.from_ > as_of]
        if later:
            open_point = f"no text of this office from before {min(later)} is here"
            if len(later) < len(policy.version):
                open_point = (
                    f"the earlier texts of this office that are here have ended, and the next begins on {min(later)}"
                )
            return replace(blank, answer=Answer.UNDETERMINED, would_be=Answer.UNDETERMINED, hangs_on=(open_point,),
                           says=f"{open_point}: no text is no evidence that there was none")  # fmt: skip
        return replace(blank, says="Every text of this policy has ended: the law's floor stands alone.")
    return _combined(blank, asked, standing, assumed)


def _of_another_state(policy: Policy | None, case: Case) -> tuple[str, ...]:
    """What is taken as given where a case is laid under an office of another state."""
    if policy is None or policy.state in {"US", case.state}:
        return ()
    return (
        f"an office of {policy.state}, a case of {case.state}: levels, kinds and the floor's duties are those of {case.state}",
    )


def _standing(policy: Policy, as_of: date, in_force: str | None) -> tuple[tuple[Standing, ...], tuple[str, ...]]:
    if in_force is None:
        return tuple(Standing(*one) for one in policy.standing(as_of)), ()
    ids = [version.id for version in policy.version]
    begun = [version for version in policy.version if version.from_ <= as_of]
    if in_force == "latest":
        if not begun:
            return (), ()
        taken = max(begun, key=lambda version: version.from_)
    elif in_force in ids:
        taken = policy.version[ids.index(in_force)]
    else:
        raise CaseError(
            "SY-P008", f"{policy.name} has no version {in_force!r}", right=f"latest, or one of {', '.join(ids)}"
        )
    return (Standing(taken, "in_force", ""),), (f"“{taken.title}” ({taken.id}) is in force on {as_of}",)


def _combined(
    blank: PolicyAnswer, asked: OptionAtStage, standing: tuple[Standing, ...], assumed: tuple[str, ...]
) -> PolicyAnswer:
    """The answer over every version that holds or may hold."""
    certain = [one for one in standing if one.state == "in_force"]
    maybe = [one for one in standing if one.state in {"unverified", "unknown_after_succession"}]
    clauses = {one.version.id: clause_answers(one.version, asked) for one in [*certain, *maybe]}
    shown = [clause for one in [*certain, *maybe] for clause in clauses[one.version.id]]
    settled, would_be, readings = _over_versions(certain, maybe, clauses)
    if_so = next((c.if_so for c in shown if c.would_be is would_be and c.if_so), "")
    if maybe:
        if_so = "if it is in force" + (f", and {if_so.removeprefix('if ')}" if if_so else "")
    deciding = [c for c in shown if c.answer is settled] or shown
    kept = [one.version for one in [*certain, *maybe]]
    asks = [f"Is “{one.version.title}” in force?" for one in maybe]
    return replace(
        blank,
        answer=settled,
        would_be=would_be,
        if_so=if_so if settled is Answer.UNDETERMINED else "",
        says=_says(standing, maybe, deciding),
        strength=next((c.strength for c in [*deciding, *shown] if Answer.REQUIRED in {c.answer, c.would_be}), ""),
        among=_unique(name for c in shown if c.would_be is Answer.REQUIRED for name in c.among),
        clauses=tuple(shown),
        conditions=_unique(condition for c in shown for condition in c.conditions if condition.value is None),
        hangs_on=_unique([*(one.says for one in maybe), *(point for c in shown for point in c.hangs_on)]),
        questions=_unique([*asks, *(question for c in shown for question in c.questions)]),
        approvals=_unique(_approval(c.approval) for c in shown if c.approval is not None),
        records=_duties(kept, asked, "record"),
        conduct=_duties(kept, asked, "conduct"),
        standing=standing,
        assumed=blank.assumed
        + assumed
        + tuple(f"{ASKS[name][0]} {'yes' if value else 'no'}" for name, value in asked.given.items()),
        not_found=_unique(point for version in kept for point in version.not_found),
        conflicts=_conflicts(shown, blank.floor),
        readings=readings,
    )


def _over_versions(
    certain: Sequence[Standing], maybe: Sequence[Standing], clauses: Mapping[str, Sequence[ClauseAnswer]]
) -> tuple[Answer, Answer, dict[str, Answer]]:
    """The answer, what it would be, and, where it is not known which text holds, the answer under each, by version."""
    if not maybe:
        return *_strictest([clause for one in certain for clause in clauses[one.version.id]]), {}
    readings = {one.version.id: _strictest(clauses[one.version.id])[1] for one in maybe}
    readings |= {one.version.id: _strictest(clauses[one.version.id])[0] for one in certain}
    would_be = Answer.UNDETERMINED if len(readings) > 1 else readings[maybe[0].version.id]
    return Answer.UNDETERMINED, would_be, readings


def _says(standing: Sequence[Standing], maybe: Sequence[Standing], deciding: Sequence[ClauseAnswer]) -> str:
    """Why the answer is what it is: the texts of which it is not known whether they hold, else what the clauses say."""
    certain = any(one.state == "in_force" for one in standing)
    suspended = [one.says for one in standing if one.state == "suspended"]
    if maybe:
        known = "which text holds" if certain or len(maybe) > 1 else "whether it holds"
        return f"It is not known {known}: " + "; ".join(_unique(one.says for one in maybe))
    if suspended and not certain:
        return "; ".join(suspended)
    return "; ".join(_unique(c.because for c in deciding)) or "Nothing in the policy reaches this decision."


def _conflicts(clauses: Iterable[ClauseAnswer], floor: Sequence[FloorDuty]) -> tuple[str, ...]:
    """Where a clause forbids what a duty of the floor asks of the prosecution now."""
    return _unique(
        f"{clause.clause.id} forbids considering what {owed.duty.cite} requires the prosecution to consider"
        for clause in clauses
        if clause.clause.subject == "status" and clause.clause.modality == "must_not"
        for owed in floor
        if owed.now and owed.duty.holder == "prosecution" and owed.duty.modality == "shall_consider"
    )


def _strictest(clauses: Sequence[ClauseAnswer]) -> tuple[Answer, Answer]:
    """The answer of several clauses, and what it would be once what they hang on is as they read.

    A duty to consider, or a leave to depart, whose words nobody read takes nothing from what the other clauses say. Approval
    settles nothing while another clause may yet forbid.
    """
    weak = [c for c in clauses if c.clause.modality in {"shall_consider", "may"} and not c.clause.decides]
    strong = [c for c in clauses if c not in weak] or weak
    if not strong:
        return Answer.SILENT, Answer.SILENT
    answer = min((c.answer for c in strong), key=STRICTEST_FIRST.index)
    if answer is Answer.NEEDS_APPROVAL and any(_may_forbid(c) for c in strong):
        answer = Answer.UNDETERMINED
    return answer, min((c.would_be for c in strong), key=STRICTEST_FIRST.index)


def _may_forbid(one: ClauseAnswer) -> bool:
    """Is a clause open that can come to forbid: one that binds, that is about status, or that measures by a citizen's offer?"""
    can = one.clause.modality in {"shall_seek", "must_not"} or one.clause.comparator in FAIRNESS
    return one.answer is Answer.UNDETERMINED and can


def _approval(approval: Approval) -> str:
    return f"{ROUTES[approval.route]}: “{approval.says}”" if approval.says else ROUTES[approval.route]


RULE_WORDS = {
    "must_document": "this must be documented",
    "must_not_record_status": "status must not be recorded",
    "collect_data": "data are collected",
    "banned_wording": "these words may not be used",
    "no_threat_of_deportation": "no threat of deportation",
    "status_not_in_open_court": "status is not named in open court",
    "no_information_to_federal_officials": "no information to federal officials",
    "no_help_to_federal_officials": "no help to federal officials",
    "tell_defense_counsel": "defense counsel is to be told",
    "no_question_of_status": "no question about status",
    "excuse_court_dates": "court dates are excused",
    "notify_victim": "the victim is to be notified",
    "hear_the_defense": "the defense is to be heard",
}
"""What a policy asks on records and conduct, in words."""


def _duties(versions: Iterable[Version], asked: OptionAtStage, field_name: str) -> tuple[str, ...]:
    found = []
    for version in versions:
        for clause in version.clause:
            rules: Sequence[str] = getattr(clause, field_name)
            if not set(clause.stages) & asked.stages:
                continue
            mark = "" if clause.decides else " [not verified]"
            if clause.subject == field_name and not clause.record and not clause.conduct:
                found.append(f"{clause.modality.replace('_', ' ')}: “{clause.words}” ({clause.place}){mark}")
            for rule in rules:
                flag = f" {FEDERAL_FLAG}" if rule == "no_information_to_federal_officials" else ""
                found.append(f"{RULE_WORDS[rule]}: “{clause.words}” ({clause.place}){mark}{flag}")
    return _unique(found)


# ---------------------------------------------------------------------------------------------------------------------
# The floor
# ---------------------------------------------------------------------------------------------------------------------


def _floor(case: Case, as_of: date, asked: OptionAtStage) -> tuple[FloorDuty, ...]:
    duties = [duty for state in (case.state, "US") if state in floors() for duty in floors()[state].duty]
    return tuple(FloorDuty(duty, _now(duty, asked)) for duty in duties if duty.holds_on(as_of))


def _now(duty: Duty, asked: OptionAtStage) -> bool | None:
    return reaches(duty, asked.weighed.charges) if set(duty.stages) & asked.stages else False


def reaches(duty: Duty, charges: Iterable[Charge]) -> bool | None:
    """Is a duty owed in a case with these charges? None where the levels and the catalogue cannot tell."""
    each = {_reaches(duty, charge) for charge in charges}
    return True if True in each else None if None in each else False


def _reaches(duty: Duty, charge: Charge) -> bool | None:
    answers = {is_among(charge.levels, duty.levels) if duty.levels else True, _is_of_its_kind(duty.reach, charge)}
    return False if False in answers else None if None in answers else True


def _is_of_its_kind(reach: Reach | None, charge: Charge) -> bool | None:
    if reach is None or (not reach.within and not reach.without):
        return True if reach is None else None
    if charge.families and charge.families <= set(reach.without):  # of no family is said nothing
        return False
    among = [below(one, reach.within) for one in charge.offenses]
    return True if among and all(among) else None
