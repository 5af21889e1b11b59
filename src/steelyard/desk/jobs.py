"""Work on an uploaded file: what was asked, its files in the data folder, and the one that runs in the background.

An instance that seals what cases say seals these files too. While a job of it runs, its table and what it makes lie open in
a folder of its own: in working memory where the system has a folder there with room, else in the data folder.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from steelyard.desk import audit, vault
from steelyard.desk import models as t
from steelyard.desk.access import Actor
from steelyard.desk.storage import Store, fresh_id, in_future, now
from steelyard.logic.errors import SteelyardError

What = Literal["import", "screen", "parity"]
State = Literal["draft", "queued", "running", "done", "failed", "cancelled"]
STATES: tuple[State, ...] = get_args(State)

TABLE = "table.parquet"
_ID = re.compile(r"[0-9a-f]{32}")
MOST_DRAFTS = 20
"""Uploads of one person that may lie here unfinished; an older one makes room."""

MEMORY = Path("/dev/shm")
"""Where the system keeps files in working memory, if it does."""

ROOM_FOR_A_BYTE, LEAST_ROOM = 60, 64 << 20
"""What must be free there for each byte of a table, and at least: a screening's results are many times its table."""

PLAIN = frozenset({"progress.json"})
"""What lies open beside sealed files: how far the work is, in numbers."""

_NO_RESULT = {"code": "SY-K053", "what": "the work ended without a result", "where": "job", "right": "start it again"}

_OFFERED: Mapping[What, tuple[str, ...]] = {
    "screen": ("rows.csv", "rows.parquet", "persons.csv", "persons.parquet", "profiles.csv", "profiles.parquet"),
    "parity": ("report.html", "report.pdf", "report.json"),
    "import": (),
}  # fmt: skip
"""The results that may be taken away, by what was asked."""


@dataclass(frozen=True, slots=True)
class Job:
    """One upload with what is to be done with it. `plan` is what was asked, `told` what came of it."""

    id: str
    owner: str
    what: What
    name: str
    state: State
    made_at: str
    changed_at: str
    plan: Mapping[str, Any]
    told: Mapping[str, Any]
    hold: bool = False
    hold_reason: str = ""


def no_job() -> SteelyardError:
    """What is said of a job that is not there, and of somebody else's: the same."""
    return SteelyardError("SY-K076", "there is no such upload, or it is not yours", where="job",
                          right="uploads are removed when their time is over")  # fmt: skip


def job_folders(data: Path) -> list[Path]:
    """The folders of uploads in a data folder."""
    place = data / "jobs"
    return sorted(one for one in place.iterdir() if _ID.fullmatch(one.name)) if place.is_dir() else []


class Jobs:
    """The uploads of an instance. Without saving they live in memory, and nothing runs in the background."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._held: dict[str, pl.DataFrame] = {}
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._child: tuple[str, subprocess.Popen[bytes]] | None = None

    # -- records ------------------------------------------------------------------------------------------------------

    def add(
        self,
        connection: Connection,
        actor: Actor,
        what: What,
        name: str,
        frame: pl.DataFrame | None,
        plan: Mapping[str, Any],
    ) -> Job:
        """Keep an upload. The oldest unfinished ones of the same person make room."""
        j = t.jobs.c
        own = sa.select(j.id).where(j.owner == actor.id, j.state == "draft").order_by(j.made_at.desc())
        for old in connection.execute(own.offset(MOST_DRAFTS - 1)).scalars().all():
            if not held(self.store, connection, old):
                self.remove(connection, old)
        at = now()
        made = Job(fresh_id(), actor.id, what, name, "draft", at, at, plan, {})
        connection.execute(
            sa.insert(t.jobs).values(
                id=made.id, owner=made.owner, what=what, name=self.store.keep(name), state="draft", made_at=at, changed_at=at,
                plan=self.store.keep(json.dumps(plan)), told=self.store.keep("{}"),
            )
        )  # fmt: skip
        if frame is not None:
            self.put(made.id, frame)
        return made

    def read(self, connection: Connection, actor: Actor, job_id: str) -> Job:
        """One's own upload. Raises SteelyardError (SY-K076) for none, or somebody else's."""
        row = connection.execute(sa.select(t.jobs).where(t.jobs.c.id == job_id, t.jobs.c.owner == actor.id)).first()
        if row is None:
            raise no_job()
        return self._job(row)

    def own(self, connection: Connection, actor: Actor, *what: What) -> list[Job]:
        """One's own uploads of these kinds, the newest first."""
        j = t.jobs.c
        found = sa.select(t.jobs).where(j.owner == actor.id, j.what.in_(what)).order_by(j.made_at.desc(), j.id)
        return [self._job(row) for row in connection.execute(found)]

    def _job(self, row: Any) -> Job:
        kept = self.store.kept
        return Job(row.id, row.owner, row.what, kept(row.name), row.state, row.made_at, row.changed_at,
                   json.loads(kept(row.plan)), json.loads(kept(row.told)), row.hold,
                   kept(row.hold_reason) if row.hold_reason else "")  # fmt: skip

    def change(self, connection: Connection, job_id: str, **values: Any) -> None:
        """Set fields of an upload: `state`, `what`, `plan` or `told`."""
        texts = {name: self.store.keep(json.dumps(values.pop(name))) for name in ("plan", "told") if name in values}
        connection.execute(sa.update(t.jobs).where(t.jobs.c.id == job_id).values(changed_at=now(), **values, **texts))

    def move(self, connection: Connection, job_id: str, before: tuple[State, ...], after: State) -> None:
        """From one state to another. Raises SteelyardError (SY-K077) when it is in none of those `before`."""
        j = t.jobs.c
        done = connection.execute(
            sa.update(t.jobs).where(j.id == job_id, j.state.in_(before)).values(state=after, changed_at=now())
        )
        if done.rowcount != 1:
            raise SteelyardError("SY-K077", "the job is not in a state for this", where="job", right="look at it again")

    def hold(self, connection: Connection, job_id: str, reason: str) -> None:
        """Put an upload under legal hold, or with no reason release it. Raises SteelyardError (SY-K076) for none."""
        values = {"hold": bool(reason), "hold_reason": self.store.keep(reason) if reason else ""}
        if connection.execute(sa.update(t.jobs).where(t.jobs.c.id == job_id).values(values)).rowcount != 1:
            raise no_job()

    def remove(self, connection: Connection, job_id: str) -> None:
        """Forget an upload with its files. Raises SteelyardError (SY-K009) under legal hold."""
        if held(self.store, connection, job_id):
            raise SteelyardError("SY-K009", "the upload is under legal hold, or a case that was made of it is", where="job",
                                 right="release the hold first")  # fmt: skip
        connection.execute(sa.delete(t.jobs).where(t.jobs.c.id == job_id))
        self._held.pop(job_id, None)
        if self.store.settings.save:
            shutil.rmtree(self.folder(job_id), ignore_errors=True)

    # -- files --------------------------------------------------------------------------------------------------------

    def folder(self, job_id: str) -> Path:
        """The files of an upload: a folder called by an id that the desk drew."""
        if not _ID.fullmatch(job_id):
            raise no_job()
        return self.store.settings.data / "jobs" / job_id

    @property
    def _sealed(self) -> bool:
        return self.store.sealed and self.store.settings.save

    def put(self, job_id: str, frame: pl.DataFrame) -> None:
        """Keep an upload's table, within a writing transaction. Raises SteelyardError (SY-B007) where it cannot be written."""
        if not self.store.settings.save:
            self._held[job_id] = frame
            return
        folder = self.folder(job_id)
        fresh = folder / f"{TABLE}.new"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self._sealed:
                content = io.BytesIO()
                frame.write_parquet(content)
                size = content.tell()
                content.seek(0)
                vault.seal(self.store.keys, content, size, f"{job_id}/{TABLE}", folder / f"{TABLE}{vault.SEALED}")
            else:
                frame.write_parquet(fresh)
                os.replace(fresh, folder / TABLE)
        except (OSError, pl.exceptions.PolarsError) as error:
            fresh.unlink(missing_ok=True)
            raise SteelyardError(
                "SY-B007", f"the upload cannot be kept: {str(error)[:100]}", where="data folder"
            ) from None

    def table(self, job_id: str) -> pl.DataFrame:
        """An upload's table. Raises SteelyardError: SY-K076 when its file is gone, SY-K004 when no key opens it."""
        if not self.store.settings.save:
            if job_id not in self._held:
                raise no_job()
            return self._held[job_id]
        if not self._sealed:
            path = self.folder(job_id) / TABLE
            if not path.is_file():
                raise no_job()
            return pl.read_parquet(path)
        return pl.read_parquet(io.BytesIO(b"".join(self._content(job_id, TABLE)[1])))

    def _content(self, job_id: str, name: str) -> tuple[int, Iterator[bytes]]:
        """The size of a file in bytes, and its bytes. Raises SteelyardError: SY-K076 when it is gone, SY-K004."""
        path = self.folder(job_id) / name
        try:
            if self._sealed:
                return vault.opened(self.store.keys, path.with_name(name + vault.SEALED), f"{job_id}/{name}")
            file = path.open("rb")
        except FileNotFoundError:
            raise no_job() from None
        return path.stat().st_size, _pieces(file)

    def result(self, job: Job, name: str) -> tuple[int, Iterator[bytes]]:
        """A result's size in bytes, and its bytes in pieces.

        Raises SteelyardError: SY-K076 for a name that is none, or a file that is not there; SY-K004 when no key opens it.
        """
        if job.state != "done" or not _is_result(job.what, name):
            raise no_job()
        return self._content(job.id, name)

    def results(self, job: Job) -> list[tuple[str, int]]:
        """The results that can be taken away, each with its size in bytes. Raises SteelyardError (SY-K004)."""
        if job.state != "done" or not self.store.settings.save:
            return []
        found = []
        for name in _OFFERED[job.what]:
            with contextlib.suppress(OSError):
                path = self.folder(job.id) / name
                if self._sealed:
                    found.append(
                        (name, vault.size(self.store.keys, path.with_name(name + vault.SEALED), f"{job.id}/{name}"))
                    )
                else:
                    found.append((name, path.stat().st_size))
        return found

    def progress(self, job: Job) -> dict[str, Any]:
        """How far a running job is: what is being done, how much, of how much, since how many seconds."""
        try:
            found: dict[str, Any] = json.loads((self.folder(job.id) / "progress.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if job.state == "running" else {}

    # -- the background -----------------------------------------------------------------------------------------------

    def start(self, connection: Connection, job: Job, plan: Mapping[str, Any]) -> None:
        """Put a job in the line. Raises SteelyardError: SY-K078 where nothing is saved, SY-K077 in another state."""
        if not self.store.settings.save:
            raise SteelyardError("SY-K078", "this instance saves nothing, so no job can run in it", where="job",
                                 right="an instance without --no-save, or the command line")  # fmt: skip
        self.change(connection, job.id, plan=plan, told={})
        self.move(connection, job.id, ("draft", "cancelled", "failed"), "queued")

    def run(self) -> None:
        """See that somebody works through the line, and wake them. Call it when the transaction is kept."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
                self._thread.start()
        self._wake.set()

    def resume(self) -> None:
        """After a restart: what was running goes on, what is over its time goes away."""
        if not self.store.settings.save:
            return
        if self._sealed:
            self._tidy()
        with self.store.writing() as connection:
            connection.execute(sa.update(t.jobs).where(t.jobs.c.state == "running").values(state="queued"))
        self.run()

    def cancel(self, connection: Connection, job: Job) -> None:
        """Stop a job that waits or runs. Raises SteelyardError (SY-K077) for one that does neither."""
        self.move(connection, job.id, ("queued", "running"), "cancelled")
        with self._lock:
            if self._child is not None and self._child[0] == job.id:
                self._child[1].terminate()

    def _work(self) -> None:
        while True:
            try:
                while (job_id := self._next()) is not None:
                    self.carry_out(job_id)
                with audit.recording(self.store) as connection:
                    remove_due(self, connection)
            except SteelyardError:
                pass  # the database is away: the line is looked at again
            self._wake.wait(timeout=60)
            self._wake.clear()

    def _next(self) -> str | None:
        j = t.jobs.c
        with self.store.writing() as connection:
            job_id = connection.execute(
                sa.select(j.id).where(j.state == "queued").order_by(j.changed_at, j.id).limit(1)
            ).scalar()
            if job_id is not None:
                self.move(connection, job_id, ("queued",), "running")
        return job_id

    def carry_out(self, job_id: str) -> None:
        """Run one job in a process of its own, and note what came of it."""
        with self.store.reading() as connection:
            row = connection.execute(sa.select(t.jobs).where(t.jobs.c.id == job_id)).first()
        if row is None:
            return
        job = self._job(row)
        work = folder = self.folder(job_id)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            work = self._opened(job_id) if self._sealed else folder
            told = self._carried_out(job, work, folder)
            self._note(job, told, work)
        except (OSError, ValueError):
            self._note(job, {"error": _NO_RESULT}, work)
        except SteelyardError as error:
            if error.code not in ("SY-K004", "SY-K076"):
                raise
            self._note(
                job, {"error": {"code": error.code, "what": error.what, "where": "upload", "right": error.right}}, work
            )
        finally:
            for name in ("plan.json", "told.json"):
                (work / name).unlink(missing_ok=True)
            if work != folder:
                shutil.rmtree(work, ignore_errors=True)

    def _carried_out(self, job: Job, work: Path, folder: Path) -> dict[str, Any]:
        for one in (work / "told.json", folder / "progress.json"):
            one.unlink(missing_ok=True)
        (work / "plan.json").write_text(json.dumps({"what": job.what, **job.plan}), encoding="utf-8")
        with self._lock:
            child = subprocess.Popen(
                [sys.executable, "-m", "steelyard.desk.work", str(work), str(folder)], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            self._child = (job.id, child)
        try:
            child.wait()
        finally:
            with self._lock:
                self._child = None
        found: dict[str, Any] = json.loads((work / "told.json").read_text(encoding="utf-8"))
        return found

    def _note(self, job: Job, told: dict[str, Any], work: Path) -> None:
        """Keep what came of a job that still runs, with its results where they are sealed: all of it, or nothing."""
        with audit.recording(self.store) as connection:
            j = t.jobs.c
            state = "failed" if "error" in told else "done"
            done = connection.execute(
                sa.update(t.jobs).where(j.id == job.id, j.state == "running").values(
                    state=state, changed_at=now(), told=self.store.keep(json.dumps(told))
                )
            )  # fmt: skip
            if not done.rowcount:
                return
            if self._sealed and state == "done":
                self._seal_results(job, work)
            audit.append(self.store, connection, job.owner, f"job.{state}", job.id, ["result"])

    def _seal_results(self, job: Job, work: Path) -> None:
        for one in sorted(work.iterdir()):
            if _is_result(job.what, one.name):
                with one.open("rb") as file:
                    target = self.folder(job.id) / f"{one.name}{vault.SEALED}"
                    vault.seal(self.store.keys, file, one.stat().st_size, f"{job.id}/{one.name}", target)

    def _opened(self, job_id: str) -> Path:
        """A folder for one job with its table open in it. Raises OSError, and SteelyardError as `table` does."""
        size, pieces = self._content(job_id, TABLE)
        room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_FOR_A_BYTE * size + LEAST_ROOM
        where = Path(tempfile.mkdtemp(prefix=self._prefix, dir=MEMORY if room else self.folder(job_id)))
        with (where / TABLE).open("wb") as file:
            for piece in pieces:
                file.write(piece)
        return where

    @property
    def _prefix(self) -> str:
        return f"steelyard-{self.store.name}-"

    def _tidy(self) -> None:
        """After a server that was killed: what lay open goes. What an older program left unsealed is sealed."""
        for place in (MEMORY, *self._folders()):
            for one in place.glob(f"{self._prefix}*") if place.is_dir() else ():
                shutil.rmtree(one, ignore_errors=True)
        with self.store.writing():
            for folder in self._folders():
                for one in sorted(folder.iterdir()):
                    if one.name in PLAIN or one.name.endswith(vault.SEALED) or not one.is_file():
                        continue
                    if is_kept(one.name):
                        with one.open("rb") as file:
                            target = one.with_name(one.name + vault.SEALED)
                            vault.seal(self.store.keys, file, one.stat().st_size, f"{folder.name}/{one.name}", target)
                    one.unlink()

    def _folders(self) -> list[Path]:
        return job_folders(self.store.settings.data)


def is_kept(name: str) -> bool:
    """True for the name of a file that an upload's folder keeps: its table, or a result of any kind of job."""
    return name == TABLE or any(_is_result(what, name) for what in _OFFERED)


def _is_result(what: What, name: str) -> bool:
    picture = name.startswith("picture-") and name[8:-4].isdecimal() and name.endswith(".svg")
    return name in _OFFERED[what] or (what == "parity" and picture)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(vault.PIECE):
            yield piece


def held(store: Store, connection: Connection, job_id: str) -> bool:
    """True for an upload under legal hold, and for one of which a case was made that is."""
    row = connection.execute(sa.select(t.jobs.c.hold, t.jobs.c.told).where(t.jobs.c.id == job_id)).first()
    if row is None:
        return False
    made = json.loads(store.kept(row.told)).get("made", [])
    of_it = sa.select(t.cases.c.id).where(t.cases.c.id.in_(made), t.cases.c.hold).limit(1)
    return bool(row.hold) or connection.execute(of_it).first() is not None


def due_jobs(store: Store, connection: Connection) -> list[str]:
    """The uploads whose time is over by the instance's rule, on which nothing runs, and that no legal hold keeps."""
    j = t.jobs.c
    before = in_future(days=-store.settings.retention.files)
    found = sa.select(j.id).where(j.changed_at < before, j.state.not_in(("queued", "running")))
    return [one for one in connection.execute(found).scalars().all() if not held(store, connection, one)]


def remove_due(jobs: Jobs, connection: Connection) -> list[str]:
    """Remove the uploads that are due, with their files; returns their ids."""
    ids = due_jobs(jobs.store, connection)
    for job_id in ids:
        jobs.remove(connection, job_id)
        audit.append(jobs.store, connection, "", "job.retention", job_id)
    return ids
