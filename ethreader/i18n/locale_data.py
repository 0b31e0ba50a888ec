"""What Babel knows of languages, in less memory: it keeps all that it reads, and pages say little.

A locale is more than a megabyte, mostly units and names of currencies; what is the same for all
locales is two, a third of them which languages are spoken where.
"""

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from babel.core import get_global

_OF_A_LOCALE = (
    *("unit_patterns", "unit_display_names", "compound_unit_patterns", "date_fields"),
    *("currency_names", "currency_names_plural", "currency_symbols", "currency_unit_patterns"),
    *("compact_currency_formats", "compact_decimal_formats"),
)
_OF_ALL = ("territory_languages", "territory_currencies", "all_currencies", "currency_fractions")


def lean_locale(name: str) -> Locale:
    """Return a locale, without what no page says; nor is that left of those that it builds on."""
    locale = Locale.parse(name)
    localedata.load(str(locale))
    known: Mapping[str, dict[str, Any]] = getattr(localedata, "_cache", {})
    for data in tuple(known.values()):
        for key in _OF_A_LOCALE:
            data.pop(key, None)
    everywhere: Any = get_global
    for key in _OF_ALL:
        everywhere(key).clear()
    return locale


def names_in(locale: str, kind: str) -> dict[str, str]:
    """Return the names of all `territories` or `languages` in a locale, and keep nothing of it."""
    file = Path(localedata.resolve_locale_filename(locale))
    names: dict[str, str] = pickle.loads(file.read_bytes())[kind]  # noqa: S301 - a library's own
    return names
