"""What an option keeps of the criminal sanction: one number or word an axis, beside the baseline's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from typing import NamedTuple

from steelyard.catalog.found import Found
from steelyard.law.dispositions import CONDITIONS
from steelyard.weigh.case import Disposition, Option
from steelyard.weigh.longest import MOST_GRADES, Longest
from steelyard.weigh.reading import in_dollars

LEVELS = ("none", "violation", "infraction", "misdemeanor", "felony")
"""Levels of a conviction under the state's own law, lightest first; "none" is no conviction."""

ENDS_WITHOUT = frozenset({"declined", "dismissed", "acquitted"})


@dataclass(frozen=True, slots=True)
class Accountability:
    """What an option keeps, over all its counts. Terms in whole days, money in whole cents; None is not known.

    `registration`, `firearms_bar` and `strike` are what the conviction brings by state law, where the entry says.
    `conditions` are those the disposition can carry. `maximum` is that of the grade that holds where nothing more is shown;
    `graver` has the longer ones, each with what it asks for.
    """

    level: str
    convictions: int
    maximum: int | None
    custody: int | None
    suspended: int | None
    supervision: int | None
    fine: int | None
    restitution: int | None
    registration: bool | None
    firearms_bar: bool | None
    strike: bool | None
    conditions: frozenset[str]
    graver: tuple[str, ...] = ()

    @property
    def level_rank(self) -> int:
        """The level's place, lightest 0; a violation and an infraction stand level, as states use either word."""
        return max(LEVELS.index(self.level), LEVELS.index("infraction")) if self.level != "none" else 0


AXES: Mapping[str, str] = {
    "level": "level of conviction",
    "convictions": "convictions",
    "maximum": "longest term that could be imposed",
    "custody": "custody to serve",
    "suspended": "suspended term",
    "supervision": "probation or supervision",
    "fine": "fine",
    "restitution": "restitution",
    "registration": "registration as a sex offender",
    "firearms_bar": "firearms bar",
    "strike": "counts as a strike",
    "conditions": "conditions it can carry",
}
"""Each axis and its name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One count's disposition with the offense it is a conviction of, if any; what it may carry, and its longest term."""

    disposition: Disposition
    found: Found
    level: str
    longest: Longest
    carries: frozenset[str]

    @property
    def maximum(self) -> int | None:
        """The longest term of the grade that holds where nothing more is shown, in days."""
        return self.longest.days

    @property
    def convicts(self) -> bool:
        """True when the state itself records a conviction."""
        return self.disposition.outcome == "convicted"

    @property
    def running(self) -> Running:
        """What this count alone brings to the whole."""
        one = self.disposition
        served = _served(one)
        return Running(
            level=LEVELS.index(self.level) if self.convicts else 0,
            convictions=int(self.convicts),
            maximum=self.maximum if self.convicts else 0,
            total=served,
            longest=served,
            terms=int(bool(served)),
            suspended=one.suspended or 0,
            supervision=_ordered(one, "probation"),
            fine=_ordered(one, "fine"),
            restitution=_ordered(one, "restitution"),
            registration=self._brings("register_as_sex_offender"),
            firearms_bar=self._brings("firearm_bar"),
            strike=self._brings("strike"),
            conditions=self.carries,
        )

    def _brings(self, name: str) -> bool | None:
        """True when the conviction brings it, None when the entry does not say."""
        if not self.convicts:
            return False
        said = {getattr(offense, name) for offense in self.found.offenses} or {None}
        return True if True in said else None if None in said else False


class Running(NamedTuple):
    """What some of the counts bring, so that the rest can be added; None is not known and stays so."""

    level: int = 0
    convictions: int = 0
    maximum: int | None = 0
    total: int | None = 0
    longest: int | None = 0
    terms: int = 0
    suspended: int = 0
    supervision: int | None = 0
    fine: int | None = 0
    restitution: int | None = 0
    registration: bool | None = False
    firearms_bar: bool | None = False
    strike: bool | None = False
    conditions: frozenset[str] = frozenset()

    def plus(self, other: Running) -> Running:
        """Both together."""
        return Running(
            max(self.level, other.level),
            self.convictions + other.convictions,
            _longest(self.maximum, other.maximum),
            _sum(self.total, other.total),
            _longest(self.longest, other.longest),
            self.terms + other.terms,
            max(self.suspended, other.suspended),
            _longest(self.supervision, other.supervision),
            _sum(self.fine, other.fine),
            _sum(self.restitution, other.restitution),
            _either(self.registration, other.registration),
            _either(self.firearms_bar, other.firearms_bar),
            _either(self.strike, other.strike),
            self.conditions | other.conditions,
        )

    def no_more_than(self, most: Running) -> Running:
        """The same with every amount cut to `most`: amounts beyond it all compare alike."""

        def cut(one: int | None, other: int | None) -> int | None:
            return one if one is None or other is None else min(one, other)

        return self._replace(
            convictions=min(self.convictions, most.convictions),
            maximum=cut(self.maximum, most.maximum),
            total=cut(self.total, most.total),
            longest=cut(self.longest, most.longest),
            terms=min(self.terms, 2),
            suspended=min(self.suspended, most.suspended),
            supervision=cut(self.supervision, most.supervision),
            fine=cut(self.fine, most.fine),
            restitution=cut(self.restitution, most.restitution),
        )

    def finished(self, *, consecutive: bool) -> Accountability:
        """The whole, with terms that run one after the other or together."""
        return Accountability(
            LEVELS[self.level], self.convictions, self.maximum, self.total if consecutive else self.longest,
            self.suspended, self.supervision, self.fine, self.restitution, self.registration, self.firearms_bar,
            self.strike, self.conditions,
        )  # fmt: skip


def accountability(option: Option, parts: Sequence[Part]) -> Accountability:
    """What the option keeps, from its parts (one a count)."""
    whole = running(parts).finished(consecutive=option.terms == "consecutive")
    convicting = [part for part in parts if part.convicts and part.maximum is not None]
    graver = [grade for part in convicting for grade in part.longest.graver if grade.days > (whole.maximum or 0)]
    return replace(whole, graver=tuple(dict.fromkeys(map(str, sorted(graver)[:MOST_GRADES]))))


def running(parts: Iterable[Part]) -> Running:
    """What several counts bring together."""
    return reduce(Running.plus, (part.running for part in parts), Running())


def carried(disposition: Disposition) -> frozenset[str]:
    """The conditions a disposition can carry where no program says otherwise: any on a sentence, none on a dismissal."""
    if disposition.outcome in ENDS_WITHOUT:
        return frozenset()
    return frozenset(CONDITIONS)


def _served(one: Disposition) -> int | None:
    if one.outcome in ENDS_WITHOUT or one.outcome == "diverted":
        return 0
    if one.term is None:
        return 0 if one.outcome == "deferred" else None
    return one.term + (one.added or 0) - (one.suspended or 0)


def _ordered(one: Disposition, name: str) -> int | None:
    if one.outcome in ENDS_WITHOUT:
        return 0
    value: int | None = getattr(one, name)
    return value or 0


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _longest(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)


def _either(one: bool | None, other: bool | None) -> bool | None:
    return True if one or other else None if one is None or other is None else False


def kept(mine: Accountability, base: Accountability) -> tuple[int, ...]:
    """How much of the baseline is kept, axis by axis and never more than all of it; a higher number keeps more.

    What is not known counts as not kept.
    """

    def upto(one: int | None, other: int | None) -> int:
        return min(one or 0, other if other is not None else one or 0)

    return (
        min(mine.level_rank, base.level_rank),
        upto(mine.maximum, base.maximum),
        upto(mine.custody, base.custody),
        upto(mine.supervision, base.supervision),
        upto(mine.fine, base.fine),
        upto(mine.restitution, base.restitution),
        int(not base.registration or mine.registration is True),
        int(not base.firearms_bar or mine.firearms_bar is True),
        len(mine.conditions & base.conditions),
    )


def excess(mine: Accountability, base: Accountability) -> int:
    """On how many axes the option is more severe than the baseline."""
    pairs = [
        (mine.level_rank, base.level_rank),
        (mine.maximum, base.maximum),
        (mine.custody, base.custody),
        (mine.supervision, base.supervision),
        (mine.fine, base.fine),
        (mine.restitution, base.restitution),
        (mine.convictions, base.convictions),
    ]
    brought = [
        (mine.registration, base.registration),
        (mine.firearms_bar, base.firearms_bar),
        (mine.strike, base.strike),
    ]
    more = sum(1 for one, other in pairs if one is not None and other is not None and one > other)
    return more + sum(1 for one, other in brought if one is True and other is False)


def beside(mine: Accountability, base: Accountability) -> dict[str, tuple[str, str, str]]:
    """Every axis: what the option has, what the baseline has, and how they stand ("=", "less", "more", "not known")."""
    found = {}
    for field in fields(Accountability)[: len(AXES)]:
        one, other = getattr(mine, field.name), getattr(base, field.name)
        if one is None or other is None:
            stands = "not known"
        elif one == other:
            stands = "="
        elif field.name == "level":
            stands = "less" if mine.level_rank < base.level_rank else "more"
        elif field.name == "conditions":
            stands = "less" if one < other else "more" if one > other else "other"
        else:
            stands = "less" if one < other else "more"
        found[field.name] = (_word(field.name, one), _word(field.name, other), stands)
    longest, others, stands = found["maximum"]
    found["maximum"] = ("; ".join((longest, *mine.graver)), "; ".join((others, *base.graver)), stands)
    return found


def _word(axis: str, value: object) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(one).replace("_", " ") for one in value)) or "none"
    if isinstance(value, int) and axis in {"fine", "restitution"}:
        return in_dollars(value)
    if isinstance(value, int) and axis != "convictions":
        return "life" if value >= 36_500 else f"{value} days"
    return str(value)
