"""Every decided case on method is a test by its id, or stands here with the reason why not."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.support import SHARED, law_cases

NOT_A_CASE = {
    "M031": "a remand; the question was answered by M030",
    "M050": "schedules by the day of conviction: tests/spec/test_dated_forms.py asks the derivation by conviction date",
    "M051": "as M050",
    "M052": "as M050",
    "M056": "what a police report shows is the reader's finding; the case file states the form, or that the record is open",
    "M057": "the burden of proof: tests/spec/test_advise.py, test_an_open_record_defeats_removal_and_does_not_win_relief",
    "M060": "a sentencing statute (ACCA) with a rule of its own; immigration law looks to the conviction (M050)",
    "M061": "the method for moral turpitude is the derivation itself: tests/spec/test_derive.py",
    "M062": "an attempt is a modifier of the offense: tests/spec/test_derive.py",
}


def test_the_reasons_name_no_row_that_is_a_test() -> None:
    tested = {case.id[:4] for case in law_cases() if case.id.startswith("M0")}
    assert len(tested) == 56
    assert not tested & NOT_A_CASE.keys()


def test_the_reasons_point_to_tests_that_are_there() -> None:
    root = Path(__file__).parents[2]
    named = [re.search(r"(tests/\S+\.py)(?:, (test_\w+))?", reason) for reason in NOT_A_CASE.values()]
    for file, test in (found.groups() for found in named if found is not None):
        assert (root / file).is_file(), file
        assert test is None or f"def {test}(" in (root / file).read_text("utf-8"), test


def test_every_row_of_the_table_is_a_test_or_has_a_reason() -> None:
    table = SHARED / "benchmarks" / "mechanics.csv"
    if not table.exists():
        pytest.skip(
            "the table of decided cases is not beside the project; put it at ../shared/benchmarks/mechanics.csv"
        )
    with table.open(encoding="utf-8") as lines:
        rows = {row["id"] for row in csv.DictReader(lines)}
    tested = {case.id[:4] for case in law_cases() if case.id.startswith("M0")}
    assert rows == tested | NOT_A_CASE.keys()
