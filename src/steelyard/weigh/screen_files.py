"""The files of a screening: what may be written where, the folder of a run that is cut off, the parts put together."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from steelyard.law.columns import columns
from steelyard.logic.errors import SteelyardError


def companion(out: Path, part: str) -> Path:
    """The file of persons or of profiles that goes with OUT."""
    return out.with_name(f"{out.stem}.{part}{out.suffix}")


OWN = ("citation", "offense", "confidence", "kind", "outcome", "conviction", "conviction:why", "profile")
"""Columns that every file of rows has, after the row, the person and what was kept, in this order."""


def is_screening(path: Path) -> bool:
    """Is it a file that a screening wrote, of rows, of persons or of profiles, with nothing added to its columns?"""
    try:
        read = pl.scan_parquet(path) if path.suffix.lower() == ".parquet" else pl.scan_csv(path, infer_schema=False)
        names = read.collect_schema().names()
    except (OSError, UnicodeError, pl.exceptions.PolarsError):
        return False
    rules = [column.rule for column in columns()]
    if names[:2] == ["profile", "posture"]:
        return names[2:] == [name for rule in rules for name in (rule, f"{rule}:why")]
    if names[-len(rules) :] != rules:
        return False
    before = [name for name in names[: -len(rules)] if name != "person_profile"]
    return before == ["person", "rows", "profile"] or (before[:1] == ["row"] and tuple(before[-len(OWN) :]) == OWN)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve() or (one.exists() and other.exists() and os.path.samefile(one, other))


def check_out(source: Path, out: Path, mapping: Path | None) -> None:
    """Raises SteelyardError (SY-B007) for an output that cannot be written, or would be written over what is read."""
    if out.suffix.lower() not in {".csv", ".parquet"}:
        raise SteelyardError("SY-B007", f"an output that ends in {out.suffix or 'nothing'}", where=str(out),
                             right=".csv or .parquet")  # fmt: skip
    for made in (out, companion(out, "persons"), companion(out, "profiles")):
        if made.is_dir():
            raise SteelyardError("SY-B007", "the output is a folder", where=str(made), right="another path")
        for given, what in ((source, "input"), (mapping, "mapping")):
            if given is not None and _same(given, made):
                raise SteelyardError(
                    "SY-B007", f"the {what} would be written over", where=str(made), right="another path"
                )
    if not out.parent.is_dir():
        raise SteelyardError("SY-B007", f"there is no folder {out.parent}", where=str(out))


@contextmanager
def work_folder(out: Path, manifest: Mapping[str, Any]) -> Iterator[Path]:
    """The folder of a run: kept when it is cut off, taken up again by the same run, thrown away by another.

    Raises SteelyardError (SY-B007) while another run writes to the same path, or where nothing can be written.
    """
    work = out.with_name(out.name + ".partial")
    try:
        work.mkdir(exist_ok=True)
        lock = work / "lock"
        _take(lock, out)
        try:
            noted = work / "manifest.json"
            if not noted.is_file() or noted.read_text(encoding="utf-8") != json.dumps(manifest, sort_keys=True):
                empty(work, lock)
                whole_file(noted, lambda path: path.write_text(json.dumps(manifest, sort_keys=True), encoding="utf-8"))
            yield work
        finally:
            lock.unlink(missing_ok=True)
            if not any(work.glob("part-*.json")):
                shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise _unwritable(out, error) from None


def empty(folder: Path, but: Path) -> None:
    """Delete every file of a folder but one."""
    for old in folder.iterdir():
        if old != but:
            old.unlink()


def _take(lock: Path, out: Path) -> None:
    try:
        with lock.open("x", encoding="utf-8") as file:
            file.write(str(os.getpid()))
        return
    except FileExistsError:
        text = lock.read_text(encoding="utf-8").strip()
    if text.isdigit() and int(text) != os.getpid() and _alive(int(text)):
        raise SteelyardError("SY-B007", f"process {text} is writing to the same path", where=str(out),
                             right="wait for it, or write to another path")  # fmt: skip
    if text.isdigit() and int(text) == os.getpid():
        raise SteelyardError("SY-B007", "this process is writing to the same path already", where=str(out))
    lock.write_text(str(os.getpid()), encoding="utf-8")


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _unwritable(out: Path, error: Exception) -> SteelyardError:
    full = (isinstance(error, OSError) and error.errno == errno.ENOSPC) or "No space left" in str(error)
    what = "the disk is full" if full else f"it cannot be written: {str(error)[:160]}"
    return SteelyardError(
        "SY-B007", what, where=str(out), right="what was finished is kept: the same command goes on from it"
    )


def whole_file(path: Path, write: Callable[[Path], Any]) -> None:
    """Write a file under another name, and give it its own when it is whole."""
    temporary = path.with_name(path.name + ".tmp")
    try:
        write(temporary)
        os.replace(temporary, path)
        temporary.unlink(missing_ok=True)  # two names of one file: to replace the one by the other does nothing
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _unwritable(path, error) from None
    except (pl.exceptions.PolarsError, RuntimeError) as error:
        temporary.unlink(missing_ok=True)
        if "space" in str(error).lower() or "os error" in str(error).lower():
            raise _unwritable(path, error) from None
        raise


def assemble(out: Path, work: Path, partitions: int, has_persons: bool, profiles: pl.DataFrame) -> dict[str, str]:
    """The parts as OUT and the files beside it; OUT comes last, so that it is there only when all is."""
    is_csv = out.suffix.lower() == ".csv"
    of_profiles = companion(out, "profiles")
    whole_file(
        of_profiles, lambda path: profiles.write_csv(path) if is_csv else profiles.write_parquet(path, statistics=False)
    )
    files = {"profiles": of_profiles}
    for part, target in (("persons", companion(out, "persons")), ("rows", out)):
        if part == "persons" and not has_persons:
            target.unlink(missing_ok=True)  # of an earlier run: it would be taken for this one's
            continue
        parts = [work / f"part-{number:05}.{part}.parquet" for number in range(partitions)]
        write = _as_csv if is_csv else _same_file if partitions == 1 else _as_parquet
        whole_file(target, lambda path, write=write, parts=parts: write(parts, path))  # type: ignore[misc]
        files[part] = target
    return {part: str(target) for part, target in files.items()}


def _tables(parts: Sequence[Path]) -> Iterator[pa.Table]:
    """The parts one after the other, some rows at a time; words that were numbered by part are numbered alike."""
    plain = pa.dictionary(pa.int32(), pa.string())

    def numbered(chunk: pa.DictionaryArray) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(chunk.indices.cast(pa.int32()), chunk.dictionary.cast(pa.string()))

    for part in parts:
        file = pq.ParquetFile(part)
        if not file.num_row_groups:
            yield file.schema_arrow.empty_table()
        for number in range(file.num_row_groups):
            table = file.read_row_group(number)
            for place, column in enumerate(table.schema):
                if pa.types.is_dictionary(column.type):
                    words = pa.chunked_array([numbered(one) for one in table[place].chunks], plain)
                    table = table.set_column(place, pa.field(column.name, plain), words)
            yield table


def _as_parquet(parts: Sequence[Path], path: Path) -> None:
    tables = _tables(parts)
    first = next(tables)
    with pq.ParquetWriter(path, first.schema, compression="zstd", write_statistics=False) as writer:
        writer.write_table(first)
        for table in tables:
            writer.write_table(table)


def _as_csv(parts: Sequence[Path], path: Path) -> None:
    with path.open("wb") as file:
        for number, table in enumerate(_tables(parts)):
            frame = pl.from_arrow(table)
            assert isinstance(frame, pl.DataFrame)
            frame.write_csv(file, include_header=number == 0)


def _same_file(parts: Sequence[Path], path: Path) -> None:
    """A single part under another name as well; a copy of it where a file can have but one."""
    path.unlink(missing_ok=True)
    try:
        os.link(parts[0], path)
    except OSError:
        shutil.copyfile(parts[0], path)
