"""Does an offense fall within a federal ground? Derived from the elements; a holding in force replaces the answer.

Every form is opened into its means, every combination is tested, and the answers are combined: all means of a form must
match, and forms are alternatives that are elements, means, or nobody knows. Several acts of a form are means only where the
entry says on what authority. What is open (a split that the forum has not decided, alternatives or acts of unknown kind, a
courts' reading that nobody checked) is answered both ways; where the ways differ the answer is *unsettled*. What cannot be
tested is *not_analysed*. Neither is ever "no".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import NamedTuple

from steelyard.catalog.forms import (
    CIRCUMSTANCE,
    DEPENDS,
    DIVISIBLE,
    MODIFIERS,
    NO,
    NOT_ANALYSED,
    PARTLY,
    STAGES,
    UNSETTLED,
    YES,
    Asked,
    FormResult,
    form_under,
    in_words,
    is_silent,
    may_have_forgotten,
)
from steelyard.catalog.holdings import Holding, Holdings
from steelyard.catalog.model import Form, Modifier, Offense, Section
from steelyard.catalog.naming import named_forms, named_offenses
from steelyard.catalog.rulings import (
    DIVIDED,
    OF_ATTEMPTS,
    Ruling,
    Rulings,
    all_holdings,
    held_elsewhere,
    narrows,
    ruling_elsewhere,
    rulings_on,
)
from steelyard.catalog.worlds import TooManyWorlds, World, every
from steelyard.law.federal.grounds import ATTEMPT_OF_INTENT, COMPLETED, GROUNDS, Ground, ground_named
from steelyard.law.federal.grounds.reading import DIAZ_LIZARRAGA
from steelyard.law.splits import BOARD, HOME_CIRCUITS, Authority, ground_authorities, question
from steelyard.logic.errors import SteelyardError


class MatchError(SteelyardError):
    """A question about an offense and a ground that cannot mean anything."""


@dataclass(frozen=True, slots=True)
class Stance:
    """The answer under the most adverse and under the most favourable reading that an authority supports."""

    cautious: str
    arguable: str


CONTROLS, OPENS, COMPARED, OF_GROUND = "controls", "opens", "compared", "ground"
ROLES = {
    CONTROLS: "a checked decision that governs in the forum and made the answer, or that of some of the forms",
    OPENS: "a decision that nobody checked, or of another forum, for which the answer is not settled",
    COMPARED: "a decision on the offense that did not make the answer: displaced, of another forum or of another ground",
    OF_GROUND: "an authority on the ground itself, whatever the offense is",
}
"""What an authority does for an answer."""


@dataclass(frozen=True, slots=True)
class Match:
    """Whether offenses fall within a ground: the answer, its basis, the forms with reasons, and what else is asked.

    `requires` is what the ground asks beyond the match (a term, a loss); `derived` is the answer with holdings switched
    off; `by_forum` has the answer of each forum that was compared; `controls` and `opens` name, by id, the holdings that made
    the answer and those that left it open. `by_day_of_offense` says what each version answers, where the day of the offense is
    not known and takes a "no" away.
    """

    offenses: tuple[str, ...]
    ground: str
    forum: str
    as_of: date
    answer: str
    basis: str
    forms: tuple[FormResult, ...]
    requires: tuple[str, ...]
    authorities: tuple[Authority, ...]
    holdings: tuple[Holding, ...]
    stance: Stance
    derived: str
    splits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    by_forum: Mapping[str, str] = field(default_factory=dict)
    controls: frozenset[str] = frozenset()
    opens: frozenset[str] = frozenset()
    by_day_of_offense: str = ""

    def role(self, holding: Holding) -> str:
        """What a holding does for the answer, of `ROLES`."""
        return CONTROLS if holding.id in self.controls else OPENS if holding.id in self.opens else COMPARED

    @property
    def matching(self) -> tuple[str, ...]:
        """The forms that match, or would on a fact or crime outside them."""
        return tuple(form.name for form in self.forms if form.answer in {YES, CIRCUMSTANCE, DEPENDS})

    @property
    def not_matching(self) -> tuple[str, ...]:
        """The forms that do not match, those that match only in part among them."""
        return tuple(form.name for form in self.forms if form.answer in {NO, PARTLY})

    @property
    def left_open(self) -> tuple[str, ...]:
        """The forms that neither match nor are outside, as far as anybody knows."""
        told = {*self.matching, *self.not_matching}
        return tuple(form.name for form in self.forms if form.name not in told)

    def as_dict(self) -> dict[str, object]:
        """The match as the command line's JSON gives it."""
        return {
            "answer": self.answer,
            "requires": list(self.requires),
            "basis": self.basis,
            "forms": [form.as_dict() for form in self.forms],
            "matching": list(self.matching),
            "not_matching": list(self.not_matching),
            "authorities": [{**h.as_dict(), "role": self.role(h)} for h in self.holdings]
            + [{**a.as_dict(), "role": OF_GROUND} for a in self.authorities],
            "stance": {"cautious": self.stance.cautious, "arguable": self.stance.arguable},
            "derived": self.derived,
            "splits": list(self.splits),
            "notes": list(self.notes),
            "forum": self.forum,
            "by_forum": dict(self.by_forum),
        }


def home_circuit(state: str) -> str | None:
    """The circuit of a state by its two letters; None for the U.S. Code and for states that are not in the list."""
    return HOME_CIRCUITS.get(state.upper())


@dataclass(frozen=True, slots=True)
class _Outcome:
    answer: str
    forms: tuple[FormResult, ...]


@dataclass(frozen=True, slots=True)
class _InWorld:
    """What may be answered in one world, and its forms."""

    answers: frozenset[str]
    forms: tuple[FormResult, ...]


def combine(answers: Iterable[str], alternatives: str) -> str:
    """The answer for several alternatives that are "elements" or "means" of one another.

    As elements, some that match and some that do not make *divisible*; as means, one that does not match makes *no*.
    An alternative that is unsettled or not analysed leaves the whole so unless the others decide.
    """
    found = {NO if answer == PARTLY else answer for answer in answers}
    matches = found & {YES, CIRCUMSTANCE, DEPENDS}
    if alternatives == "means" and NO in found:
        return NO
    if DIVISIBLE in found or (matches and NO in found):
        return DIVISIBLE
    if NOT_ANALYSED in found:
        return UNSETTLED if matches else NOT_ANALYSED
    if UNSETTLED in found:
        return UNSETTLED
    if DEPENDS in found:
        return DIVISIBLE
    if CIRCUMSTANCE in found:
        return CIRCUMSTANCE
    return YES if YES in found else NO


def _kinds(declared: str) -> tuple[str, ...]:
    """What alternatives may be to one another: as the law says, or either where nobody says it."""
    return (declared,) if declared in {"elements", "means"} else ("elements", "means")


def _of_forms(
    offense: Offense, tested: list[FormResult], asked: Asked, declared: str
) -> tuple[set[str], list[FormResult]]:
    """The answers that one offense may have by its forms, and the forms they rest on; `declared` is what the forms are.

    A form that the words of a plea name stands alone only if the forms are elements: of means, the record fixes none.
    An attempt that the section punishes as a crime of its own is charged as one: where every completed form matches, a
    charge that says nothing of an attempt matches. The alternatives of a single form are the crimes that it may rest on.
    What was done is not bounded by what must be proved: of a ground by conduct one form that may be within it is enough.
    """
    words = asked.form
    fitting = named_forms(offense.forms, words, offense.title) if words else ()
    if asked.ground.by_conduct:
        of_these = [one for one, form in zip(tested, offense.forms, strict=True) if form in fitting]
        meant = of_these if of_these and declared == "elements" else tested
        return {_of_conduct([one.answer for one in meant])}, meant
    if declared == "means" and len(offense.forms) == 1:
        tested = [_of_any_crime(result) for result in tested]
    by_form = [result.answer for result in tested]
    if not words and declared == "elements":
        stages = [_stages(form) for form in offense.forms]
        completed = {answer for answer, stage in zip(by_form, stages, strict=True) if not _UNFINISHED & stage}
        if completed == {YES}:
            return {YES}, tested
    if not fitting or len(fitting) == len(offense.forms) or declared == "means":
        return {combine(by_form, kind) for kind in _kinds(declared)}, tested
    named = [result for result, form in zip(tested, offense.forms, strict=True) if form in fitting]
    answers = {combine([result.answer for result in named], "elements")}
    if declared == "unknown":
        answers.add(combine(by_form, "means"))
    return answers, named


def _of_any_crime(result: FormResult) -> FormResult:
    """A single form whose underlying crime is a means: any crime would do, so that the ground need not be met."""
    if result.answer != DEPENDS:
        return result
    return replace(result, answer=NO, reasons=("the crime that it rests on is a means of it, and any would do",))


_UNFINISHED = frozenset({"attempt", "conspiracy"})


def _stages(form: Form) -> frozenset[str]:
    """How far a form goes, where it stops short of the crime, by the text or by the courts: words of `stage`."""
    return frozenset((*form.court.get("stage", ()), *form.text.get("stage", ())))


def _are_elements(offenses: Sequence[Offense]) -> bool:
    """Whether the offenses are crimes of their own, so that the record of a plea tells which one it was."""
    sections = {offense.section.id for offense in offenses}
    return len(sections) > 1 or offenses[0].section.alternatives == "elements"


class _Part(NamedTuple):
    """One offense in one world: an answer that it may have, and the forms it rests on."""

    answer: str
    forms: tuple[FormResult, ...]

    @property
    def stands(self) -> bool:
        """False where it only says that a crime decides on which it rests."""
        return self.answer != DIVISIBLE or any(result.answer != DEPENDS for result in self.forms)


def _parts_of(offense: Offense, asked: Asked, rulings: Rulings, world: World) -> list[_Part]:
    """What one of the offenses may be by what was held of it and of its forms: one part for each answer it may have."""
    tested = [
        world.once((id(form), asked.ground.name, asked.modifiers), partial(form_under, offense, form, asked))
        for form in offense.forms
    ]
    for place, result in enumerate(tested):
        if ruling := rulings.get((offense.id, result.form or "·")):
            tested[place] = ruling.over_form(result)
    declared = "elements" if (offense.id, DIVIDED) in rulings else offense.alternatives
    answers, tested = _of_forms(offense, tested, asked, declared)
    ruling = rulings.get((offense.id, ""))
    parts = []
    for answer in sorted(answers):
        forms = tested
        if ruling and len(tested) == 1:
            forms = [ruling.over_form(replace(tested[0], answer=answer))]
        parts.append(_Part(ruling.over(answer) if ruling else answer, tuple(forms)))
    return parts


_Found = frozenset[str]


def _of_a_section(section: Section, offenses: Iterable[list[_Part]], asked: Asked) -> set[tuple[_Found, bool]]:
    """What a section may answer by its offenses, each with whether any of them stands by itself.

    Which answer an offense has says nothing of the next one's, so that it is enough to know what answers can stand together.
    """
    together: set[tuple[_Found, bool]] = {(frozenset(), False)}
    for parts in offenses:
        together = {(found | {one.answer}, stands or one.stands) for found, stands in together for one in parts}
    if asked.ground.by_conduct:
        return together
    kinds = _kinds(section.alternatives)
    return {(frozenset({combine(found, kind)}), stands) for found, stands in together for kind in kinds}


def _evaluate(offenses: Sequence[Offense], asked: Asked, rulings: Rulings, world: World) -> _InWorld:
    """What the offenses may answer in one world, and their forms; in each only what nobody says of alternatives is open."""
    forms: list[FormResult] = []
    by_section: dict[str, list[list[_Part]]] = {}
    sections = {offense.section.id: offense.section for offense in offenses}
    for offense in offenses:
        parts = _parts_of(offense, asked, rulings, world)
        forms += _merged([one.forms for one in parts])
        by_section.setdefault(offense.section.id, []).append(parts)
    together: set[tuple[_Found, _Found]] = {(frozenset(), frozenset())}
    for name, of_offenses in by_section.items():
        own = _of_a_section(sections[name], of_offenses, asked)
        together = {
            (standing | found, resting) if stands else (standing, resting | found)
            for standing, resting in together
            for found, stands in own
        }
    # where a section rests on a crime, the crime that is named beside it decides; different sections are different crimes
    said = {standing or resting for standing, resting in together}
    answers = {_of_conduct(list(one)) if asked.ground.by_conduct else combine(one, "elements") for one in said}
    if ruling := rulings.get(("", "")):
        apart = any(section.alternatives != "means" for section in sections.values())
        answers = {_over_all(ruling, answer, apart=apart) for answer in answers}
    return _InWorld(frozenset(answers), tuple(forms))


def _over_all(ruling: Ruling, alone: str, *, apart: bool) -> str:
    """What was held of all the offenses, over what they answer: of crimes `apart` a "no" on all clears none alone."""
    answer = ruling.over(alone)
    return UNSETTLED if apart and answer == NO != alone else answer


def _merged(same: Sequence[Sequence[FormResult]]) -> list[FormResult]:
    """The same forms in several worlds as one each, *unsettled* where they differ."""
    if len(same) == 1:
        return list(same[0])
    forms = []
    for each in zip(*same, strict=True):
        said = {form.answer for form in each}
        reasons = tuple(dict.fromkeys(reason for form in each for reason in form.reasons))[:6]
        kinds = tuple(dict.fromkeys(kind for form in each for kind in form.kinds))
        forms.append(replace(each[0], answer=said.pop() if len(said) == 1 else UNSETTLED, reasons=reasons, kinds=kinds))
    return forms


def _agree(worlds: Sequence[_InWorld]) -> _Outcome:
    """What every world says, *unsettled* where they differ."""
    answers = {answer for world in worlds for answer in world.answers}
    return _Outcome(
        answers.pop() if len(answers) == 1 else UNSETTLED, tuple(_merged([world.forms for world in worlds]))
    )


_ADVERSITY = (NO, DIVISIBLE, CIRCUMSTANCE, YES)


def stance_of(answers: Iterable[str]) -> Stance:
    """The most adverse and the most favourable of several answers; an unsettled one is both."""
    said = set(answers)
    definite = {answer for answer in said if answer in _ADVERSITY}
    if UNSETTLED in said:
        definite |= {YES, NO}
    if not definite:
        return Stance(NOT_ANALYSED, NOT_ANALYSED)
    worst = max(definite, key=_ADVERSITY.index)
    best = min(definite, key=_ADVERSITY.index)
    if NOT_ANALYSED in said:
        worst = worst if worst == YES else NOT_ANALYSED
        best = best if best != NO else NOT_ANALYSED
    return Stance(worst, best)


def _any_of(answers: Sequence[str]) -> str:
    """The answer of a ground with several parts, or of several forms of which one is enough, each answered by itself."""
    for answer in (YES, CIRCUMSTANCE, DIVISIBLE, UNSETTLED, NOT_ANALYSED):
        if answer in answers or (answer == DIVISIBLE and DEPENDS in answers):
            return answer
    return NO


def _of_conduct(answers: Sequence[str]) -> str:
    """The answer of a ground by conduct: one form is enough, and where some need a fact beside them that fact decides."""
    return CIRCUMSTANCE if CIRCUMSTANCE in answers else _any_of(answers)


@dataclass(frozen=True, slots=True)
class _Answered:
    """The answer of one forum; `is_ruled` when checked holdings decide all of it, `bounds` what the stance spans.

    `controls` and `opens` are the ids of the holdings that made it, and of those that left it open.
    """

    outcome: _Outcome
    derived: str
    basis: str
    holdings: tuple[Holding, ...]
    bounds: tuple[str, ...]
    splits: frozenset[str]
    is_ruled: bool = False
    notes: tuple[str, ...] = ()
    controls: frozenset[str] = frozenset()
    opens: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is asked of one forum."""

    offenses: tuple[Offense, ...]
    identity: str
    asked: Asked
    holdings: Holdings | None
    world: World


def _settle(it: _Asking, rulings: Rulings) -> tuple[_Outcome, set[str]]:
    """The outcome in the forum, and the answers of the worlds that follow no forum."""

    def evaluate(world: World) -> _InWorld:
        return _evaluate(it.offenses, it.asked, rulings, world)

    try:
        outcomes = every(evaluate, it.world)
        outcome = _agree(outcomes)
        if not it.world.used and not any(may_have_forgotten(form) for one in it.offenses for form in one.forms):
            # no forum's law was asked for: a free world says the same
            return outcome, {answer for each in outcomes for answer in each.answers}
    except TooManyWorlds:
        reason = ("more open questions than are tried",)
        forms = tuple(FormResult(o.id, form.name, UNSETTLED, reason) for o in it.offenses for form in o.forms)
        outcome = _Outcome(UNSETTLED, forms)
    try:
        free = {answer for each in every(evaluate, replace(it.world, is_free=True)) for answer in each.answers}
    except TooManyWorlds:
        free = {UNSETTLED}
    return outcome, free


def _keeps_holdings(it: _Asking, derived: str, modifier: str) -> bool:
    """Whether what was held of the completed crime is held of it as charged: by an attempt, say, or by one who aids."""
    how = it.asked.ground.stages.get(STAGES.get(modifier, ""))
    opened = how == COMPLETED and derived == UNSETTLED  # by what is meant in an attempt, and need not be in the crime
    if how == ATTEMPT_OF_INTENT or opened:
        whole = _settle(replace(it, asked=replace(it.asked, modifiers=())), {})[0]
        return whole.answer != NO if opened else whole.answer == derived
    return modifier == "aiding" or how == COMPLETED


def _answer_in(it: _Asking) -> _Answered:
    """The answer of one forum for one ground."""
    outcome, free = _settle(it, {})
    derived = outcome.answer
    reached = all(_keeps_holdings(it, derived, modifier) for modifier in it.asked.modifiers)
    rulings: dict[tuple[str, str], Ruling] = {}
    if it.holdings is not None and (reached or "attempt" in it.asked.modifiers):
        rulings = rulings_on(it.offenses, it.identity, it.asked, it.holdings, it.world, reached=reached)
    if rulings:
        outcome, free = _settle(it, rulings)
    speaking = _of_the_forms(outcome, rulings)
    used = tuple(dict.fromkeys(h for ruling in speaking.values() for h in ruling.holdings))
    ruled = {key for key, ruling in speaking.items() if ruling.verified and key[1] != DIVIDED}
    basis = "holding" if ruled else ("none" if outcome.answer == NOT_ANALYSED else "derived")
    is_ruled = ("", "") in ruled or {(offense.id, "") for offense in it.offenses} <= ruled
    answered = _Answered(
        outcome, derived, basis, used, (outcome.answer, *free), frozenset(it.world.used), is_ruled,
        controls=frozenset(ruling.verified.id for key, ruling in speaking.items() if key in ruled and ruling.verified),
        opens=frozenset(ruling.unverified.id for ruling in speaking.values() if ruling.unverified),
    )  # fmt: skip
    if outcome.answer == NO and it.holdings is not None and not is_ruled:
        return _not_cleared_elsewhere(it, answered, rulings, reached=reached)
    return answered


def _of_the_forms(outcome: _Outcome, rulings: Rulings) -> dict[tuple[str, str], Ruling]:
    """The rulings without those on a form that the answer does not rest on, since another was named."""
    forms = {(form.offense, form.form or "·") for form in outcome.forms}
    return {key: ruling for key, ruling in rulings.items() if key[1] in {"", DIVIDED} or key in forms}


def _not_cleared_elsewhere(it: _Asking, answered: _Answered, rulings: Rulings, *, reached: bool) -> _Answered:
    """A "no" that no holding makes is unsettled where a decision that governs another forum says otherwise.

    It speaks of the form that was decided, and of no other. A "no" that the law of this forum makes is left: a holding on
    one of several means, or its side of a split.
    """
    if it.holdings is None or not (reached or "attempt" in it.asked.modifiers):
        return answered
    others = rulings_on(
        it.offenses, it.identity, it.asked, it.holdings, it.world, reached=reached, find=ruling_elsewhere
    )
    others = {key: ruling for key, ruling in others.items() if key[1] != DIVIDED}
    by_id = {offense.id: offense for offense in it.offenses}
    for (identity, form), ruling in rulings.items():
        one = by_id.get(identity)
        if (
            form
            and one is not None
            and one.alternatives == "means"
            and ruling.verified
            and ruling.verified.answer == NO
        ):
            others.pop((identity, ""), None)
    opened = {
        key: replace(rulings.get(key, other), elsewhere=other.elsewhere)
        for key, other in others.items()
        if key not in rulings or not rulings[key].verified
    }
    if not opened or _forum_says_no(it, rulings):
        return answered
    outcome, free = _settle(it, {**rulings, **opened})
    if outcome.answer == NO:
        return answered
    used = tuple(dict.fromkeys((*answered.holdings, *(h for one in opened.values() for h in one.holdings))))
    notes = tuple(dict.fromkeys(held_elsewhere(one.elsewhere) for one in opened.values() if one.elsewhere))
    opens = answered.opens | {one.elsewhere.id for one in opened.values() if one.elsewhere}
    return replace(
        answered, outcome=outcome, holdings=used, bounds=(outcome.answer, *free), notes=notes, opens=opens
    )  # fmt: skip


def _forum_says_no(it: _Asking, rulings: Rulings) -> bool:
    """Whether the "no" rests on the side that the forum's own law takes of a split."""
    world = it.world
    sided = {name for name in world.used if question(name).answer(world.forum, world.day) is False}
    if not sided:
        return False
    return _settle(replace(it, world=world.freeing(sided)), rulings)[0].answer != NO


def _parts_by_holdings(answered: _Answered, it: _Asking) -> _Answered:
    """A ground of several parts of which a holding speaks of one: each part is answered by itself.

    An offense all of whose means match some part, each another, matches the whole and no part; it is left as it is.
    """
    if answered.basis == "holding" or it.holdings is None or not it.asked.ground.parts:
        return answered
    asked = it.asked.ground.parts
    if it.asked.ground.name == "AF:U" and not _is_unfinished(it):
        # what was held of the completed crime under another letter says nothing of an attempt that is not there
        asked = tuple(part for part in asked if part.startswith(OF_ATTEMPTS))
    if not all_holdings(it.offenses, it.identity, it.asked, it.holdings):
        return answered
    parts = [_answer_in(replace(it, asked=replace(it.asked, ground=ground_named(part)))) for part in asked]
    used = tuple(dict.fromkeys(h for part in parts for h in part.holdings))
    is_mixture = answered.derived in {YES, CIRCUMSTANCE} and _any_of([part.derived for part in parts]) not in {
        YES,
        CIRCUMSTANCE,
    }
    if not used or is_mixture:
        return replace(answered, holdings=used or answered.holdings)
    if answered.notes:  # of the whole ground another forum's decision says more than of its parts
        parts.append(answered)
    answer = _any_of([part.outcome.answer for part in parts])
    basis = "holding" if any(part.basis == "holding" for part in parts) else answered.basis
    stances = [stance_of(part.bounds) for part in parts]
    bounds = (_any_of([s.cautious for s in stances]), _any_of([s.arguable for s in stances]))
    same = [answered, *parts] if answer == answered.outcome.answer else parts
    forms = next(found.outcome.forms for found in same if found.outcome.answer == answer)
    is_ruled = all(part.is_ruled for part in parts)
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes)) if answer == UNSETTLED else ()
    return _Answered(
        _Outcome(answer, forms), answered.derived, basis, used, bounds, answered.splits, is_ruled, notes,
        controls=frozenset().union(*(part.controls for part in parts)),
        opens=frozenset().union(*(part.opens for part in parts)),
    )  # fmt: skip


def _is_unfinished(it: _Asking) -> bool:
    """True where an attempt or conspiracy is charged, or written as a way of committing the offense."""
    return bool(_stages_of(it.offenses, it.asked) & _UNFINISHED)


def _stages_of(offenses: Iterable[Offense], asked: Asked) -> frozenset[str]:
    """The stages short of the crime at which it is charged, or can be committed."""
    charged = {STAGES[modifier] for modifier in asked.modifiers if modifier in STAGES}
    return frozenset(charged.union(*(_stages(form) for offense in offenses for form in offense.forms)))


def _requires(ground: Ground, answer: str, forms: Iterable[FormResult]) -> tuple[str, ...]:
    if answer == NO:
        return ()
    if not ground.parts:
        return ground.requires
    kinds = dict.fromkeys(kind for form in forms for kind in form.kinds if kind in ground.parts)
    return tuple(dict.fromkeys(r for kind in (kinds or ground.parts) for r in ground_named(kind).requires))


def _authorities(
    ground: Ground, forms: Sequence[FormResult], stages: frozenset[str], splits: Iterable[str], day: date
) -> tuple[Authority, ...]:
    """The leading authorities of the kinds and parts that matched, all where none did, and those of the splits."""
    matched = frozenset(kind for form in forms for kind in form.kinds)
    parts = [part for part in ground.parts if part in matched] or ground.parts
    keys = dict.fromkeys([*ground.authorities, *(key for part in parts for key in ground_named(part).authorities)])
    known = [ground_authorities()[key] for key in keys]
    found = [
        one for one in known if one.in_force(day) and not (matched and one.of and one.of.isdisjoint(matched | stages))
    ]
    found += [authority for name in sorted(splits) for authority in question(name).authorities(day)]
    return tuple({authority.cite: authority for authority in found}.values())


def _checked_modifiers(modifiers: Iterable[str]) -> tuple[str, ...]:
    named = tuple(modifiers)
    for modifier in named:
        if modifier not in MODIFIERS:
            raise MatchError("SY-E005", f"{modifier!r} is no modifier", right="one of " + ", ".join(MODIFIERS))
    return named


def _identity(offenses: Sequence[Offense]) -> str:
    ids = {offense.id for offense in offenses}
    if len(ids) == 1:
        return offenses[0].id
    parts = [identity.split(".") for identity in ids]
    common = itertools.takewhile(lambda same: len(set(same)) == 1, zip(*parts, strict=False))
    return ".".join(same[0] for same in common)


def _forms_on(offense: Offense, conviction: date) -> Offense:
    """The offense with the forms that a conviction of that day can be of; with all of them where none is dated so."""
    standing = tuple(form for form in offense.forms if form.holds_on(conviction))
    return replace(offense, forms=standing) if standing and len(standing) < len(offense.forms) else offense


def match(
    offenses: Offense | Sequence[Offense],
    ground: str,
    *,
    forum: str | None = None,
    as_of: date,
    conviction_date: date | None = None,
    offense_date: date | None = None,
    form: str | None = None,
    modifiers: Iterable[str] = (),
    holdings: Holdings | None = None,
    asked: str = "",
    enhancements: Iterable[Modifier] = (),
) -> Match:
    """Whether an offense, or the offenses of one section, fall within a ground.

    `forum` is "BIA" or a circuit ("9th Cir."); without one the circuit of the state is compared with the Board, and the
    answer is *unsettled* where they differ. `as_of` is the day whose law is asked for; `conviction_date` is that day
    where it is unknown. `offense_date` tells versions of an offense apart, or the day of conviction where it is unknown.
    `form` names one form in a plea's words. `modifiers` are from `MODIFIERS`. Without `holdings` the elements alone answer.
    `asked` is the id that was asked for, where it is not that of the offenses themselves.
    `enhancements` are laid over each form; what was held of the crime was not held of the crime so enhanced, so that they are
    asked about without `holdings`.

    Raises MatchError (SY-E005) for no offense or an unknown modifier, RuleError (SY-E003) for an unknown ground.
    Legal source: 8 U.S.C. §§ 1101(a)(43), 1182(a)(2), 1226(c)(1)(E), 1227(a)(2), each ground's own in `Ground.cite`.
    """
    many = (offenses,) if isinstance(offenses, Offense) else tuple(offenses)
    if not many:
        raise MatchError("SY-E005", "no offense was given", right="at least one offense of the catalogue")
    asking = Asked(ground_named(ground), _checked_modifiers(modifiers), form or "", tuple(enhancements))
    conviction = conviction_date or as_of
    notes: list[str] = []
    committed = offense_date or conviction
    in_force = tuple(offense for offense in many if offense.in_force_on(committed))
    if not in_force:
        notes.append(f"no version of the offense in the catalogue governs {committed}")
    many = tuple(_forms_on(offense, conviction) for offense in in_force or many)
    all_offenses = many
    if asking.form and len(many) > 1 and _are_elements(many):
        named = named_offenses(many, asking.form)
        if len(named) < len(many):
            many, asked = named, ""
            asking = replace(asking, chosen=True)
            notes.append(f"the words {asking.form!r} were read as {', '.join(offense.citation for offense in named)}")
    if asking.form and not any(named_forms(offense.forms, asking.form, offense.title) for offense in many):
        notes += [f"{one.id} has no form that is called {asking.form!r}; all its forms were tested" for one in many]
        asking = replace(asking, form="")
    narrowed = [one for one in many if asking.form and narrows(one, asking.form)]
    if asking.form and not narrowed:
        notes.append(f"{asking.form!r} names every form that there is, and so tells nothing")
        asking = replace(asking, form="")
    identity = asked or _identity(many)

    def answer_in(where: str) -> _Answered:
        it = _Asking(many, identity, asking, holdings, World(where, as_of, conviction))
        return _parts_by_holdings(_answer_in(it), it)

    home = home_circuit(many[0].state)
    forums = [forum] if forum else [home, BOARD] if home else [BOARD]
    answered = {where: answer_in(where) for where in forums}
    first = next(iter(answered.values()))
    answers = {found.outcome.answer for found in answered.values()}
    answer = answers.pop() if len(answers) == 1 else UNSETTLED
    deriveds = {found.derived for found in answered.values()}
    derived = deriveds.pop() if len(deriveds) == 1 else UNSETTLED
    notes += [note for found in answered.values() for note in found.notes]
    if len(answered) > 1 and answer == UNSETTLED != first.outcome.answer:
        notes.append("; ".join(f"{where}: {found.outcome.answer}" for where, found in answered.items()))
    said = [bound for found in answered.values() for bound in found.bounds]
    shown = all_holdings(many, identity, asking, holdings) if holdings is not None else ()
    used = tuple(dict.fromkeys(h for found in answered.values() for h in found.holdings))
    standing = [h for h in shown if h.stands_on(as_of, conviction) and not h.form and h.offense.startswith(identity)]
    if not asking.ground.parts and all(one.alternatives == "means" for one in narrowed):
        left_out = {one.id for one in all_offenses} - {one.id for one in many}
        said += [h.answer for h in standing if h.offense not in left_out]
    nationwide = [h for h in used if h.verified and h.level("") == 3 and h.offense == identity and not h.form]
    stance = Stance(answer, answer) if nationwide and answer in _ADVERSITY else stance_of(said)
    is_ruled = all(found.is_ruled for found in answered.values())
    answer, derived, stance = _weaken(many, answer, derived, stance, is_ruled, notes)
    notes += _notes_on_answer(answer, first, asking)
    notes += _notes_on_record(many, asking, conviction_date, as_of)
    if asking.ground.name == "AF:F" and answer != YES:
        through = replace(asking, ground=GROUNDS["AF:U(violence)"])
        if _answer_in(_Asking(many, identity, through, None, World(BOARD, as_of, conviction))).derived != NO:
            notes.append(
                "as an attempt or conspiracy it may be an aggravated felony through § 1101(a)(43)(U): ask AF:U"
            )
    splits = frozenset().union(*(found.splits for found in answered.values()))
    return Match(
        offenses=tuple(dict.fromkeys(offense.id for offense in many)),
        ground=asking.ground.name,
        forum=forum or "",
        as_of=as_of,
        answer=answer,
        basis=first.basis,
        forms=first.outcome.forms,
        requires=_requires(asking.ground, answer, first.outcome.forms),
        authorities=_authorities(asking.ground, first.outcome.forms, _stages_of(many, asking), splits, as_of),
        holdings=tuple(dict.fromkeys((*used, *shown))),
        stance=stance,
        derived=derived,
        splits=tuple(sorted(splits)),
        notes=tuple(dict.fromkeys(notes)),
        by_forum={where: found.outcome.answer for where, found in answered.items()},
        controls=frozenset().union(*(found.controls for found in answered.values())),
        opens=frozenset().union(*(found.opens for found in answered.values())),
    )


def _weaken(
    offenses: Sequence[Offense], answer: str, derived: str, stance: Stance, is_ruled: bool, notes: list[str]
) -> tuple[str, str, Stance]:
    """An entry written from memory never clears: its "no" is unsettled, and counsel must assume a match."""
    if not any(offense.from_memory for offense in offenses):
        return answer, derived, stance
    notes.append("the entry was written from memory and checked against no text")
    derived = UNSETTLED if derived == NO else derived
    if not is_ruled:
        answer = UNSETTLED if answer == NO else answer
        stance = Stance(stance.cautious if stance.cautious == NOT_ANALYSED else YES, stance.arguable)
    return answer, derived, stance


def _notes_on_answer(answer: str, found: _Answered, asked: Asked) -> Iterator[str]:
    """What the answer leaves to the record or to another crime."""
    if answer == DIVISIBLE:
        yield "the charge, plea agreement, plea colloquy and judgment decide which form it was"
    apart = [result.form or result.name for result in found.outcome.forms if result.answer not in {YES, DEPENDS}]
    if answer == YES == found.derived and apart and not asked.form:
        yield f"charged as the completed crime; another answer for: {in_words(apart)}"
    if any(result.answer == DEPENDS for result in found.outcome.forms):
        yield "a derivative offense: the underlying crime decides"


def _notes_on_record(offenses: Sequence[Offense], asked: Asked, conviction_date: date | None, as_of: date) -> list[str]:
    notes: list[str] = []
    for offense in offenses:
        if any(is_silent(form.elements) for form in offense.forms):
            notes.append(f"{offense.id} writes no state of mind: it is read as strict liability")
        for form in offense.forms:
            if form.court and not form.court_is_verified:
                notes.append(f"{offense.id}: the courts' reading was not checked ({form.court_source})")
        if offense.note:
            notes.append(f"{offense.id}: {offense.note}")
        if asked.form and offense.alternatives == "means" and len(offense.forms) > 1:
            notes.append(f"{offense.id}: its forms are means, so naming one in a plea may not bind")
    eroding = any("deprive_substantially" in f.elements.get("purpose", ()) for o in offenses for f in o.forms)
    if asked.ground.name == "CIMT" and conviction_date is None and eroding:
        side = "since" if as_of >= DIAZ_LIZARRAGA else "before"
        notes.append(f"the conviction date is unknown; the law {side} 16 November 2016 was used")
    return notes
