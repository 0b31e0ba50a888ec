"""What Alembic runs in: the connection that `upgrade` handed over, and all models."""

from alembic import context

from ethreader.base.db import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it.
    compare_type=True,
)


context.run_migrations()
