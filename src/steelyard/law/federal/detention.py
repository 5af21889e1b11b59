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
from steelyard.logic.expr import Constant, Expr, Matches, NotEncoded, Split, all_of, any_of, at_least, not_, some_listed
from steelyard.logic.rule import Exception_, Gap, Side, SplitLaw, exception, version

NONCITIZEN = not_(STATUS.is_("citizen"))
RELEASES_COUNT_SINCE = date(1998, 10, 9)
TRANSITION = (authority("iirira_303"), authority("garcia_arreola"))
SINCE = holds("detention.released_since")


def _released_before(*offenses: Expr) -> Exception_:
    """The exception of those whose release for every such offense, of this decision or an earlier one, came too early.

    Each of `offenses` says that there is one, of a kind for which the person is removable, with a later release. An
    incomplete record leaves open whether there is.
    """
    return exception("released for every such offense before 9 October 1998", not_(any_of(*offenses)), cite=TRANSITION)


NO_RELEASE_NOTE = (
    "Applies to those released from criminal custody for the offense after 8 October 1998. Who was convicted since then, but "
    "last released before and not confined for that conviction, is not reached, Matter of West, 22 I&N Dec. 1405 (BIA 2000): "
    "here a conviction is taken to have brought a release. Whether due process asks for a hearing when the detention grows "
    "long differs by circuit, Black v. Decker (2d Cir. 2024); the Supreme Court agreed on 15 June "
    "2026 to decide it, and its decision was not seen."
)
LAKEN_RILEY = date(2025, 1, 29)
PAROLED = STATUS.is_("parolee")
ARRIVING = cfr(8, "1003.19", "h", 2, "i", "B")
"""No judge redetermines the custody of an arriving alien, one paroled after arrival among them."""

RULES = rules(
    count_rule(
        "detention.released_since",
        "released for it after 8 October 1998, or convicted of it or committed since then",
        when=any_of(
            OFFENSE_DATE >= RELEASES_COUNT_SINCE,
            CONVICTION_DATE >= RELEASES_COUNT_SINCE,
            RELEASE_DATE >= RELEASES_COUNT_SINCE,
        ),
        cite=TRANSITION,
        reaches=authority("iirira_303"),
        note='Section 1226(c) applies to "individuals released after such periods", the two years that ended on 8 October 1998. '
        "The release must be one for an offense that makes removable so. Where its day is not known, an offense or a "
        "conviction since then stands for it.",
    ),
    person_rule(
        "detention.inadmissible_for_crime",
        "held without bond: inadmissible for an offense covered in § 1182(a)(2)",
        when=all_of(NONCITIZEN, not_(ADMITTED), holds("inadmissible.any_crime")),
        cite=usc(8, 1226, "c", 1, "A"),
        note=f"{NO_RELEASE_NOTE} A resident who returns as an applicant for admission has admitted = false.",
        unless=[
            _released_before(
                at_least(
                    1,
                    all_of(
                        any_of(
                            holds("inadmissible_count.cimt"),
                            holds("inadmissible_count.controlled_substance"),
                            holds("inadmissible_count.trafficker"),
                            holds("inadmissible_count.prostitution"),
                            holds("inadmissible_count.human_trafficking"),
                            holds("inadmissible_count.money_laundering"),
                        ),
                        SINCE,
                    ),
                ),
                all_of(
                    holds("inadmissible.aggregate_five_years"), at_least(1, all_of(holds("conviction.exists"), SINCE))
                ),
            )
        ],
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
        unless=[
            _released_before(
                at_least(
                    1,
                    all_of(
                        any_of(
                            holds("deportable_count.aggravated_felony"),
                            holds("deportable_count.firearm"),
                            all_of(holds("conviction.exists"), Matches("MISCELLANEOUS")),
                        ),
                        SINCE,
                    ),
                ),
                all_of(holds("deportable.two_cimts"), at_least(1, all_of(holds("moral_turpitude.convicted"), SINCE))),
                all_of(
                    holds("deportable.controlled_substance"),
                    at_least(1, all_of(holds("deportable_count.controlled_substance"), SINCE)),
                ),
            )
        ],
        consequence=True,
    ),
    person_rule(
        "detention.cimt_with_one_year",
        "held without bond: deportable for one crime of moral turpitude with a sentence of at least one year",
        when=all_of(
            holds("deportable.reaches"),
            some_listed(PRESENT, holds("moral_turpitude.deportable_alone"), holds("sentence.one_year"), SINCE),
        ),
        cite=(usc(8, 1226, "c", 1, "C"), *TRANSITION),
        note=NO_RELEASE_NOTE,
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
