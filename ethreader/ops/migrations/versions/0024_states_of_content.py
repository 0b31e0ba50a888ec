"""What is scheduled, published or withdrawn; where old slugs lead; what speakers consented to."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

STATES = "'scheduled', 'published', 'withdrawn'"
KINDS = ("event", "speaker", "organisation", "page")


def upgrade() -> None:
    for table in ("event", "speaker"):
        state = sa.Column("state", sa.String(20), nullable=False, server_default="published")
        with op.batch_alter_table(table) as batch:
            batch.add_column(state)
            batch.add_column(sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True))
            batch.create_check_constraint(op.f(f"ck_{table}_contentstate"), f"state IN ({STATES})")
    with op.batch_alter_table("speaker") as batch:
        batch.add_column(_text("consent_purpose", 300))
        batch.add_column(sa.Column("consent_given_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("consent_expires_on", sa.Date(), nullable=True))
        batch.add_column(_no("is_pseudonym"))
        batch.add_column(_no("no_portrait"))
    op.create_table(
        "content_redirect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("old_slug", sa.String(length=120), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_redirect")),
        sa.UniqueConstraint("kind", "old_slug", name=op.f("uq_content_redirect_kind")),
    )
    op.create_table(
        "content_removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_removal")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_content_removal_kind")),
    )


def downgrade() -> None:
    op.drop_table("content_removal")
    op.drop_table("content_redirect")
    with op.batch_alter_table("speaker") as batch:
        for name in ("no_portrait", "is_pseudonym", "consent_expires_on", "consent_given_on"):
            batch.drop_column(name)
        batch.drop_column("consent_purpose")
    for table in ("speaker", "event"):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_contentstate"), type_="check")
            batch.drop_column("publish_at")
            batch.drop_column("state")


def _kind() -> sa.Enum:
    return sa.Enum(*KINDS, name="contentkind", native_enum=False, create_constraint=True, length=20)


def _text(column: str, length: int) -> sa.Column[str]:
    return sa.Column(column, sa.String(length=length), nullable=False, server_default="")


def _no(column: str) -> sa.Column[bool]:
    return sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
