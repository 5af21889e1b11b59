"""The questions that matter, each with the fields that answer it in place, and the case file that comes of an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from steelyard.catalog.find import catalogue
from steelyard.desk import forms
from steelyard.desk.forms import Body, Field, Spec, Words
from steelyard.desk.settings import Kind
from steelyard.desk.storage import Path
from steelyard.desk.weighing import Analysis
from steelyard.law.federal.facts import FACTS
from steelyard.law.interview import NOT_SURE, interview
from steelyard.law.postures import postures
from steelyard.logic.errors import SteelyardError
from steelyard.logic.evaluate import RECORD_COMPLETE
from steelyard.logic.facts import Entity, Fact
from steelyard.weigh.reading import SET_BY_FIELD

MOST_FIELDS = 20
"""A question that takes more fields than this is answered in its own form."""

ENDED = frozenset({"declined", "dismissed", "acquitted"})
"""Outcomes that order nothing."""

BY_OPTION = frozenset({
    "judgment_of_guilt", "guilt_found_or_admitted", "restraint_ordered", "only_unconditionally_suspended_fine",
    "criminal_proceeding", "juvenile_adjudication", "vacated", "appeal", "pardoned", "first_possession_set_aside",
    "elements_admitted", "release_date", "term_before_change", "sentence_changed", "sentence_changed_date",
    "exceeds_six_months", "days_confined", "prior_found_in_case", "particularly_serious", "record_inconclusive",
    "recommendation_against_deportation",
})  # fmt: skip
"""Facts that hang on what an option does with a count: each option has its own answer, and none is carried to another."""

_OF_OPTION: Mapping[str, str] = {
    "on_probation": "probation", "term_imposed": "term", "maximum_term": "maximum", "level": "level",
    "conviction_date": "conviction_date", "plea_date": "conviction_date", "sentence_date": "conviction_date",
    "form": "form",
}  # fmt: skip
_OF_COUNT: Mapping[str, str] = {
    "arrested_or_charged": "filed", "offense_date": "offense_date", "level": "level", "form": "form",
}  # fmt: skip
_OF_PRIOR: Mapping[str, str] = {
    **_OF_OPTION, "plea_date": "plea_date", "sentence_date": "sentence_date", "offense_date": "offense_date",
    "disposition": "outcome",
}  # fmt: skip
_UNTIL_COMPLETED = ("sentence_date", "term", "probation")
"""What tells whether the probation or the suspended sentence of an earlier matter is completed."""
NONE = "0 days for none"
_ADMITTED: Mapping[str, str] = {"guilt_found_or_admitted": "plea_or_admission", "restraint_ordered": "restraint"}
"""The fields in which a diversion or a deferral says what a conviction says by itself."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A field that an answer is given in, and where its value stands in the case file; `option` is whose it is, if any's."""

    field: Field
    where: Path
    option: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What to find out next: the question and why, how many cells it can decide and bears on, and how it is answered.

    `fields` answer it in place; without any, `address` is the end of its form's address, "" where this instance holds no
    such fact. `by_option` fields are one an option. `note` says what an answer does beside.
    """

    key: str
    asks: str
    why: str
    decides: int
    bears_on: int
    address: str
    fields: tuple[Field, ...]
    by_option: bool
    note: str


def questions(saved: Analysis, kind: Kind, body: Body) -> list[Question]:
    """The questions that can flip a cell of an analysis, by how many they flip, answered in the present case file `body`."""
    counts = {one["id"]: n for n, one in enumerate(body["counts"], 1)}
    priors = {one["id"]: n for n, one in enumerate(body.get("priors", ()), 1)}
    found = []
    for one in saved.cells.beside.get("questions", ()):
        key = one["fact"]
        whose, short = _parts(key)
        fact = FACTS.get(f"{whose.partition('[')[0]}.{short}")
        name = _name(whose)
        address = "case"
        if whose == "person":
            address = "interview" if kind is Kind.DEFENSE else ""
        elif name:
            own = name if name in counts else name.removesuffix("→")
            address = (
                f"counts/{counts[own]}" if own in counts else f"priors/{priors[name]}" if name in priors else "case"
            )
            if short in SET_BY_FIELD[Entity.COUNT] and name not in priors:
                address = "options/1" if len(body["options"]) == 1 else ""
        waits = one.get("open", ())
        here = [
            slot for slot in slots(kind, body, key)
            if (not slot.field.value or key == RECORD_COMPLETE) and (not slot.option or not waits or slot.option in waits)
        ]  # fmt: skip
        fields = tuple(slot.field for slot in here) if len(here) <= MOST_FIELDS else ()
        by_option = any(slot.option for slot in here)
        note = ""
        if whose == "person" and not body.get("person"):
            note = "An answer makes this a file about one person: the matrix then shows that person in place of every class."
        elif name in counts and len(body["options"]) > 1 and not by_option:
            note = "The answer holds for the count in every option."
        asks = forms.asked(one["asks"]) + _about(name, counts, priors)
        why = fact.why if fact is not None else ""
        found.append(Question(key, asks, why, one["decides"], one["bears_on"], address, fields, by_option, note))
    return found


def _about(name: str, counts: Collection[str], priors: Collection[str]) -> str:
    """Which count a question is about, in words; "" for none."""
    if name in priors:
        return f" (earlier matter {name})"
    if name and name not in counts:
        return f" (count {name.removesuffix('→')}, the offense pleaded to)"
    return f" (count {name})" if name else ""


def _parts(key: str) -> tuple[str, str]:
    whose, _, short = key.rpartition(".")
    return whose, short


def _name(whose: str) -> str:
    """The count or earlier matter that a question is about; "" for a question about the case or the person."""
    return whose[6:-1] if whose.startswith("count[") else ""


# ---------------------------------------------------------------------------------------------------------------------
# Where an answer stands
# ---------------------------------------------------------------------------------------------------------------------


def slots(kind: Kind, body: Body, key: str) -> tuple[Slot, ...]:
    """The places of a case file that an answer to the question `key` goes to; none where this instance holds no such fact."""
    whose, short = _parts(key)
    if key == RECORD_COMPLETE:
        spec = next(one for one in forms.case_specs() if one.name == "record_complete")
        return (_slot(spec, ("record_complete",), body),)
    if whose == "person":
        return tuple(_of_person(body, short)) if kind is Kind.DEFENSE else ()
    name = _name(whose)
    if not name:
        return ()
    for number, prior in enumerate(body.get("priors", ())):
        if prior["id"] == name:
            return tuple(_of_prior(body, number, short))
    pleaded = name not in {one["id"] for one in body["counts"]}
    for number, count in enumerate(body["counts"]):
        if count["id"] == (name.removesuffix("→") if pleaded else name):
            return tuple(_of_count(body, number, short, pleaded=pleaded))
    return ()


def _of_person(body: Body, short: str) -> Iterator[Slot]:
    fact = FACTS.get(f"{Entity.PERSON}.{short}")
    fixed = (body.get("person") or {}).get("posture")
    if fact is not None and short not in (postures()[fixed].facts if fixed in postures() else ()):
        yield _fact_slot(fact, ("person", "facts", short), body)


def _of_prior(body: Body, number: int, short: str) -> Iterator[Slot]:
    prior = body["priors"][number]
    at: Path = ("priors", number)
    if short == "on_probation" and (prior.get("probation") or prior.get("suspended")):
        yield from (_slot(_spec(forms.PRIOR, name), at, body) for name in _UNTIL_COMPLETED if name not in prior)
    elif short == "custody_to_serve" or _may_be_suspended(prior, short):
        yield _slot(_spec(forms.PRIOR, "suspended" if "term" in prior else "term"), at, body)
    elif short in _OF_PRIOR:
        spec = _with_forms(body, prior["charge"], _spec(forms.PRIOR, _OF_PRIOR[short]))
        yield _slot(replace(spec, hint=NONE) if short == "on_probation" else spec, at, body)
    elif short not in SET_BY_FIELD[Entity.COUNT] and (fact := FACTS.get(f"{Entity.COUNT}.{short}")):
        yield _fact_slot(fact, (*at, "facts", short), body)


def _of_count(body: Body, number: int, short: str, *, pleaded: bool) -> Iterator[Slot]:
    """An answer about a count stands with the count; about what an option does with it, or pleads it to, with each option."""
    count = body["counts"][number]
    fact = FACTS.get(f"{Entity.COUNT}.{short}")
    if not pleaded and short in _OF_COUNT:
        yield _slot(_with_forms(body, count["charge"], _spec(forms.COUNT, _OF_COUNT[short])), ("counts", number), body)
        return
    if not pleaded and short not in BY_OPTION and short not in SET_BY_FIELD[Entity.COUNT]:
        if fact is not None:
            yield _fact_slot(fact, ("counts", number, "facts", short), body)
        return
    for place, option in enumerate(body["options"]):
        for which, one in enumerate(option["dispositions"]):
            other = one.get("charge", "") not in ("", count["charge"])
            if one["count"] != count["id"] or other is not pleaded:
                continue
            slot = _of_disposition(body, one, short, fact, ("options", place, "dispositions", which))
            if slot is not None:
                label = f"Option {option['id']}: {option['label'][:80]}"
                if short in SET_BY_FIELD[Entity.COUNT] or short in _ADMITTED:
                    label = f"{label}. {slot.field.label}"
                field = replace(slot.field, name=f"{slot.field.name}.{place + 1}", label=label, why="")
                yield replace(slot, field=field, option=option["id"])


def _of_disposition(body: Body, one: Mapping[str, Any], short: str, fact: Fact | None, at: Path) -> Slot | None:
    name = _OF_OPTION.get(short, "")
    if short == "custody_to_serve" or _may_be_suspended(one, short):
        name = "suspended" if "term" in one else "term"
    if short in _ADMITTED and one["outcome"] in ("diverted", "deferred"):
        name = _ADMITTED[short]
    if name:
        if one["outcome"] in ENDED and name in forms.ORDERED:
            return None
        spec = _with_forms(body, one.get("charge", ""), _spec(forms.DISPOSITION, name))
        return _slot(replace(spec, hint=NONE) if name == "probation" else spec, at, body)
    if fact is None or short in SET_BY_FIELD[Entity.COUNT]:
        return None
    return _fact_slot(fact, (*at, "facts", short), body)


def _may_be_suspended(one: Mapping[str, Any], short: str) -> bool:
    """Whether the fact "on probation, or under a suspended sentence" hangs on the suspension: there is no probation."""
    return short == "on_probation" and one.get("probation") is not None


def _spec(specs: tuple[Spec, ...], name: str) -> Spec:
    return next(one for one in specs if one.name == name)


def _with_forms(body: Body, charge: str, spec: Spec) -> Spec:
    """The field for a form of the offense, with the forms that the catalogue has to choose from."""
    if spec.name != "form":
        return spec
    offenses = catalogue().find(body["state"], charge).offenses
    names = tuple(dict.fromkeys(form.name for one in offenses for form in one.forms if form.name))
    words: Words = (("", "not known"), *((one, one.replace("_", " ")) for one in names))
    return replace(spec, kind="choice", words=words) if names else spec


def _slot(spec: Spec, at: Path, body: Body) -> Slot:
    where = at if at == (spec.name,) else (*at, spec.name)
    return Slot(forms.field_of(spec, "answer", _at(body, where)), where)


def _fact_slot(fact: Fact, where: Path, body: Body) -> Slot:
    return Slot(replace(forms.fact_field(fact, "answer", _at(body, where)), why=""), where)


def _at(body: Body, where: Path) -> Any:
    held: Any = body
    for part in where:
        held = held[part] if isinstance(part, int) else (held or {}).get(part)
    return held


# ---------------------------------------------------------------------------------------------------------------------
# The case file with an answer
# ---------------------------------------------------------------------------------------------------------------------


def answered(kind: Kind, body: Body, key: str, given: Mapping[str, str]) -> dict[str, Any]:
    """The case file with an answer put where it stands; "not known" leaves the fact open.

    Raises SteelyardError (SY-K011) for a question that this case does not have, or without any answer.
    """
    found = [one for one in slots(kind, body, key) if one.field.name in given]
    if not found:
        raise SteelyardError("SY-K011", "nothing was answered", where="answer",
                             right='"yes", "no", "not known" or a value, for one option at least')  # fmt: skip
    made: dict[str, Any] = deepcopy(dict(body))
    for one in found:
        _put(made, one.where, forms.read(one.field.kind, given[one.field.name]))
    if _parts(key)[0] == "person":
        _note_in_interview(made, _parts(key)[1])
    return made


def _put(body: dict[str, Any], where: Path, value: Any) -> None:
    """Set a value, or take it out when it is None; a table of facts that is left empty goes too."""
    held: Any = body
    for part, after in zip(where, where[1:], strict=False):
        held = held[part] if isinstance(part, int) or isinstance(after, int) else held.setdefault(part, {})
    if value is not None:
        held[where[-1]] = value
        return
    held.pop(where[-1], None)
    if not held and where[-2:-1] == ("facts",):
        _put(body, where[:-1], None)


def _note_in_interview(body: dict[str, Any], short: str) -> None:
    """The interview says "not sure" of a fact of the person that was asked and is not known, and nothing of one that is."""
    name = next((name for name, one in interview().items() if one.fact is not None and one.fact.short == short), None)
    person = body.setdefault("person", {})
    said = person.setdefault("interview", {})
    if name is not None and short in person.get("facts", {}):
        said.pop(name, None)
    elif name is not None:
        said[name] = NOT_SURE
    if not said:
        del person["interview"]
    if not person:
        del body["person"]
