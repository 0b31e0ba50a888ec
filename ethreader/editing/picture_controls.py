"""What an editor reads of pictures and documents, wherever a form has them."""

from collections.abc import Mapping

from ethreader.editing.controls import Control, FieldShape, Words
from ethreader.i18n.texts import lazy_gettext

_ALT = Words(
    label=lazy_gettext("What the picture shows"),
    hint=lazy_gettext(
        "For people who cannot see it. One sentence, like “Three women at a table, one speaks”."
    ),
)
_CREDIT = Words(
    label=lazy_gettext("Who made the picture"),
    hint=lazy_gettext("Readers see it below the picture, like “Photo: ASTRA”."),
)
_PICTURE = Words(
    label=lazy_gettext("Picture file"),
    hint=lazy_gettext(
        "JPEG, PNG, WebP or GIF, 20 MB at most. Where and when it was taken is left out."
    ),
)
_PDF = Words(
    label=lazy_gettext("PDF file"),
    hint=lazy_gettext("10 MB at most. Readers download it as it is, with its author’s name."),
)
_LINK = Words(
    label=lazy_gettext("Name of the document"), hint=lazy_gettext("Like “Programme of the day”.")
)


def _file(words: Words) -> FieldShape:
    return FieldShape(name="file", words=words, control=Control.FILE, is_required=True)


def _line(name: str, words: Words, *, limit: int) -> FieldShape:
    return FieldShape(name=name, words=words, control=Control.LINE, limit=limit, is_required=True)


PICTURE_FILE = _file(_PICTURE)
# What is said of a file that is to stand in a text.
NEW_PICTURE = (PICTURE_FILE, _line("alt", _ALT, limit=300), _line("credit", _CREDIT, limit=200))
NEW_DOCUMENT = (_file(_PDF), _line("words", _LINK, limit=200))


def picture_words(name: str) -> Mapping[str, Words]:
    """Return the words of a picture and of its parts, by the name of its field."""
    return {
        name: Words(label=lazy_gettext("Picture"), shown_by="own_picture"),
        f"{name}.file": Words(label=lazy_gettext("File")),
        f"{name}.alt": _ALT,
        f"{name}.credit": _CREDIT,
    }


def logo_words(name: str) -> Mapping[str, Words]:
    """Return the words of a picture beside the site's name, which says what it shows."""
    hint = lazy_gettext("It stands before the name of the site, on white.")
    return {
        name: Words(label=lazy_gettext("Logo"), hint=hint, shown_by="own_picture"),
        f"{name}.file": Words(label=lazy_gettext("File")),
    }
