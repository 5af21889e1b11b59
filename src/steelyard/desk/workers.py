"""Weighing in processes beside the server's own, so that a page that only shows what is kept never waits behind it."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from typing import IO, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

LAST = 10
"""Seconds that a worker has to end when the server does."""
NICE = 5
"""How much a worker stands back for the server where both want the same core."""
LITTER = 100_000
"""Objects made and not given up, after which a worker looks for garbage before it takes the next question."""


class Worker:
    """A process that works out one answer after another. Before `start`, whoever asks does the work, one at a time."""

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._command: list[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, keeps: bool) -> None:
        """Start the process; without `keeps` it writes nothing to the disk."""
        with self._turn:
            self._command = [sys.executable, "-m", "steelyard.desk.workers", *([] if keeps else ["keep-nothing"])]
            self._begin()

    def stop(self) -> None:
        """End the process; from here on whoever asks does the work."""
        with self._turn:
            self._command = None
            self._end()

    def of(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the work gives, or raises. `work` is a function of a module, and what goes in and out can be pickled.

        A process that ended is begun again, and the work asked for once more: work has no effect but its answer.
        """
        with self._turn:
            if self._command is None:
                return work(*args, **kwargs)
            asked = pickle.dumps((work, args, kwargs))
            try:
                told = self._ask(asked)
            except (EOFError, OSError):
                told = self._ask(asked)
        good, answer = pickle.loads(told)
        if good:
            return answer  # type: ignore[no-any-return]
        raise answer

    @property
    def number(self) -> int | None:
        """The process's number, None while there is none."""
        return None if self._process is None else self._process.pid

    def _begin(self) -> subprocess.Popen[bytes]:
        assert self._command is not None
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process

    def _ask(self, asked: bytes) -> bytes:
        """One question and its own answer: a process whose answer was not taken whole is ended, never asked again."""
        process = self._process or self._begin()
        assert process.stdin is not None and process.stdout is not None
        try:
            _send(process.stdin, asked)
            return _receive(process.stdout)
        except BaseException:
            self._end()
            raise

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        for pipe in (process.stdin, process.stdout):
            try:
                assert pipe is not None
                pipe.close()
            except OSError:
                pass  # what could not be sent to a process that is gone
        try:
            process.wait(LAST)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


WEIGHING = Worker()
"""Cases weighed, and why their cells say what they say: what somebody waits for."""
SEARCHING = Worker()
"""What may take seconds: options, papers, what would change a cell, and analyses weighed again."""


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(8, "big") + message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """One message. Raises EOFError where the other side is gone."""
    head = pipe.read(8)
    message = pipe.read(int.from_bytes(head, "big"))
    if len(head) < 8 or len(message) < int.from_bytes(head, "big"):
        raise EOFError
    return message


def _answered(asked: bytes) -> bytes:
    """What was asked for, worked out: whether that went well, and the answer or what was raised."""
    try:
        work, args, kwargs = pickle.loads(asked)
        return pickle.dumps((True, work(*args, **kwargs)))
    except Exception as error:
        try:
            return pickle.dumps((False, error))
        except Exception:
            return pickle.dumps((False, RuntimeError(traceback.format_exc())))


def main(arguments: list[str]) -> None:
    """Answer what comes in until the server closes its end; only the server ends a worker, by that.

    Garbage is looked for between two answers, for which nobody waits: among all that a weighing makes it took half of its time.
    """
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICE)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints must not stand among the answers
    from steelyard.catalog.compiled import keep_nothing
    from steelyard.catalog.find import catalogue
    from steelyard.law.pack import federal_pack

    if "keep-nothing" in arguments:
        keep_nothing()
    catalogue(), federal_pack()
    gc.disable()
    gc.freeze()  # what is loaded stays
    while True:
        try:
            asked = _receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            _send(answers, _answered(asked))
        except BrokenPipeError:
            return
        if gc.get_count()[0] > LITTER:
            gc.collect()


if __name__ == "__main__":
    main(sys.argv[1:])
