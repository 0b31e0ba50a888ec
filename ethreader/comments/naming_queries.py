"""Which comments say a name."""

from collections.abc import Sequence

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.comments.models import Comment, State
from ethreader.events.mentions import is_named


def published_ids_naming(name: str) -> Sequence[str]:
    """Return the public ids of published comments that say a name, in either script."""
    texts = select(Comment.public_id, Comment.body).where(Comment.state == State.PUBLISHED)
    rows = db.session.execute(texts.order_by(Comment.id))
    return [public_id for public_id, body in rows if is_named(name, body)]
