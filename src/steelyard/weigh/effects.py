"""What each option does beside the charge as it stands: consequences avoided, mitigated or carried, and sanction kept."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from steelyard.catalog.find import Catalogue, catalogue
from steelyard.catalog.found import Found
from steelyard.logic.facts import Among
from steelyard.logic.truth import Why
from steelyard.weigh.advise import Advice, advise
from steelyard.weigh.case import Case, Count, Disposition, Option
from steelyard.weigh.cells import Cell, Row, State
from steelyard.weigh.reading import NO_CONVICTION
from steelyard.weigh.shared import SharedCells

MINOR = 7
"""Columns of this severity and beyond (naturalization that waits for the end of probation, re-entry exposure and the like)
do not by themselves make a disposition one that carries consequences."""

CHARGE_ALONE = "detention.charge_alone"
"""Follows from the arrest or charge, whatever becomes of it: no option can avoid it."""

CHARGED, DROPPED = "§charged", "§dropped"
"""The two options that are weighed beside the user's: every charge to conviction, and none."""

ADVERSE = frozenset({State.TRIGGERED, State.LIKELY})
LEVELS = {"felony": 3, "misdemeanor": 2, "infraction": 1, "violation": 1}
OUTCOMES = {
    "convicted": 4,
    "delinquent": 3,
    "deferred": 2,
    "diverted": 1,
    "declined": 0,
    "dismissed": 0,
    "acquitted": 0,
}


@dataclass(frozen=True, slots=True)
class Effect:
    """An option beside the as-charged baseline. None means that it is not known.

    `adverse`: does it carry a consequence that dropping every charge would not? `mitigates`: is some consequence of the
    baseline surely gone, and none worse? (One that is open in both counts as unchanged.) `questions` are the facts that
    leave it open, most frequent first.
    """

    adverse: bool | None
    mitigates: bool | None
    carried: tuple[str, ...]
    open: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def word(self) -> str:
        """ "avoids", "mitigates", "carries" or "open"."""
        if self.adverse is False:
            return "avoids"
        if self.mitigates:
            return "mitigates"
        return "carries" if self.adverse else "open"


@dataclass(frozen=True, slots=True)
class Sanction:
    """What an option keeps of the criminal sanction, over all its counts; None where the case does not say.

    Ranks for outcome and level, whole days for custody and supervision, whole cents for money.
    """

    outcome: int
    level: int | None
    custody: int | None
    supervision: int | None
    restitution: int | None
    obliged: bool | None

    @property
    def severity(self) -> tuple[int | None, ...]:
        """The axes on which one sentence is lighter than another."""
        return self.outcome, self.level, self.custody, self.supervision

    @property
    def axes(self) -> tuple[int | None, ...]:
        """Every axis of accountability."""
        return *self.severity, self.restitution


@dataclass(frozen=True, slots=True)
class Charge:
    """What is known of a pending count: the levels it can have, and the families of its offense (None: not catalogued).

    `offenses` are the ids of the entries that it can be.
    """

    count: str
    levels: frozenset[str]
    families: frozenset[str] | None
    offenses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Weighing:
    """A case ready for its policy: baseline, effects and sanctions by option, and its charges."""

    case: Case
    advice: Advice
    baseline: str
    effects: Mapping[str, Effect]
    sanctions: Mapping[str, Sanction]
    options: Mapping[str, Option]
    charges: tuple[Charge, ...]

    def lighter(self, option: str, than: str) -> bool | None:
        """Is one option's sentence lighter than another's? None where they cannot be compared."""
        mine, other = self.sanctions[option].severity, self.sanctions[than].severity
        if at_least(mine, other):
            return False
        return True if at_least(other, mine) else None

    def comparable(self, option: str) -> bool | None:
        """Does it keep an accountability comparable to the baseline's: a conviction or an obligation, and the restitution?"""
        mine, base = self.sanctions[option], self.sanctions[self.baseline]
        if mine.obliged is not True:
            return mine.obliged
        if not base.restitution:
            return True
        return None if mine.restitution is None else mine.restitution >= base.restitution


def at_least(mine: Sequence[int | None], other: Sequence[int | None]) -> bool:
    """True when every axis is known and not below the other's; an unknown axis is never at least anything."""
    return all(a is not None and b is not None and a >= b for a, b in zip(mine, other, strict=True))


def weighing(
    case: Case, advice: Advice | None = None, *, law: Catalogue | None = None, today: date | None = None,
    shared: SharedCells | None = None,
) -> Weighing:  # fmt: skip
    """A case weighed for its policy. `advice` saves the weighing of its options, if there is one already; `shared` what other
    cases have in common with it.

    Raises CaseError as `advise` does, and SY-C007 when the advice lacks one of the case's options.
    """
    law = law or catalogue()
    if advice is None:
        advice = advise(case, law=law, today=today, shared=shared)
    beside = [
        Option(id=CHARGED, label="as charged", dispositions=[_convicted(count.id) for count in case.counts]),
        Option(id=DROPPED, label="every charge dropped", dispositions=[_dropped(count.id) for count in case.counts]),
    ]
    frame = case.model_copy(update={"options": beside, "law_as_of": advice.law_as_of, "forum": advice.forum})
    reference = advise(frame, law=law, pack=advice.pack, shared=shared)
    found = {count.id: law.find(case.state, count.charge, count.offense_date) for count in case.counts}
    baseline = _baseline(case, found, law) or CHARGED
    options = {option.id: option for option in [*case.options, beside[0]]}
    rows = {option.id: advice.row(option.id) for option in case.options} | {CHARGED: reference.row(CHARGED)}
    dropped = reference.row(DROPPED)
    effects = {name: _effect(row, rows[baseline], dropped) for name, row in rows.items()}
    sanctions = {name: _sanction(option, case, found, law) for name, option in options.items()}
    charges = tuple(_charge(count.id, case, options[baseline], found[count.id], law) for count in case.counts)
    return Weighing(case, advice, baseline, effects, sanctions, options, charges)


def _convicted(count: str) -> Disposition:
    return Disposition(count=count, outcome="convicted")


def _dropped(count: str) -> Disposition:
    return Disposition(count=count, outcome="dismissed")


def _baseline(case: Case, found: Mapping[str, Found], law: Catalogue) -> str:
    """The gravest option that convicts of every count as charged; "" when there is none.

    A level below the count's, an enhancement left out and a first plea that is taken back are no conviction as charged. A
    count that states no level has the gravest that an option states for a plea to it, or, where one states none, that the law
    knows. What an option does not state of its level or term it does not lower: it stands before one that states less.
    """
    counts = {count.id: count for count in case.counts}

    def of_the_charge(one: Disposition) -> bool:
        count = counts[one.count]
        return (
            one.outcome == "convicted"
            and one.taken_back is None
            and (not one.charge or one.charge == count.charge)
            and one.modifier in (None, count.modifier)
            and (not one.form or not count.form or one.form == count.form)
            and (one.enhancements is not False or not (count.enhancements or found[count.id].enhancements))
        )

    def charged_at(count: Count) -> int:
        pleas = [one for option in case.options for one in option.dispositions if one.count == count.id]
        stated = {one.level for one in pleas if of_the_charge(one)}
        if count.level is None and stated and None not in stated:
            return max(LEVELS[level] for level in stated if level is not None)
        return max((LEVELS[word] for word in levels_of(count.level, found[count.id], law)), default=0)

    def as_charged(one: Disposition) -> bool:
        return of_the_charge(one) and (one.level is None or LEVELS[one.level] >= charged_at(counts[one.count]))

    def gravity(option: Option) -> tuple[float, ...]:
        terms = [one.term for one in option.dispositions]
        level = max(LEVELS[one.level] if one.level else charged_at(counts[one.count]) for one in option.dispositions)
        return level, math.inf if None in terms else sum(term for term in terms if term is not None)

    charged = [option for option in case.options if all(as_charged(one) for one in option.dispositions)]
    return max(charged, key=gravity).id if charged else ""


# ---------------------------------------------------------------------------------------------------------------------
# Consequences
# ---------------------------------------------------------------------------------------------------------------------


def _rank(cell: Cell) -> int:
    if cell.state is State.NOT_TRIGGERED:
        return 0
    return 2 if cell.state in ADVERSE else 1


def _own(row: Row, dropped: Row) -> dict[tuple[str, str], Cell]:
    """The cells that are the option's own doing: not those that stand as they are when every charge is dropped.

    A cell that is open either way is the option's own where it waits for something that the dropped charges do not.
    """
    own = {}
    for posture, cells in row.cells.items():
        for rule, cell in cells.items():
            if cell.column.severity >= MINOR or cell.state is State.NOT_TRIGGERED:
                continue
            bare = dropped.cells[posture][rule]
            stands = bare.state == cell.state and (cell.truth.known or cell.truth.reasons <= bare.truth.reasons)
            if stands and (rule == CHARGE_ALONE or cell.state is not State.NOT_ANALYSED):
                continue
            own[posture, rule] = cell
    return own


def _effect(row: Row, base: Row, dropped: Row) -> Effect:
    mine, theirs = _own(row, dropped), _own(base, dropped)
    carried = [cell for cell in mine.values() if cell.state in ADVERSE]
    unknown = [cell for cell in mine.values() if cell.state not in ADVERSE]
    adverse = True if carried else None if unknown else False
    better = hopeful = worse = feared = False
    for key in mine.keys() | theirs.keys():
        was, now = (_rank(side[key]) if key in side else 0 for side in (theirs, mine))
        better |= (was, now) == (2, 0)
        worse |= (was, now) == (0, 2)
        hopeful |= (was, now) in {(1, 0), (2, 1)}
        feared |= (was, now) in {(0, 1), (1, 2)}
    mitigates: bool | None = None
    if worse or not (better or hopeful):
        mitigates = False
    elif better and not feared:
        mitigates = True
    return Effect(adverse, mitigates, _labels(carried), _labels(unknown), _questions(unknown))


def _labels(cells: Iterable[Cell]) -> tuple[str, ...]:
    by_gravity = sorted({(cell.column.severity, cell.column.short) for cell in cells})
    return tuple(dict.fromkeys(short for _, short in by_gravity))


def _questions(cells: Iterable[Cell]) -> tuple[str, ...]:
    asked = Counter(
        reason.says or reason.about
        for cell in cells
        for reason in cell.truth.reasons
        if reason.why & (Why.MISSING_FACT | Why.DATE_UNKNOWN | Why.NOT_ENCODED | Why.NEEDS_JUDGEMENT | Why.UNSETTLED)
    )
    return tuple(question for question, _ in sorted(asked.items(), key=lambda pair: (-pair[1], pair[0]))[:3])


# ---------------------------------------------------------------------------------------------------------------------
# Sanctions and charges
# ---------------------------------------------------------------------------------------------------------------------


def levels_of(level: str | None, found: Found, law: Catalogue, modifier: str | None = None) -> frozenset[str]:
    """The levels that a charge can have: the one that is stated, or those that the law knows; empty where it knows none."""
    if level is not None:
        return frozenset({level})
    known, _ = law.penalty(found, None, None, modifier)
    if isinstance(known, Among):
        return frozenset(str(word) for word in known.words)
    return frozenset({known}) if isinstance(known, str) else frozenset()


def _charge(count: str, case: Case, baseline: Option, found: Found, law: Catalogue) -> Charge:
    pending = next(one for one in case.counts if one.id == count)
    disposed = next(one for one in baseline.dispositions if one.count == count)
    return _known_of(count, pending.level or disposed.level, found, law)


def _known_of(count: str, level: str | None, found: Found, law: Catalogue) -> Charge:
    families = frozenset(f for offense in found.offenses for f in offense.families) if found.offenses else None
    return Charge(count, levels_of(level, found, law), families, frozenset(one.id for one in found.offenses))


def charges_of(case: Case, law: Catalogue | None = None) -> tuple[Charge, ...]:
    """What is known of each pending count by itself, whatever an option would make of it."""
    law = law or catalogue()
    return tuple(
        _known_of(one.id, one.level, law.find(case.state, one.charge, one.offense_date), law) for one in case.counts
    )


def _total(numbers: Iterable[int | None]) -> int | None:
    found = list(numbers)
    return None if any(number is None for number in found) else sum(number for number in found if number is not None)


def _sanction(option: Option, case: Case, found: Mapping[str, Found], law: Catalogue) -> Sanction:
    counts = {count.id: count for count in case.counts}
    parts = option.dispositions

    def level(one: Disposition) -> int | None:
        if one.outcome in NO_CONVICTION or one.outcome in {"diverted", "deferred"}:
            return 0
        own = not one.charge or one.charge == counts[one.count].charge
        stated = one.level or (counts[one.count].level if own else None)
        offense = found[one.count] if own else law.find(case.state, one.charge, counts[one.count].offense_date)
        ranks = {LEVELS[word] for word in levels_of(stated, offense, law)}
        return ranks.pop() if len(ranks) == 1 else None

    def custody(one: Disposition) -> int | None:
        if one.outcome in NO_CONVICTION or one.outcome == "diverted":
            return 0
        if one.outcome == "deferred" and one.plea_or_admission is False:
            return one.term or 0
        return None if one.term is None else one.term + (one.added or 0) - (one.suspended or 0)

    def supervision(one: Disposition) -> int | None:
        if one.outcome in NO_CONVICTION or one.restraint is False:
            return 0
        return one.probation

    levels = [level(one) for one in parts]
    obliged = [_obliged(one) for one in parts]
    return Sanction(
        outcome=max(OUTCOMES[one.outcome] for one in parts),
        level=None if None in levels else max(known for known in levels if known is not None),
        custody=_total(custody(one) for one in parts),
        supervision=_total(supervision(one) for one in parts),
        restitution=_total(0 if one.outcome in NO_CONVICTION else one.restitution for one in parts),
        obliged=True if True in obliged else None if None in obliged else False,
    )


def _obliged(one: Disposition) -> bool | None:
    if one.outcome in NO_CONVICTION:
        return False
    if one.outcome in {"convicted", "delinquent"}:
        return True
    return one.restraint
