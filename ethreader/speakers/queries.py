"""Reads about speakers: readers are shown those whose page is published, editors all of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import defer, selectinload

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.base.rows import rows_of
from ethreader.pictures.queries import names_called_in, names_shown_by, portraits_of
from ethreader.speakers.models import Speaker
from ethreader.speakers.text_models import SpeakerText

IS_PUBLISHED = Speaker.state == ContentState.PUBLISHED
HEADLINES = selectinload(Speaker.texts).options(
    defer(SpeakerText.body), defer(SpeakerText.body_html)
)
# For lists: with their headlines in each language, without any portrayal.
LISTED = (
    select(Speaker)
    .where(IS_PUBLISHED)
    .options(HEADLINES, defer(Speaker.body), defer(Speaker.body_html))
)


def speaker_page(slug: str) -> Speaker | None:
    """Return the speaker whose page readers find under `slug`."""
    return db.session.scalar(select(Speaker).where(Speaker.slug == slug, IS_PUBLISHED))


class MappedSpeaker(NamedTuple):
    """What a map of the site says of a speaker's page."""

    id: int
    slug: str
    language: str


def mapped_speakers() -> list[MappedSpeaker]:
    """Return the speakers whose page is published, by name: plain rows, as a map names many."""
    columns = (getattr(Speaker, name) for name in MappedSpeaker._fields)
    query = select(*columns).where(IS_PUBLISHED).order_by(Speaker.name, Speaker.id)
    return list(map(MappedSpeaker._make, rows_of(query, {})))


def speaker_by_slug(slug: str) -> Speaker | None:
    """Return the speaker called `slug`, in any state: for editors."""
    return db.session.scalar(select(Speaker).where(Speaker.slug == slug))


def all_speakers() -> Sequence[Speaker]:
    """Return all speakers, in any state, by name: for editors."""
    return db.session.scalars(select(Speaker).order_by(Speaker.name, Speaker.id)).all()


def files_of_speakers() -> set[str]:
    """Return the names of the pictures and documents on speakers' pages."""
    return names_shown_by(Speaker, Speaker.body) | names_called_in(SpeakerText.body)


def shown_files_of_speakers() -> set[str]:
    """Return the names of those that readers see."""
    of_shown = SpeakerText.speaker_id.in_(select(Speaker.id).where(IS_PUBLISHED))
    in_languages = names_called_in(SpeakerText.body, of_shown)
    return names_shown_by(Speaker, Speaker.body, IS_PUBLISHED) | in_languages


def portraits_taken_off() -> set[str]:
    """Return the names of the portraits of those who were taken off the site."""
    return portraits_of(Speaker, Speaker.state == ContentState.WITHDRAWN)


def speakers_with_portraits(slugs: Iterable[str]) -> dict[str, Speaker]:
    """Return by their slugs those of some speakers who have a page and a portrait."""
    wanted = set(slugs)
    if not wanted:
        return {}
    query = select(Speaker).where(
        Speaker.slug.in_(wanted), Speaker.picture_id.is_not(None), IS_PUBLISHED
    )
    return {each.slug: each for each in db.session.scalars(query)}


def speakers_of(ids: Collection[int]) -> Sequence[Speaker]:
    """Return those of some speakers whose pages readers see."""
    query = select(Speaker).where(Speaker.id.in_(ids), IS_PUBLISHED)
    return db.session.scalars(query.options(selectinload(Speaker.texts))).all()


def consents_ending(today: date, *, within: timedelta) -> Sequence[Speaker]:
    """Return whose consent ends soon, the first to end first: editors are told before."""
    return _consents_until(today + within)


def consents_over(today: date) -> Sequence[Speaker]:
    """Return whose consent was until an earlier day."""
    return _consents_until(today - timedelta(days=1))


def _consents_until(day: date) -> Sequence[Speaker]:
    ends = Speaker.consent_expires_on
    return db.session.scalars(select(Speaker).where(ends <= day).order_by(ends, Speaker.id)).all()
