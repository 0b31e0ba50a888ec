from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import db
from ethreader.comments.log import StateChange
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import PAGE, comment_ids
from tests.conftest import make_comment
from tests.moderation.deciding import press, record, state_of, token_of
from tests.pages import without_once
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN, both_ways

BUTTONS = [
    pytest.param("publish", "published", "fits", "Published", id="publish"),
    pytest.param("reject", "rejected", "None", "Declined", id="reject"),
    pytest.param("spam", "spam", "advertising", "Marked as spam", id="spam"),
]


@pytest.mark.parametrize(("button", "after", "reason", "word"), BUTTONS)
def test_a_decision_by_htmx_is_answered_with_the_row(
    *, moderator_client: FlaskClient, event: Event, button: str, after: str, reason: str, word: str
) -> None:
    comment = make_comment(event, state=State.PENDING)

    response = press(moderator_client, comment, button, headers=HTMX)

    assert response.status_code == 200
    assert response.text.startswith(f'<article id="c-{comment.public_id}" class="row row-{after}"')
    assert f"<strong>{word}</strong> by <bdi>Ana</bdi>" in response.text
    assert "All clear" in response.text
    assert state_of(comment) == after
    assert record() == [("Ana", "pending", after, reason, "")]


@pytest.mark.parametrize(("button", "after", "reason", "word"), BUTTONS)
def test_a_decision_without_htmx_leads_back_to_the_queue(
    *, moderator_client: FlaskClient, event: Event, button: str, after: str, reason: str, word: str
) -> None:
    comment = make_comment(event, state=State.PENDING)

    response = press(moderator_client, comment, button)

    where = f"/moderation/?done={comment.public_id}"
    assert (response.status_code, without_once(response.headers["Location"])) == (303, where)
    assert f"<strong>{word}</strong> by <bdi>Ana</bdi>" in moderator_client.get(where).text
    assert state_of(comment) == after
    assert record() == [("Ana", "pending", after, reason, "")]


def test_readers_see_a_comment_from_the_moment_it_is_published(
    client: FlaskClient, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    assert comment_ids(client.get(PAGE).text) == []

    press(moderator_client, comment, "publish")

    assert comment_ids(client.get(PAGE).text) == [comment.public_id]


@both_ways
def test_a_rejection_is_recorded_with_note_and_moderator(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING)

    press(moderator_client, comment, "reject", headers=headers, note="  Names <a> child. ")

    assert record() == [("Ana", "pending", "rejected", "None", "Names <a> child.")]
    decided_at = db.session.scalars(select(StateChange.changed_at)).one()
    assert utcnow() - decided_at < timedelta(minutes=1)
    assert (
        '<q dir="auto">Names &lt;a&gt; child.</q>'
        in moderator_client.get("/moderation/decided").text
    )


def test_a_comment_that_was_decided_on_keeps_its_day_only(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    kept = [comment.received_at, comment.received_on]
    assert None not in kept

    press(moderator_client, comment, "publish")

    assert state_of(comment) == "published"
    assert [comment.received_at, comment.received_on] == [None, kept[1]]


@pytest.mark.parametrize(
    ("before", "button", "after"),
    [
        pytest.param("published", "reject", "rejected", id="what is published can be rejected"),
        pytest.param("published", "spam", "spam", id="or turn out to be spam"),
        pytest.param("rejected", "publish", "published", id="what is rejected can be published"),
        pytest.param("rejected", "spam", "spam", id="or turn out to be spam after all"),
        pytest.param("spam", "publish", "published", id="spam can be published"),
        pytest.param("spam", "reject", "rejected", id="or be rejected"),
    ],
)
def test_a_decision_can_be_changed(
    moderator_client: FlaskClient, event: Event, before: str, button: str, after: str
) -> None:
    comment = make_comment(event, state=State(before))

    press(moderator_client, comment, button)

    assert state_of(comment) == after
    assert [each[1:3] for each in record()] == [(before, after)]


@both_ways
@pytest.mark.parametrize(
    ("before", "button"),
    [
        pytest.param("published", "publish", id="published twice"),
        pytest.param("rejected", "reject", id="rejected twice"),
        pytest.param("spam", "spam", id="marked as spam twice"),
        pytest.param("withdrawn", "publish", id="published against its author's will"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_with_the_row(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str], before: str, button: str
) -> None:
    comment = make_comment(event, state=State(before))

    response = press(moderator_client, comment, button, headers=headers)

    assert response.status_code == 409
    assert "status has changed, so this is no longer possible." in response.text
    assert comment_ids(response.text) == [comment.public_id]
    assert (state_of(comment), record()) == (before, [])


@both_ways
def test_pressing_twice_decides_once_and_says_it_twice(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING)
    version = comment.version
    press(moderator_client, comment, "publish", headers=headers)

    response = press(moderator_client, comment, "publish", headers=headers, version=version)

    assert response.status_code == (303 if headers == PLAIN else 200)
    if headers == PLAIN:
        response = moderator_client.get(response.headers["Location"])
    assert "It has changed" not in response.text
    assert "<strong>Published</strong>" in response.text
    assert ("<html" in response.text) == (headers == PLAIN)
    assert len(record()) == 1


@both_ways
@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"decision": ""}, id="no decision"),
        pytest.param({"decision": "delete"}, id="an unknown decision"),
        pytest.param({"decision": "PUBLISH"}, id="a decision in capitals"),
        pytest.param({"version": ""}, id="no version"),
        pytest.param({"version": "one"}, id="a version that is no number"),
        pytest.param({"version": "9" * 5000}, id="an endless version"),
    ],
)
def test_a_damaged_decision_is_refused_and_changes_nothing(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str], changed: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING)

    response = press(moderator_client, comment, "reject", headers=headers, **changed)

    assert response.status_code == 400
    assert "Go back, reload the page and try again." in response.text
    assert (state_of(comment), record()) == ("pending", [])


@pytest.mark.parametrize("version", ["0", "-1", "2", "99999999999999999999999"])
def test_another_version_is_refused(
    moderator_client: FlaskClient, event: Event, version: str
) -> None:
    comment = make_comment(event, state=State.PENDING)

    response = press(moderator_client, comment, "publish", headers=HTMX, version=version)

    assert response.status_code == 409
    assert (state_of(comment), record()) == ("pending", [])


@both_ways
@pytest.mark.parametrize("public_id", ["0123456789abcdef", "1", "č", "%00", "' OR 1=1 --"])
@pytest.mark.parametrize("what", ["decision", "undo"])
def test_an_unknown_comment_cannot_be_decided_on(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str], public_id: str, what: str
) -> None:
    make_comment(event, state=State.PENDING)
    form = {
        "csrf_token": token_of(moderator_client),
        "version": 1,
        "seen_report": 0,
        "decision": "publish",
    }

    response = moderator_client.post(
        f"/moderation/comments/{public_id}/{what}", data=form, headers=headers
    )

    assert response.status_code == 404
    assert "Page not found" in response.text
    assert record() == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("what", ["decision", "undo"])
def test_a_decision_takes_no_other_verb(
    moderator_client: FlaskClient, event: Event, method: str, what: str
) -> None:
    comment = make_comment(event, state=State.PENDING)

    response = moderator_client.open(
        f"/moderation/comments/{comment.public_id}/{what}", method=method
    )

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    assert state_of(comment) == "pending"
