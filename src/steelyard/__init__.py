"""Steelyard weighs a charging, plea or sentencing decision under U.S. federal immigration law.

The library: `load_case`, `advise`, `explain`, `flips`, `change` and `replay`, each loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from steelyard.law.pack import federal_pack
    from steelyard.weigh.advise import Advice, advise
    from steelyard.weigh.case import Case, load_case, parse_case
    from steelyard.weigh.cells import State
    from steelyard.weigh.compare import change, compare
    from steelyard.weigh.explain import Explanation, explain
    from steelyard.weigh.replay import replay

__all__ = [
    "Advice",
    "Case",
    "Explanation",
    "State",
    "advise",
    "change",
    "compare",
    "explain",
    "federal_pack",
    "load_case",
    "parse_case",
    "replay",
]

_WHERE = {
    "Advice": "steelyard.weigh.advise",
    "Case": "steelyard.weigh.case",
    "Explanation": "steelyard.weigh.explain",
    "State": "steelyard.weigh.cells",
    "advise": "steelyard.weigh.advise",
    "change": "steelyard.weigh.compare",
    "compare": "steelyard.weigh.compare",
    "explain": "steelyard.weigh.explain",
    "federal_pack": "steelyard.law.pack",
    "load_case": "steelyard.weigh.case",
    "parse_case": "steelyard.weigh.case",
    "replay": "steelyard.weigh.replay",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'steelyard' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
