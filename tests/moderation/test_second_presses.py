"""What looks like a second press of a button and is none is refused, and says so."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.comments.service import pin
from ethreader.events.models import Event
from tests.conftest import make_comment
from tests.moderation.deciding import press, record, seen
from tests.reports.reporting import report_from


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"decision": "reject"}, id="another decision"),
        pytest.param({"note": "More."}, id="another note"),
    ],
)
def test_something_else_pressed_in_the_same_form_is_no_second_press(
    moderator_client: FlaskClient, event: Event, changed: dict[str, Any]
) -> None:
    comment = make_comment(event, state=State.PENDING)
    version = comment.version
    press(moderator_client, comment, "publish")

    response = press(moderator_client, comment, "publish", version=version, **changed)

    assert response.status_code == 409
    assert "It has changed since you opened the page. Nothing was done" in response.text
    assert len(record()) == 1


def pinned(comment: Comment) -> None:
    """Pin a comment, as another moderator does."""
    begin_write_transaction()
    pin(comment)
    db.session.commit()


@pytest.mark.parametrize("button", ["publish", "undo"])
def test_what_changed_without_a_decision_is_not_taken_for_a_second_press(
    app: Flask, moderator_client: FlaskClient, event: Event, button: str
) -> None:
    is_undo = button == "undo"
    comment = make_comment(event, state=State.PUBLISHED if is_undo else State.PENDING)
    for each in ("reject", "undo") if is_undo else ("publish",):
        press(moderator_client, comment, each)
    if not is_undo:  # To keep it is a decision, where somebody has reported it.
        report_from(app, comment, 1)
    told, done = seen(comment), record()
    pinned(comment)

    response = press(moderator_client, comment, button, **told)

    assert (response.status_code, record()) == (409, done)
    assert "It has changed since you opened the page. Nothing was done" in response.text
