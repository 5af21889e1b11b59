"""Screening: a file of charges or convictions in, every federal consequence of each row and of each person out.

Each row is weighed by itself, with a record that may hold more; each person by all of the person's rows together. Nothing
is read but the columns that the mapping names, and no column about identity, citizenship or birthplace goes out: a person
is called by the number of the first row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_of_state
from steelyard.catalog.known import beyond_what_is_known
from steelyard.law.pack import federal_pack
from steelyard.law.postures import Posture, postures
from steelyard.logic.errors import SteelyardError
from steelyard.logic.expr import content_hash
from steelyard.weigh import screen_run, tables
from steelyard.weigh.count_facts import ACT_NOT_FOUND_IN_WORDS, NOTHING_BESIDE
from steelyard.weigh.engines import engine_named
from steelyard.weigh.mapping import Layout, detect, load_layout, unread
from steelyard.weigh.profiles import Weigher
from steelyard.weigh.screen_file import FileWords
from steelyard.weigh.screen_files import assemble, check_out, empty, whole_file, work_folder
from steelyard.weigh.screen_run import Run
from steelyard.weigh.screen_summary import Summary, count, note

STEPS = 4
BY_STATE = "each row in its own state's circuit"


def screen(
    source: Path | str,
    out: Path | str,
    *,
    engine: str = "polars",
    mapping: Path | str | Layout | None = None,
    classes: Sequence[str] = (),
    today: date | None = None,
    advance: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> Summary:
    """Screen a file: rows to OUT, persons and profiles to the files beside it, and a summary.

    `mapping` is a mapping file, or found by the columns when left out; `classes` are posture classes, all when left out;
    `today` stands in for the day whose law is asked for. `advance` is told what is being done, how much, and of how much.
    Raises SteelyardError: SY-B001 to SY-B010, each with a page in docs/errors.
    """
    source, out = Path(source), Path(out)
    tables.check_readable(source)
    check_out(
        source, out, mapping if isinstance(mapping, Path) else Path(mapping) if isinstance(mapping, str) else None
    )
    layout = _layout(source, mapping)
    chosen = _classes(classes)
    running = engine_named(engine)
    law, pack = catalogue(), federal_pack()
    as_of = layout.law_as_of or today or date.today()
    forum = layout.forum or (forum_of_state(layout.state) if layout.state else BY_STATE)
    stat = source.stat()
    manifest = {
        "source": [str(source.resolve()), stat.st_size, stat.st_mtime_ns], "mapping": content_hash(_plain(layout.raw)),
        "engine": engine, "classes": [one.name for one in chosen], "law_as_of": as_of.isoformat(), "forum": forum,
        "pack": pack.hash, "catalogue": law.hash, "out": out.name, "rows_at_once": screen_run.ROWS_AT_ONCE,
    }  # fmt: skip
    summary = Summary(str(source), str(out), layout.name, engine, as_of.isoformat(), forum, pack.hash, law.hash,
                      [one.name for one in chosen])  # fmt: skip
    with work_folder(out, manifest) as work:
        ready = _prepared(source, layout, work, lambda n: advance("reading", n, stat.st_size))
        summary.bad_lines = [asdict(one) for one in ready.bad]
        summary.bad_line_count, summary.rows = ready.bad_count, ready.rows
        summary.encoding = ready.encoding
        others = [name for name in ready.names if name not in layout.read]
        summary.refused_columns = unread(others)
        summary.unread_columns = [name for name in others if name not in summary.refused_columns]

        file = FileWords(running, layout, ready, as_of, law, summary)
        is_whole = layout.record_complete
        if is_whole and (why_not := file.why_not_whole()):
            is_whole = None
            summary.notes.append(f"record_complete is not taken: {why_not}")

        def weigher_of(forums: tuple[str, ...]) -> Weigher:
            return Weigher(running, law, forums, as_of, chosen, is_whole, layout.assume)

        run = Run(running, file, as_of, weigher_of)
        constants = run.weigher.setting.constants.items()
        supposed = {name.removeprefix("count."): known for name, known in constants if name.startswith("count.")}
        supposed |= {**NOTHING_BESIDE, **layout.assume}
        summary.assumed = sorted(f"count.{name} = {known}" for name, known in supposed.items() if known is not None)
        if "unlawful_act_found" not in supposed:
            summary.assumed.append(ACT_NOT_FOUND_IN_WORDS)
        if "term" in layout.columns:
            (column,) = layout.columns["term"]
            summary.assumed.append(f"that {column!r} holds all the confinement ordered, what was suspended included")
        summary.assumed += beyond_what_is_known(as_of)
        counts: list[dict[str, Any]] = []
        total = ready.rows * STEPS
        for number in range(run.partitions):
            noted = work / f"part-{number:05}.json"
            if noted.is_file():
                counts.append(json.loads(noted.read_text(encoding="utf-8")))
                advance("done before", counts[-1]["rows"] * STEPS, total)
            else:
                counts.append(run.partition(number, work, lambda what, n: advance(what, n, total)))
        profiles = _profiles(work, run.partitions)
        summary.files = assemble(out, work, run.partitions, "person" in layout.columns, _by_class(profiles, chosen))
        count(summary, run, counts, profiles, chosen)
        note(summary, run, counts)
        empty(work, work / "lock")
    return summary


def _plain(raw: Any) -> Any:
    return json.loads(json.dumps(raw, default=str))


def _detected(source: Path, names: Sequence[str]) -> Layout:
    try:
        return detect(names)
    except SteelyardError as error:
        sheets = tables.sheets_of(source)
        if error.code != "SY-B002" or not sheets:
            raise
        right = (
            f"of the sheets {sheets} the first was read: name another under `sheet` in a mapping; else {error.right}"
        )
        raise SteelyardError(error.code, error.what, where=error.where, right=right) from None


def _layout(source: Path, mapping: Path | str | Layout | None) -> Layout:
    if isinstance(mapping, Layout):
        layout: Layout | None = mapping
    else:
        layout = load_layout(Path(mapping)) if mapping is not None else None
    if layout is not None and layout.header:
        names: tuple[str, ...] = layout.header
    else:
        options = (layout.encoding, layout.delimiter, layout.sheet) if layout is not None else ("", "", "")
        names = tables.names_of(source, encoding=options[0], delimiter=options[1], sheet=options[2])
    layout = layout.with_optional(names) if layout is not None else _detected(source, names)
    if layout.header and tables.kind_of(source) != "csv":
        raise SteelyardError(
            "SY-B003", "header is for a CSV: other files hold the names of their columns", where=layout.name
        )
    layout.check(names)
    return layout


def _classes(names: Sequence[str]) -> list[Posture]:
    for name in names:
        if name not in postures():
            raise SteelyardError("SY-B010", f"no posture class is called {name!r}", where="--class",
                                 right=f"one of {', '.join(postures())}")  # fmt: skip
    return [one for one in postures().values() if not names or one.name in names]


def _prepared(source: Path, layout: Layout, work: Path, progress: tables.Progress) -> tables.Source:
    """The input ready to scan; one that was made ready before the run was cut off is taken as it is."""
    noted = work / "source.json"
    if noted.is_file():
        raw = json.loads(noted.read_text(encoding="utf-8"))
        bad = tuple(tables.BadLine(**one) for one in raw["bad"])
        return tables.Source(**{**raw, "path": Path(raw["path"]), "names": tuple(raw["names"]), "bad": bad})
    ready = tables.prepare(source, layout.read, work, encoding=layout.encoding, delimiter=layout.delimiter,
                           header=layout.header, sheet=layout.sheet, progress=progress)  # fmt: skip
    data = {**asdict(ready), "path": str(ready.path)}
    whole_file(noted, lambda path: path.write_text(json.dumps(data), encoding="utf-8"))
    return ready


def _profiles(work: Path, partitions: int) -> pl.DataFrame:
    """The profiles of every part, each once: every consequence's verdict and mask, a row for each class (by its number)."""
    found: list[pl.DataFrame] = []
    for number in range(partitions):
        part = pl.scan_parquet(work / f"part-{number:05}.profiles.parquet")
        for one in found:
            part = part.join(one.lazy().select("profile").unique(), on="profile", how="anti")
        found.append(part.collect())
    return pl.concat(found)


def _by_class(profiles: pl.DataFrame, classes: Sequence[Posture]) -> pl.DataFrame:
    """The same with the name of each class."""
    words = pl.DataFrame({"class": range(len(classes)), "posture": [one.name for one in classes]},
                         schema={"class": pl.Int64, "posture": pl.String})  # fmt: skip
    named = profiles.join(words, on="class", how="left").sort("profile", "class")
    return named.select("profile", "posture", pl.exclude("profile", "posture", "class"))
