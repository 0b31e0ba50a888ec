"""What the site says of itself in each language, and its simple pages."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

STATES = ("scheduled", "published", "withdrawn")
AS_TEXT: dict[str, Any] = {"native_enum": False, "create_constraint": True, "length": 20}
PLACES = ("header", "footer", "none")


KINDS = ("event", "speaker", "organisation", "page")
TABLES_OF_KINDS = ("content_redirect", "content_removal", "content_draft", "content_version")


def upgrade() -> None:
    _allow((*KINDS, "site"))
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("tagline", sa.String(200), nullable=False),
        sa.Column("accent", sa.String(20), nullable=False),
        sa.Column("footer_text", sa.String(300), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("slug", name=op.f("uq_site_slug")),
    )
    op.create_table(
        "site_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("translation_of", sa.String(120), nullable=True),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("summary", sa.String(300), nullable=False),
        sa.Column(
            "place",
            sa.Enum(*PLACES, name="place", **AS_TEXT),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="contentstate", **AS_TEXT),
            nullable=False,
            server_default="published",
        ),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_page")),
        sa.UniqueConstraint("slug", name=op.f("uq_site_page_slug")),
    )
    op.create_index(op.f("ix_site_page_translation_of"), "site_page", ["translation_of"])


def _allow(kinds: tuple[str, ...]) -> None:
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    for table in TABLES_OF_KINDS:
        name = op.f(f"ck_{table}_contentkind")
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(name, type_="check")
            batch.create_check_constraint(name, f"kind IN ({allowed})")


def downgrade() -> None:
    for table in TABLES_OF_KINDS:
        op.execute(sa.text(f"DELETE FROM {table} WHERE kind = 'site'"))  # noqa: S608
    _allow(KINDS)
    op.drop_table("site_page")
    op.drop_table("site")
