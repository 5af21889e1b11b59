"""Screening a file: what is read, what is refused, and what happens when something is wrong."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from typer.testing import CliRunner

from steelyard.catalog import find
from steelyard.catalog.compiled import program_hash
from steelyard.catalog.find import Catalogue, catalogue
from steelyard.cli import app
from steelyard.logic.errors import SteelyardError
from steelyard.weigh import engines, law_table, profiles, screen_run, states
from steelyard.weigh.count_facts import ACT_NOT_FOUND_IN_WORDS, NOTHING_BESIDE_IN_WORDS, outcome_facts
from steelyard.weigh.mapping import layouts, load_layout, read_layout
from steelyard.weigh.screen import screen
from steelyard.weigh.screen_page import _assumed
from steelyard.weigh.screen_summary import Summary
from steelyard.weigh.screen_words import read_charge
from tests.support import SHARED

TODAY = date(2026, 6, 1)
ONE = ["resident_under_five"]
HEADER = "state,charge,disposition,offense_date,conviction_date"
THEFT = "MA,LARCENY OVER $250 c266 §30(1),convicted,2015-01-01,2015-06-01"
DISMISSED = "MA,A&B c265 §13A,dismissed,2015-01-01,2015-06-01"


def _csv(path: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join([header, *lines]) + "\n", encoding=encoding)
    return path


def _run(source: Path, out: Path, **more: Any) -> Summary:
    return screen(source, out, classes=ONE, today=TODAY, **more)


def _code(source: Path, out: Path, **more: Any) -> str:
    with pytest.raises(SteelyardError) as refused:
        _run(source, out, **more)
    return refused.value.code


def _layout(**more: Any) -> Any:
    return read_layout({"name": "test", "state": "MA", "columns": {"charge": "charge"}, **more}, "test")


# --- what comes out ----------------------------------------------------------------------------------------------------


def test_one_row_in_one_row_out_and_nothing_is_dropped(tmp_path: Path) -> None:
    source = _csv(tmp_path / "in.csv", THEFT, "MA,NOBODY KNOWS THIS,convicted,2015-01-01,2015-06-01", DISMISSED)
    summary = _run(source, tmp_path / "out.parquet")
    got = pl.read_parquet(tmp_path / "out.parquet")
    assert got["row"].to_list() == [1, 2, 3]
    assert got["conviction"].to_list() == [True, None, False]
    assert got["offense"][0] == "ma.266.30.1"
    assert (summary.rows, summary.mapped, summary.unmapped) == (3, 2, 1)
    assert summary.top_unmapped[0]["charge"] == "MA | NOBODY KNOWS THIS" or "NOBODY KNOWS THIS" in str(
        summary.top_unmapped
    )
    assert got["deportable.cimt_within_five_years"][1] == "?", "what nobody can read never clears"
    assert not (tmp_path / "out.parquet.partial").exists()


@pytest.mark.parametrize(
    ("disposition", "term", "conviction"),
    [
        ("", "", None),  # was "charged": no conviction, and the person was cleared
        ("", "3 years", None),
        ("dismissed", "3 years", None),
        ("pending", "3 years", None),
        ("acquitted", "1 year", None),
        ("dismissed", "", False),
        ("dismissed", "0 days", False),
        ("pending", "", False),
    ],
)
def test_a_row_without_an_outcome_or_with_two_is_no_dismissal(
    tmp_path: Path, disposition: str, term: str, conviction: bool | None
) -> None:
    line = f"CA,PC 211,{disposition},2020-01-10,2020-09-10,{term}"
    _run(_csv(tmp_path / "in.csv", line, header=f"{HEADER},term"), tmp_path / "out.parquet")
    got = pl.read_parquet(tmp_path / "out.parquet")
    assert got["conviction"].to_list() == [conviction]
    assert got["deportable.aggravated_felony"].to_list() == ["F" if conviction is False else "?"]


@pytest.mark.parametrize(("age", "conviction"), [("35", None), ("16", False), ("", False)])
def test_nobody_is_adjudicated_delinquent_at_thirty_five(tmp_path: Path, age: str, conviction: bool | None) -> None:
    source = _csv(tmp_path / "in.csv", f"CA,PC 211,delinquent,2020-01-10,2020-09-10,{age}", header=f"{HEADER},age")
    mapping = read_layout(
        {
            "name": "test",
            "columns": {
                "state": "state",
                "charge": "charge",
                "disposition": "disposition",
                "offense_date": "offense_date",
            },
            "facts": {"age_at_offense": "age"},
            "disposition": [{"match": "delinquent", "outcome": "delinquent"}],
        },
        "test",
    )
    _run(source, tmp_path / "out.parquet", mapping=mapping)
    assert pl.read_parquet(tmp_path / "out.parquet")["conviction"].to_list() == [conviction]


def test_what_cannot_be_read_for_one_thing_is_not_answered_by_a_part_of_it(tmp_path: Path) -> None:
    """An attempt and a conspiracy at once are not the crime; a subdivision without an entry is not the one that has."""
    days = "convicted,2020-01-01,2020-06-01"
    charges = ['PA,"18 Pa.C.S. §§ 901, 903, 3921"', "PA,18 Pa.C.S. § 3921(z)", "PA,18 Pa.C.S. § 3921"]
    summary = _run(_csv(tmp_path / "in.csv", *(f"{one},{days}" for one in charges)), tmp_path / "out.parquet")
    got = pl.read_parquet(tmp_path / "out.parquet")
    assert [bool(one) for one in got["offense"]] == [False, False, True]
    assert (summary.mapped, summary.unmapped) == (1, 2)
    assert got["deportable.cimt_within_five_years"][0] == "?"


def test_every_section_of_a_charge_is_weighed_and_a_general_one_makes_it_an_attempt(tmp_path: Path) -> None:
    days = "convicted,2020-01-01,2020-06-01"
    charges = [
        "CA,243(a) PC",
        "CA,243(a)/273.5(a) PC",
        "NY,120.05(4)",
        "NY,110/120.05(4)",
        "CA,211/99999 PC",
        "CA,211 PC",
    ]
    _run(_csv(tmp_path / "in.csv", *(f"{charge},{days}" for charge in charges)), tmp_path / "out.parquet")
    got = pl.read_parquet(tmp_path / "out.parquet")
    simple, both, reckless, attempted, with_another, robbery = got["deportable.cimt_within_five_years"]
    assert got["offense"][1] == "ca.pen.243.a+ca.pen.273.5.a"
    assert simple == "F"
    assert both != "F", "the first section does not clear the second"
    assert (reckless, attempted) == ("T", "F"), (
        "Gill v. INS: the Second Circuit, to which a row of New York goes, clears it"
    )
    assert with_another == robbery
    assert got["deportable.controlled_substance"].to_list()[4:] == ["?", "F"], "what could not be read is not cleared"


def test_a_line_that_names_two_crimes_may_be_two_convictions(tmp_path: Path) -> None:
    """8 U.S.C. §§ 1182(a)(2)(A)(ii) ("only one crime"), 1227(a)(2)(A)(ii): with a whole record one line is not one crime."""
    days = "convicted,2020-01-01,2020-06-01"
    rows = [f"MA,LARCENY c266 §30(1),{days},a", f"MA,LARCENY c266 §30(1) / A&B c265 §13A(a),{days},b"]
    mapping = _layout(
        columns={"charge": "charge", "disposition": "disposition", "offense_date": "offense_date", "person": "person"},
        record_complete=True, disposition=[{"match": "convicted", "outcome": "convicted"}],
    )  # fmt: skip
    _run(_csv(tmp_path / "in.csv", *rows, header=f"{HEADER},person"), tmp_path / "out.parquet", mapping=mapping)
    got = pl.read_parquet(tmp_path / "out.parquet")
    assert got["deportable.two_cimts"].to_list() == ["F", "?"]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_version_is_told_by_the_day_of_the_offense_and_a_repealed_section_clears_nothing(
    tmp_path: Path, engine: str
) -> None:
    """Article 130 was rewritten from 1 September 2024 under the same numbers; § 221.05 ended with 30 March 2021."""
    rows = [
        "NY,130.25(3) PL,convicted,2024-05-01,2025-03-01",
        "NY,130.25(3) PL,convicted,2024-05-01,2024-07-01",
        "NY,130.25(3) PL,convicted,2024-10-01,2025-03-01",
        "NY,221.05 PL,convicted,2019-05-01,2019-09-01",
        "NY,221.05 PL,convicted,2022-05-01,2022-09-01",
    ]
    _run(_csv(tmp_path / "in.csv", *rows), tmp_path / "out.parquet", engine=engine)
    got = pl.read_parquet(tmp_path / "out.parquet").sort("row")
    turpitude = got["inadmissible.cimt"].to_list()
    assert turpitude[0] == turpitude[1] != turpitude[2]
    firearm = got["deportable.firearm"].to_list()
    assert firearm[3:] == ["F", "?"]


def test_the_same_facts_have_the_same_profile_in_every_run(tmp_path: Path) -> None:
    source = _csv(tmp_path / "in.csv", THEFT, DISMISSED, THEFT)
    _run(source, tmp_path / "one.parquet")
    _run(source, tmp_path / "two.csv", engine="duckdb")
    one, two = pl.read_parquet(tmp_path / "one.parquet"), pl.read_csv(tmp_path / "two.csv")
    assert one["profile"].to_list() == two["profile"].to_list()
    assert one["profile"][0] == one["profile"][2] != one["profile"][1]


def test_csv_of_other_delimiters_and_encodings_and_excel(tmp_path: Path) -> None:
    lines = [line.replace(",", ";") for line in (THEFT, DISMISSED)]
    _csv(tmp_path / "semicolons.csv", *lines, header=HEADER.replace(",", ";"), encoding="cp1252")
    _csv(
        tmp_path / "tabs.tsv",
        *[x.replace(";", "\t") for x in lines],
        header=HEADER.replace(",", "\t"),
        encoding="utf-16",
    )
    book = openpyxl.Workbook()
    for line in (HEADER, THEFT, DISMISSED):
        book.active.append(line.split(","))
    book.save(tmp_path / "sheet.xlsx")
    wanted = None
    for name in ("semicolons.csv", "tabs.tsv", "sheet.xlsx"):
        _run(tmp_path / name, tmp_path / f"{name}.parquet")
        got = pl.read_parquet(tmp_path / f"{name}.parquet")["profile"].to_list()
        wanted = wanted or got
        assert got == wanted


def test_outcomes_are_read_as_a_case_reads_them() -> None:
    for outcome in ("convicted", "declined", "dismissed", "acquitted", "diverted", "deferred", "delinquent"):
        case: Mapping[str, Any] = outcome_facts(outcome, None, None, None)
        mine = profiles.outcome_facts(outcome)
        for short, known in case.items():
            assert mine.get(short) == known, (outcome, short)


# --- who it is about, and what is refused -------------------------------------------------------------------------------

NAMED = HEADER + ",CITIZENSHIP_LIST,POB_NAME,PRI_NAME,SUBJECT_ID"


def test_identity_citizenship_and_birthplace_are_not_read_and_never_go_out(tmp_path: Path) -> None:
    source = _csv(tmp_path / "in.csv", f"{THEFT},MX,OAXACA,DOE,77", f"{DISMISSED},US,BOSTON,ROE,77", header=NAMED)
    mapping = _layout(columns={"charge": "charge", "disposition": "disposition", "person": "SUBJECT_ID"})
    summary = _run(source, tmp_path / "out.csv", mapping=mapping)
    assert summary.refused_columns == ["CITIZENSHIP_LIST", "POB_NAME", "PRI_NAME"]
    assert summary.persons == 1
    for path in tmp_path.glob("out*.csv"):
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("MX", "OAXACA", "DOE", "77,", "SUBJECT_ID", "CITIZEN"))


@pytest.mark.parametrize("name", ["CITIZENSHIP_LIST", "POB_NAME", "PRI_NAME", "SUBJECT_ID"])
def test_a_refused_column_is_refused_by_name(tmp_path: Path, name: str) -> None:
    source = _csv(tmp_path / "in.csv", f"{THEFT},MX,OAXACA,DOE,77", header=NAMED)
    mapping = _layout(columns={"charge": "charge", "person": "SUBJECT_ID"}, keep=[name])
    assert _code(source, tmp_path / "out.csv", mapping=mapping) == "SY-B005"
    sealed = _layout(columns={"charge": "charge"}, keep=[name], sealed=[name])
    if name != "SUBJECT_ID":
        assert _code(source, tmp_path / "out.csv", mapping=sealed) == "SY-B005", "sealed or not, it never goes out"


# --- bad input ----------------------------------------------------------------------------------------------------------


def test_a_bad_line_is_reported_by_its_number_and_the_rest_is_done(tmp_path: Path) -> None:
    source = _csv(
        tmp_path / "in.csv", THEFT, "MA,short line", DISMISSED, 'MA,"never closed,convicted,2015-01-01,', THEFT
    )
    out = tmp_path / "out.parquet"
    done = CliRunner().invoke(app, ["screen", str(source), str(out), "--class", ONE[0], "--json"])
    assert done.exit_code == 2
    assert "SY-B009" in done.stderr
    assert "line 3" in done.stderr
    summary = json.loads(done.stdout)
    assert [one["line"] for one in summary["bad_lines"]] == [3, 5]
    assert pl.read_parquet(out).height == 3


def test_what_cannot_be_read_is_said_with_a_code(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert _code(empty, out) == "SY-B001"
    assert _code(_csv(tmp_path / "header.csv"), out) == "SY-B001"
    assert _code(tmp_path / "nothing.csv", out) == "SY-B001"
    pl.read_csv(_csv(tmp_path / "in.csv", THEFT)).write_parquet(tmp_path / "whole.parquet")
    cut = tmp_path / "cut.parquet"
    cut.write_bytes((tmp_path / "whole.parquet").read_bytes()[:-40])
    assert _code(cut, out) == "SY-B001"
    nested = pl.DataFrame({name: [["x"]] for name in HEADER.split(",")})
    nested.write_parquet(tmp_path / "nested.parquet")
    assert _code(tmp_path / "nested.parquet", out) == "SY-B006"
    assert not out.exists()
    assert not list(tmp_path.glob("*.partial"))


def test_a_mapping_that_does_not_fit_is_said_with_a_code(tmp_path: Path) -> None:
    source, out = _csv(tmp_path / "in.csv", THEFT), tmp_path / "out.parquet"
    assert _code(source, out, mapping=_layout(columns={"charge": "Charge"})) == "SY-B004"
    assert _code(_csv(tmp_path / "other.csv", "1,2", header="a,b"), out) == "SY-B002"
    for text in (
        "columns = 3",
        "nothing = true",
        "= ",
        "[columns]\ncharge = 'x'",
        "state = 'MA'\n[columns]\nbirthday = 'x'",
    ):
        (tmp_path / "map.toml").write_text(text, encoding="utf-8")
        with pytest.raises(SteelyardError) as refused:
            load_layout(tmp_path / "map.toml")
        assert refused.value.code == "SY-B003"
    assert _code(source, tmp_path / "out.docx") == "SY-B007"
    assert _code(source, source) == "SY-B007"
    assert _code(source, out, engine="abacus") == "SY-B008"
    with pytest.raises(SteelyardError) as unknown:
        screen(source, out, classes=["martian"])
    assert unknown.value.code == "SY-B010"


def test_days_that_are_none_are_counted_and_never_taken_for_days(tmp_path: Path) -> None:
    source = _csv(tmp_path / "in.csv", "MA,A&B c265 §13A,convicted,2015-02-30,soon", "MA,A&B c265 §13A,convicted,0015-02-03,",
                  header=HEADER)  # fmt: skip
    summary = _run(source, tmp_path / "out.parquet")
    assert summary.bad_values == {"offense_date": 2, "conviction_date": 1}
    assert summary.whole


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("kind", [pl.Date, pl.Datetime])
def test_days_that_the_file_holds_as_days_are_read_as_their_texts_are(tmp_path: Path, engine: str, kind: Any) -> None:
    days = ["2015-01-01", "0015-02-03", None, "2014-02-28", "9999-12-31", "2016-11-16"]
    texts = pl.DataFrame({
        "state": "MA", "charge": "LARCENY OVER $250 c266 §30(1)", "disposition": "convicted", "offense_date": days,
        "conviction_date": ["2015-02-28", "9999-12-31", "2016-11-16", "2015-01-01", "0015-02-03", None],
    })  # fmt: skip
    texts.write_parquet(tmp_path / "texts.parquet")
    texts.with_columns(pl.col("offense_date", "conviction_date").str.to_date().cast(kind)).write_parquet(
        tmp_path / "days.parquet"
    )
    got = []
    for name in ("texts", "days"):
        summary = _run(tmp_path / f"{name}.parquet", tmp_path / f"{name}.out.parquet", engine=engine)
        got.append((summary.bad_values, pl.read_parquet(tmp_path / f"{name}.out.parquet")))
    assert got[0][0] == got[1][0] == {"offense_date": 2, "conviction_date": 2}
    assert got[0][1].equals(got[1][1])
    assert got[0][1]["profile"].n_unique() > 1


def test_rows_that_share_a_hash_keep_a_number_each(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = states._Numbered._hashed

    def crowded(self: Any, rows: pl.DataFrame) -> pl.Series:
        return hashed(self, rows) % 2 if self.seed < 3 else hashed(self, rows)

    monkeypatch.setattr(states._Numbered, "_hashed", crowded)
    numbered = states._Numbered({"a": pl.Int64, "b": pl.Int64})
    rows = pl.DataFrame({"a": [1, 1, 2, 1, 7], "b": [1, 2, 1, 1, 7]})
    assert numbered.numbers(rows).to_list() == [0, 1, 2, 0, 3]
    assert numbered.seed == 3
    assert numbered.numbers(pl.DataFrame({"a": [9, 2], "b": [9, 1]})).to_list() == [4, 2]


def test_two_outputs_to_one_path(tmp_path: Path) -> None:
    source, out = _csv(tmp_path / "in.csv", THEFT), tmp_path / "out.parquet"
    work = tmp_path / "out.parquet.partial"
    work.mkdir()
    (work / "lock").write_text(str(os.getppid()), encoding="utf-8")
    assert _code(source, out) == "SY-B007"
    (work / "lock").write_text("999999999", encoding="utf-8")
    _run(source, out)
    assert out.exists()


def _cut_off_in_the_second(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> list[int]:
    """Partitions of two rows; the second one is cut off. Returns the partitions that were begun."""
    monkeypatch.setattr(screen_run, "ROWS_AT_ONCE", 2)
    begun: list[int] = []
    whole = screen_run.Run.partition

    def partition(self: Any, number: int, work: Path, advance: Any) -> Any:
        begun.append(number)
        if number == 1 and len(begun) == 2:
            raise error
        return whole(self, number, work, advance)

    monkeypatch.setattr(screen_run.Run, "partition", partition)
    return begun


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = _csv(tmp_path / "in.csv", THEFT, DISMISSED, THEFT, THEFT, DISMISSED), tmp_path / "out.parquet"
    _run(source, tmp_path / "once.parquet")
    begun = _cut_off_in_the_second(monkeypatch, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        _run(source, out)
    assert not out.exists(), "nothing half-written is taken for whole"
    _run(source, out)
    assert begun == [0, 1, 1, 2], "the first partition is not done again"
    once, got = pl.read_parquet(tmp_path / "once.parquet"), pl.read_parquet(out)
    assert got.sort("row").rows() == once.rows()
    assert not list(tmp_path.glob("*.partial"))


def test_a_full_disk_leaves_nothing_that_looks_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = _csv(tmp_path / "in.csv", THEFT), tmp_path / "out.parquet"

    def full(self: Any, frame: Any, path: Path, by: str) -> None:
        path.write_bytes(b"PAR1")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(engines.Polars, "write", full)
        with pytest.raises(SteelyardError) as refused:
            _run(source, out)
    assert refused.value.code == "SY-B007"
    assert "full" in refused.value.what
    assert not out.exists()
    assert not list(tmp_path.rglob("*.tmp"))
    _run(source, out)
    assert pl.read_parquet(out).height == 1


# --- the layouts --------------------------------------------------------------------------------------------------------


def test_every_layout_that_comes_with_the_program_can_be_told_apart() -> None:
    found = layouts()
    assert len(found) >= 6
    for one in found:
        assert one.fits(one.detect)
        assert [other.name for other in found if other.fits(one.detect)] == [one.name]


READ_AS = {
    "california_doj": {
        "COURT ACTION | CONVICTED": "convicted",
        "COURT ACTION | CONVICTED-PROB/JAIL, RELEASED TIME SERVED": "convicted",
        "COURT ACTION | CONVICTED/DISMISSED 1203.4PC": "convicted",
        "COURT ACTION | CONV SET ASIDE & DISMISSED PER 1203.4 PC": "convicted",
        "COURT ACTION | CONV SET ASIDE & DISM": "convicted",
        "COURT ACTION | DISMISSED 1203.4PC": "convicted",
        "COURT ACTION | DISMISSED PER 1203.4A PC": "convicted",
        "COURT ACTION | DISMISSED PER 1203.41 PC": "convicted",
        "COURT ACTION | DISMISSED PER 1203.42 PC": "convicted",
        "COURT ACTION | RELIEF GRANTED 1203.425 PC": "convicted",
        "COURT ACTION | FOUND GUILTY": "convicted",
        "COURT ACTION | NOLO CONTENDERE": "convicted",
        "COURT ACTION | PROBATION GRANTED": "convicted",
        "COURT ACTION | DEFERRED ENTRY OF JUDGMENT": "deferred",
        "COURT ACTION | DISMISSED/DEFERRED ENTRY OF JUDGMENT COMPLETED": "deferred",
        "COURT ACTION | DEJ": "deferred",
        "COURT ACTION | PROC SUSP/DEFERRED ENTRY JUDGMENT 1000PC": "deferred",
        "COURT ACTION | DIVERSION PRG": "diverted",
        "COURT ACTION | DISMISSED/DIVERSION COMPLETED": "diverted",
        "COURT ACTION | DISMISSED 1203.43 PC": "",
        "COURT ACTION | CONVICTION VACATED": "",
        "COURT ACTION | PLEA WITHDRAWN, DISMISSED": "",
        "COURT ACTION | NOT CONVICTED": "",
        "COURT ACTION | SET ASIDE & DISMISSED": "",
        "COURT ACTION | PROC SUSP": "",
        "COURT ACTION | SENTENCED": "",
        "COURT ACTION | NOBODY KNOWS THIS": "",
        "COURT ACTION | ": "",
        "CUSTODY:JAIL | SENTENCED": "",
        "COURT ACTION | DISMISSED/CHARGE DROPPED": "dismissed",
        "COURT ACTION | DISMISSED-LACK OF PROB CAUSE": "dismissed",
        "COURT ACTION | ACQUITTED": "acquitted",
        "ARREST/DETAINED/CITED | PROS REL-DET ONLY-LACK OF SUFF EVID": "dismissed",
        "ARREST/DETAINED/CITED | REL/TOT OTHER JURIS/AUTH": "charged",
        "ARREST/DETAINED/CITED | ": "charged",
    },
    "charges": {
        "Guilty, formerly not guilty": "convicted",
        "Guilty plea withdrawn": "",
        "convicted, other count nolle prosequi": "",
        "Nolle prosequi": "dismissed",
        "Not guilty": "acquitted",
    },
    "cook_county": {
        "Plea Of Guilty": "convicted",
        "Plea of Guilty - Solicitation": "convicted",
        "Finding Guilty - Transferred - Misd Crt": "convicted",
        "Charge Vacated": "",
        "Charge Reversed": "",
        "Guilty Plea Withdrawn": "",
        "Finding Not Not Guilty": "",
        "Transferred - Misd Crt": "",
        "Probation Discharged - Dismissed": "",
        "BFW": "",
        "SOL": "dismissed",
        "SOLW": "dismissed",
        "Nolle Prosecution": "dismissed",
        "Case Dismissed": "dismissed",
        "Death Suggested-Cause Abated": "dismissed",
        "FNG": "acquitted",
        "FNG Reason Insanity": "acquitted",
        "Verdict - Not Guilty": "acquitted",
        "FNPC": "dismissed",
    },
    "pennsylvania_dockets": {
        "Guilty Plea - Negotiated": "convicted",
        "Guilty Plea - Charge Changed": "convicted",
        "Guilty Plea - Hardship": "convicted",
        "Guilty - Demurrer Overruled": "convicted",
        "ARD Revoked - Guilty Plea": "convicted",
        "Transferred to Another Jurisdiction - Guilty Plea": "convicted",
        "Drug Treatment Court - Guilty plea, dismissed": "convicted",
        "Disposed - Section 18 (after conviction)": "convicted",
        "Dismissed - Probation Without Verdict Completed": "deferred",
        "Nolle Prossed - Section 17": "deferred",
        "Guilty Plea - Withdrawn": "",
        "Held for Court": "",
        "Transferred to Another Jurisdiction": "",
        "Dismissed - Drug Treatment Court": "",
        "Hardship": "",
        "ARD - County Open": "diverted",
        "Dismissed - ARD Completed": "diverted",
        "Charge Changed (Lower Court)": "dismissed",
        "Withdrawn": "dismissed",
        "Nolle Prossed": "dismissed",
        "Not Guilty": "acquitted",
    },
    "suffolk_da": {
        "Plea | Guilty - Change of Plea, formerly Not Guilty": "convicted",
        "Guilty Plea | Dismissed": "convicted",
        "Plea | Guilty - Filed": "deferred",
        "Dismissed | Continued Without a Finding": "deferred",
        "Dismissed | CWOF Dismissed": "deferred",
        "Dismissed | Dismissed - Probation Completed": "",
        "Plea | Not Guilty": "",
        "Youthful Offender | Guilty": "",
        "Bound Over | ": "",
        "Verdict - Jury Trial | Directed Verdict Not Guilty": "acquitted",
        "Dismissed | Dismissed for Agreed Plea": "dismissed",
        "Plea | Pretrial Probation": "diverted",
        "Convert to Civil | Responsible": "diverted",
        "Pending | ": "charged",
        " | ": "",
    },
}


@pytest.mark.parametrize("name", READ_AS)
def test_the_words_of_a_disposition_are_read_whole_and_unread_words_clear_nothing(name: str) -> None:
    layout = next(one for one in layouts() if one.name == name)
    got = {words: entry.outcome if (entry := layout.outcome(words)) else "" for words in READ_AS[name]}
    assert got == READ_AS[name]


def test_probation_before_a_plea_is_not_read_into_a_row_that_speaks_of_one() -> None:
    layout = next(one for one in layouts() if one.name == "suffolk_da")
    before, beside = layout.outcome("Pre Trial Probation | "), layout.outcome("Plea | Pretrial Probation")
    assert before is not None
    assert beside is not None
    assert before.facts["guilt_found_or_admitted"] is False
    assert "guilt_found_or_admitted" not in beside.facts


def test_a_disposition_that_nobody_knows_or_that_leaves_the_outcome_open_is_listed(tmp_path: Path) -> None:
    charge = ("OFFENSE_TITLE", "CHAPTER", "ACT", "SECTION", "CLASS")
    columns = [f"DISPOSITION_CHARGED_{one}" for one in charge]
    header = ",".join(
        ["CASE_PARTICIPANT_ID", *columns, "INCIDENT_BEGIN_DATE", "DISPOSITION_DATE", "CHARGE_DISPOSITION"]
    )
    words = ["Charge Vacated", "Transferred - Misd Crt", "Nolle Prosecution"]
    lines = [f"{i},RETAIL THEFT,720,5,16-25(a)(1),4,2012-01-05,2012-06-01,{one}" for i, one in enumerate(words)]
    summary = _run(_csv(tmp_path / "in.csv", *lines, header=header), tmp_path / "out.parquet")
    got = pl.read_parquet(tmp_path / "out.parquet")
    assert got["conviction"].to_list() == [None, None, False]
    assert sorted(one["disposition"] for one in summary.unmapped_dispositions) == words[:2]


@pytest.mark.skipif(not SHARED.exists(), reason="the files of real layouts are not on this machine")
def test_files_of_real_layouts_are_told_by_their_columns(tmp_path: Path) -> None:
    rows = SHARED / "data" / "rows"
    doj = _run(rows / "ca_doj_bulk" / "extra_comma.csv", tmp_path / "doj.parquet")
    assert (doj.layout, doj.forum) == ("california_doj", "9th Cir.")
    assert "CITIZENSHIP_LIST" in doj.refused_columns
    assert doj.rows == 38
    assert doj.mapped + doj.unmapped + sum(doj.not_crimes.values()) == 38, "nothing is dropped"
    jail = _run(rows / "il_cook_jail" / "charges.csv", tmp_path / "jail.parquet")
    assert jail.layout == "cook_jail"
    assert jail.mapped / jail.rows > 0.8


def test_no_kept_answer_outlives_the_program_that_gave_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A derivation that is mended answers a file that was screened before it was."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    source = _csv(tmp_path / "in.csv", THEFT)
    _run(source, tmp_path / "before.parquet")
    asked: list[str] = []
    answered = law_table.match_answer

    def counted(*given: Any, **more: Any) -> Any:
        asked.append(given[3])
        return answered(*given, **more)

    monkeypatch.setattr(law_table, "match_answer", counted)
    _run(source, tmp_path / "same.parquet")
    assert not asked, "the same program is not asked again"
    monkeypatch.setattr(find, "program_hash", lambda: "another")
    monkeypatch.setitem(vars(catalogue()), "hash", Catalogue().hash)
    _run(source, tmp_path / "after.parquet")
    assert asked


def test_the_program_is_its_modules_and_tables(tmp_path: Path) -> None:
    for name in (
        "law/federal/grounds/turpitude.py",
        "law/splits.toml",
        "catalog/derive.py",
        "logic/truth.py",
        "weigh/advise.py",
    ):
        before = program_hash(tmp_path)
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one = 1\n", encoding="utf-8")
        with_it = program_hash(tmp_path)
        (tmp_path / name).write_text("one = 2\n", encoding="utf-8")
        assert len({before, with_it, program_hash(tmp_path)}) == 3
    kept = program_hash(tmp_path)
    for name in ("law/offenses/x.toml", "law/holdings/x.toml", "desk/pages.py", "law/__pycache__/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one = 1\n", encoding="utf-8")
    assert program_hash(tmp_path) == kept


def test_what_a_file_gives_reason_to_believe_is_used_whatever_the_offense_is(tmp_path: Path) -> None:
    trespass = "MA,TRESPASS c266 §120,convicted,2015-01-01,2015-06-01"
    rows = [f"{row},{said}" for row in (trespass, THEFT) for said in ("yes", "", "no")]
    source = _csv(tmp_path / "in.csv", *rows, header=f"{HEADER},belief")
    columns = {name: name for name in HEADER.split(",")}
    layout = read_layout({"name": "test", "columns": columns, "facts": {"reason_to_believe_trafficking": "belief"},
                          "disposition": [{"match": "convicted", "outcome": "convicted"}]}, "test")  # fmt: skip
    summary = _run(source, tmp_path / "out.parquet", mapping=layout)
    assert "count.file_speaks_of_drug_trade = False" in summary.assumed
    got = pl.read_parquet(tmp_path / "out.parquet")
    said = got["inadmissible.drug_trafficker"].to_list()
    assert said == ["T", "?", "F"] * 2, "a column that is to say it, and says nothing, leaves it open"


def test_that_an_act_without_guilt_found_is_taken_as_not_found_is_said(tmp_path: Path) -> None:
    """As a case file's receipt says it; a mapping that assumes the fact itself says that instead."""
    source = _csv(tmp_path / "in.csv", THEFT)
    columns = {name: name for name in HEADER.split(",")}
    said = []
    for number, assume in enumerate(({}, {"unlawful_act_found": True})):
        layout = read_layout({"name": "test", "columns": columns, "assume": assume,
                              "disposition": [{"match": "convicted", "outcome": "convicted"}]}, "test")  # fmt: skip
        said.append(_run(source, tmp_path / f"out{number}.parquet", mapping=layout))
    assert ACT_NOT_FOUND_IN_WORDS in said[0].assumed
    assert ACT_NOT_FOUND_IN_WORDS in NOTHING_BESIDE_IN_WORDS
    assert _assumed(said[0]).endswith(f"; {ACT_NOT_FOUND_IN_WORDS}")
    assert "count.unlawful_act_found = True" in said[1].assumed
    assert ACT_NOT_FOUND_IN_WORDS not in said[1].assumed


@pytest.mark.parametrize("state", ["MA", "ma", " Ma "])
def test_a_mapping_names_its_state_in_any_case(tmp_path: Path, state: str) -> None:
    layout = _layout(state=state)
    assert layout.state == "MA"
    summary = _run(_csv(tmp_path / "in.csv", THEFT), tmp_path / "out.parquet", mapping=layout)
    assert (summary.forum, summary.mapped) == ("1st Cir.", 1)


@pytest.mark.parametrize("more", [{"state": "Massachusetts"}, {"state": "tx"}, {"state": ""}, {}])
def test_a_state_that_is_none_of_ours_is_refused_with_those_that_are(more: dict[str, str]) -> None:
    """Beside a column of states too: what the mapping says goes before the rows."""
    columns = {"charge": "charge", "state": "where"} if more.get("state") else {"charge": "charge"}
    with pytest.raises(SteelyardError) as refused:
        read_layout({"name": "test", "columns": columns, **more}, "test")
    assert (refused.value.code, refused.value.where) == ("SY-B003", "test: state")
    assert "one of CA, NY, IL, PA, OR, MA, US in two letters, or a column" in refused.value.right


def test_a_row_of_another_state_is_told_with_those_that_are_ours(tmp_path: Path) -> None:
    source = _csv(tmp_path / "in.csv", THEFT.replace("MA", "ma", 1), THEFT.replace("MA", "Texas", 1))
    summary = _run(source, tmp_path / "out.parquet")
    assert (summary.mapped, summary.unmapped) == (1, 1)
    assert "one of CA, NY" in summary.top_unmapped[0]["reason"]


# --- columns that contradict each other ----------------------------------------------------------------------------------

_CONTRADICTING = {
    "columns": {"charge": "charge", "disposition": "what", "level": "level", "term": "days", "conviction_date": "when",
                "offense_date": "when"},
    "disposition": [{"match": "^convicted", "outcome": "convicted"}, {"match": "^dismissed", "outcome": "dismissed"},
                    {"match": "^fined", "outcome": "convicted", "facts": {"term_imposed": 0}},
                    {"match": "^diverted", "outcome": "diverted"}, {"match": "^delinquent", "outcome": "delinquent"}],
    "facts": {"guilt_found_or_admitted": "guilt", "restraint_ordered": "bound", "days_confined": "jailed",
              "age_at_offense": "age"},
    "term": {"": "day"}, "state": "CA",
}  # fmt: skip
_CONTRADICTIONS = (
    ("PC 487(a),dismissed,,,2015-01-01,yes,,,", "PC 487(a),,,,2015-01-01,,,,", "outcome_and_finding"),
    ("PC 487(a),dismissed,,,2015-01-01,,yes,,", "PC 487(a),,,,2015-01-01,,,,", "outcome_and_finding"),
    ("PC 487(a),convicted,,,2015-01-01,no,,,", "PC 487(a),,,,2015-01-01,,,,", "outcome_and_finding"),
    ("PC 487(a),dismissed,,30,2015-01-01,,,,", "PC 487(a),,,,2015-01-01,,,,", "outcome_and_sentence"),
    ("PC 487(a),dismissed,,,2015-01-01,,,30,", "PC 487(a),,,,2015-01-01,,,,", "outcome_and_sentence"),
    ("PC 487(a),diverted,,30,2015-01-01,no,,,", "PC 487(a),,,,2015-01-01,,,,", "outcome_and_sentence"),
    ("PC 211,fined,,800,2015-01-01,,,,", "PC 211,convicted,,,2015-01-01,,,,", "outcome_and_sentence"),
    ("PC 211,convicted,,30,2015-01-01,,,800,", "PC 211,convicted,,,2015-01-01,,,,", "sentence_and_sentence"),
    (
        "PC 484(a),convicted,misdemeanor,700,2015-01-01,,,,",
        "PC 484(a),convicted,,,2015-01-01,,,,",
        "sentence_and_maximum",
    ),
    ("PC 487(a),delinquent,,,2015-01-01,,,,40", "PC 487(a),,,,2015-01-01,,,,", "outcome_and_age"),
)
"""A row, the same without the columns that contradict each other, and the kind."""
_AGREEING = (
    "PC 487(a),dismissed,,,2015-01-01,no,no,,",
    "PC 487(a),dismissed,,0,2015-01-01,,,0,",
    "PC 487(a),convicted,,800,2015-01-01,yes,yes,300,17",
    "PC 484(a),convicted,misdemeanor,180,2015-01-01,,,,",
    "PC 487(a),diverted,,,2015-01-01,no,,,",
)


def _contradicting(tmp_path: Path, *lines: str, engine: str = "polars") -> tuple[Summary, pl.DataFrame, pl.DataFrame]:
    source = _csv(tmp_path / "in.csv", *lines, header="charge,what,level,days,when,guilt,bound,jailed,age")
    out = tmp_path / f"{engine}.parquet"
    summary = _run(source, out, mapping=_layout(**_CONTRADICTING), engine=engine)
    return summary, pl.read_parquet(out).sort("row"), pl.read_parquet(tmp_path / f"{engine}.profiles.parquet")


@pytest.mark.parametrize(("line", "without", "kind"), _CONTRADICTIONS)
def test_columns_that_contradict_each_other_clear_nothing(tmp_path: Path, line: str, without: str, kind: str) -> None:
    """No consequence is cleared that would not be if the columns were empty."""
    summary, rows, _ = _contradicting(tmp_path, line)
    assert summary.contradictions == {kind: (1, 1)}
    assert any("SY-B012: rows that contradict themselves, and are unknown in it: 1" in note for note in summary.notes)
    _, empty, _ = _contradicting(tmp_path, without)
    cleared = {one["consequence"] for one in summary.consequences if rows[one["consequence"]][0] == "F"}
    assert cleared <= {name for name in empty.columns if empty[name][0] == "F"}
    assert rows["conviction"][0] is not False


def test_columns_that_agree_are_no_contradiction(tmp_path: Path) -> None:
    summary, rows, _ = _contradicting(tmp_path, *_AGREEING)
    assert not summary.contradictions and not any("SY-B012" in note for note in summary.notes)
    assert rows["conviction"].to_list() == [False, False, True, True, False]


def test_contradictions_are_counted_by_kind_and_alike_on_every_engine(tmp_path: Path) -> None:
    lines = (*_AGREEING, *(line for line, _, _ in _CONTRADICTIONS), _CONTRADICTIONS[0][0])
    counted: dict[str, int] = {}
    for _, _, kind in (*_CONTRADICTIONS, _CONTRADICTIONS[0]):
        counted[kind] = counted.get(kind, 0) + 1
    found = [_contradicting(tmp_path, *lines, engine=engine) for engine in ("polars", "duckdb")]
    for summary, _, _ in found:
        assert {kind: many for kind, (many, _) in summary.contradictions.items()} == counted
        assert summary.contradictions["outcome_and_finding"][1] == len(_AGREEING) + 1
    assert found[0][1]["profile"].to_list() == found[1][1]["profile"].to_list()


def test_contradictions_of_persons_in_several_circuits_are_counted_once(tmp_path: Path) -> None:
    header = "state,charge,what,level,days,when,guilt,bound,jailed,age,who"
    lines = ["CA,PC 487(a),dismissed,,30,2015-01-01,,,,,a", "MA,c266 §30(1),dismissed,,30,2015-01-01,,,,,a",
             "CA,PC 484(a),convicted,misdemeanor,700,2015-01-01,,,,,b"]  # fmt: skip
    mapping = {**_CONTRADICTING, "columns": {**_CONTRADICTING["columns"], "state": "state", "person": "who"}}
    del mapping["state"]
    layout = read_layout({"name": "test", **mapping}, "test")
    source = _csv(tmp_path / "in.csv", *lines, header=header)
    summary = _run(source, tmp_path / "out.parquet", mapping=layout)
    assert summary.contradictions == {"outcome_and_sentence": (2, 1), "sentence_and_maximum": (1, 3)}


@pytest.mark.parametrize(
    ("state", "charge", "said", "modifier"),
    [
        ("MA", "ATTEMPT TO MURDER c265 §16", "", None),  # the section is the attempt
        ("MA", "ATTEMPTED LARCENY c266 §30(1)", "", "attempt"),
        ("IL", "720 ILCS 5/9-1", "attempt", "attempt"),  # one of its paragraphs is a killing in an attempted felony
        ("CA", "496 PC", "attempt", "attempt"),  # one of its subdivisions is the attempt
        ("CA", "496(d) PC", "attempt", None),
    ],
)
def test_an_attempt_is_one_unless_the_whole_section_is(
    state: str, charge: str, said: str, modifier: str | None
) -> None:
    layout = read_layout({"name": "t", "columns": {"charge": "c", "state": "s", "modifier": "m"}}, "t")
    found = read_charge(layout, catalogue(), {"state": state, "charge": charge, "modifier": said})
    assert found.charge.modifier == modifier
