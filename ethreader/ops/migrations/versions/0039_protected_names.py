"""Names that must not be read here, in a form that nobody reads them from."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0037"


def upgrade() -> None:
    op.create_table(
        "protected_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("words", sa.SmallInteger(), nullable=False),
        sa.Column("key_mark", sa.String(length=8), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protected_name")),
        sa.UniqueConstraint("digest", name=op.f("uq_protected_name_digest")),
    )


def downgrade() -> None:
    op.drop_table("protected_name")
