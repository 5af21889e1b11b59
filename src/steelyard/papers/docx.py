"""A paper as a Word document to edit: real headings, lists and table headers, its language and title, nothing of a machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime

from docx import Document as new_document
from docx.document import Document as Word
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from steelyard.papers.document import Blank, Block, Document, Items, Paragraph, Quote, Section, Statement, Table

PAGE_WIDTH_CM = 21.59 - 2 * 2.2
MOST_IN_A_PROPERTY = 255
"""Characters that a property of the file may hold."""

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The day that every part of the file carries: the first one a ZIP archive can."""


def to_docx(document: Document) -> bytes:
    """The paper as DOCX; the same paper gives the same bytes."""
    word = new_document()
    _properties(word, document)
    _styles(word, document)
    _footer(word, document.footer)
    word.add_heading(document.title, level=1)
    for notice in document.notices:
        _framed(word.add_paragraph(), notice)
    for label, value in document.header:
        line = word.add_paragraph()
        line.paragraph_format.space_after = Pt(1)
        line.add_run(f"{label}: ").bold = True
        line.add_run(value)
    for section in document.sections:
        _section(word, document, section)
    if document.sources:
        word.add_heading(document.sources_heading, level=2)
        for number, source in enumerate(document.sources, 1):
            line = word.add_paragraph()
            line.paragraph_format.space_after = Pt(2)
            _bookmark(line, f"source_{number}", number)
            _language(line.add_run(f"{number}. {source}"), "en-US" if document.language != "en" else "")
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _section(word, document, document.receipt)
    return _saved(word)


def _properties(word: Word, document: Document) -> None:
    core = word.core_properties
    core.title = (
        document.title if len(document.title) <= MOST_IN_A_PROPERTY else document.title[: MOST_IN_A_PROPERTY - 1] + "…"
    )
    core.language = _region(document.language)
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = core.category = ""
    core.created = core.modified = datetime(document.dated.year, document.dated.month, document.dated.day, tzinfo=UTC)
    core.revision = 1


def _region(language: str) -> str:
    return {"en": "en-US", "es": "es-US"}[language]


def _styles(word: Word, document: Document) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21.59), Cm(27.94)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for level, size in ((1, 17), (2, 13), (3, 11)):
        style = word.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), True
        style.font.color.rgb = RGBColor(0x1B, 0x1B, 0x1B)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(4)
        fonts = style.element.rPr.rFonts
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)
    for languages in word.styles.element.iter(qn("w:lang")):
        languages.set(qn("w:val"), _region(document.language))


def _footer(word: Word, text: str) -> None:
    line = word.sections[0].footer.paragraphs[0]
    line.add_run(f"{text}  ").font.size = Pt(8.5)
    run = line.add_run()
    run.font.size = Pt(8.5)
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        if code:
            part = OxmlElement("w:instrText")
            part.text = code
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _section(word: Word, document: Document, section: Section) -> None:
    word.add_heading(section.heading, level=section.level)
    for block in section.blocks:
        _block(word, document, block)


def _block(word: Word, document: Document, block: Block) -> None:
    if isinstance(block, Paragraph):
        line = word.add_paragraph()
        if block.notice:
            _frame(line)
        _said(line, document, block.statement)
    elif isinstance(block, Quote):
        line = word.add_paragraph(style="Quote")
        line.paragraph_format.left_indent = Cm(0.8)
        _said(line, document, block.statement)
    elif isinstance(block, Items):
        for number, one in enumerate(block.statements, 1):
            # Numbers are written out: Word would go on counting from one list into the next.
            line = word.add_paragraph(style="List" if block.numbered else "List Bullet")
            line.paragraph_format.space_after = Pt(3)
            if block.numbered:
                line.add_run(f"{number}. ")
            _said(line, document, one)
    elif isinstance(block, Table):
        _table(word, document, block)
    else:
        _blank(word, block)


def _table(word: Word, document: Document, block: Table) -> None:
    caption = word.add_paragraph()
    caption.add_run(block.caption).bold = True
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_after = Pt(2)
    table = word.add_table(rows=1, cols=len(block.heads), style="Table Grid")
    table.autofit = False
    shares = block.widths or tuple(1 for _ in block.heads)
    widths = [Cm(PAGE_WIDTH_CM * share / sum(shares)) for share in shares]
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
        _shaded(cell)
    _repeats(table.rows[0]._tr)
    for row in block.rows:
        added = table.add_row()
        _whole(added._tr)
        for cell, statement in zip(added.cells, row, strict=True):
            _said(cell.paragraphs[0], document, statement)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # Word reads the cells' widths, LibreOffice the columns'
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
            for run in cell.paragraphs[0].runs:
                run.font.size = run.font.size or Pt(10.5 if document.roomy else 9)
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        part = OxmlElement(f"w:{side}")
        part.set(qn("w:w"), "45" if side in {"top", "bottom"} else "90")
        part.set(qn("w:type"), "dxa")
        margins.append(part)
    # The schema fixes the order of a table's properties: its look comes after its margins, caption and description last.
    properties.find(qn("w:tblLook")).addprevious(margins)
    for name, words in (("w:tblCaption", block.caption), ("w:tblDescription", "; ".join(block.heads))):
        part = OxmlElement(name)
        part.set(qn("w:val"), words)
        properties.append(part)
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _repeats(row: object) -> None:
    """Mark a row as the header that every page repeats."""
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # type: ignore[attr-defined]


def _whole(row: object) -> None:
    """Keep a row on one page."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # type: ignore[attr-defined]


def _shaded(cell: _Cell) -> None:
    part = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EEEEEE")):
        part.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(part)


def _said(line: WordParagraph, document: Document, statement: Statement) -> None:
    for number, words in enumerate(statement.words.split("\n")):
        run = line.add_run()
        if number:
            run.add_break()
        run.add_text(words)
        _language(run, _region(statement.lang) if statement.lang else "")
    for place, (first, last) in enumerate(document.references(statement)):
        if place:
            line.add_run(", ").font.superscript = True
        _reference(line, first)
        if last > first:
            line.add_run("–" if last > first + 1 else ",").font.superscript = True
            _reference(line, last)


def _reference(line: WordParagraph, number: int) -> None:
    """A raised number that leads to the authority of that number."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"source_{number}")
    run = line.add_run(str(number))
    run.font.superscript = True
    link.append(run._r)
    line._p.append(link)


def _bookmark(line: WordParagraph, name: str, number: int) -> None:
    for kind in ("Start", "End"):
        part = OxmlElement(f"w:bookmark{kind}")
        part.set(qn("w:id"), str(number))
        if kind == "Start":
            part.set(qn("w:name"), name)
        line._p.append(part)


def _language(run: object, language: str) -> None:
    if language:
        part = OxmlElement("w:lang")
        part.set(qn("w:val"), language)
        run._r.get_or_add_rPr().append(part)  # type: ignore[attr-defined]


def _framed(line: WordParagraph, words: str) -> None:
    _frame(line)
    line.add_run(words).bold = True


def _frame(line: WordParagraph) -> None:
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right", "between"):
        part = OxmlElement(f"w:{side}")
        for name, value in (
            ("val", "single"),
            ("sz", "24" if side == "left" else "6"),
            ("space", "4"),
            ("color", "1B1B1B"),
        ):
            part.set(qn(f"w:{name}"), value)
        borders.append(part)
    line._p.get_or_add_pPr().append(borders)


def _blank(word: Word, block: Blank) -> None:
    label = word.add_paragraph(block.label)
    label.paragraph_format.keep_with_next = True
    label.paragraph_format.space_before, label.paragraph_format.space_after = Pt(8), Pt(10)
    for _ in range(block.lines):
        line = word.add_paragraph()
        borders = OxmlElement("w:pBdr")
        part = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "1B1B1B")):
            part.set(qn(f"w:{name}"), value)
        borders.append(part)
        line._p.get_or_add_pPr().append(borders)  # before the spacing, as the schema orders them
        line.paragraph_format.space_after = Pt(14)


def _saved(word: Word) -> bytes:
    """The file with its parts in a fixed order and of a fixed day, and without the picture that a new document brings."""
    relations = word.part.package.rels
    for name in [name for name, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[name]
    first = io.BytesIO()
    word.save(first)
    out = io.BytesIO()
    with zipfile.ZipFile(first) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in _in_order(parts.namelist()):
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            again.writestr(info, parts.read(name))
    return out.getvalue()


def _in_order(names: Iterable[str]) -> list[str]:
    """The list of parts first, as readers expect it."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
