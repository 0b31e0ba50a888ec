"""The words by which readers find events, people and comments, and each database's index of them.

The index itself is no table of the models. SQLite's is kept by triggers on `search_entry`: a
migration that makes that table anew (batch mode does) has to make them anew as well.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

# Blanks alone part its words: everything else was decided before they were written.
SQLITE = (
    (
        "CREATE VIRTUAL TABLE search_index USING fts5(title, words, content='search_entry', "
        "content_rowid='id', tokenize='ascii', prefix='2 3')"
    ),
    (
        "CREATE TRIGGER search_entry_new AFTER INSERT ON search_entry BEGIN "
        "INSERT INTO search_index(rowid, title, words) VALUES (new.id, new.title, new.words); END"
    ),
    (
        "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN "
        "INSERT INTO search_index(search_index, rowid, title, words) "
        "VALUES ('delete', old.id, old.title, old.words); "
        "UPDATE search_build SET has_leftovers = 1 WHERE has_leftovers = 0; END"
    ),
    (
        "CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN "
        "INSERT INTO search_index(search_index, rowid, title, words) "
        "VALUES ('delete', old.id, old.title, old.words); "
        "INSERT INTO search_index(rowid, title, words) VALUES (new.id, new.title, new.words); "
        "UPDATE search_build SET has_leftovers = 1 WHERE has_leftovers = 0; END"
    ),
)
POSTGRESQL = (
    (
        "CREATE TABLE search_index (id BIGINT PRIMARY KEY REFERENCES search_entry (id) "
        "ON DELETE CASCADE, vector TSVECTOR NOT NULL)"
    ),
    "CREATE INDEX ix_search_index_vector ON search_index USING gin (vector)",
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_search_entry_comment_id_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
    )
    op.create_index(op.f("ix_search_entry_comment_id"), "search_entry", ["comment_id"])
    build = op.create_table(
        "search_build",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folding", sa.Integer(), nullable=False),
        sa.Column("has_leftovers", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_build")),
    )
    op.bulk_insert(build, [{"id": 1, "folding": 0, "has_leftovers": False}])
    for statement in SQLITE if _is_sqlite() else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE search_index")
    op.drop_index(op.f("ix_search_entry_comment_id"), table_name="search_entry")
    op.drop_table("search_entry")
    op.drop_table("search_build")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
