"""Nothing that programs read tells of what is scheduled or withdrawn."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.events.queries import event_by_slug
from ethreader.speakers.queries import speaker_by_slug
from tests.content_files import take_in_all
from tests.events.test_content_states import FILES, HIDDEN

OUTPUTS = (
    *("/events.ics", "/feed.xml", "/sitemap.xml", "/events/meeting/calendar.ics"),
    *("/events/side/calendar.ics", "/events/meeting/", "/events/side/", "/events/conference/"),
    *("/speakers/vera/", "/events/meeting/share.png"),
    "/oembed?url=http://127.0.0.1:8000/events/meeting/",
)


@pytest.fixture
def client(app: Flask, tmp_path: Path) -> FlaskClient:
    """A conference with a meeting, at which Vera speaks and which has a side event."""
    take_in_all(tmp_path, FILES)
    return app.test_client()


def told(client: FlaskClient, words: str) -> list[str]:
    """Return where something is told."""
    return [url for url in OUTPUTS if words.encode() in client.get(url).data]


def hide_event(slug: str, state: ContentState) -> None:
    event = event_by_slug(slug)
    assert event is not None
    event.state = state
    db.session.commit()


@pytest.mark.parametrize("state", HIDDEN)
def test_event_that_readers_do_not_see_is_told_nowhere(
    client: FlaskClient, state: ContentState
) -> None:
    meeting = event_by_slug("meeting")
    assert meeting is not None
    uid = meeting.uid
    assert len(told(client, "Markedheadline")) == 8
    assert told(client, uid) != []

    hide_event("meeting", state)

    assert told(client, "Markedheadline") == []
    assert told(client, "Markedmeeting") == []
    assert told(client, uid) == []
    assert told(client, "events/meeting/") == []
    assert client.get("/events/meeting/share.png").status_code in {404, 410}


@pytest.mark.parametrize("state", HIDDEN)
def test_parent_that_readers_do_not_see_is_told_nowhere(
    client: FlaskClient, state: ContentState
) -> None:
    assert told(client, "Markedconference") != []

    hide_event("conference", state)

    assert told(client, "Markedconference") == []


@pytest.mark.parametrize("state", HIDDEN)
def test_speaker_whom_readers_do_not_see_is_told_nowhere(
    client: FlaskClient, state: ContentState
) -> None:
    structured = '"name":"Vera Markedperson"'
    assert told(client, structured) == ["/events/meeting/", "/events/side/", "/speakers/vera/"]
    speaker = speaker_by_slug("vera")
    assert speaker is not None

    speaker.state = state
    db.session.commit()

    assert told(client, structured) == []
    assert told(client, "speakers/vera") == []


def test_event_that_is_published_comes_up_in_feeds(clock: Any, client: FlaskClient) -> None:
    hide_event("conference", ContentState.SCHEDULED)
    clock.shift(3600)

    hide_event("conference", ContentState.PUBLISHED)

    feed = client.get("/feed.xml").text
    assert feed.index("<title>Markedconference") < feed.index("<title>Markedheadline")
