"""No command writes over a file of another kind unasked; its own earlier output it does replace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REAL = "case_id,charge,group,diversion\n1,theft,A,yes\n2,theft,B,no\n"
CHARGES = (
    "state,charge,disposition,offense_date,conviction_date,person\nMA,A&B c265 s13A,convicted,2015-01-01,2015-06-01,a\n"
)


@pytest.fixture
def folder(tmp_path: Path, steelyard: Any) -> Path:
    (tmp_path / "charges.csv").write_text(CHARGES, encoding="utf-8")
    assert steelyard("synth", str(tmp_path / "office.csv"), "--rows", "300")[0] == 0
    return tmp_path


@pytest.mark.parametrize(
    ("command", "made"),
    [
        ("synth OUT.csv --rows 200", "OUT.csv"),
        ("synth OUT.parquet --rows 200", "OUT.parquet"),
        ("screen charges.csv OUT.csv --class citizen", "OUT.csv"),
        ("screen charges.csv OUT.csv --class citizen", "OUT.persons.csv"),
        ("screen charges.csv OUT.parquet --class citizen", "OUT.profiles.parquet"),
        ("parity office.csv --permutations 99 --report OUT.html", "OUT.html"),
        ("parity office.csv --permutations 99 --report OUT.pdf", "OUT.pdf"),
        ("parity CASE --report OUT.html", "OUT.html"),
        ("policy simulate charges.csv --policy cook --in-force latest --stage plea --report OUT.html", "OUT.html"),
        ("law export OUT.json", "OUT.json"),
    ],
)
def test_a_file_of_another_kind_is_not_written_over(folder: Path, steelyard: Any, command: str, made: str) -> None:
    case = str(ROOT / "examples" / "cook.toml")
    words = [str(folder / word) if "." in word else case if word == "CASE" else word for word in command.split()]
    target = folder / made
    target.write_text(REAL, encoding="utf-8")
    status, out, err = steelyard(*words)
    assert (status, out) == (2, "") and "SY-A004" in err and str(target) in err and "--overwrite" in err
    assert target.read_text(encoding="utf-8") == REAL
    assert steelyard(*words, "--overwrite")[0] == 0
    first = target.read_bytes()
    assert first != REAL.encode()
    assert steelyard(*words)[0] == 0, "its own output it may replace"
    assert target.read_bytes() == first
    if target.suffix == ".csv":
        lines = target.read_text(encoding="utf-8").splitlines()
        added = "\n".join([f"{lines[0]},mine", *(f"{line},1" for line in lines[1:])])
        target.write_text(added, encoding="utf-8")
        assert "SY-A004" in steelyard(*words)[2], "a column that somebody added is not this command's"


def test_an_empty_file_is_free(folder: Path, steelyard: Any) -> None:
    (folder / "new.csv").touch()
    assert steelyard("synth", str(folder / "new.csv"), "--rows", "20")[0] == 0
