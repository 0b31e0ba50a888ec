"""Reads about drafts."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from ethreader.accounts.models import Moderator
from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.publishing.draft_models import ContentDraft

LISTED = 100  # Drafts of new things, at most: beyond, the oldest wait until some are published.


def draft_by_public_id(public_id: str) -> ContentDraft | None:
    """Return a draft."""
    return db.session.scalar(select(ContentDraft).where(ContentDraft.public_id == public_id))


def held_draft(public_id: str) -> ContentDraft | None:
    """Return a draft as it is now; other writers of it wait until this transaction ends."""
    query = select(ContentDraft).where(ContentDraft.public_id == public_id)
    return db.session.scalar(query.with_for_update(of=ContentDraft))


def draft_of(kind: ContentKind, item_id: int, moderator: Moderator) -> ContentDraft | None:
    """Return an editor's own draft of something that is on the site."""
    return db.session.scalar(
        select(ContentDraft).where(
            ContentDraft.kind == kind,
            ContentDraft.item_id == item_id,
            ContentDraft.saved_by_id == moderator.id,
        )
    )


def drafts_of(kind: ContentKind, item_ids: Iterable[int]) -> Sequence[ContentDraft]:
    """Return everybody's drafts of some things, the latest first."""
    query = select(ContentDraft).where(
        ContentDraft.kind == kind, ContentDraft.item_id.in_(item_ids)
    )
    return db.session.scalars(
        query.order_by(ContentDraft.saved_at.desc(), ContentDraft.id.desc())
    ).all()


def drafts_of_new(kind: ContentKind) -> Sequence[ContentDraft]:
    """Return everybody's drafts of what is not on the site yet, the latest first."""
    query = select(ContentDraft).where(ContentDraft.kind == kind, ContentDraft.item_id.is_(None))
    return db.session.scalars(
        query.order_by(ContentDraft.saved_at.desc(), ContentDraft.id.desc()).limit(LISTED)
    ).all()


def items_with_drafts(kind: ContentKind) -> Sequence[int]:
    """Return the numbers of the things of which there are drafts."""
    query = select(ContentDraft.item_id).where(
        ContentDraft.kind == kind, ContentDraft.item_id.is_not(None)
    )
    return [item_id for item_id in db.session.scalars(query.distinct()) if item_id is not None]
