"""From a charge as a court writes it to the offense, its punishment, and what it is under a ground."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from itertools import dropwhile
from pathlib import Path

from steelyard.catalog.answers import GroundAnswer, answer_over_days, ground_answer
from steelyard.catalog.cite import JURISDICTIONS, LONGEST, Statute, names_federal, read, said_beside
from steelyard.catalog.compiled import program_hash
from steelyard.catalog.derive import Match, match, stance_of
from steelyard.catalog.elsewhere import elsewhere
from steelyard.catalog.enhanced import enhanced_match, not_cleared, what_is_added
from steelyard.catalog.forms import DIVISIBLE, MODIFIERS, NO, NOT_ANALYSED, UNSETTLED, YES
from steelyard.catalog.forums import forum_of_state
from steelyard.catalog.found import Found
from steelyard.catalog.holdings import Holdings, controlling, load_holdings
from steelyard.catalog.lists import MOST
from steelyard.catalog.load import Catalog
from steelyard.catalog.model import ITSELF, NEVER_LONGER, Modifier, Offense, Penalty, Section
from steelyard.catalog.ranges import Range, ranges_in, section_key, unread_ends
from steelyard.catalog.sections import Sections, id_and_above, name_the_crime
from steelyard.law.federal.grounds import DIAZ_LIZARRAGA
from steelyard.logic.dates import add
from steelyard.logic.facts import Among, Between, Known


class Catalogue:
    """The offenses and holdings, opened for questions."""

    def __init__(self, offenses: Catalog | None = None, holdings: Holdings | None = None) -> None:
        self._offenses = offenses or Catalog()
        self.sections = Sections(self._offenses)
        self._holdings = holdings
        self._answers: dict[tuple[object, ...], GroundAnswer] = {}
        self._asked: dict[tuple[object, ...], GroundAnswer] = {}
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
        named = self.sections.by_id(state, charge) or read(state, charge)
        for statute in named:
            if either := self.sections.either(statute):
                citations = " or ".join(each.citation for each in either)
                return Found(
                    "", charge, code="SY-O110", problem=f"{charge[:80]!r} may be {citations}: write which it is"
                )
        statutes = [self.sections.without_marks(one) for one in named]
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
        named = (self.sections.general(self.sections.without_marks(one)) for one in beside)
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
        there = {name: each for name, each in steps.items() if self._find_one(each).id or self.sections.general(each)}
        there |= {
            section: first._replace(section=section)
            for key, section in self.sections.numbers.get(first.section_id.removesuffix(one.first), ())
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

    def _find_several(self, statutes: Sequence[Statute]) -> Found:
        """What several sections name together: their crimes, as the general sections among them say they were charged."""
        general = {statute.id: one for statute in statutes if (one := self.sections.general(statute)) is not None}
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
                first, citation=cited, enhancements=enhancements, problem=name_the_crime(cited, enhancements)
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
            besides=next((one.besides for one in there if one.besides), None),
        )
        if len(there) == 1 and not enhancements:
            crime = _in_grade(crime, only_beside)
        return self._with_enhancements(crime, enhancements) if enhancements else crime

    def _together(self, found: list[tuple[Statute, Found]]) -> list[tuple[Statute, Found]]:
        """What was found, with the offense that some of the sections name together in the place of what each is by itself."""
        ids = frozenset(statute.id for statute, _ in found)
        for names, offense in self.sections.cited_together.items():
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

    def _find_one(self, statute: Statute) -> Found:
        offenses = self.sections.at(statute)
        if offenses:
            return self._or_formerly(
                self._with_gaps(Found(statute.id, statute.citation, offenses), statute.id), statute
            )
        now = self._offenses.now_at(statute.id, statute.section_id) or self.sections.formerly_below(statute)
        known = self._offenses.find(statute.section_id)
        if not now and not known:
            now = self._offenses.former.get(statute.section_id, "")
        if now:
            return self._with_gaps(Found(statute.id, statute.citation, self._offenses.find(now)), now)
        general = self.sections.general(statute)
        added = (general,) if general is not None and general.kind == "enhancement" else ()
        return Found("", statute.citation, code="SY-O103", problem=self.sections.missing(statute), enhancements=added)

    def _or_formerly(self, found: Found, statute: Statute) -> Found:
        """What was found, with what its number also stands for: an old number may be that of another crime now."""
        now = self._offenses.former.get(statute.id, "")
        others = tuple(one for one in self._offenses.find(now) if one not in found.offenses) if now else ()
        if not others:
            return found
        cited = ", ".join(dict.fromkeys(one.citation for one in others))
        return replace(found, besides=Found(now, cited, others))

    def _with_gaps(self, found: Found, named: str) -> Found:
        """What was found; with a problem where subdivisions of the part that is named, by its id, have no entry.

        Which of its subdivisions is charged is not said, so that those without an entry may be meant.
        """
        if not found.id:
            return found
        section = found.offenses[0].section
        missing = self.sections.gaps_in(section, named)
        if not missing:
            return found
        parts = [one.removeprefix(f"{section.id}.").split(".") for one in missing]
        listed = ", ".join("".join(f"({part})" for part in path) for path in parts)
        problem = f"{found.citation} has subdivisions without an entry, {listed}, and which is charged is not said"
        return replace(found, id=f"{found.id}+?", code="SY-O107", problem=problem)

    def penalty(
        self, found: Found, level: str | None, convicted: Known, modifier: str | None = None
    ) -> tuple[Known, Known]:
        """The levels the offense can have and the longest term (whole days) for a conviction of that day.

        Where grades or dates leave several, the term is known by its bounds. An attempt or the like has the level and the term
        that its state's law makes of those of the crime (`Grade`). Where no grade says, it may shorten
        the term, so only the upper bound is kept, and of one that may lengthen it not even that (an agreement on a misdemeanor
        may be a felony, Cal. Penal Code § 182(a)). What could not be read may be a felony and have a longer term. A grade
        whose maximum nobody read bounds the term on neither side; a version that began later was nobody's crime yet.
        """
        modifier = modifier or found.modifier
        days = _days_of(convicted)
        begun = [o for o in found.offenses if not o.in_force_from or any(o.in_force_from <= day for day in days)]
        of = [(o, p) for o in begun or found.offenses for p in o.penalties if any(p.holds_on(day) for day in days)]
        penalties = [p for _, p in of]
        is_graded = modifier in (None, "aiding")
        if not is_graded and modifier is not None:
            made = [self._made_of(o, p, modifier, days) for o, p in of]
            is_graded = all(made)
            penalties = [made_of for (_, p), several in zip(of, made, strict=True) for made_of in several or [p]]
        may_exceed = (
            modifier is not None and (modifier == "aiding" or not is_graded) and self._may_exceed(found, modifier)
        )
        is_open = bool(found.problem) or found.is_enhanced or may_exceed
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
        lowest = 0 if is_unread or not is_graded else min(maximums)
        highest = None if is_open or is_unread else max(maximums)
        return known_level, highest if lowest == highest else Between(lowest, highest)

    def grades(
        self, found: Found, level: str | None, convicted: Known, modifier: str | None = None
    ) -> list[tuple[Penalty, ...]]:
        """The grades of punishment that may govern a conviction of that day, at a level, offense by offense.

        Those of an attempt or the like are as its state's law makes them of the crime's, where that is entered.
        """
        days = _days_of(convicted)
        begun = [o for o in found.offenses if not o.in_force_from or any(o.in_force_from <= day for day in days)]
        held = []
        for offense in begun or found.offenses:
            own = [p for p in offense.penalties if any(p.holds_on(day) for day in days)]
            if modifier not in (None, "aiding"):
                own = [made for p in own for made in self._made_of(offense, p, modifier, days) or [p]]
            held.append(tuple(p for p in own if level in (None, p.level)))
        return [penalties for penalties in held if penalties]

    def _made_of(self, offense: Offense, penalty: Penalty, modifier: str, days: Sequence[date]) -> list[Penalty]:
        """The punishment of an attempt or the like of a crime; empty where its state's law is not entered so far."""
        entries = [one for one in self._offenses.modifiers(offense.state) if one.kind == modifier]
        return [made for one in entries for made in one.made_of(offense.id, penalty, days)]

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
        ids = (found.id, found.besides and found.besides.id, tuple(offense.id for offense in found.offenses))
        asked = (*ids, ground, forum, as_of, convicted, form, modifier)
        if asked not in self._asked:

            def on(day: date) -> GroundAnswer:
                key = (*ids, ground, forum, as_of, day, form, modifier)
                if key not in self._answers:
                    answered = self.full_match(
                        found, ground, forum=forum, as_of=as_of, conviction_date=day, form=form, modifier=modifier
                    )
                    self._answers[key] = ground_answer(answered, day)
                return self._answers[key]

            self._asked[asked] = answer_over_days(
                found.offenses, convicted, self._days_decided(found, ground), as_of, on
            )
        return self._asked[asked]

    def _days_decided(self, found: Found, ground: str) -> tuple[date, ...]:
        """The days of conviction from which another decision, or the Board's rule on theft, governs the offenses."""
        if self._decided is None:
            self._decided = {}
            for one in self.holdings:
                days = [one.conviction_from, add(one.conviction_to, days=1) if one.conviction_to else None]
                self._decided.setdefault(one.offense, set()).update(day for day in days if day)
        names = {name for offense in found.offenses for name in id_and_above(offense.id)} | {found.bare.named}
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

        Where nobody says when the offense was committed, a "no" must hold under each version that may govern it; and of a number
        that stands for another crime besides, for that crime too.
        """

        def of(version: Found) -> Match:
            answered = self._match_of_version(
                version, ground, forum=forum, as_of=as_of, conviction_date=conviction_date, form=form,
                modifier=modifier, holdings=holdings,
            )  # fmt: skip
            return _as_the_record_says(answered, form)

        answered = of(found)
        if answered.answer == NO:
            versions = [(one, of(one)) for one in found.versions(conviction_date or as_of)]
            answered = _on_any_day_of_offense(answered, versions)
        if answered.answer == NO and found.besides is not None and (other := of(found.besides)).answer != NO:
            problem = f"{found.citation} may also stand for {found.besides.citation}, and which is charged is not said"
            return _as_another(answered, other, problem)
        charged = modifier or found.modifier
        for own in self._of_its_own(found, charged) if answered.answer == NO and charged else ():
            other = self.full_match(
                own, ground, forum=forum, as_of=as_of, conviction_date=conviction_date, holdings=holdings
            )
            if other.answer != NO:
                problem = f"{charged} of {found.citation} is punished by {own.citation}, which decides"
                return _as_another(answered, other, problem)
        return answered

    def _of_its_own(self, found: Found, modifier: str) -> Iterator[Found]:
        """The offenses by which a state punishes a solicitation, say, of crimes that their sections name."""
        for one in self._offenses.modifiers(found.offenses[0].state) if found.offenses else ():
            if one.kind != modifier or all(set(one.of).isdisjoint(id_and_above(each.id)) for each in found.offenses):
                continue
            if one.entered_as == ITSELF:
                yield replace(found, modifier=None)
            else:
                yield Found(one.entered_as, one.citation, self._offenses.find(one.entered_as))

    def _match_of_version(
        self,
        found: Found,
        ground: str,
        *,
        forum: str | None,
        as_of: date,
        conviction_date: date | None,
        form: str,
        modifier: str | None,
        holdings: bool,
    ) -> Match:
        """The same by the law of the day of the offense, or of that of the conviction where it is not known.

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
                answered = enhanced_match(answered, bare, laid, adding)
            answered = replace(answered, notes=(*answered.notes, *what_is_added(found.enhancements, adding)))
        return not_cleared(answered, found.problem) if found.problem else answered

    def match_on_any_day(self, found: Found, ground: str, *, forum: str, as_of: date, form: str = "") -> Match:
        """The full match where nobody knows the day of conviction, by the law of `as_of`; a "no" holds on every day till then."""
        result = self.full_match(found, ground, forum=forum, as_of=as_of, form=form)
        possible = self.match(found, ground, forum=forum, as_of=as_of, convicted=Between(None, as_of), form=form)
        if possible.answer != "dated" or result.by_day_of_offense:
            return result
        whose = "the offense" if possible.day == "offense_date" else "conviction"
        opened = replace(result, notes=(*result.notes, f"the day of {whose} is unknown, and decides: {possible.says}"))
        return opened if result.answer != NO else replace(opened, answer=UNSETTLED, stance=stance_of((UNSETTLED,)))

    def _adds_nothing(self, one: Modifier, ground: str, forum: str, as_of: date, convicted: date) -> bool:
        """Whether a decision that governs the forum holds that an enhancement makes no crime one of the ground."""
        held = [h for name in one.sections for h in self.holdings.on(name, (ground,)) if h.verified and not h.form]
        governs = controlling(held, forum=forum, day=as_of, conviction=convicted)
        return governs is not None and governs.answer == NO


def _as_the_record_says(answered: Match, form: str) -> Match:
    """A divisible offense where words of the plea say what the governing decision is divided by."""
    if answered.answer != DIVISIBLE or not form or set(answered.by_forum.values()) != {DIVISIBLE}:
        return answered
    for one in answered.holdings:
        if one.id in answered.controls and (said := one.settled(form)):
            note = f"{one.case}: the record says {form!r}, which settles it"
            return replace(answered, answer=said, stance=stance_of((said,)), notes=(note, *answered.notes))
    return answered


def _as_another(answered: Match, other: Match, problem: str) -> Match:
    """A "no" that another crime, for which the charge may stand, does not share."""
    return replace(
        answered, answer=NOT_ANALYSED if other.answer == NOT_ANALYSED else UNSETTLED, basis=other.basis,
        controls=frozenset(), stance=stance_of((NO, other.answer)), notes=(*answered.notes, problem),
    )  # fmt: skip


def _on_any_day_of_offense(answered: Match, versions: Sequence[tuple[Found, Match]]) -> Match:
    """A "no" where nobody knows when the offense was committed, from the answers of the versions that may govern it."""
    answers = {one.answer for _, one in versions}
    if answers <= {NO}:
        return answered
    if any(one.problem for one, _ in versions):
        return not_cleared(answered, versions[0][0].problem)
    told = [(one.on, each.answer) for one, each in versions]
    changes = [
        one for one, before in zip(told, [None, *told[:-1]], strict=True) if before is None or before[1] != one[1]
    ]
    says = "; ".join(f"committed from {day}: {answer}" for day, answer in changes)
    answer = NOT_ANALYSED if answers <= {NO, NOT_ANALYSED} else UNSETTLED
    return replace(
        answered, answer=answer, basis="derived" if answer == UNSETTLED else "none", controls=frozenset(),
        stance=stance_of((NO, *answers)), by_day_of_offense=says,
        notes=(*answered.notes, f"the day of the offense is unknown, and decides: {says}"),
    )  # fmt: skip


_ANNOUNCES = re.compile(r"(?i)\bENH(?:ANCEMENTS?)?\b")
"""Words of a charge that say it is enhanced."""


def _announced(found: Found, charge: str) -> Found:
    """A crime whose charge announces an enhancement of which no section was read: what it would add is not known."""
    if not found.id or found.problem or found.enhancements or _ANNOUNCES.search(charge) is None:
        return found
    problem = "an enhancement is announced, and no section says which"
    return replace(found, id=f"{found.id}+?", code="SY-O106", problem=problem, is_enhanced=True, alone=found)


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


def _days_of(convicted: Known) -> list[date]:
    """Days on which a penalty may have to hold: the day itself, or the known ends of what is possible."""
    if isinstance(convicted, date):
        return [convicted]
    ends = [convicted.low, convicted.high] if isinstance(convicted, Between) else []
    found = [end for end in ends if isinstance(end, date)]
    return found or [date(1900, 1, 1), date.max]


def _holdings_folder() -> Path:
    return Path(__file__).resolve().parent.parent / "law" / "holdings"


@cache
def catalogue() -> Catalogue:
    """The catalogue of this installation."""
    return Catalogue()
