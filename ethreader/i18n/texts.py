"""Words in the reader's language, for Python code: templates have `_` and `{% trans %}`.

English stands in the code; the catalogs below `translations/` say it in the other languages.
To the rules this is what the `db` handle is: they name a text and know nothing of requests.
"""

import math
from typing import Any

from flask_babel import get_translations

from ethreader.i18n.formats import format_number, locale


def format_wait(seconds: int) -> str:
    """Return a wait as people say it, rounded up."""
    # Translators: these stand in “Please wait 3 minutes”.
    if seconds >= 3600:
        return ngettext("%(num)s hour", "%(num)s hours", math.ceil(seconds / 3600))
    if seconds >= 60:
        return ngettext("%(num)s minute", "%(num)s minutes", math.ceil(seconds / 60))
    return ngettext("%(num)s second", "%(num)s seconds", seconds)


def gettext(text: str, **values: object) -> str:
    """Return a text in the reader's language; `values` fill its `%(name)s`."""
    words = str(get_translations().ugettext(text))
    return words % values if values else words


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return the form that goes with a number; `%(num)s` is the number as it is written."""
    form = str(get_translations().ungettext(one, many, num))
    return form % {"num": format_number(num), **values}


# A number of each kind that a language may tell apart, by its CLDR name.
PLURAL_CATEGORIES = {"one": 1, "few": 2, "other": 5}


def plural_forms(one: str, many: str) -> list[tuple[str, str]]:
    """Return all forms of a text by the kind of number, for scripts, which choose by themselves."""
    kinds = [kind for kind, num in PLURAL_CATEGORIES.items() if locale().plural_form(num) == kind]
    return [
        (kind, str(get_translations().ungettext(one, many, PLURAL_CATEGORIES[kind])))
        for kind in kinds
    ]


class LazyText:
    """A text that is translated when it is shown: it was written before a reader was known.

    Unlike Flask-Babel's lazy string it has no `__html__`, so templates escape it.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return gettext(self.text)

    def __mod__(self, values: Any) -> str:
        filled: str = str(self) % values
        return filled

    def __repr__(self) -> str:
        return f"LazyText({self.text!r})"


def lazy_gettext(text: str) -> LazyText:
    """Return a text that is translated when it is shown."""
    return LazyText(text)


Text = str | LazyText
