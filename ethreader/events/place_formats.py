"""Where an event takes place, in words, for templates: each part once."""

import re
from collections.abc import Iterable

from ethreader.base.countries import meant_country
from ethreader.events.places import Place
from ethreader.i18n.formats import format_country
from ethreader.i18n.serbian import to_latin

# What stands before a town in an address: “1010 Wien”, “A-1010 Wien”, “11000 Beograd”.
_POSTCODE = re.compile(r"(?:[A-Z]{1,3}-)?[0-9][0-9 -]* ")


def town_and_country(place: Place) -> list[str]:
    """Return the town and the country of a place, as far as they are known: “Niš”, “Serbia”.

    A town that is called as its country, as Singapore is, is said once, in the reader's word.
    """
    country = format_country(place.country)
    is_country = country and meant_country(place.locality) == place.country
    return _once("" if is_country else place.locality, country)


def whole_place(place: Place) -> list[str]:
    """Return all that is known of a place, from its name to its country."""
    return _once(place.name, place.address, *town_and_country(place))


def _once(*parts: str) -> list[str]:
    """Return the parts that are not said already by one before, or in one as its whole piece."""
    said: list[str] = []
    for part in filter(None, parts):
        if _plain(part) not in _pieces(said):
            said.append(part)
    return said


def _pieces(parts: Iterable[str]) -> set[str]:
    pieces = [piece.strip() for part in parts for piece in (part, *part.split(","))]
    return {_plain(each) for piece in pieces for each in (piece, _POSTCODE.sub("", piece, count=1))}


def _plain(text: str) -> str:
    """Return a name without what tells its spellings apart: capitals, and Serbian's scripts."""
    return to_latin(text.strip()).casefold()
