"""What says that somebody may be in danger waits apart: first for moderators, counted nowhere."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.comments.models import Comment, State
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from tests.comments.forms import (
    COMMENTS,
    KEY,
    comment_ids,
    fields_of,
    filled_in,
    stored,
    without_link,
)
from tests.moderation.deciding import QUEUE, press, seen, token_of
from tests.pages import by_class, links, page_of, text_of
from tests.visitors import HTMX, both_ways

APART = "/moderation/apart"
CRY, OTHER_CRY = "He beats me every day.", "Upomoć, zaključali su me."
CALM = "A moderator reads it first, before anyone else can see it."


def sent(client: FlaskClient, body: str) -> Comment:
    client.post(COMMENTS, data=filled_in(client, body=body), headers=HTMX)
    return stored()[-1]


def menu(moderator_client: FlaskClient) -> dict[str, str]:
    return links(page_of(moderator_client.get(QUEUE)), ".//nav")


def to_queue(moderator_client: FlaskClient, comment: Comment) -> int:
    url = f"/moderation/comments/{comment.public_id}/queue"
    form = {"csrf_token": token_of(moderator_client), **seen(comment)}
    return moderator_client.post(url, data=form, headers=HTMX).status_code


@pytest.mark.parametrize("policy", [CommentPolicy.HELD, CommentPolicy.OPEN])
def test_it_waits_apart_even_where_comments_are_open(
    moderator_client: FlaskClient, event: Event, policy: CommentPolicy
) -> None:
    event.comments = policy
    comment = sent(moderator_client, CRY)

    assert (comment.state, comment.flags) == (State.PENDING, ["danger"])
    assert comment_ids(moderator_client.get(QUEUE).text) == []
    assert "All clear" in moderator_client.get(QUEUE).text
    assert comment_ids(moderator_client.get(APART).text) == [comment.public_id]
    assert menu(moderator_client)["Danger (1)"] == APART


def test_the_menu_says_nothing_while_nothing_is_there(
    moderator_client: FlaskClient, event: Event
) -> None:
    sent(moderator_client, "Traffickers take passports away from their victims.")

    assert [words for words in menu(moderator_client) if "Danger" in words] == []
    assert "Nothing is here." in moderator_client.get(APART).text


@pytest.mark.parametrize("button", ["publish", "reject", "spam"])
def test_a_decision_takes_it_off_the_shelf_and_undo_puts_it_back(
    moderator_client: FlaskClient, event: Event, button: str
) -> None:
    comment = sent(moderator_client, CRY)
    press(moderator_client, comment, button)
    assert comment_ids(moderator_client.get(APART).text) == []

    press(moderator_client, comment, "undo")

    assert comment_ids(moderator_client.get(APART).text) == [comment.public_id]
    assert comment_ids(moderator_client.get(QUEUE).text) == []


def test_what_is_only_like_danger_is_told_with_its_words(
    moderator_client: FlaskClient, event: Event
) -> None:
    sent(moderator_client, "Their house is the one with the ramp, behind the fire station.")

    page = page_of(moderator_client.get(APART))

    told = " ".join(text_of(each) for each in by_class(page, "flags"))
    assert told.startswith("It is worded like comments that tell of danger:")
    assert "behind" in told


def test_moved_to_the_queue_it_waits_there_and_keeps_what_was_noticed(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = sent(moderator_client, CRY)
    stale = {"csrf_token": token_of(moderator_client), **seen(comment)}

    assert to_queue(moderator_client, comment) == 200

    assert comment_ids(moderator_client.get(APART).text) == []
    page = page_of(moderator_client.get(QUEUE))
    assert [text_of(each) for each in by_class(page, "flags")] == ["Somebody may need help now."]
    url = f"/moderation/comments/{comment.public_id}/queue"
    assert moderator_client.post(url, data=stale, headers=HTMX).status_code == 200  # Pressed twice.
    assert to_queue(moderator_client, comment) == 409  # It waits there already.


def test_what_was_changed_meanwhile_is_looked_at_again(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = sent(moderator_client, CRY)
    stale = {"csrf_token": token_of(moderator_client), **seen(comment)}
    press(moderator_client, comment, "spam")
    url = f"/moderation/comments/{comment.public_id}/queue"

    assert moderator_client.post(url, data=stale, headers=HTMX).status_code == 409


@both_ways
def test_its_writer_is_told_calmly_and_shown_the_help_line(
    *, app: Flask, client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    app.jinja_env.globals["helpline_text"] = "Help line: 0800 222 555"
    said = []
    for body in (CRY, OTHER_CRY):
        form = filled_in(client, body=body, key=KEY if not headers else "")
        response = client.post(COMMENTS, data=form, headers=headers, follow_redirects=not headers)
        said.append(without_link(response))
        assert CALM in response.text
        assert "Help line: 0800 222 555" in response.text
        assert "emergency number" in response.text
    if headers:
        assert said[0] == said[1]
    other = client.post(
        COMMENTS, data=filled_in(client), headers=headers, follow_redirects=not headers
    )
    assert CALM not in other.text


def test_a_change_into_a_cry_waits_apart_as_well(
    moderator_client: FlaskClient, event: Event
) -> None:
    receipt = moderator_client.post(COMMENTS, data=filled_in(moderator_client), headers=HTMX)
    data = {"pass": fields_of(receipt.text)["pass"], "name": "Mira", "body": CRY}
    changed = moderator_client.post("/comments/own/change", data=data, headers=HTMX)

    assert CALM in changed.text
    assert comment_ids(moderator_client.get(APART).text) == [stored()[0].public_id]
