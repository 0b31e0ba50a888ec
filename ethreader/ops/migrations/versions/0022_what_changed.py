"""The last change of what readers see, by topic: whoever keeps pages looks there."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "revision",
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_number"), "revision", ["number"])


def downgrade() -> None:
    op.drop_index(op.f("ix_revision_number"), table_name="revision")
    op.drop_table("revision")
