"""What a screening tells of a file: what was read, what was mapped, and each consequence counted by answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from steelyard.law.postures import Posture
from steelyard.weigh.contradictions import CODE, KINDS
from steelyard.weigh.mapping import JOINED

if TYPE_CHECKING:
    from steelyard.weigh.screen_run import Run


@dataclass
class Summary:
    """What was read, what was mapped, and each consequence counted by answer."""

    source: str
    out: str
    layout: str
    engine: str
    law_as_of: str
    forum: str
    pack: str
    catalogue: str
    classes: list[str]
    rows: int = 0
    mapped: int = 0
    unmapped: int = 0
    not_crimes: dict[str, int] = field(default_factory=dict)
    persons: int = 0
    profiles: int = 0
    convictions: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    charges_distinct: int = 0
    charges_mapped: int = 0
    top_unmapped: list[dict[str, Any]] = field(default_factory=list)
    """Every charge that was not mapped, with the reason and its rows, the most frequent first."""
    unmapped_dispositions: list[dict[str, Any]] = field(default_factory=list)
    bad_lines: list[dict[str, Any]] = field(default_factory=list)
    bad_line_count: int = 0
    bad_values: dict[str, int] = field(default_factory=dict)
    bad_examples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    encoding: str = ""
    contradictions: dict[str, tuple[int, int]] = field(default_factory=dict)
    """For each kind of `contradictions.KINDS` how many rows, and the number of the first."""
    forums: dict[str, int] = field(default_factory=dict)
    unread_columns: list[str] = field(default_factory=list)
    refused_columns: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    consequences: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """True when every line of the input was read."""
        return self.bad_line_count == 0

    def as_dict(self) -> dict[str, Any]:
        """The summary as JSON data."""
        return asdict(self)


def count(
    summary: Summary, run: Run, counts: Sequence[Mapping[str, Any]], answered: pl.DataFrame, classes: Sequence[Posture]
) -> None:
    charges: dict[int, int] = {}
    rows: dict[int, int] = {}
    persons: dict[int, int] = {}
    words = {True: "true", False: "false", None: "unknown"}
    for part in counts:
        for charge, _, profile, conviction, number in part["counted"]:
            charges[charge] = charges.get(charge, 0) + number
            rows[profile] = rows.get(profile, 0) + number
            word = words[conviction]
            summary.convictions[word] = summary.convictions.get(word, 0) + number
        for profile, number in part["persons"]:
            persons[profile] = persons.get(profile, 0) + number
    readings = run.file.words["charge"]
    unmapped: list[tuple[int, str, str]] = []
    for charge, number in charges.items():
        cited = readings.read[charge].cited
        summary.charges_distinct += 1
        if cited.offense:
            summary.mapped += number
            summary.charges_mapped += 1
        elif cited.kind != "crime":
            summary.not_crimes[cited.kind] = summary.not_crimes.get(cited.kind, 0) + number
        else:
            summary.unmapped += number
            unmapped.append((number, JOINED.join(filter(None, readings.texts[charge])), cited.reason))
    unmapped.sort(key=lambda one: (-one[0], one[1]))
    summary.top_unmapped = [{"charge": text, "rows": n, "reason": why} for n, text, why in unmapped]
    summary.unmapped_dispositions.sort(key=lambda one: -one["rows"])
    summary.persons, summary.profiles = sum(persons.values()), len({*rows, *persons})
    weights = {"rows": rows, "persons": persons}
    for what, weight in weights.items():
        table = pl.DataFrame({"profile": list(weight), what: list(weight.values())},
                             schema={"profile": pl.Int64, what: pl.Int64})  # fmt: skip
        answered = answered.join(table, on="profile", how="left").with_columns(pl.col(what).fill_null(0))
    pack, rules = run.weigher.pack, run.weigher.rules
    for rule in rules:
        summary.consequences.append({"consequence": rule, "label": pack.rules[rule].label})
    for what in weights:
        number = pl.col(what)
        got = answered.group_by("class").agg(
            number.filter(said).sum().alias(f"{rule}:{word}")
            for rule in rules
            for word, said in (("true", pl.col(rule)), ("false", ~pl.col(rule)), ("unknown", pl.col(rule).is_null()))
        ).sort("class")  # fmt: skip
        for entry in summary.consequences:
            rule = entry["consequence"]
            three = got.select("class", *(f"{rule}:{word}" for word in ("true", "false", "unknown")))
            entry[what] = {classes[n].name: {"true": t, "false": f, "unknown": u} for n, t, f, u in three.iter_rows()}


def note(summary: Summary, run: Run, counts: Sequence[Mapping[str, Any]]) -> None:
    """What a reader of the summary must know beside the numbers."""
    notes, layout = summary.notes, run.layout
    if len(run.forums) == 1:
        summary.forum, summary.forums = run.forums[0], {run.forums[0]: summary.rows}
    else:
        for part in counts:
            for which, number in part["forums"]:
                name = run.forums[which.bit_length() - 1]
                summary.forums[name] = summary.forums.get(name, 0) + number
        told = ", ".join(f"{name} {number:,}" for name, number in sorted(summary.forums.items()))
        notes.append(f"rows by forum: {told}")
        if between := sum(part["between"] for part in counts):
            notes.append(
                f"persons with rows in several circuits: {between:,}; of them an answer stands only where all agree"
            )
    for part in counts:
        for kind, (many, first) in part["contradicted"].items():
            counted, least = summary.contradictions.get(kind, (0, first))
            summary.contradictions[kind] = (counted + many, min(least, first))
    for kind, (many, first) in sorted(summary.contradictions.items()):
        notes.append(
            f"{CODE}: rows that contradict themselves, and are unknown in it: {many:,}, with {KINDS[kind]} (as in row {first:,})"
        )
    if backwards := sum(part["backwards"] for part in counts):
        notes.append(f"convictions dated before their offense: {backwards:,}; neither day is read")
    if of_another := sum(run.file.of_another.values()):
        notes.append(
            f"convictions of another offense than the row names, of which it does not say which: {of_another:,}"
        )
    if run.file.without_unit:
        notes.append(f"terms that are bare numbers without a unit, not read: {run.file.without_unit:,}; name the column under "
                     'term_unit, or give the unit of all, as [term] "" = "month"')  # fmt: skip
    if layout.note:
        notes.append(" ".join(layout.note.split()))
