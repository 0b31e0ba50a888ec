"""Whoever asks what is held is told whether their mailbox is on the list of refusals."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.ops.mail_process import MailProcess
from tests.mail.inbox import Inbox
from tests.mail.strangers import ask_as
from tests.mail.wishes import carry_out_stops
from tests.times import utcnow

THEIRS = "vic.tim@gmail.com"
SPELLING = "VicTim+news@googlemail.com"
REPORT = (
    "This mailbox is on the list “never email me again”: no mail goes to it any more. The list "
    "holds a scrambled form that no email can be read from.\n"
)
ERASE = (
    "0 emails erased.\n"
    "This mailbox is on the list “never email me again”, and stays there: without its entry, "
    "anybody could make us write to it again. The list holds a scrambled form that no email can be "
    "read from.\n"
)


@pytest.fixture
def refused(client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox) -> None:
    """Let a mailbox refuse all mail; the mail process has not read of it yet."""
    ask_as(THEIRS)
    mail_process.worker.work(now=utcnow())
    assert client.post(inbox.link("mail/never")).status_code == 200
    carry_out_stops()


def said(app: Flask, command: str, email: str) -> str:
    result = app.test_cli_runner().invoke(args=["privacy", command], input=email)
    assert result.exit_code == 0, result.output
    db.session.rollback()
    return result.stdout


@pytest.mark.parametrize("is_read", [False, True], ids=["just pressed", "taken over"])
@pytest.mark.parametrize("email", [THEIRS, SPELLING])
@pytest.mark.usefixtures("refused")
def test_report_and_erasure_name_the_list(
    app: Flask, mail_process: MailProcess, *, email: str, is_read: bool
) -> None:
    if is_read:
        mail_process.worker.work(now=utcnow())

    told = [said(app, command, email) for command in ("report", "erase", "report")]

    assert told == [REPORT, ERASE, REPORT]


@pytest.mark.usefixtures("refused")
def test_others_are_told_nothing_of_it(app: Flask, mail_process: MailProcess) -> None:
    mail_process.worker.work(now=utcnow())

    assert said(app, "report", "other@gmail.com") == "Nothing is held under that email.\n"
    assert said(app, "erase", "other@gmail.com") == "0 emails erased.\n"


def test_who_only_asks_leaves_no_key_behind(app: Flask, mail_process: MailProcess) -> None:
    said(app, "report", THEIRS)

    folder = Path(mail_process.keys.folder)
    assert [path for path in folder.rglob("*") if re.match("never", path.name)] == []
