"""A site under a path of a host that it shares: nothing on any page leads out of the path."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.web.cookies import cookie_name
from tests.comments.forms import COMMENTS, fields_of, own_link
from tests.conftest import EVENT_FILE, PASSWORD, make_app, make_comment, make_event
from tests.test_commands import run
from tests.visitors import HTMX, signed_in_as

ORIGIN = "https://shared.example"
SITE = "/our/events"
LEAVING = "https://www.bbc.com/weather"
# What holds a URL. In other `value`s stands what readers typed, or a path that the site reads.
ATTRIBUTES = r'\s(href|src|action|formaction|hx-[a-z]+|data-[a-z-]+|content)="([^"]*)"'
STARTS = ("/", "/events.ics", "/feed.xml", "/robots.txt", "/sitemap.xml", "/moderation/", "/de/")
COMMON = {"ETHREADER_LANGUAGES": "en,de", "ETHREADER_PIXEL_ID": "123456", "ETHREADER_PACE": "0"}
# Files; patterns of paths, on the page about privacy; drafts, which are there once they are saved.
LEFT = re.compile("/static/|<|/content/drafts/")
SET = {"ETHREADER_BASE_URL": f"{ORIGIN}{SITE}"}
PROXY = {"ETHREADER_TRUSTED_PROXIES": "1"}
TOLD = {**PROXY, "ETHREADER_BASE_URL": ORIGIN}


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a site learns its path: by a setting, by its proxy, or by both."""

    given: dict[str, str]
    headers: dict[str, str]
    is_taken_off: bool


WHOLE = Way(given=SET, headers={}, is_taken_off=False)
WAYS = {
    "set, and passed on whole": WHOLE,
    "set, and taken off": Way(given=SET, headers={}, is_taken_off=True),
    "told by the proxy": Way(given=TOLD, headers={"X-Forwarded-Prefix": SITE}, is_taken_off=True),
    "told by the first of two": Way(
        given={**TOLD, "ETHREADER_TRUSTED_PROXIES": "2"},
        headers={"X-Forwarded-Prefix": f"/evil, {SITE}/, /inner"},
        is_taken_off=True,
    ),
    "set and told": Way(
        given={**SET, **PROXY}, headers={"X-Forwarded-Prefix": SITE}, is_taken_off=True
    ),
}


class Browser(FlaskClient):
    """Asks for the site's paths as they stand in its pages, through the proxy."""

    way = WHOLE

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        headers = {**self.way.headers, **kwargs.pop("headers", {})}
        return super().open(*args, headers=headers, base_url=ORIGIN, **kwargs)


def take_off(site: Any) -> Any:
    """Return what a proxy does that takes the path off."""

    def proxy(environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"].removeprefix(SITE) or "/"
        return site({**environ, "PATH_INFO": path}, start_response)

    return proxy


FIRST = ("set, and passed on whole", "told by the proxy")


@pytest.fixture(
    params=[pytest.param(name, marks=() if name in FIRST else pytest.mark.long) for name in WAYS]
)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site with an event, under a path."""
    way = WAYS[request.param]
    app = make_app(tmp_path / "instance", **COMMON, **way.given)
    if way.is_taken_off:
        app.wsgi_app = take_off(app.wsgi_app)  # type: ignore[method-assign]
    app.test_client_class = type("Browser", (Browser,), {"way": way})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def moderator_browser(app: Flask) -> FlaskClient:
    """A browser in which a moderator is signed in, in English."""
    with app.test_request_context(base_url=ORIGIN):
        name = cookie_name(COOKIE, path=PATH)
    client = signed_in_as(app, "Ana")
    token = client.get_cookie(COOKIE, path=PATH)
    assert token is not None
    client.set_cookie(name, token.value, domain="shared.example", path=f"{SITE}{PATH}", secure=True)
    return client


def links_of(response: TestResponse) -> list[str]:
    """Return the URLs of a page, but for those that lead to other sites."""
    found: list[str] = []
    if response.content_type.startswith("image/"):
        return found
    for _, value in re.findall(ATTRIBUTES, response.text):
        url = unescape(value)
        if url == ORIGIN or url.startswith(f"{ORIGIN}/"):
            url = url.removeprefix(ORIGIN) or "/"
        if url.startswith("/"):
            found.append(url.partition("#")[0])
    return found


def is_inside(url: str) -> bool:
    return url == SITE or url.startswith(f"{SITE}/")


def test_every_page_stays_under_the_path(
    app: Flask, moderator_browser: FlaskClient, tmp_path: Path
) -> None:
    event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
    first = make_comment(event)
    make_comment(event, answering=first)
    make_comment(event, state=State.PENDING)
    starts = [f"{SITE}{path}" for path in STARTS]
    waiting, seen, outside = [*starts], set(), []
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        response = moderator_browser.get(url)
        where = response.headers.get("Location", url)
        links = links_of(response)
        outside += [
            (url, link) for link in (where, *links) if not is_inside(link) and link != LEAVING
        ]
        waiting += [link for link in links if is_inside(link) and not LEFT.search(link)]
        # A URL that wants a query or a post is there; one that lost its way is not.
        assert response.status_code in {200, 302, 303, 400, 405} or url in starts, url

    assert outside == []
    assert len(seen) > 40
    assert f"{SITE}/moderation/messages" in seen
    assert f"{SITE}/de{COMMENTS}.xml" in seen


def test_files_and_redirects_stay_under_the_path(app: Flask, client: FlaskClient) -> None:
    page = client.get(f"{SITE}/")
    files = [url for url in links_of(page) if "/static/" in url]

    for url in files:
        with client.get(url) as file:
            assert file.status_code == 200
    assert [
        client.get(f"{SITE}{path}").headers["Location"].removeprefix(ORIGIN)
        for path in ("/en/", "/DE/", "/events", "/de")
    ] == [f"{SITE}/", f"{SITE}/de/", f"{SITE}/events/", f"{SITE}/de/"]
    assert f'<link rel="canonical" href="{ORIGIN}{SITE}/">' in page.text
    assert client.get(f"{SITE}/exit").headers["Location"] == LEAVING
    assert client.get(f"{SITE}/healthz").status_code == 200


def test_what_a_reader_sends_leads_back_under_the_path(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    make_event(tmp_path, "winter-meeting", EVENT_FILE)
    form = client.get(f"{SITE}{COMMENTS}/new")
    sent = {**fields_of(form.text), "body": "A word."}

    by_htmx = client.post(f"{SITE}{COMMENTS}", data=sent, headers=HTMX)
    plain = client.post(f"{SITE}{COMMENTS}", data={**sent, "key": "b" * 32, "body": "Another."})

    assert (by_htmx.status_code, plain.status_code) == (201, 303)
    assert f"{ORIGIN}{SITE}/mine/" in by_htmx.text
    assert plain.headers["Location"].startswith(f"{SITE}{COMMENTS}/received?")
    assert [url for url in links_of(by_htmx) if not is_inside(url)] == []
    own = f"{SITE}{own_link(by_htmx)}"
    assert [url for url in links_of(client.get(own)) if not is_inside(url)] == []
    gone = client.post(f"{own}/withdraw", data={})
    assert is_inside(gone.headers.get("Location", SITE))
    missing = client.get(f"{SITE}/no-such-page")
    assert [url for url in links_of(missing) if not is_inside(url)] == []


@pytest.mark.parametrize("app", FIRST, indirect=True)
def test_cookies_are_for_the_path_alone(app: Flask, client: FlaskClient, moderator: str) -> None:
    answer = client.post(f"{SITE}/de/pixel", data={"answer": "no", "page": "/events/"})
    signed_in = client.post(
        f"{SITE}/de/moderation/login", data={"name": moderator, "password": PASSWORD}
    )

    paths = {
        each.partition("Path=")[2].partition(";")[0]
        for response in (answer, signed_in)
        for each in response.headers.getlist("Set-Cookie")
    }
    assert answer.headers["Location"] == f"{SITE}/de/events/#facebook"
    assert paths == {
        SITE,
        f"{SITE}/moderation/login",
        f"{SITE}/de/moderation/login",
        f"{SITE}/moderation",
        f"{SITE}/de/moderation",
    }
    cookies = answer.headers.getlist("Set-Cookie") + signed_in.headers.getlist("Set-Cookie")
    assert {each.partition("-")[0] for each in cookies} == {"__Secure"}
    assert client.get(f"{SITE}/de/moderation/").status_code == 200


# --- what is not believed ------------------------------------------------------------------


EVIL = [
    "//evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\\evil.example",
    "\\\\evil.example",
    "/a/../b",
    "/..",
    "/.",
    "/a//b",
    "evil",
    "/<script>",
    '/"onload=x',
    "/a b",
    "/a%2f%2fevil",
    "/a?b",
    "/a#b",
    "/a;b",
    "/ä",
    "/",
    "",
    ",",
    "/a,//evil.example",
]


@pytest.mark.parametrize("told", EVIL)
def test_odd_path_of_a_proxy_does_nothing(tmp_path: Path, told: str) -> None:
    client = _site(tmp_path, **PROXY)

    assert _page(client, told) == _page(client, None)


@pytest.mark.parametrize("told", [SITE, "/evil", *EVIL[:3]])
def test_path_is_not_believed_where_no_proxy_is(tmp_path: Path, told: str) -> None:
    client = _site(tmp_path)

    assert _page(client, told) == _page(client, None)


@pytest.mark.parametrize("told", ["/evil", SITE])
def test_one_proxy_of_two_that_says_nothing_is_not_believed(tmp_path: Path, told: str) -> None:
    client = _site(tmp_path, ETHREADER_TRUSTED_PROXIES="2")

    assert _page(client, told) == _page(client, None)


def test_setting_counts_where_a_proxy_says_otherwise(tmp_path: Path) -> None:
    client = _site(tmp_path, **SET, **PROXY)

    said = client.get("/privacy", headers={"X-Forwarded-Prefix": "/evil"}, base_url=ORIGIN).text

    assert ("/evil" in said, f'href="{SITE}/privacy"' in said) == (False, True)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{SITE}/", 200),
        (SITE, 200),
        (f"{SITE}/privacy", 200),
        (f"{SITE}x/privacy", 404),
        (f"{SITE}{SITE}/privacy", 404),
        ("/our/privacy", 404),
    ],
)
def test_only_the_path_itself_is_taken_off(tmp_path: Path, path: str, status: int) -> None:
    client = _site(tmp_path, **SET)

    response = client.get(path, base_url=ORIGIN, follow_redirects=True)

    assert response.status_code == status


def test_mails_and_commands_lead_under_the_path(app: Flask) -> None:
    given = app.extensions["settings"]
    url = run(app, "moderator", "add", "Eva").stdout.splitlines()[-1]

    is_set = given.base_url == f"{ORIGIN}{SITE}"
    assert url.startswith(f"{ORIGIN}{SITE}/moderation/link/") is is_set
    assert given.mail_url == given.base_url
    assert given.origins == (ORIGIN,)


def test_mails_have_a_path_of_their_own_on_their_own_host(tmp_path: Path) -> None:
    client = _site(tmp_path, **SET, ETHREADER_MAIL_URL="https://notes.example")

    on_site = client.get(f"{SITE}/privacy", base_url=ORIGIN)
    of_mails = client.get("/mail/stop/x", base_url="https://notes.example")

    assert f'href="{SITE}/static/' in on_site.text
    assert 'href="/static/' in of_mails.text
    assert SITE not in of_mails.text


def _site(tmp_path: Path, **given: str) -> FlaskClient:
    return make_app(tmp_path / "instance", **COMMON, **given).test_client()


def _page(client: FlaskClient, told: str | None) -> tuple[int, str, str]:
    headers = {} if told is None else {"X-Forwarded-Prefix": told}
    page = client.get("/privacy", headers=headers)
    moved = client.get("/en/privacy", headers=headers)
    return page.status_code, page.text, moved.headers["Location"]
