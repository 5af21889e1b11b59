"""The audit of like cases: what it finds when a gap is planted, what it finds when none is, and what it never shows."""

from __future__ import annotations

import hashlib
import html
import itertools
import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steelyard.catalog.policies import policies
from steelyard.law.pack import federal_pack
from steelyard.law.postures import postures
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.case import load_case
from steelyard.weigh.counterfactual import Leans, Stands, counterfactual
from steelyard.weigh.families import family_of
from steelyard.weigh.mapping import layouts
from steelyard.weigh.outcomes import Mapped, load_map, read_outcomes
from steelyard.weigh.parity import Audit, Finding, Result, audit, corrected_p
from steelyard.weigh.parity import _families as families_by_catalogue
from steelyard.weigh.parity_report import report_data
from steelyard.weigh.screen import screen
from steelyard.weigh.shared import SharedCells
from steelyard.weigh.simulate import Profile, decide, simulate
from steelyard.weigh.strata import NONE, bounds, estimate, match, power_for
from steelyard.weigh.suppress import hidden
from steelyard.weigh.synth import Gap, read_gap, synthesize, write_synth

ROOT = Path(__file__).parents[2]
LIKE = ["case_id", "charge", "family", "level", "record", "custody_at_offer", "unit", "year", "group"]
MEASURED = ["diversion", "custody_days", "offer_made"]


def table(
    tmp_path: Path, rows: int, seed: int, *gaps: str, missing: float = 0.0, columns: list[str] | None = None
) -> Path:
    path = tmp_path / f"{seed}.parquet"
    frame = synthesize(rows, seed, [read_gap(gap) for gap in gaps], missing)
    frame.select([*LIKE, *(columns or MEASURED)]).write_parquet(path)
    return path


def result(found: Audit, measure: str) -> Result:
    return next(one for one in found.results if one.measure.name == measure)


# --- the estimator ------------------------------------------------------------------------------------------------------


def by_hand(y: Any, groups: Any, strata: Any) -> float | None:
    top = weights = 0.0
    for stratum in np.unique(strata):
        one, other = y[(strata == stratum) & (groups == 1)], y[(strata == stratum) & (groups == 0)]
        if len(one) and len(other):
            weight = len(one) * len(other) / (len(one) + len(other))
            top += weight * (one.mean() - other.mean())
            weights += weight
    return top / weights if weights else None


@pytest.mark.parametrize("seed", range(60))
def test_bounds_are_those_of_every_way_of_placing_the_unknown(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cases = int(rng.integers(6, 13))
    strata = rng.integers(0, 3, cases)
    strata[:2] = 0
    groups = rng.choice([0, 1, -1], cases, p=[0.35, 0.35, 0.3])
    groups[:2] = 0, 1
    y = np.round(rng.normal(size=cases), 2) if seed % 2 else rng.integers(0, 2, cases).astype(float)
    matched = match(strata[:, None], groups)
    inside = (matched.stratum != NONE) & (groups >= 0)
    placed = np.where(matched.stratum != NONE, matched.stratum, matched.open)
    used = placed != NONE
    found = bounds(y[used], groups[used], placed[used])
    unknown = np.flatnonzero(groups < 0)
    every = []
    for sides in itertools.product((0, 1), repeat=len(unknown)):
        filled = groups.copy()
        filled[unknown] = sides
        every.append(by_hand(y, filled, strata))
    known = [value for value in every if value is not None]
    assert (found.low, found.high) == pytest.approx((min(known), max(known)))
    assert found.low_limit <= found.low and found.high <= found.high_limit
    point = estimate(y[inside], groups[inside] == 1, matched.stratum[inside], rng, draws=99, is_share=False)
    assert point.difference == pytest.approx(by_hand(y, groups, strata))


def test_swapping_the_groups_turns_the_sign_and_changes_nothing_else() -> None:
    rng = np.random.default_rng(4)
    strata, compared = rng.integers(0, 20, 600), rng.random(600) < 0.3
    outcome = (rng.random(600) < 0.3 + 0.1 * compared).astype(float)
    one = estimate(outcome, compared, strata, np.random.default_rng(1), draws=1999, is_share=False)
    other = estimate(outcome, ~compared, strata, np.random.default_rng(1), draws=1999, is_share=False)
    assert other.difference == pytest.approx(-one.difference)
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))
    assert other.null_error == pytest.approx(one.null_error)
    assert other.p == one.p


@pytest.mark.parametrize("is_share", [True, False])
def test_swapped_groups_shuffled_rows_and_a_constant_leave_the_test_as_it_is(is_share: bool) -> None:
    """The p value too is the same, to the last shuffle: whoever is called the reference, in whatever order rows come."""
    rng = np.random.default_rng(8)
    strata, compared = rng.integers(0, 25, 500), rng.random(500) < 0.4
    outcome = (rng.random(500) < 0.4).astype(float) if is_share else np.round(rng.gamma(2, 20, 500))

    def tested(y: Any, g: Any, s: Any) -> Any:
        return estimate(y, g, s, np.random.default_rng(1), draws=499, is_share=is_share)

    one = tested(outcome, compared, strata)
    order = rng.permutation(500)
    swapped, shuffled = tested(outcome, ~compared, strata), tested(outcome[order], compared[order], strata[order])
    assert (swapped.p, shuffled.p) == (one.p, one.p)
    assert 0.01 < one.p < 1
    assert (shuffled.difference, shuffled.error) == pytest.approx((one.difference, one.error))
    if not is_share:
        moved = tested(outcome + 1e6, compared, strata)
        assert (moved.difference, moved.low, moved.high, moved.p) == pytest.approx(
            (one.difference, one.low, one.high, one.p)
        )


def test_swapping_the_reference_of_a_whole_audit_turns_every_sign_and_nothing_else(tmp_path: Path) -> None:
    path = table(tmp_path, 1200, 21, "diversion=0.1:noncitizen", missing=0.05)
    frame = pl.read_parquet(path)
    frame.sample(fraction=1, shuffle=True, seed=3).write_parquet(tmp_path / "shuffled.parquet")
    one = audit(read_outcomes(path, Mapped(reference=("citizen",))), draws=399)
    other = audit(read_outcomes(path, Mapped(reference=("noncitizen",))), draws=399)
    again = audit(read_outcomes(tmp_path / "shuffled.parquet", Mapped(reference=("citizen",))), draws=399)
    for a, b, c in zip(one.results, other.results, again.results, strict=True):
        assert a.estimate is not None and b.estimate is not None and c.estimate is not None
        assert (b.finding, b.higher, b.estimate.p, b.p_holm, b.p_bh) == (
            a.finding, a.higher, a.estimate.p, a.p_holm, a.p_bh,
        )  # fmt: skip
        assert b.estimate.difference == pytest.approx(-a.estimate.difference)
        assert a.bounds is not None and b.bounds is not None
        assert (b.bounds.low, b.bounds.high) == pytest.approx((-a.bounds.high, -a.bounds.low))
        assert c.estimate.p == a.estimate.p and c.estimate.difference == pytest.approx(a.estimate.difference)
    assert [shown.cells for shown in one.tables] == [shown.cells for shown in again.tables]


def test_a_fast_draw_for_shares_gives_the_p_value_of_the_slow_one_and_of_the_normal() -> None:
    rng = np.random.default_rng(9)
    strata, compared = rng.integers(0, 30, 3000), rng.random(3000) < 0.3
    outcome = (rng.random(3000) < 0.3 + 0.06 * compared).astype(float)
    fast = estimate(outcome, compared, strata, np.random.default_rng(1), draws=9999, is_share=True)
    slow = estimate(outcome, compared, strata, np.random.default_rng(1), draws=9999, is_share=False)
    from scipy import stats

    normal = 2 * stats.norm.sf(abs(fast.difference) / fast.null_error)
    assert fast.p == pytest.approx(slow.p, abs=0.01)
    assert fast.p == pytest.approx(normal, abs=0.02)


@pytest.mark.parametrize(("ones", "others"), [(1, 1), (1, 6), (4, 4)])
def test_the_interval_covers_and_the_test_keeps_its_level_in_strata_of_any_size(ones: int, others: int) -> None:
    rng, runs, strata = np.random.default_rng(2), 1500, 60
    stratum = np.repeat(np.arange(strata), ones + others)
    compared = np.tile(np.arange(ones + others) < ones, strata)
    level = rng.normal(size=strata)[stratum]
    covered = found = 0
    for _ in range(runs):
        outcome = level + rng.gamma(2, size=len(stratum))
        one = estimate(outcome, compared, stratum, rng, draws=99, is_share=False)
        covered += one.low <= 0 <= one.high
        found += one.p < 0.05
    assert covered / runs == pytest.approx(0.95, abs=0.02)
    assert found / runs == pytest.approx(0.05, abs=0.02)


@given(st.lists(st.integers(1, 200).map(lambda n: n / 200), min_size=1, max_size=7))
def test_corrected_p_values_are_those_of_their_definitions(p: list[float]) -> None:
    """Holm: the closed test of Bonferroni tests. Benjamini and Hochberg: the least rate that takes the test in."""
    holm, bh = corrected_p(p)
    tests = range(len(p))
    every = [set(some) for many in range(1, len(p) + 1) for some in itertools.combinations(tests, many)]
    for one in tests:
        closed = max(min(1, len(some) * min(p[n] for n in some)) for some in every if one in some)
        rate = min(1, *(len(p) * value / sum(other <= value for other in p) for value in p if value >= p[one]))
        assert holm[one] == pytest.approx(closed)
        assert bh[one] == pytest.approx(rate)


# --- false findings and power -------------------------------------------------------------------------------------------


def rates(tmp_path: Path, runs: int, rows: int, *gaps: str) -> list[list[Result]]:
    return [
        list(audit(read_outcomes(table(tmp_path, rows, 5000 + seed, *gaps)), draws=199, seed=seed).results)
        for seed in range(runs)
    ]


def test_without_a_gap_differences_are_found_at_the_nominal_rate(tmp_path: Path) -> None:
    found = [one for many in rates(tmp_path, 130, 700) for one in many]
    p = np.array([one.estimate.p for one in found if one.estimate is not None])
    assert len(p) == 390
    assert 0.02 <= (p < 0.05).mean() <= 0.085
    assert 0.38 <= (p < 0.5).mean() <= 0.62


@pytest.mark.parametrize("higher", ["citizen", "noncitizen"])
def test_a_planted_gap_is_found_in_either_direction_with_the_stated_power(tmp_path: Path, higher: str) -> None:
    size, days = 0.13, 9.0
    runs = rates(tmp_path, 70, 700, f"diversion={size}:{higher}", f"custody_days={days}:{higher}")
    for number, gap in ((1, size), (0, days)):
        measured = [sorted(many, key=lambda one: one.measure.name)[number] for many in runs]
        estimates = [one.estimate for one in measured if one.estimate is not None]
        assert {one.measure.name for one in measured} == {"diversion" if number else "custody_days"}
        stated = float(np.mean([power_for(gap, one.null_error) for one in estimates]))
        seen = float(np.mean([one.p < 0.05 for one in estimates]))
        assert 0.5 < stated < 0.97
        assert seen == pytest.approx(stated, abs=0.15)
        assert {one.higher for one in measured if one.higher} == {higher}
        mean = float(np.mean([one.difference for one in estimates]))
        assert mean == pytest.approx(gap if higher == "noncitizen" else -gap, abs=gap / 5)


@pytest.mark.nightly
def test_many_audits_keep_the_level_for_each_test_and_for_all_together(tmp_path: Path) -> None:
    runs = rates(tmp_path, 1500, 700)
    p = np.array([[one.estimate.p for one in many if one.estimate is not None] for many in runs])
    assert (p < 0.05).mean() == pytest.approx(0.05, abs=0.01)
    any_holm = np.mean([any(one.finding is Finding.DIFFERENCE for one in many) for many in runs])
    assert any_holm <= 0.065


# --- small cells --------------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 5), st.integers(1, 4), st.data())
def test_no_small_count_is_shown_and_none_follows_from_what_is(rows: int, columns: int, data: st.DataObject) -> None:
    counts = data.draw(
        st.lists(st.lists(st.integers(0, 40), min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    out = hidden(counts)
    whole = np.zeros((rows + 1, columns + 1), dtype=int)
    whole[:rows, :columns] = counts
    whole[rows, :columns], whole[:rows, columns] = whole[:rows, :columns].sum(0), whole[:rows, :columns].sum(1)
    whole[rows, columns] = whole[:rows, :columns].sum()
    assert not (~out & (whole < 11)).any()
    cells = [(int(r), int(c)) for r, c in np.argwhere(out)]
    if out.all():
        return
    lines = [[(r, c) for c in range(columns + 1)] for r in range(rows + 1)] + [
        [(r, c) for r in range(rows + 1)] for c in range(columns + 1)
    ]
    equations = np.array([[(1 if cell != line[-1] else -1) * (cell in line) for cell in cells] for line in lines])
    rank = np.linalg.matrix_rank(equations) if cells else 0
    for number, (r, c) in enumerate(cells):
        if whole[r, c] < 11:
            alone = np.zeros((1, len(cells)))
            alone[0, number] = 1
            assert np.linalg.matrix_rank(np.vstack([equations, alone])) > rank


def test_a_small_group_is_not_shown_at_all(tmp_path: Path) -> None:
    frame = synthesize(400, 3)
    few = frame.filter(pl.col("group") == "noncitizen").head(9)
    path = tmp_path / "few.csv"
    pl.concat([frame.filter(pl.col("group") == "citizen"), few]).write_csv(path)
    found = audit(read_outcomes(path), draws=99).as_dict()
    assert {one["finding"] for one in found["results"]} == {"too few cases to show"}
    assert not any(key in one for one in found["results"] for key in ("difference", "p", "cases_compared"))
    for counts in found["counts"]:
        column = counts["columns"].index("noncitizen")
        assert all(row[column] is None for row in counts["cells"])
        assert counts["cells"][-1][-1] is None or counts["cells"][-1][0] is None


def test_a_rare_outcome_is_not_shown_though_the_groups_are_large(tmp_path: Path) -> None:
    path = table(tmp_path, 3000, 5)
    frame = pl.read_parquet(path).with_columns(
        pl.when(pl.int_range(pl.len()) < 8).then(pl.lit("yes")).otherwise(pl.lit("no")).alias("override")
    )
    frame.write_parquet(path)
    found = audit(read_outcomes(path), draws=99)
    assert result(found, "override").finding is Finding.TOO_FEW
    assert result(found, "diversion").estimate is not None


def test_what_few_cases_have_is_not_shown_by_its_mean(tmp_path: Path) -> None:
    """The mean of an amount that three cases have, times the cases, is what those three paid."""
    path = table(tmp_path, 1500, 6, columns=["restitution", "restitution_amount", "diversion"])
    frame = pl.read_parquet(path).with_row_index()
    rare = (pl.col("group") == "citizen") & (pl.col("index") < 5)
    frame = frame.with_columns(
        pl.when(rare).then(pl.lit("yes")).otherwise(pl.lit("no")).alias("restitution"),
        pl.when(rare).then(1000.0).otherwise(0.0).alias("restitution_amount"),
    )
    frame.drop("index").write_parquet(path)
    found = audit(read_outcomes(path), draws=99)
    assert result(found, "restitution").finding is Finding.TOO_FEW
    assert result(found, "restitution_amount").finding is Finding.TOO_FEW
    assert result(found, "diversion").estimate is not None
    told = next(one for one in found.as_dict()["results"] if one["measure"] == "restitution_amount")
    assert "mean_reference" not in told and "difference" not in told


@pytest.mark.parametrize("blank", [1, 4, 10])
def test_a_share_tells_no_small_count(tmp_path: Path, steelyard: Any, blank: int) -> None:
    path = table(tmp_path, 1500, 6)
    first = pl.int_range(pl.len()) < blank
    frame = pl.read_parquet(path)
    frame.with_columns(
        pl.when(first).then(None).otherwise(pl.col("group")).alias("group"),
        pl.when(first).then(None).otherwise(pl.col("record")).alias("record"),
    ).write_parquet(path)
    found = audit(read_outcomes(path), draws=99)
    assert found.unknown_share is None and found.unknown_told == "fewer than 11 cases"
    assert found.as_dict()["groups"]["unknown_share"] is None
    assert any("prior record is not recorded in fewer than 11 cases" in note for note in found.notes)
    for one in found.results:
        assert one.matched_share is not None
        for share in (one.matched_share, *one.by_rung):
            assert share in (0, 1) or share * 1500 > 10
    status, out, _ = steelyard("parity", str(path), "--permutations", "99")
    assert status == 0 and "Group not known in fewer than 11 cases" in " ".join(out.split())


def test_exact_matches_alone_are_shown_only_where_each_kind_of_them_has_enough_cases(tmp_path: Path) -> None:
    """Of a yes-or-no outcome the cells of the exact matches are as small as any other."""
    rows = [("a", "2020", group, n < 14) for group in ("citizen", "noncitizen") for n in range(40)]
    rows = [
        (charge, year, group, said and (year == "2020" and group == "citizen")) for charge, year, group, said in rows
    ]
    rows += [("b", "2021", "citizen", n < 20) for n in range(60)] + [
        ("b", "2022", "noncitizen", n < 30) for n in range(60)
    ]
    path = tmp_path / "t.csv"
    body = "".join(f"{c},{y},{g},{'yes' if d else 'no'}\n" for c, y, g, d in rows)
    path.write_text(f"charge,year,group,diversion\n{body}", encoding="utf-8")
    (one,) = audit(read_outcomes(path), draws=99).results
    assert one.estimate is not None
    assert one.exact_difference is None and one.exact_limits is None


# --- unknown groups -----------------------------------------------------------------------------------------------------


def test_unknown_groups_widen_the_bounds_and_the_bounds_hold_the_truth(tmp_path: Path) -> None:
    exact = Mapped(coarsen=())
    truth = audit(read_outcomes(table(tmp_path, 1500, 11), exact), draws=99)
    assert all(one.bounds is None for one in truth.results)
    widths = []
    for share in (0.03, 0.10, 0.30):
        found = audit(read_outcomes(table(tmp_path, 1500, 11, missing=share), exact), draws=99)
        for one, true in zip(found.results, truth.results, strict=True):
            assert one.bounds is not None and true.estimate is not None and one.estimate is not None
            assert one.bounds.low <= true.estimate.difference <= one.bounds.high
            assert one.bounds.low <= one.estimate.difference <= one.bounds.high
        widths.append([one.bounds.high - one.bounds.low for one in found.results if one.bounds is not None])
    assert all(a < b < c for a, b, c in zip(*widths, strict=True))


def test_a_direction_that_unknown_groups_could_turn_is_said_to_depend_on_them(tmp_path: Path) -> None:
    found = result(audit(read_outcomes(table(tmp_path, 4000, 12, "diversion=0.1:citizen", missing=0.3))), "diversion")
    assert found.finding is Finding.DIFFERENCE and found.higher == "citizen"
    assert found.same_whatever_missing is False
    assert "depends on the cases of unknown group" in found.says()


# --- unknown outcomes ---------------------------------------------------------------------------------------------------


def blanked(path: Path, group: str, said: str, of_hundred: int) -> Path:
    """The table with so many of a hundred of one group's diversions of one kind blank."""
    frame = pl.read_parquet(path)
    gone = (pl.col("group") == group) & (pl.col("diversion") == said) & (pl.int_range(pl.len()) % 100 < of_hundred)
    out = path.with_name("blanked.parquet")
    frame.with_columns(diversion=pl.when(gone).then(None).otherwise(pl.col("diversion"))).write_parquet(out)
    return out


@pytest.mark.parametrize(("gaps", "of_hundred"), [(["diversion=0.2:citizen"], 60), ([], 50)])
def test_blank_outcomes_neither_hide_a_gap_nor_make_one(
    tmp_path: Path, steelyard: Any, gaps: list[str], of_hundred: int
) -> None:
    """Whether one group's "no" is blank decides what the rest show: that is no finding, in either direction."""
    path = blanked(table(tmp_path, 4000, 5, *gaps), "noncitizen", "no", of_hundred)
    found = audit(read_outcomes(path), draws=199)
    one = result(found, "diversion")
    assert one.finding is Finding.DEPENDS
    assert one.among_known is (Finding.NONE_FOUND if gaps else Finding.DIFFERENCE)
    assert one.blank is not None and one.blank.shares[0] == 0
    assert one.blank.shares[1] is not None and one.blank.shares[1] > 0.25
    assert "no finding" in one.says()
    told = found.as_dict()["results"][0]
    other = result(found, "offer_made")
    assert other.finding is Finding.NONE_FOUND and other.blank is not None and not other.blank.some
    told = next(each for each in found.as_dict()["results"] if each["measure"] == "diversion")
    assert told["outcome_not_known"]["compared"] > 0.25 and told["bounds_for_unknown_outcomes"]["low"] < 5
    _, out, _ = steelyard("parity", str(path), "--permutations", "199", "--report", str(tmp_path / "r.html"))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "not known" in out and "no finding" in " ".join(out.split())
    assert "Neither found nor excluded, because outcomes are not known: diversion." in page
    assert "after correction: no measure" in page and "after correction: diversion" not in page


def test_a_gap_that_no_unknown_outcome_can_undo_is_found(tmp_path: Path) -> None:
    path = blanked(table(tmp_path, 4000, 5, "diversion=0.25:noncitizen"), "citizen", "no", 8)
    one = result(audit(read_outcomes(path), draws=199), "diversion")
    assert one.finding is Finding.DIFFERENCE and one.blank is not None and one.blank.some
    assert "stays on that side whatever the unknown outcomes are" in one.says()


@pytest.mark.parametrize("seed", range(12))
def test_bounds_for_unknown_outcomes_hold_the_truth(tmp_path: Path, seed: int) -> None:
    """Whatever outcomes are blanked, by whatever rule, the whole table's difference lies within the bounds."""
    whole = table(tmp_path, 900, 100 + seed)
    truth = result(audit(read_outcomes(whole), draws=99), "diversion")
    rng = np.random.default_rng(seed)
    frame = pl.read_parquet(whole)
    chance = np.where(frame["group"] == rng.choice(["citizen", "noncitizen"]), 0.4, 0.1) * np.where(
        frame["diversion"] == rng.choice(["yes", "no"]), 1, 0.3
    )
    gone = pl.Series(rng.random(900) < chance)
    path = tmp_path / "less.parquet"
    frame.with_columns(diversion=pl.when(gone).then(None).otherwise(pl.col("diversion"))).write_parquet(path)
    one = result(audit(read_outcomes(path), draws=99), "diversion")
    assert truth.estimate is not None and one.blank is not None and one.blank.low is not None
    assert one.blank.high is not None
    assert one.blank.low - 1e-9 <= truth.estimate.difference <= one.blank.high + 1e-9


@pytest.mark.parametrize("blank", [1, 4, 10])
def test_few_unknown_outcomes_are_told_without_their_number(tmp_path: Path, steelyard: Any, blank: int) -> None:
    path = table(tmp_path, 1500, 6)
    first = (pl.col("group") == "citizen") & ((pl.col("group") == "citizen").cum_sum() <= blank)
    frame = pl.read_parquet(path)
    frame.with_columns(diversion=pl.when(first).then(None).otherwise(pl.col("diversion"))).write_parquet(path)
    told = audit(read_outcomes(path), draws=99).as_dict()["results"]
    one = next(each for each in told if each["measure"] == "diversion")
    assert one["outcome_not_known"] == {"reference": None, "compared": 0.0, "may_not_concern_the_case": False}
    assert one["bounds_for_unknown_outcomes"] is None
    blanks = result(audit(read_outcomes(path), draws=99), "diversion").blank
    assert blanks is not None and blanks.in_column() == "fewer than 11 and none"
    assert "not known" in steelyard("parity", str(path))[1]


def test_rows_of_a_case_that_are_not_known_widen_its_bounds_and_cases_not_concerned_do_not(tmp_path: Path) -> None:
    rows = [(f"c{n}", "ab"[n % 2], "yes" if n % 3 else "no", "" if n % 5 == 0 else "no", n) for n in range(400)]
    body = "".join(
        f"{case},{group},t,{first},yes,3\n{case},{group},t,{second},no,\n" for case, group, first, second, _ in rows
    )
    path = tmp_path / "t.csv"
    path.write_text(f"id,group,charge,diversion,offer_made,days_to_offer\n{body}", encoding="utf-8")
    outcomes = read_outcomes(path)
    assert outcomes.cases == 400
    assert set(outcomes.unknown["diversion"]) == {0.0, 0.5}
    assert set(outcomes.unknown["days_to_offer"]) == {0.0}
    found = audit(outcomes, draws=99)
    one = result(found, "diversion").blank
    assert one is not None and one.low is not None and one.high is not None
    assert one.blank == (40, 40) and one.high - one.low == pytest.approx(0.2)


def test_a_measure_with_too_few_known_outcomes_says_how_many_are_not(tmp_path: Path) -> None:
    path = blanked(blanked(table(tmp_path, 800, 5), "noncitizen", "no", 100), "noncitizen", "yes", 80)
    one = result(audit(read_outcomes(path), draws=99), "diversion")
    assert one.finding is Finding.TOO_FEW
    assert re.search(r"not known in none of the cases of citizen and \d+\.\d% of the cases of noncitizen", one.says())


# --- rows, columns, words -----------------------------------------------------------------------------------------------


def test_rows_of_one_case_count_once(tmp_path: Path) -> None:
    path = table(tmp_path, 800, 21)
    once = audit(read_outcomes(path), draws=199)
    frame = pl.read_parquet(path)
    pl.concat([frame, frame, frame]).write_parquet(path)
    thrice = audit(read_outcomes(path), draws=199)
    assert thrice.outcomes.cases == once.outcomes.cases
    for one, other in zip(once.results, thrice.results, strict=True):
        assert one.estimate is not None and other.estimate is not None
        assert other.estimate.difference == pytest.approx(one.estimate.difference)
        assert other.estimate.error == pytest.approx(one.estimate.error)


def test_the_charge_is_held_equal_so_a_difference_in_charges_alone_is_none(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    charge = rng.integers(0, 2, 4000)
    frame = pl.DataFrame({
        "charge": np.where(charge == 1, "robbery", "theft"),
        "group": np.where(rng.random(4000) < 0.2 + 0.5 * charge, "noncitizen", "citizen"),
        "diversion": np.where(rng.random(4000) < 0.7 - 0.5 * charge, "yes", "no"),
    })  # fmt: skip
    frame.write_csv(tmp_path / "t.csv")
    found = result(audit(read_outcomes(tmp_path / "t.csv")), "diversion")
    assert found.before_matching is not None and found.before_matching < -0.2
    assert found.estimate is not None and abs(found.estimate.difference) < 0.04


@pytest.mark.parametrize(
    "chosen", [(), ("entered_without_inspection", "resident_over_seven"), ("resident_over_seven",)]
)
def test_a_screened_file_feeds_the_audit_by_each_consequence(tmp_path: Path, chosen: tuple[str, ...]) -> None:
    """The names of the documentation are those of the columns that a screening writes, whatever classes it had."""
    rng = np.random.default_rng(1)
    example = next(
        block for block in re.findall(r"```toml\n(.*?)```", (ROOT / "docs/parity.md").read_text(), re.DOTALL)
    )
    avoids = tomllib.loads(example)["avoided"]
    avoids = {name: column for name, column in avoids.items() if not chosen or column.partition(":")[0] in chosen}
    charges = rng.choice(["PC 487", "PC 459", "PC 484", "HS 11351"], 600)
    lines = [f"CA,{charge},convicted,2021-01-02,2021-05-05,{n}" for n, charge in enumerate(charges)]
    head = "state,charge,disposition,offense_date,conviction_date,person"
    (tmp_path / "in.csv").write_text("\n".join([head, *lines]), encoding="utf-8")
    screen(tmp_path / "in.csv", tmp_path / "out.csv", classes=chosen, today=date(2026, 6, 1))
    rows = pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    rows.with_columns(status_group=pl.Series(rng.choice(["A", "B"], 600))).write_csv(tmp_path / "joined.csv")
    mapping = '[columns]\ngroup = "status_group"\n[group]\nreference = ["A"]\n[avoided]\n'
    mapping += "".join(f'"{name}" = "{column}"\n' for name, column in avoids.items())
    (tmp_path / "map.toml").write_text(
        (f"classes = {json.dumps(chosen)}\n" if chosen else "") + mapping, encoding="utf-8"
    )
    outcomes = read_outcomes(tmp_path / "joined.csv", load_map(tmp_path / "map.toml"))
    assert [one.label for one in outcomes.measures] == [f"avoids: {name}" for name in avoids]
    order = [name for name in postures() if not chosen or name in chosen]
    told = {"T": 0.0, "F": 1.0}
    for one, column in zip(outcomes.measures, avoids.values(), strict=True):
        posture, _, rule = column.partition(":")
        wanted = [told.get(text[order.index(posture)], np.nan) for text in rows[rule]]
        assert np.array_equal(outcomes.values[one.name], np.array(wanted), equal_nan=True)
    assert any(np.isfinite(value).any() for value in outcomes.values.values())
    assert [rung.on for rung in audit(outcomes, draws=99).rungs] == [("charge",), ("family",)]
    if len(chosen) == 2:
        no_class = mapping.replace("resident_over_seven:", "")
        others = [f'classes = ["{name}"]\n{mapping}' for name in ("citizen", "x")]
        for text, code in zip((mapping, no_class, *others), ("SY-Q005", "SY-Q005", "SY-Q004", "SY-Q004"), strict=True):
            (tmp_path / "map.toml").write_text(text, encoding="utf-8")
            with pytest.raises(SteelyardError, match=code):
                read_outcomes(tmp_path / "joined.csv", load_map(tmp_path / "map.toml"))


@pytest.mark.parametrize("state", ["", "CA"])
def test_the_catalogue_gives_the_ids_of_synth_the_families_that_synth_gives_them(tmp_path: Path, state: str) -> None:
    """An id of a section has the family of its subdivisions, and none of another section that begins with its number."""
    path = tmp_path / "t.parquet"
    frame = synthesize(400, 3)
    frame.drop("family").write_parquet(path)
    outcomes = read_outcomes(path, Mapped(state=state))
    found = families_by_catalogue(outcomes)
    assert found is not None and found.tolist() == frame["family"].to_list()
    assert [family_of(name) for name in ("ca.pen.459", "ca.pen.459.5", "ca.pen.602", "ca.pen.484.a+ca.pen.487.c", "theft")] == [
        "burglary", "theft", "trespass", "theft", ""
    ]  # fmt: skip
    (tmp_path / "c.csv").write_text("charge\nca.pen.459\n", encoding="utf-8")
    simulated = simulate(
        tmp_path / "c.csv", policies()["los_angeles"], date(2023, 1, 15), stage="plea", in_force="latest"
    )
    assert {family for family, _ in simulated.stages["plea"].by_family} == {"burglary"}


def test_the_same_arguments_make_the_same_table_and_the_same_audit(tmp_path: Path) -> None:
    gaps = [Gap("diversion", 0.05, "citizen")]
    assert synthesize(500, 3, gaps, 0.1).equals(synthesize(500, 3, gaps, 0.1))
    assert not synthesize(500, 3).equals(synthesize(500, 4))
    write_synth(tmp_path / "a.csv", 900, 3, gaps, 0.1)
    write_synth(tmp_path / "a.parquet", 900, 3, gaps, 0.1)
    one, other = (audit(read_outcomes(tmp_path / f"a.{end}"), draws=199).as_dict() for end in ("csv", "parquet"))
    assert one["results"] == other["results"]


# --- the command line and the report ------------------------------------------------------------------------------------


GOOD = "charge,group,diversion\n" + "theft,A,yes\ntheft,B,no\n" * 30


@pytest.mark.parametrize(
    ("code", "text", "mapping"),
    [
        ("SY-B001", "", ""),
        ("SY-B001", "charge,group,diversion\n", ""),
        ("SY-Q002", GOOD.replace("yes", "").replace("no", ""), ""),
        ("SY-Q003", GOOD.replace("group", "g"), ""),
        ("SY-Q003", GOOD.replace("diversion", "color"), ""),
        ("SY-Q003", GOOD, '[columns]\nlevel = "grade"'),
        ("SY-Q004", GOOD, "colums = 3"),
        ("SY-Q004", GOOD, "[columns\n"),
        ("SY-Q004", GOOD, '[matching]\non = ["height"]'),
        ("SY-Q005", GOOD + "theft,A,maybe\n", ""),
        ("SY-Q005", GOOD.replace("diversion", "custody_days"), ""),
        ("SY-Q005", "charge,group,custody_days\ntheft,A,3\ntheft,B,-3\n", ""),
        ("SY-Q005", "charge,group,custody_days\ntheft,A,inf\ntheft,B,3\n", ""),
        ("SY-Q005", "charge,group,diversion,year\ntheft,A,yes,long ago\ntheft,B,no,2021\n", ""),
        ("SY-Q006", GOOD.replace("group", "citizenship"), '[columns]\ngroup = "citizenship"'),
        ("SY-Q006", GOOD.replace("group", "Place of Birth"), '[columns]\ngroup = "Place of Birth"'),
        ("SY-Q006", GOOD.replace("group", "ICE_HOLD"), '[columns]\ngroup = "ICE_HOLD"'),
        ("SY-Q007", GOOD.replace("B", "A"), ""),
        ("SY-Q007", GOOD.replace("B", "unknown").replace("A", ""), ""),
        ("SY-Q007", GOOD, '[group]\nreference = ["C"]'),
        ("SY-Q008", GOOD.replace("theft,A", "arson,A"), ""),
    ],
)
def test_bad_input_is_one_message_with_a_code(
    steelyard: Any, tmp_path: Path, code: str, text: str, mapping: str
) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
    status, out, err = steelyard(
        "parity", str(tmp_path / "t.csv"), *(["--map", str(tmp_path / "m.toml")] if mapping else [])
    )
    assert (status, out) == (2, "")
    assert err.startswith(f"steelyard: {code}: "), err
    assert len(err.splitlines()) == 2
    assert str(tmp_path) in err or "t.csv" in err or "m.toml" in err


def test_a_column_that_only_has_the_name_of_an_outcome_can_be_left_out(steelyard: Any, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        GOOD.replace("diversion", "diversion,Filed").replace("yes", "yes,2016-01-01").replace("no", "no,2016-01-01")
    )
    words = ("parity", str(path), "--permutations", "99")
    err = steelyard(*words)[2]
    assert "SY-Q005" in err and '[columns] filed = ""' in err
    (tmp_path / "m.toml").write_text('[columns]\nfiled = ""\n', encoding="utf-8")
    status, out, _ = steelyard(*words, "--map", str(tmp_path / "m.toml"), "--json")
    assert status == 0 and "Filed" not in json.loads(out)["table"]["columns"].values()
    (tmp_path / "m.toml").write_text('[columns]\ncharge = ""\n', encoding="utf-8")
    assert "no column for charge" in steelyard(*words, "--map", str(tmp_path / "m.toml"))[2]


def test_a_bad_line_is_told_by_its_number_and_the_rest_is_done(steelyard: Any, tmp_path: Path) -> None:
    lines = GOOD.splitlines()
    (tmp_path / "t.csv").write_text("\n".join([*lines[:9], "theft,A,yes,more", *lines[9:]]), encoding="utf-8")
    status, out, err = steelyard("parity", str(tmp_path / "t.csv"), "--json")
    told = json.loads(out)
    assert status == 2 and err.startswith("steelyard: SY-B009") and "line 10: 4 fields instead of 3" in err
    assert told["table"]["bad_lines"] == 1 and told["table"]["cases"] == 60
    assert "line 10" in told["notes"][0]


def test_a_cut_off_parquet_a_wrong_ending_and_outputs_that_cannot_be(steelyard: Any, tmp_path: Path) -> None:
    whole = table(tmp_path, 300, 1)
    (tmp_path / "cut.parquet").write_bytes(whole.read_bytes()[:-700])
    (tmp_path / "t.docx").write_bytes(b"no table")
    assert "SY-B001" in steelyard("parity", str(tmp_path / "cut.parquet"))[2]
    assert "SY-B001" in steelyard("parity", str(tmp_path / "t.docx"))[2]
    assert "SY-B001" in steelyard("parity", str(tmp_path / "none.csv"))[2]
    for report in ("r.docx", "no/folder/r.html"):
        assert "SY-Q009" in steelyard("parity", str(whole), "--report", str(tmp_path / report))[2]
    assert "SY-Q009" in steelyard("synth", str(tmp_path / "s.txt"))[2]
    for gap in (
        "diversion",
        "height=1:citizen",
        "diversion=0.9:citizen",
        "diversion=-0.1:citizen",
        "diversion=0.1:both",
    ):
        assert "SY-Q010" in steelyard("synth", str(tmp_path / "s.csv"), "--gap", gap)[2]
    assert "SY-Q012" in steelyard("parity", str(whole), str(ROOT / "examples" / "cook.toml"))[2]


def test_a_sealed_analysis_reads_the_column_it_names_and_says_so(steelyard: Any, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        GOOD.replace("group", "citizenship").replace("charge,", "name,charge,").replace("theft,", "Doe,theft,")
    )
    (tmp_path / "m.toml").write_text('sealed = ["citizenship"]\n[columns]\ngroup = "citizenship"\n')
    status, out, _ = steelyard("parity", str(tmp_path / "t.csv"), "--map", str(tmp_path / "m.toml"), "--json")
    assert status == 0
    told = json.loads(out)
    assert told["table"]["sealed"] == ["citizenship"]
    assert "Doe" not in out and told["table"]["columns_not_read"] == 1


def test_the_page_says_both_directions_alike_and_carries_the_warning(steelyard: Any, tmp_path: Path) -> None:
    said = {}
    for higher in ("citizen", "noncitizen"):
        path = table(tmp_path, 4000, 31, f"diversion=0.15:{higher}")
        status, out, _ = steelyard("parity", str(path))
        assert status == 0
        words = " ".join(out.split())
        assert "Draft law" in words and "A difference is not a cause" in words
        assert max(len(line) for line in out.splitlines()) <= 100
        found = result(audit(read_outcomes(path)), "diversion")
        assert found.finding is Finding.DIFFERENCE and found.higher == higher
        said[higher] = re.sub(r"[\d.]+", "#", found.says()).replace(higher, "X")
    assert len(set(said.values())) == 1


def test_a_report_stands_alone_with_words_for_every_picture(steelyard: Any, tmp_path: Path) -> None:
    path = table(tmp_path, 3000, 41, "diversion=0.15:noncitizen", missing=0.05)
    page, paper = tmp_path / "r.html", tmp_path / "r.pdf"
    for out in (page, paper):
        assert steelyard("parity", str(path), "--report", str(out))[0] == 0
    html = page.read_text(encoding="utf-8")
    assert not re.search(r'(?:src|href)="|<script|@import|url\(', html)
    assert html.count("<figure") == html.count('role="img" aria-label="') == html.count("The picture in words") == 3
    assert "diversion: +" in html
    for group in ("citizen", "noncitizen"):
        assert f"Higher for {group} among like cases, after correction" in html
    for said in ("What this does not show", "Draft law", "What each measure means", "sha256"):
        assert said in html
    data = json.loads(
        re.search(r"<pre>(.*?)</pre>", html, re.DOTALL)[1]
        .replace("&#34;", '"')
        .replace("&#39;", "'")
        .replace("&amp;", "&")
    )  # type: ignore[index]
    assert data["results"][0]["measure"] == "offer_made"
    import pypdf

    reader = pypdf.PdfReader(paper)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Higher for noncitizen among like cases, after correction: diversion" in text
    assert "What this does not show" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_report_says_how_to_run_it_again_and_what_counted_as_yes(
    steelyard: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two audits that differ in what counts as diversion alone do not look alike, and the command makes either again."""
    monkeypatch.chdir(tmp_path)
    codes = {"yes": "DIV", "no": "DIS"}
    synthesize(600, 5).with_columns(diversion=pl.col("diversion").replace(codes)).write_csv("my office.csv")
    told = {}
    for name, yes, no in (("a", ["DIV"], ["DIS"]), ("b", ["DIV", "DIS"], [])):
        text = f'title = "Offers"\n[words]\ndiversion = {{ yes = {json.dumps(yes)}, no = {json.dumps(no)} }}\n'
        Path(f"{name}.toml").write_text(text, encoding="utf-8")
        words = ["parity", "my office.csv", "--map", f"{name}.toml", "--permutations", "99"]
        told[name] = json.loads(steelyard(*words, "--json")[1])
        again = told[name]["run_again"]
        assert again["mapping"] == {"title": "Offers", "words": {"diversion": {"yes": yes, "no": no}}}
        assert again["mapping_sha256"] == hashlib.sha256(text.encode()).hexdigest()
        program, *words = shlex.split(again["command"])
        assert program == "steelyard" and json.loads(steelyard(*words, "--json")[1]) == told[name]
        assert steelyard(*words, "--report", "r.html")[0] == 0
        page = html.unescape(Path("r.html").read_text(encoding="utf-8"))
        for said in (
            again["command"],
            again["mapping_sha256"],
            again["table_sha256"],
            "words.diversion.yes",
            json.dumps(yes),
        ):
            assert said in page
    assert told["a"]["run_again"] != told["b"]["run_again"]


@pytest.mark.parametrize("part", ["numpy", "polars", "scipy", "altair", "vl_convert", "jinja2"])
def test_a_part_that_is_not_installed_is_named_and_the_core_does_not_need_it(tmp_path: Path, part: str) -> None:
    path = table(tmp_path, 500, 1)
    words = ["steelyard", "parity", str(path), "--permutations", "99", "--report", str(tmp_path / "r.html")]
    code = f"import sys; sys.modules[{part!r}] = None; import steelyard.cli as c; sys.argv = {words!r}; c.main()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 2, ran.stderr
    assert "SY-Q011" in ran.stderr and "steelyard[parity]" in ran.stderr


# --- a policy: counterfactual and over a file -----------------------------------------------------------------------------


def test_a_duty_to_consider_treats_every_class_as_a_citizen() -> None:
    case = load_case(ROOT / "examples" / "contra_costa.toml")
    found = counterfactual(case, None, date(2023, 6, 1), search=False)
    assert {pair.leans for pair in found.pairs} == {Leans.NEITHER}
    assert all(found.set_differs(stage, pair.posture) is False for stage in found.stages for pair in found.pairs)
    assert len(found.pairs) == len(found.stages) * len(case.options) * 16


def test_a_policy_that_forbids_the_weighing_answers_every_class_as_a_citizen() -> None:
    case = load_case(ROOT / "examples" / "los_angeles.toml")
    found = counterfactual(case, "colorado_18", date(2022, 12, 7), stage="plea", in_force="latest", search=False)
    assert {pair.stands for pair in found.pairs} == {Stands.SAME}
    assert [str(one.answer) for one in found.blind.values()] == ["permitted", *["undetermined"] * 4]


def test_a_directive_to_avoid_differs_in_both_directions_and_each_is_told() -> None:
    case = load_case(ROOT / "examples" / "los_angeles.toml")
    found = counterfactual(case, None, date(2023, 6, 1), in_force="latest", stage="filing", search=False)
    charged = [pair for pair in found.pairs if pair.option == "1"]
    lesser = [pair for pair in found.pairs if pair.option == "3"]
    assert {(pair.stands, pair.leans) for pair in charged} == {(Stands.LESS_OPEN, Leans.CLASS)}
    assert {(pair.stands, pair.leans) for pair in lesser} == {(Stands.LESS_OPEN, Leans.CITIZEN)}
    assert all(pair.because for pair in charged)
    assert found.set_differs("filing", "asylee") is True


def test_the_same_options_are_laid_before_the_policy_for_everybody(steelyard: Any) -> None:
    words = ("parity", str(ROOT / "examples" / "multnomah.toml"), "--as-of", "2023-06-01", "--stage", "plea", "--json")
    status, out, _ = steelyard(*words)
    told = json.loads(out)["cases"][0]
    assert status == 0
    assert any(one["found_by_search"] for one in told["options"])
    assert all(len(one["classes"]) == 16 for one in told["options"])
    assert sum(told["counts"].values()) == 16 * len(told["options"])


CHARGES = """charge,level,disposition
LARCENY FROM PERSON c266 §25(b),felony,dismissed
LARCENY FROM PERSON c266 §25(b),felony,convicted
A&B WITH DANGEROUS WEAPON c265 §15A(b),felony,convicted
A&B WITH DANGEROUS WEAPON c265 §15A(b),,acquitted
HELD FOR A SHIP IN A BOTTLE,felony,dismissed
DEFAULT WARRANT,,
LARCENY FROM PERSON c266 §25(b),felony,who knows
"""


def test_a_policy_over_a_file_counts_every_row_and_drops_none(steelyard: Any, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(CHARGES, encoding="utf-8")
    status, out, _ = steelyard("policy", "simulate", str(tmp_path / "c.csv"), "--policy", "los_angeles", "--as-of", "2023-01-15",
                               "--in-force", "latest", "--state", "MA", "--json")  # fmt: skip
    assert status == 0
    told = json.loads(out)
    assert told["rows"] == 7 == told["mapped"] + told["unmapped"] + sum(told["not_crimes"].values())
    assert told["unmapped"] == 1 and "SHIP IN A BOTTLE" in told["top_unmapped"][0]["charge"]
    assert told["mapped"] == 5 and told["not_a_decision"] == 1
    assert set(told["stages"]) == {"filing", "plea"}
    for effect in told["stages"].values():
        assert sum(effect["as_charged"]["answers"].values()) == 5
        assert effect["as_recorded"]["charges"] == 3
        assert sum(one["as_charged"]["charges"] for one in effect["by_family"]) == 5
        assert effect["as_charged"]["touched"] == 5
    assert told["unmapped_dispositions"] == [{"disposition": "who knows", "rows": 1}]
    assert told["mapped"] == 3 + told["not_a_decision"] + 1 + told["no_disposition"]
    assert told["levels_not_known"] == 1 and told["distinct_profiles"] == 3


def test_every_mapped_charge_of_a_simulation_is_told_with_its_disposition_or_with_why_it_has_none(
    tmp_path: Path,
) -> None:
    """A level that the law never has is not believed: a grand larceny called a violation is within no clause for lesser ones."""
    theft = "PL 155.25"
    rows = [("PL 155.30(1)", "violation", "convicted"), (theft, "misdemeanor", ""), (theft, "", "who knows"),
            (theft, "misdemeanor", "acquitted"), (theft, "misdemeanor", "dismissed"), ("a ship", "", "convicted")]  # fmt: skip
    (tmp_path / "c.csv").write_text(
        "statute,level,disposition\n" + "".join(",".join(row) + "\n" for row in rows), encoding="utf-8"
    )
    found = simulate(tmp_path / "c.csv", policies()["manhattan"], date(2022, 1, 10), stage="plea", state="NY")
    whole = found.stages["plea"]
    assert found.rows == len(rows) == found.mapped + sum(found.unmapped.values())
    assert whole.as_charged.charges == found.mapped == sum(whole.as_charged.answers.values())
    parts = (
        whole.as_recorded.charges,
        found.no_disposition,
        found.no_decision,
        sum(found.unmapped_dispositions.values()),
    )
    assert parts == (2, 1, 1, 1)
    assert sum(parts) == found.mapped
    assert found.levels_not_in_law == 1 and found.levels_not_known == 1
    assert {level for _, level in whole.by_family} == {"misdemeanor", ""}
    for view in (0, 1):
        tallies = [pair[view] for pair in whole.by_family.values()]
        total = (whole.as_charged, whole.as_recorded)[view]
        assert sum((one.answers for one in tallies), Counter()) == +total.answers
        assert sum((one.would_be for one in tallies), Counter()) == +total.would_be
        assert sum(one.touched for one in tallies) == total.touched


def test_a_simulation_needs_a_law_and_its_columns(steelyard: Any, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(CHARGES, encoding="utf-8")
    (tmp_path / "d.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    words = ("policy", "simulate", "--policy", "denver", "--as-of", "2023-01-15")
    assert "SY-Q013" in steelyard(*words, str(tmp_path / "c.csv"))[2]
    assert "SY-Q013" in steelyard(*words, str(tmp_path / "c.csv"), "--state", "TX")[2]
    assert "SY-Q003" in steelyard(*words, str(tmp_path / "d.csv"), "--state", "MA")[2]
    (tmp_path / "e.csv").write_text("charge\n", encoding="utf-8")
    with pytest.raises(SteelyardError, match="SY-B001"):
        simulate(tmp_path / "e.csv", policies()["cook"], date(2023, 1, 1))


def test_what_a_simulation_says_is_what_the_policy_says_of_each_charge_and_whose_approval_it_asks(
    tmp_path: Path,
) -> None:
    (tmp_path / "c.csv").write_text(
        "statute,level,disposition\nPL 155.25,misdemeanor,dismissed\nPL 140.20,felony,convicted\n", encoding="utf-8"
    )
    found = simulate(
        tmp_path / "c.csv", policies()["manhattan"], date(2023, 1, 15), stage="plea", in_force="latest"
    ).stages["plea"]
    assert found.as_charged.would_be == {"needs approval": 2}
    assert found.as_charged.approvals_would_be == {"whoever decides on a carceral disposition": 2}
    assert found.as_recorded.answers["permitted"] == 1
    assert found.duties["N.Y. Crim. Proc. Law § 220.50(7) (court shall)"] == 1
    assert any("which felonies" in point for point in found.hangs_on)


def test_a_case_avoids_a_consequence_only_if_every_row_of_it_does(tmp_path: Path) -> None:
    rows = ["1,f", "1,f", "2,f", "2,", "3,f", "3,t", "4,t", "4,", "5,"]
    path = tmp_path / "rows.csv"
    path.write_text(
        "case,charge,group,removal\n" + "".join(f"{r[:1]},theft,A{r[1:]}\n" for r in rows), encoding="utf-8"
    )
    read = read_outcomes(path, Mapped(avoided={"removal": "removal"}))
    (values,) = read.values.values()
    assert [None if value != value else value for value in values] == [1.0, None, 0.0, 0.0, None]


# --- a policy over a file, once for what the law cannot tell apart --------------------------------------------------------


def test_profiles_that_share_cells_are_answered_as_each_would_be_by_itself() -> None:
    day, policy = date(2026, 1, 15), policies()["philadelphia"]
    cited = ("PL 155.25", "PL 165.40", "PL 120.00(1)")
    profiles = [Profile("NY", citation, "", level) for citation in cited for level in ("", "misdemeanor")]
    shared = SharedCells(federal_pack())

    def answers(profile: Profile, cells: SharedCells | None) -> Any:
        found = decide(profile, policy, day, stage="plea", given=None, in_force="latest", shared=cells)
        return found.answers["plea"]

    for profile in profiles:
        assert answers(profile, shared) == answers(profile, None), profile


def test_ids_that_synth_writes_are_read_and_name_their_own_state(tmp_path: Path) -> None:
    frame = synthesize(40, 1)
    frame.write_csv(tmp_path / "o.csv")
    found = simulate(tmp_path / "o.csv", policies()["los_angeles"], date(2023, 1, 15), stage="plea", in_force="latest")
    assert found.mapped == found.rows == 40 and not found.unmapped
    assert found.by_state == {"CA": 40} and found.notes == (
        "Nothing says whose law the charges are under: they were read as charges of CA, the state of the office. If they are of "
        "another, say so with --state.",
    )


def test_charges_of_another_state_than_the_office_are_told_with_their_number(steelyard: Any, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("charge,state\nca.pen.484,CA\nPL 155.25,NY\n", encoding="utf-8")
    words = (
        "policy",
        "simulate",
        str(tmp_path / "c.csv"),
        "--policy",
        "manhattan",
        "--as-of",
        "2023-01-15",
        "--stage",
        "plea",
    )
    status, out, _ = steelyard(*words)
    assert status == 0
    assert "1 of 2 mapped charges are not under the law of NY" in " ".join(out.split()) and "1 of CA" in out
    told = json.loads(steelyard(*words, "--json")[1])
    assert told["by_state"] == {"CA": 1, "NY": 1} and len(told["notes"]) == 1


def test_the_state_of_a_known_layout_stands_and_whose_law_was_taken_is_said(steelyard: Any, tmp_path: Path) -> None:
    """An office of one state asks about another county's file: its charges are that county's, not the office's."""
    layout = next(one for one in layouts() if one.name == "suffolk_da")
    names = list(dict.fromkeys([*layout.detect, *(name for many in layout.columns.values() for name in many)]))
    row = dict.fromkeys(names, "") | {layout.columns["charge"][0]: "LARCENY OVER $250 c266 s30(1)"}
    path = tmp_path / "c.csv"
    path.write_text("\n".join([",".join(names), ",".join(f'"{row[name]}"' for name in names)]), encoding="utf-8")
    words = (
        "policy",
        "simulate",
        str(path),
        "--policy",
        "philadelphia",
        "--in-force",
        "latest",
        "--stage",
        "plea",
        "--json",
    )
    told = json.loads(steelyard(*words)[1])
    assert told["by_state"] == {"MA": 1} and told["mapped"] == 1
    assert told["notes"][0] == (
        "The charges were read as charges of MA: the layout 'suffolk_da', which the file has, says so."
    )
    assert json.loads(steelyard(*words, "--state", "MA")[1])["by_state"] == {"MA": 1}
    assert "SY-Q013" in steelyard(*words, "--state", "PA")[2]


def test_rows_without_a_state_beside_rows_with_one_are_told(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("charge,state\nPL 155.25,NY\nPL 155.25,\n", encoding="utf-8")
    office = policies()["manhattan"]
    found = simulate(path, office, date(2023, 1, 15), stage="plea", in_force="latest")
    assert found.by_state == {"NY": 2} and "Of 1 of 2 rows" in found.notes[0] and "the office" in found.notes[1]
    found = simulate(path, office, date(2023, 1, 15), stage="plea", in_force="latest", state="NY")
    assert found.notes[1:] == ("The charges were read as charges of NY: --state says so.",)


def test_a_simulation_and_a_counterfactual_are_reports_that_stand_alone(steelyard: Any, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(
        "charge,level,disposition\nPL 155.25,misdemeanor,dismissed\n<b>,,\n", encoding="utf-8"
    )
    case = str(ROOT / "examples" / "manhattan.toml")
    for words, said, pictures in (
        (("policy", "simulate", str(tmp_path / "c.csv"), "--policy", "manhattan", "--as-of", "2023-01-15", "--stage", "plea"),
         "What the policy says at plea", 2),
        (("parity", case, "--as-of", "2023-01-15", "--stage", "plea"), "Options by whose outcome is lighter", 1),
    ):  # fmt: skip
        page, paper = tmp_path / "r.html", tmp_path / "r.pdf"
        for out in (page, paper):
            assert steelyard(*words, "--report", str(out))[0] == 0
        html = page.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|href)="|<script|@import|url\(|<b>', html)
        assert (
            html.count("<figure")
            == html.count('role="img" aria-label="')
            == html.count("The picture in words")
            == pictures
        )
        for text in (said, "What this does not show", "Draft law", "Method", "Every figure of this report as JSON"):
            assert text in html
        import pypdf

        reader = pypdf.PdfReader(paper)
        assert said in " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "SY-Q009" in steelyard("parity", case, "--report", case)[2]


# --- the made-up office -------------------------------------------------------------------------------------------------


def test_the_made_up_office_is_a_possible_one_and_its_gaps_are_as_large_as_planted() -> None:
    gaps = [read_gap("custody_days=6:citizen"), read_gap("dismissal=0.08:noncitizen")]
    frame = synthesize(60_000, 5, gaps)
    for amount, yes in (
        ("custody_days", "custody"),
        ("supervision_days", "supervision"),
        ("restitution_amount", "restitution"),
    ):
        assert ((frame[yes] == "yes") == (frame[amount] > 0)).all()
    assert not ((frame["diversion"] == "yes") & (frame["dismissal"] == "yes")).any()
    citizen = frame["group"] == "citizen"
    charges = frame["charge"].unique().to_list()

    def gap(values: pl.Series) -> float:
        """The difference among cases of one charge, over charges."""
        each = [
            values.filter(mine & citizen).mean() - values.filter(mine & ~citizen).mean()  # type: ignore[operator]
            for mine in (frame["charge"] == charge for charge in charges)
        ]
        return float(np.mean(each))

    assert gap(frame["custody_days"]) == pytest.approx(6, abs=0.8)
    assert gap((frame["dismissal"] == "yes").cast(pl.Float64)) == pytest.approx(-0.08, abs=0.015)
    assert gap((frame["diversion"] == "yes").cast(pl.Float64)) == pytest.approx(0, abs=0.015)
    with pytest.raises(SteelyardError, match="SY-Q010"):
        synthesize(10, 1, [read_gap("diversion=0.2:citizen"), read_gap("dismissal=0.2:noncitizen")])


def test_several_gaps_of_one_measure_are_added_up_and_what_is_said_is_in_the_table(
    steelyard: Any, tmp_path: Path
) -> None:
    """What is announced is the truth that an audit is tested against: the last gap does not silently stand for all."""
    out = tmp_path / "s.csv"

    def made(*gaps: str) -> tuple[str, bytes]:
        words = [word for gap in gaps for word in ("--gap", gap)]
        status, said, _ = steelyard("synth", str(out), "--rows", "300", *words)
        assert status == 0
        return said.partition("planted: ")[2].strip(), out.read_bytes()

    net = made("custody=0.1:citizen")
    assert net[0] == "custody higher for citizen by 0.1"
    assert made("custody=0.2:citizen", "custody=0.1:noncitizen") == net
    assert made("custody=0.1:noncitizen", "custody=0.2:citizen") == net
    assert made("custody=0.05:citizen", "custody=0.05:citizen") == net
    assert made("custody=0.2:citizen", "custody=0.2:noncitizen")[0] == "no gap"
    assert made("custody=0.2:citizen", "custody=0.2:noncitizen") == made()
    assert "SY-Q010" in steelyard("synth", str(out), "--gap", "custody=0.4:citizen", "--gap", "custody=0.3:citizen")[2]


def test_an_audit_of_several_groups_says_beside_whom_each_is_higher(tmp_path: Path) -> None:
    frame = synthesize(900, 4).with_columns(
        group=pl.when(pl.int_range(pl.len()) % 3 == 0).then(pl.lit("other")).otherwise("group")
    )
    frame.write_parquet(tmp_path / "t.parquet")
    lead = report_data(audit(read_outcomes(tmp_path / "t.parquet"), draws=99))["lead"]
    for other in ("noncitizen", "other"):
        for one, beside in (("citizen", other), (other, "citizen")):
            said = f"Higher for {one} among like cases beside {beside}, after correction"
            assert any(line.startswith(said) for line in lead)
