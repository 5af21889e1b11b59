"""Like with like: the difference between two groups within strata, its interval, its test, and bounds for the unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

CONFIDENCE = 0.95
POWER = 0.80
MOST_DRAWN = 20_000
"""Above this many cases the permutation distribution is not drawn: its exact mean and variance make a normal one."""

NONE = -1
"""The stratum of a case with no comparator."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Cases in strata. `stratum` is NONE for a case without comparator; `rung` is the step at which a case was matched.

    `open` are the strata, numbered after the others, in which only one group is known but a case of unknown group lies.
    """

    stratum: Ints
    rung: Ints
    open: Ints
    keys: tuple[tuple[int, int], ...]

    @property
    def strata(self) -> int:
        """How many strata have both groups."""
        return len(self.keys)


def match(keys: Ints, compared: Ints) -> Matched:
    """Puts cases in strata, the finest that hold a case of each group.

    `keys` has a column a rung, finest first, with a number for what a case is like; `compared` is 1 for the compared group,
    0 for the reference, -1 where the group is not known. A case matched on one rung takes no part in coarser ones. What is
    matched depends on the groups' numbers in each stratum alone, so shuffling groups within strata leaves it as it is.
    """
    cases, rungs = keys.shape
    stratum = np.full(cases, NONE, dtype=np.int64)
    rung = np.full(cases, NONE, dtype=np.int64)
    found: list[tuple[int, int]] = []
    for step in range(rungs):
        rest = np.flatnonzero(stratum == NONE)
        if not rest.size:
            break
        values, inverse = np.unique(keys[rest, step], return_inverse=True)
        has_one = np.bincount(inverse, weights=compared[rest] == 1, minlength=len(values)) > 0
        has_other = np.bincount(inverse, weights=compared[rest] == 0, minlength=len(values)) > 0
        both = has_one & has_other
        number = np.cumsum(both) - 1 + len(found)
        taken = both[inverse]
        stratum[rest[taken]] = number[inverse[taken]]
        rung[rest[taken]] = step
        found += [(step, int(value)) for value in values[both]]
    unmatched = np.full(cases, NONE, dtype=np.int64)
    rest = np.flatnonzero(stratum == NONE)
    if rest.size:
        values, inverse = np.unique(keys[rest, rungs - 1], return_inverse=True)
        unknown = np.bincount(inverse, weights=compared[rest] < 0, minlength=len(values)) > 0
        several = np.bincount(inverse, minlength=len(values)) > 1
        useful = unknown & several
        number = np.cumsum(useful) - 1 + len(found)
        unmatched[rest[useful[inverse]]] = number[inverse[useful[inverse]]]
    return Matched(stratum, rung, unmatched, tuple(found))


@dataclass(frozen=True, slots=True)
class Estimate:
    """The difference compared less reference, in the measure's own unit, with all that is needed to judge it.

    `smallest_found` is the gap that would be found with POWER at the level of one test. Means are weighted as the
    difference is, so that it is the one less the other.
    """

    difference: float
    error: float
    low: float
    high: float
    p: float
    mean_compared: float
    mean_reference: float
    compared: int
    reference: int
    strata: int
    null_error: float
    drawn: int

    def smallest_found(self, level: float = 1 - CONFIDENCE) -> float:
        """The gap, in either direction, that a test at this level finds with POWER."""
        return detectable(self.null_error, level)


def detectable(null_error: float, level: float = 1 - CONFIDENCE, power: float = POWER) -> float:
    """The gap, in either direction, that a two-sided test at this level finds with this power."""
    from scipy import special

    return float((special.ndtri(1 - level / 2) + special.ndtri(power)) * null_error)


def power_for(gap: float, null_error: float, level: float = 1 - CONFIDENCE) -> float:
    """The chance that a gap of this size is found by a two-sided test at this level."""
    from scipy import special

    if null_error <= 0:
        return 1.0 if gap else level
    limit = special.ndtri(1 - level / 2)
    size = abs(gap) / null_error
    return float(special.ndtr(size - limit) + special.ndtr(-size - limit))


def _sums(stratum: Ints, values: Floats | Bools, strata: int) -> Floats:
    return np.bincount(stratum, weights=values, minlength=strata).astype(np.float64)


def estimate(
    outcome: Floats, compared: Bools, stratum: Ints, rng: np.random.Generator, *, draws: int, is_share: bool
) -> Estimate:
    """The difference within strata. Every case given is in a stratum with both groups.

    Each stratum weighs n1·n0/(n1+n0), so swapping the groups turns the sign and changes nothing else. The interval rests on
    errors that are robust to unequal spread (HC2 with a level for each stratum); the test shuffles groups within strata.
    """
    from scipy import special

    strata = int(stratum.max()) + 1
    total = np.bincount(stratum, minlength=strata).astype(np.float64)
    ones = _sums(stratum, compared, strata)
    others = total - ones
    weight = ones * others / total
    all_weight = float(weight.sum())
    mean = _sums(stratum, outcome, strata) / total
    mean_one = _sums(stratum, outcome * compared, strata) / ones
    mean_other = _sums(stratum, outcome * ~compared, strata) / others
    average_one = float((weight * mean_one).sum() / all_weight)
    average_other = float((weight * mean_other).sum() / all_weight)
    difference = average_one - average_other

    from_share = compared - (ones / total)[stratum]
    residual = outcome - mean[stratum] - difference * from_share
    leverage = np.minimum(1 / total[stratum] + from_share**2 / all_weight, 1 - 1e-9)
    error = float(np.sqrt((from_share**2 * residual**2 / (1 - leverage)).sum()) / all_weight)
    freedom = max(len(outcome) - strata - 1, 1)
    limit = float(special.stdtrit(freedom, 0.5 + CONFIDENCE / 2)) * error

    spread = _sums(stratum, (outcome - mean[stratum]) ** 2, strata)
    null_variance = float((weight * spread / np.maximum(total - 1, 1)).sum())
    statistic = difference * all_weight
    p, drawn = _permuted(outcome, ones, total, stratum, statistic, null_variance, rng, draws, is_share)
    return Estimate(
        difference, error, difference - limit, difference + limit, p, average_one, average_other,
        int(ones.sum()), int(others.sum()), strata, float(np.sqrt(null_variance)) / all_weight, drawn,
    )  # fmt: skip


def _permuted(
    outcome: Floats, ones: Floats, total: Floats, stratum: Ints, statistic: float, null_variance: float,
    rng: np.random.Generator, draws: int, is_share: bool,
) -> tuple[float, int]:  # fmt: skip
    """The two-sided p value, and how many permutations were drawn (0: by the normal distribution)."""
    from scipy import special

    if null_variance <= 1e-18:
        return 1.0, draws
    strata = len(total)
    if len(outcome) > MOST_DRAWN:
        return float(2 * special.ndtr(-abs(statistic) / np.sqrt(null_variance))), 0
    # the higher group is the one that is drawn, from cases in an order of their own: swapped groups and shuffled rows draw alike
    drawn_ones = ones if statistic >= 0 else total - ones
    sums = _sums(stratum, outcome, strata)
    limit = abs(statistic) - 1e-9 * max(1.0, abs(statistic))
    beyond = 0
    if is_share:
        expected = float((drawn_ones * sums / total).sum())
        yes = np.rint(sums).astype(np.int64)
        size, of = drawn_ones.astype(np.int64), total.astype(np.int64)
        once = max(1, 2_000_000 // strata)
        for start in range(0, draws, once):
            many = min(once, draws - start)
            drawn = rng.hypergeometric(yes, of - yes, size, size=(many, strata)).sum(axis=1)
            beyond += int((np.abs(drawn - expected) >= limit).sum())
    else:
        order = np.lexsort((outcome, stratum))
        where = stratum[order].astype(np.float64)
        values = outcome[order] - (sums / total)[stratum[order]]
        begins = np.concatenate([[0], np.cumsum(total)[:-1]]).astype(np.int64)
        is_one = np.arange(len(values)) - begins[stratum[order]] < drawn_ones[stratum[order]]
        for _ in range(draws):
            shuffled = values[np.argsort(where + rng.random(len(values)))]
            beyond += int(abs(shuffled[is_one].sum()) >= limit)
    return (beyond + 1) / (draws + 1), draws


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest difference that any grouping of the cases of unknown group can give.

    `low` and `high` are the differences themselves; `low_limit` and `high_limit` take in the error of each as well.
    """

    low: float
    high: float
    low_limit: float
    high_limit: float
    unknown: int


def bounds(outcome: Floats, compared: Ints, stratum: Ints) -> Bounds:
    """Worst-case bounds on the difference within strata (Manski), exact for the estimator.

    `compared` is 1, 0 or -1 (not known); every case lies in a stratum, and one with a single known group counts only as far
    as cases of unknown group complete it. Nothing is assumed about why a group is unknown.
    """
    unknown = int((compared < 0).sum())
    high, high_groups = _extreme(outcome, compared, stratum)
    low, low_groups = _extreme(-outcome, compared, stratum)
    return Bounds(
        -low, high, -low - _limit(outcome, low_groups, stratum), high + _limit(outcome, high_groups, stratum), unknown
    )


def _limit(outcome: Floats, groups: Ints, stratum: Ints) -> float:
    """Half the interval of the difference when the cases are in these groups."""
    strata = int(stratum.max()) + 1
    both = (np.bincount(stratum, weights=groups == 1, minlength=strata) > 0) & (
        np.bincount(stratum, weights=groups == 0, minlength=strata) > 0
    )
    kept = both[stratum]
    if not kept.any():
        return 0.0
    _, renumbered = np.unique(stratum[kept], return_inverse=True)
    found = estimate(outcome[kept], groups[kept] == 1, renumbered.astype(np.int64), np.random.default_rng(0), draws=0,
                     is_share=False)  # fmt: skip
    return found.high - found.difference


def _extreme(outcome: Floats, compared: Ints, stratum: Ints) -> tuple[float, Ints]:
    """The greatest difference over all groupings of the unknown cases, with the grouping that gives it.

    In each stratum the compared group takes the j highest outcomes among the unknown, j to be found; the difference is a
    ratio of sums over strata, so the best j in each is found by Dinkelbach's method.
    """
    strata = int(stratum.max()) + 1
    known_one, known_other = compared == 1, compared == 0
    unknown = np.flatnonzero(compared < 0)
    unknown = unknown[np.lexsort((-outcome[unknown], stratum[unknown]))]
    many = np.bincount(stratum[unknown], minlength=strata)
    begins = np.concatenate([[0], np.cumsum(many + 1)[:-1]])
    of = np.repeat(np.arange(strata), many + 1)
    j = np.arange(len(of)) - begins[of]
    running = np.concatenate([[0.0], np.cumsum(outcome[unknown])])
    first = np.concatenate([[0], np.cumsum(many)[:-1]])
    taken = running[first[of] + j] - running[first[of]]
    left = (running[first + many] - running[first])[of] - taken
    ones = np.bincount(stratum, weights=known_one, minlength=strata)[of] + j
    others = np.bincount(stratum, weights=known_other, minlength=strata)[of] + many[of] - j
    sum_one = _sums(stratum, outcome * known_one, strata)[of] + taken
    sum_other = _sums(stratum, outcome * known_other, strata)[of] + left
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = ones * others / (ones + others)
        top = np.where(weight > 0, weight * (sum_one / ones - sum_other / others), 0.0)
    weight = np.where(np.isfinite(weight), weight, 0.0)
    ratio = -np.inf
    value = (
        float((top[begins]).sum() / weight[begins].sum())
        if weight[begins].sum() > 0
        else float(outcome.min() - outcome.max())
    )
    best = begins
    for _ in range(100):
        if value <= ratio + 1e-12:
            break
        ratio = value
        score = top - ratio * weight
        highest = np.maximum.reduceat(score, begins)
        is_best = score >= highest[of] - 1e-12
        best = np.full(strata, len(of), dtype=np.int64)
        np.minimum.at(best, of[is_best], np.flatnonzero(is_best))
        if weight[best].sum() <= 0:
            break
        value = float(top[best].sum() / weight[best].sum())
    groups = compared.copy()
    place = np.arange(len(unknown)) - first[stratum[unknown]]
    groups[unknown] = (place < j[best][stratum[unknown]]).astype(np.int64)
    return max(value, ratio), groups
