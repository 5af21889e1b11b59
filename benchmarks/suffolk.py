"""The worked study of Suffolk County: `make study SUFFOLK=FILE` writes docs/studies/suffolk.md, its pictures and their data.

The file is the prosecutions of the Suffolk County District Attorney, 2013 to 2018 (Parquet, one row a charge). It is screened
four times, and one office's written policy is run over it. `python -m benchmarks.suffolk --pictures` draws the pictures again
from the data beside them. Where `steelyard policy simulate … --json` was run before, its output may follow FILE.
"""

from __future__ import annotations

import copy
import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import pictures
from steelyard.catalog.find import catalogue
from steelyard.catalog.policies import policies
from steelyard.law.columns import columns
from steelyard.law.pack import federal_pack
from steelyard.law.postures import postures
from steelyard.weigh.mapping import Layout, layouts, read_layout
from steelyard.weigh.screen import screen
from steelyard.weigh.screen_summary import Summary
from steelyard.weigh.simulate import simulate

AS_OF = date(2026, 11, 24)
PAGE = Path(__file__).resolve().parent.parent / "docs" / "studies" / "suffolk.md"
DATA = PAGE.parent / "suffolk"
POLICY = "philadelphia"
STAGE = "plea"
ANSWERS = ("needs approval", "undetermined", "not permitted", "required", "permitted", "silent")
SHOWN = ("resident_under_five", "resident_over_seven", "deferred_action", "entered_without_inspection")
DRAWN_CLASS = "entered_without_inspection"
CUSTODY = "Guilty - (Committed|Suspended|Split)"
CONTINUED = "CWF|Continued w/o Finding"
ORDERED = {"restraint_ordered": True, "only_unconditionally_suspended_fine": False}


def layout(**facts: dict[str, Any]) -> Layout:
    """The county's mapping, with more facts for the dispositions of a pattern."""
    raw: dict[str, Any] = copy.deepcopy(dict(next(one for one in layouts() if one.name == "suffolk_da").raw))
    raw["law_as_of"] = AS_OF
    raw["keep"] = ["Disposition", "Description Disposition Reason"]
    for entry in raw["disposition"]:
        entry["facts"] = {**entry.get("facts", {}), **facts.get(entry["match"], {})}
    return read_layout(raw, "suffolk_da")


def run(source: Path, folder: Path, name: str, **facts: dict[str, Any]) -> tuple[Summary, pl.DataFrame]:
    """One screening; its summary and its rows."""
    out = folder / f"{name}.parquet"
    summary = screen(source, out, mapping=layout(**facts))
    return summary, pl.read_parquet(out)


def table(headings: list[str], rows: list[list[Any]]) -> str:
    """A table in Markdown."""
    shown = [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in shown])


def verdicts(frame: pl.DataFrame) -> dict[str, int]:
    """Convictions by answer."""
    counted = dict(frame["conviction"].value_counts().iter_rows())
    return {"true": counted.get(True, 0), "false": counted.get(False, 0), "unknown": counted.get(None, 0)}


def told(counted: dict[str, int]) -> str:
    """Counts by answer in words."""
    return f"{counted['true']:,} convictions, {counted['false']:,} none, {counted['unknown']:,} unknown"


def _sure(pairs: pl.DataFrame, classes: int) -> pl.Series:
    """Where some class goes from a sure no to a sure yes."""
    at = [(pl.col("a").str.slice(i, 1) == "F") & (pl.col("b").str.slice(i, 1) == "T") for i in range(classes)]
    return pairs.select(pl.any_horizontal(at).alias("sure"))["sure"]


# ---------------------------------------------------------------------------------------------------------------------
# Pictures, drawn from the data beside the page
# ---------------------------------------------------------------------------------------------------------------------


def kept(name: str, rows: list[dict[str, Any]]) -> Path:
    """Data as CSV beside the page."""
    DATA.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(rows).write_csv(DATA / f"{name}.csv")
    return DATA / f"{name}.csv"


DRAWN: dict[str, dict[str, Any]] = {
    "outcomes": {"y": "outcome", "kinds": ["a conviction", "unknown", "none"], "unit": "charges", "share": False},
    "one_day": {"y": "consequence", "kinds": ["surely turn", "may turn"], "unit": "charges", "share": False},
    "persons": {"y": "consequence", "kinds": ["yes", "unknown", "no"], "unit": "share of all persons", "share": True},
    "policy": {"y": "family", "kinds": list(ANSWERS), "unit": "charges", "share": False},
}


def told_of(name: str) -> str:
    """The text alternative of a picture, from its data."""
    table = pl.read_csv(DATA / f"{name}.csv")
    how = DRAWN[name]
    parts = [
        f"{row[how['y']]}: " + ", ".join(f"{row[kind]:,} {kind}" for kind in how["kinds"] if row[kind])
        for row in table.head(6).iter_rows(named=True)
    ]
    more = f"; {table.height - 6} more in the data" if table.height > 6 else ""
    return f"Bars of {how['unit'].replace('share of all ', '')} by {how['y']}. " + "; ".join(parts) + more + "."


def draw(name: str) -> str:
    """The picture, drawn from its data, as Markdown."""
    data, target, told = DATA / f"{name}.csv", DATA / f"{name}.svg", told_of(name)
    pictures.stacked(data, target, told, **DRAWN[name])
    return pictures.shown(PAGE, target, data, told)


# ---------------------------------------------------------------------------------------------------------------------
# An office's policy over the same file
# ---------------------------------------------------------------------------------------------------------------------


def policy_told(found: dict[str, Any]) -> str:
    """What the policy does to the file, in words and tables; `found` is what `policy simulate --json` prints."""
    effect = found["stages"][STAGE]
    charged = effect["as_charged"]
    families: dict[str, dict[str, Any]] = {}
    for entry in effect["by_family"]:
        one = entry["as_charged"]
        tally = families.setdefault(entry["family"], dict.fromkeys(("charges", "touched", *ANSWERS), 0))
        for what in tally:
            tally[what] += one[what] if what in one else one["answers"][what]
    rows = [{"family": name, **tally} for name, tally in families.items()]
    rows = sorted(rows, key=lambda one: -one["charges"])[:15]
    kept("policy", rows)
    by_answer = [
        [answer, charged["answers"][answer], f"{charged['answers'][answer] / max(charged['charges'], 1):.1%}"]
        for answer in ANSWERS
    ]
    would = ", ".join(f"{answer} {many:,}" for answer, many in charged["undetermined_would_be"].items()) or "nothing"
    approvals = charged["approvals"] | {
        f"{k} (if the condition holds)": v for k, v in charged["approvals_that_may_be"].items()
    }
    asked = ", ".join(f"{route} {many:,}" for route, many in approvals.items()) or "nobody"
    recorded = effect["as_recorded"]
    then = ", ".join(f"{answer} {recorded['answers'][answer]:,}" for answer in ANSWERS if recorded["answers"][answer])
    hangs = ", ".join(f"{what} {many:,}" for what, many in list(effect["hangs_on"].items())[:6]) or "nothing"
    duties = "\n".join(f"- {duty}: {many:,} charges" for duty, many in effect["floor_duties_owed"].items()) or "- none"
    return f"""## What a written policy would do with the same charges

Suffolk's office has no policy in the program, so another office's stands in: {found["policy"]}, {
        "; ".join(found["versions"])
    },
taken as if it were in force and bound Suffolk's prosecutors, at the {STAGE} stage
(`steelyard policy simulate FILE --policy {POLICY} --state MA --in-force latest --stage {STAGE}`).
{found["mapped"]:,} of {
        found["rows"]:,} charges name an offense; each is weighed by itself, of nobody's status in particular,
and no priors are known. {found["distinct_profiles"]:,} distinct charges and levels were decided, each once.

A clause of the policy touches {charged["touched"]:,} of {charged["charges"]:,} charges
({charged["touched"] / max(charged["charges"], 1):.1%}). To convict each as charged is, under the policy:

{table(["answer", "charges", "share"], by_answer)}

Undetermined means that it hangs on what no file says; if the condition held, it would be: {would}. It hangs on: {
        hangs
    }.
Whose approval is asked: {asked}. What the file says became of the charges would have been: {then}.

{draw("policy")}

{table(["charge family", "charges", *ANSWERS], [[r["family"], r["charges"], *(r[a] for a in ANSWERS)] for r in rows])}

Duties that statutes lay on somebody at this stage, whatever the policy says:

{duties}
"""


def main(source: Path, simulated: Path | None = None) -> None:
    """Run the study and write its page, its pictures and their data; the policy's part may have been run before."""
    if simulated is None:
        policy = simulate(source, policies()[POLICY], AS_OF, None, state="MA", stage=STAGE, in_force="latest").as_dict()
    else:
        policy = json.loads(simulated.read_text(encoding="utf-8"))
    (DATA / "policy.json").parent.mkdir(parents=True, exist_ok=True)
    (DATA / "policy.json").write_text(json.dumps(policy, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    pack = federal_pack()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        base, rows = run(source, folder, "base")
        seconds = time.perf_counter() - began
        _, ordered = run(source, folder, "ordered", **{CONTINUED: ORDERED})
        short = {"term_imposed": "364 days", "restraint_ordered": True}
        long = {"term_imposed": "365 days", "restraint_ordered": True}
        _, below = run(source, folder, "below", **{CUSTODY: short})
        _, above = run(source, folder, "above", **{CUSTODY: long})
    words = pl.concat_str(["Disposition", "Description Disposition Reason"], separator=" | ", ignore_nulls=True)
    rows = rows.with_columns(words.alias("words"))
    continued = rows["words"].str.contains(CONTINUED)
    custody = rows["words"].str.contains(CUSTODY)
    by_outcome = rows.group_by("outcome").agg(
        pl.len(), (pl.col("conviction") == True).sum().alias("yes"),  # noqa: E712
        (pl.col("conviction") == False).sum().alias("no"), pl.col("conviction").is_null().sum().alias("unknown"),  # noqa: E712
    ).sort("len", descending=True)  # fmt: skip
    kinds = pl.col("kind") == "crime"
    turning = []
    either = pl.Series([False] * rows.height)
    surely = pl.Series([False] * rows.height)
    for column in columns():
        pairs = pl.DataFrame({"a": below[column.rule].cast(pl.String), "b": above[column.rule].cast(pl.String)})
        sure = _sure(pairs, len(base.classes))
        differs = pairs["a"] != pairs["b"]
        either, surely = either | differs, surely | sure
        if differs.sum():
            turning.append([column.rule, pack.rules[column.rule].label, int(sure.sum()), int(differs.sum())])
    turning.sort(key=lambda one: (-one[2], -one[3]))
    place = list(postures()).index("entered_without_inspection")
    dismissed = rows.filter(pl.col("outcome") == "dismissed")
    charged = dismissed["detention.charge_alone"].cast(pl.String).str.slice(place, 1)
    analysed = rows.filter(custody & (rows["offense"].is_not_null()))
    mapped_custody = analysed.height
    entries = [one for one in catalogue().offenses if one.state == "MA"]
    offenses, memory = len(entries), sum(one.from_memory for one in entries)
    kept("outcomes", [
        {"outcome": o or "unknown", "a conviction": y, "unknown": u, "none": n} for o, _, y, n, u in by_outcome.iter_rows()
    ])  # fmt: skip
    kept("one_day", [
        {"consequence": label, "rule": rule, "surely turn": sure, "may turn": many - sure}
        for rule, label, sure, many in turning[:15]
    ])  # fmt: skip
    shown = sorted(base.consequences, key=lambda one: -one["persons"][DRAWN_CLASS]["true"])
    kept("persons", [
        {"consequence": one["label"], "yes": said["true"], "unknown": said["unknown"], "no": said["false"]}
        for one in shown if (said := one["persons"][DRAWN_CLASS])["true"]
    ][:15])  # fmt: skip
    text = f"""# What a county's file shows: Suffolk County, Massachusetts, 2013 to 2018

{base.rows:,} charges of {base.persons:,} persons, screened under the law of {AS_OF} in the First Circuit, for
{len(base.classes)} posture classes. Run again with `make study SUFFOLK=FILE` (the file of prosecutions as Parquet).
The file says nothing of anybody's citizenship, and nothing here does: every figure is what the law would do with a charge
*if* the person were in a class. The offenses and the rules are drafts that no attorney has signed; {memory} of the
{offenses} Massachusetts entries are written from memory and never clear, so "unknown" is large on purpose.

## What could be read

{
        table(
            ["charges", "rows", "share"],
            [
                ["all charges", base.rows, "100 %"],
                ["mapped to an offense of the catalogue", base.mapped, f"{base.mapped / base.rows:.1%}"],
                [
                    "no crime (civil, ordinance, traffic, warrant, hold)",
                    sum(base.not_crimes.values()),
                    f"{sum(base.not_crimes.values()) / base.rows:.1%}",
                ],
                [
                    "a crime the catalogue does not have, or words it cannot read",
                    base.unmapped,
                    f"{base.unmapped / base.rows:.1%}",
                ],
            ],
        )
    }

{base.charges_mapped:,} of {base.charges_distinct:,} distinct charge texts are mapped. {
        base.profiles:,} distinct profiles were
weighed, each once. {base.bad_values.get("offense_date", 0):,} offense dates and
{base.bad_values.get("conviction_date", 0):,} disposition dates could not be read.

The most frequent of what is unmapped:

{table(["charge", "rows", "why"], [[one["charge"], one["rows"], one["reason"]] for one in base.top_unmapped[:12]])}

## Is it a conviction?

{
        table(
            ["outcome as mapped", "charges", "a conviction", "none", "unknown"],
            [[o or "unknown", n, y, f, u] for o, n, y, f, u in by_outcome.iter_rows()],
        )
    }

{draw("outcomes")}

**Continued without a finding.** {int(continued.sum()):,} charges ended so ({
        continued.sum() / rows.height:.1%} of all). For the
state none is a conviction. Each has an admission to sufficient facts, which is the first half of 8 U.S.C. § 1101(a)(48)(A)(ii);
the file does not say what was ordered. Read as the file stands: {told(verdicts(rows.filter(continued)))}.
If any condition, cost or probation was ordered in each, as is usual: {
        told(verdicts(ordered.filter(continued)))
    }. So up to
{
        verdicts(ordered.filter(continued))[
            "true"
        ]:,} charges are convictions for immigration law that the state does not call so,
beside {verdicts(rows)["true"]:,} that both do.

**Guilty, filed** and the like, where no sentence was imposed, are unknown for the same reason.

**No disposition** is in the file for nearly all of the {
        sum(
            n for o, n, *_ in by_outcome.iter_rows() if not o
        ):,} charges whose outcome is unknown: some were pending, of others
it was not kept. They are open, and so is what would follow from a conviction.

## One day of sentence

The file has no terms. {int(custody.sum()):,} charges ended in a sentence of commitment, a suspended or a split sentence
({mapped_custody:,} of them mapped). Weighed by itself with a term of 364 days and again with 365, the answer goes
from a sure "no" to a sure "yes" in some class for {
        int(surely.sum()):,} of them, and from "no" to "it may be", or the like,
for {int(either.sum() - surely.sum()):,} more (the offense is not settled, or a fact is not in the file):

{table(["consequence", "in words", "surely turn", "turn or may turn"], turning[:15])}

{draw("one_day")}

## A charge alone

{
        dismissed.height:,} charges were dismissed. Since 29 January 2025 an arrest or charge for a listed offense holds a person
who entered without inspection without bond (8 U.S.C. § 1226(c)(1)(E)), whatever becomes of it. Of the dismissed charges
{int((charged == "T").sum()):,} are of a listed kind; of {
        int((charged == "?").sum()):,} the file does not say whether death or
serious bodily injury resulted, which would put any charge on the list; {int((charged == "F").sum()):,} are not.

## Persons by consequence

Yes / unknown, out of {base.persons:,} persons weighed by all their charges together.

{
        table(
            ["consequence", *(postures()[name].short for name in SHOWN)],
            [
                [
                    entry["label"],
                    *(f"{entry['persons'][n]['true']:,} / {entry['persons'][n]['unknown']:,}" for n in SHOWN),
                ]
                for entry in base.consequences
                if any(entry["persons"][n]["true"] for n in SHOWN)
            ],
        )
    }

{draw("persons")}

{policy_told(policy)}
## How sure this is

- {
        rows.filter(
            kinds & pl.col("offense").is_null()
        ).height:,} charges of crimes are not analysed; every answer they touch is
  unknown, and so is every person who has one that ended in a conviction.
- No record is known to be complete, so nothing that a prior elsewhere could change is answered "no".
- The maximum term is that of the statute at the level the file gives; the terms imposed are not in the file.
- The answers agree with the reference evaluator, row by row, on random files of the same layout
  (tests/differential/test_screen.py).
"""
    PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{PAGE}\none screening took {seconds:.1f} s\n")


if __name__ == "__main__":
    if sys.argv[1] == "--pictures":
        for picture in DRAWN:
            draw(picture)
    else:
        main(*map(Path, sys.argv[1:3]))
