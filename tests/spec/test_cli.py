"""The command line as a person and as another program meet it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from steelyard import cli
from steelyard.weigh.output import AdviceOut

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
LOS_ANGELES = str(ROOT / "examples" / "los_angeles.toml")


@pytest.mark.parametrize("columns", [40, 60, 80, 132, 200])
def test_the_page_fits_any_terminal_and_needs_no_color(steelyard, columns: int) -> None:  # type: ignore[no-untyped-def]
    ran = steelyard("advise", LOS_ANGELES, columns=columns)
    assert ran.status == 0
    assert "\x1b" not in ran.out
    assert max(len(line) for line in ran.out.splitlines()) <= columns
    words = " ".join(ran.out.split())
    for said in ("Draft law: no attorney has signed", "Needs attorney review", "not triggered", "law as of 2026-11-24"):
        assert said in words
    assert len(re.findall(r"(?m)^5 +judicial", ran.out)) >= 1


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_json_of_every_example_keeps_to_its_schema(steelyard, path: Path) -> None:  # type: ignore[no-untyped-def]
    ran = steelyard("advise", str(path), "--json")
    assert ran.status == 0
    advice = json.loads(ran.out)
    AdviceOut.model_validate(advice)
    for option in advice["options"]:
        counts = {one["count"] for one in option["decisions"]}
        assert counts, "every count is asked about some ground"
        roles = {authority["role"] for one in option["decisions"] for authority in one["authorities"]}
        assert roles <= {"controls", "opens", "compared", "ground"}
        assert {a["role"] for cells in option["cells"].values() for cell in cells for a in cell["authorities"]} == {
            "rule"
        }


def test_the_page_says_what_each_charge_was_read_as(steelyard, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = " ".join(steelyard("advise", LOS_ANGELES).out.split())
    assert "read as Cal. Penal Code § 487(a), Grand theft, value over $950" in page
    assert "Option 4, count 1: 415(2) PC-UNREASONABLE NOISE read as Cal. Penal Code § 415(2)" in page
    file = tmp_path / "case.toml"
    file.write_text(
        Path(LOS_ANGELES).read_text("utf-8").replace("487(A) PC-GRDTHFT:MONEY/LABOR/PROP", "a theft"), "utf-8"
    )
    page = " ".join(steelyard("advise", str(file)).out.split())
    assert "Count 1: a theft · offense 2026-09-14 read as no offense of the catalogue: no section can be read" in page


def test_explain_names_the_authority_and_what_would_change_it(steelyard) -> None:  # type: ignore[no-untyped-def]
    cell = ("--posture", "resident_under_five", "--rule", "deportable.cimt_within_five_years")
    words = ("explain", LOS_ANGELES, "1", *cell)
    page = steelyard(*words)
    assert "maximum term 364 days instead of 1095 days" in page.out
    assert "1227(a)(2)(A)(i)" in page.out
    (one,) = json.loads(steelyard(*words, "--json").out)
    assert ["count 1: maximum term 364 days instead of 1095 days"] in one["what_would_change_this"]
    assert one["trace"]["answer"] == "true"


def test_questions_come_most_deciding_first(steelyard) -> None:  # type: ignore[no-untyped-def]
    asked = json.loads(steelyard("questions", LOS_ANGELES, "--json").out)
    assert [one["decides"] for one in asked] == sorted((one["decides"] for one in asked), reverse=True)
    assert all(one["asks"].endswith("?") for one in asked)


def test_a_receipt_is_replayed_and_a_changed_one_is_told(steelyard, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "receipt.json"
    steelyard("advise", LOS_ANGELES, "--receipt", str(file))
    same = steelyard("replay", str(file))
    assert (same.status, same.out) == (0, "Same answers, same law.\n")
    data = json.loads(file.read_text("utf-8"))
    data["case"]["options"][0]["dispositions"][0] |= {"level": "misdemeanor", "term": 180}
    file.write_text(json.dumps(data), "utf-8")
    changed = steelyard("replay", str(file))
    assert changed.status == 1
    assert "The answers have changed." in changed.out


def test_ground_answers_every_line_in_order_and_drops_none(steelyard) -> None:  # type: ignore[no-untyped-def]
    lines = [
        '{"id": "1", "state": "CA", "statute": "Cal. Penal Code § 459", "ground": "AF:G(burglary)"}',
        "not json",
        '{"id": "3", "state": "CA", "statute": "Cal. Penal Code § 99999", "ground": "AF:F"}',
        '{"id": "4", "state": "PA", "statute": "18 § 3929 §§ A1", "ground": "CIMT"}',
        '{"id": "5"}',
    ]
    ran = steelyard("ground", "--jsonl", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.status, len(answers)) == (0, len(lines))
    assert [one.get("id") for one in answers] == ["1", None, "3", "4", "5"]
    assert "error" in answers[1] and {"code", "message", "where"} <= answers[1]["error"].keys()
    assert answers[2]["answer"] == "unknown_offense"
    assert "error" in answers[4]


def test_cite_answers_every_line_whatever_its_id(steelyard) -> None:  # type: ignore[no-untyped-def]
    ids = ['"a"', "7", "123456789012345678901234567890", "null", "[1]"]
    lines = [f'{{"id": {one}, "state": "CA", "charge": "§ 484 PC — petty"}}' for one in ids]
    ran = steelyard("cite", "--jsonl", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 0
    assert [one["id"] for one in answers] == [json.loads(one) for one in ids]
    assert {one["offense"] for one in answers} == {"ca.pen.484.a"}


def test_law_list_show_and_coverage(steelyard) -> None:  # type: ignore[no-untyped-def]
    rules = json.loads(steelyard("law", "list", "--json").out)
    assert len(rules) > 100
    assert all(one["cite"] for one in rules)
    page = steelyard("law", "show", "aggravated_felony.g").out
    assert "1101(a)(43)(G)" in page
    areas = json.loads(steelyard("law", "coverage", "--json").out)
    for cite in areas[0]["unverified"]:
        assert cite.endswith("[unverified]")
        assert cite in steelyard("law", "coverage", columns=200).out
    assert all(one["reviewed_by"] == "" for one in areas)
    assert any(one["gaps"] for one in areas)


def test_a_result_is_not_written_over_its_case_nor_a_receipt_over_another_file(steelyard, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    case, kept, link = tmp_path / "case.json", tmp_path / "kept.txt", tmp_path / "link.json"
    case.write_text(json.dumps(tomllib.loads(Path(LOS_ANGELES).read_text("utf-8")), default=str), "utf-8")
    kept.write_text("my notes", "utf-8")
    link.symlink_to(case)
    before = case.read_text("utf-8")
    for out, what in ((case, "that is the case file"), (link, "that is the case file"), (kept, "is no receipt")):
        ran = steelyard("advise", str(case), "--receipt", str(out))
        assert (ran.status, ran.out) == (2, "")
        assert "SY-A004" in ran.err and what in ran.err
    ran = steelyard("paper", "memo", str(case), "--for", "defense", "--out", str(case))
    assert ran.status == 2 and "SY-A004" in ran.err
    assert (case.read_text("utf-8"), kept.read_text("utf-8")) == (before, "my notes")
    receipt = tmp_path / "receipt.json"
    for _ in range(2):
        assert steelyard("advise", str(case), "--receipt", str(receipt)).status == 0
    assert json.loads(receipt.read_text("utf-8"))["kind"] == "steelyard.receipt/1"


def test_law_is_written_out_and_compared(steelyard, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "pack.json"
    assert steelyard("law", "export", str(file)).status == 0
    assert "same answers" in steelyard("law", "diff", str(file)).out
    text = file.read_text("utf-8")
    other = tmp_path / "other.json"
    other.write_text(text.replace('"value":1000000,', '"value":500000,').replace(":1000000}", ":500000}"), "utf-8")
    assert other.read_text("utf-8") != text
    told = steelyard("law", "diff", str(other)).out
    assert "1101(a)(43)" in told
    assert (
        "an aggravated felony where the applicant must show that it is none" in told
    )  # a case that is long to look for
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{", "utf-8")
    assert steelyard("law", "diff", str(wrong)).status == 2


@pytest.mark.parametrize("name", ["case", "advice", "offense", "receipt"])
def test_schemas_are_json_schemas(steelyard, name: str) -> None:  # type: ignore[no-untyped-def]
    found = json.loads(steelyard("schema", name).out)
    assert found["type"] == "object"
    assert found["properties"]


@pytest.mark.parametrize(
    "words",
    [
        ("advise", "nowhere.toml"),
        ("advise", LOS_ANGELES, "--as-of", "yesterday"),
        ("explain", LOS_ANGELES, "99"),
        ("explain", LOS_ANGELES, "1", "--posture", "nobody"),
        ("explain", LOS_ANGELES, "1", "--rule", "nothing"),
        ("ground",),
        ("schema", "moon"),
        ("law", "show", "nothing"),
        ("law", "check", "--uslm", "nowhere.xml"),
        ("replay", LOS_ANGELES),
    ],
    ids=" ".join,
)
def test_a_mistake_is_one_message_with_a_code_and_status_2(steelyard, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    ran = steelyard(*words)
    assert ran.status == 2
    assert re.match(r"steelyard: SY-[A-Z]\d{3}: ", ran.err)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(("module", "part"), [("narwhals", "batch"), ("scipy.stats", "parity"), ("pyspark", "spark")])
def test_a_part_that_is_not_installed_is_named(module: str, part: str) -> None:
    error = cli._not_installed(ModuleNotFoundError(f"No module named {module!r}", name=module))
    assert (error.code, f"steelyard[{part}]" in error.right) == ("SY-A005", True)


def test_a_module_of_no_part_is_a_fault_of_ours() -> None:
    with pytest.raises(ModuleNotFoundError):
        cli._not_installed(ModuleNotFoundError("No module named 'nothing'", name="nothing"))


def test_the_package_runs_as_the_command_does(steelyard) -> None:  # type: ignore[no-untyped-def]
    ran = subprocess.run(
        [sys.executable, "-m", "steelyard", "find", "shoplifting", "--json"], capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == json.loads(steelyard("find", "shoplifting", "--json").out)


def test_every_ground_keeps_its_name_and_the_plain_noes_stand_together(steelyard) -> None:  # type: ignore[no-untyped-def]
    page = steelyard("ground", "ORS 164.055", "--state", "OR", columns=80).out
    assert "AF:M: no" in page, "no part of a ground's name becomes a picture"
    table, _, noes = page.partition("no, of every form (derived)")
    assert "AF:G" in table and "AF:A(murder)" not in table
    assert "AF:A(murder)" in noes.partition("\n\n")[0]


def test_an_old_conviction_is_asked_about_by_its_day(steelyard) -> None:  # type: ignore[no-untyped-def]
    asked = ("ground", "ORS 164.045", "CIMT", "--state", "OR", "--json")
    (now,) = json.loads(steelyard(*asked).out)
    (old,) = json.loads(steelyard(*asked, "--convicted", "2004-05-01").out)
    assert (now["answer"], old["answer"], old["basis"]) == ("yes", "no", "holding")
    assert not any("conviction date is unknown" in note for note in old["notes"])
    (then,) = json.loads(steelyard(*asked, "--as-of", "2004-05-01").out)
    assert "the conviction date is unknown; the law before 16 November 2016 was used" in then["notes"]
    page = json.loads(steelyard("offense", "ORS 164.045", "--convicted", "2004-05-01", "--json").out)
    assert page["conviction_date"] == "2004-05-01" and page["grounds"]["CIMT"]["answer"] == "no"
    assert steelyard("ground", "ORS 164.045", "CIMT", "--convicted", "May 2004").status == 2


@pytest.mark.parametrize(
    ("charge", "says"),
    [
        ("ROBBERY II (B Felony)", "its words name Or. Rev. Stat. § 164.405: write that section if it is meant"),
        ("robbery of somebody", "its words are near Or. Rev. Stat. §"),
        ("FAILURE TO APPEAR WARRANT", "no crime of its own: warrant"),
    ],
)
def test_a_charge_without_a_section_is_told_what_it_may_be_and_not_weighed_as_that(
    steelyard, tmp_path: Path, charge: str, says: str
) -> None:  # type: ignore[no-untyped-def]
    disposition = {"count": "1", "outcome": "convicted", "term": "30 days"}
    case = {
        "id": "EX-1", "state": "OR", "law_as_of": "2026-06-01",
        "counts": [{"id": "1", "charge": charge, "offense_date": "2025-11-03"}],
        "options": [{"id": "1", "label": "as charged", "dispositions": [disposition]}],
    }  # fmt: skip
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case), "utf-8")
    advice = json.loads(steelyard("advise", str(file), "--json").out)
    (problem,) = {one["message"] for one in advice["problems"]}
    assert problem.startswith("no section can be read in") and says in problem
    assert {one["answer"] for one in advice["options"][0]["decisions"]} <= {"unknown"}


def test_a_name_that_no_rule_begins_with_is_an_error_and_no_empty_table(steelyard: Any) -> None:
    status, out, err = steelyard("law", "list", "deportible")
    assert (status, out) == (2, "") and "SY-L006" in err and "deportable" in err


def test_a_file_that_is_no_pack_is_told_by_its_name(steelyard: Any, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text('{"a": 1}', encoding="utf-8")
    err = steelyard("law", "diff", str(tmp_path / "other.json"))[2]
    assert "SY-L008" in err and "other.json" in err and "KeyError" not in err
