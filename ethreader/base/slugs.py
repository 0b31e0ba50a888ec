"""The last part of a page's URL, made of any words."""

import re
import unicodedata

from ethreader.i18n.serbian import to_latin

SLUG_LENGTH = 120
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# A page's path or a file's, where its slug is wanted.
_PATH = re.compile(r"(?=/|https?://|.*\.md$)(?:\S*/)?([^/\s]+?)(?:\.md)?/?")
# Letters that do not come apart into a Latin letter and a mark, nor are Serbian Cyrillic.
_LETTERS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "й": "i",
        "ё": "e",
        "ы": "y",
        "э": "e",
        "ю": "yu",
        "я": "ya",
        "щ": "sht",
        "ь": "",
        "ъ": "",
        "\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}": "i",
        "ї": "i",
        "þ": "th",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "є": "ie",
        "ґ": "g",
        "ѓ": "gj",
        "ќ": "kj",
    }
)


def is_slug(text: str) -> bool:
    """Tell whether a text can be the last part of a URL as it stands."""
    return bool(_SLUG.fullmatch(text)) and len(text) <= SLUG_LENGTH


def proposed_slug(words: str) -> str | None:
    """Return a slug that these words can have, or none if their script has no Latin letters."""
    named = _PATH.fullmatch(words.strip())
    composed = unicodedata.normalize("NFC", named[1] if named else words).casefold()
    latin = to_latin(composed.translate(_LETTERS)).replace("đ", "dj")
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(sign)
    ).lower()  # Again: “№” comes apart into “No”.
    if any(sign.isalpha() and not sign.isascii() for sign in bare):
        return None
    return _cut(re.sub(r"[^a-z0-9]+", "-", re.sub("['’]", "", bare)).strip("-")) or None


def _cut(slug: str) -> str:
    """Shorten a slug to the last word that is whole; a single long word is cut."""
    if len(slug) <= SLUG_LENGTH:
        return slug
    kept, hyphen, _ = slug[: SLUG_LENGTH + 1].rpartition("-")
    return kept if hyphen else slug[:SLUG_LENGTH]
