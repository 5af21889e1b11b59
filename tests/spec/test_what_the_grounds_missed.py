"""Ways of committing an offense for which the tests of the grounds had no branch, or the wrong one.

Those who compared the entries with the text of their sections found them; each answer stood otherwise before.
"""

from __future__ import annotations

import pytest

from steelyard.catalog.find import catalogue


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
