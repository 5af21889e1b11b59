"""What the law of pleas says of the options that a case names: which it rules out, and on what it asks for reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from steelyard.catalog.find import Catalogue
from steelyard.law.dispositions import PleaLimit
from steelyard.logic.facts import Among
from steelyard.weigh.accountability import LEVELS
from steelyard.weigh.candidates import falls_short, limits_on
from steelyard.weigh.case import Case, Count, Disposition, Option
from steelyard.weigh.longest import offense_of


@dataclass(frozen=True, slots=True)
class Caution:
    """A limit on pleas that an option meets; `rules_out` where the law does not allow the plea at all."""

    option: str
    count: str
    says: str
    cite: str
    rules_out: bool


def cautions(case: Case, law: Catalogue, day: date) -> tuple[Caution, ...]:
    """The limits on pleas that the options of a case meet. Whether what they ask for is pending a case does not say."""
    base = next((option for option in case.options if option.id == case.baseline), case.options[0])
    disposed = {one.count: one for one in base.dispositions}
    limits = {count.id: limits_on(case, count, disposed[count.id], law, day) for count in case.counts}
    return tuple(caution for option in case.options for caution in _of(case, option, limits, law, day))


def _of(
    case: Case, option: Option, limits: dict[str, tuple[PleaLimit, ...]], law: Catalogue, day: date
) -> Iterator[Caution]:
    counts = {count.id: count for count in case.counts}
    pleas = {one.count: _level(law, case, counts[one.count], one, day) for one in option.dispositions if _is_plea(one)}
    gravest = max(pleas.values(), key=LEVELS.index, default="none")
    for one in option.dispositions:
        for limit in limits[one.count]:
            # a plea to another count of the same indictment is enough where the plea need only include one of that level
            ends_at = gravest if limit.may_include else pleas.get(one.count, "none")
            if not falls_short(limit, ends_at):
                continue
            if limit.effect == "refuse":
                yield Caution(option.id, one.count, _ruled_out(limit, one, ends_at), limit.cite, rules_out=True)
            elif _is_other(counts[one.count], one):
                yield Caution(option.id, one.count, limit.says, limit.cite, rules_out=False)


def _ruled_out(limit: PleaLimit, one: Disposition, ends_at: str) -> str:
    if_pending = f"if {limit.pending} for it is pending, " if limit.pending else ""
    unless = (
        f"; but {limit.set_aside} ({limit.set_aside_cite})" if one.taken_back is not None and limit.set_aside else ""
    )
    return f"{if_pending}the law rules this plea out, which is to a {ends_at}: {limit.says}{unless}"


def _level(law: Catalogue, case: Case, count: Count, one: Disposition, day: date) -> str:
    """The level that a plea is to; the gravest that it can be where nobody says."""
    named = one.level or (count.level if one.charge in ("", count.charge) else None)
    if named is not None:
        return named
    known, _ = law.penalty(offense_of(law, case.state, count, one), None, one.conviction_date or day)
    if isinstance(known, Among):
        return max(known.words, key=LEVELS.index)
    return known if isinstance(known, str) else "felony"


def _is_plea(one: Disposition) -> bool:
    """True for a conviction, and for a plea on which judgment is put off or which is taken back later."""
    return one.outcome == "convicted" or (one.outcome == "deferred" and one.plea_or_admission is True)


def _is_other(count: Count, one: Disposition) -> bool:
    """True for a plea to something else than the charge, or to a lower level of it."""
    lowered = one.level and count.level and LEVELS.index(one.level) < LEVELS.index(count.level)
    return one.charge not in ("", count.charge) or bool(lowered)
