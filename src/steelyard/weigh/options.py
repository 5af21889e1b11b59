"""Finding options: every disposition of every count, weighed as a batch, and what is left when nothing beats it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from steelyard.law.columns import columns, groups
from steelyard.weigh.accountability import (
    AXES,
    LEVELS,
    Accountability,
    accountability,
    beside,
    excess,
    kept,
)
from steelyard.weigh.advise import Row, State, Weigher
from steelyard.weigh.candidates import SOURCES, Candidate, RuledOut, candidates
from steelyard.weigh.case import Case, Disposition, Keep, Option
from steelyard.weigh.reading import in_dollars

MOST_COMBINATIONS = 100_000
"""Beyond this many combinations the candidates farthest from the charges are left out, and the result says so."""

Reading = Mapping[str, tuple[bool | None, ...]]
"""The cautious reading of one option by posture: for each column, triggered or not, None where that is open."""

Outcome = tuple[int, ...]
"""For each group in order: how many cells are triggered, then how many are open. Compared as it stands; less is better."""


@dataclass(frozen=True, slots=True)
class Six:
    """The six things practitioners ask of a plea, for one count."""

    statute: str
    form: str
    minimum_elements: tuple[str, ...]
    maximum: str
    term_and_level: str
    other_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionFound:
    """One option that nothing beats on every axis, with what a supervisor and a victim's advocate would ask of it."""

    option: Option
    row: Row
    six: tuple[Six, ...]
    outcome: Outcome
    accountability: Accountability
    beside_baseline: Mapping[str, tuple[str, str, str]]
    comparator: str
    flags: tuple[str, ...]
    cites: tuple[str, ...]
    sources: tuple[str, ...]
    distance: int
    why_here: str

    @property
    def universal(self) -> bool:
        """Safe in every posture class, so it can be offered to everybody."""
        return self.row.universal

    def still_triggered(self) -> dict[str, list[str]]:
        """By posture, the consequences that are triggered or likely all the same."""
        bad = {State.TRIGGERED, State.LIKELY}
        found = {
            name: [rule for rule, cell in cells.items() if cell.state in bad] for name, cells in self.row.cells.items()
        }
        return {name: rules for name, rules in found.items() if rules}


@dataclass(frozen=True, slots=True)
class NoneFound:
    """Why no option is better: the constraint that binds, and the least that would have to give."""

    binding: str
    least_that_gives: str


@dataclass(frozen=True)
class OptionsFound:
    """What the search found: the baseline, the options that nothing beats, best first, and what was ruled out."""

    case: Case
    weigher: Weigher
    baseline: OptionFound
    options: tuple[OptionFound, ...]
    ruled_out: tuple[RuledOut, ...]
    none_found: NoneFound | None
    searched: int
    possible: int
    order: tuple[str, ...]

    @property
    def bounded(self) -> str:
        """Says that not everything was searched; empty when it was."""
        if self.searched >= self.possible:
            return ""
        return (
            f"{self.possible:,} combinations are possible; the {self.searched:,} nearest to the charges were searched. "
            "Decide a count first, or state what must be kept, to search the rest."
        )


# --- combinations -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Combination:
    """A candidate for every count, in the order of the counts, as an option of the case."""

    picked: tuple[Candidate, ...]
    option: Option

    @property
    def distance(self) -> int:
        """How far it lies from the charges, over all counts."""
        return sum(candidate.distance for candidate in self.picked)

    @property
    def accountability(self) -> Accountability:
        """What it keeps of the criminal sanction."""
        return accountability(self.option, [candidate.part for candidate in self.picked])


def combinations(by_count: Sequence[Sequence[Candidate]], total_custody: int | None) -> Iterator[Combination]:
    """Every choice of one candidate a count.

    Terms of several counts run one after the other where their sum stays within the baseline's custody (a split term), and
    together otherwise.
    """
    for number, picked in enumerate(itertools.product(*by_count)):
        terms = [one.disposition.term or 0 for one in picked if one.part.convicts]
        split = len([t for t in terms if t]) > 1 and total_custody is not None and sum(terms) <= total_custody
        option = Option.model_construct(
            id=str(number + 1), label=_label(picked), dispositions=[one.disposition for one in picked],
            terms="consecutive" if split else "concurrent",
        )  # fmt: skip
        yield Combination(picked, option)


def _label(picked: Sequence[Candidate]) -> str:
    if len(picked) == 1:
        return picked[0].label
    return "; ".join(f"{one.disposition.count}: {one.label}" for one in picked)


def bounded(by_count: Sequence[Sequence[Candidate]], most: int) -> list[list[Candidate]]:
    """The candidates nearest to the charges, so that there are no more than `most` combinations."""
    kept_back = [list(many) for many in by_count]
    while math.prod(len(many) for many in kept_back) > most:
        longest = max(kept_back, key=lambda many: (len(many), many[-1].distance))
        longest.pop()
    return kept_back


# --- what must be kept --------------------------------------------------------------------------------------------------


def broken(keep: Keep, mine: Accountability) -> list[str]:
    """The non-negotiables that an option breaks, each as its name and how far it falls short."""
    found: list[str] = []

    def least(name: str, have: int | None, wanted: int | None, word: Callable[[int], str]) -> None:
        if wanted is not None and (have is None or have < wanted):
            found.append(f"{name}: {word(have) if have is not None else 'not known'} of {word(wanted)}")

    def most(name: str, have: int | None, wanted: int | None) -> None:
        if wanted is not None and (have is None or have > wanted):
            found.append(f"{name}: {_days(have) if have is not None else 'not known'}, at most {_days(wanted)}")

    least("custody_at_least", mine.custody, keep.custody_at_least, _days)
    most("custody_at_most", mine.custody, keep.custody_at_most)
    least("supervision_at_least", mine.supervision, keep.supervision_at_least, _days)
    most("supervision_at_most", mine.supervision, keep.supervision_at_most)
    least("restitution_at_least", mine.restitution, keep.restitution_at_least, in_dollars)
    if keep.level_at_least is not None and mine.level_rank < LEVELS.index(keep.level_at_least):
        found.append(f"level_at_least: {mine.level} of {keep.level_at_least}")
    if keep.level_at_most is not None and mine.level_rank > LEVELS.index(keep.level_at_most):
        found.append(f"level_at_most: {mine.level}, at most {keep.level_at_most}")
    if keep.conviction is True and not mine.convictions:
        found.append("conviction: none of one")
    if keep.conviction is False and mine.convictions:
        found.append("conviction: one of none")
    for name in ("stay_away", "treatment"):
        if getattr(keep, name) and name not in mine.conditions:
            found.append(f"{name}: it cannot be a condition")
    for name in ("registration", "firearms_bar"):
        if getattr(keep, name) and getattr(mine, name) is not True:
            found.append(f"{name}: {'not known' if getattr(mine, name) is None else 'no'}")
    return found


def _days(days: int) -> str:
    return f"{days} days"


# --- what is better -----------------------------------------------------------------------------------------------------


def outcome_of(reading: Reading, order: Sequence[str]) -> Outcome:
    """The immigration outcome of an option, group by group in the order asked for: cells triggered, then cells open."""
    places = {group: [n for n, column in enumerate(columns()) if column.group == group] for group in order}
    found: list[int] = []
    for group in order:
        cells = [values[place] for values in reading.values() for place in places[group]]
        found += [sum(one is True for one in cells), sum(one is None for one in cells)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A combination with everything it is compared on."""

    combination: Combination
    outcome: Outcome
    keeps: tuple[int, ...]
    excess: int

    @property
    def distance(self) -> int:
        """How far it lies from the charges."""
        return self.combination.distance

    @property
    def rank(self) -> tuple[Outcome, tuple[int, ...], int, int, str]:
        """The documented order: immigration outcome, accountability kept, no more severe, nearest to the charge."""
        return (
            self.outcome,
            tuple(-one for one in self.keeps),
            self.excess,
            self.distance,
            self.combination.option.label,
        )

    def beats(self, other: Weighed) -> bool:
        """True when it is no worse on any axis and better on one."""
        worse = (
            self.outcome > other.outcome
            or self.excess > other.excess
            or self.distance > other.distance
            or any(mine < theirs for mine, theirs in zip(self.keeps, other.keeps, strict=True))
        )
        return not worse and self.axes != other.axes

    @property
    def axes(self) -> tuple[Outcome, tuple[int, ...], int, int]:
        """Everything it is compared on."""
        return (self.outcome, self.keeps, self.excess, self.distance)


def front(many: Iterable[Weighed]) -> list[Weighed]:
    """Those that nothing beats, best first; of several that are alike on every axis, the first by label."""
    best: dict[tuple[Outcome, tuple[int, ...], int, int], Weighed] = {}
    for one in many:
        present = best.get(one.axes)
        if present is None or one.rank < present.rank:
            best[one.axes] = one
    found: list[Weighed] = []
    for one in sorted(best.values(), key=lambda w: w.rank):
        if not any(other.beats(one) for other in found):
            found.append(one)
    return found


# --- the search ---------------------------------------------------------------------------------------------------------


def find_options(case: Case, weigher: Weigher | None = None, *, most: int = MOST_COMBINATIONS) -> OptionsFound:
    """Search every comparable option of a case.

    Candidates come from the charge, the user's offers, related and lesser offenses, other forms, lower levels, the sentence,
    the state's diversion and deferral, dismissal and declination. An option that breaks a non-negotiable, a plea limit, an
    eligibility rule or a known fact is ruled out with its reason. What is left is compared on the immigration outcome (in
    the case's order of groups, over every posture class), on each axis of accountability, on severity above the baseline
    and on distance from the charge; the options that nothing beats are returned, best first. Raises CaseError as `advise`.
    """
    weigher = weigher or Weigher(case)
    order = tuple(dict.fromkeys([*case.order, *groups()]))
    base = next((option for option in case.options if option.id == case.baseline), case.options[0])
    by_count, ruled_out = _by_count(case, base, weigher)
    searched = bounded(by_count, most)
    base_parts = [many[0] for many in by_count]
    baseline = Combination(tuple(base_parts), base)
    base_keeps = baseline.accountability
    possible: list[Combination] = []
    short: list[tuple[Combination, list[str]]] = []
    for combination in combinations(searched, base_keeps.custody):
        gone = broken(case.keep, combination.accountability)
        if gone:
            short.append((combination, gone))
        else:
            possible.append(combination)
    weighed = weigh_all(weigher, possible, order, base_keeps)
    on_front = front(weighed)
    start = _weighed(weigher, baseline, order, base_keeps)
    better = [one for one in on_front if one.outcome < start.outcome]
    none_found = None if better else _none_found(weigher, short, start, order, base_keeps, ruled_out)
    ruled_out += [RuledOut(c.option.label, "; ".join(gone), "a non-negotiable is not kept") for c, gone in short[:500]]
    shown = tuple(_found(weigher, one, start, base_keeps, number) for number, one in enumerate(on_front, 1))
    return OptionsFound(
        case, weigher, _found(weigher, start, start, base_keeps, 0), shown, tuple(dict.fromkeys(ruled_out)), none_found,
        math.prod(len(many) for many in searched), math.prod(len(many) for many in by_count), order,
    )  # fmt: skip


def _by_count(case: Case, base: Option, weigher: Weigher) -> tuple[list[list[Candidate]], list[RuledOut]]:
    disposed = {one.count: one for one in base.dispositions}
    offers: dict[str, list[Disposition]] = {count.id: [] for count in case.counts}
    for option in case.options:
        for one in option.dispositions:
            offers[one.count].append(one)
    found: list[list[Candidate]] = []
    gone: list[RuledOut] = []
    for count in case.counts:
        many, out = candidates(case, count, disposed[count.id], weigher.law, weigher.as_of, offers[count.id])
        found.append(many)
        gone += out
    return found, gone


def weigh_all(
    weigher: Weigher, many: Sequence[Combination], order: Sequence[str], base: Accountability
) -> list[Weighed]:
    """Every combination with its axes; those whose counts weigh alike are weighed once."""
    return [_weighed(weigher, one, order, base) for one in many]


def _weighed(weigher: Weigher, one: Combination, order: Sequence[str], base: Accountability) -> Weighed:
    reading = weigher.reading(one.option, f"option {one.option.label!r}")
    mine = one.accountability
    return Weighed(one, outcome_of(reading, order), kept(mine, base), excess(mine, base))


def _none_found(
    weigher: Weigher, short: Sequence[tuple[Combination, list[str]]], start: Weighed, order: Sequence[str],
    base: Accountability, ruled_out: Sequence[RuledOut],
) -> NoneFound:  # fmt: skip
    """The constraint that binds: of the options that break one non-negotiable alone, the one that would avoid most."""
    alone = sorted((pair for pair in short if len(pair[1]) == 1), key=lambda pair: pair[0].distance)[:200]
    weighed = [(_weighed(weigher, one, order, base), gone[0]) for one, gone in alone]
    helpful = sorted(((one, gone) for one, gone in weighed if one.outcome < start.outcome), key=lambda p: p[0].rank)
    if helpful:
        best, gone = helpful[0]
        name = gone.partition(":")[0]
        return NoneFound(name, f"{gone}: it would open {best.combination.option.label}")
    if short:
        both = min((gone for _, gone in short), key=len)
        return NoneFound("; ".join(g.partition(":")[0] for g in both), "no single non-negotiable opens a better option")
    closed = sorted({one.constraint for one in ruled_out})
    return NoneFound(
        ", ".join(closed) or "the law itself",
        "every disposition the state has for this charge carries the same consequences, as far as the facts are known",
    )


# --- one option, told ---------------------------------------------------------------------------------------------------


def _found(weigher: Weigher, one: Weighed, start: Weighed, base: Accountability, number: int) -> OptionFound:
    picked = one.combination.picked
    option = one.combination.option
    option = option if number == 0 else option.model_copy(update={"id": f"o{number}"})
    mine = one.combination.accountability
    row = weigher.option(option, f"option {option.label!r}")
    table = beside(mine, base)
    flags = tuple(dict.fromkeys(flag for candidate in picked for flag in candidate.flags))
    return OptionFound(
        option=option,
        row=row,
        six=tuple(_six(candidate) for candidate in picked),
        outcome=one.outcome,
        accountability=mine,
        beside_baseline=table,
        comparator=_comparator(table),
        flags=flags,
        cites=tuple(dict.fromkeys(cite for candidate in picked for cite in candidate.cites)),
        sources=tuple(candidate.source for candidate in picked),
        distance=one.distance,
        why_here=_why(one, start, table),
    )


def _six(candidate: Candidate) -> Six:
    one, part = candidate.disposition, candidate.part
    if not part.convicts:
        asks = candidate.way.asks if candidate.way is not None else ()
        title = candidate.way.title if candidate.way is not None else one.outcome
        return Six(title, "", (), "none: no conviction by the state", one.outcome, tuple(asks))
    forms = [form for offense in part.found.offenses for form in offense.forms]
    named = [form for form in forms if form.name == one.form] or forms
    elements = tuple(
        f"{form.name or part.found.citation}: " + "; ".join(f"{k} {' or '.join(v)}" for k, v in form.elements.items())
        for form in named[:6]
    )
    if len(named) > 6:
        elements += (f"and {len(named) - 6} more forms",)
    other = [f"supervision {one.probation} days"] if one.probation else []
    other += [f"restitution {in_dollars(one.restitution)}"] if one.restitution else []
    other += [f"fine {in_dollars(one.fine)}"] if one.fine else []
    for name, says in (
        ("register_as_sex_offender", "registration"),
        ("strike", "strike"),
        ("firearm_bar", "firearms bar"),
    ):
        values = {getattr(offense, name) for offense in part.found.offenses}
        if True in values:
            other.append(says)
        elif None in values:
            other.append(f"{says}: not looked up")
    term = "term not stated" if one.term is None else f"{one.term} days"
    if one.suspended:
        term += f", {one.suspended} suspended"
    longest = "not known" if part.maximum is None else "life" if part.maximum >= 36_500 else f"{part.maximum} days"
    return Six(part.found.citation, one.form, elements, longest, f"{part.level}, {term}", tuple(other))


def _comparator(table: Mapping[str, tuple[str, str, str]]) -> str:
    """What a citizen with this charge and record would be offered beside it."""
    differs = [f"{AXES[name]} {mine} (baseline {base})" for name, (mine, base, stands) in table.items()
               if stands in {"less", "more", "other"}]  # fmt: skip
    opening = "Open to everybody with this charge and record: nothing in it depends on citizenship."
    return (
        f"{opening} It differs from the baseline in: {'; '.join(differs)}." if differs else f"{opening} It keeps all."
    )


def _why(one: Weighed, start: Weighed, table: Mapping[str, tuple[str, str, str]]) -> str:
    bad, was = one.outcome[0::2], start.outcome[0::2]
    saved = sum(was) - sum(bad)
    less = [AXES[name] for name, (_, _, stands) in table.items() if stands == "less"]
    more = [AXES[name] for name, (_, _, stands) in table.items() if stands == "more"]
    parts = [f"{sum(bad)} cells triggered against {sum(was)}" if saved else "as many cells triggered as the baseline"]
    parts.append(f"less: {', '.join(less)}" if less else "keeps every axis")
    if more:
        parts.append(f"more: {', '.join(more)}")
    nearest = " and ".join(dict.fromkeys(candidate.source for candidate in one.combination.picked))
    return "; ".join([*parts, f"from: {nearest}"])


__all__ = [
    "MOST_COMBINATIONS",
    "SOURCES",
    "Combination",
    "OptionFound",
    "OptionsFound",
    "bounded",
    "broken",
    "combinations",
    "find_options",
    "front",
    "outcome_of",
    "weigh_all",
]
