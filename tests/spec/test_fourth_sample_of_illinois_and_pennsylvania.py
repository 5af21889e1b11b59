"""Answers of a fourth sample, of Illinois and Pennsylvania, that cleared or matched more than the section's text bears."""

from __future__ import annotations

import pytest

from steelyard.catalog.find import catalogue
from tests.spec.made_up import said_of

ANSWERS = (
    (
        "IL",
        "720 ILCS 5/18-6(a)",
        "AF:F",
        "unsettled",
        "by force: violence or compulsion, also on the occupant (Isunza)",
    ),
    ("IL", "720 ILCS 5/18-6(a)", "AF:G", "no", "felony or theft is one element (Parzych, of burglary)"),
    ("IL", "720 ILCS 5/18-6(a)", "DV", "unsettled", "the same force, on a person"),
    ("IL", "720 ILCS 5/24-3.1(a)(3)", "AF:E(ii)", "unsettled", "18 U.S.C. 922(g)(3) names ammunition too"),
    (
        "IL",
        "720 ILCS 5/24-3.1(a)(4)",
        "AF:E(ii)",
        "no",
        "a patient who came of his own will is not barred by 922(g)(4)",
    ),
    ("CA", "Welf. & Inst. Code 8103(a)(1)", "AF:E(ii)", "unsettled", "922(g)(4) names ammunition too"),
    ("IL", "720 ILCS 5/19-6(a)(1)", "MINOR_SPECIFIED", "circumstance", "force on a person inside"),
    ("IL", "720 ILCS 5/19-6(a)(3)", "MINOR_SPECIFIED", "circumstance", "force on a person inside"),
    (
        "IL",
        "720 ILCS 5/19-1(a)",
        "MINOR_SPECIFIED",
        "circumstance",
        "an entry to steal or for any felony, one on a minor too",
    ),
    ("NY", "Penal Law 140.30(2)", "MINOR_SPECIFIED", "circumstance", "a person inside is hurt"),
    ("IL", "720 ILCS 5/19-6(a)(1)", "AF:G(burglary)", "unsettled", "force knowingly used inside (Quarles; Van Cannon)"),
    ("IL", "720 ILCS 5/19-6(a)(2)", "AF:G(burglary)", "unsettled", "injury on purpose inside (Quarles; Van Cannon)"),
    ("IL", "720 ILCS 5/19-6(a)(5)", "AF:G(burglary)", "no", "a harm inside that asks for no mind (Van Cannon)"),
    ("IL", "720 ILCS 5/11-9.3(b-15)", "CIMT", "unsettled", "a ban knowingly broken is near to Tobar-Lobo"),
    ("IL", "720 ILCS 5/11-9.3(a)", "CIMT", "unsettled", "a ban knowingly broken is near to Tobar-Lobo"),
    ("IL", "720 ILCS 5/10-2(a)(7)", "TRAFFICKING_CONDUCT", "unsettled", "a person carried off; what for decides"),
    ("CA", "Pen. Code 207(a)", "TRAFFICKING_CONDUCT", "unsettled", "a person carried off; what for decides"),
    ("IL", "720 ILCS 5/10-5(b)(1)", "TRAFFICKING_CONDUCT", "no", "a child kept against an order on its custody"),
    ("IL", "720 ILCS 5/11-14.3(a)(2)(A)", "AF", "unsettled", "no business need be run; compelling is not defined"),
    ("IL", "720 ILCS 5/11-14.3(a)(2)(C)", "AF:K(i)", "unsettled", "one person's earnings are enough (Familia Rosario)"),
    ("OR", "167.017(1)(a)", "AF:K(i)", "unsettled", "one person compelled is enough (Familia Rosario)"),
    ("OR", "167.017(1)(c)", "AF:K(i)", "unsettled", "one person's prostitution aided is enough (Familia Rosario)"),
    (
        "CA",
        "Pen. Code 653.23(a)(2)",
        "AF:K(i)",
        "unsettled",
        "money taken of what is earned is enough (Familia Rosario)",
    ),
    ("CA", "Pen. Code 266h(a)", "AF:K(iii)", "no", "neither force nor a minor need be proved"),
    ("PA", "18 § 7702", "AF:M(i)", "unsettled", "numbers falsified to misrepresent a vehicle, § 7701"),
    ("US", "18 U.S.C. § 752(a)", "AF:Q", "unsettled", "help to a failure to return, an escape by 18 U.S.C. 4082(a)"),
    ("CA", "Veh. Code 10801", "AF:M(i)", "unsettled", "numbers falsified to misrepresent a vehicle, § 250"),
    ("CA", "Veh. Code 10801", "AF:R", "unsettled", "such vehicles sold, § 250"),
    ("NY", "Penal Law 140.15(2)", "CIMT", "unsettled", "a ban knowingly broken is near to Tobar-Lobo"),
    ("PA", "18 § 5121(b)", "AF:Q", "unsettled", "help to a failure to return from leave"),
    ("PA", "18 § 5121(b)", "CIMT", "unsettled", "help to an offender, or force in an escape"),
    ("PA", "18 § 5121(b)", "AF:F", "unsettled", "force or threat, § 5121(d)(1)(ii)"),
    ("PA", "18 § 4107(a)(11)", "AF:M(i)", "unsettled", "a materially misleading attestation results"),
    ("PA", "18 § 4107(a)(11)", "CIMT", "unsettled", "a known material fact kept back"),
    ("PA", "18 § 4116(b)(2)", "AF:R", "unsettled", "sounds copied without the owner's consent, as in (b)(1)"),
    ("PA", "75 § 7726(a)(1)", "DANGEROUS_DRIVING", "yes", "driven at an unreasonable speed"),
    ("PA", "75 § 7726(a)(1)", "IMPAIRED_DRIVING", "no", "no impairment"),
)


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected", "why"), ANSWERS, ids=[f"{c} {g}" for _, c, g, _, _ in ANSWERS]
)
def test_answer_bears_what_the_text_says(state: str, charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of(state, charge, ground).answer == expected, why


def test_penalty_of_an_officials_gift_is_read() -> None:
    """65 Pa. Cons. Stat. § 1109(a): a fine of up to $10,000 or up to five years, for what § 1103(a), (b) and (c) forbid."""
    found = catalogue().find("PA", "65 § 1103(c)")
    assert found.offenses, found.problem
    assert not any(penalty.maximum_unread for penalty in found.offenses[0].penalties)
