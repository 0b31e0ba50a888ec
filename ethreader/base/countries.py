"""Countries by their two letters (ISO 3166-1) and languages by their tags, as the CLDR has them."""

from functools import cache

from babel import Locale, UnknownLocaleError

from ethreader.i18n.locale_data import names_in

# Letters that people write, and that stand for another country or for none.
_SLIPS = {"UK": "GB", "YU": "RS", "SRB": "RS", "AUT": "AT", "GER": "DE", "USA": "US", "EL": "GR"}
_LANGUAGES = ("en", "de", "sr", "sr_Latn")
_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}


@cache
def country_codes() -> frozenset[str]:
    """Return the codes of all countries."""
    two = {code for code in names_in("en", "territories") if len(code) == 2 and code.isalpha()}
    return frozenset(two - _NO_COUNTRIES - set(_SLIPS))


def meant_country(text: str) -> str | None:
    """Return the code of a country that was written by its name, or in another way."""
    wanted = text.strip().casefold()
    if text.strip().upper() in country_codes():
        return text.strip().upper()
    return _SLIPS.get(text.strip().upper()) or _codes_by_name().get(wanted)


@cache
def _codes_by_name() -> dict[str, str]:
    return {
        name.casefold(): code
        for language in _LANGUAGES
        for code, name in names_in(language, "territories").items()
        if code in country_codes()
    }


def meant_language(text: str) -> str | None:
    """Return the tag of a language that was written by its name, or spelt another way."""
    wanted = text.strip().casefold()
    try:
        return str(Locale.parse(wanted.replace("_", "-"), sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        return _tags_by_name().get(wanted)


@cache
def _tags_by_name() -> dict[str, str]:
    return {
        name.casefold(): tag.replace("_", "-")
        for language in _LANGUAGES
        for tag, name in names_in(language, "languages").items()
    }
