"""Columns and tables by the words of the glossary; no row and no meaning changes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

COLUMNS = {
    "event": {"shown_comments": "comment_count", "arrivals": "publication_count"},
    "comment": {
        "key": "idempotency_key",
        "held_for": "flags",
        "answered_body": "replied_body",
        "shown_answers": "reply_count",
        "is_shown": "is_visible",
        "arrival": "publication_no",
    },
    "contact": {"box": "sealed_box"},
    "report": {"concern": "reason"},
}
ROOTS = sa.text("root_id IS NULL")
OLD_INDEXES = {
    "ix_comment_roots": ["event_id", "is_shown", "id"],
    "ix_comment_roots_by_answers": ["event_id", "is_shown", "shown_answers", "id"],
    "ix_comment_branch": ["root_id", "is_shown", "id"],
    "ix_comment_arrival": ["event_id", "arrival"],
    "ix_comment_branch_arrival": ["root_id", "arrival"],
}
NEW_INDEXES = {
    "ix_comment_roots": ["event_id", "is_visible", "id"],
    "ix_comment_roots_by_replies": ["event_id", "is_visible", "reply_count", "id"],
    "ix_comment_branch": ["root_id", "is_visible", "id"],
    "ix_comment_publication_no": ["event_id", "publication_no"],
    "ix_comment_branch_publication_no": ["root_id", "publication_no"],
}
# The new name of a table, and of its columns where they change.
TABLES = {
    "letter": ("message", {"writer": "sender", "written_at": "sent_at"}),
    "outgoing": ("outbox_mail", {}),
    "desk_session": ("moderator_session", {}),
}


def upgrade() -> None:
    _swap_indexes(OLD_INDEXES, NEW_INDEXES, COLUMNS)
    _swap_unique("key", "idempotency_key")
    for old, (new, names) in TABLES.items():
        _rename_table(old, new)
        _rename_columns(new, names)


def downgrade() -> None:
    for old, (new, names) in TABLES.items():
        _rename_columns(new, _reversed(names))
        _rename_table(new, old)
    back = {table: _reversed(names) for table, names in COLUMNS.items()}
    _swap_indexes(NEW_INDEXES, OLD_INDEXES, back)
    _swap_unique("idempotency_key", "key")


def _reversed(names: dict[str, str]) -> dict[str, str]:
    return {new: old for old, new in names.items()}


def _rename_columns(table: str, names: dict[str, str]) -> None:
    for old, new in names.items():
        op.execute(f'ALTER TABLE {table} RENAME COLUMN "{old}" TO "{new}"')


def _swap_indexes(
    before: dict[str, list[str]], after: dict[str, list[str]], columns: dict[str, dict[str, str]]
) -> None:
    for name in before:
        op.drop_index(name, "comment")
    for table, names in columns.items():
        _rename_columns(table, names)
    for name, parts in after.items():
        where = ROOTS if name.startswith("ix_comment_roots") else None
        op.create_index(name, "comment", parts, sqlite_where=where, postgresql_where=where)


def _swap_unique(old: str, new: str) -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(f"uq_comment_{old}"), type_="unique")
        batch_op.create_unique_constraint(op.f(f"uq_comment_{new}"), [new])


def _rename_table(old: str, new: str) -> None:
    """Copy a table under its new name, with constraints and indexes that carry it, too."""
    database = op.get_bind()
    known = sa.MetaData()
    source = sa.Table(old, known, autoload_with=database)
    copy = source.to_metadata(known, name=new)
    copy.c.id.server_default = None  # PostgreSQL's own sequence comes with the new table.
    parts: list[sa.Constraint | sa.Index] = [*copy.constraints, *copy.indexes]
    for part in parts:
        part.name = op.f(str(part.name).replace(old, new))
    copy.create(database)
    database.execute(copy.insert().from_select(copy.c.keys(), sa.select(source)))
    if database.dialect.name == "postgresql":
        free = sa.select(sa.func.coalesce(sa.func.max(copy.c.id), 0) + 1).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(new, "id")
        database.execute(sa.select(sa.func.setval(sequence, free, sa.false())))
    source.drop(database)
