"""Sealed contacts, mails, authors' links and letters."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "vault_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("destroy_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_key")),
        sa.UniqueConstraint("month", name=op.f("uq_vault_key_month")),
    )
    op.create_table(
        "author_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_author_link_comment_id_comment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_author_link_token_digest")),
    )
    with op.batch_alter_table("author_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_author_link_comment_id"), ["comment_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(length=368), nullable=False),
        sa.Column("confirm_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("stop_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_contact_comment_id_comment")
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["vault_key.id"], name=op.f("fk_contact_key_id_vault_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_contact_comment_id")),
        sa.UniqueConstraint("confirm_digest", name=op.f("uq_contact_confirm_digest")),
        sa.UniqueConstraint("stop_digest", name=op.f("uq_contact_stop_digest")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_key_id"), ["key_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column(
            "writer",
            sa.Enum(
                "author",
                "moderator",
                name="writer",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_letter_comment_id_comment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_comment_id"), ["comment_id"], unique=False)

    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "confirm",
                "reply",
                "decision",
                "message",
                name="mailkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(length=80), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sent",
                "given-up",
                "dropped",
                name="mailstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["about_id"], ["comment.id"], name=op.f("fk_outgoing_about_id_comment")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_outgoing_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_message_id")),
    )
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outgoing_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outgoing_state"), ["state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outgoing_state"))
        batch_op.drop_index(batch_op.f("ix_outgoing_contact_id"))

    op.drop_table("outgoing")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_comment_id"))

    op.drop_table("letter")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_key_id"))
        batch_op.drop_index(batch_op.f("ix_contact_expires_at"))

    op.drop_table("contact")
    with op.batch_alter_table("author_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_author_link_comment_id"))

    op.drop_table("author_link")
    op.drop_table("vault_key")
