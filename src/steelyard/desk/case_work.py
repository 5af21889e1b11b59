"""What the pages and the API do alike with cases: list, read, save and weigh them, each noted in the trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.engine import Connection

from steelyard.desk import answers, audit, weighing
from steelyard.desk import models as t
from steelyard.desk.access import Actor, visible
from steelyard.desk.storage import Store, Version, change_case, in_future, now, version_of
from steelyard.desk.workers import WEIGHING
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.advise import as_given
from steelyard.weigh.case import Case


def read_back(body: BaseModel) -> Case:
    """The case in a request's body. Raises CaseError as `load_case` does."""
    return answers.read_case(as_given(body))


def once(
    store: Store,
    connection: Connection,
    actor: Actor,
    key: str | None,
    request: tuple[str, ...],
    work: Callable[[], tuple[int, dict[str, Any]]],
) -> tuple[int, dict[str, Any]]:
    """Do the work and remember its answer under the caller's key, or give the answer that was remembered.

    Raises SteelyardError (SY-K027) when the key came with another request before.
    """
    if key is None:
        return work()
    i = t.idempotency.c
    mark = store.keys.mark("request", *request)
    row = connection.execute(sa.select(t.idempotency).where(i.user_id == actor.id, i.key == key)).first()
    if row is not None:
        if row.request != mark:
            raise SteelyardError("SY-K027", "this key came with another request before", where="Idempotency-Key",
                                 right="a fresh key for every request")  # fmt: skip
        return row.code, json.loads(store.kept(row.answer))
    status, answer = work()
    connection.execute(sa.delete(t.idempotency).where(i.at < in_future(days=-2)))
    connection.execute(
        sa.insert(t.idempotency).values(
            user_id=actor.id, key=key, request=mark, code=status, answer=store.keep(json.dumps(answer)), at=now()
        )
    )
    return status, answer


def case_lines(connection: Connection, actor: Actor, offset: int, limit: int, find: str) -> list[dict[str, Any]]:
    """The cases an actor may read, the last changed first: one more than `limit` when there are more."""
    c = t.cases.c
    found = sa.select(t.cases).where(visible(actor))
    if find:
        found = found.where(c.reference.icontains(find, autoescape=True))
    rows = connection.execute(found.order_by(c.changed_at.desc(), c.id).offset(offset).limit(limit + 1))
    return [
        {"id": r.id, "reference": r.reference, "state": r.state, "version": r.current, "changed_at": r.changed_at,
         "hold": r.hold, "mine": r.owner == actor.id}
        for r in rows
    ]  # fmt: skip


def keep_version(
    store: Store, connection: Connection, actor: Actor, case_id: str, parent: int, body: dict[str, Any]
) -> Version:
    """Save a changed case, and note in the trail which of its fields changed. Raises SteelyardError as `change_case`."""
    made = change_case(store, connection, case_id, parent, body, actor.id)
    before = version_of(store, connection, case_id, parent)
    action = "case.aside" if made.aside else "case.edit"
    audit.append(store, connection, actor.id, action, case_id, _differences_at_top(before.body, body))
    return made


def analyse(store: Store, actor: Actor, case_id: str, key: str | None = None) -> tuple[int, dict[str, Any]]:
    """Weigh the present version of a case and keep the result. The weighing itself holds no transaction open."""
    with store.reading() as connection:
        version = version_of(store, connection, case_id)
    weighed = WEIGHING.of(weighing.weigh_for_page, answers.read_case(dict(version.body)), store.kind)
    with audit.recording(store) as connection:

        def work() -> tuple[int, dict[str, Any]]:
            version_of(store, connection, case_id, version.number)
            made = weighing.add_analysis(store, connection, version, weighed, actor.id)
            audit.append(store, connection, actor.id, "analysis.create", made.id, ["receipt", "cells"])
            return 201, {"id": made.id, "case": case_id, "version": made.version, "by": made.by, "at": made.at,
                         **{name: made.receipt[name] for name in ("engine", "pack", "catalogue")}}  # fmt: skip

        return once(store, connection, actor, key, ("analysis.create", case_id), work)


def _differences_at_top(before: Any, after: Any) -> list[str]:
    """The top-level fields in which two case files differ: what the trail names."""
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def version_in(text: str, where: str, right: str = "") -> int:
    """The number of the version that somebody changed. Raises SteelyardError (SY-K026) when it is none; `where` it was sent."""
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise SteelyardError("SY-K026", "say which version you changed", where=where, right=right)
    return int(text)
