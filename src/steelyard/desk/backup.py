"""Backup and restore: one archive that any instance's database, SQLite or PostgreSQL, and its uploads can be filled from."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from steelyard.desk import models as t
from steelyard.desk.jobs import TABLE, is_kept
from steelyard.desk.secrets import keyring
from steelyard.desk.settings import Kind, Settings
from steelyard.desk.storage import Store, alone, fresh_id, make_engine, migrate, now, revision
from steelyard.desk.vault import SEALED
from steelyard.logic.errors import SteelyardError

_FORM = "steelyard.backup/2"
_READ = (_FORM, "steelyard.backup/1")
"""The forms that can be restored; the first had no files of uploads."""
_FILE = re.compile(r"jobs/([0-9a-f]{32})/([a-z0-9.-]{1,60})")
_LEFT_OUT = frozenset({"sessions", "errands"})
"""Who is signed in now is no part of a backup."""


def backup(store: Store, path: Path) -> dict[str, Any]:
    """Write every table and the files of uploads, as they are stored, at one moment; what is sealed stays sealed, and the
    keys are not in it.

    Nobody writes while the moment is fixed; then others go on. Returns the manifest. Raises SteelyardError (SY-K050) for a
    file that is there already or cannot be written.
    """
    tables = [table for table in t.metadata.sorted_tables if table.name not in _LEFT_OUT]
    manifest: dict[str, Any] = {"form": _FORM, "at": now(), "name": store.name, "kind": store.kind.value, "tables": {},
                                "files": {}}  # fmt: skip
    staging = store.settings.data / f"backup-{fresh_id()}"
    fresh = path.with_name(path.name + ".new")
    try:
        if path.exists():
            raise SteelyardError("SY-K050", "the file is there already", where=str(path), right="another name")
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive, _moment(store, staging) as connection:
            manifest["revision"] = revision(connection)
            for table in tables:
                seen, count = hashlib.sha256(), 0
                with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
                    for line in _lines(connection, table):
                        file.write(line)
                        seen.update(line)
                        count += 1
                manifest["tables"][table.name] = {"rows": count, "sha256": seen.hexdigest()}
            for one in sorted(staging.glob("*/*")):
                name = f"jobs/{one.parent.name}/{one.name}"
                with one.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                    size, digest = _copied(source, target)
                manifest["files"][name] = {"bytes": size, "sha256": digest}
            archive.writestr("manifest.json", json.dumps(manifest, indent=2))
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise SteelyardError("SY-K050", f"the backup cannot be written: {error}", where=str(path)) from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return manifest


@contextmanager
def _moment(store: Store, staging: Path) -> Iterator[Connection]:
    """A transaction that reads one state, with the files of its uploads linked in `staging`. Raises OSError.

    A file is never written into once it is there, only replaced: a link goes on showing what it was.
    """
    with ExitStack() as stack:
        with store.writing() as lock:
            alone(lock)
            connection = stack.enter_context(store.reading())
            for job_id, state in connection.execute(sa.select(t.jobs.c.id, t.jobs.c.state)).all():
                for one in _files(store.settings.data / "jobs" / job_id, done=state == "done"):
                    target = staging / job_id / one.name
                    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                    try:
                        os.link(one, target)
                    except OSError:  # a file system without links
                        shutil.copy2(one, target)
        yield connection


def _files(folder: Path, *, done: bool) -> list[Path]:
    """The files of an upload that are kept: its table, and the results of a job that is done."""
    if not folder.is_dir():
        return []
    names = [(one, one.name.removesuffix(SEALED)) for one in sorted(folder.iterdir()) if one.is_file()]
    return [one for one, name in names if name == TABLE or (done and is_kept(name))]


def _copied(source: IO[bytes], target: IO[bytes]) -> tuple[int, str]:
    """Copy everything; returns how many bytes, and their SHA-256."""
    seen, size = hashlib.sha256(), 0
    while piece := source.read(1 << 20):
        target.write(piece)
        seen.update(piece)
        size += len(piece)
    return size, seen.hexdigest()


def _lines(connection: Connection, table: sa.Table) -> Iterator[bytes]:
    rows = connection.execute(sa.select(table).order_by(*table.primary_key.columns).execution_options(yield_per=500))
    for row in rows:
        yield json.dumps(dict(row._mapping), ensure_ascii=False).encode() + b"\n"


def restore(settings: Settings, path: Path) -> dict[str, Any]:
    """Fill an empty database and the folder of uploads from a backup, and bring the tables to the present shape: all of it,
    or nothing.

    The keys must be put back by themselves. Raises SteelyardError: SY-K050 for a file that is no backup or was changed,
    SY-K051 when there is an instance already, SY-K008 when the backup's step is not known here, SY-K004 when the keys do not
    open what it holds.
    """
    try:
        archive = zipfile.ZipFile(path)
        manifest = json.loads(archive.read("manifest.json"))
        if manifest["form"] not in _READ:
            raise ValueError(f"its form is {manifest['form']!r}")
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise SteelyardError("SY-K050", f"this is not a backup: {error}", where=str(path)) from None
    engine = make_engine(settings)
    with archive, ExitStack() as undo:
        with engine.begin() as connection:
            if revision(connection) is not None:
                raise SteelyardError("SY-K051", "there is an instance already", where=str(settings.data),
                                     right="restore into an empty folder or database")  # fmt: skip
            migrate(connection, manifest["revision"])
            there = sa.MetaData()
            for name in [table.name for table in t.metadata.sorted_tables if table.name in manifest["tables"]]:
                _fill(
                    connection, archive, sa.Table(name, there, autoload_with=connection), manifest["tables"][name], path
                )
            migrate(connection)
            if manifest["kind"] != Kind.PROSECUTION:
                keys = keyring(settings.key_folder)
                for body in connection.execute(sa.select(t.versions.c.body).limit(1)).scalars():
                    keys.open(body)
            jobs = set(connection.execute(sa.select(t.jobs.c.id)).scalars())
            for name, said in manifest.get("files", {}).items():
                _put_back(settings, archive, name, said, jobs, undo, path)
        undo.pop_all()
    engine.dispose()
    return dict(manifest)


def _put_back(
    settings: Settings,
    archive: zipfile.ZipFile,
    name: str,
    said: dict[str, Any],
    jobs: set[str],
    undo: ExitStack,
    path: Path,
) -> None:
    """One file of an upload; `undo` takes it away again if anything after it goes wrong."""
    found = _FILE.fullmatch(name)
    if found is None or found[1] not in jobs or not is_kept(found[2].removesuffix(SEALED)):
        raise SteelyardError("SY-K050", f"{name[:100]!r} is no file of an upload", where=str(path))
    folder = settings.data / "jobs" / found[1]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    undo.callback(shutil.rmtree, folder, ignore_errors=True)
    try:
        with archive.open(name) as source, (folder / found[2]).open("wb") as target:
            wrote = _copied(source, target)
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise SteelyardError("SY-K050", f"the file {name} cannot be put back: {error}", where=str(path)) from None
    if wrote != (said["bytes"], said["sha256"]):
        raise SteelyardError("SY-K050", f"the file {name} is not as it was written", where=str(path),
                             right="a backup that nobody changed")  # fmt: skip


def _fill(connection: Connection, archive: zipfile.ZipFile, table: sa.Table, said: dict[str, Any], path: Path) -> None:
    seen, batch, count = hashlib.sha256(), [], 0
    try:
        with archive.open(f"{table.name}.jsonl") as file:
            for line in file:
                seen.update(line)
                batch.append(json.loads(line))
                count += 1
                if len(batch) == 500:
                    connection.execute(sa.insert(table), batch)
                    batch = []
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise SteelyardError("SY-K050", f"the table {table.name} cannot be read: {error}", where=str(path)) from None
    if batch:
        connection.execute(sa.insert(table), batch)
    if (count, seen.hexdigest()) != (said["rows"], said["sha256"]):
        raise SteelyardError("SY-K050", f"the table {table.name} is not as it was written", where=str(path),
                             right="a backup that nobody changed")  # fmt: skip
