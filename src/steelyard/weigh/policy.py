"""What an office's written policy asks of each option of a case, in its own words, over the duties that no policy ends."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from steelyard.catalog.known import beyond_what_is_known
from steelyard.catalog.policies import floors, policies
from steelyard.law.policies import SAFETY_SAYS, Approval, Clause, Duty, Policy, Unverified, Version
from steelyard.law.policies import State as VersionState
from steelyard.logic.errors import CaseError
from steelyard.weigh.advise import Advice
from steelyard.weigh.case import Case, Option
from steelyard.weigh.effects import Charge, Effect, Weighing, weighing

__all__ = ["Answer", "PolicyAnswer", "policies", "policy_answer", "policy_answers"]


class Answer(enum.StrEnum):
    """What a policy says of an option."""

    REQUIRED = "required"
    PERMITTED = "permitted"
    NEEDS_APPROVAL = "needs approval"
    NOT_PERMITTED = "not permitted"
    SILENT = "silent"
    UNDETERMINED = "undetermined"


STRICTEST_FIRST = (
    Answer.NOT_PERMITTED,
    Answer.NEEDS_APPROVAL,
    Answer.UNDETERMINED,
    Answer.REQUIRED,
    Answer.PERMITTED,
)
"""Which clause's answer is the policy's, where several clauses reach an option."""

STAGES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "pre_filing": frozenset({"pre_filing"}),
        "filing": frozenset({"filing"}),
        "enhancement": frozenset({"enhancement"}),
        "diversion": frozenset({"diversion"}),
        "plea": frozenset({"plea", "sentence"}),
        "sentence": frozenset({"sentence"}),
        "post_conviction": frozenset({"post_conviction"}),
    }
)
"""The stages at which a decision can stand, with the stages of clauses that speak of it: a plea settles a sentence too."""

WHEN_NOT_SAID = ("filing", "plea")
"""The stages that are answered side by side when the user names none."""

ASKS: Mapping[str, tuple[str, bool]] = MappingProxyType(
    {
        "known": ("Is an adverse immigration consequence known, from the file or the defense?", True),
        "asserted": ("Has the defense asserted an immigration consequence?", True),
        "same_for_citizen": ("Would a citizen with this charge and record be offered the same?", True),
        "public_safety": ("Is it consistent with public safety?", False),
        "victim_safety": ("Is it consistent with the safety of the victim?", False),
        "possible": ("Is it possible, in the sense of the policy's words?", False),
        "appropriate": ("Is it appropriate, in the sense of the policy's words?", False),
        "disproportionate": ("Is the consequence disproportionate to the crime and its punishment?", False),
        "extraordinary": ("Are the circumstances unusual or extraordinary?", False),
        "low_level": ("Is it a lower-level charge, in the sense of the policy's words?", False),
    }
)
"""What a policy's conditions ask, and whether it is a fact (True) or a judgment left to the prosecutor (False)."""

ROUTES: Mapping[str, str] = MappingProxyType(
    {
        "line": "the line prosecutor",
        "supervisor": "a supervisor",
        "several_levels": "supervisors at several levels",
        "immigration_counsel": "immigration counsel in the office",
        "committee": "a committee",
        "same_as_carceral": "whoever decides on a carceral disposition",
    }
)

NOT_FILED = frozenset({"decline", "dismissal", "diversion", "diversion_without_admission", "deferral"})
DROPS = frozenset({"decline", "dismissal"})


@dataclass(frozen=True, slots=True)
class Condition:
    """Something on which an answer depends. `value` is what the user said of it, None when nothing."""

    name: str
    asks: str
    is_fact: bool
    value: bool | None = None


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """What one clause says of an option.

    Where the answer is undetermined, `would_be` is the answer if its open point turns out as `if_so` says.
    """

    version: Version
    clause: Clause
    answer: Answer
    would_be: Answer
    because: str
    strength: str = "mandatory"
    among: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    hangs_on: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    approval: Approval | None = None
    if_so: str = ""


@dataclass(frozen=True, slots=True)
class FloorDuty:
    """A duty that stands under every policy. `now`: is it owed at this stage and charge? None when that is not known."""

    duty: Duty
    now: bool | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A version of the policy that holds, or may hold, on the day."""

    version: Version
    state: VersionState
    says: str


@dataclass(frozen=True)
class PolicyAnswer:
    """What a policy says of one option on one day.

    Where the answer is undetermined, `would_be` is the answer if the open points turn out as `if_so` says.
    `readings` gives, where it is not known which text holds, the answer under each; `by_stage` the answers at each stage
    where none was named and they differ. `conflicts` says where the policy forbids what the floor asks of the prosecution.
    """

    office: str
    name: str
    as_of: date
    stage: str
    option: str
    label: str
    answer: Answer
    would_be: Answer
    says: str
    strength: str
    among: tuple[str, ...]
    clauses: tuple[ClauseAnswer, ...]
    conditions: tuple[Condition, ...]
    hangs_on: tuple[str, ...]
    questions: tuple[str, ...]
    approvals: tuple[str, ...]
    records: tuple[str, ...]
    conduct: tuple[str, ...]
    floor: tuple[FloorDuty, ...]
    standing: tuple[Standing, ...]
    assumed: tuple[str, ...]
    not_found: tuple[str, ...]
    conflicts: tuple[str, ...] = ()
    effect: Effect | None = None
    comparable: bool | None = None
    readings: Mapping[str, Answer] = field(default_factory=dict)
    by_stage: Mapping[str, PolicyAnswer] = field(default_factory=dict)
    if_so: str = ""


# ---------------------------------------------------------------------------------------------------------------------
# Entry
# ---------------------------------------------------------------------------------------------------------------------


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
    same = {one.answer for one in answers} == {first.answer}
    question = () if same else ("Is the decision about filing, or about a plea?",)
    return replace(
        first,
        stage=" or ".join(each),
        answer=first.answer if same else Answer.UNDETERMINED,
        would_be=first.would_be if same else Answer.UNDETERMINED,
        if_so=first.if_so if same else "",
        says="; ".join(_unique(f"{one.stage}: {one.says}" for one in answers)),
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


@dataclass(frozen=True, slots=True)
class _Question:
    """One option at one stage, with all that an answer is computed from."""

    weighed: Weighing
    option: Option
    stages: frozenset[str]
    given: Mapping[str, bool]

    @property
    def id(self) -> str:
        return self.option.id

    @property
    def effect(self) -> Effect:
        return self.weighed.effects[self.option.id]

    @property
    def is_baseline(self) -> bool:
        return self.option.id == self.weighed.baseline


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
    asked = _Question(weighed, option, STAGES[stage], given)
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
        assumed=beyond_what_is_known(as_of),
        not_found=(),
        effect=asked.effect,
        comparable=weighed.comparable(option.id),
    )
    if policy is None:
        who = f"No policy of “{case.office}” is here" if case.office else "The case names no office"
        return replace(blank, says=f"{who}: the law's floor stands alone. That the office has none does not follow.")
    if not policy.version:
        return replace(blank, says="No written policy: the law's floor stands alone.")
    standing, assumed = _standing(policy, as_of, in_force)
    if not standing:
        first = min(version.from_ for version in policy.version)
        if as_of < first:
            open_point = f"no text of this office from before {first} is here"
            return replace(blank, answer=Answer.UNDETERMINED, would_be=Answer.UNDETERMINED, hangs_on=(open_point,),
                           says=f"{open_point}: no text is no evidence that there was none")  # fmt: skip
        return replace(blank, says="Every text of this policy has ended: the law's floor stands alone.")
    return _combined(blank, asked, standing, assumed)


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
    blank: PolicyAnswer, asked: _Question, standing: tuple[Standing, ...], assumed: tuple[str, ...]
) -> PolicyAnswer:
    """The answer over every version that holds or may hold."""
    certain = [one for one in standing if one.state == "in_force"]
    maybe = [one for one in standing if one.state in {"unverified", "unknown_after_succession"}]
    suspended = [one for one in standing if one.state == "suspended"]
    clauses = {one.version.id: _clauses(one.version, asked) for one in [*certain, *maybe]}
    sure = [clause for one in certain for clause in clauses[one.version.id]]
    shown = [clause for one in [*certain, *maybe] for clause in clauses[one.version.id]]
    settled, would_be = _strictest(sure)
    hangs_on = [h for clause in shown for h in clause.hangs_on]
    readings: dict[str, Answer] = {}
    if maybe:
        for one in maybe:
            readings[one.version.id] = _strictest(clauses[one.version.id])[1]
        for one in certain:
            readings[one.version.id] = _strictest(clauses[one.version.id])[0]
        settled = Answer.UNDETERMINED
        alone = not certain and len(maybe) == 1
        would_be = readings[maybe[0].version.id] if alone else Answer.UNDETERMINED
        hangs_on = [*(one.says for one in maybe), *hangs_on]
    if_so = next((c.if_so for c in shown if c.would_be is would_be and c.if_so), "")
    if maybe:
        if_so = "if it is in force" + (f", and {if_so.removeprefix('if ')}" if if_so else "")
    deciding = [c for c in shown if c.answer is settled] or shown
    says = "; ".join(_unique(c.because for c in deciding)) or "Nothing in the policy reaches this decision."
    if maybe:
        known = "which text holds" if len(readings) > 1 else "whether it holds"
        says = f"It is not known {known}: " + "; ".join(_unique(one.says for one in maybe))
    elif suspended and not certain:
        says = "; ".join(one.says for one in suspended)
    facts = [condition for clause in shown for condition in clause.conditions if condition.value is None]
    questions = [q for clause in shown for q in clause.questions]
    if maybe:
        questions = [f"Is “{one.version.title}” in force?" for one in maybe] + questions
    kept = [one.version for one in [*certain, *maybe]]
    return replace(
        blank,
        answer=settled,
        would_be=would_be,
        if_so=if_so if settled is Answer.UNDETERMINED else "",
        says=says,
        strength=next((c.strength for c in deciding if c.answer is Answer.REQUIRED), ""),
        among=_unique(name for c in shown if c.would_be is Answer.REQUIRED for name in c.among),
        clauses=tuple(shown),
        conditions=_unique(facts),
        hangs_on=_unique(hangs_on),
        questions=_unique(questions),
        approvals=_unique(_approval(c.approval) for c in shown if c.approval is not None),
        records=_duties(kept, asked, "record"),
        conduct=_duties(kept, asked, "conduct"),
        standing=standing,
        assumed=blank.assumed
        + assumed
        + tuple(f"{ASKS[name][0]} {'yes' if value else 'no'}" for name, value in asked.given.items()),
        not_found=_unique(point for version in kept for point in version.not_found),
        conflicts=_unique(
            f"{clause.clause.id} forbids considering what {owed.duty.cite} requires the prosecution to consider"
            for clause in shown
            if clause.clause.subject == "status" and clause.clause.modality == "must_not"
            for owed in blank.floor
            if owed.now and owed.duty.holder == "prosecution" and owed.duty.modality == "shall_consider"
        ),
        readings=readings,
    )


def _strictest(clauses: Sequence[ClauseAnswer]) -> tuple[Answer, Answer]:
    """The answer of several clauses, and what it would be once what they hang on is as they read.

    A duty to consider, or a leave to depart, whose words nobody read takes nothing from what the other clauses say.
    """
    weak = [c for c in clauses if c.clause.modality in {"shall_consider", "may"} and not c.clause.decides]
    strong = [c for c in clauses if c not in weak] or weak
    if not strong:
        return Answer.SILENT, Answer.SILENT
    return (
        min((c.answer for c in strong), key=STRICTEST_FIRST.index),
        min((c.would_be for c in strong), key=STRICTEST_FIRST.index),
    )


def _approval(approval: Approval) -> str:
    return f"{ROUTES[approval.route]}: “{approval.says}”" if approval.says else ROUTES[approval.route]


FEDERAL_FLAG = "(8 U.S.C. § 1373(a) forbids restricting the sending of citizenship or immigration status)"


def _duties(versions: Iterable[Version], asked: _Question, field_name: str) -> tuple[str, ...]:
    found = []
    for version in versions:
        for clause in version.clause:
            rules: Sequence[str] = getattr(clause, field_name)
            if not rules or not set(clause.stages) & asked.stages:
                continue
            mark = "" if clause.decides else " [not verified]"
            for rule in rules:
                flag = f" {FEDERAL_FLAG}" if rule == "no_information_to_federal_officials" else ""
                found.append(f"{rule.replace('_', ' ')}: “{clause.words}” ({clause.place}){mark}{flag}")
    return _unique(found)


# ---------------------------------------------------------------------------------------------------------------------
# One clause
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Raw:
    """What a clause says once it applies, before what is not verified of it."""

    answer: Answer
    because: str
    would_be: Answer | None = None
    among: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    approval: Approval | None = None
    strength: str = "mandatory"
    if_so: str = ""


def _clauses(version: Version, asked: _Question) -> tuple[ClauseAnswer, ...]:
    safe = asked.given.get("public_safety") is not False
    found = []
    for clause in version.clause:
        if clause.subject in {"record", "conduct"} or not set(clause.stages) & asked.stages:
            continue
        if not safe and clause.modality in {"shall_seek", "should"} and _bound_by_safety(version, asked.stages):
            continue
        answer = _clause(version, clause, asked)
        if answer is not None:
            found.append(answer)
    return tuple(found)


def _bound_by_safety(version: Version, stages: frozenset[str]) -> bool:
    """True when what the version seeks at this stage gives way to public safety, wherever it says so."""
    return any(clause.safety in {"veto", "tie_break"} and set(clause.stages) & stages for clause in version.clause)


def _clause(version: Version, clause: Clause, asked: _Question) -> ClauseAnswer | None:
    within = [_within(clause, charge) for charge in asked.weighed.charges]
    if False in within:
        return None
    conditions = _conditions(clause, asked.given)
    if any(one.value is False for one in conditions):
        return None
    raw = _raw(clause, asked)
    if raw is None:
        return None
    raw = _routed(raw, clause, asked)
    would_be = raw.would_be or raw.answer
    answer, questions, hangs_on = raw.answer, list(raw.questions), list[str]()
    if None in within:
        hangs_on.append(f"whether {clause.id} reaches the charge: its level or kind is not known")
        questions.append("What offense is charged, and at what level?")
    hangs_on += [part.says for part in clause.unverified if _bears(part, raw, clause, asked)]
    if not clause.decides:
        how = "extracted by a machine from a page nobody has opened" if clause.tier == "A" else "known from a summary"
        hangs_on.append(f"the words of {clause.id} ({how}): {clause.place}")
    facts = [one for one in conditions if one.is_fact and one.value is None]
    if would_be is Answer.PERMITTED and clause.modality in {"may", "should"} and facts and not asked.is_baseline:
        answer = Answer.UNDETERMINED
        questions += [one.asks for one in facts]
    if_so = raw.if_so or ("if it is so" if answer is not raw.answer else "")
    if hangs_on:
        if_so = AS_REPORTED + (f", and {raw.if_so.removeprefix('if ')}" if raw.if_so else "")
        answer = Answer.UNDETERMINED
    return ClauseAnswer(version, clause, answer, would_be, raw.because, raw.strength, raw.among, conditions,
                        tuple(hangs_on), tuple(questions), raw.approval, if_so)  # fmt: skip


AS_REPORTED = "if what is not verified is as reported"
IF_OFFERED = "if a citizen would be offered the same"


def _bears(part: Unverified, raw: _Raw, clause: Clause, asked: _Question) -> bool:
    if part.part == "wording":
        return False
    if part.part == "approval":
        return (raw.would_be or raw.answer) is Answer.NEEDS_APPROVAL
    if part.part == "gate":
        return any(_doubtful(part, clause, charge) for charge in asked.weighed.charges)
    return True


def _doubtful(part: Unverified, clause: Clause, charge: Charge) -> bool:
    if clause.gate.levels and charge.levels and charge.levels <= set(clause.gate.levels):
        return False
    return charge.families is None or not part.families or bool(set(part.families) & charge.families)


def _within(clause: Clause, charge: Charge) -> bool | None:
    """Does the clause reach this charge? None when its level or kind is not known."""
    gate = clause.gate
    answers: list[bool | None] = []
    if gate.excluded_levels:
        answers.append(_apart(charge.levels, set(gate.excluded_levels)))
    if gate.excluded_families:
        answers.append(None if charge.families is None else not charge.families & set(gate.excluded_families))
    if gate.excluded_list:
        answers.append(True if charge.levels and "felony" not in charge.levels else None)
    if gate.levels or gate.presumptively_non_carceral:
        answers.append(_reached(clause, charge))
    if False in answers:
        return False
    return None if None in answers else True


def _apart(levels: frozenset[str], excluded: set[str]) -> bool | None:
    if not levels or (levels & excluded and levels - excluded):
        return None
    return not levels & excluded


def _reached(clause: Clause, charge: Charge) -> bool | None:
    gate = clause.gate
    if not charge.levels:
        return None
    each: set[bool | None] = set()
    for level in charge.levels:
        if level in gate.levels:
            each.add(True)
        elif level == "felony" and gate.presumptively_non_carceral:
            carceral = None if charge.families is None else bool(charge.families & set(gate.carceral_families))
            each.add(None if carceral is None else not carceral)
        else:
            each.add(False)
    return each.pop() if len(each) == 1 else None


def _conditions(clause: Clause, given: Mapping[str, bool]) -> tuple[Condition, ...]:
    names: list[str] = []
    if clause.trigger != "not_required":
        names.append("known" if clause.trigger == "known" else "asserted")
    if clause.safety in {"veto", "tie_break"}:
        names.append("public_safety")
        if clause.victim_safety:
            names.append("victim_safety")
    names += clause.qualifiers
    return tuple(Condition(name, *ASKS[name], value=given.get(name)) for name in names)


def _raw(clause: Clause, asked: _Question) -> _Raw | None:
    if clause.subject == "status":
        return _status_blind(asked)
    if clause.subject == "review":
        return _review(clause, asked)
    if clause.modality == "shall_consider":
        return _Raw(
            Answer.PERMITTED, "a duty to consider leaves the result to the prosecutor; the consideration is owed"
        )
    if clause.modality == "may":
        return _departure(clause, asked)
    if clause.modality in {"shall_seek", "should"}:
        return _sought(clause, asked)
    if clause.modality == "must_not":
        return _Raw(Answer.NOT_PERMITTED, "the policy forbids it") if _named(clause, asked.option) else None
    return None


def _routed(raw: _Raw, clause: Clause, asked: _Question) -> _Raw:
    """What a clause allows or asks for, once its own route of approval is heard."""
    route, effect = clause.approval, asked.effect
    would_be = raw.would_be or raw.answer
    if route is None or raw.approval is not None or clause.subject != "outcome" or clause.modality == "may":
        return raw
    if would_be not in {Answer.REQUIRED, Answer.PERMITTED}:
        return raw
    softens = True if effect.adverse is False else effect.mitigates
    reaches = {"always": True, "departure": not asked.is_baseline and softens, "consequence": effect.adverse}[
        route.when
    ]
    if reaches is False:
        return raw
    because = f"{raw.because}; {ROUTES[route.route]} must be asked"
    if reaches and raw.answer is not Answer.UNDETERMINED:
        return replace(raw, answer=Answer.NEEDS_APPROVAL, because=because, approval=route)
    if reaches:
        return replace(raw, would_be=Answer.NEEDS_APPROVAL, approval=route)
    return replace(raw, answer=Answer.UNDETERMINED, would_be=Answer.NEEDS_APPROVAL, approval=route,
                   questions=(*raw.questions, *effect.questions), if_so=raw.if_so or "if open facts turn out so")  # fmt: skip


def _status_blind(asked: _Question) -> _Raw:
    if asked.is_baseline:
        return _Raw(Answer.PERMITTED, "what is charged looks at nobody's status")
    same = asked.given.get("same_for_citizen")
    if same is None:
        return _Raw(Answer.UNDETERMINED, "permitted to everybody or to nobody: status may not be a reason",
                    questions=(ASKS["same_for_citizen"][0],))  # fmt: skip
    if same:
        return _Raw(Answer.PERMITTED, "offered to everybody with this charge and record")
    return _Raw(Answer.NOT_PERMITTED, "given for the sake of status")


def _review(clause: Clause, asked: _Question) -> _Raw:
    if asked.effect.adverse is False:
        return _Raw(Answer.PERMITTED, "it carries no consequence that would call for the review")
    may = "carries consequences" if asked.effect.adverse else "may carry consequences, depending on open facts"
    return _Raw(Answer.NEEDS_APPROVAL, f"it {may}, and so calls for the review", approval=clause.approval)


def _departure(clause: Clause, asked: _Question) -> _Raw | None:
    route = clause.approval
    departed = _Raw(Answer.PERMITTED, "a departure is open to the prosecutor")
    if route is not None and route.when in {"departure", "always"}:
        departed = _Raw(Answer.NEEDS_APPROVAL, "a departure on account of its consequences", approval=route)
    stays = _Raw(Answer.PERMITTED, "what is charged stays open")
    if asked.is_baseline:
        return stays
    if clause.means and not _named(clause, asked.option):
        return None
    softens = asked.effect.adverse is False or asked.effect.mitigates
    if softens or departed.answer is stays.answer:
        return departed
    if softens is False:
        return replace(stays, because="it softens no consequence, and so is no departure for its sake")
    because = "whether it softens a consequence depends on open facts"
    return replace(departed, answer=Answer.UNDETERMINED, would_be=departed.answer, because=because,
                   questions=asked.effect.questions, if_so="if it softens one")  # fmt: skip


def _sought(clause: Clause, asked: _Question) -> _Raw | None:
    """A clause that aims at an outcome: which options reach it, and what follows for this one.

    Nothing here turns when an open fact of the matrix is filled in: an option that comes to avoid joins those that do.
    """
    weighed, effect = asked.weighed, asked.effect
    strength = "mandatory" if clause.modality == "shall_seek" else "presumptive"
    fits = {name: _fits(clause, weighed, name, asked.given) for name in weighed.options}
    named = [o.id for o in weighed.case.options if _named(clause, o) and _keeps(clause, o)]
    avoiding = [name for name in named if weighed.effects[name].adverse is False]
    aims = _Aims(
        sure=tuple(name for name in avoiding if fits[name]),
        hoped=tuple(name for name in avoiding if fits[name] is not False),
        open=tuple(name for name in named if weighed.effects[name].adverse is None and fits[name] is not False),
    )
    if effect.adverse is False:
        return _avoids(asked, aims, fits[asked.id], strength)
    if clause.means and set(clause.means) <= NOT_FILED and not _named(clause, asked.option):
        return _filed(clause, aims)
    if fits[asked.id] is False:
        return _Raw(Answer.NOT_PERMITTED, LENIENCY)
    carrying = _carries(clause, asked, aims, strength)
    if fits[asked.id] is None:
        because, if_so = IS_IT_LENIENCY, IF_OFFERED + ("" if effect.adverse else ", and it carries a consequence")
        questions = (ASKS["same_for_citizen"][0], *carrying.questions)
    elif effect.adverse is None:
        because, if_so = "whether it carries a consequence depends on open facts", "if it carries one"
        questions = effect.questions
    else:
        return carrying
    would_be = carrying.would_be or carrying.answer
    return replace(carrying, answer=Answer.UNDETERMINED, would_be=would_be, because=because, questions=questions,
                   if_so=if_so)  # fmt: skip


LENIENCY = "a lighter sentence than others get, for the sake of status"
IS_IT_LENIENCY = "lighter than the charge: whether that is leniency is not known"


@dataclass(frozen=True, slots=True)
class _Aims:
    """The options that reach a clause's aim: surely, if a citizen would get them too, or if open facts turn out so."""

    sure: tuple[str, ...]
    hoped: tuple[str, ...]
    open: tuple[str, ...]


def _keeps(clause: Clause, option: Option) -> bool:
    """To drop the case altogether is asked for only by a clause that names it."""
    return not _means(option) <= DROPS or bool(DROPS & set(clause.means))


def _avoids(asked: _Question, aims: _Aims, fits: bool | None, strength: str) -> _Raw:
    if fits is False:
        return _Raw(Answer.NOT_PERMITTED, LENIENCY)
    among = aims.sure if fits else aims.hoped
    if asked.id in among:
        one_of = "" if len(among) == 1 else f" (one of {', '.join(among)})"
        too = "; so does the charge" if asked.weighed.baseline in among and not asked.is_baseline else ""
        because = f"it avoids every consequence{one_of}{too}"
        reached = _Raw(Answer.REQUIRED, because, among=among, strength=strength)
    else:
        more = "it avoids every consequence, and gives up more than the policy asks"
        reached = _Raw(Answer.PERMITTED, more, among=among)
    if fits:
        return reached
    because = f"it avoids every consequence, but is {IS_IT_LENIENCY}"
    questions = (ASKS["same_for_citizen"][0],)
    return replace(reached, answer=Answer.UNDETERMINED, would_be=reached.answer, because=because, questions=questions,
                   if_so=IF_OFFERED)  # fmt: skip


def _filed(clause: Clause, aims: _Aims) -> _Raw | None:
    """What a clause that names alternatives to a charge says of an option that is none of them."""
    if clause.modality == "should":
        return _Raw(Answer.PERMITTED, "an alternative to it is preferred, not required", among=aims.sure)
    if aims.sure:
        return _Raw(Answer.NOT_PERMITTED, f"while {_or(aims.sure)} can be pursued instead", among=aims.sure)
    return _Raw(Answer.UNDETERMINED, "no alternative entered is known to avoid the consequence",
                would_be=Answer.NOT_PERMITTED, questions=(IS_THERE,), if_so="if there is one")  # fmt: skip


IS_THERE = "Is there an alternative that avoids or mitigates the consequence?"


def _carries(clause: Clause, asked: _Question, aims: _Aims, strength: str) -> _Raw:
    """What follows for an option that carries a consequence."""
    weighed, among = asked.weighed, aims.sure
    if "mitigate" in clause.aim and asked.effect.mitigates:
        if among:
            return _Raw(Answer.PERMITTED, f"it mitigates; {_or(among)} avoids", among=among)
        softer = tuple(o.id for o in weighed.case.options if weighed.effects[o.id].mitigates and _named(clause, o))
        reached = _Raw(Answer.REQUIRED, "nothing entered avoids; it mitigates", among=softer, strength=strength)
        if not aims.open and not aims.hoped:
            return reached
        return replace(reached, answer=Answer.UNDETERMINED, would_be=Answer.REQUIRED, if_so="if none does",
                       because=f"whether {_or(aims.open + aims.hoped)} avoids is open")  # fmt: skip
    route = clause.approval
    if route is not None and route.when in {"consequence", "always"}:
        return _Raw(Answer.NEEDS_APPROVAL, "it carries consequences", approval=route, among=among)
    if clause.modality == "should":
        return _Raw(Answer.PERMITTED, "against the policy's presumption: a reason is owed", among=among)
    if among:
        return _Raw(Answer.NOT_PERMITTED, f"while {_or(among)} can be pursued instead", among=among)
    return _Raw(Answer.UNDETERMINED, "no option entered is known to avoid the consequence",
                would_be=Answer.NOT_PERMITTED, questions=(IS_THERE,), if_so="if there is one")  # fmt: skip


def _fits(clause: Clause, weighed: Weighing, name: str, given: Mapping[str, bool]) -> bool | None:
    """Does an option keep to the clause's measure of fairness? None when a citizen's offer would have to be known."""
    if clause.comparator not in {"severity_not_reduced", "evenhanded"} or name == weighed.baseline:
        return True
    if clause.comparator == "severity_not_reduced" and weighed.lighter(name, weighed.baseline) is False:
        return True
    return given.get("same_for_citizen")


def _or(names: Sequence[str]) -> str:
    return "option " + " or ".join(names)


def _named(clause: Clause, option: Option) -> bool:
    """Is the option of a kind the clause names? Every option is, where it names none."""
    return not clause.means or bool(_means(option) & set(clause.means)) or bool(_means(option) & _wider(clause))


def _wider(clause: Clause) -> set[str]:
    """Kinds that are named with another: a plea to something else is another charge or a lesser one."""
    pleas = {"other_plea", "other_charge", "lesser_charge", "other_sentence"}
    return pleas if "other_plea" in clause.means else set()


def _means(option: Option) -> set[str]:
    """What an option uses, in the words of the schema."""
    found: set[str] = set()
    for one in option.dispositions:
        if one.outcome == "declined":
            found.add("decline")
        elif one.outcome in {"dismissed", "acquitted"}:
            found.add("dismissal")
        elif one.outcome in {"diverted", "deferred"}:
            found.add("diversion" if one.outcome == "diverted" else "deferral")
            if one.plea_or_admission is False:
                found.add("diversion_without_admission")
        elif one.charge or one.modifier:
            found |= {"other_charge", "lesser_charge"}
        else:
            found.add("other_sentence")
    return found


# ---------------------------------------------------------------------------------------------------------------------
# The floor
# ---------------------------------------------------------------------------------------------------------------------


def _floor(case: Case, as_of: date, asked: _Question) -> tuple[FloorDuty, ...]:
    duties = [duty for state in (case.state, "US") if state in floors() for duty in floors()[state].duty]
    return tuple(FloorDuty(duty, _now(duty, asked)) for duty in duties if duty.holds_on(as_of))


def _now(duty: Duty, asked: _Question) -> bool | None:
    if not set(duty.stages) & asked.stages:
        return False
    if not duty.levels:
        return True
    reached = [_some(charge.levels, set(duty.levels)) for charge in asked.weighed.charges]
    return True if True in reached else None if None in reached else False


def _some(levels: frozenset[str], reached: set[str]) -> bool | None:
    if not levels or (levels & reached and levels - reached):
        return None
    return bool(levels & reached)


def safety_says(clause: Clause) -> str:
    """The safety condition of a clause in words; empty when it has none."""
    if clause.safety is None:
        return ""
    return SAFETY_SAYS[clause.safety] + (", and with the safety of the victim" if clause.victim_safety else "")
