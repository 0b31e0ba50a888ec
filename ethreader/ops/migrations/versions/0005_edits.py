"""What a comment said when it was answered, and whether it was changed after that."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answered_body", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("is_edited", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.alter_column("is_edited", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_column("is_edited")
        batch_op.drop_column("answered_body")
