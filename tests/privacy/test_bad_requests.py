"""A walk of damaged requests over every route: always a 4xx that helps, never a 5xx."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, SLUG, TEXT, filled_in, stored
from tests.conftest import make_comment
from tests.moderation.deciding import token_of
from tests.visitors import HTMX, PLAIN, signed_in_as

FORM = "application/x-www-form-urlencoded"
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "FOO")
BROKEN = ("%00", "a%00b", "%ff", "%c3%28", "%ed%a0%80", "%", "%zz", "%2e%2e%2f", "..%2f..%2fetc")
ODD = ("'", '"><b>', "{{7*7}}", "${7*7}", "-1", "9" * 400, "\u202e", "ć", "😀", "a" * 3000)
POSTS = (
    COMMENTS,
    f"{COMMENTS}/check?field=body",
    f"{COMMENTS}/preview",
    "/moderation/login",
    "/moderation/logout",
    "/moderation/link/nonsense",
    "/moderation/comments/0123456789abcdef/decision",
    "/moderation/comments/0123456789abcdef/undo",
    "/moderation/batch",
    "/moderation/pulse",
    "/moderation/emails",
    "/moderation/comments/0123456789abcdef/decline",
    "/moderation/comments/0123456789abcdef/queue",
    "/moderation/names",
    "/moderation/names/1/remove",
)
FOREIGN: tuple[dict[str, str], ...] = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://[::1"},
    {"Origin": ""},
    {"Origin": "localhost"},
    {"Origin": "http://localhost:81"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://evil.example@localhost.evil.example"},
    {"Origin": "\u00ff\u00fe"},
    {"Origin": "http://" + "a" * 5000},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "nonsense"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
)


@dataclass(frozen=True, kw_only=True)
class Damage:
    """One request that no browser of a well-meaning reader sends."""

    method: str = "GET"
    path: str
    body: bytes = b""
    type: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, client: FlaskClient, also: dict[str, str]) -> TestResponse:
        """Send it and return the answer."""
        return client.open(
            self.path,
            method=self.method,
            data=self.body,
            content_type=self.type,
            headers={**self.headers, **also},
        )


def _paths() -> Iterator[Damage]:
    for piece in (*BROKEN, *(quote(odd) for odd in ODD)):
        for path in (
            f"/{piece}",
            f"/events/{piece}/",
            f"/events/{piece}/comments",
            f"/events/{piece}/comments/new",
            f"/speakers/{piece}/",
            f"/comments/{piece}",
            f"/moderation/link/{piece}",
            f"/static/{piece}",
            f"{COMMENTS}/new?reply_to={piece}",
            f"/events/?at={piece}",
            f"/speakers/?at={piece}",
        ):
            yield Damage(path=path)


def _bodies() -> Iterator[Damage]:
    bodies = (
        b"\xff\xfe\xfa",
        b"name=%ff&body=%c3%28",
        b"body=\xc3\x28",
        b"body=%ed%a0%80",
        b"body=a%00b",
        b"%00=%00",
        b"&&&===;;;",
        b"=",
        b"body",
        b"body=x&stamp=%00",
        b"body=x&parent_id=%00&key=%00",
        b"body=" + b"%5B" * 5000,
        b"a=1&" * 20_000,
        b"body=1&" * 20_000,
        b"a[b][c][d]=" * 500,
    )
    for path in POSTS:
        for body in bodies:
            yield Damage(method="POST", path=path, body=body, type=FORM)


def _types() -> Iterator[Damage]:
    part = b'--x\r\nContent-Disposition: form-data; name="body"%s\r\n\r\n%s\r\n--x--\r\n'
    contents: tuple[tuple[str | None, bytes], ...] = (
        ("application/json", json.dumps({"body": "x", "name": ["y"]}).encode()),
        ("application/json", b"[" * 100_000),
        ("application/xml", b"<body>x</body>"),
        ("text/plain", b"body=x"),
        (None, b"body=x"),
        ("nonsense", b"body=x"),
        (f"{FORM}; charset=utf-7", b"body=+ADw-b+AD4-"),
        (f"{FORM}; charset=nonsense", b"body=x"),
        ("multipart/form-data", b"body=x"),
        ("multipart/form-data; boundary=", b"body=x"),
        ("multipart/form-data; boundary=x", b"no boundary here"),
        ("multipart/form-data; boundary=x", part % (b"", b"\xff\xfe")),
        ("multipart/form-data; boundary=x", part % (b'; filename="a.txt"', b"text")),
        ("multipart/form-data; boundary=x", part % (b'; filename="../\x00"', b"text")),
        ("multipart/form-data; boundary=x", part[:40]),
        ("multipart/form-data; boundary=x", (part % (b"", b"x"))[:-7] * 2000),
        ("multipart/form-data; boundary=" + "x" * 5000, part),
    )
    for path in POSTS:
        for kind, body in contents:
            yield Damage(method="POST", path=path, body=body, type=kind)


def _sizes() -> Iterator[Damage]:
    body = b"body=" + b"a" * 10_000_000  # One for all: each run keeps it to its end.
    for path in POSTS:
        for kind in (FORM, "text/plain", "multipart/form-data; boundary=x"):
            yield Damage(method="POST", path=path, body=body, type=kind)


def _origins() -> Iterator[Damage]:
    for path in POSTS:
        for headers in FOREIGN:
            yield Damage(method="POST", path=path, body=b"body=x", type=FORM, headers=headers)


def _helps(response: TestResponse, also: dict[str, str]) -> bool:
    """Tell whether the answer is a page, or a piece of one, with a sentence for a person."""
    if also == HTMX:
        return response.text.lstrip().startswith(("<div ", "<section ", "<form ", "<p ", "<span "))
    return "<h1" in response.text and "</html>" in response.text


def _faults(client: FlaskClient, damages: list[Damage], *, taken: frozenset[int]) -> list[str]:
    """Send each request with and without htmx; return those that were not refused with help.

    What asks for nothing bad after all may be answered with one of the statuses in `taken`.
    """
    faults = []
    for damage in damages:
        for also in (PLAIN, HTMX):
            response = damage.send(client, also)
            refused = 400 <= response.status_code < 500 and _helps(response, also)
            if not refused and response.status_code not in taken:
                told = f"{damage.method} {damage.path[:80]} {damage.type} {damage.headers}"
                faults.append(f"{response.status_code}: {told[:160]} {damage.body[:40]!r}")
    return faults


@pytest.mark.parametrize(
    ("damages", "least", "taken"),
    [
        pytest.param(list(_paths()), 150, frozenset(), id="addresses"),
        pytest.param(list(_bodies()), 100, frozenset({200, 204, 303}), id="bodies"),
        pytest.param(list(_types()), 100, frozenset({200, 204, 303}), id="types of content"),
        pytest.param(list(_sizes()), 20, frozenset(), id="ten million bytes"),
        pytest.param(list(_origins()), 100, frozenset(), id="forms of other sites"),
    ],
)
def test_damaged_requests_are_refused_with_help(
    client: FlaskClient, event: Event, damages: list[Damage], least: int, taken: frozenset[int]
) -> None:
    assert len(damages) >= least

    assert _faults(client, damages, taken=taken) == []
    assert stored() == []


@pytest.mark.long
@pytest.mark.parametrize("signed_in", [False, True], ids=["a stranger", "a moderator"])
def test_no_verb_on_any_route_breaks_the_site(
    app: Flask, client: FlaskClient, event: Event, signed_in: bool
) -> None:
    comment = make_comment(event)
    values: dict[str, Any] = {
        "slug": SLUG,
        "public_id": comment.public_id,
        "token": "nonsense",
        "filename": "site.css",
        "device_id": 1,
        "session_id": 99,
        "passkey_id": 99,
        "name_id": 99,
        "moderator_id": 99,
        "path_name": "events",
        "text_path": "translations",
        "item_id": 1,
        "number": 1,
        "name": "0" * 32,
        "width": 1,
        "ending": "webp",
        "digits": "0" * 12,
        "code": "de",
        "rule_id": 1,
    }
    visitor = signed_in_as(app, "Ana") if signed_in else client
    with app.test_request_context():
        paths = {
            app.url_for(rule.endpoint, **{name: values[name] for name in sorted(rule.arguments)})
            for rule in app.url_map.iter_rules()
        }
    allowed = {path: _allowed(client, path) for path in sorted(paths)}
    assert len(allowed) >= 18

    for place, (path, verbs) in enumerate(allowed.items()):
        for number, verb in enumerate(VERBS):
            # What is refused before any route is asked with htmx by one of the two, and without
            # by the other.
            one = (PLAIN, HTMX)[(place + number + signed_in) % 2]
            for also in (PLAIN, HTMX) if verb in verbs else (one,):
                response = visitor.open(path, method=verb, headers=also)
                assert response.status_code < 500, (verb, path)
                assert (response.status_code == 405) == (verb not in verbs), (verb, path)
                if response.status_code == 405:
                    assert set(response.headers["Allow"].split(", ")) == verbs
                    assert verb == "HEAD" or "This action is not available" in response.text
                response.close()
    assert [each.state.value for each in stored()] == ["published"]


def _allowed(client: FlaskClient, path: str) -> set[str]:
    """Return the verbs that `path` takes, as its refusal of a wrong one names them."""
    response = client.open(path, method="FOO")
    assert response.status_code == 405
    return set(response.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    "value", ["", "false", "TRUE", "true, true", "1", "<b>", "\u00ff", "a" * 5000]
)
@pytest.mark.parametrize(
    "name",
    ["HX-Request", "HX-Request-Type", "HX-Target", "HX-Trigger", "HX-Boosted", "HX-Current-URL"],
)
def test_odd_words_of_htmx_give_a_page_or_a_piece(
    client: FlaskClient, event: Event, name: str, value: str
) -> None:
    page, piece = client.get(COMMENTS).data, client.get(COMMENTS, headers=HTMX).data

    alone = client.get(COMMENTS, headers={name: value})
    beside = client.get(COMMENTS, headers={**HTMX, name: value})
    refused = client.post(COMMENTS, headers={name: value})

    assert (alone.status_code, alone.data) == (200, page)
    assert (beside.status_code, beside.data in {page, piece}) == (200, True)
    assert (refused.status_code, "Enter a comment" in refused.text) == (422, True)


@pytest.mark.parametrize("host", ["a b", "[::1", "x:99999", "", "a/b", "a@b", "\u00ff", "x" * 5000])
def test_an_odd_host_does_not_break_the_site(client: FlaskClient, event: Event, host: str) -> None:
    read = client.get(PAGE, headers={"Host": host})
    sent = client.post(COMMENTS, headers={"Host": host, "Origin": "https://evil.example"})

    assert (read.status_code in {200, 400}, "<h1" in read.text) == (True, True)
    assert (sent.status_code in {400, 403}, "<h1" in sent.text) == (True, True)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(">" * 5000 + "x", id="quotations"),
        pytest.param("- " * 2400 + "x", id="lists"),
        pytest.param("[" * 2500 + "]" * 2500, id="brackets"),
        pytest.param("*" * 5000 + "x", id="stars"),
        pytest.param("`" * 2500 + "x" + "`" * 2499, id="backticks"),
        pytest.param("[a](" * 1250, id="open links"),
        pytest.param("![" * 2500, id="open images"),
        pytest.param("&" * 5000, id="open entities"),
        pytest.param("rd3word4[http://\u202e://", id="schemes around a direction mark"),
    ],
)
def test_absurd_nesting_is_taken_or_refused_and_never_breaks(
    client: FlaskClient, event: Event, body: str
) -> None:
    preview = client.post(f"{COMMENTS}/preview", data={"body": body}, headers=HTMX)
    sent = client.post(COMMENTS, data=filled_in(client, body=body), headers=HTMX)

    assert (preview.status_code in {200, 422}, sent.status_code in {201, 422}) == (True, True)
    assert preview.text.lstrip().startswith(("<div ", "<p "))
    assert len(stored()) == (sent.status_code == 201)


def test_a_body_beyond_the_limit_is_refused_with_the_limit_in_words(
    client: FlaskClient, event: Event
) -> None:
    form = filled_in(client)
    assert client.post(COMMENTS, data=form, headers=HTMX).status_code == 201

    response = client.post(COMMENTS, data={**form, "body": "a" * 10_000_000}, headers=HTMX)

    assert response.status_code == 413
    assert "A comment can have 5,000 characters" in response.text
    assert (response.headers["HX-Retarget"], response.headers["HX-Reswap"]) == (
        "find .form-problem",
        "innerHTML",
    )
    assert [comment.body for comment in stored()] == [TEXT]


def test_a_damaged_form_on_the_moderation_page_is_refused_with_help(
    app: Flask, event: Event
) -> None:
    moderator_client = signed_in_as(app, "Ana")
    comment = make_comment(event)
    token = quote(token_of(moderator_client)).encode()
    bodies = (b"", b"version=", b"version=%00", b"version=1&decision=%00", b"version=\xff", b"=&=")
    damages = [
        Damage(
            method="POST",
            path=f"/moderation/comments/{comment.public_id}/{what}",
            body=b"csrf_token=" + token + b"&" + body,
            type=FORM,
        )
        for what in ("decision", "undo")
        for body in bodies
    ]

    # A version that was seen is no damage, but there is no decision to take back: 409.
    assert _faults(moderator_client, damages, taken=frozenset({409})) == []
    assert [each.state.value for each in stored()] == ["published"]


def test_refusing_writes_nothing_to_the_log(
    client: FlaskClient, event: Event, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        statuses = {damage.send(client, PLAIN).status_code for damage in _paths()}

    assert 404 in statuses
    assert caplog.text == ""
