"""The pages of the command line: tables that fit the terminal, words and marks before color."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from steelyard.catalog.browse import StateCoverage
from steelyard.catalog.find import catalogue
from steelyard.catalog.found import offense_words
from steelyard.catalog.known import beyond_what_is_known
from steelyard.law.columns import Column, standing
from steelyard.law.coverage import Coverage
from steelyard.law.uslm import UsCode
from steelyard.logic.evaluate import Trace, evaluate
from steelyard.logic.expr import Node
from steelyard.logic.questions import Question
from steelyard.logic.rule import Rule
from steelyard.logic.truth import Truth
from steelyard.logic.words import node_in_words, says
from steelyard.weigh.advise import Advice
from steelyard.weigh.case import Case
from steelyard.weigh.cells import Cell, Row, State
from steelyard.weigh.explain import Explanation
from steelyard.weigh.output import DRAFT

MARKS = {
    State.TRIGGERED: "■",
    State.LIKELY: "◧",
    State.ARGUABLE: "◫",
    State.DEPENDS: "◪",
    State.NOT_ANALYSED: "?",
    State.NOT_TRIGGERED: "□",
}
STYLES = {
    State.TRIGGERED: "bold red",
    State.LIKELY: "red",
    State.ARGUABLE: "yellow",
    State.DEPENDS: "yellow",
    State.NOT_ANALYSED: "bold magenta",
    State.NOT_TRIGGERED: "green",
}
WORST_FIRST = (State.TRIGGERED, State.LIKELY, State.NOT_ANALYSED, State.ARGUABLE, State.DEPENDS)
OPTION_WIDTH, CELL_WIDTH = 30, 15
SHORT_REASON = 160
"""Characters of a reason in a table of every ground."""
MANY = 8
"""Forms outside a ground, above which a table of every ground gives their number and not their names."""
MINOR = 7
"""Columns of this severity and beyond are named only when nothing graver is open."""


def new_console() -> Console:
    """The terminal as every page writes to it: no markup, no guesses about color."""
    return Console(highlight=False, soft_wrap=False, markup=False, emoji=False)


def _cell(cells: Mapping[str, Cell]) -> Text:
    """A posture's consequences in two short lines: what is worst, then how many of the rest there are."""
    by_state: dict[State, list[Cell]] = {}
    for cell in cells.values():
        by_state.setdefault(cell.state, []).append(cell)
    open_cells = [cell for cell in cells.values() if cell.state in WORST_FIRST]
    if not open_cells:
        return Text(f"{MARKS[State.NOT_TRIGGERED]} no", style=STYLES[State.NOT_TRIGGERED])
    gravest = min(open_cells, key=lambda cell: gravity(cell.state, cell.column))
    worst, named = gravest.state, gravest.column.short
    text = Text(f"{MARKS[worst]} {named}", style=STYLES[worst])
    rest = [
        f"{MARKS[s]}{len(by_state[s]) - (s is worst)}" for s in WORST_FIRST if len(by_state.get(s, ())) > (s is worst)
    ]
    if rest:
        text.append("\n  " + " ".join(rest), style="")
    return text


def gravity(state: State, column: Column) -> tuple[bool, int, int]:
    """Order of naming what is open: the minor consequences last, then the worst state, then the gravest column."""
    return column.severity >= MINOR, WORST_FIRST.index(state), column.severity


def print_advice(advice: Advice, asks: Sequence[Question]) -> None:
    """The matrix of options by postures, what would decide it, and what it rests on."""
    console = new_console()
    _header(console, advice)
    per_band = max(1, (console.width - OPTION_WIDTH - 2) // (CELL_WIDTH + 1))
    names = [posture.name for posture in advice.postures]
    shorts = {posture.name: posture.short for posture in advice.postures}
    for start in range(0, len(names), per_band):
        band = names[start : start + per_band]
        table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
        table.add_column("option", width=OPTION_WIDTH, overflow="fold")
        for name in band:
            table.add_column(shorts[name], width=CELL_WIDTH, overflow="fold")
        for row in advice.rows:
            star = "★ " if row.universal else ""
            label = Text(f"{star}{row.id}  {row.label}")
            table.add_row(label, *(_cell(row.cells[name]) for name in band))
        console.print(table)
        console.print()
    console.print("  ".join(f"{mark} {state}" for state, mark in MARKS.items()), style="dim")
    console.print("★ not triggered in any posture. A cell names the gravest answer; the marks under it count the others.",
                  style="dim")  # fmt: skip
    _keeps(console, advice.rows)
    _cautions(console, advice)
    if not advice.status_blind:
        _standing(console, advice)
    _questions(console, asks[:6], advice.case)
    _foot(console, advice)


def _header(console: Console, advice: Advice) -> None:
    case = advice.case
    parts = [case.id, case.office.replace("_", " ") or case.state, advice.forum, f"law as of {advice.law_as_of}",
             f"pack {advice.receipt.pack[:8]}"]  # fmt: skip
    console.print(" · ".join(parts), style="bold")
    for count in case.counts:
        day = f" · offense {count.offense_date}" if count.offense_date else ""
        console.print(f"Count {count.id}: {count.charge}{day}")
        console.print(f"  read as {_read_as(case, count.charge)}", style="dim")
    for option in case.options:
        for one in (one for one in option.dispositions if one.charge):
            console.print(f"Option {option.id}, count {one.count}: {one.charge}")
            console.print(f"  read as {_read_as(case, one.charge)}", style="dim")
    if advice.status_blind:
        console.print("Status-blind: computed for every posture class; nobody's status was entered.")
    record = {True: "complete", False: "not complete", None: "not marked complete"}[case.record_complete]
    console.print(f"Record: {len(case.priors)} earlier matters; {record}.")
    console.print(DRAFT, style="italic")
    console.print()


def _read_as(case: Case, charge: str) -> str:
    """What the catalogue reads in a charge, and what of it could not be read."""
    found = catalogue().find(case.state, charge)
    if not found.offenses:
        return f"no offense of the catalogue: {found.problem}"
    return offense_words(found, charge) + (f" ({found.problem}: nothing clears it)" if found.problem else "")


def _keeps(console: Console, rows: Iterable[Row]) -> None:
    console.print("\nWhat each option keeps of the criminal sanction", style="bold")
    for row in rows:
        for line in row.keeps:
            console.print(f"  {row.id:<4} count {line}")


def _standing(console: Console, advice: Advice) -> None:
    console.print("\nApart from the options: what holds of this person in any case", style="bold")
    world = next(iter(advice.worlds.values()))
    for name in standing():
        truth = evaluate(world, name).truth
        console.print(f"  {_answer(truth):<8} {advice.pack.rules[name].label}")


def _answer(truth: Truth) -> str:
    return {True: "yes", False: "no", None: "unknown"}[truth.value]


def _asked(one: Question, case: Case) -> str:
    """A question, with the count or the earlier matter that it is about before it."""
    whose = one.key.partition("[")[2].rpartition("]")[0]
    if not whose:
        return one.asks
    if whose in {prior.id for prior in case.priors}:
        return f"Earlier matter {whose}: {one.asks}"
    pleaded = "" if whose in {count.id for count in case.counts} else ", the offense pleaded to"
    return f"Count {whose.removesuffix('→')}{pleaded}: {one.asks}"


def _cautions(console: Console, advice: Advice) -> None:
    if advice.cautions:
        console.print("\nLimits on the pleas that the options name", style="bold")
    for one in advice.cautions:
        console.print(f"  Option {one.option}, count {one.count}: {one.says} ({one.cite})")


def _questions(console: Console, asks: Sequence[Question], case: Case) -> None:
    if not asks:
        return
    console.print("\nWhat would decide the open cells, most first", style="bold")
    for number, one in enumerate(asks, 1):
        told = f"decides {one.decides} answers alone, bears on {one.bears_on}"
        console.print(f"  {number}  {_asked(one, case)}  ({one.key}: {told})")


def _foot(console: Console, advice: Advice) -> None:
    case, receipt = advice.case, advice.receipt
    if receipt.facts_assumed:
        console.print("\nAssumed: " + "; ".join(receipt.facts_assumed), style="dim")
    console.print()
    console.print(
        f"steelyard explain CASE {advice.rows[0].id} --posture {advice.postures[0].name}   shows why, with authorities"
    )
    console.print("steelyard options CASE   looks for comparable options that avoid or soften it")
    console.print(
        f"Receipt ({case.id}): facts used {len(receipt.facts_used)}, assumed {len(receipt.facts_assumed)}, "
        f"unknown {len(receipt.facts_unknown)}; answers {receipt.answers[:12]}. Write it with --receipt FILE."
    )


def print_questions(advice: Advice, asks: Sequence[Question]) -> None:
    """All questions, most useful first."""
    console = new_console()
    console.print(f"{advice.case.id} · law as of {advice.law_as_of}", style="bold")
    _remark(console, advice.law_as_of)
    if not asks:
        console.print("Nothing is open: no fact is missing.")
    for number, one in enumerate(asks, 1):
        console.print(f"{number:>3}  {_asked(one, advice.case)}")
        console.print(f"     {one.key} · decides {one.decides} answers alone, bears on {one.bears_on}", style="dim")
    console.print(DRAFT, style="italic")


# ---------------------------------------------------------------------------------------------------------------------
# Why
# ---------------------------------------------------------------------------------------------------------------------


def print_explanations(advice: Advice, found: Sequence[Explanation]) -> None:
    """Each cell: its answer in both stances, its reasons as a tree, and what would change it."""
    console = new_console()
    console.print(f"{advice.case.id} · {advice.forum} · law as of {advice.law_as_of}", style="bold")
    if not found:
        console.print("Nothing is triggered or open in this posture.")
    _remark(console, advice.law_as_of)
    for one in found:
        _explanation(console, one)
    console.print()
    console.print(DRAFT, style="italic")


def _remark(console: Console, day: date) -> None:
    for said in beyond_what_is_known(day):
        console.print(f"{said[0].upper()}{said[1:]}.", style="dim")


def _explanation(console: Console, one: Explanation) -> None:
    cell = one.cell
    console.print()
    console.print(Text(f"{MARKS[cell.state]} {cell.state}: {one.label}", style=STYLES[cell.state]))
    console.print(f"  option {one.option} · {one.posture.replace('_', ' ')} · {cell.column.rule}")
    if cell.stances.cautious != cell.stances.arguable:
        console.print(
            f"  authorities split: cautious {_answer(cell.stances.cautious)}, arguable {_answer(cell.stances.arguable)}"
        )
    if cell.decided_either_way:
        console.print("  decided either way: the open facts do not change it")
    if cell.because:
        console.print(textwrap.fill(f"because: {cell.because}", console.width - 2, initial_indent="  ",
                                    subsequent_indent="    "))  # fmt: skip
    console.print(_tree(one.trace))
    if one.changes:
        console.print("  What would change this:")
        for flip in one.changes:
            console.print("    - " + " and ".join(str(change) for change in flip.changes))


def _tree(trace: Trace, parent: Tree | None = None, depth: int = 0) -> Tree:
    cites = f"  [{'; '.join(map(str, trace.cites))}]" if trace.cites else ""
    label = Text(f"{_answer(trace.truth):<8}{says(trace)}{cites}")
    if trace.says and trace.says != says(trace):
        label.append(f" — {trace.says}", style="dim")
    tree = Tree(label) if parent is None else parent.add(label)
    for part in trace.parts:
        if depth < 8 and not (
            trace.truth.known and part.truth.known and part.truth != trace.truth and len(trace.parts) > 3
        ):
            _tree(part, tree, depth + 1)
    return tree


# ---------------------------------------------------------------------------------------------------------------------
# Law
# ---------------------------------------------------------------------------------------------------------------------


def print_rules(rules: Iterable[Rule]) -> None:
    """The rules, one a line."""
    console = new_console()
    table = Table(box=None, pad_edge=False)
    for heading in ("rule", "what it says", "citation", "in force"):
        table.add_column(heading, overflow="fold")
    for rule in rules:
        latest = rule.versions[-1]
        table.add_row(rule.name, rule.label, str(latest.cites[0]), f"{latest.span} ({rule.axis})")
    console.print(table)


def print_rule(rule: Rule, code: UsCode | None) -> None:
    """A rule's versions beside the words they cite."""
    console = new_console()
    console.print(rule.name, style="bold")
    console.print(rule.label)
    console.print(f"about a {rule.entity}; draft: nobody has reviewed it")
    for version in rule.versions:
        console.print(f"\n{version.span}, by the {rule.axis} date", style="bold")
        if version.note:
            console.print(f"note: {version.note}")
        if version.reaches is not None:
            since = f" since {version.reaches_since}" if version.reaches_since else " of any date"
            console.print(f"reaches convictions{since}: {version.reaches}")
        console.print(_expression(version.when))
        for exception in version.unless:
            outcome = "applies" if exception.then else "does not apply"
            console.print(
                f"exception, then the rule {outcome}: {exception.label} [{'; '.join(map(str, exception.cites))}]"
            )
            console.print(_expression(exception.when))
        for cite in version.cites:
            console.print(f"\n{cite}", style="bold")
            words = code.words(cite) if code is not None else ""
            if words:
                console.print(
                    textwrap.fill(f"“{words}”", console.width - 4, initial_indent="  ", subsequent_indent="  ")
                )
            elif cite.uslm:
                console.print("  (name the official XML with --uslm to see its words)", style="dim")
            else:
                console.print(f"  read in: {cite.read_in or 'not read yet: unverified'}", style="dim")


def _expression(node: Node, parent: Tree | None = None) -> Tree:
    tree = Tree(node_in_words(node)) if parent is None else parent.add(node_in_words(node))
    for child in node.children():
        if type(child).__name__ not in {"Literal", "Shift"} and not (
            type(node).__name__ in {"Compare", "OneOf"} and type(child).__name__ == "FactRef"
        ):
            _expression(child, tree)
    return tree


def print_coverage(found: Iterable[Coverage]) -> None:
    """Area by area: encoded, missing, unverified, reviewed."""
    console = new_console()
    for one in found:
        console.print(one.area, style="bold")
        console.print(f"  {one.statutes}: {one.rules} rules, {one.columns} columns; {one.status}")
        for question in one.splits:
            console.print(f"  split: {question}")
        for gap in one.gaps:
            console.print(f"  gap: {gap}")
        if one.unverified:
            console.print(f"  unverified: {len(one.unverified)} authorities")
        for cite in one.unverified:
            console.print(f"    {cite}")
        console.print()


def print_grounds(statute: str, answers: Sequence[Mapping[str, Any]]) -> None:
    """One offense under one ground, with every form, note and authority; or under several, with the forms that differ."""
    console = new_console()
    console.print(f"{statute} · {answers[0]['forum']}", style="bold")
    is_one = len(answers) == 1
    table = Table(box=None, pad_edge=False)
    for heading in ("ground", "answer", "basis", "cautious / arguable", "requires", *(() if is_one else ("why",))):
        table.add_column(heading, overflow="fold")
    plain = [] if is_one else [one for one in answers if _is_plain_no(one)]
    for one in (one for one in answers if one not in plain):
        stance = [one["stance"][side].replace("_", " ") for side in ("cautious", "arguable")]
        why = () if is_one else (textwrap.shorten(one["says"], SHORT_REASON, placeholder=" …"),)
        table.add_row(str(one["id"]), one["answer"].replace("_", " "), one["basis"], " / ".join(stance),
                      "; ".join(one["requires"]), *why)  # fmt: skip
    if table.row_count:
        console.print(table)
    _plain_noes(console, {str(one["id"]): one for one in plain})
    for one in answers:
        if is_one:
            _list(console, "Forms", [f"{word}: {form}{why}" for word, form, why in _forms(one["forms"])])
        elif len({form["answer"] for form in one["forms"]}) > 1:
            _list(console, f"{one['id']}: {one['answer'].replace('_', ' ')}", _forms_by_answer(one["forms"]))
    notes = [note for one in answers for note in one["notes"]]
    short = notes if is_one else [textwrap.shorten(note, 2 * SHORT_REASON, placeholder=" …") for note in notes]
    _list(console, "Notes", dict.fromkeys(short))
    if is_one:
        authorities = answers[0]["authorities"]
        decided = sorted((one for one in authorities if "holding" in one), key=lambda one: one["status"] == "overruled")
        _list(console, "Decided of this offense", [_authority(one) for one in decided])
        _list(console, "Authorities on the ground", [_authority(one) for one in authorities if "holding" not in one])
    else:
        console.print("\nName one ground to see its reasons in full, and its authorities.", style="dim")
    console.print(DRAFT, style="italic")


def _is_plain_no(one: Mapping[str, Any]) -> bool:
    """Whether an answer says no in either stance, and the same of every form."""
    return {one["answer"], *one["stance"].values(), *(form["answer"] for form in one["forms"])} == {"no"}


def _plain_noes(console: Console, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """The grounds that are answered with no in either stance and of every form, by what the answer rests on, in a line each."""
    for basis in dict.fromkeys(one["basis"] for one in answers.values()):
        names = [name for name, one in answers.items() if one["basis"] == basis]
        _list(console, f"no, of every form ({basis})", [", ".join(names)])


def _forms(forms: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Of each form its answer, its name (with the offense's id where there are several) and its reasons; those outside last."""
    several = len({form["offense"] for form in forms}) > 1
    return [
        (
            form["answer"].replace("_", " "),
            " ".join(filter(None, (form["offense"] if several or not form["form"] else "", form["form"]))),
            f": {'; '.join(form['reasons'])}" if form["reasons"] else "",
        )
        for form in sorted(forms, key=lambda form: form["answer"] == "no")
    ]


def _forms_by_answer(forms: Sequence[Mapping[str, Any]]) -> list[str]:
    """A line for each answer with the forms that have it; of many that are outside the number."""
    by_answer: dict[str, list[str]] = {}
    for answer, name, _ in _forms(forms):
        by_answer.setdefault(answer, []).append(name)
    return [
        f"{answer}: " + (f"the other {len(names)} forms" if answer == "no" and len(names) > MANY else "; ".join(names))
        for answer, names in by_answer.items()
    ]


def _authority(one: Mapping[str, Any]) -> str:
    """An authority in a line: of a decision, its answer, and what became of it."""
    mark = "" if one["verified"] else " [unverified]"
    answer = f"{one['answer']}, " if "answer" in one else ""
    answer = f"controls here: {answer}" if one.get("role") == "controls" else answer
    ended = ""
    if one.get("status", "good") != "good":
        by = f" by {one['displaced_by']}" if one["displaced_by"] else ""
        ended = f" ({one['status']}{by})"
    return f"{answer}{one['cite']}{mark}: {one['says'].removesuffix('.')}{ended}"


def _list(console: Console, heading: str, lines: Collection[str]) -> None:
    """Lines under a heading, each broken between words; nothing where there are none."""
    if lines:
        console.print(f"\n{heading}", style="bold")
    for line in lines:
        console.print(textwrap.fill(line, max(30, console.width - 2), initial_indent="  ", subsequent_indent="    "))


def print_offense(page: Mapping[str, Any]) -> None:
    """One offense: forms, punishment, sources, holdings, then every ground."""
    console = new_console()
    if page["charged_as"]:
        console.print(f"{page['citation']}, charged as {page['charged_as']}: the answers below are of that\n")
    if page["problem"]:
        ending = ": nothing below clears it" if page["offenses"] else ""
        console.print(f"{page['problem']}{ending}\n", style="bold")
    for one in page["enhancements"]:
        console.print(f"with {one['citation']}  {one['title']}", style="bold")
        elements = "; ".join(f"{name} {' or '.join(values)}" for name, values in one["elements"].items())
        console.print(f"  adds: {elements.replace('_', ' ') or one['no_elements']}")
        if one["unsettled"]:
            console.print(f"  open for {', '.join(one['unsettled'])}: {one['unsettled_reason']}")
        console.print(f"  punishment: {one['maximum']}")
        if one["note"]:
            console.print(f"  note: {one['note']}")
        console.print(f"  read in: {one['read_in'] or 'no text'} ({one['quality']})\n")
    for one in page["offenses"]:
        console.print(f"{one['citation']}  {one['title']}", style="bold")
        if one["in_force_from"] or one["in_force_to"]:
            console.print(f"  governs offenses from {one['in_force_from'] or '…'} to {one['in_force_to'] or '…'}")
        if one["note"]:
            console.print(f"  note: {one['note']}")
        if len(one["forms"]) > 1:
            console.print(f"  its forms are {one['alternatives']}: {one['alternatives_source']}")
        for form in one["forms"]:
            elements = "; ".join(f"{name} {' or '.join(values)}" for name, values in form["elements"].items())
            console.print(f"  form: {form['name']}: {elements.replace('_', ' ')}")
            if form["court_source"]:
                console.print(f"    as the courts read it: {form['court_source']}")
        for penalty in one["penalties"]:
            span = "".join(
                f", {word} {penalty[key]}" for word, key in (("from", "from"), ("to", "to")) if penalty[key] is not None
            )
            when = f" ({penalty['when']})" if penalty["when"] else ""
            label = f"{penalty['level']} {penalty['class']}".strip()
            console.print(f"  punishment: {label}, {penalty['longest']}{span}{when}  {penalty['cite']}")
        for related in one["related"]:
            console.print(f"  {related['relation'].replace('_', ' ')}: {related['offense']}")
        for source in one["sources"]:
            console.print(f"  read in: {source['read_in']} ({source['quality']}, {source['read_on']})")
        console.print()
    for holding in page["holdings"]:
        mark = "" if holding["verified"] else " [unverified]"
        word = "decided" if holding["status"] == "good" else holding["status"]
        console.print(
            f"{word}: {holding['ground']}: {holding['answer']}, {holding['cite']}{mark}. {holding['says']}{_ended(holding)}"
        )
    if not page["grounds"]:
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("ground", "answer", "basis", "if"):
        table.add_column(name)
    plain = {name: answer for name, answer in page["grounds"].items() if _is_plain_no(answer)}
    for name, answer in page["grounds"].items():
        if name in plain:
            continue
        table.add_row(name, answer["answer"].replace("_", " "), answer["basis"], "; ".join(answer["requires"]))
    convicted = f"of a conviction of {page['conviction_date'] or 'an unknown day'}"
    console.print(f"Grounds in the {page['forum'] or 'BIA'}, law as of {page['as_of']}, {convicted}")
    _remark(console, date.fromisoformat(page["as_of"]))
    if table.row_count:
        console.print(table)
    _plain_noes(console, plain)
    if page["draft"]:
        console.print("Draft: no attorney has signed this entry. Needs attorney review.")


def _ended(holding: Mapping[str, Any]) -> str:
    """What displaced a decision, and the last day on which it was law; nothing of one that stands whole."""
    parts = [f"displaced by {holding['displaced_by']}"] if holding["displaced_by"] else []
    parts += [f"law until {holding['in_force_to']}"] if holding["in_force_to"] else []
    return f" ({'; '.join(parts)})" if parts else ""


def print_catalog_coverage(found: Iterable[StateCoverage]) -> None:
    """State by state: entries, and what share of real charges comes to one."""
    console = new_console()
    for one in found:
        console.print(one.state, style="bold")
        console.print(
            f"  {one.sections} sections, {one.offenses} offenses: {one.signed} signed by an attorney, "
            f"{one.from_memory} from memory, {one.not_analysed} not analysed for every ground"
        )
        if one.note:
            console.print(f"  {one.note}", style="bold")
        if one.crimes:
            console.print(
                f"  of {one.occurrences:,} charges {one.not_crimes:,} name no crime of their own; of the {one.crimes:,} others "
                f"{one.parsed / one.crimes:.1%} are read, {one.reached / one.crimes:.1%} reach an entry, "
                f"{one.analysed / one.crimes:.1%} one analysed for every ground"
            )
            console.print(
                "  most frequent without an entry: " + "; ".join(f"{name} ({n:,})" for name, n in one.missing)
            )
