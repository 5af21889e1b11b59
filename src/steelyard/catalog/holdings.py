"""Decided cases as data: which one controls for an offense, a ground, a forum and a day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from steelyard.catalog.compiled import compiled
from steelyard.law.federal.grounds import ground_named, is_ground
from steelyard.law.splits import BOARD, NATIONWIDE
from steelyard.logic.errors import SteelyardError

ANSWERS = ("yes", "no", "divisible", "circumstance", "unsettled")
STATUSES = ("good", "limited", "overruled")


class HoldingError(SteelyardError):
    """A holding that cannot be read as it stands."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a court said of one offense, or one form of it, and one ground; `says` is in our own words.

    Of an offense that is divisible by what is no form of it in the catalogue, `settled_by` has what a record may say, each with
    the answer that was held of it.
    """

    id: str
    case: str
    citation: str
    court: str
    offense: str
    ground: str
    answer: str
    forums: tuple[str, ...]
    says: str
    decided: date
    is_day_known: bool = True
    pinpoint: str = ""
    statute: str = ""
    form: str = ""
    conviction_from: date | None = None
    conviction_to: date | None = None
    in_force_to: date | None = None
    displaced_by: str = ""
    status: str = "good"
    context: str = "immigration"
    verified: bool = False
    read_in: str = ""
    read_on: date | None = None
    reviewed_by: str = ""
    settled_by: Mapping[str, str] = field(default_factory=dict, hash=False)

    def settled(self, words: str) -> str:
        """The answer where a record says these words and no others; "" where they settle nothing."""
        return self.settled_by.get(" ".join(words.casefold().split()), "")

    @property
    def cite(self) -> str:
        """The case as it is cited, with pinpoint, court and year."""
        pinpoint = f", {self.pinpoint}" if self.pinpoint else ""
        court = "" if self.court == "SCOTUS" else f"{self.court} "
        ending = f" ({court}{self.decided.year})" if "(" not in self.citation else ""
        return f"{self.case}, {self.citation}{pinpoint}{ending}"

    def stands_on(self, day: date, conviction: date) -> bool:
        """True when the holding was law on `day` for a conviction of the day `conviction`."""
        if self.decided > day or (self.in_force_to is not None and self.in_force_to < day):
            return False
        if self.status == "overruled" and self.in_force_to is None:
            return False
        begins = self.conviction_from is None or self.conviction_from <= conviction
        return begins and (self.conviction_to is None or conviction <= self.conviction_to)

    def level(self, forum: str) -> int:
        """How strongly the holding binds a forum: 3 nationwide, 2 the circuit's own, 1 the Board's, 0 not at all."""
        if NATIONWIDE in self.forums:
            return 3
        if forum != BOARD and forum in self.forums:
            return 2
        return 1 if BOARD in self.forums else 0

    def as_dict(self) -> dict[str, object]:
        """The holding as the command line's JSON gives an authority."""
        return {
            "cite": self.cite,
            "court": self.court,
            "year": self.decided.year,
            "says": self.says,
            "verified": self.verified,
            "holding": self.id,
            "answer": self.answer,
            "status": self.status,
            "displaced_by": self.displaced_by,
        }


def _holding(raw: Mapping[str, Any], where: str) -> Holding:
    def wrong(what: str, right: str = "") -> HoldingError:
        return HoldingError("SY-H001", what, where=f"{where}: {raw.get('id', '?')}", right=right)

    for name in ("id", "case", "citation", "court", "offense", "ground", "answer", "forums", "says"):
        if not raw.get(name):
            raise wrong(f'"{name}" is missing')
    if raw["answer"] not in ANSWERS:
        raise wrong(f'"{raw["answer"]}" is no answer', "one of " + ", ".join(ANSWERS))
    if raw.get("status", "good") not in STATUSES:
        raise wrong(f'"{raw["status"]}" is no status', "one of " + ", ".join(STATUSES))
    decided = raw.get("decided") or None
    year = raw.get("decided_year")
    if decided is None and not isinstance(year, int):
        raise wrong("neither decided nor decided_year", "decided = 2016-11-16")

    def day(name: str) -> date | None:
        value = raw.get(name) or None
        if value is not None and not isinstance(value, date):
            raise wrong(f"{name} is no date", "a date without quotes, such as 2016-11-16")
        return value

    settled_by = raw.get("settled_by", {})
    if any(answer not in {"yes", "no"} or words != words.casefold() for words, answer in settled_by.items()):
        raise wrong("settled_by has an answer other than yes and no, or words in capitals")

    return Holding(
        id=raw["id"],
        case=raw["case"],
        citation=raw["citation"],
        court=raw["court"],
        offense=raw["offense"],
        ground=ground_named(raw["ground"]).name if is_ground(raw["ground"]) else raw["ground"],
        answer=raw["answer"],
        forums=tuple(raw["forums"]),
        says=raw["says"],
        decided=day("decided") or date(int(year or 1), 12, 31),
        is_day_known=decided is not None,
        pinpoint=raw.get("pinpoint", ""),
        statute=raw.get("statute", ""),
        form=raw.get("form", ""),
        conviction_from=day("conviction_from"),
        conviction_to=day("conviction_to"),
        in_force_to=day("in_force_to"),
        displaced_by=raw.get("displaced_by", ""),
        status=raw.get("status", "good"),
        context=raw.get("context", "immigration"),
        verified=bool(raw.get("verified", False)),
        read_in=raw.get("read_in", ""),
        read_on=day("read_on"),
        reviewed_by=raw.get("reviewed_by", ""),
        settled_by=settled_by,
    )


def _tables(path: Path) -> list[dict[str, Any]]:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise HoldingError("SY-H001", f"cannot be read: {error}", where=path.name) from error
    return list(raw.get("holding", ()))


def read_holdings(path: Path) -> tuple[Holding, ...]:
    """The holdings of one file. Raises HoldingError (SY-H001) for one that cannot be read as it stands."""
    return tuple(_holding(entry, path.name) for entry in _tables(path))


class Holdings:
    """All holdings, found by offense."""

    def __init__(self, many: Iterable[Holding] = ()) -> None:
        self._by_offense: dict[str, list[Holding]] = {}
        self._all: dict[str, Holding] = {}
        for one in many:
            if one.id in self._all:
                raise HoldingError("SY-H002", f"{one.id} stands twice", right="an id of its own for each holding")
            self._all[one.id] = one
            self._by_offense.setdefault(one.offense, []).append(one)
        below: dict[str, list[str]] = {}
        for name in self._by_offense:
            above = name
            while above := above.rpartition(".")[0]:
                below.setdefault(above, []).append(name)
        self._below = {above: tuple(names) for above, names in below.items()}

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Holding]:
        return iter(self._all.values())

    def on(self, offense: str, grounds: Sequence[str]) -> tuple[Holding, ...]:
        """The holdings on an offense (by its own id, not the ids above or below it) and any of the grounds."""
        return tuple(h for h in self._by_offense.get(offense, ()) if h.ground in grounds)

    def below(self, identity: str) -> tuple[str, ...]:
        """The ids below an id of which some holding speaks."""
        return self._below.get(identity, ())


def controlling(candidates: Iterable[Holding], *, forum: str, day: date, conviction: date) -> Holding | None:
    """The one holding that governs in a forum on a day for a conviction of a day, or None.

    Nationwide goes before the circuit's own, which goes before the Board's where the circuit is silent; on one level a
    later decision goes before an earlier one, and of the same day one on immigration before one on another statute.
    """
    standing = [h for h in candidates if h.stands_on(day, conviction) and h.level(forum)]
    if not standing:
        return None
    return max(standing, key=lambda h: (h.level(forum), h.decided, h.context == "immigration", h.id))


def load_holdings(folder: Path | None = None) -> Holdings:
    """Every holding of law/holdings, or of another folder.

    Raises HoldingError (SY-H001, SY-H002) for a holding that cannot be read or stands twice.
    """
    if folder is None:
        folder = Path(__file__).resolve().parent.parent / "law" / "holdings"
    files = sorted(folder.glob("*.toml"))
    whole = sha256()
    for path in files:
        try:
            whole.update(path.name.encode() + path.read_bytes())
        except OSError as error:
            raise HoldingError("SY-H001", f"cannot be read: {error}", where=path.name) from error
    return Holdings(
        compiled(
            "holdings",
            whole.hexdigest(),
            tuple[Holding, ...],
            lambda: tuple(chain.from_iterable(map(read_holdings, files))),
        )
    )
