"""Is it a conviction, and how long is the sentence: 8 U.S.C. § 1101(a)(48)."""

from __future__ import annotations

from datetime import date

from steelyard.law.build import CIRCUITS, authority, count_rule, holds, rules
from steelyard.law.citations import cfr, usc
from steelyard.law.federal.facts import (
    APPEAL,
    CONVICTION_DATE,
    CRIMINAL_PROCEEDING,
    EXCEEDS_SIX_MONTHS,
    FIRST_POSSESSION_EXPUNGED,
    GUILT_FOUND_OR_ADMITTED,
    JUDGMENT_OF_GUILT,
    JUVENILE,
    LEVEL,
    MAXIMUM_TERM,
    ONLY_SUSPENDED_FINE,
    PROCEEDING_DATE,
    RESTRAINT_ORDERED,
    SENTENCE_CHANGED,
    SENTENCE_CHANGED_DATE,
    TERM_BEFORE_CHANGE,
    TERM_IMPOSED,
    VACATED,
)
from steelyard.logic.expr import Constant, Expr, Split, all_of, any_of, as_expr, days, not_
from steelyard.logic.rule import Rule, Side, SplitLaw, exception, version

YEAR = days(365)
SIX_MONTHS = days(180)
FIVE_YEARS_IN_DAYS = 5 * 365
THOMAS_THOMPSON = date(2019, 10, 25)

CONVICTION = usc(8, 1101, "a", 48, "A")
SENTENCE = usc(8, 1101, "a", 48, "B")
POST_CONVICTION_ORDERS = cfr(8, "1003.55", "a", 1, edition="October 2024")
"""Since 29 July 2024: no such rule for a change asked for by 25 October 2019. Whether it still stands was not seen."""


def _term(compare_now: Expr, compare_before: Expr) -> Expr:
    """The term ordered, or the earlier one when it was changed for a reason that immigration law does not honor."""
    reaches_back = Split("change_before_thomas_thompson", Constant(True), SENTENCE_CHANGED_DATE >= THOMAS_THOMPSON)
    return any_of(compare_now, all_of(SENTENCE_CHANGED.is_("other"), compare_before, reaches_back))


def _term_rule(name: str, label: str, now: object, before: object) -> Rule:
    full_effect = version(
        now,
        cite=(SENTENCE, authority("cota_vargas")),
        since=date(1997, 4, 1),
        until=date(2019, 10, 24),
        reaches=authority("iirira_322c"),
        note="Until 24 October 2019 a changed sentence counted as changed, whatever the reason.",
    )
    defects_only = version(
        _term(as_expr(now), as_expr(before)),
        cite=(SENTENCE, authority("thomas_thompson")),
        since=THOMAS_THOMPSON,
        reaches=authority("iirira_322c"),
        note="A change counts only if it cures a procedural or substantive defect.",
    )
    return count_rule(name, label, versions=(full_effect, defects_only))


RULES = rules(
    count_rule(
        "conviction.criminal_proceeding",
        "the proceeding had the constitutional minimums of a criminal trial",
        when=any_of(LEVEL.one_of("felony", "misdemeanor"), CRIMINAL_PROCEEDING),
        cite=(CONVICTION, authority("eslamizar"), authority("wong")),
        reaches=authority("iirira_322c"),
        note="An infraction or violation depends on how its guilt is proved, not on its name.",
    ),
    count_rule(
        "conviction.punishment",
        "a judge ordered punishment, a penalty or a restraint on liberty",
        when=all_of(
            RESTRAINT_ORDERED,
            Split("suspended_fine_is_punishment", Constant(True), not_(ONLY_SUSPENDED_FINE)),
        ),
        cite=(usc(8, 1101, "a", 48, "A", "ii"), authority("cabrera"), authority("retuta")),
        reaches=authority("iirira_322c"),
    ),
    count_rule(
        "conviction.exists",
        "a conviction for immigration law",
        when=all_of(
            holds("conviction.criminal_proceeding"),
            any_of(JUDGMENT_OF_GUILT, all_of(GUILT_FOUND_OR_ADMITTED, holds("conviction.punishment"))),
        ),
        cite=CONVICTION,
        reaches=authority("iirira_322c"),
        unless=[
            exception("an adjudication of delinquency", JUVENILE, cite=authority("devison")),
            exception(
                "vacated for a procedural or substantive defect",
                VACATED.is_("legal_defect"),
                cite=(authority("pickering"), authority("marquez_conde")),
            ),
            exception(
                "vacated by a federal court as a trafficking victim's, which reaches federal offenses without violence alone",
                all_of(
                    VACATED.is_("section_3771a"),
                    date(2026, 1, 23) <= PROCEEDING_DATE,
                    not_(holds("crime_of_violence.match")),
                ),
                cite=(usc(18, "3771A", "a", 5), usc(18, "3771A", "c", 3)),
            ),
            exception(
                "a direct appeal of a formal judgment is open, where finality is required",
                all_of(
                    JUDGMENT_OF_GUILT,
                    Split(
                        "direct_appeal_defeats_conviction", APPEAL.one_of("pending", "time_running"), Constant(False)
                    ),
                ),
                cite=(authority("orabi"), authority("planes"), authority("punu")),
            ),
            exception(
                "a first simple possession set aside under a rehabilitative law, convicted by 14 July 2011",
                Split(
                    "first_possession_set_aside",
                    all_of(FIRST_POSSESSION_EXPUNGED, date(2011, 7, 14) >= CONVICTION_DATE),
                    Constant(False),
                ),
                cite=(authority("lujan_armendariz"), authority("nunez_reyes")),
            ),
        ],
        note="A rehabilitative expungement, set-aside or later reduction leaves the conviction standing.",
    ),
    _term_rule(
        "sentence.one_year",
        "a term of imprisonment of at least one year",
        TERM_IMPOSED >= YEAR,
        TERM_BEFORE_CHANGE >= YEAR,
    ),
    _term_rule(
        "sentence.over_six_months",
        "a term of imprisonment in excess of six months",
        any_of(days(185) <= TERM_IMPOSED, all_of(TERM_IMPOSED > SIX_MONTHS, EXCEEDS_SIX_MONTHS)),
        any_of(days(185) <= TERM_BEFORE_CHANGE, all_of(TERM_BEFORE_CHANGE > SIX_MONTHS, EXCEEDS_SIX_MONTHS)),
    ),
    count_rule(
        "sentence.one_year_possible",
        "a sentence of one year or longer may be imposed",
        when=MAXIMUM_TERM >= YEAR,
        cite=(usc(8, 1227, "a", 2, "A", "i", "II"), authority("velasquez_rios"), authority("peguero_vasquez")),
        reaches=authority("aedpa_435"),
        note="The maximum at the time of conviction; a later retroactive cut is not followed.",
    ),
    count_rule(
        "sentence.more_than_one_year_possible",
        "the maximum penalty possible exceeds imprisonment for one year",
        when=MAXIMUM_TERM > YEAR,
        cite=(usc(8, 1182, "a", 2, "A", "ii", "II"), authority("velasquez_rios")),
        reaches=authority("immact_601"),
    ),
)

SPLITS = {
    split.name: split
    for split in (
        SplitLaw(
            "suspended_fine_is_punishment",
            "Is a fine whose payment is suspended without conditions a punishment or penalty?",
            Side((usc(8, 1101, "a", 48, "A", "ii"),)),
            Side((authority("retuta"),), (("9th Cir.", date(2010, 1, 7)),)),
        ),
        SplitLaw(
            "direct_appeal_defeats_conviction",
            "Is there no conviction while a direct appeal is open?",
            Side(
                (authority("orabi"), authority("acosta"), authority("brathwaite_bia")),
                (("3d Cir.", date(2014, 1, 2)), ("2d Cir.", date(2021, 6, 24)), ("BIA", date(2018, 8, 29))),
            ),
            Side((authority("planes"),), (("9th Cir.", date(2011, 7, 5)),)),
        ),
        SplitLaw(
            "first_possession_set_aside",
            "Does setting aside a first simple possession undo the conviction, as under 18 U.S.C. § 3607?",
            Side((authority("lujan_armendariz"),), (("9th Cir.", date(2000, 8, 1)),)),
            Side(
                (authority("roldan"), authority("salazar_regino")),
                tuple((forum, date(1999, 3, 3)) for forum in ("BIA", *CIRCUITS) if forum != "9th Cir."),
            ),
        ),
        SplitLaw(
            "change_before_thomas_thompson",
            "Does the rule of 25 October 2019 reach sentences that were changed before it?",
            Side((authority("thomas_thompson"),), (("BIA", THOMAS_THOMPSON),)),
            Side((authority("zaragoza"), POST_CONVICTION_ORDERS), (("BIA", date(2024, 7, 29)),)),
        ),
    )
}
