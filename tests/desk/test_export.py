"""Everything out in open formats, with nothing in it that a spreadsheet would run."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import sqlalchemy as sa

from steelyard import cli
from steelyard.desk import models as t
from steelyard.desk.access import local_actor
from steelyard.desk.export import guarded
from tests.desk.support import PERSON, case, client, make_desk, settings, token_for

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize(
    ("value", "cell"), [("a=1", "a=1"), (-5, "-5"), (True, "true"), (None, ""), ("", ""), ("x\n=1", "x\n=1")]
)
def test_other_values_stay_as_they_are(value: Any, cell: str) -> None:
    assert guarded(value) == cell


def test_everything_is_there_and_no_cell_begins_a_formula(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, kind="defense")
    web = client(desk, token_for(desk.store))
    ids = [web.post("/api/v1/cases", json=case(id=text, person=PERSON)).json()["id"] for text in FORMULAS]
    web.post(f"/api/v1/cases/{ids[0]}/analyses").raise_for_status()
    asked = {"version": 1, "option": "1", "route": "line", "reason": "=HYPERLINK(1)"}
    web.post(f"/api/v1/cases/{ids[0]}/approvals", json=asked).raise_for_status()
    data = web.get("/api/v1/export").json()
    assert {one["reference"] for one in data["cases"]} == set(FORMULAS)
    assert all(one["body"]["person"] == PERSON for one in data["versions"])
    assert data["decisions"][0]["reason"] == "=HYPERLINK(1)"
    assert data["analyses"][0]["receipt"]["answers"]
    archive = zipfile.ZipFile(io.BytesIO(web.get("/api/v1/export", params={"form": "csv"}).content))
    assert {name.removesuffix(".csv") for name in archive.namelist()} == set(data) - {"kind", "draft"}
    for name in archive.namelist():
        rows = list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))
        assert len(rows) >= len(data[name.removesuffix(".csv")])
        for row in rows:
            for value in row.values():
                assert not value.strip().startswith(("=", "+", "@", "＝", "＋", "－", "＠")), (name, value)
                assert not value.strip().startswith("-") or value.strip("-").isdecimal()


def test_no_secret_is_exported(tmp_path: Path) -> None:
    from steelyard.desk.signin import add_account

    desk = make_desk(tmp_path)
    token = token_for(desk.store)
    with desk.store.writing() as connection:
        made = add_account(desk.store, connection, "a.line", ["line"], "correct horse battery")
        held = connection.execute(
            sa.select(t.users.c.password, t.users.c.code_key).where(t.users.c.id == made.id)
        ).one()
        hashed = connection.execute(sa.select(t.tokens.c.hash)).scalar_one()
    text = client(desk, token).get("/api/v1/export").text
    for secret in (held.password, held.code_key, made.code_key, hashed, token, "argon2"):
        assert secret not in text


def test_the_commands_write_and_keep_what_an_office_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    desk = make_desk(data, kind="defense")
    case_id = client(desk, token_for(desk.store)).post("/api/v1/cases", json=case(person=PERSON)).json()["id"]

    def run(*words: str, at: Path = data, stdin: str = "") -> str:
        monkeypatch.setattr("sys.argv", ["steelyard", *words, "--data", str(at)])
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        _main()
        return capsys.readouterr().out

    def _main() -> None:
        with contextlib.suppress(SystemExit):
            cli.main()

    run("store", "export", str(tmp_path / "out"))
    assert json.loads((tmp_path / "out" / "steelyard.json").read_text())["cases"][0]["id"] == case_id
    run("store", "export", str(tmp_path / "out"), "--csv")
    assert "versions.csv" in {path.name for path in (tmp_path / "out").iterdir()}
    with desk.store.writing() as connection:
        upload = desk.jobs.add(connection, local_actor(), "import", "x.csv", pl.DataFrame({"a": ["b"]}), {}).id
        connection.execute(sa.update(t.jobs).values(changed_at="2020-01-01T00:00:00.000000Z"))
    assert run("store", "hold", upload, "--reason", "litigation") == "held\n"
    assert "0 uploads with their results are due" in run("store", "retention")
    assert "1 files of uploads" in run("store", "backup", str(tmp_path / "backup.zip"))
    assert run("store", "hold", upload) == "released\n"
    assert "1 uploads with their results are due" in run("store", "retention")
    shutil.copytree(data / "keys", tmp_path / "older" / "keys")
    assert "texts sealed under a new key" in run("keys", "rotate")
    assert "0 cases are due" in run("store", "retention")
    assert "sound" in run("audit", "verify")
    assert json.loads(run("audit", "show").splitlines()[0])["action"] == "case.create"
    told = run("users", "add", "a.line", "--role", "line", stdin="correct horse battery\n")
    assert "otpauth://totp/" in told
    secret = run("users", "token", "--scope", "read", "--user", "a.line").strip()
    assert secret.startswith("sy_")
    assert run("users", "close", "a.line") == "closed\n"
    (tmp_path / "older" / "keys" / "trail.head").unlink()
    assert "sound" in run("store", "restore", str(tmp_path / "backup.zip"), at=tmp_path / "older")
    found = make_desk(tmp_path / "older", kind="defense")
    assert found.jobs.table(upload).rows() == [("b",)]
    assert "0 uploads with their results deleted" in run("store", "retention", "--delete", at=tmp_path / "older"), (
        "held"
    )
    assert "1 uploads with their results deleted" in run("store", "retention", "--delete")
    assert (tmp_path / "older" / "jobs" / upload).exists() and not (data / "jobs" / upload).exists()
    assert client(found, token_for(found.store)).get(f"/api/v1/cases/{case_id}").json()["case"]["person"] == PERSON


def test_a_backup_is_not_restored_beside_keys_that_do_not_open_it(tmp_path: Path) -> None:
    from steelyard.desk.backup import backup, restore
    from steelyard.desk.storage import make_engine, revision
    from steelyard.logic.errors import SteelyardError

    desk = make_desk(tmp_path / "one", kind="defense")
    client(desk, token_for(desk.store)).post("/api/v1/cases", json=case(person=PERSON)).raise_for_status()
    backup(desk.store, tmp_path / "backup.zip")
    make_desk(tmp_path / "two", kind="defense")
    told = settings(tmp_path / "three", keys=tmp_path / "two" / "keys")
    with pytest.raises(SteelyardError, match="SY-K004"):
        restore(told, tmp_path / "backup.zip")
    with make_engine(told).begin() as connection:
        assert revision(connection) is None


@pytest.mark.parametrize(
    "words",
    ["store backup x.zip", "store export x", "store retention", "store hold x", "audit verify", "audit show", "users close x",
     "keys rotate"],
)  # fmt: skip
def test_a_folder_without_an_instance_is_not_taken_for_a_sound_and_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["steelyard", *words.split(), "--data", str(tmp_path / "mistyped")])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
    assert "SY-K003" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("which", ["file", "file/below", "/proc/nowhere", "keys"])
def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], which: str
) -> None:
    file = tmp_path / "file"
    file.write_text("mine", "utf-8")
    data = tmp_path / "data" if which == "keys" else tmp_path / which
    if which == "keys":
        monkeypatch.setenv("STEELYARD_KEYS", str(file))
    monkeypatch.setattr("sys.argv", ["steelyard", "desk", "--no-browser", "--data", str(data)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert "SY-K037" in told and str(file if which == "keys" else data) in told
    assert file.read_text("utf-8") == "mine"


def test_a_setting_that_was_given_as_an_option_is_named_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["steelyard", "desk", "--kind", "defence", "--data", str(tmp_path)])
    with pytest.raises(SystemExit):
        cli.main()
    assert "SY-K002: --kind: " in capsys.readouterr().err


def test_without_its_packages_the_desk_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from steelyard.desk import commands

    monkeypatch.setattr(commands, "find_spec", lambda name: None)
    monkeypatch.setattr("sys.argv", ["steelyard", "desk", "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
    assert "SY-K001" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    ["kind = 'police'", "mode = 'office'\naddress = 'http://x'", "nonsense = 1", "kind = ", "[limits]\nbody = 'big'",
     "database = 'mysql://x/y'"],
)  # fmt: skip
def test_settings_that_do_not_fit_are_told(tmp_path: Path, text: str) -> None:
    from steelyard.desk.settings import read_settings
    from steelyard.desk.storage import open_store
    from steelyard.logic.errors import SteelyardError

    (tmp_path / "desk.toml").write_text(text)
    with pytest.raises(SteelyardError, match=r"SY-K00[23]"):
        open_store(read_settings(tmp_path))
