"""From file to file: whose law a row is weighed by, what may be written over, what the summary says, how files are read."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from typer.testing import CliRunner

from steelyard.cli import app
from steelyard.law.columns import columns
from steelyard.law.postures import postures
from steelyard.logic.errors import SteelyardError
from steelyard.weigh import screen_run
from steelyard.weigh.mapping import read_layout
from steelyard.weigh.outcomes import read_map, read_outcomes
from steelyard.weigh.screen import screen
from steelyard.weigh.screen_files import whole_file
from steelyard.weigh.screen_page import print_summary
from steelyard.weigh.screen_summary import Summary

TODAY = date(2026, 6, 1)
ONE = ["resident_under_five"]
HEADER = "state,charge,disposition,offense_date,conviction_date"
DAYS = "convicted,2019-03-01,2019-06-01"
FIREARM = f"CA,29800(a)(1) PC,{DAYS}"
ROBBERY = f"NY,PL 160.05,{DAYS}"
RULES = [column.rule for column in columns()]
THEFT = f"MA,LARCENY OVER $250 c266 §30(1),{DAYS}"


def _csv(path: Path, *lines: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def _run(source: Path, out: Path, **more: Any) -> Summary:
    return screen(source, out, **{"classes": ONE, "today": TODAY, **more})


def _plain(**more: Any) -> Any:
    columns = {"state": "state", "charge": "charge", "disposition": "disposition", "offense_date": "offense_date",
               "conviction_date": "conviction_date"}  # fmt: skip
    said = [{"match": "convicted", "outcome": "convicted"}]
    return read_layout(
        {"name": "test", "columns": columns | more.pop("columns", {}), "disposition": said, **more}, "test"
    )


# --- whose law -----------------------------------------------------------------------------------------------------------


def test_a_file_of_one_state_is_weighed_in_its_circuit(tmp_path: Path) -> None:
    summary = _run(_csv(tmp_path / "in.csv", FIREARM, FIREARM), tmp_path / "out.parquet")
    assert (summary.forum, summary.forums) == ("9th Cir.", {"9th Cir.": 2})
    _run(tmp_path / "in.csv", tmp_path / "named.parquet", mapping=_plain(state="CA"))
    _run(tmp_path / "in.csv", tmp_path / "board.parquet", mapping=_plain(forum="BIA"))
    own, named, board = (pl.read_parquet(tmp_path / f"{one}.parquet") for one in ("out", "named", "board"))
    assert own.select(RULES).equals(named.select(RULES))
    assert not own.select(RULES).equals(board.select(RULES)), "or this file would show nothing"


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_each_row_of_several_states_is_weighed_in_its_own_circuit(tmp_path: Path, engine: str) -> None:
    lines = [FIREARM, ROBBERY, f"IL,720 ILCS 5/16-25,{DAYS}", f",NOBODY KNOWS,{DAYS}"] * 3
    summary = _run(_csv(tmp_path / "in.csv", *lines), tmp_path / "out.parquet", engine=engine)
    assert summary.forum == "each row in its own state's circuit"
    assert summary.forums == {"9th Cir.": 3, "2d Cir.": 3, "7th Cir.": 3, "BIA": 3}
    got = pl.read_parquet(tmp_path / "out.parquet")
    assert got["row"].to_list() == list(range(1, 13))
    for place, line in enumerate(lines[:4]):
        _run(_csv(tmp_path / "one.csv", line), tmp_path / "one.parquet")
        one = pl.read_parquet(tmp_path / "one.parquet")
        for copy in (place, place + 4, place + 8):
            assert got[copy].select("profile", *RULES).rows() == one.select("profile", *RULES).rows()
    each = pl.read_parquet(tmp_path / "out.profiles.parquet")
    assert not each.select("profile", "posture").is_duplicated().any()


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_person_with_rows_in_several_circuits_has_the_answers_on_which_they_agree(
    tmp_path: Path, engine: str
) -> None:
    header = HEADER + ",person"
    lines = [f"{FIREARM},a", f"{ROBBERY},a", f"{FIREARM},b", f"{FIREARM},b", f"{ROBBERY},"]
    summary = _run(_csv(tmp_path / "in.csv", *lines, header=header), tmp_path / "out.parquet", engine=engine)
    assert summary.persons == 3
    assert any("rows in several circuits: 1;" in note for note in summary.notes)
    together = pl.read_parquet(tmp_path / "out.persons.parquet")
    assert together["person"].to_list() == [1, 3, 5]
    by_forum = []
    for forum in ("9th Cir.", "2d Cir."):
        _run(tmp_path / "in.csv", tmp_path / "of.parquet", mapping=_plain(forum=forum, columns={"person": "person"}))
        by_forum.append(pl.read_parquet(tmp_path / "of.persons.parquet"))
    one, other = by_forum
    differs = 0
    for rule in RULES:
        both = {one[rule][0], other[rule][0]}
        differs += len(both) > 1
        assert together[rule][0] in ({"?"} if len(both) > 1 else both | {"?"})
        assert together[rule][1] == one[rule][1]
        assert together[rule][2] == other[rule][2]
    assert differs, "or this person would show nothing"
    assert sum(together[rule][0] != "?" for rule in RULES) > 10


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_several_circuits_in_several_partitions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    lines = [f"{line},{person}" for line, person in zip([FIREARM, ROBBERY, THEFT] * 4, "aabbccddaaeb", strict=True)]
    source = _csv(tmp_path / "in.csv", *lines, header=HEADER + ",person")
    once = _run(source, tmp_path / "once.parquet", engine=engine)
    monkeypatch.setattr(screen_run, "ROWS_AT_ONCE", 5)
    parted = _run(source, tmp_path / "parted.parquet", engine=engine)
    assert (parted.forums, parted.notes, parted.consequences) == (once.forums, once.notes, once.consequences)
    for part, by in (("", ["row"]), (".persons", ["person"]), (".profiles", ["profile", "posture"])):
        one, other = (pl.read_parquet(tmp_path / f"{name}{part}.parquet").sort(by) for name in ("once", "parted"))
        assert one.rows() == other.rows()


# --- what is written over ------------------------------------------------------------------------------------------------


def test_neither_the_input_nor_the_mapping_is_written_over(tmp_path: Path) -> None:
    mapping = tmp_path / "m.persons.csv"
    mapping.write_text('name = "t"\nstate = "MA"\n[columns]\ncharge = "charge"\n', encoding="utf-8")
    for name, out, how in (
        ("z.profiles.csv", "z.csv", {}), ("y.persons.csv", "y.csv", {}), ("x.csv", "m.csv", {"mapping": mapping}),
        ("x.csv", "m.csv", {"mapping": str(mapping)}),
    ):  # fmt: skip
        source = _csv(tmp_path / name, THEFT)
        before = source.read_bytes(), mapping.read_bytes()
        with pytest.raises(SteelyardError) as refused:
            _run(source, tmp_path / out, **how)
        assert refused.value.code == "SY-B007"
        assert (source.read_bytes(), mapping.read_bytes()) == before
    (tmp_path / "link.profiles.csv").symlink_to(tmp_path / "x.csv")
    with pytest.raises(SteelyardError):
        _run(tmp_path / "x.csv", tmp_path / "link.csv")


def test_a_run_without_persons_leaves_none_of_an_earlier_run(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    _run(_csv(tmp_path / "in.csv", f"{THEFT},a", f"{THEFT},a", header=HEADER + ",person"), out)
    assert (tmp_path / "out.persons.parquet").exists()
    _run(_csv(tmp_path / "in.csv", THEFT), out)
    assert not (tmp_path / "out.persons.parquet").exists()


def test_persons_stand_in_the_order_of_their_first_rows_on_every_engine(tmp_path: Path) -> None:
    lines = [f"{THEFT},{(number * 7919) % 977}" for number in range(3_000)]
    source = _csv(tmp_path / "in.csv", *lines, header=HEADER + ",person")
    files = []
    for engine in ("polars", "duckdb"):
        _run(source, tmp_path / f"{engine}.csv", engine=engine)
        files.append((tmp_path / f"{engine}.persons.csv").read_bytes())
        assert pl.read_csv(files[-1])["person"].is_sorted()
    assert files[0] == files[1]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_kept_column_that_is_called_like_one_of_the_results_in_other_letters_is_renamed(
    tmp_path: Path, engine: str
) -> None:
    """An engine may take the two for one; and a column of the file called row is read like any other."""
    source = _csv(tmp_path / "in.csv", f"LARCENY OVER $250 c266 §30(1),x,{DAYS}", header="row,Outcome,disposition,a,b")
    said = [{"match": "convicted", "outcome": "convicted"}]
    mapping = {
        "name": "t",
        "state": "MA",
        "columns": {"charge": "row", "disposition": "disposition"},
        "keep": ["Outcome"],
    }
    _run(source, tmp_path / "out.csv", mapping=read_layout({**mapping, "disposition": said}, "t"), engine=engine)
    got = pl.read_csv(tmp_path / "out.csv")
    assert got.select("row", "Outcome (input)", "outcome", "offense").row(0) == (1, "x", "convicted", "ma.266.30.1")


# --- what the summary says -----------------------------------------------------------------------------------------------


def _page(summary: Summary, capsys: pytest.CaptureFixture[str]) -> str:
    print_summary(summary)
    return " ".join(capsys.readouterr().out.split())


def test_the_plain_layout_reads_persons_terms_and_the_rest_and_says_what_it_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = HEADER + ",person,term,term_unit,level,shoe"
    lines = [f"CA,211 PC,Plea of guilty,2015-01-01,2015-06-01,1,{term},{unit},felony,9"
             for term, unit in (("2", "years"), ("24", ""), ("6-23 months", ""), ("life", ""))]  # fmt: skip
    summary = _run(_csv(tmp_path / "in.csv", *lines, header=header), tmp_path / "out.parquet")
    got = pl.read_parquet(tmp_path / "out.parquet")
    assert got["outcome"].to_list() == ["convicted"] * 4
    answers = got["deportable.aggravated_felony"].to_list()
    assert answers == ["T", "?", "?", "T"], "a number without a unit never clears"
    assert summary.persons == 1
    assert summary.unread_columns == ["shoe"]
    assert summary.bad_values == {"term": 1}
    assert summary.bad_examples == {"term": [{"value": "24", "rows": 1, "row": 2}]}
    page = _page(summary, capsys)
    for said in ("1 value of term is not read (not understood, or ruled out): '24' (1, as in row 2)",
                 "without a unit", "not read: shoe",
                 "appeal over", "pardoned"):  # fmt: skip
        assert said in page


def test_a_bare_term_is_not_taken_for_days(tmp_path: Path) -> None:
    source = _csv(tmp_path / "in.csv", f"CA,211 PC,{DAYS},24", header=HEADER + ",term")
    columns = {"term": "term"}
    for unit, answer in ({}, "?"), ({"": "month"}, "T"), ({"": "day"}, "F"):
        summary = _run(source, tmp_path / "out.parquet", mapping=_plain(columns=columns, term=unit))
        assert pl.read_parquet(tmp_path / "out.parquet")["deportable.aggravated_felony"].item() == answer
        assert summary.bad_values == ({} if unit else {"term": 1})


def test_a_modifier_that_nobody_knows_leaves_the_charge_unread(tmp_path: Path) -> None:
    lines = [f"CA,211 PC,{DAYS},{modifier}" for modifier in ("", "attempted", "with a friend")]
    summary = _run(_csv(tmp_path / "in.csv", *lines, header=HEADER + ",modifier"), tmp_path / "out.parquet")
    assert [bool(one) for one in pl.read_parquet(tmp_path / "out.parquet")["offense"]] == [True, True, False]
    assert "modifier" in summary.top_unmapped[0]["reason"]


def test_days_to_come_are_not_read_and_a_conviction_before_its_offense_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["MA,A&B c265 §13A,convicted,2068-01-01,2015-06-01", "MA,A&B c265 §13A,convicted,2015-06-01,2015-01-01"]
    summary = _run(_csv(tmp_path / "in.csv", *lines), tmp_path / "out.parquet")
    assert summary.bad_values == {"offense_date": 1}
    page = _page(summary, capsys)
    assert "'2068-01-01' (1, as in row 1)" in page
    assert "convictions dated before their offense: 1" in page


def test_the_summary_lists_the_classes_in_the_order_of_the_letters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That order is the program's, not that of the options: without the list a letter of several is nobody's."""
    chosen = ["citizen", "resident_under_five"]
    summary = _run(_csv(tmp_path / "in.csv", FIREARM), tmp_path / "out.csv", classes=chosen)
    assert summary.classes == [name for name in postures() if name in chosen] != chosen
    assert "classes, in the order of the letters: resident_under_five, citizen" in _page(summary, capsys)
    rows = pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    told = pl.read_csv(tmp_path / "out.profiles.csv", infer_schema=False)
    for place, name in enumerate(summary.classes):
        line = told.filter((pl.col("profile") == rows["profile"][0]) & (pl.col("posture") == name))
        for rule in RULES:
            assert rows[rule][0][place] == {"true": "T", "false": "F", None: "?"}[line[rule][0]]


def test_every_charge_that_was_not_read_is_told_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], steelyard: Any
) -> None:
    lines = [f"MA,UNHEARD OF {chr(65 + n // 26)}{chr(65 + n % 26)},{DAYS}" for n in range(45)]
    source = _csv(tmp_path / "in.csv", *lines)
    summary = _run(source, tmp_path / "out.csv")
    assert len(summary.top_unmapped) == 45 and all(one["reason"] for one in summary.top_unmapped)
    page = _page(summary, capsys)
    assert "and 35 more, 35 rows: --json has them all" in page and "why" in page
    words = ("policy", "simulate", str(source), "--policy", "cook", "--in-force", "latest", "--stage", "plea")
    status, out, err = steelyard(*words)
    assert status == 0, err
    assert "and 35 more, 35 rows: --json has them all" in " ".join(out.split())
    assert len(json.loads(steelyard(*words, "--json")[1])["top_unmapped"]) == 45


def test_a_run_that_was_killed_before_its_folder_was_emptied_leaves_no_copy_behind(tmp_path: Path) -> None:
    """OUT and the part that it was made of are then two names of one file."""
    part, out = tmp_path / "part", tmp_path / "out.parquet"
    part.write_text("rows", encoding="utf-8")
    os.link(part, out)
    whole_file(out, lambda path: os.link(part, path))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out.parquet", "part"]


def test_what_a_file_says_cannot_command_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"MA,NOBODY \x1b]0;owned\x07 \x1b[31mKNOWS,{DAYS}", f"MA,A&B c265 §13A,what \x1b[2J is,{DAYS[10:]}"]
    print_summary(_run(_csv(tmp_path / "in.csv", *lines), tmp_path / "out.parquet"))
    printed = capsys.readouterr().out
    assert "KNOWS" in printed
    assert not {"\x1b", "\x07"} & set(printed)


def test_a_column_that_is_there_twice_is_not_read_by_half(tmp_path: Path) -> None:
    source = _csv(
        tmp_path / "in.csv",
        "MA,A&B c265 §13A,dismissed,2015-01-01,2015-06-01,convicted",
        header=HEADER + ",disposition",
    )
    with pytest.raises(SteelyardError, match="several columns called 'disposition'"):
        _run(source, tmp_path / "out.parquet")
    mapping = read_layout({
        "name": "both", "state": "MA", "columns": {"charge": "charge", "disposition": ["disposition", "disposition (6)"]},
    }, "both")  # fmt: skip
    assert _run(source, tmp_path / "out.parquet", mapping=mapping).outcomes == {"unknown": 1}


# --- how files are read --------------------------------------------------------------------------------------------------


def test_one_broken_byte_does_not_make_a_file_another_encoding(tmp_path: Path) -> None:
    text = "\n".join([HEADER + ",clerk", f"{THEFT},Ann", f"{THEFT},Bo", f"{THEFT},Cy"]) + "\n"
    whole = text.encode()
    for broken, rows, lines in (
        (whole.replace(b"LARCENY", b"LARC\xff", 1), 2, [2]),
        (whole.replace(b"Bo", b"B\xff"), 3, []),
    ):
        (tmp_path / "in.csv").write_bytes(broken)
        summary = _run(tmp_path / "in.csv", tmp_path / "out.parquet")
        assert (summary.encoding, summary.rows, summary.mapped) == ("utf-8", rows, rows)
        assert [one["line"] for one in summary.bad_lines] == lines
    (tmp_path / "in.csv").write_bytes(text.encode("cp1252"))
    summary = _run(tmp_path / "in.csv", tmp_path / "out.parquet")
    assert (summary.encoding, summary.mapped) == ("cp1252", 3)


@pytest.mark.parametrize("sign", ["^", "~", "\x01"])
def test_rarer_delimiters_are_found(tmp_path: Path, sign: str) -> None:
    (tmp_path / "in.csv").write_text("\n".join(one.replace(",", sign) for one in (HEADER, THEFT)), encoding="utf-8")
    assert _run(tmp_path / "in.csv", tmp_path / "out.parquet").mapped == 1


def test_a_long_quoted_field_is_a_field(tmp_path: Path) -> None:
    source = _csv(
        tmp_path / "in.csv", f'{THEFT},"{"," * 200_000}"', f'{THEFT},"{"," * 1_200_000}"', header=HEADER + ",note"
    )
    summary = _run(source, tmp_path / "out.parquet")
    assert summary.rows == 1
    assert [one["says"] for one in summary.bad_lines] == ["a field of more than 1,000,000 characters"]


def test_a_workbook_with_a_cover_sheet_is_told_its_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Charges of our office"])
    sheet = book.create_sheet("Charges")
    for line in (HEADER, THEFT):
        sheet.append(line.split(","))
    book.save(tmp_path / "in.xlsx")
    with pytest.raises(SteelyardError, match=r"'Charges'.*`sheet`"):
        _run(tmp_path / "in.xlsx", tmp_path / "out.parquet")
    assert _run(tmp_path / "in.xlsx", tmp_path / "out.parquet", mapping=_plain(sheet="Charges")).mapped == 1


def test_a_small_file_of_each_layout_is_read(tmp_path: Path) -> None:
    police = _csv(tmp_path / "ny.csv", "1,01/05/2024,PETIT LARCENY,PL 1552500,M", "2,01/05/2024,DANGEROUS DRUGS,PL 2200300,M",
                  header="ARREST_KEY,ARREST_DATE,OFNS_DESC,LAW_CODE,LAW_CAT_CD")  # fmt: skip
    filed = _csv(tmp_path / "cook.csv", "7,RETAIL THEFT,720,5,16-25(a)(1),4,2012-01-05,",
                 header="CASE_PARTICIPANT_ID,CHARGE_OFFENSE_TITLE,CHAPTER,ACT,SECTION,CLASS,INCIDENT_BEGIN_DATE,x")  # fmt: skip
    battery = "720 ILCS 5.0/12-3-A-1,BATTERY,M,A"
    named = ",".join(f"CHARGE 1 {one}" for one in ("STATUTE", "DESCRIPTION", "TYPE", "CLASS"))
    chicago = _csv(
        tmp_path / "chi.csv", f"1,{battery},", f"2,{battery},720 ILCS 5/9-1", header=f"CB_NO,{named},CHARGE 2 STATUTE"
    )
    oregon = _csv(
        tmp_path / "or.csv", *(f"OR,{one},charged,," for one in ("ORS 164.045", "4758604A", "ROBBERY I (A Felony)"))
    )
    for source, outcome, mapped in ((police, "arrested", [True, True]), (filed, "charged", [True]),
                                    (chicago, "arrested", [True, False]), (oregon, "charged", [True] * 3)):  # fmt: skip
        _run(source, tmp_path / "out.parquet")
        got = pl.read_parquet(tmp_path / "out.parquet")
        assert set(got["outcome"]) == {outcome}
        assert [bool(one) for one in got["offense"]] == mapped, source.name


def test_the_term_of_a_sentence_in_cook_county_decides_a_years_sentence(tmp_path: Path) -> None:
    header = ("CASE_PARTICIPANT_ID,DISPOSITION_CHARGED_OFFENSE_TITLE,DISPOSITION_CHARGED_CHAPTER,DISPOSITION_CHARGED_ACT,"
              "DISPOSITION_CHARGED_SECTION,DISPOSITION_CHARGED_CLASS,INCIDENT_BEGIN_DATE,DISPOSITION_DATE,CHARGE_DISPOSITION,"
              "CURRENT_SENTENCE,COMMITMENT_TYPE,COMMITMENT_TERM,COMMITMENT_UNIT")  # fmt: skip
    crime = "RETAIL THEFT,720,5,16-25(a)(1),3,2012-01-05,2012-06-01,Plea Of Guilty,true"
    sentences = [
        "Illinois Department of Corrections,030,Months",
        "Illinois Department of Corrections,90,Days",
        "Probation,030,Months",
    ]
    lines = [f"{place},{crime},{one}" for place, one in enumerate(sentences)]
    summary = _run(_csv(tmp_path / "in.csv", *lines, header=header), tmp_path / "out.parquet")
    long, short, probation = pl.read_parquet(tmp_path / "out.parquet")["deportable.aggravated_felony"]
    assert short != "T"
    assert (long, probation) == (long, "?")
    assert long != short
    assert any("CURRENT_SENTENCE" in note for note in summary.notes)


def test_the_first_person_of_a_file_without_a_header_is_not_printed(tmp_path: Path) -> None:
    source = _csv(tmp_path / "in.csv", "DOE-JANE,19600314,211 PC", header="ROE-JO,19610415,459 PC")
    done = CliRunner().invoke(app, ["screen", str(source), str(tmp_path / "out.csv")])
    assert "no header" in str(done.exception)
    assert not any(one in str(done.exception) for one in ("ROE", "19610415", "459"))


def test_a_header_is_given_to_a_csv_only(tmp_path: Path) -> None:
    names = HEADER.split(",")
    bare = tmp_path / "in.csv"
    bare.write_text(THEFT + "\n", encoding="utf-8")
    assert _run(bare, tmp_path / "out.parquet", mapping=_plain(header=names)).mapped == 1
    pl.DataFrame([THEFT.split(",")], schema=names, orient="row").write_parquet(tmp_path / "in.parquet")
    with pytest.raises(SteelyardError, match="header is for a CSV"):
        _run(tmp_path / "in.parquet", tmp_path / "out.parquet", mapping=_plain(header=names))


def test_parity_shows_nothing_of_a_file_without_a_header(tmp_path: Path) -> None:
    source = _csv(tmp_path / "in.csv", "DOE-JANE,19600314,211 PC", header="ROE-JO,19610415,459 PC")
    with pytest.raises(SteelyardError) as refused:
        read_outcomes(source, read_map({"columns": {"group": "race"}}, "m"))
    assert "no header" in str(refused.value)
    assert "ROE" not in str(refused.value)
