"""Who looks at which comment, for a minute; and whether keys decide, by moderator."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.create_table(
        "glance",
        sa.Column("moderator_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_glance_comment_id_comment")
        ),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["moderator.id"], name=op.f("fk_glance_moderator_id_moderator")
        ),
        sa.PrimaryKeyConstraint("moderator_id", name=op.f("pk_glance")),
    )
    op.create_index(op.f("ix_glance_comment_id"), "glance", ["comment_id"])
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("has_keys", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.alter_column("has_keys", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.drop_column("has_keys")
    op.drop_index(op.f("ix_glance_comment_id"), table_name="glance")
    op.drop_table("glance")
