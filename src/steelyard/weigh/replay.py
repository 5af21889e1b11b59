"""Replaying a receipt: the same answers, or what changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from steelyard import __version__
from steelyard.logic.errors import CaseError
from steelyard.weigh.advise import advise
from steelyard.weigh.case import Case, check_case


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay found: whether the answers are the same, and which of engine, law and catalogue have changed."""

    same: bool
    changed: tuple[str, ...]

    def lines(self) -> list[str]:
        """The result in words."""
        if self.same and not self.changed:
            return ["Same answers, same law."]
        head = "Same answers." if self.same else "The answers have changed."
        return [head, *(f"  changed: {one}" for one in self.changed)]

    def as_dict(self) -> dict[str, Any]:
        """The result as JSON data."""
        return asdict(self)


def replay(path: str | Path) -> Replay:
    """Weigh the receipt's case again under the law of the receipt's day.

    Raises CaseError (SY-C014) for a file that is not a receipt.
    """
    path = Path(path)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        case = Case.model_validate(data["case"])
        as_of = date.fromisoformat(data["law_as_of"])
        before = {name: data[name] for name in ("engine", "pack", "catalogue", "answers")}
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise CaseError("SY-C014", f"this is not a receipt: {str(error).splitlines()[0]}", where=str(path),
                        right="a file that `steelyard advise --receipt` wrote") from None  # fmt: skip
    check_case(case, path.name)
    again = advise(case.model_copy(update={"law_as_of": as_of})).receipt
    now = {"engine": __version__, "pack": again.pack, "catalogue": again.catalogue, "answers": again.answers}
    changed = tuple(
        f"{name}: {before[name][:12]} then, {now[name][:12]} now" for name in now if before[name] != now[name]
    )
    return Replay(before["answers"] == now["answers"], changed)
