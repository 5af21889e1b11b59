"""The processes that weigh beside the server: their answers, their errors, and what becomes of them when one side dies."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from steelyard.desk import answers, weighing, workers
from steelyard.desk.settings import Kind
from steelyard.desk.workers import Worker
from steelyard.logic.errors import CaseError, SteelyardError
from tests.desk.support import case

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them; run it on Linux or macOS")


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    made.start(keeps=False)
    yield made
    made.stop()


def test_a_worker_answers_as_the_process_that_asks_would(worker: Worker) -> None:
    read = answers.read_case(case())
    beside = worker.of(weighing.weigh_for_page, read, Kind.PROSECUTION)
    assert beside == weighing.weigh_for_page(read, Kind.PROSECUTION)
    assert worker.of(os.getpid) == worker.number != os.getpid()
    worker.stop()
    assert worker.of(os.getpid) == os.getpid()


def test_what_is_raised_comes_back_as_it_was(worker: Worker) -> None:
    with pytest.raises(CaseError) as raised:
        worker.of(answers.read_case, {"counts": 3})
    with pytest.raises(CaseError) as here:
        answers.read_case({"counts": 3})
    assert raised.value.as_dict() == here.value.as_dict() and str(raised.value) == str(here.value)
    with pytest.raises(TypeError, match="cannot pickle"):
        worker.of(open, os.devnull)  # an open file cannot go from one process to another


def test_a_worker_that_is_killed_is_begun_again_and_nothing_is_lost(worker: Worker) -> None:
    first = worker.of(os.getpid)
    os.kill(first, signal.SIGKILL)
    second = worker.of(os.getpid)
    assert second != first and worker.number == second


def test_an_answer_that_was_not_taken_is_never_given_to_the_next_who_asks(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(pipe: object) -> bytes:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(workers, "_receive", full)
        with pytest.raises(MemoryError):
            worker.of(abs, -1)
    assert worker.of(abs, -2) == 2


def test_a_worker_gives_its_garbage_up_between_two_answers(worker: Worker) -> None:
    assert worker.of(gc.isenabled) is False
    for _ in range(2):
        worker.of(exec, f"for _ in range({2 * workers.LITTER}):\n    own = []\n    own.append(own)")
        assert worker.of(gc.get_count)[0] < workers.LITTER / 10


def test_a_worker_stands_through_the_signals_that_end_the_server(worker: Worker) -> None:
    first = worker.of(os.getpid)
    for one in (signal.SIGINT, signal.SIGTERM):
        os.kill(first, one)
    assert worker.of(os.getpid) == first


def test_a_worker_ends_when_the_process_that_asks_is_killed() -> None:
    asks = (
        "import os, signal; from steelyard.desk.workers import Worker; one = Worker(); one.start(keeps=False);"
        "print(one.of(os.getpid), flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    told = subprocess.run([sys.executable, "-c", asks], stdout=subprocess.PIPE, text=True, check=False)
    assert told.returncode == -signal.SIGKILL
    number = int(told.stdout)
    until = time.monotonic() + 10
    while _runs(number) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(number)


def _runs(number: int) -> bool:
    if Path("/proc").is_dir():  # a process that has ended but that nobody has waited for runs no more
        try:
            return Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
        except FileNotFoundError:
            return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_every_error_can_go_from_one_process_to_another() -> None:
    import pickle

    for kind in _below(SteelyardError):
        made = kind.__new__(kind)
        SteelyardError.__init__(made, "SY-C001", "wrong", where="here", right="right")
        again = pickle.loads(pickle.dumps(made))
        assert type(again) is kind and again.as_dict() == made.as_dict()


def _below(kind: type[SteelyardError]) -> list[type[SteelyardError]]:
    return [kind, *(found for one in kind.__subclasses__() for found in _below(one))]
