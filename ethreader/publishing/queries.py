"""Reads about slugs that lead on, and about what was withdrawn or deleted."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from ethreader.base.content_state import ContentKind, ContentState
from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.publishing.models import ContentRedirect, ContentRemoval
from ethreader.publishing.removal_names import is_removal_name_of
from ethreader.site_pages.models import Site, SitePage
from ethreader.speakers.models import Speaker

Item = Event | Speaker | SitePage
MODELS: dict[ContentKind, type[Item]] = {
    ContentKind.EVENT: Event,
    ContentKind.SPEAKER: Speaker,
    ContentKind.PAGE: SitePage,
}
PATHS = {
    ContentKind.EVENT: "/events/",
    ContentKind.SPEAKER: "/speakers/",
    ContentKind.PAGE: "/pages/",
}


def kind_of(item: Item) -> ContentKind:
    """Return what a row is."""
    return next(kind for kind, model in MODELS.items() if isinstance(item, model))


def item_by_slug(kind: ContentKind, slug: str) -> Item | None:
    """Return what is called `slug`, in any state."""
    model = MODELS[kind]
    return _item(db.session.scalar(select(model).where(model.slug == slug)))


def items_of(kind: ContentKind) -> Sequence[Item]:
    """Return all of a kind, in any state, by their slugs."""
    model = MODELS[kind]
    rows = db.session.scalars(select(model).order_by(model.slug)).all()
    return [item for row in rows if (item := _item(row)) is not None]


def kinds_called(slug: str) -> Sequence[ContentKind]:
    """Return the kinds of which something is called so."""
    return [kind for kind in MODELS if item_by_slug(kind, slug) is not None]


def item_by_old_slug(kind: ContentKind, slug: str) -> Item | None:
    """Return what was called `slug` before."""
    redirect = redirect_from(kind, slug)
    return _item(redirect and db.session.get(MODELS[kind], redirect.item_id))


def redirect_from(kind: ContentKind, slug: str) -> ContentRedirect | None:
    """Return where an old slug leads."""
    return db.session.scalar(
        select(ContentRedirect).where(
            ContentRedirect.kind == kind, ContentRedirect.old_slug == slug
        )
    )


def old_slugs_of(item: Item) -> Sequence[str]:
    """Return the slugs that something had before, the oldest first."""
    return db.session.scalars(
        select(ContentRedirect.old_slug)
        .where(ContentRedirect.kind == kind_of(item), ContentRedirect.item_id == item.id)
        .order_by(ContentRedirect.id)
    ).all()


def slugs_of(item: Item) -> tuple[str, ...]:
    """Return the slug of something, and those that it had before."""
    return (item.slug, *old_slugs_of(item))


def removals(kind: ContentKind) -> Sequence[str]:
    """Return the names of all that was deleted for good of a kind."""
    return db.session.scalars(
        select(ContentRemoval.name).where(ContentRemoval.kind == kind).order_by(ContentRemoval.id)
    ).all()


def was_removed(kind: ContentKind, slug: str) -> bool:
    """Tell whether something called `slug` was deleted for good."""
    return any(is_removal_name_of(name, slug) for name in removals(kind))


def item_named(kind: ContentKind, name: str) -> Item | None:
    """Return what a name of the ledger stands for, by the slug that it has or had."""
    model = MODELS[kind]
    current = select(model.slug, model.id)
    earlier = select(ContentRedirect.old_slug, ContentRedirect.item_id)
    for query in (current, earlier.where(ContentRedirect.kind == kind)):
        for slug, item_id in db.session.execute(query):
            if is_removal_name_of(name, slug):
                return _item(db.session.get(model, item_id))
    return None


def due_items(now: datetime) -> Sequence[Item]:
    """Return what is to be published by now."""
    due: list[Item] = []
    for model in MODELS.values():
        is_due = (model.state == ContentState.SCHEDULED) & (model.publish_at <= now)
        due += filter(None, map(_item, db.session.scalars(select(model).where(is_due))))
    return due


def waiting_for(event: Event) -> Sequence[Event | Speaker]:
    """Return whom and what an event names that readers see from when they see the event.

    A larger event with an article of its own is published by itself.
    """
    speakers = [part.speaker for part in event.appearances if part.speaker.is_waiting]
    parent = event.parent
    is_fact = parent is not None and parent.is_waiting and not parent.has_page
    return [*speakers, *([parent] if parent is not None and is_fact else [])]


def waits_for_event(item: Item) -> bool:
    """Tell whether something without a day is published with the first event that names it."""
    return isinstance(item, Speaker) or (isinstance(item, Event) and not item.has_page)


def items_saying(paths: Iterable[str]) -> Sequence[Item]:
    """Return what says one of some paths in its text, in any state."""
    found: list[Item] = []
    for model in MODELS.values():
        says = or_(*(model.body.contains(path, autoescape=True) for path in paths))
        found += filter(None, map(_item, db.session.scalars(select(model).where(says))))
    return found


def sites_saying(paths: Iterable[str]) -> Sequence[Site]:
    """Return the site's own words in all languages that say one of some paths."""
    says = or_(*(Site.body.contains(path, autoescape=True) for path in paths))
    return db.session.scalars(select(Site).where(says)).all()


def _item(row: object) -> Item | None:
    return row if isinstance(row, Item) else None
