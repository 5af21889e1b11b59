"""Small cells: which counts of a table must not be shown, so that none of them can be worked out from the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SMALLEST = 11
"""Counts below this are not shown, unless the user says otherwise: the limit that federal health data use."""

ROUNDED = 5
"""Counts that are shown are rounded to a multiple of this, so that two of them cannot be subtracted from each other."""


def rounded(count: int) -> int:
    """A count as it is shown: to the nearest multiple of ROUNDED."""
    return int((count + ROUNDED // 2) // ROUNDED * ROUNDED)


def share(many: int, of: int, smallest: int = SMALLEST) -> float:
    """A share of cases from which no count below `smallest` can be read: of a count to the nearest multiple of it."""
    return many / of if many in (0, of) else min(1.0, round(many / smallest) * smallest / of)


def hidden(counts: Sequence[Sequence[int]], smallest: int = SMALLEST) -> NDArray[np.bool_]:
    """Which cells of a table with its margins are hidden: rows and columns as given, then a column and a row of totals.

    A count below `smallest`, a total among them, is hidden; so are as many further cells, smallest first, as it takes that
    no such count follows from the cells shown. (How nearly it follows is another question: counts shown are rounded too.)
    """
    import numpy as np

    table = np.asarray(counts, dtype=np.int64)
    if table.ndim != 2 or not table.size:
        return np.zeros((1, 1), dtype=bool)
    whole = np.zeros((table.shape[0] + 1, table.shape[1] + 1), dtype=np.int64)
    whole[:-1, :-1] = table
    whole[-1, :-1], whole[:-1, -1] = table.sum(axis=0), table.sum(axis=1)
    whole[-1, -1] = table.sum()
    small = whole < smallest
    out = small.copy()
    while True:
        told = _told(out) & small
        if not told.any():
            return out
        open_cells = np.argwhere(~out)
        if not len(open_cells):
            return out
        near = [(r, c) for r, c in open_cells if told[r].any() or told[:, c].any()] or [tuple(x) for x in open_cells]
        inner = [(r, c) for r, c in near if r < table.shape[0] and c < table.shape[1]] or near
        row, column = min(inner, key=lambda cell: (whole[cell[0], cell[1]], cell))
        out[row, column] = True


def _told(out: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which hidden cells follow from those shown: those that no change of the hidden cells can move."""
    import numpy as np

    cells = np.argwhere(out)
    told = np.zeros_like(out)
    if not len(cells):
        return told
    place = {(int(r), int(c)): n for n, (r, c) in enumerate(cells)}
    lines = []
    for row in range(out.shape[0]):
        lines.append([(row, c, 1.0 if c < out.shape[1] - 1 else -1.0) for c in range(out.shape[1])])
    for column in range(out.shape[1]):
        lines.append([(r, column, 1.0 if r < out.shape[0] - 1 else -1.0) for r in range(out.shape[0])])
    equations = np.zeros((len(lines), len(cells)))
    for number, line in enumerate(lines):
        for r, c, sign in line:
            if (r, c) in place:
                equations[number, place[r, c]] = sign
    _, sizes, directions = np.linalg.svd(equations, full_matrices=True)
    rank = int((sizes > 1e-9).sum())
    free = directions[rank:]
    for (r, c), n in place.items():
        told[r, c] = not len(free) or bool(np.abs(free[:, n]).max() < 1e-9)
    return told
