"""Reads about the list of speakers, page by page; each begins with somebody, by the slug."""

from typing import Any

from sqlalchemy import literal, select, tuple_

from ethreader.base import paging
from ethreader.base.db import db
from ethreader.base.reading_pages import BEGINNING, ReadingPage
from ethreader.base.slugs import is_slug
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import IS_PUBLISHED, LISTED, speaker_page

_place: Any = tuple_(Speaker.name, Speaker.id)


def list_page(start: str) -> ReadingPage[Speaker] | None:
    """Return a page of the speakers whose page is published, by name; `None` if it has no start."""
    query, first = LISTED, speaker_page(start) if is_slug(start) else None
    if start and first is None:
        return None
    if first is not None:
        query = query.where(_place >= _place_of(first))
    found = db.session.scalars(
        query.order_by(Speaker.name, Speaker.id).limit(paging.PAGE_LENGTH + 1)
    ).all()
    shown, beyond = found[: paging.PAGE_LENGTH], found[paging.PAGE_LENGTH :]
    return ReadingPage(
        start=start,
        rows=shown,
        previous=_before(first) if first is not None else None,
        following=beyond[0].slug if beyond else None,
    )


def _before(first: Speaker) -> str | None:
    """Return where the page before a speaker begins."""
    query = select(Speaker.slug).where(IS_PUBLISHED, _place < _place_of(first))
    sorted_back = query.order_by(Speaker.name.desc(), Speaker.id.desc())
    found = db.session.scalars(sorted_back.limit(paging.PAGE_LENGTH + 1)).all()
    if len(found) <= paging.PAGE_LENGTH:
        return BEGINNING if found else None
    return found[paging.PAGE_LENGTH - 1]


def _place_of(speaker: Speaker) -> Any:
    return tuple_(literal(speaker.name), literal(speaker.id))
