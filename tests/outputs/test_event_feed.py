"""The feed of events, read by `feedparser`."""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.events.models import Event
from ethreader.events.queries import latest_changed
from tests.conftest import EVENT_FILE, make_comment, make_event
from tests.test_demo import HEADLINE

FEED = "/feed.xml"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(client: FlaskClient, url: str = FEED) -> Any:
    response = client.get(url)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.data)
    assert feed.bozo == 0
    return feed


def test_feed_has_every_event_of_the_demo(reader: FlaskClient) -> None:
    feed = feed_of(reader)

    assert [entry.id for entry in feed.entries] == [
        f"urn:uuid:{event.uid}" for event in latest_changed(limit=50)
    ]
    assert feed.feed.updated == feed.entries[0].updated
    titles = {entry.title for entry in feed.entries}
    assert titles >= {
        HEADLINE,
        "Cancelled: Example: a cancelled event",
        "Postponed: Example: a postponed event",
        "New date: Example: an event with a new date",
    }


def test_feed_has_what_the_format_requires(reader: FlaskClient) -> None:
    root = fromstring(reader.get(FEED).data)

    for thing in (root, *root.iter(f"{ATOM}entry")):
        assert [len(thing.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [
            *(1, 1, 1)
        ]
        assert str(thing.findtext(f"{ATOM}updated")).endswith("+00:00")
        [alternate] = thing.findall(f"{ATOM}link[@rel='alternate']")
        assert alternate.attrib["href"].startswith("http://")
    [itself] = root.findall(f"{ATOM}link[@rel='self']")
    assert itself.attrib["href"] == "http://127.0.0.1:8000/feed.xml"
    assert root.findtext(f"{ATOM}author/{ATOM}name")


@pytest.mark.parametrize(
    ("change", "title"),
    [
        (("starts:", "status: cancelled\nstarts:"), "Cancelled: Winter meeting"),
        (
            ("starts:", "status: rescheduled\npreviously:\n  - 2026-01-03T18:00\nstarts:"),
            "New date: Winter meeting",
        ),
        (("**winter**", "snow"), "Winter meeting"),
    ],
    ids=["cancelled", "moved", "corrected"],
)
def test_changed_event_comes_up_again(
    app: Flask, tmp_path: Path, clock: Any, change: tuple[str, str], title: str
) -> None:
    make_event(tmp_path, "winter-meeting", EVENT_FILE)
    clock.shift(3600)
    make_event(tmp_path, "summer-meeting", EVENT_FILE.replace("Winter", "Summer"))
    [_, before] = feed_of(app.test_client()).entries
    clock.shift(3600)

    make_event(tmp_path, "winter-meeting", EVENT_FILE.replace(*change))

    [after, _] = feed_of(app.test_client()).entries
    assert (after.id, after.title) == (before.id, title)
    assert after.updated == "2026-02-03T11:00:00+00:00"


def test_comment_is_no_news_of_an_event(app: Flask, event: Event) -> None:
    before = app.test_client().get(FEED).data

    make_comment(event)

    assert app.test_client().get(FEED).data == before


def test_feed_without_events_is_a_feed(app: Flask) -> None:
    assert feed_of(app.test_client()).entries == []


def test_feed_speaks_the_language_of_its_url(reader: FlaskClient) -> None:
    feed = feed_of(reader, "/de/feed.xml")

    assert "Abgesagt: Example: a cancelled event" in {entry.title for entry in feed.entries}
    assert all("/de/events/" in entry.link for entry in feed.entries)


def test_text_that_xml_cannot_write_breaks_no_feed(app: Flask, event: Event) -> None:
    event.name = "A\x0cB <b> & ]]>"

    [entry] = feed_of(app.test_client()).entries

    assert entry.title == "A\ufffdB <b> & ]]>"


@pytest.mark.parametrize("path", ["/", "/events/"])
def test_lists_of_events_lead_to_the_feed(reader: FlaskClient, path: str) -> None:
    assert 'type="application/atom+xml" title="Events"' in reader.get(path).text
