"""The court sheet: the advisal to be read, the factual basis, and the term to be pronounced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from steelyard.catalog.find import catalogue
from steelyard.catalog.model import Form
from steelyard.law.advisals import advisal
from steelyard.law.jurisdictions import name_of
from steelyard.papers.document import (
    Blank,
    Block,
    Document,
    Items,
    Paragraph,
    Quote,
    Section,
    Source,
    Statement,
    Table,
    say,
)
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
    takes_plea,
    term_words,
)
from steelyard.weigh.advise import Advice
from steelyard.weigh.case import Disposition
from steelyard.weigh.effects import levels_of


@dataclass(frozen=True, slots=True)
class Pronounced:
    """What the court pronounces on one count."""

    count: str
    offense: str
    level: str
    term: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Advised:
    """A part of the advisal: what introduces it, and its words."""

    head: Statement
    words: Statement


@dataclass(frozen=True, slots=True)
class Plea:
    """What a plea to one count admits: the elements of the form pleaded to, and its factual basis."""

    offense: str
    elements: tuple[Statement, ...]
    basis: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class CourtSheet:
    """The content of a court sheet.

    `not_stated` says that the file leaves open whether a plea or an admission is asked for; `at_first` is what holds while a
    first plea stands that is taken back later, which is the plea taken at this hearing.
    """

    reader: Reader
    header: Header
    counts: tuple[Statement, ...]
    option: str
    disposition: tuple[Statement, ...]
    advisal: tuple[Advised, ...]
    advisal_notes: tuple[Statement, ...]
    pleas: tuple[Plea, ...]
    not_stated: bool
    pronounced: tuple[Pronounced, ...]
    at_first: tuple[Pronounced, ...]
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
    pleaded = [one.first_plea for one in option.dispositions if one.first_plea is not None] + list(option.dispositions)
    to_read, notes = _advisal(advice, pleaded)
    return CourtSheet(
        reader=Reader.COURT,
        header=replace(header_of("Court sheet", advice, making), forum=""),
        counts=counts_in_words(advice, filed_alone=True),
        option=name,
        disposition=tuple(
            Statement(_capital(disposition_words(advice, one)) + ".", (origin,))
            for one in option.dispositions
            if _is_before_the_court(advice, one)
        ),
        advisal=to_read,
        advisal_notes=notes,
        pleas=tuple(_plea(advice, one) for one in pleaded if takes_plea(one)),
        not_stated=any(takes_plea(one) is None for one in pleaded),
        pronounced=tuple(_pronounced(advice, one) for one in option.dispositions if _is_before_the_court(advice, one)),
        at_first=tuple(
            _pronounced(advice, one.first_plea) for one in option.dispositions if one.first_plea is not None
        ),
        together=f"The terms run {option.terms}ly." if several else "",
        receipt=receipt_of(advice, names_facts=False),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _is_before_the_court(advice: Advice, one: Disposition) -> bool:
    return one.outcome != "declined" and count_of(advice, one).filed is not False


def _advisal(advice: Advice, pleaded: Sequence[Disposition]) -> tuple[tuple[Advised, ...], tuple[Statement, ...]]:
    """What is to be said before the pleas of an option, a first one among them, each part under what introduces it; and notes."""
    state, as_of = advice.case.state, advice.law_as_of
    found = advisal(state)
    if found is None:
        words = (
            f"No statute or rule of {name_of(state)} that prescribes an advisal is entered here; "
            "that none exists does not follow."
        )
        return (), (Statement(words),)
    since = f"in force since {found.since}; " if found.since else ""
    cited = (Source(found.cite, f"{since}law as of {as_of.isoformat()}", read_in=found.read_in),)
    pleas = [one for one in pleaded if takes_plea(one) is not False]
    if not pleas:
        return (), (
            Statement("No plea is taken: the advisal of a plea is not prescribed for this disposition.", cited),
        )
    asked = [(one, found.is_for(_levels_at(advice, one))) for one in pleas]
    if not any(answer is not False for _, answer in asked):
        at = " and ".join(f"count {one.count} ({pleaded_words(advice, one)})" for one in pleas)
        words = f"Not prescribed for the plea to {at}: it is for {' and '.join(found.levels)} charges."
        return (), (Statement(words, cited),)
    sure = any(answer and takes_plea(one) for one, answer in asked)
    head = found.lead or "To be read in open court before the plea is accepted:"
    if not sure:
        head = f"Where this disposition is on a plea to a {' or '.join(found.levels) or 'criminal'} charge. {head}"
    parts = [Advised(Statement(head), Statement(f"“{found.words}”", cited))]
    parts += [Advised(Statement(one.lead), Statement(f"“{one.words}”", cited)) for one in found.further]
    notes = []
    if found.levels:
        alike = "Where it is read, it is read to everybody alike."
        notes.append(Statement(f"Prescribed for: {' and '.join(found.levels)} charges. {alike}", cited))
    if found.also:
        notes.append(Statement(found.also, cited))
    return tuple(parts), tuple(notes)


def _levels_at(advice: Advice, one: Disposition) -> frozenset[str]:
    """The levels of a plea: of the offense pleaded to and, as what is advised of is the charge, of the count."""
    count = count_of(advice, one)
    own = one.charge in ("", count.charge)
    pleaded = levels_of(one.level or (count.level if own else None), offense_of(advice, one.charge or count.charge), catalogue(),
                        one.modifier or (count.modifier if own else None))  # fmt: skip
    return pleaded | levels_of(count.level, offense_of(advice, count.charge), catalogue(), count.modifier)


def _plea(advice: Advice, one: Disposition) -> Plea:
    count = count_of(advice, one)
    charge = one.charge or count.charge
    found = offense_of(advice, charge)
    form = one.form or (count.form if charge == count.charge else "")
    cited = offense_sources(found, advice.law_as_of)
    elements = tuple(Statement(_elements(f), cited) for f in forms_of(found, form))
    return Plea(
        f"Count {one.count}: {pleaded_words(advice, one)}", elements or (Statement("Its elements are not in the catalogue."),),
        basis_lines(advice, one, elements_alone=True),
    )  # fmt: skip


def _elements(form: Form) -> str:
    notes = "".join(f" {note}." for note in (form.note, form.court_source) if note)
    return f"{_capital(form.name) or 'The offense'}: {element_words(form)}.{notes}"


def _pronounced(advice: Advice, one: Disposition) -> Pronounced:
    cited = penalty_sources(advice, (one,))
    ordered = _capital(term_words(one, minimum_words(advice, one)) or outcome_words(one))
    convicts = one.outcome in {"convicted", "delinquent", "deferred"}
    level = level_named(one.level or ("________" if convicts else "none"), advice.case.state)
    return Pronounced(one.count, pleaded_words(advice, one), level, ordered, cited)


def _orders(caption: str, pronounced: tuple[Pronounced, ...]) -> Table:
    rows = tuple(
        (Statement(p.count), Statement(p.offense, p.sources), Statement(p.level), Statement(p.term)) for p in pronounced
    )
    return Table(caption, ("Count", "Offense", "Level", "Order of the court"), rows, (2, 6, 3, 6))


def _lay(s: CourtSheet) -> Document:
    read_out: list[Block] = []
    for part in s.advisal:
        read_out += [Paragraph(part.head), Quote(part.words)]
    read_out += as_items(s.advisal_notes)
    basis: list[Block] = []
    for plea in s.pleas:
        basis.append(Paragraph(Statement(plea.offense)))
        basis.append(Items(plea.elements))
        basis += as_items(plea.basis)
    if s.pleas:
        basis.append(
            say("The elements stand in this program's own words, form by form; the statute and the instruction govern.")
        )
    if s.not_stated:
        basis.append(
            Blank("Whether a plea or an admission is asked for is not stated, and its consequences turn on it. It is")
        )
    elif not s.pleas:
        basis.append(say("This disposition asks for no plea and no admission; there is nothing to find a basis for."))
    term: list[Block] = []
    if s.at_first:
        term += [_orders("At this hearing: the first plea, while it stands", s.at_first),
                 _orders("Later, when the first plea is taken back", s.pronounced)]  # fmt: skip
    else:
        term.append(_orders("To be pronounced, count by count", s.pronounced))
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
