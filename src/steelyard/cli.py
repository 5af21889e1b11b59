"""The command line: every answer as a page a person can read, or as JSON another program can."""

from __future__ import annotations

import gc
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from steelyard import __version__, cli_parity
from steelyard.cli_policy import policy_app
from steelyard.cli_shared import (
    AsJson,
    Overwrite,
    check_free,
    day_given,
    not_over,
    print_json,
    print_json_line,
    write_file,
)
from steelyard.desk import commands as desk_commands
from steelyard.logic.errors import SteelyardError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.weigh.advise import Advice
    from steelyard.weigh.counts import Problem

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Weigh a charging, plea or sentencing decision: what U.S. federal immigration law would do with each option.",
)
law_app = typer.Typer(no_args_is_help=True, help="The rules: list, show, check, compare, count, write out.")
app.add_typer(law_app, name="law")
app.add_typer(policy_app, name="policy")
app.command()(cli_parity.parity)
app.command()(cli_parity.synth)
desk_commands.add_to(app)

CaseFile = Annotated[Path, typer.Argument(metavar="CASE", help="a case file, TOML or JSON")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="the day whose law is asked for, as 2026-11-24")]
Convicted = Annotated[
    str | None, typer.Option("--convicted", help="the day of conviction; any day until then when left out")
]


def main() -> None:
    """Run the command line; an error of the user's is one message on standard error and exit status 2."""
    gc.disable()  # a process of a second makes no garbage worth collecting
    try:
        app()
    except SteelyardError as error:
        _fail(error)
    except ModuleNotFoundError as error:
        _fail(_not_installed(error))
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


PARTS = {
    "batch": frozenset({"narwhals", "polars", "duckdb", "pyarrow", "fastexcel"}),
    "spark": frozenset({"pyspark"}),
    "papers": frozenset({"docx", "typst"}),
    "parity": frozenset({"altair", "scipy", "vl_convert"}),
    "desk": frozenset({"alembic", "argon2", "authlib", "cryptography", "fastapi", "mcp", "platformdirs", "sqlalchemy",
                       "starlette", "uvicorn"}),
}  # fmt: skip
"""The parts that are installed apart, and the modules by which their absence is known."""


def _not_installed(error: ModuleNotFoundError) -> SteelyardError:
    """What to install for a part that is not there; a module of no part is a fault of ours and is raised again."""
    name = (error.name or "").partition(".")[0]
    part = next((part for part, modules in PARTS.items() if name in modules), None)
    if part is None:
        raise error
    return SteelyardError(
        "SY-A005", f"this needs {name}, which is not installed", right=f'pip install "steelyard[{part}]"'
    )


def _fail(error: SteelyardError) -> NoReturn:
    sys.stderr.write(f"steelyard: {error}\nSee docs/errors/{error.code}.md\n")
    raise SystemExit(2)


def _advice(case_file: Path, as_of: str | None) -> Advice:
    from steelyard.weigh.advise import advise as weigh
    from steelyard.weigh.case import load_case

    case = load_case(case_file)
    day = day_given(as_of)
    if day is not None:
        case = case.model_copy(update={"law_as_of": day})
    return weigh(case)


def _leave(problems: Sequence[Problem]) -> None:
    """Exit with status 2 when a part of the case could not be answered."""
    if problems:
        for problem in problems:
            sys.stderr.write(f"steelyard: {problem.code}: {problem.where}: {problem.says}\n")
        raise SystemExit(2)


@app.command()
def advise(
    case_file: CaseFile,
    as_json: AsJson = False,
    as_of: AsOf = None,
    receipt: Annotated[Path | None, typer.Option("--receipt", help="write the receipt to this file")] = None,
) -> None:
    """Weigh a case: the matrix of options by consequences, and what would change it."""
    from steelyard.weigh.receipt import is_receipt

    if receipt is not None:
        not_over(receipt, case_file)
        if receipt.is_file() and not is_receipt(receipt):
            raise SteelyardError("SY-A004", "the file is there already, and is no receipt", where=str(receipt),
                                 right="another file")  # fmt: skip
    advice = _advice(case_file, as_of)
    asks = advice.questions()
    if receipt is not None:
        write_file(receipt, json.dumps(advice.receipt.as_dict(), ensure_ascii=False, indent=2) + "\n")
    if as_json:
        from steelyard.weigh.output import advice_to_json

        print_json(advice_to_json(advice, asks))
    else:
        from steelyard.weigh.page import print_advice

        print_advice(advice, asks)
    _leave(advice.problems)


@app.command()
def options(
    case_file: CaseFile,
    as_json: AsJson = False,
    as_of: AsOf = None,
    every: Annotated[bool, typer.Option("--all", help="show every option that nothing beats")] = False,
    ruled_out: Annotated[bool, typer.Option("--ruled-out", help="list what is not open, with the reason")] = False,
    order: Annotated[str, typer.Option("--order", help="which group to avoid first: relief,removal")] = "",
    stage: Annotated[
        str | None, typer.Option("--stage", help="the stage whose policy is asked for; filing and plea when left out")
    ] = None,
) -> None:
    """Find comparable options that avoid or soften the consequences, or say why there is none."""
    from steelyard.weigh.advise import Weigher
    from steelyard.weigh.case import load_case, with_fields
    from steelyard.weigh.options import find_options

    case = load_case(case_file)
    changes: dict[str, Any] = {"law_as_of": day_given(as_of)} if as_of else {}
    if order:
        changes["order"] = [group.strip() for group in order.split(",")]
    case = with_fields(case, changes)
    weigher = Weigher(case)
    found = find_options(case, weigher, stage=stage)
    if as_json:
        from steelyard.weigh.output import options_to_json

        print_json(options_to_json(found))
    else:
        from steelyard.weigh.options_page import print_options

        print_options(found, every=every, ruled_out=ruled_out)
    _leave(weigher.problems)


@app.command()
def explain(
    case_file: Annotated[
        Path, typer.Argument(metavar="CASE|FILE", help="a case file, or with --profile a file that screen wrote")
    ],
    option: Annotated[str, typer.Argument(help="the option's id; left out with --profile")] = "",
    posture: Annotated[
        str | None, typer.Option("--posture", help="a posture class; the first one when left out")
    ] = None,
    rule: Annotated[
        str | None, typer.Option("--rule", help="one consequence; all that are not safe when left out")
    ] = None,
    profile: Annotated[int | None, typer.Option("--profile", help="the number of a profile of a screening")] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """Show why: the rule, each condition with its answer, the authorities, and what would change it.

    With --profile, what a profile of a screening says in every class, with the reasons and the authorities.
    """
    if profile is not None:
        from steelyard.weigh import explain_profile as profiles

        told = profiles.explain_profile(case_file, profile, day_given(as_of) or date.today())
        if as_json:
            print_json(told.as_dict())
        else:
            sys.stdout.write(profiles.page(told))
        return
    from steelyard.weigh.explain import explanations

    if not option:
        raise typer.BadParameter("name an option of the case, or give --profile", param_hint="OPTION")
    advice = _advice(case_file, as_of)
    found = explanations(advice, option, posture, rule)
    if as_json:
        print_json([one.as_dict() for one in found])
    else:
        from steelyard.weigh.page import print_explanations

        print_explanations(advice, found)
    _leave(advice.problems)


@app.command()
def questions(case_file: CaseFile, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Ask what to find out next: the facts that can decide most answers first."""
    advice = _advice(case_file, as_of)
    asks = advice.questions()
    if as_json:
        from steelyard.weigh.output import question_to_json

        print_json([question_to_json(one) for one in asks])
    else:
        from steelyard.weigh.page import print_questions

        print_questions(advice, asks)
    _leave(advice.problems)


@app.command()
def replay(
    receipt: Annotated[Path, typer.Argument(help="a receipt written by advise")], as_json: AsJson = False
) -> None:
    """Weigh a receipt's case again: the same result, or what changed (engine, law, catalogue, answers)."""
    from steelyard.weigh.replay import replay as again

    result = again(receipt)
    if as_json:
        print_json(result.as_dict())
    else:
        sys.stdout.write("\n".join(result.lines()) + "\n")
    if not result.same:
        raise SystemExit(1)


@app.command()
def paper(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="memo, letter, approval-record, court-sheet or client-sheet")
    ],
    case_file: CaseFile,
    out: Annotated[Path, typer.Option("--out", help="the file to write: its ending says docx, pdf, html or json")],
    reader: Annotated[
        str,
        typer.Option("--for", help="memo: defense or immigration; letter: prosecutor (from the defense) or defense"),
    ] = "",
    option: Annotated[
        list[str] | None, typer.Option("--option", help="the option it is about, by id; may be given again in a letter")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="of the client sheet: en or es")] = "en",
    author: Annotated[str, typer.Option("--author", help="who made it; a line to fill in when left out")] = "",
    reviewer: Annotated[str, typer.Option("--reviewer", help="the attorney who reviewed it")] = "",
    dated: Annotated[
        str | None, typer.Option("--date", help="the day that stands on it; the day of the law when left out")
    ] = None,
    stage: Annotated[
        str | None, typer.Option("--stage", help="of an approval record: filing, plea …; filing and plea when left out")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Make a paper for one reader from a case: docs/papers.md says what each holds, and what it may not hold."""
    from steelyard.papers.make import make, write
    from steelyard.papers.parts import Making, blind
    from steelyard.weigh.options import find_options
    from steelyard.weigh.policy import policy_answers
    from steelyard.weigh.policy_terms import PolicyAnswer

    not_over(out, case_file)
    advice = _advice(case_file, as_of)
    found = find_options(advice.case) if kind == "memo" else None
    policy: tuple[PolicyAnswer, ...] = ()
    if kind == "approval-record":
        knows_nobody = blind(advice)
        policy = policy_answers(None, advice.law_as_of, knows_nobody.case, knows_nobody, stage=stage)
    made = make(kind, advice, reader=reader, options=option or (), making=Making(author, reviewer, day_given(dated, "--dated")),
                language=language, found=found, policy=policy)  # fmt: skip
    write(made, out)
    sys.stdout.write(f"{out}\n")
    _leave(advice.problems)


@app.command()
def ground(
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="read questions from standard input, one JSON object a line")
    ] = False,
    statute: Annotated[str, typer.Argument(help="an offense as courts write it")] = "",
    which: Annotated[str, typer.Argument(metavar="GROUND", help="AF:F, CIMT, CS …; every ground when left out")] = "",
    state: Annotated[str, typer.Option("--state", help="two letters, or US")] = "",
    forum: Annotated[str | None, typer.Option("--forum", help="BIA or a circuit; the state's when left out")] = None,
    as_of: AsOf = None,
    convicted: Convicted = None,
    no_holdings: Annotated[bool, typer.Option("--no-holdings", help="answer from the elements alone")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask whether an offense falls within a federal ground."""
    from steelyard.catalog import ask

    if jsonl:
        for line in sys.stdin:
            print_json_line(ask.answer_line(line, holdings=not no_holdings))
        return
    if not statute:
        raise SteelyardError(
            "SY-A002", "no offense is named", right='steelyard ground "Cal. Penal Code § 459" AF:G --state CA'
        )
    day = day_given(as_of)
    asked = {
        "state": state, "statute": statute, "forum": forum, "as_of": day.isoformat() if day else None,
        "conviction_date": str(day_given(convicted, "--convicted") or "") or None,
    }  # fmt: skip
    answers = [
        ask.answered({**asked, "id": one, "ground": one}, holdings=not no_holdings)
        for one in ([which] if which else ask.all_grounds())
    ]
    if as_json:
        print_json(answers)
        return
    if answers[0]["answer"] == "unknown_offense":
        raise SteelyardError(answers[0]["code"], answers[0]["says"], where=statute[:80])
    from steelyard.weigh.page import print_grounds

    print_grounds(statute, answers)


@app.command()
def cite(
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="read charges from standard input, one JSON object a line")
    ] = False,
    charge: Annotated[str, typer.Argument(help="a charge as its court writes it")] = "",
    state: Annotated[str, typer.Option("--state", help="two letters, or US")] = "",
    as_json: AsJson = False,
) -> None:
    """Ask what statute a charge string names."""
    from steelyard.catalog import charges
    from steelyard.catalog.ask import jurisdiction

    if jsonl:
        for line in sys.stdin:
            print_json_line(charges.cite_line(line))
        return
    if not charge:
        raise SteelyardError("SY-A002", "no charge is given", right='steelyard cite "PL 1552500" --state NY')
    found = charges.cite_line(json.dumps({"id": None, "state": jurisdiction(state, charge), "charge": charge}))
    if "error" in found:
        raise SteelyardError(found["error"]["code"], found["error"]["message"], where=found["error"]["where"])
    if as_json:
        print_json(found)
        return
    named = found["citation"] or found["reason"]
    sys.stdout.write(
        f"{named}\n  offense: {found['offense'] or 'none'}; confidence: {found['confidence']}; {found['kind']}\n"
    )
    for one in found["candidates"]:
        sys.stdout.write(f"  also possible: {one}\n")


@app.command()
def find(
    words: Annotated[str, typer.Argument(help="words of an offense")],
    state: Annotated[str, typer.Option("--state", help="only this one")] = "",
    as_json: AsJson = False,
) -> None:
    """Find offenses by their words."""
    from steelyard.catalog.ask import jurisdiction
    from steelyard.catalog.charges import find_words

    found = find_words(jurisdiction(state, "") if state else "", words)
    if as_json:
        print_json([{"id": o.id, "citation": o.citation, "title": o.title, "likeness": round(s)} for s, o in found])
    else:
        sys.stdout.write("".join(f"{o.citation:<44} {o.title}\n" for _, o in found) or "no offense has such words\n")


@app.command()
def offense(
    statute: Annotated[str, typer.Argument(metavar="CITE", help="an offense as courts write it")],
    state: Annotated[str, typer.Option("--state", help="two letters, or US")] = "",
    forum: Annotated[str | None, typer.Option("--forum", help="BIA or a circuit; the state's when left out")] = None,
    as_of: AsOf = None,
    convicted: Convicted = None,
    as_json: AsJson = False,
) -> None:
    """Show everything about one offense: forms, punishment by date, sources, holdings, and every ground's answer."""
    from steelyard.catalog.ask import jurisdiction
    from steelyard.catalog.browse import offense_page

    page = offense_page(
        jurisdiction(state, statute), statute, forum=forum, as_of=day_given(as_of) or date.today(),
        conviction_date=day_given(convicted, "--convicted"),
    )  # fmt: skip
    if as_json:
        print_json(page)
    else:
        from steelyard.weigh.page import print_offense

        print_offense(page)


catalog_app = typer.Typer(no_args_is_help=True, help="The offenses: how much is covered, and is it well formed?")
app.add_typer(catalog_app, name="catalog")
new_app = typer.Typer(no_args_is_help=True, help="Begin a new entry.")
app.add_typer(new_app, name="new")


@catalog_app.command("coverage")
def catalog_coverage(
    tables: Annotated[
        list[Path] | None,
        typer.Argument(help="CSV files of charges, named by state (PA.csv): charge,statute,source,count"),
    ] = None,
    source: Annotated[list[str] | None, typer.Option("--source", help="count only rows of this source")] = None,
    as_json: AsJson = False,
) -> None:
    """Count entries by state and, over tables of real charges, what share of the crimes reaches an analysed entry."""
    from dataclasses import asdict

    from steelyard.catalog.browse import coverage

    found = coverage(tables or (), frozenset(source or ()))
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        from steelyard.weigh.page import print_catalog_coverage

        print_catalog_coverage(found)


@catalog_app.command("check")
def catalog_check(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="files of offenses or dispositions; every one, and the holdings, when left out"),
    ] = None,
    texts: Annotated[
        Path | None, typer.Option("--texts", help="a folder of statutes, in which each citation is looked up")
    ] = None,
) -> None:
    """Check offenses, dispositions and holdings: schema, words, dates, citations, relations. Status 2 if anything is wrong."""
    from steelyard.catalog.check import main as check

    raise SystemExit(2 if check(files or [], texts=texts) else 0)


@new_app.command("offense")
def new_offense(
    statute: Annotated[str, typer.Argument(metavar="CITE", help='such as "720 ILCS 5/12-5.2"')],
    state: Annotated[str, typer.Option("--state", help="two letters, or US")] = "",
    folder: Annotated[
        Path | None, typer.Option("--folder", help="write below this folder; printed when left out")
    ] = None,
) -> None:
    """Begin an entry: its place, and what is to be filled in. docs/authoring/offense.md takes you through it."""
    from steelyard.catalog import browse
    from steelyard.catalog.ask import jurisdiction

    path, text = browse.new_offense(statute, jurisdiction(state, statute))
    if folder is None:
        sys.stdout.write(f"# {path}\n{text}")
        return
    file = folder / path
    if file.exists():
        raise SteelyardError("SY-A004", "the file is there already", where=str(file), right="another folder")
    write_file(file, text, folders=True)
    sys.stdout.write(f"{file}\nFill it in, then: steelyard catalog check {file}\n")


@app.command()
def screen(
    source: Annotated[Path, typer.Argument(metavar="IN", help="charges or convictions: CSV, Parquet or Excel")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help=".parquet or .csv; persons and profiles go beside it")],
    engine: Annotated[str, typer.Option("--engine", help="polars, duckdb or spark")] = "polars",
    mapping: Annotated[
        Path | None, typer.Option("--map", help="what the columns mean, in TOML; found by their names when left out")
    ] = None,
    classes: Annotated[
        list[str] | None, typer.Option("--class", help="only this posture class; may be given again")
    ] = None,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
) -> None:
    """Screen a file: every federal consequence of each row and each person. Status 2 when a line could not be read."""
    from steelyard.weigh.screen_files import check_out, companion, is_screening
    from steelyard.weigh.screen_page import print_summary, run_with_progress

    check_out(source, out, mapping)
    for made in (out, companion(out, "persons"), companion(out, "profiles")):
        check_free(made, is_screening, overwrite)
    gc.enable()  # a long run, unlike the other commands
    summary = run_with_progress(source, out, engine=engine, mapping=mapping, classes=classes or ())
    if as_json:
        print_json(summary.as_dict())
    else:
        print_summary(summary)
    if not summary.whole:
        first = summary.bad_lines[0]
        says = f"lines that could not be read: {summary.bad_line_count}, the first of them line {first['line']}: {first['says']}"
        _fail(SteelyardError("SY-B009", says, where=str(source), right="the rest is done"))


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="case, advice, options, ground, offense, policy or receipt")],
) -> None:
    """Print the JSON Schema of what goes in or comes out."""
    from steelyard.weigh.schemas import schema_of

    print_json(schema_of(name))


# ---------------------------------------------------------------------------------------------------------------------
# law
# ---------------------------------------------------------------------------------------------------------------------

UslmFiles = Annotated[list[Path] | None, typer.Option("--uslm", help="official U.S. Code XML; may be given again")]


def _all_uslm(files: list[Path] | None, more: list[Path] | None) -> list[Path]:
    return [*(files or []), *(more or [])]


@law_app.command("list")
def law_list(
    area: Annotated[str, typer.Argument(help="only rules whose name begins so")] = "", as_json: AsJson = False
) -> None:
    """List the rules with what each says and its citation."""
    from steelyard.law.pack import federal_pack

    rules = federal_pack().rules
    found = [r for r in rules.values() if r.name.startswith(area)]
    if not found:
        areas = ", ".join(sorted({name.partition(".")[0] for name in rules}))
        raise SteelyardError("SY-L006", f"no rule's name begins with {area!r}", right=f"{areas}, or more of a name")
    if as_json:
        print_json([{"name": r.name, "label": r.label, "cite": str(r.versions[-1].cites[0])} for r in found])
    else:
        from steelyard.weigh.page import print_rules

        print_rules(found)


@law_app.command("show")
def law_show(
    rule: Annotated[str, typer.Argument(help="a rule's name")],
    uslm: UslmFiles = None,
    more: Annotated[list[Path] | None, typer.Argument(help="more XML files")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a rule beside the words of the paragraphs it cites."""
    from steelyard.law.pack import federal_pack
    from steelyard.law.uslm import UsCode
    from steelyard.logic.rule import rule_to_json

    found = federal_pack().rule(rule)
    files = _all_uslm(uslm, more)
    code = UsCode(files) if files else None
    if as_json:
        cites = [c for v in found.versions for c in v.cites]
        words = {c.text: code.words(c) for c in cites if code is not None and code.has(c)}
        print_json({**rule_to_json(found), "words": words})
    else:
        from steelyard.weigh.page import print_rule

        print_rule(found, code)


@law_app.command("check")
def law_check(
    uslm: UslmFiles = None,
    more: Annotated[list[Path] | None, typer.Argument(help="more XML files")] = None,
    as_json: AsJson = False,
) -> None:
    """Check the law: every cited paragraph exists, nothing is dead, nothing is out of reach. Status 2 if anything is wrong."""
    from steelyard.law.columns import standing
    from steelyard.law.federal.grounds import is_ground
    from steelyard.law.pack import federal_pack
    from steelyard.law.uslm import UsCode, citations, missing, without_pinpoint
    from steelyard.logic.verify import findings

    pack = federal_pack()
    files = _all_uslm(uslm, more)
    wrong: list[dict[str, str]] = []
    looked_up = 0
    if files:
        code = UsCode(files)
        looked_up = sum(code.covers(cite) for cites in citations(pack).values() for cite in cites)
        wrong += [
            {"code": "SY-L010", "where": where, "message": f"{cite.text}: there is no such paragraph"}
            for where, cite in missing(pack, code)
        ]
    wrong += [
        {"code": "SY-L003", "where": where, "message": f"{cite.text}: which paragraph of it?"}
        for where, cite in without_pinpoint(pack)
    ]
    wrong += [
        {"code": "SY-L011", "where": finding.rule, "message": finding.says}
        for finding in findings(pack, date.today(), standing(), is_ground)
    ]
    cites = {cite for many in citations(pack).values() for cite in many}
    unverified = sorted(str(cite) for cite in cites if not cite.verified)
    if as_json:
        print_json({"rules": len(pack.rules), "pack": pack.hash, "paragraphs_looked_up": looked_up, "wrong": wrong,
                     "unverified": unverified})  # fmt: skip
    else:
        out = [f"{len(pack.rules)} rules, pack {pack.hash[:8]}"]
        out.append(
            f"{looked_up} citations looked up in the official U.S. Code, {sum(w['code'] == 'SY-L010' for w in wrong)} not found"
            if files
            else "citations not looked up: name the official XML files with --uslm"
        )
        out.append(
            f"authorities nobody has read for this project yet: {len(unverified)}; answers show them as unverified"
        )
        out += [f"{one['code']}: {one['where']}: {one['message']}" for one in wrong]
        out.append("nothing wrong" if not wrong else f"{len(wrong)} wrong")
        sys.stdout.write("\n".join(out) + "\n")
    if wrong:
        raise SystemExit(2)


@law_app.command("diff")
def law_diff(
    before: Annotated[Path, typer.Argument(help="a pack written by `law export`")],
    after: Annotated[Path | None, typer.Argument(help="another; the present law when left out")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare two packs: for each rule whose answer changes, the smallest case that shows it, with both citations."""
    from steelyard.law.pack import federal_pack
    from steelyard.logic.verify import differences

    found = differences(_pack(before), _pack(after) if after is not None else federal_pack())
    if as_json:
        print_json([
            {"rule": d.rule, "day": d.day.isoformat(), "facts": dict(d.facts), "before": d.before, "after": d.after,
             "cites_before": d.cites_before, "cites_after": d.cites_after, "says": str(d)}
            for d in found
        ])  # fmt: skip
    else:
        sys.stdout.write(
            "\n\n".join(str(d) for d in found) + "\n" if found else "The two packs give the same answers.\n"
        )


def _pack(file: Path) -> Any:
    from steelyard.logic.rule import pack_from_json

    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SteelyardError("SY-L008", f"this is not a pack: {error}", where=str(file)) from None
    try:
        return pack_from_json(data)
    except SteelyardError as error:
        raise SteelyardError(
            error.code, "this is not a pack", where=str(file), right="a file of `law export`"
        ) from None


@law_app.command("coverage")
def law_coverage(as_json: AsJson = False) -> None:
    """Show, area by area, what is encoded, what is known to be missing, and who has reviewed it."""
    from steelyard.law.coverage import coverage

    found = coverage()
    if as_json:
        print_json([one.as_dict() for one in found])
    else:
        from steelyard.weigh.page import print_coverage

        print_coverage(found)


@law_app.command("export")
def law_export(
    out: Annotated[Path | None, typer.Argument(help="a file; standard output when left out")] = None,
    overwrite: Overwrite = False,
) -> None:
    """Write the whole pack as canonical JSON, which can be read back without running any code."""
    from steelyard.law.pack import federal_pack
    from steelyard.logic.expr import canonical
    from steelyard.logic.rule import pack_to_json

    text = canonical(pack_to_json(federal_pack())) + "\n"
    if out is None:
        sys.stdout.write(text)
    else:
        check_free(out, _is_pack, overwrite)
        write_file(out, text)


def _is_pack(file: Path) -> bool:
    try:
        _pack(file)
    except (SteelyardError, ValueError, TypeError, LookupError):
        return False
    return True


def _version(shown: bool) -> None:
    if shown:
        sys.stdout.write(f"steelyard {__version__}\n")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version")
    ] = False,
) -> None:
    """Steelyard."""


if __name__ == "__main__":
    main()
