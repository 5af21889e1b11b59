"""The checker speaks to the person who wrote the file: what, where, what would be right; everything at once."""

from __future__ import annotations

import json
import tempfile
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steelyard.catalog.check import check_file, check_files, disposition_files, main, offense_files
from steelyard.catalog.check_entry import check_entry
from steelyard.catalog.cite import read
from steelyard.catalog.find import catalogue
from steelyard.catalog.issues import Issue
from steelyard.catalog.load import Catalog, CatalogError, read_offenses
from steelyard.catalog.model import Offense, Review
from steelyard.catalog.texts import TextError, Texts, check_texts
from tests.support import SHARED

from .made_up import THEFT, offense

GOOD = """\
[section]
id = "ca.pen.9999"
citation = "Cal. Penal Code § 9999"
title = "Made up"
alternatives = "elements"
alternatives_source = "made up"

[[offense]]
id = "ca.pen.9999.a"
citation = "Cal. Penal Code § 9999(a)"
title = "Made up, first"
families = ["theft"]
alternatives = "unknown"

[[offense.penalty]]
level = "felony"
class = "wobbler"
maximum = "3 years"
from = 2015-01-01
cite = "Cal. Penal Code § 9999(a)"

[[offense.penalty]]
level = "felony"
maximum = "4 years"
to = 2014-12-31
cite = "Cal. Penal Code § 9999(a)"

[[offense.form]]
name = "for good"
act = ["take"]
object = ["property"]
consent = ["without"]
mind = ["intent"]
purpose = ["deprive_permanently"]

[[offense.form]]
name = "for a time"
act = ["take"]
object = ["property", "vehicle"]
consent = ["without"]
mind = ["intent"]
purpose = ["deprive_some"]
[offense.form.court]
mind = ["knowledge"]
source = "People v. Doe (made up)"
[offense.form.marks]
"object.vehicle" = "theory"

[[offense.related]]
offense = "ca.pen.9999.b"
relation = "lesser_related"

[[offense.source]]
cite = "Cal. Penal Code § 9999"
read_in = "nowhere"
read_on = 2026-11-24
quality = "official"

[offense.review]
written_on = 2026-11-24
reviewed_by = ""
reviewed_on = ""

[[offense]]
id = "ca.pen.9999.b"
citation = "Cal. Penal Code § 9999(b)"
title = "Made up, second"
families = ["drugs"]

[[offense.penalty]]
level = "misdemeanor"
maximum = "364 days"
cite = "Cal. Penal Code § 9999(b)"

[[offense.form]]
act = ["possess"]
object = ["substance"]
mind = ["knowledge"]
substance = ["federal"]

[[offense.source]]
cite = "Cal. Penal Code § 9999"
read_in = "nowhere"
read_on = 2026-11-24
quality = "official"

[offense.review]
written_on = 2026-11-24
reviewed_by = ""
reviewed_on = ""
"""


def write(root: Path, text: str, name: str = "california/penal/9999.toml") -> Path:
    path = root / "offenses" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def check(root: Path, text: str, name: str = "california/penal/9999.toml") -> list[Issue]:
    path = write(root, text, name)
    return check_files([path])


def test_a_good_entry_has_no_issue(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD) == []
    first, second = read_offenses(write(tmp_path, GOOD))
    assert [form.name for form in first.forms] == ["for good", "for a time"]
    assert first.forms[1].elements["mind"] == ("knowledge",)
    assert first.forms[1].mark("object", "vehicle") == "theory"
    assert first.penalties[0].maximum_days == 1095
    assert second.review.is_draft
    assert (first.state, first.section.alternatives) == ("CA", "elements")


WRONG = [
    ("SY-O002", 'title = "Made up, first"', 'title = "Made up, first"\ntitel = "x"', "titel", 'did you mean "title"?'),
    ("SY-O003", 'title = "Made up, first"\n', "", "offense[0]", "write title"),
    ("SY-O004", 'act = ["possess"]', 'act = "possess"', "offense[1].form[0].act", "a list of words"),
    ("SY-O004", "read_on = 2026-11-24\nquality", 'read_on = "2026"\nquality', "source[0].read_on", "a date"),
    ("SY-O005", '"deprive_permanently"', '"deprive_permanent"', "form[0].purpose", "deprive_permanently"),
    ("SY-O005", 'consent = ["without"]\nmind = ["intent"]\npurpose = ["deprive_some"]',
     'consent = ["dwelling"]\nmind = ["intent"]\npurpose = ["deprive_some"]', "form[1].consent", "a value of object"),
    ("SY-O006", 'level = "misdemeanor"', 'level = "misdemeanour"', "penalty[0].level", "misdemeanor"),
    ("SY-O006", 'relation = "lesser_related"', 'relation = "lesser"', "related[0].relation", "lesser"),
    ("SY-O006", 'families = ["theft"]', 'families = ["thfet"]', "offense[0].families", 'did you mean "theft"?'),
    ("SY-O006", 'families = ["theft"]', 'families = ["bicycle"]', "offense[0].families", "docs/authoring/offense.md"),
    ("SY-O007", "from = 2015-01-01", "from = 2015-01-01\nto = 2014-01-01", "penalty[0].to", "from before to"),
    ("SY-O008", 'id = "ca.pen.9999"\n', 'id = "ca.pen.9998"\n', "section.id", "9999"),
    ("SY-O008", 'id = "ca.pen.9999.b"', 'id = "ca.pen.777.b"', "offense[1].id", "ca.pen.9999.a"),
    ("SY-O008", 'Penal Code § 9999(a)"\ntitle', 'Penal Code § 9999(c)"\ntitle', "offense[0].id", "ca.pen.9999.c"),
    ("SY-O008", 'Penal Code § 9999(a)"\ntitle', 'Penal Code"\ntitle', "offense[0].id", "273.5"),
    ("SY-O009", 'id = "ca.pen.9999.b"', 'id = "ca.pen.9999.a"', "offense[1].id", "in_force"),
    ("SY-O009", 'name = "for a time"', 'name = "for good"', "offense[0].form", "name of its own"),
    ("SY-O010", "to = 2014-12-31", "to = 2015-12-31", "penalty[1]", "when"),
    ("SY-O012", 'citation = "Cal. Penal Code § 9999(a)"', 'citation = "PC 9999(a)"', "offense[0].citation", "273.5"),
    ("SY-O013", 'act = ["possess"]\n', "", "offense[1].form[0]", "act"),
    ("SY-O015", '"364 days"', '"about a year"', "penalty[0].maximum", "6 months"),
    ("SY-O016", 'alternatives = "elements"\nalternatives_source = "made up"', "", "section", "unknown"),
    ("SY-O016", 'alternatives_source = "made up"\n', "", "section.alternatives", "alternatives_source"),
    ("SY-O017", '"object.vehicle" = "theory"', '"object.dwelling" = "theory"', "marks.object.dwelling", "attribute.value"),
    ("SY-O017", '"object.vehicle" = "theory"', '"object.vehicle" = "maybe"', "marks.object.vehicle", "theory"),
    ("SY-O017", '"object.vehicle" = "theory"', '"object.vehicle" = "shown"', "marks.object.vehicle", "People v."),
    ("SY-O018", 'families = ["theft"]', 'not_analysed = ["AF:Z"]\nnot_analysed_reason = "x"', "not_analysed", "AF:"),
    ("SY-O018", 'families = ["theft"]', 'unsettled = ["AF:Z"]\nunsettled_reason = "x"', "unsettled", "AF:"),
    ("SY-O019", 'mind = ["knowledge"]\nsource', "source", "form[1].court", "attribute"),
    ("SY-O020", 'substance = ["federal"]\n', "", "form[0].object", "nonfederal"),
    ("SY-O016", 'act = ["possess"]\n', 'act = ["possess"]\none_act = "x"\n', "form[0].one_act", "several"),
    ("SY-O016", 'act = ["possess"]\n', 'act = ["possess"]\nunknown = ["object"]\n', "form[0].unknown", "several"),
    ("SY-O003", 'families = ["theft"]', "families = []", "offense[0]", "every one it belongs to"),
    ("SY-O003", 'families = ["theft"]\n', "", "offense[0]", "every one it belongs to"),
    ("SY-O003", 'act = ["possess"]', 'name = ""\nact = ["possess"]', "offense[1].form[0]", "a plea"),
    ("SY-O003", 'reviewed_by = ""\nreviewed_on = ""', 'reviewed_by = "A. Student"\nreviewed_on = ""', "reviewed_by", "until an"),
    ("SY-O003", 'reviewed_by = ""\nreviewed_on = ""', 'reviewed_by = ""\nreviewed_on = 2026-11-25', "reviewed_on", "no day"),
    ("SY-O005", 'act = ["possess"]', 'act = ["sell"]', "form[0].act", "it may be meant by transfer"),
    ("SY-O006", 'families = ["theft"]', 'families = ["safety"]', "offense[0].families", "docs/authoring/offense.md"),
    ("SY-O003", 'families = ["theft"]', "strike = true", "offense[0].strike", "collateral_cite"),
    ("SY-O003", 'families = ["theft"]', "in_force_from = 2020-01-01", "offense[0].in_force_from", "in_force_cite"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "field", "right"), WRONG, ids=[f"{w[0]}-{w[3]}" for w in WRONG])
def test_an_error_says_what_where_and_what_would_be_right(
    tmp_path: Path, code: str, old: str, new: str, field: str, right: str
) -> None:
    assert old in GOOD
    found = [issue for issue in check(tmp_path, GOOD.replace(old, new, 1)) if issue.code == code]
    assert found, check(tmp_path, GOOD.replace(old, new, 1))
    assert any(field in issue.field and right in issue.right for issue in found), [str(issue) for issue in found]
    assert all(issue.line > 0 and not issue.is_warning for issue in found)


def test_the_line_is_that_of_the_key(tmp_path: Path) -> None:
    text = GOOD.replace('"deprive_some"', '"deprive_soem"')
    (issue,) = check(tmp_path, text)
    assert "deprive_soem" in text.splitlines()[issue.line - 1]
    assert str(issue).endswith('→ did you mean "deprive_some"?')
    assert f"9999.toml:{issue.line}: error SY-O005: offense[0].form[1].purpose" in str(issue)


def test_all_errors_of_a_file_come_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('"deprive_some"', '"x"').replace('level = "felony"', 'level = "y"').replace('"364 days"', '"z"')
    assert {issue.code for issue in check(tmp_path, text)} >= {"SY-O005", "SY-O006", "SY-O015"}


def test_an_entry_without_elements_or_source_is_refused(tmp_path: Path) -> None:
    bare = (
        GOOD[: GOOD.index("[[offense]]")] + '[[offense]]\nid = "ca.pen.9999.a"\ncitation = "Cal. Penal Code § 9999"\n'
    )
    codes = {issue.code for issue in check(tmp_path, bare + 'title = "x"\n')}
    assert {"SY-O013", "SY-O014"} <= codes


def test_a_missing_state_of_mind_and_a_missing_relative_are_warnings(tmp_path: Path) -> None:
    silent = GOOD.replace('mind = ["knowledge"]\nsubstance', "substance").replace(
        'offense = "ca.pen.9999.b"', 'offense = "ca.pen.9999.z"'
    )
    found = check(tmp_path, silent)
    assert {(issue.code, issue.is_warning) for issue in found} == {("SY-O021", True), ("SY-O011", True)}
    assert len(read_offenses(write(tmp_path, silent))) == 2


def test_a_name_without_a_day_signs_nothing() -> None:
    assert Review(reviewed_by="A. Student").is_draft
    assert not Review(reviewed_by="An Attorney", reviewed_on=date(2026, 11, 25)).is_draft


@pytest.mark.parametrize(
    ("old", "new", "code", "is_told"),
    [
        ('"364 days"', '"1 year"', "SY-O015", True),
        ('"364 days"', '"1 year"\nto = 2014-12-31', "SY-O015", False),
        ('"364 days"', '"1 year"\nnote = "§ 18.5 does not reach it"', "SY-O015", False),
        ('"364 days"', '"364 days"\nfrom = 2999-01-01', "SY-O003", True),
        ("read_on = 2026-11-24", "read_on = 2999-01-01", "SY-O007", True),
        ("written_on = 2026-11-24", "written_on = 2999-01-01", "SY-O007", True),
    ],
)
def test_a_day_that_cannot_be_right_is_a_warning(tmp_path: Path, old: str, new: str, code: str, is_told: bool) -> None:
    found = check(tmp_path, GOOD.replace(old, new, 1))
    assert [(issue.code, issue.is_warning) for issue in found] == ([(code, True)] if is_told else [])


def test_a_related_offense_may_stand_in_another_file(tmp_path: Path) -> None:
    text = GOOD.replace('offense = "ca.pen.9999.b"', 'offense = "ca.pen.8888"')
    path = write(tmp_path, text)
    other = write(tmp_path, 'id = "ca.pen.8888"\n', "california/penal/8888.toml")
    assert [i.code for i in check_files([path])] == ["SY-O011"]
    assert check_files([path], every=[path, other]) == []


def test_an_id_may_not_stand_in_two_files(tmp_path: Path) -> None:
    one, two = write(tmp_path, GOOD), write(tmp_path, GOOD, "california/penal/copy/9999.toml")
    assert "SY-O009" in {issue.code for issue in check_files([one, two])}


def test_versions_of_an_offense_may_share_an_id(tmp_path: Path) -> None:
    old = 'in_force_to = 2019-12-31\nin_force_cite = "made up"\n'
    new = 'in_force_from = 2020-01-01\nin_force_cite = "made up"\n'
    text = (
        GOOD.replace('title = "Made up, first"\n', 'title = "Made up, first"\n' + old)
        .replace('id = "ca.pen.9999.b"', 'id = "ca.pen.9999.a"')
        .replace('title = "Made up, second"\n', 'title = "Made up, second"\n' + new)
        .replace('citation = "Cal. Penal Code § 9999(b)"', 'citation = "Cal. Penal Code § 9999(a)"')
        .replace('offense = "ca.pen.9999.b"', 'offense = "ca.pen.9999.a"')
    )
    assert check(tmp_path, text) == []


@pytest.mark.parametrize(
    ("name", "identity", "citation", "is_right"),
    [
        ("illinois/720/5/19-1.toml", "il.5.19-1", "720 ILCS 5/19-1", True),
        ("illinois/625/5/11-501.toml", "il.625.5.11-501", "625 ILCS 5/11-501", True),
        ("illinois/720/5/19-1.toml", "il.570.19-1", "720 ILCS 5/19-1", False),
        ("pennsylvania/35/780-113.toml", "pa.35.780-113", "35 Pa. Stat. § 780-113", True),
        ("pennsylvania/18/3929.toml", "pa.3929", "18 Pa. Cons. Stat. § 3929", False),
        ("oregon/164.045.toml", "or.164.045", "Or. Rev. Stat. § 164.045", True),
        ("massachusetts/265/15a.toml", "ma.265.15a", "Mass. Gen. Laws ch. 265, § 15A", True),
        ("federal/18/1546.toml", "us.18.1546", "18 U.S.C. § 1546", True),
        ("new_york/penal/155.25.toml", "ny.pl.155.25", "N.Y. Penal Law § 155.25", True),
        ("new_york/vehicle_and_traffic/1192.toml", "ny.vtl.1192", "N.Y. Veh. & Traf. Law § 1192", True),
        ("oregon/164.045.toml", "ca.pen.164.045", "Cal. Penal Code § 164.045", False),
    ],
)
def test_an_id_mirrors_the_path(tmp_path: Path, name: str, identity: str, citation: str, is_right: bool) -> None:
    text = GOOD.replace("ca.pen.9999", identity).replace("Cal. Penal Code § 9999", citation)
    codes = {issue.code for issue in check(tmp_path, text, name)}
    assert ("SY-O008" not in codes) is is_right
    assert "SY-O012" not in codes


def test_modifiers_are_checked_too(tmp_path: Path) -> None:
    good = '[[modifier]]\nid = "ca.attempt"\nkind = "attempt"\ncitation = "Cal. Penal Code § 664"\nmaximum = "half"\n'
    assert check(tmp_path, good, "california/_modifiers.toml") == []
    twice = good + good.replace('kind = "attempt"', 'kind = "atempt"')
    assert {i.code for i in check(tmp_path, twice, "california/_modifiers.toml")} == {"SY-O006", "SY-O009"}
    write(tmp_path, good, "california/_modifiers.toml")
    (modifier,) = Catalog(tmp_path / "offenses").modifiers("CA")
    assert modifier.kind == "attempt"


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ("", {"SY-O003"}),
        ('no_elements = "an earlier conviction"', set()),
        ('no_elements = "an earlier conviction"\n[modifier.elements]\nharm = ["serious"]', {"SY-O003"}),
        ('[modifier.elements]\nharm = ["serious"]\nmind_harm = ["strict"]', set()),
        ('[modifier.elements]\nmind_harm = ["strict"]', {"SY-O020"}),
        ('[modifier.elements]\nharm = ["grave"]', {"SY-O005"}),
        ('[modifier.elements]\nharms = ["serious"]', {"SY-O002"}),
        ('no_elements = "x"\nunsettled = ["AF:Z"]\nunsettled_reason = "y"', {"SY-O018"}),
        ('no_elements = "x"\nunsettled = ["CIMT"]', {"SY-O003"}),
    ],
)
def test_an_enhancement_says_what_it_adds_or_why_it_adds_nothing(tmp_path: Path, more: str, codes: set[str]) -> None:
    text = f'[[modifier]]\nid = "ca.x"\nkind = "enhancement"\ncitation = "Cal. Penal Code § 12022.7"\n{more}\n'
    assert {issue.code for issue in check(tmp_path, text, "california/_modifiers.toml")} == codes


def test_only_an_enhancement_adds_elements(tmp_path: Path) -> None:
    text = '[[modifier]]\nid = "ca.x"\nkind = "attempt"\ncitation = "Cal. Penal Code § 664"\nno_elements = "none"\n'
    assert {issue.code for issue in check(tmp_path, text, "california/_modifiers.toml")} == {"SY-O019"}


def test_a_file_that_cannot_be_read_is_an_error_and_no_traceback(tmp_path: Path) -> None:
    (broken,) = check(tmp_path, GOOD.replace('act = ["possess"]', "act = [possess]"))
    assert broken.code == "SY-O001"
    assert "act = [possess]" in GOOD.replace('act = ["possess"]', "act = [possess]").splitlines()[broken.line - 1]
    assert check_files([tmp_path / "nowhere.toml"])[0].code == "SY-O001"
    path = write(tmp_path, "")
    path.write_bytes(b"\xff\xfe\x00")
    assert check_files([path])[0].code == "SY-O001"


SNIPPETS = st.sampled_from(['"x"', "3", "true", "[1]", '["x"]', "{a = 1}", "2020-01-01", "[[1]]", '""', "[]", "1.5"])


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD.splitlines()) - 1), SNIPPETS)
def test_no_change_of_a_value_makes_a_traceback(number: int, snippet: str) -> None:
    lines = GOOD.splitlines()
    if "=" not in lines[number]:
        del lines[number]
    else:
        lines[number] = lines[number].partition("=")[0] + "= " + snippet
    text = "\n".join(lines)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "9999.toml"
        path.write_text(text, "utf-8")
        found = check_files([path])
    for issue in [*found, *check_entry(Path("9999.toml"), text, raw)]:
        assert issue.code.startswith("SY-O")
        assert str(issue)


def test_loading_refuses_what_the_check_refuses(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace('"deprive_some"', '"x"').replace('"364 days"', '"z"'))
    with pytest.raises(CatalogError) as caught:
        read_offenses(path)
    assert len(caught.value.issues) == 2
    assert "and 1 more" in str(caught.value)


def test_the_catalogue_finds_offenses_and_sections(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    catalog = Catalog(tmp_path / "offenses")
    assert [offense.id for offense in catalog.find("ca.pen.9999")] == ["ca.pen.9999.a", "ca.pen.9999.b"]
    assert [offense.id for offense in catalog.find("ca.pen.9999.b")] == ["ca.pen.9999.b"]
    assert catalog.find("ca.pen.9999.c") == ()
    assert catalog.find("ca.pen.1") == ()
    assert catalog.section_of("ca.pen.9999.b") == "ca.pen.9999"
    assert len(list(catalog)) == 2


def test_a_file_of_dispositions_is_checked_as_one(tmp_path: Path) -> None:
    told: list[str] = []
    good = disposition_files()[0]
    assert main([str(good)], say=told.append) == 0
    assert told == ["1 file: 0 errors, 0 warnings"]
    path = tmp_path / good.name
    path.write_text(good.read_text("utf-8") + '\n[[way]]\nid = "ca.made_up"\nrestraint = "no"\n', "utf-8")
    assert main([str(path)], say=told.append) == 2
    assert told[1].endswith("error SY-D002: way ca.made_up: restraint is 'no' → true or false, without quotes")


def test_the_command_prints_and_exits(tmp_path: Path) -> None:
    said: list[str] = []
    assert main([str(write(tmp_path, GOOD))], say=said.append) == 0
    assert said[-1] == "1 file: 0 errors, 0 warnings"
    assert main([str(write(tmp_path, GOOD.replace('"deprive_some"', '"x"')))], say=said.append) == 2


def test_the_catalogue_of_the_project_can_be_read() -> None:
    for path in offense_files():
        raw, issues = check_file(path)
        assert raw, issues


# --- the texts of the statutes ------------------------------------------------------------------------------------------


def _statutes(folder: Path) -> Path:
    (folder / "pennsylvania").mkdir()
    paragraphs = (
        "§ 9998. Made up.",
        "(a) Offense.--A person",
        "(1) takes; or",
        "(2) keeps.",
        "(b) Either:",
        "(1) is so.",
        "(3)",
    )
    line = json.dumps({"cite": "18 Pa.C.S. § 9998", "text": "\n\n".join(paragraphs)})
    (folder / "pennsylvania" / "sections.jsonl").write_text(line + "\n", encoding="utf-8")
    (folder / "new_york").mkdir()
    typed = "# Made up.\n\n=== PEN 999.98 | a page | 2026\nA person is guilty when: 1. he takes; or 2. he keeps.\n"
    cut = "\n=== PEN 999.97 | a page | 2026\nA person is guilty when:\n1. he takes; [...]\n"
    (folder / "new_york" / "typed.txt").write_text(typed + cut, encoding="utf-8")
    (folder / "oregon").mkdir()
    (folder / "oregon" / "ORS_164.998.txt").write_text(
        "# ORS 164.998\n# Source: a page of 2021\n\n164.998 (1) Takes.", "utf-8"
    )
    (folder / "federal").mkdir()
    (folder / "federal" / "usc18.xml").write_text(
        '<uscDoc><section identifier="/us/usc/t18/s9998"><subsection identifier="/us/usc/t18/s9998/a"/></section></uscDoc>',
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize(
    ("state", "citation", "lacks"),
    [
        ("PA", "18 Pa. Cons. Stat. § 9998", ""),
        ("PA", "18 Pa. Cons. Stat. § 9998(a)(2)", ""),
        ("PA", "18 Pa. Cons. Stat. § 9998(a)(3)", "sections.jsonl"),
        ("PA", "18 Pa. Cons. Stat. § 9998(b)(3)", ""),
        ("PA", "18 Pa. Cons. Stat. § 9998(c)", "sections.jsonl"),
        ("NY", "N.Y. Penal Law § 999.98(2)", ""),
        ("NY", "N.Y. Penal Law § 999.98(3)", "typed.txt"),
        ("NY", "N.Y. Penal Law § 999.97(3)", ""),
        ("OR", "Or. Rev. Stat. § 164.998(1)", ""),
        ("OR", "Or. Rev. Stat. § 164.998(2)", "ORS_164.998.txt"),
        ("US", "18 U.S.C. § 9998(a)", ""),
        ("US", "18 U.S.C. § 9998(b)", "the official U.S. Code"),
    ],
)
def test_a_subdivision_is_looked_up_in_the_text_of_its_section(
    tmp_path: Path, state: str, citation: str, lacks: str
) -> None:
    texts = Texts(_statutes(tmp_path))
    (statute, *_) = read(state, citation)
    assert texts.know(statute)
    assert texts.lacks(statute) == lacks


def test_what_the_folder_does_not_have_is_not_looked_up(tmp_path: Path) -> None:
    texts = Texts(_statutes(tmp_path))
    for state, citation in (
        ("PA", "18 Pa. Cons. Stat. § 9997(a)"),
        ("US", "21 U.S.C. § 841(a)"),
        ("OR", "ORS 164.997"),
    ):
        assert not texts.know(read(state, citation)[0])


def test_a_folder_without_statutes_is_said_to_be_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(TextError, match="SY-O023"):
            Texts(folder)


def test_a_citation_that_does_not_stand_there_is_an_error_and_one_of_a_later_law_a_warning(tmp_path: Path) -> None:
    texts = Texts(_statutes(tmp_path))
    there = entry_cited("18 Pa. Cons. Stat. § 9998(a)(1)")
    missing, later = entry_cited("18 Pa. Cons. Stat. § 9998(d)"), entry_cited("18 Pa. Cons. Stat. § 9998(e)")
    later = replace(later, in_force_from=date(2026, 1, 1))
    ended = replace(missing, in_force_to=date(2020, 1, 1))
    issues, looked_up = check_texts([there, missing, later, ended], texts)
    assert looked_up == 3
    assert [(one.code, one.is_warning) for one in issues] == [("SY-O022", False), ("SY-O022", True)]


def entry_cited(citation: str) -> Offense:
    return replace(offense(THEFT, identity="pa.18.9998"), citation=citation)


@pytest.mark.skipif(not SHARED.exists(), reason="the law texts lie beside the project in ../shared/law")
def test_every_citation_stands_in_the_texts_that_lie_beside_the_project() -> None:
    issues, looked_up = check_texts(catalogue().offenses, Texts(SHARED / "law"))
    assert looked_up > 1600
    assert [str(one) for one in issues if not one.is_warning] == []
