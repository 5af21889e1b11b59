"""`steelyard parity`, `synth`, `policy simulate`: like cases compared, a made-up office, a policy over a file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from steelyard.cli_policy import PolicyDay, given_meant, policy_app, policy_meant
from steelyard.cli_shared import AsJson, Overwrite, check_free, day_given, print_json
from steelyard.logic.errors import SteelyardError

CASES = frozenset({".toml", ".json"})
MapFile = Annotated[Path | None, typer.Option("--map", help="a TOML file that says what the columns hold")]
Stage = Annotated[
    str | None, typer.Option("--stage", help="filing, plea …: where the decision stands; both when left out")
]
Given = Annotated[
    list[str] | None, typer.Option("--given", help="settle a condition, as public_safety=yes; may be given again")
]
InForce = Annotated[
    str | None, typer.Option("--in-force", help="take this version (its id, or latest) as the one in force")
]

ReportFile = Annotated[
    Path | None, typer.Option("--report", help="write a report that stands alone: OUT.html or OUT.pdf")
]


def parity(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="TABLE|CASE...", help="a table of outcomes (CSV, Parquet, Excel), or case files"),
    ],
    mapping: MapFile = None,
    as_json: AsJson = False,
    report: ReportFile = None,
    smallest: Annotated[int, typer.Option("--smallest", min=1, help="the least count that is shown")] = 11,
    permutations: Annotated[
        int, typer.Option("--permutations", min=99, help="how often the groups are shuffled")
    ] = 1999,
    seed: Annotated[int, typer.Option("--seed", help="makes the same permutations again")] = 1,
    policy: Annotated[
        str | None, typer.Option("--policy", help="for case files: an office's short name or a policy file")
    ] = None,
    as_of: PolicyDay = None,
    stage: Stage = None,
    given: Given = None,
    in_force: InForce = None,
    overwrite: Overwrite = False,
) -> None:
    """Compare like cases: of a table of outcomes by group, or of case files as a citizen and as each class under a policy."""
    if all(file.suffix.lower() in CASES for file in files):
        if mapping is not None:
            raise SteelyardError("SY-Q012", "a mapping goes with a table, not with case files", where="--map")
        _check_report(report, files, overwrite)
        _cases(files, policy, as_of, stage, given, in_force, report, as_json)
        return
    if len(files) > 1:
        raise SteelyardError("SY-Q012", "one table at a time, and no table among case files", where=", ".join(map(str, files)),
                             right="steelyard parity TABLE, or steelyard parity CASE CASE …")  # fmt: skip
    from steelyard.weigh.outcomes import Mapped, load_map, read_outcomes
    from steelyard.weigh.parity import audit

    _check_report(report, [files[0], *([mapping] if mapping is not None else [])], overwrite)
    mapped = load_map(mapping) if mapping is not None else Mapped()
    found = audit(read_outcomes(files[0], mapped), smallest=smallest, draws=permutations, seed=seed)
    if report is not None:
        from steelyard.weigh.parity_report import write_report

        write_report(found, report)
    if as_json:
        print_json(found.as_dict())
    else:
        from steelyard.weigh.parity_page import print_audit

        print_audit(found)
    _whole(files[0], found.outcomes.bad_lines, found.outcomes.first_bad)


def _check_report(report: Path | None, inputs: list[Path], overwrite: bool) -> None:
    """Raises SteelyardError: SY-Q009 for a report that cannot be, SY-A004 where a file of another kind has its name."""
    if report is not None:
        from steelyard.weigh.report import check_report, is_report

        check_report(report, inputs)
        check_free(report, is_report, overwrite)


def _whole(table: Path, bad_lines: int, first: str) -> None:
    """Raises SteelyardError (SY-B009), after all else is done, when a line of the table could not be read."""
    if bad_lines:
        says = f"lines that could not be read: {bad_lines}, the first of them {first}"
        raise SteelyardError("SY-B009", says, where=str(table), right="the rest is done")


def _cases(
    files: list[Path], policy: str | None, as_of: str | None, stage: str | None, given: list[str] | None, in_force: str | None,
    report: Path | None, as_json: bool,
) -> None:  # fmt: skip
    from steelyard.weigh.case import load_case
    from steelyard.weigh.counterfactual import counterfactual, together

    meant, day, settled = (
        policy_meant(policy) if policy else None,
        day_given(as_of) or date.today(),
        given_meant(given or []),
    )
    found = [
        counterfactual(load_case(file), meant, day, stage=stage, in_force=in_force, given=settled) for file in files
    ]
    if report is not None:
        from steelyard.weigh.counterfactual_report import document
        from steelyard.weigh.report import write

        write(document(found), report)
    if as_json:
        by_class = {name: {str(one): n for one, n in counts.items()} for name, counts in together(found).items()}
        print_json({"cases": [one.as_dict() for one in found], "together": by_class})
        return
    from steelyard.weigh.parity_page import print_counterfactual

    print_counterfactual(found)


def synth(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="a table to write, .csv or .parquet")],
    rows: Annotated[int, typer.Option("--rows", min=1, help="how many cases")] = 5000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="the same seed gives the same table")] = 1,
    gap: Annotated[
        list[str] | None,
        typer.Option("--gap", help="MEASURE=SIZE:GROUP, as diversion=0.08:noncitizen; may be given again"),
    ] = None,
    missing: Annotated[float, typer.Option("--missing", help="the share of cases whose group is blank")] = 0.0,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
) -> None:
    """Make a table of a made-up office, with gaps planted in either direction, to test the audit itself."""
    from steelyard.weigh.synth import is_synth, read_gap, together, write_synth

    gaps = together([read_gap(text) for text in gap or []])
    check_free(out, is_synth, overwrite)
    write_synth(out, rows, seed, gaps, missing)
    said = [{"measure": one.measure, "size": one.size, "higher_for": one.higher} for one in gaps]
    if as_json:
        print_json({"out": str(out), "rows": rows, "seed": seed, "missing": missing, "gaps": said})
        return
    planted = "; ".join(f"{one.measure} higher for {one.higher} by {one.size:g}" for one in gaps) or "no gap"
    sys.stdout.write(
        f"{out}: {rows:,} made-up cases, seed {seed}, group blank in a share of {missing:g}; planted: {planted}\n"
    )


@policy_app.command()
def simulate(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="a file of charges: CSV, Parquet or Excel")],
    policy: Annotated[str, typer.Option("--policy", help="an office's short name, or a policy file")],
    as_of: PolicyDay = None,
    mapping: MapFile = None,
    state: Annotated[
        str,
        typer.Option(
            "--state", help="whose law the charges are under, where the file does not say; the office's when left out"
        ),
    ] = "",
    stage: Stage = None,
    given: Given = None,
    in_force: InForce = None,
    report: ReportFile = None,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
) -> None:
    """Run a policy over a file of charges: what it would require, permit, forbid and leave open, and whose approval it asks."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from steelyard.weigh.simulate import simulate as over

    _check_report(report, [table, *([mapping] if mapping is not None else [])], overwrite)
    with Progress(
        TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task("reading", total=None)

        def advance(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of, description="profiles")

        day = day_given(as_of) or date.today()
        found = over(table, policy_meant(policy), day, mapping, state=state.upper(), stage=stage, given=given_meant(given or []),
                     in_force=in_force, advance=advance)  # fmt: skip
    if report is not None:
        from steelyard.weigh.report import write
        from steelyard.weigh.simulate_report import document

        write(document(found), report)
    if as_json:
        print_json(found.as_dict())
    else:
        from steelyard.weigh.parity_page import print_simulation

        print_simulation(found)
    _whole(table, found.bad_lines, found.first_bad)
