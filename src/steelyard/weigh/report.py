"""Reports that stand alone, HTML or PDF: words, pictures with words for each, tables, and every figure as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from steelyard import __version__
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.outcomes import needs
from steelyard.weigh.output import DRAFT

PDF_FONT = "Libertinus Serif"
HTML_FONT = "sans-serif"
OWN = "Steelyard report"
"""What a report is known by, in its head."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its title, what it shows in words, and the drawing as SVG."""

    name: str
    title: str
    alternative: str
    svg: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `numbers` are the columns that hold numbers; `widths` the shares of a page's width that columns take."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()
    widths: Sequence[float] = ()

    def as_dict(self) -> dict[str, Any]:
        """The table as the templates read it."""
        return {
            "title": self.title, "heads": list(self.heads), "rows": [list(row) for row in self.rows],
            "numbers": list(self.numbers), "widths": list(self.widths or [1.0] * len(self.heads)),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, then points of a list, then tables."""

    heading: str
    says: Sequence[str] = ()
    points: Sequence[str] = ()
    tables: Sequence[Table] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report. `pictures` draws them in a font, `of_pictures` says how to read them; `data` is every figure as JSON data."""

    title: str
    lead: Sequence[str]
    of_pictures: str
    pictures: Callable[[str], Sequence[Picture]]
    sections: Sequence[Section]
    data: dict[str, Any]
    made_from: str

    def as_dict(self, font: str) -> dict[str, Any]:
        """What both templates read. Raises SteelyardError (SY-Q011)."""
        drawn = [
            {"title": one.title, "alternative": one.alternative, "svg": one.svg, "id": f"picture-{number}"}
            for number, one in enumerate(self.pictures(font), 1)
        ]
        sections = [
            {"heading": one.heading, "says": list(one.says), "points": list(one.points),
             "tables": [table.as_dict() for table in one.tables]}
            for one in self.sections
        ]  # fmt: skip
        return {
            "title": self.title, "draft": DRAFT, "lead": list(self.lead), "of_pictures": self.of_pictures, "pictures": drawn,
            "sections": sections, "footer": f"Steelyard {__version__} · {self.made_from}",
        }  # fmt: skip


def check_report(report: Path, inputs: Iterable[Path]) -> None:
    """Raises SteelyardError (SY-Q009) for a report that is neither HTML nor PDF, has no folder, or is one of the inputs."""
    if report.suffix.lower() not in {".html", ".pdf"}:
        raise SteelyardError(
            "SY-Q009", f"a report ends in .html or .pdf, not in {report.suffix or 'nothing'}", where=str(report)
        )
    if not report.parent.is_dir() or report.is_dir():
        raise SteelyardError(
            "SY-Q009", "there is no such folder, or it is one", where=str(report), right="a file in a folder there is"
        )
    if any(report.resolve() == one.resolve() for one in inputs):
        raise SteelyardError(
            "SY-Q009", "the report would take the place of the table", where=str(report), right="another name"
        )


def is_report(path: Path) -> bool:
    """Is it a report that `write` wrote, by what both forms carry?"""
    try:
        text = path.read_bytes()
    except OSError:
        return False
    return (
        text.startswith(b"%PDF") and OWN.encode() in text
    ) or f'<meta name="generator" content="{OWN}">'.encode() in text


def write(document: Document, report: Path) -> None:
    """Writes the report, whole or not at all. Raises SteelyardError (SY-Q009, SY-Q011)."""
    made = to_pdf(document) if report.suffix.lower() == ".pdf" else to_html(document).encode()
    part = report.with_name(f".{report.name}.part")
    try:
        part.write_bytes(made)
        part.replace(report)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SteelyardError(
            "SY-Q009", f"the report cannot be written: {error.strerror or error}", where=str(report)
        ) from None


def to_html(document: Document) -> str:
    """The report as one HTML page with everything in it: no script, no link to fetch."""
    try:
        from jinja2 import Environment
    except ModuleNotFoundError:
        raise needs("jinja2") from None
    template = resources.files("steelyard.weigh").joinpath("report.html").read_text(encoding="utf-8")
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(template)
    data = json.dumps(document.data, ensure_ascii=False, indent=1)
    return page.render(**document.as_dict(HTML_FONT), data=data)


def to_pdf(document: Document) -> bytes:
    """The report as PDF/UA-1, with the fonts that typst brings."""
    try:
        import typst
    except ModuleNotFoundError:
        raise needs("typst") from None
    template = resources.files("steelyard.weigh").joinpath("report.typ").read_bytes()
    given = json.dumps(document.as_dict(PDF_FONT), ensure_ascii=False, sort_keys=True)
    made = typst.compile(template, format="pdf", sys_inputs={"report": given}, pdf_standards=["ua-1"], ignore_system_fonts=True,
                         timestamp=0)  # fmt: skip
    assert isinstance(made, bytes)
    return made
