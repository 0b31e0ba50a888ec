"""Comments as a page reads them: plain rows, for a record takes five times as long to make."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, String, case, select, type_coerce

from ethreader.base.db import db
from ethreader.base.prepared import Prepared
from ethreader.comments.models import Comment, State


class ShownRow(NamedTuple):
    """What readers see of a comment, and what puts it in its place."""

    id: int
    public_id: str
    parent_id: int | None
    root_id: int | None
    name: str
    body_html: str
    received_on: date
    is_public: bool
    is_edited: bool
    is_pinned: bool
    voice: str | None
    reply_count: int
    publication_no: int | None


def select_shown() -> Select[Any]:
    """Return the beginning of a statement for `shown_by`, with the columns of `ShownRow`."""
    # As the database says it: what else SQLAlchemy knows of a column is asked for each row.
    is_public = Comment.state == State.PUBLISHED
    columns: tuple[Any, ...] = (
        Comment.id,
        Comment.public_id,
        Comment.parent_id,
        Comment.root_id,
        # Of what is not public no word leaves the database: pages remember rows.
        case((is_public, Comment.name), else_="").label("name"),
        case((is_public, Comment.body_html), else_="").label("body_html"),
        Comment.received_on,
        type_coerce(is_public, Integer),
        type_coerce(Comment.is_edited, Integer),
        type_coerce(Comment.is_pinned, Integer),
        type_coerce(Comment.voice, String),
        Comment.reply_count,
        Comment.publication_no,
    )
    return select(*columns)


def shown_by(statement: Select[Any]) -> Prepared:
    """Return a statement that finds comments as `ShownRow`s; `select_shown` began it."""
    return Prepared(statement, row=ShownRow._make)


def shown_rows(statement: Prepared, given: Mapping[str, object]) -> list[ShownRow]:
    """Return the comments that a statement of `shown_by` finds."""
    db.session().flush()  # As for any other read: what was changed here is seen here.
    return list(statement.rows(given))
