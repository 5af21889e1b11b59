"""The `ground` protocol: one question as JSON, one answer as JSON, and never a dropped line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from textwrap import shorten
from typing import Any, NamedTuple

import msgspec

from steelyard.catalog.cite import IN_PARENTHESES, JURISDICTIONS
from steelyard.catalog.derive import Match
from steelyard.catalog.find import catalogue
from steelyard.catalog.forms import CIRCUMSTANCE, YES
from steelyard.catalog.forums import forum_named, forum_of_state
from steelyard.catalog.found import Found
from steelyard.catalog.known import beyond_what_is_known
from steelyard.catalog.naming import is_name
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


_FACTS: Mapping[str, str] = {
    "form": "the name of a form, or words of the plea",
    "level": "felony, misdemeanor, infraction or violation",
    "offense_date": "2026-01-31",
}
"""The facts of a question, and how each is written."""

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
    one = _read(asked)
    ground, as_of, convicted = one.ground, one.as_of, one.conviction_date
    law = catalogue()
    found = law.find(one.state, one.statute, one.offense_date)
    if not found.id:
        return {
            "id": name, "answer": "unknown_offense", "requires": [], "basis": "none", "offense": None, "forms": [],
            "authorities": [], "stance": {"cautious": "unknown_offense", "arguable": "unknown_offense"},
            "code": found.code, "says": found.problem,
        }  # fmt: skip
    found = found.begun_by(convicted).at_level(one.level)

    def match(named: str) -> Match:
        if convicted is None and holdings:
            return law.match_on_any_day(found, ground, forum=one.forum, as_of=as_of, form=named)
        return law.full_match(
            found, ground, forum=one.forum, as_of=as_of, conviction_date=convicted, form=named, holdings=holdings
        )

    result = _described(match, found, one.words) if one.words and not one.form else match(one.form)
    leading = [h.says for h in result.holdings[:1]] if result.basis == "holding" else []
    reasons = [reason for form in result.forms for reason in form.reasons]
    drafts = any(offense.review.is_draft for offense in found.offenses)
    data = said(result, ground, as_of)
    if data["answer"] != result.answer:
        reasons += data["notes"][-1:]
    days = [day for day in (as_of, convicted, one.offense_date) if day]
    data["notes"] = [*data["notes"], *one.notes, *beyond_what_is_known(*days)]
    sentences = dict.fromkeys(reason.removesuffix(".") for reason in (*leading, *reasons))
    return {
        "id": name,
        **data,
        "offense": found.id.partition("~")[0],
        "says": shorten("; ".join(sentences), LONGEST_REASON, placeholder=" …"),
        "draft": drafts,
    }


def _described(match: Callable[[str], Match], found: Found, words: str) -> Match:
    """The answer for a citation with a description in parentheses, which may name a form and clears none that it does not.

    The exact name of a form names it; looser words are a heading as often as the terms of a plea, so that they are heeded where
    they make the answer surer that the ground is met, and the section as a whole answers otherwise.
    """
    whole = match("")
    told = match(words)
    if is_name(found.offenses, words) or told.answer == YES or told.answer == CIRCUMSTANCE != whole.answer != YES:
        return told
    if told.answer == whole.answer:
        return whole
    note = f"the words {words[:80]!r} name no form exactly, and were not heeded: name one as facts.form"
    return replace(whole, notes=(*whole.notes, note))


class _Question(NamedTuple):
    """One question as it was read; `words` are those in parentheses after the citation."""

    state: str
    statute: str
    ground: str
    forum: str
    as_of: date
    conviction_date: date | None
    offense_date: date | None
    form: str
    level: str
    words: str
    notes: tuple[str, ...]


def _read(asked: Mapping[str, Any]) -> _Question:
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
    facts = asked.get("facts") or {}
    if not isinstance(facts, dict):
        raise SteelyardError(
            "SY-J006", f"{str(facts)[:80]!r} is no object", where="facts", right='{"form": "dwelling"}'
        )
    for name in ("form", "level"):
        if not isinstance(facts.get(name) or "", str):
            what = f"{str(facts[name])[:80]!r} is not words"
            raise SteelyardError("SY-J006", what, where=f"facts.{name}", right=_FACTS[name])
    words = IN_PARENTHESES.search(statute)
    others = [name for name in facts if name not in _FACTS]
    return _Question(
        state=state,
        statute=statute,
        ground=ground,
        forum=forum_of_state(state) if forum is None else forum_named(forum),
        as_of=_day(asked.get("as_of"), "as_of") or date.today(),
        conviction_date=_day(asked.get("conviction_date"), "conviction_date"),
        offense_date=_day(facts.get("offense_date"), "facts.offense_date"),
        form=facts.get("form") or "",
        level=facts.get("level") or "",
        words=words[2].strip() if words else "",
        notes=tuple(f"facts.{name[:80]} was not used: a question takes {', '.join(_FACTS)}" for name in others),
    )


def _day(value: object, where: str) -> date | None:
    if value is None:
        return None
    try:
        return read_day(str(value))
    except ValueError:
        raise SteelyardError("SY-J005", f"{value!r} is not a day", where=where, right="2026-01-31") from None


def _error(name: object, code: str, message: str, where: str) -> dict[str, Any]:
    return {"id": name, "error": {"code": code, "message": message, "where": where}}
