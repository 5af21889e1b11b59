"""`steelyard policy` as a person and as another program meet it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from steelyard.catalog.policies import policies
from steelyard.weigh.policy_compare import DIMENSIONS, asks_in_words
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


# ---------------------------------------------------------------------------------------------------------------------
# The pages say no more, and nothing else, than the words do
# ---------------------------------------------------------------------------------------------------------------------


def test_a_rule_of_conduct_is_never_shown_as_an_outcome_that_is_sought() -> None:
    for policy in policies().values():
        for version in policy.version:
            for clause in version.clause:
                says = asks_in_words(clause)
                if clause.subject in {"record", "conduct"}:
                    assert says.startswith(f"{clause.subject}: ")
                    assert not any(word in says for word in ("seek", "avoid", "depart", "weigh"))
                assert " seek avoid" not in says and "_" not in says


def test_a_page_names_every_limit_of_a_clauses_offenses(policy: Callable[..., Ran]) -> None:
    _, out, _ = policy("show", "manhattan", columns=200)
    assert "offenses: misdemeanor; felonies presumed non-carceral (not: homicide" in out


def test_a_presumption_is_named_so_wherever_the_answer_stands(policy: Callable[..., Ran]) -> None:
    words = ("run", str(ROOT / "examples" / "multnomah.toml"), "--as-of", "2022-11-01", "--stage", "plea")
    _, out, _ = policy(*words, columns=200)
    assert "required (presumptive) if a citizen would be offered the same" in out
    _, out, _ = policy(*words, "--given", "same_for_citizen=yes", columns=200)
    assert "● required (presumptive)" in out
    _, out, _ = policy(
        *words, "--given", "same_for_citizen=yes", "--policy", "multnomah", "--policy", "ramsey", columns=200
    )
    assert "(presumptive)" in out


def test_a_review_is_not_shown_as_a_consent(policy: Callable[..., Ran]) -> None:
    words = ("run", str(ROOT / "examples" / "philadelphia.toml"), "--as-of", "2022-12-07", "--stage", "plea")
    assert "◐ needs approval (a review)" in policy(*words, columns=200)[1]


def test_an_answer_at_two_stages_quotes_a_clause_once_and_parts_facts_from_judgments(
    policy: Callable[..., Ran],
) -> None:
    _, out, _ = policy("run", str(ROOT / "examples" / "multnomah.toml"), "--as-of", "2022-11-01", columns=400)
    option = out.split("1  as charged")[1].split("\n\n")[0]
    assert option.count("in order to obtain an immigration-neutral resolution") == 1
    _, out, _ = policy("run", LOS_ANGELES, "--as-of", "2022-12-07", "--stage", "filing", columns=400)
    assert "hangs on a fact: Is an adverse immigration consequence known" in out
    assert "for you to judge: Is it possible" in out.replace("Is it consistent with public safety? ", "")


def test_a_case_of_another_state_is_said_to_be_one(policy: Callable[..., Ran]) -> None:
    _, out, _ = policy("run", LOS_ANGELES, "--policy", "denver", "--as-of", "2019-04-24", columns=200)
    assert "an office of CO, a case of CA" in out
    assert "a case of CA" not in policy("run", LOS_ANGELES, "--as-of", "2019-04-24", columns=200)[1]


def test_a_state_whose_duties_nobody_looked_up_is_said_to_be_one(policy: Callable[..., Ran], tmp_path: Path) -> None:
    text = (ROOT / "examples" / "los_angeles.toml").read_text(encoding="utf-8")
    case = tmp_path / "case.toml"
    case.write_text(
        text.replace('state = "CA"', 'state = "MA"').replace("487(A) PC-", "c. 266 § 30 "), encoding="utf-8"
    )
    status, out, err = policy("run", str(case), "--as-of", "2022-12-07", columns=200)
    assert status == 0, err
    assert "No duty of the law of Massachusetts was looked up here. That none is owed does not follow." in out
    (one, *_) = json.loads(policy("run", str(case), "--as-of", "2022-12-07", "--json")[1])["policies"][0]["answers"]
    assert one["floor_note"].startswith("No duty of the law of Massachusetts was looked up")


def test_a_contested_duty_is_said_to_be_contested(policy: Callable[..., Ran]) -> None:
    assert "Its validity and reach are contested." in policy("show", "cook", columns=200)[1]


def test_days_and_dimensions_are_written_in_words(policy: Callable[..., Ran]) -> None:
    _, out, _ = policy("compare", columns=132)
    assert "to seen until" not in out and "crimes own" not in out and "not required" not in out
    assert "_" not in out.split("\nTimeline")[0]


def test_a_table_of_offices_says_whose_law_the_case_is_under(policy: Callable[..., Ran]) -> None:
    words = (
        "run",
        LOS_ANGELES,
        "--policy",
        "denver",
        "--policy",
        "los_angeles",
        "--as-of",
        "2019-04-24",
        "--stage",
        "plea",
    )
    assert "an office of CO, a case of CA" in policy(*words, columns=200)[1]


def test_what_a_policy_may_permit_is_said_in_its_own_terms(policy: Callable[..., Ran]) -> None:
    """Boulder's prosecutors "may consider" consequences: nothing there is called a departure."""
    _, out, _ = policy(
        "run", LOS_ANGELES, "--policy", "boulder", "--as-of", "2020-01-01", "--stage", "plea", columns=200
    )
    assert "departure" not in out and "the words leave that to the prosecutor" in out


def test_options_say_that_no_policy_of_the_office_was_found(
    policy: Callable[..., Ran], steelyard: Callable[..., Ran], tmp_path: Path
) -> None:
    text = (ROOT / "examples" / "los_angeles.toml").read_text(encoding="utf-8")
    assert 'office = "los_angeles"' in text
    case = tmp_path / "case.toml"
    case.write_text(text.replace('office = "los_angeles"', 'office = "losangeles"'), encoding="utf-8")
    told = "No policy of “losangeles” is here (did you mean los_angeles?)"
    out = " ".join(steelyard("options", str(case), columns=200).out.split())
    assert told in out and "That the office has none does not follow." in out
    assert "policy: silent" not in out
    assert told in " ".join(policy("run", str(case), columns=200)[1].split())
