"""The law's own cases: each states facts, a rule and the verdict that the law gives."""

from __future__ import annotations

import pytest

from tests.support import LawCase, law_cases, pack

CASES = list(law_cases())


def test_every_case_has_an_id_of_its_own() -> None:
    ids = [case.id for case in CASES]
    assert len(ids) == len(set(ids))
    assert len(ids) > 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_verdict_is_the_laws(case: LawCase) -> None:
    assert case.verdict(pack()) == case.expect, case.says
