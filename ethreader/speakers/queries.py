"""Reads about speakers."""

from collections.abc import Sequence

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.pictures.queries import names_shown_by
from ethreader.speakers.models import Speaker


def speaker_by_slug(slug: str) -> Speaker | None:
    """Return the speaker whose page stands under `slug`."""
    return db.session.scalar(select(Speaker).where(Speaker.slug == slug))


def all_speakers() -> Sequence[Speaker]:
    """Return all speakers by name."""
    return db.session.scalars(select(Speaker).order_by(Speaker.name, Speaker.id)).all()


def files_of_speakers() -> set[str]:
    """Return the names of the pictures and documents on speakers' pages."""
    return names_shown_by(Speaker, Speaker.body)
