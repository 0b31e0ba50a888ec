"""The moderation log is a chain, and the database itself keeps what stands in it.

What is there is chained by the first start after this step, with the same code as all that comes.
SQLite's triggers stand on `state_change` and `log_link`: a migration that makes one of these tables
anew (batch mode does) has to make them anew as well.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

REFUSAL = "The moderation log is append-only"
FIXED = (
    *("id", "comment_id", "moderator_id", "from_state", "to_state", "cause", "reason"),
    *("was_pinned", "was_reviewed", "seen_report"),
)
# What has to be possible: chaining it once, deleting the note, keeping the day alone.
CHANGED = (
    *(f"NEW.{column} {{differs}} OLD.{column}" for column in FIXED),
    "(NEW.note <> OLD.note AND NEW.note <> '')",
    "(NEW.note_salt <> OLD.note_salt AND NEW.note_salt <> '' AND OLD.position IS NOT NULL)",
    "(NEW.position {differs} OLD.position AND OLD.position IS NOT NULL)",
    "(NEW.changed_at {differs} OLD.changed_at AND NOT {noon})",
)
SQLITE_NOON = "NEW.changed_at LIKE '% 12:00:00%'"
POSTGRES_NOON = "(NEW.changed_at AT TIME ZONE 'UTC')::time = '12:00'"
SAID = "EXISTS (SELECT 1 FROM log_gap WHERE kind = 'removed' AND comment_id = OLD.comment_id)"

SQLITE = (
    (
        "CREATE TRIGGER state_change_stays BEFORE UPDATE ON state_change WHEN {changed} "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    ),
    (
        "CREATE TRIGGER state_change_kept BEFORE DELETE ON state_change WHEN NOT {said} "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    ),
    (
        "CREATE TRIGGER log_link_stays BEFORE UPDATE ON log_link "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    ),
    (
        "CREATE TRIGGER log_link_kept BEFORE DELETE ON log_link "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    ),
)
POSTGRES = (
    (
        "CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$"
    ),
    (
        "CREATE FUNCTION keep_log() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF NOT {said} THEN RAISE EXCEPTION '{refusal}'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE TRIGGER state_change_stays BEFORE UPDATE ON state_change FOR EACH ROW "
        "WHEN ({changed}) EXECUTE FUNCTION refuse_log_change()"
    ),
    (
        "CREATE TRIGGER state_change_kept BEFORE DELETE ON state_change FOR EACH ROW "
        "EXECUTE FUNCTION keep_log()"
    ),
    (
        "CREATE TRIGGER log_link_stays BEFORE UPDATE OR DELETE ON log_link FOR EACH ROW "
        "EXECUTE FUNCTION refuse_log_change()"
    ),
)


def upgrade() -> None:
    _add_columns()
    op.create_table(
        "log_link",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", _kind("linkkind"), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.String(length=64), nullable=False)
            for name in ("note_digest", "content", "previous", "hash")
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_log_link")),
    )
    op.create_table(
        "log_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _kind("gapkind"), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_gap")),
    )
    for statement in SQLITE if _is_sqlite() else POSTGRES:
        op.execute(_completed(statement))


def downgrade() -> None:
    for name in ("state_change_stays", "state_change_kept"):
        op.execute(f"DROP TRIGGER {name}" + ("" if _is_sqlite() else " ON state_change"))
    op.drop_table("log_link")
    op.drop_table("log_gap")
    if not _is_sqlite():
        op.execute("DROP FUNCTION refuse_log_change()")
        op.execute("DROP FUNCTION keep_log()")
    with op.batch_alter_table("state_change", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_state_change_position"))
        batch_op.drop_column("position")
        batch_op.drop_column("note_salt")


def _add_columns() -> None:
    with op.batch_alter_table("state_change", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("note_salt", sa.String(length=32), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("position", sa.Integer(), nullable=True))
        batch_op.create_index(op.f("ix_state_change_position"), ["position"], unique=True)


def _kind(name: str) -> sa.Enum:
    kinds = ("change", "cleared", "removed", "restored")
    return sa.Enum(*kinds, name=name, native_enum=False, create_constraint=True, length=20)


def _completed(statement: str) -> str:
    differs, noon = ("IS NOT", SQLITE_NOON) if _is_sqlite() else ("IS DISTINCT FROM", POSTGRES_NOON)
    changed = " OR ".join(CHANGED).format(differs=differs, noon=noon)
    return statement.format(changed=changed, refusal=REFUSAL, said=SAID)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
