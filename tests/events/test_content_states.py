"""Every URL of a reader's, while what it shows is published, scheduled or withdrawn."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.events.queries import event_by_slug
from ethreader.speakers.queries import speaker_by_slug
from tests.conftest import make_comment
from tests.content_files import take_in_all

HIDDEN = [ContentState.SCHEDULED, ContentState.WITHDRAWN]
CONFERENCE = """---
kind: event
name: Markedconference
starts: 2026-02-01
organisations:
  - organisation: house
    role: host
---
Of the conference.
"""
MEETING = """---
kind: event
name: Markedmeeting
headline: Markedheadline
starts: 2026-02-03
part_of: conference
organisations:
  - organisation: house
    role: host
speakers:
  - speaker: vera
    role: Head
---
It was said by Vera Markedperson.
"""
VERA = """---
kind: speaker
name: Vera Markedperson
---
She speaks.
"""
HOUSE = """---
kind: organisation
name: Markedhouse
---
"""
SIDE = MEETING.replace("Markedmeeting", "Sidemeeting").replace("Markedheadline", "Sideheadline")
SIDE = SIDE.replace("part_of: conference", "part_of: meeting")
FILES = {
    "conference.md": CONFERENCE,
    "meeting.md": MEETING,
    "side.md": SIDE,
    "vera.md": VERA,
    "house.md": HOUSE,
}


@pytest.fixture
def comment(app: Flask, tmp_path: Path) -> Comment:
    """A published comment under an article that has all that an article can have."""
    take_in_all(tmp_path, FILES)
    event = event_by_slug("meeting")
    assert event is not None
    return make_comment(event, body="Markedcomment.", name="Markedreader")


def put(slug: str, state: ContentState) -> None:
    row = event_by_slug(slug) or speaker_by_slug(slug)
    assert row is not None
    row.state = state
    db.session.commit()


def urls(app: Flask, comment: Comment, slug: str) -> Iterator[str]:
    """Yield every URL that anybody may read, about an event or a person where it names one."""
    given = {"public_id": comment.public_id, "filename": "css/site.css"}
    given |= {"name": "0" * 32, "width": "320", "ending": "webp", "digits": "0d5454"}
    closed = ("moderation", "own_page", "static", "mail", "contacts", "accounts", "facebook")
    for rule in app.url_map.iter_rules():
        is_closed = rule.rule.startswith("/moderation") or rule.endpoint.startswith(closed)
        is_open = not is_closed and "token" not in rule.arguments
        if is_open and rule.methods and "GET" in rule.methods:
            of_speaker = rule.endpoint.startswith("speakers")
            values = {"slug": "vera" if of_speaker else slug, **given}
            named = {name: values[name] for name in rule.arguments}
            yield app.url_map.bind("").build(rule.endpoint, named)


def told(app: Flask, comment: Comment, *marks: str) -> dict[str, list[str]]:
    """Return which URLs say any of the marks, with a status below 400 or not."""
    client = app.test_client()
    asked = chain(urls(app, comment, "meeting"), ["/events/conference/"])
    pages = {url: client.get(url) for url in asked}
    said = {
        url: page.data.decode(errors="replace") + page.headers.get("Location", "")
        for url, page in pages.items()
    }
    found = {url: [mark for mark in marks if mark in text] for url, text in said.items()}
    return {url: hits for url, hits in found.items() if hits}


OF_MEETING = ("Markedmeeting", "Markedheadline", "Markedcomment", "Markedreader", "/meeting/")


def test_what_is_published_is_told(app: Flask, comment: Comment) -> None:
    """The tests below look for something that can be found."""
    assert {"/", "/events/", "/events/meeting/", "/speakers/vera/"} < set(
        told(app, comment, *OF_MEETING)
    )
    assert {"/speakers/", "/speakers/vera/", "/events/meeting/"} <= set(
        told(app, comment, "Vera Markedperson", "/speakers/vera/")
    )


@pytest.mark.parametrize("state", HIDDEN)
def test_hidden_event_is_told_nowhere(app: Flask, comment: Comment, state: ContentState) -> None:
    put("meeting", state)

    assert told(app, comment, *OF_MEETING) == {}
    client, gone = app.test_client(), 410 if state is ContentState.WITHDRAWN else 404
    of_it = [url for url in urls(app, comment, "meeting") if "/events/meeting/" in url]
    assert {url: client.get(url).status_code for url in of_it} == dict.fromkeys(of_it, gone)
    side = app.test_client().get("/events/side/")
    assert [mark for mark in OF_MEETING if mark in side.text] == []
    assert side.status_code == 200


@pytest.mark.parametrize("state", HIDDEN)
def test_hidden_speaker_is_linked_nowhere(
    app: Flask, comment: Comment, state: ContentState
) -> None:
    put("vera", state)

    assert told(app, comment, "/speakers/vera/", "She speaks") == {}
    # What an article itself says is its editor's to change.
    assert set(told(app, comment, "Vera Markedperson")) == {"/events/meeting/"}
    assert app.test_client().get("/events/meeting/").text.count("Vera Markedperson") == 1


@pytest.mark.parametrize("state", HIDDEN)
def test_hidden_parent_is_not_named(app: Flask, comment: Comment, state: ContentState) -> None:
    put("conference", state)

    page = app.test_client().get("/events/meeting/")

    assert "Markedconference" not in page.text
    assert ", organised by Markedhouse" not in page.text
    assert "Side event," not in page.text


@pytest.mark.parametrize("state", HIDDEN)
def test_nothing_can_be_sent_to_a_hidden_event(
    app: Flask, comment: Comment, state: ContentState
) -> None:
    put("meeting", state)
    client = app.test_client()

    sent = client.post("/events/meeting/comments", data={"body": "Typed words."})

    assert sent.status_code == (410 if state is ContentState.WITHDRAWN else 404)
    assert "Typed words." in sent.text  # To be copied.
    assert "Markedmeeting" not in sent.text
