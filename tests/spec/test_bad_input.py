"""Bad input: each is one clear error with its place, what would be right, and a code that has a page."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from steelyard.logic.dates import FIRST_DAY, LAST_DAY
from steelyard.logic.errors import CaseError
from steelyard.weigh.advise import advise
from steelyard.weigh.case import load_case, parse_case
from steelyard.weigh.options import find_options

GOOD = """
id = "T"
state = "CA"
law_as_of = 2026-11-24
[[counts]]
id = "1"
charge = "Cal. Penal Code § 484(a)"
level = "misdemeanor"
offense_date = 2026-01-10
[[options]]
id = "a"
label = "as charged"
[[options.dispositions]]
count = "1"
outcome = "convicted"
term = "30 days"
"""

WRONG = {
    "SY-C002": ('= "T"', "= T T", "line 2"),
    "SY-C003 unknown field": ('state = "CA"', 'state = "CA"\ncolour = "red"', "colour"),
    "SY-C003 impossible day": ("offense_date = 2026-01-10", 'offense_date = "2026-02-30"', "offense_date"),
    "SY-C003 day too late": ("offense_date = 2026-01-10", "offense_date = 9999-12-31", "offense_date"),
    "SY-C003 day too early": ("offense_date = 2026-01-10", "offense_date = 0001-01-01", "offense_date"),
    "SY-C003 law too late": ("law_as_of = 2026-11-24", "law_as_of = 2101-01-01", "between 1900-01-01 and 2100-12-31"),
    "SY-C003 negative term": ('term = "30 days"', "term = -30", "negative"),
    "SY-C003 no unit": ('term = "30 days"', 'term = "30"', "30"),
    "SY-C003 missing": ('label = "as charged"\n', "", "label"),
    "SY-C003 outcome": ('outcome = "convicted"', 'outcome = "punished"', "outcome"),
    "SY-C004": ('term = "30 days"', 'term = "30 days"\nfacts = { moon = true }', "moon"),
    "SY-C005": ('term = "30 days"', 'term = "30 days"\nfacts = { pardoned = "yes" }', "pardoned"),
    "SY-C005 day too late": (
        "[[counts]]",
        "person.facts = { admission_date = 9999-12-31 }\n[[counts]]",
        "admission_date",
    ),
    "SY-C006 field": ('term = "30 days"', 'term = "30 days"\nfacts = { term_imposed = 5 }', "second answer"),
    "SY-C007 count": ('count = "1"', 'count = "9"', "there is no count"),
    "SY-C008": ('term = "30 days"', 'term = "30 days"\nconviction_date = 2025-12-31', "comes before"),
    "SY-C009": ('term = "30 days"', 'term = "30 days"\nsuspended = "31 days"', "suspended"),
    "SY-C010 posture": ("[[counts]]", 'person.posture = "alien"\n[[counts]]', "posture"),
    "SY-C010 forum": ('state = "CA"', 'state = "CA"\nforum = "12th Cir."', "forum"),
    "SY-C010 state": ('state = "CA"', 'state = "ZZ"', "ZZ"),
    "SY-C011": ('term = "30 days"', 'term = "2 years"', "above the maximum"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_with_its_place_and_code(name: str) -> None:
    before, after, says = WRONG[name]
    text = GOOD.replace(before, after, 1)
    assert text != GOOD
    with pytest.raises(CaseError) as caught:
        advise(parse_case(text, "t.toml"))
    assert caught.value.code == name.split()[0]
    assert says in str(caught.value)


@pytest.mark.parametrize(("offense", "law"), [(FIRST_DAY, FIRST_DAY), (FIRST_DAY, LAST_DAY), (LAST_DAY, LAST_DAY)])
def test_the_first_and_the_last_day_are_weighed_and_searched(offense: date, law: date) -> None:
    text = GOOD.replace("2026-01-10", offense.isoformat()).replace("2026-11-24", law.isoformat())
    case = parse_case(text.replace('term = "30 days"', 'term = "30 days"\nmaximum = "6 months"'))
    assert advise(case).rows
    assert find_options(case).searched


def test_the_good_case_is_good() -> None:
    assert advise(parse_case(GOOD)).rows


def test_the_same_field_twice_in_json_is_refused() -> None:
    with pytest.raises(CaseError, match=r"SY-C002.*given twice"):
        parse_case('{"id": "a", "id": "b"}', "t.json", json_text=True)


def test_json_that_is_not_says_the_line() -> None:
    with pytest.raises(CaseError, match=r"SY-C002.*line 2"):
        parse_case('{\n"id": }', "t.json", json_text=True)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(CaseError, match="SY-C001"):
        load_case("nowhere.toml")


def test_two_different_answers_to_one_fact() -> None:
    text = GOOD.replace('level = "misdemeanor"', 'level = "misdemeanor"\nfacts = { loss = "$1.00" }')
    text = text.replace('term = "30 days"', 'term = "30 days"\nfacts = { loss = "$2.00" }')
    with pytest.raises(CaseError, match=r"SY-C006.*loss"):
        parse_case(text)


def _run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "steelyard.cli", *arguments], capture_output=True, text=True, cwd=cwd, timeout=60
    )


def test_the_command_exits_with_2_and_no_traceback(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(GOOD.replace("30 days", "-3 days"), encoding="utf-8")
    result = _run("advise", "bad.toml", cwd=tmp_path)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert re.search(r"SY-C003: bad\.toml: options\[0\]\.dispositions\[0\]\.term", result.stderr)


def test_an_unknown_offense_is_told_and_the_rest_answered(tmp_path: Path) -> None:
    case = tmp_path / "case.toml"
    case.write_text(GOOD.replace("§ 484(a)", "§ 99999").replace('level = "misdemeanor"\n', ""), encoding="utf-8")
    result = _run("advise", "case.toml", "--json", cwd=tmp_path)
    assert result.returncode == 2
    assert "SY-O103" in result.stderr
    assert '"not analysed"' in result.stdout


def test_every_code_in_the_program_has_a_page_and_every_page_a_code() -> None:
    root = Path(__file__).parents[2]
    used = set()
    for path in (root / "src").rglob("*.py"):
        used |= set(re.findall(r'"(SY-[A-Z]\d{3})"', path.read_text(encoding="utf-8")))
    pages = {path.stem for path in (root / "docs" / "errors").glob("SY-*.md")}
    assert used == pages


def test_a_level_that_an_offense_never_has_is_told_the_section_that_the_words_name() -> None:
    text = """
id = "X"
state = "CA"
law_as_of = 2026-11-24
counts = [{ id = "1", charge = "236 PC-FALSE IMPRISONMENT BY VIOLENCE", level = "felony", filed = true }]
options = [{ id = "1", label = "as charged", dispositions = [{ count = "1", outcome = "convicted" }] }]
"""
    with pytest.raises(CaseError) as caught:
        advise(parse_case(text))
    assert caught.value.code == "SY-C012"
    assert caught.value.right == (
        "one of misdemeanor; its words name Cal. Penal Code § 237(a) or Cal. Penal Code § 368(f): "
        "write that section if it is meant"
    )
    with pytest.raises(CaseError) as caught:
        advise(parse_case(text.replace(" BY VIOLENCE", "")))
    assert caught.value.right == "one of misdemeanor"
