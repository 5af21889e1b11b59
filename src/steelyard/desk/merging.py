"""Two versions of one case brought together: the fields in which they differ, who changed each, and what was chosen."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from steelyard.desk.storage import Path, apart, path_in_words
from steelyard.logic.errors import SteelyardError

_GONE = object()


class Side(enum.StrEnum):
    """Whose value of a field is taken."""

    THEIRS = "theirs"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Field:
    """One field in which the versions differ. `side` is the only one that changed it; None where both did, who must choose."""

    number: int
    where: str
    theirs: str
    mine: str
    side: Side | None


def conflict(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Field]:
    """The fields in which my version differs from theirs, both made from `base`."""
    found = []
    for number, path in enumerate(apart(dict(theirs), dict(mine))):
        was, here, there = (_at(one, path) for one in (base, mine, theirs))
        side = Side.MINE if was == there else Side.THEIRS if was == here else None
        found.append(Field(number, path_in_words(path), _words(there), _words(here), side))
    return found


def merged(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], chosen: Mapping[str, str]
) -> dict[str, Any]:
    """Their version with the fields that were chosen of mine. Raises SteelyardError (SY-K011) for a field nobody chose."""
    made: dict[str, Any] = deepcopy(dict(theirs))
    for number, path in enumerate(apart(dict(theirs), dict(mine))):
        side = chosen.get(f"side.{number}", "")
        if side not in set(Side):
            raise SteelyardError("SY-K011", "choose a side for every field", where=path_in_words(path))
        if side == Side.MINE:
            _put(made, path, _at(mine, path))
    return made


def _at(body: Any, path: Path) -> Any:
    for part in path:
        if isinstance(part, int):
            if not isinstance(body, list) or part >= len(body):
                return _GONE
        elif not isinstance(body, Mapping) or part not in body:
            return _GONE
        body = body[part]
    return body


def _put(body: Any, path: Path, value: Any) -> None:
    for part in path[:-1]:
        body = body.setdefault(part, {}) if isinstance(body, dict) else body[part]
    if value is _GONE:
        body.pop(path[-1], None)
    else:
        body[path[-1]] = deepcopy(value)


def _words(value: Any) -> str:
    if value is _GONE:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
