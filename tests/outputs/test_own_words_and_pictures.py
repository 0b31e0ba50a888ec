"""Outputs name the site as its editors do, and show the pictures that they gave."""

from pathlib import Path

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.events.queries import article
from ethreader.outputs.sharing_page import sharing_of
from ethreader.speakers.models import Speaker
from ethreader.web.localisation import speaking
from tests.content_files import SPEAKER, event_file, take_in_all
from tests.outputs.structured import faults, thing_on, things_on
from tests.outputs.test_sharing import embedded
from tests.pictures.drawing import file_of, painted, store_picture
from tests.site_pages.test_site import say

HOST = "http://127.0.0.1:8000"
OLD = "ASTRA events"
TALK = "/events/talk/"


@pytest.fixture
def pictures(app: Flask) -> list[str]:
    """The names of a wide, a narrow and a small picture."""
    sizes = ((2000, 1000), (700, 350), (200, 300))
    return [store_picture(file_of(painted(*size), "JPEG")).name for size in sizes]


@pytest.fixture
def client(app: Flask, tmp_path: Path, pictures: list[str]) -> FlaskClient:
    """A day with a picture, and a talk at it with another one, at which Vera speaks, and Ada."""
    wide, narrow, small = pictures
    take_in_all(
        tmp_path,
        {
            "vera.md": SPEAKER.replace(
                "name: Vera", f"name: Vera\nportrait: {{file: {small}.webp, alt: Vera}}"
            ),
            "ada.md": SPEAKER.replace("Vera", "Ada"),
            "day.md": event_file(
                f"picture: {{file: {narrow}.webp, alt: A hall}}", "place: {locality: Niš}"
            ),
            "talk.md": event_file(
                f"picture: {{file: {wide}.webp, alt: A hall}}",
                *(
                    "part_of: day",
                    "speakers:",
                    "  - {speaker: vera, role: panel}",
                    "  - {speaker: ada, role: panel}",
                ),
                "place: {locality: Niš}",
            ),
        },
    )
    return app.test_client()


def jpeg(name: str, width: int) -> str:
    return f"{HOST}/pictures/{name}-{width}.jpg"


def test_event_is_told_with_its_own_picture_and_with_the_one_that_is_drawn(
    client: FlaskClient, pictures: list[str]
) -> None:
    wide, narrow, _ = pictures

    told = thing_on(client.get(TALK).text, "Event")

    own, drawn = told["image"]
    assert own == jpeg(wide, 1440)
    assert drawn.startswith(f"{HOST}{TALK}share.png?v=")
    assert told["superEvent"]["image"] == jpeg(narrow, 700)
    for url in (own, drawn):
        assert client.get(url.removeprefix(HOST)).status_code == 200
    assert list(faults(told)) == []


def test_speaker_is_told_with_the_portrait_where_there_is_one(
    client: FlaskClient, pictures: list[str]
) -> None:
    portrait = jpeg(pictures[2], 200)

    speaking = thing_on(client.get(TALK).text, "Event")["performer"]
    pages = [client.get(f"/speakers/{slug}/").text for slug in ("vera", "ada")]

    assert [each.get("image") for each in speaking] == [portrait, None]
    people = [thing_on(page, "ProfilePage")["mainEntity"] for page in pages]
    assert [person.get("image") for person in people] == [portrait, None]
    assert [fault for page in pages for each in things_on(page) for fault in faults(each)] == []


def test_portrait_of_whom_readers_do_not_see_is_told_nowhere(
    client: FlaskClient, pictures: list[str]
) -> None:
    db.session.execute(update(Speaker).values(state=ContentState.WITHDRAWN))
    db.session.commit()

    assert pictures[2] not in client.get(TALK).text


def test_picture_of_a_parent_that_readers_do_not_see_is_told_nowhere(
    client: FlaskClient, pictures: list[str]
) -> None:
    hide = update(Event).where(Event.slug == "day").values(state=ContentState.SCHEDULED)
    db.session.execute(hide)
    db.session.commit()

    assert pictures[1] not in client.get(TALK).text


def names_in(client: FlaskClient, prefix: str) -> dict[str, str]:
    """Return what each output calls the site."""
    page = client.get(f"{prefix}{TALK}").text
    crumbs = thing_on(page, "BreadcrumbList")["itemListElement"]
    calendar = icalendar.Calendar.from_ical(client.get(f"{prefix}/events.ics").text)
    with speaking(prefix.strip("/")):
        event = article("talk")
        assert event is not None
        drawn = sharing_of(event).site
    return {
        "breadcrumbs": crumbs[0]["name"],
        "calendar": str(calendar["name"]),
        "old calendars": str(calendar["x-wr-calname"]),
        "oembed": embedded(client, f"{HOST}{prefix}{TALK}").get_json()["provider_name"],
        "picture": drawn,
    }


def test_outputs_call_the_site_as_its_editors_do(client: FlaskClient) -> None:
    assert set(names_in(client, "").values()) == {OLD}

    say(name="Safe House")
    say("de", name="Sicheres Haus")

    assert set(names_in(client, "").values()) == {"Safe House"}
    german = names_in(client, "/de")
    assert german.pop("oembed") == "Safe House"  # It is asked for in no language.
    assert set(german.values()) == {"Sicheres Haus"}
    for path in (TALK, "/events.ics", "/feed.xml"):
        assert OLD not in client.get(path).text
