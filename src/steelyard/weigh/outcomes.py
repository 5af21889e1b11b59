"""A table of outcomes as an auditor hands it over: its columns found or named by a mapping, read, checked, refused."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import TYPE_CHECKING, Any

from steelyard.law.postures import postures
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.mapping import is_refused, told_names
from steelyard.weigh.measures import AVOIDED, MEASURES, Measure, avoided

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from steelyard.weigh.mapping import Layout

ALIKE: Mapping[str, tuple[str, ...]] = {
    "charge": ("charge", "offense", "citation"),
    "level": ("level", "class"),
    "record": ("record", "prior_record", "record_class"),
    "custody_at_offer": ("custody_at_offer", "in_custody"),
    "unit": ("unit", "office"),
    "year": ("year", "date", "conviction_date", "disposition_date", "offense_date"),
}
"""What like cases are alike in, with the names by which a column is found when no mapping names it."""

OTHER: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "case", "case_id", "person"),
    "group": ("group",),
    "family": ("family", "charge_family"),
}
NAMES: Mapping[str, tuple[str, ...]] = {**ALIKE, **OTHER, **{name: (name,) for name in MEASURES}}
LIKE_WORDS: Mapping[str, str] = {
    "charge": "charge", "level": "class or level", "record": "prior record", "custody_at_offer": "custody at offer",
    "unit": "unit or office", "year": "year", "family": "family of charges",
}  # fmt: skip

SCREENED = frozenset({"offense", "citation", "confidence", "conviction", "conviction:why"})
"""By these columns a file that `screen` wrote is told: its charge is the offense that was read, not the text that was kept."""

YES = frozenset({"yes", "y", "true", "t", "1", "1.0"})
NO = frozenset({"no", "n", "false", "f", "0", "0.0"})
MISSING = frozenset({"", "?", "unknown", "unk", "na", "n/a", "nan", "none", "null", "missing", "not recorded"})
MONEY = re.compile(r"[$,\s]")
NOT_RECORDED = "not recorded"

_TOP = frozenset({"columns", "group", "matching", "avoided", "classes", "words", "sealed", "state", "title", "note"})
_GROUP = frozenset({"reference", "compared", "unknown"})
_MATCHING = frozenset({"on", "coarsen"})
_WORDS = frozenset({"yes", "no"})


@dataclass(frozen=True)
class Mapped:
    """A mapping file: which column holds what, the words in them, what to match on, and what a sealed analysis may read.

    `raw` is all that it says, `name` and `digest` are those of the file; empty where there is none.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    reference: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    on: tuple[str, ...] | None = None
    coarsen: tuple[str, ...] | None = None
    avoided: Mapping[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    yes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sealed: tuple[str, ...] = ()
    state: str = ""
    title: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    digest: str = ""


def load_map(path: Path) -> Mapped:
    """The mapping in a TOML file. Raises SteelyardError (SY-Q004), with the key, when it cannot be one."""
    try:
        content = path.read_bytes()
        raw = tomllib.loads(content.decode("utf-8").replace("\r\n", "\n"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SteelyardError("SY-Q004", f"the mapping cannot be read: {error}", where=str(path)) from None
    return replace(read_map(raw, path.name), name=path.name, digest=hashlib.sha256(content).hexdigest())


def read_map(raw: Mapping[str, Any], where: str) -> Mapped:
    """A mapping from its table. Raises SteelyardError (SY-Q004), with the key, when it cannot be one."""

    def wrong(what: str, key: str, right: str = "") -> SteelyardError:
        return SteelyardError("SY-Q004", what, where=f"{where}: {key}", right=right)

    def table(key: str, known: Iterable[str] | None = None) -> dict[str, Any]:
        found = raw.get(key, {})
        if not isinstance(found, dict):
            raise wrong("a table is meant here", key, f"[{key}]")
        for name in found:
            if known is not None and name not in known:
                raise wrong(f"there is no key {name!r} here", key, f"one of {', '.join(known)}")
        return found

    def words(value: Any, key: str) -> tuple[str, ...]:
        many = [value] if isinstance(value, str | int | float) else value
        if not isinstance(many, list) or not all(isinstance(one, str | int | float) for one in many):
            raise wrong("a list of words is meant here", key, '["yes", "y"]')
        return tuple(str(one) for one in many)

    for key in raw:
        if key not in _TOP:
            raise wrong(f"there is no key {key!r}", key, f"one of {', '.join(sorted(_TOP))}")
    columns, group, matching = table("columns", NAMES), table("group", _GROUP), table("matching", _MATCHING)
    for name, column in (columns | table("avoided")).items():
        if not isinstance(column, str):
            raise wrong("the name of one column is meant here", name)
    told: dict[str, dict[str, tuple[str, ...]]] = {"yes": {}, "no": {}}
    for name, pair in table("words").items():
        if not isinstance(pair, dict) or set(pair) - _WORDS:
            raise wrong("the words for yes and for no are meant here", f"words.{name}", '{ yes = ["…"], no = ["…"] }')
        for key, value in pair.items():
            told[key][name] = words(value, f"words.{name}.{key}")
    for name in (
        *words(matching.get("on", []), "matching.on"),
        *words(matching.get("coarsen", []), "matching.coarsen"),
    ):
        if name not in ALIKE:
            raise wrong(f"cases cannot be matched on {name!r}", "matching", f"of {', '.join(ALIKE)}")
    classes = words(raw.get("classes", []), "classes")
    for name in classes:
        if name not in postures():
            raise wrong(f"no posture class is called {name!r}", "classes", f"of {', '.join(postures())}")
    return Mapped(
        columns=columns,
        reference=words(group.get("reference", []), "group.reference"),
        compared=words(group.get("compared", []), "group.compared"),
        unknown=words(group.get("unknown", []), "group.unknown"),
        on=words(matching["on"], "on") if "on" in matching else None,
        coarsen=words(matching["coarsen"], "coarsen") if "coarsen" in matching else None,
        avoided=table("avoided"),
        classes=classes,
        yes=told["yes"],
        no=told["no"],
        sealed=words(raw.get("sealed", []), "sealed"),
        state=str(raw.get("state", "")),
        title=str(raw.get("title", "")),
        raw=raw,
    )


@dataclass(frozen=True)
class Outcomes:
    """A table of outcomes in memory: one row a case, in arrays of the same length; NaN or "" is what is not known.

    `alike` has what cases are matched on, as words; `values` has the outcomes by measure, `unknown` the share of a case's rows
    whose outcome should be there and is not. `conflicts` counts cases whose rows name more than one group (their group is
    taken as not known).
    """

    source: str
    digest: str
    rows: int
    cases: int
    group: NDArray[np.str_]
    alike: Mapping[str, NDArray[np.str_]]
    family: NDArray[np.str_] | None
    measures: tuple[Measure, ...]
    values: Mapping[str, NDArray[np.float64]]
    unknown: Mapping[str, NDArray[np.float64]]
    columns: Mapping[str, str]
    not_read: int
    sealed: tuple[str, ...]
    conflicts: int
    bad_lines: int
    first_bad: str
    mapped: Mapped

    def may_be_none(self, measure: Measure) -> bool:
        """Can a blank of this measure mean that it does not concern the case, for all that the table says?"""
        return bool(measure.among) and measure.only_if not in self.columns


def read_outcomes(path: Path, mapped: Mapped | None = None) -> Outcomes:
    """The table in a CSV, Parquet or Excel file. Only the columns that have a meaning are read.

    Raises SteelyardError: SY-B001 (cannot be read, or no rows), SY-B006 (a column without plain values), SY-Q002 (no outcome
    is known), SY-Q003 (a column is not there), SY-Q005 (a value of
    the wrong type, with its row), SY-Q006 (a column that is refused), SY-Q011 (a part of the program is not installed).
    """
    mapped = mapped or Mapped()
    names = column_names(path)
    columns = _found(names, mapped, path)
    read = read_columns(path, list(dict.fromkeys(columns.values())))
    frame = read.frame
    measures = [MEASURES[name] for name in MEASURES if name in columns]
    measures += [avoided(name) for name in mapped.avoided]
    values = {one.name: _outcome(frame, one, columns[one.name], mapped, path) for one in measures}
    unknown = {one.name: _not_known(one, values) for one in measures}
    if not any((value == value).any() for value in values.values()):
        raise SteelyardError("SY-Q002", "no outcome is known in any row", where=str(path))
    group = _group(frame, columns["group"], mapped)
    alike = {name: _like(frame, name, columns[name], path) for name in ALIKE if name in columns}
    family = _words(frame, columns["family"]) if "family" in columns else None
    cases, conflicts = frame.height, 0
    if "id" in columns:
        ids = _words(frame, columns["id"])
        group, alike, family, values, unknown, conflicts = _by_case(ids, group, alike, family, values, unknown)
        cases = len(group)
    return Outcomes(
        path.name, _digest(path), frame.height, cases, group, alike, family, tuple(measures),
        values, unknown, columns, len(names) - len(set(columns.values())), tuple(c for c in columns.values() if is_refused(c)),
        conflicts, read.bad_lines, read.first_bad, mapped,
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Files
# ---------------------------------------------------------------------------------------------------------------------


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def needs(what: str) -> SteelyardError:
    """The error for a part that is not installed."""
    return SteelyardError("SY-Q011", f"{what} is not installed", right='python -m pip install "steelyard[parity]"')


@dataclass(frozen=True)
class Columns:
    """Some columns of a table as they stand in the file, and how many of its lines could not be read."""

    frame: pl.DataFrame
    bad_lines: int
    first_bad: str


def _tables() -> ModuleType:
    try:
        import numpy  # noqa: F401
        import pyarrow  # noqa: F401

        from steelyard.weigh import tables
    except ModuleNotFoundError as error:
        raise needs(error.name or "polars") from None
    return tables


def column_names(path: Path, layout: Layout | None = None) -> tuple[str, ...]:
    """The names of a table's columns, in order. Raises SteelyardError (SY-B001, SY-Q011)."""
    tables = _tables()
    if layout is None:
        names: tuple[str, ...] = tables.names_of(path)
        return names
    return layout.header or tables.names_of(
        path, encoding=layout.encoding, delimiter=layout.delimiter, sheet=layout.sheet
    )


def read_columns(path: Path, columns: Sequence[str], layout: Layout | None = None) -> Columns:
    """These columns of a CSV, Parquet or Excel file. Raises SteelyardError (SY-B001, SY-B006, SY-Q011)."""
    tables = _tables()
    import polars as pl

    how: dict[str, Any] = {}
    if layout is not None:
        how = {
            "encoding": layout.encoding,
            "delimiter": layout.delimiter,
            "header": layout.header,
            "sheet": layout.sheet,
        }
    with TemporaryDirectory(prefix="steelyard-") as work:
        ready = tables.prepare(path, columns, Path(work), **how)
        frame = pl.read_parquet(ready.path, columns=list(columns))
    first = f"line {ready.bad[0].line}: {ready.bad[0].says}" if ready.bad else ""
    return Columns(frame, ready.bad_count, first)


# ---------------------------------------------------------------------------------------------------------------------
# Columns
# ---------------------------------------------------------------------------------------------------------------------


def _found(names: Sequence[str], mapped: Mapped, path: Path) -> dict[str, str]:
    """The column of each role: as the mapping says (none, where it says ""), else by its name."""
    lower = {name.lower(): name for name in reversed(names)}
    found = {}
    for role, usual in NAMES.items():
        if role in mapped.columns:
            if mapped.columns[role]:
                found[role] = mapped.columns[role]
        else:
            if role == "charge" and set(names) >= SCREENED:
                usual = ("offense",)
            known = next((lower[one] for one in usual if one in lower), "")
            if known:
                found[role] = known
    found |= {avoided(name).name: _screened(column, names)[1] for name, column in mapped.avoided.items()}
    for role, column in found.items():
        if column not in names:
            raise SteelyardError("SY-Q003", f"the table has no column {column!r} for {role}", where=str(path),
                                 right=told_names(names))  # fmt: skip
        if is_refused(column) and column not in mapped.sealed:
            raise SteelyardError(
                "SY-Q006", f"the column {column!r} is about identity, citizenship or birthplace", where=str(path),
                right=f'leave it out, or name it in the mapping of a sealed analysis: sealed = ["{column}"]',
            )  # fmt: skip
    missing = [role for role in ("group", "charge") if role not in found]
    if not any(role in MEASURES or role.startswith(AVOIDED) for role in found):
        missing.append("an outcome")
    if missing:
        raise SteelyardError(
            "SY-Q003", f"the table has no column for {' and '.join(missing)}", where=str(path),
            right=f"name it in a mapping (--map), or call it {' or '.join(missing)}; outcomes are {', '.join(MEASURES)}",
        )  # fmt: skip
    return found


def _screened(name: str, names: Sequence[str]) -> tuple[str, str]:
    """The posture class and the column that a name such as citizen:inadmissible.cimt means; no class for a plain name."""
    posture, _, column = name.partition(":")
    return ("", name) if name in names or posture not in postures() else (posture, column)


def _letters(text: pl.Series, posture: str, mapped: Mapped, where: str) -> pl.Series:
    """The letters of one class in a column of `screen`, which has one for each class of the run, in the order of the classes.

    Raises SteelyardError (SY-Q004, SY-Q005) where the run had other classes than the mapping says, or none is named.
    """
    many = [name for name in postures() if not mapped.classes or name in mapped.classes]
    longest = int(text.str.len_chars().max() or 0)  # type: ignore[arg-type]
    is_screened = text.str.contains("^[TF?]{2,}$")
    if not posture:
        if not is_screened.any():
            return text
        row = int(is_screened.arg_max() or 0)
        raise SteelyardError("SY-Q005", f"{text[row]!r} has a letter for each of {longest} classes",
                             where=f"{where.format(row + 1)}", right='name the class: "resident_over_seven:COLUMN"')  # fmt: skip
    if posture not in many:
        raise SteelyardError(
            "SY-Q004", f"{posture} is not among the classes", where="mapping: avoided", right=", ".join(many)
        )
    bad = ~text.str.contains(f"^[TF?]{{{len(many)}}}$") & ~text.str.to_lowercase().is_in(list(MISSING - {"?"}))
    if bad.any():
        row = int(bad.arg_max() or 0)
        raise SteelyardError(
            "SY-Q005", f"{text[row]!r} has not one letter (T, F, ?) for each of {len(many)} classes", where=where.format(row + 1),
            right='the classes of the run, if it had not all: classes = ["resident_over_seven", …] in the mapping',
        )  # fmt: skip
    return text.str.slice(many.index(posture), 1)


def _words(frame: pl.DataFrame, column: str) -> NDArray[np.str_]:
    import numpy as np
    import polars as pl

    return frame[column].cast(pl.String).fill_null("").str.strip_chars().to_numpy().astype(np.str_)


def _group(frame: pl.DataFrame, column: str, mapped: Mapped) -> NDArray[np.str_]:
    import numpy as np

    group = _words(frame, column)
    values, inverse = np.unique(group, return_inverse=True)
    missing = {word.lower() for word in mapped.unknown} | MISSING
    shown = np.array(["" if value.lower() in missing else str(value) for value in values], dtype=np.str_)
    named: NDArray[np.str_] = shown[inverse]
    return named


def _like(frame: pl.DataFrame, role: str, column: str, path: Path) -> NDArray[np.str_]:
    import numpy as np
    import polars as pl

    series = frame[column]
    if role == "year":
        text = series.cast(pl.String).fill_null("").str.strip_chars()
        if not series.dtype.is_temporal():
            text = text.str.extract(r"\b((?:1[89]|2[01])\d\d)", 1).fill_null("")
        else:
            text = text.str.slice(0, 4)
        given = series.cast(pl.String).fill_null("").str.strip_chars()
        bad = (text == "") & ~given.str.to_lowercase().is_in(list(MISSING))
        if bad.any():
            row = int(bad.arg_max() or 0)
            raise SteelyardError(
                "SY-Q005", f"{given[row]!r} has no year", where=f"{path}: row {row + 1}, column {column!r}"
            )
        words = text.to_numpy().astype(np.str_)
    else:
        words = _words(frame, column)
    named: NDArray[np.str_] = np.where(words == "", NOT_RECORDED, words)
    return named


def _outcome(frame: pl.DataFrame, measure: Measure, column: str, mapped: Mapped, path: Path) -> NDArray[np.float64]:
    import numpy as np
    import polars as pl

    series = frame[column]
    text = series.cast(pl.String).fill_null("").str.strip_chars()
    if measure.name.startswith(f"{AVOIDED}: "):
        named = mapped.avoided[measure.name.removeprefix(f"{AVOIDED}: ")]
        posture = named.partition(":")[0] if named != column else ""
        text = _letters(text, posture, mapped, f"{path}: row {{}}, column {column!r}")
    lower = text.str.to_lowercase()
    if measure.is_share:
        key = column if column in mapped.yes or column in mapped.no else measure.name
        yes = [word.lower() for word in mapped.yes.get(key, ())] or list(YES)
        no = [word.lower() for word in mapped.no.get(key, ())] or list(NO)
        if measure.name.startswith(f"{AVOIDED}: ") and key not in mapped.yes:
            yes, no = ["f"], ["t"]
        value = pl.when(lower.is_in(yes)).then(1.0).when(lower.is_in(no)).then(0.0)
        told = (
            "yes or no" if frozenset(yes) == YES and frozenset(no) == NO else f"{' or '.join(yes)}, {' or '.join(no)}"
        )
        wanted = f"{told}, or blank where it is not known"
    else:
        value = pl.lit(text.str.replace_all(MONEY.pattern, "").cast(pl.Float64, strict=False))  # type: ignore[assignment]
        wanted = "a number, or blank where it is not known"
    numbers = frame.select(value.alias("v"))["v"].cast(pl.Float64)
    finite = numbers.is_finite().fill_null(False)
    bad = ~finite & ~lower.is_in(list(MISSING))
    if measure.kind in {"days", "dollars"}:
        bad = bad | (numbers < 0).fill_null(False)
        wanted = wanted.replace("number", "number of 0 or more")
    if measure.name not in mapped.columns and measure.name in MEASURES:
        wanted += f'; if the column is about something else: [columns] {measure.name} = "" in a mapping (--map)'
    if bad.any():
        row = int(bad.arg_max() or 0)
        raise SteelyardError("SY-Q005", f"{text[row]!r} is no value of {measure.label} ({measure.kind})",
                             where=f"{path}: row {row + 1}, column {column!r}", right=wanted)  # fmt: skip
    return numbers.fill_null(float("nan")).to_numpy().astype(np.float64)


def _not_known(measure: Measure, values: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """1 for a row whose outcome should be there and is not, else 0: none is asked of a row that the measure does not concern."""
    import numpy as np

    blank = ~np.isfinite(values[measure.name])
    if measure.only_if in values:
        blank &= values[measure.only_if] != 0
    return blank.astype(np.float64)


def _by_case(
    ids: NDArray[np.str_], group: NDArray[np.str_], alike: Mapping[str, NDArray[np.str_]], family: NDArray[np.str_] | None,
    values: Mapping[str, NDArray[np.float64]], unknown: Mapping[str, NDArray[np.float64]],
) -> tuple[Any, Any, Any, Any, Any, int]:  # fmt: skip
    """Rows of one case as one: alike in the set of all their charges and the rest; each outcome is the mean of its rows.

    What is not known of a case is the share of its rows with an outcome that lack it.

    A consequence is avoided by a case only if every row avoids it: one row that does not settles it, one not known leaves it
    open. A row without an id is a case of its own.
    """
    import numpy as np

    blank = ids == ""
    ids = ids.astype(object)
    ids[blank] = [f"\0{number}" for number in np.flatnonzero(blank)]
    names, first, inverse, many = np.unique(
        ids.astype(np.str_), return_index=True, return_inverse=True, return_counts=True
    )
    if len(names) == len(ids):
        return group, alike, family, values, unknown, 0
    cases = len(names)
    several = np.flatnonzero(many > 1)
    order = np.argsort(inverse, kind="stable")
    begins = np.concatenate([[0], np.cumsum(many)])

    def joined(words: NDArray[np.str_]) -> NDArray[np.str_]:
        found = words[first].astype(object)
        for case in several:
            found[case] = " + ".join(sorted(set(words[order[begins[case] : begins[case + 1]]])))
        return found.astype(np.str_)

    groups = group[first].astype(object)
    conflicts = 0
    for case in several:
        said = set(group[order[begins[case] : begins[case + 1]]]) - {""}
        groups[case] = said.pop() if len(said) == 1 else ""
        conflicts += len(said) > 1
    means, open_ = {}, {}
    for name, value in values.items():
        known = np.isfinite(value)
        total = np.bincount(inverse, weights=np.where(known, value, 0.0), minlength=cases)
        count = np.bincount(inverse, weights=known, minlength=cases)
        if name.startswith(AVOIDED):
            means[name] = np.where(total < count, 0.0, np.where(count == many, 1.0, np.nan))
            open_[name] = np.isnan(means[name]).astype(np.float64)
        else:
            means[name] = np.divide(total, count, out=np.full(cases, np.nan), where=count > 0)
            lacking = np.bincount(inverse, weights=unknown[name], minlength=cases)
            open_[name] = np.divide(lacking, lacking + count, out=np.zeros(cases), where=lacking > 0)
    return (groups.astype(np.str_), {name: joined(words) for name, words in alike.items()},
            None if family is None else joined(family), means, open_, conflicts)  # fmt: skip
