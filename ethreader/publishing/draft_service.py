"""Rules that write drafts: nobody's save overwrites what its writer has not seen."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from ethreader.accounts.models import Moderator
from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.base.errors import Conflict, Forbidden
from ethreader.i18n.texts import lazy_gettext
from ethreader.publishing.draft_models import ContentDraft, Values
from ethreader.publishing.draft_queries import draft_of, drafts_of_new, held_draft
from ethreader.publishing.registry import Removed

# What says each in one more language.
_TEXTS = {
    ContentKind.EVENT: ContentKind.TRANSLATION,
    ContentKind.SPEAKER: ContentKind.SPEAKER_TEXT,
}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a form brings: of what it is, based on what, and what it has seen."""

    public_id: str
    kind: ContentKind
    item_id: int | None
    based_on: int
    save_number: int  # 0 while nothing was saved.
    window: str
    values: Values = field(repr=False)


class DraftChanged(Conflict):
    """The same editor's draft was saved from elsewhere since the form was opened."""

    sentence = lazy_gettext(
        "You have changed this draft in another window since this one was opened. Both texts are "
        "below. Keep what you need in this form and save it again: it then takes the other’s place."
    )

    def __init__(self, draft: ContentDraft) -> None:
        super().__init__()
        self.draft = draft


class OwnDraftThere(Conflict):
    """Two drafts of one thing by one editor would be one too many."""

    sentence = lazy_gettext(
        "You have a draft of this yourself. Publish or discard yours first, then you can take over "
        "the other one."
    )


class NotYourDraft(Forbidden):
    """The draft is another editor's."""

    sentence = lazy_gettext(
        "This draft belongs to someone else. Take it over first, then you can change it."
    )


def save_draft(typed: Typed, *, moderator: Moderator, now: datetime) -> ContentDraft:
    """Store what was typed, as it is; raise `DraftChanged` or `NotYourDraft`."""
    draft = _stored(typed, moderator) or _begun(typed, moderator, now=now)
    if draft.saved_by_id != moderator.id:
        raise NotYourDraft
    is_known = draft.window == typed.window or _is_seen(draft, typed)
    if not is_known and draft.values != typed.values:
        raise DraftChanged(draft)
    draft.values, draft.based_on = typed.values, typed.based_on
    draft.window = typed.window
    draft.save_number += 1
    draft.saved_at = now
    db.session.flush()
    return draft


def take_over(draft: ContentDraft, *, moderator: Moderator, now: datetime) -> None:
    """Make another's draft one's own; raise `OwnDraftThere` where one has one of the same thing."""
    if draft.saved_by_id == moderator.id:
        return
    if draft.item_id is not None and draft_of(draft.kind, draft.item_id, moderator) is not None:
        raise OwnDraftThere
    draft.saved_by_id = moderator.id
    draft.window = ""  # What its former editor has open saves nothing into it any more.
    draft.save_number += 1
    draft.saved_at = now
    db.session.flush()


def _stored(typed: Typed, moderator: Moderator) -> ContentDraft | None:
    by_id = held_draft(typed.public_id)
    if by_id is not None or typed.item_id is None:
        return by_id
    return draft_of(typed.kind, typed.item_id, moderator)


def _is_seen(draft: ContentDraft, typed: Typed) -> bool:
    return (draft.public_id, draft.save_number) == (typed.public_id, typed.save_number)


def _begun(typed: Typed, moderator: Moderator, *, now: datetime) -> ContentDraft:
    draft = ContentDraft(
        public_id=typed.public_id,
        kind=typed.kind,
        item_id=typed.item_id,
        based_on=typed.based_on,
        values=typed.values,
        save_number=0,
        window=typed.window,
        saved_at=now,
        saved_by_id=moderator.id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:
        stored = _stored(typed, moderator)  # Saved from another window at the same moment.
        if stored is None:
            raise
        return stored
    return draft


def discard_draft(draft: ContentDraft) -> None:
    """Delete a draft for good."""
    db.session.delete(draft)
    db.session.flush()


def discard_drafts_of(removed: Removed) -> None:
    """Delete everybody's drafts of what is deleted for good."""
    db.session.execute(
        delete(ContentDraft).where(
            ContentDraft.kind == removed.kind, ContentDraft.item_id == removed.item_id
        )
    )
    if removed.kind in _TEXTS:
        for draft in drafts_of_new(_TEXTS[removed.kind]):
            if draft.values.get("translation_of") in removed.slugs:
                db.session.delete(draft)
        db.session.flush()
