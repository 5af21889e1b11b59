"""What may not reach a reader: words of status, the other side's notes, and what a case file says of a person."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources

from steelyard.law.advisals import advisal
from steelyard.law.federal.facts import SEEKS, STATUS_WORDS
from steelyard.law.postures import postures
from steelyard.papers.document import plain
from steelyard.papers.parts import Reader, offense_of
from steelyard.weigh.advise import Advice

KNOW_NOBODY = frozenset({Reader.PROSECUTOR, Reader.COURT})
"""Readers who may meet no word of anybody's status."""


@cache
def status_words() -> tuple[str, ...]:
    """Every word of status, longest first, as `folded` writes it."""
    text = resources.files("steelyard.papers").joinpath("status_words.toml").read_text(encoding="utf-8")
    found = set(tomllib.loads(text)["words"])
    found |= {one.label for one in postures().values()} | {one.short for one in postures().values()}
    found |= set(STATUS_WORDS) | (SEEKS.words - {"none"}) | set(postures())
    return tuple(sorted({folded(one) for one in found}, key=lambda one: (-len(one), one)))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(one) for one in status_words()) + r")(?!\w)")


def folded(text: str) -> str:
    """The text as it is compared: one case, one kind of space, underscores as spaces, soft hyphens gone."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("_", " ").replace("’", "'")
    return re.sub(r"\s+", " ", text).strip().casefold()


def allowed_words(advice: Advice, quoted: Iterable[str] = ()) -> tuple[str, ...]:
    """The words of law in which a word of status is nobody's: the court's advisal, the catalogue's own, quoted policy."""
    found = list(quoted)
    to_read = advisal(advice.case.state)
    if to_read is not None:
        found += to_read.texts
    charges = [c.charge for c in advice.case.counts]
    charges += [one.charge for option in advice.case.options for one in option.dispositions if one.charge]
    for charge in charges:
        for offense in offense_of(advice, charge).offenses:
            found += [offense.title, offense.section.title]
    return tuple(one for one in found if one)


def leaked(text: str, reader: Reader, advice: Advice, allowed: Iterable[str] = ()) -> tuple[str, ...]:
    """What in a text may not reach the reader, in order; empty when nothing does.

    `advice` is the one with the person in it, whose note and posture no reader but counsel may meet.
    """
    rest = folded(plain(text))
    for one in sorted({folded(one) for one in allowed}, key=len, reverse=True):
        rest = rest.replace(one, " ")
    found = [match.group() for match in _pattern().finditer(rest)] if reader in KNOW_NOBODY else []
    found += [secret for secret in secrets(advice) if secret in rest]
    return tuple(dict.fromkeys(found))


def secrets(advice: Advice) -> tuple[str, ...]:
    """What the file says for counsel alone: its note, and the person's posture by name."""
    found = [advice.case.note] if len(advice.case.note.strip()) > 3 else []
    name = advice.case.person.posture if advice.case.person is not None else None
    if name is not None and name != "citizen":
        found += [postures()[name].label, name]
    return tuple(folded(one) for one in found)
