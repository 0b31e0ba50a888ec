"""In which languages a simple page is there, and where."""

from collections.abc import Sequence

from ethreader.i18n.languages import Language, page_language
from ethreader.site_pages.models import SitePage
from ethreader.site_pages.queries import Mapped
from ethreader.web.localisation import language, other_languages, places_of
from ethreader.web.text_places import Places, pages_with_text, places_among


def places_of_page(texts: Sequence[SitePage]) -> Places | None:
    """Return where the page of some texts stands; nothing where it has no other languages."""
    pages = [(each, path) for each, path, _ in other_languages()]
    if not pages:
        return None
    original, *others = (text.language for text in texts)
    return places_among(pages, here=language().code, original=original, translated=_codes(others))


def mapped_places(texts: Sequence[Mapped]) -> Sequence[tuple[Language, str]]:
    """Return all languages in which a page has a text, with its path in each."""
    original, *others = (text.language for text in texts)
    pages = places_of("site_pages.show", {"slug": texts[0].slug})
    return pages_with_text(pages, original=original, translated=_codes(others))


def path_of_text(slug: str, tag: str) -> str:
    """Return where the text of a language stands, of the page that readers find under a slug."""
    pages = places_of("site_pages.show", {"slug": slug})
    [(_, path)] = pages_with_text(pages, original=tag, translated=())
    return path


def _codes(tags: Sequence[str]) -> set[str]:
    return {home.code for home in map(page_language, tags) if home is not None}
