"""After each form of the moderation pages, the next page says what was done; the focus is there."""

from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.comments.forms import stored
from tests.conftest import make_comment
from tests.moderation.conversations import seen_conversation, written, written_about
from tests.moderation.deciding import press, seen, token_of
from tests.pages import by_class, page_of, text_of, without_once


def post(moderator_client: FlaskClient, comment: Comment, what: str, **fields: Any) -> Element:
    """Send a form as one without a script does, and return the page that is there then.

    Where it is loaded anew, it does not say again what was done.
    """
    data = {"csrf_token": token_of(moderator_client), **seen(comment), **fields}
    path = f"/moderation/comments/{comment.public_id}/{what}"
    response = moderator_client.post(path, data=data, follow_redirects=True)
    assert by_class(page_of(moderator_client.get(response.request.url)), "confirmation") == []
    return page_of(response)


def said(page: Element) -> str:
    """Return the confirmation, which is the one place that takes the focus."""
    [place] = [each for each in page.iter() if "autofocus" in each.attrib]
    assert (place.get("role"), place.get("tabindex")) == ("status", "-1")
    assert by_class(page, "confirmation") == [place]
    return text_of(place)


@pytest.mark.parametrize("decision", ["publish", "reject", "spam"])
def test_a_decision_is_confirmed(
    moderator_client: FlaskClient, event: Event, decision: str
) -> None:
    comment = make_comment(event, state=State.PENDING)

    page = post(moderator_client, comment, "decision", decision=decision)

    assert said(page) == "Your decision has been saved."


def test_a_pin_is_confirmed(moderator_client: FlaskClient, event: Event) -> None:
    page = post(moderator_client, make_comment(event), "pin", pin="yes")

    assert said(page) == "Your decision has been saved."
    assert [text_of(each) for each in by_class(page, "tag-pinned")] == ["Pinned"]


def test_an_undo_is_confirmed_and_the_comment_stands_once(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "publish")

    page = post(moderator_client, comment, "undo")

    assert said(page) == "This comment waits for a decision again."
    assert len(by_class(page, "row")) == 1


def test_a_message_is_confirmed(moderator_client: FlaskClient, event: Event) -> None:
    vesna = written_about(event, "Vesna")

    page = post(moderator_client, vesna, "message", message="Yes.", **seen_conversation(vesna))

    assert said(page) == "Your message to Vesna has been sent."


def test_a_message_pressed_twice_is_sent_once_and_confirmed_twice(
    moderator_client: FlaskClient, event: Event
) -> None:
    vesna = written_about(event, "Vesna")
    told = seen_conversation(vesna)

    pages = [post(moderator_client, vesna, "message", message="Yes.", **told) for _ in range(3)]

    assert [said(page) for page in pages] == ["Your message to Vesna has been sent."] * 3
    assert [body for _, body in written()] == ["A question by Vesna.", "Yes."]


def test_an_official_reply_is_confirmed(moderator_client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, name="Vesna")

    page = post(moderator_client, comment, "answer", body="Yes.", voice="moderator")

    assert said(page) == "Your reply to Vesna is published."


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("reported", "/moderation/reported?replied={}"),
        ("decided-after-3", "/moderation/decided?replied={}&after=3"),
        ("published-before-7", "/moderation/published?replied={}&before=7"),
        ("", "/moderation/published?replied={}"),
    ],
)
def test_an_official_reply_leads_back_to_where_it_was_written(
    moderator_client: FlaskClient, event: Event, place: str, where: str
) -> None:
    vesna = make_comment(event, name="Vesna")
    data = {"csrf_token": token_of(moderator_client), "place": place, **seen(vesna)}
    url = f"/moderation/comments/{vesna.public_id}/answer"

    response = moderator_client.post(url, data={"body": "Yes.", "voice": "moderator", **data})

    location = response.headers["Location"]
    assert without_once(location) == where.format(vesna.public_id)
    assert said(page_of(moderator_client.get(location))) == "Your reply to Vesna is published."


def test_an_official_reply_pressed_twice_is_published_once(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)

    for voice in ("moderator", "moderator", "organisation", "moderator"):
        post(moderator_client, comment, "answer", body="Yes.", voice=voice)

    assert [each.voice for each in stored()[1:]] == ["moderator", "organisation"]


def test_an_official_reply_that_was_taken_back_can_be_published_again(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    post(moderator_client, comment, "answer", body="Yes.", voice="moderator")
    press(moderator_client, stored()[1], "reject")

    post(moderator_client, comment, "answer", body="Yes.", voice="moderator")

    states = [each.state for each in stored()[1:]]
    assert states == [State.REJECTED, State.PUBLISHED]


def test_a_reader_who_says_the_same_as_an_official_reply_is_heard(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    post(moderator_client, comment, "answer", body="Yes.", voice="moderator")

    make_comment(event, name="", body="Yes.", answering=comment)

    assert [each.voice for each in stored()[1:]] == ["moderator", None]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("sign-out-others", "You are signed out everywhere else."),
        ("devices/77/forget", "The device has been forgotten."),
    ],
)
def test_what_was_done_about_sessions_is_confirmed(
    moderator_client: FlaskClient, event: Event, path: str, words: str
) -> None:
    data = {"csrf_token": token_of(moderator_client)}
    response = moderator_client.post(
        f"/moderation/account/{path}", data=data, follow_redirects=True
    )

    assert said(page_of(response)) == words
    assert by_class(page_of(moderator_client.get(response.request.url)), "confirmation") == []


@pytest.mark.parametrize(
    "path",
    [
        *("/?done=x", "/published?replied=0", "/messages?sent=%00", "/account?done=x"),
        *("/account?done=forgotten", "/account?done=forgotten&once=", "/?done={}&once={}"),
        *("/published?replied={}", "/messages?sent={}&once=AAAAAAAAAAAAAAAA"),
    ],
)
def test_nothing_is_confirmed_that_did_not_happen(
    moderator_client: FlaskClient, event: Event, path: str
) -> None:
    public_id = make_comment(event).public_id

    page = page_of(moderator_client.get(f"/moderation{path.replace('{}', public_id)}"))

    assert by_class(page, "confirmation") == []
