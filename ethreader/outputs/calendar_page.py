"""Events as calendars read them (RFC 5545): what is not known is left out, and nobody is named.

An entry keeps its UID whatever becomes of the event's dates and slug; `SEQUENCE` tells calendars
that an entry which they know has changed.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import url_for
from icalendar import Calendar
from icalendar import Event as Entry

from ethreader.events.choices import Attendance, Status
from ethreader.events.dates import UNKNOWN_ZONE, Span
from ethreader.events.formats import format_moment
from ethreader.events.models import Event
from ethreader.events.place_formats import whole_place
from ethreader.events.text_models import EventText
from ethreader.i18n.languages import tag_with_script
from ethreader.i18n.texts import gettext
from ethreader.outputs.vtimezones import vtimezone
from ethreader.translations.spoken_page import spoken
from ethreader.web.current import settings
from ethreader.web.site_facts import site

PRODUCT = "-//ethreader//events//EN"
DAY = timedelta(days=1)
STATUSES = {
    Status.PLANNED: "CONFIRMED",
    Status.RESCHEDULED: "CONFIRMED",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    Status.MOVED_ONLINE: "CONFIRMED",
}
# Zones that are told as UTC itself.
UNIVERSAL = {"UTC", "Etc/UTC"}


def calendar_of(events: Sequence[Event]) -> Calendar:
    """Return a calendar with an entry for each event, and the time zones that they are told in."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for zone, years in _zones_of(events).items():
        rules = vtimezone(zone, first_year=min(years), last_year=max(years))
        calendar.add_component(rules)
    for event in events:
        calendar.add_component(_entry(event))
    return calendar


def subscription_of(events: Sequence[Event]) -> Calendar:
    """Return a calendar that programs ask for again and again."""
    calendar = calendar_of(events)
    for name in ("name", "x-wr-calname"):
        calendar.add(name, site().name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    return calendar


def _entry(event: Event) -> Entry:
    entry = Entry()
    url = settings().origin + url_for("events.show", slug=event.slug)
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    for name in ("dtstamp", "last-modified"):
        entry.add(name, event.changed_at.astimezone(UTC))
    _add_times(entry, event.span)
    entry.add("status", STATUSES[event.status])
    told = spoken(event)
    spoken_in = {"LANGUAGE": tag_with_script(told.language)}
    entry.add("summary", _title(event, told), parameters=spoken_in)
    entry.add("description", _description(event, told, url))
    entry.add("url", url)
    if place := ", ".join(whole_place(event.place)):
        entry.add("location", place)
    if event.attendance is not Attendance.IN_PERSON and event.online_url:
        entry.add("conference", event.online_url, parameters={"VALUE": "URI"})
    if event.shown_parent is not None:
        entry.add("related-to", event.shown_parent.uid, parameters={"RELTYPE": "PARENT"})
    return entry


def _title(event: Event, told: Event | EventText) -> str:
    """Return what an entry is called: many calendars show that and no status."""
    return f"{event.status.label}: {told.name}" if event.is_off else told.name


def _description(event: Event, told: Event | EventText, url: str) -> str:
    said: list[str] = []
    if event.status is not Status.PLANNED:
        said.append(f"{event.status.label}. {told.status_note or event.status_note}".strip())
    said += [
        gettext("Originally %(day)s", day=format_moment(earlier)) for earlier in event.previously
    ]
    return "\n".join([*said, *filter(None, (told.headline, told.summary)), url])


def _add_times(entry: Entry, span: Span) -> None:
    """Add the beginning, and the end as far as it is known; that of days alone is excluded."""
    if span.starts_at is None:
        entry.add("dtstart", span.first_day)
        if span.last_day < date.max:
            entry.add("dtend", span.last_day + DAY)
        entry.add("transp", "TRANSPARENT")  # Nobody is busy for all of these days.
        return
    entry.add("dtstart", _told(span.begins, span))
    is_end_known = span.ends_at is not None or span.last_day > span.first_day
    if is_end_known and span.ends > span.begins:
        entry.add("dtend", _told(span.ends, span))


def _told(moment: datetime, span: Span) -> datetime:
    """Return a moment as it is told: of a zone that nobody knows, the hours on the wall."""
    if span.zone.key == UNKNOWN_ZONE:
        return moment.replace(tzinfo=None)
    return moment.astimezone(UTC) if span.zone.key in UNIVERSAL else moment


def _zones_of(events: Iterable[Event]) -> dict[ZoneInfo, set[int]]:
    """Return the zones of the hours that are told, with the years in which they are."""
    found: dict[ZoneInfo, set[int]] = {}
    for event in events:
        span = event.span
        if span.starts_at is not None and span.zone.key not in {UNKNOWN_ZONE, *UNIVERSAL}:
            found.setdefault(span.zone, set()).update((span.first_day.year, span.last_day.year))
    return found
