"""Parity: whether like cases are treated alike whatever the group, in either direction, from a table of outcomes."""

from __future__ import annotations

import enum
import json
import math
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from steelyard import __version__
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.measures import Measure
from steelyard.weigh.outcomes import ALIKE, LIKE_WORDS, MISSING, NO, NOT_RECORDED, YES, Outcomes, needs
from steelyard.weigh.output import DRAFT
from steelyard.weigh.suppress import ROUNDED, SMALLEST, hidden, rounded, share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from steelyard.weigh.strata import Bounds, Estimate, Matched
    from steelyard.weigh.unknown_outcomes import Blank

LEVEL = 0.05
"""The chance of finding a difference where there is none that the audit allows: of one test, and, by Holm, of all together."""

COARSER = ("year", "unit", "charge")
"""What is let go, in this order, for cases with no like case; of the charge its family is kept."""


MOST_STRICT = 40
"""Permutations for each test at least: with fewer, no p value could be small enough to stay below LEVEL after correction."""


class Finding(enum.StrEnum):
    """What a comparison shows. Which group is higher is told beside it, never in the word."""

    DIFFERENCE = "difference found"
    BEFORE_CORRECTION = "difference before correction only"
    NONE_FOUND = "no difference found"
    DEPENDS = "depends on outcomes that are not known"
    TOO_FEW = "too few cases to show"
    NO_LIKE_CASES = "no like cases"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of matching: what cases are alike in, and the share of the cases of known group that it matched."""

    on: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Result:
    """One measure for one pair of groups. Where `finding` hides or lacks numbers, `estimate` is None.

    `among_known` is what the cases whose outcome is known show by themselves; `finding` is that too, unless the outcomes that
    are not known (`blank`) could undo it.
    """

    measure: Measure
    reference: str
    compared: str
    finding: Finding
    higher: str = ""
    estimate: Estimate | None = None
    bounds: Bounds | None = None
    before_matching: float | None = None
    p_holm: float | None = None
    p_bh: float | None = None
    smallest_found: float | None = None
    smallest_found_corrected: float | None = None
    matched_share: float | None = None
    by_rung: tuple[float, ...] = ()
    exact_difference: float | None = None
    exact_limits: tuple[float, float] | None = None
    same_whatever_missing: bool | None = None
    among_known: Finding | None = None
    blank: Blank | None = None

    @property
    def scale(self) -> float:
        """What a number of the estimate is multiplied by to be shown in the measure's unit."""
        return 100.0 if self.measure.is_share else 1.0

    def says(self) -> str:
        """The finding in a sentence, in the same words for either direction."""
        blank = self.blank if self.blank is not None and self.blank.some else None
        if self.estimate is None or self.smallest_found is None:
            said = (
                "Too few cases of some kind to be shown."
                if self.finding is Finding.TOO_FEW
                else f"No case of {self.compared} is like one of {self.reference} with this outcome known."
            )
            return f"{said} It is not known in {blank.told(self.reference, self.compared)}." if blank else said
        if self.finding is Finding.DEPENDS and blank:
            return self._depends(blank)
        if self.finding is Finding.NONE_FOUND:
            least = self.amount(self.smallest_found)
            said = f"No difference found; one below {least}, in either direction, would often be missed."
            return f"{said} None above it is hidden by the outcomes that are not known." if blank else said
        said = self._higher("") + "."
        if self.same_whatever_missing is False:
            said += " Which group is higher depends on the cases of unknown group."
        elif self.bounds is not None and self.bounds.unknown:
            said += " The direction is the same whatever group the unknown cases belong to."
        return f"{said} The interval stays on that side whatever the unknown outcomes are." if blank else said

    def _higher(self, among: str) -> str:
        assert self.estimate is not None
        shown = self.finding if self.among_known is None else self.among_known
        more = "" if shown is Finding.DIFFERENCE else " before correction for the number of measures, not after it"
        return f"Higher for {self.higher} by {self.amount(abs(self.estimate.difference))}{among}{more}"

    def _depends(self, blank: Blank) -> str:
        """What the known outcomes show, and what it hangs on."""
        among = " where the outcome is known"
        said = f"No difference found{among}" if self.among_known is Finding.NONE_FOUND else self._higher(among)
        if not blank.shown or blank.low is None or blank.high is None:
            could = "undo that" if self.higher else f"hide a gap above {self.amount(self.smallest_found or 0)}"
            return f"{said}. The unknown outcomes could {could}: no finding."
        low, high = (blank.low_limit, blank.high_limit) if self.higher else (blank.low, blank.high)
        unit = f" {self.measure.unit}" if self.measure.unit else ""
        return (
            f"{said}. By what the unknown outcomes are, it is anything from {low * self.scale:+,.1f} to "
            f"{high * self.scale:+,.1f}{unit}{', the interval included' if self.higher else ''}: no finding."
        )

    def amount(self, value: float) -> str:
        """A difference of this measure in words."""
        shown = value * self.scale
        digits = 1 if self.measure.is_share or abs(shown) < 100 else 0
        unit = f" {self.measure.unit}" if self.measure.unit else ""
        return f"{shown:,.{digits}f}{unit}"


@dataclass(frozen=True)
class Shown:
    """A table of counts by group as it may be shown: rounded, small cells None, with its totals."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    hidden: int


@dataclass(frozen=True)
class Audit:
    """A whole audit: what was read, how it was matched, each result in a fixed order, and the counts behind it."""

    outcomes: Outcomes
    reference: str
    compared: tuple[str, ...]
    rungs: tuple[Rung, ...]
    not_matched_on: tuple[str, ...]
    results: tuple[Result, ...]
    tables: tuple[Shown, ...]
    unknown_share: float | None
    smallest: int
    draws: int
    seed: int
    notes: tuple[str, ...] = ()
    assumed: Mapping[str, str] = field(default_factory=dict)

    @property
    def unknown_told(self) -> str:
        """In how many cases the group is not known, in words."""
        if self.unknown_share is None:
            return f"fewer than {self.smallest} cases"
        return f"{self.unknown_share:.1%} of cases"

    @property
    def command(self) -> str:
        """The command that makes this audit again from the same table and mapping, in the same version of the program."""
        words = ["steelyard", "parity", self.outcomes.source]
        words += ["--map", self.outcomes.mapped.name or "mapping.toml"] if self.outcomes.mapped.raw else []
        words += ["--smallest", str(self.smallest), "--permutations", str(self.draws), "--seed", str(self.seed)]
        return shlex.join(words)

    @property
    def mapping(self) -> dict[str, Any]:
        """All that the mapping says, as JSON data; empty where there is none."""
        found: dict[str, Any] = json.loads(json.dumps(self.outcomes.mapped.raw, default=str))
        return found

    def as_dict(self) -> dict[str, Any]:
        """The audit as JSON data: nothing of a single case, no count below the smallest that is shown."""
        source = self.outcomes
        return {
            "draft": DRAFT,
            "table": {
                "name": source.source, "sha256": source.digest, "rows": rounded(source.rows), "cases": rounded(source.cases),
                "columns": dict(source.columns), "columns_not_read": source.not_read, "bad_lines": source.bad_lines,
                "sealed": list(source.sealed),
            },
            "run_again": {
                "command": self.command, "engine": __version__, "table_sha256": source.digest, "mapping": self.mapping,
                "mapping_sha256": source.mapped.digest or None,
                "words_where_the_mapping_names_none": {"yes": sorted(YES), "no": sorted(NO), "not_known": sorted(MISSING)},
            },
            "groups": {"reference": self.reference, "compared": list(self.compared), "unknown_share": _round(self.unknown_share)},
            "matching": {
                "steps": [{"alike_in": list(rung.on), "says": rung.says} for rung in self.rungs],
                "not_matched_on": list(self.not_matched_on),
            },
            "results": [_result_to_json(one) for one in self.results],
            "counts": [
                {"title": one.title, "columns": [*one.columns, "all"], "rows": [*one.rows, "all"], "cells": one.cells,
                 "hidden": one.hidden}
                for one in self.tables
            ],
            "method": {
                "level": LEVEL, "confidence": 0.95, "power": 0.8, "permutations": self.draws, "seed": self.seed,
                "smallest_count_shown": self.smallest, "counts_rounded_to": ROUNDED,
                "corrections": ["Holm", "Benjamini-Hochberg"], "engine": __version__,
                "tests": sum(one.estimate is not None for one in self.results), "described_in": "docs/parity.md",
            },
            "notes": list(self.notes),
        }  # fmt: skip


def _round(value: float | None, digits: int = 4) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return round(value, digits)


def _result_to_json(one: Result) -> dict[str, Any]:
    estimate, limits, blank = one.estimate, one.bounds, one.blank
    shown: dict[str, Any] = {
        "measure": one.measure.name, "label": one.measure.label, "kind": one.measure.kind, "unit": one.measure.unit or "number",
        "means": one.measure.says, "among": one.measure.among, "also": one.measure.also, "reference": one.reference,
        "compared": one.compared, "finding": str(one.finding), "higher_for": one.higher or None, "says": one.says(),
        "outcome_not_known": None if blank is None else {
            "reference": _round(blank.shares[0]), "compared": _round(blank.shares[1]),
            "may_not_concern_the_case": blank.may_be_none,
        },
    }  # fmt: skip
    if estimate is None:
        return shown
    scale = one.scale
    return shown | {
        "difference": _round(estimate.difference * scale), "low": _round(estimate.low * scale),
        "high": _round(estimate.high * scale), "mean_reference": _round(estimate.mean_reference * scale),
        "mean_compared": _round(estimate.mean_compared * scale), "cases_reference": rounded(estimate.reference),
        "cases_compared": rounded(estimate.compared), "strata": estimate.strata, "p": _round(estimate.p, 6),
        "p_holm": _round(one.p_holm, 6), "p_benjamini_hochberg": _round(one.p_bh, 6),
        "permutations": estimate.drawn or "normal approximation",
        "smallest_gap_found": _scaled(one.smallest_found, scale),
        "smallest_gap_found_after_correction": _scaled(one.smallest_found_corrected, scale),
        "before_matching": _scaled(one.before_matching, scale), "matched_share": _round(one.matched_share, 3),
        "matched_by_step": [_round(share, 3) for share in one.by_rung],
        "exact_matches_only": _scaled(one.exact_difference, scale),
        "exact_matches_only_limits": None if one.exact_limits is None else [_scaled(x, scale) for x in one.exact_limits],
        "finding_where_known": None if one.among_known is None else str(one.among_known),
        "bounds_for_unknown_outcomes": None if blank is None or not blank.shown else {
            "low": _scaled(blank.low, scale), "high": _scaled(blank.high, scale), "low_limit": _scaled(blank.low_limit, scale),
            "high_limit": _scaled(blank.high_limit, scale),
        },
        "bounds": None if limits is None else {
            "low": _scaled(limits.low, scale), "high": _scaled(limits.high, scale), "low_limit": _scaled(limits.low_limit, scale),
            "high_limit": _scaled(limits.high_limit, scale), "same_direction_whatever_missing": one.same_whatever_missing,
        },
    }  # fmt: skip


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else _round(value * scale)


# ---------------------------------------------------------------------------------------------------------------------
# The audit
# ---------------------------------------------------------------------------------------------------------------------


def audit(outcomes: Outcomes, *, smallest: int = SMALLEST, draws: int = 1999, seed: int = 1) -> Audit:
    """Compares like cases of each group with the reference group, on every measure of the table.

    `smallest` is the least count that is shown, `draws` the number of permutations (never below MOST_STRICT for each test),
    `seed` makes them the same again.
    Raises SteelyardError: SY-Q007 (fewer than two groups), SY-Q008 (no case of one group is like a case of another).
    """
    try:
        import numpy as np
        import scipy  # noqa: F401
    except ModuleNotFoundError as error:
        raise needs(error.name or "scipy") from None

    reference, compared = _groups(outcomes)
    family = outcomes.family if outcomes.family is not None else _families(outcomes)
    rungs = _rungs(outcomes, family is not None)
    keys = _keys(outcomes, family, rungs)
    rng = np.random.default_rng(seed)
    draws = max(draws, MOST_STRICT * len(compared) * len(outcomes.measures))
    results = []
    for name in compared:
        for measure in outcomes.measures:
            code = np.full(outcomes.cases, -2, dtype=np.int64)
            for value in reference[1]:
                code[outcomes.group == value] = 0
            code[outcomes.group == name] = 1
            code[outcomes.group == ""] = -1
            results.append(_compare(outcomes, measure, code, keys, reference[0], name, rng, smallest, draws))
    if all(one.finding is Finding.NO_LIKE_CASES for one in results):
        raise SteelyardError(
            "SY-Q008", "no case of one group is like a case of another", where=outcomes.source,
            right=f"match on less ([matching] on or coarsen); now on {', '.join(rungs[0].on)}",
        )  # fmt: skip
    corrected = _corrected(results)
    unknown = int((outcomes.group == "").sum())
    return Audit(
        outcomes, reference[0], compared, rungs, tuple(LIKE_WORDS[n] for n in ALIKE if n not in outcomes.alike), corrected,
        _tables(outcomes, reference, compared, family, smallest),
        None if 0 < unknown < smallest else share(unknown, outcomes.cases, smallest), smallest, draws, seed,
        _notes(outcomes, smallest),
    )  # fmt: skip


def _groups(outcomes: Outcomes) -> tuple[tuple[str, tuple[str, ...]], tuple[str, ...]]:
    """The reference group (its name and values) and the groups compared with it."""
    import numpy as np

    values, counts = np.unique(outcomes.group[outcomes.group != ""], return_counts=True)
    have = [str(value) for value in values]
    mapped, where = outcomes.mapped, f"{outcomes.source}: column {outcomes.columns['group']!r}"
    for value in (*mapped.reference, *mapped.compared):
        if value not in have:
            raise SteelyardError(
                "SY-Q007", f"no case is of the group {value!r}", where=where, right=f"one of {', '.join(have)}"
            )
    if len(have) < 2:
        only = f"there is one group only: {have[0]}" if have else "no case is of a known group"
        raise SteelyardError("SY-Q007", only, where=where, right="at least two groups, of which one is the reference")
    reference = mapped.reference or (("citizen",) if "citizen" in have else (str(values[int(counts.argmax())]),))
    compared = mapped.compared or tuple(value for value in have if value not in reference)
    if not compared or set(compared) & set(reference):
        raise SteelyardError(
            "SY-Q007", "a group cannot be compared with itself", where=where, right="name different groups"
        )
    return (" or ".join(reference), tuple(reference)), tuple(compared)


def _families(outcomes: Outcomes) -> NDArray[np.str_] | None:
    """The family of each charge by the catalogue, a charge it does not know being its own; None when it knows none."""
    import numpy as np

    from steelyard.catalog.charges import cite
    from steelyard.catalog.cite import JURISDICTIONS
    from steelyard.weigh.families import family_of

    state = outcomes.mapped.state
    if state and state not in JURISDICTIONS:
        raise SteelyardError("SY-Q004", f"there is no law of {state!r} here", where="mapping: state",
                             right=f"one of {', '.join(JURISDICTIONS)}")  # fmt: skip

    def family(charge: str) -> str:
        parts = []
        for one in charge.split(" + "):
            found = family_of(one) or (family_of(cite(state, one).offense) if state else "")
            parts.append(found or f"charge {one}")
        return " + ".join(sorted(set(parts)))

    values, inverse = np.unique(outcomes.alike["charge"], return_inverse=True)
    names = np.array([family(str(value)) for value in values], dtype=np.str_)
    if all(name.startswith("charge ") for name in names):
        return None
    found: NDArray[np.str_] = names[inverse]
    return found


def _rungs(outcomes: Outcomes, has_family: bool) -> tuple[Rung, ...]:
    on = outcomes.mapped.on if outcomes.mapped.on is not None else tuple(ALIKE)
    for name in on:
        if name not in outcomes.alike and outcomes.mapped.on is not None:
            raise SteelyardError("SY-Q003", f"the table has no column for {name}", where="mapping: matching.on")
    alike = [name for name in ALIKE if name in on and name in outcomes.alike]
    coarser = outcomes.mapped.coarsen if outcomes.mapped.coarsen is not None else COARSER
    found = [Rung(tuple(alike), "alike in " + ", ".join(LIKE_WORDS[name] for name in alike))]
    for name in coarser:
        if name not in alike or (name == "charge" and not has_family):
            continue
        place = alike.index(name)
        alike = alike[:place] + (["family"] if name == "charge" else []) + alike[place + 1 :]
        gone = "any " + LIKE_WORDS[name] if name != "charge" else "another charge of the family"
        found.append(Rung(tuple(alike), f"{gone}; alike in " + ", ".join(LIKE_WORDS[one] for one in alike)))
    return tuple(rung for rung in found if rung.on)


def _keys(outcomes: Outcomes, family: NDArray[np.str_] | None, rungs: Sequence[Rung]) -> NDArray[np.int64]:
    import numpy as np

    codes = {name: np.unique(words, return_inverse=True)[1].astype(np.int64) for name, words in outcomes.alike.items()}
    if family is not None:
        codes["family"] = np.unique(family, return_inverse=True)[1].astype(np.int64)
    keys = np.zeros((outcomes.cases, len(rungs)), dtype=np.int64)
    for step, rung in enumerate(rungs):
        key = np.zeros(outcomes.cases, dtype=np.int64)
        for name in rung.on:
            key = np.unique(key * (int(codes[name].max()) + 1) + codes[name], return_inverse=True)[1].astype(np.int64)
        keys[:, step] = key
    return keys


def _compare(
    outcomes: Outcomes, measure: Measure, code: NDArray[np.int64], keys: NDArray[np.int64], reference: str, compared: str,
    rng: np.random.Generator, smallest: int, draws: int,
) -> Result:  # fmt: skip
    import numpy as np

    from steelyard.weigh.strata import NONE, bounds, estimate, match
    from steelyard.weigh.unknown_outcomes import blank_of

    outcome = outcomes.values[measure.name]
    blank = blank_of(outcome, outcomes.unknown[measure.name], code, keys, is_share=measure.is_share,
                     may_be_none=outcomes.may_be_none(measure), smallest=smallest)  # fmt: skip
    used = np.isfinite(outcome) & (code > -2)
    outcome, code, keys = outcome[used], code[used], keys[used]
    known = code >= 0
    matched = match(keys, code)
    inside = known & (matched.stratum != NONE)
    if not inside.any():
        return Result(measure, reference, compared, Finding.NO_LIKE_CASES, blank=blank)
    y, g, s = outcome[inside], code[inside] == 1, matched.stratum[inside]
    whole = measure.is_share and bool(np.isin(y, (0.0, 1.0)).all())
    if _too_few(y, g, measure, smallest):
        return Result(measure, reference, compared, Finding.TOO_FEW, blank=blank)
    found = estimate(y, g, s, rng, draws=draws, is_share=whole)
    placed = np.where(matched.stratum != NONE, matched.stratum, matched.open)
    limits = (
        bounds(outcome[placed != NONE], code[placed != NONE], placed[placed != NONE]) if (code == -1).any() else None
    )
    if limits is None or not limits.unknown:
        same = None
    else:
        same = (limits.low > 0) == (limits.high > 0) and (limits.low < 0) == (limits.high < 0)
    exact, exact_limits = _exact(y, g, s, matched, inside, measure, smallest)
    rung, of = matched.rung[inside], int(known.sum())
    shares = tuple(share(int((rung == step).sum()), of, smallest) for step in range(keys.shape[1]))
    raw = float(outcome[code == 1].mean() - outcome[code == 0].mean())
    return Result(
        measure, reference, compared, Finding.NONE_FOUND, compared if found.difference > 0 else reference, found, limits, raw,
        smallest_found=found.smallest_found(), matched_share=share(int(inside.sum()), of, smallest), by_rung=shares,
        exact_difference=exact, exact_limits=exact_limits, same_whatever_missing=same, blank=blank,
    )  # fmt: skip


def _too_few(y: NDArray[np.float64], g: NDArray[np.bool_], measure: Measure, smallest: int) -> bool:
    """Is a group, or in a group the cases with yes, with no, or with an amount above nothing, too small to be shown?

    What few cases have is not shown by its mean either: a mean times the cases is the sum of those few.
    """
    kinds = (y > 0, y < 1) if measure.is_share else (y != 0,)
    cells = [int(g.sum()), int((~g).sum()), *(int((side & kind).sum()) for side in (g, ~g) for kind in kinds)]
    return min(cells) < smallest


def _exact(
    y: NDArray[np.float64], g: NDArray[np.bool_], s: NDArray[np.int64], matched: Matched, inside: NDArray[np.bool_],
    measure: Measure, smallest: int,
) -> tuple[float | None, tuple[float, float] | None]:  # fmt: skip
    """The difference among the cases that were matched exactly, with its interval."""
    import numpy as np

    from steelyard.weigh.strata import estimate

    first = matched.rung[inside] == 0
    if _too_few(y[first], g[first], measure, smallest):
        return None, None
    if first.all():
        again = s
    else:
        again = np.unique(s[first], return_inverse=True)[1].astype(np.int64)
    found = estimate(y[first], g[first], again, np.random.default_rng(0), draws=0, is_share=False)
    return found.difference, (found.low, found.high)


def corrected_p(p: Sequence[float]) -> tuple[list[float], list[float]]:
    """The p values of several tests after Holm's step-down correction, and after Benjamini and Hochberg's, each in its place."""
    import numpy as np
    from scipy import stats

    order = np.argsort(p, kind="stable")
    holm = np.empty(len(p))
    holm[order] = np.minimum(np.maximum.accumulate(np.asarray(p)[order] * np.arange(len(p), 0, -1)), 1)
    return holm.tolist(), stats.false_discovery_control(p, method="bh").tolist()


def _corrected(results: Sequence[Result]) -> tuple[Result, ...]:
    """The results with p values corrected for all tests of the audit, and what each then shows."""
    from dataclasses import replace

    tested = [one for one in results if one.estimate is not None]
    if not tested:
        return tuple(results)
    p = [one.estimate.p for one in tested if one.estimate is not None]
    holm, bh = corrected_p(p)
    said: dict[int, Result] = {}
    for one, raw, first, second in zip(tested, p, holm, bh, strict=True):
        assert one.estimate is not None
        finding = (
            Finding.DIFFERENCE if first < LEVEL else Finding.BEFORE_CORRECTION if raw < LEVEL else Finding.NONE_FOUND
        )
        said[id(one)] = replace(
            one, finding=finding if _stands(one, finding) else Finding.DEPENDS, among_known=finding, p_holm=first, p_bh=second,
            higher=one.higher if finding is not Finding.NONE_FOUND else "",
            smallest_found_corrected=one.estimate.smallest_found(LEVEL / len(tested)),
        )  # fmt: skip
    return tuple(said.get(id(one), one) for one in results)


def _stands(one: Result, finding: Finding) -> bool:
    """Does what the known outcomes show stand, on its side of zero or as none at all, whatever the unknown ones are?"""
    assert one.estimate is not None and one.smallest_found is not None
    if one.blank is None:
        return True
    if finding is Finding.NONE_FOUND:
        return one.blank.stays_below(one.smallest_found)
    return one.blank.keeps_direction(one.estimate.difference)


def _tables(
    outcomes: Outcomes, reference: tuple[str, tuple[str, ...]], compared: Sequence[str], family: NDArray[np.str_] | None,
    smallest: int,
) -> tuple[Shown, ...]:  # fmt: skip
    """Counts of cases by group along what cases are matched on, with small cells hidden."""
    import numpy as np

    names = [reference[0], *compared, "group not known"]
    place = np.full(outcomes.cases, -1, dtype=np.int64)
    for value in reference[1]:
        place[outcomes.group == value] = 0
    for number, value in enumerate(compared, 1):
        place[outcomes.group == value] = number
    place[outcomes.group == ""] = len(compared) + 1
    by: dict[str, NDArray[np.str_]] = {
        name: outcomes.alike[name] for name in ("level", "record", "unit", "year") if name in outcomes.alike
    }
    by = ({"family": family} if family is not None else {"charge": outcomes.alike["charge"]}) | by
    found = []
    for name, words in by.items():
        values, inverse = np.unique(words[place >= 0], return_inverse=True)
        table = np.zeros((len(values), len(names)), dtype=np.int64)
        np.add.at(table, (inverse, place[place >= 0]), 1)
        rows = [str(value) for value in values]
        if len(rows) > MOST_ROWS:
            order = np.argsort(-table.sum(axis=1), kind="stable")
            rest = table[order[MOST_ROWS - 1 :]].sum(axis=0)
            rows = [rows[n] for n in order[: MOST_ROWS - 1]] + [f"{len(rows) - MOST_ROWS + 1} others"]
            table = np.vstack([table[order[: MOST_ROWS - 1]], rest])
        present = [n for n in range(len(names)) if table[:, n].any()]
        table = table[:, present]
        out = hidden(table.tolist(), smallest)
        whole = np.block(
            [[table, table.sum(axis=1, keepdims=True)], [table.sum(axis=0, keepdims=True), np.array([[table.sum()]])]]
        )
        cells = tuple(
            tuple(None if out[r, c] else rounded(int(whole[r, c])) for c in range(whole.shape[1]))
            for r in range(whole.shape[0])
        )
        found.append(
            Shown(
                f"Cases by {LIKE_WORDS[name]} and group",
                tuple(rows),
                tuple(names[n] for n in present),
                cells,
                int(out.sum()),
            )
        )
    return tuple(found)


MOST_ROWS = 25


def _notes(outcomes: Outcomes, smallest: int) -> tuple[str, ...]:
    notes = []
    if outcomes.bad_lines:
        notes.append(
            f"Lines that could not be read and are not in the table: {outcomes.bad_lines}; the first is {outcomes.first_bad}."
        )
    if outcomes.cases < outcomes.rows:
        notes.append(
            "Rows with the same id are one case: alike in the set of its charges, each outcome the mean of its rows."
        )
    if outcomes.conflicts:
        many = f"{rounded(outcomes.conflicts)}" if outcomes.conflicts >= smallest else f"fewer than {smallest}"
        notes.append(f"Cases whose rows name more than one group count as of unknown group: {many}.")
    for name, words in outcomes.alike.items():
        if blank := int((words == NOT_RECORDED).sum()):
            share = f"{rounded(blank) / outcomes.cases:.1%} of" if blank >= smallest else f"fewer than {smallest}"
            notes.append(f"{LIKE_WORDS[name]} is not recorded in {share} cases; they are like each other only.")
    for measure in outcomes.measures:
        if outcomes.may_be_none(measure) and outcomes.unknown[measure.name].any():
            notes.append(
                f"{measure.label}: it concerns {measure.among}, and the table does not say of a blank whether it does; no blank "
                "is taken for an outcome that is not known."
            )
    if outcomes.sealed:
        notes.append(f"A sealed analysis: it read {', '.join(outcomes.sealed)}, and nothing of a single case goes out.")
    return tuple(notes)
