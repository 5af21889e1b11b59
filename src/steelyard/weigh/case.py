"""A case as its author writes it: counts, priors, options and perhaps a person, read from TOML or JSON and checked."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError

from steelyard.catalog.model import LIFE
from steelyard.law.elements import vocabulary
from steelyard.law.interview import NOT_SURE, interview
from steelyard.law.postures import postures
from steelyard.logic.dates import add
from steelyard.logic.errors import CaseError
from steelyard.logic.facts import Entity
from steelyard.weigh.cells import RECORD_ROW
from steelyard.weigh.reading import NO_CONVICTION, cents_of, day_of, days_of, in_dollars, read_facts

Level = Literal["felony", "misdemeanor", "infraction", "violation"]
Outcome = Literal["declined", "dismissed", "acquitted", "diverted", "deferred", "convicted", "delinquent"]
Modifier = Literal["attempt", "conspiracy", "solicitation", "aiding", "accessory", "facilitation"]

Days = Annotated[int, BeforeValidator(days_of)]
Cents = Annotated[int, BeforeValidator(cents_of), PlainSerializer(in_dollars)]
Day = Annotated[date, BeforeValidator(day_of)]
Flag = Annotated[bool, Field(strict=True)]
"""true or false, and no text or number that could be meant for one."""
Words = Annotated[str, Field(min_length=1, max_length=10_000)]
Perhaps = Annotated[str, Field(max_length=10_000)]
"""Words, or "" where nothing is said."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Sentence(_Model):
    """What a court orders on one count. Terms in whole days, money in whole cents."""

    term: Days | None = Field(
        None, description="confinement ordered, suspended time included; the maximum of an indeterminate sentence"
    )
    minimum: Days | None = Field(
        None,
        description="the minimum of an indeterminate sentence; the maximum, `term`, is what counts in every answer",
    )
    added: Days | None = Field(None, description="confinement added when probation was violated; counts with the term")
    suspended: Days | None = Field(None, description="the part of the term that is suspended")
    probation: Days | None = Field(None, description="probation, supervision or parole")
    fine: Cents | None = None
    restitution: Cents | None = None


class Enhancement(_Model):
    """What is charged beside a count to lengthen its sentence, with the days it adds."""

    charge: Words
    adds: Days | None = None


class Count(_Model):
    """One pending charge."""

    id: Words
    charge: Words = Field(description="the offense as the court writes it, with its section")
    form: Perhaps = Field("", description="words that name one form of the offense, if the charge does")
    modifier: Modifier | None = None
    level: Level | None = None
    filed: Flag | None = Field(None, description="has the charge been filed, or the person arrested for it?")
    offense_date: Day | None = None
    facts: dict[str, Any] = Field(default_factory=dict)
    conduct: dict[str, Flag] = Field(
        default_factory=dict,
        description='what is known of the conduct, in words of the vocabulary: "weapon.deadly" = false',
    )
    enhancements: list[Enhancement] = Field(default_factory=list, max_length=20)


class Prior(Sentence):
    """One earlier matter."""

    id: Words
    charge: Words
    form: Perhaps = ""
    modifier: Modifier | None = None
    level: Level | None = Field(
        None,
        description="as it was convicted: a redesignation years later does not count (Prado v. Barr, 9th Cir. 2020); "
        "a wobbler that the court declared a misdemeanor is one (Garcia-Lopez v. Ashcroft, 9th Cir. 2003)",
    )
    outcome: Outcome | None = None
    maximum: Days | None = Field(None, description="the longest term the law allowed, if the catalogue cannot say")
    offense_date: Day | None = None
    plea_date: Day | None = None
    conviction_date: Day | None = None
    sentence_date: Day | None = None
    facts: dict[str, Any] = Field(default_factory=dict)


class TakenBack(Sentence):
    """A plea of guilty that stands for a time, until it is taken back as agreed and the disposition takes its place."""

    after: Annotated[Days, Field(le=LIFE)] = Field(
        description="how long the first plea stands before it is taken back; at most a hundred years"
    )
    charge: Perhaps = Field("", description="the offense of the first plea, when it is not the count's own")
    form: Perhaps = ""
    modifier: Modifier | None = None
    level: Level | None = None
    maximum: Days | None = Field(None, description="the longest term the law allows, if the catalogue cannot say")
    judgment: Flag = Field(False, description="is judgment entered on the first plea?")
    restraint: Flag | None = Field(
        None, description="does a judge order any punishment, penalty or restraint while the first plea stands?"
    )
    defect: Flag = Field(
        False, description="is it taken back for a defect of law, and not because what was agreed has been done?"
    )
    facts: dict[str, Any] = Field(default_factory=dict)

    def disposition(self, count: str, entered: date | None) -> Disposition:
        """The first plea as the disposition of a count while it stands; `entered` is its day."""
        own = {name: getattr(self, name) for name in TakenBack.model_fields.keys() & Disposition.model_fields.keys()}
        if not self.judgment and self.term is None:
            own["term"] = 0  # no sentence is pronounced on it
        outcome: Outcome = "convicted" if self.judgment else "deferred"
        if self.fine is None:
            own["facts"] = {"only_unconditionally_suspended_fine": False, **self.facts}
        more = {"plea_or_admission": True, "conviction_date": entered}
        return Disposition(count=count, outcome=outcome).model_copy(update={**own, **more})


class Disposition(Sentence):
    """What an option does with one count."""

    count: Words
    outcome: Outcome
    charge: Perhaps = Field("", description="the offense pleaded to, when it is not the count's own")
    form: Perhaps = ""
    modifier: Modifier | None = None
    level: Level | None = None
    maximum: Days | None = Field(None, description="the longest term the law allows, if the catalogue cannot say")
    plea_or_admission: Flag | None = Field(None, description="does it ask for a plea or an admission of facts?")
    restraint: Flag | None = Field(None, description="does a judge order any punishment, penalty or restraint?")
    conviction_date: Day | None = None
    enhancements: Flag | None = Field(None, description="do the count's enhancements stand? They do when left out")
    taken_back: TakenBack | None = Field(
        None, description="a first plea that is taken back after a time and replaced by this disposition"
    )
    facts: dict[str, Any] = Field(default_factory=dict)

    @property
    def first_plea(self) -> Disposition | None:
        """The first plea while it stands; None where there is none."""
        if self.taken_back is None:
            return None
        entered = self.conviction_date and add(self.conviction_date, days=-self.taken_back.after)
        return self.taken_back.disposition(self.count, entered)


class Option(_Model):
    """One way to decide the case: a disposition for every count."""

    id: Words
    label: Words
    dispositions: list[Disposition] = Field(min_length=1)
    terms: Literal["concurrent", "consecutive"] = "concurrent"


class Keep(_Model):
    """What every option must keep of the criminal sanction: non-negotiables, which rule out what falls short."""

    conviction: Flag | None = Field(None, description="must it end in a conviction under the state's own law?")
    level_at_least: Level | None = None
    level_at_most: Level | None = None
    custody_at_least: Days | None = Field(None, description="days to serve, over all counts")
    custody_at_most: Days | None = None
    supervision_at_least: Days | None = None
    supervision_at_most: Days | None = None
    restitution_at_least: Cents | None = None
    stay_away: Flag | None = None
    treatment: Flag | None = None
    registration: Flag | None = Field(None, description="must it bring registration as a sex offender?")
    firearms_bar: Flag | None = None


class Person(_Model):
    """What is known of the person. A prosecution file does not need it: leave it out."""

    posture: Perhaps | None = Field(None, description="a posture class whose facts hold")
    facts: dict[str, Any] = Field(default_factory=dict)
    interview: dict[str, Words] = Field(
        default_factory=dict,
        description="answers of the interview, by question; a doubt about citizenship stops the weighing",
    )


class Case(_Model):
    """A case to weigh."""

    id: Words
    state: str = Field(pattern=r"^(?:[A-Z]{2})$", description="two letters, or US")
    office: Perhaps = ""
    forum: Perhaps | None = Field(None, description="BIA or a circuit; follows from the state when left out")
    law_as_of: Day | None = Field(None, description="the day whose law is asked for; today when left out")
    record_complete: Flag | None = None
    counts: list[Count] = Field(min_length=1, max_length=50)
    priors: list[Prior] = Field(default_factory=list, max_length=200)
    options: list[Option] = Field(min_length=1, max_length=200)
    baseline: Perhaps = Field("", description="the option that the others are compared with; the first when left out")
    keep: Keep = Field(default_factory=Keep)
    order: list[Literal["removal", "detention", "relief", "citizenship"]] = Field(
        default_factory=list,
        description="which consequences a search avoids first; the order of the matrix when left out",
    )
    assume: dict[str, Any] = Field(
        default_factory=dict, description="facts of every count that the author takes as given; each result lists them"
    )
    person: Person | None = None
    note: Annotated[str, Field(max_length=1_000_000)] = ""


FIRST_PLEA = " (first plea)"
"""What the id of an option ends in that holds while the first plea of another stands."""


def staged(case: Case) -> Case:
    """The case with an option more for each one in which a first plea is taken back: what holds while that plea stands.

    The option itself stands for the time after. Its companion is called "ID (first plea)"; one that is there already stays.
    Raises CaseError (SY-C007) where an option of that name is something else.
    """
    there = {option.id: option for option in case.options}
    options: list[Option] = []
    for option in case.options:
        options.append(option)
        name = f"{option.id}{FIRST_PLEA}"
        if not any(one.taken_back for one in option.dispositions):
            continue
        first = [one.first_plea or one for one in option.dispositions]
        if name in there:
            if there[name].dispositions != first:
                raise CaseError("SY-C007", f"id {name!r} is that of the time while the first plea of {option.id!r} stands",
                                where="options", right="another id")  # fmt: skip
            continue
        ends = sorted({_stands(one, one.taken_back) for one in option.dispositions if one.taken_back is not None})
        label = f"{option.label}: while the first plea stands ({'; '.join(ends)})"
        options.append(option.model_copy(update={"id": name, "label": label[:10_000], "dispositions": first}))
    return case.model_copy(update={"options": options}) if len(options) > len(case.options) else case


def _stands(one: Disposition, first: TakenBack) -> str:
    """How long a first plea stands, by its day where that is known."""
    return f"until {one.conviction_date}" if one.conviction_date else f"for {first.after} days"


def load_case(path: str | Path) -> Case:
    """The case in a TOML or JSON file.

    Raises CaseError: SY-C001 (cannot be read), SY-C002 (not TOML or JSON, with the line), SY-C003 (a field that is unknown,
    missing or of the wrong kind), and the errors of `check_case`.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError("SY-C001", f"the file cannot be read: {error}", where=str(path)) from None
    return parse_case(text, path.name, json_text=path.suffix.lower() == ".json")


def parse_case(text: str, name: str = "case", *, json_text: bool = False) -> Case:
    """The case in this text; `name` stands in error messages. Raises CaseError as `load_case` does."""
    try:
        data = _read_json(text) if json_text else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CaseError("SY-C002", f"not TOML: {error}", where=name, right="see docs/errors/SY-C002.md") from None
    except json.JSONDecodeError as error:
        where = f"{name}, line {error.lineno}"
        raise CaseError("SY-C002", f"not JSON: {error.msg}", where=where) from None
    except ValueError as error:
        raise CaseError("SY-C002", str(error), where=name) from None
    except RecursionError:
        raise CaseError("SY-C002", "tables or lists stand too deep in each other to be read", where=name) from None
    if not isinstance(data, dict):
        raise CaseError("SY-C002", "a case is a table of fields", where=name)
    try:
        case = Case.model_validate(data)
    except ValidationError as error:
        raise first_error(error, name) from None
    check_case(case, name)
    return case


def with_fields(case: Case, changes: Mapping[str, Any], name: str = "case") -> Case:
    """The same case with some fields set otherwise, checked again. Raises CaseError as `load_case` does."""
    try:
        changed = Case.model_validate({**case.model_dump(), **changes})
    except ValidationError as error:
        raise first_error(error, name) from None
    check_case(changed, name)
    return changed


def _read_json(text: str) -> Any:
    """JSON without a field given twice. Raises ValueError, for half of a character too, which no file can hold."""
    data = json.loads(text, object_pairs_hook=_no_repeats)
    if "\\u" in text:
        json.dumps(data, ensure_ascii=False).encode()
    return data


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"field {key!r} is given twice")
        found[key] = value
    return found


def first_error(error: ValidationError, name: str) -> CaseError:
    """The first thing wrong with a case's fields, as an error for the person who wrote them."""
    one = error.errors()[0]
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in one["loc"]).lstrip(".")
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    kind = one["type"]
    message = one["msg"].removeprefix("Value error, ")
    right = ""
    if kind == "extra_forbidden":
        message, right = f"there is no field {one['loc'][-1]!r} here", "`steelyard schema case` lists the fields"
    elif kind == "bool_type":
        message, right = "true or false is meant here", "leave it out where it is not known"
    elif kind == "string_pattern_mismatch":
        message = "two capital letters are meant here"
        right = 'such as "CA"'
    elif kind == "missing":
        message = f"the field {one['loc'][-1]!r} is missing"
    return CaseError("SY-C003", message + more, where=f"{name}: {field}" if field else name, right=right)


# ---------------------------------------------------------------------------------------------------------------------
# Checks across fields
# ---------------------------------------------------------------------------------------------------------------------


def check_case(case: Case, name: str = "case") -> None:
    """Everything that one field alone cannot show.

    Raises CaseError: SY-C004 to SY-C006 for facts, SY-C007 (an id used twice, or a count that is not there), SY-C008 (days
    in an impossible order), SY-C009 (suspended time or a minimum longer than the term), SY-C010 (an unknown posture or forum).
    """
    _unique([count.id for count in case.counts] + [prior.id for prior in case.priors], f"{name}: counts and priors")
    _unique([option.id for option in case.options], f"{name}: options")
    if case.priors and RECORD_ROW in {option.id for option in case.options}:
        raise CaseError("SY-C007", f"id {RECORD_ROW!r} is that of the record as it stands", where=f"{name}: options",
                        right="another id")  # fmt: skip
    ids = [count.id for count in case.counts]
    if case.baseline and case.baseline not in {option.id for option in case.options}:
        raise CaseError("SY-C007", f"there is no option {case.baseline!r}", where=f"{name}: baseline")
    _check_keep(case.keep, f"{name}: keep")
    read_facts(Entity.COUNT, case.assume, f"{name}: assume")
    for number, count in enumerate(case.counts):
        read_facts(Entity.COUNT, count.facts, f"{name}: counts[{number}].facts")
        for word in count.conduct:
            attribute, _, value = word.partition(".")
            if attribute not in vocabulary() or value not in vocabulary()[attribute].words:
                raise CaseError("SY-C016", f"{word!r} is no word of the vocabulary", right='such as "weapon.deadly"',
                                where=f"{name}: counts[{number}].conduct")  # fmt: skip
    for number, prior in enumerate(case.priors):
        where = f"{name}: priors[{number}]"
        read_facts(Entity.COUNT, prior.facts, f"{where}.facts")
        _in_order(where, prior.offense_date, prior.plea_date, prior.conviction_date, prior.sentence_date)
        _suspended(prior, where)
    for number, option in enumerate(case.options):
        _check_option(case, option, ids, f"{name}: options[{number}]")
    if case.person is not None:
        known = read_facts(Entity.PERSON, case.person.facts, f"{name}: person.facts")
        _entries_in_order(known, f"{name}: person.facts")
        if known.get("status") in HELD_BY_THE_ADMITTED and known.get("admitted") is False:
            raise CaseError("SY-C006", f"{known['status']}, and admitted = false", where=f"{name}: person.facts",
                            right="admitted = true for whoever was admitted or later adjusted to residence")  # fmt: skip
        if case.person.posture is not None and case.person.posture not in postures():
            raise CaseError("SY-C010", f"no posture class is called {case.person.posture!r}",
                            where=f"{name}: person.posture", right=f"one of {', '.join(postures())}")  # fmt: skip
        _check_interview(case.person, f"{name}: person.interview")
        fixed = postures()[case.person.posture].facts if case.person.posture else {}
        clash = [name for name, value in known.items() if name in fixed and fixed[name] != value]
        if clash:
            raise CaseError("SY-C006", f"{', '.join(sorted(clash))} is fixed by the posture class already",
                            where=f"{name}: person.facts")  # fmt: skip


def _check_interview(person: Person, where: str) -> None:
    """Answers to questions that there are. Raises CaseError: SY-C004 (no such question), SY-C005 (a word none may choose)."""
    for name, answer in person.interview.items():
        asked = interview().get(name)
        if asked is None:
            raise CaseError("SY-C004", f"there is no question {name!r}", where=where,
                            right=f"one of {', '.join(interview())}")  # fmt: skip
        if asked.answers and answer not in (*asked.answers, NOT_SURE):
            raise CaseError("SY-C005", f"{answer!r} is none of {', '.join(asked.answers)}", where=f"{where}.{name}")
        if asked.fact is not None and answer != NOT_SURE:
            raise CaseError("SY-C006", f"{name} has a fact of its own; only {NOT_SURE!r} stands here", where=where)


HELD_BY_THE_ADMITTED = frozenset({"permanent_resident", "conditional_resident", "nonimmigrant", "overstayed"})
"""Statuses that only an admission or an adjustment gives."""
_LEVELS = ("violation", "infraction", "misdemeanor", "felony")


def _check_keep(keep: Keep, where: str) -> None:
    """Non-negotiables that no option can meet together. Raises CaseError (SY-C015), naming the two."""

    def clash(one: str, other: str) -> CaseError:
        return CaseError("SY-C015", f"{one} and {other} cannot both be met", where=where, right="take one of them out")

    for name in ("custody", "supervision"):
        least, most = getattr(keep, f"{name}_at_least"), getattr(keep, f"{name}_at_most")
        if least is not None and most is not None and least > most:
            raise clash(f"{name}_at_least", f"{name}_at_most")
    floor, ceiling = keep.level_at_least, keep.level_at_most
    if floor and ceiling and _LEVELS.index(floor) > _LEVELS.index(ceiling):
        raise clash("level_at_least", "level_at_most")
    if keep.conviction is False:
        for name in ("level_at_least", "custody_at_least", "registration", "firearms_bar"):
            if getattr(keep, name):
                raise clash("conviction = false", name)


def _check_option(case: Case, option: Option, ids: list[str], where: str) -> None:
    for number, disposition in enumerate(option.dispositions):
        at = f"{where}.dispositions[{number}]"
        if disposition.count not in ids:
            raise CaseError("SY-C007", f"there is no count {disposition.count!r}", where=f"{at}.count",
                            right=f"one of {', '.join(ids)}")  # fmt: skip
        read_facts(Entity.COUNT, disposition.facts, f"{at}.facts")
        count = case.counts[ids.index(disposition.count)]
        both = set(disposition.facts) & set(count.facts)
        clash = sorted(short for short in both if disposition.facts[short] != count.facts[short])
        if clash:
            raise CaseError("SY-C006", f"{', '.join(clash)}: the count and the option give different answers", where=at)
        _in_order(at, count.offense_date, None, disposition.conviction_date, None)
        _suspended(disposition, at)
        if disposition.count in {one.count for one in option.dispositions[:number]}:
            raise CaseError("SY-C007", f"count {disposition.count} is disposed of twice", where=f"{at}.count",
                            right="a count of its own for each plea: write the charge again under another id")  # fmt: skip
        if disposition.outcome in NO_CONVICTION and any(
            (disposition.term, disposition.added, disposition.probation, disposition.fine)
        ):
            raise CaseError("SY-C006", f"{disposition.outcome}, though confinement or supervision or a fine is ordered", where=at,
                            right='outcome = "deferred" or "diverted" where the charge is dismissed at the end')  # fmt: skip
        _restrained(disposition, at)
        _check_first_plea(disposition, count, at)
        if disposition.outcome in NO_CONVICTION and disposition.plea_or_admission:
            raise CaseError("SY-C006", f"{disposition.outcome}, though a plea or an admission is asked for", where=at,
                            right='outcome = "deferred" where the plea is taken back at the end')  # fmt: skip
    missing = [one for one in ids if one not in {d.count for d in option.dispositions}]
    if missing:
        raise CaseError("SY-C007", f"the option says nothing of count {', '.join(missing)}", where=where,
                        right="a disposition for every count")  # fmt: skip


def _check_first_plea(disposition: Disposition, count: Count, at: str) -> None:
    """A first plea that a conviction replaces, with facts and days that can be. Raises CaseError (SY-C004 to SY-C009)."""
    first = disposition.first_plea
    if first is None or disposition.taken_back is None:
        return
    where = f"{at}.taken_back"
    if disposition.outcome != "convicted":
        raise CaseError("SY-C006", f"a first plea is taken back, and the count ends {disposition.outcome}", where=where,
                        right='outcome = "deferred" where nothing takes the plea\'s place')  # fmt: skip
    read_facts(Entity.COUNT, disposition.taken_back.facts, f"{where}.facts")
    _in_order(where, count.offense_date, None, first.conviction_date, None)
    _suspended(disposition.taken_back, where)
    _restrained(disposition.taken_back, where)


def _unique(ids: list[str], where: str) -> None:
    for one in ids:
        if ids.count(one) > 1:
            raise CaseError("SY-C007", f"id {one!r} is used twice", where=where)


def _in_order(where: str, *events: date | None) -> None:
    names = ("offense", "plea", "conviction", "sentence")
    last: tuple[str, date] | None = None
    for label, day in zip(names, events, strict=True):
        if day is None:
            continue
        if last is not None and day < last[1]:
            raise CaseError("SY-C008", f"the {label} ({day}) comes before the {last[0]} ({last[1]})", where=where)
        last = (label, day)


def _entries_in_order(facts: Mapping[str, Any], where: str) -> None:
    """The first admission is no later than another, and residence after an admission no earlier than it. Raises SY-C008."""
    first = facts.get("first_admitted")
    if first is None:
        return
    if "admission_date" in facts and facts["admission_date"] < first:
        raise CaseError("SY-C008", f"the first admission ({first}) comes after another ({facts['admission_date']})", where=where,
                        right="first_admitted is the first day of any status")  # fmt: skip
    if "residence_began" in facts and facts["residence_began"] < first:
        raise CaseError("SY-C008", f"residence after an admission began ({facts['residence_began']}) before the first ({first})",
                        where=where)  # fmt: skip


def _restrained(one: Disposition | TakenBack, where: str) -> None:
    """Nothing is ordered where no judge orders any punishment, penalty or restraint; restitution may be paid by agreement.

    Raises CaseError (SY-C006).
    """
    ordered = [name for name in ("term", "added", "probation", "fine") if getattr(one, name)]
    if one.restraint is False and ordered:
        raise CaseError("SY-C006", f"restraint = false, though there is {' and '.join(ordered)}", where=where,
                        right="restraint = true where a judge orders any of it")  # fmt: skip


def _suspended(sentence: Sentence, where: str) -> None:
    """A term holds its suspended part and its minimum. Raises CaseError (SY-C009)."""
    if sentence.minimum is not None and (sentence.term is None or sentence.minimum > sentence.term):
        raise CaseError("SY-C009", "the minimum is longer than the term", where=f"{where}.minimum",
                        right="term is the maximum of an indeterminate sentence")  # fmt: skip
    if sentence.suspended is not None and (sentence.term is None or sentence.suspended > sentence.term):
        raise CaseError("SY-C009", "more time is suspended than the term holds", where=f"{where}.suspended",
                        right="the term includes its suspended part")  # fmt: skip
