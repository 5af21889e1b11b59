"""Faults: the server killed while it writes, asked to end, without its database, with a full disk; and nothing saved at all."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from steelyard.desk.audit import verify
from steelyard.desk.storage import open_store
from tests.desk.support import ROOT, case, client, make_desk, settings, token_for


class Server:
    """`steelyard desk` in a process of its own."""

    def __init__(self, data: Path, *words: str, **environment: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("STEELYARD_", "XDG_"))}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "steelyard.cli", "desk", "--no-browser", "--data", str(data), *words],
            env={**clean, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1", **environment},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=environment.get("HOME"),
        )  # fmt: skip
        assert self.process.stdout is not None
        self.first = self.process.stdout.readline()
        found = re.search(r"(http://127\.0\.0\.1:\d+)(?:/enter\?token=(\S+))?", self.first)
        assert found, self.first
        self.address, self.secret = found[1], found[2]

    def end(self, how: int = signal.SIGTERM) -> tuple[int, str]:
        """End it; returns its status and what it printed."""
        self.process.send_signal(how)
        out, _ = self.process.communicate(timeout=40)
        return self.process.returncode, self.first + out


@contextlib.contextmanager
def serving(data: Path, *words: str, **environment: str) -> Iterator[Server]:
    """A server that is gone afterwards, whatever happens."""
    made = Server(data, *words, **environment)
    try:
        yield made
    finally:
        if made.process.poll() is None:
            made.process.kill()
            made.process.wait()


def test_it_prints_its_address_and_ends_cleanly_on_sigterm(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        web = httpx.Client(base_url=server.address)
        assert web.get("/sign-in").status_code == 200
        assert web.get("/enter", params={"token": server.secret}).status_code == 303
        assert "Cases" in web.get("/").text
        status, out = server.end()
    assert status == 0
    assert "Traceback" not in out and "ERROR" not in out
    assert not (tmp_path / "desk.db-wal").exists()


def test_it_listens_on_loopback_only_and_says_when_a_port_is_taken(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        port = server.address.rpartition(":")[2]
        listening = {
            line.split()[1]
            for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
            if line.split()[3] == "0A" and line.split()[1].endswith(f":{int(port):04X}")
        }
        assert listening == {f"0100007F:{int(port):04X}"}
        again = subprocess.run(
            [sys.executable, "-m", "steelyard.cli", "desk", "--no-browser", "--port", port, "--data", str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert again.returncode == 2 and "SY-K052" in again.stderr


def test_a_request_that_runs_is_answered_before_the_end(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    token = token_for(desk.store)
    desk.store.engine.dispose()
    with serving(tmp_path) as server:
        answers: list[int] = []

        def weigh() -> None:
            head = {"authorization": f"Bearer {token}"}
            answers.append(
                httpx.post(f"{server.address}/api/v1/advise", json=case(), headers=head, timeout=60).status_code
            )

        asked = threading.Thread(target=weigh)
        asked.start()
        time.sleep(0.15)
        status, _ = server.end()
        asked.join()
    assert status == 0 and answers == [200]


def _killed(data: Path, database: dict[str, Any], times: int, seed: int) -> int:
    """Kill the server at random under load; returns how many writes were acknowledged, all of which are there."""
    draw = random.Random(seed)
    desk = make_desk(data, **database)
    token = token_for(desk.store)
    desk.store.engine.dispose()
    words = {"STEELYARD_DATABASE": database["database"]} if database else {}
    made: dict[str, str] = {}
    edited: dict[tuple[str, int], str] = {}
    unsure: dict[str, str] = {}
    lock = threading.Lock()
    for _ in range(times):
        with serving(data, **words) as server:
            stop = threading.Event()

            def write(number: int, address: str = server.address, stop: threading.Event = stop) -> None:
                head = {"authorization": f"Bearer {token}"}
                with httpx.Client(base_url=f"{address}/api/v1", headers=head, timeout=30) as web:
                    count = 0
                    while not stop.is_set():
                        count += 1
                        key = f"{os.urandom(8).hex()}-{number}-{count}"
                        try:
                            answer = web.post("/cases", json=case(note=key), headers={"idempotency-key": key})
                            if answer.status_code == 201:
                                case_id = answer.json()["id"]
                                with lock:
                                    made[key] = case_id
                                note = f"{key} edited"
                                change = web.put(f"/cases/{case_id}", json=case(note=note), headers={"if-match": "1"})
                                if change.status_code == 200:
                                    with lock:
                                        edited[case_id, change.json()["version"]] = note
                        except httpx.HTTPError:
                            if not stop.is_set():
                                stop.wait(0.01)
                            with lock:
                                unsure.setdefault(key, key)
                            return

            writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
            for one in writers:
                one.start()
            time.sleep(draw.uniform(0.05, 0.6))
            server.process.kill()
            server.process.wait()
            stop.set()
            for one in writers:
                one.join()
    store = open_store(settings(data, **database))
    found = verify(store)
    assert found.sound, found.wrong
    desk = make_desk(data, **database)
    web = client(desk, token)
    for key, case_id in made.items():
        assert web.get(f"/api/v1/cases/{case_id}", params={"version": 1}).json()["case"]["note"] == key
    for (case_id, version), note in edited.items():
        assert web.get(f"/api/v1/cases/{case_id}", params={"version": version}).json()["case"]["note"] == note
    for key in unsure:  # sent again with its key, a write whose answer was lost is there once
        if key not in made:
            for _ in "12":
                made.setdefault(
                    key, web.post("/api/v1/cases", json=case(note=key), headers={"idempotency-key": key}).json()["id"]
                )
    everything = web.get("/api/v1/export").json()
    notes = [one["body"].get("note") for one in everything["versions"] if one["number"] == 1]
    for key in made:
        assert notes.count(key) == 1
    store.engine.dispose()
    assert len(made) >= times  # there was a load to be killed under
    return len(made) + len(edited)


def test_a_server_killed_under_load_loses_no_acknowledged_write(tmp_path: Path) -> None:
    _killed(tmp_path, {}, 10, 20261124)


@pytest.mark.nightly
def test_killed_two_hundred_times(tmp_path: Path, database: dict[str, Any]) -> None:
    acknowledged = _killed(tmp_path, database, 200, random.SystemRandom().randrange(10**9))
    print(f"killed 200 times under load: {acknowledged} acknowledged writes, all there, the trail sound")


def test_the_database_gone_and_back(tmp_path: Path, postgres: str) -> None:
    """Connections cut at the server: one answer says so and saved nothing, the next ones are answered."""
    import sqlalchemy as sa

    url = sa.make_url(postgres)
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    name = f"g{os.urandom(6).hex()}"
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    desk = make_desk(tmp_path, database=url.set(database=name).render_as_string(hide_password=False))
    web = client(desk, token_for(desk.store))
    web.post("/api/v1/cases", json=case()).raise_for_status()
    cut = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    with server.connect() as connection:
        connection.execute(cut, {"name": name})
        assert web.get("/api/v1/cases").status_code == 200  # a cut connection is noticed and made anew
        connection.execute(sa.text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(cut, {"name": name})
        gone = web.post("/api/v1/cases", json=case())
        assert gone.status_code == 503 and gone.json()["code"] == "SY-K010"
        assert web.get("/").status_code == 503
        connection.execute(sa.text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    assert len(web.get("/api/v1/cases").json()["cases"]) == 1
    assert web.post("/api/v1/cases", json=case()).status_code == 201
    assert verify(desk.store).sound
    desk.store.engine.dispose()


def test_a_full_disk_refuses_the_write_and_keeps_what_is_there(tmp_path: Path) -> None:
    import sqlalchemy as sa

    desk = make_desk(tmp_path)
    web = client(desk, token_for(desk.store))
    case_id = web.post("/api/v1/cases", json=case()).json()["id"]
    pages: list[int] = []

    @sa.event.listens_for(desk.store.engine, "checkout")
    def _full(raw: Any, *_: object) -> None:
        if pages:
            raw.execute(f"PRAGMA max_page_count={pages[0]}")

    with desk.store.reading() as connection:
        pages.append(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    refused = [web.post("/api/v1/cases", json=case(note="x" * 9_000)) for _ in range(20)]
    full = [one for one in refused if one.status_code == 503]
    assert full and all(one.json()["code"] == "SY-K010" and "full" in one.json()["title"] for one in full)
    pages[0] = 10**6
    there = web.get("/api/v1/cases", params={"limit": 500}).json()["cases"]
    assert len(there) == 1 + sum(one.status_code == 201 for one in refused)
    assert web.get(f"/api/v1/cases/{case_id}").status_code == 200
    assert web.post("/api/v1/cases", json=case()).status_code == 201
    assert verify(desk.store).sound


class Watch:
    """Everything that is made or written below a folder, told by the kernel (inotify), if only for a moment."""

    MADE_OR_WRITTEN = 0x00000002 | 0x00000008 | 0x00000040 | 0x00000080 | 0x00000100 | 0x00000200

    def __init__(self, folder: Path) -> None:
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.file = self.libc.inotify_init1(os.O_NONBLOCK)
        assert self.file >= 0
        for path in (folder, *(one for one in folder.rglob("*") if one.is_dir())):
            assert self.libc.inotify_add_watch(self.file, str(path).encode(), self.MADE_OR_WRITTEN) >= 0

    def seen(self) -> list[str]:
        """The names since the last time."""
        try:
            data = os.read(self.file, 1_000_000)
        except BlockingIOError:
            return []
        names, at = [], 0
        while at < len(data):
            _, _, _, length = struct.unpack_from("iIII", data, at)
            names.append(data[at + 16 : at + 16 + length].rstrip(b"\0").decode())
            at += 16 + length
        return names


def test_nothing_is_saved_in_no_save_mode(tmp_path: Path) -> None:
    home, temporary, data = tmp_path / "home", tmp_path / "tmp", tmp_path / "data"
    for one in (home, temporary, data):
        one.mkdir()
    watch = Watch(tmp_path)
    (home / "probe").write_text("x")
    assert "probe" in watch.seen()
    (home / "probe").unlink()
    watch.seen()
    there = {"HOME": str(home), "TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
    with serving(data, "--no-save", "--kind", "defense", **there) as server:
        web = httpx.Client(base_url=server.address, timeout=60)
        web.get("/enter", params={"token": server.secret})
        csrf = re.search(r'name="csrf" value="([^"]+)"', web.get("/").text)
        assert csrf
        head = {"x-csrf-token": csrf[1]}
        body = case(person={"posture": "asylee"}, note="x" * 400_000)
        case_id = web.post("/api/v1/cases", json=body, headers=head).json()["id"]
        assert web.post(f"/api/v1/cases/{case_id}/analyses", headers=head).status_code == 201
        assert web.post(f"/cases/{case_id}/weigh", data={"csrf": csrf[1], "pad": "y" * 400_000}).status_code == 303
        assert web.get(f"/cases/{case_id}").status_code == 200
        assert "nothing is saved" in web.get("/").text
        files = {"file": ("upload.toml", b"z" * 900_000)}
        assert web.post("/sign-in", files=files).status_code == 415
        for _ in range(30):
            web.post("/api/v1/cases", json=body, headers=head)
        assert len(web.get("/api/v1/cases", params={"limit": 100}).json()["cases"]) == 31
        assert web.get("/api/v1/audit/verify").json()["sound"] is True
        assert web.get("/api/v1/export").status_code == 200
        status, out = server.end()
    assert status == 0, out
    assert watch.seen() == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_log_names_no_word_of_a_case(tmp_path: Path) -> None:
    with serving(tmp_path, "--kind", "defense") as server:
        web = httpx.Client(base_url=server.address, timeout=60)
        web.get("/enter", params={"token": server.secret})
        csrf = re.search(r'name="csrf" value="([^"]+)"', web.get("/").text)
        assert csrf
        head = {"x-csrf-token": csrf[1]}
        body = case(person={"posture": "asylee"}, note="quodlibet", id="QUODLIBET-1")
        case_id = web.post("/api/v1/cases", json=body, headers=head).json()["id"]
        web.get("/", params={"find": "quodlibet"})
        web.get(f"/cases/{case_id}", headers={"user-agent": "quodlibet"})
        web.post("/api/v1/cases", json={**body, "quodlibet": "asylee"}, headers=head)
        web.post("/api/v1/cases", content=b"{quodlibet", headers={**head, "content-type": "application/json"})
        _, out = server.end()
    assert json.dumps(out).lower().count("quodlibet") == 0 and "asylee" not in out
    for path in tmp_path.rglob("*"):
        assert "quodlibet" not in path.name.lower() and "asylee" not in path.name


RAW = [
    b"", b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"GET //evil.example HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"GET /?\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    b"POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"
    b"GET / HTTP/1.1\r\n\r\n",
    b"POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
    b"POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\nContent-Length: 2\r\n\r\n{}",
    b"POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n{",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: \xff\xfe=\x80\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"x" * 200_000,
]  # fmt: skip


def test_bytes_that_are_no_request_leave_the_server_as_it_was(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        port = int(server.address.rpartition(":")[2])
        for raw in RAW:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
                line.settimeout(1)
                got = b""
                with contextlib.suppress(OSError):
                    line.sendall(raw)
                    while part := line.recv(65_536):
                        got += part
                first = got.split(b"\r\n")[0]
                refused = (b"303", b"400", b"401", b"404", b"405", b"413", b"421", b"431")
                assert not first or first.split()[1] in refused, (raw[:80], first)
                assert b"Traceback" not in got
        assert httpx.get(f"{server.address}/sign-in").status_code == 200
        status, out = server.end()
    assert status == 0 and "Traceback" not in out
