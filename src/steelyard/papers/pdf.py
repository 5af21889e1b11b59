"""A paper as PDF/UA: tagged, titled, in its language; typst lays it out from data, so no word of a case is ever markup."""

from __future__ import annotations

import json
from calendar import timegm
from importlib import resources
from typing import Any

import typst

from steelyard.papers.document import Blank, Block, Document, Items, Paragraph, Quote, Section, Statement, Table


def to_pdf(document: Document) -> bytes:
    """The paper as PDF/UA-1, with the fonts that typst brings; the same paper gives the same bytes."""
    template = resources.files("steelyard.papers").joinpath("paper.typ").read_bytes()
    made = typst.compile(
        template,
        format="pdf",
        sys_inputs={"paper": json.dumps(_data(document), ensure_ascii=False, sort_keys=True)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=timegm(document.dated.timetuple()),
    )
    assert isinstance(made, bytes)
    return made


def _data(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "language": document.language,
        "header": document.header,
        "notices": document.notices,
        "sections": [_section(document, one) for one in document.sections],
        "sources_heading": document.sources_heading,
        "sources": [str(one) for one in document.sources],
        "receipt": _section(document, document.receipt),
        "footer": document.footer,
        "table_size": 10.2 if document.roomy else 8.8,
        "year": document.dated.year,
        "month": document.dated.month,
        "day": document.dated.day,
    }


def _section(document: Document, one: Section) -> dict[str, Any]:
    blocks = [_block(document, block) for block in one.blocks]
    return {"heading": one.heading, "level": one.level, "blocks": blocks}


def _said(document: Document, one: Statement) -> dict[str, Any]:
    return {"words": one.words, "refs": document.references(one), "lang": one.lang}


def _block(document: Document, block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "notice" if block.notice else "paragraph", "said": _said(document, block.statement)}
    if isinstance(block, Quote):
        return {"kind": "quote", "said": _said(document, block.statement)}
    if isinstance(block, Items):
        many = [_said(document, one) for one in block.statements]
        return {"kind": "items", "numbered": block.numbered, "many": many}
    if isinstance(block, Table):
        rows = [[_said(document, cell) for cell in row] for row in block.rows]
        widths = block.widths or tuple(1 for _ in block.heads)
        return {"kind": "table", "caption": block.caption, "heads": block.heads, "rows": rows, "widths": widths}
    assert isinstance(block, Blank)
    return {"kind": "blank", "label": block.label, "lines": block.lines}
