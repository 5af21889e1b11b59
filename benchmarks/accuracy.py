"""Scores the catalogue's answers against decided cases and published charts, by state and by ground.

`python benchmarks/accuracy.py TABLES` reads holdings.csv and charts.csv in that folder and prints, with and without holdings,
how many rows agree: "divisible" and "circumstance" are one answer. Each row is asked by its section alone, and once more with
the table's own words for the offense in parentheses behind it. `--sections FILE` keeps only rows on the sections that the
file lists, one id a line; that is how the blind count was made. `--decided` needs no tables: it holds what is derived from the
elements against every checked decision on a whole offense that the catalogue itself has.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from steelyard.catalog.ask import answer
from steelyard.catalog.derive import home_circuit
from steelyard.catalog.find import catalogue
from steelyard.catalog.found import Found
from steelyard.catalog.holdings import Holding
from steelyard.law.federal.grounds import is_ground

STATES = ("CA", "NY", "IL", "PA", "OR", "MA", "US")
EITHER = {"divisible", "circumstance"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be scored: what is asked, what the table says, and which kind of row it is."""

    kind: str
    state: str
    statute: str
    ground: str
    forum: str | None
    as_of: str
    wanted: str
    words: str = ""


def holdings(path: Path) -> Iterator[Row]:
    """Decided cases that turn on no date and on one ground."""
    for row in csv.DictReader(path.open(encoding="utf-8")):
        if row["state"] in STATES and not row["date_condition"] and not re.search(r" or |/", row["ground"]):
            ground = re.sub(r"\((?!i|v|x)[^)]*\)", "", row["ground"])
            forum = row["forum"] if "Cir." in row["forum"] else None
            wanted = row["current_code"].replace("-specific", "")
            yield Row(f"tier {row['score_tier']}", row["state"], row["statute"], ground, forum, "2026-06-01", wanted,
                      row["offense"])  # fmt: skip


def charts(path: Path) -> Iterator[Row]:
    """Cells of charts of 2020 and later that are given with high confidence, as of the year of the chart."""
    for row in csv.DictReader(path.open(encoding="utf-8")):
        years = re.findall(r"20\d\d", row["chart_date"])
        letter = re.match(r"([A-U](?:\([ivx]+\))?)\b", row["ground_detail"] or "")
        if row["source_class"] != "chart" or row["confidence"] != "high" or row["ground"] == "OTHER":
            continue
        if row["state"] not in STATES or not years or int(max(years)) < 2020:
            continue
        if row["ground"] == "AF" and (letter is None or "/" in row["ground_detail"]):
            continue
        ground = f"AF:{letter[1]}" if row["ground"] == "AF" and letter is not None else row["ground"]
        wanted = {"depends-on-sentence": "yes"}.get(row["verdict"], row["verdict"])
        yield Row("chart", row["state"], row["statute"], ground, None, min(f"{max(years)}-12-31", "2026-06-01"),
                  wanted, row["offense"])  # fmt: skip


def agrees(said: str, wanted: str) -> bool:
    """Whether an answer agrees with a row; a row that calls the law unsettled is met by an answer that leaves it open."""
    return said == wanted or {said, wanted} <= EITHER or (wanted == "unsettled" and said in {"unsettled", "divisible"})


def decided() -> Iterator[tuple[Row, str]]:
    """The last checked decision of each court on a whole offense and a ground, with what is derived without it, there.

    A court's earlier decision that stands beside a later one of its own answers no question any more.
    """
    today = date.fromisoformat("2026-06-01")
    law = catalogue()
    last: dict[tuple[str, str, str], Holding] = {}
    for holding in law.holdings:
        if holding.form or not holding.verified or not holding.stands_on(today, today) or not is_ground(holding.ground):
            continue
        key = (holding.offense, holding.ground, holding.court)
        if key not in last or last[key].decided < holding.decided:
            last[key] = holding
    for holding in last.values():
        offenses = law.offenses.find(holding.offense)
        if not offenses:
            continue
        state = offenses[0].state
        court = holding.court if "Cir." in holding.court or holding.court == "BIA" else home_circuit(state) or "BIA"
        found = Found(holding.offense, offenses[0].citation, offenses)
        said = law.full_match(found, holding.ground, forum=court, as_of=today, holdings=False).answer
        yield Row("decided", state, holding.offense, holding.ground, court, "2026-06-01", holding.answer), said


def print_decided(misses: bool) -> None:
    """The shares by state and ground, and how often what is derived clears what a court did not."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    cleared: Counter[str] = Counter()
    for row, said in decided():
        for key in ("all", row.state, row.ground.partition("(")[0]):
            total[key] += 1
            right[key] += agrees(said, row.wanted)
            cleared[key] += said == "no" != row.wanted
        if misses and not agrees(said, row.wanted):
            sys.stdout.write(f"miss | {row.statute} | {row.ground} | {row.forum} | {row.wanted} | {said}\n")
    sys.stdout.write(
        "\n| of | agree | share | 95 % interval | no, where the court said otherwise |\n|---|---:|---:|---|---:|\n"
    )
    for key in sorted(total):
        share = f"{100 * right[key] / total[key]:.0f} %"
        sys.stdout.write(
            f"| {key} | {right[key]}/{total[key]} | {share} | {interval(right[key], total[key])} | {cleared[key]} |\n"
        )


def interval(right: int, of: int) -> str:
    """The Wilson interval of a share at 95 %, in per cent."""
    if not of:
        return ""
    z, share = 1.96, right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{100 * (middle - half):.0f} to {100 * (middle + half):.0f} %"


def main() -> int:
    """Print the tables; status 2 when they are not where they are said to be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("tables", type=Path, nargs="?", default=Path())
    parser.add_argument("--decided", action="store_true")
    parser.add_argument("--sections", type=Path)
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    if asked.decided:
        print_decided(asked.misses)
        return 0
    if not (asked.tables / "holdings.csv").exists():
        sys.stderr.write(f"no holdings.csv in {asked.tables}\n")
        return 2
    only = set(asked.sections.read_text("utf-8").split()) if asked.sections else None
    rows = [*holdings(asked.tables / "holdings.csv"), *charts(asked.tables / "charts.csv")]
    for with_holdings in (True, False):
        print_scores(rows, with_holdings=with_holdings, in_words=False, only=only, misses=asked.misses)
    for with_holdings in (True, False):
        print_scores(rows, with_holdings=with_holdings, in_words=True, only=only, misses=asked.misses)
    return 0


def print_scores(rows: list[Row], *, with_holdings: bool, in_words: bool, only: set[str] | None, misses: bool) -> None:
    """One table: every row asked by its section alone, or `in_words` with the table's words for the offense behind it."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    opened: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found = catalogue().find(row.state, row.statute)
        if only is not None and not any(found.id == one or found.id.startswith(one + ".") for one in only):
            continue
        words = re.sub(r"[()]", " ", row.words).strip()
        statute = f"{row.statute} ({words})" if in_words and words else row.statute
        asked_of = {
            "state": row.state,
            "statute": statute,
            "ground": row.ground,
            "forum": row.forum,
            "as_of": row.as_of,
        }
        said = str(answer(asked_of, holdings=with_holdings).get("answer", "error"))
        for key in ((row.kind, "all"), (row.kind, row.state), (row.kind, row.ground.partition("(")[0])):
            total[key] += 1
            right[key] += agrees(said, row.wanted)
            opened[key] += said in {"unsettled", "not_analysed"} and not agrees(said, row.wanted)
        if misses and not agrees(said, row.wanted):
            sys.stdout.write(f"miss | {row.kind} | {statute} | {row.ground} | {row.wanted} | {said}\n")
    asked = "by section and description" if in_words else "by section"
    sys.stdout.write(f"\n{'with' if with_holdings else 'without'} holdings, {asked}\n\n")
    sys.stdout.write("| rows | of | agree | share | 95 % interval | left open |\n|---|---|---:|---:|---|---:|\n")
    for key in sorted(total):
        share = f"{100 * right[key] / total[key]:.0f} %"
        sys.stdout.write(f"| {key[0]} | {key[1]} | {right[key]}/{total[key]} | {share} | "
                         f"{interval(right[key], total[key])} | {opened[key]} |\n")  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
