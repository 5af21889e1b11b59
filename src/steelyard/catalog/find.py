"""From a charge as a court writes it to the offense, its punishment, and what it is under a ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from itertools import accumulate, takewhile
from pathlib import Path

from steelyard.catalog.cite import JURISDICTIONS, LIST, Statute, is_attempt, read
from steelyard.catalog.derive import Match, match
from steelyard.catalog.holdings import Holdings, load_holdings
from steelyard.catalog.load import Catalog
from steelyard.catalog.model import Offense
from steelyard.logic.dates import add
from steelyard.logic.facts import Among, Between, Known
from steelyard.logic.rule import Citation


@dataclass(frozen=True, slots=True)
class Found:
    """What a charge was read as: the id asked for (several, joined by LIST) and its offenses, or the problem and its code.

    `modifier` is "attempt" where the citation itself names the section on attempts, and "" otherwise.
    """

    id: str
    citation: str
    offenses: tuple[Offense, ...] = ()
    code: str = ""
    problem: str = ""
    modifier: str = ""

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


class Catalogue:
    """The offenses and holdings, opened for questions."""

    def __init__(self, offenses: Catalog | None = None, holdings: Holdings | None = None) -> None:
        self._offenses = offenses or Catalog()
        self._holdings = holdings
        self._answers: dict[tuple[object, ...], GroundAnswer] = {}

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
        """The SHA-256 of every file of offenses and holdings, by name and content."""
        whole = sha256(self._offenses.hash.encode())
        for path in sorted(_holdings_folder().glob("*.toml")):
            whole.update(path.name.encode())
            whole.update(path.read_bytes())
        return whole.hexdigest()

    def find(self, state: str, charge: str, on: date | None = None) -> Found:
        """The offense that a charge names.

        A subsection the catalogue does not have is not answered from its neighbors; an entry for the whole section
        answers for its subsections. `on` is the day of the offense: an entry that did not govern then says so.
        """
        if state not in JURISDICTIONS:
            have = ", ".join(JURISDICTIONS)
            return Found("", charge, code="SY-O101", problem=f"there are no offenses of {state!r} here; we have {have}")
        statutes = read(state, charge)
        if not statutes:
            return Found("", charge, code="SY-O102", problem=f"no section can be read in {charge[:80]!r}")
        there = [(statute, offenses) for statute in statutes if (offenses := self._at(statute))]
        if there:
            # "182(a)(1)/211" is a conspiracy whose crime is named: that crime is what is found.
            statute, offenses = next((one for one in there if not _agree_on_another(one[1])), there[0])
            many = self._listed(statutes, statute)
            if len(many) > 1:
                each = {(o.id, o.in_force_from, o.in_force_to): o for _, own in many for o in own}
                offenses = tuple(each.values())
            found = self._governing(statute, offenses, on, named_as_attempt(state, charge, offenses))
            return _of_all(found, [one for one, _ in many]) if len(many) > 1 and len(offenses) > 1 else found
        for statute in statutes:
            former = self._offenses.former
            now = former.get(statute.id) or self._formerly_below(statute.id) or former.get(statute.section_id)
            if now:
                offenses = self._offenses.find(now)
                return self._governing(statute, offenses, on, named_as_attempt(state, charge, offenses))
        first = statutes[0]
        known = self._offenses.find(first.section_id)
        here = f"; the catalogue has {', '.join(sorted({o.citation for o in known})[:6])}" if known else ""
        return Found("", first.citation, code="SY-O103", problem=f"{first.citation} is not in the catalogue{here}")

    def _listed(self, statutes: Sequence[Statute], chosen: Statute) -> list[tuple[Statute, tuple[Offense, ...]]]:
        """What a list or range names with `chosen`, any of which may be the crime: "166(a)(1)-(4)", "11378, 11379(a)"."""
        starts = list(accumulate(not statute.beside for statute in statutes))
        run = starts[statutes.index(chosen)]
        named = [
            one for one, of in zip(statutes, starts, strict=True) if of == run or one.section_id == chosen.section_id
        ]
        former = self._offenses.former
        found = []
        for one in dict.fromkeys(named):
            now = former.get(one.id) or former.get(one.section_id)
            offenses = self._at(one) or (self._offenses.find(now) if now else ())
            if offenses and not _agree_on_another(offenses):
                found.append((one, offenses))
        return found

    def _formerly_below(self, old: str) -> str:
        """The one section or subdivision that now has everything the old numbers below `old` named; "" for none."""
        now = [new.split(".") for name, new in self._offenses.former.items() if name.startswith(f"{old}.")]
        same = takewhile(lambda parts: len(set(parts)) == 1, zip(*now, strict=False))
        here = ".".join(parts[0] for parts in same)
        return here if self._offenses.section_of(here) else ""

    def _at(self, statute: Statute) -> tuple[Offense, ...]:
        at_or_below = self._offenses.find(statute.id)
        if at_or_below:
            return at_or_below
        if statute.subsections and statute.subsections[-1] == "former":
            # "11383(c) (former)" is not what § 11383(c) says today
            whole = self._at(replace(statute, subsections=statute.subsections[:-1]))
            return tuple(offense for offense in whole if offense.in_force_to) or whole
        parts = statute.id.split(".")
        shortest = statute.section_id.count(".") + 1
        for length in range(len(parts) - 1, shortest - 1, -1):
            name = ".".join(parts[:length])
            whole = tuple(o for o in self._offenses.find(name) if o.id == name)
            if whole:
                return whole
        return ()

    def _governing(self, statute: Statute, offenses: tuple[Offense, ...], on: date | None, modifier: str) -> Found:
        if on is None:
            return Found(statute.id, statute.citation, offenses, modifier=modifier)
        standing = tuple(offense for offense in offenses if offense.in_force_on(on))
        if standing:
            return Found(statute.id, statute.citation, standing, modifier=modifier)
        spans = "; ".join(f"{o.citation} from {o.in_force_from or '…'} to {o.in_force_to or '…'}" for o in offenses)
        return Found("", statute.citation, code="SY-O104", problem=f"no version governs an offense of {on}: {spans}")

    def penalty(
        self, found: Found, level: str | None, convicted: Known, modifier: str | None = None
    ) -> tuple[Known, Known]:
        """The levels the offense can have and the longest term (whole days) for a conviction of that day.

        Where grades or dates leave several, the term is known by its bounds; a modifier such as an attempt may shorten
        it, so only the upper bound is kept.
        """
        modifier = modifier or found.modifier or None
        days = _days_of(convicted)
        penalties = [p for o in found.offenses for p in o.penalties if any(p.holds_on(day) for day in days)]
        levels = frozenset(p.level for p in penalties)
        if level is not None:
            penalties = [p for p in penalties if p.level == level]
        maximums = {p.maximum_days for p in penalties}
        known_level: Known = next(iter(levels)) if len(levels) == 1 else Among(levels) if levels else None
        if not maximums:
            return known_level, None
        if modifier is not None and modifier != "aiding":
            return known_level, Between(0, max(maximums))
        return known_level, maximums.pop() if len(maximums) == 1 else Between(min(maximums), max(maximums))

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
        modifier = modifier or found.modifier or None
        key = (found.id, tuple(o.id for o in found.offenses), ground, forum, as_of, convicted, form, modifier)
        if key not in self._answers:
            found_on = {
                day: _ground_answer(
                    self.full_match(
                        found, ground, forum=forum, as_of=as_of, conviction_date=day, form=form, modifier=modifier
                    )
                )
                for day in _days_that_differ(found.offenses, convicted, as_of)
            }
            self._answers[key] = _one_answer(found_on)
        return self._answers[key]

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
        """The same with its forms, authorities and both stances; `holdings` off answers from the elements alone."""
        return match(
            found.offenses,
            ground,
            forum=forum,
            as_of=as_of,
            conviction_date=conviction_date,
            form=form or None,
            modifiers=(named,) if (named := modifier or found.modifier) else (),
            holdings=self.holdings if holdings else None,
            asked=found.id,
        )


def _of_all(found: Found, statutes: Iterable[Statute]) -> Found:
    """What was found, named by every section and subdivision of a list."""
    if not found.id:
        return found
    return replace(
        found, id=LIST.join(one.id for one in statutes), citation="; ".join(one.citation for one in statutes)
    )


def named_as_attempt(state: str, charge: str, offenses: Iterable[Offense]) -> str:
    """ "attempt" where the citation names the section on attempts and the offense is not an attempt already, else ""."""
    already = any("attempt" in offense.title.lower() for offense in offenses)
    return "attempt" if is_attempt(state, charge) and not already else ""


def _agree_on_another(offenses: Iterable[Offense]) -> bool:
    """True for conspiracies to commit a crime that the entry does not fix."""
    forms = [form.elements for offense in offenses for form in offense.forms]
    return all(form.get("object") == ("crime",) and form.get("stage") == ("conspiracy",) for form in forms)


def _days_of(convicted: Known) -> list[date]:
    """Days on which a penalty may have to hold: the day itself, or the known ends of what is possible."""
    if isinstance(convicted, date):
        return [convicted]
    ends = [convicted.low, convicted.high] if isinstance(convicted, Between) else []
    found = [end for end in ends if isinstance(end, date)]
    return found or [date(1900, 1, 1), date.max]


def _days_that_differ(offenses: Iterable[Offense], convicted: Known, as_of: date) -> list[date]:
    """One day of conviction for each state of the entries and schedules that is possible."""
    if isinstance(convicted, date):
        return [convicted]
    bounds = convicted if isinstance(convicted, Between) else Between()
    low = bounds.low if isinstance(bounds.low, date) else None
    high = bounds.high if isinstance(bounds.high, date) else None
    spans = [(o.in_force_from, o.in_force_to) for o in offenses]
    spans += [(form.from_, form.to) for o in offenses for form in o.forms]
    edges = {first for first, _ in spans if first} | {add(last, days=1) for _, last in spans if last}
    inside = sorted(day for day in edges if (low is None or low < day) and (high is None or day <= high))
    start = low or (add(inside[0], days=-1) if inside else high or as_of)
    return [start, *inside]


def _one_answer(found_on: Mapping[date, GroundAnswer]) -> GroundAnswer:
    answers = list(found_on.values())
    if len({answer.answer for answer in answers}) == 1:
        return answers[-1]
    says = "; ".join(f"convicted from {day}: {answer.answer}" for day, answer in found_on.items())
    return GroundAnswer("dated", says, tuple(dict.fromkeys(c for answer in answers for c in answer.cites)))


def _ground_answer(found: Match) -> GroundAnswer:
    shown = [f"{h.case}: {h.says}" for h in found.holdings[:1]] if found.basis == "holding" else []
    reasons = [reason for form in found.forms for reason in form.reasons]
    says = "; ".join(dict.fromkeys((*shown, *reasons[:2], *found.notes[:1]))) or found.ground
    cites = [Citation(h.cite, read_in=h.read_in, verified=h.verified) for h in found.holdings[:2]]
    cites += [Citation(str(a.as_dict()["cite"]), verified=bool(a.as_dict()["verified"])) for a in found.authorities[:3]]
    return GroundAnswer(
        found.answer, f"{found.basis}: {says}", tuple(cites), _either(found.matching, found.not_matching)
    )


def _either(matching: Iterable[str], others: Iterable[str]) -> str:
    return f"within: {', '.join(matching) or 'none'}; outside: {', '.join(others) or 'none'}"


def _holdings_folder() -> Path:
    return Path(__file__).resolve().parent.parent / "law" / "holdings"


@cache
def catalogue() -> Catalogue:
    """The catalogue of this installation."""
    return Catalogue()
