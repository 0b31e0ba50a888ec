"""Who and what is made on an event's form is not public before the event is."""

from datetime import timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.events.queries import all_events
from ethreader.ops.housekeeping import Housekeeping
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import all_speakers
from tests.content_files import event_file, write
from tests.editing.filled import press
from tests.editing.test_event_form import PARENT, WHEN, begun
from tests.editing.writing import CONTENT
from tests.pages import by_class, by_id, page_of, text_of
from tests.times import utcnow

NAMES = ("Markedperson", "Markedhouse", "Markedconference")
READ = (
    *("/", "/events/", "/speakers/", "/sitemap.xml", "/feed.xml", "/events.ics"),
    *("/speakers/markedperson/", "/events/markedconference/", "/events/lunch/"),
)


@pytest.fixture
def form(editor_client: FlaskClient) -> Element:
    """The form of an event that names a person, a house and a conference made in place."""
    client = editor_client
    parent = PARENT | {"new_parent.name": "Markedconference"}
    page = press(client, begun(client), "make:part_of", {"name": "Lunch", **WHEN, **parent})
    page = press(client, page, "add:organisations")
    named = {"organisations.1.organisation": "Markedhouse", "organisations.1.role": "host"}
    page = press(client, page, "make:organisations.1", named)
    page = press(client, page, "add:speakers")
    named = {"speakers.1.speaker": "Markedperson", "speakers.1.role": "Speaker", "body": "Text."}
    return press(client, page, "make:speakers.1", named)


def seen(app: Flask) -> set[str]:
    """Return which of the names stand in anything that readers read, or are found."""
    client = app.test_client()
    texts = [client.get(url).text for url in READ]
    said = {name for name in NAMES if any(name in text for text in texts)}
    pages = {name: page_of(client.get(f"/search?q={name}")) for name in NAMES}
    return said | {name for name, page in pages.items() if by_class(page, "results")}


def speaker() -> Speaker:
    db.session.rollback()
    [found] = all_speakers()
    return found


def test_nobody_made_on_a_form_is_public_before_the_event_is(
    app: Flask, editor_client: FlaskClient, form: Element
) -> None:
    assert seen(app) == set()
    assert app.test_client().get("/speakers/markedperson/").status_code == 404
    said = text_of(by_id(form, "who-waits")[0])
    assert "Markedperson" in said
    assert "when you publish" in said

    press(editor_client, form, "publish")

    assert seen(app) == set(NAMES)
    assert speaker().is_published
    [event] = [each for each in all_events() if each.has_page]
    page = page_of(editor_client.get(f"{CONTENT}/events/{event.id}/"))
    assert by_id(page, "who-waits") == []


def test_somebody_can_be_published_before(
    app: Flask, editor_client: FlaskClient, form: Element
) -> None:
    standing = page_of(editor_client.get(f"{CONTENT}/speakers/{speaker().id}/standing"))
    assert "first event that names" in text_of(standing)

    press(editor_client, standing, "publish")

    assert seen(app) == {"Markedperson"}


def test_who_waits_is_public_with_the_scheduled_event(
    app: Flask, editor_client: FlaskClient, form: Element
) -> None:
    at = utcnow() + timedelta(hours=30)
    page = press(editor_client, form, "later")
    day = {"only.at.day": f"{at:%Y-%m-%d}", "only.at.hour": "23:30"}
    press(editor_client, page, "schedule", day)
    assert seen(app) == set()
    assert speaker().is_waiting

    Housekeeping(app.extensions["settings"], of="site").publish_due(at + timedelta(days=2))

    assert seen(app) == set(NAMES)


@pytest.mark.usefixtures("form")
def test_who_waits_is_public_with_an_event_that_comes_by_a_file(app: Flask, tmp_path: Path) -> None:
    said = event_file("speakers:", "  - speaker: markedperson", "    role: Head")
    files = write(tmp_path / "files", {"evening.md": said})

    result = app.test_cli_runner().invoke(args=["content", "import", str(files)])

    assert result.exit_code == 0, result.output
    assert speaker().is_published
