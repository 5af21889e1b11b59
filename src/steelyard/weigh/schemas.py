"""JSON Schema of what goes in and what comes out."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter

from steelyard.catalog.model import Offense
from steelyard.law.policies import Policy
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.case import Case
from steelyard.weigh.output import AdviceOut, GroundOut, OptionsOut, ReceiptOut

_MODELS: dict[str, type[BaseModel]] = {
    "case": Case,
    "advice": AdviceOut,
    "ground": GroundOut,
    "options": OptionsOut,
    "policy": Policy,
    "receipt": ReceiptOut,
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of `offense` or of a name in `_MODELS`. Raises SteelyardError (SY-A003) for another name."""
    if name == "offense":
        return TypeAdapter(Offense).json_schema()
    if name not in _MODELS:
        raise SteelyardError(
            "SY-A003", f"there is no schema of {name!r}", right=f"one of offense, {', '.join(_MODELS)}"
        )
    return _MODELS[name].model_json_schema()
