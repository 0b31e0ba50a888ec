"""Every change of a comment's state on record, with its cause; decisions are some of them.

The ids stay, so that reports go on pointing at what settled them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

STATES = ("pending", "published", "rejected", "spam", "withdrawn")
REASONS = ("fits", "off-topic", "hurtful", "private", "danger", "advertising")
CAUSES = (
    "open-event",
    "official-reply",
    "command",
    "reports",
    "edit",
    "withdrawal",
    "decision",
    "undo",
)
SETTLED_BY = "fk_report_settled_by_{}"
# Official replies were recorded as decisions: the first one about a comment with a voice.
TAKE_OVER = """
    INSERT INTO state_change (
        id, comment_id, moderator_id, from_state, to_state, cause, reason, note, was_pinned,
        changed_at
    )
    SELECT
        decision.id, comment_id, moderator_id, before, after,
        CASE
            WHEN reason = 'undone' THEN 'undo'
            WHEN comment.voice IS NOT NULL AND decision.id = (
                SELECT min(first.id) FROM decision AS first
                WHERE first.comment_id = decision.comment_id
            ) THEN 'official-reply'
            ELSE 'decision'
        END,
        CASE WHEN reason = 'undone' THEN NULL ELSE reason END,
        note, false, decided_at
    FROM decision JOIN comment ON comment.id = decision.comment_id
"""
GIVE_BACK = """
    INSERT INTO decision (id, comment_id, moderator_id, before, after, reason, note, decided_at)
    SELECT
        id, comment_id, moderator_id, from_state, to_state,
        CASE WHEN cause = 'undo' THEN 'undone' ELSE reason END,
        note, changed_at
    FROM state_change WHERE cause IN ('decision', 'undo', 'official-reply')
"""


def upgrade() -> None:
    op.create_table(
        "state_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("from_state", _choice("from_state", STATES), nullable=False),
        sa.Column("to_state", _choice("to_state", STATES), nullable=False),
        sa.Column("cause", _choice("cause", CAUSES), nullable=False),
        sa.Column("reason", _choice("reason", REASONS), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("was_pinned", sa.Boolean(), nullable=False),
        sa.Column("seen_report", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        *_references("state_change"),
    )
    _take_over("decision", "state_change", TAKE_OVER)


def downgrade() -> None:
    """What no moderator did has no place in the older record."""
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("before", _choice("before", STATES), nullable=False),
        sa.Column("after", _choice("after", STATES), nullable=False),
        sa.Column("reason", _choice("reason", (*REASONS, "undone")), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        *_references("decision"),
    )
    _take_over("state_change", "decision", GIVE_BACK)


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def _references(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f(f"fk_{table}_comment_id_comment")
        ),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["moderator.id"], name=op.f(f"fk_{table}_moderator_id_moderator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _take_over(old: str, new: str, rows: str) -> None:
    """Put the rows of a table into the one that replaces it, and let reports refer to that."""
    op.execute(rows)
    for column in ("comment_id", "moderator_id"):
        op.create_index(op.f(f"ix_{new}_{column}"), new, [column])
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(SETTLED_BY.format(old)), type_="foreignkey")
        batch_op.create_foreign_key(op.f(SETTLED_BY.format(new)), new, ["settled_by"], ["id"])
    op.drop_table(old)
    if op.get_bind().dialect.name == "postgresql":  # Its numbers go on after the highest.
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{new}', 'id'), "  # noqa: S608 - our own names
            f"(SELECT coalesce(max(id), 0) + 1 FROM {new}), false)"
        )
