"""What the tests of papers share: the example's papers, their text in a fixed shape, and everything a file holds."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from steelyard.papers.document import Blank, Block, Document, Items, Quote, Table, statements_of
from steelyard.papers.make import Paper, make
from steelyard.weigh.advise import Advice, advise
from steelyard.weigh.case import Case, load_case

HERE = Path(__file__).parent
EXAMPLE = HERE / "case.toml"

PAPERS: dict[str, tuple[str, str, tuple[str, ...], str]] = {
    "memo": ("memo", "defense", (), "en"),
    "letter-to-prosecutor": ("letter", "prosecutor", (), "en"),
    "letter-from-prosecutor": ("letter", "defense", ("2", "3"), "en"),
    "approval-record": ("approval-record", "", ("2",), "en"),
    "court-sheet": ("court-sheet", "", ("2",), "en"),
    "client-sheet": ("client-sheet", "", (), "en"),
    "client-sheet-es": ("client-sheet", "", (), "es"),
}
"""Every paper of the example by name: kind, reader, options, language."""
BLIND = ("letter-to-prosecutor", "letter-from-prosecutor", "approval-record", "court-sheet")
"""The papers that may know nobody."""


@dataclass(frozen=True)
class _Clause:
    words: str = "those alternatives shall be pursued where the accused is not a citizen"
    place: str = "page 2"


@dataclass(frozen=True)
class _Version:
    title: str = "A made-up directive"


@dataclass(frozen=True)
class _ClauseAnswer:
    version: _Version = _Version()
    clause: _Clause = _Clause()
    answer: str = "required"
    because: str = "The charge is within the gate."


@dataclass(frozen=True)
class FakePolicy:
    """What a policy says of an option, in the shape that papers take."""

    option: str
    office: str = "los_angeles"
    answer: str = "required"
    says: str = "It must be considered first."
    clauses: tuple[_ClauseAnswer, ...] = (_ClauseAnswer(),)
    approvals: tuple[str, ...] = ("a supervisor",)
    records: tuple[str, ...] = ("document_reason",)
    hangs_on: tuple[str, ...] = ()


@cache
def example() -> Case:
    """The example with a person in it."""
    return load_case(EXAMPLE)


@cache
def weighed() -> Advice:
    """The example, weighed."""
    return advise(example())


def paper(name: str, advice: Advice | None = None) -> Paper:
    """One paper of the example, or of another advice with options of the same ids."""
    kind, reader, options, language = PAPERS[name]
    return make(kind, advice or weighed(), reader=reader, options=options, language=language)


def text_of(document: Document) -> str:
    """A document as lines, without hashes: what a golden file keeps."""
    lines = [document.title, *document.notices, *(f"{label}: {value}" for label, value in document.header)]
    for section in (*document.sections, document.receipt):
        lines.append(f"\n{'#' * section.level} {section.heading}")
        for block in section.blocks:
            lines += _lines(document, block)
    lines += ["", f"## {document.sources_heading}"]
    lines += [f"{number}. {one}" for number, one in enumerate(document.sources, 1)]
    lines += [document.footer, ""]
    return re.sub(r"\b[0-9a-f]{8,64}\b", lambda m: "#" * 8 if re.search(r"\d", m[0]) else m[0], "\n".join(lines))


def _lines(document: Document, block: Block) -> Iterator[str]:
    if isinstance(block, Blank):
        yield f"{block.label}: {'_' * 12 * block.lines}"
        return
    said = [s.words + "".join(f" [{n}]" for n in document.numbers(s)) for s in statements_of(block)]
    if isinstance(block, Table):
        yield f"{block.caption}"
        yield " | ".join(block.heads)
        width = len(block.heads)
        yield from (" | ".join(said[at : at + width]) for at in range(0, len(said), width))
    elif isinstance(block, Items):
        yield from (f"{number}. {one}" if block.numbered else f"- {one}" for number, one in enumerate(said, 1))
    elif isinstance(block, Quote):
        yield f"> {said[0]}"
    else:
        yield said[0]


# ---------------------------------------------------------------------------------------------------------------------
# Everything that a file holds
# ---------------------------------------------------------------------------------------------------------------------


def everything_in(data: bytes, form: str) -> str:
    """All text of a file in this format, seen or unseen: content, properties, alternative texts, names of parts."""
    if form == "docx":
        return "\n".join(_in_zip(data))
    if form == "pdf":
        return "\n".join(_in_pdf(data))
    text = data.decode("utf-8")
    return text if form == "html" else "\n".join(_in_json(json.loads(text)))


def _in_zip(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        yield parts.comment.decode("utf-8", "replace")
        for info in parts.infolist():
            yield info.filename
            yield info.comment.decode("utf-8", "replace")
            raw = parts.read(info)
            if not info.filename.endswith((".xml", ".rels")):
                yield raw.decode("latin-1")
                continue
            root = ElementTree.fromstring(raw)
            paragraph = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
            for one in root.iter(paragraph):  # a word may be cut into runs
                yield "".join(one.itertext())
            for one in root.iter():
                yield from (one.text or "", *one.attrib.values())


def _in_pdf(data: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(data))
    for page in reader.pages:
        yield page.extract_text()
    yield from (str(value) for value in (reader.metadata or {}).values())
    if reader.xmp_metadata is not None:
        yield reader.xmp_metadata.stream.get_data().decode("utf-8")
    for number in range(1, int(reader.trailer["/Size"])):
        yield from _strings(reader.get_object(number))
    yield from _strings(reader.trailer)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, TextStringObject):
        yield str(value)
    elif isinstance(value, ByteStringObject):
        yield bytes(value).decode("latin-1")
    elif isinstance(value, ArrayObject):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, DictionaryObject | StreamObject):
        for one in value.values():
            if not isinstance(one, IndirectObject):
                yield from _strings(one)


def _in_json(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _in_json(one)
    elif isinstance(value, list):
        for one in value:
            yield from _in_json(one)
    else:
        yield str(value)


if __name__ == "__main__":
    for each in PAPERS:
        (HERE / "golden" / f"{each}.txt").write_text(text_of(paper(each).content.document()), encoding="utf-8")
