"""Answers of a sample of New York and Oregon that were clearances or certainties too many, and their likes elsewhere."""

from __future__ import annotations

import pytest

from tests.spec.made_up import said_of


@pytest.mark.parametrize(
    ("state", "charge", "ground", "answer", "why"),
    [
        # a vehicle kept so long, or used so far beyond an agreement, that it is grossly broken
        ("OR", "164.135(1)(d)", "CIMT", "unsettled", "the owner's rights may be substantially eroded (Diaz-Lizarraga)"),
        ("OR", "164.135(1)(d)", "AF:G", "unsettled", "as of its neighbors (b) and (c)"),
        ("NY", "Penal Law § 165.05(3)", "CIMT", "unsettled", "the same words"),
        ("NY", "Penal Law § 165.05(3)", "AF:G", "yes", "an intent to deprive for a time is enough (V-Z-S-)"),
        ("NY", "Penal Law § 165.05(2)", "AF:G", "unsettled", "used in breach of trust, for the user's own purposes"),
        ("NY", "Penal Law § 165.05(1)", "AF:G", "no", "to ride along is enough"),
        # whether use is theft is the state's to say
        ("NY", "Penal Law § 165.05(1)", "THEFT_FAMILY", "unsettled", "wider than theft: People v. McCaleb"),
        ("OR", "164.135(1)(a)", "THEFT_FAMILY", "unsettled", "ORS 164.015 does not count it as theft"),
        ("PA", "18 § 3928(a)", "THEFT_FAMILY", "unsettled", "operating without consent"),
        ("NY", "Penal Law § 155.30(8)", "THEFT_FAMILY", "yes", "grand larceny of a vehicle"),
        ("OR", "819.300", "THEFT_FAMILY", "unsettled", "possession alone, which ORS 164.015 does not name as theft"),
        # fear of injury, by another act than a threat
        ("OR", "163.192", "AF:F", "unsettled", "intentionally attempted to place in fear of imminent physical injury"),
        ("US", "10 U.S.C. § 928b(3)", "AF:F", "unsettled", "an order broken with intent to threaten or intimidate"),
        # violent conduct with others
        ("NY", "Penal Law § 240.06(1)", "AF:F", "unsettled", "tumultuous and violent conduct"),
        ("NY", "Penal Law § 240.05", "AF", "unsettled", "the same"),
        ("OR", "166.015", "AF:F", "unsettled", "the same"),
        # a false paper held to be shown
        ("OR", "165.017", "MISREPRESENTATION_CONDUCT", "yes", "any paper, held with intent to utter it"),
        ("IL", "720 ILCS 5/17-3(a)(3)", "MISREPRESENTATION_CONDUCT", "yes", "any document, held to be delivered"),
        ("NY", "Penal Law § 170.30", "MISREPRESENTATION_CONDUCT", "no", "money, stamps or securities"),
        # another weapon than a gun
        ("NY", "Penal Law § 265.01(2)", "SECURITY_CONDUCT", "yes", "held with intent to use it against another"),
        ("NY", "Penal Law § 140.30(3)", "SECURITY_CONDUCT", "yes", "a dangerous instrument used or its use threatened"),
        ("NY", "Penal Law § 160.15(3)", "SECURITY_CONDUCT", "no", "for mere gain: 8 U.S.C. § 1182(a)(3)(B)(iii)(V)"),
        # chosen from bias, and hurt in disregard
        ("OR", "166.165(1)(a)", "CIMT", "unsettled", "more than the offensive touch of 166.155(1)(b), which is open"),
        ("OR", "163.160(1)(a)", "CIMT", "no", "the same injury without bias"),
        # false testimony
        ("OR", "162.285(1)(a)", "CIMT", "unsettled", "to offer false testimony; Vasquez-Valle was of absence"),
        ("OR", "162.285(1)(b)", "CIMT", "no", "Vasquez-Valle"),
        ("NY", "Penal Law § 190.25(5)", "AF:R", "unsettled", "another's signature put to something without leave"),
        # minors
        ("OR", "163.385", "AF:A", "unsettled", "as § 163.355, of which Rivas-Gomez was"),
        ("OR", "163.405(1)(c)", "AF:A(rape)", "unsettled", "the same"),
        ("OR", "163.427(1)(b)", "AF:A", "unsettled", "used for a sexual act with an animal"),
        ("OR", "163.432", "AF:A", "unsettled", "asked for sexual conduct, and a meeting offered"),
        ("OR", "163.435", "AF:A", "no", "age alone, and 17 is enough"),
        ("OR", "475.880", "CHILD", "unsettled", "like sections grade delivery to a minor; this one was not reached"),
        ("OR", "475.890", "CHILD", "unsettled", "the same"),
        ("OR", "475.870", "CHILD", "no", "read, and no such grade"),
        # an attempt to use a weapon against another, which Willis took for a crime of violence before Taylor
        ("OR", "166.220(1)(a)", "AF:F", "unsettled", "Willis and Taylor point apart"),
        # an arm whose number is altered, of which antiques are left out, § 166.460
        ("OR", "166.450", "FIREARM", "unsettled", "the state's antiques are nearly the federal ones"),
        ("OR", "166.270(1)", "FIREARM", "no", "of which antiques are not left out"),
        # a computer used in order to steal
        ("OR", "164.377(2)", "AF:G", "unsettled", "a step toward a theft (Ngaeth)"),
        ("OR", "164.377(2)", "THEFT_FAMILY", "unsettled", "committing theft is what it is used for"),
        ("OR", "164.377(4)", "AF:G", "no", "mere access"),
        # certainties too many
        ("OR", "167.012", "AF:K", "unsettled", "to aid one act is not to run a business (Familia Rosario)"),
        ("OR", "167.017(1)(a)", "AF:K", "unsettled", "intimidation may be less than coercion, 18 U.S.C. § 1591(e)"),
        ("NY", "Penal Law § 230.30(1)", "AF:K", "unsettled", "the same"),
        ("NY", "Penal Law § 230.33", "AF:K(iii)", "unsettled", "the same, and the age need not be known"),
    ],
)  # fmt: skip
def test_what_the_sample_found_is_said(state: str, charge: str, ground: str, answer: str, why: str) -> None:
    assert said_of(state, charge, ground).answer == answer, why


@pytest.mark.parametrize(
    ("form", "ground", "answer"),
    [
        ("", "CS", "unsettled"),
        ("", "AF:B", "unsettled"),
        ("cocaine", "CS", "no"),
        ("cocaine", "AF:B", "no"),
        ("sale or gift", "AF:B", "unsettled"),
        ("", "CIMT", "yes"),
    ],
)
def test_what_was_held_of_cocaine_clears_no_other_narcotic(form: str, ground: str, answer: str) -> None:
    """United States v. Minter, 80 F.4th 406 (2d Cir. 2023); § 220.16(1), of the same narcotics, is open too."""
    assert said_of("NY", "Penal Law § 220.39(1)", ground, form=form).answer == answer
    assert said_of("NY", "Penal Law § 220.16(1)", "AF:B").answer == "unsettled"
