"""Detention without bond and removal without a hearing: 8 U.S.C. §§ 1225(b), 1226(c), 1228(b)."""

from __future__ import annotations

from datetime import date

from steelyard.law.build import IIRIRA, authority, count_rule, holds, person_rule, rules
from steelyard.law.citations import cfr, public_law, usc
from steelyard.law.federal.facts import (
    ADMITTED,
    ADMITTED_ELEMENTS,
    ARRESTED_OR_CHARGED,
    CONVICTION_DATE,
    OFFENSE_DATE,
    PRESENT,
    RELEASE_DATE,
    STATUS,
    UNDOCUMENTED_AT_ENTRY,
)
from steelyard.logic.expr import Constant, Matches, NotEncoded, Split, all_of, any_of, not_, some_listed
from steelyard.logic.rule import Gap, Side, SplitLaw, exception, version

NONCITIZEN = not_(STATUS.is_("citizen"))
RELEASES_COUNT_SINCE = date(1998, 10, 9)
RELEASED_BEFORE = exception(
    "released for every one of these convictions before 9 October 1998",
    all_of(
        some_listed(PRESENT, holds("conviction.exists")),
        not_(
            some_listed(
                PRESENT,
                any_of(
                    not_(holds("conviction.exists")),
                    CONVICTION_DATE >= RELEASES_COUNT_SINCE,
                    OFFENSE_DATE >= RELEASES_COUNT_SINCE,
                    RELEASE_DATE >= RELEASES_COUNT_SINCE,
                ),
            )
        ),
    ),
    cite=authority("iirira_303"),
)
"""The two years of transition ended on 8 October 1998; § 1226(c) applies to "individuals released after such periods"."""
NO_RELEASE_NOTE = (
    "Applies to those released from criminal custody after 8 October 1998. Whether due process asks for a hearing when the "
    "detention grows long differs by circuit, Black v. Decker (2d Cir. 2024); the Supreme Court agreed on 15 June "
    "2026 to decide it, and its decision was not seen."
)
LAKEN_RILEY = date(2025, 1, 29)
PAROLED = STATUS.is_("parolee")
ARRIVING = cfr(8, "1003.19", "h", 2, "i", "B")
"""No judge redetermines the custody of an arriving alien, one paroled after arrival among them."""

RULES = rules(
    person_rule(
        "detention.inadmissible_for_crime",
        "held without bond: inadmissible for an offense covered in § 1182(a)(2)",
        when=all_of(NONCITIZEN, not_(ADMITTED), holds("inadmissible.any_crime")),
        cite=usc(8, 1226, "c", 1, "A"),
        note=f"{NO_RELEASE_NOTE} A resident who returns as an applicant for admission has admitted = false.",
        unless=[RELEASED_BEFORE],
        consequence=True,
    ),
    person_rule(
        "detention.deportable_for_crime",
        "held without bond: deportable for two crimes of moral turpitude, an aggravated felony, drugs or firearms",
        when=any_of(
            holds("deportable.two_cimts"),
            holds("deportable.aggravated_felony"),
            holds("deportable.controlled_substance"),
            holds("deportable.firearm"),
            holds("deportable.miscellaneous_crimes"),
        ),
        cite=usc(8, 1226, "c", 1, "B"),
        note=NO_RELEASE_NOTE,
        unless=[RELEASED_BEFORE],
        consequence=True,
    ),
    person_rule(
        "detention.cimt_with_one_year",
        "held without bond: deportable for one crime of moral turpitude with a sentence of at least one year",
        when=all_of(
            holds("deportable.reaches"),
            some_listed(PRESENT, holds("moral_turpitude.deportable_alone"), holds("sentence.one_year")),
        ),
        cite=usc(8, 1226, "c", 1, "C"),
        note=NO_RELEASE_NOTE,
        unless=[RELEASED_BEFORE],
        consequence=True,
    ),
    count_rule(
        "detention.listed_offense",
        "burglary, theft, larceny, shoplifting, assault of an officer, or a crime of death or serious bodily injury",
        when=any_of(
            Matches("THEFT_FAMILY"),
            Matches("OFFICER_ASSAULT"),
            Matches("DEATH_OR_SERIOUS_INJURY"),
        ),
        cite=(usc(8, 1226, "c", 1, "E", "ii"), usc(8, 1226, "c", 2)),
        since=LAKEN_RILEY,
        reaches=public_law("Pub. L. 119-1, § 2, 139 Stat. 3 (2025)", read_in="the enrolled act", verified=True),
        note="The words have the meaning they have in the place of the act. The act names no first date of offense.",
    ),
    person_rule(
        "detention.charge_alone",
        "held without bond on an arrest, charge or admission of a listed offense, for those inadmissible for their entry",
        versions=(
            version(
                Constant(False),
                cite=public_law("Pub. L. 119-1, § 2, 139 Stat. 3 (2025)", read_in="the enrolled act", verified=True),
                since=IIRIRA,
                until=date(2025, 1, 28),
                note="The clause did not exist before 29 January 2025.",
            ),
            version(
                all_of(
                    NONCITIZEN,
                    UNDOCUMENTED_AT_ENTRY,
                    some_listed(
                        PRESENT,
                        any_of(ARRESTED_OR_CHARGED, holds("conviction.exists"), ADMITTED_ELEMENTS),
                        holds("detention.listed_offense"),
                    ),
                ),
                cite=usc(8, 1226, "c", 1, "E"),
                since=LAKEN_RILEY,
                note="No conviction is needed: the arrest or the charge sets it off.",
            ),
        ),
        consequence=True,
    ),
    person_rule(
        "detention.no_bond_for_entrants",
        "held without bond as an applicant for admission, whatever the crime",
        versions=(
            version(
                all_of(NONCITIZEN, not_(ADMITTED), PAROLED),
                cite=(usc(8, 1226, "a"), ARRIVING, authority("yajure_hurtado")),
                since=IIRIRA,
                until=date(2025, 9, 4),
                note="Until the Board's decision of 5 September 2025 those who had entered were eligible for bond. No judge "
                "could release one who was paroled after arriving, at any time.",
            ),
            version(
                all_of(
                    NONCITIZEN,
                    not_(ADMITTED),
                    any_of(PAROLED, Split("bond_for_those_who_entered", Constant(True), Constant(False))),
                ),
                cite=(usc(8, 1225, "b", 2, "A"), ARRIVING, authority("yajure_hurtado")),
                since=date(2025, 9, 5),
                note="It does not depend on the criminal decision; it is shown because it changes what detention is worth. The "
                "place where a person is held decides, not the place of the crime. In the Fifth Circuit due process asks for a "
                "hearing within 90 days (a decision of 2 July 2026); class judgments of the District of Massachusetts (19 "
                "December 2025) and of the Central District of California (December 2025, and 18 February 2026, which set the "
                "Board's decision aside) order bond hearings, and what stays of them on appeal was not seen. The Supreme Court "
                "was asked to decide on 22 June 2026 (No. 25-1415); whether it took the case was not seen.",
            ),
        ),
    ),
    person_rule(
        "removal.without_hearing",
        "removal by administrative order, without a hearing before a judge, for an aggravated felony",
        when=all_of(
            NONCITIZEN,
            not_(STATUS.is_("permanent_resident")),
            some_listed(PRESENT, holds("aggravated_felony.any")),
        ),
        cite=(usc(8, 1228, "b", 1), usc(8, 1228, "b", 2)),
        consequence=True,
    ),
    person_rule(
        "detention.terrorist_grounds",
        "held without bond on security grounds",
        when=all_of(NONCITIZEN, NotEncoded("security_grounds")),
        cite=usc(8, 1226, "c", 1, "D"),
    ),
)

SPLITS = {
    split.name: split
    for split in (
        SplitLaw(
            "bond_for_those_who_entered",
            "Are those who entered without admission held without bond under 8 U.S.C. § 1225(b)(2)(A)?",
            Side(
                (authority("yajure_hurtado"), authority("buenrostro_mendez"), authority("avila")),
                (("BIA", date(2025, 9, 5)), ("5th Cir.", date(2026, 2, 6)), ("8th Cir.", date(2026, 5, 6))),
            ),
            Side(
                (
                    authority("cunha"),
                    authority("lopez_campos"),
                    authority("castanon_nava"),
                    authority("guerrero_orellana"),
                    authority("maldonado_bautista"),
                ),
                (("2d Cir.", date(2026, 5, 6)), ("6th Cir.", date(2026, 6, 22))),
            ),
        ),
    )
}
GAPS: dict[str, Gap] = {}
