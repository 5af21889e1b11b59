"""The database of an instance: opening it, moving it to the present shape, and saving cases so that nothing is lost."""

from __future__ import annotations

import contextlib
import json
import pathlib
import threading
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError, InterfaceError, InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from steelyard.desk import models as t
from steelyard.desk import vault
from steelyard.desk.secrets import Keyring, keyring
from steelyard.desk.settings import Kind, Settings
from steelyard.logic.errors import SteelyardError

_KEYS_IN_USE = 6_190_231
"""The PostgreSQL lock that keeps a change of keys and the writing of sealed texts apart; SQLite has one writer anyway."""

LOCAL_USER = "0" * 32
"""The one user of a local instance."""


def now() -> str:
    """This moment, as it is stored."""
    return moment(datetime.now(UTC))


def moment(when: datetime) -> str:
    """A moment as it is stored: 2026-11-24T09:30:00.000000Z. Two of them compare as the moments do."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def in_future(**span: float) -> str:
    """The moment that lies this far ahead: hours=8."""
    return moment(datetime.now(UTC) + timedelta(**span))


def fresh_id() -> str:
    """An id drawn at random."""
    return uuid.uuid4().hex


# ---------------------------------------------------------------------------------------------------------------------
# Opening
# ---------------------------------------------------------------------------------------------------------------------


def own_folder(folder: pathlib.Path) -> None:
    """Make a folder of the instance where it is not there. Raises SteelyardError (SY-K037) where that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SteelyardError("SY-K037", f"this is no folder, and cannot be made one: {error.strerror}", where=str(folder),
                             right="a folder that is there, or one in a folder that you may write to") from None  # fmt: skip


def make_engine(settings: Settings) -> Engine:
    """The engine of the instance's database; transactions that write lock SQLite from their start."""
    url = settings.database_url
    try:
        parsed = sa.make_url(url)
    except SQLAlchemyError:
        raise SteelyardError("SY-K003", "the database's URL cannot be read", where="database",
                             right="postgresql://user@host/name") from None  # fmt: skip
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise SteelyardError("SY-K003", f"there is no storage on {parsed.get_backend_name()}", where="database",
                             right="SQLite or PostgreSQL")  # fmt: skip
    if parsed.get_backend_name() == "postgresql":
        return sa.create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=20)
    if settings.save:
        own_folder(settings.data)
        engine = sa.create_engine(parsed, connect_args={"timeout": 30}, pool_size=10, max_overflow=30)
    else:
        engine = sa.create_engine(parsed, poolclass=StaticPool, connect_args={"check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def _connect(raw: Any, _record: object) -> None:
        raw.isolation_level = None
        for pragma in ("foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY", "secure_delete=ON"):
            raw.execute(f"PRAGMA {pragma}")
        if settings.save:
            raw.execute("PRAGMA journal_mode=WAL")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("writes", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


class Store:
    """An open instance: its database, its keys and its settings.

    `sealed` instances keep what a case says under a key; the others keep it as it is.
    """

    def __init__(self, settings: Settings, engine: Engine, keys: Keyring, name: str) -> None:
        self.settings = settings
        self.engine = engine
        self.keys = keys
        self.name = name
        sqlite = engine.dialect.name == "sqlite"
        self._writers = threading.Lock() if sqlite and settings.save else contextlib.nullcontext()
        self._everybody = contextlib.nullcontext() if settings.save else threading.RLock()

    @property
    def kind(self) -> Kind:
        """Whose files these are."""
        return self.settings.kind

    @property
    def sealed(self) -> bool:
        """True when what cases say is kept under a key: wherever a case may tell a person's class or status."""
        return self.kind is not Kind.PROSECUTION

    def keep(self, text: str) -> str:
        """A text of a case as it is stored."""
        return self.keys.seal(text) if self.sealed else text

    def kept(self, stored: str) -> str:
        """A stored text as it was written. Raises SteelyardError (SY-K004) when no key opens it."""
        return self.keys.open(stored) if self.sealed else stored

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees one state throughout. Raises SteelyardError (SY-K010) without a database."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is kept, or none.

        Raises SteelyardError: SY-K010 without a database, SY-K027 when somebody else did the same at the same moment.
        """
        with self._transaction(writes=True) as connection:
            yield connection

    @contextlib.contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        options: dict[str, Any] = {"writes": writes}
        if not writes and self.engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        turn = self._writers if writes else contextlib.nullcontext()  # SQLite's writers wait in line, and do not knock
        try:
            with (
                self._everybody,
                turn,
                self.engine.connect().execution_options(**options) as connection,
                connection.begin(),
            ):
                if writes and self.engine.dialect.name == "postgresql":
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(_KEYS_IN_USE)))
                yield connection
        except (OperationalError, InterfaceError, InternalError, sa.exc.TimeoutError) as error:
            reason = str(getattr(error, "orig", None) or "no connection was free").splitlines()[0][:200]
            raise SteelyardError("SY-K010", f"the database cannot be used now: {reason}", where=self.engine.dialect.name,
                                 right="nothing was saved; try again") from None  # fmt: skip
        except IntegrityError:
            raise SteelyardError("SY-K027", "somebody else did the same at the same moment", where="database",
                                 right="nothing was saved; look, and try again") from None  # fmt: skip


def open_store(settings: Settings) -> Store:
    """Open the instance, make it when it is not there, and bring its tables to the present shape.

    Raises SteelyardError: SY-K003 (the database cannot be reached, or is not an instance's), SY-K007 (the instance is of
    another kind), SY-K008 (its tables are newer than this program), SY-K004 (its keys are missing), SY-K037 (its folder, or
    that of its keys, cannot be made).
    """
    engine = make_engine(settings)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_KEYS_IN_USE)))
            before = revision(connection)
            kind = connection.execute(sa.select(t.instance.c.kind)).scalar() if before else None
            if kind is None:
                kind = settings.kind
            elif "kind" in settings.model_fields_set and kind != settings.kind:
                raise SteelyardError("SY-K007", f"this is a {kind} instance", where=str(settings.data),
                                     right="an instance never changes its kind: make another one with --data")  # fmt: skip
            if before and settings.save and not settings.key_folder.exists():
                raise SteelyardError("SY-K004", "the keys of this instance are missing", where=str(settings.key_folder),
                                     right="put the folder back from where it is kept")  # fmt: skip
            if settings.save:
                own_folder(settings.key_folder)
            migrate(connection)
            found = connection.execute(sa.select(t.instance.c.name)).scalar()
            name = found or _make(connection, Kind(kind))
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0][:200]
        raise SteelyardError("SY-K003", f"the database cannot be opened: {reason}", where="database") from None
    keys = keyring(settings.key_folder if settings.save else None)
    return Store(settings.model_copy(update={"kind": Kind(kind)}), engine, keys, name)


def _make(connection: Connection, kind: Kind) -> str:
    name = fresh_id()
    connection.execute(sa.insert(t.instance).values(id=1, name=name, kind=kind.value, made_at=now()))
    connection.execute(sa.insert(t.chain).values(id=1, number=0, hash=""))
    connection.execute(
        sa.insert(t.users).values(id=LOCAL_USER, name="local", roles="[]", active=False, made_at=now())
    )  # fmt: skip
    return name


# ---------------------------------------------------------------------------------------------------------------------
# The shape of the tables
# ---------------------------------------------------------------------------------------------------------------------


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "steelyard.desk:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def revision(connection: Connection) -> str | None:
    """Which step the tables are at; None when there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(connection: Connection, target: str = "head") -> None:
    """Bring the tables to a step, forward or back, in this connection's transaction.

    Raises SteelyardError: SY-K008 when they are at a step this program does not know, or `target` is none.
    """
    config = _config(connection)
    script = ScriptDirectory.from_config(config)
    steps = [one.revision for one in reversed(list(script.walk_revisions()))]
    at = revision(connection)
    wanted = {"head": steps[-1], "base": None}.get(target, target)
    for one in (at, wanted):
        if one is not None and one not in steps:
            raise SteelyardError("SY-K008", f"this program does not know step {one!r} of the tables", where="database",
                                 right=f"a version of the program that does; this one knows {', '.join(steps)}")  # fmt: skip
    place: dict[str | None, int] = {None: -1, **{one: number for number, one in enumerate(steps)}}
    if place[wanted] > place[at]:
        command.upgrade(config, wanted or "head")
    elif place[wanted] < place[at]:
        command.downgrade(config, wanted or "base")


# ---------------------------------------------------------------------------------------------------------------------
# Cases
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a case. `body` is the case file as JSON data; `aside` marks one that came too late."""

    case_id: str
    number: int
    parent: int
    by: str
    at: str
    body: Mapping[str, Any]
    aside: bool


def add_case(store: Store, connection: Connection, body: Mapping[str, Any], by: str) -> Version:
    """Save a new case; its first version has number 1."""
    case_id, at = fresh_id(), now()
    connection.execute(
        sa.insert(t.cases).values(
            id=case_id, reference=body["id"], state=body["state"], owner=by, current=1, made_at=at, changed_at=at
        )
    )
    return _add_version(store, connection, Version(case_id, 1, 0, by, at, body, False))


def change_case(
    store: Store, connection: Connection, case_id: str, parent: int, body: Mapping[str, Any], by: str
) -> Version:
    """Save a version that was made from version `parent`.

    When the case has moved on meanwhile the new version is kept aside: nothing is lost, and the present one stays.
    Raises SteelyardError (SY-K020) for a case that is not there, SY-K022 for a parent it never had.
    """
    row = connection.execute(sa.select(t.cases.c.current).where(t.cases.c.id == case_id).with_for_update()).first()
    if row is None:
        raise no_case()
    newest = connection.execute(
        sa.select(sa.func.max(t.versions.c.number)).where(t.versions.c.case_id == case_id)
    ).scalar_one()
    if not 1 <= parent <= newest:
        raise SteelyardError("SY-K022", f"the case has no version {parent}", where="If-Match",
                             right=f"the number of the version you changed, such as {row.current}")  # fmt: skip
    aside = parent != row.current
    made = Version(case_id, newest + 1, parent, by, now(), body, aside)
    if not aside:
        connection.execute(
            sa.update(t.cases)
            .where(t.cases.c.id == case_id)
            .values(current=made.number, changed_at=made.at, reference=body["id"], state=body["state"])
        )
    return _add_version(store, connection, made)


def _add_version(store: Store, connection: Connection, made: Version) -> Version:
    text = json.dumps(made.body, ensure_ascii=False, separators=(",", ":"))
    connection.execute(
        sa.insert(t.versions).values(
            case_id=made.case_id, number=made.number, parent=made.parent, by=made.by, at=made.at, aside=made.aside,
            body=store.keep(text),
        )
    )  # fmt: skip
    return made


def version_of(store: Store, connection: Connection, case_id: str, number: int | None = None) -> Version:
    """A version of a case, the present one when no number is given. Raises SteelyardError (SY-K020, SY-K022)."""
    v = t.versions.c
    if number is None:
        number = connection.execute(sa.select(t.cases.c.current).where(t.cases.c.id == case_id)).scalar()
        if number is None:
            raise no_case()
    row = connection.execute(sa.select(t.versions).where(v.case_id == case_id, v.number == number)).first()
    if row is None:
        raise SteelyardError("SY-K022", f"the case has no version {number}", where="version")
    return Version(case_id, row.number, row.parent, row.by, row.at, json.loads(store.kept(row.body)), row.aside)


class EditConflict(SteelyardError):
    """Two people changed one version (SY-K025): the later change is kept aside. `more` names both and where they differ."""

    def __init__(self, mine: Version, present: Version) -> None:
        super().__init__("SY-K025", "somebody else changed the case meanwhile; your version is kept aside", where="If-Match",
                         right=f"read version {present.number}, bring both together, and save from there")  # fmt: skip
        self.more = {
            "yours": mine.number,
            "present": present.number,
            "present_by": present.by,
            "differ": differences(dict(present.body), dict(mine.body)),
        }


def no_case() -> SteelyardError:
    """What is said of a case that is not there, and of one that the asker may not see: the same."""
    return SteelyardError("SY-K020", "there is no such case, or it is not yours to see", where="case")


Path = tuple[str | int, ...]
"""Where a field stands in a case file: keys and places, from the outside in."""


def apart(one: object, other: object, where: Path = ()) -> list[Path]:
    """The fields in which two case files differ; lists of different lengths differ as a whole."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [
            path for key in dict.fromkeys((*one, *other)) for path in apart(one.get(key), other.get(key), (*where, key))
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [path for n, (a, b) in enumerate(zip(one, other, strict=True)) for path in apart(a, b, (*where, n))]
    return [] if one == other else [where]


def path_in_words(path: Path) -> str:
    """Where a field stands, as text: options[0].dispositions[1].term."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def differences(one: object, other: object) -> list[str]:
    """The fields in which two case files differ, by path, without their values."""
    return [path_in_words(path) for path in apart(one, other)]


def delete_case(connection: Connection, case_id: str) -> None:
    """Delete a case with everything drawn from it. Raises SteelyardError: SY-K020, or SY-K009 under legal hold."""
    row = connection.execute(sa.select(t.cases.c.hold).where(t.cases.c.id == case_id).with_for_update()).first()
    if row is None:
        raise no_case()
    if row.hold:
        raise SteelyardError("SY-K009", "the case is under legal hold", where="case", right="release the hold first")
    connection.execute(sa.delete(t.cases).where(t.cases.c.id == case_id))


def due_for_deletion(store: Store, connection: Connection) -> list[str]:
    """The cases whose time is over by the office's retention rule and that no legal hold keeps."""
    days = store.settings.retention.days
    if days is None:
        return []
    before = in_future(days=-days)
    found = sa.select(t.cases.c.id).where(t.cases.c.changed_at < before, t.cases.c.hold.is_(False))
    return list(connection.execute(found).scalars())


def alone(connection: Connection) -> None:
    """Within a writing transaction: wait until nobody else writes, and keep everybody waiting until its end."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_KEYS_IN_USE)))


def reseal(store: Store) -> int:
    """Put everything sealed under a new key, files too, then forget the old ones; returns how many were sealed anew.

    The new key is on the disk before anything is sealed with it, and the old ones go only when all is committed. A server
    that runs meanwhile reads the new key before it seals again.
    """
    store.keys.add()
    count = 0
    with store.writing() as connection:
        alone(connection)
        sealed: list[tuple[sa.Table, str]] = [(t.users, "code_key")]
        if store.sealed:
            sealed += [(t.versions, "body"), (t.analyses, "receipt"), (t.analyses, "cells"), (t.decisions, "reason"),
                       (t.approvals, "option"), (t.cases, "hold_reason"), (t.idempotency, "answer"),
                       (t.jobs, "name"), (t.jobs, "plan"), (t.jobs, "told"), (t.jobs, "hold_reason")]  # fmt: skip
        for table, column in sealed:
            keys = list(table.primary_key.columns)
            rows = connection.execute(
                sa.select(*keys, table.c[column]).where(sa.func.coalesce(table.c[column], "") != "")
            )
            for row in rows.all():
                same = sa.and_(*(key == value for key, value in zip(keys, row, strict=False)))
                connection.execute(sa.update(table).where(same).values({column: store.keys.reseal(row[-1])}))
                count += 1
        for path in sorted((store.settings.data / "jobs").glob(f"*/*{vault.SEALED}")) if store.sealed else ():
            vault.reseal(store.keys, path)
            count += 1
    store.keys.drop_old()
    return count
