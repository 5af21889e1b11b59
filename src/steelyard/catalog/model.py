"""What an offense entry is once it is read: frozen, checked, and free of any file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from steelyard.law.dispositions import below
from steelyard.logic.dates import in_months, within

Values = Mapping[str, tuple[str, ...]]
"""Attribute to its values; an attribute that is not there is absent."""

_TERM = re.compile(r"(\d+)\s*(day|week|month|year)s?", re.IGNORECASE)
_UNIT_MONTHS = {"month": 1, "year": 12}
_UNIT_DAYS = {"day": 1, "week": 7}

LIFE = 36_500
"""Days that stand for life or death: 100 years, longer than any threshold of immigration law."""


@lru_cache(maxsize=1_024)
def term_in_days(text: str) -> int:
    """A maximum term of custody in whole days.

    A year counts 365 days, a week 7, and months as in `in_months`.
    "none" is 0; "life" and "death" are `LIFE`. "2 years 6 months" and "11 months 29 days" are sums of their parts.
    Raises ValueError for any other text.
    """
    words = text.strip().lower()
    if words == "none":
        return 0
    if words in {"life", "death"}:
        return LIFE
    parts = _TERM.findall(words)
    if not parts or re.sub(r"[\s,]|and", "", _TERM.sub("", words)):
        raise ValueError(f"{text!r} is no term")
    counts = [(int(number), unit.lower()) for number, unit in parts]
    months = sum(count * _UNIT_MONTHS[unit] for count, unit in counts if unit in _UNIT_MONTHS)
    return in_months(months) + sum(count * _UNIT_DAYS[unit] for count, unit in counts if unit in _UNIT_DAYS)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a code: what its offenses are to each other ("elements", "means", "unknown"; "" when it has one).

    `no_crime` are its subdivisions that define, punish or exempt and are no crimes of their own: "a", "c.2".
    """

    id: str
    citation: str
    title: str
    alternatives: str = ""
    alternatives_source: str = ""
    former: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    note: str = ""
    no_crime: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Penalty:
    """One grade of punishment: level, the state's class, the maximum in days and in words, and when it holds.

    With `maximum_unread` nobody read how long the term may be: the grade gives a level, and bounds no term. It is of convictions
    between `from_` and `to`, and of offenses between `committed_from` and `committed_to`, where the law that changed it says so.
    """

    level: str
    maximum: str
    maximum_days: int
    cite: str
    class_: str = ""
    fine_cents: int | None = None
    from_: date | None = None
    to: date | None = None
    when: str = ""
    note: str = ""
    maximum_unread: bool = False
    committed_from: date | None = None
    committed_to: date | None = None

    @property
    def longest(self) -> str:
        """The longest term as a sentence has it: "at most 364 days", "no confinement"."""
        return "no confinement" if self.maximum == "none" else f"at most {self.maximum}"

    def holds_on(self, day: date) -> bool:
        """True when this grade governs a conviction of that day, for an offense that it can have been of."""
        return within(day, self.from_, self.to) and (self.committed_from is None or self.committed_from <= day)

    def punishes(self, day: date) -> bool:
        """True when this grade governs an offense of that day."""
        return within(day, self.committed_from, self.committed_to)


@dataclass(frozen=True, slots=True)
class Form:
    """One set of elements. Several values of one attribute are means; `court` replaces what `text` says.

    `levels` are those it can be convicted at, where the offense has others besides; empty for all of the offense's.
    `one_act` says on what authority several acts are one element, so that nobody need agree which of them was done; `unknown`
    are the other attributes of whose values nobody knows whether they are one element.
    """

    name: str
    text: Values
    court: Values = field(default_factory=dict)
    court_source: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    from_: date | None = None
    to: date | None = None
    dates_cite: str = ""
    levels: tuple[str, ...] = ()
    one_act: str = ""
    unknown: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """True when a conviction of that day may be of this form; a schedule that changed is the usual reason for a date."""
        return within(day, self.from_, self.to)

    @property
    def elements(self) -> Values:
        """The elements the derivation uses: the text's, with the courts' reading where there is one.

        An empty list in the courts' reading takes the attribute out.
        """
        if not self.court:
            return self.text
        merged = {**self.text, **self.court}
        return {name: values for name, values in merged.items() if values}

    @property
    def court_is_verified(self) -> bool:
        """False when the courts' reading was written down without being looked up."""
        return not self.court_source.strip().lower().startswith("unverified")

    def mark(self, attribute: str, value: str) -> str:
        """ "stated", "shown" or "theory"; every value is stated unless the entry marks it."""
        if not self.marks:
            return "stated"
        return self.marks.get(f"{attribute}.{value}", "stated").partition(":")[0].partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Related:
    """Another offense and how it stands to this one."""

    offense: str
    relation: str


@dataclass(frozen=True, slots=True)
class Source:
    """The text an entry was written from; `quality` is official, reconstructed, report or memory."""

    cite: str
    read_in: str
    quality: str
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Who wrote the entry when, and the attorney who signed it when; `reviewed_by` is empty for a draft."""

    written_on: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None

    @property
    def is_draft(self) -> bool:
        """True until an attorney has signed, on a day that is named: a name alone is no signature."""
        return not self.reviewed_by.strip() or self.reviewed_on is None


@dataclass(frozen=True, slots=True)
class Offense:
    """One crime: its elements in each form, its punishment by date, its relatives and sources."""

    id: str
    citation: str
    title: str
    section: Section
    forms: tuple[Form, ...]
    sources: tuple[Source, ...]
    families: tuple[str, ...] = ()
    alternatives: str = ""
    alternatives_source: str = ""
    penalties: tuple[Penalty, ...] = ()
    related: tuple[Related, ...] = ()
    in_force_from: date | None = None
    in_force_to: date | None = None
    in_force_cite: str = ""
    former: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """Sections that a charge of this offense cites beside it, and that only define or punish it."""
    not_analysed: tuple[str, ...] = ()
    not_analysed_reason: str = ""
    unsettled: tuple[str, ...] = ()
    """Grounds of which the law is open whatever the words below say; a holding in force goes before."""
    unsettled_reason: str = ""
    note: str = ""
    register_as_sex_offender: bool | None = None
    strike: bool | None = None
    firearm_bar: bool | None = None
    collateral_cite: str = ""
    review: Review = Review()

    @property
    def state(self) -> str:
        """Two letters, "US" for a federal offense."""
        return self.id.partition(".")[0].upper()

    @property
    def from_memory(self) -> bool:
        """True when nobody has checked the entry against a text; such an entry weakens every answer."""
        return all(source.quality == "memory" for source in self.sources)

    def in_force_on(self, day: date) -> bool:
        """True when this version governs conduct of that day."""
        return within(day, self.in_force_from, self.in_force_to)

    def committed_on(self, day: date) -> Offense:
        """The offense with the grades of punishment that govern one of that day, whenever it is convicted."""
        kept = tuple(penalty for penalty in self.penalties if penalty.punishes(day))
        return self if kept == self.penalties else replace(self, penalties=kept)

    def at_level(self, level: str) -> Offense:
        """The offense with the forms that a conviction at that level can be of, as far as the entry says it of a form.

        Nothing follows from the grades of punishment: a court may enter a felony as a misdemeanor (Cal. Penal Code
        § 17(b), Or. Rev. Stat. § 161.705), and earlier convictions may make a felony of a misdemeanor.
        """
        if all(penalty.level != level for penalty in self.penalties):
            return self
        forms = tuple(form for form in self.forms if not form.levels or level in form.levels)
        return replace(self, forms=forms) if forms and len(forms) < len(self.forms) else self

    def penalties_on(self, day: date) -> tuple[Penalty, ...]:
        """The grades of punishment that govern a conviction of that day."""
        return tuple(penalty for penalty in self.penalties if penalty.holds_on(day))


ITSELF = "itself"
"""What a line says of sections that themselves punish, say, the solicitation of what they forbid."""
NEVER_LONGER = frozenset({"attempt", "aiding"})
"""Kinds of modifiers under which the longest term is not above that of the crime, unless an entry says that it may be."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What a modifier makes of crimes of a level and class: a level and a longest term, or with `same` those of the crime.

    `of` are the only sections or offenses it is for, where there are any, and `not_of` those it is not for; `of_at_least` is
    the least longest term of the crime, in days.
    Between `from_` and `to` it is of convictions. The first grade that fits a crime is meant, and its like of other days.
    """

    of_level: str
    of_class: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    not_of: tuple[str, ...] = ()
    of_at_least: int = 0
    same: bool = False
    level: str = ""
    class_: str = ""
    maximum: str = ""
    maximum_days: int = 0
    cite: str = ""
    from_: date | None = None
    to: date | None = None

    @property
    def fits(self) -> tuple[object, ...]:
        """What it is a grade of."""
        return self.of_level, self.of_class, self.of, self.not_of, self.of_at_least

    def grades(self, offense_id: str, penalty: Penalty) -> bool:
        """True when a crime of that id, punished so, is one that it is a grade of."""
        return (
            self.of_level == penalty.level
            and (not self.of_class or penalty.class_ in self.of_class)
            and (not self.of or below(offense_id, self.of))
            and not below(offense_id, self.not_of)
            and not penalty.maximum_unread
            and penalty.maximum_days >= self.of_at_least
        )

    def makes_of(self, penalty: Penalty) -> Penalty:
        """The punishment of the attempt or the like of a crime that is punished so."""
        if self.same:
            return penalty
        return replace(penalty, level=self.level, class_=self.class_, maximum=self.maximum, maximum_days=self.maximum_days,
                       cite=self.cite)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Modifier:
    """A general rule of a state that turns a completed offense into another: attempt, aiding, enhancement.

    `sections` are the ids that, named beside a crime, say so: "664/211" is an attempt of § 211. `may_exceed` is whether the
    longest term can be above that of the completed crime.

    Of an enhancement, `elements` is what a jury must find for it: with an act, what was done beside the crime; without one, how
    the crime was done. `no_elements` says why there is nothing of which a ground asks. `unsettled` are the grounds of which
    the words leave open whether they are met.
    """

    id: str
    kind: str
    citation: str
    maximum: str = ""
    note: str = ""
    read_in: str = ""
    read_on: date | None = None
    quality: str = "memory"
    title: str = ""
    sections: tuple[str, ...] = ()
    may_exceed: bool = True
    elements: Values = field(default_factory=dict, hash=False)
    no_elements: str = ""
    unsettled: tuple[str, ...] = ()
    unsettled_reason: str = ""
    of: tuple[str, ...] = ()
    """The sections of which the state punishes this by an offense of its own, `entered_as`, or by the section itself."""
    entered_as: str = ""
    grades: tuple[Grade, ...] = ()
    """By the level and class of the crime; where none fits, the longest term of the crime is above that of the attempt."""
    ungraded: tuple[str, ...] = ()
    """Sections and offenses that no grade is for."""

    def made_of(self, offense_id: str, penalty: Penalty, days: Iterable[date]) -> list[Penalty]:
        """What the crime's punishment becomes on any of these days; empty where no grade says."""
        if below(offense_id, self.ungraded):
            return []
        fitting = [one for one in self.grades if one.grades(offense_id, penalty)]
        meant = [one for one in fitting if one.fits == fitting[0].fits]
        days = [day for day in days if penalty.holds_on(day)]
        return [one.makes_of(penalty) for one in meant if any(within(day, one.from_, one.to) for day in days)]
