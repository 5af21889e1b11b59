"""Which clauses of a policy reach an option, what each of them says, and what of it hangs on something nobody has verified."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from steelyard.law.policies import Clause, Unverified, Version
from steelyard.weigh.effects import Charge
from steelyard.weigh.policy_aims import OptionAtStage, Said, said_by
from steelyard.weigh.policy_terms import ASKS, Answer, ClauseAnswer, Condition

AS_REPORTED = "if what is not verified is as reported"


def clause_answers(version: Version, asked: OptionAtStage) -> tuple[ClauseAnswer, ...]:
    """What each clause of a version says that reaches the option; records and conduct are no answers."""
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


def _clause(version: Version, clause: Clause, asked: OptionAtStage) -> ClauseAnswer | None:
    within = [_within(clause, charge) for charge in asked.weighed.charges]
    if False in within:
        return None
    conditions = _conditions(clause, asked.given)
    if any(one.value is False for one in conditions):
        return None
    said = said_by(clause, asked)
    if said is None:
        return None
    would_be = said.would_be or said.answer
    answer, questions, hangs_on = said.answer, list(said.questions), list[str]()
    if None in within:
        hangs_on.append(f"whether {clause.id} reaches the charge: its level or kind is not known")
        questions.append("What offense is charged, and at what level?")
    hangs_on += [part.says for part in clause.unverified if _bears(part, said, clause, asked)]
    if not clause.decides:
        how = "extracted by a machine from a page nobody has opened" if clause.tier == "A" else "known from a summary"
        hangs_on.append(f"the words of the clause “{clause.id.replace('_', ' ')}” ({how}): {clause.place}")
    facts = [one for one in conditions if one.is_fact and one.value is None]
    open_anyway = would_be is Answer.PERMITTED and (asked.is_baseline or clause.modality == "shall_consider")
    if facts and not open_anyway:
        answer = Answer.UNDETERMINED
        questions += [one.asks for one in facts]
    if_so = said.if_so or ("if it is so" if answer is not said.answer else "")
    if hangs_on:
        if_so = AS_REPORTED + (f", and {said.if_so.removeprefix('if ')}" if said.if_so else "")
        answer = Answer.UNDETERMINED
    return ClauseAnswer(version, clause, answer, would_be, said.because, said.strength, said.among, conditions,
                        tuple(hangs_on), tuple(questions), said.approval, if_so)  # fmt: skip


def _bears(part: Unverified, said: Said, clause: Clause, asked: OptionAtStage) -> bool:
    if part.part == "wording":
        return False
    if part.part == "approval":
        return (said.would_be or said.answer) is Answer.NEEDS_APPROVAL
    if part.part == "gate":
        return any(_doubtful(part, clause, charge) for charge in asked.weighed.charges)
    return True


def _doubtful(part: Unverified, clause: Clause, charge: Charge) -> bool:
    if clause.gate.levels and charge.levels and charge.levels <= set(clause.gate.levels):
        return False
    if part.levels and charge.levels and not charge.levels & set(part.levels):
        return False
    return charge.families is None or not part.families or bool(set(part.families) & charge.families)


def _within(clause: Clause, charge: Charge) -> bool | None:
    """Does the clause reach this charge? None when its level or kind is not known."""
    gate = clause.gate
    answers: list[bool | None] = []
    if gate.excluded_levels:
        excluded = is_among(charge.levels, gate.excluded_levels)
        answers.append(None if excluded is None else not excluded)
    if gate.excluded_families:
        answers.append(None if charge.families is None else not charge.families & set(gate.excluded_families))
    if gate.excluded_list:
        answers.append(True if charge.levels and "felony" not in charge.levels else None)
    if gate.levels or gate.presumptively_non_carceral:
        answers.append(_reached(clause, charge))
    if False in answers:
        return False
    return None if None in answers else True


def is_among(levels: frozenset[str], wanted: Collection[str]) -> bool | None:
    """Whether the level of a charge, one of `levels`, is a wanted one; None where it is not known, or may be either."""
    each = {level in wanted for level in levels}
    return each.pop() if len(each) == 1 else None


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
