"""Who stops mail learns nothing of whether an email was kept: the site does the same for all."""

import secrets
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.queries import all_contacts
from ethreader.contacts.service import forget_contact
from ethreader.events.models import Event
from ethreader.mail.worker import Worker
from ethreader.ops.housekeeping import Housekeeping
from ethreader.web.current import settings
from tests.comments.forms import COMMENTS, filled_in, own_link
from tests.mail.inbox import Inbox
from tests.mail.wishes import LATER
from tests.pages import counted_queries
from tests.times import utcnow
from tests.visitors import HTMX
from tests.words import new_word


def write(client: FlaskClient, **fields: str) -> str:
    """Send a comment and return the path of its author's page."""
    form = filled_in(client, body=new_word(), key=secrets.token_hex(16), **fields)
    own_page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    db.session.rollback()
    return own_page


def write_with_wish(client: FlaskClient) -> str:
    return write(client, email=f"reader-{secrets.token_hex(4)}@gmail.com", notify="y")


def ledger() -> bytes:
    path = settings().ledger / "erasures.txt"
    return path.read_bytes() if path.exists() else b""


def work_of(client: FlaskClient, path: str) -> tuple[list[str], bytes]:
    """Press a button; return what the database was told, and what the ledger was."""
    db.session.rollback()
    before = ledger()
    with counted_queries() as told:
        assert client.post(path).status_code == 200
    db.session.rollback()
    return told, ledger().removeprefix(before)


def end_contacts(*_: object) -> None:
    begin_write_transaction()
    for contact in all_contacts():
        forget_contact(contact.ledger_id, utcnow())
    db.session.commit()


def test_button_on_the_own_page_does_the_same_work_whether_an_email_is_kept(
    client: FlaskClient, event: Event, worker: Worker
) -> None:
    with_email, without = write_with_wish(client), write(client)
    assert len(all_contacts()) == 1

    kept = work_of(client, f"{with_email}/no-mail")
    none = work_of(client, f"{without}/no-mail")

    assert any(each.startswith("INSERT") for each in none[0])
    assert kept == none


def test_never_does_the_same_work_whether_the_contact_is_there_still(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    for _ in range(2):
        write_with_wish(client)
    worker.work(now=utcnow())

    kept = work_of(client, inbox.link("mail/never", number=0))
    end_contacts()
    none = work_of(client, inbox.link("mail/never", number=1))

    assert kept == none


def own_page_button(_inbox: Inbox, own_page: str) -> str:
    return f"{own_page}/no-mail"


def never_link(inbox: Inbox, _own_page: str) -> str:
    return inbox.link("mail/never", number=0)


@pytest.mark.parametrize("button", [own_page_button, never_link])
def test_housekeeping_of_the_site_ends_at_once_what_was_stopped(
    *,
    client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    button: Callable[[Inbox, str], str],
) -> None:
    own_page = write_with_wish(client)
    worker.work(now=utcnow())
    [contact] = all_contacts()
    name = contact.ledger_id
    housekeeping = Housekeeping(settings(), of="site")
    housekeeping.round(now=utcnow())  # The minute's sweep is done.

    assert client.post(button(inbox, own_page)).status_code == 200
    housekeeping.round(now=utcnow())

    db.session.rollback()
    assert list(all_contacts()) == []
    assert ledger().decode().split() == [f"contact-{name}"]


def test_nothing_is_sent_to_who_stops_while_another_mail_is_on_its_way(
    *, app: Flask, client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    own_pages = [write_with_wish(client) for _ in range(2)]
    inbox.before_answer = lambda: client.post(f"{own_pages[1]}/no-mail")

    worker.work(now=utcnow())
    inbox.before_answer = lambda: None
    worker.work(now=utcnow() + LATER)

    assert len(inbox.mails) == 1
    assert len(all_contacts()) == 1
