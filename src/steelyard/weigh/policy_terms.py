"""The words of a policy's answer: what it can say of an option, at which stage, on which conditions, by whose approval."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from steelyard.catalog.policies import floors
from steelyard.law.jurisdictions import name_of
from steelyard.law.policies import SAFETY_SAYS, Approval, Clause, Duty, Version
from steelyard.law.policies import State as VersionState
from steelyard.weigh.effects import Effect


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
        "probation_violation": frozenset({"probation_violation"}),
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
    floor_note: str = ""


def floor_note(state: str) -> str:
    """What is known of how far a state's duties were looked up; that nothing stands here never means that none is owed."""
    held = floors().get(state)
    return (
        held.note
        if held is not None
        else f"No duty of the law of {name_of(state)} was looked up here. That none is owed does not follow."
    )


def safety_says(clause: Clause) -> str:
    """The safety condition of a clause in words; empty when it has none."""
    if clause.safety is None:
        return ""
    return SAFETY_SAYS[clause.safety] + (", and with the safety of the victim" if clause.victim_safety else "")
