"""Classes of crime that a court or the Board has decided: what is derived from the elements says the same, where it binds.

Each case names the decision; beside it stands the neighbour that the decision does not reach.
"""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.derive import match
from steelyard.catalog.find import catalogue
from steelyard.law.federal.grounds import Verdict

from .made_up import Stub, find, stub

YES, NO, OPEN, DEPENDS = Verdict.YES, Verdict.NO, Verdict.OPEN, Verdict.DEPENDS
AS_OF = date(2026, 11, 27)


def named(title: str = "", *families: str, section: str = "", **sides: bool) -> Stub:
    return stub(
        title_words=frozenset(title.split()),
        families=frozenset(families),
        sides=dict(sides),
        section=section,
        is_federal=bool(section),
    )


def derived(identity: str, ground: str, forum: str) -> str:
    """What the elements of an entry alone say."""
    return match(catalogue().offenses.find(identity), ground, forum=forum, as_of=AS_OF, asked=identity).answer


def test_an_extortionate_extension_of_credit_is_not_cleared_as_violence() -> None:
    """Accardo v. U.S. Attorney General, 634 F.3d 1333 (11th Cir. 2011); 18 U.S.C. 891(7)."""
    threat = {"act": "threaten", "object": "person", "mind": "knowledge", "purpose": "profit"}
    assert find("AF:F", threat, named("making an extortionate extension of credit", section="18.892.a")).verdict is OPEN
    assert find("AF:F", threat, named("threat for gain")).verdict is NO


def test_a_weapon_shown_to_resist_an_arrest_is_not_cleared_as_violence() -> None:
    """Reyes-Alcaraz v. Ashcroft, 363 F.3d 937 (9th Cir. 2004)."""
    shown = {"act": "obstruct", "object": "duty", "mind": "intent", "purpose": "obstruct", "weapon": "deadly"}
    assert find("AF:F", shown, named("exhibiting a weapon to resist an arrest")).verdict is OPEN
    assert find("AF:F", shown, named("hiding a weapon from an officer")).verdict is NO


def test_an_explosive_moved_in_order_to_hurt_may_be_force_attempted() -> None:
    """United States v. Linehan, 56 F.4th 693 (9th Cir. 2022), of 18 U.S.C. 844(d)."""
    moved = {"act": "transport", "object": "weapon", "mind": "knowledge", "weapon": "explosive"}
    assert find("AF:F", moved, purpose="injure").verdict is OPEN
    assert find("AF:F", moved).verdict is NO
    assert find("AF:F", moved, purpose="injure", act="possess").verdict is NO


def test_confinement_by_violence_or_menace_is_not_cleared_as_violence() -> None:
    """United States v. Martinez-Flores, 492 F. App'x 751 (9th Cir. 2012), of California's section 237(a)."""
    held = {"act": "restrain", "object": "person", "consent": "by_force", "mind": "knowledge"}
    assert (
        find("AF:F", held, named("false imprisonment by violence, menace, fraud or deceit".replace(",", ""))).verdict
        is OPEN
    )
    assert (
        find("AF:F", {**held, "consent": "by_deceit"}, named("false imprisonment by violence or deceit")).verdict is NO
    )
    assert find("AF:F", held, named("false imprisonment")).verdict is NO


def test_a_touch_by_means_of_a_deadly_weapon_is_not_cleared_as_violence() -> None:
    """United States v. Reyes, 866 F.3d 316 (5th Cir. 2017); a weapon only carried touches nobody."""
    touch = {"act": "touch", "object": "person", "mind": "knowledge", "mind_harm": "strict", "force": "contact"}
    side = {"weapon_used_on_a_person": False}
    assert find("AF:F", touch, named("battery with a deadly weapon", **side), weapon="deadly").verdict is OPEN
    assert find("AF:F", touch, named("armed entry", **side), weapon="deadly").verdict is NO
    assert find("AF:F", touch, named(**side)).verdict is NO


def test_a_weapon_shown_so_as_to_threaten_follows_the_circuit() -> None:
    """Bolanos v. Holder, 734 F.3d 875 (9th Cir. 2013), of a fear that needs no mind."""
    shown = {"act": "threaten", "object": "person", "mind": "knowledge", "mind_harm": "negligence", "weapon": "deadly"}
    assert find("AF:F", shown, named(weapon_used_on_a_person=True)).verdict is YES
    assert find("AF:F", shown, named(weapon_used_on_a_person=False)).verdict is OPEN


@pytest.mark.parametrize(("mind", "said"), [("knowledge", YES), ("negligence", YES), ("strict", OPEN)])
def test_bigamy_is_turpitudinous_unless_good_faith_is_no_defense(mind: str, said: Verdict) -> None:
    """Matter of E-, 2 I&N Dec. 328 (BIA; A.G. 1945); against it Matter of S-, 1 I&N Dec. 314 (BIA 1942)."""
    second = {"act": "other", "mind": mind}
    assert find("CIMT", second, named("bigamy", "regulatory", bigamy_as_turpitude=True)).verdict is said


def test_bigamy_is_held_so_in_california() -> None:
    """Gonzalez-Martinez v. Landon, 203 F.2d 196 (9th Cir. 1953)."""
    assert derived("ca.pen.281.a", "CIMT", "9th Cir.") == "yes"
    assert (
        derived("pa.18.4301.a", "CIMT", "3d Cir.") == "not_analysed"
    )  # its excuses are narrower than an honest belief


def test_a_minor_approached_for_a_sexual_act_may_be_an_attempt() -> None:
    """Hernandez-Alvarez v. Gonzales, 432 F.3d 763 (7th Cir. 2005); no loss has to do with it."""
    approach = {"act": "accost", "object": "person", "mind": "intent", "purpose": "sexual", "age": "under_18"}
    sides = {"sexual_contact_with_older_minor": True}
    assert find("AF:U", approach, named(**sides)).verdict is OPEN
    assert find("AF:U(fraud)", approach, named(**sides)).verdict is NO


def test_forging_tools() -> None:
    """Matter of Jimenez, 14 I&N Dec. 442 (BIA 1973); Matter of K-, 7 I&N Dec. 178 (BIA 1956)."""
    held = {"act": "possess", "object": "other", "mind": "intent"}
    assert find("CIMT", held, named("device with intent to forge", "forgery"), purpose="deceive").verdict is YES
    assert find("CIMT", held, named("possessing a die for coins", "forgery")).verdict is YES
    assert find("CIMT", held, named("possessing a device for papers", "forgery")).verdict is OPEN
    assert find("CIMT", held, named("possessing a form", "forgery")).verdict is NO


def test_counterfeit_money_dealt_in_is_fraud() -> None:
    """Winestock v. INS, 576 F.2d 234 (9th Cir. 1978)."""
    bought = {"act": "receive", "object": "false_document", "mind": "intent", "purpose": "deceive"}
    sides = {"false_paper_held_to_deceive": False, "receipt_without_purpose_to_deprive": False}
    assert find("CIMT", bought, named("dealing in counterfeit currency", "forgery", **sides)).verdict is YES
    assert find("CIMT", bought, named("dealing in false papers", "forgery", **sides)).verdict is OPEN


def test_an_assault_for_a_felony_depends_on_the_felony() -> None:
    """Matter of Short, 20 I&N Dec. 136 (BIA 1989)."""
    assault = {"act": "touch", "object": "person", "mind": "intent", "purpose": "crime", "force": "contact"}
    assert find("CIMT", assault, named("assault with intent to commit another felony", "assault")).verdict is DEPENDS
    assert find("CIMT", assault, named("assault in the course of a crime", "assault")).verdict is OPEN


def test_a_minor_contacted_for_a_listed_crime_depends_on_it() -> None:
    """Syed v. Barr, 969 F.3d 1012 (9th Cir. 2020)."""
    contact = {"act": "accost", "object": "person", "mind": "intent", "purpose": "crime", "age": "under_18"}
    assert find("CIMT", contact, named("contacting a minor with intent to commit a listed offense")).verdict is DEPENDS
    assert find("CIMT", contact, named("luring a child for an unlawful purpose")).verdict is OPEN


def test_entry_of_any_building_for_any_crime_follows_the_circuit() -> None:
    """Diaz-Flores v. Garland, 993 F.3d 766 (9th Cir. 2021); a dwelling, a weapon or a wound makes it another crime."""
    entry = {"act": "enter", "object": "building", "consent": "without", "mind": "intent", "purpose": "crime"}
    ninth = named(entry_for_any_crime=False)
    assert find("CIMT", entry, ninth).verdict is NO
    assert find("CIMT", entry, named(entry_for_any_crime=True)).verdict is OPEN
    assert find("CIMT", entry, ninth, weapon="deadly").verdict is OPEN
    assert find("CIMT", entry, ninth, object="dwelling").verdict is YES


def test_flight_that_its_own_elements_make_dangerous() -> None:
    """Mei v. Ashcroft, 393 F.3d 737 (7th Cir. 2004); Lepe Moran v. Barr, 960 F.3d 1158 (9th Cir. 2020)."""
    flight = {"act": "flee", "object": "duty", "mind": "knowledge"}
    for title in (
        "fleeing at 21 miles an hour over the limit",
        "fleeing while driving against the direction of traffic",
    ):
        assert find("CIMT", flight, named(title, flight_dangerous_in_itself=True)).verdict is YES
        assert find("CIMT", flight, named(title, flight_dangerous_in_itself=False)).verdict is OPEN


def test_flight_with_violations_alone_is_not_turpitudinous_in_the_ninth_circuit() -> None:
    """Ramirez-Contreras v. Sessions, 858 F.3d 1298 (9th Cir. 2017)."""
    assert derived("ca.veh.2800.2", "CIMT", "9th Cir.") == "no"
    assert derived("ca.veh.2800.2", "CIMT", "BIA") == "unsettled"
    assert derived("ca.veh.2800.3.a", "CIMT", "9th Cir.") == "unsettled"


def test_menacing_follows_the_circuit() -> None:
    """Flores-Vasquez v. Garland, 80 F.4th 921 (9th Cir. 2023); Coquico v. Lynch, 789 F.3d 1049 (9th Cir. 2015)."""
    threat = {"act": "threaten", "object": "person", "mind": "intent", "purpose": "cause_fear"}
    ninth = {"threat_that_need_not_frighten": False}
    assert find("CIMT", threat, named("menacing", "threats", **ninth)).verdict is NO
    assert find("CIMT", threat, named("menacing", "threats", threat_that_need_not_frighten=True)).verdict is YES
    assert find("CIMT", threat, named("symbol displayed to terrorize", "threats", **ninth)).verdict is OPEN


def test_an_animal_exhibited_in_a_fight() -> None:
    """Matter of Ortega-Lopez, 27 I&N Dec. 382 (BIA 2018)."""
    part = {"act": "other", "object": "other", "mind": "knowledge"}
    assert find("CIMT", part, named("sponsoring or exhibiting an animal in a fight")).verdict is YES
    assert find("CIMT", part, named("attending an animal fight")).verdict is OPEN


def test_entrusted_money_misapplied_to_injure() -> None:
    """Matter of Batten, 11 I&N Dec. 271 (BIA 1965)."""
    taken = {"act": "take", "object": "money", "consent": "without", "mind": "intent", "purpose": "injure"}
    assert find("CIMT", taken).verdict is YES


@pytest.mark.parametrize(
    ("identity", "ground", "forum", "answer"),
    [
        ("ma.272.16", "CIMT", "1st Cir.", "no"),  # Cabral Fortes Tomar v. Bondi (1st Cir. 2026)
        ("ma.272.16", "CIMT", "BIA", "unsettled"),
        ("pa.18.5901", "CIMT", "3d Cir.", "unsettled"),
        ("ca.pen.246", "CIMT", "9th Cir.", "yes"),  # Lemus-Escobar v. Bondi (9th Cir. 2025)
        ("ca.pen.246", "CIMT", "BIA", "unsettled"),
        ("ca.pen.114", "CIMT", "9th Cir.", "no"),  # Jauregui-Cardenas v. Barr, 946 F.3d 1116 (9th Cir. 2020)
        ("ca.pen.114", "CIMT", "BIA", "yes"),  # Matter of Flores, 17 I&N Dec. 225 (BIA 1980)
        ("ca.pen.113", "CIMT", "9th Cir.", "yes"),  # made and sold, which is not used
        ("ca.pen.647.6.a.1", "CIMT", "9th Cir.", "no"),  # Nicanor-Romero v. Mukasey, 523 F.3d 992 (9th Cir. 2008)
        ("ca.pen.647.6.a.1", "CIMT", "BIA", "yes"),
        ("ca.pen.647.6.b", "CIMT", "9th Cir.", "yes"),  # a dwelling entered besides
        ("ca.pen.530.5.d.2", "CIMT", "9th Cir.", "no"),  # Linares-Gonzalez v. Lynch, 823 F.3d 508 (9th Cir. 2016)
        ("us.18.1546.b.3", "CIMT", "9th Cir.", "no"),  # Beltran-Tirado v. INS, 213 F.3d 1179 (9th Cir. 2000)
        ("us.18.1546.b.3", "CIMT", "BIA", "unsettled"),
        ("ca.pen.270", "CIMT", "BIA", "no"),  # Matter of Y-, 1 I&N Dec. 137 (BIA 1941)
        ("ca.pen.270.5.a", "CIMT", "BIA", "unsettled"),
        ("ca.pen.273a.b", "CHILD", "9th Cir.", "no"),  # Fregozo v. Holder, 576 F.3d 1030 (9th Cir. 2009)
        ("ca.pen.273a.b", "CHILD", "BIA", "unsettled"),
        (
            "ca.pen.273a.a",
            "CHILD",
            "9th Cir.",
            "yes",
        ),  # Diaz-Rodriguez v. Garland, 55 F.4th 697 (9th Cir. 2022) (en banc)
        ("ca.pen.451.b", "AF:E(i)", "9th Cir.", "no"),  # Togonon v. Garland, 23 F.4th 876 (9th Cir. 2022)
        ("ca.pen.451.b", "CIMT", "9th Cir.", "unsettled"),
        ("ca.pen.452.b", "AF:E(i)", "9th Cir.", "unsettled"),  # a known risk disregarded
        ("us.18.844.i", "AF:F", "9th Cir.", "no"),  # United States v. Mathews, 37 F.4th 592 (9th Cir. 2022)
        ("ca.veh.2800.4", "CIMT", "9th Cir.", "yes"),  # Lepe Moran v. Barr, 960 F.3d 1158 (9th Cir. 2020)
        ("ca.veh.2800.4", "CIMT", "BIA", "unsettled"),
        ("us.18.1001.a.2", "CIMT", "7th Cir.", "yes"),  # Ghani v. Holder, 557 F.3d 836 (7th Cir. 2009)
        ("us.18.1001.a.2", "CIMT", "6th Cir.", "yes"),  # Kabongo v. INS, 837 F.2d 753 (6th Cir. 1988)
        ("us.18.1001.a.2", "CIMT", "9th Cir.", "no"),  # Hirsch v. INS, 308 F.2d 562 (9th Cir. 1962)
        ("us.18.1001.a.2", "CIMT", "BIA", "unsettled"),
        ("ca.pen.288.c.1", "CHILD", "9th Cir.", "no"),  # Menendez v. Whitaker, 908 F.3d 467 (9th Cir. 2018)
        ("ca.pen.288.c.1", "CHILD", "BIA", "yes"),
        ("ca.pen.288.a", "CHILD", "9th Cir.", "yes"),  # under 14
        ("ca.pen.286.b.2", "CHILD", "9th Cir.", "yes"),  # Jimenez-Juarez v. Holder, 635 F.3d 1169 (9th Cir. 2011)
        ("us.18.1361", "AF:F", "4th Cir.", "no"),  # United States v. Melaku, 41 F.4th 386 (4th Cir. 2022)
        ("us.18.1361", "AF:F", "9th Cir.", "unsettled"),
        ("ny.pl.263.05", "AF:A(sexual_abuse)", "2d Cir.", "yes"),  # Oouch v. DHS, 633 F.3d 119 (2d Cir. 2011)
        ("ny.pl.263.15", "AF:A(sexual_abuse)", "2d Cir.", "unsettled"),  # promoting is not employing
        ("ca.pen.475.c", "AF:R", "9th Cir.", "no"),  # Vizcarra-Ayala v. Mukasey, 514 F.3d 870 (9th Cir. 2008)
        ("ca.pen.475.b", "AF:R", "9th Cir.", "unsettled"),  # a blank check is to be made a false one
        ("ny.vtl.511.3.a.i", "CIMT", "2d Cir.", "yes"),  # Matter of Vucetic, 28 I&N Dec. 276 (BIA 2021)
        ("il.625.5.11-501.c-1", "CIMT", "7th Cir.", "no"),  # nothing need be known of the suspension
        ("ma.266.127", "CIMT", "1st Cir.", "divisible"),  # Da Silva Neto v. Holder, 680 F.3d 25 (1st Cir. 2012)
        ("ma.266.126a", "CIMT", "1st Cir.", "unsettled"),
        ("ny.pl.470.15", "CIMT", "2d Cir.", "unsettled"),  # by its forms
        ("pa.18.4304.a.1", "CIMT", "3d Cir.", "divisible"),  # the felony asks for a substantial risk
        ("pa.18.4304.a.1", "CHILD", "3d Cir.", "divisible"),
        ("pa.35.780-113.a.32", "CS", "3d Cir.", "unsettled"),  # Rojas v. Attorney General, 728 F.3d 203 (3d Cir. 2013)
        ("pa.35.780-113.a.33", "CS", "3d Cir.", "unsettled"),
        ("ny.pl.220.50.1", "CS", "2d Cir.", "unsettled"),  # "any narcotic drug or stimulant"; stimulants are open alone
        ("us.18.844.f.1", "AF:F", "4th Cir.", "no"),  # United States v. Davis, 53 F.4th 168 (4th Cir. 2022)
        ("us.18.1071", "CIMT", "BIA", "yes"),  # Matter of Sloan, 12 I&N Dec. 840 (A.G. 1968)
        ("us.18.485", "CIMT", "BIA", "divisible"),  # Matter of K-, 7 I&N Dec. 178 (BIA 1956)
        ("pa.18.2709.a.4", "CIMT", "3d Cir.", "no"),  # lewd words and no touch
        ("us.18.1956.a.1.b", "CIMT", "11th Cir.", "unsettled"),  # United States v. Lopez (11th Cir. 2023): means
        (
            "ca.pen.261.a.4",
            "AF:A(rape)",
            "9th Cir.",
            "unsettled",
        ),  # Valdez Amador v. Garland, 28 F.4th 72 (9th Cir. 2022)
        ("ca.pen.261.a.2", "AF:A(rape)", "9th Cir.", "yes"),
        ("ca.hs.11383.5.b.1", "AF:B", "9th Cir.", "yes"),  # Lopez-Jacuinde v. Holder, 600 F.3d 1215 (9th Cir. 2010)
        ("us.18.922.a.1.a", "AF:C", "9th Cir.", "yes"),  # Chacon v. Wilkinson, 988 F.3d 1131 (9th Cir. 2021)
        ("us.18.922.a.1.a", "AF:C", "BIA", "unsettled"),
        ("us.18.3146.a.1", "AF:S", "9th Cir.", "yes"),  # Renteria-Morales v. Mukasey, 551 F.3d 1076 (9th Cir. 2008)
        ("us.18.3146.a.2", "AF:S", "9th Cir.", "yes"),
        ("us.18.3146.a.1", "AF:S", "BIA", "unsettled"),
        ("ca.pen.853.7", "AF:S", "9th Cir.", "unsettled"),  # a promise given to an officer
        (
            "ca.pen.215.a",
            "AF:G(theft)",
            "9th Cir.",
            "no",
        ),  # United States v. Orozco-Orozco, 94 F.4th 1118 (9th Cir. 2024)
        ("ca.pen.215.a", "AF:G(theft)", "BIA", "yes"),
        ("pa.18.3926.b", "AF:G(theft)", "3d Cir.", "yes"),  # Ilchuk v. Attorney General, 434 F.3d 618 (3d Cir. 2006)
        ("ny.pl.165.15.3", "AF:G(theft)", "2d Cir.", "unsettled"),
    ],
)
def test_what_a_court_decided_of_a_class(identity: str, ground: str, forum: str, answer: str) -> None:
    assert derived(identity, ground, forum) == answer


def asked(identity: str, ground: str, forum: str, **more: object) -> str:
    """The answer with the decisions."""
    found = catalogue().offenses.find(identity)
    return match(found, ground, forum=forum, as_of=AS_OF, holdings=catalogue().holdings, asked=identity, **more).answer  # type: ignore[arg-type]


def test_a_decision_on_one_form_says_nothing_of_the_others() -> None:
    """Castrijon-Garcia (simple kidnapping), De La Fuente (a threat to injure), Randhawa (stolen mail held), Notash."""
    assert asked("ca.pen.208.b", "CIMT", "9th Cir.") == "unsettled"
    assert asked("ca.pen.207.a", "CIMT", "9th Cir.") == "no"
    assert asked("us.18.876.c", "AF:F", "9th Cir.", form="threat to injure") == "yes"
    assert asked("us.18.876.c", "AF:F", "9th Cir.") == "divisible"
    assert asked("us.18.1708", "AF:G(theft)", "9th Cir.", form="receiving or possessing") == "yes"
    assert asked("us.18.1708", "AF:G(theft)", "9th Cir.") != "yes"
    assert asked("us.18.542", "CIMT", "9th Cir.") == "divisible"


def test_a_decision_on_older_pleas_says_nothing_of_newer_ones() -> None:
    """Francisco-Lopez v. Attorney General, 970 F.3d 431 (3d Cir. 2020), of pleas before Diaz-Lizarraga."""
    later = asked("ny.pl.155.40.1", "CIMT", "3d Cir.", conviction_date=date(2020, 1, 1))
    assert later == "yes"


def test_open_lewd_conduct_is_not_cleared_in_whatever_family_it_stands() -> None:
    """Matter of M-, 7 I&N Dec. 144 (BIA 1956), of a lewd person in speech and behavior (Massachusetts)."""
    touch = {"act": "sexual_contact", "object": "person", "mind": "intent", "purpose": "sexual"}
    assert find("CIMT", touch, named("disorderly person, lewd conduct", "disorder")).verdict is OPEN
    assert find("CIMT", {**touch, "act": "accost"}, named("lewd words", "harassment")).verdict is OPEN


def test_a_duty_toward_a_child_broken_without_likely_harm_follows_the_circuit() -> None:
    """Hernandez-Cruz, 764 F.3d 281 (3d Cir. 2014); Liao, 910 F.3d 714 (3d Cir. 2018); a substantial risk is another thing."""
    broken = {"act": "endanger", "object": "person", "mind": "knowledge", "victim": "dependant", "age": "under_18"}
    third = {"slight_danger_as_turpitude": False, "broken_duty_as_child_abuse": False}
    for ground in ("CIMT", "CHILD"):
        assert find(ground, broken, named(**third), risk="possible").verdict is NO
        assert find(ground, broken, named(**third)).verdict is OPEN
        assert find(ground, broken, named(**third), risk="grave").verdict in {YES, OPEN}


def test_coins_made_like_true_ones_need_no_intent() -> None:
    """Matter of K-, 7 I&N Dec. 178 (BIA 1956); Giglio v. Neelly, 208 F.2d 337 (7th Cir. 1953)."""
    coin = {"act": "make", "object": "false_document", "mind": "knowledge"}
    assert find("CIMT", coin, named("counterfeiting coins", "forgery")).verdict is NO
    assert find("CIMT", coin, named("counterfeiting coins", "forgery"), purpose="defraud").verdict is YES
    # Jauregui-Cardenas, 946 F.3d 1116 (9th Cir. 2020), leaves other papers open there
    assert find("CIMT", coin, named("making a false license", "forgery", false_paper_without_aim=True)).verdict is YES


@pytest.mark.parametrize("identity", ["or.164.395", "or.164.415.1.a"])
def test_a_decision_on_state_law_that_the_state_s_court_overtook_no_longer_clears(identity: str) -> None:
    """Strickland, 860 F.3d 1224, and Shelby, 939 F.3d 975, before State v. Williams, 374 Or. 648 (30 December 2025)."""
    found, decisions = catalogue().offenses.find(identity), catalogue().holdings
    answers = [
        match(found, "AF:F", forum="9th Cir.", as_of=day, holdings=decisions, asked=identity).answer
        for day in (date(2025, 6, 1), AS_OF)
    ]
    assert answers == ["no", "unsettled"]


def test_a_decision_that_later_law_overtook_or_that_is_no_precedent_clears_nothing() -> None:
    """Salazar-Luviano, before Pugin v. Garland, 599 U.S. 600 (2023); Gonzalez-Ramirez, an unpublished memorandum."""
    assert asked("us.18.751.a", "AF:S", "9th Cir.") == "unsettled"
    assert asked("ca.pen.247.b", "AF:F", "9th Cir.") == "unsettled"
