"""Grounds of deportability for the admitted: 8 U.S.C. § 1227(a)(2), and the crime-related parts of (a)(1) and (a)(3)."""

from __future__ import annotations

from datetime import date

from steelyard.law.build import authority, count_rule, holds, person_rule, rules
from steelyard.law.citations import cfr, public_law, usc
from steelyard.law.federal.aggravated_felony import violence
from steelyard.law.federal.conviction import YEAR
from steelyard.law.federal.facts import (
    ADJUSTED_UNDER_1255J,
    ADMISSION_DATE,
    ADMITTED,
    ADMITTED_BY_SUCH_A_MARRIAGE,
    ADMITTED_ELEMENTS,
    CONVICTION_DATE,
    DRUG_ABUSER,
    ENTERED_SINCE_CONVICTION,
    ENTERED_SINCE_OFFENSE,
    FALSE_CLAIM,
    FIRST_ADMITTED,
    FOREIGN,
    GRAMS,
    HELPED_NEAR_AN_ENTRY,
    IN_PRISON,
    INCIDENT,
    MARIJUANA,
    MAXIMUM_TERM,
    MISREPRESENTED_FOR_BENEFIT,
    OFFENSE_DATE,
    ORDER_PROTECTS,
    OWN_USE,
    PARDONED,
    PRESENT,
    PROCEEDING_DATE,
    PROTECTED_RELATIONSHIP,
    RECOMMENDED_AGAINST,
    SCHEME,
    SECURITY_ACTIVITY,
    SMUGGLED,
    SPEAKS_OF,
    STATUS,
    UNLAWFUL_VOTE,
)
from steelyard.logic.dates import Axis
from steelyard.logic.expr import (
    Constant,
    Expr,
    Matches,
    NotEncoded,
    Split,
    all_of,
    any_of,
    at_least,
    not_,
    number,
    some_listed,
    years_after,
)
from steelyard.logic.rule import Citation, Gap, Rule, Side, SplitLaw, exception, version

CONVICTED = holds("conviction.exists")
AFTER_ADMISSION = CONVICTION_DATE >= FIRST_ADMITTED
"""At any time after an admission, the first one: the single date of admission is a matter of (A)(i) alone (Alyazji)."""


def _cite(*paragraphs: int | str) -> Citation:
    return usc(8, 1227, *paragraphs)


PARDON = exception("a full and unconditional pardon", PARDONED, cite=_cite("a", 2, "A", "vi"))
_RECOMMENDED = all_of(RECOMMENDED_AGAINST, date(1990, 11, 29) > CONVICTION_DATE)
_RECOMMENDATION = "a court's recommendation against deportation, made before 29 November 1990"


def _facing(name: str, label: str, when: Expr, *cite: Citation, note: str = "", consequence: bool = True) -> Rule:
    """A column: the person is not a citizen, was admitted, and the ground is met by the counts being weighed."""
    return person_rule(
        f"deportable.{name}",
        f"deportable: {label}",
        when=all_of(holds("deportable.reaches"), when),
        cite=cite,
        note=note,
        consequence=consequence,
    )


def _through(count_rule_name: str) -> Expr:
    return some_listed(PRESENT, holds(count_rule_name))


FENTANYL_ACT = public_law(
    "HALT Fentanyl Act, Pub. L. 119-26, § 6 (July 16, 2025)", read_in="amendment notes of the official U.S. Code"
)
MARIJUANA_RULE = public_law("91 Fed. Reg. 22714 (Apr. 28, 2026)", read_in="the Federal Register")
HEMP_ACT = public_law(
    "Pub. L. 119-37, div. B, tit. VII, § 781 (Nov. 12, 2025)", read_in="notes to 7 U.S.C. § 1639o, in a public copy"
)

CLAIMS_AND_VOTES = (authority("iirira_344"), authority("citizenship_act_201"))
"""From which day false claims count, and that votes of any day do."""


def falsely_claimed(burden: str) -> Expr:
    """A false claim to citizenship on or after 30 September 1996, of one count: by conviction, or made all the same."""
    convicted = all_of(CONVICTED, Matches("FALSE_CLAIM", burden))
    made = all_of(Matches("CITIZENSHIP_CLAIM", burden), FALSE_CLAIM)
    return all_of(date(1996, 9, 30) <= OFFENSE_DATE, any_of(convicted, made))


def claimed_or_voted(burden: str) -> Expr:
    """Such a claim, or an unlawful vote."""
    vote = all_of(Matches("UNLAWFUL_VOTING", burden), any_of(CONVICTED, UNLAWFUL_VOTE))
    return some_listed(PRESENT, any_of(falsely_claimed(burden), vote))


def helped_entry(burden: str) -> Expr:
    """Knowing help for another's entry against the law: by conviction, or given all the same."""
    return any_of(all_of(CONVICTED, Matches("ENTRY_AIDED", burden)), all_of(Matches("ENTRY_CONDUCT", burden), SMUGGLED))


RULES = rules(
    person_rule(
        "deportable.reaches",
        "not a citizen, and admitted",
        when=all_of(
            not_(STATUS.is_("citizen")), any_of(ADMITTED, STATUS.one_of("permanent_resident", "conditional_resident"))
        ),
        cite=(usc(8, 1227, "a"), usc(8, 1101, "a", 3), authority("rosas"), authority("ocampo_duran")),
        note="Adjustment to residence is an admission where there was none before; no circuit was found to differ. A "
        "resident who returns from abroad as an applicant for admission is not told apart.",
    ),
    # --- moral turpitude ------------------------------------------------------------------------------------------
    count_rule(
        "moral_turpitude.convicted",
        "convicted of a crime involving moral turpitude",
        when=all_of(CONVICTED, Matches("CIMT")),
        cite=(_cite("a", 2, "A", "i", "I"), authority("silva_trevino_3")),
        reaches=authority("aedpa_435"),
        unless=[
            PARDON,
            exception(_RECOMMENDATION, _RECOMMENDED, cite=(cfr(8, "1240.10", "d"), authority("renteria_gonzalez"))),
        ],
    ),
    count_rule(
        "moral_turpitude.within_five_years",
        "committed within five years (ten after an adjustment under § 1255(j)) after the date of admission",
        when=all_of(
            OFFENSE_DATE >= ADMISSION_DATE,
            any_of(
                years_after(ADMISSION_DATE, 5) >= OFFENSE_DATE,
                all_of(ADJUSTED_UNDER_1255J, years_after(ADMISSION_DATE, 10) >= OFFENSE_DATE),
            ),
        ),
        cite=(_cite("a", 2, "A", "i", "I"), authority("alyazji"), authority("zhang")),
        reaches=authority("aedpa_435"),
        note="One admission counts, that by which the person was here on that day: an adjustment starts no new five years where "
        "there was one before.",
    ),
    count_rule(
        "moral_turpitude.deportable_alone",
        "one crime involving moral turpitude that makes deportable by itself",
        when=all_of(
            holds("moral_turpitude.convicted"),
            holds("moral_turpitude.within_five_years"),
            holds("sentence.one_year_possible"),
        ),
        cite=_cite("a", 2, "A", "i"),
        reaches=authority("aedpa_435"),
    ),
    _facing(
        "cimt_within_five_years",
        "one crime involving moral turpitude within five years of admission",
        _through("moral_turpitude.deportable_alone"),
        _cite("a", 2, "A", "i"),
    ),
    _facing(
        "two_cimts",
        "two crimes involving moral turpitude, not of one scheme",
        all_of(
            some_listed(PRESENT, holds("moral_turpitude.convicted")),
            at_least(2, all_of(holds("moral_turpitude.convicted"), AFTER_ADMISSION), distinct=SCHEME),
        ),
        _cite("a", 2, "A", "ii"),
    ),
    # --- aggravated felony and the neighbors it has in (A) ---------------------------------------------------------
    count_rule(
        "deportable_count.aggravated_felony",
        "an aggravated felony conviction after admission",
        when=all_of(
            holds("aggravated_felony.any"),
            AFTER_ADMISSION,
            any_of(
                date(1988, 11, 18) <= CONVICTION_DATE,
                date(1988, 11, 18) <= OFFENSE_DATE,
                Split("aggravated_felony_before_the_act_of_1988", Constant(True), Constant(False)),
            ),
        ),
        cite=(_cite("a", 2, "A", "iii"), authority("adaa_7344")),
        reaches=authority("immact_602"),
        unless=[
            PARDON,
            exception(
                _RECOMMENDATION,
                all_of(_RECOMMENDED, Split("recommendation_for_aggravated_felony", Constant(True), Constant(False))),
                cite=(authority("renteria_gonzalez"), authority("immact_505")),
            ),
        ],
        note="The Anti-Drug Abuse Act of 1988 made these grounds for convictions since 18 November 1988; whether the Act of 1990 "
        "reaches older ones is disputed.",
    ),
    _facing(
        "aggravated_felony",
        "aggravated felony",
        _through("deportable_count.aggravated_felony"),
        _cite("a", 2, "A", "iii"),
    ),
    count_rule(
        "deportable_count.high_speed_flight",
        "high speed flight from an immigration checkpoint",
        when=all_of(CONVICTED, Matches("HIGH_SPEED_FLIGHT")),
        cite=_cite("a", 2, "A", "iv"),
        reaches=authority("iirira_108"),
        unless=[PARDON],
        note="18 U.S.C. § 758 is of 30 September 1996: an older conviction is under another law.",
    ),
    _facing(
        "high_speed_flight",
        "high speed flight from a checkpoint",
        _through("deportable_count.high_speed_flight"),
        _cite("a", 2, "A", "iv"),
        usc(18, 758),
    ),
    count_rule(
        "deportable_count.failure_to_register",
        "failure to register as a sex offender under federal law",
        when=all_of(CONVICTED, Matches("FAILURE_TO_REGISTER")),
        cite=_cite("a", 2, "A", "v"),
        since=date(2006, 7, 27),
        reaches=authority("adam_walsh_141"),
        note="18 U.S.C. § 2250 is of 27 July 2006: an older conviction is under another law.",
    ),
    _facing(
        "failure_to_register",
        "failure to register as a sex offender",
        _through("deportable_count.failure_to_register"),
        _cite("a", 2, "A", "v"),
        usc(18, 2250),
    ),
    # --- controlled substances -------------------------------------------------------------------------------------
    count_rule(
        "deportable_count.small_marijuana_possession",
        "possession for own use of 30 grams or less of marijuana",
        when=all_of(MARIJUANA, OWN_USE, number(30) >= GRAMS, not_(IN_PRISON)),
        cite=(_cite("a", 2, "B", "i"), authority("dominguez_rodriguez"), authority("moncada")),
        reaches=authority("immact_602"),
        note="The exception asks for the facts of the incident, not the elements.",
    ),
    count_rule(
        "deportable_count.controlled_substance",
        "convicted of a violation relating to a controlled substance",
        when=all_of(CONVICTED, Matches("CS")),
        cite=(_cite("a", 2, "B", "i"), authority("dor")),
        reaches=authority("immact_602"),
    ),
    _facing(
        "controlled_substance",
        "controlled substance, other than one possession of 30 grams or less of marijuana",
        all_of(
            some_listed(PRESENT, holds("deportable_count.controlled_substance"), AFTER_ADMISSION),
            any_of(
                at_least(
                    1,
                    all_of(
                        holds("deportable_count.controlled_substance"),
                        not_(holds("deportable_count.small_marijuana_possession")),
                    ),
                ),
                at_least(2, holds("deportable_count.controlled_substance"), distinct=INCIDENT),
            ),
        ),
        _cite("a", 2, "B", "i"),
        authority("davey"),
        note="A conviction before every admission is a matter of § 1227(a)(1)(A), which has its own column. The exception is "
        "lost by any other drug conviction, also an earlier one of the same incident: all of them must be of one small "
        "possession, and none graver (Davey).",
    ),
    _facing("drug_abuser", "drug abuser or addict", all_of(DRUG_ABUSER), _cite("a", 2, "B", "ii"), consequence=False),
    # --- firearms --------------------------------------------------------------------------------------------------
    count_rule(
        "deportable_count.firearm",
        "convicted of a firearm or destructive device offense",
        when=all_of(CONVICTED, Matches("FIREARM")),
        cite=_cite("a", 2, "C"),
        reaches=authority("immact_602"),
    ),
    _facing(
        "firearm",
        "firearm or destructive device",
        some_listed(PRESENT, holds("deportable_count.firearm"), AFTER_ADMISSION),
        _cite("a", 2, "C"),
    ),
    # --- miscellaneous crimes ----------------------------------------------------------------------------------------
    _facing(
        "miscellaneous_crimes",
        "espionage, sabotage, treason, threats to the President, military expeditions, selective service, travel control",
        some_listed(PRESENT, CONVICTED, Matches("MISCELLANEOUS"), NotEncoded("miscellaneous_crimes")),
        _cite("a", 2, "D"),
    ),
    # --- domestic violence and protective orders ----------------------------------------------------------------------
    violence(
        "domestic_violence.match", "a crime of violence against a person, under 18 U.S.C. § 16", "DV", "iirira_350"
    ),
    count_rule(
        "deportable_count.domestic_violence",
        "convicted of a crime of domestic violence, of stalking, or of child abuse, neglect or abandonment",
        versions=(
            version(
                Constant(False),
                cite=(authority("iirira_350"), _cite("a", 2, "E", "i")),
                until=date(1996, 9, 30),
                by=Axis.CONVICTION,
                note="The ground speaks only of convictions after 30 September 1996.",
            ),
            version(
                all_of(
                    CONVICTED,
                    any_of(
                        all_of(holds("domestic_violence.match"), PROTECTED_RELATIONSHIP),
                        Matches("STALK"),
                        Matches("CHILD"),
                    ),
                ),
                cite=(_cite("a", 2, "E", "i"), authority("h_estrada"), authority("velazquez_herrera")),
                since=date(1996, 10, 1),
                by=Axis.CONVICTION,
            ),
        ),
    ),
    _facing(
        "domestic_violence",
        "domestic violence, stalking, or child abuse",
        some_listed(PRESENT, holds("deportable_count.domestic_violence"), AFTER_ADMISSION),
        _cite("a", 2, "E", "i"),
    ),
    _facing(
        "protective_order",
        "violation of the protective part of a protection order",
        some_listed(
            PRESENT,
            any_of(Matches("DVPO"), SPEAKS_OF[ORDER_PROTECTS]),
            ORDER_PROTECTS,
            OFFENSE_DATE >= FIRST_ADMITTED,
            date(1996, 9, 30) < OFFENSE_DATE,
        ),
        _cite("a", 2, "E", "ii"),
        authority("obshatko"),
        authority("iirira_350"),
        note="A court's finding is enough; no conviction is needed.",
    ),
    _facing(
        "trafficking",
        "trafficking in persons",
        some_listed(PRESENT, holds("inadmissible_count.human_trafficking")),
        _cite("a", 2, "F"),
        usc(8, 1182, "a", 2, "H"),
    ),
    # --- security -------------------------------------------------------------------------------------------------------
    _facing(
        "security",
        "espionage, sabotage, unlawful export or terrorist activity, by what was done",
        some_listed(PRESENT, Matches("SECURITY_CONDUCT"), SECURITY_ACTIVITY),
        _cite("a", 4, "A"),
        _cite("a", 4, "B"),
        usc(8, 1182, "a", 3, "B", "iii"),
        note="No conviction is needed. Any other crime that endangers public safety or national security, clause (A)(ii), "
        "foreign policy, persecution and child soldiers are not asked about.",
    ),
    # --- inadmissible at an entry ----------------------------------------------------------------------------------------
    count_rule(
        "deportable_count.convicted_before_entry",
        "convicted before the person last came in or became a resident",
        when=all_of(CONVICTED, CONVICTION_DATE < PROCEEDING_DATE, ENTERED_SINCE_CONVICTION),
        cite=_cite("a", 1, "A"),
        reaches=authority("immact_602"),
        note="A conviction that is still to come was before no entry.",
    ),
    count_rule(
        "deportable_count.inadmissible_before_entry",
        "convicted, or the elements formally admitted, before the person last came in or became a resident",
        when=any_of(holds("deportable_count.convicted_before_entry"), all_of(ADMITTED_ELEMENTS, ENTERED_SINCE_OFFENSE)),
        cite=_cite("a", 1, "A"),
        reaches=authority("immact_602"),
    ),
    _facing(
        "inadmissible_at_entry",
        "a crime that made inadmissible already when the person last came in or became a resident",
        any_of(
            all_of(
                holds("inadmissible.cimt"),
                some_listed(PRESENT, Matches("CIMT"), holds("deportable_count.inadmissible_before_entry")),
            ),
            some_listed(PRESENT, Matches("CS"), holds("deportable_count.inadmissible_before_entry")),
            all_of(
                holds("inadmissible.aggregate_five_years"),
                some_listed(PRESENT, holds("deportable_count.convicted_before_entry")),
            ),
            some_listed(
                PRESENT,
                any_of(
                    holds("inadmissible_count.trafficker"),
                    holds("inadmissible_count.human_trafficking"),
                    holds("inadmissible_count.money_laundering"),
                    holds("inadmissible_count.prostitution"),
                    holds("inadmissible_count.helped_entry"),
                    all_of(Matches("MISREPRESENTATION_CONDUCT"), MISREPRESENTED_FOR_BENEFIT),
                ),
                ENTERED_SINCE_OFFENSE,
            ),
        ),
        _cite("a", 1, "A"),
        authority("casillas_topete"),
        note="The law of that day decides; the law of this day is used for it. A waiver that was given then is not asked "
        "about; subparagraph (H) has one for fraud at the admission.",
    ),
    # --- a stay for a time ---------------------------------------------------------------------------------------------
    _facing(
        "violence_during_a_stay",
        "a crime of violence punishable by more than a year, of one admitted for a time only",
        all_of(
            STATUS.one_of("nonimmigrant", "overstayed"),
            some_listed(
                PRESENT,
                CONVICTED,
                holds("crime_of_violence.match"),
                MAXIMUM_TERM > YEAR,
                not_(FOREIGN),
                AFTER_ADMISSION,
            ),
        ),
        cfr(8, "214.1", "g"),
        _cite("a", 1, "C", "i"),
        note="The conviction is a failure to maintain the status, whatever sentence was given, and no pardon is named. The "
        "regulation does not say what a crime of violence is; 18 U.S.C. § 16 is used.",
    ),
    # --- documents, false claims, smuggling ----------------------------------------------------------------------------
    _facing(
        "document_crime",
        "convicted of failing to register an address with fraud, or of visa and document fraud",
        some_listed(PRESENT, CONVICTED, Matches("DOCUMENT_FRAUD")),
        _cite("a", 3, "B"),
    ),
    _facing(
        "false_claim_or_vote",
        "a false claim to be a national, or a vote against the law",
        claimed_or_voted("government"),
        _cite("a", 3, "D"),
        _cite("a", 6),
        *CLAIMS_AND_VOTES,
        note="The claim or the vote is the ground; a conviction shows it, and is not needed. Children of citizens who had "
        "reason to believe themselves citizens are excepted; the exception is not encoded.",
    ),
    _facing("false_claim", "false claim to citizenship", all_of(FALSE_CLAIM), _cite("a", 3, "D"), consequence=False),
    _facing(
        "helped_entry",
        "helped another to come in against the law, near an entry of one's own",
        all_of(some_listed(PRESENT, helped_entry("government")), HELPED_NEAR_AN_ENTRY),
        _cite("a", 1, "E", "i"),
        _cite("a", 1, "E", "iii"),
        authority("martinez_serrano"),
        authority("parra_rojas"),
        note="The help is the ground, and no conviction is needed. For residents who helped only a spouse, parent, son or "
        "daughter it may be waived; the rule for families of 5 May 1988, clause (ii), is not encoded.",
    ),
    _facing(
        "marriage_fraud",
        "came in or became a resident by a marriage made for that",
        all_of(some_listed(PRESENT, Matches("MARRIAGE_CONDUCT")), ADMITTED_BY_SUCH_A_MARRIAGE),
        _cite("a", 1, "G"),
        note="No conviction is needed, and one under 8 U.S.C. § 1325(c) does not say who came in by the marriage. The person may "
        "show that a marriage that ended early was a true one. Subparagraph (H) has a waiver for relatives of citizens and "
        "residents.",
    ),
    _facing(
        "sham_marriage",
        "came in or became a resident by a marriage made for that",
        all_of(ADMITTED_BY_SUCH_A_MARRIAGE),
        _cite("a", 1, "G"),
        consequence=False,
    ),
    _facing(
        "smuggling",
        "helped another to enter unlawfully",
        all_of(SMUGGLED, HELPED_NEAR_AN_ENTRY),
        _cite("a", 1, "E", "i"),
        consequence=False,
    ),
)

SPLITS = {
    split.name: split
    for split in (
        SplitLaw(
            "aggravated_felony_before_the_act_of_1988",
            "Does an aggravated felony make deportable when its conviction is older than 18 November 1988?",
            Side(
                (authority("lettman_bia"), authority("lettman"), authority("bell")),
                (("BIA", date(1998, 11, 5)), ("11th Cir.", date(2000, 3, 31)), ("2d Cir.", date(2000, 6, 2))),
            ),
            Side((authority("ledezma_galicia"),), (("9th Cir.", date(2010, 3, 29)),)),
        ),
        SplitLaw(
            "recommendation_for_aggravated_felony",
            "Does a recommendation against deportation, made before 29 November 1990, stand against an aggravated felony?",
            Side((authority("renteria_gonzalez"),)),
            Side((authority("immact_505"),)),
        ),
    )
}

GAPS = {
    gap.name: gap
    for gap in (
        Gap(
            "other_grounds_of_deportability",
            "deportability",
            "Crimes that endanger public safety or national security in general, foreign policy, persecution and child soldiers, "
            "and what made inadmissible at an earlier entry without a crime have no column of their own: a count that is about "
            "them may make deportable",
            (_cite("a", 1, "A"), _cite("a", 4)),
        ),
        Gap(
            "confinement_during_a_stay",
            "deportability",
            "A confinement that interrupts what a student, visitor or worker was admitted for can be a failure to maintain the "
            "status, whatever the crime; it is decided on the facts of the stay and not asked about",
            (_cite("a", 1, "C", "i"), authority("murat_khan")),
        ),
        Gap(
            "miscellaneous_crimes",
            "deportability",
            "Selective service, trading with the enemy, travel control and importation for immoral purposes are named by "
            "federal section only; the sections are not in the catalogue",
            (_cite("a", 2, "D"),),
        ),
        Gap(
            "fentanyl_related_substances",
            "deportability",
            "Fentanyl-related substances stand on the federal list as a class since 16 July 2025; the substances that an "
            "offense entry calls federal are not dated one by one",
            (usc(21, 841, "b", 1, "A", "vi"), FENTANYL_ACT),
        ),
        Gap(
            "marijuana_in_schedule_three",
            "deportability",
            "Marijuana in approved drug products and under state medical licenses is in schedule III since 28 April 2026; "
            "it stays a federal substance, and no answer tells the two apart",
            (MARIJUANA_RULE,),
        ),
        Gap(
            "hemp",
            "deportability",
            "Hemp is no federal substance since 20 December 2018, in a narrower meaning since 12 November 2026, and the mature "
            "stalks never were; California's word is open since 9 November 2016, Pennsylvania's since 20 December 2018 and "
            "New York's from then to 30 March 2021, and elsewhere whether a state's word reaches them is in no entry and "
            "marijuana counts as federal",
            (HEMP_ACT, usc(21, 802, "16")),
        ),
        Gap(
            "deference",
            "deportability",
            "Which holdings rested on deference to the Board, and may be looked at again since Loper Bright, is not marked",
            (authority("loper_bright"),),
        ),
    )
}
