"""What calendars and feeds are told of an event: that it changed, and when to look again."""

from datetime import datetime
from typing import Any

from sqlalchemy import event as listening

from ethreader.base.clock import Clock
from ethreader.base.content_state import ContentState
from ethreader.events.fields import EventFields
from ethreader.events.models import Event

# When and where it takes place, and whether: who has it in a calendar has to be told of these.
SIGNIFICANT = (
    *("starts", "ends", "time_zone", "status", "previously"),
    *("attendance", "place", "online_url"),
)


def note_change(event: Event, *, before: EventFields | None, now: datetime) -> None:
    """Write down when an event was changed, and count what its calendar entry has to follow."""
    after = EventFields.of(event)
    if before is None or after == before:
        return
    event.changed_at = now.replace(microsecond=0)
    if any(getattr(after, name) != getattr(before, name) for name in SIGNIFICANT):
        event.sequence += 1


@listening.listens_for(Event.state, "set", active_history=True)
def _note_state(event: Event, state: ContentState, before: Any, _initiator: Any) -> None:
    """Let what is published come up in feeds, however long ago it was written."""
    if isinstance(before, ContentState) and before is not state:
        event.changed_at = Clock().now().replace(microsecond=0)
