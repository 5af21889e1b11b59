"""Copies of what was read from the files of the law, so that the next process need not read and check them again."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from msgspec import DecodeError, msgpack

T = TypeVar("T")

PROGRAM = ("logic", "law", "catalog", "weigh")
"""The folders of the package that an answer comes from."""

KEPT = 8
"""Copies of one kind that stay in the folder; an older one is made again when its law is asked for."""

_keeps = True


def compiled_folder() -> Path:
    """Where the copies are kept: the user's cache folder. It holds law only, never a case."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "steelyard"


def program_hash(package: Path | None = None) -> str:
    """The SHA-256 of the modules and tables that an answer comes from, besides the offenses and holdings."""
    package = package or Path(__file__).parents[1]
    whole = sha256()
    for place in PROGRAM:
        for folder, inside, names in os.walk(package / place):
            inside[:] = sorted(set(inside) - {"offenses", "holdings", "__pycache__"})
            for path in (Path(folder) / name for name in sorted(names)):
                if path.suffix in (".py", ".toml"):
                    whole.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


@cache
def _this_program() -> str:
    return program_hash()


def compiled(kind: str, content: str, shape: type[T], make: Callable[[], T]) -> T:
    """What `make` gives, of that shape: from the copy that this very program made of the same content, else made and kept.

    `content` is the hash of what it is made from. A copy that cannot be read is made again.
    """
    path = compiled_folder() / f"{kind}-{sha256((content + _this_program()).encode()).hexdigest()}.msgpack"
    try:
        return msgpack.decode(path.read_bytes(), type=shape)
    except (OSError, DecodeError):
        made = make()
        keep(path, made)
        return made


def keep_nothing() -> None:
    """From now on this process writes no copy, for a desk that must not touch the disk."""
    global _keeps
    _keeps = False


def keep(path: Path, made: object) -> None:
    """Write a copy whole or not at all, and take away the oldest of its kind, which is the name up to the first dash.

    A folder that cannot be written to costs time and nothing else.
    """
    if not _keeps:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(msgpack.encode(made))
        unfinished.replace(path)
        kind = path.name.partition("-")[0]
        for old in sorted(path.parent.glob(f"{kind}-*"), key=lambda one: one.stat().st_mtime_ns)[:-KEPT]:
            old.unlink()
    except OSError:
        return
