"""Forums: the circuits, the Board, and the circuit that a state's cases go to."""

from __future__ import annotations

from steelyard.law.build import CIRCUITS

_STATES = {"CA": "9th Cir.", "OR": "9th Cir.", "NY": "2d Cir.", "PA": "3d Cir.", "IL": "7th Cir.", "MA": "1st Cir."}


def forum_of_state(state: str) -> str:
    """The circuit of a state we have; "BIA" for the United States, where no circuit follows."""
    return _STATES.get(state, "BIA")


def is_forum(name: str) -> bool:
    """True for "BIA" and the circuits as they are written here."""
    return name == "BIA" or name in CIRCUITS
