"""What a paper is once its content is decided: headings, statements with their sources, tables; every format draws this."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def plain(text: str) -> str:
    """The text with each character that cannot be printed, or that turns the direction of print, shown as U+FFFD."""
    return _UNPRINTABLE.sub("�", text.replace("\r\n", "\n").replace("\t", " "))


@dataclass(frozen=True, slots=True)
class Source:
    """An authority with its date; `verified` is False when nobody has read it, or a report of it, for this project."""

    cite: str
    date: str
    verified: bool = True
    read_in: str = ""

    def __post_init__(self) -> None:
        for name in ("cite", "date", "read_in"):
            object.__setattr__(self, name, plain(getattr(self, name)))

    def __str__(self) -> str:
        read = f"; read in {self.read_in}" if self.read_in else ""
        mark = "" if self.verified else "; not read for this project: unverified"
        dated = "" if self.date in self.cite else f" ({self.date})"
        return f"{self.cite}{dated}{read}{mark}"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a paper says, with the authorities it rests on; `lang` when it is in another language than the paper."""

    words: str
    sources: tuple[Source, ...] = ()
    lang: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", plain(self.words))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One statement by itself; a notice stands in a frame."""

    statement: Statement
    notice: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """Statements one below the other; numbered where their order matters."""

    statements: tuple[Statement, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a statute or a policy, as they stand there."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and a heading for each column; `widths` are shares of the page, alike when empty."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Statement, ...], ...]
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "caption", plain(self.caption))
        object.__setattr__(self, "heads", tuple(map(plain, self.heads)))


@dataclass(frozen=True, slots=True)
class Blank:
    """Lines that a person fills in by hand."""

    label: str
    lines: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", plain(self.label))


Block = Paragraph | Items | Quote | Table | Blank


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it. Level 2 stands directly in the paper, level 3 inside the section before it."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 2

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", plain(self.heading))


@dataclass(frozen=True)
class Document:
    """A paper ready to be drawn: `notices` stand above everything, `receipt` on a page of its own at the end.

    `roomy` sets tables in the size of the text, for a reader who is no lawyer.
    """

    title: str
    language: str
    dated: date
    header: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
    sources_heading: str
    receipt: Section
    footer: str
    roomy: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", plain(self.title))
        object.__setattr__(self, "header", tuple((plain(label), plain(value)) for label, value in self.header))
        object.__setattr__(self, "notices", tuple(map(plain, self.notices)))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every authority once, in the order in which the paper first rests on it; its number is its place."""
        found = (source for statement in self.statements() for source in statement.sources)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _numbers(self) -> dict[Source, int]:
        return {source: number for number, source in enumerate(self.sources, 1)}

    def numbers(self, statement: Statement) -> tuple[int, ...]:
        """The numbers of a statement's sources."""
        return tuple(sorted({self._numbers[source] for source in statement.sources}))

    def references(self, statement: Statement) -> tuple[tuple[int, int], ...]:
        """The numbers of a statement's sources as runs, first and last: 3, 7 to 9."""
        runs: list[tuple[int, int]] = []
        for number in self.numbers(statement):
            if runs and runs[-1][1] == number - 1:
                runs[-1] = (runs[-1][0], number)
            else:
                runs.append((number, number))
        return tuple(runs)

    def statements(self) -> Iterator[Statement]:
        """Every statement in reading order."""
        for section in (*self.sections, self.receipt):
            for block in section.blocks:
                yield from statements_of(block)


def statements_of(block: Block) -> Iterable[Statement]:
    """The statements of one block."""
    if isinstance(block, Paragraph | Quote):
        return (block.statement,)
    if isinstance(block, Items):
        return block.statements
    if isinstance(block, Table):
        return tuple(cell for row in block.rows for cell in row)
    return ()


def say(words: str, *sources: Source) -> Paragraph:
    """A paragraph of one statement."""
    return Paragraph(Statement(words, tuple(sources)))
