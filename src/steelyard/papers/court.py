"""The court sheet: the advisal to be read, the factual basis, and the term to be pronounced."""

from __future__ import annotations

from dataclasses import dataclass, replace

from steelyard.law.advisals import advisal
from steelyard.law.jurisdictions import name_of
from steelyard.papers.document import Block, Document, Items, Paragraph, Quote, Section, Source, Statement, Table, say
from steelyard.papers.parts import (
    Header,
    Making,
    Reader,
    ReceiptNote,
    as_items,
    basis_lines,
    count_of,
    counts_in_words,
    disposition_words,
    element_words,
    file_source,
    forms_of,
    header_of,
    level_named,
    minimum_words,
    offense_of,
    offense_sources,
    option_of,
    outcome_words,
    paper,
    penalty_sources,
    pleaded_words,
    receipt_of,
    signature,
    term_words,
)
from steelyard.weigh.advise import Advice
from steelyard.weigh.case import Disposition


@dataclass(frozen=True, slots=True)
class Pronounced:
    """What the court pronounces on one count."""

    count: str
    offense: str
    level: str
    term: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Plea:
    """What a plea to one count admits: the elements of the form pleaded to, and its factual basis."""

    offense: str
    elements: tuple[Statement, ...]
    basis: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class CourtSheet:
    """The content of a court sheet."""

    reader: Reader
    header: Header
    counts: tuple[Statement, ...]
    option: str
    disposition: tuple[Statement, ...]
    advisal: Statement | None
    advisal_notes: tuple[Statement, ...]
    pleas: tuple[Plea, ...]
    pronounced: tuple[Pronounced, ...]
    together: str
    receipt: ReceiptNote

    def document(self) -> Document:
        """The sheet laid out."""
        return _lay(self)


def court_sheet(advice: Advice, making: Making, name: str) -> CourtSheet:
    """The sheet for one option. `advice` is blind; raises CaseError (SY-C007) for an option that is not there."""
    option = option_of(advice, name)
    origin = file_source(advice)
    several = len([one for one in option.dispositions if one.outcome == "convicted"]) > 1
    to_read, notes = _advisal(advice)
    return CourtSheet(
        reader=Reader.COURT,
        header=replace(header_of("Court sheet", advice, making), forum=""),
        counts=counts_in_words(advice),
        option=name,
        disposition=tuple(
            Statement(_capital(disposition_words(advice, one)) + ".", (origin,)) for one in option.dispositions
        ),
        advisal=to_read,
        advisal_notes=notes,
        pleas=tuple(_plea(advice, one) for one in option.dispositions if _is_plea(one)),
        pronounced=tuple(_pronounced(advice, one) for one in option.dispositions),
        together=f"The terms run {option.terms}ly." if several else "",
        receipt=receipt_of(advice, names_facts=False),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _is_plea(one: Disposition) -> bool:
    return one.outcome == "convicted" or one.plea_or_admission is True


def _advisal(advice: Advice) -> tuple[Statement | None, tuple[Statement, ...]]:
    state, as_of = advice.case.state, advice.law_as_of
    found = advisal(state)
    if found is None:
        words = (
            f"No statute or rule of {name_of(state)} that prescribes an advisal is entered here; "
            "that none exists does not follow."
        )
        return None, (Statement(words),)
    since = f"in force since {found.since}; " if found.since else ""
    cited = (Source(found.cite, f"{since}law as of {as_of.isoformat()}", read_in=found.read_in),)
    notes = []
    if found.levels:
        notes.append(
            Statement(
                f"Prescribed for: {' and '.join(found.levels)} charges. Where it is read, it is read to everybody alike.",
                cited,
            )
        )
    if found.also:
        notes.append(Statement(found.also, cited))
    return Statement(f"“{found.words}”", cited), tuple(notes)


def _plea(advice: Advice, one: Disposition) -> Plea:
    count = count_of(advice, one)
    charge = one.charge or count.charge
    found = offense_of(advice, charge)
    form = one.form or (count.form if charge == count.charge else "")
    cited = offense_sources(found, advice.law_as_of)
    elements = tuple(
        Statement(f"{_capital(f.name) or 'The offense'}: {element_words(f)}.", cited) for f in forms_of(found, form)
    )
    return Plea(
        f"Count {one.count}: {pleaded_words(advice, one)}", elements or (Statement("Its elements are not in the catalogue."),),
        basis_lines(advice, one),
    )  # fmt: skip


def _pronounced(advice: Advice, one: Disposition) -> Pronounced:
    cited = penalty_sources(advice, (option for option in advice.case.options if one in option.dispositions))
    ordered = _capital(term_words(one, minimum_words(advice, one)) or outcome_words(one))
    level = level_named(one.level or "not stated", advice.case.state)
    return Pronounced(one.count, pleaded_words(advice, one), level, ordered, cited)


def _lay(s: CourtSheet) -> Document:
    read_out: list[Block] = []
    if s.advisal is not None:
        read_out += [say("To be read in open court before the plea is accepted:"), Quote(s.advisal)]
    read_out += as_items(s.advisal_notes)
    basis: list[Block] = []
    for plea in s.pleas:
        basis.append(Paragraph(Statement(plea.offense)))
        basis.append(Items(plea.elements))
        basis += as_items(plea.basis)
    if not s.pleas:
        basis.append(say("This disposition asks for no plea and no admission; there is nothing to find a basis for."))
    rows = tuple(
        (Statement(p.count), Statement(p.offense, p.sources), Statement(p.level), Statement(p.term))
        for p in s.pronounced
    )
    term: list[Block] = [
        Table(
            "To be pronounced, count by count", ("Count", "Offense", "Level", "Order of the court"), rows, (2, 6, 3, 6)
        )
    ]
    if s.together:
        term.append(say(s.together))
    term.append(
        say("The term pronounced includes its suspended part. Say the number of days for each count by itself.")
    )
    sections = (
        Section("Charges", as_items(s.counts)),
        Section(f"Disposition (option {s.option})", as_items(s.disposition)),
        Section("Advisal", tuple(read_out)),
        Section("Factual basis", tuple(basis)),
        Section("Term to be pronounced", tuple(term)),
        Section("Signatures", signature("Counsel for the defense", "For the prosecution", "The court")),
    )
    return paper(s.header, sections, s.receipt)
