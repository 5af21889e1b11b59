"""What tests of several kinds share."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import settings

from steelyard import cli

settings.register_profile(
    "untimed", deadline=None
)  # a busy machine is no fault: times are measured in benchmarks/ alone
settings.load_profile("untimed")

# the whole catalogue lies in memory: to look for garbage among it so often took a third of the time
gc.set_threshold(10_000, 10, 10)


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


@pytest.fixture
def steelyard(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command line in this process."""

    def run(*words: str, stdin: str = "", columns: int = 100) -> Ran:
        monkeypatch.setattr(sys, "argv", ["steelyard", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("NO_COLOR", "1")
        capsys.readouterr()
        try:
            cli.main()
            status = 0
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 0
        got = capsys.readouterr()
        return Ran(status, got.out, got.err)

    return run
