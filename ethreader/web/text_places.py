"""Where a text stands that is not there in each language of the site.

A page without a text of its own shows that of another language, and leads search engines there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ethreader.i18n.languages import Language, page_language

Pages = Sequence[tuple[Language, str]]


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where a text is at home, and where it stands in other languages."""

    canonical: str
    original: str
    others: Pages


def home_of(tag: str, pages: Pages) -> str:
    """Return the code of the language in which an original is at home: its own, else the first."""
    home, codes = page_language(tag), [each.code for each, _ in pages]
    return home.code if home is not None and home.code in codes else codes[0]


def pages_with_text(pages: Pages, *, original: str, translated: Collection[str]) -> Pages:
    """Return the pages that have a text of their own, that of the original first.

    `original` is a language tag, `translated` are codes of languages.
    """
    home = home_of(original, pages)
    there = (page for page in pages if page[0].code in {home, *translated})
    return sorted(there, key=lambda page: page[0].code != home)


def places_among(pages: Pages, *, here: str, original: str, translated: Collection[str]) -> Places:
    """Return where a text stands, as the page in the language `here` tells it."""
    there = pages_with_text(pages, original=original, translated=translated)
    paths = {each.code: path for each, path in there}
    _, home = there[0]
    return Places(
        canonical=paths.get(here, home), original=home, others=there if len(there) > 1 else ()
    )
