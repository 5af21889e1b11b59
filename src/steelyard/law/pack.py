"""The federal pack: every fact, rule, split and gap of law/federal, put together and checked."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from steelyard.law.federal import (
    aggravated_felony,
    citizenship,
    conviction,
    deportability,
    detention,
    inadmissibility,
    relief,
)
from steelyard.law.federal.facts import FACTS
from steelyard.logic.errors import RuleError
from steelyard.logic.rule import Pack

AREAS: dict[str, tuple[ModuleType, str]] = {
    "conviction and sentence": (conviction, "8 U.S.C. § 1101(a)(48)"),
    "aggravated felony": (aggravated_felony, "8 U.S.C. § 1101(a)(43)"),
    "deportability": (deportability, "8 U.S.C. § 1227(a)"),
    "inadmissibility": (inadmissibility, "8 U.S.C. § 1182(a)"),
    "detention": (detention, "8 U.S.C. §§ 1226(c), 1228(b)"),
    "relief": (relief, "8 U.S.C. §§ 1158, 1159, 1229b, 1229c, 1231, 1254a, 1255, 1259"),
    "citizenship, travel and family": (citizenship, "8 U.S.C. §§ 1101(f), 1101(a)(13), 1154, 1326, 1427"),
}
"""The areas of the law, their modules, and where their statutes stand."""


def _merged(part: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for area, (module, _) in AREAS.items():
        for name, value in getattr(module, part, {}).items():
            if name in found:
                raise RuleError("SY-L004", f"{name} is declared twice", where=area)
            found[name] = value
    return found


@cache
def federal_pack() -> Pack:
    """The federal law as one pack. Raises RuleError when a rule names what is not there."""
    return Pack(FACTS, _merged("RULES"), _merged("SPLITS"), _merged("GAPS"))  # type: ignore[arg-type]
