"""In which language a result is shown: in that of the page, unless more was found in another."""

from flask import url_for

from ethreader.base.typed_words import Wanted
from ethreader.i18n.languages import page_language
from ethreader.search.documents import Document, Told
from ethreader.search.marking import count_found
from ethreader.web.localisation import language, places_of
from ethreader.web.text_places import home_of


def told_where_found(document: Document, wanted: Wanted) -> Told:
    """Return the text in which most of what was looked for stands, rather that of the page."""
    if not document.told:
        return Told(
            title=document.title,
            name=document.name,
            text=document.text,
            language=document.language,
        )
    here = _shown_here(document)
    in_order = [here, *(each for each in document.told if each is not here)]
    return max(in_order, key=lambda told: count_found(_words_of(told), wanted))


def _words_of(told: Told) -> str:
    return f"{told.title} {told.name} {told.text}"


def path_of_told(document: Document, told: Told, *, endpoint: str) -> str:
    """Return where a text is read: on the page of this language, if it shows it."""
    if told is _shown_here(document):
        return url_for(endpoint, slug=document.slug)
    pages = places_of(endpoint, {"slug": document.slug})
    home = home_of(told.language, pages)
    return next(path for each, path in pages if each.code == home)


def _shown_here(document: Document) -> Told:
    original = document.told[0]
    by_code = {home.code: each for each in document.told if (home := page_language(each.language))}
    return by_code.get(language().code, original)
