"""Pictures and documents, and which of them events and speakers show."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

WORDS = {"picture_alt": 300, "picture_credit": 200}


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("alt", sa.String(300), nullable=False),
        sa.Column("credit", sa.String(200), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("name", name=op.f("uq_picture_name")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("name", name=op.f("uq_document_name")),
    )
    for table in ("picture", "document"):
        op.create_index(op.f(f"ix_{table}_digest"), table, ["digest"])
    for table in ("event", "speaker"):
        _let_show(table)


def _let_show(table: str) -> None:
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("picture_id", sa.Integer(), nullable=True))
        for name, length in WORDS.items():
            words = sa.Column(name, sa.String(length), nullable=False, server_default="")
            batch.add_column(words)
        batch.create_foreign_key(
            op.f(f"fk_{table}_picture_id_picture"),
            "picture",
            ["picture_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_index(op.f(f"ix_{table}_picture_id"), ["picture_id"])
    with op.batch_alter_table(table) as batch:
        for column in WORDS:
            batch.alter_column(column, server_default=None)


def downgrade() -> None:
    for table in ("event", "speaker"):
        with op.batch_alter_table(table) as batch:
            batch.drop_index(op.f(f"ix_{table}_picture_id"))
            batch.drop_constraint(op.f(f"fk_{table}_picture_id_picture"), type_="foreignkey")
            for column in (*WORDS, "picture_id"):
                batch.drop_column(column)
    op.drop_table("document")
    op.drop_table("picture")
