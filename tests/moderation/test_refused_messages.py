"""What a moderator typed and could not send stands where it was typed, and nowhere else."""

from collections import Counter
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.accounts.access_queries import access_records
from ethreader.accounts.log import AccessKind
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import NotFound
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.retention.service import erase
from tests.conftest import make_comment
from tests.moderation.conversations import (
    conversations,
    in_form,
    seen_conversation,
    written,
    written_about,
)
from tests.moderation.deciding import token_of
from tests.pages import by_class, page_of, text_of, texts
from tests.times import utcnow

LETTERS = "/moderation/messages"
TYPED = "Only for Vesna."
WRONG = [
    pytest.param(
        "x" * 2001, "Shorten the message by 1 character: it can have 2,000", id="too long"
    ),
    pytest.param(" \n ", "Enter a message", id="empty"),
    pytest.param("\u0301", "Enter a message", id="what nobody sees"),
]


def send(moderator_client: FlaskClient, comment: Comment, message: str) -> TestResponse:
    path = f"/moderation/comments/{comment.public_id}/message"
    data = {
        "csrf_token": token_of(moderator_client),
        "message": message,
        **seen_conversation(comment),
    }
    return moderator_client.post(path, data=data)


def withdraw(app: Flask, comment: Comment) -> None:
    begin_write_transaction()
    folder = app.extensions["settings"].instance
    erase("comment", comment.public_id, ledger_folder=folder, now=utcnow())
    db.session.commit()


def to_be_copied(row: Element) -> str:
    """Return the text that a conversation without a form still shows."""
    [area] = row.iter("textarea")
    assert "readonly" in area.attrib
    assert row.find(".//form") is None
    return area.text or ""


def test_that_a_message_was_sent_is_on_record_and_a_refused_one_is_not(
    moderator_client: FlaskClient, event: Event
) -> None:
    vesna = written_about(event, "Vesna")
    words_sent = ("", TYPED, TYPED, "And this.")  # The third is a second press.
    statuses = [send(moderator_client, vesna, words).status_code for words in words_sent]

    sent = [each for each in access_records(limit=9) if each.kind is AccessKind.MESSAGE_SENT]

    assert statuses == [422, 303, 303, 409]
    assert [each.moderator and each.moderator.name for each in sent] == ["Ana"]


def test_the_menu_says_where_a_message_was_refused(
    moderator_client: FlaskClient, event: Event
) -> None:
    page = page_of(send(moderator_client, written_about(event, "Vesna"), ""), status=422)

    [menu] = by_class(page, "menu")
    assert [text_of(each) for each in menu.iter("a") if "aria-current" in each.attrib] == [
        "Messages (1 waiting for a reply)"
    ]


@pytest.mark.parametrize(("message", "sentence"), WRONG)
def test_a_refused_message_stands_in_its_own_conversation_alone(
    moderator_client: FlaskClient, event: Event, message: str, sentence: str
) -> None:
    names = ["Mira", "Vesna", "Teodora"]
    _, vesna, _ = [written_about(event, name) for name in names]

    page = page_of(send(moderator_client, vesna, message), status=422)

    rows = conversations(page)
    assert list(rows) == names
    assert [in_form(row) for row in rows.values()] == ["", message, ""]
    assert [sentence in text_of(row) for row in rows.values()] == [False, True, False]
    assert len(written()) == 3


def test_the_errors_lead_to_the_field_that_was_refused(
    moderator_client: FlaskClient, event: Event
) -> None:
    _, vesna, _ = [written_about(event, name) for name in ("Mira", "Vesna", "Teodora")]

    page = page_of(send(moderator_client, vesna, ""), status=422)

    row = conversations(page)["Vesna"]
    ids = Counter(each.get("id") for each in page.iter() if each.get("id"))
    [summary] = by_class(page, "error-summary")
    [link] = summary.iter("a")
    [field] = [each for each in page.iter("textarea") if each.get("aria-invalid") == "true"]
    focused = [each for each in page.iter() if "autofocus" in each.attrib]
    assert set(ids.values()) == {1}
    assert link.get("href") == f"#{field.get('id')}" == f"#{vesna.public_id}-message"
    assert row.find(f".//label[@for='{field.get('id')}']") is not None
    described = field.get("aria-describedby", "").split()
    told = [text_of(row.find(f".//*[@id='{each}']")) for each in described]
    assert told == ["Up to 2,000 characters.", "Error: Enter a message"]
    assert focused == [summary]
    assert summary in list(row.iter())
    assert text_of(page.find(".//title")).startswith("Error: ")


@pytest.mark.parametrize("message", [TYPED, "x" * 2001], ids=["good", "too long"])
def test_a_message_to_a_withdrawn_comment_is_refused_and_kept(
    app: Flask, moderator_client: FlaskClient, event: Event, message: str
) -> None:
    written_about(event, "Mira")
    vesna = written_about(event, "Vesna")
    withdraw(app, vesna)

    page = page_of(send(moderator_client, vesna, message), status=409)

    rows = conversations(page)
    assert list(rows) == ["Anonymous", "Mira"]
    assert to_be_copied(rows["Anonymous"]) == message
    assert "This conversation has ended" in text_of(rows["Anonymous"])
    assert in_form(rows["Mira"]) == ""
    assert written() == [("Mira", "A question by Mira.")]


@pytest.mark.parametrize("message", [TYPED, "x" * 2001], ids=["good", "too long"])
def test_a_message_that_another_moderator_made_needless_is_refused_and_kept(
    moderator_client: FlaskClient, other_moderator_client: FlaskClient, event: Event, message: str
) -> None:
    written_about(event, "Mira")
    vesna = written_about(event, "Vesna")
    assert send(other_moderator_client, vesna, "I was faster.").status_code == 303

    page = page_of(send(moderator_client, vesna, message), status=409)

    row = conversations(page)["Vesna"]
    assert to_be_copied(row) == message
    assert "has replied in this conversation in the meantime" in text_of(row)
    assert "I was faster." in text_of(row)
    assert [body for name, body in written() if name == "Vesna"][1:] == ["I was faster."]
    assert list(conversations(page_of(moderator_client.get(LETTERS)))) == ["Mira"]


@pytest.mark.long
def test_a_refused_message_is_shown_though_fifty_others_wait_longer(
    moderator_client: FlaskClient, event: Event
) -> None:
    for number in range(50):
        written_about(event, f"Author {number}")
    vesna = written_about(event, "Vesna")

    page = page_of(send(moderator_client, vesna, "x" * 2001), status=422)

    assert in_form(conversations(page)["Vesna"]) == "x" * 2001
    assert len(conversations(page)) == 51


def test_a_message_about_no_comment_is_not_found(
    moderator_client: FlaskClient, event: Event
) -> None:
    data = {
        "csrf_token": token_of(moderator_client),
        "message": "",
        "version": 1,
        "seen_message": 0,
    }

    missing = moderator_client.post(f"/moderation/comments/{'0' * 16}/message", data=data)

    assert texts(page_of(missing, status=404), ".//h1") == [str(NotFound.title)]


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/moderation/messages", {"message"}),
        ("/moderation/", {"decide"}),
        ("/moderation/published", {"answer"}),
    ],
)
def test_no_browser_puts_a_typed_text_back_into_the_form_of_another(
    moderator_client: FlaskClient, event: Event, path: str, kinds: set[str]
) -> None:
    """Firefox restores fields by the place and the name of their form, whatever it is about."""
    comments = [written_about(event, name) for name in ("Mira", "Vesna")]
    comments += [make_comment(event, name=name, state=State.PENDING) for name in ("Ana", "Eva")]

    page = page_of(moderator_client.get(path))

    typed_into = [
        form.get("name", "")
        for form in page.iter("form")
        if form.get("method") == "post"
        and [each for each in form.iter() if each.tag == "textarea" or each.get("type") == "text"]
    ]
    assert len(set(typed_into)) == len(typed_into) >= 2
    shown = {each.public_id for each in comments if each.public_id in "".join(typed_into)}
    assert set(typed_into) == {f"{kind}-{public_id}" for kind in kinds for public_id in shown}
