"""Reads about the site and its pages: in a language, or in the one that is nearest to it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.base.rows import rows_of
from ethreader.i18n.languages import Language
from ethreader.site_pages.models import Place, Site, SitePage


class Listed(NamedTuple):
    """A page as a menu names it."""

    slug: str
    language: str
    title: str
    place: Place


Spoken = TypeVar("Spoken", Site, SitePage, Listed)

_LISTED = (
    select(SitePage.slug, SitePage.language, SitePage.title, SitePage.place)
    .where(SitePage.place != Place.NOWHERE)
    .order_by(SitePage.position, SitePage.slug, SitePage.id)
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
    """Return all pages, in all languages, as menus order them."""
    order = SitePage.position, SitePage.slug, SitePage.language
    return db.session.scalars(select(SitePage).order_by(*order)).all()


def page_in(slug: str, language: str) -> SitePage | None:
    """Return the page of a slug that is in a language."""
    where = SitePage.slug == slug, SitePage.language == language
    return db.session.scalar(select(SitePage).where(*where))


def page_of(slug: str) -> SitePage | None:
    """Return the page of a slug in one of its languages."""
    return page_for(slug, ())


def page_for(slug: str, languages: Sequence[Language]) -> SitePage | None:
    """Return the page of a slug in the first of some languages that it is there in, or any."""
    pages = db.session.scalars(
        select(SitePage).where(SitePage.slug == slug).order_by(SitePage.id)
    ).all()
    return next(iter(in_order(pages, languages)), None)


def listed_pages(languages: Sequence[Language]) -> list[Listed]:
    """Return the pages of the menus, each once, in the first of some languages, or in any."""
    listed: list[Listed] = list(map(Listed._make, rows_of(_LISTED, {})))
    by_slug: dict[str, list[Listed]] = {}
    for each in listed:
        by_slug.setdefault(each.slug, []).append(each)
    return [in_order(pages, languages)[0] for pages in by_slug.values()]


def in_order(rows: Iterable[Spoken], languages: Sequence[Language]) -> list[Spoken]:
    """Return rows in the order of the languages that they are in; those of others last."""

    def place(row: Spoken) -> int:
        fits = (row.language in {each.code, each.tag} for each in languages)
        return next((number for number, fit in enumerate(fits) if fit), len(languages))

    return sorted(rows, key=place)
