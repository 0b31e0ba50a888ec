"""Reads for the moderators' feed: whose it is, and how much came in by day."""

from datetime import date, timedelta

from sqlalchemy import func, select

from ethreader.accounts.models import Moderator
from ethreader.base import tokens
from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.moderation.feed_models import ModeratorFeed
from ethreader.moderation.work_queries import OF_READERS

DAYS = 14


def has_feed(moderator: Moderator) -> bool:
    """Tell whether a moderator has a feed."""
    return db.session.get(ModeratorFeed, moderator.id) is not None


def is_feed_open(token: str) -> bool:
    """Tell whether a token is that of somebody who may see what waits, now."""
    own = ModeratorFeed.token_digest == tokens.digest(token)
    feed = db.session.scalar(select(ModeratorFeed).where(own))
    if feed is None or feed.moderator.removed_at is not None:
        return False
    return feed.moderator.role.may_moderate


def received_by_day(today: date) -> list[tuple[date, int]]:
    """Return on which of the last days how many comments came in, the latest first."""
    since = today - timedelta(days=DAYS - 1)
    query = select(Comment.received_on, func.count()).where(
        Comment.received_on >= since, *OF_READERS
    )
    rows = db.session.execute(query.group_by(Comment.received_on))
    return sorted(((day, count) for day, count in rows), reverse=True)
