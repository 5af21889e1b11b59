"""The page of options found: what a prosecutor reads in a minute, best first, with what each keeps and still carries."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from steelyard.catalog.known import beyond_what_is_known
from steelyard.law.columns import columns
from steelyard.weigh.accountability import AXES
from steelyard.weigh.cells import State
from steelyard.weigh.options import OptionFound, OptionsFound
from steelyard.weigh.output import DRAFT
from steelyard.weigh.page import MARKS, new_console
from steelyard.weigh.policy import policy_of
from steelyard.weigh.policy_page import print_floor

SHOWN = 8
"""Options on the page; `--all` and `--json` have every one."""


def print_options(found: OptionsFound, *, every: bool = False, ruled_out: bool = False) -> None:
    """The options that nothing beats, the baseline first; with `ruled_out`, what is not open and why."""
    console = new_console()
    case, weigher = found.case, found.weigher
    parts = [case.id, case.office.replace("_", " ") or case.state, weigher.forum, f"law as of {weigher.as_of}"]
    console.print(" · ".join(parts), style="bold")
    for count in case.counts:
        console.print(f"Count {count.id}: {count.charge}")
    blind = "Nothing here was offered because of anybody's status."
    of_one = f"Compared for {weigher.postures[0].label} alone, not for everybody who could be charged alike."
    console.print(f"Avoided first: {', then '.join(found.order)}. {blind if found.status_blind else of_one}")
    console.print(DRAFT, style="italic")
    for said in (found.bounded, *beyond_what_is_known(weigher.as_of)):
        if said:
            console.print(said, style="bold")
    console.print()
    shown = found.options if every else found.options[:SHOWN]
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 1, 1, 0))
    table.add_column("", width=4)
    table.add_column("option", ratio=4, overflow="fold")
    table.add_column("immigration law", ratio=3, overflow="fold")
    table.add_column("keeps, beside the baseline", ratio=4, overflow="fold")
    base = found.baseline
    table.add_row("base", Text(base.option.label + _policy(found, base)), _outcome(base), _terms(base))
    for one in shown:
        mark = f"{'★' if one.universal else ' '}{one.option.id}"
        table.add_row(mark, _option(found, one), _outcome(one), _beside(one))
    console.print(table)
    unknown = [AXES[name] for name, (_, base, _) in found.baseline.beside_baseline.items() if base == "not known"]
    if unknown:
        console.print(f"Not looked up for the charge, so not compared: {', '.join(unknown)}.", style="dim")
    if len(found.options) > len(shown):
        console.print(f"and {len(found.options) - len(shown)} more that nothing beats: --all shows them")
    if found.none_found is not None:
        console.print("No option is better than the baseline.", style="bold")
        console.print(f"What binds: {found.none_found.binding}. {found.none_found.least_that_gives}.")
    star = "in any posture" if found.status_blind else "for this person"
    console.print(f"★ not triggered {star}.  {MARKS[State.TRIGGERED]} triggered or likely  "
                  f"{MARKS[State.DEPENDS]} open  {MARKS[State.NOT_TRIGGERED]} not triggered, in cells over all postures",
                  style="dim")  # fmt: skip
    console.print("Order: " + found.options[0].why_here if found.options else "", style="dim")
    answer = found.policy[found.baseline.option.id]
    if found.case.office and policy_of(None, found.case) is None:
        console.print(answer.says)
    print_floor(console, answer.floor, answer.floor_note)
    if ruled_out:
        _ruled_out(console, found)
    elif found.ruled_out:
        console.print(f"{len(found.ruled_out)} ruled out, each with its reason: --ruled-out lists them.")


def _policy(found: OptionsFound, one: OptionFound) -> str:
    """The policy's answer and who signs, in a line; empty where the case has no office, or one of which no policy is here."""
    if policy_of(None, found.case) is None:
        return ""
    answer = found.policy[one.option.id]
    would = f", {answer.would_be} if its open points are so" if answer.would_be is not answer.answer else ""
    signs = f"; signs: {', '.join(one.partition(':')[0] for one in answer.approvals)}" if answer.approvals else ""
    asks = (
        f"; for you to judge: {' '.join(condition.asks for condition in answer.conditions)}"
        if answer.conditions
        else ""
    )
    return f"\npolicy: {answer.answer}{would}{signs}{asks}"


def _option(found: OptionsFound, one: OptionFound) -> Text:
    text = Text(one.option.label)
    text.append(_policy(found, one))
    for flag in one.flags[:3]:
        text.append(f"\n· {flag}", style="dim")
    if one.alike:
        more = f" and {len(one.alike) - 3} more" if len(one.alike) > 3 else ""
        text.append(f"\nalike: {'; '.join(one.alike[:3])}{more}", style="dim")
    for cite in one.cites[:2]:
        text.append(f"\n  {cite}", style="dim")
    return text


def _outcome(one: OptionFound) -> str:
    cells = [cell for posture in one.row.cells.values() for cell in posture.values()]
    bad = [cell for cell in cells if cell.state in {State.TRIGGERED, State.LIKELY}]
    open_ = [cell for cell in cells if cell.state not in {State.TRIGGERED, State.LIKELY, State.NOT_TRIGGERED}]
    lines = [f"{MARKS[State.TRIGGERED]} {len(bad)}  {MARKS[State.DEPENDS]} {len(open_)}  "
             f"{MARKS[State.NOT_TRIGGERED]} {len(cells) - len(bad) - len(open_)}"]  # fmt: skip
    named = {column.rule: column.short for column in columns()}
    worst = sorted({(cell.column.severity, named[cell.column.rule]) for cell in bad})
    if worst:
        lines.append("still: " + ", ".join(dict.fromkeys(short for _, short in worst[:4])))
    return "\n".join(lines)


def _terms(one: OptionFound) -> str:
    return "\n".join(f"{six.statute}: {six.term_and_level}, at most {six.maximum}" for six in one.six)


_SHORT = {
    "convictions": "convictions", "maximum": "maximum", "firearms_bar": "firearms bar", "conditions": "conditions",
}  # fmt: skip


def _beside(one: OptionFound) -> str:
    """What changes, axis by axis, from the baseline to the option; then what stays."""
    changed, same = [], []
    for name, (mine, base, stands) in one.beside_baseline.items():
        word = _SHORT.get(name, name.replace("_", " "))
        if stands in {"less", "more", "other"}:
            changed.append(f"{word} {_brief(base)} → {_brief(mine)}")
        elif stands == "=" and mine not in {"no", "none", "0 days", "$0.00", "0"}:
            same.append(word)
        elif stands == "not known" and base != "not known":
            changed.append(f"{word} not known")
    lines = ["; ".join(changed)] if changed else []
    return "\n".join([*lines, f"same: {', '.join(same)}"] if same else lines) or "the same on every axis"


def _brief(text: str) -> str:
    return text.replace(" days", " d")


def _ruled_out(console: Console, found: OptionsFound) -> None:
    console.print("\nRuled out:", style="bold")
    for one in found.ruled_out:
        console.print(f"  {one.label}: {one.constraint}: {one.says}{f' ({one.cite})' if one.cite else ''}")
