"""An event from nothing to its end without a script: each button leads to a whole page."""

from typing import cast
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.publishing.queries import item_by_slug
from tests.editing.filled import press
from tests.editing.test_event_form import PARENT, WHEN, begun
from tests.editing.test_files import send
from tests.editing.writing import CONTENT, Writer
from tests.pages import by_class, facts_of, page_of, text_of, texts
from tests.pictures.drawing import file_of, painted

ARTICLE, GERMAN = "/events/lunch/", "/de/events/lunch/"
MOVED = {"only.happening": "moved", "only.starts.day": "2999-05-06", "only.note": "We are sorry."}


def test_event_is_written_corrected_moved_cancelled_and_taken_down(
    app: Flask, editor_client: FlaskClient
) -> None:
    client, reader = editor_client, app.test_client()
    write(client)
    facts = facts_of(page_of(reader.get(ARTICLE)))
    assert facts["Part of"].startswith("22nd Conference")
    portrait = add_portrait(client)
    url = f"{CONTENT}/events/{item_id(ContentKind.EVENT, 'lunch')}"
    say_in_german(client, url)

    press(client, page_of(client.get(f"{url}/")), "publish", {"summary": "Corrected."})
    for happening in (MOVED, {"only.happening": "cancelled"}):
        shown = press(client, page_of(client.get(f"{url}/happened")), "preview", happening)
        press(client, shown, "tell")

    article, german = (page_of(reader.get(path)) for path in (ARTICLE, GERMAN))
    assert text_of(by_class(article, "standfirst")[0]) == "Corrected."
    assert "is cancelled" in text_of(by_class(article, "banner")[0])
    assert "Originally 5 April 2999" in facts_of(article)["When"]
    assert texts(german, ".//h1") == ["Ein Mittag"]
    assert "abgesagt" in text_of(by_class(german, "banner")[0])
    assert "Ursprünglich 5. April 2999" in facts_of(german)["Wann"]
    assert sources(article) == sources(german) == [portrait]
    take_down(client, url)
    paths = (ARTICLE, GERMAN, "/speakers/vera/", portrait)
    assert [reader.get(path).status_code for path in paths] == [404, 404, 200, 200]


def item_id(kind: ContentKind, slug: str) -> int:
    db.session.rollback()
    item = item_by_slug(kind, slug)
    assert item is not None
    return item.id


def write(client: FlaskClient) -> None:
    typed = {"name": "Lunch", "body": "A text.", **WHEN, **PARENT}
    page = press(client, begun(client), "make:part_of", typed)
    page = press(client, page, "add:organisations")
    named = {"organisations.1.organisation": "Safe House", "organisations.1.role": "host"}
    page = press(client, page, "make:organisations.1", named)
    for number, name in ((1, "Vera"), (2, "Ana")):
        page = press(client, page, "add:speakers")
        named = {f"speakers.{number}.speaker": name, f"speakers.{number}.role": "Speaker"}
        page = press(client, page, f"make:speakers.{number}", named)
    press(client, page, "publish")


def add_portrait(client: FlaskClient) -> str:
    """Give one of the two speakers a portrait, and return where readers get it."""
    writer = Writer(client)
    form = writer.open(f"speakers/{item_id(ContentKind.SPEAKER, 'vera')}/")
    form.type(portrait_alt="Vera, laughing", portrait_credit="Photo: Safe House")
    sent = send(form, "picture:portrait", file_of(painted(400, 500)))
    assert writer.form_of(sent).press("publish").status_code == 303
    [source] = sources(page_of(client.get("/speakers/vera/")))
    return source


def sources(page: Element) -> list[str]:
    return [cast("str", each.get("src")) for each in page.iter("img")]


def say_in_german(client: FlaskClient, url: str) -> None:
    page = page_of(client.get(f"{url}/in/de"))
    press(client, page, "publish", {"name": "Mittag", "headline": "Ein Mittag", "body": "Text."})


def take_down(client: FlaskClient, url: str) -> None:
    reader = client.application.test_client()
    press(client, page_of(client.get(f"{url}/standing")), "withdraw")
    assert [reader.get(path).status_code for path in (ARTICLE, GERMAN)] == [410, 410]
    asked = press(client, page_of(client.get(f"{url}/delete")), "ask")
    press(client, asked, "delete-for-good")
