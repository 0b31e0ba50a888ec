"""What counts as a reading, and what passes unseen."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.events.models import Event
from tests.audience.readers import FIREFOX, GOOGLEBOT, counted, read
from tests.comments.forms import COMMENTS, PAGE, filled_in
from tests.conftest import make_app, make_comment
from tests.visitors import HTMX

ONCE = (1, 1)


@pytest.mark.parametrize("path", ["/", "/events/", PAGE, "/speakers/", "/speakers/mira-example/"])
def test_a_page_for_reading_counts(
    *, app: Flask, client: FlaskClient, event: Event, speaker: str, path: str
) -> None:
    assert read(client, path).status_code == 200

    assert counted(app) == {path: ONCE, "": ONCE}


def test_a_page_that_is_read_again_counts_again_even_if_it_has_not_changed(
    app: Flask, client: FlaskClient
) -> None:
    etag = read(client, "/").headers["ETag"]

    assert read(client, "/", If_None_Match=etag).status_code == 304

    assert counted(app) == {"/": (2, 1), "": (2, 1)}


def test_what_stands_behind_a_question_mark_is_not_kept(app: Flask, client: FlaskClient) -> None:
    read(client, "/?name=Vesna")

    assert counted(app) == {"/": ONCE, "": ONCE}


UNSEEN: list[Any] = [
    pytest.param("GET", "/mine/abc", {}, 404, id="an author's own page"),
    pytest.param("GET", "/mail/stop/abc", {}, 404, id="a link in a mail"),
    pytest.param("GET", "/moderation/login", {}, 200, id="the sign-in page"),
    pytest.param("GET", "/safety/", {}, 200, id="the safety page"),
    pytest.param("GET", "/exit", {}, 303, id="the way out"),
    pytest.param("GET", COMMENTS, {}, 200, id="a thread by itself"),
    pytest.param("GET", f"{COMMENTS}/new", {}, 200, id="a form"),
    pytest.param("GET", COMMENTS, HTMX, 200, id="a piece for htmx"),
    pytest.param("GET", PAGE, HTMX, 200, id="what htmx asks of a page"),
    pytest.param("GET", "/static/site.css", {}, 200, id="a file"),
    pytest.param("GET", "/healthz", {}, 200, id="the health of the site"),
    pytest.param("GET", "/events/no-such/", {}, 404, id="a missing article"),
    pytest.param("GET", "/events", {}, 308, id="a redirect"),
    pytest.param("HEAD", "/", {}, 200, id="a head"),
    pytest.param("POST", "/", {}, 405, id="a wrong verb"),
    pytest.param("GET", "/", {"Sec-GPC": "1"}, 200, id="Global Privacy Control"),
    pytest.param("GET", "/", {"DNT": "1"}, 200, id="Do Not Track"),
    pytest.param("GET", "/", {"Sec-Purpose": "prefetch;prerender"}, 200, id="fetched in advance"),
    pytest.param("GET", "/", {"Purpose": "prefetch"}, 200, id="the same in older words"),
    pytest.param("GET", "/", {"User-Agent": GOOGLEBOT}, 200, id="a search engine"),
    pytest.param("GET", "/", {"User-Agent": "curl/8.5"}, 200, id="a program"),
    pytest.param("GET", "/", {"User-Agent": ""}, 200, id="what has no name"),
]


@pytest.mark.parametrize(("method", "path", "headers", "status"), UNSEEN)
def test_everything_else_passes_unseen(
    *,
    app: Flask,
    client: FlaskClient,
    event: Event,
    method: str,
    path: str,
    headers: dict[str, str],
    status: int,
) -> None:
    told = {"User-Agent": FIREFOX, **headers}
    with client.open(path, method=method, headers=told) as response:
        assert response.status_code == status
    assert counted(app) == {}

    read(client, "/", DNT="0", Sec_GPC="0")  # It does count …
    assert counted(app) == {"/": ONCE, "": ONCE}


def test_writing_and_following_a_link_to_a_comment_pass_unseen(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    form = filled_in(client)
    counted(app)

    sent = client.post(COMMENTS, data=form, headers={"User-Agent": FIREFOX})
    link = read(client, f"/comments/{comment.public_id}")

    assert (sent.status_code, link.status_code) == (303, 302)
    assert counted(app) == {}


def test_a_moderator_who_was_signed_in_is_not_counted(
    app: Flask, client: FlaskClient, moderator_client: FlaskClient
) -> None:
    read(moderator_client, "/")
    assert counted(app) == {"/": ONCE, "": ONCE}

    assert read(moderator_client, "/moderation/").status_code == 200
    read(moderator_client, "/")
    assert counted(app) == {}

    read(client, "/", address="198.51.100.1")
    assert counted(app) == {"/": ONCE, "": ONCE}


def test_a_stranger_at_the_sign_in_page_stays_a_reader(app: Flask, client: FlaskClient) -> None:
    assert read(client, "/moderation/").status_code == 303

    read(client, "/")

    assert counted(app) == {"/": ONCE, "": ONCE}


def test_an_operator_can_switch_it_off(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_COUNTING="off")

    assert read(app.test_client(), "/").status_code == 200

    assert "tally" not in app.extensions
    assert "tally" in make_app(tmp_path / "another").extensions


def test_counting_leaves_no_mark_in_an_answer(tmp_path: Path, client: FlaskClient) -> None:
    off = make_app(tmp_path / "off", ETHREADER_COUNTING="off").test_client()

    answers = [read(each, "/") for each in (client, off)]

    assert answers[0].data == answers[1].data
    assert len({tuple(h for h in each.headers if h[0] != "Date") for each in answers}) == 1
