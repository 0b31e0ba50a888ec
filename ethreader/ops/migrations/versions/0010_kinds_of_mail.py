"""The kinds of mail are the features' own: the database takes any name."""

from alembic import op

revision = "0010"
down_revision = "0009"

CHECK = "ck_outbox_mail_mailkind"


def upgrade() -> None:
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_="check")


def downgrade() -> None:
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.create_check_constraint(
            op.f(CHECK), "kind IN ('confirm', 'reply', 'decision', 'message')"
        )
