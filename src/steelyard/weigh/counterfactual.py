"""The same case as a citizen and as each posture class: does the policy's answer, or the set of open options, differ?"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from steelyard.law.policies import Policy
from steelyard.law.postures import postures
from steelyard.logic.errors import CaseError
from steelyard.weigh.case import Case, Option, Person
from steelyard.weigh.effects import Weighing, weighing
from steelyard.weigh.options import find_options
from steelyard.weigh.output import DRAFT
from steelyard.weigh.policy import policy_answer, policy_of
from steelyard.weigh.policy_terms import WHEN_NOT_SAID, Answer, PolicyAnswer

CITIZEN = "citizen"
MOST_FOUND = 12
"""Options of the search that are laid before the policy beside the case's own."""

OPENNESS: Mapping[Answer, int] = {
    Answer.NOT_PERMITTED: 0,
    Answer.NEEDS_APPROVAL: 1,
    Answer.PERMITTED: 2,
    Answer.SILENT: 2,
    Answer.REQUIRED: 3,
}
"""How open an answer leaves an option: a silent policy as open as a permission does, an undetermined one is not known.
A policy that asks for one of several options, the charge among them, asks for nothing: it counts as a permission."""


class Stands(enum.StrEnum):
    """How open an option is to a class beside a citizen with the same case."""

    SAME = "the same"
    MORE_OPEN = "more open to the class"
    LESS_OPEN = "more open to the citizen"
    NOT_KNOWN = "not known"


class Leans(enum.StrEnum):
    """What that means for the outcome: a lighter option more open, or a graver one less open, is a lighter outcome."""

    NEITHER = "the same"
    CLASS = "lighter for the class"
    CITIZEN = "lighter for the citizen"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Pair:
    """One option for one class beside the citizen.

    `lighter` says whether the option is lighter than the charge as it stands (None: they cannot be compared). `provisional`
    says that an answer is undetermined, and that what it would be was compared in its place.
    """

    option: str
    label: str
    stage: str
    posture: str
    citizen: PolicyAnswer
    of_class: PolicyAnswer
    stands: Stands
    lighter: bool | None
    provisional: bool

    @property
    def leans(self) -> Leans:
        """Who gets the lighter outcome by it."""
        if self.stands is Stands.SAME:
            return Leans.NEITHER
        if self.stands is Stands.NOT_KNOWN or self.lighter is None:
            return Leans.NOT_KNOWN
        return Leans.CLASS if (self.stands is Stands.MORE_OPEN) == self.lighter else Leans.CITIZEN

    @property
    def because(self) -> str:
        """What each answer rests on, in the policy's terms; empty where they are the same."""
        if self.stands is Stands.SAME:
            return ""
        return f"citizen: {_why(self.citizen)} — class: {_why(self.of_class)}"


def _why(answer: PolicyAnswer) -> str:
    deciding = [one.because for one in answer.clauses if one.would_be is answer.would_be] or [answer.says]
    return "; ".join(dict.fromkeys(deciding))


@dataclass(frozen=True)
class Counterfactual:
    """One case under one policy: each option, at each stage, for each class beside the citizen.

    `blind` has the answers with nobody's status entered and `citizen` those for a citizen, by stage and option.
    """

    case: Case
    policy: str
    as_of: date
    options: tuple[Option, ...]
    found: frozenset[str]
    blind: Mapping[tuple[str, str], PolicyAnswer]
    citizen: Mapping[tuple[str, str], PolicyAnswer]
    pairs: tuple[Pair, ...]
    assumed: tuple[str, ...]

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages that were asked for, in order."""
        return tuple(dict.fromkeys(stage for stage, _ in self.citizen))

    def counts(self) -> Mapping[Leans, int]:
        """Whose outcome is lighter by how many options, over all stages and classes."""
        counted = Counter(pair.leans for pair in self.pairs)
        return {leans: counted[leans] for leans in Leans}

    @property
    def provisional(self) -> int:
        """How many comparisons rest on what an undetermined answer would be."""
        return sum(pair.provisional for pair in self.pairs)

    def set_differs(self, stage: str, posture: str) -> bool | None:
        """Is the set of options that the policy leaves open another for the class than for the citizen? None: not known."""
        pairs = [pair for pair in self.pairs if (pair.stage, pair.posture) == (stage, posture)]
        known = [(_closed(pair.citizen), _closed(pair.of_class)) for pair in pairs]
        if any(one is not None and other is not None and one != other for one, other in known):
            return True
        return None if any(None in pair for pair in known) else False

    def as_dict(self) -> dict[str, Any]:
        """The comparison as JSON data."""
        return {
            "draft": DRAFT, "case": self.case.id, "policy": self.policy, "as_of": self.as_of.isoformat(),
            "assumed": list(self.assumed), "provisional": self.provisional,
            "counts": {str(leans): count for leans, count in self.counts().items()},
            "options": [
                {
                    "stage": stage, "option": one.id, "label": one.label, "found_by_search": one.id in self.found,
                    "status_not_known": _said(self.blind[stage, one.id]), "citizen": _said(self.citizen[stage, one.id]),
                    "classes": {
                        pair.posture: {
                            **_said(pair.of_class), "stands": str(pair.stands), "outcome": str(pair.leans),
                            "lighter_than_charge": pair.lighter, "provisional": pair.provisional, "because": pair.because,
                        }
                        for pair in self.pairs if (pair.stage, pair.option) == (stage, one.id)
                    },
                }
                for stage in self.stages for one in self.options
            ],
            "set_of_options_differs": {
                stage: {name: self.set_differs(stage, name) for name in _classes()} for stage in self.stages
            },
        }  # fmt: skip


def _closed(answer: PolicyAnswer) -> bool | None:
    ranks = set(_ranks(answer, "").values())
    closed = {None if rank is None else rank == 0 for rank in ranks}
    return closed.pop() if len(closed) == 1 else None


def _said(one: PolicyAnswer) -> dict[str, str]:
    return {"answer": str(one.answer), "would_be": str(one.would_be), "says": one.says}


def _classes() -> tuple[str, ...]:
    return tuple(name for name in postures() if name != CITIZEN)


def _rank(answer: Answer, among: Sequence[str] = (), baseline: str = "") -> int | None:
    if answer is Answer.REQUIRED and baseline in among:
        return OPENNESS[Answer.PERMITTED]
    return OPENNESS.get(answer)


def _ranks(one: PolicyAnswer, baseline: str) -> Mapping[str, int | None]:
    """How open the option is under each text that may hold; an undetermined answer is taken for what it would be."""
    if one.readings:
        return {name: _rank(answer, one.among, baseline) for name, answer in one.readings.items()}
    said = one.would_be if one.answer is Answer.UNDETERMINED else one.answer
    return {"": _rank(said, one.among, baseline)}


def _stands(citizen: PolicyAnswer, of_class: PolicyAnswer, baseline: str) -> Stands:
    mine, theirs = _ranks(citizen, baseline), _ranks(of_class, baseline)
    found: set[int] = set()
    for name in mine.keys() | theirs.keys():
        a, b = mine.get(name), theirs.get(name)
        if a is None or b is None:
            return Stands.NOT_KNOWN
        found.add((b > a) - (b < a))
    if len(found) > 1:
        return Stands.NOT_KNOWN
    return {0: Stands.SAME, 1: Stands.MORE_OPEN, -1: Stands.LESS_OPEN}[found.pop()]


def counterfactual(
    case: Case, policy: str | Policy | None, as_of: date, *, stage: str | None = None, in_force: str | None = None,
    given: Mapping[str, bool] | None = None, search: bool = True,
) -> Counterfactual:  # fmt: skip
    """Lays the same options of the same case before a policy: for a citizen, for each class, and with no status entered.

    The list of options is one and the same for everybody: the case's own and, with `search`, those that the status-blind
    search finds. A citizen's consequence is neither known nor asserted; a class's is both. Whether "a citizen would be
    offered the same" is what the policy has just answered for the citizen. `given` settles other conditions.

    Raises CaseError as `policy_answer` does, and SY-Q012 when there is no policy to ask.
    """
    meant = policy_of(policy, case)
    if meant is None:
        raise CaseError("SY-Q012", "the case names no office whose policy is here", where=case.id,
                        right="name one with --policy")  # fmt: skip
    blank = case.model_copy(update={"person": None})
    fresh = _found(blank, stage) if search else []
    found = frozenset(one.id for one in fresh)
    options = [*case.options, *fresh]
    blank = blank.model_copy(update={"options": options})
    stages = (stage,) if stage is not None else WHEN_NOT_SAID
    settled = {
        name: value for name, value in (given or {}).items() if name not in {"known", "asserted", "same_for_citizen"}
    }
    lighter: dict[str, bool | None] = {}
    baseline = ""

    def ask(
        person: Person | None, told: Mapping[str, bool], same: Mapping[tuple[str, str], bool | None]
    ) -> dict[tuple[str, str], PolicyAnswer]:
        nonlocal baseline
        mine = blank.model_copy(update={"person": person})
        weighed: Weighing = weighing(mine)
        baseline = weighed.baseline
        lighter.update({one.id: one.id != baseline and weighed.lighter(one.id, baseline) for one in options})
        answers = {}
        for at in stages:
            for option in options:
                fair = same.get((at, option.id))
                facts = {**settled, **told} | ({"same_for_citizen": fair} if fair is not None else {})
                answers[at, option.id] = policy_answer(
                    meant, as_of, mine, option, stage=at, given=facts, in_force=in_force, weighed=weighed
                )
        return answers

    blind = ask(None, {}, {})
    for_citizen = ask(Person(posture=CITIZEN), {"known": False, "asserted": False}, dict.fromkeys(blind, True))
    same = {key: _offered(answer) for key, answer in for_citizen.items()}
    pairs = []
    for name in _classes():
        answers = ask(Person(posture=name), {"known": True, "asserted": True}, same)
        for at in stages:
            for option in options:
                mine, theirs = for_citizen[at, option.id], answers[at, option.id]
                provisional = Answer.UNDETERMINED in (mine.answer, theirs.answer)
                stands = _stands(mine, theirs, baseline)
                pairs.append(
                    Pair(option.id, option.label, at, name, mine, theirs, stands, lighter[option.id], provisional)
                )
    taken_as_given = (
        "the consequence is known and asserted where the person is of a class, and neither where the person is a citizen",
        "whether a citizen would be offered the same is what the policy answers for the citizen",
        *(f"{name}: {'yes' if value else 'no'}" for name, value in settled.items()),
        *dict.fromkeys(one for answer in blind.values() for one in answer.assumed),
    )
    return Counterfactual(
        case, meant.name, as_of, tuple(options), found, blind, for_citizen, tuple(pairs), taken_as_given
    )


def _found(case: Case, stage: str | None) -> list[Option]:
    """The options that the search finds beside those of a case, whatever office it is of, each with an id of its own."""
    taken = {one.id for one in case.options}
    labels = {one.label for one in case.options}
    more = find_options(case.model_copy(update={"office": ""}), stage=stage).options[:MOST_FOUND]
    return [
        one.option.model_copy(update={"id": _free(one.option.id, taken)})
        for one in more
        if one.option.label not in labels
    ]


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    taken.add(name)
    return name


def _offered(answer: PolicyAnswer) -> bool | None:
    closed = _closed(answer)
    return None if closed is None else not closed


def together(many: Sequence[Counterfactual]) -> Mapping[str, Mapping[Leans, int]]:
    """Several cases as one: whose outcome is lighter by how many options, by class."""
    found: dict[str, Counter[Leans]] = {name: Counter() for name in _classes()}
    for one in many:
        for pair in one.pairs:
            found[pair.posture][pair.leans] += 1
    return {name: {leans: counted[leans] for leans in Leans} for name, counted in found.items()}
