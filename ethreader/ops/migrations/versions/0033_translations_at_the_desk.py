"""Drafts and versions of what an event says in one more language."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

TABLES = ("content_draft", "content_version", "content_redirect", "content_removal")
BEFORE = ("event", "speaker", "organisation", "page", "site")


def upgrade() -> None:
    _allow((*BEFORE, "translation"))
    _let_slugs_be(120, 140)


def downgrade() -> None:
    for table in TABLES:
        op.execute(sa.text(f"DELETE FROM {table} WHERE kind = 'translation'"))  # noqa: S608
    _let_slugs_be(140, 120)
    _allow(BEFORE)


def _allow(kinds: tuple[str, ...]) -> None:
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    for table in TABLES:
        name = op.f(f"ck_{table}_contentkind")
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(name, type_="check")
            batch.create_check_constraint(name, f"kind IN ({allowed})")


def _let_slugs_be(before: int, now: int) -> None:
    # A translation is called by the slug of its event and its language.
    with op.batch_alter_table("content_version") as batch:
        batch.alter_column(
            "slug", existing_type=sa.String(length=before), type_=sa.String(length=now)
        )
