"""A way never to be mailed again, mails beyond the budget, and no Message-IDs.

SQLite drops columns and checks by copying the table: `migrations.upgrade` has its foreign keys off
meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

# Whichever of the links in mails came first.
PURPOSES = "purpose IN ('confirm', 'stop', 'status', 'never')"
PURPOSES_BEFORE = "purpose IN ('confirm', 'stop', 'status')"
STATES = "state IN ('waiting', 'sent', 'given-up', 'dropped', 'over-budget')"
STATES_BEFORE = "state IN ('waiting', 'sent', 'given-up', 'dropped')"


def upgrade() -> None:
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
    _check("contact_token", "ck_contact_token_tokenpurpose", PURPOSES)
    _check("outbox_mail", "ck_outbox_mail_mailstate", STATES)
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_outbox_mail_message_id"), type_="unique")
        batch_op.drop_column("message_id")


def downgrade() -> None:
    op.drop_table("mail_refusal")
    op.execute("DELETE FROM contact_token WHERE purpose = 'never'")
    op.execute("UPDATE outbox_mail SET state = 'dropped' WHERE state = 'over-budget'")
    _check("contact_token", "ck_contact_token_tokenpurpose", PURPOSES_BEFORE)
    _check("outbox_mail", "ck_outbox_mail_mailstate", STATES_BEFORE)
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.String(length=80), nullable=True))
    op.execute("UPDATE outbox_mail SET message_id = 'mail-' || id")
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.alter_column("message_id", existing_type=sa.String(length=80), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_outbox_mail_message_id"), ["message_id"])


def _check(table: str, name: str, condition: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(op.f(name), type_="check")
        batch_op.create_check_constraint(op.f(name), condition)
