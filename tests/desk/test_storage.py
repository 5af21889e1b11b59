"""Storage: steps of the tables with data in place, backup and restore, versions, keys, retention; on both databases."""

from __future__ import annotations

import json
import threading
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from steelyard.desk import models as t
from steelyard.desk import review
from steelyard.desk.access import local_actor
from steelyard.desk.audit import verify
from steelyard.desk.backup import backup, restore
from steelyard.desk.jobs import Jobs
from steelyard.desk.storage import (
    LOCAL_USER,
    add_case,
    change_case,
    make_engine,
    migrate,
    open_store,
    reseal,
    revision,
    version_of,
)
from steelyard.logic.errors import SteelyardError
from tests.desk.support import CASE, PERSON, add_person, case, client, make_desk, settings, token_for

RULE = "relief.daca_barred"
TABLES = ("cases", "versions", "analyses", "approvals", "decisions", "audit", "grants", "signatures", "jobs")
STEPS = ["0001", "0002", "0003", "0004", "0005", "0006"]


UPLOAD = pl.DataFrame({"docket": ["D-77"], "offense": ["quodlibet larceny"]})


def _filled(data: Path, database: dict[str, Any], **given: Any) -> tuple[Any, str]:
    """An instance with something in every table; returns its desk and a case's id."""
    desk = make_desk(data, **database, **given)
    web = client(desk, token_for(desk.store))
    case_id = web.post("/api/v1/cases", json=case(), headers={"idempotency-key": "first"}).json()["id"]
    web.post(f"/api/v1/cases/{case_id}/analyses").raise_for_status()
    asked = {"version": 1, "option": "1", "route": "supervisor", "reason": "comparable to what others get"}
    web.post(f"/api/v1/cases/{case_id}/approvals", json=asked).raise_for_status()
    other = add_person(desk.store, "line")
    with desk.store.writing() as connection:
        connection.execute(sa.insert(t.grants).values(case_id=case_id, user_id=other))
        desk.jobs.add(connection, local_actor(), "import", "x.csv", UPLOAD, {"rows": 1})
        review.sign(connection, "rule", RULE, review.hash_of("rule", RULE), "A. Attorney", "1", "read", other)
    return desk, case_id


def _rows(connection: sa.Connection) -> dict[str, list[tuple[Any, ...]]]:
    there = sa.MetaData()
    there.reflect(connection)
    return {
        table.name: sorted(tuple(row) for row in connection.execute(sa.select(table)))
        for table in there.sorted_tables
        if table.name != "alembic_version"
    }


def test_every_step_goes_forward_and_back_with_data_in_place(tmp_path: Path, database: dict[str, Any]) -> None:
    desk, _ = _filled(tmp_path, database)
    engine = desk.store.engine
    with engine.begin() as connection:
        before = _rows(connection)
    assert all(before[name] for name in TABLES)
    kept_at = {
        "0006": set(before),
        "0005": set(before),
        "0004": set(before) - {"jobs"},
        "0003": set(before) - {"jobs", "signatures"},
        "0002": set(before) - {"jobs", "signatures"},
        "0001": set(before) - {"jobs", "signatures", "approvals", "decisions", "idempotency"},
    }
    for step in reversed(STEPS):
        with engine.begin() as connection:
            migrate(connection, step)
            assert revision(connection) == step
            now = _rows(connection)
        assert set(now) == kept_at[step]
        for name in set(now) - {"cases", "jobs"}:
            assert now[name] == before[name], name
        assert [row[:9] for row in now.get("jobs", [])] == [row[:9] for row in before["jobs"] if "jobs" in now]
        assert [row[:7] for row in now["cases"]] == [row[:7] for row in before["cases"]]
    with engine.begin() as connection:
        migrate(connection)
        after = _rows(connection)
        migrate(connection, "base")
        assert _rows(connection) == {}
        migrate(connection)
        assert set(_rows(connection)) == set(before)
    for name in set(before) - {"approvals", "decisions", "idempotency", "signatures", "jobs"}:
        assert after[name] == before[name], name


def test_the_steps_lead_to_the_tables_that_the_program_uses(tmp_path: Path, database: dict[str, Any]) -> None:
    engine = open_store(settings(tmp_path, **database)).engine
    with engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), t.metadata) == []


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path, database: dict[str, Any]) -> None:
    told = settings(tmp_path, **database)
    store = open_store(told)
    with store.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SteelyardError, match="SY-K008"):
        open_store(told)


def test_no_hold_is_lost_by_a_step_back(tmp_path: Path, database: dict[str, Any]) -> None:
    desk, case_id = _filled(tmp_path, database)
    web = client(desk, token_for(desk.store))
    web.put(f"/api/v1/cases/{case_id}/hold", json={"hold": True, "reason": "litigation"}).raise_for_status()
    with pytest.raises(SteelyardError, match="SY-K009"), desk.store.engine.begin() as connection:
        migrate(connection, "0002")
    with desk.store.writing() as connection:
        (job_id,) = connection.execute(sa.select(t.jobs.c.id)).scalars()
        desk.jobs.hold(connection, job_id, "litigation")
    with pytest.raises(SteelyardError, match="1 uploads"), desk.store.engine.begin() as connection:
        migrate(connection, "0005")
    with desk.store.writing() as connection:
        desk.jobs.hold(connection, job_id, "")
    assert web.delete(f"/api/v1/cases/{case_id}").json()["code"] == "SY-K009"
    web.put(f"/api/v1/cases/{case_id}/hold", json={"hold": False, "reason": "settled"}).raise_for_status()
    with desk.store.engine.begin() as connection:
        migrate(connection, "0002")


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_backup_fills_any_empty_database(
    tmp_path: Path, database: dict[str, Any], target: str, request: pytest.FixtureRequest
) -> None:
    desk, case_id = _filled(tmp_path / "one", database, kind="defense")
    file = tmp_path / "backup.zip"
    backup(desk.store, file)
    with desk.store.engine.begin() as connection:
        before = _rows(connection)
    there: dict[str, Any] = {}
    if target == "postgresql":
        url = sa.make_url(request.getfixturevalue("postgres"))
        server = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        name = f"r{abs(hash(str(tmp_path))):x}"
        with server.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        there = {"database": url.set(database=name).render_as_string(hide_password=False)}
    told = settings(tmp_path / "two", keys=tmp_path / "one" / "keys", kind="defense", **there)
    restore(told, file)
    store = open_store(told)
    with store.engine.begin() as connection:
        after = _rows(connection)
    assert {k: v for k, v in after.items() if k != "sessions"} == {k: v for k, v in before.items() if k != "sessions"}
    assert verify(store).sound
    with store.reading() as connection:
        assert version_of(store, connection, case_id).body == CASE
        (job_id,) = connection.execute(sa.select(t.jobs.c.id)).scalars()
    assert Jobs(store).table(job_id).equals(UPLOAD)
    with pytest.raises(SteelyardError, match="SY-K051"):
        restore(told, file)
    store.engine.dispose()


def test_a_backup_that_was_changed_is_refused_whole(tmp_path: Path) -> None:
    desk, _ = _filled(tmp_path / "one", {})
    file, changed = tmp_path / "backup.zip", tmp_path / "changed.zip"
    backup(desk.store, file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"CK-3391", b"CK-3392"))
    told = settings(tmp_path / "two", keys=tmp_path / "one" / "keys")
    with pytest.raises(SteelyardError, match="SY-K050"):
        restore(told, changed)
    with make_engine(told).begin() as connection:
        assert revision(connection) is None
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[:-1] + b"?" if name.startswith("jobs/") else content)
    with pytest.raises(SteelyardError, match=r"SY-K050.*is not as it was written"):
        restore(told, changed)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        (one,) = manifest["files"]
        manifest["files"] = {one.replace("jobs/", "jobs/../../"): manifest["files"][one]}
        for name in old.namelist():
            new.writestr(name, json.dumps(manifest) if name == "manifest.json" else old.read(name))
    with pytest.raises(SteelyardError, match=r"SY-K050.*no file of an upload"):
        restore(told, changed)
    assert not [path for path in (tmp_path / "two").rglob("*") if "table" in path.name]
    with make_engine(told).begin() as connection:
        assert revision(connection) is None
    (tmp_path / "junk.zip").write_bytes(b"PK\x03\x04 junk")
    with pytest.raises(SteelyardError, match="SY-K050"):
        restore(told, tmp_path / "junk.zip")


def test_a_backup_holds_one_moment_while_others_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is replaced, and an upload that is removed, after the moment is fixed are in the backup as they were."""
    from steelyard.desk import backup as module

    desk, _ = _filled(tmp_path / "one", {}, kind="defense")
    with desk.store.reading() as connection:
        (job_id,) = connection.execute(sa.select(t.jobs.c.id)).scalars()
    plain = module._lines
    done = []

    def meanwhile(connection: sa.Connection, table: sa.Table) -> Any:
        if not done:
            done.append(True)
            with desk.store.writing() as other:
                desk.jobs.put(job_id, UPLOAD.with_columns(pl.lit("after").alias("offense")))
                desk.jobs.remove(other, job_id)
        return plain(connection, table)

    monkeypatch.setattr(module, "_lines", meanwhile)
    backup(desk.store, tmp_path / "backup.zip")
    assert not (tmp_path / "one" / "jobs" / job_id).exists()
    assert not [one for one in (tmp_path / "one").iterdir() if one.name.startswith("backup-")]
    told = settings(tmp_path / "two", keys=tmp_path / "one" / "keys", kind="defense")
    restore(told, tmp_path / "backup.zip")
    assert Jobs(open_store(told)).table(job_id).equals(UPLOAD)


def test_two_people_editing_one_case_lose_nothing(tmp_path: Path, database: dict[str, Any]) -> None:
    desk = make_desk(tmp_path, **database)
    web = client(desk, token_for(desk.store))
    case_id = web.post("/api/v1/cases", json=case()).json()["id"]
    start = threading.Barrier(8)
    answers: list[Any] = []

    def edit(number: int) -> None:
        start.wait()
        answers.append(
            web.put(f"/api/v1/cases/{case_id}", json=case(note=f"by {number}"), headers={"if-match": '"1"'}).json()
        )

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    won = [one for one in answers if "code" not in one]
    lost = [one for one in answers if one.get("code") == "SY-K025"]
    assert len(won) == 1 and len(lost) == 7
    assert all(one["differ"] == ["note"] and one["present"] == won[0]["version"] for one in lost)
    kept = web.get(f"/api/v1/cases/{case_id}/versions").json()
    assert [one["version"] for one in kept] == list(range(1, 10))
    assert sum(one["aside"] for one in kept) == 7
    notes = {
        web.get(f"/api/v1/cases/{case_id}", params={"version": one["version"]}).json()["case"].get("note")
        for one in kept[1:]
    }
    assert notes == {f"by {number}" for number in range(8)}
    assert web.get(f"/api/v1/cases/{case_id}").json()["version"] == won[0]["version"]


def test_a_case_is_saved_only_over_a_version_it_has(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web = client(desk, token_for(desk.store))
    case_id = web.post("/api/v1/cases", json=case()).json()["id"]
    for head, code in (
        ({}, "SY-K026"),
        ({"if-match": "x"}, "SY-K026"),
        ({"if-match": '"7"'}, "SY-K022"),
        ({"if-match": "0"}, "SY-K022"),
    ):
        assert web.put(f"/api/v1/cases/{case_id}", json=case(), headers=head).json()["code"] == code


def test_the_same_request_with_its_key_is_carried_out_once(tmp_path: Path, database: dict[str, Any]) -> None:
    desk = make_desk(tmp_path, **database)
    web = client(desk, token_for(desk.store))
    head = {"idempotency-key": "a-key"}
    answers = [web.post("/api/v1/cases", json=case(), headers=head).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert len(web.get("/api/v1/cases").json()["cases"]) == 1
    assert web.post("/api/v1/cases", json=case(note="other"), headers=head).json()["code"] == "SY-K027"
    case_id = answers[0]["id"]
    edit = {"if-match": '"1"', "idempotency-key": "edit"}
    first, again = (web.put(f"/api/v1/cases/{case_id}", json=case(note="n"), headers=edit).json() for _ in range(2))
    assert first == again and first["version"] == 2
    analysed = [
        web.post(f"/api/v1/cases/{case_id}/analyses", headers={"idempotency-key": "w"}).json()["id"] for _ in "12"
    ]
    assert analysed[0] == analysed[1]


def test_what_a_defense_case_says_is_under_a_key_and_keys_change(tmp_path: Path, database: dict[str, Any]) -> None:
    desk = make_desk(tmp_path, kind="defense", **database)
    store = desk.store
    with store.writing() as connection:
        made = add_case(store, connection, case(person=PERSON, note="a word nobody else uses: quodlibet"), LOCAL_USER)
    web = client(desk, token_for(store))
    web.post(f"/api/v1/cases/{made.case_id}/analyses").raise_for_status()
    asked = {"version": 1, "option": "1", "route": "line", "reason": "asylee, quodlibet"}
    web.post(f"/api/v1/cases/{made.case_id}/approvals", json=asked, headers={"idempotency-key": "k"}).raise_for_status()

    def stored() -> str:
        with store.engine.begin() as connection:
            return json.dumps(_rows(connection), default=str)

    before = stored()
    for word in ("asylee", "misrepresentation", "quodlibet", "posture"):
        assert word not in before
    old = (tmp_path / "keys" / "seal.keys").read_bytes()
    with store.writing() as connection:
        upload = desk.jobs.add(connection, local_actor(), "import", "x.csv", UPLOAD, {}).id
        desk.jobs.hold(connection, upload, "quodlibet versus somebody")
    (file,) = (tmp_path / "jobs" / upload).iterdir()
    sealed = file.read_bytes()
    assert b"quodlibet" not in sealed and b"PAR1" not in sealed and b"docket" not in sealed
    assert "quodlibet" not in stored()
    assert reseal(store) >= 6
    assert file.read_bytes() != sealed and desk.jobs.table(upload).equals(UPLOAD)
    assert (tmp_path / "keys" / "seal.keys").read_bytes() != old
    assert web.get(f"/api/v1/cases/{made.case_id}").json()["case"]["person"] == PERSON
    again = open_store(settings(tmp_path, kind="defense", **database))
    with again.reading() as connection:
        assert version_of(again, connection, made.case_id).body["person"] == PERSON
    assert Jobs(again).table(upload).equals(UPLOAD)
    (tmp_path / "keys" / "seal.keys").write_bytes(old)
    assert web.get(f"/api/v1/cases/{made.case_id}").json()["code"] == "SY-K004"
    with pytest.raises(SteelyardError, match="SY-K004"):
        desk.jobs.table(upload)


def test_a_server_that_runs_reads_the_new_key_before_it_seals(tmp_path: Path) -> None:
    told = settings(tmp_path, kind="defense")
    serving, rotating = open_store(told), open_store(told)
    with serving.writing() as connection:
        first = add_case(serving, connection, case(), LOCAL_USER)
    reseal(rotating)
    with serving.writing() as connection:
        second = change_case(serving, connection, first.case_id, 1, case(note="after"), LOCAL_USER)
    reseal(rotating)
    with rotating.reading() as connection:
        assert version_of(rotating, connection, first.case_id, 1).body == CASE
        assert version_of(rotating, connection, first.case_id, second.number).body["note"] == "after"


def test_lost_keys_are_never_made_anew(tmp_path: Path) -> None:
    told = settings(tmp_path, kind="defense")
    open_store(told)
    (tmp_path / "keys").rename(tmp_path / "elsewhere")
    with pytest.raises(SteelyardError, match="SY-K004"):
        open_store(told)
    assert not (tmp_path / "keys").exists()


def test_retention_deletes_what_is_due_and_not_held(tmp_path: Path, database: dict[str, Any]) -> None:
    from steelyard.desk.storage import delete_case, due_for_deletion

    desk = make_desk(tmp_path, retention={"days": 365}, **database)
    store = desk.store
    with store.writing() as connection:
        old, held, recent = (add_case(store, connection, case(), LOCAL_USER).case_id for _ in range(3))
        long_ago = sa.update(t.cases).where(t.cases.c.id.in_([old, held]))
        connection.execute(long_ago.values(changed_at="2020-01-01T00:00:00.000000Z"))
        connection.execute(sa.update(t.cases).where(t.cases.c.id == held).values(hold=True))
        assert due_for_deletion(store, connection) == [old]
        delete_case(connection, old)
        left = set(connection.execute(sa.select(t.versions.c.case_id)).scalars())
    assert left == {held, recent}


def test_an_instance_never_changes_its_kind(tmp_path: Path) -> None:
    open_store(settings(tmp_path, kind="prosecution"))
    with pytest.raises(SteelyardError, match="SY-K007"):
        open_store(settings(tmp_path, kind="defense"))
    assert open_store(settings(tmp_path)).kind == "prosecution"
