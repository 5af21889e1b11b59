"""The privileged memo for defense or immigration counsel: everything the analysis found, and how sure it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from steelyard.catalog.derive import Match
from steelyard.catalog.find import catalogue
from steelyard.catalog.found import Found, offense_words
from steelyard.law.columns import groups
from steelyard.law.federal.facts import FACTS
from steelyard.law.interview import interview
from steelyard.logic.expr import Split
from steelyard.papers.document import Blank, Block, Document, Items, Paragraph, Section, Source, Statement, Table, say
from steelyard.papers.fed import OptionsFed, PolicyFed
from steelyard.papers.findings import (
    SURE_MEANS,
    Finding,
    OptionFindings,
    Sure,
    bottom_line,
    by_citation,
    contrary,
    deciding,
    elsewhere,
    findings_of,
    not_analysed_anywhere,
    of_the_side_taken,
    traps,
)
from steelyard.papers.parts import (
    Header,
    Making,
    Reader,
    ReceiptNote,
    answers_source,
    as_items,
    assumed_words,
    authority,
    conduct_words,
    element_words,
    fact_why,
    file_source,
    forms_of,
    header_of,
    in_words,
    law,
    level_named,
    offense_of,
    offense_sources,
    paper,
    plea_limits,
    prior_words,
    receipt_of,
    record_row,
    sources,
    standing_of,
    status_alone,
)
from steelyard.weigh.advise import Advice
from steelyard.weigh.cells import RECORD_ROW

LEGEND = {
    Reader.DEFENSE: "Privileged and confidential: attorney-client communication and attorney work product. For defense counsel "
    "of record alone. Do not file, and do not send to the prosecution, the court or a jail.",
    Reader.IMMIGRATION: "Privileged and confidential: attorney work product, shared with immigration counsel who assists the "
    "defense. Do not file, and do not send to the prosecution, the court or a jail.",
}
GROUNDS_SHOWN = (
    *(f"AF:{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTU"), "CIMT", "CS", "FIREARM", "DV", "CHILD", "STALK", "DVPO", "PROST",
)  # fmt: skip
"""The grounds whose match a memo tells for each offense."""

GROUND_NAMES = {
    "CIMT": "crime involving moral turpitude", "CS": "controlled substance", "FIREARM": "firearm",
    "DV": "crime of domestic violence", "CHILD": "child abuse, neglect or abandonment", "STALK": "stalking",
    "DVPO": "violation of a protection order", "PROST": "prostitution",
}  # fmt: skip
MOST_NAMED = 4
MOST_ALTERNATIVES = 8
"""Alternatives that a memo sets out; it counts the rest."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that is not known: what to ask, why, how many answers it decides or bears on, and which."""

    fact: str
    asks: str
    why: str
    decides: int
    bears_on: int
    could_change: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form of an offense by the least that must be proved."""

    name: str
    least: str
    note: str


@dataclass(frozen=True, slots=True)
class GroundMatch:
    """What a federal ground says of the offense."""

    ground: str
    answer: str
    basis: str
    says: str
    requires: str
    cautious: str
    arguable: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ChargeAnalysis:
    """One offense: its elements form by form, what a record can show, its punishment, and every ground that is not a no."""

    offense: str
    used_for: tuple[str, ...]
    forms: tuple[FormLine, ...]
    record: str
    punishment: tuple[Statement, ...]
    grounds: tuple[GroundMatch, ...]
    not_within: tuple[str, ...]
    problem: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A safer alternative with the six things asked of a plea."""

    label: str
    universal: bool
    why: str
    six: tuple[tuple[str, ...], ...]
    still_needed: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What a search for options found, best first."""

    found: tuple[Alternative, ...]
    more: int
    none_found: str
    bounded: str


@dataclass(frozen=True, slots=True)
class PolicyPart:
    """What the office's policy says of one option, with the clauses it says it in."""

    option: str
    office: str
    answer: str
    says: str
    clauses: tuple[Statement, ...]
    approvals: tuple[str, ...]
    records: tuple[str, ...]
    hangs_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """The content of a memo."""

    reader: Reader
    header: Header
    legend: str
    about: str
    postures: tuple[tuple[str, str], ...]
    bottom_line: tuple[Statement, ...]
    relied_on: tuple[Statement, ...]
    told: tuple[Statement, ...]
    assumed: tuple[Statement, ...]
    unknown: tuple[Unknown, ...]
    charges: tuple[ChargeAnalysis, ...]
    options: tuple[OptionFindings, ...]
    standing: tuple[Statement, ...]
    elsewhere: tuple[Statement, ...]
    traps: tuple[Statement, ...]
    contrary: tuple[Statement, ...]
    problems: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    priorities: tuple[str, ...]
    wish: str
    next_steps: tuple[Statement, ...]
    alternatives: Alternatives | None
    policy: tuple[PolicyPart, ...]
    receipt: ReceiptNote
    replay: Mapping[str, Any]

    def document(self) -> Document:
        """The memo laid out."""
        return _lay(self)


def memo(
    advice: Advice, reader: Reader, making: Making, found: OptionsFed | None = None, policy: Sequence[PolicyFed] = ()
) -> Memo:
    """The memo on a weighed case. `found` are the alternatives of a search, `policy` what an office's policy says."""
    rows = [row for row in advice.rows if row.id != RECORD_ROW]
    options = tuple(findings_of(advice, row) for row in advice.rows)
    nowhere = not_analysed_anywhere(advice)
    told = [s for one in options for finding in one.findings for s in finding.contrary]
    told += [s for one in options for clear in one.clear for s in clear.contrary]
    return Memo(
        reader=reader,
        header=header_of("Memorandum: immigration consequences of the options", advice, making),
        legend=LEGEND[reader],
        about=_about(advice),
        postures=tuple((p.short, p.label) for p in advice.postures) if len(advice.postures) > 1 else (),
        bottom_line=(
            *_already(advice),
            *(bottom_line(advice, row, nowhere) for row in rows),
            *_nowhere(advice, nowhere),
        ),
        relied_on=_relied_on(advice),
        told=_told(advice, reader),
        assumed=_assumed(advice),
        unknown=_unknown(advice),
        charges=_charges(advice),
        options=options,
        standing=_standing(advice),
        elsewhere=elsewhere(advice),
        traps=_law_of_terms(advice) + traps(advice),
        contrary=tuple({one.words: one for one in told}.values()),
        problems=tuple(Statement(f"{p.where}: {p.says} ({p.code})") for p in advice.problems),
        limits=plea_limits(advice, [option.id for option in advice.case.options]),
        priorities=tuple(groups()[name] for name in advice.case.order),
        wish="" if advice.case.person is None else advice.case.person.interview.get("wish", ""),
        next_steps=_next_steps(advice),
        alternatives=alternatives_of(advice, found),
        policy=policy_parts(advice, policy),
        receipt=receipt_of(advice, names_facts=True),
        replay=advice.receipt.as_dict(),
    )


# ---------------------------------------------------------------------------------------------------------------------
# Content
# ---------------------------------------------------------------------------------------------------------------------


def _about(advice: Advice) -> str:
    if advice.status_blind:
        return (
            f"Nobody's status was entered: each option is weighed in {len(advice.postures)} posture classes. Find the client's "
            "class before reading an answer; a doubt about citizenship comes before everything else."
        )
    return f"Weighed for one person: {advice.postures[0].label}."


def _already(advice: Advice) -> tuple[Statement, ...]:
    """What no option takes away: what the record brings about, and what holds of the person in any case."""
    lines = []
    record = record_row(advice)
    if record is not None:
        lines.append(bottom_line(advice, record))
    if (alone := status_alone(advice)) is not None:
        words, grounds = alone
        lines.append(Statement(f"Of the person, whatever is decided here: {words}.", grounds))
    for rule, trace in standing_of(advice):
        if trace.truth.value is rule.adverse:
            cited = sources(rule.versions[-1].cites, advice.law_as_of)
            lines.append(Statement(f"Of the person, whatever is decided here: {rule.label}.", cited))
    if lines:
        said = "No option takes that away: what an option is said to do below is what it adds to it."
        lines.append(Statement(said, (answers_source(advice),)))
    return tuple(lines)


def _nowhere(advice: Advice, rules: Sequence[str]) -> tuple[Statement, ...]:
    """What is not analysed wherever an option could bring it about, said once."""
    if not rules:
        return ()
    labels = "; ".join(f"“{advice.pack.rules[rule].label}”" for rule in rules)
    cites = [cite for rule in rules for cite in advice.pack.rules[rule].versions[-1].cites]
    return (Statement(f"Not analysed for any option that could bring it about, and never to be read as safe: {labels}.",
                      sources(dict.fromkeys(cites), advice.law_as_of)),)  # fmt: skip


def _told(advice: Advice, reader: Reader) -> tuple[Statement, ...]:
    """What the file holds of the person in words, which no answer rests on; the note is for the defense's own memo."""
    origin = (file_source(advice),)
    lines = []
    if advice.case.person is not None:
        said = advice.case.person.interview
        lines = [
            Statement(f"{one.asks} Answer: {said[name]}.", origin) for name, one in interview().items() if name in said
        ]
    if advice.case.note and reader is Reader.DEFENSE:
        lines.append(Statement(f"Note in the file: {advice.case.note}", origin))
    return tuple(lines)


def _relied_on(advice: Advice) -> tuple[Statement, ...]:
    case = advice.case
    origin = (file_source(advice),)
    lines = []
    for count in case.counts:
        day = (
            f", offense of {count.offense_date.isoformat()}" if count.offense_date else ", day of the offense not given"
        )
        filed = {True: "filed or arrested for", False: "not filed", None: "not said whether filed"}[count.filed]
        lines.append(Statement(f"Count {count.id}: {count.charge}{day}; {filed}.", origin))
        lines += [Statement(f"Count {count.id}: {_given('count', k, v)}", origin) for k, v in count.facts.items()]
        lines += [Statement(f"Count {count.id}: {conduct_words(w, so)}.", origin) for w, so in count.conduct.items()]
    for prior in case.priors:
        lines.append(Statement(f"Earlier matter {prior.id}: {prior_words(prior, case.state)}.", origin))
        lines += [
            Statement(f"Earlier matter {prior.id}: {_given('count', k, v)}", origin) for k, v in prior.facts.items()
        ]
    record = {True: "is complete", False: "is not complete", None: "is not marked complete, so it clears nothing"}
    lines.append(Statement(f"The record of earlier matters {record[case.record_complete]}.", origin))
    if case.person is not None:
        lines += [Statement(f"The person: {_given('person', k, v)}", origin) for k, v in case.person.facts.items()]
    return tuple(lines)


def _given(entity: str, short: str, value: object) -> str:
    """A fact of the file as the question that it answers."""
    fact = FACTS.get(f"{entity}.{short}")
    return f"{fact.question} {_value(value)}." if fact is not None else f"{_fact(short)} {_value(value)}."


def _fact(short: str) -> str:
    return short.replace("_", " ")


def _value(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).replace("_", " ")


def _assumed(advice: Advice) -> tuple[Statement, ...]:
    lines = [Statement(f"{one[0].upper()}{one[1:]}.") for one in assumed_words(advice)]
    lines.append(
        Statement("Nothing has since undone a disposition: it is not vacated, pardoned, appealed or resentenced.")
    )
    if len(advice.postures) == 1 and advice.case.person is not None and advice.case.person.posture is not None:
        posture = advice.postures[0]
        own = advice.case.person.facts
        fixed = {key: value for key, value in posture.facts.items() if key not in own}
        said = "; ".join(f"{_fact(key)} {_value(value)}" for key, value in fixed.items())
        lines.append(Statement(f"The posture class “{posture.label}” fixes: {said}."))
    return tuple(lines)


def _unknown(advice: Advice) -> tuple[Unknown, ...]:
    touched: dict[str, dict[str, dict[str, int]]] = {}
    for row in advice.rows:
        for cells in row.cells.values():
            for rule, cell in cells.items():
                for reason in cell.truth.reasons:
                    touched.setdefault(reason.about, {}).setdefault(row.id, {})[rule] = cell.column.severity
    lines = []
    for asked in advice.questions():
        by_option = touched.get(asked.key, {})
        rules: dict[str, int] = {}
        for many in by_option.values():
            rules |= many
        named = sorted(rules, key=lambda rule: (rules[rule], rule))
        labels = [f"“{advice.pack.rules[rule].label}”" for rule in named[:MOST_NAMED]]
        more = f", and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        which = ", ".join("the record" if name == RECORD_ROW else f"option {name}" for name in by_option)
        change = f"{which}: {'; '.join(labels)}{more}"
        lines.append(
            Unknown(
                asked.key,
                _whose(advice, asked.key) + in_words(asked.asks),
                fact_why(asked.key),
                asked.decides,
                asked.bears_on,
                change,
            )
        )
    return tuple(lines)


def _whose(advice: Advice, key: str) -> str:
    """Which count or earlier matter a question is about; an arrow marks the offense pleaded to in the count's place."""
    if not key.startswith("count["):
        return ""
    name = key[6:].partition("]")[0]
    if any(prior.id == name for prior in advice.case.priors):
        return f"Earlier matter {name}: "
    return f"Count {name[:-1]}, the offense pleaded to: " if name.endswith("→") else f"Count {name}: "


def _charges(advice: Advice) -> tuple[ChargeAnalysis, ...]:
    used: dict[tuple[str, str], list[str]] = {}
    convicted: dict[tuple[str, str], set[date | None]] = {}
    counts = {count.id: count for count in advice.case.counts}
    for count in advice.case.counts:
        used.setdefault((count.charge, count.form), []).append(f"count {count.id} as charged")
        convicted.setdefault((count.charge, count.form), set()).add(advice.law_as_of)
    for option in advice.case.options:
        for one in option.dispositions:
            count = counts[one.count]
            charge = one.charge or count.charge
            form = one.form or (count.form if charge == count.charge else "")
            used.setdefault((charge, form), []).append(f"option {option.id}")
            convicted.setdefault((charge, form), set()).add(one.conviction_date or advice.law_as_of)
    for prior in advice.case.priors:
        used.setdefault((prior.charge, prior.form), []).append(f"earlier matter {prior.id}")
        convicted.setdefault((prior.charge, prior.form), set()).add(prior.conviction_date)
    return tuple(
        _charge(advice, charge, form, tuple(dict.fromkeys(where)), convicted[charge, form])
        for (charge, form), where in used.items()
    )


def _charge(
    advice: Advice, charge: str, form: str, where: tuple[str, ...], convicted: Collection[date | None]
) -> ChargeAnalysis:
    """What a charge is under the grounds, for convictions of these days; None for one whose day the file does not have."""
    found = offense_of(advice, charge)
    as_of = advice.law_as_of
    matches, outside = _grounds(advice, found, form, convicted)
    punishment = tuple(
        Statement(
            f"{level_named(p.level, offense.state)}: {p.longest}"
            + (" as supposed, for the longest term was not read" if p.maximum_unread else "")
            + (f", {p.when}" if p.when else "")
            + ".",
            (law(p.cite, as_of),),
        )
        for offense in found.offenses
        for p in offense.penalties_on(as_of)
    )  # fmt: skip
    return ChargeAnalysis(
        offense=offense_words(found, charge) + (f", charged or pleaded as: {form}" if form else ""),
        used_for=where,
        forms=tuple(
            FormLine(one.name or "its one form", element_words(one) or "nothing beyond the act is recorded",
                     "; ".join(n for n in (one.note, one.court_source) if n))
            for one in forms_of(found, form)
        ),
        record=_record(found),
        punishment=punishment,
        grounds=matches,
        not_within=outside,
        problem=found.problem,
        sources=offense_sources(found, as_of),
    )  # fmt: skip


def _record(found: Found) -> str:
    """What a record of conviction can and cannot show of this offense."""
    lines = []
    for offense in found.offenses:
        if len(offense.forms) < 2:
            continue
        where = f" ({offense.alternatives_source})" if offense.alternatives_source else ""
        says = {
            "means": "the forms are means: a factfinder need not agree on one, and naming one in the plea may not bind",
            "elements": "the forms are elements: the charge, plea, colloquy and judgment decide which one was proved",
        }.get(offense.alternatives, "whether the forms are elements or means is not known: read it both ways")
        lines.append(f"{offense.citation}: {says}{where}")
    if not lines:
        return "One form only: nothing in the record of conviction narrows it."
    return "; ".join(lines) + ". Keep police reports and admissions of more than the elements out of the record."


def _grounds(
    advice: Advice, found: Found, form: str, convicted: Collection[date | None]
) -> tuple[tuple[GroundMatch, ...], tuple[str, ...]]:
    if not found.id:
        return (), ()
    matches, outside = [], []
    for ground in GROUNDS_SHOWN:
        name = GROUND_NAMES.get(ground, f"aggravated felony, 8 U.S.C. § 1101(a)(43)({ground[3:]})")
        match = _matched(advice, found, ground, form, convicted)
        if match.answer == "no" and match.stance.cautious == "no":
            outside.append(name)
            continue
        reasons = [reason for one in match.forms for reason in one.reasons]
        held = [f"{one.case}: {one.says}" for one in match.holdings]
        parts = [part.rstrip(".") for part in (*held[:2], *reasons[:3], *match.notes[:2])]
        said = in_words(by_citation("; ".join(dict.fromkeys(parts)), found))
        cites = [authority(one, advice.law_as_of) for one in match.authorities]
        cites += [Source(one.cite, one.decided.isoformat(), one.verified, one.read_in) for one in match.holdings]
        matches.append(
            GroundMatch(name, match.answer.replace("_", " "), match.basis, said, "; ".join(match.requires),
                        match.stance.cautious.replace("_", " "), match.stance.arguable.replace("_", " "),
                        tuple(dict.fromkeys(cites)))
        )  # fmt: skip
    return tuple(matches), tuple(outside)


def _matched(advice: Advice, found: Found, ground: str, form: str, convicted: Collection[date | None]) -> Match:
    """The answer for convictions of these days, whichever it is of where one is not known.

    Where they are answered differently it is the last that does not clear, with a note of the others.
    """
    law, as_of = catalogue(), advice.law_as_of
    if None in convicted:
        return law.match_on_any_day(found, ground, forum=advice.forum, as_of=as_of, form=form)
    on = {
        day: law.full_match(found, ground, forum=advice.forum, as_of=as_of, conviction_date=day, form=form)
        for day in sorted(day for day in convicted if day is not None)
    }
    shown = max(on, key=lambda day: (on[day].answer != "no", on[day].stance.cautious != "no", day))
    others = [
        f"of a conviction of {day}: {one.answer.replace('_', ' ')}"
        for day, one in on.items()
        if (one.answer, one.stance) != (on[shown].answer, on[shown].stance)
    ]
    return replace(on[shown], notes=(*others, *on[shown].notes))


def _standing(advice: Advice) -> tuple[Statement, ...]:
    lines = []
    for rule, trace in standing_of(advice):
        answer = {True: "yes", False: "no", None: "not known"}[trace.truth.value]
        steps = list(deciding(trace))
        cites = [*rule.versions[-1].cites, *of_the_side_taken(advice, steps)]
        against = " ".join(one.words for one in contrary(advice, steps))
        rests = [step for step in steps if isinstance(step.node, Split)]
        more = " ".join(filter(None, (against, rule.versions[-1].note if rests else "")))
        said = f"{rule.label}: {answer}" + (f", as the law stands in the {advice.forum}" if rests else "")
        stop = "" if said.endswith(".") else "."
        lines.append(Statement(f"{said}{stop} {more}".rstrip(), sources(dict.fromkeys(cites), advice.law_as_of)))
    return tuple(lines)


def _law_of_terms(advice: Advice) -> tuple[Statement, ...]:
    day = advice.law_as_of
    said = (
        ("Suspended time counts: the term is what the court orders, whatever is suspended.", "8 U.S.C. § 1101(a)(48)(B)"),
        ("A maximum of one year or more is enough for one crime of moral turpitude, however little is imposed.",
         "8 U.S.C. § 1227(a)(2)(A)(i)(II)"),
        ("The petty offense exception asks for a maximum of not over one year and a sentence of not over six months.",
         "8 U.S.C. § 1182(a)(2)(A)(ii)(II)"),
        ("Terms of several convictions are added up for the line of five years.", "8 U.S.C. § 1182(a)(2)(B)"),
    )  # fmt: skip
    return tuple(Statement(words, (law(cite, day),)) for words, cite in said)


def _next_steps(advice: Advice) -> tuple[Statement, ...]:
    steps = []
    if advice.status_blind:
        steps.append("Establish citizenship first, then status, entries and dates, and weigh again with them.")
    steps.append(
        f"Ask where the person is held, or may be moved to: these answers are by the law of {advice.forum}. A case that is begun "
        "in another circuit follows the law there; ask again with that forum."
    )
    if advice.case.record_complete is not True:
        steps.append(
            "Get the complete record of every jurisdiction; until then no answer that needs “no prior” is safe."
        )
    asked = advice.questions()[:3]
    if asked:
        steps.append("Find out next: " + " ".join(_whose(advice, one.key) + in_words(one.asks) for one in asked))
    steps.append("Have an attorney review the entries of law that this rests on, the unverified authorities first.")
    steps.append(
        "Tell the client what each option does, in writing and in a language the client reads, before any plea."
    )
    steps.append("Have the plea, colloquy and judgment say no more than the elements and the term that were weighed.")
    steps.append(
        "Run it again when a fact above becomes known, when an offer changes, before the plea and before sentence, and when "
        f"the law has moved past {advice.law_as_of.isoformat()}."
    )
    return tuple(Statement(one) for one in steps)


def alternatives_of(advice: Advice, found: OptionsFed | None) -> Alternatives | None:
    """The alternatives of a search, as content."""
    if found is None:
        return None
    none = found.none_found
    return Alternatives(
        tuple(
            Alternative(
                one.option.label, one.universal, one.why_here,
                tuple((six.statute, six.form, "; ".join(six.minimum_elements), six.maximum, six.term_and_level,
                       "; ".join(six.other_terms)) for six in one.six),
                tuple(map(str, one.flags)),
                tuple(law(cite, advice.law_as_of) for cite in one.cites),
            )
            for one in found.options[:MOST_ALTERNATIVES]
        ),
        max(0, len(found.options) - MOST_ALTERNATIVES),
        "" if none is None else f"No safer option was found. What binds: {none.binding}. {none.least_that_gives}.",
        found.bounded,
    )  # fmt: skip


def _once(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Each statement once: a clause that holds at two stages says the same at both."""
    return tuple({one.words: one for one in statements}.values())


def policy_parts(advice: Advice, policy: Sequence[PolicyFed]) -> tuple[PolicyPart, ...]:
    """What an office's policy says of the options, as content."""
    return tuple(
        PolicyPart(
            one.option, one.office, str(one.answer), one.says,
            _once(
                Statement(f"{c.answer}: “{c.clause.words}”" + (f" ({c.because})" if c.because else ""),
                          (Source(f"{c.version.title}, {c.clause.place}", f"as of {advice.law_as_of.isoformat()}"),))
                for c in one.clauses
            ),
            tuple(one.approvals), tuple(one.records), tuple(one.hangs_on),
        )
        for one in policy
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Layout
# ---------------------------------------------------------------------------------------------------------------------


def _lay(m: Memo) -> Document:
    nowhere = _clear_everywhere(m.options)
    sections = [
        Section("Bottom line", (say(m.about), *as_items(m.bottom_line))),
        *_if("What could not be answered", m.problems),
        *_if("Limits on the pleas that the options name", m.limits),
        Section("Facts", ()),
        Section("Relied on", as_items(m.relied_on), 3),
        *((Section("Told, and not weighed", as_items(m.told), 3),) if m.told else ()),
        Section("Assumed", as_items(m.assumed), 3),
        Section("Not known, and what each could change", _unknown_blocks(m), 3),
        Section("Charge analysis", (say("The least that each offense can be proved by decides, not what happened."),)),
        *(section for charge in m.charges for section in _charge_sections(charge)),
        Section("Consequences by option", _legend_blocks(m)),
        *(section for one in m.options for section in _option_sections(m, one, nowhere)),
        *_nowhere_sections(m, nowhere),
        *_if("What holds of the person in any case", m.standing),
        *_if("What another forum would answer otherwise", m.elsewhere),
        Section("Sentence traps", as_items(m.traps)),
        *_alternative_sections(m.alternatives, several=bool(m.postures)),
        *policy_sections(m.policy),
        Section(
            "How sure each finding is",
            (
                Items(tuple(Statement(f"{sure.capitalize()}: {means}.") for sure, means in SURE_MEANS.items())),
                say(_tally(m)),
                *as_items(m.contrary),
            ),
        ),
        Section("Questions to ask next", as_items((Statement(u.asks) for u in m.unknown[:10]), numbered=True)),
        Section("Choices the client made", _choices(m)),
        Section("Next steps, and when to run this again", as_items(m.next_steps, numbered=True)),
    ]  # fmt: skip
    return paper(m.header, sections, m.receipt, legend=(m.legend,), mark="Privileged. ")


def _if(heading: str, statements: tuple[Statement, ...]) -> tuple[Section, ...]:
    return (Section(heading, as_items(statements)),) if statements else ()


def _unknown_blocks(m: Memo) -> tuple[Block, ...]:
    if not m.unknown:
        return (say("No missing fact leaves an answer open."),)
    rows = tuple(
        (Statement(f"{u.asks} {u.why}".strip()), Statement(f"{u.decides} / {u.bears_on}"), Statement(u.could_change))
        for u in m.unknown
    )
    return (
        Table(
            "Facts not known, those that decide most answers first",
            ("Fact, and why it is asked", "Decides / bears on", "What it could change"), rows, (5, 2, 6),
        ),
    )  # fmt: skip


def _charge_sections(one: ChargeAnalysis) -> tuple[Section, ...]:
    blocks: list[Block] = [Paragraph(Statement(f"Used for: {', '.join(one.used_for)}.", one.sources))]
    if one.problem:
        blocks.append(
            Paragraph(Statement(f"Not analysed: {one.problem}. Nothing about it is safe to assume."), notice=True)
        )
        return (Section(one.offense, tuple(blocks), 3),)
    rows = tuple((Statement(f.name), Statement(f.least), Statement(f.note)) for f in one.forms)
    if any(f.note for f in one.forms):
        blocks.append(
            Table(
                "Elements: the least that must be proved",
                ("Form", "Least that must be proved", "Note"),
                rows,
                (2, 6, 4),
            )
        )
    else:
        blocks.append(Table("Elements: the least that must be proved", ("Form", "Least that must be proved"),
                            tuple(row[:2] for row in rows), (2, 8)))  # fmt: skip
    blocks.append(say(f"Limits of the record. {one.record}"))
    blocks += as_items(one.punishment)
    if one.grounds:
        blocks.append(
            Table(
                "Federal grounds that the offense falls within, or may",
                ("Ground", "Answer and basis", "Cautious / arguable", "Why, and what else is asked"),
                tuple(
                    (
                        Statement(g.ground, g.sources), Statement(f"{g.answer} ({g.basis})"),
                        Statement(f"{g.cautious} / {g.arguable}"),
                        Statement(g.says + (f". Also asked: {g.requires}." if g.requires else ".")),
                    )
                    for g in one.grounds
                ),
                (3, 2, 2, 5),
            )
        )  # fmt: skip
    if one.not_within:
        short = ", ".join(name.replace("aggravated felony, 8 U.S.C. § 1101(a)(43)", "") for name in one.not_within)
        blocks.append(say(f"Outside, as derived or decided (letters are those of 8 U.S.C. § 1101(a)(43)): {short}."))
    return (Section(one.offense, tuple(blocks), 3),)


def _legend_blocks(m: Memo) -> tuple[Block, ...]:
    first = say(
        "Answers: triggered; likely; arguable; depends on a fact; not analysed (never safe); not triggered. Each has its "
        "authority by number, and how sure it is."
    )
    if not m.postures:
        return (first,)
    return (first, say("Postures: " + "; ".join(f"{short} = {label}" for short, label in m.postures) + "."))


Clearance = tuple[str, str]
"""A consequence by its label, and how sure it is that it is not triggered."""


def _cleared(one: OptionFindings) -> dict[str, list[Clearance]]:
    """What is not triggered by an option, by group."""
    return {
        clear.group: [
            *((label, Sure.SETTLED) for label in clear.settled),
            *((label, Sure.LIKELY) for label in clear.likely),
        ]
        for clear in one.clear
    }


def _clear_everywhere(options: Sequence[OptionFindings]) -> frozenset[Clearance]:
    """What neither the record nor any option triggers, and is alike sure in each: it is said once."""
    if len(options) < 2:
        return frozenset()
    each = [frozenset(one for many in _cleared(option).values() for one in many) for option in options]
    return frozenset.intersection(*each)


def _nowhere_sections(m: Memo, nowhere: frozenset[Clearance]) -> tuple[Section, ...]:
    if not nowhere:
        return ()
    blocks = []
    for group, heading in groups().items():
        many = [one for one in _cleared(m.options[0]).get(group, []) if one in nowhere]
        cited = next((clear.sources for clear in m.options[0].clear if clear.group == group), ())
        if many:
            blocks.append(Paragraph(_clear_words(heading, many, cited)))
    return (Section("Not triggered, neither by the record nor by any option", tuple(blocks), 3),)


def _option_sections(m: Memo, one: OptionFindings, nowhere: frozenset[Clearance]) -> tuple[Section, ...]:
    name = (
        "The record as it stands, before this case" if one.option == RECORD_ROW else f"Option {one.option}: {one.label}"
    )
    blocks: list[Block] = []
    said: dict[str, str] = {}
    for group, heading in groups().items():
        found = [f for f in one.findings if f.group == group]
        if found:
            blocks.append(_findings_table(m, f"{heading}: {name}", found, said))
        for clear in one.clear:
            many = [each for each in _cleared(one)[group] if each not in nowhere] if clear.group == group else []
            if many:
                blocks.append(Paragraph(_clear_words(heading, many, clear.sources)))
    return (Section(name, tuple(blocks), 3),)


LONG = 80
"""Characters of a reason from which it is not said twice in one option."""


def _findings_table(m: Memo, caption: str, found: Sequence[Finding], said: dict[str, str]) -> Table:
    """The findings of one group; `said` has the reasons that stand above, with the consequence they were given for."""
    several = bool(m.postures)
    rows = []
    for f in found:
        row = [Statement(f.consequence, f.sources), Statement(str(f.state))]
        if several:
            row.append(Statement(f.where))
        first = said.setdefault(f.why, f.consequence)
        is_above = first != f.consequence and len(f.why) > LONG
        row.append(Statement(f"{f.sure}. For the same reason as “{first}”." if is_above else f"{f.sure}. {f.why}"))
        rows.append(tuple(row))
    heads = ("Consequence", "Answer", *(("In which postures",) if several else ()), "How sure, and why")
    return Table(caption, heads, tuple(rows), (4, 2, 3, 5) if several else (4, 2, 6))


def _clear_words(heading: str, many: Sequence[Clearance], cited: tuple[Source, ...]) -> Statement:
    parts = []
    for sure in (Sure.SETTLED, Sure.LIKELY):
        labels = [label for label, how in many if how == sure]
        if labels:
            parts.append(f"{sure}: {'; '.join(labels)}")
    return Statement(f"{heading}, not triggered. {'. '.join(p[0].upper() + p[1:] for p in parts)}.", cited)


def _alternative_sections(found: Alternatives | None, *, several: bool) -> tuple[Section, ...]:
    if found is None:
        return ()
    blocks: list[Block] = []
    if found.none_found:
        blocks.append(Paragraph(Statement(found.none_found), notice=True))
    if found.bounded:
        blocks.append(say(found.bounded))
    if found.more:
        blocks.append(say(f"The first {len(found.found)} stand here; `steelyard options` lists {found.more} more."))
    sections = [Section("Safer alternatives, in order", tuple(blocks))]
    heads = ("Statute", "Form", "Least elements", "Maximum term", "Term and level", "Other terms")
    for number, one in enumerate(found.found, 1):
        safe = f"It adds no consequence{' in any posture' if several else ''}. " if one.universal else ""
        own: list[Block] = [Paragraph(Statement(f"{safe}{one.why}.", one.sources))]
        own.append(Table("The six things asked of a plea", heads, tuple(tuple(Statement(v or "none named") for v in six)
                         for six in one.six), (2, 2, 4, 2, 2, 3)))  # fmt: skip
        own += as_items(Statement(f"Still needed: {flag}.") for flag in one.still_needed)
        sections.append(Section(f"{number}. {one.label}", tuple(own), 3))
    return tuple(sections)


def policy_sections(parts: Sequence[PolicyPart]) -> tuple[Section, ...]:
    """What the office's policy says, option by option, in its own words."""
    if not parts:
        return ()
    sections = [
        Section("The office's policy", (say("What the written policy answers for each option, in its words."),))
    ]
    for one in parts:
        lines = [Statement(f"Answer: {one.answer}. {one.says}"), *one.clauses]
        lines += [Statement(f"Approval by {who}" + ("" if who.endswith(".”") else ".")) for who in one.approvals]
        lines += [Statement(f"On what is recorded, {what.replace('_', ' ')}.") for what in one.records]
        lines += [
            Statement(f"Hangs on what was not verified: {what}.") for what in one.hangs_on if what not in one.says
        ]
        sections.append(Section(f"Option {one.option}, {one.office.replace('_', ' ').title()}", as_items(lines), 3))
    return tuple(sections)


def _tally(m: Memo) -> str:
    many = [f.sure for one in m.options for f in one.findings]
    counts = ", ".join(f"{sure} {many.count(sure)}" for sure in Sure)
    return f"Of the findings above that are not “not triggered”: {counts}."


def _choices(m: Memo) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if m.priorities:
        blocks.append(say(f"Order of priorities in the case file: {', then '.join(m.priorities)}."))
    if m.wish:
        blocks.append(say(f"The client's wish, as the file has it: {m.wish}."))
    blocks.append(
        Blank("What the client wants most (to stay, to keep relief, to travel, to naturalize, liberty first)")
    )
    blocks.append(Blank("What the client was told, when, and in which language"))
    blocks.append(Blank("What the client chose"))
    return tuple(blocks)
