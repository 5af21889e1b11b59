"""The pages of uploads: a file sent, its columns chosen, its charges corrected, cases made of it, or a job run over it."""

from __future__ import annotations

import codecs
import json
import tomllib
from collections.abc import Callable
from typing import Annotated, Any, Literal, cast

from fastapi import FastAPI, Path, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.policies import policies
from steelyard.desk import answers, audit, uploads
from steelyard.desk import reading_in as charges
from steelyard.desk.access import Actor, reach, require
from steelyard.desk.app import Desk
from steelyard.desk.guard import check_json, check_text
from steelyard.desk.jobs import Job, What
from steelyard.desk.kinds import refuse, refuse_words
from steelyard.desk.pages import add_page, page
from steelyard.desk.posts import Problems, Sent, posted
from steelyard.desk.shapes import Id
from steelyard.desk.storage import add_case
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.advise import as_given
from steelyard.weigh.mapping import Layout, read_layout
from steelyard.weigh.outcomes import read_map

A_PAGE = 40
"""Distinct charges on one page: each has two fields, and a form has at most 500."""

TAKES: dict[str, str] = {"import": "case.create", "screen": "screen.run", "parity": "parity.run"}
"""The right that each kind of upload takes."""

STATES = {
    "draft": "not started", "queued": "waits for its turn", "running": "runs", "done": "done", "failed": "failed",
    "cancelled": "cancelled",
}  # fmt: skip


class JobPages:
    """The pages of uploads and jobs, of one instance."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.store = desk.store
        self.kind = desk.store.kind
        self.jobs = desk.jobs

    def job_of(self, connection: Any, actor: Actor, job_id: str) -> Job:
        """A job, if the actor may read it and may do what it does. Raises SteelyardError as `Jobs.read` and `require`."""
        found = self.jobs.read(connection, actor, job_id)
        require(actor, TAKES[found.what])
        return found

    def asker(self, request: Request) -> Actor:
        """A person in a browser. Raises SteelyardError (SY-K021) for a token."""
        actor = self.desk.require_actor(request)
        if actor.by_token:
            raise SteelyardError("SY-K021", "this is for a person in a browser", where="access")
        return actor

    # -- sending ------------------------------------------------------------------------------------------------------

    def start_page(self, what: What) -> Callable[[Request], Response]:
        """The page on which an upload of this kind begins."""

        def shown(request: Request) -> Response:
            actor = self.asker(request)
            require(actor, TAKES[what])
            return self._start(actor, what, [], {})

        return shown

    def _start(self, actor: Actor, what: What, problems: Problems, fields: dict[str, str]) -> Response:
        listed: tuple[What, ...] = ("import",) if what == "import" else (what,)
        with audit.recording(self.store) as connection:
            own = self.jobs.own(connection, actor, *listed)
            audit.append(self.store, connection, actor.id, "job.list", "", ["name", "state"])
        return page(
            "upload.html", self.desk, actor, 422 if problems else 200, what=what, own=own, words=STATES, problems=problems,
            given=fields, most=self.desk.settings.limits.upload, days=self.desk.settings.retention.files,
            why=uploads.why_refused(self.kind),
        )  # fmt: skip

    def send(self, what: What) -> Callable[[Request], Any]:
        """What takes an upload of this kind."""

        async def sent(request: Request) -> Response:
            return await posted(self.desk, request, lambda form: self._send(form, what))

        return sent

    def _send(self, sent: Sent, what: What) -> Response:
        actor = sent.actor
        require(actor, TAKES[what])
        self.desk.limit_weighing(actor)
        if what != "import" and not self.desk.settings.save:
            raise SteelyardError("SY-K078", "this instance saves nothing, so no job can run in it", where="job",
                                 right="an instance without --no-save, or the command line")  # fmt: skip
        if sent.upload is None or not sent.upload.name:
            return self._start(actor, what, [("file", "Choose a file")], sent.fields)
        plan: dict[str, Any] = {}
        name, content = sent.upload.name, sent.upload.content
        try:
            if what == "parity":
                plan["mapping"] = {"title": f"Are like cases treated alike? {name}", **_parity_map(sent)}
            cases = _cases_in(name, content, self.desk.settings.limits.depth) if what == "import" else None
            if cases is not None:
                refuse_words(self.kind, name, "the file's name")
                table = None
                plan["cases"], plan["wrong"] = self._checked(cases)
            else:
                table = uploads.read_table(
                    self.kind, name, content, sent.text("group", 200) if what == "parity" else ""
                )
                plan |= {"columns": table.frame.columns, "rows": table.frame.height, "refused": list(table.refused),
                         "bad": table.bad, "bad_count": table.bad_count}  # fmt: skip
                if what == "parity":
                    uploads.check_words(self.kind, table.frame, _but_charges(plan["mapping"], table.frame.columns))
        except SteelyardError as error:
            if error.code.startswith("SY-K0") and error.code not in (
                "SY-K005",
                "SY-K006",
                "SY-K011",
                "SY-K012",
                "SY-K014",
            ):
                raise
            field = {"group": "group", "mapping": "mapping"}.get(error.where.partition(":")[0], "file")
            says = f"{error.what}{f': {error.right}' if error.right else ''} ({error.code})"
            return self._start(actor, what, [(field, says[:1].upper() + says[1:])], sent.fields)
        with audit.recording(self.store) as connection:
            made = self.jobs.add(connection, actor, what, name, table.frame if table is not None else None, plan)
            if what == "parity":
                self.jobs.start(connection, made, plan)
            audit.append(self.store, connection, actor.id, "job.create", made.id, [what])
        if what == "parity":
            self.jobs.run()
            return RedirectResponse(f"/jobs/{made.id}", 303)
        return RedirectResponse(f"/jobs/{made.id}/{'cases' if table is None else 'columns'}", 303)

    def _checked(self, cases: list[Any]) -> tuple[list[Any], list[tuple[str, str]]]:
        """Case files that this instance takes, and what is wrong with the others. Status is refused for the whole upload."""
        good, wrong = [], []
        for number, one in enumerate(cases, 1):
            refuse(self.kind, one, f"case {number}")
            reference = str(one.get("id", f"case {number}")) if isinstance(one, dict) else f"case {number}"
            try:
                good.append(as_given(answers.case_from(one, self.kind)))
            except SteelyardError as error:
                wrong.append((reference[:200], f"{error.what} ({error.code}, {error.where})"))
        return good, wrong

    # -- columns ------------------------------------------------------------------------------------------------------

    def columns_page(self, request: Request, job_id: Id) -> Response:
        """The columns of an upload, with the layout that fits, to choose from."""
        actor = self.asker(request)
        with audit.recording(self.store) as connection:
            job = self.job_of(connection, actor, job_id)
            audit.append(self.store, connection, actor.id, "job.read", job_id, ["columns"])
        return self._columns(actor, job, [], {})

    def _columns(self, actor: Actor, job: Job, problems: Problems, fields: dict[str, str]) -> Response:
        names = job.plan.get("columns", [])
        if not names or job.state != "draft":
            raise SteelyardError("SY-K077", "the job is not in a state for this", where="job", right="look at it again")
        fits = charges.detected(names)
        frame = self.jobs.table(job.id)
        samples = {
            name: [v for v in frame[name].head(200).unique(maintain_order=True).to_list() if v][:3] for name in names
        }
        guess = charges.guessed(names)
        return page(
            "columns.html", self.desk, actor, 422 if problems else 200, job=job, names=names, fits=fits, roles=charges.ROLES,
            states=list(JURISDICTIONS), samples=samples, problems=problems, given=fields or guess,
            why=uploads.why_refused(self.kind),
        )  # fmt: skip

    async def choose(self, request: Request, job_id: Id) -> Response:
        """Choose."""
        return await posted(self.desk, request, lambda sent: self._choose(sent, job_id))

    def _choose(self, sent: Sent, job_id: str) -> Response:
        actor = sent.actor
        with self.store.reading() as connection:
            job = self.job_of(connection, actor, job_id)
        names = job.plan.get("columns", [])
        roles = {role: sent.fields[role] for role in charges.ROLES if sent.fields.get(role)}
        layout, state = sent.fields.get("layout", ""), sent.fields.get("state_of_all", "")
        problems: Problems = []
        if not layout and "charge" not in roles and "statute" not in roles:
            problems.append(("charge", "Choose the column that holds the charge, or the statute"))
        if not layout and "state" not in roles and state not in JURISDICTIONS:
            problems.append(("state_of_all", "Choose whose law the charges are under, or a column that says it"))
        if problems:
            return self._columns(actor, job, problems, sent.fields)
        try:
            raw = charges.mapping_of(names, layout, roles, state)
            found = read_layout(raw, "the columns")
            found.check(names)
            frame = self.jobs.table(job_id).select(found.read)
            plain = [one for role, many in found.columns.items() if role not in ("charge", "statute") for one in many]
            if told := uploads.telling(self.kind, frame, plain):
                return self._without(actor, job, told, sent.fields)
        except SteelyardError as error:
            field = error.where if error.where in charges.ROLES else "charge"
            return self._columns(
                actor, job, [(field, f"{error.what[:1].upper()}{error.what[1:]} ({error.code})")], sent.fields
            )
        plan = {**job.plan, "mapping": _plain(raw), "columns": list(found.read), "corrections": {},
                "left": [one for one in names if one not in found.read]}  # fmt: skip
        with audit.recording(self.store) as connection:
            self.jobs.move(connection, job_id, ("draft",), "draft")
            self.jobs.put(job_id, frame)
            self.jobs.change(connection, job_id, plan=plan)
            audit.append(self.store, connection, actor.id, "job.columns", job_id, found.columns)
        return RedirectResponse(f"/jobs/{job_id}/charges", 303)

    def _without(self, actor: Actor, job: Job, told: list[str], fields: dict[str, str]) -> Response:
        """Throw away columns that tell status, and ask again."""
        names = [one for one in job.plan["columns"] if one not in told]
        plan = {**job.plan, "columns": names, "refused": [*job.plan["refused"], *told]}
        with audit.recording(self.store) as connection:
            self.jobs.put(job.id, self.jobs.table(job.id).select(names))
            self.jobs.change(connection, job.id, plan=plan)
            audit.append(self.store, connection, actor.id, "job.refused", job.id, ["column"])
            job = self.job_of(connection, actor, job.id)
        left = {name: value for name, value in fields.items() if value not in told}
        why = uploads.why_refused(self.kind)
        says = f"{why[:1].upper()}{why[1:]}. Left out: {', '.join(told)} (SY-K005)"
        return self._columns(actor, job, [("charge", says)], left)

    # -- charges ------------------------------------------------------------------------------------------------------

    def _layout(self, job: Job) -> Layout:
        if "mapping" not in job.plan or job.what == "parity":
            raise SteelyardError(
                "SY-K077", "the job is not in a state for this", where="job", right="choose the columns first"
            )
        return read_layout(job.plan["mapping"], "the columns")

    def charges_page(
        self,
        request: Request,
        job_id: Id,
        show: Literal["all", "unmapped", "corrected"] = "all",
        offset: Annotated[int, Query(ge=0, le=10**6)] = 0,
    ) -> Response:
        """Every distinct charge of an upload, with what it was read as and what it may be instead."""
        actor = self.asker(request)
        with audit.recording(self.store) as connection:
            job = self.job_of(connection, actor, job_id)
            audit.append(self.store, connection, actor.id, "job.read", job_id, ["charge"])
        return self._charges(actor, job, show, offset, [], {})

    def _charges(
        self, actor: Actor, job: Job, show: str, offset: int, problems: Problems, fields: dict[str, str]
    ) -> Response:
        layout = self._layout(job)
        rows = charges.keyed(self.jobs.table(job.id), layout)
        found = charges.readings(rows, job.plan.get("corrections", {}))
        chosen = [
            one for one in found
            if show == "all"
            or (show == "unmapped" and one.is_crime and not one.mapped)
            or (show == "corrected" and one.correction)
        ]  # fmt: skip
        said = [one for one in rows["disposition"].value_counts(sort=True).iter_rows() if one[0]]
        strange = [(text, many) for text, many in said if layout.outcome(text) is None]
        return page(
            "charges.html", self.desk, actor, 422 if problems else 200, job=job, show=show,
            lines=chosen[offset : offset + A_PAGE], offset=offset, size=A_PAGE,
            more=len(chosen) > offset + A_PAGE, many=len(chosen), distinct=len(found),
            rows=sum(one.rows for one in found), mapped=sum(one.rows for one in found if one.mapped and one.is_crime),
            aside=sum(one.rows for one in found if not one.is_crime),
            unmapped=sum(one.rows for one in found if one.is_crime and not one.mapped),
            unmapped_strings=sum(1 for one in found if one.is_crime and not one.mapped), strange=strange, problems=problems,
            given=fields, no_crime=charges.NO_CRIME, offices=sorted(policies()), most=charges.MOST_CASES,
            may_screen=reach(actor, "screen.run") != "no" and self.desk.settings.save,
        )  # fmt: skip

    async def correct(self, request: Request, job_id: Id) -> Response:
        """Keep what a person says."""
        return await posted(self.desk, request, lambda sent: self._correct(sent, job_id))

    def _correct(self, sent: Sent, job_id: str) -> Response:
        actor = sent.actor
        with self.store.reading() as connection:
            job = self.job_of(connection, actor, job_id)
        known = {
            one.key: one for one in charges.readings(charges.keyed(self.jobs.table(job_id), self._layout(job)), {})
        }
        corrections = dict(job.plan.get("corrections", {}))
        problems: Problems = []
        changed = []
        for name, choice in sent.fields.items():
            key = name.removeprefix("as.")
            if not name.startswith("as.") or key not in known:
                continue
            other = sent.text(f"other.{key}", 300)
            said = other or choice
            if not said:
                if corrections.pop(key, None) is not None:
                    changed.append(key)
                continue
            try:
                corrections[key] = charges.correction_of(known[key], said)
                changed.append(key)
            except SteelyardError as error:
                problems.append((f"other.{key}", f"“{said}” for “{known[key].shown[:80]}”: {error.what}"))
        show = sent.fields.get("show", "all")
        show = show if show in ("all", "unmapped", "corrected") else "all"
        offset = int(sent.fields["offset"]) if sent.fields.get("offset", "").isdecimal() else 0
        if problems:
            return self._charges(actor, job, show, min(offset, 10**6), problems, sent.fields)
        with audit.recording(self.store) as connection:
            self.jobs.move(connection, job_id, ("draft",), "draft")
            self.jobs.change(connection, job_id, plan={**job.plan, "corrections": corrections})
            audit.append(self.store, connection, actor.id, "job.correct", job_id, ["charge"])
        return RedirectResponse(f"/jobs/{job_id}/charges?show={show}&offset={min(offset, 10**6)}", 303)

    # -- cases --------------------------------------------------------------------------------------------------------

    def cases_page(self, request: Request, job_id: Id, office: Annotated[str, Query(max_length=100)] = "") -> Response:
        """The cases that would be made, before any is."""
        actor = self.asker(request)
        with audit.recording(self.store) as connection:
            job = self.job_of(connection, actor, job_id)
            audit.append(self.store, connection, actor.id, "job.read", job_id, ["charge", "counts"])
        return page("make_cases.html", self.desk, actor, job=job, made=self._made(actor, job, office), office=office)

    def _made(self, actor: Actor, job: Job, office: str) -> charges.Made:
        require(actor, "case.create")
        if "cases" in job.plan:
            return charges.Made(tuple(job.plan["cases"]), (), tuple((a, b) for a, b in job.plan["wrong"]))
        if office and office not in policies():
            raise SteelyardError("SY-K011", "there is no such office", where="office")
        name = job.name.rpartition(".")[0] or job.name
        return charges.make_cases(
            self.kind, self.jobs.table(job.id), self._layout(job), job.plan.get("corrections", {}), office, name
        )

    async def make(self, request: Request, job_id: Id) -> Response:
        """Make the cases."""
        return await posted(self.desk, request, lambda sent: self._make(sent, job_id))

    def _make(self, sent: Sent, job_id: str) -> Response:
        actor = sent.actor
        with self.store.reading() as connection:
            job = self.job_of(connection, actor, job_id)
        made = self._made(actor, job, sent.text("office", 100))
        told: dict[str, Any] = {"cases": len(made.cases), "set_aside": made.set_aside, "wrong": made.wrong, "made": []}
        with audit.recording(self.store) as connection:
            self.jobs.move(connection, job_id, ("draft",), "done")
            for body in made.cases:
                one = add_case(self.store, connection, body, actor.id)
                told["made"].append(one.case_id)
                audit.append(self.store, connection, actor.id, "case.create", one.case_id, body)
            self.jobs.change(connection, job_id, told=told)
            audit.append(self.store, connection, actor.id, "job.cases", job_id, ["cases"])
        return RedirectResponse(f"/jobs/{job_id}", 303)

    # -- jobs ---------------------------------------------------------------------------------------------------------

    def job_page(self, request: Request, job_id: Id) -> Response:
        """A job: how far it is, or what came of it."""
        actor = self.asker(request)
        with audit.recording(self.store) as connection:
            job = self.job_of(connection, actor, job_id)
            audit.append(self.store, connection, actor.id, "job.read", job_id, ["state", "result"])
        return self._job(actor, job, [])

    def _job(self, actor: Actor, job: Job, problems: Problems) -> Response:
        shown = "parity.html" if job.what == "parity" and job.state == "done" else "job.html"
        return page(shown, self.desk, actor, 422 if problems else 200, job=job, words=STATES, progress=self._progress(job),
                    results=self.jobs.results(job), days=self.desk.settings.retention.files,
            why=uploads.why_refused(self.kind),
                    problems=problems, may_hold=reach(actor, "case.hold") != "no")  # fmt: skip

    def _progress(self, job: Job) -> dict[str, Any]:
        """How far a job is, in what a page shows: a share, rows a second, seconds left."""
        raw = self.jobs.progress(job)
        steps = 4 if job.what == "screen" else 1
        done, of_all, seconds = raw.get("done", 0), raw.get("of", 0), raw.get("seconds", 0)
        share = min(done / of_all, 1) if of_all else 0
        return {
            "state": job.state, "words": STATES[job.state], "doing": raw.get("what", ""), "percent": round(100 * share),
            "rows_a_second": round(done / steps / seconds) if seconds and job.what == "screen" else 0,
            "seconds_left": round(seconds * (1 - share) / share) if share else 0,
        }  # fmt: skip

    def progress(self, request: Request, job_id: Id) -> Response:
        """How far it is, for the page's script."""
        actor = self.asker(request)
        with self.store.reading() as connection:
            job = self.job_of(connection, actor, job_id)
        return JSONResponse(self._progress(job))

    async def act(
        self, request: Request, job_id: Id, what: Literal["start", "cancel", "remove", "hold", "release"]
    ) -> Response:
        """Start, cancel or remove; hold or release."""
        return await posted(self.desk, request, lambda sent: self._act(sent, job_id, what))

    def _act(self, sent: Sent, job_id: str, what: str) -> Response:
        actor = sent.actor
        with self.store.reading() as connection:
            job = self.job_of(connection, actor, job_id)
        ready = self._ready(actor, job) if what == "start" else None
        reason = sent.text("reason", 5_000)
        if what == "hold" and len(reason) < 3:
            return self._job(actor, job, [("reason", "Give a reason of at least three letters")])
        with audit.recording(self.store) as connection:
            if what == "cancel":
                self.jobs.cancel(connection, job)
            elif what in ("hold", "release"):
                require(actor, "case.hold")
                self.jobs.hold(connection, job_id, reason if what == "hold" else "")
            elif what == "remove":
                if job.state in ("queued", "running"):
                    raise SteelyardError("SY-K077", "the job runs", where="job", right="cancel it first")
                self.jobs.remove(connection, job_id)
            else:
                plan, target = ready if ready is not None else (dict(job.plan), job.what)
                self.jobs.change(connection, job_id, what=target)
                self.jobs.start(connection, job, plan)
            audit.append(self.store, connection, actor.id, f"job.{what}", job_id)
        if what == "start":
            self.jobs.run()
        if what == "remove":
            return RedirectResponse({"import": "/import", "screen": "/jobs", "parity": "/parity"}[job.what], 303)
        return RedirectResponse(f"/jobs/{job_id}", 303)

    def _ready(self, actor: Actor, job: Job) -> tuple[dict[str, Any], What] | None:
        """What a screening is told: the table with the corrections put in. An import becomes a screening."""
        if job.what == "parity":
            return None
        require(actor, "screen.run")
        if job.state not in ("draft", "cancelled", "failed"):
            raise SteelyardError("SY-K077", "the job is not in a state for this", where="job", right="look at it again")
        if not self.desk.settings.save:
            raise SteelyardError("SY-K078", "this instance saves nothing, so no job can run in it", where="job",
                                 right="an instance without --no-save, or the command line")  # fmt: skip
        layout, plan = self._layout(job), dict(job.plan)
        if "corrected" not in plan:
            corrections = plan.get("corrections", {})
            frame = self.jobs.table(job.id)
            found = charges.readings(charges.keyed(frame, layout), corrections)
            table, raw = charges.for_screening(frame, layout, found)
            with self.store.writing():
                self.jobs.put(job.id, table)
            plan |= {"mapping": _plain(raw), "columns": table.columns, "corrected": len(corrections)}
        return plan, "screen"

    def result(self, request: Request, job_id: Id, name: Annotated[str, Path(max_length=40)]) -> Response:
        """A result, to take away or, for a picture, to look at."""
        actor = self.asker(request)
        with audit.recording(self.store) as connection:
            job = self.job_of(connection, actor, job_id)
            size, content = self.jobs.result(job, name)
            audit.append(self.store, connection, actor.id, "job.download", job_id, [name])
        ending = name[name.rindex(".") :]
        head = {"content-length": str(size)}
        if ending != ".svg":
            head["content-disposition"] = f'attachment; filename="{job.what}-{job.id[:8]}-{name}"'
        return StreamingResponse(content, media_type=_TYPES[ending], headers=head)


def add_job_pages(app: FastAPI, desk: Desk) -> None:
    """Every page of uploads and jobs."""
    pages = JobPages(desk)
    for what, path in (("import", "/import"), ("screen", "/jobs"), ("parity", "/parity")):
        add_page(app, "GET", path, pages.start_page(cast(What, what)))
        add_page(app, "POST", path, pages.send(cast(What, what)))
    add_page(app, "GET", "/jobs/{job_id}", pages.job_page)
    add_page(app, "GET", "/jobs/{job_id}/columns", pages.columns_page)
    add_page(app, "POST", "/jobs/{job_id}/columns", pages.choose)
    add_page(app, "GET", "/jobs/{job_id}/charges", pages.charges_page)
    add_page(app, "POST", "/jobs/{job_id}/charges", pages.correct)
    add_page(app, "GET", "/jobs/{job_id}/cases", pages.cases_page)
    add_page(app, "POST", "/jobs/{job_id}/cases", pages.make)
    add_page(app, "GET", "/jobs/{job_id}/progress", pages.progress)
    add_page(app, "GET", "/jobs/{job_id}/files/{name}", pages.result)
    add_page(app, "POST", "/jobs/{job_id}/{what}", pages.act)


_TYPES = {
    ".svg": "image/svg+xml", ".csv": "text/csv; charset=utf-8", ".parquet": "application/octet-stream",
    ".html": "text/html; charset=utf-8", ".pdf": "application/pdf", ".json": "application/json",
}  # fmt: skip


def _cases_in(name: str, content: bytes, depth: int) -> list[Any] | None:
    """The case files in an upload that is JSON or TOML; None for a table. Raises SteelyardError: SY-C002, SY-K014."""
    ending = name.lower().rpartition(".")[2]
    if ending not in ("json", "toml"):
        return None
    try:
        if ending == "json":
            check_json(content.removeprefix(codecs.BOM_UTF8), depth)
            data = json.loads(content.removeprefix(codecs.BOM_UTF8))
        else:
            data = _plain(tomllib.loads(content.decode("utf-8-sig")))
            check_text(data)
    except (ValueError, RecursionError) as error:
        raise SteelyardError("SY-C002", f"not {ending.upper()}: {str(error)[:120]}", where="file") from None
    if isinstance(data, dict) and isinstance(data.get("cases"), list):
        data = data["cases"]
    many = data if isinstance(data, list) else [data]
    if not many or len(many) > charges.MOST_CASES:
        raise SteelyardError(
            "SY-K011", f"{len(many)} cases in one file", where="file", right=f"1 to {charges.MOST_CASES}"
        )
    return many


def _parity_map(sent: Sent) -> dict[str, Any]:
    text = sent.text("mapping", 20_000)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SteelyardError("SY-Q004", f"not TOML: {error}", where="mapping") from None
    read_map(raw, "mapping")
    return cast(dict[str, Any], _plain(raw))


def _but_charges(raw: dict[str, Any], names: list[str]) -> list[str]:
    """The columns of an audit whose words are looked at: all but those that hold a charge."""
    held = {raw.get("columns", {}).get(role, role) for role in ("charge", "offense", "citation")}
    return [name for name in names if name not in held and name.lower() not in ("charge", "offense", "citation")]


def _plain(raw: Any) -> Any:
    return json.loads(json.dumps(raw, default=str))
