"""What a clause that applies says of an option: what it forbids, allows and aims at, and whose approval that needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from steelyard.law.policies import Approval, Clause
from steelyard.weigh.case import Case, Option
from steelyard.weigh.effects import Effect, Weighing
from steelyard.weigh.policy_terms import ASKS, ROUTES, Answer

NOT_FILED = frozenset({"decline", "dismissal", "diversion", "diversion_without_admission", "deferral"})
DROPS = frozenset({"decline", "dismissal"})
FAIRNESS = frozenset({"severity_not_reduced", "evenhanded"})
"""Comparators under which what a citizen would be offered decides whether an option is leniency."""
IF_OFFERED = "if a citizen would be offered the same"
LENIENCY = "a lighter sentence than others get, for the sake of status"
IS_IT_LENIENCY = "lighter than the charge: whether that is leniency is not known"
IS_THERE = "Is there an alternative that avoids or mitigates the consequence?"


@dataclass(frozen=True, slots=True)
class OptionAtStage:
    """One option at one stage, with all that an answer is computed from."""

    weighed: Weighing
    option: Option
    stages: frozenset[str]
    given: Mapping[str, bool]

    @property
    def case(self) -> Case:
        """The case it is an option of."""
        return self.weighed.case

    @property
    def id(self) -> str:
        """The option's id."""
        return self.option.id

    @property
    def effect(self) -> Effect:
        """What the option does beside the charge as it stands."""
        return self.weighed.effects[self.option.id]

    @property
    def softens(self) -> bool | None:
        """Does it avoid or mitigate? None too where it mitigates nothing that is known and may yet avoid."""
        if self.effect.adverse is False or self.effect.mitigates:
            return True
        return None if self.effect.adverse is None else self.effect.mitigates

    @property
    def is_baseline(self) -> bool:
        """True for the charge as it stands."""
        return self.option.id == self.weighed.baseline


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause says once it applies, before what is not verified of it."""

    answer: Answer
    because: str
    would_be: Answer | None = None
    among: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    approval: Approval | None = None
    strength: str = "mandatory"
    if_so: str = ""


@dataclass(frozen=True, slots=True)
class _Aims:
    """The options that reach a clause's aim: surely, if a citizen would get them too, or if open facts turn out so."""

    sure: tuple[str, ...]
    hoped: tuple[str, ...]
    open: tuple[str, ...]


def said_by(clause: Clause, asked: OptionAtStage) -> Said | None:
    """What a clause says of an option, its own route of approval heard; None where it does not speak of it."""
    said = _said(clause, asked)
    return None if said is None else _routed(said, clause, asked)


def _said(clause: Clause, asked: OptionAtStage) -> Said | None:
    if clause.subject == "status":
        return _status_blind(asked)
    if clause.subject == "review":
        return _review(clause, asked)
    if clause.modality == "shall_consider":
        return Said(Answer.PERMITTED, _considered(clause))
    if clause.modality == "may":
        return _departure(clause, asked)
    if clause.modality in {"shall_seek", "should"}:
        return _sought(clause, asked)
    if clause.modality == "must_not":
        return Said(Answer.NOT_PERMITTED, "the policy forbids it") if _named(clause, asked.option, asked.case) else None
    return None


def _considered(clause: Clause) -> str:
    """What a duty to consider leaves and asks: it hangs on its trigger, and some go on to ask for steps."""
    owed = {"known": "where the consequence is known, ", "asserted_by_defense": "where the defense asserts one, "}
    steps = "; the same words ask for steps to mitigate, on the conditions named" if clause.aim == ["mitigate"] else ""
    when = owed.get(clause.trigger, "")
    return f"a duty to consider leaves the result to the prosecutor; {when}the consideration is owed{steps}"


def _routed(said: Said, clause: Clause, asked: OptionAtStage) -> Said:
    """What a clause allows or asks for, once its own route of approval is heard."""
    route, effect = clause.approval, asked.effect
    would_be = said.would_be or said.answer
    if route is None or said.approval is not None or clause.subject != "outcome" or clause.modality == "may":
        return said
    if would_be not in {Answer.REQUIRED, Answer.PERMITTED}:
        return said
    reaches = {"always": True, "departure": not asked.is_baseline and asked.softens, "consequence": effect.adverse}[
        route.when
    ]
    if reaches is False:
        return said
    because = f"{said.because}; {ROUTES[route.route]} must be asked"
    if reaches and said.answer is not Answer.UNDETERMINED:
        return replace(said, answer=Answer.NEEDS_APPROVAL, because=because, approval=route)
    if reaches:
        return replace(said, would_be=Answer.NEEDS_APPROVAL, approval=route)
    return replace(said, answer=Answer.UNDETERMINED, would_be=Answer.NEEDS_APPROVAL, approval=route,
                   questions=(*said.questions, *effect.questions), if_so=said.if_so or "if open facts turn out so")  # fmt: skip


def _status_blind(asked: OptionAtStage) -> Said:
    if asked.is_baseline:
        return Said(Answer.PERMITTED, "what is charged looks at nobody's status")
    same = asked.given.get("same_for_citizen")
    if same is None:
        return Said(Answer.UNDETERMINED, "permitted to everybody or to nobody: status may not be a reason",
                    questions=(ASKS["same_for_citizen"][0],))  # fmt: skip
    if same:
        return Said(Answer.PERMITTED, "offered to everybody with this charge and record")
    return Said(Answer.NOT_PERMITTED, "given for the sake of status")


def _review(clause: Clause, asked: OptionAtStage) -> Said:
    if asked.effect.adverse is False:
        return Said(Answer.PERMITTED, "it carries no consequence that would call for the review")
    may = "carries consequences" if asked.effect.adverse else "may carry consequences, depending on open facts"
    return Said(Answer.NEEDS_APPROVAL, f"it {may}, and so calls for the review", approval=clause.approval)


def _departure(clause: Clause, asked: OptionAtStage) -> Said | None:
    route = clause.approval
    departed = Said(
        Answer.PERMITTED, "it may be offered on account of its consequences: the words leave that to the prosecutor"
    )
    if route is not None and route.when in {"departure", "always"}:
        departed = Said(Answer.NEEDS_APPROVAL, "a departure on account of its consequences", approval=route)
    stays = Said(Answer.PERMITTED, "what is charged stays open")
    if asked.is_baseline:
        return stays
    if clause.means and not _named(clause, asked.option, asked.case):
        return None
    softens = asked.softens
    if softens or departed.answer is stays.answer:
        return departed
    if softens is False:
        return replace(stays, because="it softens no consequence, and so is no departure for its sake")
    because = "whether it softens a consequence depends on open facts"
    return replace(departed, answer=Answer.UNDETERMINED, would_be=departed.answer, because=because,
                   questions=asked.effect.questions, if_so="if it softens one")  # fmt: skip


def _sought(clause: Clause, asked: OptionAtStage) -> Said | None:
    """A clause that aims at an outcome: which options reach it, and what follows for this one.

    Nothing here turns when an open fact of the matrix is filled in: an option that comes to avoid joins those that do.
    """
    weighed, effect = asked.weighed, asked.effect
    strength = "mandatory" if clause.modality == "shall_seek" else "presumptive"
    fits = {name: _fits(clause, weighed, name, asked.given) for name in weighed.options}
    named = [o.id for o in weighed.case.options if _named(clause, o, weighed.case) and _keeps(clause, o, weighed.case)]
    avoiding = [name for name in named if weighed.effects[name].adverse is False]
    aims = _Aims(
        sure=tuple(name for name in avoiding if fits[name]),
        hoped=tuple(name for name in avoiding if fits[name] is not False),
        open=tuple(name for name in named if weighed.effects[name].adverse is None and fits[name] is not False),
    )
    if effect.adverse is False:
        return _avoids(asked, aims, fits[asked.id], strength)
    if clause.means and set(clause.means) <= NOT_FILED and not _named(clause, asked.option, asked.case):
        return _filed(clause, aims)
    if fits[asked.id] is False:
        return Said(Answer.NOT_PERMITTED, LENIENCY)
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


def _keeps(clause: Clause, option: Option, case: Case) -> bool:
    """To drop the case altogether is asked for only by a clause that names it."""
    return not _means(option, case) <= DROPS or bool(DROPS & set(clause.means))


def _avoids(asked: OptionAtStage, aims: _Aims, fits: bool | None, strength: str) -> Said:
    if fits is False:
        return Said(Answer.NOT_PERMITTED, LENIENCY)
    among = aims.sure if fits else aims.hoped
    if asked.id in among:
        one_of = "" if len(among) == 1 else f" (one of {', '.join(among)})"
        too = "; so does the charge" if asked.weighed.baseline in among and not asked.is_baseline else ""
        because = f"it avoids every consequence{one_of}{too}"
        reached = Said(Answer.REQUIRED, because, among=among, strength=strength)
    else:
        more = "it avoids every consequence, and gives up more than the policy asks"
        reached = Said(Answer.PERMITTED, more, among=among)
    if fits:
        return reached
    because = f"it avoids every consequence, but is {IS_IT_LENIENCY}"
    questions = (ASKS["same_for_citizen"][0],)
    return replace(reached, answer=Answer.UNDETERMINED, would_be=reached.answer, because=because, questions=questions,
                   if_so=IF_OFFERED)  # fmt: skip


def _filed(clause: Clause, aims: _Aims) -> Said | None:
    """What a clause that names alternatives to a charge says of an option that is none of them."""
    if clause.modality == "should":
        return Said(Answer.PERMITTED, "an alternative to it is preferred, not required", among=aims.sure)
    if aims.sure:
        return Said(Answer.NOT_PERMITTED, f"while {_or(aims.sure)} can be pursued instead", among=aims.sure)
    return Said(Answer.UNDETERMINED, "no alternative entered is known to avoid the consequence",
                would_be=Answer.NOT_PERMITTED, questions=(IS_THERE,), if_so="if there is one")  # fmt: skip


def _carries(clause: Clause, asked: OptionAtStage, aims: _Aims, strength: str) -> Said:
    """What follows for an option that carries a consequence."""
    weighed, among = asked.weighed, aims.sure
    if "mitigate" in clause.aim and asked.effect.mitigates:
        if among:
            return Said(Answer.PERMITTED, f"it mitigates; {_or(among)} avoids", among=among)
        softer = tuple(
            o.id for o in weighed.case.options if weighed.effects[o.id].mitigates and _named(clause, o, weighed.case)
        )
        reached = Said(Answer.REQUIRED, "nothing entered avoids; it mitigates", among=softer, strength=strength)
        if _calls_for_approval(clause) or (not aims.open and not aims.hoped):
            return reached
        return replace(reached, answer=Answer.UNDETERMINED, would_be=Answer.REQUIRED, if_so="if none does",
                       because=f"whether {_or(aims.open + aims.hoped)} avoids is open")  # fmt: skip
    unsoftened = _unsoftened(clause, among)
    same = unsoftened.answer is Answer.NEEDS_APPROVAL or (among and unsoftened.answer is Answer.PERMITTED)
    if "mitigate" not in clause.aim or asked.effect.mitigates is not None or same:
        return unsoftened
    return replace(unsoftened, answer=Answer.UNDETERMINED, would_be=unsoftened.would_be or unsoftened.answer,
                   because="whether it mitigates depends on open facts", if_so="if it mitigates nothing",
                   questions=(*unsoftened.questions, *asked.effect.questions))  # fmt: skip


def _calls_for_approval(clause: Clause) -> bool:
    """Does whatever carries a consequence need approval under the clause, asked for or not?"""
    return clause.approval is not None and clause.approval.when in {"consequence", "always"}


def _unsoftened(clause: Clause, among: tuple[str, ...]) -> Said:
    """What follows for an option that carries a consequence and mitigates none, beside those that avoid it."""
    if _calls_for_approval(clause):
        return Said(Answer.NEEDS_APPROVAL, "it carries consequences", approval=clause.approval, among=among)
    if clause.modality == "should":
        return Said(Answer.PERMITTED, "not what the policy aims at, and not forbidden by it", among=among)
    if among:
        return Said(Answer.NOT_PERMITTED, f"while {_or(among)} can be pursued instead", among=among)
    return Said(Answer.UNDETERMINED, "no option entered is known to avoid the consequence",
                would_be=Answer.NOT_PERMITTED, questions=(IS_THERE,), if_so="if there is one")  # fmt: skip


def _fits(clause: Clause, weighed: Weighing, name: str, given: Mapping[str, bool]) -> bool | None:
    """Does an option keep to the clause's measure of fairness? None when a citizen's offer would have to be known."""
    if clause.comparator not in FAIRNESS or name == weighed.baseline:
        return True
    if clause.comparator == "severity_not_reduced" and weighed.lighter(name, weighed.baseline) is False:
        return True
    return given.get("same_for_citizen")


def _or(names: Sequence[str]) -> str:
    return "option " + " or ".join(names)


def _named(clause: Clause, option: Option, case: Case) -> bool:
    """Is the option of a kind the clause names? Every option is, where it names none."""
    means = _means(option, case)
    return not clause.means or bool(means & set(clause.means)) or bool(means & _wider(clause))


def _wider(clause: Clause) -> set[str]:
    """Kinds that are named with another: a plea to something else is another charge or a lesser one."""
    pleas = {"other_plea", "other_charge", "lesser_charge", "other_sentence"}
    return pleas if "other_plea" in clause.means else set()


def _means(option: Option, case: Case) -> set[str]:
    """What an option uses, in the words of the schema."""
    counts = {count.id: count for count in case.counts}
    found: set[str] = set()
    for one in option.dispositions:
        count = counts[one.count]
        if one.outcome == "declined":
            found.add("decline")
        elif one.outcome in {"dismissed", "acquitted"}:
            found.add("dismissal")
        elif one.outcome in {"diverted", "deferred"}:
            found.add("diversion" if one.outcome == "diverted" else "deferral")
            if one.plea_or_admission is False:
                found.add("diversion_without_admission")
        else:
            own = one.charge in ("", count.charge) and one.modifier in (None, count.modifier)
            found |= {"other_sentence"} if own else {"other_charge", "lesser_charge"}
            if one.enhancements is False and (own or count.enhancements):
                found.add("omit_enhancement")
    return found
