"""Grounds of inadmissibility: 8 U.S.C. § 1182(a)(2)(A)–(I), the health and misrepresentation grounds, and the waiver of (h)."""

from __future__ import annotations

from datetime import date

from steelyard.law.build import CIRCUITS, authority, count_rule, holds, person_rule, rules
from steelyard.law.citations import usc
from steelyard.law.federal.conviction import FIVE_YEARS_IN_DAYS
from steelyard.law.federal.deportability import CLAIMS_AND_VOTES, claimed_or_voted, helped_entry
from steelyard.law.federal.facts import (
    ADMITTED_AS_RESIDENT,
    ADMITTED_ELEMENTS,
    AGE_AT_OFFENSE,
    DRUG_ABUSER,
    ENGAGED_IN_PROSTITUTION,
    FALSE_CLAIM,
    FIVE_YEARS_IN_ALL,
    INCIDENT,
    LAWFUL_FOR_SEVEN_YEARS,
    MATERIAL_MISREPRESENTATION,
    MISREPRESENTED_FOR_BENEFIT,
    OFFENSE_DATE,
    PHYSICAL_DISORDER,
    POLITICAL,
    PRESENT,
    PROCEEDING_DATE,
    REASON_TO_BELIEVE_HUMAN_TRAFFICKING,
    REASON_TO_BELIEVE_LAUNDERING,
    REASON_TO_BELIEVE_TRAFFICKING,
    RELEASE_DATE,
    SECURITY_ACTIVITY,
    SENTENCE_CHANGED,
    SMUGGLED,
    SPEAKS_OF,
    STATUS,
    TERM_IMPOSED,
)
from steelyard.logic.expr import (
    All,
    AnyOf,
    Constant,
    Expr,
    Matches,
    Split,
    Total,
    all_of,
    any_of,
    at_least,
    days,
    not_,
    number,
    some_listed,
    years_after,
)
from steelyard.logic.facts import Fact
from steelyard.logic.rule import Citation, Exception_, Gap, Rule, Side, SplitLaw, exception

NONCITIZEN = not_(STATUS.is_("citizen"))
CONVICTED = holds("conviction.exists")
SINCE_1991 = authority("immact_601")


def _cite(*paragraphs: int | str) -> Citation:
    return usc(8, 1182, *paragraphs)


BEYOND_ONE_SMALL_POSSESSION = any_of(
    at_least(
        1,
        all_of(
            holds("inadmissible_count.controlled_substance"),
            not_(holds("deportable_count.small_marijuana_possession")),
        ),
    ),
    at_least(2, holds("inadmissible_count.controlled_substance"), distinct=INCIDENT),
)
"""Drug offenses other than a single possession of 30 grams or less of marijuana, which alone is excepted or waived.

Earlier ones of the same incident count too: Matter of Davey, 26 I&N Dec. 37 (BIA 2012), of the like words of § 1227.
"""
CALENDAR_DAYS = 30
"""How far ten terms of six months may be below five years when each is 180 days."""


def five_years_in_all(counted: Expr) -> AnyOf:
    """Terms of five years or more in all, a cut that does not count left out of account (Thomas & Thompson).

    Terms of six months, 180 days each, may be a few days more: near the line the calendar decides.
    """
    cut = at_least(1, all_of(counted, SENTENCE_CHANGED.is_("other")))
    near = Total(TERM_IMPOSED.ref, counted, FIVE_YEARS_IN_DAYS - CALENDAR_DAYS)
    whole = Total(TERM_IMPOSED.ref, counted, FIVE_YEARS_IN_DAYS)
    return any_of(whole, all_of(any_of(cut, near), FIVE_YEARS_IN_ALL))


def _applicant(ground: str) -> Matches:
    return Matches(ground, "applicant")


def _facing(
    name: str,
    label: str,
    when: Expr,
    *cite: Citation,
    note: str = "",
    unless: tuple[Exception_, ...] = (),
    consequence: bool = True,
) -> Rule:
    """A column: the person is not a citizen and the ground is met by the counts being weighed."""
    return person_rule(
        f"inadmissible.{name}",
        f"inadmissible: {label}",
        when=all_of(NONCITIZEN, when),
        cite=cite,
        note=note,
        unless=unless,
        consequence=consequence,
    )


def _convicted_or_admitted(ground: str) -> AnyOf:
    return any_of(all_of(CONVICTED, _applicant(ground)), all_of(ADMITTED_ELEMENTS, _applicant(ground)))


def _believed(conduct: str, belief: Fact) -> All:
    """Found of the conduct, where the offense or something beside it speaks of such conduct."""
    return all_of(any_of(_applicant(conduct), SPEAKS_OF[belief]), belief)


def _convicted_or_believed(ground: str, conduct: str, belief: Fact) -> AnyOf:
    """Convicted within the ground, or reason to believe it of conduct that no statute's list or mind limits."""
    return any_of(all_of(CONVICTED, _applicant(ground)), _believed(conduct, belief))


RULES = rules(
    count_rule(
        "inadmissible_count.cimt",
        "convicted of, or formally admits, a crime involving moral turpitude",
        when=_convicted_or_admitted("CIMT"),
        cite=(_cite("a", 2, "A", "i", "I"), authority("k_1957")),
        reaches=SINCE_1991,
        unless=[exception("a purely political offense", POLITICAL, cite=_cite("a", 2, "A", "i", "I"))],
    ),
    count_rule(
        "inadmissible_count.petty",
        "a petty offense: no more than a year possible, and no more than six months imposed",
        when=all_of(
            not_(holds("sentence.more_than_one_year_possible")),
            any_of(not_(CONVICTED), not_(holds("sentence.over_six_months"))),
        ),
        cite=_cite("a", 2, "A", "ii", "II"),
        reaches=SINCE_1991,
    ),
    count_rule(
        "inadmissible_count.youthful",
        "committed under 18, and released more than five years before the application",
        when=all_of(
            number(18) > AGE_AT_OFFENSE,
            years_after(PROCEEDING_DATE, -5) > OFFENSE_DATE,
            years_after(PROCEEDING_DATE, -5) > RELEASE_DATE,
        ),
        cite=_cite("a", 2, "A", "ii", "I"),
        reaches=SINCE_1991,
    ),
    count_rule(
        "inadmissible_count.excepted",
        "within the petty-offense or the youth exception by itself",
        when=any_of(holds("inadmissible_count.petty"), holds("inadmissible_count.youthful")),
        cite=_cite("a", 2, "A", "ii"),
        reaches=SINCE_1991,
    ),
    person_rule(
        "inadmissible_person.only_one_crime",
        "committed only one crime involving moral turpitude",
        when=not_(at_least(2, holds("inadmissible_count.cimt"))),
        cite=(_cite("a", 2, "A", "ii"), authority("garcia_hernandez")),
        note="Another offense that is not one of moral turpitude does not count.",
    ),
    _facing(
        "cimt",
        "a crime involving moral turpitude",
        some_listed(PRESENT, holds("inadmissible_count.cimt")),
        _cite("a", 2, "A", "i", "I"),
        unless=(
            exception(
                "the only crime, and a petty or youthful one",
                all_of(
                    holds("inadmissible_person.only_one_crime"),
                    not_(
                        some_listed(
                            PRESENT, holds("inadmissible_count.cimt"), not_(holds("inadmissible_count.excepted"))
                        )
                    ),
                ),
                cite=_cite("a", 2, "A", "ii"),
            ),
        ),
    ),
    count_rule(
        "inadmissible_count.controlled_substance",
        "convicted of, or formally admits, a violation relating to a controlled substance",
        when=_convicted_or_admitted("CS"),
        cite=(_cite("a", 2, "A", "i", "II"), authority("k_1957")),
        reaches=SINCE_1991,
    ),
    _facing(
        "controlled_substance",
        "a controlled substance",
        some_listed(PRESENT, holds("inadmissible_count.controlled_substance")),
        _cite("a", 2, "A", "i", "II"),
        note="No exception for small amounts; a waiver exists for one possession of 30 grams or less of marijuana.",
    ),
    _facing(
        "aggregate_five_years",
        "two or more convictions with sentences of five years in all",
        all_of(
            some_listed(
                PRESENT,
                CONVICTED,
                not_(POLITICAL),
                Split("term_of_nothing_in_a_total", Constant(True), days(1) <= TERM_IMPOSED),
            ),
            at_least(2, all_of(CONVICTED, not_(POLITICAL))),
            five_years_in_all(all_of(CONVICTED, not_(POLITICAL))),
        ),
        _cite("a", 2, "B"),
    ),
    count_rule(
        "inadmissible_count.trafficker",
        "drug trafficking, by conviction or by reason to believe",
        when=_convicted_or_believed("AF:B", "DRUG_CONDUCT", REASON_TO_BELIEVE_TRAFFICKING),
        cite=_cite("a", 2, "C", "i"),
        reaches=SINCE_1991,
        note="No conviction is needed: no dismissal, plea to something else or statute wider than the federal lists clears.",
    ),
    _facing(
        "drug_trafficker",
        "reason to believe in drug trafficking",
        some_listed(PRESENT, holds("inadmissible_count.trafficker")),
        _cite("a", 2, "C"),
    ),
    count_rule(
        "inadmissible_count.prostitution",
        "prostitution or procuring, by what was done",
        when=_believed("SEX_TRADE_CONDUCT", ENGAGED_IN_PROSTITUTION),
        cite=_cite("a", 2, "D"),
        reaches=SINCE_1991,
    ),
    _facing(
        "prostitution",
        "prostitution or procuring within ten years",
        some_listed(PRESENT, holds("inadmissible_count.prostitution")),
        _cite("a", 2, "D"),
        authority("gonzalez_zoquiapan"),
    ),
    count_rule(
        "inadmissible_count.human_trafficking",
        "trafficking in persons, by commission or by reason to believe",
        when=_convicted_or_believed("TRAFFICKING", "TRAFFICKING_CONDUCT", REASON_TO_BELIEVE_HUMAN_TRAFFICKING),
        cite=_cite("a", 2, "H", "i"),
        reaches=SINCE_1991,
    ),
    _facing(
        "human_trafficking",
        "trafficking in persons",
        some_listed(PRESENT, holds("inadmissible_count.human_trafficking")),
        _cite("a", 2, "H"),
    ),
    count_rule(
        "inadmissible_count.money_laundering",
        "money laundering, by conviction or by reason to believe",
        when=_convicted_or_believed("LAUNDERING", "LAUNDERING_CONDUCT", REASON_TO_BELIEVE_LAUNDERING),
        cite=_cite("a", 2, "I"),
        reaches=SINCE_1991,
    ),
    _facing(
        "money_laundering",
        "money laundering",
        some_listed(PRESENT, holds("inadmissible_count.money_laundering")),
        _cite("a", 2, "I"),
    ),
    _facing(
        "health",
        "a disorder with harmful behavior, or drug abuse",
        any_of(PHYSICAL_DISORDER, DRUG_ABUSER),
        _cite("a", 1, "A", "iii"),
        _cite("a", 1, "A", "iv"),
        consequence=False,
    ),
    _facing(
        "misrepresentation",
        "fraud, misrepresentation or a false claim to citizenship",
        any_of(MATERIAL_MISREPRESENTATION, FALSE_CLAIM),
        _cite("a", 6, "C", "i"),
        _cite("a", 6, "C", "ii"),
        consequence=False,
    ),
    count_rule(
        "inadmissible_count.helped_entry",
        "knowing help for another's entry against the law, by conviction or by what was done",
        when=helped_entry("applicant"),
        cite=(_cite("a", 6, "E", "i"), authority("martinez_serrano"), authority("parra_rojas")),
        reaches=SINCE_1991,
    ),
    _facing(
        "helped_entry",
        "helped another to come in against the law",
        some_listed(PRESENT, holds("inadmissible_count.helped_entry")),
        _cite("a", 6, "E", "i"),
        _cite("d", 11),
        note="At any time, and without conviction. Residents and some relatives who helped only a spouse, parent, son or "
        "daughter may ask for the waiver of § 1182(d)(11); the rule for families of 1988, clause (ii), is not encoded.",
    ),
    _facing(
        "smuggling", "helped another to enter unlawfully", all_of(SMUGGLED), _cite("a", 6, "E", "i"), consequence=False
    ),
    _facing(
        "false_claim_or_vote",
        "a false claim to be a national, or a vote against the law",
        claimed_or_voted("applicant"),
        _cite("a", 6, "C", "ii"),
        _cite("a", 10, "D"),
        *CLAIMS_AND_VOTES,
        note="No waiver for immigrants. The exception for children of citizens is not encoded.",
    ),
    _facing(
        "security",
        "espionage, sabotage, unlawful export or terrorist activity, by what was done",
        some_listed(PRESENT, _applicant("SECURITY_CONDUCT"), SECURITY_ACTIVITY),
        _cite("a", 3, "A"),
        _cite("a", 3, "B"),
        note="No conviction is needed. It bars asylum, withholding and cancellation too, which is not computed.",
    ),
    _facing(
        "misrepresented",
        "fraud or a false word for a visa, papers, an admission or another benefit",
        some_listed(PRESENT, _applicant("MISREPRESENTATION_CONDUCT"), MISREPRESENTED_FOR_BENEFIT),
        _cite("a", 6, "C", "i"),
        _cite("i"),
        note="No conviction is needed. Spouses, sons and daughters of citizens and residents may ask for the waiver of "
        "§ 1182(i). "
        "Who was admitted so, or came in after it, was inadmissible then, § 1227(a)(1)(A), and has a column for it.",
    ),
    person_rule(
        "inadmissible.any_crime",
        "inadmissible on a ground of crime",
        when=any_of(
            *(
                holds(f"inadmissible.{name}")
                for name in (
                    "cimt",
                    "controlled_substance",
                    "aggregate_five_years",
                    "drug_trafficker",
                    "prostitution",
                    "human_trafficking",
                    "money_laundering",
                )
            )
        ),
        cite=_cite("a", 2),
        consequence=False,
    ),
    # --- the waiver of § 1182(h) ------------------------------------------------------------------------------------
    person_rule(
        "waiver_212h.not_waivable",
        "some ground met by the counts being weighed cannot be waived under § 1182(h)",
        when=any_of(
            holds("inadmissible.drug_trafficker"),
            holds("inadmissible.human_trafficking"),
            holds("inadmissible.money_laundering"),
            all_of(
                holds("inadmissible.controlled_substance"),
                BEYOND_ONE_SMALL_POSSESSION,
            ),
        ),
        cite=_cite("h"),
    ),
    person_rule(
        "waiver_212h.barred",
        "no waiver under § 1182(h): a ground beyond it, murder, torture, or, once admitted as a resident, an aggravated "
        "felony or less than seven lawful years",
        when=any_of(
            holds("waiver_212h.not_waivable"),
            some_listed(
                PRESENT,
                any_of(CONVICTED, ADMITTED_ELEMENTS),
                any_of(Matches("AF:A(murder)", "applicant"), Matches("TORTURE", "applicant")),
            ),
            all_of(
                STATUS.one_of("permanent_resident", "conditional_resident"),
                any_of(
                    some_listed(PRESENT, holds("aggravated_felony.for_relief")),
                    all_of(holds("inadmissible.any_crime"), not_(LAWFUL_FOR_SEVEN_YEARS)),
                ),
                Split("bar_of_212h_for_those_who_adjusted", Constant(True), ADMITTED_AS_RESIDENT.ref),
            ),
        ),
        cite=(_cite("h"), authority("j_h_j"), authority("rotimi")),
        consequence=True,
    ),
)

SPLITS = {
    split.name: split
    for split in (
        SplitLaw(
            "term_of_nothing_in_a_total",
            "Is a conviction without confinement one of the two or more of 8 U.S.C. § 1182(a)(2)(B) whose sentences make five "
            "years in all?",
            Side(()),
            Side(()),
        ),
        SplitLaw(
            "bar_of_212h_for_those_who_adjusted",
            "Does the aggravated-felony bar of § 1182(h) reach residents who adjusted inside the country?",
            Side((authority("koljenovic"), authority("e_w_rodriguez"))),
            Side((authority("j_h_j"),), tuple((forum, date(2015, 5, 12)) for forum in ("BIA", *CIRCUITS))),
        ),
    )
}

GAPS = {
    gap.name: gap
    for gap in (
        Gap(
            "immunity_from_prosecution",
            "inadmissibility",
            "Departure after asserting immunity from prosecution is not encoded",
            (_cite("a", 2, "E"),),
        ),
        Gap(
            "religious_freedom",
            "inadmissibility",
            "Violations of religious freedom by foreign officials are not encoded",
            (_cite("a", 2, "G"),),
        ),
        Gap(
            "security_grounds",
            "inadmissibility",
            "Of security and terrorism only what a count is about is encoded; membership, support, foreign policy and what "
            "follows for detention and relief are not",
            (_cite("a", 3),),
        ),
    )
}
