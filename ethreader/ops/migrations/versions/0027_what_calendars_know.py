"""What calendars and feeds know an event by, and when it was changed.

Of what was there before nobody knows when it was changed; the day of publication has to do, or
today where there is none.
"""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

NOON = time(12)


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uid", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    _fill()
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.alter_column("uid", nullable=False)
        batch_op.alter_column("sequence", server_default=None)
        batch_op.alter_column("changed_at", nullable=False)
        batch_op.create_unique_constraint(op.f("uq_event_uid"), ["uid"])


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_event_uid"), type_="unique")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("sequence")
        batch_op.drop_column("uid")


def _fill() -> None:
    event = sa.table(
        "event",
        sa.column("id", sa.Integer),
        sa.column("published_on", sa.Date),
        sa.column("uid", sa.String),
        sa.column("changed_at", sa.DateTime(timezone=True)),
    )
    connection = op.get_bind()
    rows = connection.execute(sa.select(event.c.id, event.c.published_on)).all()
    for key, published_on in rows:
        values = {"uid": str(uuid4()), "changed_at": _noon_of(published_on)}
        connection.execute(sa.update(event).where(event.c.id == key).values(values))


def _noon_of(day: date | None) -> datetime:
    today = datetime.now(UTC).date()
    return datetime.combine(min(day or today, today), NOON, tzinfo=UTC)
