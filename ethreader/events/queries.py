"""Reads about events.

Readers are shown what is published: `article`, `upcoming_events` and all others that do not say
something else. `event_by_slug` and `all_events` are an editor's: they know each state.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, select, union_all
from sqlalchemy.orm import defer, joinedload, selectinload

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.base.rows import rows_of
from ethreader.events.models import Appearance, Event, Organisation
from ethreader.events.text_models import EventText
from ethreader.speakers.models import Speaker

IS_PUBLISHED = Event.state == ContentState.PUBLISHED
HEADLINES = selectinload(Event.texts).options(defer(EventText.body), defer(EventText.body_html))
NO_ARTICLE = (defer(Event.body), defer(Event.body_html))
PARENT = joinedload(Event.parent).options(defer(Event.body), defer(Event.body_html))
IS_PAGE = and_(Event.body != "", IS_PUBLISHED)
# For lists: with their headlines in each language, without any article.
LISTED = select(Event).where(IS_PAGE).options(HEADLINES, *NO_ARTICLE)


def event_by_slug(slug: str) -> Event | None:
    """Return the event called `slug`, be it a page or a fact, in any state: for editors."""
    return db.session.scalar(select(Event).where(Event.slug == slug))


def publication_count_of(slug: str) -> int | None:
    """Return how often a comment was published under an article: one number, by one index."""
    return db.session.scalar(
        select(Event.publication_count).where(Event.slug == slug, Event.body != "", IS_PUBLISHED)
    )


def article(slug: str) -> Event | None:
    """Return the event whose article stands under `slug`; `page_queries` has whom it names."""
    return db.session.scalar(ARTICLE, {"slug": slug})


def upcoming_events(now: datetime) -> Sequence[Event]:
    """Return all events that are not over, the next one first, each with what it is part of."""
    query = LISTED.where(Event.ends > now).order_by(Event.ends).options(PARENT)
    return sorted(db.session.scalars(query), key=lambda each: (each.begins, each.id))


def next_events(now: datetime, *, limit: int) -> Sequence[Event]:
    """Return the first of the events that are not over, the next one first."""
    # Of these the one table is sorted by its ends, the other by its beginnings: as the indexes are.
    under_way = _keys(Event.ends > now, Event.begins <= now).order_by(Event.ends)
    ahead = _keys(Event.begins > now).order_by(Event.begins, Event.id)
    parts = (select(each.limit(limit).subquery()) for each in (under_way, ahead))
    query = LISTED.where(Event.id.in_(union_all(*parts)))
    return db.session.scalars(query.order_by(Event.begins, Event.id).limit(limit)).all()


def next_end(now: datetime) -> datetime | None:
    """Return when the next event is over, whether a list shows it or not."""
    query = select(Event.ends).where(IS_PAGE, Event.ends > now).order_by(Event.ends).limit(1)
    return db.session.scalar(query)


def past_events(now: datetime, *, limit: int | None = None) -> Sequence[Event]:
    """Return the events that are over, the latest first."""
    query = (
        LISTED
        # The first says nothing more, but where in the index the list begins.
        .where(Event.begins <= now, Event.ends <= now)
        .order_by(Event.begins.desc(), Event.id.desc())
        .limit(limit)
    )
    return db.session.scalars(query).all()


def latest_changed(*, limit: int) -> Sequence[Event]:
    """Return events with a page, the one that was changed last first."""
    query = select(Event).where(IS_PAGE).options(PARENT, *NO_ARTICLE)
    query = query.order_by(Event.changed_at.desc(), Event.begins.desc(), Event.id)
    return db.session.scalars(query.limit(limit)).all()


class MappedEvent(NamedTuple):
    """What a map of the site says of an event's page."""

    id: int
    slug: str
    language: str
    changed_at: datetime


def mapped_events(*, limit: int) -> list[MappedEvent]:
    """Return the same for a map, which names many: plain rows."""
    columns = (getattr(Event, name) for name in MappedEvent._fields)
    query = select(*columns).where(IS_PAGE)
    query = query.order_by(Event.changed_at.desc(), Event.begins.desc(), Event.id)
    return list(map(MappedEvent._make, rows_of(query.limit(limit), {})))


def all_events() -> Sequence[Event]:
    """Return all events, pages and facts, in any state, by slug: for editors."""
    return db.session.scalars(select(Event).order_by(Event.slug)).all()


def organisation_by_slug(slug: str) -> Organisation | None:
    """Return the organisation called `slug`."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def all_organisations() -> Sequence[Organisation]:
    """Return all organisations by slug."""
    return db.session.scalars(select(Organisation).order_by(Organisation.slug)).all()


def appearances_of(speaker: Speaker) -> Sequence[Appearance]:
    """Return a speaker's appearances at events that are published, the latest event first."""
    return db.session.scalars(
        select(Appearance)
        .join(Appearance.event)
        .where(Appearance.speaker_id == speaker.id, IS_PUBLISHED)
        .order_by(Event.begins.desc(), Event.id.desc(), Appearance.position)
        .options(
            joinedload(Appearance.event).joinedload(Event.parent),
            joinedload(Appearance.event).options(HEADLINES),
        )
    ).all()


def lock_event(event: Event) -> None:
    """Keep other writers of this event's comments waiting until this transaction ends."""
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())


def has_events() -> bool:
    """Tell whether there is any event here, in any state."""
    return db.session.scalar(select(Event.id).limit(1)) is not None


def pages_of(ids: Collection[int]) -> Sequence[Event]:
    """Return those of some events that readers see as pages, in any order."""
    return db.session.scalars(
        _pages().where(Event.id.in_(ids)).options(selectinload(Event.texts))
    ).all()


def _pages() -> Select[Event]:
    return select(Event).where(IS_PAGE).options(joinedload(Event.parent))


def _keys(*conditions: ColumnElement[bool]) -> Select[int]:
    return select(Event.id).where(IS_PAGE, *conditions)


# Without its parent: a page whose frame stands does not ask for it.
ARTICLE = select(Event).where(IS_PAGE, Event.slug == bindparam("slug"))
