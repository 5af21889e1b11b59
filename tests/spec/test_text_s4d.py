"""Answers of a fourth sample, of Illinois and Pennsylvania, that cleared or matched more than the section's text bears."""

from __future__ import annotations

import pytest

from tests.spec.made_up import said_of

ANSWERS = (
    (
        "IL",
        "720 ILCS 5/24-3.1(a)(4)",
        "AF:E(ii)",
        "no",
        "a patient who came of his own will is not barred by 922(g)(4)",
    ),
    ("IL", "720 ILCS 5/19-6(a)(1)", "MINOR_SPECIFIED", "circumstance", "force on a person inside"),
    ("IL", "720 ILCS 5/19-6(a)(3)", "MINOR_SPECIFIED", "circumstance", "force on a person inside"),
    ("IL", "720 ILCS 5/19-1(a)", "MINOR_SPECIFIED", "no", "an entry to steal, and nobody inside"),
    ("NY", "Penal Law 140.30(2)", "MINOR_SPECIFIED", "circumstance", "a person inside is hurt"),
    ("IL", "720 ILCS 5/19-6(a)(1)", "AF:G(burglary)", "unsettled", "force knowingly used inside (Quarles; Van Cannon)"),
    ("IL", "720 ILCS 5/19-6(a)(2)", "AF:G(burglary)", "unsettled", "injury on purpose inside (Quarles; Van Cannon)"),
    ("IL", "720 ILCS 5/19-6(a)(5)", "AF:G(burglary)", "no", "a harm inside that asks for no mind (Van Cannon)"),
    ("IL", "720 ILCS 5/10-2(a)(7)", "TRAFFICKING_CONDUCT", "unsettled", "a person carried off; what for decides"),
    ("CA", "Pen. Code 207(a)", "TRAFFICKING_CONDUCT", "unsettled", "a person carried off; what for decides"),
    ("IL", "720 ILCS 5/10-5(b)(1)", "TRAFFICKING_CONDUCT", "no", "a child kept against an order on its custody"),
    ("IL", "720 ILCS 5/11-14.3(a)(2)(C)", "AF:K(i)", "unsettled", "one person's earnings are enough (Familia Rosario)"),
    ("OR", "167.017(1)(a)", "AF:K(i)", "unsettled", "one person compelled is enough (Familia Rosario)"),
)


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected", "why"), ANSWERS, ids=[f"{c} {g}" for _, c, g, _, _ in ANSWERS]
)
def test_answer_bears_what_the_text_says(state: str, charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of(state, charge, ground).answer == expected, why
