"""A page that was opened before something changed can do nothing, and what was typed is kept."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.drafts import EditedText
from ethreader.comments.models import Comment, State
from ethreader.comments.service import edit_comment
from ethreader.events.models import Event
from ethreader.messages.models import MessageSender
from ethreader.messages.service import send_message
from tests.comments.forms import stored
from tests.conftest import make_comment
from tests.moderation.conversations import (
    conversations,
    in_form,
    seen_conversation,
    written,
    written_about,
)
from tests.moderation.deciding import press, record, seen, token_of
from tests.pages import by_class, page_of, text_of
from tests.reports.reporting import report_from
from tests.reports.reporting import stored as stored_reports
from tests.times import utcnow

TYPED = "Yes, at the side."
CHANGED = "It has changed since you opened the page. Nothing was done"
ACTIONS = {
    "decision": {"decision": "reject"},
    "undo": {},
    "pin": {"pin": "yes"},
    "answer": {"body": TYPED, "voice": "moderator"},
    "message": {"message": TYPED},
}


def edited(comment: Comment) -> None:
    begin_write_transaction()
    edit_comment(comment, EditedText(name="Mira", body="New."), flags=(), now=utcnow())
    db.session.commit()


def send(
    moderator_client: FlaskClient, comment: Comment, action: str, **fields: Any
) -> TestResponse:
    data = {"csrf_token": token_of(moderator_client), **ACTIONS[action], **fields}
    return moderator_client.post(f"/moderation/comments/{comment.public_id}/{action}", data=data)


@pytest.mark.parametrize("action", list(ACTIONS))
def test_no_action_is_taken_on_a_comment_that_has_changed(
    moderator_client: FlaskClient, event: Event, action: str
) -> None:
    comment = written_about(event, "Mira")
    told = seen(comment) | seen_conversation(comment)
    press(moderator_client, comment, "reject")
    press(moderator_client, comment, "undo")
    done = record()

    response = send(moderator_client, comment, action, **told)

    assert response.status_code == 409
    assert CHANGED in response.text
    assert record() == done
    assert [(each.state, each.is_pinned) for each in stored()] == [(State.PUBLISHED, False)]
    assert len(written()) == 1


@pytest.mark.parametrize(
    ("action", "missing"),
    [
        *((action, "version") for action in ACTIONS),
        ("decision", "seen_report"),
        ("undo", "seen_report"),
        ("message", "seen_message"),
    ],
)
def test_a_form_that_does_not_say_what_was_seen_is_damaged(
    moderator_client: FlaskClient, event: Event, action: str, missing: str
) -> None:
    comment = written_about(event, "Mira")
    told = seen(comment) | seen_conversation(comment)
    del told[missing]

    response = send(moderator_client, comment, action, **told)

    assert response.status_code == 400
    assert "Go back, reload the page and try again." in response.text
    assert (record(), len(stored()), len(written())) == ([], 1, 1)


def test_a_reply_that_came_too_late_stands_in_its_form(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    told = seen(comment)
    press(moderator_client, comment, "reject")
    press(moderator_client, comment, "undo")

    page = page_of(send(moderator_client, comment, "answer", **told), status=409)

    [area] = [each for each in page.iter("textarea") if each.get("name") == "body"]
    assert (area.text or "").strip() == TYPED
    assert len(stored()) == 1


def test_a_message_is_not_sent_past_a_newer_one_of_the_author(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = written_about(event, "Mira")
    told = seen_conversation(comment)
    begin_write_transaction()
    send_message(comment.id, MessageSender.AUTHOR, "Please delete it.", now=utcnow())
    db.session.commit()

    page = page_of(send(moderator_client, comment, "message", **told), status=409)

    [row] = conversations(page).values()
    assert in_form(row) == TYPED
    assert "The author has written since you opened this page" in text_of(row)
    assert "Please delete it." in text_of(row)
    assert [body for _, body in written()] == ["A question by Mira.", "Please delete it."]


def test_every_form_of_a_row_tells_what_was_seen(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1)
    press(moderator_client, comment, "publish")
    report_from(app, comment, 2)
    told = {name: str(value) for name, value in seen(comment).items()}

    for path in ("reported", "published"):
        page = page_of(moderator_client.get(f"/moderation/{path}"))
        [row] = by_class(page, "row")
        forms = list(row.iter("form"))
        assert len(forms) >= 1
        for form in forms:
            values = {each.get("name"): each.get("value") for each in form.iter("input")}
            assert {name: values.get(name) for name in told} == told


def test_taking_a_comment_off_the_page_settles_no_report_that_nobody_saw(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    page = page_of(moderator_client.get("/moderation/published"))
    [form] = by_class(page, "decide")
    told: dict[str, Any] = {str(each.get("name")): each.get("value") for each in form.iter("input")}
    report_from(app, comment, 1)

    press(moderator_client, comment, "reject", **told)

    assert [is_open for *_, is_open in stored_reports()] == [True]


def test_an_undo_leaves_open_what_nobody_saw(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    press(moderator_client, comment, "reject")
    press(moderator_client, comment, "undo")
    told = seen(comment)
    report_from(app, comment, 1)

    press(moderator_client, comment, "undo", **told)

    assert [is_open for *_, is_open in stored_reports()] == [True]


def test_a_third_undo_opens_the_reports_again(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1)
    press(moderator_client, comment, "reject")
    found = []
    for _ in range(3):
        press(moderator_client, comment, "undo")
        found.append([is_open for *_, is_open in stored_reports()])

    assert found == [[True], [False], [True]]


def test_a_reply_changes_no_version_of_what_it_replies_to(
    moderator_client: FlaskClient, event: Event
) -> None:
    parent = make_comment(event)
    told = seen(parent)
    make_comment(event, body="A reply.", answering=parent)

    assert press(moderator_client, parent, "reject", **told).status_code == 303
    edited(parent)
    assert seen(parent)["version"] == told["version"] + 2
