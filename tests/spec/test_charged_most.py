"""Answers on the offenses that are charged most, in Pennsylvania, Massachusetts and Oregon, that a sample found too sure.

Each had been a flat "no"; what stays cleared beside it stands here too.
"""

from __future__ import annotations

import pytest

from .made_up import said_of


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected", "form"),
    [
        # an antique counts only where it is a concealed weapon, 18 Pa. Cons. Stat. § 6118(b); a vehicle is another clause
        ("PA", "18 § 6106(a)(1)", "FIREARM", "unsettled", ""),
        ("PA", "18 § 6106(a)(2)", "FIREARM", "unsettled", ""),
        ("PA", "18 § 6106(a)(1)", "FIREARM", "no", "concealed on or about the person"),
        ("PA", "18 § 6106(a)(1)", "AF", "no", ""),
        ("PA", "18 § 6105(a)(1)", "FIREARM", "no", ""),
        # the felony and the misdemeanor of the second degree ask that the loss be intended: 18 Pa. Cons. Stat. § 3304(b)
        ("PA", "18 § 3304(a)(1)", "AF:F", "unsettled", ""),
        ("PA", "18 § 3304(a)(1)", "AF:F", "no", "reckless damage"),
        ("PA", "18 § 3304(a)(1)", "CIMT", "no", ""),
        # "employs force, threat, deadly weapon": 18 Pa. Cons. Stat. § 5121(d)(1)(ii)
        ("PA", "18 § 5121(a)", "CIMT", "unsettled", ""),
        ("PA", "18 § 5121(a)", "AF:F", "unsettled", ""),
        ("PA", "18 § 5121(a)", "CIMT", "no", "escape"),
        ("PA", "18 § 5121(a)", "AF:F", "no", "escape"),  # United States v. Hopkins, 577 F.3d 507 (3d Cir. 2009)
        # a counterfeit beside what is another's, and nothing on what jurors must agree on
        ("PA", "18 § 4106(a)(3)", "AF:R", "unsettled", ""),
        ("PA", "18 § 4106(a)(3)", "AF:R", "no", "another's device"),
        ("PA", "18 § 4106(a)(3)", "CIMT", "no", ""),
        ("PA", "18 § 4106(a)(3)", "AF:M(i)", "no", ""),
        # an extraordinary disaster is what is risked: Commonwealth v. Hughes, 468 Pa. 502, 513 (1976)
        ("PA", "18 § 3302(b)", "CIMT", "unsettled", ""),
        ("PA", "18 § 3303", "CIMT", "no", ""),
        # "by explosion, fire, flood" and the like, of which nothing says that jurors need not agree on one
        ("PA", "18 § 3302(a)", "AF:E(i)", "unsettled", ""),
        ("PA", "18 § 3302(a)", "AF:F", "unsettled", ""),
        ("PA", "18 § 3302(a)", "AF:E(i)", "no", "knowingly, by another means"),
        ("PA", "18 § 3302(b)", "AF:E(i)", "unsettled", ""),
        # a child taken from its custodian or hidden from a parent, as in New York and California
        ("PA", "18 § 2909", "CHILD", "unsettled", ""),
        ("PA", "18 § 2904", "CHILD", "unsettled", ""),
        # an aim to hide the child, of which no decision was found; recklessness is enough for § 2904
        ("PA", "18 § 2909", "CIMT", "unsettled", ""),
        ("PA", "18 § 2904", "CIMT", "no", ""),
        # an intended battery that must hurt, as under ch. 265, § 13A(b)
        ("MA", "265/13J(b)", "AF:F", "unsettled", ""),
        ("MA", "265/13J(b)", "AF:F", "no", "reckless battery"),
        ("MA", "265/13J(b)", "CHILD", "yes", ""),
        # wilful and malicious, which is on purpose: Commonwealth v. O'Neil, 67 Mass. App. Ct. 284, 290-93 (2006)
        ("MA", "265/43A(a)", "CIMT", "unsettled", ""),
        ("MA", "265/43A(a)", "STALK", "no", ""),
        # added to paragraph (c), a machine gun or a sawed-off shotgun, as well as to (a)
        ("MA", "269/10(n)", "AF:E", "unsettled", ""),
        ("MA", "269/10(n)", "CIMT", "no", ""),
        ("MA", "269/10(a)", "AF:E", "no", ""),
        # "compels another" is a graver grade of promoting prostitution: 18 Pa. Cons. Stat. § 5902(c)(1)(ii)
        ("PA", "18 § 5902(b)(6)", "AF:K(iii)", "unsettled", ""),
        ("PA", "18 § 5902(b)(4)", "AF:K(iii)", "unsettled", ""),
        ("PA", "18 § 5902(b)(3)", "AF:K(iii)", "no", ""),  # a felony whether or not anybody is compelled
        # to carry a person for prostitution, to be compared with 18 U.S.C. §§ 2421-2423
        ("PA", "18 § 5902(b)(6)", "AF:K(ii)", "unsettled", ""),
        # a drug made to enter the body of one who does not agree: United States v. Castleman, 572 U.S. 157, 170-71 (2014)
        ("OR", "475B.367", "AF:F", "unsettled", ""),
        ("OR", "475B.367", "DV", "unsettled", ""),
        ("OR", "475.908(1)", "AF:F", "unsettled", ""),
        ("OR", "475.908(2)", "DV", "unsettled", ""),
        ("OR", "475.890(2)", "AF:F", "no", ""),
    ],
)
def test_what_is_charged_most_is_not_cleared_too_soon(
    state: str, charge: str, ground: str, expected: str, form: str
) -> None:
    assert said_of(state, charge, ground, form=form).answer == expected


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected"),
    [
        # Familia Rosario v. Holder, 655 F.3d 739 (7th Cir. 2011): a brothel helped is no business run
        ("PA", "18 § 5902(b)(1)", "AF:K(i)", "yes"),
        ("PA", "18 § 5902(b)(4)", "AF:K(i)", "unsettled"),
        ("PA", "18 § 5902(b)(6)", "AF:K(i)", "unsettled"),
        ("PA", "18 § 5902(b)(7)", "AF:K(i)", "unsettled"),
        ("PA", "18 § 5902(b)(8)", "AF:K(i)", "unsettled"),
        ("PA", "18 § 5902(d)", "AF:K(i)", "unsettled"),
        ("MA", "272/7", "AF:K(i)", "unsettled"),
    ],
)
def test_to_help_a_prostitution_business_is_not_to_run_it(state: str, charge: str, ground: str, expected: str) -> None:
    assert said_of(state, charge, ground).answer == expected
