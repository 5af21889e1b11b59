"""A case's charges, options and earlier matters become counts: each with its facts and the offense it is read as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from steelyard.catalog.charges import cite
from steelyard.catalog.find import Catalogue
from steelyard.catalog.found import BELOW_CRIMES, Found
from steelyard.catalog.naming import names_a_form
from steelyard.catalog.words import other_crimes
from steelyard.law.dispositions import below, dispositions
from steelyard.logic.dates import add
from steelyard.logic.errors import CaseError
from steelyard.logic.evaluate import CountFacts
from steelyard.logic.facts import Among, Between, Entity, Known
from steelyard.weigh.count_facts import (
    AS_PRONOUNCED_IN_WORDS,
    FINDINGS_OF_GUILT,
    IN_STATE_COURT,
    IN_STATE_COURT_IN_WORDS,
    NOT_SINCE_UNDONE,
    NOTHING_BESIDE_IN_WORDS,
    days_since,
    declared_facts,
    outcome_facts,
    second_crime,
    sentence_facts,
    signs_of_guilt,
    with_conduct,
)
from steelyard.weigh.reading import NO_CONVICTION, read_facts

if TYPE_CHECKING:
    from steelyard.weigh.case import Case, Count, Disposition, Option, Prior, Sentence, TakenBack

PRESUPPOSES_A_CHARGE = frozenset({"dismissed", "acquitted", "deferred"})
"""Outcomes that no charge can have before it is filed, whatever is filed now."""
MARKS_OF_A_PLEA = ("plea_date", "conviction_date", "sentence_date", "term", "added", "probation", "fine", "restitution")
"""Fields of an earlier matter that a dismissal before any plea does not have, beside the facts of `signs_of_guilt`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something of the case that could not be answered, told beside the answers that could."""

    code: str
    says: str
    where: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A count ready for evaluation, with the offense it is read as."""

    facts: CountFacts
    found: Found
    form: str
    modifier: str | None


def perhaps_several(one: Weighed) -> list[Weighed]:
    """A count; where its charge names several crimes, a second one beside it of which nobody knows whether it stands.

    What asks for two convictions is then open, and nothing else changes: the second is of the same offenses.
    """
    second = second_crime(one.facts.facts) if one.found.names_several else None
    if second is None:
        return [one]
    return [one, replace(one, facts=CountFacts(f"{one.facts.id} (a second crime)", second))]


def _by_its_words(state: str, charge: str) -> str:
    """What a charge without a section may be by its words: something to write in its place, which is not weighed for it."""
    cited = cite(state, charge)
    if cited.kind != "crime":
        return f"; {cited.reason}"
    if cited.citation:
        return f"; its words name {cited.citation}: write that section if it is meant"
    return f"; its words are near {', '.join(cited.candidates[:3])}: write the section" if cited.candidates else ""


class CaseReader:
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
        self.assumed |= {NOTHING_BESIDE_IN_WORDS, IN_STATE_COURT_IN_WORDS, AS_PRONOUNCED_IN_WORDS.format(as_of)}

    def _offense(self, charge: str, where: str, on: date | None, latest: date | None = None) -> Found:
        """The offense that a charge names, by its day, or else by the `latest` day that it can be of."""
        found = self.law.find(self.case.state, charge, on)
        if on is None and latest is not None:
            found = found.begun_by(latest)
        if on is None and any(one.in_force_from or one.in_force_to for one in found.offenses):
            self.assumed.add(
                f"{found.citation}, whose day is not said: of one on which a version that is encoded was law"
            )
        if found.code == "SY-O102":
            found = replace(found, problem=found.problem + _by_its_words(self.case.state, charge))
        if found.problem:
            self.problems[where] = Problem(found.code, found.problem, where)
        return found

    def _enhanced(self, found: Found, count: Count) -> Found:
        """The offense with the enhancements that stand beside it: what they add is an element of it (Martinez-Zapata)."""
        beside = [self.law.find(self.case.state, one.charge) for one in count.enhancements]
        return self.law.enhanced(found, beside) if found.id and beside else found

    def _penalty(
        self, found: Found, level: str | None, maximum: int | None, convicted: Known, modifier: str | None, where: str, *,
        is_lowered: bool = False, charge: str = "",
    ) -> dict[str, Known]:  # fmt: skip
        """The level and the longest term; `is_lowered` where a court or a law may have given the level later.

        `charge` is how the offense was written, for what an error offers.

        Raises CaseError: SY-C011 (a maximum below the law's own), SY-C012 (a level the offense never has).
        """
        known_level, known_maximum = self.law.penalty(found, level, convicted, modifier)
        if maximum is not None:
            least = known_maximum.low if isinstance(known_maximum, Between) else known_maximum
            if isinstance(least, int) and maximum < least:
                raise CaseError("SY-C011", f"a maximum of {maximum} days is below the law's for {found.citation}", where=where,
                                right=f"at least {least} days, or the level that has the lower one")  # fmt: skip
            known_maximum = maximum
        if not is_lowered:
            self._check_level(found, level, known_level, modifier, where, charge)
        return {"level": level if level is not None else known_level, "maximum_term": known_maximum}

    def _check_level(
        self, found: Found, level: str | None, known: Known, modifier: str | None, where: str, charge: str
    ) -> None:
        """Refuse a level that the offense never has, unless a court or a prosecutor may give it one below the only one.

        An attempt and the like may have a lower one. Raises CaseError (SY-C012).
        """
        levels = known.words if isinstance(known, Among) else frozenset()
        if isinstance(known, str) and (modifier or found.modifier) in (None, "aiding"):
            levels = frozenset({known})
            if level is not None and _is_below(level, known) and self._may_end_at(found, known, level):
                levels |= {level}
        if level is not None and levels and level not in levels and not found.problem:
            raise CaseError("SY-C012", f"{found.citation} is never a {level}", where=where,
                            right=f"one of {', '.join(sorted(levels))}{self._offered(found, charge, level)}")  # fmt: skip

    def _offered(self, found: Found, charge: str, level: str) -> str:
        """The other sections that the words of a charge name and that can be of its level, to write in its place."""
        others = other_crimes(self.case.state, charge, {offense.section.id for offense in found.offenses})
        named = [one.citation for one in others if level in {penalty.level for penalty in one.penalties}]
        return f"; its words name {' or '.join(named[:3])}: write that section if it is meant" if named else ""

    def _may_end_at(self, found: Found, by_law: str, level: str) -> bool:
        """True where a court or a prosecutor of the state may take an offense of the one level as one of the other."""
        families = {family for offense in found.offenses for family in offense.families}
        ids = [offense.id for offense in found.offenses]
        return any(
            way.level == level
            and way.stage != "after_judgment"
            and (not way.levels or by_law in way.levels)
            and (not way.offenses or any(below(one, way.offenses) for one in ids))
            and not any(below(one, way.not_offenses) for one in ids)
            and not families & set(way.not_families)
            and not way.either_level
            for way in dispositions(self.case.state).ways
        )

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

    def _sentence(
        self, name: str, sentence: Sentence, outcome: str | None, plea: bool | None, passed: Between
    ) -> dict[str, Known]:
        """The facts of a sentence that was pronounced so many days ago; says so where it is taken to be completed."""
        facts = sentence_facts(sentence, outcome, plea, passed)
        if (sentence.probation or sentence.suspended) and facts.get("on_probation") is False:
            self.assumed.add(f"count[{name}]: its probation was not prolonged, and was over before {self.as_of}")
        return facts

    def prior(self, prior: Prior, *, present: bool, where: str) -> list[Weighed]:
        """An earlier matter; `present` when the record itself is what is weighed."""
        later = [day for day in (prior.plea_date, prior.conviction_date, prior.sentence_date) if day is not None]
        found = self._offense(prior.charge, where, prior.offense_date, min(later, default=None))
        facts: dict[str, Known] = dict(IN_STATE_COURT) | dict(NOT_SINCE_UNDONE)
        self.assumed.add(
            f"count[{prior.id}]: stands as pronounced, with no term added later, unless the file says otherwise"
        )
        given = self.given | read_facts(Entity.COUNT, prior.facts, f"{where}.facts")
        outcome = prior.outcome
        if outcome in NO_CONVICTION and (
            any(getattr(prior, name) is not None for name in MARKS_OF_A_PLEA) or signs_of_guilt(given)
        ):
            outcome = None  # it did not end so before a plea: a later dismissal undoes no conviction (Roldan)
        elif outcome == "dismissed":
            self.assumed.add(f"count[{prior.id}]: dismissed without a plea or an admission")
        facts |= outcome_facts(outcome, None, None, None)
        passed = days_since(prior.sentence_date, prior.conviction_date or prior.plea_date, self.as_of)
        facts |= self._sentence(prior.id, prior, outcome, None, passed)
        facts |= {
            "present": present,
            "offense": found.named,
            "offense_date": prior.offense_date,
            "plea_date": prior.plea_date,
            "conviction_date": prior.conviction_date,
            "sentence_date": prior.sentence_date,
        }
        how = given.get("level_lowered")
        lowered = self._before_it_was_lowered(found, prior, how) if prior.maximum is None else {}
        if how is None and not lowered:
            found = found.that_can_be(prior.level, prior.modifier)
        is_lowered = bool(lowered) or how in ("by_the_court", "by_a_later_law")
        facts |= self._penalty(found, prior.level, prior.maximum, prior.conviction_date, prior.modifier, where,
                               is_lowered=is_lowered, charge=prior.charge)  # fmt: skip
        facts |= lowered
        if prior.level is not None and how is None and not lowered:
            self.assumed.add(f"count[{prior.id}]: {prior.level} at its conviction, and not only since a later change")
        self._check_term(prior, facts["maximum_term"], found, where)
        facts |= declared_facts(given, facts, found, outcome, self.as_of, where)
        for name in ("offense_date", "plea_date", "conviction_date", "sentence_date"):
            not_to_come(getattr(prior, name), self.latest, f"{where}.{name}")
        modifier = prior.modifier or found.modifier
        return perhaps_several(self._weighed(prior.id, facts, found, prior.form, modifier))

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
        if not taken_back.judgment:
            self.assumed.add(f"count[{count.id}]: no judgment is entered on the first plea")
            if taken_back.term is None:
                self.assumed.add(f"count[{count.id}]: no term is pronounced on the first plea")
        first = first.model_copy(update={"facts": {"vacated": undone, **first.facts}})
        stood = self._disposed(count, first, f"{where}.taken_back", f"{count.id} (first plea)")
        last = self._in_place_of(count, disposition, where, taken_back)
        if not self._is_as_charged(count, disposition) and self._is_as_charged(count, first):
            last = [one for one in last if one.facts.id != count.id]  # the charge is there as that of the first plea
        return [*perhaps_several(stood), *last]

    def _in_place_of(
        self, count: Count, disposition: Disposition, where: str, after: TakenBack | None
    ) -> list[Weighed]:
        """One count as disposed of in the end; `after` is a first plea that stood before.

        What was charged stays charged where the plea is to less: to another offense, to an attempt of it, to one of its forms,
        or without its enhancements (8 U.S.C. § 1226(c)(1)(E)(ii), "is charged with, is arrested for").
        """
        if not self._is_as_charged(count, disposition):
            pleaded = self._disposed(count, disposition, where, f"{count.id}→", after)
            return [self._dropped(count, where), *perhaps_several(pleaded)]
        return perhaps_several(self._disposed(count, disposition, where, count.id, after))

    def _is_as_charged(self, count: Count, disposition: Disposition) -> bool:
        """Is a count disposed of as it was charged, and not as something else or as less?"""
        if disposition.charge not in ("", count.charge) or disposition.form not in ("", count.form):
            return False
        if disposition.enhancements is False and count.enhancements:
            return False
        if disposition.modifier in (None, count.modifier):
            return True
        charged = count.modifier or self.law.find(self.case.state, count.charge, count.offense_date).modifier
        return disposition.modifier == charged

    def _dropped(self, count: Count, where: str) -> Weighed:
        """The original charge of a plea to something else: charged, and not convicted."""
        found = self._enhanced(self._offense(count.charge, where, count.offense_date), count)
        facts: dict[str, Known] = dict(IN_STATE_COURT)
        facts |= outcome_facts("dismissed", None, None, count.filed)
        facts |= sentence_facts(None, "dismissed")
        facts |= {"present": True, "offense": found.named, "offense_date": count.offense_date, "vacated": "no"}
        facts |= self._penalty(found, count.level, None, Between(self.as_of, None), count.modifier, where,
                               charge=count.charge)  # fmt: skip
        facts |= self.given | read_facts(Entity.COUNT, count.facts, f"{where}.facts")
        modifier = count.modifier or found.modifier
        return self._weighed(count.id, facts, found, count.form, modifier)

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
        found = found.that_can_be(level, modifier)
        floor = max(filter(None, (self.as_of, count.offense_date)))
        if after is not None:
            floor = add(floor, days=after.after)
        later: Known = disposition.conviction_date or Between(floor, None)
        facts: dict[str, Known] = dict(IN_STATE_COURT) | dict(NOT_SINCE_UNDONE)
        filed = None if disposition.outcome in PRESUPPOSES_A_CHARGE else count.filed
        facts |= outcome_facts(disposition.outcome, disposition.plea_or_admission, disposition.restraint, filed)
        passed = days_since(None, disposition.conviction_date or self.as_of, self.as_of)
        facts |= self._sentence(name, disposition, disposition.outcome, disposition.plea_or_admission, passed)
        if (
            disposition.outcome == "diverted"
            and disposition.plea_or_admission is False
            and disposition.probation is None
        ):
            self.assumed.add(
                f"count[{name}]: no probation goes with a diversion before a plea, unless the file names one"
            )
        facts |= {
            "present": True,
            "offense": found.named,
            "offense_date": count.offense_date,
            "plea_date": later,
            "conviction_date": later,
            "sentence_date": later,
        }
        facts |= self._penalty(found, level, disposition.maximum, later, modifier, where,
                               charge=disposition.charge or count.charge)  # fmt: skip
        self._check_term(disposition, facts["maximum_term"], found, where)
        given = self.given | read_facts(Entity.COUNT, count.facts, where)
        given |= read_facts(Entity.COUNT, disposition.facts, f"{where}.facts")
        facts |= declared_facts(given, facts, found, disposition.outcome, self.as_of, where)
        not_to_come(count.offense_date, self.latest, f"count {count.id}: offense_date")
        form = disposition.form or (count.form if own else "")
        return self._weighed(name, facts, found, form, modifier)

    def _tried(self, name: str, facts: Mapping[str, Known], found: Found) -> dict[str, Known]:
        """That an offense below a misdemeanor is tried as a crime is, where the law of the state says so and the file nothing."""
        is_no_conviction = {facts.get(name) for name in FINDINGS_OF_GUILT} == {False}
        if (
            facts.get("level") not in BELOW_CRIMES
            or "criminal_proceeding" in facts
            or found.problem
            or is_no_conviction
        ):
            return {}
        ids = [offense.id for offense in found.offenses]
        for one in dispositions(self.case.state).criminal_trials:
            if one.holds_of(ids):
                self.assumed.add(f"count[{name}]: {one.says} ({one.cite}); unless the file says otherwise")
                return {"criminal_proceeding": True}
        return {}

    def _weighed(self, name: str, facts: Mapping[str, Known], found: Found, form: str, modifier: str | None) -> Weighed:
        """A count of that name, its offense narrowed to the forms that can be of its level."""
        facts = {**self._tried(name, facts, found), **facts}
        if form and found.offenses and not names_a_form(found.offenses, form):
            self.assumed.add(f"count[{name}]: {form!r} names no form of {found.citation}, and each may be meant")
        return Weighed(CountFacts(name, with_conduct(facts)), found.at_level(facts["level"], modifier), form, modifier)


def _is_below(level: str, other: str) -> bool:
    """True when a level is lighter than another; an infraction and a violation stand level."""
    ranks = {"violation": 0, "infraction": 0, "misdemeanor": 1, "felony": 2}
    return ranks[level] < ranks[other]


def not_to_come(day: date | None, latest: date, where: str) -> None:
    """Refuse a day that has not come of what is told as having happened. Raises CaseError (SY-C008)."""
    if day is not None and day > latest:
        raise CaseError("SY-C008", f"{day} has not come yet", where=where, right=f"a day up to {latest}")
