"""An event as readers would see it, made of what was typed: nothing of it is stored."""

from zoneinfo import ZoneInfo

from sqlalchemy.orm.attributes import set_committed_value

from ethreader.base.content_state import ContentState
from ethreader.editing.kinds import Preview
from ethreader.events.choices import Role
from ethreader.events.fields import AppearanceFields, EventFields, InvolvementFields
from ethreader.events.models import Event
from ethreader.events.onward_queries import NOBODY, ways_from
from ethreader.events.page_queries import Behind, Speaking, Surroundings, surroundings_of
from ethreader.events.queries import event_by_slug, organisation_by_slug
from ethreader.events.service import set_span
from ethreader.pictures.service import picture_values
from ethreader.publishing.queries import waiting_for
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import speaker_by_slug, speakers_with_portraits


def preview_of_event(fields: EventFields, row: Event | None) -> Preview:
    """Return the page of an article; side events are those that it has already."""
    event = _event(fields, row)
    return Preview(
        template="editing/event_preview.html",
        context={
            "event": event,
            "told": event,
            "names": _names(fields, event, row),
            "ways": ways_from(event),
            "html": fields.body_html,
        },
    )


def _event(fields: EventFields, row: Event | None) -> Event:
    """Return an event that no session knows; what is there already keeps its number."""
    event = Event()
    fields.write_to(event)
    event.place = fields.place.to_store()
    set_span(event, fields.span(ZoneInfo("UTC")))  # A day without a zone is shown without one.
    parent = event_by_slug(fields.part_of) if fields.part_of else None
    # Past the events of the mapping, which would take it into the session of what it names.
    set_committed_value(event, "parent", parent)
    set_committed_value(event, "parent_id", parent.id if parent else None)
    set_committed_value(event, "id", row.id if row else NOBODY)
    for name, value in picture_values(fields.picture).items():
        set_committed_value(event, name, value)
    for each in waiting_for(event):  # Readers see it from when they see the event.
        set_committed_value(each, "state", ContentState.PUBLISHED)
    return event


def _names(fields: EventFields, event: Event, row: Event | None) -> Surroundings:
    behind = [*map(_behind, fields.organisations)]
    appearing = [(each, speaker_by_slug(each.speaker)) for each in fields.speakers]
    return Surroundings(
        speaking=[
            _speaking(said, there)
            for said, there in appearing
            if there is not None and (there.is_published or there.is_waiting)
        ],
        behind=sorted(filter(None, behind), key=lambda each: list(Role).index(each.role)),
        portraits=speakers_with_portraits(said.speaker for said in fields.speakers),
        hosts_of_parent=_hosts(event.parent),
        side_events=surroundings_of(row).side_events if row is not None else [],
    )


def _speaking(said: AppearanceFields, speaker: Speaker) -> Speaking:
    return Speaking(
        event_id=0,
        slug=speaker.slug,
        name=speaker.name,
        language=speaker.language,
        role=said.role,
        affiliation=said.affiliation,
        topic=said.topic,
    )


def _behind(said: InvolvementFields) -> Behind | None:
    there = organisation_by_slug(said.organisation)
    if there is None:
        return None
    words = {"name": there.name, "url": there.url, "description": there.description}
    return Behind(event_id=0, role=said.role, note=said.note, **words)


def _hosts(parent: Event | None) -> list[Behind]:
    if parent is None:
        return []
    return [each for each in surroundings_of(parent).behind if each.role is Role.HOST]
