"""The dispositions, limits on pleas and practised alternatives of each jurisdiction: whole, and agreed with by the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from steelyard.catalog.find import catalogue
from steelyard.law.dispositions import Alternative, CriminalTrial, PleaLimit, Way, dispositions, read_dispositions
from steelyard.logic.errors import SteelyardError
from steelyard.logic.evaluate import evaluate
from steelyard.weigh.advise import advise
from steelyard.weigh.case import parse_case

STATES = ("CA", "NY", "IL", "PA", "OR", "MA")
PLACES = (*STATES, "US")
WAYS = [(place, way) for place in PLACES for way in dispositions(place).ways]
WITH_AUTHORITY = [(place, way) for place, way in WAYS if way.authority]

NO_ENTRY = "the catalogue has no entry for the section yet"
NO_CLAUSE = "the catalogue has the section without this clause"
WAY = (Path(__file__).parent.parent.parent / "docs" / "authoring" / "disposition.md").read_text("utf-8").split("```")[1]
"""The example of the documentation."""

MISSING = {
    "ca.pen.490.7": NO_ENTRY,
    "ca.pen.602.13": NO_ENTRY,
    "il.5.24-1.a.11": NO_CLAUSE,
    "il.5.24-1.a.5": NO_CLAUSE,
    "il.5.48-1": NO_ENTRY,
    "il.510.70.3.03-1": NO_ENTRY,
    "il.510.70.4.01": NO_ENTRY,
    "ny.pl.121.13": NO_ENTRY,
    "ny.pl.130.67": NO_ENTRY,
    "ny.pl.130.70": NO_ENTRY,
    "ny.pl.165.10": NO_ENTRY,
    "ny.pl.165.11": NO_ENTRY,
    "ny.pl.215.17": NO_ENTRY,
    "ny.pl.255.27": NO_ENTRY,
    "ny.pl.265.12": NO_ENTRY,
}
"""Ids that a file names and the catalogue does not have, with the reason. One that the catalogue gains stays harmless."""

CHARGES = {
    "CA": "Cal. Penal Code § 484(a)",
    "NY": "N.Y. Penal Law § 155.25",
    "IL": "720 ILCS 5/16-1(a)(1)",
    "PA": "18 Pa.C.S. § 3921(a)",
    "OR": "Or. Rev. Stat. § 164.043",
    "MA": "Mass. Gen. Laws ch. 266, § 30A",
    "US": "18 U.S.C. § 641",
}
"""A made-up charge of each place; whether there is a conviction does not turn on it."""

BELOW_A_CRIME = {
    "CA": "Cal. Penal Code § 372.5(a)",
    "NY": "N.Y. Penal Law § 240.20",
    "IL": "720 ILCS 550/4(a)",
    "PA": "18 Pa.C.S. § 5503(a)",
    "OR": "Or. Rev. Stat. § 811.135",
    "MA": "Mass. Gen. Laws ch. 90, § 24I",
}
"""An offense of each state that can be less than a crime."""

CONVICTION = {
    "Matter of Punu": True,
    "Matter of Salazar-Regino": True,
    "Matter of Roldan": True,
    "Matter of Mohamed": True,
    "Gill v. Ashcroft": True,
    "Acosta v. Ashcroft": True,
    "Frias-Camilo v. Attorney General": True,
    "De Vega v. Gonzales": True,
    "Ramirez-Castro v. INS": True,
    "Reyes v. Lynch": True,
    "Prado v. Barr": True,
    "Retuta v. Holder": False,
    "Griffiths v. INS": None,  # remanded: whether there was a punishment was open
    "Iqbal v. Bryson": False,
    "Matter of Grullon": False,
    "Matter of Devison": False,
    "Matter of Eslamizar": False,
    "Bent v. Garland": False,
    "Pinho v. Gonzales": False,
    "Matter of Pickering": False,
    "18 U.S.C. § 3771A(c)(3)": False,
}
"""Whether each authority, on the way it is named for, finds a conviction under 8 U.S.C. § 1101(a)(48)(A)."""

UNDONE = {"later_vacatur": "legal_defect", "later_set_aside": "rehabilitation_or_hardship"}
"""On what ground a later way undoes a conviction; a trafficking victim's vacatur has a ground of its own."""


def entries(place: str) -> tuple[Way | PleaLimit | Alternative | CriminalTrial, ...]:
    """Everything that the file of a jurisdiction says."""
    found = dispositions(place)
    return found.ways + found.plea_limits + found.alternatives + found.criminal_trials


def is_a_conviction(place: str, way: Way) -> bool | None:
    """What the rules say of a made-up count that is disposed of this way; None when they need a fact the way leaves open."""
    below = way.kind == "noncriminal"
    facts = [f"only_unconditionally_suspended_fine = {str(way.id.endswith('suspended_fine')).lower()}"]
    if way.kind in UNDONE:
        facts.append(f'vacated = "{"section_3771a" if way.id == "us.18.3771a" else UNDONE[way.kind]}"')
    if below and "Eslamizar" in way.authority:
        facts.append("criminal_proceeding = false")
    asked = [
        f"{name} = {str(value).lower()}"
        for name, value in (("plea_or_admission", way.plea_or_admission), ("restraint", way.restraint))
        if value is not None
    ]
    charge = (BELOW_A_CRIME if below else CHARGES)[place]
    lines = (
        'id = "T-1"', f'state = "{"CA" if place == "US" else place}"', "law_as_of = 2026-11-24",
        "record_complete = true", "[[counts]]", 'id = "1"', f'charge = "{charge}"', "offense_date = 2026-01-10",
        "[[options]]", 'id = "way"', 'label = "the way"', "[[options.dispositions]]", 'count = "1"',
        f'outcome = "{way.outcome}"', f'level = "{way.level or "misdemeanor"}"', *asked, f"facts = {{ {', '.join(facts)} }}",
    )  # fmt: skip
    result = advise(parse_case("\n".join(lines)))
    world = result.worlds["way", result.postures[0].name]
    truth = evaluate(world, "conviction.exists", world.counts[0]).truth
    return truth.value if truth.known else None


@pytest.mark.parametrize("place", PLACES)
def test_every_jurisdiction_has_its_ways_and_each_state_its_limits_and_alternatives(place: str) -> None:
    found = dispositions(place)
    assert {"declination", "dismissal", "later_vacatur"} <= {way.kind for way in found.ways}
    if place in STATES:
        assert {"noncriminal", "later_set_aside"} <= {way.kind for way in found.ways}
        assert found.plea_limits
        assert len(found.alternatives) >= 6


@pytest.mark.parametrize("place", PLACES)
def test_every_entry_says_where_and_when_it_was_read_and_none_is_signed_by_its_writer(place: str) -> None:
    found = dispositions(place)
    for one in entries(place):
        assert one.read_in, one.id
        assert one.read_on, one.id
    assert not any(way.reviewed_by for way in found.ways)
    assert not any(limit.reviewed_by for limit in (*found.plea_limits, *found.criminal_trials))


@pytest.mark.parametrize("place", PLACES)
def test_every_offense_that_is_named_exists_or_is_listed_as_missing(place: str) -> None:
    law = catalogue().offenses
    sections = tuple(law.sections)
    named = {
        name
        for one in entries(place)
        for field in ("offenses", "not_offenses", "offers")
        for name in getattr(one, field, ())
    }
    strange = {
        name for name in named if not law.find(name) and not any(s.startswith(f"{name}.") for s in sections)
    } - MISSING.keys()  # fmt: skip
    assert not strange


def test_the_families_that_are_named_are_families_of_offenses() -> None:
    law = catalogue().offenses
    known = {family for section in law.sections for offense in law.find(section) for family in offense.families}
    for place in PLACES:
        for one in entries(place):
            assert {*getattr(one, "families", ()), *getattr(one, "not_families", ())} <= known, one.id


@pytest.mark.parametrize(("place", "way"), WITH_AUTHORITY, ids=[way.id for _, way in WITH_AUTHORITY])
def test_the_rules_agree_with_the_authority_that_a_way_names(place: str, way: Way) -> None:
    expected = {answer for name, answer in CONVICTION.items() if name in way.authority}
    assert len(expected) == 1, way.authority
    assert is_a_conviction(place, way) is expected.pop()


@pytest.mark.parametrize(("place", "way"), WAYS, ids=[way.id for _, way in WAYS])
def test_without_a_plea_there_is_no_conviction_and_with_a_judgment_of_a_crime_there_is(place: str, way: Way) -> None:
    answer = is_a_conviction(place, way)
    if way.kind == "later_vacatur" or way.outcome == "delinquent":
        assert answer is False
    elif way.judgment and way.kind != "noncriminal":
        assert answer is True
    elif not way.judgment and way.plea_or_admission is False:
        assert answer is False
    elif way.kind == "noncriminal" and "Eslamizar" not in way.authority:
        # Matter of Wong, 28 I&N Dec. 518 (BIA 2022), where the state tries it as it tries crimes
        assert (answer is True) is bool(dispositions(place).criminal_trials)


def test_a_plea_with_a_restraint_is_a_conviction_whatever_the_state_calls_it() -> None:
    """The second way of 8 U.S.C. § 1101(a)(48)(A). What 18 U.S.C. § 3607(b) makes of it is open, and is not asked here."""
    asked = [
        (place, way)
        for place in PLACES
        for way in dispositions(place).ways
        if way.outcome in {"diverted", "deferred"} and way.plea_or_admission and way.restraint
        if way.stage != "after_judgment" and way.id != "us.18.3607.a"
    ]
    assert len(asked) > 15
    for place, way in asked:
        assert is_a_conviction(place, way) is True, way.id


@pytest.mark.parametrize(
    ("old", "new", "code", "right"),
    [
        ("from = 2021-01-01", 'from = "01/01/2021"', "SY-D002", "a day without quotes: 2021-01-01"),
        ("from = 2021-01-01", "from = 2021-01-01T00:00:00", "SY-D002", "a day without quotes: 2021-01-01"),
        ("from = 2021-01-01", "from = 2021-01-01\nto = 2020-12-31", "SY-D002", "the last day it may be used on"),
        ("maximum_supervision = 730", 'maximum_supervision = "1 year"', "SY-D002", "a whole number of days, without quotes: 365"),
        ("maximum_supervision = 730", "maximum_supervision = true", "SY-D002", "a whole number of days, without quotes: 365"),
        ("plea_or_admission = false", 'plea_or_admission = "no"', "SY-D002", "true or false, without quotes"),
        ("restraint = true", 'restraint = "no"', "SY-D002", "true or false, without quotes"),
        ("restraint = true", "restraint = 0", "SY-D002", "true or false, without quotes"),
        ('consent_of = ["court"]', 'consent_of = "court"', "SY-D002", 'a list of words in quotes: ["court"]'),
        ('asks = ["', 'asks = [3, "', "SY-D002", 'a list of words in quotes: ["court"]'),
        ('note = ""', "note = false", "SY-D002", 'words in quotes: "court"'),
        ("[[way]]", "[[ways]]", "SY-D002", "one of [[way]], [[alternative]], [[plea_limit]], [[criminal_trial]]"),
        ("[[way]]", "[way]", "SY-D002", "one of [[way]], [[alternative]], [[plea_limit]], [[criminal_trial]]"),
        ('levels = ["misdemeanor"]', 'levels = ["Misdemeanor"]', "SY-D003", "one of felony, misdemeanor, infraction, violation"),
        ('level = ""', 'level = "wobbler"', "SY-D003", "one of felony, misdemeanor, infraction, violation"),
        ('lowest_level = ""', 'lowest_level = "crime"', "SY-D003", "one of felony, misdemeanor, infraction, violation"),
        ('consent_of = ["court"]', 'consent_of = ["judge"]', "SY-D003", "one of court, prosecutor, defense"),
        ('carries = ["', 'carries = ["jail", "', "SY-D003",
         "one of restitution, treatment, stay_away, supervision, community_service, fine, classes"),
    ],
)  # fmt: skip
def test_what_no_field_can_hold_is_refused_with_what_it_can(
    tmp_path: Path, old: str, new: str, code: str, right: str
) -> None:
    file = tmp_path / "california.toml"
    text = WAY.removeprefix("toml")
    file.write_text(text, "utf-8")
    assert len(read_dispositions(file, "CA").ways) == 1
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(SteelyardError) as caught:
        read_dispositions(file, "CA")
    assert (caught.value.code, caught.value.right) == (code, right)
    assert "california.toml" in caught.value.where
