"""An audit as a report that stands alone, HTML or PDF: findings, pictures with words for each, method, and the data shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from steelyard import __version__
from steelyard.weigh.measures import Measure
from steelyard.weigh.outcomes import MISSING, NO, YES
from steelyard.weigh.output import DRAFT
from steelyard.weigh.parity import Audit, Finding, Result
from steelyard.weigh.parity_page import interval
from steelyard.weigh.parity_pictures import pictures
from steelyard.weigh.report import Document, Section, Table, write
from steelyard.weigh.report import to_html as page_of
from steelyard.weigh.report import to_pdf as pdf_of
from steelyard.weigh.suppress import ROUNDED, rounded


def write_report(audit: Audit, report: Path) -> None:
    """Writes the report, whole or not at all. Raises SteelyardError (SY-Q009, SY-Q011)."""
    write(document(audit), report)


def to_html(audit: Audit) -> str:
    """The report as one HTML page with everything in it: no script, no link to fetch."""
    return page_of(document(audit))


def to_pdf(audit: Audit) -> bytes:
    """The report as PDF/UA-1, with the fonts that typst brings."""
    return pdf_of(document(audit))


def document(audit: Audit) -> Document:
    """The report of an audit: findings, what it does not show, method and data."""
    d = report_data(audit)
    findings = [
        table
        for one in d["findings"]
        for table in (
            Table(one["title"], one["heads"], one["rows"], range(1, 7), (1.5, 0.8, 0.9, 1.5, 0.6, 0.6, 0.9, 2.6)),
            Table(f"{one['title']}: what stands behind it", one["more"], one["second"], range(1, 7),
                  (1.5, 1.1, 0.8, 0.9, 0.9, 0.9, 0.9, 1.2, 1.1, 1.2)),
        )
    ]  # fmt: skip
    means = Table("What each measure means", ("measure", "means", "published name"), d["measures"], (), (1, 2, 2))
    counts = [Table(one["title"], one["heads"], one["rows"], range(1, len(one["heads"]))) for one in d["counts"]]
    columns = Table("Columns that were read", ("role", "column"), d["columns"])
    sections = [
        Section("Findings", tables=findings),
        *([Section("Of this table", points=d["notes"])] if d["notes"] else []),
        Section("What this does not show", points=d["limits"]),
        Section("Method", points=d["method"], tables=[means]),
        Section("Data", tables=[*counts, columns]),
        _again(audit),
    ]
    made_from = f"table sha256 {audit.outcomes.digest[:16]} · seed {audit.seed}"
    return Document(d["title"], d["lead"], OF_PICTURES, lambda font: pictures(audit, font), sections, audit.as_dict(),
                    made_from)  # fmt: skip


def _again(audit: Audit) -> Section:
    """What it takes to make the audit again: the command, the table, the program, and all that the mapping says."""
    mapped = audit.outcomes.mapped
    says = [
        audit.command,
        f"with Steelyard {__version__}, from the table whose sha256 is {audit.outcomes.digest}"
        + (f", and the mapping whose sha256 is {mapped.digest}." if mapped.digest else "."),
        f"Where the mapping names no words, yes is {', '.join(sorted(YES))}; no is {', '.join(sorted(NO))}; not known is a blank "
        f"or {', '.join(sorted(MISSING - {''}))}; in capital letters too.",
    ]
    if not mapped.raw:
        return Section("To run it again", [*says, "There was no mapping: the columns were found by their names."])
    return Section(
        "To run it again", says, tables=[Table("The mapping, whole", ("key", "value"), list(_flat(audit.mapping)))]
    )


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", json.dumps(value, ensure_ascii=False)


OF_PICTURES = (
    "The bar is the 95 % interval and the mark the difference. The grey band is what this table could miss: a gap inside it "
    "would be found less than four times in five. The scale is even about zero."
)


# ---------------------------------------------------------------------------------------------------------------------
# Words
# ---------------------------------------------------------------------------------------------------------------------


def report_data(audit: Audit) -> dict[str, Any]:
    """What both forms of the report say, as plain data."""
    source = audit.outcomes
    title = source.mapped.title or f"Are like cases treated alike? {source.source}"
    lead = [
        f"{rounded(source.cases):,} cases; {', '.join(audit.compared)} beside {audit.reference}. The group is not known in "
        f"{audit.unknown_told}.",
        *_bottom_line(audit),
    ]
    return {
        "title": title, "draft": DRAFT, "lead": lead, "findings": [_findings(audit, name) for name in audit.compared],
        "measures": [_measure(one) for one in source.measures], "method": _method(audit), "limits": list(LIMITS),
        "notes": list(audit.notes), "counts": [_counts(audit, number) for number in range(len(audit.tables))],
        "columns": [[role, column] for role, column in source.columns.items()],
        "footer": f"Steelyard {__version__} · table sha256 {source.digest[:16]} · seed {audit.seed}",
    }  # fmt: skip


def _bottom_line(audit: Audit) -> list[str]:
    """One sentence a direction, in the same words and always both, and one for what cannot be told."""
    said = []
    for name in audit.compared:
        mine = [one for one in audit.results if one.compared == name]
        other = {name: audit.reference, audit.reference: name}

        def beside(group: str, other: dict[str, str] = other) -> str:
            return f" beside {other[group]}" if len(audit.compared) > 1 else ""

        for group in (audit.reference, name):
            higher = [one.measure.label for one in mine if one.finding is Finding.DIFFERENCE and one.higher == group]
            measures = ", ".join(higher) or "no measure"
            said.append(f"Higher for {group} among like cases{beside(group)}, after correction: {measures}.")
        open_ = [one.measure.label for one in mine if one.finding is Finding.DEPENDS]
        if open_:
            said.append(f"Neither found nor excluded, because outcomes are not known: {', '.join(open_)}.")
        hidden = [one.measure.label for one in mine if one.estimate is None]
        if hidden:
            said.append(f"Not shown or not comparable for {name}: {', '.join(hidden)}.")
    return said


def _p(value: float | None) -> str:
    return "" if value is None else "< 0.001" if value < 0.001 else f"{value:.3f}"


def _number(one: Result, value: float | None) -> str:
    if value is None:
        return "not shown"
    shown = value * one.scale
    return f"{shown:,.1f}" if one.measure.is_share or abs(shown) < 100 else f"{shown:,.0f}"


def _findings(audit: Audit, name: str) -> dict[str, Any]:
    heads = [
        "measure",
        audit.reference,
        name,
        "difference (95 % interval)",
        "p",
        "p, Holm",
        "p, Benjamini-Hochberg",
        "finding",
    ]
    more = ["measure", "cases", "matched of those known", "exact matches only", "before matching", "smallest gap found (80 %)",
            "the same, after correction", "bounds for unknown groups", "outcome not known",
            "bounds for unknown outcomes"]  # fmt: skip
    rows, second = [], []
    for one in audit.results:
        if one.compared != name:
            continue
        label = f"{one.measure.label}{f', {_unit(one.measure)}' if _unit(one.measure) else ''}"
        e = one.estimate
        if e is None:
            rows.append([label, "", "", "", "", "", "", one.says()])
            if one.blank is not None and any(one.blank.blank):
                second.append([label, *[""] * 7, one.blank.in_column(), ""])
            continue
        rows.append([label, _number(one, e.mean_reference), _number(one, e.mean_compared), interval(one), _p(e.p), _p(one.p_holm),
                     _p(one.p_bh), one.says()])  # fmt: skip
        limits = (
            "no unknown group"
            if one.bounds is None
            else f"{_number(one, one.bounds.low)} to {_number(one, one.bounds.high)}"
        )
        second.append([label, f"{rounded(e.reference):,} and {rounded(e.compared):,}", f"{one.matched_share or 0:.0%}",
                       _number(one, one.exact_difference), _number(one, one.before_matching), _number(one, one.smallest_found),
                       _number(one, one.smallest_found_corrected), limits, *_blank(one)])  # fmt: skip
    return {"title": f"{name} less {audit.reference}", "heads": heads, "rows": rows, "more": more, "second": second}


def _blank(one: Result) -> tuple[str, str]:
    """In how many cases of the reference and of the compared group the outcome is not known, and the bounds for these."""
    if one.blank is None or not any(one.blank.blank):
        return "none", "no unknown outcome"
    if one.blank.may_be_none:
        return one.blank.in_column(), "none: a blank may not concern the case"
    if not one.blank.shown:
        return one.blank.in_column(), "not shown"
    return one.blank.in_column(), f"{_number(one, one.blank.low)} to {_number(one, one.blank.high)}"


def _unit(measure: Measure) -> str:
    return "%" if measure.is_share else measure.unit


def _measure(one: Measure) -> list[str]:
    among = f" Among {one.among}." if one.among else ""
    return [one.label, f"{one.says[0].upper()}{one.says[1:]}.{among}", one.also or "no published name that was found"]


def _counts(audit: Audit, number: int) -> dict[str, Any]:
    table = audit.tables[number]
    rows = [
        [name, *("not shown" if cell is None else f"{cell:,}" for cell in cells)]
        for name, cells in zip((*table.rows, "all"), table.cells, strict=True)
    ]
    return {"title": table.title, "heads": ["", *table.columns, "all"], "rows": rows}


def _method(audit: Audit) -> list[str]:
    steps = "; then ".join(rung.says for rung in audit.rungs)
    missing = (
        f" The table has no {', '.join(audit.not_matched_on)}, so cases are not alike in that."
        if audit.not_matched_on
        else ""
    )
    drawn = any(one.estimate is not None and one.estimate.drawn for one in audit.results)
    test = (f"{audit.draws:,} random shuffles (seed {audit.seed})" if drawn
            else "the normal distribution with the exact mean and variance of all shuffles, the table being large")  # fmt: skip
    return [
        f"Like with like: a case is compared only with cases of the other group in the same stratum. Strata: {steps}. A case "
        f"matched at one step takes no part in later ones; a case that finds no like case is left out.{missing}",
        "Difference: in each stratum, the mean of one group less the mean of the other; over strata, the mean of these "
        "differences, each weighing n1 × n0 ÷ (n1 + n0). Swapping the groups turns the sign and changes nothing else.",
        "Interval: 95 %, from errors that allow for unequal spread (HC2), with a level of its own for each stratum.",
        f"Test: the groups are shuffled within strata; p is the share of shuffles with a difference at least as large in either "
        f"direction, by {test}.",
        "Many measures: p values are corrected for all tests of this audit, by Holm (the chance of any false finding stays below "
        "5 %) and by Benjamini and Hochberg (the expected share of false findings). “Difference found” goes by Holm.",
        "Smallest gap found: the gap in either direction that a test at 5 % finds four times in five, and the same at the "
        "strictest level of the correction.",
        "Unknown groups: the bounds are the least and the greatest difference over every way of placing the cases of unknown "
        "group; nothing is assumed about why a group is unknown.",
        "Unknown outcomes: the bounds are the least and the greatest difference over all that the outcomes of the cases of known "
        "group could be, each from all no to all yes, an amount between the least and the greatest that as many cases as the "
        "smallest count reach; nothing is assumed about why an outcome is not known. Where they reach across zero, the interval "
        "included, a difference among the known is not called found; where they go beyond the smallest gap found, none is not "
        "called none.",
        f"Small cells: a measure with fewer than {audit.smallest} cases in a group, or with fewer than {audit.smallest} yes or "
        f"no in one, is not shown; counts are rounded to {ROUNDED}, and further cells are hidden so that none follows from the "
        "rest.",
    ]


LIMITS = (
    "A difference is not a cause. Cases that are alike in these columns can differ in what the table does not hold: the "
    "evidence, the harm, the wishes of a victim, what the defense asked for.",
    "What is matched on can itself come from a decision. If charges differ by group before the offer, cases matched on the "
    "charge hide that.",
    "No difference found does not show that there is none: read it with the smallest gap that would have been found.",
    "Opposite differences in different kinds of cases can cancel out in one figure.",
    "A measure among some cases only (time to offer, among cases with an offer) compares those cases, which the groups may reach "
    "differently.",
    "The audit says nothing of any one case, and nothing of why a group is or is not recorded.",
)
