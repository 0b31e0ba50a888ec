"""The page of `/search`: who learns of it, how often it may be asked for, what it leaves behind."""

import logging
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.audience.tally import Tally
from ethreader.events.models import Event
from ethreader.web import limits
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.pages import links, page_of, text_of, texts
from tests.search.searching import said
from tests.visitors import with_visitors

WORDS = "house by the sea"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """A site on SQLite that counts its readers."""
    return with_visitors(make_app(tmp_path / "instance", ETHREADER_COUNTING="on"))


@pytest.fixture
def site(app: Flask, tmp_path: Path) -> FlaskClient:
    with app.app_context():
        make_comment(make_event(tmp_path, "winter-meeting", EVENT_FILE), body=f"A {WORDS}.")
    return app.test_client()


def test_nobody_else_keeps_or_lists_the_page(site: FlaskClient) -> None:
    response = site.get("/search", query_string={"q": WORDS})
    page = page_of(response)

    metas = {each.get("name"): each.get("content") for each in page.findall(".//meta")}
    assert (metas["robots"], metas["referrer"]) == ("noindex", "no-referrer")
    headers = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy", "Set-Cookie")
    assert [response.headers.get(each) for each in headers] == [
        "no-store",
        "noindex",
        "no-referrer",
        None,
    ]
    assert WORDS not in text_of(page.find(".//title"))


def test_what_was_typed_is_written_down_nowhere(
    app: Flask, site: FlaskClient, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    typed = "zanzibarian"
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    site.get("/", headers=agent)

    assert site.get("/search", query_string={"q": typed}, headers=agent).status_code == 200

    tally: Tally = app.extensions["tally"]
    assert "search" not in repr(vars(tally))
    assert typed not in caplog.text + repr(vars(tally))
    files = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert (any(files), any(typed.encode() in each for each in files)) == (True, False)


def test_form_holds_what_was_asked_and_needs_no_script(site: FlaskClient) -> None:
    page = page_of(
        site.get("/search", query_string={"q": "sea", "kind": "comment", "year": "2026"})
    )

    [form] = page.findall(".//main//form")
    assert (form.get("method"), form.get("action"), form.get("role")) == (
        "get",
        "/search",
        "search",
    )
    assert form.find(".//input").get("value") == "sea"  # type: ignore[union-attr]
    chosen = [each.get("value") for each in form.findall(".//option[@selected]")]
    assert chosen == ["comment", "2026"]
    assert {each.get("for") for each in form.findall(".//label")} == {"q", "kind", "year"}
    assert texts(page, ".//main//option") == [
        *("Everywhere", "Events", "Speakers", "Pages", "Comments"),
        *("All years", "2026"),
    ]


def test_each_page_leads_to_it(site: FlaskClient) -> None:
    assert links(page_of(site.get("/")), ".//header")["Search"] == "/search"
    assert page_of(site.get("/search")).find(".//header//a[@aria-current='page']") is not None


def test_who_searches_too_often_is_told_how_long_to_wait(site: FlaskClient) -> None:
    count = int(limits.SEARCHES.visitor.split()[0])
    for _ in range(count):
        assert site.get("/search", query_string={"q": "sea"}).status_code == 200

    refused = site.get("/search", query_string={"q": "sea"})

    assert refused.status_code == 429
    assert "You have searched a lot in a short time. Please wait about" in refused.text
    assert site.get("/search").status_code == 200  # The form alone costs nothing.


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("🌱", "There is no letter or digit in what you typed."),
        ("nowhere", "Nothing was found. Try fewer words"),
        ("a" * 301, "That is too long to search for: please use up to 300 characters."),
        (" ".join(f"w{n}" for n in range(20)), "Only the first 12 words were searched for."),
    ],
)
def test_sentence_helps(site: FlaskClient, typed: str, sentence: str) -> None:
    page = page_of(site.get("/search", query_string={"q": typed}))

    assert said(page)[0].startswith(sentence)
    assert page.find(".//input").get("value") == typed  # type: ignore[union-attr]


def test_nothing_in_one_year_leads_to_all_years(site: FlaskClient) -> None:
    page = page_of(site.get("/search", query_string={"q": "sea", "year": "1999"}))

    [url] = [each.get("href") for each in page.findall(".//p[@class='nothing']/a")]
    assert texts(page_of(site.get(str(url))), ".//h2") == ["Comments 1"]


def test_names_of_commenters_and_emails_find_nothing(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        event: Event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
        make_comment(event, name="Vesna Vidović", body="A heron.")
    client = app.test_client()

    assert texts(page_of(client.get("/search?q=heron")), ".//h2") == ["Comments 1"]
    for name in ("Vesna", "Vidović", "vidovi"):
        assert texts(page_of(client.get("/search", query_string={"q": name})), ".//h2") == []
