"""The pages of the command line about parity and policy effect: words first, both directions alike, nothing by color alone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from steelyard.law.postures import postures
from steelyard.weigh.counterfactual import Counterfactual, Leans, together
from steelyard.weigh.output import DRAFT
from steelyard.weigh.parity import Audit, Result
from steelyard.weigh.policy_terms import Answer, PolicyAnswer
from steelyard.weigh.simulate import NOT_KNOWN, Effect, Simulation, Tally
from steelyard.weigh.suppress import rounded


def _console() -> Console:
    return Console(highlight=False, soft_wrap=False, markup=False, emoji=False)


def _fill(console: Console, text: str, indent: int = 0) -> None:
    pad = " " * indent
    for line in textwrap.wrap(text, max(20, console.width), initial_indent=pad, subsequent_indent=pad + "  ") or [pad]:
        console.print(line)


def interval(one: Result) -> str:
    """The difference with its interval, in the measure's unit; empty where it is not shown."""
    if one.estimate is None:
        return ""
    digits = 1 if one.measure.is_share or abs(one.estimate.difference * one.scale) < 100 else 0
    values = [x * one.scale for x in (one.estimate.difference, one.estimate.low, one.estimate.high)]
    return "{:+,.{d}f} ({:+,.{d}f} to {:+,.{d}f})".format(*values, d=digits)


def print_audit(audit: Audit) -> None:
    """An audit: what was compared, each measure in a fixed order, and what to keep in mind."""
    console = _console()
    source = audit.outcomes
    _fill(
        console,
        f"Parity · {source.source} · {rounded(source.cases):,} cases · {', '.join(audit.compared)} beside {audit.reference}",
    )
    _fill(
        console,
        f"Group not known in {audit.unknown_told}. Cases are matched " + audit.rungs[0].says + ".",
    )
    if audit.not_matched_on:
        _fill(console, f"Not in the table, so not matched on: {', '.join(audit.not_matched_on)}.")
    for name in audit.compared:
        console.print()
        table = Table(
            title=f"{name} less {audit.reference}, among like cases", title_justify="left", box=None, pad_edge=False
        )
        mine = [one for one in audit.results if one.compared == name]
        some_blank = any(one.blank is not None and any(one.blank.blank) for one in mine)
        for head in ("measure", "difference (95 %)", "p, Holm", *(["not known"] if some_blank else []), "finding"):
            table.add_column(head, overflow="fold")
        for one in mine:
            corrected = "" if one.p_holm is None else "<0.001" if one.p_holm < 0.001 else f"{one.p_holm:.3f}"
            unit = f" [{one.measure.unit}]" if one.measure.unit else ""
            blank = [one.blank.in_column() if one.blank is not None else ""] if some_blank else []
            table.add_row(f"{one.measure.label}{unit}", interval(one), corrected, *blank, one.says())
        console.print(table)
        if some_blank:
            _fill(
                console, f"not known: the share of the cases of {audit.reference} and of {name} without this outcome."
            )
    console.print()
    for note in audit.notes:
        _fill(console, note)
    _fill(
        console, "A difference is not a cause, and no difference found is not proof that there is none: docs/parity.md."
    )
    _fill(console, DRAFT)


def print_counterfactual(many: Sequence[Counterfactual]) -> None:
    """Cases as a citizen and as each class under a policy."""
    console = _console()
    for one in many:
        _fill(console, f"{one.case.id} · {one.policy} · {one.as_of} · the same options as a citizen and as each class")
        for stage in one.stages:
            console.print(f"\n{stage}")
            table = Table(box=None, pad_edge=False)
            for head in ("option", "status not known", "citizen", "classes"):
                table.add_column(head, overflow="fold")
            for option in one.options:
                pairs = [pair for pair in one.pairs if (pair.stage, pair.option) == (stage, option.id)]
                grouped: dict[str, list[str]] = {}
                for pair in pairs:
                    mark = " (if so)" if pair.provisional else ""
                    said = f"{said_of(pair.of_class)}: {pair.leans}{mark}"
                    grouped.setdefault(said, []).append(postures()[pair.posture].short)
                classes = "\n".join(
                    f"{'every class' if len(names) == len(pairs) else ', '.join(names)}: {said}"
                    for said, names in grouped.items()
                )
                blind, citizen = one.blind[stage, option.id], one.citizen[stage, option.id]
                table.add_row(f"{option.id} {option.label}", said_of(blind), said_of(citizen), classes)
            console.print(table)
        console.print()
        _fill(
            console,
            f"Of {len(one.pairs)} comparisons: " + "; ".join(f"{leans} {n}" for leans, n in one.counts().items()) + ".",
        )
        if one.provisional:
            _fill(console, f"{one.provisional} rest on what an undetermined answer would be (if so).")
        for said in one.assumed:
            _fill(console, f"taken as given: {said}", 2)
    if len(many) > 1:
        console.print()
        table = Table(title=f"{len(many)} cases together", title_justify="left", box=None, pad_edge=False)
        for head in ("class", *map(str, Leans)):
            table.add_column(head, overflow="fold")
        for name, counts in together(many).items():
            table.add_row(postures()[name].label, *(f"{counts[leans]:,}" for leans in Leans))
        console.print(table)
    _fill(console, DRAFT)


def said_of(one: PolicyAnswer) -> str:
    """An answer in words, with what it would be where it is undetermined."""
    is_open = one.answer is Answer.UNDETERMINED and one.would_be is not one.answer
    return f"{one.answer} (would be {one.would_be})" if is_open else str(one.answer)


def print_simulation(found: Simulation) -> None:
    """A policy over a file."""
    console = _console()
    _fill(console, f"{found.policy} over {found.source} · {found.as_of}")
    for standing in found.standing:
        _fill(console, standing, 2)
    gone = ", ".join(f"{many:,} {kind}" for kind, many in found.not_crimes.most_common())
    _fill(console, f"{found.rows:,} rows: {found.mapped:,} charges mapped, {sum(found.unmapped.values()):,} not mapped"
                   + (f", no crime of their own: {gone}" if gone else "")
                   + f". {found.strings:,} distinct charges, {found.profiles:,} distinct profiles.")  # fmt: skip
    if found.has_dispositions and found.no_disposition:
        _fill(console, f"Of the mapped charges, {found.no_disposition:,} have no disposition in the file.")
    if found.bad_lines:
        _fill(
            console, f"{found.bad_lines:,} lines could not be read and are not counted; the first is {found.first_bad}."
        )
    for note in found.notes:
        _fill(console, note)
    for stage, effect in found.stages.items():
        if found.mapped:
            _print_effect(console, stage, effect, has_dispositions=found.has_dispositions)
    for title, counts in (("Not mapped", [(f"{c} ({r})", n) for (c, r), n in found.unmapped.most_common()]),
                          ("Dispositions not mapped", found.unmapped_dispositions.most_common())):  # fmt: skip
        if counts:
            console.print(f"\n{title}")
            for text, many in counts[:10]:
                _fill(console, f"{many:,}  {text}", 2)
            if len(counts) > 10:
                rest = counts[10:]
                _fill(
                    console, f"and {len(rest):,} more, {sum(many for _, many in rest):,} rows: --json has them all", 2
                )
    console.print()
    for said in found.assumed:
        _fill(console, f"taken as given: {said}")
    _fill(console, DRAFT)


def _print_effect(console: Console, stage: str, found: Effect, *, has_dispositions: bool) -> None:
    views: list[tuple[str, Tally]] = [("as charged, to conviction", found.as_charged)]
    if has_dispositions:
        views.append(("as the file says", found.as_recorded))
    table = Table(title=f"\nWhat the policy says at {stage}", title_justify="left", box=None, pad_edge=False)
    for head in ("", *(title for title, _ in views)):
        table.add_column(head, overflow="fold")
    table.add_row("charges", *(f"{tally.charges:,}" for _, tally in views))
    table.add_row("touched by a clause", *(f"{tally.touched:,}" for _, tally in views))
    for answer in Answer:
        table.add_row(str(answer), *(f"{tally.answers[str(answer)]:,}" for _, tally in views))
    for answer in Answer:
        if any(tally.would_be[str(answer)] for _, tally in views):
            shown = [f"{tally.would_be[str(answer)]:,}" for _, tally in views]
            table.add_row(f"  undetermined, would be {answer}", *shown)
    for route in dict.fromkeys(r for _, t in views for r in (*t.approvals, *t.approvals_would_be)):
        asked = [f"{t.approvals[route]:,} (and {t.approvals_would_be[route]:,} perhaps)" for _, t in views]
        table.add_row(f"approval: {route}", *asked)
    console.print(table)
    families = Table(title="\nAs charged, by family and level", title_justify="left", box=None, pad_edge=False)
    families.add_column("family, level", overflow="fold")
    families.add_column("charges", justify="right")
    families.add_column("answers", overflow="fold")
    for (family, level), (tally, _) in found.families()[:20]:
        families.add_row(f"{family}, {level or f'level {NOT_KNOWN}'}", f"{tally.charges:,}", _answers(tally))
    console.print(families)
    if more := found.families()[20:]:
        console.print(f"and {len(more)} more, {sum(tally.charges for _, (tally, _) in more):,} charges")
    for title, counted in (
        ("Duties of law owed under every policy", found.duties),
        ("What an undetermined answer hangs on", found.hangs_on),
    ):
        if counted:
            console.print(f"\n{title}")
            for text, many in counted.most_common(6):
                _fill(console, f"{many:,}  {text}", 2)


def _answers(tally: Tally) -> str:
    known = [f"{answer} {tally.answers[str(answer)]:,}" for answer in Answer if tally.answers[str(answer)]]
    would_be = [f"{word} {many:,}" for word, many in tally.would_be.most_common()]
    return "; ".join(known) + (f" (would be: {', '.join(would_be)})" if would_be else "")
