"""Declining with a reason: chosen, shown as its author reads it, sent with a message or not."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.models import Event
from ethreader.reports.queries import open_report_count
from tests.comments.forms import stored
from tests.conftest import make_comment
from tests.moderation.conversations import author_writes, written
from tests.moderation.deciding import record, state_of
from tests.moderation.declining import (
    as_seen,
    message_told,
    send,
    to_be_copied,
    told,
    typed_into,
    url_of,
)
from tests.moderation.long_lists import reported
from tests.moderation.test_refused_messages import withdraw
from tests.pages import by_class, links, page_of, text_of, texts, without_once

WORDS = "Please leave out the town, and send it again."
NOTE = "Ask Boris about the town."
TYPED = {"reason": "private", "message": WORDS, "note": NOTE}
CHANGED = "It has changed since you opened the page."


@pytest.mark.parametrize(
    ("path", "state", "words"),
    [
        ("/moderation/", State.PENDING, "Decline with a reason…"),
        ("/moderation/published", State.PUBLISHED, "Unpublish with a reason…"),
    ],
)
def test_a_row_leads_to_it_and_it_back_to_the_list(
    moderator_client: FlaskClient, event: Event, path: str, state: State, words: str
) -> None:
    comment = make_comment(event, name="Vesna", state=state)
    link = links(page_of(moderator_client.get(path)))[f"{words} Vesna"]

    page = page_of(moderator_client.get(link))

    assert link.startswith(f"{url_of(comment)}?place=")
    assert texts(page, ".//h1") == [words.removesuffix("…")]
    assert links(page)["← Back without a decision"] == path
    [place] = [each for each in page.iter("input") if each.get("name") == "place"]
    response = send(moderator_client, comment, reason="none", place=place.get("value"))
    assert without_once(response.headers["Location"]) == f"{path}?done={comment.public_id}"


def test_no_reason_is_chosen_before_somebody_chooses_and_none_must_be_chosen_too(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)

    asked = page_of(moderator_client.get(url_of(comment)))
    refused = page_of(send(moderator_client, comment, message=WORDS, note=NOTE), status=422)

    assert (typed_into(asked), told(asked)) == ({"message": "", "note": ""}, ["", ""])
    assert typed_into(refused) == {"message": WORDS, "note": NOTE}
    [link] = by_class(refused, "error-summary")[0].iter("a")
    assert text_of(link) == "Choose a reason, or “No reason”"
    target = refused.find(f".//*[@id='{link.get('href', '')[1:]}']")
    assert target is not None
    assert target.get("type") == "radio"
    assert (state_of(comment), written(), record()) == ("pending", [], [])


def test_what_the_author_will_see_is_shown_before_anything_is_done(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)

    page = page_of(send(moderator_client, comment, "show", **TYPED))

    assert told(page) == [
        "Your comment is not published. The reason: Gives away private details.",
        "It is not published. The reason: Gives away private details.",
    ]
    assert message_told(page) == WORDS
    [focused] = [each for each in page.iter() if "autofocus" in each.attrib]
    assert text_of(focused) == "What the author will see"
    assert (state_of(comment), written()) == ("pending", [])
    changed = page_of(send(moderator_client, comment, "change", **TYPED))
    assert typed_into(changed) == TYPED
    assert by_class(changed, "error-summary") == []


@pytest.mark.parametrize("state", [State.PENDING, State.PUBLISHED])
def test_decision_and_message_are_sent_and_on_record(
    moderator_client: FlaskClient, event: Event, state: State
) -> None:
    comment = make_comment(event, name="Vesna", state=state)
    form = {**as_seen(moderator_client, comment), "do": "decline", **TYPED}

    statuses = [moderator_client.post(url_of(comment), data=form).status_code for _ in range(2)]

    assert statuses == [303, 303]  # A second press does nothing more.
    assert record() == [("Ana", state.value, "rejected", "private", NOTE)]
    assert written() == [("Vesna", WORDS)]
    page = page_of(moderator_client.get("/moderation/decided"))
    [verdict] = by_class(page, "verdict")
    assert "Gives away private details" in text_of(verdict)
    assert "Messages (1) Vesna" in links(page)


def test_a_second_press_with_another_message_is_told_that_it_was_not_sent(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, name="Vesna", state=State.PENDING)
    form = {**as_seen(moderator_client, comment), "do": "decline", **TYPED}
    moderator_client.post(url_of(comment), data=form)

    page = page_of(
        moderator_client.post(url_of(comment), data={**form, "message": "And this."}), status=409
    )

    assert to_be_copied(page) == ["And this.", NOTE]
    assert written() == [("Vesna", WORDS)]


@pytest.mark.parametrize("do", ["show", "change", "decline"])
@pytest.mark.parametrize("meanwhile", ["decided", "withdrawn", "edited"])
def test_it_is_refused_with_the_fresh_state_and_nothing_typed_is_lost(
    *,
    app: Flask,
    moderator_client: FlaskClient,
    other_moderator_client: FlaskClient,
    event: Event,
    meanwhile: str,
    do: str,
) -> None:
    comment = make_comment(event, name="Vesna", state=State.PENDING)
    form = {**as_seen(moderator_client, comment), "do": do, **TYPED}
    if meanwhile == "decided":
        send(other_moderator_client, comment, reason="danger")
    elif meanwhile == "withdrawn":
        withdraw(app, comment)
    else:
        comment.body_html, comment.version = "<p>Other words.</p>", comment.version + 1
        db.session.commit()

    page = page_of(moderator_client.post(url_of(comment), data=form), status=409)

    text = text_of(page.find("body"))
    assert text.count(CHANGED) == 1
    is_over = meanwhile != "edited"
    kept = to_be_copied(page) if is_over else typed_into(page)
    assert kept == ([WORDS, NOTE] if is_over else TYPED)
    said = {"decided": "Declined by Boris", "withdrawn": "Deleted by its author"}
    assert said.get(meanwhile, "Other words.") in text
    assert not [each for each in written() if each[1] == WORDS]


def test_with_a_message_it_is_refused_while_there_is_one_that_was_not_read(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, name="Vesna", state=State.PENDING)
    form = {**as_seen(moderator_client, comment), "do": "decline", **TYPED}
    author_writes(comment, "I have changed my mind.")

    page = page_of(moderator_client.post(url_of(comment), data=form), status=409)

    assert "The author has written since you opened this page" in text_of(page.find("body"))
    assert "I have changed my mind." in text_of(page.find("body"))
    assert typed_into(page) == TYPED
    assert (state_of(comment), record()) == ("pending", [])
    assert send(moderator_client, comment, **TYPED).status_code == 303


def test_without_a_message_it_is_not(moderator_client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, state=State.PENDING)
    form = {**as_seen(moderator_client, comment), "do": "decline", "reason": "none"}
    author_writes(comment, "I have changed my mind.")

    assert moderator_client.post(url_of(comment), data=form).status_code == 303


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("message", "x" * 2012, "Shorten the message by 12 characters: it can have 2,000"),
        ("note", "x" * 301, "Shorten the note: it can have 300 characters"),
    ],
)
def test_limits_are_said_in_words_and_nothing_is_sent(
    moderator_client: FlaskClient, event: Event, field: str, text: str, sentence: str
) -> None:
    comment = make_comment(event, state=State.PENDING)

    page = page_of(send(moderator_client, comment, **{**TYPED, field: text}), status=422)

    assert typed_into(page) == {**TYPED, field: text}
    assert text_of(by_class(page, "field-error")[0]) == f"Error: {sentence}"
    [wrong] = [each for each in page.iter() if each.get("aria-invalid")]
    assert wrong.get("name") == field
    assert (state_of(comment), written()) == ("pending", [])


def test_what_nobody_would_see_is_no_message(moderator_client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, state=State.PENDING)

    send(moderator_client, comment, reason="none", message=" \n\u0301")

    assert (state_of(comment), written()) == ("rejected", [])


def test_a_reported_comment_is_unpublished_and_its_reports_are_settled(
    moderator_client: FlaskClient, event: Event
) -> None:
    reported(event, 1)
    link = links(page_of(moderator_client.get("/moderation/reported")))
    page = page_of(moderator_client.get(link["Unpublish with a reason… Reader 1"]))
    assert "Reported by 2 readers" in text_of(page.find("body"))
    [comment] = stored()

    response = send(moderator_client, comment, reason="hurtful")

    assert response.status_code == 303
    assert record() == [("Ana", "published", "rejected", "hurtful", "")]
    assert open_report_count(comment.id) == 0


def test_what_is_decided_cannot_be_declined_again(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.REJECTED)

    page = page_of(moderator_client.get(url_of(comment)), status=409)

    assert "The comment’s status has changed" in text_of(page.find("body"))
    assert [each for each in page.iter("form") if each.get("action") == url_of(comment)] == []
