"""Each setting: what it takes, and the sentence with which it refuses."""

from dataclasses import fields, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from ethreader.base.hosts import local_url
from ethreader.base.setting_fields import settings_of
from ethreader.base.settings import EmailPolicy, HtmxSource, Settings, Switch, WrongSetting
from ethreader.base.settings_table import settings_table
from tests.conftest import ROOT

CHOICES = {
    "ETHREADER_HTMX": "it should be 'cdn' or 'self'",
    "ETHREADER_EMAIL": "it should be 'optional' or 'required'",
    "ETHREADER_LIMITS": "it should be 'on' or 'off'",
}
A_HOST = "give a host name or an IP, for example 127.0.0.1"
A_PORT = "give a whole number from 1 to 65535"
A_URL = "give a URL such as https://example.org or https://example.org/site"
A_LINE = "give one line of 1 to 80 characters"
A_ZONE = "give a time zone by its IANA name, for example Europe/Belgrade"
A_LONG_LINE = "give one line of 1 to 200 characters"
AN_EXIT = "give a URL that starts with https://, such as https://www.bbc.com/weather"
A_HELPLINE = (
    "give a URL that starts with https://, "
    "or tel: and a number without blanks, such as tel:+381110000000"
)
A_DATABASE = "give a URL that starts with sqlite:/// or postgresql+psycopg://"
BEHIND_HOST = "it goes on behind the host. In a password write / as %2F, ? as %3F, # as %23"
WHOLE_LOGIN = "its user and password go together: give both, or none"
PLAIN_LOGIN = "its user and password have to be plain letters, digits and signs"
A_PASSWORD = (
    "its host is not understood. In a password write @ as %40, : as %3A, / as %2F, # as %23 "
    "and % as %25"
)
NO_TLS = (
    "the server is not on this machine, and what readers wrote would travel in clear. "
    "Write sslmode=require or sslmode=verify-full"
)
A_CONTACT = "give an email address, or a URL that starts with https://"
A_GROUP = "give the name of a group of this machine"
A_PACE = "give a whole number from 0 to 3600"
A_COUNT = "give a whole number from 0 to 10"


def read(folder: Path, **given: str) -> Settings:
    return Settings.read({"ETHREADER_INSTANCE": str(folder), **given})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("host", "127.0.0.1"),
        ("port", 8000),
        ("base_url", "http://127.0.0.1:8000"),
        ("site_name", "ASTRA events"),
        ("time_zone", ZoneInfo("Europe/Belgrade")),
        ("htmx", HtmxSource.CDN),
        ("email", EmailPolicy.OPTIONAL),
        ("limits", Switch.ON),
        ("pace", 3),
        ("exit_url", "https://www.bbc.com/weather"),
        ("helpline_text", ""),
        ("helpline_url", ""),
        ("trusted_proxies", 0),
    ],
)
def test_setting_has_the_default_of_the_design(tmp_path: Path, field: str, value: object) -> None:
    assert getattr(read(tmp_path), field) == value


def test_database_stands_in_the_instance_folder_unless_told_otherwise(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert settings.instance == tmp_path
    assert settings.database_url == f"sqlite:///{tmp_path}/ethreader.sqlite3"


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        pytest.param("HOST", "::1", "host", "::1", id="a host may be an IPv6 address"),
        pytest.param("HOST", "[::1]", "host", "::1", id="in the brackets of a URL too"),
        pytest.param("HOST", "[::]", "host", "::", id="every network in brackets"),
        pytest.param("HOST", "my_host.local.", "host", "my_host.local.", id="a name as it comes"),
        pytest.param("PORT", "65535", "port", 65535, id="a port may be the last one"),
        pytest.param("PORT", " 80 ", "port", 80, id="blanks around a value do not count"),
        pytest.param("PORT", "", "port", 8000, id="an empty value is the default"),
        pytest.param(
            "ETHREADER_DATABASE_URL",
            "postgresql+psycopg://u:p@127.0.0.1/site",
            "database_url",
            "postgresql+psycopg://u:p@127.0.0.1/site",
            id="the database may be PostgreSQL",
        ),
        pytest.param(
            "ETHREADER_BASE_URL",
            "https://example.org/",
            "base_url",
            "https://example.org",
            id="a slash after the URL is dropped",
        ),
        pytest.param(
            "ETHREADER_BASE_URL",
            "https://Example.org:443/a/Site-2/",
            "base_url",
            "https://example.org/a/Site-2",
            id="a URL may have a path",
        ),
        pytest.param(
            "ETHREADER_BASE_URL",
            "http://example.org:8080",
            "base_url",
            "http://example.org:8080",
            id="a URL may have a port",
        ),
        pytest.param(
            "ETHREADER_BASE_URL",
            "https://example.org",
            "mail_url",
            "https://example.org",
            id="mails lead to the site's own URL",
        ),
        pytest.param(
            "ETHREADER_MAIL_URL",
            "https://notes.example/",
            "mail_url",
            "https://notes.example",
            id="or to another one",
        ),
        pytest.param(
            "ETHREADER_BASE_URL",
            "https://Bücher.Example:443",
            "base_url",
            "https://xn--bcher-kva.example",
            id="a URL becomes what a browser calls it",
        ),
        pytest.param(
            "ETHREADER_SECURITY_CONTACT",
            "safe@example.org",
            "security_contact",
            "mailto:safe@example.org",
            id="a contact by email",
        ),
        pytest.param(
            "ETHREADER_SECURITY_CONTACT",
            "https://example.org/safe",
            "security_contact",
            "https://example.org/safe",
            id="a contact by a page",
        ),
        pytest.param(
            "ETHREADER_SITE_NAME", "x" * 80, "site_name", "x" * 80, id="a name may be long"
        ),
        pytest.param(
            "ETHREADER_TIMEZONE",
            "Europe/Vienna",
            "time_zone",
            ZoneInfo("Europe/Vienna"),
            id="a time zone by its name",
        ),
        pytest.param("ETHREADER_HTMX", "self", "htmx", HtmxSource.SELF, id="htmx from here"),
        pytest.param("ETHREADER_HTMX", "SELF", "htmx", HtmxSource.SELF, id="in capitals too"),
        pytest.param(
            "ETHREADER_EMAIL", "required", "email", EmailPolicy.REQUIRED, id="an email required"
        ),
        pytest.param("ETHREADER_LIMITS", "off", "limits", Switch.OFF, id="limits off on loopback"),
        pytest.param("ETHREADER_PACE", "0", "pace", 0, id="no pace at all"),
        pytest.param(
            "ETHREADER_EXIT_URL",
            "https://example.org/weather?place=belgrade",
            "exit_url",
            "https://example.org/weather?place=belgrade",
            id="the exit may have a path and a query",
        ),
        pytest.param(
            "ETHREADER_EXIT_URL",
            "http://127.0.0.1:9000/",
            "exit_url",
            "http://127.0.0.1:9000/",
            id="the exit may lead to this machine for trials",
        ),
        pytest.param(
            "ETHREADER_HELPLINE_TEXT",
            "x" * 200,
            "helpline_text",
            "x" * 200,
            id="a help line of a long line",
        ),
        pytest.param(
            "ETHREADER_TRUSTED_PROXIES", "1", "trusted_proxies", 1, id="one proxy is believed"
        ),
    ],
)
def test_setting_is_taken(tmp_path: Path, name: str, text: str, field: str, value: object) -> None:
    assert getattr(read(tmp_path, **{name: text}), field) == value


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        pytest.param("HOST", "a b", A_HOST, id="a host has no blank"),
        pytest.param("HOST", "http://example.org", A_HOST, id="a host is no URL"),
        pytest.param("HOST", "127.0.0.1:80", A_HOST, id="a host has no port"),
        pytest.param("HOST", "[::1]:80", A_HOST, id="nor in brackets"),
        pytest.param("HOST", "[::1", A_HOST, id="an open bracket of a host"),
        pytest.param("HOST", "[127.0.0.1]", A_HOST, id="brackets around what needs none"),
        pytest.param("HOST", "a..b", A_HOST, id="a name without a part"),
        pytest.param("HOST", "..", A_HOST, id="dots"),
        pytest.param("HOST", "*", A_HOST, id="a star"),
        pytest.param("HOST", "x" * 64, A_HOST, id="a part that is too long"),
        pytest.param("HOST", "x." * 127, A_HOST, id="a name that is too long"),
        pytest.param("HOST", "žena.example", A_HOST, id="a name that no socket takes"),
        pytest.param("HOST", "a\0b", A_HOST, id="a NUL"),
        pytest.param("PORT", "0", A_PORT, id="port 0"),
        pytest.param("PORT", "65536", A_PORT, id="a port beyond the last"),
        pytest.param("PORT", "-1", A_PORT, id="a port below zero"),
        pytest.param("PORT", "8000.5", A_PORT, id="half a port"),
        pytest.param("PORT", "٨٠٠٠", A_PORT, id="digits of another script"),
        pytest.param("PORT", "9" * 5000, A_PORT, id="a number without end"),
        pytest.param("ETHREADER_BASE_URL", "example.org", A_URL, id="no scheme"),
        pytest.param("ETHREADER_BASE_URL", "ftp://example.org", A_URL, id="another scheme"),
        pytest.param("ETHREADER_BASE_URL", "https://example.org//a", A_URL, id="an empty step"),
        pytest.param("ETHREADER_BASE_URL", "https://example.org/a/../b", A_URL, id="a step back"),
        pytest.param("ETHREADER_BASE_URL", "https://example.org/a b", A_URL, id="a blank"),
        pytest.param("ETHREADER_BASE_URL", "https://example.org/a%2Fb", A_URL, id="an escape"),
        pytest.param("ETHREADER_BASE_URL", "https://example.org/a;b", A_URL, id="a parameter"),
        pytest.param("ETHREADER_MAIL_URL", "https://example.org/.a", A_URL, id="a hidden path"),
        pytest.param("ETHREADER_BASE_URL", "https://example.org?a", A_URL, id="a query"),
        pytest.param("ETHREADER_BASE_URL", "https://example.org:x", A_URL, id="an odd port"),
        pytest.param("ETHREADER_BASE_URL", "https://[::1", A_URL, id="an open bracket"),
        pytest.param("ETHREADER_SITE_NAME", "x" * 81, A_LINE, id="a name that is too long"),
        pytest.param("ETHREADER_SITE_NAME", "a\nb", A_LINE, id="a name of two lines"),
        pytest.param("ETHREADER_TIMEZONE", "CET+1", A_ZONE, id="no such time zone"),
        pytest.param("ETHREADER_TIMEZONE", "../../etc/passwd", A_ZONE, id="a path as time zone"),
        pytest.param("ETHREADER_TIMEZONE", "localtime", A_ZONE, id="the machine's time zone"),
        pytest.param("ETHREADER_TIMEZONE", "Factory", A_ZONE, id="a time zone of nowhere"),
        pytest.param("ETHREADER_PACE", "3601", A_PACE, id="more than an hour"),
        pytest.param("ETHREADER_PACE", "3s", A_PACE, id="a number with a unit"),
        pytest.param("ETHREADER_TRUSTED_PROXIES", "11", A_COUNT, id="too many proxies"),
        pytest.param("ETHREADER_EXIT_URL", "www.bbc.com", AN_EXIT, id="an exit without scheme"),
        pytest.param("ETHREADER_EXIT_URL", "http://www.bbc.com", AN_EXIT, id="an exit in clear"),
        pytest.param("ETHREADER_EXIT_URL", "javascript:alert(1)", AN_EXIT, id="a script as exit"),
        pytest.param("ETHREADER_EXIT_URL", "https:///weather", AN_EXIT, id="an exit to no host"),
        pytest.param("ETHREADER_EXIT_URL", "https://[::1", AN_EXIT, id="an exit, open bracket"),
        pytest.param("ETHREADER_EXIT_URL", "https://a.org:x", AN_EXIT, id="an exit, odd port"),
        pytest.param("ETHREADER_EXIT_URL", "https://a.org/\nx", AN_EXIT, id="an exit of two lines"),
        pytest.param("ETHREADER_EXIT_URL", "https://a.org/a b", AN_EXIT, id="an exit with a blank"),
        pytest.param("ETHREADER_HELPLINE_TEXT", "x" * 201, A_LONG_LINE, id="too long a help line"),
        pytest.param("ETHREADER_HELPLINE_URL", "tel:", A_HELPLINE, id="no number"),
        pytest.param("ETHREADER_HELPLINE_URL", "tel:011 785", A_HELPLINE, id="a number of parts"),
        pytest.param("ETHREADER_HELPLINE_URL", "http://a.org", A_HELPLINE, id="help in clear"),
        pytest.param("ETHREADER_SECURITY_CONTACT", "Mira", A_CONTACT, id="a contact by name"),
        pytest.param("ETHREADER_SECURITY_CONTACT", "http://a.org", A_CONTACT, id="one in clear"),
        pytest.param("ETHREADER_INSTANCE_GROUP", "no such group", A_GROUP, id="nobody's group"),
        *(
            pytest.param(name, "maybe", reason, id=f"{name}: maybe")
            for name, reason in CHOICES.items()
        ),
    ],
)
def test_wrong_setting_is_refused_with_a_sentence(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    with pytest.raises(WrongSetting) as problem:
        read(tmp_path, **{name: text})

    assert str(problem.value) == f"{name} is “{text}”: {reason}."


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        pytest.param(
            "ETHREADER_DATABASE_URL",
            "postgresql://site:hunter2@db/site",
            A_DATABASE,
            id="of another driver",
        ),
        pytest.param(
            "ETHREADER_SMTP_URL",
            "mail.example.org:587 hunter2",
            "give a URL like smtp://user:password@mail.example.org:587 or smtps://…",
            id="of no mail server",
        ),
        *(
            pytest.param("ETHREADER_SMTP_URL", f"smtp://{rest}", reason, id=name)
            for rest, reason, name in (
                ("me:25/hunter2@mail.example.org", BEHIND_HOST, "with a / in a password"),
                ("me:25?hunter2@mail.example.org", BEHIND_HOST, "with a ? in a password"),
                ("me:25#hunter2@mail.example.org", BEHIND_HOST, "with a # in a password"),
                ("me:hunter2ž@mail.example.org", PLAIN_LOGIN, "with a ž in a password"),
                ("mé:hunter2@mail.example.org", PLAIN_LOGIN, "with an é in a user"),
                ("me:hunter2%00@mail.example.org", PLAIN_LOGIN, "with a NUL in a password"),
                (":hunter2@mail.example.org", WHOLE_LOGIN, "with a password and no user"),
                ("hunter2@mail.example.org", WHOLE_LOGIN, "with a user and no password"),
                ("hunter2:@mail.example.org", WHOLE_LOGIN, "with an empty password"),
            )
        ),
        pytest.param(
            "ETHREADER_EXIT_URL",
            "smtp://me:hun/ter2@mail.example.org",
            AN_EXIT,
            id="of another setting's",
        ),
        pytest.param("ETHREADER_BASE_URL", "https://me:hunter 2@a.org", A_URL, id="with a blank"),
        pytest.param("ETHREADER_BASE_URL", "https://me@example.org", A_URL, id="a user"),
        pytest.param("ETHREADER_EXIT_URL", "https://me@a.org", AN_EXIT, id="an exit with a user"),
        pytest.param("ETHREADER_HELPLINE_URL", "mailto:a@b.org", A_HELPLINE, id="of a mailbox"),
        pytest.param("HOST", "me:hunter2@db /site", A_HOST, id="without a scheme"),
        pytest.param("PORT", "dbname=site PASSWORD = hunter2", A_PORT, id="of libpq's kind"),
        *(
            pytest.param("ETHREADER_DATABASE_URL", f"postgresql+psycopg://{rest}", reason, id=name)
            for rest, reason, name in (
                ("site:hunter2", A_DATABASE, "that lost its host"),
                ("site:x@db:hunter2/site", A_DATABASE, "with a word for a port"),
                ("site:a@hunter2@db/site", A_PASSWORD, "with a second @"),
                ("site:a@hunter2%zz/site", A_PASSWORD, "with a host that is none"),
            )
        ),
    ],
)
def test_wrong_url_that_may_hold_a_password_is_not_shown(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    with pytest.raises(WrongSetting) as problem:
        read(tmp_path, **{name: text})

    assert str(problem.value) == f"{name} is wrong: {reason}."


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        pytest.param("db/site", "db/site?sslmode=require", id="another machine: with TLS"),
        pytest.param("db/site?a=b", "db/site?a=b&sslmode=require", id="beside what is said"),
        pytest.param("db/site?sslmode=verify-full", None, id="stricter stays stricter"),
        pytest.param("127.0.0.1:5433/site", None, id="this machine"),
        pytest.param("[::1]/site", None, id="this machine by IPv6"),
        pytest.param("/site", None, id="the socket of this machine"),
        pytest.param("/site?host=/run/postgresql", None, id="a socket by its folder"),
        pytest.param("/site?host=db", "/site?host=db&sslmode=require", id="a host in the query"),
        pytest.param(
            "localhost/site?host=localhost,db",
            "localhost/site?host=localhost,db&sslmode=require",
            id="one of several hosts",
        ),
        pytest.param(
            "localhost/site?hostaddr=192.0.2.7",
            "localhost/site?hostaddr=192.0.2.7&sslmode=require",
            id="an IP beside the host",
        ),
    ],
)
def test_database_on_another_machine_is_asked_for_tls(
    tmp_path: Path, given: str, taken: str | None
) -> None:
    driver = "postgresql+psycopg://"

    settings = read(tmp_path, ETHREADER_DATABASE_URL=driver + given)

    assert settings.database_url == driver + (taken or given)


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "verify-full&sslmode=disable"])
def test_database_on_another_machine_in_clear_is_refused(tmp_path: Path, mode: str) -> None:
    url = f"postgresql+psycopg://site:hunter2@db/site?sslmode={mode}"

    with pytest.raises(WrongSetting) as problem:
        read(tmp_path, ETHREADER_DATABASE_URL=url)

    assert str(problem.value) == f"ETHREADER_DATABASE_URL is wrong: {NO_TLS}."


def test_settings_that_may_hold_a_password_are_not_shown_either(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        ETHREADER_DATABASE_URL="postgresql+psycopg://site:hunter2@db/site",
        ETHREADER_SMTP_URL="smtp://me:hunter2@mail.example.org",
    )

    assert "exit_url='https://www.bbc.com/weather'" in repr(settings)
    assert "hunter2" not in repr(settings)


def test_private_settings_are_those_that_may_hold_a_secret() -> None:
    private = [each.name for each in settings_of(Settings) if each.is_private]

    assert private == ["database_url", "redis_url", "webhook_url", "webhook_secret", "smtp_url"]


def test_wrong_choice_is_shown_as_it_was_written(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as problem:
        read(tmp_path, ETHREADER_LIMITS="Maybe")

    assert str(problem.value) == "ETHREADER_LIMITS is “Maybe”: it should be 'on' or 'off'."


def test_first_of_several_mistakes_is_told_in_the_order_of_the_table(tmp_path: Path) -> None:
    misfit = {"ETHREADER_HELPLINE_URL": "tel:116006"}

    with pytest.raises(WrongSetting) as problem:
        read(tmp_path, ETHREADER_PACE="x", PORT="x", **misfit)

    assert str(problem.value) == f"PORT is “x”: {A_PORT}."


def test_copy_with_a_change_still_says_what_was_given(tmp_path: Path) -> None:
    settings = read(tmp_path, ETHREADER_BASE_URL="https://example.org")

    copy = replace(settings, pace=7)

    assert (copy.pace, copy.is_base_url_given, copy.given) == (7, True, settings.given)


def test_limits_stay_on_where_others_can_reach_the_site(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as problem:
        read(tmp_path, HOST="0.0.0.0", ETHREADER_LIMITS="off")

    assert str(problem.value) == (
        "ETHREADER_LIMITS is “off” while HOST is “0.0.0.0”: limits can be off only where "
        "nobody else can reach the site. Set HOST to 127.0.0.1 or ETHREADER_LIMITS to “on”."
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_limits_may_be_off_on_loopback(tmp_path: Path, host: str) -> None:
    assert read(tmp_path, HOST=host, ETHREADER_LIMITS="off").limits is Switch.OFF


@pytest.mark.parametrize("host", ["192.0.2.1", "::", "example.org"])
def test_limits_may_not_be_off_elsewhere(tmp_path: Path, host: str) -> None:
    with pytest.raises(WrongSetting, match=f"^ETHREADER_LIMITS is “off” while HOST is “{host}”: "):
        read(tmp_path, HOST=host, ETHREADER_LIMITS="off")


@pytest.mark.parametrize(
    ("given", "way", "mend"),
    [
        pytest.param(
            {"ETHREADER_TRUSTED_PROXIES": "1"},
            "ETHREADER_TRUSTED_PROXIES is 1",
            "Set ETHREADER_TRUSTED_PROXIES to 0",
            id="through a proxy that is trusted",
        ),
        pytest.param(
            {"ETHREADER_BASE_URL": "https://events.example.org"},
            "ETHREADER_BASE_URL is “https://events.example.org”",
            "Unset ETHREADER_BASE_URL",
            id="under a public URL",
        ),
        pytest.param(
            {"ETHREADER_MAIL_URL": "https://notes.example.org"},
            "ETHREADER_MAIL_URL is “https://notes.example.org”",
            "Unset ETHREADER_MAIL_URL",
            id="on the host of mails alone",
        ),
    ],
)
def test_limits_may_not_be_off_behind_a_proxy(
    tmp_path: Path, given: dict[str, str], way: str, mend: str
) -> None:
    with pytest.raises(WrongSetting) as problem:
        read(tmp_path, ETHREADER_LIMITS="off", **given)

    assert str(problem.value) == (
        f"ETHREADER_LIMITS is “off” while {way}: limits can be off only where nobody else can "
        f"reach the site. {mend} or ETHREADER_LIMITS to “on”."
    )


@pytest.mark.parametrize("url", ["tel:+381117850000", "tel:116-006", "https://example.org/help"])
def test_help_line_may_be_called_or_opened(tmp_path: Path, url: str) -> None:
    settings = read(tmp_path, ETHREADER_HELPLINE_TEXT="Help", ETHREADER_HELPLINE_URL=url)

    assert settings.helpline_url == url


def test_help_line_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as problem:
        read(tmp_path, ETHREADER_HELPLINE_URL="tel:116006")

    assert str(problem.value) == (
        "ETHREADER_HELPLINE_URL is set and ETHREADER_HELPLINE_TEXT is not: "
        "a link needs words. Set both, or the text alone."
    )


def test_exit_that_leads_back_to_the_site_is_refused(tmp_path: Path) -> None:
    url = "https://Example.org/weather"

    with pytest.raises(WrongSetting) as problem:
        read(tmp_path, ETHREADER_BASE_URL="https://example.org", ETHREADER_EXIT_URL=url)

    assert str(problem.value) == (
        f"ETHREADER_EXIT_URL is “{url}”, which is this site itself: "
        "whoever leaves would arrive where they were. Choose another site."
    )


def test_file_in_the_instance_folder_fills_what_the_environment_leaves_open(
    tmp_path: Path,
) -> None:
    (tmp_path / ".env").write_text("PORT=9000\nETHREADER_EMAIL='required'\n", encoding="utf-8")

    settings = read(tmp_path)

    assert (settings.port, settings.email) == (9000, EmailPolicy.REQUIRED)
    assert settings.base_url == "http://127.0.0.1:9000"


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=9000\n", encoding="utf-8")

    assert read(tmp_path, PORT="9001").port == 9001


def test_wrong_setting_in_the_file_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=none\n", encoding="utf-8")

    with pytest.raises(WrongSetting) as problem:
        read(tmp_path)

    place = f"PORT is set in line 1 of the settings file {tmp_path / '.env'}."
    assert str(problem.value) == f"PORT is “none”: {A_PORT}. {place}"


def test_file_cannot_lead_to_another_folder(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ETHREADER_INSTANCE=/elsewhere\n", encoding="utf-8")

    assert read(tmp_path).instance == tmp_path


def test_process_environment_is_read_unless_another_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ETHREADER_INSTANCE", str(tmp_path))
    monkeypatch.setenv("ETHREADER_SITE_NAME", "From the environment")

    assert Settings.read().site_name == "From the environment"


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        pytest.param(
            "ETHREADER_TIMEZON",
            "ETHREADER_TIMEZON is not a setting of this site and has no effect. "
            "Did you mean ETHREADER_TIMEZONE?\n",
            id="a slip is told what it may have meant",
        ),
        pytest.param(
            "ETHREADER_QQQQQQQQQQQQQQQQQQQ",
            "ETHREADER_QQQQQQQQQQQQQQQQQQQ is not a setting of this site and has no effect.\n",
            id="what resembles nothing is told so",
        ),
        pytest.param("PORTS", "", id="names of other programs are left alone"),
    ],
)
def test_unknown_setting_is_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, warning: str
) -> None:
    read(tmp_path, **{name: "1"})

    assert capsys.readouterr().err == warning


@pytest.mark.parametrize(
    ("host", "url"),
    [
        pytest.param("127.0.0.1", "http://127.0.0.1:8000", id="loopback is itself"),
        pytest.param("0.0.0.0", "http://127.0.0.1:8000", id="every network is reached by loopback"),
        pytest.param("::", "http://127.0.0.1:8000", id="every network of IPv6 too"),
        pytest.param("::1", "http://[::1]:8000", id="an IPv6 address stands in brackets"),
        pytest.param("example.org", "http://example.org:8000", id="a name is itself"),
    ],
)
def test_url_of_the_site_follows_from_host_and_port(host: str, url: str) -> None:
    assert local_url(host, 8000) == url


@pytest.mark.parametrize(
    ("given", "embedded"),
    [
        pytest.param({}, True, id="the file in the instance folder"),
        pytest.param({"ETHREADER_DATABASE_URL": "sqlite:////x.db"}, False, id="another file"),
        pytest.param(
            {"ETHREADER_DATABASE_URL": "postgresql+psycopg://db/site"}, False, id="another server"
        ),
    ],
)
def test_embedded_database_is_the_one_that_migrates_itself(
    tmp_path: Path, given: dict[str, str], embedded: bool
) -> None:
    assert read(tmp_path, **given).uses_embedded_database is embedded


@pytest.mark.parametrize(
    ("url", "secure"), [("https://example.org", True), ("http://example.org", False)]
)
def test_site_is_secure_where_visitors_come_by_https(
    tmp_path: Path, url: str, secure: bool
) -> None:
    assert read(tmp_path, ETHREADER_BASE_URL=url).is_secure is secure


def test_readme_shows_the_table_that_the_command_prints(app: Flask) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, _, rest = readme.partition("<!-- settings -->\n")
    table, end, _ = rest.partition("<!-- /settings -->")

    printed = app.test_cli_runner().invoke(args=["settings"])

    assert end
    assert (printed.exit_code, printed.stdout) == (0, table)


def test_every_field_is_a_setting_with_a_function_that_reads_it() -> None:
    names = [each.name for each in fields(Settings) if each.name != "given"]

    assert names == [each.name for each in settings_of(Settings)]


def test_every_setting_of_the_code_has_a_row_of_the_table() -> None:
    rows = [row.split("`")[1] for row in settings_table().splitlines()[2:]]

    assert rows == [each.variable for each in settings_of(Settings)]
    assert len(rows) == 44
    assert rows[:3] == ["HOST", "PORT", "ETHREADER_INSTANCE"]
