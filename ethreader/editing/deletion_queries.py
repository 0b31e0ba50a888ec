"""How much goes with something that is deleted for good."""

from sqlalchemy import func, select

from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.events.models import Appearance, Event
from ethreader.publishing.draft_queries import drafts_of
from ethreader.publishing.queries import Item, kind_of
from ethreader.publishing.version_queries import versions_of


def comments_under(event: Event) -> int:
    """Return how many comments there are under an event, in any state."""
    return db.session.scalar(select(func.count()).where(Comment.event_id == event.id)) or 0


def side_events_of(event: Event) -> int:
    """Return how many events are part of an event, in any state."""
    return db.session.scalar(select(func.count()).where(Event.parent_id == event.id)) or 0


def events_with(speaker_id: int) -> int:
    """Return in how many events somebody speaks, in any state."""
    of_speaker = Appearance.speaker_id == speaker_id
    count = func.count(Appearance.event_id.distinct())
    return db.session.scalar(select(count).where(of_speaker)) or 0


def versions_and_drafts_of(item: Item) -> tuple[int, int]:
    """Return how many versions and drafts of something are kept."""
    kind = kind_of(item)
    return len(versions_of(kind, item.id)), len(drafts_of(kind, [item.id]))
