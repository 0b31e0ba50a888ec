import pytest
from flask.testing import FlaskClient

from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import PAGE, comment_ids
from tests.conftest import make_comment
from tests.moderation.desks import QUEUE, press, record, state_of
from tests.visitors import HTMX, PLAIN

both_ways = pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])


@both_ways
@pytest.mark.parametrize("button", ["publish", "reject", "spam"])
def test_undo_brings_a_comment_back_to_the_queue(
    desk: FlaskClient, event: Event, headers: dict[str, str], button: str
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(desk, comment, button)
    assert comment_ids(desk.get(QUEUE).text) == []
    decided = state_of(comment)

    press(desk, comment, "undo", headers=headers)

    assert state_of(comment) == "pending"
    assert comment_ids(desk.get(QUEUE).text) == [comment.public_id]
    assert record()[1:] == [("Ana", decided, "pending", "undo", "")]


def test_undo_by_htmx_is_answered_with_the_row_and_its_buttons(
    desk: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(desk, comment, "reject")

    answer = press(desk, comment, "undo", headers=HTMX)

    assert answer.status_code == 200
    assert answer.text.startswith(f'<article id="c-{comment.public_id}" class="row row-pending"')
    assert 'name="decision" value="publish"' in answer.text
    assert "1 comment waits." in answer.text


def test_undo_without_htmx_leads_back_to_the_queue(desk: FlaskClient, event: Event) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(desk, comment, "reject")

    answer = press(desk, comment, "undo")

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(QUEUE)


def test_readers_no_longer_see_what_was_published_by_mistake(
    client: FlaskClient, desk: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(desk, comment, "publish")
    assert comment_ids(client.get(PAGE).text) == [comment.public_id]

    press(desk, comment, "undo")

    assert comment_ids(client.get(PAGE).text) == []


def test_undo_of_a_changed_decision_returns_to_the_one_before(
    desk: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(desk, comment, "publish")
    press(desk, comment, "reject")

    press(desk, comment, "undo")

    assert state_of(comment) == "published"


def test_undo_of_an_undo_takes_the_decision_again(desk: FlaskClient, event: Event) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(desk, comment, "publish")
    press(desk, comment, "reject")
    press(desk, comment, "undo")

    press(desk, comment, "undo")

    assert state_of(comment) == "rejected"
    assert [each[1:4] for each in record()] == [
        ("pending", "published", "fits"),
        ("published", "rejected", "off-topic"),
        ("rejected", "published", "undo"),
        ("published", "rejected", "undo"),
    ]


@both_ways
def test_what_waits_cannot_be_taken_back(
    desk: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(desk, comment, "publish")
    press(desk, comment, "undo")

    answer = press(desk, comment, "undo", headers=headers)

    assert answer.status_code == 409
    assert "The comment is not in a state in which that can be decided." in answer.text
    assert (state_of(comment), len(record())) == ("pending", 2)


def test_a_state_that_nobody_decided_cannot_be_taken_back(desk: FlaskClient, event: Event) -> None:
    comment = make_comment(event, state=State.PUBLISHED)

    answer = press(desk, comment, "undo", headers=HTMX)

    assert (answer.status_code, state_of(comment), record()) == (409, "published", [])


@both_ways
def test_undo_pressed_twice_is_refused_with_the_fresh_row(
    desk: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(desk, comment, "publish")
    assert state_of(comment) == "published"
    version = comment.version
    press(desk, comment, "undo")

    answer = press(desk, comment, "undo", headers=headers, version=version)

    assert answer.status_code == 409
    assert "It changed after you opened the page." in answer.text
    assert 'name="decision" value="publish"' in answer.text
    assert len(record()) == 2


@pytest.mark.parametrize("version", ["", "x", "1.5"])
def test_a_damaged_undo_changes_nothing(desk: FlaskClient, event: Event, version: str) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(desk, comment, "publish")

    answer = press(desk, comment, "undo", headers=HTMX, version=version)

    assert answer.status_code == 400
    assert "Go back, reload the page and try again." in answer.text
    assert (state_of(comment), len(record())) == ("published", 1)
