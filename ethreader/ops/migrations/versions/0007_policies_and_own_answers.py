"""Comments that are open or close by themselves, answers from the desk, pinned comments."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

POLICY = "ck_event_commentpolicy"
VOICE = "ck_comment_voice"


def upgrade() -> None:
    _set_policies("'open', 'held', 'closed'")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("comments_close_after", sa.Integer(), nullable=True))
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("voice", sa.String(20), nullable=True))
        batch_op.add_column(
            sa.Column("is_pinned", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.create_check_constraint(op.f(VOICE), "voice IN ('moderator', 'organisation')")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.alter_column("is_pinned", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(VOICE), type_="check")
        batch_op.drop_column("is_pinned")
        batch_op.drop_column("voice")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("comments_close_after")
    op.execute("UPDATE event SET comments = 'held' WHERE comments = 'open'")
    _set_policies("'held', 'closed'")


def _set_policies(allowed: str) -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(POLICY), type_="check")
        batch_op.create_check_constraint(op.f(POLICY), f"comments IN ({allowed})")
