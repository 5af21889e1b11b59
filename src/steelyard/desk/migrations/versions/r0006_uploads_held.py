"""A legal hold on an upload, with its reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from steelyard.logic.errors import SteelyardError

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns: no upload that is there is held."""
    op.add_column("jobs", sa.Column("hold", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("jobs", sa.Column("hold_reason", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Take the two columns away. Refused while an upload is held (SY-K009): going back does not lose a hold."""
    held = op.get_bind().execute(sa.text("SELECT count(*) FROM jobs WHERE hold")).scalar_one()
    if held:
        raise SteelyardError("SY-K009", f"{held} uploads are under legal hold", right="release them first")
    op.drop_column("jobs", "hold_reason")
    op.drop_column("jobs", "hold")
