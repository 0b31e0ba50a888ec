"""When readers could first read a comment as it is now, for feeds.

What is published has it from the moderation log; where that says nothing, the day on which it came
in has to do.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

LATEST_PUBLICATION = """
    UPDATE comment SET updated_at = (
        SELECT max(changed_at) FROM state_change
        WHERE comment_id = comment.id AND to_state = 'published' AND from_state <> 'published'
    )
    WHERE state = 'published'
"""


def upgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(LATEST_PUBLICATION)


def downgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_column("updated_at")
