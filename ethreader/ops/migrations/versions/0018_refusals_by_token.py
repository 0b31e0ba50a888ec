"""Wishes never to be mailed again that hold a token, and no sealed email.

A wish that the mail process has not read by now could not be told by a token, and goes; its contact
has ended already.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.drop_table("mail_refusal")
    op.create_table(
        "mail_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=75), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_refusal")),
    )


def downgrade() -> None:
    op.drop_table("mail_refusal")
    op.create_table(
        "mail_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("sealed_box", sa.LargeBinary(length=368), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_id"], ["vault_key.id"], name=op.f("fk_mail_refusal_key_id_vault_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_refusal")),
    )
