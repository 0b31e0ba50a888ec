"""What a thread shows, counted when it changes instead of when it is read."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        for name in ("shown_comments", "arrivals"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("root_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("shown_answers", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("is_shown", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("arrival", sa.Integer(), nullable=True))
    _count()
    _drop_defaults()
    roots = sa.text("root_id IS NULL")
    op.create_index(
        "ix_comment_roots",
        "comment",
        ["event_id", "is_shown", "id"],
        sqlite_where=roots,
        postgresql_where=roots,
    )
    op.create_index(
        "ix_comment_roots_by_answers",
        "comment",
        ["event_id", "is_shown", "shown_answers", "id"],
        sqlite_where=roots,
        postgresql_where=roots,
    )
    op.create_index("ix_comment_branch", "comment", ["root_id", "is_shown", "id"])
    op.create_index("ix_comment_arrival", "comment", ["event_id", "arrival"])


def _count() -> None:
    """Fill the new columns from the states; answers come after what they answer."""
    comment = sa.table(
        "comment",
        *(sa.column(name) for name in ("id", "event_id", "parent_id", "root_id", "state")),
        *(sa.column(name) for name in ("shown_answers", "arrival")),
        sa.column("is_shown", sa.Boolean()),
    )
    event = sa.table("event", *(sa.column(n) for n in ("id", "shown_comments", "arrivals")))
    bind = op.get_bind()
    rows = bind.execute(
        sa.select(comment.c.id, comment.c.event_id, comment.c.parent_id, comment.c.state).order_by(
            comment.c.id
        )
    ).all()
    roots: dict[int, int | None] = {}
    answers = dict.fromkeys((row.id for row in rows), 0)
    shown: dict[int, int] = {}
    arrivals: dict[int, int | None] = {}
    for row in rows:
        roots[row.id] = (roots[row.parent_id] or row.parent_id) if row.parent_id else None
        is_public = row.state == "published"
        if is_public:
            shown[row.event_id] = shown.get(row.event_id, 0) + 1
        arrivals[row.id] = shown[row.event_id] if is_public else None
    for row in reversed(rows):
        if row.parent_id:
            answers[row.parent_id] += answers[row.id] + (row.state == "published")
    for row in rows:
        bind.execute(
            sa.update(comment)
            .where(comment.c.id == row.id)
            .values(
                root_id=roots[row.id],
                shown_answers=answers[row.id],
                is_shown=row.state == "published" or answers[row.id] > 0,
                arrival=arrivals[row.id],
            )
        )
    for event_id, count in shown.items():
        bind.execute(
            sa.update(event)
            .where(event.c.id == event_id)
            .values(shown_comments=count, arrivals=count)
        )


def _drop_defaults() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        for name in ("shown_comments", "arrivals"):
            batch_op.alter_column(name, server_default=None)
    with op.batch_alter_table("comment", schema=None) as batch_op:
        for name in ("shown_answers", "is_shown"):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    for name in ("arrival", "branch", "roots_by_answers", "roots"):
        op.drop_index(f"ix_comment_{name}", "comment")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        for name in ("arrival", "is_shown", "shown_answers", "root_id"):
            batch_op.drop_column(name)
    with op.batch_alter_table("event", schema=None) as batch_op:
        for name in ("arrivals", "shown_comments"):
            batch_op.drop_column(name)
