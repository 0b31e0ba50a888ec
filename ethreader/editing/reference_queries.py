"""What an event can name: names by slug, in the order of the lists that they are chosen from."""

from collections.abc import Sequence

from sqlalchemy import select

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.events.models import Event, Organisation
from ethreader.publishing.draft_models import Values
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


def names_waiting(values: Values) -> Sequence[str]:
    """Return who and what an event names, by slugs, that waits for it: see `hold_back`."""
    speakers = [str(row.get("speaker", "")) for row in values.get("speakers") or []]
    found: list[str] = []
    for model, slugs in ((Speaker, speakers), (Event, [str(values.get("part_of", ""))])):
        is_waiting = (model.state == ContentState.SCHEDULED) & model.publish_at.is_(None)
        is_new = is_waiting if model is Speaker else is_waiting & (Event.body == "")
        rows = select(model.name).where(model.slug.in_(slugs), is_new).order_by(model.name)
        found += db.session.scalars(rows)
    return found
