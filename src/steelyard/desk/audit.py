"""The audit trail: every entry carries the hash of the one before, under a key that is not in the database.

An entry says who did what, when, about which record, and which fields were seen or changed; never what stood in them.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from steelyard.desk import models as t
from steelyard.desk.storage import Store, now

_HEAD = "trail.head"
"""The file beside the keys that remembers the trail's end, so that a trail cut short shows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the trail."""

    number: int
    at: str
    by: str
    action: str
    about: str
    fields: tuple[str, ...]
    previous: str
    hash: str

    def as_dict(self) -> dict[str, Any]:
        """The entry as JSON data."""
        return {**asdict(self), "fields": list(self.fields)}


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the trail found: how many entries, and what is wrong with which."""

    entries: int
    hash: str
    wrong: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """True when nothing is wrong."""
        return not self.wrong


def _hash(store: Store, number: int, at: str, by: str, action: str, about: str, fields: str, previous: str) -> str:
    return store.keys.mark("audit", store.name, str(number), at, by, action, about, fields, previous)


def append(store: Store, connection: Connection, by: str, action: str, about: str, fields: Iterable[str] = ()) -> int:
    """Add an entry in the transaction of what it tells of; returns its number.

    The row of `chain` is locked until the transaction ends, so call it last: entries are one after another.
    """
    number, previous = connection.execute(
        sa.update(t.chain)
        .where(t.chain.c.id == 1)
        .values(number=t.chain.c.number + 1)
        .returning(t.chain.c.number, t.chain.c.hash)
    ).one()
    at, named = now(), json.dumps(sorted(set(fields)), ensure_ascii=False)
    made = _hash(store, number, at, by, action, about, named, previous)
    connection.execute(
        sa.insert(t.audit).values(
            number=number, at=at, by=by, action=action, about=about, fields=named, previous=previous, hash=made
        )
    )
    connection.execute(sa.update(t.chain).where(t.chain.c.id == 1).values(hash=made))
    return int(number)


@contextmanager
def recording(store: Store) -> Iterator[Connection]:
    """A transaction that writes and appends to the trail; its end is noted outside the database once it is kept.

    The note may lag behind the trail, and is never ahead of it.
    """
    with store.writing() as connection:
        yield connection
        number, end = connection.execute(sa.select(t.chain.c.number, t.chain.c.hash)).one()
    if store.keys.folder is not None:
        path = store.keys.folder / _HEAD
        fresh = path.with_suffix(f".{threading.get_ident()}.new")
        fresh.write_text(f"{store.name} {number} {end}\n", encoding="ascii")
        fresh.replace(path)


def verify(store: Store) -> Verified:
    """Check every entry: numbers without a hole, each hash right, each tied to the one before, and the end where it was."""
    wrong: list[str] = []
    expected, previous = 1, ""
    remembered = _remembered(store)
    if isinstance(remembered, str):
        wrong.append(remembered)
    with store.reading() as connection:
        rows = connection.execution_options(yield_per=1000).execute(sa.select(t.audit).order_by(t.audit.c.number))
        for row in rows:
            if row.number != expected:
                wrong.append(f"entries {expected} to {row.number - 1} are missing")
            if row.previous != previous:
                wrong.append(f"entry {row.number} is not tied to the entry before it")
            made = _hash(store, row.number, row.at, row.by, row.action, row.about, row.fields, row.previous)
            if made != row.hash:
                wrong.append(f"entry {row.number} is not what was written")
            if isinstance(remembered, tuple) and remembered[0] == row.number and remembered[1] != row.hash:
                wrong.append(f"entry {row.number} is not the one that was remembered outside the database")
            expected, previous = row.number + 1, row.hash
        number, end = connection.execute(sa.select(t.chain.c.number, t.chain.c.hash)).one()
    if (number, end) != (expected - 1, previous):
        wrong.append(f"the trail ends at entry {expected - 1}, and its end was noted at entry {number}")
    if isinstance(remembered, tuple) and remembered[0] > expected - 1:
        wrong.append(f"the trail ends at entry {expected - 1}, and entry {remembered[0]} was remembered")
    return Verified(expected - 1, previous, tuple(wrong))


def _remembered(store: Store) -> tuple[int, str] | str | None:
    """The end that was noted outside the database: its number and hash, None for none yet, or what is wrong with it."""
    path: Path | None = store.keys.folder / _HEAD if store.keys.folder is not None else None
    if path is None or not path.exists():
        return None
    parts = path.read_text(encoding="ascii", errors="replace").rstrip("\n").split(" ")
    if len(parts) != 3 or not parts[1].isdecimal():
        return "the note of the trail's end outside the database cannot be read"
    if parts[0] != store.name:
        return "the note of the trail's end belongs to another instance"
    return (int(parts[1]), parts[2])


def entries(connection: Connection, after: int = 0, limit: int = 100, about: str = "") -> list[Entry]:
    """Entries in order, those after number `after`, at most `limit`, perhaps only about one record."""
    found = sa.select(t.audit).where(t.audit.c.number > after).order_by(t.audit.c.number).limit(limit)
    if about:
        found = found.where(t.audit.c.about == about)
    return [_entry(row) for row in connection.execute(found)]


def newest(connection: Connection, before: int = 0, limit: int = 100, about: str = "") -> list[Entry]:
    """The last entries first: those before number `before` (0 for the end), at most `limit`, perhaps about one record."""
    found = sa.select(t.audit).order_by(t.audit.c.number.desc()).limit(limit)
    if before:
        found = found.where(t.audit.c.number < before)
    if about:
        found = found.where(t.audit.c.about == about)
    return [_entry(row) for row in connection.execute(found)]


def _entry(row: Any) -> Entry:
    return Entry(
        row.number, row.at, row.by, row.action, row.about, tuple(json.loads(row.fields)), row.previous, row.hash
    )
