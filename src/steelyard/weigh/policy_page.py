"""The pages of the command line about policies: words first, marks beside them, nothing by color alone."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from steelyard.catalog.policies import floors
from steelyard.law.policies import Clause, Duty, Policy, Source, Version
from steelyard.weigh.effects import Weighing
from steelyard.weigh.output import DRAFT
from steelyard.weigh.policy_compare import (
    COMPARATOR_SAYS,
    DIMENSIONS,
    MODALITY_SAYS,
    OWED_BY,
    STATE_SAYS,
    TIER_SAYS,
    TRIGGER_SAYS,
    WHEN_SAYS,
    Column,
    asks_in_words,
    offenses_in_words,
    timeline,
)
from steelyard.weigh.policy_terms import ROUTES, Answer, FloorDuty, PolicyAnswer, floor_note, safety_says

MARKS: Mapping[Answer, str] = {
    Answer.REQUIRED: "●",
    Answer.PERMITTED: "○",
    Answer.NEEDS_APPROVAL: "◐",
    Answer.NOT_PERMITTED: "✕",
    Answer.SILENT: "·",
    Answer.UNDETERMINED: "?",
}
STYLES: Mapping[Answer, str] = {
    Answer.REQUIRED: "bold green",
    Answer.PERMITTED: "green",
    Answer.NEEDS_APPROVAL: "yellow",
    Answer.NOT_PERMITTED: "bold red",
    Answer.SILENT: "dim",
    Answer.UNDETERMINED: "bold magenta",
}
YEAR_MARKS: Mapping[str, str] = {
    "in_force": "█",
    "suspended": "▒",
    "ended": "·",
    "unknown_after_succession": "?",
    "unverified": "░",
}
HEADING_WIDTH, OFFICE_WIDTH = 18, 30


def _console() -> Console:
    return Console(highlight=False, soft_wrap=False, markup=False, emoji=False)


def _fill(console: Console, text: str, indent: int = 2, style: str = "") -> None:
    pad = " " * indent
    width = max(20, console.width)
    for line in textwrap.wrap(text, width, initial_indent=pad, subsequent_indent=pad + "  ") or [pad]:
        console.print(line, style=style)


def _source(source: Source) -> str:
    read = f", read {source.read_on}" if source.read_on else ""
    return f"{source.cite}{read}" + (f"  {source.read_in}" if source.read_in else "")


# ---------------------------------------------------------------------------------------------------------------------
# One policy
# ---------------------------------------------------------------------------------------------------------------------


def print_policy(policy: Policy, as_of: date) -> None:
    """One policy: its texts in order, each with its state, clauses and what is not known of it; then the floor."""
    console = _console()
    console.print(f"{policy.name} ({policy.office}, {policy.state}) · as of {as_of}", style="bold")
    if policy.note:
        _fill(console, policy.note, 0)
    if not policy.version:
        console.print("No written policy.")
    for version in sorted(policy.version, key=lambda one: one.from_):
        _version(console, version, as_of)
    _timeline(console, [policy], as_of)
    console.print("\nUnder every policy, and after its repeal", style="bold")
    for state in dict.fromkeys((policy.state, "US")):
        for duty in floors()[state].duty if state in floors() else ():
            _duty(console, duty)
        if note := floor_note(state):
            _fill(console, note, 2, "dim")


def _version(console: Console, version: Version, as_of: date) -> None:
    console.print()
    number = f", {version.identifier}" if version.identifier else ""
    console.print(f"{version.title}{number}", style="bold")
    about = "about " if version.from_is_about else ""
    end = (
        f"to {version.to}" if version.to else f"seen in force until {version.seen_until}" if version.seen_until else ""
    )
    console.print(f"  {version.author} · from {about}{version.from_} {end}".rstrip())
    state = version.state_on(as_of)
    now = f"{STATE_SAYS[state[0]]}" + (f": {state[1]}" if state[1] else "") if state else "not begun"
    _fill(console, f"on {as_of}: {now}")
    for source in version.source:
        _fill(console, f"source ({version.tier}, {TIER_SAYS[version.tier]}): {_source(source)}", 2, "dim")
    if version.note:
        _fill(console, version.note)
    for clause in version.clause:
        _clause(console, clause)
    if version.not_found:
        _fill(console, "not found: " + "; ".join(version.not_found))


def _clause(console: Console, clause: Clause) -> None:
    console.print()
    console.print(f"  {clause.id}: {asks_in_words(clause)}", style="bold")
    _fill(console, f"“{clause.words}”", 4)
    _fill(console, f"{clause.place} ({clause.tier}, {TIER_SAYS[clause.tier]})", 4, "dim")
    if clause.source is not None:
        _fill(console, _source(clause.source), 4, "dim")
    offenses, route = offenses_in_words(clause), clause.approval
    said = f": “{route.says}”" if route is not None and route.says else ""
    facts = {
        "when": TRIGGER_SAYS[clause.trigger],
        "public safety": safety_says(clause),
        "measured by": COMPARATOR_SAYS[clause.comparator] if clause.comparator else "",
        "means": ", ".join(clause.means).replace("_", " "),
        "conditions": ", ".join(clause.qualifiers).replace("_", " "),
        "offenses": "" if offenses == "all" else offenses,
        "review" if clause.subject == "review" else "approval": (
            f"{ROUTES[route.route]}, {WHEN_SAYS[route.when]}{said}" if route else ""
        ),
        "record": ", ".join(clause.record).replace("_", " "),
        "conduct": ", ".join(clause.conduct).replace("_", " "),
    }
    for name, words in facts.items():
        if words.strip():
            _fill(console, f"{name}: {words.strip()}", 4)
    if clause.note:
        _fill(console, f"note: {clause.note}", 4)
    for part in clause.unverified:
        _fill(console, f"not verified ({part.part}): {part.says}", 4, "magenta")


def _duty(console: Console, duty: Duty) -> None:
    mark = "" if duty.tier == "P" else f" [{TIER_SAYS[duty.tier]}]"
    asked = " on request" if duty.on_request else ""
    to = " to the victim" if duty.owed_to == "victim" else ""
    words = textwrap.shorten(duty.words, 150, placeholder="…")
    _fill(
        console,
        f"{duty.cite} · {OWED_BY[duty.holder]} {MODALITY_SAYS[duty.modality]}{to}{asked}: {duty.lead} “{words}”{mark}",
    )
    if duty.reach is not None:
        _fill(console, f"It reaches {duty.reach.says}.", 4)
    if duty.note:
        _fill(console, duty.note, 4, "dim")


# ---------------------------------------------------------------------------------------------------------------------
# Side by side
# ---------------------------------------------------------------------------------------------------------------------


def print_comparison(columns: Sequence[Column], as_of: date) -> None:
    """The policies on every dimension, as many beside each other as the terminal holds; then a timeline."""
    console = _console()
    console.print(
        f"Policies as of {as_of}. What nobody found is left empty: that is no evidence that it does not exist."
    )
    room = console.width - HEADING_WIDTH - 1
    per_band = max(1, room // (OFFICE_WIDTH + 1))
    width = max(10, min(60, room // per_band - 1))
    for start in range(0, len(columns), per_band):
        band = columns[start : start + per_band]
        table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 1, 1, 0))
        table.add_column("", width=HEADING_WIDTH, overflow="fold", style="dim")
        for column in band:
            table.add_column(column.policy.office.replace("_", " "), width=width, overflow="fold")
        for name, heading in DIMENSIONS.items():
            cells = [column.cells[name] for column in band]
            if any(cells):
                table.add_row(heading, *("\n".join(words) for words in cells))
        console.print()
        console.print(table)
    _timeline(console, [column.policy for column in columns], as_of)


def _timeline(console: Console, chosen: Sequence[Policy], as_of: date) -> None:
    begun = [version.from_.year for policy in chosen for version in policy.version if version.from_ <= as_of]
    if not begun:
        return
    first, last = min(begun), as_of.year
    console.print(f"\nTimeline {first} to {last}, one mark a year", style="bold")
    for policy in chosen:
        for version in sorted(policy.version, key=lambda one: one.from_):
            if version.from_ > as_of:
                continue
            marks = "".join(_year(version, year, as_of) for year in range(first, last + 1))
            console.print(f"  {marks}  {policy.office} {version.id}")
    console.print(
        "  █ in force  ░ not known to be in force  ? not known after a change of office-holder  ▒ suspended",
        style="dim",
    )
    for policy in chosen if len(chosen) == 1 else ():
        for span in timeline(policy, as_of):
            end = span.to or "…"
            says = f": {span.says}" if span.says else ""
            _fill(console, f"{span.from_} to {end}  {span.version.id}: {STATE_SAYS.get(span.state, '')}{says}")


def _year(version: Version, year: int, as_of: date) -> str:
    state = version.state_on(min(as_of, date(year, 12, 31)))
    return " " if state is None else YEAR_MARKS[state[0]]


# ---------------------------------------------------------------------------------------------------------------------
# A case under a policy
# ---------------------------------------------------------------------------------------------------------------------


def print_answers(weighed: Weighing, answers: Sequence[PolicyAnswer]) -> None:
    """One case under one policy: for each option the answer, its words, its conditions and who signs; then the floor."""
    console = _console()
    case, first = weighed.case, answers[0]
    console.print(f"{case.id} · {first.name} · policy as of {first.as_of} · {first.stage}", style="bold")
    for charge in weighed.charges:
        level = " or ".join(sorted(charge.levels)) or "level not known"
        console.print(f"Count {charge.count}: {next(c.charge for c in case.counts if c.id == charge.count)} ({level})")
    for standing in first.standing:
        known = f": {standing.says}" if standing.says else ""
        _fill(console, f"{standing.version.title} ({standing.version.id}), {STATE_SAYS[standing.state]}{known}", 0)
    for assumed in first.assumed:
        _fill(console, f"taken as given: {assumed}", 0, "italic")
    console.print(DRAFT, style="italic")
    shared = "" if len(answers) == 1 or len({one.says for one in answers}) > 1 else first.says
    if shared:
        console.print("\nOf every option", style="bold")
        _fill(console, shared)
    for one in answers:
        _option(console, one, shared)
    _shared(console, answers)
    print_floor(console, answers[0].floor, answers[0].floor_note)


def _option(console: Console, one: PolicyAnswer, said: str) -> None:
    """One option's answer; `said` is the reason that was given for all of them already."""
    console.print()
    console.print(f"{one.option}  {one.label}")
    console.print(Text(f"   {MARKS[one.answer]} {_named(one, one.answer)}", style=STYLES[one.answer]))
    if one.by_stage:
        for stage, answer in one.by_stage.items():
            _fill(console, f"{stage}: {MARKS[answer.answer]} {_named(answer, answer.answer)}: {answer.says}", 5)
            if answer.answer is Answer.UNDETERMINED and answer.would_be not in {Answer.UNDETERMINED, Answer.SILENT}:
                _fill(console, f"{_named(answer, answer.would_be)} {answer.if_so}".rstrip(), 7)
    elif one.readings:
        _fill(console, "whether the policy is in force is not known: see above", 5)
    elif one.says != said:
        _fill(console, one.says, 5)
    if one.answer is Answer.UNDETERMINED and one.would_be not in {Answer.UNDETERMINED, Answer.SILENT}:
        _fill(console, f"{_named(one, one.would_be)} {one.if_so}".rstrip(), 5)
    for version, reading in one.readings.items() if len(one.readings) > 1 else ():
        _fill(console, f"if {version} holds: {reading}", 5)
    told = [clause for clause in one.clauses if clause.answer is one.answer or len(one.clauses) == 1]
    for line in dict.fromkeys(
        f"“{textwrap.shorten(clause.clause.words, 220, placeholder='…')}” "
        f"({clause.version.id}, {clause.clause.place}; {TIER_SAYS[clause.clause.tier]})"
        for clause in told
    ):
        _fill(console, line, 5, "dim")
    for heading, facts in (("hangs on a fact", True), ("for you to judge", False)):
        asks = [condition.asks for condition in one.conditions if condition.is_fact is facts]
        if asks:
            _fill(console, f"{heading}: " + " ".join(asks), 5)
    for approval in one.approvals:
        _fill(console, f"who: {approval}", 5)
    for question in one.questions[:3] if one.answer is Answer.UNDETERMINED else ():
        _fill(console, f"ask: {question}", 5)
    if one.effect is not None and one.effect.carried:
        _fill(console, "carries: " + ", ".join(one.effect.carried[:4]), 5)


def _named(one: PolicyAnswer, answer: Answer) -> str:
    """An answer with what kind of it: a presumption is no command, and a review no consent."""
    if answer is Answer.REQUIRED and one.strength == "presumptive":
        return f"{answer} (presumptive)"
    asking = [clause.clause.subject for clause in one.clauses if answer in {clause.answer, clause.would_be}]
    if answer is Answer.NEEDS_APPROVAL and asking and set(asking) == {"review"}:
        return f"{answer} (a review)"
    return str(answer)


def _shared(console: Console, answers: Sequence[PolicyAnswer]) -> None:
    for heading, name in (
        ("Conflict with the floor", "conflicts"),
        ("Hangs on", "hangs_on"),
        ("Record", "records"),
        ("Conduct", "conduct"),
    ):
        lines = list(dict.fromkeys(line for one in answers for line in getattr(one, name)))
        if lines:
            console.print(f"\n{heading}", style="bold")
            for line in lines:
                _fill(console, line)
    if answers[0].not_found:
        console.print()
        _fill(console, "Not found in any source: " + "; ".join(answers[0].not_found), 0, "dim")


def print_floor(console: Console, floor: Iterable[FloorDuty], note: str = "") -> None:
    """The duties under every policy: those owed now first; then what is known of how far the state's were looked up."""
    console.print("\nThe floor: what holds whatever the policy says", style="bold")
    duties = list(floor)
    for now, heading in (
        (True, "owed now"),
        (None, "owed, depending on the charge"),
        (False, "at another stage or charge"),
    ):
        these = [one for one in duties if one.now is now]
        if these:
            console.print(f"  {heading}", style="dim")
        for one in these:
            _duty(console, one.duty)
    if note:
        _fill(console, note, 2, "dim")


def print_table(weighed: Weighing, by_office: Mapping[str, Sequence[PolicyAnswer]], as_of: date, stage: str) -> None:
    """One case under several policies: a row a policy, a column an option."""
    console = _console()
    console.print(f"{weighed.case.id} under {len(by_office)} policies as of {as_of} · {stage}", style="bold")
    console.print(DRAFT, style="italic")
    options = [option.id for option in weighed.case.options]
    for option in weighed.case.options:
        console.print(f"  {option.id}  {option.label}")
    per_band = max(1, (console.width - 20) // 17)
    for start in range(0, len(options), per_band):
        band = options[start : start + per_band]
        table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
        table.add_column("policy", width=18, overflow="fold")
        for name in band:
            table.add_column(f"option {name}", width=16, overflow="fold")
        for office, answers in by_office.items():
            found = {one.option: one for one in answers}
            table.add_row(office.replace("_", " "), *(_short(found[name]) for name in band))
        console.print()
        console.print(table)
    console.print(
        "\nA question mark with a word: undetermined; what it would be if its open points turn out so.", style="dim"
    )
    for assumed in dict.fromkeys(line for answers in by_office.values() for one in answers for line in one.assumed):
        _fill(console, f"taken as given: {assumed}", 0, "italic")
    first = next(iter(by_office.values()))[0]
    print_floor(console, first.floor, first.floor_note)


def _short(one: PolicyAnswer) -> Text:
    text = Text(f"{MARKS[one.answer]} {_named(one, one.answer)}", style=STYLES[one.answer])
    if one.answer is Answer.UNDETERMINED and one.would_be not in {Answer.UNDETERMINED, Answer.SILENT}:
        text = Text(f"{MARKS[one.answer]} {_named(one, one.would_be)}?", style=STYLES[one.answer])
    return text
