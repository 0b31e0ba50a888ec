"""How soon a comment should be read. What waits since before is as urgent as any other."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("urgency", sa.SmallInteger(), nullable=False, server_default="0")
        )
        batch_op.create_index("ix_comment_urgency", ["state", "urgency", "id"])
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.alter_column("urgency", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("ix_comment_urgency")
        batch_op.drop_column("urgency")
