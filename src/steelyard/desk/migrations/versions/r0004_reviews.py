"""Attorneys' signatures under entries of the law."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID, MOMENT = sa.String(32), sa.String(32)


def upgrade() -> None:
    """Make the table: nothing is signed yet."""
    op.create_table(
        "signatures",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("entry", sa.String(300), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("bar", sa.String(60), nullable=False, server_default=""),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("remark", sa.Text, nullable=False, server_default=""),
        sa.Column("signed_by", ID, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_signatures"),
        sa.ForeignKeyConstraint(["signed_by"], ["users.id"], name="fk_signatures_signed_by_users"),
    )
    op.create_index("ix_signatures_entry", "signatures", ["kind", "entry"])


def downgrade() -> None:
    """Take the table away; the signatures go with it. Write them out first."""
    op.drop_table("signatures")
