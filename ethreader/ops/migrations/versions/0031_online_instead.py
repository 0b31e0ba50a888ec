"""Where people sign up for an event, and events that take place online instead."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

CHECK = "ck_event_status"
BEFORE = "status IN ('planned', 'postponed', 'rescheduled', 'cancelled')"
NOW = "status IN ('planned', 'postponed', 'rescheduled', 'cancelled', 'moved-online')"


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("registration_url", sa.String(length=500), nullable=False, server_default="")
        )
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.create_check_constraint(op.f(CHECK), NOW)
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.alter_column("registration_url", server_default=None)


def downgrade() -> None:
    op.execute("UPDATE event SET status = 'planned' WHERE status = 'moved-online'")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.create_check_constraint(op.f(CHECK), BEFORE)
        batch_op.drop_column("registration_url")
