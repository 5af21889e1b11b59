"""The worlds that the rules are asked in: whom each posture stands for, and what the catalogue says of each count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from steelyard.catalog.find import Catalogue
from steelyard.law.federal.facts import CIRCUMSTANCES
from steelyard.law.postures import Posture, postures
from steelyard.logic.errors import CaseError
from steelyard.logic.evaluate import CountFacts, MatchAnswer, World, match_split, missing
from steelyard.logic.facts import Between, Entity, Known
from steelyard.logic.rule import Pack
from steelyard.logic.truth import FALSE, TRUE, Reason, Why, known, unknown
from steelyard.weigh.counts import Weighed
from steelyard.weigh.reading import read_facts

if TYPE_CHECKING:
    from steelyard.weigh.case import Case

ASKED_BY_MATCH = ("conviction_date", "record_inconclusive", *sorted({fact.short for fact in CIRCUMSTANCES.values()}))
"""What `match_answer` asks of a count beside its offense, form and modifier."""


def people(case: Case) -> list[Posture]:
    """Whom a case is weighed for: every posture class, or the one person it describes. Raises CaseError as `read_facts`."""
    if case.person is None:
        return list(postures().values())
    known = read_facts(Entity.PERSON, case.person.facts, "person.facts")
    if case.person.posture is not None:
        base = postures()[case.person.posture]
        return [replace(base, facts={**base.facts, **known})]
    return [Posture("person", "this person", "person", known)]


def person_facts(posture: Posture, weighed: Sequence[Weighed], as_of: date) -> dict[str, Known]:
    """The facts of a posture, beside the days of the offenses that are weighed; priors do not move them."""
    days = [
        d
        for one in weighed
        if one.facts.facts["present"] and isinstance(d := one.facts.facts.get("offense_date"), date)
    ]
    facts = posture.at(min(days), max(days)) if days else dict(posture.facts)
    if facts.get("admitted") is True or facts.get("status") in ("permanent_resident", "conditional_resident"):
        facts.setdefault("first_admitted", Between(None, as_of))  # whoever is admitted was so by now
    return facts


def world_of(pack: Pack, law: Catalogue, case: Case, as_of: date, forum: str, weighed: Sequence[Weighed]) -> World:
    """The world of these counts, without a person; what the catalogue says of a count is asked once for each ground.

    Raises CaseError (SY-C007) where two of them have one id: an author's own, and one that a plea or a first plea is given.
    """
    offenses: dict[str, Weighed] = {}
    for one in weighed:
        if offenses.setdefault(one.facts.id, one) is not one:
            raise CaseError("SY-C007", f"id {one.facts.id!r} is used twice: the program gives it to what another count becomes",
                            where="counts and priors", right="another id for the count or the earlier matter")  # fmt: skip
    answers: dict[tuple[Any, ...], MatchAnswer] = {}

    def match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
        key = (count.id, ground, burden, *map(count.facts.get, ASKED_BY_MATCH))
        if key not in answers:
            answers[key] = match_answer(law, offenses[count.id], count, ground, burden, forum, as_of)
        return answers[key]

    facts = {"proceeding_date": as_of, "record_complete": case.record_complete}
    return World(pack, {}, tuple(one.facts for one in weighed), facts, forum, match)


def match_answer(
    law: Catalogue, one: Weighed, count: CountFacts, ground: str, burden: str, forum: str, as_of: date
) -> MatchAnswer:
    """What the catalogue says of a count and a ground, with what is known of the count."""
    if not one.found.id:
        reason = Reason(Why.NOT_ENCODED, f"count[{count.id}].offense", one.found.problem)
        return MatchAnswer(unknown(reason), one.found.problem)
    answer = law.match(one.found, ground, forum=forum, as_of=as_of, form=one.form, modifier=one.modifier,
                       convicted=count.facts.get("conviction_date"))  # fmt: skip
    says, cites = answer.says, answer.cites
    if answer.answer == "circumstance" and ground in CIRCUMSTANCES:
        fact = CIRCUMSTANCES[ground]
        value = count.facts.get(fact.short)
        return MatchAnswer(known(value) if isinstance(value, bool) else missing(fact, count), says, cites)
    if answer.answer in {"yes", "circumstance"}:
        return MatchAnswer(TRUE, says, cites)
    if answer.answer == "no":
        return MatchAnswer(FALSE, says, cites)
    if answer.answer == "divisible":
        if count.facts.get("record_inconclusive") is True:
            return MatchAnswer(TRUE if burden == "applicant" else FALSE, says, cites)
        question = f"Which form of {one.found.citation} is it ({answer.forms_in_words})?"
        if not answer.forms_in_words:
            question = f"What does the record of conviction of {one.found.citation} show? It decides: {answer.decides}."
        if answer.rests_on_a_crime:
            question = (
                f"On which crime does {one.found.citation} rest? Named beside it in the charge, that crime decides."
            )
        return MatchAnswer(unknown(Reason(Why.MISSING_FACT, f"count[{count.id}].form", question)), says, cites)
    if answer.answer == "dated":
        reason = Reason(
            Why.DATE_UNKNOWN, f"count[{count.id}].{answer.day}", f"{one.found.citation} as {ground}: {says}"
        )
        return MatchAnswer(unknown(reason), says, cites)
    if answer.answer == "unsettled":
        reason = Reason(
            Why.UNSETTLED, match_split(count, ground), f"{one.found.citation} as {ground} is unsettled: {says}"
        )
        return MatchAnswer(unknown(reason), says, cites)
    reason = Reason(
        Why.NOT_ENCODED, f"count[{count.id}].{ground}", f"{one.found.citation} is not analysed for {ground}"
    )
    return MatchAnswer(unknown(reason), says, cites)
