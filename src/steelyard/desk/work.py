"""A job's own process: reads what was asked in the job's folder, does it, and writes what came of it there."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from steelyard.logic.errors import SteelyardError

STARTS_A_FORMULA = r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]"
"""What a spreadsheet would take for a formula; `export.guarded` says the same of a single value."""


class _Progress:
    """Notes how far the work is, at most twice a second."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "progress.json"
        self.began = time.monotonic()
        self.done = 0
        self.noted = 0.0

    def __call__(self, what: str, done: int, of: int) -> None:
        if what == "reading":
            return
        self.done += done
        if time.monotonic() - self.noted < 0.5 and self.done < of:
            return
        self.noted = time.monotonic()
        told = {"what": what, "done": self.done, "of": of, "seconds": self.noted - self.began}
        _write(self.path, json.dumps(told))


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, path)


def safe_csv(source: Path, target: Path) -> None:
    """A Parquet file as CSV in which no cell and no heading begins a formula."""
    import polars as pl

    from steelyard.desk.export import guarded

    frame = pl.scan_parquet(source)
    schema = frame.collect_schema()
    cells = []
    for name, kind in schema.items():
        cell = pl.col(name)
        if kind == pl.String:
            cell = pl.when(cell.str.contains(STARTS_A_FORMULA)).then(pl.lit("'") + cell).otherwise(cell)
        cells.append(cell.alias(guarded(name)))
    fresh = target.with_name(target.name + ".new")
    frame.select(cells).sink_csv(fresh, quote_style="always", line_terminator="\r\n")
    os.replace(fresh, target)


def _screen(folder: Path, plan: dict[str, Any], progress: _Progress) -> dict[str, Any]:
    from steelyard.weigh.mapping import read_layout
    from steelyard.weigh.screen import screen

    layout = read_layout(plan["mapping"], "the mapping")
    found = screen(folder / "table.parquet", folder / "rows.parquet", mapping=layout, classes=plan.get("classes", ()),
                   advance=progress)  # fmt: skip
    for part, name in (("rows", "rows"), ("persons", "rows.persons"), ("profiles", "rows.profiles")):
        made = folder / f"{name}.parquet"
        if made.is_file():
            if part != name:
                os.replace(made, folder / f"{part}.parquet")
            safe_csv(folder / f"{part}.parquet", folder / f"{part}.csv")
    told = found.as_dict()
    for name in ("source", "out", "files"):
        del told[name]
    return told


def _parity(folder: Path, plan: dict[str, Any], progress: _Progress) -> dict[str, Any]:
    from steelyard.weigh.outcomes import read_map, read_outcomes
    from steelyard.weigh.parity import audit
    from steelyard.weigh.parity_pictures import pictures
    from steelyard.weigh.parity_report import report_data, to_html, to_pdf

    progress("comparing", 0, 3)
    found = audit(read_outcomes(folder / "table.parquet", read_map(plan["mapping"], "the mapping")))
    progress("drawing", 1, 3)
    drawn = pictures(found)
    for number, one in enumerate(drawn, 1):
        _write(folder / f"picture-{number}.svg", one.svg)
    _write(folder / "report.html", to_html(found))
    _write(folder / "report.json", json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    progress("drawing", 1, 3)
    (folder / "report.pdf").write_bytes(to_pdf(found))
    progress("written", 1, 3)
    return {
        "report": report_data(found),
        "pictures": [{"title": one.title, "alternative": one.alternative} for one in drawn],
    }


def _with_the_server(parent: int) -> None:
    """End when the server is gone: it takes the work up again when it is back."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(3)


def main(folder: Path, told_in: Path) -> None:
    """Do what plan.json in the folder asks, and leave told.json; how far the work is stands in the other folder."""
    os.umask(0o077)
    threading.Thread(target=_with_the_server, args=(os.getppid(),), daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    try:
        told = {"screen": _screen, "parity": _parity}[plan["what"]](folder, plan, _Progress(told_in))
    except SteelyardError as error:
        where = error.where.replace(str(folder), "the upload").replace("the upload/table.parquet", "the upload")
        told = {"error": {"code": error.code, "what": error.what, "where": where, "right": error.right}}
    _write(folder / "told.json", json.dumps(told, default=str))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
