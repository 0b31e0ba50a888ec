"""What Alembic runs in: the connection that `upgrade` handed over, and all models."""

from alembic import context

from ethreader.base.db import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it.
    compare_type=True,
    # The databases' own index of `search_entry` is no table of the models.
    include_name=lambda name, kind, _: kind != "table" or not str(name).startswith("search_index"),
)


context.run_migrations()
