"""Reads about versions."""

from collections.abc import Sequence

from sqlalchemy import select

from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.base.own_files import names_in
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.version_models import ContentVersion


def latest_version(kind: ContentKind, item_id: int) -> ContentVersion | None:
    """Return the last version of something; none where versions are not kept yet."""
    return next(iter(versions_of(kind, item_id, limit=1)), None)


def latest_number(kind: ContentKind, item_id: int | None) -> int:
    """Return the number of the last version of something; 0 where there is none."""
    latest = latest_version(kind, item_id) if item_id is not None else None
    return latest.number if latest else 0


def versions_of(
    kind: ContentKind, item_id: int, *, limit: int | None = None
) -> Sequence[ContentVersion]:
    """Return the versions of something, the last one first."""
    query = select(ContentVersion).where(
        ContentVersion.kind == kind, ContentVersion.item_id == item_id
    )
    return db.session.scalars(query.order_by(ContentVersion.number.desc()).limit(limit)).all()


def version_numbered(kind: ContentKind, item_id: int, number: int) -> ContentVersion | None:
    """Return one version of something."""
    return db.session.scalar(
        select(ContentVersion).where(
            ContentVersion.kind == kind,
            ContentVersion.item_id == item_id,
            ContentVersion.number == number,
        )
    )


def files_ever_called_by(kind: ContentKind, item_id: int, *, body: str) -> set[str]:
    """Return the names of all that a text calls, or earlier versions and drafts of it did."""
    drafts = select(ContentDraft.values).where(
        ContentDraft.kind == kind, ContentDraft.item_id == item_id
    )
    values = (str(each) for each in db.session.scalars(drafts))
    texts = (each.text for each in versions_of(kind, item_id))
    return set().union(*map(names_in, (body, *texts, *values)))


def files_of_versions() -> set[str]:
    """Return the names of the pictures and documents that drafts and versions call."""
    texts = db.session.scalars(select(ContentVersion.text))
    values = (str(each) for each in db.session.scalars(select(ContentDraft.values)))
    return set().union(*map(names_in, (*texts, *values)))
