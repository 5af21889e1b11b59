"""Answers that were too sure, to either side: what a kind of crime must not be cleared of, and of what it need not be guilty.

The neighbouring case that keeps its answer stands beside each.
"""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_of_state
from steelyard.law.federal.grounds import Verdict

from .made_up import Stub, find, stub

YES, NO, OPEN, CIRCUMSTANCE = Verdict.YES, Verdict.NO, Verdict.OPEN, Verdict.CIRCUMSTANCE


def named(title: str = "", families: str = "", **sides: bool) -> Stub:
    return stub(title_words=frozenset(title.split()), families=frozenset(families.split()), sides=dict(sides))


def test_a_driver_who_hurts_somebody_or_flees_drove_dangerously_perhaps() -> None:
    """Delgado v. Holder, 648 F.3d 1095 (9th Cir. 2011): the facts of the driving decide whether it was particularly serious."""
    hurt = {"act": "injure", "object": "person", "mind": "recklessness", "harm": "injury"}
    flight = {"act": "flee", "object": "duty", "mind": "knowledge"}
    assert find("DANGEROUS_DRIVING", hurt, named("vehicular assault", "driving")).verdict is YES
    assert find("DANGEROUS_DRIVING", hurt, named("assault", "assault")).verdict is NO
    assert find("DANGEROUS_DRIVING", flight, named("fleeing disobeying", "driving obstruction")).verdict is OPEN
    assert (
        find("DANGEROUS_DRIVING", flight, named("eluding on foot after leaving the vehicle", "obstruction")).verdict
        is NO
    )


def test_a_drug_in_a_driver_s_blood_is_no_proof_of_impairment() -> None:
    """Matter of Castillo-Perez, 27 I&N Dec. 664 (A.G. 2019), of driving while impaired; what needs no proof of it is apart."""
    trace = {"act": "drive", "object": "vehicle", "mind": "strict", "substance": "federal"}
    assert find("IMPAIRED_DRIVING", trace, named("driving with any amount of a drug")).verdict is OPEN
    assert find("IMPAIRED_DRIVING", trace, named("driving with a metabolite in the blood")).verdict is OPEN
    assert find("IMPAIRED_DRIVING", trace, named("driving under the influence of a drug")).verdict is YES


def test_a_threat_to_make_another_act_may_be_aimed_at_a_minor() -> None:
    """34 U.S.C. § 20911(7)(I): any conduct that by its nature is a sex offense against a minor; Introcaso, 26 I&N Dec. 304."""
    threat = {"act": "threaten", "mind": "intent"}
    assert find("MINOR_SPECIFIED", threat, object="crime").verdict is CIRCUMSTANCE
    assert find("MINOR_SPECIFIED", threat, object="other").verdict is CIRCUMSTANCE
    assert find("MINOR_SPECIFIED", threat, object="property").verdict is NO


def test_another_s_identity_may_have_been_used_for_a_benefit() -> None:
    """8 U.S.C. § 1182(a)(6)(C)(i) asks to whom the falsehood was told and for what, and no conviction is needed."""
    used = {"act": "use_identity", "object": "identity", "mind": "knowledge"}
    assert find("MISREPRESENTATION_CONDUCT", used, named("identity theft", "identity")).verdict is YES
    assert find("MISREPRESENTATION_CONDUCT", used, named("using a credit card", "identity")).verdict is NO
    assert find("MISREPRESENTATION_CONDUCT", used, named("posing", "fraud")).verdict is NO


def test_a_vehicle_taken_by_force_to_be_used_is_perhaps_no_theft() -> None:
    """8 U.S.C. § 1226(c)(2): the words have the meaning that the jurisdiction gives them."""
    taken = {"act": "take", "object": "vehicle", "consent": "by_force", "mind": "knowledge", "force": "resistance"}
    assert find("THEFT_FAMILY", taken, named("vehicular hijacking", "robbery")).verdict is OPEN
    assert find("THEFT_FAMILY", taken, named("carjacking", "robbery"), purpose="deprive_permanently").verdict is YES
    assert find("THEFT_FAMILY", {**taken, "object": "property"}, named("robbery", "robbery")).verdict is YES


def test_who_advances_prostitution_need_not_run_its_business() -> None:
    """Familia Rosario v. Holder, 655 F.3d 739 (7th Cir. 2011); one customer found for another is enough to advance it."""
    trade = {"act": "run_sex_trade", "object": "intercourse", "mind": "knowledge"}
    assert find("AF:K(i)", trade, named("advancing prostitution")).verdict is OPEN
    assert find("AF:K(i)", trade, named("keeping a place of prostitution")).verdict is YES


def test_counterfeit_goods_used_or_shown_need_defraud_nobody() -> None:
    """Kochlani, 24 I&N Dec. 128 (BIA 2007), and Rodriguez-Valencia v. Holder, 652 F.3d 1157 (9th Cir. 2011), are of trade."""
    goods = {"object": "brand", "mind": "knowledge"}
    for ground in ("CIMT", "AF:R"):
        assert find(ground, goods, act="use").verdict is OPEN
        assert find(ground, goods, act="use", purpose="profit").verdict is YES
        assert find(ground, goods, act="transfer").verdict is YES


def test_a_child_too_young_to_agree_in_law_does_not_consent_perhaps() -> None:
    """Rivas-Gomez v. Gonzales, 441 F.3d 1072 (9th Cir. 2006), whatever the act is called; Keeley, 27 I&N Dec. 146."""
    act = {"act": "sexual_act", "object": "person", "mind": "knowledge"}
    assert find("AF:A(rape)", act, age="under_14").verdict is OPEN
    assert find("AF:A(rape)", act, age="under_16").verdict is NO
    assert find("AF:A(rape)", act).verdict is NO


SECTIONS = [
    # a victim in the family or in trust: Esquivel-Quintana v. Sessions, 581 U.S. 385 (2017), is of age alone
    ("IL", "720 ILCS 5/11-1.30(a)(9)", "AF:A(sexual_abuse)", "unsettled"),
    # food meant to hurt who eats it: Castleman, 572 U.S. 157, 170-71 (2014); Delligatti v. United States, 604 U.S. 423 (2025)
    ("IL", "720 ILCS 5/12-3.05(g)(2)", "DV", "unsettled"),
    ("IL", "720 ILCS 5/12-3.05(g)(2)", "AF:F", "unsettled"),
    ("IL", "720 ILCS 5/12-3.05(g)(3)", "AF:F", "no"),
    # separate things that one form had as ways of one
    ("IL", "720 ILCS 570/406.2(a)(2)", "AF:R", "unsettled"),
    ("IL", "625 ILCS 5/6-301.2(b)(3)", "AF:U(fraud)", "unsettled"),
    # money asked for under a claim to act for another, with no word on its truth
    ("IL", "720 ILCS 5/17-2(a)(4)", "AF:U(fraud)", "unsettled"),
    ("IL", "720 ILCS 5/17-2(a)(3)", "AF:U(fraud)", "no"),
    # another's license shown as one's own: People v. Sroga, 2022 IL 126978, on the mind
    ("IL", "625 ILCS 5/6-301(a)(3)", "CIMT", "unsettled"),
    ("IL", "625 ILCS 5/6-301(a)(1)", "CIMT", "no"),
    # aid to who does not return from release
    ("IL", "720 ILCS 5/31-7(b)", "AF:Q", "unsettled"),
    ("IL", "720 ILCS 5/31-7(c)", "AF:Q", "no"),
    # help to an escape is as open as escape; the aim to hinder need not be proved
    ("IL", "720 ILCS 5/31-7(d)", "AF:S", "unsettled"),
    # another's own hand: aid to a suicide is no force against another
    ("OR", "163.125(1)(b)", "AF:F", "unsettled"),
    ("OR", "163.118(1)(b)", "AF:F", "yes"),
    ("OR", "166.190", "AF:F", "unsettled"),
    ("OR", "811.060", "DANGEROUS_DRIVING", "yes"),
    ("OR", "163.408", "AF:A(rape)", "unsettled"),
    # words that were not seen clear nobody
    ("MA", "265/20", "DV", "not_analysed"),
    ("MA", "265/21A", "AF:F", "unsettled"),
    ("MA", "265/26", "AF:K(iii)", "unsettled"),
    # an earlier conviction beside the firearm: 18 U.S.C. § 922(g)(1); Commonwealth v. Furr, 58 Mass. App. Ct. 155 (2003)
    ("MA", "269/10G(c)", "AF:E(ii)", "unsettled"),
    ("MA", "269/10(a)", "AF:E(ii)", "no"),
    # recklessness by the measure of an ordinary person: Coelho v. Sessions, 864 F.3d 56 (1st Cir. 2017)
    ("MA", "265/13K(e)", "CIMT", "unsettled"),
    # what the state calls rape of a child: Silva v. Gonzales, 455 F.3d 26 (1st Cir. 2006)
    ("MA", "265/23A(b)", "AF:A(rape)", "yes"),
    # what the state calls breaking and entering, or the evasion of a fare
    ("MA", "266/17", "THEFT_FAMILY", "unsettled"),
    ("MA", "159/101", "THEFT_FAMILY", "unsettled"),
    ("MA", "266/20", "THEFT_FAMILY", "yes"),
]


@pytest.mark.parametrize(("state", "section", "ground", "expected"), SECTIONS)
def test_section(state: str, section: str, ground: str, expected: str) -> None:
    law = catalogue()
    found = law.find(state, section)
    answer = law.full_match(found, ground, forum=forum_of_state(state), as_of=date(2026, 11, 27)).answer
    assert answer == expected


def test_aid_to_another_s_suicide_is_no_killing() -> None:
    """Or. Rev. Stat. § 163.125(1)(b): intentionally causing or aiding another person to commit suicide."""
    (offense,) = catalogue().find("OR", "163.125(1)(b)").offenses
    assert {form.elements["act"] for form in offense.forms} == {("kill",), ("facilitate",)}
