"""The sections of the catalogue: which one is meant by a citation, and what there is of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile

from steelyard.catalog.cite import CALIFORNIA_LETTERED, Statute, read
from steelyard.catalog.lists import between
from steelyard.catalog.load import Catalog, around
from steelyard.catalog.model import Modifier, Offense, Section
from steelyard.catalog.ranges import Key, section_key

_WITHOUT_LETTERS = frozenset({"veh", "hs", "bp", "wi"})
"""Codes of California whose sections have no letters: one after a number is a subdivision."""
_LEVELS = frozenset("fmi")
"""What the police put after a section for its level: a felony, a misdemeanor, an infraction."""


class Sections:
    """The sections and subdivisions of the catalogue, as charges cite them."""

    def __init__(self, offenses: Catalog) -> None:
        self._offenses = offenses
        self._gaps: dict[str, dict[str, tuple[str, ...]]] = {}

    # --- which section is meant ---------------------------------------------------------------------------------------

    def by_id(self, state: str, charge: str) -> list[Statute]:
        """The section or subdivision that an id of the catalogue stands for (ca.pen.484.a); none for other text."""
        identity = charge.strip().lower()
        section_id = self._offenses.section_of(identity) if identity.startswith(f"{state.lower()}.") else ""
        if not section_id or not self._offenses.find(identity):
            return []
        section = self._offenses.section(section_id)[0].section
        below = identity.removeprefix(section_id).split(".")[1:]
        whole = [one for one in read(state, section.citation) if one.section_id == section_id]
        return [one._replace(subsections=tuple(part.replace("-", ".") for part in below)) for one in whole[:1]]

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
        if self.is_known(statute):
            if all(map(str.isdigit, statute.subsections)) or not self._offenses.find(statute.id):
                return statute
            return statute._replace(marked=False)  # the letters are a subdivision of it
        while statute.subsections and not self.is_known(statute):
            statute = statute._replace(subsections=statute.subsections[:-1])
        if statute.subsections or self._offenses.find(statute.section_id):
            return statute
        return whole._replace(subsections=tuple(takewhile(str.isdigit, whole.subsections)))

    def _with_decimal(self, statute: Statute) -> Statute:
        """A section of Illinois in columns: 12-3-2 is § 12-3.2 where § 12-3 has no (2) that we know; else it is (2)."""
        own, first = statute._replace(marked=False), statute.subsections[0]
        if not self.is_known(own) and (joined := self._joined(own)) is not None:
            return joined
        decimal = own._replace(section=f"{own.section}.{first}", subsections=own.subsections[1:])
        return decimal if not self.at(own) and self._offenses.section(decimal.section_id) else own

    def _joined(self, statute: Statute) -> Statute | None:
        """What "A-5" after a section of Illinois is where (a-5) is known: 401.5-A-5 is § 401.5(a-5)."""
        parts = statute.subsections
        each = (
            statute._replace(subsections=(*parts[:place], f"{parts[place]}-{parts[place + 1]}", *parts[place + 2 :]))
            for place in range(len(parts) - 1)
            if parts[place].isalpha() and parts[place + 1].isdigit()
        )
        return next((one for one in each if self.is_known(one)), None)

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
        if self.is_known(own):
            return own
        if parts[-1] in _LEVELS and self.is_known(bare := own._replace(subsections=parts[:-1])):
            return bare
        is_path = all(one.isdigit() != other.isdigit() for one, other in zip(parts, parts[1:], strict=False))
        return own if is_path and (self.at(own) or self.general(own)) else lettered

    def _is_lettered(self, statute: Statute) -> bool:
        """Whether a section whose number ends in a letter is one, with an entry or without."""
        is_listed = statute.code == "pen" and statute.section[-1] in CALIFORNIA_LETTERED.get(statute.section[:-1], "")
        return is_listed or self.is_known(statute)

    def either(self, statute: Statute) -> tuple[Statute, ...]:
        """The two sections that one may be whose letter is glued to it, § 487a or § 487(a) for PC487A; none where it is clear.

        So with what stands in the columns of Illinois: 12-7.3-A-3 is (a)(3) or (a-3).
        Of a small letter it is clear where the section is cited with one: 21 U.S.C. § 860a, but 18 U.S.C. § 2251A.
        """
        if not statute.marked or statute.jurisdiction not in ("CA", "IL", "MA", "US"):
            return ()
        own = statute._replace(marked=False)
        if statute.jurisdiction == "IL":
            joined = self._joined(own)
            if joined is None or not self.is_known(own):
                return ()
            now = self._offenses.former
            return (own, joined) if now.get(own.id, own.id) != now.get(joined.id, joined.id) else ()
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
        return (lettered, own) if self._is_lettered(lettered) and self.is_known(own) else ()

    def is_known(self, statute: Statute) -> bool:
        """Whether there is an entry of a section, or below it, or its number is the old one of another."""
        return bool(self._offenses.find(statute.id)) or statute.id in self._offenses.former

    # --- what there is of it ------------------------------------------------------------------------------------------

    def at(self, statute: Statute) -> tuple[Offense, ...]:
        """The offenses at or below a section; of a subdivision without an entry, those of the part it belongs to.

        None where the subdivision's number is the old one of another's.
        """
        if self._offenses.section_of(statute.id) != statute.section_id:
            return ()  # 12-3(2) has the id of 12-3.2, and is not it
        at_or_below = self._offenses.find(statute.id)
        if at_or_below:
            return at_or_below
        if statute.subsections and statute.id in self._offenses.former:
            return ()
        if statute.subsections and statute.subsections[-1] == "former":
            # "11383(c) (former)" is not what § 11383(c) says today
            whole = self.at(statute._replace(subsections=statute.subsections[:-1]))
            return tuple(offense for offense in whole if offense.in_force_to) or whole
        parts = statute.id.split(".")
        shortest = statute.section_id.count(".") + 1
        for length in range(len(parts) - 1, shortest - 1, -1):
            name = ".".join(parts[:length])
            whole = tuple(o for o in self._offenses.find(name) if o.id == name)
            if whole:
                return whole
        return ()

    def formerly_below(self, old: Statute) -> str:
        """The one section or subdivision that now has everything the old numbers below `old` named; "" for none."""
        numbers = self._offenses.formerly_in(old.section_id)  # § 171.7 does not lie below § 171
        here = around(now for number, now in numbers.items() if number.startswith(f"{old.id}."))
        return here if self._offenses.section_of(here) else ""

    @cached_property
    def numbers(self) -> Mapping[str, Sequence[tuple[Key, str]]]:
        """The sections of each code, by what stands before them in an id, each with its place in the code's order."""
        found: dict[str, list[tuple[Key, str]]] = {}
        for name in self._offenses.sections:
            for offense in self._offenses.section(name)[:1]:
                number = next((one.section for one in read(offense.state, offense.section.citation)), "")
                found.setdefault(name.removesuffix(number), []).append((section_key(number), number))
        return found

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

    def gaps_in(self, section: Section, named: str) -> list[str]:
        """The subdivisions without an entry, by id, of the part of a section that is named, by its id."""
        if section.id not in self._gaps:
            self._gaps[section.id] = gaps(section, self._offenses.section(section.id))
        return [
            one
            for name, ids in self._gaps[section.id].items()
            if name == named or name.startswith(f"{named}.")
            for one in ids
        ]

    # --- sections that are no crime of their own -----------------------------------------------------------------------

    @cached_property
    def _general_lines(self) -> Mapping[str, Mapping[str, Modifier]]:
        """The lines of `_modifiers.toml` by section and by id, the section's own and those below it."""
        found: dict[str, dict[str, Modifier]] = {}
        for one in self._offenses.all_modifiers:
            for name in one.sections:
                for above in id_and_above(name):
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

    def general(self, statute: Statute) -> Modifier | None:
        """What a section says of the crime beside it, an attempt or an enhancement; None for a crime, or for nothing we know.

        A subdivision of an enhancement that has no line of its own is under the line of what it is part of.
        """
        lines = self._general_lines.get(statute.section_id)
        if lines is None:
            return None
        if statute.id in lines:
            return lines[statute.id]
        if self._offenses.find(statute.section_id) and self.at(statute):
            return None
        above = takewhile(lambda name: name.startswith(statute.section_id), id_and_above(statute.id))
        return next((lines[name] for name in above if name in lines and lines[name].kind == "enhancement"), None)

    def _enhancements_below(self, statute: Statute) -> tuple[str, ...]:
        """The enhancements that lie below a section, where which of them is meant is not said."""
        named = self._enhancements_cited.get(statute.section_id, ())
        return tuple(dict.fromkeys(citation for citation, part in named if part.is_above_or_below(statute)))

    def missing(self, statute: Statute, citation: str = "") -> str:
        """Why a section names no offense: it says how another crime is charged, or it is not in the catalogue.

        `citation` is the section's, where it is at hand.
        """
        citation, section = citation or statute.citation, statute.section_id
        if section in self._general_lines and (general := self.general(statute)) is not None:
            if general.kind == "enhancement":
                return name_the_crime(citation, (general,))
            return f"{citation} says how another crime is charged ({general.kind}): name the crime beside it"
        known = self._offenses.section(section)
        if not known and section in self._enhancements_cited and (below := self._enhancements_below(statute)):
            return f"{citation} has enhancements that add different things: name one ({'; '.join(below)})"
        here = f"; the catalogue has {', '.join(sorted({o.citation for o in known})[:6])}" if known else ""
        return f"{citation} is not in the catalogue{here}"


def name_the_crime(cited: str, enhancements: Sequence[Modifier]) -> str:
    """What a charge that names enhancements and no crime lacks."""
    titles = "; ".join(one.title or one.citation for one in enhancements)
    are = "are enhancements" if len(enhancements) > 1 else "is an enhancement"
    return f"{cited} {are} of another crime ({titles}): name the crime beside it"


def gaps(section: Section, offenses: Iterable[Offense]) -> dict[str, tuple[str, ...]]:
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


def id_and_above(identity: str) -> Iterator[str]:
    """The id itself, and those of the sections it lies under."""
    while identity:
        yield identity
        identity = identity.rpartition(".")[0]
