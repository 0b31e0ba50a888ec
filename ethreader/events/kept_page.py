"""What a kept page depends on that shows events: their threads, and the moments of each."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from ethreader.base.topics import THREADS, thread_of
from ethreader.events.models import Event
from ethreader.events.terms import Commented
from ethreader.web.current import settings
from ethreader.web.keeping import keep


def keep_event(event: Commented) -> None:
    """Let a page be kept that shows an event and what readers wrote there."""
    keep(thread_of(event.id), moments=event.moments(settings().time_zone))


def keep_dates_of(events: Iterable[Event]) -> None:
    """Let a page be kept that says of events when they are, and nothing of their threads."""
    keep(moments=_moments_of(events))


def keep_events(events: Iterable[Event], *, until: datetime | None = None) -> None:
    """Let a page be kept that shows events, with how much was written under each.

    `until` is a moment at which it may show others.
    """
    keep(THREADS, moments=chain(_moments_of(events), [until] if until else ()))


def _moments_of(events: Iterable[Event]) -> Iterator[datetime]:
    zone = settings().time_zone
    return (moment for event in events for moment in event.moments(zone))
