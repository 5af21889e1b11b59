"""What is wrong in which line of a file of the law, told to the person who wrote it, with what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong in one file. `field` is the path of the key, `right` what would be right."""

    code: str
    file: str
    line: int
    field: str
    what: str
    right: str = ""
    is_warning: bool = False

    def __str__(self) -> str:
        kind = "warning" if self.is_warning else "error"
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f"{self.field}: " if self.field else ""
        right = f" → {self.right}" if self.right else ""
        return f"{place}: {kind} {self.code}: {field}{self.what}{right}"


@dataclass(frozen=True, slots=True)
class Key:
    """What the schema says of one key: its kind, and whether an entry may leave it out."""

    kind: str
    required: bool = False


class Lines:
    """Finds the line of a key in the text of a TOML file, because the standard reader forgets it."""

    _header = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
    _key = re.compile(r"""^\s*((?:[A-Za-z0-9_\-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_\-]+|"[^"]*"))*)\s*=""")

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self._found: dict[Where, int] = {}
        table: Where = ()
        inside = ""
        for number, line in enumerate(self.lines, 1):
            if inside:
                if inside in line:
                    inside = ""
                continue
            if header := self._header.match(line):
                table = self._open(header[2], array=header[1] == "[[")
                self._found[table] = number
            elif key := self._key.match(line):
                self._found.setdefault((*table, *self._split(key[1])), number)
                rest = line[key.end() :]
                for quote in ('"""', "'''"):
                    if rest.count(quote) % 2:
                        inside = quote

    @staticmethod
    def _split(dotted: str) -> Where:
        return tuple(part.strip().strip("\"'") for part in re.findall(r'"[^"]*"|\'[^\']*\'|[^.]+', dotted))

    def _open(self, dotted: str, *, array: bool) -> Where:
        path: Where = ()
        parts = self._split(dotted)
        for place, part in enumerate(parts):
            path = (*path, part)
            is_last = place == len(parts) - 1
            seen = [p[len(path)] for p in self._found if p[: len(path)] == path and len(p) > len(path)]
            indices = [index for index in seen if isinstance(index, int)]
            if is_last and array:
                path = (*path, max(indices) + 1 if indices else 0)
            elif indices:
                path = (*path, max(indices))
        return path

    def of(self, where: Where) -> int:
        """The line of a key, or of the nearest table around it; 1 where there is none."""
        for length in range(len(where), 0, -1):
            if where[:length] in self._found:
                return self._found[where[:length]]
        return 1

    def text(self, where: Where) -> str:
        """The words of the line of a key."""
        return self.lines[self.of(where) - 1] if self.lines else ""


class Checker:
    """Collects the issues of one file."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.issues: list[Issue] = []
        self._text = text
        self._lines: Lines | None = None

    @property
    def lines(self) -> Lines:
        """The finder of lines, made when the first issue needs it."""
        if self._lines is None:
            self._lines = Lines(self._text)
        return self._lines

    def say(self, code: str, where: Where, what: str, right: str = "", *, warning: bool = False) -> None:
        """Notes one issue."""
        field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
        self.issues.append(Issue(code, self.file, self.lines.of(where), field, what, right, warning))

    def nearest(self, word: str, choices: Iterable[str], alike: float = 0.8) -> str:
        """The choice that is written nearly so, where there is one, or the choices; of the same word `alike` would be 1."""
        options = list(choices)
        close = get_close_matches(word, options, n=1, cutoff=alike)
        if close:
            return f'did you mean "{close[0]}"?'
        return "one of " + ", ".join(options) if len(options) <= 50 else "see src/steelyard/law/elements.toml"

    def one_of(self, where: Where, word: object, choices: Sequence[str]) -> None:
        """Notes a word that is not in a closed list of the schema."""
        if isinstance(word, str) and word not in choices:
            self.say("SY-O006", where, f'"{word}" is not a word of the schema', self.nearest(word, choices))

    def table(self, where: Where, raw: object, keys: Mapping[str, Key]) -> dict[str, Any]:
        """The keys of a table that are well formed; the others are noted and left out."""
        if not isinstance(raw, dict):
            self.say("SY-O004", where, "this should be a table", f"[{'.'.join(str(p) for p in where)}]")
            return {}
        good: dict[str, Any] = {}
        for name, value in raw.items():
            if name not in keys:
                self.say("SY-O002", (*where, name), f'"{name}" is not a key of the schema', self.nearest(name, keys))
            elif problem := _wrong_kind(value, keys[name].kind):
                self.say("SY-O004", (*where, name), *problem)
            else:
                good[name] = value
        for name, key in keys.items():
            if key.required and (name not in raw or raw[name] == ""):
                self.say("SY-O003", where, f'"{name}" is missing', f"write {name} = …")
        return good


def _wrong_kind(value: object, kind: str) -> tuple[str, str] | None:
    is_words = isinstance(value, list) and all(isinstance(item, str) for item in value)
    tests: dict[str, tuple[bool, str]] = {
        "text": (isinstance(value, str), 'text in quotes, such as "…"'),
        "words": (is_words, 'a list of words, such as ["…"], even for one'),
        "date": (
            (isinstance(value, date) and not hasattr(value, "hour")) or value == "",
            "a date without quotes, such as 2026-11-24",
        ),
        "truth": (isinstance(value, bool), "true or false, without quotes"),
        "count": (isinstance(value, int) and not isinstance(value, bool), "a whole number, such as 600000"),
        "table": (isinstance(value, dict), "a table"),
        "tables": (isinstance(value, list) and all(isinstance(v, dict) for v in value), "tables in [[…]]"),
    }
    good, right = tests[kind]
    return None if good else (f"{value!r} is of the wrong kind", right)


def tables(raw: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The tables of that name, as far as they are tables."""
    found = raw.get(name, [])
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def shown(path: Path) -> str:
    """A path as it is told: from the folder one stands in, where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)
