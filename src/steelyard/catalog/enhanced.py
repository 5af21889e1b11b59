"""What an enhancement beside a crime, and what could not be read of a charge, make of the crime's own answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from steelyard.catalog.derive import Match, Stance, stance_of
from steelyard.catalog.forms import NO, NOT_ANALYSED, UNSETTLED, YES
from steelyard.catalog.model import Modifier
from steelyard.law.splits import ground_authorities


def enhanced_match(own: Match, bare: Match, laid: Match, enhancements: Sequence[Modifier]) -> Match:
    """The match of an enhanced crime, from that of the crime, that of its elements, and that with what is added to them.

    What was held of the crime stays where the enhancements change nothing in the derivation. Where they do, the answer is a
    derived one, and open where a decision had said less of the crime than its elements do. They never take a match away.
    """
    result = own
    if (laid.answer, [one.answer for one in laid.forms]) != (bare.answer, [one.answer for one in bare.forms]):
        answer = laid.answer
        if own.answer == NO != bare.answer:
            answer = UNSETTLED
        elif own.answer not in {NO, bare.answer} and laid.answer != YES:
            answer = own.answer
        if answer != NO or own.answer == NO:
            result = replace(
                laid,
                answer=answer,
                basis="derived",
                authorities=(ground_authorities()["martinez_zapata"], *laid.authorities),
                stance=stance_of((laid.stance.cautious, laid.stance.arguable, answer)),
                by_forum=laid.by_forum if answer == laid.answer else {},
            )
    if result.answer == NO and any(one.quality == "memory" for one in enhancements):
        result = replace(
            result, answer=UNSETTLED, basis="derived", stance=Stance(YES, result.stance.arguable), by_forum={}
        )
    return result


def what_is_added(enhancements: Sequence[Modifier], adding: Sequence[Modifier]) -> Iterator[str]:
    """What each enhancement adds to the elements of the crime, in words."""
    for one in enhancements:
        if one not in adding:
            yield f"{one.citation} adds nothing here: a decision says so"
        elif one.elements:
            words = "; ".join(f"{name} {' or '.join(values)}" for name, values in one.elements.items())
            yield f"{one.citation} adds to the elements: {words.replace('_', ' ')}"
        else:
            yield f"{one.citation}: {one.no_elements}"
        if one.quality == "memory":
            yield f"the line of {one.citation} was written from memory and checked against no text"


def not_cleared(answered: Match, problem: str) -> Match:
    """The match of a charge of which something could not be read: its "no" is no answer to the whole."""
    unread = {NO: NOT_ANALYSED}
    stance = Stance(*(unread.get(said, said) for said in (answered.stance.cautious, answered.stance.arguable)))
    return replace(
        answered,
        answer=unread.get(answered.answer, answered.answer),
        basis="none" if answered.answer == NO else answered.basis,
        controls=frozenset() if answered.answer == NO else answered.controls,
        derived=unread.get(answered.derived, answered.derived),
        stance=stance,
        notes=(*answered.notes, problem),
    )
