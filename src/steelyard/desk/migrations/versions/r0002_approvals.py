"""Requests for approval with what happened to them, and the answers to requests that carried a key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID, MOMENT = sa.String(32), sa.String(32)


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "approvals",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("option", sa.Text, nullable=False),
        sa.Column("route", sa.String(32), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_approvals_case_id_cases", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["asked_by"], ["users.id"], name="fk_approvals_asked_by_users"),
    )
    op.create_index("ix_approvals_case_id", "approvals", ["case_id"])
    op.create_table(
        "decisions",
        sa.Column("approval_id", ID, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("approval_id", "number", name="pk_decisions"),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approvals.id"], name="fk_decisions_approval_id_approvals", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name="fk_decisions_by_users"),
    )
    op.create_table(
        "idempotency",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("code", sa.Integer, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "key", name="pk_idempotency"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_idempotency_user_id_users", ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Take the three tables away; requests for approval go with them."""
    for table in ("idempotency", "decisions", "approvals"):
        op.drop_table(table)
