"""Reads about events."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from ethreader.base.db import db
from ethreader.events.models import Appearance, Event, Organisation
from ethreader.speakers.models import Speaker


def event_by_slug(slug: str) -> Event | None:
    """Return the event called `slug`, be it a page or a fact."""
    return db.session.scalar(select(Event).where(Event.slug == slug))


def publication_count_of(slug: str) -> int | None:
    """Return how often a comment was published under an article: one number, by one index."""
    return db.session.scalar(
        select(Event.publication_count).where(Event.slug == slug, Event.body != "")
    )


def article(slug: str) -> Event | None:
    """Return the event whose article stands under `slug`; `page_queries` has whom it names."""
    return db.session.scalar(ARTICLE, {"slug": slug})


def upcoming_events(now: datetime) -> Sequence[Event]:
    """Return the events that are not over, the next one first."""
    return db.session.scalars(_pages().where(Event.ends > now).order_by(Event.begins)).all()


def past_events(now: datetime, *, limit: int | None = None) -> Sequence[Event]:
    """Return the events that are over, the latest first."""
    query = _pages().where(Event.ends <= now).order_by(Event.begins.desc()).limit(limit)
    return db.session.scalars(query).all()


def events_by_year() -> dict[int, list[Event]]:
    """Return all events with a page, by the year in which they begin, the latest first."""
    years: dict[int, list[Event]] = {}
    for event in db.session.scalars(_pages().order_by(Event.begins.desc())):
        years.setdefault(event.first_day.year, []).append(event)
    return years


def all_events() -> Sequence[Event]:
    """Return all events, pages and facts, by slug."""
    return db.session.scalars(select(Event).order_by(Event.slug)).all()


def organisation_by_slug(slug: str) -> Organisation | None:
    """Return the organisation called `slug`."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def all_organisations() -> Sequence[Organisation]:
    """Return all organisations by slug."""
    return db.session.scalars(select(Organisation).order_by(Organisation.slug)).all()


def appearances_of(speaker: Speaker) -> Sequence[Appearance]:
    """Return a speaker's appearances, the latest event first."""
    return db.session.scalars(
        select(Appearance)
        .join(Appearance.event)
        .where(Appearance.speaker_id == speaker.id)
        .order_by(Event.begins.desc(), Appearance.position)
        .options(joinedload(Appearance.event).joinedload(Event.parent))
    ).all()


def lock_event(event: Event) -> None:
    """Keep other writers of this event's comments waiting until this transaction ends."""
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())


def has_events() -> bool:
    """Tell whether anything was ever published here."""
    return db.session.scalar(select(Event.id).limit(1)) is not None


def _pages() -> Select[Event]:
    return select(Event).where(Event.body != "").options(joinedload(Event.parent))


ARTICLE = _pages().where(Event.slug == bindparam("slug"))
