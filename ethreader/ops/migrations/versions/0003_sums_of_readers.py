"""How often pages were read, by day."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "audience_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("path", sa.String(length=250), nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "path", name=op.f("pk_audience_day")),
    )


def downgrade() -> None:
    op.drop_table("audience_day")
