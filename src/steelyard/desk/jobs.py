"""Work on an uploaded file: what was asked, its files in the data folder, and the one that runs in the background."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from steelyard.desk import audit
from steelyard.desk import models as t
from steelyard.desk.access import Actor
from steelyard.desk.storage import Store, fresh_id, in_future, now
from steelyard.logic.errors import SteelyardError

What = Literal["import", "screen", "parity"]
State = Literal["draft", "queued", "running", "done", "failed", "cancelled"]
STATES: tuple[State, ...] = get_args(State)

TABLE = "table.parquet"
MOST_DRAFTS = 20
"""Uploads of one person that may lie here unfinished; an older one makes room."""

_OFFERED = {
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


def no_job() -> SteelyardError:
    """What is said of a job that is not there, and of somebody else's: the same."""
    return SteelyardError("SY-K076", "there is no such upload, or it is not yours", where="job",
                          right="uploads are removed when their time is over")  # fmt: skip


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
                   json.loads(kept(row.plan)), json.loads(kept(row.told)))  # fmt: skip

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

    def remove(self, connection: Connection, job_id: str) -> None:
        """Forget an upload with its files."""
        connection.execute(sa.delete(t.jobs).where(t.jobs.c.id == job_id))
        self._held.pop(job_id, None)
        if self.store.settings.save:
            shutil.rmtree(self.folder(job_id), ignore_errors=True)

    # -- files --------------------------------------------------------------------------------------------------------

    def folder(self, job_id: str) -> Path:
        """The files of an upload: a folder called by an id that the desk drew."""
        if len(job_id) != 32 or not set(job_id) <= set("0123456789abcdef"):
            raise no_job()
        return self.store.settings.data / "jobs" / job_id

    def put(self, job_id: str, frame: pl.DataFrame) -> None:
        """Keep an upload's table. Raises SteelyardError (SY-B007) where it cannot be written."""
        if not self.store.settings.save:
            self._held[job_id] = frame
            return
        folder = self.folder(job_id)
        fresh = folder / f"{TABLE}.new"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            frame.write_parquet(fresh)
            os.replace(fresh, folder / TABLE)
        except (OSError, pl.exceptions.PolarsError) as error:
            fresh.unlink(missing_ok=True)
            raise SteelyardError(
                "SY-B007", f"the upload cannot be kept: {str(error)[:100]}", where="data folder"
            ) from None

    def table(self, job_id: str) -> pl.DataFrame:
        """An upload's table. Raises SteelyardError (SY-K076) when its file is gone."""
        if not self.store.settings.save:
            if job_id not in self._held:
                raise no_job()
            return self._held[job_id]
        path = self.folder(job_id) / TABLE
        if not path.is_file():
            raise no_job()
        return pl.read_parquet(path)

    def result(self, job: Job, name: str) -> Path:
        """A result's file. Raises SteelyardError (SY-K076) for a name that is none, or a file that is not there."""
        allowed = _OFFERED[job.what]
        if job.what == "parity" and name.startswith("picture-") and name[8:-4].isdecimal() and name.endswith(".svg"):
            allowed = (*allowed, name)
        path = self.folder(job.id) / name
        if name not in allowed or job.state != "done" or not path.is_file():
            raise no_job()
        return path

    def results(self, job: Job) -> list[tuple[str, int]]:
        """The results that can be taken away, each with its size in bytes."""
        if job.state != "done" or not self.store.settings.save:
            return []
        paths = [self.folder(job.id) / name for name in _OFFERED[job.what]]
        return [(path.name, path.stat().st_size) for path in paths if path.is_file()]

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
        folder = self.folder(job_id)
        with self.store.reading() as connection:
            row = connection.execute(sa.select(t.jobs).where(t.jobs.c.id == job_id)).first()
        if row is None:
            return
        job = self._job(row)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name in ("told.json", "progress.json"):
                (folder / name).unlink(missing_ok=True)
            (folder / "plan.json").write_text(json.dumps({"what": job.what, **job.plan}), encoding="utf-8")
            with self._lock:
                child = subprocess.Popen(
                    [sys.executable, "-m", "steelyard.desk.work", str(folder)], stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
                )  # fmt: skip
                self._child = (job_id, child)
            child.wait()
            told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            told = {
                "error": {
                    "code": "SY-K053",
                    "what": "the work ended without a result",
                    "where": "job",
                    "right": "start it again",
                }
            }
        finally:
            with self._lock:
                self._child = None
            for name in ("plan.json", "told.json"):
                (folder / name).unlink(missing_ok=True)
        with audit.recording(self.store) as connection:
            j = t.jobs.c
            state = "failed" if "error" in told else "done"
            done = connection.execute(
                sa.update(t.jobs).where(j.id == job_id, j.state == "running").values(
                    state=state, changed_at=now(), told=self.store.keep(json.dumps(told))
                )
            )  # fmt: skip
            if done.rowcount:
                audit.append(self.store, connection, job.owner, f"job.{state}", job_id, ["result"])


def due_jobs(store: Store, connection: Connection) -> list[str]:
    """The uploads whose time is over by the instance's rule and on which nothing runs."""
    j = t.jobs.c
    before = in_future(days=-store.settings.retention.files)
    found = sa.select(j.id).where(j.changed_at < before, j.state.not_in(("queued", "running")))
    return list(connection.execute(found).scalars())


def remove_due(jobs: Jobs, connection: Connection) -> list[str]:
    """Remove the uploads that are due, with their files; returns their ids."""
    ids = due_jobs(jobs.store, connection)
    for job_id in ids:
        jobs.remove(connection, job_id)
        audit.append(jobs.store, connection, "", "job.retention", job_id)
    return ids
