"""The kinds of value that settings take: each reads a text, and refuses a wrong one with advice.

The advice ends a sentence that begins with the setting's name and what was given for it.
"""

import grp
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo

from ethreader.base.clock import time_zone_names
from ethreader.base.database_urls import database_url
from ethreader.base.hosts import is_loopback
from ethreader.base.redis_urls import redis_url
from ethreader.i18n.languages import Language, languages_named

NOWHERE = {"localtime", "Factory"}  # Of the names of zones: whatever the machine has, and none.
Choice = TypeVar("Choice", bound=StrEnum)
AN_EMAIL = r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+"


class HtmxSource(StrEnum):
    """Where the page asks for htmx first."""

    CDN = "cdn"
    SELF = "self"


class EmailPolicy(StrEnum):
    """Whether a commenter must give an email."""

    OPTIONAL = "optional"
    REQUIRED = "required"


class SecondStep(StrEnum):
    """Whose password alone signs nobody in."""

    OPTIONAL = "optional"
    ADMINS = "admins"


class Switch(StrEnum):
    """On or off."""

    ON = "on"
    OFF = "off"


def choice(kind: type[Choice]) -> Callable[[str], Choice]:
    """Take one of a few words, in small or capital letters."""

    def read(text: str) -> Choice:
        try:
            return kind(text.lower())
        except ValueError:
            words = " or ".join(f"'{each}'" for each in kind)
            raise ValueError(f"it should be {words}") from None

    return read


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Take decimal digits between two limits; `int` takes signs and other scripts, too."""

    def read(text: str) -> int:
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(high))
        if not is_number or not low <= int(text) <= high:
            raise ValueError(f"give a whole number from {low} to {high}")
        return int(text)

    return read


def matching(pattern: str, *, advice: str) -> Callable[[str], str]:
    """Take a text that is as `pattern` says from its start to its end."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(advice)
        return text

    return check


def one_line(longest: int) -> Callable[[str], str]:
    """Take visible characters, not too many of them."""

    def check(text: str) -> str:
        if len(text) > longest or not text.isprintable() or text.isspace():
            raise ValueError(f"give one line of 1 to {longest} characters")
        return text

    return check


def _time_zone(name: str) -> ZoneInfo:
    if name not in time_zone_names() - NOWHERE:
        raise ValueError("give a time zone by its IANA name, for example Europe/Belgrade")
    return ZoneInfo(name)


def split_url(url: str, *, schemes: set[str]) -> SplitResult | None:
    """Return the parts of a URL with one of `schemes` and a host; none where it is no such URL."""
    try:
        parts = urlsplit(url)
        is_sound = parts.scheme in schemes and parts.hostname and parts.port != 0
    except ValueError:  # An open bracket, or a port that is no number.
        return None
    return parts if is_sound else None


def _security_contact(text: str) -> str:
    if re.fullmatch(AN_EMAIL, text):
        return f"mailto:{text}"
    if not text.startswith("https://") or not is_page_url(text):
        raise ValueError("give an email address, or a URL that starts with https://")
    return text


def _group_name(text: str) -> str:
    try:
        grp.getgrnam(text)
    except (KeyError, ValueError):
        raise ValueError("give the name of a group of this machine") from None
    return text


def _smtp_url(text: str) -> str:
    parts = split_url(text, schemes={"smtp", "smtps"})
    if parts is None:
        raise ValueError("give a URL like smtp://user:password@mail.example.org:587 or smtps://…")
    if parts.path.strip("/") or parts.query or parts.fragment:  # With the host in them, mostly.
        raise ValueError(
            "it goes on behind the host. In a password write / as %2F, ? as %3F, # as %23"
        )
    if bool(parts.username) != bool(parts.password):  # Nobody would be logged in, in silence.
        raise ValueError("its user and password go together: give both, or none")
    login = unquote(f"{parts.username}{parts.password}")
    if not login.isascii() or not login.isprintable():
        raise ValueError("its user and password have to be plain letters, digits and signs")
    return text


def is_page_url(text: str) -> bool:
    """Whether a browser can be sent to `text`: by https, or on this machine."""
    if not text.isascii() or not text.isprintable() or " " in text:
        return False
    parts = split_url(text, schemes={"http", "https"})
    if parts is None or parts.username is not None:
        return False
    return parts.scheme == "https" or is_loopback(str(parts.hostname))


def _exit_url(text: str) -> str:
    if not is_page_url(text):
        raise ValueError(
            "give a URL that starts with https://, such as https://www.bbc.com/weather"
        )
    return text


def _helpline_url(text: str) -> str:
    if not re.fullmatch(r"tel:\+?[0-9.()-]{3,30}", text) and not is_page_url(text):
        raise ValueError(
            "give a URL that starts with https://, "
            "or tel: and a number without blanks, such as tel:+381110000000"
        )
    return text


HtmxChoice = Annotated[HtmxSource, choice(HtmxSource)]
EmailChoice = Annotated[EmailPolicy, choice(EmailPolicy)]
SecondStepChoice = Annotated[SecondStep, choice(SecondStep)]
SwitchChoice = Annotated[Switch, choice(Switch)]
TimeZone = Annotated[ZoneInfo, _time_zone]
Languages = Annotated[tuple[Language, ...], languages_named]

DatabaseUrl = Annotated[str, database_url]
RedisUrl = Annotated[str, redis_url]
SmtpUrl = Annotated[str, _smtp_url]
ExitUrl = Annotated[str, _exit_url]
HelplineUrl = Annotated[str, _helpline_url]
Email = Annotated[str, matching(AN_EMAIL, advice="give an email address like notices@example.org")]
SecurityContact = Annotated[str, _security_contact]
GroupName = Annotated[str, _group_name]
PixelId = Annotated[
    str,
    matching("[0-9]{5,20}", advice="give the number of the Pixel: 5 to 20 digits and nothing else"),
]
