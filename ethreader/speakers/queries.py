"""Reads about speakers."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select, true

from ethreader.base.db import db
from ethreader.speakers.models import Speaker


def speaker_by_slug(slug: str) -> Speaker | None:
    """Return the speaker whose page stands under `slug`."""
    return db.session.scalar(select(Speaker).where(Speaker.slug == slug))


def all_speakers() -> Sequence[Speaker]:
    """Return all speakers by name."""
    return db.session.scalars(select(Speaker).order_by(Speaker.name, Speaker.id)).all()


def has_page() -> ColumnElement[bool]:
    """Tell, within a query, whether readers see a speaker's page."""
    return true()


def speakers_of(ids: Collection[int]) -> Sequence[Speaker]:
    """Return those of some speakers whose pages readers see."""
    return db.session.scalars(select(Speaker).where(Speaker.id.in_(ids), has_page())).all()
