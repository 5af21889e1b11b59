"""The tools for language models, asked over standard input and output as such a program asks them."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from steelyard.weigh.output import DRAFT
from tests.desk.support import PERSON, ROOT, case


def _asked(*calls: tuple[str, dict[str, Any]], kind: str = "prosecution") -> list[Any]:
    """What the tools answer, in a process of their own; first the tools there are and the instructions."""

    async def ask() -> list[Any]:
        told = StdioServerParameters(
            command=sys.executable, args=["-m", "steelyard.cli", "mcp", "--kind", kind],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
        async with stdio_client(told) as (read, write), ClientSession(read, write) as session:
            began = await session.initialize()
            tools = (await session.list_tools()).tools
            found: list[Any] = [(began.instructions, {one.name: one for one in tools})]
            for name, given in calls:
                found.append(await session.call_tool(name, given))
            return found

    return anyio.run(ask)


def _data(answer: Any) -> dict[str, Any]:
    assert not answer.is_error, answer
    found: dict[str, Any] = json.loads(answer.content[0].text)
    return found


def test_the_tools_answer_with_citations_and_the_warning() -> None:
    cell = {"option": "1", "posture": "resident_under_five", "rule": "deportable.cimt_within_five_years"}
    about, advised, narrowed, found, explained, ground, cited = _asked(
        ("advise", {"case": case()}),
        ("advise", {"case": case(), "option": "1", "posture": "resident_under_five"}),
        ("options", {"case": case()}),
        ("explain", {"case": case(), **cell}),
        ("ground", {"statute": "Cal. Penal Code § 273.5(a)", "ground": "AF:F"}),
        ("cite", {"charge": "487(A) PC-GRDTHFT:MONEY/LABOR/PROP", "state": "CA"}),
    )
    instructions, tools = about
    assert set(tools) == {"advise", "options", "explain", "ground", "cite"}
    assert DRAFT in instructions
    for answer in (advised, narrowed, found, explained, ground, cited):
        assert _data(answer)["draft"] == DRAFT
    offered = _data(found)
    assert offered["options"] and offered["ruled_out"]
    assert all(
        one["policy"] and one["six"] and set(one["open"]) == set(offered["baseline"]["open"])
        for one in offered["options"]
    )
    assert any(offered["baseline"]["open"].values())
    data = _data(narrowed)
    (row,) = data["options"]
    (posture,) = row["cells"].values()
    assert posture["open"] and all(one["authorities"] for one in posture["open"])
    assert not [one for one in posture["open"] if one["state"] == "not triggered"]
    assert _data(ground)["answers"][0]["answer"] == "yes" and _data(ground)["answers"][0]["authorities"]
    assert _data(cited)["citation"] == "Cal. Penal Code § 487(a)"
    (why,) = _data(explained)["explanations"]
    assert why["authorities"][0]["cite"].startswith("8 U.S.C. § 1227(a)(2)(A)(i)")


def test_no_cell_that_is_left_out_passes_for_safe() -> None:
    _, answer = _asked(("advise", {"case": case()}))
    data = _data(answer)
    shown = sum(len(cells["open"]) for row in data["options"] for cells in row["cells"].values())
    hidden = sum(cells["left_out"] for row in data["options"] for cells in row["cells"].values())
    assert data["cells_left_out"] == hidden > 0 and shown == 400
    for row in data["options"]:
        for cells in row["cells"].values():
            assert not row["universal"] or (not cells["open"] and not cells["left_out"])


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (("advise", {"case": {"id": "x"}}), "SY-C003"),
        (("advise", {"case": case(person=PERSON)}), "SY-K005"),
        (("explain", {"case": case(), "option": "none", "posture": "asylee", "rule": "x"}), "SY-C007"),
        (("ground", {"statute": "Cal. Penal Code § 459", "ground": "NOPE"}), "SY-J003"),
        (("ground", {"statute": "Cal. Penal Code § 459", "ground": "CIMT", "as_of": "tomorrow"}), "SY-J005"),
        (("cite", {"charge": ""}), "SY-A002"),
    ],
)
def test_an_error_has_its_code_and_the_warning_and_stops_nothing(call: tuple[str, dict[str, Any]], code: str) -> None:
    _, answer, after = _asked(call, ("cite", {"charge": "487(A) PC", "state": "CA"}))
    assert answer.is_error
    assert code in answer.content[0].text and DRAFT in answer.content[0].text
    assert not after.is_error


def test_a_defender_may_hand_in_the_person() -> None:
    _, answer = _asked(("advise", {"case": case(person=PERSON), "option": "1"}), kind="defense")
    assert list(_data(answer)["postures"]) == ["asylee"]
