"""Keys whose private half is missing, mails that cannot be opened, and how the mail process runs.

A month may have a second key, so a month names no key any more; its public half does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

STATES = ("waiting", "sent", "given-up", "dropped", "over-budget")
CHECK = "ck_outbox_mail_mailstate"


def upgrade() -> None:
    with op.batch_alter_table("vault_key", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_vault_key_month"), type_="unique")
        batch_op.create_index(op.f("ix_vault_key_month"), ["month"])
        batch_op.create_unique_constraint(op.f("uq_vault_key_public_key"), ["public_key"])
        for name in ("missing_at", "given_up_at"):
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    _allow_states((*STATES, "unreadable"))
    op.create_table(
        "mail_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "keys", _choice("keysplace", "beside-database", "apart", "own-user"), nullable=False
        ),
        sa.Column("delivery", _choice("delivery", "smtp", "folder"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_layout")),
    )


def downgrade() -> None:
    # The older code knows one key a month: the newest, which seals.
    op.execute("UPDATE outbox_mail SET state = 'dropped' WHERE state = 'unreadable'")
    op.drop_table("mail_layout")
    _allow_states(STATES)
    newest = "SELECT max(id) FROM vault_key GROUP BY month"
    older = f"SELECT id FROM vault_key WHERE id NOT IN ({newest})"  # noqa: S608 - our own words
    contacts = f"SELECT id FROM contact WHERE key_id IN ({older})"  # noqa: S608 - too
    op.execute(f"DELETE FROM outbox_mail WHERE contact_id IN ({contacts})")  # noqa: S608 - our own
    op.execute(f"DELETE FROM contact_token WHERE contact_id IN ({contacts})")  # noqa: S608 - too
    op.execute(f"DELETE FROM contact WHERE key_id IN ({older})")  # noqa: S608 - too
    op.execute(f"DELETE FROM vault_key WHERE id IN ({older})")  # noqa: S608 - too
    with op.batch_alter_table("vault_key", schema=None) as batch_op:
        for name in ("missing_at", "given_up_at"):
            batch_op.drop_column(name)
        batch_op.drop_constraint(op.f("uq_vault_key_public_key"), type_="unique")
        batch_op.drop_index(op.f("ix_vault_key_month"))
        batch_op.create_unique_constraint(op.f("uq_vault_key_month"), ["month"])


def _allow_states(states: tuple[str, ...]) -> None:
    allowed = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.create_check_constraint(op.f(CHECK), f"state IN ({allowed})")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)
