"""What an option keeps of the criminal sanction: one number or word an axis, beside the baseline's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from steelyard.catalog.find import Found
from steelyard.law.dispositions import CONDITIONS
from steelyard.weigh.case import Count, Disposition, Option
from steelyard.weigh.reading import in_dollars

LEVELS = ("none", "violation", "infraction", "misdemeanor", "felony")
"""Levels of a conviction under the state's own law, lightest first; "none" is no conviction."""

ENDS_WITHOUT = frozenset({"declined", "dismissed", "acquitted"})


@dataclass(frozen=True, slots=True)
class Accountability:
    """What an option keeps, over all its counts. Terms in whole days, money in whole cents; None is not known.

    `registration`, `firearms_bar` and `strike` are what the conviction brings by state law, where the entry says.
    `conditions` are those the disposition can carry.
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

    @property
    def level_rank(self) -> int:
        """The level's place, lightest 0."""
        return LEVELS.index(self.level)


AXES: Mapping[str, str] = {
    "level": "level of conviction",
    "convictions": "convictions",
    "maximum": "longest term that could be imposed",
    "custody": "custody to serve",
    "suspended": "suspended term",
    "supervision": "supervision",
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
    maximum: int | None
    carries: frozenset[str]

    @property
    def convicts(self) -> bool:
        """True when the state itself records a conviction."""
        return self.disposition.outcome == "convicted"


def accountability(option: Option, parts: Sequence[Part]) -> Accountability:
    """What the option keeps, from its parts (one a count)."""
    convicted = [part for part in parts if part.convicts]
    levels = [part.level for part in convicted] or ["none"]
    terms = [_served(part.disposition) for part in parts]
    whole = _total(terms) if option.terms == "consecutive" else _longest(terms)
    return Accountability(
        level=max(levels, key=LEVELS.index),
        convictions=len(convicted),
        maximum=_longest([part.maximum for part in convicted]),
        custody=whole,
        suspended=_longest([part.disposition.suspended or 0 for part in parts]),
        supervision=_longest([_ordered(part.disposition, "probation") for part in parts]),
        fine=_total([_ordered(part.disposition, "fine") for part in parts]),
        restitution=_total([_ordered(part.disposition, "restitution") for part in parts]),
        registration=_brings(convicted, "register_as_sex_offender"),
        firearms_bar=_brings(convicted, "firearm_bar"),
        strike=_brings(convicted, "strike"),
        conditions=frozenset().union(*(part.carries for part in parts)),
    )


def carried(disposition: Disposition) -> frozenset[str]:
    """The conditions a disposition can carry where no program says otherwise: any on a sentence, none on a dismissal."""
    if disposition.outcome in ENDS_WITHOUT:
        return frozenset()
    return frozenset(CONDITIONS)


def part_of(count: Count, disposition: Disposition, found: Found, level: str | None, maximum: int | None,
            carries: Iterable[str] | None = None) -> Part:  # fmt: skip
    """One count's part in an option's accountability."""
    kept = carried(disposition) if carries is None else frozenset(carries)
    named = disposition.level or level or (count.level if not disposition.charge else None) or "felony"
    return Part(disposition, found, named, maximum, kept)


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


def _total(values: Iterable[int | None]) -> int | None:
    known = list(values)
    return None if None in known else sum(value or 0 for value in known)


def _longest(values: Iterable[int | None]) -> int | None:
    known = list(values)
    return None if None in known else max((value or 0 for value in known), default=0)


def _brings(convicted: Sequence[Part], name: str) -> bool | None:
    """True when some conviction brings it, False when none does, None when an entry does not say."""
    said = [getattr(offense, name) for part in convicted for offense in part.found.offenses]
    if True in said:
        return True
    return None if None in said or any(not part.found.offenses for part in convicted) else False


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
    more = sum(1 for one, other in pairs if one is not None and other is not None and one > other)
    return more + int(mine.registration is True and base.registration is False)


def beside(mine: Accountability, base: Accountability) -> dict[str, tuple[str, str, str]]:
    """Every axis: what the option has, what the baseline has, and how they stand ("=", "less", "more", "not known")."""
    found = {}
    for field in fields(Accountability):
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
