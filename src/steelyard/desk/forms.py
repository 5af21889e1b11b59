"""A case file as forms: what each part asks, why, and the file that comes of what was filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, get_args

from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.policies import policies
from steelyard.desk.settings import Kind
from steelyard.law.elements import vocabulary
from steelyard.law.federal.facts import FACTS
from steelyard.law.interview import NOT_SURE, Asked, interview
from steelyard.law.postures import postures
from steelyard.logic.errors import SteelyardError
from steelyard.logic.facts import Entity, Fact, Type
from steelyard.weigh.case import Level, Modifier, Outcome
from steelyard.weigh.reading import SET_BY_FIELD

Body = Mapping[str, Any]
Words = tuple[tuple[str, str], ...]

PARTS = ("case", "counts", "priors", "options", "keep", "assume", "person")
LISTS = ("counts", "priors", "options")
"""The parts of which a case has several; each is reached by its place, from 1, or as "new"."""

_DAYS, _NUMBER = re.compile(r"(?a)(\d{1,9})(?: days?|(?<=^0))"), re.compile(r"(?a)(\d{1,9})")
YES_NO: Words = (("", "not sure"), ("yes", "yes"), ("no", "no"))


SPELLED = {
    "u_status": "U status",
    "t_status": "T status",
    "vawa": "relief as a battered spouse, child or parent (VAWA)",
}
"""Words of a case file whose letters are said otherwise than they are written."""


def _words(words: Iterable[str], empty: str = "not stated") -> Words:
    return (("", empty), *((one, SPELLED.get(one, one.replace("_", " "))) for one in words))


@dataclass(frozen=True, slots=True)
class Spec:
    """A field of a part: its name in the case file, its label (and a brief one), how it is written, a hint, its words."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    words: Words = ()
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form, as it is shown: `name` in the form, and the value it holds now."""

    name: str
    label: str
    kind: str
    hint: str
    words: Words
    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading; `folded` ones are shown on demand."""

    heading: str
    fields: tuple[Field, ...]
    folded: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One part of a case as a form. `address` is the end of its address, `exists` is False for one that is being added."""

    title: str
    address: str
    groups: tuple[Group, ...]
    exists: bool = True
    removable: bool = False
    copyable: bool = False


LEVELS = _words(get_args(Level))
MODIFIERS = _words(get_args(Modifier), "none")
OUTCOMES = _words(get_args(Outcome))
TERM = "such as 364 days, 6 months or 1 year"
MONEY = "such as $1,400.00"
DAY = "such as 2026-09-14"

SENTENCE = (
    Spec("term", "Term of confinement ordered", "days", f"suspended time included; {TERM}"),
    Spec("minimum", "Minimum, of an indeterminate term", "days", "the term above is then the maximum, and counts"),
    Spec("added", "Added when probation was violated", "days", "counts with the term"),
    Spec("suspended", "Of it suspended", "days"),
    Spec("probation", "Probation, supervision or parole", "days"),
    Spec("fine", "Fine", "money", MONEY),
    Spec("restitution", "Restitution", "money", MONEY),
)
ORDERED = frozenset(one.name for one in SENTENCE)
"""The fields of what a court orders."""
COUNT = (
    Spec("id", "Count", "text", "its number or name in the charging document"),
    Spec("charge", "Charge, with its subsection", "text", "as the court writes it, such as PC 487(a)", brief="Charge"),
    Spec("form", "Form of the offense", "text", "if the charge names one, such as larceny"),
    Spec("modifier", "Attempt, conspiracy or the like", "choice", "", MODIFIERS),
    Spec("level", "Level", "choice", "", LEVELS),
    Spec("filed", "Has it been filed, or the person arrested for it?", "yesno", brief="Filed, or an arrest"),
    Spec("offense_date", "Day of the offense", "day", DAY),
)
PRIOR = (
    Spec("id", "Name of the matter", "text", "such as its docket number"),
    Spec("charge", "Offense, with its subsection"),
    Spec("form", "Form of the offense"),
    Spec("modifier", "Attempt, conspiracy or the like", "choice", "", MODIFIERS),
    Spec("level", "Level", "choice", "", LEVELS),
    Spec("outcome", "What became of it", "choice", "", OUTCOMES),
    Spec("offense_date", "Day of the offense", "day", DAY),
    Spec("plea_date", "Day of the plea", "day", DAY),
    Spec("conviction_date", "Day of the conviction", "day", DAY),
    Spec("sentence_date", "Day of the sentence", "day", DAY),
    *SENTENCE,
    Spec("maximum", "Longest term the law allowed", "days", "only if the catalogue cannot say"),
)
DISPOSITION = (
    Spec("outcome", "What becomes of the count", "choice", "", OUTCOMES),
    Spec("charge", "Offense pleaded to, when another", "text", "leave empty for the count's own charge"),
    Spec("form", "Form of the offense", "text", "as the plea names it"),
    Spec("modifier", "Attempt, conspiracy or the like", "choice", "", MODIFIERS),
    Spec("level", "Level", "choice", "", LEVELS),
    *SENTENCE,
    Spec("plea_or_admission", "Does it ask for a plea or an admission of facts?", "yesno"),
    Spec("restraint", "Does a judge order any punishment, penalty or restraint?", "yesno"),
    Spec("conviction_date", "Day of the conviction", "day", DAY),
    Spec("maximum", "Longest term the law allows", "days", "only if the catalogue cannot say"),
    Spec("enhancements", "Do the count's enhancements stand?", "yesno", "they do when nothing is said"),
)
TAKEN_BACK = (
    Spec("after", "How long the first plea stands", "days", "leave empty where no plea is taken back"),
    Spec("charge", "Offense of the first plea, when another", "text", "leave empty for the count's own charge"),
    Spec("form", "Form of the offense", "text", "as the first plea names it"),
    Spec("modifier", "Attempt, conspiracy or the like", "choice", "", MODIFIERS),
    Spec("level", "Level", "choice", "", LEVELS),
    *SENTENCE,
    Spec("judgment", "Is judgment entered on it?", "yesno"),
    Spec("restraint", "Does a judge order any punishment, penalty or restraint while it stands?", "yesno"),
    Spec("defect", "Is it taken back for a defect of law?", "yesno", "not because what was agreed has been done"),
    Spec("maximum", "Longest term the law allows", "days", "only if the catalogue cannot say"),
)
KEEP = (
    Spec("conviction", "Must it end in a conviction?", "yesno", brief="Conviction"),
    Spec("level_at_least", "Level at least", "choice", "", LEVELS),
    Spec("level_at_most", "Level at most", "choice", "", LEVELS),
    Spec("custody_at_least", "Custody to serve at least", "days", TERM),
    Spec("custody_at_most", "Custody to serve at most", "days", TERM),
    Spec("supervision_at_least", "Supervision at least", "days", TERM),
    Spec("supervision_at_most", "Supervision at most", "days", TERM),
    Spec("restitution_at_least", "Restitution at least", "money", MONEY),
    Spec("stay_away", "Must it carry a stay-away order?", "yesno", brief="Stay-away order"),
    Spec("treatment", "Must it carry treatment?", "yesno", brief="Treatment"),
    Spec("registration", "Must it bring registration as a sex offender?", "yesno", brief="Registration"),
    Spec("firearms_bar", "Must it bring a bar on firearms?", "yesno", brief="Bar on firearms"),
)
TOGETHER: Words = (("concurrent", "together"), ("consecutive", "one after the other"))
GROUPS_OF_ORDER = ("removal", "detention", "relief", "citizenship")


def case_specs() -> tuple[Spec, ...]:
    """The fields of a case that belong to no part."""
    offices = (("", "none"), *((name, one.name) for name, one in sorted(policies().items())))
    return (
        Spec("id", "Matter", "text", "its number or name; no name of a person is needed"),
        Spec("state", "State", "choice", "", tuple((one, one) for one in JURISDICTIONS)),
        Spec("office", "Office whose policy is asked", "choice", "", offices, "Office"),
        Spec("forum", "Immigration forum", "text", 'BIA or a circuit such as "9th Cir."; the state\'s when left out'),
        Spec("law_as_of", "Law as of", "day", "today when left out"),
        Spec("record_complete", "Does the record list every earlier arrest, charge and conviction?", "yesno",
             "an incomplete record never clears", brief="Record complete"),
        Spec("order", "Avoid first", "text", f"in this order, with commas: {', '.join(GROUPS_OF_ORDER)}"),
        Spec("note", "Note", "area"),
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Values
# ---------------------------------------------------------------------------------------------------------------------


def shown(kind: str, value: Any) -> str:
    """A value of a case file as its field shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if kind == "days" and isinstance(value, int):
        return "1 day" if value == 1 else f"{value} days"
    return str(value)


def read(kind: str, text: str) -> Any:
    """What a field's text means in a case file; None for an empty one. What cannot be read stays as it is, and is refused.

    A number of days says so: "6" may be months as well.
    """
    text = text.strip() if kind != "area" else text.replace("\r\n", "\n").strip()
    if not text:
        return None
    if kind == "yesno":
        return {"yes": True, "no": False}.get(text, text)
    number = _DAYS.fullmatch(text) if kind == "days" else _NUMBER.fullmatch(text) if kind == "number" else None
    if number is not None:
        return int(number[1])
    if kind == "money" and text[:1].isdigit():
        return f"${text}"
    return text


_KINDS = {Type.BOOL: "yesno", Type.DATE: "day", Type.DAYS: "days", Type.CENTS: "money", Type.NUMBER: "number"}


def kind_of(fact: Fact) -> str:
    """How a fact is written in a form."""
    return "choice" if fact.words else _KINDS.get(fact.type, "text")


def asked(question: str) -> str:
    """A fact's question as a form asks it: amounts and terms are written with their units there."""
    return question.replace(", in cents?", "?").replace(", in days?", "?")


def fact_field(fact: Fact, name: str, value: Any) -> Field:
    """The field that asks for a fact, under this name in its form."""
    kind = kind_of(fact)
    hint = {"days": TERM, "money": MONEY, "day": DAY}.get(kind, "")
    if fact.judgement:
        hint = "decided by an official on all the circumstances"
    words = _words(sorted(fact.words), "not sure") if fact.words else YES_NO if kind == "yesno" else ()
    return Field(name, asked(fact.question), kind, hint, words, shown(kind, value), fact.why)


def _fact_field(fact: Fact, prefix: str, held: Mapping[str, Any]) -> Field:
    return fact_field(fact, f"{prefix}facts.{fact.short}", held.get(fact.short))


def field_of(spec: Spec, name: str, value: Any) -> Field:
    """The field of a part, under this name in its form."""
    words = spec.words or (YES_NO if spec.kind == "yesno" else ())
    return Field(name, spec.label, spec.kind, spec.hint, words, shown(spec.kind, value))


def facts_of(entity: Entity) -> list[Fact]:
    """The facts that a part may give, those with a field of their own left out."""
    return [f for f in FACTS.values() if f.entity is entity and f.short not in SET_BY_FIELD.get(entity, ())]


def _fact_groups(entity: Entity, prefix: str, held: Mapping[str, Any], asked: Iterable[str] = ()) -> tuple[Group, ...]:
    """The facts that are given or asked for, then all others, folded."""
    first = [*held, *asked]
    near = [fact for fact in facts_of(entity) if fact.short in first]
    far = [fact for fact in facts_of(entity) if fact.short not in first]
    groups = []
    if near:
        groups.append(Group("Facts given or asked for", tuple(_fact_field(one, prefix, held) for one in near)))
    folded = tuple(_fact_field(one, prefix, held) for one in far)
    return (*groups, Group(f"Other facts that can matter ({len(far)})", folded, folded=True))


def _fields(specs: Iterable[Spec], held: Mapping[str, Any], prefix: str = "") -> tuple[Field, ...]:
    return tuple(field_of(one, prefix + one.name, held.get(one.name)) for one in specs)


# ---------------------------------------------------------------------------------------------------------------------
# Forms
# ---------------------------------------------------------------------------------------------------------------------


def no_part() -> SteelyardError:
    """What is said of a part that the case does not have."""
    return SteelyardError("SY-K018", "the case has no such part", where="address")


def place_of(body: Body, part: str, place: str) -> int | None:
    """The place of an item from 0, None for a new one. Raises SteelyardError (SY-K018) for one that is not there."""
    if place == "new":
        return None
    if not (place.isascii() and place.isdigit()) or not 1 <= int(place) <= len(body.get(part, ())):
        raise no_part()
    return int(place) - 1


def form_of(kind: Kind, body: Body, part: str, place: str, asked: Iterable[str] = ()) -> Form:
    """One part of a case as a form; `asked` has the keys of facts that open cells wait for. Raises SteelyardError (SY-K018)."""
    if (part == "person" and kind is Kind.PROSECUTION) or part not in PARTS or (place != "") is not (part in LISTS):
        raise no_part()
    if part == "case":
        return Form("The matter", part, (Group("", (*_fields(case_specs(), body), _baseline(body))),))
    if part == "keep":
        return Form("What every option must keep", part, (Group("", _fields(KEEP, body.get("keep", {}))),))
    if part == "assume":
        groups = _fact_groups(Entity.COUNT, "", body.get("assume", {}))
        return Form("Taken as given for every count", part, groups)
    if part == "person":
        return _person_form(kind, body)
    number = place_of(body, part, place)
    item: Mapping[str, Any] = body[part][number] if number is not None else {}
    address = f"{part}/{place}"
    if part == "options":
        return _option_form(body, item, address, number is not None)
    name = item.get("id", "")
    prefix = f"count[{name}]."
    wanted = [one.removeprefix(prefix) for one in asked if name and one.startswith(prefix)]
    if part == "priors":
        title = f"Earlier matter {name}" if name else "An earlier matter"
        groups = (Group("", _fields(PRIOR, item)), *_fact_groups(Entity.COUNT, "", item.get("facts", {}), wanted))
        return Form(title, address, groups, number is not None, number is not None)
    groups = (
        Group("", _fields(COUNT, item or {"id": _free_id(body["counts"])})),
        *_fact_groups(Entity.COUNT, "", item.get("facts", {}), wanted),
        _conduct(item.get("conduct", {})),
        _enhancements(item.get("enhancements", [])),
    )
    title = f"Count {name}" if name else "Another count"
    return Form(title, address, groups, number is not None, number is not None and len(body["counts"]) > 1)


def _baseline(body: Body) -> Field:
    words = (("", "the first option"), *((one["id"], f"{one['id']}. {one['label']}") for one in body["options"]))
    hint = "the option that the others are compared with"
    return Field("baseline", "Baseline", "choice", hint, words, body.get("baseline", ""))


def _free_id(items: Iterable[Mapping[str, Any]]) -> str:
    taken = {one["id"] for one in items}
    return next(str(number) for number in range(1, 10_000) if str(number) not in taken)


def _conduct(held: Mapping[str, bool]) -> Group:
    every = [(attribute, value) for attribute, one in vocabulary().items() for value in one.words]
    words = (("", "nothing"), *((f"{a}.{v}", f"{a}: {v}".replace("_", " ")) for a, v in every))
    fields = []
    for number, (word, so) in enumerate([*held.items(), ("", None), ("", None)]):
        fields.append(Field(f"conduct.{number}.word", f"What was done, {number + 1}", "choice", "", words, word))
        fields.append(
            Field(f"conduct.{number}.so", f"Was it so, {number + 1}?", "yesno", "", YES_NO, shown("yesno", so))
        )
    note = "What is known of the conduct, in the words in which offenses are written. It shows which pleas have a factual basis."
    return Group(f"Conduct ({len(held)})", tuple(fields), folded=True, note=note)


def _enhancements(held: Iterable[Mapping[str, Any]]) -> Group:
    fields = []
    rows = [*held, {}]
    for number, one in enumerate(rows):
        fields.append(Field(f"enhancements.{number}.charge", f"Enhancement {number + 1}, with its section", "text", "", (),
                            str(one.get("charge", ""))))  # fmt: skip
        fields.append(Field(f"enhancements.{number}.adds", f"What enhancement {number + 1} adds", "days", TERM, (),
                            shown("days", one.get("adds"))))  # fmt: skip
    return Group(f"Enhancements ({len(rows) - 1})", tuple(fields), folded=True)


def _option_form(body: Body, item: Mapping[str, Any], address: str, exists: bool) -> Form:
    held = {one["count"]: one for one in item.get("dispositions", ())}
    own = {"id": item.get("id") or _free_id(body["options"]), "label": item.get("label", ""),
           "terms": item.get("terms", "concurrent")}  # fmt: skip
    specs = (
        Spec("id", "Option", "text", "its number or name"),
        Spec("label", "What it is called"),
        Spec("terms", "Terms of several counts", "choice", "", TOGETHER),
    )  # fmt: skip
    groups = [Group("", _fields(specs, own))]
    for number, count in enumerate(body["counts"]):
        mine = held.get(count["id"], {"outcome": "convicted"})
        heading = f"Count {count['id']}: {count['charge']}"
        groups.append(Group(heading, _fields(DISPOSITION, mine, f"d{number}.")))
        first = _fields(TAKEN_BACK, mine.get("taken_back", {}), f"d{number}.taken_back.")
        groups.append(Group(f"A first plea to count {count['id']} that is taken back and replaced by this", first,
                            folded="taken_back" not in mine))  # fmt: skip
        given = mine.get("facts", {})
        far = tuple(_fact_field(one, f"d{number}.", given) for one in facts_of(Entity.COUNT))
        groups.append(Group(f"Facts that the option settles for count {count['id']} ({len(given)})", far, folded=True))
    removable = exists and len(body["options"]) > 1
    return Form(
        f"Option {item['id']}" if exists else "Another option", address, tuple(groups), exists, removable, exists
    )


def _answers(one: Asked) -> Words:
    words = ("", *dict.fromkeys((*one.answers, NOT_SURE))) if one.answers else ()
    return tuple((word, word or "not asked") for word in words)


def _person_form(kind: Kind, body: Body) -> Form:
    held = body.get("person") or {}
    words = (("", "not stated"), *((name, one.label) for name, one in postures().items()))
    posture = Field(
        "posture", "Posture class", "choice", "its facts are then taken to hold", words, held.get("posture", "")
    )
    if kind is Kind.OVERSIGHT:
        return Form("Posture class", "person", (Group("", (posture,)),))
    facts = held.get("facts", {})
    fields = tuple(_fact_field(one, "", facts) for one in facts_of(Entity.PERSON))
    said = held.get("interview", {})
    free = tuple(
        Field(f"interview.{one.name}", one.asks, "choice" if one.answers else "area", "", _answers(one),
              said.get(one.name, ""), one.why)
        for one in interview().values()
        if one.fact is None
    )  # fmt: skip
    return Form("The person", "person", (Group("", (posture,)), Group("Facts", fields), Group("Interview", free)))


# ---------------------------------------------------------------------------------------------------------------------
# From a form back to the case
# ---------------------------------------------------------------------------------------------------------------------


def _taken(specs: Iterable[Spec], given: Mapping[str, str], prefix: str = "") -> dict[str, Any]:
    values = {one.name: read(one.kind, given.get(prefix + one.name, "")) for one in specs}
    return {name: value for name, value in values.items() if value is not None}


def _facts(entity: Entity, given: Mapping[str, str], prefix: str = "") -> dict[str, Any]:
    values = {one.short: read(kind_of(one), given.get(f"{prefix}facts.{one.short}", "")) for one in facts_of(entity)}
    return {name: value for name, value in values.items() if value is not None}


def _set(target: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """The target with these parts, those that are empty taken out."""
    return {name: value for name, value in {**target, **parts}.items() if value not in ({}, [], None)}


def filled(kind: Kind, body: Body, part: str, place: str, given: Mapping[str, str]) -> dict[str, Any]:
    """The case file with one part as it was filled in. Raises SteelyardError (SY-K018) for a part that is not there."""
    form_of(kind, body, part, place)
    made: dict[str, Any] = deepcopy(dict(body))
    if part == "case":
        fields = _taken((*case_specs(), Spec("baseline", "")), given)
        if "order" in fields:
            fields["order"] = [one.strip() for one in fields["order"].split(",") if one.strip()]
        for one in (*case_specs(), Spec("baseline", "")):
            made.pop(one.name, None)
        return made | fields
    if part == "keep":
        return _set(made, keep=_taken(KEEP, given))
    if part == "assume":
        return _set(made, assume=_facts(Entity.COUNT, given))
    if part == "person":
        said = {n: given[f"interview.{n}"].strip() for n in interview() if given.get(f"interview.{n}", "").strip()}
        kept = {
            n: v for n, v in (made.get("person") or {}).get("interview", {}).items() if f"interview.{n}" not in given
        }
        facts = _facts(Entity.PERSON, given)
        kept = {n: v for n, v in kept.items() if n not in facts}
        person = _set({}, posture=read("choice", given.get("posture", "")), facts=facts, interview=kept | said)
        return _set(made, person=person)
    number = place_of(body, part, place)
    item = _items[part](made, number, given)
    items: list[Any] = made.setdefault(part, [])
    if number is None:
        items.append(item)
    else:
        items[number] = item
    if part == "counts":
        return _with_count(made, body, number, item)
    if part == "options" and number is not None and made.get("baseline") == body["options"][number]["id"]:
        made["baseline"] = item.get("id", "")
    return made


def _count_item(_made: Body, _number: int | None, given: Mapping[str, str]) -> dict[str, Any]:
    conduct = {}
    enhancements = []
    for number in range(200):
        word, so = given.get(f"conduct.{number}.word", ""), read("yesno", given.get(f"conduct.{number}.so", ""))
        if word and so is not None:
            conduct[word] = so
        one = _taken((Spec("charge", ""), Spec("adds", "", "days")), given, f"enhancements.{number}.")
        if one:
            enhancements.append(one)
    return _set(_taken(COUNT, given), facts=_facts(Entity.COUNT, given), conduct=conduct, enhancements=enhancements)


def _prior_item(_made: Body, _number: int | None, given: Mapping[str, str]) -> dict[str, Any]:
    return _set(_taken(PRIOR, given), facts=_facts(Entity.COUNT, given))


def _first_plea(made: Body, number: int | None, count: str, given: Mapping[str, str], prefix: str) -> dict[str, Any]:
    """The first plea of a disposition as filled in, with the facts it had; as it was where the form does not ask for it."""
    before = made["options"][number].get("dispositions", ()) if number is not None else ()
    held: dict[str, Any] = next((one.get("taken_back", {}) for one in before if one["count"] == count), {})
    if not any(name.startswith(prefix) for name in given):
        return dict(held)
    fields = _taken(TAKEN_BACK, given, prefix)
    return _set(fields, facts=held.get("facts")) if fields else {}


def _option_item(made: Body, number: int | None, given: Mapping[str, str]) -> dict[str, Any]:
    own = _taken((Spec("id", ""), Spec("label", ""), Spec("terms", "", "choice")), given)
    dispositions = [
        _set(
            {"count": count["id"], **_taken(DISPOSITION, given, f"d{n}.")},
            facts=_facts(Entity.COUNT, given, f"d{n}."),
            taken_back=_first_plea(made, number, count["id"], given, f"d{n}.taken_back."),
        )
        for n, count in enumerate(made["counts"])
    ]
    return {**own, "dispositions": dispositions}


_items: Mapping[str, Callable[[Body, int | None, Mapping[str, str]], dict[str, Any]]] = {
    "counts": _count_item,
    "priors": _prior_item,
    "options": _option_item,
}


def _with_count(made: dict[str, Any], before: Body, number: int | None, item: Mapping[str, Any]) -> dict[str, Any]:
    """Every option speaks of every count: of a new one as charged, of one that was renamed under its new name."""
    name = item.get("id", "")
    for option in made["options"]:
        if number is None:
            option["dispositions"].append({"count": name, "outcome": "convicted"})
        else:
            old = before["counts"][number]["id"]
            for one in option["dispositions"]:
                one["count"] = name if one["count"] == old else one["count"]
    return made


def without(body: Body, part: str, place: str) -> dict[str, Any]:
    """The case file without one count, earlier matter or option. Raises SteelyardError (SY-K018)."""
    number = place_of(body, part, place) if part in LISTS else None
    if number is None or (part != "priors" and len(body[part]) < 2):
        raise no_part()
    made: dict[str, Any] = deepcopy(dict(body))
    gone = made[part].pop(number)
    if part == "counts":
        for option in made["options"]:
            option["dispositions"] = [one for one in option["dispositions"] if one["count"] != gone["id"]]
    if part == "options" and made.get("baseline") == gone["id"]:
        del made["baseline"]
    return _set(made)


def with_option(body: Body, option: Mapping[str, Any], label: str) -> dict[str, Any]:
    """The case file with one more option: this one, under a free number and a label of its own."""
    made: dict[str, Any] = deepcopy(dict(body))
    made["options"].append({**deepcopy(dict(option)), "id": _free_id(made["options"]), "label": label})
    return made


# ---------------------------------------------------------------------------------------------------------------------
# What the page shows of the facts
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Summary:
    """One part of the facts in short: its title, the end of its form's address, and its lines as label and value."""

    title: str
    address: str
    lines: tuple[tuple[str, str], ...]


def _lines(specs: Iterable[Spec], held: Mapping[str, Any], but: Iterable[str] = ("id",)) -> tuple[tuple[str, str], ...]:
    found = []
    for one in specs:
        value = held.get(one.name)
        if one.name not in but and value is not None:
            words = dict(one.words).get(value) if isinstance(value, str) else None
            found.append((one.brief or one.label, words or shown(one.kind, value)))
    return tuple(found)


def _said(entity: Entity, facts: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = []
    for name, value in facts.items():
        fact = FACTS[f"{entity}.{name}"]
        found.append((fact.short.replace("_", " "), shown(kind_of(fact), value).replace("_", " ")))
    return tuple(found)


def summaries(kind: Kind, body: Body) -> list[Summary]:
    """The facts of a case in short, part by part."""
    found = [Summary("The matter", "case", _lines(case_specs(), body))]
    if body.get("record_complete") is None:
        lines = (*found[0].lines, ("Record complete", "not stated: an incomplete record never clears"))
        found = [Summary("The matter", "case", lines)]
    for number, count in enumerate(body["counts"], 1):
        lines = (*_lines(COUNT, count), *_said(Entity.COUNT, count.get("facts", {})))
        lines += tuple((word.replace("_", " "), shown("yesno", so)) for word, so in count.get("conduct", {}).items())
        lines += tuple(("Enhancement", one["charge"]) for one in count.get("enhancements", ()))
        found.append(Summary(f"Count {count['id']}", f"counts/{number}", lines))
    for number, prior in enumerate(body.get("priors", ()), 1):
        lines = (*_lines(PRIOR, prior), *_said(Entity.COUNT, prior.get("facts", {})))
        found.append(Summary(f"Earlier matter {prior['id']}", f"priors/{number}", lines))
    for number, option in enumerate(body["options"], 1):
        found.append(Summary(f"Option {option['id']}", f"options/{number}", (("", option["label"]),)))
    found.append(Summary("What every option must keep", "keep", _lines(KEEP, body.get("keep", {}))))
    if body.get("assume"):
        found.append(Summary("Taken as given for every count", "assume", _said(Entity.COUNT, body["assume"])))
    if kind is Kind.OVERSIGHT:
        posture = (body.get("person") or {}).get("posture")
        found.append(
            Summary("Posture class", "person", (("", postures()[posture].label),) if posture in postures() else ())
        )
    if kind is Kind.DEFENSE:
        person = body.get("person") or {}
        lines = tuple((interview()[name].asks, answer) for name, answer in person.get("interview", {}).items())
        posture = person.get("posture")
        first = (("Posture class", postures()[posture].label),) if posture in postures() else ()
        found.insert(
            1, Summary("The person", "person", (*first, *_said(Entity.PERSON, person.get("facts", {})), *lines))
        )
    return found
