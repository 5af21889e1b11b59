"""Backup and restore: one archive that any instance's database, SQLite or PostgreSQL, can be filled from."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from steelyard.desk import models as t
from steelyard.desk.secrets import keyring
from steelyard.desk.settings import Kind, Settings
from steelyard.desk.storage import Store, make_engine, migrate, now, revision
from steelyard.logic.errors import SteelyardError

_FORM = "steelyard.backup/1"
_LEFT_OUT = frozenset({"sessions", "errands"})
"""Who is signed in now is no part of a backup."""


def backup(store: Store, path: Path) -> dict[str, Any]:
    """Write every table, as it is stored, at one moment; what is sealed stays sealed, and the keys are not in it.

    Returns the manifest. Raises SteelyardError (SY-K050) for a file that is there already or cannot be written.
    """
    tables = [table for table in t.metadata.sorted_tables if table.name not in _LEFT_OUT]
    manifest: dict[str, Any] = {"form": _FORM, "at": now(), "name": store.name, "kind": store.kind.value, "tables": {}}
    fresh = path.with_name(path.name + ".new")
    try:
        if path.exists():
            raise SteelyardError("SY-K050", "the file is there already", where=str(path), right="another name")
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive, store.reading() as connection:
            manifest["revision"] = revision(connection)
            for table in tables:
                seen, count = hashlib.sha256(), 0
                with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
                    for line in _lines(connection, table):
                        file.write(line)
                        seen.update(line)
                        count += 1
                manifest["tables"][table.name] = {"rows": count, "sha256": seen.hexdigest()}
            archive.writestr("manifest.json", json.dumps(manifest, indent=2))
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise SteelyardError("SY-K050", f"the backup cannot be written: {error}", where=str(path)) from None
    return manifest


def _lines(connection: Connection, table: sa.Table) -> Iterator[bytes]:
    rows = connection.execute(sa.select(table).order_by(*table.primary_key.columns).execution_options(yield_per=500))
    for row in rows:
        yield json.dumps(dict(row._mapping), ensure_ascii=False).encode() + b"\n"


def restore(settings: Settings, path: Path) -> dict[str, Any]:
    """Fill an empty database from a backup, and bring its tables to the present shape: all of it, or nothing.

    The keys must be put back by themselves. Raises SteelyardError: SY-K050 for a file that is no backup or was changed,
    SY-K051 when there is an instance already, SY-K008 when the backup's step is not known here, SY-K004 when the keys do not
    open what it holds.
    """
    try:
        archive = zipfile.ZipFile(path)
        manifest = json.loads(archive.read("manifest.json"))
        if manifest["form"] != _FORM:
            raise ValueError(f"its form is {manifest['form']!r}")
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise SteelyardError("SY-K050", f"this is not a backup: {error}", where=str(path)) from None
    engine = make_engine(settings)
    with archive, engine.begin() as connection:
        if revision(connection) is not None:
            raise SteelyardError("SY-K051", "there is an instance already", where=str(settings.data),
                                 right="restore into an empty folder or database")  # fmt: skip
        migrate(connection, manifest["revision"])
        there = sa.MetaData()
        for name in [table.name for table in t.metadata.sorted_tables if table.name in manifest["tables"]]:
            _fill(connection, archive, sa.Table(name, there, autoload_with=connection), manifest["tables"][name], path)
        migrate(connection)
        if manifest["kind"] != Kind.PROSECUTION:
            keys = keyring(settings.key_folder)
            for body in connection.execute(sa.select(t.versions.c.body).limit(1)).scalars():
                keys.open(body)
    engine.dispose()
    return dict(manifest)


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
