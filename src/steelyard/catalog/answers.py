"""What the catalogue says of an offense and a ground, in the shape the rules use, on every day of conviction that is possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from steelyard.catalog.derive import OF_GROUND, Match
from steelyard.catalog.forms import DEPENDS, in_words
from steelyard.catalog.found import days_of_change, have_begun
from steelyard.catalog.model import Offense
from steelyard.logic.dates import add
from steelyard.logic.facts import Between, Known
from steelyard.logic.rule import Citation


@dataclass(frozen=True, slots=True)
class GroundAnswer:
    """What the catalogue says of an offense and a ground, in the shape the rules use.

    Where the answer is "dated", `day` is the fact that decides: the day of the conviction, or that of the offense. Where it is
    "divisible", `forms_in_words` has the forms to choose from; where there are none, `decides` is what the record must show.
    """

    answer: str
    says: str
    cites: tuple[Citation, ...]
    forms_in_words: str = ""
    rests_on_a_crime: bool = False
    day: str = "conviction_date"
    decides: str = ""


def answer_over_days(
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
    more = [day for day in _possible(decided, convicted) if have_begun(offenses, day)]
    return _one_answer({day: on(day) for day in sorted({*days, *more})})


def _like(offenses: Sequence[Offense], day: date, decided: Iterable[date], as_of: date) -> date:
    """A day of conviction that is answered like this one: the first on which all that governs it governed."""
    if not all(offense.in_force_on(day) for offense in offenses):
        return day  # what is said of it names the day
    edges = sorted(days_of_change(offenses) | set(decided))
    before = [edge for edge in edges if edge <= day]
    return before[-1] if before else add(edges[0], days=-1) if edges else as_of


def _possible(days: Iterable[date], convicted: Known) -> list[date]:
    """Of the days from which another decision governs, and the days before them, those that the conviction may be of."""
    bounds = convicted if isinstance(convicted, Between) else Between()
    low = bounds.low if isinstance(bounds.low, date) else date.min
    high = bounds.high if isinstance(bounds.high, date) else date.max
    return [day for edge in days for day in (add(edge, days=-1), edge) if low <= day <= high]


def _days_that_differ(offenses: Sequence[Offense], convicted: Known, as_of: date) -> list[date]:
    """One day of conviction for each state of the entries and schedules that is possible."""
    if isinstance(convicted, date):
        return [convicted]
    bounds = convicted if isinstance(convicted, Between) else Between()
    low = bounds.low if isinstance(bounds.low, date) else None
    high = bounds.high if isinstance(bounds.high, date) else None
    inside = sorted(
        day for day in days_of_change(offenses) if (low is None or low < day) and (high is None or day <= high)
    )
    start = low or (add(inside[0], days=-1) if inside else high or as_of)
    days = [start, *inside]
    return [day for day in days if have_begun(offenses, day)] or days[-1:]


def _one_answer(found_on: Mapping[date, GroundAnswer]) -> GroundAnswer:
    answers = list(found_on.values())
    if len({(answer.answer, answer.day) for answer in answers}) == 1:
        return answers[-1]
    told = [(day, answer.answer) for day, answer in found_on.items()]
    changes = [
        one for one, before in zip(told, [None, *told[:-1]], strict=True) if before is None or before[1] != one[1]
    ]
    says = "; ".join(f"convicted from {day}: {answer}" for day, answer in changes)
    return GroundAnswer("dated", says, tuple(dict.fromkeys(c for answer in answers for c in answer.cites)))


def ground_answer(found: Match, convicted: date) -> GroundAnswer:
    """The answer with what it rests on; a decision that is not law for a conviction of that day is no authority for it."""
    decided = [h for h in found.holdings if h.stands_on(found.as_of, convicted)]
    shown = [f"{h.case}: {h.says.removesuffix('.')}" for h in decided[:1]] if found.basis == "holding" else []
    reasons = [reason for form in found.forms for reason in form.reasons]
    says = "; ".join(dict.fromkeys((*shown, *reasons[:2], *found.notes[:1]))) or found.ground
    cites = [Citation(h.cite, read_in=h.read_in, verified=h.verified, role=found.role(h)) for h in decided[:2]]
    cites += [Citation(a.cite, verified=a.verified, role=OF_GROUND) for a in found.authorities[:3]]
    if found.by_day_of_offense:
        return GroundAnswer("dated", found.by_day_of_offense, tuple(cites), day="offense_date")
    rests_on_a_crime = all(form.answer == DEPENDS for form in found.forms)
    forms = _either(found.matching, found.not_matching, found.left_open)
    return GroundAnswer(
        found.answer,
        f"{found.basis}: {says}",
        tuple(cites),
        forms,
        rests_on_a_crime,
        decides="" if forms else "; ".join(dict.fromkeys((*shown, *reasons[:2]))),
    )


def _either(matching: Sequence[str], others: Sequence[str], left_open: Sequence[str]) -> str:
    """The forms to choose from, by what they are under the ground; "" where there are none that differ."""
    told = {"within": matching, "outside": others, "open": left_open}
    listed = [f"{word}: {in_words(names)}" for word, names in told.items() if names]
    return "; ".join(listed) if len(listed) > 1 else ""
