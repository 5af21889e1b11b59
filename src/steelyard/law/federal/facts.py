"""Every fact that the federal rules read: what it is, how it is asked for, and what hangs on it."""

from __future__ import annotations

from steelyard.logic.facts import Fact, Sensitivity, Type

_ALL: list[Fact] = []


def _fact(
    name: str, kind: Type, question: str, why: str = "", words: tuple[str, ...] = (), judgement: bool = False
) -> Fact:
    sensitivity = Sensitivity.STATUS if name.startswith("person.") else Sensitivity.FILE
    fact = Fact(name, kind, question, why, sensitivity, frozenset(words), judgement)
    _ALL.append(fact)
    return fact


# --- the case ---------------------------------------------------------------------------------------------------------

PROCEEDING_DATE = _fact(
    "case.proceeding_date",
    Type.DATE,
    "On what day would the immigration proceeding be decided?",
    "The law of that day applies.",
)
RECORD_COMPLETE = _fact(
    "case.record_complete",
    Type.BOOL,
    "Does the record list every earlier arrest, charge and conviction?",
    "An incomplete record never clears.",
)

# --- the person -------------------------------------------------------------------------------------------------------

STATUS_WORDS = (
    "citizen",
    "permanent_resident",
    "conditional_resident",
    "refugee",
    "asylee",
    "nonimmigrant",
    "overstayed",
    "temporary_protected_status",
    "deferred_action",
    "parolee",
    "entered_without_inspection",
)
STATUS = _fact(
    "person.status",
    Type.WORD,
    "What document does the person hold, or how did the person last enter?",
    "A citizen is not removable; most grounds depend on the posture.",
    STATUS_WORDS,
)
ADMITTED = _fact(
    "person.admitted",
    Type.BOOL,
    "Was the person inspected and admitted at the last entry, or later adjusted to permanent residence?",
    "Grounds of deportability reach the admitted, grounds of inadmissibility the others.",
)
ADMISSION_DATE = _fact(
    "person.admission_date",
    Type.DATE,
    "On what day was the admission by which the person was here when the offense was committed?",
    "Counts the five years of 8 U.S.C. § 1227(a)(2)(A)(i). A later adjustment counts only if there was no admission before it.",
)
FIRST_ADMITTED = _fact(
    "person.first_admitted",
    Type.DATE,
    "On what day was the person first admitted in any status (or adjusted to residence, if that came first)?",
    "Most grounds of deportability ask for a conviction at any time after an admission.",
)
LAWFUL_FOR_SEVEN_YEARS = _fact(
    "person.lawful_for_seven_years",
    Type.BOOL,
    "Had the person lawfully resided here for seven years without a break when the removal proceeding began?",
    "Without them a person admitted as a resident has no waiver under 8 U.S.C. § 1182(h).",
)
RESIDENCE_BEGAN = _fact(
    "person.residence_began",
    Type.DATE,
    "On what day did continuous residence after an admission in any status begin?",
    "Counts the seven years of cancellation, which an offense stops.",
)
SEVEN_YEARS_BY_1997 = _fact(
    "person.seven_years_by_april_1997",
    Type.BOOL,
    "Had seven years of residence after an admission passed by 1 April 1997, counting on past any offense?",
    "Whether a plea before that day stopped them is disputed only then.",
)
ADJUSTED_UNDER_1255J = _fact(
    "person.adjusted_under_1255j",
    Type.BOOL,
    "Was permanent residence given under 8 U.S.C. § 1255(j) (S visa)?",
    "Ten years count instead of five.",
)
ADMITTED_AS_RESIDENT = _fact(
    "person.admitted_as_resident",
    Type.BOOL,
    "Did the person enter the country already holding an immigrant visa (not adjust inside it)?",
    "The bar to a waiver under 8 U.S.C. § 1182(h) turns on it in most circuits.",
)
SEEKS = _fact(
    "person.seeks",
    Type.WORD,
    "Which protection has the person applied for?",
    "Each has its own bars.",
    ("none", "u_status", "t_status", "vawa", "special_immigrant_juvenile"),
)
REMOVED_FOR_AGGRAVATED_FELONY = _fact(
    "person.removed_for_aggravated_felony",
    Type.BOOL,
    "Was the person ever ordered removed for an aggravated felony?",
    "Re-entry is then an aggravated felony itself.",
)
DRUG_ABUSER = _fact(
    "person.drug_abuser_or_addict",
    Type.BOOL,
    "Is the person, or has the person been since admission, a drug abuser or addict?",
    "A ground that needs no conviction.",
    judgement=True,
)
PHYSICAL_DISORDER = _fact(
    "person.harmful_disorder",
    Type.BOOL,
    "Is there a physical or mental disorder with harmful behavior (such as repeated drunk driving)?",
    "A health ground found by an examining physician.",
    judgement=True,
)
FALSE_CLAIM = _fact(
    "person.false_claim_to_citizenship",
    Type.BOOL,
    "Has the person ever claimed falsely to be a citizen, for a benefit under law?",
    "Inadmissible and deportable without conviction.",
)
UNLAWFUL_VOTE = _fact(
    "person.voted_against_the_law",
    Type.BOOL,
    "Has the person ever voted where the law did not allow it?",
    "Inadmissible and deportable without conviction.",
)
MATERIAL_MISREPRESENTATION = _fact(
    "person.misrepresentation",
    Type.BOOL,
    "Has the person got, or tried to get, a visa or entry by fraud or misrepresentation?",
    "Inadmissible without conviction.",
)
SMUGGLED = _fact(
    "person.assisted_unlawful_entry",
    Type.BOOL,
    "Has the person knowingly helped another to enter against the law?",
    "Inadmissible and deportable without conviction.",
)
HELPED_NEAR_AN_ENTRY = _fact(
    "person.helped_near_an_entry",
    Type.BOOL,
    "Was that help given before an entry of the person, at one, or within five years after one (each return from a trip is one)?",
    "Help that came later makes inadmissible but not deportable.",
)
MARRIED_TO_EVADE = _fact(
    "person.married_to_evade",
    Type.BOOL,
    "Has the person ever married, or tried or agreed to marry, in order to evade the immigration laws?",
    "No petition for the person is approved afterwards; no conviction is needed.",
)
ADMITTED_BY_SUCH_A_MARRIAGE = _fact(
    "person.admitted_by_such_a_marriage",
    Type.BOOL,
    "Did the person come in, or become a resident, by a marriage made for that, or by one that was then less than two years "
    "old and ended within two years after?",
    "Deportable without conviction, unless the marriage is shown to be a true one.",
)
HABITUAL_DRUNKARD = _fact(
    "person.habitual_drunkard",
    Type.BOOL,
    "Would the person be found a habitual drunkard in the period examined?",
    "Excludes good moral character without any conviction.",
    judgement=True,
)
GAMBLING_INCOME = _fact(
    "person.income_from_illegal_gambling",
    Type.BOOL,
    "Did the person's income in the period examined come mainly from illegal gambling?",
    "Excludes good moral character without any conviction.",
)
ENTERED_SINCE_CONVICTION = _fact(
    "person.entered_since_conviction",
    Type.BOOL,
    "Has the person come into the country, or become a resident in it, since the conviction?",
    "Who was inadmissible then is deportable now: 8 U.S.C. § 1227(a)(1)(A).",
)
ENTERED_SINCE_OFFENSE = _fact(
    "person.entered_since_offense",
    Type.BOOL,
    "Has the person come into the country, or become a resident in it, since what was done (a trade in drugs or persons or "
    "laundering: while officials knew of it or had reason to believe it)?",
    "Who was inadmissible then is deportable now: 8 U.S.C. § 1227(a)(1)(A).",
)
BRIEF_TRIPS = _fact(
    "person.trips_brief_and_innocent",
    Type.BOOL,
    "Are the trips abroad brief, casual and innocent (Rosenberg v. Fleuti)?",
    "After a conviction before 1 April 1997 only such a trip is no new entry of a resident.",
    judgement=True,
)
GOOD_MORAL_CHARACTER_SINCE = _fact(
    "person.character_period_began",
    Type.DATE,
    "When does the period of good moral character that will be examined begin?",
    "Five years for most naturalizations, and for voluntary departure at the end of the proceeding.",
)
TEN_YEARS_OF_CHARACTER_SINCE = _fact(
    "person.ten_year_period_began",
    Type.DATE,
    "When do the ten years of good moral character begin that cancellation for nonpermanent residents asks for?",
    "They end with the final order, 8 U.S.C. § 1229b(b)(1)(B), and are not the period of naturalization.",
)
THREE_YEARS_OF_CHARACTER_SINCE = _fact(
    "person.three_year_period_began",
    Type.DATE,
    "When do the three years of good moral character begin that a battered person's petition, or cancellation, asks for?",
    "Counted back from the petition, 8 C.F.R. § 204.2(c)(2)(v), or the application, 8 U.S.C. § 1229b(b)(2)(A)(iii).",
)
REGISTRY_CHARACTER_SINCE = _fact(
    "person.registry_period_began",
    Type.DATE,
    "When would the reasonable period of good moral character begin that registry asks for?",
    "The statute names none; the graver the conduct, the longer it is: Matter of Sanchez-Linn, 20 I&N Dec. 362 (BIA 1991).",
)
T_STATUS_SINCE = _fact(
    "person.t_status_since",
    Type.DATE,
    "On what day was the person first admitted with status as a victim of trafficking, or on what day would that be?",
    "Good moral character is asked for from then until the adjustment is decided: 8 C.F.R. § 245.23(a)(6).",
)

# --- a count: what happened to it ---------------------------------------------------------------------------------------

PRESENT = _fact("count.present", Type.BOOL, "Does this count belong to the decision being weighed?")
OFFENSE = _fact("count.offense", Type.WORD, "Of which offense, by section?", "Everything else rests on the elements.")
LEVEL = _fact(
    "count.level",
    Type.WORD,
    "At what level?",
    "Sets the maximum term.",
    ("felony", "misdemeanor", "infraction", "violation"),
)
LEVEL_LOWERED = _fact(
    "count.level_lowered",
    Type.WORD,
    "Was the level lowered after the sentence, by the court (as under Cal. Penal Code § 17(b)) or under a later law (as under § "
    "1170.18, or Cal. Health & Safety Code § 11361.8)?",
    "What a later law calls a misdemeanor keeps the longest term of the felony it was: Prado v. Barr, 949 F.3d 438.",
    ("no", "by_the_court", "by_a_later_law"),
)
DISPOSITION_WORDS = (
    "arrested",
    "charged",
    "declined",
    "dismissed",
    "acquitted",
    "diverted",
    "deferred",
    "convicted",
    "delinquent",
)
DISPOSITION = _fact(
    "count.disposition",
    Type.WORD,
    "What happens to the count?",
    "Federal law decides by its own test whether this is a conviction.",
    DISPOSITION_WORDS,
)
ARRESTED_OR_CHARGED = _fact(
    "count.arrested_or_charged",
    Type.BOOL,
    "Was there an arrest or a charge for it?",
    "8 U.S.C. § 1226(c)(1)(E) needs no conviction.",
)
JUDGMENT_OF_GUILT = _fact(
    "count.judgment_of_guilt",
    Type.BOOL,
    "Did a court enter a formal judgment of guilt?",
    "The first way to a conviction.",
)
GUILT_FOUND_OR_ADMITTED = _fact(
    "count.guilt_found_or_admitted",
    Type.BOOL,
    "Was there a verdict of guilty, a plea of guilty or no contest, or an admission of facts that warrant guilt?",
    "The second way to a conviction, with punishment or restraint.",
)
RESTRAINT_ORDERED = _fact(
    "count.restraint_ordered",
    Type.BOOL,
    "Did the judge order any punishment, penalty or restraint on liberty?",
    "The second way to a conviction, with a plea or admission.",
)
ONLY_SUSPENDED_FINE = _fact(
    "count.only_unconditionally_suspended_fine",
    Type.BOOL,
    "Was the only order a fine whose payment was suspended without conditions?",
    "The Ninth Circuit does not count it as punishment.",
)
CRIMINAL_PROCEEDING = _fact(
    "count.criminal_proceeding",
    Type.BOOL,
    "Was guilt to be proved beyond a reasonable doubt, with the other constitutional minimums of a criminal trial?",
    "Without them there is no conviction, whatever its name.",
)
JUVENILE = _fact(
    "count.juvenile_adjudication",
    Type.BOOL,
    "Was it an adjudication of delinquency?",
    "Delinquency is not a conviction.",
)
VACATED = _fact(
    "count.vacated",
    Type.WORD,
    "Was it set aside, and on what ground (section_3771a: by a federal court under 18 U.S.C. § 3771A)?",
    "A defect undoes the conviction; rehabilitation or hardship does not.",
    ("no", "legal_defect", "rehabilitation_or_hardship", "section_3771a"),
)
APPEAL = _fact(
    "count.appeal",
    Type.WORD,
    "Is a direct appeal of the finding of guilt pending, or the time for one running?",
    "Circuits differ on finality; an appeal of the sentence alone leaves the conviction final.",
    ("over", "pending", "time_running", "of_sentence_only"),
)
PARDONED = _fact(
    "count.pardoned",
    Type.BOOL,
    "Was there a full and unconditional pardon by the President or a governor?",
    "Waives some grounds of deportability.",
)
RECOMMENDED_AGAINST = _fact(
    "count.recommendation_against_deportation",
    Type.BOOL,
    "Did the sentencing court recommend against deportation, before 29 November 1990 and within thirty days of its sentence?",
    "Such a recommendation still stands against the grounds of moral turpitude.",
)
FIRST_POSSESSION_EXPUNGED = _fact(
    "count.first_possession_set_aside",
    Type.BOOL,
    "Was it a first simple possession of a drug (not its use), set aside under a state law like 18 U.S.C. § 3607, with no "
    "violation of probation?",
    "Counts in the Ninth Circuit for convictions up to 14 July 2011.",
)
ADMITTED_ELEMENTS = _fact(
    "count.elements_admitted",
    Type.BOOL,
    "Has the person formally admitted every element, after the crime was explained?",
    "Inadmissibility for some crimes needs no conviction.",
)

OFFENSE_DATE = _fact(
    "count.offense_date", Type.DATE, "On what day was the offense committed?", "Starts several clocks."
)
PLEA_DATE = _fact("count.plea_date", Type.DATE, "On what day was the plea entered?", "Selects the law of some reliefs.")
CONVICTION_DATE = _fact(
    "count.conviction_date",
    Type.DATE,
    "On what day was the conviction entered?",
    "Selects the maximum term and the drug schedules.",
)
SENTENCE_DATE = _fact("count.sentence_date", Type.DATE, "On what day was the sentence pronounced?")
RELEASE_DATE = _fact(
    "count.release_date",
    Type.DATE,
    "On what day did confinement for it end?",
    "The youth exception and detention depend on it.",
)

# --- a count: sentence --------------------------------------------------------------------------------------------------

TERM_IMPOSED = _fact(
    "count.term_imposed",
    Type.DAYS,
    "What term of confinement was ordered for this count, suspended time included, in days?",
    "Many grounds begin at 365 days.",
)
TERM_BEFORE_CHANGE = _fact(
    "count.term_before_change",
    Type.DAYS,
    "What was the term before the sentence was changed, in days?",
    "A change for rehabilitation or hardship does not count.",
)
SENTENCE_CHANGED = _fact(
    "count.sentence_changed",
    Type.WORD,
    "Was the sentence changed later, and on what ground?",
    "Only a change for a legal defect counts.",
    ("no", "legal_defect", "other"),
)
SENTENCE_CHANGED_DATE = _fact(
    "count.sentence_changed_date",
    Type.DATE,
    "On what day was the sentence changed?",
    "Whether an older change counts is disputed.",
)
EXCEEDS_SIX_MONTHS = _fact(
    "count.exceeds_six_months",
    Type.BOOL,
    "Counted by the calendar from its first day, is the term longer than six months?",
    "Terms of 181 to 184 days are more or less than six months depending on the season.",
)
FOREIGN = _fact(
    "count.foreign_conviction",
    Type.BOOL,
    "Was it a conviction under the law of a foreign country?",
    "An old foreign conviction is not an aggravated felony.",
)
DAYS_CONFINED = _fact(
    "count.days_confined",
    Type.DAYS,
    "How many days were actually served because of the conviction?",
    "180 days bar good moral character.",
)
MAXIMUM_TERM = _fact(
    "count.maximum_term",
    Type.DAYS,
    "What was the longest term the law allowed, in days?",
    "One year is the line for deportability and for the petty-offense exception.",
)
ON_PROBATION = _fact(
    "count.on_probation",
    Type.BOOL,
    "Would the person be on probation or parole for it, or under a suspended sentence?",
    "An application for naturalization is not approved meanwhile.",
)

# --- a count: circumstances outside the elements --------------------------------------------------------------------------

SCHEME = _fact(
    "count.scheme",
    Type.WORD,
    "Which counts arose from one scheme of misconduct? Give each scheme a name.",
    "Two crimes of moral turpitude count together only from separate schemes.",
)
LOSS = _fact(
    "count.loss", Type.CENTS, "How much did the victims of this count lose, in cents?", "The line is $10,000.00."
)
INTENDED_LOSS = _fact(
    "count.intended_loss",
    Type.CENTS,
    "How much would the victims, or the Government in revenue, have lost had this count succeeded as it was meant to, in cents?",
    "Of an attempt, a conspiracy or a scheme that failed it counts although nothing was lost. The line is $10,000.00.",
)
FUNDS = _fact(
    "count.funds",
    Type.CENTS,
    "How much money was laundered in this count, or was to be, in cents?",
    "The line is $10,000.00.",
)
REVENUE_LOSS = _fact(
    "count.revenue_loss", Type.CENTS, "How much revenue did the Government lose, in cents?", "The line is $10,000.00."
)
PROTECTED_RELATIONSHIP = _fact(
    "count.protected_relationship",
    Type.BOOL,
    "Was the victim a present or former spouse, co-parent, cohabitant as a spouse, or otherwise protected by family law?",
    "A crime of violence is then one of domestic violence.",
)
ORDER_PROTECTS = _fact(
    "count.protective_part_violated",
    Type.BOOL,
    "Did a court find conduct against the part of the order that protects from threats, harassment or injury?",
    "No conviction is needed for this ground.",
)
MARIJUANA = _fact(
    "count.marijuana_only",
    Type.BOOL,
    "Was the substance marijuana and nothing else?",
    "A single possession of 30 grams or less is excepted.",
)
OWN_USE = _fact("count.own_use", Type.BOOL, "Was it possession for the person's own use?", "The same exception.")
GRAMS = _fact("count.grams", Type.NUMBER, "How many grams (rounded up)?", "The line is 30 grams.")
IN_PRISON = _fact(
    "count.possessed_in_prison",
    Type.BOOL,
    "Was it possessed in a prison or jail, or (as an element or an enhancement) on school grounds or in a drug-free zone?",
    "The exception does not reach what is graver than a simple possession.",
)
INCIDENT = _fact(
    "count.incident",
    Type.WORD,
    "Which counts arose from one incident? Give each incident a name.",
    "The 30-gram exception covers one incident.",
)
PRIOR_FOUND = _fact(
    "count.prior_found_in_case",
    Type.BOOL,
    "Was a prior drug conviction found in this very case?",
    "A second possession is a trafficking crime only then.",
)
COMMERCIAL_ADVANTAGE = _fact("count.commercial_advantage", Type.BOOL, "Was it done for commercial advantage?")
CLOSE_FAMILY_ONLY = _fact(
    "count.close_family_only",
    Type.BOOL,
    "Was it a first offense, to help only a spouse, child or parent?",
    "Excepts two letters.",
)
UNDERLYING_MAXIMUM = _fact(
    "count.underlying_maximum",
    Type.DAYS,
    "What is the longest term for the charge or sentence that was not answered, in days?",
)
UNDERLYING_FELONY = _fact("count.underlying_felony", Type.BOOL, "Was the unanswered charge a felony?")
POLITICAL = _fact("count.purely_political", Type.BOOL, "Was it a purely political offense?")
AGE_AT_OFFENSE = _fact(
    "count.age_at_offense", Type.NUMBER, "How old was the person then?", "The youth exception ends at 18."
)
PARTICULARLY_SERIOUS = _fact(
    "count.particularly_serious",
    Type.BOOL,
    "Would an immigration judge find it particularly serious on its facts?",
    "Bars asylum and withholding.",
    judgement=True,
)
TRAFFICKING_PRESUMPTION_OVERCOME = _fact(
    "count.trafficking_presumption_overcome",
    Type.BOOL,
    "Would the presumption be found overcome that a drug trafficking crime is particularly serious?",
    "It bars withholding whatever the term; rarely is it overcome: Matter of Y-L-, 23 I&N Dec. 270 (A.G. 2002).",
    judgement=True,
)
REASON_TO_BELIEVE_TRAFFICKING = _fact(
    "count.reason_to_believe_trafficking",
    Type.BOOL,
    "Is there reason to believe that the person trafficked in drugs?",
    "Inadmissible without conviction; a dismissal does not cure it.",
    judgement=True,
)
ENGAGED_IN_PROSTITUTION = _fact(
    "count.engaged_in_prostitution",
    Type.BOOL,
    "Does it show a pattern of prostitution, or procuring, within ten years?",
    "Inadmissible without conviction; one act is not a pattern.",
    judgement=True,
)
REASON_TO_BELIEVE_LAUNDERING = _fact(
    "count.reason_to_believe_laundering",
    Type.BOOL,
    "Is there reason to believe that the person laundered money?",
    judgement=True,
)
REASON_TO_BELIEVE_HUMAN_TRAFFICKING = _fact(
    "count.reason_to_believe_human_trafficking",
    Type.BOOL,
    "Is there reason to believe that the person trafficked in persons?",
    judgement=True,
)
MISREPRESENTED_FOR_BENEFIT = _fact(
    "count.misrepresented_for_benefit",
    Type.BOOL,
    "Would what was done be found fraud, or a willful false word on a material point, for a visa, papers, entry or a benefit?",
    "Inadmissible without conviction, whether or not the benefit was got; for a benefit of the immigration laws alone.",
    judgement=True,
)
FALSE_TESTIMONY = _fact(
    "count.false_testimony_for_benefit",
    Type.BOOL,
    "Was something false said under oath or affirmation, meant to get an immigration benefit?",
    "Excludes good moral character in the period, on a point that matters or not.",
    judgement=True,
)
SECURITY_ACTIVITY = _fact(
    "count.security_activity",
    Type.BOOL,
    "Would what was done be found espionage, sabotage, unlawful export, or terrorist activity?",
    "Deportable and inadmissible without conviction; the words reach any use of a weapon or explosive but for mere gain.",
    judgement=True,
)
VIOLENT_OR_DANGEROUS = _fact(
    "count.violent_or_dangerous",
    Type.BOOL,
    "Would the agency call the crime violent or dangerous?",
    "A waiver is then given only in extraordinary circumstances.",
    judgement=True,
)
COMMITTED_IN_UNITED_STATES = _fact(
    "count.committed_in_united_states",
    Type.BOOL,
    "Was it committed in the United States?",
    "Temporary protected status asks it.",
)
SPECIFIED_AGAINST_MINOR = _fact(
    "count.specified_offense_against_minor",
    Type.BOOL,
    "Was it, on its facts, a kidnapping, confinement, sexual or pornography offense against a person under 18?",
    "Bars family petitions by citizens and residents.",
)
CUSTODY_TO_SERVE = _fact(
    "count.custody_to_serve",
    Type.DAYS,
    "How many days of custody are to be served, suspended time not counted?",
    "DACA ends above 90 days.",
)
DRUG_OR_PERSON_CRIME = _fact(
    "count.drug_or_person_crime",
    Type.BOOL,
    "Did it involve drugs or a crime against a person?",
    "Three such misdemeanors raise the penalty of re-entry.",
)
UNLAWFUL_ACT_FOUND = _fact(
    "count.unlawful_act_found",
    Type.BOOL,
    "Would it be found, without a conviction, that the person did what the count says?",
    "An unlawful act in the period bears on naturalization, whatever became of the charge.",
    judgement=True,
)
PUBLIC_SAFETY_THREAT = _fact(
    "count.public_safety_threat",
    Type.BOOL,
    "Would the agency find a threat to public safety or national security?",
    judgement=True,
)
DACA_LISTED_KIND = _fact(
    "count.daca_listed_kind",
    Type.BOOL,
    "Is it domestic violence, sexual abuse, burglary, an unlawful firearm, drug sale, or driving under the influence?",
    "Any such misdemeanor bars DACA.",
)

# --- what the file says beside the offense ----------------------------------------------------------------------


def _speaks(short: str, of: str) -> Fact:
    return _fact(
        f"count.file_speaks_of_{short}",
        Type.BOOL,
        f"Beside the offense itself, does the file (a charge given up, a report) speak of {of}?",
        "Some grounds look at what was done, whatever the plea is to.",
    )


SPEAKS_OF: dict[Fact, Fact] = {
    REASON_TO_BELIEVE_TRAFFICKING: _speaks("drug_trade", "a sale or making of drugs"),
    ENGAGED_IN_PROSTITUTION: _speaks("sex_trade", "sex for hire"),
    REASON_TO_BELIEVE_HUMAN_TRAFFICKING: _speaks("persons_held", "persons brought, held or put to work"),
    REASON_TO_BELIEVE_LAUNDERING: _speaks("hidden_money", "money hidden or moved"),
    ORDER_PROTECTS: _speaks("an_order_broken", "a protection order that was broken"),
    SPECIFIED_AGAINST_MINOR: _speaks("a_minor_harmed", "a sexual offense, a confinement or pictures of a minor"),
}
"""What grounds by conduct ask, and the fact that has it asked of an offense that is about something else."""

# --- facts that single rules ask for ------------------------------------------------------------------------

UNDOCUMENTED_AT_ENTRY = _fact(
    "person.inadmissible_for_entry",
    Type.BOOL,
    "Is the person inadmissible for entering without admission, for fraud or a false claim, or for lack of documents?",
    "8 U.S.C. § 1226(c)(1)(E) reaches only those.",
)
CHARACTER_DESPITE_DRIVING = _fact(
    "person.character_shown_despite_driving",
    Type.BOOL,
    "Would good moral character be found although two or more convictions for impaired driving speak against it?",
    "They are presumed to exclude it; a later reform alone does not show it.",
    judgement=True,
)
DEPARTS_AT_THE_END = _fact(
    "person.departs_at_the_end",
    Type.BOOL,
    "Would voluntary departure be asked for at the end of the proceeding (not before)?",
    "Five years of good moral character are needed then.",
)
TEN_YEARS_BEFORE = _fact(
    "person.ten_years_before_offense",
    Type.BOOL,
    "Had the person been here for ten years without a break (three for a battered spouse or child) before the offense?",
    "The offense ends the presence that cancellation asks for.",
)
ACTS_EXCUSED = _fact(
    "person.acts_excused",
    Type.BOOL,
    "Would the unlawful acts be found not to reflect on character, or extenuating circumstances be shown?",
    "Without that an unlawful act in the period excludes good moral character for naturalization and for a battered person's "
    "petition.",
    judgement=True,
)
FIVE_YEARS_IN_ALL = _fact(
    "person.five_years_in_all",
    Type.BOOL,
    "Do the terms make five years, counted by the calendar, and each as before it was cut for rehabilitation or hardship?",
    "Six months are 180 days here; such a cut does not count: Matter of Thomas & Thompson, 27 I&N Dec. 674 (A.G. 2019).",
)
BATTERED_CONNECTION = _fact(
    "person.offense_connected_to_battering",
    Type.BOOL,
    "Was the offense connected to having been battered?",
    "Opens waivers for battered spouses and children.",
    judgement=True,
)
TRAFFICKING_CONNECTION = _fact(
    "person.offense_caused_by_trafficking",
    Type.BOOL,
    "Was the offense caused by, or incident to, having been trafficked?",
    "It may then be passed over when a victim of trafficking becomes a resident.",
    judgement=True,
)
OCCASION = _fact(
    "count.occasion",
    Type.WORD,
    "Which misdemeanors happened on one day or in one act or scheme? Give each occasion a name.",
    "Deferred action ends with three misdemeanors of different occasions.",
)

DEATH_OR_SERIOUS_INJURY = _fact(
    "count.death_or_serious_injury",
    Type.BOOL,
    "Did the crime result in death or serious bodily injury to another person?",
    "Any such crime is on the list of 8 U.S.C. § 1226(c)(1)(E)(ii).",
)
RECORD_INCONCLUSIVE = _fact(
    "count.record_inconclusive",
    Type.BOOL,
    "Does the record of conviction leave open which form of the offense it was?",
    "An open record defeats removal and does not win relief: Pereida v. Wilkinson, 592 U.S. 224 (2021).",
)

POSSESSION_FELONY = _fact(
    "count.possession_was_a_federal_felony",
    Type.BOOL,
    "Was the drug flunitrazepam, or was an earlier final drug conviction charged and found in this very case?",
    "A possession is a felony under 21 U.S.C. § 844(a), and so drug trafficking, only then.",
)

FLUNITRAZEPAM = _fact(
    "count.flunitrazepam",
    Type.BOOL,
    "Was the drug flunitrazepam (Rohypnol)?",
    "To possess it is a felony under 21 U.S.C. § 844(a), and so drug trafficking; to possess another drug is not.",
)

CIRCUMSTANCES: dict[str, Fact] = {
    "DEATH_OR_SERIOUS_INJURY": DEATH_OR_SERIOUS_INJURY,
    "AF:B": POSSESSION_FELONY,
}
"""Grounds that turn on a fact outside the elements which no rule asks for itself: the fact that decides them."""

FACTS = {fact.name: fact for fact in _ALL}
assert len(FACTS) == len(_ALL), "two facts share a name"
