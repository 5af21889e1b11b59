"""Policy files: what an author is told, with file, line and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from steelyard.catalog.policies import check_policy, load_policies, load_policy
from steelyard.logic.errors import CaseError
from steelyard.weigh.schemas import schema_of

ERRORS = Path(__file__).parents[2] / "docs" / "errors"

GOOD = """office = "example"
name = "Example County District Attorney"
state = "CA"

[[version]]
id = "one"
title = "First"
author = "A"
from = 2016-01-01
to = 2019-12-31
tier = "P"
source = [{ cite = "Directive 1" }]

[[version.clause]]
id = "consider"
words = "shall consider"
place = "page 1"
tier = "P"
stages = ["plea"]
modality = "shall_consider"

[[version]]
id = "two"
title = "Second"
author = "B"
from = 2020-01-01
tier = "P"
source = [{ cite = "Directive 2" }]

[[version.clause]]
id = "seek"
words = "shall seek"
place = "page 2"
tier = "P"
stages = ["plea", "filing"]
modality = "shall_seek"
"""

STATUS = """
[[version.clause]]
id = "blind"
words = "immigration status is not to be considered"
place = "page 3"
tier = "P"
stages = ["filing"]
subject = "status"
modality = "must_not"
"""

MEASURES = """
[[version.clause]]
id = "concession"
words = "require some form of concession"
place = "page 3"
tier = "P"
stages = ["plea"]
modality = "may"
comparator = "equivalence_by_concession"
[[version.clause]]
id = "no_comparison"
words = "rather than asking if a similar offer would be made to citizen defendants"
place = "page 4"
tier = "P"
stages = ["plea"]
modality = "may"
comparator = "citizen_comparison_excluded"
"""

# code and case → (text, words of the message, line)
WRONG = {
    "SY-P002 unknown field": (GOOD.replace('author = "B"', 'author = "B"\ncolour = "red"'), ["colour"], 26),
    "SY-P002 missing field": (GOOD.replace('title = "Second"\n', ""), ["title"], 22),
    "SY-P002 a day in quotes": (GOOD.replace("from = 2020-01-01", 'from = "2020-01-01"'), ["without quotes"], 26),
    "SY-P003 stage": (GOOD.replace('["plea", "filing"]', '["plea", "fileing"]'), ["fileing", "did you mean “filing”"], 35),
    "SY-P003 family": (GOOD + '[version.clause.gate]\nexcluded_families = ["sexaul"]\n', ["sexaul", 'did you mean "sexual"'], 38),
    "SY-P003 modality": (GOOD.replace('"shall_seek"', '"must_seek"'), ["must_seek", "shall_seek"], 36),
    "SY-P004 no words": (GOOD.replace('words = "shall seek"\n', ""), ["words"], 30),
    "SY-P004 empty words": (GOOD.replace('words = "shall seek"', 'words = "  "'), ["seek", "words"], 32),
    "SY-P004 no place": (GOOD.replace('place = "page 2"', 'place = ""'), ["seek", "place"], 33),
    "SY-P005": (GOOD.replace("to = 2019-12-31\n", ""), ["two", "2020-01-01", "one is still in force"], 25),
    "SY-P005 by a day": (GOOD.replace("2019-12-31", "2020-01-01"), ["two", "one is still in force"], 26),
    "SY-P006 status": (GOOD + STATUS, ["seek", "blind", "forbids considering status"], 38),
    "SY-P006 measures": (GOOD + MEASURES, ["concession", "no_comparison", "citizen"], 46),
    "SY-P007": (GOOD.replace("to = 2019-12-31", "to = 2015-12-31"), ["ends", "before it begins"], 10),
    "SY-P007 seen": (GOOD.replace("to = 2019-12-31", "to = 2019-12-31\nseen_until = 2015-01-01"), ["2015-01-01"], 11),
    "SY-P008": (GOOD.replace('id = "two"', 'id = "one"'), ["one", "twice"], 23),
    "SY-P008 beside": (GOOD.replace('author = "B"', 'author = "B"\nbeside = ["zero"]'), ["zero"], 26),
}  # fmt: skip


def written(folder: Path, text: str) -> Path:
    file = folder / "example.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file_has_nothing_wrong(tmp_path: Path) -> None:
    policy, issues = check_policy(written(tmp_path, GOOD))
    assert issues == ()
    assert policy is not None and [v.id for v in policy.version] == ["one", "two"]


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_with_its_line(name: str, tmp_path: Path) -> None:
    text, says, line = WRONG[name]
    assert text != GOOD
    _, issues = check_policy(written(tmp_path, text))
    code = name.split()[0]
    of_code = [issue for issue in issues if issue.code == code]
    assert of_code, [str(issue) for issue in issues]
    for words in says:
        assert words in str(of_code[0])
    assert of_code[0].line == line
    assert (ERRORS / f"{code}.md").exists()
    with pytest.raises(CaseError):
        load_policy(tmp_path / "example.toml")


def test_the_same_clauses_at_stages_of_their_own_do_not_contradict(tmp_path: Path) -> None:
    apart = GOOD.replace('stages = ["plea", "filing"]', 'stages = ["plea"]') + STATUS
    _, issues = check_policy(written(tmp_path, apart))
    assert issues == ()


def test_two_versions_may_stand_beside_each_other(tmp_path: Path) -> None:
    text = GOOD.replace("to = 2019-12-31\n", "").replace('author = "B"', 'author = "B"\nbeside = ["one"]')
    _, issues = check_policy(written(tmp_path, text))
    assert issues == ()


def test_a_file_that_is_no_toml_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="SY-P001"):
        check_policy(written(tmp_path, "office = example"))
    with pytest.raises(CaseError, match="SY-P001"):
        check_policy(tmp_path / "nothing.toml")


def test_two_files_of_one_office_are_refused(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    (tmp_path / "again.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CaseError, match="SY-P008"):
        load_policies(tmp_path)


def test_the_schema_is_printed_with_every_part() -> None:
    schema = schema_of("policy")
    assert {"office", "name", "state", "version"} <= set(schema["properties"])
    clause = schema["$defs"]["Clause"]
    assert {"id", "words", "place", "tier", "stages", "modality"} <= set(clause["required"])
    assert {"trigger", "gate", "safety", "comparator", "means", "approval", "record", "conduct", "qualifiers"} <= set(
        clause["properties"]
    )
