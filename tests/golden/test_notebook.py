"""The example notebook prints what it says it prints. `python -m tests.golden.notebook` writes it anew."""

from __future__ import annotations

from tests.golden.notebook import kept, printed, read


def test_the_notebook_runs_and_prints_what_it_shows() -> None:
    notebook = read()
    assert printed(notebook) == kept(notebook)
