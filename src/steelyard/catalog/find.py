"""From a charge as a court writes it to the offense, its punishment, and what it is under a ground."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from itertools import dropwhile, takewhile
from pathlib import Path

from steelyard.catalog.cite import (
    CALIFORNIA_LETTERED,
    JURISDICTIONS,
    LONGEST,
    Statute,
    names_federal,
    read,
    said_beside,
)
from steelyard.catalog.compiled import program_hash
from steelyard.catalog.derive import OF_GROUND, Match, Stance, match, stance_of
from steelyard.catalog.elsewhere import elsewhere
from steelyard.catalog.forms import DEPENDS, MODIFIERS, NO, NOT_ANALYSED, UNSETTLED, YES, in_words
from steelyard.catalog.forums import forum_of_state
from steelyard.catalog.holdings import Holdings, controlling, load_holdings
from steelyard.catalog.lists import MOST, between
from steelyard.catalog.load import Catalog
from steelyard.catalog.model import NEVER_LONGER, Modifier, Offense, Penalty, Section
from steelyard.catalog.ranges import Key, Range, ranges_in, section_key, unread_ends
from steelyard.law.federal.grounds import DIAZ_LIZARRAGA
from steelyard.law.splits import ground_authorities
from steelyard.logic.dates import add
from steelyard.logic.facts import Among, Between, Known
from steelyard.logic.rule import Citation


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
        if on is None or not any(offense.in_force_from or offense.in_force_to for offense in self.offenses):
            return self
        sections: dict[str, list[Offense]] = {}
        for offense in self.offenses:
            sections.setdefault(offense.section.id, []).append(offense)
        standing = {name: [one for one in own if one.in_force_on(on)] for name, own in sections.items()}
        lost = [offense for name, own in sections.items() if not standing[name] for offense in own]
        kept = {id(one) for name, own in sections.items() for one in standing[name] or own}
        version = max((edge for edge in _spans(self.offenses) if edge <= on), default="the first")
        unread = "+?" if lost and not self.id.endswith("+?") else ""
        found = replace(
            self, id=f"{self.id}{unread}~{version}", on=on, alone=self.alone.governing(on) if self.alone else None,
            offenses=tuple(offense for offense in self.offenses if id(offense) in kept),
        )  # fmt: skip
        if not lost:
            return found
        spans = "; ".join(
            dict.fromkeys(f"{o.citation} from {o.in_force_from or '…'} to {o.in_force_to or '…'}" for o in lost)
        )
        problem = f"no version governs an offense of {on}: {spans}"
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

    @property
    def reviewed(self) -> bool:
        """True when an attorney has signed every entry behind it."""
        return bool(self.offenses) and not any(offense.review.is_draft for offense in self.offenses)


@dataclass(frozen=True, slots=True)
class GroundAnswer:
    """What the catalogue says of an offense and a ground, in the shape the rules use."""

    answer: str
    says: str
    cites: tuple[Citation, ...]
    forms_in_words: str = ""
    rests_on_a_crime: bool = False


class Catalogue:
    """The offenses and holdings, opened for questions."""

    def __init__(self, offenses: Catalog | None = None, holdings: Holdings | None = None) -> None:
        self._offenses = offenses or Catalog()
        self._holdings = holdings
        self._answers: dict[tuple[object, ...], GroundAnswer] = {}
        self._asked: dict[tuple[object, ...], GroundAnswer] = {}
        self._gaps: dict[str, dict[str, tuple[str, ...]]] = {}
        self._decided: dict[str, set[date]] | None = None

    @cached_property
    def holdings(self) -> Holdings:
        """The decided cases."""
        return self._holdings if self._holdings is not None else load_holdings()

    @property
    def offenses(self) -> Catalog:
        """The offenses, by section."""
        return self._offenses

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of every file of offenses and holdings and of what answers are derived by, by name and content.

        What is kept of earlier answers is known by it: none outlives the entry, the decision or the rule it came from.
        """
        whole = sha256((self._offenses.hash + program_hash()).encode())
        for path in sorted(_holdings_folder().glob("*.toml")):
            whole.update(path.name.encode())
            whole.update(path.read_bytes())
        return whole.hexdigest()

    def find(self, state: str, charge: str, on: date | None = None) -> Found:
        """The offense that a charge names.

        A subsection the catalogue does not have is not answered from its neighbors; an entry for the whole section
        answers for its subsections. Of several sections or subsections each is found; a general section beside a crime
        (an attempt, a conspiracy) says how the crime was charged. `on` is the day of the offense: of several
        versions the one that governed then is meant, and where none did it says so.
        """
        if state not in JURISDICTIONS:
            have = ", ".join(JURISDICTIONS)
            return Found("", charge, code="SY-O101", problem=f"there are no offenses of {state!r} here; we have {have}")
        named = self._by_id(state, charge) or read(state, charge)
        for statute in named:
            if either := self.either(statute):
                citations = " or ".join(each.citation for each in either)
                return Found(
                    "", charge, code="SY-O110", problem=f"{charge[:80]!r} may be {citations}: write which it is"
                )
        statutes = [self.without_marks(one) for one in named]
        if not statutes:
            whose = "" if names_federal(charge[:LONGEST]) else elsewhere(state, charge[:LONGEST])
            if whose:
                law = "the law of more than one state" if whose in JURISDICTIONS else f"{whose} law"
                return Found("", charge, code="SY-O111", problem=f"{charge[:80]!r} names {law}, which is not analysed")
            return Found("", charge, code="SY-O102", problem=f"no section can be read in {charge[:80]!r}")
        problems = []
        for one in ranges_in(state, charge, [each.section for each in statutes]):
            statutes, problem = self._written_out(one, statutes)
            problems += [problem] if problem else []
        code = "SY-O109" if problems else "SY-O106"
        unread = unread_ends(state, charge, [each.section for each in statutes])
        problems += [f"{', '.join(unread)}, joined to it, could not be read"] if unread else []
        found = self._find_one(statutes[0]) if len(statutes) == 1 else self._find_several(statutes)
        if problems and found.id:
            says = "; ".join([*([found.problem] if found.problem else []), *problems])
            found = replace(found, id=f"{found.named}+?", code=found.code or code, problem=says)
        return _announced(found, charge).governing(on)

    def with_words(self, found: Found, charge: str) -> Found:
        """A crime that a statute's column names, with the enhancements that the words of its charge name beside it.

        `found` has offenses; any other crime in the words is left out, since the column says which one it is.
        """
        state = found.offenses[0].state
        beside = (*read(state, charge), *said_beside(state, charge))
        named = (self._general(self.without_marks(one)) for one in beside)
        added = tuple(dict.fromkeys(one for one in named if one is not None and one.kind == "enhancement"))
        if not (added := tuple(one for one in added if one not in found.enhancements)):
            return _announced(found, charge)
        return self._with_enhancements(found, added)

    def _written_out(self, one: Range, statutes: list[Statute]) -> tuple[list[Statute], str]:
        """The sections with those of a range in its place: its ends, and what the catalogue has between them.

        Beside them what it was read as, where the catalogue has not each step between its ends and nothing else, so that a
        section without an entry may be meant; else "".
        """
        place = next((number for number, each in enumerate(statutes) if each.section == one.first), None)
        if place is None:
            return statutes, ""
        first = statutes[place]._replace(subsections=())
        steps = {section: first._replace(section=section) for section in one.steps or ()}
        low, high = section_key(one.first), section_key(one.last)
        there = {name: each for name, each in steps.items() if self._find_one(each).id or self._general(each)}
        there |= {
            section: first._replace(section=section)
            for key, section in self._numbers.get(first.section_id.removesuffix(one.first), ())
            if low < key < high
        }
        while place + 1 < len(statutes) and statutes[place + 1].section == one.first:
            place += 1
        before, after = (
            statutes[: place + 1],
            list(dropwhile(lambda each: each in steps.values(), statutes[place + 1 :])),
        )
        last = [] if any(each.section == one.last for each in after) else [first._replace(section=one.last)]
        cited = f"{first.citation} to {one.last}"
        if len(there) > MOST:
            return [*before, *last, *after], f"{cited} is a range of {len(there) + 2} sections: name those charged"
        between = [there[section] for section in sorted(there, key=section_key)]
        named = [*before, *between, *last, *after]
        if there.keys() == steps.keys() and one.steps is not None:
            return named, ""
        read_as = ", ".join([one.first, *(each.section for each in between), one.last])
        return named, (
            f"the range {cited} was read as {read_as}, the sections of it that the catalogue has; one without an entry may lie "
            "between: name the section that is charged"
        )

    @cached_property
    def _numbers(self) -> Mapping[str, Sequence[tuple[Key, str]]]:
        """The sections of each code, by what stands before them in an id, each with its place in the code's order."""
        found: dict[str, list[tuple[Key, str]]] = {}
        for name in self._offenses.sections:
            for offense in self._offenses.section(name)[:1]:
                number = next((one.section for one in read(offense.state, offense.section.citation)), "")
                found.setdefault(name.removesuffix(number), []).append((section_key(number), number))
        return found

    def without_marks(self, statute: Statute) -> Statute:
        """A section without the letters after it that the catalogue does not know as a subdivision of it.

        Of a section that is not in the catalogue the numbers are kept.
        """
        if statute.jurisdiction == "CA":
            return self._without_letters(statute)
        if not statute.marked:
            return statute
        if statute.jurisdiction == "IL":
            return self._with_decimal(statute)
        if statute.jurisdiction in ("MA", "US"):
            return statute._replace(marked=False)
        whole = statute
        if self._is_known(statute):
            if all(map(str.isdigit, statute.subsections)) or not self._offenses.find(statute.id):
                return statute
            return statute._replace(marked=False)  # the letters are a subdivision of it
        while statute.subsections and not self._is_known(statute):
            statute = statute._replace(subsections=statute.subsections[:-1])
        if statute.subsections or self._offenses.find(statute.section_id):
            return statute
        return whole._replace(subsections=tuple(takewhile(str.isdigit, whole.subsections)))

    def _with_decimal(self, statute: Statute) -> Statute:
        """A section of Illinois in columns: 12-3-2 is § 12-3.2 where § 12-3 has no (2) that we know; else it is (2)."""
        own, first = statute._replace(marked=False), statute.subsections[0]
        decimal = own._replace(section=f"{own.section}.{first}", subsections=own.subsections[1:])
        return decimal if not self._at(own) and self._offenses.section(decimal.section_id) else own

    def _without_letters(self, statute: Statute) -> Statute:
        """A section of California as its letters are meant: VC23152A is § 23152(a), PC459F a felony under § 459.

        Letters that are part of a number of the Penal Code stay so; those that are nothing of this are left where they stood.
        """
        if statute.marked:
            number, parts = statute.section, statute.subsections
        elif statute.code in _WITHOUT_LETTERS and statute.section[-1:].isalpha() and not statute.subsections:
            number = statute.section.rstrip("abcdefghijklmnopqrstuvwxyz")
            parts = tuple(statute.section[len(number) :])
        else:
            return statute
        own = statute._replace(section=number, subsections=parts, marked=False)
        lettered = own._replace(section=f"{number}{''.join(parts)}", subsections=())
        if len(parts) == 1 and self._is_lettered(lettered):
            return lettered
        if self._is_known(own):
            return own
        if parts[-1] in _LEVELS and self._is_known(bare := own._replace(subsections=parts[:-1])):
            return bare
        is_path = all(one.isdigit() != other.isdigit() for one, other in zip(parts, parts[1:], strict=False))
        return own if is_path and (self._at(own) or self._general(own)) else lettered

    def _is_lettered(self, statute: Statute) -> bool:
        """Whether a section whose number ends in a letter is one, with an entry or without."""
        is_listed = statute.code == "pen" and statute.section[-1] in CALIFORNIA_LETTERED.get(statute.section[:-1], "")
        return is_listed or self._is_known(statute)

    def _is_known(self, statute: Statute) -> bool:
        return bool(self._offenses.find(statute.id)) or statute.id in self._offenses.former

    def either(self, statute: Statute) -> tuple[Statute, ...]:
        """The two sections that one may be whose letter is glued to it, § 487a or § 487(a) for PC487A; none where it is clear.

        Of a small letter it is clear where the section is cited with one: 21 U.S.C. § 860a, but 18 U.S.C. § 2251A.
        """
        if not statute.marked or statute.jurisdiction not in ("CA", "MA", "US"):
            return ()
        own = statute._replace(marked=False)
        if statute.jurisdiction == "CA":
            if len(own.subsections) != 1:
                return ()
            lettered = own._replace(section=f"{own.section}{own.subsections[0]}", subsections=())
        else:
            lettered, own = own, own._replace(section=own.section[:-1], subsections=(own.section[-1],))
            if any(
                one.section.citation.endswith(lettered.section) for one in self._offenses.section(lettered.section_id)
            ):
                return ()
        return (lettered, own) if self._is_lettered(lettered) and self._is_known(own) else ()

    def _by_id(self, state: str, charge: str) -> list[Statute]:
        """The section or subdivision that an id of the catalogue stands for (ca.pen.484.a); none for other text."""
        identity = charge.strip().lower()
        section_id = self._offenses.section_of(identity) if identity.startswith(f"{state.lower()}.") else ""
        if not section_id or not self._offenses.find(identity):
            return []
        section = self._offenses.section(section_id)[0].section
        below = identity.removeprefix(section_id).split(".")[1:]
        whole = [one for one in read(state, section.citation) if one.section_id == section_id]
        return [one._replace(subsections=tuple(part.replace("-", ".") for part in below)) for one in whole[:1]]

    def _find_several(self, statutes: Sequence[Statute]) -> Found:
        """What several sections name together: their crimes, as the general sections among them say they were charged."""
        general = {statute.id: one for statute in statutes if (one := self._general(statute)) is not None}
        enhancements = tuple(dict.fromkeys(one for one in general.values() if one.kind == "enhancement"))
        crimes = [statute for statute in statutes if statute.id not in general]
        found = self._together([(statute, self._find_one(statute)) for statute in crimes])
        only_beside = (*_only_beside(found), *self._only_graded(found))
        found = [each for each in found if each[0] not in only_beside]
        there = list({one.id: one for _, one in found if one.id}.values())
        if not there:  # the general section by itself, or nothing we have
            first = next((one for one in (self._find_one(statute) for statute in statutes) if one.id), found[0][1]
                         if found else self._find_one(statutes[0]))  # fmt: skip
            if found or first.id or len(enhancements) < 2:
                return first
            cited = ", ".join(one.citation for one in enhancements)
            return replace(
                first, citation=cited, enhancements=enhancements, problem=_name_the_crime(cited, enhancements)
            )
        kinds = {one.kind for one in general.values()} & set(MODIFIERS)
        kinds -= {"aiding"} if len(kinds) > 1 else set()
        if len(kinds) > 1:
            return Found("", there[0].citation, code="SY-O105",
                         problem=f"the sections name {' and '.join(sorted(kinds))} at once; write which one it was")  # fmt: skip
        problems = [(one.code, one.problem) for one in there if one.problem]
        if missing := dict.fromkeys(one.citation for _, one in found if not one.id):
            problems.insert(0, ("SY-O106", f"{', '.join(missing)}, named beside it, could not be read"))
        crime = Found(
            id="+".join([*(one.named for one in there), *(["?"] if problems else [])]),
            citation=", ".join(
                [s.citation for s in statutes if s.id in general or s in only_beside] + [one.citation for one in there]
            ),
            offenses=tuple({id(offense): offense for one in there for offense in one.offenses}.values()),
            code=problems[0][0] if problems else "",
            problem="; ".join(says for _, says in problems),
            modifier=next(iter(kinds), None),
            beside=tuple(s.citation for s in only_beside),
        )
        if len(there) == 1 and not enhancements:
            crime = _in_grade(crime, only_beside)
        return self._with_enhancements(crime, enhancements) if enhancements else crime

    @cached_property
    def cited_together(self) -> Mapping[frozenset[str], Offense]:
        """The offenses that are cited by several sections or subdivisions at once, by the ids of these.

        18 Pa. Cons. Stat. § 2701(a)(1), (b)(2) is one crime: what (a)(1) forbids, as (b)(2) grades it.
        """
        found: dict[frozenset[str], Offense] = {}
        for offense in self._offenses:
            if re.search(r"[,;&]| and ", offense.citation) and len(named := read(offense.state, offense.citation)) > 1:
                found.setdefault(frozenset(one.id for one in named), offense)
        return found

    def _together(self, found: list[tuple[Statute, Found]]) -> list[tuple[Statute, Found]]:
        """What was found, with the offense that some of the sections name together in the place of what each is by itself."""
        ids = frozenset(statute.id for statute, _ in found)
        for names, offense in self.cited_together.items():
            if names <= ids:
                one = Found(offense.id, offense.citation, self._offenses.find(offense.id))
                place = next(number for number, (statute, _) in enumerate(found) if statute.id in names)
                rest = [(statute, own) for statute, own in found if statute.id not in names]
                found = [*rest[:place], (found[place][0], one), *rest[place:]]
                ids -= names
        return found

    def _only_graded(self, found: Sequence[tuple[Statute, Found]]) -> tuple[Statute, ...]:
        """The subdivisions without an entry that only punish or define a crime of their section that is named beside them."""
        crimes = [offense for _, one in found for offense in one.offenses]
        return tuple(
            statute
            for statute, one in found
            if not one.id
            and statute.subsections
            and any(
                offense.section.id == statute.section_id
                and (_is_no_crime(statute, offense.section) or _grades(statute, offense))
                for offense in crimes
            )
        )

    @staticmethod
    def _with_enhancements(crime: Found, enhancements: tuple[Modifier, ...]) -> Found:
        names = [one.sections[0] for one in enhancements]
        return replace(
            crime,
            id="+".join([crime.named, *names, *(["?"] if crime.problem else [])]),
            is_enhanced=crime.is_enhanced or any(one.may_exceed for one in enhancements),
            alone=crime.bare,
            enhancements=tuple(dict.fromkeys((*crime.enhancements, *enhancements))),
        )

    def enhanced(self, found: Found, beside: Sequence[Found]) -> Found:
        """An offense with what is charged beside it to lengthen its sentence.

        A fact of an enhancement that a jury finds and that raises the maximum is an element of the enhanced offense: Matter of
        Martinez-Zapata, 24 I&N Dec. 424 (BIA 2007). An enhancement without an entry of its own clears nothing.
        """
        crimes = [one for one in beside if one.id]
        unread = [one.citation for one in beside if not one.id and not one.enhancements]
        problem = f"{', '.join(unread)}, which enhances it, is not in the catalogue" if unread else ""
        whole = found
        if crimes or unread:
            problems = dict.fromkeys(filter(None, (found.problem, problem, *(one.problem for one in crimes))))
            whole = replace(
                found,
                id="+".join([found.named, *(one.named for one in crimes), *(["?"] if problems else [])]),
                offenses=tuple({id(one): one for each in (found, *crimes) for one in each.offenses}.values()),
                code=found.code or ("SY-O106" if problems else ""),
                problem="; ".join(problems),
                is_enhanced=True,
                alone=found.bare,
            )
        enhancements = tuple(dict.fromkeys(one for each in beside for one in each.enhancements))
        return self._with_enhancements(whole, enhancements) if enhancements else whole

    @cached_property
    def _general_lines(self) -> Mapping[str, Mapping[str, Modifier]]:
        """The lines of `_modifiers.toml` by section and by id, the section's own and those below it."""
        found: dict[str, dict[str, Modifier]] = {}
        for one in self._offenses.all_modifiers:
            for name in one.sections:
                for above in _above(name):
                    found.setdefault(above, {})[name] = one
        return found

    @cached_property
    def _enhancements_cited(self) -> Mapping[str, Sequence[tuple[str, Statute]]]:
        """The enhancements by the section that they lie in, each as it is cited and as that is read."""
        found: dict[str, list[tuple[str, Statute]]] = {}
        for one in self._offenses.enhancements:
            for part in read(one.id.partition(".")[0].upper(), one.citation):
                found.setdefault(part.section_id, []).append((one.citation, part))
        return found

    def _general(self, statute: Statute) -> Modifier | None:
        """What a section says of the crime beside it, an attempt or an enhancement; None for a crime, or for nothing we know.

        A subdivision of an enhancement that has no line of its own is under the line of what it is part of.
        """
        lines = self._general_lines.get(statute.section_id)
        if lines is None:
            return None
        if statute.id in lines:
            return lines[statute.id]
        if self._offenses.find(statute.section_id) and self._at(statute):
            return None
        above = takewhile(lambda name: name.startswith(statute.section_id), _above(statute.id))
        return next((lines[name] for name in above if name in lines and lines[name].kind == "enhancement"), None)

    def _enhancements_below(self, statute: Statute) -> tuple[str, ...]:
        """The enhancements that lie below a section, where which of them is meant is not said."""
        named = self._enhancements_cited.get(statute.section_id, ())
        return tuple(dict.fromkeys(citation for citation, part in named if part.is_above_or_below(statute)))

    def _find_one(self, statute: Statute) -> Found:
        offenses = self._at(statute)
        if offenses:
            return self._with_gaps(Found(statute.id, statute.citation, offenses), statute.id)
        now = self._offenses.now_at(statute.id, statute.section_id) or self._formerly_below(statute.id)
        known = self._offenses.find(statute.section_id)
        if not now and not known:
            now = self._offenses.former.get(statute.section_id, "")
        if now:
            return self._with_gaps(Found(statute.id, statute.citation, self._offenses.find(now)), now)
        general = self._general(statute)
        added = (general,) if general is not None and general.kind == "enhancement" else ()
        return Found("", statute.citation, code="SY-O103", problem=self.missing(statute), enhancements=added)

    def missing(self, statute: Statute, citation: str = "") -> str:
        """Why a section names no offense: it says how another crime is charged, or it is not in the catalogue.

        `citation` is the section's, where it is at hand.
        """
        citation, section = citation or statute.citation, statute.section_id
        if section in self._general_lines and (general := self._general(statute)) is not None:
            if general.kind == "enhancement":
                return _name_the_crime(citation, (general,))
            return f"{citation} says how another crime is charged ({general.kind}): name the crime beside it"
        known = self._offenses.section(section)
        if not known and section in self._enhancements_cited and (below := self._enhancements_below(statute)):
            return f"{citation} has enhancements that add different things: name one ({'; '.join(below)})"
        here = f"; the catalogue has {', '.join(sorted({o.citation for o in known})[:6])}" if known else ""
        return f"{citation} is not in the catalogue{here}"

    def _with_gaps(self, found: Found, named: str) -> Found:
        """What was found; with a problem where subdivisions of the part that is named, by its id, have no entry.

        Which of its subdivisions is charged is not said, so that those without an entry may be meant.
        """
        if not found.id:
            return found
        section = found.offenses[0].section
        if section.id not in self._gaps:
            self._gaps[section.id] = _gaps(section, self._offenses.section(section.id))
        missing = [
            one
            for name, ids in self._gaps[section.id].items()
            if name == named or name.startswith(f"{named}.")
            for one in ids
        ]
        if not missing:
            return found
        parts = [one.removeprefix(f"{section.id}.").split(".") for one in missing]
        listed = ", ".join("".join(f"({part})" for part in path) for path in parts)
        problem = f"{found.citation} has subdivisions without an entry, {listed}, and which is charged is not said"
        return replace(found, id=f"{found.id}+?", code="SY-O107", problem=problem)

    def _formerly_below(self, old: str) -> str:
        """The one section or subdivision that now has everything the old numbers below `old` named; "" for none."""
        now = [new.split(".") for name, new in self._offenses.former.items() if name.startswith(f"{old}.")]
        same = takewhile(lambda parts: len(set(parts)) == 1, zip(*now, strict=False))
        here = ".".join(parts[0] for parts in same)
        return here if self._offenses.section_of(here) else ""

    def _at(self, statute: Statute) -> tuple[Offense, ...]:
        if self._offenses.section_of(statute.id) != statute.section_id:
            return ()  # 12-3(2) has the id of 12-3.2, and is not it
        at_or_below = self._offenses.find(statute.id)
        if at_or_below:
            return at_or_below
        if statute.subsections and statute.subsections[-1] == "former":
            # "11383(c) (former)" is not what § 11383(c) says today
            whole = self._at(statute._replace(subsections=statute.subsections[:-1]))
            return tuple(offense for offense in whole if offense.in_force_to) or whole
        parts = statute.id.split(".")
        shortest = statute.section_id.count(".") + 1
        for length in range(len(parts) - 1, shortest - 1, -1):
            name = ".".join(parts[:length])
            whole = tuple(o for o in self._offenses.find(name) if o.id == name)
            if whole:
                return whole
        return ()

    def penalty(
        self, found: Found, level: str | None, convicted: Known, modifier: str | None = None
    ) -> tuple[Known, Known]:
        """The levels the offense can have and the longest term (whole days) for a conviction of that day.

        Where grades or dates leave several, the term is known by its bounds; a modifier such as an attempt may shorten
        it, so only the upper bound is kept, and of one that may lengthen it not even that (an agreement on a misdemeanor
        may be a felony, Cal. Penal Code § 182(a)). What could not be read may be a felony and have a longer term. A grade
        whose maximum nobody read bounds the term on neither side; a version that began later was nobody's crime yet.
        """
        modifier = modifier or found.modifier
        is_open = (
            bool(found.problem) or found.is_enhanced or (modifier is not None and self._may_exceed(found, modifier))
        )
        days = _days_of(convicted)
        begun = [o for o in found.offenses if not o.in_force_from or any(o.in_force_from <= day for day in days)]
        penalties = [p for o in begun or found.offenses for p in o.penalties if any(p.holds_on(day) for day in days)]
        levels = frozenset(p.level for p in penalties)
        if levels and is_open:
            levels |= {"felony"}
        if level is not None:
            penalties = [p for p in penalties if p.level == level]
        maximums = {p.maximum_days for p in penalties}
        known_level: Known = next(iter(levels)) if len(levels) == 1 else Among(levels) if levels else None
        if not maximums:
            return known_level, None
        is_unread = any(p.maximum_unread for p in penalties)
        lowest = 0 if is_unread or (modifier is not None and modifier != "aiding") else min(maximums)
        highest = None if is_open or is_unread else max(maximums)
        return known_level, highest if lowest == highest else Between(lowest, highest)

    def _may_exceed(self, found: Found, modifier: str) -> bool:
        """Whether the longest term may be above that of the crime itself, by the modifiers of its state of that kind."""
        states = {offense.state for offense in found.offenses}
        entries = [one for state in states for one in self._offenses.modifiers(state) if one.kind == modifier]
        return any(one.may_exceed for one in entries) if entries else modifier not in NEVER_LONGER

    def match(
        self,
        found: Found,
        ground: str,
        *,
        forum: str,
        as_of: date,
        convicted: Known = None,
        form: str = "",
        modifier: str | None = None,
    ) -> GroundAnswer:
        """What the offense is under a ground in a forum, for the rules.

        Where the day of conviction is not known and the entry or a schedule changed on the way, the answer is "dated"
        unless it is the same on every day that is possible.
        """
        modifier = modifier or found.modifier
        ids = (found.id, tuple(offense.id for offense in found.offenses))
        asked = (*ids, ground, forum, as_of, convicted, form, modifier)
        if asked not in self._asked:

            def on(day: date) -> GroundAnswer:
                key = (*ids, ground, forum, as_of, day, form, modifier)
                if key not in self._answers:
                    answered = self.full_match(
                        found, ground, forum=forum, as_of=as_of, conviction_date=day, form=form, modifier=modifier
                    )
                    self._answers[key] = _ground_answer(answered, day)
                return self._answers[key]

            self._asked[asked] = _answered(found.offenses, convicted, self._days_decided(found, ground), as_of, on)
        return self._asked[asked]

    def _days_decided(self, found: Found, ground: str) -> tuple[date, ...]:
        """The days of conviction from which another decision, or the Board's rule on theft, governs the offenses."""
        if self._decided is None:
            self._decided = {}
            for one in self.holdings:
                days = [one.conviction_from, add(one.conviction_to, days=1) if one.conviction_to else None]
                self._decided.setdefault(one.offense, set()).update(day for day in days if day)
        names = {name for offense in found.offenses for name in _above(offense.id)} | {found.bare.named}
        names |= {name for one in found.enhancements for name in one.sections}
        found_on = {day for name in names for day in self._decided.get(name, ())}
        return tuple(sorted(found_on | ({DIAZ_LIZARRAGA} if ground == "CIMT" else set())))

    def full_match(
        self,
        found: Found,
        ground: str,
        *,
        forum: str | None,
        as_of: date,
        conviction_date: date | None = None,
        form: str = "",
        modifier: str | None = None,
        holdings: bool = True,
    ) -> Match:
        """The same with its forms, authorities and both stances; `holdings` off answers from the elements alone.

        Where a section named beside the others could not be read, what was read clears nothing; nor does an enhancement: it is
        no crime that the offense could rest on, and it only ever adds to the crime.
        """

        def ask(one: Found, *, enhancements: tuple[Modifier, ...] = (), held: bool = holdings) -> Match:
            return match(
                one.offenses,
                ground,
                forum=forum,
                as_of=as_of,
                conviction_date=conviction_date,
                offense_date=one.on,
                form=form or None,
                modifiers=(how,) if (how := modifier or found.modifier) else (),
                holdings=self.holdings if held else None,
                asked=one.named,
                enhancements=enhancements,
            )

        crime = found.bare
        answered = ask(crime)
        if crime.offenses != found.offenses and answered.answer != YES and (both := ask(found)).answer != NO:
            answered = both
        if found.enhancements:
            where, convicted = forum or forum_of_state(crime.offenses[0].state), conviction_date or as_of
            adding = tuple(
                one
                for one in found.enhancements
                if not (holdings and self._adds_nothing(one, ground, where, as_of, convicted))
            )
            if answered.answer != YES and adding:
                bare, laid = ask(crime, held=False), ask(crime, enhancements=adding, held=False)
                answered = _enhanced(answered, bare, laid, adding)
            answered = replace(answered, notes=(*answered.notes, *_what_is_added(found.enhancements, adding)))
        return _not_cleared(answered, found.problem) if found.problem else answered

    def _adds_nothing(self, one: Modifier, ground: str, forum: str, as_of: date, convicted: date) -> bool:
        """Whether a decision that governs the forum holds that an enhancement makes no crime one of the ground."""
        held = [h for name in one.sections for h in self.holdings.on(name, (ground,)) if h.verified and not h.form]
        governs = controlling(held, forum=forum, day=as_of, conviction=convicted)
        return governs is not None and governs.answer == NO


_WITHOUT_LETTERS = frozenset({"veh", "hs", "bp", "wi"})
"""Codes of California whose sections have no letters: one after a number is a subdivision."""
_LEVELS = frozenset("fmi")
"""What the police put after a section for its level: a felony, a misdemeanor, an infraction."""
_ANNOUNCES = re.compile(r"(?i)\bENH(?:ANCEMENTS?)?\b")
"""Words of a charge that say it is enhanced."""


def _announced(found: Found, charge: str) -> Found:
    """A crime whose charge announces an enhancement of which no section was read: what it would add is not known."""
    if not found.id or found.problem or found.enhancements or _ANNOUNCES.search(charge) is None:
        return found
    problem = "an enhancement is announced, and no section says which"
    return replace(found, id=f"{found.id}+?", code="SY-O106", problem=problem, is_enhanced=True, alone=found)


def _name_the_crime(cited: str, enhancements: Sequence[Modifier]) -> str:
    """What a charge that names enhancements and no crime lacks."""
    titles = "; ".join(one.title or one.citation for one in enhancements)
    are = "are enhancements" if len(enhancements) > 1 else "is an enhancement"
    return f"{cited} {are} of another crime ({titles}): name the crime beside it"


def _what_is_added(enhancements: Sequence[Modifier], adding: Sequence[Modifier]) -> Iterator[str]:
    """What each enhancement adds to the elements of the crime, in words."""
    for one in enhancements:
        if one not in adding:
            yield f"{one.citation} adds nothing here: a decision says so"
        elif one.elements:
            words = "; ".join(f"{name} {' or '.join(values)}" for name, values in one.elements.items())
            yield f"{one.citation} adds to the elements: {words.replace('_', ' ')}"
        else:
            yield f"{one.citation}: {one.no_elements}"
        if one.quality == "memory":
            yield f"the line of {one.citation} was written from memory and checked against no text"


def _enhanced(own: Match, bare: Match, laid: Match, enhancements: Sequence[Modifier]) -> Match:
    """The match of an enhanced crime, from that of the crime, that of its elements, and that with what is added to them.

    What was held of the crime stays where the enhancements change nothing in the derivation. Where they do, the answer is a
    derived one, and open where a decision had said less of the crime than its elements do. They never take a match away.
    """
    result = own
    if (laid.answer, [one.answer for one in laid.forms]) != (bare.answer, [one.answer for one in bare.forms]):
        answer = laid.answer
        if own.answer == NO != bare.answer:
            answer = UNSETTLED
        elif own.answer not in {NO, bare.answer} and laid.answer != YES:
            answer = own.answer
        if answer != NO or own.answer == NO:
            result = replace(
                laid,
                answer=answer,
                basis="derived",
                authorities=(ground_authorities()["martinez_zapata"], *laid.authorities),
                stance=stance_of((laid.stance.cautious, laid.stance.arguable, answer)),
                by_forum=laid.by_forum if answer == laid.answer else {},
            )
    if result.answer == NO and any(one.quality == "memory" for one in enhancements):
        result = replace(
            result, answer=UNSETTLED, basis="derived", stance=Stance(YES, result.stance.arguable), by_forum={}
        )
    return result


def _only_beside(found: Sequence[tuple[Statute, Found]]) -> tuple[Statute, ...]:
    """The sections among several that only define or punish what another of them charges, as its entries say (`beside`)."""
    named: set[Statute] = set()
    for _, one in found:
        each = [
            {statute for text in offense.beside for statute in read(offense.state, text)} for offense in one.offenses
        ]
        named |= set.intersection(*each) if each else set()
    return tuple(statute for statute, _ in found if any(statute.is_above_or_below(name) for name in named))


def _is_no_crime(statute: Statute, section: Section) -> bool:
    """Whether a subdivision is one of those that the section's entry lists as no crimes of their own, or lies below one."""
    below = statute.id.removeprefix(f"{section.id}.")
    return any(below == one or below.startswith(f"{one}.") for one in section.no_crime)


def _grades(statute: Statute, offense: Offense, *, itself: bool = False) -> tuple[Penalty, ...]:
    """The punishments of an offense that are cited to a subdivision of its section, or to what it is part of or has below it."""
    return tuple(
        penalty
        for penalty in offense.penalties
        if any(
            one.id == statute.id if itself else one.subsections and one.is_above_or_below(statute)
            for one in read(offense.state, penalty.cite)
        )
    )


def _in_grade(found: Found, beside: Iterable[Statute]) -> Found:
    """A crime as the subdivisions named beside it grade it: of its punishments those that are cited to one of them, if any."""
    for statute in beside:
        own = {offense.id: _grades(statute, offense, itself=True) for offense in found.offenses}
        if all(own.values()) and any(len(own[offense.id]) < len(offense.penalties) for offense in found.offenses):
            kept = tuple(replace(offense, penalties=own[offense.id]) for offense in found.offenses)
            return replace(found, id=f"{found.id}~{'.'.join(statute.subsections)}", offenses=kept)
    return found


def _gaps(section: Section, offenses: Iterable[Offense]) -> dict[str, tuple[str, ...]]:
    """Of the section and each subdivision that has no entry of its own, by id: its subdivisions without an entry, if any."""
    named: set[str] = set()
    for offense in offenses:
        named.add(offense.id)
        named |= {one.id for citation in (*offense.also, *offense.former) for one in read(offense.state, citation)}
    below: dict[str, set[str]] = {}
    for name in named:
        above = section.id
        if name.startswith(f"{above}."):
            for part in name.removeprefix(f"{above}.").split("."):
                below.setdefault(above, set()).add(part)
                above = f"{above}.{part}"
    no_crime = {f"{section.id}.{one}" for one in section.no_crime}
    missing = {
        name: tuple(sorted(f"{name}.{part}" for part in between(parts) if f"{name}.{part}" not in no_crime))
        for name, parts in below.items()
        if name == section.id or name not in named
    }
    return {name: ids for name, ids in missing.items() if ids}


def _not_cleared(answered: Match, problem: str) -> Match:
    """The match of a charge of which something could not be read: its "no" is no answer to the whole."""
    unread = {NO: NOT_ANALYSED}
    stance = Stance(*(unread.get(said, said) for said in (answered.stance.cautious, answered.stance.arguable)))
    return replace(
        answered,
        answer=unread.get(answered.answer, answered.answer),
        basis="none" if answered.answer == NO else answered.basis,
        controls=frozenset() if answered.answer == NO else answered.controls,
        derived=unread.get(answered.derived, answered.derived),
        stance=stance,
        notes=(*answered.notes, problem),
    )


def _days_of(convicted: Known) -> list[date]:
    """Days on which a penalty may have to hold: the day itself, or the known ends of what is possible."""
    if isinstance(convicted, date):
        return [convicted]
    ends = [convicted.low, convicted.high] if isinstance(convicted, Between) else []
    found = [end for end in ends if isinstance(end, date)]
    return found or [date(1900, 1, 1), date.max]


def _answered(
    offenses: Sequence[Offense],
    convicted: Known,
    decided: tuple[date, ...],
    as_of: date,
    on: Callable[[date], GroundAnswer],
) -> GroundAnswer:
    """What holds for a conviction of that day, or of every day that is possible, from the answers on single days."""
    if isinstance(convicted, date):
        return on(_like(offenses, convicted, decided, as_of))
    days = _days_that_differ(offenses, convicted, as_of)
    answer = _one_answer({day: on(day) for day in days})
    if answer.answer == "yes" or not decided:  # what is adverse on every day of the entry stays so
        return answer
    return _one_answer({day: on(day) for day in sorted({*days, *_possible(decided, convicted)})})


def _above(identity: str) -> Iterator[str]:
    """The id itself, and those of the sections it lies under."""
    while identity:
        yield identity
        identity = identity.rpartition(".")[0]


def _spans(offenses: Iterable[Offense]) -> set[date]:
    """The days from which another state of the entries or of their forms governs."""
    spans = [(o.in_force_from, o.in_force_to) for o in offenses]
    spans += [(form.from_, form.to) for o in offenses for form in o.forms]
    return {first for first, _ in spans if first} | {add(last, days=1) for _, last in spans if last}


def _like(offenses: Sequence[Offense], day: date, decided: Iterable[date], as_of: date) -> date:
    """A day of conviction that is answered like this one: the first on which all that governs it governed."""
    if not all(offense.in_force_on(day) for offense in offenses):
        return day  # what is said of it names the day
    edges = sorted(_spans(offenses) | set(decided))
    before = [edge for edge in edges if edge <= day]
    return before[-1] if before else add(edges[0], days=-1) if edges else as_of


def _possible(days: Iterable[date], convicted: Known) -> list[date]:
    """Of the days from which another decision governs, and the days before them, those that the conviction may be of."""
    bounds = convicted if isinstance(convicted, Between) else Between()
    low = bounds.low if isinstance(bounds.low, date) else date.min
    high = bounds.high if isinstance(bounds.high, date) else date.max
    return [day for edge in days for day in (add(edge, days=-1), edge) if low <= day <= high]


def _days_that_differ(offenses: Iterable[Offense], convicted: Known, as_of: date) -> list[date]:
    """One day of conviction for each state of the entries and schedules that is possible."""
    if isinstance(convicted, date):
        return [convicted]
    bounds = convicted if isinstance(convicted, Between) else Between()
    low = bounds.low if isinstance(bounds.low, date) else None
    high = bounds.high if isinstance(bounds.high, date) else None
    inside = sorted(day for day in _spans(offenses) if (low is None or low < day) and (high is None or day <= high))
    start = low or (add(inside[0], days=-1) if inside else high or as_of)
    return [start, *inside]


def _one_answer(found_on: Mapping[date, GroundAnswer]) -> GroundAnswer:
    answers = list(found_on.values())
    if len({answer.answer for answer in answers}) == 1:
        return answers[-1]
    told = [(day, answer.answer) for day, answer in found_on.items()]
    changes = [
        one for one, before in zip(told, [None, *told[:-1]], strict=True) if before is None or before[1] != one[1]
    ]
    says = "; ".join(f"convicted from {day}: {answer}" for day, answer in changes)
    return GroundAnswer("dated", says, tuple(dict.fromkeys(c for answer in answers for c in answer.cites)))


def _ground_answer(found: Match, convicted: date) -> GroundAnswer:
    """The answer with what it rests on; a decision that is not law for a conviction of that day is no authority for it."""
    decided = [h for h in found.holdings if h.stands_on(found.as_of, convicted)]
    shown = [f"{h.case}: {h.says}" for h in decided[:1]] if found.basis == "holding" else []
    reasons = [reason for form in found.forms for reason in form.reasons]
    says = "; ".join(dict.fromkeys((*shown, *reasons[:2], *found.notes[:1]))) or found.ground
    cites = [Citation(h.cite, read_in=h.read_in, verified=h.verified, role=found.role(h)) for h in decided[:2]]
    cites += [Citation(a.cite, verified=a.verified, role=OF_GROUND) for a in found.authorities[:3]]
    rests_on_a_crime = all(form.answer == DEPENDS for form in found.forms)
    return GroundAnswer(
        found.answer,
        f"{found.basis}: {says}",
        tuple(cites),
        _either(found.matching, found.not_matching),
        rests_on_a_crime,
    )


def _either(matching: Iterable[str], others: Iterable[str]) -> str:
    return f"within: {in_words(matching) or 'none'}; outside: {in_words(others) or 'none'}"


def _holdings_folder() -> Path:
    return Path(__file__).resolve().parent.parent / "law" / "holdings"


@cache
def catalogue() -> Catalogue:
    """The catalogue of this installation."""
    return Catalogue()
