"""The `ground` protocol: one question as JSON, one answer as JSON, and never a dropped line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.derive import Match
from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_of_state, is_forum
from steelyard.law.federal.aggravated_felony import DIMAYA, GAPS
from steelyard.law.federal.grounds import is_ground, names_of_grounds
from steelyard.logic.dates import read_day
from steelyard.logic.errors import SteelyardError

_STATE_WORDS = (
    ("US", r"U\.?\s?S\.?\s?C"),
    ("CA", r"\bCal\b|\bPC\b|P\.C\."),
    ("NY", r"N\.Y\.|\bPL\b|\bVTL\b"),
    ("IL", r"ILCS"),
    ("PA", r"\bPa\b|C\.S\.A|Pa\.C\.S"),
    ("OR", r"\bOr\b|\bORS\b"),
    ("MA", r"Mass|G\.L\.|\bc\.?\s?\d+"),
)


def all_grounds() -> tuple[str, ...]:
    """Every ground's name."""
    return names_of_grounds()


def state_of(statute: str) -> str:
    """The jurisdiction that a citation's own words name; "" when none do."""
    return next((state for state, words in _STATE_WORDS if re.search(words, statute)), "")


def answer_line(line: str, *, holdings: bool = True) -> dict[str, Any]:
    """The answer to one line of JSON; a line that cannot be read is answered with an error."""
    try:
        asked = msgspec.json.decode(line)
    except ValueError as error:
        return _error(None, "SY-J001", f"not JSON: {error}", "line")
    if not isinstance(asked, dict):
        return _error(None, "SY-J001", "not a JSON object", "line")
    return answer(asked, holdings=holdings)


_READ_WITH_16_B = ("AF:F", "DV")


def said(result: Match, ground: str, as_of: date) -> dict[str, Any]:
    """An answer as data. A derived "no" is not given for a day on which a rule that is not encoded could have brought a yes."""
    data: dict[str, Any] = result.as_dict()
    if ground in _READ_WITH_16_B and as_of < DIMAYA and data["answer"] == "no" and data["basis"] == "derived":
        data["answer"], data["basis"] = "not_analysed", "none"
        data["stance"] = {**data["stance"], "cautious": "not_analysed"}
        data["notes"] = [*data["notes"], GAPS["section_16b"].says]
    return data


def answer(asked: Mapping[str, Any], *, holdings: bool = True) -> dict[str, Any]:
    """The answer to one question (PROTOCOLS.md, `ground`)."""
    name = asked.get("id")
    try:
        state, statute, ground, forum, as_of, convicted, committed, form = _read(asked)
    except SteelyardError as error:
        return _error(name, error.code, error.what, error.where)
    law = catalogue()
    try:
        found = law.find(state, statute, committed)
        if not found.id:
            return {
                "id": name, "answer": "unknown_offense", "requires": [], "basis": "none", "offense": None, "forms": [],
                "authorities": [], "stance": {"cautious": "unknown_offense", "arguable": "unknown_offense"},
                "says": found.problem,
            }  # fmt: skip
        found = found.at_level(facts.get("level") if isinstance(facts := asked.get("facts"), dict) else None)
        result = law.full_match(found, ground, forum=forum, as_of=as_of, conviction_date=convicted, form=form,
                                holdings=holdings)  # fmt: skip
    except SteelyardError as error:
        return _error(name, error.code, error.what, error.where)
    reasons = [reason for one in result.forms for reason in one.reasons]
    drafts = any(offense.review.is_draft for offense in found.offenses)
    data = said(result, ground, as_of)
    if data["answer"] != result.answer:
        reasons += data["notes"][-1:]
    return {
        "id": name,
        **data,
        "offense": found.id.partition("~")[0],
        "says": "; ".join(dict.fromkeys((*(h.says for h in result.holdings[:1]), *reasons)))[:600],
        "draft": drafts,
    }


def _read(asked: Mapping[str, Any]) -> tuple[str, str, str, str | None, date, date | None, date | None, str]:
    statute = asked.get("statute")
    if not isinstance(statute, str) or not statute.strip():
        raise SteelyardError("SY-J002", "no statute is named", where="statute")
    state = asked.get("state") or state_of(statute)
    if state not in JURISDICTIONS:
        raise SteelyardError("SY-O101", f"there are no offenses of {state!r} here; we have {', '.join(JURISDICTIONS)}",
                             where="state")  # fmt: skip
    ground = asked.get("ground")
    if not isinstance(ground, str) or not is_ground(ground):
        raise SteelyardError(
            "SY-J003", f"{ground!r} is not a ground", where="ground", right=", ".join(names_of_grounds())
        )
    forum = asked.get("forum")
    if forum is not None and not (isinstance(forum, str) and is_forum(forum)):
        raise SteelyardError("SY-J004", f"{forum!r} is not a forum", where="forum")
    facts = asked.get("facts") or {}
    form, committed = (facts.get("form", ""), facts.get("offense_date")) if isinstance(facts, dict) else ("", None)
    words = re.findall(r"\(([^()]{7,})\)", statute)
    return (state, statute, ground, forum or forum_of_state(state), _day(asked.get("as_of"), "as_of") or date.today(),
            _day(asked.get("conviction_date"), "conviction_date"), _day(committed, "facts.offense_date"),
            form or (words[0] if words else ""))  # fmt: skip


def _day(value: object, where: str) -> date | None:
    if value is None:
        return None
    try:
        return read_day(str(value))
    except ValueError:
        raise SteelyardError("SY-J005", f"{value!r} is not a day", where=where, right="2026-01-31") from None


def _error(name: object, code: str, message: str, where: str) -> dict[str, Any]:
    return {"id": name, "error": {"code": code, "message": message, "where": where}}
