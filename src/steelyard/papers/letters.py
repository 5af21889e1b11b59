"""The two letters: what the defense asks of the prosecutor, and what the prosecutor offers the defense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from steelyard.law.jurisdictions import name_of
from steelyard.logic.errors import SteelyardError
from steelyard.papers.document import Block, Document, Paragraph, Quote, Section, Source, Statement, say
from steelyard.papers.parts import (
    ADDED,
    Axis,
    GroundLine,
    Header,
    Making,
    Reader,
    ReceiptNote,
    accountability_of,
    accountability_tables,
    as_items,
    baseline_of,
    basis_lines,
    burdens,
    clear_words,
    counts_in_words,
    days,
    disposition_words,
    dispositions_of,
    duties,
    file_source,
    follows,
    ground_lines,
    grounds_clear,
    grounds_tables,
    header_of,
    kept_in_words,
    option_of,
    paper,
    penalty_sources,
    plea_limits,
    receipt_of,
    record_row,
    side_by_side,
    signature,
    takes_plea,
    with_first_pleas,
)
from steelyard.weigh.accountability import excess
from steelyard.weigh.advise import Advice
from steelyard.weigh.case import FIRST_PLEA
from steelyard.weigh.cells import RECORD_ROW
from steelyard.weigh.reading import in_dollars

WRITTEN_FOR_ANYBODY = (
    "Everything in this letter was worked out from the charge, the record, the law and the terms alone, for everybody who could "
    "be charged alike. It could be sent in any case with this charge, and nothing about any person is to be read from it."
)


MOST_ASKED_FOR = 3
"""Options that a letter asks for when none is named."""


@dataclass(frozen=True, slots=True)
class OptionTerms:
    """One option in a letter: what it does with each count, what follows for anybody, and its factual basis."""

    option: str
    terms: tuple[Statement, ...]
    follows: Statement
    basis: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The content of a letter between the parties."""

    reader: Reader
    header: Header
    to: str
    regarding: tuple[Statement, ...]
    opening: tuple[Statement, ...]
    duty: Statement
    duty_words: tuple[Statement, ...]
    options: tuple[OptionTerms, ...]
    baseline: str
    kept: tuple[Axis, ...]
    grounds: tuple[GroundLine, ...]
    clear: tuple[str, ...]
    victim: tuple[Statement, ...]
    closing: tuple[Statement, ...]
    blanks: tuple[str, ...]
    penalties: tuple[Source, ...]
    receipt: ReceiptNote

    def document(self) -> Document:
        """The letter laid out."""
        return _lay(self)


def asked_for(advice: Advice, names: Sequence[str]) -> tuple[str, ...]:
    """The options to ask for: those named, or the first few that burden anybody less than the baseline.

    What is more severe than the baseline on no axis comes first, then what burdens anybody least.

    Raises SteelyardError (SY-W003) when none is named and none is better.
    """
    if names:
        return tuple(option_of(advice, name).id for name in names)
    base = baseline_of(advice).id
    start = burdens(advice, base)
    kept = accountability_of(advice, baseline_of(advice))
    ranked = sorted(
        (excess(accountability_of(advice, option_of(advice, row.id)), kept), burdens(advice, row.id), row.id)
        for row in advice.rows
        if row.id not in (base, RECORD_ROW) and not row.id.endswith(FIRST_PLEA)
    )
    better = tuple(name for _, burden, name in ranked if burden < start)[:MOST_ASKED_FOR]
    if not better:
        raise SteelyardError("SY-W003", "no option of the case burdens anybody less than the baseline",
                             right="name the options to ask for with --option, or add one")  # fmt: skip
    return better


def letter_to_prosecutor(advice: Advice, making: Making, names: Sequence[str]) -> Letter:
    """The defense's request. `advice` is blind; `names` are the options asked for. Raises SteelyardError (SY-W003)."""
    chosen = asked_for(advice, names)
    case = advice.case
    return _letter(
        advice,
        chosen,
        reader=Reader.PROSECUTOR,
        header=header_of("Letter to the prosecutor", advice, making),
        to=f"The prosecutor assigned to {case.id}"
        + (f", {case.office.replace('_', ' ').title()}" if case.office else ""),
        opening="The defense asks that the case be resolved by "
        + ("this disposition" if len(chosen) == 1 else "one of these dispositions, in this order")
        + ". What is kept of the criminal sanction stands beside the baseline below; the law is that of the day named above.",
        duty=_duty(
            advice,
            "The law asks the prosecution to weigh this in negotiation, as one factor:",
            "The request rests on the interests of justice.",
        ),
        closing=(WRITTEN_FOR_ANYBODY, "This letter is sent to negotiate a disposition and for no other use."),
        blanks=(
            "Victim and safety, in counsel's words",
            "Other reasons for this disposition",
            "Counsel for the defense",
        ),
    )


def letter_from_prosecutor(advice: Advice, making: Making, names: Sequence[str]) -> Letter:
    """The prosecutor's offer of the options named. Raises SteelyardError (SY-W002) when none is named."""
    if not names:
        raise SteelyardError("SY-W002", "an offer names what is offered", right="--option ID, once for each option")
    chosen = tuple(option_of(advice, name).id for name in names)
    return _letter(
        advice,
        chosen,
        reader=Reader.DEFENSE,
        header=header_of("Letter from the prosecutor: offer", advice, making),
        to=f"Counsel for the defense in {advice.case.id}",
        opening="The prosecution offers "
        + ("this disposition" if len(chosen) == 1 else "any one of these dispositions")
        + ", on these terms and no others. The offer rests on the charge, the record and the terms, and is open on the same "
        "footing to everybody in the same position.",
        duty=_duty(
            advice, "The prosecution has considered, as one factor among those that bear on a just resolution:", ""
        ),
        closing=(
            "What follows for a particular person is for counsel to advise on. Nothing in this offer rests on such "
            "information, and none is asked for.",
        ),
        blanks=("Open until", "Conditions not set out above", "For the prosecution"),
    )


def _letter(
    advice: Advice,
    chosen: Sequence[str],
    *,
    reader: Reader,
    header: Header,
    to: str,
    opening: str,
    duty: tuple[Statement, tuple[Statement, ...]],
    closing: Sequence[str],
    blanks: tuple[str, ...],
) -> Letter:
    """A letter about the options chosen: what either side's letter sets out beside its own words."""
    base = baseline_of(advice).id
    others = [name for name in with_first_pleas(advice, chosen) if name != base]
    record = (RECORD_ROW,) if reader is Reader.DEFENSE and record_row(advice) is not None else ()
    compared = (*record, base, *others)
    says, words = duty
    return Letter(
        reader=reader,
        header=header,
        to=to,
        regarding=counts_in_words(advice),
        opening=(Statement(opening),),
        duty=says,
        duty_words=words,
        options=tuple(_terms(advice, name) for name in chosen),
        baseline=base,
        kept=side_by_side(advice, others),
        grounds=ground_lines(advice, compared),
        clear=grounds_clear(advice, compared),
        victim=_victim(advice, chosen),
        closing=(*plea_limits(advice, chosen, ruled_out=True), *(Statement(line) for line in closing)),
        blanks=blanks,
        penalties=penalty_sources(advice, dispositions_of(option_of(advice, name) for name in chosen)),
        receipt=receipt_of(advice, names_facts=False),
    )


def _duty(advice: Advice, found: str, absent: str) -> tuple[Statement, tuple[Statement, ...]]:
    """What is said of the prosecution's duty to weigh the consequences, and its words.

    Where no statute is entered, the defense says so, and then `absent`; the prosecution's own letter, which has nothing to say
    in its place, leaves a line to write on.
    """
    words = duties(advice, to_victims=False, to_weigh=True)
    if words:
        return Statement(found, tuple(cited for one in words for cited in one.sources)), words
    if not absent:
        return Statement("What the office considered, in its own words: ________________"), ()
    none = (
        f"No statute of {name_of(advice.case.state)} that asks a prosecutor to weigh immigration consequences is entered here; "
        f"that none exists does not follow. {absent}"
    )
    return Statement(none), ()


def _terms(advice: Advice, name: str) -> OptionTerms:
    option = option_of(advice, name)
    basis = tuple(line for one in option.dispositions if takes_plea(one) for line in basis_lines(advice, one))
    cited = penalty_sources(advice, option.dispositions) or (file_source(advice),)
    words = [disposition_words(advice, one) for one in option.dispositions]
    return OptionTerms(
        name,
        tuple(Statement(f"{one[0].upper()}{one[1:]}.", cited) for one in words),
        follows(advice, name),
        basis,
    )  # fmt: skip


def _victim(advice: Advice, chosen: Sequence[str]) -> tuple[Statement, ...]:
    lines = []
    origin = file_source(advice)
    for name in chosen:
        option = option_of(advice, name)
        paid = sum(one.restitution or 0 for one in option.dispositions)
        watched = max((one.probation or 0) for one in option.dispositions)
        parts = [f"restitution of {in_dollars(paid)}" if paid else "no restitution is stated in the terms"]
        parts.append(
            f"probation or supervision for {days(watched)}" if watched else "no probation or supervision is stated"
        )
        lines.append(Statement(f"Option {name}: {'; '.join(parts)}.", (origin,)))
    return (*lines, *kept_in_words(advice), *duties(advice, to_victims=True))


def _lay(letter: Letter) -> Document:
    blocks: list[Block] = [Paragraph(Statement(f"To: {letter.to}")), *as_items(letter.regarding)]
    duty: list[Block] = [Paragraph(letter.duty), *map(Quote, letter.duty_words)]
    sections = [Section("Regarding", tuple(blocks)), Section("Request" if letter.reader is Reader.PROSECUTOR else "Offer",
                tuple(Paragraph(one) for one in letter.opening))]  # fmt: skip
    for one in letter.options:
        own: list[Block] = [*as_items(one.terms), Paragraph(one.follows)]
        if one.basis:
            own.append(say("Factual basis:"))
            own += as_items(one.basis)
        sections.append(Section(f"Option {one.option}", tuple(own), 3))
    sections.append(Section("Accountability, side by side", accountability_tables(letter.baseline, letter.kept)))
    sections.append(
        Section("The duty by law" if letter.reader is Reader.PROSECUTOR else "What was considered", tuple(duty))
    )
    if letter.grounds:
        sections.append(
            Section("Immigration consequences of the charge and of these options",
                    (say(ADDED), *grounds_tables(letter.grounds), *clear_words(letter.clear),
                     say("The answers are over everybody who could be charged alike, whoever that is. “Not analysed” and "
                         "“turns on a fact” are never to be read as “not triggered”.")))
        )  # fmt: skip
    sections.append(Section("Victim and safety", as_items(letter.victim)))
    sections.append(Section("Close", (*as_items(letter.closing), *signature(*letter.blanks))))
    return paper(letter.header, sections, letter.receipt)
