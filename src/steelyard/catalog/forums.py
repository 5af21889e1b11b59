"""Forums: the circuits, the Board, and the circuit that a state's cases go to."""

from __future__ import annotations

from steelyard.law.build import CIRCUITS
from steelyard.law.splits import BOARD, HOME_CIRCUITS
from steelyard.logic.errors import SteelyardError


def forum_of_state(state: str) -> str:
    """The circuit of a state we have; "BIA" for the United States, where no circuit follows."""
    return HOME_CIRCUITS.get(state, BOARD)


def forums() -> tuple[str, ...]:
    """ "BIA" and the circuits as they are written here; no removal order is reviewed in the D.C. Circuit."""
    return (BOARD, *CIRCUITS, "D.C. Cir.")


def is_forum(name: str) -> bool:
    """True for one of `forums`."""
    return name in forums()


def forum_named(name: object) -> str:
    """The forum of that name. Raises SteelyardError (SY-J004) where there is none."""
    if not isinstance(name, str) or not is_forum(name):
        raise SteelyardError(
            "SY-J004", f"{name!r} is not a forum", where="forum", right=f"one of {', '.join(forums())}"
        )
    return name
