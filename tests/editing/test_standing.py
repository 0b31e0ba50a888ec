"""Who sees something is changed by buttons that say beforehand what they do."""

from datetime import timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.content_state import ContentKind, ContentState
from ethreader.base.db import db
from ethreader.ops.housekeeping import Housekeeping
from ethreader.publishing.queries import PATHS, Item, item_by_slug
from ethreader.publishing.version_queries import versions_of
from tests.content_files import take_in_all
from tests.editing.filled import fields_of, form_of, press, values_of_buttons
from tests.editing.test_event_form import WHEN, begun, problems
from tests.editing.writing import CONTENT
from tests.pages import by_class, page_of, text_of
from tests.publishing.pages import FILES
from tests.times import utcnow

PAGE = "---\nkind: page\ntitle: Markedtitle\nplace: header\n---\nMarkedtext.\n"
KINDS = {
    "events": (ContentKind.EVENT, "meeting"),
    "speakers": (ContentKind.SPEAKER, "vera"),
    "pages": (ContentKind.PAGE, "about"),
}


@pytest.fixture(autouse=True)
def content(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path, FILES | {"about.md": PAGE})


def item(path: str) -> Item:
    db.session.rollback()
    found = item_by_slug(*KINDS[path])
    assert found is not None
    return found


def standing(client: FlaskClient, path: str) -> Element:
    return page_of(client.get(f"{CONTENT}/{path}/{item(path).id}/standing"))


def buttons(page: Element) -> list[str | None]:
    return [value for form in page.iter("form") for value in values_of_buttons(form)]


def status(app: Flask, path: str) -> int:
    kind, slug = KINDS[path]
    return app.test_client().get(f"{PATHS[kind]}{slug}/").status_code


@pytest.mark.parametrize("path", KINDS)
def test_page_is_withdrawn_and_restored(app: Flask, editor_client: FlaskClient, path: str) -> None:
    page = standing(editor_client, path)
    assert buttons(page) == ["withdraw"]
    assert "the notice names nobody" in text_of(page)

    told = press(editor_client, page, "withdraw")

    assert status(app, path) == 410
    assert "is withdrawn: readers don’t see it." in text_of(by_class(told, "confirmation")[0])
    page = standing(editor_client, path)
    assert buttons(page) == ["restore"]
    press(editor_client, page, "restore")
    assert status(app, path) == 200


@pytest.mark.parametrize("path", KINDS)
def test_text_of_a_withdrawn_page_changes_and_nothing_comes_back(
    app: Flask, editor_client: FlaskClient, path: str
) -> None:
    press(editor_client, standing(editor_client, path), "withdraw")
    form = page_of(editor_client.get(f"{CONTENT}/{path}/{item(path).id}/"))
    notice = text_of(by_class(form, "notice")[0])
    assert "that does not bring it back" in notice
    assert "Restore the page" in notice

    told = press(editor_client, form, "publish", {"body": "Corrected."})

    changed = item(path)
    assert (changed.state, changed.body) == (ContentState.WITHDRAWN, "Corrected.")
    assert status(app, path) == 410
    assert "is withdrawn" in text_of(by_class(told, "confirmation")[0])
    assert len(versions_of(KINDS[path][0], changed.id)) == 2


def test_page_withdrawn_while_it_was_written_does_not_come_back(
    app: Flask, editor_client: FlaskClient
) -> None:
    form = page_of(editor_client.get(f"{CONTENT}/events/{item('events').id}/"))
    press(editor_client, standing(editor_client, "events"), "withdraw")

    press(editor_client, form, "publish", {"body": "Corrected."})

    assert status(app, "events") == 410


@pytest.mark.parametrize("step", ["publish", "restore", "schedule", "hold-back", "nonsense"])
def test_step_that_does_not_fit_is_refused_with_how_it_stands(
    app: Flask, editor_client: FlaskClient, step: str
) -> None:
    page = standing(editor_client, "events")
    form, token = form_of(page, "withdraw"), fields_of(page, "withdraw")["csrf_token"]
    typed = {"at.day": "2999-01-01", "at.hour": "10:00", "zone": "Europe/Vienna"}
    for seen in ("published", "withdrawn"):
        given = {"csrf_token": token, "seen": seen, "do": step, **typed}
        refused = page_of(editor_client.post(form.get("action") or "", data=given), status=409)

    assert "nothing was done" in text_of(by_class(refused, "notice")[0])
    assert buttons(refused) == ["withdraw"]
    assert item("events").is_published


def test_two_editors_who_change_it_at_once_are_told(editor_client: FlaskClient) -> None:
    stale = standing(editor_client, "events")
    press(editor_client, standing(editor_client, "events"), "withdraw")

    refused = press(editor_client, stale, "withdraw", status=409)

    assert buttons(refused) == ["restore"]


def test_draft_is_scheduled_and_appears_when_it_is_time(
    app: Flask, editor_client: FlaskClient
) -> None:
    client = editor_client
    typed = {"name": "Markedlunch", "body": "Text.", **WHEN}
    page = press(client, begun(client), "later", typed)
    at = {"only.at.day": "2999-04-01", "only.at.hour": "9:30", "only.zone": "Europe/Vienna"}

    told = press(client, page, "schedule", at)

    said = text_of(by_class(told, "confirmation")[0])
    assert said == "Scheduled: Markedlunch. Readers see it from 1 April 2999, 9:30."
    reader = app.test_client()
    assert reader.get("/events/markedlunch/").status_code == 404
    event = item_by_slug(ContentKind.EVENT, "markedlunch")
    assert event is not None
    assert f"{event.publish_at:%Y-%m-%dT%H:%M}" == "2999-04-01T07:30"
    form = page_of(client.get(f"{CONTENT}/events/{event.id}/"))
    assert "it is scheduled" in text_of(by_class(form, "notice")[0])
    again = press(client, form, "later", {"summary": "Corrected."})
    press(client, again, "schedule", {"only.at.day": "2999-04-02"})
    db.session.rollback()
    db.session.rollback()
    assert event.publish_at is not None
    Housekeeping(app.extensions["settings"], of="site").publish_due(
        event.publish_at + timedelta(seconds=1)
    )
    assert "Corrected." in reader.get("/events/markedlunch/").text


def test_scheduled_page_is_published_now_or_held_back(
    app: Flask, editor_client: FlaskClient
) -> None:
    row = item("events")
    row.state, row.publish_at = ContentState.SCHEDULED, utcnow() + timedelta(days=3)
    db.session.commit()
    page = standing(editor_client, "events")
    assert buttons(page) == ["publish", "schedule", "hold-back"]
    assert "until you publish it. The date is forgotten." in text_of(page)

    press(editor_client, page, "hold-back")

    assert item("events").is_waiting
    assert status(app, "events") == 404
    page = standing(editor_client, "events")
    assert buttons(page) == ["publish", "schedule"]
    assert "Only editors see it, until you publish it." in text_of(page)
    press(editor_client, page, "publish")
    assert status(app, "events") == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"only.at.day": ""}, "Give a day and an hour"),
        ({"only.at.hour": ""}, "Give a day and an hour"),
        ({"only.at.day": "soon"}, "Give a day and an hour"),
        ({"only.at.day": "2020-01-01"}, "Choose a time in the future"),
        ({"only.zone": "Vienna, I think"}, "Choose a time zone from the list"),
        ({"only.at.day": "2998-03-25", "only.at.hour": "02:30"}, "skip this hour"),
    ],
)
def test_time_that_is_none_is_told_beside_its_field(
    editor_client: FlaskClient, typed: dict[str, str], said: str
) -> None:
    given = {"name": "Markedlunch", "body": "Text.", **WHEN}
    page = press(editor_client, begun(editor_client), "later", given)
    good = {"only.at.day": "2999-04-01", "only.at.hour": "09:30", "only.zone": "Europe/Vienna"}

    refused = press(editor_client, page, "schedule", good | typed, status=422)

    [problem] = problems(refused)
    assert said in problem
    assert text_of(by_class(refused, "field-error")[0]) == f"Error: {problem}"


def test_draft_with_mistakes_is_not_scheduled(editor_client: FlaskClient) -> None:
    page = press(editor_client, begun(editor_client), "later", {"name": "Lunch"}, status=422)

    assert problems(page) == ["Begins: Fill this in."]


def test_what_readers_have_seen_cannot_be_scheduled(editor_client: FlaskClient) -> None:
    form = page_of(editor_client.get(f"{CONTENT}/events/{item('events').id}/"))
    assert "later" not in buttons(form)
    page = press(editor_client, form, "later")
    at = {"only.at.day": "2999-04-01", "only.at.hour": "09:30"}

    refused = press(editor_client, page, "schedule", at, status=409)

    assert "it cannot be scheduled" in text_of(by_class(refused, "notice")[0])
    assert item("events").is_published


@pytest.mark.parametrize("page", ["standing", "delete"])
def test_only_what_is_there_and_has_a_state_has_such_pages(
    app: Flask, editor_client: FlaskClient, page: str
) -> None:
    token = {"csrf_token": fields_of(begun(editor_client))["csrf_token"]}
    for path in ("organisations/1", "site/1", "events/999999"):
        assert editor_client.get(f"{CONTENT}/{path}/{page}").status_code == 404
        assert editor_client.post(f"{CONTENT}/{path}/{page}", data=token).status_code == 404
    assert app.test_client().get(f"{CONTENT}/events/1/{page}").status_code in {302, 303}
