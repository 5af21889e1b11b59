"""A server of the Model Context Protocol: the answers as tools, each with citations and the draft warning."""

from __future__ import annotations

from datetime import date
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from steelyard import __version__
from steelyard.desk import answers
from steelyard.desk.settings import Kind
from steelyard.desk.workers import SEARCHING, WEIGHING
from steelyard.logic.dates import read_day
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.output import DRAFT

ABOUT = (
    "Steelyard weighs a criminal charging, plea or sentencing decision under U.S. federal immigration law. "
    "An unknown fact never reads as safe. Give the citations and the draft warning with every answer. " + DRAFT
)
MOST_CELLS = 400
"""Cells in one answer of `advise`; narrow it to an option or a posture to see more."""


def make_server(kind: Kind) -> MCPServer[Any]:
    """The server, for the kind of files its user may hand in."""
    server: MCPServer[Any] = MCPServer("steelyard", title="Steelyard", version=__version__, instructions=ABOUT)

    @server.tool()
    def advise(case: dict[str, Any], option: str = "", posture: str = "") -> dict[str, Any]:
        """Weigh a case (the JSON of a case file): every option and posture, with each consequence that is not known to be safe.

        `option` and `posture` narrow the answer. Fields of a case: id, state, counts, options; `steelyard schema case`.
        """
        return _told(
            lambda: _narrowed(WEIGHING.of(answers.advise, answers.case_from(case, kind), kind), option, posture)
        )

    @server.tool()
    def options(case: dict[str, Any], stage: str = "") -> dict[str, Any]:
        """Find comparable options that avoid or soften the consequences, with what the office's policy says of each.

        Each option comes with its statute, form, term and level, what it keeps of the criminal sanction, and every
        consequence that is not known to be safe, by posture; what was ruled out comes with its reason.
        """
        return _told(lambda: _short(SEARCHING.of(answers.options, answers.case_from(case, kind), stage or None)))

    @server.tool()
    def explain(case: dict[str, Any], option: str, posture: str, rule: str) -> dict[str, Any]:
        """Say why one cell of a weighed case answers as it does, with its authorities and what would change it."""
        return _told(lambda: WEIGHING.of(answers.explain, answers.case_from(case, kind), option, posture, rule))

    @server.tool()
    def ground(
        statute: str, ground: str, state: str = "", forum: str = "", as_of: str = "", conviction_date: str = ""
    ) -> dict[str, Any]:
        """Say whether an offense falls within a federal ground (AF:F, CIMT, CS, FIREARM, DV …), with its authorities."""
        return _told(lambda: answers.ground(statute, state, ground, forum or None, _day(as_of), _day(conviction_date)))

    @server.tool()
    def cite(charge: str, state: str = "", statute: str = "") -> dict[str, Any]:
        """Say what statute a charge string, as a court writes it, names."""
        return _told(lambda: answers.cited(charge, state, statute))

    return server


def _told(work: Any) -> dict[str, Any]:
    try:
        found: dict[str, Any] = work()
    except SteelyardError as error:
        raise ToolError(f"{error} {DRAFT}") from None
    return found


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return read_day(text)
    except ValueError:
        raise SteelyardError("SY-J005", "this is not a day", where="as_of", right="2026-01-31") from None


def _short(data: dict[str, Any]) -> dict[str, Any]:
    """The options found, each with the cells that are not known to be safe as rule and state alone."""

    def short(option: dict[str, Any]) -> dict[str, Any]:
        still = {
            posture: [f"{cell['rule']}: {cell['state']}" for cell in cells if cell["state"] != "not triggered"]
            for posture, cells in option["cells"].items()
        }
        return {**{name: value for name, value in option.items() if name != "cells"}, "open": still}

    return {**data, "baseline": short(data["baseline"]), "options": [short(one) for one in data["options"]]}


def _narrowed(data: dict[str, Any], option: str, posture: str) -> dict[str, Any]:
    """The answer without the cells that are known not to be triggered, which are counted, and at most MOST_CELLS others."""
    rows, shown, left_out = [], 0, 0
    for row in data["options"]:
        if option and row["option"] != option:
            continue
        cells = {}
        for name, found in row["cells"].items():
            if posture and name != posture:
                continue
            still = [cell for cell in found if cell["state"] != "not triggered"]
            room = max(0, MOST_CELLS - shown)
            cells[name] = {
                "not_triggered": len(found) - len(still),
                "open": still[:room],
                "left_out": max(0, len(still) - room),
            }
            shown += min(len(still), room)
            left_out += max(0, len(still) - room)
        rows.append({**row, "cells": cells})
    return {**data, "options": rows, "cells_left_out": left_out}
