"""Feeds for moderators, of how much came in."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    op.create_table(
        "moderator_feed",
        sa.Column("moderator_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token_digest", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["moderator_id"],
            ["moderator.id"],
            name=op.f("fk_moderator_feed_moderator_id_moderator"),
        ),
        sa.PrimaryKeyConstraint("moderator_id", name=op.f("pk_moderator_feed")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_moderator_feed_token_digest")),
    )


def downgrade() -> None:
    op.drop_table("moderator_feed")
