"""`steelyard policy` as a person and as another program meet it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from steelyard.weigh.policy_compare import DIMENSIONS
from tests.conftest import Ran

ROOT = Path(__file__).parents[2]
LOS_ANGELES = str(ROOT / "examples" / "los_angeles.toml")
SIX = ["los_angeles", "philadelphia", "cook", "contra_costa", "manhattan", "multnomah"]


@pytest.fixture
def policy(steelyard: Callable[..., Ran]) -> Callable[..., Ran]:
    """Runs `steelyard policy …` in this process."""
    return partial(steelyard, "policy")


@pytest.mark.parametrize("columns", [40, 80, 132])
@pytest.mark.parametrize(
    "words",
    [
        ("show", "los_angeles"),
        ("compare", *SIX, "--as-of", "2022-12-07"),
        ("run", LOS_ANGELES, "--as-of", "2022-12-07"),
        ("run", LOS_ANGELES, "--all", "--as-of", "2022-12-07", "--stage", "plea"),
    ],
    ids=lambda words: " ".join(words[:1]) + ("-all" if "--all" in words else ""),
)
def test_the_pages_fit_any_terminal_and_need_no_color(
    policy: Callable[..., Ran], words: tuple[str, ...], columns: int
) -> None:
    status, out, _ = policy(*words, columns=columns)
    assert status == 0
    assert "\x1b" not in out
    assert max(len(line) for line in out.splitlines()) <= columns


def test_a_policy_page_has_its_words_sources_gaps_and_floor(policy: Callable[..., Ran]) -> None:
    _, out, _ = policy("show", "los_angeles", columns=200)
    for said in ("those alternatives shall be pursued", "quoted by another", "not verified", "not found:", "2024-12-03",
                 "not known after a change of office-holder", "Cal. Penal Code § 1016.3(b)", "Timeline"):  # fmt: skip
        assert said in out


def test_compare_as_data_has_every_policy_on_every_dimension(policy: Callable[..., Ran]) -> None:
    status, out, _ = policy("compare", "--as-of", "2022-12-07", "--json")
    found = {one["office"]: one for one in json.loads(out)}
    assert status == 0 and set(SIX) <= set(found) and len(found) >= 14
    for one in found.values():
        assert set(one["dimensions"]) == set(DIMENSIONS)
        assert all(clause["words"] and clause["place"] and clause["tier"] for clause in one["clauses"])
    los_angeles = found["los_angeles"]
    assert (los_angeles["title"], los_angeles["in_force_from"]) == ("Special Directive on immigration", "2022-12-06")
    assert los_angeles["status"] == "in_force" and los_angeles["tiers"] == ["C", "S"]
    assert {span["state"] for span in los_angeles["timeline"]} == {"in_force"}
    (one,) = json.loads(policy("compare", "multnomah", "--as-of", "2025-06-01", "--json")[1])
    assert one["status"] == "unknown_after_succession"


def test_run_as_data_answers_every_option_with_clause_and_floor(policy: Callable[..., Ran]) -> None:
    status, out, _ = policy(
        "run", LOS_ANGELES, "--as-of", "2022-12-07", "--stage", "filing", "--given", "known=yes", "--json"
    )
    data = json.loads(out)
    (policy,) = data["policies"]
    assert status == 0 and data["baseline"] == "1"
    answers = {one["option"]: one for one in policy["answers"]}
    assert {name: one["answer"] for name, one in answers.items()} == {
        "1": "not permitted", "2": "not permitted", "3": "not permitted", "4": "not permitted", "5": "required",
    }  # fmt: skip
    assert all(one["clauses"] and one["floor"] for one in answers.values())


def test_a_condition_and_a_version_can_be_settled(policy: Callable[..., Ran]) -> None:
    words = ("run", LOS_ANGELES, "--as-of", "2026-11-24", "--stage", "filing", "--json")
    (policy,) = json.loads(policy(*words, "--in-force", "2022-12-06", "--given", "public_safety=no")[1])["policies"]
    assert {one["answer"] for one in policy["answers"]} == {"silent"}
    law, *rest = policy["answers"][0]["assumed"]
    assert law.startswith("the law is known so far")
    assert len(rest) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "atlantis"), "SY-P009"),
        (("run", LOS_ANGELES, "--policy", "atlantis"), "SY-P009"),
        (("run", LOS_ANGELES, "--given", "public_safety"), "SY-P010"),
        (("run", LOS_ANGELES, "--given", "moon=yes"), "SY-P010"),
        (("run", LOS_ANGELES, "--stage", "breakfast"), "SY-P011"),
        (("run", LOS_ANGELES, "--in-force", "1850"), "SY-P008"),
        (("compare", "--as-of", "yesterday"), "SY-A001"),
        (("check", "nothing.toml"), "SY-P001"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_has_a_code_with_a_page(policy: Callable[..., Ran], words: tuple[str, ...], code: str) -> None:
    status, _, err = policy(*words)
    assert status == 2 and code in err
    assert (ROOT / "docs" / "errors" / f"{code}.md").exists()


def test_every_policy_that_comes_with_the_program_is_well_formed(policy: Callable[..., Ran]) -> None:
    files = sorted(str(path) for path in (ROOT / "src/steelyard/law/offices").glob("*.toml"))
    status, out, _ = policy("check", *files)
    assert status == 0 and out.count("nothing wrong") == len(files) >= 14


def test_the_example_of_the_authoring_page_is_well_formed(policy: Callable[..., Ran], tmp_path: Path) -> None:
    page = (ROOT / "docs" / "authoring" / "policy.md").read_text(encoding="utf-8")
    file = tmp_path / "example.toml"
    file.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    status, out, _ = policy("check", str(file))
    assert status == 0, out
    broken = tmp_path / "broken.toml"
    broken.write_text(
        file.read_text(encoding="utf-8").replace('modality = "shall_seek"', 'modality = "seeks"'), "utf-8"
    )
    status, out, _ = policy("check", str(broken))
    assert status == 2 and "SY-P003" in out and "broken.toml:" in out


def test_an_offices_own_file_runs(policy: Callable[..., Ran], tmp_path: Path) -> None:
    page = (ROOT / "docs" / "authoring" / "policy.md").read_text(encoding="utf-8")
    file = tmp_path / "example.toml"
    file.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    status, out, _ = policy("run", LOS_ANGELES, "--policy", str(file), "--as-of", "2022-12-07", "--stage", "filing")
    assert status == 0 and "Example County District Attorney" in out
