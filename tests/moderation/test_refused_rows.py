"""What a moderator typed at a comment of the lists is kept where it could not be used."""

from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.conftest import make_comment
from tests.moderation.deciding import press, record, seen, state_of, token_of
from tests.pages import by_class, page_of, text_of
from tests.visitors import both_ways

NOTE = "Ask Boris about the town."


def reply(moderator_client: FlaskClient, comment: Comment, body: str) -> TestResponse:
    data = {
        "csrf_token": token_of(moderator_client),
        "body": body,
        "voice": "moderator",
        **seen(comment),
    }
    return moderator_client.post(f"/moderation/comments/{comment.public_id}/answer", data=data)


def note_of(page: Element) -> Element:
    """Return the field of the note; there is one."""
    [field] = [each for each in page.iter("input") if each.get("name") == "note"]
    return field


def unsent(page: Element) -> str:
    """Return the text that can only be copied."""
    [area] = [each for each in page.iter("textarea") if "readonly" in each.attrib]
    return area.text or ""


@pytest.mark.parametrize("body", ["Yes, at the side.", "x" * 5001], ids=["good", "too long"])
def test_an_answer_to_what_is_no_longer_shown_is_kept(
    moderator_client: FlaskClient, event: Event, body: str
) -> None:
    comment = make_comment(event)
    press(moderator_client, comment, "reject")

    answer = reply(moderator_client, comment, body)

    page = page_of(answer, status=409 if len(body) < 5000 else 422)
    assert unsent(page) == body
    assert "This comment is no longer shown, so your reply was not" in text_of(page.find("body"))


@both_ways
@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        pytest.param("n" * 301, "Shorten the note: it can have 300 characters", id="too long"),
    ],
)
def test_a_refused_note_stands_in_its_field_beside_the_error(
    *,
    moderator_client: FlaskClient,
    event: Event,
    headers: dict[str, str],
    note: str,
    sentence: str,
) -> None:
    comment = make_comment(event, state=State.PENDING)

    response = press(moderator_client, comment, "reject", headers=headers, note=note)

    page = page_of(response, status=422)
    field = note_of(page)
    error = page.find(f".//*[@id='{field.get('aria-describedby')}']")
    focused = [each for each in page.iter() if "autofocus" in each.attrib]
    assert field.get("value") == note
    assert text_of(error).startswith(f"Error: {sentence}")
    assert focused == [field]
    assert (state_of(comment), record()) == ("pending", [])


@both_ways
def test_a_note_is_kept_when_the_comment_has_changed(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING)

    response = press(
        moderator_client, comment, "reject", headers=headers, note=NOTE, version=comment.version + 1
    )

    assert note_of(page_of(response, status=409)).get("value") == NOTE


@both_ways
@pytest.mark.parametrize("note", [NOTE, NOTE * 20], ids=["good", "too long"])
def test_a_note_is_kept_when_somebody_else_has_decided(
    *,
    moderator_client: FlaskClient,
    other_moderator_client: FlaskClient,
    event: Event,
    headers: dict[str, str],
    note: str,
) -> None:
    comment = make_comment(event, state=State.PENDING)
    version = comment.version
    press(other_moderator_client, comment, "publish")

    response = press(
        moderator_client, comment, "reject", headers=headers, note=note, version=version
    )

    page = page_of(response, status=409)
    assert unsent(page) == note
    assert len(by_class(page, "notice")) == 1
    assert len(record()) == 1
