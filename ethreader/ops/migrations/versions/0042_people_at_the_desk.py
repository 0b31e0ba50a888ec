"""Names that are one by their folded form; who changed whose rights; proofs; second steps."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0039"

ACCESS = "ck_access_record_accesskind"
BEFORE = (
    *("signed-in", "wrong-passwords", "added", "link-made", "password-set", "sessions-ended"),
    *("device-forgotten", "role-changed", "removed", "message-sent"),
)
NEW = (
    *("session-ended", "signed-out", "renamed", "second-step-added", "second-step-removed"),
    *("recovery-codes-made", "recovery-code-used"),
)
BY = "fk_access_record_by_id_moderator"
FOLDED_MAX = 200


def upgrade() -> None:
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("folded_name", sa.String(FOLDED_MAX), nullable=True))
    _fold_names()
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.alter_column("folded_name", existing_type=sa.String(FOLDED_MAX), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_moderator_folded_name"), ["folded_name"])
    with op.batch_alter_table("moderator_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE moderator_session SET proved_at = began_at")
    with op.batch_alter_table("moderator_session", schema=None) as batch_op:
        batch_op.alter_column("proved_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    with op.batch_alter_table("access_record", schema=None) as batch_op:
        batch_op.add_column(sa.Column("by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f(BY), "moderator", ["by_id"], ["id"])
        batch_op.create_index(op.f("ix_access_record_by_id"), ["by_id"])
    _allow((*BEFORE, *NEW))
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.alter_column("moderator_id", existing_type=sa.Integer(), nullable=True)
    _make_second_step()


def _make_second_step() -> None:
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("totp_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("totp_used_step", sa.BigInteger(), nullable=True))
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        _of_moderator("recovery_code"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_recovery_code_digest")),
    )
    op.create_index(op.f("ix_recovery_code_moderator_id"), "recovery_code", ["moderator_id"])
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        _of_moderator("passkey"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index(op.f("ix_passkey_moderator_id"), "passkey", ["moderator_id"])


def _of_moderator(table: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint(
        ["moderator_id"], ["moderator.id"], name=op.f(f"fk_{table}_moderator_id_moderator")
    )


def _fold_names() -> None:
    """Fold all names; where two become one, the later keeps apart and is spelt exactly."""
    moderator = sa.table(
        "moderator",
        *(sa.column(name) for name in ("id", "name", "folded_name", "removed_at")),
    )
    connection, taken = op.get_bind(), set()
    present_first = (moderator.c.removed_at.is_not(None), moderator.c.id)
    rows = connection.execute(sa.select(moderator.c.id, moderator.c.name).order_by(*present_first))
    for key, name in rows.all():
        folded = _fold(name)
        if folded in taken:  # A name has no such sign in it, so nobody can type this.
            folded = f"{folded[: FOLDED_MAX - 20]}\n{key}"
        taken.add(folded)
        found = moderator.c.id == key
        connection.execute(moderator.update().where(found).values(folded_name=folded))


def _fold(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())[:FOLDED_MAX]


def _allow(kinds: tuple[str, ...]) -> None:
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("access_record", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(ACCESS), type_="check")
        batch_op.create_check_constraint(op.f(ACCESS), f"kind IN ({allowed})")


def downgrade() -> None:
    op.drop_table("passkey")
    op.drop_table("recovery_code")
    op.execute("DELETE FROM sign_in_link WHERE moderator_id IS NULL")
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.alter_column("moderator_id", existing_type=sa.Integer(), nullable=False)
    gone = ", ".join(f"'{kind}'" for kind in NEW)
    op.execute(f"DELETE FROM access_record WHERE kind IN ({gone})")  # noqa: S608 - our own words
    _allow(BEFORE)
    with op.batch_alter_table("access_record", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_access_record_by_id"))
        batch_op.drop_constraint(op.f(BY), type_="foreignkey")
        batch_op.drop_column("by_id")
    with op.batch_alter_table("moderator_session", schema=None) as batch_op:
        batch_op.drop_column("proved_at")
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_moderator_folded_name"), type_="unique")
        for name in ("folded_name", "totp_sealed", "totp_used_step"):
            batch_op.drop_column(name)
