"""What editors write: their drafts, each version that was published, and who may do what."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

KINDS = ("event", "speaker", "organisation", "page")
ROLES = ("admin", "moderator", "editor")
ACCESS = "ck_access_record_accesskind"
BEFORE = (
    *("signed-in", "wrong-passwords", "added", "link-made", "password-set", "sessions-ended"),
    *("device-forgotten", "removed", "message-sent"),
)


def _kind() -> sa.Enum:
    return sa.Enum(*KINDS, native_enum=False, create_constraint=True, name="contentkind", length=20)


def upgrade() -> None:
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        # Who was there before may do everything, as before.
        batch_op.add_column(
            sa.Column("role", sa.String(length=20), nullable=False, server_default="admin")
        )
        allowed = ", ".join(f"'{role}'" for role in ROLES)
        batch_op.create_check_constraint(op.f("ck_moderator_moderatorrole"), f"role IN ({allowed})")
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.alter_column("role", server_default=None)
    _allow((*BEFORE, "role-changed"))
    _create_draft()
    _create_version()


def _create_draft() -> None:
    op.create_table(
        "content_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("save_number", sa.Integer(), nullable=False),
        sa.Column("window", sa.String(length=16), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["moderator.id"], name=op.f("fk_content_draft_saved_by_id_moderator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_draft")),
        sa.UniqueConstraint("kind", "item_id", "saved_by_id", name=op.f("uq_content_draft_kind")),
        sa.UniqueConstraint("public_id", name=op.f("uq_content_draft_public_id")),
    )
    op.create_index(op.f("ix_content_draft_saved_by_id"), "content_draft", ["saved_by_id"])


def _create_version() -> None:
    op.create_table(
        "content_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_by_id"],
            ["moderator.id"],
            name=op.f("fk_content_version_saved_by_id_moderator"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_version")),
        sa.UniqueConstraint("kind", "item_id", "number", name=op.f("uq_content_version_kind")),
    )
    op.create_index(op.f("ix_content_version_saved_by_id"), "content_version", ["saved_by_id"])


def _allow(kinds: tuple[str, ...]) -> None:
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("access_record", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(ACCESS), type_="check")
        batch_op.create_check_constraint(op.f(ACCESS), f"kind IN ({allowed})")


def downgrade() -> None:
    op.drop_table("content_version")
    op.drop_table("content_draft")
    op.execute("DELETE FROM access_record WHERE kind = 'role-changed'")
    _allow(BEFORE)
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_moderator_moderatorrole"), type_="check")
        batch_op.drop_column("role")
