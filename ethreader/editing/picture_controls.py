"""What an editor reads of a picture's fields, wherever there is one."""

from collections.abc import Mapping

from ethreader.editing.controls import Words
from ethreader.i18n.texts import lazy_gettext


def picture_words(name: str) -> Mapping[str, Words]:
    """Return the words of a picture and of its parts, by the name of its field."""
    return {
        name: Words(label=lazy_gettext("Picture")),
        f"{name}.file": Words(label=lazy_gettext("File")),
        f"{name}.alt": Words(label=lazy_gettext("Alternative text")),
        f"{name}.credit": Words(label=lazy_gettext("Credit")),
    }
