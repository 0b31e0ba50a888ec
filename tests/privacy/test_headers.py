"""What every answer carries, and what none does."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.accounts.service import add_moderator
from ethreader.base.db import begin_write_transaction, db
from ethreader.events.models import Event
from ethreader.web.http import ASK_AGAIN
from tests.comments.forms import COMMENTS, PAGE, TEXT, fields_of, filled_in
from tests.conftest import PASSWORD, make_app, make_comment
from tests.times import utcnow
from tests.visitors import HTMX, with_visitors

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FIRST = "Path=/moderation;"  # Of the cookies for each language, that of the site’s first.
CDN = "https://cdn.jsdelivr.net/npm/htmx.org@4.0.1/dist/htmx.min.js"
KINDS: list[Any] = [
    pytest.param("GET", "/", {}, 200, id="the home page"),
    pytest.param("GET", PAGE, {}, 200, id="an article"),
    pytest.param("HEAD", PAGE, {}, 200, id="the head of an article"),
    pytest.param("OPTIONS", PAGE, {}, 200, id="the verbs of an article"),
    pytest.param("GET", "/events/", {}, 200, id="the archive"),
    pytest.param("GET", "/speakers/", {}, 200, id="the speakers"),
    pytest.param("GET", COMMENTS, HTMX, 200, id="a piece for htmx"),
    pytest.param("GET", f"{COMMENTS}/new", HTMX, 200, id="the form for htmx"),
    pytest.param("POST", f"{COMMENTS}/check?field=name", HTMX, 200, id="a verdict"),
    pytest.param("POST", COMMENTS, HTMX, 422, id="a refusal for htmx"),
    pytest.param("POST", COMMENTS, {}, 422, id="a refusal as a page"),
    pytest.param("GET", "/events/winter-meeting", {}, 308, id="a redirect to the slash"),
    pytest.param("GET", "/moderation/", {}, 303, id="a redirect to the door"),
    pytest.param("GET", "/moderation/", HTMX, 204, id="the same for htmx"),
    pytest.param("GET", "/moderation/login", {}, 200, id="the sign-in page"),
    pytest.param("GET", "/no-such-page", {}, 404, id="a missing page"),
    pytest.param("GET", "/no-such-page", HTMX, 404, id="a missing piece"),
    pytest.param("PUT", PAGE, {}, 405, id="a wrong verb"),
    pytest.param("POST", COMMENTS, {"Origin": "null"}, 403, id="a foreign form"),
    pytest.param("GET", "/static/none.css", {}, 404, id="a missing file"),
    pytest.param("GET", "/healthz", {}, 200, id="the health of the site"),
    pytest.param("GET", "/exit", {}, 303, id="the way out"),
    pytest.param("GET", "/safety/", {}, 200, id="the safety page"),
]


@pytest.mark.parametrize(("method", "path", "headers", "status"), KINDS)
def test_every_kind_of_answer_is_dressed_alike(
    *,
    client: FlaskClient,
    event: Event,
    method: str,
    path: str,
    headers: dict[str, str],
    status: int,
) -> None:
    with client.open(path, method=method, headers=headers) as response:
        assert response.status_code == status
        assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
        policy = response.headers["Content-Security-Policy"]
        asked = {"script-src": f"'self' {CDN}"} if status == 200 and path == PAGE else {}
        assert dict(part.split(" ", 1) for part in policy.split("; ")) == POLICY | asked
        denied = response.headers["Permissions-Policy"].split(", ")
        assert {"camera=()", "microphone=()", "geolocation=()"} <= set(denied)
        assert response.headers.getlist("Set-Cookie") == []
        assert "Strict-Transport-Security" not in response.headers
        assert "Server" not in response.headers


@pytest.mark.parametrize(
    ("name", "policy"),
    [
        pytest.param("site.css", None, id="a stylesheet is governed by its page"),
        pytest.param("thread.js", None, id="so is a script"),
        pytest.param("vendor/serif-latin.woff2", None, id="and a font"),
        pytest.param(
            "icon.svg",
            "default-src 'none'; frame-ancestors 'none'",
            id="nothing runs in a picture that is opened by itself",
        ),
    ],
)
def test_file_carries_what_means_something_for_its_kind(
    client: FlaskClient, name: str, policy: str | None
) -> None:
    said = client.get(f"/static/{name}").headers

    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Cross-Origin-Resource-Policy"] == "same-origin"
    assert said.get("Content-Security-Policy") == policy
    for_pages = {"X-Frame-Options", "Referrer-Policy", "Permissions-Policy", "Set-Cookie"}
    assert for_pages.isdisjoint(said.keys())


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["with htmx", "without htmx"])
def test_commenting_sets_no_cookie(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    response = client.post(COMMENTS, data=filled_in(client), headers=headers)

    assert response.status_code in {201, 303}
    assert response.headers.getlist("Set-Cookie") == []
    assert client.get_cookie("moderation", path="/moderation") is None


def test_a_cookie_is_set_on_moderation_pages_alone(
    client: FlaskClient, moderator_client: FlaskClient
) -> None:
    signed_in = moderator_client.get("/moderation/")

    assert signed_in.status_code == 200
    assert signed_in.headers.getlist("Set-Cookie") == []
    assert moderator_client.get_cookie("moderation", path="/moderation") is not None
    assert moderator_client.get_cookie("moderation", path="/") is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({}, None, id="without https there is none"),
        pytest.param(
            {"ETHREADER_BASE_URL": "https://events.example.org"},
            "max-age=63072000; includeSubDomains",
            id="with https it is for two years",
        ),
    ],
)
def test_strict_transport_goes_with_https(
    tmp_path: Path, given: dict[str, str], expected: str | None
) -> None:
    client = make_app(tmp_path / "instance", **given).test_client()

    response = client.get("/", base_url=given.get("ETHREADER_BASE_URL"))

    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == 200
    assert response.headers.get("Strict-Transport-Security") == expected
    assert policy.endswith("; upgrade-insecure-requests") == (expected is not None)


def test_a_page_without_the_cdn_allows_no_third_party(tmp_path: Path) -> None:
    client = make_app(tmp_path / "instance", ETHREADER_HTMX="self").test_client()

    response = client.get("/")

    assert "script-src 'self';" in response.headers["Content-Security-Policy"]
    assert "https://" not in response.text + response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/events/", PAGE, "/speakers/", COMMENTS])
def test_a_page_that_has_not_changed_is_not_sent_again(
    client: FlaskClient, event: Event, path: str
) -> None:
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == ASK_AGAIN
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert {name: again.headers.get(name) for name in ALWAYS} == ALWAYS


def test_a_new_comment_changes_the_validator_and_a_waiting_one_does_not(
    client: FlaskClient, event: Event
) -> None:
    before = client.get(PAGE).headers["ETag"]

    client.post(COMMENTS, data=filled_in(client))
    waiting = client.get(PAGE).headers["ETag"]
    make_comment(event, body="Shown.")
    shown = client.get(PAGE, headers={"If-None-Match": before})

    assert waiting == before
    assert (shown.status_code, shown.headers["ETag"] == before) == (200, False)


@pytest.mark.parametrize("path", ["/", PAGE, COMMENTS, "/speakers/"])
@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"User-Agent": "Another browser"}, id="another browser"),
        pytest.param({"Accept-Language": "sr"}, id="another language"),
        pytest.param({"Cookie": "moderation=x; session=y"}, id="cookies of its own"),
        pytest.param({"Referer": "https://search.example/?q=x"}, id="coming from elsewhere"),
        pytest.param({"X-Forwarded-For": "203.0.113.7"}, id="another network"),
        pytest.param({"X-Forwarded-Host": "evil.example"}, id="another forwarded host"),
        pytest.param({"Host": "evil.example"}, id="another host"),
    ],
)
def test_everybody_gets_the_same_bytes(
    client: FlaskClient, event: Event, path: str, told: dict[str, str]
) -> None:
    make_comment(event)

    usual, other = client.get(path), client.get(path, headers=told)

    assert (other.status_code, other.data) == (200, usual.data)
    assert _undated(other) == _undated(usual)


def _undated(response: TestResponse) -> list[tuple[str, str]]:
    return [(name, value) for name, value in response.headers if name != "Date"]


def test_a_moderator_gets_the_same_article_as_everybody(
    client: FlaskClient, moderator_client: FlaskClient, event: Event
) -> None:
    make_comment(event)

    assert moderator_client.get(PAGE).data == client.get(PAGE).data


def test_answers_name_every_header_they_depend_on(client: FlaskClient, event: Event) -> None:
    page = client.get(COMMENTS)
    piece = client.get(COMMENTS, headers=HTMX)
    full = client.get(COMMENTS, headers={**HTMX, "HX-Request-Type": "full"})

    assert (piece.data == page.data, full.data == page.data) == (False, True)
    assert [
        set(answer.headers["Vary"].replace(" ", "").split(",")) for answer in (page, piece, full)
    ] == [{"HX-Request", "HX-Request-Type"}] * 3


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"{COMMENTS}/new"),
        ("POST", COMMENTS),
        ("POST", f"{COMMENTS}/preview"),
        ("POST", f"{COMMENTS}/check?field=email"),
        ("GET", "/moderation/"),
        ("GET", "/moderation/login"),
        ("GET", "/no-such-page"),
    ],
)
@pytest.mark.parametrize("headers", [HTMX, {}], ids=["with htmx", "without htmx"])
def test_what_was_typed_and_what_is_refused_stays_out_of_caches(
    client: FlaskClient, event: Event, method: str, path: str, headers: dict[str, str]
) -> None:
    response = client.open(path, method=method, headers=headers, data={"body": TEXT})

    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_the_moderation_page_stays_out_of_caches(moderator_client: FlaskClient) -> None:
    responses = [moderator_client.get(path) for path in ("/moderation/", "/moderation/decided")]

    assert [response.status_code for response in responses] == [200, 200]
    assert [response.headers["Cache-Control"] for response in responses] == ["no-store"] * 2


def test_a_file_under_another_url_than_its_own_is_asked_for_again(client: FlaskClient) -> None:
    first = client.get("/static/site.css")

    again = client.get("/static/site.css", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert [each.headers["Cache-Control"] for each in (first, again)] == ["public, no-cache"] * 2


def test_the_cookie_of_an_https_site_is_taken_from_https_alone(tmp_path: Path) -> None:
    url = "https://events.example.org"
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_BASE_URL=url))
    with app.app_context():
        begin_write_transaction()
        token = add_moderator("Ana", now=utcnow())
        db.session.commit()
        new = {"password": PASSWORD, "again": PASSWORD}
        client = app.test_client()

        signed_in = client.post(f"/moderation/link/{token}", data=new, base_url=url)
        inside = client.get("/moderation/", base_url=url)
        csrf = {"csrf_token": fields_of(inside.text)["csrf_token"]}
        signed_out = client.post("/moderation/logout", data=csrf, base_url=url)

        [cookie] = [each for each in signed_in.headers.getlist("Set-Cookie") if FIRST in each]
        [gone] = [each for each in signed_out.headers.getlist("Set-Cookie") if FIRST in each]
        attributes = "; Secure; HttpOnly; Path=/moderation; SameSite=Strict"
        assert re.fullmatch(rf"__Secure-moderation=[\w-]+{attributes}", cookie)
        # A browser deletes a cookie of this name only where it could have set it.
        assert gone.startswith("__Secure-moderation=; Expires=Thu, 01 Jan 1970 ")
        assert gone.endswith(attributes)
        assert client.get("/moderation/", base_url=url).status_code == 303
        db.session.remove()
        db.engine.dispose()


def test_the_cookie_of_a_site_in_clear_is_not_taken_by_one_with_https(
    client: FlaskClient, moderator_client: FlaskClient, tmp_path: Path
) -> None:
    cookie = moderator_client.get_cookie("moderation", path="/moderation")
    assert cookie is not None
    assert moderator_client.get("/moderation/").status_code == 200
    url = "https://events.example.org"
    secure = make_app(tmp_path / "instance", ETHREADER_BASE_URL=url).test_client()

    plain = {"Cookie": f"moderation={cookie.value}"}
    planted = secure.get("/moderation/", base_url=url, headers=plain)

    assert planted.status_code == 303
