"""Making a paper: which kinds there are, for whom, from what, and the check that nothing crosses."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from steelyard.logic.errors import SteelyardError
from steelyard.papers.approval import approval_record
from steelyard.papers.client import client_sheet
from steelyard.papers.court import court_sheet
from steelyard.papers.document import Document
from steelyard.papers.fed import OptionsFed, PolicyFed
from steelyard.papers.leaks import allowed_words, leaked
from steelyard.papers.letters import letter_from_prosecutor, letter_to_prosecutor
from steelyard.papers.memo import memo
from steelyard.papers.parts import Making, Reader, blind, plain_data
from steelyard.weigh.advise import Advice

KINDS = {
    "memo": (Reader.DEFENSE, Reader.IMMIGRATION),
    "letter": (Reader.PROSECUTOR, Reader.DEFENSE),
    "approval-record": (Reader.PROSECUTOR,),
    "court-sheet": (Reader.COURT,),
    "client-sheet": (Reader.CLIENT,),
}
"""Each kind of paper and the readers it can be made for. A letter for the prosecutor is the defense's, and the reverse."""

FORMATS = ("docx", "pdf", "html", "json")
PRIVILEGED = frozenset({"memo", "client-sheet"})
"""Papers that are made from the file with its person in it; every other is made from a file that knows nobody."""


_QUOTATION = re.compile("“([^”]+)”")


class Content(Protocol):
    """What every paper has: whom it is for, and its layout."""

    @property
    def reader(self) -> Reader: ...

    def document(self) -> Document:
        """The paper laid out."""


@dataclass(frozen=True)
class Paper:
    """A paper ready to be written: its kind, its content, and the words of law it may quote."""

    kind: str
    content: Content
    advice: Advice
    allowed: tuple[str, ...]

    @property
    def blind(self) -> bool:
        """True when it was made from a file that knows nobody."""
        return self.kind not in PRIVILEGED

    def data(self) -> dict[str, object]:
        """The paper as JSON data."""
        return {"kind": f"steelyard.{self.kind}/1", **plain_data(self.content)}

    def leaks(self, text: str) -> tuple[str, ...]:
        """What in this text may not reach the paper's reader. A blind paper knows nobody, whoever reads it."""
        if self.kind == "memo":
            return ()
        reader = Reader.PROSECUTOR if self.blind else self.content.reader
        return leaked(text, reader, self.advice, self.allowed)


def make(
    kind: str,
    advice: Advice,
    *,
    reader: str = "",
    options: Sequence[str] = (),
    making: Making | None = None,
    language: str = "en",
    found: OptionsFed | None = None,
    policy: Sequence[PolicyFed] = (),
) -> Paper:
    """A paper of a kind for one reader, from one weighed case.

    `options` names the options a letter, record or court sheet is about. `found` and `policy` are what a search for options
    and an office's policy say. Raises SteelyardError: SY-W001 (a word that may not reach the reader), SY-W002 (no option
    named, or more than one where one is meant), SY-W003 (nothing better to ask for), SY-W004 (a language we do not have),
    SY-W005 (a kind or reader there is none of), and CaseError (SY-C007) for an option the case does not have.
    """
    whom = _reader(kind, reader)
    by = making or Making()
    source = advice if kind in PRIVILEGED else blind(advice)
    content: Content
    if kind == "memo":
        content = memo(source, whom, by, found, policy)
    elif kind == "client-sheet":
        content = client_sheet(source, by, language)
    elif kind == "letter":
        to_prosecutor = whom is Reader.PROSECUTOR
        content = (letter_to_prosecutor if to_prosecutor else letter_from_prosecutor)(source, by, options)
    elif kind == "approval-record":
        content = approval_record(source, by, _one(options, advice), policy)
    else:
        content = court_sheet(source, by, _one(options, advice))
    paper = Paper(kind, content, advice, allowed_words(source, _quoted(policy)))
    _check(paper)
    return paper


def _quoted(policy: Sequence[PolicyFed]) -> list[str]:
    """What stands between quotation marks in the answers of a policy, and its clauses: the office's words, of nobody."""
    found = [clause.clause.words for one in policy for clause in one.clauses]
    for one in policy:
        said = [one.says, *one.records, *one.approvals, *one.hangs_on, *(clause.because for clause in one.clauses)]
        found += [words for text in said for words in _QUOTATION.findall(text)]
    return found


def _reader(kind: str, reader: str) -> Reader:
    if kind not in KINDS:
        raise SteelyardError("SY-W005", f"there is no paper {kind!r}", right=f"one of {', '.join(KINDS)}")
    readers = KINDS[kind]
    if not reader and len(readers) == 1:
        return readers[0]
    if reader not in set(readers):
        said = f"a {kind} is not made for {reader!r}" if reader else f"a {kind} can be for more than one reader"
        raise SteelyardError("SY-W005", said, where="--for", right=f"one of {', '.join(readers)}")
    return Reader(reader)


def _one(options: Sequence[str], advice: Advice) -> str:
    if len(options) == 1:
        return options[0]
    if not options and len(advice.case.options) == 1:
        return advice.case.options[0].id
    raise SteelyardError("SY-W002", "this paper is about one option", right="--option ID, once")


def _check(paper: Paper) -> None:
    document = paper.content.document()
    words = [document.title, document.footer, document.sources_heading, *document.notices]
    words += [part for row in document.header for part in row]
    words += [section.heading for section in (*document.sections, document.receipt)]
    words += [statement.words for statement in document.statements()] + [str(source) for source in document.sources]
    words.append(json.dumps(paper.data(), ensure_ascii=False))
    for text in words:
        found = paper.leaks(text)
        if found:
            raise SteelyardError(
                "SY-W001", f"{found[0]!r} may not reach the reader of a {paper.kind}",
                where=_around(text, found[0]), right="take it out of the case file's labels and charges, or out of the policy",
            )  # fmt: skip


def _around(text: str, word: str) -> str:
    place = max(text.casefold().find(word), 0)
    return " ".join(text[max(0, place - 30) : place + len(word) + 30].split())


def write(paper: Paper, path: Path) -> None:
    """Write a paper in the format its file's ending names.

    Raises SteelyardError: SY-W001 (the file's name says what may not reach the reader), SY-W006 (an ending that is none of
    docx, pdf, html and json), SY-W007 (the parts that write it are not installed), SY-W008 (the file cannot be written).
    """
    found = paper.leaks(path.name)
    if found:
        raise SteelyardError(
            "SY-W001", f"{found[0]!r} may not stand in the file's name", where="--out", right="another name"
        )
    data = render(paper, path.suffix.lower().lstrip("."))
    try:
        path.write_bytes(data)
    except OSError as error:
        raise SteelyardError("SY-W008", f"the file cannot be written: {error.strerror}", where="--out") from None


def render(paper: Paper, form: str) -> bytes:
    """A paper in one format: the same paper gives the same bytes. Raises SteelyardError (SY-W006, SY-W007)."""
    if form not in FORMATS:
        raise SteelyardError(
            "SY-W006", f"a paper is not written as {form!r}", where="--out", right=f"one of {', '.join(FORMATS)}"
        )
    if form == "json":
        return (json.dumps(paper.data(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    document = paper.content.document()
    try:
        if form == "html":
            from steelyard.papers.html import to_html

            return to_html(document).encode("utf-8")
        if form == "pdf":
            from steelyard.papers.pdf import to_pdf

            return to_pdf(document)
        from steelyard.papers.docx import to_docx

        return to_docx(document)
    except ModuleNotFoundError as error:
        raise SteelyardError(
            "SY-W007", f"{error.name} is not installed", right='pip install "steelyard[papers]"'
        ) from None
