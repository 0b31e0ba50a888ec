"""What Alembic runs in: the connection that `upgrade` handed over, and all models."""

from alembic import context

import ethreader.accounts.models
import ethreader.comments.models
import ethreader.events.models
import ethreader.moderation.models
import ethreader.speakers.models
from ethreader.db import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it.
    compare_type=True,
)
context.run_migrations()
