"""Where Alembic finds the connection that the desk hands it."""

from __future__ import annotations

from alembic import context

from steelyard.desk.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
