"""What calendars and feeds are told of an event: that it changed, and when to look again."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import event as listening

from ethreader.base.clock import Clock
from ethreader.base.content_state import ContentState
from ethreader.events.models import Event

if TYPE_CHECKING:
    from ethreader.events.fields import EventFields

# When and where it takes place, and whether: who has it in a calendar has to be told of these.
SIGNIFICANT = (
    *("starts", "ends", "time_zone", "status", "previously"),
    *("attendance", "place", "online_url"),
)


def note_change(event: Event, *, before: "EventFields | None", now: datetime) -> None:
    """Write down when an event was changed, and count what its calendar entry has to follow."""
    if before is None or (after := before.of(event)) == before:
        return
    event.changed_at = now.replace(microsecond=0)
    if any(getattr(after, name) != getattr(before, name) for name in SIGNIFICANT):
        event.sequence += 1


def follow_states() -> None:
    """Note from now on, whoever changes an event's state, that it changed."""
    if not listening.contains(Event.state, "set", _note_state):
        listening.listen(Event.state, "set", _note_state, active_history=True)


def _note_state(event: Event, state: ContentState, before: Any, _initiator: Any) -> None:
    """Let what is published come up in feeds, however long ago it was written."""
    if isinstance(before, ContentState) and before is not state:
        event.changed_at = Clock().now().replace(microsecond=0)
