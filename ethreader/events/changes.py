"""What calendars and feeds are told of an event: that it changed, and when to look again."""

from datetime import datetime

from ethreader.events.fields import EventFields
from ethreader.events.models import Event

# When and where it takes place, and whether: who has it in a calendar has to be told of these.
SIGNIFICANT = (
    *("starts", "ends", "time_zone", "status", "previously"),
    *("attendance", "place", "online_url"),
)


def note_change(event: Event, *, before: EventFields, now: datetime) -> None:
    """Write down when an event was changed, and count what its calendar entry has to follow."""
    after = EventFields.of(event)
    if after == before:
        return
    event.changed_at = now.replace(microsecond=0)
    if any(getattr(after, name) != getattr(before, name) for name in SIGNIFICANT):
        event.sequence += 1
