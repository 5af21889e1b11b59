"""Which forms of an offense do a plea's words name?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from steelyard.catalog.model import Form, Offense

_IDLE = frozenset(
    ("a", "an", "the", "of", "in", "on", "to", "by", "with", "for", "from", "or", "and", "at", "while", "form", "under")
)

WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "residential": ("object.dwelling",),
        "residence": ("object.dwelling",),
        "home": ("object.dwelling",),
        "house": ("object.dwelling",),
        "inhabited": ("object.dwelling",),
        "commercial": ("object.building",),
        "store": ("object.building",),
        "shop": ("object.building",),
        "car": ("object.vehicle",),
        "auto": ("object.vehicle",),
        "automobile": ("object.vehicle",),
        "sale": ("act.transfer", "purpose.profit"),
        "sell": ("act.transfer", "purpose.profit"),
        "delivery": ("act.transfer", "purpose.distribute"),
        "possession": ("act.possess", "act.possess_barred"),
        "cultivation": ("act.make",),
        "manufacture": ("act.make",),
        "cocaine": ("substance.federal",),
        "heroin": ("substance.federal",),
        "methamphetamine": ("substance.federal",),
        "fentanyl": ("substance.federal",),
        "lsd": ("substance.federal",),
        "cannabis": ("substance.marijuana", "substance.marijuana_bulk"),
        "marijuana": ("substance.marijuana", "substance.marijuana_bulk"),
        "gun": ("weapon.firearm_any", "weapon.firearm_federal"),
        "firearm": ("weapon.firearm_any", "weapon.firearm_federal"),
        "handgun": ("weapon.firearm_any", "weapon.firearm_federal"),
        "pistol": ("weapon.firearm_any", "weapon.firearm_federal"),
        "knife": ("weapon.deadly",),
        "permanent": ("purpose.deprive_permanently",),
        "permanently": ("purpose.deprive_permanently",),
        "temporary": ("purpose.deprive_some",),
        "temporarily": ("purpose.deprive_some",),
        "intentional": ("mind.intent", "mind_harm.intent"),
        "knowing": ("mind.knowledge", "mind_harm.knowledge"),
        "reckless": ("mind.recklessness", "mind_harm.recklessness"),
        "negligent": ("mind.negligence", "mind_harm.negligence"),
        "larceny": ("act.take", "purpose.theft"),
        "theft": ("act.take", "purpose.theft"),
        "stealing": ("act.take", "purpose.theft"),
        "trick": ("consent.by_deceit",),
        "fraud": ("purpose.defraud", "consent.by_deceit"),
        "threat": ("act.threaten",),
        "battery": ("act.touch",),
        "accessory": ("stage.after_fact",),
    }
)
"""Words of a plea and the element values they stand for."""


def _tokens(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9]+", text.lower().replace("_", " ")) if word not in _IDLE]


def _alike(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    return one == other or (shortest >= 5 and one[: max(5, shortest - 2)] == other[: max(5, shortest - 2)])


def _hits(form: Form, tokens: Iterable[str]) -> int:
    names = _tokens(form.name)
    pairs = [(attribute, value) for attribute, values in form.elements.items() for value in values]
    values = {f"{attribute}.{value}" for attribute, value in pairs}
    loose = [word for _, value in pairs for word in _tokens(value)]
    return sum(
        any(_alike(token, name) for name in names)
        or any(value in values for value in WORDS.get(token, ()))
        or any(_alike(token, word) for word in loose)
        for token in tokens
    )


OFFER = "offer"
_UNFINISHED = ("attempt", "conspiracy", "solicitation")
"""Stages that a plea's words say where they mean one: "robbery" is no attempted robbery."""


def _as_far(form: Form, said: frozenset[str]) -> bool:
    """Whether a form goes as far as words say; one that is called an offer is meant only by words that say so."""
    stages = set(form.elements.get("stage", ()))
    if said:
        return bool(stages & said)
    is_offer = stages == {OFFER} and OFFER in _tokens(form.name)
    return not is_offer and (not stages or not stages <= set(_UNFINISHED))


def _phrases(words: str) -> list[list[str]]:
    """The alternatives that words name, each as its telling words: "sale or transport" names two."""
    return [
        _tokens(phrase) for phrase in re.split(r"[/,;&]|\b(?:and|or)\b", words, flags=re.IGNORECASE) if phrase.strip()
    ]


_NEGATED = re.compile(r"(?i)\b(?:not|no|non|never|without|other than|except(?:ing)?|neither|nor)\b")


def is_name(offenses: Sequence[Offense], words: str) -> bool:
    """Whether words are exactly the name of a form, or the title of one of several offenses, and so no loose description.

    A title's words name it in any order: "second-degree murder" is murder in the second degree.
    """
    titles = {_plain(offense.title) for offense in offenses}
    forms = {_plain(form.name) for offense in offenses for form in offense.forms} - titles - {""}
    said = set(_tokens(words))
    return _plain(words) in forms or (len(titles) > 1 and any(said == set(_tokens(title)) for title in titles))


def _plain(words: str) -> str:
    return words.strip().lower()


def named_offenses(offenses: Sequence[Offense], words: str) -> tuple[Offense, ...]:
    """Those of several offenses that are called so, or whose title or a form of which all the words fit.

    All of them where none or each does.
    """
    tokens = _tokens(words)
    if called := tuple(offense for offense in offenses if tokens and set(_tokens(offense.title)) == set(tokens)):
        return called

    def is_named(offense: Offense) -> bool:
        titles = _tokens(offense.title)
        return all(
            any(_alike(token, word) for word in titles) or any(_hits(form, [token]) for form in offense.forms)
            for token in tokens
        )

    found = tuple(offense for offense in offenses if is_named(offense)) if tokens else ()
    return found or tuple(offenses)


def names_a_form(offenses: Sequence[Offense], words: str) -> bool:
    """Whether words leave out any of several offenses, or name some forms of one; True too where there is but one form."""
    if sum(len(offense.forms) for offense in offenses) < 2 or len(named_offenses(offenses, words)) < len(offenses):
        return True
    return any(named_forms(offense.forms, words, offense.title) for offense in offenses)


def named_forms(forms: Iterable[Form], words: str, title: str = "") -> tuple[Form, ...]:
    """The forms that a name fits: of exactly that name, else those that most of its words fit; none if no word does.

    Words of the offense's own `title` name the offense, and a form only where the title lists the forms; of several
    alternatives each names its own, and one that names no form leaves none out; what is denied names nothing, unless the
    name of a form denies too. An attempt, a conspiracy or a solicitation that is a form of its own is named by no words
    that do not say so.
    """
    many = tuple(forms)
    denied = set(map(str.lower, _NEGATED.findall(words)))
    if _plain(words) == _plain(title) or denied - {
        word.lower() for form in many for word in _NEGATED.findall(form.name)
    }:
        return ()
    exact = tuple(form for form in many if form.name and _plain(form.name) == _plain(words))
    if exact:
        return exact
    of_title = _tokens(title)
    if all(_hits(form, of_title) for form in many):
        of_title = []
    named: set[int] = set()
    for tokens in _phrases(words):
        telling = [token for token in tokens if not any(_alike(token, word) for word in of_title)]
        found = _fitting(many, telling)
        if not found:
            return ()
        named.update(found)
    return tuple(form for place, form in enumerate(many) if place in named)


def _fitting(forms: Sequence[Form], tokens: Sequence[str]) -> list[int]:
    """The places of the forms that most of the words fit; none if no word does."""
    said = frozenset(stage for stage in (*_UNFINISHED, OFFER) if any(_alike(token, stage) for token in tokens))
    far_enough = [place for place, form in enumerate(forms) if _as_far(form, said)] or list(range(len(forms)))
    hits = {place: _hits(forms[place], tokens) for place in far_enough}
    best = max(hits.values(), default=0)
    return [place for place, count in hits.items() if count == best] if best else []
