"""Rules that say whether readers see something, and under which slug."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete

from ethreader.base.content_state import ContentKind, ContentState
from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.publishing.errors import (
    NotInFuture,
    NotWithdrawn,
    SlugLeadsElsewhere,
    SlugRemoved,
    SlugTaken,
)
from ethreader.publishing.models import ContentRedirect
from ethreader.publishing.queries import (
    Item,
    due_items,
    item_by_slug,
    kind_of,
    redirect_from,
    slugs_of,
    waiting_for,
    was_removed,
)
from ethreader.publishing.registry import tell_of_showing, tell_of_withdrawal
from ethreader.site_pages.models import SitePage
from ethreader.site_pages.service import follow_slug


def publish(item: Item, *, today: date) -> None:
    """Show something to readers, and what waits for it; an article without a day is of today."""
    if not item.is_published:
        tell_of_showing(kind_of(item), slugs_of(item))
    item.state, item.publish_at = ContentState.PUBLISHED, None
    if isinstance(item, Event) and item.has_page and item.published_on is None:
        item.published_on = today
    publish_waiting_for(item)
    db.session.flush()


def hold_back(item: Item) -> None:
    """Let no reader see something new until it is published, or an event that names it.

    For what readers have never seen: what they have is withdrawn.
    """
    item.state, item.publish_at = ContentState.SCHEDULED, None
    db.session.flush()


def schedule(item: Item, *, publish_at: datetime, now: datetime) -> None:
    """Have something published later; until then no reader sees it. Raises `NotInFuture`."""
    if publish_at <= now:
        raise NotInFuture
    item.state, item.publish_at = ContentState.SCHEDULED, publish_at
    db.session.flush()


def publish_due(*, zone: ZoneInfo, now: datetime) -> int:
    """Publish what is scheduled until now; return how much that was."""
    due = due_items(now)
    for item in due:
        publish(item, today=now.astimezone(zone).date())
    return len(due)


def withdraw(item: Item) -> None:
    """Take something off the site; it can be restored. A tombstone stands in its place.

    No older backup shows it: the ledger of erasures learns of it first. What readers have never
    seen is held back: a tombstone would tell that there was something.
    """
    if item.state is ContentState.SCHEDULED:
        hold_back(item)
        return
    tell_of_withdrawal(kind_of(item), slugs_of(item))
    item.state, item.publish_at = ContentState.WITHDRAWN, None
    db.session.flush()


def restore(item: Item) -> None:
    """Show again what was withdrawn. Raises `NotWithdrawn`."""
    if item.state is not ContentState.WITHDRAWN:
        raise NotWithdrawn
    tell_of_showing(kind_of(item), slugs_of(item))
    item.state = ContentState.PUBLISHED
    publish_waiting_for(item)
    db.session.flush()


def publish_waiting_for(shown: Item) -> None:
    """Show whom and what an event names that nobody has published by itself."""
    for item in waiting_for(shown) if isinstance(shown, Event) else ():
        item.state = ContentState.PUBLISHED


def rename(item: Item, slug: str) -> None:
    """Give something another slug; whoever comes by the old one is led on.

    Raises `SlugTaken`, `SlugLeadsElsewhere` or `SlugRemoved`.
    """
    if slug == item.slug:
        return
    kind, old = kind_of(item), item.slug
    require_free_slug(kind, slug, of=item)
    release_slug(kind, slug)  # One of its own from before.
    if item.state is not ContentState.SCHEDULED:  # Else nobody knows it.
        db.session.add(ContentRedirect(kind=kind, old_slug=old, item_id=item.id))
    item.slug = slug
    if isinstance(item, SitePage):
        follow_slug(old, slug)
    db.session.flush()


def require_free_slug(kind: ContentKind, slug: str, *, of: Item | None = None) -> None:
    """Raise `SlugTaken`, `SlugLeadsElsewhere` or `SlugRemoved` unless a slug can be taken.

    `of` may take one again that it had before.
    """
    if was_removed(kind, slug):
        raise SlugRemoved
    standing = item_by_slug(kind, slug)
    if standing is not None and standing is not of:
        raise SlugTaken
    redirect = redirect_from(kind, slug)
    if redirect is not None and (of is None or redirect.item_id != of.id):
        raise SlugLeadsElsewhere


def release_slug(kind: ContentKind, slug: str) -> None:
    """Give an old slug up: nothing leads on from it any more."""
    db.session.execute(
        delete(ContentRedirect).where(
            ContentRedirect.kind == kind, ContentRedirect.old_slug == slug
        )
    )
