"""Ten minutes of readers and writers at once on each database: the page stays as quick as it was, and memory bounded."""

from __future__ import annotations

import os
from typing import Any

import pytest
from benchmarks.desk import soak

SECONDS = int(os.environ.get("STEELYARD_SOAK_SECONDS", "600"))
MEMORY = 600
"""MB that a server may take."""


@pytest.mark.nightly
def test_ten_minutes_leave_it_as_quick_as_it_was(database: dict[str, Any]) -> None:
    found = soak(cases=2_000, users=20, seconds=SECONDS, pause=0.8, database=database.get("database", ""))
    assert found.wrong == []
    assert found.pages > 5 * SECONDS
    assert found.last <= 2 * found.first
    assert found.memory <= MEMORY
