"""Relief from removal, and what bars each kind: cancellation, asylum, withholding, adjustment, TPS, DACA and the rest."""

from __future__ import annotations

from datetime import date

from steelyard.law.build import IIRIRA, authority, count_rule, holds, person_rule, rules
from steelyard.law.citations import cfr, usc
from steelyard.law.federal.conviction import YEAR
from steelyard.law.federal.deportability import falsely_claimed
from steelyard.law.federal.facts import (
    ACTS_EXCUSED,
    BATTERED_CONNECTION,
    COMMITTED_IN_UNITED_STATES,
    CONVICTION_DATE,
    CUSTODY_TO_SERVE,
    DACA_LISTED_KIND,
    DEPARTS_AT_THE_END,
    JUVENILE,
    LEVEL,
    MAXIMUM_TERM,
    OCCASION,
    OFFENSE_DATE,
    ORDER_PROTECTS,
    PARTICULARLY_SERIOUS,
    PLEA_DATE,
    PRESENT,
    PROTECTED_RELATIONSHIP,
    PUBLIC_SAFETY_THREAT,
    RECORD_INCONCLUSIVE,
    RESIDENCE_BEGAN,
    SEEKS,
    SENTENCE_CHANGED,
    SEVEN_YEARS_BY_1997,
    SPEAKS_OF,
    STATUS,
    TEN_YEARS_BEFORE,
    TERM_BEFORE_CHANGE,
    TERM_IMPOSED,
    THREE_YEARS_OF_CHARACTER_SINCE,
    TRAFFICKING_CONNECTION,
    TRAFFICKING_PRESUMPTION_OVERCOME,
    UNLAWFUL_ACT_FOUND,
    VACATED,
    VIOLENT_OR_DANGEROUS,
)
from steelyard.law.federal.inadmissibility import BEYOND_ONE_SMALL_POSSESSION, five_years_in_all
from steelyard.logic.expr import (
    Constant,
    Expr,
    Matches,
    NotEncoded,
    Split,
    all_of,
    any_of,
    at_least,
    days,
    not_,
    some_listed,
    years_after,
)
from steelyard.logic.rule import Citation, Gap, Rule, Side, SplitLaw, version

NONCITIZEN = not_(STATUS.is_("citizen"))
RESIDENT = STATUS.one_of("permanent_resident", "conditional_resident")
NOT_RESIDENT = not_(STATUS.one_of("citizen", "permanent_resident", "conditional_resident"))
CONVICTED = holds("conviction.exists")
AGGRAVATED_FELONY = some_listed(PRESENT, holds("aggravated_felony.for_relief"))
"""The applicant bears the burden of showing that no bar applies."""
STOPS_THE_CLOCK = all_of(
    holds("relief.offense_referred_to"),
    any_of(
        not_(holds("inadmissible_count.cimt")),
        holds("inadmissible_count.controlled_substance"),
        holds("inadmissible.cimt"),
        holds("moral_turpitude.deportable_alone"),
    ),
)
"""An offense of 8 U.S.C. § 1182(a)(2) that renders inadmissible or removable."""


IN_SEVEN_YEARS = all_of(
    years_after(RESIDENCE_BEGAN, 7) > OFFENSE_DATE,
    any_of(
        not_(all_of(OFFENSE_DATE < IIRIRA, PLEA_DATE < IIRIRA, SEVEN_YEARS_BY_1997)),
        Split("old_plea_stops_the_seven_years", Constant(True), Constant(False)),
    ),
)
"""Committed in the seven years, and of a day on which that stops them."""

INADMISSIBLE_BY_THE_COUNTS = any_of(
    holds("inadmissible.any_crime"),
    holds("inadmissible.false_claim_or_vote"),
    holds("inadmissible.helped_entry"),
    holds("inadmissible.security"),
)
NOT_ADMISSIBLE = any_of(INADMISSIBLE_BY_THE_COUNTS, holds("inadmissible.misrepresented"))
"""The same and misrepresentation, which stands in the way of an admission, but neither of registry nor of character."""


_SPEAKS_OF_A_THREAT = any_of(
    *(Matches(name, "applicant") for name in ("AF:A", "DRUG_CONDUCT", "AF:F", "FIREARM", "DV", "IMPAIRED_DRIVING")),
    *(Matches(name, "applicant") for name in ("AF:G(burglary)", "THEFT_FAMILY")),
)
"""Offenses of which it is asked, without a conviction, whether they show a threat to public safety."""

_LISTED_FOR_DACA = (
    *(Matches(name, "applicant") for name in ("IMPAIRED_DRIVING", "AF:A(sexual_abuse)", "AF:A(rape)", "AF:G(burglary)", "AF:B")),
    all_of(Matches("DV", "applicant"), PROTECTED_RELATIONSHIP),
    all_of(Matches("FIREARM", "applicant"), not_(Matches("AF:C", "applicant"))),  # "possession or use", and no trade in them
)  # fmt: skip
"""Offenses that are of a kind which 8 C.F.R. § 236.22(b)(6)(i) lists, whatever else they are."""


def _bar(name: str, label: str, when: Expr, *cite: Citation, note: str = "", since: date = IIRIRA) -> Rule:
    """A column: relief that the counts being weighed would close, or leave only to discretion."""
    return person_rule(f"relief.{name}", label, when=when, cite=cite, note=note, since=since, consequence=True)


def _any_present(rule: str) -> Expr:
    return some_listed(PRESENT, holds(rule))


RULES = rules(
    count_rule(
        "relief.particularly_serious",
        "a particularly serious crime, judged on its facts",
        when=all_of(
            CONVICTED,
            any_of(
                LEVEL.is_("felony"),
                holds("aggravated_felony.for_relief"),
                *(
                    Matches(ground, "applicant")
                    for ground in (
                        "CIMT",
                        "CS",
                        "FIREARM",
                        "DV",
                        "CHILD",
                        "STALK",
                        "DEATH_OR_SERIOUS_INJURY",
                        "DANGEROUS_DRIVING",
                    )
                ),
            ),
            PARTICULARLY_SERIOUS,
        ),
        cite=(
            usc(8, 1158, "b", 2, "A", "ii"),
            authority("n_a_m"),
            authority("b_z_r"),
            authority("juarez"),
            authority("delgado"),
        ),
        reaches=authority("iirira_309"),
        note="The elements must bring the offense within the ambit of one; a minor offense against none of these kinds does not. "
        "A single misdemeanor is ordinarily none; the facts, the sentence and, since 9 May 2022, mental health are weighed.",
    ),
    # --- cancellation for residents ----------------------------------------------------------------------------------
    _bar(
        "resident_cancellation_barred",
        "cancellation for permanent residents barred by an aggravated felony",
        all_of(RESIDENT, AGGRAVATED_FELONY),
        usc(8, "1229b", "a", 3),
    ),
    count_rule(
        "relief.offense_referred_to",
        "an offense referred to in § 1182(a)(2) that renders inadmissible or removable",
        when=any_of(
            holds("inadmissible_count.cimt"),
            holds("inadmissible_count.controlled_substance"),
            holds("inadmissible_count.trafficker"),
            holds("inadmissible_count.human_trafficking"),
            holds("inadmissible_count.money_laundering"),
            holds("inadmissible_count.prostitution"),
        ),
        cite=(usc(8, "1229b", "d", 1), authority("barton"), authority("campos_torres")),
        reaches=authority("iirira_309"),
        note="Offenses that are only grounds of deportability (firearms, domestic violence) do not stop the clock.",
    ),
    _bar(
        "continuous_residence_stopped",
        "the seven years of residence stopped before they were complete",
        all_of(
            RESIDENT,
            any_of(
                some_listed(PRESENT, STOPS_THE_CLOCK, IN_SEVEN_YEARS),
                all_of(
                    holds("inadmissible.aggregate_five_years"),
                    some_listed(PRESENT, CONVICTED, IN_SEVEN_YEARS),
                ),
            ),
        ),
        usc(8, "1229b", "d", 1),
        authority("barton"),
        note="The clock stops on the day of the offense, once a conviction or admission makes it count.",
    ),
    # --- cancellation for others ---------------------------------------------------------------------------------------
    count_rule(
        "relief.cimt_bars_nonresident_cancellation",
        "a crime of moral turpitude described in § 1182(a)(2) or § 1227(a)(2)",
        when=all_of(
            CONVICTED,
            Matches("CIMT", "applicant"),
            any_of(MAXIMUM_TERM >= YEAR, not_(holds("inadmissible_count.petty"))),
        ),
        cite=(usc(8, "1229b", "b", 1, "C"), authority("cortez_canales"), authority("pedroza")),
        reaches=authority("iirira_309"),
        note="A maximum of one year bars even where the petty-offense exception applies; a shorter one does not.",
    ),
    count_rule(
        "relief.described_in_deportability",
        "described in § 1227(a)(2), whether or not the person was admitted",
        when=any_of(
            holds("aggravated_felony.for_relief"),
            all_of(
                CONVICTED,
                RECORD_INCONCLUSIVE,
                any_of(
                    *(Matches(ground, "applicant") for ground in ("FIREARM", "STALK", "CHILD", "DOCUMENT_FRAUD")),
                    all_of(Matches("DV", "applicant"), PROTECTED_RELATIONSHIP),
                ),
            ),
            all_of(
                CONVICTED,
                any_of(Matches("DVPO", "applicant"), SPEAKS_OF[ORDER_PROTECTS]),
                ORDER_PROTECTS,
                date(1996, 9, 30) < OFFENSE_DATE,
            ),
            holds("deportable_count.firearm"),
            holds("deportable_count.domestic_violence"),
            all_of(CONVICTED, any_of(Matches("HIGH_SPEED_FLIGHT"), Matches("FAILURE_TO_REGISTER"))),
            all_of(CONVICTED, Matches("MISCELLANEOUS"), NotEncoded("miscellaneous_crimes")),
            all_of(CONVICTED, Matches("DOCUMENT_FRAUD")),
        ),
        cite=(usc(8, "1229b", "b", 1, "C"), authority("cortez_canales"), authority("medina_jimenez")),
        reaches=authority("iirira_309"),
    ),
    _bar(
        "nonresident_cancellation_barred",
        "cancellation for nonpermanent residents barred by an offense",
        all_of(
            NOT_RESIDENT,
            any_of(
                _any_present("relief.cimt_bars_nonresident_cancellation"),
                _any_present("relief.described_in_deportability"),
                some_listed(
                    PRESENT,
                    CONVICTED,
                    any_of(*(Matches(name, "applicant") for name in ("CS", "PROST", "TRAFFICKING", "LAUNDERING"))),
                ),
                holds("inadmissible.aggregate_five_years"),
                all_of(
                    some_listed(PRESENT, CONVICTED, Matches("CIMT", "applicant")),
                    at_least(2, all_of(CONVICTED, Matches("CIMT", "applicant"))),
                ),
                holds("character.barred_in_ten_years"),
                all_of(some_listed(PRESENT, STOPS_THE_CLOCK), not_(TEN_YEARS_BEFORE)),
            ),
        ),
        usc(8, "1229b", "b", 1, "B"),
        usc(8, "1229b", "b", 1, "C"),
        usc(8, "1229b", "d", 1),
        authority("pereida"),
    ),
    _bar(
        "vawa_cancellation_barred",
        "cancellation for battered spouses and children barred",
        all_of(
            NONCITIZEN,
            any_of(
                AGGRAVATED_FELONY,
                holds("inadmissible.any_crime"),
                holds("inadmissible.security"),
                holds("deportable.marriage_fraud"),
                some_listed(PRESENT, falsely_claimed("applicant")),
                _any_present("relief.described_in_deportability"),
                _any_present("moral_turpitude.deportable_alone"),
                all_of(holds("character.barred_in_three_years"), not_(BATTERED_CONNECTION)),
            ),
        ),
        usc(8, "1229b", "b", 2, "A", "iii"),
        usc(8, "1229b", "b", 2, "A", "iv"),
        authority("a_m_2009"),
        authority("y_n_p"),
        note="Residents may ask for it as well, and no waiver under § 1182(h) opens it. The waivers of § 1227(a)(7) for victims "
        "are not weighed.",
    ),
    # --- protection ------------------------------------------------------------------------------------------------------
    _bar(
        "asylum_barred",
        "asylum barred by a particularly serious crime",
        all_of(
            NONCITIZEN,
            any_of(AGGRAVATED_FELONY, _any_present("relief.particularly_serious")),
        ),
        usc(8, 1158, "b", 2, "A", "ii"),
        usc(8, 1158, "b", 2, "B", "i"),
        note="Every aggravated felony is one; any other crime may be judged one on its facts.",
    ),
    _bar(
        "asylum_barred_by_regulation",
        "asylum barred by the additional criminal bars of the 2020 rule",
        all_of(
            NONCITIZEN,
            some_listed(PRESENT, any_of(CONVICTED, Matches("DV", "applicant"))),
            Split("asylum_bars_of_2020", NotEncoded("asylum_bars_of_2020"), Constant(False)),
        ),
        cfr(8, "208.13", "c", 6),
        note="The rule is in the Code; an order has kept it from being applied. Its present state was not verified.",
        since=date(2020, 11, 20),
    ),
    _bar(
        "withholding_barred",
        "withholding of removal barred by a particularly serious crime",
        all_of(
            NONCITIZEN,
            any_of(
                all_of(
                    AGGRAVATED_FELONY,
                    five_years_in_all(holds("aggravated_felony.for_relief")),
                ),
                _any_present("relief.particularly_serious"),
                some_listed(
                    PRESENT,
                    any_of(
                        holds("aggravated_felony.b"),
                        all_of(CONVICTED, RECORD_INCONCLUSIVE, Matches("AF:B", "applicant")),
                    ),
                    not_(TRAFFICKING_PRESUMPTION_OVERCOME),
                ),
            ),
        ),
        usc(8, 1231, "b", 3, "B", "ii"),
        usc(8, 1231, "b", 3, "B"),
        authority("y_l"),
        note="Aggravated felonies with five years in all are particularly serious by law; drug trafficking is presumed so.",
    ),
    _bar(
        "torture_deferral_barred",
        "deferral of removal under the Convention Against Torture barred",
        all_of(Constant(False)),
        cfr(8, "1208.17", "a"),
        note="No crime bars deferral. Withholding under the Convention has the bars of withholding of removal.",
    ),
    # --- adjustment --------------------------------------------------------------------------------------------------------
    _bar(
        "adjustment_barred",
        "adjustment of status barred unless a ground of inadmissibility is waived",
        all_of(
            NONCITIZEN,
            NOT_ADMISSIBLE,
        ),
        usc(8, 1255, "a"),
        authority("stockwell"),
        note="A resident who is removable may adjust anew, and must then be admissible.",
    ),
    _bar(
        "refugee_adjustment_barred",
        "adjustment of a refugee or asylee barred, or left to an exceptional waiver",
        all_of(
            STATUS.one_of("refugee", "asylee"),
            any_of(
                holds("inadmissible.drug_trafficker"),
                holds("inadmissible.security"),
                all_of(holds("inadmissible.any_crime"), some_listed(PRESENT, CONVICTED, VIOLENT_OR_DANGEROUS)),
            ),
        ),
        usc(8, 1159, "c"),
        authority("jean"),
    ),
    _bar(
        "asylee_status_ends",
        "asylum status may be ended for a particularly serious crime",
        all_of(
            STATUS.is_("asylee"),
            any_of(AGGRAVATED_FELONY, _any_present("relief.particularly_serious")),
        ),
        usc(8, 1158, "c", 2, "B"),
    ),
    # --- temporary protected status, deferred action -------------------------------------------------------------------------
    count_rule(
        "tps.felony",
        "a felony for temporary protected status",
        when=all_of(
            CONVICTED,
            COMMITTED_IN_UNITED_STATES,
            MAXIMUM_TERM > YEAR,
            not_(
                all_of(
                    LEVEL.is_("misdemeanor"),
                    TERM_IMPOSED <= YEAR,
                    any_of(not_(SENTENCE_CHANGED.is_("other")), TERM_BEFORE_CHANGE <= YEAR),
                )
            ),
        ),
        cite=(usc(8, "1254a", "c", 2, "B", "i"), cfr(8, "244.1")),
        reaches=authority("immact_302"),
    ),
    count_rule(
        "tps.misdemeanor",
        "a misdemeanor for temporary protected status",
        when=all_of(
            CONVICTED,
            COMMITTED_IN_UNITED_STATES,
            days(5) < MAXIMUM_TERM,
            not_(holds("tps.felony")),
        ),
        cite=(usc(8, "1254a", "c", 2, "B", "i"), cfr(8, "244.1")),
        reaches=authority("immact_302"),
    ),
    _bar(
        "tps_barred",
        "temporary protected status barred",
        all_of(
            NOT_RESIDENT,
            any_of(
                _any_present("tps.felony"),
                all_of(_any_present("tps.misdemeanor"), at_least(2, holds("tps.misdemeanor"))),
                holds("inadmissible.cimt"),
                holds("inadmissible.aggregate_five_years"),
                all_of(
                    holds("inadmissible.controlled_substance"),
                    BEYOND_ONE_SMALL_POSSESSION,
                ),
                holds("inadmissible.drug_trafficker"),
                AGGRAVATED_FELONY,
                _any_present("relief.particularly_serious"),
            ),
        ),
        usc(8, "1254a", "c", 2, "B"),
        usc(8, "1254a", "c", 2, "A", "iii"),
        cfr(8, "244.4"),
    ),
    count_rule(
        "daca.counts",
        "a conviction that counts for deferred action",
        when=all_of(CONVICTED, not_(JUVENILE), not_(VACATED.is_("rehabilitation_or_hardship"))),
        cite=cfr(8, "236.22", "b", 6),
        since=date(2022, 10, 31),
        reaches=cfr(8, "236.22", "b", 6),
        note="Expunged convictions and immigration-related offenses of state law do not count for this rule alone.",
    ),
    count_rule(
        "daca.listed_misdemeanor",
        "a single misdemeanor that ends deferred action: a listed kind, or more than 90 days to serve",
        when=all_of(
            holds("daca.counts"),
            MAXIMUM_TERM <= YEAR,
            days(5) < MAXIMUM_TERM,
            any_of(DACA_LISTED_KIND, *_LISTED_FOR_DACA, days(90) < CUSTODY_TO_SERVE),
        ),
        cite=cfr(8, "236.22", "b", 6),
        since=date(2022, 10, 31),
        reaches=cfr(8, "236.22", "b", 6),
        note="The regulation names the kinds and defines none. An offense within the ground of a kind is of that kind; of one "
        "outside each of them the agency may still find that it is, so that the question stays.",
    ),
    count_rule(
        "daca.misdemeanor",
        "a misdemeanor for deferred action",
        when=all_of(holds("daca.counts"), MAXIMUM_TERM <= YEAR, days(5) < MAXIMUM_TERM),
        cite=cfr(8, "236.22", "b", 6),
        since=date(2022, 10, 31),
        reaches=cfr(8, "236.22", "b", 6),
    ),
    person_rule(
        "relief.daca_barred",
        "deferred action for childhood arrivals barred",
        versions=(
            version(
                NotEncoded("daca_memorandum"),
                cite=authority("daca_memo"),
                since=date(2012, 6, 15),
                until=date(2022, 10, 30),
            ),
            version(
                all_of(
                    STATUS.one_of(
                        "deferred_action",
                        "overstayed",
                        "entered_without_inspection",
                        "temporary_protected_status",
                        "parolee",
                    ),
                    any_of(
                        some_listed(PRESENT, holds("daca.counts"), MAXIMUM_TERM > YEAR),
                        _any_present("daca.listed_misdemeanor"),
                        all_of(
                            _any_present("daca.misdemeanor"), at_least(3, holds("daca.misdemeanor"), distinct=OCCASION)
                        ),
                        some_listed(PRESENT, any_of(CONVICTED, _SPEAKS_OF_A_THREAT), PUBLIC_SAFETY_THREAT),
                    ),
                ),
                cite=cfr(8, "236.22", "b", 6),
                since=date(2022, 10, 31),
                note="The program itself is before the courts; whether it goes on was not verified.",
            ),
        ),
        consequence=True,
    ),
    # --- departure, and protection for victims ---------------------------------------------------------------------------------
    _bar(
        "voluntary_departure_barred",
        "voluntary departure barred by an aggravated felony, or at the end by want of good moral character",
        all_of(NONCITIZEN, any_of(AGGRAVATED_FELONY, all_of(holds("character.barred"), DEPARTS_AT_THE_END))),
        usc(8, "1229c", "a", 1),
        usc(8, "1229c", "b", 1, "B"),
        usc(8, "1229c", "b", 1, "C"),
    ),
    _bar(
        "victim_status_needs_waiver",
        "status for victims of crime needs a discretionary waiver",
        all_of(NONCITIZEN, SEEKS.is_("u_status"), NOT_ADMISSIBLE),
        usc(8, 1182, "d", 14),
        usc(8, 1255, "m", 1),
        cfr(8, "245.24", "d", 11),
        note="No criminal ground is an absolute bar. Becoming a resident later asks for no good moral character, and of "
        "admissibility for § 1182(a)(3)(E) alone; what would make inadmissible is weighed in discretion.",
    ),
    _bar(
        "trafficking_victim_status_needs_waiver",
        "status for victims of trafficking needs a waiver for offenses caused by the trafficking",
        all_of(NONCITIZEN, SEEKS.is_("t_status"), NOT_ADMISSIBLE),
        usc(8, 1182, "d", 13, "B"),
    ),
    _bar(
        "trafficking_victim_adjustment_barred",
        "residence for a victim of trafficking barred by inadmissibility or for want of good moral character",
        all_of(
            NONCITIZEN,
            SEEKS.is_("t_status"),
            any_of(
                holds("inadmissible.security"),
                all_of(
                    any_of(
                        NOT_ADMISSIBLE,
                        _any_present("character.permanent_bar"),
                        holds("character.barred_since_t_status"),
                    ),
                    not_(TRAFFICKING_CONNECTION),
                ),
            ),
        ),
        usc(8, 1255, "l", 1, "B"),
        usc(8, 1255, "l", 2),
        usc(8, 1255, "l", 6),
        cfr(8, "245.23", "a", 5),
        cfr(8, "245.23", "g"),
        note="Both are passed over only for what the trafficking caused or brought with it. Character is also weighed by the "
        "standards of the community, and residence is given in discretion, § 245.23(e)(3); neither is computed.",
    ),
    _bar(
        "vawa_petition_barred",
        "a battered person's petition barred for want of good moral character",
        all_of(
            NONCITIZEN,
            SEEKS.is_("vawa"),
            any_of(
                AGGRAVATED_FELONY,
                holds("waiver_212h.not_waivable"),
                all_of(
                    any_of(INADMISSIBLE_BY_THE_COUNTS, holds("character.barred_in_three_years")),
                    not_(BATTERED_CONNECTION),
                ),
                all_of(
                    some_listed(
                        PRESENT,
                        any_of(
                            all_of(CONVICTED, CONVICTION_DATE >= THREE_YEARS_OF_CHARACTER_SINCE),
                            all_of(
                                any_of(CONVICTED, UNLAWFUL_ACT_FOUND), OFFENSE_DATE >= THREE_YEARS_OF_CHARACTER_SINCE
                            ),
                        ),
                    ),
                    not_(ACTS_EXCUSED),
                ),
            ),
        ),
        usc(8, 1154, "a", 1, "A", "iii", "II", "bb"),
        usc(8, 1154, "a", 1, "C"),
        cfr(8, "204.2", "c", 1, "vii"),
        note="A conviction in the period, or an unlawful act, excludes character by the regulation unless extenuating "
        "circumstances are shown. The evidence asked for is of three years before the petition; older conduct may count.",
    ),
    _bar(
        "juvenile_immigrant_adjustment_barred",
        "adjustment of a special immigrant juvenile barred by a ground that cannot be waived",
        all_of(
            NONCITIZEN,
            SEEKS.is_("special_immigrant_juvenile"),
            any_of(
                holds("inadmissible.cimt"),
                holds("inadmissible.aggregate_five_years"),
                holds("inadmissible.drug_trafficker"),
                all_of(
                    holds("inadmissible.controlled_substance"),
                    BEYOND_ONE_SMALL_POSSESSION,
                ),
                holds("inadmissible.security"),
            ),
        ),
        usc(8, 1255, "h", 2, "B"),
    ),
    _bar(
        "registry_barred",
        "registry barred by a ground relating to criminals or by want of good moral character",
        all_of(
            NOT_RESIDENT, any_of(INADMISSIBLE_BY_THE_COUNTS, AGGRAVATED_FELONY, holds("character.barred_for_registry"))
        ),
        usc(8, 1259),
        authority("sanchez_linn"),
        note="For those who entered before 1 January 1972. No period of character is named: it is a reasonable one.",
    ),
    _bar(
        "former_212c",
        "the former waiver of § 1182(c), for pleas before 1997",
        all_of(
            RESIDENT,
            some_listed(PRESENT, CONVICTED, PLEA_DATE < IIRIRA),
            NotEncoded("former_212c"),
        ),
        cfr(8, "1212.3", "h"),
    ),
)

SPLITS = {
    split.name: split
    for split in (
        SplitLaw(
            "old_plea_stops_the_seven_years",
            "Does an offense stop the seven years when its plea is older than 1 April 1997 and seven years had passed by then?",
            Side((authority("jurado_delgado"),), (("BIA", date(2006, 9, 28)),)),
            Side(
                (authority("sinotes_cruz"), authority("jaghoori")),
                (("9th Cir.", date(2006, 11, 22)), ("4th Cir.", date(2014, 11, 18))),
            ),
        ),
        SplitLaw(
            "asylum_bars_of_2020",
            "May the criminal bars of 8 C.F.R. § 208.13(c)(6) be applied while the order against the rule stands?",
            Side((cfr(8, "208.13", "c", 6),)),
            Side((authority("pangea"),)),
        ),
    )
}

GAPS = {
    gap.name: gap
    for gap in (
        Gap(
            "asylum_bars_of_2020",
            "relief",
            "The list of 8 C.F.R. § 208.13(c)(6)–(9) is not encoded: whether it may be applied was not verified",
            (cfr(8, "208.13", "c", 6),),
        ),
        Gap(
            "daca_memorandum",
            "relief",
            "Deferred action before 31 October 2022 rested on a memorandum whose criteria are not encoded",
            (authority("daca_memo"),),
        ),
        Gap(
            "former_212c",
            "relief",
            "The waiver of former § 1182(c) for pleas before 1 April 1997 is not encoded",
            (cfr(8, "1212.3", "h"),),
        ),
        Gap("nacara", "relief", "Special rule cancellation (NACARA) is not encoded", (cfr(8, "1240.66"),)),
        Gap(
            "serious_nonpolitical_crime",
            "relief",
            "Serious nonpolitical crimes outside the United States are not encoded",
            (usc(8, 1158, "b", 2, "A", "iii"),),
        ),
    )
}
