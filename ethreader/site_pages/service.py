"""Rules that write what the site says of itself, and its pages."""

from typing import TYPE_CHECKING

from ethreader.base.db import db
from ethreader.pictures.service import set_picture
from ethreader.site_pages.models import Site, SitePage
from ethreader.site_pages.queries import page_by_slug, site_of, translations_of

if TYPE_CHECKING:
    from ethreader.site_pages.fields import SiteFields, SitePageFields


def save_site(fields: "SiteFields") -> Site:
    """Store what the site says of itself in a language, in place of what it said there."""
    site = site_of(fields.slug) or Site()
    fields.write_to(site)
    site.links = [link.model_dump() for link in fields.links]
    set_picture(site, fields.picture)
    site.body_html = fields.body_html
    db.session.add(site)
    db.session.flush()
    return site


def save_page(fields: "SitePageFields") -> SitePage:
    """Store a page, in place of the one with the same slug if there is one."""
    page = page_by_slug(fields.slug) or SitePage()
    fields.write_to(page)
    page.body_html = fields.body_html
    db.session.add(page)
    db.session.flush()
    return page


def follow_slug(old: str, slug: str) -> None:
    """Let the translations of a page that has another slug now stay its translations."""
    for page in translations_of(old):
        page.translation_of = slug
    db.session.flush()


def let_translations_stand(slug: str) -> None:
    """Let the translations of a page that goes for good stay: the first takes its place."""
    pages = translations_of(slug)
    for page in pages:
        page.translation_of = None if page is pages[0] else pages[0].slug
    db.session.flush()
