"""The coverage registry: what of each area is encoded, what is a gap, what nobody has verified, and who reviewed it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from steelyard.law.pack import AREAS, federal_pack
from steelyard.law.uslm import citations
from steelyard.logic.verify import unread_gaps


@dataclass(frozen=True, slots=True)
class Coverage:
    """One area of the law."""

    area: str
    statutes: str
    rules: int
    columns: int
    splits: tuple[str, ...]
    gaps: tuple[str, ...]
    unverified: tuple[str, ...]
    reviewed_by: str = ""

    @property
    def status(self) -> str:
        """ "draft" until an attorney has signed."""
        return f"signed by {self.reviewed_by}" if self.reviewed_by else "draft: nobody has reviewed it"

    def as_dict(self) -> dict[str, Any]:
        """The entry as JSON data."""
        return {**asdict(self), "status": self.status}


def coverage() -> list[Coverage]:
    """Every area, in the order of the design."""
    pack = federal_pack()
    cites = citations(pack)
    idle = set(unread_gaps(pack))
    found = []
    for area, (module, statutes) in AREAS.items():
        rules = [pack.rules[name] for name in module.RULES]
        splits = getattr(module, "SPLITS", {})
        gaps = getattr(module, "GAPS", {})
        unverified = {
            str(c) for name in (*module.RULES, *(f"split {s}" for s in splits)) for c in cites[name] if not c.verified
        }
        found.append(
            Coverage(
                area,
                statutes,
                len(rules),
                sum(rule.consequence for rule in rules),
                tuple(split.question for split in splits.values()),
                tuple(gap.says + (" (no answer rests on it)" if gap.name in idle else "") for gap in gaps.values()),
                tuple(sorted(unverified)),
            )
        )
    return found
