import pytest
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.comments.service import pin
from ethreader.events.models import Event
from tests.comments.forms import PAGE, comment_ids
from tests.conftest import make_comment
from tests.moderation.deciding import QUEUE, press, record, state_of
from tests.pages import by_class, page_of, text_of
from tests.visitors import HTMX, PLAIN, both_ways


@both_ways
@pytest.mark.parametrize("button", ["publish", "reject", "spam"])
def test_undo_brings_a_comment_back_to_the_queue(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str], button: str
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, button)
    assert comment_ids(moderator_client.get(QUEUE).text) == []
    decided = state_of(comment)

    press(moderator_client, comment, "undo", headers=headers)

    assert state_of(comment) == "pending"
    assert comment_ids(moderator_client.get(QUEUE).text) == [comment.public_id]
    assert record()[1:] == [("Ana", decided, "pending", "undo", "")]


def test_undo_by_htmx_is_answered_with_the_row_and_its_buttons(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "reject")

    response = press(moderator_client, comment, "undo", headers=HTMX)

    assert response.status_code == 200
    assert response.text.startswith(f'<article id="c-{comment.public_id}" class="row row-pending"')
    assert 'name="decision" value="publish"' in response.text
    assert "1 waiting" in response.text


def test_undo_without_htmx_leads_back_to_the_queue(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "reject")

    response = press(moderator_client, comment, "undo")

    assert response.status_code == 303
    assert response.headers["Location"].startswith(QUEUE)


def test_readers_no_longer_see_what_was_published_by_mistake(
    client: FlaskClient, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "publish")
    assert comment_ids(client.get(PAGE).text) == [comment.public_id]

    press(moderator_client, comment, "undo")

    assert comment_ids(client.get(PAGE).text) == []


def test_undo_of_a_changed_decision_returns_to_the_one_before(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "publish")
    press(moderator_client, comment, "reject")

    press(moderator_client, comment, "undo")

    assert state_of(comment) == "published"


def test_undo_of_an_undo_takes_the_decision_again(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "publish")
    press(moderator_client, comment, "reject")
    press(moderator_client, comment, "undo")

    press(moderator_client, comment, "undo")

    assert state_of(comment) == "rejected"
    assert [each[1:4] for each in record()] == [
        ("pending", "published", "fits"),
        ("published", "rejected", "None"),
        ("rejected", "published", "undo"),
        ("published", "rejected", "undo"),
    ]


@both_ways
def test_what_waits_cannot_be_taken_back(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "publish")
    press(moderator_client, comment, "undo")

    response = press(moderator_client, comment, "undo", headers=headers)

    assert response.status_code == 409
    assert "status has changed, so this is no longer possible." in response.text
    assert (state_of(comment), len(record())) == ("pending", 2)


def test_a_state_that_nobody_decided_cannot_be_taken_back(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PUBLISHED)

    response = press(moderator_client, comment, "undo", headers=HTMX)

    assert (response.status_code, state_of(comment), record()) == (409, "published", [])


@both_ways
def test_undo_pressed_twice_undoes_once(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "publish")
    assert state_of(comment) == "published"
    version = comment.version
    press(moderator_client, comment, "undo")

    response = press(moderator_client, comment, "undo", headers=headers, version=version)

    assert response.status_code == (303 if headers == PLAIN else 200)
    assert "It has changed" not in response.text
    assert (state_of(comment), len(record())) == ("pending", 2)


@pytest.mark.parametrize("version", ["", "x", "1.5"])
def test_a_damaged_undo_changes_nothing(
    moderator_client: FlaskClient, event: Event, version: str
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "publish")

    response = press(moderator_client, comment, "undo", headers=HTMX, version=version)

    assert response.status_code == 400
    assert "Go back, reload the page and try again." in response.text
    assert (state_of(comment), len(record())) == ("published", 1)


def test_undo_shows_again_what_was_noted_with_the_decision_before(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "reject", note="Ask Boris.")
    press(moderator_client, comment, "publish", note="Boris says yes.")

    press(moderator_client, comment, "undo")
    back = moderator_client.get("/moderation/decided").text
    press(moderator_client, comment, "undo")
    again = moderator_client.get("/moderation/decided").text

    assert [each[4] for each in record()] == ["Ask Boris.", "Boris says yes."] * 2
    assert ("Ask Boris." in back, "Boris says yes." in back) == (True, False)
    assert ("Ask Boris." in again, "Boris says yes." in again) == (False, True)


@pytest.mark.parametrize("way", [["reject"], ["spam"], ["reject", "spam"], ["reject", "publish"]])
def test_undo_brings_back_the_pin_whatever_was_decided(
    moderator_client: FlaskClient, event: Event, way: list[str]
) -> None:
    """One undo for each decision, back to where it began."""
    comment = make_comment(event)
    begin_write_transaction()
    pin(comment)
    db.session.commit()
    press(moderator_client, comment, way[0])
    for button in way[1:]:
        press(moderator_client, comment, button)
    assert state_of(comment) == {"publish": "published", "reject": "rejected"}.get(way[-1], "spam")
    assert not comment.is_pinned

    press(moderator_client, comment, "undo")

    is_back = state_of(comment) == "published"
    assert comment.is_pinned is is_back


def test_undo_pins_nothing_over_what_was_pinned_since(
    moderator_client: FlaskClient, event: Event
) -> None:
    first, second = make_comment(event), make_comment(event, body="Another one.")
    begin_write_transaction()
    pin(first)
    db.session.commit()
    press(moderator_client, first, "reject")
    begin_write_transaction()
    pin(second)
    db.session.commit()

    press(moderator_client, first, "undo")

    assert (state_of(first), first.is_pinned, second.is_pinned) == ("published", False, True)


def test_name_and_earlier_words_of_another_direction_turn_nothing_else_round(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, name="سلام", state=State.PENDING)
    press(moderator_client, comment, "publish")
    begin_write_transaction()
    comment.replied_body = "مرحبا من بيروت."
    db.session.commit()

    page = page_of(moderator_client.get("/moderation/decided"))

    [earlier] = by_class(page, "message-text")
    assert (text_of(earlier), earlier.get("dir")) == ("مرحبا من بيروت.", "auto")
    [undo] = [each for each in page.iter("button") if text_of(each).startswith("Undo")]
    assert [text_of(each) for each in undo.iter("bdi")] == ["سلام"]
