"""Checks files of offenses and dispositions, each by itself and all together, and prints what is wrong."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from steelyard.catalog.check_entry import check_entry
from steelyard.catalog.issues import Checker, Issue, Where, shown, tables
from steelyard.law.dispositions import read_dispositions
from steelyard.logic.errors import SteelyardError


def check_file(path: Path) -> tuple[dict[str, Any], list[Issue]]:
    """A file read as TOML, empty where it cannot be read, with every issue it has by itself. Never raises."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        return {}, [Issue("SY-O001", shown(path), 0, "", f"cannot be read: {error.strerror}", "a file that is there")]
    except UnicodeDecodeError:
        return {}, [Issue("SY-O001", shown(path), 0, "", "is not UTF-8 text", "save it as UTF-8")]
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        what = re.sub(r"\s*\(at .*\)$", "", str(error))
        return {}, [Issue("SY-O001", shown(path), line, "", f"is not TOML: {what}", "see docs/authoring/offense.md")]
    return raw, check_entry(path, text, raw)


def check_files(paths: Sequence[Path], *, every: Sequence[Path] | None = None) -> list[Issue]:
    """Every issue of the files, those between files too: ids that stand twice, related offenses that do not exist.

    `every` are all files of the catalogue, where a related offense may stand; the files themselves when left out.
    """
    issues: list[Issue] = []
    homes: dict[str, str] = {}
    entries: list[tuple[Path, dict[str, Any]]] = []
    for path in paths:
        raw, found = check_file(path)
        issues += found
        entries.append((path, raw))
    known: set[str] = set()
    others = set() if every is None else {p.resolve() for p in every} - {p.resolve() for p in paths}
    for path in sorted(others):
        known |= _ids_by_text(path)
    for path, raw in entries:
        own = _ids_of(raw)
        for identity in own:
            if identity in homes and homes[identity] != shown(path):
                what = f'"{identity}" stands in {homes[identity]} too'
                issues.append(Issue("SY-O009", shown(path), 0, "offense.id", what, "one file for one section"))
            homes.setdefault(identity, shown(path))
        known |= own
    for path, raw in entries:
        issues += _missing_relatives(path, raw, known)
    return issues


def _ids_of(raw: Mapping[str, Any]) -> set[str]:
    section = raw.get("section")
    ids = [entry.get("id") for entry in [*tables(raw, "offense"), section if isinstance(section, dict) else {}]]
    return {identity for identity in ids if isinstance(identity, str)}


def _ids_by_text(path: Path) -> set[str]:
    try:
        return set(re.findall(r'^\s*id\s*=\s*"([^"]+)"', path.read_text("utf-8"), re.MULTILINE))
    except (OSError, UnicodeDecodeError):
        return set()


def _missing_relatives(path: Path, raw: Mapping[str, Any], known: set[str]) -> list[Issue]:
    missing: list[tuple[Where, str]] = []
    for number, entry in enumerate(tables(raw, "offense")):
        for index, related in enumerate(tables(entry, "related")):
            name = related.get("offense")
            if isinstance(name, str) and name not in known:
                missing.append((("offense", number, "related", index, "offense"), name))
    if not missing:
        return []
    check = Checker(shown(path), path.read_text("utf-8"))
    for where, name in missing:
        close = get_close_matches(name, known, n=1, cutoff=0.8)
        right = f'did you mean "{close[0]}"?' if close else "write its entry, or take the line out"
        check.say("SY-O011", where, f'"{name}" is not in the catalogue yet', right, warning=True)
    return check.issues


def offense_files(root: Path | None = None) -> list[Path]:
    """Every TOML file of the catalogue, in order of path."""
    if root is None:
        root = Path(__file__).resolve().parent.parent / "law" / "offenses"
    return sorted(root.rglob("*.toml"))


def disposition_files() -> list[Path]:
    """Every file of dispositions."""
    return sorted((Path(__file__).resolve().parent.parent / "law" / "dispositions").glob("*.toml"))


def _is_of_dispositions(path: Path) -> bool:
    """Whether a file holds what a state offers short of a conviction, and no offenses."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return path.resolve().parent.name == "dispositions"
    return not {"section", "offense", "modifier"} & set(tables) and bool(
        {"way", "plea_limit", "alternative"} & set(tables) or path.resolve().parent.name == "dispositions"
    )


def _check_dispositions(path: Path) -> list[Issue]:
    """The first thing that is wrong with a file of dispositions."""
    try:
        read_dispositions(path, "")
    except SteelyardError as error:
        where = error.where.removeprefix(path.name).removeprefix(": ")
        return [Issue(error.code, shown(path), 0, where, error.what, error.right)]
    return []


def _check_every_holding() -> tuple[list[Issue], int]:
    """What is wrong with the holdings, and how many files of them there are."""
    from steelyard.catalog.check_holdings import check_holdings, places
    from steelyard.catalog.find import catalogue

    files = sorted((Path(__file__).resolve().parent.parent / "law" / "holdings").glob("*.toml"))
    law = catalogue()
    enhancements = {name for one in law.offenses.enhancements for name in one.sections}
    return check_holdings(law.holdings, law.offenses.find, places(files), enhancements), len(files)


def _look_up(texts: Path, paths: Sequence[Path]) -> tuple[list[Issue], int]:
    """Citations that the texts do not have, of these files or, where none are named, of all; and how many were looked up."""
    from steelyard.catalog.find import catalogue
    from steelyard.catalog.texts import Texts, check_texts

    ids = {identity for path in paths for identity in _ids_by_text(path)}
    return check_texts((one for one in catalogue().offenses if not paths or one.id in ids), Texts(texts))


def main(
    arguments: Sequence[str] | None = None, *, texts: Path | None = None, say: Callable[[str], None] = print
) -> int:
    """`python -m steelyard.catalog.check FILE…`: prints what is wrong; 0 without errors, else 2.

    Without a file every offense and disposition is checked, and, where they have no errors, every holding. With `texts`, a
    folder of statutes, each citation is looked up there too.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    every = offense_files()
    paths: list[Path] = []
    for name in given:
        path = Path(name)
        paths += offense_files(path) if path.is_dir() else [path]
    ways = [path for path in paths if _is_of_dispositions(path)] if given else disposition_files()
    offenses = [path for path in paths if path not in ways] if given else every
    issues = [*check_files(offenses, every=every), *(issue for path in ways for issue in _check_dispositions(path))]
    count = len(offenses) + len(ways)
    if not given and all(issue.is_warning for issue in issues):
        found, many = _check_every_holding()
        issues, count = [*issues, *found], count + many
    if texts is not None and all(issue.is_warning for issue in issues):
        found, looked_up = _look_up(texts, paths)
        issues = [*issues, *found]
        say(f"{looked_up} citations were looked up in {texts}: {len(found)} do not stand there")
    for issue in sorted(issues, key=lambda i: (i.file, i.line, i.code)):
        say(str(issue))
    errors = sum(not issue.is_warning for issue in issues)
    say(f"{count} {'file' if count == 1 else 'files'}: {errors} errors, {len(issues) - errors} warnings")
    return 2 if errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
