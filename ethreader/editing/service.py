"""Rules that publish what was typed: checked as a whole, and over no version that nobody saw."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError

from ethreader.accounts.models import Moderator
from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.base.errors import Conflict
from ethreader.editing.item_reading import held_item, id_under
from ethreader.editing.kinds import DeskKind
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_service import discard_draft
from ethreader.publishing.service import schedule
from ethreader.publishing.version_models import ContentVersion
from ethreader.publishing.version_queries import latest_version
from ethreader.publishing.version_service import record_version
from ethreader.transfer.exporting import written


class NewerVersion(Conflict):
    """Something was published since the draft was begun."""

    def __init__(self, version: ContentVersion) -> None:
        who = version.saved_by.name if version.saved_by else ""
        first = (
            gettext("%(name)s has published a newer version since you began.", name=who)
            if who
            else gettext("A newer version was imported from a file since you began.")
        )
        rest = gettext(
            "Nothing of yours is lost: below you see how the two differ. Put what you want to keep "
            "of theirs into this form. If you then press “Publish”, this text takes the place of "
            "theirs."
        )
        super().__init__(f"{first} {rest}")
        self.version = version


class ItemGone(Conflict):
    """What the draft is about was deleted."""

    sentence = lazy_gettext(
        "This has been deleted from the site since you began. Your draft is kept. To publish it "
        "anyway, copy what you need into a new form."
    )


class SeenAlready(Conflict):
    """Readers have it, or had it: it cannot become new again."""

    sentence = lazy_gettext(
        "Readers have seen this page already, so it cannot be scheduled. Your draft is kept: "
        "publish it when the time has come."
    )


class SlugTaken(Conflict):
    """Two things were published under one slug at the same moment."""


def publish(
    kind: DeskKind,
    draft: ContentDraft,
    fields: Any,
    *,
    moderator: Moderator,
    zone: ZoneInfo,
    now: datetime,
) -> Any:
    """Put a draft on the site and return what it became; the draft is done with.

    What was withdrawn gets its new text, and stays withdrawn. Raises `NewerVersion`, `ItemGone`,
    and `SlugTaken` where another took it at the same moment.
    """
    stored = _taken_in(kind, draft, fields, zone=zone, now=now)
    kind.publish(stored, now.astimezone(zone).date())
    _keep_version(kind, stored, moderator, now=now)
    discard_draft(draft)
    return stored


def publish_later(
    kind: DeskKind,
    draft: ContentDraft,
    fields: Any,
    *,
    publish_at: datetime,
    moderator: Moderator,
    zone: ZoneInfo,
    now: datetime,
) -> Any:
    """Store a draft that is published when its time has come, and return what it became.

    Raises `SeenAlready`, `NotInFuture`, and what `publish` raises.
    """
    row = held_item(kind, draft.item_id)
    if not kind.has_states or (row is not None and row.state is not ContentState.SCHEDULED):
        raise SeenAlready
    stored = _taken_in(kind, draft, fields, zone=zone, now=now)
    schedule(stored, publish_at=publish_at, now=now)
    _keep_version(kind, stored, moderator, now=now)
    discard_draft(draft)
    return stored


def _taken_in(
    kind: DeskKind, draft: ContentDraft, fields: Any, *, zone: ZoneInfo, now: datetime
) -> Any:
    row = held_item(kind, draft.item_id)
    if row is not None:
        _keep_first(kind, row, draft, now=now)
    elif draft.item_id is not None:
        raise ItemGone
    return _stored(kind, row, fields, zone)


def _keep_first(kind: DeskKind, row: Any, draft: ContentDraft, *, now: datetime) -> None:
    """Refuse to overwrite what nobody saw; keep what was there before versions were kept."""
    latest = latest_version(kind.kind, row.id)
    if latest is not None and latest.number != draft.based_on:
        raise NewerVersion(latest)
    if latest is None:
        _keep_version(kind, row, None, now=now)


def _keep_version(kind: DeskKind, row: Any, moderator: Moderator | None, *, now: datetime) -> None:
    text = written(kind.kind, kind.fields_of(row))
    record_version(text, item_id=row.id, moderator=moderator, now=now)


def _stored(kind: DeskKind, row: Any, fields: Any, zone: ZoneInfo) -> Any:
    slug = fields.slug
    if row is None and id_under(kind, slug) is not None:
        raise SlugTaken(kind.words.taken)
    try:
        with db.session.begin_nested():
            if row is not None and row.slug != slug:
                kind.rename(row, slug)
            return kind.save(fields, zone)
    except IntegrityError:
        if id_under(kind, slug) is None:  # Another constraint: a fault of ours.
            raise
        raise SlugTaken(kind.words.taken) from None
