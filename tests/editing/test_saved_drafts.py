"""Drafts: saved by buttons and by the script, one editor's own, never overwritten unseen."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.accounts.queries import moderator_by_name
from ethreader.base.db import db
from ethreader.publishing.draft_models import ContentDraft
from ethreader.speakers.queries import all_speakers
from tests.comments.forms import fields_of
from tests.conftest import PASSWORD, hash_of_password
from tests.editing.writing import CONTENT, Writer
from tests.pages import by_class, page_of, text_of, texts
from tests.visitors import PLAIN


def drafts() -> list[ContentDraft]:
    db.session.rollback()
    return db.session.query(ContentDraft).order_by(ContentDraft.id).all()


def test_what_is_saved_by_itself_is_there_after_everything_else_is_gone(mara: Writer) -> None:
    form = mara.open("speakers/new").type(name="Ana", body="Half a senten", links_1_url="https:")

    response = form.press("autosave")

    assert response.json is not None
    assert response.json["said"].startswith("Draft saved at ")
    again = mara.form_of(mara.client.get(response.json["url"]))
    kept = {name: again.fields[f"f.{name}"] for name in ("name", "body", "links.1.url")}
    assert kept == {"name": "Ana", "body": "Half a senten", "links.1.url": "https:"}


def test_opening_a_form_stores_nothing(mara: Writer) -> None:
    mara.publish_speaker()
    [speaker] = all_speakers()
    for path in ("speakers/new", f"speakers/{speaker.id}/", "speakers/"):
        assert mara.client.get(f"{CONTENT}/{path}").status_code == 200
    assert drafts() == []


def test_a_save_whose_response_was_lost_is_sent_again_without_trouble(mara: Writer) -> None:
    form = mara.open("speakers/new")
    for words in ("Ana", "Ana A", "Ana A"):
        assert form.type(name=words).press("autosave").status_code == 200

    assert [draft.values["name"] for draft in drafts()] == ["Ana A"]


def test_two_windows_of_one_editor_do_not_overwrite_each_other(mara: Writer) -> None:
    mara.publish_speaker(headline="Lawyer")
    [speaker] = all_speakers()
    first, second = (mara.open(f"speakers/{speaker.id}/") for _ in range(2))
    first.type(headline="Judge").press("autosave")

    response = second.type(headline="Clerk").press("autosave")

    assert response.status_code == 409
    assert "another window" in (response.json or {})["problem"]
    [draft] = drafts()
    assert draft.values["headline"] == "Judge"
    refused = second.press("save")
    page = page_of(refused, status=409)
    [differences] = by_class(page, "differences")
    assert texts(differences, ".//del") == ["[removed: Judge]"]
    assert texts(differences, ".//ins") == ["[added: Clerk]"]
    knowing = mara.form_of(refused, status=409)
    assert knowing.fields["f.headline"] == "Clerk"
    assert knowing.press("save").status_code == 303
    assert [draft.values["headline"] for draft in drafts()] == ["Clerk"]


def test_the_draft_of_another_is_named_and_can_be_taken_over(mara: Writer, nikola: Writer) -> None:
    form = mara.open("speakers/new").type(name="Ana")
    url = (form.press("autosave").json or {})["url"]

    page = page_of(nikola.client.get(url))
    theirs = nikola.form_of(nikola.client.get(url)).type(name="Changed")

    assert "This draft belongs to Mara." in text_of(by_class(page, "notice")[0])
    assert theirs.press("autosave").status_code == 403
    assert theirs.press("save").status_code == 403
    data = {"csrf_token": theirs.fields["csrf_token"]}
    taken = nikola.client.post(f"{url}/take-over", data=data)
    assert nikola.form_of(taken).type(name="Changed").press("save").status_code == 303
    assert [(d.saved_by.name, d.values["name"]) for d in drafts()] == [("Nikola", "Changed")]
    assert form.type(name="Late").press("autosave").status_code == 403


def test_a_draft_is_discarded_after_a_question(mara: Writer) -> None:
    url = (mara.open("speakers/new").type(name="Ana").press("autosave").json or {})["url"]
    asked = mara.client.get(f"{url}/discard")
    assert "Discard this draft?" in asked.text
    assert len(drafts()) == 1
    token = mara.open("speakers/new").fields["csrf_token"]

    response = mara.client.post(f"{url}/discard", data={"csrf_token": token})

    assert "The draft has been discarded." in mara.client.get(response.headers["Location"]).text
    assert drafts() == []
    assert mara.client.get(url).status_code == 404


@pytest.mark.parametrize("button", ["save", "publish", "add:links", "preview", "autosave"])
def test_a_session_that_ended_loses_nothing(
    clock: Traveller, mara: Writer, client: FlaskClient, button: str
) -> None:
    form = mara.open("speakers/new").type(name="Ana", body="marked-4711")
    clock.shift(1900)

    response = form.press(button)

    assert response.status_code == 403
    assert "marked-4711" not in response.text
    assert drafts() == []
    page = _signed_in_again(mara, response.text)
    again = mara.form_of(page, status=409)
    assert (again.fields["f.name"], again.fields["f.body"]) == ("Ana", "marked-4711")
    assert "You had been signed out" in page.text
    assert again.press("save").status_code == 303
    assert [draft.values["body"] for draft in drafts()] == ["marked-4711"]


def test_whoever_signed_in_anew_elsewhere_loses_nothing(clock: Traveller, mara: Writer) -> None:
    form = mara.open("speakers/new").type(name="Ana")
    clock.shift(1900)
    _signed_in_again(mara, "")

    again = mara.form_of(form.press("save"), status=409)

    assert again.fields["f.name"] == "Ana"
    assert again.press("save").status_code == 303


def test_drafts_stand_in_the_list_with_their_writer(
    app: Flask, mara: Writer, nikola: Writer
) -> None:
    mara.publish_speaker("Ana")
    [speaker] = all_speakers()
    nikola.open(f"speakers/{speaker.id}/").type(headline="Judge").press("save")
    mara.open("speakers/new").type(name="Бојана").press("save")

    page = page_of(mara.client.get(f"{CONTENT}/speakers/"))

    rows = [text_of(each) for each in by_class(page, "content")]
    assert rows[0].startswith("Бојана Draft Draft by Mara, ")
    assert rows[1].startswith("Ana Published Draft by Nikola, ")
    found = {
        query: [
            text_of(each)
            for each in by_class(
                page_of(mara.client.get(f"{CONTENT}/speakers/?{query}")), "card-title"
            )
        ]
        for query in ("q=bojana", "q=БОЈ", "q=nobody", "state=draft", "state=published", "q=ANA")
    }
    assert found == {
        "q=bojana": ["Бојана"],
        "q=БОЈ": ["Бојана"],
        "q=nobody": [],
        "state=draft": ["Бојана", "Ana"],
        "state=published": ["Ana"],
        "q=ANA": ["Бојана", "Ana"],
    }
    for odd in ("state=odd", "before=1&after=1", "before=x", "q=%25", "once=x&done=9"):
        response = mara.client.get(f"{CONTENT}/speakers/?{odd}", headers=PLAIN)
        assert response.status_code in {200, 404}


def _signed_in_again(writer: Writer, page: str) -> TestResponse:
    moderator = moderator_by_name("Mara")
    assert moderator is not None
    moderator.password_hash = hash_of_password()
    db.session.commit()
    hidden = {name: text for name, text in fields_of(page).items() if name == "unsent"}
    data = {**hidden, "name": "Mara", "password": PASSWORD}
    return writer.client.post("/moderation/login", data=data)
