"""Approvals: asked for, decided with a reason, withdrawn, escalated. Nobody approves their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from steelyard.desk import models as t
from steelyard.desk.access import Actor, require_case, visible
from steelyard.desk.storage import Store, fresh_id, now
from steelyard.logic.errors import SteelyardError

Route = Literal["line", "supervisor", "immigration_counsel", "committee", "carceral"]
"""Who a policy wants to sign; `carceral` is whoever signs a carceral disposition in this office."""

Decision = Literal["approve", "decline"]

LADDER = ("line", "supervisor", "immigration_counsel", "committee")
"""The steps from one signer to the next above; each is also the role that may sign."""

ROUTES: tuple[Route, ...] = get_args(Route)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a request: asked, approve, decline, withdraw or escalate, by whom, with what reason."""

    number: int
    by: str
    at: str
    step: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Approval:
    """A request for approval of one option of one version of a case.

    `state` is open, approved, declined or withdrawn. `current` is False when the case has moved on since: what was approved
    is that version's option, and nothing else.
    """

    id: str
    case_id: str
    version: int
    option: str
    route: str
    step: str
    state: str
    asked_by: str
    at: str
    current: bool
    events: tuple[Event, ...]


def ask(
    store: Store, connection: Connection, case_id: str, version: int, option: str, route: Route, reason: str, by: str
) -> Approval:
    """Ask for approval of an option of a version. Raises SteelyardError (SY-K032) while one like it is open."""
    connection.execute(sa.select(t.cases.c.id).where(t.cases.c.id == case_id).with_for_update())
    a = t.approvals.c
    asked = sa.select(t.approvals).where(a.case_id == case_id, a.version == version, a.state == "open")
    if any(store.kept(row.option) == option for row in connection.execute(asked)):
        raise SteelyardError("SY-K032", "approval of this option is being asked for already", where="option",
                             right="withdraw that request first")  # fmt: skip
    step = store.settings.approvals.carceral if route == "carceral" else route
    approval_id = fresh_id()
    connection.execute(
        sa.insert(t.approvals).values(
            id=approval_id, case_id=case_id, version=version, option=store.keep(option), route=route, step=step,
            state="open", asked_by=by, at=now(),
        )
    )  # fmt: skip
    _add_event(store, connection, approval_id, by, step, "ask", reason)
    return read(store, connection, approval_id)


def decide(
    store: Store, connection: Connection, approval_id: str, actor: Actor, what: Decision, reason: str
) -> Approval:
    """Approve or decline, for the step the request is at.

    A committee decides when as many different members agree as the office's quorum says. Raises SteelyardError: SY-K030 for
    one's own request, or one one has decided on or escalated at this step already; SY-K031 for a step that takes another
    role; SY-K033 when it is no longer open; SY-K034 when the case has moved on.
    """
    found = _open(store, connection, approval_id)
    if actor.id == found.asked_by:
        raise SteelyardError("SY-K030", "nobody approves their own request", where="approval",
                             right=f"somebody else with the role {found.step}")  # fmt: skip
    if _wrote(connection, found, actor.id):
        raise SteelyardError("SY-K030", "nobody approves what they wrote themselves", where="approval",
                             right=f"somebody else with the role {found.step}")  # fmt: skip
    if found.step not in actor.roles:
        raise SteelyardError(
            "SY-K031", f"this step is signed by {found.step}", where="approval", right="escalate or wait"
        )
    here = [one for one in found.events if one.step == found.step and one.what in ("approve", "decline")]
    if any(one.by == actor.id for one in here):
        raise SteelyardError("SY-K030", "you have decided on this request already", where="approval",
                             right="another member of the committee")  # fmt: skip
    if not found.current:
        raise SteelyardError("SY-K034", "the case has changed since approval was asked for", where="approval",
                             right="withdraw the request and ask for the present version")  # fmt: skip
    _add_event(store, connection, approval_id, actor.id, found.step, what, reason)
    needed = store.settings.approvals.quorum if found.step == "committee" else 1
    if sum(one.what == what for one in here) + 1 >= needed:
        _set(connection, approval_id, state="approved" if what == "approve" else "declined")
    return read(store, connection, approval_id)


def withdraw(store: Store, connection: Connection, approval_id: str, actor: Actor, reason: str) -> Approval:
    """Take one's own request back. Raises SteelyardError: SY-K031 for somebody else's, SY-K033 when it is not open."""
    found = _open(store, connection, approval_id)
    if actor.id != found.asked_by:
        raise SteelyardError("SY-K031", "only who asked can withdraw", where="approval", right="decline it instead")
    _add_event(store, connection, approval_id, actor.id, found.step, "withdraw", reason)
    _set(connection, approval_id, state="withdrawn")
    return read(store, connection, approval_id)


def escalate(store: Store, connection: Connection, approval_id: str, actor: Actor, reason: str) -> Approval:
    """Hand a request to the next step above. Who asked may, and whoever may sign the step it is at.

    Raises SteelyardError: SY-K031 for anybody else, SY-K033 when it is not open, SY-K035 at the highest step.
    """
    found = _open(store, connection, approval_id)
    if actor.id != found.asked_by and found.step not in actor.roles:
        raise SteelyardError("SY-K031", f"who asked may escalate, or {found.step}", where="approval")
    place = LADDER.index(found.step)
    if place + 1 == len(LADDER):
        raise SteelyardError("SY-K035", "there is no step above the committee", where="approval")
    _add_event(store, connection, approval_id, actor.id, found.step, "escalate", reason)
    _set(connection, approval_id, step=LADDER[place + 1])
    return read(store, connection, approval_id)


def read(store: Store, connection: Connection, approval_id: str) -> Approval:
    """A request with what happened to it. Raises SteelyardError (SY-K036) when there is none."""
    row = connection.execute(
        sa.select(t.approvals, t.cases.c.current)
        .join(t.cases, t.cases.c.id == t.approvals.c.case_id)
        .where(t.approvals.c.id == approval_id)
    ).first()
    if row is None:
        raise no_approval()
    d = t.decisions.c
    events = connection.execute(sa.select(t.decisions).where(d.approval_id == approval_id).order_by(d.number))
    return Approval(
        row.id, row.case_id, row.version, store.kept(row.option), row.route, row.step, row.state, row.asked_by, row.at,
        row.current == row.version,
        tuple(Event(e.number, e.by, e.at, e.step, e.what, store.kept(e.reason)) for e in events),
    )  # fmt: skip


def require_approval(connection: Connection, actor: Actor, action: str, approval_id: str) -> None:
    """That the actor may do this with this request. One in a case of others is as one that is not there.

    Raises SteelyardError: SY-K036 (none, or not theirs to see), SY-K021 (seen, but this may not be done).
    """
    found = connection.execute(sa.select(t.approvals.c.case_id).where(t.approvals.c.id == approval_id)).scalar()
    if found is None:
        raise no_approval()
    try:
        require_case(connection, actor, action, found)
    except SteelyardError as error:
        raise no_approval() if error.code == "SY-K020" else error from None


def listed(
    store: Store, connection: Connection, actor: Actor, state: str | None, case: str | None, offset: int, limit: int
) -> list[Approval]:
    """The requests in the cases that the actor may read, the last first. Raises SteelyardError (SY-K021) for none at all."""
    a = t.approvals.c
    found = sa.select(a.id).join(t.cases, t.cases.c.id == a.case_id).where(visible(actor))
    for column, value in ((a.state, state), (a.case_id, case)):
        found = found.where(column == value) if value is not None else found
    ids = connection.execute(found.order_by(a.at.desc(), a.id).offset(offset).limit(limit)).scalars().all()
    return [read(store, connection, one) for one in ids]


def waiting(store: Store, connection: Connection, actor: Actor, limit: int) -> list[Approval]:
    """The open requests that the actor can decide now, the oldest first: those `decide` would not refuse."""
    a, c, v, d = t.approvals.c, t.cases.c, t.versions.c, t.decisions.c
    wrote = sa.exists().where(v.case_id == a.case_id, v.number == a.version, v.by == actor.id)
    decided = sa.exists().where(
        d.approval_id == a.id, d.step == a.step, d.by == actor.id, d.what.in_(("approve", "decline"))
    )
    found = (
        sa.select(a.id)
        .join(t.cases, c.id == a.case_id)
        .where(visible(actor), a.state == "open", a.step.in_(actor.roles), a.asked_by != actor.id)
        .where(c.current == a.version, ~wrote, ~decided)
        .order_by(a.at, a.id)
        .limit(limit)
    )
    return [read(store, connection, one) for one in connection.execute(found).scalars().all()]


def no_approval() -> SteelyardError:
    """What is said of a request that is not there, and of one that the asker may not see: the same."""
    return SteelyardError(
        "SY-K036", "there is no such request for approval, or it is not yours to see", where="approval"
    )


def _open(store: Store, connection: Connection, approval_id: str) -> Approval:
    connection.execute(sa.select(t.approvals.c.id).where(t.approvals.c.id == approval_id).with_for_update())
    found = read(store, connection, approval_id)
    if found.state != "open":
        raise SteelyardError("SY-K033", f"the request is {found.state}", where="approval", right="ask anew")
    return found


def _wrote(connection: Connection, found: Approval, user_id: str) -> bool:
    v = t.versions.c
    row = sa.select(v.number).where(v.case_id == found.case_id, v.number == found.version, v.by == user_id)
    return connection.execute(row).first() is not None


def _add_event(
    store: Store, connection: Connection, approval_id: str, by: str, step: str, what: str, reason: str
) -> None:
    d = t.decisions.c
    number = connection.execute(
        sa.select(sa.func.count()).select_from(t.decisions).where(d.approval_id == approval_id)
    ).scalar_one()
    connection.execute(
        sa.insert(t.decisions).values(
            approval_id=approval_id, number=number + 1, by=by, at=now(), step=step, what=what, reason=store.keep(reason)
        )
    )


def _set(connection: Connection, approval_id: str, **values: str) -> None:
    connection.execute(sa.update(t.approvals).where(t.approvals.c.id == approval_id).values(**values))
