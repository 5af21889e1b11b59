"""Everything an instance holds in open formats: JSON, and CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from steelyard.desk import approvals, weighing
from steelyard.desk import models as t
from steelyard.desk.storage import Store

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def everything(store: Store, connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every record, opened, by table. No password, key, session or token is among them."""
    plain = {
        "users": [t.users.c.id, t.users.c.name, t.users.c.roles, t.users.c.active, t.users.c.made_at],
        "grants": list(t.grants.c),
        "jobs": [t.jobs.c[name] for name in ("id", "owner", "what", "state", "made_at", "changed_at")],
        "signatures": list(t.signatures.c),
        "audit": list(t.audit.c),
    }
    found: dict[str, list[dict[str, Any]]] = {
        name: [dict(row._mapping) for row in connection.execute(sa.select(*columns))] for name, columns in plain.items()
    }
    found["cases"] = [
        {**row._mapping, "hold_reason": store.kept(row.hold_reason) if row.hold_reason else ""}
        for row in connection.execute(sa.select(t.cases).order_by(t.cases.c.made_at))
    ]
    found["versions"] = [
        {**row._mapping, "body": json.loads(store.kept(row.body))} for row in connection.execute(sa.select(t.versions))
    ]
    found["analyses"] = [
        {
            **{
                name: row._mapping[name]
                for name in ("id", "case_id", "version", "by", "at", "engine", "pack", "catalogue")
            },
            "receipt": json.loads(store.kept(row.receipt)),
            "cells": json.loads(weighing.Cells.from_text(store.kept(row.cells)).as_text()),
        }
        for row in connection.execute(sa.select(t.analyses))
    ]
    ids = connection.execute(sa.select(t.approvals.c.id).order_by(t.approvals.c.at)).scalars().all()
    requests = [approvals.read(store, connection, one) for one in ids]
    found["approvals"] = [
        {name: getattr(one, name) for name in approvals.Approval.__slots__ if name != "events"} for one in requests
    ]
    found["decisions"] = [
        {"approval_id": one.id, **{name: getattr(event, name) for name in approvals.Event.__slots__}}
        for one in requests
        for event in one.events
    ]
    return found


def guarded(value: Any) -> str:
    """A value as a cell of a CSV file: what a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None or isinstance(value, bool | int):
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "'" + text if text.startswith(_STARTS_A_FORMULA) or text.lstrip().startswith(_STARTS_A_FORMULA) else text


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV with a head; empty text for no rows."""
    out = io.StringIO()
    if rows:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(rows[0])
        writer.writerows([[guarded(value) for value in row.values()] for row in rows])
    return out.getvalue()


def as_zip(tables: Mapping[str, list[dict[str, Any]]]) -> bytes:
    """One CSV file a table, in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(f"{name}.csv", as_csv(rows))
    return out.getvalue()
