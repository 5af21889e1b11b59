"""What each kind of instance may hold: which case files it refuses, and why."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from steelyard.desk.settings import Kind
from steelyard.law.federal.facts import FACTS
from steelyard.logic.errors import SteelyardError
from steelyard.logic.facts import Sensitivity
from steelyard.weigh.case import Case

_STATUS_WORDS = re.compile(
    r"(?ix) \b(?: immigration\s+status | undocumented | unauthori[sz]ed\s+(?:alien|immigrant|worker) "
    r"| (?:illegal|criminal|removable|deportable)\s+aliens? | illegal\s+immigrants? | non-?citizens? "
    r"| green\s*cards? | (?:lawful|legal)\s+permanent\s+residents? | lprs? | asylees? | refugees? "
    r"| daca | dreamers? | visa\s+overstay(?:er)?s? | overstayed | [tu]-?\s?visa | tps\s+holders? | parolees? "
    r"| i-?94 | a-?number | ice\s+(?:hold|detainer) | immigration\s+detainer | citizenship "
    r"| (?:is|was|not)\s+(?:a\s+|an\s+)?(?:u\.?\s?s\.?\s+|american\s+)?citizens? | born\s+(?:abroad|outside) "
    r"| country\s+of\s+(?:birth|origin) | foreign[-\s]born )\b"
)
"""Words that tell a person's status. They are looked for in what people write freely, never in the name of an offense."""

_FREE = ("note", "label", "reason", "id", "office")
"""The fields that people write freely."""

WHY_NOT = "a prosecution instance holds nothing about a person's status: it weighs every posture class instead"


@cache
def status_facts() -> frozenset[str]:
    """The short names of facts that tell a person's status."""
    return frozenset(fact.short for fact in FACTS.values() if fact.sensitivity is Sensitivity.STATUS)


def tells_status(fact: str) -> bool:
    """True for a fact's full name (person.admitted) when it tells a person's status."""
    return fact.startswith("person.") and fact.removeprefix("person.") in status_facts()


@cache
def case_model(kind: Kind) -> type[BaseModel]:
    """The fields of a case file that this kind of instance takes: all of them, those of a coded file, or none of a person."""
    fields: dict[str, Any] = {name: (field.annotation, field) for name, field in Case.model_fields.items()}
    if kind is not Kind.DEFENSE:
        del fields["person"]
    if kind is Kind.OVERSIGHT:
        fields["person"] = (CodedPerson | None, None)
    return create_model(f"{kind.capitalize()}Case", __config__=ConfigDict(extra="forbid", frozen=True), **fields)


class CodedPerson(BaseModel):
    """The person of an oversight file: a posture class, and no fact of anybody's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    posture: str = Field(min_length=1, max_length=100, description="a posture class")


def refuse(kind: Kind, data: object, name: str = "case") -> None:
    """Refuse what this kind of instance must not hold, before anything is read from it.

    Raises SteelyardError: SY-K005 in a prosecution instance (a part about the person, a fact of status, or words of status
    in a free text), SY-K006 in an oversight instance (a fact of the person's own).
    """
    if kind is Kind.DEFENSE or not isinstance(data, dict):
        return
    if kind is Kind.OVERSIGHT:
        person = data.get("person")
        if isinstance(person, dict) and set(person) - {"posture"}:
            raise SteelyardError("SY-K006", "an oversight instance holds posture classes only, no fact of a person's own",
                                 where=f"{name}: person", right='person = { posture = "..." }, or none')  # fmt: skip
        return
    if "person" in data:
        raise SteelyardError("SY-K005", WHY_NOT, where=f"{name}: person",
                             right="take the part `person` out of the file")  # fmt: skip
    _walk(data, name, "")


def refuse_words(kind: Kind, text: str, where: str) -> None:
    """Refuse words of status in a free text of a prosecution instance. Raises SteelyardError (SY-K005)."""
    if kind is Kind.PROSECUTION and _STATUS_WORDS.search(text):
        raise SteelyardError("SY-K005", f"{WHY_NOT}; the text has words that tell it", where=where,
                             right="leave them out: the answer does not need them")  # fmt: skip


def _walk(value: object, where: str, field: str) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            at = f"{where}.{str(key)[:60]}"
            if field in ("facts", "assume") and str(key).removeprefix("person.") in status_facts():
                raise SteelyardError("SY-K005", f"{WHY_NOT}; a fact of status stands here", where=where,
                                     right="take the fact out of the file")  # fmt: skip
            _walk(inner, at, str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _walk(inner, f"{where}[{number}]", field)
    elif isinstance(value, str) and field in _FREE:
        refuse_words(Kind.PROSECUTION, value, where)
