"""Several acts in one form: means only where the entry says on what authority they are one element.

That verbs stand together in one clause says neither that they are ways of one crime nor that each is a crime of its own
(Mathis v. United States, 579 U.S. 500 (2016)); such acts clear nothing that one of them alone would not clear.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from steelyard.catalog.derive import match
from steelyard.catalog.find import catalogue
from steelyard.catalog.forms import NO, PARTLY, UNSETTLED
from steelyard.catalog.forums import forum_of_state
from steelyard.catalog.model import Offense
from steelyard.law.federal.grounds import GROUNDS

from .made_up import GUN, NOISE, THEFT, TODAY, offense, said_of

AS_OF = date(2026, 11, 27)
SOURCE = "a decision that says so"
PASSED_OR_KEPT = {**GUN, "name": "passing or keeping", "act": ["possess", "transfer"]}


def answer(of: Offense, ground: str, form: str = "") -> str:
    return match(of, ground, as_of=TODAY, forum="9th Cir.", form=form or None).answer


def test_acts_of_unknown_kind_are_answered_both_ways() -> None:
    found = match(offense(PASSED_OR_KEPT), "AF:C", as_of=TODAY, forum="9th Cir.")
    assert found.answer == "unsettled"
    assert found.stance.arguable == "no"
    assert any("possess, transfer" in reason for reason in found.forms[0].reasons)
    assert answer(offense(PASSED_OR_KEPT), "AF:C", form="passing or keeping") == "unsettled"


def test_acts_that_an_authority_calls_one_element_are_means() -> None:
    assert answer(offense({**PASSED_OR_KEPT, "one_act": SOURCE}), "AF:C") == "no"
    other = {**NOISE, "name": "noise"}
    assert answer(offense(PASSED_OR_KEPT, other, alternatives="means"), "AF:C") == "no"


def test_acts_that_all_match_or_all_fail_need_no_word_on_what_they_are() -> None:
    held = {**GUN, "act": ["possess", "possess_barred"]}
    assert answer(offense(held), "FIREARM") == "yes"
    assert answer(offense(held), "AF:C") == "no"


def test_other_means_still_decide_where_each_act_fails() -> None:
    short = {**THEFT, "act": ["take", "damage"], "purpose": ["deprive_permanently", "deprive_some"]}
    assert answer(offense(short), "CIMT") == "no"


def test_a_form_that_matches_beside_one_with_unknown_acts_stays_divisible() -> None:
    sale = {**GUN, "name": "sale", "act": "transfer", "purpose": "profit"}
    alone, beside = (
        offense(sale),
        offense(sale, {**PASSED_OR_KEPT, "act": ["possess", "transport"]}, alternatives="elements"),
    )
    assert answer(alone, "AF:C") == "yes"
    assert answer(beside, "AF:C") == "divisible"


def test_no_entry_is_cleared_because_one_of_several_unknown_acts_fails() -> None:
    """Of every offense and every ground that is not one by conduct."""
    wrong: set[tuple[str, str]] = set()
    for one in catalogue().offenses:
        listed = {form.name: form for form in one.forms if len(form.elements["act"]) > 1 and not form.one_act}
        if not listed or one.alternatives == "means":
            continue
        forum = forum_of_state(one.state)
        for name, ground in GROUNDS.items():
            found = None if ground.by_conduct or ground.parts else match(one, name, forum=forum, as_of=AS_OF)
            if found is None or found.answer != NO:
                continue
            for form in (
                listed[result.form]
                for result in found.forms
                if result.answer in {PARTLY, UNSETTLED} and result.form in listed
            ):
                for act in form.elements["act"]:
                    alone = replace(form, text={**form.elements, "act": (act,)}, court={}, court_source="")
                    by_itself = replace(one, forms=(alone,), alternatives="")
                    if match(by_itself, name, forum=forum, as_of=AS_OF).answer != NO:
                        wrong.add((one.id, name))
    assert not wrong


@pytest.mark.parametrize(
    ("state", "charge", "ground"),
    [
        ("US", "18 U.S.C. § 922(o)", "AF:C"),  # "transfer or possess a machinegun"
        ("US", "18 U.S.C. § 924(h)", "AF:C"),
        ("US", "18 U.S.C. § 842(h)", "AF:C"),
        ("US", "18 U.S.C. § 2315", "AF:M(i)"),
        ("CA", "311.1(a) PC", "AF:A(sexual_abuse)"),
        ("CA", "148.1(d) PC", "AF:F"),
        ("CA", "424(a)(4) PC", "AF:R"),
        ("IL", "720 ILCS 5/24-1(a)(7)(i)", "AF:C"),
        ("IL", "15 ILCS 335/14B(b)(1)", "CIMT"),  # to possess, to display
        ("IL", "625 ILCS 5/4-103(a)(4)", "CIMT"),
        ("OR", "475.525", "AF:B"),
        ("PA", "18 § 908(a)", "CIMT"),
        ("PA", "18 § 5123(a)", "AF:B"),
    ],
)
def test_verbs_of_one_clause_do_not_clear(state: str, charge: str, ground: str) -> None:
    assert said_of(state, charge, ground).answer == "unsettled"


@pytest.mark.parametrize(
    ("state", "charge", "ground"),
    [
        ("CA", "417(c) PC", "DV"),  # a rude, angry or threatening manner, as in CALCRIM No. 983
        ("CA", "287(b)(1) PC", "CIMT"),  # contact is enough
        ("NY", "130.50(3)", "AF:A(rape)"),
        ("US", "26 U.S.C. § 7201", "AF:M(i)"),  # "in any manner"
        ("US", "18 U.S.C. § 1951(b)(2)", "AF:R"),
        ("CA", "417(c) PC", "AF:F"),  # the same
    ],
)
def test_one_element_with_several_words_is_one_act(state: str, charge: str, ground: str) -> None:
    assert said_of(state, charge, ground).answer == "no"


@pytest.mark.parametrize(("state", "charge"), [("NY", "240.26(1)"), ("PA", "18 § 2709(a)(1)")])
def test_the_threat_of_a_touch_is_no_worse_than_the_touch(state: str, charge: str) -> None:
    """Matter of Sanudo, 23 I&N Dec. 968 (BIA 2006): a simple battery is not turpitudinous."""
    assert said_of(state, charge, "CIMT").answer == "no"


@pytest.mark.parametrize(
    "charge", ["18 U.S.C. § 545", "18 U.S.C. § 2252(a)(2)", "18 U.S.C. § 922(p)", "18 U.S.C. § 924(g)"]
)
def test_taking_in_goods_that_nobody_stole_is_no_theft(charge: str) -> None:
    assert said_of("US", charge, "AF:G(theft)").answer == "no"


@pytest.mark.parametrize(
    ("state", "charge", "ground"),
    [
        ("CA", "71(a) PC", "DV"),  # "any person or property"
        ("CA", "71(a) PC", "AF:S"),
        ("CA", "18740 PC", "DV"),
        ("CA", "640a(1) PC", "AF:G(theft)"),  # goods or services
        ("CA", "18205(a) PC", "AF:E(ii)"),  # a firearm or ammunition
        ("CA", "166(a)(9) PC", "AF:S"),
        ("CA", "13004(a) VC", "CIMT"),  # cancelled, fictitious, altered or fraudulently obtained
        ("CA", "14610(a)(1) VC", "CIMT"),
        ("US", "15 U.S.C. § 1644(b)", "AF:R"),
        ("US", "18 U.S.C. § 1028(a)(6)", "AF:R"),  # "stolen or produced without lawful authority"
        ("US", "18 U.S.C. § 1423", "AF:R"),
        ("US", "18 U.S.C. § 152(1)", "AF:S"),
        ("US", "18 U.S.C. § 2071(b)", "AF:R"),
        ("US", "18 U.S.C. § 2118(b)", "AF:G(burglary)"),
        ("US", "18 U.S.C. § 549", "AF:G(burglary)"),
        ("US", "18 U.S.C. § 2241(c)", "AF:F"),
        ("US", "7 U.S.C. § 13(a)(1)", "AF:M(i)"),
        ("IL", "720 ILCS 5/24-1(a)(11)", "AF:C"),
        ("IL", "720 ILCS 5/26-1(a)(3.5)", "DV"),
        ("IL", "720 ILCS 5/26-1(a)(11)", "CIMT"),  # "a lewd or unlawful purpose"
        ("MA", "265 § 26", "AF:H"),
        ("PA", "18 § 3304(a)(3)", "AF:M(i)"),  # "by deception or threat"
        ("PA", "18 § 4953.1", "DV"),
        ("OR", "162.247(1)(a)", "AF:S"),
        ("PA", "18 § 5104.1", "FIREARM"),  # "a firearm, rifle, shotgun or weapon"
        ("PA", "18 § 6310.3", "AF:R"),
        ("PA", "18 § 7615(a)(4)", "AF:R"),
    ],
)
def test_other_alternatives_of_one_clause_do_not_clear(state: str, charge: str, ground: str) -> None:
    """Persons and property, false papers and genuine ones, firearms and other weapons: forms whose kind nobody decided."""
    assert said_of(state, charge, ground).answer == "unsettled"


def test_a_plea_that_names_one_of_the_alternatives_is_answered_for_it() -> None:
    """As elements the words of the plea would decide, as means they would not: one that falls outside is not cleared."""
    assert said_of("PA", "18 § 5104.1", "FIREARM", form="firearm").answer == "unsettled"
    assert said_of("PA", "18 § 5104.1", "FIREARM", form="another weapon").answer == "no"


def test_a_reward_for_silence_is_none_of_the_crimes_that_are_kept_silent() -> None:
    for ground in ("AF:A(murder)", "AF:F", "CS"):
        assert said_of("CA", "153 PC", ground).answer == "no"
    for ground in ("CIMT", "AF:S"):
        assert said_of("CA", "153 PC", ground).answer == "unsettled"


def test_an_attribute_that_an_entry_calls_unknown_is_answered_both_ways() -> None:
    listed = {"act": "possess", "object": "substance", "mind": "knowledge", "substance": ["federal", "nonfederal"]}
    assert match(offense(listed), "CS", as_of=TODAY, forum="2d Cir.").answer == "no"
    open_ = offense({**listed, "unknown": ["substance"]})
    assert match(open_, "CS", as_of=TODAY, forum="2d Cir.").answer == "unsettled"
    assert match(open_, "CS", as_of=TODAY, forum="BIA").answer == "yes"  # the wider list must be shown to be used
    assert match(open_, "FIREARM", as_of=TODAY, forum="2d Cir.").answer == "no"


@pytest.mark.parametrize(
    ("state", "charge", "expected"),
    [
        # the particular narcotic: Minter (2d Cir. 2023) decides cocaine, Chery (2d Cir. 2021) sets narcotics apart from Harbin
        ("NY", "220.16(1)", "unsettled"),
        ("NY", "220.09(1)", "unsettled"),
        ("NY", "220.41(1)", "unsettled"),
        ("NY", "220.03", "no"),  # a controlled substance at large: Harbin (2d Cir. 2017)
        ("NY", "220.06(1)", "no"),
        ("PA", "75 § 3802(d)(1)(ii)", "unsettled"),
    ],
)
def test_whether_the_drug_is_an_element(state: str, charge: str, expected: str) -> None:
    assert said_of(state, charge, "CS").answer == expected
