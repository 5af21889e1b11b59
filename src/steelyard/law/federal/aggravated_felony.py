"""Aggravated felonies, letter by letter: 8 U.S.C. § 1101(a)(43)(A)–(U)."""

from __future__ import annotations

from datetime import date

from steelyard.law.build import IIRIRA, authority, count_rule, holds, rules
from steelyard.law.citations import cfr, usc
from steelyard.law.federal.conviction import YEAR
from steelyard.law.federal.facts import (
    CLOSE_FAMILY_ONLY,
    COMMERCIAL_ADVANTAGE,
    FLUNITRAZEPAM,
    FOREIGN,
    FUNDS,
    INTENDED_LOSS,
    LEVEL,
    LOSS,
    MAXIMUM_TERM,
    POLITICAL,
    PRIOR_FOUND,
    PROCEEDING_DATE,
    RECORD_INCONCLUSIVE,
    RELEASE_DATE,
    REMOVED_FOR_AGGRAVATED_FELONY,
    REVENUE_LOSS,
    UNDERLYING_FELONY,
    UNDERLYING_MAXIMUM,
)
from steelyard.logic.expr import (
    AnyOf,
    Expr,
    Matches,
    NotEncoded,
    all_of,
    any_of,
    at_least,
    cents,
    days,
    not_,
    years_after,
)
from steelyard.logic.rule import Citation, Exception_, Gap, Rule, exception, version

TEN_THOUSAND_DOLLARS = cents(1_000_000)
ONE_YEAR = holds("sentence.one_year")


def _letter(*paragraphs: str) -> Citation:
    return usc(8, 1101, "a", 43, *paragraphs)


def _clause(
    letter: str, label: str, when: Expr, cite: Citation | tuple[Citation, ...], *unless: Exception_, note: str = ""
) -> Rule:
    return count_rule(
        f"aggravated_felony.{letter}",
        f"aggravated felony: {label}",
        when=all_of(holds("aggravated_felony.conviction"), when),
        cite=cite,
        since=IIRIRA,
        reaches=authority("iirira_321"),
        unless=unless,
        note=note,
    )


DIMAYA = date(2018, 4, 17)
"""Sessions v. Dimaya, 584 U.S. 148: until then an offense outside § 16(a) could be a crime of violence under § 16(b)."""


def violence(name: str, label: str, ground: str, act: str) -> Rule:
    """A rule for a crime of violence, 18 U.S.C. § 16, by the ground that has its elements; `act` says since when it holds."""
    return count_rule(
        name,
        label,
        versions=(
            version(
                any_of(Matches(ground), all_of(LEVEL.is_("felony"), NotEncoded("section_16b"))),
                cite=(usc(18, 16), authority("dimaya")),
                since=IIRIRA,
                until=date(2018, 4, 16),
                reaches=authority(act),
                note="Until 17 April 2018 a felony could also fall in the residual clause, § 16(b); circuits had begun to part.",
            ),
            version(
                Matches(ground),
                cite=(usc(18, 16, "a"), authority("dimaya")),
                since=DIMAYA,
                reaches=authority(act),
            ),
        ),
    )


_VIOLENCE = violence("crime_of_violence.match", "a crime of violence under 18 U.S.C. § 16", "AF:F", "iirira_321")

GAPS = {
    gap.name: gap
    for gap in (
        Gap(
            "section_16b",
            "aggravated felony",
            "The residual clause of 18 U.S.C. § 16(b), void since 17 April 2018, is not encoded for earlier proceedings",
            (authority("dimaya"),),
        ),
    )
}

_FAMILY = "a first offense, to help only a spouse, child or parent"

LETTERS: tuple[Rule, ...] = (
    _clause("a", "murder, rape, or sexual abuse of a minor", Matches("AF:A"), _letter("A")),
    _clause(
        "b",
        "drug trafficking",
        any_of(
            Matches("AF:B"),
            all_of(Matches("CS"), FLUNITRAZEPAM),
            all_of(
                Matches("CS"),
                PRIOR_FOUND,
                at_least(2, all_of(holds("conviction.exists"), Matches("CS"))),
            ),
        ),
        (_letter("B"), usc(18, 924, "c", 2), usc(21, 844, "a"), authority("moncrieffe"), authority("carachuri")),
        note="A second simple possession is reached only if the prior conviction was found in that case. Possession of "
        "flunitrazepam is a felony by itself; that the drug is another is taken unless the file says so.",
    ),
    _clause("c", "trafficking in firearms or explosives", Matches("AF:C"), _letter("C")),
    _clause("d", "money laundering over $10,000", all_of(Matches("AF:D"), FUNDS > TEN_THOUSAND_DOLLARS), _letter("D")),
    _clause("e", "explosives and firearms offenses", Matches("AF:E"), _letter("E")),
    _clause(
        "f",
        "a crime of violence with a term of one year",
        all_of(holds("crime_of_violence.match"), ONE_YEAR),
        (_letter("F"), usc(18, 16, "a"), authority("dimaya")),
        exception("a purely political offense", POLITICAL, cite=_letter("F")),
    ),
    _clause("g", "theft or burglary with a term of one year", all_of(Matches("AF:G"), ONE_YEAR), _letter("G")),
    _clause("h", "demand for or receipt of ransom", Matches("AF:H"), _letter("H")),
    _clause("i", "child pornography", Matches("AF:I"), _letter("I")),
    _clause(
        "j",
        "racketeering or gambling punishable by one year",
        all_of(Matches("AF:J"), MAXIMUM_TERM >= YEAR),
        _letter("J"),
    ),
    _clause(
        "k",
        "prostitution business, transport for prostitution, or trafficking in persons",
        any_of(Matches("AF:K(i)"), all_of(Matches("AF:K(ii)"), COMMERCIAL_ADVANTAGE), Matches("AF:K(iii)")),
        _letter("K"),
    ),
    _clause("l", "national security offenses", Matches("AF:L"), _letter("L")),
    _clause(
        "m",
        "fraud or tax evasion with a loss over $10,000",
        any_of(
            all_of(Matches("AF:M(i)"), LOSS > TEN_THOUSAND_DOLLARS),
            all_of(Matches("AF:M(ii)"), REVENUE_LOSS > TEN_THOUSAND_DOLLARS),
        ),
        (_letter("M"), authority("nijhawan")),
        note="The loss is a circumstance tied to the count of conviction.",
    ),
    _clause(
        "n",
        "alien smuggling",
        Matches("AF:N"),
        _letter("N"),
        exception(_FAMILY, CLOSE_FAMILY_ONLY, cite=_letter("N")),
    ),
    _clause(
        "o",
        "illegal entry or re-entry after removal for an aggravated felony",
        all_of(Matches("AF:O"), REMOVED_FOR_AGGRAVATED_FELONY),
        _letter("O"),
    ),
    _clause(
        "p",
        "false passports and entry papers with a term of twelve months",
        all_of(Matches("AF:P"), ONE_YEAR),
        _letter("P"),
        exception(_FAMILY, CLOSE_FAMILY_ONLY, cite=_letter("P")),
    ),
    _clause(
        "q",
        "failure to appear for service of a sentence of an offense punishable by five years",
        all_of(Matches("AF:Q"), days(5 * 365) <= UNDERLYING_MAXIMUM),
        _letter("Q"),
    ),
    _clause(
        "r",
        "commercial bribery, counterfeiting, forgery or altered vehicles with a term of one year",
        all_of(Matches("AF:R"), ONE_YEAR),
        _letter("R"),
    ),
    _clause(
        "s",
        "obstruction of justice, perjury or bribery of a witness with a term of one year",
        all_of(Matches("AF:S"), ONE_YEAR),
        (_letter("S"), authority("pugin")),
    ),
    _clause(
        "t",
        "failure to appear in court on a felony charge punishable by two years",
        all_of(Matches("AF:T"), UNDERLYING_FELONY, days(2 * 365) <= UNDERLYING_MAXIMUM),
        _letter("T"),
    ),
)

MIXED = (
    _clause(
        "u",
        "an attempt or conspiracy: violence with a term of one year, or fraud meant to cost more than $10,000",
        any_of(
            all_of(Matches("AF:U(violence)"), ONE_YEAR),
            all_of(Matches("AF:U(fraud)"), INTENDED_LOSS > TEN_THOUSAND_DOLLARS),
        ),
        (_letter("U"), authority("s_i_k"), authority("onyido")),
        note="The other letters answer for attempts and conspiracies themselves. A fraud that is complete without a loss counts "
        "as an attempt at one (Matter of Onyido).",
    ),
    _clause(
        "several_letters",
        "every means falls within one letter or another, with a term of one year and a loss over $10,000",
        all_of(
            Matches("AF"),
            ONE_YEAR,
            any_of(LOSS > TEN_THOUSAND_DOLLARS, all_of(Matches("AF:U(fraud)"), INTENDED_LOSS > TEN_THOUSAND_DOLLARS)),
        ),
        (usc(8, 1101, "a", 43), authority("reyes_2020")),
    ),
)

_ANY = count_rule(
    "aggravated_felony.any",
    "an aggravated felony",
    when=any_of(*(holds(rule.name) for rule in (*LETTERS, *MIXED))),
    cite=usc(8, 1101, "a", 43),
    reaches=authority("iirira_321"),
)


def _applicant(*grounds: str) -> AnyOf:
    return any_of(*(Matches(f"AF:{ground}", "applicant") for ground in grounds))


_FOR_RELIEF = count_rule(
    "aggravated_felony.for_relief",
    "an aggravated felony where the applicant must show that it is none",
    when=any_of(
        holds("aggravated_felony.any"),
        all_of(
            RECORD_INCONCLUSIVE,
            holds("aggravated_felony.conviction"),
            any_of(
                _applicant("A", "B", "C", "E", "H", "I", "K(i)", "K(iii)", "L"),
                all_of(_applicant("F", "G", "P", "R", "S", "U(violence)"), ONE_YEAR),
                all_of(_applicant("D"), FUNDS > TEN_THOUSAND_DOLLARS),
                all_of(_applicant("J"), MAXIMUM_TERM >= YEAR),
                all_of(_applicant("K(ii)"), COMMERCIAL_ADVANTAGE),
                all_of(_applicant("M(i)"), LOSS > TEN_THOUSAND_DOLLARS),
                all_of(_applicant("M(ii)"), REVENUE_LOSS > TEN_THOUSAND_DOLLARS),
                all_of(_applicant("N"), not_(CLOSE_FAMILY_ONLY)),
                all_of(_applicant("O"), REMOVED_FOR_AGGRAVATED_FELONY),
                all_of(_applicant("Q"), days(5 * 365) <= UNDERLYING_MAXIMUM),
                all_of(_applicant("T"), UNDERLYING_FELONY, days(2 * 365) <= UNDERLYING_MAXIMUM),
                all_of(_applicant("U(fraud)"), INTENDED_LOSS > TEN_THOUSAND_DOLLARS),
            ),
        ),
    ),
    cite=(usc(8, "1229a", "c", 4, "A", "i"), cfr(8, "1240.8", "d"), authority("pereida")),
    reaches=authority("iirira_321"),
    note="A record that leaves the form open does not show that a bar does not apply.",
)
_MURDER = count_rule(
    "aggravated_felony.murder",
    "murder",
    when=all_of(holds("aggravated_felony.conviction"), Matches("AF:A(murder)")),
    cite=usc(8, 1101, "a", 43, "A"),
    reaches=authority("iirira_321"),
)

_CONVICTION = count_rule(
    "aggravated_felony.conviction",
    "a conviction that can be one for an aggravated felony",
    when=holds("conviction.exists"),
    cite=usc(8, 1101, "a", 43),
    reaches=authority("iirira_321"),
    unless=[
        exception(
            "a foreign conviction whose term ended more than 15 years ago",
            all_of(FOREIGN, years_after(PROCEEDING_DATE, -15) > RELEASE_DATE),
            cite=usc(8, 1101, "a", 43),
        )
    ],
)

RULES = rules(_CONVICTION, _VIOLENCE, *LETTERS, *MIXED, _ANY, _FOR_RELIEF, _MURDER)
