"""Plea strategies that counsel publish, or are known to use, for common charges are among the options found."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from steelyard.weigh.case import parse_case
from steelyard.weigh.options import find_options

STRATEGIES = tomllib.loads((Path(__file__).parent / "strategies.toml").read_text("utf-8"))["strategy"]

CASE = """
id = "S"
state = "{state}"
law_as_of = 2026-11-24
[[counts]]
id = "1"
charge = "{charge}"
filed = true
level = "{level}"
offense_date = 2026-09-14
[[options]]
id = "base"
label = "as charged"
[[options.dispositions]]
count = "1"
outcome = "convicted"
level = "{level}"
term = "{term}"
probation = "1 year"
"""


@pytest.mark.parametrize("one", STRATEGIES, ids=[one["id"] for one in STRATEGIES])
def test_a_strategy_of_practice_is_found_and_better_than_the_charge(one: dict[str, Any]) -> None:
    found = find_options(parse_case(CASE.format(**one)))
    assert one["source"]
    better = [option for option in found.options if option.outcome < found.baseline.outcome]
    seen = [label for option in better for label in (option.option.label, *option.alike)]
    assert any(wanted in text for wanted in one["expect"] for text in seen), seen
