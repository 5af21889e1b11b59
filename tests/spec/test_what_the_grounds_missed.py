"""Ways of committing an offense for which the tests of the grounds had no branch, or the wrong one.

Those who compared the entries with the text of their sections found them; each answer stood otherwise before.
"""

from __future__ import annotations

import pytest

from steelyard.catalog.find import catalogue
from steelyard.law.federal.grounds import Verdict

from .made_up import find, said_of, stub

PERSON = {"object": "person", "mind": "knowledge", "mind_harm": "strict"}


@pytest.mark.parametrize(
    "charge",
    [
        "Cal. Bus. & Prof. Code § 25658(b)",
        "Cal. Bus. & Prof. Code § 25661(a)",
        "Cal. Bus. & Prof. Code § 25662(a)",
        "Cal. Penal Code § 485",
        "Cal. Penal Code § 532b(c)(1)",
        "Cal. Penal Code § 602(o)",
        "Cal. Penal Code § 853.7",
        "Cal. Veh. Code § 14601.1(a)",
        "Cal. Veh. Code § 23109(c)",
        "Cal. Veh. Code § 40508(a)",
        "Cal. Veh. Code § 40508(b)",
        "Cal. Veh. Code § 40508(c)",
    ],
)
def test_what_may_be_an_infraction_has_it_among_its_grades(charge: str) -> None:
    """Cal. Penal Code §§ 17(d), 19.8(a)(1)(A)-(E); § 19.6: an infraction is not punishable by imprisonment."""
    (offense,) = catalogue().find("CA", charge).offenses
    grades = {grade.level: grade for grade in offense.penalties}
    assert "misdemeanor" in grades
    assert grades["infraction"].maximum_days == 0


@pytest.mark.parametrize(
    ("way", "verdict"),
    [
        # 18 U.S.C. § 1111(a): arson, escape, kidnapping, sabotage, sexual abuse, child abuse, burglary, robbery
        ({"act": "restrain", "harm": "death"}, Verdict.OPEN),
        ({"act": "burn", "harm": "death"}, Verdict.OPEN),
        ({"act": "abscond", "harm": "death"}, Verdict.OPEN),
        ({"act": "damage", "harm": "death"}, Verdict.OPEN),
        ({"act": "touch", "harm": "death", "age": "under_14"}, Verdict.OPEN),
        ({"act": "touch", "harm": "death", "mind_harm": "extreme"}, Verdict.OPEN),
        ({"act": "touch", "harm": "death"}, Verdict.NO),
        ({"act": "drive", "harm": "death"}, Verdict.NO),
        ({"act": "restrain", "harm": "serious"}, Verdict.NO),
    ],
)
def test_a_death_that_follows_from_another_act_may_be_murder(way: dict[str, str], verdict: Verdict) -> None:
    assert find("AF:A(murder)", {**PERSON, **way}).verdict is verdict


@pytest.mark.parametrize(
    ("way", "verdict"),
    [
        # Matter of Velazquez-Herrera, 24 I&N Dec. 503, 512 (BIA 2008): harm "even if slight", mental or emotional harm, a child
        # "as an object of sexual gratification"
        ({"act": "threaten", "purpose": "sexual"}, Verdict.OPEN),
        ({"act": "endanger", "purpose": "sexual"}, Verdict.OPEN),
        ({"act": "threaten"}, Verdict.OPEN),
        ({"act": "pursue", "purpose": "annoy"}, Verdict.OPEN),
        ({"act": "touch", "force": "violent", "mind": "recklessness"}, Verdict.OPEN),
        ({"act": "touch", "force": "violent", "mind": "negligence"}, Verdict.OPEN),
        ({"act": "touch", "force": "contact", "mind": "recklessness"}, Verdict.NO),
        ({"act": "touch", "force": "violent", "mind": "strict"}, Verdict.NO),
    ],
)
def test_a_child_strangled_or_threatened_is_not_cleared(way: dict[str, str], verdict: Verdict) -> None:
    assert find("CHILD", {**PERSON, "age": "under_14", **way}).verdict is verdict


def test_a_minor_used_as_a_tool_of_the_drug_trade_is_abused() -> None:
    """Matter of Velazquez-Herrera, 24 I&N Dec. at 512: "as a tool in the commission of serious crimes"."""
    trade = {"act": "facilitate", "object": "crime", "mind": "knowledge", "age": "under_18"}
    for title, verdict in (("employing or using a minor", Verdict.YES), ("supplying a minor", Verdict.OPEN)):
        asked = stub(families=frozenset({"drugs"}), title_words=frozenset(title.split()))
        assert find("CHILD", trade, asked).verdict is verdict
    forms = {form.form: form.answer for form in said_of("US", "21 U.S.C. § 861(a)", "CHILD").forms}
    assert forms["using a minor to avoid detection"] == "yes"


@pytest.mark.parametrize(
    ("state", "charge"),
    [
        ("CA", "Cal. Health & Safety Code § 11371"),  # a minor induced to break the drug laws
        ("PA", "18 Pa. Cons. Stat. § 2709(a.1)"),  # a threat to a child, by electronic means
        ("PA", "18 Pa. Cons. Stat. § 5131(a)(2)"),
        ("CA", "Cal. Penal Code § 266j"),  # a child induced to a lewd act with another
    ],
)
def test_a_wrong_to_a_child_has_no_form_that_clears_it(state: str, charge: str) -> None:
    found = said_of(state, charge, "CHILD")
    cleared = {form.form for form in found.forms if form.answer == "no"}
    of_children = {
        form.name for one in catalogue().find(state, charge).offenses for form in one.forms if "age" in form.elements
    }
    assert not cleared & of_children


def test_a_minors_morals_may_be_corrupted_by_recklessness() -> None:
    forms = {form.form: form.answer for form in said_of("PA", "18 Pa. Cons. Stat. § 6301(a)(1)(i)", "CHILD").forms}
    assert set(forms.values()) == {"unsettled"}


@pytest.mark.parametrize(
    ("charge", "ground", "answer"),
    [
        ("18 U.S.C. § 2261A(1)", "STALK", "unsettled"),
        ("18 U.S.C. § 2261A(2)", "STALK", "unsettled"),
        ("18 U.S.C. § 2262(a)", "DVPO", "circumstance"),
        # chapter 109A, by § 2261(b)(4) and § 2262(b)(4)
        ("18 U.S.C. § 2261A(2)", "AF:A(rape)", "unsettled"),
        ("18 U.S.C. § 2261A(1)", "CHILD", "unsettled"),
        ("18 U.S.C. § 2262(a)", "AF:A(rape)", "divisible"),
        ("18 U.S.C. § 2262(a)", "AF:A(sexual_abuse)", "divisible"),
        ("18 U.S.C. § 2237(a)(1)", "DVPO", "no"),  # the order of an officer to heave to
    ],
)
def test_a_graver_grade_is_no_less_stalking_or_breach_of_an_order(charge: str, ground: str, answer: str) -> None:
    """18 U.S.C. §§ 2261(b)(1)-(4), 2262(b)(1)-(4)."""
    assert said_of("US", charge, ground).answer == answer


def test_an_order_on_custody_alone_is_no_order_of_protection() -> None:
    """8 U.S.C. § 1227(a)(2)(E)(ii): "other than support or child custody orders or provisions"."""
    for charge in ("720 ILCS 5/10-5(b)(1)", "720 ILCS 5/10-5(b)(2)"):
        assert said_of("IL", charge, "DVPO").answer == "no"


@pytest.mark.parametrize(
    ("charge", "answer"),
    [
        ("Cal. Penal Code § 115(a)", "unsettled"),
        ("Cal. Penal Code § 115.3", "unsettled"),
        ("Cal. Penal Code § 115.5(a)", "unsettled"),
        ("Cal. Penal Code § 132", "unsettled"),
        ("Cal. Penal Code § 134", "yes"),  # "with intent to produce it … for any fraudulent or deceitful purpose"
        ("Cal. Penal Code § 114", "no"),  # the decision itself
    ],
)
def test_a_false_paper_with_no_aim_to_defraud_is_open_in_the_ninth_circuit(charge: str, answer: str) -> None:
    """Jauregui-Cardenas v. Barr, 946 F.3d 1116 (9th Cir. 2020); before the Board Matter of Flores, 17 I&N Dec. 225 (BIA 1980)."""
    assert said_of("CA", charge, "CIMT").answer == answer
    assert said_of("CA", charge, "CIMT", forum="BIA").answer == "yes"


@pytest.mark.parametrize("ground", ["CIMT", "AF:G(theft)"])
def test_a_thing_taken_in_that_nobody_calls_stolen_is_no_sure_theft(ground: str) -> None:
    """As nine grams of ephedrine bought, 21 U.S.C. § 844(a)."""
    bought = {"act": "receive", "object": "other", "mind": "knowledge"}
    sides = {"receipt_without_purpose_to_deprive": True}
    assert find(ground, bought, stub(sides=sides)).verdict is Verdict.OPEN
    for goods in (
        stub(sides=sides, families=frozenset({"theft"})),
        stub(sides=sides, title_words=frozenset({"stolen"})),
    ):
        assert find(ground, bought, goods).verdict is Verdict.YES
    assert find(ground, {**bought, "object": "property"}, stub(sides=sides)).verdict is Verdict.YES


@pytest.mark.parametrize(
    ("state", "charge", "part"),
    [
        ("CA", "Cal. Penal Code § 32625(a)", "a part that only converts a weapon"),
        ("CA", "Cal. Penal Code § 32625(b)", "making or selling a part that only converts a weapon"),
        (
            "IL",
            "720 ILCS 5/24-1(a)(7)(i)",
            "parts meant to convert a weapon, or of which a machine gun can be assembled",
        ),
        ("MA", "Mass. Gen. Laws ch. 269, § 10(c)", "bump stock or trigger crank"),
    ],
)
def test_a_part_that_converts_a_weapon_is_a_machinegun_and_no_firearm(state: str, charge: str, part: str) -> None:
    """26 U.S.C. § 5845(b) names it; 18 U.S.C. § 921(a)(3) names weapons, frames, receivers, silencers, destructive devices."""
    for forum in ("BIA", ""):
        assert said_of(state, charge, "FIREARM", forum=forum).answer == "unsettled"
    for ground, answer in (("FIREARM", "no"), ("AF:E(ii)", "unsettled"), ("AF:E(iii)", "unsettled")):
        forms = {form.form: form.answer for form in said_of(state, charge, ground, forum="BIA").forms}
        assert forms[part] == answer


@pytest.mark.parametrize(
    ("state", "charge"),
    [("OR", "Or. Rev. Stat. § 166.272"), ("NY", "N.Y. Penal Law § 265.02(2)"), ("PA", "18 Pa. Cons. Stat. § 908(a)")],
)
def test_where_only_a_weapon_is_a_machine_gun_it_is_a_firearm(state: str, charge: str) -> None:
    """Or. Rev. Stat. § 166.210(7) and N.Y. Penal Law § 265.00(1) speak of a weapon, and name no parts."""
    forms = said_of(state, charge, "FIREARM", forum="BIA").forms
    assert {form.answer for form in forms if "machine gun" in form.form} == {"yes"}
