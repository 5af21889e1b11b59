"""The prosecutor's approval record: what was asked, what the policy says, the comparator, the reason, who decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from steelyard.papers.document import Blank, Block, Document, Paragraph, Quote, Section, Source, Statement, say
from steelyard.papers.fed import PolicyFed
from steelyard.papers.memo import PolicyPart, policy_parts, policy_sections
from steelyard.papers.parts import (
    ADDED,
    Axis,
    GroundLine,
    Header,
    Making,
    Reader,
    ReceiptNote,
    accountability_tables,
    as_items,
    baseline_of,
    basis_lines,
    clear_words,
    counts_in_words,
    dispositions_of,
    duties,
    follows,
    ground_lines,
    grounds_clear,
    grounds_tables,
    header_of,
    kept_in_words,
    option_of,
    option_words,
    paper,
    penalty_sources,
    receipt_of,
    record_row,
    side_by_side,
    takes_plea,
    with_first_pleas,
)
from steelyard.weigh.advise import Advice
from steelyard.weigh.cells import RECORD_ROW

FOR_EVERYBODY = (
    "The disposition is weighed for everybody who could be charged alike. Nothing about who a person is, "
    "beyond the charge and the record, was used, and nothing of the kind may be written on this form."
)


@dataclass(frozen=True, slots=True)
class ApprovalRecord:
    """The content of an approval record."""

    reader: Reader
    header: Header
    counts: tuple[Statement, ...]
    option: str
    requested: Statement
    baseline: str
    comparator: Statement
    beside_baseline: tuple[Axis, ...]
    penalties: tuple[Source, ...]
    follows: tuple[Statement, ...]
    grounds: tuple[GroundLine, ...]
    clear: tuple[str, ...]
    kept: tuple[Statement, ...]
    basis: tuple[Statement, ...]
    duty: tuple[Statement, ...]
    policy: tuple[PolicyPart, ...]
    receipt: ReceiptNote

    def document(self) -> Document:
        """The record laid out."""
        return _lay(self)


def approval_record(advice: Advice, making: Making, name: str, policy: Sequence[PolicyFed] = ()) -> ApprovalRecord:
    """The record of a request for one option. `advice` is blind; raises CaseError (SY-C007) for an option that is not there."""
    option, base = option_of(advice, name), baseline_of(advice)
    words = option_words(advice, option)
    chosen = with_first_pleas(advice, (name,))
    record = (RECORD_ROW,) if record_row(advice) is not None else ()
    beside = chosen if name != base.id else tuple(o.id for o in advice.case.options if o.id != name)
    compared = tuple(dict.fromkeys((base.id, *chosen)))
    return ApprovalRecord(
        reader=Reader.PROSECUTOR,
        header=header_of("Approval record", advice, making),
        counts=counts_in_words(advice),
        option=name,
        requested=Statement(f"Option {name}: {words}.", penalty_sources(advice, option.dispositions)),
        baseline=base.id,
        comparator=Statement(
            (f"Comparator: the baseline, option {base.id}: {option_words(advice, base)}. " if name != base.id else
             "The option requested is the baseline itself; the other options of the file stand beside it. ")
            + "Everybody with this charge and record is to be offered the same.",
            penalty_sources(advice, base.dispositions),
        ),
        beside_baseline=side_by_side(advice, beside),
        penalties=penalty_sources(advice, dispositions_of((option, base))),
        follows=tuple(follows(advice, one) for one in compared),
        grounds=ground_lines(advice, (*record, *compared)),
        clear=grounds_clear(advice, (*record, *compared)),
        kept=kept_in_words(advice),
        basis=tuple(line for one in option.dispositions if takes_plea(one) for line in basis_lines(advice, one)),
        duty=duties(advice, to_victims=False) + duties(advice, to_victims=True),
        policy=tuple(part for part in policy_parts(advice, policy) if part.option == name),
        receipt=receipt_of(advice, names_facts=False),
    )  # fmt: skip


def _lay(r: ApprovalRecord) -> Document:
    consequences: list[Block] = [Paragraph(one) for one in r.follows]
    consequences += (say(ADDED), *grounds_tables(r.grounds), *clear_words(r.clear))
    floor: tuple[Block, ...] = tuple(Quote(one) for one in r.duty)
    if not floor:
        floor = (
            say(
                "No statute that binds the prosecution at this stage is entered here; that none exists does not follow."
            ),
        )
    policy = policy_sections(r.policy) or (
        Section("The office's policy", (say("No policy was weighed for this record. Quote the clauses relied on:"),
                                        Blank("Clause, page and words", 2))),
    )  # fmt: skip
    sections = (
        Section("Charges", as_items(r.counts)),
        Section("Disposition requested", (Paragraph(r.requested), *as_items(r.kept), *as_items(r.basis))),
        Section("Comparator", (Paragraph(r.comparator), *accountability_tables(r.baseline, r.beside_baseline))),
        Section("Immigration consequences, for everybody alike", tuple(consequences)),
        Section("Duties by law", floor),
        *policy,
        Section(
            "Reason",
            (
                say(FOR_EVERYBODY),
                Blank("Reason for the request, or why no alternative was pursued", 3),
                Blank("Victim: asked, informed, heard (date)"),
                Blank("Public safety", 2),
            ),
        ),
        Section(
            "Decision",
            (
                Blank("Requested by, date"),
                Blank("Route: line, supervisor, immigration counsel, committee"),
                Blank("Approved or refused, and why", 2),
                Blank("Decided by (never the person who asked), date"),
            ),
        ),
    )
    return paper(r.header, sections, r.receipt)
