"""The review registry: which entry of the law an attorney signed, bound to exactly what the entry said."""

from __future__ import annotations

import enum
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from steelyard.catalog.find import catalogue
from steelyard.catalog.policies import policies
from steelyard.desk import models as t
from steelyard.desk import secrets
from steelyard.desk.storage import fresh_id, now
from steelyard.law.pack import federal_pack
from steelyard.logic.errors import SteelyardError
from steelyard.logic.expr import Holds, Split, content_hash
from steelyard.logic.rule import rule_to_json

Kind = Literal["offense", "rule", "holding", "policy"]
"""What can be signed: an offense of the catalogue, a federal rule, a decided case, an office's policy."""

KINDS: tuple[Kind, ...] = get_args(Kind)

_ABOUT_REVIEW = frozenset({"review", "reviewed_by"})
"""Fields that say who reviewed an entry: no part of what is signed."""


@dataclass(frozen=True, slots=True)
class Signature:
    """An attorney's signature under one entry. `content` is the hash of what the entry said; `current` is False once the
    entry says something else."""

    id: str
    kind: Kind
    entry: str
    content: str
    name: str
    bar: str
    at: str
    remark: str
    signed_by: str
    withdrawn_at: str
    current: bool

    @property
    def counts(self) -> bool:
        """True while it speaks of the entry as it stands and was not withdrawn."""
        return self.current and not self.withdrawn_at

    @property
    def who(self) -> str:
        """The attorney, with the bar number where one was given."""
        return f"{self.name} (bar no. {self.bar})" if self.bar else self.name


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stands: signed in its own file (`by`, `on`), signed here (`signature`), or a draft.

    `outdated` are signatures under what the entry said before.
    """

    kind: Kind
    entry: str
    by: str = ""
    on: str = ""
    signature: Signature | None = None
    outdated: tuple[Signature, ...] = ()

    @property
    def is_draft(self) -> bool:
        """True until an attorney has signed the entry as it stands."""
        return not self.by and self.signature is None

    def says(self) -> str:
        """The standing in a sentence."""
        if self.by:
            return f"Signed by {self.by}{f' on {self.on}' if self.on else ''}, as the entry says."
        if self.signature is not None:
            return f"Signed by {self.signature.who} on {self.signature.at[:10]}, in this instance's registry."
        if self.outdated:
            last = self.outdated[0]
            return f"Draft: {last.who} signed it on {last.at[:10]}, and it has changed since. It needs signing again."
        return "Draft: no attorney has signed this entry. Needs attorney review."


# ---------------------------------------------------------------------------------------------------------------------
# What is signed
# ---------------------------------------------------------------------------------------------------------------------


def content_of(kind: Kind, entry: str) -> Any:
    """What an entry says, as JSON data, without who reviewed it; of a rule also what it names (see `_rule`).

    Raises SteelyardError (SY-K070) when there is no such one.
    """
    if kind == "offense":
        found = [one for one in catalogue().offenses.find(entry) if one.id == entry]
        if found:
            return [_plain(one) for one in found]
    elif kind == "rule" and entry in federal_pack().rules:
        return _rule(entry)
    elif kind == "holding":
        for holding in catalogue().holdings:
            if holding.id == entry:
                return _plain(holding)
    elif kind == "policy" and entry in policies():
        return policies()[entry].model_dump(mode="json", by_alias=True)
    raise SteelyardError("SY-K070", f"there is no {kind} of that name to sign", where="entry",
                         right="open the entry, and sign it from its page")  # fmt: skip


def _rule(name: str) -> dict[str, Any]:
    """A rule with what its words rest on: the hash of each rule it names, and each question of law it reads either way.

    As a named rule's hash covers the rules that it names in turn, a change anywhere below changes the hash of every rule
    above, and a signature under any of them no longer counts.
    """
    pack = federal_pack()
    rule = pack.rules[name]
    named = sorted(rules_named(name))
    splits = sorted({node.name for node in rule.nodes() if isinstance(node, Split)})
    return {
        **rule_to_json(rule),
        "rests on rules": {one: hash_of("rule", one) for one in named},
        "rests on open questions": {one: _plain(pack.splits[one]) for one in splits},
    }


def rules_named(name: str) -> set[str]:
    """The rules that a rule's conditions name."""
    return {node.rule for node in federal_pack().rules[name].nodes() if isinstance(node, Holds)}


def title_of(kind: Kind, entry: str) -> str:
    """An entry's name as people know it. Raises SteelyardError as `content_of` does."""
    data = content_of(kind, entry)
    if kind == "offense":
        return f"{data[0]['citation']}: {data[0]['title']}"
    return str(data[{"rule": "label", "holding": "case", "policy": "name"}[kind]])


@lru_cache(maxsize=20_000)
def hash_of(kind: Kind, entry: str) -> str:
    """The SHA-256 of what an entry says. The law of a running program does not change, so it is worked out once.

    Raises SteelyardError as `content_of` does.
    """
    return content_hash(content_of(kind, entry))


def _plain(value: Any) -> Any:
    """A value of the law as JSON data."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.name not in _ABOUT_REVIEW}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(_plain(one) for one in value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, enum.Enum) else value


def _in_entry(kind: Kind, entry: str) -> tuple[str, str]:
    """Who signed an entry by its own file, and when; empty texts for nobody."""
    if kind == "offense":
        reviews = [one.review for one in catalogue().offenses.find(entry) if one.id == entry]
        if reviews and not any(one.is_draft for one in reviews):
            return reviews[0].reviewed_by, reviews[0].reviewed_on.isoformat() if reviews[0].reviewed_on else ""
    if kind == "holding":
        return next((one.reviewed_by for one in catalogue().holdings if one.id == entry), ""), ""
    return "", ""


# ---------------------------------------------------------------------------------------------------------------------
# Signing
# ---------------------------------------------------------------------------------------------------------------------


def sign(
    connection: Connection, kind: Kind, entry: str, seen: str, name: str, bar: str, remark: str, by: str
) -> Signature:
    """Sign an entry as it stands. `seen` is the hash of what the attorney was shown.

    Raises SteelyardError: SY-K070 for no such entry, SY-K071 when the entry is no longer what was shown, SY-K072 when the
    same person has signed it as it stands.
    """
    present = hash_of(kind, entry)
    if not secrets.same(present, seen):
        raise SteelyardError("SY-K071", "the entry is not the one you were shown", where="entry",
                             right="read it as it stands now, and sign that")  # fmt: skip
    if any(one.counts and one.signed_by == by for one in signatures(connection, kind, entry)):
        raise SteelyardError("SY-K072", "you have signed this entry as it stands", where="entry")
    made = Signature(fresh_id(), kind, entry, present, name, bar, now(), remark, by, "", True)
    connection.execute(
        sa.insert(t.signatures).values(
            {one.name: getattr(made, one.name) for one in fields(Signature) if one.name != "current"}
        )
    )
    return made


def withdraw(connection: Connection, signature_id: str, by: str) -> Signature:
    """Take one's own signature back; that it was given stays on record. Raises SteelyardError (SY-K073) for any other."""
    s = t.signatures.c
    mine = sa.and_(s.id == signature_id, s.signed_by == by, s.withdrawn_at == "")
    row = connection.execute(sa.select(t.signatures).where(mine).with_for_update()).first()
    if row is None:
        raise SteelyardError("SY-K073", "you have no such signature to take back", where="signature")
    connection.execute(sa.update(t.signatures).where(mine).values(withdrawn_at=now()))
    return _signature(row)


def signatures(connection: Connection, kind: str = "", entry: str = "") -> list[Signature]:
    """Signatures, the newest first: all of them, those of a kind, or those under one entry."""
    s = t.signatures.c
    found = sa.select(t.signatures).order_by(s.at.desc(), s.id)
    for column, value in ((s.kind, kind), (s.entry, entry)):
        found = found.where(column == value) if value else found
    return [_signature(row) for row in connection.execute(found)]


def _signature(row: Any) -> Signature:
    try:
        current = hash_of(row.kind, row.entry) == row.content
    except SteelyardError:
        current = False
    return Signature(**row._mapping, current=current)


def standing(connection: Connection, kind: Kind, entry: str) -> Standing:
    """How an entry stands now. Raises SteelyardError as `content_of` does."""
    hash_of(kind, entry)
    given = [one for one in signatures(connection, kind, entry) if not one.withdrawn_at]
    by, on = _in_entry(kind, entry)
    return Standing(kind, entry, by, on, next((one for one in given if one.current), None),
                    tuple(one for one in given if not one.current))  # fmt: skip


def signed_here(connection: Connection) -> dict[tuple[str, str], Signature]:
    """The entries that carry a signature which counts, by kind and name, with the newest one."""
    found: dict[tuple[str, str], Signature] = {}
    for one in signatures(connection):
        if one.counts:
            found.setdefault((one.kind, one.entry), one)
    return found


def unsigned_of(here: Collection[tuple[str, str]], rules: Iterable[str], offenses: Iterable[Iterable[str]]) -> int:
    """How many of these rules and offenses nobody has signed, in a file or `here`; an offense is signed when all its
    entries are."""
    open_rules = sum(("rule", one) not in here for one in rules)
    return open_rules + sum(
        any(_is_draft(one, here) for one in entries) or not entries for entries in map(tuple, offenses)
    )


def _is_draft(offense: str, here: Collection[tuple[str, str]]) -> bool:
    return ("offense", offense) not in here and not _in_entry("offense", offense)[0]


def mark(connection: Connection) -> tuple[int, int]:
    """What tells that the registry has changed: signatures are never deleted, and each is taken back at most once."""
    s = t.signatures.c
    taken_back = sa.func.coalesce(sa.func.sum(sa.case((s.withdrawn_at != "", 1), else_=0)), 0)
    many, back = connection.execute(sa.select(sa.func.count(), taken_back)).one()
    return int(many), int(back)


class Registry:
    """The signatures that count, read again whenever somebody has signed or taken back, in whichever process."""

    def __init__(self) -> None:
        self._read: tuple[tuple[int, int], Mapping[tuple[str, str], Signature], tuple[int, int]] | None = None

    def signed(self, connection: Connection) -> Mapping[tuple[str, str], Signature]:
        """The entries that carry a signature which counts, by kind and name, with the newest one."""
        return self._now(connection)[0]

    def drafts(self, connection: Connection) -> tuple[int, int]:
        """How many entries of law there are here, rules and offenses, and how many nobody has signed, in a file or here."""
        return self._now(connection)[1]

    def last(self) -> tuple[int, int]:
        """What `drafts` said last, for a page that is shown while there is no database."""
        return self._read[2] if self._read is not None else (len(_entries()), len(_entries()))

    def _now(self, connection: Connection) -> tuple[Mapping[tuple[str, str], Signature], tuple[int, int]]:
        at = mark(connection)
        held = self._read
        if held is None or held[0] != at:
            here = signed_here(connection)
            held = self._read = at, here, _drafts(here)
        return held[1], held[2]


@lru_cache(maxsize=1)
def _entries() -> tuple[tuple[tuple[str, str], bool], ...]:
    """The offenses, each version by itself, and the rules; each with whether its own file has no attorney's name."""
    offenses = [(("offense", one.id), one.review.is_draft) for one in catalogue().offenses]
    return (*offenses, *((("rule", name), True) for name in federal_pack().rules))


def _drafts(here: Collection[tuple[str, str]]) -> tuple[int, int]:
    return len(_entries()), sum(draft and key not in here for key, draft in _entries())


def as_toml(many: Iterable[Signature]) -> str:
    """Signatures as TOML, the newest first: `reviewed_by` and `reviewed_on` are what the entry's own file takes.

    A signature that no longer counts is there too, and says so, so that nothing is put into an entry it was not given for.
    """
    lines = ["# Signatures of a review registry. `content` is the SHA-256 of what the entry said when it was signed."]
    for one in many:
        lines += [
            "", "[[signature]]", f"kind = {_text(one.kind)}", f"entry = {_text(one.entry)}", f"content = {_text(one.content)}",
            f"reviewed_by = {_text(one.who)}", f"reviewed_on = {one.at[:10]}", f"remark = {_text(one.remark)}",
            f"counts = {str(one.counts).lower()}",
        ]  # fmt: skip
        if one.withdrawn_at:
            lines.append(f"withdrawn_on = {one.withdrawn_at[:10]}")
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A text as a TOML string: JSON's, but for one character that TOML wants escaped as well."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
