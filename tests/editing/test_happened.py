"""What happened to an event: shown first, then told, and kept as a version."""

from pathlib import Path
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.events.choices import Status
from ethreader.events.models import Event
from ethreader.publishing.version_queries import versions_of
from tests.conftest import make_event
from tests.content_files import event_file
from tests.editing.filled import fields_of, press
from tests.editing.writing import CONTENT
from tests.pages import by_class, facts_of, page_of, text_of, texts

MOVED = {
    "only.happening": "moved",
    "only.starts.day": "2027-03-03",
    "only.ends.hour": "20:00",
    "only.note": "The room was taken.",
}


def opened(client: FlaskClient, event: Event) -> Element:
    return page_of(client.get(f"{CONTENT}/events/{event.id}/happened"))


def stored(event: Event) -> Event:
    db.session.rollback()
    return db.session.get_one(Event, event.id)


def errors(page: Element) -> list[str]:
    return texts(page, ".//div[@class='error-summary']//li")


def offered(page: Element) -> list[str | None]:
    return [each.get("value") for each in page.findall(".//input[@name='happening']")]


def test_move_is_shown_before_it_is_told(editor_client: FlaskClient, event: Event) -> None:
    old = str(event.first_day)
    page = press(editor_client, opened(editor_client, event), "preview", MOVED)

    [preview] = by_class(page, "happening-preview")
    assert "This event has a new date" in text_of(by_class(preview, "banner")[0])
    assert "The room was taken." in text_of(preview)
    assert str(stored(event).first_day) == old
    assert fields_of(page)["starts.day"] == "2027-03-03"

    press(editor_client, page, "tell")

    moved = stored(event)
    assert (moved.status, str(moved.first_day)) == (Status.RESCHEDULED, "2027-03-03")
    assert moved.previously
    assert moved.previously[0].startswith(old)
    assert [each.number for each in versions_of(ContentKind.EVENT, event.id)] == [2, 1]
    article = page_of(editor_client.get(f"/events/{event.slug}/"))
    assert "Originally" in facts_of(article)["When"]


def test_event_moves_online_and_back(editor_client: FlaskClient, tmp_path: Path) -> None:
    event = make_event(tmp_path, "lunch", event_file("place:", "  locality: Niš"))
    online = {"only.happening": "online", "only.online": "https://example.org/join"}
    press(editor_client, opened(editor_client, event), "tell", online)

    article = page_of(editor_client.get(f"/events/{event.slug}/"))
    assert text_of(by_class(article, "banner")[0]) == "This event takes place online instead."
    assert article.findall(".//dd/del")
    back = {"only.happening": "back"}
    page = press(editor_client, opened(editor_client, event), "preview", back)
    assert "takes place as planned" in text_of(by_class(page, "happening-preview")[0])
    press(editor_client, page, "tell")
    assert stored(event).status is Status.PLANNED


def test_what_was_said_already_is_not_offered(editor_client: FlaskClient, event: Event) -> None:
    assert offered(opened(editor_client, event)) == ["moved", "postponed", "cancelled", "online"]

    cancelled = {"only.happening": "cancelled"}
    page = press(editor_client, opened(editor_client, event), "preview", cancelled)
    assert offered(page) == ["moved", "postponed", "cancelled", "online"]
    press(editor_client, page, "tell")
    assert offered(opened(editor_client, event)) == ["moved", "postponed", "online", "back"]


def test_nonsense_is_refused_in_words_at_its_place(
    editor_client: FlaskClient, event: Event
) -> None:
    page = opened(editor_client, event)

    assert errors(press(editor_client, page, "preview", status=422)) == ["Choose what happened."]
    nothing_to_undo = press(editor_client, page, "tell", {"only.happening": "back"}, status=422)
    assert errors(nothing_to_undo) == [
        "This event takes place as planned. There is nothing to undo."
    ]
    wrong = MOVED | {"only.starts.day": "soon", "only.note": "x" * 301}
    told = errors(press(editor_client, page, "preview", wrong, status=422))
    assert [each.partition(":")[0] for each in told] == ["Begins", "A sentence for readers"]


def test_event_that_changed_meanwhile_is_looked_at_again(
    editor_client: FlaskClient, event: Event
) -> None:
    stale = opened(editor_client, event)
    cancelled = {"only.happening": "cancelled"}
    press(editor_client, opened(editor_client, event), "tell", cancelled)

    page = press(editor_client, stale, "tell", MOVED, status=409)

    assert stored(event).status is Status.CANCELLED
    assert fields_of(page)["note"] == "The room was taken."
    again = press(editor_client, page, "tell", status=422)
    assert errors(again) == [
        "This event is cancelled. If it takes place after all, undo that first."
    ]


def test_event_that_is_not_there_is_not_found(editor_client: FlaskClient) -> None:
    assert editor_client.get(f"{CONTENT}/events/77/happened").status_code == 404
    token = fields_of(page_of(editor_client.get(f"{CONTENT}/events/new")))["csrf_token"]
    posted = editor_client.post(f"{CONTENT}/events/77/happened", data={"csrf_token": token})
    assert posted.status_code == 404


def test_facts_lead_to_where_people_sign_up(
    client: FlaskClient, app: Flask, tmp_path: Path
) -> None:
    make_event(tmp_path, "lunch", event_file("registration: https://example.org/sign-up"))

    facts = facts_of(page_of(client.get("/events/lunch/")))

    assert facts["Registration"] == "Sign up for this event"
