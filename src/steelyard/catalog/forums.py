"""Forums: the circuits, the Board, and the circuit that a state's cases go to."""

from __future__ import annotations

from steelyard.law.build import CIRCUITS
from steelyard.law.splits import BOARD, HOME_CIRCUITS


def forum_of_state(state: str) -> str:
    """The circuit of a state we have; "BIA" for the United States, where no circuit follows."""
    return HOME_CIRCUITS.get(state, BOARD)


def is_forum(name: str) -> bool:
    """True for "BIA" and the circuits as they are written here; no removal order is reviewed in the D.C. Circuit."""
    return name in {BOARD, *CIRCUITS, "D.C. Cir."}
