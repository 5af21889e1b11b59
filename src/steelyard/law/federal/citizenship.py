"""Good moral character, naturalization, travel and return, re-entry, and petitions for family."""

from __future__ import annotations

from datetime import date

from steelyard.law.build import IIRIRA, authority, count_rule, holds, person_rule, rules
from steelyard.law.citations import cfr, public_law, usc
from steelyard.law.federal.conviction import YEAR
from steelyard.law.federal.facts import (
    ACTS_EXCUSED,
    BRIEF_TRIPS,
    CHARACTER_DESPITE_DRIVING,
    CONVICTION_DATE,
    DAYS_CONFINED,
    DRUG_OR_PERSON_CRIME,
    FALSE_TESTIMONY,
    GAMBLING_INCOME,
    GOOD_MORAL_CHARACTER_SINCE,
    HABITUAL_DRUNKARD,
    JUVENILE,
    MARRIED_TO_EVADE,
    MAXIMUM_TERM,
    OFFENSE_DATE,
    ON_PROBATION,
    PRESENT,
    PROCEEDING_DATE,
    REGISTRY_CHARACTER_SINCE,
    RELEASE_DATE,
    SPEAKS_OF,
    SPECIFIED_AGAINST_MINOR,
    STATUS,
    T_STATUS_SINCE,
    TEN_YEARS_OF_CHARACTER_SINCE,
    THREE_YEARS_OF_CHARACTER_SINCE,
    UNLAWFUL_ACT_FOUND,
)
from steelyard.law.federal.inadmissibility import BEYOND_ONE_SMALL_POSSESSION
from steelyard.logic.expr import (
    Constant,
    Expr,
    Matches,
    Split,
    Total,
    all_of,
    any_of,
    at_least,
    days,
    days_after,
    not_,
    some_listed,
)
from steelyard.logic.facts import Fact
from steelyard.logic.rule import Gap, Side, SplitLaw

NONCITIZEN = not_(STATUS.is_("citizen"))
RESIDENT = STATUS.one_of("permanent_resident", "conditional_resident")
CONVICTED = holds("conviction.exists")
IN_PERIOD = OFFENSE_DATE >= GOOD_MORAL_CHARACTER_SINCE


def _convicted_since(began: Fact) -> Expr:
    """Convicted in a period: a conviction to come falls in any."""
    return any_of(PROCEEDING_DATE <= CONVICTION_DATE, began <= CONVICTION_DATE)


def _confined_since(began: Fact) -> Expr:
    """Confined in a period for 180 days in all, 8 U.S.C. § 1101(f)(7), whenever the offenses were.

    A conviction of before it counts with all its days where the release falls in the period, unless no day of any later one
    is added and no release comes late enough for 180 days to lie between: "during such period", the statute says.
    """
    counted = any_of(_convicted_since(began), began <= RELEASE_DATE)
    reaching = any_of(_convicted_since(began), days_after(began, 179) <= RELEASE_DATE)
    some_day = at_least(1, all_of(CONVICTED, days(1) <= DAYS_CONFINED, reaching))
    return all_of(Total(DAYS_CONFINED.ref, all_of(CONVICTED, counted), 180), some_day)


def _twice(ground: str, in_period: Expr) -> Expr:
    """Two convictions within a ground in the period, one of them by the decision that is weighed."""
    convicted = all_of(CONVICTED, Matches(ground, "applicant"), in_period)
    return all_of(some_listed(PRESENT, convicted), at_least(2, convicted))


def _character_excluded(began: Fact) -> Expr:
    """What excludes good moral character in a period; two convictions for impaired driving count by their own days.

    8 U.S.C. § 1101(f) asks when an offense was committed, Matter of Castillo-Perez, 27 I&N Dec. 664 (A.G. 2019), for two
    convictions in the period.
    """
    in_period = began <= OFFENSE_DATE
    return any_of(
        all_of(holds("inadmissible.cimt"), some_listed(PRESENT, holds("inadmissible_count.cimt"), in_period)),
        all_of(
            some_listed(PRESENT, holds("inadmissible_count.controlled_substance"), in_period),
            BEYOND_ONE_SMALL_POSSESSION,
        ),
        all_of(holds("inadmissible.aggregate_five_years"), some_listed(PRESENT, CONVICTED, in_period)),
        all_of(
            holds("inadmissible.drug_trafficker"),
            some_listed(PRESENT, holds("inadmissible_count.trafficker"), in_period),
        ),
        holds("inadmissible.prostitution"),
        some_listed(PRESENT, holds("inadmissible_count.helped_entry"), in_period),
        some_listed(PRESENT, in_period, Matches("FALSE_TESTIMONY_CONDUCT", "applicant"), FALSE_TESTIMONY),
        _twice("GAMBLING", in_period),
        all_of(some_listed(PRESENT, Matches("GAMBLING", "applicant")), GAMBLING_INCOME),
        all_of(some_listed(PRESENT, Matches("DRINKING", "applicant")), HABITUAL_DRUNKARD),
        all_of(
            date(2019, 10, 25) <= PROCEEDING_DATE,
            _twice("IMPAIRED_DRIVING", began <= CONVICTION_DATE),
            not_(CHARACTER_DESPITE_DRIVING),
        ),
        all_of(some_listed(PRESENT, CONVICTED), _confined_since(began)),
    )


_OF_CHARACTER = (
    usc(8, 1101, "f", 1),
    usc(8, 1101, "f", 3),
    usc(8, 1101, "f", 4),
    usc(8, 1101, "f", 5),
    usc(8, 1101, "f", 6),
    usc(8, 1101, "f", 7),
    cfr(8, "316.10", "b", 2),
    authority("castillo_perez"),
    authority("ledezma_cosino"),
)
_DRUG_VIOLATION = (Matches("CS", "applicant"), not_(holds("deportable_count.small_marijuana_possession")))
_ASKED_WITHOUT_CONVICTION = (
    "Drink, gambling and false testimony are asked of counts that are about them; no conviction for them is needed."
)

RULES = rules(
    count_rule(
        "character.permanent_bar",
        "murder at any time, or an aggravated felony since 29 November 1990",
        when=any_of(
            holds("aggravated_felony.murder"),
            all_of(holds("aggravated_felony.for_relief"), date(1990, 11, 29) <= CONVICTION_DATE),
        ),
        cite=(usc(8, 1101, "f", 8), cfr(8, "316.10", "b", 1)),
        reaches=authority("immact_509"),
    ),
    person_rule(
        "citizenship.permanently_barred",
        "good moral character barred for good: no naturalization",
        when=all_of(NONCITIZEN, some_listed(PRESENT, holds("character.permanent_bar"))),
        cite=(usc(8, 1101, "f", 8), usc(8, 1427, "a")),
        consequence=True,
    ),
    person_rule(
        "character.barred",
        "good moral character excluded by what was done during the period examined",
        when=_character_excluded(GOOD_MORAL_CHARACTER_SINCE),
        cite=_OF_CHARACTER,
        note=_ASKED_WITHOUT_CONVICTION,
        consequence=False,
    ),
    person_rule(
        "character.barred_in_ten_years",
        "good moral character excluded by what was done during the ten years before the final order",
        when=_character_excluded(TEN_YEARS_OF_CHARACTER_SINCE),
        cite=(usc(8, "1229b", "b", 1, "B"), authority("ortega_cabrera"), *_OF_CHARACTER),
        note=_ASKED_WITHOUT_CONVICTION,
        consequence=False,
    ),
    person_rule(
        "character.barred_in_three_years",
        "good moral character excluded by what was done during the three years that a battered person must show",
        when=_character_excluded(THREE_YEARS_OF_CHARACTER_SINCE),
        cite=(usc(8, "1229b", "b", 2, "A", "iii"), cfr(8, "204.2", "c", 2, "v"), *_OF_CHARACTER),
        note=_ASKED_WITHOUT_CONVICTION,
        consequence=False,
    ),
    person_rule(
        "character.barred_for_registry",
        "good moral character excluded by what was done during the reasonable period before registry",
        when=_character_excluded(REGISTRY_CHARACTER_SINCE),
        cite=(usc(8, 1259, "c"), authority("sanchez_linn"), *_OF_CHARACTER),
        note=_ASKED_WITHOUT_CONVICTION,
        consequence=False,
    ),
    person_rule(
        "character.barred_since_t_status",
        "good moral character excluded by what was done since the admission as a victim of trafficking",
        when=_character_excluded(T_STATUS_SINCE),
        cite=(usc(8, 1255, "l", 1, "B"), cfr(8, "245.23", "a", 6), *_OF_CHARACTER),
        note=_ASKED_WITHOUT_CONVICTION,
        consequence=False,
    ),
    person_rule(
        "character.habits",
        "good moral character excluded by habit: a drunkard's, or an income mainly from illegal gambling",
        when=all_of(NONCITIZEN, any_of(HABITUAL_DRUNKARD, GAMBLING_INCOME)),
        cite=(usc(8, 1101, "f", 1), usc(8, 1101, "f", 4), cfr(8, "316.10", "b", 2)),
        consequence=False,
    ),
    person_rule(
        "citizenship.character_barred",
        "good moral character barred during the period examined",
        when=all_of(
            NONCITIZEN,
            any_of(
                holds("character.barred"),
                all_of(
                    some_listed(PRESENT, CONVICTED, any_of(IN_PERIOD, CONVICTION_DATE >= GOOD_MORAL_CHARACTER_SINCE)),
                    not_(ACTS_EXCUSED),
                ),
                some_listed(PRESENT, IN_PERIOD, UNLAWFUL_ACT_FOUND, *_DRUG_VIOLATION),
                all_of(some_listed(PRESENT, IN_PERIOD, UNLAWFUL_ACT_FOUND), not_(ACTS_EXCUSED)),
            ),
        ),
        cite=(usc(8, 1101, "f"), cfr(8, "316.10", "b", 2), cfr(8, "316.10", "b", 3)),
        note="An unlawful act in the period, or a conviction or imprisonment for one, excludes character unless extenuating "
        "circumstances are shown; a violation of a drug law does in any case. Of a count on which no guilt is found or "
        "admitted it is taken that the act would not be found, unless the file says so.",
        consequence=True,
    ),
    person_rule(
        "citizenship.application_waits",
        "an application for naturalization is not approved during probation, parole or a suspended sentence",
        when=all_of(NONCITIZEN, some_listed(PRESENT, ON_PROBATION)),
        cite=cfr(8, "316.10", "c", 1),
        consequence=True,
    ),
    person_rule(
        "travel.treated_as_applicant",
        "treated as applying for admission when returning from abroad",
        when=all_of(
            RESIDENT,
            some_listed(
                PRESENT,
                any_of(
                    OFFENSE_DATE >= IIRIRA,
                    all_of(
                        any_of(not_(CONVICTED), CONVICTION_DATE >= IIRIRA),
                        Split("returning_after_an_older_offense", Constant(True), Constant(False)),
                    ),
                    not_(BRIEF_TRIPS),
                ),
                any_of(
                    all_of(holds("inadmissible_count.cimt"), holds("inadmissible.cimt")),
                    holds("inadmissible_count.controlled_substance"),
                    holds("inadmissible_count.trafficker"),
                    holds("inadmissible_count.human_trafficking"),
                    holds("inadmissible_count.money_laundering"),
                    holds("inadmissible_count.prostitution"),
                    all_of(CONVICTED, holds("inadmissible.aggregate_five_years")),
                ),
            ),
        ),
        cite=(usc(8, 1101, "a", 13, "C", "v"), authority("lau"), authority("vartelas"), authority("centurion")),
        note="After a conviction before 1 April 1997 the law of that day decides, by which a brief, casual and innocent trip is "
        "no new entry: Vartelas v. Holder. Whether it does so too where only the offense was before that day is answered in "
        "the Second Circuit alone. An absence of more than 180 days and the other cases of § 1101(a)(13)(C) are not asked "
        "about.",
        consequence=True,
    ),
    count_rule(
        "reentry.aggravated_felony",
        "an aggravated felony conviction before removal",
        when=holds("aggravated_felony.any"),
        cite=usc(8, 1326, "b", 2),
        reaches=authority("iirira_321"),
    ),
    count_rule(
        "reentry.felony",
        "a felony conviction before removal",
        when=all_of(CONVICTED, MAXIMUM_TERM > YEAR),
        cite=usc(8, 1326, "b", 1),
        reaches=authority("vccleaa_130001"),
    ),
    count_rule(
        "reentry.drug_or_person_misdemeanor",
        "a misdemeanor conviction involving drugs or a crime against the person",
        when=all_of(CONVICTED, MAXIMUM_TERM <= YEAR, DRUG_OR_PERSON_CRIME),
        cite=usc(8, 1326, "b", 1),
        reaches=authority("vccleaa_130001"),
    ),
    person_rule(
        "reentry.twenty_years",
        "re-entry after removal punishable by twenty years",
        when=all_of(NONCITIZEN, some_listed(PRESENT, holds("reentry.aggravated_felony"))),
        cite=usc(8, 1326, "b", 2),
        consequence=True,
    ),
    person_rule(
        "reentry.ten_years",
        "re-entry after removal punishable by ten years",
        when=all_of(
            NONCITIZEN,
            any_of(
                some_listed(PRESENT, holds("reentry.felony")),
                all_of(
                    some_listed(PRESENT, holds("reentry.drug_or_person_misdemeanor")),
                    at_least(3, holds("reentry.drug_or_person_misdemeanor")),
                ),
            ),
        ),
        cite=usc(8, 1326, "b", 1),
        consequence=True,
    ),
    person_rule(
        "family.petition_closed_by_marriage",
        "no petition for the person, by family or employer, after a marriage made to evade the immigration laws",
        when=all_of(
            NONCITIZEN,
            some_listed(
                PRESENT,
                any_of(
                    all_of(CONVICTED, Matches("SHAM_MARRIAGE", "applicant")),
                    all_of(Matches("MARRIAGE_CONDUCT", "applicant"), MARRIED_TO_EVADE),
                ),
            ),
        ),
        cite=(usc(8, 1154, "c"), authority("p_singh")),
        note="There is no end to it and no waiver. Whoever marries so, or tries or agrees to, is within it.",
        consequence=True,
    ),
    person_rule(
        "family.petition_barred",
        "no petition for family after an offense against a minor, unless no risk is found",
        when=all_of(
            STATUS.one_of("citizen", "permanent_resident", "conditional_resident"),
            some_listed(
                PRESENT,
                any_of(
                    CONVICTED,
                    all_of(JUVENILE, Split("delinquency_bars_petitions", Constant(True), Constant(False))),
                ),
                any_of(Matches("MINOR_SPECIFIED", "applicant"), SPEAKS_OF[SPECIFIED_AGAINST_MINOR]),
                SPECIFIED_AGAINST_MINOR,
            ),
        ),
        cite=(
            usc(8, 1154, "a", 1, "A", "viii"),
            usc(8, 1154, "a", 1, "B", "i", "I"),
            public_law("34 U.S.C. § 20911(7)", read_in="the section's text, 2026"),
            authority("introcaso"),
            authority("calcano_de_millan"),
        ),
        since=date(2006, 7, 27),
        note="This one reaches citizens as well.",
        consequence=True,
    ),
)

SPLITS = {
    split.name: split
    for split in (
        SplitLaw(
            "delinquency_bars_petitions",
            "Is one adjudicated delinquent for a grave sexual offense convicted of it, for petitions for family?",
            Side((public_law("34 U.S.C. § 20911(8)", read_in="a treatise's account of it", verified=False),)),
            Side((authority("calcano_de_millan"),)),
        ),
        SplitLaw(
            "returning_after_an_older_offense",
            "Does § 1101(a)(13)(C)(v) reach an offense of before 1 April 1997 that no conviction of before that day followed?",
            Side((usc(8, 1101, "a", 13, "C", "v"),)),
            Side((authority("centurion"),), (("2d Cir.", date(2017, 6, 21)),)),
        ),
    )
}
GAPS = {
    gap.name: gap
    for gap in (
        Gap(
            "false_testimony",
            "citizenship",
            "False testimony to obtain an immigration benefit, and persecution, torture or killings by officials abroad, are not "
            "asked about for good moral character",
            (usc(8, 1101, "f", 6), usc(8, 1101, "f", 9)),
        ),
        Gap(
            "denaturalization",
            "citizenship",
            "That a court which convicts under 18 U.S.C. § 1425 revokes the naturalization it was about is not encoded",
            (usc(8, 1451, "e"),),
        ),
    )
}
