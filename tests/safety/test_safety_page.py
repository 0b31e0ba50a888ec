"""The page about reading safely, the ways to it, and the operator's help line."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.pages import by_class, links, page_of, text_of, texts

WORDS = "Do you need help? Call <116 006>, day & night."


def test_page_says_what_helps_and_what_does_not(client: FlaskClient) -> None:
    page = page_of(client.get("/safety/"))

    assert texts(page, ".//main//h2") == [
        "“Leave this page”",
        "Remove this visit from your browsing history",
        "Next time, use a private window",
        "Use a safer device",
        "If your phone or computer may be monitored",
        "When you comment",
        "This page",
    ]
    said = text_of(page.find(".//main"))
    assert "takes you to www.bbc.com at once" in said
    assert "It does not erase your history." in said


def test_page_names_the_site_that_the_operator_chose(tmp_path: Path) -> None:
    url = "https://news.example.org/today"
    client = make_app(tmp_path / "instance", ETHREADER_EXIT_URL=url).test_client()

    said = text_of(page_of(client.get("/safety/")).find(".//main"))

    assert "takes you to news.example.org at once" in said


def test_page_has_an_ordinary_title_and_is_kept_nowhere(client: FlaskClient) -> None:
    response = client.get("/safety/")

    assert texts(page_of(response), ".//title") == ["Using this site – ASTRA events"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", ["/", PAGE, "/speakers/", "/safety/"])
def test_footer_leads_to_the_page(client: FlaskClient, event: Event, path: str) -> None:
    footer = links(page_of(client.get(path)), ".//footer[@class='footer']")

    assert footer["Your safety on this site"] == "/safety/"


@pytest.mark.parametrize("path", [PAGE, f"{COMMENTS}/new"])
def test_form_leads_to_what_the_browser_may_keep(
    client: FlaskClient, event: Event, path: str
) -> None:
    form = links(page_of(client.get(path)), ".//section[@id='comment-form']")
    ids = {each.get("id") for each in page_of(client.get("/safety/")).iter()}

    address = form["See what your browser may remember"]
    assert address == "/safety/#writing"
    assert address.partition("#")[2] in ids


@pytest.mark.parametrize("path", [PAGE, "/safety/"])
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("tel:116006", {WORDS: "tel:116006"}, id="to be called"),
        pytest.param(
            "https://example.org/help", {WORDS: "https://example.org/help"}, id="to be opened"
        ),
        pytest.param("", {}, id="to be read"),
    ],
)
def test_help_line_is_shown_when_set(
    tmp_path: Path, path: str, url: str, expected: dict[str, str]
) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_HELPLINE_TEXT=WORDS, ETHREADER_HELPLINE_URL=url)
    with app.app_context():
        make_event(tmp_path, "winter-meeting", EVENT_FILE)

        [line] = by_class(page_of(app.test_client().get(path)), "helpline")

    assert text_of(line) == WORDS
    assert links(line) == expected


@pytest.mark.parametrize("path", [PAGE, "/safety/"])
def test_there_is_no_help_line_unless_set(client: FlaskClient, event: Event, path: str) -> None:
    assert by_class(page_of(client.get(path)), "helpline") == []


@pytest.mark.parametrize(
    ("prefix", "sender"),
    [("", "“Notices”"), ("/de", "„Mitteilungen“"), ("/sr", "„Obaveštenja“")],
)
def test_page_names_the_sender_that_mails_of_its_language_have(
    client: FlaskClient, prefix: str, sender: str
) -> None:
    assert sender in text_of(page_of(client.get(f"{prefix}/safety/")).find(".//main"))
