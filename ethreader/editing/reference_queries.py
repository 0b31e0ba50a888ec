"""What an event can name: names by slug, in the order of the lists that they are chosen from."""

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.events.models import Event, Organisation
from ethreader.speakers.models import Speaker


def names_of_organisations() -> dict[str, str]:
    """Return all organisations."""
    rows = db.session.execute(
        select(Organisation.slug, Organisation.name).order_by(Organisation.name, Organisation.slug)
    )
    return {row.slug: row.name for row in rows}


def names_of_speakers() -> dict[str, str]:
    """Return all speakers."""
    rows = db.session.execute(
        select(Speaker.slug, Speaker.name).order_by(Speaker.name, Speaker.slug)
    )
    return {row.slug: row.name for row in rows}


def names_of_events() -> dict[str, str]:
    """Return all events, each with its year, the latest first."""
    rows = db.session.execute(
        select(Event.slug, Event.name, Event.first_day).order_by(
            Event.begins.desc(), Event.id.desc()
        )
    )
    return {slug: f"{name} ({first_day.year})" for slug, name, first_day in rows}
