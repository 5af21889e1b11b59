"""Kinds of crime that a prosecutor would argue and that no authority clears: they are not cleared by silence.

Each case names the decision that stands on the adverse side, or the words of the statute; the neighbouring case that is
cleared stands beside it.
"""

from __future__ import annotations

import pytest

from steelyard.law.federal.grounds import Verdict

from .made_up import Stub, find, stub

NO, OPEN, CIRCUMSTANCE = Verdict.NO, Verdict.OPEN, Verdict.CIRCUMSTANCE


def named(*words: str, families: tuple[str, ...] = (), **sides: bool) -> Stub:
    return stub(title_words=frozenset(words), families=frozenset(families), sides=dict(sides))


FOLLOWING = {"act": "pursue", "object": "person", "mind": "knowledge"}
CHILD = {"object": "person", "mind": "knowledge", "age": "under_18"}


@pytest.mark.parametrize("ground", ["CIMT", "STALK"])
def test_a_pursuit_with_a_threat_or_known_to_frighten_is_open(ground: str) -> None:
    """Matter of Ajami, 22 I&N Dec. 949 (BIA 1999); Sanchez-Lopez, 27 I&N Dec. 256 (BIA 2018), asks for an aim to frighten."""
    assert find(ground, FOLLOWING, force="contact").verdict is OPEN
    assert find(ground, FOLLOWING, mind_harm="knowledge", harm="alarm").verdict is OPEN
    assert find(ground, FOLLOWING, mind_harm="negligence").verdict is NO
    assert find(ground, FOLLOWING, harm="alarm").verdict is NO


def test_stalking_on_purpose_to_distress_is_open_and_harassment_is_not() -> None:
    distress = {**FOLLOWING, "mind": "intent", "purpose": "annoy"}
    assert find("CIMT", distress, named("stalking")).verdict is OPEN
    assert find("CIMT", distress, named("harassment")).verdict is NO
    assert find("CIMT", FOLLOWING, harm="injury", mind_harm="strict").verdict is OPEN


def test_a_threat_in_disregard_of_the_terror_is_open() -> None:
    """Avendano v. Holder, 770 F.3d 731 (8th Cir. 2014)."""
    threat = {"act": "threaten", "object": "person", "mind": "recklessness"}
    assert find("CIMT", threat, named(families=("threats",))).verdict is OPEN
    assert find("CIMT", threat, named(families=("assault",))).verdict is NO
    assert find("CIMT", {**threat, "mind": "negligence"}, named(families=("threats",))).verdict is NO


def test_a_child_knowingly_endangered_is_open() -> None:
    """Hernandez-Perez v. Holder, 569 F.3d 345 (8th Cir. 2009)."""
    assert find("CIMT", CHILD, act="endanger", risk="possible").verdict is OPEN
    assert find("CIMT", {**CHILD, "mind": "negligence"}, act="endanger", risk="possible").verdict is NO


@pytest.mark.parametrize(
    ("raw", "words", "verdict"),
    [
        ({"act": "restrain", "consent": "without"}, (), OPEN),
        ({"act": "restrain"}, (), NO),
        ({"act": "endanger", "purpose": "crime"}, (), OPEN),
        ({"act": "other"}, ("corrupting",), OPEN),
        ({"act": "other"}, ("truancy",), NO),
    ],
)
def test_a_child_confined_used_or_corrupted_is_open(
    raw: dict[str, str], words: tuple[str, ...], verdict: Verdict
) -> None:
    """Velazquez-Herrera, 24 I&N Dec. 503 (BIA 2008): maltreatment, also of the mind."""
    assert find("CHILD", {**CHILD, **raw}, named(*words)).verdict is verdict


def test_a_sham_drug_passed_on_is_open() -> None:
    """Matter of Sanchez-Cornejo, 25 I&N Dec. 273 (BIA 2010), before Mellouli: relates to a drug, and is no trafficking."""
    sham = {"act": "transfer", "object": "other", "mind": "knowledge"}
    look_alike = named("look-alike", families=("drugs",))
    assert find("CS", sham, look_alike).verdict is OPEN
    assert find("CIMT", sham, look_alike).verdict is OPEN
    assert find("AF:B", sham, look_alike).verdict is NO
    assert find("CS", sham, named("imitation", "firearm", families=("weapons",))).verdict is NO


def test_an_officer_hurt_by_resistance_or_disarmed_is_open() -> None:
    """Matter of Danesh, 19 I&N Dec. 669 (BIA 1988), is of an assault."""
    resisting = {"act": "obstruct", "object": "duty", "mind": "knowledge", "victim": "officer"}
    assert find("CIMT", resisting, harm="injury", mind_harm="strict").verdict is OPEN
    assert find("CIMT", resisting).verdict is NO
    taking = {"act": "take", "object": "weapon", "mind": "recklessness", "victim": "officer"}
    assert find("CIMT", taking).verdict is OPEN


def test_flight_that_hurts_is_open_and_an_escape_by_force_too() -> None:
    """Mei v. Ashcroft, 393 F.3d 737 (7th Cir. 2004); United States v. Almenas, 553 F.3d 27 (1st Cir. 2009)."""
    flight = {"act": "flee", "object": "duty", "mind": "knowledge"}
    assert find("CIMT", flight, harm="injury", mind_harm="strict").verdict is OPEN
    assert find("CIMT", flight, named("miles", "limit", flight_dangerous_in_itself=False)).verdict is OPEN
    assert find("CIMT", flight, named(knowing_flight_as_turpitude=False)).verdict is NO
    escape = {"act": "abscond", "object": "duty", "mind": "knowledge"}
    for ground in ("CIMT", "AF:F"):
        assert find(ground, escape, force="resistance").verdict is OPEN
        assert find(ground, escape).verdict is NO


def test_malicious_damage_is_open_outside_the_first_circuit() -> None:
    """Da Silva Neto v. Holder, 680 F.3d 25 (1st Cir. 2012)."""
    damage = {"act": "damage", "object": "property", "mind": "intent"}
    assert find("CIMT", damage, named("malicious", "destruction", malicious_damage_as_turpitude=False)).verdict is OPEN
    assert find("CIMT", damage, named("damaging")).verdict is NO


def test_what_the_state_calls_lewd_is_open() -> None:
    """Cortes Medina, 26 I&N Dec. 79 (BIA 2013), asks for a lewd intent."""
    exposure = {"act": "expose", "mind": "intent", "harm": "alarm"}
    assert find("CIMT", exposure, named("gross", "lewdness", lewdness_without_aim=True)).verdict is OPEN
    assert find("CIMT", exposure, named("indecent", "exposure")).verdict is NO


@pytest.mark.parametrize(("side", "verdict"), [(True, OPEN), (False, NO)])
def test_intercourse_with_a_child_under_sixteen_is_open_outside_the_ninth_circuit(side: bool, verdict: Verdict) -> None:
    """Marciano v. INS, 450 F.2d 1022 (8th Cir. 1971); against it Quintero-Salazar, 506 F.3d 688 (9th Cir. 2007)."""
    act = {"act": "sexual_act", "mind": "knowledge", "mind_age": "strict"}
    assert find("CIMT", act, named(mind_toward_age=side), age="under_16").verdict is verdict
    assert find("CIMT", act, named(mind_toward_age=side), age="under_18").verdict is NO


def test_a_false_name_meant_to_mislead_officers_may_obstruct() -> None:
    """Valenzuela Gallardo, 27 I&N Dec. 449 (BIA 2018): an inquiry or case that is foreseen, or another's punishment."""
    name = {"act": "lie", "object": "duty", "mind": "knowledge", "purpose": "deceive"}
    assert find("AF:S", name, named(families=("obstruction",))).verdict is OPEN
    assert find("AF:S", name, named(families=("identity",))).verdict is NO
    assert find("AF:S", {**name, "purpose": "annoy"}, named(families=("obstruction",))).verdict is NO


def test_a_falsehood_to_mislead_an_inquiry_may_obstruct_it() -> None:
    """Pugin v. Garland, 599 U.S. 600 (2023): no pending proceeding is needed; the state of mind was left open."""
    report = {"act": "lie", "object": "investigation", "mind": "knowledge"}
    assert find("AF:S", report, purpose="deceive").verdict is OPEN
    assert find("AF:S", report).verdict is NO
    hindering = {"act": "obstruct", "object": "investigation", "mind": "knowledge"}
    assert find("AF:S", hindering).verdict is OPEN
    assert find("AF:S", {**hindering, "mind": "recklessness"}).verdict is NO
    assert find("AF:S", {**hindering, "object": "proceeding"}).verdict is NO


def test_a_flight_may_obstruct_if_it_is_meant_to_evade_officers() -> None:
    """Valenzuela Gallardo, 27 I&N Dec. 449 (BIA 2018), asks for a specific intent to interfere."""
    flight = {"act": "flee", "object": "duty", "mind": "intent", "purpose": "obstruct"}
    assert find("AF:S", flight).verdict is OPEN
    assert find("AF:S", {"act": "flee", "object": "duty", "mind": "knowledge"}).verdict is NO


def test_a_hidden_gun_is_open_and_a_plain_one_is_not() -> None:
    held = {"act": "possess", "object": "weapon", "mind": "knowledge", "weapon": "firearm_any"}
    assert find("FIREARM", held, named("possessing", "zip", "gun")).verdict is OPEN
    assert find("FIREARM", held, named("possessing", "gun")).verdict is NO


def test_a_false_card_held_for_a_crime_relates_perhaps_to_forgery() -> None:
    held = {"act": "possess", "object": "false_document", "mind": "intent"}
    assert find("AF:R", held, purpose="crime").verdict is OPEN
    assert find("AF:R", held, named(forgery_without_aim_to_defraud=False)).verdict is NO


def test_an_officer_s_order_is_no_protection_order() -> None:
    """8 U.S.C. § 1227(a)(2)(E)(ii) speaks of an order of a court."""
    refusal = {"act": "disobey", "mind": "knowledge"}
    assert find("DVPO", refusal, object="duty").verdict is NO
    assert find("DVPO", refusal, object="protective_order").verdict is CIRCUMSTANCE


def test_an_assault_known_to_be_one_may_use_force_though_the_injury_was_only_to_be_seen() -> None:
    """State v. Owen, 369 Or. 288 (2022), on the mind toward the injury; Borden, 593 U.S. 420 (2021), on that toward the force."""
    blow = {"act": "injure", "object": "person", "mind": "knowledge", "harm": "injury"}
    assert find("AF:F", blow, mind_harm="negligence").verdict is OPEN
    assert find("AF:F", {**blow, "mind": "negligence"}).verdict is NO


def test_tools_held_for_a_crime_are_open() -> None:
    """Matter of S-, 6 I&N Dec. 769 (BIA 1955): the crime that the tools are for decides."""
    tools = {"act": "possess", "object": "other", "mind": "knowledge", "purpose": "crime"}
    assert find("CIMT", tools, named(families=("burglary",))).verdict is OPEN
    assert find("CIMT", tools, named(families=("weapons",))).verdict is OPEN
    assert find("CIMT", tools, named(families=("property",))).verdict is NO


def test_what_is_done_in_order_to_commit_a_drug_offense_is_open() -> None:
    """The offense that is meant decides, as for an entry: Matter of M-, 2 I&N Dec. 721 (BIA 1946)."""
    waiting = {"act": "other", "object": "substance", "substance": "federal", "mind": "intent"}
    assert find("CIMT", waiting, purpose="crime").verdict is OPEN
    assert find("CIMT", waiting, purpose="distribute").verdict is OPEN
    assert find("CIMT", waiting).verdict is NO


def test_a_corpse_or_an_animal_abused_is_open_and_a_corpse_hidden_is_judged_as_evidence() -> None:
    abuse = {"act": "other", "object": "other", "mind": "knowledge"}
    assert find("CIMT", abuse, named("abuse", "corpse")).verdict is OPEN
    assert find("CIMT", abuse, named("corpse", families=("obstruction",))).verdict is NO
    assert find("CIMT", abuse, named("abuse", "public", "land")).verdict is NO
    assert find("CIMT", abuse, named("sexual", "animal", families=("sexual",))).verdict is OPEN
    assert find("CIMT", abuse, named("animal", families=("disorder",))).verdict is NO


def test_a_lie_about_an_age_to_get_drink_is_no_certain_turpitude() -> None:
    lie = {"act": "lie", "object": "other", "mind": "knowledge", "purpose": "deceive"}
    assert find("CIMT", lie, named(families=("alcohol",), lie_to_officials_as_turpitude=True)).verdict is OPEN
    assert find("CIMT", lie, named(lie_to_officials_as_turpitude=True)).verdict is Verdict.YES
