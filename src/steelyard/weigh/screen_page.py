"""A screening as a person sees it: how far it is, and what it found."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from steelyard.weigh.screen import STEPS, screen
from steelyard.weigh.screen_summary import Summary

SHOWN = 10
MOST_NAMES = 30

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "·")
"""Control characters of a file, which a terminal would obey, as they are printed."""


def run_with_progress(
    source: Path, out: Path, *, engine: str, mapping: Path | None, classes: Sequence[str] = ()
) -> Summary:
    """Screen a file with a progress bar on standard error, where that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return screen(source, out, engine=engine, mapping=mapping, classes=classes)
    bar = Progress(
        TextColumn("{task.description:<12}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(), console=console, transient=True,
    )  # fmt: skip
    with bar:
        reading = bar.add_task("reading", total=None, rate="")
        weighing = bar.add_task("weighing", total=None, rate="", visible=False)

        def advance(what: str, done: int, of: int) -> None:
            task = reading if what == "reading" else weighing
            bar.update(task, total=of, advance=done, description=what, visible=True)
            if task == weighing:
                speed = bar.tasks[weighing].speed or 0.0
                bar.update(task, rate=f"{speed / STEPS:,.0f} rows/s")

        return screen(source, out, engine=engine, mapping=mapping, classes=classes, advance=advance)


def clean(text: str) -> str:
    """A text of the file as it may be printed."""
    return text.translate(_CONTROLS)


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more (--json has them all)" if len(names) > MOST_NAMES else ""
    return clean(", ".join(names[:MOST_NAMES])) + more


def _assumed(summary: Summary) -> str:
    """What is taken to hold of every row, in words: what holds, what each thing is, what holds of none, and of some."""
    facts = [one for one in summary.assumed if " = " in one]
    told = [one.removeprefix("count.").replace("_", " ").partition(" = ") for one in facts]
    holds = [name for name, _, value in told if value == "True" and name != "present"]
    others = [f"{name} {value}" for name, _, value in told if value not in ("True", "False")]
    none = [name for name, _, value in told if value == "False"]
    of_some = [one for one in summary.assumed if one not in facts]
    return "; ".join([", ".join([*holds, *others]), *([f"none: {', '.join(none)}"] if none else []), *of_some])


def print_summary(summary: Summary) -> None:
    """The summary as a page."""
    console = Console(file=sys.stdout, highlight=False)
    share = f"{summary.mapped / summary.rows:.1%}" if summary.rows else "none"
    lines = [
        f"{summary.source}: {summary.rows:,} rows, layout {summary.layout}"
        + (f", {summary.encoding}" if summary.encoding else "")
        + f", law of {summary.law_as_of}, {summary.forum}",
        f"mapped {summary.mapped:,} rows ({share}), {summary.charges_mapped:,} of {summary.charges_distinct:,} charges; "
        f"unmapped {summary.unmapped:,}; no crimes {sum(summary.not_crimes.values()):,}"
        + (
            f" ({', '.join(f'{k} {n:,}' for k, n in sorted(summary.not_crimes.items()))})" if summary.not_crimes else ""
        ),
        "convictions for immigration law: "
        + ", ".join(f"{word} {summary.convictions.get(word, 0):,}" for word in ("true", "false", "unknown")),
    ]
    if summary.persons:
        lines.append(f"{summary.persons:,} {'person' if summary.persons == 1 else 'persons'}")
    lines.append(f"classes, in the order of the letters: {', '.join(summary.classes)}")
    lines.append(f"{summary.profiles:,} distinct profiles were weighed, each once")
    for key, n in sorted(summary.bad_values.items()):
        told = [
            f"{one['value']!r} ({one['rows']:,}, as in row {one['row']:,})" for one in summary.bad_examples.get(key, [])
        ]
        values = "value of {} is" if n == 1 else "values of {} are"
        not_read = f"{n:,} {values.format(key)} not read (not understood, or ruled out)"
        lines.append(not_read + (f": {', '.join(told)}" if told else ""))
    if summary.refused_columns:
        lines.append(f"not read: {_names(summary.refused_columns)} (identity, citizenship, birthplace)")
    if summary.unread_columns:
        lines.append(f"columns without a meaning, not read: {_names(summary.unread_columns)}")
    lines.append(f"taken as given of every row: {_assumed(summary)}")
    lines += summary.notes
    console.print(Text("\n".join(map(clean, lines))))
    _unmapped(console, "unmapped charges", summary.top_unmapped, "charge")
    _unmapped(console, "dispositions nobody could read", summary.unmapped_dispositions, "disposition")
    console.print(_consequences(summary))
    console.print(Text("\n".join(f"{part}: {path}" for part, path in summary.files.items())))
    console.print(Text("Draft law: needs attorney review. A row or person that says unknown is not cleared."))


def _unmapped(console: Console, title: str, rows: Sequence[dict[str, Any]], name: str) -> None:
    if rows:
        table = Table(title=title, title_justify="left", box=None)
        table.add_column("rows", justify="right")
        table.add_column(name, overflow="fold")
        has_reasons = any(row.get("reason") for row in rows)
        if has_reasons:
            table.add_column("why", overflow="fold")
        for row in rows[:SHOWN]:
            why = [Text(clean(row["reason"]))] if has_reasons else []
            table.add_row(f"{row['rows']:,}", Text(clean(str(row[name])[:100])), *why)
        console.print(table)
        if more := rows[SHOWN:]:
            console.print(
                Text(f"and {len(more):,} more, {sum(row['rows'] for row in more):,} rows: --json has them all")
            )


def _consequences(summary: Summary) -> Table:
    """Each consequence by answer: of the persons (or, without persons, the rows), the most in any class."""
    of = "persons" if summary.persons else "rows"
    table = Table(title=f"{of} by consequence, in the class with most", title_justify="left", box=None)
    for heading in ("yes", "no", "unknown"):
        table.add_column(heading, justify="right")
    table.add_column("class")
    table.add_column("consequence")
    for entry in summary.consequences:
        counted = {name: one for name, one in entry[of].items() if name != "citizen"} or entry[of]
        name, one = max(counted.items(), key=lambda pair: (pair[1]["true"], pair[1]["unknown"]))
        table.add_row(f"{one['true']:,}", f"{one['false']:,}", f"{one['unknown']:,}", name, Text(entry["label"]))
    return table
