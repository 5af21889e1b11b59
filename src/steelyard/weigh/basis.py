"""Is there a truthful factual basis for another offense? Its elements beside what is alleged and what is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from steelyard.catalog.found import Found
from steelyard.catalog.model import Form, Values
from steelyard.catalog.naming import named_forms
from steelyard.law.elements import vocabulary

SUPPORTED, NEEDS, FALSE = "supported", "needs", "false"


@dataclass(frozen=True, slots=True)
class Basis:
    """Whether the known facts support an offense: *supported*, *needs* (facts not known), or *false* on the known facts."""

    answer: str
    needs: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def factual_basis(wanted: Found, form: str, charged: Found, charged_form: str, conduct: Mapping[str, bool]) -> Basis:
    """The basis for an offense (or its named form) in place of a charge.

    An element is supported if the charge alleges it, or `conduct` says it is so; a lower degree of an ordered element is
    supported by a higher one. It is false if `conduct` says it is not so, and a higher degree is then false too. An offense
    is false only if all of its forms are; otherwise the form that needs least speaks for it. Of a charge that may be one of
    several forms, the one that supports least speaks.
    """
    known = _completed(conduct)
    forms = _forms(wanted, form)
    if not forms:
        return Basis(NEEDS, ("the offense is not in the catalogue, so its elements are not known",))
    if not any(_of_form(one.elements, set(), known).answer != FALSE for one in forms):
        return min((_of_form(one.elements, set(), known) for one in forms), key=lambda basis: len(basis.against))
    found = [_least(forms, _alleged(one), known) for one in _forms(charged, charged_form)] or [
        _least(forms, set(), known)
    ]
    return max(found, key=lambda basis: len(basis.needs))


def _least(forms: list[Form], alleged: set[str], known: Mapping[str, bool]) -> Basis:
    """The basis of the form that needs least, of those not false."""
    found = [_of_form(one.elements, alleged, known) for one in forms]
    return min((basis for basis in found if basis.answer != FALSE), key=lambda basis: len(basis.needs))


def _forms(found: Found, words: str) -> list[Form]:
    forms = [form for offense in found.offenses for form in offense.forms]
    return list(named_forms(forms, words) or forms) if words else forms


def _alleged(form: Form) -> set[str]:
    return {word for name, values in form.elements.items() for value in values for word in _at_most(name, value)}


def _at_most(attribute: str, value: str) -> list[str]:
    """The value and all lower ones of an ordered attribute; the value alone where there is no order."""
    words = list(vocabulary()[attribute].words)
    lower = words[: words.index(value) + 1] if vocabulary()[attribute].ordered else [value]
    return [f"{attribute}.{word}" for word in lower]


def _completed(conduct: Mapping[str, bool]) -> dict[str, bool]:
    """What is known, with what follows from it along ordered attributes."""
    found: dict[str, bool] = {}
    for word, so in conduct.items():
        attribute, _, value = word.partition(".")
        kind = vocabulary()[attribute]
        if not kind.ordered:
            found[word] = so
            continue
        words = list(kind.words)
        place = words.index(value)
        for other in words[: place + 1] if so else words[place:]:
            found.setdefault(f"{attribute}.{other}", so)
    return found


def _of_form(elements: Values, alleged: set[str], known: Mapping[str, bool]) -> Basis:
    needs: list[str] = []
    against: list[str] = []
    for attribute, values in elements.items():
        words = [f"{attribute}.{value}" for value in values]
        if any(known.get(word) is True or (word in alleged and word not in known) for word in words):
            continue
        if all(known.get(word) is False for word in words):
            against.append(_in_words(attribute, values))
        else:
            needs.append(_in_words(attribute, values))
    if against:
        return Basis(FALSE, tuple(needs), tuple(against))
    return Basis(NEEDS, tuple(needs)) if needs else Basis(SUPPORTED)


def _in_words(attribute: str, values: Iterable[str]) -> str:
    return f"{attribute}: {' or '.join(value.replace('_', ' ') for value in values)}"
