"""What an event names is made in place: from its name alone, and for a larger event from its dates.

It is stored at once, since an event can refer only to what is there. Readers see it from when they
see an event that names it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ethreader.accounts.models import Moderator
from ethreader.base.errors import Invalid
from ethreader.editing.checking import Mistake
from ethreader.editing.draft_checking import check_draft
from ethreader.editing.event_kind import EVENT
from ethreader.editing.kinds import DeskKind
from ethreader.editing.organisation_kind import ORGANISATION
from ethreader.editing.references import PARENT, labels_of, unknown_names
from ethreader.editing.speaker_kind import SPEAKER
from ethreader.editing.typed import empty_values
from ethreader.publishing.draft_models import ContentDraft, Values
from ethreader.publishing.service import hold_back
from ethreader.publishing.version_service import record_version
from ethreader.transfer.exporting import written

_KINDS = {"organisations": ("organisation", ORGANISATION), "speakers": ("speaker", SPEAKER)}
NEW_PARENT = "new_parent"  # What the fields for a larger event are called.


@dataclass(frozen=True, kw_only=True)
class Making:
    """Who makes something, and when."""

    moderator: Moderator
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, kw_only=True)
class ParentTyped:
    """What was typed of a larger event; its language and its zone are those of its part."""

    name: str
    starts: str
    ends: str


def make_in_row(draft: ContentDraft, place: str, making: Making) -> tuple[Sequence[Mistake], str]:
    """Make what a row names, and return what prevents it and the field to go on with.

    What is there already is not made twice. Raises `Invalid` where there are no such rows.
    """
    field, _, number = place.partition(".")
    if field not in _KINDS:
        raise Invalid
    part, kind = _KINDS[field]
    where = f"{place}.{part}"
    if where not in dict(unknown_names(draft.values)):
        return (), where
    name = str(draft.values[field][int(number) - 1][part])
    values = empty_values(kind.shapes.values()) | {"name": name}
    if kind is SPEAKER:
        values |= _language_of(draft)
    return _make(kind, values, making), f"{place}.role"


def make_parent(draft: ContentDraft, typed: ParentTyped, making: Making) -> Sequence[Mistake]:
    """Make a larger event that the draft is a part of, and return what prevents it."""
    values = empty_values(EVENT.shapes.values()) | _language_of(draft)
    values |= {"name": typed.name, "starts": typed.starts, "ends": typed.ends}
    values |= {"time_zone": draft.values.get("time_zone", "")}
    before = set(PARENT.names())
    mistakes = _make(EVENT, values, making)
    labels = labels_of(PARENT.names())
    for slug in set(labels) - before:
        draft.values = draft.values | {PARENT.field: labels[slug]}
    return mistakes


def _language_of(draft: ContentDraft) -> Values:
    return {"language": draft.values.get("language") or "en"}


def _make(kind: DeskKind, values: Values, making: Making) -> Sequence[Mistake]:
    checked = check_draft(kind, values, item_id=None)
    if checked.fields is None:
        return checked.mistakes
    row: Any = kind.save(checked.fields, making.zone)
    if kind.has_states:
        hold_back(row)
    told = written(kind.kind, kind.fields_of(row))
    record_version(told, item_id=row.id, moderator=making.moderator, now=making.now)
    return ()
