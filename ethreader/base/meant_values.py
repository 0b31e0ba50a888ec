"""Which choice or number was probably meant by a word that stands in its place."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from ethreader.base.slugs import proposed_slug
from ethreader.i18n.texts import gettext

_YES = ("yes", "true", "on", "1", "enabled", "enable", "allow", "allowed", "ja", "da")
_NO = ("no", "false", "off", "0", "disabled", "disable", "none", "never", "nein", "ne", "kein")
# What others call it; some look more like the opposite.
_OTHERS = {
    **dict.fromkeys(
        (
            *("offline", "onsite", "on-site", "presence", "physical", "live", "face-to-face"),
            *("praesenz", "vor-ort", "uzivo", "in-presence"),
        ),
        "in-person",
    ),
    **dict.fromkeys(
        ("hybrid", "mixed", "hybrid-event", "in-person-and-online", "hibridno"), "both"
    ),
    **dict.fromkeys(
        ("virtual", "remote", "digital", "webinar", "zoom", "stream", "livestream", "onlajn"),
        "online",
    ),
    **dict.fromkeys(
        ("confirmed", "scheduled", "published", "active", "upcoming", "geplant", "planirano"),
        "planned",
    ),
    **dict.fromkeys(("moved", "new-date", "verlegt", "pomereno"), "rescheduled"),
    **dict.fromkeys(("verschoben", "delayed", "on-hold", "odlozeno", "odgodjeno"), "postponed"),
    **dict.fromkeys(("abgesagt", "called-off", "dropped", "otkazano"), "cancelled"),
    **dict.fromkeys(
        ("organiser", "organizer", "lead", "veranstalter", "veranstalterin", "organizator"), "host"
    ),
    **dict.fromkeys(("co-organiser", "co-organizer", "partner", "suorganizator"), "co-host"),
    **dict.fromkeys(("sponsor", "donor", "foerderer", "donator"), "funder"),
}
# A yes says nothing of who reads first: what is proposed is the safe one.
_OF_COMMENTS = {
    **dict.fromkeys((*_YES, "moderated", "moderate", "moderation", "premoderated"), "held"),
    **dict.fromkeys((*_NO, "locked"), "closed"),
    **dict.fromkeys(("public", "free", "unmoderated"), "open"),
}
_DAYS = {
    **dict.fromkeys(("", "d", "day", "days", "tag", "tage", "tagen", "dan", "dana"), 1),
    **dict.fromkeys(("w", "week", "weeks", "woche", "wochen", "nedelja", "nedelje"), 7),
    **dict.fromkeys(("month", "months", "monat", "monate", "mesec", "meseca", "meseci"), 30),
    **dict.fromkeys(("year", "years", "jahr", "jahre", "godina", "godine"), 365),
}
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "ten": 10}


def perhaps(text: object, meant: str | None) -> str:
    """Return what was probably meant by a text, to be put behind a sentence; nothing if unknown."""
    if not meant:
        return ""
    return gettext("; for “%(said)s” perhaps %(meant)s", said=text, meant=meant)


def surely(text: object, meant: str | None) -> str:
    """Return what a text is called here, to be put behind a sentence; nothing if unknown."""
    return gettext("; for “%(said)s” it is %(meant)s", said=text, meant=meant) if meant else ""


def meant_choice(text: object, choices: Sequence[str]) -> str:
    """Return which of the `choices` was probably meant, to be put behind a sentence."""
    said = str(text).strip().rpartition("/")[2].removesuffix("EventAttendanceMode")
    plain = (proposed_slug(said) or said.casefold()).removeprefix("event")
    candidates = (_OTHERS.get(plain), _OF_COMMENTS.get(plain))
    meant = next((each for each in candidates if each in choices), None)
    near = [meant] if meant else get_close_matches(plain, choices, n=1, cutoff=0.7)
    return perhaps(text, near[0] if near else None)


def meant_number(text: object) -> str:
    """Return which number of days was probably meant, to be put behind a sentence."""
    plain = str(text).strip().casefold()
    if (proposed_slug(plain) or plain) in _NO:
        return gettext("; for “%(said)s” leave the line out", said=text)
    found = re.fullmatch(r"(?:after )?(?:(\d{1,4})|([a-z]+)\s)\s*([^\W\d_]*)", plain)
    if found is None:
        return ""
    count = int(found[1]) if found[1] else _NUMBERS.get(found[2])
    unit = _DAYS.get(found[3])
    return perhaps(text, str(count * unit) if count and unit else None)
