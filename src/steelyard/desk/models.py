"""The tables of an instance. No column of any of them is for a person's status.

What a case says is stored as one text, `body`. A defense instance seals it (and the receipts, cells and reasons drawn from
it); a prosecution instance has nothing to seal, and its cases can have no part about the person.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, false

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = String(32)
"""Drawn at random by the desk: 32 hexadecimal digits, never a word of a case."""

Moment = String(32)
"""A moment as 2026-11-24T09:30:00.000000Z: one text on every database, and hashed as it stands."""

instance = Table(
    "instance",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("made_at", Moment, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("roles", Text, nullable=False),
    Column("password", Text),
    Column("code_key", Text),
    Column("code_last", Integer, nullable=False, server_default="0"),
    Column("subject", String(300), unique=True),
    Column("active", Boolean, nullable=False),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("locked_until", Moment, nullable=False, server_default=""),
    Column("made_at", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
)

errands = Table(
    "errands",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("nonce", String(64), nullable=False),
    Column("verifier", Text, nullable=False),
    Column("ends_at", Moment, nullable=False),
)
"""Sign-ins that are away at the identity provider."""

tokens = Table(
    "tokens",
    metadata,
    Column("id", Id, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("label", String(200), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("revoked_at", Moment, nullable=False, server_default=""),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("reference", Text, nullable=False),
    Column("state", String(2), nullable=False),
    Column("owner", Id, ForeignKey("users.id"), nullable=False),
    Column("current", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("hold", Boolean, nullable=False, server_default=false()),
    Column("hold_reason", Text, nullable=False, server_default=""),
    Index("ix_cases_changed", "changed_at", "id"),
    Index("ix_cases_owner", "owner", "changed_at"),
)

versions = Table(
    "versions",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("parent", Integer, nullable=False),
    Column("by", Id, ForeignKey("users.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("aside", Boolean, nullable=False),
)
"""Every version of every case. One that came too late is kept `aside`: numbered and readable, never current."""

grants = Table(
    "grants",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
)

analyses = Table(
    "analyses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("by", Id, ForeignKey("users.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("engine", String(32), nullable=False),
    Column("pack", String(64), nullable=False),
    Column("catalogue", String(64), nullable=False),
    Column("receipt", Text, nullable=False),
    Column("cells", Text, nullable=False),
    Index("ix_analyses_case", "case_id", "number", unique=True),
)
"""Saved results. Their order is their number within the case: a clock may be set back."""

approvals = Table(
    "approvals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("option", Text, nullable=False),
    Column("route", String(32), nullable=False),
    Column("step", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_by", Id, ForeignKey("users.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("approval_id", Id, ForeignKey("approvals.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("by", Id, ForeignKey("users.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("step", String(32), nullable=False),
    Column("what", String(16), nullable=False),
    Column("reason", Text, nullable=False),
)
"""What happened to each request for approval, in order."""

signatures = Table(
    "signatures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("entry", String(300), nullable=False),
    Column("content", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("bar", String(60), nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
    Column("remark", Text, nullable=False, server_default=""),
    Column("signed_by", Id, ForeignKey("users.id"), nullable=False),
    Column("withdrawn_at", Moment, nullable=False, server_default=""),
    Index("ix_signatures_entry", "kind", "entry"),
)
"""Attorneys' signatures under entries of the law; `content` is the hash of what the entry said."""

jobs = Table(
    "jobs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("owner", Id, ForeignKey("users.id"), nullable=False),
    Column("what", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("plan", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("hold", Boolean, nullable=False, server_default=false()),
    Column("hold_reason", Text, nullable=False, server_default=""),
    Index("ix_jobs_owner", "owner", "made_at"),
)
"""Uploads and the work on them; their files lie in the data folder, not here."""

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("by", String(32), nullable=False),
    Column("action", String(40), nullable=False),
    Column("about", String(64), nullable=False),
    Column("fields", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""The trail: triggers refuse to change or delete a row."""

chain = Table(
    "chain",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""The end of the trail, one row: whoever appends takes its lock."""

idempotency = Table(
    "idempotency",
    metadata,
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request", String(64), nullable=False),
    Column("code", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
"""What was answered to a request that carried a key, so that the same request is not carried out twice."""
