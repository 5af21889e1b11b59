"""Measures the speeds and memory that the project holds itself to, and prints them with the machine's name.

`make bench` runs it. Every time is also given as a multiple of one yardstick, a fixed loop of plain Python timed in the
same run, since machines differ and are shared.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
COMMAND = Path(sys.executable).parent / "steelyard"

THREE_COUNTS = """
id = "three counts"
state = "CA"
law_as_of = 2026-11-24
[[counts]]
id = "1"
charge = "Cal. Penal Code § 487(a)"
offense_date = 2026-09-14
[[counts]]
id = "2"
charge = "Cal. Penal Code § 273.5(a)"
offense_date = 2026-09-14
[[counts]]
id = "3"
charge = "Cal. Penal Code § 422(a)"
offense_date = 2026-09-14
[[options]]
id = "1"
label = "as charged"
dispositions = [
    { count = "1", outcome = "convicted", level = "felony", term = "1 year" },
    { count = "2", outcome = "convicted", level = "felony", term = "364 days" },
    { count = "3", outcome = "dismissed" },
]
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: its value, the bound it is held to, and the unit of both."""

    what: str
    value: float
    bound: float
    unit: str


def best(action: Callable[[], object], times: int = 9) -> float:
    """Milliseconds of the median run."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def yardstick() -> None:
    """A fixed amount of plain Python work."""
    total = 0
    for number in range(200_000):
        total += number % 7


def process(*command: str) -> float:
    """Milliseconds of a whole process; raises when it fails."""
    return best(lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT), times=5)


def inside(code: str) -> float:
    """Milliseconds that `code` says it took, in a fresh interpreter: the median of five."""
    program = f"import time; start = time.perf_counter()\n{code}\nprint((time.perf_counter() - start) * 1000)"
    taken = [
        float(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout)
        for _ in range(5)
    ]
    return statistics.median(taken)


def weigh() -> list[Figure]:
    """The figures of weighing one case."""
    from steelyard import advise, parse_case
    from steelyard.law.columns import columns
    from steelyard.logic.evaluate import evaluate
    from steelyard.logic.residual import exact

    advice = advise(parse_case(THREE_COUNTS))
    worlds = [world for (option, _), world in advice.worlds.items() if option == "1"]
    rules = [rule.name for rule in advice.pack.rules.values() if rule.entity.value == "person"]

    def fresh() -> list[tuple[object, object]]:
        memory: dict[object, object] = {}
        found = []
        for world in worlds:
            own = replace(world, memory=memory)
            found += [(own, evaluate(own, rule)) for rule in rules]
            for count in own.counts:
                for rule in advice.pack.rules.values():
                    if rule.entity.value == "count":
                        evaluate(own, rule.name, count)
        return found

    def read_exactly(pairs: list[tuple[object, object]]) -> None:
        names = {column.rule for column in columns()}
        done: set[int] = set()
        for world, trace in pairs:
            if trace.rule in names and id(trace) not in done:
                done.add(id(trace))
                exact(world, trace)

    pairs = fresh()
    return [
        Figure(f"three counts, {len(worlds)} classes, {len(advice.pack.rules)} rules with trace", best(fresh), 50, "ms"),
        Figure("the exact reading of every column of it", best(lambda: read_exactly(pairs)), 100, "ms"),
        Figure("import and load of the law", inside("import steelyard; steelyard.federal_pack()"), 300, "ms"),
        Figure(
            "import and load of the law and the whole catalogue",
            inside("import steelyard; steelyard.federal_pack()\nfrom steelyard.catalog.load import Catalog\nlist(Catalog())"),
            300, "ms",
        ),
        Figure("steelyard advise, a whole process", process(str(COMMAND), "advise", "examples/los_angeles.toml"), 800, "ms"),
        Figure("its memory", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 200, "MB"),
    ]  # fmt: skip


CHARGES = (
    ("Cal. Penal Code § 487(a)", "felony", 365),
    ("Cal. Penal Code § 459", "felony", 365),
    ("Cal. Penal Code § 273.5(a)", "felony", 400),
    ("Cal. Health & Safety Code § 11350(a)", "misdemeanor", 180),
    ("Cal. Penal Code § 422", "felony", 365),
)


def charged(number: int) -> str:
    """A made-up case of so many counts, as charged."""
    text = 'id = "search"\nstate = "CA"\nlaw_as_of = 2026-11-24\n'
    for place, (charge, level, _) in enumerate(CHARGES[:number], 1):
        text += f'[[counts]]\nid = "{place}"\ncharge = "{charge}"\nfiled = true\nlevel = "{level}"\n'
        text += f"offense_date = 2026-09-1{place}\n"
    text += '[[options]]\nid = "base"\nlabel = "as charged"\n'
    for place, (_, level, term) in enumerate(CHARGES[:number], 1):
        text += f'[[options.dispositions]]\ncount = "{place}"\noutcome = "convicted"\nlevel = "{level}"\n'
        text += f'term = "{term} days"\nprobation = "2 years"\nrestitution = "$500.00"\n'
    return text


def search() -> list[Figure]:
    """The figures of the search for options."""
    from steelyard import parse_case
    from steelyard.weigh.options import MOST_COMBINATIONS, find_options

    figures = []
    for counts, most, bound in ((1, MOST_COMBINATIONS, 50), (3, MOST_COMBINATIONS, 300), (5, MOST_COMBINATIONS, 1500)):
        case = parse_case(charged(counts))
        found = find_options(case, most=most)
        taken = best(lambda case=case, most=most: find_options(case, most=most), times=5)
        figures.append(Figure(f"options of {counts} counts, {found.searched:,} combinations", taken, bound, "ms"))
    figures.append(Figure("its memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 500, "MB"))
    return figures


def main() -> int:
    """Print the table; status 1 when a figure is beyond its bound."""
    unit = best(yardstick)
    sys.stdout.write(
        f"{platform.node()}: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{date.today()}; yardstick {unit:.1f} ms\n\n"
        "| what | measured | bound | yardsticks |\n|---|---:|---:|---:|\n"
    )
    figures = weigh() + search()
    for one in figures:
        sticks = f"{one.value / unit:.1f}" if one.unit == "ms" else ""
        sys.stdout.write(f"| {one.what} | {one.value:.0f} {one.unit} | {one.bound:.0f} {one.unit} | {sticks} |\n")
    return 0 if all(one.value <= one.bound for one in figures) else 1


if __name__ == "__main__":
    raise SystemExit(main())
