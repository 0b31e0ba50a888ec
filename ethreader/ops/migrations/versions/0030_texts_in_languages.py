"""Texts of events in more languages, and organisations that take part in an event."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

CHECK = "ck_involvement_role"
ROLES = "'host', 'co-host', 'supporter', 'funder'"


def upgrade() -> None:
    _check(f"{ROLES}, 'participant'")
    op.create_table(
        "event_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("headline", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.String(length=600), nullable=False),
        sa.Column("status_note", sa.String(length=300), nullable=False),
        sa.Column("speakers", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("based_on", sa.String(length=16), nullable=False),
        sa.Column("is_made_by_machine", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_text_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_text")),
        sa.UniqueConstraint("event_id", "language", name=op.f("uq_event_text_event_id")),
    )


def downgrade() -> None:
    op.drop_table("event_text")
    op.execute("DELETE FROM involvement WHERE role = 'participant'")
    _check(ROLES)


def _check(roles: str) -> None:
    with op.batch_alter_table("involvement") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), f"role IN ({roles})")
