"""What of the readers' pages an event, or what belongs to one, is shown on."""

from collections.abc import Iterable

from sqlalchemy import inspect

from ethreader.base.topics import CONTENT, thread_of
from ethreader.events.models import Event

# Said of the thread, though they are kept with the event.
COUNTS = {"comment_count", "publication_count"}


def topics_of_event(event: Event) -> Iterable[str]:
    """Return what a changed event changes: its thread alone, if only the counts differ."""
    state = inspect(event)
    differing = {each.key for each in state.attrs if each.history.has_changes()}
    if state.pending or state.deleted or not differing <= COUNTS:
        return (CONTENT,)
    return (thread_of(event.id),) if differing else ()
