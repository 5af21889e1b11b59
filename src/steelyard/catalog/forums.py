"""Forums: the circuits, the Board, and the circuit that a state's cases go to."""

from __future__ import annotations

CIRCUITS = ("1st Cir.", "2d Cir.", "3d Cir.", "4th Cir.", "5th Cir.", "6th Cir.", "7th Cir.", "8th Cir.", "9th Cir.",
            "10th Cir.", "11th Cir.")  # fmt: skip

_STATES = {"CA": "9th Cir.", "OR": "9th Cir.", "NY": "2d Cir.", "PA": "3d Cir.", "IL": "7th Cir.", "MA": "1st Cir."}


def forum_of_state(state: str) -> str:
    """The circuit of a state we have; "BIA" for the United States, where no circuit follows."""
    return _STATES.get(state, "BIA")


def is_forum(name: str) -> bool:
    """True for "BIA" and the circuits as they are written here."""
    return name == "BIA" or name in CIRCUITS
