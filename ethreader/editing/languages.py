"""The languages that an editor can choose for a text, each called as it calls itself."""

from functools import cache

from babel import Locale

from ethreader.i18n.texts import LazyText

_TAGS = (
    *("en", "sr", "sr-Cyrl", "de", "bg", "bs", "hr", "hu", "mk", "ro", "sl", "sq", "sr-Latn"),
    *("ar", "cs", "el", "es", "fa", "fr", "it", "nl", "pl", "pt", "ru", "sk", "tr", "uk", "ur"),
)


class OwnName(LazyText):
    """What a language calls itself: looked up when it is shown, for the files of all are large."""

    def __str__(self) -> str:
        return _own_name(self.text)


@cache
def _own_name(tag: str) -> str:
    return str(Locale.parse(tag, sep="-").get_display_name())


LANGUAGES = {tag: OwnName(tag) for tag in _TAGS}
