"""What a test of a ground looks at, what it answers with, and how answers of several parts are put together.

Each test looks at one `Reading`: one combination of element values, the least that one way of committing the offense
needs. It answers with a `Finding` and says why. What decides across means, forms and forums is not here but in
`steelyard.catalog.forms` and `steelyard.catalog.derive`.

Silence is read as the schema has it: an attribute that is not there need not be proved. No `mind` is strict
liability, no `mind_harm` is the same as `mind`, no `mind_age` is strict. A word that the schema must give and the entry
does not (a drug without its list) is MISSING, which never reads as "no".
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol

from steelyard.law.elements import vocabulary

DIAZ_LIZARRAGA = date(2016, 11, 16)
"""From this conviction date theft is turpitudinous with an intent to deprive substantially (26 I&N Dec. 847)."""


class Verdict(enum.StrEnum):
    """What a test says of one combination of element values."""

    YES = "yes"
    NO = "no"
    CIRCUMSTANCE = "circumstance"
    """The elements match; a fact outside them decides."""
    DEPENDS = "depends"
    """A derivative offense: the underlying crime decides."""
    OPEN = "unsettled"
    """Authority is silent or the words are too coarse: neither yes nor no."""
    MISSING = "not_analysed"
    """The entry lacks what the test needs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with its reason; `kind` names the part of the ground that matched."""

    verdict: Verdict
    reason: str
    kind: str = ""


class Context(Protocol):
    """What a test may ask about the offense besides its elements."""

    @property
    def day(self) -> date:
        """The day of conviction, or the as-of day where that is unknown."""
        ...

    @property
    def is_federal(self) -> bool:
        """True for an offense of the U.S. Code."""
        ...

    @property
    def families(self) -> frozenset[str]:
        """The families the entry gives, in lower case."""
        ...

    @property
    def title_words(self) -> frozenset[str]:
        """The words of the offense's title, in lower case."""
        ...

    @property
    def grades(self) -> tuple[frozenset[str], ...]:
        """The words of each fact, found beside the crime itself, for which the section has a grade of punishment of its own."""
        ...

    def lies_in(self, *sections: str) -> bool:
        """True when the offense is, or lies under, one of these federal sections ("18.1546.a")."""
        ...

    def reaches_beyond(self, *sections: str) -> bool:
        """True when one of these federal sections is only a part of the offense."""
        ...

    @property
    def is_charged_attempt(self) -> bool:
        """True where an attempt is charged as one: California's assault is complete although nobody is touched."""
        ...

    def split(self, name: str) -> bool:
        """True where the affirmative side of the named split is followed."""
        ...

    def entry_says(self, ground: str) -> Finding | None:
        """What the entry says of a ground whatever its words are: open, or not to be answered; None where it says nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One combination of element values: attribute to word; what is not there is absent."""

    words: Mapping[str, str]

    def is_(self, attribute: str, *values: str) -> bool:
        """True when the attribute has one of the values."""
        return self.words.get(attribute) in values

    def has(self, attribute: str) -> bool:
        """True when the attribute is there at all."""
        return attribute in self.words

    def at_least(self, attribute: str, value: str) -> bool:
        """True when an ordered attribute is there and reaches `value`."""
        word = self.words.get(attribute)
        scale = vocabulary()[attribute]
        return word is not None and scale.rank(word) >= scale.rank(value)

    def act(self, *values: str) -> bool:
        """True when the act is one of `values`."""
        return self.is_("act", *values)

    def object(self, *values: str) -> bool:
        """True when the object is one of `values`."""
        return self.is_("object", *values)

    def purpose(self, *values: str) -> bool:
        """True when the further aim is one of `values`."""
        return self.is_("purpose", *values)

    def mind(self, value: str) -> bool:
        """True when the state of mind toward the act is at least `value`; an absent one is strict liability."""
        return value == "strict" or self.at_least("mind", value)

    def mind_harm(self, value: str) -> bool:
        """True when the state of mind toward force or harm is at least `value`; where unstated it is that of the act."""
        return self.at_least("mind_harm", value) if self.has("mind_harm") else self.mind(value)

    def mind_age(self, value: str) -> bool:
        """True when the state of mind toward the victim's age is at least `value`; an absent one is strict."""
        return value == "strict" or self.at_least("mind_age", value)

    def harm(self, value: str) -> bool:
        """True when a result of at least `value` must follow; "injure" is injury and "kill" is death by definition."""
        if not self.has("harm") and self.act("injure", "kill"):
            scale = vocabulary()["harm"]
            return scale.rank("death" if self.act("kill") else "injury") >= scale.rank(value)
        return self.at_least("harm", value)

    @property
    def federal_drug(self) -> bool:
        """True when the drug is on the federal schedules."""
        return self.is_("substance", "federal", "marijuana", "marijuana_bulk")

    @property
    def unsure_drug(self) -> bool:
        """True when a drug is the object and the entry does not say on which list it is."""
        return self.object("substance") and not self.has("substance")

    def without(self, attribute: str) -> Reading:
        """The same combination with one attribute taken out."""
        return Reading(MappingProxyType({k: v for k, v in self.words.items() if k != attribute}))

    def with_(self, **words: str) -> Reading:
        """The same combination with some words set."""
        return Reading(MappingProxyType({**self.words, **words}))

    def __str__(self) -> str:
        return ", ".join(f"{attribute} {word}" for attribute, word in self.words.items())


Test = Callable[[Reading, Context], Finding]


def yes(reason: str, kind: str = "") -> Finding:
    """The elements match."""
    return Finding(Verdict.YES, reason, kind)


def no(reason: str) -> Finding:
    """The elements do not match."""
    return Finding(Verdict.NO, reason)


def circumstance(reason: str, kind: str = "") -> Finding:
    """The elements match and a fact outside them decides."""
    return Finding(Verdict.CIRCUMSTANCE, reason, kind)


def depends(reason: str, kind: str = "") -> Finding:
    """The underlying crime decides."""
    return Finding(Verdict.DEPENDS, reason, kind)


def unsettled(reason: str, kind: str = "") -> Finding:
    """Neither yes nor no."""
    return Finding(Verdict.OPEN, reason, kind)


def missing(reason: str) -> Finding:
    """The entry lacks what the test needs."""
    return Finding(Verdict.MISSING, reason)


STRENGTH = (Verdict.YES, Verdict.CIRCUMSTANCE, Verdict.DEPENDS, Verdict.OPEN, Verdict.MISSING, Verdict.NO)
"""Verdicts from a match to none."""


def strongest(findings: Iterable[Finding]) -> Finding:
    """The finding of a ground with several parts: any match is a match, and a "no" needs a "no" of every part."""
    return min(findings, key=lambda finding: STRENGTH.index(finding.verdict))


def together(findings: Iterable[Finding]) -> Finding:
    """The strongest finding; where none matches, the reasons that say more than that another act was asked for."""
    many = list(findings)
    best = strongest(many)
    if best.verdict is not Verdict.NO:
        return best
    spoken = dict.fromkeys(finding.reason for finding in many if not finding.reason.startswith("no "))
    return no("; ".join(spoken)) if spoken else best


def by_split(c: Context, name: str, affirmative: Finding, negative: Finding) -> Finding:
    return affirmative if c.split(name) else negative


def listed(c: Context, sections: tuple[str, ...], state: Finding) -> Finding:
    """A ground that lists federal sections: by citation for a federal offense, by elements for a state's.

    What is "described in" a listed section may stand in another, of federal law too (8 U.S.C. 1101(a)(43), last sentence); other
    paragraphs of a listed section were left out of the list.
    """
    if not c.is_federal:
        return state
    if c.lies_in(*sections):
        return yes("the section itself is listed")
    if c.reaches_beyond(*sections):
        return unsettled("only a part of this section is listed")
    whole = {".".join(section.split(".")[:2]) for section in sections}
    if state.verdict is Verdict.NO or c.lies_in(*whole):
        return no("a federal section that is not listed")
    return unsettled("a federal section that is not listed, of a crime that a listed one describes, or may", state.kind)


def says(c: Context, *of: frozenset[str]) -> bool:
    return any(words <= c.title_words for words in of)


def graded(c: Context, *of: frozenset[str]) -> bool:
    """True where a grade of the section is punished for a fact of which all the words of one of these speak."""
    return any(words <= grade for words in of for grade in c.grades)


def only(*sections: str) -> Test:
    def test(r: Reading, c: Context) -> Finding:
        return listed(c, sections, no("only the listed federal sections count"))

    return test


OATHS = ("swear", "swear_any")
PERSON_ACTS = ("touch", "injure", "kill", "threaten", "endanger", "restrain", "pursue")
