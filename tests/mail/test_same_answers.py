"""What is known of an address changes no byte of any answer to whoever types it.

All addresses here have one length, so that even `Content-Length` has to agree.
"""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.queries import all_contacts, mail_refusals
from ethreader.contacts.service import CONFIRM_WITHIN, forget_expired_contacts
from ethreader.events.models import Event
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.worker import Worker
from tests.comments.forms import COMMENTS, fields_of, filled_in, own_link
from tests.conftest import make_app
from tests.mail.inbox import Inbox
from tests.mail.wishes import carry_out_stops
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN, with_visitors

pytestmark = pytest.mark.long

UNKNOWN = "somebody-a@mail.example"
KNOWN = "somebody-b@mail.example"


@pytest.fixture
def app(tmp_path: Path, inbox: Inbox) -> Iterator[Flask]:
    """A site that mails, and that takes many comments from one machine."""
    app = make_app(tmp_path / "instance", ETHREADER_SMTP_URL=inbox.url, ETHREADER_LIMITS="off")
    with app.app_context():
        yield with_visitors(app)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def ask(client: FlaskClient, event: Event, worker: Worker) -> Callable[[str], str]:
    """Post a comment of KNOWN's with the wish to be told, and have its question sent."""

    def ask_for_news(body: str) -> str:
        form = filled_in(client, email=KNOWN, notify="y", body=body)
        receipt = client.post(COMMENTS, data=form, headers=HTMX)
        db.session.rollback()
        worker.work(now=utcnow())
        return own_link(receipt)

    return ask_for_news


# --- what may be known of an address ------------------------------------------------------


Ask = Callable[[str], str]


def nothing(ask: Ask, inbox: Inbox, client: FlaskClient) -> None:
    """Neither was ever seen."""


def asked(ask: Ask, inbox: Inbox, client: FlaskClient) -> str:
    own_page = ask("An earlier one.")
    assert [str(mail["To"]) for mail in inbox.mails] == [KNOWN]
    return own_page


def subscribed(ask: Ask, inbox: Inbox, client: FlaskClient) -> str:
    own_page = asked(ask, inbox, client)
    assert client.post(inbox.link("mail/confirm")).status_code == 200
    db.session.rollback()
    assert [contact.confirmed_at is None for contact in all_contacts()] == [False]
    return own_page


def erased(ask: Ask, inbox: Inbox, client: FlaskClient) -> None:
    subscribed(ask, inbox, client)
    said = client.application.test_cli_runner().invoke(args=["privacy", "erase"], input=KNOWN)
    assert said.stdout == "1 emails erased.\n"


def unsubscribed(ask: Ask, inbox: Inbox, client: FlaskClient) -> None:
    own_page = subscribed(ask, inbox, client)
    assert client.post(f"{own_page}/no-mail").status_code == 200
    carry_out_stops()
    assert list(all_contacts()) == []


def asked_in_vain(ask: Ask, inbox: Inbox, client: FlaskClient) -> None:
    for number in range(3):
        ask(f"No. {number}.")
    assert len(inbox.mails) == 1


def never_again(ask: Ask, inbox: Inbox, client: FlaskClient) -> None:
    asked(ask, inbox, client)
    assert client.post(inbox.link("mail/never")).status_code == 200
    db.session.rollback()
    ask("A later one.")
    assert ([mail_refusals(), len(inbox.mails)]) == [[], 1]


def blocked(ask: Ask, inbox: Inbox, client: FlaskClient) -> None:
    inbox.refuse_with = "550 no such mailbox"
    ask("An earlier one.")
    inbox.refuse_with = ""
    assert inbox.mails == []


# --- every answer to an address -----------------------------------------------------------


def answers_to(client: FlaskClient, address: str) -> dict[str, tuple[str, str, str]]:
    """Go every way that an address can go, and return what was answered on each."""
    given = {}
    for way, headers in {"htmx": HTMX, "plain": PLAIN}.items():
        for notify in ("", "y"):
            for label, answer, chosen in _told(client, address, notify, headers):
                given[f"{label}, {way}, notify={notify}"] = _without(answer, chosen)
    return given


def _told(
    client: FlaskClient, address: str, notify: str, headers: dict[str, str]
) -> Iterator[tuple[str, TestResponse, dict[str, str]]]:
    """Yield every answer, with the random and the typed parts that it may hold."""
    key = secrets.token_hex(16)
    form = filled_in(client, email=address, notify=notify, key=key)
    typed = {address: "(address)", key: "(key)"}
    for field in ("email", "name"):
        path = f"{COMMENTS}/check?field={field}"
        yield f"check of {field}", client.post(path, data=form, headers=headers), typed
    yield "preview", client.post(f"{COMMENTS}/preview", data=form, headers=headers), typed
    for label, changed in {
        "empty": {"body": ""},
        "too old": {"stamp": "none"},
        "answer to nothing": {"parent_id": "0" * 16},
    }.items():
        response = client.post(COMMENTS, data={**form, **changed}, headers=headers)
        yield label, response, typed
    created = client.post(COMMENTS, data=form, headers=headers)
    receipt = created if headers else client.get(created.headers["Location"])
    own_page = own_link(receipt)
    secret = {own_page.removeprefix("/mine/"): "(token)"}
    yield "create", created, secret
    yield "receipt", receipt, secret
    yield "sent again", client.post(COMMENTS, data=form, headers=headers), secret
    for rest in ("", "/download"):
        yield f"own page {rest}", client.get(own_page + rest, headers=headers), secret
    yield "edit", client.post(f"{own_page}/edit", data={"body": ""}, headers=headers), secret
    yield "no mail", client.post(f"{own_page}/no-mail", headers=headers), secret
    yield "thread", client.get(COMMENTS, headers=headers), {}


def _without(response: TestResponse, chosen: dict[str, str]) -> tuple[str, str, str]:
    """Return status, headers and body without what differs between any two requests.

    That is the date, the stamp of a form (exact to the second), the envelopes of a receipt, and
    what `chosen` names: the key and the address that were typed, the token that was made.
    """
    fields = fields_of(response.text)
    stamp, change = fields.get("stamp", ""), fields.get("pass", "")
    envelope = response.headers.get("Location", "").partition("receipt=")[2]
    chosen = {**chosen, stamp: "(stamp)", envelope: "(envelope)", change: "(pass)"}
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers if name != "Date")
    parts = [headers, response.text]
    for random, word in chosen.items():
        parts = [part.replace(random, word) if random else part for part in parts]
    return response.status, parts[0], parts[1]


@pytest.mark.parametrize(
    "become",
    [nothing, asked, subscribed, erased, unsubscribed, asked_in_vain, never_again, blocked],
)
def test_every_answer_is_the_same_whatever_is_known_of_the_address(
    client: FlaskClient, ask: Ask, inbox: Inbox, become: Callable[[Ask, Inbox, FlaskClient], object]
) -> None:
    become(ask, inbox, client)

    known, unknown = answers_to(client, KNOWN), answers_to(client, UNKNOWN)

    assert len(known) == 4 * 14
    assert {answer[0][:3] for answer in known.values()} == {"200", "201", "303", "409", "422"}
    assert known == unknown


# --- what the owner of a mailbox did is nothing that the author learns ----------------------


def owner_does_nothing(client: FlaskClient, inbox: Inbox) -> None:
    """The mail that asks lies there."""


def owner_confirms(client: FlaskClient, inbox: Inbox) -> None:
    assert client.post(inbox.link("mail/confirm")).status_code == 200


def owner_asks_to_be_erased(client: FlaskClient, inbox: Inbox) -> None:
    said = client.application.test_cli_runner().invoke(args=["privacy", "erase"], input=KNOWN)
    assert said.stdout == "1 emails erased.\n"


def owner_lets_it_expire(client: FlaskClient, inbox: Inbox) -> None:
    begin_write_transaction()
    assert forget_expired_contacts(utcnow() + CONFIRM_WITHIN) == 1
    db.session.commit()


def owner_has_no_such_mailbox(client: FlaskClient, inbox: Inbox) -> None:
    begin_write_transaction()
    [mail] = db.session.scalars(select(OutboxMail))
    mail.state = MailState.GIVEN_UP
    db.session.commit()


def write(client: FlaskClient, **fields: str) -> str:
    """Send the same comment once more, and return the path of its author's page."""
    form = filled_in(client, body="The same.", key=secrets.token_hex(16), **fields)
    own_page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    db.session.rollback()
    return own_page


def pages_of(client: FlaskClient, own_page: str) -> list[str]:
    """Return all that an author sees of their own comment, the button pressed in the end."""
    show = [f"{own_page}/download", own_page]
    seen = [client.get(path) for path in show]
    seen.append(client.post(f"{own_page}/message", data={"message": ""}))
    seen += [client.post(f"{own_page}/no-mail") for _ in range(2)]
    seen += [client.get(path) for path in show]
    texts = [f"{each.status}\n{each.headers}{each.text}" for each in seen]
    return [text.replace(own_page, "(own page)") for text in texts]


def test_own_page_is_the_same_whatever_the_owner_of_the_mailbox_did(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    does = (
        *(owner_does_nothing, owner_confirms, owner_asks_to_be_erased, owner_lets_it_expire),
        owner_has_no_such_mailbox,
    )
    seen = {}
    for number, each in enumerate(does):
        # Each a mailbox of its own: one that does not answer is asked once.
        email = KNOWN if each is owner_asks_to_be_erased else f"somebody-{number}@mail.example"
        own_page = write(client, email=email, notify="y")
        worker.work(now=utcnow())
        each(client, inbox)
        seen[each] = pages_of(client, own_page)

    expected = pages_of(client, write(client))
    assert len(set(expected[:-2])) == 4
    assert seen == dict.fromkeys(does, expected)
