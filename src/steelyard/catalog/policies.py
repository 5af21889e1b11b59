"""Reads policy files and floor files, and tells their authors what cannot stand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from steelyard.catalog.issues import Lines
from steelyard.law.families import families, right_family
from steelyard.law.policies import Clause, Floor, Policy, Unverified, Version
from steelyard.logic.errors import CaseError

LAW = Path(__file__).parent.parent / "law"
OFFICES = LAW / "offices"
FLOORS = LAW / "floors"

PAGE = "docs/authoring/policy.md shows each field"

CLASHES: tuple[tuple[str, frozenset[str], str], ...] = (
    ("comparator", frozenset({"equivalence_by_concession", "citizen_comparison_excluded"}),
     "the one measures an offer by what a citizen would get, the other forbids that measure"),
    ("comparator", frozenset({"what_others_receive", "citizen_comparison_excluded"}),
     "the one measures an offer by what others get, the other forbids that measure"),
    ("comparator", frozenset({"evenhanded", "citizen_comparison_excluded"}),
     "the one asks for the same offer to all, the other forbids asking"),
)  # fmt: skip
"""Words of one field that cannot stand together in one version, and why."""

SEEKING = frozenset({"shall_consider", "shall_seek", "should", "may"})


@dataclass(frozen=True, slots=True)
class PolicyIssue:
    """One thing wrong with a policy file: code, file, line, field, what, and what would be right."""

    code: str
    file: str
    line: int
    field: str
    what: str
    right: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        right = f" → {self.right}" if self.right else ""
        return f"{self.file}:{self.line}: error {self.code}: {field}{self.what}{right}"


class _Findings:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = Lines(text)
        self.issues: list[PolicyIssue] = []

    def say(self, code: str, where: Sequence[str | int], what: str, right: str = "") -> None:
        field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
        line = self.lines.of(tuple(where))
        self.issues.append(PolicyIssue(code, self.file, line, field, what, right))


def check_policy(path: str | Path) -> tuple[Policy | None, tuple[PolicyIssue, ...]]:
    """The policy in a TOML file, if it can be read, and everything wrong with it.

    Raises CaseError SY-P001 when the file cannot be read or is not TOML. The issues have the codes SY-P002 (a field
    unknown, missing or of the wrong kind), SY-P003 (a word that the schema does not have), SY-P004 (a clause without words
    or place), SY-P005 (versions that overlap), SY-P006 (clauses that contradict each other), SY-P007 (days in an impossible
    order), SY-P008 (an id that stands twice or is not there).
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise CaseError("SY-P001", f"the file cannot be read: {why}", where=str(path), right=PAGE) from None
    except tomllib.TOMLDecodeError as error:
        raise CaseError("SY-P001", f"not TOML: {error}", where=path.name, right=PAGE) from None
    found = _Findings(path.name, text)
    try:
        policy = Policy.model_validate(raw)
    except ValidationError as error:
        _schema_issues(error, raw, found)
        return None, tuple(found.issues)
    _check_words(policy, found)
    _check_families(raw, (), found)
    _check_days(policy, found)
    _check_overlaps(policy, found)
    for number, version in enumerate(policy.version):
        _check_contradictions(version, number, found)
    return policy, tuple(found.issues)


def _schema_issues(error: ValidationError, raw: Mapping[str, Any], found: _Findings) -> None:
    for one in error.errors():
        where = tuple(part for part in one["loc"])
        if one["type"] == "extra_forbidden":
            found.say("SY-P002", where, f"there is no field “{where[-1]}” here", PAGE)
        elif one["type"] == "missing":
            code = "SY-P004" if where[-1] in {"words", "place"} and "clause" in where else "SY-P002"
            says = "a clause without its words or place" if code == "SY-P004" else "a field is missing"
            found.say(code, where, f"{says}: {where[-1]}", f"write {where[-1]} = …")
        elif one["type"] == "literal_error":
            words = [word.strip("' ") for word in str(one["ctx"]["expected"]).replace(" or ", ", ").split(",")]
            given = str(one["input"])
            near = get_close_matches(given, words, n=1, cutoff=0.5)
            hint = f"did you mean “{near[0]}”? " if near else ""
            name = next((part for part in reversed(where) if isinstance(part, str)), "")
            found.say("SY-P003", where, f"“{given}” is no {name.rstrip('s')} of the schema",
                      f"{hint}one of {', '.join(words)}")  # fmt: skip
        else:
            found.say("SY-P002", where, one["msg"].removeprefix("Value error, "), PAGE)


def _clauses(policy: Policy) -> Iterator[tuple[tuple[str | int, ...], Clause]]:
    for number, version in enumerate(policy.version):
        for index, clause in enumerate(version.clause):
            yield ("version", number, "clause", index), clause


_FAMILIES = frozenset({"families", "carceral_families", "excluded_families"})


def _check_families(raw: object, where: tuple[str | int, ...], found: _Findings) -> None:
    """Notes each word, wherever a field of families stands, that is none: the clause would reach or leave out nothing by it."""
    if isinstance(raw, list):
        for number, one in enumerate(raw):
            _check_families(one, (*where, number), found)
    elif isinstance(raw, dict):
        for name, value in raw.items():
            if name in _FAMILIES:
                for word in value:
                    if word not in families():
                        found.say("SY-P003", (*where, name), f"“{word}” is no family of offenses", right_family(word))
            else:
                _check_families(value, (*where, name), found)


def _check_words(policy: Policy, found: _Findings) -> None:
    for where, clause in _clauses(policy):
        for field in ("words", "place"):
            if not getattr(clause, field).strip():
                found.say(
                    "SY-P004",
                    (*where, field),
                    f"clause {clause.id} has no {field}",
                    "quote the policy, and say where the words stand",
                )
    _unique([v.id for v in policy.version], ("version",), found)
    for number, version in enumerate(policy.version):
        _unique([c.id for c in version.clause], ("version", number, "clause"), found)
        ids = {v.id for v in policy.version}
        for other in version.beside:
            if other not in ids:
                found.say("SY-P008", ("version", number, "beside"), f"there is no version “{other}”",
                          f"one of {', '.join(sorted(ids))}")  # fmt: skip


def _unique(ids: Sequence[str], where: tuple[str | int, ...], found: _Findings) -> None:
    for index, one in enumerate(ids):
        if one in ids[:index]:
            found.say("SY-P008", (*where, index, "id"), f"id “{one}” stands twice", "a name of its own for each")


def _check_days(policy: Policy, found: _Findings) -> None:
    for number, version in enumerate(policy.version):
        where = ("version", number)
        if version.to is not None and version.to < version.from_:
            found.say("SY-P007", (*where, "to"), f"it ends ({version.to}) before it begins ({version.from_})")
        if version.seen_until is not None and version.seen_until < version.from_:
            found.say("SY-P007", (*where, "seen_until"), f"seen in force until {version.seen_until}, before it began")
        days = [status.from_ for status in version.status]
        for index, status in enumerate(version.status):
            if status.from_ < version.from_:
                found.say("SY-P007", (*where, "status", index, "from"),
                          f"a status of {status.from_} before the version begins ({version.from_})")  # fmt: skip
        if days != sorted(days) or len(set(days)) != len(days):
            found.say("SY-P007", (*where, "status"), "the statuses are not in the order of their days")


def _holds_until(version: Version) -> date:
    """The last day on which the version is in force of itself."""
    ends = [version.to] if version.to is not None else []
    ends += [date.fromordinal(s.from_.toordinal() - 1) for s in version.status if s.state != "in_force"]
    return min(ends, default=date.max)


def _check_overlaps(policy: Policy, found: _Findings) -> None:
    numbered = list(enumerate(policy.version))
    for (_, first), (number, second) in combinations(sorted(numbered, key=lambda pair: pair[1].from_), 2):
        if first.id in second.beside or second.id in first.beside:
            continue
        if second.from_ <= _holds_until(first):
            found.say("SY-P005", ("version", number, "from"),
                      f"version {second.id} begins on {second.from_}, while {first.id} is still in force",
                      f"give {first.id} a last day (to = …) or a status, or write beside = [\"{first.id}\"]")  # fmt: skip


def _check_contradictions(version: Version, number: int, found: _Findings) -> None:
    for one, other in combinations(range(len(version.clause)), 2):
        a, b = version.clause[one], version.clause[other]
        if not set(a.stages) & set(b.stages):
            continue
        why = _contradiction(a, b)
        if why:
            found.say("SY-P006", ("version", number, "clause", other), f"clauses {a.id} and {b.id} contradict: {why}",
                      "keep one, or give them stages or offenses of their own")  # fmt: skip


def _contradiction(a: Clause, b: Clause) -> str:
    if _gates_apart(a, b):
        return ""
    pair = {a.modality, b.modality}
    status = [c for c in (a, b) if c.subject == "status" and c.modality == "must_not"]
    seeks = [c for c in (a, b) if c.subject == "outcome" and c.modality in SEEKING]
    if status and seeks:
        return "the one forbids considering status, the other asks for its consequences to be considered"
    if a.subject == b.subject == "outcome" and "must_not" in pair and pair & {"shall_seek", "should", "shall_consider"}:
        return "the one forbids what the other asks for"
    for field, words, why in CLASHES:
        if {getattr(a, field), getattr(b, field)} == words:
            return why
    return ""


def _gates_apart(a: Clause, b: Clause) -> bool:
    """True when no offense is within both clauses."""
    if a.gate.presumptively_non_carceral or b.gate.presumptively_non_carceral:
        return False
    return bool(a.gate.levels and b.gate.levels and not set(a.gate.levels) & set(b.gate.levels))


# ---------------------------------------------------------------------------------------------------------------------
# Loading
# ---------------------------------------------------------------------------------------------------------------------


def load_policy(path: str | Path) -> Policy:
    """The policy in a file. Raises CaseError with the first thing wrong: SY-P001 to SY-P008, as `check_policy` says."""
    policy, issues = check_policy(path)
    if issues or policy is None:
        first = issues[0]
        more = f" (and {len(issues) - 1} more)" if len(issues) > 1 else ""
        raise CaseError(first.code, first.what + more, where=f"{first.file}, line {first.line}: {first.field}",
                        right=first.right)  # fmt: skip
    return policy


def load_policies(folder: Path | None = None) -> dict[str, Policy]:
    """Every policy below a folder by office. Raises CaseError as `load_policy`, and SY-P008 for an office with two files."""
    found: dict[str, Policy] = {}
    for path in sorted((folder or OFFICES).glob("*.toml")):
        policy = load_policy(path)
        if policy.office in found:
            raise CaseError("SY-P008", f"two files are of the office {policy.office}", where=path.name)
        found[policy.office] = policy
    return found


@cache
def policies() -> Mapping[str, Policy]:
    """The policies that come with the program, by office."""
    return MappingProxyType(load_policies())


@cache
def floors() -> Mapping[str, Floor]:
    """The duties under every policy, by state; "US" holds everywhere. Raises CaseError (SY-P002) for a broken file."""
    found: dict[str, Floor] = {}
    for path in sorted(FLOORS.glob("*.toml")):
        try:
            floor = Floor.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except ValidationError as error:
            raise CaseError("SY-P002", str(error), where=path.name) from None
        found[floor.state] = floor
    return MappingProxyType(found)


def unverified_parts(versions: Iterable[Version]) -> Iterator[tuple[Version, Clause, Unverified | None]]:
    """Everything in these versions that no reading has settled: clauses by their tier, and parts by name."""
    for version in versions:
        for clause in version.clause:
            if not clause.decides:
                yield version, clause, None
            for part in clause.unverified:
                yield version, clause, part
