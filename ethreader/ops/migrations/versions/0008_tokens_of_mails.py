"""Random tokens in mails, in place of ones that follow from the author's own.

The stop links of mails that were sent go on working. Confirmation links do not: whoever had sent
a comment could make one for an address that was not theirs.

SQLite drops the columns by copying `contact`, to which mails refer: `migrations.upgrade` has its
foreign keys off meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "contact_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "confirm",
                "stop",
                name="tokenpurpose",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_contact_token_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_contact_token_digest")),
    )
    op.create_index(op.f("ix_contact_token_contact_id"), "contact_token", ["contact_id"])
    op.add_column("contact", sa.Column("ledger_id", sa.String(length=64), nullable=True))
    _take_over_stop_digests()
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.alter_column("ledger_id", existing_type=sa.String(length=64), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_contact_ledger_id"), ["ledger_id"])
        for name in ("confirm_digest", "stop_digest"):
            batch_op.drop_constraint(op.f(f"uq_contact_{name}"), type_="unique")
            batch_op.drop_column(name)


def downgrade() -> None:
    # The older code makes the tokens from what only the mail process can open: without their
    # digests nobody could stop a mail, so nobody is mailed.
    op.execute("DELETE FROM outgoing")
    op.execute("DELETE FROM contact")
    op.drop_index(op.f("ix_contact_token_contact_id"), "contact_token")
    op.drop_table("contact_token")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_contact_ledger_id"), type_="unique")
        batch_op.drop_column("ledger_id")
        for name in ("confirm_digest", "stop_digest"):
            batch_op.add_column(sa.Column(name, sa.LargeBinary(length=32), nullable=False))
            batch_op.create_unique_constraint(op.f(f"uq_contact_{name}"), [name])


def _take_over_stop_digests() -> None:
    """Keep the stop links, and the names by which the erasure ledger knows the contacts."""
    contact = sa.table(
        "contact",
        sa.column("id", sa.Integer()),
        sa.column("stop_digest", sa.LargeBinary()),
        sa.column("ledger_id", sa.String()),
    )
    token = sa.table(
        "contact_token",
        sa.column("contact_id", sa.Integer()),
        sa.column("purpose", sa.String()),
        sa.column("digest", sa.LargeBinary()),
    )
    database = op.get_bind()
    for id_, stop_digest in database.execute(sa.select(contact.c.id, contact.c.stop_digest)).all():
        database.execute(
            token.insert().values(contact_id=id_, purpose="stop", digest=bytes(stop_digest))
        )
        database.execute(
            contact.update().where(contact.c.id == id_).values(ledger_id=bytes(stop_digest).hex())
        )
