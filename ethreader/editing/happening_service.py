"""The rule that puts on the site what happened to an event: as a version, like any publishing."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ethreader.accounts.models import Moderator
from ethreader.editing.event_kind import EVENT
from ethreader.editing.happening_notes_service import (
    current_languages,
    problems_of_notes,
    tell_in_languages,
    told_texts,
)
from ethreader.editing.item_reading import held_item
from ethreader.editing.kinds import DeskKind
from ethreader.editing.service import ItemGone, NewerVersion
from ethreader.editing.translation_kind import TRANSLATION
from ethreader.events.fields import EventFields
from ethreader.events.happenings import InvalidHappening, Report, after
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
    current, fields = current_languages(event), _fields_after(event, said.report)
    event = save_event(fields, default_zone=zone)
    tell_in_languages(event, said.report.notes, current=current)
    return event


def _fields_after(event: Event, report: Report) -> EventFields:
    problems = list(problems_of_notes(report.notes))
    try:
        fields = after(EventFields.of(event), report)
    except InvalidHappening as problem:
        raise InvalidHappening([*problem.problems, *problems]) from problem
    if problems:
        raise InvalidHappening(problems)
    return fields


def tell_happening(said: Reported, *, moderator: Moderator, zone: ZoneInfo, now: datetime) -> Event:
    """Put it on the site; what was there before is kept as a version, if it was not one yet."""
    event = held_item(EVENT, said.item_id)
    if event is not None:
        if latest_version(EVENT.kind, said.item_id) is None:
            said = replace(said, based_on=1)
        for kind, row in _told(event):
            if latest_version(kind.kind, row.id) is None:
                _record(kind, row, None, now=now)
    event = with_happening(said, zone=zone)
    for kind, row in _told(event):
        _record(kind, row, moderator, now=now)
    return event


def _told(event: Event) -> list[tuple[DeskKind, Any]]:
    return [(EVENT, event), *((TRANSLATION, each) for each in told_texts(event))]


def _record(kind: DeskKind, row: Any, moderator: Moderator | None, *, now: datetime) -> None:
    text = written(kind.kind, kind.fields_of(row))
    record_version(text, item_id=row.id, moderator=moderator, now=now)
