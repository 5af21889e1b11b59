"""The client sheet: what each choice could mean, in plain English or Spanish, from counsel to the accused person."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from steelyard.catalog.found import offense_words
from steelyard.catalog.known import beyond_what_is_known, known_law
from steelyard.law.columns import groups
from steelyard.logic.errors import SteelyardError
from steelyard.papers.document import Blank, Block, Document, Items, Paragraph, Quote, Section, Source, Statement, Table
from steelyard.papers.findings import not_analysed_anywhere
from steelyard.papers.parts import (
    WORST_FIRST,
    Making,
    Reader,
    ReceiptNote,
    answers_source,
    count_of,
    file_source,
    law,
    level_named,
    offense_of,
    others,
    receipt_of,
    record_row,
    sources,
    standing_of,
    status_alone,
    whole_months,
)
from steelyard.weigh.advise import Advice
from steelyard.weigh.case import FIRST_PLEA, Disposition, Option
from steelyard.weigh.cells import RECORD_ROW, Cell, Row, State
from steelyard.weigh.reading import in_dollars

LANGUAGES = ("en", "es")
Phrases = Mapping[str, Any]


@cache
def phrases(language: str) -> Phrases:
    """The sheet's phrases in a language. Raises SteelyardError (SY-W004) for one there is none of."""
    if language not in LANGUAGES:
        raise SteelyardError(
            "SY-W004", f"there is no client sheet in {language!r}", right=f"one of {', '.join(LANGUAGES)}"
        )
    text = resources.files("steelyard.papers").joinpath(f"phrases/{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option in plain words; `said` has a heading and a statement for each group of consequences.

    `heading` names it; `label` is counsel's own name of it, "" for what holds while a first plea stands.
    """

    number: str
    heading: str
    label: str
    happens: tuple[Statement, ...]
    said: tuple[tuple[str, str, Statement], ...]


@dataclass(frozen=True, slots=True)
class ClientSheet:
    """The content of a client sheet in one language.

    `before` and `record` are what no choice takes away: what holds of the client, and what the record brings about, by group.
    """

    reader: Reader
    language: str
    matter: str
    dated: date
    law_as_of: str
    author: str
    reviewer: str
    draft: str
    about: tuple[Statement, ...]
    before: tuple[Statement, ...]
    record: tuple[tuple[str, str, Statement], ...]
    choices: tuple[Choice, ...]
    tell: tuple[Statement, ...]
    do: tuple[Statement, ...]
    receipt: ReceiptNote

    def document(self) -> Document:
        """The sheet laid out."""
        return _lay(self)


def client_sheet(advice: Advice, making: Making, language: str = "en") -> ClientSheet:
    """The sheet for the client. Raises SteelyardError (SY-W004) for a language we do not have."""
    words = phrases(language)
    total, signed = making.drafts(advice)
    rows = [row for row in advice.rows if row.id != RECORD_ROW]
    nowhere = not_analysed_anywhere(advice)
    options = {option.id: option for option in advice.case.options}
    return ClientSheet(
        reader=Reader.CLIENT,
        language=language,
        matter=advice.case.id,
        dated=making.dated or advice.law_as_of,
        law_as_of=advice.law_as_of.isoformat(),
        author=making.author,
        reviewer=making.reviewer,
        draft=" ".join((words["draft"].format(signed=signed, total=total), *_known(advice, words))),
        about=tuple(
            Statement(words[key])
            for key in ("about_text", "about_anybody" if advice.status_blind else "about_you", "first_choice")
        ),
        before=_before(advice, words),
        record=_record(advice, words, nowhere),
        choices=tuple(_choice(advice, options[row.id], row, words, nowhere) for row in rows),
        tell=tuple(Statement(words["ask"][key]) for key in _asked(advice)),
        do=tuple(Statement(words["do"][key]) for key in ("travel", "apply", "talk", "court", "change", "time")),
        receipt=receipt_of(advice, names_facts=False),
    )


def _asked(advice: Advice) -> list[str]:
    """What to ask the client: citizenship first; then what the open answers wait for; always the record and the wish."""
    waiting = {question.key.rpartition(".")[2] for question in advice.questions()}
    keys = ["citizen"]
    if advice.status_blind or "status" in waiting:
        keys += ["papers"]
    if advice.status_blind or waiting & {"admitted", "admission_date", "residence_began", "inadmissible_for_entry"}:
        keys += ["entry"]
    keys += ["record", "orders"]
    if advice.status_blind:
        keys += ["family"]
    if advice.status_blind or waiting & {"seeks", "offense_connected_to_battering"}:
        keys += ["harm"]
    return [*keys, "wish"]


def _before(advice: Advice, words: Phrases) -> tuple[Statement, ...]:
    """What holds before any choice: of the record as far as the file has it, of the client, and of the place."""
    said = words["before"]
    lines = []
    if record_row(advice) is None and advice.case.record_complete is True:
        lines.append(Statement(said["no_record"], (file_source(advice),)))
    if advice.case.record_complete is not True:
        lines.append(Statement(said["record_unknown"], (file_source(advice),)))
    lines += _of_the_client(advice, words)
    return (*lines, Statement(said["place"], (law("8 U.S.C. § 1252(b)(2)", advice.law_as_of),)))


def _of_the_client(advice: Advice, words: Phrases) -> list[Statement]:
    lines = []
    if (alone := status_alone(advice)) is not None:
        lines.append(Statement(words["before"]["no_status"], alone[1][:1]))
    found = standing_of(advice)
    for rule, trace in found:
        if trace.truth.value is rule.adverse:
            cited = sources(rule.versions[-1].cites, advice.law_as_of)
            lines.append(Statement(words["standing"][rule.name.replace(".", "_")], cited))
    if any(not trace.truth.known for _, trace in found):
        lines.append(Statement(words["before"]["open"], (answers_source(advice),)))
    return lines


def _record(advice: Advice, words: Phrases, nowhere: Collection[str]) -> tuple[tuple[str, str, Statement], ...]:
    row = record_row(advice)
    if row is None:
        return ()
    return tuple(
        (group, words["group"][group], _said(advice, row, group, words, words["record"][group], nowhere))
        for group in groups()
    )


def _choice(advice: Advice, option: Option, row: Row, words: Phrases, nowhere: Collection[str]) -> Choice:
    own, _, rest = row.id.partition(FIRST_PLEA)
    is_first = row.id != own and not rest
    return Choice(
        row.id,
        words["first_plea" if is_first else "choice"].format(number=own),
        "" if is_first else option.label,
        tuple(_happens(advice, one, words) for one in option.dispositions),
        tuple(
            (group, words["group"][group], _said(advice, row, group, words, words[group], nowhere))
            for group in groups()
        ),
    )


def _happens(advice: Advice, one: Disposition, words: Phrases) -> Statement:
    charge = one.charge or count_of(advice, one).charge
    found = offense_of(advice, charge)
    offense = found.citation if found.offenses else charge
    if found.offenses and words is phrases("en"):
        offense = offense_words(found, charge)
    parts = [words["outcome"][one.outcome]]
    if one.level and one.outcome == "convicted":
        parts[0] += f", {words['level'][level_named(one.level, advice.case.state)]}"
    order = words["order"]
    if one.outcome in {"diverted", "deferred"} and one.plea_or_admission is not False:
        parts.append(order["may_count"])
    if one.term:
        parts.append(order["term"].format(time=_time(one.term, words)))
        if one.suspended:
            parts.append(order["suspended"].format(time=_time(one.suspended, words)))
    elif one.term == 0:
        parts.append(order["no_term"])
    elif one.outcome == "convicted":
        parts.append(order["term_not_stated"])
    if one.probation:
        parts.append(order["probation"].format(time=_time(one.probation, words)))
    if one.fine:
        parts.append(order["fine"].format(amount=in_dollars(one.fine)))
    if one.restitution:
        parts.append(order["restitution"].format(amount=in_dollars(one.restitution)))
    if one.taken_back:
        parts.append(order["taken_back"].format(time=_time(one.taken_back.after, words)))
    head = words["count"].format(count=one.count, offense=offense)
    return Statement(f"{head} {'; '.join(parts)}.", (file_source(advice),))


def _time(number: int, words: Phrases) -> str:
    """A term as it is pronounced, with its days."""
    said = words["time"]
    if number == 1:
        return str(said["day"])
    months = whole_months(number)
    if not months:
        return str(said["days"].format(days=number))
    n, word = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return str(said[word if n == 1 else f"{word}s"].format(n=n, days=number))


def _said(
    advice: Advice, row: Row, group: str, words: Phrases, said: Mapping[str, str], nowhere: Collection[str]
) -> Statement:
    """The gravest answer of a group, and whether more is open behind it; what is open never reads as safe.

    What is not analysed for any option (`nowhere`) says nothing of this one: it is said beside the gravest of the others, where
    there is one.
    """
    names = others(advice)
    cells = [cell for name in names for cell in row.cells[name].values() if cell.column.group == group]
    rest = [cell for cell in cells if cell.column.rule not in nowhere]
    if any(cell.state is not State.NOT_TRIGGERED for cell in rest):
        cells, left_out = rest, len(rest) < len(cells)
    else:
        left_out = False
    gravest = min((cell.state for cell in cells), key=WORST_FIRST.index)
    own = [cell for cell in cells if cell.state is gravest]
    kinds = dict.fromkeys(cell.column.rule.partition(".")[2] for cell in own)
    parts = "; ".join(words["parts"][kind] for kind in kinds if kind in words["parts"])
    text = said[str(gravest).replace("depends on a fact", "depends").replace(" ", "_")].format(parts=parts)
    if len(advice.postures) > 1 and gravest is not State.NOT_TRIGGERED:
        who = {name for name in names for cell in row.cells[name].values() if cell in own}
        text = f"{words['more']['everybody' if len(who) == len(names) else 'some_people']}{text[0].lower()}{text[1:]}"
    still_open = any(cell.state in (State.DEPENDS, State.NOT_ANALYSED, State.ARGUABLE) for cell in cells)
    if still_open and gravest in (State.TRIGGERED, State.LIKELY):
        text = f"{text} {words['more']['also_open']}"
    elif left_out:
        text = f"{text} {words['more']['one_not_analysed']}"
    return Statement(text, _cited(own, advice))


def _cited(cells: list[Cell], advice: Advice) -> tuple[Source, ...]:
    """The authorities of the gravest consequences in a group, three consequences at most."""
    by_rule = {cell.column.rule: cell for cell in sorted(cells, key=lambda c: c.column.severity)}
    return sources([cell.cites[0] for cell in list(by_rule.values())[:3]], advice.law_as_of)


def _lay(s: ClientSheet) -> Document:
    words = phrases(s.language)
    end = words["end"]
    before = words["before"]
    already: list[Block] = [Paragraph(Statement(before["lead"])), Items(s.before)]
    if s.record:
        rows = tuple((Statement(heading), statement) for _, heading, statement in s.record)
        already.append(Table(before["could"], (words["subject"], words["this_choice"]), rows, (3, 8)))
    sections = [
        Section(words["about"], tuple(Paragraph(one) for one in s.about)),
        Section(before["heading"], tuple(already)),
        Section(words["choices"], ()),
    ]
    for one in s.choices:
        label = Statement(one.label, lang="en" if s.language != "en" else "")
        said = tuple((Statement(heading), statement) for _, heading, statement in one.said)
        named = (Paragraph(Statement(words["original"])), Quote(label)) if one.label else ()
        sections.append(
            Section(
                one.heading,
                (
                    *named,
                    Items(one.happens),
                    Table(words["could_do"], (words["subject"], words["this_choice"]), said, (3, 8)),
                ),
                3,
            )
        )
    sections += [
        Section(words["ask"]["heading"], (Paragraph(Statement(words["ask"]["lead"])), Items(s.tell, numbered=True))),
        Section(words["do"]["heading"], (Items(s.do),)),
        Section(
            words["next"]["heading"],
            (Blank(words["next"]["meet"]), Blank(words["next"]["court"]), Blank(words["next"]["phone"]),
             Blank(words["next"]["notes"], 3)),
        ),
    ]  # fmt: skip
    return Document(
        title=f"{words['title']}, {s.matter}",
        language=s.language,
        dated=s.dated,
        header=(
            (words["matter"], s.matter),
            (words["date"], s.dated.isoformat()),
            (words["law_as_of"], s.law_as_of),
            (words["lawyer"], s.author or "________________"),
            (words["reviewer"], s.reviewer or words["reviewer_blank"]),
        ),
        notices=(words["private"], s.draft),
        sections=tuple(sections),
        sources_heading=end["sources"],
        receipt=_receipt(s.receipt, end),
        footer=words["footer"],
        roomy=True,
    )


def _known(advice: Advice, words: Mapping[str, Any]) -> tuple[str, ...]:
    """The days up to which each kind of law is known, where the law of a later day was asked for."""
    is_past = bool(beyond_what_is_known(advice.law_as_of))
    return (words["known_up_to"].format_map(known_law()),) if is_past else ()


def _receipt(note: ReceiptNote, end: Mapping[str, str]) -> Section:
    rows = (
        (end["engine"], f"steelyard {note.engine}"),
        (end["law"], f"{note.law_as_of.isoformat()}, {note.forum}"),
        (end["rules"], note.pack),
        (end["catalogue"], note.catalogue),
        (end["answers"], note.answers),
        (end["facts"], end["facts_count"].format(
            used=note.used, assumed=note.assumed, unknown=note.unknown)),
    )  # fmt: skip
    body = tuple((Statement(label), Statement(value)) for label, value in rows)
    return Section(
        end["receipt"],
        (
            Paragraph(Statement(end["receipt_lead"])),
            Table(end["receipt_caption"], (end["part"], end["value"]), body, (3, 9)),
        ),
    )
