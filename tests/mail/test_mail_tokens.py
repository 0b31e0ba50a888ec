"""Only who has read a mail can confirm or stop: its tokens follow from nothing else."""

import base64
import hashlib
import hmac
import re
import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import db
from ethreader.base.tokens import digest
from ethreader.contacts.models import Contact, ContactToken
from ethreader.contacts.queries import all_contacts
from ethreader.contacts.service import forget_contact
from ethreader.events.models import Event
from ethreader.mail.worker import Worker
from ethreader.ops.erasures import replay_erasures
from ethreader.retention.ledger import Entry, read
from tests.browser.server import PATIENCE, Site, free_port
from tests.comments.forms import COMMENTS, KEY, filled_in, own_link
from tests.mail.commenting import post_with_wish
from tests.mail.inbox import Inbox
from tests.mail.wishes import (
    ADDRESS,
    LATER,
    answer_to,
    ask_for_news,
    carry_out_stops,
    confirmed,
    decide,
)
from tests.once import DATABASE
from tests.times import utcnow
from tests.visitors import HTMX

OTHER = "victim.marked@mail.example"
IN_REQUEST = [("stop", 1), ("confirm", 1), ("never", 1)]  # By purpose and contact.


def tokens_kept() -> list[tuple[str, int]]:
    """Return purpose and contact of what is kept of tokens."""
    db.session.rollback()
    rows = db.session.execute(select(ContactToken.purpose, ContactToken.contact_id))
    return [(purpose.value, contact_id) for purpose, contact_id in rows]


def derived_from(token: str) -> Iterator[str]:
    """Yield what somebody can make of a token with the code in hand."""
    yield token
    for word in ("confirm", "stop", "own page", "receipt", "change", ""):
        for key, text in ((token, word), (word, token)):
            made = hmac.digest(key.encode(), text.encode(), "sha256")
            yield from (made.hex(), base64.urlsafe_b64encode(made).decode().rstrip("="))
        made = hmac.digest((token + word).encode(), b"own page", "sha256")
        yield base64.urlsafe_b64encode(made).decode().rstrip("=")
        for text in (token + word, word + token):
            made = hashlib.sha256(text.encode()).digest()
            yield from (made.hex(), base64.urlsafe_b64encode(made).decode().rstrip("="))
    yield digest(token).hex()


def test_nothing_made_of_the_own_pages_token_confirms_or_stops(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    form = filled_in(client, email=ADDRESS, notify="y", key=KEY)
    token = own_link(client.post(COMMENTS, data=form, headers=HTMX)).removeprefix("/mine/")
    worker.work(now=utcnow())

    made = {*derived_from(token), *derived_from(KEY)}
    answers = [
        ask(f"/mail/{purpose}/{each}").status_code
        for each in made
        for purpose in ("confirm", "stop")
        for ask in (client.get, client.post)
    ]

    # Pressing “stop” is answered alike whatever stood behind the link.
    assert (len(made) > 50, answers) == (True, [404, 404, 404, 200] * len(made))
    db.session.rollback()
    assert [contact.confirmed_at for contact in all_contacts()] == [None]
    assert client.get(inbox.link("mail/confirm")).status_code == 200


def test_tokens_are_made_when_a_mail_is_sent_and_not_before(
    client: FlaskClient, event: Event, worker: Worker, moderator_client: FlaskClient, inbox: Inbox
) -> None:
    public_id = ask_for_news(client)
    before = tokens_kept()
    worker.work(now=utcnow())
    asked = tokens_kept()
    client.post(inbox.link("mail/confirm"))
    decide(moderator_client, public_id, "publish")
    decided = tokens_kept()
    worker.work(now=utcnow() + LATER)

    assert (before, asked, decided) == ([], IN_REQUEST, asked)
    assert tokens_kept() == [*IN_REQUEST, ("status", 1), ("stop", 1)]


def test_each_token_is_good_for_its_own_purpose_alone(
    client: FlaskClient, event: Event, worker: Worker, moderator_client: FlaskClient, inbox: Inbox
) -> None:
    public_id = ask_for_news(client)
    worker.work(now=utcnow())
    confirm = inbox.link("mail/confirm")
    client.post(confirm)
    decide(moderator_client, public_id, "publish")
    worker.work(now=utcnow() + LATER)
    stop = inbox.link("mail/stop")

    swapped = (confirm.replace("confirm", "stop"), stop.replace("stop", "confirm"))

    assert [client.get(path).status_code for path in swapped] == [404, 404]
    assert [client.get(path).status_code for path in (confirm, stop)] == [200, 200]


def test_the_links_of_an_older_mail_work_after_a_newer_one(
    client: FlaskClient, event: Event, worker: Worker, moderator_client: FlaskClient, inbox: Inbox
) -> None:
    public_id = confirmed(client, worker, inbox)
    decide(moderator_client, public_id, "publish")
    worker.work(now=utcnow() + LATER)
    answer_to(client, moderator_client, public_id, "An answer.")
    worker.work(now=utcnow() + LATER)
    older, newer = inbox.link("mail/stop", number=0), inbox.link("mail/stop", number=1)
    shown = [client.get(path).status_code for path in (older, newer)]

    client.post(older)
    db.session.rollback()

    assert (older != newer, shown) == (True, [200, 200])
    assert (list(all_contacts()), tokens_kept()) == ([], [])
    assert client.get(newer).status_code == 404


def test_links_work_before_the_server_answers_and_nobody_waits_for_it(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, tmp_path: Path
) -> None:
    ask_for_news(client)
    digests: list[bytes] = []

    def write_meanwhile() -> None:
        other = sqlite3.connect(tmp_path / "instance" / DATABASE, timeout=0)
        other.execute("BEGIN IMMEDIATE")
        digests.extend(each for (each,) in other.execute("SELECT digest FROM contact_token"))
        other.close()

    inbox.before_answer = write_meanwhile

    assert worker.work(now=utcnow()) == 1
    paths = [inbox.link(f"mail/{purpose}") for purpose in ("confirm", "never")]
    made = {digest(path.rpartition("/")[2]) for path in paths}
    assert (len(digests), made - set(digests)) == (3, set())


def test_the_link_of_a_mail_that_was_refused_at_first_works(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    ask_for_news(client)
    inbox.refuse_with = "451 busy"
    worker.work(now=utcnow())
    inbox.refuse_with = ""
    worker.work(now=utcnow() + LATER)

    assert client.post(inbox.link("mail/confirm")).status_code == 200
    assert tokens_kept() == IN_REQUEST * 2


@pytest.mark.parametrize("ended", [False, True], ids=["while it lasts", "after its end"])
def test_the_same_form_with_another_address_mails_nobody_else(
    *, client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, ended: bool
) -> None:
    form = filled_in(client, email=ADDRESS, notify="y", key=KEY)
    own_page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    worker.work(now=utcnow())
    if ended:
        assert client.post(f"{own_page}/no-mail").status_code == 200

    again = client.post(COMMENTS, data={**form, "email": OTHER}, headers=HTMX)
    db.session.rollback()
    worker.work(now=utcnow())

    assert (again.status_code, own_link(again)) == (201, own_page)
    assert [str(mail["To"]) for mail in inbox.mails] == [ADDRESS]
    assert len(all_contacts()) == (0 if ended else 1)


def test_the_ledger_knows_a_contact_by_a_name_that_is_in_no_mail(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, tmp_path: Path
) -> None:
    form = filled_in(client, email=ADDRESS, notify="y")
    own_page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    db.session.rollback()
    [name] = db.session.scalars(select(Contact.ledger_id))

    client.post(f"{own_page}/no-mail")
    carry_out_stops()

    assert re.fullmatch("[0-9a-f]{32}", name)
    assert read(tmp_path / "instance" / "ledger").entries == (Entry("contact", name),)


def test_news_asked_for_again_after_stopping_outlives_the_next_start(
    app: Flask, client: FlaskClient, event: Event, worker: Worker
) -> None:
    own_page = own_link(
        client.post(COMMENTS, data=filled_in(client, email=ADDRESS, notify="y"), headers=HTMX)
    )
    client.post(f"{own_page}/no-mail")
    carry_out_stops()
    ask_for_news(client, body="Other words, and the same wish.")
    [again] = db.session.scalars(select(Contact.ledger_id))
    db.session.rollback()

    for _ in range(2):
        replay_erasures(app.extensions["settings"], now=utcnow())

    assert list(db.session.scalars(select(Contact.ledger_id))) == [again]


def test_a_contact_that_is_gone_is_no_trouble(
    client: FlaskClient, event: Event, worker: Worker
) -> None:
    ask_for_news(client)
    [name] = db.session.scalars(select(Contact.ledger_id))

    ends = [forget_contact(each, utcnow()) for each in ("0" * 64, "0" * 32, name, name)]

    assert ends == [False, False, True, False]


@pytest.mark.browser
def test_a_mail_sent_again_after_a_kill_has_links_that_work_in_both_copies(tmp_path: Path) -> None:
    inbox = Inbox()
    inbox.port = free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    site = Site(tmp_path / "instance", ETHREADER_SMTP_URL=inbox.url).start()
    first = site.start_mail()
    inbox.before_answer = first.kill  # It is never told that the server has taken the mail.
    second = None
    try:
        post_with_wish(site, ADDRESS)
        first.wait(timeout=PATIENCE)
        inbox.before_answer = lambda: None
        second = site.start_mail()
        deadline = time.monotonic() + PATIENCE
        while len(inbox.mails) < 2:
            assert time.monotonic() < deadline, site.log
            time.sleep(0.1)
        links = [inbox.link("mail/confirm", number=number) for number in (0, 1)]
        pages = [confirm(site, link) for link in links]
    finally:
        for process in (first, second):
            if process is not None:
                process.kill()
                process.wait(timeout=PATIENCE)
        site.stop()
        controller.stop()

    assert len({str(mail["Message-ID"]) for mail in inbox.mails}) == 1
    assert len(set(links)) == 2
    assert pages == [200, 200]


def confirm(site: Site, link: str) -> int:
    """Press the button behind a link."""
    with urllib.request.urlopen(site.url + link, data=b"", timeout=PATIENCE) as response:
        return int(response.status)
