"""What several papers say alike, worked out from the advice: sources, terms, accountability, the receipt."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from steelyard.catalog.find import catalogue
from steelyard.catalog.found import Found, offense_words
from steelyard.catalog.model import Form, term_in_days
from steelyard.catalog.naming import named_forms
from steelyard.catalog.policies import floors
from steelyard.law.columns import standing
from steelyard.law.elements import ATTRIBUTES, vocabulary
from steelyard.law.federal.facts import FACTS
from steelyard.law.federal.grounds import GROUNDS
from steelyard.law.minimums import minimum_of
from steelyard.law.policies import Duty
from steelyard.law.splits import Authority
from steelyard.logic.dates import in_months
from steelyard.logic.evaluate import Trace, evaluate
from steelyard.logic.facts import Among, Between
from steelyard.logic.rule import Citation, Rule
from steelyard.papers.document import Blank, Block, Document, Items, Section, Source, Statement, Table, plain, say
from steelyard.weigh import longest
from steelyard.weigh.accountability import (
    AXES,
    ENDS_WITHOUT,
    LEVELS,
    Accountability,
    Part,
    accountability,
    beside,
    carried,
)
from steelyard.weigh.advise import Advice, advise
from steelyard.weigh.basis import FALSE, SUPPORTED, factual_basis
from steelyard.weigh.case import FIRST_PLEA, Count, Disposition, Option, Prior
from steelyard.weigh.cells import RECORD_ROW, Cell, Row, State
from steelyard.weigh.effects import charges_of
from steelyard.weigh.policy import reaches
from steelyard.weigh.reading import NO_CONVICTION, in_dollars

WORST_FIRST = (
    State.TRIGGERED, State.LIKELY, State.NOT_ANALYSED, State.ARGUABLE, State.DEPENDS, State.NOT_TRIGGERED,
)  # fmt: skip
"""States by how much they ask of a careful reader; what is not analysed never ranks as safe."""

AS_DEFINED = "as the section defines it"
"""Stands for what the vocabulary has no word for."""

_DAYS = re.compile(r"\b(\d+) days\b")
_COUNT = re.compile(r"count\[([^\]]+)\]:?")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


class Reader(enum.StrEnum):
    """Whom a paper is for."""

    DEFENSE = "defense"
    IMMIGRATION = "immigration"
    PROSECUTOR = "prosecutor"
    COURT = "court"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Making:
    """Who makes a paper and when: names may be left out and are then filled in by hand. `dated` stands on the paper.

    `signed` says how many of the entries of law are signed where there is a registry of signatures; without one the
    entries' own files say so.
    """

    author: str = ""
    reviewer: str = ""
    dated: date | None = None
    signed: int | None = None

    def drafts(self, advice: Advice) -> tuple[int, int]:
        """How many entries of law the result rests on, and how many of them an attorney has signed."""
        total, signed = advice.drafts
        return total, signed if self.signed is None else self.signed


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the head of every paper; `forum` is empty where the reader has no use for it."""

    title: str
    matter: str
    jurisdiction: str
    forum: str
    law_as_of: date
    pack: str
    dated: date
    author: str
    reviewer: str
    draft: str

    def rows(self) -> tuple[tuple[str, str], ...]:
        """The header as lines of a label and a value."""
        lines = [
            ("Matter", self.matter),
            ("Jurisdiction", self.jurisdiction),
            ("Date", self.dated.isoformat()),
            ("Law as of", f"{self.law_as_of.isoformat()}, pack {self.pack[:8]}"),
            ("Author", self.author or "________________"),
        ]
        if self.forum:
            lines.insert(2, ("Immigration forum", self.forum))
        if self.reviewer:
            lines.append(("Reviewer", self.reviewer))
        else:
            lines.append(("Reviewer", "________________ (a draft until an attorney has reviewed it)"))
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class ReceiptNote:
    """What the paper was made from: enough to tell two results apart. Facts are named for counsel and counted for others."""

    engine: str
    pack: str
    catalogue: str
    law_as_of: date
    forum: str
    answers: str
    used: int
    assumed: int
    facts_assumed: tuple[str, ...]
    unknown: int
    facts_used: tuple[str, ...]
    facts_unknown: tuple[str, ...]


def header_of(title: str, advice: Advice, making: Making) -> Header:
    """The header of a paper about this case."""
    case = advice.case
    total, signed = making.drafts(advice)
    office = case.office.replace("_", " ").title()
    return Header(
        title=title,
        matter=case.id,
        jurisdiction=f"{case.state}, {office}" if office else case.state,
        forum=advice.forum,
        law_as_of=advice.law_as_of,
        pack=advice.receipt.pack,
        dated=making.dated or advice.law_as_of,
        author=making.author,
        reviewer=making.reviewer,
        draft=f"Draft. {signed} of the {total} entries of law that it rests on have been signed by an attorney. "
        "Needs attorney review before anybody relies on it.",
    )


def receipt_of(advice: Advice, *, names_facts: bool) -> ReceiptNote:
    """The receipt; without `names_facts` it counts the facts, and names what was assumed of the law alone."""
    receipt = advice.receipt
    return ReceiptNote(
        receipt.engine, receipt.pack, receipt.catalogue, receipt.law_as_of, receipt.forum, receipt.answers,
        len(receipt.facts_used), len(receipt.facts_assumed),
        assumed_words(advice) if names_facts else _of_the_law(advice), len(receipt.facts_unknown),
        tuple(map(_fact_words, receipt.facts_used)) if names_facts else (),
        tuple(map(_fact_words, receipt.facts_unknown)) if names_facts else (),
    )  # fmt: skip


def _of_the_law(advice: Advice) -> tuple[str, ...]:
    """What was assumed of no count and no earlier matter: all of it that a reader may meet who is to know nobody."""
    return tuple(one for one in advice.receipt.facts_assumed if not one.startswith(("count", "forum")))


def assumed_words(advice: Advice) -> tuple[str, ...]:
    """The facts that were taken as given, in words."""
    earlier = {prior.id for prior in advice.case.priors}

    def named(found: re.Match[str]) -> str:
        name = found[1].removesuffix("→")
        pleaded = ", the offense pleaded to" if name != found[1] else ""
        return f"{'earlier matter' if name in earlier else 'count'} {name}{pleaded}:"

    return tuple(
        _COUNT.sub(named, one.replace("count.", "every count: ")).replace("_", " ")
        for one in advice.receipt.facts_assumed
    )


def _fact_words(key: str) -> str:
    return key.replace("count[", "count ").replace("→", " as pleaded").replace("].", ": ").replace("_", " ")


def paper(
    header: Header, sections: Sequence[Section], receipt: ReceiptNote, *, legend: tuple[str, ...] = (), mark: str = ""
) -> Document:
    """A paper between lawyers laid out: its header, the draft notice after any legend, its sections, the receipt last."""
    return Document(
        title=f"{header.title}, {header.matter}",
        language="en",
        dated=header.dated,
        header=header.rows(),
        notices=(*legend, header.draft),
        sections=tuple(sections),
        sources_heading="Authorities",
        receipt=receipt_section(receipt),
        footer=f"{mark}Draft, needs attorney review.",
    )


def receipt_section(note: ReceiptNote) -> Section:
    """The last page."""
    rows = [
        ("Engine", f"steelyard {note.engine}"),
        ("Law", f"as of {note.law_as_of.isoformat()}, forum {note.forum}"),
        ("Rules (hash)", note.pack),
        ("Offenses and decisions (hash)", note.catalogue),
        ("Answers (hash)", note.answers),
        ("Facts used", f"{note.used}" + (f": {'; '.join(note.facts_used)}" if note.facts_used else "")),
        ("Facts assumed", f"{note.assumed}" + (f": {'; '.join(note.facts_assumed)}" if note.facts_assumed else "")),
        ("Facts not known", f"{note.unknown}" + (f": {'; '.join(note.facts_unknown)}" if note.facts_unknown else "")),
    ]
    body = tuple((Statement(label), Statement(value)) for label, value in rows)
    return Section(
        "Receipt",
        (
            say(
                "The same case file under the same rules gives these answers again. Where a hash differs, something has changed."
            ),
            Table("What this paper was made from", ("Part", "Value"), body, (3, 9)),
        ),
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Sources
# ---------------------------------------------------------------------------------------------------------------------


def source(cite: Citation, as_of: date) -> Source:
    """A citation as a source: a decision with its date, a statute as of the day whose law is asked for."""
    return Source(cite.text, cite.decided or _dated(cite.text, as_of), cite.verified, cite.read_in)


def law(text: str, as_of: date, read_in: str = "") -> Source:
    """A provision as of a day."""
    return Source(text, f"law as of {as_of.isoformat()}", read_in=read_in)


def authority(one: Authority, as_of: date) -> Source:
    """An authority of the catalogue as a source."""
    day = one.decided.isoformat() if one.decided else _dated(one.cite, as_of)
    return Source(one.cite, day, one.verified, one.read_in)


def sources(cites: Iterable[Citation], as_of: date) -> tuple[Source, ...]:
    """Citations as sources, each once."""
    return tuple(dict.fromkeys(source(cite, as_of) for cite in cites))


def file_source(advice: Advice) -> Source:
    """The case file itself, for what its author says of the facts."""
    return Source(f"case file {advice.case.id}", f"as it stood on {advice.law_as_of.isoformat()}")


def answers_source(advice: Advice) -> Source:
    """The answers of this paper's own receipt, for a sentence that counts them."""
    receipt = advice.receipt
    words = f"the answers of the receipt on the last page, {receipt.answers[:12]}"
    return Source(words, f"law as of {receipt.law_as_of.isoformat()}")


_GROUND = re.compile(r"\b(as|for) ([A-Z]{2,}[A-Z_]*(?::[A-Z])?(?:\([a-z_]+\))?)(?= is | is\b|;|,|$)")


def in_words(text: str) -> str:
    """A text in which each ground stands under its name and not under the letters that the catalogue has for it."""

    def named(found: re.Match[str]) -> str:
        ground = GROUNDS.get(found[2])
        if ground is None:
            return found[0]
        letter = f"aggravated felony ({found[2][3:]}), " if found[2].startswith("AF:") else ""
        return f"{found[1]} {letter}{ground.label}"

    return _GROUND.sub(named, text)


def conduct_words(word: str, so: bool) -> str:
    """What a case file says of the conduct, by the meaning the vocabulary gives the word."""
    attribute, _, value = word.partition(".")
    means = vocabulary()[attribute].words[value].means
    return f"{attribute.replace('_', ' ')}: {means}: {'yes' if so else 'no'}"


def _dated(text: str, as_of: date) -> str:
    found = _YEAR.search(text.partition("(")[2]) if "U.S.C." not in text and "C.F.R." not in text else None
    return found[1] if found else f"law as of {as_of.isoformat()}"


# ---------------------------------------------------------------------------------------------------------------------
# The case for readers who may know nothing of a person
# ---------------------------------------------------------------------------------------------------------------------


def blind(advice: Advice) -> Advice:
    """The same case weighed as if nobody's status were in the file.

    A paper for a prosecutor or a court is made from this alone: even the hash of answers that were computed for one person
    would tell whoever computes the others which person it was.
    """
    case = advice.case
    if advice.status_blind and not case.note:
        return advice
    return advise(case.model_copy(update={"person": None, "note": "", "law_as_of": advice.law_as_of}))


def option_of(advice: Advice, name: str) -> Option:
    """The option of that id. Raises CaseError (SY-C007) when there is none."""
    advice.row(name)
    return next(option for option in advice.case.options if option.id == name)


def with_first_pleas(advice: Advice, names: Sequence[str]) -> tuple[str, ...]:
    """The options by id, each followed by what holds while its first plea stands, where it has one."""
    there = {row.id for row in advice.rows}
    pairs = ((name, f"{name}{FIRST_PLEA}") for name in names)
    return tuple(dict.fromkeys(one for pair in pairs for one in pair if one in there))


def baseline_of(advice: Advice) -> Option:
    """The option with which the others are compared."""
    return next((o for o in advice.case.options if o.id == advice.case.baseline), advice.case.options[0])


STATUS_ALONE = {
    "entered_without_inspection": (
        "present without an admission or a parole, which is a ground of inadmissibility by itself; adjustment of status asks for "
        "one of the two, with exceptions, and the grounds of deportability ask for an admission",
        ("8 U.S.C. § 1182(a)(6)(A)(i)", "8 U.S.C. § 1255(a), (h), (i)"),
    ),
    "overstayed": (
        "present beyond the time allowed, which is a ground of deportability by itself",
        ("8 U.S.C. § 1227(a)(1)(B)", "8 U.S.C. § 1227(a)(1)(C)(i)"),
    ),
}
"""Statuses that let a proceeding begin without any crime: in words, and the grounds."""


def status_alone(advice: Advice) -> tuple[str, tuple[Source, ...]] | None:
    """That a status lets a proceeding begin without any crime, with the grounds; None where it does not, or is not said."""
    found = None if advice.status_blind else STATUS_ALONE.get(str(advice.postures[0].facts.get("status")))
    return None if found is None else (found[0], tuple(law(cite, advice.law_as_of) for cite in found[1]))


def standing_of(advice: Advice) -> list[tuple[Rule, Trace]]:
    """What holds of the person in any case, rule by rule, with its trace; empty where nobody's status is in the file."""
    if advice.status_blind:
        return []
    world = next(iter(advice.worlds.values()))
    return [(advice.pack.rules[name], evaluate(world, name)) for name in standing()]


def record_row(advice: Advice) -> Row | None:
    """The row of the record as it stands before this case; None where the file has no earlier matter."""
    return next((row for row in advice.rows if row.id == RECORD_ROW), None)


def others(advice: Advice) -> tuple[str, ...]:
    """The postures by name but for the citizen, whom no consequence of removal can reach; all, where that leaves none."""
    return tuple(p.name for p in advice.postures if p.facts.get("status") != "citizen") or tuple(
        p.name for p in advice.postures
    )


# ---------------------------------------------------------------------------------------------------------------------
# Counts, offenses and terms in words
# ---------------------------------------------------------------------------------------------------------------------


def count_of(advice: Advice, disposition: Disposition) -> Count:
    """The count that a disposition disposes of."""
    return next(count for count in advice.case.counts if count.id == disposition.count)


def offense_of(advice: Advice, charge: str) -> Found:
    """What the catalogue reads in a charge."""
    return catalogue().find(advice.case.state, charge)


def days(number: int) -> str:
    """A number of days in words; whole years and months stand before it, as the case file reads them (a year is 365 days)."""
    plainly = "1 day" if number == 1 else f"{number} days"
    months = whole_months(number)
    if not months:
        return plainly
    counted = ((months // 12, "year"), (months % 12, "month"))
    return f"{' '.join(f'{n} {word}' + ('s' if n > 1 else '') for n, word in counted if n)} ({plainly})"


def whole_months(number: int) -> int:
    """The whole months that a term of so many days is, as the case file reads them; 0 where it is none (or 180 days, 90 …)."""
    return _MONTHS.get(number, 0) if number >= 365 or number % 30 else 0


_MONTHS = {in_months(months): months for months in range(1200, 0, -1)}


def takes_plea(one: Disposition) -> bool | None:
    """Is a plea or an admission taken? None where nobody said so of what is put off."""
    if one.outcome == "convicted":
        return True
    return False if one.outcome in NO_CONVICTION else one.plea_or_admission


def outcome_words(one: Disposition) -> str:
    """How a count ends."""
    return {
        "declined": "no charge is filed",
        "dismissed": "the count is dismissed",
        "acquitted": "acquittal",
        "diverted": "diversion without a conviction under state law",
        "deferred": "judgment deferred",
        "convicted": "conviction",
        "delinquent": "juvenile adjudication",
    }[one.outcome]


def term_words(one: Disposition | Prior, minimum: str = "") -> str:
    """What the court orders, in the order in which it is pronounced; suspended time is part of the term.

    `minimum` is what `minimum_words` says of it.
    """
    parts: list[str] = []
    if one.term is not None:
        kind = "maximum term" if minimum.startswith("; minimum") else "term"
        term = "no term of confinement" if one.term == 0 else f"a {kind} of {days(one.term)}{minimum}"
        if one.suspended:
            term += f", of which {days(one.suspended)} suspended"
        parts.append(term)
    elif one.outcome in {"convicted", "delinquent"}:
        parts.append("a term of ________ (the case file does not state it)")
    if one.added:
        parts.append(f"{days(one.added)} added on a violation")
    if one.probation:
        parts.append(f"probation or supervision for {days(one.probation)}")
    if one.fine:
        parts.append(f"a fine of {in_dollars(one.fine)}")
    if one.restitution:
        parts.append(f"restitution of {in_dollars(one.restitution)}")
    return ", ".join(parts)


def minimum_words(advice: Advice, one: Disposition) -> str:
    """The minimum beside a term, or a line to write it on where the state's law asks for one; empty where it asks for none."""
    asked = minimum_of(advice.case.state)
    if not one.term or one.outcome != "convicted":
        return ""
    if asked is not None:
        ids = [offense.id for offense in offense_of(advice, one.charge or count_of(advice, one).charge).offenses]
        if not asked.is_asked_for(one.level, ids) or one.term <= term_in_days(asked.over or "none"):
            asked = None
    if one.minimum is not None:
        return f"; minimum {days(one.minimum)}" + (f" ({asked.cite})" if asked is not None else "")
    if asked is None:
        return ""
    if asked.only_if:
        return f" (where {asked.only_if}: that is the maximum; minimum ________, {asked.rule}, {asked.cite})"
    return f"; minimum ________ ({asked.rule}, {asked.cite})"


def pleaded_words(advice: Advice, one: Disposition) -> str:
    """The offense that a disposition is about, with its form, and as an attempt or the like where it is one."""
    count = count_of(advice, one)
    charge = one.charge or count.charge
    own = charge == count.charge
    found = offense_of(advice, charge)
    words = offense_words(found, charge)
    modifier = one.modifier or (count.modifier if own else None) or found.modifier
    form = one.form or (count.form if own else "")
    return (f"{modifier} of " if modifier else "") + words + (f" ({form})" if form else "")


def level_named(level: str, state: str) -> str:
    """A level as the state's courts call it: in Pennsylvania what lies below a misdemeanor is a summary offense.

    Legal source: 18 Pa. Cons. Stat. § 106(c).
    """
    return "summary offense" if (level, state) == ("violation", "PA") else level


def disposition_words(advice: Advice, one: Disposition) -> str:
    """One count's disposition in a sentence without its final stop."""
    words, ends, rest = pleaded_words(advice, one), outcome_words(one), term_words(one, minimum_words(advice, one))
    named = level_named(one.level or "", advice.case.state)
    level = f" as {'an' if named[0] in 'aeiou' else 'a'} {named}" if named else ""
    if one.outcome == "convicted":
        head = f"count {one.count}: {ends} of {words}{level}"
    else:
        head = f"count {one.count}, {words}: {ends}"
    if (first := one.first_plea) is not None and one.taken_back is not None:
        stood = f"a first plea to {pleaded_words(advice, first)} is taken back after {days(one.taken_back.after)}"
        rest = f"{rest}; {stood}" if rest else stood
    more = [*_asks_for(one), *_enhanced_words(count_of(advice, one), one)]
    return "; ".join(filter(None, (head, rest, *more)))


def _asks_for(one: Disposition) -> list[str]:
    """What a disposition without a conviction asks for, on which its consequences turn, and what the option itself sets."""
    found = []
    if one.outcome in {"diverted", "deferred", "delinquent"}:
        said = {True: "on a plea or an admission of the facts", False: "without a plea or an admission",
                None: "whether on a plea or an admission is not stated"}  # fmt: skip
        found.append(said[one.plea_or_admission])
        ordered = {True: "with a punishment or restraint that a judge orders", False: "without any that a judge orders"}
        found += [ordered[one.restraint]] if one.restraint is not None else []
    for short, value in one.facts.items():
        fact = FACTS.get(f"count.{short}")
        if fact is not None:
            words = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).replace("_", " ")
            found.append(f"agreed: {fact.question} {words}")
    return found


def _enhanced_words(count: Count, one: Disposition | None = None) -> list[str]:
    """The enhancements charged beside a count, and whether they stand in a disposition of it."""
    if not count.enhancements or (one is not None and one.outcome != "convicted"):
        return []
    own = one is None or not one.charge or one.charge == count.charge
    stand = one is None or one.enhancements is True or (one.enhancements is None and own)
    each = [e.charge + (f" (adds {days(e.adds)})" if e.adds and stand else "") for e in count.enhancements]
    said = "with the enhancement" if stand else "the enhancement falls:"
    return [f"{said} {', '.join(each)}"]


def prior_words(prior: Prior, state: str) -> str:
    """An earlier matter as the file has it: charge, outcome, days, level, and what was ordered."""
    said: list[str] = [prior.outcome or "outcome not given"]
    if prior.level:
        said.append(level_named(prior.level, state))
    for words, day in (
        ("plea", prior.plea_date),
        ("conviction", prior.conviction_date),
        ("sentence", prior.sentence_date),
    ):
        if day is not None:
            said.append(f"{words} of {day.isoformat()}")
    ordered = term_words(prior)
    return f"{prior.charge}: {', '.join(said)}" + (f"; {ordered}" if ordered else "")


def option_words(advice: Advice, option: Option) -> str:
    """An option by what it does with every count, not by the name its author gave it."""
    return "; ".join(disposition_words(advice, one) for one in option.dispositions)


def forms_of(found: Found, form: str) -> tuple[Form, ...]:
    """The forms that a plea's words name; all of them where they name none."""
    forms = [one for offense in found.offenses for one in offense.forms]
    return tuple(named_forms(forms, form) or forms) if form else tuple(forms)


def element_words(form: Form) -> str:
    """The elements of a form, each by the meaning the vocabulary gives it."""
    lines = []
    for name in ATTRIBUTES:
        if name in form.elements:
            words = vocabulary()[name].words
            means = [AS_DEFINED if v == "other" else _plainly(words[v].means) for v in form.elements[name]]
            lines.append(f"{name.replace('_', ' ')}: {' or '.join(means)}")
    return "; ".join(lines)


_FOR_WHO_WRITES = re.compile(r"\s*\((?:which|see)\b[^)]*\)|; also .*$")


def _plainly(means: str) -> str:
    """What a word of the vocabulary means, without what only somebody who writes an entry needs to know."""
    return _FOR_WHO_WRITES.sub("", means)


def offense_sources(found: Found, as_of: date) -> tuple[Source, ...]:
    """The texts that an offense was written from."""
    return tuple(
        dict.fromkeys(
            Source(one.cite, f"law as of {as_of.isoformat()}", one.quality != "memory", one.read_in)
            for offense in found.offenses
            for one in offense.sources
        )
    )


def basis_lines(advice: Advice, one: Disposition, *, elements_alone: bool = False) -> tuple[Statement, ...]:
    """The factual basis of one count: what the file says of the conduct, and what must still be shown.

    With `elements_alone` only what an element of the offense pleaded to asks for: more than that in the record of conviction
    says more than the plea.
    """
    count = count_of(advice, one)
    charged = offense_of(advice, count.charge)
    charge = one.charge or count.charge
    wanted = offense_of(advice, charge)
    form = one.form or (count.form if charge == count.charge else "")
    origin = file_source(advice)
    lines = []
    if count.offense_date:
        lines.append(
            Statement(f"Count {count.id}: the offense is charged as of {count.offense_date.isoformat()}.", (origin,))
        )
    if count.facts.get("loss"):
        lines.append(Statement(f"Count {count.id}: loss {count.facts['loss']}.", (origin,)))
    asked = {f"{name}.{value}" for f in forms_of(wanted, form) for name, many in f.elements.items() for value in many}
    for word, so in count.conduct.items():
        if not elements_alone or (so and word in asked):
            lines.append(Statement(f"Count {count.id}: {conduct_words(word, so)}.", (origin,)))
    basis = factual_basis(wanted, form, charged, count.form, count.conduct)
    text = offense_sources(wanted, advice.law_as_of)
    if basis.answer == SUPPORTED:
        lines.append(Statement("The charge alleges every element of the offense pleaded to.", text))
    elif basis.answer == FALSE:
        lines.append(
            Statement(
                f"False on the known facts: {'; '.join(map(_means, basis.against))}. This plea has no factual basis.",
                text,
            )
        )
    else:
        needs = "; ".join(map(_means, basis.needs))
        lines.append(Statement(f"Still to be stated truthfully on the record: {needs}.", text))
    return tuple(lines)  # fmt: skip


def _means(need: str) -> str:
    """An element that the factual basis still needs, by the meaning of its words."""
    attribute, _, values = need.partition(": ")
    words = vocabulary().get(attribute)
    if words is None:
        return need
    names = [one.replace(" ", "_") for one in values.split(" or ")]
    means = [AS_DEFINED if n == "other" or n not in words.words else _plainly(words.words[n].means) for n in names]
    return f"{attribute.replace('_', ' ')}: {' or '.join(means)}"


# ---------------------------------------------------------------------------------------------------------------------
# What an option keeps of the criminal sanction
# ---------------------------------------------------------------------------------------------------------------------


def plea_limits(advice: Advice, names: Sequence[str], *, ruled_out: bool = False) -> tuple[Statement, ...]:
    """The limits on pleas that these options meet; with `ruled_out` those alone that do not allow a plea at all."""
    return tuple(
        Statement(f"Option {one.option}, count {one.count}: {one.says}.", (law(one.cite, advice.law_as_of),))
        for one in advice.cautions
        if one.option in names and (one.rules_out or not ruled_out)
    )


def longest_of(advice: Advice, one: Disposition) -> longest.Longest:
    """The longest term of a count as an option disposes of it."""
    count = count_of(advice, one)
    found = longest.offense_of(catalogue(), advice.case.state, count, one)
    return longest.longest_of(catalogue(), found, count, one, advice.law_as_of)


def accountability_of(advice: Advice, option: Option) -> Accountability:
    """What an option keeps, over all its counts, as the law of the day asked for has it."""
    parts = []
    for one in option.dispositions:
        count = count_of(advice, one)
        own = not one.charge or one.charge == count.charge
        found = longest.offense_of(catalogue(), advice.case.state, count, one)
        level = one.level or (count.level if own else None)
        modifier = one.modifier or (count.modifier if own else None)
        known_level, _ = catalogue().penalty(found, level, Between(advice.law_as_of, None), modifier)
        graver = max(known_level.words, key=LEVELS.index) if isinstance(known_level, Among) else known_level
        named = level or (graver if isinstance(graver, str) else "felony")
        parts.append(Part(one, found, named, longest_of(advice, one), carried(one)))
    return accountability(option, parts)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of accountability: the baseline, then each option with how it stands to it."""

    name: str
    baseline: str
    options: Mapping[str, str]


MOST_BESIDE = 4
"""Options in one table; more go into further tables."""


def side_by_side(advice: Advice, options: Sequence[str]) -> tuple[Axis, ...]:
    """Every axis of accountability, the options beside the baseline. Raises CaseError (SY-C007) for one that is not there."""
    start = baseline_of(advice)
    base = accountability_of(advice, start)
    own = {name: option_of(advice, name) for name in options}
    tables = {name: beside(accountability_of(advice, option), base) for name, option in own.items()}
    state = advice.case.state
    found = []
    for axis, words in AXES.items():
        first = _in_the_terms(axis, _in_words_of(beside(base, base)[axis][0], state), start)
        each = {
            name: _in_the_terms(axis, _beside_in_words(*table[axis], state), own[name])
            for name, table in tables.items()
        }
        if axis != "conditions" or set(each.values()) != {first}:
            found.append(Axis(words, first, each))
    unknown = [one for one in found if {one.baseline, *one.options.values()} == {NOT_KNOWN}]
    kept = [one for one in found if one not in unknown]
    if unknown:
        kept.append(Axis(", ".join(one.name for one in unknown), NOT_KNOWN, dict.fromkeys(own, NOT_KNOWN)))
    return tuple(kept)


NOT_KNOWN = "not known"
_OF_THE_TERMS = {"supervision": "probation", "fine": "fine", "restitution": "restitution"}
"""Axes that are what a court orders, with the field of the order."""


def _in_the_terms(axis: str, words: str, option: Option) -> str:
    """A value as the terms have it: what the file leaves out is not stated, and a judgment put off has no term yet."""
    ends = [one for one in option.dispositions if one.outcome not in ENDS_WITHOUT]
    if axis in _OF_THE_TERMS and ends and all(getattr(one, _OF_THE_TERMS[axis]) is None for one in ends):
        return "not stated"
    if axis == "maximum" and any(one.outcome == "deferred" for one in ends):
        return "none while judgment is put off"
    return words


def _in_words_of(value: str, state: str) -> str:
    return _DAYS.sub(lambda found: days(int(found[1])), level_named(value, state))


def _beside_in_words(value: str, _: str, stands: str, state: str) -> str:
    return _in_words_of(value, state) + (f" ({stands})" if stands in {"less", "more", "other"} else "")


def accountability_tables(baseline: str, axes: Sequence[Axis]) -> tuple[Block, ...]:
    """The axes as tables, the baseline (by id) in the first column; less or more says how an option stands to it."""
    return tuple(
        Table(
            "What is kept of the criminal sanction, side by side",
            ("Measure", f"Baseline, option {baseline}", *(f"Option {name}" for name in part)),
            tuple((Statement(a.name), Statement(a.baseline), *(Statement(a.options[name]) for name in part)) for a in axes),
            (4, 3, *(3 for _ in part)),
        )
        for part in _in_parts(list(axes[0].options) if axes else [])
    )  # fmt: skip


def _in_parts(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[start : start + MOST_BESIDE] for start in range(0, len(names), MOST_BESIDE))


def penalty_sources(advice: Advice, dispositions: Iterable[Disposition]) -> tuple[Source, ...]:
    """The penalty provisions behind the levels and maximum terms of what convicts."""
    found: dict[Source, None] = {}
    for one in dispositions:
        if one.outcome == "convicted":
            offense = longest.offense_of(catalogue(), advice.case.state, count_of(advice, one), one)
            for entry in offense.offenses:
                for penalty in entry.penalties_on(advice.law_as_of):
                    if one.level in (None, penalty.level):
                        found[law(penalty.cite, advice.law_as_of)] = None
    return tuple(found)


def dispositions_of(options: Iterable[Option]) -> tuple[Disposition, ...]:
    """What the options do with each count."""
    return tuple(one for option in options for one in option.dispositions)


# ---------------------------------------------------------------------------------------------------------------------
# Consequences that name nobody
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GroundLine:
    """One federal ground and what it does for the options that are compared, over everybody who could be charged alike."""

    ground: str
    answers: Mapping[str, str]
    sources: tuple[Source, ...]


NAMED_GROUPS = ("removal", "detention")
"""Groups of columns whose rules may be named to a reader who may know nothing of a person; the others name classes."""


def worst(advice: Advice, option: str, rule: str) -> State:
    """The state of a consequence that asks most, over every posture but a citizen's."""
    cells = advice.row(option).cells
    return min((cells[name][rule].state for name in others(advice)), key=WORST_FIRST.index)


def counts_in_words(advice: Advice, *, filed_alone: bool = False) -> tuple[Statement, ...]:
    """The charges by citation and title, with the day of the offense; for a court those alone that are not said to be unfiled."""
    lines = []
    for count in advice.case.counts:
        if filed_alone and count.filed is False:
            continue
        words = offense_words(offense_of(advice, count.charge), count.charge)
        day = f", offense of {count.offense_date.isoformat()}" if count.offense_date else ""
        filed = ", not filed" if count.filed is False else ""
        beside = "".join(f"; {one}" for one in _enhanced_words(count))
        lines.append(Statement(f"Count {count.id}: {words}{day}{filed}{beside}.", (file_source(advice),)))
    return tuple(lines)


def duties(advice: Advice, *, to_victims: bool, to_weigh: bool = False) -> tuple[Statement, ...]:
    """The prosecution's duties at a plea, who owes what to whom: those owed to victims, or the others.

    `to_weigh` leaves, of the others, those about the consequences that immigration law attaches. A duty that does not reach the
    charges is left out; one of which that cannot be told says what it reaches.
    """
    floor = floors().get(advice.case.state)
    found = [
        one
        for one in (floor.duty if floor is not None else [])
        if one.holder == "prosecution" and "plea" in one.stages and (one.about == "victim") is to_victims
        and one.holds_on(advice.law_as_of) and (one.about == "consequences" or not to_weigh)
    ]  # fmt: skip
    charges = charges_of(advice.case) if any(one.levels or one.reach for one in found) else ()
    owed = [(one, reaches(one, charges) if one.levels or one.reach else True) for one in found]
    return tuple(
        Statement(one.sentence + ("" if now else f" {one.limit}"), (_duty_source(one, advice.law_as_of),))
        for one, now in owed
        if now is not False
    )


def _duty_source(duty: Duty, as_of: date) -> Source:
    since = f"in force since {duty.from_.isoformat()}; " if duty.from_ else ""
    return Source(duty.cite, f"{since}law as of {as_of.isoformat()}", read_in=duty.source.read_in)


def anybody(state: State) -> str:
    """A state said of everybody alike."""
    return {
        State.TRIGGERED: "can be triggered",
        State.LIKELY: "likely can be triggered",
        State.ARGUABLE: "the law is not settled",
        State.DEPENDS: "turns on a fact",
        State.NOT_ANALYSED: "not analysed",
        State.NOT_TRIGGERED: "not triggered",
    }[state]


def ground_lines(advice: Advice, options: Sequence[str]) -> tuple[GroundLine, ...]:
    """The grounds of removal and detention that any of the options can meet, said of everybody alike; the record is one."""
    found = []
    for rule, cell in _named_rules(advice):
        states = {name: worst(advice, name, rule) for name in options}
        if any(state is not State.NOT_TRIGGERED for state in states.values()):
            found.append(
                GroundLine(
                    advice.pack.rules[rule].label,
                    {name: anybody(state) + _on_which(advice, name, rule, state) for name, state in states.items()},
                    sources(cell.cites, advice.law_as_of),
                )
            )
    return tuple(found)


def grounds_clear(advice: Advice, options: Sequence[str]) -> tuple[str, ...]:
    """The grounds of removal and detention that were looked at and that none of the options triggers for anybody."""
    return tuple(
        advice.pack.rules[rule].label
        for rule, _ in _named_rules(advice)
        if all(worst(advice, name, rule) is State.NOT_TRIGGERED for name in options)
    )


def _named_rules(advice: Advice) -> Iterable[tuple[str, Cell]]:
    first = next(iter(advice.rows[0].cells.values()))
    return ((rule, cell) for rule, cell in first.items() if cell.column.group in NAMED_GROUPS)


def _on_which(advice: Advice, option: str, rule: str, state: State) -> str:
    """The fact of the case that an open answer turns on first; nothing where it turns on a person."""
    if state is not State.DEPENDS:
        return ""
    cells = (advice.row(option).cells[name][rule] for name in others(advice))
    asks = (reason.says for cell in cells if cell.state is state for reason in cell.truth.reasons
            if reason.about.startswith("count[") and reason.says)  # fmt: skip
    first = next(asks, "")
    return f": {in_words(first)}" if first else ""


def burdens(advice: Advice, option: str) -> tuple[int, int]:
    """Over every posture but a citizen's: how many cells are triggered or likely, and how many are open."""
    states = [cell.state for name in others(advice) for cell in advice.row(option).cells[name].values()]
    bad = sum(state in (State.TRIGGERED, State.LIKELY) for state in states)
    return bad, sum(state not in (State.TRIGGERED, State.LIKELY, State.NOT_TRIGGERED) for state in states)


ADDED = (
    "What is said of an option is what it adds. No option takes away what the record of earlier matters brings about."
)


def clear_words(clear: Sequence[str]) -> tuple[Block, ...]:
    """The grounds that were looked at and are not triggered, so that none seems to have been forgotten."""
    return (say(f"Looked at, and not triggered for anybody: {'; '.join(clear)}."),) if clear else ()


def kept_in_words(advice: Advice) -> tuple[Statement, ...]:
    """What every option is to keep beside the sentence."""
    keep = advice.case.keep
    held = ((keep.stay_away, "a stay-away order"), (keep.treatment, "treatment"))
    return tuple(
        Statement(f"Every option is to keep {words}.", (file_source(advice),)) for is_kept, words in held if is_kept
    )


def _column(option: str) -> str:
    return "The record, before this case" if option == RECORD_ROW else f"Option {option}"


def grounds_tables(lines: Sequence[GroundLine]) -> tuple[Block, ...]:
    """The grounds as tables, a column an option."""
    return tuple(
        Table(
            "Grounds of removal and detention, computed for everybody alike",
            ("Federal ground", *map(_column, part)),
            tuple((Statement(one.ground, one.sources), *(Statement(one.answers[name]) for name in part)) for one in lines),
            (6, *(3 for _ in part)),
        )
        for part in _in_parts(list(lines[0].answers) if lines else [])
    )  # fmt: skip


def follows(advice: Advice, option: str) -> Statement:
    """What an option adds to the record, said of everybody alike: how many consequences it brings or leaves open for somebody."""
    cited = (answers_source(advice),)
    bad, still_open = _for_somebody(advice, option)
    if not bad and not still_open:
        words = f"Option {option}: on the facts as known it adds no immigration consequence for anybody who takes it."
        return Statement(words, cited)
    base = baseline_of(advice).id
    against = ""
    if option != base:
        was_bad, was_open = _for_somebody(advice, base)
        against = f"; the baseline: {was_bad} and {was_open}"
    total = len(next(iter(advice.row(option).cells.values())))
    return Statement(
        f"Option {option}: of the {total} immigration consequences that were looked at, {bad} triggered or likely for somebody "
        f"who could be charged alike, and {still_open} more open (by a missing fact, or in law){against}. "
        "Bars to relief are counted here and not named in this paper.",
        cited,
    )


def _for_somebody(advice: Advice, option: str) -> tuple[int, int]:
    """How many consequences are triggered or likely in some posture but a citizen's, and how many others are open in one."""
    rules = next(iter(advice.row(option).cells.values()))
    states = [worst(advice, option, rule) for rule in rules]
    bad = sum(state in (State.TRIGGERED, State.LIKELY) for state in states)
    return bad, sum(state not in (State.TRIGGERED, State.LIKELY, State.NOT_TRIGGERED) for state in states)


def signature(*labels: str) -> tuple[Block, ...]:
    """Lines to sign on."""
    return tuple(Blank(label) for label in labels)


def as_items(statements: Iterable[Statement], *, numbered: bool = False) -> tuple[Block, ...]:
    """A list, or nothing where there is nothing to list."""
    found = tuple(statements)
    return (Items(found, numbered),) if found else ()


def fact_why(key: str) -> str:
    """What hangs on a fact, as its declaration says."""
    entity, _, short = key.rpartition(".")
    name = f"{entity.partition('[')[0]}.{short}"
    return FACTS[name].why if name in FACTS else ""


def plain_data(value: Any) -> Any:
    """Content as JSON data: tuples as lists, days as text, words of an enumeration as words, every text printable."""
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {plain(str(key)): plain_data(one) for key, one in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [plain_data(one) for one in value]
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is not None:
        return {name: plain_data(getattr(value, name)) for name in fields}
    return value
