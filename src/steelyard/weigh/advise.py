"""Weighing a case: every option, every posture class, every consequence, with its reasons and both stances."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.find import Catalogue, Found, catalogue
from steelyard.catalog.forums import forum_of_state, is_forum
from steelyard.catalog.known import beyond_what_is_known
from steelyard.law.columns import Column, columns
from steelyard.law.dispositions import below, dispositions
from steelyard.law.federal.facts import CIRCUMSTANCES, FLUNITRAZEPAM, SPEAKS_OF
from steelyard.law.interview import doubts
from steelyard.law.pack import federal_pack
from steelyard.law.postures import Posture, postures
from steelyard.logic.bits import Bits, Choice, Combinations
from steelyard.logic.dates import add
from steelyard.logic.errors import CaseError
from steelyard.logic.evaluate import (
    RECORD_COMPLETE,
    CountFacts,
    MatchAnswer,
    Trace,
    World,
    asked_of_person,
    evaluate,
    match_split,
    missing,
)
from steelyard.logic.facts import Among, Between, Entity, Known
from steelyard.logic.residual import Question, exact, questions
from steelyard.logic.rule import Citation, Pack
from steelyard.logic.truth import FALSE, TRUE, Reason, Truth, Why, known, unknown
from steelyard.weigh.reading import NO_CONVICTION, in_dollars, read_facts
from steelyard.weigh.receipt import Receipt, answers_hash

if TYPE_CHECKING:
    from steelyard.catalog.model import Offense
    from steelyard.weigh.case import Case, Count, Disposition, Option, Prior, Sentence, TakenBack
    from steelyard.weigh.shared import SharedCells

MOST_SPLITS = 6
"""Readings of more than this many unsettled questions at once (2 to the sixth) are not worked through; the cell says so."""


RECORD_ROW = "record"
"""The id of the row that weighs the record alone."""


class State(enum.StrEnum):
    """What a cell says. The last never looks safe."""

    TRIGGERED = "triggered"
    LIKELY = "likely"
    ARGUABLE = "arguable"
    NOT_TRIGGERED = "not triggered"
    DEPENDS = "depends on a fact"
    NOT_ANALYSED = "not analysed"


class Stances:
    """The answer that counsel must assume, and the one that removal counsel can argue, which is worked out when asked for."""

    __slots__ = ("_arguable", "_argue", "cautious")

    def __init__(self, cautious: Truth, argue: Callable[[], Truth]) -> None:
        self.cautious = cautious
        self._argue = argue
        self._arguable: Truth | None = None

    @property
    def arguable(self) -> Truth:
        """The answer that removal counsel can argue."""
        if self._arguable is None:
            self._arguable = self._argue()
        return self._arguable

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stances) and (self.cautious, self.arguable) == (other.cautious, other.arguable)

    def __hash__(self) -> int:
        return hash(self.cautious)


@dataclass(frozen=True, slots=True)
class Cell:
    """One consequence of one option in one posture."""

    column: Column
    truth: Truth
    state: State
    stances: Stances
    decided_either_way: bool
    cites: tuple[Citation, ...]

    @property
    def because(self) -> str:
        """Why it is not known, in one line; empty when it is."""
        order = {Why.NOT_ENCODED: 0, Why.CONFLICT: 1, Why.UNSETTLED: 2, Why.MISSING_FACT: 3, Why.DATE_UNKNOWN: 4}
        reasons = sorted(self.truth.reasons, key=lambda r: (order.get(r.why, 5), r.about))
        return "; ".join(dict.fromkeys(r.says or r.about for r in reasons))


@dataclass(frozen=True, slots=True)
class Row:
    """One option by id and label: its cells by posture and rule, and what it keeps of the criminal sanction."""

    id: str
    label: str
    cells: Mapping[str, Mapping[str, Cell]]
    keeps: tuple[str, ...]

    def safe_in(self, posture: str) -> bool:
        """True when every consequence is known not to be triggered in that posture."""
        return all(cell.state is State.NOT_TRIGGERED for cell in self.cells[posture].values())

    @property
    def universal(self) -> bool:
        """True when it is safe in every posture that was computed."""
        return all(self.safe_in(name) for name in self.cells)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something of the case that could not be answered, told beside the answers that could."""

    code: str
    says: str
    where: str


@dataclass(frozen=True)
class Advice:
    """A weighed case."""

    case: Case
    forum: str
    law_as_of: date
    status_blind: bool
    postures: tuple[Posture, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    receipt: Receipt
    offenses: tuple[Found, ...]
    worlds: Mapping[tuple[str, str], World]
    pack: Pack

    def row(self, option: str) -> Row:
        """The row of an option by its id. Raises CaseError (SY-C007) when the case has none of that id."""
        for row in self.rows:
            if row.id == option:
                return row
        names = ", ".join(row.id for row in self.rows)
        raise CaseError("SY-C007", f"there is no option {option!r}", right=f"one of {names}")

    def trace(self, option: str, posture: str, rule: str) -> Trace:
        """The complete trace behind a cell. Raises CaseError (SY-C010) for a posture that was not computed."""
        self.row(option)
        if (option, posture) not in self.worlds:
            raise CaseError("SY-C010", f"posture {posture!r} was not computed",
                            right=f"one of {', '.join(p.name for p in self.postures)}")  # fmt: skip
        return evaluate(self.worlds[option, posture], rule)

    def questions(self) -> list[Question]:
        """What to ask next: the facts that can decide most of the unknown answers first."""
        open_cells = (
            (self.worlds[row.id, posture], self.trace(row.id, posture, rule))
            for row in self.rows
            for posture, cells in row.cells.items()
            for rule, cell in cells.items()
            if not cell.truth.known
        )
        return questions(open_cells)

    @cached_property
    def drafts(self) -> tuple[int, int]:
        """How many entries of law the result rests on, and how many of them an attorney has signed."""
        return len(columns()) + len(self.offenses), sum(1 for found in self.offenses if found.reviewed)


# ---------------------------------------------------------------------------------------------------------------------
# From the case's words to facts
# ---------------------------------------------------------------------------------------------------------------------

NOT_SINCE_UNDONE: Mapping[str, Known] = {
    "vacated": "no",
    "appeal": "over",
    "pardoned": False,
    "first_possession_set_aside": False,
    "recommendation_against_deportation": False,
    "sentence_changed": "no",
}
"""What holds of a disposition as it is pronounced: nothing has undone it yet. A prior stands until the file says more."""

IN_STATE_COURT: Mapping[str, Known] = {
    "foreign_conviction": False,
    "committed_in_united_states": True,
    "purely_political": False,
}
"""What holds of an offense that a court of this country tries."""

NOTHING_BESIDE: Mapping[str, Known] = {fact.short: False for fact in (*SPEAKS_OF.values(), FLUNITRAZEPAM)}
"""What is taken to hold of a count of which the file says no more than its offense."""
ACT_NOT_FOUND_IN_WORDS = "where no guilt is found or admitted, that the act would not be found"
"""What is taken to hold of a count that was dropped, diverted or is pending (`count.unlawful_act_found`)."""
NOTHING_BESIDE_IN_WORDS = (
    "every count: nothing beside its offense speaks of a drug trade, sex for hire, persons held, money hidden, an order broken "
    f"or a minor harmed; no drug is flunitrazepam; and {ACT_NOT_FOUND_IN_WORDS}; unless the file says otherwise"
)


def with_conduct(facts: Mapping[str, Known]) -> dict[str, Known]:
    """The facts of a count; what a file gives reason to believe of its conduct it speaks of, whatever the offense is."""
    spoken = {about.short: True for found, about in SPEAKS_OF.items() if facts.get(found.short) is True}
    return {**NOTHING_BESIDE, **facts, **spoken}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A count ready for evaluation, with the offense it is read as."""

    facts: CountFacts
    found: Found
    form: str
    modifier: str | None


PRESUPPOSES_A_CHARGE = frozenset({"dismissed", "acquitted", "deferred"})
"""Outcomes that no charge can have before it is filed, whatever is filed now."""
NO_SENTENCE: Mapping[str, Known] = {"term_imposed": 0, "days_confined": 0, "custody_to_serve": 0, "on_probation": False}
HALF_A_YEAR = 180
MARKS_OF_A_PLEA = ("plea_date", "conviction_date", "sentence_date", "term", "probation", "fine", "restitution")
"""Fields of an earlier matter that a dismissal before any plea does not have."""


def _together(term: int, added: int) -> int | Between:
    """Terms added up, in days. Six months are written as 180 days and may be 183: two of them are half a year twice."""
    halves = [term, added].count(HALF_A_YEAR)
    return Between(term + added, term + added + 3 * halves) if halves and added else term + added


def second_crime(facts: Mapping[str, Known]) -> dict[str, Known] | None:
    """The facts of a second crime that one charge may name: nobody knows whether it stands, and no sentence is its own.

    None where no guilt was found or admitted of the first.
    """
    if facts.get("judgment_of_guilt") is False and facts.get("guilt_found_or_admitted") is False:
        return None
    unknown_guilt = {"judgment_of_guilt": None, "guilt_found_or_admitted": None, "restraint_ordered": None}
    return {**facts, **NO_SENTENCE, **unknown_guilt}


def perhaps_several(one: Weighed) -> list[Weighed]:
    """A count; where its charge names several crimes, a second one beside it of which nobody knows whether it stands.

    What asks for two convictions is then open, and nothing else changes: the second is of the same offenses.
    """
    second = second_crime(one.facts.facts) if one.found.names_several else None
    if second is None:
        return [one]
    return [one, replace(one, facts=CountFacts(f"{one.facts.id} (a second crime)", second))]


class _Reader:
    """Turns one case into counts with facts; keeps what it assumed and what it could not answer."""

    def __init__(self, case: Case, law: Catalogue, as_of: date, forum: str) -> None:
        self.case = case
        self.law = law
        self.as_of = as_of
        self.latest = max(as_of, date.today())
        self.forum = forum
        self.assumed: set[str] = set()
        self.problems: dict[str, Problem] = {}
        self.given = read_facts(Entity.COUNT, case.assume, "assume")
        for short, value in self.given.items():
            self.assumed.add(f"count.{short} = {value}")
        self.assumed.add(NOTHING_BESIDE_IN_WORDS)

    def _offense(self, charge: str, where: str, on: date | None) -> Found:
        found = self.law.find(self.case.state, charge, on)
        if found.problem:
            self.problems[where] = Problem(found.code, found.problem, where)
        return found

    def _enhanced(self, found: Found, count: Count) -> Found:
        """The offense with the enhancements that stand beside it: what they add is an element of it (Martinez-Zapata)."""
        beside = [self.law.find(self.case.state, one.charge) for one in count.enhancements]
        return self.law.enhanced(found, beside) if found.id and beside else found

    def _outcome(
        self, outcome: str | None, plea: bool | None, restraint: bool | None, filed: bool | None
    ) -> dict[str, Known]:
        facts: dict[str, Known] = {"juvenile_adjudication": outcome == "delinquent" if outcome else None}
        if outcome == "convicted":
            facts |= {"judgment_of_guilt": True, "guilt_found_or_admitted": True, "arrested_or_charged": True}
        elif outcome in NO_CONVICTION:
            facts |= {"judgment_of_guilt": False, "guilt_found_or_admitted": False, "restraint_ordered": False}
            facts["unlawful_act_found"] = False
            facts["arrested_or_charged"] = filed if filed is not None else (True if outcome != "declined" else None)
        elif outcome in {"diverted", "deferred"}:
            facts |= {"judgment_of_guilt": False, "guilt_found_or_admitted": plea, "restraint_ordered": restraint}
            facts |= {"unlawful_act_found": False} if plea is False else {}
            facts["arrested_or_charged"] = filed if filed is not None else (True if outcome == "deferred" else None)
        elif outcome == "delinquent":
            facts |= {"judgment_of_guilt": False, "arrested_or_charged": True}
        return facts

    def _sentence(self, sentence: Sentence | None, outcome: str | None, plea: bool | None = None) -> dict[str, Known]:
        """The facts of a sentence; where no guilt was found or admitted, none was ordered unless the file names one."""
        facts: dict[str, Known] = {}
        if sentence is None or outcome in NO_CONVICTION or (outcome == "diverted" and plea is False):
            facts |= NO_SENTENCE
        if sentence is None or outcome in NO_CONVICTION:
            return facts
        if sentence.term is not None:
            term = _together(sentence.term, sentence.added or 0)
            longest = term.high if isinstance(term, Between) else term
            assert isinstance(longest, int)
            facts |= {"term_imposed": term, "days_confined": Between(0, longest)}
            facts["custody_to_serve"] = (
                longest - sentence.suspended if sentence.suspended is not None else Between(0, longest)
            )
        if sentence.probation is not None:
            facts["on_probation"] = sentence.probation > 0
        if sentence.suspended:
            facts["on_probation"] = True
        ordered = [sentence.term, sentence.probation, sentence.fine, sentence.restitution]
        if any(amount for amount in ordered if amount is not None):
            facts["restraint_ordered"] = True
        if any((sentence.term, sentence.added, sentence.probation, sentence.restitution)):
            facts["only_unconditionally_suspended_fine"] = False
        return facts

    def _penalty(
        self, found: Found, level: str | None, maximum: int | None, convicted: Known, modifier: str | None, where: str
    ) -> dict[str, Known]:
        known_level, known_maximum = self.law.penalty(found, level, convicted, modifier)
        if maximum is not None:
            least = known_maximum.low if isinstance(known_maximum, Between) else known_maximum
            if isinstance(least, int) and maximum < least:
                raise CaseError("SY-C011", f"a maximum of {maximum} days is below the law's for {found.citation}", where=where,
                                right=f"at least {least} days, or the level that has the lower one")  # fmt: skip
            known_maximum = maximum
        levels = known_level.words if isinstance(known_level, Among) and not found.problem else ()
        if level is not None and levels and level not in levels:
            raise CaseError("SY-C012", f"{found.citation} is never a {level}", where=where,
                            right=f"one of {', '.join(sorted(levels))}")  # fmt: skip
        return {"level": level if level is not None else known_level, "maximum_term": known_maximum}

    def _before_it_was_lowered(self, found: Found, prior: Prior, lowered: Known) -> dict[str, Known]:
        """The level and the longest term of an earlier conviction whose level may be one that it was given later.

        What a later law calls a misdemeanor stays what it was at the conviction (Prado v. Barr, 949 F.3d 438 (9th Cir. 2020));
        what a court makes of a wobbler binds in the Ninth Circuit (Garcia-Lopez v. Ashcroft, 334 F.3d 840 (9th Cir. 2003)),
        and elsewhere that is open. Where nobody says how it came to its level, and a later law could have lowered it, both stand.
        """
        levels, longest = self.law.penalty(found, None, prior.conviction_date, prior.modifier)
        had = levels.words if isinstance(levels, Among) else frozenset({levels} if isinstance(levels, str) else ())
        if prior.level is None or not had - {prior.level} or lowered == "no":
            return {}
        if lowered == "by_a_later_law":
            above = "felony" if "felony" in had else "misdemeanor"
            return {
                "level": above,
                "maximum_term": self.law.penalty(found, above, prior.conviction_date, prior.modifier)[1],
            }
        if lowered == "by_the_court":
            could = self.forum != "9th Cir."
        else:
            could = any(
                way.level == prior.level
                and any(below(one.id, way.offenses) for one in found.offenses)
                and (prior.conviction_date is None or (way.from_ is not None and prior.conviction_date < way.from_))
                for way in dispositions(self.case.state).ways
                if way.stage == "after_judgment"
            )
        if prior.level not in had:
            return {"level": Among(had | {prior.level}), "maximum_term": None}
        return {"level": Among(had), "maximum_term": longest} if could else {}

    def _check_term(self, sentence: Sentence, maximum: Known, found: Found, where: str) -> None:
        highest = maximum.high if isinstance(maximum, Between) else maximum
        if sentence.term is not None and isinstance(highest, int) and sentence.term > highest:
            raise CaseError(
                "SY-C011", f"a term of {sentence.term} days is above the maximum for {found.citation}",
                where=f"{where}.term", right=f"at most {highest} days, or state `maximum` with its authority",
            )  # fmt: skip

    def _coherent(
        self, given: Mapping[str, Known], read: Mapping[str, Known], found: Found, outcome: str | None, where: str
    ) -> dict[str, Known]:
        """The facts that a file declares of a count, where they can all be true beside what is `read` in its fields.

        A change of sentence that the file speaks of without its ground leaves it open what is counted. Raises CaseError:
        SY-C006 (facts that cannot both be true), SY-C008 (an end of confinement or a change before the offense).
        """
        facts = dict(given)
        offense = read["offense_date"]

        def clash(says: str, right: str = "") -> CaseError:
            return CaseError("SY-C006", says, where=where, right=right)

        if outcome is not None and facts.get("juvenile_adjudication", outcome == "delinquent") is not (
            outcome == "delinquent"
        ):
            raise clash(f"{outcome}, and juvenile_adjudication = {facts['juvenile_adjudication']}".lower(),
                        'outcome = "delinquent" for an adjudication of delinquency, and for no other')  # fmt: skip
        if outcome == "convicted" and {facts.get(name) for name in FINDINGS_OF_GUILT} == {False}:
            raise clash("convicted, and neither a judgment of guilt nor a finding or admission of it",
                        'outcome = "dismissed" or "deferred"')  # fmt: skip
        if (
            facts.get("only_unconditionally_suspended_fine")
            and read.get("only_unconditionally_suspended_fine") is False
        ):
            raise clash("only a suspended fine, and a term, probation or restitution was ordered")
        age = facts.get("age_at_offense")
        if outcome == "delinquent" and isinstance(age, int) and age >= TOO_OLD_FOR_A_JUVENILE_COURT:
            raise clash(f"adjudicated delinquent for an offense at the age of {age}")
        if facts.get("vacated") == "section_3771a" and any(one.state != "US" for one in found.offenses):
            raise clash(f"{found.citation} is no federal offense, and 18 U.S.C. § 3771A reaches no other")
        if facts.get("foreign_conviction") and found.offenses:
            raise clash(f"{found.citation} is law of this country, and foreign_conviction = true",
                        "the charge as the foreign court wrote it")  # fmt: skip
        if (
            facts.get("first_possession_set_aside")
            and found.offenses
            and not any(map(_may_be_possession, found.offenses))
        ):
            raise clash(f"no form of {found.citation} is the possession of a drug for oneself, set aside or not",
                        "first_possession_set_aside = false")  # fmt: skip
        day = read["conviction_date"]
        ran_out = isinstance(day, date) and add(day, years=YEARS_FOR_AN_APPEAL) < self.as_of
        if ran_out and facts.get("appeal") == "time_running":
            facts["appeal"] = None  # what was written then says nothing of today
        changed = {name for name in ("term_before_change", "sentence_changed_date") if name in facts}
        if changed and facts.get("sentence_changed") == "no":
            raise clash(f"sentence_changed = no, and {' and '.join(sorted(changed))}")
        if changed:
            facts.setdefault("sentence_changed", None)
        for name in ("release_date", "sentence_changed_date"):
            day = facts.get(name)
            if isinstance(day, date) and isinstance(offense, date) and day < offense:
                raise CaseError("SY-C008", f"the {name} ({day}) comes before the offense ({offense})", where=where)
        return facts

    def prior(self, prior: Prior, *, present: bool, where: str) -> list[Weighed]:
        """An earlier matter; `present` when the record itself is what is weighed."""
        found = self._offense(prior.charge, where, prior.offense_date)
        facts: dict[str, Known] = dict(IN_STATE_COURT) | dict(NOT_SINCE_UNDONE)
        self.assumed.add(f"count[{prior.id}]: stands as pronounced unless the file says otherwise")
        outcome = prior.outcome
        if outcome in NO_CONVICTION and any(getattr(prior, name) is not None for name in MARKS_OF_A_PLEA):
            outcome = None  # it did not end so before a plea: a later dismissal undoes no conviction (Roldan)
        elif outcome == "dismissed":
            self.assumed.add(f"count[{prior.id}]: dismissed without a plea or an admission")
        facts |= self._outcome(outcome, None, None, None)
        facts |= self._sentence(prior, outcome)
        facts |= {
            "present": present,
            "offense": found.named,
            "offense_date": prior.offense_date,
            "plea_date": prior.plea_date,
            "conviction_date": prior.conviction_date,
            "sentence_date": prior.sentence_date,
        }
        given = self.given | read_facts(Entity.COUNT, prior.facts, f"{where}.facts")
        facts |= self._penalty(found, prior.level, prior.maximum, prior.conviction_date, prior.modifier, where)
        if prior.maximum is None:
            facts |= self._before_it_was_lowered(found, prior, given.get("level_lowered"))
        facts |= self._coherent(given, facts, found, prior.outcome, where)
        for name in ("offense_date", "plea_date", "conviction_date", "sentence_date"):
            not_to_come(getattr(prior, name), self.latest, f"{where}.{name}")
        modifier = prior.modifier or found.modifier
        one = Weighed(
            CountFacts(prior.id, with_conduct(facts)), found.at_level(facts["level"], modifier), prior.form, modifier
        )
        return perhaps_several(one)

    def option(self, option: Option, where: str) -> list[Weighed]:
        """The counts of an option: each pending charge, and each offense pleaded to in its place."""
        counts = {count.id: count for count in self.case.counts}
        weighed: list[Weighed] = []
        for number, disposition in enumerate(option.dispositions):
            weighed += self.disposition(counts[disposition.count], disposition, f"{where}.dispositions[{number}]")
        return weighed

    def disposition(self, count: Count, disposition: Disposition, where: str) -> list[Weighed]:
        """One count as disposed of; of a plea to something else, the original charge and the offense pleaded to.

        A first plea that was taken back stays beside what replaced it: withdrawn as agreed it is as much a conviction as
        before, 8 U.S.C. § 1101(a)(48)(A), Matter of Roldan, 22 I&N Dec. 512, Matter of Pickering, 23 I&N Dec. 621.
        """
        first, taken_back = disposition.first_plea, disposition.taken_back
        if first is None or taken_back is None:
            return self._in_place_of(count, disposition, where, None)
        undone = "legal_defect" if taken_back.defect else "rehabilitation_or_hardship"
        if not taken_back.defect:
            self.assumed.add(f"count[{count.id}]: the first plea is taken back as agreed, not for a defect of law")
        first = first.model_copy(update={"facts": {"vacated": undone, **first.facts}})
        stood = self._disposed(count, first, f"{where}.taken_back", f"{count.id} (first plea)")
        last = self._in_place_of(count, disposition, where, taken_back)
        if disposition.charge not in ("", count.charge) and first.charge in ("", count.charge):
            last = [one for one in last if one.facts.id != count.id]  # the charge is there as that of the first plea
        return [*perhaps_several(stood), *last]

    def _in_place_of(
        self, count: Count, disposition: Disposition, where: str, after: TakenBack | None
    ) -> list[Weighed]:
        """One count as disposed of in the end; `after` is a first plea that stood before."""
        if disposition.charge and disposition.charge != count.charge:
            pleaded = self._disposed(count, disposition, where, f"{count.id}→", after)
            return [self._dropped(count, where), *perhaps_several(pleaded)]
        return perhaps_several(self._disposed(count, disposition, where, count.id, after))

    def _dropped(self, count: Count, where: str) -> Weighed:
        """The original charge of a plea to something else: charged, and not convicted."""
        found = self._enhanced(self._offense(count.charge, where, count.offense_date), count)
        facts: dict[str, Known] = dict(IN_STATE_COURT)
        facts |= self._outcome("dismissed", None, None, count.filed)
        facts |= self._sentence(None, "dismissed")
        facts |= {"present": True, "offense": found.named, "offense_date": count.offense_date, "vacated": "no"}
        facts |= self._penalty(found, count.level, None, Between(self.as_of, None), count.modifier, where)
        facts |= self.given | read_facts(Entity.COUNT, count.facts, f"{where}.facts")
        modifier = count.modifier or found.modifier
        return Weighed(
            CountFacts(count.id, with_conduct(facts)), found.at_level(facts["level"], modifier), count.form, modifier
        )

    def _disposed(
        self, count: Count, disposition: Disposition, where: str, name: str, after: TakenBack | None = None
    ) -> Weighed:
        """One count as pleaded to; `after` is a first plea that stood before, in the same matter."""
        own = not disposition.charge or disposition.charge == count.charge
        found = self._offense(disposition.charge or count.charge, where, count.offense_date)
        if disposition.enhancements is False:
            found = found.bare
        elif own or disposition.enhancements:
            found = self._enhanced(found, count)
        elif count.enhancements:
            self.assumed.add(f"count[{count.id}]: its enhancements fall with the charge that is replaced")
        modifier = disposition.modifier or (count.modifier if own else None) or found.modifier
        level = disposition.level or (count.level if own else None)
        floor = max(filter(None, (self.as_of, count.offense_date)))
        if after is not None:
            floor = add(floor, days=after.after)
        later: Known = disposition.conviction_date or Between(floor, None)
        facts: dict[str, Known] = dict(IN_STATE_COURT) | dict(NOT_SINCE_UNDONE)
        filed = None if disposition.outcome in PRESUPPOSES_A_CHARGE else count.filed
        facts |= self._outcome(disposition.outcome, disposition.plea_or_admission, disposition.restraint, filed)
        facts |= self._sentence(disposition, disposition.outcome, disposition.plea_or_admission)
        facts |= {
            "present": True,
            "offense": found.named,
            "offense_date": count.offense_date,
            "plea_date": later,
            "conviction_date": later,
            "sentence_date": later,
        }
        facts |= self._penalty(found, level, disposition.maximum, later, modifier, where)
        self._check_term(disposition, facts["maximum_term"], found, where)
        given = self.given | read_facts(Entity.COUNT, count.facts, where)
        given |= read_facts(Entity.COUNT, disposition.facts, f"{where}.facts")
        facts |= self._coherent(given, facts, found, disposition.outcome, where)
        not_to_come(count.offense_date, self.latest, f"count {count.id}: offense_date")
        form = disposition.form or (count.form if own else "")
        return Weighed(CountFacts(name, with_conduct(facts)), found.at_level(facts["level"], modifier), form, modifier)


DAYS_THAT_HAVE_COME = ("admission_date", "first_admitted", "residence_began")
"""Days of a person that lie behind whoever is weighed."""
YEARS_FOR_AN_APPEAL = 2
"""The time for a direct appeal runs out in weeks, and the year in which a late one may be asked for in New York (Crim. Proc. Law
§ 460.30) does not bring it here."""
FINDINGS_OF_GUILT = ("judgment_of_guilt", "guilt_found_or_admitted")
TOO_OLD_FOR_A_JUVENILE_COURT = 21
"""No offense at this age is adjudicated as delinquency, or a youthful offender's: 18 U.S.C. § 5031 ends at 18, N.Y. Crim. Proc.
Law § 720.10(1) at 19."""


def _may_be_possession(offense: Offense) -> bool:
    """True for an offense some form of which is the possession of something, with no purpose but to have it."""
    return any("possess" in form.elements.get("act", ()) and "purpose" not in form.elements for form in offense.forms)


def not_to_come(day: date | None, latest: date, where: str) -> None:
    """Refuse a day that has not come of what is told as having happened. Raises CaseError (SY-C008)."""
    if day is not None and day > latest:
        raise CaseError("SY-C008", f"{day} has not come yet", where=where, right=f"a day up to {latest}")


# ---------------------------------------------------------------------------------------------------------------------
# Weighing
# ---------------------------------------------------------------------------------------------------------------------


class Weigher:
    """A case opened for weighing: any option over its counts, one row at a time.

    What a count brings about by itself is worked out once and shared by every row it stands in; `shared` has cells that
    other cases worked out. Raises CaseError as `advise` does.
    """

    def __init__(
        self, case: Case, *, law: Catalogue | None = None, pack: Pack | None = None, today: date | None = None,
        shared: SharedCells | None = None,
    ) -> None:  # fmt: skip
        self.case = case
        self._shared = shared
        self.law = law or catalogue()
        self.pack = pack or federal_pack()
        self.as_of = case.law_as_of or today or date.today()
        if case.state not in JURISDICTIONS:
            raise CaseError("SY-C010", f"there is no law of {case.state} here", where="state",
                            right=f"one of {', '.join(JURISDICTIONS)}")  # fmt: skip
        self.forum = case.forum or forum_of_state(case.state)
        if not is_forum(self.forum):
            raise CaseError("SY-C010", f"{self.forum!r} is not a forum", where="forum",
                            right='"BIA" or a circuit such as "9th Cir."')  # fmt: skip
        if case.person is not None and (doubt := doubts(case.person.interview)):
            raise CaseError("SY-C017", "the person may be a citizen, and nothing is weighed before that is settled",
                            where=f"person.interview: {', '.join(one.name for one in doubt)}",
                            right="citizenship_checked, when a lawyer has seen the papers")  # fmt: skip
        self.postures = tuple(_people(case))
        self.worlds: dict[tuple[str, str], World] = {}
        self.used: dict[str, Found] = {}
        self._reader = _Reader(case, self.law, self.as_of, self.forum)
        for name in DAYS_THAT_HAVE_COME if case.person is not None else ():
            day = self.postures[0].facts.get(name)
            not_to_come(day if isinstance(day, date) else None, self._reader.latest, f"person.facts.{name}")
        self._reader.assumed.update(beyond_what_is_known(self.as_of, *_days_of_decision(case)))
        if not case.forum:
            self._reader.assumed.add(
                f"forum = {self.forum}, that of the state; a case begun elsewhere follows the law there"
            )
        self._earlier = self._priors(present=False)

    @property
    def assumed(self) -> tuple[str, ...]:
        """The facts that were taken as given, in words."""
        return tuple(sorted(self._reader.assumed))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be answered so far."""
        return tuple(self._reader.problems.values())

    def record(self) -> Row:
        """The row that weighs the record alone, as it stands before this case."""
        return self._row(RECORD_ROW, "the record as it stands, before this case", self._priors(present=True), ())

    def _priors(self, *, present: bool) -> list[Weighed]:
        many = enumerate(self.case.priors)
        return [one for i, p in many for one in self._reader.prior(p, present=present, where=f"priors[{i}]")]

    def option(self, option: Option, where: str) -> Row:
        """The row of one option; `where` names it in errors."""
        weighed = self._reader.option(option, where) + self._earlier
        return self._row(option.id, option.label, weighed, _keeps(option))

    def reading(self, option: Option, where: str) -> Mapping[str, tuple[bool | None, ...]]:
        """The cautious reading alone, by posture: for each column whether it is triggered, None where that is open."""
        weighed = self._reader.option(option, where) + self._earlier
        worlds = self._worlds(weighed)
        found: dict[str, list[bool | None]] = {posture.name: [] for posture in self.postures}
        for column in columns():
            adverse = self.pack.rules[column.rule].adverse
            for alike in self._alike(column.rule, worlds):
                value = evaluate(worlds[alike[0]], column.rule).truth.value
                triggered = value if adverse or value is None else not value
                for name in alike:
                    found[name].append(triggered)
        return {name: tuple(values) for name, values in found.items()}

    def combinations(self, by_count: Sequence[Sequence[Disposition]]) -> Mapping[str, tuple[Bits, ...]]:
        """The cautious reading of every combination of one disposition a count, by posture and column, one bit a combination.

        `by_count` has the dispositions to choose from, in the order of the case's counts.
        """
        slots: list[list[Choice]] = []
        weighed = list(self._earlier)
        for count, several in zip(self.case.counts, by_count, strict=True):
            choices: list[Choice] = []
            for number, disposition in enumerate(several):
                brings = self._reader.disposition(count, disposition, f"count {count.id}")
                named = [replace(one, facts=replace(one.facts, id=f"{one.facts.id}#{number}")) for one in brings]
                weighed += named
                choices.append(tuple(one.facts for one in named))
            slots.append(choices)
        base = _world(self.pack, self.law, self.case, self.as_of, self.forum, weighed)
        base = replace(base, counts=tuple(one.facts for one in self._earlier))
        offenses = {one.facts.id: one for one in weighed}

        def alike(count: CountFacts) -> tuple[object, ...]:
            one = offenses[count.id]
            asked = [count.facts.get(short) for short in ASKED_BY_MATCH]
            return (one.found.id, tuple(offense.id for offense in one.found.offenses), one.form, one.modifier, *asked)

        every = Combinations(base, slots, alike)
        found: dict[str, tuple[Bits, ...]] = {}
        rules = [column.rule for column in columns()]
        adverse = [self.pack.rules[rule].adverse for rule in rules]
        for posture in self.postures:
            verdicts = every.verdicts(rules, _person(posture, weighed, self.as_of))
            found[posture.name] = tuple(
                one if bad else Bits(one.false, one.true) for one, bad in zip(verdicts, adverse, strict=True)
            )
        return found

    def _worlds(self, weighed: Sequence[Weighed]) -> dict[str, World]:
        base = _world(self.pack, self.law, self.case, self.as_of, self.forum, weighed)
        return {posture.name: replace(base, person=_person(posture, weighed, self.as_of)) for posture in self.postures}

    def _alike(self, rule: str, worlds: Mapping[str, World]) -> Iterable[list[str]]:
        """The postures, in groups whose members the rule cannot tell apart."""
        groups: dict[tuple[object, ...], list[str]] = {}
        for name, world in worlds.items():
            groups.setdefault(asked_of_person(world, rule), []).append(name)
        return groups.values()

    def _row(self, name: str, label: str, weighed: Sequence[Weighed], keeps: tuple[str, ...]) -> Row:
        self.used |= {one.found.id: one.found for one in weighed if one.found.id}
        worlds = self._worlds(weighed)
        self.worlds |= {(name, posture): world for posture, world in worlds.items()}
        worked = _Worked()
        cells: dict[str, dict[str, Cell]] = {posture.name: {} for posture in self.postures}
        shared = self._shared.at(next(iter(worlds.values()))) if self._shared is not None else None
        for column in columns():
            for alike in self._alike(column.rule, worlds):
                world = worlds[alike[0]]
                if shared is None:
                    cell = _cell(world, column, worked)
                else:
                    cell = shared(world, column.rule, partial(_cell_to_share, world, column, worked))
                for posture in alike:
                    cells[posture][column.rule] = cell
        return Row(name, label, cells, keeps)


def advise(
    case: Case, *, law: Catalogue | None = None, pack: Pack | None = None, today: date | None = None,
    shared: SharedCells | None = None,
) -> Advice:  # fmt: skip
    """Weigh a case: every option in every posture class (or in the person's own), with a receipt.

    `today` stands in for the day whose law is asked for when the case names none; `shared` is for many cases of one law.
    Raises CaseError for a forum or state we do not have (SY-C010), a term above the maximum (SY-C011), a level the offense
    never has (SY-C012), or a person whose citizenship is in doubt (SY-C017). A charge nobody knows does not stop the rest: its
    cells are not analysed, and `problems` says so. Where a first plea is taken back, the time while it stands is a row more.
    """
    from steelyard.weigh.case import staged

    case = staged(case)
    weigher = Weigher(case, law=law, pack=pack, today=today, shared=shared)
    rows = [weigher.record()] if case.priors else []
    rows += [weigher.option(option, f"options[{number}]") for number, option in enumerate(case.options)]
    return advice_of(weigher, case, rows)


def advice_of(weigher: Weigher, case: Case, rows: Sequence[Row]) -> Advice:
    """The advice that rows already weighed make up; `case` has their options."""
    receipt = _receipt(weigher, case, rows)
    return Advice(case, weigher.forum, weigher.as_of, case.person is None, weigher.postures, tuple(rows),
                  weigher.problems, receipt, tuple(weigher.used.values()), weigher.worlds, weigher.pack)  # fmt: skip


def _days_of_decision(case: Case) -> list[date]:
    """The days on which matters of the case were decided or are to be, as far as it names them."""
    named = [
        getattr(prior, name) for prior in case.priors for name in ("plea_date", "conviction_date", "sentence_date")
    ]
    named += [one.conviction_date for option in case.options for one in option.dispositions]
    return [day for day in named if day is not None]


def _people(case: Case) -> list[Posture]:
    if case.person is None:
        return list(postures().values())
    known = read_facts(Entity.PERSON, case.person.facts, "person.facts")
    if case.person.posture is not None:
        base = postures()[case.person.posture]
        return [replace(base, facts={**base.facts, **known})]
    return [Posture("person", "this person", "person", known)]


def _person(posture: Posture, weighed: Sequence[Weighed], as_of: date) -> dict[str, Known]:
    days = [
        d
        for one in weighed
        if one.facts.facts["present"] and isinstance(d := one.facts.facts.get("offense_date"), date)
    ]
    facts = posture.at(min(days), max(days)) if days else dict(posture.facts)
    if facts.get("admitted") is True or facts.get("status") in ("permanent_resident", "conditional_resident"):
        facts.setdefault("first_admitted", Between(None, as_of))  # whoever is admitted was so by now
    return facts


def _world(pack: Pack, law: Catalogue, case: Case, as_of: date, forum: str, weighed: Sequence[Weighed]) -> World:
    offenses = {one.facts.id: one for one in weighed}
    answers: dict[tuple[Any, ...], MatchAnswer] = {}

    def match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
        key = (count.id, ground, burden, *map(count.facts.get, ASKED_BY_MATCH))
        if key not in answers:
            answers[key] = match_answer(law, offenses[count.id], count, ground, burden, forum, as_of)
        return answers[key]

    facts = {"proceeding_date": as_of, "record_complete": case.record_complete}
    return World(pack, {}, tuple(one.facts for one in weighed), facts, forum, match)


def match_answer(
    law: Catalogue, one: Weighed, count: CountFacts, ground: str, burden: str, forum: str, as_of: date
) -> MatchAnswer:
    """What the catalogue says of a count and a ground, with what is known of the count."""
    if not one.found.id:
        reason = Reason(Why.NOT_ENCODED, f"count[{count.id}].offense", one.found.problem)
        return MatchAnswer(unknown(reason), one.found.problem)
    answer = law.match(one.found, ground, forum=forum, as_of=as_of, form=one.form, modifier=one.modifier,
                       convicted=count.facts.get("conviction_date"))  # fmt: skip
    says, cites = answer.says, answer.cites
    if answer.answer == "circumstance" and ground in CIRCUMSTANCES:
        fact = CIRCUMSTANCES[ground]
        value = count.facts.get(fact.short)
        return MatchAnswer(known(value) if isinstance(value, bool) else missing(fact, count), says, cites)
    if answer.answer in {"yes", "circumstance"}:
        return MatchAnswer(TRUE, says, cites)
    if answer.answer == "no":
        return MatchAnswer(FALSE, says, cites)
    if answer.answer == "divisible":
        if count.facts.get("record_inconclusive") is True:
            return MatchAnswer(TRUE if burden == "applicant" else FALSE, says, cites)
        question = f"Which form of {one.found.citation} is it ({answer.forms_in_words})?"
        if answer.rests_on_a_crime:
            question = (
                f"On which crime does {one.found.citation} rest? Named beside it in the charge, that crime decides."
            )
        return MatchAnswer(unknown(Reason(Why.MISSING_FACT, f"count[{count.id}].form", question)), says, cites)
    if answer.answer == "dated":
        reason = Reason(
            Why.DATE_UNKNOWN, f"count[{count.id}].conviction_date", f"{one.found.citation} as {ground}: {says}"
        )
        return MatchAnswer(unknown(reason), says, cites)
    if answer.answer == "unsettled":
        reason = Reason(
            Why.UNSETTLED, match_split(count, ground), f"{one.found.citation} as {ground} is unsettled: {says}"
        )
        return MatchAnswer(unknown(reason), says, cites)
    reason = Reason(
        Why.NOT_ENCODED, f"count[{count.id}].{ground}", f"{one.found.citation} is not analysed for {ground}"
    )
    return MatchAnswer(unknown(reason), says, cites)


ASKED_BY_MATCH = ("conviction_date", "record_inconclusive", *sorted({fact.short for fact in CIRCUMSTANCES.values()}))
"""What `_match` asks of a count beside its offense, form and modifier."""


@dataclass(frozen=True, slots=True)
class _Worked:
    """What was worked out for one option: finished cells by trace, and other readings: memories by side, answers by trace."""

    cells: dict[int, Cell] = field(default_factory=dict)
    memories: dict[tuple[tuple[str, bool], ...], dict[tuple[Any, ...], Trace]] = field(default_factory=dict)
    answers: dict[int, Truth] = field(default_factory=dict)


def _cell(world: World, column: Column, worked: _Worked) -> Cell:
    """One cell; postures whose facts the rule cannot tell apart share its trace, and so the cell."""
    trace = evaluate(world, column.rule)
    if id(trace) not in worked.cells:
        worked.cells[id(trace)] = _worked_cell(world, column, trace, worked)
    return worked.cells[id(trace)]


def _cell_to_share(world: World, column: Column, worked: _Worked) -> Cell:
    """One cell that holds on to nothing of its world, and so has no arguable reading: asking for it is an error."""
    cell = _cell(world, column, worked)

    def not_kept() -> Truth:
        raise AssertionError("the arguable reading of a cell that cases share is not worked out")

    return replace(cell, stances=Stances(cell.stances.cautious, not_kept))


def _worked_cell(world: World, column: Column, trace: Trace, worked: _Worked) -> Cell:
    rule = world.pack.rules[column.rule]
    truth = exact(world, trace)
    either_way = truth.known and not trace.truth.known
    stances = Stances(truth, lambda: truth)
    lean = truth
    unsettled = sorted({r.about for r in truth.reasons if r.why is Why.UNSETTLED})
    if unsettled and len(unsettled) <= MOST_SPLITS:
        stances = _stances(world, column.rule, unsettled, rule.adverse, worked)
        lean = _leaning(world, column.rule, unsettled, worked)
    return Cell(column, truth, _state(truth, stances, lean, rule.adverse), stances, either_way, rule.versions[-1].cites)


def _read_with(world: World, rule: str, settled: Mapping[str, bool], worked: _Worked) -> Truth:
    memory = worked.memories.setdefault(tuple(sorted(settled.items())), {})
    chosen = replace(world, settled=dict(settled), memory=memory)
    trace = evaluate(chosen, rule)
    if id(trace) not in worked.answers:
        worked.answers[id(trace)] = exact(chosen, trace)
    return worked.answers[id(trace)]


def _stances(world: World, rule: str, unsettled: Sequence[str], adverse: bool, worked: _Worked) -> Stances:
    """The worst and the best reading for the person, over every combination of the sides.

    A reading that gives the value looked for ends the search for it; most often that is the first one tried.
    """
    combinations = list(itertools.product((True, False), repeat=len(unsettled)))

    def readings(order: Iterable[tuple[bool, ...]]) -> Iterable[Truth]:
        return (_read_with(world, rule, dict(zip(unsettled, sides, strict=True)), worked) for sides in order)

    def reading(value: bool, first: Iterable[tuple[bool, ...]]) -> Truth:
        """`value` if some reading gives it, else an open answer if some reading leaves one, else the other value."""
        for answer in readings(first):
            if answer.value is value:
                return answer
        answers = list(readings(combinations))
        return next((answer for answer in answers if not answer.known), answers[0])

    return Stances(reading(adverse, combinations), lambda: reading(not adverse, reversed(combinations)))


def _leaning(world: World, rule: str, unsettled: Sequence[str], worked: _Worked) -> Truth:
    """The answer on the side that the Board takes, where it takes one on every open question."""
    day = world.proceeding_date
    sides: dict[str, bool] = {}
    for name in unsettled:
        split = world.pack.splits.get(name)
        side = split.leaning(day) if split is not None and day is not None else None
        if side is None:
            return unknown(Reason(Why.UNSETTLED, name))
        sides[name] = side
    return _read_with(world, rule, sides, worked)


def _state(truth: Truth, stances: Stances, lean: Truth, adverse: bool) -> State:
    if truth.known:
        return State.TRIGGERED if truth.value is adverse else State.NOT_TRIGGERED
    kinds = truth.mask
    if kinds & (Why.NOT_ENCODED | Why.CONFLICT):
        return State.NOT_ANALYSED
    if stances.cautious.value is adverse and kinds & Why.UNSETTLED:
        return State.LIKELY if lean.value is adverse else State.ARGUABLE
    return State.DEPENDS


# ---------------------------------------------------------------------------------------------------------------------
# What the option keeps of the criminal sanction; the receipt
# ---------------------------------------------------------------------------------------------------------------------


def _keeps(option: Option) -> tuple[str, ...]:
    lines = []
    for one in option.dispositions:
        parts: list[str] = [one.outcome]
        if one.taken_back is not None:
            parts.insert(0, f"a first plea taken back after {one.taken_back.after} days")
        if one.level:
            parts.append(one.level)
        if one.term is not None:
            suspended = f", {one.suspended} suspended" if one.suspended else ""
            parts.append(f"{one.term} days{suspended}")
        if one.probation:
            parts.append(f"supervision {one.probation} days")
        if one.restitution:
            parts.append(f"restitution {in_dollars(one.restitution)}")
        if one.fine:
            parts.append(f"fine {in_dollars(one.fine)}")
        lines.append(f"{one.count}: " + ", ".join(parts))
    return tuple(lines)


def _receipt(weigher: Weigher, case: Case, rows: Sequence[Row]) -> Receipt:
    unknown_facts = {
        reason.about
        for row in rows
        for cells in row.cells.values()
        for cell in cells.values()
        for reason in cell.truth.reasons
        if reason.why in (Why.MISSING_FACT, Why.DATE_UNKNOWN, Why.NEEDS_JUDGEMENT)
    }
    used = set()
    for world in weigher.worlds.values():
        for count in world.counts:
            used |= {f"count[{count.id}].{short}" for short, value in count.facts.items() if _exact_value(value)}
    if case.person is not None:
        used |= {f"person.{short}" for short in case.person.facts}
    if case.record_complete is not None:
        used.add(RECORD_COMPLETE)
    as_given: dict[str, Any] = case.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return Receipt(as_given, weigher.as_of, weigher.forum, weigher.pack.hash, weigher.law.hash, tuple(sorted(used)),
                   weigher.assumed, tuple(sorted(unknown_facts)), answers_hash(answers_of(rows)))  # fmt: skip


def _exact_value(value: Known) -> bool:
    return value is not None and not isinstance(value, Between | Among)


def answers_of(rows: Iterable[Row]) -> dict[str, dict[str, dict[str, str]]]:
    """Every cell's state by option, posture and rule: what two runs are compared by."""
    return {
        row.id: {
            posture: {rule: str(cell.state) for rule, cell in cells.items()} for posture, cells in row.cells.items()
        }
        for row in rows
    }
