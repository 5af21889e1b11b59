"""Tables on the way in: a CSV of any delimiter and encoding, Parquet or Excel, as one Parquet file the engines can scan."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from steelyard.logic.errors import SteelyardError

DELIMITERS = (",", ";", "\t", "|")
RARE_DELIMITERS = ("^", "~", "\x01", "\x1f")
"""Delimiters that are looked for only where none of the usual ones stands in the header."""

MOST_BAD_LINES = 1_000
"""Bad lines that are told one by one; the rest are counted."""

MOST_LINES_IN_A_FIELD = 50
"""The most lines that one quoted field may run over."""

_BATCH = 200_000
_FIELD_LIMIT = 1_000_000
csv.field_size_limit(_FIELD_LIMIT)
_BROKEN = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as `surrogateescape` reads it."""

_NOT_UTF8 = "a byte that is not UTF-8"
_NOT_CLOSED = "a quotation mark that is not closed"
_TOO_LONG = f"a field of more than {_FIELD_LIMIT:,} characters"

Progress = Callable[[int], None]
"""Called with the bytes or rows done since the last call."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of the input that could not be read, by its number, and why."""

    line: int
    says: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is ready to be scanned."""

    path: Path
    names: tuple[str, ...]
    rows: int
    bad: tuple[BadLine, ...] = ()
    bad_count: int = 0
    encoding: str = ""
    is_stripped: bool = False
    """Whether no text in it begins or ends with a space."""


def _unreadable(path: Path, why: str, right: str = "") -> SteelyardError:
    return SteelyardError("SY-B001", why, where=str(path), right=right)


def kind_of(path: Path) -> str:
    """csv, parquet or excel, by the file's ending. Raises SteelyardError (SY-B001) for another."""
    ending = path.suffix.lower()
    if ending in {".csv", ".tsv", ".txt"}:
        return "csv"
    if ending in {".parquet", ".pq"}:
        return "parquet"
    if ending in {".xlsx", ".xls", ".xlsm", ".xlsb"}:
        return "excel"
    raise _unreadable(path, f"a file that ends in {ending or 'nothing'}", "CSV, Parquet or Excel, by the ending")


def check_readable(path: Path) -> None:
    """Raises SteelyardError (SY-B001) for a file that is not there, not a file, or empty."""
    if not path.is_file():
        raise _unreadable(path, "there is no such file")
    if path.stat().st_size == 0:
        raise _unreadable(path, "the file is empty", "a header and at least one row")


def names_of(path: Path, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> tuple[str, ...]:
    """The names of the columns. Raises SteelyardError (SY-B001)."""
    check_readable(path)
    kind = kind_of(path)
    if kind == "parquet":
        return tuple(_parquet_schema(path))
    if kind == "excel":
        return tuple(_excel(path, sheet).columns)
    encoding = encoding or encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline(_FIELD_LIMIT)
    if not first.strip():
        raise _unreadable(path, "the first line is empty", "the names of the columns stand in it")
    return _named(next(csv.reader([first], delimiter=delimiter or delimiter_of(first))))


def _named(header: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, each once: an empty one is named by its place, a repeated one gets its place behind it."""
    found: list[str] = []
    for place, name in enumerate(header, 1):
        clean = name.strip().lstrip("\ufeff") or f"column {place}"
        found.append(clean if clean not in found else f"{clean} ({place})")
    return tuple(found)


def _parquet_schema(path: Path) -> dict[str, Any]:
    try:
        return dict(pl.read_parquet_schema(path))
    except Exception as error:
        raise _unreadable(
            path, f"not a whole Parquet file: {str(error)[:160]}", "copy it again; it may be cut off"
        ) from None


def _excel(path: Path, sheet: str) -> pl.DataFrame:
    try:
        options: dict[str, Any] = {"sheet_name": sheet} if sheet else {}
        table: pl.DataFrame = pl.read_excel(path, infer_schema_length=0, **options)
        return table
    except ImportError as error:
        raise SteelyardError("SY-B008", str(error), where=str(path), right="pip install 'steelyard[batch]'") from None
    except Exception as error:
        raise _unreadable(path, f"not an Excel file that can be read: {str(error)[:160]}") from None


def sheets_of(path: Path) -> str:
    """The sheets of a workbook that has several, in words; "" for any other file."""
    if kind_of(path) != "excel":
        return ""
    try:
        import fastexcel

        names = fastexcel.read_excel(path).sheet_names
    except Exception:
        return ""
    return ", ".join(map(repr, names)) if len(names) > 1 else ""


def encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16 where the bytes say so, else Windows-1252, which reads any byte.

    A file in which most of what is not ASCII is UTF-8 is UTF-8 with broken bytes in it.
    """
    with path.open("rb") as file:
        return _encoding(file)[0]


def _encoding(file: BinaryIO) -> tuple[str, bool]:
    """The encoding of a file, and whether all of it is."""
    start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", True
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(1 << 22):
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return ("utf-8-sig", False) if _mostly_utf8(file) else ("cp1252", True)
    return "utf-8-sig", True


def _mostly_utf8(file: BinaryIO) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    whole = broken = 0
    while block := file.read(1 << 22):
        text = decoder.decode(block)
        wrong = len(_BROKEN.findall(text))
        broken += wrong
        whole += len(text) - len(text.encode("ascii", "ignore")) - wrong
    return whole > 0 and whole >= broken


def delimiter_of(line: str) -> str:
    """The delimiter that stands most often in a header."""
    found = max(DELIMITERS, key=line.count)
    return found if found in line else max((*DELIMITERS, *RARE_DELIMITERS), key=line.count)


def prepare(
    path: Path,
    columns: Sequence[str],
    work: Path,
    *,
    encoding: str = "",
    delimiter: str = "",
    header: Sequence[str] = (),
    sheet: str = "",
    progress: Progress = lambda _: None,
) -> Source:
    """The input as a Parquet file with these columns at least; only they are copied where it must be.

    Raises SteelyardError: SY-B001 (cannot be read, or no rows), SY-B006 (a column that holds no plain values).
    """
    check_readable(path)
    kind = kind_of(path)
    if kind == "parquet":
        source = _parquet(path, columns)
    elif kind == "excel":
        table = _excel(path, sheet)
        target = work / "input.parquet"
        table.select(columns).write_parquet(target)
        source = Source(target, tuple(table.columns), table.height)
    else:
        source = _csv(path, columns, work / "input.parquet", encoding, delimiter, header, progress)
    if source.rows == 0:
        raise _unreadable(path, "the file has no rows", "a header and at least one row that can be read")
    return source


MOST_UNPACKED = 1 << 29
"""Bytes that an upload may unpack to: a small file must not fill the memory."""


@dataclass(frozen=True, slots=True)
class Held:
    """A table read whole into memory, every value as text, and the lines that could not be read."""

    frame: pl.DataFrame
    bad: tuple[BadLine, ...] = ()
    bad_count: int = 0


def from_bytes(name: str, content: bytes) -> Held:
    """The table in a file that somebody sent: CSV, Parquet or Excel, by the ending of its name.

    Raises SteelyardError: SY-B001 (cannot be read, unpacks to too much, or no rows), SY-B006 (a column without plain values).
    """
    path = Path(name or "file")
    if not content:
        raise _unreadable(path, "the file is empty", "a header and at least one row")
    kind = kind_of(path)
    held = _held_csv(path, content) if kind == "csv" else Held(_held_frame(path, content, kind))
    if held.frame.height == 0:
        raise _unreadable(path, "the file has no rows", "a header and at least one row that can be read")
    return held


def _held_csv(path: Path, content: bytes) -> Held:
    encoding, _ = _encoding(io.BytesIO(content))
    text = content.decode(encoding, errors=_errors(encoding))
    first = io.StringIO(text, newline="").readline(_FIELD_LIMIT)
    if not first.strip():
        raise _unreadable(path, "the first line is empty", "the names of the columns stand in it")
    delimiter = delimiter_of(first)
    names = _named(next(csv.reader([first], delimiter=delimiter)))
    bad: list[BadLine] = []
    count = 0
    rows: list[list[str]] = []
    lines = _lines(io.StringIO(text, newline=""), delimiter, len(names))
    next(lines, None)
    least = max((place for place, one in enumerate(names, 1) if one != f"column {place}"), default=0)
    for number, fields in lines:
        fitted = fields if isinstance(fields, str) else _fitted(fields, least, len(names))
        if not isinstance(fitted, str) and any(map(_BROKEN.search, fitted)):
            fitted = _NOT_UTF8
        if isinstance(fitted, str) or len(fitted) != len(names):
            count += 1
            if len(bad) < MOST_BAD_LINES:
                bad.append(
                    BadLine(
                        number, fitted if isinstance(fitted, str) else f"{len(fitted)} fields instead of {len(names)}"
                    )
                )
            continue
        rows.append([field.strip() for field in fitted])
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return Held(frame, tuple(bad), count)


def _held_frame(path: Path, content: bytes, kind: str) -> pl.DataFrame:
    try:
        size = _unpacked(content, kind)
        if size > MOST_UNPACKED:
            raise ValueError(f"it unpacks to {size:,} bytes, and {MOST_UNPACKED:,} are taken")
        if kind == "parquet":
            frame = pl.read_parquet(io.BytesIO(content))
        else:
            frame = pl.read_excel(io.BytesIO(content), infer_schema_length=0)
    except ImportError as error:
        raise SteelyardError("SY-B008", str(error), where=path.name, right="pip install 'steelyard[batch]'") from None
    except BaseException as error:  # a broken file can make its reader panic, which is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise _unreadable(
            path, f"the file cannot be read: {str(error)[:160]}", "save it again, and send that"
        ) from None
    for name, kind_of_column in frame.schema.items():
        if kind_of_column.is_nested() or kind_of_column in (pl.Binary, pl.Object):
            raise SteelyardError("SY-B006", f"column {name!r} holds {kind_of_column}, not plain values", where=path.name,
                                 right="text, whole numbers or dates")  # fmt: skip
    named = frame.rename(dict(zip(frame.columns, _named(frame.columns), strict=True)))
    return named.select(
        (pl.col(one).cast(pl.Date) if isinstance(kind_of_column, pl.Datetime) else pl.col(one))
        .cast(pl.String).fill_null("").str.strip_chars()
        for one, kind_of_column in named.schema.items()
    )  # fmt: skip


def _unpacked(content: bytes, kind: str) -> int:
    """How many bytes a packed file says that it holds."""
    if kind == "parquet":
        import pyarrow.parquet as pq

        about = pq.ParquetFile(io.BytesIO(content)).metadata
        return sum(about.row_group(number).total_byte_size for number in range(about.num_row_groups))
    if not content.startswith(b"PK"):
        return len(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(one.file_size for one in archive.infolist())


def _parquet(path: Path, columns: Sequence[str]) -> Source:
    schema = _parquet_schema(path)
    for name in columns:
        kind = schema[name]
        if kind.is_nested() or kind in (pl.Binary, pl.Object):
            raise SteelyardError("SY-B006", f"column {name!r} holds {kind}, not plain values", where=str(path),
                                 right="text, whole numbers or dates")  # fmt: skip
        if isinstance(kind, pl.Datetime) and kind.time_zone is not None:
            raise SteelyardError("SY-B006", f"column {name!r} holds moments of the zone {kind.time_zone}, of which the day is "
                                 "another elsewhere", where=str(path), right="days, as they were where it happened")  # fmt: skip
    try:
        rows = int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except Exception as error:
        raise _unreadable(
            path, f"not a whole Parquet file: {str(error)[:160]}", "copy it again; it may be cut off"
        ) from None
    return Source(path, tuple(schema), rows)


def _csv(
    path: Path, columns: Sequence[str], target: Path, encoding: str, delimiter: str, header: Sequence[str],
    progress: Progress,
) -> Source:  # fmt: skip
    import pyarrow as pa
    import pyarrow.parquet as pq

    with path.open("rb") as file:
        encoding, is_whole = (encoding, False) if encoding else _encoding(file)
    may_break = _errors(encoding) != "replace" and not is_whole
    names = tuple(header) or names_of(path, encoding=encoding, delimiter=delimiter)
    bad: list[BadLine] = []
    bad_count = rows = 0
    schema = pa.schema([(name, pa.string()) for name in columns])
    places = [names.index(name) for name in columns]
    least = max((place for place, name in enumerate(names, 1) if name != f"column {place}"), default=0)
    with path.open("rb") as counted, pq.ParquetWriter(target, schema, compression="lz4") as writer:
        batch: list[list[str]] = []

        def flush() -> None:
            if batch:
                arrays = [pa.array([line[place].strip() for line in batch], pa.string()) for place in places]
                writer.write_table(pa.table(arrays, schema=schema))
                batch.clear()

        text = io.TextIOWrapper(counted, encoding=encoding, errors=_errors(encoding), newline="")
        lines = _lines(text, delimiter or delimiter_of(_first_line(path, encoding)), len(names))
        if not header:
            next(lines)
        before = 0
        for number, fields in lines:
            if not isinstance(fields, str):
                fields = _fitted(fields, least, len(names))
                if may_break and len(fields) == len(names) and any(_BROKEN.search(fields[place]) for place in places):
                    fields = _NOT_UTF8
            if isinstance(fields, str) or len(fields) != len(names):
                says = fields if isinstance(fields, str) else f"{len(fields)} fields instead of {len(names)}"
                bad_count += 1
                if len(bad) < MOST_BAD_LINES:
                    bad.append(BadLine(number, says))
                continue
            batch.append(fields)
            rows += 1
            if len(batch) >= _BATCH:
                flush()
                progress(counted.tell() - before)
                before = counted.tell()
        flush()
        progress(path.stat().st_size - before)
    return Source(target, names, rows, tuple(bad), bad_count, encoding.removesuffix("-sig"), is_stripped=True)


def _errors(encoding: str) -> str:
    """What becomes of bytes that an encoding does not have: in UTF-8 they are kept apart, so that their lines can be told."""
    return "surrogateescape" if encoding.lower().replace("_", "-") in {"utf-8", "utf8", "utf-8-sig"} else "replace"


def _fitted(fields: list[str], least: int, width: int) -> list[str]:
    """A line with a comma too many at its end cut, and one that lacks only columns without a name filled up."""
    if least <= len(fields) < width:
        return fields + [""] * (width - len(fields))
    if len(fields) > width and not any(fields[width:]):
        return fields[:width]
    return fields


def _first_line(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.readline(_FIELD_LIMIT)


def _lines(text: Iterable[str], delimiter: str, width: int) -> Iterator[tuple[int, list[str] | str]]:
    """Every record with the number of the line it begins on; one that breaks the format as what is wrong with it.

    A quotation mark that is never closed spoils its own line only: the lines after it are read again.
    """
    waiting: deque[str] = deque()
    source = iter(text)
    number = 0

    def more() -> str | None:
        if waiting:
            return waiting.popleft()
        return next(source, None)

    while (line := more()) is not None:
        number += 1
        if '"' not in line:
            bare = line.rstrip("\r\n")
            if bare:
                yield number, bare.split(delimiter)
            continue
        taken = [line]
        fields = _fields(line, delimiter)
        while fields is None and len(taken) < MOST_LINES_IN_A_FIELD and (following := more()) is not None:
            taken.append(following)
            fields = _fields("".join(taken), delimiter)
        if fields is not None and (len(taken) == 1 or len(fields) == width):
            yield number, fields
            number += len(taken) - 1
        else:
            waiting.extendleft(reversed(taken[1:]))
            yield number, _TOO_LONG if len(max("".join(taken).split('"'), key=len)) > _FIELD_LIMIT else _NOT_CLOSED


def _fields(record: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader(record.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        return None
