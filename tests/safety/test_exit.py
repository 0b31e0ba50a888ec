"""The way out: where it leads, what it takes along, and that every reader's page has it."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE
from tests.conftest import make_app
from tests.pages import by_class, page_of, text_of
from tests.visitors import HTMX

READERS_PAGES: list[Any] = [
    pytest.param("/", 200, id="home"),
    pytest.param("/events/", 200, id="archive"),
    pytest.param(PAGE, 200, id="article"),
    pytest.param(COMMENTS, 200, id="thread"),
    pytest.param(f"{COMMENTS}/new", 200, id="form"),
    pytest.param(f"{COMMENTS}/received", 200, id="receipt"),
    pytest.param("/speakers/", 200, id="speakers"),
    pytest.param("/safety/", 200, id="safety"),
    pytest.param("/no-such-page", 404, id="error"),
]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("headers", [HTMX, {}], ids=["with htmx", "without htmx"])
def test_exit_leads_to_a_neutral_site_and_leaves_nothing(
    client: FlaskClient, method: str, headers: dict[str, str]
) -> None:
    response = client.open("/exit", method=method, headers=headers)

    assert response.status_code == 303
    assert response.headers["Location"] == "https://www.bbc.com/weather"
    assert response.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers.getlist("Set-Cookie") == []


def test_exit_leads_where_the_operator_says(tmp_path: Path) -> None:
    url = "https://example.org/weather?place=belgrade"
    client = make_app(tmp_path / "instance", ETHREADER_EXIT_URL=url).test_client()

    assert client.get("/exit").headers["Location"] == url


def test_exit_takes_no_address_from_the_request(client: FlaskClient) -> None:
    response = client.get("/exit?url=https://evil.example&next=//evil.example")

    assert response.headers["Location"] == "https://www.bbc.com/weather"


def test_exit_takes_no_post(client: FlaskClient) -> None:
    response = client.post("/exit")

    assert (response.status_code, response.headers.get("Location")) == (405, None)
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(("path", "status"), READERS_PAGES)
def test_readers_page_has_the_exit_twice_and_before_anything_else(
    client: FlaskClient, event: Event, path: str, status: int
) -> None:
    page = page_of(client.get(path), status=status)

    first = [(text_of(link), link.get("href"), link.get("rel")) for link in page.iter("a")][:3]
    assert first == [
        ("Skip to the content", "#main", None),
        ("Leave this page", "/exit", "nofollow noreferrer"),
        ("Leave this page", "/exit", "nofollow noreferrer"),
    ]


def test_script_of_the_exit_comes_before_all_others(client: FlaskClient, event: Event) -> None:
    scripts = page_of(client.get(PAGE)).findall(".//script[@src]")

    sources = [script.get("src", "").partition("?")[0] for script in scripts]
    assert sources[:2] == ["/static/exit.js", "/static/thread.js"]
    assert "defer" in scripts[0].attrib


def test_piece_for_htmx_has_no_exit_of_its_own(client: FlaskClient, event: Event) -> None:
    assert "/exit" in client.get(COMMENTS).text
    assert "/exit" not in client.get(COMMENTS, headers=HTMX).text


@pytest.mark.parametrize("path", ["/moderation/", "/moderation/decided"])
def test_moderation_page_has_no_exit(
    client: FlaskClient, moderator_client: FlaskClient, path: str
) -> None:
    assert by_class(page_of(client.get("/")), "exit") != []
    assert by_class(page_of(moderator_client.get(path)), "exit") == []


def test_sign_in_page_has_no_exit(client: FlaskClient) -> None:
    assert by_class(page_of(client.get("/moderation/login")), "exit") == []


@pytest.mark.parametrize("facebook", [{}, {"ETHREADER_PIXEL_ID": "1234567890"}])
def test_every_page_says_at_its_foot_that_no_email_is_published(
    tmp_path: Path, facebook: dict[str, str]
) -> None:
    client = make_app(tmp_path / "instance", **facebook).test_client()

    for path in ("/", "/events/", "/speakers/", "/safety/", "/privacy", "/no-such-page"):
        foot = " ".join(client.get(path).text.partition("<footer")[2].split())
        assert "The email address you give us is never published." in foot, path
