"""What the six offices' policies say of their example cases, as written down from the policies' words before the code."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from steelyard.catalog.policies import policies
from steelyard.weigh.case import Case, load_case
from steelyard.weigh.effects import Weighing, weighing
from steelyard.weigh.policy import policy_answers

ROOT = Path(__file__).parents[2]
WRITTEN = tomllib.loads((Path(__file__).parent / "policies.toml").read_text(encoding="utf-8"))["answer"]


@cache
def weighed(name: str) -> tuple[Case, Weighing]:
    case = load_case(ROOT / "examples" / f"{name}.toml")
    return case, weighing(case, today=date(2026, 11, 24))


def label(one: dict[str, Any]) -> str:
    given = "".join(f" {name}={value}" for name, value in one.get("given", {}).items())
    return f"{one['case']} under {one.get('policy', one['case'])} {one['as_of']} {one['stage']}{given}"


def answers(one: dict[str, Any], in_force: str | None = None) -> dict[str, Any]:
    case, ready = weighed(one["case"])
    found = policy_answers(one.get("policy"), one["as_of"], case, stage=one["stage"], given=one.get("given"),
                           in_force=in_force or ("latest" if one.get("in_force") else None), weighed=ready)  # fmt: skip
    return {answer.option: answer for answer in found}


@pytest.mark.parametrize("one", WRITTEN, ids=label)
def test_each_policy_says_what_was_written_down(one: dict[str, Any]) -> None:
    found = answers(one)
    assert {option: str(found[option].answer) for option in one["expect"]} == one["expect"]
    for option, would_be in one.get("would_be", {}).items():
        assert str(found[option].would_be) == would_be
    said = [*found.values()]
    if "whose" in one:
        assert any(one["whose"] in approval for answer in said for approval in answer.approvals)
    if "condition" in one:
        assert any(condition.name == one["condition"] for answer in said for condition in answer.conditions)
    if "hangs_on" in one:
        assert all(any(one["hangs_on"] in point for point in answer.hangs_on) for answer in said)
    if "question" in one:
        from steelyard.weigh.policy_terms import ASKS

        assert any(ASKS[one["question"]][0] in answer.questions for answer in said)
    if "if_in_force" in one:
        taken = answers(one, "latest")
        assert {option: str(answer.answer) for option, answer in taken.items()} == one["if_in_force"]
        assert all(answer.assumed for answer in taken.values())
        assert {option: str(answer.would_be) for option, answer in found.items()} == one["if_in_force"]


@pytest.mark.parametrize("one", WRITTEN, ids=label)
def test_the_words_it_follows_from_stand_in_the_policy(one: dict[str, Any]) -> None:
    policy = policies()[one.get("policy", one["case"])]
    whole = policy.model_dump_json()
    quoted = [part.strip() for part in one["words"].split("…")]
    dated = {"January 3, 2022": "2022-01-03"}
    assert all(dated.get(part, part).replace('"', '\\"') in whole for part in quoted)
