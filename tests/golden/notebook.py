"""Runs the example notebook's cells in order, as a reader would, and keeps what they print.

`python -m tests.golden.notebook` writes the printed text into the notebook.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
NOTEBOOK = ROOT / "examples" / "weighing.ipynb"


def read() -> dict[str, Any]:
    """The notebook as data."""
    return json.loads(NOTEBOOK.read_text("utf-8"))  # type: ignore[no-any-return]


def printed(notebook: dict[str, Any]) -> list[str]:
    """What each code cell prints, run one after the other in one namespace from the root of the project."""
    space: dict[str, Any] = {}
    found = []
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                out = io.StringIO()
                with contextlib.redirect_stdout(out):
                    exec("".join(cell["source"]), space)
                found.append(out.getvalue())
    finally:
        os.chdir(before)
    return found


def kept(notebook: dict[str, Any]) -> list[str]:
    """What the notebook says each code cell printed."""
    return [
        "".join("".join(output["text"]) for output in cell["outputs"])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def write() -> None:
    """Run the cells and keep what they print."""
    notebook = read()
    codes = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, (cell, text) in enumerate(zip(codes, printed(notebook), strict=True), 1):
        cell["execution_count"] = number
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}]
    NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    write()
