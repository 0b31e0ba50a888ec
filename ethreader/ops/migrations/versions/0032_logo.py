"""The site's logo."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

WORDS = {"picture_alt": 300, "picture_credit": 200}


def upgrade() -> None:
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.add_column(sa.Column("picture_id", sa.Integer(), nullable=True))
        for name, length in WORDS.items():
            words = sa.Column(name, sa.String(length), nullable=False, server_default="")
            batch_op.add_column(words)
        batch_op.create_foreign_key(
            op.f("fk_site_picture_id_picture"),
            "picture",
            ["picture_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(op.f("ix_site_picture_id"), ["picture_id"])
    with op.batch_alter_table("site", schema=None) as batch_op:
        for column in WORDS:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_site_picture_id"))
        batch_op.drop_constraint(op.f("fk_site_picture_id_picture"), type_="foreignkey")
        for column in (*WORDS, "picture_id"):
            batch_op.drop_column(column)
