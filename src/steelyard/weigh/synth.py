"""A made-up office: a table of outcomes with gaps planted in either direction, so that an audit can itself be audited."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steelyard.logic.errors import SteelyardError
from steelyard.weigh.measures import MEASURES
from steelyard.weigh.outcomes import needs

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

GROUPS = ("citizen", "noncitizen")

CHARGES = (
    ("ca.pen.484", "theft", "misdemeanor", 0.22, 0.26),
    ("ca.pen.487", "theft", "felony", 0.12, 0.24),
    ("ca.pen.459", "burglary", "felony", 0.10, 0.20),
    ("ca.pen.242", "assault", "misdemeanor", 0.14, 0.28),
    ("ca.pen.245.a.1", "assault", "felony", 0.09, 0.30),
    ("ca.hs.11350", "drugs", "misdemeanor", 0.16, 0.22),
    ("ca.hs.11351", "drugs", "felony", 0.07, 0.34),
    ("ca.pen.602", "trespass", "misdemeanor", 0.10, 0.18),
)
"""Charge, family, level, its share of the cases, and the share of noncitizens among them: so groups differ before matching."""

RECORDS = (("none", 0.55), ("1-2", 0.30), ("3 or more", 0.15))
UNITS = (("north", 0.40, 0.9), ("south", 0.35, 1.1), ("central", 0.25, 1.3))
"""Unit, share of the cases, and what it multiplies the share of noncitizens by."""

YEARS = (2021, 2022, 2023, 2024)

CHANCE = {
    "offer_made": 0.72, "level_reduced": 0.35, "custody": 0.40, "supervision": 0.50, "restitution": 0.30, "diversion": 0.30,
    "dismissal": 0.25, "consequence_avoided": 0.45, "concession": 0.30, "exception": 0.12, "override": 0.10,
}  # fmt: skip
"""The middling chance of each yes-or-no outcome; charge, level, record, custody, unit and year move it by at most 0.08."""

AMOUNT = {
    "days_to_offer": (20.0, 45.0), "counts_reduced": (0.0, 1.2), "severity_possible": (180.0, 400.0),
    "severity_imposed": (10.0, 90.0), "custody_days": (1.0, 39.0), "supervision_days": (90.0, 240.0),
    "restitution_amount": (20.0, 430.0), "approval_days": (1.0, 6.0),
}  # fmt: skip
"""The least value and the middling excess over it of each amount; the excess is skewed to the right, as real ones are."""

ONLY_WITH = {"custody_days": "custody", "supervision_days": "supervision", "restitution_amount": "restitution"}
"""Amounts that are 0 where the answer to their question is no."""

EITHER_OR = ("diversion", "dismissal")
"""What does not become of one case at once."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A planted gap: `size` (a share of 1, or the measure's unit) by which like cases of `higher` are above the others."""

    measure: str
    size: float
    higher: str


def read_gap(text: str) -> Gap:
    """The gap in MEASURE=SIZE:DIRECTION, such as diversion=0.08:noncitizen. Raises SteelyardError (SY-Q010)."""
    measure, _, rest = text.partition("=")
    size, _, higher = rest.partition(":")
    right = "MEASURE=SIZE:GROUP, such as diversion=0.08:noncitizen or custody_days=5:citizen"
    if measure not in CHANCE and measure not in AMOUNT:
        known = ", ".join([*CHANCE, *AMOUNT])
        raise SteelyardError("SY-Q010", f"no gap can be planted in {measure!r}", where="--gap", right=f"one of {known}")
    try:
        amount = float(size)
    except ValueError:
        raise SteelyardError("SY-Q010", f"{size!r} is no size", where="--gap", right=right) from None
    if higher not in GROUPS or not math.isfinite(amount) or amount <= 0:
        raise SteelyardError(
            "SY-Q010", f"{text!r} plants no gap", where="--gap", right=f"{right}; a size above nothing"
        )
    if measure in CHANCE and amount > (most := _room(measure)):
        raise SteelyardError("SY-Q010", f"a gap of {amount:g} in {measure} is more than chances allow", where="--gap",
                             right=f"at most {most:.2f}")  # fmt: skip
    return Gap(measure, amount, higher)


def together(gaps: Sequence[Gap]) -> list[Gap]:
    """The gaps that are planted: several of one measure come to one, those of either direction set off against each other.

    Raises SteelyardError (SY-Q010) where they are more together than chances allow.
    """
    signed: dict[str, float] = {}
    for gap in gaps:
        toward = 1 if gap.higher == GROUPS[0] else -1
        signed[gap.measure] = round(signed.get(gap.measure, 0.0) + toward * gap.size, 9)
    found = [Gap(name, abs(size), GROUPS[0] if size > 0 else GROUPS[1]) for name, size in signed.items() if size]
    for gap in found:
        if gap.measure in CHANCE and gap.size > (most := _room(gap.measure)):
            raise SteelyardError("SY-Q010", f"gaps in {gap.measure} are {gap.size:g} together, more than chances allow",
                                 where="--gap", right=f"at most {most:.2f}")  # fmt: skip
    if sum(gap.size for gap in found if gap.measure in EITHER_OR) > _room(EITHER_OR[0]):
        raise SteelyardError("SY-Q010", f"gaps in {' and '.join(EITHER_OR)} are more together than chances allow", where="--gap",
                             right=f"at most {_room(EITHER_OR[0]):.2f} together")  # fmt: skip
    return found


def _room(measure: str) -> float:
    """The largest gap that keeps every chance, and that of one of two outcomes that exclude each other, within 0.99."""
    together = EITHER_OR if measure in EITHER_OR else (measure,)
    return round(0.99 - sum(CHANCE[name] + 0.08 for name in together), 2)


def synthesize(rows: int, seed: int, gaps: Sequence[Gap] = (), missing: float = 0.0) -> pl.DataFrame:
    """A table of this many cases, the same for the same arguments.

    Each outcome depends on charge, level, record, custody, unit and year and not on the group, but for the planted gaps; a gap
    in a yes-or-no outcome carries over to its amount, which is 0 without it. A gap in an amount is one in its mean over cases.
    `missing` is the share of cases whose group is blank, by chance alone. Raises SteelyardError (SY-Q010, SY-Q011).
    """
    if rows < 1 or not 0 <= missing < 1:
        raise SteelyardError("SY-Q010", "rows below one, or a share that is none", where="--rows, --missing",
                             right="--rows 5000 --missing 0.1")  # fmt: skip
    planted = {gap.measure: gap for gap in together(gaps)}
    try:
        import numpy as np
        import polars as pl
    except ModuleNotFoundError as error:
        raise needs(error.name or "polars") from None

    rng = np.random.default_rng(seed)
    cases = _cases(rows, rng)
    table: dict[str, Any] = {
        "case_id": [f"S{number:07d}" for number in range(rows)],
        "charge": np.array([one[0] for one in CHARGES])[cases.charge],
        "family": np.array([one[1] for one in CHARGES])[cases.charge],
        "level": np.array([one[2] for one in CHARGES])[cases.charge],
        "record": np.array([one[0] for one in RECORDS])[cases.record],
        "custody_at_offer": np.where(cases.custody, "yes", "no"),
        "unit": np.array([one[0] for one in UNITS])[cases.unit],
        "year": np.array(YEARS)[cases.year],
        "group": np.where(cases.noncitizen, GROUPS[1], GROUPS[0]),
    }
    for name, values in _outcomes(cases, planted, rng, np.random.default_rng([seed, 1])).items():
        table[name] = np.where(values == 1, "yes", "no") if name in CHANCE else values
    blank = np.random.default_rng([seed, 2]).random(rows) < missing
    frame = pl.DataFrame(table)
    frame = frame.with_columns(pl.when(pl.Series(blank)).then(pl.lit(None)).otherwise(pl.col("group")).alias("group"))
    offered, asked = pl.col("offer_made") == "yes", pl.col("exception") == "yes"
    return frame.with_columns(
        pl.when(offered).then(pl.col("days_to_offer")).alias("days_to_offer"),
        pl.when(asked | (pl.col("concession") == "yes")).then(pl.col("approval_days")).alias("approval_days"),
    )


@dataclass(frozen=True, slots=True)
class _Cases:
    """The cases of a table before their outcomes: in each array one number, or one yes-or-no, a case."""

    charge: Any
    felony: Any
    record: Any
    custody: Any
    unit: Any
    year: Any
    noncitizen: Any

    def lean(self, weights: tuple[float, ...]) -> Any:
        """How a case's circumstances move an outcome, between -1 and 1, in a way of the outcome's own."""
        import numpy as np

        a, b, c, d, e, f = weights
        own = np.linspace(-1, 1, len(CHARGES))[(self.charge * 3) % len(CHARGES)]
        total = (
            a * own
            + b * (2 * self.felony - 1)
            + c * (self.record - 1)
            + d * (2 * self.custody - 1)
            + e * (self.unit - 1)
            + f * (self.year / 1.5 - 1)
        )
        return total / sum(abs(weight) for weight in weights)


def _cases(rows: int, rng: np.random.Generator) -> _Cases:
    """So many cases, drawn: who is a noncitizen depends on charge and unit."""
    import numpy as np

    charge = rng.choice(len(CHARGES), size=rows, p=[one[3] for one in CHARGES])
    record = rng.choice(len(RECORDS), size=rows, p=[one[1] for one in RECORDS])
    unit = rng.choice(len(UNITS), size=rows, p=[one[1] for one in UNITS])
    year = rng.choice(len(YEARS), size=rows)
    felony = np.array([one[2] == "felony" for one in CHARGES])[charge]
    custody = rng.random(rows) < 0.15 + 0.25 * felony + 0.10 * record
    share = np.array([one[4] for one in CHARGES])[charge] * np.array([one[2] for one in UNITS])[unit]
    return _Cases(charge, felony, record, custody, unit, year, rng.random(rows) < share)


def _outcomes(
    cases: _Cases, planted: Mapping[str, Gap], rng: np.random.Generator, ways: np.random.Generator
) -> dict[str, Any]:
    """The outcomes of the cases by measure, 1 or 0 for yes or no; `ways` draws how circumstances move each of them."""
    import numpy as np

    rows = len(cases.charge)
    numbers: dict[str, Any] = {}
    chances: dict[str, Any] = {}
    for name in MEASURES:
        if name not in CHANCE and name not in AMOUNT:
            continue
        moved = cases.lean(tuple(ways.uniform(0.2, 1.0, size=6) * ways.choice((-1, 1), size=6)))
        gap = planted.get(name)
        is_higher = np.zeros(rows) if gap is None else (cases.noncitizen == (gap.higher == GROUPS[1])) * gap.size
        if name in CHANCE:
            chances[name] = CHANCE[name] + 0.08 * moved + is_higher
            drawn = rng.random(rows)
            if name == EITHER_OR[0]:
                left = drawn
            elif name == EITHER_OR[1]:
                drawn = np.where(numbers[EITHER_OR[0]], 1, left - chances[EITHER_OR[0]])
            numbers[name] = (drawn < chances[name]).astype(np.int64)
        else:
            least, excess = AMOUNT[name]
            is_there, chance = (numbers[with_], chances[with_]) if (with_ := ONLY_WITH.get(name)) else (1, 1)
            drawn = least + excess * (1 + 0.4 * moved) * rng.gamma(2.0, 0.5, size=rows) + is_higher / chance
            numbers[name] = is_there * np.round(drawn, 2 if name == "restitution_amount" else 1)
    return numbers


def is_synth(path: Path) -> bool:
    """Is it a table that `write_synth` wrote: its columns, and its first case's number?"""
    import polars as pl

    try:
        read = pl.scan_parquet(path) if path.suffix.lower() == ".parquet" else pl.scan_csv(path, infer_schema=False)
        first = read.head(1).collect()
    except (OSError, UnicodeError, pl.exceptions.PolarsError):
        return False
    return first.columns == synthesize(1, 0).columns and first["case_id"].to_list() in ([], ["S0000000"])


def write_synth(out: Path, rows: int, seed: int, gaps: Sequence[Gap] = (), missing: float = 0.0) -> None:
    """Writes the table as CSV or Parquet, by the ending. Raises SteelyardError (SY-Q009, SY-Q010, SY-Q011)."""
    if out.suffix.lower() not in {".csv", ".parquet"}:
        raise SteelyardError(
            "SY-Q009", f"a table ends in .csv or .parquet, not in {out.suffix or 'nothing'}", where=str(out)
        )
    frame = synthesize(rows, seed, gaps, missing)
    try:
        if out.suffix.lower() == ".parquet":
            frame.write_parquet(out)
        else:
            frame.write_csv(out)
    except OSError as error:
        raise SteelyardError(
            "SY-Q009", f"the table cannot be written: {error.strerror or error}", where=str(out)
        ) from None
