"""Where an event's pinned comment is found, however many others there are."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

PINNED = sa.text("is_pinned = 1")
PINNED_IN_POSTGRESQL = sa.text("is_pinned")


def upgrade() -> None:
    op.create_index(
        op.f("ix_comment_pinned"),
        "comment",
        ["event_id"],
        sqlite_where=PINNED,
        postgresql_where=PINNED_IN_POSTGRESQL,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_comment_pinned"), table_name="comment")
