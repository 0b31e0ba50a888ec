"""Mails and a webhook that tell moderators how much waits."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"

OF_ONE = "(comment_id IS NULL) <> (moderator_id IS NULL)"


def upgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.alter_column("comment_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("moderator_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_contact_moderator_id_moderator"), "moderator", ["moderator_id"], ["id"]
        )
        batch_op.create_unique_constraint(op.f("uq_contact_moderator_id"), ["moderator_id"])
        batch_op.create_check_constraint(op.f("ck_contact_of_one"), OF_ONE)
    op.create_table(
        "moderator_digest",
        sa.Column("contact_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pace", _choice("pace", "daily", "hourly"), nullable=False),
        sa.Column("has_news", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_moderator_digest_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_moderator_digest")),
    )
    _make_webhook()


def _make_webhook() -> None:
    op.create_table(
        "waiting_mark",
        sa.Column(
            "kind",
            _choice("whatwaits", "waiting", "apart", "reported", "messages"),
            nullable=False,
        ),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("is_to_call", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_waiting_mark")),
    )
    op.create_table(
        "webhook_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_call")),
    )


def downgrade() -> None:
    op.drop_table("webhook_call")
    op.drop_table("waiting_mark")
    op.drop_table("moderator_digest")
    of_moderators = "SELECT id FROM contact WHERE moderator_id IS NOT NULL"
    for table in ("outbox_mail", "contact_token"):
        op.execute(f"DELETE FROM {table} WHERE contact_id IN ({of_moderators})")  # noqa: S608 - ours
    op.execute("DELETE FROM contact WHERE moderator_id IS NOT NULL")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_contact_of_one"), type_="check")
        batch_op.drop_constraint(op.f("uq_contact_moderator_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_contact_moderator_id_moderator"), type_="foreignkey")
        batch_op.drop_column("moderator_id")
        batch_op.alter_column("comment_id", existing_type=sa.Integer(), nullable=False)


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)
