"""Settings: typed, read once from the environment, refused with a sentence when wrong.

The README's table of settings is made from `Settings`, so a setting without a
meaning cannot exist.
"""

import difflib
import ipaddress
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from dotenv import dotenv_values

from ethreader.i18n.languages import Language, languages_named

Value = TypeVar("Value")


class WrongSetting(Exception):
    """A setting that the site cannot start with; its text is for the operator."""


class HtmxSource(StrEnum):
    """Where the page asks for htmx first."""

    CDN = "cdn"
    SELF = "self"


class EmailPolicy(StrEnum):
    """Whether a commenter must give an address."""

    OPTIONAL = "optional"
    REQUIRED = "required"


class Switch(StrEnum):
    """On or off."""

    ON = "on"
    OFF = "off"


def _choice(kind: type[StrEnum]) -> Callable[[str], Any]:
    def parse(text: str) -> StrEnum:
        try:
            return kind(text.lower())
        except ValueError:
            allowed = " or ".join(f"“{choice}”" for choice in kind)
            message = f"choose {allowed}"
            raise ValueError(message) from None

    return parse


def _whole_number(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        message = f"give a whole number from {low} to {high}"
        if not text.isascii() or not text.isdigit() or len(text) > len(str(high)):
            raise ValueError(message)
        if not low <= int(text) <= high:
            raise ValueError(message)
        return int(text)

    return parse


def _host(text: str) -> str:
    if not text or any(character.isspace() or character == "/" for character in text):
        message = "give a host name or an IP address, for example 127.0.0.1"
        raise ValueError(message)
    return text


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _base_url(text: str) -> str:
    message = "give an address such as https://example.org, without a path"
    try:
        parts = urlsplit(text)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError(message) from None
    sound = parts.scheme in {"http", "https"} and parts.hostname and port_is_sound
    if not sound or parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username:
        raise ValueError(message)
    return f"{parts.scheme}://{parts.netloc}"


def _database_url(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        message = "give a URL that starts with sqlite:/// or postgresql+psycopg://"
        raise ValueError(message)
    return text


def _line(longest: int) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not 0 < len(text) <= longest or not text.isprintable():
            message = f"give one line of 1 to {longest} characters"
            raise ValueError(message)
        return text

    return parse


def _is_web_address(text: str) -> bool:
    """Whether `text` is a page that a browser can be sent to: by https, or on this machine."""
    if not text.isascii() or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def _exit_url(text: str) -> str:
    if not _is_web_address(text):
        message = "give an address that starts with https://, such as https://www.bbc.com/weather"
        raise ValueError(message)
    return text


def _helpline_url(text: str) -> str:
    if not re.fullmatch(r"tel:\+?[0-9.()-]{3,30}", text) and not _is_web_address(text):
        message = (
            "give an address that starts with https://, "
            "or tel: and a number without blanks, such as tel:+381110000000"
        )
        raise ValueError(message)
    return text


def _pixel_id(text: str) -> str:
    if not re.fullmatch(r"[0-9]{5,20}", text):
        message = "give the number of the Pixel: 5 to 20 digits and nothing else"
        raise ValueError(message)
    return text


def _smtp_url(text: str) -> str:
    message = "give a URL like smtp://user:password@mail.example.org:587 or smtps://…"
    try:
        parts = urlsplit(text)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError(message) from None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or not port_is_sound:
        raise ValueError(message)
    return text


def _mail_address(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+", text):
        message = "give a plain address like notices@example.org"
        raise ValueError(message)
    return text


def _time_zone(text: str) -> ZoneInfo:
    if text not in available_timezones():
        message = "give a time zone by its IANA name, for example Europe/Belgrade"
        raise ValueError(message)
    return ZoneInfo(text)


def _setting(name: str, *, meaning: str, default: str, parse: Callable[[str], Value]) -> Value:
    """Declare one setting; the type checker sees its value, not the declaration."""
    declaration: Any = field(
        metadata={"name": name, "meaning": meaning, "default": default, "parse": parse}
    )
    return declaration  # type: ignore[no-any-return]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the operator decides."""

    host: str = _setting(
        "HOST",
        meaning="the address to listen on; 0.0.0.0 means every network of the machine",
        default="127.0.0.1",
        parse=_host,
    )
    port: int = _setting(
        "PORT",
        meaning="the port to listen on",
        default="8000",
        parse=_whole_number(1, 65535),
    )
    instance: Path = _setting(
        "ETHREADER_INSTANCE",
        meaning="folder of the embedded default: database, secret key, `.env` file",
        default="instance",
        parse=_folder,
    )
    database_url: str = _setting(
        "ETHREADER_DATABASE_URL",
        meaning="the database; unset, SQLite in the instance folder. "
        "`postgresql+psycopg://user:password@host/name` for PostgreSQL, "
        "whose schema is then made by `flask database upgrade`",
        default="",
        parse=_database_url,
    )
    base_url: str = _setting(
        "ETHREADER_BASE_URL",
        meaning="the public address of the site, used in links that leave it; "
        "with https the sign-in cookie and HSTS are set for https only",
        default="",
        parse=_base_url,
    )
    site_name: str = _setting(
        "ETHREADER_SITE_NAME",
        meaning="the organisation's name, in the header and the page titles",
        default="ASTRA events",
        parse=_line(80),
    )
    languages: tuple[Language, ...] = _setting(
        "ETHREADER_LANGUAGES",
        meaning="the languages of the interface, by their codes, with commas between them: `en`, "
        "`sr` (Serbian in Latin script), `sr-Cyrl` (in Cyrillic), `de`. The first stands at "
        "addresses without a prefix and is the language of mails; the others stand behind "
        "`/sr/`, `/sr-Cyrl/`, `/de/`",
        default="en,sr,sr-Cyrl,de",
        parse=languages_named,
    )
    time_zone: ZoneInfo = _setting(
        "ETHREADER_TIMEZONE",
        meaning="the organisation's own time zone: the day that a comment carries, "
        "and where an event without a zone takes place",
        default="Europe/Belgrade",
        parse=_time_zone,
    )
    htmx: HtmxSource = _setting(
        "ETHREADER_HTMX",
        meaning="`cdn`: htmx comes from its CDN, and the site's own copy takes over "
        "when it does not arrive; `self`: the own copy first, and no third party at all",
        default="cdn",
        parse=_choice(HtmxSource),
    )
    email: EmailPolicy = _setting(
        "ETHREADER_EMAIL",
        meaning="`optional` or `required`: whether a commenter must give an address "
        "(it is checked and forgotten either way)",
        default="optional",
        parse=_choice(EmailPolicy),
    )
    limits: Switch = _setting(
        "ETHREADER_LIMITS",
        meaning="`on`, or `off` for load tests: how much a visitor may send, and how often "
        "a password is guessed, is then not limited; `off` is refused unless the site listens "
        "on the machine itself only",
        default="on",
        parse=_choice(Switch),
    )
    pace: int = _setting(
        "ETHREADER_PACE",
        meaning="seconds between a form's stamp and its arrival below which the queue "
        "marks a comment as sent faster than people type; 0 turns the mark off",
        default="3",
        parse=_whole_number(0, 3600),
    )
    thread_page: int = _setting(
        "ETHREADER_THREAD_PAGE",
        meaning="how many comments of their own, with their first answers, stand in a page of "
        "a thread; more come with “Show more”",
        default="40",
        parse=_whole_number(1, 5000),
    )
    news_seconds: int = _setting(
        "ETHREADER_NEWS_SECONDS",
        meaning="how many seconds an open article waits before it asks again whether there are "
        "new comments; 0 turns it off",
        default="60",
        parse=_whole_number(0, 86_400),
    )
    reports_to_hold: int = _setting(
        "ETHREADER_REPORTS_TO_HOLD",
        meaning="how many readers have to report a comment until it leaves the page and waits "
        "for a moderator again; 0: never, moderators then just see the reports",
        default="3",
        parse=_whole_number(0, 50),
    )
    contact_days: int = _setting(
        "ETHREADER_CONTACT_DAYS",
        meaning="days for which a sealed address is kept when its owner asked for news; "
        "the form says this number",
        default="90",
        parse=_whole_number(1, 365),
    )
    smtp_url: str = _setting(
        "ETHREADER_SMTP_URL",
        meaning="where mail goes, `smtp://user:password@host:587` or `smtps://…`; TLS is demanded "
        "except on this machine. Unset, mails land in the instance folder, sealed: "
        "`flask mail read` shows them",
        default="",
        parse=_smtp_url,
    )
    mail_from: str = _setting(
        "ETHREADER_MAIL_FROM",
        meaning="the sender's address of all mails; choose one that says nothing of the subject",
        default="notices@localhost",
        parse=_mail_address,
    )
    mail_name: str = _setting(
        "ETHREADER_MAIL_NAME",
        meaning="the sender's name of all mails; neutral for the same reason",
        default="Notices",
        parse=_line(80),
    )
    mail_subject: str = _setting(
        "ETHREADER_MAIL_SUBJECT",
        meaning="the subject of all mails; neutral too",
        default="A message for you",
        parse=_line(80),
    )
    mail_keys: Path = _setting(
        "ETHREADER_MAIL_KEYS",
        meaning="folder of the private keys, for the mail process alone; "
        "unset, `mail-keys` in the instance folder",
        default="",
        parse=_folder,
    )
    exit_url: str = _setting(
        "ETHREADER_EXIT_URL",
        meaning="where “Leave this page” leads: a site that is ordinary for everybody "
        "and the same for everybody; never one of your own",
        default="https://www.bbc.com/weather",
        parse=_exit_url,
    )
    helpline_text: str = _setting(
        "ETHREADER_HELPLINE_TEXT",
        meaning="one line about whom to call or write to for help, above each article "
        "and on the safety page; unset, there is none",
        default="",
        parse=_line(200),
    )
    helpline_url: str = _setting(
        "ETHREADER_HELPLINE_URL",
        meaning="where that line leads when it is pressed: `tel:` and a number, or an "
        "https address; unset, it is text only",
        default="",
        parse=_helpline_url,
    )
    house_rules: str = _setting(
        "ETHREADER_HOUSE_RULES",
        meaning="a Markdown file with your own house rules; unset, the built-in ones are shown",
        default="",
        parse=_line(300),
    )
    privacy_contact: str = _setting(
        "ETHREADER_PRIVACY_CONTACT",
        meaning="whom readers ask about privacy: an address, a number or a name, "
        "shown on the page about privacy; unset, none is named",
        default="",
        parse=_line(200),
    )
    counting: Switch = _setting(
        "ETHREADER_COUNTING",
        meaning="`on` or `off`: whether the desk sees how many people read which pages; counted "
        "without script and cookie, and kept as sums by day for 25 months",
        default="on",
        parse=_choice(Switch),
    )
    pixel_id: str = _setting(
        "ETHREADER_PIXEL_ID",
        meaning="the number of a Facebook Pixel; unset, there is no trace of it. Set, readers are "
        "asked at the end of a page, and only who says yes is told to Facebook, by an image and "
        "never by a script",
        default="",
        parse=_pixel_id,
    )
    trusted_proxies: int = _setting(
        "ETHREADER_TRUSTED_PROXIES",
        meaning="how many proxies in front of the site may say, by forwarding headers, "
        "which host and scheme a visitor asked for",
        default="0",
        parse=_whole_number(0, 10),
    )

    @property
    def is_secure(self) -> bool:
        """Whether visitors reach the site by https."""
        return self.base_url.startswith("https://")

    @property
    def uses_embedded_database(self) -> bool:
        """Whether the database is the file in the instance folder, which migrates itself."""
        return self.database_url == embedded_database_url(self.instance)

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings from `environment` (the process's own unless given).

        A `.env` file in the instance folder fills what the environment does not say.
        Raises `WrongSetting` with a sentence for the operator.
        """
        given = dict(os.environ if environment is None else environment)
        instance = _parsed(_declarations()["instance"], given)
        try:
            filed = {k: v for k, v in dotenv_values(instance / ".env").items() if v is not None}
        except (OSError, UnicodeDecodeError) as problem:
            message = f"The settings file {instance / '.env'} cannot be read: {problem}."
            raise WrongSetting(message) from problem
        given = filed | given
        _warn_of_strangers(given)
        values = {key: _parsed(declared, given) for key, declared in _declarations().items()}
        values["instance"] = instance
        values["database_url"] = values["database_url"] or embedded_database_url(instance)
        values["mail_keys"] = values["mail_keys"] or instance / "mail-keys"
        values["base_url"] = values["base_url"] or local_url(values["host"], values["port"])
        settings = cls(**values)
        if settings.limits is Switch.OFF and not _is_loopback(settings.host):
            message = (
                f"ETHREADER_LIMITS is “off” while HOST is “{settings.host}”: limits can be "
                "off only where nobody else can reach the site. Set HOST to 127.0.0.1 or "
                "ETHREADER_LIMITS to “on”."
            )
            raise WrongSetting(message)
        _refuse_useless_ways(settings)
        return settings


def embedded_database_url(instance: Path) -> str:
    """Return the URL of the SQLite file in the instance folder."""
    return f"sqlite:///{instance / 'ethreader.sqlite3'}"


def local_url(host: str, port: int) -> str:
    """Return the address by which this machine reaches a site on `host` and `port`."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def settings_table() -> str:
    """Return the README's table of settings, as Markdown."""
    rows = [
        f"| `{declared['name']}` | {_shown_default(declared)} | {declared['meaning']} |"
        for declared in _declarations().values()
    ]
    return "\n".join(["| setting | default | meaning |", "| --- | --- | --- |", *rows])


def _shown_default(declared: Mapping[str, Any]) -> str:
    return f"`{declared['default']}`" if declared["default"] else "–"


def _declarations() -> dict[str, Mapping[str, Any]]:
    return {each.name: each.metadata for each in fields(Settings)}


def _parsed(declared: Mapping[str, Any], given: Mapping[str, str]) -> Any:
    text = given.get(declared["name"], "").strip()
    if not text:
        default = declared["default"]
        return declared["parse"](default) if default else ""
    try:
        return declared["parse"](text)
    except ValueError as problem:
        message = f"{declared['name']} is “{text}”: {problem}."
        raise WrongSetting(message) from None


def _refuse_useless_ways(settings: Settings) -> None:
    """Refuse a way out that leads back in, and a help line without words."""
    if urlsplit(settings.exit_url).netloc.lower() == urlsplit(settings.base_url).netloc.lower():
        message = (
            f"ETHREADER_EXIT_URL is “{settings.exit_url}”, which is this site itself: "
            "whoever leaves would arrive where they were. Choose another site."
        )
        raise WrongSetting(message)
    if settings.helpline_url and not settings.helpline_text:
        message = (
            "ETHREADER_HELPLINE_URL is set and ETHREADER_HELPLINE_TEXT is not: "
            "a link needs words. Set both, or the text alone."
        )
        raise WrongSetting(message)


def _warn_of_strangers(given: Mapping[str, str]) -> None:
    known = {declared["name"] for declared in _declarations().values()}
    for name in sorted(given):
        if name.startswith("ETHREADER_") and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            print(f"{name} is not a setting of this site and has no effect.{hint}", file=sys.stderr)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
