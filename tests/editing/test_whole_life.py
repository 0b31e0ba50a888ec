"""An event from nothing to its end without a script: each button leads to a whole page."""

from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.content_state import ContentKind
from ethreader.publishing.queries import item_by_slug
from tests.editing.filled import press
from tests.editing.test_event_form import PARENT, WHEN, begun
from tests.editing.writing import CONTENT
from tests.pages import by_class, facts_of, page_of, text_of

ARTICLE = "/events/lunch/"


def test_event_is_written_corrected_moved_cancelled_and_taken_down(
    app: Flask, editor_client: FlaskClient
) -> None:
    client, reader = editor_client, app.test_client()
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
    facts = facts_of(page_of(reader.get(ARTICLE)))
    assert facts["Part of"].startswith("22nd Conference")
    event = item_by_slug(ContentKind.EVENT, "lunch")
    assert event is not None
    url = f"{CONTENT}/events/{event.id}"

    press(client, page_of(client.get(f"{url}/")), "publish", {"summary": "Corrected."})
    moved = {"only.happening": "moved", "only.starts.day": "2999-05-06"}
    for happening in (moved, {"only.happening": "cancelled"}):
        shown = press(client, page_of(client.get(f"{url}/happened")), "preview", happening)
        press(client, shown, "tell")

    article = page_of(reader.get(ARTICLE))
    assert text_of(by_class(article, "standfirst")[0]) == "Corrected."
    assert "is cancelled" in text_of(by_class(article, "banner")[0])
    assert "Originally 5 April 2999" in facts_of(article)["When"]
    press(client, page_of(client.get(f"{url}/standing")), "withdraw")
    assert reader.get(ARTICLE).status_code == 410
    asked = press(client, page_of(client.get(f"{url}/delete")), "ask")
    press(client, asked, "delete-for-good")
    assert [reader.get(path).status_code for path in (ARTICLE, "/speakers/vera/")] == [404, 200]
