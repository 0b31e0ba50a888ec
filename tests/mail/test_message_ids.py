"""A Message-ID is the same for each try, differs for each mail, and is stored nowhere."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import inspect

from ethreader.base.clock import NOON
from ethreader.base.db import db
from ethreader.contacts.models import Contact
from ethreader.events.models import Event
from ethreader.mail.message_ids import message_id
from ethreader.mail.models import OutboxMail
from ethreader.mail.weekly_keys import WeeklyKeys
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


THURSDAY = datetime(2026, 2, 5, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def id_of(
    folder: Path,
    *,
    number: int = 1,
    of: str = "one author",
    made: datetime = THURSDAY,
    now: datetime = THURSDAY,
) -> str:
    mail = OutboxMail(id=number, created_at=made, contact=Contact(ledger_id=of))
    return message_id(mail, WeeklyKeys(folder), now=now)


def test_two_mails_to_the_same_author_have_two_ids(tmp_path: Path) -> None:
    ids = {
        id_of(tmp_path),
        id_of(tmp_path, number=2),
        id_of(tmp_path, of="another author"),
        id_of(tmp_path, made=THURSDAY - WEEK),
    }

    assert len(ids) == 4


@pytest.mark.parametrize(
    ("weeks", "is_same", "keys"),
    [
        pytest.param(1, True, ["2026-W06.key"], id="a week later"),
        pytest.param(6, True, ["2026-W06.key"], id="as long as the week counts"),
        pytest.param(7, False, ["2026-W06.key", "2026-W13.key"], id="later"),
    ],
)
def test_the_id_is_of_the_week_in_which_the_mail_was_queued_while_its_key_may_be_there(
    tmp_path: Path, *, weeks: int, is_same: bool, keys: list[str]
) -> None:
    first = id_of(tmp_path)

    later = id_of(tmp_path, now=THURSDAY + weeks * WEEK)

    assert (later == first) is is_same
    assert sorted(path.name for path in tmp_path.iterdir()) == keys


def test_no_key_is_made_again_for_a_week_that_is_over(tmp_path: Path) -> None:
    id_of(tmp_path, now=THURSDAY + 7 * WEEK)

    assert [path.name for path in tmp_path.iterdir()] == ["2026-W13.key"]
