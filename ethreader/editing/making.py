"""What an event names is made in place: from its name alone, and for a larger event from its dates.

It is on the site at once, since an event can refer only to what is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.accounts.models import Moderator
from ethreader.base.db import db
from ethreader.editing.checking import Mistake
from ethreader.editing.event_kind import EVENT
from ethreader.editing.form_page import page_of_draft, show_form
from ethreader.editing.kinds import DeskKind
from ethreader.editing.moments import moment_from, with_same_day
from ethreader.editing.organisation_kind import ORGANISATION
from ethreader.editing.references import PARENT, labels_of, unknown_names
from ethreader.editing.service import check_draft
from ethreader.editing.speaker_kind import SPEAKER
from ethreader.editing.typed import empty_values
from ethreader.publishing.draft_models import ContentDraft, Values
from ethreader.publishing.version_service import record_version
from ethreader.transfer.exporting import written
from ethreader.web.current import now, settings
from ethreader.web.http import get_or_404

_KINDS = {"organisations": ("organisation", ORGANISATION), "speakers": ("speaker", SPEAKER)}
NEW_PARENT = "new_parent"  # What the fields for a larger event are called.


@dataclass(frozen=True, kw_only=True)
class Making:
    """Who makes something, and when."""

    moderator: Moderator
    zone: ZoneInfo
    now: datetime


def make_named(kind: DeskKind, draft: ContentDraft, place: str) -> ResponseReturnValue:
    """Make what a draft names at a place like `speakers.2`, and show the form again."""
    begin_moderator_transaction()
    draft = get_or_404(db.session.get(ContentDraft, draft.id))
    making = Making(moderator=current_moderator(), zone=settings().time_zone, now=now())
    if place == PARENT.field:
        mistakes, focus = _make_parent(draft, making), PARENT.field
    else:
        mistakes, focus = _make_in_row(draft, place, making)
    db.session.commit()
    page = page_of_draft(kind, draft, editor_id=making.moderator.id)
    if mistakes:
        sentences = " ".join(f"{each.label}: {each.sentence}" for each in mistakes)
        return show_form(replace(page, problem=sentences, focus=focus), status=422)
    return show_form(replace(page, focus=focus))


def _make_in_row(draft: ContentDraft, place: str, making: Making) -> tuple[Sequence[Mistake], str]:
    field, _, number = place.partition(".")
    part, kind = get_or_404(_KINDS.get(field))
    where = f"{place}.{part}"
    if where not in dict(unknown_names(draft.values)):
        return (), where
    name = str(draft.values[field][int(number) - 1][part])
    values = empty_values(kind.shapes.values()) | {"name": name}
    language = {"language": draft.values.get("language") or "en"} if kind is SPEAKER else {}
    return _make(kind, values | language, making), f"{place}.role"


def _make_parent(draft: ContentDraft, making: Making) -> Sequence[Mistake]:
    before = set(PARENT.names())
    mistakes = _make(EVENT, typed_parent(draft.values), making)
    labels = labels_of(PARENT.names())
    for slug in set(labels) - before:
        draft.values = draft.values | {PARENT.field: labels[slug]}
    return mistakes


def typed_parent(values: Values) -> Values:
    """Return what was typed of a larger event; its language and its zone are this one's."""
    return with_same_day(
        empty_values(EVENT.shapes.values())
        | {
            "name": request.form.get(f"{NEW_PARENT}.name", ""),
            "starts": moment_from(request.form, f"{NEW_PARENT}.starts"),
            "ends": moment_from(request.form, f"{NEW_PARENT}.ends"),
            "time_zone": values.get("time_zone", ""),
            "language": values.get("language") or "en",
        }
    )


def _make(kind: DeskKind, values: Values, making: Making) -> Sequence[Mistake]:
    checked = check_draft(kind, values, item_id=None)
    if checked.fields is None:
        return checked.mistakes
    row: Any = kind.save(checked.fields, making.zone)
    told = written(kind.kind, kind.fields_of(row))
    record_version(told, item_id=row.id, moderator=making.moderator, now=making.now)
    return ()
