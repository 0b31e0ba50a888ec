"""What pages say of the site: what editors wrote, else what the operator's settings say."""

from collections.abc import Callable, Sequence

from ethreader.base.settings import Settings
from ethreader.i18n.languages import Language
from ethreader.pictures.models import Picture
from ethreader.site_pages.models import Place, Site
from ethreader.site_pages.queries import Listed, in_order, listed_pages, sites_in
from ethreader.web.localisation import language, settings_languages
from ethreader.web.site_facts import FooterLink, Logo, PageLink, SiteFacts, Words


def read_facts(settings: Settings) -> SiteFacts:
    """Return what the site says of itself in the response's language.

    What is said nowhere in that language is said in its other script, or in the site's first one.
    """
    languages = wanted_languages()
    rows = in_order(sites_in(languages), languages)
    listed = listed_pages(languages)
    name, accent = _first(rows, lambda row: row.name), _first(rows, lambda row: row.accent)
    return SiteFacts(
        name=name.text if name else settings.site_name,
        tagline=_first(rows, lambda row: row.tagline),
        accent=accent.text if accent else "",
        logo=next((_logo(row.picture) for row in rows if row.picture), None),
        footer_text=_first(rows, lambda row: row.footer_text),
        links=next((_links(row) for row in rows if row.links), ()),
        header=_menu(listed, Place.HEADER),
        footer=_menu(listed, Place.FOOTER),
        house_rules=_first(rows, lambda row: row.body_html),
    )


def wanted_languages() -> Sequence[Language]:
    """Return the response's language, the same one in other scripts, and the site's first."""
    asked, known = language(), settings_languages()
    spoken = asked.locale.language
    return (asked, *(each for each in known if each.locale.language == spoken), known[0])


def _first(rows: Sequence[Site], said: Callable[[Site], str]) -> Words | None:
    return next((Words(said(row), row.language) for row in rows if said(row)), None)


def _logo(picture: Picture) -> Logo:
    return Logo(picture.name, picture.width, picture.height)


def _links(row: Site) -> tuple[FooterLink, ...]:
    return tuple(FooterLink(link["label"], link["url"], row.language) for link in row.links)


def _menu(listed: Sequence[Listed], place: Place) -> tuple[PageLink, ...]:
    return tuple(
        PageLink(each.slug, each.language, each.title) for each in listed if each.place is place
    )
