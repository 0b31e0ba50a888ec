"""What happened to an event, said in each language; where one is missing, editors are told."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.editing.text_languages import TextState, state_of
from ethreader.events.models import Event
from ethreader.publishing.version_queries import versions_of
from tests.content_files import event_file, take_in_all
from tests.editing.filled import fields_of, press
from tests.editing.writing import CONTENT
from tests.pages import by_class, page_of, text_of, texts

ROOM = {"only.happening": "cancelled", "only.note": "The room was taken."}
GERMAN = {"only.note-de": "Der Raum war belegt."}
SERBIAN = {"only.note-sr": "Sala je zauzeta."}


@pytest.fixture
def meeting(app: Flask, tmp_path: Path) -> int:
    """An event that somebody says in German and Serbian, and a machine in Cyrillic."""
    text = "---\nkind: event\nname: {}\n---\n\n{}\n"
    german, serbian = text.format("Treffen", "Ein Text."), text.format("Sastanak", "Tekst.")
    files = {"meeting.md": event_file(), "meeting.de.md": german, "meeting.sr.md": serbian}
    take_in_all(tmp_path, files)
    return stored().id


def stored() -> Event:
    db.session.rollback()
    return db.session.scalars(select(Event)).one()


def states() -> dict[str, TextState]:
    event = stored()
    return {each.language: state_of(each, event) for each in event.texts}


def tell(client: FlaskClient, item: int, typed: dict[str, str]) -> None:
    press(client, page_of(client.get(f"{CONTENT}/events/{item}/happened")), "tell", typed)


def sentence(client: FlaskClient, prefix: str) -> tuple[str | None, str]:
    """Return in which language the banner's sentence is, and the sentence."""
    [banner] = by_class(page_of(client.get(f"{prefix}/events/meeting/")), "banner")
    said = banner.find("./p/span")
    return ("", "") if said is None else (said.get("lang"), text_of(said))


def test_each_language_says_its_own_sentence(editor_client: FlaskClient, meeting: int) -> None:
    tell(editor_client, meeting, ROOM | GERMAN | SERBIAN)

    said = {prefix: sentence(editor_client, prefix) for prefix in ("", "/de", "/sr", "/sr-Cyrl")}
    assert said == {
        "": ("en", "The room was taken."),
        "/de": ("de", "Der Raum war belegt."),
        "/sr": ("sr-Latn", "Sala je zauzeta."),
        "/sr-Cyrl": ("sr-Cyrl", "Сала је заузета."),
    }
    assert [states()[each] for each in ("de", "sr")] == [TextState.CURRENT] * 2
    for text in stored().texts:
        numbers = [each.number for each in versions_of(ContentKind.TRANSLATION, text.id)]
        assert numbers == ([] if text.is_made_by_machine else [2, 1])
    assert "Der Raum war belegt." in editor_client.get("/de/events/meeting/calendar.ics").text
    assert "Der Raum war belegt." in editor_client.get("/de/feed.xml").text


def test_missing_sentence_is_the_originals_and_editors_are_told(
    editor_client: FlaskClient, meeting: int
) -> None:
    tell(editor_client, meeting, ROOM | SERBIAN)

    assert sentence(editor_client, "/de") == ("en", "The room was taken.")
    assert sentence(editor_client, "/sr") == ("sr-Latn", "Sala je zauzeta.")
    assert [states()[each] for each in ("de", "sr")] == [TextState.OUTDATED, TextState.CURRENT]
    assert "The room was taken." in editor_client.get("/de/feed.xml").text


def test_sentence_about_something_earlier_is_said_no_more(
    editor_client: FlaskClient, meeting: int
) -> None:
    tell(editor_client, meeting, ROOM | GERMAN | SERBIAN)
    tell(editor_client, meeting, {"only.happening": "back"})

    event = stored()
    assert [event.status_note, *(each.status_note for each in event.texts)] == [""] * 4
    assert TextState.OUTDATED not in states().values()


def test_sentence_that_cannot_stand_is_refused_at_its_place(
    editor_client: FlaskClient, meeting: int
) -> None:
    page = page_of(editor_client.get(f"{CONTENT}/events/{meeting}/happened"))

    typed = ROOM | {"only.note": "x" * 301, "only.note-de": "y" * 301} | SERBIAN
    refused = press(editor_client, page, "preview", typed, status=422)

    told = texts(refused, ".//div[@class='error-summary']//li")
    assert [each.partition(":")[0] for each in told] == [
        "A sentence for readers",
        "A sentence for readers – Deutsch",
    ]
    assert fields_of(refused)["note-sr"] == "Sala je zauzeta."
    assert stored().status_note == ""
