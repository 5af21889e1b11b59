"""Ways of committing an offense for which the tests of the grounds had no branch, or the wrong one.

Those who compared the entries with the text of their sections found them; each answer stood otherwise before.
"""

from __future__ import annotations

import pytest

from steelyard.catalog.derive import match
from steelyard.catalog.find import catalogue
from steelyard.law.federal.grounds import Verdict

from .made_up import NOISE, TODAY, find, offense, said_of, stub

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


@pytest.mark.parametrize(
    ("state", "charge", "ground"),
    [
        ("CA", "Cal. Penal Code § 207(d)", "CIMT"),  # "by force or fraud"
        ("CA", "Cal. Penal Code § 502.8(b)", "AF:G(theft)"),
        ("IL", "720 ILCS 5/11-14(a)", "PROST"),  # penetration, or any touching or fondling
        ("MA", "Mass. Gen. Laws ch. 266, § 49", "AF:G(theft)"),  # to steal, or to commit any other crime
        (
            "NY",
            "N.Y. Penal Law § 135.25(2)(a)",
            "AF:A(rape)",
        ),  # "inflict physical injury upon him or violate or abuse him sexually"
        ("NY", "N.Y. Penal Law § 140.35", "AF:G(theft)"),  # a forcible entry, larceny, or theft of services
        ("NY", "N.Y. Penal Law § 165.15(6)", "AF:M(i)"),
        ("NY", "N.Y. Penal Law § 190.25(5)", "AF:M(i)"),  # "to obtain a benefit or injure or defraud"
        ("NY", "N.Y. Penal Law § 215.40(1)", "AF:M(i)"),
        ("OR", "Or. Rev. Stat. § 164.235", "AF:G(theft)"),
        ("PA", "18 Pa. Cons. Stat. § 4104(a)", "AF:S"),  # "to deceive or injure anyone or to conceal any wrongdoing"
        ("PA", "18 Pa. Cons. Stat. § 4106.1(a)(2)", "AF:M(i)"),  # "to defraud or injure anyone"
        ("PA", "18 Pa. Cons. Stat. § 4910(2)", "AF:M(i)"),
        ("PA", "18 Pa. Cons. Stat. § 4911(a)(3)", "AF:M(i)"),
        ("PA", "18 Pa. Cons. Stat. § 5517(a)", "CIMT"),  # "to commit a crime or disrupt"
        ("PA", "18 Pa. Cons. Stat. § 6105.2(h)", "AF:E(ii)"),
        ("PA", "75 Pa. Cons. Stat. § 3731(a)(2)", "CS"),  # as § 3802(d)(1)(ii), which says it as it does
        ("US", "18 U.S.C. § 1005", "AF:R"),  # "to injure or defraud", "or to deceive"
        ("US", "18 U.S.C. § 2115", "AF:G(theft)"),  # "any larceny or other depredation"
        (
            "US",
            "18 U.S.C. § 892(a)",
            "DV",
        ),  # person, reputation or property, § 891(7): Accardo, 634 F.3d 1333 (11th Cir. 2011)
        ("US", "18 U.S.C. § 894(a)", "DV"),
    ],
)
def test_other_values_that_nobody_calls_one_element_do_not_clear(state: str, charge: str, ground: str) -> None:
    """Mathis v. United States, 579 U.S. 500 (2016): each stands in its sentence with "or", and nothing says which they are."""
    assert said_of(state, charge, ground).answer == "unsettled"


@pytest.mark.parametrize(
    ("state", "charge", "ground"),
    [
        (
            "CA",
            "Cal. Penal Code § 460(a)",
            "AF:G(theft)",
        ),  # CALCRIM No. 1700: jurors need not agree which crime was meant
        ("CA", "Cal. Penal Code § 465", "AF:G(theft)"),
        ("CA", "Cal. Penal Code § 490.5(a)", "AF:M(i)"),  # Lopez-Valencia v. Lynch, 798 F.3d 863 (9th Cir. 2015)
        ("IL", "720 ILCS 5/19-3(a)", "AF:G(theft)"),  # Parzych v. Garland, 2 F.4th 1013 (7th Cir. 2021)
        ("IL", "720 ILCS 5/18-6(a)", "AF:G(theft)"),
        ("MA", "Mass. Gen. Laws ch. 266, § 16", "AF:G(theft)"),  # "a felony", and no more
        ("NY", "N.Y. Penal Law § 145.10", "CIMT"),  # "property of another person"
        ("NY", "N.Y. Penal Law § 140.25(1)(b)", "AF:G(burglary)"),  # the definition of a building, § 140.00(2)
        ("CA", "Cal. Penal Code § 646.9(a)", "STALK"),  # Matter of Sanchez-Lopez, 27 I&N Dec. 256 (BIA 2018)
    ],
)
def test_what_the_text_or_a_decision_makes_one_element_is_not_opened(state: str, charge: str, ground: str) -> None:
    assert said_of(state, charge, ground).answer == "no"


def test_violent_force_by_recklessness_is_neither_turpitudinous_nor_cleared() -> None:
    """As strangling, 18 U.S.C. § 113(a)(8) and 10 U.S.C. § 928(b)(3): "intentionally, knowingly, or recklessly"."""
    strangled = {"act": "touch", "object": "person", "mind": "recklessness", "mind_harm": "recklessness"}
    assert find("CIMT", {**strangled, "force": "violent"}).verdict is Verdict.OPEN
    assert find("CIMT", {**strangled, "force": "contact"}).verdict is Verdict.NO
    assert find("CIMT", {**strangled, "force": "violent", "mind": "negligence"}).verdict is Verdict.NO


def test_a_person_carried_off_for_a_crime_may_be_its_attempt() -> None:
    held = {"act": "restrain", "object": "person", "consent": "by_force", "mind": "intent"}
    assert find("AF:A(rape)", {**held, "purpose": "sexual"}).verdict is Verdict.OPEN
    assert find("AF:G(theft)", {**held, "purpose": "theft"}).verdict is Verdict.OPEN
    sold = stub(families=frozenset({"prostitution"}))
    assert find("AF:A(rape)", {**held, "purpose": "sexual"}, sold).verdict is Verdict.NO


@pytest.mark.parametrize(("ground", "answer"), [("AF:F", "no"), ("DV", "no"), ("AF:B", "no"), ("AF:S", "unsettled")])
def test_asking_for_a_violent_crime_is_none(ground: str, answer: str) -> None:
    """18 U.S.C. § 373: Matter of Guerrero, 25 I&N Dec. 631 (BIA 2011), rests on 16(b), which is void; (S) says "relating to"."""
    assert said_of("US", "18 U.S.C. § 373", ground).answer == answer


def test_what_an_entry_says_of_attempts_is_not_said_of_every_letter() -> None:
    """8 U.S.C. § 1101(a)(43)(U): every letter may be attempted, and an entry that leaves (U) open leaves no letter open."""
    for word in ("unsettled", "not_analysed"):
        noise = offense(NOISE, **{word: ["AF:U"], f"{word}_reason": "an attempt in the sentence"})
        answers = {
            ground: match(noise, ground, as_of=TODAY, forum="9th Cir.").answer
            for ground in ("AF:U", "AF:U(fraud)", "AF", "AF:B", "AF:A")
        }
        assert answers == {"AF:U": word, "AF:U(fraud)": word, "AF": word, "AF:B": "no", "AF:A": "no"}


@pytest.mark.parametrize(
    ("charge", "ground", "answer"),
    [
        # 18 U.S.C. § 1028(b)(3)(A), (B): a drug trafficking crime facilitated, a crime of violence beside it
        ("18 U.S.C. § 1028(a)(1)/1028(b)(3)", "CS", "unsettled"),
        ("18 U.S.C. § 1028(a)(2)/1028(b)(3)", "AF:F", "unsettled"),
        ("18 U.S.C. § 1028(a)(1)", "CS", "no"),
        # 18 U.S.C. § 2261B(a): a victim under 18
        ("18 U.S.C. § 2261A(2)/2261B", "CHILD", "unsettled"),
    ],
)
def test_a_graver_grade_that_is_cited_is_asked_about(charge: str, ground: str, answer: str) -> None:
    """What raises the longest term is an element: Matter of Martinez-Zapata, 24 I&N Dec. 424 (BIA 2007)."""
    assert said_of("US", charge, ground).answer == answer


def test_the_stalking_of_a_child_has_no_form_that_is_cleared_of_child_abuse() -> None:
    assert {form.answer for form in said_of("US", "18 U.S.C. § 2261A(2)/2261B", "CHILD").forms} == {"unsettled", "yes"}


@pytest.mark.parametrize(
    ("state", "charge", "answer"),
    [
        ("CA", "Cal. Penal Code § 11418(b)(3)", "yes"),  # a weapon of mass destruction against drinking water
        ("US", "18 U.S.C. § 844(i)", "yes"),
        ("IL", "720 ILCS 5/20-1(a)(1)", "yes"),
        ("NY", "N.Y. Penal Law § 150.10", "yes"),
        ("IL", "720 ILCS 5/21-1(a)(5)", "no"),  # a stink bomb
        ("NY", "N.Y. Penal Law § 150.05", "yes"),  # "by intentionally starting a fire or causing an explosion"
        ("PA", "18 Pa. Cons. Stat. § 3301(a)(1)(i)", "yes"),  # "starts a fire or causes an explosion"
        ("PA", "18 Pa. Cons. Stat. § 3301(c)(1)", "yes"),
        ("PA", "18 Pa. Cons. Stat. § 3301(c)(3)", "no"),  # to collect insurance, "for mere personal monetary gain"
        ("OR", "ORS 164.325(1)(a)(A)", "yes"),
        ("OR", "ORS 164.335", "yes"),
        ("OR", "ORS 164.325(1)(b)", "no"),  # while making a drug
        ("CA", "Cal. Penal Code § 451(b)", "yes"),
        ("NY", "N.Y. Penal Law § 150.15", "yes"),  # by fire alone, which a device may have set
    ],
)
def test_an_explosion_may_be_a_terrorist_activity(state: str, charge: str, answer: str) -> None:
    """8 U.S.C. § 1182(a)(3)(B)(iii)(V): any explosive or "dangerous device" used to cause substantial damage to property."""
    assert said_of(state, charge, "SECURITY_CONDUCT").answer == answer


@pytest.mark.parametrize(
    ("way", "verdict"),
    [
        ({"act": "touch", "weapon": "deadly"}, Verdict.YES),
        ({"act": "threaten", "weapon": "deadly"}, Verdict.YES),
        ({"act": "possess", "weapon": "deadly"}, Verdict.NO),
        ({"act": "take", "weapon": "deadly", "purpose": "deprive_permanently"}, Verdict.NO),  # for gain
        ({"act": "touch", "force": "violent"}, Verdict.NO),
    ],
)
def test_any_weapon_used_may_be_a_terrorist_activity(way: dict[str, str], verdict: Verdict) -> None:
    """8 U.S.C. § 1182(a)(3)(B)(iii)(V)(b): "explosive, firearm, or other weapon or dangerous device"."""
    assert find("SECURITY_CONDUCT", {**PERSON, **way}).verdict is verdict
