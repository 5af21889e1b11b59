"""The trail: what it says, what it never says, and that every change to it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from steelyard.desk import models as t
from steelyard.desk.app import Desk
from steelyard.desk.audit import append, recording, verify
from steelyard.desk.storage import open_store
from tests.desk.support import PERSON, case, client, make_desk, settings, token_for


def _desk(data: Path, database: dict[str, Any]) -> Desk:
    desk = make_desk(data, **database)
    with recording(desk.store) as connection:
        for number in range(12):
            append(desk.store, connection, "somebody", "test", str(number), ["label", "counts"])
    return desk


def _change(desk: Desk, *statements: str) -> None:
    """Change the trail as somebody with the database in hand would, past its triggers."""
    with desk.store.engine.begin() as connection:
        if desk.store.engine.dialect.name == "postgresql":
            connection.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        else:
            for word in ("update", "delete"):
                connection.execute(sa.text(f"DROP TRIGGER audit_no_{word}"))
        for one in statements:
            connection.execute(sa.text(one))


CHANGES = {
    "an actor": ["UPDATE audit SET \"by\" = 'nobody' WHERE number = 5"],
    "a moment": ["UPDATE audit SET at = '2020-01-01T00:00:00.000000Z' WHERE number = 5"],
    "fields": ["UPDATE audit SET fields = '[]' WHERE number = 5"],
    "what it is about": ["UPDATE audit SET about = 'x' WHERE number = 1"],
    "a hash": ["UPDATE audit SET hash = 'ab' WHERE number = 5"],
    "one taken out": ["DELETE FROM audit WHERE number = 5"],
    "the first taken out": ["DELETE FROM audit WHERE number = 1"],
    "two exchanged": [
        "UPDATE audit SET number = 99 WHERE number = 5",
        "UPDATE audit SET number = 5 WHERE number = 6",
        "UPDATE audit SET number = 6 WHERE number = 99",
    ],
    "one put in": [
        'INSERT INTO audit SELECT 13, at, "by", action, about, fields, hash, hash FROM audit WHERE number = 12'
    ],
    "the last cut off": [
        "DELETE FROM audit WHERE number > 10",
        "UPDATE chain SET number = 10, hash = (SELECT hash FROM audit WHERE number = 10)",
    ],
    "all cut off": ["DELETE FROM audit", "UPDATE chain SET number = 0, hash = ''"],
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_shows(tmp_path: Path, database: dict[str, Any], change: str) -> None:
    desk = _desk(tmp_path, database)
    assert verify(desk.store).sound
    _change(desk, *CHANGES[change])
    found = verify(desk.store)
    assert not found.sound, change


def test_a_trail_written_anew_without_the_key_shows(tmp_path: Path) -> None:
    """Somebody with the whole database but not the keys folder cannot make entries that hold."""
    desk = _desk(tmp_path, {})
    other = make_desk(tmp_path / "elsewhere")
    other.store.name = desk.store.name
    with recording(other.store) as connection:
        for number in range(12):
            append(other.store, connection, "somebody else", "test", str(number))
    with other.store.reading() as connection:
        forged = [dict(row._mapping) for row in connection.execute(sa.select(t.audit))]
    _change(desk, "DELETE FROM audit")
    with desk.store.engine.begin() as connection:
        connection.execute(sa.insert(t.audit), forged)
        connection.execute(sa.update(t.chain).values(hash=forged[-1]["hash"]))
    assert any("not what was written" in one for one in verify(desk.store).wrong)


def test_the_database_refuses_to_change_or_delete_entries(tmp_path: Path, database: dict[str, Any]) -> None:
    desk = _desk(tmp_path, database)
    statements = ["UPDATE audit SET about = 'x'", "DELETE FROM audit"]
    if database:
        statements.append("TRUNCATE audit")
    for one in statements:
        with pytest.raises(sa.exc.DBAPIError, match="only grows"), desk.store.engine.begin() as connection:
            connection.execute(sa.text(one))
    assert verify(desk.store).sound


def test_a_note_that_lags_is_sound_and_a_note_of_another_instance_is_not(tmp_path: Path) -> None:
    desk = _desk(tmp_path, {})
    head = tmp_path / "keys" / "trail.head"
    before = head.read_text()
    with desk.store.writing() as connection:  # as if the program had been killed before the end was noted
        append(desk.store, connection, "somebody", "test", "")
    assert verify(desk.store).sound
    head.write_text("f" * 32 + before[32:])
    assert not verify(desk.store).sound
    head.write_text("nonsense")
    assert not verify(desk.store).sound
    head.write_text(before)
    assert verify(open_store(settings(tmp_path))).sound


def test_entries_say_that_a_field_was_seen_and_never_its_value(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, kind="defense")
    web = client(desk, token_for(desk.store))
    secret = case(person=PERSON, note="quodlibet", id="REF-QUODLIBET")
    case_id = web.post("/api/v1/cases", json=secret).json()["id"]
    web.get(f"/api/v1/cases/{case_id}").raise_for_status()
    web.put(f"/api/v1/cases/{case_id}", json=secret | {"note": "other"}, headers={"if-match": "1"}).raise_for_status()
    web.post(f"/api/v1/cases/{case_id}/analyses").raise_for_status()
    web.get("/api/v1/cases", params={"find": "QUODLIBET"}).raise_for_status()
    entries = web.get("/api/v1/audit").json()["entries"]
    seen = {one["action"]: one["fields"] for one in entries}
    assert "person" in seen["case.read"] and seen["case.edit"] == ["note"]
    text = json.dumps(entries).lower()
    for word in ("quodlibet", "asylee", "misrepresentation", "ck-3391"):
        assert word not in text
    assert {one["by"] for one in entries} == {"0" * 32}


def test_the_command_tells_by_its_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from steelyard import cli

    desk = _desk(tmp_path, {})

    def run() -> int:
        monkeypatch.setattr("sys.argv", ["steelyard", "audit", "verify", "--data", str(tmp_path)])
        try:
            cli.main()
        except SystemExit as left:
            return int(left.code or 0)
        return 0

    assert run() == 0
    _change(desk, "DELETE FROM audit WHERE number = 5")
    assert run() == 1
    assert "entries 5 to 5 are missing" in capsys.readouterr().out
