"""The `ground` protocol: one question as JSON, one answer as JSON, and never a dropped line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from textwrap import shorten
from typing import Any

import msgspec

from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.derive import Match
from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_named, forum_of_state
from steelyard.catalog.known import beyond_what_is_known
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


LONGEST_REASON = 600
"""Characters of what an answer says in `says`; each form has its own reasons beside it."""

_ID = re.compile(r"(?i)\s*([a-z]{2})\.[a-z0-9][\w.:-]*\s*")
"""An id of the catalogue, such as ca.pen.484.a; its first two letters are the jurisdiction."""


def state_of(statute: str) -> str:
    """The jurisdiction that a citation's own words name, or that an id begins with; "" when none do."""
    if (identity := _ID.fullmatch(statute)) and identity[1].upper() in JURISDICTIONS:
        return identity[1].upper()
    return next((state for state, words in _STATE_WORDS if re.search(words, statute)), "")


def jurisdiction(given: object, statute: str) -> str:
    """The jurisdiction that was given, in whatever case, or else the one that the citation names.

    Raises SteelyardError (SY-O101) for one we do not have, and where none is given and none can be told.
    """
    named = given if given else state_of(statute)
    if isinstance(named, str) and named.strip().upper() in JURISDICTIONS:
        return named.strip().upper()
    have = f"one of {', '.join(JURISDICTIONS)}"
    if given:
        raise SteelyardError("SY-O101", f"there is no law of {given!r} here", where="state", right=have)
    raise SteelyardError("SY-O101", f"whose law {statute[:80]!r} is cannot be told from it", where="state",
                         right=f"name the state, {have}")  # fmt: skip


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
    """The answer to one question (PROTOCOLS.md, `ground`); an error is an answer too."""
    try:
        return answered(asked, holdings=holdings)
    except SteelyardError as error:
        return {"id": asked.get("id"), "error": error.as_dict()}


def answered(asked: Mapping[str, Any], *, holdings: bool = True) -> dict[str, Any]:
    """The answer to one question. Raises SteelyardError with the protocol's own code for one that cannot be read.

    What `says` begins with is a decision only where a decision made the answer.
    """
    name = asked.get("id")
    state, statute, ground, forum, as_of, convicted, committed, form = _read(asked)
    law = catalogue()
    found = law.find(state, statute, committed)
    if not found.id:
        return {
            "id": name, "answer": "unknown_offense", "requires": [], "basis": "none", "offense": None, "forms": [],
            "authorities": [], "stance": {"cautious": "unknown_offense", "arguable": "unknown_offense"},
            "code": found.code, "says": found.problem,
        }  # fmt: skip
    found = found.at_level(facts.get("level") if isinstance(facts := asked.get("facts"), dict) else None)
    if convicted is None and holdings:
        result = law.match_on_any_day(found, ground, forum=forum, as_of=as_of, form=form)
    else:
        result = law.full_match(
            found, ground, forum=forum, as_of=as_of, conviction_date=convicted, form=form, holdings=holdings
        )
    leading = [h.says for h in result.holdings[:1]] if result.basis == "holding" else []
    reasons = [reason for one in result.forms for reason in one.reasons]
    drafts = any(offense.review.is_draft for offense in found.offenses)
    data = said(result, ground, as_of)
    if data["answer"] != result.answer:
        reasons += data["notes"][-1:]
    data["notes"] = [*data["notes"], *beyond_what_is_known(*(day for day in (as_of, convicted, committed) if day))]
    sentences = dict.fromkeys(one.removesuffix(".") for one in (*leading, *reasons))
    return {
        "id": name,
        **data,
        "offense": found.id.partition("~")[0],
        "says": shorten("; ".join(sentences), LONGEST_REASON, placeholder=" …"),
        "draft": drafts,
    }


def _read(asked: Mapping[str, Any]) -> tuple[str, str, str, str, date, date | None, date | None, str]:
    statute = asked.get("statute")
    if not isinstance(statute, str) or not statute.strip():
        raise SteelyardError("SY-J002", "no statute is named", where="statute")
    state = jurisdiction(asked.get("state"), statute)
    ground = asked.get("ground")
    if not isinstance(ground, str) or not is_ground(ground):
        raise SteelyardError(
            "SY-J003", f"{ground!r} is not a ground", where="ground", right=f"one of {', '.join(names_of_grounds())}"
        )
    forum = asked.get("forum")
    forum = forum_of_state(state) if forum is None else forum_named(forum)
    facts = asked.get("facts") or {}
    form, committed = (facts.get("form", ""), facts.get("offense_date")) if isinstance(facts, dict) else ("", None)
    words = re.findall(r"\(([^()]{7,})\)", statute)
    return (state, statute, ground, forum, _day(asked.get("as_of"), "as_of") or date.today(),
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
