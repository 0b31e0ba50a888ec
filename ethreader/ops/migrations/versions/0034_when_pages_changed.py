"""When a simple page was changed last, for the map of the site; nobody knows it of old ones."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    with op.batch_alter_table("site_page", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("site_page", schema=None) as batch_op:
        batch_op.drop_column("changed_at")
