"""Known devices, the access log, and moderators who left."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

KINDS = (
    "signed-in",
    "wrong-passwords",
    "added",
    "link-made",
    "password-set",
    "sessions-ended",
    "device-forgotten",
    "removed",
    "message-sent",
)
DEVICE = "fk_moderator_session_device_id_known_device"


def upgrade() -> None:
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    _make_known_device()
    with op.batch_alter_table("moderator_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("device_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f(DEVICE), "known_device", ["device_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index(op.f("ix_moderator_session_device_id"), ["device_id"])
    _make_access_record()


def downgrade() -> None:
    op.drop_table("access_record")
    with op.batch_alter_table("moderator_session", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_moderator_session_device_id"))
        batch_op.drop_constraint(op.f(DEVICE), type_="foreignkey")
        batch_op.drop_column("device_id")
    op.drop_table("known_device")
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.drop_column("removed_at")
        batch_op.drop_column("signed_in_at")


def _make_known_device() -> None:
    op.create_table(
        "known_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("known_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        _of_moderator("known_device"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_device")),
        sa.UniqueConstraint(
            "token_digest", "moderator_id", name=op.f("uq_known_device_token_digest")
        ),
    )
    op.create_index(op.f("ix_known_device_moderator_id"), "known_device", ["moderator_id"])


def _make_access_record() -> None:
    kind = sa.Enum(*KINDS, name="accesskind", native_enum=False, create_constraint=True, length=20)
    op.create_table(
        "access_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        _of_moderator("access_record"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_record")),
    )
    op.create_index(op.f("ix_access_record_moderator_id"), "access_record", ["moderator_id"])


def _of_moderator(table: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint(
        ["moderator_id"], ["moderator.id"], name=op.f(f"fk_{table}_moderator_id_moderator")
    )
