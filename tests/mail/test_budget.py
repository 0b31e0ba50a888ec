"""The mails that may leave within an hour: news first, and the operator is told."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.events.models import Event
from ethreader.ops.mail_process import MailProcess
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
from tests.mail.strangers import ask_as
from tests.mail.wishes import LATER, ask_for_news, decide
from tests.times import utcnow

HOUR = timedelta(hours=1)
WARNING = (
    "More mails are due than ETHREADER_MAIL_HOURLY lets out (8 an hour). Requests to confirm wait, "
    "and are dropped after 24 hours: see `flask mail status`."
)


@pytest.fixture
def mail_process(app: Flask, tmp_path: Path, inbox: Inbox) -> MailProcess:
    """A mail process that lets out eight mails an hour, six of them requests."""
    process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url, ETHREADER_MAIL_HOURLY="8")
    process.keep_keys(utcnow())
    return process


def flood(count: int, *, name: str) -> None:
    for number in range(count):
        ask_as(f"{name}{number}@gmail.com")


def test_requests_wait_news_leave_and_the_operator_is_told_once(
    *,
    app: Flask,
    client: FlaskClient,
    event: Event,
    moderator_client: FlaskClient,
    mail_process: MailProcess,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    public_id = ask_for_news(client)
    now = utcnow()
    mail_process.worker.work(now=now)
    client.post(inbox.link("mail/confirm"))
    decide(moderator_client, public_id, "publish")
    flood(9, name="reader")

    for _ in range(3):
        mail_process.worker.work(now=now + LATER)
    in_first_hour = [("/mail/confirm/" in each.get_content()) for each in inbox.mails]
    mail_process.worker.work(now=now + LATER + HOUR)

    # The one before, the news, and four requests more; then those that waited.
    assert in_first_hour == [True, False, *[True] * 4]
    assert len(inbox.mails) == 6 + 5
    assert caplog.messages == [WARNING]


def test_requests_that_have_waited_a_day_are_dropped_and_counted(
    app: Flask, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    flood(20, name="reader")

    mail_process.worker.work(now=utcnow())
    mail_process.worker.work(now=utcnow() + timedelta(hours=25))

    said = app.test_cli_runner().invoke(args=["mail", "status"])
    assert (len(inbox.mails), said.exit_code) == (12, 0)
    assert said.output.splitlines()[0::3] == [
        "waiting: 0, of which set aside after a failure: 0",
        "dropped, beyond ETHREADER_MAIL_HOURLY: 8",
    ]


def test_status_says_where_mails_stand_and_names_nobody(
    app: Flask, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    ask_as("sent@gmail.com")
    mail_process.worker.work(now=utcnow())
    ask_as("refused@gmail.com")
    inbox.refuse_with = "550 no such mailbox"
    mail_process.worker.work(now=utcnow())
    ask_as("later@gmail.com")
    inbox.refuse_with = "451 busy"
    mail_process.worker.work(now=utcnow())
    ask_as("waiting@gmail.com")

    said = app.test_cli_runner().invoke(args=["mail", "status"])

    assert said.output == (
        "waiting: 2, of which set aside after a failure: 1\n"
        "sent today: 1\n"
        "given up: 1, without the key to open them: 0\n"
        "dropped, beyond ETHREADER_MAIL_HOURLY: 0\n"
    )


def test_a_mail_that_is_not_sent_uses_up_nothing(
    app: Flask, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    for number in range(10):
        ask_as(f"victim+{number}@gmail.com")
    flood(5, name="reader")

    for _ in range(3):
        mail_process.worker.work(now=utcnow())

    assert len(inbox.mails) == 6
