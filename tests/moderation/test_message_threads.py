"""Messages as one thread a comment: counted, read again when answered, each at its own URL."""

from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.comments.models import Comment
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, filled_in, own_link, stored
from tests.conftest import make_comment
from tests.moderation.conversations import (
    author_writes,
    conversations,
    in_form,
    seen_conversation,
    written,
    written_about,
)
from tests.moderation.deciding import token_of
from tests.moderation.test_refused_messages import send, to_be_copied, withdraw
from tests.pages import by_class, links, page_of, text_of, without_once
from tests.visitors import HTMX

WAITING, ANSWERED = "/moderation/messages", "/moderation/messages/answered"


def thread_of(comment: Comment) -> str:
    return f"/moderation/comments/{comment.public_id}/messages"


def send_there(
    client: FlaskClient, comment: Comment, words: str, seen: dict[str, int]
) -> TestResponse:
    """Send a reply from the thread's own page."""
    data = {"csrf_token": token_of(client), "message": words, "place": "conversation", **seen}
    return client.post(f"/moderation/comments/{comment.public_id}/message", data=data)


def menu_of(page: Element) -> dict[str, str]:
    [menu] = by_class(page, "menu")
    return {words: url for words, url in links(menu).items() if words.startswith("Messages")}


def test_the_navigation_of_every_page_counts_what_waits(
    moderator_client: FlaskClient, event: Event
) -> None:
    def counted(path: str) -> list[str]:
        return list(menu_of(page_of(moderator_client.get(path))))

    assert counted("/moderation/") == ["Messages"]
    mira, vesna = written_about(event, "Mira"), written_about(event, "Vesna")
    author_writes(vesna, "Is anybody there?")
    pages = ("/moderation/", WAITING, ANSWERED, thread_of(mira), "/moderation/account")
    assert [counted(path) for path in pages] == [["Messages (2 waiting for a reply)"]] * 5
    send(moderator_client, vesna, "Yes.")
    assert counted("/moderation/decided") == ["Messages (1 waiting for a reply)"]


def test_what_is_answered_stays_readable_and_comes_back_when_its_author_writes_again(
    moderator_client: FlaskClient, event: Event
) -> None:
    mira, vesna = written_about(event, "Mira"), written_about(event, "Vesna")
    make_comment(event, name="Teodora")
    for comment in (mira, vesna):
        send(moderator_client, comment, f"A reply to {comment.name}.")

    page = page_of(moderator_client.get(ANSWERED))

    rows = conversations(page)
    assert list(rows) == ["Vesna", "Mira"]  # The latest reply first.
    assert "A question by Vesna." in text_of(rows["Vesna"])
    assert "A reply to Vesna." in text_of(rows["Vesna"])
    assert [row.find(".//form") for row in rows.values()] == [None, None]
    author_writes(mira, "One more thing.")
    assert list(conversations(page_of(moderator_client.get(ANSWERED)))) == ["Vesna"]
    assert list(conversations(page_of(moderator_client.get(WAITING)))) == ["Mira"]


def test_a_comment_leads_to_its_thread_and_so_does_the_list(
    moderator_client: FlaskClient, event: Event
) -> None:
    vesna = written_about(event, "Vesna")
    author_writes(vesna, "And another.")
    make_comment(event, name="Mira")

    page = page_of(moderator_client.get("/moderation/published"))

    found = {w: url for w, url in links(page).items() if w.startswith("Messages (2) ")}
    assert found == {"Messages (2) Vesna": thread_of(vesna)}
    in_list = links(page_of(moderator_client.get(WAITING)))
    assert in_list["Only this thread: Vesna"] == thread_of(vesna)
    thread = page_of(moderator_client.get(thread_of(vesna)))
    assert list(conversations(thread)) == ["Vesna"]
    assert "And another." in text_of(thread.find("body"))


def test_a_reply_is_sent_from_its_thread_and_leads_back_there(
    moderator_client: FlaskClient, event: Event
) -> None:
    vesna = written_about(event, "Vesna")

    response = send_there(moderator_client, vesna, "A reply.", seen_conversation(vesna))

    assert without_once(response.headers["Location"]) == f"{thread_of(vesna)}?sent=yes"
    page = page_of(moderator_client.get(response.headers["Location"]))
    assert text_of(by_class(page, "confirmation")[0]) == "Your message to Vesna has been sent."
    assert written()[-1] == ("Vesna", "A reply.")
    again = page_of(moderator_client.get(response.headers["Location"]))
    assert by_class(again, "confirmation") == []


@pytest.mark.parametrize("is_in_list", [True, False])
@pytest.mark.parametrize("words", ["A reply.", "x" * 2001], ids=["good", "too long"])
def test_a_reply_is_refused_while_there_is_a_message_that_was_not_read(
    *, moderator_client: FlaskClient, event: Event, is_in_list: bool, words: str
) -> None:
    vesna = written_about(event, "Vesna")
    seen = seen_conversation(vesna)
    author_writes(vesna, "Forget it, please.")
    data = {"csrf_token": token_of(moderator_client), "message": words, **seen}
    place = {} if is_in_list else {"place": "conversation"}
    url = f"/moderation/comments/{vesna.public_id}/message"

    response = moderator_client.post(url, data={**data, **place})

    page = page_of(response, status=409 if len(words) < 2000 else 422)
    row = conversations(page)["Vesna"]
    assert in_form(row).removeprefix("\n") == words
    assert "Forget it, please." in text_of(row)
    if len(words) < 2000:
        assert "The author has written since you opened this page" in text_of(row)
    [fresh] = [each for each in row.iter("input") if each.get("name") == "seen_message"]
    assert fresh.get("value") == str(seen_conversation(vesna)["seen_message"])
    assert len(written()) == 2


def test_a_reply_to_who_withdrew_is_refused_in_its_thread(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    vesna = written_about(event, "Vesna")
    seen = seen_conversation(vesna)
    withdraw(app, vesna)

    page = page_of(send_there(moderator_client, vesna, "Words.", seen), status=409)

    [row] = conversations(page).values()
    assert to_be_copied(row).strip() == "Words."
    assert written() == []
    assert "There are no messages." in moderator_client.get(thread_of(vesna)).text


def test_an_author_is_told_by_how_much_a_message_is_too_long(
    client: FlaskClient, event: Event
) -> None:
    page = own_link(client.post(COMMENTS, data=filled_in(client), headers=HTMX))

    response = client.post(f"{page}/message", data={"message": "x" * 2001})

    assert "Shorten the message by 1 character: it can have 2,000" in response.text
    assert "Up to 2,000 characters." in client.get(page).text
    assert (len(stored()), written()) == (1, [])
