"""A link in a mail that tells one thing and ends by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

CHECK = "ck_contact_token_tokenpurpose"
BEFORE = "purpose IN ('confirm', 'stop')"
SINCE = "purpose IN ('confirm', 'stop', 'status')"


def upgrade() -> None:
    with op.batch_alter_table("contact_token", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("news", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.create_check_constraint(op.f(CHECK), SINCE)
    with op.batch_alter_table("contact_token", schema=None) as batch_op:
        batch_op.alter_column("news", server_default=None, existing_type=sa.String(length=40))


def downgrade() -> None:
    # Emails that were sealed since stay shut to the older code, which drops mails to them.
    op.execute("DELETE FROM contact_token WHERE purpose = 'status'")
    with op.batch_alter_table("contact_token", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.create_check_constraint(op.f(CHECK), BEFORE)
        batch_op.drop_column("expires_at")
        batch_op.drop_column("news")
