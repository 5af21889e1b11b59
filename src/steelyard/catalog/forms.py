"""What a federal ground says of one form of an offense: its means opened into readings, each tested, and put together again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from steelyard.catalog.model import Form, Modifier, Offense, Values
from steelyard.catalog.worlds import World
from steelyard.law.elements import vocabulary
from steelyard.law.federal.grounds import STRENGTH, Finding, Ground, Reading, Verdict, ground_named, strongest
from steelyard.law.splits import question

YES, NO, DIVISIBLE, CIRCUMSTANCE = "yes", "no", "divisible", "circumstance"
UNSETTLED, NOT_ANALYSED = "unsettled", "not_analysed"
PARTLY, DEPENDS = "partly", "depends"
"""Answers of a form alone: some of its means match; the underlying crime decides."""
MAX_MEANS = 4_096
"""The most combinations of means one form may open into; a form with more is not analysed."""
STAGES = {
    "attempt": "attempt",
    "conspiracy": "conspiracy",
    "solicitation": "solicitation",
    "facilitation": "solicitation",
}
"""Modifiers that leave the crime incomplete, and the stage each is tested as."""
MODIFIERS = (*STAGES, "aiding", "accessory")
"""How an offense may be charged other than completed by a principal."""
_ACCESSORY: Values = MappingProxyType(
    {"act": ("help_offender",), "object": ("crime",), "purpose": ("obstruct",), "mind": ("knowledge",)}
)
_UNSHOWN = {
    ("weapon", "firearm_any"): ("definitions_on_their_face", "firearm_federal"),
    ("substance", "nonfederal"): ("drug_definitions_on_their_face", ""),
}
"""Values that make a definition wider on its face: the split on whether a prosecution must be shown, and the value that
is left when it must and is not."""
_PUNCTUATION = ".,;:()"
"""What may stand beside a word of a title and is no part of it."""
IN_TURPITUDE = "enhancement_in_turpitude"
"""The split on whether what an enhancement adds can make a crime one of moral turpitude."""
ATTEMPT = "attempt"
"""The form that a holding names when it speaks of an attempt at the offense and not of the offense."""


@dataclass(frozen=True, slots=True)
class FormResult:
    """What the ground says of one form, and why; *partly* means that only some of its means match."""

    offense: str
    form: str
    answer: str
    reasons: tuple[str, ...]
    kinds: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The form as a list of forms names it."""
        return f"{self.offense}: {self.form}" if self.form else self.offense

    def as_dict(self) -> dict[str, object]:
        """The form as the command line's JSON gives it."""
        return {
            "offense": self.offense,
            "form": self.form,
            "answer": self.answer,
            "reasons": list(self.reasons),
            "kinds": list(self.kinds),
        }


MOST_NAMED = 6
"""How many forms a sentence names before it only counts the others."""


def in_words(names: Iterable[str]) -> str:
    """Names of forms for a sentence: each once, of many the first with the number of the others; "" for none."""
    each = list(dict.fromkeys(filter(None, names)))
    more = len(each) - MOST_NAMED
    return ", ".join(each[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


@lru_cache(maxsize=8_192)
def _words(title: str) -> frozenset[str]:
    return frozenset(word.strip(_PUNCTUATION) for word in title.lower().split())


_OF_NO_FACT = frozenset({
    "conviction", "convictions", "convicted", "earlier", "neither", "no", "nobody", "none", "not", "other", "prior", "without",
})  # fmt: skip
"""Words of a grade for what is not there, or for an earlier conviction, which is no element (Almendarez-Torres)."""


@lru_cache(maxsize=8_192)
def _facts_of(grade: str) -> tuple[frozenset[str], ...]:
    """The words of each fact that the description of a grade names: its clauses, but for those that name none."""
    clauses = (_words(clause) for clause in re.split(r"[,;]", grade))
    return tuple(words for words in clauses if not words & _OF_NO_FACT)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a test may ask of an offense in one world."""

    offense: Offense
    world: World
    modifiers: tuple[str, ...] = ()

    @property
    def is_charged_attempt(self) -> bool:
        return ATTEMPT in self.modifiers or any(word.startswith(ATTEMPT) for word in self.title_words)

    @property
    def day(self) -> date:
        return self.world.conviction

    @property
    def is_federal(self) -> bool:
        return self.offense.state == "US"

    @property
    def families(self) -> frozenset[str]:
        return frozenset(family.lower() for family in self.offense.families)

    @property
    def title_words(self) -> frozenset[str]:
        return _words(self.offense.title)

    @property
    def grades(self) -> tuple[frozenset[str], ...]:
        named = dict.fromkeys(one.when for one in self.offense.penalties if one.when)
        return tuple(words for when in named for words in _facts_of(when))

    def lies_in(self, *sections: str) -> bool:
        own = self.offense.id
        return any(own == f"us.{s}" or own.startswith(f"us.{s}.") for s in sections)

    def reaches_beyond(self, *sections: str) -> bool:
        return any(f"us.{section}".startswith(self.offense.id + ".") for section in sections)

    def split(self, name: str) -> bool:
        return self.world.split(name)

    def entry_says(self, ground: str) -> Finding | None:
        offense = self.offense
        if offense.not_analysed and ground in _covered(offense.not_analysed):
            return Finding(Verdict.MISSING, _why_not_analysed(offense))
        if offense.unsettled and ground in _covered(offense.unsettled):
            return Finding(Verdict.OPEN, offense.unsettled_reason)
        return None


def _with_parts(ground: Ground) -> tuple[str, ...]:
    """A ground and its parts; of (U), of which every letter is a part, only those of its own name."""
    own = ground.name == "AF:U"
    return (ground.name, *(part for part in ground.parts if not own or part.startswith(ground.name)))


@lru_cache(maxsize=1_024)
def _covered(listed: tuple[str, ...]) -> frozenset[str]:
    """The grounds of a list, with the parts of each."""
    return frozenset(name for one in map(ground_named, listed) for name in _with_parts(one))


def _why_not_analysed(offense: Offense) -> str:
    return offense.not_analysed_reason or "the entry says that its words cannot answer this ground"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was asked: the ground, how the offense was charged, the form that was named, what enhances it.

    `chosen` is whether the words that name the form chose some of the offenses of a section.
    """

    ground: Ground
    modifiers: tuple[str, ...] = ()
    form: str = ""
    enhancements: tuple[Modifier, ...] = ()
    chosen: bool = False


def _elements(offense: Offense, form: Form, world: World) -> Values:
    """The elements in one world: an unchecked reading of the courts may be wrong, a silent entry may have forgotten.

    Forms of a section that doubt the same reading in the same words ask one question, settled once for all of them.
    """
    doubtful = bool(form.court) and not form.court_is_verified
    doubt = f"court:{offense.section.id}:{form.court_source}"
    follows_court = not doubtful or world.choose(doubt, (True, False))
    chosen = form.elements if follows_court else form.text
    if world.is_free and is_silent(chosen) and world.choose("a state of mind that was not written down", (False, True)):
        return MappingProxyType({**chosen, "mind": ("intent",)})
    return chosen


def is_silent(elements: Values) -> bool:
    """True where no state of mind is written, though one could be."""
    return "mind" not in elements and elements.get("act") != ("other",)


def may_have_forgotten(form: Form) -> bool:
    """True where the text, or the courts' reading of it, gives no state of mind that it could give."""
    return is_silent(form.elements) or is_silent(form.text)


def _realistic(form: Form, elements: Values, ground: Ground, world: World) -> tuple[dict[str, tuple[str, ...]], bool]:
    """The values that can defeat a match, and whether some attribute has only values that logic alone supports.

    A value marked *theory* defeats nothing. A definition that is wider on its face defeats a match where the text is
    enough; elsewhere only if its prosecution is *shown*. The law on which is in the splits.
    """
    if not form.marks and not any((name, value) in _UNSHOWN for name, values in elements.items() for value in values):
        return dict(elements), False  # every value is stated, and no definition is wider
    kept: dict[str, tuple[str, ...]] = {}
    is_theory = False
    asked = {ground.name, *ground.parts}
    for attribute, values in elements.items():
        real: list[str] = []
        for value in values:
            mark = form.mark(attribute, value)
            split, instead = _UNSHOWN.get((attribute, value), ("", ""))
            defeats = mark != "theory"
            if mark == "stated" and split and (instead or len(values) > 1) and asked & set(question(split).grounds):
                defeats = not world.split(split)
            if defeats:
                real.append(value)
            elif instead:
                real.append(instead)
        is_theory = is_theory or not real
        kept[attribute] = tuple(dict.fromkeys(real)) or values
    return kept, is_theory


def _readings(
    elements: Mapping[str, tuple[str, ...]], modifiers: Iterable[str]
) -> list[tuple[Reading, Reading]] | None:
    """Every combination of means as it was charged, beside the completed crime; None when there are too many."""
    count = 1
    for values in elements.values():
        count *= len(values)
    if count > MAX_MEANS:
        return None
    found: list[tuple[Reading, Reading]] = []
    for combination in itertools.product(*elements.values()):
        whole = Reading(MappingProxyType(dict(zip(elements, combination, strict=True))))
        charged = whole
        for modifier in modifiers:
            if modifier in STAGES:
                charged = charged.with_(stage=STAGES[modifier])
            elif modifier == "accessory":
                charged = Reading(MappingProxyType({name: values[0] for name, values in _ACCESSORY.items()}))
        found.append((charged, whole))
    return found


def _laid_over(reading: Reading, added: Mapping[str, str]) -> list[Reading]:
    """A reading of the crime beside those with what an enhancement adds: both were proved, so that any of them may match.

    What was done beside the crime, with an act of its own, is a reading by itself. How the crime was done is laid over it: of
    an ordered attribute the stronger value; where another has a value on both sides, each is read.
    """
    if "act" in added:
        return [reading, Reading(MappingProxyType(dict(added)))]
    words = vocabulary()
    choices: list[tuple[str, ...]] = []
    for name, value in added.items():
        own = reading.words.get(name, value)
        if own == value:
            choices.append((value,))
        elif words[name].ordered:
            choices.append((max(own, value, key=words[name].rank),))
        else:
            choices.append((value, own))
    laid = [reading.with_(**dict(zip(added, chosen, strict=True))) for chosen in itertools.product(*choices)]
    return [reading, *laid]


def _weakest(findings: Sequence[Finding]) -> Finding:
    """The finding furthest from a match: where a jury need not agree, each must match."""
    return max(findings, key=lambda finding: STRENGTH.index(finding.verdict))


def _with_enhancements(alone: Finding, reading: Reading, asked: Asked, context: _Context) -> Finding:
    """The finding for a crime with its enhancements, never further from a match than that for the crime alone.

    A fact that a jury must find, and that raises the longest term, is an element of the enhanced crime: Matter of
    Martinez-Zapata, 24 I&N Dec. 424 (BIA 2007).
    """
    ground, world = asked.ground, context.world
    means: list[list[Mapping[str, str]]] = []
    for one in asked.enhancements:
        real, _ = _realistic(Form(one.citation, one.elements), one.elements, ground, world)
        means.append([dict(zip(real, values, strict=True)) for values in itertools.product(*real.values())])
    each: list[Finding] = []
    for proved in itertools.product(*means):
        readings = [reading]
        for added in sorted(proved, key=lambda words: "act" not in words):
            readings = [laid for before in readings for laid in _laid_over(before, added)]
        each.append(strongest(ground.find(one, context) for one in readings[1:]) if len(readings) > 1 else alone)
    best = strongest((alone, _weakest(each)))
    names = ", ".join(one.citation for one in asked.enhancements)
    if best is not alone:
        if ground.name == "CIMT" and not context.split(IN_TURPITUDE):
            return alone
        return replace(best, reason=f"with {names}: {best.reason}")
    for one in asked.enhancements:
        if alone.verdict is Verdict.NO and _covers(one.unsettled, ground):
            return Finding(Verdict.OPEN, f"with {one.citation}: {one.unsettled_reason}")
    return alone


def _covers(listed: Iterable[str], ground: Ground) -> bool:
    """Whether a list of grounds has this one, a ground that it is a part of, or a part of it."""
    asked = {ground.name, *ground.parts}
    return any(not asked.isdisjoint(_with_parts(one)) for one in map(ground_named, listed))


def _set_apart(names: tuple[str, ...], ground: Ground) -> tuple[bool, bool]:
    """Whether the grounds that an entry answers by themselves have this one, and whether they have a part of it."""
    covered = _covered(names)
    return ground.name in covered, not covered.isdisjoint((ground.name, *ground.parts))


def form_under(offense: Offense, form: Form, asked: Asked, world: World) -> FormResult:
    """What the ground that is asked about says of one form of an offense in one world."""
    ground = asked.ground
    whole, part = _set_apart(offense.not_analysed, ground)
    reason = _why_not_analysed(offense)
    if whole:
        return FormResult(offense.id, form.name, NOT_ANALYSED, (reason,))
    is_open, part_is_open = _set_apart(offense.unsettled, ground)
    if is_open:
        return FormResult(offense.id, form.name, UNSETTLED, (offense.unsettled_reason,))
    # what is open of a complete crime is no attempt at it; but a fraud may be complete without a loss (Matter of Onyido)
    is_tried = ground.name != "AF:U" or _set_apart(offense.unsettled, ground_named("AF:M(i)"))[0]
    elements, is_theory = _realistic(form, _elements(offense, form, world), ground, world)
    readings = _readings(elements, asked.modifiers)
    if readings is None:
        return FormResult(offense.id, form.name, NOT_ANALYSED, (f"more than {MAX_MEANS} combinations of means",))
    context = _Context(offense, world, asked.modifiers)
    tested: list[tuple[Reading, Finding]] = []
    for charged, completed in readings:
        found = ground.find(charged, context)
        if found.verdict is Verdict.DEPENDS and "accessory" in asked.modifiers:
            found = ground.find(completed, context)
        if asked.enhancements and found.verdict is not Verdict.YES:
            found = _with_enhancements(found, charged, asked, context)
        if found.verdict is Verdict.NO and is_theory:
            found = Finding(Verdict.OPEN, f"{found.reason}; but only logic, no prosecution, supports that reading")
        if found.verdict is Verdict.NO and part:
            found = Finding(Verdict.MISSING, reason)
        if found.verdict is Verdict.NO and part_is_open and (is_tried or charged.has("stage")):
            found = Finding(Verdict.OPEN, offense.unsettled_reason)
        tested.append((completed, found))
    result = _form_result(offense, form, tested, ground)
    if result.answer != PARTLY:
        return result
    is_one_act = bool(form.one_act) or offense.alternatives == "means"
    unknown = form.unknown if is_one_act else ("act", *form.unknown)
    apart: dict[tuple[str, ...], list[tuple[Reading, Finding]]] = {}
    for one in tested:
        apart.setdefault(tuple(one[0].words.get(name, "") for name in unknown), []).append(one)
    if all(_form_result(offense, form, same, ground).answer in {NO, PARTLY} for same in apart.values()):
        if not form.one_act:
            return result
        return replace(result, reasons=(*result.reasons[:5], f"the acts are one element: {form.one_act}"))
    varied = [dict.fromkeys(values) for values in zip(*apart, strict=True)]
    return _of_unknown(result, tuple(value for values in varied if len(values) > 1 for value in values), offense, world)


def _of_unknown(result: FormResult, values: tuple[str, ...], offense: Offense, world: World) -> FormResult:
    """The result of a form of whose values some match, where nobody says that they are one element: both ways are taken.

    Acts in one clause may be ways of one crime, or crimes of which the record tells one; that they stand there together says
    neither. Legal source: Mathis v. United States, 579 U.S. 500 (2016).
    """
    if world.choose(f"values:{offense.section.id}:{' '.join(values)}", ("elements", "means")) == "means":
        return result
    unknown = f"nothing says whether {in_words(values)} are ways of one crime or crimes that the record tells apart"
    return replace(result, answer=DIVISIBLE, reasons=(unknown, *result.reasons))


def _form_result(offense: Offense, form: Form, tested: Sequence[tuple[Reading, Finding]], ground: Ground) -> FormResult:
    matched = [finding for _, finding in tested if finding.verdict is not Verdict.NO]
    if ground.by_conduct and matched:
        tested = [one for one in tested if one[1].verdict is not Verdict.NO]
    verdicts = {finding.verdict for _, finding in tested}
    if ground.by_conduct and verdicts & {Verdict.YES, Verdict.CIRCUMSTANCE}:
        answer = CIRCUMSTANCE if Verdict.CIRCUMSTANCE in verdicts else YES
    elif Verdict.NO in verdicts:
        answer = PARTLY if matched else NO
    else:
        ladder = (
            (Verdict.MISSING, NOT_ANALYSED),
            (Verdict.OPEN, UNSETTLED),
            (Verdict.DEPENDS, DEPENDS),
            (Verdict.CIRCUMSTANCE, CIRCUMSTANCE),
        )
        answer = next((name for verdict, name in ladder if verdict in verdicts), YES)
    if answer == PARTLY:
        varying = {name for name in tested[0][0].words if len({reading.words.get(name) for reading, _ in tested}) > 1}
        reasons = [f"matches: {finding.reason}" for finding in matched]
        for reading, finding in tested:
            if finding.verdict is Verdict.NO:
                where = ", ".join(f"{name} {word}" for name, word in reading.words.items() if name in varying)
                reasons.append(f"does not match where {where}: {finding.reason}")
    else:
        reasons = [finding.reason for _, finding in tested]
    kinds = tuple(dict.fromkeys(finding.kind for finding in matched if finding.kind))
    return FormResult(offense.id, form.name, answer, tuple(dict.fromkeys(reasons))[:6], kinds)
