"""A profile of a screening explained: every answer of the file, no more and no less, with reasons and authorities."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from steelyard.cli import app
from steelyard.law.columns import columns
from steelyard.logic.errors import SteelyardError
from steelyard.logic.truth import Why
from steelyard.weigh.explain_profile import REASONS, explain_profile, page
from steelyard.weigh.screen import screen
from steelyard.weigh.screen_files import companion

TODAY = date(2026, 6, 1)
CLASSES = ["resident_under_five", "entered_without_inspection", "citizen"]
LINES = (
    "who,state,charge,disposition,offense_date,conviction_date",
    "a,MA,LARCENY OVER $250 c266 §30(1),convicted,2015-01-01,2015-06-01",
    "a,MA,LARCENY OVER $250 c266 §30(1),convicted,2015-01-01,2015-06-01",
    "b,MA,NOBODY KNOWS THIS,convicted,2015-01-01,2015-06-01",
    "c,MA,A&B c265 §13A,dismissed,2015-01-01,2015-06-01",
)


@pytest.fixture(scope="module", params=[".parquet", ".csv"])
def out(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("profiles")
    source, mapping = folder / "in.csv", folder / "map.toml"
    source.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    mapping.write_text(
        'name = "test"\n[columns]\nperson = "who"\nstate = "state"\ncharge = "charge"\noffense_date = "offense_date"\n'
        'conviction_date = "conviction_date"\ndisposition = "disposition"\n'
        '[[disposition]]\nmatch = "convicted"\noutcome = "convicted"\n'
        '[[disposition]]\nmatch = "dismissed"\noutcome = "dismissed"\n',
        encoding="utf-8",
    )
    target = folder / f"out{request.param}"
    screen(source, target, mapping=mapping, classes=CLASSES, today=TODAY)
    return target


def read(file: Path) -> pl.DataFrame:
    return pl.read_parquet(file) if file.suffix == ".parquet" else pl.read_csv(file)


def test_every_answer_of_the_file_is_told_and_none_besides(out: Path) -> None:
    table = read(companion(out, "profiles"))
    numbers = table["profile"].unique().to_list()
    assert len(numbers) >= 3
    for number in numbers:
        told = explain_profile(out, number, TODAY)
        assert list(told.classes) == CLASSES
        assert [one.rule for one in told.consequences] == [column.rule for column in columns()]
        for one in told.consequences:
            assert one.cites
            for answer in one.answers:
                line = table.filter((pl.col("profile") == number) & (pl.col("posture") == answer.posture))
                assert answer.verdict is line[one.rule][0]
                mask = line[f"{one.rule}:why"][0] if answer.verdict is None else 0
                assert sum(answer.reasons) == mask
                assert (answer.verdict is None) == bool(answer.reasons)


def test_a_fact_that_is_missing_is_called_by_its_name(out: Path) -> None:
    told = explain_profile(out, read(out)["profile"][0], TODAY)
    felony = next(one for one in told.consequences if one.rule == "deportable.aggravated_felony")
    assert "term imposed" in felony.missing
    assert "missing, unless the file gave it: " in page(told)
    for one in told.consequences:
        is_missing = any(Why.MISSING_FACT in answer.reasons for answer in one.answers)
        assert is_missing or not one.missing, "only where a fact is the reason"
        assert one.missing or not is_missing, one.rule
    assert told.as_dict()["consequences"][0]["missing_facts"] == list(felony.missing)


def test_the_fact_that_alone_is_missing_of_an_old_offense_is_named(tmp_path: Path) -> None:
    """Of a theft of ten years ago the youthful exception hangs on the age, which a day that is made up would hide."""
    source, mapping, target = tmp_path / "in.csv", tmp_path / "map.toml", tmp_path / "out.csv"
    row = "MA,LARCENY OVER $250 c266 §30(1),convicted,2014-05-01,2015-02-01,F"
    source.write_text(
        f"state,charge,disposition,offense_date,conviction_date,level,age\n{row},30\n{row},\n", encoding="utf-8"
    )
    mapping.write_text(
        'name = "test"\n[columns]\nstate = "state"\ncharge = "charge"\noffense_date = "offense_date"\n'
        'conviction_date = "conviction_date"\ndisposition = "disposition"\nlevel = "level"\n'
        '[level]\nF = "felony"\n[facts]\nage_at_offense = "age"\n'
        '[[disposition]]\nmatch = "convicted"\noutcome = "convicted"\n',
        encoding="utf-8",
    )
    screen(source, target, mapping=mapping, classes=CLASSES, today=TODAY)
    rows = read(target)
    assert rows["inadmissible.cimt"].to_list() == ["TTF", "??F"]
    told = explain_profile(target, rows["profile"][1], TODAY)
    assert "age at offense" in next(one.missing for one in told.consequences if one.rule == "inadmissible.cimt")


def test_either_file_may_be_named_and_who_has_the_profile_is_counted(out: Path) -> None:
    rows = read(out)
    for name in ("profile", "person_profile"):
        number = rows[name][0]
        told = explain_profile(out, number, TODAY)
        assert told == explain_profile(companion(out, "profiles"), number, TODAY)
        assert told.rows == (rows["profile"] == number).sum()
    alone = explain_profile(out, rows["profile"][0], TODAY)
    assert alone.rows == 2 and alone.like[0]["offense"] == "ma.266.30.1"
    assert explain_profile(out, rows["person_profile"][0], TODAY).persons == 1


def test_what_is_unknown_stands_under_unknown_and_never_under_no(out: Path) -> None:
    number = read(out)["profile"][2]  # a charge that nobody could map
    told = explain_profile(out, number, TODAY)
    text = page(told)
    sure, _, rest = text.partition("UNKNOWN, not cleared")
    unknown, _, no = rest.partition("\nNO\n")
    assert REASONS[Why.NOT_ENCODED] in unknown and REASONS[Why.NOT_ENCODED] not in sure + no
    for one in told.consequences:
        assert (f"  {one.label}\n" in unknown) == bool(one.classes(None))
        assert (f"  {one.label}\n" in no) == bool(one.classes(False))
    assert "Needs attorney review" in text


def test_the_command_tells_it_as_text_and_as_json(out: Path) -> None:
    number = str(read(out)["profile"][0])
    said = CliRunner().invoke(app, ["explain", str(out), "--profile", number, "--as-of", "2026-06-01"])
    assert said.exit_code == 0 and said.stdout == page(explain_profile(out, int(number), TODAY))
    told = CliRunner().invoke(app, ["explain", str(out), "--profile", number, "--as-of", "2026-06-01", "--json"])
    assert json.loads(told.stdout) == explain_profile(out, int(number), TODAY).as_dict()
    assert CliRunner().invoke(app, ["explain", str(out)]).exit_code == 2


def test_a_number_or_a_file_that_is_none_is_refused(out: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.profiles.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    for file, number in ((out, 7), (tmp_path / "nothing.parquet", 7), (other, 7)):
        with pytest.raises(SteelyardError) as refused:
            explain_profile(file, number, TODAY)
        assert refused.value.code == "SY-B011"
