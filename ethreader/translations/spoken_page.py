"""Something in the language of the page, where there is a text in it; else the original."""

from typing import Any

from ethreader.i18n.languages import page_language
from ethreader.i18n.scripts import OTHER_SCRIPT, name_in
from ethreader.translations.models import Original
from ethreader.translations.script_service import text_in
from ethreader.translations.text_queries import is_whole
from ethreader.web.localisation import language, other_languages
from ethreader.web.text_places import Places, places_among


def spoken(original: Original) -> Any:
    """Return what says its words in the language of the page: a text of it, or itself."""
    home, here = page_language(original.language), language().code
    is_original = home is not None and home.code == here
    return original if is_original else text_in(original, here) or original


def spoken_page(original: Original) -> Any:
    """Return the same for its own page: a text made before the original had one is not enough."""
    text = spoken(original)
    return text if is_whole(text, original) else original


def name_here(name: str, tag: str) -> str:
    """Return a person's name in the script of the page, where it is Serbian as the page is."""
    return name_in(name, tag, language().code)


def script_here(tag: str) -> str:
    """Return the language tag of what `name_here` gives of a name."""
    home, here = page_language(tag), language()
    return here.tag if home is not None and OTHER_SCRIPT.get(home.code) == here.code else tag


def places_of_texts(original: Original) -> Places | None:
    """Return where a page stands; one that has no text of its own leads to the original.

    Nothing where the page has no other languages, as after a post.
    """
    pages = [(each, path) for each, path, _ in other_languages()]
    if not pages:
        return None
    translated = {each.language for each in original.texts if is_whole(each, original)}
    here = language().code
    return places_among(pages, here=here, original=original.language, translated=translated)
