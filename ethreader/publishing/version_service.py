"""Rules that write versions, and the one that forgets them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, or_

from ethreader.accounts.models import Moderator
from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.publishing.registry import Removed
from ethreader.publishing.version_models import ContentVersion
from ethreader.publishing.version_queries import latest_version

# How a file names something else: in its head, and by links.
NAMING = (": {}\n", ": '{}'\n", "/{}/", "/{})")


@dataclass(frozen=True, kw_only=True)
class Written:
    """Something as its content file would have it."""

    kind: ContentKind
    slug: str
    text: str = field(repr=False)


def record_version(
    written: Written, *, item_id: int, moderator: Moderator | None, now: datetime
) -> ContentVersion:
    """Keep what is published now; the same again is no new version."""
    latest = latest_version(written.kind, item_id)
    if latest is not None and (latest.slug, latest.text) == (written.slug, written.text):
        return latest
    version = ContentVersion(
        kind=written.kind,
        item_id=item_id,
        number=latest.number + 1 if latest else 1,
        slug=written.slug,
        text=written.text,
        saved_at=now,
        saved_by_id=moderator.id if moderator else None,
    )
    db.session.add(version)
    db.session.flush()
    return version


def forget_versions_of(removed: Removed) -> None:
    """Delete all versions of what is deleted for good, and those of others that name it."""
    of_it = (ContentVersion.kind == removed.kind) & (ContentVersion.item_id == removed.item_id)
    written = [form.format(slug) for form in NAMING for slug in removed.slugs]
    naming = (ContentVersion.text.contains(each, autoescape=True) for each in written)
    db.session.execute(delete(ContentVersion).where(or_(of_it, *naming)))
