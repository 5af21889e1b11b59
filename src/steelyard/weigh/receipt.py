"""The receipt that goes with every result: what was used, assumed and unknown, and how to get the same result again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from steelyard import __version__
from steelyard.logic.expr import content_hash

KIND = "steelyard.receipt/1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Engine and pack, the days whose law was asked for, the facts, and the hash of the answers."""

    case: Mapping[str, Any]
    law_as_of: date
    forum: str
    pack: str
    catalogue: str
    facts_used: tuple[str, ...]
    facts_assumed: tuple[str, ...]
    facts_unknown: tuple[str, ...]
    answers: str
    engine: str = __version__
    kind: str = field(default=KIND)

    def as_dict(self) -> dict[str, Any]:
        """The receipt as JSON data."""
        return {
            "kind": self.kind,
            "engine": self.engine,
            "pack": self.pack,
            "catalogue": self.catalogue,
            "law_as_of": self.law_as_of.isoformat(),
            "forum": self.forum,
            "facts_used": list(self.facts_used),
            "facts_assumed": list(self.facts_assumed),
            "facts_unknown": list(self.facts_unknown),
            "answers": self.answers,
            "case": self.case,
        }


def is_receipt(path: Path) -> bool:
    """Whether a file is a receipt, or empty: a new one may take its place."""
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if text.strip() else {"kind": KIND}
    except (OSError, ValueError):
        return False
    return isinstance(data, dict) and data.get("kind") == KIND


def answers_hash(answers: object) -> str:
    """The hash by which two sets of answers are the same."""
    return content_hash(answers)
