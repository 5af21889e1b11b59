"""Files under the instance's keys: sealed in pieces, opened whole and in order or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

from steelyard.desk.secrets import Keyring, Opener
from steelyard.logic.errors import SteelyardError

SEALED = ".sealed"
"""How the name of a sealed file ends."""

PIECE = 1 << 20
"""Bytes that are sealed at a time."""


def seal(keys: Keyring, source: BinaryIO, size: int, name: str, target: Path) -> None:
    """Write `size` bytes of `source` to `target` under the newest key, whole or not at all.

    Each line is a sealed piece that names the file and its place, so that no piece can be taken out, moved, or put into
    another file. Call it within a writing transaction: a change of keys waits for those. Raises OSError.
    """
    mark = os.urandom(16).hex()
    fresh = target.with_name(target.name + ".new")
    try:
        with fresh.open("wb") as file:
            file.write(keys.seal_bytes(json.dumps({"name": name, "mark": mark, "size": size}).encode()) + b"\n")
            place = 0
            while piece := source.read(PIECE):
                file.write(keys.seal_bytes(_place(mark, place) + piece) + b"\n")
                place += 1
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, target)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def opened(keys: Keyring, path: Path, name: str) -> tuple[int, Generator[bytes]]:
    """How many bytes a sealed file has, and the bytes in pieces.

    Raises SteelyardError (SY-K004) when no key opens it or it is not as it was sealed, at once or on the way; and OSError.
    """
    open_bytes = keys.opener()  # the keys as they are now: a change of keys puts another file in this one's place
    file = path.open("rb")
    try:
        head = json.loads(open_bytes(file.readline().rstrip(b"\n")))
        if head["name"] != name:
            raise _changed(path)
    except BaseException:
        file.close()
        raise
    return head["size"], _pieces(open_bytes, file, head["mark"], head["size"], path)


def size(keys: Keyring, path: Path, name: str) -> int:
    """How many bytes a sealed file has. Raises as `opened` does."""
    found, pieces = opened(keys, path, name)
    pieces.close()
    return found


def _pieces(open_bytes: Opener, file: BinaryIO, mark: str, size: int, path: Path) -> Generator[bytes]:
    with file:
        left = size
        for place, line in enumerate(file):
            piece = open_bytes(line.rstrip(b"\n"))
            begins = _place(mark, place)
            if not piece.startswith(begins):
                raise _changed(path)
            left -= len(piece) - len(begins)
            yield piece[len(begins) :]
        if left:
            raise _changed(path)


def reseal(keys: Keyring, path: Path) -> None:
    """Put a sealed file under the newest key. Raises SteelyardError (SY-K004) when no key opens it, and OSError."""
    fresh = path.with_name(path.name + ".new")
    with path.open("rb") as old, fresh.open("wb") as file:
        for line in old:
            file.write(keys.seal_bytes(keys.open_bytes(line.rstrip(b"\n"))) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def _place(mark: str, place: int) -> bytes:
    return f"{mark}:{place}:".encode()


def _changed(path: Path) -> SteelyardError:
    return SteelyardError("SY-K004", "the file is not as it was sealed", where=path.name.removesuffix(SEALED),
                          right="the file from a backup")  # fmt: skip
