"""An event as schema.org tells it.

An hour that nobody knows is not told, and dates stay what they were where it does not take place
on them.
"""

from collections.abc import Iterable, Iterator

from ethreader.events.choices import Attendance, Role, Status
from ethreader.events.dates import EventTime, Span
from ethreader.events.formats import machine_datetime
from ethreader.events.models import Event
from ethreader.events.page_queries import Behind, SideEvent, Speaking, Surroundings
from ethreader.events.place_formats import town_and_country
from ethreader.events.text_models import EventText
from ethreader.i18n.languages import tag_with_script
from ethreader.outputs.linked_data_page import (
    Data,
    absolute,
    known,
    one_or_all,
    picture_of,
    without_contact,
)
from ethreader.speakers.models import Speaker
from ethreader.translations.spoken_page import name_here, spoken

STATUSES = {
    Status.PLANNED: "https://schema.org/EventScheduled",
    Status.POSTPONED: "https://schema.org/EventPostponed",
    Status.RESCHEDULED: "https://schema.org/EventRescheduled",
    Status.CANCELLED: "https://schema.org/EventCancelled",
    Status.MOVED_ONLINE: "https://schema.org/EventMovedOnline",
}
MODES = {
    Attendance.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    Attendance.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Attendance.BOTH: "https://schema.org/MixedEventAttendanceMode",
}
ROLES = {
    "organizer": {Role.HOST, Role.CO_HOST},
    "sponsor": {Role.SUPPORTER},
    "funder": {Role.FUNDER},
}


Dated = Event | SideEvent


def event_data(
    event: Event, text: Event | EventText, names: Surroundings, *, share_picture: str
) -> Data:
    """Return all that is said of an event whose article is read, in the words of a text."""
    url, parent = absolute("events.show", slug=event.slug), event.shown_parent
    return {
        **_core(event, url=url),
        **known(
            name=text.name,
            url=url,
            alternateName=text.headline,
            description=without_contact(text.summary or text.headline),
            image=one_or_all(filter(None, (picture_of(event), share_picture))),
            inLanguage=tag_with_script(text.language),
            performer=one_or_all(
                _person(each, names.portraits.get(each.slug)) for each in names.speaking
            ),
            superEvent=_parent(parent, names.hosts_of_parent) if parent else None,
            subEvent=one_or_all(map(_side_event, names.side_events)),
        ),
        **_behind(names.behind),
    }


def _core(event: Dated, *, url: str) -> Data:
    span = event.span
    return {
        "@type": "Event",
        **known(
            name=event.name,
            startDate=machine_datetime(span.first_day, span.starts_at, span),
            endDate=_end_of(span),
            eventStatus=STATUSES[event.status],
            previousStartDate=one_or_all(_earlier(event)),
            eventAttendanceMode=MODES[event.attendance],
            location=one_or_all(_locations(event, url=url)),
        ),
    }


def _person(speaking: Speaking, portrayed: Speaker | None) -> Data:
    url = absolute("speakers.show", slug=speaking.slug)
    name = name_here(speaking.name, speaking.language)
    said = known(name=name, url=url, image=picture_of(portrayed))
    return {"@type": "Person", **said}


def _parent(parent: Event, hosts: Iterable[Behind]) -> Data:
    url = absolute("events.show", slug=parent.slug) if parent.has_page else ""
    said = known(name=spoken(parent).name, url=url, image=picture_of(parent))
    return {**_core(parent, url=url), **said, **_behind(hosts)}


def _side_event(side: SideEvent) -> Data:
    url = absolute("events.show", slug=side.slug)
    return {**_core(side, url=url), "url": url}


def _end_of(span: Span) -> str:
    if span.ends_at is not None:
        return machine_datetime(span.last_day, span.ends_at, span)
    if span.starts_at is not None and span.last_day == span.first_day:
        return ""  # “From 18:00” has no end that anybody knows.
    return span.last_day.isoformat()


def _earlier(event: Dated) -> Iterator[str]:
    """Yield when it was to begin before; it belongs to events that were moved, and to no other."""
    if event.status is not Status.RESCHEDULED:
        return
    for text in event.previously:
        try:
            moment = EventTime.parse(text)
        except ValueError:
            continue
        before = Span(
            first_day=moment.day,
            last_day=moment.day,
            starts_at=moment.hour,
            ends_at=None,
            zone=event.span.zone,
        )
        yield machine_datetime(moment.day, moment.hour, before)


def _locations(event: Dated, *, url: str) -> Iterator[Data]:
    if event.attendance is not Attendance.ONLINE and (place := _place(event)):
        yield place
    if event.attendance is not Attendance.IN_PERSON:
        yield known(**{"@type": "VirtualLocation"}, url=event.online_url or url)


def _place(event: Dated) -> Data:
    """Return the place as far as it is known; what has no name of its own is called as its town."""
    place = event.place
    address = known(
        streetAddress=place.address,
        addressLocality=place.locality,
        addressCountry=place.country,
    )
    name = place.name or ", ".join(town_and_country(place)) or place.address
    if not name:
        return {}
    said = name if name != event.name else ""
    inside = {"@type": "PostalAddress", **address} if address else name
    return {"@type": "Place", **known(name=said, address=inside)}


def _behind(organisations: Iterable[Behind]) -> Data:
    found = list(organisations)
    return known(
        **{
            name: one_or_all(
                {"@type": "Organization", **known(name=each.name, url=each.url)}
                for each in found
                if each.role in roles
            )
            for name, roles in ROLES.items()
        }
    )
