"""Copies of the law that the next process reads: never stale, never half, never many."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from steelyard.catalog import compiled as module
from steelyard.catalog import words
from steelyard.catalog.compiled import KEPT, compiled, compiled_folder, keep
from steelyard.catalog.load import Catalog, read_offenses


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return compiled_folder()


def _asked(content: str, made: str) -> str:
    return compiled("words", content, str, lambda: made)


def test_a_copy_is_of_its_content_and_of_its_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _asked("one", "first") == "first"
    assert _asked("one", "never made") == "first"
    assert _asked("two", "second") == "second"
    monkeypatch.setattr(module, "_this_program", lambda: "a later one")
    assert _asked("one", "third") == "third", "another program may build another thing of the same files"


def test_a_broken_copy_and_one_of_another_shape_are_made_again(folder: Path) -> None:
    _asked("one", "first")
    (path,) = folder.iterdir()
    for content in (b"", b"\xc1", path.read_bytes()[:-1], b"\x07"):
        path.write_bytes(content)
        assert _asked("one", "again") == "again"
        assert _asked("one", "never made") == "again"


def test_the_oldest_of_a_kind_go(folder: Path) -> None:
    for number in range(KEPT + 3):
        path = folder / f"words-{number}.msgpack"
        keep(path, number)
        os.utime(path, ns=(number, number))
    keep(folder / "others-1.msgpack", 1)
    keep(folder / "words-last.msgpack", "last")
    left = sorted(path.name for path in folder.iterdir())
    assert left == sorted(
        ["others-1.msgpack", "words-last.msgpack", *(f"words-{n}.msgpack" for n in range(4, KEPT + 3))]
    )


def test_a_folder_that_is_a_file_costs_time_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "taken"))
    assert _asked("one", "first") == "first"
    assert _asked("one", "again") == "again"


def test_the_catalogue_read_from_its_copy_is_the_one_read_from_its_files(tmp_path: Path) -> None:
    theirs = Path(module.__file__).parents[1] / "law" / "offenses" / "california" / "penal"
    for name in ("484.toml", "243.toml", "459.toml"):
        (tmp_path / name).write_text((theirs / name).read_text("utf-8"), encoding="utf-8")
    made = list(Catalog(tmp_path))
    read = list(Catalog(tmp_path))
    assert len(read) > 5
    assert sorted(read, key=lambda one: one.id) == sorted(
        (one for path in tmp_path.glob("*.toml") for one in read_offenses(path)), key=lambda one: one.id
    )
    assert made == read
    changed = (tmp_path / "459.toml").read_text("utf-8").replace('title = "', 'title = "Another ', 1)
    (tmp_path / "459.toml").write_text(changed, encoding="utf-8")
    assert list(Catalog(tmp_path)) != read


def test_the_titles_read_from_their_copy_are_those_that_were_made() -> None:
    words._indexes.cache_clear()
    made = words._indexes()
    words._indexes.cache_clear()
    read = words._indexes()
    assert read == made and read is not made
    assert {title.offense.state for title in read["OR"].titles} == {"OR"}
