"""The list of speakers in pages, each of which begins with somebody."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base import paging
from ethreader.base.content_state import ContentState
from ethreader.base.db import begin_write_transaction, db
from ethreader.speakers.queries import speaker_by_slug
from tests.events.many import add_speakers
from tests.pages import links, page_of, text_of, texts

PAGES = ".//nav[@class='pages']"
NAMES = ".//ul[@class='people-list']//h2"


@pytest.fixture(autouse=True)
def short_pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five speakers, two of whom have the same name, on pages of two."""
    monkeypatch.setattr(paging, "PAGE_LENGTH", 2)
    add_speakers(["Dea", "Bo", "Ana", "Bo", "Cem"])


def test_everybody_stands_on_one_page(client: FlaskClient) -> None:
    first = page_of(client.get("/speakers/"))
    second = page_of(client.get("/speakers/?at=speaker-3"))
    last = page_of(client.get("/speakers/?at=speaker-0"))

    assert [texts(each, NAMES) for each in (first, second, last)] == [
        ["Ana", "Bo"],
        ["Bo", "Cem"],
        ["Dea"],
    ]
    assert [links(each, PAGES) for each in (first, second, last)] == [
        {"Next page": "/speakers/?at=speaker-3"},
        {"Previous page": "/speakers/", "Next page": "/speakers/?at=speaker-0"},
        {"Previous page": "/speakers/?at=speaker-3"},
    ]


def test_each_page_says_whom_it_shows_and_where_it_stands(client: FlaskClient) -> None:
    page = page_of(client.get("/speakers/?at=speaker-3"))

    assert text_of(page.find(".//title")) == "Speakers: Bo – Cem – ASTRA events"
    assert [each.get("href") for each in page.findall(".//link[@rel='canonical']")] == [
        "http://127.0.0.1:8000/speakers/?at=speaker-3"
    ]


@pytest.mark.parametrize("state", [ContentState.SCHEDULED, ContentState.WITHDRAWN])
def test_whoever_is_not_shown_begins_no_page(client: FlaskClient, state: ContentState) -> None:
    shown = client.get("/speakers/?at=speaker-3")
    begin_write_transaction()
    speaker = speaker_by_slug("speaker-3")
    assert speaker is not None
    speaker.state = state
    db.session.commit()

    hidden, nobody = (client.get(f"/speakers/?at={each}") for each in ("speaker-3", "speaker-9"))

    assert [each.status_code for each in (shown, hidden, nobody)] == [200, 404, 404]
    assert hidden.text.replace("speaker-3", "speaker-9") == nobody.text
