"""An event in one more language as readers would see it: nothing of it is stored."""

from dataclasses import replace

from ethreader.base.errors import NotFound
from ethreader.editing.kinds import Preview
from ethreader.events.onward_queries import ways_from
from ethreader.events.page_queries import surroundings_of
from ethreader.events.queries import event_by_slug
from ethreader.events.text_fields import EventTextFields
from ethreader.events.text_models import EventText
from ethreader.events.text_queries import titled, with_words_of


def preview_of_text(fields: EventTextFields, _row: EventText | None) -> Preview:
    """Return the page of an article in the words of a text. Raises `NotFound` without its event."""
    event = event_by_slug(fields.translation_of)
    if event is None:
        raise NotFound
    told = EventText()
    fields.write_to(told)
    told.speakers = [each.model_dump() for each in fields.speakers]
    names = surroundings_of(event)
    names = replace(
        names,
        speaking=with_words_of(told, names.speaking),
        side_events=titled(names.side_events, fields.language),
    )
    return Preview(
        template="editing/event_preview.html",
        context={
            "event": event,
            "told": told,
            "names": names,
            "ways": ways_from(event),
            "html": fields.body_html or event.body_html,
        },
    )
