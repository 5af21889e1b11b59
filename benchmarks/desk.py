"""The desk under load, on loopback: saved cases, users at once, and how long the page with the matrix takes."""

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
    weighed = [(body, *weigh_for_page(Case.model_validate(body), store.kind)) for body in bodies]
    ids: list[str] = []
    for start in range(0, cases, 500):
        with store.writing() as connection:
            for number in range(start, min(cases, start + 500)):
                body, advice, cells = weighed[number % len(weighed)]
                made = add_case(store, connection, {**body, "id": f"LOAD-{number:05}"}, LOCAL_USER)
                add_analysis(store, connection, made, advice, cells, LOCAL_USER)
                ids.append(made.case_id)
    return ids


def user(
    address: str,
    cookie: dict[str, str],
    ids: list[str],
    until: float,
    took: list[float],
    wrong: list[int],
    pause: float,
) -> None:
    """One user who opens one case after another."""
    draw = random.Random(fresh_id())
    with httpx.Client(base_url=address, cookies=cookie, timeout=60) as web:
        while time.monotonic() < until:
            began = time.perf_counter()
            answer = web.get(f"/cases/{draw.choice(ids)}")
            took.append(time.perf_counter() - began)
            if answer.status_code != 200:
                wrong.append(answer.status_code)
            time.sleep(draw.uniform(pause / 2, pause * 3 / 2))


def memory(process: int) -> float:
    """Resident memory in MB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def run(cases: int, users: int, seconds: int, pause: float, database: str) -> None:
    """Fill, serve, load and print."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
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
            [sys.executable, "-m", "steelyard.cli", "desk", "--no-browser", "--data", folder],
            stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        try:
            assert server.stdout is not None
            link = re.search(r"(http://\S+)(/enter\S+)", server.stdout.readline())
            assert link
            with httpx.Client(base_url=link[1]) as web:
                web.get(link[2])
                cookie = dict(web.cookies)
                web.get(f"/cases/{ids[0]}")
            took: list[float] = []
            wrong: list[int] = []
            until = time.monotonic() + seconds
            threads = [
                threading.Thread(target=user, args=(link[1], cookie, ids, until, took, wrong, pause))
                for _ in range(users)
            ]
            for one in threads:
                one.start()
            for one in threads:
                one.join()
            took.sort()
            print(
                f"{users} users, {seconds} s, {len(took)} pages, {len(wrong)} refused: "
                f"median {took[len(took) // 2] * 1000:.0f} ms, 95 % {took[len(took) * 95 // 100] * 1000:.0f} ms, "
                f"worst {took[-1] * 1000:.0f} ms, memory {memory(server.pid):.0f} MB"
            )
            head = {"authorization": f"Bearer {token}"}
            began = time.perf_counter()
            httpx.get(f"{link[1]}/api/v1/cases", params={"limit": 50}, headers=head).raise_for_status()
            print(f"a list of 50 of them: {(time.perf_counter() - began) * 1000:.0f} ms")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--pause", type=float, default=0.4, help="seconds between two pages of one user, on average")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--database", default="", help="a PostgreSQL URL; SQLite when left out")
    asked = parser.parse_args()
    run(asked.cases, asked.users, asked.seconds, asked.pause, asked.database)
