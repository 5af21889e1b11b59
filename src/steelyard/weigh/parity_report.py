"""An audit as a report that stands alone, HTML or PDF: findings, pictures with words for each, method, and the data shown."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from steelyard import __version__
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.measures import Measure
from steelyard.weigh.outcomes import needs
from steelyard.weigh.output import DRAFT
from steelyard.weigh.parity import Audit, Result
from steelyard.weigh.parity_page import interval
from steelyard.weigh.parity_pictures import pictures
from steelyard.weigh.suppress import ROUNDED, rounded

PDF_FONT = "Libertinus Serif"


def check_report(report: Path, table: Path) -> None:
    """Raises SteelyardError (SY-Q009) for a report that is neither HTML nor PDF, has no folder, or is the table itself."""
    if report.suffix.lower() not in {".html", ".pdf"}:
        raise SteelyardError(
            "SY-Q009", f"a report ends in .html or .pdf, not in {report.suffix or 'nothing'}", where=str(report)
        )
    if not report.parent.is_dir() or report.is_dir():
        raise SteelyardError(
            "SY-Q009", "there is no such folder, or it is one", where=str(report), right="a file in a folder there is"
        )
    if report.resolve() == table.resolve():
        raise SteelyardError(
            "SY-Q009", "the report would take the place of the table", where=str(report), right="another name"
        )


def write_report(audit: Audit, report: Path) -> None:
    """Writes the report, whole or not at all. Raises SteelyardError (SY-Q009, SY-Q011)."""
    made = to_pdf(audit) if report.suffix.lower() == ".pdf" else to_html(audit).encode()
    part = report.with_name(f".{report.name}.part")
    try:
        part.write_bytes(made)
        part.replace(report)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SteelyardError(
            "SY-Q009", f"the report cannot be written: {error.strerror or error}", where=str(report)
        ) from None


def to_html(audit: Audit) -> str:
    """The report as one HTML page with everything in it: no script, no link to fetch."""
    try:
        from jinja2 import Environment
    except ModuleNotFoundError:
        raise needs("jinja2") from None
    template = resources.files("steelyard.weigh").joinpath("parity_report.html").read_text(encoding="utf-8")
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(template)
    drawn = [{"title": one.title, "alternative": one.alternative, "svg": one.svg, "id": f"picture-{number}"}
             for number, one in enumerate(pictures(audit), 1)]  # fmt: skip
    data = json.dumps(audit.as_dict(), ensure_ascii=False, indent=1)
    return page.render(**report_data(audit), pictures=drawn, data=data)


def to_pdf(audit: Audit) -> bytes:
    """The report as PDF/UA-1, with the fonts that typst brings."""
    try:
        import typst
    except ModuleNotFoundError:
        raise needs("typst") from None
    template = resources.files("steelyard.weigh").joinpath("parity_report.typ").read_bytes()
    drawn = [{"title": one.title, "alternative": one.alternative, "svg": one.svg} for one in pictures(audit, PDF_FONT)]
    given = json.dumps({**report_data(audit), "pictures": drawn}, ensure_ascii=False, sort_keys=True)
    made = typst.compile(template, format="pdf", sys_inputs={"report": given}, pdf_standards=["ua-1"], ignore_system_fonts=True,
                         timestamp=0)  # fmt: skip
    assert isinstance(made, bytes)
    return made


# ---------------------------------------------------------------------------------------------------------------------
# Words
# ---------------------------------------------------------------------------------------------------------------------


def report_data(audit: Audit) -> dict[str, Any]:
    """What both forms of the report say, as plain data."""
    source = audit.outcomes
    title = source.mapped.title or f"Are like cases treated alike? {source.source}"
    lead = [
        f"{rounded(source.cases):,} cases; {', '.join(audit.compared)} beside {audit.reference}. The group is not known in "
        f"{audit.unknown_share:.1%} of cases.",
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
        for group in (audit.reference, name):
            higher = [
                one.measure.label
                for one in mine
                if one.p_holm is not None and one.p_holm < 0.05 and one.higher == group
            ]
            said.append(f"Higher for {group} among like cases, after correction: {', '.join(higher) or 'no measure'}.")
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
    more = ["measure", "cases", "matched", "exact matches only", "before matching", "smallest gap found (80 %)",
            "the same, after correction", "bounds for unknown groups"]  # fmt: skip
    rows, second = [], []
    for one in audit.results:
        if one.compared != name:
            continue
        label = f"{one.measure.label}{f', {_unit(one.measure)}' if _unit(one.measure) else ''}"
        e = one.estimate
        if e is None:
            rows.append([label, "", "", "", "", "", "", one.says()])
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
                       _number(one, one.smallest_found_corrected), limits])  # fmt: skip
    return {"title": f"{name} less {audit.reference}", "heads": heads, "rows": rows, "more": more, "second": second}


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
