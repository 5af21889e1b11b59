"""Who may do what: the matrix of access.toml, read once and asked everywhere."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from steelyard.desk import models as t
from steelyard.desk.storage import LOCAL_USER, no_case
from steelyard.logic.errors import SteelyardError


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person with roles; a token narrows them to its scopes. `token` says by which way they came."""

    id: str
    name: str
    roles: frozenset[str]
    scopes: frozenset[str] | None = None
    csrf: str = ""

    @property
    def by_token(self) -> bool:
        """True when a token asks, not a browser."""
        return self.scopes is not None


@cache
def matrix() -> dict[str, dict[str, str]]:
    """Action → role → "all", "own" or "no"."""
    actions: dict[str, dict[str, str]] = _table()["actions"]
    return actions


@cache
def roles() -> dict[str, str]:
    """Every role with what it is."""
    named: dict[str, str] = _table()["roles"]
    return named


@cache
def scopes() -> dict[str, frozenset[str]]:
    """Every scope of a token with the actions it takes in."""
    return {name: frozenset(actions) for name, actions in _table()["scopes"].items()}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("steelyard.desk").joinpath("access.toml").read_text(encoding="utf-8"))


def local_actor(csrf: str = "") -> Actor:
    """The one user of a local instance, who holds every role."""
    return Actor(LOCAL_USER, "local", frozenset(roles()), None, csrf)


def reach(actor: Actor, action: str) -> str:
    """How far an actor may go with an action: "all", "own" or "no"."""
    if actor.scopes is not None and not any(action in scopes()[one] for one in actor.scopes):
        return "no"
    cells = {matrix()[action][role] for role in actor.roles}
    return next((one for one in ("all", "own") if one in cells), "no")


def require(actor: Actor, action: str) -> str:
    """How far the actor may go; at least "own". Raises SteelyardError (SY-K021) when not at all."""
    found = reach(actor, action)
    if found == "no":
        raise SteelyardError("SY-K021", f"this takes the right to {action}", where="access",
                             right="ask somebody whose role has it")  # fmt: skip
    return found


def require_case(connection: Connection, actor: Actor, action: str, case_id: str) -> None:
    """That the actor may do this with this case. A case of others that may not be read is as one that is not there.

    Raises SteelyardError: SY-K020 (no such case, or not theirs to see), SY-K021 (seen, but this may not be done).
    """
    owner = connection.execute(sa.select(t.cases.c.owner).where(t.cases.c.id == case_id)).scalar()
    if owner is None:
        raise no_case()
    own = owner == actor.id or _granted(connection, actor, case_id)
    far = reach(actor, action)
    if far == "all" or (far == "own" and own):
        return
    sees = reach(actor, "case.read")
    if sees == "all" or (sees == "own" and own):
        require(actor, action)
        raise SteelyardError("SY-K021", f"this takes the right to {action} in this case", where="access",
                             right="ask its owner for access")  # fmt: skip
    raise no_case()


def _granted(connection: Connection, actor: Actor, case_id: str) -> bool:
    found = sa.select(t.grants.c.user_id).where(t.grants.c.case_id == case_id, t.grants.c.user_id == actor.id)
    return connection.execute(found).first() is not None


def visible(actor: Actor) -> sa.ColumnElement[bool]:
    """The condition on `cases` that leaves those the actor may read. Raises SteelyardError (SY-K021) for none at all."""
    if require(actor, "case.read") == "all":
        return sa.true()
    given = sa.select(t.grants.c.case_id).where(t.grants.c.user_id == actor.id)
    return sa.or_(t.cases.c.owner == actor.id, t.cases.c.id.in_(given))


def share(connection: Connection, case_id: str, user_id: str, *, on: bool) -> None:
    """Give a person access to a case, or take it back. Raises SteelyardError (SY-K023) for a person who is not there."""
    known = connection.execute(sa.select(t.users.c.id).where(t.users.c.id == user_id, t.users.c.active)).first()
    if known is None:
        raise SteelyardError("SY-K023", "there is no such person", where="user")
    here = sa.and_(t.grants.c.case_id == case_id, t.grants.c.user_id == user_id)
    there = connection.execute(sa.select(t.grants.c.user_id).where(here)).first() is not None
    if on and not there:
        connection.execute(sa.insert(t.grants).values(case_id=case_id, user_id=user_id))
    elif not on:
        connection.execute(sa.delete(t.grants).where(here))


def roles_of(text: str) -> frozenset[str]:
    """Stored roles, without any this program no longer knows."""
    return frozenset(json.loads(text)) & frozenset(roles())
