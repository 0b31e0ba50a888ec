"""Texts about speakers in more languages, with their drafts and versions."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

TABLES = ("content_draft", "content_version", "content_redirect", "content_removal")
BEFORE = ("event", "speaker", "organisation", "page", "site", "translation")


def upgrade() -> None:
    op.create_table(
        "speaker_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("headline", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("based_on", sa.String(length=16), nullable=False),
        sa.Column("is_made_by_machine", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_text_speaker_id_speaker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_text")),
        sa.UniqueConstraint("speaker_id", "language", name=op.f("uq_speaker_text_speaker_id")),
    )
    _allow((*BEFORE, "speaker-text"))


def downgrade() -> None:
    op.drop_table("speaker_text")
    for table in TABLES:
        op.execute(sa.text(f"DELETE FROM {table} WHERE kind = 'speaker-text'"))  # noqa: S608
    _allow(BEFORE)


def _allow(kinds: tuple[str, ...]) -> None:
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    for table in TABLES:
        name = op.f(f"ck_{table}_contentkind")
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(name, type_="check")
            batch.create_check_constraint(name, f"kind IN ({allowed})")
