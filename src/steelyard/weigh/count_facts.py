"""What an outcome, a sentence and a file's own words say of a count, and what is taken to hold where they say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from steelyard.law.federal.facts import FLUNITRAZEPAM, SPEAKS_OF
from steelyard.logic.dates import add
from steelyard.logic.errors import CaseError
from steelyard.logic.facts import Between, Known
from steelyard.weigh.reading import NO_CONVICTION

if TYPE_CHECKING:
    from steelyard.catalog.found import Found
    from steelyard.catalog.model import Offense
    from steelyard.weigh.case import Sentence

NOT_SINCE_UNDONE: Mapping[str, Known] = {
    "vacated": "no",
    "appeal": "over",
    "pardoned": False,
    "first_possession_set_aside": False,
    "recommendation_against_deportation": False,
    "sentence_changed": "no",
}
"""What holds of a disposition as it is pronounced: nothing has undone it yet. A prior stands until the file says more."""

AS_PRONOUNCED_IN_WORDS = (
    "what an option decides is decided on {} or later and stands as pronounced, without an appeal, a pardon, a vacatur or "
    "another sentence later; unless the option says otherwise"
)
"""What is taken to hold of a disposition (`NOT_SINCE_UNDONE`), with a place for the day of the law."""
IN_STATE_COURT: Mapping[str, Known] = {
    "foreign_conviction": False,
    "committed_in_united_states": True,
    "purely_political": False,
}
"""What holds of an offense that a court of this country tries."""
IN_STATE_COURT_IN_WORDS = (
    "every count: of this country, for what was done in it, not political; unless the file says otherwise"
)

NOTHING_BESIDE: Mapping[str, Known] = {fact.short: False for fact in (*SPEAKS_OF.values(), FLUNITRAZEPAM)}
"""What is taken to hold of a count of which the file says no more than its offense."""
ACT_NOT_FOUND_IN_WORDS = "where no guilt is found or admitted, that the act would not be found"
"""What is taken to hold of a count that was dropped, diverted or is pending (`count.unlawful_act_found`)."""
NOTHING_BESIDE_IN_WORDS = (
    "every count: nothing beside its offense speaks of a drug trade, sex for hire, persons held, money hidden, an order broken "
    f"or a minor harmed; no drug is flunitrazepam; and {ACT_NOT_FOUND_IN_WORDS}; unless the file says otherwise"
)

NO_SENTENCE: Mapping[str, Known] = {"term_imposed": 0, "days_confined": 0, "custody_to_serve": 0, "on_probation": False}
HALF_A_YEAR = 180
YEARS_FOR_AN_APPEAL = 2
"""The time for a direct appeal runs out in weeks, and the year in which a late one may be asked for in New York (Crim. Proc. Law
§ 460.30) does not bring it here."""
UNTIL_SENTENCED = 365
"""The days that may lie between a conviction and its sentence, where the file does not have the day of the sentence."""
FINDINGS_OF_GUILT = ("judgment_of_guilt", "guilt_found_or_admitted")
TOO_OLD_FOR_A_JUVENILE_COURT = 21
"""No offense at this age is adjudicated as delinquency, or a youthful offender's: 18 U.S.C. § 5031 ends at 18, N.Y. Crim. Proc.
Law § 720.10(1) at 19."""
OF_A_CHANGED_SENTENCE = ("sentence_changed_date", "term_before_change")
"""Facts that speak of a sentence that was changed."""
NOTHING_OF_GUILT: Mapping[str, tuple[Known, ...]] = {
    "judgment_of_guilt": (False,),
    "guilt_found_or_admitted": (False,),
    "restraint_ordered": (False,),
    "only_unconditionally_suspended_fine": (False,),
    "vacated": ("no",),
    "appeal": ("over",),
    "pardoned": (False,),
    "first_possession_set_aside": (False,),
    "recommendation_against_deportation": (False,),
    "sentence_changed": ("no",),
    "sentence_changed_date": (),
    "term_before_change": (),
    "release_date": (),
    "days_confined": (0,),
}
"""Facts that only a finding, a plea or a sentence can have, each with the values that speak of none of them."""

OF_CONFINEMENT = ("release_date", "days_confined")
"""Of these a count that is dismissed may have some, from before a trial; of a prior they leave it open how it ended."""


def with_conduct(facts: Mapping[str, Known]) -> dict[str, Known]:
    """The facts of a count; what a file gives reason to believe of its conduct it speaks of, whatever the offense is."""
    spoken = {about.short: True for found, about in SPEAKS_OF.items() if facts.get(found.short) is True}
    return {**NOTHING_BESIDE, **facts, **spoken}


def left_open(read: Mapping[str, Known]) -> dict[str, Known]:
    """What is not taken to hold of a row whose columns were to say it, and say nothing: `read` are the facts of its columns.

    What holds where a file has no such column is no answer for a cell that is empty or cannot be read.
    """
    unsaid = {short for short, known in read.items() if known is None}
    about = {fact.short for found, fact in SPEAKS_OF.items() if found.short in unsaid and read.get(fact.short) is None}
    return dict.fromkeys(about | (unsaid & {*NOTHING_BESIDE, "unlawful_act_found"}))


def second_crime(facts: Mapping[str, Known]) -> dict[str, Known] | None:
    """The facts of a second crime that one charge may name: nobody knows whether it stands, and no sentence is its own.

    None where no guilt was found or admitted of the first.
    """
    if facts.get("judgment_of_guilt") is False and facts.get("guilt_found_or_admitted") is False:
        return None
    unknown_guilt = {"judgment_of_guilt": None, "guilt_found_or_admitted": None, "restraint_ordered": None}
    return {**facts, **NO_SENTENCE, **unknown_guilt}


def outcome_facts(
    outcome: str | None, plea: bool | None, restraint: bool | None, filed: bool | None
) -> dict[str, Known]:
    """What follows from how a count ended; `plea`, `restraint` and `filed` where the file says so, None where it does not."""
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


def signs_of_guilt(given: Mapping[str, Known]) -> list[str]:
    """The facts among these that a count has only after a plea, a finding of guilt or a sentence, in words."""
    return [
        f"{name} = {str(given[name]).lower()}"
        for name, none in NOTHING_OF_GUILT.items()
        if name in given and given[name] not in none
    ]


def sentence_facts(
    sentence: Sentence | None, outcome: str | None, plea: bool | None = None, passed: Between | None = None
) -> dict[str, Known]:
    """The facts of a sentence; where no guilt was found or admitted, none was ordered unless the file names one.

    `passed` are the days since it was pronounced (`days_since`); left out of one that is pronounced on the day asked for.
    """
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
    if sentence.probation or sentence.suspended:
        facts["on_probation"] = _still_runs(sentence, passed or Between(0, 0))
    elif sentence.probation == 0 and (sentence.term == 0 or sentence.suspended == 0):
        facts["on_probation"] = False  # 8 C.F.R. § 316.10(c)(1) asks for a suspended sentence too
    ordered = [sentence.term, sentence.probation, sentence.fine, sentence.restitution]
    if any(amount for amount in ordered if amount is not None):
        facts["restraint_ordered"] = True
    if any((sentence.term, sentence.added, sentence.probation, sentence.restitution)):
        facts["only_unconditionally_suspended_fine"] = False
    return facts


def days_since(pronounced: date | None, found: date | None, as_of: date) -> Between:
    """The days since a sentence was pronounced, by its own day, or else by that of the plea or the conviction."""
    if pronounced is not None:
        return Between((as_of - pronounced).days, (as_of - pronounced).days)
    if found is not None:
        return Between((as_of - found).days - UNTIL_SENTENCED, (as_of - found).days)
    return Between()


def _still_runs(sentence: Sentence, passed: Between) -> bool | None:
    """Whether probation, or a suspended sentence, is not completed yet: 8 C.F.R. § 316.10(c)(1). None where nobody can tell.

    It may begin when what is to be served of the term is over. How long a term without probation stays suspended is not said
    in the file, nor what a violation, for which confinement was added, made of the probation.
    """
    least, most = passed.low, passed.high
    ends = sentence.probation or 0
    if isinstance(most, int) and most <= ends and not sentence.added:
        return True
    if not isinstance(least, int) or not sentence.probation or sentence.term is None or sentence.added:
        return None
    return False if least > ends + sentence.term - (sentence.suspended or 0) else None


def _together(term: int, added: int) -> int | Between:
    """Terms added up, in days. Six months are written as 180 days and may be 183: two of them are half a year twice."""
    halves = [term, added].count(HALF_A_YEAR)
    return Between(term + added, term + added + 3 * halves) if halves and added else term + added


def declared_facts(
    given: Mapping[str, Known], read: Mapping[str, Known], found: Found, outcome: str | None, as_of: date, where: str
) -> dict[str, Known]:
    """The facts that a file declares of a count, where they can all be true beside what is `read` in its fields.

    A change of sentence that the file speaks of without its ground leaves it open what is counted. Raises CaseError:
    SY-C006 (facts that cannot both be true), SY-C008 (an end of confinement or a change before the offense).
    """
    _refuse_contradictions(given, read, found, outcome, where)
    facts = dict(given)
    day = read["conviction_date"]
    ran_out = isinstance(day, date) and add(day, years=YEARS_FOR_AN_APPEAL) < as_of
    if ran_out and facts.get("appeal") == "time_running":
        facts["appeal"] = None  # what was written then says nothing of today
    if any(name in facts for name in OF_A_CHANGED_SENTENCE):
        facts.setdefault("sentence_changed", None)
    return facts


def _refuse_contradictions(
    facts: Mapping[str, Known], read: Mapping[str, Known], found: Found, outcome: str | None, where: str
) -> None:
    """Raise CaseError for facts that cannot be true beside each other or beside the fields, as `declared_facts` says."""

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
    found_guilty = {name: value for name, value in facts.items() if name not in OF_CONFINEMENT}
    if outcome in NO_CONVICTION and (signs := signs_of_guilt(found_guilty)):
        raise clash(f"{outcome}, though {' and '.join(signs)}",
                    'outcome = "deferred" for a dismissal after a plea, "convicted" for what is set aside later')  # fmt: skip
    for name in (*FINDINGS_OF_GUILT, "restraint_ordered"):
        if isinstance(read.get(name), bool) and facts.get(name, read[name]) is not read[name]:
            raise clash(f"{name} = {facts[name]}, and the outcome and the sentence make it {read[name]}".lower(),
                        "the outcome, the plea and the sentence as the record has them")  # fmt: skip
    if facts.get("only_unconditionally_suspended_fine") and read.get("only_unconditionally_suspended_fine") is False:
        raise clash("only a suspended fine, and a term, probation or restitution was ordered")
    age = facts.get("age_at_offense")
    if outcome == "delinquent" and isinstance(age, int) and age >= TOO_OLD_FOR_A_JUVENILE_COURT:
        raise clash(f"adjudicated delinquent for an offense at the age of {age}")
    if facts.get("vacated") == "section_3771a" and any(one.state != "US" for one in found.offenses):
        raise clash(f"{found.citation} is no federal offense, and 18 U.S.C. § 3771A reaches no other")
    if facts.get("foreign_conviction") and found.offenses:
        raise clash(f"{found.citation} is law of this country, and foreign_conviction = true",
                    "the charge as the foreign court wrote it")  # fmt: skip
    if facts.get("first_possession_set_aside") and found.offenses and not any(map(_may_be_possession, found.offenses)):
        raise clash(f"no form of {found.citation} is the possession of a drug for oneself, set aside or not",
                    "first_possession_set_aside = false")  # fmt: skip
    changed = [name for name in OF_A_CHANGED_SENTENCE if name in facts]
    if changed and facts.get("sentence_changed") == "no":
        raise clash(f"sentence_changed = no, and {' and '.join(changed)}")
    offense = read["offense_date"]
    for name in ("release_date", "sentence_changed_date"):
        day = facts.get(name)
        if isinstance(day, date) and isinstance(offense, date) and day < offense:
            raise CaseError("SY-C008", f"the {name} ({day}) comes before the offense ({offense})", where=where)


def _may_be_possession(offense: Offense) -> bool:
    """True for an offense some form of which is the possession of something, with no purpose but to have it."""
    return any("possess" in form.elements.get("act", ()) and "purpose" not in form.elements for form in offense.forms)
