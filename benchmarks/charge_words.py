"""How many charge strings in words alone are answered, by state and occurrences; and a sample of the answers to read by eye.

Usage: python benchmarks/charge_words.py FOLDER [SAMPLE [SEED]]

FOLDER has a CSV file a state, charge,statute,source,count. Counted apart are strings that name no crime of their own, and those
that name a class of crimes, or a crime of several degrees without its degree: none is the right answer to them. Of SAMPLE
strings, drawn by occurrences with SEED (1 when left out), each is printed with its answer.
"""

from __future__ import annotations

import csv
import random
import sys
from collections import Counter
from pathlib import Path

from steelyard.catalog.charges import cite
from steelyard.catalog.cite import JURISDICTIONS, read
from steelyard.catalog.words import named


def main(folder: Path, sample: int, seed: int) -> None:
    """Print the shares, and the sample."""
    drawn: list[tuple[str, str, str | None, str, int]] = []
    print("| state | words only | no crime of its own | a class of crimes | name a crime | answered | share |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for state in JURISDICTIONS:
        if not (path := folder / f"{state}.csv").exists():
            continue
        counts: Counter[str] = Counter()
        for row in csv.DictReader(path.open(encoding="utf-8")):
            charge, statute, number = row["charge"], row["statute"] or "", int(float(row["count"] or 1))
            if any(one.isdigit() for one in statute) or read(state, statute) or read(state, charge):
                continue
            text = charge or statute
            found = cite(state, charge, statute)
            counts["all"] += number
            if found.kind != "crime":
                counts["other"] += number
            elif found.citation is None and named(state, text).is_class:
                counts["class"] += number
            else:
                counts["crime"] += number
                counts["answered"] += number * (found.citation is not None)
            drawn.append((state, text, found.citation, found.reason, number))
        share = f"{counts['answered'] / counts['crime']:.1%}" if counts["crime"] else ""
        print(f"| {state} | {counts['all']:,} | {counts['other']:,} | {counts['class']:,} | {counts['crime']:,} | "
              f"{counts['answered']:,} | {share} |")  # fmt: skip
    if sample:
        answered = [one for one in drawn if one[2]]
        print(f"\n{sample} answers, drawn by occurrences within each state in turn, seed {seed}:")
        dice = random.Random(seed)
        for state in sorted({one[0] for one in answered}):
            own = [one for one in answered if one[0] == state]
            share = max(1, sample // len({one[0] for one in answered}))
            for one in sorted(set(dice.choices(own, [each[4] for each in own], k=share)), key=lambda each: -each[4]):
                print(f"{one[0]} {one[4]:>6} {one[1]} => {one[2]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
