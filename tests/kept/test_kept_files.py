"""Static files as the border gives them: which bytes, which headers, and without Flask."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, request_started
from flask.testing import FlaskClient

from ethreader.web.static_files import is_compressed, names_of_files, static_file
from tests.conftest import make_app
from tests.kept.asking import DECOMPRESS, Site

FOR_EVER = "public, max-age=31536000, immutable"
SET = {"ETHREADER_BASE_URL": "https://shared.example/our/site"}
PROXY = {"ETHREADER_TRUSTED_PROXIES": "1"}


def url_of(name: str) -> str:
    file = static_file(name)
    assert file is not None
    return f"/static/{name}?v={file.fingerprint}"


CSS = url_of("site.css")


@pytest.fixture
def asked_flask(app: Flask) -> Iterator[list[str]]:
    """What Flask was asked for."""
    asked: list[str] = []

    def note(sender: Flask, **_: object) -> None:
        asked.append(sender.name)

    with request_started.connected_to(note, app):
        yield asked


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip", ""])
def test_every_file_is_given_in_every_encoding(site: Site, encoding: str) -> None:
    names = names_of_files()
    assert any(map(is_compressed, names))
    for name in names:
        file = static_file(name)
        assert file is not None
        given = site.ask(url_of(name), accept_encoding=encoding)
        headers = given.headers
        if is_compressed(name):
            assert (given.body, "content-encoding" in headers) == (file.content, False)
            continue

        assert DECOMPRESS[encoding](given.body) == file.content
        assert headers.get("content-encoding", "") == encoding
        assert headers["etag"] == f'"{file.fingerprint}{"-" if encoding else ""}{encoding}"'
        assert (headers["cache-control"], headers["vary"]) == (FOR_EVER, "Accept-Encoding")
        assert not encoding or len(given.body) < len(file.content)


def test_file_says_what_flask_says(site: Site, client: FlaskClient) -> None:
    said = {name.lower(): value for name, value in client.get(CSS).headers}

    given = site.ask(CSS).headers

    for each in ("content-length", "date"):  # The server says them.
        del said[each]
    assert given == said | {"vary": "Accept-Encoding"}
    assert "x-content-type-options" in given


def test_flask_is_asked_once(site: Site, asked_flask: list[str]) -> None:
    site.ask(CSS, accept_encoding="br")
    assert len(asked_flask) == 1

    for encoding in ("br", "zstd", "gzip", "br"):
        site.ask(CSS, accept_encoding=encoding)
        site.ask(CSS, accept_encoding=encoding, method="HEAD", cookie="a=b", range="bytes=0-3")

    assert len(asked_flask) == 1


@pytest.mark.parametrize("encoding", ["br", ""])
def test_known_file_is_not_sent_again(site: Site, encoding: str) -> None:
    first = site.ask(CSS, accept_encoding=encoding)

    same = site.ask(CSS, accept_encoding=encoding, if_none_match=first.headers["etag"])
    weak = site.ask(CSS, accept_encoding=encoding, if_none_match=f"W/{first.headers['etag']}")
    other = site.ask(CSS, accept_encoding="gzip", if_none_match=first.headers["etag"])

    assert [(each.status, each.body) for each in (same, weak)] == [(304, b"")] * 2
    assert same.headers["cache-control"] == FOR_EVER
    assert same.headers["vary"] == "Accept-Encoding"
    assert (other.status, bool(other.body)) == (200, True)


def test_first_request_may_be_about_a_known_file_or_its_head(site: Site) -> None:
    head = site.ask(
        CSS, method="HEAD", accept_encoding="br", if_modified_since="x", range="bytes=0"
    )
    known = site.ask(url_of("exit.js"), if_none_match=f'"{url_of("exit.js")[-12:]}"')
    whole = site.ask(url_of("exit.js"))

    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(site.ask(CSS, accept_encoding="br").body))
    assert (known.status, whole.status) == (304, 200)
    assert whole.text.startswith('"use strict"')


@pytest.mark.parametrize(
    ("url", "status"),
    [
        pytest.param("/static/site.css", 200, id="no fingerprint"),
        pytest.param("/static/site.css?v=000000000000", 200, id="another fingerprint"),
        pytest.param(f"{CSS}&x=1", 200, id="more than the fingerprint"),
        pytest.param("/static/none.css?v=000000000000", 404, id="no file"),
        pytest.param("/static/../app.py?v=000000000000", 404, id="above the folder"),
        pytest.param(f"/de{CSS}", 404, id="a prefix of a language"),
        pytest.param(f"/our/site{CSS}", 404, id="a path of another site"),
    ],
)
def test_anything_else_is_flask_s_to_respond_to(
    site: Site, client: FlaskClient, url: str, status: int
) -> None:
    for _ in range(2):
        given = site.ask(url, accept_encoding="br")

        assert (given.status, given.body) == (status, client.get(url).data)
        assert "content-encoding" not in given.headers
        assert "max-age" not in given.headers["cache-control"]


@pytest.mark.parametrize("headers", [{"content_length": "3"}, {"transfer_encoding": "chunked"}])
def test_request_with_a_body_is_flask_s_to_respond_to(
    site: Site, asked_flask: list[str], headers: dict[str, str]
) -> None:
    for _ in range(2):
        site.ask(CSS, **headers)

    assert len(asked_flask) == 2


def test_post_to_a_file_is_refused(site: Site) -> None:
    site.ask(CSS)

    assert site.ask(CSS, method="POST").status == 405


def test_hosts_that_somebody_makes_up_share_one_file(site: Site) -> None:
    given = [
        site.ask(CSS, host=f"{number}.example", accept_encoding="br").body for number in range(3)
    ]

    assert len({id(body) for body in given}) == 1


# --- under a path --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "headers", "path", "expected"),
    [
        pytest.param(SET, {}, "/our/site", FOR_EVER, id="set, and passed on whole"),
        pytest.param(SET, {}, "", FOR_EVER, id="set, and taken off by the proxy"),
        pytest.param(SET, {"host": "evil.example"}, "/our/site", None, id="another host"),
        pytest.param(SET, {}, "/our/other", None, id="another path"),
        pytest.param(SET, {}, "/our/site/our/site", None, id="the path twice"),
        pytest.param(
            PROXY, {"x_forwarded_prefix": "/our/site"}, "", FOR_EVER, id="told by the proxy"
        ),
        pytest.param({}, {"x_forwarded_prefix": "/our"}, "/our", None, id="told by a visitor"),
        pytest.param(
            SET | PROXY, {"x_forwarded_host": "evil.example"}, "/our/site", None, id="told host"
        ),
        pytest.param(
            SET | {"ETHREADER_MAIL_URL": "https://notes.example"},
            {"host": "notes.example"},
            "",
            FOR_EVER,
            id="the mails' own host",
        ),
        pytest.param(
            SET | {"ETHREADER_MAIL_URL": "https://notes.example"},
            {"host": "notes.example"},
            "/our/site",
            None,
            id="the site's path on the mails' own host",
        ),
    ],
)
def test_files_stand_under_the_site_s_path(
    *,
    tmp_path: Path,
    given: dict[str, str],
    headers: dict[str, str],
    path: str,
    expected: str | None,
) -> None:
    site = Site(make_app(tmp_path / "instance", **given))
    said = {"host": "shared.example", "accept_encoding": "br"} | headers

    responses = [site.ask(f"{path}{CSS}", **said) for _ in range(2)]
    site.close()

    for each in responses:
        kept = each.headers["cache-control"] if each.status == 200 else None
        assert (kept, "content-encoding" in each.headers) == (expected, expected is not None)
        assert ("strict-transport-security" in each.headers) is ("ETHREADER_BASE_URL" in given)
