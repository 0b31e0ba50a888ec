"""Answers from the moderation page, and comments that stand first."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.base.paging import PAGE_LENGTH
from ethreader.comments.models import Comment, State, Voice
from ethreader.comments.thread_queries import is_on_first_page, published_thread
from ethreader.comments.threads import Order, walk
from ethreader.events.models import Event
from tests.comments.forms import PAGE, comment_ids, stored
from tests.conftest import make_comment
from tests.moderation.deciding import press, record, seen, token_of
from tests.pages import page_of, text_of


def post(
    moderator_client: FlaskClient, comment: Comment, what: str, **fields: str
) -> tuple[int, str]:
    address = f"/moderation/comments/{comment.public_id}/{what}"
    data = {"csrf_token": token_of(moderator_client), **seen(comment), **fields}
    response = moderator_client.post(address, data=data)
    return response.status_code, response.text


def pin(moderator_client: FlaskClient, comment: Comment, pin: str = "yes") -> int:
    return post(moderator_client, comment, "pin", pin=pin)[0]


@pytest.mark.parametrize(
    ("voice", "name"), [("moderator", "Moderator"), ("organisation", "ASTRA events")]
)
def test_answer_from_the_moderation_page_is_published_and_marked(
    client: FlaskClient, moderator_client: FlaskClient, event: Event, voice: str, name: str
) -> None:
    question = make_comment(event, body="Is there a lift?")
    status, _ = post(moderator_client, question, "answer", body="Yes, at the side.", voice=voice)

    page = page_of(client.get(PAGE))
    [own] = [each for each in page.iter("article") if "comment-official" in each.get("class", "")]
    heading = own.find(".//h3")
    assert status == 303
    assert text_of(heading) == f"{name} Official reply"
    assert "Yes, at the side." in text_of(own)
    assert [(each.voice, each.state) for each in stored()] == [
        (None, State.PUBLISHED),
        (Voice(voice), State.PUBLISHED),
    ]
    assert record() == [("Ana", "pending", "published", "fits", "")]
    assert "Ana" not in client.get(PAGE).text


def test_no_reader_gets_the_mark_by_a_name(client: FlaskClient, event: Event) -> None:
    make_comment(event, name="Moderator Official reply")

    assert "comment-official" not in client.get(PAGE).text


def test_nobody_answers_without_being_signed_in(client: FlaskClient, event: Event) -> None:
    question = make_comment(event)
    address = f"/moderation/comments/{question.public_id}/answer"
    response = client.post(address, data={"body": "False.", "voice": "organisation"})

    assert response.status_code in {303, 403}
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"body": "", "voice": "moderator"}, 422, "Enter a reply"),
        ({"body": "x" * 5001, "voice": "moderator"}, 422, "Shorten the reply by 1 character"),
    ],
)
def test_wrong_answer_keeps_its_words(
    moderator_client: FlaskClient, event: Event, fields: dict[str, str], status: int, sentence: str
) -> None:
    response = post(moderator_client, make_comment(event), "answer", **fields)

    assert (response[0], sentence in response[1], fields["body"] in response[1]) == (
        status,
        True,
        True,
    )
    assert len(stored()) == 1


def test_nothing_is_answered_that_is_not_shown(moderator_client: FlaskClient, event: Event) -> None:
    waiting = make_comment(event, state=State.PENDING)
    status, page = post(moderator_client, waiting, "answer", body="Yes.", voice="moderator")

    assert (status, "no longer shown" in page) == (409, True)


@pytest.mark.parametrize("order", list(Order))
def test_pinned_comment_stands_first_and_once(
    app: Flask, moderator_client: FlaskClient, event: Event, order: Order
) -> None:
    comments = [make_comment(event, body=f"Remark {number}.") for number in range(8)]
    assert pin(moderator_client, comments[5]) == 303
    db.session.rollback()

    seen: list[str] = []
    after, pages = None, 0
    while pages == 0 or after:
        thread = published_thread(event, size=3, order=order, after=after)
        seen += [each.id for each in walk(thread.roots)]
        after, pages = thread.more, pages + 1
    assert seen[0] == comments[5].public_id
    assert sorted(seen) == sorted(each.public_id for each in comments)


def test_only_one_is_pinned_and_it_can_be_taken_back(
    client: FlaskClient, moderator_client: FlaskClient, event: Event
) -> None:
    first, second, third = (make_comment(event, body=f"Remark {n}.") for n in range(3))
    for comment in (third, second):
        assert pin(moderator_client, comment) == 303
    ids = [each.public_id for each in (second, first, third)]
    assert comment_ids(client.get(PAGE).text) == ids
    assert client.get(PAGE).text.count("Pinned") == 1

    assert pin(moderator_client, second, "no") == 303
    assert comment_ids(client.get(PAGE).text) == [ids[1], ids[0], ids[2]]
    assert "Pinned" not in client.get(PAGE).text


@pytest.mark.parametrize("wanted", ["yes", "no"])
def test_a_pin_pressed_twice_is_set_once(
    moderator_client: FlaskClient, event: Event, wanted: str
) -> None:
    comment = make_comment(event)
    if wanted == "no":
        pin(moderator_client, comment)
    told = seen(comment)

    for _ in range(2):
        status, _ = post(moderator_client, comment, "pin", pin=wanted, **told)
        assert status == 303

    assert [each.is_pinned for each in stored()] == [wanted == "yes"]
    assert seen(comment)["version"] == told["version"] + 1


def test_permalinks_land_though_one_is_pinned(moderator_client: FlaskClient, event: Event) -> None:
    comments = [make_comment(event, body=f"Remark {number}.") for number in range(6)]
    pin(moderator_client, comments[4])
    db.session.rollback()

    landing = [is_on_first_page(each, size=3) for each in comments]
    assert landing == [True, True, True, False, True, False]


def test_an_answer_or_what_is_not_shown_cannot_be_pinned(
    moderator_client: FlaskClient, event: Event
) -> None:
    root = make_comment(event)
    reply = make_comment(event, body="An answer.", answering=root)
    waiting = make_comment(event, body="Not read yet.", state=State.PENDING)

    assert [pin(moderator_client, each) for each in (reply, waiting)] == [409, 409]
    assert [each.is_pinned for each in stored()] == [False, False, False]


def test_what_is_taken_off_the_page_is_pinned_no_more(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    pin(moderator_client, comment)
    assert press(moderator_client, comment, "reject").status_code == 303
    assert [(each.state, each.is_pinned) for each in stored()] == [(State.REJECTED, False)]

    assert press(moderator_client, comment, "undo").status_code == 303

    db.session.rollback()
    assert [(each.state, each.is_pinned) for each in stored()] == [(State.PUBLISHED, True)]


def test_published_list_shows_what_readers_see_latest_first(
    moderator_client: FlaskClient, event: Event
) -> None:
    first, second = make_comment(event, body="One."), make_comment(event, body="Two.")
    make_comment(event, body="Three.", state=State.PENDING)

    page = moderator_client.get("/moderation/published").text

    assert comment_ids(page) == [second.public_id, first.public_id]


@pytest.mark.long
def test_published_list_goes_on(moderator_client: FlaskClient, event: Event) -> None:
    ids = [make_comment(event, body=f"Number {n}.").public_id for n in range(2 * PAGE_LENGTH + 1)]

    seen, path = [], "/moderation/published"
    while path:
        page = moderator_client.get(path).text
        seen += comment_ids(page)
        link = re.search(r'href="(/moderation/published\?before=[^"]+)"', page)
        path = link[1] if link else ""

    assert seen == ids[::-1]
