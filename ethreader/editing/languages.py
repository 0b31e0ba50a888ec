"""The languages that an editor can choose for a text, each called as it calls itself."""

from babel import Locale

from ethreader.i18n.languages import tag_with_script

_TAGS = (
    *("en", "sr", "sr-Cyrl", "de", "bg", "bs", "hr", "hu", "mk", "ro", "sl", "sq"),
    *("ar", "cs", "el", "es", "fa", "fr", "it", "nl", "pl", "pt", "ru", "sk", "tr", "uk", "ur"),
)

LANGUAGES = {
    tag: str(Locale.parse(tag_with_script(tag), sep="-").get_display_name()) for tag in _TAGS
}
