"""Which pictures and documents articles have."""

from sqlalchemy import select

from ethreader.events.models import Event
from ethreader.events.queries import IS_PUBLISHED
from ethreader.events.text_models import EventText
from ethreader.pictures.queries import names_called_in, names_shown_by


def files_of_events() -> set[str]:
    """Return the names of the pictures and documents of articles."""
    return names_shown_by(Event, Event.body) | names_called_in(EventText.body)


def shown_files_of_events() -> set[str]:
    """Return the names of those that readers see."""
    of_shown = EventText.event_id.in_(select(Event.id).where(IS_PUBLISHED))
    beside = names_shown_by(Event, Event.body, IS_PUBLISHED)
    return beside | names_called_in(EventText.body, of_shown)
