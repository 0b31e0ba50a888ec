"""Making and ending a moderator's feed."""

from datetime import datetime

from sqlalchemy import delete

from ethreader.accounts.models import Moderator
from ethreader.base import tokens
from ethreader.base.db import db
from ethreader.moderation.feed_models import ModeratorFeed


def make_feed(moderator: Moderator) -> str:
    """Return the token of a new feed; the one before it ends."""
    end_feed(moderator)
    token = tokens.new_token()
    digest = tokens.digest(token)
    db.session.add(ModeratorFeed(moderator_id=moderator.id, token_digest=digest))
    db.session.flush()
    return token


def end_feed(moderator: Moderator) -> None:
    """End a moderator's feed, if there is one."""
    own = ModeratorFeed.moderator_id == moderator.id
    db.session.execute(delete(ModeratorFeed).where(own))


def end_all_feeds(_now: datetime) -> None:
    """End every feed: an older database knows of some that were ended since."""
    db.session.execute(delete(ModeratorFeed))
