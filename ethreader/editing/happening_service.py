"""The rule that puts on the site what happened to an event: as a version, like any publishing."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ethreader.accounts.models import Moderator
from ethreader.editing.event_kind import EVENT
from ethreader.editing.item_reading import held_item
from ethreader.editing.service import ItemGone, NewerVersion
from ethreader.events.fields import EventFields
from ethreader.events.happenings import Report, after
from ethreader.events.models import Event
from ethreader.events.service import save_event
from ethreader.publishing.version_queries import latest_version
from ethreader.publishing.version_service import record_version
from ethreader.transfer.exporting import written


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What an editor says that happened, and to which version of the event."""

    item_id: int
    based_on: int
    report: Report


def with_happening(said: Reported, *, zone: ZoneInfo) -> Event:
    """Change an event as if it was told already; whoever only looks rolls back.

    Raises `ItemGone`, `NewerVersion`, and what `after` raises.
    """
    event = held_item(EVENT, said.item_id)
    if event is None:
        raise ItemGone
    latest = latest_version(EVENT.kind, said.item_id)
    if latest is not None and latest.number != said.based_on:
        raise NewerVersion(latest)
    return save_event(after(EventFields.of(event), said.report), default_zone=zone)


def tell_happening(said: Reported, *, moderator: Moderator, zone: ZoneInfo, now: datetime) -> Event:
    """Put it on the site; what was there before is kept as a version, if it was not one yet."""
    event = held_item(EVENT, said.item_id)
    if event is not None and latest_version(EVENT.kind, said.item_id) is None:
        before = written(EVENT.kind, EVENT.fields_of(event))
        record_version(before, item_id=event.id, moderator=None, now=now)
        said = Reported(item_id=said.item_id, based_on=1, report=said.report)
    event = with_happening(said, zone=zone)
    told = written(EVENT.kind, EVENT.fields_of(event))
    record_version(told, item_id=event.id, moderator=moderator, now=now)
    return event
