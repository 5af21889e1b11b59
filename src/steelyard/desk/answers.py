"""The answers that store nothing, each with the draft warning: what the API and the tools for language models both give."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from steelyard.catalog import ask
from steelyard.catalog.browse import offense_page
from steelyard.catalog.charges import cite
from steelyard.desk.kinds import refuse, tells_status
from steelyard.desk.remembered import Remembered, key_of
from steelyard.desk.settings import Kind
from steelyard.law.pack import federal_pack
from steelyard.logic.errors import CaseError, SteelyardError
from steelyard.logic.rule import rule_to_json
from steelyard.weigh.advise import Advice, Weigher
from steelyard.weigh.advise import advise as weigh
from steelyard.weigh.case import Case, check_case, first_error
from steelyard.weigh.explain import explanations
from steelyard.weigh.options import OptionsFound, find_options
from steelyard.weigh.output import DRAFT, advice_to_json, options_to_json, question_to_json

MOST_TO_WEIGH = 600
"""Counts and priors of all options together; a larger case is for the command line, where nobody waits behind it."""


def read_case(data: dict[str, Any]) -> Case:
    """The case in JSON data, checked. Raises CaseError as `load_case` does, and SY-K012 for one too large to weigh here."""
    try:
        case = Case.model_validate(data)
    except ValidationError as error:
        raise first_error(error, "case") from None
    check_case(case)
    size = sum(len(option.dispositions) + len(case.priors) for option in case.options)
    if size > MOST_TO_WEIGH:
        raise CaseError("SY-K012", f"the case asks for {size} counts to be weighed, and the desk takes {MOST_TO_WEIGH}",
                        where="case", right="`steelyard advise` has no such limit")  # fmt: skip
    return case


def advise(case: Case, kind: Kind) -> dict[str, Any]:
    """The whole answer to a case."""
    advice = weigh(case)
    data = advice_to_json(advice, advice.questions())
    data["questions"] = _askable(data["questions"], kind)
    return data


def questions(case: Case, kind: Kind) -> dict[str, Any]:
    """What to find out next, most useful first; a prosecution instance asks nothing about a person's status."""
    advice = weigh(case)
    found = [question_to_json(one) for one in advice.questions()]
    return {"draft": DRAFT, "questions": _askable(found, kind), "problems": _problems(advice)}


def _askable(found: list[dict[str, Any]], kind: Kind) -> list[dict[str, Any]]:
    return [one for one in found if kind is Kind.DEFENSE or not tells_status(one["fact"])]


@dataclass(frozen=True)
class Search:
    """The options that nothing beats. Its rows are weighed when they are first looked at."""

    found: OptionsFound
    pages: Remembered[dict[str, Any]]


_searches: Remembered[Search] = Remembered(3)


def _search(case: Case, stage: str | None) -> Search:
    """Comparable options that nothing beats; the same case is not searched twice. Raises CaseError as `find_options` does."""
    day = case.law_as_of or date.today()
    key = key_of(case.model_dump(mode="json", exclude_defaults=True), day.isoformat(), stage)

    def work() -> Search:
        return Search(find_options(case, Weigher(case, today=day), stage=stage), Remembered(4))

    return _searches.of(key, work)


def options(case: Case, stage: str | None = None) -> dict[str, Any]:
    """Comparable options that nothing beats, with what the policy of the case's office says of each, or why there is none.

    Raises CaseError as `find_options` does.
    """
    return _options(_search(case, stage).found)


def options_from(case: Case, stage: str | None, first: int, most: int) -> tuple[int, int, dict[str, Any]]:
    """How many such options there are, and at most so many of them from the place `first` on, or from the first where that
    is beyond the last: the place they start at, and what `options` says of them. Raises CaseError as `find_options` does.
    """
    one = _search(case, stage)
    every = one.found.options
    first = first if first < len(every) else 0
    found = replace(one.found, options=every[first : first + most])
    return len(every), first, one.pages.of(f"{first} {most}", lambda: _options(found))


def _options(found: OptionsFound) -> dict[str, Any]:
    return {**options_to_json(found), "problems": _problems(found.weigher)}


def explain(case: Case, option: str, posture: str | None, rule: str | None) -> dict[str, Any]:
    """Why cells say what they say. Raises CaseError for an option, posture or rule that the result does not have."""
    advice = weigh(case)
    found = [one.as_dict() for one in explanations(advice, option, posture, rule)]
    return {"draft": DRAFT, "explanations": found, "problems": _problems(advice)}


def _problems(advice: Advice | Weigher) -> list[dict[str, str]]:
    return [{"code": one.code, "message": one.says, "where": one.where} for one in advice.problems]


def ground(
    statute: str,
    state: str = "",
    which: str = "",
    forum: str | None = None,
    as_of: date | None = None,
    conviction_date: date | None = None,
    holdings: bool = True,
) -> dict[str, Any]:
    """Does an offense fall within a federal ground, or, with none named, within each?

    Raises SteelyardError with the protocol's own code for what cannot be read.
    """
    asked = {
        "state": state, "statute": statute, "forum": forum, "as_of": as_of.isoformat() if as_of else None,
        "conviction_date": conviction_date.isoformat() if conviction_date else None,
    }  # fmt: skip
    found = []
    for one in [which] if which else ask.all_grounds():
        answer = ask.answered({**asked, "ground": one}, holdings=holdings)
        found.append({**{k: v for k, v in answer.items() if k != "id"}, "ground": one})
    return {"draft": DRAFT, "statute": statute, "answers": found}


def cited(charge: str, state: str = "", statute: str = "") -> dict[str, Any]:
    """What statute a charge string names. Raises SteelyardError: SY-O101 for a state we do not have, SY-A002 for nothing."""
    if not charge.strip() and not statute.strip():
        raise SteelyardError("SY-A002", "no charge is given", where="charge", right='"PL 1552500"')
    where = ask.jurisdiction(state or ask.state_of(charge), statute or charge)
    return {"draft": DRAFT, **cite(where, charge, statute).as_dict()}


def offense(statute: str, state: str = "", forum: str | None = None, as_of: date | None = None) -> dict[str, Any]:
    """Everything about one offense. Raises SteelyardError: SY-O101, SY-J004, or the catalogue's own code."""
    page = offense_page(ask.jurisdiction(state, statute), statute, forum=forum, as_of=as_of or date.today())
    return {"warning": DRAFT, **page}


def rules(area: str = "") -> dict[str, Any]:
    """The rules of federal law whose names begin so."""
    found = [one for one in federal_pack().rules.values() if one.name.startswith(area)]
    return {
        "draft": DRAFT,
        "pack": federal_pack().hash,
        "rules": [{"name": r.name, "label": r.label, "cite": str(r.versions[-1].cites[0])} for r in found],
    }


def rule(name: str) -> dict[str, Any]:
    """One rule as data. Raises SteelyardError (SY-L007 or as the pack does) for a name that is none."""
    return {"draft": DRAFT, **rule_to_json(federal_pack().rule(name))}


def case_from(data: object, kind: Kind) -> Case:
    """A case from JSON data as anybody may hand it in. Raises SteelyardError as `refuse` and `load_case` do."""
    if not isinstance(data, dict):
        raise CaseError("SY-C002", "a case is a table of fields", where="case")
    refuse(kind, data)
    return read_case(data)
