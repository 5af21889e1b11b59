"""From cells to findings: what follows, for whom, why, how sure it is, and who says otherwise."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from steelyard.catalog.found import Found
from steelyard.law.columns import groups
from steelyard.logic.errors import CaseError
from steelyard.logic.evaluate import Trace
from steelyard.logic.expr import All, AnyOf, AtLeast, Matches, Split
from steelyard.logic.rule import Citation
from steelyard.papers.document import Source, Statement
from steelyard.papers.parts import (
    WORST_FIRST,
    answers_source,
    days,
    in_words,
    longest_of,
    others,
    record_row,
    source,
    sources,
)
from steelyard.weigh.advise import Advice, Weigher, advise
from steelyard.weigh.cells import RECORD_ROW, Cell, Row, State

MOST_REASONS = 3
"""Reasons shown in a cell of a table; the rest are counted, and all stand among the unknown facts."""


class Sure(enum.StrEnum):
    """How sure a finding is."""

    SETTLED = "settled"
    LIKELY = "likely"
    ARGUABLE = "arguable"
    OPEN = "open"


SURE_MEANS = {
    Sure.SETTLED: "the text of a statute, or a decision that controls in this forum and was read for this project, decides it",
    Sure.LIKELY: "it is derived from the elements without a controlling decision, or an authority that nobody has read for "
    "this project stands behind it, or authorities split and the Board of Immigration Appeals takes the adverse side",
    Sure.ARGUABLE: "the law is not settled: authorities split and the Board takes no side, or no decision that settles it was "
    "found",
    Sure.OPEN: "a fact is missing, an official must judge, or this part of the law is not analysed; never read it as safe",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One consequence of one option for the postures that share its answer.

    `who` names the postures and `where` says which in words; both are empty when one person was weighed.
    """

    rule: str
    group: str
    consequence: str
    state: State
    who: tuple[str, ...]
    where: str
    sure: Sure
    why: str
    contrary: tuple[Statement, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Clear:
    """Consequences of one group that are not triggered in any posture that was weighed, and how sure that is."""

    group: str
    settled: tuple[str, ...]
    likely: tuple[str, ...]
    contrary: tuple[Statement, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class OptionFindings:
    """Everything that follows from one option."""

    option: str
    label: str
    universal: bool
    findings: tuple[Finding, ...]
    clear: tuple[Clear, ...]


def findings_of(advice: Advice, row: Row) -> OptionFindings:
    """The findings of one option, by group, gravest first."""
    found: list[Finding] = []
    clear: list[Clear] = []
    for group in groups():
        safe: dict[Sure, list[str]] = {Sure.SETTLED: [], Sure.LIKELY: []}
        cites: list[Citation] = []
        against: dict[str, Statement] = {}
        first = next(iter(row.cells.values()))
        for rule in (rule for rule, cell in first.items() if cell.column.group == group):
            names = list(row.cells)
            open_names = [name for name in names if row.cells[name][rule].state is not State.NOT_TRIGGERED]
            if not open_names:
                # A citizen's answer is settled by citizenship alone: the others say how sure the clearance is.
                who = [name for name in others(advice) if name in names]
                sure = all(how_sure(advice, row, name, rule) is Sure.SETTLED for name in who)
                safe[Sure.SETTLED if sure else Sure.LIKELY].append(advice.pack.rules[rule].label)
                cites += first[rule].cites
                traces = {id(trace): trace for trace in (advice.trace(row.id, name, rule) for name in who)}
                for trace in traces.values():
                    steps = list(deciding(trace))
                    cites += of_the_side_taken(advice, steps)
                    against |= {one.words: one for one in contrary(advice, steps)}
            found += _alike(advice, row, rule, open_names)
        if safe[Sure.SETTLED] or safe[Sure.LIKELY]:
            clear.append(
                Clear(
                    group,
                    tuple(safe[Sure.SETTLED]),
                    tuple(safe[Sure.LIKELY]),
                    tuple(against.values()),
                    sources(cites, advice.law_as_of),
                )
            )
    order = {name: place for place, name in enumerate(groups())}
    found.sort(key=lambda f: (order[f.group], WORST_FIRST.index(f.state)))
    return OptionFindings(row.id, row.label, row.universal, tuple(found), tuple(clear))


def _alike(advice: Advice, row: Row, rule: str, names: Sequence[str]) -> Iterator[Finding]:
    by_answer: dict[tuple[State, Sure], list[str]] = {}
    for name in names:
        key = (row.cells[name][rule].state, how_sure(advice, row, name, rule))
        by_answer.setdefault(key, []).append(name)
    for (state, sure), alike in by_answer.items():
        cell = row.cells[alike[0]][rule]
        trace = advice.trace(row.id, alike[0], rule)
        steps = list(deciding(trace, settled=sure is Sure.SETTLED))
        cites = [*cell.cites, *(c for step in steps if isinstance(step.node, Matches) for c in step.cites)]
        cites += of_the_side_taken(advice, steps)
        yield Finding(
            rule,
            cell.column.group,
            advice.pack.rules[rule].label,
            state,
            () if len(advice.postures) == 1 else tuple(alike),
            in_which(advice, alike),
            sure,
            _why(advice, cell, steps),
            contrary(advice, steps),
            sources(dict.fromkeys(cites), advice.law_as_of),
        )


def how_sure(advice: Advice, row: Row, posture: str, rule: str) -> Sure:
    """How sure a cell's answer is."""
    state = row.cells[posture][rule].state
    if state is State.LIKELY:
        return Sure.LIKELY
    if state is State.ARGUABLE:
        return Sure.ARGUABLE
    if state in (State.DEPENDS, State.NOT_ANALYSED):
        return Sure.OPEN
    return Sure.SETTLED if _settled(advice.trace(row.id, posture, rule)) else Sure.LIKELY


def _settled(trace: Trace) -> bool:
    if not trace.truth.known or any(not cite.verified for cite in trace.cites):
        return False
    if isinstance(trace.node, Matches):
        return trace.says.startswith("holding")
    parts, one_is_enough = _resting_on(trace)
    if not parts:
        return True
    return any(map(_settled, parts)) if one_is_enough else all(map(_settled, parts))


def _resting_on(trace: Trace) -> tuple[Sequence[Trace], bool]:
    """The parts that a verdict rests on, and whether any one of them carries it alone."""
    parts = [part for part in trace.parts if part.kind != "exception" or part.truth.is_true]
    node = trace.node
    if isinstance(node, All) and trace.truth.is_false:
        return [part for part in parts if part.truth.is_false], True
    if isinstance(node, AnyOf) and trace.truth.is_true:
        return [part for part in parts if part.truth.is_true], True
    if isinstance(node, AtLeast) and trace.truth.is_true:
        return [part for part in parts if part.truth.is_true], False
    if isinstance(node, AnyOf | AtLeast) and not trace.truth.known:
        return [part for part in parts if not part.truth.known], False
    return parts, False


def deciding(trace: Trace, *, settled: bool = False) -> Iterator[Trace]:
    """The step and every step that its verdict rests on; with `settled`, of parts that each carry it alone a settled one."""
    yield trace
    parts, one_is_enough = _resting_on(trace)
    if settled and one_is_enough:
        parts = [part for part in parts if _settled(part)][:1] or parts
    for part in parts:
        yield from deciding(part, settled=settled)


def of_the_side_taken(advice: Advice, steps: Sequence[Trace]) -> list[Citation]:
    """The authorities of the side that controls in the forum, on each question of law that decides."""
    found: list[Citation] = []
    for step in steps:
        if not isinstance(step.node, Split) or step.node.name not in advice.pack.splits:
            continue
        split = advice.pack.splits[step.node.name]
        side = split.controlling(advice.forum, advice.law_as_of)
        if side is not None:
            found += (split.affirmative if side else split.negative).cites
    return found


def _why(advice: Advice, cell: Cell, steps: Sequence[Trace]) -> str:
    if not cell.truth.known:
        reasons = cell.because.split("; ")
        shown = in_words("; ".join(reasons[:MOST_REASONS]))
        more = len(reasons) - MOST_REASONS
        return _stances(advice, cell) + (f"{shown}; and {more} more" if more > 0 else shown)
    said = dict.fromkeys(step.says for step in steps if isinstance(step.node, Matches) and step.says)
    why = (
        "; ".join(list(said)[:2]).replace("derived: ", "derived from the elements: ").replace("holding: ", "decided: ")
    )
    for found in advice.offenses:
        why = by_citation(_without_notes(why, found), found)
    why = in_words(why)
    if cell.decided_either_way:
        why = f"{why}; decided either way: the open facts do not change it".lstrip("; ")
    if why:
        return why
    read = all(cite.verified for step in steps for cite in step.cites)
    follows = "follows from the text of the rule on the facts relied on"
    return follows if read else f"{follows}; an authority behind it was not read for this project"


def _without_notes(words: str, found: Found) -> str:
    """The words without the catalogue's notes on an offense, which stand in the analysis of its charge."""
    for offense in found.offenses:
        before, _, _ = words.partition(f"; {offense.id}: ")
        words = before or words
    return words


def by_citation(words: str, found: Found) -> str:
    """The words with each offense named by its citation where the catalogue's own id stood."""
    for offense in found.offenses:
        words = words.replace(f"{offense.id}:", f"{offense.citation}:")
    return words


def _stances(advice: Advice, cell: Cell) -> str:
    """Both readings of an answer on which authorities differ; nothing where they come to the same."""
    if cell.stances.cautious.value is cell.stances.arguable.value:
        return ""
    adverse = advice.pack.rules[cell.column.rule].adverse
    assume, argue = (
        "open" if one.value is None else "triggered" if one.value is adverse else "not triggered"
        for one in (cell.stances.cautious, cell.stances.arguable)
    )
    return f"Counsel must assume: {assume}; removal counsel can argue: {argue}. "


def contrary(advice: Advice, steps: Sequence[Trace]) -> tuple[Statement, ...]:
    """The authorities on the side that the answer does not take; both sides where it takes none."""
    found: dict[str, Statement] = {}
    for step in steps:
        if not isinstance(step.node, Split) or step.node.name not in advice.pack.splits:
            continue
        split = advice.pack.splits[step.node.name]
        side = split.controlling(advice.forum, advice.law_as_of)
        yes = tuple(source(c, advice.law_as_of) for c in split.affirmative.cites)
        no = tuple(source(c, advice.law_as_of) for c in split.negative.cites)
        if side is None and not yes + no:
            found[split.name] = Statement(f"No decision was found: {split.question} The text can be read either way.")
        elif side is None:
            words = f"Authorities differ: {split.question} For: {_cited(yes)}. Against: {_cited(no)}."
            found[split.name] = Statement(words, yes + no)
        else:
            other = no if side else yes
            if other:
                found[split.name] = Statement(f"Contrary authority: {split.question} {_cited(other)}.", other)
    return tuple(found.values())


def _cited(many: Sequence[Source]) -> str:
    return "; ".join(one.cite for one in many) or "none entered"


# ---------------------------------------------------------------------------------------------------------------------
# In words
# ---------------------------------------------------------------------------------------------------------------------


def in_which(advice: Advice, names: Sequence[str]) -> str:
    """The postures in as few words as say which: "every posture but U.S. citizen", or their short names."""
    every = [p.name for p in advice.postures]
    short = {p.name: p.short for p in advice.postures}
    if len(every) == 1:
        return ""
    left = [name for name in every if name not in names]
    if not left:
        return "every posture"
    if len(left) <= 4:
        return f"every posture but {', '.join(short[name] for name in left)}"
    return ", ".join(short[name] for name in every if name in names)


def bottom_line(advice: Advice, row: Row, left_out: Sequence[str] = ()) -> Statement:
    """One sentence that says what an option does, with the gravest consequences named; `left_out` are said elsewhere."""
    found = findings_of(advice, row)
    name = "The record, before this case" if row.id == RECORD_ROW else f"Option {row.id}, {row.label}"
    if found.universal:
        where = "" if len(advice.postures) == 1 else " in any posture"
        said = f"{name}: {brings_nothing(advice, row)}{where}, on the facts as known."
        return Statement(said, (answers_source(advice),))
    severity = {rule: cell.column.severity for cells in row.cells.values() for rule, cell in cells.items()}
    severity |= dict.fromkeys(_own_status(advice), 0)
    parts: list[str] = []
    named: list[Finding] = []
    for states, verb in (
        ((State.TRIGGERED,), "triggers"),
        ((State.LIKELY,), "likely triggers"),
        ((State.ARGUABLE,), "arguably triggers"),
        ((State.DEPENDS,), "leaves to a missing fact"),
        ((State.NOT_ANALYSED,), "leaves not analysed"),
    ):
        many = sorted((f for f in found.findings if f.state in states), key=lambda f: (severity[f.rule], -len(f.who)))
        rules = [rule for rule in dict.fromkeys(f.rule for f in many) if rule not in left_out]
        if not rules:
            continue
        most = 1 if states != (State.TRIGGERED,) else 2 if len(advice.postures) > 1 else 4
        shown = [next(f for f in many if f.rule == rule) for rule in rules[:most]]
        named += shown
        words = [f"“{f.consequence}”" + (f" ({f.where})" if f.where else "") for f in shown]
        more = f" and {len(rules) - most} more" if len(rules) > most else ""
        parts.append(f"{verb} {'; '.join(words)}{more}")
    safe = [name for name in others(advice) if row.safe_in(name)]
    if safe and len(advice.postures) > 1:
        parts.append(f"triggers nothing and leaves nothing open in {in_which(advice, safe)}")
    cites = tuple(dict.fromkeys(f.sources[0] for f in named if f.sources))
    if not parts:
        return Statement(
            f"{name}: beside what is said above, {brings_nothing(advice, row)}.", (answers_source(advice),)
        )
    return Statement(f"{name}: it {'; it '.join(parts)}.", cites)


OWN_STATUS = {
    "deferred_action": ("relief.daca_barred",),
    "temporary_protected_status": ("relief.tps_barred",),
    "asylee": ("relief.asylee_status_ends", "relief.refugee_adjustment_barred"),
    "refugee": ("relief.refugee_adjustment_barred",),
}
"""What takes away the very status that a person has: it is named first."""


def _own_status(advice: Advice) -> tuple[str, ...]:
    if advice.status_blind:
        return ()
    return OWN_STATUS.get(str(advice.postures[0].facts.get("status")), ())


def brings_nothing(advice: Advice, row: Row) -> str:
    """What is said of a row without any consequence: it speaks of what the option adds, never of what is there already."""
    if row.id == RECORD_ROW:
        return "it brings about no consequence"
    record = record_row(advice)
    return "it adds no consequence" + (" to those of the record" if record is not None and not record.universal else "")


def not_analysed_anywhere(advice: Advice) -> tuple[str, ...]:
    """The consequences that are not analysed wherever an option could bring them about, whoever is weighed."""
    rows = [row for row in advice.rows if row.id != RECORD_ROW]
    found = []
    for rule in next(iter(rows[0].cells.values())):
        states = {row.cells[name][rule].state for row in rows for name in others(advice)}
        if State.NOT_ANALYSED in states and states <= {State.NOT_ANALYSED, State.NOT_TRIGGERED}:
            found.append(rule)
    return tuple(found)


# ---------------------------------------------------------------------------------------------------------------------
# Another forum
# ---------------------------------------------------------------------------------------------------------------------

FORUMS_BESIDE = {
    "BIA": "By the Board's decisions alone, where no circuit's law is followed",
    "5th Cir.": "In the Fifth Circuit",
}
"""The forums that a memo compares with its own: what officers follow, and a circuit to which people are often moved."""


def elsewhere(advice: Advice) -> tuple[Statement, ...]:
    """What would be answered otherwise in another forum: weighed there, consequence by consequence."""
    found = []
    for forum, words in FORUMS_BESIDE.items():
        if forum == advice.forum:
            continue
        other = advise(advice.case.model_copy(update={"forum": forum, "law_as_of": advice.law_as_of}))
        changed: list[str] = []
        cites: list[Source] = []
        for row in advice.rows:
            said, own = _crossed(advice, row, other.row(row.id))
            if said:
                name = "the record" if row.id == RECORD_ROW else f"option {row.id}"
                changed.append(f"{name}: {said}")
                cites += own
        if changed:
            found.append(Statement(f"{words}: {'. '.join(one[0].upper() + one[1:] for one in changed)}.",
                                   tuple(dict.fromkeys(cites))))  # fmt: skip
        else:
            found.append(Statement(f"{words}: every answer is the same."))
    return tuple(found)


# ---------------------------------------------------------------------------------------------------------------------
# Sentence traps
# ---------------------------------------------------------------------------------------------------------------------

LINES = (180, 364, 1824)
"""The longest terms (days) on the near side of federal lines: not over six months, under one year, under five years."""


def traps(advice: Advice) -> tuple[Statement, ...]:
    """For each term, the nearest federal line on either side, and what changes on crossing it: weighed, not remembered."""
    weigher = Weigher(advice.case.model_copy(update={"law_as_of": advice.law_as_of}))
    found: list[Statement] = []
    for option in advice.case.options:
        row = advice.row(option.id)
        for number, one in enumerate(option.dispositions):
            if one.outcome != "convicted" or one.term is None:
                continue
            for term in _across(one.term, longest_of(advice, one).days):
                shaped = one.model_copy(
                    update={"term": term, "suspended": None if one.suspended is None else min(one.suspended, term)}
                )
                many = [*option.dispositions[:number], shaped, *option.dispositions[number + 1 :]]
                try:
                    other = weigher.option(option.model_copy(update={"dispositions": many}), option.id)
                except CaseError:
                    continue  # above the maximum of the offense: that line cannot be crossed
                words, cites = _crossed(advice, row, other)
                if words:
                    change = f"{days(term)} instead of {days(one.term)}"
                    found.append(Statement(f"Option {option.id}, count {one.count}: {change} {words}.", cites))
    return tuple(found)


def _across(term: int, longest: int | None) -> list[int]:
    """The terms next to a term on the far side of a line, none above the longest that can hold."""
    below = [line for line in LINES if line < term]
    above = [line + 1 for line in LINES if line >= term and (longest is None or line < longest)]
    return [*below[-1:], *above[:1]]


def _crossed(advice: Advice, row: Row, other: Row) -> tuple[str, tuple[Source, ...]]:
    worse: dict[str, list[str]] = {}
    better: dict[str, list[str]] = {}
    cites: list[Citation] = []
    for posture, cells in row.cells.items():
        for rule, cell in cells.items():
            now = other.cells[posture][rule]
            if now.state is cell.state:
                continue
            harder = WORST_FIRST.index(now.state) < WORST_FIRST.index(cell.state)
            change = f"“{advice.pack.rules[rule].label}” ({cell.state} to {now.state})"
            (worse if harder else better).setdefault(change, []).append(posture)
            cites += cell.cites
    parts = []
    for verb, many in (("worsens", worse), ("improves", better)):
        if many:
            said = [what + (f" in {where}" if (where := in_which(advice, who)) else "") for what, who in many.items()]
            parts.append(f"{verb} {'; '.join(said)}")
    return "; and ".join(parts), sources(dict.fromkeys(cites), advice.law_as_of)
