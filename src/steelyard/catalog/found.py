"""What a charge was read as: the offenses it may be of, how it says that the crime was charged, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from steelyard.catalog.model import Modifier, Offense
from steelyard.law.dispositions import may_be_given
from steelyard.logic.dates import add
from steelyard.logic.facts import Known

BELOW_CRIMES = frozenset({"infraction", "violation"})


@dataclass(frozen=True, slots=True)
class Found:
    """What a charge was read as: the id asked for and its offenses, or the problem, with its code.

    Of several sections the id is theirs with "+" between, and "?" for what could not be read; `modifier` is what a general
    section beside them says of the crime (`derive.MODIFIERS`), `is_enhanced` that one adds to its term; with offenses a problem
    tells of what could not be read. An enhancement alone has no offenses, and a problem that asks for the crime.
    """

    id: str
    citation: str
    offenses: tuple[Offense, ...] = ()
    code: str = ""
    problem: str = ""
    modifier: str | None = None
    is_enhanced: bool = False
    alone: Found | None = None
    """The same without its enhancements, where it has any."""
    enhancements: tuple[Modifier, ...] = ()
    """Those of `_modifiers.toml`; what is no line there is a crime or a problem."""
    beside: tuple[str, ...] = ()
    """The sections cited with it that only define or punish it."""
    besides: Found | None = None
    """What its number stands for besides, as an old one or in another way of citing it."""
    on: date | None = None
    """The day of the offense by which versions of its sections were told apart, where there are several."""

    @property
    def bare(self) -> Found:
        """The same without its enhancements."""
        return self.alone or self

    @property
    def named(self) -> str:
        """The id without the marks of what could not be read and of a level: what decisions are looked up by."""
        return self.id.partition("~")[0].removesuffix("+?")

    @property
    def names_several(self) -> bool:
        """True for a charge that names several crimes, of which one conviction or several may have come.

        A crime that rests on another, named beside it, is one with it, and so is an agreement on several, or help after them.
        What could not be read beside a crime may be a second one; an enhancement is none.
        """
        crime = self.bare
        own = {offense.section.id for offense in crime.offenses if "derivative" not in offense.families}
        return crime.modifier in (None, "attempt", "aiding") and (len(own) > 1 or crime.code == "SY-O106")

    def governing(self, on: date | None) -> Found:
        """What governed an offense of that day; with a problem for a section of which no version did.

        A crime is punished by the law of the day it was committed on, whenever the conviction was.
        """
        if on is None or not days_of_change(self.offenses, of_forms=False, of_grades=True):
            return self
        sections: dict[str, list[Offense]] = {}
        for offense in self.offenses:
            sections.setdefault(offense.section.id, []).append(offense)
        standing = {name: [one for one in own if one.in_force_on(on)] for name, own in sections.items()}
        lost = [offense for name, own in sections.items() if not standing[name] for offense in own]
        kept = {id(one) for name, own in sections.items() for one in standing[name] or own}
        version = max(
            (edge for edge in days_of_change(self.offenses, of_grades=True) if edge <= on), default="the first"
        )
        unread = "+?" if lost and not self.id.endswith("+?") else ""
        found = replace(
            self, id=f"{self.id}{unread}~{version}", on=on, alone=self.alone.governing(on) if self.alone else None,
            offenses=tuple(offense.committed_on(on) for offense in self.offenses if id(offense) in kept),
        )  # fmt: skip
        if not lost:
            return found
        spans = "; ".join(
            dict.fromkeys(f"{o.citation} from {o.in_force_from or '…'} to {o.in_force_to or '…'}" for o in lost)
        )
        problem = f"no version governs an offense of {on}: {spans}"
        return replace(found, code=found.code or "SY-O104", problem="; ".join(filter(None, (found.problem, problem))))

    def versions(self, until: date) -> tuple[Found, ...]:
        """What may have governed an offense that was committed by that day, where its day is not known; empty for one version.

        There is one for each state of the entries in which every section had a version. Where none had one by that day there is
        what then stood, with its problem.
        """
        edges = sorted(days_of_change(self.offenses, of_forms=False))
        if self.on is not None or not edges:
            return ()
        days = [day for day in (add(edges[0], days=-1), *edges) if day <= until] or [until]
        found = [self.governing(day) for day in days]
        return tuple(one for one in found if one.problem == self.problem) or tuple(found[-1:])

    def begun_by(self, latest: date) -> Found:
        """What is left where only the day of a later step is known: the offense was before it, and so of no later version.

        With a problem for a section all of whose versions began afterwards.
        """
        late = [one for one in self.offenses if one.in_force_from and one.in_force_from > latest]
        if not late:
            return self
        begun = {one.section.id for one in self.offenses if one not in late}
        lost = [one for one in late if one.section.id not in begun]
        version = max((edge for edge in days_of_change(self.offenses) if edge <= latest), default="the first")
        unread = "+?" if lost and not self.id.endswith("+?") else ""
        found = replace(
            self, id=f"{self.id}{unread}~by {version}", alone=self.alone.begun_by(latest) if self.alone else None,
            offenses=tuple(one for one in self.offenses if one in lost or one not in late),
        )  # fmt: skip
        if not lost:
            return found
        spans = "; ".join(dict.fromkeys(f"{one.citation} from {one.in_force_from}" for one in lost))
        problem = f"no version governs an offense of {latest} or before: {spans}"
        return replace(found, code=found.code or "SY-O104", problem="; ".join(filter(None, (found.problem, problem))))

    def at_level(self, level: Known, modifier: str | None = None) -> Found:
        """What is left when the level of the conviction is known, a word: the forms that can be of it.

        An attempt and the like may be of a lower level than the crime; of one nothing is left out.
        """
        if not isinstance(level, str) or (modifier or self.modifier) not in (None, "aiding"):
            return self
        kept = tuple(offense.at_level(level) for offense in self.offenses)
        if all(one is offense for one, offense in zip(kept, self.offenses, strict=True)):
            return self
        alone = self.alone.at_level(level, modifier) if self.alone else None
        return replace(self, id=f"{self.id}~{level}", offenses=kept, alone=alone)

    def that_can_be(self, level: str | None, modifier: str | None = None) -> Found:
        """What is left of a charge whose author names its level: of each section the offenses that can be of it.

        Those fall away that have no grade of the level and that no court, prosecutor or later law of the state gives it, where
        the section has others. Of an attempt and the like, of what has a problem or is enhanced, nothing falls away: what is
        added or was not read may be what gives the level.
        """
        if level is None or (modifier or self.modifier) not in (None, "aiding"):
            return self
        if self.problem or self.is_enhanced or self.enhancements:
            return self
        of_level = [one for one in self.offenses if _can_be_of(one, level)]
        sections = {one.section.id for one in of_level}
        kept = tuple(one for one in self.offenses if one in of_level or one.section.id not in sections)
        return replace(self, id=f"{self.id}~a {level}", offenses=kept) if len(kept) < len(self.offenses) else self

    @property
    def reviewed(self) -> bool:
        """True when an attorney has signed every entry behind it."""
        return bool(self.offenses) and not any(offense.review.is_draft for offense in self.offenses)


def _can_be_of(offense: Offense, level: str) -> bool:
    """Whether a conviction of an offense can be of a level, by a grade of any day or by what may lower it.

    It can where its grades were checked against no text. States have either word for what is below a misdemeanor.
    """
    levels = {penalty.level for penalty in offense.penalties}
    if not levels or offense.from_memory or level in levels or (level in BELOW_CRIMES and levels & BELOW_CRIMES):
        return True
    return may_be_given(offense.state, offense.id, offense.families, levels, level)


def offense_words(found: Found, charge: str) -> str:
    """An offense by its citation and title; a charge that the catalogue cannot read, as it is written."""
    titles = dict.fromkeys(offense.title for offense in found.offenses)
    if not titles:
        return f"{charge} (not in the catalogue)"
    section = found.offenses[0].section.title
    said = "; ".join(titles) if len(titles) < 4 else section
    named = section and len({offense.section.id for offense in found.offenses}) == 1
    is_within = section.casefold() in said.casefold() or said.casefold() in section.casefold()
    return f"{found.citation}, {section}: {said}" if named and not is_within else f"{found.citation}, {said}"


def days_of_change(offenses: Iterable[Offense], *, of_forms: bool = True, of_grades: bool = False) -> set[date]:
    """The days from which another state of the entries governs, of their forms, and of their grades by the day of the offense."""
    offenses = tuple(offenses)
    spans = [(o.in_force_from, o.in_force_to) for o in offenses]
    spans += [(p.committed_from, p.committed_to) for o in offenses for p in o.penalties if of_grades]
    spans += [(form.from_, form.to) for o in offenses for form in o.forms if of_forms]
    return {first for first, _ in spans if first} | {add(last, days=1) for _, last in spans if last}


def have_begun(offenses: Iterable[Offense], day: date) -> bool:
    """Whether each section had a version by that day: nobody was convicted of a crime before there was one."""
    begun: dict[str, bool] = {}
    for offense in offenses:
        is_begun = offense.in_force_from is None or offense.in_force_from <= day
        begun[offense.section.id] = begun.get(offense.section.id, False) or is_begun
    return all(begun.values())
