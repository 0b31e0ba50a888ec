"""What screening remembers of the comments of the last days."""

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.screening.recent_texts import recent_texts

AT_ONCE = 500  # The latest; what is older has been followed by as many others.


def refresh_recent_texts() -> None:
    """Remember what came in since this was last asked, through whichever process."""
    recent = recent_texts.here()
    query = (
        select(Comment.id, Comment.public_id, Comment.body, Comment.received_on)
        .where(Comment.id > recent.last_read, Comment.body != "", Comment.voice.is_(None))
        .order_by(Comment.id.desc())
        .limit(AT_ONCE)
    )
    for number, public_id, body, sent_on in reversed(db.session.execute(query).all()):
        recent.add(public_id, body, sent_on=sent_on)
        recent.last_read = number
