"""A Message-ID is the same for each try, differs for each mail, and is stored nowhere."""

from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import inspect

from ethreader.base.clock import NOON
from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.mail.models import OutboxMail
from ethreader.ops.mail_process import MailProcess
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
from tests.mail.strangers import ask_as
from tests.times import utcnow


def ids(inbox: Inbox) -> list[str]:
    return [str(mail["Message-ID"]).strip("<>").partition("@")[0] for mail in inbox.mails]


def test_a_mail_that_is_sent_again_has_the_id_of_its_first_copy(
    event: Event, mail_process: MailProcess, inbox: Inbox, tmp_path: Path
) -> None:
    ask_as("mira@gmail.com")
    inbox.answer = "451 taken, and then said otherwise"
    mail_process.worker.work(now=utcnow())
    inbox.answer = "250 OK"
    mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url).worker.work(
        now=utcnow() + timedelta(days=3)
    )

    assert len(inbox.mails) == 2
    assert len(set(ids(inbox))) == 1


def test_a_mail_with_the_number_of_a_deleted_one_has_another_id(
    client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    numbers = []
    for name in ("mira", "ana"):
        ask_as(f"{name}@gmail.com")
        numbers.append(db.session.query(OutboxMail.id).scalar())
        mail_process.worker.work(now=utcnow())
        _stop(client, inbox)

    assert (numbers, len(set(ids(inbox)))) == ([1, 1], 2)


def _stop(client: FlaskClient, inbox: Inbox) -> None:
    path = str(inbox.mails[-1]["List-Unsubscribe"]).strip("<>").partition(":8000")[2]
    assert client.post(path).status_code == 200
    db.session.rollback()


def test_nothing_in_the_database_leads_to_a_mail_that_left(
    event: Event, mail_process: MailProcess, inbox: Inbox, tmp_path: Path
) -> None:
    ask_as("mira@gmail.com")
    mail_process.worker.work(now=utcnow())

    [made] = ids(inbox)
    files = (tmp_path / "instance").glob("ethreader.sqlite3*")
    held = b"".join(path.read_bytes() for path in files)
    assert (made.encode() in held, bytes.fromhex(made) in held) == (False, False)
    columns = {each["name"] for each in inspect(db.engine).get_columns("outbox_mail")}
    assert "message_id" not in columns
    mail = db.session.query(OutboxMail).one()
    assert [mail.created_at.time(), mail.due_at.time()] == [NOON, NOON]
