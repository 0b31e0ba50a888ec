"""Time zones by the places that keep them: what an editor may name, and what was meant instead."""

import re
from difflib import get_close_matches
from functools import cache

from babel.core import get_global

from ethreader.base.clock import time_zone_names

_PLACES = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic"),
    *("Australia", "Europe", "Indian", "Pacific"),
)
_OFFSET = re.compile(r"(?:Etc/)?(?:UTC|GMT|Z)?([+-])(\d{1,2})(?::?(\d\d))?")
_WORDS = re.compile(r"[ -](?:time|zeit)$", re.IGNORECASE)
# What people write for the time of a place that they do not name.
_MEANT = {
    **dict.fromkeys(("GMT", "BST", "WET", "Greenwich"), "Europe/London"),
    **dict.fromkeys(("UTC+0", "Etc/GMT", "Etc/Greenwich"), "Europe/London"),
    **dict.fromkeys(("Zulu", "Z", "UCT", "Universal", "Etc/UTC", "Etc/Zulu", "Etc/UCT"), "UTC"),
    **dict.fromkeys(("Etc/Universal", "utc"), "UTC"),
    **dict.fromkeys(("CET", "CEST", "MET", "MEZ", "MESZ", "SEV"), "Europe/Vienna"),
    **dict.fromkeys(("EET", "EEST", "OEZ"), "Europe/Athens"),
    **dict.fromkeys(("MSK", "W-SU"), "Europe/Moscow"),
    **dict.fromkeys(("EST", "EDT", "ET", "EST5EDT"), "America/New_York"),
    **dict.fromkeys(("CST", "CDT", "CST6CDT"), "America/Chicago"),
    **dict.fromkeys(("MST", "MDT", "MST7MDT"), "America/Denver"),
    **dict.fromkeys(("PST", "PDT", "PST8PDT"), "America/Los_Angeles"),
    **dict.fromkeys(("HST",), "Pacific/Honolulu"),
    **dict.fromkeys(("IST",), "Asia/Kolkata"),
    **dict.fromkeys(("Wien", "Vienna", "Austria"), "Europe/Vienna"),
    **dict.fromkeys(("Beograd", "Београд", "Serbia", "Srbija"), "Europe/Belgrade"),
}
_BY_HOURS = {
    -10: "Pacific/Honolulu",
    -8: "America/Los_Angeles",
    -7: "America/Denver",
    -6: "America/Chicago",
    -5: "America/New_York",
    -3: "America/Sao_Paulo",
    0: "Europe/London",
    1: "Europe/Vienna",
    2: "Europe/Athens",
    3: "Europe/Istanbul",
    4: "Asia/Dubai",
    5: "Asia/Karachi",
    6: "Asia/Dhaka",
    7: "Asia/Bangkok",
    8: "Asia/Manila",
    9: "Asia/Tokyo",
    10: "Australia/Sydney",
    12: "Pacific/Auckland",
}


@cache
def zones_of_places() -> frozenset[str]:
    """Return the zones that follow the clocks of a place, and UTC.

    Abbreviations, offsets and the machine's own zone are not among them: nobody can read which
    place's hours they are, and some stand for another place's (EST for Panama's).
    """
    names = {name for name in time_zone_names() if name.partition("/")[0] in _PLACES}
    return frozenset({*(name for name in names if "/" in name), "UTC"})


def meant_zone(text: str, country: str = "") -> str | None:
    """Return the zone that was probably meant by `text`, in a country if that is known."""
    name = text.removeprefix("posix/").removeprefix("right/").strip()
    candidates = (
        _by_spelling(name),
        _by_country(country),
        _MEANT.get(name) or _MEANT.get(name.upper()),
        _by_offset(name),
        get_global("windows_zone_mapping").get(name),
        get_global("zone_aliases").get(name),
        _by_spelling(_WORDS.sub("", name)),
        _MEANT.get(name.partition("/")[0]),
        _by_likeness(name),
    )
    return next((each for each in candidates if each in zones_of_places()), None)


def _by_country(country: str) -> str | None:
    zones = get_global("territory_zones").get(country.upper(), [])
    return str(zones[0]) if len(zones) == 1 else None


def _by_offset(name: str) -> str | None:
    match = _OFFSET.fullmatch(name)
    if match is None or match[3] not in {None, "00"}:
        return None
    hours = int(match[1] + match[2])
    # In names like Etc/GMT-1 the sign is the other way round.
    return _BY_HOURS.get(-hours if name.startswith("Etc/") else hours)


def _by_spelling(name: str) -> str | None:
    wanted = _plain(name)
    return _zones().get(wanted) or _cities().get(wanted)


def _by_likeness(name: str) -> str | None:
    wanted = _plain(name)
    city = wanted.rpartition("/")[2]
    near = [
        *get_close_matches(wanted, _zones(), n=1, cutoff=0.8),
        *get_close_matches(city, _cities(), n=1, cutoff=0.8),
    ]
    return (_zones() | _cities())[near[0]] if near else None


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name).casefold()


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in sorted(zones_of_places())}


@cache
def _cities() -> dict[str, str]:
    return {zone.rpartition("/")[2]: written for zone, written in _zones().items()}
