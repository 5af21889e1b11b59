"""Finding options: every disposition of every count, weighed as a batch, and what is left when nothing beats it."""

from __future__ import annotations

import itertools
import math
import operator
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from steelyard.law.columns import columns, groups
from steelyard.logic.bits import Bits, Combinations
from steelyard.weigh.accountability import (
    AXES,
    LEVELS,
    Accountability,
    Running,
    accountability,
    beside,
    excess,
    kept,
    running,
)
from steelyard.weigh.advise import Weigher, advice_of
from steelyard.weigh.candidates import Candidate, Flag, Offer, RuledOut, candidates
from steelyard.weigh.case import Case, Keep, Option
from steelyard.weigh.cells import Row, State
from steelyard.weigh.effects import weighing
from steelyard.weigh.policy import policy_answers
from steelyard.weigh.policy_terms import STAGES, Answer, PolicyAnswer
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


@dataclass(frozen=True)
class OptionFound:
    """One option that nothing beats on every axis, with what a supervisor and a victim's advocate would ask of it."""

    weigher: Weigher
    option: Option
    six: tuple[Six, ...]
    outcome: Outcome
    accountability: Accountability
    beside_baseline: Mapping[str, tuple[str, str, str]]
    comparator: str
    flags: tuple[Flag, ...]
    cites: tuple[str, ...]
    sources: tuple[str, ...]
    alike: tuple[str, ...]
    distance: int
    why_here: str

    @cached_property
    def row(self) -> Row:
        """The option weighed by the reference evaluator: every posture and consequence, with reasons and both stances."""
        return self.weigher.option(self.option, f"option {self.option.label!r}")

    @property
    def universal(self) -> bool:
        """Safe in every posture that was weighed: where the case describes nobody, it can be offered to everybody."""
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
    stage: str | None = None

    @cached_property
    def policy(self) -> Mapping[str, PolicyAnswer]:
        """What the office's written policy, and the floor under every policy, says of the baseline and each option."""
        shown = [self.baseline, *self.options]
        case = self.case.model_copy(update={"options": [one.option for one in shown]})
        advice = advice_of(self.weigher, case, [one.row for one in shown])
        answers = policy_answers(None, self.weigher.as_of, case, stage=self.stage, weighed=weighing(case, advice))
        return {answer.option: answer for answer in answers}

    @property
    def status_blind(self) -> bool:
        """True when options were compared over every posture class, and not for one person."""
        return self.case.person is None

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
    def needs(self) -> frozenset[str]:
        """The kinds of points that must still be shown for it, over all counts."""
        return frozenset[str]().union(*(candidate.open_kinds for candidate in self.picked))

    @property
    def accountability(self) -> Accountability:
        """What it keeps of the criminal sanction."""
        return accountability(self.option, [candidate.part for candidate in self.picked])


def combination(picked: Sequence[Candidate], base: Accountability) -> Combination:
    """These candidates as one option, with its terms one after the other or together (`consecutive`)."""
    one_after_other = consecutive(running(candidate.part for candidate in picked), base)
    option = Option.model_construct(
        id="found", label=_label(picked), dispositions=[one.disposition for one in picked],
        terms="consecutive" if one_after_other else "concurrent",
    )  # fmt: skip
    return Combination(tuple(picked), option)


def consecutive(whole: Running, base: Accountability) -> bool:
    """Terms of several counts run one after the other where their sum stays within the baseline's custody (a split term)."""
    return whole.terms > 1 and whole.total is not None and base.custody is not None and whole.total <= base.custody


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


class Short(NamedTuple):
    """A non-negotiable that an option breaks: its name, how it falls short in words, and by how much of it in thousandths."""

    name: str
    says: str
    by: int = 1000

    def __str__(self) -> str:
        return f"{self.name}: {self.says}"


def broken(keep: Keep, mine: Accountability) -> list[Short]:
    """The non-negotiables that an option breaks."""
    found: list[Short] = []

    def least(name: str, have: int | None, wanted: int | None, word: Callable[[int], str]) -> None:
        if wanted is not None and have is None:
            found.append(Short(name, f"not known of {word(wanted)}"))
        elif wanted is not None and have is not None and have < wanted:
            found.append(Short(name, f"{word(have)} of {word(wanted)}", 1000 * (wanted - have) // wanted))

    def most(name: str, have: int | None, wanted: int | None) -> None:
        if wanted is not None and (have is None or have > wanted):
            found.append(Short(name, f"{_days(have) if have is not None else 'not known'}, at most {_days(wanted)}"))

    least("custody_at_least", mine.custody, keep.custody_at_least, _days)
    most("custody_at_most", mine.custody, keep.custody_at_most)
    least("supervision_at_least", mine.supervision, keep.supervision_at_least, _days)
    most("supervision_at_most", mine.supervision, keep.supervision_at_most)
    least("restitution_at_least", mine.restitution, keep.restitution_at_least, in_dollars)
    if keep.level_at_least is not None and mine.level_rank < LEVELS.index(keep.level_at_least):
        found.append(Short("level_at_least", f"{mine.level} of {keep.level_at_least}"))
    if keep.level_at_most is not None and mine.level_rank > LEVELS.index(keep.level_at_most):
        found.append(Short("level_at_most", f"{mine.level}, at most {keep.level_at_most}"))
    if keep.conviction is True and not mine.convictions:
        found.append(Short("conviction", "none of one"))
    if keep.conviction is False and mine.convictions:
        found.append(Short("conviction", "one of none"))
    for name in ("stay_away", "treatment"):
        if getattr(keep, name) and name not in mine.conditions:
            found.append(Short(name, "it cannot be a condition"))
    for name in ("registration", "firearms_bar"):
        if getattr(keep, name) and getattr(mine, name) is not True:
            found.append(Short(name, "not known" if getattr(mine, name) is None else "no"))
    return found


def _days(days: int) -> str:
    return f"{days} days"


# --- what is better -----------------------------------------------------------------------------------------------------


def places_of(order: Sequence[str]) -> list[list[int]]:
    """For each group in the order asked for, the places of its columns."""
    return [[n for n, column in enumerate(columns()) if column.group == group] for group in order]


def outcome_of(reading: Reading, order: Sequence[str]) -> Outcome:
    """The immigration outcome of one option, group by group in the order asked for: cells triggered, then cells open.

    `reading` is the reference evaluator's, to which the outcomes of all combinations together are held.
    """
    found: list[int] = []
    for places in places_of(order):
        cells = [values[place] for values in reading.values() for place in places]
        found += [sum(one is True for one in cells), sum(one is None for one in cells)]
    return tuple(found)


def outcomes(reading: Mapping[str, tuple[Bits, ...]], every: int, order: Sequence[str]) -> dict[Outcome, int]:
    """The same for all combinations together: each outcome there is, best first, with its combinations as bits."""
    found: dict[Outcome, int] = {(): every}
    for places in places_of(order):
        weights: dict[int, tuple[Bits, int]] = {}
        for values in reading.values():
            for place in places:
                one = values[place]
                weights[id(one)] = (one, weights.get(id(one), (one, 0))[1] + 1)
        for bits in (
            [(one.true, weight) for one, weight in weights.values()],
            [(every & ~one.true & ~one.false, weight) for one, weight in weights.values()],
        ):
            found = _told_apart(found, _added(bits))
    return dict(sorted(found.items()))


def _added(many: Iterable[tuple[int, int]]) -> list[int]:
    """The sum of weighted bits in every combination, as planes: bit n of a combination's sum stands in plane n."""
    planes: list[int] = []
    for bits, weight in many:
        for place in range(weight.bit_length()):
            carry = bits if weight >> place & 1 else 0
            level = place
            while carry:
                planes += [0] * (level + 1 - len(planes))
                planes[level], carry = planes[level] ^ carry, planes[level] & carry
                level += 1
    return planes


def _told_apart(groups: Mapping[Outcome, int], planes: Sequence[int]) -> dict[Outcome, int]:
    """Each group of combinations parted by the number that the planes spell, which joins its outcome."""
    found: dict[Outcome, int] = {}
    for outcome, mask in groups.items():
        parts = {0: mask}
        for place, plane in enumerate(planes):
            parted: dict[int, int] = {}
            for value, bits in parts.items():
                if with_it := bits & plane:
                    parted[value | 1 << place] = with_it
                if without := bits & ~plane:
                    parted[value] = without
            parts = parted
        for value, bits in parts.items():
            found[(*outcome, value)] = bits
    return found


@dataclass(frozen=True, slots=True)
class Weighed:
    """Combinations that are alike in everything they are compared on, one bit each."""

    outcome: Outcome
    accountability: Accountability
    keeps: tuple[int, ...]
    excess: int
    needs: frozenset[str]
    distance: int
    alike: int

    @property
    def axes(self) -> tuple[Outcome, tuple[int, ...], int, frozenset[str], int]:
        """Everything it is compared on."""
        return (self.outcome, self.keeps, self.excess, self.needs, self.distance)

    @property
    def rank(self) -> tuple[Outcome, tuple[int, ...], int, int, int]:
        """The documented order: immigration outcome, accountability kept, no more severe, fewest open points, nearest."""
        return (self.outcome, tuple(-one for one in self.keeps), self.excess, len(self.needs), self.distance)

    def beats(self, other: Weighed) -> bool:
        """True when it is no worse on any axis and better on one."""
        if self.outcome > other.outcome or self.excess > other.excess:
            return False
        if not self.needs <= other.needs or self.distance > other.distance:
            return False
        return self.axes != other.axes and all(map(operator.ge, self.keeps, other.keeps))


def front(many: Iterable[Weighed]) -> list[Weighed]:
    """Those that nothing beats, best first."""
    found: list[Weighed] = []
    for one in sorted(many, key=lambda w: w.rank):
        if not any(other.beats(one) for other in found):
            found.append(one)
    return found


# --- the search ---------------------------------------------------------------------------------------------------------


def find_options(
    case: Case, weigher: Weigher | None = None, *, most: int = MOST_COMBINATIONS, stage: str | None = None
) -> OptionsFound:
    """Search every comparable option of a case.

    Candidates come from the charge, the user's offers, related and lesser offenses, other forms, lower levels, the sentence,
    the state's diversion and deferral, dismissal and declination. An option that breaks a non-negotiable, a plea limit, an
    eligibility rule or a known fact is ruled out with its reason. What is left is compared on the immigration outcome (in
    the case's order of groups, over every posture class), on each axis of accountability, on severity above the baseline
    and on distance from the charge; the options that nothing beats are returned, best first. Those that the office's policy
    surely does not permit at `stage` (`policy_terms.STAGES`; both when left out) are ruled out of them, with the clause.
    Raises CaseError as `advise`.
    """
    weigher = weigher or Weigher(case)
    order = tuple(dict.fromkeys([*case.order, *groups()]))
    base = next((option for option in case.options if option.id == case.baseline), case.options[0])
    by_count, ruled_out = _by_count(case, base, weigher)
    searched = bounded(by_count, most)
    search = _Search(weigher, case.keep, order, searched, Combination(tuple(many[0] for many in by_count), base))
    # what is like the baseline in all of it stands there already
    on_front = [one for one in front(search.weighed) if one.axes != search.start.axes]
    better = [one for one in on_front if one.outcome < search.start.outcome]
    none_found = None if better else _none_found(search, ruled_out)
    ruled_out += [RuledOut(search.example(one).option.label, "; ".join(map(str, gone)), "a non-negotiable is not kept")
                  for one, gone in search.short]  # fmt: skip
    free = _free_names({option.id for option in case.options})
    shown = tuple(_found(search, one, search.examples(one), name) for one, name in zip(on_front, free, strict=False))
    found = OptionsFound(
        case, weigher, _found(search, search.start, [search.baseline], base.id), shown, tuple(dict.fromkeys(ruled_out)),
        none_found, math.prod(len(many) for many in searched), math.prod(len(many) for many in by_count), order, stage,
    )  # fmt: skip
    return _within_policy(found) if case.office else found


def _free_names(taken: Collection[str]) -> Iterator[str]:
    """Names for the options found, that no option of the case has: o1, o2 and on."""
    return (name for number in itertools.count(1) if (name := f"o{number}") not in taken)


def _within_policy(found: OptionsFound) -> OptionsFound:
    """The same without the options that the office's policy surely does not permit; each is ruled out by its clause."""
    gone = {name for name, answer in found.policy.items() if _surely_barred(answer)}
    barred = [one for one in found.options if one.option.id in gone]
    if not barred:
        return found
    reasons = tuple(
        RuledOut(one.option.label, "policy", found.policy[one.option.id].says, found.policy[one.option.id].name)
        for one in barred
    )
    rest = tuple(one for one in found.options if one.option.id not in gone)
    none_found = found.none_found
    if none_found is None and not any(one.outcome < found.baseline.outcome for one in rest):
        best = barred[0]
        says = found.policy[best.option.id].says
        none_found = NoneFound("policy", f"{says}: permitting it would open {best.option.label}")
    return replace(found, options=rest, ruled_out=found.ruled_out + reasons, none_found=none_found)


def _surely_barred(answer: PolicyAnswer) -> bool:
    """Not permitted, at each stage by a clause none of whose conditions is open: what is not known rules nothing out."""
    return answer.answer is Answer.NOT_PERMITTED and all(
        any(
            clause.answer is Answer.NOT_PERMITTED
            and STAGES[stage] & set(clause.clause.stages)
            and all(condition.value for condition in clause.conditions)
            for clause in answer.clauses
        )
        for stage in answer.stage.split(" or ")
    )


class _Search:
    """Everything that was weighed: what is possible, what falls short of a non-negotiable, and the baseline."""

    def __init__(
        self, weigher: Weigher, keep: Keep, order: Sequence[str], by_count: Sequence[Sequence[Candidate]],
        baseline: Combination,
    ) -> None:  # fmt: skip
        self.weigher = weigher
        self.order = order
        self.by_count = by_count
        self.baseline = baseline
        self.base = baseline.accountability
        every = (1 << math.prod(len(many) for many in by_count)) - 1
        reading = weigher.combinations([[one.disposition for one in many] for many in by_count])
        self.outcomes = outcomes(reading, every, order)
        in_order = list(self.outcomes.items())
        # the first combination: nothing is nearer, and no limit reaches it
        as_charged = next(outcome for outcome, bits in in_order if bits & 1)
        self.start = Weighed(as_charged, self.base, kept(self.base, self.base), 0, baseline.needs, baseline.distance, 0)
        # beside each outcome the combinations that have it or a better one
        so_far = list(itertools.accumulate(self.outcomes.values(), operator.or_))
        self.weighed: list[Weighed] = []
        self.short: list[tuple[Weighed, tuple[Short, ...]]] = []
        for (whole, needs, distance), mask in self._alike(keep, every).items():
            mine = whole.finished(consecutive=consecutive(whole, self.base))
            gone = tuple(broken(keep, mine))
            outcome, bits = in_order[bisect_left(so_far, 1, key=mask.__and__)]
            one = Weighed(outcome, mine, kept(mine, self.base), excess(mine, self.base), needs, distance, bits & mask)
            if gone:
                self.short.append((one, gone))
            else:
                self.weighed.append(one)

    def _alike(self, keep: Keep, every: int) -> dict[tuple[Running, frozenset[str], int], int]:
        """Combinations by what they keep, what is open and how far they lie, as far as a comparison can tell them apart."""
        most = _beyond(self.base, keep)
        found: dict[tuple[Running, frozenset[str], int], int] = {(Running(), frozenset(), 0): every}
        for place, many in enumerate(self.by_count):
            choices: dict[tuple[Running, frozenset[str], int], int] = {}
            for one, picking in zip(many, Combinations.picking(self.by_count, place), strict=True):
                key = (one.part.running, one.open_kinds, one.distance)
                choices[key] = choices.get(key, 0) | picking
            joined: dict[tuple[Running, frozenset[str], int], int] = {}
            together = {
                (whole, brings): whole.plus(brings).no_more_than(most)
                for whole in {whole for whole, _, _ in found}
                for brings in {brings for brings, _, _ in choices}
            }
            for (whole, needs, far), mask in found.items():
                for (brings, more, further), bits in choices.items():
                    key = (together[whole, brings], needs | more, far + further)
                    joined[key] = joined.get(key, 0) | (mask & bits)
            found = {key: mask for key, mask in joined.items() if mask}
        return found

    def example(self, one: Weighed) -> Combination:
        """The combination that speaks for those alike: of the first few, the one whose words come first."""
        return self.examples(one)[0]

    def examples(self, one: Weighed) -> list[Combination]:
        """The first few combinations that are alike in everything, in the order of their words."""
        sizes = [len(many) for many in self.by_count]
        found: list[Combination] = []
        rest = one.alike
        while rest and len(found) < _EXAMPLES:
            number = (rest & -rest).bit_length() - 1
            rest &= rest - 1
            picked: list[Candidate] = []
            for many, size in zip(reversed(self.by_count), reversed(sizes), strict=True):
                number, place = divmod(number, size)
                picked.append(many[place])
            found.append(combination(picked[::-1], self.base))
        return sorted(found, key=lambda c: sorted(candidate.label for candidate in c.picked))


_EXAMPLES = 64


def _beyond(base: Accountability, keep: Keep) -> Running:
    """One more than the baseline has or a non-negotiable asks for, on every axis that is an amount."""

    def one_more(*amounts: int | None) -> int:
        return max((amount for amount in amounts if amount is not None), default=0) + 1

    custody = one_more(base.custody, keep.custody_at_least, keep.custody_at_most)
    return Running(
        convictions=base.convictions + 1,
        maximum=one_more(base.maximum),
        total=custody,
        longest=custody,
        suspended=one_more(base.suspended),
        supervision=one_more(base.supervision, keep.supervision_at_least, keep.supervision_at_most),
        fine=one_more(base.fine),
        restitution=one_more(base.restitution, keep.restitution_at_least),
    )


def _by_count(case: Case, base: Option, weigher: Weigher) -> tuple[list[list[Candidate]], list[RuledOut]]:
    disposed = {one.count: one for one in base.dispositions}
    offers: dict[str, list[Offer]] = {count.id: [] for count in case.counts}
    for option in case.options:
        for one in option.dispositions:
            offers[one.count].append((one, option.label if len(case.counts) == 1 else ""))
    found: list[list[Candidate]] = []
    gone: list[RuledOut] = []
    for count in case.counts:
        many, out = candidates(case, count, disposed[count.id], weigher.law, weigher.as_of, offers[count.id])
        found.append(many)
        gone += out
    return found, gone


def _none_found(search: _Search, ruled_out: Sequence[RuledOut]) -> NoneFound:
    """The constraint that binds: of the options that break one non-negotiable alone and are better, the one nearest to it."""
    alone = [(one, gone[0]) for one, gone in search.short if len(gone) == 1 and one.outcome < search.start.outcome]
    if alone:
        best, gone = min(alone, key=lambda pair: (pair[1].by, pair[0].rank))
        return NoneFound(gone.name, f"{gone}: giving that much would open {search.example(best).option.label}")
    if search.short:
        both = min((gone for _, gone in search.short), key=len)
        return NoneFound("; ".join(g.name for g in both), "no single non-negotiable opens a better option")
    closed = sorted({one.constraint for one in ruled_out})
    return NoneFound(
        ", ".join(closed) or "the law itself",
        "every disposition the state has for this charge carries the same consequences, as far as the facts are known",
    )


# --- one option, told ---------------------------------------------------------------------------------------------------


def _found(search: _Search, one: Weighed, examples: Sequence[Combination], name: str) -> OptionFound:
    example, *others = examples
    picked = example.picked
    option = example.option.model_copy(update={"id": name})
    mine = example.accountability
    table = beside(mine, search.base)
    return OptionFound(
        weigher=search.weigher,
        option=option,
        six=tuple(_six(candidate) for candidate in picked),
        outcome=one.outcome,
        accountability=mine,
        beside_baseline=table,
        comparator=_comparator(table),
        flags=tuple(dict.fromkeys(flag for candidate in picked for flag in candidate.flags)),
        cites=tuple(dict.fromkeys(cite for candidate in picked for cite in candidate.cites)),
        sources=tuple(candidate.source for candidate in picked),
        alike=tuple(other.option.label for other in others),
        distance=one.distance,
        why_here=_why(one, search.start, table, picked),
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
    return Six(part.found.citation, one.form, elements, str(part.longest), f"{part.level}, {term}", tuple(other))


def _comparator(table: Mapping[str, tuple[str, str, str]]) -> str:
    """What a citizen with this charge and record would be offered beside it."""
    differs = [f"{AXES[name]} {mine} (baseline {base})" for name, (mine, base, stands) in table.items()
               if stands in {"less", "more", "other"}]  # fmt: skip
    opening = "Open to everybody with this charge and record: nothing in it depends on citizenship."
    return (
        f"{opening} It differs from the baseline in: {'; '.join(differs)}." if differs else f"{opening} It keeps all."
    )


def _why(one: Weighed, start: Weighed, table: Mapping[str, tuple[str, str, str]], picked: Sequence[Candidate]) -> str:
    bad, was = sum(one.outcome[0::2]), sum(start.outcome[0::2])
    open_, were = sum(one.outcome[1::2]), sum(start.outcome[1::2])
    less = [AXES[name] for name, (_, _, stands) in table.items() if stands == "less"]
    more = [AXES[name] for name, (_, _, stands) in table.items() if stands == "more"]
    parts = [f"answers triggered: {bad} (baseline {was})", f"open: {open_} (baseline {were})"]
    parts.append(f"less: {', '.join(less)}" if less else "keeps every axis")
    if more:
        parts.append(f"more: {', '.join(more)}")
    nearest = " and ".join(dict.fromkeys(candidate.source for candidate in picked))
    return "; ".join([*parts, f"from: {nearest}"])
