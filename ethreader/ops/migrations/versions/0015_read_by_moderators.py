"""Whether a moderator has read a comment's words: readers' reports then leave it where it is.

What was published by a decision, or is a moderator's own, was read; what its author has edited
since it was published may not have been.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

WERE_READ = """
    UPDATE comment SET is_reviewed = true
    WHERE state = 'published' AND (voice IS NOT NULL OR NOT is_edited AND (
        SELECT cause = 'decision' FROM state_change
        WHERE comment_id = comment.id ORDER BY state_change.id DESC LIMIT 1
    ))
"""


def upgrade() -> None:
    _add("comment", "is_reviewed")
    _add("state_change", "was_reviewed")
    op.execute(WERE_READ)


def downgrade() -> None:
    for table, column in (("state_change", "was_reviewed"), ("comment", "is_reviewed")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)


def _add(table: str, name: str) -> None:
    no = sa.false()
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=no))
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.alter_column(name, server_default=None)
