"""Rules that write who looks at what, and forget it."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from ethreader.accounts.models import Moderator
from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.moderation.glance_models import Glance

REMEMBERED = timedelta(minutes=1)
RENEWED_AFTER = timedelta(seconds=30)


def glances(now: datetime) -> list[Glance]:
    """Return who looks at what: one comment of each moderator at most."""
    query = select(Glance).where(Glance.seen_at > now - REMEMBERED)
    return list(db.session.scalars(query.order_by(Glance.moderator_id)))


def is_due(comment: Comment, *, moderator: Moderator, now: datetime) -> bool:
    """Tell whether it has to be written that a moderator looks at a comment."""
    last = db.session.get(Glance, moderator.id)
    is_same = last is not None and last.comment_id == comment.id
    return not (is_same and last is not None and last.seen_at > now - RENEWED_AFTER)


def glance_at(comment: Comment, *, moderator: Moderator, now: datetime) -> None:
    """Remember that a moderator looks at a comment, and at no other any more."""
    forget_glances(now)
    values = Glance(moderator_id=moderator.id, comment_id=comment.id, seen_at=now)
    db.session.merge(values)


def forget_glances(now: datetime) -> int:
    """Delete what is older than a minute and return how many that were."""
    are_old = delete(Glance).where(Glance.seen_at <= now - REMEMBERED)
    return len(db.session.scalars(are_old.returning(Glance.moderator_id)).all())
