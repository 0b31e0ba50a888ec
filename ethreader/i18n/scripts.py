"""The two scripts of Serbian, and names of people in them."""

from ethreader.i18n.cyrillic import made_cyrillic
from ethreader.i18n.languages import SERBIAN, SERBIAN_CYRILLIC, page_language
from ethreader.i18n.serbian import to_latin

OTHER_SCRIPT = {
    SERBIAN.code: SERBIAN_CYRILLIC.code,
    SERBIAN_CYRILLIC.code: SERBIAN.code,
}


def name_in(name: str, tag: str, code: str) -> str:
    """Return a person's name in a script of Serbian, if it is Serbian in the other one.

    `tag` is the language of who tells of the person, `code` that of the page. All other names stay
    as they are: nobody knows how to write them.
    """
    home = page_language(tag)
    if home is None or OTHER_SCRIPT.get(home.code) != code:
        return name
    return to_latin(name) if code == SERBIAN.code else made_cyrillic(name)
