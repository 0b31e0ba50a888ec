"""Wishes for no more mail, until they are carried out."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "mail_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_mail_stop_comment_id_comment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_stop")),
    )


def downgrade() -> None:
    op.drop_table("mail_stop")
