"""What of the readers' pages an event, or what belongs to one, is shown on."""

from collections.abc import Iterable

from sqlalchemy import inspect

from ethreader.base.topics import CONTENT, thread_of, topics_of_content
from ethreader.events.models import Appearance, Event, Involvement, Organisation
from ethreader.events.text_models import EventText

# Said of the thread, though they are kept with the event.
COUNTS = {"comment_count", "publication_count"}


def topics_of_event(event: Event) -> Iterable[str]:
    """Return what a changed event changes: its thread alone, if only the counts differ."""
    state = inspect(event)
    differing = {each.key for each in state.attrs if each.history.has_changes()}
    if state.pending or state.deleted or not differing <= COUNTS:
        return (CONTENT,)
    return (thread_of(event.id),) if differing else ()


# The tables that readers see something of.
SHOWN = (
    (Event, topics_of_event),
    *((each, topics_of_content) for each in (Involvement, Appearance, Organisation, EventText)),
)
