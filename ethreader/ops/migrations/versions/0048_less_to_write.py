"""A comment that waits is in five indexes instead of eleven: each is one more page to write.

Those of the thread hold what readers see, those of branches hold replies. The comments of an event
are found by the index of its publications, which begins with the event.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"

VISIBLE_ROOTS: dict[str, Any] = {
    "sqlite_where": sa.text("root_id IS NULL AND is_visible = 1"),
    "postgresql_where": sa.text("root_id IS NULL AND is_visible"),
}


def only(where: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}


# Columns and rows, before and now.
CHANGED: dict[str, Any] = {
    "ix_comment_roots": (
        (["event_id", "is_visible", "id"], only("root_id IS NULL")),
        (["event_id", "id"], VISIBLE_ROOTS),
    ),
    "ix_comment_roots_by_replies": (
        (["event_id", "is_visible", "reply_count", "id"], only("root_id IS NULL")),
        (["event_id", "reply_count", "id"], VISIBLE_ROOTS),
    ),
    "ix_comment_parent_id": (
        (["parent_id"], {}),
        (["parent_id"], only("parent_id IS NOT NULL")),
    ),
    "ix_comment_branch": (
        (["root_id", "is_visible", "id"], {}),
        (["root_id", "is_visible", "id"], only("root_id IS NOT NULL")),
    ),
    "ix_comment_branch_publication_no": (
        (["root_id", "publication_no"], {}),
        (["root_id", "publication_no"], only("root_id IS NOT NULL")),
    ),
}


def upgrade() -> None:
    for name, (_, (columns, where)) in CHANGED.items():
        op.drop_index(op.f(name), table_name="comment")
        op.create_index(op.f(name), "comment", columns, **where)
    op.drop_index(op.f("ix_comment_event_id"), table_name="comment")


def downgrade() -> None:
    op.create_index(op.f("ix_comment_event_id"), "comment", ["event_id"])
    for name, ((columns, where), _) in CHANGED.items():
        op.drop_index(op.f(name), table_name="comment")
        op.create_index(op.f(name), "comment", columns, **where)
