"""Reads about the site and its pages: in a language, or in the one that is nearest to it.

`shown_texts`, `mapped_texts`, `pages_of` and `listed_pages` are for readers, `all_pages` and
`page_by_slug` for editors.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import func, or_, select

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.base.rows import rows_of
from ethreader.i18n.languages import Language
from ethreader.pictures.queries import names_called_in, names_shown_by
from ethreader.site_pages.models import Place, Site, SitePage

IS_PUBLISHED = SitePage.state == ContentState.PUBLISHED
# Under which slug readers find a page.
FOUND_UNDER = func.coalesce(SitePage.translation_of, SitePage.slug)


class Listed(NamedTuple):
    """A page as a menu names it, under the slug where readers find it."""

    slug: str
    language: str
    title: str
    place: Place


class Mapped(NamedTuple):
    """A text of a page, under the slug where readers find it, and when it was changed."""

    slug: str
    language: str
    changed_at: datetime | None


Spoken = TypeVar("Spoken", Site, SitePage, Listed)

ORIGINAL_FIRST = SitePage.translation_of.is_not(None), SitePage.slug

_LISTED = (
    select(FOUND_UNDER, SitePage.language, SitePage.title, SitePage.place)
    .where(SitePage.place != Place.NOWHERE, IS_PUBLISHED)
    .order_by(SitePage.position, *ORIGINAL_FIRST)
)


def site_of(slug: str) -> Site | None:
    """Return what the site says of itself in the language of a slug."""
    return db.session.scalar(select(Site).where(Site.slug == slug))


def all_sites() -> Sequence[Site]:
    """Return what the site says of itself, in all languages."""
    return db.session.scalars(select(Site).order_by(Site.slug)).all()


def sites_in(languages: Sequence[Language]) -> Sequence[Site]:
    """Return what the site says of itself in some languages."""
    tags = {tag for each in languages for tag in (each.code, each.tag)}
    return db.session.scalars(select(Site).where(Site.language.in_(tags))).all()


def all_pages() -> Sequence[SitePage]:
    """Return all pages, in any state, as menus order them: for editors."""
    return db.session.scalars(select(SitePage).order_by(SitePage.position, SitePage.slug)).all()


def files_of_pages() -> set[str]:
    """Return the names of the pictures and documents on pages, and of those of the whole site."""
    return names_called_in(SitePage.body) | names_shown_by(Site, Site.body)


def shown_files_of_pages() -> set[str]:
    """Return the names of those that readers see."""
    return names_called_in(SitePage.body, IS_PUBLISHED) | names_shown_by(Site, Site.body)


def published_words() -> list[str]:
    """Return what readers see that the site says of itself, and on its pages."""
    of_site = select(Site.footer_text, Site.body, Site.links).order_by(Site.id)
    of_pages = select(SitePage.summary, SitePage.body).where(IS_PUBLISHED).order_by(SitePage.id)
    words: list[str] = []
    for footer_text, body, links in db.session.execute(of_site):
        words += [footer_text, body, *(link["url"] for link in links)]
    for page in db.session.execute(of_pages):
        words += page
    return words


def page_by_slug(slug: str) -> SitePage | None:
    """Return the page called `slug`, in any state: for editors."""
    return db.session.scalar(select(SitePage).where(SitePage.slug == slug))


def translations_of(slug: str) -> Sequence[SitePage]:
    """Return the pages that translate the one called `slug`, in any state: for editors."""
    translates = SitePage.translation_of == slug
    return db.session.scalars(select(SitePage).where(translates).order_by(SitePage.slug)).all()


def shown_texts(slug: str) -> Sequence[SitePage]:
    """Return the page that readers find under a slug, in all its languages, the original first."""
    return db.session.scalars(
        select(SitePage)
        .where(IS_PUBLISHED, or_(SitePage.slug == slug, SitePage.translation_of == slug))
        .order_by(*ORIGINAL_FIRST)
    ).all()


def mapped_texts() -> dict[str, list[Mapped]]:
    """Return all texts of pages by the slugs under which readers find them, the originals first."""
    query = select(FOUND_UNDER, SitePage.language, SitePage.changed_at).where(IS_PUBLISHED)
    texts: dict[str, list[Mapped]] = {}
    for row in db.session.execute(query.order_by(FOUND_UNDER, *ORIGINAL_FIRST)):
        texts.setdefault(row[0], []).append(Mapped(*row))
    return texts


def pages_of(ids: Collection[int]) -> Sequence[SitePage]:
    """Return those of some pages that readers see, in any order."""
    return db.session.scalars(select(SitePage).where(SitePage.id.in_(ids), IS_PUBLISHED)).all()


def listed_pages(languages: Sequence[Language]) -> list[Listed]:
    """Return the pages of the menus, each once, in the first of some languages, or in any."""
    by_slug: dict[str, list[Listed]] = {}
    for row in rows_of(_LISTED, {}):
        by_slug.setdefault(row[0], []).append(Listed._make(row))
    return [in_order(pages, languages)[0] for pages in by_slug.values()]


def in_order(rows: Iterable[Spoken], languages: Sequence[Language]) -> list[Spoken]:
    """Return rows in the order of the languages that they are in; those of others last."""

    def place(row: Spoken) -> int:
        fits = (row.language in {each.code, each.tag} for each in languages)
        return next((number for number, fit in enumerate(fits) if fit), len(languages))

    return sorted(rows, key=place)
