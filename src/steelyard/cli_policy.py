"""`steelyard policy`: an office's policy as a page, several side by side, a case under them, and a check of a file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from steelyard.cli_shared import AsJson, day_given, print_json
from steelyard.logic.errors import SteelyardError

if TYPE_CHECKING:
    from steelyard.law.policies import Policy

policy_app = typer.Typer(
    no_args_is_help=True,
    help="Offices' written policies: show one, compare several, run a case under them, check a file.",
)

PolicyDay = Annotated[
    str | None, typer.Option("--as-of", help="the day whose policy is asked for; today when left out")
]
Office = Annotated[str, typer.Argument(metavar="OFFICE", help="an office's short name, or a policy file")]


def policy_meant(name: str) -> Policy:
    from steelyard.catalog.policies import load_policy, policies

    if name in policies():
        return policies()[name]
    if name.endswith(".toml") or Path(name).exists():
        return load_policy(name)
    raise SteelyardError(
        "SY-P009", f"no policy of {name!r} is here", right=f"one of {', '.join(policies())}, or a file"
    )


def given_meant(words: list[str]) -> dict[str, bool]:
    found = {}
    for word in words:
        name, _, value = word.partition("=")
        if value not in {"yes", "no"}:
            raise SteelyardError("SY-P010", f"{word!r} answers nothing", where="--given", right="NAME=yes or NAME=no")
        found[name] = value == "yes"
    return found


@policy_app.command()
def show(office: Office, as_of: PolicyDay = None, as_json: AsJson = False) -> None:
    """Show one policy: its texts in order, each clause in its words, what is not verified, and the duties under it."""
    policy, day = policy_meant(office), day_given(as_of) or date.today()
    if as_json:
        from steelyard.weigh.policy_output import policy_to_json

        print_json(policy_to_json(policy, day))
    else:
        from steelyard.weigh.policy_page import print_policy

        print_policy(policy, day)


@policy_app.command()
def compare(
    offices: Annotated[
        list[str] | None, typer.Argument(metavar="[OFFICE]...", help="short names or files; all when left out")
    ] = None,
    as_of: PolicyDay = None,
    as_json: AsJson = False,
) -> None:
    """Lay policies side by side on every dimension, with a timeline."""
    from steelyard.catalog.policies import policies
    from steelyard.weigh.policy_compare import compare as side_by_side
    from steelyard.weigh.policy_compare import compare_to_json

    day = day_given(as_of) or date.today()
    chosen = [policy_meant(name) for name in offices] if offices else list(policies().values())
    columns = side_by_side(chosen, day)
    if as_json:
        print_json(compare_to_json(columns, day))
    else:
        from steelyard.weigh.policy_page import print_comparison

        print_comparison(columns, day)


@policy_app.command()
def run(
    case_file: Annotated[Path, typer.Argument(metavar="CASE", help="a case file, TOML or JSON")],
    policy: Annotated[
        list[str] | None, typer.Option("--policy", help="a short name or a file; the case's office when left out")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="under every policy that is here")] = False,
    as_of: PolicyDay = None,
    stage: Annotated[
        str | None, typer.Option("--stage", help="filing, plea …: where the decision stands; both when left out")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option("--given", help="settle a condition, as public_safety=yes; may be given again")
    ] = None,
    in_force: Annotated[
        str | None, typer.Option("--in-force", help="take this version (its id, or latest) as the one in force")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run a case under one policy or all: what each option needs, in the policy's words, over the law's floor."""
    from steelyard.catalog.policies import policies
    from steelyard.weigh.case import load_case
    from steelyard.weigh.effects import weighing
    from steelyard.weigh.policy import policy_answers

    case, day, settled = load_case(case_file), day_given(as_of) or date.today(), given_meant(given or [])
    chosen: list[Policy | None] = [policy_meant(name) for name in policy or []]
    if every:
        chosen = list(policies().values())
    weighed = weighing(case)
    by_office: dict[str, Any] = {}
    for one in chosen or [None]:
        name = one.office if one is not None else case.office or "none"
        by_office[name] = policy_answers(
            one, day, case, stage=stage, given=settled, in_force=in_force, weighed=weighed
        )  # fmt: skip
    if as_json:
        from steelyard.weigh.policy_output import answer_to_json

        print_json({"case": case.id, "as_of": day.isoformat(), "baseline": weighed.baseline, "policies": [
            {"office": name, "answers": [answer_to_json(one) for one in answers]} for name, answers in by_office.items()
        ]})  # fmt: skip
        return
    from steelyard.weigh.policy_page import print_answers, print_table

    if len(by_office) == 1:
        print_answers(weighed, next(iter(by_office.values())))
    else:
        print_table(weighed, by_office, day, stage or "filing or plea")


@policy_app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="policy files")],
) -> None:
    """Check policy files: schema, words and places, days, overlaps, contradictions. Status 2 if anything is wrong."""
    from steelyard.catalog.policies import check_policy

    wrong = 0
    for file in files:
        policy, issues = check_policy(file)
        wrong += len(issues)
        for issue in issues:
            sys.stdout.write(f"{issue}\n")
        if policy is not None and not issues:
            clauses = [clause for version in policy.version for clause in version.clause]
            opened = sum(len(clause.unverified) for clause in clauses) + sum(not clause.decides for clause in clauses)
            sys.stdout.write(
                f"{file.name}: {policy.name}: versions: {len(policy.version)}; clauses: {len(clauses)}; "
                f"parts not verified: {opened}; nothing wrong\n"
            )
    if wrong:
        sys.stdout.write(f"{wrong} wrong; each code has a page in docs/errors\n")
        raise SystemExit(2)
