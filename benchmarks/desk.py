"""The desk under load, on loopback: saved cases, users at once, how long the case's page takes, and whether that lasts."""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2 as httpx
import sqlalchemy as sa

from steelyard.desk import models as t
from steelyard.desk.settings import read_settings
from steelyard.desk.signin import add_token
from steelyard.desk.storage import LOCAL_USER, Store, add_case, fresh_id, open_store
from steelyard.desk.weighing import add_analysis, weigh_for_page
from steelyard.weigh.case import Case

COUNTS = (
    "Cal. Penal Code § 487(a)",
    "Cal. Penal Code § 459",
    "Cal. Penal Code § 594",
    "Cal. Penal Code § 273.5(a)",
    "Cal. Penal Code § 422(a)",
)
LEVELS = ("felony", "misdemeanor")


VARIANTS = 40
"""Different cases among those that are saved."""


def three_counts_eight_options(variant: int) -> dict[str, Any]:
    """A made-up case of three counts and eight options, weighed for every posture class."""
    draw = random.Random(variant)
    charged = [{"id": str(n), "charge": charge, "offense_date": f"20{draw.randint(18, 25)}-03-01"} for n, charge in
               enumerate(draw.sample(COUNTS, 3), 1)]  # fmt: skip
    options = []
    for number in range(8):
        level, term = LEVELS[number % 2], draw.choice((30, 180, 364)) if number % 2 else draw.choice((364, 365, 700))
        kept = [
            {"count": one["id"], "outcome": "convicted", "level": level, "term": term}
            if (number >> place) & 1 or number == 0
            else {"count": one["id"], "outcome": "dismissed"}
            for place, one in enumerate(charged)
        ]
        options.append({"id": str(number + 1), "label": f"option {number + 1}", "dispositions": kept})
    return {"id": "LOAD", "state": "CA", "law_as_of": "2026-11-24", "counts": charged, "options": options}


def fill(store: Store, cases: int) -> list[str]:
    """Save so many cases with their analyses; returns their ids."""
    bodies = [three_counts_eight_options(variant) for variant in range(min(VARIANTS, cases))]
    weighed = [(body, weigh_for_page(Case.model_validate(body), store.kind)) for body in bodies]
    ids: list[str] = []
    for start in range(0, cases, 500):
        with store.writing() as connection:
            for number in range(start, min(cases, start + 500)):
                body, found = weighed[number % len(weighed)]
                made = add_case(store, connection, {**body, "id": f"LOAD-{number:05}"}, LOCAL_USER)
                add_analysis(store, connection, made, found, LOCAL_USER)
                ids.append(made.case_id)
    return ids


@dataclass(frozen=True)
class Served:
    """An instance in a process of its own, with cases in it and a way in for browsers and for programs."""

    address: str
    cookie: dict[str, str]
    token: str
    ids: list[str]
    process: int
    database: str

    def program(self) -> httpx.Client:
        """A program with a token."""
        return httpx.Client(
            base_url=f"{self.address}/api/v1", headers={"authorization": f"Bearer {self.token}"}, timeout=60
        )

    def memory(self) -> float:
        """Resident memory of the server and of the processes that work for it, in MB."""
        workers = Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="ascii").split()
        total = 0
        for one in (str(self.process), *workers):
            try:
                status = Path(f"/proc/{one}/status").read_text(encoding="ascii")
            except FileNotFoundError:
                continue  # a job that has ended meanwhile
            found = re.search(r"VmRSS:\s+(\d+)", status)
            total += int(found[1]) if found else 0
        return total / 1024


@contextmanager
def serving(data: Path, cases: int, database: str) -> Iterator[Served]:
    """Fill a fresh instance with so many cases and their analyses, and serve it."""
    (data / "desk.toml").write_text("[limits]\nrequests = 1000000\nweighings = 1000000\n", encoding="utf-8")
    given = {"database": database} if database else {}
    store = open_store(read_settings(data, **given))
    began = time.perf_counter()
    ids = fill(store, cases)
    with store.writing() as connection:
        token = add_token(connection, LOCAL_USER, "load", ["read", "write"], 1).secret
        size = connection.execute(sa.select(sa.func.count()).select_from(t.cases)).scalar_one()
    store.engine.dispose()
    print(f"{size} cases with analyses in {time.perf_counter() - began:.0f} s, {store.engine.dialect.name}")
    environment = {**os.environ, **({"STEELYARD_DATABASE": database} if database else {})}
    server = subprocess.Popen(
        [sys.executable, "-m", "steelyard.cli", "desk", "--no-browser", "--data", str(data)],
        stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        link = re.search(r"(http://\S+)(/enter\S+)", server.stdout.readline())
        assert link
        with httpx.Client(base_url=link[1], timeout=60) as web:
            web.get(link[2])
            cookie = dict(web.cookies)
            web.get(f"/cases/{ids[0]}").raise_for_status()
        yield Served(link[1], cookie, token, ids, server.pid, store.engine.dialect.name)
    finally:
        server.terminate()
        server.wait()


@dataclass
class Timed:
    """How long pages took, in seconds, and which were refused."""

    began: float = field(default_factory=time.monotonic)
    took: list[tuple[float, float]] = field(default_factory=list)
    """When a page was asked for, since the beginning, and how long it took."""
    wrong: list[str] = field(default_factory=list)

    def between(self, start: float, end: float) -> list[float]:
        """What pages asked for in this span took, the shortest first."""
        return sorted(took for at, took in self.took if start <= at < end)


def at_95(took: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return took[len(took) * 95 // 100] * 1000


def reader(served: Served, timed: Timed, seconds: float, pause: float) -> None:
    """One user who opens one case after another."""
    draw = random.Random(fresh_id())
    with httpx.Client(base_url=served.address, cookies=served.cookie, timeout=60) as web:
        while (at := time.monotonic() - timed.began) < seconds:
            began = time.perf_counter()
            answer = web.get(f"/cases/{draw.choice(served.ids)}")
            timed.took.append((at, time.perf_counter() - began))
            if answer.status_code != 200:
                timed.wrong.append(f"page: {answer.status_code}")
            time.sleep(draw.uniform(pause / 2, pause * 3 / 2))


def writer(served: Served, timed: Timed, seconds: float, pause: float) -> None:
    """A program that lists, changes and weighs cases, and makes new ones, as an office does beside the readers."""
    draw = random.Random(fresh_id())
    with served.program() as web:
        while time.monotonic() - timed.began < seconds:
            case_id = draw.choice(served.ids)
            held = web.get(f"/cases/{case_id}").json()
            answers = [
                web.get("/cases", params={"limit": 50, "offset": draw.randrange(0, 500, 50)}),
                web.post(f"/cases/{case_id}/analyses"),
                web.post(
                    "/cases",
                    json=three_counts_eight_options(draw.randrange(VARIANTS)) | {"id": f"SOAK-{fresh_id()[:8]}"},
                ),
            ]
            body = held.get("case", {})
            body["note"] = f"changed at {time.time():.3f}"
            answers.append(web.put(f"/cases/{case_id}", json=body, headers={"if-match": str(held.get("version"))}))
            # Two writers who meet are told so (409): that is an answer, and nothing is lost by it.
            timed.wrong += [f"{a.request.method} {a.request.url.path}: {a.status_code}" for a in answers
                            if a.status_code >= 400 and a.status_code != 409]  # fmt: skip
            time.sleep(draw.uniform(pause / 2, pause * 3 / 2))


def load(served: Served, users: int, seconds: float, pause: float, writers: int = 0) -> tuple[Timed, float]:
    """Let users read, and programs write, for so long; returns what pages took and the most memory seen, in MB."""
    timed, most = Timed(), served.memory()
    threads = [threading.Thread(target=reader, args=(served, timed, seconds, pause)) for _ in range(users)]
    threads += [threading.Thread(target=writer, args=(served, timed, seconds, 2.0)) for _ in range(writers)]
    for one in threads:
        one.start()
    while any(one.is_alive() for one in threads):
        most = max(most, served.memory())
        time.sleep(0.5)
    return timed, most


def run(cases: int, users: int, seconds: int, pause: float, database: str) -> None:
    """Fill, serve, load and print."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), cases, database) as served:
        timed, most = load(served, users, seconds, pause)
        took = timed.between(0, seconds)
        print(
            f"{users} users, {seconds} s, {len(took)} pages, {len(timed.wrong)} refused: "
            f"median {took[len(took) // 2] * 1000:.0f} ms, 95 % {at_95(took):.0f} ms, "
            f"worst {took[-1] * 1000:.0f} ms, memory {most:.0f} MB"
        )
        began = time.perf_counter()
        with served.program() as web:
            web.get("/cases", params={"limit": 50}).raise_for_status()
        print(f"a list of 50 of them: {(time.perf_counter() - began) * 1000:.0f} ms")


@dataclass(frozen=True)
class Soaked:
    """What a long load came to: the 95th percentile in its first and last tenth, in milliseconds, and memory in MB."""

    pages: int
    first: float
    last: float
    memory: float
    wrong: list[str]


def soak(cases: int, users: int, seconds: int, pause: float, database: str, writers: int = 2) -> Soaked:
    """Readers and writers for a long time: does the page stay as quick as it was, and memory bounded?"""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), cases, database) as served:
        load(served, users, min(20, seconds / 10), pause)  # the first pages fill caches
        timed, most = load(served, users, seconds, pause, writers)
        tenth = max(seconds / 10, min(30, seconds / 3))
        found = Soaked(len(timed.took), at_95(timed.between(0, tenth)), at_95(timed.between(seconds - tenth, seconds)), most,
                       timed.wrong)  # fmt: skip
        print(
            f"{users} users and {writers} writers, {seconds} s on {served.database}, {found.pages} pages, "
            f"{len(found.wrong)} wrong: 95 % {found.first:.0f} ms in the first {tenth:.0f} s, {found.last:.0f} ms in the "
            f"last; memory {found.memory:.0f} MB"
        )
        return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--pause", type=float, default=0.4, help="seconds between two pages of one user, on average")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--database", default="", help="a PostgreSQL URL; SQLite when left out")
    parser.add_argument("--soak", action="store_true", help="with writers, and compare the end with the beginning")
    asked = parser.parse_args()
    if asked.soak:
        soak(asked.cases, asked.users, asked.seconds, asked.pause, asked.database)
    else:
        run(asked.cases, asked.users, asked.seconds, asked.pause, asked.database)
