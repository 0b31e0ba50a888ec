"""One odd email holds nobody else up, also where it was sealed before odd ones were refused."""

import logging
import subprocess
import time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.models import Event
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.outbox import ATTEMPTS, LONGEST_RETRY
from ethreader.mail.worker import Worker
from tests.browser.server import PATIENCE, Site
from tests.comments.forms import COMMENTS, filled_in, stored
from tests.mail.inbox import Inbox
from tests.mail.old_boxes import ask_with_old_box
from tests.mail.processes import mail_process_with
from tests.mail.wishes import ADDRESS, ask_for_news
from tests.times import utcnow
from tests.visitors import HTMX

pytestmark = pytest.mark.long

ODD = "josé@example.org"


def states() -> list[MailState]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMail.state).order_by(OutboxMail.id)))


@pytest.mark.parametrize(
    ("email", "fault"),
    [(ODD, "beyond ASCII before the @"), ("=?utf-8?q?x?=@example.org", "malformed")],
)
def test_a_mail_that_cannot_be_composed_is_given_up_and_the_next_one_leaves(
    *,
    client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
    email: str,
    fault: str,
) -> None:
    ask_with_old_box(client, email)
    ask_for_news(client, body="A good one.")

    worker.work(now=utcnow())

    assert inbox.recipients == [ADDRESS]
    assert states() == [MailState.GIVEN_UP, MailState.SENT]
    assert caplog.messages == [f"A mail was given up: {fault}."]


def test_a_mail_that_breaks_the_code_is_tried_for_a_while_and_the_next_one_leaves(
    client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ask_for_news(client)
    begin_write_transaction()
    mail = db.session.scalars(select(OutboxMail)).one()
    mail.kind, mail.contact.confirmed_at = "a secret", utcnow()  # No feature has such a kind.
    db.session.commit()
    ask_for_news(client, body="A good one.")

    now = utcnow()
    worker.work(now=now)
    after_one = states()
    for _ in range(ATTEMPTS):
        now += LONGEST_RETRY
        worker.work(now=now)

    assert after_one == [MailState.WAITING, MailState.SENT]
    assert states() == [MailState.GIVEN_UP, MailState.SENT]
    assert [record.levelno for record in caplog.records].count(logging.ERROR) == ATTEMPTS
    assert "builtins.KeyError" in caplog.text
    assert [word for word in ("secret", ADDRESS) if word in caplog.text] == []


def test_a_mail_that_the_process_has_died_of_again_and_again_is_given_up(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    for number in (ATTEMPTS, ATTEMPTS - 1):  # How often it was begun, and nothing came of it.
        ask_for_news(client, body=f"{number}.", email=f"reader@{number}.mail{number}.example")
        begin_write_transaction()
        newest = max(db.session.scalars(select(OutboxMail)), key=lambda mail: mail.id)
        newest.attempts = number
        db.session.commit()

    worker.work(now=utcnow())

    assert (len(inbox.mails), states()) == (1, [MailState.GIVEN_UP, MailState.SENT])


def wait_for(inbox: Inbox, count: int, mail: "subprocess.Popen[bytes]", site: Site) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(inbox.mails) < count:
        assert mail.poll() is None, site.log
        assert time.monotonic() < deadline, site.log
        time.sleep(0.1)


def test_the_process_lives_on_an_odd_email_and_so_does_one_that_is_started_anew(
    *,
    app: Flask,
    client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    tmp_path: Path,
) -> None:
    site = Site(tmp_path / "instance", ETHREADER_SMTP_URL=inbox.url)

    for number in (1, 2):
        ask_with_old_box(client, ODD, body=f"Odd {number}.")
        ask_for_news(client, body=f"Good {number}.", email=f"good{number}@mail.example")
        db.session.remove()
        mail = site.start_mail()
        try:
            wait_for(inbox, number, mail, site)
            time.sleep(1.5)  # One more look into the outbox.
            assert mail.poll() is None, site.log
        finally:
            mail.kill()
            mail.wait(timeout=PATIENCE)

    assert inbox.recipients == ["good1@mail.example", "good2@mail.example"]
    assert states() == [MailState.GIVEN_UP, MailState.SENT] * 2
    assert "jos" not in site.log


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        pytest.param(("550 no such mailbox", 1), (0, 0, 1), id="given up at once"),
        pytest.param(("451 later", 2), (1, 1, 0), id="tried twice"),
        pytest.param(("", 1), (0, 0, 0), id="one that left is none"),
    ],
)
def test_the_operator_sees_what_did_not_leave_and_moderators_nothing_of_one_mail(
    *,
    app: Flask,
    client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    moderator_client: FlaskClient,
    given: tuple[str, int],
    counted: tuple[int, int, int],
) -> None:
    answer, tries = given
    ask_for_news(client)
    inbox.refuse_with = answer
    for number in range(tries):
        worker.work(now=utcnow() + number * LONGEST_RETRY)

    said = app.test_cli_runner().invoke(args=["mail", "status"]).stdout
    page = moderator_client.get("/moderation/").text

    waiting, aside, given_up = counted
    assert f"waiting: {waiting}, of which set aside after a failure: {aside}\n" in said
    assert f"given up: {given_up}, " in said
    assert "could not be sent" not in page


@pytest.mark.parametrize("is_old", [False, True], ids=["from the form", "from an old box"])
def test_a_domain_beyond_ascii_is_delivered_to(
    *, client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, is_old: bool
) -> None:
    if is_old:
        ask_with_old_box(client, "anna@müller.example")
    else:
        form = filled_in(client, email=" mailto:anna@müller.example", notify="y")
        assert client.post(COMMENTS, data=form, headers=HTMX).status_code == 201

    worker.work(now=utcnow())

    assert inbox.recipients == ["anna@xn--mller-kva.example"]
    assert b"\r\nTo: anna@xn--mller-kva.example\r\n" in inbox.raw[0]


def erased(app: Flask, email: str) -> str:
    return app.test_cli_runner().invoke(args=["privacy", "erase"], input=email).stdout


@pytest.mark.parametrize("local", ["anna", "josé"])  # The latter is never sent to.
@pytest.mark.parametrize("asked_for", ["{}@müller.example", "{}@xn--mller-kva.example"])
def test_what_is_held_is_found_under_either_spelling(
    *, app: Flask, client: FlaskClient, event: Event, worker: Worker, local: str, asked_for: str
) -> None:
    ask_with_old_box(client, f"{local}@müller.example")
    ask_with_old_box(client, f"{local}@xn--mller-kva.example", body="Another.")
    client.post(
        COMMENTS,
        data=filled_in(client, email="anna@müller.example", notify="y", body="By the form."),
        headers=HTMX,
    )

    said = erased(app, asked_for.format(local))

    assert said == ("3 emails erased.\n" if local == "anna" else "2 emails erased.\n")


@pytest.mark.parametrize("asked_for", ["anna@müller.example", "anna@xn--mller-kva.example"])
def test_a_mail_that_landed_is_found_under_either_spelling(
    *, app: Flask, client: FlaskClient, event: Event, worker: Worker, tmp_path: Path, asked_for: str
) -> None:
    ask_for_news(client, email="anna@müller.example")
    mail_process_with(tmp_path).round(now=utcnow())

    assert "1 mails in the instance folder deleted." in erased(app, asked_for)


@pytest.mark.parametrize("notify", ["", "y"], ids=["without the wish", "with the wish"])
def test_the_form_says_that_nothing_can_be_sent_there(
    client: FlaskClient, event: Event, worker: Worker, notify: str
) -> None:
    form = filled_in(client, email=ODD, notify=notify)

    response = client.post(COMMENTS, data=form, headers=HTMX)

    assert response.status_code == 422
    assert "letters like é or ж before the @" in response.text
    assert f'value="{ODD}"' in response.text
    assert stored() == []
